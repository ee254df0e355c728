#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# maak.sh - the pictures of docs/HANDLEIDING.md, taken by headless Chromium of what `make demo` made in BUILD/demo.
# Usage: maak.sh BUILD   Asks for chromium, and pngquant to make them small. Look at each of them before it is committed: the
# fixtures hold no real persons, and a page masks what it found.
set -eu
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
most=153600			# bytes of a picture
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT

# The first night of Leiden, in which much became public; and the site as it stands.
for report in "$build"/demo/verslagen/organisaties/leiden/*-run-1/verslag.html; do break; done
site=$build/demo/site/leiden/nu
for page in "$report" "$site/index.html"; do
	[ -f "$page" ] || { echo "maak.sh: $page is not there; first: make demo" >&2; exit 66; }
done

# picture NAME PAGE WIDTH HEIGHT: from the top of PAGE.
picture()
{
	chromium --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --hide-scrollbars --no-first-run \
	    --user-data-dir="$profile" --window-size="$3,$4" --screenshot="$profile/$1.png" "file://$2" \
	    >/dev/null 2>"$profile/log" || { cat "$profile/log" >&2; exit 1; }
	pngquant --force --strip --speed 1 --output "$here/$1.png" 64 "$profile/$1.png"
	size=$(wc -c <"$here/$1.png")
	printf '%-28s %7d bytes\n' "$1.png" "$size"
	[ "$size" -le "$most" ] || { echo "maak.sh: $1.png is larger than $most bytes" >&2; exit 1; }
}

# One card of the report, by itself: a picture begins at the top of a page.
card=$(sed -n 's|.*<article class="card" id="\([^"]*\)"><h3><bdi>Z-26-316650</bdi>.*|\1|p' "$report" | head -n 1)
[ -n "$card" ] || { echo "maak.sh: the report has no card of Z-26-316650" >&2; exit 1; }
sed "s|</head>|<style>.top, main > *:not(:has(#$card)), article.card:not(#$card) { display: none }</style></head>|" "$report" \
    >"$profile/card.html"
dossier=$(grep -l 'Convenant Veilig Uitgaan' "$site"/dossiers/*/index.html | sort | head -n 1)

picture verslag "$report" 1000 900
picture verslag-dossier "$profile/card.html" 1000 460
picture verslag-telefoon "$report" 500 800
picture site "$site/index.html" 1000 800
picture site-dossier "$dossier" 1000 800
