#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# run.sh - every file of the collections through a rehearsal, some through a run, and what must hold whatever they are.
# Usage: run.sh [--only COLLECTION] BUILD [DIR]   DIR as fetch.sh made it; the account stands in BUILD/corpora.
#
# Fifty files make a dossier, a thousand make one rehearsal under a watchdog.  Of each: it ends, with 0 or 1; it balances;
# every file has one outcome; the supervisor stays below 128 MiB; nothing is left in its temporary folder, no process runs
# on; no finding shows nine digits that are a burgerservicenummer.  One rehearsal in five is run for real as well, to a
# folder as portal.  Counts are printed; files that ended a worker stand in BUILD/corpora/deaths.
# Last line: "corpora: files=N outcomes=N crashes=N leftovers=N ...", exit 1 when one of these did not hold.
set -u
export LC_ALL=C.UTF-8
unset TZ
only=
[ "${1:-}" != --only ] || { only=$2; shift 2; }
build=$(cd "$1" && pwd)
dir=${2:-${XDG_CACHE_HOME:-$HOME/.cache}/woostraat-corpora}
now=2026-11-15T04:15:00Z
per_dossier=50
per_run=1000
watchdog=1800			# seconds for one rehearsal; a file may take 5 minutes, two go at a time
rss_most=131072			# KiB of the supervisor
out=$build/corpora
rm -rf "$out"
mkdir -p "$out"
work=$(mktemp -d "${TMPDIR:-/tmp}/woo-corpora-XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
export TMPDIR=$work/tmp
mkdir "$TMPDIR"
bad=0
crashes=0
leftovers=0
most_kib=0

fault() {
	bad=$((bad + 1))
	echo "FAULT $*"
}

# The files of a rehearsal as dossiers; $work/names: dossier, path in it, where it came from.
lay_out() {
	local n=0 folder='' base
	rm -rf "$work/intake"
	: >"$work/names"
	while read -r file; do
		if [ $((n % per_dossier)) -eq 0 ]; then
			folder=d$(printf %05d "$((n / per_dossier))")
			mkdir -p "$work/intake/leiden/$folder"
		fi
		base=$(printf '%03d-%s' "$((n % per_dossier))" "$(basename "$file" | tr -c 'A-Za-z0-9._\n-' _ | tail -c 120)")
		cp "$file" "$work/intake/leiden/$folder/$base"
		chmod 600 "$work/intake/leiden/$folder/$base"
		printf '%s\t%s\t%s\n' "$folder" "$base" "$file" >>"$work/names"
		if [ $((n % per_dossier)) -eq 0 ]; then
			printf 'titel: Proef\ndatum: 12 maart 2026\nvrijgave: ja\ndocumenten:\n  - bestand: "%s"\n    rol: hoofddocument\n' \
			    "$base" >"$work/intake/leiden/$folder/dossier.yaml"
		fi
		n=$((n + 1))
	done
	# So long ago that nobody waits for them to settle.
	find "$work/intake" -exec touch -d 2026-01-01 {} +
}

# watched NAME ARGUMENT...: woostraat in a session of its own; $rc, $kib of the supervisor, and what it left.
watched() {
	local name=$1 pid kib end left
	shift
	setsid "$build/woostraat" "$@" >"$work/$name.out" 2>"$work/$name.err" &
	pid=$!
	end=$((SECONDS + watchdog))
	kib=0
	while kill -0 $pid 2>/dev/null; do
		now_kib=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$pid/status" 2>/dev/null)
		[ "${now_kib:-0}" -le "$kib" ] || kib=$now_kib
		if [ $SECONDS -gt $end ]; then
			fault "$name does not end"
			kill -KILL -- -$pid
		fi
		sleep 0.1
	done
	wait $pid
	rc=$?
	[ "$kib" -le "$most_kib" ] || most_kib=$kib
	[ "$kib" -le $rss_most ] || fault "$name: the supervisor took $kib KiB"
	case $rc in
	0 | 1) ;;
	*) fault "$name ended with $rc: $(tail -n 1 "$work/$name.err")" ;;
	esac
	sleep 0.2
	left=$(ps -o pid= -s $pid | wc -l)
	left=$((left + $(find "$TMPDIR" -mindepth 1 | wc -l)))
	if [ $left -ne 0 ]; then
		fault "$name left $left processes and files: $(ps -o args= -s $pid; find "$TMPDIR" -mindepth 1 | head -n 3)"
		leftovers=$((leftovers + left))
		rm -rf "${TMPDIR:?}"/*
	fi
}

# account NAME: what the JSON of a run must say of the files in $work/names.
account() {
	local name=$1
	jq -r 'select(has("run")) | .run.balanced' "$work/$name.out" | grep -qx true || fault "$name does not balance"
	jq -r 'select(has("documents")) | .dossier as $d | .documents[] | select(.path != "dossier.yaml") |
		[$d, .path, .outcome // "-"] | @tsv' "$work/$name.out" | LC_ALL=C sort >"$work/got"
	cut -f1,2 "$work/names" | LC_ALL=C sort >"$work/wanted"
	# Members of packages are documents too; the files themselves are what must be there, each once.
	cut -f1,2 "$work/got" | LC_ALL=C uniq -d >"$work/twice"
	[ ! -s "$work/twice" ] || fault "$name: outcomes twice: $(head -n 2 "$work/twice")"
	cut -f1,2 "$work/got" | LC_ALL=C comm -23 "$work/wanted" - >"$work/missing"
	[ ! -s "$work/missing" ] || fault "$name: no outcome: $(head -n 2 "$work/missing")"
	! cut -f3 "$work/got" | grep -qvxE 'published|unchanged|held|rejected|later|skipped' || fault "$name: unknown outcomes"
	# What a person reads of findings; nine digits in a row that pass the 11-proef are a number that was not masked.
	jq -r '.findings[]?, .documents[]?.findings[]? | [.text, .masked // ""] | join(" ")' "$work/$name.out" |
	    grep -oE '(^|[^0-9])[0-9]{9}($|[^0-9])' | tr -dc '0-9\n' | awk '{
		s = -substr($0, 9, 1)
		for (i = 1; i < 9; i++) s += (10 - i) * substr($0, i, 1)
		if (s % 11 == 0 && $0 != "000000000") print
	    }' >"$work/bare"
	[ ! -s "$work/bare" ] || fault "$name: $(wc -l <"$work/bare") findings show a number unmasked"
}

# The files that ended a worker, with where they came from.
deaths() {
	jq -r 'select(has("documents")) | .dossier as $d | .documents[] | .path as $p | .findings[] |
		select(.code == "RUN-502" or .code == "RUN-503" or .code == "RUN-505") | [$d, $p, .code, .text] | @tsv' "$work/$1.out" |
	    while IFS=$'\t' read -r folder path code text; do
		printf '%s\t%s\t%s\n' "$code" \
		    "$(awk -F'\t' -v d="$folder" -v p="${path%%/*}" '$1 == d && $2 == p { print $3 }' "$work/names")" "$text"
	    done >>"$out/deaths"
}

find "$dir/files${only:+/$only}" -type f ! -name .done | LC_ALL=C sort >"$work/all"
split -l $per_run -d -a 4 "$work/all" "$work/part-"
cp tests/e2e/world.yaml "$work/woostraat.yaml"
organisations() { sed -n 's/^ *- folder: //p' "$work/woostraat.yaml"; }
: >"$out/deaths"
i=0
for part in "$work"/part-*; do
	lay_out <"$part"
	watched check check --json --now "$now" --config "$work/woostraat.yaml" "$work/intake"
	account check
	deaths check
	jq -c 'select(has("documents"))' "$work/check.out" >>"$out/documents.json"
	if [ $((i % 5)) -eq 0 ]; then
		rm -rf "$work"/{staat,verslagen,portaal}
		organisations | while read -r org; do mkdir -p "$work/intake/$org" "$work/portaal/$org"; done
		watched run run --json --now "$now" --config "$work/woostraat.yaml"
		account run
		for name in check run; do
			jq -r 'select(has("documents")) | .dossier as $d | .documents[] | [$d, .path, .outcome, (.findings | map(.code) | join(" "))] |
				@tsv' "$work/$name.out" | LC_ALL=C sort >"$work/$name.said"
		done
		cmp -s "$work/check.said" "$work/run.said" ||
		    fault "the run says something else than the rehearsal: $(diff "$work/check.said" "$work/run.said" | sed -n 2,3p)"
	fi
	i=$((i + 1))
	echo "# $(wc -l <"$part") files, $most_kib KiB, $SECONDS s"
done

count() { LC_ALL=C sort | uniq -c | LC_ALL=C sort -rn; }
echo '# outcomes'
jq -r '.documents[].outcome' "$out/documents.json" | count
echo '# findings'
jq -r '.findings[].code, .documents[].findings[].code' "$out/documents.json" | count
echo '# media types'
jq -r '.documents[].media_type // "-"' "$out/documents.json" | count
files=$(wc -l <"$work/all")
crashes=$(grep -c '^RUN-502' "$out/deaths")
limits=$(grep -c '^RUN-503' "$out/deaths")
echo "corpora: files=$files outcomes=$(jq -r '.documents[] | select(.path != "dossier.yaml") | .outcome' "$out/documents.json" | wc -l)" \
    "crashes=$crashes limits=$limits leftovers=$leftovers rss=$most_kib seconds=$SECONDS faults=$bad"
[ "$bad" -eq 0 ]
