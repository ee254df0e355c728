# SPDX-License-Identifier: EUPL-1.2
# shellcheck shell=bash disable=SC2034	# what is set here is used by the scripts
# lib.sh - what the end-to-end scripts share: a folder of their own, TAP lines, a small world of fixtures.
#
# A script sources it with BUILD as its first argument, from the top of the project.  Afterwards:
#   $build $now $work   programs, the frozen clock, a folder that is removed at the end
#   $rc                 exit code of the last `woo`
# A script that asks a ledger says in $w which world it means.
set -u
export LC_ALL=C.UTF-8
unset TZ
build=$1
now=2026-11-15T04:15:00Z
dossiers=fixtures/dossiers
rc=0
w=
tap_n=0
tap_bad=0
started=()

if [ ! -x "$build/woostraat" ] || [ ! -d "$dossiers" ]; then
	echo "not ok 1 - $build/woostraat and $dossiers are there (run from the top of the project)"
	exit 1
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/woo-e2e-XXXXXX") || exit 1
export TMPDIR=$work/tmp		# rehearsals make and sweep their folders here
mkdir "$TMPDIR"

# Only what this script started, by its id.
lib_end() {
	local pid
	# A child that is stopped before its exec is still this script, and must not clean up for it.
	[ "$BASHPID" = "$$" ] || return
	for pid in "${started[@]}"; do
		kill -KILL "$pid" 2>/dev/null
	done
	if declare -F script_end >/dev/null; then script_end; fi
	chmod -R u+rwX "$work" 2>/dev/null
	rm -rf "$work"
}
trap lib_end EXIT
trap 'exit 1' HUP INT TERM

# --- TAP ---------------------------------------------------------------------

pass() {
	tap_n=$((tap_n + 1))
	printf 'ok %d - %s\n' "$tap_n" "$1"
}

# fail TEXT [FILE]: the first lines of FILE say more.
fail() {
	tap_n=$((tap_n + 1))
	tap_bad=$((tap_bad + 1))
	printf 'not ok %d - %s\n' "$tap_n" "$1"
	if [ $# -gt 1 ] && [ -s "$2" ]; then
		head -n 40 "$2" | sed 's/^/# /'
	fi
}

skip() {
	tap_n=$((tap_n + 1))
	printf 'ok %d - %s # SKIP %s\n' "$tap_n" "$1" "$2"
}

# is TEXT GOT WANTED
is() {
	if [ "$2" = "$3" ]; then
		pass "$1"
	else
		printf 'got:    %s\nwanted: %s\n' "$2" "$3" >"$work/why"
		fail "$1" "$work/why"
	fi
}

# same TEXT WANTED-FILE GOT-FILE
same() {
	if diff -u "$2" "$3" >"$work/why" 2>&1; then
		pass "$1"
	else
		fail "$1" "$work/why"
	fi
}

# Show each line of FILE as a fault; no lines: it passes.
empty() {
	if [ -s "$2" ]; then
		fail "$1" "$2"
	else
		pass "$1"
	fi
}

# has TEXT FILE PATTERN: a line of FILE matches the extended pattern.
has() {
	if grep -Eq -- "$3" "$2"; then
		pass "$1"
	else
		{ printf 'no line matches: %s\n' "$3"; cat "$2"; } >"$work/why"
		fail "$1" "$work/why"
	fi
}

# await COMMAND...: until it succeeds.  What does not come within a minute is a fault by itself.
await() {
	local i
	for ((i = 0; i < 1200; i++)); do
		! "$@" >/dev/null 2>&1 || return 0
		sleep 0.05
	done
	fail "this comes about: $*"
	return 1
}

tap_end() {
	printf '1..%d\n' "$tap_n"
	[ "$tap_bad" -eq 0 ]
	exit
}

# --- the programs ------------------------------------------------------------

# woo NAME ARGUMENT...: stdout to $work/NAME.out, stderr to $work/NAME.err, exit code in $rc.
woo() {
	local name=$1
	shift
	rc=0
	"$build/woostraat" "$@" >"$work/$name.out" 2>"$work/$name.err" || rc=$?
}

# world DIR: seven organisations in one file (world.yaml), with every folder inside DIR.
world() {
	local org
	mkdir -p "$1/intake"
	cp tests/e2e/world.yaml "$1/woostraat.yaml"
	while read -r org; do
		mkdir -p "$1/intake/$org" "$1/portaal/$org"
	done < <(sed -n 's/^ *- folder: //p' "$1/woostraat.yaml")
}

# take DIR CASE...: fixtures into the intake of the world DIR; no case: all of them.
take() {
	local dir=$1 dossier
	shift
	[ $# -gt 0 ] || set -- "$dossiers"/*
	for dossier; do
		cp -Rp "$dossiers/$(basename "$dossier")"/in/. "$dir/intake/"
	done
}

# leiden FILE [LINE...]: settings with these lines and one organisation; stdin says where it sends, as in its own file.
leiden() {
	local file=$1
	shift
	{
		printf '%s\n' 'intake: intake' 'state: staat' 'reports: verslagen' 'settle: 0' 'patience: 0' "$@" 'organisations:' \
			'  - folder: leiden' '    name: gm0546' '    namespace: fc0e6f79-10e3-486b-b9de-3910d9545be7'
		sed 's/^/    /'
	} >"$file"
}

# dossier DIR NUMBER MAIN: a folder of leiden in the world DIR with what is said of it; $folder.
dossier() {
	folder="$1/intake/leiden/2026-000$2 Parkeren"
	mkdir -p "$folder"
	printf 'kenmerk: 2026-000%d\ntitel: Parkeren in de binnenstad\ndatum: 12-05-2026\nvrijgave: ja\ndocumenten:\n  - bestand: %s\n    rol: hoofddocument\n' \
		"$2" "$3" >"$folder/dossier.yaml"
}

# mark ORGANISATION: a word that stands in nothing of anybody else's.
mark() {
	case $1 in
	leiden) echo zilvervos ;;
	leiderdorp) echo korenwolf ;;
	oegstgeest) echo waterral ;;
	zoeterwoude) echo boomklever ;;
	hollandrijnland) echo rietzanger ;;
	sozhr) echo grutto ;;
	esac
}

# public ORGANISATION [TEXT], held ORGANISATION: dossiers in the world $w with its mark in names, text and description.
public() {
	local m d source="$dossiers/verordening/in/leiderdorp/Participatieverordening 2026"
	m=$(mark "$1")
	d="$w/intake/$1/$m-map"
	mkdir -p "$d"
	sed "s|</main>|<p>Dit stuk gaat over de ${m}tekst. ${2-}</p></main>|; s|gemeente Leiderdorp|$m|g; s|Leiderdorp|$m|g" \
		"$source/participatieverordening.html" >"$d/$m-bestand.html"
	printf 'kenmerk: Z/26/%s\ntitel: Participatieverordening %stitel\ndatum: 2026-04-13\nvrijgave: ja\n' "$m" "$m" >"$d/dossier.yaml"
}
held() {
	local m d
	m=$(mark "$1")
	d="$w/intake/$1/$m-dicht"
	mkdir -p "$d"
	printf 'Besluit over de %sgeheim.\n\nBurgerservicenummer 111222333.\n' "$m" >"$d/$m-geheim.txt"
	printf 'kenmerk: Z/26/%sdicht\nvrijgave: ja\n' "$m" >"$d/dossier.yaml"
}

# night DIR NAME [ARGUMENT...]: a run over the world DIR.
night() {
	local dir=$1 name=$2
	shift 2
	woo "$name" run --json --config "$dir/woostraat.yaml" --now "$now" "$@"
}

# rehearse DIR NAME PATH...: a check with the settings of the world DIR.
rehearse() {
	local dir=$1 name=$2
	shift 2
	woo "$name" check --json --config "$dir/woostraat.yaml" --now "$now" "$@"
}

# ledger QUERY: of the world $w.
ledger() { sqlite3 "$w/staat/administratie.sqlite" "$1"; }

# rewrite SQL: change that ledger by hand.  Without a seal nobody asks who did.
rewrite() {
	ledger "$1"
	rm -f "$w/staat/administratie.sqlite.sha256"
}

# total NAME KEY: a number of the run's last line.
total() {
	jq -r --arg k "$2" 'select(has("run")).run[$k]' "$work/$1.out"
}

# totals NAME: all its numbers on one line.
totals() {
	jq -r 'select(has("run")).run | "seen \(.seen) published \(.published) unchanged \(.unchanged) held \(.held) " +
		"rejected \(.rejected) later \(.later) skipped \(.skipped) balanced \(.balanced)"' "$work/$1.out"
}

# dossier_codes NAME DOSSIER: all finding codes of a dossier from 3xx up, sorted, on one line.
dossier_codes() {
	jq -r --arg d "$2" 'select(.dossier == $d) | [.findings[], .documents[].findings[]] |
		map(select(.gravity > 2).code) | unique | join(" ")' "$work/$1.out"
}

# outcomes NAME: how many documents of what outcome, of those that go out.
outcomes() {
	jq -rs '[.[] | select(has("documents")).documents[].outcome | select(. != "skipped")] | group_by(.) |
		map("\(.[0]) \(length)") | join(", ")' "$work/$1.out"
}

# files DIR: what stands below it, with size, time and digest.
files() {
	(cd "$1" && find . -printf '%p %y %m %s %T@\n' -a -type f -exec sha256sum {} +) | sort
}

# digests DIR: names and digests only.
digests() {
	(cd "$1" && find . -type f -exec sha256sum {} + | sort -k2)
}

# --- the fake portal ---------------------------------------------------------

portal_pid=
portal_url=

# portal_up [ARGUMENT...]: $portal_url is its address.  A file, not a pipe: it prints again at its end.
portal_up() {
	: >"$work/portal.out"
	"$build/tests/fakeportal" "$@" >"$work/portal.out" 2>"$work/portal.err" &
	portal_pid=$!
	started+=("$portal_pid")
	await grep '^http:.*/$' "$work/portal.out" || tap_end
	portal_url=$(sed -n 's/^\(http:.*\)\/$/\1/p' "$work/portal.out")
}

# portal_real: woostraat-portal, as it comes with the program; $url is its address, with a slash at its end.
portal_real() {
	: >"$work/portal.out"
	"$build/woostraat-portal" >"$work/portal.out" 2>"$work/portal.err" &
	started+=("$!")
	await grep '"url":"[^"]' "$work/portal.out" || tap_end
	url=$(sed -n 's/.*"url":"\([^"]*\)".*/\1/p' "$work/portal.out")
}

# portal_down: $counted is what it counted ("get=.. put=.. applied=.. ...").
portal_down() {
	kill -TERM "$portal_pid" 2>/dev/null
	wait "$portal_pid" 2>/dev/null
	counted=$(sed -n '/^get=/p' "$work/portal.out")
	portal_pid=
}

# count_of KEY: a number of $counted.
count_of() {
	printf '%s\n' "$counted" | tr ' ' '\n' | sed -n "s/^$1=//p"
}

# over_http DIR URL [ORGANISATION...]: these organisations of the world DIR, or all, send to URL/<organisation>.
over_http() {
	local dir=$1 url=$2 org
	shift 2
	if [ $# -eq 0 ]; then
		sed -i "s|^    portal: .*/\([a-z-]*\)\$|    portal: $url/\1|" "$dir/woostraat.yaml"
	fi
	for org; do
		sed -i "s|^    portal: .*/$org\$|    portal: $url/$org|" "$dir/woostraat.yaml"
	done
}
