#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# golden.sh - what check says of each fixture, and the bundle that a run makes of it, beside what it said before.
# Usage: golden.sh BUILD [--bless]   --bless: show each difference, and keep it as what is wanted.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

bless=${2:-}
world "$work/w"
take "$work/w"
rehearse "$work/w" check "$dossiers"/*/in
if [ "$rc" -gt 1 ]; then
	fail "check of all fixtures ends with 0 or 1, not $rc" "$work/check.err"
	tap_end
fi
night "$work/w" run
if [ "$rc" -gt 1 ]; then
	fail "run over all fixtures ends with 0 or 1, not $rc" "$work/run.err"
	tap_end
fi

# A line for each fixture, in their order; the folder of this test is nowhere in what is wanted.
jq -c 'select(has("dossier"))' "$work/check.out" | sed "s|$work/w/||g" >"$work/lines"
mapfile -t lines <"$work/lines"
declare -A bundles
while IFS=$'\t' read -r name url; do
	bundles[$name]=${url#file://}
done < <(jq -r 'select(has("sent")) | "\(.organisation)/\(.dossier)\t\(.sent.url)"' "$work/run.out")

# list ARCHIVE DIR: its members with their digests, in their order, and its DiWoo documents.
list() {
	mkdir -p "$2/diwoo" "$work/bag"
	unzip -q -o "$1" -d "$work/bag"
	unzip -Z1 "$1" >"$work/names"
	{
		(cd "$(dirname "$1")" && sha256sum "$(basename "$1")")
		(cd "$work/bag" && xargs -d '\n' sha256sum) <"$work/names"
	} >"$2/bundle.txt"
	cp "$work/bag"/*/diwoo/*.xml "$2/diwoo/"
	rm -rf "$work/bag"
}

# got CASE LINE DIR: fill DIR with what the programs say.
got() {
	local place
	place=$(cd "$dossiers/$1/in" && echo */*)
	mkdir -p "$3"
	jq -S --arg p "$place" 'select("\(.organisation)/\(.dossier)" == $p)' <<<"$2" >"$3/check.json"
	[ -z "${bundles[$place]:-}" ] || list "${bundles[$place]}" "$3"
}

mkdir "$work/nothing"
i=0
for dir in "$dossiers"/*/; do
	case=$(basename "$dir")
	got "$case" "${lines[$i]:-}" "$work/got/$case"
	i=$((i + 1))
	if [ ! -s "$work/got/$case/check.json" ]; then
		fail "$case: check speaks of it"
		continue
	fi
	want=$dir/want
	[ -d "$want" ] || want=$work/nothing
	if diff -ruN "$want" "$work/got/$case" >"$work/why"; then
		pass "$case"
	elif [ "$bless" = --bless ]; then
		sed 's/^/# /' "$work/why"
		rm -rf "$dir/want"
		cp -R "$work/got/$case" "$dir/want"
		pass "$case: blessed"
	else
		fail "$case: differs from want/ (make bless shows and keeps it)" "$work/why"
	fi
done
tap_end
