#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# first_look.sh - no letter that the first look at a page calls sure may be unseen when the page is drawn (decision 048):
# over COUNT pages made at random, every PDF under FOLDER, and COUNT pages of these with paint between their texts.
# Usage: FOLDER=folder COUNT=10000 SEED=1 first_look.sh BUILD   What it is wrong about stays in a folder that it names.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=$(realpath "$1") folder=$(realpath "${FOLDER:-fixtures}") count=${COUNT:-5000} seed=${SEED:-1}
work=$(mktemp -d)
cd "$work" || exit 1
# What is made to take hours is cut off.
mapfile -d '' files < <(find "$folder" -name '*.pdf' -size -50M ! -name 'vormen-waaier.pdf' ! -path '*/hostile/*' -print0)
rc=0
LC_ALL=C.UTF-8 "$build/tests/test_reveal_glance" --mutate "$count" "$seed" || rc=1
if [ "${#files[@]}" -ne 0 ]; then
	for f in "${files[@]}"; do
		LC_ALL=C.UTF-8 timeout 300 "$build/tests/test_reveal_glance" --prove "$f" >out || { cat out; rc=1; }
	done
	LC_ALL=C.UTF-8 "$build/tests/test_reveal_glance" --mutate "$count" "$seed" "${files[@]}" || rc=1
fi
rm -f out
rmdir "$work" 2>/dev/null || echo "first_look.sh: $work" >&2
exit "$rc"
