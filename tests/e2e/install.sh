#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# install.sh - what `make install` puts down works by itself, and nothing of it has drifted from the tables: programs away
# from the sources, completion against --help, units of systemd, versions, build dependencies of the package (TAP).
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

root=$work/dest
units=$root/usr/lib/systemd/system
if make --no-print-directory BUILD="$build" DESTDIR="$root" PREFIX=/usr install >"$work/make" 2>&1; then
	pass 'make install into a DESTDIR'
else
	fail 'make install into a DESTDIR' "$work/make"
	tap_end
fi

# --- what is there -----------------------------------------------------------

for program in woostraat woostraat-worker woostraat-upload woostraat-portal; do
	[ -x "$root/usr/bin/$program" ] || echo "$program is missing"
	[ -e "$root/usr/share/man/man1/$program.1" ] || echo "$program.1 is missing"
done >"$work/missing"
empty 'every program has its manual page' "$work/missing"
# lang is what the catalogue is made of, which is installed in its own place.
diff -r -x lang templates "$root/usr/share/woostraat/templates" >"$work/missing" 2>&1
empty 'the templates are those of the sources' "$work/missing"
is 'and its English is there' "$(find "$root" -name woostraat.mo | wc -l)" 1
for page in docs/man/*; do
	cmp "$page" "$root/usr/share/man/man${page##*.}/${page##*/}"
done >"$work/missing" 2>&1
empty 'so are the manual pages' "$work/missing"
is 'the manuals for users are there as pages, with style and pictures' \
    "$(find "$root/usr/share/doc/woostraat/html" -name HANDLEIDING.html -o -name docs.css -o -name verslag.png | wc -l)" 3
find "$root" \( -type f -o -type d \) ! -perm -u+r,g+r,o+r >"$work/missing"
find "$root" -type f -perm /022 >>"$work/missing"
empty 'everybody may read it, and its owner alone write' "$work/missing"

# --- away from the sources -----------------------------------------------------

mkdir "$work/elsewhere"
cp -R "$dossiers/bsn/in/." "$work/elsewhere/"
world "$work/w"
take "$work/w"
sources=$build
build=$(realpath "$root/usr/bin")
(cd / && "$build/woostraat" --version) >"$work/version.out" 2>&1
is 'the installed program says its version' "$(cat "$work/version.out")" \
    "woostraat $(sed -n 's/^VERSION[^=]*= *//p' Makefile)"
(cd "$work/elsewhere" && woo bsn check --json --organisation Leiden --now "$now" .; echo "$rc" >"$work/rc")
is 'a rehearsal holds the dossier with a burgerservicenummer' \
    "$(cat "$work/rc") $(jq -r 'select(has("dossier")) | .verdict' "$work/bsn.out" | sort -u)" '1 hold'
night "$work/w" installed
is 'a run with its own templates ends with 1 and balances' "$rc $(total installed balanced)" '1 true'
build=$sources

# --- completion ------------------------------------------------------------------

# shellcheck source=/dev/null
. "$root/usr/share/bash-completion/completions/woostraat"
complete_at() {	# complete_at WORD...: what is offered for the last, a line each
	COMP_WORDS=(woostraat "$@")
	COMP_CWORD=$#
	COMPREPLY=()
	_woostraat
	printf '%s\n' "${COMPREPLY[@]}" | sort -u
}
"$build/woostraat" --help >"$work/help"
sed -n '/^Opdrachten:/,/^$/s/^  \([a-z][a-z]*\) .*/\1/p' "$work/help" | sort >"$work/commands"
complete_at '' | grep -v '^--' >"$work/offered"
same 'completion offers every command' "$work/commands" "$work/offered"
: >"$work/differs"
while read -r command; do
	"$build/woostraat" "$command" --help | sed -n 's/^  \(-.\), \(--[a-z-]*\).*/\1\n\2/p; s/^      \(--[a-z-]*\).*/\1/p' | sort -u >"$work/want"
	complete_at "$command" - >"$work/offered"
	diff "$work/want" "$work/offered" | sed "s/^/$command: /" >>"$work/differs"
done <"$work/commands"
empty 'and every option of each, and no other' "$work/differs"
has 'there were commands and options to compare' "$work/commands" '^withdraw$'
mkdir "$work/cd" "$work/cd/een map"
: >"$work/cd/in stelling.yaml"
cd "$work/cd" || exit 1
is 'a file after --config' "$(complete_at run --config in)" 'in stelling.yaml'
is 'a file after --config=' "$(complete_at run --config = in)" 'in stelling.yaml'
is 'a folder after --templates, and no file' "$(complete_at check --templates '')" 'een map'
is 'a stage after --from' "$(complete_at redo --from scr)" screen
is 'nothing after --now' "$(complete_at run --now '')" ''
is 'the words of an argument' "$(complete_at rules lea)" learn-weights
is 'a file as an argument' "$(complete_at check in)" 'in stelling.yaml'
cd - >/dev/null || exit 1

# --- systemd ------------------------------------------------------------------------

diff <(sed 's/ --only %i$//; s/ (%i)$//' "$units/woostraat@.service") "$units/woostraat.service" >"$work/differs"
empty 'the service of one organisation is that of all, with --only' "$work/differs"
has 'which is there' "$units/woostraat@.service" '^ExecStart=/usr/bin/woostraat run --quiet --only %i$'
if command -v systemd-analyze >/dev/null; then
	mkdir "$work/units"
	cp "$units"/* "$work/units"
	sed -i "s|^ExecStart=|&$root|" "$work"/units/*.service
	cp "$work/units/woostraat@.service" "$work/units/woostraat@leiden.service"
	cp "$work/units/woostraat@.timer" "$work/units/woostraat@leiden.timer"
	: >"$work/said"
	for unit in woostraat woostraat@leiden; do
		SYSTEMD_UNIT_PATH="$work/units:" systemd-analyze verify --man=no "$work/units/$unit.service" \
		    "$work/units/$unit.timer" 2>&1 | grep -i woostraat >>"$work/said"
		systemd-analyze security --offline=true --no-pager --threshold=20 "$work/units/$unit.service" >"$work/score" 2>&1 ||
			cat "$work/score" >>"$work/said"
	done
	empty 'systemd takes the units; their exposure is 2.0 or less' "$work/said"
	has 'and was looked at' "$work/score" 'Overall exposure level.*: [01]\.[0-9]'
	at=$(sed -n 's/^OnCalendar=//p' "$units/woostraat.timer")
	# The nights in which the clock changes: once each, at 04:15 of that place.
	for night in '2027-03-27 12:00 2027-03-28 02:15:00' '2027-10-30 12:00 2027-10-31 03:15:00'; do
		read -r day hour want <<<"$night"
		got=$(TZ=UTC systemd-analyze calendar --base-time="$day $hour" "$at" | sed -n 's/.*Next elapse: ... \(.*\) UTC/\1/p')
		is "the timer on the night after $day" "$got" "$want"
	done
else
	skip 'units' 'systemd-analyze is not installed'
fi

# --- what else must agree --------------------------------------------------------

version=$(sed -n 's/^VERSION[^=]*= *//p' Makefile)
{
	sed -n 's/^#define PROGRAM_VERSION	*"\(.*\)"/\1/p' cmd/command.h
	sed -n '1s/^woostraat (\(.*\)) .*/\1/p' .packaging/debian/changelog
	sed -n 's/^softwareVersion: "\(.*\)"/\1/p' publiccode.yml
	sed -n 's/^\([0-9][0-9.]*\).*/\1/p' CHANGES | head -n 1
} | uniq -c | sed 's/^ *//' >"$work/versions"
is 'Makefile, program, package, publiccode.yml and CHANGES have one version' "$(cat "$work/versions")" "4 $version"
sed -n '/^build="/,/"$/p' tests/packages.sh | tr -d '"' | sed 's/^build=//' | tr -s ' \t' '\n' |
    grep -vx 'gcc\|libc6-dev\|make\|' | sort >"$work/want"
sed -n '/^Build-Depends:/,/^$/p' .packaging/debian/control | sed 's/^Build-Depends://; s/([^)]*)//' | tr -s ' ,' '\n' |
    grep -vx 'debhelper-compat\|' | sort >"$work/got"
same 'the package is built with what packages.sh installs' "$work/want" "$work/got"
has 'which is something' "$work/want" '^libqpdf-dev$'
tap_end
