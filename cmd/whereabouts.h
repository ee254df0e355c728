/* SPDX-License-Identifier: EUPL-1.2 */
/* whereabouts.h - where the dossiers of an organisation stand: its places, and what was taken back, by the ledger. */
#ifndef WHEREABOUTS_H
#define WHEREABOUTS_H

#include "base/buf.h"
#include "base/json.h"
#include "config/settings.h"
#include "store/overview.h"

/*
 * `status`, the table on a terminal, the JSON and the page of a run all tell
 * what is made here, so their numbers are the same.
 */
struct whereabouts {
	struct store	*store;
	const struct organisation *org;
	struct str	 key;		/* of one dossier, as the ledger has it; "": of all */
	struct run_id	 run;		/* what was taken back in it is told by itself; 0: no run */
	time_t		 now;
	struct arena	*mem;
};

/*
 * An object for each place, in the order of the settings; behind them places
 * that the ledger knows and the settings do not.  A new reference:
 *	{"organisation", "name", "listed": true|false (in the settings), "kind", "class", "what", "via", "guarantee",
 *	 "address": without keys, "public",
 *	 "dossiers", "public_dossiers", "groups": [{"words", "dossiers", "exposed"}], "behind", "lacks", "withdrawing",
 *	 "fails", "failing_since", "open_until",
 *	 "site": {"pages", "documents", "withdrawn", "updated"}, "notes": [{"text"}]}
 * groups are those of standing.h that are not empty.  behind: may be public, and
 * do not all stand there yet; lacks: of those, never been there.  notes say in
 * Dutch what a person should know of it.
 */
int	whereabouts_places(const struct whereabouts *, json_t **list_r, struct err *) MUST_USE;

/*
 * What was taken back, where anything was; else *j_r is NULL.  A new reference:
 *	{"organisation", "dossiers", "waiting", "documents", "run_dossiers", "run_documents", "there",
 *	 "addresses": [{"dossier", "place", "address": masked, "answer", "words", "since", "due", "until", "text"}]}
 * addresses are those that are still asked; until only where it is gone so far.
 */
int	whereabouts_withdrawn(const struct whereabouts *, json_t **j_r, struct err *) MUST_USE;

/* As paragraphs for `status`, below the name of the organisation. */
void	whereabouts_place_text(struct buf *, const json_t *, struct arena *);
void	whereabouts_withdrawn_text(struct buf *, const json_t *, struct arena *);

/* As one paragraph each for the end of a run. */
void	whereabouts_place_line(struct buf *, const json_t *, struct arena *);
void	whereabouts_withdrawn_line(struct buf *, const json_t *, struct arena *);

/* An address out of the settings without what may be a key: a user, a question, a fragment; a folder as its path. */
struct str	whereabouts_address(struct str url, struct arena *);

/* The name of a place as the reports have it: that of the settings, or its kind. */
struct str	whereabouts_name(const struct outlet *);

#endif
