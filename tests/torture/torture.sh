#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# torture.sh - make the common part of the worlds on a disk in memory, where a run takes a tenth of a second; torture.
# Usage: torture.sh BUILD [OPTION...]   BUILD: of `make TORTURE=1`; options as in torture.c.
set -eu
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
build=$1
shift
place=${WOO_TORTURE_DIR:-/dev/shm}
# The worlds of two jobs take some MiB; small containers give /dev/shm 64.
if [ ! -w "$place" ] || [ "$(df -Pk "$place" | awk 'NR == 2 { print $4 }')" -lt 49152 ]; then
	place=${TMPDIR:-/tmp}
fi
root=$(mktemp -d "$place/woo-torture-XXXXXX")
trap 'rm -rf "$root"' EXIT
trap 'exit 1' HUP INT TERM
tests/torture/world.sh "$root"
"$build/tests/torture" --build "$build" "$@" "$root"
