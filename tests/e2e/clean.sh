#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# clean.sh - woostraat clean: what was left in a file is gone, all else is what it was, and the file itself is not touched.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

mounted=
# shellcheck disable=SC2317	# lib.sh calls it
script_end() {
	[ -z "$mounted" ] || umount "$mounted"
}
set_of=(fixtures/clean/resten.pdf fixtures/clean/brief.docx fixtures/docs/besluit.pdf fixtures/docs/besluit.odt
	fixtures/docs/notitie.odt fixtures/docs/begroting.ods fixtures/docs/werkmap.xlsx fixtures/docs/presentatie.pptx)

# of NAME FILE FILTER: of the line about that file.
of() {
	jq -c --arg f "$2" "select(.file == \$f) | $3" "$work/$1.out"
}

files fixtures/clean >"$work/before"
woo first clean --json --metadata -o "$work/een" "${set_of[@]}"
is "all are cleaned" "$rc $(jq -r .cleaned "$work/first.out" | sort | uniq -c | tr -s ' ')" "0  8 true"
is "of a PDF it says what went" "$(of first fixtures/clean/resten.pdf '[.removed[] | "\(.what) \(.n)"] | join(", ")')" \
	'"revision 1, loose 1, thumbnail 2, piece 1, property 2, xmp 3, custom 1"'
is "of a Word file too" "$(of first fixtures/clean/brief.docx '[.removed[] | "\(.what) \(.n)"] | join(", ")')" \
	'"thumbnail 1, property 4, custom 1, person 1"'
files fixtures/clean >"$work/after"
same "the files themselves are not touched" "$work/before" "$work/after"
is "the digest is that of the copy" "$(of first fixtures/clean/resten.pdf .output_sha256)" \
	"\"$(sha256sum "$work/een/resten.pdf" | cut -d' ' -f1)\""

# --- what is gone, what is there -------------------------------------------------------------

{
	grep -aoE 'Voorbeeld|voorbeeld|111222333|123456782|Schrijfmachine|PieceInfo|/Thumb|Toezicht' "$work/een/resten.pdf"
	unzip -p "$work/een/brief.docx" | grep -aoE 'Voorbeeld|voorbeeld@|concept'
	unzip -l "$work/een/brief.docx" | grep thumbnail
} >"$work/faults"
empty "nothing is left of it, in any byte" "$work/faults"
{
	for part in /ActualText /StructTreeRoot /Outlines '<pdfaid:part>2</pdfaid:part>' '<pdfaid:conformance>A<' 'café De Zwaan</rdf:li>' \
	    '(Het college verleent de vergunning) Tj' '/H1 << /MCID 0 >> BDC'; do
		grep -aqF "$part" "$work/een/resten.pdf" || echo "$part"
	done
} >"$work/faults"
empty "tags, bookmark, claim and page are there as they were" "$work/faults"
is "in the text of the file too" "$(grep -c '111222333\|123456782' "$work/first.out")" 0

# What `stage extract` reads in a file: the words of its text, its pages and its title.
extracted() {
	"$build/woostraat" stage extract --now "$now" "$1" 2>>"$work/extract.err" |
		jq -r '.text, .answer.pages, .answer.props.title' | tr -s ' ' '\n' | sort -u
}
: >"$work/faults"
for file in "${set_of[@]}"; do
	extracted "$file" >"$work/a"
	extracted "$work/een/${file##*/}" >"$work/b"
	[ "$(wc -l <"$work/b")" -gt 3 ] || echo "$file: nothing is read in its copy" >>"$work/faults"
	# Of its properties some are gone, and nothing is new.
	comm -13 "$work/a" "$work/b" >>"$work/faults"
done
empty "text, pages and title are what they were" "$work/faults"

woo again clean --json --metadata -o "$work/twee" "${set_of[@]}"
digests "$work/een" >"$work/a"
digests "$work/twee" >"$work/b"
same "the same bytes each time" "$work/a" "$work/b"
woo once clean --json --metadata -o "$work/drie" "$work/een"/*
is "what is clean has nothing more" "$rc $(jq -r '.removed | length' "$work/once.out" | sort -u)" "0 0"

woo plain clean -o "$work/vier" fixtures/clean/resten.pdf
has "without --metadata who made it stays, and that is told" "$work/plain.out" '--metadata haalt'
has "and is there" "$work/vier/resten.pdf" 'A\. Voorbeeld'

# --- LibreOffice ------------------------------------------------------------------------------------

# convert SIDE FILTER FILE...: into $work/office-SIDE; a start of LibreOffice takes a second or five.
convert() {
	local side=$1 filter=$2
	shift 2
	timeout 300 soffice -env:UserInstallation="file://$work/profiel" --headless --convert-to "$filter" \
	    --outdir "$work/office-$side" "$@" >>"$work/office.out" 2>&1
}

if command -v soffice >/dev/null; then
	convert a txt:Text fixtures/clean/brief.docx fixtures/docs/notitie.odt
	convert b txt:Text "$work/een/brief.docx" "$work/een/notitie.odt"
	convert a csv fixtures/docs/begroting.ods fixtures/docs/werkmap.xlsx
	convert b csv "$work/een/begroting.ods" "$work/een/werkmap.xlsx"
	convert a pdf fixtures/docs/presentatie.pptx
	convert b pdf "$work/een/presentatie.pptx"
	# A PDF has the moment of its making in it.  What opens of ours depends on what is installed of LibreOffice.
	diff -r -x '*.pdf' "$work/office-a" "$work/office-b" >"$work/faults"
	for file in "$work/office-a"/*; do
		[ -s "$work/office-b/$(basename "$file")" ] || echo "$(basename "$file") does not open" >>"$work/faults"
	done
fi
if [ -s "$work/office-a/brief.txt" ]; then
	empty "LibreOffice opens the copies and shows the same text" "$work/faults"
else
	skip "LibreOffice opens the copies and shows the same text" "no soffice, or without Writer"
fi

# --- what is refused --------------------------------------------------------------------------------------

woo over clean -o "$work/een" fixtures/clean/brief.docx
is "nothing is overwritten" "$rc $(digests "$work/een" | diff - "$work/a" && echo same)" "1 same"
woo no clean --json -o "$work/vijf" fixtures/clean/ondertekend.pdf fixtures/docs/wachtwoord.pdf fixtures/docs/besluit.html
is "what cannot be cleaned is said, each with why" "$rc $(jq -r 'select(.cleaned == false and (.why | length > 10)).file' "$work/no.out" | wc -l)" "1 3"
is "and leaves no file" "$(find "$work/vijf" -mindepth 1 | wc -l)" 0
has "a signature is the reason" "$work/no.out" 'ondertekend; opnieuw'
woo unread clean -o "$work/vijf" "$work/nergens.pdf" "$work"
is "what is not there, or no file, is not read" "$rc $(grep -c '^NIET GELEZEN' "$work/unread.out")" "66 2"
woo nowhere clean fixtures/clean/brief.docx
is "a folder must be named" "$rc" 64
woo deep clean -o "$work/niet/zo/diep" fixtures/clean/brief.docx
is "and be possible" "$rc" 74

# --- no half file ---------------------------------------------------------------------------------------------

mkdir "$work/vol"
if mount -t tmpfs -o size=4k none "$work/vol" 2>/dev/null; then
	mounted=$work/vol
	woo full clean -o "$work/vol" fixtures/docs/besluit.pdf
	is "a full disk is said, and holds no part" "$rc $(find "$work/vol" -mindepth 1 | wc -l)" "74 0"
	umount "$work/vol"
	mounted=
else
	skip "a full disk is said, and holds no part" "needs root and mount"
fi
(
	ulimit -f 8	# KiB
	exec "$build/woostraat" clean -o "$work/grens" fixtures/docs/besluit.pdf >"$work/limit.out" 2>"$work/limit.err"
)
rc=$?
is "a limit on files leaves no part either" "$([ "$rc" -ne 0 ] && find "$work/grens" -mindepth 1 | wc -l)" 0

: >"$work/faults"
for ((i = 0; i < 12; i++)); do
	"$build/woostraat" clean -o "$work/k$i" "${set_of[@]}" >/dev/null 2>&1 &
	pid=$!
	started+=("$pid")
	sleep "0.$((i * 5 / 10))$((i * 5 % 10))"
	kill -KILL "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
	[ -d "$work/k$i" ] || continue
	for file in "$work/k$i"/.[!.]* "$work/k$i"/*; do
		[ -e "$file" ] || continue
		# Of a run without --metadata only the PDFs may differ, and those only from the run with it.
		case $file in *resten.pdf) cmp "$file" "$work/vier/resten.pdf" ;; *.pdf) tail -n 1 "$file" | grep -q '%%EOF' ;;
		*) cmp "$file" "$work/een/${file##*/}" ;; esac >>"$work/faults" 2>&1 || echo "$file" >>"$work/faults"
	done
done
empty "who is killed leaves whole files or none" "$work/faults"
tap_end
