#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# picture.sh - the page of a run shows the places of findings in a PDF, without the numbers; the account has no pictures.
# Usage: picture.sh BUILD
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
world "$w"
number=111222333

# pdf FILE SIDE CONTENTS: a page of SIDE by SIDE points.
pdf() {
	cat >"$1" <<-END
		%PDF-1.4
		1 0 obj
		<< /Type /Catalog /Pages 2 0 R >>
		endobj
		2 0 obj
		<< /Type /Pages /Kids [ 4 0 R ] /Count 1 >>
		endobj
		3 0 obj
		<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>
		endobj
		4 0 obj
		<< /Type /Page /Parent 2 0 R /MediaBox [0 0 $2 $2] /Contents 5 0 R /Resources << /Font << /F 3 0 R >> >> >>
		endobj
		5 0 obj
		<< /Length ${#3} >>
		stream
		$3
		endstream
		endobj
		trailer
		<< /Size 6 /Root 1 0 R >>
		%%EOF
	END
}

# dossier NAME: its folder, with a description.
dossier() {
	mkdir -p "$w/intake/leiden/$1"
	printf 'titel: Beschikking\ndatum: 2026-03-12\nvrijgave: ja\nbestanden:\n  - bestand: %s\n    rol: hoofddocument\n' "$2" \
		>"$w/intake/leiden/$1/dossier.yaml"
}

dossier brief brief.pdf
pdf "$w/intake/leiden/brief/brief.pdf" 600 "BT /F 12 Tf 72 500 Td (Het bsn van de aanvrager is $number.) Tj ET"
dossier kaart kaart.pdf
pdf "$w/intake/leiden/kaart/kaart.pdf" 14400 "BT /F 12 Tf 14000 100 Td (Het bsn is $number.) Tj ET"
dossier kapot kapot.pdf
head -c 300 "$w/intake/leiden/brief/brief.pdf" >"$w/intake/leiden/kapot/kapot.pdf"
dossier gewoon gewoon.pdf
pdf "$w/intake/leiden/gewoon/gewoon.pdf" 600 "BT /F 12 Tf 72 500 Td (Besluit van 12 maart 2026.) Tj ET"

# pictures PAGE: each as a file $work/PAGE.N.png; $n says how many.
pictures() {
	local data
	n=0
	while read -r data; do
		n=$((n + 1))
		printf '%s' "${data#*,}" | base64 -d >"$work/$1.$n.png"
	done < <(grep -o 'src="data:image/png;base64,[A-Za-z0-9+/=]*' "$work/$1.html")
}

# size FILE: width and height, as the PNG says it.
size() {
	od -An -tu1 -j16 -N8 "$1" | awk '{ print $3 * 256 + $4, $7 * 256 + $8 }'
}

# --- a rehearsal ------------------------------------------------------------------

rehearse "$w" check --html "$work/check.html" "$w/intake/leiden"
pictures check
is "each place that was found is shown" "$n" 2
is "a page as wide as it is, and a third as high" "$(size "$work/check.1.png")" "834 278"
is "of a page of five metres a piece" "$(size "$work/check.2.png")" "1200 800"
is "the size stands beside it" "$(grep -o '<img[^>]*height="[0-9]*"' "$work/check.html" | tr -dc '0-9\n' | tr '\n' ' ')" \
	"834278 1200800 "
is "each has its words" "$(grep -o 'alt="Stuk van bladzijde 1 van [a-z]*.pdf, met een rood kader' "$work/check.html" | wc -l)" 2
is "nothing is fetched, and nothing runs" \
	"$(grep -oE '<script|src="[^d]|https?://|content="default-src[^"]*"' "$work/check.html")" \
	"content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\""
is "the page does not hold the number" "$(grep -c "$number" "$work/check.html")" 0
is "the account has no pictures" "$(grep -c 'picture\|base64' "$work/check.out")" 0
is "without a page nothing is drawn" "$(rehearse "$w" plain "$w/intake/leiden"; cmp <(jq -c "del(.timing)" "$work/plain.out") <(jq -c "del(.timing)" "$work/check.out") && echo same)" \
	same

# --- a run --------------------------------------------------------------------------

night "$w" run
cp "$w"/verslagen/*/verslag.html "$work/run.html"
pictures run
is "the page of a run shows them too" "$n" 2
is "as the rehearsal did" "$(cat "$work"/check.?.png | sha256sum)" "$(cat "$work"/run.?.png | sha256sum)"
is "they are not in the account" "$(cat "$w"/verslagen/*/dossiers.jsonl | grep -c 'picture\|base64')" 0
# How a PNG begins, as it is and in letters.
head='iVBORw0KGgo|^.PNG'
is "nor in the vault" "$(LC_ALL=C grep -rlaE "$head" "$w/staat/kluis" | wc -l) $(LC_ALL=C grep -laE "$head" "$work"/run.* | wc -l)" \
	"0 3"
night "$w" again
cp "$(find "$w/verslagen" -not -path "*/organisaties/*" -name verslag.html -newer "$work/run.html" | head -n 1)" "$work/again.html"
pictures again
is "a second run, which reads nothing anew, draws them again" "$(cat "$work"/again.?.png | sha256sum)" \
	"$(cat "$work"/run.?.png | sha256sum)"

tap_end
