#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# masked.sh - a burgerservicenummer wherever a dossier can have one, and in no output, log, ledger or report (gate facts, rule 5).
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

numbers='111222333|111[ .]222[ .]333|1112[.]22[.]333|123456782|123[ .]456[ .]782'
w=$work/w
world "$w"
take "$w"

# A dossier that has one in every origin that a person can fill.
d="$w/intake/leiden/Z-26-900001"
mkdir -p "$d"
cat >"$d/dossier.yaml" <<'EOS'
kenmerk: Z/26/900001
titel: Besluit over 123456782
omschrijving: Aanvraag van bsn 111222333
datum: 11 mei 2026
vrijgave: ja
EOS
printf 'Besluit\n\nBSN 111 222 333, en het nummer 123456782.\n' >"$d/besluit.txt"
sed 's/W. Voorbeeldsma, Fictielaan 12/bsn 1112.22.333, Fictielaan 1/' \
	"$dossiers/zwarte-balk/in/leiden/Z-26-316733/Beschikking ontheffing.pdf" >"$d/balk.pdf"
printf 'From: a@voorbeeld.example\nTo: b@voorbeeld.example\nBcc: 111222333@voorbeeld.example\nSubject: bsn 123456782\n\nbsn 111222333\n' \
	>"$d/bericht.eml"
printf '<html><head><meta name="author" content="bsn 111222333"></head><body>Besluit<!-- bsn 123456782 --></body></html>' \
	>"$d/pagina.html"
mkdir "$work/zip"
printf 'Bijlage met bsn 123456782\n' >"$work/zip/bijlage.txt"
(cd "$work/zip" && zip -q "$d/bijlagen.zip" bijlage.txt)
# What was delivered, and what the test itself wrote, is not looked at.
mkdir -p "$work/said"

say() {
	local name=$1
	shift
	woo "$name" "$@"
	cat "$work/$name.out" "$work/$name.err" >"$work/said/$name"
}

say check check --config "$w/woostraat.yaml" --now "$now" --html "$work/said/check.html" "$w/intake"
say json check --json --config "$w/woostraat.yaml" --now "$now" "$w/intake"
has "the dossier is held for it" "$work/said/json" '"dossier":"Z-26-900001".*"verdict":"hold"'
is "in every file of it" "$(jq -r 'select(.dossier == "Z-26-900001").documents[] | select(any(.findings[]; .code | test("SCR-50[12]"))).path' \
	"$work/json.out" | sort | paste -sd' ')" "balk.pdf bericht.eml besluit.txt bijlagen.zip/bijlage.txt pagina.html"
say run run --config "$w/woostraat.yaml" --now "$now"
say again run --json --config "$w/woostraat.yaml" --now "$now"
say status status --config "$w/woostraat.yaml"
say explain explain --config "$w/woostraat.yaml" leiden/Z-26-900001
say waive waive --config "$w/woostraat.yaml" leiden/Z-26-900001
say sheet worksheet --config "$w/woostraat.yaml" -o "$work/said/blad.csv"
say xlsx worksheet --config "$w/woostraat.yaml" -o "$work/said/blad.xlsx"
say verify verify --config "$w/woostraat.yaml"
say screen stage screen --config "$w/woostraat.yaml" --now "$now" "$d"
say reveal stage reveal --config "$w/woostraat.yaml" --now "$now" "$d"
is "each of them ended as it should" "$(grep -lE 'bug:|panic' "$work"/said/* | wc -l)" 0
mkdir "$work/said/blad" && (cd "$work/said/blad" && unzip -q ../blad.xlsx)

# hits PLACE...: files there with a number in it, masked ones not counted.
hits() {
	find "$@" -type f -print0 | xargs -0 grep -laE "$numbers"
}
hits "$work/said" >"$work/faults"
empty "no output has a number of a citizen" "$work/faults"
hits "$w/verslagen" >"$work/faults"
empty "no report has one" "$work/faults"
hits "$w/portaal" >"$work/faults"
empty "nothing public has one" "$work/faults"
find "$w/staat" -maxdepth 1 -type f -print0 | xargs -0 grep -laE "$numbers" >"$work/faults"
empty "the ledger has none" "$work/faults"

# In names: an account names files as they are called, since a person must find them.  Nothing of them is public.
w=$work/names
world "$w"
take "$w"
d="$w/intake/leiden/Z-26-900002"
mkdir -p "$d/aanvrager 123456782" "$work/other"
printf 'kenmerk: Z/26/900002\ntitel: Besluit\ndatum: 11 mei 2026\nvrijgave: ja\n' >"$d/dossier.yaml"
printf 'Een bijlage.\n' >"$d/aanvrager 123456782/aanvraag 111222333.txt"
mv "$work/zip/bijlage.txt" "$work/zip/brief 111222333.txt"
(cd "$work/zip" && zip -q "$d/brieven.zip" "brief 111222333.txt")
cp -R "$dossiers/verkeersbesluit/in/." "$work/other"
other=$(cd "$work/other" && echo */*)
mkdir -p "$w/intake/${other%%/*}"
cp -R "$work/other/$other" "$w/intake/${other%%/*}/zaak 123456782"
woo names run --json --config "$w/woostraat.yaml" --now "$now"
is "a dossier with a number in the name of a file is held" "$(jq -r 'select(.dossier == "Z-26-900002").verdict' "$work/names.out")" hold
is "one whose folder is called so is published" "$(jq -r 'select(.dossier == "zaak 123456782").verdict' "$work/names.out")" publish
find "$w/portaal" -name '*.zip' -exec unzip -q -o -d "$work/public" {} ';'
find "$w/portaal" "$work/public" -print | grep -E "$numbers" >"$work/faults"
empty "no name of what is public has the number" "$work/faults"
hits "$work/public" >"$work/faults"
empty "and no byte of it" "$work/faults"
tap_end
