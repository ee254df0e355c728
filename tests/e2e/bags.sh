#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# bags.sh - every bundle of a run is a BagIt bag (RFC 8493), its metadata is DiWoo, and its payload an MDTO SIP; checked
# with other programs.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

xsds=${WOO_XSD:-../shared/xsd/local}
xsd=$xsds/woo-sitemap-all.xsd
samples=${WOO_SAMPLES:-../shared/samples}/mdto
world "$work/w"
take "$work/w"
night "$work/w" run
if [ "$rc" -gt 1 ]; then
	fail "run over all fixtures ends with 0 or 1, not $rc" "$work/run.err"
	tap_end
fi

fault() {
	printf '%s\n' "$*" >>"$work/faults"
}

# The names in a manifest, in byte order.
manifest_names() {
	sed 's/^[0-9a-f]*  //' "$1" | sort
}

check_bag() {
	local bag=$1 h oxum
	is_bag='BagIt-Version: 1.0
Tag-File-Character-Encoding: UTF-8'
	[ "$(cat "$bag/bagit.txt")" = "$is_bag" ] || fault "bagit.txt is not that of BagIt 1.0"
	(cd "$bag" && find data -type f | sort) >"$work/payload"
	(cd "$bag" && find . -type f ! -path './data/*' ! -name 'tagmanifest-*' -printf '%P\n' | sort) >"$work/tags"
	for h in 256 512; do
		(cd "$bag" && "sha${h}sum" --strict --quiet -c "manifest-sha$h.txt") >>"$work/faults" 2>&1
		(cd "$bag" && "sha${h}sum" --strict --quiet -c "tagmanifest-sha$h.txt") >>"$work/faults" 2>&1
		manifest_names "$bag/manifest-sha$h.txt" | diff - "$work/payload" >>"$work/faults" ||
			fault "manifest-sha$h.txt and the payload name other files"
		manifest_names "$bag/tagmanifest-sha$h.txt" | diff - "$work/tags" >>"$work/faults" ||
			fault "tagmanifest-sha$h.txt and the tag files name other files"
	done
	oxum=$(cd "$bag" && find data -type f -printf '%s\n' | awk '{ n += $1 } END { print n "." NR }')
	[ "$(sed -n 's/^Payload-Oxum: //p' "$bag/bag-info.txt")" = "$oxum" ] || fault "Payload-Oxum is not $oxum"
	[ -s "$work/payload" ] || fault "no payload"
}

# text FILE XPATH: what stands there, in a file of MDTO.
text() {
	xmllint --nonet --xpath "string($(sed 's|\([/(]\)\([a-zA-Z]\)|\1*[local-name()="\2|g; s|="\([a-zA-Z]*\)|="\1"]|g' <<<"$2"))" "$1"
}

# One folder for each aggregation, MDTO beside everything, and what MDTO says of a file is true (facts: diwoo 4.3).
check_sip() {
	local bag=$1 dossier name file side
	dossier=$(find "$bag/data" -mindepth 1 -maxdepth 1 -printf '%f\n')
	[ -s "$bag/data/$dossier/$dossier.mdto.xml" ] || fault "the dossier has no MDTO"
	(cd "$bag/data" && find . -type f -printf '%f\n') >"$work/names"
	sort -f "$work/names" | uniq -di >>"$work/faults"
	grep -v '^[a-z0-9.-]\{1,255\}$' "$work/names" >>"$work/faults"
	for name in "$bag/data/$dossier"/*/; do
		name=$(basename "$name")
		[ -s "$bag/data/$dossier/$name/$name.mdto.xml" ] || fault "$name has no MDTO"
		file=$(find "$bag/data/$dossier/$name" -type f ! -name '*.mdto.xml')
		# What is withheld as a whole has a description and nothing else.
		if [ -z "$file" ] && grep -q '<diwoo:value>niet openbaar</diwoo:value>' "$bag/diwoo/$name.xml"; then
			[ "$(find "$bag/data/$dossier/$name" -type f | wc -l)" -eq 1 ] || fault "$name holds something else"
			continue
		fi
		[ "$(find "$bag/data/$dossier/$name" -type f | wc -l)" -eq 3 ] || fault "$name holds something else"
		side=$file.bestand.mdto.xml
		[ "$(text "$side" //omvang)" = "$(stat -c %s "$file")" ] || fault "$file: omvang"
		[ "$(text "$side" //checksumWaarde)" = "$(sha256sum <"$file" | cut -c1-64)" ] || fault "$file: checksum"
		[ "$(text "$side" '//bestand/naam')" = "$(basename "$file")" ] || fault "$file: naam"
		[ "$(text "$side" //checksumDatum)" = "$now" ] || fault "$file: checksumDatum"
	done
	# Who refers to another names one that is there.
	cat "$bag/data/$dossier"/*.mdto.xml "$bag/data/$dossier"/*/*.mdto.xml |
		grep -o 'urn:uuid:[0-9a-f-]*' | sort | uniq -c | awk '$1 < 2' >>"$work/faults"
	[ "$(sed -n 's/^Titel: *\(.*\)\r$/\1/p' "$bag/LEESMIJ.txt")" = "$(text "$bag/data/$dossier/$dossier.mdto.xml" //naam)" ] ||
		fault "LEESMIJ.txt does not name the dossier"
	while read -r name; do
		grep -q "^    SHA-256 $name" "$bag/LEESMIJ.txt" || fault "LEESMIJ.txt lacks $name"
	done < <(find "$bag/data/$dossier" -type f ! -name '*.mdto.xml' -exec sha256sum {} + | cut -c1-64)
}

# Another validator, where it is: bagit-python of the Library of Congress, which Debian 12 does not have.
other=$(command -v bagit.py || true)
bags=0
mkdir "$work/x" "$work/xml" "$work/mdto"
for zip in "$work"/w/portaal/*/*.zip; do
	bags=$((bags + 1))
	: >"$work/faults"
	rm -rf "$work/x"
	mkdir "$work/x"
	if unzip -qq "$zip" -d "$work/x" >>"$work/faults" 2>&1 && [ "$(find "$work/x" -mindepth 1 -maxdepth 1 | wc -l)" -eq 1 ]; then
		bag=$(echo "$work/x"/*)
		check_bag "$bag"
		[ -z "$other" ] || "$other" --validate --quiet "$bag" >>"$work/faults" 2>&1 || fault "bagit.py finds it invalid"
		for xml in "$bag"/diwoo/*.xml; do
			cp "$xml" "$work/xml/$bags-${xml##*/}"
		done
		check_sip "$bag"
		while read -r xml; do
			cp "$xml" "$work/mdto/$bags-${xml##*/}"
		done < <(find "$bag/data" -name '*.mdto.xml')
		# A document and its description have the same name.
		(cd "$bag/data" && find . -mindepth 2 -type d -printf '%f\n' | sort) >"$work/a"
		(cd "$bag/diwoo" && find . -type f -printf '%f\n' | sed 's/\.xml$//' | sort) >"$work/b"
		diff "$work/a" "$work/b" >>"$work/faults" || fault "data and diwoo do not go together"
	else
		fault "not exactly one folder at the top"
	fi
	empty "$(basename "$zip")" "$work/faults"
done
is "as many bundles as dossiers that were published" "$bags" \
	"$(jq -r 'select(has("dossier")) | select(any(.documents[], .notices[]?; .outcome == "published")) | .dossier' "$work/run.out" | wc -l)"
[ -n "$other" ] || printf '# bagit.py is not here: not validated with it\n'
woo verify bundle verify --json "$work"/w/portaal/*/*.zip
is "bundle verify finds all of them valid" "$rc $(jq -r 'select(.valid and (.faults | length == 0)) | .bag' "$work/verify.out" | wc -l)" "0 $bags"
documents=$(find "$work/xml" -name '*.xml' | wc -l)
notices=$(jq -r 'select(has("dossier")) | .notices[]? | select(.outcome == "published") | .id' "$work/run.out" | wc -l)
is "as many descriptions as documents and notices that were published" "$documents" "$(($(total run published) + notices))"

find "$work/w/portaal" -name '*.zip' ! -perm -o=r -printf '%m %f\n' >"$work/faults"
empty "others may read what is public" "$work/faults"

is "as much MDTO: of each dossier, and two of each document" "$(find "$work/mdto" -name '*.xml' | wc -l)" "$((bags + 2 * documents - notices))"

# valid TEXT FOLDER OPTION...: every file of XML there passes xmllint with these options.
valid() {
	local text=$1 folder=$2
	shift 2
	if xmllint --nonet --noout "$@" "$folder"/*.xml >"$work/why" 2>&1; then
		pass "$text"
	else
		grep -v ' validates$' "$work/why" >"$work/faults"
		fail "$text" "$work/faults"
	fi
}

valid "all $documents descriptions are well-formed" "$work/xml"
valid "all are valid against templates/schema/diwoo.rng" "$work/xml" --relaxng templates/schema/diwoo.rng
valid "all MDTO is valid against templates/schema/mdto.rng" "$work/mdto" --relaxng templates/schema/mdto.rng
if [ -e "$xsd" ]; then
	valid "all are valid against the official XSD" "$work/xml" --schema "$xsd"
	valid "all MDTO is valid against the official XSD" "$work/mdto" --schema "$xsds/MDTO-XML1.0.1.xsd"
else
	printf '# the official XSDs are not ours to keep here, and not at %s: not validated with them\n' "$xsds"
fi

# refuses TEXT SCHEMA FILE: a schema can say no.
refuses() {
	if xmllint --nonet --noout --relaxng "$2" "$3" >/dev/null 2>&1; then
		fail "$1" "$3"
	else
		pass "$1"
	fi
}

sed 's|<diwoo:publisher [^>]*>[^<]*</diwoo:publisher>||' "$(find "$work/xml" -name '*.xml' | sort | head -n 1)" >"$work/bad.xml"
refuses "the schema refuses a description without publisher" templates/schema/diwoo.rng "$work/bad.xml"
sed 's|>SHA-256<|>SHA256<|' "$(find "$work/mdto" -name '*.bestand.mdto.xml' | sort | head -n 1)" >"$work/bad.xml"
refuses "the schema refuses a checksum that is called SHA256" templates/schema/mdto.rng "$work/bad.xml"

# What the Nationaal Archief and Leiden made is valid MDTO, but not what we promise.  Each has its reason here.
while IFS=$'\t' read -r name element why; do
	[ -d "$samples" ] || continue
	file=$(find "$samples" -name "$name" | head -n 1)
	xmllint --nonet --noout --relaxng templates/schema/mdto.rng "$file" >"$work/why" 2>&1
	rc=$?
	if [ "$rc" -ne 0 ] && grep -q "element $element: Relax-NG" "$work/why"; then
		pass "sample $name: $why"
	else
		fail "sample $name: $why" "$work/why"
	fi
done <<'SAMPLES'
MDTO-XML-1.0.1-Voorbeeld-Serie-Informatieobject.xml	begripLabel	its level is Serie
MDTO-XML-1.0.1-Voorbeeld-Dossier-Informatieobject.xml	trefwoord	it has no category of the Woo
MDTO-XML-1.0.1-Voorbeeld-Archiefstuk-Informatieobject.xml	begripCode	its classification is not of TOOI
MDTO-XML-1.0.1-Voorbeeld-Bestand.xml	verwijzingNaam	its format is a number of PRONOM, its checksum is called SHA256
RV_23.0081_Delegatiebesluit_Omgevingsplan_Leiden_2023.mdto.xml	begripBegrippenlijst	its classification has no address
RV_23.0081_Delegatiebesluit_Omgevingsplan_Leiden_2023.pdf.bestand.mdto.xml	naam	its name has capitals and underscores
SAMPLES
[ -d "$samples" ] || printf '# no samples at %s\n' "$samples"

# The names are a setting, and so is what the dossiers are part of.
for names in kort specificatie; do
	world "$work/$names"
	sed -i "s|^  - folder: leiden\$|&\n    mdto-names: $names\n    archive:\n      name: Archief\n      id: A-1\n      source: e-depot|" \
		"$work/$names/woostraat.yaml"
	take "$work/$names" woo-besluit
	night "$work/$names" "$names"
	rm -rf "$work/x"
	mkdir "$work/x"
	for zip in "$work/$names"/portaal/*/*.zip; do
		unzip -qq -o "$zip" -d "$work/x"
	done
	find "$work/x" -path '*/data/*' -name '*.xml' -printf '%f\n' | sed 's/^[^.]*//' | sort -u >"$work/$names.endings"
	is "$names: what MDTO refers to as its archive" "$(cat "$work/x"/*/data/*/*.xml | grep -c '<identificatieKenmerk>A-1<')" 1
done
is "kort: the extension is dropped" "$(tr '\n' ' ' <"$work/kort.endings")" ".bestand.mdto.xml .mdto.xml "
is "specificatie: as the specification writes it" "$(sed 's/^\.[a-z]*\.b/.b/' "$work/specificatie.endings" | sort -u | tr '\n' ' ')" \
	".MDTO.xml .bestand.MDTO.xml "
tap_end
