#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# withdraw_bank.sh - what is public at a bank and at a site over WebDAV is taken back at both, one document or all of it;
# the addresses are asked over HTTP until they are gone, and the account of that stands in the ledger.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

portal_real
printf 'GEHEIM-SLEUTEL-0123456789\n' >"$work/token"
chmod 600 "$work/token"
curl -sS -X MKCOL "${url}dav/leiden/" >/dev/null

w=$work/w
key="leiden/2026-0093 Convenant veilig uitgaan"
world "$w"
take "$w" convenant
leiden "$w/woostraat.yaml" <<END
portals:
  - name: bank
    kind: gpp
    url: ${url}gpp/leiden/
    token: $work/token
  - name: site
    kind: site
    url: ${url}dav/leiden/
    public: ${url/http:/https:}kept/dav/leiden/
END
printf 'archiefnominatie: vernietigen\narchiefactiedatum: 1 mei 2033\nselectiecategorie: "5.1.2"\nonderwerpen:\n  - Onderwerp 1\n  - Bestaat niet\n' \
	>>"$w/intake/$key/dossier.yaml"

at() { date -u -d "$now $1" +%Y-%m-%dT%H:%M:%SZ; }
bank() { curl -fsS "${url}gpp/leiden/__state" >"$work/bank.state"; }
records() { bank && jq -r '[.publications[] | select(.deleted | not).status] | join(" ")' "$work/bank.state"; }
documents() { bank && jq -r '[.documents[] | select(.deleted | not).status] | sort | join(" ")' "$work/bank.state"; }
states() { ledger "SELECT state || '|' || exposed FROM dossier ORDER BY 1" | tr '\n' ' '; }
# served: how often each status, of the documents that the site had, as anybody gets them.
served() { while read -r one; do curl -s -o /dev/null -w '%{http_code}\n' "$one"; done <"$work/addresses" | sort | uniq -c | tr -s ' \n' ' '; }
# open: the site's addresses are http here, and its settings only take https.
open() {
	rewrite "CREATE TEMP TABLE was AS SELECT sql FROM sqlite_schema WHERE name = 'watch_closed';
		DROP TRIGGER watch_closed; UPDATE watch SET address = replace(address, 'https://127', 'http://127');
		SELECT sql || ';' FROM was" >"$work/guard"
	rewrite "$(cat "$work/guard")"
}
watched() { ledger "SELECT answer, count(*) FROM watch GROUP BY 1 ORDER BY 1" | tr '\n' ' '; }

night "$w" first
is "the dossier is public at both" "$rc $(states)" "0 CONFIRMED|1 CONFIRMED|1 "
is "at the bank, with its documents" "$(records) $(documents)" "gepubliceerd gepubliceerd gepubliceerd"
is "with what dossier.yaml says for its archive" "$(jq -r '.publications[0].archive' "$work/bank.state")" vernietigen
has "a subject that the bank does not have is told" "$work/first.out" 'Bestaat niet'
page=$(jq -r '.. | .url? // empty | select(test("kept/dav"))' "$work/first.out" | head -n 1 | sed 's/https:/http:/')
curl -sS "$page" | grep -o 'documenten/[^"]*' | sort -u | sed "s|^|${url}kept/dav/leiden/|" >"$work/addresses"
is "at the site, with its documents" "$(wc -l <"$work/addresses") $(served)" "2  2 200 "

# --- one document ------------------------------------------------------------------

decide=(--reason "correctie procedurele fout" --explanation "Het stuk was niet definitief" --by "A. de Vries")
woo one withdraw --json --yes --config "$w/woostraat.yaml" --now "$(at "+1 day")" --document "Bijlage 1 uitgaansgebied.pdf" "$key" "${decide[@]}"
is "one document taken back, at both" "$rc $(states)" "0 CONFIRMED|1 CONFIRMED|1 "
is "withdrawn at the bank, and the record stays" "$(records) $(documents)" "gepubliceerd gepubliceerd ingetrokken"
is "gone from the site" "$(served)" " 1 200 1 404 "
open
night "$w" asked --now "$(at "+1 day 2 hours")"
is "its address at the site is asked over HTTP, and is gone" "$(ledger "SELECT answer, rounds > 0 FROM watch WHERE address LIKE '%kept/dav%'")" "gone|1"

# --- the whole dossier, while the bank refuses at first --------------------------------

curl -fsS --data-binary 'PATCH/publicaties 1 status 500' "${url}gpp/leiden/__script" >/dev/null
woo all withdraw --json --yes --config "$w/woostraat.yaml" --now "$(at "+2 days")" "$key" "${decide[@]}"
bank
case "$rc $(states)" in
"0 WITHDRAWN|0 WITHDRAWN|0 " | "75 WITHDRAWING|1 WITHDRAWN|0 " | "75 WITHDRAWN|0 WITHDRAWING|1 ") pass "all of it taken back, or waiting for the bank" ;;
*) is "all of it taken back, or waiting for the bank" "$rc $(states)" "75 WITHDRAWING|1 WITHDRAWN|0 " ;;
esac
open
night "$w" next --now "$(at "+2 days 2 hours")"
is "the next run has it gone at both" "$(states)" "WITHDRAWN|0 WITHDRAWN|0 "
is "withdrawn at the bank with its documents, nothing deleted" "$(records) $(documents)" "ingetrokken ingetrokken ingetrokken"
is "gone from the site" "$(served)" " 2 404 "
open
night "$w" later --now "$(at "+3 days 4 hours")"
is "every address was asked over HTTP: gone at the site, shut at the bank" "$(watched)" "closed|1 gone|2 "
is "the bank's record is asked without a key" \
	"$(ledger "SELECT count(*) FROM watch WHERE address LIKE '%gpp/leiden/api/v2/publicaties/%' AND answer = 'closed'")" 1

# --- an address that answers again --------------------------------------------------------

back=$(head -n 1 "$work/addresses")
printf 'terug' | curl -sS -o /dev/null -T - "${back/kept\//}"
night "$w" there --now "$(at "+40 days")"
is "what is to be had again is told (PUB-507)" "$(dossier_codes there '2026-0093 Convenant veilig uitgaan' | grep -c PUB-507)" 1
is "and stands in the ledger" "$(ledger "SELECT count(*) FROM watch WHERE answer = 'there'")" 1
curl -sS -o /dev/null -X DELETE "${back/kept\//}"
night "$w" closed --now "$(at "+80 days")"
is "gone after all, and closed" "$(ledger "SELECT count(*) FROM watch WHERE answer = 'gone' AND due IS NULL")" 2
is "each answer is evidence" "$(ledger "SELECT count(*) > 5 FROM evidence WHERE body LIKE '%\"event\":\"watch\"%'")" 1
woo proof evidence --config "$w/woostraat.yaml" "$key" --out "$work/bewijs"
is "the evidence tells of both decisions and of what was asked" \
	"$rc $(grep -c '"event":"withdrawal"' "$work/bewijs/bewijs.jsonl") $(($(grep -c '"event":"watch"' "$work/bewijs/bewijs.jsonl") > 1))" "0 2 1"
tap_end
