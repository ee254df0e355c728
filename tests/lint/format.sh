#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# format.sh - hold the bodies of functions to .clang-format; declarations, tables and test cases are laid by hand.
# Usage: format.sh [--fix]   Prints each difference; exit 1 when there is one.  --fix rewrites the files.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lint/lib.sh
export LC_ALL=C.UTF-8

# Options that name the lines of all functions of a file.
bodies()
{
	awk '/^\{/ { from = FNR } /^\}/ { if (from != 0) printf " --lines=%d:%d", from, FNR; from = 0 }' "$1"
}

tree 'pipeline/*.[ch]' 'cmd/*.[ch]' | (
	bad=0
	while read -r file; do
		lines=$(bodies "$file")
		[ -n "$lines" ] || continue
		if [ "${1:-}" = --fix ]; then
			# shellcheck disable=SC2086	# a list of options
			clang-format -i --style=file $lines "$file" || bad=1
		else
			# shellcheck disable=SC2086
			clang-format --style=file $lines "$file" | diff -u --label "$file" --label 'as it should be' "$file" - || bad=1
		fi
	done
	exit $bad
)
