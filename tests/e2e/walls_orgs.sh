#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# walls_orgs.sh - six organisations, each with a file of its own: nothing of one in what another reads, and a fault in the
# settings, the keys or the templates of one leaves the others as they were.
# Usage: walls_orgs.sh BUILD
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
orgs='leiden leiderdorp oegstgeest zoeterwoude hollandrijnland sozhr'

# An organisation's file: an archive over HTTP with a key, and a site.
own_file() {
	local m
	m=$(mark "$1")
	mkdir -p "$w/portaal/$1" "$w/site/$1" "$w/intake/$1"
	printf '%ssleutel\n' "$m" >"$w/sleutels/$1.token"
	chmod 600 "$w/sleutels/$1.token"
	cat >"$w/organisaties/$1.yaml" <<-END
		folder: $1
		name: $2
		namespace: $3
		include: [gedeeld/streek.yaml]
		portals:
		  - name: ${m}plek
		    url: portaal/$1
		  - name: post
		    url: $portal_url/$1/
		    token: sleutels/$1.token
		  - name: site
		    kind: site
		    url: site/$1
		    public: https://$m.example.nl/
	END
	chmod 640 "$w/organisaties/$1.yaml"
}

# shellcheck disable=SC2119
portal_up
mkdir -p "$w/organisaties" "$w/gedeeld" "$w/sleutels"
cp -R templates "$w/sjablonen"
printf 'bundle: zip\nmdto-names: kort\n' >"$w/gedeeld/streek.yaml"
chmod 640 "$w/gedeeld/streek.yaml"
printf 'intake: intake\nstate: staat\nreports: verslagen\ntemplates: sjablonen\nsettle: 0\npatience: 0\norganisations:\n  - organisaties/*.yaml\n' \
    >"$w/woostraat.yaml"
while read -r org name ns; do
	own_file "$org" "$name" "$ns"
	public "$org"
	held "$org"
done < <(sed -n 's/^| \([a-z]*\) | .* | \([a-z]*[0-9]*\) | \([0-9a-f-]*\) |$/\1 \2 \3/p' fixtures/demo/organisaties.md)
mkdir -p "$w/sjablonen/organisations/zoeterwoude"
printf '# boomkleverpartner\ngm0546\n' >"$w/sjablonen/organisations/zoeterwoude/partners.txt"
config() { woo "$1" config --check --config "$w/woostraat.yaml"; }
run() { woo "$1" run --config "$w/woostraat.yaml" --now "$now" "${@:2}"; }

# --- six nights in one ---------------------------------------------------------

config config
is "nothing is wrong with the settings" "$rc $(cat "$work/config.out" "$work/config.err")" "0 "
run first --json
is "six publish one and hold one" "$rc $(total first dossiers) $(jq -rs '[.[] | select(has("documents")).documents[].outcome | select(. != "skipped")] | group_by(.) | map("\(.[0]) \(length)") | join(", ")' "$work/first.out")" \
    "1 12 held 6, published 6"

# What one organisation reads: its account, portal, site, and what the programs say of it alone.
gather() {
	local org=$1 m out
	m=$(mark "$org")
	out=$work/leest/$org
	mkdir -p "$out"
	cp -Rp "$w/verslagen/organisaties/$org" "$out/verslagen"
	cp -Rp "$w/portaal/$org" "$out/portaal"
	cp -RpL "$w/site/$org" "$out/site"
	find "$out/portaal" -name '*.zip' -execdir unzip -q -o {} -d uitgepakt \;
	find "$out/verslagen" -name '*.xlsx' -execdir unzip -q -o {} -d werkmap \;
	woo year year --config "$w/woostraat.yaml" --now "$now" --year 2026 --organisation "$org"
	cp "$work/year.out" "$out/jaar.out"
	woo plan plan --config "$w/woostraat.yaml" --now "$now" "$org"
	cp "$work/plan.out" "$out/"
	woo evidence evidence --config "$w/woostraat.yaml" --all --out "$out/bewijs" "$org/$m-map"
	cp "$work/evidence.out" "$out/"
	woo explain explain --json --config "$w/woostraat.yaml" "$org/$m-map"
	cp "$work/explain.out" "$out/"
	woo status status --json --config "$w/woostraat.yaml" --now "$now" "$org"
	cp "$work/status.out" "$out/"
	woo text status --config "$w/woostraat.yaml" --now "$now" "$org"
	cp "$work/text.out" "$out/"
}
: >"$work/leaks"
: >"$work/blind"
for org in $orgs; do
	gather "$org"
	for other in $orgs; do
		[ "$other" != "$org" ] || continue
		m=$(mark "$other")
		grep -rlaiE -- "$m|$(printf '%ssleutel' "$m" | base64 | cut -c1-12)" "$work/leest/$org" | sed "s|^|$m: |" >>"$work/leaks"
		find "$work/leest/$org" -iname "*$m*" | sed "s|^|$m in a name: |" >>"$work/leaks"
	done
	# The same search finds what is hers, or it would prove nothing.
	for place in verslagen portaal site bewijs explain.out status.out; do
		grep -rqai -- "$(mark "$org")" "$work/leest/$org/$place" || echo "$org: $place" >>"$work/blind"
	done
done
empty "nothing of one organisation is in what another reads" "$work/leaks"
empty "each finds itself in all of it" "$work/blind"
for org in $orgs; do
	echo "$org: $(find "$w/verslagen/organisaties/$org" -name verslag.html | wc -l) $(jq -rs '[.[] | select(has("dossier"))] | length' \
	    "$w/verslagen/organisaties/$org"/*/dossiers.jsonl) $(jq -r 'select(has("run")).run | "\(.organisation) \(.dossiers) \(.published) \(.held) \(.balanced)"' \
	    "$w/verslagen/organisaties/$org"/*/dossiers.jsonl)"
done >"$work/own"
for org in $orgs; do echo "$org: 1 2 $org 2 1 1 true"; done >"$work/want"
same "each has a page, its own rows and its own numbers, which balance" "$work/want" "$work/own"
grep -rlaE 'sleutel$|sleutel"' "$w/verslagen" "$w/staat" "$work"/*.out "$work"/*.err "$work/leest" >"$work/faults"
for org in $orgs; do
	grep -rla -- "$(mark "$org")sleutel" "$w/verslagen" "$w/staat" "$work"/*.out "$work"/*.err "$work/leest" >>"$work/faults"
done
empty "no key is anywhere" "$work/faults"

# --- one of them is wrong ------------------------------------------------------

cp -Rp "$w/organisaties" "$work/goed"
for org in $orgs; do
	sed -i "s|<p>Dit stuk|<p>Tweede keer. Dit stuk|" "$w/intake/$org/$(mark "$org")-map"/*.html
done
before=$(digests "$w/site/oegstgeest")
echo 'waterralfout: x' >>"$w/organisaties/oegstgeest.yaml"
chmod 644 "$w/sleutels/sozhr.token"
printf 'dit is geen beleid: [\n' >"$w/sjablonen/organisations/zoeterwoude/toets.yaml"
sed -i 's/^namespace: .*/namespace: grutto/; s/zip/rar/' "$w/organisaties/hollandrijnland.yaml"
config wrong
is "config --check tells every fault of every file, and ends with 78" \
    "$rc $(wc -l <"$work/wrong.out") $(cat "$work/wrong.err")" "78 4 "
has "a key that does not exist, with its place" "$work/wrong.out" '^organisaties/oegstgeest.yaml, regel 15, kolom 1: onbekende sleutel'
has "a UUID that is none" "$work/wrong.out" '^organisaties/hollandrijnland.yaml: organisatie .hollandrijnland.: .namespace. is geen UUID'
has "a key that others may read" "$work/wrong.out" '^organisaties/sozhr.yaml: organisatie .sozhr.: .*0600'
has "a policy that cannot be read" "$work/wrong.out" 'sjablonen/organisations/zoeterwoude/toets.yaml, regel'
run second --json
is "the run goes on for the others, and its exit code says so" "$rc $(total second dossiers) $(jq -r 'select(has("run")).run.balanced' "$work/second.out")" \
    "78 4 true"
is "the account of the run says who was left out" "$(jq -r 'select(has("run")).left_out | map(.organisation) | sort | join(" ")' "$work/second.out")" \
    "hollandrijnland oegstgeest sozhr zoeterwoude"
is "on stderr each stands once" "$(grep -c 'deze organisatie blijft weg' "$work/second.err")" 4
has "the page of the run too" "$(find "$w/verslagen" -path '*-run-2/verslag.html' -not -path '*/organisaties/*')" 'Weggelaten'
is "only the others have an account" "$(cd "$w/verslagen/organisaties" && printf '%s ' */*-run-2)" \
    "leiden/2026-11-15-run-2 leiderdorp/2026-11-15-run-2 "
is "they published what changed" "$(jq -rs '[.[] | select(has("dossier")) | select(.documents[].outcome == "published").organisation] | sort | join(" ")' "$work/second.out")" \
    "leiden leiderdorp"
grep -rliE 'waterral|rietzanger|grutto|boomklever|oegstgeest.yaml|hollandrijnland.yaml|sozhr.yaml|toets.yaml' \
    "$w/verslagen/organisaties"/*/*-run-2 >"$work/faults"
empty "and read nothing of who was left out" "$work/faults"
is "what the one left out has stays as it was" "$(digests "$w/site/oegstgeest")" "$before"
woo named redo --config "$w/woostraat.yaml" --now "$now" --yes oegstgeest/waterral-map
is "who is left out cannot be named" "$rc" 78
has "and it is said why" "$work/named.err" 'config --check'
run only --only leiden
is "a run of one that is right ends as ever" "$rc" 1

# Two that are in each other's way: nobody can say which of them is meant.
rm -rf "$w/organisaties"
cp -Rp "$work/goed" "$w/organisaties"
chmod 600 "$w/sleutels/sozhr.token"
rm "$w/sjablonen/organisations/zoeterwoude/toets.yaml"
sed -i 's/^folder: .*/folder: leiden/' "$w/organisaties/leiderdorp.yaml"
run third --json
is "of two with one folder neither is run" "$rc $(jq -r 'select(has("run")).left_out | map(.file) | sort | join(" ")' "$work/third.out")" \
    "78 organisaties/leiden.yaml organisaties/leiderdorp.yaml"
is "and nothing of theirs goes out" "$(jq -rs '[.[] | select(has("dossier")).organisation] | unique | join(" ")' "$work/third.out")" \
    "hollandrijnland oegstgeest sozhr zoeterwoude"

# --- right again -----------------------------------------------------------------

rm -rf "$w/organisaties"
cp -Rp "$work/goed" "$w/organisaties"
config again
is "put right, nothing is wrong" "$rc $(cat "$work/again.out")" "0 "
run fourth --json
is "and all six are as they should be" "$rc $(jq -rs '[.[] | select(has("documents")).documents[].outcome | select(. != "skipped")] | group_by(.) | map("\(.[0]) \(length)") | join(", ")' "$work/fourth.out")" \
    "1 held 6, unchanged 6"

# A part that all share, and a file that others may change, are faults of who uses them.
printf 'geheim: x\n' >>"$w/gedeeld/streek.yaml"
run shared
is "what all share is wrong: nobody's night" "$rc" 78
sed -i '$d' "$w/gedeeld/streek.yaml"
chmod 666 "$w/organisaties/leiden.yaml"
config loose
is "a file that others may change is none of ours" "$rc $(cut -d: -f1 "$work/loose.out")" "78 organisaties/leiden.yaml"
tap_end
