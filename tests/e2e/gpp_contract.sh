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

# Who holds the exchanges to the published contract itself sees what is wrong, in a small one of our own.
cat >"$work/small.yaml" <<'END'
openapi: 3.0.3
paths:
  /api/v2/publicaties:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Write'}}}}
      responses: {'201': {content: {application/json: {schema: {$ref: '#/components/schemas/Read'}}}}}
  /api/v2/publicaties/{uuid}:
    patch:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Write'}}}}
      responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Read'}}}}}
components:
  schemas:
    Concept: {type: object, properties: {titel: {type: string}, uuid: {type: string, readOnly: true}}, required: [titel, uuid]}
    Public: {type: object, properties: {titel: {type: string}, wie: {type: string, maxLength: 3}}, required: [titel, wie]}
    Write:
      oneOf: [{$ref: '#/components/schemas/Concept'}, {$ref: '#/components/schemas/Public'}]
      discriminator: {propertyName: status, mapping: {c: '#/components/schemas/Concept', p: '#/components/schemas/Public'}}
    Read: {type: object, properties: {wie: {type: string, nullable: true}}, required: [wie]}
END
published() { python3 tests/portal/openapi.py "$@" 2>&1; }
said_of() { jq -cn "$1"' | {method: "POST", path: "publicaties", query: {}, status: 201, reply: {wie: null}} + .' >"$work/one" && published "$work/small.yaml" "$work/one" | tr '\n' ' '; }
if ! python3 -c 'import jsonschema, yaml' 2>/dev/null; then
	skip "exchanges are held to a published contract" "no python3-jsonschema or python3-yaml"
else
	is "what fits two forms is held to the one it names" "$(said_of '{body: {status: "c", titel: "x", wie: "y"}}')" ""
	is "what that form requires" "$(said_of '{body: {status: "p", titel: "x"}}')" "1 request POST ^publicaties\$: : required "
	is "what is too long for it" "$(said_of '{body: {status: "p", titel: "x", wie: "lang"}}')" "1 request POST ^publicaties\$: wie: maxLength "
	is "a PATCH leaves out what it likes" "$(said_of '{method: "PATCH", path: "publicaties/x", status: 200, body: {status: "p"}}')" ""
	is "a question that it does not know" "$(said_of '{query: {zoek: "x"}, body: null}')" "1 POST ^publicaties\$: query zoek "
	is "an answer without what it must have" "$(said_of '{body: null, reply: {}}')" "1 reply 201 POST ^publicaties\$: : required "
	is "what is no operation of it" "$(said_of '{path: "themas", body: null}')" "1 POST themas: no such operation "
fi

# The published contract, when a copy of it is at hand.
if [ -z "${GPP_OPENAPI:-}" ]; then
	skip "the bodies keep the published openapi.yaml" "GPP_OPENAPI names no copy of it"
elif ! python3 -c 'import jsonschema, yaml' 2>/dev/null; then
	skip "the bodies keep the published openapi.yaml" "no python3-jsonschema or python3-yaml"
else
	published "$GPP_OPENAPI" "$work/all" >"$work/breaches"
	is "the bodies keep the published openapi.yaml" "$? $(head -c 2000 "$work/breaches")" "0 "
fi
tap_end
