#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# unpack.sh - archives: what is in them goes out or is held, whatever they are made of, and no night opens them twice.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
archives=$PWD/fixtures/hostile/archives
source="$PWD/$dossiers/niet-publiceren/in/leiderdorp/Nota Spelen"
world "$w"
in=$w/intake/leiderdorp

# dossier NAME: an empty one with the description of the fixture, whose files are in $work/stukken.
mkdir "$work/stukken"
cp -p "$source"/*.docx "$work/stukken"
dossier() {
	mkdir -p "$in/$1"
	cp -p "$source/dossier.yaml" "$in/$1"
}
# said_of NAME DOSSIER: path, role and outcome of each document.
said_of() {
	jq -r --arg d "$2" 'select(.dossier == $d).documents[] | "\(.path) \(.role) \(.outcome)"' "$work/$1.out"
}
# inside DOSSIER ARCHIVE: its description names the files in there.
inside() {
	sed -i "s|bestand: |bestand: $2/|" "$in/$1/dossier.yaml"
}

# --- every kind, as a records manager would use it -------------------------------------------------

dossier zip && (cd "$work/stukken" && zip -qX "$in/zip/stukken.zip" ./*.docx) && inside zip stukken.zip
dossier tgz && tar -C "$work/stukken" -czf "$in/tgz/stukken.tar.gz" . && inside tgz stukken.tar.gz
dossier txz && tar -C "$work/stukken" -cJf "$in/txz/stukken.tar.xz" . && inside txz stukken.tar.xz
dossier tar && tar -C "$work/stukken" -cf "$in/tar/stukken.tar" . && inside tar stukken.tar
dossier gz && for each in "$work/stukken"/*.docx; do gzip -cn "$each" >"$in/gz/$(basename "$each").gz"; done
sed -i 's|docx$|docx.gz|' "$in/gz/dossier.yaml"
dossier nest && (cd "$work/stukken" && zip -qX "$work/binnen.zip" ./*.docx && tar -C "$work" -czf "$in/nest/buiten.tgz" binnen.zip)
inside nest buiten.tgz/binnen.zip
# The dossier itself in one archive, in its top folder; beside it nothing but what a file manager left.
mkdir -p "$in/heel" "$work/Zaak 12" && cp -p "$source"/* "$work/Zaak 12"
(cd "$work" && zip -qrX "$in/heel/Zaak 12.zip" "Zaak 12")
printf '\0\0\0\1Bud1' >"$in/heel/.DS_Store"
(cd "$work/Zaak 12" && zip -qrX "$in/Zaak 13.zip" .)
# One archive with one document: that is the main one, also when the archive is called so.
dossier een && sed -i '/^documenten:/,$d' "$in/een/dossier.yaml" &&
	(cd "$work/stukken" && zip -qX "$in/een/raad.zip" Raad*)
dossier hoofd && (cd "$work/stukken" && zip -qX "$in/hoofd/raad.zip" Raad* && zip -qX "$in/hoofd/memo.zip" Memo*)
sed -i 's|bestand: Raad.*|bestand: raad.zip|; s|bestand: Memo.*|bestand: memo.zip|' "$in/hoofd/dossier.yaml"

rehearse "$w" check "$w/intake"
night "$w" first
is "the first night balances" "$(total first balanced)" true
n=$(find "$in" -mindepth 1 -maxdepth 1 | wc -l)
is "all $n dossiers go out" "$(jq -r 'select(has("dossier")) | "\(.verdict) \(.sent.answer)"' "$work/first.out" | sort | uniq -c | sed 's/^ *//')" "$n publish sent"
line='select(has("dossier")) | del(.sent.answer, .revision)'
jq -cS "$line" "$work/check.out" >"$work/a"
jq -cS "$line" "$work/first.out" >"$work/b"
same "as the rehearsal said" "$work/a" "$work/b"
said_of first zip >"$work/a"
cat >"$work/b" <<'END'
dossier.yaml sidecar skipped
stukken.zip package skipped
stukken.zip/Memo portefeuillehouder.docx withheld skipped
stukken.zip/Raadsvoorstel nota Spelen.docx main published
END
same "each member is a document with an outcome" "$work/b" "$work/a"
is "what dossier.yaml keeps back stays, from every kind of archive" \
	"$(jq -r 'select(has("dossier")).documents[] | select(.path | test("Memo.*docx$")) | "\(.role) \(.outcome)"' "$work/first.out" | sort | uniq -c | sed 's/^ *//')" \
	"$((n - 1)) withheld skipped"
is "an archive in an archive" "$(jq -r 'select(.dossier == "nest").documents[] | select(.role == "main").container' "$work/first.out")" \
	buiten.tgz/binnen.zip
is "a dossier in an archive: its own dossier.yaml is read" \
	"$(jq -r 'select(.dossier == "heel").documents[] | select(.role == "sidecar").path' "$work/first.out")" "Zaak 12.zip/Zaak 12/dossier.yaml"
is "the role of an archive with one document is that of the document" \
	"$(jq -r 'select(.dossier == "hoofd").documents[] | select(.role == "main").path' "$work/first.out")" "raad.zip/Raadsvoorstel nota Spelen.docx"
bundle=$(jq -r 'select(.dossier == "zip").sent.url' "$work/first.out")
unzip -Z1 "${bundle#file://}" | grep -c 'Memo\|stukken\.zip$' >"$work/n"
is "neither the archive nor what stays is in the bundle" "$(cat "$work/n")" 0

# --- the second night --------------------------------------------------------------------------------

remembered() {
	sqlite3 "$w/staat/administratie.sqlite" 'SELECT count(*) FROM memo'
}
before=$(remembered)
files "$w/portaal" >"$work/portal.1"
night "$w" second
is "the second night publishes nothing" "$(total second published) $(total second unchanged)" "0 $(total first published)"
files "$w/portaal" >"$work/portal.2"
same "and touches nothing at the portal" "$work/portal.1" "$work/portal.2"
said='select(has("dossier")) | del(.sent.answer) | del(.documents[].outcome)'
jq -cS "$said" "$work/first.out" >"$work/a"
jq -cS "$said" "$work/second.out" >"$work/b"
same "from the memo come the same members and findings" "$work/a" "$work/b"
is "no stage was run again" "$(remembered)" "$before"

woo redo redo --json --yes --config "$w/woostraat.yaml" --now "$now" leiderdorp/zip
is "a redo opens it again, and finds it the same" \
	"$(jq -cS "$said" "$work/redo.out" | grep -c '"dossier":"zip"')" 1
woo explain explain --replay --json --config "$w/woostraat.yaml" leiderdorp/zip
is "and played again it ends the same" "$(jq -r '.replay.same' "$work/explain.out")" true
woo verify verify --config "$w/woostraat.yaml" --portal
is "what is public is what was sent" "$rc" 0
woo stage stage unpack "$in/nest"
is "the stage alone says what is in each" \
	"$(jq -r '.path as $p | .answer.docs[].members[] | "\($p): \(.path)"' "$work/stage.out" | sort | head -1)" "buiten.tgz/binnen.zip: Memo portefeuillehouder.docx"

# --- the archives of an enemy ------------------------------------------------------------------------

x=$work/x
world "$x"
hostile='omhoog.zip UNP-510
volledig.tar UNP-511
link.zip UNP-516
link.tar UNP-516
dubbel.zip UNP-520
hoofdletters.zip UNP-521
wachtwoord.zip UNP-504
wachtwoord.7z UNP-504
crc.zip UNP-522
verborgen.zip UNP-523
andere-naam.zip UNP-524
bom.zip UNP-508
bom.tar.xz UNP-508
stapel.zip UNP-508
diep-4.zip UNP-509
zichzelf.zip UNP-509
te-veel.zip UNP-505
leeg.zip UNP-525
rar.rar UNP-502
afgekapt.zip UNP-503'
while read -r file _; do
	mkdir -p "$x/intake/leiden/$file"
	cp "$archives/$file" "$x/intake/leiden/$file/"
	printf 'vrijgave: ja\ndatum: 1 januari 2026\n' >"$x/intake/leiden/$file/dossier.yaml"
done <<<"$hostile"
# A ZIP under the name of an office file is opened by nobody, and so held.
mkdir "$x/intake/leiden/vermomd"
cp "$archives/goed.zip" "$x/intake/leiden/vermomd/besluit.docx"
printf 'vrijgave: ja\ndatum: 1 januari 2026\n' >"$x/intake/leiden/vermomd/dossier.yaml"
# A message whose name and first line do not say so is taken apart by nobody either.
mkdir "$x/intake/leiden/schijnbrief"
printf '%s\r\n' 'Comments: x' 'From: a@example.nl' 'To: b@example.nl' 'Date: Thu, 12 Mar 2026 10:15:00 +0100' 'Subject: stuk' \
	'MIME-Version: 1.0' 'Message-ID: <1@example.nl>' '' 'Tekst van het bericht.' >"$x/intake/leiden/schijnbrief/brief.txt"
printf 'vrijgave: ja\ndatum: 1 januari 2026\n' >"$x/intake/leiden/schijnbrief/dossier.yaml"
# Uploads that broke off: no archives any more, and no office files either.
mkdir "$x/intake/leiden/half"
for each in besluit.docx werkmap.xlsx presentatie.pptx besluit.odt; do
	head -c 2500 "fixtures/docs/$each" >"$x/intake/leiden/half/$each"
done
printf 'vrijgave: ja\ndatum: 1 januari 2026\n' >"$x/intake/leiden/half/dossier.yaml"
# Names that are not what they seem, and two archives that are fine.
mkdir "$x/intake/leiden/namen"
cp "$archives/cp437.zip" "$archives/nfd.zip" "$archives/latin1.tar" "$archives/macos.zip" "$x/intake/leiden/namen"
rehearse "$x" check "$x/intake"
night "$x" first
is "the night of the enemy balances" "$(total first balanced)" true
is "and nothing goes out" "$(total first published)" 0
is "not one dossier gets by" "$(jq -r 'select(has("dossier")).verdict' "$work/first.out" | sort -u)" hold
while read -r file code; do
	has "$file: $code" <(dossier_codes first "$file" | tr ' ' '\n') "^$code\$"
done <<<"$hostile"
held_by='.documents[] | "\(.path) \([.findings[].code | select(test("^(IDN|EXT|UNP)-5"))] | join(" "))"'
is "a ZIP named as a Word file is held once" "$(jq -r "select(.dossier == \"vermomd\")$held_by" "$work/first.out" | grep docx)" \
	"besluit.docx IDN-502"
has "a message in the guise of a text: UNP-501" <(dossier_codes first schijnbrief | tr ' ' '\n') '^UNP-501$'
jq -r "select(.dossier == \"half\")$held_by" "$work/first.out" | grep -v yaml >"$work/a"
printf '%s IDN-508\n' besluit.docx besluit.odt presentatie.pptx werkmap.xlsx >"$work/b"
same "an office file that broke off is called that, and nothing else" "$work/b" "$work/a"
jq -r 'select(.dossier == "namen").documents[] | select(.container) | "\(.path) \(.role) \([.findings[].code |
	select(test("^(UNP|ING)"))] | join(" "))"' "$work/first.out" >"$work/a"
cat >"$work/b" <<'END'
cp437.zip/Café overleg.txt annex UNP-301
latin1.tar/Caf\xe9.txt annex ING-505
macos.zip/.DS_Store junk ING-201
macos.zip/Café.txt annex UNP-202
macos.zip/__MACOSX/._Cafe.txt junk ING-201
nfd.zip/Café overleg.txt annex UNP-202
END
sed -i 's/ unknown / annex /' "$work/a"
same "what names are called that are not what they seem" "$work/b" "$work/a"
jq -cS "$line" "$work/check.out" >"$work/a"
jq -cS "$line" "$work/first.out" >"$work/b"
same "check says the same of all of them" "$work/a" "$work/b"
is "nothing was written outside" "$(find "$x" "$work" -name 'kwaad*' | wc -l)" 0
before=$(sqlite3 "$x/staat/administratie.sqlite" 'SELECT count(*) FROM memo')
night "$x" second
is "the second night holds them again" "$(total second held) $(total second balanced)" "$(total first held) true"
is "without opening one" "$(sqlite3 "$x/staat/administratie.sqlite" 'SELECT count(*) FROM memo')" "$before"

# --- an archive that stays here ----------------------------------------------------------------------

dossier geheim && cp "$archives/wachtwoord.zip" "$work/stukken/Raadsvoorstel nota Spelen.docx" "$in/geheim"
head -c 3000 fixtures/docs/besluit.doc >"$in/geheim/bericht.msg"
head -c 3000 fixtures/docs/besluit.docx >"$in/geheim/half.docx"
cat >"$in/geheim/dossier.yaml" <<'END'
zaaktype: Raadsvoorstel
datum: 26 mei 2026
vrijgave: ja
documenten:
  - bestand: wachtwoord.zip
    rol: niet publiceren
  - bestand: bericht.msg
    rol: niet publiceren
  - bestand: half.docx
    rol: niet publiceren
END
dossier dwars && cp "$in/zip/stukken.zip" "$in/dwars"
cat >"$in/dwars/dossier.yaml" <<'END'
datum: 26 mei 2026
vrijgave: ja
documenten:
  - bestand: stukken.zip
    rol: niet publiceren
  - bestand: stukken.zip/Raadsvoorstel nota Spelen.docx
    rol: hoofddocument
END
dossier veel && cp "$in/zip/stukken.zip" "$in/veel"
cat >"$in/veel/dossier.yaml" <<'END'
datum: 26 mei 2026
vrijgave: ja
documenten:
  - bestand: stukken.zip
    rol: hoofddocument
END
mkdir "$in/verdwaald"
cp "$in/zip/dossier.yaml" "$in/zip/stukken.zip" "$in/verdwaald"
(cd "$work/Zaak 12" && zip -qX "$in/verdwaald/nog een.zip" dossier.yaml)
night "$w" third
is "an archive that dossier.yaml keeps back needs no password, and no broken file mending" \
	"$(jq -r 'select(.dossier == "geheim") | "\(.verdict) \([.documents[] | select(.outcome == "published").path] | join(","))"' "$work/third.out")" \
	"publish Raadsvoorstel nota Spelen.docx"
has "kept back and yet named: SID-512" <(dossier_codes third dwars) SID-512
has "two documents cannot both be the main one: SID-511" <(dossier_codes third veel) SID-511
has "a dossier.yaml in one of the archives: SID-513" <(dossier_codes third verdwaald) SID-513
is "and nothing of these goes out" "$(jq -r 'select(.dossier == ("dwars", "veel", "verdwaald")).documents[].outcome' "$work/third.out" | grep -c published)" 0

tap_end
