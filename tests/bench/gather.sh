#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# gather.sh - what the parts of the bench said, as a table and as JSON.
# Usage: gather.sh FOLDER JSON
#   FOLDER: PART.out of each part that ran, in which a line `KEY NUMBER` is a figure; PART.rc, its exit code; about.json,
#   what it ran on.  The keys with a target are those of targets.tsv; a figure that nobody gave is null.
# Ends with 1 when a figure misses its target or a part failed: one that
# ended with another code than 0 while nothing that it said misses.
set -u
export LC_ALL=C
folder=$1 out=$2
targets=$(dirname "$0")/targets.tsv
about=$folder/about.json
[ -s "$about" ] || about=/dev/null
# The last word of a part on a key holds.  A number is one of JSON: no nan, no percent sign.
for said in "$folder"/*.out; do
	[ -e "$said" ] || continue
	sed -nE "s/^([a-z][a-z0-9_]*) (-?(0|[1-9][0-9]*)(\\.[0-9]+)?)\$/\\1\t\\2\t$(basename "$said" .out)/p" "$said"
done >"$folder/figures"
for rc in "$folder"/*.rc; do
	[ -e "$rc" ] || continue
	[ "$(cat "$rc")" = 0 ] || basename "$rc" .rc
done >"$folder/failed"
jq -n --rawfile targets "$targets" --rawfile figures "$folder/figures" --rawfile failed "$folder/failed" --slurpfile about "$about" '
	def rows: split("\n") | map(select(. != "") | split("\t"));
	($figures | rows | map({ (.[0]): (.[1] | tonumber) }) | add // {}) as $f |
	($targets | rows | map({ key: .[0], how: .[1], target: (.[2] | tonumber), what: .[3] })) as $t |
	($t | map({ (.key): { (.how): .target, what: .what, holds: ($f[.key] as $v |
		if $v == null then null elif .how == "least" then $v >= .target else $v <= .target end) } }) | add) as $judged |
	($figures | rows | map(select($judged[.[0]].holds == false)[2])) as $missed |
	($t | map({ (.key): $f[.key] }) | add) + {
		targets: $judged,
		also: ($f | with_entries(select(.key as $k | $t | all(.key != $k)))),
		failed: ($failed | rows | map(.[0]) - $missed)
	} + ($about[0] // {})' >"$out.new" || exit 2
mv "$out.new" "$out"
jq -r '. as $all | .targets | to_entries[] | [.key, ($all[.key] // "not measured" | tostring),
	((if .value.least then ">= " else "<= " end) + (.value.least // .value.most | tostring)),
	(if .value.holds == null then "-" elif .value.holds then "holds" else "MISSES" end), .value.what] | @tsv' "$out" |
    awk -F'\t' '{ printf "%-18s %12s %8s  %-6s %s\n", $1, $2, $3, $4, $5 }'
jq -r '.failed[] | "the part \(.) failed"' "$out"
jq -e '(.failed == []) and all(.targets[]; .holds != false)' "$out" >/dev/null
