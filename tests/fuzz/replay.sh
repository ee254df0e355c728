#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# replay.sh - every fuzz target over all its seeds, its own fixtures and fixtures/hostile, once.  TAP.  A target without
# seeds or without a dictionary is not ok either.
# Usage: replay.sh BUILD   (from the top of the project; with SAN=... the sanitizers look on)
set -u
export LC_ALL=C.UTF-8
replay=$1/tests/replay
. tests/fuzz/lib.sh
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export ASAN_OPTIONS=allocator_may_return_null=1:detect_leaks=0
n=0
bad=0
while IFS=$'\t' read -r name _ dict _; do
	n=$((n + 1))
	seeds "$name" >"$work/seeds"
	if [ ! -s "$work/seeds" ] || [ ! -f "tests/fuzz/$dict.dict" ]; then
		bad=$((bad + 1))
		echo "not ok $n - $name: $(wc -l <"$work/seeds") seeds, dictionary $dict"
		continue
	fi
	{
		cat "$work/seeds"
		[ ! -d fixtures/hostile ] || find fixtures/hostile -type f -size -4M ! -name 'make.*' ! -name vormen-waaier.pdf
	} | sort -u >"$work/files"
	if timeout 300 "$replay" "$name" - <"$work/files" 2>"$work/said"; then
		echo "ok $n - $name: $(wc -l <"$work/files") files"
	else
		bad=$((bad + 1))
		echo "not ok $n - $name: $(grep "^$name " "$work/said" | tail -n 1)"
		tail -n 30 "$work/said" | sed 's/^/# /'
	fi
done < <("$replay" --list)
echo "1..$n"
[ "$bad" -eq 0 ] && [ "$n" -ne 0 ]
