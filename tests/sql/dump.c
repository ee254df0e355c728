/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * dump.c - the ledger's schema and statements as SQL on stdout, for engines.sh.
 * Usage: sqldump sqlite FILE	makes the ledger FILE; its statements, to be explained
 *        sqldump postgres	the schema
 *        sqldump prepare	the statements, to be prepared by PostgreSQL
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/store.h"

#include "base/banned.h"

static void
sqlite(const char *path)
{
	struct store *store = NULL;
	struct err err = { 0 };
	if (store_open(path, &store, &err) < 0) {
		fprintf(stderr, "sqldump: %s\n", err.msg);
		exit(1);
	}
	store_close(store);
	for (size_t i = 0; i < store_statements(); i++) {
		const char *name;
		bool engine;
		printf("EXPLAIN %s;\n", store_statement(i, &name, &engine));
	}
}

/* PREPARE takes no words of a transaction: those are said. */
static bool
is_transaction(const char *sql)
{
	return strcmp(sql, "COMMIT") == 0 || strcmp(sql, "ROLLBACK") == 0;
}

static void
prepare(void)
{
	for (size_t i = 0; i < store_statements(); i++) {
		const char *name;
		bool engine;
		const char *sql = store_statement(i, &name, &engine);
		if (engine)
			continue;
		if (strcmp(sql, "BEGIN") == 0)
			printf("BEGIN;\nROLLBACK;\n");
		else if (is_transaction(sql))
			printf("BEGIN;\n%s;\n", sql);
		else
			printf("PREPARE q_%s AS %s;\n", name, sql);
	}
}

int
main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "sqlite") == 0)
		sqlite(argv[2]);
	else if (argc == 2 && strcmp(argv[1], "postgres") == 0)
		fputs(store_schema_postgres(), stdout);
	else if (argc == 2 && strcmp(argv[1], "prepare") == 0)
		prepare();
	else {
		fprintf(stderr, "usage: sqldump sqlite FILE | postgres | prepare\n");
		return 64;
	}
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
