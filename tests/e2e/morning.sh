#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# morning.sh - the page of a night as somebody reads it: what needs a person first, the numbers, the last nights; of an
# organisation only hers.  Nights are kept in the evidence.
# AXE names axe.min.js, to look at the pages in Chromium (site_axe.sh); WOO_PICTURES a folder for pictures of them.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
world "$w"
cp fixtures/kalender/pijnacker-nootdorp.yaml "$w/kalender.yaml"
sed -i 's|^    portal: .*|&\n    kalender: kalender.yaml|' "$w/woostraat.yaml"
take "$w" convenant verordening
# at NAME MOMENT [ARGUMENT...]: a night; its page is NAME.html, that of Leiden NAME-leiden.html.
at() {
	local name=$1 moment=$2
	shift 2
	touch "$work/mark"
	woo "$name" run --json --config "$w/woostraat.yaml" --now "$moment" "$@"
	cp "$(find "$w/verslagen" -not -path '*/organisaties/*' -name verslag.html -newer "$work/mark" | tail -n 1)" "$work/$name.html"
	cp "$(find "$w/verslagen/organisaties/leiden" -name verslag.html -newer "$work/mark" | tail -n 1)" "$work/$name-leiden.html"
	cp "$(find "$w/verslagen/organisaties/leiden" -name dossiers.jsonl -newer "$work/mark" | tail -n 1)" "$work/$name-leiden.out"
}
# nights NAME: each day with its numbers: public/held/later/rejected, or - where there was no run.
nights() {
	jq -r 'select(has("run")).trend[] | "\(.day[8:]) " + (if has("run") then "\(.public)/\(.held)/\(.later)/\(.rejected)" else "-" end)' \
	    "$work/$1.out" | paste -sd' '
}
# order NAME: the headings of a page as they stand.
order() { grep -o '<h2 id="[a-z]*"' "$work/$1.html" | sed 's/.*="//; s/"//' | paste -sd' '; }

at one 2026-11-15T04:15:00Z
is "the first night stands alone" "$rc $(nights one)" "0 15 3/0/0/0"
has "and is told to be the first" "$work/one.html" 'Dit is de eerste nacht die is geteld'
is "what needs a person comes first, then what went public, then the numbers" "$(order one | cut -d' ' -f1-5)" \
	"vandaag kort openbaar cijfers nodig"
take "$w" bsn
at two 2026-11-17T04:15:00Z
is "a day without a run is said to have none; what is held stays told" "$rc $(nights two)" "1 15 3/0/0/0 16 - 17 0/1/0/0"
is "of an organisation only hers" "$(nights two-leiden)" "15 2/0/0/0 16 - 17 0/1/0/0"
has "the page has a chart" "$work/two.html" 'id="g-held">Vastgehouden per nacht'
has "and names the cause, with its dossier" "$work/two.html" 'Persoonsgegevens, of iets'
is "with a link to what was found" "$(grep -o '<a href="#d[0-9]*"><bdi class="file">Z-26-316650' "$work/two.html" | sort -u |
	sed 's/.*#\(d[0-9]*\)".*/\1/' | while read -r id; do grep -c "<article class=\"card\" id=\"$id\"" "$work/two.html"; done)" 1
at again 2026-11-17T10:00:00Z
is "two runs of one day are one column" "$(nights again)" "15 3/0/0/0 16 - 17 0/1/0/0"
take "$w" omgevingsvergunning
at only 2026-11-18T04:15:00Z --only leiden
is "a run for one tells of one" "$(nights only)" "15 2/0/0/0 16 - 17 0/1/0/0 18 0/1/0/0"
woo redo redo --yes --json --config "$w/woostraat.yaml" --now 2026-11-18T12:00:00Z leiden/Z-26-316650
is "a redo is no night" "$(jq -c 'select(has("run")) | has("trend")' "$work/redo.out") $(ledger \
	"SELECT count(DISTINCT json_extract(body, '\$.run')) FROM evidence WHERE json_extract(body, '\$.event')='night'")" "false 4"
rehearse "$w" check "$w/intake"
is "nor is a rehearsal" "$(jq -c 'select(has("run")) | has("trend")' "$work/check.out")" false

sed -i '/categorie: beschikkingen/,$s/vanaf: 2028-01-01/vanaf: 2025-01-01/' "$w/kalender.yaml"
at late 2026-12-20T04:15:00Z
is "thirty days, and no more; those of before are not drawn" "$(nights late)" "20 2/1/0/0"
has "what is late needs a person" "$work/late-leiden.html" '<h3>Te laat volgens de kalender'
is "the account of one has her calendar" "$(jq -c 'select(has("run")).calendars | map(.organisation)' "$work/late-leiden.out")" '["leiden"]'
has "and the page the rest of it" "$work/late-leiden.html" '<h2 id="kalender">Kalender</h2>'
cat "$work"/one.out "$work"/late.out | jq -r 'select(has("trend")) | {trend, calendars} | paths | map(select(type == "string")) | last // empty' |
	sort -u >"$work/keys"
while read -r name; do grep -q "\"$name\"" pipeline/report/account.h cmd/agenda.h || echo "$name"; done <"$work/keys" >"$work/faults"
empty "account.h and agenda.h name every key" "$work/faults"
woo verify verify --config "$w/woostraat.yaml"
is "verify finds nothing wrong" "$rc" 0
[ "$rc" -eq 0 ] || sed 's/^/# /' "$work/verify.out" "$work/verify.err"

# --- a morning with nothing to do ---------------------------------------------------------------
rm -rf "$w/staat" "$w/verslagen" "$w"/portaal/*/* "$w/intake/leiden/Z-26-316650" "$w/kalender.yaml"
sed -i '/kalender: /d' "$w/woostraat.yaml"
at quiet 2026-12-21T04:15:00Z
has "nothing to do is one sentence" "$work/quiet.html" 'Niemand hoeft vandaag iets te doen\.'

# --- in a browser -----------------------------------------------------------------------------------
mkdir "$work/pages"
mv "$work"/{one,two,late-leiden,quiet}.html "$work/pages"
if [ -r "${AXE:-}" ] && command -v chromium >/dev/null && command -v node >/dev/null; then
	AXE_SHEETS=1 node tests/e2e/axe.mjs "$work/pages" "$AXE" ${WOO_PICTURES:+"$WOO_PICTURES"} >"$work/axe" 2>&1
	if [ "$(tail -n 1 "$work/axe")" = "pages=4 violations=0" ]; then
		pass "axe-core: four mornings, at 1280 and 375 pixels"
	else
		fail "axe-core finds nothing" "$work/axe"
	fi
else
	skip "axe-core" "AXE names no axe.min.js, or chromium or node is absent"
fi
tap_end
