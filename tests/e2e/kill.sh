#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# kill.sh - a run that is killed anywhere is finished by the next one: the same bundles, none twice, none lost.
# WOO_SEED repeats the choices of an earlier test, as far as the machine's timing lets it.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

seed=${WOO_SEED:-$$}
RANDOM=$seed
echo "# WOO_SEED=$seed"
moments=20
tries=4		# runs that may end with 74 or 75 before one ends with 0 or 1

cases=(convenant woo-besluit oude-tekens subsidiebeschikking bereikbaarheid bsn kapotte-bijlage)

# A pause without a process.
exec {never}<> <(:)
pause() {
	read -rt "$1" -u "$never"
}

# The helpers of the run PID, as "PID NAME": what is in its process group beside itself.
family() {
	cat /proc/[0-9]*/stat 2>/dev/null |
		sed -n 's/^\([0-9]*\) (\(.*\)) [^ZX] [0-9]* \([0-9]*\) .*/\1 \3 \2/p' |
		awk -v g="$1" '$2 == g && $1 != g { print $1, $3 }'
}

# count DIR: $kept is how many files its run has made: the clock by which moments are chosen, as fast as the machine is.
count() {
	local all=("$1"/staat/kluis/*/* "$1"/portaal/*/*)
	kept=${#all[@]}
}

# half DIR: a world with enough dossiers that many are still to come after the first is done.
half() {
	world "$1"
	take "$1"
	rm -rf "$1/intake"/{oegstgeest,zoeterwoude,hollandrijnland,pijnacker-nootdorp}/*
}

# gone PID...: wait until none of them runs any more; 1: they stay.
gone() {
	local pid i left
	for ((i = 0; i < 100; i++)); do
		left=
		for pid; do
			[ -d "/proc/$pid" ] && ! grep -q '^State:.[ZX]' "/proc/$pid/status" 2>/dev/null && left=$pid
		done
		[ -n "$left" ] || return 0
		pause 0.1
	done
	return 1
}

# begin DIR: a run in a process group of its own; $run is its id.
begin() {
	: >"$work/begun.out"
	setsid "$build/woostraat" run --json --config "$1/woostraat.yaml" --now "$now" >"$work/begun.out" 2>"$work/begun.err" &
	run=$!
	started+=("$run")
}

# As `night`, again until it ends with 0 or 1; $runs says how many it took.
finish() {
	for ((runs = 1; runs <= tries; runs++)); do
		night "$1" finish
		[ "$rc" -gt 1 ] || return 0
		cat "$work/finish.err" >>"$work/faults"
	done
	echo "not finished after $tries runs: exit code $rc" >>"$work/faults"
}

# What must be true of a world after it was finished; faults are added to $work/faults.
inspect() {
	digests "$1/portaal" | diff "$work/portal.wanted" - >>"$work/faults" || echo "the portal differs" >>"$work/faults"
	[ "$(total finish balanced)" = true ] || echo "the run does not balance" >>"$work/faults"
	[ "$(($(total finish published) + $(total finish unchanged)))" = "$out" ] ||
		echo "$(totals finish); wanted $out published or unchanged" >>"$work/faults"
	[ "$(total finish held)" = "$held" ] || echo "held: $(total finish held), wanted $held" >>"$work/faults"
	find "$1/staat/kluis/tmp" -mindepth 1 >>"$work/faults"
	find "$1/staat/kluis" -type f -exec sha256sum {} + |
		awk '{ n = $2; sub(".*/", "", n); if (n != $1) print $2 " does not hold what its name says" }' >>"$work/faults"
}

world "$work/whole"
take "$work/whole" "${cases[@]}"
night "$work/whole" whole
shopt -s nullglob
count "$work/whole"
length=$kept
is "the undisturbed run" "$rc" 1
out=$(total whole published)
held=$(total whole held)
digests "$work/whole/portaal" >"$work/portal.wanted"
echo "# undisturbed: $length files, $(totals whole)"

# --- killed at 20 moments -------------------------------------------------------

kinds=(group supervisor worker uploader)
for ((i = 0; i < moments; i++)); do
	kind=${kinds[i % 4]}
	# The first of each kind early, while everything still has to begin; the others anywhere.
	mark=$((i < 4 ? RANDOM % 10 : RANDOM % length))
	w=$work/k$i
	: >"$work/faults"
	world "$w"
	take "$w" "${cases[@]}"
	begin "$w"
	count "$w"
	while [ "$kept" -lt "$mark" ] && [ -d "/proc/$run" ]; do
		pause 0.01
		count "$w"
	done
	family "$run" >"$work/family"
	case $kind in
	group) kill -KILL -- "-$run" 2>/dev/null ;;
	supervisor) kill -KILL "$run" 2>/dev/null ;;
	worker | uploader)
		# Names are cut to 15 bytes.
		sed -n "s/ woostraat-${kind:0:5}\$//p" "$work/family" >"$work/choice"
		n=$(wc -l <"$work/choice")
		[ "$n" -eq 0 ] || kill -KILL "$(sed -n "$((RANDOM % n + 1))p" "$work/choice")" 2>/dev/null
		;;
	esac
	rc=0
	wait "$run" 2>/dev/null || rc=$?
	ended=$rc
	mapfile -t family < <(cut -d' ' -f1 "$work/family")
	gone "${family[@]}" || {
		echo "its helpers still run:" >>"$work/faults"
		cat "$work/family" >>"$work/faults"
		kill -KILL "${family[@]}" 2>/dev/null
	}
	# Death is a result: once the run is at work, one dead worker does not end it.
	if [ "$kind" = worker ] && [ "$mark" -gt 0 ] && [ "$ended" -gt 1 ]; then
		{
			echo "one dead worker ended the run with $ended"
			cat "$work/begun.err"
		} >>"$work/faults"
	fi
	# Whatever is at the portal already is whole: others read there.
	find "$w/portaal" -name '*.zip' ! -name '.*' -exec unzip -tqq {} \; >>"$work/faults" 2>&1
	cp "$work/faults" "$work/faults.first"
	: >"$work/faults"
	finish "$w"
	[ "$runs" -gt 1 ] || : >"$work/faults"
	inspect "$w"
	cat "$work/faults.first" >>"$work/faults"
	empty "$kind killed after $mark files (it ended with $ended): the next run completes it" "$work/faults"
	rm -rf "$w"
done

# --- a helper that is gone when it is needed --------------------------------------

# The only worker dies while a portal takes its time; the page of the run is still to be made, by another.
echo "PUT 1 linger 2000" >"$work/slow.script"
portal_up --dir "$work/slow" --script "$work/slow.script"
mkdir "$work/slow"
w=$work/hworker
world "$w"
take "$w" convenant
over_http "$w" "$portal_url" leiden
printf 'workers: 1\n' >>"$w/woostraat.yaml"
begin "$w"
for ((i = 0; i < 400; i++)); do
	[ -z "$(ls "$work/slow")" ] || break
	pause 0.02
done
pid=$(family "$run" | sed -n 's/ woostraat-worke$//p')
kill -KILL "$pid"
rc=0
wait "$run" || rc=$?
cp "$work/begun.err" "$work/why"
if [ "$rc" -eq 0 ]; then
	pass "the only worker dies while it has no work: the run ends as always"
else
	fail "the only worker dies while it has no work: the run ends with $rc, wanted 0" "$work/why"
fi
is "and its page is there, and that of its organisation" "$(find "$w" -name verslag.html | wc -l)" 2
portal_down

# A run over many fixtures is halted after its first line; the uploader ends what it was doing, and is killed.
w=$work/hupload
half "$w"
begin "$w"
for ((i = 0; i < 400; i++)); do
	[ ! -s "$work/begun.out" ] || break
	pause 0.02
done
kill -STOP "$run"
pause 0.5
kill -KILL "$(family "$run" | sed -n 's/ woostraat-uploa$//p')"
kill -CONT "$run"
rc=0
wait "$run" || rc=$?
cp "$work/begun.err" "$work/why"
if [ "$rc" -eq 1 ]; then
	pass "the uploader dies while it has no work: another takes over"
else
	fail "the uploader dies while it has no work: the run ends with $rc, wanted 1" "$work/why"
fi
night "$w" bereft
is "the uploader dies: when the next run is over, nothing waits" "$rc $(total bereft later)" "1 0"
digests "$w/portaal" >"$work/portal.upload"

# --- asked to stop ----------------------------------------------------------------

for signal in TERM INT; do
	w=$work/s$signal
	: >"$work/faults"
	half "$w"
	begin "$w"
	# After its first line, with dozens of dossiers still to come.
	for ((i = 0; i < 400; i++)); do
		[ ! -s "$work/begun.out" ] || break
		pause 0.02
	done
	kill "-$signal" "$run"
	rc=0
	wait "$run" || rc=$?
	is "SIG$signal: the run ends with 75" "$rc" 75
	cp "$work/begun.out" "$work/stopped.out"
	is "SIG$signal: its account ends with the run, and balances" \
		"$(tail -n 1 "$work/stopped.out" | jq -r '.run.balanced' 2>/dev/null)" true
	has "SIG$signal: it says why" "$work/begun.err" 'gestopt'
	night "$w" stopped2
	is "SIG$signal: the next run completes it" "$rc $(total stopped2 later)" "1 0"
	digests "$w/portaal" >"$work/portal.$signal"
done
for end in INT upload; do
	same "stopped or bereft of its uploader ($end), the portal is the same in the end" "$work/portal.TERM" "$work/portal.$end"
done

# --- a rehearsal that was killed ------------------------------------------------------

: >"$work/begun.out"
setsid "$build/woostraat" check --json --config "$work/whole/woostraat.yaml" --now "$now" "$work/whole/intake" \
	>"$work/begun.out" 2>/dev/null &
run=$!
started+=("$run")
for ((i = 0; i < 400; i++)); do
	[ ! -s "$work/begun.out" ] || break
	pause 0.02
done
kill -KILL -- "-$run"
wait "$run" 2>/dev/null
rehearse "$work/whole" after "$work/whole/intake/sozhr"
is "a rehearsal sweeps what a killed one left" "$(find "$TMPDIR" -mindepth 1 | wc -l)" 0
tap_end
