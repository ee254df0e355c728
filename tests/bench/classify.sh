#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# classify.sh - what all rules cost on a text of sixty pages, and how much faster they are than the same patterns one by
# one (the better of whole and taken apart; plain JIT, same plain text, each rule on its own part of it).  The hits must
# be the same.  Fails above 10 ms, and below a rules_ratio of 5.
# Usage: classify.sh BUILD [FILE...]   FILE: plain texts; none: the golden documents, and of each folder all in one.
set -eu
cd "$(dirname "$0")/../.."
export LC_ALL=C
build=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# 3,000 bytes a page: golden documents of all categories, one after the other.
cat fixtures/categorieen/*/*.txt | head -c 180000 >"$work/sixty"
said=$("$build/tests/test_classify" --bench "$work/sixty")
echo "$said"
if [ $# -eq 0 ]; then
	for dir in fixtures/categorieen/*/; do
		cat "$dir"*.txt >"$work/grown-$(basename "$dir").txt"
	done
	set -- fixtures/categorieen/*/*.txt "$work"/grown-*.txt
fi
ratio=$("$build/tests/test_prefilter" --bench "$@")
echo "$ratio"
echo "$ratio" | grep -q '^identical yes$'
echo "$ratio" | awk '/^rules_ratio/ { exit !($2 >= 5) }'
echo "$said" | sed 's/.*: \([0-9.]*\) ms for.*/\1/' | awk '{ exit !($1 <= 10) }'
