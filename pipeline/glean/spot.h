/* SPDX-License-Identifier: EUPL-1.2 */
/* spot.h - the words around a date: what they make of it. */
#ifndef GLEAN_SPOT_H
#define GLEAN_SPOT_H

#include "glean/view.h"
#include "glean/when.h"

#define ZONE_MOST	((size_t)3000)	/* bytes of a letterhead: a text without line ends has none to see */
#define TOWN_MOST	((size_t)40)	/* bytes of "'s-Hertogenbosch" and its like */
#define BEFORE_MOST	((size_t)300)	/* bytes looked back: "Aldus vastgesteld in de openbare vergadering van de raad ..." */

/* Where in a window a date stands, and what stands around it; folded, a space for each run of white space. */
struct spot {
	const struct window *w;
	size_t		 at, n;		/* the date in w->f.s */
	size_t		 cell;		/* where its cell, or its line, begins */
	struct str	 before;	/* of its sentence, without a day of the week at its end */
	struct str	 line;		/* of that, what stands on its own line or in its own cell */
	struct str	 behind;	/* the rest of its line or cell */
	bool		 top;		/* among the first lines of the document: a title, its subtitle */
	bool		 first;		/* on its first line */
	bool		 zone;		/* where a letterhead, a title page or a form says what the document is */
	bool		 foot;		/* among its last lines: a signature */
	bool		 heading;	/* it is a heading, whole */
	bool		 item;		/* its sentence, or the row in which it stands, has a number: an item of an agenda */
	bool		 page;		/* its day may be the number of a page */
	bool		 quoted;	/* its line begins with a quotation mark: the name of another paper */
	bool		 aside;		/* other cells stand before it on its line */
	bool		 flat;		/* at the head of a page of which the lines are lost */
	bool		 row;		/* its line has more cells than a label and its value, or one behind it: a table */
};

/* Lines that count as first, top, zone and foot. */
struct bounds {
	size_t		 first, top, zone;	/* end of the last line of them, in the first window */
	size_t		 foot;		/* start of the first, in the last window */
};

void		 spot_bounds(struct bounds *, const struct view *);
/* from: the end of the date before this one, whose words are not this one's. */
void		 spot_of(struct spot *, const struct view *, const struct bounds *, const struct window *, size_t from,
		    size_t at, size_t n, struct arena *);

/* What the place makes of the date: a kind of statement and how sure it is. */
struct role { enum say what; int sure; };

/* sure 0: nothing, which is so of most dates in running text. */
struct role	 spot_role(const struct spot *, const struct view *);

/* Is it a day by itself, in a head in which the label "Datum" stands before it, apart? */
bool		 spot_is_stray(const struct spot *);

/* Is this (folded, plain spaces) the name of a town with its comma, as before the date of a letter? */
bool		 spot_is_town(const struct view *, const struct window *, size_t start, size_t end);

/* Has s this word (ASCII, lower case; may hold spaces) as a word of its own?  Does it begin, end with it? */
bool		 has_word(struct str s, const char *word);
bool		 begins_with(struct str s, const char *word);
bool		 ends_with(struct str s, const char *word);
bool		 has_any(struct str s, const char *const *words, size_t n);
bool		 begins_any(struct str s, const char *const *words, size_t n);
bool		 ends_any(struct str s, const char *const *words, size_t n);

#endif
