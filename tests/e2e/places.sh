#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# places.sh - an organisation that publishes at two places: each has its own state, and catches up by itself.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
world "$w"
take "$w" convenant bsn
A='2026-0093 Convenant veilig uitgaan'
B=Z-26-316650
org=leiden
first=$w/portaal/$org
second=$w/tweede

# two NAME: the settings of Leiden name two places.
python3 - "$w/woostraat.yaml" "$second" <<'EOS'
import re, sys
path, second = sys.argv[1:]
text = open(path).read()
text = re.sub(r'(- folder: leiden\n(?:    .*\n)*?)    portal: (\S+)\n',
    rf'\1    portals:\n      - name: plein\n        url: \2\n      - name: depot\n        url: {second}\n', text)
open(path, 'w').write(text)
EOS

# places NAME: how each dossier went at each place.
places() {
	jq -r 'select(has("places")) | "\(.dossier): " + ([.places[] | "\(.name) \(.outcome) \(.answer // "-")"] | join(", "))' \
		"$work/$1.out" | sort
}
stand() { find "$1" -type f 2>/dev/null | wc -l; }
rows() { ledger "SELECT count(*) FROM dossier WHERE outlet='depot' AND state='$1'"; }

night "$w" one
is "the second is away: the first has its bundle, and the dossier is not done" \
	"$(places one | paste -sd'|')" "$A: plein published sent, depot later -|$B: plein held -, depot held -"
is "a run says of which place it speaks" \
	"$(jq -r "select(.dossier == \"$A\").findings[] | select(.code | startswith(\"PUB-\")).text" "$work/one.out" | cut -d: -f1-2 | grep -c 'depot')" 1
is "and leaves work for the next" "$rc" 75
is "nothing of what is held goes to either" "$(stand "$first") $(stand "$second")" "1 0"

mkdir "$second"
night "$w" two
is "it is back: what it lacked is sent, and only there" \
	"$(places two | head -n 1) $(stand "$first") $(stand "$second")" "$A: plein unchanged -, depot published sent 1 1"
same "both have the same bundle" <(digests "$first") <(digests "$second")
night "$w" three
is "then nothing is left to do" "$(places three | head -n 1) $(rows CONFIRMED)" "$A: plein unchanged -, depot unchanged - 1"
woo verify verify --config "$w/woostraat.yaml" --portal
is "both are verified" "$rc" 0

# Other bytes: the next revision, everywhere.
sed -i 's/titel: .*/&, gewijzigd/' "$w/intake/$org/$A/dossier.yaml"
night "$w" four
is "a change goes to both" "$(places four | head -n 1)" "$A: plein published sent, depot published sent"
same "and both have it" <(digests "$first") <(digests "$second")
is "each as the second revision of its own record" "$(ledger "SELECT DISTINCT revision FROM dossier WHERE state='CONFIRMED' AND organisation='$org'")" 2
printf 'iets anders' >"$(find "$second" -type f)"
woo wrong verify --config "$w/woostraat.yaml" --portal
is "what stands wrong at one place is noticed" "$(("$rc" != 0)) $(grep -c 'depot' "$work/wrong.out" "$work/wrong.err" | cut -d: -f2 | paste -sd+ | bc)" "1 1"


# Taken back: at every place, and nowhere again; where it cannot be done now a later night does it.
cp "$first"/* "$second"/
mv "$second" "$work/weg"
woo back withdraw --config "$w/woostraat.yaml" --now "2026-11-16T10:00:00Z" --yes --reason 'correctie procedurele fout' \
	--explanation 'Per abuis gepubliceerd' --by 'A. de Vries' "$org/$A"
is "where it can be reached it is gone at once" "$(stand "$first") $(ledger "SELECT state FROM dossier WHERE outlet='' AND dossier_key='$A'")" "0 WITHDRAWN"
is "and the other place is not forgotten" "$rc $(rows WITHDRAWING)" "75 1"
night "$w" five
is "a night with that place away publishes it nowhere" "$(stand "$first") $(rows WITHDRAWING)" "0 1"
mv "$work/weg" "$second"
night "$w" six --now "2026-11-17T04:15:00Z"
is "a later night takes it back there" "$(stand "$first") $(stand "$second") $(rows WITHDRAWN)" "0 0 1"
night "$w" seven --now "2026-11-18T04:15:00Z"
is "and it does not come back" "$(stand "$first") $(stand "$second") $(dossier_codes seven "$A")" "0 0 PUB-504"
texts() { jq -r --arg c "$2" --arg d "$A" 'select(.dossier == $d).findings[] | select(.code == $c).text' "$work/$1.out"; }
is "the decision holds for every place, and is told once" "$(texts seven PUB-504)" \
	"Dit dossier is ingetrokken (door A. de Vries op 16 november 2026); dat is definitief, en het wordt niet opnieuw openbaar"
left=$(ledger "SELECT w.address FROM watch w JOIN dossier d ON d.id=w.dossier_id WHERE d.outlet='depot'")
left=${left#file://}
printf 'x' >"$(printf '%b' "${left//%/\\x}")"
night "$w" eight --now "2026-12-20T04:15:00Z"
is "what can be seen of it again is told of the place where that is" "$(texts eight PUB-507 | cut -d: -f1)" \
	"Ingetrokken, maar nog te vinden op een bekend adres (depot"
tap_end
