#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# reveal.sh - what looking for unseen text in a PDF costs beside extracting its text: CPU time, document by document, and
# how many of its pages are drawn; the others a first look has settled (decision 048).
# Usage: reveal.sh BUILD FILE...   The last lines add them up; "places" is how many texts were found that nobody sees.
set -eu
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
build=$1
shift
"$build/tests/test_reveal_pdf" --bench "$@" | awk -F'\t' '{
	print
	split($2, p, " "); split($3, x, " "); split($4, v, " ")
	pages += p[1]; extract += x[2]; reveal += v[2]
	with += $5 + 0 > 0
}
END {
	printf "reveal: %d documents, %d pages; extract %.1f ms and reveal %.1f ms a page; %d documents with places\n",
	    NR, pages, extract / (pages + !pages), reveal / (pages + !pages), with
	printf "reveal: %.2f times the CPU of extract\n", reveal / (extract + !extract)
}'
"$build/tests/test_reveal_glance" --prove "$@" | tail -n 1
