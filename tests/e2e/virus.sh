#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# virus.sh - what goes out has been to the virus scanner, members and archives too; no answer is never a clean one.
# Usage: virus.sh BUILD
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
world "$w"
in=$w/intake/leiderdorp
source="$PWD/$dossiers/niet-publiceren/in/leiderdorp/Nota Spelen"
convenant="2026-0093 Convenant veilig uitgaan"
socket=$work/clamd.ctl
mode=$work/mode
# The test string of EICAR, in two pieces: whoever scans this file finds nothing.
eicar="X5O!P%@AP[4\\PZX54(P^)7CC)7}\$""EICAR-STANDARD-ANTIVIRUS-TEST-FILE!\$H+H*"

# settings FILE LINE...: those of the world with a scanner.
settings() {
	local to=$1
	shift
	{ sed '/^organisations:/,$d' "$w/woostraat.yaml"; printf 'workers: 2\nvirusscan:\n  socket: %s\n' "$socket"
		[ $# -eq 0 ] || printf '  %s\n' "$@"; sed -n '/^organisations:/,$p' "$w/woostraat.yaml"; } >"$to"
}

clam_pid=
# clam_up [ARGUMENT...]: what it was asked is in $work/clam.out.
clam_up() {
	local i
	: >"$work/clam.out"
	"$build/tests/fakeclamd" --socket "$socket" --mode "$mode" "$@" >"$work/clam.out" 2>"$work/clam.err" &
	clam_pid=$!
	started+=("$clam_pid")
	for ((i = 0; i < 200; i++)); do
		! grep -q ready "$work/clam.out" || return 0
		sleep 0.05
	done
	fail "the fake clamd starts" "$work/clam.err"
	tap_end
}
clam_down() {
	kill -KILL "$clam_pid" 2>/dev/null
	wait "$clam_pid" 2>/dev/null
	rm -f "$socket"
}
# scans: how many files it was given since it was asked last.
scanned=0
scans() {
	local all
	all=$(grep -c '^INSTREAM' "$work/clam.out")
	echo $((all - scanned))
}
mark() { scanned=$(grep -c '^INSTREAM' "$work/clam.out"); }

# codes NAME DOSSIER: path and VIR-codes of each document of a dossier that has one.
codes() {
	jq -r --arg d "$2" 'select(.dossier == $d).documents[] | .path as $p | .findings[] | select(.code | startswith("VIR-")) |
		"\($p) \(.code)"' "$work/$1.out" | sort
}
# outcome NAME DOSSIER
outcome() { jq -r --arg d "$2" 'select(.dossier == $d) | "\(.verdict)"' "$work/$1.out"; }

settings "$w/eis.yaml" "eis: ja" "wacht_s: 20"
settings "$w/vrij.yaml" "eis: nee" "wacht_s: 20"
settings "$w/kort.yaml" "eis: ja" "wacht_s: 1"
take "$w" convenant
mkdir -p "$in/zip" "$in/besmet" "$in/beide" "$in/intern" "$work/stukken"
cp -p "$source"/*.docx "$work/stukken"
for each in zip besmet; do
	cp -p "$source/dossier.yaml" "$in/$each"
	sed -i "s|bestand: |bestand: stukken.zip/|" "$in/$each/dossier.yaml"
done
(cd "$work/stukken" && zip -qX "$in/zip/stukken.zip" ./*.docx)
printf '%s' "$eicar" >"$work/stukken/bijlage.txt"
(cd "$work/stukken" && zip -qX "$in/besmet/stukken.zip" ./*)
cp -p "$source"/* "$in/beide"
printf '%s' "$eicar" >"$in/beide/bijlage.txt"
# What stays here is nobody's to scan.
cp -p "$source"/* "$in/intern"
mv "$in/intern/dossier.yaml" "$work/d.yaml"
sed 's|bestand: Memo.*|bestand: bijlage.txt|' "$work/d.yaml" >"$in/intern/dossier.yaml"
rm -f "$in/intern/"Memo*
printf '%s' "$eicar" >"$in/intern/bijlage.txt"

# --- none in the settings ------------------------------------------------------------------------------

rehearse "$w" none "$w/intake"
is "without a scanner nothing is said about it" "$(grep -c 'VIR-\|virus' "$work/none.out" "$work/none.err" | tr '\n' ' ')" \
	"$work/none.out:0 $work/none.err:0 "

# --- a good one -------------------------------------------------------------------------------------------

clam_up
night "$w" first --config "$w/eis.yaml"
is "the first night balances" "$(total first balanced)" true
is "what is clean goes out" "$(outcome first "$convenant") $(outcome first zip)" "publish publish"
codes first besmet >"$work/a"
printf '%s VIR-501\n' stukken.zip stukken.zip/bijlage.txt >"$work/b"
same "a member with a virus is found by its path, and its archive" "$work/b" "$work/a"
is "and holds its dossier" "$(outcome first besmet)" hold
is "so does a delivered file" "$(codes first beide) $(outcome first beide)" "bijlage.txt VIR-501 hold"
has "its finding names the virus and says what to do" "$work/first.out" 'Virus gevonden \(Eicar-Test-Signature\); verwijder'
is "what stays here is not scanned" "$(codes first intern)$(outcome first intern)" publish
files=$(jq -r 'select(has("dossier")).documents[] | select(.role == "package" or .outcome != "skipped").sha256' "$work/first.out" |
	sort -u | wc -l)
all=$(jq -r 'select(has("dossier")).documents[] | select(.role == "package" or .outcome != "skipped").sha256' "$work/first.out" | wc -l)
n=$(scans)
is "each file was given, archives too ($n of $files to $all)" "$([ "$n" -ge "$files" ] && [ "$n" -le "$all" ] && echo yes)" yes
sum=$(sha256sum <"$in/zip/stukken.zip")
has "as it came in" "$work/clam.out" "^INSTREAM $(stat -c %s "$in/zip/stukken.zip") stream: OK"
is "and stays as it was" "$(sha256sum <"$in/zip/stukken.zip")" "$sum"
is "the account names the scanner" "$(jq -r 'select(has("run")).virusscan | "\(.version) \(.required)"' "$work/first.out")" \
	"ClamAV 1.4.6/27800/Sat Nov 14 09:12:44 2026 true"

mark
night "$w" second --config "$w/eis.yaml"
is "the same signatures: nothing is scanned again" "$(scans)" 0
is "and nothing is sent again" "$(total second published) $(codes second beide)" "0 bijlage.txt VIR-501"
echo renewed >"$mode"
night "$w" third --config "$w/eis.yaml"
is "renewed signatures: each is scanned again" "$([ "$(scans)" -ge "$files" ] && echo yes)" yes
is "and what is public stays as it is" "$(total third published) $(total third unchanged)" "0 $(total second unchanged)"
rm -f "$mode"

woo stage stage virus --config "$w/eis.yaml" "$in/beide"
is "the stage by itself" "$(jq -r 'select(.path == "bijlage.txt").answer.findings[].code' "$work/stage.out")" VIR-501
woo explain explain --replay --json --config "$w/eis.yaml" "leiden/$convenant"
is "played again it ends the same" "$(jq -r '.replay.same' "$work/explain.out")" true

# --- one that does not do its work ---------------------------------------------------------------------------

# bad MODE WORDS [SETTINGS]: a rehearsal of a clean dossier, held as VIR-502 with these words.
bad() {
	echo "$1" >"$mode"
	rehearse "$w" bad --config "$w/${3:-eis}.yaml" "$w/intake/leiden/$convenant"
	is "one that does ‘$1’ holds" "$rc $(outcome bad "$convenant")" "1 hold"
	has "and it says why" <(jq -r 'select(has("dossier")).documents[].findings[] | select(.code == "VIR-502").text' \
		"$work/bad.out") "$2"
	rm -f "$mode"
}
bad close "verbreekt de verbinding"
bad early "voordat het bestand verzonden is"
bad error "INSTREAM: Can't allocate memory ERROR"

# VERSION is answered well while INSTREAM is not: else it is away from the beginning.
echo hang >"$mode"
rehearse "$w" hang --config "$w/kort.yaml" "$w/intake/leiden/$convenant"
is "one that never answers holds" "$rc $(codes hang "$convenant" | grep -c VIR-502)" "1 2"
has "because it is not in time" "$work/hang.out" "antwoordt niet op tijd"
echo flood >"$mode"
rehearse "$w" flood --config "$w/eis.yaml" "$w/intake/leiden/$convenant"
is "one that answers without an end holds" "$(codes flood "$convenant" | grep -c VIR-502)" 2
has "because it is no answer" "$work/flood.out" "antwoordt onbegrijpelijk"
echo name >"$mode"
rehearse "$w" name --config "$w/eis.yaml" "$w/intake/leiden/$convenant"
is "what it finds under a name that is none is found" "$(codes name "$convenant" | grep -c VIR-501)" 2
is "and the name is harmless, and no number" "$(grep -c $'\033\|111222333' "$work/name.out") $(jq -r 'select(has("dossier")).documents[].findings[].text' "$work/name.out" |
	grep -cF '(\x1b[31m*********\x07)')" "0 2"
echo once >"$mode"
rehearse "$w" once --config "$w/eis.yaml" --workers 1 "$w/intake/leiden/$convenant"
is "what fails once is asked again" "$(codes once "$convenant")$(outcome once "$convenant")" publish

# Each is asked for twice.  The fourth is on its way when the third is kept; those after it are not asked for.
mark
echo close >"$mode"
rehearse "$w" tired --config "$w/eis.yaml" --workers 1 "$in/zip" "$w/intake/leiden/$convenant" "$in/besmet"
is "after three documents without an answer it is left alone" "$(scans)" 8
has "and the log says so" "$work/tired.err" "geeft geen uitslag meer"
is "all of it is held" "$(outcome tired zip) $(outcome tired "$convenant")" "hold hold"
rm -f "$mode"

# --- what it does not take ---------------------------------------------------------------------------------------

clam_down
clam_up --max 1000
rehearse "$w" big --config "$w/eis.yaml" "$w/intake/leiden/$convenant"
is "what is larger than it takes is held" "$(codes big "$convenant" | sort -u | cut -d' ' -f2- | grep -c VIR-503) $(outcome big "$convenant")" \
	"2 hold"
rehearse "$w" bigfree --config "$w/vrij.yaml" "$w/intake/leiden/$convenant"
is "and told, where the settings do not ask for it" "$(codes bigfree "$convenant" | grep -c VIR-301) $(outcome bigfree "$convenant")" "2 look"

# --- none there ---------------------------------------------------------------------------------------------------

clam_down
mkdir -p "$in/nieuw"
cp -p "$source"/* "$in/nieuw"
night "$w" away --config "$w/eis.yaml"
is "without it the run goes on, and ends as a run that holds" "$rc $(total away balanced)" "1 true"
is "one line says so" "$(grep -c virusscanner "$work/away.err")" 1
is "what is new is held" "$(outcome away nieuw) $(codes away nieuw | grep -c VIR-502)" "hold 1"
rehearse "$w" free --config "$w/vrij.yaml" "$in/nieuw"
is "where the settings do not ask for it, it is told" "$(outcome free nieuw) $(codes free nieuw | grep -c VIR-301)" "look 1"
clam_up
night "$w" back --config "$w/eis.yaml"
is "back again, it is asked: no silence is remembered" "$(codes back nieuw)" ""
woo redo redo --yes --json --config "$w/eis.yaml" --now "$now" --from virus leiderdorp/nieuw
is "and a person lets it go" "$(outcome redo nieuw) $(jq -r 'select(has("dossier")).sent.answer' "$work/redo.out")" "publish sent"
clam_down

tap_end
