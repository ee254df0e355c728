#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# docs.sh - the manuals as pages: they are made, their links and pictures lead to something, and what HANDLEIDING.md tells of
# commands, options and findings is so.
# AXE names axe.min.js, to look at the pages in Chromium at two widths (site_axe.sh); WOO_PICTURES a folder for pictures of them.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

manual=docs/HANDLEIDING.md
out=$work/docs
docs/html.sh "$out" 0 >"$work/made" 2>&1
is "the pages are made" "$? $(find "$out" -name '*.html' | wc -l)" "0 8"

# faults FOLDER: each link, picture and anchor of a page that leads to nothing.
faults() {
	local page to file id
	for page in "$1"/*.html; do
		grep -o '\(href\|src\)="[^"]*"' "$page" | sed 's/^[a-z]*="//; s/"$//' | grep -v '^https\?:' | while read -r to; do
			file=${to%%#*}
			[ -e "$1/${file:-$(basename "$page")}" ] || { echo "$(basename "$page"): $to is not there"; continue; }
			case $to in *'#'*) ;; *) continue ;; esac
			id=$(printf '%b' "${to#*#}" | sed 's/%\(..\)/\\x\1/g')
			grep -qF "id=\"$(printf '%b' "$id")\"" "$1/${file:-$(basename "$page")}" || echo "$(basename "$page"): $to has no place"
		done
		grep -o '<img[^>]*>' "$page" | grep -v 'alt="[^"]\{20,\}"'
		xmllint --html --noout "$page" 2>&1 | grep ' error : \|ID .* already' |
			grep -v 'Tag \(header\|main\|nav\) invalid'
		grep -o '<script\|<style\|="https\?:[^"]*\.\(js\|css\|png\)"' "$page"
	done
	return 0
}
faults "$out" >"$work/faults"
empty "every link, anchor and picture leads to something" "$work/faults"
cp -R "$out" "$work/bad"
sed -i 's/href="#herstellen"/href="#verstellen"/' "$work/bad/HANDLEIDING.html"
rm "$work/bad/beelden/site.png"
faults "$work/bad" >"$work/faults"
is "and one that does not is seen" "$(sort "$work/faults" | paste -sd'|')" \
	"HANDLEIDING.html: #verstellen has no place|HANDLEIDING.html: beelden/site.png is not there"
is "a cell says its column, for who has a narrow screen" \
	"$(sed -n '/<td[^>]*>SCR-501</,/<\/tr>/p' "$out/HANDLEIDING.html" | sed -n 's/.*data-label="\([^"]*\)">\(niemand\|SCR-501\)<.*/\1: \2/p' | paste -sd'|')" \
	"code: SCR-501|vrij te geven door: niemand"
grep -c 'data-label=""' "$out"/*.html | grep -v ':0$' >"$work/faults"
empty "and none has a column without a name" "$work/faults"
find docs/beelden -name '*.png' -size +150k >"$work/faults"
empty "no picture is large" "$work/faults"
is "no picture stands there unused" "$(find docs/beelden -name '*.png' | wc -l)" "$(grep -c '^!\[' "$manual")"

# --- what it tells of commands ------------------------------------------------------------

# Each command that is typed in an example or named in a sentence, with the options beside it.
# shellcheck disable=SC2016	# those are backquotes of Markdown
{ sed -n 's/^\$ woostraat //p' "$manual"; grep -o '`woostraat [a-z][^`]*`' "$manual" | sed 's/^`woostraat //; s/`$//'; } >"$work/typed"
: >"$work/faults"
while read -r command rest; do
	"$build/woostraat" "$command" --help >"$work/help" 2>&1 || echo "woostraat $command: no such command" >>"$work/faults"
	printf '%s\n' "$rest" | sed "s/'[^']*'//g" | grep -o -- '--[a-z-]*' | while read -r option; do
		grep -q -- "$option " "$work/help" || echo "woostraat $command has no $option" >>"$work/faults"
	done
done <"$work/typed"
[ -s "$work/typed" ] || echo "no command was found" >>"$work/faults"
empty "$(wc -l <"$work/typed") commands of the manual are commands, with those options" "$work/faults"

# --- and of findings ----------------------------------------------------------------------

# CODE WHO, of every finding.
sed -n 's/^FINDING(\([A-Z]*\), \([0-9]*\), [A-Z0-9_]*, \([A-Z]*\),.*/\1-\2 \3/p' pipeline/findings.def >"$work/known"
grep -o '\b[A-Z]\{3\}-[0-9]\{3\}\b' "$manual" | sort -u >"$work/named"
cut -d' ' -f1 "$work/known" | sort -u | comm -13 - "$work/named" >"$work/faults"
empty "every code of the manual exists" "$work/faults"
# The table says who may let it pass: its last column, for each code in its second.
sed -n '/^| het verslag zegt/,/^$/p' "$manual" | awk -F' *[|] *' 'NR > 2 && NF > 4 {
	n = split($3, codes, ", ")
	for (i = 1; i <= n; i++)
		print codes[i], $5 == "niemand" ? "NEVER" : $5 == "één" ? "ONE" : $5 == "twee" ? "TWO" : $5
}' | sort >"$work/told"
sort "$work/known" | comm -13 - "$work/told" >"$work/faults"
is "the table tells of many findings" "$([ "$(wc -l <"$work/told")" -gt 40 ] && echo yes)" yes
empty "and of each who may let it pass" "$work/faults"

axe=${AXE:-}
if [ -n "$axe" ] && [ -r "$axe" ] && command -v chromium >/dev/null && command -v node >/dev/null; then
	AXE_SHEETS=1 node tests/e2e/axe.mjs "$out" "$axe" ${WOO_PICTURES:+"$WOO_PICTURES"} >"$work/axe" 2>&1
	if [ "$(tail -n 1 "$work/axe")" = "pages=8 violations=0" ]; then
		pass "axe-core: pages=8 violations=0, at 1280 and 375 pixels"
	else
		fail "axe-core finds nothing" "$work/axe"
	fi
else
	skip "axe-core" "AXE names no axe.min.js, or chromium or node is absent"
fi
tap_end
