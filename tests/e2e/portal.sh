#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# portal.sh - portals that are away, refuse, lose answers and lie: nothing is sent twice, nothing is called sent that
# was not seen, and a dead portal stops nobody else.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

# Four dossiers of three organisations that are published, in the order in which a run sends them; one is held.
cases=(convenant oude-tekens subsidiebeschikking bereikbaarheid bsn)
dossiers_out=4

# fresh NAME URL: a world whose organisations send to URL.
fresh() {
	w=$work/$1
	world "$w"
	take "$w" "${cases[@]}"
	over_http "$w" "$2"
	printf 'workers: 1\n' >>"$w/woostraat.yaml"	# few dossiers: starting is most of the work
	mkdir -p "$work/$1.kept"
}

# codes NAME: finding codes of dossiers, 3xx and up, as CODE COUNT.
codes() {
	jq -rs '[.[] | select(has("dossier")) | [.findings[], .documents[].findings[]][] | select(.gravity > 3).code] |
		group_by(.) | map("\(.[0]) \(length)") | join(", ")' "$work/$1.out"
}

answers() {
	jq -rs '[.[].sent.answer // empty] | group_by(.) | map("\(.[0]) \(length)") | join(", ")' "$work/$1.out"
}

# whole NAME: every kept file is the bundle that the last run accounts for, and none is extra.
kept_right() {
	jq -r 'select(has("bundle")) | "\(.bundle.sha256)  \(.sent.url | sub(".*/"; ""))"' "$work/$2.out" | sort -k2 >"$work/a"
	(cd "$work/$3" && sha256sum ./* | sed 's|\./||' | sort -k2) >"$work/b" 2>/dev/null
	same "$1" "$work/a" "$work/b"
}

# --- the happy path ------------------------------------------------------------

portal_up --dir "$work/kept"
mkdir "$work/kept"
fresh happy "$portal_url"
night "$w" happy
is "over HTTP: the run ends with 1 (one is held)" "$rc" 1
is "over HTTP: outcomes" "$(outcomes happy)" "held 1, published 5"
is "over HTTP: answers" "$(answers happy)" "sent 4"
kept_right "over HTTP: the portal has the bundles of the account" happy kept
night "$w" happy2
is "a second run over HTTP publishes nothing" "$(outcomes happy2)" "held 1, unchanged 5"
# Another state knows nothing, but the portal has them already.
rm -rf "$w/staat"
night "$w" forgot
is "with its state lost: the witness beside the reports stops the run" "$rc $(wc -c <"$work/forgot.out")" "78 0"
has "and it says what to do" "$work/forgot.err" 'reservekopie.*--restored'
night "$w" happy3 --restored
is "with its state lost: everything stands there, nothing is sent again" "$(answers happy3)" "same 4"
portal_down
is "over HTTP: each bundle was sent once in three runs" "$(count_of put)" "$dossiers_out"
is "over HTTP: a second run does not even ask" "$(count_of get)" "$((3 * dossiers_out))"
is "over HTTP: each asks once what the server can besides, and nothing more" "$(count_of other)" "$dossiers_out"

# --- a portal that is away -----------------------------------------------------

# The port was just given up, so nobody listens there.
fresh away "$portal_url"
night "$w" away
is "an unreachable portal: exit code" "$rc" 75
is "an unreachable portal: outcomes" "$(outcomes away)" "held 1, later 5"
is "an unreachable portal: findings" "$(codes away)" "PUB-401 4, SCR-501 1"
is "an unreachable portal: balances" "$(total away balanced)" true
woo table run --config "$w/woostraat.yaml" --now "$now"
is "an unreachable portal, again: exit code" "$rc" 75
has "an unreachable portal: the table says that something waits" "$work/table.out" 'PUB-401'
if grep -q 'er is niets blijven liggen' "$work/table.out"; then
	fail "an unreachable portal: the table does not call it done" "$work/table.out"
else
	pass "an unreachable portal: the table does not call it done"
fi
portal_up --dir "$work/away.kept"
over_http "$w" "$portal_url"
night "$w" back
is "when the portal is back all is published" "$rc $(outcomes back)" "1 held 1, published 5"
kept_right "when the portal is back it has the bundles" back away.kept
night "$w" back2
is "and then nothing more" "$(outcomes back2)" "held 1, unchanged 5"
portal_down
is "each was sent once" "$(count_of put)" "$dossiers_out"

# --- one dead portal, others alive ----------------------------------------------

portal_up --dir "$work/dead.kept"
fresh dead "$portal_url"
over_http "$w" "http://127.0.0.1:9" leiden
night "$w" dead
is "one portal is dead: exit code" "$rc" 75
is "one portal is dead: the others are served" "$(outcomes dead)" "held 1, later 2, published 3"
is "one portal is dead: only its dossier waits" \
	"$(jq -r 'select(any(.findings[]?; .code == "PUB-401")).organisation' "$work/dead.out")" leiden
portal_down
# A folder that is not there is a portal that is away.
fresh gone "file://$work/gone/portaal"
mkdir -p "$w/portaal"/{oegstgeest,leiderdorp,sozhr}
rm -rf "$w/portaal/leiden"
night "$w" gone
is "one portal folder is missing: the others are served" "$rc $(outcomes gone)" "75 held 1, later 2, published 3"
mkdir "$w/portaal/leiden"
night "$w" gone2
is "one portal folder is missing: served when it is there" "$rc $(outcomes gone2)" "1 held 1, published 2, unchanged 3"

# --- faults by script -----------------------------------------------------------

# scripted NAME: a portal that fails by the script on stdin, and a fresh world that sends to it; the first run.
scripted() {
	cat >"$work/$1.script"
	portal_up --dir "$work/$1.kept" --script "$work/$1.script"
	fresh "$1" "$portal_url"
	night "$w" "$1"
}

# recovers TEXT NAME PUTS: the next runs publish the rest, once; PUTS requests in all.
recovers() {
	night "$w" "$2.next"
	is "$1: the next run ends as it should" "$rc $(total "$2.next" later) $(total "$2.next" rejected)" "1 0 0"
	night "$w" "$2.last"
	is "$1: and the one after has nothing to do" "$(outcomes "$2.last")" "held 1, unchanged 5"
	kept_right "$1: the portal has each bundle, once" "$2.last" "$2.kept"
	portal_down
	is "$1: requests that send" "$(count_of put)" "$3"
}

scripted e500 <<<'PUT 1 status 500'
is "500 at the first: exit code" "$rc" 75
is "500 at the first: the other organisations are served" "$(outcomes e500)" "held 1, later 2, published 3"
recovers "500 at the first" e500 5

scripted e429 <<<'PUT 1 status 429 30'
is "429 with Retry-After: later, not rejected" "$rc $(outcomes e429)" "75 held 1, later 2, published 3"
recovers "429 with Retry-After" e429 5

scripted e403 <<<'PUT 1 status 403'
is "403: exit code" "$rc" 1
is "403: rejected, the others are served" "$(outcomes e403)" "held 1, published 3, rejected 2"
is "403: finding" "$(codes e403)" "PUB-501 1, SCR-501 1"
is "403: balances" "$(total e403 balanced)" true
is "403: the verdict waits for a person" "$(jq -r 'select(any(.findings[]?; .code == "PUB-501")).verdict' "$work/e403.out")" hold
if grep -q 'GEHEIM-IN-HTML' "$work/e403.out" "$work/e403.err" "$w/verslagen"/*/*; then
	fail "403: nothing of what the portal answers is told"
else
	pass "403: nothing of what the portal answers is told"
fi
portal_down

scripted lost <<<'PUT 1 lost'
is "the answer is lost, the effect is there: settled by reading back" "$rc $(outcomes lost)" "1 held 1, published 5"
recovers "the answer is lost" lost 4

scripted late <<'EOS'
PUT 1 lost
GET 2 status 503
EOS
is "lost, and the reading back fails: not known, so later" "$rc $(outcomes late)" "75 held 1, later 2, published 3"
is "lost, and the reading back fails: findings" "$(codes late)" "PUB-402 1, SCR-501 1"
recovers "lost, and the reading back fails" late 4

scripted broken <<<'PUT 1 break'
is "cut off within the body: later" "$rc $(outcomes broken)" "75 held 1, later 2, published 3"
recovers "cut off within the body" broken 5

scripted vanish <<<'PUT 1 vanish'
is "202 and never seen: later" "$rc $(outcomes vanish)" "75 held 1, later 2, published 3"
is "202 and never seen: findings" "$(codes vanish)" "PUB-402 1, SCR-501 1"
recovers "202 and never seen" vanish 5

scripted page <<<'PUT 1 page'
if [ "$(outcomes page)" = "held 1, later 2, published 3" ]; then
	pass "a log-in page instead of an answer: not called published"
else
	fail "a log-in page instead of an answer: not called published ($(outcomes page))"
fi
recovers "a log-in page instead of an answer" page 5

scripted redirect <<<'PUT 1 redirect'
is "a redirect is not followed" "$rc $(outcomes redirect)" "1 held 1, published 3, rejected 2"
portal_down
is "a redirect is not followed: nothing is asked elsewhere" "$(count_of put)" 4

# The first GET finds nothing; the second reads back what was put.
scripted wrong <<<'GET 2 wrong'
is "what is read back is something else: exit code" "$rc" 1
is "what is read back is something else: outcomes" "$(outcomes wrong)" "held 1, published 3, rejected 2"
is "what is read back is something else: finding" "$(codes wrong)" "PUB-502 1, SCR-501 1"
portal_down

scripted cut <<<'GET 2 cut'
is "what is read back is cut off: not known, so later" "$rc $(outcomes cut)" "75 held 1, later 2, published 3"
recovers "what is read back is cut off" cut 4

scripted longer <<<'GET 2 longer'
is "what is read back does not end: rejected, and the run goes on" "$rc $(outcomes longer)" \
	"1 held 1, published 3, rejected 2"
portal_down

# --- keys ------------------------------------------------------------------------

portal_up --dir "$work/keys.kept" --basic "Basic $(printf 'street:WACHTWOORD-X' | base64)"
fresh keys "$portal_url"
night "$w" nokeys
is "without keys: 401 says nothing of the dossiers, they wait" "$rc $(outcomes nokeys)" "75 held 1, later 5"
printf 'machine 127.0.0.1 login street password WACHTWOORD-X\n' >"$work/netrc"
sed -i "s|^\(    portal: .*\)|\1\n    netrc: $work/netrc|" "$w/woostraat.yaml"
chmod 644 "$work/netrc"
night "$w" open
is "keys that all may read are refused" "$rc" 78
chmod 600 "$work/netrc"
night "$w" keys
is "with keys all is published" "$rc $(outcomes keys)" "1 held 1, published 5"
portal_down
if grep -rq 'WACHTWOORD-X' "$w/staat" "$w/verslagen" "$work"/*.out "$work"/*.err; then
	fail "the keys stand in no output, report or state"
else
	pass "the keys stand in no output, report or state"
fi
tap_end
