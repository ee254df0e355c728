#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# bad_input.sh - what is wrong is said, held and counted; the command line, the settings, the disk and the names too.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

mounted=
# shellcheck disable=SC2317	# lib.sh calls it
script_end() {
	[ -z "$mounted" ] || umount "$mounted"
}

w=$work/w
world "$w"
printf 'workers: 1\n' >>"$w/woostraat.yaml"	# few dossiers: starting is most of the work
convenant="$dossiers/oude-tekens/in/leiderdorp/Convenant energie"
pdf="$dossiers/convenant/in/leiden/2026-0093 Convenant veilig uitgaan/Convenant Veilig Uitgaan 2026-2029.pdf"

# --- dossiers ----------------------------------------------------------------

# dossier NAME: a folder with a faultless dossier.yaml and document; the test spoils it.
dossier() {
	d=$w/intake/leiderdorp/$1
	mkdir -p "$d"
	cp "$convenant/convenant.txt" "$convenant/dossier.yaml" "$d/"
}

# held TEXT CODE [PATTERN]: check must hold the dossier $d with this finding, and its line must match; see judge.
wanted=()
held() {
	wanted+=("$(basename "$d")"$'\t'"$2"$'\t'"${3:--}"$'\t'"$1")
}

# One check of all that was spoiled, together: one bad dossier does not touch the next.
judge() {
	local key code pattern text
	rehearse "$w" held "$w/intake/leiderdorp"
	is "a check of spoiled dossiers ends with 1" "$rc" 1
	is "and balances" "$(total held balanced)" true
	is "and the whole dossier between them is published" "$(total held published) $(jq -r 'select(.dossier == "goed").verdict' \
		"$work/held.out")" "1 publish"
	for row in "${wanted[@]}"; do
		IFS=$'\t' read -r key code pattern text <<<"$row"
		jq -c --arg d "$key" 'select(.dossier == $d)' "$work/held.out" >"$work/line"
		{
			dossier_codes held "$key" | grep -qw "$code" || echo "codes are '$(dossier_codes held "$key")', wanted $code"
			[ "$(jq -r .verdict "$work/line")" = hold ] || echo "verdict is not hold"
			jq -e 'all(.documents[]; .outcome == "held" or .outcome == "skipped")' "$work/line" >/dev/null ||
				echo "a document is not held"
			[ "$pattern" = - ] || grep -Eq -- "$pattern" "$work/line" || echo "no match: $pattern"
		} >"$work/faults"
		[ ! -s "$work/faults" ] || cat "$work/line" >>"$work/faults"
		empty "$text ($code)" "$work/faults"
	done
}

dossier "goed"
rehearse "$w" good "$d"
is "what is spoiled below is published when it is whole" "$rc $(total good published)" "0 1"

d=$w/intake/leiderdorp/leeg
mkdir "$d"
held "an empty folder" ING-501
dossier "alleen rommel"
rm "$d"/*
: >"$d/Thumbs.db"
held "a folder with junk only" ING-501
dossier "alleen beschrijving"
rm "$d/convenant.txt"
held "a folder with dossier.yaml only" ING-501
dossier "geen hoofddocument"
cp "$d/convenant.txt" "$d/stuk b.txt"
mv "$d/convenant.txt" "$d/stuk a.txt"
held "no main document" SID-507
dossier "lege tekst"
: >"$d/convenant.txt"
held "a document of 0 bytes" IDN-501
dossier "afgekapt"
head -c 9000 "$pdf" >"$d/convenant.pdf"
rm "$d/convenant.txt"
held "a PDF that was cut off" EXT-502
dossier "pdf zonder inhoud"
printf '%%PDF-1.7\n%%%%EOF\n' >"$d/convenant.pdf"
rm "$d/convenant.txt"
held "a PDF that is a first line only" EXT-502
dossier "pdf in het midden stuk"
cp "$pdf" "$d/convenant.pdf"
printf 'woostraat woostraat woostraat' | dd of="$d/convenant.pdf" bs=1 seek=3000 conv=notrunc status=none
rm "$d/convenant.txt"
held "a PDF with a damaged page" EXT-509
dossier "onbekend"
head -c 3000 "$build/woostraat" >"$d/bijlage.bin"
held "a file of no known format" IDN-503
dossier "docx zonder inhoud"
(cd "$d" && printf 'x' >leeg.xml && tar -cf bijlage.docx leeg.xml && rm leeg.xml)
held "a tar that is called .docx" IDN-503

# yaml TEXT NAME CODE PATTERN: dossier.yaml from stdin is refused, and the message names line and column.
yaml() {
	dossier "yaml $2"
	cat >"$d/dossier.yaml"
	held "dossier.yaml: $1" "$3" "$4"
}

yaml "an unknown key" onbekend SID-501 'regel 3, kolom 1' \
	< <(printf 'titel: Convenant\nvrijgave: ja\ngeheim: nee\n')
yaml "indented wrongly" inspringen SID-501 'regel 2' \
	< <(printf 'titel: Convenant\n  vrijgave: ja\n')
yaml "a bracket that stays open" haak SID-501 'regel 1, kolom 8' \
	< <(printf 'titel: [Convenant\nvrijgave: ja\n')
yaml "a key twice" dubbel SID-501 'regel 2' < <(printf 'titel: a\ntitel: b\nvrijgave: ja\n')
yaml "a tab" tab SID-501 'regel 1' < <(printf '\tvrijgave: ja\n')
yaml "bytes that are no UTF-8" bytes SID-501 - < <(printf 'vrijgave: ja\ntitel: \377\376\n')
yaml "a NUL byte" nul SID-501 - < <(printf 'vrijgave: ja\ntitel: "a\0b"\n')
yaml "an alias" alias SID-501 - < <(printf 'vrijgave: &a ja\ntitel: *a\n')
yaml "3 MB in one value" groot SID-501 - \
	< <({ printf 'vrijgave: ja\ntitel: '; head -c 3000000 /dev/zero | tr '\0' x; })
yaml "a list" lijst SID-501 'ergens in het bestand|regel 1' < <(printf -- '- ja\n- nee\n')
yaml "empty" leeg SID-505 - </dev/null
yaml "two documents in one file" twee SID-501 - < <(printf 'vrijgave: ja\n---\nvrijgave: nee\n')
yaml "a word that is not understood" woord SID-504 - < <(printf 'vrijgave: JA!\n')
yaml "yes and no" janee SID-501 'regel 2' < <(printf 'vrijgave: ja\nvrijgave: nee\n')
yaml "a day that does not exist" dag SID-503 - < <(printf 'vrijgave: ja\ndatum: 31-02-2026\n')
yaml "a file outside the dossier" buiten SID-502 - \
	< <(printf 'vrijgave: ja\ndocumenten:\n  - bestand: ../../../../etc/passwd\n    rol: hoofddocument\n')

judge
rm -rf "$w/intake/leiderdorp"/*

# --- what is no file ---------------------------------------------------------

# bounded TEXT CODE PATH: as held, and it ends by itself.
bounded() {
	rc=0
	timeout -k 1 60 "$build/woostraat" check --json -w 1 --config "$w/woostraat.yaml" --now "$now" "$3" \
		>"$work/bounded.out" 2>"$work/bounded.err" || rc=$?
	{
		[ "$rc" -eq 1 ] || echo "exit code $rc, wanted 1"
		grep -q "\"$2\"" "$work/bounded.out" || echo "no $2"
		[ "$(total bounded published)" = 0 ] || echo "published: $(total bounded published)"
		cat "$work/bounded.out" "$work/bounded.err"
	} >"$work/bounded.why"
	if [ "$(wc -l <"$work/bounded.why")" -eq "$(cat "$work/bounded.out" "$work/bounded.err" | wc -l)" ]; then
		pass "$1"
	else
		fail "$1" "$work/bounded.why"
	fi
}

mkfifo "$work/pijp"
bounded "check of a FIFO" ING-502 "$work/pijp"
dossier "pijp"
mkfifo "$d/bijlage.pdf"
bounded "a FIFO in a dossier" ING-502 "$d"
dossier "koppeling"
ln -s /etc/passwd "$d/bijlage.txt"
bounded "a symbolic link in a dossier" ING-502 "$d"
grep "$(head -n 1 /etc/passwd | cut -c 1-12)" "$work/bounded.out" "$work/bounded.err" >"$work/faults"
empty "nothing of what the link points to is told" "$work/faults"
dossier "koppeling naar niets"
ln -s nergens "$d/bijlage.txt"
bounded "a link to nothing" ING-502 "$d"
dossier "lus"
ln -s . "$d/lus"
bounded "a link to its own folder" ING-502 "$d"
bounded "check of a device" ING-502 /dev/null
rm -rf "$w/intake/leiderdorp"/*

# --- the command line --------------------------------------------------------

# refused TEXT CODE PATTERN ARGUMENT...: this exit code, a message in Dutch, nothing on stdout.
refused() {
	local text=$1 code=$2 pattern=$3
	shift 3
	woo refused "$@"
	{
		[ "$rc" -eq "$code" ] || echo "exit code $rc, wanted $code"
		grep -Eq -- "$pattern" "$work/refused.err" || echo "the message does not match: $pattern"
		[ ! -s "$work/refused.out" ] || echo "something on stdout"
		[ "$(grep -c '^woostraat: ' "$work/refused.err")" -eq 1 ] || echo "not one message"
	} >"$work/faults"
	[ ! -s "$work/faults" ] || cat "$work/refused.err" "$work/refused.out" >>"$work/faults"
	empty "$text" "$work/faults"
}

take "$w" convenant
place="$w/intake/leiden/2026-0093 Convenant veilig uitgaan"
refused "no arguments" 64 'opdracht'
refused "an unknown command" 64 'onbekende opdracht publiceer' publiceer
refused "part of a command" 64 'onbekende opdracht chec' chec
refused "an unknown option" 64 'onbekende optie --forceer' check --forceer "$place"
refused "an unknown letter" 64 'onbekende optie' check -Z "$place"
refused "an option of another command" 64 'onbekende optie --html' run --html x
refused "an option without its value" 64 'wil een waarde' check --now
refused "check of nothing" 64 'noem een' check
refused "check of a path that is not there" 64 'bestaat|No such file' check "$work/nergens"
refused "run with a dossier" 64 'redo' run leiden/convenant
refused "redo of nothing" 64 'noem een dossier' redo
refused "stage of nothing" 64 'noem een stap' stage
refused "--now that is no time" 64 'schrijf de tijd als' check --now morgen "$place"
refused "--now that does not exist" 64 'schrijf de tijd als' check --now 2026-02-30T00:00:00Z "$place"
refused "no workers" 64 'getal van 1 tot' check --workers 0 "$place"
refused "less than no workers" 64 'getal van 1 tot' check --workers -1 "$place"
refused "too many workers" 64 'getal van 1 tot' check -w 65 "$place"
refused "workers in words" 64 'getal van 1 tot' check -w vier "$place"
refused "an organisation that is no text" 64 'gewone tekst' check -o "$(printf 'a\001b')" "$place"
woo help --help
is "--help is no fault" "$rc $(wc -l <"$work/help.err")" "0 0"
woo version --version
is "nor is --version" "$rc $(wc -l <"$work/version.err")" "0 0"

# --- settings ----------------------------------------------------------------

refused "settings that are not there" 78 'nergens.yaml' run --config "$work/nergens.yaml"
refused "settings that are a folder" 78 "$work" run --config "$work"

# settings TEXT PATTERN: the settings on stdin are refused by run and by check.
settings() {
	cat >"$work/fout.yaml"
	refused "settings: $1" 78 "$2" run --config "$work/fout.yaml"
	refused "settings: $1 (check)" 78 "$2" check --config "$work/fout.yaml" "$place"
}

settings "an unknown key" 'fout.yaml.*regel 4, kolom 1.*intaek' \
	< <(sed 's/^intake:/intaek:/' "$w/woostraat.yaml")
settings "a word for a number" 'fout.yaml.*settle: straks' \
	< <(sed 's/^settle: .*/settle: straks/' "$w/woostraat.yaml")
settings "no state" 'state' < <(sed 's/^state: .*//' "$w/woostraat.yaml")
settings "broken YAML" 'fout.yaml.*regel [0-9]+' \
	< <(sed 's/^organisations:/organisations: [/' "$w/woostraat.yaml")

# address TEXT ADDRESS: a portal that no bundle can go to.  Told before a dossier is examined, and by check too.
address() {
	sed "s|portal: portaal/leiden\$|portal: $2|" "$w/woostraat.yaml" >"$w/adres.yaml"
	refused "settings: $1" 78 'portaal' run --config "$w/adres.yaml" --now "$now"
	refused "settings: $1 (check)" 78 'portaal' check --config "$w/adres.yaml" --now "$now" "$place"
	if grep -q geheim "$work/refused.err" "$work/refused.out"; then
		fail "settings: $1: the address is not repeated" "$work/refused.err"
	else
		pass "settings: $1: the address is not repeated"
	fi
}

address "a portal of a strange kind" ftp://geheim.example.nl/
address "keys in the address of a portal" http://jan:geheim@example.nl/
settings "a folder twice" 'leiden' \
	< <(sed 's/folder: leiderdorp/folder: leiden/' "$w/woostraat.yaml")
sed 's/gm0546/gm9999999/' "$w/woostraat.yaml" >"$w/onbekend.yaml"
woo unknown check --json --config "$w/onbekend.yaml" --now "$now" "$place"
has "an organisation that is in no list holds its dossiers" "$work/unknown.out" '"DSC-501"'
settings "nothing at all" 'fout.yaml' </dev/null
refused "templates that are not there" 78 'sjablonen' check --templates "$work/nergens" "$place"
mkdir "$work/sjablonen"
refused "templates without rules" 78 'sjablonen/' check --templates "$work/sjablonen" "$place"
cp -R templates "$work/regels"
sed -i 's/^threshold: 10/treshold: 10/' "$work/regels/rules/basis.yaml"
refused "rules with an unknown key" 78 'basis.yaml.*regel [0-9]+' check --templates "$work/regels" "$place"
sed "0,/pattern: '/s//pattern: '(/" templates/rules/basis.yaml >"$work/regels/rules/basis.yaml"
refused "rules with a broken pattern" 78 'basis.yaml' check --templates "$work/regels" "$place"
sed 's/^version: 2/version: 1/' templates/rules/basis.yaml >"$work/regels/rules/basis.yaml"
refused "rules of an older version" 78 'basis.yaml.*version 1' check --templates "$work/regels" "$place"
cp templates/rules/basis.yaml "$work/regels/rules/basis.yaml"
sed "0,/pattern: '/s//pattern: '(/" templates/rules/2k-beschikkingen.yaml >"$work/regels/rules/2k-beschikkingen.yaml"
refused "a category with a broken pattern" 78 '2k-beschikkingen.yaml, regel [0-9]+' check --templates "$work/regels" "$place"
cp templates/rules/2k-beschikkingen.yaml "$work/regels/rules/2k-beschikkingen.yaml"
mkdir -p "$work/regels/organisations/leiden"
printf 'version: 2\nname: Leiden\noff: [BESTAAT-NIET]\n' >"$work/regels/organisations/leiden/rules.yaml"
refused "rules of an organisation that name none" 78 'organisations/leiden/rules.yaml.*BESTAAT-NIET' check --templates "$work/regels" "$place"
rm -r "$work/regels/organisations"
rm "$work/regels/rules/basis.yaml"
refused "rules without the first file" 78 'basis.yaml' check --templates "$work/regels" "$place"
cp templates/rules/basis.yaml "$work/regels/rules/basis.yaml"
rm "$work/regels/xsl/diwoo.xsl"
refused "templates without the stylesheet" 78 'diwoo.xsl' check --templates "$work/regels" "$place"
cp templates/xsl/diwoo.xsl "$work/regels/xsl/"
: >"$work/regels/lists/informatiecategorieen.tsv"
refused "an empty value list" 78 'informatiecategorieen.tsv' check --templates "$work/regels" "$place"

# A state folder that cannot be one.
rm -rf "$w/staat" "$w/portaal"/*/*
: >"$w/staat"
woo state run --json --config "$w/woostraat.yaml" --now "$now"
case $rc in 74 | 78) pass "a file in the place of the state folder ends with $rc" ;;
*) fail "a file in the place of the state folder ends with $rc, wanted 74 or 78" "$work/state.err" ;; esac
has "and the message names it" "$work/state.err" 'staat'
rm "$w/staat"
mv "$w/intake" "$w/elders"
refused "an intake that is not there" 78 'intake' run --config "$w/woostraat.yaml" --now "$now"
mv "$w/elders" "$w/intake"

# One run at a time.
mkdir -p "$w/staat"
exec 9<"$w/staat"
flock 9
refused "a second run while one is under way" 75 'er loopt al een run' run --config "$w/woostraat.yaml" --now "$now"
refused "nor may redo" 75 'er loopt al een run' redo --config "$w/woostraat.yaml" --now "$now" "leiden/$(basename "$place")"
rehearse "$w" beside "$place"
is "but check may" "$rc $(total beside published)" "0 2"
exec 9<&-
night "$w" after
is "when it is over the next run does its work" "$rc $(total after published)" "0 2"

# --- names -------------------------------------------------------------------

d="$w/intake/leiderdorp/$(printf 'kleur\033[31mrood\033]0;titel\007')"
mkdir "$d"
cp "$convenant/convenant.txt" "$d/$(printf 'besluit\r\nPUBLICEREN \342\200\256fdp.exe')"
cp "$convenant/convenant.txt" "$d/$(printf 'geen\377utf8.txt')"
cp "$convenant/convenant.txt" "$d/-rf"
printf 'vrijgave: ja\ntitel: "a\\e[31mb\\u202e"\n\001: x\n' >"$d/dossier.yaml"
# shellcheck disable=SC2016	# nothing may be expanded
cp "$convenant/convenant.txt" "$d/"'$(touch gevaar); `touch gevaar` & .txt'
for mode in --json --quiet --verbose; do
	for command in check run; do
		set --
		[ "$command" = run ] || set -- "$d"
		woo "names" "$command" "$mode" --config "$w/woostraat.yaml" --now "$now" "$@"
		# C0, DEL, C1, bidirectional overrides; a line feed ends a line.
		if [ "$rc" -le 1 ] && ! cat "$work/names.out" "$work/names.err" |
			grep -aqP '[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xff'; then
			pass "hostile names cannot steer a terminal: $command $mode"
		else
			cat -v "$work/names.out" "$work/names.err" >"$work/why"
			fail "hostile names cannot steer a terminal: $command $mode ($rc)" "$work/why"
		fi
	done
done
# A workbook is packed: what its parts say is looked at.
find "$w/verslagen" -name '*.xlsx' -exec sh -c 'unzip -qp "$1" >"$1.parts"' sh {} \;
if grep -rlaP --exclude='*.xlsx' '\x1b|\xe2\x80\xae' "$w/verslagen" >"$work/why"; then
	fail "nor do they stand in a report" "$work/why"
else
	pass "nor do they stand in a report"
fi
is "no name is run as a command" "$(find . "$w" -maxdepth 5 -name gevaar | wc -l)" 0
rm -r "$d"

# --- a full disk -------------------------------------------------------------

# full TEXT NAME: the run before this line ran into a wall; a run without it publishes all, and loses nothing.
full() {
	case $rc in
	74 | 75) pass "$1: the run ends with $rc" ;;
	*) fail "$1: the run ends with $rc, wanted 74 or 75" "$work/$2.err" ;;
	esac
	if [ -s "$work/$2.err" ]; then pass "$1: and says so"; else fail "$1: and says so"; fi
}

whole=$work/whole
world "$whole"
take "$whole" convenant woo-besluit raadsvoorstel bsn oude-tekens
night "$whole" whole
mkdir "$work/klein"
if mount -t tmpfs -o size=400k none "$work/klein" 2>/dev/null; then
	mounted=$work/klein
	for part in staat portaal; do
		[ "$part" = staat ] || mount -o remount,size=150k "$mounted"
		v=$work/vol-$part
		world "$v"
		take "$v" convenant woo-besluit raadsvoorstel bsn oude-tekens
		rm -rf "${v:?}/$part"
		ln -s "$mounted" "$v/$part"
		[ "$part" = staat ] || mkdir "$mounted/leiden" "$mounted/leiderdorp"
		night "$v" "full-$part"
		full "a full disk under $part" "full-$part"
		find "$v/portaal/" -name '*.zip' -exec unzip -tqq {} \; >"$work/faults" 2>&1
		empty "a full disk under $part: what is at the portal is whole" "$work/faults"
		mount -o remount,size=100m "$mounted"
		night "$v" "room-$part"
		is "a full disk under $part: with room again all is published" "$rc $(total "room-$part" later)" "1 0"
		digests "$whole/portaal" >"$work/a"
		digests "$v/portaal/" >"$work/b"
		same "a full disk under $part: nothing is lost, and no part is left" "$work/a" "$work/b"
		find "$mounted" -mindepth 1 -delete
	done
	umount "$mounted"
	mounted=
else
	skip "a full disk under the state" "needs root and mount"
	skip "a full disk under the portal" "needs root and mount"
fi
# The largest file that may be written: what root and mount are not needed for.
v=$work/vol-grens
world "$v"
take "$v" convenant woo-besluit raadsvoorstel bsn oude-tekens
(
	ulimit -f 64	# KiB
	exec "$build/woostraat" run --json --config "$v/woostraat.yaml" --now "$now" >"$work/limit.out" 2>"$work/limit.err"
)
rc=$?
full "files of 64 KiB at most" limit
night "$v" unlimited
is "files of 64 KiB at most: without that limit all is published" "$rc $(total unlimited later)" "1 0"
digests "$whole/portaal" >"$work/a"
digests "$v/portaal" >"$work/b"
same "files of 64 KiB at most: and nothing is lost" "$work/a" "$work/b"
tap_end
