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
bank=
end() {
	[ -z "$bank" ] || kill "$bank"
	rm -rf "$root"
}
trap end EXIT
trap 'exit 1' HUP INT TERM
tests/torture/world.sh "$root"
: >"$root/bank"
"$build/tests/fakegpp" --part 300 >"$root/bank" &
bank=$!
port=
for i in 1 2 3 4 5 6 7 8 9 10; do
	port=$(sed -n 's|^http://127.0.0.1:\([0-9]*\)/.*|\1|p' "$root/bank")
	[ -z "$port" ] || break
	sleep 0.$i
done
"$build/tests/torture" --bank "$port" --build "$build" "$@" "$root"
