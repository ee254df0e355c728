/* SPDX-License-Identifier: EUPL-1.2 */
/* head.h - the top of a document as lines, each with what it is for. */
#ifndef GLEAN_HEAD_H
#define GLEAN_HEAD_H

#include "text.h"

enum line_kind {
	LINE_TEXT,			/* may be part of a title */
	LINE_SORT,			/* a kind of document and nothing else: RAADSVOORSTEL, Motie M-04 */
	LINE_MAKER,			/* an organisation, or a part of one */
	LINE_SUBJECT,			/* Onderwerp, Betreft, ... with or without its value */
	LINE_LABEL,			/* another label: Datum, Ons kenmerk, Aan, ... */
	LINE_DATE,			/* a date, with or without a place */
	LINE_ADDRESS,			/* where somebody lives or is reached */
	LINE_NUMBER,			/* a number, a page, a version */
	LINE_PERSON,			/* somebody's name alone */
	LINE_SENTENCE,			/* running text */
	LINE_PREAMBLE,			/* De raad van de gemeente X; gelet op ...; besluit: */
	LINE_STOP			/* what follows is the document itself: Geachte, Artikel 1, Inhoud */
};

struct head_line {
	struct str	 s;		/* as the document writes it, without spaces between the letters of a word */
	struct str	 plain;		/* base/fold.h: lower case ASCII */
	struct str	 value;		/* behind the label, as the document writes it; or absent */
	uint32_t	 off;		/* of s in the text */
	uint32_t	 level;		/* of the heading that it is (part of); 0: none */
	uint32_t	 heading;	/* where that heading begins, so that two lines of one heading know each other */
	enum line_kind	 kind;
	bool		 gap;		/* an empty line stands before it */
	bool		 mail;		/* of the header of a message */
	bool		 repeated;	/* stands on later pages too: a running header */
	bool		 row;		/* a row of labels, one of them that of the subject */
	bool		 flat;		/* a piece of a page that lost its line ends */
	bool		 again;		/* of which a later page begins with the same words */
};

struct head {
	struct head_line *v;
	size_t		 n, cap;
	struct str	*tops;		/* the first lines of later pages: among them are running headers */
	size_t		 ntops;
	bool		 gaps;		/* empty lines stand between what is apart */
};

/* What a reader sees of the first pages, without empty lines.  The text must outlive it. */
void	 head_read(struct head *, const struct text *, struct arena *);

/* Where in s a label with its colon stands: "Antwoord op vragen Verzonden op: 2 mei"; s.n: nowhere. */
size_t	 head_label_in(struct str s, struct arena *);

#endif
