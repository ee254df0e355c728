#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# retention.sh - what nobody keeps any longer goes, and nothing else: never what is held, waits, is delivered still or is
# named by another; it is told, it is no loss, and what was broken off goes on.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
world "$w"
take "$w" convenant bsn oude-tekens subsidiebeschikking bereikbaarheid
later=2027-12-01T04:15:00Z
at() {
	local name=$1 when=$2
	shift 2
	woo "$name" run --json --config "$w/woostraat.yaml" --now "$when" "$@"
}
tidy() {
	local name=$1
	shift
	woo "$name" tidy --config "$w/woostraat.yaml" --now "$later" "$@"
}
kept() { find "$w/staat/kluis" -type f | wc -l; }
whole() {
	woo verified verify --config "$w/woostraat.yaml"
	docs/verifieer.sh "$w/staat" >"$work/theirs" 2>&1
	is "$1: verify and the verifier without our programs find it whole" "$rc $?" "0 0"
	[ "$rc" = 0 ] || cat "$work/verified.out"
	[ ! -s "$work/theirs" ] || sed 's/^/# /' "$work/theirs"
}
# files KEY: digests of what came in of a dossier, that are in the vault
there() {
	ledger "SELECT DISTINCT json_extract(value, '\$.sha256') FROM evidence, json_each(body, '\$.documents') WHERE dossier_id IN
		(SELECT id FROM dossier WHERE dossier_key = '$1')" | while read -r one; do
		[ ! -e "$w/staat/kluis/${one:0:2}/$one" ] || echo "$one"
	done | wc -l
}
night "$w" first
all=$(kept)

# --- nothing by default -------------------------------------------------------------

rm -rf "$w/intake"/*/*
at unsaid "$later"
is "nobody wrote how long: all is kept" "$(kept) $(find "$w/verslagen" -maxdepth 1 -name '20*' | wc -l)" "$((all + 1)) 2"
tidy unsaid2
is "and there is nothing to tidy" "$rc $(cat "$work/unsaid2.out")" "0 Niets op te ruimen."
sed -i '1i bewaren:\n  stukken: morgen' "$w/woostraat.yaml"
tidy wrong
is "a term that is none is refused: 78" "$rc $(grep -c 'stukken: morgen' "$work/wrong.err")" "78 1"
sed -i 's/^  stukken: morgen/  verslagen: 12 maanden\n  stukken: 24 maanden/' "$w/woostraat.yaml"
tidy early
is "before its term nothing of a dossier goes, only reports" "$rc $(there '2026-0093 Convenant veilig uitgaan') $(sed 's/[0-9]*//g' "$work/early.out")" \
	"0 3 Opgeruimd:  verslagen van runs"
is "the report of last night is there still, bewijs.txt too" \
	"$(find "$w/verslagen" -maxdepth 1 -name '20*' -printf '%f ') $(test -s "$w/verslagen/bewijs.txt" && echo head)" "2027-12-01-run-2  head"

# --- what is done -------------------------------------------------------------------

sed -i 's/^  stukken: .*/  stukken: 1 jaar/' "$w/woostraat.yaml"
take "$w" subsidiebeschikking
before=$(kept)
digests "$w/staat/kluis" >"$work/a"
tidy dry --dry-run
has "--dry-run tells what would go" "$work/dry.out" '^Op te ruimen, leiden: [0-9]+ dossiers \([0-9]+ bestanden, [0-9]+ KiB\)$'
digests "$w/staat/kluis" >"$work/b"
same "and removes nothing" "$work/a" "$work/b"
sed 's/^Op te ruimen/Opgeruimd/' "$work/dry.out" >"$work/want"
woo table run --config "$w/woostraat.yaml" --now "$later"
grep '^Opgeruimd' "$work/table.out" >"$work/got"
same "a run does it at its end, and tells it" "$work/want" "$work/got"
is "of what is public and done the files are gone" "$(there '2026-0093 Convenant veilig uitgaan')" 0
is "there is less" "$([ "$(kept)" -lt "$before" ] && echo less)" less
bundle=$(ledger "SELECT bundle_sha256 FROM dossier WHERE dossier_key LIKE '2026-0093%'")
is "the bundle that is public stays" "$(test -e "$w/staat/kluis/${bundle:0:2}/$bundle" && echo there)" there
is "so does what is held" "$(there Z-26-316650)" 2
is "and what lies in the intake" "$(there Z-25-204816)" 2
is "the ledger has every dossier still" "$(ledger 'SELECT count(*) FROM dossier')" 5
is "each is told in the evidence" "$(ledger "SELECT count(*) FROM evidence WHERE body LIKE '%\"event\":\"tidied\"%'")" \
	"$(awk '{ n += $3 } END { print n }' "$work/got")"
whole "after it"
woo portal verify --portal --config "$w/woostraat.yaml"
is "and the portals can still be compared" "$rc" 0
woo proof evidence "leiden/2026-0093 Convenant veilig uitgaan" --out "$work/bewijs" --config "$w/woostraat.yaml"
sh "$work/bewijs/verifieer.sh" "$work/bewijs" >"$work/proofs" 2>&1
is "the evidence of such a dossier is whole without them" "$rc $?" "0 0"
[ "$rc" = 0 ] || cat "$work/proof.err" "$work/proofs"
at again "$later"
is "the next night tells what went until now" \
	"$(jq -c 'select(has("run")).tidied | map(.organisation) | sort' "$work/again.out")" '["leiden","leiderdorp","sozhr"]'
is "in the account of another organisation there is nothing of that" \
	"$(jq -c 'select(has("run")).tidied' "$w/verslagen/organisaties/oegstgeest/2027-12-01-run-4/dossiers.jsonl")" null
woo stand status leiden --config "$w/woostraat.yaml" --now "$later"
is "status tells it too, of the organisation that was asked for" "$(grep -c '^Opgeruimd, leiden: ' "$work/stand.out") $(grep -c '^Opgeruimd, sozhr' "$work/stand.out")" "1 0"
before=$(kept)
tidy still
is "and has nothing more to do" "$rc $(kept) $(cat "$work/still.out")" "0 $before Niets op te ruimen."

# --- broken off; delivered again ---------------------------------------------------------

gone=$(ledger "SELECT json_extract(value, '\$.sha256') FROM evidence, json_each(body, '\$.documents') WHERE dossier_id IN
	(SELECT id FROM dossier WHERE dossier_key LIKE '2026-0093%') LIMIT 1")
mkdir -p "$w/staat/kluis/${gone:0:2}"
for one in "$dossiers"/convenant/in/leiden/*/*; do
	[ "$(sha256sum <"$one" | cut -d ' ' -f 1)" != "$gone" ] || cp "$one" "$w/staat/kluis/${gone:0:2}/$gone"
done
is "what a tidying that was broken off left there" "$(there '2026-0093 Convenant veilig uitgaan')" 1
tidy resumed
is "goes the next time" "$rc $(there '2026-0093 Convenant veilig uitgaan')" "0 0"
take "$w" convenant
at redelivered "$later"
is "delivered again it is unchanged, is not sent again, and stays" \
	"$(total redelivered published) $(there '2026-0093 Convenant veilig uitgaan')" "0 3"
whole "then"
printf 'Een nagekomen bijlage bij het convenant van 12 mei 2026.\n' >"$w/intake/leiden/2026-0093 Convenant veilig uitgaan/nagekomen.txt"
at changed "$later"
is "with a file more it is its next revision" "$(ledger "SELECT revision FROM dossier WHERE dossier_key LIKE '2026-0093%'")" 2
lost=$(ledger "SELECT json_extract(value, '\$.sha256') FROM evidence, json_each(body, '\$.documents') WHERE dossier_id IN
	(SELECT id FROM dossier WHERE dossier_key LIKE '2026-0093%') ORDER BY seq DESC LIMIT 1")
rm -f "$w/staat/kluis/${lost:0:2}/$lost"
woo missed verify --config "$w/woostraat.yaml"
is "what came in again and is lost after that is a loss" "$rc $(grep -c "$lost" "$work/missed.out" | sed 's/[1-9][0-9]*/said/')" "70 said"

# --- what two dossiers have, each in an archive of its own --------------------------------------

source=$PWD/$dossiers/niet-publiceren/in/leiderdorp/Nota\ Spelen
w=$work/twee
world "$w"
sed -i '1i bewaren:\n  stukken: 1 jaar' "$w/woostraat.yaml"
for one in leiderdorp/eerste leiden/tweede; do
	mkdir -p "$w/intake/$one"
	sed 's|bestand: |bestand: stukken.zip/|' "$source/dossier.yaml" >"$w/intake/$one/dossier.yaml"
	printf '%s\n' "$one" >"$work/eigen.txt"
	(cd "$source" && zip -qX "$w/intake/$one/stukken.zip" ./*.docx && zip -qXj "$w/intake/$one/stukken.zip" "$work/eigen.txt")
done
night "$w" both
is "two dossiers with the same documents, in archives that differ, go out" "$(total both published)" 2
# had DOSSIER PATH: what is in the vault of that document and its text
had() {
	jq -r --arg d "$1" --arg p "stukken.zip/$2" 'select(.dossier == $d).documents[] | select(.path == $p) | .sha256, .text_sha256' "$work/both.out" |
		while read -r one; do
			[ ! -e "$w/staat/kluis/${one:0:2}/$one" ] || echo "$one"
		done | wc -l
}
is "a member and its text are kept" "$(had eerste eigen.txt) $(had tweede 'Raadsvoorstel nota Spelen.docx')" "2 2"
rm -r "$w/intake/leiderdorp/eerste"
tidy gone
is "the first goes, and what it alone had" "$rc $(grep -c '^Opgeruimd, leiderdorp' "$work/gone.out") $(had eerste eigen.txt)" "0 1 0"
is "what the other has too stays, though no evidence names it" "$(had tweede 'Raadsvoorstel nota Spelen.docx')" 2
woo other explain --replay --json --config "$w/woostraat.yaml" leiden/tweede
is "that can be explained and played again" "$rc $(jq -r '.replay.same' "$work/other.out")" "0 true"
whole "and"
tap_end
