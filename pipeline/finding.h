/* SPDX-License-Identifier: EUPL-1.2 */
/* finding.h - what we have to say about a document, and what follows from it. */
#ifndef FINDING_H
#define FINDING_H

#include <time.h>

#include "base/hash.h"
#include "base/str.h"

enum finding_code {
#define FINDING(stage, num, id, waive, text)	F_##stage##_##id,
#include "findings.def"
#undef FINDING
	F__COUNT
};

/* The hundreds digit of a finding's number, as in SMTP replies. */
enum gravity { G_NOTE = 2, G_LOOK = 3, G_LATER = 4, G_STOP = 5 };

/* May a person let a document pass in spite of it?  Says something of 5xx only. */
enum waive { WAIVE_FREE, WAIVE_ONE, WAIVE_TWO, WAIVE_NEVER };

#define DOC_NONE	(-1)		/* about the dossier as a whole */

/*
 * That a person lets what a code says of a document pass, while the document
 * is these bytes and the code says this of it (waiving.h).  With WAIVE_TWO it
 * counts when a second person has said so too.
 */
struct waiver {
	struct str	 document;	/* its path as utf8_exact writes it; "": the dossier as a whole */
	struct digest	 of;		/* its bytes, or the input of the dossier */
	enum finding_code code;
	struct digest	 says;		/* of what was said (waiving_says) */
	struct str	 reason, by;
	time_t		 at;
	struct str	 second;	/* the other person; absent: nobody yet */
	time_t		 second_at;
};

#define BOX_MOST	1000000			/* either side of the corner of a page; a reader says no to more */

/*
 * Where on its page, in tenths of a point from the upper left corner of the page
 * as a reader sees it; all 0: no such place.
 */
struct box {
	int	 x0, y0, x1, y1;
};

struct finding {
	enum finding_code code;
	int		 doc;		/* index in dossier->docs, or DOC_NONE */
	uint32_t	 page;		/* from 1; 0 = unknown */
	uint32_t	 off, len;	/* bytes in the extracted text; len 0 = no place */
	struct str	 arg[2];	/* for %1 and %2; never the matched text */
	struct str	 masked;	/* personal data, masked ("111*****3"), or absent */
	const struct waiver *waived;	/* by whom it was let pass; NULL: it was not */
	struct box	 box;		/* on its page, where that is known without looking the text up; or all 0 */
};

struct findings {
	struct finding	*v;
	size_t		 n, cap;
	struct arena	*mem;
};

bool		 box_is_there(struct box);

/* args are borrowed; findings live no longer than they do. */
void		 finding_add(struct findings *, struct finding);
/* What somebody typed or called a file, as an argument: at most 200 bytes, harmless to a terminal, no long numbers. */
struct str	 finding_shown(struct arena *, struct str raw);

enum gravity	 finding_gravity(enum finding_code);
enum waive	 finding_waive(enum finding_code);
const char	*finding_tag(enum finding_code);		/* "EXT-501" */
int		 finding_find(struct str tag, enum finding_code *) MUST_USE;
struct str	 finding_text(struct arena *, const struct finding *);	/* the sentence, with its arguments */
/* The same in the language of the person at the terminal (lang.h); an argument is Dutch where the catalogue lacks it. */
struct str	 finding_said(struct arena *, const struct finding *);

/* What it weighs in a verdict: as its code says, but one that a person let pass is only worth a look. */
enum gravity	 finding_weight(const struct finding *);
/* "Vrijgegeven door A op 12 maart 2026: reden", masked; of one that lacks a person: who said so, and that one lacks. */
struct str	 waiver_text(struct arena *, const struct waiver *);
/* Have as many persons said so as its code asks for? */
bool		 waiver_complete(const struct waiver *);

/* A verdict is computed, never stored: the gravest finding decides; what a person let pass does not count. */
enum verdict { V_PUBLISH, V_LOOK, V_LATER, V_HOLD };

enum verdict	 verdict(const struct findings *);
enum verdict	 verdict_doc(const struct findings *, int doc);	/* only what speaks of this document */
/* Does it go later, and for no other reason than that somebody planned it so: a calendar, an embargo? */
bool		 verdict_planned(const struct findings *);
const char	*verdict_name(enum verdict);			/* publish look later hold */

#endif
