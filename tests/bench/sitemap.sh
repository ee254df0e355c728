#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# sitemap.sh - 100,000 DiWoo entries into sitemaps: CPU seconds to write them, the median of ROUNDS (3), and to validate each
# entry of them again, read as a stream; the most memory that either took beyond what stood there.
# Usage: sitemap.sh BUILD
set -eu
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
said=$(mktemp)
trap 'rm -f "$said"' EXIT
for ((i = 0; i < ${ROUNDS:-3}; i++)); do
	WOO_LARGE=1 "$1/tests/test_site" 2>&1 |
		sed -nE 's/^100[0-9]{3} entries, ([0-9]+) MB: made in ([0-9]+) ms with ([0-9]+) MiB more; all valid, in ([0-9]+) ms with ([0-9]+) MiB more$/\2 \4 \3 \5 \1/p' >>"$said"
done
[ "$(wc -l <"$said")" -eq "${ROUNDS:-3}" ] || { echo "sitemap.sh: test_site said nothing of 100,000 entries" >&2; exit 1; }
sort -n "$said" | awk '
	{ made[NR] = $1; tried[NR] = $2; mib = $3 > mib ? $3 : mib; mib = $4 > mib ? $4 : mib; size = $5 }
	END {
		m = int((NR + 1) / 2)
		printf "# 100,000 entries, %d MB; each of them validated\n", size
		printf "sitemap_s %.3f\nsitemap_check_s %.3f\nsitemap_mib %d\n", made[m] / 1000, tried[m] / 1000, mib
	}'
