#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# site_axe.sh - the pages of a site are valid HTML, and axe-core finds no violation of WCAG 2.1 A and AA in Chromium.
# AXE names axe.min.js (npm install axe-core); without it, or without chromium and node, that part is left out.
# WOO_PICTURES names a folder for pictures of every page at two widths and as a PDF, to be looked at.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

site=$work/site
address=https://open.leiden.example/
if WOO_SITE_OUT=$site "$build/tests/test_site" >"$work/made" 2>&1; then
	pass "a site is made"
else
	fail "a site is made" "$work/made"
	tap_end
fi

# The worker that reads it is the real one, within its walls.
woo harvest harvest "$site" --public "$address" --now 2026-01-15T08:00:00Z
is "the harvester finds all of it" "$rc $(head -n 1 "$work/harvest.out" | cut -c1-4)" "0 goed"
woo json harvest "$site" --public "$address" --now 2026-01-15T08:00:00Z --json
is "and says so as JSON" "$rc $(jq -c '[.sound, .indexes, .sitemaps, .entries, .documents, (.faults | length)]' "$work/json.out")" \
	"0 [true,1,1,3,2,0]"
woo usage harvest "$site"
is "without an address it is not understood" "$rc" 64
woo absent harvest "$work/nergens" --public "$address"
is "a folder that is not there" "$rc" 66
cp -R "$site" "$work/bad"
rm "$(find "$work/bad/documenten" -type f | sort | head -n 1)"
woo bad harvest "$work/bad" --public "$address" --now 2026-01-15T08:00:00Z
is "a document that went is found" "$rc $(grep -c 'is er niet' "$work/bad.out")" "1 1"

# Every page as an XML parser for HTML reads it: no tag that is not closed, no id twice.
pages=$(find "$site" -name '*.html' | wc -l)
: >"$work/faults"
while read -r page; do
	xmllint --html --noout "$page" 2>&1 | grep -v 'Tag \(header\|main\|footer\|nav\|article\|section\|time\) invalid\|^ *\^\|^ *<' |
		grep ' error : \|ID .* already' >>"$work/faults"
done < <(find "$site" -name '*.html')
empty "$pages pages are well-formed HTML" "$work/faults"
grep -rl '<script\|<style\| style=\| on[a-z]*=' "$site" --include='*.html' >"$work/faults"
empty "no page has scripts or styles of its own" "$work/faults"

# Every link of every page leads to something, also without a server that guesses.
: >"$work/faults"
while read -r page; do
	grep -o 'href="[^"]*"' "$page" | sed 's/^href="//; s/"$//' | grep -v '^https:\|^#' | while read -r to; do
		[ -e "$(dirname "$page")/${to%%[?#]*}" ] || printf '%s: %s\n' "${page#"$site"/}" "$to"
	done
done < <(find "$site" -name '*.html') >>"$work/faults"
# Of the dossiers that only fill a list there is no page.
sed -i '\|dossiers/000000[0-9a-f]*-0000-5000-8000-000000000000/index.html$|d' "$work/faults"
empty "every link leads to a file" "$work/faults"

axe=${AXE:-}
if [ -n "$axe" ] && [ -r "$axe" ] && command -v chromium >/dev/null && command -v node >/dev/null; then
	node tests/e2e/axe.mjs "$site" "$axe" ${WOO_PICTURES:+"$WOO_PICTURES"} >"$work/axe" 2>&1
	if [ "$(tail -n 1 "$work/axe")" = "pages=$pages violations=0" ]; then
		pass "axe-core: pages=$pages violations=0, at 1280 and 375 pixels"
	else
		fail "axe-core finds nothing" "$work/axe"
	fi
	sed -i 's/--utrecht-link-color: #[0-9a-f]*/--utrecht-link-color: #cccccc/' "$work/bad/css/tokens.css"
	node tests/e2e/axe.mjs "$work/bad" "$axe" >"$work/axe" 2>&1
	is "axe-core sees a link without contrast" "$(grep -c '^index.html at 1280: color-contrast' "$work/axe")" 1
else
	skip "axe-core" "AXE names no axe.min.js, or chromium or node is absent"
fi
tap_end
