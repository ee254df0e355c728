/* SPDX-License-Identifier: EUPL-1.2 */
/* store.h - the ledger: what is known of each dossier, and what stages said before. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/err.h"
#include "types.h"

/*
 * One writer.  Each call that changes something is one transaction, committed
 * and synced when it returns 0.  Texts are UTF-8.  Behind this header stands
 * SQLite; no other file includes sqlite3.h.
 */
struct store;

/* path NULL: in memory, gone at close (a rehearsal). */
int		 store_open(const char *path, struct store **, struct err *) MUST_USE;
void		 store_close(struct store *);		/* NULL is fine */

struct run_id	{ int64_t v; };

/* now is the run's clock, started the real one. */
int		 store_run_begin(struct store *, const char *mode, time_t now, time_t started, struct run_id *,
		    struct err *) MUST_USE;
int		 store_run_end(struct store *, struct run_id, time_t ended, bool balanced, struct err *) MUST_USE;

/* The states that this form of the ledger knows. */
enum state { S_NONE, S_INGESTED, S_PASSED, S_HELD, S_BUNDLED, S_UPLOADING, S_CONFIRMED, S_QUARANTINED, S__COUNT };
const char	*state_name(enum state);

struct ledger_row {
	enum state	 state;		/* S_NONE: never seen */
	int64_t		 revision, attempts;
	struct digest	 input;		/* of the paths and bytes that came in */
	struct digest	 config;	/* of the templates it was judged with; zero before that */
	struct digest	 held;		/* the input that was held when last judged; zero when it was not */
	struct digest	 bundle;	/* of what was sent or is to be sent; zero before that */
	struct str	 remote;	/* where it stands; absent before that */
};

int		 store_dossier(struct store *, struct uuid id, struct arena *, struct ledger_row *, struct err *) MUST_USE;

/* New, or again from the start; a changed input of a dossier that is public is its next revision. */
int		 store_ingested(struct store *, struct uuid id, struct str org, struct str key,
		    struct digest input, const struct ledger_row *before, time_t now, struct err *) MUST_USE;
/*
 * to is S_PASSED or S_HELD.  What was held stays known as held (row.held)
 * when it is ingested again, until it is judged again: a run that was broken
 * off in between does not release it.
 */
int		 store_judged(struct store *, struct uuid id, enum state to, struct digest gate, struct digest config,
		    struct run_id, time_t now, struct err *) MUST_USE;
int		 store_bundled(struct store *, struct uuid id, struct digest bundle, time_t now, struct err *) MUST_USE;
/* The intent, committed before the network is touched; attempt_r names it. */
int		 store_uploading(struct store *, struct uuid id, struct run_id, struct str url, struct digest bundle,
		    time_t now, int64_t *attempt_r, struct err *) MUST_USE;

enum attempt_end { ATTEMPT_OK, ATTEMPT_SAME, ATTEMPT_RETRY, ATTEMPT_AMBIGUOUS, ATTEMPT_FATAL };

/*
 * How the attempt ended: OK and SAME make the dossier CONFIRMED at remote,
 * FATAL makes it QUARANTINED, the others leave the intent standing; with these,
 * remote is where the bytes may stand all the same, or absent.  RETRY (the
 * portal is away) gives the attempt back: an outage burns none.
 */
int		 store_attempt_end(struct store *, struct uuid id, int64_t attempt, enum attempt_end, long http,
		    struct str remote, struct str why, time_t now, struct err *) MUST_USE;

/* The memo: what a stage said for exactly these facts (JSON).  Absent: *answer_r is STR_NONE. */
int		 store_memo_get(struct store *, struct digest key, struct arena *, struct str *answer_r, struct err *) MUST_USE;
int		 store_memo_put(struct store *, struct digest key, const char *stage, struct str answer, struct run_id,
		    struct err *) MUST_USE;

#endif
