#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# calendar.sh - a category waits for its day and goes by itself; an embargo with an hour; what is taken back in time; plan.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
world "$w"
cp fixtures/kalender/pijnacker-nootdorp.yaml "$w/kalender.yaml"
sed -i 's|^    portal: .*|&\n    kalender: kalender.yaml|' "$w/woostraat.yaml"
# at NAME MOMENT: a run at that moment.
at() { woo "$1" run --json --config "$w/woostraat.yaml" --now "$2"; }
# ask NAME VERB MOMENT [ARGUMENT...]
ask() {
	local name=$1 verb=$2 moment=$3
	shift 3
	woo "$name" "$verb" --config "$w/woostraat.yaml" --now "$moment" "$@"
}
state_of() { ledger "SELECT state, exposed FROM dossier WHERE dossier_key='$1'"; }
outcome_of() { jq -r --arg d "$2" 'select(.dossier == $d).documents[].outcome | select(. != "skipped")' "$work/$1.out" | sort -u; }
said() { jq -r --arg c "$2" 'select(has("documents")) | .findings[] | select(.code == $c).text' "$work/$1.out"; }
agenda() { jq -c --arg o "$2" 'select(has("run")).calendars[] | select(.organisation == $o)' "$work/$1.out"; }
bundles() { find "$w/portaal/$1" -name '*.zip' | wc -l; }
# narrow TEXT NAME: no line is wider than 79 columns.
narrow() {
	grep -E '^.{80}' "$work/$2.out" >"$work/wide"
	empty "$1" "$work/wide"
}
permit="2025-118834 Weipoortseweg"
pact="2026-0093 Convenant veilig uitgaan"
yaml="$w/intake/leiden/$pact/dossier.yaml"

# --- off, and then its day ---------------------------------------------------------------

ask early plan 2026-11-15T04:15:00Z --json leiden
is "plan before the first run counts nothing" "$rc $(jq -c '[.what_if[].dossiers] | add' "$work/early.out")" "0 0"
take "$w" convenant omgevingsvergunning bsn woo-besluit
at first 2026-11-15T04:15:00Z
is "a category that is off waits (RUN-402)" "$(outcome_of first "$permit") $(dossier_codes first "$permit") $(bundles zoeterwoude)" "later RUN-402 0"
is "and it is told from when it goes" "$(said first RUN-402 | sort -u)" \
	"Nog niet aan de beurt volgens de kalender: ‘beschikkingen’ gaat mee vanaf 1 januari 2028"
is "what a person must look at is held whatever its turn" "$(outcome_of first Z-26-316650) $(dossier_codes first Z-26-316650)" "held RUN-402 SCR-501"
is "a category that is on goes, and late is told (RUN-303)" "$(outcome_of first "$pact") $(said first RUN-303)" \
	"published Had volgens de kalender uiterlijk op 12 juni 2026 openbaar moeten zijn (1 maand vanaf ondertekend of datum)"
is "a term without its day is told (RUN-304)" "$(said first RUN-304)" "De termijn in de kalender is niet te bepalen: de datum van verzending is niet bekend"
is "the run balances, and what is planned asks for no other run" "$rc $(total first planned) $(total first later) $(total first balanced)" "1 2 2 true"
is "the run tells what is not yet there" "$(agenda first zoeterwoude | jq -c '.off[] | [.label, .from, .dossiers]')" '["beschikkingen","2028-01-01",1]'

before=$(ledger "SELECT count(*) FROM evidence WHERE body LIKE '%$(ledger "SELECT id FROM dossier WHERE dossier_key='$permit'")%'")
at second 2026-11-16T04:15:00Z
at third 2026-11-17T04:15:00Z
is "a night in which nothing changed writes nothing of it down" \
	"$(ledger "SELECT count(*) FROM evidence WHERE body LIKE '%$(ledger "SELECT id FROM dossier WHERE dossier_key='$permit'")%'") $(outcome_of third "$permit")" "$before later"
at eve 2027-12-31T22:59:59Z
is "one second before its day here it waits" "$(outcome_of eve "$permit") $(bundles zoeterwoude)" "later 0"
at day 2027-12-31T23:00:00Z
is "on its day it goes by itself" "$(outcome_of day "$permit") $(bundles zoeterwoude) $(state_of "$permit")" "published 1 CONFIRMED|1"
is "the held one is held" "$(outcome_of day Z-26-316650) $(dossier_codes day Z-26-316650)" "held SCR-501"
sed -i 's/vanaf: 2028-01-01/vanaf: 2029-01-01/' "$w/kalender.yaml"
at back 2028-01-02T04:15:00Z
is "what is public stays so when the calendar changes" "$(outcome_of back "$permit") $(bundles zoeterwoude)" "unchanged 1"
sed -i 's/vanaf: 2029-01-01/vanaf: 2028-01-01/' "$w/kalender.yaml"

# --- plan and status -----------------------------------------------------------------------

rm -rf "$w/staat" "$w/verslagen" "$w"/portaal/*/*
at again 2026-11-15T04:15:00Z
files "$w/staat" >"$work/a"
ask plan plan 2026-11-15T10:00:00Z --json --what-if 'beschikkingen=2027-01-01' leiden zoeterwoude
files "$w/staat" >"$work/b"
is "plan counts what goes, what is held and what is late" \
	"$(jq -c '.organisation as $o | .what_if[] | [$o, .dossiers, .public, .goes, .documents, .held, .later, .late, .causes]' "$work/plan.out" | tr '\n' ' ')" \
	'["leiden",1,0,0,0,1,0,1,{"SCR-501":1}] ["zoeterwoude",1,0,1,2,0,0,1,{}] '
sed 's/ [0-9.]*$//' "$work/a" | grep -v -e '-shm' -e '-wal' -e ' d ' >"$work/a2"
sed 's/ [0-9.]*$//' "$work/b" | grep -v -e '-shm' -e '-wal' -e ' d ' >"$work/b2"
same "and changes nothing" "$work/a2" "$work/b2"
ask public plan 2026-11-15T10:00:00Z --json --what-if '2f = 1 januari 2027, 2i=2027-02-01' leiden
is "two categories, one of which is public already" "$(jq -c '.what_if[] | [.label, .dossiers, .public, .goes]' "$work/public.out" | tr '\n' ' ')" \
	'["convenanten",1,1,0] ["Woo-verzoeken en -besluiten",1,1,0] '
ask words plan 2026-11-15T10:00:00Z
has "in words, of the calendar itself" "$work/words.out" '^    wordt openbaar +1 \(2 documenten\)$'
has "and of what holds it" "$work/words.out" '^    wordt vastgehouden +1 SCR-501 \(1\)$'
narrow "plan fits a terminal" words
for bad in 2z=2027-01-01 2k 2k=morgen 2k=2020-01-01; do
	ask bad plan 2026-11-15T10:00:00Z --what-if "$bad"
	is "what-if $bad: 64" "$rc" 64
done
ask nobody plan 2026-11-15T10:00:00Z nergens
is "an organisation that nobody knows: 64" "$rc" 64
ask status status 2026-11-15T10:00:00Z
has "status tells what waits for its category" "$work/status.out" 'nog niet aan de beurt: beschikkingen \(1\), vanaf 1 januari'
narrow "status fits a terminal" status
sed -i '/categorie: beschikkingen/,$s/vanaf: 2028-01-01/vanaf: 2025-01-01/' "$w/kalender.yaml"
ask late status 2026-11-15T10:00:00Z --json
is "held and mandatory: overdue, with its days" \
	"$(jq -c 'select(has("status")).status.organisations[] | select(.organisation == "leiden").calendar.overdue[] | [.dossier, .due, .days > 0]' "$work/late.out")" \
	"[\"Z-26-316650\",\"2026-05-20\",true]"
base=$(jq -r 'select(has("status")).status.organisations[] | select(.organisation == "leiden").calendar.overdue[0].due' "$work/late.out")
ask soon status "$(date -u -d "$base - 10 days" +%Y-%m-%dT10:00:00Z)" --json
is "ten days before it is due, in the second week of the forecast" \
	"$(jq -c 'select(has("status")).status.organisations[] | select(.organisation == "leiden").calendar | [(.due[] | .days), [.weeks[].dossiers]]' "$work/soon.out")" \
	'[10,[0,1,0,0,0,0,0,0]]'

# --- an embargo with an hour, over the night that the clock goes forward ------------------------

rm -rf "$w/staat" "$w/verslagen" "$w"/portaal/*/*
printf 'embargo: 2027-03-28 03:30\n' >>"$yaml"
at before 2027-03-28T01:29:59Z
is "before its hour it waits (RUN-403)" "$(outcome_of before "$pact") $(bundles leiden)" "later 1"
is "and is told in the clock of here" "$(said before RUN-403)" "Mag niet voor 28 maart 2027, 03:30 uur openbaar worden; de eerste run daarna brengt het"
at after 2027-03-28T01:30:00Z
is "at its hour it goes" "$(outcome_of after "$pact") $(bundles leiden)" "published 2"
sed -i 's/^embargo: .*/embargo: 2028-03-26 02:30/' "$yaml"
at gap 2027-04-01T04:15:00Z
is "an hour that does not exist holds (SID-503)" "$(outcome_of gap "$pact") $(dossier_codes gap "$pact")" "held RUN-504 SID-503"
sed -i '/^embargo: /d' "$yaml"
woo redo redo --yes --json --config "$w/woostraat.yaml" --now 2027-04-01T05:00:00Z "leiden/$pact"
is "and goes without" "$(state_of "$pact")" "CONFIRMED|1"

# --- taken back in time --------------------------------------------------------------------------

cat >>"$yaml" <<'YAML'
intrekken:
  op: 2027-06-01 17:00
  reden: correctie procedurele fout
  toelichting: De termijn van inzage is voorbij
  door: A. de Vries
YAML
at told 2027-05-30T04:15:00Z
is "it is told when it goes (RUN-201)" "$(said told RUN-201) $(state_of "$pact")" "Wordt ingetrokken op 1 juni 2027, 17:00 uur, zoals dossier.yaml zegt CONFIRMED|1"
is "and stands in the forecast" "$(agenda told leiden | jq -c '.moments[] | [.what, .at]')" '["leave","2027-06-01T15:00:00Z"]'
at hour 2027-06-01T14:59:59Z
is "not a second too early" "$(state_of "$pact") $(bundles leiden)" "CONFIRMED|1 2"
at gone 2027-06-01T15:00:00Z
is "at its hour it is taken back by the run, and seen to be gone" "$(state_of "$pact") $(bundles leiden)" "WITHDRAWN|0 1"
is "the report says so" "$(said gone RUN-202)" "Wordt aan het eind van deze run ingetrokken, zoals dossier.yaml zegt (1 juni 2027, 17:00 uur)"
is "by whom and why is in the ledger" "$(ledger 'SELECT what, document, label, explanation, approver FROM withdrawal')" \
	"withdrawn||correctie procedurele fout|De termijn van inzage is voorbij|A. de Vries"
at next 2027-06-02T04:15:00Z
is "and it does not come back" "$(dossier_codes next "$pact") $(bundles leiden)" "PUB-504 1"

# A dossier that left the intake is taken back all the same; and what comes too late never goes.
woo="Z-26-318027 Woo Garenmarkt"
sed 's/2027-06-01 17:00/2027-07-01/' "$yaml" | sed -n '/^intrekken/,$p' >>"$w/intake/leiden/$woo/dossier.yaml"
at left 2027-06-03T04:15:00Z
is "public, with an end" "$(state_of "$woo") $(said left RUN-201)" "CONFIRMED|1 Wordt ingetrokken op 1 juli 2027, 00:00 uur, zoals dossier.yaml zegt"
mv "$w/intake/leiden/$woo" "$work/away"
at empty 2027-06-30T22:00:00Z
is "gone from the intake, and taken back" "$(state_of "$woo") $(bundles leiden)" "WITHDRAWN|0 0"
mkdir -p "$w/intake/leiden/laat"
cp -Rp "$work/away/." "$w/intake/leiden/laat/"
at late 2027-08-01T04:15:00Z
is "what is past its end goes nowhere (RUN-509)" "$(outcome_of late laat) $(dossier_codes late laat | grep -o RUN-509) $(bundles leiden)" "held RUN-509 0"

woo verify verify --config "$w/woostraat.yaml"
is "verify finds nothing wrong" "$rc" 0
[ "$rc" -eq 0 ] || sed 's/^/# /' "$work/verify.out" "$work/verify.err"

# --- a calendar that is wrong ------------------------------------------------------------------------

sed -i 's/stand: verplicht/stand: aan/' "$w/kalender.yaml"
at wrong 2027-08-02T04:15:00Z
is "a calendar with a fault: no run, and it is said where" "$rc $(grep -c 'kalender.yaml.*stand: aan' "$work/wrong.err")" "78 1"

tap_end
