#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# status.sh - how everything stands: in words, as JSON, while a run is at work, and without changing a byte.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
world "$w"
# status NAME [ARGUMENT...]: three days later than the runs.
status() {
	local name=$1
	shift
	woo "$name" status --config "$w/woostraat.yaml" --now 2026-11-18T10:00:00Z "$@"
}
# narrow TEXT NAME: no line is wider than 79 columns.
narrow() {
	grep -E '^.{80}' "$work/$2.out" >"$work/wide"
	empty "$1" "$work/wide"
}
# state_of DIR: every file of the state, with its time; a folder's time says that somebody looked.
state_of() {
	(cd "$1/staat" && find . -type f -printf '%p %m %s %T@\n' -a -type f -exec sha256sum {} +) | sort
}

status before
is "before the first run there is nothing, and that is no fault" "$rc $(wc -l <"$work/before.out")" "0 1"
is "and nothing is made" "$(test -e "$w/staat" && echo made)" ""
status before-json --json
is "as JSON too" "$(jq -c . "$work/before-json.out")" '{"status":{}}'

take "$w" convenant bsn vrijgave-onbekend oude-tekens
night "$w" first
state_of "$w" >"$work/a"
status plain
state_of "$w" >"$work/b"
same "status changes nothing of the state" "$work/a" "$work/b"
is "something waits for a person: 1" "$rc" 1
narrow "it fits a terminal" plain
has "the last run" "$work/plain.out" '^Laatste run: 15 november 2026, 05:15 uur \(run, door .*\) is af, en de telling'
has "what is public is counted" "$work/plain.out" '^ +1 openbaar$'
has "what is held is counted" "$work/plain.out" '^ +1 vastgehouden$'
# shellcheck disable=SC1112	# the quotes that officials read
has "the portal, and what it is" "$work/plain.out" '^  Portaal ‘drop’ \(plaats voor .*, in een map\)$'
has "where it is" "$work/plain.out" '^ +/.*/portaal/leiden/$'
has "its class and guarantee" "$work/plain.out" '^    Klasse A: de bundel heeft een vaste naam: herhalen verandert niets, er komt$'
has "an organisation without dossiers" "$work/plain.out" '^    nog geen dossiers$'
has "who waits" "$work/plain.out" '^  leiden/Z-26-316650$'
has "since when" "$work/plain.out" '^    vastgehouden sinds 15 november 2026 \(3 dagen\)$'
has "why" "$work/plain.out" '^    SCR-501 Burgerservicenummer gevonden in de tekst'
has "where, masked" "$work/plain.out" '^            Beschikking ontheffing.docx, blz. 1: 111\*{5}3$'
has "what to do" "$work/plain.out" '^    > Herstel de reden in het bronbestand of in dossier.yaml; daarna beoordeelt$'
is "no number of a citizen" "$(grep -cE '111222333|123456782' "$work/plain.out")" 0

status json --json
is "a line for each dossier and one for the whole" \
	"$(jq -r 'if has("status") then "whole" else "dossier" end' "$work/json.out" | sort | uniq -c | xargs)" "4 dossier 1 whole"
is "the sums" "$(jq -r 'select(has("status")).status | "\(.waits) \(.doubt) \(.under_way) \(.suspects) \(.spares)"' "$work/json.out")" \
	"2 0 0 0 0"
is "the counts by state" "$(jq -rc 'select(has("status")).status.organisations[] | select(.organisation == "leiden").states' "$work/json.out")" \
	'{"CONFIRMED":1,"HELD":1}'
is "why and since when, for programs" \
	"$(jq -r 'select(.waits) | "\(.dossier): \(.state) \(.days) \([.findings[].code] | join(","))"' "$work/json.out" | sort | paste -sd';')" \
	"BW 8 september: HELD 3 SID-505;Z-26-316650: HELD 3 SCR-501"
state_of "$w" >"$work/b"
same "nor does JSON change anything" "$work/a" "$work/b"

status leiden leiden
is "one organisation" "$(grep -cE '^(leiden|leiderdorp|sozhr)$' "$work/leiden.out") $(grep -c '^  .*leiderdorp/' "$work/leiden.out")" "1 0"
status one "leiden/2026-0093 Convenant veilig uitgaan"
is "one dossier, at rest: 0" "$rc" 0
has "is told where it stands" "$work/one.out" "^    openbaar sinds 15 november 2026 \(3 dagen\)$"
has "and at what address" "$work/one.out" 'portaal/leiden/leiden-'
status slash leiden/
is "a slash behind an organisation is forgiven" "$rc" 1

# refused TEXT PATTERN ARGUMENT...
refused() {
	local text=$1 pattern=$2
	shift 2
	status refused "$@"
	if [ "$rc" -eq 64 ] && grep -Eq -- "$pattern" "$work/refused.err" && [ ! -s "$work/refused.out" ]; then
		pass "$text: 64"
	else
		cat "$work/refused.err" "$work/refused.out" >"$work/why"
		fail "$text: $rc, wanted 64 and '$pattern'" "$work/why"
	fi
}
refused "an unknown organisation" 'staat niet in de instellingen' utrecht
refused "an unknown dossier" 'is niet bekend' leiden/nergens
refused "a document" 'geen document' leiden/Z-26-316650/dossier.yaml
refused "a way out" 'organisatie/map' leiden/../leiden
refused "control characters" '\\x1b' "$(printf '\033[31m')"

printf 'vrijgave: ja\n' >>"$w/intake/leiderdorp/BW 8 september/dossier.yaml"
night "$w" second
status second
is "what was repaired waits no more" "$(grep -c 'leiderdorp/BW 8 september' "$work/second.out")" 0

# A portal that is away: the dossier is on its way, the breaker is told.
over_http "$w" http://127.0.0.1:9/x leiderdorp
printf '\nx\n' >>"$w/intake/leiderdorp/Convenant energie/convenant.txt"
night "$w" away
status away
has "it is under way" "$work/away.out" '^Onderweg; de volgende run gaat hiermee verder$|^In twijfel; de volgende run vraagt het portaal eerst wat er staat$'
has "its portal does not answer" "$work/away.out" '^    Het portaal gaf [0-9]+ keer (achter elkaar )?geen bruikbaar antwoord, sinds'
has "and what has not gone there yet" "$work/away.out" '^    Loopt achter: 1 dossier moet hier nog heen of is hier nog niet teruggezien\.$'
narrow "and it fits a terminal" away
status away-json --json
is "so say the numbers" "$(jq -r 'select(has("status")).status | .doubt + .under_way' "$work/away-json.out")" 1
is "with the breaker" "$(jq -r 'select(has("status")).status.organisations[] | select(.organisation == "leiderdorp").places[0] |
	[.fails > 0, has("failing_since"), .behind, .listed, .class, .via] | @tsv' "$work/away-json.out" | tr '\t' ' ')" "true true 1 true A http"

# While a run is at work, waiting for its portal.
world "$work/v"
take "$work/v" convenant
printf 'PUT 1 hang 8000\n' >"$work/slow"
mkdir "$work/kept"
portal_up --dir "$work/kept" --script "$work/slow"
over_http "$work/v" "$portal_url"
"$build/woostraat" run --json --config "$work/v/woostraat.yaml" --now "$now" >"$work/busy.out" 2>"$work/busy.err" &
started+=("$!")
night_pid=$!
for ((i = 0; i < 200; i++)); do
	[ ! -e "$work/v/staat/administratie.sqlite" ] || woo busy-status status --json --config "$work/v/woostraat.yaml" --now "$now"
	[ "$(jq -r 'select(has("status")) | .status.doubt // 0' "$work/busy-status.out" 2>/dev/null)" != 1 ] || break
	sleep 0.05
done
is "during a run: what it is busy with" "$(jq -r 'select(has("dossier")) | "\(.state) \(.doubt)"' "$work/busy-status.out")" "PUBLISHING true"
is "during a run: that it is alive" "$(jq -r 'select(has("status")).status.last | "\(.alive) \(.mode)"' "$work/busy-status.out")" "true run"
woo busy-text status --config "$work/v/woostraat.yaml" --now "$now"
has "and in words" "$work/busy-text.out" '^Laatste run: 15 november 2026, 05:15 uur \(run, door .*\) loopt nu\.$'
kill -KILL "$night_pid"
wait "$night_pid" 2>/dev/null
state_of "$work/v" >"$work/a"
woo killed status --config "$work/v/woostraat.yaml" --now "$now"
state_of "$work/v" >"$work/b"
has "a run that was killed is broken off" "$work/killed.out" '^Laatste run: .* is afgebroken\.$'
has "what it was sending is in doubt" "$work/killed.out" '^In twijfel; de volgende run vraagt het portaal eerst wat er staat$'
# The index of the log is of the engine alone, and is made anew whenever it is needed.
grep -v -e '-shm' "$work/a" >"$work/a2"
grep -v -e '-shm' "$work/b" >"$work/b2"
same "and its log stays as it was" "$work/a2" "$work/b2"
night "$work/v" after
is "the next run brings it home" "$rc $(outcomes after)" "0 published 2"
portal_down

# What a ledger can hold and no fixture brings about.
rewrite "INSERT INTO run(id, mode, now, started, host, boot_id, pid, who, build)
	SELECT max(id) + 1, 'run', 1795000000, 1795000000, 'elders', 'x', 1, 'piet', '0' FROM run;
	UPDATE dossier SET spares = 1 WHERE dossier_key LIKE '2026-0093%';
	INSERT INTO death(dossier_id, n, run_id) SELECT id, 2, 1 FROM dossier WHERE dossier_key LIKE '2026-0093%';
	INSERT INTO death(dossier_id, n, run_id) VALUES ('nobody', 0, 1);"
status odd
has "a run on another machine without an end is broken off" "$work/odd.out" '^Laatste run: .*\(run, door piet\) is afgebroken\.$'
has "a suspect is named" "$work/odd.out" '^Verdacht: woostraat liep vast toen dit onderweg was'
has "so is one that has no name yet" "$work/odd.out" '^Verdacht: nog 1 dossier dat nooit is opgenomen$'
has "so are spare concepts" "$work/odd.out" '^Mogelijk een overtollig concept op het portaal'
narrow "and all of it fits a terminal" odd
tap_end
