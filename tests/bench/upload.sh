#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# upload.sh - how fast documents go to a site on a local nginx, against curl's own parallel upload over as many
# connections.  The aim: at least 0.80 of curl's throughput.
# Usage: COUNT=10000 SIZE=102400 upload.sh BUILD
cd "$(dirname "$0")/../.." || exit 1
. tests/e2e/lib.sh
. tests/slow/servers.sh
# shellcheck disable=SC2317	# lib.sh calls it
script_end() { nginx_down; }
count=${COUNT:-10000} size=${SIZE:-102400}
nginx_up || { echo 'nginx is not installed, or does not start (tests/packages.sh slow)' >&2; exit 1; }
head -c "$size" /dev/zero | tr '\0' x >"$work/document.pdf"

now_ms() { date +%s%3N; }

# with_curl CONNECTIONS: $took in ms
with_curl() {
	local i began
	for ((i = 0; i < count; i++)); do
		printf 'upload-file = "%s"\nurl = "%sdocumenten/curl-%s/%012d/document.pdf"\n' "$work/document.pdf" "$plain_url" "$1" "$i"
	done >"$work/curl.conf"
	began=$(now_ms)
	curl -sS -Z --parallel-max "$1" -H 'Expect:' -K "$work/curl.conf" >"$work/curl.out" 2>&1 || cat "$work/curl.out" >&2
	took=$(($(now_ms) - began))
	is "curl, $1: all arrived" "$(find "$work/plain/documenten/curl-$1" -type f -size "${size}c" | wc -l)" "$count"
	rm -rf "$work/plain/documenten"
}

# with_ours PROCESSES [--kept]: $took in ms
with_ours() {
	local i began pids=()
	began=$(now_ms)
	for ((i = 0; i < $1; i++)); do
		"$build/tests/deliver" many "${plain_url}deel-$i/" $((count / $1)) "$size" ${2:+"$2"} >"$work/ours.out" 2>"$work/ours.err" &
		pids+=("$!")
	done
	wait "${pids[@]}"
	took=$(($(now_ms) - began))
	is "ours, $1 ${2:-}: all arrived" "$(find "$work/plain" -name document.pdf -size "${size}c" | wc -l)" $((count / $1 * $1))
	rm -rf "$work/plain"/deel-*
}

# What was written before is on the disk before the next begins; curl is measured before and after.
for n in 1 4; do
	sync
	with_curl $n
	curl_ms=$took
	sync
	with_ours $n --kept
	ours_ms=$took
	sync
	with_curl $n
	after_ms=$took
	sync
	with_ours $n
	printf '%d documents of %d bytes, %d connections: curl -Z %d and %d ms, ours %d ms (ratio %s), a portal opened for each %d ms; %s\n' \
	    "$count" "$size" $n "$curl_ms" "$after_ms" "$ours_ms" "$(awk "BEGIN { printf \"%.2f\", ($curl_ms + $after_ms) / 2 / $ours_ms }")" \
	    "$took" "$(tail -1 "$work/ours.err")"
done
