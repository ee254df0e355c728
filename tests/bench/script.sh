#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# script.sh - the script that a scripter would write for one dossier: the baseline of `make bench`.
# Usage: script.sh plain|tuned FOLDER OUT RULES URL
#   plain: a process for each step of each document; tuned: LC_ALL=C, one xmllint, one curl and `zip -0` for the dossier.
#   OUT gets text, XML, manifest and ZIP; URL/NAME/ gets each document and its XML.
# No fsync, no reading back, no memory of what was sent, no second try: it stops at the first thing that fails.
set -eu
how=$1 folder=$2 out=$3 rules=$4 url=$5
[ "$how" = plain ] || export LC_ALL=C
name=$(basename "$folder" | tr ' ' '-')
mkdir -p "$out/$name"
cd "$out/$name"
schema=$OLDPWD/templates/schema/diwoo.rng
puts=()
for file in "$folder"/*.pdf; do
	base=$(basename "$file" .pdf)
	digest=$(sha256sum <"$file")
	digest=${digest%% *}
	kind=$(file -b --mime-type "$file")
	pdftotext "$file" "$base.txt" 2>/dev/null || : >"$base.txt"
	most=-1 category=
	for list in "$rules"/*; do
		n=$(grep -icE -f "$list" "$base.txt" || true)
		if [ "$n" -gt "$most" ]; then most=$n category=${list##*/}; fi
	done
	sed "s|@DIGEST@|$digest|; s|@TITLE@|$base|; s|@TYPE@|$kind|" "$rules/../record.xml" >"$base.xml"
	cp "$file" .
	printf '%s\t%s\t%s\n' "$digest" "$base.pdf" "$category" >>manifest.tsv
	if [ "$how" = plain ]; then
		xmllint --noout --relaxng "$schema" "$base.xml" 2>/dev/null
		curl -sf -T "$base.pdf" "$url/$name/$base.pdf" >/dev/null
		curl -sf -T "$base.xml" "$url/$name/$base.xml" >/dev/null
	else
		puts+=(-T "$base.pdf" "$url/$name/$base.pdf" -T "$base.xml" "$url/$name/$base.xml")
	fi
done
if [ "$how" = plain ]; then
	zip -q -r "../$name.zip" .
else
	xmllint --noout --relaxng "$schema" ./*.xml 2>/dev/null
	curl -sf "${puts[@]}" >/dev/null
	zip -q -0 -r "../$name.zip" .
fi
