#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# mail.sh - the mail of a run: who gets one and when, what it says and what it never says, a mail server that is away,
# refuses or wants a key, and a run that fails.
# Usage: mail.sh BUILD
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
password=GEHEIM-mail-0123456789abcdef

# server NAME [KEY]: a mail server; $port is where, $work/NAME where its mails lie.
server() {
	mkdir -p "$work/$1"
	: >"$work/$1.log"
	"$build/tests/fakesmtp" "$work/$1" "${@:2}" >"$work/$1.log" 2>&1 &
	started+=("$!")
	await grep port= "$work/$1.log" || tap_end
	port=$(sed -n 's/^port=//p' "$work/$1.log")
}
# The word that it goes by; none: as it should.
mode() { if [ -n "${1-}" ]; then echo "$1" >"$work/post/mode"; else rm -f "$work/post/mode"; fi; }

# settings MAIL-OF-ALL LEIDEN LEIDERDORP: what each says under ‘mail’ besides server and from.
settings() {
	local org n=2
	printf 'intake: intake\nstate: staat\nreports: verslagen\nsettle: 0\npatience: 0\nmail: {server: "smtp://127.0.0.1:%s", from: woostraat@streek.example.nl, %s}\norganisations:\n  - organisaties/*.yaml\n' \
	    "$port" "$1" >"$w/woostraat.yaml"
	for org in leiden leiderdorp; do
		printf 'folder: %s\nname: gm0%s\nportal: portaal/%s\nmail: {server: "smtp://localhost:%s", from: woo@%s.example.nl, %s}\n' \
		    "$org" "$([ "$org" = leiden ] && echo 546 || echo 547)" "$org" "$port" "$(mark "$org")" "${!n}" >"$w/organisaties/$org.yaml"
		n=3
	done
	chmod 640 "$w/organisaties"/*.yaml
}
run() { woo "$1" run --json --config "$w/woostraat.yaml" --now "$2" "${@:3}"; }
# mails: for each that came since the last time: who got it, and its subject and lines.
mails() {
	local f
	for ((;;)); do
		f=$work/post/$(($(last) + 1)).eml
		[ -e "$f" ] || break
		echo x >>"$work/seen"
		printf '%s | %s\n' "$(sed -n 's/^RCPT TO:<\(.*\)>.*/\1/p' "$f" | paste -sd+)" "$(sed -n 's/^Subject: \(.*\)\r$/\1/p' "$f")"
	done
}
last() { wc -l <"$work/seen"; }
# lines N: the text of mail N.
lines() { sed '1,/^\r$/d' "$work/post/$1.eml" | tr -d '\r' | sed -e ':a' -e '/=$/{N;s/=\n//;ba' -e '}'; }
told() { jq -r 'select(has("run")) | (.mail // []) | map("\(.organisation // "-") \(.why // "-") \(.answer)") | join(", ")' "$work/$1.out"; }
waiting() { find "$w/staat/mail" -name '*.json' | wc -l; }

mkdir -p "$w/organisaties" "$w/intake/leiden" "$w/intake/leiderdorp" "$w/portaal/leiden" "$w/portaal/leiderdorp"
: >"$work/seen"
server post
settings 'to: [beheer@streek.example.nl, wacht@streek.example.nl]' 'to: [woo@zilvervos.example.nl], teken: nee' 'to: [woo@korenwolf.example.nl], teken: nee'
public leiden
held leiden
public leiderdorp

# --- somebody is needed -----------------------------------------------------------

woo check config --check --config "$w/woostraat.yaml"
is "nothing is wrong with the settings" "$rc $(cat "$work/check.out" "$work/check.err")" "0 "
run first 2026-11-15T04:15:00Z
is "the run ends as ever, and its account tells of both mails" "$rc $(told first)" "1 - mens sent, leiden mens sent"
empty "and stderr of nothing" "$work/first.err"
mails >"$work/got"
cat >"$work/want" <<END
beheer@streek.example.nl+wacht@streek.example.nl | [woostraat] alle organisaties: 1 dossier wacht op een mens
woo@zilvervos.example.nl | [woostraat] leiden: 1 dossier wacht op een mens
END
same "who runs it and who must act get one; who need not, none" "$work/want" "$work/got"
lines 2 >"$work/got"
cat >"$work/want" <<END
1 dossier wacht op een mens.
Openbaar geworden: 1 document; was het al: 0.
Verslag: $w/verslagen/organisaties/leiden/2026-11-15-run-1/verslag.html
END
same "three lines, and no more" "$work/want" "$work/got"
is "the page stands there" "$([ -s "$(sed -n 's/^Verslag: //p' "$work/got")" ] && echo yes)" yes
is "of all: the page of the run" "$(lines 1 | tail -n 1)" "Verslag: $w/verslagen/2026-11-15-run-1/verslag.html"
tr -d '\r' <"$work/post/2.eml" >"$work/plain"
has "it has the day of the run" "$work/plain" '^Date: Sun, 15 Nov 2026 04:15:00 \+0000$'
has "a name of its own" "$work/plain" '^Message-ID: <[0-9a-f]{32}@zilvervos.example.nl>$'
has "and says that no person sent it" "$work/plain" '^Auto-Submitted: auto-generated$'
LC_ALL=C grep -nP '[^\x00-\x7f]' "$work/post"/*.eml >"$work/faults"
empty "it is plain ASCII on its way" "$work/faults"
# Names of dossiers and files and what is in them; and of the other organisation everything.
grep -liE 'zilvervos-|korenwolf-|Participatie|titel|geheim|111222333|Z/26' "$work/post"/*.eml >"$work/faults"
grep -liE 'korenwolf|leiderdorp' "$work/post/2.eml" >>"$work/faults"
grep -liE 'zilvervos|leiden|korenwolf|leiderdorp' "$work/post/1.eml" >>"$work/faults"
empty "nothing of a dossier, and nothing of another, is in any" "$work/faults"
is "nothing waits" "$(waiting)" 0
jq -r 'select(has("run")).mail | map(.organisation) | join(" ")' "$w/verslagen/organisaties/leiden"/*-run-1/dossiers.jsonl >"$work/hers"
is "her account tells of her mail alone" "$(cat "$work/hers")" leiden

# --- the server is away, and there again --------------------------------------------

mode 421
run away 2026-11-16T04:15:00Z
is "a server that is away changes nothing, and is told" "$rc $(told away)" "1 - mens again, leiden mens again"
is "each once on stderr" "$(grep -c 'niet verstuurd: de mailserver neemt nu niets aan (SMTP 421)' "$work/away.err")" 2
is "they wait, for nobody else to read" "$(waiting) $(stat -c %a "$w/staat/mail" "$w/staat/mail"/*.json | sort -u | paste -sd' ')" "2 600 700"
grep -la -e 'example.nl' -e "$password" "$w/staat/mail"/*.json >"$work/faults"
empty "with no address in them" "$work/faults"
mode
run back 2026-11-17T04:15:00Z
is "the next night they go too" "$rc $(told back) $(waiting)" "1 - - sent, leiden - sent, - mens sent, leiden mens sent 0"
mails | sort | uniq -c | awk '{ print $1, $2 }' >"$work/got"
printf '2 beheer@streek.example.nl+wacht@streek.example.nl\n2 woo@zilvervos.example.nl\n' >"$work/want"
same "each once" "$work/want" "$work/got"
is "with the day that they were made" "$(sed -n 's/^Date: \(.\{16\}\).*/\1/p' "$work/post/3.eml")" "Mon, 16 Nov 2026"
mode close
run lost 2026-11-18T04:15:00Z
id=$(jq -r .id "$w/staat/mail"/*.json | sort | paste -sd' ')
is "a lost answer: it waits" "$(told lost)" "- mens again, leiden mens again"
mode
run found 2026-11-18T05:15:00Z
is "and goes again under the same name" \
    "$(sed -n 's/^Message-ID: <\(.*\)@.*/\1/p' "$work/post"/{7,8}.eml | sort | paste -sd' ')" "$id"
mails >/dev/null

# --- refused -------------------------------------------------------------------------

mode to550
run refused 2026-11-19T04:15:00Z
is "refused: not again" "$rc $(told refused) $(waiting)" "1 - mens refused, leiden mens refused 0"
has "and it is told" "$work/refused.err" 'mail van 19 november 2026 voor leiden: geweigerd, en niet opnieuw geprobeerd: de mailserver weigert deze mail \(SMTP 550\)'
grep -la WATDESERVERZEGT "$work"/*.err "$work"/*.out >"$work/faults"
empty "without a word of the server" "$work/faults"
mode one550
run one 2026-11-20T04:15:00Z
is "one address of two is refused: the other gets it" "$(mails)" \
    "wacht@streek.example.nl | [woostraat] alle organisaties: 1 dossier wacht op een mens"
has "and that is told" "$work/one.err" 'mail van 20 november 2026: .* niet elk adres in .to. aan'
mode

# --- nobody is needed ------------------------------------------------------------------

rm -rf "$w/intake/leiden/zilvervos-dicht"
run tuesday 2026-11-24T04:15:00Z
is "nobody is needed: no mail, but the first of a week that begins on Monday" "$rc $(told tuesday) $(mails)" \
    "0 - teken sent beheer@streek.example.nl+wacht@streek.example.nl | [woostraat] alle organisaties: teken van leven"
run wednesday 2026-11-25T04:15:00Z
is "none for the rest of it" "$rc $(told wednesday) $(mails)" "0  "
run sunday 2026-11-29T22:30:00Z
is "nor on Sunday before midnight" "$rc $(told sunday)" "0 "
run monday 2026-11-29T23:30:00Z
is "but on Monday, by our own clock" "$rc $(told monday)" "0 - teken sent"
mails >/dev/null
settings 'to: [beheer@streek.example.nl], teken: nee' 'to: [woo@zilvervos.example.nl], teken: nee' \
    'to: [woo@korenwolf.example.nl], when: altijd, verslag-adres: "https://intranet.example.nl/woo/"'
public leiderdorp Nieuw.
run always 2026-12-08T04:15:00Z
is "who wants one of every run gets it" "$rc $(told always) $(mails)" \
    "0 leiderdorp altijd sent woo@korenwolf.example.nl | [woostraat] leiderdorp: er wacht niets op een mens"
lines "$(last)" >"$work/text"
has "with the address of the report" "$work/text" '^Verslag: https://intranet.example.nl/woo/2026-12-08-run-[0-9]+/verslag.html$'
has "and what went public" "$work/text" '^Openbaar geworden: 1 document; was het al: 0\.$'

# --- a week is enough --------------------------------------------------------------------

held leiden
settings 'to: [beheer@streek.example.nl], teken: nee' 'to: [woo@zilvervos.example.nl], teken: nee' 'to: [woo@korenwolf.example.nl], teken: nee'
sed -i 's/127.0.0.1:[0-9]*/127.0.0.1:9/' "$w/woostraat.yaml"
run nobody 2026-12-09T04:15:00Z
has "nobody there: it is told" "$work/nobody.err" 'mail van 9 december 2026: niet verstuurd: geen verbinding met de mailserver; de volgende run'
is "the other has its own server" "$(told nobody) $(mails | cut -d' ' -f1)" "- mens again, leiden mens sent woo@zilvervos.example.nl"
rm -rf "$w/intake/leiden/zilvervos-dicht"
run late 2026-12-17T04:15:00Z
is "after a week it goes no more" "$rc $(told late) $(waiting)" "0 - - late 0"
has "which is told" "$work/late.err" 'mail van 9 december 2026: na 7 dagen niet verstuurd; zij vervalt'
mails >/dev/null

# --- the run fails -------------------------------------------------------------------------

settings 'to: [beheer@streek.example.nl], teken: nee' 'to: [woo@zilvervos.example.nl], when: altijd' 'to: [woo@korenwolf.example.nl], when: altijd'
cp "$w/organisaties/leiderdorp.yaml" "$work/goed"
printf 'namespace: korenwolffout\nbundle: rar\n' >>"$w/organisaties/leiderdorp.yaml"
run wrong 2026-12-20T04:15:00Z
is "one is left out: who runs it hears of it, the other does not" "$rc $(mails | paste -sd';')" \
    "78 beheer@streek.example.nl | [woostraat] alle organisaties: de run is niet goed afgelopen (78);woo@zilvervos.example.nl | [woostraat] leiden: er wacht niets op een mens"
lines "$(($(last) - 1))" >"$work/text"
has "with how many organisations, not how many faults" "$work/text" '^De run is niet goed afgelopen \(78\): .* 1 organisatie bleef weg om een fout in de instellingen\.$'
cp "$work/goed" "$w/organisaties/leiderdorp.yaml"
sed -i 's/^settle: 0/settle: nooit/' "$w/woostraat.yaml"
run none 2026-12-21T04:15:00Z
is "no run at all: who runs it hears of it" "$rc $(mails)" \
    "78 beheer@streek.example.nl | [woostraat] alle organisaties: de run is niet goed afgelopen (78)"
lines "$(last)" >"$work/text"
has "and that there is no report" "$work/text" '^Van deze run is er geen verslag\.$'
sed -i 's/^settle: nooit/settle: 0/' "$w/woostraat.yaml"
cp "$w/verslagen/bewijs.txt" "$work/bewijs"
echo 999:abc >"$w/verslagen/bewijs.txt"
run doubt 2026-12-22T04:15:00Z
is "a ledger in doubt: everybody's" "$rc $(mails | cut -d' ' -f1 | paste -sd' ')" \
    "78 beheer@streek.example.nl woo@zilvervos.example.nl woo@korenwolf.example.nl"
cp "$work/bewijs" "$w/verslagen/bewijs.txt"
rm -rf "$w/staat/mail"
: >"$w/staat/mail"
run full 2026-12-22T05:15:00Z
is "where it cannot be kept it goes from here" "$rc $(told full)" "0 leiden altijd sent, leiderdorp altijd sent"
has "which is told" "$work/full.err" 'mail'
rm "$w/staat/mail"
mails >/dev/null
woo redo redo --config "$w/woostraat.yaml" --now 2026-12-23T04:15:00Z --yes leiden/zilvervos-map
woo dry check --config "$w/woostraat.yaml" --now 2026-12-23T04:15:00Z "$w/intake/leiden"
is "redo and a rehearsal send none" "$(mails)" ""
run only 2026-12-23T04:15:00Z --only leiden
is "a run for one: her mail alone" "$rc $(told only) $(mails | cut -d' ' -f1)" "0 leiden altijd sent woo@zilvervos.example.nl"

# --- the run ends otherwise than its mail says -----------------------------------------------

settings 'to: [beheer@streek.example.nl], teken: nee' 'to: [woo@zilvervos.example.nl], teken: nee' 'to: [woo@korenwolf.example.nl], teken: nee'
public leiden Anders.
next=$(ledger "SELECT max(id) + 1 FROM run")
: >"$w/verslagen/2026-12-23-run-$next"
run page 2026-12-23T05:15:00Z
is "its page cannot be written: everybody hears of it, after a run that needed nobody" "$rc $(told page) $(mails | cut -d' ' -f1 | paste -sd' ')" \
    "74  beheer@streek.example.nl woo@zilvervos.example.nl woo@korenwolf.example.nl"
rm "$w/verslagen/2026-12-23-run-$next"
for ((i = 2; i >= 0; i--)); do
	lines "$(($(last) - i))" | grep '^Openbaar\|niets openbaar'
done >"$work/got"
cat >"$work/want" <<END
Openbaar geworden: 1 document; was het al: 1.
Openbaar geworden: 1 document; was het al: 0.
Openbaar geworden: 0 documenten; waren het al: 1.
END
same "with what went public before it failed, of each her own" "$work/want" "$work/got"

# --- what is taken back --------------------------------------------------------------------

mv "$w/portaal/leiden" "$w/portaal/weg"
woo back withdraw --config "$w/woostraat.yaml" --now 2026-12-23T06:15:00Z --yes leiden/zilvervos-map \
    --reason c_098c1346 --explanation 'Het stuk was niet definitief' --by 'A. de Vries'
rm -rf "$w/intake/leiden/zilvervos-map"
run waits 2026-12-23T07:15:00Z
mails >"$work/got"
cat >"$work/want" <<END
beheer@streek.example.nl | [woostraat] alle organisaties: nog niet alles is gedaan
woo@zilvervos.example.nl | [woostraat] leiden: nog niet alles is gedaan
END
is "what cannot be taken back yet" "$rc $(told waits)" "75 - run sent, leiden run sent"
same "is told once, to who runs it and to her; the other hears nothing of it" "$work/want" "$work/got"
lines "$(last)" >"$work/text"
is "her page is there, though she had no dossier" "$([ -s "$(sed -n 's/^Verslag: //p' "$work/text")" ] && echo yes)" yes
mv "$w/portaal/weg" "$w/portaal/leiden"
mv "$w/intake/leiderdorp" "$work/elders"
mkdir "$w/intake/leiderdorp"
settings 'to: [beheer@streek.example.nl], teken: nee' 'to: [woo@zilvervos.example.nl], when: altijd' 'to: [woo@korenwolf.example.nl], teken: nee'
run nobodys 2026-12-23T08:15:00Z
is "then it is taken back, in a run without a dossier" "$rc $(told nobodys) $(mails | cut -d' ' -f1)" "0 leiden altijd sent woo@zilvervos.example.nl"
lines "$(last)" >"$work/text"
has "which the mail tells" "$work/text" '; ingetrokken: 1 dossier\.$'
page=$(sed -n 's/^Verslag: //p' "$work/text")
is "and no page that is not there" "$([ -z "$page" ] || [ -s "$page" ] && echo yes)" yes
rmdir "$w/intake/leiderdorp"
mv "$work/elders" "$w/intake/leiderdorp"

# --- with a key, over TLS ---------------------------------------------------------------------

key=$(printf '\0woo\0%s' "$password" | base64)
server safe "$key"
printf 'machine localhost login woo password %s\n' "$password" >"$w/netrc"
chmod 600 "$w/netrc"
settings 'to: [beheer@streek.example.nl], teken: nee' "to: [woo@zilvervos.example.nl], when: altijd, tls: ja, netrc: netrc, ca: $work/safe/ca.pem" \
    'to: [woo@korenwolf.example.nl], teken: nee'
run keyed 2026-12-24T04:15:00Z
is "a server that wants TLS and a key" "$rc $(told keyed) $(grep -c '^RCPT' "$work/safe/1.eml")" "0 leiden altijd sent 1"
printf 'GEHEIM-anders\n' >"$work/others"
sed -i 's/password .*/password GEHEIM-anders/' "$w/netrc"
run key 2026-12-25T04:15:00Z
is "another key: it waits" "$rc $(told key)" "0 leiden altijd again"
has "and it is told" "$work/key.err" 'de mailserver aanvaardt onze sleutel niet, of wil er een \(SMTP 535\)'
sed -i "s/password .*/password $password/" "$w/netrc"
chmod 644 "$w/netrc"
run open 2026-12-26T04:15:00Z
is "a key that all may read: no mail, and the run as ever" "$rc $(told open)" "0 leiden - again, leiden altijd again"
woo check config --check --config "$w/woostraat.yaml"
is "config --check tells it" "$rc $(grep -c '^organisaties/leiden.yaml: organisatie .leiden.: .mail.: .*0600' "$work/check.out")" "78 1"
chmod 600 "$w/netrc"
sed -i "s|ca: [^}]*|teken: nee|" "$w/organisaties/leiden.yaml"
run strange 2026-12-27T04:15:00Z
has "a server of a stranger gets no mail and no key" "$work/strange.err" 'het certificaat van de mailserver wordt niet vertrouwd'
sed -i "s|teken: nee}|ca: $work/safe/ca.pem}|" "$w/organisaties/leiden.yaml"
echo notls >"$work/safe/mode"
run naked 2026-12-28T04:15:00Z
has "nor does one that has no TLS" "$work/naked.err" 'de mailserver biedt geen TLS'
rm "$work/safe/mode"
run right 2026-12-29T04:15:00Z
is "put right, all that waited goes" "$rc $(told right) $(waiting)" \
    "0 leiden - sent, leiden - sent, leiden - sent, leiden - sent, leiden altijd sent 0"
cp -p "$w/netrc" "$w/netrc2"
settings 'to: [beheer@streek.example.nl], teken: nee' "to: [woo@zilvervos.example.nl], when: altijd, tls: ja, netrc: netrc, ca: $work/safe/ca.pem" \
    "to: [woo@korenwolf.example.nl], when: altijd, tls: ja, netrc: netrc2, ca: $work/safe/ca.pem"
chmod 644 "$w/netrc"
run apart 2026-12-29T05:15:00Z
is "one server for two, and the key of one is open to all: the other's mail goes" "$rc $(told apart)" \
    "0 leiden altijd again, leiderdorp altijd sent"
chmod 600 "$w/netrc"
sed -i 's/password .*/password GEHEIM-anders/' "$w/netrc"
run apart2 2026-12-29T06:15:00Z
is "or is refused: the same" "$rc $(told apart2)" "0 leiden - again, leiden altijd again, leiderdorp altijd sent"
grep -c 'netrc\|sleutel' "$w/verslagen/organisaties"/leiderdorp/*/dossiers.jsonl | grep -v ':0$' >"$work/faults"
empty "whose account says nothing of that key" "$work/faults"
sed -i "s/password .*/password $password/" "$w/netrc"
run together 2026-12-29T07:15:00Z
is "and put right all goes" "$rc $(told together) $(waiting)" \
    "0 leiden - sent, leiden - sent, leiden altijd sent, leiderdorp altijd sent 0"
rm "$w/netrc2"
printf '%s\n%s\nGEHEIM-anders\n' "$password" "$key" >"$work/all"
grep -rqaF -f "$work/all" "$w/netrc" && echo yes >"$work/sees"
is "the test sees a key where there is one" "$(cat "$work/sees")" yes
rm "$w/netrc"
grep -raFl -f "$work/all" "$work"/*.out "$work"/*.err "$w" "$work/post" "$work/safe" "$TMPDIR" >"$work/faults" 2>/dev/null
empty "no output, report, ledger or mail holds it" "$work/faults"

# --- what the settings may not say --------------------------------------------------------------

# faulty TEXT MAIL PATTERN
faulty() {
	printf 'intake: intake\nstate: staat\nreports: verslagen\nmail: {%s}\norganisations:\n  - organisaties/*.yaml\n' "$2" >"$w/fout.yaml"
	woo check config --check --config "$w/fout.yaml"
	is "$1" "$rc $(grep -cE "$3" "$work/check.out")" "78 1"
}
rm -f "$w/organisaties/leiden.yaml"
settings 'to: [a@b.nl]' 'to: [a@b.nl]' 'to: [a@b.nl]'
faulty "an address with a name" 'server: "smtp://m", from: "W <w@x.nl>", to: [a@b.nl]' "mail.: .from. is geen mailadres"
faulty "an address that adds a header" 'server: "smtp://m", from: w@x.nl, to: ["a@b.nl\r\nBcc: c@d.nl"]' "mail.: .to.: het 1e is geen mailadres"
faulty "a user in the address" 'server: "smtp://u:p@m", from: w@x.nl, to: [a@b.nl]' "mail.: .server. is smtp://"
faulty "a key without TLS" 'server: "smtp://m", tls: nee, netrc: x, from: w@x.nl, to: [a@b.nl]' "leesbaar over het netwerk"
faulty "a day that is none" 'server: "smtp://m", teken: zonderdag, from: w@x.nl, to: [a@b.nl]' "teken: zonderdag"
tap_end
