#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# withdraw.sh - what is public is taken back or replaced: recorded first, gone at the portal, watched until it is gone.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
world "$w"
by="A. de Vries"
reason="correctie procedurele fout"
told="Het stuk was niet definitief"
key="leiden/2026-0093 Convenant veilig uitgaan"
in="$w/intake/$key"
at() { date -u -d "$now $1" +%Y-%m-%dT%H:%M:%SZ; }
# undo NAME VERB MOMENT ARGUMENT...
undo() {
	local name=$1 verb=$2 moment=$3
	shift 3
	woo "$name" "$verb" --config "$w/woostraat.yaml" --now "$(at "$moment")" "$@"
}
state_of() { ledger "SELECT state, exposed, revision FROM dossier WHERE dossier_key='2026-0093 Convenant veilig uitgaan'"; }
said() { jq -r --arg c "$2" '.. | objects | select(.code? == $c) | .text' "$work/$1.out"; }
# refused TEXT PATTERN VERB ARGUMENT...
refused() {
	local text=$1 pattern=$2 verb=$3
	shift 3
	undo refused "$verb" "" "$@"
	is "$text: 64" "$rc $(grep -Eic -- "$pattern" "$work/refused.err") $(ledger 'SELECT count(*) FROM withdrawal' 2>/dev/null || echo 0)" "64 1 0"
}
decide=(--reason "$reason" --explanation "$told" --by "$by")

refused "before the first run" 'nog geen administratie' withdraw "$key" "${decide[@]}"
take "$w" convenant bsn
night "$w" first
is "public" "$(state_of)" "CONFIRMED|1|1"

# --- what cannot be ---------------------------------------------------------------

refused "without a reason" '--reason' withdraw "$key" --by "$by" --explanation "$told"
refused "a reason that is not in the list" 'privacygevoelige' withdraw "$key" --reason zomaar --by "$by" --explanation "$told"
refused "a burgerservicenummer in the explanation" 'burgerservicenummer' withdraw "$key" --reason "$reason" --by "$by" --explanation "van 111222333"
refused "a burgerservicenummer in the name" 'burgerservicenummer' withdraw "$key" --reason "$reason" --by "123456782" --explanation "$told"
refused "what is not public" 'niet openbaar' withdraw leiden/Z-26-316650 "${decide[@]}"
refused "what nobody knows" 'niet in de administratie' withdraw leiden/nergens "${decide[@]}"
refused "an unknown document" 'niet openbaar' withdraw "$key" --document x.pdf "${decide[@]}"
refused "to replace what was not delivered anew" 'nog wat al openbaar is' replace "$key" --document "Bijlage 1 uitgaansgebied.pdf" "${decide[@]}"
refused "to replace nothing" '--document' replace "$key" "${decide[@]}"
undo dry withdraw "" --dry-run "$key" "${decide[@]}"
is "asked only what would happen" "$rc $(grep -c 'niets vastgelegd' "$work/dry.out") $(state_of)" "0 1 CONFIRMED|1|1"

# --- a document is replaced ---------------------------------------------------------

old=$(sha256sum <"$in/Bijlage 1 uitgaansgebied.pdf" | cut -c1-64)
cp "$in/Bijlage 1 uitgaansgebied.pdf" "$work/old.pdf"
cp "$dossiers/bestand-ontbreekt/in/oegstgeest/Z-26-211702 zomerconcerten/Bijlage 1 activiteiten.pdf" "$in/Bijlage 1 uitgaansgebied.pdf"
undo replace replace "+1 day" --json --yes --document "Bijlage 1 uitgaansgebied.pdf" "$key" "${decide[@]}"
is "replaced, the next revision" "$rc $(state_of)" "0 CONFIRMED|1|2"
is "and it is told (PUB-202)" "$(said replace PUB-202 | grep -cx "Vervangt wat openbaar was: $reason")" 1
is "why stands in the ledger" "$(ledger 'SELECT n, document, sha256, what, label, approver FROM withdrawal')" \
	"1|Bijlage 1 uitgaansgebied.pdf|$old|replaced|$reason|$by"
bag() { rm -rf "$work/bag"; mkdir "$work/bag"; (cd "$work/bag" && unzip -q "$w"/portaal/leiden/leiden-*.zip); }
bag
is "the new one says what it replaces and why" "$(grep -lr 'c_c77c86e0' "$work/bag"/*/diwoo "$work/bag/diwoo" 2>/dev/null | wc -l) $(grep -rl 'urn:uuid' "$work/bag" --include=herkomst.csv | wc -l)" "1 1"
is "the bundle says it too" "$(find "$work/bag" -name LEESMIJ.txt -exec grep -c 'vervangen op 16 november 2026' {} +)" 1
cp "$work/old.pdf" "$in/Bijlage 1 uitgaansgebied.pdf"
night "$w" back --now "$(at "+2 days")"
is "the old bytes never go out again" "$(dossier_codes back '2026-0093 Convenant veilig uitgaan') $(jq -r 'select(.dossier=="2026-0093 Convenant veilig uitgaan").documents[] | select(.path|startswith("Bijlage")).outcome' "$work/back.out")" " skipped"
cp "$dossiers/bestand-ontbreekt/in/oegstgeest/Z-26-211702 zomerconcerten/Bijlage 1 activiteiten.pdf" "$in/Bijlage 1 uitgaansgebied.pdf"
night "$w" again --now "$(at "+2 days")"

# --- one document goes -----------------------------------------------------------------

undo one withdraw "+3 days" --json --yes --document "Bijlage 1 uitgaansgebied.pdf" "$key" "${decide[@]}"
is "one document taken back" "$rc $(state_of | cut -d'|' -f1,2)" "0 CONFIRMED|1"
bag
is "it is not in the bundle, and that is told without its name" \
	"$(find "$work/bag" -iname '*uitgaansgebied*' | wc -l) $(find "$work/bag" -name LEESMIJ.txt -exec grep -c 'ingetrokken op' {} +)" "0 1"
is "who kept it here is told (PUB-201)" "$(said one PUB-201 | grep -c '^Ingetrokken door A. de Vries op 18 november 2026')" 1
night "$w" quiet --now "$(at "+4 days")"
is "the next night there is nothing to do" "$(jq -r 'select(.dossier=="2026-0093 Convenant veilig uitgaan").documents[].outcome' "$work/quiet.out" | sort | uniq -c | tr -s ' \n' ' ')" " 2 skipped 1 unchanged "
refused2() { undo only withdraw "+4 days" --document "Convenant Veilig Uitgaan 2026-2029.pdf" "$key" "${decide[@]}"; }
refused2
is "the last document goes with its dossier" "$rc $(grep -c 'enige openbare' "$work/only.err")" "64 1"

# --- the whole dossier, with a portal that is away ------------------------------------------

mv "$w/portaal/leiden" "$w/portaal/weg"
undo away withdraw "+5 days" --json --yes "$key" --reason c_098c1346 --explanation "$told" --by "$by"
is "the portal is away: recorded, and public until it was seen gone" "$rc $(state_of | cut -d'|' -f1,2) $(jq -r .withdrawal.gone "$work/away.out")" \
	"75 WITHDRAWING|1 false"
mv "$w/portaal/weg" "$w/portaal/leiden"
rm -rf "$in"		# the dossier left the intake meanwhile
night "$w" goes --now "$(at "+6 days")"
is "the next run takes it back, in the intake or not" "$(state_of | cut -d'|' -f1,2) $(find "$w/portaal/leiden" -name '*.zip' | wc -l)" "WITHDRAWN|0 0"
is "its address is watched" "$(ledger "SELECT rounds, answer, due IS NOT NULL FROM watch")" "1|gone|1"
take "$w" convenant
night "$w" returned --now "$(at "+6 days 2 hours")"
is "it does not come back" "$(dossier_codes returned '2026-0093 Convenant veilig uitgaan') $(find "$w/portaal/leiden" -name '*.zip' | wc -l)" "PUB-504 0"
has "and it is told who took it back and when" "$work/returned.out" 'Dit dossier is ingetrokken \(door A. de Vries op 20 november 2026\)'

# --- watched until it is gone ----------------------------------------------------------------

is "after an hour" "$(ledger "SELECT rounds, answer FROM watch")" "2|gone"
address=$(ledger 'SELECT address FROM watch')
file=$(printf '%b' "${address#file://}" | sed 's/%/\\x/g')
printf 'x' >"$(printf '%b' "$file")"
night "$w" there --now "$(at "+8 days")"
is "there after all: told" "$(ledger "SELECT rounds, answer FROM watch") $(dossier_codes there '2026-0093 Convenant veilig uitgaan')" "2|there PUB-504 PUB-507"
woo status status --config "$w/woostraat.yaml"
has "status says where" "$work/status.out" 'NOG TE VINDEN'
rm -f "$(printf '%b' "$file")"
night "$w" gone --now "$(at "+9 days")"
is "gone again" "$(ledger "SELECT rounds, answer FROM watch")" "3|gone"
night "$w" closed --now "$(at "+40 days")"
is "gone after thirty days: closed" "$(ledger "SELECT rounds, answer, due IS NULL FROM watch")" "4|gone|1"
is "each answer is evidence" "$(ledger "SELECT count(*) FROM evidence WHERE body LIKE '%\"event\":\"watch\"%'")" 5

woo verify verify --config "$w/woostraat.yaml"
is "verify finds nothing wrong" "$rc" 0
[ "$rc" -eq 0 ] || sed 's/^/# /' "$work/verify.out" "$work/verify.err"
woo proof evidence --config "$w/woostraat.yaml" "$key" --out "$work/bewijs"
is "the evidence tells of it" "$rc $(grep -c '"event":"withdrawal"' "$work/bewijs/bewijs.jsonl") $(grep -c '"event":"watch"' "$work/bewijs/bewijs.jsonl")" "0 3 5"
rewrite "DROP TRIGGER withdrawal_fixed_u; UPDATE withdrawal SET approver='B'"
woo forged verify --config "$w/woostraat.yaml"
has "verify sees who rewrites a decision" "$work/forged.out" 'deze intrekking staat niet zo in de tabel'
grep -al '111222333\|123456782' "$w/staat/administratie.sqlite" >"$work/leak"
empty "no burgerservicenummer of a refused decision is in the ledger" "$work/leak"
tap_end
