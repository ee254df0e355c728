#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# rules.sh - the rule laboratory: examples, golden documents, two sets compared, a person's choice that becomes a test.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

golden=fixtures/categorieen
w=$work/w

# --- examples and golden documents ---------------------------------------------------------

woo check rules check
is "every example beside a rule holds" "$rc $(grep -c 'past niet op yes\|past op no' "$work/check.out")" "0 0"
has "rules for all three lists" "$work/check.out" '^themas +[1-9]'
woo check-json rules check --json
is "a category that is not of municipalities has rules too" \
	"$(jq -r '[.rules[] | select(.sign | not) | select(.list == "informatiecategorieen" and .value != "geen").value] | unique | length' "$work/check-json.out")" 18
woo golden rules test --json "$golden"
jq -r '.categories[] | select(.category != "-" and .documents < 12) | "\(.category): \(.documents)"' "$work/golden.out" >"$work/few"
empty "at least 12 golden documents for each category" "$work/few"
for d in "$golden"/*/; do
	all=$(find "$d" -type f | wc -l)
	near=$(find "$d" -type f -name 'bijna-*' | wc -l)
	[ $((near * 4)) -ge "$all" ] || echo "$d: $near of $all"
done >"$work/few"
empty "of which some look like another category" "$work/few"
jq -r '.trials[] | select(.end == "wrong") | "\(.document): \(.label), \(.candidates[0])"' "$work/golden.out" >"$work/wrong"
empty "no golden document is chosen as another category" "$work/wrong"
is "and no rule reaches its limit" "$(jq '[.trials[] | select(.failed)] | length' "$work/golden.out")" 0
is "and most are decided" "$(jq '.decided_permille >= 900' "$work/golden.out")" true
woo golden-text rules test "$golden"
grep -E '^.{81}' "$work/golden-text.out" >"$work/wide"
empty "the tables fit a terminal" "$work/wide"
has "with the measures" "$work/golden-text.out" 'Macro-F1: 0,[0-9]{2}'

# --- a corpus of real files, with facts -------------------------------------------------------

mkdir -p "$work/corpus/2f-convenanten" "$work/corpus/geen" "$work/corpus/los"
cp "$dossiers/convenant/in/leiden"/*/*.pdf "$work/corpus/2f-convenanten/" 2>/dev/null
printf 'Boodschappen\n\nmelk, brood, kaas\n' >"$work/corpus/geen/lijstje.txt"
printf 'x\n' >"$work/corpus/los/onbekend.txt"
woo corpus rules test --json "$work/corpus"
is "a folder of PDFs by the name of its folder" "$(jq -r '[.trials[].label] | unique | join(" ")' "$work/corpus.out")" "- 2f"
is "a list of things to buy is nothing" "$(jq -r '.trials[] | select(.label == "-").end' "$work/corpus.out")" right
woo unlabelled rules test "$work/corpus"
has "what has no label is left out, and counted" "$work/unlabelled.out" '^1 bestanden zonder categorie zijn overgeslagen'
printf 'Het stuk zelf volgt later.\n' >"$work/corpus/brief.txt"
printf 'bestand;categorie;titel;zaaktype\nbrief.txt;"3.3 lid 2 f";"Convenant ""Veilig uitgaan""";\nbrief.txt;c_8fc2335c;;\n' \
	>"$work/corpus/lijst.csv"
woo csv rules test --json "$work/corpus/lijst.csv"
is "a CSV with the facts of a source: the title decides" "$(jq -r '[.trials[].end] | join(" ")' "$work/csv.out")" "right open"
is "nothing is left in TMPDIR" "$(find "$TMPDIR" -mindepth 1 | wc -l)" 0

# --- two sets of rules ---------------------------------------------------------------------------

cp -R templates/rules "$work/streng"
sed -i 's/^threshold: .*/threshold: 1000/' "$work/streng/basis.yaml"
woo same rules diff templates/rules templates "$golden"
is "the same rules move nothing" "$rc $(grep -c '^250 documenten bekeken, 0 verschuiven' "$work/same.out")" "0 1"
world "$w"
take "$w" convenant geen-categorie advies-bezwaar
night "$w" first
cp -R "$w/staat" "$work/before"
woo diff rules diff templates/rules "$work/streng" --config "$w/woostraat.yaml"
is "a threshold that nothing reaches moves what was chosen" "$rc" 1
has "from the text that was kept, with the points" "$work/diff.out" '^  oud:   convenanten [0-9]+ van [0-9]+ \(CON-'
has "and what they are now" "$work/diff.out" '^  nieuw: niets; het dichtst erbij: convenanten'
woo diff-json rules diff --json templates/rules "$work/streng" --config "$w/woostraat.yaml"
is "as JSON, a line for each" "$(jq -r '.new.chosen' "$work/diff-json.out" | sort -u)" null
rm -rf "$w/intake/leiden"
woo gone rules diff --json templates/rules "$work/streng" --config "$w/woostraat.yaml"
same "the intake is not needed" "$work/diff-json.out" "$work/gone.out"
diff -r "$work/before" "$w/staat" >"$work/changed" 2>&1
empty "looking changes nothing of the state" "$work/changed"

# --- many texts in one job: one that is gone takes no other with it ----------------------------------

w=$work/veel
world "$w"
mkdir -p "$w/intake/leiden/convenanten"
cp fixtures/categorieen/2f-convenanten/*.txt "$w/intake/leiden/convenanten/"
{
	printf '<!DOCTYPE html><html lang="nl"><head><title>Zwaar</title></head><body><h1>Convenant zware stukken</h1><pre>'
	cat fixtures/categorieen/2f-convenanten/convenant-veilig-uitgaan.txt
	printf '</pre></body></html>\n'
} >"$w/intake/leiden/convenanten/zwaar.html"
night "$w" veel
woo whole rules diff --json templates/rules "$work/streng" --config "$w/woostraat.yaml"
is "of many texts many move" "$(($(wc -l <"$work/whole.out") > 4))" 1
gone=$(jq -r '.document' "$work/whole.out" | sed -n 3p)
text=$(jq -r --arg path "${gone##*/}" 'select(has("documents")).documents[] | select(.path == $path).text_sha256' \
	"$work/veel.out")
rm "$(find "$w/staat/kluis" -type f -name "*${text:?}*")"
jq -c --arg gone "$gone" 'select(.document != $gone)' "$work/whole.out" >"$work/others"
woo hole rules diff --json templates/rules "$work/streng" --config "$w/woostraat.yaml"
same "a text that is gone from the vault has no answer, and its neighbours have theirs" "$work/others" "$work/hole.out"

# --- and one that is too much for a worker is found among them, and has no answer -------------------

heavy=leiden/convenanten/zwaar.html
props=$(find "$w/staat/kluis" -type f -name "*$(jq -r 'select(has("documents")).documents[] |
	select(.path == "zwaar.html").facts.props_sha256' "$work/veel.out")*")
chmod u+w "$props"
{ printf '{"pages":[0'; yes ',{}' | head -n 6000000 | tr -d '\n'; printf ']}'; } >"$props"
jq -c --arg heavy "$heavy" 'select(.document != $heavy)' "$work/others" >"$work/light"
is "it would move" "$(($(wc -l <"$work/others") - $(wc -l <"$work/light")))" 1
woo heavy rules diff --json templates/rules "$work/streng" --config "$w/woostraat.yaml"
same "a text that is too much for a worker has no answer, and its neighbours have theirs" "$work/light" "$work/heavy.out"

# --- a heading far down is no title, here as at night -------------------------------------------------

w=$work/laat
world "$w"
mkdir -p "$w/intake/leiden/laat"
{
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		printf 'Tijdens het seizoen was de markt op het plein goed bezocht, %s.\n\n' \
			"$(printf 'met kramen vol kaas, brood en bloemen en %.0s' 1 2 3 4 5 6)"
	done
	printf 'Convenant Veilig uitgaan tussen gemeente en horeca\n\nDe markt ging om vijf uur dicht.\n'
} >"$w/intake/leiden/laat/stuk.txt"
night "$w" laat
is "its heading is the line far down" \
	"$(jq -r 'select(has("documents")).documents[].facts.heading' "$work/laat.out")" "Convenant Veilig uitgaan tussen gemeente en horeca"
is "and at night it is not chosen for it" \
	"$(jq -r 'select(has("documents")).documents[] | [.metadata.informatiecategorie[]?.value] | length' "$work/laat.out")" 0
woo late rules diff templates/rules "$work/streng" --config "$w/woostraat.yaml"
is "so nothing moves" "$rc $(grep -c '^1 documenten bekeken, 0 verschuiven' "$work/late.out")" "0 1"

# --- a person chooses -----------------------------------------------------------------------------

w=$work/v
world "$w"
take "$w" geen-categorie
night "$w" first
is "nobody knows what it is" "$(jq -r 'select(has("documents")).documents[].findings[] | select(.code == "CLS-501").code' "$work/first.out" | sort -u)" "CLS-501"
woo none rules test --config "$w/woostraat.yaml"
is "without a choice there is nothing to test" "$rc" 64
for yaml in "$w"/intake/*/*/dossier.yaml; do echo 'categorie: 3.3 lid 2 e' >>"$yaml"; done
night "$w" chosen
is "what a person chooses is it, and is said to come from the source" \
	"$(jq -r 'select(has("documents")).documents[] | select(.role == "main").metadata.informatiecategorie[] | "\(.value) \(.origin)"' "$work/chosen.out")" "adviezen source"
woo kept rules test --json --config "$w/woostraat.yaml"
is "and the choice is a test that the rules do not pass yet" "$rc $(jq -r '.trials[] | "\(.label) \(.end)"' "$work/kept.out")" "0 2e open"
cp -R templates "$work/eigen"
mkdir -p "$work/eigen/organisations"
org=$(basename "$(dirname "$(dirname "$(find "$w/intake" -name dossier.yaml)")")")
mkdir "$work/eigen/organisations/$org"
cat >"$work/eigen/organisations/$org/rules.yaml" <<'EOF'
version: 2
name: 'eigen regels'
rules:
  - id: EIGEN-1
    value: 2e
    field: tekst
    weight: 40
    pattern: '\w'
    yes: ['een woord']
    no: ['?']
EOF
woo mended rules test --json --config "$w/woostraat.yaml" --templates "$work/eigen"
is "a rule of that organisation makes it pass" "$rc $(jq -r '.trials[] | "\(.label) \(.end) \(.candidates[0].rules | index("EIGEN-1") != null)"' "$work/mended.out")" "0 2e right true"
# What a person chose and a newer list does not have: neither right nor wrong.
cp -R templates "$work/nieuwer"
uri=$(jq -r 'select(has("documents")).documents[].facts.categories // empty' "$work/chosen.out")
sed -i "s|^$uri\t|${uri}0\t|" "$work/nieuwer/lists/informatiecategorieen.tsv"
woo newer rules test --config "$w/woostraat.yaml" --templates "$work/nieuwer"
is "a choice that is no longer in the list is not taken for none" "$rc $(grep -c 'van 1 documenten staat de gekozen categorie niet meer in de lijst' "$work/newer.err")" "64 1"
take "$w" convenant
for yaml in "$w"/intake/*/*/dossier.yaml; do
	grep -q '^categorie:' "$yaml" || echo 'categorie: 3.3 lid 2 f' >>"$yaml"
done
night "$w" second
woo newer rules test --config "$w/woostraat.yaml" --templates "$work/nieuwer"
is "and is counted beside the others" "$(grep -c '^1 documenten zijn overgeslagen: de gekozen categorie' "$work/newer.out") $(grep -c '^[1-9][0-9]* documenten. Gekozen' "$work/newer.out")" "1 1"
woo newer rules test --json --config "$w/woostraat.yaml" --templates "$work/nieuwer"
is "in the JSON too, where what was chosen still is the label" "$(jq -r '"\(.skipped) \([.trials[].label] | unique | join(" "))"' "$work/newer.out")" "1 2f"
rm -rf "$w/intake/leiden/2026-0093 Convenant veilig uitgaan"

sed -i 's/^categorie: .*/categorie: nietbestaand/' "$w"/intake/*/*/dossier.yaml
night "$w" unknown
is "a category that does not exist holds" "$(jq -r 'select(has("documents")).documents[].findings[] | select(.code == "SID-504").code' "$work/unknown.out")" "SID-504"

# --- words that weigh -----------------------------------------------------------------------------

mkdir "$work/vijf"
cp -R "$golden"/1a-* "$golden"/2c-* "$golden"/2f-* "$golden"/2k-* "$golden"/31-* "$work/vijf/"
woo learned rules learn-weights "$work/vijf"
is "a table of words is learned from a corpus" "$rc $(head -1 "$work/learned.out" | cut -d';' -f1-3)" "0 woorden;waar;3.3 lid 1 a"
woo again rules learn-weights "$work/vijf"
same "the same corpus gives the same table" "$work/learned.out" "$work/again.out"
cp -R templates/rules "$work/zonder"
rm "$work/zonder/woorden.csv"
sed -i 's/^threshold: .*/threshold: 40/' "$work/zonder/basis.yaml"
cp -R "$work/zonder" "$work/geleerd"
cp "$work/learned.out" "$work/geleerd/woorden.csv"
woo moved rules diff --json "$work/zonder" "$work/geleerd" "$work/vijf"
is "with it more is chosen than by the rules alone" "$rc $(jq -s 'map(select(.old.chosen == null and .new.chosen != null)) | length > 0' "$work/moved.out")" "1 true"
mkdir "$work/leeg"
cp -R "$work/vijf/2f-"* "$work/leeg/"
: >"$work/leeg/2f-convenanten/leeg.txt"
woo empty-one rules learn-weights "$work/leeg"
has "what has no text is counted" "$work/empty-one.err" '^1 van [0-9]+ documenten hebben geen tekst'
woo few rules learn-weights "$work/corpus"
is "a handful of documents teaches nothing" "$rc $(grep -c 'is niets te leren; geef er ten minste 50' "$work/few.err")" "64 1"
woo choices rules learn-weights --config "$w/woostraat.yaml"
is "from what persons chose, were it enough" "$rc $(grep -c 'van 1 teksten is niets te leren' "$work/choices.err")" "64 1"
sed -i '3s/;[^;]*$/;veel/' "$work/geleerd/woorden.csv"
woo badwords rules diff "$work/geleerd" "$work/zonder" "$work/vijf"
is "a table with a fault is refused, with its line" "$rc $(grep -c 'woorden.csv, regel 3 (.*): een gewicht is een geheel getal' "$work/badwords.err")" "78 1"

# --- the Algoritmeregister --------------------------------------------------------------------------

woo register rules register
is "the entry for the Algoritmeregister" "$rc" 0
for head in 'Doel en impact' 'Gegevens' 'Technische werking' 'Menselijke tussenkomst' 'Risicobeheer' 'Wettelijke basis'; do
	grep -q "^## $head\$" "$work/register.out" || echo "$head"
done >"$work/heads"
empty "has what a council asks" "$work/heads"
is "counted from the rules themselves" "$(grep -c "heeft $(jq '[.rules[] | select(.sign | not)] | length' "$work/check-json.out") regels" "$work/register.out")" 1

# --- what is wrong --------------------------------------------------------------------------------------

wrong() {	# TEXT EXIT-CODE PATTERN ARGUMENT...
	local text=$1 code=$2 pattern=$3
	shift 3
	woo wrong rules "$@"
	if [ "$rc" = "$code" ] && grep -Eq -- "$pattern" "$work/wrong.err"; then pass "$text"; else
		{ echo "exit code $rc"; cat "$work/wrong.err"; } >"$work/why"
		fail "$text" "$work/why"
	fi
}
wrong "no task" 64 'noem een opdracht'
wrong "an unknown task" 64 'noem een opdracht' toets
wrong "a corpus that is not there" 64 'bestaat niet' test "$work/nergens"
wrong "a folder without labels" 64 'geen document met een categorie' test "$work/corpus/los"
printf 'bestand,categorie\nbrief.txt,onzin\n' >"$work/corpus/fout.csv"
wrong "a CSV with an unknown category, with its row" 78 'fout\.csv, regel 2: .onzin. is geen informatiecategorie' test "$work/corpus/fout.csv"
printf 'naam,soort\n' >"$work/corpus/kolom.csv"
wrong "a CSV without the columns" 78 "geen kolommen .bestand. en .categorie." test "$work/corpus/kolom.csv"
wrong "one folder to compare" 64 'noem twee mappen' diff templates
wrong "a folder of rules that is not there" 64 'bestaat niet' diff templates "$work/nergens" "$golden"
cp -R templates/rules "$work/kapot"
sed -i '0,/^    field: titel/s//    field: titels/' "$work/kapot"/2f-*.yaml
wrong "rules with a fault are refused, with file and line" 78 '2f-convenanten\.yaml, regel [0-9]+ \(CON-' diff templates "$work/kapot" "$golden"
tap_end
