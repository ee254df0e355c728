#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# classify.sh - what all rules cost on a text of sixty pages.  Above 10 ms it fails.
# Usage: classify.sh BUILD
set -eu
cd "$(dirname "$0")/../.."
export LC_ALL=C
text=$(mktemp)
trap 'rm -f "$text"' EXIT
# 3,000 bytes a page: golden documents of all categories, one after the other.
cat fixtures/categorieen/*/*.txt | head -c 180000 >"$text"
said=$("$1/tests/test_classify" --bench "$text")
echo "$said"
echo "$said" | sed 's/.*: \([0-9.]*\) ms for.*/\1/' | awk '{ exit !($1 <= 10) }'
