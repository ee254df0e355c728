#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# unchanged.sh - a dossier about which nothing changed is not read, and the run says of it what it said;
# whatever could change its outcome has it read again.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
keys=(bytes gelijk koppeling hernoemd weg geraakt intrekken dag)
mkdir -p "$w/intake/leiden" "$w/portaal"

# settings LINE...
settings() { leiden "$w/woostraat.yaml" "$@" <<<'portal: portaal'; }

# dossier KEY: two small texts and what a source says of them.
dossier() {
	local dir=$w/intake/leiden/$1
	mkdir "$dir"
	printf 'Convenant %s\n\nLeiden, 12 maart 2026\n\nDe gemeente en de horeca komen het volgende overeen.\n' "$1" >"$dir/stuk.txt"
	printf 'Bijlage %s\n\nLeiden, 12 maart 2026\n\nDe kaart van het gebied.\n' "$1" >"$dir/bijlage.txt"
	printf 'titel: Convenant %s\ndatum: 2026-03-12\nvrijgave: ja\ncategorie: convenanten\ndocumenten:\n  - bestand: stuk.txt\n    rol: hoofddocument\n' \
		"$1" >"$dir/dossier.yaml"
}

# read_by RUN: the dossiers that this run read and left as they were, on one line.
read_by() {
	ledger "SELECT d.dossier_key FROM rest r JOIN dossier d ON d.id = r.dossier_id WHERE r.run_id = $1
		ORDER BY 1" | tr '\n' ' '
}

last_run() { ledger 'SELECT max(id) FROM run'; }

# outcome NAME KEY
outcome() { jq -r --arg d "$2" 'select(.dossier == $d).documents | map(select(.outcome != "skipped").outcome) | unique | join(",")' \
	"$work/$1.out"; }

# report NAME FILE: of the run that ended last; what differs each night is left out.
report() {
	local dir
	dir=$(find "$w/verslagen" -maxdepth 1 -name "*-run-$(last_run)")
	sed -e 's/run-[0-9]*/run-N/g' -e '/^{.*"run":{/d' -e 's/[0-9]*:[0-9a-f]\{64\}/BEWIJS/g' -e 's/[0-9a-f]\{64\}/BEWIJS/g' -e 's/tot en met nummer [0-9]*/tot en met N/' \
		-e 's/<details><summary>Waar de tijd bleef.*<\/details>\(<\/section><section aria-labelledby="nodig"\)/\1/' \
		-e 's/Bewijs: .*//; s/\(Bewijs\|bewijs\)[^<]*BEWIJS//g' "$dir/$2" >"$work/$1.$2"
}

settings "recheck: 366"
for key in "${keys[@]}"; do dossier "$key"; done
printf 'intrekken:\n  op: 2026-12-01\n  reden: correctie procedurele fout\n  toelichting: Het convenant loopt af.\n  door: J. de Vries\n' \
	>>"$w/intake/leiden/intrekken/dossier.yaml"
printf 'openbaar-tot: 2026-11-20\n' >>"$w/intake/leiden/dag/dossier.yaml"
sleep 3		# younger than two seconds proves nothing

all=$(printf '%s\n' "${keys[@]}" | sort | tr '\n' ' ')
night "$w" first
is "the first night publishes" "$(outcomes first)" "published 16"
is "nothing of it rests yet" "$(read_by 1)" ""
night "$w" second
is "the second reads all" "$(read_by 2)" "$all"
is "and asks no worker about a document that it knows" \
	"$(jq -c 'select(has("timing")).timing.stages[] | select(.visits != 0 and .stage != "ingest").stage' "$work/second.out")" ""
report second uitkomst.csv
report second verslag.html
report second dossiers.jsonl

night "$w" third
is "the third reads none" "$(read_by 2)" "$all"
is "all is unchanged" "$(outcomes third)" "unchanged 16"
is "the run balances" "$(totals third)" "$(totals second)"
jq -c 'select(has("dossier"))' "$work/second.out" >"$work/was"
jq -c 'select(has("dossier"))' "$work/third.out" >"$work/is"
same "it says of each what was said" "$work/was" "$work/is"
for file in uitkomst.csv verslag.html dossiers.jsonl; do
	report third "$file"
	same "$file is what it was" "$work/second.$file" "$work/third.$file"
done
woo table run --config "$w/woostraat.yaml" --now "$now"
is "on a terminal each has its line" "$(grep -c '^= ONGEWIJZIGD' "$work/table.out")" "${#keys[@]}"
has "with its documents and category" "$work/table.out" '^= ONGEWIJZIGD +bytes +leiden +2 convenant'
is "none was read for it" "$(read_by 2)" "$all"

# What changes in the folder.
in=$w/intake/leiden
touch -r "$in/bytes/stuk.txt" "$work/mtime"
sed 's/horeca/politie/; s/overeen\./overee./' "$in/bytes/stuk.txt" >"$work/new"
truncate -s "$(stat -c %s "$in/bytes/stuk.txt")" "$work/new"
cat "$work/new" >"$in/bytes/stuk.txt"
touch -r "$work/mtime" "$in/bytes/stuk.txt"
mv "$in/koppeling/bijlage.txt" "$work/elders.txt"
ln -s "$work/elders.txt" "$in/koppeling/bijlage.txt"
mv "$in/hernoemd/bijlage.txt" "$in/hernoemd/aanhangsel.txt"
rm "$in/weg/bijlage.txt"
touch "$in/geraakt/stuk.txt"
sleep 3
night "$w" changed
run=$(last_run)
is "bytes of the same length and time are found" "$(outcome changed bytes)" "published"
is "a link in the place of a file is found" "$(outcome changed koppeling)" "held"
is "another name is found" "$(outcome changed hernoemd)" "published"
is "a file that went is found" "$(outcome changed weg)" "published"
is "what was only touched is read" "$(read_by "$run")" "geraakt "

# What time changes.
now=2026-11-16T04:15:00Z night "$w" morrow
is "the next day has only those read that became public" "$(read_by "$(last_run)")" "bytes hernoemd weg "
now=2026-11-14T04:15:00Z night "$w" back
run=$(last_run)
is "a clock that was put back has all read" "$(read_by "$run")" "bytes dag gelijk geraakt hernoemd intrekken weg "
now=2026-11-22T04:15:00Z night "$w" past
run2=$(last_run)
is "a day that passed has its dossier read" "$(outcome past dag) $(read_by "$run2")" "held "
rewrite "UPDATE rest SET until = 0 WHERE dossier_id IN (SELECT id FROM dossier WHERE dossier_key = 'intrekken')"
now=2026-12-02T04:15:00Z night "$w" leave
is "what was to be taken back by now is, though its row says that it rests" \
	"$(ledger "SELECT state FROM dossier WHERE dossier_key = 'intrekken'" | sed 's/ING$/N/')" "WITHDRAWN"
now=2028-02-01T04:15:00Z night "$w" days
is "after so many days each is read" "$(read_by "$(last_run)")" "bytes gelijk geraakt hernoemd weg "

# What persons and settings change.
now=2028-02-01T04:15:00Z
night "$w" still
is "then not" "$(read_by "$(last_run)")" ""
woo verify verify --config "$w/woostraat.yaml"
is "verify finds nothing" "$rc" 0
rewrite "INSERT INTO waiver(dossier_id, document, sha256, code, says, reason, first_by, first_at, run_id)
	SELECT id, '', input_sha256, 'SCR-501', input_sha256, 'proef', 'J. de Vries', 1, 1 FROM dossier WHERE dossier_key = 'gelijk'"
night "$w" waived
is "a waiver has its dossier read" "$(read_by "$(last_run)")" "gelijk "
some="bytes gelijk geraakt hernoemd weg "
settings 'recheck: 366' 'max-file-mib: 900'
night "$w" settled
is "a setting has all read" "$(read_by "$(last_run)")" "$some"
cp -R templates "$work/sjablonen"
printf '# een regel erbij\n' >>"$(find "$work/sjablonen/rules" -name '*.yaml' | sort | head -n 1)"
night "$w" ruled --templates "$work/sjablonen"
is "a rule has all read" "$(read_by "$(last_run)")" "$some"
night "$w" ruled2 --templates "$work/sjablonen"
is "and once" "$(read_by "$(last_run)")" ""

# Templates that were found good are not tried again; with another byte they are.
tried() { ledger "SELECT count(*), max(answer) FROM memo WHERE stage = 'beproefd'"; }
good=$(tried)
has "that they were found good is remembered" <(echo "$good") '^1\|\{"beproefd":"[0-9a-f]{64}"\}$'
cp "$(find "$work/sjablonen/rules" -name '*.yaml' | sort | head -n 1)" "$work/regels.yaml"
printf '  kapot: [\n' >>"$(find "$work/sjablonen/rules" -name '*.yaml' | sort | head -n 1)"
night "$w" faulty --templates "$work/sjablonen"
is "a fault in them ends a night that would read nothing" "$rc $(tried)" "78 $good"
cp "$work/regels.yaml" "$(find "$work/sjablonen/rules" -name '*.yaml' | sort | head -n 1)"
rewrite "UPDATE memo SET answer = '{\"beproefd\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}' WHERE stage = 'beproefd'"
night "$w" damaged --templates "$work/sjablonen"
is "what is remembered wrongly is put right" "$rc $(outcomes damaged | grep -c unchanged) $(tried)" "1 1 $good"
printf 'Nog een regel.\n' >>"$in/gelijk/stuk.txt"
sleep 3
night "$w" one --templates "$work/sjablonen"
is "the one that changed is read with all rules" "$(outcome one gelijk)" "$(outcome ruled gelijk | sed 's/unchanged/published/')"
night "$w" one2 --templates "$work/sjablonen"
ledger "UPDATE rest SET until = 0"
night "$w" broken --templates "$work/sjablonen"
is "a ledger that was changed is not believed" "$rc" 78
night "$w" restored --templates "$work/sjablonen" --restored
is "with one that was put back all is read" "$(outcomes restored | grep -c unchanged) $(ledger 'SELECT count(*) FROM rest')" "1 0"
settings 'recheck: 0'
night "$w" everything
is "recheck: 0 reads all, each night" "$(ledger 'SELECT count(*) FROM rest')" 0
tap_end
