#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# street.sh - how fast a whole run brings documents to a site on a local nginx, against curl's own parallel upload over
# as many connections.  The documents were examined the night before, when the site was away: what is timed is from the
# first document that arrived to the last, by the access log of nginx.  The aim: at least 0.80 of curl's throughput.
# EACH: documents of one dossier; with one dossier of all of them nothing else happens while they go.
# Usage: COUNT=10000 SIZE=102400 CONNECTIONS=4 EACH=100 street.sh BUILD
cd "$(dirname "$0")/../.." || exit 1
. tests/e2e/lib.sh
. tests/slow/servers.sh
# shellcheck disable=SC2317	# lib.sh calls it
script_end() { nginx_down; }
count=${COUNT:-10000} size=${SIZE:-102400} n=${CONNECTIONS:-4} each=${EACH:-100}
nginx_up || { echo 'nginx is not installed, or does not start (tests/packages.sh slow)' >&2; exit 1; }

python3 - "$work/w/intake/leiden" "$count" "$each" "$size" <<'END'
import os, sys
root, count, each, size = sys.argv[1], *map(int, sys.argv[2:])
line = "De raad besluit over het parkeren in de binnenstad en de inrichting van de openbare ruimte.\n"
for i in range(count):
    folder = f"{root}/2026-{i // each:04} Parkeren in de binnenstad"
    if i % each == 0:
        os.makedirs(folder)
        with open(f"{folder}/dossier.yaml", "w") as f:
            f.write(f"kenmerk: 2026-{i // each:04}\ntitel: Parkeren in de binnenstad\ndatum: 12-05-2026\nvrijgave: ja\n"
                    "documenten:\n  - bestand: Besluit 000000.txt\n    rol: hoofddocument\n")
    head = f"Besluit {i}\n"
    name = f"Besluit {i % each:06}.txt"
    with open(f"{folder}/{name}", "w") as f:
        f.write((head + line * (size // len(line) + 1))[:size - 1] + "\n")
END
leiden "$work/w/woostraat.yaml" 'workers: 2' <<END
portals:
  - name: site
    kind: site
    url: http://127.0.0.1:1/
    public: https://open.example.nl/leiden/
    connections: $n
END
night "$work/w" before
is "the site is away: all is examined and waits" "$rc $(outcomes before)" "75 later $count"
# with_curl NAME: $curl_ms, of as many documents of the same size.
with_curl() {
	local i
	head -c "$size" "$work/w/intake/leiden/2026-0000 Parkeren in de binnenstad/Besluit 000001.txt" >"$work/document.txt"
	for ((i = 0; i < count; i++)); do
		printf 'upload-file = "%s"\nurl = "%scurl/%s/documenten/%012d/document.txt"\n' "$work/document.txt" "$plain_url" "$1" "$i"
	done >"$work/curl.conf"
	curl -sS -Z --parallel-max "$n" -H 'Expect:' -K "$work/curl.conf" >"$work/curl.out" 2>&1 || cat "$work/curl.out" >&2
	is "curl, $1: all arrived" "$(find "$work/plain/curl/$1" -type f -size "${size}c" | wc -l)" "$count"
	curl_ms=$(awk -v name="$1" 'index($0, "PUT /curl/" name "/") { if (!first) first = $1; last = $1 } END { printf "%d", (last - first) * 1000 }' \
	    "$work/nginx/timed.log")
	rm -rf "$work/plain/curl"
	sync
}

sed -i "s|url: http.*|url: ${plain_url}straat/|" "$work/w/woostraat.yaml"
with_curl voor
before_ms=$curl_ms
# nginx writes whole seconds; its own log format has parts of them.
began=$(date +%s%3N)
night "$work/w" after
whole=$(($(date +%s%3N) - began))
is "then all is published" "$rc $(outcomes after)" "0 published $count"
is "and every document stands there" "$(find "$work/plain/straat/documenten" -type f -size "${size}c" | wc -l)" "$count"
ours=$(awk '/PUT \/straat\/documenten/ { if (!first) first = $1; last = $1 } END { printf "%d", (last - first) * 1000 }' "$work/nginx/timed.log")
rm -rf "$work/plain/straat"

sync
with_curl na
printf '%d documents of %d bytes in dossiers of %d, %d connections: curl -Z %d and %d ms, ours %d ms (ratio %s); the whole run %d ms\n' \
    "$count" "$size" "$each" "$n" "$before_ms" "$curl_ms" "$ours" \
    "$(awk "BEGIN { printf \"%.2f\", ($before_ms + $curl_ms) / 2 / $ours }")" "$whole"
