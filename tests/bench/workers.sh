#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# workers.sh - what a second worker brings: the same dossiers with one worker and with two, turn by turn, each from nothing.
# workers_ratio is the time of one by the time of two.  workers_busy says which part of the run's time, its start included,
# the children of two workers were at work: where the machine is shared, that is what to look at.  cores_ratio is what two
# processes that share nothing get of this machine at that moment, in the same turns: no ratio can be better.
# Usage: ROUNDS=3 EACH=10 workers.sh BUILD [FOLDER]
#   FOLDER: PDFs; else BENCH_DOCS, else the documents of the fixtures, COPIES (4) times.
# shellcheck disable=SC2016	# what is quoted is awk's
cd "$(dirname "$0")/../.." || exit 1
. tests/e2e/lib.sh
folder=${2:-${BENCH_DOCS:-}}
rounds=${ROUNDS:-3} each=${EACH:-10} copies=${COPIES:-4}
w=$work/w

# gather: the documents, one path a line, as often as they are to be read.
gather() {
	if [ -n "$folder" ]; then
		find "$(realpath "$folder")" -type f -name '*.pdf' | sort
		return
	fi
	for ((i = 0; i < copies; i++)); do
		find "$PWD/$dossiers" -path '*/in/*' -type f \( -name '*.pdf' -o -name '*.docx' -o -name '*.odt' \) -size -400k | sort
	done
}
gather >"$work/files"
count=$(wc -l <"$work/files")
[ "$count" -gt 1 ] || { echo "workers.sh: no documents in $folder" >&2; exit 1; }
n=0
while IFS= read -r file; do
	dossier=$w/intake/leiden/$(printf 'Z-26-%05d' $((n / each)))
	if [ $((n % each)) = 0 ]; then
		mkdir -p "$dossier"
		printf 'kenmerk: Z/26/%05d\ntitel: Stukken van maart\ndatum: 12-05-2026\nvrijgave: ja\n' $((n / each)) >"$dossier/dossier.yaml"
	fi
	cp "$file" "$dossier/$(printf '%05d' "$n").${file##*.}"
	n=$((n + 1))
done <"$work/files"
for k in 1 2; do
	leiden "$w/$k.yaml" "workers: $k" <<<'portal: portaal'
done

# once WORKERS: $ms and $busy, of a run from nothing.
once() {
	local began
	rm -rf "$w/staat" "$w/portaal" "$w/verslagen"
	mkdir "$w/portaal"
	began=$(date +%s%3N)
	woo "$1" run --json --config "$w/$1.yaml" --now "$now"
	ms=$(($(date +%s%3N) - began))
	[ "$rc" -le 1 ] || fail "a run with $1 ends with 0 or 1, not $rc" "$work/$1.err"
	busy=$(jq -r --argjson ms "$ms" 'select(has("run")).timing | .workers as $n |
		[.stages[] | select(.stage != "ingest" and .stage != "publish").wall_ms] | add / ($n * $ms)' "$work/$1.out")
	outcomes "$1" >"$work/$1.outcomes"
}
# spin N: milliseconds in which N processes each do the same sums.
spin() {
	local began i
	began=$(date +%s%3N)
	for ((i = 0; i < $1; i++)); do
		awk 'BEGIN { for (i = 0; i < 8000000; i++) s += i % 7 }' &
	done
	wait
	echo $(($(date +%s%3N) - began))
}
for ((r = 0; r < rounds; r++)); do
	once 1
	one=$ms
	once 2
	a=$(spin 1) b=$(spin 2)
	echo "$one $ms $busy $(awk "BEGIN { print 2 * $a / $b }")"
done >"$work/turns"
same "two workers say what one says" "$work/1.outcomes" "$work/2.outcomes"
# median FIELD-EXPRESSION: awk reads the fields.
median() { awk "{ print $1 }" "$work/turns" | sort -n | awk '{ v[NR] = $1 } END { printf "%.2f\n", (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }
printf '%d documents in dossiers of %d, %d rounds: one worker %.1f s, two %.1f s\n' "$count" "$each" "$rounds" \
    "$(median '$1 / 1000')" "$(median '$2 / 1000')"
ratio=$(median '$1 / $2')
echo "workers_ratio $ratio"
echo "workers_busy $(median '$3')"
echo "cores_ratio $(median '$4')"
awk "BEGIN { exit !($ratio >= 1.8) }"
