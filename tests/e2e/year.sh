#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# year.sh - the figures of a year: nights on both sides of New Year, held and mended, late, let pass, taken back, an outage,
# two organisations; each figure counted by hand.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
world "$w"
sed -i '/^  - folder: oegstgeest/,$d' "$w/woostraat.yaml"
sed -i 's|^    portal: portaal/leiden$|&\n    kalender: kalender.yaml|' "$w/woostraat.yaml"
cat >"$w/kalender.yaml" <<'YAML'
categorieen:
  - categorie: 2f
    termijn: 14 dagen vanaf datum
    fasen:
      - vanaf: 2025-01-01
        stand: verplicht
  - categorie: beschikkingen
    fasen:
      - vanaf: 2025-01-01
        stand: vrijwillig
YAML

# dossier ORGANISATION NAME CATEGORY DATE [LINE]: one document; LINE stands in it.
dossier() {
	local d="$w/intake/$1/$2"
	mkdir -p "$d"
	printf '<!DOCTYPE html><html lang="nl"><head><title>Stuk %s</title></head><body><h1>Stuk %s</h1>\n' "$2" "$2" >"$d/stuk.html"
	printf '<p>Het college besluit over de aanleg van een pad langs de vaart.</p><p>%s</p></body></html>\n' "${5-}" >>"$d/stuk.html"
	printf 'kenmerk: Z/26/%s\ntitel: Stuk %s\ncategorie: %s\ndatum: %s\nvrijgave: ja\n' "$2" "$2" "$3" "$4" >"$d/dossier.yaml"
}
# at NAME MOMENT [ARGUMENT...]: a night.
at() { woo "$1" run --json --config "$w/woostraat.yaml" --now "$2" "${@:3}"; }
# year NAME ORGANISATION YEAR [ARGUMENT...]: asked on 5 January 2028.
year() { woo "$1" year --config "$w/woostraat.yaml" --now 2028-01-05T08:00:00Z --org "$2" --year "$3" "${@:4}"; }
# figures NAME FILTER: of the JSON.
figures() { jq -c "$2" "$work/$1.out"; }
state_of() { ledger "SELECT state, exposed FROM dossier WHERE dossier_key='$1'"; }

woo none year --config "$w/woostraat.yaml" --org leiden
is "before the first run: 64" "$rc $(grep -c 'nog geen administratie' "$work/none.err")" "64 1"

# --- the nights ----------------------------------------------------------------------------

dossier leiden optijd convenanten 2026-12-20
dossier leiden nummer beschikkingen 2026-12-20 "Burgerservicenummer 111222333."
dossier leiderdorp buur beschikkingen 2026-12-20
at n1 2026-12-30T04:15:00Z
is "the first night: one public, one held" "$rc $(state_of optijd) $(state_of nummer)" "1 CONFIRMED|1 HELD|0"
dossier leiden telaat convenanten 2026-12-01
at n2 2026-12-31T23:30:00Z			# half past twelve on 1 January here
dossier leiden nummer beschikkingen 2026-12-20
dossier leiden blijft beschikkingen 2027-01-20 "Burgerservicenummer 123456782."
dossier leiden rekening beschikkingen 2027-01-20 "Overmaken op NL20 INGB 0001 2345 67."
dossier leiderdorp buurnummer beschikkingen 2027-01-20 "Burgerservicenummer 111222333."
at n3 2027-02-01T04:15:00Z
is "mended and public; two held" "$(state_of nummer) $(state_of blijft) $(state_of rekening)" "CONFIRMED|1 HELD|0 HELD|0"
woo waive waive --config "$w/woostraat.yaml" --now 2027-02-03T09:00:00Z --by "A. de Vries" --reason "de rekening van de gemeente" \
    leiden/rekening SCR-530
dossier leiden telaat convenanten 2026-12-01 "Met een nieuwe bijlage."
at n4 2027-03-01T04:15:00Z
is "let pass and public; changed and public again" "$(state_of rekening) $(ledger "SELECT revision FROM dossier WHERE dossier_key='telaat'")" "CONFIRMED|1 2"
woo gone withdraw --config "$w/woostraat.yaml" --now 2027-04-01T09:00:00Z --yes --json leiden/optijd --reason "correctie procedurele fout" \
    --explanation "Het stuk was niet definitief" --by "A. de Vries"
is "taken back" "$rc $(state_of optijd)" "0 WITHDRAWN|0"
at n5 2027-04-01T10:30:00Z --only leiden	# an hour later its address is asked
at n6 2027-04-02T04:15:00Z --only leiderdorp

dossier leiden storing convenanten 2027-04-25
mv "$w/portaal/leiden" "$w/portaal/weg"
for day in 1 2 3; do at "out$day" "2027-05-0${day}T04:15:00Z"; done
mv "$w/portaal/weg" "$w/portaal/leiden"
at n7 2027-05-04T04:15:00Z
is "an outage of three nights, and then it goes" "$(state_of storing)" "CONFIRMED|1"
at n8 2027-12-31T23:30:00Z			# 2028 here
woo verify verify --config "$w/woostraat.yaml"
is "verify finds nothing wrong" "$rc" 0
rewrite "UPDATE run SET ended=NULL, balanced=NULL, pid=1, boot_id='elders' WHERE now=$(date -u -d 2027-05-02T04:15:00Z +%s)"

# --- the figures of Leiden ------------------------------------------------------------------

year a leiden 2026 --json
is "2026: one public, in time" "$rc $(figures a '[.arrived, .whole, .begins, .published_total.dossiers, .published_total.documents, .timeliness.in_time, .timeliness.late]')" \
	'0 [2,false,"2026-12-30",1,1,1,0]'
is "2026: one held, for a number, and it waits" "$(figures a '[.held.total.dossiers, .held.total.released, .held.total.waiting, .held.total.longest, (.held.causes[] | .code)]')" \
	'[1,0,1,1,"SCR-501"]'
is "2026: a leak prevented, though it went out mended later" "$(figures a '[.leaks.dossiers, (.leaks.causes[] | .cause, .dossiers, .documents)]')" \
	'[1,"burgerservicenummer",1,1]'
is "2026: half past midnight is no night of it" "$(figures a '[.nights.runs, .nights.balanced, .portals[0].runs]')" '[1,1,1]'

year b leiden 2027 --json
is "2027: what went out first, by category" "$rc $(figures b '[.arrived, .whole] + [.published[] | .label, .dossiers, .documents, .changed, .withdrawn, .public, .public_documents]')" \
	'0 [4,true,"beschikkingen",2,2,0,0,2,2,"convenanten",2,2,1,1,2,2]'
is "2027: in time one, late one and by 17 days, no term two" \
	"$(figures b '.timeliness | [.in_time, .late, .late_median, .late_longest, .without, .unknown, .overdue, .lead_median, .lead_longest]')" \
	'[1,1,17,17,2,0,0,3,33]'
is "2027: held, released and waiting" "$(figures b '.held.total | [.dossiers, .released, .waiting, .longest, .released_median, .released_longest]') $(figures b '[.held.causes[] | .code, .dossiers, .released, .waiting]')" \
	'[3,2,1,333,28,33] ["SCR-501",2,1,1,"SCR-530",1,1,0]'
is "2027: one leak prevented; not what was let pass, nor what was stopped the year before" "$(figures b '.leaks | [.dossiers, .documents, (.causes[] | .cause, .dossiers)]')" \
	'[1,1,"burgerservicenummer",1]'
is "2027: taken back, for which reason, and gone on the same day" "$(figures b '.withdrawn | [(.reasons[] | .reason, .dossiers, .documents, .replaced), .gone, .gone_longest, .not_gone, .no_address]')" \
	'["correctie procedurele fout",1,0,0,1,0,0,0]'
is "2027: one waiver" "$(figures b '.waivers | [.one, .two, .half, .ended]')" '[1,0,0,0]'
is "2027: nights, not those for the neighbour alone; one broken off" "$(figures b '.nights | [.runs, .balanced, .unbalanced, .broken]')" '[8,7,0,1]'
is "2027: one outage of three days" "$(figures b '.portals[] | [.portal, .failed, .outages, .longest, .since]')" '["eerste portaal",3,1,3,null]'
year c leiden 2028 --json
is "2028: nothing but a night, and one that waits" "$rc $(figures c '[.arrived, .whole, .until, .published_total.dossiers, .published_total.public, .held.total.waiting, .leaks.dossiers, .nights.runs]')" \
	'0 [0,false,"2028-01-05",0,4,1,0,1]'

# --- of Leiderdorp, and of nobody --------------------------------------------------------------

year d leiderdorp 2027 --json
is "the neighbour has her own, and nothing else" \
	"$(figures d '[.organisation, .published_total.dossiers, .published_total.public, .held.total.dossiers, .leaks.dossiers, .waivers.one, (.withdrawn.reasons | length), .nights.runs, .portals[0].failed]')" \
	'["leiderdorp",0,1,1,1,0,0,8,0]'
is "no name of a dossier and no number is in the figures" "$(cat "$work"/[abcd].out | grep -ciE 'buur[^"]|optijd|telaat|storing"|111222333|123456782|vries')" 0
woo all year --config "$w/woostraat.yaml" --year 2027
is "without an organisation, where there are two: 64" "$rc $(grep -c 'noem de organisatie' "$work/all.err")" "64 1"
for bad in "leiden 2029" "leiden twee" "nergens 2027" "leiden/optijd 2027"; do
	# shellcheck disable=SC2086	# two words
	year bad $bad
	is "$bad: 64" "$rc" 64
done

# --- as text and as sheets ---------------------------------------------------------------------

year text leiden 2027
has "the text has its title" "$work/text.out" '^Jaarcijfers 2027, leiden$'
has "a row by category" "$work/text.out" '^  convenanten +2 +2 +1 +1 +2 +2$'
has "how late" "$work/text.out" '^  dagen te laat, de langste +17$'
grep -E '^.{80}' "$work/text.out" >"$work/wide"
empty "no line is wider than 79 columns" "$work/wide"
year part leiden 2026
has "what is not known is said" "$work/part.out" 'De administratie begint op 30 december 2026'
files "$w/staat" | grep -v -e '-shm' -e '-wal' -e ' d ' >"$work/before"
year csv leiden 2027 --output "$work/jaar.csv"
is "CSV: a row for each number" "$rc $(grep -c '^"Voorkomen datalekken";"burgerservicenummer";"dossiers";"1"' "$work/jaar.csv") $(head -c 3 "$work/jaar.csv" | od -An -tx1 | tr -d ' ')" "0 1 efbbbf"
year xlsx leiden 2027 --output "$work/jaar.xlsx"
is "XLSX: numbers are numbers" "$rc $(unzip -p "$work/jaar.xlsx" xl/worksheets/sheet1.xml | grep -o '<v>333</v>' | wc -l) $(unzip -p "$work/jaar.xlsx" xl/sharedStrings.xml | grep -c 'burgerservicenummer')" "0 2 1"
year bad leiden 2027 --output "$work/jaar.ods"
is "another kind of file: 64" "$rc" 64
files "$w/staat" | grep -v -e '-shm' -e '-wal' -e ' d ' >"$work/after"
same "and nothing changed" "$work/before" "$work/after"
tap_end
