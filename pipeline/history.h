/* SPDX-License-Identifier: EUPL-1.2 */
/* history.h - what became of one dossier, as its evidence tells it: when it came, was held, went out, was taken back. */
#ifndef HISTORY_H
#define HISTORY_H

#include "base/json.h"
#include "finding.h"
#include "store/ledger.h"

/* A set of findings. */
struct codes { uint64_t v[(F__COUNT + 63) / 64]; };
bool		 codes_has(const struct codes *, enum finding_code);
void		 codes_add(struct codes *, enum finding_code);

/* Times are the clock of the run in which it happened.  Digests and ids are as the evidence writes them. */

/* What the gate let pass, or held: what the evidence has of it (phasing_note). */
struct judged {
	time_t		 at;
	struct str	 input;		/* digest */
	struct str	 category;	/* address; absent: none, or written before that was kept */
	int64_t		 documents;	/* that go out; -1: not kept */
	struct str	 due;		/* 2026-03-12; absent: it had no term */
	bool		 due_unknown;	/* it had one, and its day could not be known */
	struct codes	 stops;		/* 5xx that counted */
	struct codes	 waived;	/* 5xx that persons let pass */
};

/* It was seen to be public, or seen to be so in another version. */
struct outing { time_t at; int64_t revision; struct judged as; };

/* From when a person had to act until it passed, was taken back, or went on to wait for its day. */
struct hold {
	time_t		 from, until;	/* until 0: not over */
	struct codes	 codes;		/* all that held it meanwhile */
	bool		 released;
};

struct apart { time_t from, until; };	/* QUARANTINED; until 0: not over */

/* A code that held these bytes, when first; and of which documents it spoke. */
struct stop { enum finding_code code; struct str input; time_t at; };
struct stopped { size_t stop; struct str document; };

/* A person took something back. */
struct taken {
	time_t		 at;
	bool		 replaced;
	bool		 whole;		/* the dossier; else one document */
	struct str	 label;		/* of the reason */
};

/* A waiver was given, got its second person, or was withdrawn. */
struct pardon {
	time_t		 at;
	enum finding_code code;
	enum { PARDON_GIVEN, PARDON_SECOND, PARDON_ENDED } what;
	struct str	 which;		/* document and digests: the same for all that is about one waiver */
};

/* A place was asked something, and answered or did not. */
struct contact { int64_t seq, run; struct str outlet; bool failed; };

/* Where it stood when it was taken back. */
struct address { struct str digest; time_t since; time_t gone; /* 0: not seen to be gone */ };

struct history {
	struct arena	*mem;
	const time_t	*runs;		/* the clock of each run by its number; 0: there is none of that number */
	size_t		 nruns;
	time_t		 came;		/* 0: nothing is known of it */
	struct { struct outing *v; size_t n, cap; } outings;	/* of the place where it went out first; by time */
	struct { struct hold *v; size_t n, cap; } holds;	/* at the first place; by time */
	struct { struct apart *v; size_t n, cap; } aparts;	/* at any place */
	struct { struct judged *v; size_t n, cap; } verdicts;	/* at the first place; by time */
	struct { struct stop *v; size_t n, cap; } stops;
	struct { struct stopped *v; size_t n, cap; } stopped;
	struct { struct taken *v; size_t n, cap; } taken;
	struct { struct pardon *v; size_t n, cap; } pardons;
	struct { struct contact *v; size_t n, cap; } contacts;
	struct { struct address *v; size_t n, cap; } addresses;
	time_t		 gone;		/* when the last of its places was seen without it; 0: not so */
	bool		 leaving;	/* a place still has it, or was not asked yet */
	struct place	*place;		/* of which entries are read now */
};

/*
 * A dossier: history_init, then for each of its places, the first one first,
 * history_place (outlet "": the first), history_entry for each entry of the
 * evidence in its order, history_address for each address that is watched
 * (after the entries), and history_place_end.  All is borrowed or kept in mem.
 */
void		 history_init(struct history *, struct arena *, const time_t *runs, size_t nruns);
void		 history_place(struct history *, struct str outlet);
void		 history_entry(struct history *, const json_t *);
void		 history_address(struct history *, struct str digest, time_t since);
void		 history_place_end(struct history *);

#endif
