#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# nights.sh - sixty nights of three organisations under a clock of our own: a leap day, the change to summer time, a portal
# that is away for three of them, a disk that is full in one, and a file of settings that is wrong for two.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

first=2028-02-10	# sixty nights from here hold 29 February and 26 March
nights=60
away='20 21 22'
disk=35
wrong='50 51'
# shellcheck disable=SC2317	# lib.sh calls it
script_end() { [ -z "${mounted:-}" ] || umount "$mounted" 2>/dev/null || true; }

w=$work/w
mkdir -p "$w/intake" "$w/organisaties" "$w/portaal/leiderdorp" "$w/portaal/pijnacker-nootdorp" "$w/staat"
cp fixtures/kalender/pijnacker-nootdorp.yaml "$w/kalender.yaml"
portal_up --away "$work/away"
cat >"$w/woostraat.yaml" <<'YAML'
intake: intake
state: staat
reports: verslagen
settle: 0
patience: 0
workers: 1
organisations:
  - organisaties/*.yaml
YAML
organisation() { printf 'folder: %s\nname: %s\nnamespace: %s\nportal: %s\n' "$@" >"$w/organisaties/$1.yaml"; }
organisation leiden gm0546 fc0e6f79-10e3-486b-b9de-3910d9545be7 "$portal_url/leiden"
organisation leiderdorp gm0547 9a847688-3469-437d-889a-1a3f8700c974 portaal/leiderdorp
organisation pijnacker-nootdorp gm1926 ab85d75e-c61d-4aa2-8bb6-7a8b600776d4 portaal/pijnacker-nootdorp
echo 'kalender: kalender.yaml' >>"$w/organisaties/pijnacker-nootdorp.yaml"
chmod go-w "$w"/organisaties/*
if mount -t tmpfs -o size=256m none "$w/staat" 2>/dev/null; then
	mounted=$w/staat
else
	disk=
	skip 'a night with a full disk' 'needs root and mount'
fi

# bring ORGANISATION NAME CASE [ORGANISATION-OF-CASE]: the dossier of a fixture, under another name.
bring() {
	local from
	for from in "$dossiers/$3"/in/*/*; do
		mkdir -p "$w/intake/$1"
		rm -rf "${w:?}/intake/$1/$2"
		cp -Rp "$from" "$w/intake/$1/$2"
		sed -i '/^organisatie:/d' "$w/intake/$1/$2/dossier.yaml" 2>/dev/null
		return
	done
}
# moment NIGHT TIME: that time here on the day of that night, as the world writes it.
moment() { TZ=UTC date -d "@$(TZ=Europe/Amsterdam date -d "$first +$1 days $2" +%s)" +%Y-%m-%dT%H:%M:%SZ; }
among() { case " $2 " in *" $1 "*) return 0 ;; esac; return 1; }

: >"$work/unbalanced"
: >"$work/unseen"
: >"$work/codes"
: >"$work/ends"
: >"$work/quarantined"
for ((n = 0; n < nights; n++)); do
	bring leiden "zaak $n" convenant
	((n % 2)) || bring leiderdorp "zaak $n" verordening
	((n % 5)) || bring pijnacker-nootdorp "zaak $n" aanwijzingsbesluit
	((n % 5 != 1)) || bring pijnacker-nootdorp "zaak $n" raadsinformatiebrief
	((n % 7 != 3)) || bring leiden "nummer $n" bsn
	# Three nights later somebody has mended it.
	((n % 7 != 6)) || bring leiden "nummer $((n - 3))" convenant
	if ((n == 10)); then
		bring leiderdorp embargo verordening
		# The summer time of here: 4:00 is 2:00 in the world, before the run of that night.
		printf 'embargo: %s 4:00\n' "$(date -d "$first +45 days" +%F)" >>"$w/intake/leiderdorp/embargo/dossier.yaml"
	fi
	if among "$n" "$away"; then : >"$work/away"; else rm -f "$work/away"; fi
	if among "$n" "$wrong"; then
		[ -f "$work/whole.yaml" ] || mv "$w/organisaties/leiderdorp.yaml" "$work/whole.yaml"
		echo 'folder: [' >"$w/organisaties/leiderdorp.yaml"
	elif [ -f "$work/whole.yaml" ]; then
		mv "$work/whole.yaml" "$w/organisaties/leiderdorp.yaml"
	fi
	[ "$n" != "$disk" ] || dd if=/dev/zero of="$w/staat/vol" bs=64k 2>/dev/null
	now=$(moment "$n" 4:15)
	night "$w" "n$n"
	[ "$n" != "$disk" ] || rm -f "$w/staat/vol"
	printf '%d %s %d\n' "$n" "$now" "$rc" >>"$work/ends"
	ledger "SELECT $n || ' ' || dossier_key FROM dossier WHERE state='QUARANTINED'" >>"$work/quarantined" 2>&1
	jq -r "select(has(\"dossier\")) | [.findings[], .documents[].findings[]][] | \"$n \(.code)\"" "$work/n$n.out" | sort -u >>"$work/codes"
	[ "$n" != "$disk" ] || continue
	[ "$(total "n$n" balanced)" = true ] || printf 'night %d: %s\n' "$n" "$(totals "n$n")" >>"$work/unbalanced"
	there=$(find "$w/intake" -mindepth 2 -maxdepth 2 -type d)
	! among "$n" "$wrong" || there=$(printf '%s\n' "$there" | grep -v /leiderdorp/)
	[ "$(jq -s '[.[] | select(has("dossier"))] | length' "$work/n$n.out")" -eq "$(printf '%s\n' "$there" | wc -l)" ] || echo "night $n" >>"$work/unseen"
done
ends() { awk -v n="$1" '$1 == n { print $3 }' "$work/ends"; }

is 'the nights were sixty, with the leap day, and an hour earlier in the world from 26 March on' \
	"$(wc -l <"$work/ends") $(awk '$2 ~ /02-29T03:15/ || $2 ~ /03-25T03:15/ || $2 ~ /03-26T02:15/' "$work/ends" | wc -l)" '60 3'
empty 'each of them balances' "$work/unbalanced"
empty 'each tells of every dossier that is there' "$work/unseen"
empty 'nothing is ever quarantined' "$work/quarantined"
for n in $away; do
	is "night $n, without its portal, ends with 75 and leaves it for later" "$(ends "$n") $(jq -s '[.[] | select(.dossier != null and .organisation == "leiden" and .verdict != "hold").documents[].outcome | select(. == "later")] | length > 0' "$work/n$n.out")" '75 true'
done
awk -v away="$away" -v wrong="$wrong" -v disk="$disk" 'BEGIN { n = split(away " " wrong " " disk, v, " "); for (i = 1; i <= n; i++) meant[v[i]] = 1 }
	($3 != 0 && $3 != 1) && !($1 in meant)' "$work/ends" >"$work/other"
empty 'no other night ends so' "$work/other"
for n in $wrong; do
	is "night $n, with the settings of one wrong, ends with 78 and the others go on" "$(ends "$n") $(jq -r 'select(.dossier == "zaak '"$n"'" and .organisation == "leiden").documents[].outcome' "$work/n$n.out" | grep -c published)" '78 2'
done
if [ -n "$disk" ]; then
	case $(ends "$disk") in
	74 | 75) pass "night $disk, with a full disk, ends with $(ends "$disk")" ;;
	*) fail "night $disk, with a full disk, ends with $(ends "$disk")" "$work/n$disk.err" ;;
	esac
	is 'and the next brings what it did not' "$(jq -rs '[.[] | select(.organisation == "leiden" and (.verdict == "publish" or .verdict == "look")).documents[].outcome | select(. == "later")] | length' "$work/n$((disk + 1)).out")" 0
fi
embargo() { jq -r 'select(.dossier == "embargo").documents[].outcome | select(. != "skipped")' "$work/n$1.out" | sort -u; }
is 'an embargo opens in its own night' "$(embargo 44) $(embargo 45)" 'later published'
portal_down
is 'all that may be public is, and each was brought once' \
	"$(count_of applied) $(ledger "SELECT count(*) FROM dossier WHERE organisation='leiden' AND state='CONFIRMED'")" '68 68'
is 'what waits at the end is the last number, and what the calendar does not name' \
	"$(jq -r 'select(has("dossier") and .verdict != "publish" and .verdict != "look") | "\(.organisation) \(.verdict)"' "$work/n$((nights - 1)).out" | sort | uniq -c | sed 's/^ *//' | paste -sd,)" \
	'1 leiden hold,12 pijnacker-nootdorp later'
tap_end
