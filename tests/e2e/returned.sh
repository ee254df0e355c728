#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# returned.sh - the source's own rows, with what became of each: beside the account of each organisation.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
world "$w"
# share ORGANISATION: the folder of her last account.
share() { find "$w/verslagen/organisaties/$1" -mindepth 1 -maxdepth 1 | sort -V | tail -n 1; }
# run_of ORGANISATION: her own last line.
run_of() { tail -n 1 "$(share "$1")/dossiers.jsonl"; }
# table ORGANISATION COLUMN: her file with that name of a column.
table() { grep -l -- "\"$2\"" "$(share "$1")"/uitkomst*.csv | head -n 1; }
# column NAME FILE: of its rows below the head; every cell is quoted, and none of these has what parts cells in it.
column() {
	tr -d '\r' <"$2" | sed 's/^\xef\xbb\xbf//' | awk -v name="\"$1\"" '
		at == 0 { n = split($0, v, /"[;,]"/); for (i = 1; i <= n; i++) { gsub(/"/, "", v[i]); if ("\"" v[i] "\"" == name) at = i; } next }
		{ split($0, v, /"[;,]"/); gsub(/"/, "", v[at]); print v[at] }'
}
outcomes_of() { column uitkomst "$1" | paste -sd'|'; }
zaak="Z-26-318027 Woo zaak"

# A table whose third row has its file in another dossier, which came with the same table.
take "$w" open-zaak-import woo-besluit-met-productierapport productierapport-lek inventarislijst convenant bsn vrijgave-onbekend
other="$w/intake/leiden/Z-26-318028 Woo elders"
cp -R "$w/intake/leiden/$zaak" "$other"
rm "$other/import/2026/advies.pdf"
mv "$other/import/2026/verslag.pdf" "$other/import/2026/elders.pdf"
sed -i 's/318027/318028/' "$other/dossier.yaml"
# What a sheet would calculate, and a number that nobody may read.
sed -i 's/Verkeersadvies proef laad- en losplaatsen,/=HYPERLINK(1),/; s/verkeer,laden en lossen/bel 06-12345678 van mevrouw Jansen/' \
	"$w/intake/leiden/$zaak/import/documenten.csv" "$other/import/documenten.csv"
files "$w/intake" >"$work/before"
night "$w" first
files "$w/intake" >"$work/after"
same "nothing in the intake is touched" "$work/before" "$work/after"
is "nothing was said on stderr" "$(cat "$work/first.err")" ""

leiden=$(share leiden)
is "the account of an organisation names its files" "$(run_of leiden | jq -c .run.files)" \
	'["uitkomst.csv","uitkomst-2.csv","uitkomst-3.csv","uitkomst.xlsx"]'
is "and they are there" "$(cd "$leiden" && printf '%s\n' uitkomst* | sort | paste -sd' ')" "uitkomst-2.csv uitkomst-3.csv uitkomst.csv uitkomst.xlsx"
is "the account of the whole run has none" "$(jq -c 'select(has("run")).run.files' "$work/first.out") $(find "$w/verslagen" -maxdepth 2 -name 'uitkomst*' | wc -l)" "null 0"
is "a page was made of it" "$(find "$leiden" -name verslag.html -size +1k | wc -l)" 1

oz=$(table leiden zaakUuid)
is "its own columns in their order, with its own commas" "$(head -n 1 "$oz" | tr -d '\r' | cut -d, -f 2,3,28-32)" \
	'"identificatie","bronorganisatie","uitkomst","datum openbaar","adres","wat te doen","woostraat-dossier"'
is "one table in two dossiers is one" "$(column identificatie "$oz" | paste -sd'|')" "DOC-2026-0001|DOC-2026-0002|DOC-2026-0003"
is "each row has what became of its own file" "$(column woostraat-dossier "$oz" | paste -sd'|')" \
	"leiden/$zaak|leiden/$zaak|leiden/Z-26-318028 Woo elders"
is "as Dutch sheets take it" "$(head -c 3 "$oz" | od -An -tx1 | tr -d ' ')" efbbbf
is "nothing in it is calculated" "$(cat "$leiden"/*.csv | grep -cE '(^|[;,])"?[ ]*[=+@-][^"]') $(grep -c "\"'=HYPERLINK(1)\"" "$oz")" "0 1"
is "nobody is named, and no number is shown" "$(cat "$leiden"/*.csv | grep -cE '123456782|12345678|Jansen|111222333')" 0
prod=$(table leiden "Email Thread ID")
is "two reports with the same columns are one file" "$(column ID "$prod" | paste -sd' ')" "3001 3002 3003 3001 3002 3003 3004 3005"
is "held, public, and without a file" "$(outcomes_of "$prod")" \
	"vastgehouden|vastgehouden|geen bestand bij deze rij|openbaar|openbaar|geen bestand bij deze rij|geen bestand bij deze rij|geen bestand bij deze rij"
has "why, in one sentence" "$prod" '"SID-525: Dit stuk hoort niet in dit dossier'
inv="$leiden/uitkomst.csv"
is "what stands above the head stays there" "$(head -n 1 "$inv" | tr -d '\r' | cut -d';' -f 1 | cut -c 4-)" '"Inventarislijst bij het besluit van 28 mei 2026"'
has "since when it is public" "$inv" '"Verkeersadvies.*;"openbaar";"2026-11-15";"file:'
is "dossiers without a row stand behind them" "$(grep -c 'Geen rij in de .* van de bron' "$inv") $(cat "$leiden"/uitkomst-*.csv | grep -c 'Geen rij')" "2 0"
has "of the held one its reason too" "$inv" 'Geen rij in de .* van de bron\. SCR-501: Burgerservicenummer'

mkdir "$work/book"
(cd "$work/book" && unzip -q "$leiden/uitkomst.xlsx")
is "a workbook with all of them and every dossier" "$(grep -o 'sheet name="[^"]*"' "$work/book/xl/workbook.xml" | cut -d'"' -f 2 | paste -sd,)" \
	"bron,bron 2,bron 3,dossiers"
is "with texts only" "$(cat "$work/book/xl/worksheets/"*.xml | grep -c '<f>') $(grep -cE '123456782|12345678|Jansen|111222333' "$work/book/xl/sharedStrings.xml")" "0 0"
is "without a table: a row for each dossier" "$(column woostraat-dossier "$(share leiderdorp)/uitkomst.csv" | paste -sd'|') $(outcomes_of "$(share leiderdorp)/uitkomst.csv")" \
	"leiderdorp/BW 8 september vastgehouden"
is "nothing of another organisation" "$(grep -lE 'leiderdorp|BW 8' "$leiden"/uitkomst*.csv | wc -l) $(grep -lE 'leiden/|DOC-2026' "$(share leiderdorp)"/uitkomst*.csv | wc -l)" "0 0"

# --- another night ------------------------------------------------------------------------------

woo book reconcile --config "$w/woostraat.yaml" --now "$now" --json --organisation leiden --column identificatie "$leiden/uitkomst.xlsx"
is "the workbook is read back, by the sheet that has the column" "$(jq -r 'select(.row) | .identifier + " " + .outcome' "$work/book.out" | paste -sd'|')" \
	"DOC-2026-0001 public|DOC-2026-0002 public|DOC-2026-0003 public"
printf '\nx,"' >>"$w/intake/leiden/$zaak/import/documenten.csv"
woo second run --json --config "$w/woostraat.yaml" --now 2026-11-16T04:15:00Z
is "a table that broke: its good rows are given back" "$(column identificatie "$(table leiden zaakUuid)" | sort -u | grep -c DOC-)" 3
has "and it is told" "$work/second.err" 'documenten.csv is niet helemaal teruggegeven'
has "what is public stays so, since then" "$(share leiden)/uitkomst.csv" '"Verkeersadvies.*;"openbaar";"2026-11-15"'
woo check check --json --config "$w/woostraat.yaml" --now "$now" --html "$work/h.html" "$w/intake/leiden/$zaak"
is "a rehearsal gives nothing back" "$(jq -c 'select(has("run")).run.files' "$work/check.out")" null

# One organisation in one file: beside the account of the run.
one=$work/one
mkdir -p "$one/intake/leiden" "$one/portaal"
cp -R "$dossiers/open-zaak-import/in/." "$one/intake/"
leiden "$one/woostraat.yaml" <<<'portal: portaal'
night "$one" alone
is "one organisation: beside its page" "$(jq -c 'select(has("run")).run.files' "$work/alone.out") $(cd "$one"/verslagen/*-run-1 && printf '%s ' *)" \
	'["uitkomst.csv","uitkomst.xlsx"] dossiers.jsonl uitkomst.csv uitkomst.xlsx verslag.html '
rm -rf "$one/intake/leiden/$zaak"
night "$one" nothing
is "a night without a dossier has none" "$(jq -c 'select(has("run")).run.files' "$work/nothing.out")" null
tap_end
