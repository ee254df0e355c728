#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# lint.sh - everything that can be said without running the programs.
# Usage: lint.sh BUILD [STEP...]   A step prints one line when it is clean, and all it has to say when it is not.
# Last line: "lint: clean" or "lint: N steps failed"; exit 1 when one failed.
set -u
build=${1:-build}
[ $# -eq 0 ] || shift
wanted=" $* "
cd "$(dirname "$0")/../.." || exit 1
. tests/lint/lib.sh
export LC_ALL=C.UTF-8

tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
failed=0
# The compiler's flags for checkers: they bring their own warnings.
plain=$(flags | sed 's/ -MMD -MP//; s/-W[^ ]*//g; s/-D_FORTIFY_SOURCE=2//; s/-fstack-clash-protection//')

step()
{
	case $wanted in "  " | *" $1 "*) ;; *) return ;; esac
	start=$(date +%s)
	if "lint_$1" >"$tmp/said" 2>&1; then
		printf '%-10s clean (%d s)\n' "$1" $(($(date +%s) - start))
	else
		failed=$((failed + 1))
		printf '%-10s FAILED\n' "$1"
		sed 's/^/    /' "$tmp/said"
	fi
}

# Run a command for every .c file of the programs, two at a time; each says its part in a file of its own.
for_each()
{
	rm -rf "$tmp/each"
	mkdir "$tmp/each"
	cat >"$tmp/one.sh" <<EOF
#!/bin/sh
out=$tmp/each/\$(echo "\$1" | tr / _)
$1 >"\$out" 2>&1 || echo "exit \$?" >>"\$out.failed"
EOF
	tree 'pipeline/*.c' 'cmd/*.c' | xargs -P2 -n1 sh "$tmp/one.sh"
}

lint_headers()
{
	tests/lint/headers.sh
}

# A TAP script: only what is not ok.
lint_walls()
{
	tests/lint/walls.sh "$build" >"$tmp/tap" && return 0
	sed -n '/^not ok/,/^ok/{/^ok/!p}' "$tmp/tap"
	return 1
}

lint_tables()
{
	tests/lint/tables.sh "$build" >"$tmp/tap" && return 0
	sed -n '/^not ok/,/^ok/{/^ok/!p}' "$tmp/tap"
	return 1
}

# Attributes and MuPDF's exceptions are told to cppcheck in words that it knows.
lint_cppcheck()
{
	cppcheck -j2 --quiet --error-exitcode=1 --enable=warning,style,performance,portability --std=c11 --language=c \
	    --library=posix --suppressions-list=tests/lint/cppcheck.txt -Ipipeline -Icmd -D_GNU_SOURCE \
	    -DWOO_VERSION='""' '-D__attribute__(x)=' '-Dfz_try(c)=if(1)' '-Dfz_always(c)=if(1)' '-Dfz_catch(c)=if(1)' \
	    '-Dfz_var(v)=(void)0' --template='{file}:{line}: {id}: {message}' pipeline cmd
}

# gcc -fanalyzer; what analyzer.txt names is let through, and named no longer when it is gone.
lint_analyzer()
{
	for_each "gcc $plain -fanalyzer -c -o /dev/null \"\$1\""
	cat "$tmp"/each/*.failed 2>/dev/null && { cat "$tmp"/each/*; return 1; }
	cat "$tmp"/each/* | sed -n 's/^\([^: ]*\):.* \[\(-W[a-z-]*\)\]$/\1 \2/p' | sort -u >"$tmp/seen"
	grep -v '^#' tests/lint/analyzer.txt | sort -u >"$tmp/let"
	if [ "$(comm -3 "$tmp/seen" "$tmp/let")" = '' ]; then
		return 0
	fi
	comm -13 "$tmp/seen" "$tmp/let" | sed 's/$/: no longer said, take it out of analyzer.txt/'
	comm -23 "$tmp/seen" "$tmp/let" | while read -r file _; do
		cat "$tmp/each/$(echo "$file" | tr / _)"
	done
	return 1
}

lint_tidy()
{
	for_each "clang-tidy --quiet --warnings-as-errors=* \"\$1\" -- $plain -Wno-everything"
	! ls "$tmp"/each/*.failed >/dev/null 2>&1 && return 0
	for each in "$tmp"/each/*.failed; do
		grep -v 'warnings generated\|^Suppressed\|^Use -header' "${each%.failed}"
	done
	return 1
}

# All that is said to a person has its English.
lint_lang()
{
	tests/lint/lang.sh "$build"
}

# English only: Dutch documents, templates and fixtures are left out.
lint_spelling()
{
	tree '*.[ch]' '*.def' '*.sh' '*.xsl' Makefile CHANGES '*.md' .clang-tidy .clang-format tests/lint/ \
	    ':!README.md' ':!docs/DOSSIER.md' ':!docs/AANLEVEREN.md' ':!docs/BUNDEL.md' ':!docs/REGELS.md' ':!docs/HANDLEIDING.md' ':!docs/BEHEER.md' ':!docs/verifieer.sh' ':!fixtures' |
	    xargs codespell
}

lint_shells()
{
	tree '*.sh' .ci/run | xargs shellcheck -x
}

lint_manual()
{
	set -- docs/man/*.[15]
	[ -f "$1" ] || { echo 'docs/man is empty'; return 1; }
	mandoc -Tlint -W warning "$@"
}

lint_format()
{
	tests/lint/format.sh
}

for name in headers walls tables lang cppcheck analyzer tidy spelling shells manual format; do
	step $name
done
if [ $failed -eq 0 ]; then
	echo 'lint: clean'
else
	echo "lint: $failed steps failed"
	exit 1
fi
