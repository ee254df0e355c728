#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# smoke.sh - run each fuzz target for a while, two at a time; prints one line for each and what they found together.
# Usage: smoke.sh BUILD [NAME...]   FUZZ_SECONDS (60) for each; crashes are kept in BUILD/fuzz/crashes, what was learned
# in BUILD/fuzz/corpus, which the next run starts from.  Last line: "fuzz: targets=N findings=N"; exit 1 on a finding.
set -u
export LC_ALL=C.UTF-8
build=$1
shift
replay=$build/tests/replay
. tests/fuzz/lib.sh
out=$build/fuzz
mkdir -p "$out/bin" "$out/crashes" "$out/log"

# one NAME: a target with its seeds under libFuzzer; its line and, when it found something, what it said.
one() {
	local name=$1 bin=$out/bin/$1 corpus=$out/corpus/$1 log=$out/log/$1 crashes=$out/crashes/$1 most dict leaks=1 args=() found rc most_s=10
	IFS=$'\t' read -r _ most dict _ < <("$replay" --list | awk -F'\t' -v n="$name" '$1 == n')
	ln -sf ../fuzzer "$bin"
	rm -rf "$out/seeds/$name"
	mkdir -p "$corpus" "$crashes" "$out/seeds/$name"
	touch "$out/log/$name.begun"
	seeds "$name" | while read -r seed; do
		to=$out/seeds/$name/$(printf %s "$seed" | tr / _)
		case $(flags "$name") in
		parts*) "$replay" --parts "$seed" >"$to" ;;
		*) cp "$seed" "$to" ;;
		esac
	done
	[ "$dict" = - ] || args+=("-dict=tests/fuzz/$dict.dict")
	case $(flags "$name") in *noleaks) leaks=0 ;; esac
	# Pages of them are drawn, twice: a large one takes seconds without a sanitizer.
	[ "$name" != reveal_pdf ] || most_s=60
	ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=$leaks "$bin" "${args[@]}" -max_total_time="${FUZZ_SECONDS:-60}" -max_len="$most" -timeout="$most_s" -rss_limit_mb=3072 \
	    -malloc_limit_mb=8192 -detect_leaks=$leaks -print_final_stats=1 -artifact_prefix="$crashes/" \
	    "$corpus" "$out/seeds/$name" >"$log" 2>&1
	rc=$?
	found=$(find "$crashes" -type f -newer "$out/log/$name.begun" | wc -l)
	if [ $rc -ne 0 ] && [ "$found" -eq 0 ]; then found=1; fi
	printf '%-16s runs=%s speed=%s/s coverage=%s corpus=%s findings=%s\n' "$name" \
	    "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" \
	    "$(sed -n 's/^stat::average_exec_per_sec: *//p' "$log")" \
	    "$(sed -n 's/.*cov: \([0-9]*\).*/\1/p' "$log" | tail -n 1)" "$(find "$corpus" -type f | wc -l)" "$found"
	if [ "$found" -ne 0 ]; then
		find "$crashes" -type f -newer "$out/log/$name.begun" | sed 's/^/    /'
		grep -a -A25 'ERROR:\|runtime error\|woostraat: bug\|^ALARM\|^ParseDict\|^fuzz:' "$log" | head -n 40 | sed 's/^/    /'
	fi
}

if [ $# -eq 0 ]; then
	mapfile -t names < <("$replay" --list | cut -f1)
else
	names=("$@")
fi
export -f one seeds flags
export out replay
export ASAN_OPTIONS=allocator_may_return_null=1:handle_abort=1:detect_stack_use_after_return=0
printf '%s\n' "${names[@]}" | xargs -P2 -I{} bash -c 'one {}' | tee "$out/summary"
findings=$(sed -n 's/.*findings=\([0-9]*\)$/\1/p' "$out/summary" | awk '{ n += $1 } END { print n + 0 }')
echo "fuzz: targets=$(grep -c ' findings=[0-9]*$' "$out/summary") findings=$findings"
[ "$findings" -eq 0 ] && [ ${#names[@]} -ne 0 ] && [ "$(grep -c ' findings=[0-9]*$' "$out/summary")" -eq ${#names[@]} ]
