#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# explain.sh - why: findings, categories and values with the words around them, and the same outcome when replayed.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
world "$w"
take "$w" convenant bsn vrijgave-onbekend rommelbestanden
# Names that look alike when shown, and one that no terminal shows.
odd=$w/intake/leiden/vreemd
mkdir -p "$odd"
printf 'Convenant\n' >"$odd/$(printf 'a\033b.txt')"
printf 'Convenant\n' >"$odd/a\\x1bb.txt"
printf 'vrijgave: ja\n' >"$odd/dossier.yaml"
night "$w" first
rm -rf "$w/intake/leiden/Z-26-316650"	# what is explained may be gone
explain() {
	local name=$1
	shift
	woo "$name" explain --config "$w/woostraat.yaml" "$@"
}
(cd "$w/staat" && find . -type f -exec sha256sum {} +) | sort >"$work/a"

explain held leiden/Z-26-316650
is "a held dossier whose folder is gone is explained" "$rc" 0
has "the verdict" "$work/held.out" '^  Oordeel: +vasthouden$'
has "the state" "$work/held.out" '^  Stand: +vastgehouden sinds 15 november 2026, 05:15 uur, versie 1$'
has "who judged it, and when" "$work/held.out" '^  Beoordeeld: +run 1 \(run, door .*\), 15 november 2026, 05:15 uur$'
has "with which rules" "$work/held.out" '^  Regels: +[0-9]+ bestanden, zoals op 15 november 2026; lijst$'
has "the finding" "$work/held.out" '^    SCR-501 Burgerservicenummer gevonden in de tekst'
has "the words around it, masked" "$work/held.out" '^            Burgerservicenummer \[111\*{5}3\] Onderwerp'
has "the category with its points" "$work/held.out" '^    \* beschikkingen: [0-9]+ punten, gekozen$'
has "the rule with its words" "$work/held.out" '^        regel BES-[A-Z0-9]+ \(\+[0-9]+\), blz\. 1: .*\['
has "a value with its origin" "$work/held.out" '^      creatiedatum: 2026-05-06 \(uit de bron\)$'
has "the history" "$work/held.out" 'run 1 \(run, door .*\):( opgenomen.*)?$'
grep -E '^.{80}' "$work/held.out" >"$work/wide"
empty "it fits a terminal" "$work/wide"
explain held-json leiden/Z-26-316650 --json
is "no citizen's number in words or JSON" "$(cat "$work/held.out" "$work/held-json.out" | grep -cE '111222333|123456782')" 0
is "the JSON has the words around each finding with a place" \
	"$(jq -r '[.account.documents[].findings[] | select(has("offset")) | has("around")] | unique | join(" ")' "$work/held-json.out")" true
is "and around each reason with a place" \
	"$(jq -r '[.account.documents[].categories[].reasons[] | select(has("offset")) | has("around")] | unique | join(" ")' "$work/held-json.out")" true
is "the rule set by its digest" "$(jq -r '.run.templates | length' "$work/held-json.out")" 64
is "which is in the vault" "$(h=$(jq -r .run.templates "$work/held-json.out"); sha256sum <"$w/staat/kluis/${h:0:2}/$h" | cut -d' ' -f1)" \
	"$(jq -r .run.templates "$work/held-json.out")"
is "the history in order" "$(jq -r '[.history[].seq] == ([.history[].seq] | sort) and (.history | length) > 3' "$work/held-json.out")" true
is "by whose run" "$(jq -r '[.history[] | "\(.run) \(.mode)"] | unique | join(",")' "$work/held-json.out")" "1 run"

explain doc "leiden/2026-0093 Convenant veilig uitgaan/Bijlage 1 uitgaansgebied.pdf"
is "one document" "$rc $(grep -c '^Convenant Veilig' "$work/doc.out") $(grep -c '^Bijlage 1' "$work/doc.out")" "0 0 1"
explain doc-json --json "leiden/2026-0093 Convenant veilig uitgaan/Bijlage 1 uitgaansgebied.pdf"
is "one document as JSON" "$(jq -r '[.account.documents[].path] | join(",")' "$work/doc-json.out")" "Bijlage 1 uitgaansgebied.pdf"
explain raw --json "leiden/vreemd/$(printf 'a\033b.txt')"
is "a document with a raw name" "$(jq -r '.account.documents[].raw' "$work/raw.out")" 'a\x1bb.txt'
explain alike --json 'leiden/vreemd/a\x1bb.txt'
is "and the one that looks like it" "$rc $(jq -r '.account.documents | length' "$work/alike.out")" "0 1"

# The rules of that day, whatever stands in the templates now.
n=0
: >"$work/not-same"
for d in "leiden/2026-0093 Convenant veilig uitgaan" leiden/Z-26-316650 "leiden/Z-26-315008 VKB" "leiderdorp/BW 8 september" leiden/vreemd; do
	n=$((n + 1))
	explain "replay$n" --replay --json "$d"
	[ "$rc $(jq -r .replay.same "$work/replay$n.out")" = "0 true" ] ||
		{ echo "$d: $rc"; cat "$work/replay$n.err"; jq -c .replay "$work/replay$n.out"; } >>"$work/not-same"
done
empty "replayed, $n dossiers have the same outcome: held, public, with junk, with odd names" "$work/not-same"
explain replay --replay "leiden/2026-0093 Convenant veilig uitgaan"
has "in words" "$work/replay.out" '^  Zelfde uitkomst\.$'
is "and nothing is left in TMPDIR" "$(find "$TMPDIR" -mindepth 1 | wc -l)" 0
(cd "$w/staat" && find . -type f -exec sha256sum {} +) | sort >"$work/b"
same "explain and replay change nothing of the state" "$work/a" "$work/b"

# What the ledger said is no part of the question: held by its past, it would pass by the rules.
cp -R templates "$work/t"
cp "$work/t/xsl/report.xsl" "$work/t/xsl/oud.xsl"
night "$w" other --templates "$work/t"
explain other --json "leiderdorp/BW 8 september"
is "the account names the run that first said it" "$(jq -r .run.run "$work/other.out")" 1

# A damaged or missing object is said, and nothing is made up.
text=$(jq -r '.account.documents[] | select(.path | endswith(".docx")).text_sha256' "$work/held-json.out")
original=$(jq -r '.account.documents[] | select(.path | endswith(".docx")).sha256' "$work/held-json.out")
chmod u+w "$w/staat/kluis/${text:0:2}/$text"
printf 'x' >>"$w/staat/kluis/${text:0:2}/$text"
explain damaged leiden/Z-26-316650
has "a text that is damaged is not quoted" "$work/damaged.out" '^  De woorden rond de plaatsen zijn er niet: kluis: de bewaarde '
is "and gives no words" "$(grep -c 'regel BES-.*, blz\. 1:' "$work/damaged.out") $(($(grep -c 'regel BES-.*, blz\. 1$' "$work/damaged.out") > 0))" "0 1"
rm -f "$w/staat/kluis/${original:0:2}/$original"
explain lost leiden/Z-26-316650 --replay
is "without the original there is no replay" "$rc" 74
has "and it says of which document" "$work/lost.err" 'naspelen: Beschikking ontheffing\.docx: kluis'
is "and nothing of it is left" "$(find "$TMPDIR" -mindepth 1 | wc -l)" 0

# refused TEXT PATTERN ARGUMENT...
refused() {
	local text=$1 pattern=$2
	shift 2
	explain refused "$@"
	if [ "$rc" -eq 64 ] && grep -Eq -- "$pattern" "$work/refused.err" && [ ! -s "$work/refused.out" ]; then
		pass "$text: 64"
	else
		cat "$work/refused.err" "$work/refused.out" >"$work/why"
		fail "$text: $rc, wanted 64 and '$pattern'" "$work/why"
	fi
}
refused "nothing" 'noem één dossier'
refused "two" 'noem één dossier' leiden/a leiden/b
refused "an organisation alone" 'schrijf organisatie/map' leiden
refused "an unknown organisation" 'staat niet in de instellingen' utrecht/x
refused "an unknown dossier" 'geen verslag bewaard' leiden/nergens
refused "an unknown document" 'zit niet in het dossier' leiden/vreemd/nergens.pdf
refused "a way out" 'organisatie/map' leiden/../x
tap_end
