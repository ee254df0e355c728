#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# handover.sh - a dossier that goes to a bank until it is a concept: people of the bank make it public, and that is seen.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

group=3b2f7c1e-8a54-4c1e-9f11-1d2c3b4a5f60
case=convenant
key="leiden/2026-0093 Convenant veilig uitgaan"
printf 'GEHEIM-SLEUTEL-0123456789\n' >"$work/token"
chmod 600 "$work/token"
(umask 077 && printf 'token GEHEIM-SLEUTEL-0123456789\n' >"$work/keys")
: >"$work/portal.out"
"$build/woostraat-portal" --keys "$work/keys" >"$work/portal.out" 2>"$work/portal.err" &
started+=("$!")
bank=
for ((i = 0; i < 200; i++)); do
	bank=$(sed -n '1p' "$work/portal.out" | jq -r '.url // empty | sub("/$"; "/gpp")' 2>/dev/null)
	[ -z "$bank" ] || break
	sleep 0.05
done

# at_bank NAME: a world with one dossier, which goes to a world of the same name at the bank and stops at the concept.
at_bank() {
	w=$work/$1
	world "$w"
	take "$w" "$case"
	in="$w/intake/$key"
	sed -i "s|^    portal: .*|    portals:\n      - name: bank\n        url: $bank/$1/\n        kind: gpp\n        token: $work/token\n        group: $group\n        group-name: Team Woo\n        until: concept|" \
		"$w/woostraat.yaml"
	curl -fsS -X POST "$bank/$1/__reset" >/dev/null
}
at() { date -u -d "$now $1" +%Y-%m-%dT%H:%M:%SZ; }
# go NAME MOMENT [ARGUMENT...]: a run then.
go() { woo "$1" run --json --config "$w/woostraat.yaml" --now "$(at "$2")" "${@:3}"; }
state() { curl -fsS "$bank/$1/__state" >"$work/state"; }
script() { curl -fsS --data-binary "$2" "$bank/$1/__script" >/dev/null; }
row() { ledger "SELECT state, exposed, revision FROM dossier"; }
live() { jq -r '[.publications[] | select(.deleted | not) | .status] | join(" ")' "$work/state"; }
effects() { jq -c .effects "$work/state"; }
codes() { jq -r 'select(has("dossier")) | [.findings[] | select(.code | startswith("PUB-")).code] | join(" ")' "$work/$1.out"; }
# people NAME METHOD PATH [JSON]: as somebody does it in the bank's own screen.
people() {
	curl -fsS -X "$2" -H 'Authorization: Token GEHEIM-SLEUTEL-0123456789' -H 'Audit-User-ID: p' -H 'Audit-User-Representation: p' \
		-H 'Audit-Remarks: p' -H 'Content-Type: application/json' ${4:+--data-binary "$4"} "$bank/$1/api/v2/$3"
}
uuid() { ledger "SELECT remote_id FROM dossier"; }
publish() { people "$1" PATCH "publicaties/$(uuid)" '{"publicatiestatus": "gepubliceerd"}' >/dev/null; }
decide=(--reason "correctie procedurele fout" --explanation "Het stuk was niet definitief" --by "A. de Vries")

# --- as it should go ------------------------------------------------------------

at_bank plain
go plain1 ""
state plain
is "the first night: a concept, and nothing is public" "$rc $(row) $(live) $(codes plain1)" "0 HANDED|1|1 concept PUB-203"
is "it has its group" "$(jq -r '.publications[0].group.identifier' "$work/state")" "$group"
is "the count has it, and balances" "$(total plain1 handed) $(total plain1 published) $(total plain1 balanced)" \
	"$(jq -r 'select(has("documents")) | [.documents[] | select(.outcome == "handed")] | length' "$work/plain1.out") 0 true"
woo check check --config "$w/woostraat.yaml" "$in"
is "a rehearsal says the same" "$(grep -c '^> OVERGEDRAGEN' "$work/check.out") $(grep -c 'als concept overgedragen' "$work/check.out")" "1 1"
woo status status --config "$w/woostraat.yaml"
is "status says it" "$(grep -c ' als concept overgedragen' "$work/status.out")" 1
is "and the report" "$(cat "$w"/*/*/verslag.html 2>/dev/null | grep -c 'id="overgedragen"')" 1
before=$(effects)
go plain2 "+1 day"
state plain
is "the second night only asks" "$rc $(row) $(effects) $(codes plain2)" "0 HANDED|1|1 $before PUB-203"
go plain3 "+20 days"
is "after two weeks somebody should look" "$rc $(codes plain3)" "0 PUB-302"
woo verify verify --portal --config "$w/woostraat.yaml"
is "ledger, vault, evidence and bank agree" "$rc" 0
publish plain
go plain4 "+21 days"
state plain
is "people made it public: seen, and confirmed" "$rc $(row) $(live) $(codes plain4) $(total plain4 handed)" \
	"0 CONFIRMED|1|1 gepubliceerd PUB-204 null"
is "the evidence says who" "$(ledger "SELECT count(*) FROM evidence WHERE json_extract(body, '\$.made_public_by')='portal'")" 1
before=$(effects)
go plain5 "+22 days"
state plain
is "after that it is unchanged" "$rc $(row) $(effects)" "0 CONFIRMED|1|1 $before"
woo verify2 verify --portal --config "$w/woostraat.yaml"
is "and they agree again" "$rc" 0

# --- it changes after that ---------------------------------------------------------

printf 'Een nagekomen bijlage bij het convenant van 12 maart 2026.\n' >"$in/nagekomen.txt"
go late1 "+23 days"
state plain
is "public and changed: held, nothing is sent" "$rc $(row) $(effects) $(codes late1)" "1 HELD|1|2 $before PUB-510"
woo late2 redo --json --yes --config "$w/woostraat.yaml" --now "$(at "+24 days")" "$key"
state plain
is "until a person says so" "$rc $(row) $(live)" "0 CONFIRMED|1|2 gepubliceerd"
is "and then its new document is there" "$(jq -r '[.documents[] | select(.status == "gepubliceerd")] | length' "$work/state")" \
	"$(total late2 published)"

# --- it changes while it waits ------------------------------------------------------

at_bank changed
go changed1 ""
old=$(uuid)
printf 'Een nagekomen bijlage bij het convenant van 12 maart 2026.\n' >"$in/nagekomen.txt"
go changed2 "+1 day"
state changed
is "changed: that concept goes, and a whole new one is handed over" "$rc $(row) $(live) $(codes changed2)" \
	"0 HANDED|1|1 concept PUB-205 PUB-203"
is "nothing was sent to what people had" "$([ "$(uuid)" != "$old" ] && echo another) $(jq -r '[.publications[].public] | add' "$work/state")" "another 0"
cp fixtures/dossiers/bsn/in/leiden/*/*.docx "$in/" 2>/dev/null || cp fixtures/dossiers/bsn/in/*/*/* "$in/"
go changed3 "+2 days"
state changed
is "held: nothing of it stays with them" "$rc $(row) $(live)" "1 HELD|0|1 "

# --- people did something to it ------------------------------------------------------

at_bank people
go people1 ""
people people DELETE "publicaties/$(uuid)" >/dev/null
go people2 "+1 day"
is "deleted there: a person must ask why" "$rc $(row) $(codes people2)" "1 HANDED|1|1 PUB-508"
woo people3 redo --json --yes --config "$w/woostraat.yaml" --now "$(at "+2 days")" "$key"
state people
is "and a redo hands it over again" "$rc $(row) $(live)" "0 HANDED|1|1 concept"
people people POST documenten "{\"publicatie\": \"$(uuid)\", \"officieleTitel\": \"Van de bank\", \"creatiedatum\": \"2026-03-12\", \"bestandsnaam\": \"x.txt\",
	\"bestandsformaat\": \"text/plain\", \"bestandsomvang\": 3, \"kenmerken\": [{\"kenmerk\": \"1\", \"bron\": \"GPP-app\"}], \"aanleveringBestand\": \"ontvangen\"}" >/dev/null
before=$(uuid)
printf 'Een nagekomen bijlage bij het convenant van 12 maart 2026.\n' >"$in/nagekomen.txt"
go people4 "+3 days"
state people
is "what people added stays, and a person decides" "$rc $(row) $(live) $(codes people4) $(uuid)" "1 HANDED|1|1 concept PUB-509 $before"
is "their document is there" "$(jq -r '[.documents[] | select(.deleted | not) | select(any(.kenmerken[]; .bron == "GPP-app"))] | length' "$work/state")" 1
rm "$in/nagekomen.txt"
people people PATCH "publicaties/$(uuid)" '{"officieleTitel": "Convenant, zoals wij het noemen"}' >/dev/null
publish people
go people5 "+4 days"
is "made public otherwise than it was handed over: told, and theirs" "$rc $(row) $(codes people5)" "0 CONFIRMED|1|1 PUB-303"
people people PATCH "publicaties/$(uuid)" '{"publicatiestatus": "ingetrokken"}' >/dev/null

at_bank back
go back1 ""
publish back
people back PATCH "publicaties/$(uuid)" '{"publicatiestatus": "ingetrokken"}' >/dev/null
go back2 "+1 day"
is "made public and taken back there: final" "$rc $(row) $(codes back2)" "1 QUARANTINED|1|1 PUB-504"

# --- taken back -----------------------------------------------------------------------

at_bank taken
go taken1 ""
woo taken2 withdraw --config "$w/woostraat.yaml" --now "$(at "+1 day")" --yes "$key" "${decide[@]}"
state taken
is "withdrawn while it waits: the concept goes" "$rc $(row) $(live)" "0 WITHDRAWN|0|1 "
at_bank taken_public
go taken3 ""
publish taken_public
woo taken4 withdraw --config "$w/woostraat.yaml" --now "$(at "+1 day")" --yes "$key" "${decide[@]}"
state taken_public
is "withdrawn when people made it public: taken back" "$rc $(row) $(live)" "0 WITHDRAWN|0|1 ingetrokken"
at_bank replaced
go replaced1 ""
cp "$dossiers/bestand-ontbreekt/in/oegstgeest/Z-26-211702 zomerconcerten/Bijlage 1 activiteiten.pdf" "$in/Bijlage 1 uitgaansgebied.pdf"
woo replaced2 replace --config "$w/woostraat.yaml" --now "$(at "+1 day")" --yes --document "Bijlage 1 uitgaansgebied.pdf" "$key" "${decide[@]}"
state replaced
is "a document replaced while it waits: another concept" "$rc $(row) $(live)" "0 HANDED|1|1 concept"

# --- killed ----------------------------------------------------------------------------

# killed TEXT WORLD SCRIPT METHOD N WANTED: the run dies when the bank was asked METHOD for the Nth time, and the next
# nights end as they should.  The bank waits with its answer there, as the script says.
killed() {
	local text=$1 name=$2 i run
	script "$name" "$3"
	state "$name"
	setsid "$build/woostraat" run --quiet --config "$w/woostraat.yaml" --now "$(at "+1 day")" >/dev/null 2>&1 &
	run=$!
	for ((i = 0; i < 400; i++)); do
		state "$name"
		[ "$(jq -r ".asked.$4" "$work/state")" -lt "$5" ] || break
		sleep 0.05
	done
	kill -KILL -- "-$run" 2>/dev/null
	wait "$run" 2>/dev/null
	curl -fsS -X POST "$bank/$name/__settle" >/dev/null
	for ((i = 0; i < 3; i++)); do
		go "$name.$i" "+$((i + 2)) days"
		[ "$rc" -eq 0 ] && break
	done
	state "$name"
	is "$text" "$rc $(row) $(live) $(jq -r '[.publications[].public] | add' "$work/state")" "$6"
	woo killed verify --portal --config "$w/woostraat.yaml"
	is "$text: they agree" "$rc" 0
}
count() { state "$1" && jq -r ".asked.$2" "$work/state"; }

at_bank kill1
killed "killed when it makes the concept" kill1 "POST/publicaties 1 hang 3000" POST 1 "0 HANDED|1|1 concept 0"
at_bank kill2
killed "killed with a document under way" kill2 "PUT 1 hang 3000" PUT 1 "0 HANDED|1|1 concept 0"
at_bank kill3
killed "killed before it is handed over" kill3 "PATCH 1 hang 3000" PATCH 1 "0 HANDED|1|1 concept 0"
at_bank kill4
killed "killed after it is handed over" kill4 "PATCH 1 linger 3000" PATCH 1 "0 HANDED|1|1 concept 0"
at_bank kill5
go kill5a ""
killed "killed while asking" kill5 "GET/publicaties 1 slow 3000" GET $(($(count kill5 GET) + 2)) "0 HANDED|1|1 concept 0"
at_bank kill6
go kill6a ""
printf 'Een nagekomen bijlage bij het convenant van 12 maart 2026.\n' >"$in/nagekomen.txt"
killed "killed when the old concept goes" kill6 "DELETE/publicaties/ 1 linger 3000" DELETE $(($(count kill6 DELETE) + 1)) "0 HANDED|1|1 concept 0"
at_bank kill7
go kill7a ""
publish kill7
killed "killed while it is seen to be public" kill7 "GET/publicaties 1 slow 3000" GET $(($(count kill7 GET) + 2)) "0 CONFIRMED|1|1 gepubliceerd 1"

tap_end
