/* SPDX-License-Identifier: EUPL-1.2 */
/* work.h - one dossier on its way through the street. */
#ifndef WORK_H
#define WORK_H

#include "base/json.h"
#include "publish/answer.h"
#include "ingest/sight.h"
#include "runner.h"
#include "store/ledger.h"

enum phase {
	PH_UNPACK,		/* containers, one at a time, until there are no new ones (members.h) */
	PH_SIDECAR,
	PH_VIRUS,		/* each file to the scanner, in a visit of its own; nothing when there is none */
	PH_DOCUMENTS,
	PH_DESCRIBE,
	PH_JUDGE,
	PH_BUNDLE,
	PH_PAGE,		/* for an organisation with a site of its own (site/page.h) */
	PH_BUNDLED,
	PH_PUBLISH,		/* its steps at the portal (publication.h) */
	PH_CLOSED
};

/* A job under way. */
struct visit {
	struct task	 task;
	struct work	*work;
	int		 doc;
	bool		 again;		/* the second and last try after a death */
	int64_t		 expect_ms;	/* of a document (expect.h); 0: short, or nobody knows */
	struct visit	*next_free;
};

struct withdrawal;
struct rest;
struct gate_pass;			/* gate.c alone can make one */

/* Documents that go side by side; flight.h says what each member is for. */
struct flight {
	uint8_t		*stand;		/* of each document; NULL: none has gone */
	bool		 open;		/* its intent is in the ledger, its answer is not */
	size_t		 findings;	/* how many there were when the gate was asked for its first document */
	bool		 broken;	/* one did not arrive: no more are sent */
	uint32_t	 there, same;	/* arrived in this flight, and stood there already */
	bool		 told;
	struct receipt	 said;		/* when told: what is told of the whole */
};

/* Where its publication stands; publication.c says what each member is for. */
struct publication {
	const struct portal_kind *kind;
	enum portal_step step;		/* the next order, or the one that is with a courier */
	bool		 taken;		/* the row has this run's epoch, though it is still in the state it was found in */
	bool		 removing;	/* a DELETE of the concept may be under way */
	bool		 asking;	/* an earlier run left an effect in doubt: asked before anything else */
	bool		 doubt;		/* an answer was lost in this run: what was sent may be there */
	bool		 took_back;	/* the concept that people had is deleted, for another one or none */
	bool		 announced;	/* a document was, and the row says that it may come though nobody knows of it */
	bool		 adopted;	/* the record is public already: what is sent is public at once */
	size_t		 doc;		/* the document whose turn it is */
	int64_t		 attempt;	/* of the order that is with a courier */
	bool		 resumed;	/* the record was known before this run: a document may be half-way */
	struct str	 journal;	/* of the document that is under way; absent: none */
	unsigned	 discards;	/* concepts thrown away in this run */
	unsigned	 tries;		/* failures in a row in this run */
	int64_t		 not_before_ms;	/* by clock_ms */
	struct str	 why;		/* what the portal said last */
	int		 plan;		/* of plan.h, as a file; -1: not made */
	struct flight	 flight;
};

struct work {
	struct work	*next;		/* in the order of the places */
	struct arena	*mem;
	struct run	*run;
	struct dossier	 d;
	struct organisation none;	/* for a dossier without one */
	const struct outlet *outlet;	/* where it goes now; each of the organisation's in its turn */
	size_t		 nth;		/* which one that is */
	struct sent_to	*sent;		/* how it went at those before */
	struct findings	 first;		/* what was found with the first of them, and what the portals said after it */
	bool		 judged;	/* the gate spoke, so the other places have their turn too */
	size_t		 described;	/* findings before the gate's */
	struct digest	 held;		/* the input that was held when the dossier was last judged; zero when it was not */
	int		 person;	/* what a person said: 1 it may go, -1 not now, 0 was not asked */
	bool		 fenced;	/* another run has it */
	struct turn	 turn;		/* in whose name the ledger is written */
	struct digest	 input, gate;	/* input: of what came in, and what of it was taken back since */
	struct digest	 bare;		/* of what came in alone */
	struct ledger_row row;		/* as it stood before this run */
	enum state	 at;		/* as the ledger has it from this run; S_NONE: this run changed nothing yet */
	enum phase	 phase;
	size_t		 next_doc;	/* first document whose visit has not begun; in PH_DOCUMENTS: its place in order */
	uint32_t	*order;		/* of PH_DOCUMENTS: what takes longest first; NULL: not made yet */
	int64_t		 left_ms, longest_ms;	/* expected of what has not begun: all of it, and the longest */
	size_t		 out;		/* jobs under way */
	struct digest	 whole_key;	/* of the dossier stage that is looked up or under way (memo.h) */
	bool		 bundled;	/* the bundle stage has spoken */
	int		 unkept;	/* -1; a bundle of the broken protocol that the torture tests must notice */
	bool		 noted;		/* as under way, for the run after this one (store/slots.h) */
	bool		 killer;	/* the program died of it too often; nothing is tried */
	unsigned	 ordered;	/* orders of it that couriers have */
	const struct waiver *waivers;	/* of the dossier, as the gate read them (waiving.h) */
	size_t		 nwaivers;
	const struct withdrawal *withdrawals; /* of the dossier (withdrawing.h) */
	size_t		 nwithdrawals;
	const struct gate_pass *pass;	/* nothing goes to a portal without */
	struct publication pub;
	struct visit	*again;		/* visits to be made a second time */
	struct visit	*spare;		/* visits that are done, for use again */
	struct sending	 sending;
	struct sight	 sight;		/* how it lay there before it was read (resting.h) */
	struct rest	*rest;		/* it was not read: what stands of it in the ledger; NULL: it was */
	struct str	 rest_line;	/* then: its account, as it was kept */
};

/*
 * Take the dossier in.  died: how often the program died while it did nothing
 * else; -1: it is no suspect.  -1: the machine failed.
 */
int		 work_open(struct run *, const struct place *, int64_t died, struct work **, struct err *) MUST_USE;
void		 work_free(struct work *);		/* NULL is fine */

/*
 * Go on as far as the memo carries; *visit_r is a job to start, or NULL when
 * there is nothing to do before another job ends (or it is PH_PUBLISH or
 * PH_CLOSED).
 */
int		 work_next(struct work *, struct visit **visit_r, struct err *) MUST_USE;

/* How long the longest document takes that this dossier has to give, about; 0: it has none now.  Milliseconds. */
int64_t		 work_longest(const struct work *);

/* A visit came back: keep what it made, remember it, apply it. */
int		 work_done(struct work *, struct visit *, struct err *) MUST_USE;

/* Close it at this place: every document gets its outcome. */
void		 work_close(struct work *, enum outcome);

/* One that is closed may wait for those before it: it lets go of what costs more than memory. */
void		 work_rest(struct work *);

/* File what a stage made into the vault, before any row of the ledger names it (facts: reliability 7, R4). */
int		 work_keep_made(struct work *, int *fd, struct artefact *, int kind, struct err *) MUST_USE;

/* A finding about the dossier or one of its documents; the arguments are copied. */
void		 work_find(struct work *, enum finding_code, int doc, struct str a, struct str b);
/* One about the dossier at the place where it is now; of several places a begins with the name of that. */
void		 work_find_here(struct work *, enum finding_code, struct str a, struct str b);

/*
 * Bring the ledger's row of this dossier to INGESTED, EXTRACTED or CLASSIFIED,
 * by way of what lies between; nothing when it is past that.  Another claim has
 * taken it: it is closed (PH_CLOSED) and 0 is returned, as everywhere below.
 */
int		 work_reach(struct work *, enum state, struct err *) MUST_USE;
/* One move of the ledger's row.  facts are taken. */
int		 work_move(struct work *, struct step, json_t *facts, struct err *) MUST_USE;
/* What a call of the ledger returned: 1 (fenced) closes the dossier and becomes 0. */
int		 work_fenced(struct work *, int rc);

#endif
