/* SPDX-License-Identifier: EUPL-1.2 */
/* agenda.h - what the calendar of an organisation means for the dossiers that the ledger knows: late, due, not yet. */
#ifndef AGENDA_H
#define AGENDA_H

#include "base/buf.h"
#include "base/json.h"
#include "config/calendar.h"
#include "store/overview.h"
#include "store/vault.h"

#define AGENDA_WEEKS	8		/* that a forecast looks ahead */

/* A dossier by its last account. */
struct appointed {
	struct str	 key;		/* as the ledger has it */
	enum state	 state;
	bool		 exposed;	/* public, or maybe */
	bool		 held;		/* a person must act before it can go */
	bool		 later;		/* it waits for something that nobody planned */
	size_t		 documents;	/* of those that go out */
	struct str	*uris;		/* of the categories of its main document */
	size_t		 nuris;
	struct days	 days;
	time_t		 not_before, leave;	/* 0: not said */
	const json_t	*account;	/* NULL: there is none, and nothing above is known but key, state and exposed */
};

struct agenda {
	struct store	*store;
	struct vault	*vault;
	const struct organisation *org;
	time_t		 now;
	struct arena	*mem;		/* of what is returned */
	time_t		 quiet_until;	/* what is public and rests until then (store/rests.h) is left out; 0: nothing is */
};

/* Every dossier of the organisation but those that were taken back; what it holds lives until the function returns. */
typedef int	agenda_fn(void *ctx, const struct appointed *, struct err *);
int	agenda_each(const struct agenda *, agenda_fn *, void *ctx, struct err *) MUST_USE;

/* The first day on which it may go for its embargo; year 0: today. */
struct date	 agenda_embargo(const struct appointed *, struct date today);

/*
 * How things stand by the calendar; *j_r stays NULL where the organisation has none.  A new reference:
 *	{"organisation", "day", "overdue": [{"dossier", "category", "due", "days", "words"}], "due": the same, in the
 *	 weeks to come, "weeks": [{"from", "until", "dossiers"}], "beyond": later than that, "unknown": without the day
 *	 that the term counts from, "off": [{"category", "label", "from", "dossiers"}], "phases": [{"category", "label",
 *	 "from", "stance"}] to come, "moments": [{"dossier", "what": "embargo|leave", "at", "day"}] in those weeks}
 * The lists of dossiers are in the order of their days.
 */
int	agenda_of(const struct agenda *, json_t **j_r, struct err *) MUST_USE;

/* As paragraphs for `status`, below the name of the organisation. */
void	agenda_text(struct buf *, const json_t *, struct arena *);
/* As one paragraph for the end of a run; nothing where there is nothing late, due or waiting. */
void	agenda_line(struct buf *, const json_t *, struct arena *);

#endif
