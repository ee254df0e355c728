#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# recall.sh - how much of the text that others find does extract find?  Words of a file by pdftotext, pandoc and
# LibreOffice, and how many of them are in ours.
# Usage: recall.sh BUILD [DIR]   DIR as fetch.sh made it; RECALL_MOST (100) files of each format.
#
# A word counts as often as it stands there.  A file that is held, or in which the other finds fewer than twenty words,
# has no recall; both are counted.  Printed for each format and each other program: files, median, tenth percentile and
# the worst with its name.  All of it in BUILD/recall.  Exit 1 when a median is below 0.98.
set -u
export LC_ALL=C.UTF-8
unset TZ
build=$(cd "$1" && pwd)
dir=${2:-${XDG_CACHE_HOME:-$HOME/.cache}/woostraat-corpora}
most=${RECALL_MOST:-100}
aim=0.98
least=20			# words; of fewer one word more or less is a percent
out=$build/recall
rm -rf "$out"
mkdir -p "$out/ours" "$out/theirs"
work=$(mktemp -d "${TMPDIR:-/tmp}/woo-recall-XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
for tool in pdftotext pandoc soffice jq; do
	command -v $tool >/dev/null || { echo "recall: $tool is not there (tests/packages.sh corpora)"; exit 1; }
done

# Format, and the programs that read it: pdftotext and pandoc, LibreOffice to text (soffice), LibreOffice to CSV (calc; all
# sheets, values as they are: a column that is too narrow shows #### or fewer decimals), LibreOffice to PDF (office).
sheets='csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,false,false,false,false,-1'
formats='pdf:pdftotext docx:pandoc,soffice odt:pandoc,soffice rtf:soffice doc:soffice html:pandoc xlsx:calc ods:calc xls:calc
	pptx:office odp:office ppt:office'

# words: standard input as its words, one a line, sorted; hyphens at line ends joined as extract leaves them.
words() {
	grep -oP '[\p{L}\p{N}]{2,}' | sed 's/.*/\L&/' | LC_ALL=C sort
}

# theirs PROGRAM FILE: the text on standard output.
theirs() {
	local base
	base=$(basename "$2")
	case $1 in
	pdftotext) timeout 30 pdftotext -q -enc UTF-8 "$2" - ;;
	pandoc) timeout 30 pandoc -t plain --wrap=none "$2" 2>/dev/null ;;
	soffice) cat "$work/txt/${base%.*}.txt" ;;
	calc) cat "$work/csv/${base%.*}"-*.csv ;;
	office) timeout 30 pdftotext -q -enc UTF-8 "$work/pdf/${base%.*}.pdf" - ;;
	esac 2>/dev/null
}

# convert KIND FILTER FILE...: LibreOffice, ten files at a time, since one that it hangs on costs the others of its ten.
convert() {
	local kind=$1 filter=$2
	shift 2
	mkdir -p "$work/$kind"
	printf '%s\0' "$@" | xargs -0 -n 10 timeout -k 5 90 soffice -env:UserInstallation="file://$work/profile" --headless \
	    --convert-to "$filter" --outdir "$work/$kind" >/dev/null 2>&1
}

# judge FORMAT PROGRAM: lines of recall and name in $out/FORMAT-PROGRAM.
judge() {
	local file base all hit
	for file in "$work/files/$1"/*; do
		base=$(basename "$file")
		theirs "$2" "$file" | words >"$work/b"
		all=$(wc -l <"$work/b")
		[ "$all" -ge $least ] || continue
		if [ ! -s "$out/ours/$base" ]; then
			echo "held $base" >>"$out/$1-$2"
			continue
		fi
		words <"$out/ours/$base" >"$work/a"
		hit=$(LC_ALL=C comm -12 "$work/a" "$work/b" | wc -l)
		awk -v h="$hit" -v n="$all" -v f="$base" 'BEGIN { printf "%.4f %s %d\n", h / n, f, n }' >>"$out/$1-$2"
		LC_ALL=C comm -13 "$work/a" "$work/b" >"$out/theirs/$2-$base"
	done
}

bad=0
for row in $formats; do
	format=${row%%:*}
	mkdir -p "$work/files/$format"
	find "$dir/files" -type f -iname "*.$format" -size -5M | LC_ALL=C sort >"$work/all"
	[ -s "$work/all" ] || continue
	n=0
	# Evenly over the collections; names of their own, since two may have the same.
	while read -r file; do
		n=$((n + 1))
		cp "$file" "$work/files/$format/$(printf %04d $n)-$(basename "$file" | tr -c 'A-Za-z0-9._\n-' _ | tail -c 100)"
	done < <(awk -v all="$(wc -l <"$work/all")" -v m="$most" 'int(NR * m / all) != int((NR - 1) * m / all) || all <= m' "$work/all")
	"$build/woostraat" stage extract "$work/files/$format" 2>/dev/null >"$work/said"
	jq -r 'select(has("text")) | .path' "$work/said" | while read -r path; do
		jq -r --arg p "$path" 'select(has("text") and .path == $p) | .text' "$work/said" >"$out/ours/$path"
	done
	case $row in
	*soffice*) convert txt 'txt:Text (encoded):UTF8' "$work/files/$format"/* ;;
	*calc*) convert csv "$sheets" "$work/files/$format"/* ;;
	*office*) convert pdf pdf "$work/files/$format"/* ;;
	esac
	for program in $(printf %s "${row#*:}" | tr , ' '); do
		: >"$out/$format-$program"
		judge "$format" "$program"
		sort -n "$out/$format-$program" | awk -v what="$format $program" -v aim=$aim '
			$1 == "held" { held++; next }
			{ v[n++] = $1; name[n - 1] = $2 }
			END {
				if (n == 0) { printf "%-16s files=0 held=%d\n", what, held; exit }
				m = n % 2 ? v[(n - 1) / 2] : (v[n / 2 - 1] + v[n / 2]) / 2
				printf "%-16s files=%d held=%d median=%.4f tenth=%.4f worst=%.4f %s\n", what, n, held, m, v[int(n / 10)], v[0], name[0]
				exit m < aim
			}' || bad=$((bad + 1))
	done
done
echo "recall: formats below $aim: $bad"
[ $bad -eq 0 ]
