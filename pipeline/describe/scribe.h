/* SPDX-License-Identifier: EUPL-1.2 */
/* scribe.h - one dossier being described: for the files of this folder that fill its records. */
#ifndef DESCRIBE_SCRIBE_H
#define DESCRIBE_SCRIBE_H

#include "stage.h"

struct catalog;

#define SURE_ENOUGH	80		/* a reading of the text that may be taken without a word */
#define SURE_LEAST	60		/* one that may be taken, and is told */

struct scribe {
	const struct catalog	*lists;
	struct dossier		*d;
	struct findings		*findings;
	struct arena		*mem;
	const struct document	*first;		/* the main document, or NULL */
	struct value		 publisher;
	bool			 published;	/* publisher is known */
	struct date		 today;		/* in the Netherlands */
	bool			 crowded;	/* somewhere a field has more values than it may */
};

/* What is being described: a document, or a notice of one that is withheld. */
struct subject_of {
	int			 doc;		/* index, for findings; DOC_NONE for a notice */
	struct record		*record;
	const struct statements	*said, *gleaned;
	struct date		 day;		/* on which it was made, once that is known; year 0: not known */
};

void	 scribe_say(struct scribe *, int doc, enum finding_code, struct str, struct str);
/* One value more; past the most that the field takes it is left out, and that is said once. */
void	 scribe_add(struct scribe *, const struct subject_of *, enum field, struct value);
/* A term of the field's list by its address, and else as v is.  False: the list does not have it; nothing was added. */
bool	 scribe_term(struct scribe *, const struct subject_of *, enum field, struct str uri, struct value v);
/*
 * Which kind of source says this: the most trusted that does by text or address.
 * Nobody did: dossier.yaml, of which what is declared (types.h) is no statement.
 */
enum source scribe_source(const struct statements *, enum say, struct str text, struct str uri);
/*
 * The address of an organisation that a statement names, by its address or by
 * what people call it, if it existed on the day of the document (or today).
 * Absent: why_r, which may be NULL, says why not, in Dutch.
 */
struct str scribe_organisation(const struct scribe *, const struct subject_of *, const struct statement *, struct str *why_r);
/* Two sources disagree (DSC-302): which, and what each says. */
void	 scribe_differs(struct scribe *, int doc, enum say, struct str one, enum source a, struct str other, enum source b);

#endif
