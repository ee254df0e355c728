#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# engines.sh - the ledger on SQLite and on PostgreSQL: both load its schema, prepare its statements, and guard it alike.
# Usage: engines.sh BUILD, from the top of the project.  The cluster is a throw-away one, on a socket in a folder.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/../e2e/lib.sh"

pg=/usr/lib/postgresql/15/bin
dump=$build/tests/sqldump
ledger=$work/ledger.db
cluster=
for program in sqlite3 "$pg/initdb" "$pg/pg_ctl" "$pg/psql"; do
	if ! command -v "$program" >/dev/null; then
		echo "Bail out! $program is not installed (tests/packages.sh installs it)"
		exit 1
	fi
done

# PostgreSQL refuses to be root.
as_postgres() {
	if [ "$(id -u)" -eq 0 ]; then
		(cd "$cluster" && runuser -u postgres -- "$@")
	else
		(cd "$cluster" && "$@")
	fi
}

# shellcheck disable=SC2317	# lib.sh calls it at the end
script_end() {
	[ -n "$cluster" ] || return
	as_postgres "$pg/pg_ctl" -D "$cluster/data" -m immediate -w stop >/dev/null 2>&1
	rm -rf "$cluster"
}

# A folder of its own with a short name: a socket's path has 107 bytes, and ours is closed to others.
cluster_up() {
	cluster=$(mktemp -d /tmp/woo-pg-XXXXXX) || exit 1
	if [ "$(id -u)" -eq 0 ]; then chown postgres: "$cluster"; fi
	if as_postgres "$pg/initdb" -D "$cluster/data" -U woo -A trust -E UTF8 --locale=C --no-sync >"$work/initdb.out" 2>&1 &&
	    as_postgres "$pg/pg_ctl" -D "$cluster/data" -l "$cluster/log" -w -t 60 \
	    -o "-c listen_addresses='' -c unix_socket_directories=$cluster -c fsync=off" start >"$work/initdb.out" 2>&1; then
		return
	fi
	cat "$cluster/log" >>"$work/initdb.out" 2>/dev/null
	fail "PostgreSQL starts" "$work/initdb.out"
	tap_end
}

# SQL on stdin; rows with bars on stdout, what it refuses on stderr.
on_sqlite() { sqlite3 -batch -cmd 'PRAGMA foreign_keys=ON' -cmd 'PRAGMA recursive_triggers=ON' "$ledger"; }
on_postgres() { "$pg/psql" -X -q -A -t -h "$cluster" -U woo -d postgres "$@"; }

# guarded ENGINE FUNCTION: each line of guards.txt; those that went otherwise.
guarded() {
	local want sql said lines=0
	while IFS=$'\t' read -r want sql; do
		case $want in '' | '#'*) continue ;; esac
		lines=$((lines + 1))
		while [[ $sql =~ \{(.)\} ]]; do
			sql=${sql//"${BASH_REMATCH[0]}"/$(printf '%64s' '' | tr ' ' "${BASH_REMATCH[1]}")}
		done
		said=$(printf '%s;\n' "$sql" | "$2" 2>&1)
		if [ "$want" = yes ]; then
			[ -z "$said" ] || printf 'refused: %s\n%s\n' "$sql" "$said"
		elif ! grep -Eqi -- "$want" <<<"$said"; then
			printf 'not refused as %s: %s\n%s\n' "$want" "$sql" "$said"
		fi
	done <tests/sql/guards.txt >"$work/guards"
	empty "$1: $lines statements are taken or refused as they must be" "$work/guards"
}

# --- both load it -------------------------------------------------------------

"$dump" sqlite "$ledger" >"$work/sqlite.sql" 2>"$work/err"
empty "$(sqlite3 --version | sed 's/^\([^ ]*\).*/SQLite \1/') loads the schema" "$work/err"
on_sqlite <"$work/sqlite.sql" 2>"$work/err" >/dev/null
empty "SQLite prepares $(grep -c '^EXPLAIN' "$work/sqlite.sql") statements" "$work/err"
echo "SELECT name FROM pragma_table_list
    WHERE schema='main' AND type='table' AND NOT strict AND name NOT LIKE 'sqlite%'" |
	on_sqlite >"$work/loose"
empty "every table is STRICT in SQLite" "$work/loose"

cluster_up
"$dump" postgres | on_postgres -v ON_ERROR_STOP=1 >/dev/null 2>"$work/err"
empty "$("$pg/postgres" --version | sed 's/.*) \([0-9.]*\).*/PostgreSQL \1/') loads the schema" "$work/err"
"$dump" prepare >"$work/prepare.sql"
{ cat "$work/prepare.sql"; echo 'SELECT count(*) FROM pg_prepared_statements'; } |
	on_postgres 2>"$work/err" >"$work/prepared"
empty "PostgreSQL prepares the statements" "$work/err"
is "none is left out but SQLite's own" "$(cat "$work/prepared")" "$(grep -c '^PREPARE' "$work/prepare.sql")"

# --- to both it is the same ---------------------------------------------------

echo "SELECT t.name, c.name, c.type, c.\"notnull\" OR c.pk FROM pragma_table_list t, pragma_table_info(t.name) c
    WHERE t.schema='main' AND t.type='table' AND t.name NOT LIKE 'sqlite%'" |
	on_sqlite | sed 's/|INTEGER|/|BIGINT|/' | sort >"$work/columns.sqlite"
echo "SELECT table_name, column_name, upper(data_type), CASE is_nullable WHEN 'NO' THEN 1 ELSE 0 END
    FROM information_schema.columns WHERE table_schema='public'" | on_postgres | sort >"$work/columns.postgres"
same "both have the same columns" "$work/columns.sqlite" "$work/columns.postgres"
sed -n 's/^MOVE(\([A-Z]*\), \([A-Z]*\),.*/\1|\2/p' pipeline/store/states.def | sort >"$work/moves"
for engine in sqlite postgres; do
	echo "SELECT before, after FROM move" | "on_$engine" | sort >"$work/moves.$engine"
	same "the moves in $engine are those of states.def" "$work/moves" "$work/moves.$engine"
done

guarded SQLite on_sqlite
guarded PostgreSQL on_postgres
for table in move dossier attempt evidence original withdrawal watch; do echo "TRUNCATE $table CASCADE;"; done | on_postgres 2>"$work/truncate"
is "PostgreSQL empties no guarded table" "$(grep -c append-only "$work/truncate")" 7
cat >"$work/replace.sql" <<'EOF'
INSERT OR REPLACE INTO move(before, after) VALUES ('HELD', 'INGESTED');
INSERT OR REPLACE INTO dossier SELECT * FROM dossier;
INSERT OR REPLACE INTO dossier(id, organisation, dossier_key, revision, state, input_sha256, run_id, since, updated_at)
    SELECT 'z', organisation, dossier_key, 1, 'INGESTED', input_sha256, 1, 0, 0 FROM dossier;
INSERT OR REPLACE INTO attempt SELECT * FROM attempt;
INSERT OR REPLACE INTO evidence(seq, prev, leaf, body) SELECT seq + 1, leaf, leaf, 'x' FROM evidence WHERE seq = 2;
EOF
on_sqlite <"$work/replace.sql" 2>"$work/replace"
is "SQLite replaces no guarded row" "$(grep -Ec 'fixed|begins as|may be public|stay|chain' "$work/replace")" 5
for table in run dossier attempt evidence withdrawal watch; do
	for engine in sqlite postgres; do
		echo "SELECT * FROM $table ORDER BY 1" | "on_$engine" >"$work/$table.$engine"
	done
	same "both have the same left in $table" "$work/$table.sqlite" "$work/$table.postgres"
done
tap_end
