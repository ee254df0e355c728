/* SPDX-License-Identifier: EUPL-1.2 */
/* left.h - what was left behind in a file: of each kind how many, and where. */
#ifndef REVEAL_LEFT_H
#define REVEAL_LEFT_H

#include "reveal/revealing.h"

#define WHERE_MOST	8		/* places that a finding names */

/* One kind; its finding has the number as %1 and the places as %2. */
struct left {
	uint64_t	 n;
	struct str	 where[WHERE_MOST];
	size_t		 nwhere;
	bool		 more;		/* there are more places */
};

struct lefts {
	struct revealing *v;
	struct left	 of[F__COUNT];
};

struct lefts	*lefts_new(struct revealing *);
/* n more of this kind; where is Dutch and of ours, never a word of the document; it is kept once, copied, and may be absent. */
void		 left_add(struct lefts *, enum finding_code, uint64_t n, struct str where);
/* A finding for each kind of which there are some. */
void		 lefts_tell(struct lefts *);

/* The text that extract found hidden, counted in letters and digits; where is for those that have no place yet. */
void		 left_hidden(struct lefts *, struct str where);
/* Letters, digits and all else that is no white space, in characters. */
uint64_t	 left_letters(struct str s);

/* Is it a path on a computer or on a network drive (file:, \\server, C:\)? */
bool		 left_is_local(struct str address);
/* Does a program that follows it go to the network (http:, https:, ftp:, //)? */
bool		 left_is_web(struct str address);

/* A property that names who made the file, or an organisation or a program: REV-330, or else REV-234; label is what it is called. */
void		 left_maker(struct lefts *, const char *label, struct str value);

/* What a picture in the file says of where and by whom it was made. */
void		 left_picture(struct lefts *, struct str bytes, struct str where);

/* What the facts of accessibility are of a text document: counted, not judged. */
struct access {
	uint64_t	 pictures, described;	/* and those that have an alternative text */
	uint64_t	 tables, headed;	/* and those with a row of headings */
	struct str	 language;		/* as the file has it, or absent */
	bool		 title;
};
void		 access_tell(struct revealing *, const struct access *);

#endif
