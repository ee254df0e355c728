#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# titles.sh - how often the title of a document is right.  Below 95 % it fails.
# Usage: titles.sh BUILD [LIST]
#   LIST: a TSV file with columns path and title (" || " between what it may be called; "-" for no title), its paths
#   from here, the top of the project; fixtures/waarheid.tsv when it is not given.  Shows each that is wrong.
set -eu
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
said=$("$1/tests/test_glean_title" --bench "${2:-fixtures/waarheid.tsv}")
echo "$said"
echo "$said" | sed -n 's/^titles: [0-9]* documents, \([0-9.]*\) % right .*/\1/p' | awk '{ n++; ok = $1 >= 95 } END { exit !(n == 1 && ok) }'
