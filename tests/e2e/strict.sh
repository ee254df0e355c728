#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# strict.sh - which walls stand is in the account; where one is missing a strict run does not begin.
# Usage: strict.sh BUILD
. tests/e2e/lib.sh

hostile=$build/tests/hostile
case_in=$dossiers/convenant/in/leiden
world "$work/w"
take "$work/w" convenant
dossier="$work/w/intake/leiden/2026-0093 Convenant veilig uitgaan"

# missing NAME: the walls that the account of a run says are missing.
missing() {
	jq -r 'select(has("run")) | [.sandbox.walls[] | select(.stands | not).name] | join(" ")' "$work/$1.out"
}

# lacking WHAT NAME ARGUMENT...: woostraat on a kernel without it.
lacking() {
	local what=$1 name=$2
	shift 2
	rc=0
	"$hostile/without" "$what" "$build/woostraat" "$@" >"$work/$name.out" 2>"$work/$name.err" || rc=$?
}

# findings NAME: all of them, for a comparison.
findings() {
	jq -cS 'select(has("dossier"))' "$work/$1.out"
}

# --- this machine --------------------------------------------------------------

woo here check --json --now "$now" "$case_in"
is "check on this machine" "$rc" 0
is "the account names every wall" "$(jq -r 'select(has("run")).sandbox.walls | map(.name) | join(" ")' "$work/here.out")" \
	"limits memory rights calls files"
lacks=$(missing here)
echo "# this machine lacks: ${lacks:-nothing}; Landlock ABI $(jq -r 'select(has("run")).sandbox.landlock' "$work/here.out")"
woo strict check --json --strict --now "$now" "$case_in"
if [ -z "$lacks" ]; then
	is "check --strict on this machine" "$rc" 0
	woo human check --now "$now" "$case_in"
	is "and nothing to say about it" "$(grep -c 'let op' "$work/human.out")" 0
else
	is "check --strict on this machine, which lacks $lacks" "$rc" 78
	has "and why" "$work/strict.err" 'mist muren'
fi

# --- a kernel that lacks one ------------------------------------------------------

# refuses WHAT WORDS COMMAND ARGUMENT...: with the settings of the world.
refuses() {
	local what=$1 words=$2 name=$3
	shift 2
	lacking "$what" no "$@" --config "$work/w/woostraat.yaml" --now "$now"
	is "without $what: a strict $name does not begin" "$rc" 78
	has "without $what: a strict $name says why" "$work/no.err" "mist muren .*streng.*$words"
	empty "without $what: a strict $name says nothing else" "$work/no.out"
}

# without WHAT WALL WORDS ENGLISH
without() {
	local what=$1 wall=$2 words=$3 english=$4
	lacking "$what" less check --json --now "$now" "$case_in"
	if [ "$rc" -eq 125 ]; then
		skip "without $what" "it cannot be taken away here: $(cat "$work/less.err")"
		return
	fi
	is "without $what: check works" "$rc" 0
	has "without $what: the account says it" <(missing less | tr ' ' '\n') "^$wall\$"
	is "without $what: the findings are the same" "$(findings less)" "$(findings here)"
	lacking "$what" human check --html "$work/page.html" --now "$now" "$case_in"
	has "without $what: the table says it" <(tr '\n' ' ' <"$work/human.out") "let op: deze machine mist muren .*$words"
	LC_ALL='' LANG=en_GB.UTF-8 lacking "$what" english check --now "$now" "$case_in"
	has "without $what: so it does in English" <(tr '\n' ' ' <"$work/english.out") "lacks walls .*$english"
	has "without $what: the page says it" <(tr '\n' ' ' <"$work/page.html") "miste muren .*$words"
	refuses "$what" "$words" check --strict "$dossier"
	refuses "$what" "$words" stage --strict identify "$dossier"
	refuses "$what" "$words" run --strict
	refuses "$what" "$words" redo --strict --yes "$dossier"
	sed 's/^patience: .*/&\nstrict: ja/' "$work/w/woostraat.yaml" >"$work/w/strict.yaml"
	lacking "$what" no run --config "$work/w/strict.yaml" --now "$now"
	is "without $what: strict in the settings is as strict" "$rc" 78
	is "without $what: nothing was published" "$(find "$work/w/portaal" -type f | wc -l)" 0
}

without landlock files 'Landlock' 'fencing off of files'
without seccomp calls 'seccomp' 'ban on system calls'

# A run that is not strict goes on, and the evidence remembers it.
lacking landlock night run --json --config "$work/w/woostraat.yaml" --now "$now"
if [ "$rc" -eq 125 ]; then
	skip "the evidence says what was missing" "Landlock cannot be taken away here"
else
	is "a run that is not strict publishes" "$rc" 0
	has "the evidence says what was missing" <(sqlite3 "$work/w/staat/administratie.sqlite" \
		"SELECT body FROM evidence WHERE body LIKE '%run-begin%'") 'walls_missing.*Landlock'
fi
tap_end
