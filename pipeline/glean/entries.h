/* SPDX-License-Identifier: EUPL-1.2 */
/* entries.h - the labels of a letterhead or a form ("Datum", "Ons kenmerk") and where their values stand. */
#ifndef GLEAN_ENTRIES_H
#define GLEAN_ENTRIES_H

#include "base/err.h"
#include "glean/view.h"

/* What stands behind a label; the words of templates/glean/etiketten.tsv stand in entries.c. */
enum label_kind {
	LABEL_DATE,			/* dagtekening */
	LABEL_MEETING, LABEL_ESTABLISHED, LABEL_SIGNED, LABEL_SENT, LABEL_RECEIVED, LABEL_DECIDED, LABEL_PERIOD,
	LABEL_VALID,
	LABEL_MARK,			/* our own kenmerk */
	LABEL_CASE,			/* zaaknummer */
	LABEL_DOSSIER,			/* dossiernummer */
	LABEL_THEIRS,			/* uw kenmerk: of the other party */
	LABEL_LETTER,			/* uw brief van: a date of the other party */
	LABEL_OTHER,			/* a label like the others, whose value is nothing for us */
	LABEL__COUNT
};

struct label {
	struct str	 words;		/* as base/fold.h writes them, one space between two */
	enum label_kind	 kind;
	int		 sure;		/* of a value that stands behind it */
};

struct labels;

/*
 * A TSV file: UTF-8, LF; line 1 starts with "# "; then a row each: label, kind,
 * sure.  A fault names file and line (E_CONFIG).
 */
int		 labels_load(const char *path, struct arena *, struct labels **, struct err *) MUST_USE;
size_t		 labels_size(const struct labels *);
const struct label *labels_at(const struct labels *, size_t i);

struct entry {
	const struct label *label;
	const struct window *w;
	size_t		 at, n;		/* the label in w->f.s */
	size_t		 value, end;	/* where its value begins, and where its cell or line ends */
	bool		 apart;		/* the value stands below the label, not beside it */
	bool		 loose;		/* within a line, behind other words: only a colon says that it is a label */
};

struct entries { struct entry *v; size_t n, cap; };

#define ENTRIES_MOST	((size_t)500)	/* of one document: a form has tens, a table of forms is no heading */

/*
 * A label counts at the start of a line or cell (cells: tabs, or three spaces),
 * and elsewhere in a line when a colon follows.  Its value stands behind it, in
 * the next cell, or below: in the same column of the next line, or, where
 * labels stand in a block, on the line of the same number in the block below.
 */
void		 entries_find(struct entries *, const struct view *, const struct labels *);

#endif
