/* SPDX-License-Identifier: EUPL-1.2 */
/* table.h - the account of a run on a terminal: a line for each dossier, the totals, what to do now. */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include "base/buf.h"
#include "report/account.h"

#define TABLE_COLUMNS	((size_t)79)	/* an 80 column terminal; the last column is left alone */

struct table {
	struct buf	*out;		/* UTF-8; check its `cut` at the end */
	struct arena	*mem;		/* for work on the way, rewound; not the arena of out */
	bool		 colour;	/* ANSI colours; nothing is said by colour alone */
	bool		 rehearsal;	/* conditional wording, nothing else */
	bool		 standin;	/* of a rehearsal: something was sent, to a portal of our own */
};

/* Are colours wanted there?  A terminal that knows them, and no NO_COLOR in the environment (no-color.org). */
bool	table_colour(int fd);

void	table_head(const struct table *);

/*
 * One line; below it the reasons when a person must act (gravity 4 and up) or
 * may look (3xx), gravest first.
 */
void	table_dossier(const struct table *, const struct dossier *);

/* Is it told as unchanged?  With how many documents, and the category that its line has. */
bool	table_rests(const struct dossier *, size_t *ndocs_r, struct str *category_r);
/* The line of such a one, of which only org and key are known. */
void	table_rested(const struct table *, const struct dossier *, size_t ndocs, struct str category);

/* The sum, whether it balances, and what a person must do now. */
void	table_totals(const struct table *, const struct totals *);

#endif
