/* SPDX-License-Identifier: EUPL-1.2 */
/* db.h - SQLite, for the files of this folder only: statements, bindings, transactions. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <sqlite3.h>

#include "base/json.h"
#include "store/ledger.h"

enum sql {
#define SQL(id, text)	Q_##id,
#define ENGINE		SQL
#include "store/sql.def"
#undef SQL
#undef ENGINE
	Q__COUNT
};

struct store {
	sqlite3		*db;
	sqlite3_stmt	*q[Q__COUNT];
	unsigned	 group;		/* how deep in store_group */
};

/* Which boot of this machine it is; "-": a container hides it. */
struct str	 db_boot_id(struct arena *);

/* SQLite's last error as one of ours; returns -1. */
int		 db_fail(struct store *, struct err *);

/* A statement, reset and without bindings.  Parameters are bound by the number that stands in its text. */
sqlite3_stmt	*db_query(struct store *, enum sql);
void		 db_str(sqlite3_stmt *, int i, struct str);	/* absent: NULL */
void		 db_num(sqlite3_stmt *, int i, int64_t);
void		 db_digest(sqlite3_stmt *, int i, struct digest);
void		 db_uuid(sqlite3_stmt *, int i, struct uuid);

struct str	 db_column(sqlite3_stmt *, int i);	/* NULL: absent; lives until the next step */
bool		 db_column_digest(sqlite3_stmt *, int i, struct digest *);	/* false: NULL */

/* The columns DOSSIER_COLUMNS of a row that stands ready, where they are the first. */
void		 db_row(sqlite3_stmt *, struct arena *, struct ledger_row *);
/* How many columns those are. */
#define DB_ROW_COLUMNS	15

/* The columns of Q_RUN_ROW. */
enum {
	RUN_MODE, RUN_NOW, RUN_STARTED, RUN_ENDED, RUN_BALANCED, RUN_WHO, RUN_HOST, RUN_BOOT, RUN_PID, RUN_BUILD,
	RUN_TEMPLATES
};
/* The first columns of a row, as the evidence keeps it: numbers and texts by name, NULL left out. */
json_t		*db_row_json(sqlite3_stmt *, int columns);

/* 1: a row stands ready; 0: no more; -1: failed.  The caller resets the statement after a row. */
int		 db_step(struct store *, sqlite3_stmt *, struct err *) MUST_USE;
/* Run to the end. */
int		 db_act(struct store *, sqlite3_stmt *, struct err *) MUST_USE;
/* A statement that returns one number. */
int		 db_number(struct store *, sqlite3_stmt *, int64_t *, struct err *) MUST_USE;

#endif
