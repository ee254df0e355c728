#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# figures.sh - what `make bench` makes of what its parts say: from parts that were written beforehand, nothing is timed.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

said=$work/parts
json=$work/bench.json
# part NAME CODE: what it said is on stdin.
part() { mkdir -p "$said"; cat >"$said/$1.out"; echo "$2" >"$said/$1.rc"; }
gather() { rc=0; tests/bench/gather.sh "$said" "$json" >"$work/table" 2>&1 || rc=$?; }

mkdir "$said"
gather
is "no part: nothing is measured, and nothing misses" "$rc $(jq -c '[.targets[].holds] | unique' "$json")" "0 [null]"
is "each target has its key" "$(jq '[.targets | keys[]] - keys | length' "$json") $(jq '.targets | length' "$json")" "0 $(wc -l <tests/bench/targets.tsv)"
has "the table says so" "$work/table" '^street_ratio +not measured +>= 5 +- '

part street 0 <<'END'
== a table with street_ratio 9 in it
street_ratio 5.004
street_gate_ratio 2.5
street_ratio_of 7,1
other_ratio nan
screen_ratio 1e9
worker_rss_mib 061
published 190
END
part text 0 <<'END'
text_cpu_ratio 2.8
text_recall 99.85
END
printf '{"set":{"documents":200}}' >"$said/about.json"
gather
is "what holds, holds at its very target" "$rc $(jq -c '[.street_ratio, .street_gate_ratio, .text_cpu_ratio, .targets.text_cpu_ratio.holds]' "$json")" "0 [5.004,2.5,2.8,true]"
is "what is no number was not measured" "$(jq -c '[.other_ratio, .screen_ratio, .worker_rss_mib, .rules_ratio]' "$json")" "[null,null,null,null]"
is "other figures stand beside them" "$(jq -c .also "$json")" '{"published":190}'
is "and what it ran on" "$(jq .set.documents "$json")" 200
has "the table has it" "$work/table" '^street_ratio +5.004 +>= 5 +holds '
is "of 80 columns" "$(awk 'length > 80' "$work/table")" ""

printf 'sitemap_s 3.01\n' | part sitemap 1
gather
is "a figure that misses ends with 1" "$rc $(jq -c '[.targets.sitemap_s.holds, .failed]' "$json")" '1 [false,[]]'
has "and is named" "$work/table" '^sitemap_s +3.01 +<= 3 +MISSES '
printf 'sitemap_s 2\n' | part sitemap 1
gather
is "a part that failed and misses nothing is named" "$rc $(jq -c .failed "$json")" '1 ["sitemap"]'
has "at the end of the table" "$work/table" '^the part sitemap failed$'

# A target that no part prints is never measured.  whole.sh has one line for the street with the gate and without.
while read -r key _; do
	by=${key/#street_gate_/street%s_}
	grep -rqF -e "$key " -e "${by/#street_/street%s_} " tests/bench/*.sh tests/bench/*.py tests/slow/*.sh tests/unit/*.c || echo "$key"
done <tests/bench/targets.tsv >"$work/faults"
empty "every figure with a target is printed by a part" "$work/faults"
tap_end
