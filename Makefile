# SPDX-License-Identifier: EUPL-1.2
# Makefile - build, test, lint and show woostraat.  `make help` lists the targets.

BUILD	?= build
PREFIX	?= /usr/local
SAN	?=

CC	?= gcc
WARN	= -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings \
	  -Wformat=2 -Wvla -Wpointer-arith -Wconversion -Wno-sign-conversion -Werror
HARDEN	= -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fcf-protection -fPIE
CFLAGS	?= -O2 -g
ifneq ($(SAN),)
BUILD	:= $(BUILD)/san
HARDEN	= -fPIE
CFLAGS	= -O1 -g -fsanitize=$(SAN) -fno-omit-frame-pointer -fno-sanitize-recover=all
LDSAN	= -fsanitize=$(SAN)
endif

PKGS	= libxml-2.0 libxslt libexslt libarchive libpcre2-8 libcyaml jansson sqlite3 libcrypto libcurl \
	  libmagic libutf8proc uchardet mupdf
PKGCF	:= $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
CPPFLAGS = -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -Ipipeline -Icmd $(PKGCF)
ALLFLAGS = -std=gnu11 $(CPPFLAGS) $(CFLAGS) $(HARDEN) $(WARN) -MMD -MP
LDALL	= -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(LDSAN)
# One list for all programs: --as-needed keeps what a program really uses, and tests/lint/walls.sh checks it.
LIBS	= -lcyaml -lyaml -ljansson -lsqlite3 -lcurl -lxslt -lexslt -lxml2 -larchive -lpcre2-8 -lmagic \
	  -lutf8proc -luchardet -lmupdf -lmupdf-third -lfreetype -lharfbuzz -lmujs -lgumbo -lopenjp2 \
	  -ljbig2dec -ljpeg -lz -lcrypto -lm
TESTLIBS = -lmicrohttpd

PROGRAMS = woostraat woostraat-worker woostraat-upload
BINS	= $(PROGRAMS:%=$(BUILD)/%)
SRCS	:= $(sort $(wildcard pipeline/*.c pipeline/*/*.c))
OBJS	= $(SRCS:%.c=$(BUILD)/obj/%.o)
CMDSRCS	:= $(sort $(filter-out $(PROGRAMS:%=cmd/%.c),$(wildcard cmd/*.c)))
CMDOBJS	= $(CMDSRCS:%.c=$(BUILD)/obj/%.o)
UNITS	:= $(sort $(wildcard tests/unit/*.c))
UNITBINS = $(UNITS:tests/unit/%.c=$(BUILD)/tests/%)

.PHONY: all help clean check unit lint demo packages bless install

all: $(BINS)

help:	## what each target does
	@sed -n 's/^\([a-z-]*\):.*##/\1\t/p' Makefile

$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC   $<"
	@$(CC) $(ALLFLAGS) -c -o $@ $<

$(BUILD)/libwoo.a: $(OBJS)
	@rm -f $@
	@ar rcs $@ $^

$(BUILD)/woostraat: $(BUILD)/obj/cmd/woostraat.o $(CMDOBJS) $(BUILD)/libwoo.a
	@echo "  LD   $@"
	@$(CC) $(LDALL) -o $@ $(BUILD)/obj/cmd/woostraat.o $(CMDOBJS) $(BUILD)/libwoo.a $(LIBS)

$(BUILD)/woostraat-worker $(BUILD)/woostraat-upload: $(BUILD)/%: $(BUILD)/obj/cmd/%.o $(BUILD)/libwoo.a
	@echo "  LD   $@"
	@$(CC) $(LDALL) -o $@ $< $(BUILD)/libwoo.a $(LIBS)

# Test programs: tests/unit/test_x.c each with its own main; helpers are tests/unit/*.h
$(BUILD)/tests/%: tests/unit/%.c $(BUILD)/libwoo.a
	@mkdir -p $(@D)
	@echo "  LD   $@"
	@$(CC) $(ALLFLAGS) -Itests/unit $(LDALL) -o $@ $< $(BUILD)/libwoo.a -lcmocka $(TESTLIBS) $(LIBS)

clean:	## remove what was built
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
