/* SPDX-License-Identifier: EUPL-1.2 */
/* statement.h - what a source, or the text of the document, says of it, before anybody has chosen. */
#ifndef STATEMENT_H
#define STATEMENT_H

#include "base/date.h"
#include "base/str.h"

/* Where in a document something stands. */
struct span {
	uint32_t	 page;		/* from 1; 0 = unknown */
	uint32_t	 off, len;	/* bytes in the extracted text; len 0 = nowhere */
};

enum say {
#define SAY(id, ...)	SAY_##id,
#include "statements.def"
#undef SAY
	SAY__COUNT
};

enum say_shape { SHAPE_TEXT, SHAPE_TERM, SHAPE_DAY, SHAPE_SPAN, SHAPE_REF };

enum source {
#define SOURCE(id, ...)	SOURCE_##id,
#include "sources.def"
#undef SOURCE
	SOURCE__COUNT
};

const char	*say_name(enum say);		/* one word, for JSON */
const char	*say_label(enum say);		/* Dutch, to be passed through _() */
enum say_shape	 say_shape(enum say);
int		 say_find(struct str name, enum say *) MUST_USE;
const char	*source_name(enum source);	/* one word, for JSON and settings */
const char	*source_label(enum source);	/* Dutch, to be passed through _() */
int		 source_find(struct str name, enum source *) MUST_USE;

/* The row of a table that says it. */
struct from_row {
	int		 table;		/* index of the document */
	uint32_t	 sheet;		/* of a workbook, from 0 */
	uint32_t	 n;		/* as the sheet counts, from 1; 0: no table says it */
};

/*
 * A statement is a claim: nobody has compared it with the others, and what a
 * person may not read in public (PARTY) is among them.  Strings are XML text.
 */
struct statement {
	enum say	 what;
	struct str	 text;		/* one line, NFC, as the source writes it */
	struct str	 uri;		/* address from a value list, what a reference points at, or the key of EXTRA; or absent */
	struct date	 date, until;	/* of those that are days; year 0: none.  until: the last day */
	enum source	 source;
	struct str	 where;		/* Dutch: "inventaris.xlsx, rij 12, kolom Datum"; absent: in the text, see at */
	int		 sure;		/* 0 to 100 */
	struct span	 at;
	struct from_row	 row;
};

#define STATEMENTS_MOST	20000		/* of one document; sidecar tells what is more (SID-514) */

struct statements { struct statement *v; size_t n, cap; };

/* False: there are as many as there may be, and it was left out. */
bool			 statement_add(struct statements *, struct statement, struct arena *);
/* The i-th of its kind, in the order in which they were said; NULL: there is none.  Who wants them all: statement_next. */
const struct statement	*statement_of(const struct statements *, enum say, size_t i);
/* The next of its kind from *i on, in the order in which they were said; *i is then behind it.  NULL: there is none. */
const struct statement	*statement_next(const struct statements *, enum say, size_t *i);
/* The one to believe: of the most trusted source, then the surest, then the first.  NULL: there is none. */
const struct statement	*statement_best(const struct statements *, enum say);


/*
 * The day on which the document was made: what is called its date, else when it
 * was decided, the meeting that it is of (its minutes are established in the
 * next), or when it was established, signed or sent; of the most trusted source
 * that is at least so sure, and there a plain one before one that is not.  Never
 * a day of receipt, a period or a validity.  Where sure is 80 or more, a day of
 * the text against which another stands that could be its own is none.  NULL:
 * nobody says one.
 */
const struct statement	*statement_day(const struct statements *, int sure);

#endif
