#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# reconcile.sh - a list of the source against what is public: each row has one outcome and its reason, and the other way.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
config=(--config "$w/woostraat.yaml" --now "$now")
world "$w"
ask() {
	local name=$1
	shift
	woo "$name" reconcile "${config[@]}" "$@"
}
outcome() { jq -r --argjson n "$2" 'select(.row == $n).outcome' "$work/$1.out"; }
why() { jq -r --argjson n "$2" 'select(.row == $n) | .why // "-"' "$work/$1.out"; }
# narrow TEXT NAME: no line is wider than 79 columns.
narrow() {
	grep -E '^.{80}' "$work/$2.out" >"$work/wide"
	empty "$1" "$work/wide"
}
list=fixtures/bron/besluiten.csv
ask early --organisation leiden "$list"
is "before the first run there is nothing to compare with" "$rc" 64

# One that is public, one that is held, one that waits for its moment, one that nobody asked for, and one taken back.
take "$w" convenant vrijgave-onbekend open-zaak-import besluitenlijst-college
mv "$w"/intake/leiderdorp/* "$w/intake/leiden/"
later="$w/intake/leiden/Z-26-400001 Later"
gone="$w/intake/leiden/Z-26-400002 Terug"
cp -R "$w/intake/leiden/2026-0093 Convenant veilig uitgaan" "$later"
cp -R "$w/intake/leiden/2026-0093 Convenant veilig uitgaan" "$gone"
sed -i '/^kenmerk/d' "$later/dossier.yaml" "$gone/dossier.yaml"
printf 'kenmerk: Z/26/400001\nembargo: 2027-01-04 09:00\n' >>"$later/dossier.yaml"
printf 'kenmerk: Z/26/400002\n' >>"$gone/dossier.yaml"
night "$w" first
woo back withdraw "${config[@]}" --yes --by 'A. de Vries' --reason 'correctie procedurele fout' \
	--explanation 'Het convenant was niet definitief' "leiden/Z-26-400002 Terug"
is "it was taken back" "$rc" 0
cp -R "$w/staat" "$work/staat-was"
ask json --json --organisation leiden "$list"
is "there are differences: 1" "$rc" 1
is "public" "$(outcome json 3) $(why json 3)" "public -"
is "later, and until when" "$(outcome json 4) $(why json 4) $(jq -r 'select(.row == 4).until' "$work/json.out")" \
	"later RUN-403: Mag niet voor 4 januari 2027, 09:00 uur openbaar worden; de eerste run daarna brengt het 2027-01-04"
is "another spelling of a kenmerk is the same; taken back" "$(outcome json 5) $(jq -r 'select(.row == 5).dossier' "$work/json.out")" \
	"withdrawn leiden/Z-26-400002 Terug"
is "by what dossier.yaml calls it" "$(outcome json 6) $(jq -r 'select(.row == 6).dossier' "$work/json.out")" "public leiden/Z-26-318027 Woo zaak"
is "held, with its findings" "$(outcome json 7) $(jq -r 'select(.row == 7).codes' "$work/json.out") $(why json 7)" \
	"held SID-505, DSC-530 SID-505: De vrijgave is niet vastgelegd; zet ‘vrijgave: ja’ in dossier.yaml als het openbaar mag worden"
is "never came in" "$(outcome json 8)" never
is "there twice" "$(outcome json 9) $(why json 9)" "double Hetzelfde kenmerk als rij 3: haal er een weg."
is "without a kenmerk" "$(outcome json 10)" no-identifier
is "public, and not in the source" "$(jq -r 'select(.outcome == "not-in-source").dossier' "$work/json.out")" "leiden/BW besluitenlijst week 12"
is "the totals balance" "$(jq -c 'select(.counts) | [.rows, ([.counts[]] | add), .not_in_source]' "$work/json.out")" "[8,8,1]"
for state in "$w/staat" "$work/staat-was"; do
	digests "$state" | grep -v -e '-wal$' -e '-shm$' >"$work/$(basename "$state").files"
done
same "and nothing of the state changed" "$work/staat-was.files" "$work/staat.files"
ask text --organisation leiden "$list"
narrow "no line is too wide" text
has "which column was compared is told" "$work/text.out" 'vergeleken op de kolom .+Kenmerk'
is "the table balances too" "$(awk '/^  .* [0-9]+$/ { if (/samen/) { print n, $NF; exit } n += $NF }' "$work/text.out")" "8 8"
is "the ledger was only read" "$(sha256sum <"$w/staat/administratie.sqlite")" "$(sha256sum <"$work/staat-was/administratie.sqlite")"

# --- the rows with the outcome ----------------------------------------------------------------

ask csv --organisation leiden --output "$work/uit.csv" "$list"
is "as Dutch sheets take it" "$(head -c 3 "$work/uit.csv" | od -An -tx1 | tr -d ' ') $(grep -c $'\r$' "$work/uit.csv") $(wc -l <"$work/uit.csv")" \
	"efbbbf 10 10"
is "its own columns in their order, and five behind them" "$(sed -n 2p "$work/uit.csv" | tr -d '\r')" \
	'"Kenmerk";"Onderwerp";"Behandelaar";"Opmerking";"uitkomst";"datum openbaar";"adres";"wat te doen";"woostraat-dossier"'
has "the row that is public" "$work/uit.csv" '^"2026-0093";"Convenant veilig uitgaan";.*;"openbaar";"2026-11-15";"file:.*";"";"leiden/2026-0093 '
is "nothing in it is calculated" "$(grep -cE '(^|;)"?[ ]*[=+@-]' "$work/uit.csv") $(grep -c "\"'=1+1\"" "$work/uit.csv")" "0 1"
is "nobody is named, and no number is shown" "$(grep -cE '111222333|12345678|Voorbeeld' "$work/uit.csv")" 0
ask xlsx --organisation leiden --output "$work/uit.xlsx" "$list"
mkdir "$work/book"
(cd "$work/book" && unzip -q "$work/uit.xlsx")
is "a workbook of texts only" "$(grep -c '<f>' "$work/book/xl/worksheets/sheet1.xml") $(grep -cE '111222333|Voorbeeld' "$work/book/xl/sharedStrings.xml")" "0 0"
ask again --json --organisation leiden "$work/uit.xlsx"
jq -c '[.row, .outcome]' "$work/json.out" >"$work/a"
jq -c '[.row, .outcome]' "$work/again.out" >"$work/b"
same "a workbook is compared as the CSV is" "$work/a" "$work/b"

# --- other lists ------------------------------------------------------------------------------

printf 'zaaknummer,naam\n2026-0093,x\n' >"$work/komma.csv"
ask comma --organisation leiden --output "$work/komma-uit.csv" "$work/komma.csv"
is "commas stay commas" "$(sed -n 1p "$work/komma-uit.csv" | cut -c 4- | cut -d, -f 1-3)" '"zaaknummer","naam","uitkomst"'
printf 'eigen nummer;naam\n2026-0093;x\nZ/26/318027-Woo;y\nBW-2026-12;z\n' >"$work/eigen.csv"
ask unknown --organisation leiden "$work/eigen.csv"
is "a column that nobody can guess: 64" "$rc $(grep -c -- --column "$work/unknown.err")" "64 1"
ask named --organisation leiden --column 'Eigen nummer' "$work/eigen.csv"
is "named, and all is there: 0" "$rc" 0
ask lacks --organisation leiden --column iets "$work/eigen.csv"
is "a column that is not there: 64" "$rc" 64
cp -R "$w/intake/leiden/Z-26-318027 Woo zaak" "$w/intake/leiden/Z-26-318027 Woo zaak kopie"
night "$w" second
ask twice --json --organisation leiden "$list"
is "of two dossiers with one kenmerk none is chosen" "$(outcome twice 6) $(jq -r 'select(.row == 6) | .dossier // "-"' "$work/twice.out")" "ambiguous -"
ask all "$list"
is "of which organisation: 64" "$rc" 64
ask nobody --organisation rotterdam "$list"
is "an unknown organisation: 64" "$rc" 64
ask odd --organisation leiden --output "$work/uit.ods" "$list"
is "not as ODS: 64" "$rc" 64
ask nowhere --organisation leiden "$work/nergens.csv"
is "a list that is not there: 74" "$rc" 74
printf 'PK\003\004rommel' >"$work/kapot.xlsx"
ask broken --organisation leiden "$work/kapot.xlsx"
is "a broken workbook: 64" "$rc" 64
printf 'kenmerk;x\n"2026-0093;y\n' >"$work/half.csv"
ask half --organisation leiden "$work/half.csv"
is "half a list is not compared: 64" "$rc" 64
: >"$work/leeg.csv"
ask empty --organisation leiden "$work/leeg.csv"
is "an empty list: 64" "$rc" 64

# Of two organisations one is left out for a fault: the other is not taken to be meant.
{ sed '/^organisations:/,$d' "$w/woostraat.yaml"; printf 'organisations:\n  - organisaties/*.yaml\n'; } >"$w/twee.yaml"
mkdir "$w/organisaties"
sed -n '/folder: leiden$/,/portal:/{s/^  - /    /;s/^    //p}' "$w/woostraat.yaml" >"$w/organisaties/leiden.yaml"
config=(--config "$w/twee.yaml" --now "$now")
ask only --json "$list"
is "the only organisation need not be named" "$rc $(grep -c . "$work/only.out")" "1 $(grep -c . "$work/twice.out")"
printf 'folder: delft\nfout: x\n' >"$w/organisaties/delft.yaml"
ask left "$list"
is "with another left out it must be: 64" "$rc" 64
ask left --json --organisation leiden "$list"
same "and then it is compared" "$work/only.out" "$work/left.out"
tap_end
