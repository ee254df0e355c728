#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# rehearse.sh - a rehearsal that sends: to a portal of its own, with nothing of the real one, and nothing stays behind.
# Usage: rehearse.sh BUILD [--bless]   --bless: write fixtures/portal/verwacht.tsv anew
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
world "$w"
place=$(echo "$dossiers"/convenant/in/leiden/*)
umask 077
echo GEHEIM-VAN-HET-ECHTE-PORTAAL >"$work/token"
sed "s|^    portal: portaal/leiden\$|    portal: https://bank.invalid/\n    kind: gpp\n    token: $work/token|" \
	"$w/woostraat.yaml" >"$w/gpp.yaml"
cp "$w/woostraat.yaml" "$w/drop.yaml"

# try NAME KIND [ARGUMENT...]: the dossier at a portal of that kind.
try() {
	local name=$1 kind=$2
	shift 2
	woo "$name" rehearse --config "$w/$kind.yaml" --now "$now" "$@" "$place"
}

# --- what goes well -----------------------------------------------------------------
files "$w" >"$work/before"
try gpp gpp --json
is "to a bank: everything is there at the end" \
	"$rc $(jq -r 'select(.steps) | [.steps[] | "\(.step) \(.answer)"] | join(", ")' "$work/gpp.out")" \
	"0 find sent, create sent, document sent, document sent, document sent, document sent, ready sent, publish sent, seen sent"
is "of a bank each document is named, with its bytes" \
	"$(jq -r 'select(.steps).steps[] | select(.document) | "\(.document) \(.bytes > 20000)"' "$work/gpp.out" | sort | tr '\n' ,)" \
	"Bijlage 1 uitgaansgebied.pdf false,Bijlage 1 uitgaansgebied.pdf true,Convenant Veilig Uitgaan 2026-2029.pdf false,Convenant Veilig Uitgaan 2026-2029.pdf true,"
try drop drop --json
is "to a place for files: the bundle, read back" \
	"$rc $(jq -r 'select(.steps).steps[] | "\(.step) \(.answer) \(.found) \(.http)"' "$work/drop.out")" "0 publish sent same 201"
is "it goes to this machine" \
	"$(cat "$work/gpp.out" "$work/drop.out" | jq -r 'select(.sent).sent.url | sub(":[0-9]+/.*"; "")' | sort -u)" "http://127.0.0.1"
woo check check --json --config "$w/gpp.yaml" --now "$now" "$place"
is "the plan is that of check" "$(jq -r 'select(.plan).plan' "$work/gpp.out")" "$(jq -r 'select(.plan).plan' "$work/check.out")"
files "$w" >"$work/after"
same "nothing changed where the real ones are" "$work/before" "$work/after"
is "nothing stays behind" "$(ls "$TMPDIR")" ""
cat "$work"/*.out "$work"/*.err >"$work/said"
grep -n GEHEIM "$work/said" >"$work/why"
empty "no key is told" "$work/why"

# --- another portal than that of the settings ----------------------------------------------
for kind in "gpp find same" "drop publish same" "map document concept" "dav document same" "s3 document same"; do
	try as gpp --json --as "${kind%% *}"
	is "as ${kind%% *}: it goes there, and all of it stands there" \
		"$rc $(jq -r 'select(.steps) | "\(.steps[0].step) \(.steps[-1].found)"' "$work/as.out")" "0 ${kind#* }"
	is "as ${kind%% *}: a site has its lists too" "$(jq -r 'select(has("sites")).sites[] | "\(.dossiers) \(.fine)"' "$work/as.out")" \
		"$(case $kind in *document*) echo "1 true" ;; esac)"
done
woo as rehearse --now "$now" --organisation Leiden --as s3 --json "$place"
is "also without settings" "$rc $(jq -r 'select(.steps).steps[0].step' "$work/as.out")" "0 document"
try as gpp --as ftp
is "as what there is not" "$rc $(grep -c 'kies uit gpp, drop, map, dav en s3' "$work/as.err")" "64 1"
is "nothing stays behind of these" "$(ls "$TMPDIR")" ""

try table gpp
has "for a person: each step in words" "$work/table.out" '^    openbaar maken +gelukt +HTTP 200'
has "and that it was a rehearsal" "$work/table.out" 'proefportaal op deze machine'
awk 'length > 79' "$work/table.out" >"$work/why"
empty "within 79 columns" "$work/why"

# --- what is asked wrongly ------------------------------------------------------------
woo nothing rehearse
is "of nothing" "$rc" 64
woo whose rehearse --now "$now" "$place"
is "without settings nobody knows where it goes" "$rc $(grep -c -- --organisation "$work/whose.err")" "64 1"
woo named rehearse --now "$now" --json --organisation Leiden "$place"
is "with an organisation it goes to a place for files" "$rc $(jq -r 'select(.steps).steps[0].step' "$work/named.out")" "0 publish"
printf '# goed\n\nPUT 1 stuk\n' >"$work/script"
try wrong gpp --script "$work/script"
is "a line of a script that is not understood is named" "$rc $(grep -c 'regel 3' "$work/wrong.err")" "78 1"
try absent gpp --script "$work/nergens"
is "a script that is not there" "$rc" 78
is "and nothing stays behind then either" "$(ls "$TMPDIR")" ""

# --- killed ------------------------------------------------------------------------------
echo 'POST/publicaties 1 hang 600000' >"$work/script"
"$build/woostraat" rehearse --config "$w/gpp.yaml" --now "$now" --script "$work/script" "$place" >/dev/null 2>&1 &
victim=$!
started+=("$victim")
child=
for ((i = 0; i < 200; i++)); do
	child=$(pgrep -P "$victim" -f 'woostraat-portal below' | head -n 1)
	[ -z "$child" ] || break
	sleep 0.05
done
kill -KILL "$victim"
wait "$victim" 2>/dev/null
for ((i = 0; i < 100; i++)); do
	[ -d "/proc/$child" ] || break
	sleep 0.05
done
is "the portal of a rehearsal that is killed does not outlive it" \
	"$([ -n "$child" ] && echo was) $([ -d "/proc/$child" ] && echo there)" "was "
try again gpp --json
is "and the next one sweeps what it left" "$rc $(ls "$TMPDIR")" "0 "

# --- every script --------------------------------------------------------------------------

# one SCRIPT KIND: its line of verwacht.tsv.
one() {
	local name out got=0
	name=$(basename "$1" .txt)
	out=$work/$name.$2.json
	"$build/woostraat" rehearse --json --workers 1 --config "$w/$2.yaml" --now "$now" --script "$1" "$place" >"$out" 2>"$out.err" || got=$?
	# Whether this machine was quick enough to see it once more is nothing that the portal did.
	jq -r --arg name "$name" --arg kind "$2" --arg rc "$got" 'select(.steps) | [$name, $kind, $rc,
		([.findings[], .documents[].findings[] | select(.gravity > 3).code] | unique | join(" ")),
		([.steps[] | "\(.step):\(.answer)"] | reduce .[] as $s ([]; if .[-1] == $s then . else . + [$s] end) | join(" "))] |
		@tsv' "$out" >"$out.tsv"
}
for script in fixtures/portal/*.txt; do
	one "$script" gpp &
	if grep -q '^[^#]*/put\|^\*\|^set full' "$script"; then one "$script" drop; fi
	wait $!
done
cat "$work"/*.json.tsv | sort >"$work/got"
if [ "${2:-}" = --bless ]; then
	diff -u fixtures/portal/verwacht.tsv "$work/got"
	cp "$work/got" fixtures/portal/verwacht.tsv
fi
same "what comes of each situation is what fixtures/portal/verwacht.tsv says" fixtures/portal/verwacht.tsv "$work/got"
is "every situation is there" "$(cut -f1 "$work/got" | sort -u | wc -l)" "$(find fixtures/portal -name '*.txt' | wc -l)"
cat "$work"/*.json "$work"/*.json.err | grep -n 'GEHEIM' >"$work/why"
empty "nothing that the portal sent is told, and no key" "$work/why"
tap_end
