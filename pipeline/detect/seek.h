/* SPDX-License-Identifier: EUPL-1.2 */
/* seek.h - one text being searched by all detectors; only for the files of this folder. */
#ifndef DETECT_SEEK_H
#define DETECT_SEEK_H

#include "base/ascii.h"
#include "base/fold.h"
#include "detect/detectors.h"
#include "detect/lists.h"

#define PLACES_MOST	((size_t)1 << 20)	/* persons remembered of one text; beyond them every address is one's */

struct detectors {
	struct lists	*lists;
};

struct place { uint32_t s, e; };	/* bytes of the folded text */

/* Words of context around ascending candidates. */
struct near {
	size_t		 s, e;		/* the word that was seen last */
	bool		 none;		/* there are none after it */
};

struct seek {
	const struct detectors	*d;
	const struct allow	*allow;
	const struct parties	*parties;
	struct folded		 f;
	struct arena		*mem;
	struct detector_hits	*hits;
	size_t			 cap;		/* of hits->v */
	struct near		 near[CONTEXT__COUNT];
	struct place		*person;	/* where a name, a birth date or a mobile number stands */
	size_t			 npersons, persons_cap, persons_at;
};

/* How a hit is shown. */
enum mask {
	MASK_ENDS,		/* the first two and the last letter or digit stay: 06-*******8 */
	MASK_FIRST,		/* only the first */
	MASK_WORDS,		/* the first letter of each word */
	MASK_ALL
};

/* A hit on [s, e) of the folded text.  It is counted, and listed while there is room. */
void		 seek_hit(struct seek *, enum detector_class, size_t s, size_t e, enum mask);
void		 seek_hit_masked(struct seek *, enum detector_class, size_t s, size_t e, struct str masked);
struct str	 seek_masked(struct arena *, struct str folded, enum mask);
void		 seek_person(struct seek *, size_t s, size_t e);
/* Does a person stand within so many bytes of [s, e)?  Candidates in ascending order, after all persons. */
bool		 seek_near_person(struct seek *, size_t s, size_t e, size_t within);

/* Does a word of this context stand within so many bytes?  Candidates in ascending order. */
bool		 seek_near(struct seek *, enum context, size_t s, size_t e, size_t within);

static inline char
seek_at(const struct seek *x, size_t i)
{
	return i < x->f.s.n ? x->f.s.p[i] : '\0';
}

/* A letter that has no plain form is '?' in folded text, and a question mark is too; its first byte tells. */
static inline bool
seek_letter(const struct seek *x, size_t i)
{
	return i < x->f.s.n &&
	    (ascii_letter(x->f.s.p[i]) || (x->f.s.p[i] == '?' && (x->f.from.p[x->f.at[i]] & 0x80) != 0));
}

static inline bool
seek_part(const struct seek *x, size_t i)
{
	return seek_letter(x, i) || ascii_digit(seek_at(x, i));
}

bool		 seek_capital(const struct seek *, size_t i);	/* was it a capital in the text? */

/* The detectors.  Persons are marked by the first four, addresses come last. */
void		 seek_numbers(struct seek *);	/* IBAN, PHONE, PLATE */
void		 seek_mail(struct seek *);
void		 seek_births(struct seek *);
void		 seek_names(struct seek *);	/* PARTY, NAME */
void		 seek_addresses(struct seek *);

/* A plate or none that begins with the token at i; where it ends, 0 for none.  It is a hit then. */
size_t		 seek_plate(struct seek *, size_t i);
/* Bytes of a date at i: 0 for none. */
size_t		 seek_date(struct str s, size_t i);

#endif
