#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# cell.sh - one fault at one point of the protocol, and then nights without any until nothing is left to do.
# Usage: cell.sh ROOT BUILD URL POINT FAULT RULE REQUEST NTH
#
# ROOT is what faults.sh made; URL is the address of woostraat-portal.  Writes ROOT/POINT-FAULT.tsv: point, fault, what
# was told, "*" when a person had to say redo, nights, lost, duplicated, leaked; and ROOT/POINT-FAULT.why: what was wrong.
set -u
root=$1 build=$2 url=$3 point=$4 fault=$5 rule=$6 request=$7 nth=$8
name=$point-$fault
bank=$url/gpp/$name
dir=$root/$name
why=$root/$name.why
done=CONFIRMED		# the state of the ledger in which nothing is left to do
nights=4		# that may be needed after the one that went wrong
start=1794715200	# 2026-11-15T04:00:00Z
clock=0			# seconds after it
rc=0
held=null may='' want=''
: >"$why"

wrong() { printf '%s\t%s\n' "$1" "$2" >>"$why"; }
script() { curl -fsS --data-binary "$1" "$bank/__script" >/dev/null || wrong void "the script is not understood: $1"; }
state() { curl -fsS ${2:+-X "$2"} "$bank/${1:-__state}"; }
ledger() { sqlite3 "$dir/staat/administratie.sqlite" "$1"; }
struck() { state | jq .struck; }
file_sum() { sha256sum <"$1" | cut -c1-64; }

# look LAST: everything that is at the bank, held to what may be there.
look() {
	state >"$dir/state.json"
	jq -r --argjson held "$held" --argjson may "[${may%,}]" --arg want "$want" --argjson last "$1" \
		-f "$(dirname "$0")/oracle.jq" "$dir/state.json" >>"$why" || wrong void 'the oracle has no answer'
}

# woo NAME SECONDS VERB [ARGUMENT...]: so much later than the one before; whatever is at the bank after it is looked at.
woo() {
	local at
	clock=$((clock + $2))
	TZ=UTC printf -v at '%(%Y-%m-%dT%H:%M:%SZ)T' $((start + clock))
	rc=0
	"$build/woostraat" "$3" --json --config "$dir/woostraat.yaml" --now "$at" "${@:4}" >"$dir/$1.out" 2>"$dir/$1.err" || rc=$?
	case $rc in
	0 | 1 | 75) ;;
	*) wrong lost "the run ends with $rc: $(tail -n 1 "$dir/$1.err")" ;;
	esac
	[ "$held" != null ] || held=$(jq -n --arg id "$(ledger "SELECT id FROM dossier WHERE dossier_key='bsn'")" \
		--arg sum "$(file_sum "$dir/intake/leiden/bsn/bereikbaarheid.txt")" \
		'{id: $id, sha256: $sum, title: "Bereikbaarheid van het loket bsn"}')
	look false
}

# night NAME SECONDS
night() { woo "$1" "$2" run; }

# A file that passes the gate, from now on.
passes() {
	want=$(file_sum "$dir/intake/leiden/een/bereikbaarheid.txt")
	may+="\"$want\","
}

# settled: is nothing left to do?
settled() {
	[ "$rc" -le 1 ] && [ "$(ledger "SELECT state, spares FROM dossier WHERE dossier_key='een'")" = "$done|0" ]
}

# told NAME RUN: what that run said of it: codes from 3xx up, or else how its requests ended.
told() {
	jq -rs '[.[] | select(.dossier == "een") | [.findings[], .documents[].findings[]] | .[] | select(.gravity > 2).code] |
		unique | join(" ")' "$dir/$1.out" | grep . ||
		ledger "SELECT DISTINCT lower(outcome) FROM attempt WHERE outcome NOT IN ('OK', 'SAME') AND run_id = $2" | tr '\n' ' ' |
		sed 's/ $//'
}

# --- the world ----------------------------------------------------------------------

mkdir -p "$dir/intake"
cp -Rp "$root/intake/leiden" "$dir/intake/"
cat >"$dir/woostraat.yaml" <<YAML
intake: intake
templates: $root/templates
state: staat
reports: verslagen
settle: 0
workers: 1
patience: 0
organisations:
  - folder: leiden
    name: gm0546
    namespace: fc0e6f79-10e3-486b-b9de-3910d9545be7
    kind: gpp
    portal: $bank/
    token: $root/sleutel
YAML
passes

# What comes before: a request that only a later night makes.
case $point in
remove)
	# A concept that may become public any time, of a dossier that was changed meanwhile.
	script 'PATCH/publicaties 1 status 502'
	night before 0
	printf 'Op feestdagen gesloten.\n' >>"$dir/intake/leiden/een/bereikbaarheid.txt"
	passes
	;;
sweep)
	# A create that was lost and arrives when another concept was chosen.
	script 'POST/publicaties 1 late 600000'
	night before 0
	night before2 600
	state __settle POST >/dev/null
	;;
withdraw)
	night before 0
	;;
esac

# --- the fault, and what comes after --------------------------------------------------

was=$(struck)
script "$request $nth $rule"
if [ "$point" = withdraw ]; then
	woo fault 3600 withdraw --yes --reason c_098c1346 --explanation 'Het stuk was niet definitief' --by 'A. de Vries' leiden/een
	want=
	done=WITHDRAWN
else
	night fault 3600
fi
[ "$(struck)" -gt "$was" ] || wrong void "no request was hit"
said=$(told fault "$(ledger 'SELECT max(id) FROM run')")
person=
# Soon after it: what is late is still under way, and lands then.
step=600
for ((n = 1; n <= nights; n++)); do
	if [ "$(ledger "SELECT state FROM dossier WHERE dossier_key='een'")" = QUARANTINED ]; then
		person='*'
		woo "redo$n" 60 redo leiden/een
	fi
	night "after$n" "$step"
	if [ "$n" -eq 1 ]; then
		state __settle POST >/dev/null
		look false
	fi
	step=3600
	if [ "$n" -gt 1 ] && settled; then break; fi
done

# --- what must be -------------------------------------------------------------------

look true
settled || wrong lost "after $nights nights: $(ledger "SELECT state, spares, last_error FROM dossier WHERE dossier_key='een'"), exit code $rc"
[ "$(ledger "SELECT state, exposed FROM dossier WHERE dossier_key='bsn'")" = 'HELD|0' ] || wrong leak 'the held dossier is not HELD'
"$build/woostraat" verify --portal --config "$dir/woostraat.yaml" >"$dir/verify.out" 2>&1 || wrong lost "verify: $(tail -n 3 "$dir/verify.out" | tr '\n' ' ')"
! grep -rlq --include='*.out' --include='*.err' 'GEHEIM\|111222333' "$dir" || wrong leak 'what the bank sent, or a number of a person, is told'
count() { grep -c "^$1" "$why"; }
printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$point" "$fault" "$said" "$person" "$n" "$(count lost)" "$(count dup)" "$(count leak)" \
	"$(count void)" >"$root/$name.tsv"
[ -n "${WOO_KEEP-}" ] || [ -s "$why" ] || rm -rf "$dir"
curl -fsS -X DELETE "$bank" >/dev/null
