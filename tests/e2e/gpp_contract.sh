#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# gpp_contract.sh - every request to the fake GPP-publicatiebank and every answer of it keeps the contract of API v2.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

record=$work/record
export FAKE_GPP_RECORD=$record

# breaches RECORD: a line for each kind of breach, with how often.
breaches() {
	jq -r --slurpfile contract tests/portal/contract.json -f tests/portal/contract.jq "$1" 2>&1 |
		sed -E 's/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/UUID/g' | sort | uniq -c | sort -rn
}

for t in test_gpp test_gpp_docs test_gpp_parts test_gpp_rules; do
	rm -f "$record"
	"$build/tests/$t" >"$work/$t.out" 2>&1
	is "$t passes" "$?" 0
	breaches "$record" >"$work/breaches"
	if [ -s "$record" ] && [ ! -s "$work/breaches" ]; then
		pass "its exchanges with the bank ($(wc -l <"$record")) keep the contract"
	else
		fail "its exchanges with the bank keep the contract" "$work/breaches"
	fi
	cat "$record" >>"$work/all"
done

# Real programs: a night with a dossier that is published, one that is withheld as a whole, and one that is held.
rm -f "$record"
"$build/tests/fakegpp" >"$work/portal.out" 2>"$work/portal.err" &
started+=("$!")
for ((i = 0; i < 200; i++)); do
	bank=$(sed -n 's/^\(http:.*\)\/$/\1/p' "$work/portal.out")
	[ -z "$bank" ] || break
	sleep 0.05
done
printf 'GEHEIM-SLEUTEL-0123456789\n' >"$work/token"
chmod 600 "$work/token"
w=$work/night
world "$w"
take "$w" convenant geheel-geweigerd bsn
sed -i "s|^    portal: .*|    portal: $bank/night/\n    kind: gpp\n    token: $work/token|" "$w/woostraat.yaml"
night "$w" first
is "a night with the real programs" "$rc" 1
breaches "$record" >"$work/breaches"
if [ -s "$record" ] && [ ! -s "$work/breaches" ]; then
	pass "its exchanges with the bank ($(wc -l <"$record")) keep the contract"
else
	fail "its exchanges with the bank keep the contract" "$work/breaches"
fi
cat "$record" >>"$work/all"

# Every route of the contract was used, and each breach is seen: what keeps the contract is broken in one place.
jq -rn --slurpfile contract tests/portal/contract.json '[inputs | {method, path}] as $x | $contract[0].routes[] |
	select(. as $r | $x | any(.method == $r.method and (.path | test($r.path))) | not) | .method + " " + .path' "$work/all" >"$work/unused"
is "what is never asked" "$(tr '\n' ' ' <"$work/unused")" "GET ^documenten/[0-9a-f-]{36}\$ "
one() { jq -c "select($1) | select(.fault == null)" "$work/all" | head -n 1; }
while read -r line; do
	line=${line//\\|/$'\001'}
	IFS='|' read -r which how says <<<"$line"
	which=${which//$'\001'/|}

	one "$which" | jq -c "$how" >"$work/broken"
	if grep -qF -- "$says" <(breaches "$work/broken"); then pass "seen: $says ($how)"; else fail "seen: $says ($how)" "$work/broken"; fi
done <<'END'
.method == "POST" and .path == "publicaties"|del(.body.publicatiestatus)|body.publicatiestatus: required
.method == "POST" and .path == "publicaties"|.body.publicatiestatus = "gepubliceerd"|no such choice
.method == "POST" and .path == "publicaties"|.body.informatiecategorieen = []|body.informatiecategorieen: unknown
.method == "POST" and .path == "publicaties"|.body.kenmerken[0].bron = "01234567890123456789012345678901234567890"|longer than 40
.method == "POST" and .path == "publicaties"|.body.kenmerken += .body.kenmerken|twice the same
.method == "POST" and .path == "publicaties"|.json = false|no JSON
.method == "POST" and .path == "publicaties"|.audit = false|audit header
.method == "POST" and .path == "publicaties"|.token = false|no key
.method == "PATCH" and .body.publicatiestatus == "gepubliceerd"|del(.body.publisher)|body to publish.publisher: required
.method == "PATCH" and .body.publicatiestatus == "gepubliceerd"|.body.publisher = null|body to publish.publisher: null
.method == "PATCH" and .body.publicatiestatus == "gepubliceerd"|.body.informatieCategorieen = []|fewer than 1
.method == "POST" and .path == "publicaties"|.body.onderwerpen = "geen lijst"|body.onderwerpen: string
.method == "POST" and .path == "publicaties"|.body.officieleTitel = ("x" * 256)|longer than 255
.method == "POST" and .path == "publicaties"|.body.archiefnominatie = "bewaren"|no such choice
.method == "POST" and .path == "publicaties" and .status == 201|del(.reply.eigenaarGroep)|reply.eigenaarGroep: required
.method == "POST" and .path == "publicaties" and .status == 201|.reply.eigenaar = null|reply.eigenaar: null
.method == "POST" and .path == "publicaties" and .status == 201|.reply.thema = "nieuw"|reply.thema: unknown
.method == "GET" and .path == "onderwerpen" and (.reply.results \| length) > 0|del(.reply.results[0].afbeelding)|afbeelding: required
.method == "GET" and .path == "documenten" and (.reply.results \| length) > 0|.reply.results[0].uploadVoltooid = "ja"|uploadVoltooid: string
.method == "POST" and .path == "documenten"|.body.bestandsomvang = 0|below 1
.method == "POST" and .path == "documenten"|.body.creatiedatum = "30-03-2026"|not like
.method == "POST" and .path == "documenten" and .status == 201|del(.reply.bestandsdelen)|bestandsdelen: required
.method == "PUT"|.length = false|multipart
.method == "PUT"|del(.part)|multipart
.method == "GET" and .path == "publicaties"|.query.pagesize = "100"|query.pagesize: unknown
.method == "GET" and .path == "publicaties"|.query.pageSize = "101"|not like
.method == "GET" and .path == "publicaties"|.path = "publicaties/"|no such request
.method == "DELETE"|.status = 202|not in the contract
END

# The published contract, when a copy of it is at hand.
if [ -z "${GPP_OPENAPI:-}" ]; then
	skip "the bodies keep the published openapi.yaml" "GPP_OPENAPI names no copy of it"
elif ! python3 -c 'import jsonschema, yaml' 2>/dev/null; then
	skip "the bodies keep the published openapi.yaml" "no python3-jsonschema or python3-yaml"
else
	python3 tests/portal/openapi.py "$GPP_OPENAPI" "$work/all" >"$work/breaches" 2>&1
	is "the bodies keep the published openapi.yaml" "$? $(head -c 2000 "$work/breaches")" "0 "
fi
tap_end
