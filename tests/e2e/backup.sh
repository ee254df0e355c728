#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# backup.sh - a back-up is whole or not there, anything that was tampered with is found before it is put back, and after an
# older one was put back nothing is published twice and nothing that was taken back appears again.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
keep=$work/reserve
first=woostraat-2026-11-15T050000Z
second=woostraat-2026-11-16T050000Z
world "$w"
mkdir "$keep"

backup() {
	local name=$1 day=$2
	shift 2
	woo "$name" backup "$keep" --config "$w/woostraat.yaml" --now "2026-11-${day}T05:00:00Z" "$@"
}
restore() {
	local name=$1
	shift
	woo "$name" restore --config "$w/woostraat.yaml" --now 2026-11-20T05:00:00Z "$@"
}
# shellcheck disable=SC2317	# lib.sh calls it
script_end() { umount "$work/klein" 2>/dev/null; }
listing() { (cd "$keep" && find . -mindepth 1 -maxdepth 1 -type d -printf '%P\n' | sort | xargs); }
# at rest: what the state holds, without its lock files
rest() { digests "$w/staat" | grep -v ' ./slot/'; }

backup none 15
is "before the first run there is nothing to keep: 78" "$rc $(listing)" "78 "
is "and nothing is made" "$(test -e "$w/staat" && echo made)" ""

# --- making one -----------------------------------------------------------------

take "$w" convenant bsn oude-tekens geen-categorie
night "$w" night1
rest >"$work/a"
backup made 15
is "a back-up: 0" "$rc" 0
is "it has the name of its moment" "$(listing)" "$first"
rest >"$work/b"
same "the state is as it was, sealed" "$work/a" "$work/b"
(cd "$keep/$first" && sha256sum --quiet -c manifest-sha256.txt administratie.sqlite.sha256) >"$work/sums" 2>&1
empty "sha256sum finds every file of the manifest" "$work/sums"
is "which names them all" "$(find "$keep/$first" -type f | wc -l)" "$(($(wc -l <"$keep/$first/manifest-sha256.txt") + 2))"
docs/verifieer.sh "$keep/$first" "$(sed -n 's/^Bewijs: //p' "$work/made.out")" >"$work/theirs" 2>&1
is "the verifier that needs none of our programs finds it whole, with the head that was told" "$?" 0
is "and that is the head of the last run" "$(sed -n 's/^Bewijs: //p' "$work/made.out")" "$(tr -d '\n' <"$w/verslagen/bewijs.txt")"
is "on the same disk the vault is linked, not copied" "$(find "$keep/$first/kluis" -type f -links 1 | wc -l)" 0
has "which is told" "$work/made.out" "^Reservekopie: .*/$first \([0-9]+ bestanden, [0-9]+ MiB; $(find "$keep/$first/kluis" -type f | wc -l) gekoppeld\)"
backup again 15
is "what is there is not overwritten: 64" "$rc" 64

mkdir "$keep/.woostraat-bezig-1" "$keep/woostraat-2026-11-01T050000Z"
: >"$keep/.woostraat-bezig-1/administratie.sqlite"
printf 'Een nagekomen bijlage bij het convenant van 12 mei 2026.\n' >"$w/intake/leiden/2026-0093 Convenant veilig uitgaan/nagekomen.txt"
take "$w" woo-besluit
night "$w" night2
backup two 16 --keep 1
is "--keep 1: the older one goes, what was broken off too, what is not whole stays" "$rc $(listing)" \
	"0 woostraat-2026-11-01T050000Z $second"
has "which is told" "$work/two.out" '^1 oudere reservekopie opgeruimd$'
rmdir "$keep/woostraat-2026-11-01T050000Z"
backup none2 17 --keep 0
is "--keep 0 is no number" "$rc" 64

# While a run is at work: whoever has the folder shared.
exec {run}<"$w/staat"
flock -s "$run"
rm "$w/staat/administratie.sqlite.sha256"
backup during 17
is "a back-up while a run is at work" "$rc $(listing)" "0 $second woostraat-2026-11-17T050000Z"
is "does not seal for it" "$(test -e "$w/staat/administratie.sqlite.sha256" && echo sealed)" ""
flock -u "$run"
flock -x "$run"
backup shut 18
is "while somebody has the folder alone it waits, and then says so: 75" "$rc" 75
restore shut2 "$keep/$second" --replace
is "and so does putting one back" "$rc" 75
exec {run}<&-
rm -r "$keep/woostraat-2026-11-17T050000Z"
exec {other}<>"$keep/.woostraat-slot"
flock -x "$other"
backup twice 18
is "one at a time in a folder: 75" "$rc" 75
exec {other}<&-
night "$w" seal

object=$(cd "$keep/$second/kluis" && find . -type f -size +100c -printf '%P\n' | sort | head -1)
cp -p "$w/staat/kluis/$object" "$work/object"
chmod u+w "$w/staat/kluis/$object"
rm -rf "$keep/woostraat-2026-11-18T050000Z"
cp -Rp "$keep/$second" "$work/second"	# with files of its own
printf x >>"$w/staat/kluis/$object"
backup damaged 18
is "a damaged vault is not copied: 74, and nothing is left" "$rc $(listing) $(find "$keep" -name '.woostraat-bezig*' | wc -l)" "74 $second 0"
cp -p "$work/object" "$w/staat/kluis/$object.new" && mv -f "$w/staat/kluis/$object.new" "$w/staat/kluis/$object"
rm -rf "${keep:?}/$second" && cp -Rp "$work/second" "$keep/$second"
printf ' ' | dd of="$w/staat/administratie.sqlite" bs=1 seek=60 conv=notrunc status=none
backup changed 18
is "of a ledger that was changed past us no back-up is made: 78" "$rc $(listing)" "78 $second"
printf '\0' | dd of="$w/staat/administratie.sqlite" bs=1 seek=60 conv=notrunc status=none
backup well 18
is "and with the bytes as they were it is" "$rc $(listing)" "0 $second woostraat-2026-11-18T050000Z"
rm -r "$keep/woostraat-2026-11-18T050000Z"

mkdir "$work/klein"
if mount -t tmpfs -o size=100k none "$work/klein" 2>/dev/null; then
	woo full backup "$work/klein" --config "$w/woostraat.yaml"
	is "a full disk: 74, and no part is left" "$rc $(find "$work/klein" -mindepth 1 ! -name .woostraat-slot | wc -l)" "74 0"
	umount "$work/klein"
	mount -t tmpfs none "$work/klein"
	woo copied backup "$work/klein" --config "$w/woostraat.yaml" --now 2026-11-18T05:00:00Z
	is "on another disk all is copied" "$rc $(find "$work/klein" -path '*/kluis/*' -type f -links 2 | wc -l)" "0 0"
	woo copied2 backup "$work/klein" --config "$w/woostraat.yaml" --now 2026-11-19T05:00:00Z
	is "and the next one there takes from the one before it" "$rc $(find "$work/klein" -path '*/kluis/*' -type f -links 1 | wc -l)" "0 0"
	restore other "$work/klein" --dry-run
	is "of a folder with several the newest is meant" "$rc $(sed -n 's/^Heel: .*\/\(woostraat-[^ ]*\) .*/\1/p' "$work/other.out")" \
		"0 woostraat-2026-11-19T050000Z"
	umount "$work/klein"
else
	for text in "a full disk: 74, and no part is left" "on another disk all is copied" "the next one takes from it" "the newest is meant"; do
		skip "$text" "needs root and mount"
	done
fi

# --- what was tampered with -------------------------------------------------------

bad=$work/bad/$second
anew() {
	rm -rf "$work/bad"
	mkdir "$work/bad"
	cp -Rp "$keep/$second" "$bad"
	chmod -R u+w "$bad"
}
rest >"$work/a"
# refused TEXT CODE WORDS
refused() {
	restore bad "$bad" --replace
	rest >"$work/b"
	if [ "$rc" = "$2" ] && grep -q -- "$3" "$work/bad.err" && cmp -s "$work/a" "$work/b"; then
		pass "$1: $2, and the state is untouched"
	else
		{ echo "exit $rc"; cat "$work/bad.err"; diff "$work/a" "$work/b"; } >"$work/why"
		fail "$1" "$work/why"
	fi
}
anew; printf x >>"$bad/kluis/$object"; refused "an object of the vault that changed" 74 'is niet wat het manifest zegt'
anew; rm "$bad/kluis/$object"; refused "one that is gone" 74 "$object"
anew; rm "$bad/kluis/$object"; ln -s /etc/passwd "$bad/kluis/$object"; refused "one that is a link" 74 "$object"
anew; printf ' ' | dd of="$bad/administratie.sqlite" bs=1 seek=60 conv=notrunc status=none; refused "a ledger that changed" 74 'administratie.sqlite is niet'
anew; sed -i "/${object##*/}/d" "$bad/manifest-sha256.txt"; refused "a line that is gone from the manifest" 74 'niet het manifest'
anew; rm "$bad/reservekopie.json"; refused "no description: a back-up that was broken off" 74 'geen reservekopie'
# describe FILTER: another description, and with the digest of the manifest as it is.
describe() {
	jq -c --arg m "$(sha256sum <"$bad/manifest-sha256.txt" | cut -d ' ' -f 1)" ".manifest = \$m | $1" "$keep/$second/reservekopie.json" \
		>"$bad/reservekopie.json"
}
anew; echo "$(printf x | sha256sum | cut -d ' ' -f 1)  ../../elders" >>"$bad/manifest-sha256.txt"; describe '.files += 1'
refused "a manifest that leads out of the folder" 74 'dit hoort er niet'
anew; sed -i "/${object##*/}/d" "$bad/manifest-sha256.txt"; describe .
refused "a manifest that lacks a file of the description" 74 'niet volledig'
anew; describe '.seq += 1'; refused "another head of the evidence" 74 'een ander dan'
anew; describe '.reservekopie = 2'; refused "the form of a newer version" 78 'nieuwere versie'
anew; describe '.schema += 1'; refused "a ledger of a newer version" 78 'nieuwere versie'
anew; describe '.schema = 1'; refused "a ledger of an older version" 78 'oudere versie'
restore there "$keep/$second"
is "where a state stands it takes --replace: 64" "$rc $(rest | cmp - "$work/a" && echo same)" "64 same"
restore dry "$keep/$second" --dry-run
is "--dry-run only looks" "$rc $(rest | cmp - "$work/a" && echo same)" "0 same"

# --- putting back -------------------------------------------------------------------

mv "$w/staat" "$work/weg"
restore empty "$keep/$second"
is "into an empty place" "$rc" 0
has "it says what to do now" "$work/empty.out" 'woostraat run --restored'
(cd "$w/staat" && find . -type f | sort) >"$work/a"
(cd "$keep/$second" && find . -type f ! -name manifest-sha256.txt ! -name reservekopie.json | sort) >"$work/b"
same "all is there, and nothing else" "$work/b" "$work/a"
is "with a vault of its own" "$(find "$w/staat/kluis" -type f -links +1 | wc -l)" 0
woo looked verify --config "$w/woostraat.yaml"
is "verify finds it whole, and says that it was put back" "$rc $(grep -c 'let op: .*teruggezet' "$work/looked.out")" "0 1"
night "$w" without
is "no run without --restored: 78" "$rc" 78
has "and it says why" "$work/without.err" 'teruggezet uit een reservekopie'
backup without2 19
is "and no back-up of it" "$rc" 78
night "$w" with --restored
is "with it the night goes on" "$rc $(total with published)" "1 0"
night "$w" with2
is "the next one without" "$rc $(total with2 published)" "1 0"
rm -rf "${w:?}/staat" "$w/verslagen"
restore nohead "$keep/$second"
night "$w" nohead2
is "also where the reports, and with them the head, are gone" "$rc" 78
night "$w" nohead3 --restored

# Broken off: what is left says so, to everybody, and the same command does it again.
: >"$w/staat/terugzetten.bezig"
night "$w" half --restored
woo halfverify verify --config "$w/woostraat.yaml"
half=$rc
backup halfbackup 19
is "half of one is used by nobody" "$half $rc $(grep -c afgebroken "$work/half.err")" "78 78 1"
restore halfagain "$keep/$second"
is "the same command finishes it, without --replace" "$rc $(test -e "$w/staat/terugzetten.bezig" && echo there)" "0 "
is "what stood there is still somewhere" "$(find "$w/staat" -path '*/vervangen-*' -name administratie.sqlite | wc -l)" 1

# kill -9, when so many objects are there; whenever it came, nothing half is taken for whole.
: >"$work/wrong"
for n in 1 10 20 40; do
	rm -rf "$w/staat"
	"$build/woostraat" restore "$keep/$second" --config "$w/woostraat.yaml" >/dev/null 2>&1 &
	killed=$!
	started+=("$killed")
	while [ -d "/proc/$killed" ] && [ "$(find "$w/staat/kluis" -type f 2>/dev/null | wc -l)" -lt "$n" ]; do :; done
	kill -KILL "$killed" 2>/dev/null
	wait "$killed" 2>/dev/null
	night "$w" killed
	[ "$rc" = 78 ] || [ ! -e "$w/staat" ] || echo "killed at $n: a run ended with $rc" >>"$work/wrong"
	restore resumed "$keep/$second" --replace
	[ "$rc" = 0 ] || echo "killed at $n: again ended with $rc" >>"$work/wrong"
	night "$w" resumed2 --restored
	[ "$rc $(total resumed2 published)" = "1 0" ] || echo "killed at $n: a run then ended with $rc" >>"$work/wrong"

	rm -rf "$work/k"
	mkdir "$work/k"
	"$build/woostraat" backup "$work/k" --config "$w/woostraat.yaml" >/dev/null 2>&1 &
	killed=$!
	started+=("$killed")
	while [ -d "/proc/$killed" ] && [ "$(find "$work/k" -type f 2>/dev/null | wc -l)" -lt "$n" ]; do :; done
	kill -KILL "$killed" 2>/dev/null
	wait "$killed" 2>/dev/null
	for one in "$work/k"/woostraat-*; do
		[ ! -e "$one" ] || "$build/woostraat" restore "$one" --dry-run --config "$w/woostraat.yaml" >/dev/null 2>&1 ||
			echo "killed at $n: $one is not whole" >>"$work/wrong"
	done
	woo next backup "$work/k" --config "$w/woostraat.yaml" --now 2026-12-01T05:00:00Z
	[ "$rc $(find "$work/k" -name '.woostraat-bezig*' | wc -l)" = "0 0" ] || echo "killed at $n: the next one ended with $rc" >>"$work/wrong"
done
empty "killed anywhere: nothing half is taken for whole, and the same command goes on" "$work/wrong"

# --- an older one, at a bank and at a folder: what happened since ------------------------

: >"$work/portal.out"
"$build/tests/fakegpp" >"$work/portal.out" 2>"$work/portal.err" &
started+=("$!")
for ((i = 0; i < 200; i++)); do
	bank=$(sed -n 's/^\(http:.*\)\/$/\1/p' "$work/portal.out")
	[ -z "$bank" ] || break
	sleep 0.05
done
printf 'GEHEIM-SLEUTEL-0123456789\n' >"$work/token"
chmod 600 "$work/token"
there() { curl -fsS "$bank/p/__state" >"$work/p.state"; }
# of each record that ever was public: how often it became that, and what it is now
records() { there && jq -r '[.publications[] | select(.public > 0) | "\(.public) \(.status)"] | sort | join(", ")' "$work/p.state"; }
effects() { there && jq -c '.effects' "$work/p.state"; }

w=$work/p
keep=$work/ouder
mkdir "$keep"
world "$w"
take "$w" convenant
sed -i "/folder: leiden\$/,/portal:/s|^    portal: .*|    portal: $bank/p\n    kind: gpp\n    token: $work/token|" "$w/woostraat.yaml"
key="leiden/2026-0093 Convenant veilig uitgaan"
night "$w" p1
is "one is public" "$rc $(records)" "0 1 gepubliceerd"
backup older 15

take "$w" subsidiebeschikking bereikbaarheid oude-tekens
night "$w" p2
woo gone withdraw "$key" --config "$w/woostraat.yaml" --now "$now" --yes --by 'A. de Vries' --reason 'correctie procedurele fout' \
	--explanation 'Het stuk was niet definitief'
is "more is published after the back-up, and that one is taken back" "$rc $(records | tr ',' '\n' | grep -c ingetrokken)" "0 1"
records >"$work/before"
effects >"$work/before-effects"
digests "$w/portaal" >"$work/before-files"
restore older "$keep/woostraat-2026-11-15T050000Z" --replace
has "what was taken back after it is told, by name" "$work/older.out" '^  leiden/2026-0093 Convenant veilig uitgaan$'
night "$w" p3
is "the older one put back: no run without --restored" "$rc $(effects)" "78 $(cat "$work/before-effects")"
woo asked verify --portal --config "$w/woostraat.yaml"
has "verify --portal says what was taken back meanwhile" "$work/asked.out" 'op het portaal ingetrokken'
night "$w" p4 --restored
records >"$work/after"
same "with it: no record is public twice, and what was taken back stays so" "$work/before" "$work/after"
digests "$w/portaal" >"$work/after-files"
same "nothing is twice at the portals that are folders" "$work/before-files" "$work/after-files"
is "what was public already is adopted" "$(total p4 published)" "$(total p2 published)"
printf 'Een nagekomen bijlage bij het convenant van 12 mei 2026.\n' >"$w/intake/$key/nagekomen.txt"
night "$w" p5
records >"$work/after"
same "also when its bytes change: it waits for a person" "$work/before" "$work/after"
has "who is told to look there" "$work/p5.out" 'PUB-50[14]'
woo last verify --config "$w/woostraat.yaml"
is "ledger, evidence and vault are whole" "$rc" 0
tap_end
