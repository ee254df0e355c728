#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# together.sh - runs beside each other, runs that died, portals that come back: one run per organisation, nobody blamed wrongly.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

w=$work/w
world "$w"
take "$w" convenant woo-besluit bsn subsidiebeschikking bereikbaarheid

# --- one run per organisation -----------------------------------------------------

orgs=$(find "$w/intake" -mindepth 2 -maxdepth 2 -type d -printf '%h\n' | sed 's|.*/||' | sort -u)
one=$(printf '%s\n' "$orgs" | head -n 1)
mkdir -p "$w/staat/slot"
exec {slot}>"$w/staat/slot/$one"
flock -x "$slot"
night "$w" partly
is "another run works for $one: the rest is done, and the run says that something was left" "$rc" 75
has "it names the organisation" "$work/partly.err" "$one.*loopt al een run"
is "its dossiers are left alone" "$(jq -r 'select(.documents != null).organisation' "$work/partly.out" | grep -c "^$one\$")" 0
woo redo redo --config "$w/woostraat.yaml" --now "$now" "$one/$(basename "$(find "$w/intake/$one" -mindepth 1 -maxdepth 1 | sort | head -n 1)")"
is "a redo for that organisation waits" "$rc" 75
flock -u "$slot"
exec {slot}>&-
night "$w" only --only "$one"
is "run --only: that organisation alone" \
	"$(jq -r 'select(.documents != null).organisation' "$work/only.out" | sort -u)" "$one"
night "$w" unknown --only nergens
is "an organisation that is not in the settings" "$rc" 64
night "$w" whole
is "afterwards all is well" "$rc $(total whole later)" "1 0"

# Two runs at the same moment, for different organisations: both do their work in one ledger.
x=$work/x
world "$x"
take "$x"
"$build/woostraat" run --json --config "$x/woostraat.yaml" --now "$now" --only leiden >"$work/two1.out" 2>"$work/two1.err" &
first=$!
started+=("$first")
rc2=0
"$build/woostraat" run --json --config "$x/woostraat.yaml" --now "$now" --only leiderdorp >"$work/two2.out" 2>"$work/two2.err" || rc2=$?
rc1=0
wait "$first" || rc1=$?
cat "$work/two1.err" "$work/two2.err" >"$work/why"
[ "$rc1 $rc2" = "1 1" ] && : >"$work/why"
empty "two runs at once, each for its own organisation, end as always ($rc1 $rc2)" "$work/why"
is "and the chain of evidence is one" "$(sqlite3 "$x/staat/administratie.sqlite" \
	"SELECT count(*) FROM evidence a JOIN evidence b ON b.seq = a.seq + 1 WHERE b.prev <> a.leaf OR a.seq < 1")" 0
is "the last one sealed the ledger" "$(cd "$x/staat" && sha256sum -c administratie.sqlite.sha256 2>&1)" "administratie.sqlite: OK"

# --- what was under way when a run died ---------------------------------------------

# A run that died left these in its slot; a line that is cut short counts for nothing.
y=$work/y
world "$y"
take "$y" convenant woo-besluit
w=$y
night "$y" y1
is "a first run" "$rc" 0
org=$(ledger "SELECT organisation FROM dossier LIMIT 1")
id=$(ledger "SELECT id FROM dossier WHERE organisation = '$org' LIMIT 1")
for n in 1 2 3; do
	printf '%s+\n%s' "$id" "${id:0:20}" >"$y/staat/slot/$org"
	[ "$n" -eq 3 ] || night "$y" "y-$n"
	[ "$n" -eq 3 ] || is "died $n times of one dossier: it is tried alone, and well" "$rc $(ledger 'SELECT count(*) FROM death')" "0 0"
done
# It ended well each time, so what was counted is forgotten.  Now it never ends well.
rewrite "INSERT INTO death(dossier_id, n, run_id) SELECT '$id', 2, max(id) FROM run"
night "$y" killer
is "the third death in a row: it stands apart" "$rc" 1
has "and the report says why" "$work/killer.out" RUN-507
is "the others are served" "$(jq -s '[.[] | select(.documents != null) | select(.verdict != "hold")] | length' "$work/killer.out")" 1
woo redo redo --json --config "$y/woostraat.yaml" --now "$now" \
	"$org/$(ledger "SELECT dossier_key FROM dossier WHERE id = '$id'")"
is "until a person says redo" "$rc $(ledger 'SELECT count(*) FROM death')" "0 0"

# --- a portal that comes back within the run ----------------------------------------

printf 'GET 1 status 503 1\nPUT 1 status 429 1\n' >"$work/again.script"
portal_up --dir "$work/kept" --script "$work/again.script"
mkdir "$work/kept"
z=$work/z
world "$z"
take "$z" convenant
over_http "$z" "$portal_url"
sed -i 's/^patience: .*/patience: 60/' "$z/woostraat.yaml"
night "$z" patient
is "a portal that asks to wait a second is waited for, within the run" "$rc $(total patient published)" "0 2"
w=$z
is "an outage burns no attempts" "$(ledger 'SELECT attempts FROM dossier')" 0
is "and the breaker is shut again" "$(ledger 'SELECT fails, open_until FROM breaker')" "0|0"
portal_down

# One that fails for good: the breaker opens after five, is remembered, and a person is served all the same.
echo 'GET * status 503' >"$work/dead.script"
portal_up --script "$work/dead.script"
v=$work/v
world "$v"
take "$v" convenant
over_http "$v" "$portal_url"
w=$v
for n in 1 2 3 4 5; do night "$v" "dead$n"; done
is "five runs at a dead portal: each asked once, and nothing is lost" "$rc $(ledger 'SELECT state, attempts FROM dossier')" "75 PUBLISHING|0"
is "the breaker is open" "$(ledger "SELECT fails, open_until > strftime('%s', 'now') FROM breaker")" "5|1"
night "$v" dead6
portal_down
is "the sixth asks nothing" "$rc $(count_of get)" "75 5"
has "and says so" "$work/dead6.out" 'PUB-401'
tap_end
