#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# redo.sh - one dossier again, by name: a repaired one is published, an unchanged one is not sent a second time.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
portal_up --dir "$work/kept"
mkdir "$work/kept"
world "$w"
take "$w" convenant vrijgave-onbekend bsn oude-tekens
over_http "$w" "$portal_url"
again() {
	local name=$1
	shift
	woo "$name" redo --json --config "$w/woostraat.yaml" --now "$now" "$@"
}

night "$w" first
is "the first run" "$rc $(outcomes first)" "1 held 2, published 3"

held="leiderdorp/BW 8 september"
again unchanged-held "$held"
is "a held dossier that nobody repaired is held again" "$rc $(outcomes unchanged-held)" "1 held 1"
printf 'vrijgave: ja\n' >>"$w/intake/$held/dossier.yaml"
again repaired "$held"
is "a held dossier that was repaired is published" "$rc $(outcomes repaired)" "0 published 1"
is "and sent" "$(jq -r '.sent.answer // empty' "$work/repaired.out")" sent
is "and the other dossiers are left alone" "$(total repaired dossiers)" 1
again repaired2 "$held"
is "once more: it stands there" "$(jq -r '.sent.answer // empty' "$work/repaired2.out")" same

again convenant "leiden/2026-0093 Convenant veilig uitgaan"
is "a published dossier is examined, and not sent again" \
	"$rc $(jq -r '.sent.answer // empty' "$work/convenant.out") $(outcomes convenant)" "0 same unchanged 2"
jq -cS 'select(.dossier == "2026-0093 Convenant veilig uitgaan") | del(.sent, .documents[].outcome)' "$work/first.out" >"$work/a"
jq -cS 'select(has("dossier")) | del(.sent, .difference, .documents[].outcome)' "$work/convenant.out" >"$work/b"
same "with the same words as the first time" "$work/a" "$work/b"
again two "leiden/2026-0093 Convenant veilig uitgaan" "leiderdorp/Convenant energie"
is "two at a time" "$rc $(outcomes two)" "0 unchanged 3"
again slash "leiderdorp/Convenant energie"
is "its mode is told" "$(total slash mode)" redo
night "$w" after
is "a night after it has nothing to do" "$rc $(outcomes after)" "1 held 1, unchanged 4"

# refused TEXT PATTERN ARGUMENT...
refused() {
	local text=$1 pattern=$2
	shift 2
	again refused "$@"
	if [ "$rc" -eq 64 ] && grep -Eq -- "$pattern" "$work/refused.err" && [ ! -s "$work/refused.out" ]; then
		pass "$text: 64"
	else
		cat "$work/refused.err" "$work/refused.out" >"$work/why"
		fail "$text: $rc, wanted 64 and '$pattern'" "$work/why"
	fi
}

refused "an unknown dossier" 'is er niet' leiden/nergens
refused "an unknown organisation" 'staat niet in de instellingen' utrecht/convenant
refused "a dossier without its organisation" 'organisatie/map' convenant
refused "a dossier in a dossier" 'organisatie/map' leiden/convenant/bijlage
refused "a way out of the intake" 'organisatie/map' leiden/../leiden
refused "another way out of the intake" 'organisatie/map' leiden/..
refused "an organisation alone" 'organisatie/map' leiden/
refused "a path from the root" 'organisatie/map' /etc/passwd
refused "nothing" 'noem een dossier' --
refused "a good one and an unknown one" 'is er niet' "leiderdorp/Convenant energie" leiden/nergens
portal_down
is "in all of this each bundle was sent once" "$(count_of put)" 3
tap_end
