#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# sitemap.sh - 100,000 DiWoo entries into sitemaps: seconds of a processor and on the clock, and memory; ROUNDS (3) rounds.
# Usage: sitemap.sh BUILD.  The last line is JSON.  The median is held against the aim of 3 seconds of a processor.
set -eu
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
said=$(mktemp)
trap 'rm -f "$said"' EXIT
for ((i = 0; i < ${ROUNDS:-3}; i++)); do
	WOO_LARGE=1 "$1/tests/test_site" 2>&1 |
		sed -n 's/^100000 entries, \([0-9]*\) MB: \([0-9]*\) ms, \([0-9]*\) of them.*, \([0-9]*\) MiB more$/\3 \2 \1 \4/p' >>"$said"
done
[ "$(wc -l <"$said")" -eq "${ROUNDS:-3}" ] || { echo "sitemap.sh: test_site said nothing of 100,000 entries" >&2; exit 1; }
sort -n "$said" | awk '
	{ cpu[NR] = $1; clock[NR] = $2; size = $3; mib = $4 > mib ? $4 : mib }
	END {
		m = int((NR + 1) / 2)
		printf "100,000 entries, %d MB: %.2f s of a processor (%.2f to %.2f), %.2f s on the clock; %d MiB more than before\n",
			size, cpu[m] / 1000, cpu[1] / 1000, cpu[NR] / 1000, clock[m] / 1000, mib
		printf "{\"sitemap_s\":%.3f,\"sitemap_mib\":%d}\n", cpu[m] / 1000, mib
		exit cpu[m] > 3000
	}'
