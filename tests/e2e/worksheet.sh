#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# worksheet.sh - what waits for a decision as one sheet, filled in, and taken over: all of it or nothing.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
config=(--config "$w/woostraat.yaml" --now "$now")
world "$w"
woo none worksheet "${config[@]}"
is "before the first run there is none" "$rc" 64
# A name that a sheet would calculate, and one that it would take apart.
take "$w" vrijgave-onbekend bsn bsn-mogelijk macro convenant
mv "$w/intake/leiderdorp/kap Vronkenlaan" "$w/intake/leiderdorp/=HYPERLINK(\"x\");'y'"
kap="=HYPERLINK(\"x\");'y'"
night "$w" first
sheet=$work/lijst.csv
woo made worksheet "${config[@]}" -o "$sheet"
is "a row for each" "$rc $(cat "$work/made.out")" "0 4 regels in $sheet"
woo shown worksheet "${config[@]}"
same "on stdout the same" "$sheet" "$work/shown.out"
is "as Dutch sheets take it" "$(head -c 3 "$sheet" | od -An -tx1 | tr -d ' ') $(head -n 1 "$sheet" | tr ';' '\n' | wc -l)" "efbbbf 11"
is "nothing in it is calculated" "$(grep -cE '(^|;)"?[ ]*[=+@-]' "$sheet") $(grep -c "\"'=HYPERLINK" "$sheet")" "0 1"
has "who may" "$sheet" '"SCR-501".*"niet"'
has "one may" "$sheet" '"SID-505".*"één"'
has "two must" "$sheet" '"IDN-505".*"twee"'
cp -R "$w/staat" "$work/staat-was"
for bad in lijst.ods lijst; do
	woo bad worksheet "${config[@]}" -o "$work/$bad"
	is "not as $bad: 64" "$rc" 64
done

# fill CODE DECISION REASON BY FILE...: these columns of the row of CODE; cells are quoted, and no other has a bare quote.
fill() {
	local code=$1 decision=$2 reason=$3 by=$4
	shift 4
	sed -i "/;\"$code\";/s/;\"\";\"\";\"\";\"\([0-9a-f-]*\/[0-9a-f]*\)\"/;\"$decision\";\"$reason\";\"$by\";\"\1\"/" "$@"
}
apply() {
	local name=$1
	shift
	woo "$name" apply "${config[@]}" "$@"
}
# wrong TEXT PATTERN FILE [ARGUMENT...]: refused, and nothing written.
wrong() {
	local text=$1 pattern=$2
	shift 2
	apply wrong "$@"
	if [ "$rc" -eq 64 ] && grep -Eq -- "$pattern" "$work/wrong.err" && [ "$(ledger 'SELECT count(*) FROM waiver')" = 0 ]; then
		pass "$text: 64"
	else
		cat "$work/wrong.err" "$work/wrong.out" >"$work/why"
		fail "$text: $rc, wanted 64 and '$pattern'" "$work/why"
	fi
}
# with TEXT PATTERN SED...: a sheet in which one row is right, changed.
with() {
	local text=$1 pattern=$2
	cp "$sheet" "$work/fout.csv"
	fill SID-505 vrijgeven "zie het verslag" "A. de Vries" "$work/fout.csv"
	shift 2
	sed -i "$@" "$work/fout.csv"
	wrong "$text" "$pattern" "$work/fout.csv"
}

wrong "no file" 'noem een werklijst'
apply nowhere "$work/nergens.csv"
is "a file that is not there: 74" "$rc $(grep -c 'bestaat niet' "$work/nowhere.err")" "74 1"
printf 'a;b\n1;2\n' >"$work/ander.csv"
wrong "another sheet" "de kolom ‘organisatie’ ontbreekt" "$work/ander.csv"
printf 'PK\003\004rommel' >"$work/kapot.xlsx"
wrong "a broken workbook" 'kapot.xlsx' "$work/kapot.xlsx"
with "an unknown word" 'rij 4, kolom besluit: dit wordt niet begrepen' 's/"vrijgeven"/"akkoord"/'
with "no reason" 'rij 4, kolom reden: de reden ontbreekt' 's/"zie het verslag"/""/'
with "no name" 'rij 4, kolom door: .* ontbreekt' 's/"A. de Vries"/""/'
with "no decision" 'rij 4, kolom besluit: er staat een reden' 's/"vrijgeven"/""/'
with "a burgerservicenummer as a reason" 'rij 4, kolom reden: .*burgerservicenummer' 's/"zie het verslag"/"111222333"/'
with "no key" 'rij 4, kolom sleutel.*geen sleutel' '/SID-505/s/"[0-9a-f-]*\/[0-9a-f]*"/""/'
with "an unknown dossier" 'rij 4, kolom sleutel.*kent woostraat niet' '/SID-505/s/"........-\(....-....-....-............\/\)/"00000000-\1/'
with "another key" 'rij 4, kolom sleutel.*gewijzigd sinds' '/SID-505/s/\/....................................../\/00000000000000000000000000000000000000/'
with "a code that is not there" 'rij 4, kolom sleutel.*niet meer' -e '/SID-505/s/\/....................................../\/00000000000000000000000000000000000000/' -e 's/SID-505/SID-523/'
with "a row with the key of another" 'rij 4, kolom dossier: hoort niet bij de sleutel' 's/"BW 8 september"/"BW 9 september"/'
with "a column twice" 'staat er twee keer' '1s/"door"/"door";"besluit"/'
with "a column away" 'ontbreekt' '1s/"door"/"wie"/'
cp "$sheet" "$work/fout.csv"
fill SCR-501 vrijgeven "mag wel" "A. de Vries" "$work/fout.csv"
fill SID-505 vrijgeven "zie het verslag" "A. de Vries" "$work/fout.csv"
wrong "what nobody may, and so not the other either" 'rij 2, kolom besluit: SCR-501: dit mag niemand' "$work/fout.csv"
cp "$sheet" "$work/fout.csv"
fill SID-505 vrijgeven "zie het verslag" "A. de Vries" "$work/fout.csv"
grep SID-505 "$work/fout.csv" >>"$work/fout.csv.2"
cat "$work/fout.csv.2" >>"$work/fout.csv"
wrong "a row twice" 'staat ook in rij 4' "$work/fout.csv"
ledger "SELECT seq, leaf FROM evidence ORDER BY seq DESC LIMIT 1" >"$work/a"
sqlite3 "$work/staat-was/administratie.sqlite" "SELECT seq, leaf FROM evidence ORDER BY seq DESC LIMIT 1" >"$work/b"
same "all this left no trace in the evidence" "$work/a" "$work/b"

# --- filled in ------------------------------------------------------------------------------

fill SID-505 vrijgeven "zie het \"\"verslag\"\"; van 8 september" "A. de Vries" "$sheet"
fill SCR-502 " Vrijgeven " "is een registratienummer" "A. de Vries" "$sheet"
fill IDN-505 vrijgeven "nagelopen" "A. de Vries" "$sheet"
fill SCR-501 vasthouden "" "" "$sheet"
apply dry --dry-run "$sheet"
is "a rehearsal says it and writes nothing" "$rc $(grep -c '^rij ' "$work/dry.out") $(ledger 'SELECT count(*) FROM waiver')" "0 3 0"

# Killed at any moment: all of it or nothing.
for i in 1 2 3 4 5 6 7 8; do
	"$build/woostraat" apply "${config[@]}" "$sheet" >"$work/killed.out" 2>&1 &
	pid=$!
	started+=("$pid")
	sleep "0.$((i * 7))"
	kill -KILL "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
	n=$(ledger 'SELECT count(*) FROM waiver')
	[ "$n" = 0 ] || [ "$n" = 3 ] || echo "$i: $n"
	[ "$n" = "$(ledger "SELECT count(*) FROM evidence WHERE json_extract(body, '\$.event')='waiver'")" ] || echo "$i: evidence differs"
done >"$work/faults"
empty "killed: all or nothing" "$work/faults"
apply applied "$sheet"
is "and then it is all there" "$rc $(ledger 'SELECT count(*) FROM waiver')" "0 3"
apply again "$sheet"
is "once more changes nothing" "$rc $(cat "$work/again.out")" \
	"0 0 vrijgegeven, 0 wacht op een tweede persoon, 3 stond er al; 1 vastgehouden, 0 zonder besluit"
woo verified verify --config "$w/woostraat.yaml"
is "the ledger is whole" "$rc $(sed 's/:.*//' "$work/verified.out")" "0 heel"
night "$w" second
is "what was let pass is published" "$(dossier_codes second "BW 8 september") $(jq -rs '[.[] | select(.dossier) |
	select(.verdict != "hold").dossier] | sort | join(", ")' "$work/second.out")" \
	"SID-505 2026-0093 Convenant veilig uitgaan, $kap, BW 8 september"
is "the reason as it was written" "$(jq -r 'select(.dossier == "BW 8 september").findings[] | select(.waived).waived.reason' "$work/second.out")" \
	'zie het "verslag"; van 8 september'

# --- the second person, in a workbook ---------------------------------------------------------

book=$work/lijst.xlsx
woo book worksheet "${config[@]}" --output "$book"
is "a workbook of what is left" "$rc $(cat "$work/book.out")" "0 2 regels in $book"
woo book2 worksheet "${config[@]}" --output "$work/lijst2.xlsx"
is "the same each time" "$(sha256sum <"$book")" "$(sha256sum <"$work/lijst2.xlsx")"
mkdir "$work/book"
(cd "$work/book" && unzip -q "$book")
is "with texts only" "$(grep -c '<f>' "$work/book/xl/worksheets/sheet1.xml")" 0
# As a sheet writes what was typed beside a row: H is besluit, I reden, J door.
row=$(grep -o '<row r="[0-9]*".*' "$work/book/xl/worksheets/sheet1.xml" | sed 's/<row /\n<row /g' | grep -n . | grep -c .)
typed='<c r="H3" t="inlineStr"><is><t>vrijgeven</t></is></c><c r="I3" t="inlineStr"><is><t>ook nagelopen</t></is></c><c r="J3" t="inlineStr"><is><t>NAAM</t></is></c>'
person() {
	sed "s|\(<c r=\"K3\"\)|${typed/NAAM/$1}\1|" "$work/book/xl/worksheets/sheet1.xml" >"$work/sheet1.xml"
	rm -rf "$work/filled" "$work/filled.xlsx"
	cp -R "$work/book" "$work/filled"
	cp "$work/sheet1.xml" "$work/filled/xl/worksheets/sheet1.xml"
	(cd "$work/filled" && zip -q -X -r "$work/filled.xlsx" .)
}
is "a workbook has three rows" "$row" 3
person "a. de vries"
apply same "$work/filled.xlsx"
is "the same person is no second one" "$rc $(grep -c 'rij 3, kolom besluit: .*een ander zijn' "$work/same.err")" "64 1"
person "B. Bakker"
apply other "$work/filled.xlsx"
is "another is" "$rc $(cut -d, -f1 "$work/other.out")" "0 1 vrijgegeven"
night "$w" third
is "and it is published" "$(jq -rs '[.[] | select(.dossier and .verdict == "hold").dossier] | join(" ")' "$work/third.out")" "Z-26-316650"

# --- what changed since ---------------------------------------------------------------------------

printf 'x' >>"$w/intake/oegstgeest/Nadere regels evenementen/Rekenhulp.docx"
night "$w" fourth
woo new worksheet "${config[@]}" -o "$work/nieuw.csv"
has "changed bytes stand in a new sheet" "$work/nieuw.csv" 'Rekenhulp.docx'
apply old "$sheet"
is "and the old one is refused" "$rc $(grep -Ec 'kolom sleutel.*(gewijzigd sinds|niet meer)' "$work/old.err")" "64 1"

# --- nothing personal -----------------------------------------------------------------------------------

find "$work" -type f ! -path '*/intake/*' ! -path '*/kluis/*' ! -path '*/portaal/*' ! -path "$TMPDIR/*" ! -name fout.csv -print0 |
	xargs -0 grep -laE '111222333|123456782' >"$work/faults"
empty "no citizen service number stands outside the vault" "$work/faults"
tap_end
