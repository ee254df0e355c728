#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# shown.sh - three portals of one organisation as a person sees them: the table, the page, the JSON and status tell the
# same numbers; what is behind, what was taken back, and which addresses still answer.
# AXE names axe.min.js, to look at the page in Chromium (site_axe.sh); WOO_PICTURES a folder for pictures of it.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
world "$w"
take "$w" convenant bsn
mkdir "$w/open"
key='leiden/2026-0093 Convenant veilig uitgaan'
python3 - "$w/woostraat.yaml" "$w" <<'EOS'
import re, sys
path, w = sys.argv[1:]
text = open(path).read()
text = re.sub(r'(- folder: leiden\n(?:    .*\n)*?)    portal: (\S+)\n',
    rf'\1    portals:\n      - name: plein\n        url: \2\n      - name: depot\n        url: {w}/depot\n'
    rf'      - name: open\n        kind: site\n        url: {w}/open\n        public: https://127.0.0.1:1/leiden/\n', text)
open(path, 'w').write(text)
EOS
# status NAME [ARGUMENT...]
status() {
	local name=$1
	shift
	woo "$name" status --config "$w/woostraat.yaml" --now 2026-11-18T10:00:00Z "$@"
}
# stood NAME: each place of Leiden with its counts, out of the account of a run or of status.
stood() {
	jq -r '(select(has("standing")).standing[], select(has("status")).status.organisations[].places[]) |
		select(.organisation == "leiden") | "\(.name) \(.public_dossiers)/\(.dossiers) achter \(.behind) mist \(.lacks)"' "$work/$1.out"
}
page() { cp "$(find "$w/verslagen" -not -path "*/organisaties/*" -name verslag.html -newer "$1" | tail -n 1)" "$work/$2.html"; }

# --- a place that is away -------------------------------------------------------------
touch "$work/mark"
night "$w" one
is "the second place is away: that is behind" "$rc $(stood one | paste -sd'|')" \
	"75 plein 1/2 achter 0 mist 0|depot 0/1 achter 1 mist 0|open 1/1 achter 0 mist 0"
status json --json
is "status says the same" "$(stood json)" "$(stood one)"
is "what waits at a place has a line of its own" \
	"$(jq -r 'select(.place == "depot") | "\(.dossier): \(.doubt or .under_way)"' "$work/json.out")" "2026-0093 Convenant veilig uitgaan: true"
status text
has "in words too" "$work/text.out" "^  'leiden/2026-0093 Convenant veilig uitgaan' bij portaal"
has "the site: what is on it, and since when" "$work/text.out" '^    Op de site: 1 blad met 2 documenten; de lijsten zijn bijgewerkt op'
has "where people see it" "$work/text.out" '^    te zien op https://127.0.0.1:1/leiden/$'
page "$work/mark" one
has "the page has it" "$work/one.html" 'Loopt achter: 1 dossier moet hier nog heen of is hier nog niet teruggezien'
is "each place once, and what does not answer above everything too" "$(grep -o '<bdi>leiden</bdi>, <bdi>[a-z]*</bdi>' "$work/one.html" | sort | uniq -c | xargs)" \
	"2 <bdi>leiden</bdi>, <bdi>depot</bdi> 1 <bdi>leiden</bdi>, <bdi>open</bdi> 1 <bdi>leiden</bdi>, <bdi>plein</bdi>"
is "what changed the lists is evidence" "$(ledger "SELECT count(*) FROM evidence WHERE body LIKE '%\"event\":\"site\"%'")" 1

mkdir "$w/depot"
woo two run --config "$w/woostraat.yaml" --now "$now"
is "then all of it stands everywhere" "$rc $(grep -c 'Loopt achter' "$work/two.out")" "1 0"
has "the table says where" "$work/two.out" '^- leiden, .depot. \(plaats voor .*, in een map\): 1 openbaar\.$'
has "and of the site that its lists are as they were" "$work/two.out" '^Site van leiden: 1 dossier in de lijsten; er is niets veranderd\.$'
is "which is no evidence" "$(ledger "SELECT count(*) FROM evidence WHERE body LIKE '%\"event\":\"site\"%'")" 1

# --- taken back, and still there ---------------------------------------------------------
woo back withdraw --config "$w/woostraat.yaml" --now 2026-11-16T10:00:00Z --yes --reason 'correctie procedurele fout' \
	--explanation 'Per abuis gepubliceerd' --by 'A. de Vries' "$key"
address=$(ledger "SELECT address FROM watch WHERE address LIKE 'file:%/depot/%'")
file=$(printf '%b' "$(printf '%s' "${address#file://}" | sed 's/%/\\x/g')")
echo x >"$file"
touch "$work/mark"
night "$w" three --now 2026-11-18T04:15:00Z
is "a run tells what was taken back, and what is there still" \
	"$(jq -r 'select(has("withdrawn")).withdrawn[] | "\(.dossiers) \(.waiting) \(.run_dossiers) \(.there) \(.addresses | length > 1)"' "$work/three.out")" "1 0 0 1 true"
page "$work/mark" three
has "so does the page" "$work/three.html" 'Ingetrokken, maar nog te vinden op'
status back
has "and status, with the address" "$work/back.out" '^ +file:///.*/depot/leiden-'
has "which is asked until it is gone" "$work/back.out" '2026-0093 Convenant veilig uitgaan: NOG TE VINDEN; wordt gevraagd tot'
has "of one that is gone: until when" "$work/back.out" 'weg; wordt gevraagd tot en met'
has "who has it still in the intake is told what to do" "$work/back.out" '^    > Haal de map uit de intake: intrekken is definitief'
grep -hE '^.{80}' "$work"/{text,two,back}.out >"$work/wide"
empty "within 79 columns" "$work/wide"

# --- explain ------------------------------------------------------------------------------
woo explain explain --config "$w/woostraat.yaml" "$key"
is "explain: each place" "$(grep -cE '^  (plein|depot|open): ingetrokken sinds 16 november 2026' "$work/explain.out")" 3
has "when it was seen to be public" "$work/explain.out" 'voor het laatst openbaar gezien op'
has "who took it back, when, why" "$work/explain.out" '^  16 november 2026, 11:00 uur, door A. de Vries: het hele dossier$'
has "with the explanation" "$work/explain.out" 'Per abuis gepubliceerd'
is "no event without words" "$(grep -cE ': (withdrawal|watch|site)$' "$work/explain.out")" 0
grep -hE '^.{80}' "$work/explain.out" >"$work/wide"
empty "within 79 columns too" "$work/wide"
woo json explain --json --config "$w/woostraat.yaml" "$key"
is "explain: the same as JSON" "$(jq -r '[.places[] | "\(.name) \(.state) \(.revision) \(has("confirmed"))"] + [.withdrawals[] |
	"\(.by) \(.what)"] | join(", ")' "$work/json.out")" "plein WITHDRAWN 1 true, depot WITHDRAWN 1 true, open WITHDRAWN 1 true, A. de Vries withdrawn"

# --- a place that left the settings ----------------------------------------------------------
ledger "SELECT count(*) FROM dossier WHERE exposed=1" >/dev/null
take "$w" aanwijzingsbesluit
sed -i 's|^    portal: portaal/pijnacker-nootdorp|    portals:\n      - {name: een, url: portaal/pijnacker-nootdorp}\n      - {name: twee, url: portaal/sozhr}|' "$w/woostraat.yaml"
night "$w" four --only pijnacker-nootdorp
is "a run for one organisation tells of that one" "$(jq -r 'select(has("standing")).standing[].organisation' "$work/four.out" | sort -u)" pijnacker-nootdorp
sed -i 's|^      - {name: twee, .*||' "$w/woostraat.yaml"
status gone pijnacker-nootdorp
has "a place that is no longer in the settings is named" "$work/gone.out" '^  Portaal .twee. \(staat niet meer in de instellingen\)$'
has "with what is public there" "$work/gone.out" '^    Daar is, of was, 1 dossier openbaar; woostraat doet er niets meer mee\.$'

# --- the keys that programs read -------------------------------------------------------------
cat "$work"/one.out "$work"/three.out "$work/four.out" | jq -r 'select(has("standing")) | {standing, withdrawn} | paths |
	map(select(type == "string")) | last // empty' | sort -u >"$work/keys"
while read -r name; do grep -q "\"$name\"" pipeline/report/account.h || echo "$name"; done <"$work/keys" >"$work/faults"
empty "account.h names every key" "$work/faults"
while read -r name; do grep -q "Va $name\\b" docs/man/woostraat-status.1 || echo "$name"; done <"$work/keys" >"$work/faults"
empty "and so does the manual of status" "$work/faults"
woo verify verify --config "$w/woostraat.yaml"
is "verify finds nothing wrong" "$rc" 0

# --- the page in a browser ----------------------------------------------------------------------
mkdir "$work/pages"
mv "$work/one.html" "$work/three.html" "$work/pages"
if [ -r "${AXE:-}" ] && command -v chromium >/dev/null && command -v node >/dev/null; then
	AXE_SHEETS=1 node tests/e2e/axe.mjs "$work/pages" "$AXE" ${WOO_PICTURES:+"$WOO_PICTURES"} >"$work/axe" 2>&1
	if [ "$(tail -n 1 "$work/axe")" = "pages=2 violations=0" ]; then
		pass "axe-core: the pages of two runs, at 1280 and 375 pixels"
	else
		fail "axe-core finds nothing" "$work/axe"
	fi
else
	skip "axe-core" "AXE names no axe.min.js, or chromium or node is absent"
fi
tap_end
