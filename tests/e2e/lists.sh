#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# lists.sh - the value lists shown, and a newer one compared: with ours, and with what is public.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
tooi=https://identifier.overheid.nl/tooi/id
kern=$(sed -n '2s|/c_.*||p' templates/lists/documentrelaties.tsv)
# narrow TEXT NAME: no line is wider than 79 columns.
narrow() {
	grep -E '^.{80}' "$work/$2.out" >"$work/wide"
	empty "$1" "$work/wide"
}

# --- lists ------------------------------------------------------------------------------------

woo all lists --now "$now"
narrow "the table fits a terminal" all
is "a line for each list, its source below it" "$rc $(grep -c '^[a-z]' "$work/all.out")" "0 $(find templates/lists -name '*.tsv' | wc -l)"
has "version, date and number of terms" "$work/all.out" '^documentsoorten +7 +20 mei 2025 +91 +0$'
has "how many organisations are no more" "$work/all.out" '^organisaties +12 lijsten +29 januari 2026 +1398 +[1-9][0-9]+$'
woo all-json lists --json --now "$now"
is "the same for programs" "$(jq -r 'select(.list == "themas") | "\(.version) \(.date) \(.terms) \(.ended)"' "$work/all-json.out")" "1 2021-11-15 92 0"
old=$(jq 'select(.list == "organisaties").ended' "$work/all-json.out")
woo before lists --json --now 1999-01-01T00:00:00Z
is "on another day fewer had ended" "$(jq --argjson old "$old" 'select(.list == "organisaties").ended < $old' "$work/before.out")" true

woo one lists organisaties --now "$now"
narrow "a list fits a terminal" one
is "each organisation has a line" "$(grep -c '^[a-z]' "$work/one.out")" "$(($(wc -l <templates/lists/organisaties.tsv) - 1))"
has "with its end" "$work/one.out" '^gm0003 +gemeente Appingedam \(vervallen: tot en met 31 december 2020\)$'
woo past lists organisaties --now 2020-12-30T12:00:00Z
has "which had not come yet" "$work/past.out" '^gm0003 +gemeente Appingedam \(tot en met 31 december 2020\)$'
woo one-json lists organisaties-later --json --now "$now"
is "a later list: what DiWoo does not know" \
	"$(jq -r 'select(.uri | endswith("so1104")) | "\(.label), \(.first), \(.valid)"' "$work/one-json.out")" "Omgevingsdienst Utrecht, 2025-10-14, true"
is "and former names, with whose they are" "$(jq -r 'select(.label == "BAR-organisatie")."versie-van"' "$work/one-json.out")" so0828
woo mdto lists mdto
has "the codes of MDTO" "$work/mdto.out" '^B +Waarderingen/Blijvend te bewaren$'
mkdir -p "$work/eigen/lists"
printf '# list=https://example.nl/lijst/3 | datum=2026-01-02 | bron=eigen | columns=uri,label\nhttps://example.nl/a\tEen\n' >"$work/eigen/lists/proef.tsv"
woo own lists --templates "$work/eigen"
has "lists of somebody else" "$work/own.out" '^proef +3 +2 januari 2026 +1 +0$'

# --- lists diff, without an administration -------------------------------------------------------

woo same lists diff templates/lists/organisaties.tsv
is "our own list changes nothing: 0" "$rc $(grep -c '^Er verandert niets' "$work/same.out")" "0 1"
sed -e '1s|^.*|# list=https://identifier.overheid.nl/tooi/set/scw_woo_informatiecategorieen/5 \| columns=uri,label,woo-artikel,infocat-nummer,label-enkelvoud|' \
	-e '/c_3a248e3a/d' -e 's/\tconvenanten\t/\tovereenkomsten\t/' templates/lists/informatiecategorieen.tsv >"$work/nieuw.tsv"
printf '%s/c_nieuw\tiets nieuws\t\t\t\n' "$kern" >>"$work/nieuw.tsv"
woo tsv lists diff "$work/nieuw.tsv"
is "changes: 1" "$rc" 1
narrow "the comparison fits a terminal" tsv
has "what is compared" "$work/tsv.out" '^scw_woo_informatiecategorieen/5 \(18 termen\) vergeleken met onze lijst'
has "what is new" "$work/tsv.out" '^  c_nieuw +iets nieuws$'
has "what is gone" "$work/tsv.out" '^  c_3a248e3a +agenda.s en besluitenlijsten bestuurscolleges$'
has "what has another name" "$work/tsv.out" '^  c_8fc2335c +convenanten; wordt: overeenkomsten$'
has "nothing to ask, and it says so" "$work/tsv.out" '^Niet nagegaan wat al openbaar is'

# KOOP's form: an organisation that ends, one that is new, an event between the two, the list itself.
cat >"$work/koop.json" <<EOF
[ { "@id": "$tooi/gemeente/gm0546", "@type": [ "https://identifier.overheid.nl/tooi/def/ont/Gemeente" ],
    "http://www.w3.org/2000/01/rdf-schema#label": [ { "@value": "gemeente Leiden" } ],
    "https://identifier.overheid.nl/tooi/def/ont/einddatum": [ { "@type": "http://www.w3.org/2001/XMLSchema#date", "@value": "2027-12-31" } ] },
  { "@id": "$tooi/gemeente/gm9999", "@type": [ "https://identifier.overheid.nl/tooi/def/ont/Gemeente" ],
    "http://www.w3.org/2000/01/rdf-schema#label": [ { "@value": "gemeente Rijnland" } ] },
  { "@id": "$tooi/gemeente/wzg_1", "@type": [ "https://identifier.overheid.nl/tooi/def/ont/Samenvoeging" ] },
  { "@id": "https://identifier.overheid.nl/tooi/set/rwc_gemeenten_compleet/6", "@type": [ "x" ],
    "http://www.w3.org/2000/01/rdf-schema#label": [ { "@value": "Register gemeenten compleet" } ] } ]
EOF
woo koop lists diff --json "$work/koop.json"
is "the JSON of KOOP" "$(jq -r 'select(has("diff")).diff | "\(.list) \(.address | split("/") | last) \(.added) \(.renamed) \(.ended) \(.both)"' "$work/koop.out")" \
	"organisaties 6 1 0 1 1"
is "only municipalities are compared" \
	"$(jq -r 'select(.change == "gone").uri | split("/")[-2]' "$work/koop.out" | sort | uniq -c | xargs)" "604 gemeente"
is "an end" "$(jq -r 'select(.change == "ended") | "\(.label) \(.last)"' "$work/koop.out")" "gemeente Leiden 2027-12-31"

# --- and with what is public ----------------------------------------------------------------------

world "$w"
woo none lists diff "$work/nieuw.tsv" --config "$w/woostraat.yaml"
has "before the first run nothing is public" "$work/none.out" '^Niet nagegaan wat al openbaar is'
take "$w" convenant bsn vrijgave-onbekend
night "$w" first
digests "$w/staat" >"$work/a"
woo public lists diff "$work/nieuw.tsv" --config "$w/woostraat.yaml"
digests "$w/staat" >"$work/b"
same "comparing changes nothing of the state" "$work/a" "$work/b"
is "and is no fault: 1" "$rc" 1
narrow "it fits a terminal" public
has "which public dossier has the term" "$work/public.out" "^ +In 1 openbaar dossier: 'leiden/2026-0093 Convenant veilig$"
has "how many there are" "$work/public.out" '^Openbare dossiers: 1, waarvan 1 met een term die verdwijnt of verandert\.$'
woo public-json lists diff --json "$work/nieuw.tsv" --config "$w/woostraat.yaml"
is "the same for programs; what is held is not public" \
	"$(jq -r 'select(has("change")) | "\(.change) \(.uri | split("/") | last) \(.dossiers | length)"' "$work/public-json.out" | paste -sd,)" \
	"added c_nieuw 0,gone c_3a248e3a 0,renamed c_8fc2335c 1"
woo ends lists diff --json "$work/koop.json" --config "$w/woostraat.yaml"
is "a publisher that ends" "$(jq -r 'select(.change == "ended").dossiers | length' "$work/ends.out")" 1
is "and what was looked at" "$(jq -rc 'select(has("diff")).diff | [.asked, .public, .touched, .unknown]' "$work/ends.out")" "[true,1,1,0]"
# What is public stays what counts, also when the last account says something else.
printf '\nx\n' >>"$w/intake/leiden/2026-0093 Convenant veilig uitgaan/dossier.yaml"
night "$w" broken
is "a dossier that became unreadable is held" \
	"$(jq -r 'select(.dossier // "" | startswith("2026-0093")).verdict' "$work/broken.out")" hold
woo held lists diff --json "$work/koop.json" --config "$w/woostraat.yaml"
is "also when it is held now" "$(jq -rc 'select(has("diff")).diff | [.public, .touched, .unknown]' "$work/held.out")" "[1,1,0]"

# A dossier that only tells what is withheld has terms too.
world "$work/told"
take "$work/told" geheel-geweigerd
night "$work/told" told
woo told lists diff --json "$work/koop.json" --config "$work/told/woostraat.yaml"
is "what a notice has is used" "$(jq -rc 'select(has("diff")).diff | [.public, .touched, .unknown]' "$work/told.out")" "[1,1,0]"

# --- what is no list --------------------------------------------------------------------------------

# refused TEXT CODE PATTERN ARGUMENT...
refused() {
	local text=$1 code=$2 pattern=$3
	shift 3
	woo refused lists "$@"
	if [ "$rc" -eq "$code" ] && grep -Eq -- "$pattern" "$work/refused.err" && [ ! -s "$work/refused.out" ]; then
		pass "$text: $code"
	else
		cat "$work/refused.err" "$work/refused.out" >"$work/why"
		fail "$text: $rc, wanted $code and '$pattern'" "$work/why"
	fi
}
refused "an unknown list" 64 'deze lijst is er niet' gemeenten
refused "a way out" 64 'deze lijst is er niet' ../rules
refused "control characters" 64 '\\x1b' "$(printf '\033[31m')"
refused "too much" 64 'lists diff BESTAND' diff a b
refused "too little" 64 'lists diff BESTAND' diff
refused "no such file" 64 'bestaat-niet' diff "$work/bestaat-niet"
refused "a time that is none" 64 'schrijf de tijd' --now gisteren
: >"$work/leeg"
refused "an empty file" 78 'dit is geen waardelijst' diff "$work/leeg"
refused "a program" 78 'dit is geen waardelijst' diff "$build/woostraat-upload"
refused "a document" 78 'dit is geen waardelijst' diff README.md
head -c 3000 templates/lists/organisaties.tsv >"$work/half.tsv"
refused "half a list" 78 'is het bestand heel' diff "$work/half.tsv"
head -c 500 "$work/koop.json" >"$work/half.json"
refused "half of the JSON" 78 'geen goede JSON' diff "$work/half.json"
sed 's/$/\r/' templates/lists/redenen.tsv >"$work/crlf.tsv"
refused "CR LF" 78 'CR LF' diff "$work/crlf.tsv"
printf '[{"@id": "https://example.nl/1", "http://www.w3.org/2000/01/rdf-schema#label": [{"@value": "x"}]}]' >"$work/ander.json"
refused "a list of something else" 78 'geen enkele term' diff "$work/ander.json"
truncate -s 100M "$work/groot"
printf '[' | dd of="$work/groot" conv=notrunc status=none
refused "100 MB" 78 'te groot' diff "$work/groot"
refused "templates without lists" 78 'waardelijsten' --templates "$w"
printf 'geen: lijst\n' >"$work/kapot.yaml"
refused "settings that are wrong" 78 'kapot.yaml|geen' diff "$work/nieuw.tsv" --config "$work/kapot.yaml"
tap_end
