#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# whole.sh - the whole street, with the gate and without it, beside a script that does the same work (script.sh): turn by
# turn, two workers each, to one nginx on loopback, with empty folders before each.
# Usage: ROUNDS=3 EACH=10 whole.sh BUILD FOLDER   FOLDER: PDFs; EACH: documents of one dossier
# Prints a row for each turn, the medians, what each stage took of the CPU, and rows `KEY VALUE` for bench.sh.
cd "$(dirname "$0")/../.." || exit 1
# The only argument that lib.sh knows.
folder=$(realpath "${2:?whole.sh BUILD FOLDER}")
. tests/e2e/lib.sh
. tests/slow/servers.sh
build=$(realpath "$build")
# shellcheck disable=SC2317	# lib.sh calls it
script_end() { nginx_down; }
rounds=${ROUNDS:-3} each=${EACH:-10} workers=${WORKERS:-2}
nginx_up || { echo 'nginx is not installed, or does not start (tests/packages.sh bench)' >&2; exit 1; }
mkdir -p "$work/rules" "$work/w/intake/leiden"
python3 tests/bench/ere.py "$work/rules" || exit 1

# The dossiers: files by their names, EACH at a time; scans, where we know them, together, since they are held.
dossier=
n=0 count=0
add() {
	if [ $((n % each)) -eq 0 ]; then
		dossier="$work/w/intake/leiden/$(printf 'Z-26-%05d' $((n / each)))"
		mkdir -p "$dossier"
		printf 'kenmerk: Z/26/%05d\ntitel: Stukken van maart, deel %d\ndatum: 12-05-2026\nvrijgave: ja\n' \
		    $((n / each)) $((n / each)) >"$dossier/dossier.yaml"
		printf 'documenten:\n' >>"$dossier/dossier.yaml"
	fi
	# A person chose the category, or half of such mixed papers are held for it; the rules look all the same.
	printf '  - bestand: "%s"\n    categorie: 2k\n' "$(basename "$1")" >>"$dossier/dossier.yaml"
	[ $((n % each)) -ne 0 ] || echo '    rol: hoofddocument' >>"$dossier/dossier.yaml"
	ln "$1" "$dossier/" 2>/dev/null || cp "$1" "$dossier/"
	n=$((n + 1)) count=$((count + 1))
}
is_scan() { [ -f "$folder/kinds.tsv" ] && grep -q "^$(basename "$1")	scans$" "$folder/kinds.tsv"; }
for file in "$folder"/*.pdf; do is_scan "$file" || add "$file"; done
n=$(((n + each - 1) / each * each))
for file in "$folder"/*.pdf; do ! is_scan "$file" || add "$file"; done
[ "$count" -gt 0 ] || { echo "whole.sh: no PDF in $folder" >&2; exit 1; }

leiden "$work/w/woostraat.yaml" "workers: $workers" <<YAML
portals:
  - name: site
    kind: site
    url: ${plain_url}straat/
    public: https://open.example.nl/leiden/
    connections: 4
YAML
cat >"$work/record.xml" <<XML
<?xml version="1.0" encoding="UTF-8"?>
<diwoo:Document xmlns:diwoo="https://standaarden.overheid.nl/diwoo/metadata/"><diwoo:DiWoo>
<diwoo:identifiers><diwoo:identifier>@DIGEST@</diwoo:identifier></diwoo:identifiers>
<diwoo:publisher resource="https://identifier.overheid.nl/tooi/id/gemeente/gm0546">gemeente Leiden</diwoo:publisher>
<diwoo:titelcollectie><diwoo:officieleTitel>@TITLE@</diwoo:officieleTitel></diwoo:titelcollectie>
<diwoo:classificatiecollectie><diwoo:informatiecategorieen><diwoo:informatiecategorie
resource="https://identifier.overheid.nl/tooi/def/thes/kern/c_c6cd1213">jaarplannen en jaarverslagen</diwoo:informatiecategorie>
</diwoo:informatiecategorieen></diwoo:classificatiecollectie>
<diwoo:documenthandelingen><diwoo:documenthandeling>
<diwoo:soortHandeling resource="https://identifier.overheid.nl/tooi/def/thes/kern/c_641ecd76">vaststelling</diwoo:soortHandeling>
<diwoo:atTime>2026-06-11T00:00:00+02:00</diwoo:atTime></diwoo:documenthandeling></diwoo:documenthandelingen>
</diwoo:DiWoo></diwoo:Document>
XML
if ! xmllint --noout --relaxng templates/schema/diwoo.rng "$work/record.xml" 2>"$work/why"; then
	cat "$work/why" >&2
	exit 1
fi

# measured NAME COMMAND...: appends "NAME wall cpu published" to the turns.
measured() {
	local name=$1 TIMEFORMAT='%R %U %S' took published
	shift
	rm -rf "$work/w/staat" "$work/w/verslagen" "$work/plain" "$work/out"
	mkdir -p "$work/plain" "$work/out"
	: >"$work/nginx/timed.log"
	sync
	took=$({ time "$@" >"$work/said" 2>"$work/said.err"; } 2>&1) || true
	published=$(find "$work/plain" -name '*.pdf' | wc -l)
	read -r wall user sys <<<"$took"
	awk -v n="$name" -v w="$wall" -v u="$user" -v s="$sys" -v p="$published" -v c="$count" \
	    'BEGIN { printf "%s\t%.2f\t%.2f\t%d\t%.2f\n", n, w, u + s, p, c / w }' | tee -a "$work/turns" |
	    awk -F'\t' '{ printf "  %-22s %8.2f s  %8.2f CPU s  %6.1f documents/s  %5d published\n", $1, $2, $3, $5, $4 }'
}
# street FOLDER-OF-PROGRAMS: a first night over everything.
street() {
	rc=0
	"$1/woostraat" run --json --config "$work/w/woostraat.yaml" --templates templates --now "$now" || rc=$?
	[ $rc -le 1 ]
}
scripted() {
	find "$work/w/intake/leiden" -mindepth 1 -maxdepth 1 -print0 |
	    xargs -0 -P "$workers" -I{} tests/bench/script.sh "$1" {} "$work/out" "$work/rules" "${plain_url%/}/script"
}
# with_book FOLDER: its workers write down what they spend.
with_book() { rm -f "$1/book"; [ "$2" = no ] || : >"$1/book"; }
median() { cut -f"$2" <<<"$(grep "^$1	" "$work/turns")" | sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
# ratios A B FIELD: the median over the rounds of A / B of the same round, in time (2) or in CPU (3).
ratios() {
	paste <(grep "^$1	" "$work/turns" | cut -f"$3") <(grep "^$2	" "$work/turns" | cut -f"$3") | awk '{ print $1 / $2 }' | sort -n |
	    awk '{ v[NR] = $1 } END { printf "%.3f", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

printf '%d documents in dossiers of %d, %d workers, %d rounds\n' "$count" "$each" "$workers" "$rounds"
with_book "$build/tests/gateless" no
with_book "$build/tests/timed" no
for ((i = 0; i < rounds; i++)); do
	measured script scripted plain
	measured street street "$build/tests/gateless"
	measured script-tuned scripted tuned
	measured street-and-gate street "$build/tests/timed"
done
# Where the CPU goes, a round of each by itself.
for kind in gateless timed; do
	with_book "$build/tests/$kind" yes
	measured "$kind-book" street "$build/tests/$kind"
	"$build/tests/told" "$build/tests/$kind/book" >"$work/$kind.told"
	with_book "$build/tests/$kind" no
	[ $kind = gateless ] || cp "$work/said" "$work/account"
done

printf '\nmedians                   wall s     CPU s  documents/s\n'
for name in script script-tuned street street-and-gate; do
	printf '  %-22s %8.2f  %8.2f  %8.1f\n' $name "$(median $name 2)" "$(median $name 3)" "$(median $name 5)"
done
printf '\n%-16s %8s %10s %12s\n' 'stage (with gate)' visits 'CPU s' 'ms/document'
sort -t'	' -k4,4nr "$work/timed.told" | awk -F'\t' -v n="$count" '$1 == "stage" { printf "%-16s %9d %10.2f %12.2f\n", $2, $3, $4 / 1000, $4 / n }'
# of KIND ROW FIELD: a figure that the workers wrote down.
of() { awk -F'\t' -v r="$2" -v f="$3" '$1 == r || $1 == "stage" && $2 == r { s += $f } END { print s + 0 }' "$work/$1.told"; }
awk -v n="$count" -v all="$(median timed-book 3)" -v bare="$(median gateless-book 3)" \
    -v workers="$(of timed workers 2)" -v children="$(of timed children 3)" -v stages="$(of timed stage 4)" \
    -v extract="$(of timed extract 4)" -v gateless_extract="$(of gateless extract 4)" -v gate="$(of timed reveal 4)" -v screen="$(of timed screen 4)" \
    -v rss="$(of timed visits 4)" -v most="$(of timed visits 5)" \
    -v visits="$(of gateless visits 3)" -v visits_stages="$(of gateless visits 6)" \
    -v empty="$(of gateless reveal 4)" -v picture="$(of gateless picture 4)" -v gateless_stages="$(of gateless stage 4)" 'BEGIN {
	printf "%-16s %9s %10.2f %12.2f\n", "fork, walls", "", (children - stages) / 1000, (children - stages) / n
	printf "%-16s %9s %10.2f %12.2f\n", "workers", "", workers / 1000, workers / n
	printf "%-16s %9s %10.2f %12.2f\n\n", "the other two", "", all - (children + workers) / 1000, (all * 1000 - children - workers) / n
	printf "other_ratio %.3f\n", (bare * 1000 - gateless_extract) / gateless_extract
	# A picture of the place of a find is rendering, as reveal is: it is of what is held.
	printf "other_stages_ratio %.3f\n", (gateless_stages - gateless_extract - picture) / gateless_extract
	# The same, with the child that text is extracted in: as text_cpu_ratio counts extract.
	printf "other_stages_child_ratio %.3f\n", (gateless_stages - gateless_extract - picture) / (gateless_extract + visits - visits_stages)
	printf "screen_ratio %.3f\n", (gate + screen) / extract
	printf "worker_rss_mib %.1f\nworker_rss_most_mib %.1f\n", rss / 1024, most / 1024
}'
for name in '' _gate; do
	ours=street${name:+-and-gate}
	printf 'street%s_ratio %s\nstreet%s_tuned_ratio %s\n' "$name" "$(ratios script "$ours" 2)" "$name" "$(ratios script-tuned "$ours" 2)"
	printf 'street%s_cpu_ratio %s\nstreet%s_tuned_cpu_ratio %s\n' "$name" "$(ratios script "$ours" 3)" "$name" "$(ratios script-tuned "$ours" 3)"
done
printf 'published %s\npublished_by_script %s\n' "$(median street-and-gate 4)" "$(median script 4)"
