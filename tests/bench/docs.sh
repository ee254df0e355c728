#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# docs.sh - the documents of the bench: ordinary municipal PDFs, printed by LibreOffice, a twentieth of them scans.
# Usage: docs.sh FOLDER COUNT [SEED]   Nothing is made when FOLDER has them already, of this script and this count.
set -eu
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
out=$1 count=$2 seed=${3:-2026}
mark="$count $seed $(cat tests/bench/docs.sh tests/bench/docs.py | sha256sum | cut -c1-16)"
[ "$(cat "$out/.made" 2>/dev/null)" != "$mark" ] || exit 0
for program in soffice pdftoppm tesseract python3; do
	command -v $program >/dev/null || { echo "docs.sh: $program is not installed (tests/packages.sh bench)" >&2; exit 1; }
done
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 tests/bench/docs.py make "$tmp" "$count" "$seed"

# print FOLDER OPTIONS: every document of the folder in one process of LibreOffice, with a profile of its own.
print() {
	soffice --headless "-env:UserInstallation=file://$tmp/profile-$1" --convert-to "pdf:writer_pdf_Export:$2" \
	    --outdir "$tmp/pdf-$1" "$tmp/$1"/*.fodt >"$tmp/$1.out" 2>&1 || { cat "$tmp/$1.out" >&2; exit 1; }
}
print plain '{"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}' &
one=$!
for kind in pdfa scans layer; do
	print $kind '{"SelectPdfVersion":{"type":"long","value":"2"}}'
done
wait $one
mkdir -p "$tmp/all"
cp "$tmp"/pdf-plain/*.pdf "$tmp"/pdf-pdfa/*.pdf "$tmp/all/"
for kind in scans layer; do
	for pdf in "$tmp/pdf-$kind"/*.pdf; do
		name=$(basename "$pdf" .pdf)
		mkdir "$tmp/$name"
		pdftoppm -r 150 -gray -jpeg -jpegopt quality=70 "$pdf" "$tmp/$name/p"
		if [ $kind = layer ]; then
			# What a scanner of an office makes: the picture, and below it words that nobody sees.
			printf '%s\n' "$tmp/$name"/p*.jpg >"$tmp/$name/list"
			OMP_THREAD_LIMIT=1 tesseract "$tmp/$name/list" "$tmp/all/$name" -l nld --dpi 150 pdf >/dev/null 2>&1
		else
			python3 tests/bench/docs.py bind "$tmp/all/$name.pdf" "$tmp/$name"/p*.jpg
		fi
	done
done
made=$(find "$tmp/all" -name '*.pdf' | wc -l)
[ "$made" -eq "$count" ] || { echo "docs.sh: $made documents were made of $count" >&2; cat "$tmp"/*.out >&2; exit 1; }
rm -rf "$out"
mkdir -p "$out"
mv "$tmp"/all/*.pdf "$out/"
for kind in scans layer pdfa; do
	for pdf in "$tmp/pdf-$kind"/*.pdf; do printf '%s\t%s\n' "$(basename "$pdf")" $kind; done
done >"$out/kinds.tsv"
echo "$mark" >"$out/.made"
