#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# rules_diff.sh - how many of COUNT (20000) stored texts two sets of rules are tried on in a second, and the peak memory
# of the supervisor.  With OLD (another build) the same is asked of that, on the first 2000: the answer must be the same.
# Usage: rules_diff.sh BUILD.  Prints figures, rules_diff_per_s last; what is judged (TAP) is the answer and the memory.
# shellcheck source-path=SCRIPTDIR/../e2e
. "$(dirname "$0")/../e2e/lib.sh"

count=${COUNT:-20000}
w=$work/w
world "$w"
# A dossier of each category: its golden documents, and all of them in one text.
for dir in fixtures/categorieen/*/; do
	to=$w/intake/leiden/$(basename "$dir")
	mkdir -p "$to"
	cp "$dir"*.txt "$to/"
	cat "$dir"*.txt >"$to/alles.txt"
done
night "$w" first
ledger=$w/staat/administratie.sqlite
texts=$(jq -s '[.[] | select(has("documents")).documents[] | select(.text_sha256)] | length' "$work/first.out")
dossiers=$(sqlite3 "$ledger" 'SELECT count(*) FROM account')

# grow N: so many copies of all dossiers, each with the account that the first has.
grow() {
	sqlite3 -bail "$ledger" <<SQL
PRAGMA recursive_triggers=ON;
CREATE TEMP TABLE guard AS SELECT sql FROM main.sqlite_master WHERE type = 'trigger' AND name = 'dossier_new';
DROP TRIGGER dossier_new;
BEGIN;
DELETE FROM account WHERE dossier_id LIKE '________-0000-5000-8000-%';
DELETE FROM dossier WHERE id LIKE '________-0000-5000-8000-%';
CREATE TEMP TABLE had AS SELECT d.*, a.sha256 AS account_sha256, a.size AS account_size, a.verdict AS account_verdict,
    row_number() OVER (ORDER BY d.id) AS k FROM dossier d JOIN account a ON a.dossier_id = d.id;
CREATE TEMP TABLE copy AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1)
  SELECT printf('%08x-0000-5000-8000-%012x', k, i) AS new_id, i, had.* FROM had, n WHERE $1 > 0;
INSERT INTO dossier(id, organisation, dossier_key, revision, state, epoch, input_sha256, config_sha256, gate_sha256,
    run_id, since, updated_at)
  SELECT new_id, organisation, dossier_key || '-' || i, revision, 'HELD', epoch, input_sha256, config_sha256,
    printf('%064x', i), run_id, since, updated_at FROM copy;
INSERT INTO account(dossier_id, sha256, size, run_id, verdict)
  SELECT new_id, account_sha256, account_size, run_id, account_verdict FROM copy;
COMMIT;
CREATE TRIGGER dossier_new BEFORE INSERT ON dossier
  WHEN NEW.state <> 'INGESTED' OR NEW.remote_id IS NOT NULL OR EXISTS (SELECT 1 FROM dossier WHERE id = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'a dossier begins as INGESTED'); END;
SQL
	rm -f "$ledger.sha256"
}

# A little more is asked of each category: some documents move.  One has other patterns, and other examples.
cp -R templates/rules "$work/new"
sed -i 's/^threshold: .*/threshold: 16/' "$work/new/basis.yaml"
sed -i 's/convenant/konvenant/g' "$work/new/2f-convenanten.yaml"

# ask BUILD NAME: wall and processor seconds of all processes, and the peak of the supervisor.
ask() {
	local before after kib
	before=$(awk '{ print $16 + $17 }' /proc/$$/stat)
	begun=$(date +%s%N)
	"$1/woostraat" rules diff templates/rules "$work/new" --config "$w/woostraat.yaml" >"$work/$2.out" 2>"$work/$2.err" &
	local pid=$!
	started+=("$pid")
	peak=0
	while [ -d "/proc/$pid" ] && ! grep -q '^State:.Z' "/proc/$pid/status" 2>/dev/null; do
		kib=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$pid/status" 2>/dev/null)
		[ "${kib:-0}" -le "$peak" ] || peak=$kib
		sleep 0.2
	done
	rc=0
	wait "$pid" || rc=$?
	wall_ms=$((($(date +%s%N) - begun) / 1000000))
	asked=$(sed -n 's/^\([0-9]*\) documenten bekeken.*/\1/p' "$work/$2.out")
	after=$(awk '{ print $16 + $17 }' /proc/$$/stat)
	cpu_ms=$(((after - before) * 10))
}

say() {
	printf '# %s: %d texts with both sets in %d ms, %d ms of processors; supervisor at most %d KiB\n' "$1" "$asked" \
		"$wall_ms" "$cpu_ms" "$peak"
}

grow 0
ask "$build" one
say "once"
one_ms=$cpu_ms
is "documents move" "$rc $((asked == texts))" "1 1"
moved=$(grep -c '^leiden/' "$work/one.out")
grow $((2000 / texts))
ask "$build" small
say "few"
small_peak=$peak
if [ -n "${OLD:-}" ]; then
	ask "$OLD" old
	say "few, $OLD"
	same "the same answer as $OLD gives" "$work/old.out" "$work/small.out"
fi
grow $((count / texts))
ask "$build" all
say "all"
is "of each copy as many move" "$(grep -c '^leiden/' "$work/all.out")" "$((moved * (count / texts + 1)))"
is "memory does not grow with the number" "$((peak <= small_peak + 16384))" 1
printf '# %d texts of %d dossiers; to load both sets for all workers is counted in "once"\n' "$asked" \
	"$((dossiers * (count / texts + 1)))"
# Each text is tried with two sets: a pair, in which what both ask alike is looked for once.  Asked for is 1,000 texts tried
# with one set of rules in a second of one core: two of each pair.
printf 'rules_diff_pairs_per_s %d\n' "$(((asked - texts) * 1000 / (cpu_ms - one_ms)))"
printf 'rules_diff_per_s %d\n' "$((2 * (asked - texts) * 1000 / (cpu_ms - one_ms)))"
tap_end
