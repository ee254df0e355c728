/* SPDX-License-Identifier: EUPL-1.2 */
/* test_plans.c - how SQLite goes about each statement: none walks a whole table but those that are listed here, with why. */
#include "rows.h"

#include <string.h>

/* Verify, and who asks how all of it stands, read all; a night reads all only where a line says "a night". */
static const struct { const char *statement, *table, *why; } allowed[] = {
	{ "RUN_ADD", "run", "a night: the last key, from the end" },
	{ "RUN_LAST", "run", "from the end, until one is of that mode" },
	{ "EVIDENCE_HEAD", "evidence", "a night: the last row, from the end" },
	{ "STANDING_COUNTS", "dossier", "a night, once, for the numbers of Prometheus; status" },
	{ "STANDING_EACH", "d", "status, reconcile, plan" },
	{ "STANDING_ELSEWHERE", "d", "status" },
	{ "DEATHS_UNKNOWN", "death", "status; those that ended a worker are few" },
	{ "PAGE_COUNT", "page", "verify" },
	{ "WAIVER_COUNT", "waiver", "verify" },
	{ "WITHDRAWAL_COUNT", "withdrawal", "verify" },
	{ "EVIDENCE_ALL", "evidence", "verify" },
	{ "DOSSIER_EACH", "d", "verify, tidy" },
	{ "DOSSIER_UNTOLD", "dossier", "verify" },
	{ "TEMPLATES_EACH", "run", "verify" },
	{ "ACCOUNT_EACH", "account", "verify" },
	{ "MEMO_EACH", "memo", "verify" },
	{ "COUNT_ALL", "run", "verify" },
	{ "COUNT_ALL", "dossier", "verify" },
	{ "COUNT_ALL", "attempt", "verify" },
	{ "MOVE_EACH", "move", "verify; the moves are a small table" },
};
static bool used[COUNT(allowed)];

/* Indexes that hold few of the rows: walking one of these is what it is for. */
static const char *const few[] = { "evidence_run", "evidence_tidied", "run_open", "watch_due", "account_leave",
	"dossier_spares" };

static bool
ends_in(const char *detail, const char *name)
{
	const char *at = strstr(detail, name);

	return at != NULL && at[-1] == ' ' && (at[strlen(name)] == '\0' || at[strlen(name)] == ' ');
}

/* The table that this line of a plan walks as a whole; absent: none. */
static struct str
walked(const char *detail)
{
	struct str rest = str_of(detail), word, table;

	if (!str_next(&rest, ' ', &word) || !str_next(&rest, ' ', &table) || str_starts(table, S("(")) ||
	    str_eq(table, S("CONSTANT")))
		return STR_NONE;
	for (size_t i = 0; i < COUNT(few); i++) {
		if (ends_in(detail, few[i]))
			return STR_NONE;
	}
	/* SQLite says SEARCH of the least and the greatest, too, with an index or without. */
	if (str_eq(word, S("SCAN")) || (str_eq(word, S("SEARCH")) && strstr(detail, " USING ") == NULL))
		return table;
	return STR_NONE;
}

static bool
may_walk(const char *statement, struct str table)
{
	for (size_t i = 0; i < COUNT(allowed); i++) {
		if (strcmp(allowed[i].statement, statement) == 0 && str_eq(str_of(allowed[i].table), table))
			return used[i] = true;
	}
	return false;
}

static void
plans(void **state)
{
	struct run_id run;
	struct store *s = fresh("plans.sqlite", &run);
	sqlite3 *db = raw(in("plans.sqlite"));
	size_t bad = 0, asked = 0;

	(void)state;
	for (size_t i = 0; i < store_statements(); i++) {
		bool engine;
		const char *name, *text = store_statement(i, &name, &engine);
		sqlite3_stmt *q = NULL;

		if (engine || strcmp(name, "COMMIT") == 0 || strcmp(name, "ROLLBACK") == 0)
			continue;
		assert_int_equal(sqlite3_prepare_v2(db, str_c(mem, str_fmt(mem, "EXPLAIN QUERY PLAN %s", text)), -1, &q, NULL),
		    SQLITE_OK);
		while (sqlite3_step(q) == SQLITE_ROW) {
			const char *detail = (const char *)sqlite3_column_text(q, 3);
			struct str table = walked(detail);

			if (table.n == 0 || may_walk(name, table))
				continue;
			print_error("%s: %s\n", name, detail);
			bad++;
		}
		(void)sqlite3_finalize(q);
		asked++;
	}
	for (size_t i = 0; i < COUNT(allowed); i++) {
		if (!used[i])
			print_error("%s does not walk %s any more (%s)\n", allowed[i].statement, allowed[i].table, allowed[i].why);
		bad += !used[i];
	}
	assert_true(asked > 60);
	assert_int_equal(bad, 0);
	(void)sqlite3_close(db);
	store_close(s);
}

/* The few that are asked of all evidence and all runs are found by an index of theirs. */
static void
by_index(void **state)
{
	static const struct { const char *statement, *index; } cases[] = { { "NIGHT_EACH", "evidence_run" },
		{ "PAGE_LISTED", "evidence_run" }, { "EVIDENCE_OF_RUNS", "evidence_run" }, { "TIDIED_EACH", "evidence_tidied" },
		{ "RUN_OPEN", "run_open" }, { "PAGE_PUT", "page_n" }, { "WITHDRAWING_EACH", "dossier_state" },
		{ "WITHDRAWING_EACH", "watch_due" }, { "ACCOUNT_LEAVING", "account_leave" } };
	struct run_id run;
	struct store *s = fresh("index.sqlite", &run);
	sqlite3 *db = raw(in("index.sqlite"));

	(void)state;
	for (size_t c = 0; c < COUNT(cases); c++) {
		bool engine, found = false;
		const char *name;

		for (size_t i = 0; i < store_statements(); i++) {
			const char *text = store_statement(i, &name, &engine);
			sqlite3_stmt *q = NULL;

			if (strcmp(name, cases[c].statement) != 0)
				continue;
			assert_int_equal(
			    sqlite3_prepare_v2(db, str_c(mem, str_fmt(mem, "EXPLAIN QUERY PLAN %s", text)), -1, &q, NULL),
			    SQLITE_OK);
			while (sqlite3_step(q) == SQLITE_ROW)
				found |= ends_in((const char *)sqlite3_column_text(q, 3), cases[c].index);
			(void)sqlite3_finalize(q);
		}
		if (!found)
			print_error("%s does not use %s\n", cases[c].statement, cases[c].index);
		assert_true(found);
	}
	(void)sqlite3_close(db);
	store_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plans),
		cmocka_unit_test(by_index),
	};

	return cmocka_run_group_tests(tests, rows_open, scratch_close);
}
