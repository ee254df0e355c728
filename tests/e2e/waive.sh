#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# waive.sh - persons let findings pass: for these bytes and these words, as many as the code asks for, and it is told.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
world "$w"
waive() {
	local name=$1
	shift
	woo "$name" waive --config "$w/woostraat.yaml" --now "$now" "$@"
}
# refused TEXT PATTERN ARGUMENT...
refused() {
	local text=$1 pattern=$2
	shift 2
	waive refused "$@"
	if [ "$rc" -eq 64 ] && grep -Eq -- "$pattern" "$work/refused.err" && [ ! -s "$work/refused.out" ]; then
		pass "$text: 64"
	else
		cat "$work/refused.err" "$work/refused.out" >"$work/why"
		fail "$text: $rc, wanted 64 and '$pattern'" "$work/why"
	fi
}
# verdict_of NAME DOSSIER: its verdict, and each finding that holds or was let pass.
verdict_of() {
	jq -r --arg d "$2" 'select(.dossier == $d) | "\(.verdict) " + ([.findings[], .documents[].findings[]] |
		map(select(.gravity == 5 or (.code | startswith("RUN-3"))) | .code + (if .waived then "*" else "" end)) | unique | join(" "))' "$work/$1.out"
}

refused "before the first run" 'nog geen administratie' leiden/x CLS-501 --by A --reason B
take "$w" vrijgave-onbekend bsn bsn-mogelijk macro oude-tekens convenant
bw="BW 8 september" kap="kap Vronkenlaan" nadere="Nadere regels evenementen"
night "$w" first
is "held" "$rc $(verdict_of first "$bw"), $(verdict_of first "$kap"), $(verdict_of first "$nadere"), $(verdict_of first Z-26-316650)" \
	"1 hold SID-505, hold SCR-502, hold IDN-505, hold SCR-501"

# --- what cannot be ---------------------------------------------------------------

by="A. de Vries"
refused "nothing" 'noem een dossier' --
refused "an unknown dossier" 'nog niet beoordeeld' leiden/nergens SID-505 --by "$by" --reason gezien
refused "an unknown organisation" 'staat niet in de instellingen' utrecht/x SID-505 --by "$by" --reason gezien
refused "an unknown code" 'deze code bestaat niet' "leiderdorp/$bw" SID-999 --by "$by" --reason gezien
refused "a code that was not found" 'niet gevonden' "leiderdorp/$bw" CLS-501 --by "$by" --reason gezien
refused "a code that was not found there" 'niet gevonden bij x.pdf' "leiderdorp/$bw" SID-505 --document x.pdf --by "$by" --reason gezien
refused "one of two" 'niet gevonden' "leiderdorp/$bw" SID-505 CLS-501 --by "$by" --reason gezien
refused "twice the same" 'twee keer' "leiderdorp/$bw" SID-505 SID-505 --by "$by" --reason gezien
refused "what nobody may" 'mag niemand vrijgeven' leiden/Z-26-316650 SCR-501 --by "$by" --reason gezien
refused "what holds nothing" 'niet gevonden' "oegstgeest/$nadere" IDN-201 --by "$by" --reason gezien
refused "without a name" '--by' "leiderdorp/$bw" SID-505 --reason gezien
refused "without a reason" '--reason' "leiderdorp/$bw" SID-505 --by "$by"
refused "without a code" 'noem ook de code' "leiderdorp/$bw" --by "$by" --reason gezien
refused "an empty name" 'ontbreekt' "leiderdorp/$bw" SID-505 --by " " --reason gezien
refused "an empty reason" 'ontbreekt' "leiderdorp/$bw" SID-505 --by "$by" --reason ""
refused "a reason of two lines" 'op één regel' "leiderdorp/$bw" SID-505 --by "$by" --reason $'a\nb'
refused "a reason that steers a terminal" 'op één regel' "leiderdorp/$bw" SID-505 --by "$by" --reason $'\033[2J'
for number in 111222333 "nummer 1112.22.333 is fout" "111 222 333" "2026-11-12 123456782." "x123456782x"; do
	refused "a burgerservicenummer in the reason ($number)" 'burgerservicenummer' "leiderdorp/$bw" SID-505 --by "$by" --reason "$number"
done
refused "a burgerservicenummer as a name" 'burgerservicenummer' "leiderdorp/$bw" SID-505 --by 123456782 --reason gezien
refused "to take back what was not given" 'niet vrijgegeven' "leiderdorp/$bw" SID-505 --withdraw --by "$by" --reason gezien
is "none of it is in the ledger" "$(ledger 'SELECT count(*) FROM waiver') $(ledger 'SELECT count(*) FROM run')" "0 1"
waive list "leiden/Z-26-316650"
has "what is there, and that nobody may" "$work/list.out" 'Niet vrij te geven: dit mag niemand vrijgeven'

# --- held, let pass, published ------------------------------------------------------

waive given "leiderdorp/$bw" SID-505 --by "$by" --reason "vrijgave staat in het verslag van 8 september"
is "let pass" "$rc $(cat "$work/given.out")" "0 SID-505: vrijgegeven; de volgende run beoordeelt het dossier opnieuw"
waive given2 "leiderdorp/$bw" SID-505 --by "B. Bakker" --reason "nog eens"
is "once more: it is there" "$rc $(cat "$work/given2.out")" "0 SID-505: stond er al"
woo verified verify --config "$w/woostraat.yaml"
is "the ledger is whole after it" "$rc $(sed 's/:.*//' "$work/verified.out")" "0 heel"
waive list "leiderdorp/$bw"
has "the list says who" "$work/list.out" 'Vrijgegeven door A\. de Vries op 15 november 2026'
night "$w" second
is "and it is published" "$(verdict_of second "$bw") $(jq -r --arg d "$bw" 'select(.dossier == $d).documents[] |
	select(.role == "main").outcome' "$work/second.out")" "publish SID-505* published"
is "with who, when and why" "$(jq -c --arg d "$bw" 'select(.dossier == $d).findings[] | select(.code == "SID-505").waived' "$work/second.out")" \
	'{"at":"2026-11-15T04:15:00Z","by":"A. de Vries","reason":"vrijgave staat in het verslag van 8 september","text":"Vrijgegeven door A. de Vries op 15 november 2026: vrijgave staat in het verslag van 8 september"}'
page=$(find "$w/verslagen" -not -path "*/organisaties/*" -name verslag.html -newer "$work/given2.out")
has "the page says it" "$page" 'Vrijgegeven door A\. de Vries op 15 november 2026'
woo told explain --config "$w/woostraat.yaml" "leiderdorp/$bw"
tr -s '\n ' ' ' <"$work/told.out" >"$work/told"
has "explain says it" "$work/told" 'Vrijgegeven door A\. de Vries'
has "and its history too" "$work/told" 'SID-505 vrijgegeven door A\. de Vries'
woo replayed explain --json --replay --config "$w/woostraat.yaml" "leiderdorp/$bw"
is "played again it is the same" "$(jq -c '[.. | objects | select(has("same")).same]' "$work/replayed.out")" "[true]"
night "$w" third
is "and the next night nothing is new" "$(verdict_of third "$bw") $(jq -r --arg d "$bw" 'select(.dossier == $d).documents[] |
	select(.role == "main").outcome' "$work/third.out")" "publish SID-505* unchanged"
woo again redo --json --config "$w/woostraat.yaml" --now "$now" "leiderdorp/$bw"
is "redo sees it too" "$rc $(verdict_of again "$bw")" "0 publish SID-505*"
woo status status --json --config "$w/woostraat.yaml" --now "$now" "leiderdorp/$bw"
is "and status waits for nobody" "$(jq -rs '[.[] | select(.dossier) | .findings[]?.code] | join(" ")' "$work/status.out")" ""
woo proof evidence --config "$w/woostraat.yaml" --out "$work/bewijs" "leiderdorp/$bw"
is "the evidence of it can be checked elsewhere" "$rc $(sh docs/verifieer.sh "$work/bewijs" | sed 's/:.*//')" "0 heel"
is "and says who" "$(jq -r 'select(.event == "waiver") | "\(.what) \(.code) \(.by)"' "$work/bewijs/bewijs.jsonl")" "given SID-505 A. de Vries"

# --- two persons ----------------------------------------------------------------------

waive two "oegstgeest/$nadere" IDN-505 --by "$by" --reason "rekenhulp, nagelopen"
is "the first of two" "$rc $(cat "$work/two.out")" "0 IDN-505: vrijgegeven door de eerste persoon; een tweede moet dat ook doen"
night "$w" half
is "is not enough" "$(verdict_of half "$nadere")" "hold IDN-505 RUN-302"
refused "the same person again" 'een ander zijn' "oegstgeest/$nadere" IDN-505 --by "a  de vries" --reason "ik nog eens"
waive two "oegstgeest/$nadere" IDN-505 --document Rekenhulp.docx --by "B. Bakker" --reason "ook nagelopen"
is "the second" "$rc $(cat "$work/two.out")" "0 IDN-505: vrijgegeven door de tweede persoon; de volgende run beoordeelt het dossier opnieuw"
night "$w" both
is "is" "$(verdict_of both "$nadere")" "publish IDN-505*"
has "and both stand on the page" "$(find "$w/verslagen" -not -path "*/organisaties/*" -name verslag.html -newer "$work/two.out" | head -n 1)" \
	'Vrijgegeven door A\. de Vries op .* en door B\. Bakker'

# --- other bytes ------------------------------------------------------------------------

waive kap "leiderdorp/$kap" SCR-502 --by "$by" --reason "is een registratienummer"
cp fixtures/dossiers/bsn-mogelijk/in/leiderdorp/"$kap"/beschikking.odt "$work/oud.odt"
# The same words in another file: a waiver is of bytes.
(cd "$work" && mkdir -p odt && cd odt && unzip -q ../oud.odt && printf ' ' >>META-INF/manifest.xml &&
	zip -q -X -0 ../nieuw.odt mimetype && zip -q -X -r ../nieuw.odt . -x mimetype)
cp "$work/nieuw.odt" "$w/intake/leiderdorp/$kap/beschikking.odt"
night "$w" changed
is "other bytes: it is gone, and told" "$(verdict_of changed "$kap")" "hold RUN-301 SCR-502"
is "in words" "$(jq -r --arg d "$kap" 'select(.dossier == $d).documents[].findings[] | select(.code == "RUN-301").text' "$work/changed.out")" \
	"De vrijgave van SCR-502 geldt niet meer: de inhoud is gewijzigd"
waive list "leiderdorp/$kap"
has "the list says so" "$work/list.out" 'Geldt nu voor niets'
cp "$work/oud.odt" "$w/intake/leiderdorp/$kap/beschikking.odt"
night "$w" back
is "the old bytes: it holds again" "$(verdict_of back "$kap")" "look SCR-502*"

# --- taken back ----------------------------------------------------------------------------

waive withdrawn "leiderdorp/$kap" SCR-502 --withdraw --by "B. Bakker" --reason "toch een persoonsnummer"
is "taken back" "$rc $(cat "$work/withdrawn.out")" "0 SCR-502: vrijgave ingetrokken"
night "$w" after
is "what is public and would be held says so" "$(verdict_of after "$kap")" "hold RUN-504 SCR-502"
waive more "leiderdorp/$kap" SCR-502 --by "$by" --reason "zie het besluit"
night "$w" again2
is "given once more" "$(verdict_of again2 "$kap")" "look SCR-502*"

# --- held, and only the rules changed ---------------------------------------------------------

strict=$work/streng
cp -R templates "$strict"
sed -i 's/^threshold: .*/threshold: 1000/' "$strict/rules/basis.yaml"
w=$work/u
world "$w"
take "$w" oude-tekens woo-besluit
night "$w" strict --templates "$strict"
is "under rules that decide nothing it is held" "$(verdict_of strict "Convenant energie")" "hold CLS-501"
night "$w" loose
is "other rules release nothing" "$(verdict_of loose "Convenant energie")" "hold RUN-501"
waive still "leiderdorp/Convenant energie" RUN-501 --by "$by" --reason "de regels zijn nu goed"
night "$w" let
is "a person does" "$(verdict_of let "Convenant energie")" "publish RUN-501*"
night "$w" let2
is "and then it is at rest" "$(verdict_of let2 "Convenant energie")" "publish "

w=$work/x
world "$w"
take "$w" oude-tekens
night "$w" strict2 --templates "$strict"
waive first2 "leiderdorp/Convenant energie" CLS-501 --by "$by" --reason "is een convenant"
night "$w" loose2
is "what was let pass when it held needs nobody when rules find it no more" "$(verdict_of loose2 "Convenant energie")" "publish "

# --- at more than one document, and while a run is under way --------------------------------------

w=$work/v
world "$w"
take "$w" bsn-mogelijk
cp "$w/intake/leiderdorp/$kap/beschikking.odt" "$w/intake/leiderdorp/$kap/bijlage.odt"
night "$w" both2
refused "at two documents" 'noem er een met --document' "leiderdorp/$kap" SCR-502 --by "$by" --reason "geen bsn"
waive one "leiderdorp/$kap" SCR-502 --document bijlage.odt --by "$by" --reason "geen bsn"
night "$w" one2
is "one of them stays" "$(jq -rc 'select(.dossier).documents[] | select(any(.findings[]; .code == "SCR-502")) |
	[.path, (.findings[] | select(.code == "SCR-502") | .waived != null)]' "$work/one2.out" | sort | paste -sd' ')" \
	'["beschikking.odt",false] ["bijlage.odt",true]'
exec {lock}<"$w/staat/slot"
slot=$(find "$w/staat/slot" -type f -name 'leiderdorp*' | head -n 1)
if [ -n "$slot" ]; then
	exec {held}<"$slot"
	flock -n "$held"
	waive busy "leiderdorp/$kap" SCR-502 --document beschikking.odt --by "$by" --reason "geen bsn"
	is "while a run works for the organisation: 75" "$rc" 75
	exec {held}<&-
fi
exec {lock}<&-

# --- written in the ledger by hand ------------------------------------------------------------------

w=$work/w
forge() {
	rm -rf "$work/vals"
	cp -R "$w" "$work/vals"
	sqlite3 "$work/vals/staat/administratie.sqlite" "$2"
	rm -f "$work/vals/staat/administratie.sqlite.sha256"
	woo forged verify --config "$work/vals/woostraat.yaml"
	is "$1: 70" "$rc $(cat "$work/forged.out" "$work/forged.err" | grep -q vrijgave && echo told)" "70 told"
}
forge "a waiver that nobody gave" "INSERT INTO waiver SELECT dossier_id, document, sha256, 'CLS-501', says, reason, first_by, first_at,
	NULL, NULL, run_id FROM waiver LIMIT 1"
forge "a waiver that nobody took back" "DELETE FROM waiver WHERE code = 'SID-505'"
forge "another name" "DROP TRIGGER waiver_given; UPDATE waiver SET first_by = 'X' WHERE code = 'SID-505'"

# --- nothing personal ---------------------------------------------------------------------------------

find "$work" -type f ! -path '*/intake/*' ! -path '*/kluis/*' ! -path '*/portaal/*' ! -path "$TMPDIR/*" ! -name 'oud.odt' \
	! -path '*/odt/*' ! -path '*/bewijs/objecten/*' -print0 | xargs -0 grep -lE '111222333|123456782' >"$work/faults"
empty "no citizen service number stands outside the vault" "$work/faults"
tap_end
