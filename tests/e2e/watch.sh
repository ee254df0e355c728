#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# watch.sh - what a run tells systemd while it works, and Prometheus when it ends, also when it could not begin (TAP).
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
world "$w"
take "$w" convenant bsn
sed -i "1i metrics: $work/woo.prom" "$w/woostraat.yaml"

: >"$work/heard"
"$build/tests/hear" "$work/notify" >"$work/heard" 2>&1 &
started+=("$!")
await grep ready "$work/heard"
# prom NAME: the value of one sample, as it is written there.
prom() { awk -v n="$1" 'index($0, n " ") == 1 { print $NF }' "${2:-$work/woo.prom}"; }

# --- a night ------------------------------------------------------------------------

NOTIFY_SOCKET=$work/notify WATCHDOG_USEC=60000000 night "$w" first
is 'a run ends with 1' "$rc" 1
has 'it says that it is ready, when it has begun' "$work/heard" '^READY=1$'
is 'once' "$(grep -c '^READY=1$' "$work/heard")" 1
has 'and how far it is' "$work/heard" '^STATUS=leiden: 0 van 2 dossiers$'
has 'and that it is alive' "$work/heard" '^WATCHDOG=1$'
has 'and how it ended' "$work/heard" '^STATUS=klaar \(1\)$'
is 'and that it stops, last of all' "$(tail -n 1 "$work/heard")" STOPPING=1
grep -v '^\(ready\|READY=1\|STATUS=.*\|WATCHDOG=1\|STOPPING=1\)$' "$work/heard" >"$work/why2"
empty 'and nothing else' "$work/why2"
grep -i 'convenant\|2026-' "$work/heard" >"$work/why2"
empty 'no name of a dossier' "$work/why2"

# --- its numbers ----------------------------------------------------------------------

is 'who collects may read them' "$(stat -c %a "$work/woo.prom")" 644
is 'the folder has nothing else of it' "$(find "$work" -maxdepth 1 -name 'woo.prom*' | wc -l)" 1
# The format: HELP and TYPE before the samples of a metric, all together, each sample once, nothing but a number behind it.
awk '
	/^# HELP woostraat_[a-z_]+ ./ { help = $3; next }
	/^# TYPE woostraat_[a-z_]+ gauge$/ { if ($3 != help || seen[$3]++) print "type: " $0; type = $3; next }
	{
		name = $0; sub(/[{ ].*/, "", name)
		if (name != type) print "sample apart: " $0
		if ($0 !~ /^[a-z_]+({([a-z]+="([^"\\]|\\["\\n])*",?)+})? -?[0-9]+$/) print "form: " $0
		key = $0; sub(/ [^ ]*$/, "", key)
		if (twice[key]++) print "twice: " key
	}
' "$work/woo.prom" >"$work/why2"
empty 'they are in the form that Prometheus reads' "$work/why2"
if command -v promtool >/dev/null; then
	promtool check metrics <"$work/woo.prom" >"$work/why2" 2>&1
	empty 'promtool says so too' "$work/why2"
else
	skip 'promtool' 'promtool (prometheus) is not installed'
fi
is 'code and balance' "$(prom woostraat_run_exit_code) $(prom woostraat_run_balanced) $(prom woostraat_run_dossiers)" '1 1 2'
for outcome in published held unchanged; do
	is "documents that are $outcome" "$(prom "woostraat_run_documents{organisation=\"leiden\",outcome=\"$outcome\"}")" \
	    "$(total first "$outcome")"
done
is 'dossiers that wait for a person' "$(prom 'woostraat_dossiers{organisation="leiden",state="held"}')" 1
is 'none at another' "$(prom 'woostraat_dossiers{organisation="oegstgeest",state="held"}')" 0
is 'a portal that does not fail' "$(prom 'woostraat_portal_failures{organisation="leiden",portal="drop"}')" 0
is 'every dossier was taken in' "$(prom 'woostraat_stage_jobs{stage="ingest",from="work"}')" 2
is 'the page was made' "$(prom 'woostraat_stage_jobs{stage="report",from="work"}')" "$(find "$w/verslagen" -name verslag.html | wc -l)"
is 'nothing was remembered' "$(prom 'woostraat_stage_jobs{stage="screen",from="memo"}')" 0
has 'what is free' "$work/woo.prom" '^woostraat_vault_free_bytes [1-9]'
is 'the bytes that came' "$(prom woostraat_run_bytes)" "$(find "$w/intake" -type f -printf '%s\n' | awk '{ s += $1 } END { print s }')"
grep -i '2026-0\|\.pdf\|\.docx' "$work/woo.prom" >"$work/why2"
empty 'nothing of a dossier' "$work/why2"
completed=$(prom woostraat_run_completed_timestamp_seconds)
is 'when it was' "$((${completed:-0} > 1700000000))" 1

# --- one organisation ------------------------------------------------------------------

before=$(sha256sum <"$work/woo.prom")
night "$w" one --only leiden
is 'a run for one has a file of its own' "$(prom 'woostraat_run_dossiers{only="leiden"}' "$work/woo-leiden.prom")" 2
is 'without numbers of the others' "$(grep -c oegstgeest "$work/woo-leiden.prom")" 0
is 'and leaves that of all as it was' "$(sha256sum <"$work/woo.prom")" "$before"
sort "$work/woo.prom" "$work/woo-leiden.prom" | grep -v '^#' | sed 's/ [^ ]*$//' | uniq -d >"$work/why2"
empty 'no number stands in both' "$work/why2"

night "$w" typo --only leidne
is 'a name that was mistyped has no numbers' "$rc $(find "$work" -name 'woo-leidne*' | wc -l)" '64 0'

# --- a night that could not begin --------------------------------------------------------

: >"$work/heard"
sed -i '1i templates: /nergens' "$w/woostraat.yaml"
NOTIFY_SOCKET=$work/notify night "$w" broken
is 'without templates it does not begin' "$rc" 78
await grep -a STOPPING=1 "$work/heard"
is 'it says that it stops' "$(grep -ac STOPPING=1 "$work/heard")" 1
is 'but never that it was ready' "$(grep -ac READY "$work/heard")" 0
is 'its code is there' "$(prom woostraat_run_exit_code)" 78
is 'the last good one too' "$(prom woostraat_run_completed_timestamp_seconds)" "$completed"
is 'and no number that it does not know' "$(grep -c run_documents "$work/woo.prom")" 0
sed -i '1d' "$w/woostraat.yaml"
sed -i "s|^metrics: .*|metrics: $work/nowhere/woo.prom|" "$w/woostraat.yaml"
night "$w" nowhere
is 'a folder that is not there changes nothing of the run' "$rc $(total nowhere balanced)" '1 true'
has 'but is told' "$work/nowhere.err" 'cijfers voor Prometheus: .*/nowhere/woo.prom'
sed -i "s|^metrics: .*|metrics: $work/woo.txt|" "$w/woostraat.yaml"
night "$w" wrong
is 'a name that nobody collects is refused' "$rc" 78
has 'with why' "$work/wrong.err" 'eindigt op .prom'
sed -i '/^metrics: /d' "$w/woostraat.yaml"

# --- what comes after it takes its time ------------------------------------------------------

# From STOPPING=1 on systemd bears two minutes; one mail server that hangs may take as long by itself.
# slow NAME CODE: a run of which the mail that it failed hangs.
slow() {
	local server run
	rm -rf "$work/post" "$w/staat/mail"
	mkdir "$work/post"
	echo hang >"$work/post/mode"
	"$build/tests/fakesmtp" "$work/post" >"$work/post.log" 2>&1 &
	server=$!
	started+=("$server")
	await grep port= "$work/post.log"
	sed -i "1i mail: {server: \"smtp://127.0.0.1:$(sed -n 's/^port=//p' "$work/post.log")\", from: woo@streek.example.nl, to: [w@streek.example.nl], teken: nee}" \
		"$w/woostraat.yaml"
	: >"$work/heard"
	NOTIFY_SOCKET=$work/notify "$build/woostraat" run --json --config "$w/woostraat.yaml" --now "$now" >"$work/$1.out" 2>"$work/$1.err" &
	run=$!
	started+=("$run")
	await compgen -G "$w/staat/mail/*.json"
	is "$1: while a mail is on its way it does not stop yet" "$(grep -ac STOPPING=1 "$work/heard")" 0
	kill -KILL "$server"
	wait "$server" 2>/dev/null
	rc=0
	wait "$run" || rc=$?
	await grep -a STOPPING=1 "$work/heard"
	is "$1: and then it does, last of all" "$rc $(tail -n 1 "$work/heard" | tr -d '\0')" "$2 STOPPING=1"
	sed -i 1d "$w/woostraat.yaml"
}
rm -rf "$w/intake/leiden/Z-26-316650"	# nothing that is held: no other mail before it
: >"$w/verslagen/2026-11-15-run-$(ledger 'SELECT max(id) + 1 FROM run')"
slow 'a page that cannot be written' 74
sed -i '1i templates: /nergens' "$w/woostraat.yaml"
slow 'no templates' 78
tap_end
