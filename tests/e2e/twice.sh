#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# twice.sh - a second run does nothing, a changed dossier is sent again and no other, and bundles never vary.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

world "$work/w"
take "$work/w"
night "$work/w" first
is "the first run ends with 1: some fixtures are held" "$rc" 1
is "the first run balances" "$(total first balanced)" true
published=$(total first published)
if [ "$published" -gt 0 ]; then pass "the first run published $published documents"; else fail "nothing was published"; fi
files "$work/w/portaal" >"$work/portal.1"
digests "$work/w/portaal" >"$work/bundles.1"
digests "$work/w/intake" >"$work/intake.1"

night "$work/w" second
is "the second run ends with 1" "$rc" 1
is "the second run publishes nothing" "$(total second published)" 0
is "all that was published is unchanged" "$(total second unchanged)" "$published"
is "held is held again" "$(total second held)" "$(total first held)"
is "the second run balances" "$(total second balanced)" true
files "$work/w/portaal" >"$work/portal.2"
same "nothing at the portal was touched" "$work/portal.1" "$work/portal.2"
said='select(has("dossier")) | del(.sent.answer) | del(.documents[].outcome) | del(.notices[]?.outcome)'
jq -cS "$said" "$work/first.out" >"$work/a"
jq -cS "$said" "$work/second.out" >"$work/b"
same "from the memo come the same findings, categories, metadata and bundles" "$work/a" "$work/b"

# Another state, another zone, another number of workers, another day of the week for the file system.
cp -Rp "$work/w/intake" "$work/intake.copy"
world "$work/v"
rm -rf "$work/v/intake"
mv "$work/intake.copy" "$work/v/intake"
find "$work/v/intake" -type f -exec touch -d '2020-02-29 12:00:00' {} +
TZ=Pacific/Kiritimati LANG=tr_TR.UTF-8 night "$work/v" elsewhere -w 3
digests "$work/v/portaal" >"$work/bundles.3"
same "a fresh state in another zone makes the same bundles, byte for byte" "$work/bundles.1" "$work/bundles.3"

# changed TEXT NAME ORGANISATION DOSSIER DOCUMENTS: run, and only this dossier is published again, at its old place.
changed() {
	local url before after others
	url=$(jq -r --arg d "$4" 'select(.dossier == $d).sent.url' "$work/first.out")
	before=$(sha256sum <"${url#file://}")
	grep -v "/$(basename "$url")" "$work/bundles.1" >"$work/a"
	files "$work/w/portaal" | grep -vF "/$(basename "$url")" | grep -v '^\./[a-z-]* d ' >"$work/c"
	night "$work/w" "$2"
	is "$1: only its documents are published" "$(total "$2" published)" "$5"
	is "$1: at the place where it stood (a revision, not a second record)" \
		"$(jq -r --arg d "$4" 'select(.dossier == $d).sent.url' "$work/$2.out")" "$url"
	is "$1: sent" "$(jq -r --arg d "$4" 'select(.dossier == $d).sent.answer' "$work/$2.out")" sent
	is "$1: the others are unchanged" "$(total "$2" unchanged)" "$((published - $5))"
	after=$(sha256sum <"${url#file://}")
	if [ "$before" != "$after" ]; then pass "$1: the bundle is new"; else fail "$1: the bundle is the old one"; fi
	files "$work/w/portaal" | grep -vF "/$(basename "$url")" | grep -v '^\./[a-z-]* d ' >"$work/d"
	same "$1: no other bundle was touched" "$work/c" "$work/d"
	others=$(digests "$work/w/portaal" | wc -l)
	is "$1: as many bundles as before" "$others" "$(wc -l <"$work/bundles.1")"
}

printf ' ' >>"$work/w/intake/leiderdorp/Convenant energie/convenant.txt"
changed "a byte more in a document" byte leiderdorp "Convenant energie" 1
bundle=$(jq -r 'select(.dossier == "Convenant energie").sent.url' "$work/byte.out")
unzip -p "${bundle#file://}" '*/data/*.txt' >"$work/a"
same "the bundle has the document as it is now" "$work/w/intake/leiderdorp/Convenant energie/convenant.txt" "$work/a"

sed -i 's/^titel: .*/titel: Verkeersbesluit met een nieuwe titel/' "$work/w/intake/leiden/Z-26-315008 VKB/dossier.yaml"
changed "a new title in dossier.yaml" title leiden "Z-26-315008 VKB" 1
bundle=$(jq -r 'select(.dossier == "Z-26-315008 VKB").sent.url' "$work/title.out")
is "the metadata has the title as it is now" \
	"$(unzip -p "${bundle#file://}" '*/diwoo/*.xml' | grep -c 'Verkeersbesluit met een nieuwe titel')" 1

# And then all is unchanged.  A file that is only touched, or copied anew, is no change.
touch "$work/w/intake/leiden/Z-26-322981/dossier.yaml"
night "$work/w" touched
is "then nothing is published, though a file was touched" "$(total touched published) $(total touched unchanged)" "0 $published"

# Other rules: what was examined stays examined, and what was held stays held until a person says redo.
strict=$work/streng
cp -R templates "$strict"
sed -i 's/^threshold: .*/threshold: 1000/' "$strict/rules/basis.yaml"
night "$work/w" strict --templates "$strict"
is "under rules that decide nothing, nothing is published" "$(total strict published)" 0
# What a person or a source chose needs no rules.
chosen=$(jq -r 'select(has("dossier")) | select(any(.documents[], .notices[]?; .outcome == "unchanged")) | .dossier' "$work/strict.out" | wc -l)
is "under rules that decide nothing, only what was chosen stays as it is" "$(jq -r 'select(has("dossier")) |
	select(any(.documents[], .notices[]?; .outcome == "unchanged")) | select(has("notices") or any(.documents[].categories[];
	.chosen and .reasons[0].rule == "dossier.yaml")) | .dossier' "$work/strict.out" | wc -l)" "$chosen"
is "under rules that decide nothing, what is public is told" \
	"$(jq -r 'select(any(.findings[]?; .code == "RUN-504")).verdict' "$work/strict.out" | sort | uniq -c | tr -s ' ')" \
	" $(($(wc -l <"$work/bundles.1") - chosen)) hold"
facts='select(has("dossier")) | [.dossier, [.documents[] | [.path, .sha256, .media_type, .pages, .text_bytes]]]'
jq -cS "$facts" "$work/touched.out" >"$work/a"
jq -cS "$facts" "$work/strict.out" >"$work/b"
same "the facts about the documents are the same under any rules" "$work/a" "$work/b"
files "$work/w/portaal" >"$work/a"
night "$work/w" normal
is "under the rules as they were, what is public is unchanged again" "$(total normal published) $(total normal unchanged)" \
	"0 $published"
files "$work/w/portaal" >"$work/b"
same "and was never touched" "$work/a" "$work/b"

world "$work/u"
take "$work/u" convenant oude-tekens bsn
night "$work/u" held --templates "$strict"
is "a new dossier that no rule decides is held" "$rc $(outcomes held)" "1 held 4"
night "$work/u" still
is "a better rule alone publishes nothing that was held" "$rc $(outcomes still)" "1 held 4"
is "it says that it would pass now" "$(dossier_codes still "Convenant energie")" RUN-501
is "but not of what is held for another reason" "$(dossier_codes still Z-26-316650)" SCR-501
night "$work/u" still2
is "and so it stays, night after night" "$(dossier_codes still2 "Convenant energie")" RUN-501
woo release redo --json --config "$work/u/woostraat.yaml" --now "$now" "leiderdorp/Convenant energie"
is "until a person says redo" "$rc $(outcomes release)" "0 published 1"
printf ' ' >>"$work/u/intake/leiden/2026-0093 Convenant veilig uitgaan/dossier.yaml"
night "$work/u" bytes
is "or the dossier itself is new" "$(outcomes bytes)" "held 1, published 2, unchanged 1"

digests "$work/w/intake" | grep -v 'Convenant energie/convenant.txt\|Z-26-315008 VKB/dossier.yaml' >"$work/a"
grep -v 'Convenant energie/convenant.txt\|Z-26-315008 VKB/dossier.yaml' "$work/intake.1" >"$work/b"
same "no run changed the intake" "$work/b" "$work/a"
tap_end
