#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# unchanged.sh - how many documents a second a night looks at in which nothing changed, and what the supervisor needs for it.
# Usage: unchanged.sh BUILD.  COUNT (20000) documents in dossiers of EACH ("10 100"); ROUNDS (3).
#
# The first night publishes, the second reads all once more.  Then pairs, A B A B: a night that reads everything
# (recheck: 0) and one that only looks; before that one goes a night that settles, since after a change of the settings
# all is read.  Prints unchanged_per_s (by the clock) and unchanged_per_cpu_s (by the CPU of the supervisor and its
# programs: where others use the machine); what is judged (TAP) is what the nights say.
# shellcheck source-path=SCRIPTDIR/../e2e
. "$(dirname "$0")/../e2e/lib.sh"

count=${COUNT:-20000}
each=${EACH:-10 100}
rounds=${ROUNDS:-3}
tab=$(printf '\t')

# settings RECHECK
settings() { leiden "$w/woostraat.yaml" "recheck: $1" <<<'portal: portaal'; }

# fill DOCUMENTS: dossiers of so many small texts.
fill() {
	local n=0 i k dir
	mkdir -p "$w/intake/leiden" "$w/portaal"
	for ((i = 0; n < count; i++)); do
		dir=$w/intake/leiden/besluit-$(printf '%06d' "$i")
		mkdir "$dir"
		for ((k = 0; k < $1 && n < count; k++, n++)); do
			printf 'Convenant veilig uitgaan %d, stuk %d\n\nLeiden, 12 maart 2026\n\nDe gemeente en de horeca spreken af dat zij samen letten op de veiligheid in de binnenstad.\n' \
				"$i" "$k" >"$dir/stuk-$(printf '%04d' "$k").txt"
		done
		printf 'titel: Convenant veilig uitgaan %d\ndatum: 2026-03-12\nvrijgave: ja\ncategorie: convenanten\ndocumenten:\n  - bestand: stuk-0000.txt\n    rol: hoofddocument\n' "$i" \
			>"$dir/dossier.yaml"
	done
}

# timed NAME: a night; seconds, CPU seconds and KiB in $seconds $cpu $kib.
timed() {
	/usr/bin/time -f '%e %U %S %M' -o "$work/time" \
		"$build/woostraat" run --quiet --config "$w/woostraat.yaml" --now "$now" >"$work/$1.out" 2>"$work/$1.err"
	read -r seconds user system kib < <(tail -n 1 "$work/time")
	cpu=$(echo "$user + $system" | bc -l)
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

for m in $each; do
	w=$work/w$m
	mkdir -p "$w"
	settings 28
	fill "$m"
	sleep 3
	timed first
	printf '# %d documents in dossiers of %d: first night %.1f s\n' "$count" "$m" "$seconds"
	for r in rates ratios cpus kibs; do : >"$work/$r"; done
	for ((r = 0; r < rounds; r++)); do
		settings 0
		timed long
		long=$seconds
		long_cpu=$cpu
		settings 28
		timed settle
		timed short
		echo "$seconds $count" | awk '{ printf "%.0f\n", $2 / $1 }' >>"$work/rates"
		echo "$cpu $count" | awk '{ printf "%.0f\n", $2 / $1 }' >>"$work/cpus"
		echo "$long_cpu $cpu" | awk '{ printf "%.2f\n", $1 / $2 }' >>"$work/ratios"
		echo "$kib" >>"$work/kibs"
		printf '# round %d: read %.2f s (CPU %.2f), looked %.2f s (CPU %.2f)\n' "$((r + 1))" "$long" "$long_cpu" "$seconds" "$cpu"
	done
	last=$(find "$w/verslagen" -name dossiers.jsonl -printf "%T@$tab%p\n" | sort -n | tail -n 1 | cut -f 2)
	is "of $m: all are unchanged" "$(jq -r 'select(has("run")).run | "\(.seen) \(.unchanged) \(.skipped) \(.balanced)"' "$last")" \
		"$((count + (count + m - 1) / m)) $count $(((count + m - 1) / m)) true"
	printf 'unchanged_per_s[%d] %s\n' "$m" "$(median <"$work/rates")"
	printf 'unchanged_per_cpu_s[%d] %s\n' "$m" "$(median <"$work/cpus")"
	printf 'unchanged_ratio[%d] %s\n' "$m" "$(median <"$work/ratios")"
	printf 'unchanged_supervisor_mib[%d] %s\n' "$m" "$(median <"$work/kibs" | awk '{ print int($1 / 1024) }')"
	rate=$(median <"$work/rates")
	[ -n "${slowest:-}" ] && [ "$slowest" -le "$rate" ] || slowest=$rate
done
printf 'unchanged_per_s %s\n' "$slowest"
tap_end
