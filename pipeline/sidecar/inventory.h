/* SPDX-License-Identifier: EUPL-1.2 */
/* inventory.h - which table lists the documents of a Woo decision, and what its columns mean. */
#ifndef SIDECAR_INVENTORY_H
#define SIDECAR_INVENTORY_H

#include "sheet/table.h"

enum inventory_form {
	INVENTORY_NONE,
	INVENTORY_REPORT,		/* production report of MinVWS: internal */
	INVENTORY_LINKS,		/* its link sheet: internal */
	INVENTORY_PUBLIC,		/* its public inventarislijst */
	INVENTORY_OTHER			/* that of another body; public */
};

enum inventory_column {
	INV_ID, INV_DOCUMENT, INV_FILE, INV_NUMBER, INV_DATE, INV_JUDGEMENT, INV_GROUND, INV_SUSPENDED, INV_LINK,
	INV_REMARK, INV_MATTER, INV_CONTEXT, INV_ZAAK, INV_FAMILY, INV_THREAD, INV_TYPE, INV_REFERS, INV_SENDER,
	INV_RECEIVER, INV_SOORT,
	INV_BOTH,			/* judgement and grounds in one cell */
	INV__COUNT
};

enum judgement { JUDGED_NOT, JUDGED_OPEN, JUDGED_PART, JUDGED_ALREADY, JUDGED_CLOSED };

#define MARKS_MOST	64u		/* columns that stand for a ground or a judgement: the Woo and Wob have 35 */

/* A column that says something by a mark in its cell. */
struct inventory_mark {
	uint32_t	 column;
	struct str	 ground;	/* or absent: then */
	enum judgement	 judgement;
};

struct inventory {
	enum inventory_form form;
	uint32_t	 at[INV__COUNT];	/* column in the table, from 1; 0: it has none */
	struct inventory_mark marks[MARKS_MOST];
	size_t		 nmarks;
};

/*
 * Is this row the head of such a table (facts: intake-formats.md 3.2 and 3.7)?
 * Of two columns with one meaning the first counts.
 */
enum inventory_form inventory_head(struct inventory *, const struct row *, struct arena *);

/* Has it columns that only the report has: what its maker worked with? */
bool		 inventory_inner(const struct inventory *);

/* The judgement in a cell; loose: also as other bodies write it.  JUDGED_NOT: it is none. */
enum judgement	 inventory_judgement(struct str, bool loose);
const char	*judgement_name(enum judgement);	/* as 3.4 writes it */
/* "Deels openbaar, 5.1.2.e": the judgement off the start of a cell that has both; *rest_r is what follows. */
enum judgement	 inventory_both(struct str, struct str *rest_r);

/* 5.1.2.e as 5.1.2e, 10.2.g as 10.2g; what is unknown stays (3.4).  known_r: it is a ground of the Woo or Wob. */
struct str	 inventory_ground(struct arena *, struct str, bool *known_r);

#endif
