#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# glean.sh - the stage glean says what a document is called, who made it and in which language, as JSON; describe uses it.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

# gleaned NAME FILE: what the stage says of a single file, to $work/NAME.out.
gleaned() {
	woo "$1" stage glean -o gm0546 --now "$now" "$2"
	is "$1: exit code" "$rc" 0
}

# best NAME WHAT: the surest statement of that kind.
best() {
	jq -r --arg w "$2" 'select(.answer).answer.docs[0].gleaned | map(select(.what == $w)) | max_by(.sure).text // empty' "$work/$1.out"
}

mkdir "$work/in"
printf 'Gemeente Leiden\nPostbus 9100\n\nDatum: 3 mei 2026\nBetreft: Afsluiting van de Breestraat\n\nGeachte heer, mevrouw,\n\n%s\n\n%s\n' \
	'Wij sluiten de straat van 1 tot en met 14 juni voor het verkeer, omdat het riool in dat deel van de stad aan vervanging toe is en dat niet kan als er verkeer is. Fietsers kunnen er wel door.' \
	'namens het college van burgemeester en wethouders van Leiden' >"$work/in/brief_12.txt"
gleaned brief "$work/in/brief_12.txt"
is "brief: the title" "$(best brief titel)" "Afsluiting van de Breestraat"
is "brief: who made it" "$(best brief opsteller)" "gemeente Leiden"
is "brief: the language" "$(best brief taal)" "Nederlands"

sed 's/^Betreft:.*/Betreft: bezwaarschrift van mevrouw Voorbeeld/' "$work/in/brief_12.txt" >"$work/in/bezwaar_12.txt"
gleaned bezwaar "$work/in/bezwaar_12.txt"
is "bezwaar: the finding" "$(jq -r 'select(.answer).answer.findings[].code' "$work/bezwaar.out" | grep -c GLN-311)" 1
if jq -c '.answer // empty' "$work/bezwaar.out" | grep -q Voorbeeld; then
	fail "bezwaar: the name is not among what is said"
else
	pass "bezwaar: the name is not among what is said"
fi

woo titled stage describe -o gm0546 --now "$now" "$work/in/brief_12.txt"
is "describe: the title in the record" \
	"$(jq -r 'select(.answer).answer.docs[0].record.fields.officieleTitel[0].text' "$work/titled.out")" "Afsluiting van de Breestraat"
woo hidden stage describe -o gm0546 --now "$now" "$work/in/bezwaar_12.txt"
is "describe: without a name in it" \
	"$(jq -r 'select(.answer).answer.docs[0].record.fields.officieleTitel[0].text' "$work/hidden.out")" "bezwaar 12"
tap_end
