/* SPDX-License-Identifier: EUPL-1.2 */
/* store.h - the database of a run: its runs, what stages said before, what became of dossiers (ledger.h, evidence.h). */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/err.h"
#include "types.h"

/*
 * Each call that changes something is one transaction, committed and synced
 * when it returns 0, unless it stands in a group.  Texts are UTF-8.  Behind the
 * headers of this folder stands SQLite; no other folder includes sqlite3.h.
 */
struct store;

/* path NULL: in memory, gone at close (a rehearsal). */
int		 store_open(const char *path, struct store **, struct err *) MUST_USE;
/* To read only, when nobody writes it meanwhile (verify): nothing is made beside it either. */
int		 store_open_read(const char *path, struct store **, struct err *) MUST_USE;
/*
 * To read only while runs come and go (status): each reading is of one moment,
 * nothing is written to it, and a run that was broken off leaves its log as it was.
 */
int		 store_open_live(const char *path, struct store **, struct err *) MUST_USE;
/*
 * The whole ledger as it is at one moment, in a new file at path, while runs come and go.  A run that writes meanwhile
 * is not held up.  The file is synced; its name is not.
 */
int		 store_copy(struct store *, const char *path, struct err *) MUST_USE;
/* The form of the ledger that this program has. */
int		 store_form(void);
void		 store_close(struct store *);		/* NULL is fine */

/* What is called between these two is one transaction; rc != 0 undoes it all.  Groups may be nested. */
int		 store_group(struct store *, struct err *) MUST_USE;
int		 store_group_end(struct store *, int rc, struct err *) MUST_USE;

struct run_id	{ int64_t v; };

struct run_facts {
	const char	*mode;		/* run, redo, check, stage */
	time_t		 now;		/* the run's clock */
	time_t		 started;	/* the real one */
	struct str	 who;		/* who started it: name of the account */
	struct str	 build;		/* version of the program */
	bool		 restored;	/* with a ledger that was put back from a back-up */
	struct str	 no_walls;	/* which walls around the workers were missing; absent: none */
	struct str	 only;		/* the folder of the one organisation that it is for; absent: all */
	struct digest	 templates;	/* of the list of templates (templates.h) */
};

int		 store_run_begin(struct store *, const struct run_facts *, struct run_id *, struct err *) MUST_USE;
int		 store_run_end(struct store *, struct run_id, time_t ended, bool balanced, struct err *) MUST_USE;

/*
 * The organisation as the ledger knows it.  E_CONFIG when its namespace is not
 * the one under which its dossiers stand there: every dossier would be new.
 */
int		 store_organisation(struct store *, const struct organisation *, struct err *) MUST_USE;

/* The memo: what a stage said for exactly these facts (JSON).  Absent: *answer_r is STR_NONE. */
int		 store_memo_get(struct store *, struct digest key, struct arena *, struct str *answer_r, struct err *) MUST_USE;
int		 store_memo_put(struct store *, struct digest key, const char *stage, struct str answer, struct run_id,
		    struct err *) MUST_USE;

/* A portal that failed: how often in a row, and until when it is not asked (facts: reliability 10). */
struct breaker { int64_t fails; time_t open_until; };
int		 store_breaker(struct store *, struct str org, struct breaker *, struct err *) MUST_USE;
int		 store_breaker_set(struct store *, struct str org, const struct breaker *, struct err *) MUST_USE;

/*
 * Dossiers that were under way when the program died.  *n_r: how often it died
 * while it did nothing else than this dossier; -1: it is no suspect.
 */
int		 store_death(struct store *, struct uuid id, int64_t *n_r, struct err *) MUST_USE;
int		 store_death_add(struct store *, struct uuid id, bool alone, struct run_id, struct err *) MUST_USE;
int		 store_death_clear(struct store *, struct uuid id, struct err *) MUST_USE;

/* The account of a dossier as a run gave it last (a file of the vault).  *found_r false: none yet. */
int		 store_account(struct store *, struct uuid id, struct artefact *, struct run_id *, bool *found_r,
		    struct err *) MUST_USE;
int		 store_account_set(struct store *, struct uuid id, const struct artefact *, struct run_id, struct err *) MUST_USE;

/*
 * In the same group: what the account decided, (NULL: as it was) that it is the account of what is public, and when it
 * says that the dossier is to be taken back (0: it does not).
 */
int		 store_account_note(struct store *, struct uuid id, const char *verdict, const struct artefact *public_now,
		    time_t leave, struct err *) MUST_USE;
/* The account of when it was last public. */
int		 store_account_public(struct store *, struct uuid id, struct artefact *, bool *found_r, struct err *) MUST_USE;

/* The schema for another engine, and the statements, for the test that both engines take them. */
const char	*store_schema_postgres(void);
size_t		 store_statements(void);
const char	*store_statement(size_t i, const char **name_r, bool *engine_r);	/* engine: SQLite's own */

#endif
