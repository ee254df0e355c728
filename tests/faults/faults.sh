#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# faults.sh - every fault of tests/portal/faults.def at every point of the protocol of a GPP-publicatiebank.
# Usage: faults.sh BUILD [POINT/FAULT...]   WOO_KEEP=1: the worlds are kept, and where is told.
#
# A table of points by faults says what the run with the fault told of it: a finding, or how the row of its request
# ended when the run went on without one; "*": a person had to say redo; "-": nothing, and harmless.tsv says why not.
set -u
cd "$(dirname "$0")/../.." || exit 1
export LC_ALL=C.UTF-8
unset TZ
build=$1
shift
root=$(mktemp -d "${TMPDIR:-/tmp}/woo-faults-XXXXXX") || exit 1
portal=
# shellcheck disable=SC2317	# the trap calls it
script_end() {
	[ -z "$portal" ] || kill -TERM "$portal" 2>/dev/null
	if [ -n "${WOO_KEEP-}" ]; then echo "$root"; else rm -rf "$root"; fi
}
trap script_end EXIT
trap 'exit 1' HUP INT TERM
export TMPDIR=$root/tmp
mkdir "$TMPDIR"
sh tests/torture/world.sh "$root"
rm -rf "$root/intake/leiderdorp"
: >"$root/portal.out"
"$build/woostraat-portal" --part 100000 >"$root/portal.out" 2>"$root/portal.err" </dev/null &
portal=$!
url=
for ((i = 0; i < 200; i++)); do
	url=$(sed -n 's|.*"url":"\(http://127.0.0.1:[0-9]*\)/".*|\1|p' "$root/portal.out")
	[ -z "$url" ] || break
	sleep 0.05
done
[ -n "$url" ] || { cat "$root/portal.err"; exit 1; }

# --- the cells ------------------------------------------------------------------------

def=tests/portal/faults.def
sed -n 's/^FAULT(\([a-z0-9-]*\), "\([^"]*\)".*$/\1\t\2/p' $def >"$root/faults"
sed -n 's/^POINT(\([a-z0-9-]*\), "\([^"]*\)", \([0-9]*\),.*$/\1\t\2\t\3/p' $def >"$root/points"
# Beside the 288: taking back what is public, by the verb of it.
printf 'withdraw\tPATCH/publicaties/\t1\n' >>"$root/points"
while IFS=$'\t' read -r point request nth; do
	while IFS=$'\t' read -r fault rule; do
		if [ $# -eq 0 ] || [[ " $* " == *" $point/$fault "* ]]; then
			printf '%s\0' "$root" "$build" "$url" "$point" "$fault" "$rule" "$request" "$nth"
		fi
	done <"$root/faults"
done <"$root/points" >"$root/cells"
xargs -0 -r -P 2 -n 8 tests/faults/cell.sh <"$root/cells"
cat "$root"/*.tsv 2>/dev/null | sort >"$root/all"

# --- what came of them ----------------------------------------------------------------

bad=0
cells=$(wc -l <"$root/all")
wanted=$(($(tr -cd '\0' <"$root/cells" | wc -c) / 8))
awk -F'\t' '
	FILENAME ~ /points$/ { p[++np] = $1; next }
	FILENAME ~ /faults$/ { f[++nf] = $1; next }
	{ said[$1, $2] = ($3 == "" ? "-" : $3) $4 }
	END {
		printf "%-14s", ""; for (i = 1; i <= np; i++) printf " %-8s", p[i]; print ""
		for (k = 1; k <= nf; k++) {
			printf "%-14s", f[k]
			for (i = 1; i <= np; i++) { t = said[p[i], f[k]]; gsub("PUB-", "", t); printf " %-8s", t }
			print ""
		}
	}' "$root/points" "$root/faults" "$root/all" | sed 's/ *$//'
for why in "$root"/*.why; do
	if [ -s "$why" ]; then
		bad=1
		sort -u "$why" | sed "s|^|$(basename "$why" .why): |"
	fi
done
# What told nothing must be known to be harmless, and what is in that list must have told nothing.
sed '/^#/d; /^$/d' tests/faults/harmless.tsv | cut -f1,2 | sort >"$root/harmless"
awk -F'\t' '$3 == "" { print $1 "\t" $2 }' "$root/all" | sort >"$root/quiet"
comm -13 "$root/harmless" "$root/quiet" | sed 's/$/\tnothing was told of it/' >"$root/untold"
awk -F'\t' '$3 != "" { print $1 "\t" $2 }' "$root/all" | sort | comm -12 "$root/harmless" - |
	sed 's/$/\tis in harmless.tsv, and something was told of it/' >>"$root/untold"
if [ -s "$root/untold" ] || [ "$cells" -ne "$wanted" ]; then bad=1; fi
cat "$root/untold"
[ "$cells" -eq "$wanted" ] || echo "$((wanted - cells)) cells did not end"
awk -F'\t' '
	function line(what, k) { printf "%s: cells=%d lost=%d duplicated=%d leaked=%d\n", what, n[k], lost[k], dup[k], leak[k] }
	{ k = $1 == "withdraw"; n[k]++; lost[k] += $6; dup[k] += $7; leak[k] += $8 }
	END { if (n[1]) line("taking back", 1); line("portal-faults", 0) }' "$root/all"
exit $bad
