/* SPDX-License-Identifier: EUPL-1.2 */
/* ledger.h - what has become of each dossier: its state, its record at the portal, every attempt. */
#ifndef STORE_LEDGER_H
#define STORE_LEDGER_H

#include "base/json.h"
#include "store/store.h"

/* States and moves: states.def. */
enum state {
	S_NONE,				/* never seen */
#define STATE(id, ...)	S_##id,
#include "store/states.def"
#undef STATE
	S__COUNT
};
enum state_kind { K_WORK, K_REST, K_WAIT, K_ASK };

const char	*state_name(enum state);		/* S_NONE: "" */
int		 state_find(struct str name, enum state *) MUST_USE;
enum state_kind	 state_kind(enum state);
bool		 state_may(enum state from, enum state to);	/* is there such a move? */

struct ledger_row {
	enum state	 state;
	int64_t		 revision, epoch, attempts;
	struct digest	 input;		/* of the paths and bytes that came in */
	struct digest	 config;	/* of the templates it was judged with; zero before that */
	struct digest	 gate;		/* what the gate decided, about which bytes; zero before that */
	struct digest	 held;		/* the input that was held when last judged; zero when it was not */
	struct digest	 bundle;	/* of what was sent or is to be sent; zero before that */
	struct str	 remote;	/* the portal's id of the chosen record; absent before the choice */
	struct str	 url;		/* where it stands for people; may be absent */
	bool		 exposed;	/* it was, or may have been, made public */
	bool		 spares;	/* concepts that nobody chose may stand at the portal */
	struct str	 error;		/* the last; may be absent */
	time_t		 since;		/* in this state */
};

int		 ledger_get(struct store *, struct uuid id, struct arena *, struct ledger_row *, struct err *) MUST_USE;

/* Whose dossier, in whose name.  epoch is set by ledger_ingest; who holds an older one is fenced. */
struct turn {
	struct uuid	 id;
	struct str	 outlet;	/* the place, beside the organisation's first; absent: that one */
	int64_t		 epoch;
	struct run_id	 run;
	time_t		 now;
};

/*
 * The functions below return 0; 1 when fenced: another claim has taken the
 * dossier, nothing was changed and the caller touches nothing more; -1 when
 * the store failed.  Each writes the evidence of its move in the same
 * transaction; facts (may be NULL) are put into it and are taken.
 */

/*
 * Take it up, from the start: state INGESTED.  What was public and has other
 * bytes now is the next revision of the same record; from REMOVING the record
 * is chosen anew.  A move that states.def lacks is E_BUG.  fresh: forget the
 * attempts that failed (new bytes, a person's redo).
 */
int		 ledger_ingest(struct store *, struct turn *, struct str org, struct str key, struct digest input,
		    const struct ledger_row *before, bool fresh, json_t *facts, struct err *) MUST_USE;

/* Take it over in the state it is in: an effect of an earlier run is in doubt, and the portal is asked before all else. */
int		 ledger_take(struct store *, struct turn *, const struct ledger_row *, struct err *) MUST_USE;

struct step {
	enum state	 from, to;	/* may be the same */
	const struct digest *gate, *config, *bundle;	/* NULL: as they are */
	struct str	 remote, url, error;		/* absent: as they are */
	int		 exposed, spares;		/* 0, 1, or KEEP */
	int		 attempts;			/* added: 1, 0, -1 */
};
#define KEEP	(-1)
#define STEP(a, b)	(struct step){ .from = (a), .to = (b), .exposed = KEEP, .spares = KEEP }

/* One move.  To CREATED with a remote: only when none was chosen before. */
int		 ledger_move(struct store *, const struct turn *, const struct step *, json_t *facts, struct err *) MUST_USE;

/* What is about to be asked of a portal. */
struct intent {
	const char	*op;		/* name of the step */
	struct str	 key;		/* idempotency key; absent for a request without effect */
	struct str	 target;	/* URL; never with a key in it */
	struct digest	 sha256;	/* of the bytes that go; zero: none */
};

/* The intent, with the move that belongs to it, committed before the network is touched. */
int		 ledger_order(struct store *, const struct turn *, const struct step *, const struct intent *,
		    int64_t *attempt_r, struct err *) MUST_USE;

enum attempt_end { ATTEMPT_OK, ATTEMPT_SAME, ATTEMPT_RETRY, ATTEMPT_AMBIGUOUS, ATTEMPT_FATAL };

/* How it ended, with the move that follows from it.  facts: found, detail and the like. */
int		 ledger_answer(struct store *, const struct turn *, const struct step *, int64_t attempt, enum attempt_end,
		    long http, json_t *facts, struct err *) MUST_USE;

#endif
