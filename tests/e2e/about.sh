#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# about.sh - what each about.md promises of its fixture, beside what check says of it.
#
# The lines that count (fixtures/make/README.md):
#	- Outcome: published|held, verdict WORD
#	- Findings: none, or CODES up to the first ';'; codes after it may be there.  "on FILE": of that document.
#	  "page N": at that page.  "N times: FILE, FILE": on each of these.
#	- Category of FILE[ (role)][, format NAME]: label (c_x)[, follows the main document, DSC-202][ (by itself ...)]
# A finding from 3xx up that is not named is a fault.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

world "$work/w"
rehearse "$work/w" check "$dossiers"/*/in
if [ "$rc" -gt 1 ]; then
	fail "check of all fixtures ends with 0 or 1, not $rc" "$work/check.err"
	tap_end
fi

# What the program says, flat, for shell to read: TAB between the columns.
jq -r 'select(has("dossier")) | "\(.organisation)/\(.dossier)" as $d |
	["dossier", $d, .verdict],
	(.findings[] | ["finding", $d, "", .code, .gravity, .page // 0, .text]),
	(.documents[] | .path as $p |
	  ["document", $d, $p, .role, .outcome, ([.categories[] | select(.chosen).uri | sub(".*/"; "")] | join(" ")),
	    (.metadata.format[0].value // "")],
	  (.findings[] | ["finding", $d, $p, .code, .gravity, .page // 0, .text])),
	(.notices // [] | .[] | ["document", $d, .id, "notice", .outcome, "", ""]) | @tsv' "$work/check.out" |
	sed 's/\\\\/\\/g' >"$work/flat"

fault() {
	printf '%s\n' "$*" >>"$work/faults"
}

# column N WHERE...: of the rows whose first columns are WHERE, the Nth.
column() {
	awk -F '\t' -v n="$1" -v a="$2" -v b="$3" -v c="${4-}" -v any="$(($# < 4))" \
		'$1 == a && $2 == b && (any || $3 == c) { print $n }' "$work/flat"
}

check_outcome() {
	local place=$1 line=$2 verdict outcomes
	verdict=$(column 3 dossier "$place")
	outcomes=$(column 5 document "$place" | grep -vx skipped | sort -u | paste -sd' ')
	[ "$verdict" = "${line##*verdict }" ] || fault "verdict is $verdict, promised: ${line##*verdict }"
	[ "$outcomes" = "${line%%,*}" ] || fault "outcome is $outcomes, promised: ${line%%,*}"
}

# One part of the line of findings that names CODE[ on FILE[, page N]] or CODE N times: FILE, FILE.
check_code() {
	local place=$1 part=$2 code=$3 file
	case $part in
	*" times: "*)
		while read -r file; do
			column 4 finding "$place" "$file" | grep -qx "$code" || fault "no $code on $file"
		done < <(sed 's/.* times: //; s/, /\n/g' <<<"$part")
		;;
	*" on "*)
		file=$(sed 's/.*'"$code"' on //; s/, page [0-9]*$//' <<<"$part")
		column 4 finding "$place" "$file" | grep -qx "$code" || fault "no $code on $file"
		;;
	*)
		grep -qx "$code" "$work/codes" || fault "no $code"
		;;
	esac
	case $part in
	*", page "*)
		awk -F '\t' -v d="$place" -v c="$code" -v p="${part##*, page }" '$1 == "finding" && $2 == d && $4 == c &&
			($6 == p || $7 ~ "(^|[^0-9])" p "($|[^0-9])") { found = 1 } END { exit !found }' "$work/flat" ||
			fault "$code does not name page ${part##*, page }"
		;;
	esac
}

check_findings() {
	local place=$1 line=$2 code
	awk -F '\t' -v d="$place" '$1 == "finding" && $2 == d { print $4 }' "$work/flat" | sort -u >"$work/codes"
	awk -F '\t' -v d="$place" '$1 == "finding" && $2 == d && $5 > 2 { print $4 }' "$work/flat" | sort -u >"$work/grave"
	grep -o '[A-Z]\{3\}-[0-9]\{3\}' <<<"$line" | sort -u >"$work/named"
	while read -r code; do
		fault "$code is not promised: $(awk -F '\t' -v d="$place" -v c="$code" '$1 == "finding" && $2 == d &&
			$4 == c { print $3 }' "$work/flat" | paste -sd,)"
	done < <(comm -23 "$work/grave" "$work/named")
	while read -r code; do
		check_code "$place" "${line%%;*}" "$code"
	done < <(grep -o '[A-Z]\{3\}-[0-9]\{3\}' <<<"${line%%;*}")
}

check_category() {
	local place=$1 line=$2 file label role want
	file=${line%%: *}
	label=${line#*: }
	case $file in
	*", format "*)
		[ "$(column 7 document "$place" "${file%%, format *}")" = "${file##*, format }" ] ||
			fault "format of ${file%%, format *} is $(column 7 document "$place" "${file%%, format *}")"
		file=${file%%, format *}
		;;
	*" (main)" | *" (inventory)")
		role=${file##*\(}
		role=${role%)}
		file=${file% (*}
		[ "$(column 4 document "$place" "$file")" = "$role" ] ||
			fault "role of $file is $(column 4 document "$place" "$file"), promised: $role"
		;;
	esac
	want=$(grep -o 'c_[0-9a-f]\{8\}' <<<"$label" | head -n 1)
	[ "$(column 6 document "$place" "$file")" = "$want" ] ||
		fault "category of $file is '$(column 6 document "$place" "$file")', promised: $want"
	case $label in
	*"(by itself or"*) ;;
	*DSC-202*)
		column 4 finding "$place" "$file" | grep -qx DSC-202 || fault "no DSC-202 on $file"
		;;
	esac
}

for dir in "$dossiers"/*/; do
	case=$(basename "$dir")
	place=$(cd "$dir/in" && echo */*)
	: >"$work/faults"
	if ! grep -q '^- Outcome: .*, verdict ' "$dir/about.md" || ! grep -q '^- Findings: ' "$dir/about.md"; then
		fault "about.md lacks its Outcome or Findings line"
	fi
	while IFS= read -r line; do
		case $line in
		"- Outcome: "*) check_outcome "$place" "${line#- Outcome: }" ;;
		"- Findings: "*) check_findings "$place" "${line#- Findings: }" ;;
		"- Category of "*) check_category "$place" "${line#- Category of }" ;;
		esac
	done <"$dir/about.md"
	empty "$case" "$work/faults"
done
tap_end
