/* SPDX-License-Identifier: EUPL-1.2 */
/* look.h - reading the whole ledger a row at a time, to verify it or to prove what stands in it. */
#ifndef STORE_LOOK_H
#define STORE_LOOK_H

#include "base/json.h"
#include "store/store.h"

/*
 * Cursors: look_*_start, and look_* until it no longer returns 1 (0: no more;
 * -1: the ledger cannot be read).  There is one cursor of each kind in a store.
 * Strings live until the next call of the same cursor.  What stands in a column
 * is given as it is, since it may have been tampered with.
 */

/* One entry of the evidence. */
struct entry {
	int64_t		 seq;
	struct str	 prev, leaf, body;
	struct str	 dossier;	/* absent: about a run */
};
enum entries {
	ENTRIES_ALL,			/* by number */
	ENTRIES_BY_DOSSIER,		/* those about a dossier: by dossier, then by number */
	ENTRIES_OF_DOSSIER,		/* of one */
	ENTRIES_OF_RUNS,
	ENTRIES__COUNT
};
void	look_entries_start(struct store *, enum entries, struct str dossier);	/* absent but for ENTRIES_OF_DOSSIER */
int	look_entries(struct store *, enum entries, struct entry *, struct err *) MUST_USE;
/* The leaf of entry seq; absent when there is none. */
int	look_leaf(struct store *, int64_t seq, struct arena *, struct str *leaf_r, struct err *) MUST_USE;

/* The row of a dossier as the evidence keeps it (a new reference; NULL: no such row), and what names it. */
struct dossier_facts {
	json_t		*row;
	struct str	 organisation, key, outlet;	/* key as utf8_exact wrote it; outlet "": the first place */
	int64_t		 run;
};
int	look_dossier(struct store *, struct str id, struct arena *, struct dossier_facts *, struct err *) MUST_USE;

/* main: id of its row at the first place, which its account and its evidence of what came in are under. */
struct dossier_line { struct str id, main, organisation, outlet, state, bundle, remote; bool exposed; };
void	look_dossiers_start(struct store *);
int	look_dossiers(struct store *, struct dossier_line *, struct err *) MUST_USE;

/* Rows of dossiers that no entry is about. */
void	look_untold_start(struct store *);
int	look_untold(struct store *, struct str *id_r, struct err *) MUST_USE;

/* found_r false: no such row; the columns as text, absent for NULL. */
struct attempt_facts { bool found; int64_t epoch, run; struct str op, key, target, sha256, ended, http, outcome; };
int	look_attempt(struct store *, struct str dossier, int64_t n, struct arena *, struct attempt_facts *, struct err *) MUST_USE;
struct run_line { bool found; int64_t now; struct str mode, host, who, build, templates, ended, balanced; };
int	look_run(struct store *, int64_t run, struct arena *, struct run_line *, struct err *) MUST_USE;
int	look_organisation(struct store *, struct str folder, struct arena *, struct str *ns_r, struct err *) MUST_USE;

struct store_counts { int64_t runs, runs_ended, dossiers, attempts, attempts_ended; };
int	look_counts(struct store *, struct store_counts *, struct err *) MUST_USE;

/* Digests that the ledger names beside those in dossiers and evidence. */
struct account_line { struct str dossier, sha256; int64_t size; };
void	look_accounts_start(struct store *);
int	look_accounts(struct store *, struct account_line *, struct err *) MUST_USE;
void	look_templates_start(struct store *);
int	look_templates(struct store *, struct str *sha256_r, struct err *) MUST_USE;
void	look_memo_start(struct store *);
int	look_memo(struct store *, struct str *answer_r, struct err *) MUST_USE;

/* What the engine itself finds wrong; one text a row, "ok" when there is nothing. */
void	look_integrity_start(struct store *);
int	look_integrity(struct store *, struct str *text_r, struct err *) MUST_USE;
/* Are tables, guards and moves those of this program? */
int	look_schema(struct store *, bool *same_r, struct err *) MUST_USE;

#endif
