#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# site.sh - a site of our own, from the intake to what a harvester finds: documents, pages, lists, sitemaps; a night
# without changes, a change, a run that dies before the switch.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
world "$w"
take "$w" convenant bsn verkeersbesluit subsidiebeschikking geheel-geweigerd
root=$w/site
mkdir "$root"
address=https://127.0.0.1:9/	# nobody listens there: no test asks another machine

# Every organisation has the same kind of place: a folder that a web server serves.
python3 - "$w/woostraat.yaml" "$root" "$address" <<'EOS'
import os, re, sys
path, root, address = sys.argv[1:]
text = open(path).read()
def to_site(m):
    org = m.group(1)
    os.makedirs(os.path.join(root, org), exist_ok=True)
    return f'''- folder: {org}
{m.group(2)}    portals:
      - name: site
        kind: site
        url: {root}/{org}
        public: {address}{org}/
'''
open(path, 'w').write(re.sub(r'- folder: (\S+)\n((?:    (?!portal).*\n)*)    portal: \S+\n', to_site, text))
EOS

leiden=$root/leiden
id=$(python3 - "$w" <<'EOS'
import uuid
print(uuid.uuid5(uuid.UUID('fc0e6f79-10e3-486b-b9de-3910d9545be7'), 'leiden\x1f2026-0093 Convenant veilig uitgaan'))
EOS
)
sums() { (cd "$leiden/nu/" && find . -type f -exec sha256sum {} + | sort -k2); }
valid() { # FILE SCHEMA: by the official schema, where it is at hand
	if [ -r ../shared/xsd/local/"$2" ]; then xmllint --noout --schema ../shared/xsd/local/"$2" "$1" >/dev/null 2>&1 || echo "$1"; fi
}

night "$w" one
is "the first night publishes at the sites" "$rc $(outcomes one)" "1 held 1, published 4"
is "each site says how many dossiers it lists" \
	"$(jq -r 'select(has("sites")).sites[] | "\(.organisation) \(.dossiers) \(.answer)"' "$work/one.out" | paste -sd'|')" \
	"leiden 3 sent|oegstgeest 1 sent"
is "a site without dossiers has nothing, and no empty sitemap" "$(find "$root/leiderdorp" | wc -l)" 1
is "people get the public address" "$(jq -r 'select(.dossier == "2026-0093 Convenant veilig uitgaan").sent.url' "$work/one.out")" \
	"${address}leiden/dossiers/$id/"
is "the folder is switched" "$(readlink "$leiden/nu")" versies/1
grep -rl "111222333\|Z-26-316650" "$root" >"$work/faults"
empty "nothing of what is held is there" "$work/faults"
woo harvest harvest "$leiden/nu" --public "${address}leiden/"
is "a harvester finds nothing wrong" "$rc" 0
for f in "$leiden"/nu/sitemaps/*.xml; do valid "$f" woo-sitemap-all.xsd; done >"$work/faults"
for f in "$leiden"/nu/sitemapindex*.xml; do valid "$f" siteindex.xsd; done >>"$work/faults"
empty "sitemaps and indexes are valid by the official schemas" "$work/faults"

sums >"$work/first"
now2=2026-11-16T04:15:00Z
woo two run --json --config "$w/woostraat.yaml" --now "$now2"
is "a night later nothing has changed" "$(outcomes two)" "held 1, unchanged 4"
sums >"$work/second"
same "and no byte of the site" "$work/first" "$work/second"
is "nor is there another version of it" "$(readlink "$leiden/nu")" versies/1

# A change of one dossier: its page, its lists, its sitemap; nothing else.
sed -i 's/^titel: .*/titel: Convenant veilig uitgaan, tweede versie/' "$w/intake/leiden/2026-0093 Convenant veilig uitgaan/dossier.yaml"
woo three run --json --config "$w/woostraat.yaml" --now "2026-11-17T04:15:00Z"
is "a change goes out" "$(outcomes three)" "held 1, published 2, unchanged 2"
is "as the next version of the site" "$(readlink "$leiden/nu") $(find "$leiden/versies" -mindepth 1 -maxdepth 1 | wc -l)" "versies/2 2"
has "the page says the new title" "$leiden/nu/dossiers/$id/index.html" "tweede versie"
sums >"$work/third"
diff "$work/second" "$work/third" | sed -n 's/^> .*  //p' | grep -vE "^\./(index.html|feed.xml|dossiers/$id/|categorie/infocat011/|sitemaps/infocat011-|sitemapindex-diwoo-infocat011|robots\.txt)" \
	>"$work/faults"
empty "and only what is about it changed" "$work/faults"
grep -l "2026-11-17" "$leiden"/nu/sitemaps/*.xml | wc -l >"$work/n"
is "one sitemap has the new day, the others keep theirs" "$(cat "$work/n") $(grep -l 2026-11-15 "$leiden"/nu/sitemaps/*.xml | wc -l)" "1 2"
woo harvest2 harvest "$leiden/nu" --public "${address}leiden/" --now "2026-11-17T05:00:00Z"
is "and a harvester is content again" "$rc" 0
woo verify verify --config "$w/woostraat.yaml" --portal
is "the ledger and the sites agree" "$rc" 0

# A dossier that left the intake is public all the same.
mv "$w/intake/leiden/Z-26-322981" "$work/gone"
woo four run --json --config "$w/woostraat.yaml" --now "2026-11-18T04:15:00Z"
is "what left the intake stays on the site" "$(jq -r 'select(has("sites")).sites[] | select(.organisation == "leiden").dossiers' "$work/four.out")" 3
is "and in its lists" "$(readlink "$leiden/nu")" versies/2

# A site that is away.
mv "$leiden" "$work/away"
sed -i 's/^titel: .*/titel: Convenant veilig uitgaan, derde versie/' "$w/intake/leiden/2026-0093 Convenant veilig uitgaan/dossier.yaml"
woo five run --json --config "$w/woostraat.yaml" --now "2026-11-19T04:15:00Z"
is "a site that is away leaves work for the next night" "$rc $(jq -r 'select(has("sites")).sites[] | select(.organisation == "leiden").fine' "$work/five.out")" "75 false"
mv "$work/away" "$leiden"
woo six run --json --config "$w/woostraat.yaml" --now "2026-11-20T04:15:00Z"
has "which does it" "$leiden/nu/dossiers/$id/index.html" "derde versie"

# Taken back: its documents go, a page says why, and no list has it any more.
docs() { find "$leiden/nu/documenten" -type f | wc -l; }
before=$(docs)
woo back withdraw --config "$w/woostraat.yaml" --now "2026-11-20T10:00:00Z" --yes --reason 'correctie procedurele fout' \
	--explanation 'Er stond een verkeerde bijlage bij' --by 'A. de Vries' "leiden/2026-0093 Convenant veilig uitgaan"
is "a dossier is taken back" "$(ledger "SELECT state FROM dossier WHERE dossier_key LIKE '2026-0093%'")" WITHDRAWN
is "its documents are gone" "$((before - $(docs)))" 2
has "its page says why" "$leiden/nu/dossiers/$id/index.html" "Er stond een verkeerde bijlage bij"
has "and with what reason" "$leiden/nu/dossiers/$id/index.html" "correctie procedurele fout"
grep -rl "$id" "$leiden/nu/sitemaps" >"$work/faults"
empty "no sitemap has it" "$work/faults"
woo harvest3 harvest "$leiden/nu" --public "${address}leiden/" --now "2026-11-20T12:00:00Z"
is "and a harvester finds nothing wrong" "$rc" 0
woo eight run --json --config "$w/woostraat.yaml" --now "2026-11-21T04:15:00Z"
has "it does not come back" "$leiden/nu/dossiers/$id/index.html" "Er stond een verkeerde bijlage bij"

# What the lists are made of is verified as all else.
woo whole verify --config "$w/woostraat.yaml"
is "verify finds nothing wrong" "$rc" 0
rewrite "UPDATE page SET modified = modified + 1"
woo forged verify --config "$w/woostraat.yaml"
is "and sees who changes what a list says" "$(($(grep -hc 'wat een site ervan toont staat anders' "$work/forged.out" "$work/forged.err" | paste -sd+ | bc) == $(ledger 'SELECT count(*) FROM page')))" 1
tap_end
