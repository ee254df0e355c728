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

tap_end
