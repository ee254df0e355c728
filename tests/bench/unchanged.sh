#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# unchanged.sh - how many documents a second a night looks at in which nothing changed, and what the supervisor needs for it.
# Usage: unchanged.sh BUILD.  COUNT (2000) documents in dossiers of EACH ("10 100"); ROUNDS (3); ARCHIVE (20000) documents.
#
# The first night publishes, the second reads all once more.  Then pairs, A B A B: a night that reads everything
# (recheck: 0) and one that only looks; before that one goes a night that settles, since after a change of the settings
# all is read.  Prints unchanged_per_s (by the clock) and unchanged_per_cpu_s (by the CPU of the supervisor and its
# programs: where others use the machine); what is judged (TAP) is what the nights say.
#
# These COUNT documents were read by two nights.  Then the archive is made ARCHIVE documents large (many.py, rests.c: folders,
# accounts, rows, what is remembered and evidence as a night would have left them), and nights look at that: the figures
# without "read".  ARCHIVE=200000 for the largest that we promise.
# shellcheck source-path=SCRIPTDIR/../e2e
. "$(dirname "$0")/../e2e/lib.sh"

count=${COUNT:-2000}
archive=${ARCHIVE:-20000}
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

# timed NAME: a night; seconds and CPU seconds of all its programs in $seconds $cpu, and the most memory of the supervisor
# itself, in KiB, in $kib.
timed() {
	local pid of more
	kib=0
	/usr/bin/time -f '%e %U %S' -o "$work/time" \
		"$build/woostraat" run --quiet --config "$w/woostraat.yaml" --now "$now" >"$work/$1.out" 2>"$work/$1.err" &
	pid=$!
	started+=("$pid")
	while [ -d "/proc/$pid" ]; do
		of=$(cat "/proc/$pid/task/$pid/children" 2>/dev/null)
		more=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/${of%% *}/status" 2>/dev/null)
		[ "${more:-0}" -le "$kib" ] || kib=$more
		sleep 0.1
	done
	wait "$pid" || true
	read -r seconds user system < <(tail -n 1 "$work/time")
	cpu=$(echo "$user + $system" | bc -l)
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# told DOCUMENTS DOSSIERS: the last night says that all of these are unchanged.
told() {
	local last
	last=$(find "$w/verslagen" -name dossiers.jsonl -printf "%T@$tab%p\n" | sort -n | tail -n 1 | cut -f 2)
	is "of $m: all $1 are unchanged" "$(jq -r 'select(has("run")).run | "\(.seen) \(.unchanged) \(.skipped) \(.balanced)"' "$last")" \
		"$(($1 + $2)) $1 $2 true"
}

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
		long_cpu=$cpu
		settings 28
		timed settle
		timed short
		echo "$long_cpu $cpu" | awk '{ printf "%.2f\n", $1 / $2 }' >>"$work/ratios"
		printf '# round %d: read CPU %.2f, looked %.2f s (CPU %.2f)\n' "$((r + 1))" "$long_cpu" "$seconds" "$cpu"
	done
	told "$count" $(((count + m - 1) / m))
	printf 'unchanged_read_ratio[%d] %s\n' "$m" "$(median <"$work/ratios")"

	# A last dossier that is not full would be the model of all that are made.
	[ $((count % m)) -eq 0 ] || fail "COUNT is a multiple of $m"
	dossiers=$((archive / m))
	"$(dirname "$0")/many.py" "$w" "$dossiers" >"$work/many.out" 2>"$work/many.err" || fail "of $m: the archive is made" "$work/many.err"
	sleep 3
	"$build/bench-rests" run --config "$w/woostraat.yaml" --now "$now" >"$work/rests.out" 2>"$work/rests.err" ||
		fail "of $m: the archive rests" "$work/rests.err"
	for ((r = 0; r < rounds; r++)); do
		timed short
		echo "$seconds $((dossiers * m))" | awk '{ printf "%.0f\n", $2 / $1 }' >>"$work/rates"
		echo "$cpu $((dossiers * m))" | awk '{ printf "%.0f\n", $2 / $1 }' >>"$work/cpus"
		echo "$kib" >>"$work/kibs"
		printf '# archive of %d, round %d: %.2f s (CPU %.2f), %d MiB\n' "$((dossiers * m))" "$((r + 1))" "$seconds" "$cpu" "$((kib / 1024))"
	done
	told "$((dossiers * m))" "$dossiers"
	printf 'unchanged_per_s[%d] %s\n' "$m" "$(median <"$work/rates")"
	printf 'unchanged_per_cpu_s[%d] %s\n' "$m" "$(median <"$work/cpus")"
	printf 'unchanged_supervisor_mib[%d] %s\n' "$m" "$(median <"$work/kibs" | awk '{ print int($1 / 1024) }')"
	rate=$(median <"$work/rates")
	[ -n "${slowest:-}" ] && [ "$slowest" -le "$rate" ] || slowest=$rate
done
printf 'unchanged_per_s %s\n' "$slowest"
tap_end
