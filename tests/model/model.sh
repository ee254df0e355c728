#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# model.sh - the Spin model of publication: the protocol holds in every state, and each broken form of it does not.
# Usage: model.sh [BUILD] [quick]   quick: one worker instead of two; the broken forms all the same.
set -u
export LC_ALL=C.UTF-8
if ! command -v spin >/dev/null 2>&1; then
	echo "Bail out! spin is not installed (tests/packages.sh installs it)"
	exit 1
fi
here=$(cd "$(dirname "$0")" && pwd) || exit 1
top=$(cd "$here/../.." && pwd) || exit 1
work=$(mktemp -d "${TMPDIR:-/tmp}/woo-model-XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT PIPE TERM
n=0
bad=0

ok() {
	n=$((n + 1))
	printf 'ok %d - %s\n' "$n" "$1"
}

not_ok() {
	n=$((n + 1))
	bad=$((bad + 1))
	printf 'not ok %d - %s\n' "$n" "$1"
	head -n 30 "$work/out" | sed 's/^/# /'
}

# search MODEL FLAG...: everything pan says is in $work/out.  Depth and memory are far above what is needed.
# Compiling takes longer than a short search: only the long one is optimised.
optimise=-O0
search() {
	model=$1
	shift
	rm -rf "$work/pan.dir"
	mkdir "$work/pan.dir"
	(
		cd "$work/pan.dir" || exit 1
		spin "$@" -a "$model" &&
		    gcc $optimise -w -DSAFETY -DCOLLAPSE -DMEMLIM=8000 -o pan pan.c &&
		    timeout 900 ./pan -m100000 -w24
	) >"$work/out" 2>&1 || echo "the search was broken off: exit $?" >>"$work/out"
}

# States, as they are counted by pan.
states() {
	sed -n 's/^ *\([0-9]*\) states, stored.*/\1/p' "$work/out"
}

# Every state was seen, none of them wrong, and nothing that the portal can be sent late went untried.
holds() {
	text=$1
	shift
	search "$here/publish.pml" "$@"
	if grep -q 'errors: 0$' "$work/out" && grep -q '^Full statespace search' "$work/out" &&
	    ! grep -Eqi 'not completed|broken off|max search depth|memory limit|out of memory|bound' "$work/out" &&
	    grep -A2 '^unreached in proctype record' "$work/out" | grep -q '(1 of'; then
		ok "$text: $(states) states, no error"
	else
		not_ok "$text: an error, or not every state was seen"
	fi
}

# breaks TEXT CLAIM FLAG...: it has a counterexample, and it is against the claim whose text begins so.
breaks() {
	text=$1
	claim=$2
	shift 2
	search "$here/publish.pml" "$@"
	if grep '^pan:1: assertion violated' "$work/out" | grep -qF -- "$claim"; then
		ok "$text: $(states) states to a counterexample"
	else
		not_ok "$text: no counterexample against $claim"
	fi
}

# untabled TEXT FROM TO: without that move in the table, the model may not make it.
untabled() {
	mkdir -p "$work/top/tests/model" "$work/top/pipeline/store"
	cp "$here/publish.pml" "$work/top/tests/model/"
	grep -v "^MOVE($2, $3," "$top/pipeline/store/states.def" >"$work/top/pipeline/store/states.def"
	search "$work/top/tests/model/publish.pml" -DNW=1
	if cmp -s "$work/top/pipeline/store/states.def" "$top/pipeline/store/states.def"; then
		not_ok "$1: the table has no move from $2 to $3"
	elif grep '^pan:1: assertion violated' "$work/out" | grep -q '(0||'; then
		ok "$1"
	else
		not_ok "$1: the model does not mind"
	fi
}

holds "one worker" -DNW=1
case " $* " in
*" quick "*) ;;
*)
	optimise=-O2
	holds "two workers" -DNW=2
	optimise=-O0
	;;
esac
holds "one worker, people make it public" -DNW=1 -DHAND=1
breaks "left with people when the gate says no: public while HELD" 'state!=' -DNW=1 -DHAND=1 -DLEAVE=1 -DONLY=REFUSED
breaks "public at once, no concept first: published twice" 'npublic<=1' -DNW=1 -DDIRECT=1 -DONLY=TWICE
breaks "two workers, remote_id overwritten: published twice" 'npublic<=1' -DNW=2 -DCAS=0 -DONLY=TWICE
breaks "gate ignored: public without its yes" 'passed[' -DNW=1 -DGATE=0 -DONLY=UNGATED
breaks "not asked after a crash in PUBLISHING: public while HELD" 'state!=' -DNW=1 -DNOASK=1 -DONLY=REFUSED
breaks "given up in PUBLISHING, then begun anew: public while HELD" 'state!=' -DNW=1 -DGIVEUP=1 -DONLY=REFUSED
breaks "public after all, so not removed: a late DELETE takes it" 'n!=remote' -DNW=1 -DREASK=1 -DONLY=SWEPT
breaks "swept before it is CONFIRMED: the chosen one goes" 'n!=remote' -DNW=1 -DSWEEP=1 -DONLY=SWEPT
breaks "swept at any time: the chosen one goes" 'n!=remote' -DNW=1 -DSWEEP=2 -DONLY=SWEPT
untabled "a move that is not in states.def is refused" REMOVING INGESTED
printf '1..%d\n' "$n"
[ "$bad" -eq 0 ]
