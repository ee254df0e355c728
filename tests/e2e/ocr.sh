#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# ocr.sh - letters in pictures: read when it is asked for, by tesseract within walls; what it may have misread is held.
# Usage: ocr.sh BUILD
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
world "$w"
take "$w" alleen-beeld bladzijde-beeld convenant
in=$w/intake
scan="containers Lange Voort"
half="2026-44 sporthal"
sed 's/^patience: .*/&\nocr: ja/' "$w/woostraat.yaml" >"$w/ocr.yaml"


# --- off, as it is without a word ----------------------------------------------------------------

rehearse "$w" off "$in"
is "without OCR a scan is held" "$(dossier_codes off "$scan")" "EXT-504"
is "and a page that is a picture" "$(dossier_codes off "$half")" "EXT-520"

# --- on ---------------------------------------------------------------------------------------------

rehearse "$w" on --ocr "$in"
is "with OCR it is read, and says so" "$(dossier_codes on "$scan")" "EXT-302"
is "as is the page between others" "$(dossier_codes on "$half")" "EXT-302"
is "a document with text is what it was" \
	"$(jq -cS 'select(.dossier | strings | startswith("2026-0093"))' "$work/on.out")" \
	"$(jq -cS 'select(.dossier | strings | startswith("2026-0093"))' "$work/off.out")"
has "its words decide its category" <(jq -r --arg d "$scan" 'select(.dossier == $d).documents[].categories[]? |
	select(.chosen).label' "$work/on.out") .
woo stage stage --ocr extract "$in/oegstgeest/$scan/scan0047.pdf"
has "and stand in its text" <(jq -r 'select(has("text")).text' "$work/stage.out") '[Cc]ontainer'
jq -cS 'select(has("dossier"))' "$work/on.out" >"$work/a"
rehearse "$w" again --ocr "$in"
jq -cS 'select(has("dossier"))' "$work/again.out" >"$work/b"
same "the same picture has the same words" "$work/a" "$work/b"

night "$w" first --config "$w/ocr.yaml"
is "a run by the settings publishes them" "$rc $(total first published)" "0 4"
before=$(ledger 'SELECT count(*) FROM memo')
night "$w" second --config "$w/ocr.yaml"
is "the next night reads nothing again" "$(total second unchanged) $(ledger 'SELECT count(*) FROM memo')" \
	"$(total first published) $before"
cp -Rp "$in/oegstgeest/$scan" "$in/oegstgeest/tweede"
night "$w" third
is "a night without OCR does not trust what it read" "$(dossier_codes third tweede)" "EXT-504"
night "$w" fourth --config "$w/ocr.yaml"
is "and the next one, with it, reads; whom it held a person lets go" "$(dossier_codes fourth tweede)" "EXT-302 RUN-501"
woo explain explain --replay --json --config "$w/ocr.yaml" "oegstgeest/$scan"
is "played again it ends the same" "$(jq -r '.replay.same' "$work/explain.out")" true

# --- what is not sure -----------------------------------------------------------------------------------

mkdir -p "$work/los/oegstgeest/bsn" "$work/los/oegstgeest/kapot" "$work/los/oegstgeest/plaatje"
cp fixtures/docs/brief-scan.png "$work/los/oegstgeest/bsn/"
cp fixtures/docs/stip.png "$work/los/oegstgeest/plaatje/"
# Its parts have the right lengths, and what is in them is no picture.
{
	head -c 33 fixtures/docs/brief-scan.png
	printf '\0\0\0\4IDATwoo!\0\0\0\0\0\0\0\0IEND\256B`\202'
} >"$work/los/oegstgeest/kapot/kapot.png"
rehearse "$w" los --ocr "$work/los"
has "a number that it may have misread is held" <(dossier_codes los bsn | tr ' ' '\n') '^(EXT-528|SCR-50[123])$'
has "a picture without words is held" <(dossier_codes los plaatje | tr ' ' '\n') '^EXT-504$'
has "so is one that it cannot open" <(dossier_codes los kapot | tr ' ' '\n') '^EXT-5(02|27)$'

# --- the settings -----------------------------------------------------------------------------------------

while IFS='|' read -r value words; do
	sed "s/^patience: .*/&\nocr: $value/" "$w/woostraat.yaml" >"$w/bad.yaml"
	woo bad check --config "$w/bad.yaml" "$in"
	is "ocr: $value is refused" "$rc" 78
	has "ocr: $value: and why" "$work/bad.err" "$words"
done <<'END'
misschien|misschien
qqq|taal ‘qqq’ niet; installeer tesseract-ocr-qqq
nld+..osd|schrijf nee, ja of talen
NLD|schrijf nee, ja of talen
ja nee|schrijf nee, ja of talen
END
sed 's/^patience: .*/&\nocr: nee/' "$w/woostraat.yaml" >"$w/nee.yaml"
woo nee check --json --config "$w/nee.yaml" --now "$now" "$in"
is "ocr: nee is off" "$(dossier_codes nee "$scan")" "EXT-504"
sed 's/^patience: .*/&\nocr: nld+osd/' "$w/woostraat.yaml" >"$w/more.yaml"
woo more check --json --config "$w/more.yaml" --now "$now" "$in"
is "more than one language" "$(dossier_codes more "$scan")" "EXT-302"

# --- the walls around it, and no process left ---------------------------------------------------------------

mkdir -p "$work/veel/oegstgeest/veel"
for n in 1 2 3 4; do
	cp fixtures/docs/brief-scan.png "$work/veel/oegstgeest/veel/$n.png"
	printf '%s' "$n" >>"$work/veel/oegstgeest/veel/$n.png"
done
setsid "$build/woostraat" check --ocr --workers 1 "$work/veel" >"$work/veel.out" 2>&1 &
run=$!
started+=("$run")
found=
for _ in $(seq 400); do
	for pid in $(pgrep -s "$run" -x tesseract); do
		cp "/proc/$pid/status" "$work/status" 2>/dev/null && cp "/proc/$pid/environ" "$work/environ" 2>/dev/null &&
			ls -l "/proc/$pid/fd" >"$work/fds" 2>/dev/null && grep -q '^Seccomp:.*2' "$work/status" &&
			grep -q memfd: "$work/fds" && [ -s "$work/environ" ] && found=$pid && break 2
	done
	sleep 0.05
done
if [ -z "$found" ]; then
	fail "tesseract was seen at work"
elif [ "$(jq -r 'select(has("run")) | [.sandbox.walls[] | select(.stands | not)] | length' "$work/on.out")" != 0 ]; then
	skip "the walls around tesseract" "this machine lacks a wall"
else
	has "tesseract works behind seccomp" "$work/status" '^Seccomp:[[:space:]]*2$'
	has "gets no new rights" "$work/status" '^NoNewPrivs:[[:space:]]*1$'
	has "and has none" "$work/status" '^CapEff:[[:space:]]*0+$'
	is "its environment is ours" "$(tr '\0' '\n' <"$work/environ" | sort | tr '\n' ' ')" "LC_ALL=C.UTF-8 OMP_THREAD_LIMIT=1 "
	is "it holds the picture, a place for the words, and nothing besides" \
		"$(grep ' -> ' "$work/fds" | grep -vc ' -> /usr/') $(grep -c 'memfd:' "$work/fds") $(grep -c '/dev/null' "$work/fds")" "3 2 1"
fi
kill -KILL "$run"
wait "$run" 2>/dev/null
for _ in $(seq 100); do
	pgrep -s "$run" >/dev/null || break
	sleep 0.05
done
is "a run that is killed leaves no process" "$(pgrep -s "$run" | wc -l)" 0

tap_end
