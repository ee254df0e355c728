#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# left.sh - what was left behind in the files of fixtures/left: found, counted and placed as about.md there says.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

while IFS= read -r line; do
	file=${line#- }
	file=${file%%: *}
	woo "$file" stage reveal --organisation Leiden --now "$now" "fixtures/left/$file"
	is "$file: what was left behind" "$(jq -r '[.answer.findings[]? | select(.code != "REV-222") |
		"\(.code) \(.arg0 // "-") (\(.arg1 // "-"))"] | join("; ")' "$work/$file.out")" "${line#*: }"
	# Names and words of a document are in no finding.
	if grep -q 'Eheer\|afstemmen\|Meelezer' "$work/$file.out"; then
		fail "$file: no name and no word of it is told" "$work/$file.out"
	else
		pass "$file: no name and no word of it is told"
	fi
done < <(grep '^- ' fixtures/left/about.md)

# The gate holds a file for it, and the clean one not.
mkdir -p "$work/stukken"
cp fixtures/left/nagelaten.docx fixtures/left/schoon.docx "$work/stukken/"
woo held check --organisation Leiden --now "$now" --json "$work/stukken"
is "check tells the same" "$(jq -r 'select(has("dossier")) | .documents[] |
	"\(.path) \([.findings[].code | select(startswith("REV-5"))] | join(" "))"' "$work/held.out" | paste -sd';')" \
	'nagelaten.docx REV-530 REV-531 REV-532 REV-533;schoon.docx '

tap_end
