#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# hidden.sh - how many of a thousand ordinary PDFs would be held for text that no reader sees; under 2 % is the aim.
# Usage: hidden.sh BUILD [NUMBER]   (1100; the documents of Debian's TeX packages, some 940 MB, are fetched once with apt)
set -u
cd "$(dirname "$0")/../.." || exit 1
export LC_ALL=C.UTF-8
build=$1
number=${2:-1100}
cache=${WOO_CORPORA:-$HOME/.cache/woostraat-corpora}/tex
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

if [ ! -e "$cache/whole" ]; then
	mkdir -p "$cache/deb" || exit 1
	(cd "$cache/deb" && apt-get download texlive-latex-extra-doc texlive-humanities-doc texlive-latex-recommended-doc \
		texlive-pstricks-doc) || exit 1
	for deb in "$cache"/deb/*.deb; do
		dpkg-deb -x "$deb" "$cache/tree" || exit 1
	done
	: >"$cache/whole"
fi

# A draw that is the same every time: by the digest of the bytes, each file once.
find "$cache/tree" -type f -name '*.pdf' -size -2000k -print0 | xargs -0 sha256sum | sort -u -k1,1 | head -n "$number" >"$work/drawn"
mkdir -p "$work/in/leiden"
n=0
while read -r _ file; do
	n=$((n + 1))
	mkdir "$work/in/leiden/$n"
	cp "$file" "$work/in/leiden/$n/stuk.pdf"
done <"$work/drawn"
[ "$n" -eq "$number" ] || { echo "there are only $n PDFs" >&2; exit 1; }
"$build/woostraat" check --json "$work/in" >"$work/out" 2>"$work/err"
[ "$(wc -l <"$work/out")" -gt "$n" ] || { cat "$work/err" >&2; exit 1; }

count() {
	jq -r 'select(.documents) | .documents[] | select(any(.findings[]; .code | test("'"$1"'"))) | .path' "$work/out" | wc -l
}
held=$(count '^SCR-52[012]$')
printf 'PDFs %d, pages %d, with text that no reader sees: held %d (%s %%), worth a look %d, not examined %d\n' "$n" \
	"$(jq -r 'select(.documents) | .documents[].pages // 0' "$work/out" | awk '{ n += $1 } END { print n }')" "$held" \
	"$(awk -v h="$held" -v n="$n" 'BEGIN { printf "%.1f", 100 * h / n }')" "$(count '^SCR-320$')" "$(count '^REV-501$')"
[ $((held * 50)) -lt "$n" ]
