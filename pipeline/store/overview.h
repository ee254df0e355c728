/* SPDX-License-Identifier: EUPL-1.2 */
/* overview.h - how everything stands, for who asks; nothing is changed. */
#ifndef STORE_OVERVIEW_H
#define STORE_OVERVIEW_H

#include "store/ledger.h"

/*
 * Everything below comes as a row at a time, through a function that returns 0
 * to go on; -1 stops (the caller keeps its own error).  Strings live until that
 * function returns.  org and key are as the ledger has them (utf8_exact); S("")
 * asks for all.
 */
struct scope { struct str org, key; };

/* What is read between these two is of one moment, whatever a run does meanwhile. */
int	overview_begin(struct store *, struct err *) MUST_USE;
int	overview_end(struct store *, struct err *) MUST_USE;

/* Dossiers of one organisation in one state. */
struct count {
	struct str	 org;
	enum state	 state;
	bool		 exposed;	/* public, or maybe */
	int64_t		 n, spares;	/* dossiers; of those, with concepts that nobody chose */
	time_t		 moved;		/* when one of them last moved */
};
typedef int	overview_count(void *ctx, const struct count *, struct err *);
int	overview_counts(struct store *, struct scope, overview_count *, void *ctx, struct err *) MUST_USE;

struct standing {
	struct uuid	 id;
	struct str	 org, key;
	struct str	 outlet;	/* the place, beside the organisation's first; absent: that one */
	struct ledger_row row;
	bool		 accounted;	/* the three below are known */
	struct artefact	 account;
	struct run_id	 account_run;
	struct str	 verdict;	/* of the account; may be absent */
	int64_t		 deaths;	/* -1: no suspect */
	struct arena	*mem;		/* rewound for each */
};
typedef int	overview_standing(void *ctx, const struct standing *, struct err *);
/* In the order of organisation and name.  all: also those at rest about which there is nothing to say. */
int	overview_each(struct store *, struct scope, bool all, overview_standing *, void *ctx, struct err *) MUST_USE;

/* The same of the places beside the first, where a dossier has a row of its own; not what is held at the first as well. */
int	overview_elsewhere(struct store *, struct scope, bool all, overview_standing *, void *ctx, struct err *) MUST_USE;

/* Suspects of which the ledger knows no name: the program died before they were taken up. */
int	overview_nameless(struct store *, int64_t *n_r, struct err *) MUST_USE;

/* When a portal of an organisation began to fail, by the attempts; 0: not known.  outlet "": its first. */
int	overview_failing_since(struct store *, struct str org, struct str outlet, time_t *, struct err *) MUST_USE;

/* How many dossiers of one organisation are in one state at each of its places; outlet "": the first. */
struct outlet_count { struct str outlet; enum state state; bool exposed; int64_t n; };
typedef int	overview_outlet(void *ctx, const struct outlet_count *, struct err *);
int	overview_outlets(struct store *, struct scope, overview_outlet *, void *ctx, struct err *) MUST_USE;
/* How many of its dossiers are public at the first place and have never been at this one. */
int	overview_lacks(struct store *, struct scope, struct str outlet, int64_t *n_r, struct err *) MUST_USE;

/* How one dossier stands at the places beside the first. */
typedef int	overview_place(void *ctx, struct str outlet, const struct ledger_row *, struct err *);
int	overview_places(struct store *, struct str org, struct str key, struct arena *, overview_place *, void *ctx,
	    struct err *) MUST_USE;

struct run_row {
	struct run_id	 id;		/* 0: there is none */
	struct str	 mode, who, host, boot, build;
	time_t		 now, started, ended;	/* ended 0: under way or broken off */
	bool		 balanced;
	int64_t		 pid;
	struct digest	 templates;	/* zero when not kept */
};
int	overview_run(struct store *, struct run_id, struct arena *, struct run_row *, struct err *) MUST_USE;
/* The last of a mode; "": of all. */
int	overview_last_run(struct store *, const char *mode, struct arena *, struct run_row *, struct err *) MUST_USE;
/* The latest of those without an end, at most `most`. */
int	overview_open_runs(struct store *, struct run_id *, size_t most, size_t *n_r, struct err *) MUST_USE;
/* Is its process still there?  false also when it is on another machine. */
bool	run_alive(const struct run_row *);

/* The evidence about one dossier, oldest first (evidence.h). */
typedef int	overview_entry(void *ctx, const json_t *, struct err *);
int	overview_evidence(struct store *, struct uuid id, overview_entry *, void *ctx, struct err *) MUST_USE;

#endif
