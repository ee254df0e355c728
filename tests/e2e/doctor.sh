#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# doctor.sh - what would spoil the night is told by day: each thing is broken once, and seen; nothing is changed (TAP).
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

# doctor NAME [ARGUMENT...]: of the world $w.
doctor() {
	local name=$1
	shift
	woo "$name" doctor --json --config "$w/woostraat.yaml" "$@"
}
# grade NAME CHECK: the worst that it said of it.
grade() {
	jq -rs --arg c "$2" '[.[] | select(.check == $c).grade] | if index("wrong") then "wrong" elif index("look") then "look"
		elif index("ok") then "ok" else first end' "$work/$1.out"
}
# told NAME CHECK GRADE PATTERN: it is that grade, a line of that grade says so, with what to do, and the code follows.
told() {
	local want=1
	jq -r --arg c "$2" --arg g "$3" 'select(.check == $c and .grade == $g) | "\(.text) → \(.advice)"' "$work/$1.out" >"$work/line"
	[ "$3" != wrong ] || want=78
	if [ "$(grade "$1" "$2")" = "$3" ] && grep -Eq -- "$4" "$work/line" && ! grep -q '→ null$' "$work/line" &&
	    { [ "$rc" -eq "$want" ] || [ "$rc" -eq 78 ]; }; then
		pass "$1: $2 is told ($3)"
	else
		{ echo "rc $rc, wanted $3: $4"; cat "$work/$1.out" "$work/$1.err"; } >"$work/why"
		fail "$1: $2 is told ($3)" "$work/why"
	fi
}
# fine NAME CHECK
# A build with sanitizers has no ceiling on addresses, which is one of the walls.
fine() {
	case $build:$2 in
	*/san*:walls) is "$1: $2 is looked at, for a wall of memory that this build lacks" "$(grade "$1" "$2")" look ;;
	*) is "$1: $2 is fine" "$(grade "$1" "$2")" ok ;;
	esac
}
# fresh NAME: a world after a night, by the real clock.
fresh() {
	w=$work/$1
	cp -Rp "$work/good" "$w"
}

# shellcheck disable=SC2317	# lib.sh calls it at the end
script_end() {
	if mountpoint -q "$work/small"; then umount "$work/small"; fi
}

w=$work/good
world "$w"
chmod 700 "$w"

# --- before the first night --------------------------------------------------------

doctor new
is 'before the first run there is no ledger to look at' "$(grade new ledger) $(grade new leftovers) $(grade new runs)" 'unseen unseen unseen'
fine new places
is 'and none is made' "$(find "$w" -newer "$w/woostraat.yaml" -name '*sqlite*' | wc -l)" 0

# --- a good world -------------------------------------------------------------------

take "$w" convenant
woo night run --quiet --config "$w/woostraat.yaml"
is 'a night' "$rc" 0
digests "$w" >"$work/before"
doctor good
digests "$w" >"$work/after"
same 'nothing is changed by looking' "$work/before" "$work/after"
for check in settings rights places disk zone templates lists walls keys ledger runs leftovers; do
	fine good "$check"
done
is 'what is not asked for is not looked at' "$(grade good scanner) $(grade good portals)" 'unseen unseen'
jq -cSs '{ok: 0, look: 0, wrong: 0, unseen: 0} as $none | reduce (.[] | select(has("grade"))) as $x ($none; .[$x.grade] += 1)' \
    "$work/good.out" >"$work/counted"
is 'its sum is that of its lines' "$(jq -cS 'select(has("doctor")).doctor' "$work/good.out")" "$(cat "$work/counted")"
is 'and its code that of the sum' "$rc" "$(jq 'if .wrong > 0 then 78 elif .look > 0 then 1 else 0 end' "$work/counted")"
is 'every check speaks' "$(jq -r 'select(has("check")).check' "$work/good.out" | uniq | tr '\n' ' ')" \
    "$(sed -n 's/^CHECK(\([a-z]*\),.*/\1/p' cmd/doctor.def | tr '\n' ' ')"
woo human doctor --config "$w/woostraat.yaml"
awk 'length($0) > 79' "$work/human.out" >"$work/why2"
empty 'it fits within 79 columns' "$work/why2"
has 'and says how much there was' "$work/human.out" '^[0-9]+ in orde, [0-9]+ om naar te kijken, 0 fout, [0-9]+ niet bekeken$'
woo wrong doctor leiden
is 'it takes no dossiers' "$rc" 64

# --- settings and rights ----------------------------------------------------------------

woo none doctor --json --config "$work/nothing.yaml"
told none settings wrong 'nothing.yaml.* → .*--config'
is 'without settings the clock is looked at all the same' "$(grade none zone)" ok
fresh typo
sed -i 's/^reports:/verslagen:/' "$w/woostraat.yaml"
doctor typo
told typo settings wrong 'verslagen.* → .*config --check'
fresh open
chmod 755 "$w/staat"
chmod 644 "$w/staat/administratie.sqlite"
doctor open
told open rights wrong '/staat is open voor anderen \(755\).* → chmod 700 '
told open rights wrong 'administratie.sqlite is open .*\(644\).* → chmod 600 '
fresh anybody
chmod 666 "$w/woostraat.yaml"
doctor anybody
told anybody rights wrong 'woostraat.yaml kan door anderen worden gewijzigd \(666\).* → chmod go-w '
if [ "$(id -u)" -eq 0 ]; then
	fresh stranger
	chown -R 65534 "$w/staat"
	files "$w" >"$work/before"
	doctor stranger
	told stranger rights look 'andere gebruiker.* → sudo -u woostraat'
	is 'the ledger of another account is left alone' "$(grade stranger ledger) $(grade stranger disk)" 'unseen unseen'
	files "$w" >"$work/after"
	same 'and nothing is made beside it' "$work/before" "$work/after"
else
	skip 'another account' 'only root can give files away'
fi

# --- folders and disk ----------------------------------------------------------------------

fresh gone
rm -r "$w/intake/leiden"
rm -r "$w/verslagen"
: >"$w/verslagen"
sed -i "1i metrics: $w/nergens/woo.prom" "$w/woostraat.yaml"
doctor gone
told gone places wrong '/intake/leiden: .* → maak de map, of koppel'
told gone places wrong '/verslagen is geen map'
told gone places wrong '/nergens'
fresh full
mkdir "$work/small"
if mount -t tmpfs -o size=32m,nr_inodes=100 woo "$work/small" 2>"$work/why"; then
	chmod 700 "$work/small"
	sed -i "s|^reports: .*|reports: $work/small/verslagen|" "$w/woostraat.yaml"
	doctor full
	told full disk wrong 'verslagen .*: [0-9]+ MiB vrij; een grote nacht vraagt 256 MiB → maak ruimte'
	told full disk wrong 'bestanden mogelijk \(inodes\)'
	umount "$work/small"
else
	skip 'a disk that is almost full' "a file system cannot be mounted here: $(head -c 80 "$work/why")"
fi
# A file of the vault as large as it says, and takes nothing: the biggest day is by what is used.
fresh busy
mkdir -p "$w/staat/kluis/00"
size=$(df --output=avail -k "$w" | tail -n 1)
if fallocate -l "$((size / 5))K" "$w/staat/kluis/00/groot" 2>"$work/why"; then
	doctor busy
	told busy disk look 'genoeg voor minder dan drie grote nachten'
else
	skip 'the biggest day so far' "$(head -c 80 "$work/why")"
fi
rm -rf "$w"

# --- clock, runs, leftovers --------------------------------------------------------------------

fresh late
doctor back --now 2026-01-01T00:00:00Z
told back clock wrong 'de klok loopt [0-9]+ dagen achter'
doctor later --now "$(date -u -d '+3 days' +%FT%TZ)"
told later runs look 'de laatste run begon 3 dagen geleden.* → systemctl list-timers'
rewrite "UPDATE run SET ended = NULL, balanced = NULL, pid = 999999999"
doctor died
told died runs look '1 run van de laatste week is afgebroken'
told died ledger look 'geen zegel'
printf '0fdd4b7e-0000-4000-8000-000000000001-\n%37s\n' '' >"$w/staat/slot/leiden"
doctor half
told half leftovers look '1 dossier onder handen'

# --- the ledger ------------------------------------------------------------------------------------

fresh changed
ledger "UPDATE run SET who = 'iemand'"
doctor changed
told changed ledger wrong 'gewijzigd sinds de laatste run.* → woostraat verify'
fresh restored
sed -i 's/^[0-9]*:/9999:/' "$w/verslagen/bewijs.txt"
doctor restored
told restored ledger wrong 'mist bewijs'
fresh running
exec 9<"$w/staat"
flock -s 9
doctor running
is 'during a run the ledger is left alone' "$(grade running ledger) $(grade running leftovers)" 'unseen unseen'
exec 9<&-

# --- templates, lists, walls -------------------------------------------------------------------------

fresh templates
cp -R templates "$w/sjablonen"
sed -i "1i templates: $w/sjablonen" "$w/woostraat.yaml"
doctor ours
fine ours templates
doctor old --now 2030-01-01T00:00:00Z
told old lists look 'de lijst van organisaties is van 29 januari 2026.* → .*lists diff'
rules=$(find "$w/sjablonen/rules" -name '*.yaml' | head -n 1)
cp "$rules" "$work/rules.yaml"
printf 'wat: is dit\n' >>"$rules"
doctor rules
told rules templates wrong "${rules##*/}.* → herstel"
is 'what cannot be looked at for that reason says so' "$(grade rules walls)" unseen
cp "$work/rules.yaml" "$rules"
printf 'geen adres\n' >>"$w/sjablonen/lists/talen.tsv"
doctor broken
told broken lists wrong 'talen.tsv'
without=$build/tests/hostile/without
lacking() {	# lacking NAME: on a kernel without Landlock
	rc=0
	"$without" landlock "$build/woostraat" doctor --json --config "$w/woostraat.yaml" >"$work/$1.out" 2>"$work/$1.err" || rc=$?
}
fresh walls
lacking walls
if [ "$rc" -eq 125 ]; then
	skip 'a wall that is missing' 'Landlock cannot be taken away here'
else
	told walls walls look 'mist: .*Landlock'
	sed -i '1i strict: ja' "$w/woostraat.yaml"
	lacking strict
	told strict walls wrong 'mist: .*Landlock.* → .*streng'
fi

# --- scanner -------------------------------------------------------------------------------------------

fresh scanner
sed -i "1i virusscan: {socket: $work/clam.sock, eis: ja}" "$w/woostraat.yaml"
doctor noclam
told noclam scanner wrong 'clam.sock: .* → systemctl start clamav-daemon'
"$build/tests/fakeclamd" --socket "$work/clam.sock" >"$work/scanner.log" 2>&1 &
started+=("$!")
await grep ready "$work/scanner.log"
doctor clam
fine clam scanner

# --- keys, certificates, portals ---------------------------------------------------------------------------

# shellcheck disable=SC2119	# it takes arguments of its own, and needs none here
portal_up
fresh portal
over_http "$w" "$portal_url" leiden
printf 'GEHEIM-SLEUTEL-0123456789\n' >"$work/token"
chmod 644 "$work/token"
sed -i "s|^    portal: $portal_url/leiden\$|&\n    token: $work/token|" "$w/woostraat.yaml"
doctor loose
told loose keys wrong 'leiden, .drop.: .*token'
chmod 600 "$work/token"
doctor quiet
fine quiet keys
doctor up --portal
fine up portals
portal_down
is 'without --portal nothing goes out; with it nothing is brought' "$(count_of put) $(count_of get)" '0 1'
doctor down --portal
told down portals wrong 'leiden, .drop.: .* → '
grep -rl 'GEHEIM' "$work"/*.out "$work"/*.err >"$work/why2"
empty 'no key in what it says' "$work/why2"

fresh mail
printf 'machine 127.0.0.1 login woo password GEHEIM\n' >"$work/mailkey"
chmod 644 "$work/mailkey"
sed -i "1i mail: {server: \"smtp://127.0.0.1:9\", from: w@x.nl, to: [w@x.nl], tls: ja, netrc: $work/mailkey}" "$w/woostraat.yaml"
doctor letter
told letter keys look '.mail.: .*0600.* → .*geen mail'
chmod 600 "$work/mailkey"
doctor stamp
fine stamp keys

mkdir -m 700 "$work/keys"
: >"$work/safe.log"
"$build/tests/fakesafe" "$work/keys" api secret bearer "$(printf 'door:geheim' | base64)" >"$work/safe.log" 2>&1 &
started+=("$!")
await grep port= "$work/safe.log"
port=$(sed -n 's/^port=//p' "$work/safe.log")
printf 'machine 127.0.0.1 login door password geheim\n' >"$work/keys/netrc"
printf 'api\n' >"$work/keys/token"
printf 'secret\n' >"$work/keys/secret"
chmod 400 "$work/keys"/*
fresh tls
sed -i "s|^    portal: portaal/leiden\$|    portals:\n      - name: bank\n        url: https://portaal.example.nl/uit/\n\
        proxy: http://127.0.0.1:$port\n        netrc: $work/keys/netrc\n        certificate: $work/keys/client.pem\n\
        certificate-key: $work/keys/client.key\n        ca: $work/keys/ca.pem\n        token: $work/keys/token\n\
        header: X-API-Key\n        oauth: {url: 'https://portaal.example.nl/token', client: woostraat, secret: $work/keys/secret, auth: body}|" \
    "$w/woostraat.yaml"
doctor tls --portal
told tls keys wrong 'leiden, .bank.: ons certificaat verloopt over [0-9]+ minuten'
told tls portals wrong 'leiden, .bank.: het certificaat van het portaal verloopt over [0-9]+ minuten'
has 'its portal answers' <(jq -r 'select(.check == "portals" and .grade == "ok").text' "$work/tls.out") 'leiden, .bank.: antwoordt'
doctor month --portal --now "$(date -u -d '-20 days' +%FT%TZ)"
told month keys look 'ons certificaat verloopt over (19|20) dagen → vraag nu'
told month portals look 'het certificaat van het portaal verloopt over (19|20) dagen'
doctor year --portal --now "$(date -u -d '-200 days' +%FT%TZ)"
is 'long before it is fine' "$(grade year keys) $(grade year portals)" 'ok ok'
doctor past --now "$(date -u -d '+2 days' +%FT%TZ)"
told past keys wrong 'ons certificaat is [0-9]+ uur geleden verlopen'
chmod 600 "$work/keys/token"
printf 'verkeerd\n' >"$work/keys/token"
doctor refused --portal
told refused portals wrong 'leiden, .bank.: .*sleutel'
tap_end
