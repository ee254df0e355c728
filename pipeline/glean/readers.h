/* SPDX-License-Identifier: EUPL-1.2 */
/* readers.h - what the readers of glean share: each looks at one view and adds statements. */
#ifndef GLEAN_READERS_H
#define GLEAN_READERS_H

#include "glean/entries.h"
#include "glean/head.h"
#include "glean/view.h"
#include "stage.h"

/* What is loaded before the fork (glean_load). */
struct gleaner {
	struct labels	*labels;
};

/* A document that is being read. */
struct glean {
	const struct gleaner *with;
	const struct job *job;
	struct result	*res;		/* res->doc.gleaned and res->findings are filled; memory is res->mem */
	struct text	 text;
	struct view	 view;
	struct entries	 entries;	/* labels with the places of their values, in the order of the text */
	struct head	 head;		/* the lines at the top */
};

/* Add a statement of the text; source is set here, and text is cut to what a record can hold. */
void		 glean_say(struct glean *, struct statement);
void		 glean_find(struct glean *, enum finding_code, struct span at, struct str arg);

void		 glean_title(struct glean *);
void		 glean_organisation(struct glean *);
void		 glean_language(struct glean *);
void		 glean_dates(struct glean *);
void		 glean_marks(struct glean *);
void		 glean_relations(struct glean *);

#endif
