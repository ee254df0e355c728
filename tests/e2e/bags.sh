#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# bags.sh - every bundle of a run is a BagIt bag (RFC 8493), and its metadata is DiWoo; checked with other programs.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

xsd=${WOO_XSD:-../shared/xsd/local}/woo-sitemap-all.xsd
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

bags=0
mkdir "$work/x" "$work/xml"
for zip in "$work"/w/portaal/*/*.zip; do
	bags=$((bags + 1))
	: >"$work/faults"
	rm -rf "$work/x"
	mkdir "$work/x"
	if unzip -qq "$zip" -d "$work/x" >>"$work/faults" 2>&1 && [ "$(find "$work/x" -mindepth 1 -maxdepth 1 | wc -l)" -eq 1 ]; then
		bag=$(echo "$work/x"/*)
		check_bag "$bag"
		for xml in "$bag"/diwoo/*.xml; do
			cp "$xml" "$work/xml/$bags-${xml##*/}"
		done
		# A document and its description have the same name.
		(cd "$bag/data" && find . -type f | sed 's/\.[^.]*$//' | sort) >"$work/a"
		(cd "$bag/diwoo" && find . -type f | sed 's/\.xml$//' | sort) >"$work/b"
		diff "$work/a" "$work/b" >>"$work/faults" || fault "data and diwoo do not go together"
	else
		fault "not exactly one folder at the top"
	fi
	empty "$(basename "$zip")" "$work/faults"
done
is "as many bundles as dossiers that were published" "$bags" \
	"$(jq -r 'select(has("dossier")) | select(any(.documents[]; .outcome == "published")) | .dossier' "$work/run.out" | wc -l)"
documents=$(find "$work/xml" -name '*.xml' | wc -l)
is "as many descriptions as documents that were published" "$documents" "$(total run published)"

find "$work/w/portaal" -name '*.zip' ! -perm -o=r -printf '%m %f\n' >"$work/faults"
empty "others may read what is public" "$work/faults"

# valid TEXT OPTION...: every description passes xmllint with these options.
valid() {
	local text=$1
	shift
	if xmllint --nonet --noout "$@" "$work"/xml/*.xml >"$work/why" 2>&1; then
		pass "$text"
	else
		grep -v ' validates$' "$work/why" >"$work/faults"
		fail "$text" "$work/faults"
	fi
}

valid "all $documents descriptions are well-formed"
valid "all are valid against templates/schema/diwoo.rng" --relaxng templates/schema/diwoo.rng
if [ -e "$xsd" ]; then
	valid "all are valid against the official XSD" --schema "$xsd"
else
	printf '# the official XSD is not ours to keep here, and not at %s: not validated with it\n' "$xsd"
fi
# The schema can refuse: without its publisher a description is nothing.
sed 's|<diwoo:publisher [^>]*>[^<]*</diwoo:publisher>||' "$(find "$work/xml" -name '*.xml' | sort | head -n 1)" >"$work/bad.xml"
if xmllint --noout --relaxng templates/schema/diwoo.rng "$work/bad.xml" 2>/dev/null; then
	fail "the schema refuses a description without publisher" "$work/bad.xml"
else
	pass "the schema refuses a description without publisher"
fi
tap_end
