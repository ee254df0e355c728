# SPDX-License-Identifier: EUPL-1.2
# Makefile - build, test, lint and show woostraat.  `make help` lists the targets.

BUILD	?= build
PREFIX	?= /usr/local
UNITDIR	?= $(PREFIX)/lib/systemd/system
DOCDIR	?= $(PREFIX)/share/doc/woostraat
SAN	?=
TORTURE	?=
FUZZ	?=
VERSION	= 0.1.0

CC	= gcc
WARN	= -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings \
	  -Wformat=2 -Wvla -Wpointer-arith -Wconversion -Wno-sign-conversion -Werror
HARDEN	= -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fcf-protection -fPIE
CFLAGS	?= -O2 -g
ifneq ($(SAN),)
override BUILD := $(BUILD)/san
HARDEN	= -fPIE
CFLAGS	= -O1 -g -fsanitize=$(SAN) -fno-omit-frame-pointer -fno-sanitize-recover=all
LDSAN	= -fsanitize=$(SAN)
endif
# Everything under libFuzzer, which is clang's: warnings that only clang has are not what it is for.
ifneq ($(FUZZ),)
override BUILD := $(BUILD)/fuzz
CC	= clang
WARN	= -Wall -Wextra -Wstrict-prototypes -Wmissing-prototypes -Wno-sign-conversion -Werror
HARDEN	= -fPIE
# clang does not say __SANITIZE_ADDRESS__, by which the arena knows that it must poison.
CFLAGS	= -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=all \
	  -D__SANITIZE_ADDRESS__=1
LDSAN	= -fsanitize=fuzzer,address,undefined
endif
# The programs with FAULT and BROKEN in them and a test between them and libc.
ifneq ($(TORTURE),)
override BUILD := $(BUILD)/torture
LDTORTURE = -rdynamic
TORTURED = $(patsubst %,$(BUILD)/obj/tests/torture/%.o,hook wrap order)
endif

PKGS	= libxml-2.0 libxslt libexslt libarchive libpcre2-8 libcyaml jansson sqlite3 libcrypto libcurl \
	  libmagic libutf8proc uchardet mupdf gmime-3.0 libgsf-1 libseccomp xlsxwriter libqpdf
# Asked once, and only when something is compiled: `make packages` may come first.
PKGCF	= $(eval PKGCF := $$(shell pkg-config --cflags $(PKGS)))$(PKGCF)
CPPFLAGS = -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 $(if $(TORTURE),-DWOO_TORTURE) -DWOO_VERSION='"$(VERSION)"' -Ipipeline -Icmd $(PKGCF)
ALLFLAGS = -std=gnu11 $(CPPFLAGS) $(CFLAGS) $(HARDEN) $(WARN) -MMD -MP
LDALL	= -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(LDSAN) $(LDTORTURE)
# One list for all programs: --as-needed keeps what a program really uses, and tests/lint/walls.sh checks it.
LIBS	= -lcyaml -lyaml -ljansson -lsqlite3 -lcurl -lxslt -lexslt -lxml2 -larchive -lpcre2-8 -lmagic -lseccomp -lxlsxwriter \
	  -lutf8proc -luchardet -lqpdf -lgmime-3.0 -lgsf-1 -lgobject-2.0 -lglib-2.0 -lmupdf -lmupdf-third -lfreetype -lharfbuzz -lmujs -lgumbo -lopenjp2 \
	  -ljbig2dec -ljpeg -lz -lcrypto -lm
TESTLIBS = -lmicrohttpd -lssl

PROGRAMS = woostraat woostraat-worker woostraat-upload
# The portal of rehearsals and tests stands beside them; `woostraat rehearse` finds it by path.
BINS	= $(PROGRAMS:%=$(BUILD)/%) $(BUILD)/woostraat-portal
PORTALOBJS = $(patsubst %,$(BUILD)/obj/tests/portal/%.o,portal serve side dav s3 sigv4 kept keys)
SRCS	:= $(sort $(wildcard pipeline/*.c pipeline/*/*.c))
OBJS	= $(SRCS:%.c=$(BUILD)/obj/%.o)
CMDSRCS	:= $(sort $(filter-out $(PROGRAMS:%=cmd/%.c) cmd/completion.c,$(wildcard cmd/*.c)))
CMDOBJS	= $(CMDSRCS:%.c=$(BUILD)/obj/%.o)
UNITS	:= $(sort $(wildcard tests/unit/test_*.c))
UNITBINS = $(UNITS:tests/unit/%.c=$(BUILD)/tests/%)
FAKES	= $(BUILD)/tests/fakeportal $(BUILD)/tests/fakegpp $(BUILD)/tests/fakesafe $(BUILD)/tests/fakeclamd $(BUILD)/tests/fakesmtp $(BUILD)/tests/deliver $(BUILD)/tests/hear
SQLDUMP	= $(BUILD)/tests/sqldump
REPLAY	= $(BUILD)/tests/replay
TEXTS	= $(BUILD)/tests/texts
COMPLETION = $(BUILD)/completion.bash
CATALOGUE = $(BUILD)/locale/en/LC_MESSAGES/woostraat.mo
UNITFILES = $(addprefix $(BUILD)/systemd/,woostraat.service woostraat@.service)
# Workers that write down what each stage costs; those of gateless/ look at nothing.  Only `make bench` has them.
TIMED	= $(BUILD)/tests/timed/woostraat-worker $(BUILD)/tests/gateless/woostraat-worker
HOSTILE	= $(BUILD)/tests/test_attacks $(BUILD)/tests/hostile/woostraat-worker $(BUILD)/tests/hostile/without

.PHONY: all help packages check check-slow bench bencher portal-faults torture torturer lint demo bless clean install docs deb lang programs tests fuzz fuzzer fuzz-smoke

all: programs

help:	## this list
	@sed -n 's/^\([a-z-]*\):.*## */\1\t/p' Makefile | expand -t 16

packages:	## install the Debian packages that building and testing need
	@tests/packages.sh

programs: $(BINS) $(CATALOGUE)

tests: $(BINS) $(CATALOGUE) $(UNITBINS) $(FAKES) $(SQLDUMP) $(REPLAY) $(HOSTILE) $(TEXTS)

check:	## build and run all tests (SAN=address,undefined for the sanitizers)
	@tests/packages.sh
	@$(MAKE) --no-print-directory -j2 tests
	@tests/run.sh $(BUILD)

check-slow:	## what needs real servers (nginx, sshd, on loopback) or another Debian (debootstrap); installs them
	@tests/packages.sh slow
	@$(MAKE) --no-print-directory -j2 tests
	@tests/run.sh $(BUILD) --slow

portal-faults:	## every fault of a bank at every point of its protocol: 5 minutes (CELLS="POINT/FAULT ...": only these)
	@tests/packages.sh
	@$(MAKE) --no-print-directory -j2 programs
	@tests/faults/faults.sh $(BUILD) $(CELLS)

torture:	## kill a run everywhere, run it again, compare: 20 minutes (TORTURE_OPTIONS="--suite fault": one part)
	@tests/packages.sh
	@$(MAKE) --no-print-directory -j2 TORTURE=1 programs torturer
	@tests/torture/torture.sh $(BUILD)/torture $(TORTURE_OPTIONS)

torturer: $(BUILD)/tests/torture $(BUILD)/tests/fakegpp

fuzz:	## build the fuzz targets, in build/fuzz/bin
	@tests/packages.sh fuzz
	@$(MAKE) --no-print-directory -j2 FUZZ=1 fuzzer
	@$(MAKE) --no-print-directory -j2 $(REPLAY)

fuzzer: $(BUILD)/fuzzer

fuzz-smoke: fuzz	## each fuzz target for FUZZ_SECONDS (60); T="NAME..." only these
	@tests/fuzz/smoke.sh $(BUILD) $(T)

lang:	## put new texts in templates/lang/en.po, and say which have no English yet
	@tests/packages.sh
	@tests/lint/lang.sh $(BUILD) --add

demo:	## rehearse the fixtures, then publish them into build/demo
	@tests/packages.sh
	@$(MAKE) --no-print-directory -j2 programs
	@fixtures/demo/demo.sh $(BUILD)

lint:	## everything that can be said without running the programs
	@tests/packages.sh lint
	@$(MAKE) --no-print-directory -j2 programs
	@tests/lint/lint.sh $(BUILD)

bench:	## how fast it is, beside a script that does the same: 10 to 20 minutes (QUICK=1: two; BENCH_DOCS=folder of PDFs)
	@tests/packages.sh bench
	@$(MAKE) --no-print-directory -j2 tests bencher
	@tests/bench/bench.sh $(BUILD)

bencher: $(TIMED) $(BUILD)/tests/told $(BUILD)/bench-rests

bless:	## renew the golden files; shows each difference
	@$(MAKE) --no-print-directory -j2 programs
	@tests/e2e/golden.sh $(BUILD) --bless

docs:	## the manuals for users as pages, in build/docs
	@docs/html.sh $(BUILD)/docs $(VERSION)

install: programs docs $(COMPLETION) $(UNITFILES)	## into DESTDIR and PREFIX: programs, templates, manual, units of systemd
	install -d $(addprefix $(DESTDIR)$(PREFIX)/,bin share/woostraat share/man/man1 share/man/man5 lib/sysusers.d \
	    share/bash-completion/completions share/locale/en/LC_MESSAGES) $(DESTDIR)$(UNITDIR) $(DESTDIR)$(DOCDIR)/examples $(DESTDIR)$(DOCDIR)/html/beelden
	install -m 755 $(BINS) $(DESTDIR)$(PREFIX)/bin
	cp -R templates $(DESTDIR)$(PREFIX)/share/woostraat/
	rm -rf $(DESTDIR)$(PREFIX)/share/woostraat/templates/lang
	chmod -R u=rwX,go=rX $(DESTDIR)$(PREFIX)/share/woostraat/templates
	install -m 755 docs/verifieer.sh $(DESTDIR)$(PREFIX)/share/woostraat/
	install -m 644 docs/man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	ln -sf woostraat-worker.1 $(DESTDIR)$(PREFIX)/share/man/man1/woostraat-upload.1
	ln -sf woostraat-worker.1 $(DESTDIR)$(PREFIX)/share/man/man1/woostraat-portal.1
	install -m 644 docs/man/*.5 $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 644 $(COMPLETION) $(DESTDIR)$(PREFIX)/share/bash-completion/completions/woostraat
	install -m 644 $(CATALOGUE) $(DESTDIR)$(PREFIX)/share/locale/en/LC_MESSAGES
	install -m 644 $(UNITFILES) .packaging/systemd/*.timer $(DESTDIR)$(UNITDIR)
	install -m 644 .packaging/systemd/woostraat.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/woostraat.conf
	install -m 644 README.md SECURITY.md CHANGES LICENSE publiccode.yml docs/*.md $(DESTDIR)$(DOCDIR)
	install -m 644 $(BUILD)/docs/*.html $(BUILD)/docs/docs.css $(DESTDIR)$(DOCDIR)/html
	install -m 644 $(BUILD)/docs/beelden/*.png $(DESTDIR)$(DOCDIR)/html/beelden
	install -m 644 templates/woostraat.yaml $(DESTDIR)$(DOCDIR)/examples

deb:	## the Debian package, in build/deb
	@tests/packages.sh deb
	@.packaging/deb.sh $(VERSION) $(BUILD)

clean:	## remove what was built
	rm -rf $(BUILD)

$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC   $<"
	@$(CC) $(ALLFLAGS) -c -o $@ $<

$(BUILD)/libwoo.a: $(OBJS)
	@rm -f $@
	@ar rcs $@ $^

$(BUILD)/woostraat: $(BUILD)/obj/cmd/woostraat.o $(CMDOBJS) $(TORTURED) $(BUILD)/libwoo.a
	@echo "  LD   $@"
	@$(CC) $(LDALL) -o $@ $(BUILD)/obj/cmd/woostraat.o $(CMDOBJS) $(TORTURED) $(BUILD)/libwoo.a $(LIBS)

$(BUILD)/woostraat-worker $(BUILD)/woostraat-upload: $(BUILD)/%: $(BUILD)/obj/cmd/%.o $(TORTURED) $(BUILD)/libwoo.a
	@echo "  LD   $@"
	@$(CC) $(LDALL) -o $@ $< $(TORTURED) $(BUILD)/libwoo.a $(LIBS)

$(BUILD)/woostraat-portal: $(PORTALOBJS) $(BUILD)/libwoo.a
	@echo "  LD   $@"
	@$(CC) $(LDALL) -o $@ $(PORTALOBJS) $(BUILD)/libwoo.a $(TESTLIBS) -lgnutls $(LIBS)

$(BUILD)/obj/completion: cmd/completion.c
	@mkdir -p $(@D)
	@$(CC) $(ALLFLAGS) $(LDALL) -o $@ $<

# What is not in it is said in Dutch; that nothing is lacking is for lint (tests/lint/lang.sh).
$(CATALOGUE): templates/lang/en.po
	@mkdir -p $(@D)
	@echo "  PO   $@"
	@msgfmt --check-format -o $@ $<

$(COMPLETION): $(BUILD)/obj/completion
	@$< >$@.new
	@mv $@.new $@

# One hardened service, twice: for all organisations, and for one (--only).
$(BUILD)/systemd/woostraat.service: ONLY =
$(BUILD)/systemd/woostraat.service: FOR =
$(BUILD)/systemd/woostraat@.service: ONLY = --only %i
$(BUILD)/systemd/woostraat@.service: FOR = (%i)
$(UNITFILES): .packaging/systemd/woostraat.service.in FORCE
	@mkdir -p $(@D)
	@sed 's|@BIN@|$(PREFIX)/bin|; s|@DOC@|$(DOCDIR)|; s|@ONLY@|$(if $(ONLY), $(ONLY))|; s|@FOR@|$(if $(FOR), $(FOR))|' $< >$@

FORCE:

# A test program is tests/unit/test_x.c with its own main; helpers are headers beside it.
$(BUILD)/tests/test_%: tests/unit/test_%.c $(BUILD)/libwoo.a
	@mkdir -p $(@D)
	@echo "  LD   $@"
	@$(CC) $(ALLFLAGS) -Itests/unit -Itests/portal $(LDALL) -o $@ $< $(BUILD)/libwoo.a -lcmocka $(TESTLIBS) $(LIBS)

$(BUILD)/tests/fakeportal: tests/portal/fake.c $(BUILD)/libwoo.a
$(BUILD)/tests/fakegpp: tests/portal/fakegpp.c $(BUILD)/libwoo.a
$(BUILD)/tests/fakesafe: tests/portal/fakesafe.c $(BUILD)/libwoo.a
$(BUILD)/tests/fakeclamd: tests/clam/fakeclamd.c $(BUILD)/libwoo.a
$(BUILD)/tests/fakesmtp: tests/portal/fakesmtp.c $(BUILD)/libwoo.a
$(BUILD)/tests/hear: tests/watch/hear.c $(BUILD)/libwoo.a
$(BUILD)/tests/deliver: tests/portal/deliver.c $(BUILD)/libwoo.a
$(FAKES):
	@mkdir -p $(@D)
	@echo "  LD   $@"
	@$(CC) $(ALLFLAGS) $(LDALL) -o $@ $< $(BUILD)/libwoo.a $(TESTLIBS) $(LIBS)

$(SQLDUMP): tests/sql/dump.c $(BUILD)/libwoo.a
$(TEXTS): tests/bench/text.c $(BUILD)/libwoo.a
$(SQLDUMP) $(TEXTS):
	@mkdir -p $(@D)
	@echo "  LD   $@"
	@$(CC) $(ALLFLAGS) $(LDALL) -o $@ $< $(BUILD)/libwoo.a $(LIBS)

# The fuzz targets: without libFuzzer they are replayed by `make check`, with it they are made by `make fuzz`.
FUZZSRCS := $(filter-out %_main.c,$(wildcard tests/fuzz/*.c))
FUZZWRAP = -Wl,--wrap=_exit,--wrap=map_fd,--wrap=map_end,--wrap=curl_easy_perform,--wrap=nanosleep,--wrap=clock_gettime
$(REPLAY): tests/fuzz/replay_main.c
$(BUILD)/fuzzer: tests/fuzz/libfuzzer_main.c
$(REPLAY) $(BUILD)/fuzzer: $(FUZZSRCS) $(wildcard tests/fuzz/*.h tests/fuzz/*.def) tests/unit/drawing.h tests/unit/plainly.h tests/unit/quickly.h tests/unit/skimming.h $(BUILD)/libwoo.a
	@mkdir -p $(@D)
	@echo "  LD   $@"
	@$(CC) $(ALLFLAGS) -Itests/fuzz $(LDALL) $(FUZZWRAP) -o $@ $(filter %.c,$^) $(BUILD)/libwoo.a $(LIBS)

# Who attacks the walls: by itself, as a worker with a stage that was taken over, and on a kernel that lacks something.
$(BUILD)/tests/test_attacks: tests/hostile/hostile.c $(wildcard tests/hostile/*.[ch]) $(BUILD)/libwoo.a
	@mkdir -p $(@D)
	@echo "  LD   $@"
	@$(CC) $(ALLFLAGS) $(LDALL) -o $@ $< tests/hostile/attack.c tests/hostile/lack.c $(BUILD)/libwoo.a $(LIBS)

$(BUILD)/tests/hostile/woostraat-worker: $(wildcard tests/hostile/*.[ch]) $(BUILD)/obj/cmd/woostraat-worker.o $(BUILD)/libwoo.a
	@mkdir -p $(@D)
	@echo "  LD   $@"
	@$(CC) $(ALLFLAGS) $(LDALL) -Wl,--wrap=identify_run -o $@ tests/hostile/worker.c tests/hostile/attack.c \
	    $(BUILD)/obj/cmd/woostraat-worker.o $(BUILD)/libwoo.a $(LIBS)

$(BUILD)/tests/hostile/without: tests/hostile/without.c tests/hostile/lack.c tests/hostile/lack.h
	@mkdir -p $(@D)
	@echo "  LD   $@"
	@$(CC) $(ALLFLAGS) $(LDALL) -o $@ tests/hostile/without.c tests/hostile/lack.c

# The three programs in a folder of their own: a supervisor finds its workers beside itself.
TIMEWRAP = $(shell sed -n 's/^STAGE.WORKER, \([a-z]*\),.*/-Wl,--wrap=\1_run/p' pipeline/stages.def) -Wl,--wrap=wait4,--wrap=worker_serve
$(BUILD)/tests/gateless/woostraat-worker: GATE = -DGATELESS
$(TIMED): tests/bench/timed.c tests/bench/timed.h $(BUILD)/obj/cmd/woostraat-worker.o $(BUILD)/libwoo.a $(BUILD)/woostraat $(BUILD)/woostraat-upload
	@mkdir -p $(@D)
	@echo "  LD   $@"
	@$(CC) $(ALLFLAGS) $(GATE) $(LDALL) $(TIMEWRAP) -o $@ $< $(BUILD)/obj/cmd/woostraat-worker.o $(BUILD)/libwoo.a $(LIBS)
	@cp $(BUILD)/woostraat $(BUILD)/woostraat-upload $(@D)

# Beside the programs: what rests is bound to their folder.
$(BUILD)/bench-rests: tests/bench/rests.c $(CMDOBJS) $(BUILD)/libwoo.a
	@echo "  LD   $@"
	@$(CC) $(ALLFLAGS) -I. $(LDALL) -o $@ $< $(CMDOBJS) $(BUILD)/libwoo.a $(LIBS)

$(BUILD)/tests/told: tests/bench/told.c tests/bench/timed.h $(BUILD)/libwoo.a
	@mkdir -p $(@D)
	@echo "  LD   $@"
	@$(CC) $(ALLFLAGS) $(LDALL) -o $@ $< $(BUILD)/libwoo.a $(LIBS)

# The driver of `make torture`; the programs it hurts are in the same build.
$(BUILD)/tests/torture: $(wildcard tests/torture/*.[ch] tests/torture/*.def) $(BUILD)/libwoo.a
	@mkdir -p $(@D)
	@echo "  LD   $@"
	@$(CC) $(ALLFLAGS) -Itests/torture $(LDALL) -o $@ $(addprefix tests/torture/,torture.c suites.c points.c oracle.c world.c bank.c) \
	    $(BUILD)/libwoo.a $(LIBS)

# The package is built in a copy of all this, with .d files of its own.
-include $(shell find $(BUILD) -path $(BUILD)/deb -prune -o -type f -name '*.d' -print 2>/dev/null)
