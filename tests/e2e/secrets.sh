#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# secrets.sh - keys of a portal of all kinds at once: they reach the portal, and stand in no output, report, ledger, log,
# argument, environment or core.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

keys=$work/keys
mkdir -m 700 "$keys" "$keys/systemd"
api=GEHEIM-api-0123456789abcdef
secret=GEHEIM-oauth-0123456789abcdef
bearer=GEHEIM-bearer-0123456789abcdef
password=GEHEIM-proxy-0123456789abcdef
proxy=$(printf 'door:%s' "$password" | base64)

: >"$work/safe.out"
"$build/tests/fakesafe" "$keys" "$api" "$secret" "$bearer" "$proxy" >"$work/safe.out" 2>"$work/safe.err" &
safe_pid=$!
started+=("$safe_pid")
for ((i = 0; i < 200; i++)); do
	port=$(sed -n 's/^port=//p' "$work/safe.out")
	[ -z "$port" ] || break
	sleep 0.05
done
printf '%s\n' "$api" >"$keys/systemd/bank"
printf '%s\n' "$secret" >"$keys/oauth"
printf 'machine 127.0.0.1 login door password %s\n' "$password" >"$keys/netrc"
chmod 400 "$keys/systemd/bank" "$keys/oauth" "$keys/netrc"
export CREDENTIALS_DIRECTORY=$keys/systemd

# strict NAME: a world of which Leiden publishes over the strict server; the server of tokens is this machine, without proxy.
strict() {
	w=$work/$1
	world "$w"
	take "$w" convenant
	sed -i "s|^    portal: portaal/leiden\$|    portals:\n      - name: bank\n        url: https://portaal.example.nl/$1/\n\
        proxy: http://127.0.0.1:$port\n        netrc: $keys/netrc\n        certificate: $keys/client.pem\n\
        certificate-key: $keys/client.key\n        ca: $keys/ca.pem\n        token: credential:bank\n        header: X-API-Key\n\
        bandwidth: 100000\n        http2: ja\n\
        oauth: {url: 'https://portaal.example.nl/token', client: woostraat, secret: $keys/oauth, auth: body}|" "$w/woostraat.yaml"
	printf 'workers: 1\n' >>"$w/woostraat.yaml"
}

# What nobody may see, one a line; of the key of the certificate a line of its base64.
{
	printf '%s\n' "$api" "$secret" "$bearer" "$password" "$proxy"
	sed -n 2p "$keys/client.key"
} >"$work/keys/all"

# told NAME FILE...: which secrets stand in these files or folders.
told() {
	local name=$1
	shift
	grep -raFl -f "$keys/all" "$@" >"$work/told" 2>/dev/null
	empty "$name" "$work/told"
}

# outputs NAME: of the world and of the commands so far.
outputs() { told "$1: no output, report or ledger holds a key" "$work"/*.out "$work"/*.err "$w" "$TMPDIR"; }

grep -rqaF -f "$keys/all" "$keys/netrc" && echo yes >"$work/sees"
is "the test sees a key where there is one" "$(cat "$work/sees")" yes

# --- as it should go --------------------------------------------------------------

strict plain
rehearse "$w" dry "$w/intake/leiden"
is "a rehearsal sends nothing" "$rc $(jq -r 'select(has("sent")).sent.answer' "$work/dry.out")" "0 would-send"
night "$w" plain1
is "all keys at once: published" "$rc $(outcomes plain1)" "0 published 2"
night "$w" plain2
is "and once" "$(outcomes plain2)" "unchanged 2"
outputs "published"

# --- while it is under way ----------------------------------------------------------

strict busy
touch "$keys/hold"
here=$PWD
programs=$(realpath "$build")
(
	cd "$w" || exit 1
	ulimit -c unlimited 2>/dev/null
	exec "$programs/woostraat" run --json --config "$w/woostraat.yaml" --now "$now" >"$work/busy1.out" 2>"$work/busy1.err"
) &
run_pid=$!
started+=("$run_pid")
for ((i = 0; i < 600; i++)); do
	[ ! -e "$keys/hold.put" ] || break
	sleep 0.05
done
uploader=$(pgrep -P "$run_pid" -f woostraat-upload | head -n 1)
worker=$(pgrep -P "$run_pid" -f woostraat-worker | head -n 1)
is "a bundle is under way" "$([ -e "$keys/hold.put" ] && [ -n "$uploader" ] && [ -n "$worker" ] && echo yes)" yes
for pid in "$run_pid" "$uploader" "$worker"; do
	for what in cmdline environ status limits; do
		tr '\0' '\n' 2>/dev/null <"/proc/$pid/$what" >"$work/$what.$pid.out"
	done
done
outputs "under way"
if [ "$(id -u)" -eq 0 ]; then
	has "the uploader knows where systemd put the keys" "$work/environ.$uploader.out" '^CREDENTIALS_DIRECTORY='
else # it is not dumpable: not even who runs it looks into it
	is "nobody looks into the uploader" "$(wc -c 2>/dev/null <"/proc/$uploader/environ")" ""
fi
is "who reads documents does not" "$(grep -c '^CREDENTIALS_DIRECTORY=' "$work/environ.$worker.out")" 0
has "the uploader makes no core" "$work/limits.$uploader.out" '^Max core file size +0 +0 '
kill -ABRT "$uploader"
rm -f "$keys/hold"
wait "$run_pid"
find "$w" "$here" -maxdepth 1 -name 'core*' >"$work/cores"
empty "and leaves none when it is killed for one" "$work/cores"
outputs "killed"
night "$w" busy2
is "the night after, it is there once" "$(outcomes busy2)" "published 2"

# --- what is wrong is told without the key --------------------------------------------

strict wrong
chmod 600 "$keys/oauth"
printf 'GEHEIM-anders-0123456789abcdef\n' | tee "$keys/oauth" >>"$keys/all"
night "$w" wrong1
has "another secret: it says so" "$work/wrong1.out" 'geeft ons geen sleutel: invalid_client'
is "another secret: it waits" "$rc $(outcomes wrong1)" "75 later 2"
printf '%s\n' "$secret" >"$keys/oauth"
printf 'GEHEIM-anders2-0123456789abcdef\n' >>"$keys/all"
chmod 600 "$keys/systemd/bank"
printf 'GEHEIM-anders2-0123456789abcdef\n' >"$keys/systemd/bank"
night "$w" wrong2
is "another key: it waits" "$rc $(outcomes wrong2)" "75 later 2"
chmod 644 "$keys/systemd/bank"
night "$w" wrong3
is "a key that all may read: no run" "$rc" 78
has "and it says what to do" "$work/wrong3.err" 'chmod 600'
printf '%s\n' "$api" >"$keys/systemd/bank"
chmod 400 "$keys/systemd/bank"
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 2>/dev/null >"$keys/other.key"
if [ -s "$keys/other.key" ]; then
	chmod 600 "$keys/other.key"
	sed -n 2p "$keys/other.key" >>"$keys/all"
	sed -i "s|client.key|other.key|" "$w/woostraat.yaml"
	night "$w" wrong4
	is "a key of another certificate: no run" "$rc" 78
	has "and it says which" "$work/wrong4.err" 'other.key hoort niet bij het certificaat'
	sed -i "s|other.key|client.key|" "$w/woostraat.yaml"
else
	skip "a key of another certificate" "no openssl here"
fi
outputs "wrong"
night "$w" right
is "with the right keys all is well" "$rc $(outcomes right)" "0 published 2"
outputs "right"
kill -TERM "$safe_pid"
wait "$safe_pid" 2>/dev/null

tap_end
