#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# terminal.sh - a dossier with an odd name, through a pseudo terminal of 80 columns: nothing steers it, no line is too wide.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

# tty NAME ARGUMENT...: what a terminal of 80 columns is sent, to $work/NAME.tty; $rc.
tty() {
	local name=$1
	shift
	printf 'stty cols 80 rows 24; exec %q' "$build/woostraat" >"$work/command"
	printf ' %q' "$@" >>"$work/command"
	rc=0
	TERM=xterm script -qec "bash $work/command" /dev/null </dev/null >"$work/$name.tty" 2>&1 || rc=$?
}

world "$work/w"
take "$work/w" vrijgave-nee
from=$(find "$work/w/intake" -mindepth 2 -maxdepth 2 -type d | head -1)
wide=$(printf '官%.0s' {1..70})
combining=$(printf 'e%s' "$(printf '\xcc\x81%.0s' {1..60})")
names=(
	$'steen\e[2J\e]0;titel\a'
	$'rechts\xe2\x80\xae naar links \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d'
	$'regel\neind\r\tterug'
	"$combining"
	"$wide"
	"😀🏛️👩‍👩‍👧 feest"
	$'geen utf-8 \xff\xfe\x9b31m'
	"$(printf 'x%.0s' {1..200})"
	"spatie'n \"aanhaling\" \$(touch $work/gedaan) \\"
)
for name in "${names[@]}"; do
	cp -Rp "$from" "$work/w/intake/leiden/${name//\//_}"
done
config=(--config "$work/w/woostraat.yaml")
one="leiden/${names[4]}"

# fits NAME [long] [usage]: no control code but those of our own colours, the ends of lines and the drawing over of progress;
# no bidi controls; no line wider than 79 columns, by the wide characters of this test, unless long.  A command that was not
# understood shows nothing of what it was asked for: it ends with 64 only where that is meant (usage).
fits() {
	local bad=
	[ -s "$work/$1.tty" ] || bad="nothing was said"
	case "$rc ${*:2}" in "64 "*usage) ;; 64*) bad+=" ends with 64: the command did nothing" ;; *usage) bad+=" ends with $rc, not with 64" ;; esac
	sed 's/\x1b\[[0-9;]*m//g' "$work/$1.tty" | tr '\r' '\n' >"$work/lines"
	LC_ALL=C grep -aqP '[\x00-\x08\x0b-\x1f\x7f]' "$work/lines" && bad+=" a control code"
	grep -aqP '\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]|\xc2[\x80-\x9f]' <(LC_ALL=C cat "$work/lines") && bad+=" bidi"
	LC_ALL=C grep -aqP '\x1b\[(?![0-9;]*m)|\x1b[^\[]' "$work/$1.tty" && bad+=" an escape"
	if ! iconv -f UTF-8 -t UTF-8 <"$work/lines" >/dev/null 2>&1; then bad+=" not UTF-8"; fi
	# Wide ones take two columns; what stands on another takes none.
	perl -CSD -ne 'chomp; s/[\x{300}-\x{36f}\x{200d}\x{fe0f}]//g; $n = length; $n++ while /[\x{2e80}-\x{9fff}\x{1f300}-\x{1faff}]/g;
		print "$n: $_\n" if $n > 79' "$work/lines" >"$work/toowide"
	[[ " ${*:2} " = *" long "* ]] || [ ! -s "$work/toowide" ] || bad+=" too wide"
	if [ -z "$bad" ]; then
		pass "$1: fits, and steers nothing"
	else
		{ echo "$bad"; cat "$work/toowide"; cat -v "$work/lines"; } >"$work/bad"
		fail "$1: $bad" "$work/bad"
	fi
}

tty check check "${config[@]}" --now "$now" "$work/w/intake/leiden"/*
fits check
tty run run "${config[@]}" --now "$now"
fits run
LANG=en_GB.UTF-8 LC_ALL='' tty english check "${config[@]}" --now "$now" "$work/w/intake/leiden"/*
fits english
tty status status "${config[@]}" --now "$now" -v
fits status
tty explain explain "${config[@]}" "$one"
fits explain
tty replay explain --replay "${config[@]}" "$one"
fits replay
tty waive waive "${config[@]}" "$one"
fits waive
tty redo redo -y "${config[@]}" --now "$now" "$one"
fits redo
tty plan plan "${config[@]}" --now "$now" --what-if beschikkingen=2027-01-01
fits plan
tty verify verify "${config[@]}"
fits verify long
tty worksheet worksheet "${config[@]}" --now "$now" --output "$work/lijst.csv"
fits worksheet
tty apply apply --dry-run "${config[@]}" --now "$now" "$work/lijst.csv"
fits apply long
# A list of the source in which the names stand that are text, one twice, and one that nobody knows.
{
	printf 'kenmerk;titel\n'
	for name in "${names[@]:0:6}" "${names[@]:7}" "${names[0]}" $'nergens\e[2J\xe2\x80\xae'; do
		printf '"%s";"%s"\n' "${name//\"/\"\"}" "${name//\"/\"\"}"
	done
} >"$work/bron.csv"
tty reconcile reconcile "${config[@]}" --now "$now" --organisation leiden "$work/bron.csv"
fits reconcile
LANG=en_GB.UTF-8 LC_ALL='' tty reconcile_en reconcile "${config[@]}" --now "$now" --organisation leiden "$work/bron.csv"
fits reconcile_en
tty year year "${config[@]}" --now "$now" --org leiden --year "${now%%-*}"
fits year
LANG=en_GB.UTF-8 LC_ALL='' tty year_en year "${config[@]}" --now "$now" --org leiden --year "${now%%-*}"
fits year_en
tty doctor doctor "${config[@]}" --now "$now"
fits doctor
LANG=en_GB.UTF-8 LC_ALL='' tty doctor_en doctor "${config[@]}" --now "$now"
fits doctor_en

# The same names in public: what was taken back after a back-up was made is named when that is put back, however long.
world "$work/v"
take "$work/v" convenant
model=$(find "$work/v/intake/leiden" -mindepth 1 -maxdepth 1 -type d | head -1)
sed -i '/^kenmerk/d' "$model/dossier.yaml"
i=0
for name in "${names[@]}"; do
	i=$((i + 1))
	cp -Rp "$model" "$work/v/intake/leiden/${name//\//_}"
	printf 'kenmerk: Z/26/40000%s\n' "$i" >>"$work/v/intake/leiden/${name//\//_}/dossier.yaml"
done
rm -r "$model"
public=(--config "$work/v/woostraat.yaml")
tty published run "${public[@]}" --now "$now"
fits published
tty reconciled reconcile "${public[@]}" --now "$now" --organisation leiden "$work/bron.csv"
fits reconciled
mkdir "$work/kopie"
tty backup backup "${public[@]}" --now "$now" "$work/kopie"
fits backup long
back=0
for name in "${names[@]}"; do
	woo back withdraw "${public[@]}" --now "$now" --yes --by 'A. de Vries' --reason 'correctie procedurele fout' \
		--explanation 'Het was niet definitief' "leiden/${name//\//_}"
	back=$((back + (rc == 0)))
done
tty restore restore "${public[@]}" --now "$now" --replace "$work/kopie"
fits restore long
is "and all that was taken back is named" "$back $(grep -ac '^  leiden/' "$work/restore.tty")" "${#names[@]} ${#names[@]}"
night "$work/v" again --restored
# Tidied by numbers only, but the names were read.
rm -rf "$work/v/intake/leiden"/*
sed -i '1i bewaren:\n  verslagen: 12 maanden\n  stukken: 1 jaar' "$work/v/woostraat.yaml"
tty tidy_dry tidy --dry-run "${public[@]}" --now 2028-03-01T04:15:00Z
fits tidy_dry
tty tidy tidy "${public[@]}" --now 2028-03-01T04:15:00Z
fits tidy
is "they are tidied" "$(grep -acE '^(Op te ruimen|Opgeruimd), leiden: ' "$work/tidy_dry.tty" "$work/tidy.tty" | sed 's/.*://' | paste -sd' ')" "1 1"

# What somebody types is told back in an error: as long as it is, but it steers nothing.
i=0
for name in "${names[@]}"; do
	i=$((i + 1))
	tty "withdraw$i" withdraw "${config[@]}" "leiden/$name" --by A --reason x --explanation y
	fits "withdraw$i" long usage
	tty "typed$i" "$name"
	fits "typed$i" long usage
done
if [ ! -e "$work/gedaan" ]; then pass "and no name was carried out"; else fail "a name was carried out"; fi

# --- colour ---------------------------------------------------------------------

colours() { if grep -aq $'\e\\[' "$work/$1.tty"; then echo yes; else echo no; fi; }
is "colour on a terminal" "$(colours run)" yes
NO_COLOR=1 tty plain check "${config[@]}" --now "$now" "$from"
is "none with NO_COLOR" "$(colours plain)" no
NO_COLOR='' tty empty check "${config[@]}" --now "$now" "$from"
is "an empty NO_COLOR is none" "$(colours empty)" yes
woo piped check "${config[@]}" --now "$now" "$from"
is "none in a pipe" "$(grep -c $'\e' "$work/piped.out")" 0
tap_end
