#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# sandbox.sh - what the walls cost for each document: children with them and without, turn by turn.
# Usage: sandbox.sh BUILD [CHILDREN]   300 of each, unless said otherwise.  Above 5 ms for each it fails.
set -eu
cd "$(dirname "$0")/../.."
export LC_ALL=C
build=$1
said=$("$build/tests/test_attacks" --bench "${2:-300}")
echo "$said"
echo "$said" | sed 's/.*: \([0-9.]*\) ms for each.*/\1/' | awk '{ exit !($1 <= 5) }'
