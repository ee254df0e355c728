#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# text.sh - what the text of PDF documents costs by our extract, as the street runs it (a worker, a child for each
# behind its walls), against pdftotext, turn by turn in each round; and how much of the words it has.
# Usage: ROUNDS=3 text.sh BUILD [FOLDER]
# Without FOLDER 30 documents of the bench are made, once (docs.sh).  Our side is its processes and our half of the
# supervisor; not what identify says before it.  mutool (mupdf-tools) is the third of two witnesses: of two alone recall
# cannot be told.  Ends with 1 when a figure misses its aim.
set -eu
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
build=$1 docs=${2:-${BENCH_DOCS:-}} rounds=${ROUNDS:-3}
[ -n "$(command -v pdftotext)" ] || { echo "text.sh: pdftotext is not installed (poppler-utils)" >&2; exit 1; }
if [ -z "$docs" ]; then
	docs=$build/bench/docs-30
	tests/bench/docs.sh "$docs" 30
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
shopt -s nullglob
pdfs=("$docs"/*.pdf)
[ ${#pdfs[@]} -gt 0 ] || { echo "text.sh: no PDF in $docs" >&2; exit 1; }

"$build/tests/texts" "$build/woostraat-worker" templates "$rounds" "$work" "${pdfs[@]}" >"$work/figures"
if command -v mutool >/dev/null; then
	for ((i = 0; i < ${#pdfs[@]}; i++)); do
		mutool draw -q -F txt -o "$work/$((i + 1)).mutool" "${pdfs[i]}" 2>/dev/null || rm -f "$work/$((i + 1)).mutool"
	done
fi

# column N: the numbers of that column in the first round, ascending.
column() { awk -F'\t' -v n="$1" '$1 == "file" && $2 == 1 { print $n }' "$work/figures" | sort -n; }
middle() { awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
{
	awk -F'\t' '$1 == "round" { printf "round %d: pdftotext %.2f s, ours %.2f s, ratio %.2f\n", $2, $3, $4, $3 / $4 }' "$work/figures"
	awk -F'\t' '$1 == "file" && $2 == 1 { n++; pages += $6; unread += $6 == 0 }
		END { printf "%d documents, %d pages, %d without a text from us\n", n, pages, unread }' "$work/figures"
	printf 'text_cpu_ratio %.2f\n' "$(awk -F'\t' '$1 == "round" { print $3 / $4 }' "$work/figures" | sort -n | middle)"
	# The sum is made by the few that pdftotext finds hard: here each document counts once (of ours only the child).
	printf 'text_cpu_middle %.2f\n' "$(awk -F'\t' '$1 == "file" { print $3 / ($4 < 1 ? 1 : $4) }' "$work/figures" | sort -n | middle)"
	printf 'text_rss_mib %.1f\n' "$(column 5 | middle | awk '{ print $1 / 1024 }')"
	printf 'text_rss_most_mib %.1f\n' "$(column 5 | tail -1 | awk '{ print $1 / 1024 }')"
	python3 tests/bench/words.py "$work" ${#pdfs[@]}
} | tee "$work/said"
awk '$1 == "text_cpu_ratio" && $2 < 2.8 || $1 ~ /^text_(recall|precision)$/ && $2 < 99.8 || $1 == "text_rss_mib" && $2 > 64 { bad = 1 }
	END { exit bad }' "$work/said"
