#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# fake.sh - woostraat-portal by itself, as curl sees it: each side keeps to its protocol, and each fault is seen.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

fake=
url=
token=GEHEIM-SLEUTEL-0123456789

# fake_up [ARGUMENT...]: $url is its address, without '/' at its end.
fake_up() {
	local i
	: >"$work/fake.out"
	"$build/woostraat-portal" "$@" >"$work/fake.out" 2>"$work/fake.err" &
	fake=$!
	started+=("$fake")
	for ((i = 0; i < 200; i++)); do
		url=$(sed -n '1p' "$work/fake.out" | jq -r '.url // empty | sub("/$"; "")' 2>/dev/null)
		[ -z "$url" ] || return 0
		sleep 0.05
	done
	fail "woostraat-portal starts" "$work/fake.err"
	tap_end
}

# lines TEXT: a file with it, for an option that names one.
lines() {
	# shellcheck disable=SC2059	# TEXT is a format
	printf "$1" >"$work/script"
	printf %s "$work/script"
}

fake_down() {
	kill -TERM "$fake" 2>/dev/null
	wait "$fake"
	fake_rc=$?
}

# ask ARGUMENT...: the status; the body is in $work/body.  000: no answer.
ask() { curl -s -m 5 -H Expect: -o "$work/body" -w '%{http_code}' "$@"; }

# statuses NAME WANTED: the statuses that were collected in $got.
got=
also() { got="$got $(ask "$@")"; }
statuses() {
	is "$1" "${got# }" "$2"
	got=
}
script() { ask --data-binary "$1" "$url/__script"; }

printf 'een bestand\n' >"$work/a.txt"
printf 'een ander bestand\n' >"$work/b.txt"
umask 077
cat >"$work/keys" <<EOS
token $token
oauth woostraat geheim-van-woostraat
s3 AKIDWOOSTRAAT geheim-van-s3
bucket dossiers
EOS

# --- put ------------------------------------------------------------------------
fake_up
also -T "$work/a.txt" "$url/put/leiden/a.txt"
also -T "$work/b.txt" "$url/put/leiden/a.txt"
also "$url/put/leiden/a.txt"
also "$url/put/leiden/nergens.txt"
also -X POST "$url/put/leiden/a.txt"
also -X DELETE "$url/put/leiden/a.txt"
also "$url/put/leiden/a.txt"
statuses "put: made, replaced, read, absent, not that way, removed, gone" "201 204 200 404 405 204 404"

# --- WebDAV ---------------------------------------------------------------------
d=$url/dav
also -X OPTIONS "$d/"
also -T "$work/a.txt" "$d/leiden/a.txt"
also -X MKCOL "$d/leiden/2026/"
also -X MKCOL "$d/leiden/"
also -X MKCOL "$d/leiden"
also -X MKCOL --data x "$d/oegstgeest"
statuses "dav: options; no parent, twice; made; there already; with a body" "200 409 409 201 405 415"
also -T "$work/a.txt" "$d/leiden/a.txt"
also -T "$work/a.txt" "$d/leiden/a.txt"
also -T "$work/a.txt" -H 'If-None-Match: *' "$d/leiden/a.txt"
also -X PUT -d x "$d/leiden/"
also -T "$work/b.txt" "$d/leiden/b%20b.txt"
statuses "dav: PUT makes, replaces, may not, is no folder, a name with a space" "201 204 412 405 201"
also -X MOVE -H "Destination: $d/leiden/c.txt" "$d/leiden/a.txt"
also -X MOVE -H "Destination: $d/leiden/b%20b.txt" -H 'Overwrite: F' "$d/leiden/c.txt"
also -X MOVE -H "Destination: $d/leiden/b%20b.txt" "$d/leiden/c.txt"
also -X MOVE -H "Destination: $d/nergens/c.txt" "$d/leiden/b%20b.txt"
also -X MOVE -H "Destination: http://elders.invalid/dav/x" "$d/leiden/b%20b.txt"
also -X MOVE -H "Destination: $d/leiden/x" "$d/leiden"
also -X MOVE -H "Destination: $d/x" "$d/leiden/c.txt"
statuses "dav: MOVE makes, may not, replaces, no parent, elsewhere, into itself, of what is not there" \
	"201 412 204 409 502 403 404"
also "$d/leiden/b%20b.txt"
same "dav: and what was moved is what was put" "$work/a.txt" "$work/body"
also -X MKCOL "$d/leiden/onder"
also -X PROPFIND "$d/leiden"
also -X PROPFIND -H 'Depth: 0' "$d/nergens"
also -X PROPFIND -H 'Depth: 1' "$d/leiden"
statuses "dav: PROPFIND without depth is refused, of nothing is nothing" "200 201 403 404 207"
xmllint --noout "$work/body" 2>/dev/null
is "dav: its answer is XML" "$?" 0
is "dav: with the folder, what is in it, and their sizes" \
	"$(grep -o '<D:href>[^<]*\|length>[0-9]*' "$work/body" | sed 's/.*>//' | tr -s '\n' ' ')" \
	"/dav/leiden/ /dav/leiden/b%20b.txt 12 /dav/leiden/onder/ "
also -X MOVE -H "Destination: $d/elders" "$d/leiden"
also "$d/elders/b%20b.txt"
also -I "$d/elders/b%20b.txt"
also "$url/kept/dav/elders/b%20b.txt"
has "kept: a type by the name" <(curl -sI "$url/kept/dav/elders/b%20b.txt") '^Content-Type: text/plain'
also -X DELETE "$d/elders"
also "$d/elders/b%20b.txt"
also -X DELETE "$d/elders"
statuses "dav: a folder moves and goes with all in it; others see it meanwhile" "201 200 200 200 204 404 404"
fake_down
is "it ends when it is told to, and says what it counted" "$fake_rc $(jq -s '.[1].refused' "$work/fake.out")" "0 0"

# --- keys: OAuth, S3 ------------------------------------------------------------
fake_up --keys "$work/keys" --script "$(lines 'set expire 1\n')"
also -T "$work/a.txt" "$url/put/a.txt"
also -d grant_type=client_credentials -d client_id=woostraat -d client_secret=mis "$url/oauth/token"
also -d grant_type=password -d client_id=woostraat -d client_secret=geheim-van-woostraat "$url/oauth/token"
also -u woostraat:geheim-van-woostraat -d grant_type=client_credentials "$url/oauth/token"
bearer=$(jq -r .access_token "$work/body")
also -H "Authorization: Bearer $bearer" -T "$work/a.txt" "$url/put/a.txt"
sleep 1.1
also -H "Authorization: Bearer $bearer" "$url/put/a.txt"
also -d grant_type=client_credentials -d client_id=woostraat -d client_secret=geheim-van-woostraat "$url/oauth/token"
also -H "Authorization: Bearer $(jq -r .access_token "$work/body")" "$url/put/a.txt"
statuses "oauth: nothing without a token; a wrong secret, a wrong grant; a token, used, too old; another" \
	"401 401 400 200 201 401 200 200"

# signed KEY SECRET ARGUMENT...: as S3 wants it; this curl signs no x-amz-content-sha256 by itself.
signed() {
	local key=$1 secret=$2 hash=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
	shift 2
	[ "$1" != -T ] || hash=$(sha256sum <"$2" | cut -c1-64)
	also --aws-sigv4 aws:amz:eu-west-1:s3 -u "$key:$secret" -H "x-amz-content-sha256: $hash" "$@"
}
s3() { signed AKIDWOOSTRAAT geheim-van-s3 "$@"; }
s=$url/s3
s3 -T "$work/a.txt" "$s/dossiers/leiden/a.txt"
s3 -T "$work/b.txt" "$s/dossiers/leiden/b.txt"
s3 -T "$work/b.txt" "$s/dossiers/zeist.txt"
s3 "$s/dossiers/leiden/a.txt"
same "s3: what was put comes back" "$work/a.txt" "$work/body"
s3 -I "$s/dossiers/leiden/a.txt"
s3 "$s/dossiers/leiden/nergens.txt"
has "s3: with the error as S3 has it" "$work/body" '<Code>NoSuchKey</Code>'
s3 -T "$work/a.txt" "$s/nergens/a.txt"
s3 -X PUT "$s/nieuw"
s3 -T "$work/a.txt" "$s/nieuw/a.txt"
statuses "s3: objects, absent ones, buckets" "200 200 200 200 200 404 404 200 200"
s3 "$s/dossiers/?list-type=2&max-keys=2"
is "s3: a page of a list" "$(grep -o '<Key>[^<]*\|<IsTruncated>[^<]*\|<NextCont[^<]*' "$work/body" | sed 's/.*>//' | tr '\n' ' ')" \
	"leiden/a.txt leiden/b.txt true leiden/b.txt "
s3 "$s/dossiers?continuation-token=leiden%2Fb.txt&list-type=2"
is "s3: and the next" "$(grep -o '<Key>[^<]*\|<IsTruncated>[^<]*' "$work/body" | sed 's/.*>//' | tr '\n' ' ')" "zeist.txt false "
s3 "$s/dossiers?delimiter=%2F&list-type=2"
is "s3: folders are prefixes" "$(grep -o '<Key>[^<]*\|<Prefix>[^<]*' "$work/body" | sed 's/.*>//' | tr '\n' ' ')" " leiden/ zeist.txt "
s3 -X DELETE "$s/dossiers/zeist.txt"
s3 -X DELETE "$s/dossiers/zeist.txt"
statuses "s3: lists; what is removed may be removed again" "200 200 200 204 204"

also "$s/dossiers/leiden/a.txt"
has "s3: unsigned" "$work/body" '<Code>AccessDenied</Code>'
signed AKIDWOOSTRAAT een-ander-geheim "$s/dossiers/leiden/a.txt"
has "s3: signed with another secret" "$work/body" '<Code>SignatureDoesNotMatch</Code>'
signed ONBEKEND geheim-van-s3 "$s/dossiers/leiden/a.txt"
has "s3: with a key that is not known" "$work/body" '<Code>InvalidAccessKeyId</Code>'
also --aws-sigv4 aws:amz:eu-west-1:s3 -u AKIDWOOSTRAAT:geheim-van-s3 -H "x-amz-content-sha256: $(sha256sum <"$work/a.txt" | cut -c1-64)" \
	-T "$work/b.txt" "$s/dossiers/leiden/b.txt"
has "s3: other bytes than were signed" "$work/body" '<Code>XAmzContentSHA256Mismatch</Code>'
s3 -T "$work/b.txt" -H "x-amz-checksum-sha256: $(openssl dgst -sha256 -binary "$work/a.txt" | base64)" "$s/dossiers/leiden/b.txt"
has "s3: another digest than was promised" "$work/body" '<Code>BadDigest</Code>'
statuses "s3: all refused" "403 403 403 400 400"
fake_down

fake_up --keys "$work/keys" --script "$(lines 'set skew 3600\nset full 20\n')"
s3 "$s/dossiers/leiden/a.txt"
s=$url/s3
s3 "$s/dossiers/leiden/a.txt"
has "a clock that is an hour ahead refuses what is signed now" "$work/body" '<Code>RequestTimeTooSkewed</Code>'
got=
fake_down

# --- faults ---------------------------------------------------------------------
fake_up --script "$(lines 'set full 20\n')"
also -T "$work/a.txt" "$url/put/a.txt"
also -T "$work/b.txt" "$url/put/b.txt"
also -X DELETE "$url/put/a.txt"
also -T "$work/b.txt" "$url/put/b.txt"
statuses "a full disk: 507 until there is room" "201 507 204 201"
fake_down

# fault NAME RULE STATUS KEPT: a PUT that gets this; is the file there afterwards?
fault() {
	local status
	script "* * status 500" >/dev/null 2>&1 || :
	fake_down
	fake_up
	script "PUT/put 1 $2" >/dev/null
	status=$(ask -T "$work/a.txt" "$url/put/a.txt")
	is "$1: $2" "$status $(ask "$url/put/a.txt")" "$3 $4"
}
fake_up
fault "refused" 'status 403' 403 404
fault "refused before the body" 'early 413' 413 404
fault "done, and a gateway says it is not" 'masked 504' 504 200
fault "half an answer" 'stump 500' 500 404
fault "an answer without end" 'flood 500' 500 404
fault "closed at once" deaf 000 404
fault "closed within the body" break 000 404
fault "done, no answer" lost 000 200
fault "done, no answer, later" 'linger 50' 000 200
fault "closed, nothing done" 'hang 50' 000 404
fault "done, answered slowly" 'slow 50' 201 200
fault "done, half the answer" cut 201 200
fault "done, no body" blank 201 200
fault "said, not done" vanish 201 404
fault "two times" twice 201 200
fault "a log-in page" page 200 404
fault "elsewhere" redirect 302 404
fault "JSON of another shape" odd 200 404
fault "done, called something else" 'type' 201 200
fault "closed, done later" 'late 300' 000 404
sleep 0.5
is "and later it is there" "$(ask "$url/put/a.txt")" 200
script 'GET/put 1 wrong
GET/put 2 cut
GET/put 3 longer' >/dev/null
ask "$url/put/a.txt" >/dev/null
is "the last byte is another" "$(cmp "$work/a.txt" "$work/body" 2>&1 | sed 's/.*byte/byte/; s/,.*//')" "byte 12"
ask "$url/put/a.txt" >/dev/null
is "half of it" "$(wc -c <"$work/body")" 6
ask -m 1 "$url/put/a.txt" >/dev/null
is "more than all of it" "$([ "$(wc -c <"$work/body")" -gt 100000 ] && echo more)" more
is "its own account has each request, and what was wrong with it" \
	"$(curl -s "$url/__state" | jq -r '[.log[] | select(.fault != null).fault] | join(" ")')" "late wrong cut longer"
is "a line that is not understood is named" "$(script 'PUT 1 lost
PUT 1 stuk') $(jq .line "$work/body")" "400 2"
fake_down

# --- banks ------------------------------------------------------------------------
bank() { also -H "Authorization: Token $token" -H 'Audit-User-ID: t' -H 'Audit-User-Representation: t' -H 'Audit-Remarks: t' "$@"; }
fake_up --keys "$work/keys" --script "$(lines 'GET/root 1 status 503\n')"
bank "$url/gpp/leiden/api/v2/"
bank "$url/gpp/leiden/api/v2/"
bank "$url/gpp/api/v2/publicaties"
also "$url/gpp/leiden/api/v2/publicaties"
bank -H 'Content-Type: application/json' -d '{"officieleTitel":"Twee","publicatiestatus":"concept"}' "$url/gpp/leiden/api/v2/publicaties"
statuses "a bank for each world, with the script and the key" "503 200 200 401 201"
script 'set part 10' >/dev/null
ask --data-binary 'POST/publicaties 1 twice
PATCH/publicaties/ 1 masked 504' "$url/gpp/leiden/__script" >/dev/null
bank -H 'Content-Type: application/json' -d '{"officieleTitel":"Tweeling","publicatiestatus":"concept"}' "$url/gpp/leiden/api/v2/publicaties"
is "twins: one answer, two records" "$(curl -s "$url/gpp/leiden/__state" | jq '[.publications[] | select(.title == "Tweeling")] | length')" 2
bank -X PATCH -H 'Content-Type: application/json' -d '{"officieleTitel":"Drie"}' \
	"$url/gpp/leiden/api/v2/publicaties/$(jq -r .uuid "$work/body")"
is "done, and a gateway says it is not" "$(curl -s "$url/gpp/leiden/__state" | jq '[.publications[] | select(.title == "Drie")] | length')" 1
statuses "as it is answered" "201 504"
fake_down

# --- TLS, with a certificate of who asks --------------------------------------------
make_key() { openssl req -newkey rsa:2048 -nodes -keyout "$work/$1.key" -out "$work/$1.csr" -subj "/CN=$2" 2>/dev/null; }
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/ca.key" -out "$work/ca.pem" -subj '/CN=proef' -days 2 2>/dev/null
for name in server klant; do
	make_key $name 127.0.0.1
	openssl x509 -req -in "$work/$name.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" -CAcreateserial -days 2 \
		-extfile <(echo 'subjectAltName=IP:127.0.0.1') -out "$work/$name.pem" 2>/dev/null
done
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/vreemd.key" -out "$work/vreemd.pem" -subj '/CN=vreemd' -days 2 2>/dev/null
fake_up --tls-cert "$work/server.pem" --tls-key "$work/server.key" --client-ca "$work/ca.pem"
also --cacert "$work/ca.pem" "$url/put/a.txt"
also --cacert "$work/ca.pem" --cert "$work/vreemd.pem" --key "$work/vreemd.key" "$url/put/a.txt"
also --cacert "$work/ca.pem" --cert "$work/klant.pem" --key "$work/klant.key" -T "$work/a.txt" "$url/put/a.txt"
also --cert "$work/klant.pem" --key "$work/klant.key" "$url/put/a.txt"
statuses "TLS: no certificate, another's, ours; and a server that is not trusted" "403 403 201 000"
fake_down

# --- its own settings ----------------------------------------------------------------
chmod 644 "$work/keys"
"$build/woostraat-portal" --keys "$work/keys" >/dev/null 2>"$work/why"
is "keys that others can read are refused" "$?" 78
"$build/woostraat-portal" --script "$(lines 'PUT 1 stuk\n')" >/dev/null 2>"$work/why"
is "a script that is not understood too" "$? $(grep -c ':1: not understood' "$work/why")" "78 1"
tap_end
