# SPDX-License-Identifier: EUPL-1.2
# lib.sh - the seeds of the fuzz targets, by the table of targets.def.
#
# Needs $replay, the program that prints the table.
# shellcheck shell=bash disable=SC2154

# seeds NAME: the files that a target starts from, one a line: by the patterns of its row, and its own.  What a worker may
# only end at its limit of processor time is test_hostile's.
seeds() {
	local patterns
	patterns=$("$replay" --list | awk -F'\t' -v n="$1" '$1 == n { print $5 }')
	set -f
	for pattern in $patterns; do
		find fixtures -path fixtures/fuzz -prune -o -type f -name "$pattern" ! -name vormen-waaier.pdf -size -300k -print
	done
	set +f
	[ ! -d "fixtures/fuzz/$1" ] || find "fixtures/fuzz/$1" -type f
}

# flags NAME: "parts", "leaks", "noleaks".
flags() {
	"$replay" --list | awk -F'\t' -v n="$1" '$1 == n { print $4 }'
}
