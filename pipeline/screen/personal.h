/* SPDX-License-Identifier: EUPL-1.2 */
/* personal.h - personal data in the texts of one document, each weighed by where it stands and what toets.yaml says. */
#ifndef SCREEN_PERSONAL_H
#define SCREEN_PERSONAL_H

#include "screen/policy.h"
#include "text.h"

struct job;
struct parties;
struct result;
struct tools;

/* One document being looked through. */
struct personal {
	const struct job *job;
	struct result	*r;
	struct arena	*tmp;
	struct screening how;
	const struct parties *parties;	/* who is known to be in it; NULL: nobody */
	size_t		 bsns;		/* findings so far */
	bool		 failed;	/* SCR-504 was said */
	size_t		 said[SUBJECT__COUNT][MEASURE__COUNT + 1], more[SUBJECT__COUNT];
	struct str	*seen;		/* what was found where a reader sees it, caseless */
	size_t		 nseen, seen_cap;
};

/* A text to look through, and where it stands. */
struct place {
	struct str	 s;
	const char	*where;		/* Dutch, passed through _() already, for %1; NULL: by the origin in text */
	const struct text *text;	/* s is its text; else NULL */
	uint32_t	 page;		/* 0: by text, or none */
	bool		 unseen;	/* readers of the document do not see it */
	bool		 within;	/* unseen, and extract took it along among what is seen */
	/* Of s: is there personal data here that holds?  One for each of its parts; NULL: nobody asks. */
	bool		*holds;
	const size_t	*part_at;	/* where each begins, ascending */
	size_t		 nparts;
	bool		 quiet;		/* only holds is wanted; nothing is told */
};

void	 personal_look(struct personal *, const struct place *);

/* Once after all places: what stands there more often than was told. */
void	 personal_end(struct personal *);

#endif
