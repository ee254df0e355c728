#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# stage.sh - woostraat stage NAME FILE shows what one stage says, as JSON, for every stage of a document or dossier.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

convenant="$dossiers/convenant/in/leiden/2026-0093 Convenant veilig uitgaan"
beschikking="$dossiers/bsn/in/leiden/Z-26-316650"
main="Convenant Veilig Uitgaan 2026-2029.pdf"
world "$work/w"
files "$work/w" >"$work/before"

# stage NAME PATH: its output to $work/NAME.out; it must be JSON, a line for each object.
stage() {
	woo "$1" stage "$1" --config "$work/w/woostraat.yaml" --now "$now" "$2"
	if [ "$rc" -eq 0 ] && jq -ce . "$work/$1.out" >"$work/compact" 2>"$work/why" &&
		[ "$(wc -l <"$work/$1.out")" -eq "$(wc -l <"$work/compact")" ] && [ -s "$work/compact" ]; then
		pass "stage $1: lines of JSON, exit code 0"
	else
		cat "$work/$1.err" >>"$work/why"
		fail "stage $1: lines of JSON, exit code 0 (it was $rc)" "$work/why"
	fi
}

# says TEXT NAME FILTER WANTED: what jq makes of the output.
says() {
	is "stage $2: $1" "$(jq -cr "$3" "$work/$2.out" | paste -sd' ')" "$4"
}

stage ingest "$convenant"
says "names, digests and nothing else" ingest '[.documents[] | [(.path | length > 0), (.sha256 | length), .media_type]] | unique' \
	'[[true,64,null]]'
says "the digest is that of the file" ingest ".documents[] | select(.path == \"$main\").sha256" \
	"$(sha256sum <"$convenant/$main" | cut -d' ' -f1)"
stage sidecar "$convenant"
says "what is declared" sidecar '[.answer.declared.kenmerk, .answer.declared.datum]' '["2026-0093",20260512]'
says "the roles" sidecar '[.answer.docs[].role]' '["annex","main","sidecar"]'
stage identify "$convenant"
says "the media types" identify '.answer.docs[0].media_type' 'application/pdf application/pdf'
stage extract "$convenant"
says "the pages of the main document" extract "select(.path == \"$main\" and .answer).answer.docs[0].pages" 2
says "its text, which begins with the house style" extract \
	"select(.path == \"$main\" and .text).text | startswith(\"gemeente Leiden\\nConvenant Veilig Uitgaan\")" true
stage screen "$beschikking"
says "the number, masked" screen '.answer.findings[] | [.code, .masked]' '["SCR-501","111*****3"]'
if grep -q 111222333 "$work/screen.out" "$work/screen.err"; then
	fail "stage screen: the number itself is not shown"
else
	pass "stage screen: the number itself is not shown"
fi
stage classify "$convenant"
says "the category of the main document" classify \
	"select(.path == \"$main\").answer.docs[0].classes[] | select(.chosen).label" convenanten
says "with reasons" classify "select(.path == \"$main\").answer.docs[0].classes[0].reasons | length > 3" true
stage describe "$convenant"
says "the titles" describe '[.answer.docs[].record.fields.officieleTitel[0].text // empty]' \
	'["Bijlage 1 Uitgaansgebied","Convenant Veilig Uitgaan Binnenstad Leiden 2026-2029"]'
stage bundle "$convenant"
says "nothing to say against it" bundle '[.answer.stage, (.answer.findings | length)]' '["bundle",0]'
stage publish "$convenant"
says "it would be sent" publish '[.verdict, .sent.answer]' '["publish","would-send"]'
stage bundle "$beschikking"
says "a dossier that is held has none, and the account says so" bundle '[.verdict, .bundle]' '["hold",null]'
stage publish "$beschikking"
says "a dossier that is held is not sent" publish '[.verdict, .sent]' '["hold",null]'

# A single file, and no settings at all.
woo file stage classify -o gm0546 --now "$now" "$convenant/$main"
is "a single file is a dossier of its own" \
	"$rc $(jq -r '.answer.docs[0].classes[] | select(.chosen).label' "$work/file.out")" "0 convenanten"

for name in report publiceren classif "" --; do
	woo wrong stage "$name" "$convenant"
	is "stage '$name' is no stage" "$rc $(wc -c <"$work/wrong.out")" "64 0"
done
woo few stage classify
is "a stage of nothing" "$rc" 64
woo many stage classify "$convenant" "$convenant"
is "one path at a time" "$rc" 64
woo absent stage classify "$work/nergens"
is "a path that is not there" "$rc" 64
files "$work/w" >"$work/after"
same "stages change nothing" "$work/before" "$work/after"
is "nor leave anything in TMPDIR" "$(find "$TMPDIR" -mindepth 1 | wc -l)" 0
tap_end
