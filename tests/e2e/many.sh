#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# many.sh - a site over HTTP with several uploaders side by side: everything stands there once, under one order for the
# documents of each dossier; the next night has nothing to do, and a site that is away for a moment is caught up with.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

portal_real
w=$work/w
for d in 1 2 3; do
	dossier "$w" "$d" "Besluit 1.txt"
	for n in 1 2 3 4 5 6 7; do
		{ echo "Besluit $n van dossier $d"; yes 'De raad besluit over het parkeren in de binnenstad.' | head -30; } >"$folder/Besluit $n.txt"
	done
done
# site ADDRESS: where it is brought.
site() {
	leiden "$w/woostraat.yaml" <<-END
		portals:
		  - name: site
		    kind: site
		    url: $1
		    public: https://open.example.nl/leiden/
		    connections: 4
	END
}

site http://127.0.0.1:1/
night "$w" away
is "a site that is away: all waits" "$rc $(outcomes away)" "75 later 21"
curl -sS -X MKCOL "${url}dav/leiden/" >/dev/null	# the root of a site is there, or the address has a slip in it
site "${url}dav/leiden/"
night "$w" one
is "then all is published" "$rc $(outcomes one)" "0 published 21"
is "each dossier with one order for its documents" \
	"$(ledger "SELECT count(*), count(DISTINCT dossier_id) FROM attempt WHERE op='document' AND outcome='OK'")" "3|3"
is "no order is without an answer" "$(ledger 'SELECT count(*) FROM attempt WHERE ended IS NULL')" 0
is "the listing is whole" "$(jq -r 'select(has("sites")).sites[] | "\(.dossiers) \(.answer) \(.fine)"' "$work/one.out")" "3 sent true"
jq -r 'select(has("documents")) | .sent.url' "$work/one.out" | sed "s|https://open.example.nl/leiden/|${url}kept/dav/leiden/|" >"$work/pages"
while read -r page; do curl -sS "$page" | grep -o 'documenten/[^"]*' | sort -u; done <"$work/pages" >"$work/documents"
is "the pages name every document" "$(sort -u "$work/documents" | wc -l)" 21
while read -r path; do
	curl -sS "${url}kept/dav/leiden/$path" | sha256sum | cut -c1-64
done <"$work/documents" | sort >"$work/served"
find "$w/intake" -name 'Besluit*' -exec sha256sum {} + | cut -c1-64 | sort >"$work/sent"
same "and each is served with its own bytes" "$work/sent" "$work/served"
night "$w" two
is "the next night has nothing to do" "$rc $(outcomes two)" "0 unchanged 21"
woo verify verify --config "$w/woostraat.yaml"
is "and all of it holds together" "$rc" 0
tap_end
