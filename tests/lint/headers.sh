#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# headers.sh - headers compile alone, files know their place: includes, first lines, sizes, words that do not belong.
# Usage: headers.sh   Prints each fault; exit 1 when there is one.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lint/lib.sh
export LC_ALL=C.UTF-8

FILE_MOST=800		# lines
TEST_MOST=1100		# lines of a test: tables of cases are data
FUNCTION_MOST=80	# lines between { and }
MAIN_MOST=60
STAGES='ingest unpack sidecar identify extract reveal screen classify glean describe bundle inspect publish report rows clean virus picture site'

out=$(mktemp) || exit 1
trap 'rm -f "$out"' EXIT
fault()
{
	printf '%s\n' "$*" >>"$out"
}

# --- each header alone ---------------------------------------------------------

# A header may hold static functions that nobody calls here.
alone="gcc $(flags | sed 's/ -MMD -MP//') -Wno-unused-function -fsyntax-only -x c"
tree 'pipeline/*.h' 'cmd/*.h' 'tests/*.h' |
    xargs -P2 -I{} sh -c "printf '#include \"%s\"\n' {} | $alone -I. - 2>&1 | sed -n 's|^[^/ ]*<stdin>.*||; /error:/p' | head -n 3" \
    >>"$out"

# --- includes -------------------------------------------------------------------

tree 'pipeline/*.c' 'cmd/*.c' | while read -r file; do
	last=$(grep '^#include' "$file" | grep -v '\.def"' | tail -n 1)
	[ "$last" = '#include "base/banned.h"' ] || fault "$file: base/banned.h is not included last"
done

# FILE INCLUDED, for every include of ours.
includes()
{
	tree "$@" | xargs grep -H '^#include "' | sed 's/^\([^:]*\):#include "\([^"]*\)".*/\1 \2/'
}
includes 'pipeline/base/*.c' 'pipeline/base/*.h' | while read -r file header; do
	case $header in base/*) ;; *) fault "$file: base knows nothing of $header" ;; esac
done
includes 'pipeline/mail/*.c' 'pipeline/mail/*.h' | while read -r file header; do
	case $header in base/* | mail/*) ;; *) fault "$file: mail knows nothing of $header" ;; esac
done
includes 'pipeline/sheet/*.c' 'pipeline/sheet/*.h' | while read -r file header; do
	case $header in base/* | sheet/*) ;; *) fault "$file: sheet knows nothing of $header" ;; esac
done
includes 'pipeline/format/*.c' 'pipeline/format/*.h' | while read -r file header; do
	case $header in base/* | format/* | text.h) ;; *) fault "$file: format knows nothing of $header" ;; esac
done
for stage in $STAGES; do
	includes "pipeline/$stage/*.c" "pipeline/$stage/*.h" | while read -r file header; do
		case $header in
		"$stage"/* | base/* | config/* | mail/* | sheet/* | detect/* | pdf/* | format/* | proc/tools.h | stage.h | types.h | text.h | titles.h | unseen.h | statement.h | finding.h | ground.h | sip.h | *.def) continue ;;
		esac
		# Ingest is the supervisor's: it fills the vault.
		[ "$stage $header" != 'ingest store/vault.h' ] || continue
		# What was cleaned is read again by those who read all else.
		case "$stage $header" in
		'clean identify/identify.h' | 'clean extract/extract.h' | 'clean unpack/shape.h') continue ;;
		esac
		# A site tells what describe tells, and what the plan names.
		case "$stage $header" in
		'site describe/describe.h' | 'site describe/diwoo.h' | 'site describe/sheet.h' | 'site plan.h') continue ;;
		esac
		# The account says what would be sent.
		[ "$stage $header" != 'report plan.h' ] || continue
		fault "$file: the stage $stage has no business with $header"
	done
done
includes 'pipeline/config/*' 'pipeline/store/*' | while read -r file header; do
	case $header in
	base/* | config/* | store/* | types.h | finding.h | *.def) ;;
	*) fault "$file: has no business with $header" ;;
	esac
done

# only "FOLDERS" HEADER...: no other folder includes it.
only()
{
	places=$1
	shift
	for header; do
		tree 'pipeline/*.[ch]' 'cmd/*.[ch]' | xargs grep -l "^#include <$header" | while read -r file; do
			case " $places " in *" ${file%/*} "*) ;; *) fault "$file: <$header> belongs in $places" ;; esac
		done
	done
}
only pipeline/store sqlite3.h
only pipeline/publish curl/
only 'pipeline/extract pipeline/identify pipeline/pdf pipeline/picture pipeline/reveal' mupdf/
only pipeline/identify magic.h
only 'pipeline/base pipeline/bundle pipeline/inspect pipeline/unpack' archive
only pipeline/base openssl/
only pipeline/mail gmime/
only 'pipeline/mail pipeline/identify pipeline/extract' gsf/
only pipeline/proc seccomp.h
only cmd xlsxwriter.h
only pipeline/clean qpdf/

# --- what the ledger may never do ------------------------------------------------

grep -nHi '^[^*]*"[^"]*\<replace\>' pipeline/store/*.def | sed 's/$/  <- REPLACE deletes rows past the triggers/' >>"$out"

# --- first lines -------------------------------------------------------------------

tree '*.c' '*.h' '*.def' '*.sh' '*.xsl' '*.rng' '*.css' '*.yaml' Makefile .ci/run .clang-format .clang-tidy \
    'docs/*' 'tests/lint/*' '*.md' ':!fixtures' ':!README.md' ':!docs/beelden/*.png' | while read -r file; do
	name=$(basename "$file")
	line=1
	! head -n 1 "$file" | grep -q '^\(#!\|<?xml\)' || line=2
	sed -n "${line}p" "$file" | grep -q 'SPDX-License-Identifier: EUPL-1.2' || fault "$file: no SPDX line at its head"
	case $file in
	*.c | *.h | *.def | *.sh | *.xsl | *.css | Makefile)
		sed -n '2,5p' "$file" | grep -qF "$name - " || fault "$file: does not say what it is for"
		;;
	esac
done

# --- sizes ---------------------------------------------------------------------------

tree '*.c' '*.h' '*.sh' | while read -r file; do
	n=$(wc -l <"$file")
	most=$FILE_MOST
	case $file in tests/*) most=$TEST_MOST ;; esac
	[ "$n" -le $most ] || fault "$file: $n lines, at most $most"
done
# shellcheck disable=SC2016	# awk's own dollars
tree 'pipeline/*.[ch]' 'cmd/*.[ch]' 'tests/*.[ch]' | xargs awk -v most=$FUNCTION_MOST -v main_most=$MAIN_MOST '
	FNR == 1 { from = 0 }
	/^[a-z_][A-Za-z0-9_]*\(/ { name = $0; sub(/\(.*/, "", name) }
	/^\{/ { from = FNR }
	/^\}/ {
		limit = name == "main" ? main_most : most
		if (from != 0 && FNR - from - 1 > limit)
			print FILENAME ":" from ": " name " has " FNR - from - 1 " lines, at most " limit
		from = 0
	}' >>"$out"

# --- words that do not belong -----------------------------------------------------------

# The patterns are written so that they do not find themselves.
words()
{
	tree ':!LICENSE' ':!fixtures/docs' ':!fixtures/dossiers' ':!templates/lists' | tr '\n' '\0' |
	    xargs -0 grep -nHIE "$1" | sed "s|\$|  <- $2|" >>"$out"
}
words '(\bTO[D]O\b|\bFIX[M]E\b|(^|[ *])XX[X]([: ]|$))' 'unfinished'
words '(/ho[m]e/[^x]|/Us[e]rs/|/ro[o]t/|/tm[p]/h/|/wo[r]k/)' 'path on the machine of whoever wrote it'
words '([Cc]o-[Aa]uthor[e]d-[Bb]y|[Ll]anguage mo[d]el|\b[Cc]hat[b]ot|\bA[I]\b)' 'who typed it'
{
	tree 'pipeline/*.[ch]' 'cmd/*.[ch]' | xargs grep -nHE '^[[:space:]]*(//|/\*).*(;|\)[[:space:]]*\{)[[:space:]]*(\*/)?$' |
	    sed 's/$/  <- code in a comment/'
	tree '*.[ch]' | xargs grep -nHE '^[[:space:]]*#[[:space:]]*if 0' | sed 's/$/  <- dead code/'
	tree '*.[ch]' '*.def' '*.sh' | xargs grep -nHE '[[:space:]]$' | sed 's/$/  <- blanks at the end/'
} >>"$out"

sort -u "$out"
[ ! -s "$out" ]
