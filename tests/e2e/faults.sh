#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# faults.sh - a choice of `make portal-faults`: each fault once, each point twice, and what once went wrong.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

cells=(version/no-key lists/vanish find/lost create/twins document/late part/broken ready/cut download/flood publish/late
	seen/gone remove/odd sweep/vanish version/hang lists/redirect find/busy create/masked document/server-error
	part/too-large ready/read-only download/login publish/disk-full seen/restart remove/deaf sweep/conflict
	create/bad-gateway document/bad-request)
tests/faults/faults.sh "$build" "${cells[@]}" >"$work/faults.out" 2>&1 || rc=$?
is "nothing lost, doubled or leaked, whatever the bank does" "$(tail -n 1 "$work/faults.out")" \
	"portal-faults: cells=${#cells[@]} lost=0 duplicated=0 leaked=0"
is "and each is told, or known to be harmless" "$rc" 0
[ "$rc" -eq 0 ] || sed 's/^/# /' "$work/faults.out"
is "every fault is there" "$(printf '%s\n' "${cells[@]#*/}" | sort -u | wc -l)" 24
is "every point is there" "$(printf '%s\n' "${cells[@]%/*}" | sort -u | wc -l)" 12
tap_end
