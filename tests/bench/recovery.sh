#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# recovery.sh - how long a run needs after a kill, over a ledger of DOSSIERS (100000) dossiers, and its memory.
# Usage: recovery.sh BUILD.  Prints figures; what is judged (TAP) is the outcome, not the time.
# shellcheck source-path=SCRIPTDIR/../e2e
. "$(dirname "$0")/../e2e/lib.sh"

dossiers_n=${DOSSIERS:-100000}
w=$work/w
world "$w"
take "$w" convenant woo-besluit bsn subsidiebeschikking bereikbaarheid
night "$w" first
is "the first run" "$rc" 1

# Rows as a year of nights leaves them.  The guards watch each move of a dossier; a ledger is not made that way.
sqlite3 "$w/staat/administratie.sqlite" <<SQL
PRAGMA recursive_triggers=ON;
CREATE TEMP TABLE guard AS SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger' AND name = 'dossier_new';
DROP TRIGGER dossier_new;
BEGIN;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $dossiers_n)
INSERT INTO dossier(id, organisation, dossier_key, revision, state, epoch, input_sha256, config_sha256, gate_sha256,
    bundle_sha256, remote_id, remote_url, exposed, run_id, since, updated_at)
  SELECT printf('%08x-0000-5000-8000-%012x', i, i), 'leiden', 'oud-' || i, 1,
    CASE i % 20 WHEN 0 THEN 'HELD' WHEN 1 THEN 'PUBLISHING' WHEN 2 THEN 'UPLOADING' ELSE 'CONFIRMED' END, 3,
    printf('%064x', i), printf('%064x', 7), printf('%064x', i), printf('%064x', i), 'oud-' || i || '.zip',
    'https://portaal.example.nl/oud-' || i || '.zip', 1, 1, 1768464000, 1768464000 FROM n;
COMMIT;
CREATE TRIGGER dossier_new BEFORE INSERT ON dossier
  WHEN NEW.state <> 'INGESTED' OR NEW.remote_id IS NOT NULL OR EXISTS (SELECT 1 FROM dossier WHERE id = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'a dossier begins as INGESTED'); END;
SQL
rm -f "$w/staat/administratie.sqlite.sha256"
is "the ledger has its rows" \
	"$(sqlite3 "$w/staat/administratie.sqlite" 'SELECT count(*) FROM dossier')" "$((dossiers_n + 5))"

# A run is killed in the middle of new work.
take "$w" sozhr oude-tekens
setsid "$build/woostraat" run --json --config "$w/woostraat.yaml" --now "$now" >"$work/killed.out" 2>/dev/null &
run=$!
started+=("$run")
for ((i = 0; i < 400; i++)); do
	[ ! -s "$work/killed.out" ] || break
	sleep 0.01
done
kill -KILL -- "-$run"
wait "$run" 2>/dev/null

# The next one: until its first line, and its peak memory.
begun=$(date +%s%N)
"$build/woostraat" run --json --config "$w/woostraat.yaml" --now "$now" >"$work/next.out" 2>"$work/next.err" &
run=$!
started+=("$run")
peak=0
while [ ! -s "$work/next.out" ] && [ -d "/proc/$run" ]; do
	kib=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$run/status" 2>/dev/null)
	[ "${kib:-0}" -le "$peak" ] || peak=$kib
	sleep 0.002
done
first=$(date +%s%N)
while [ -d "/proc/$run" ] && ! grep -q '^State:.Z' "/proc/$run/status" 2>/dev/null; do
	kib=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$run/status" 2>/dev/null)
	[ "${kib:-0}" -le "$peak" ] || peak=$kib
	sleep 0.005
done
rc=0
wait "$run" || rc=$?
is "the next run completes it" "$rc $(total next later)" "1 0"
is "and its account balances" "$(total next balanced)" true
printf '# %d dossiers in the ledger: first line after %d ms (aim 2000), supervisor at most %d KiB (aim 131072)\n' \
	"$dossiers_n" $(((first - begun) / 1000000)) "$peak"
tap_end
