#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# balance.sh - one slow document delays nobody: while it keeps a worker, all other dossiers go public, and the account has
# the order of the intake all the same.  Who is slow is the virus scanner, which answers for one file when this script says so.
# Usage: balance.sh BUILD
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
rest=${REST:-70}	# more than may be at work at once (runner.c)
mode=$work/mode
socket=$work/clamd.ctl
world "$w"
{ sed '/^organisations:/,$d' "$w/woostraat.yaml"; printf 'workers: 2\nvirusscan:\n  socket: %s\n  wacht_s: 600\n' "$socket"
	sed -n '/^organisations:/,$p' "$w/woostraat.yaml"; } >"$w/traag.yaml"

# lay NAME TEXT
lay() {
	mkdir -p "$w/intake/leiden/$1"
	printf 'kenmerk: %s\ntitel: Parkeren in de binnenstad\ndatum: 12-05-2026\nvrijgave: ja\n' "$1" >"$w/intake/leiden/$1/dossier.yaml"
	# Enough words for a category.
	{ printf 'Besluit %s. %s\n' "$1" "$2"; yes 'De raad besluit over het parkeren in de binnenstad.' | head -n 30; } \
	    >"$w/intake/leiden/$1/besluit.txt"
}
lay 000 WACHT-OP-DE-REST
for ((i = 1; i <= rest; i++)); do
	lay "$(printf %03d "$i")" ''
done
echo patient >"$mode"
"$build/tests/fakeclamd" --socket "$socket" --mode "$mode" >"$work/clam.out" 2>&1 &
started+=("$!")
await grep ready "$work/clam.out"

"$build/woostraat" run --json --config "$w/traag.yaml" --now "$now" >"$work/run.out" 2>"$work/run.err" &
run=$!
started+=("$run")
# plans: what the run has open of what is to be sent.
plans() { find "/proc/$run/fd" -lname '*memfd:plan*' | wc -l; }
# there: bundles at the portal.
there() { find "$w/portaal" -name '*.zip' | wc -l; }
for ((i = 0; i < ${PATIENCE:-3000} && $(there) < rest; i++)); do
	kill -0 "$run" 2>/dev/null || break
	sleep 0.1
done
is "while the first one waits, all others went public" "$(there)" "$rest"
is "the scanner still has the file of the first" "$(test -e "$mode" && kill -0 "$run" 2>/dev/null && echo yes)" yes
is "and no dossier has its line yet" "$(wc -l <"$work/run.out")" 0
# suspects: what would be tried alone, were the run killed now; of those behind the first it has heard all in the end.
suspects() { grep -c '^[0-9a-f]' "$w/staat/slot/leiden"; }
for ((i = 0; i < 600 && $(suspects) > 1; i++)); do
	sleep 0.1
done
is "only the first is a suspect" "$(suspects)" 1
is "no other holds its plan" "$(plans)" 0
rm "$mode"
wait "$run"
is "then it goes too" "$? $(there)" "0 $((rest + 1))"
is "the account has the order of the intake" "$(jq -r 'select(has("dossier")).dossier' "$work/run.out" | paste -sd' ')" \
	"$(seq -s' ' -f %03g 0 "$rest")"
is "everything in it once, and it adds up" "$(total run seen) $(total run published) $(total run balanced)" \
	"$((2 * (rest + 1))) $((rest + 1)) true"

# --- whose portal fails -------------------------------------------------------------------------

# Each has its plan when its first order goes out; then the portal is given up, with the first still at work.
w=$work/weg
mkdir "$w"
cp "$work/w/traag.yaml" "$w/traag.yaml"
mkdir -p "$w/intake/leiden" "$w/portaal"
rest=4
lay 000 WACHT-OP-DE-REST
for ((i = 1; i <= rest; i++)); do
	lay "$(printf %03d "$i")" ''
done
printf 'PUT * status 503\n' >"$work/down.script"
portal_up --script "$work/down.script"
sed -i "s|^    portal: .*/leiden\$|    portal: $portal_url/leiden|" "$w/traag.yaml"
echo patient >"$mode"
"$build/woostraat" run --json --config "$w/traag.yaml" --now "$now" >"$work/down.out" 2>"$work/down.err" &
run=$!
started+=("$run")
# Until all were taken in and the first alone is at work.
for ((i = 0; i < 600; i++)); do
	[ "$(ledger 'SELECT count(*) FROM dossier' 2>/dev/null)" != "$((rest + 1))" ] || [ "$(suspects)" != 1 ] || break
	sleep 0.1
done
is "who is given up while the first is at work is no suspect" "$(suspects)" 1
is "and holds no plan" "$(plans)" 0
rm "$mode"
wait "$run"
is "they wait for the next run" "$? $(total down later)" "75 $((rest + 1))"
portal_down
tap_end
