#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# verify.sh - whatever is tampered with is found, by woostraat verify and by the verifier that needs none of our programs.
# WOO_FLIPS: rounds of 200 flipped bits, 1 when it is not set.  WOO_SEED: where they begin.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
RANDOM=${WOO_SEED:-20261115}
rounds=${WOO_FLIPS:-1}
good=$work/w/staat
bad=$work/t/staat

world "$work/w"
take "$work/w" convenant niet-publiceren oude-tekens bsn geen-categorie verordening
night "$work/w" first
jq -r 'select(has("evidence")).evidence | "\(.seq):\(.leaf)"' "$work/first.out" >"$work/head.first"
cp -Rp "$work/w/staat" "$work/older"
printf ' ' >>"$work/w/intake/leiderdorp/Convenant energie/convenant.txt"
night "$work/w" second
jq -r 'select(has("evidence")).evidence | "\(.seq):\(.leaf)"' "$work/second.out" >"$work/head.second"

# verifiers NAME [HEAD]: both over the world $1; exit codes in $ours and $theirs.
verifiers() {
	local dir=$1 head=${2:-}
	ours=0
	theirs=0
	"$build/woostraat" verify ${head:+--head "$head"} --config "$dir/woostraat.yaml" >"$work/ours" 2>&1 || ours=$?
	docs/verifieer.sh "$dir/staat" ${head:+"$head"} >"$work/theirs" 2>&1 || theirs=$?
}

# both TEXT OURS THEIRS [HEAD]: both find it in the world t, and say this.
both() {
	verifiers "$work/t" "${4:-}"
	if [ "$ours" = 70 ] && [ "$theirs" = 70 ] && grep -q -- "$2" "$work/ours" && grep -q -- "$3" "$work/theirs"; then
		pass "$1"
	else
		{ echo "$ours $theirs"; cat "$work/ours" "$work/theirs"; } >"$work/why"
		fail "$1" "$work/why"
	fi
}

# whole TEXT [HEAD]: both find nothing.
whole() {
	verifiers "$work/t" "${2:-}"
	{ cat "$work/ours" "$work/theirs"; } >"$work/why"
	if [ "$ours" = 0 ] && [ "$theirs" = 0 ]; then pass "$1"; else fail "$1 ($ours, $theirs)" "$work/why"; fi
}

# anew: the world t, as w is now.
mkdir "$work/t"
sed "s|: portaal/|: $work/w/portaal/|" "$work/w/woostraat.yaml" >"$work/t/woostraat.yaml"
mkdir "$work/t/intake"
anew() {
	rm -rf "$bad"
	cp -Rp "$good" "$bad"
}

reseal() {
	(cd "$bad" && sha256sum administratie.sqlite >administratie.sqlite.sha256)
}

# tamper SQL: as somebody would who knows the ledger: past its guards, and sealed again.
sqlite3 "file:$good/administratie.sqlite?immutable=1" "SELECT sql || ';' FROM sqlite_master WHERE type='trigger'" >"$work/guards"
tamper() {
	{
		echo "PRAGMA ignore_check_constraints=1; PRAGMA journal_mode=DELETE; BEGIN;"
		sed -n 's/^CREATE TRIGGER \([a-z_]*\).*/DROP TRIGGER \1;/p' "$work/guards"
		printf '%s;\n' "$1"
		cat "$work/guards"
		echo "COMMIT; PRAGMA journal_mode=WAL;"
	} | sqlite3 -bail "$bad/administratie.sqlite" >/dev/null 2>"$work/why" || fail "tampering: $1" "$work/why"
	rm -f "$bad"/administratie.sqlite-*
	reseal
}

# flip FILE AT BIT
flip() {
	local byte
	byte=$(od -An -tu1 -j "$2" -N 1 "$1")
	chmod u+w "$1"
	# shellcheck disable=SC2059	# the format is the byte
	printf "\\$(printf %03o $((byte ^ 1 << $3)))" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}

random() {
	echo $(((RANDOM << 15 | RANDOM) % $1))
}

# --- whole -------------------------------------------------------------------

anew
files "$bad" >"$work/before"
whole "an untouched state is whole"
whole "and has the head that the last run printed" "$(cat "$work/head.second")"
whole "and that of the run before it" "$(cat "$work/head.first")"
files "$bad" >"$work/after"
same "looking changed nothing and left nothing" "$work/before" "$work/after"
is "the head of the account is that of the ledger" "$(sed -n 's/.*; bewijs //p' "$work/ours")" "$(cat "$work/head.second")"
rm "$bad/administratie.sqlite.sha256"
whole "without a seal it is whole too: a run was broken off"
has "which is said" "$work/ours" 'let op: het zegel ontbreekt'
woo table run --config "$work/w/woostraat.yaml" --now "$now"
has "a run prints its head" "$work/table.out" '^Bewijs: [0-9]+:[0-9a-f]{64}$'

# --- flipped bits --------------------------------------------------------------

# Of each column 25 entries with one flipped bit, no two beside each other; sealed again.
flip_evidence() {
	local column=$1 last seq hex at new sql='' n=0 which=()
	last=$(sqlite3 "file:$good/administratie.sqlite?immutable=1" "SELECT max(seq) FROM evidence")
	for ((seq = 2; seq < last && n < 25; seq += 2)); do
		[ "$(random "$last")" -lt 60 ] || continue
		hex=$(sqlite3 "file:$good/administratie.sqlite?immutable=1" "SELECT hex($column) FROM evidence WHERE seq=$seq")
		[ -n "$hex" ] || continue
		at=$(random $((${#hex} / 2)))
		new=$(printf %02X $((0x${hex:2 * at:2} ^ 1 << RANDOM % 8)))
		sql="$sql UPDATE evidence SET $column=CAST(X'${hex:0:2 * at}$new${hex:2 * at + 2}' AS TEXT) WHERE seq=$seq;"
		which+=("$seq")
		n=$((n + 1))
	done
	anew
	tamper "$sql SELECT 1"
	verifiers "$work/t"
	: >"$work/missed"
	for seq in "${which[@]}"; do
		grep -q "bewijs $seq\b" "$work/ours" || echo "verify: $seq" >>"$work/missed"
		grep -q "bewijs $seq\b" "$work/theirs" || echo "verifieer.sh: $seq" >>"$work/missed"
	done
	[ ! -s "$work/missed" ] || cat "$work/ours" "$work/theirs" >>"$work/missed"
	empty "a flipped bit in $column of $n entries: both name each (exit $ours, $theirs)" "$work/missed"
}

# Of 60 objects one bit.
flip_vault() {
	local name n=0
	anew
	: >"$work/flipped"
	while read -r name && [ "$n" -lt 60 ]; do
		flip "$bad/kluis/$name" "$(random "$(stat -c %s "$bad/kluis/$name")")" $((RANDOM % 8))
		echo "$name" >>"$work/flipped"
		n=$((n + 1))
	done < <(cd "$good/kluis" && find . -type f -size +0 -printf '%P\n' | sort | awk -v s="$RANDOM" 'BEGIN { srand(s) } { print rand(), $0 }' |
	    sort -n | cut -d ' ' -f 2)
	verifiers "$work/t"
	grep -oE '[0-9a-f]{2}/[0-9a-f]{64}' "$work/ours" | sort -u | comm -23 <(sort "$work/flipped") - >"$work/missed"
	grep -oE '[0-9a-f]{2}/[0-9a-f]{64}' "$work/theirs" | sort -u | comm -23 <(sort "$work/flipped") - >>"$work/missed"
	empty "a flipped bit in $n objects of the vault: both name each (exit $ours, $theirs)" "$work/missed"
}

# Anywhere in the file of the ledger and in its seal: what the seal is for.
flip_ledger() {
	local file at bit size n=0
	: >"$work/missed"
	anew
	while [ "$n" -lt 40 ]; do
		file=administratie.sqlite
		[ $((n % 8)) -ne 7 ] || file=administratie.sqlite.sha256
		size=$(stat -c %s "$bad/$file")
		at=$(random "$size")
		bit=$((RANDOM % 8))
		flip "$bad/$file" "$at" "$bit"
		verifiers "$work/t"
		[ "$ours" = 70 ] || echo "verify: $file, byte $at, bit $bit" >>"$work/missed"
		[ "$theirs" = 70 ] || echo "verifieer.sh: $file, byte $at, bit $bit" >>"$work/missed"
		flip "$bad/$file" "$at" "$bit"
		n=$((n + 1))
	done
	empty "a flipped bit at $n places of the ledger and its seal, one at a time: both find each" "$work/missed"
}

for ((round = 0; round < rounds; round++)); do
	for column in prev leaf dossier_id body; do
		flip_evidence "$column"
	done
	flip_vault
	flip_ledger
done

# --- the chain -------------------------------------------------------------------

anew
tamper "DELETE FROM evidence WHERE seq=20"
both "an entry is gone" "na bewijs 19 komt bewijs 21" "bewijs 21: volgt niet"
anew
tamper "UPDATE evidence SET body=(SELECT x.body FROM evidence AS x WHERE x.seq=11) WHERE seq=10"
both "an entry holds the words of another" "bewijs 10 is gewijzigd" "bewijs 10: is gewijzigd"
anew
tamper "UPDATE evidence SET seq=-seq WHERE seq IN (10, 11); UPDATE evidence SET seq=21+seq WHERE seq<0"
both "two entries are swapped" "bewijs 10 " "bewijs 10:"
anew
tamper "DELETE FROM evidence WHERE seq=(SELECT max(seq) FROM evidence)"
both "the last entry is gone" "de tabel heeft 3 runs" "runs: de tabel"
anew
tamper "DELETE FROM evidence WHERE seq>(SELECT max(seq) FROM evidence)-6"
both "the end is gone" "iets anders dan het laatste bewijs\|de tabel heeft" "iets anders dan het laatste bewijs\|runs: de tabel"
anew
tamper "DELETE FROM evidence"
both "all of it is gone" "zonder enig bewijs" "iets anders dan het laatste bewijs"

# --- rows --------------------------------------------------------------------------

row="id=(SELECT min(id) FROM dossier WHERE state='CONFIRMED')"
for change in "state='PUBLISHED'" "remote_id='anders.zip'" "revision=revision+1" "epoch=epoch+1" "exposed=0" "spares=1" \
    "gate_sha256=input_sha256" "bundle_sha256=input_sha256" "remote_url=NULL" "attempts=7" "last_error='x'" "since=since+1" \
    "run_id=1-run_id+2" "held_sha256=input_sha256" "config_sha256=input_sha256" "input_sha256=bundle_sha256"; do
	anew
	tamper "UPDATE dossier SET $change WHERE $row"
	both "a row is changed: $change" "iets anders dan het laatste bewijs" "iets anders dan het laatste bewijs"
done
anew
tamper "DELETE FROM attempt WHERE dossier_id=(SELECT id FROM dossier WHERE $row); DELETE FROM dossier WHERE $row"
both "a row is gone" "staat in het bewijs en niet in de tabel" "staat niet in de tabel"

# ours TEXT SQL WORDS: what only woostraat verify looks at.
ours() {
	anew
	tamper "$2"
	verifiers "$work/t"
	is "$1" "$ours $(grep -c -- "$3" "$work/ours" | sed 's/[1-9][0-9]*/said/')" "70 said"
}
ours "an attempt is changed" "UPDATE attempt SET http=999 WHERE n=1 AND dossier_id=(SELECT min(dossier_id) FROM attempt)" \
	"de uitkomst van poging 1"
ours "an attempt has another target" "UPDATE attempt SET target='x' WHERE n=1 AND dossier_id=(SELECT min(dossier_id) FROM attempt)" \
	"poging 1 staat anders"
ours "an attempt is gone" "DELETE FROM attempt WHERE n=1 AND dossier_id=(SELECT min(dossier_id) FROM attempt)" "poging 1"
ours "a run is changed" "UPDATE run SET who='iemand' WHERE id=1" "run 1: de tabel"
ours "a dossier has another name" "UPDATE dossier SET dossier_key='x' WHERE $row" "hoort niet bij de naam"
ours "an organisation has another namespace" "UPDATE organisation SET ns='00000000-0000-0000-0000-000000000000'" "hoort niet bij de naam"
ours "a guard is gone" "SELECT 1; DROP INDEX dossier_spares" "wachters"
ours "a move is added" "INSERT INTO move VALUES ('HELD', 'PUBLISHED')" "wachters"

# --- an older copy, another chain -----------------------------------------------------

rm -rf "$bad"
cp -Rp "$work/older" "$bad"
whole "an older copy of all of it is whole in itself"
both "and is found with a head that was kept elsewhere" "de keten is korter dan toen" "staat niet in de keten" "$(cat "$work/head.second")"
anew
cp -p "$work/older/administratie.sqlite" "$bad/"
both "an older ledger without its seal is found by the seal" "het zegel is verbroken" "het zegel is verbroken"
anew
body=$(sqlite3 "$bad/administratie.sqlite" "SELECT replace(body, '\"balanced\":true', '\"balanced\":true,\"extra\":1') FROM evidence
	ORDER BY seq DESC LIMIT 1")
leaf=$(printf '\0%s' "$body" | sha256sum | cut -c -64)
head=$(sqlite3 "file:$good/administratie.sqlite?immutable=1" "SELECT seq || ':' || leaf FROM evidence ORDER BY seq DESC LIMIT 1")
tamper "UPDATE evidence SET body='$body', leaf='$leaf' WHERE seq=${head%:*}"
whole "a chain that was rewritten by rule is whole in itself"
both "and is found with a head that was kept elsewhere" "herschreven" "staat niet in de keten" "$head"
anew
printf x >"$bad/administratie.sqlite-wal"
both "a journal beside a sealed ledger is found" "het zegel is verbroken" "wal: hoort er niet"

# --- a run over it ----------------------------------------------------------------------

# What was changed between two runs is not sealed anew by the next one.
anew
at=$(random "$(stat -c %s "$bad/administratie.sqlite")")
flip "$bad/administratie.sqlite" "$at" 3
files "$bad" >"$work/before"
for command in run redo; do
	set --
	[ "$command" = run ] || set -- "leiderdorp/Convenant energie"
	woo tampered "$command" --config "$work/t/woostraat.yaml" --now "$now" "$@"
	is "a $command over a ledger that was changed refuses: 78" "$rc" 78
	has "and says where to look" "$work/tampered.err" 'woostraat verify'
done
files "$bad" >"$work/after"
same "nothing was touched" "$work/before" "$work/after"
both "so that it is still found" "het zegel is verbroken" "het zegel is verbroken"
anew
tamper "UPDATE run SET who='iemand' WHERE id=1"
rm "$bad/administratie.sqlite.sha256"
echo "0000000000000000000000000000000000000000000000000000000000000000  administratie.sqlite" >"$bad/administratie.sqlite.sha256"
cp -Rp "$work/w/intake" "$work/t/"
cp -Rp "$work/w/verslagen" "$work/t/" 2>/dev/null
woo accepted run --restored --config "$work/t/woostraat.yaml" --now "$now"
is "a person may go on with it" "$rc" 1
ours_after=$(sqlite3 "$bad/administratie.sqlite" "SELECT count(*) FROM evidence WHERE body LIKE '%\"restored\":true%'")
is "which the evidence says" "$ours_after" 1
verifiers "$work/t"
has "and what was changed is still found" "$work/ours" 'run 1: de tabel'
for command in run redo; do
	set --
	[ "$command" = run ] || set -- "leiderdorp/Convenant energie"
	woo again "$command" --restored --config "$work/t/woostraat.yaml" --now "$now" "$@"
	is "a $command --restored over a ledger that is whole refuses: 78" "$rc $(wc -c <"$work/again.out")" "78 0"
	has "and says that it is for once" "$work/again.err" 'niet teruggezet.*alleen voor één run'
done
woo after run --config "$work/t/woostraat.yaml" --now "$now"
is "which changed nothing: the next run is a run like any other" "$rc" 1
rm -rf "$work/t/intake"
mkdir "$work/t/intake"

# --- the vault -------------------------------------------------------------------------

anew
rm "$bad/kluis/$(sed -n 1p "$work/flipped")"
name=$(sqlite3 "file:$good/administratie.sqlite?immutable=1" "SELECT bundle_sha256 FROM dossier WHERE state='CONFIRMED' LIMIT 1")
rm "$bad/kluis/${name:0:2}/$name"
both "a bundle is gone" "een bundel ontbreekt.*$name" "ontbreekt: $name"
anew
name=$(sqlite3 "file:$good/administratie.sqlite?immutable=1" "SELECT sha256 FROM account LIMIT 1")
rm "$bad/kluis/${name:0:2}/$name"
both "an account is gone" "een verantwoording ontbreekt.*$name" "ontbreekt: $name"
anew
name=$(sqlite3 "file:$good/administratie.sqlite?immutable=1" "SELECT json_extract(body, '\$.documents[0].sha256') FROM evidence
	WHERE body LIKE '%documents%' LIMIT 1")
rm "$bad/kluis/${name:0:2}/$name"
both "an original is gone" "een aangeleverd bestand ontbreekt.*$name" "ontbreekt: $name"
anew
name=$(sha256sum <templates/rules/basis.yaml | cut -c -64)
rm "$bad/kluis/${name:0:2}/$name"
both "the rules of a run are gone" "een sjabloon ontbreekt" "ontbreekt: $name"
anew
: >"$bad/kluis/vreemd"
both "a strange file" "kluis: vreemd hoort er niet" "vreemd"
anew
mkdir -p "$bad/kluis/00"
ln -s /etc/hostname "$bad/kluis/00/koppeling"
both "a symbolic link" "kluis: 00/koppeling hoort er niet" "koppeling"
anew
name=$(find "$bad/kluis" -type f | head -n 1)
mv "$name" "$(dirname "$name")/$(printf %064d 0)"
both "an object has another's name" "hoort" "hoort niet bij de naam"
anew
rm "$bad/administratie.sqlite"
both "the ledger is gone" "administratie" "administratie"

# --- portals ------------------------------------------------------------------------------

# portals TEXT CODE WORDS
portals() {
	woo portal verify --portal --config "$work/t/woostraat.yaml"
	if [ "$rc" = "$2" ] && grep -q "$3" "$work/portal.out"; then pass "$1"; else fail "$1 ($rc)" "$work/portal.out"; fi
}
anew
portals "what is public is what the ledger says" 0 '^heel'
bundle=$(find "$work/w/portaal" -name '*.zip' | sort | head -n 1)
cp -p "$bundle" "$work/bundle"
flip "$bundle" 100 3
portals "a bundle at the portal has another bit" 70 'staat iets anders'
rm "$bundle"
portals "a bundle is gone from the portal" 70 'niet meer openbaar'
cp -p "$work/bundle" "$bundle"
mv "$(dirname "$bundle")" "$work/away"
portals "a portal that is away is no fault, and not whole either" 75 'geen antwoord'
mv "$work/away" "$(dirname "$bundle")"
portals "and is whole again" 0 '^heel'

# --- the command line -----------------------------------------------------------------------

exec 9<"$bad"
flock -x 9
woo busy verify --config "$work/t/woostraat.yaml"
is "while a run is under way: 75" "$rc" 75
woo busy evidence "leiderdorp/Convenant energie" --out "$work/ev" --config "$work/t/woostraat.yaml"
is "the same for evidence, which makes no folder" "$rc $(ls -d "$work/ev" 2>/dev/null)" "75 "
exec 9<&-
woo usage verify --config "$work/nergens.yaml"
is "no settings: 78" "$rc" 78
for head in x 5 5:abc ":$leaf" "0:$leaf" "5:$leaf$leaf"; do
	woo usage verify --head "$head" --config "$work/t/woostraat.yaml"
	is "--head $head: 64" "$rc" 64
done
woo usage verify iets --config "$work/t/woostraat.yaml"
is "verify takes no dossier: 64" "$rc" 64
rc=0
docs/verifieer.sh >/dev/null 2>&1 || rc=$?
is "verifieer.sh without a folder: 64" "$rc" 64

# --- a folder for somebody else ----------------------------------------------------------------

# third TEXT CODE [HEAD]: the verifier over the folder.
third() {
	rc=0
	sh "$work/ev/verifieer.sh" "$work/ev" ${3:+"$3"} >"$work/third" 2>&1 || rc=$?
	if [ "$rc" = "$2" ]; then pass "$1"; else fail "$1 ($rc)" "$work/third"; fi
}
sums() {
	rm "$work/ev/sha256sums"
	(cd "$work/ev" && find . -type f -printf '%P\n') >"$work/names"
	(cd "$work/ev" && xargs sha256sum <"$work/names" >sha256sums)
}
rm -rf "$work/t/intake"
woo evidence evidence "leiderdorp/Convenant energie" --out "$work/ev" --config "$work/t/woostraat.yaml"
is "evidence of a dossier that is gone from the intake" "$rc" 0
third "is whole for who has nothing else" 0
third "and is of the same chain as the first run" 0 "$(cat "$work/head.first")"
third "but not of another" 70 "7:$leaf"
is "both bundles of a dossier with two revisions are in it" \
	"$(for file in "$work"/ev/objecten/*; do head -c 2 "$file"; done | grep -ao PK | wc -l)" 2
id=$(sed -n 's/^Kenmerk  *//p' "$work/ev/LEESMIJ.txt")
is "of other dossiers there is not a word in it" \
	"$(grep -oE '"dossier":"[^"]*"' "$work/ev/bewijs.jsonl" | sort -u)" "\"dossier\":\"$id\""
cp -Rp "$work/ev" "$work/ev.good"
: >"$work/missed"
for file in LEESMIJ.txt bewijs.jsonl keten.txt kop.txt sha256sums niet-bijgevoegd.txt $(cd "$work/ev" && echo objecten/*); do
	size=$(stat -c %s "$work/ev/$file")
	[ "$size" -gt 0 ] || continue
	at=$(random "$size")
	bit=$((RANDOM % 8))
	flip "$work/ev/$file" "$at" "$bit"
	rc=0
	sh "$work/ev.good/verifieer.sh" "$work/ev" >"$work/third" 2>&1 || rc=$?
	[ "$rc" = 70 ] || echo "$file, byte $at, bit $bit: $rc" >>"$work/missed"
	flip "$work/ev/$file" "$at" "$bit"
done
empty "a flipped bit in each of its files is found" "$work/missed"
sed -i 2d "$work/ev/keten.txt"
sums
third "a line taken from the chain, with new sums, is found" 70
rm -rf "$work/ev"
cp -Rp "$work/ev.good" "$work/ev"
sed -i 's/"outcome":"OK"/"outcome":"NO"/' "$work/ev/bewijs.jsonl"
sums
third "another word in an entry, with new sums, is found" 70
woo again evidence "leiderdorp/Convenant energie" --out "$work/ev" --config "$work/t/woostraat.yaml"
is "a folder that is there is not touched: 64" "$rc" 64
woo unknown evidence "leiderdorp/bestaat niet" --out "$work/ev2" --config "$work/t/woostraat.yaml"
is "a dossier that nobody knows: 64, and no folder" "$rc $(ls -d "$work/ev2" 2>/dev/null)" "64 "
woo unknown evidence "nergens/x" --out "$work/ev2" --config "$work/t/woostraat.yaml"
is "an organisation that nobody knows: 64" "$rc" 64

# What was withheld stays here, unless it is asked for.
secret=$(sha256sum <"$work/w/intake/leiderdorp/Nota Spelen/Memo portefeuillehouder.docx" | cut -c -64)
woo part evidence "leiderdorp/Nota Spelen" --out "$work/part" --config "$work/t/woostraat.yaml"
is "what was withheld is named and not attached" \
	"$rc $(grep -c "$secret" "$work/part/niet-bijgevoegd.txt") $(find "$work/part" -name "$secret" | wc -l)" "0 1 0"
is "nor is its name anywhere" "$(grep -rl 'portefeuillehouder' "$work/part" | wc -l)" 0
rc=0
sh "$work/part/verifieer.sh" "$work/part" >"$work/third" 2>&1 || rc=$?
is "and such a folder is whole" "$rc" 0
woo all evidence --all "leiderdorp/Nota Spelen" --out "$work/all" --config "$work/t/woostraat.yaml"
is "with --all it is attached" "$rc $(find "$work/all" -name "$secret" | wc -l)" "0 1"
woo held evidence "leiden/Z-26-316650" --out "$work/held" --config "$work/t/woostraat.yaml"
is "of a dossier that was held no file goes along but the list of rules" "$rc $(find "$work/held/objecten" -type f | wc -l)" "0 0"
tap_end
