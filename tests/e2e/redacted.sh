#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# redacted.sh - the original of a redacted document is compared, and nothing of it is seen outside the vault.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

world "$work/w"
in=$work/w/intake/leiden/Z-26-500001
mkdir -p "$in"
# A word that stands in the original only, in its body, its heading and its first line.
text() {
	printf 'Gemeente Leiden\n\nDatum: 14 september 2026\nBetreft: Besluit op de aanvraag van %s\n\nBurgemeester en wethouders van Leiden verlenen %s een ontheffing voor een kraam aan het Singelpark, omdat de doorgang voor voetgangers vrij blijft en de kraam na afloop wordt weggehaald.\n\nnamens burgemeester en wethouders van Leiden\n' "$1" "$1"
}
text Zeldzaamwoord >"$in/besluit.txt"
text '[5.1.2.e]' >"$in/besluit_gelakt.txt"
sheet() { printf 'titel: Ontheffing kraam\nzaaktype: Ontheffing\ndatum: 14 september 2026\nvrijgave: ja\n%s' "$1" >"$in/dossier.yaml"; }
withheld=$'documenten:\n  - bestand: besluit.txt\n    rol: niet publiceren\n'

# codes NAME FILE: the findings about a file.
codes() { jq -r --arg f "$2" 'select(has("dossier")).documents[] | select(.path == $f).findings[].code' "$work/$1.out" | sort | tr '\n' ' '; }
verdict() { jq -r 'select(has("dossier")).verdict' "$work/$1.out"; }

sheet ''
rehearse "$work/w" both "$in"
is "both in the folder: held" "$(verdict both)" hold
is "both in the folder: the original" "$(codes both besluit.txt)" "DSC-202 SID-541 "
rm "$work/both.out" # of what would go out the account has the title, also where it is held
sheet "$withheld"
rehearse "$work/w" one "$in"
is "the original stays: it passes" "$(verdict one)" publish
is "the original stays: what is missing is told" "$(codes one besluit_gelakt.txt)" "CMP-201 "
is "the original stays: nothing is told of it" "$(codes one besluit.txt)" "SID-202 "
is "the original stays: no facts of it" \
	"$(jq -c 'select(has("dossier")).documents[] | select(.path == "besluit.txt") | [.pages, .text_sha256, .media_type, .facts]' "$work/one.out")" \
	'[null,null,null,{}]'
night "$work/w" run
woo page check --html "$work/page.html" --now "$now" -o gm0546 "$in"
woo extracted stage extract -o gm0546 --now "$now" "$in"
has "another is shown by stage extract" "$work/extracted.out" 'Singelpark'
woo described stage describe -o gm0546 --now "$now" "$in"
grep -rl Zeldzaamwoord "$work" --exclude-dir=intake --exclude-dir=kluis --exclude='*.sqlite*' >"$work/leak"
empty "no output has a word of the original" "$work/leak"
find "$work/w" -name '*.zip' >"$work/zips"
while read -r zip; do
	unzip -p "$zip" | grep -a Zeldzaamwoord
	unzip -Z1 "$zip" | grep '/besluit.txt$'
done <"$work/zips" >"$work/leak"
empty "no bundle has the original" "$work/leak"
is "something was sent" "$(jq -r 'select(has("sent")).sent.url' "$work/run.out" | wc -l)" 1

text Zeldzaamwoord | sed '1i Openbare versie' >"$in/besluit_gelakt.txt"
rehearse "$work/w" same "$in"
is "nothing was redacted: held" "$(verdict same)" hold
is "nothing was redacted: CMP-501" "$(codes same besluit_gelakt.txt | grep -c CMP-501)" 1

# An original that kills its reader or is none: the comparison is missing, and nothing else is said.
text '[5.1.2.e]' >"$in/besluit_gelakt.txt"
printf '%%PDF-1.4\nkapot' >"$in/besluit.pdf"
rm "$in/besluit.txt"
sheet $'documenten:\n  - bestand: besluit.pdf\n    rol: niet publiceren\n'
rehearse "$work/w" broken "$in"
is "a broken original: a look" "$(verdict broken)" look
is "a broken original: not compared" "$(codes broken besluit_gelakt.txt)" "CMP-303 "
is "a broken original: nothing is told of it" "$(codes broken besluit.pdf)" "SID-202 "
tap_end
