#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# limits.sh - a document that a worker has not the room for is held, and the run goes on.
# Usage: limits.sh BUILD
. tests/e2e/lib.sh

d=$work/intake/leiden/groot
mkdir -p "$d" "$work/intake/leiden/klein"
yes 'Het college besluit dat de raad een brief krijgt over het zwembad.' | head -c 50000000 >"$d/brief.txt"
printf 'Raadsvoorstel\n\nHet zwembad blijft open.\n' >"$work/intake/leiden/klein/raadsvoorstel.txt"
case $build in
*/san*)
	# The sanitizers need terabytes of address space; their build has no such ceiling to test.
	pass "no ceiling on addresses in a build with sanitizers"
	;;
*)
	(
		ulimit -v 400000
		exec "$build/woostraat" check --json --now "$now" --workers 1 "$work/intake"
	) >"$work/out" 2>"$work/err"
	is "the run ends as runs do" $? 1
	is "the large document is held with RUN-503" \
		"$(jq -r 'select(.dossier == "groot") | .documents[].findings[].code' "$work/out" | grep -c RUN-503)" 1
	is "the other dossier was examined" \
		"$(jq -r 'select(.dossier == "klein") | .documents[].text_bytes' "$work/out")" 40
	is "and the run balances" "$(jq -r 'select(has("run")) | .run.balanced' "$work/out")" true
	;;
esac
tap_end
