#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# redo.sh - one dossier again, by name: a repaired one is published, an unchanged one is not sent a second time.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
portal_up --dir "$work/kept"
mkdir "$work/kept"
world "$w"
take "$w" convenant vrijgave-onbekend bsn oude-tekens
over_http "$w" "$portal_url"
again() {
	local name=$1
	shift
	woo "$name" redo --json --config "$w/woostraat.yaml" --now "$now" "$@"
}

night "$w" first
is "the first run" "$rc $(outcomes first)" "1 held 2, published 3"

held="leiderdorp/BW 8 september"
again unchanged-held "$held"
is "a held dossier that nobody repaired is held again" "$rc $(outcomes unchanged-held)" "1 held 1"
printf 'vrijgave: ja\n' >>"$w/intake/$held/dossier.yaml"
again repaired "$held"
is "a held dossier that was repaired is published" "$rc $(outcomes repaired)" "0 published 1"
is "and sent" "$(jq -r '.sent.answer // empty' "$work/repaired.out")" sent
is "and the other dossiers are left alone" "$(total repaired dossiers)" 1
again repaired2 "$held"
is "once more: it stands there" "$(jq -r '.sent.answer // empty' "$work/repaired2.out")" same

again convenant "leiden/2026-0093 Convenant veilig uitgaan"
is "a published dossier is examined, and not sent again" \
	"$rc $(jq -r '.sent.answer // empty' "$work/convenant.out") $(outcomes convenant)" "0 same unchanged 2"
jq -cS 'select(.dossier == "2026-0093 Convenant veilig uitgaan") | del(.sent, .documents[].outcome)' "$work/first.out" >"$work/a"
jq -cS 'select(has("dossier")) | del(.sent, .difference, .documents[].outcome)' "$work/convenant.out" >"$work/b"
same "with the same words as the first time" "$work/a" "$work/b"
again two "leiden/2026-0093 Convenant veilig uitgaan" "leiderdorp/Convenant energie"
is "two at a time" "$rc $(outcomes two)" "0 unchanged 3"
again slash "leiderdorp/Convenant energie"
is "its mode is told" "$(total slash mode)" redo
night "$w" after
is "a night after it has nothing to do" "$rc $(outcomes after)" "1 held 1, unchanged 4"

# refused TEXT PATTERN ARGUMENT...
refused() {
	local text=$1 pattern=$2
	shift 2
	again refused "$@"
	if [ "$rc" -eq 64 ] && grep -Eq -- "$pattern" "$work/refused.err" && [ ! -s "$work/refused.out" ]; then
		pass "$text: 64"
	else
		cat "$work/refused.err" "$work/refused.out" >"$work/why"
		fail "$text: $rc, wanted 64 and '$pattern'" "$work/why"
	fi
}

refused "an unknown dossier" 'is er niet' leiden/nergens
refused "an unknown organisation" 'staat niet in de instellingen' utrecht/convenant
refused "a dossier without its organisation" 'organisatie/map' convenant
refused "a dossier in a dossier" 'organisatie/map' leiden/convenant/bijlage
refused "a way out of the intake" 'organisatie/map' leiden/../leiden
refused "another way out of the intake" 'organisatie/map' leiden/..
refused "an organisation alone" 'organisatie/map' leiden/
refused "a path from the root" 'organisatie/map' /etc/passwd
refused "nothing" 'noem een dossier' --
refused "a good one and an unknown one" 'is er niet' "leiderdorp/Convenant energie" leiden/nergens
for from in ingest publish report nergens "" $'\033'; do
	refused "--from '$from'" 'kies uit unpack' --from "$from" "leiderdorp/Convenant energie"
done
portal_down
is "in all of this each bundle was sent once" "$(count_of put)" 3

# --- what changed, before and after it is sent ---------------------------------

v=$work/v
world "$v"
take "$v" convenant vrijgave-onbekend oude-tekens
energy="leiderdorp/Convenant energie"
text="$v/intake/$energy/convenant.txt"
anew() {
	local name=$1
	shift
	woo "$name" redo --config "$v/woostraat.yaml" --now "$now" "$@"
}
# changes NAME: what the dossier's line says is different.
changes() {
	jq -r 'select(has("difference")).difference | if .first then "first" else [.changes[].what] | unique | join(" ") end' "$work/$1.out"
}
anew unknown --json "$energy"
is "what nobody knew yet" "$rc $(changes unknown) $(jq -r 'select(has("revision")).revision' "$work/unknown.out")" "0 first 1"
anew same --json "$energy"
is "nothing changed" "$rc [$(changes same)]" "0 []"
anew same-text "$energy"
has "nothing changed, in words" "$work/same-text.out" '^Geen verschil met de vorige keer\.$'
for from in sidecar identify extract screen classify glean describe bundle; do
	anew "from-$from" --json --from "$from" "$energy"
	[ "$rc [$(changes "from-$from")]" = "0 []" ] || echo "$from: $rc $(changes "from-$from")"
done >"$work/from"
empty "from any stage: the same words" "$work/from"

printf '\nToegevoegd.\n' >>"$text"
rehearse "$v" would "$v/intake/leiderdorp/Convenant energie"
anew changed --json "$energy"
is "a changed document" "$rc $(changes changed)" "0 bundle document-changed"
is "is the next version" "$(jq -r 'select(has("revision")).revision' "$work/changed.out")" 2
is "and what changed since it was public is the same" \
	"$(jq -r 'select(has("changed")) | [.changed[].what] | unique | join(" ")' "$work/changed.out")" "bundle document-changed"
printf '\nNog eens.\n' >>"$text"
night "$v" night
is "a night says it too" "$(jq -r 'select(has("changed")) | "\(.dossier) \(.revision) \([.changed[].text] | join("; "))"' "$work/night.out")" \
	"Convenant energie 3 Andere inhoud: convenant.txt; Wat er naar het portaal gaat is anders"
has "so does its page" "$v/verslagen"/*-run-*/verslag.html 'Gewijzigd sinds het openbaar werd \(versie 3\)'
night "$v" quiet-night
is "and the next night has nothing to say" "$(jq -rc 'select(has("changed"))' "$work/quiet-night.out")" ""
printf '\nEn nog eens.\n' >>"$text"
woo table run --config "$v/woostraat.yaml" --now "$now"
has "in the table it is a short line" "$work/table.out" '^    gewijzigd \(versie 4\): Andere inhoud: convenant\.txt; en nog 1 verschil$'

# --- asked on a terminal ----------------------------------------------------------

# asked NAME ANSWER ARGUMENT...: with a terminal for stdin and stdout, on which ANSWER is typed.
asked() {
	local name=$1 answer=$2
	shift 2
	printf '%q ' "$build/woostraat" redo --config "$v/woostraat.yaml" --now "$now" "$@" >"$work/line"
	rc=0
	{ sleep 1; printf '%s' "$answer"; sleep 2; } | timeout 60 script -qec "$(cat "$work/line")" /dev/null >"$work/$name.out" 2>"$work/$name.err" || rc=$?
	tr -d '\r' <"$work/$name.out" >"$work/$name.plain"
}
printf '\nVraag.\n' >>"$text"
asked no $'n\n' "$energy"
is "asked, and no: 75" "$rc" 75
has "what changed was shown" "$work/no.plain" '^- Andere inhoud: convenant\.txt$'
has "and asked" "$work/no.plain" '^Verzenden\? \[j/N\]'
has "and the answer is told" "$work/no.plain" 'RUN-401 Niet verzonden'
sha256sum "$v/portaal/leiderdorp"/* >"$work/a"
asked empty $'\n' "$energy"
is "an empty line is no" "$rc" 75
asked end $'\004' "$energy"
is "the end of the input is no" "$rc" 75
sha256sum "$v/portaal/leiderdorp"/* >"$work/b"
same "and nothing was sent" "$work/a" "$work/b"
asked yes $'j\n' "$energy"
is "asked, and yes: sent" "$rc $(sha256sum "$v/portaal/leiderdorp"/* | diff - "$work/a" >/dev/null && echo same)" "0 "
printf '\nZonder vraag.\n' >>"$text"
asked unasked '' -y "$energy"
is "with -y nobody is asked" "$rc $(grep -c Verzenden "$work/unasked.plain")" "0 0"

# What only a person lets go stays held when that person says no.
strict=$work/streng
cp -R templates "$strict"
sed -i 's/^threshold: .*/threshold: 1000/' "$strict/rules/basis.yaml"
world "$work/u"
take "$work/u" oude-tekens
v=$work/u
night "$v" strict --templates "$strict"
is "under rules that decide nothing it is held" "$rc $(dossier_codes strict "Convenant energie")" "1 CLS-501"
asked held-no $'n\n' "$energy"
is "a person who is asked to let it go says no" "$rc $(grep -c 'Eerste keer' "$work/held-no.plain")" "75 0"
night "$v" held-still
is "so the night leaves it held" "$rc $(dossier_codes held-still "Convenant energie")" "1 RUN-501"
anew let-go --json "$energy"
is "until a person says otherwise" "$rc $(changes let-go)" "0 bundle finding-removed verdict"
tap_end
