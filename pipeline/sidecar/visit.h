/* SPDX-License-Identifier: EUPL-1.2 */
/* visit.h - one dossier while what comes with it is read: for sidecar.c and the readers beside it. */
#ifndef SIDECAR_VISIT_H
#define SIDECAR_VISIT_H

#include "stage.h"

#define ROWS_TOLD	200u		/* faults of one file that are told one by one; the rest is counted */

struct visit {
	const struct job	*job;
	struct result		*r;
	struct dossier		*d;		/* r->dossier */
	struct arena		*tmp;		/* gone after the stage */
	struct str		*keys;		/* of each path, as visit_key makes them */
	enum source		*metadata;	/* of each: which description calls it metadata; SOURCE__COUNT: none does */
	int			 about;		/* the file whose faults are counted now, and how many there were */
	unsigned		 faults;
	bool			 bad;		/* one of them was bad, and told */
};

/* Names that people hold for the same: composed and decomposed accents, capitals, either slash. */
struct str	 visit_key(struct arena *, struct str path);

/*
 * The document with this path, exactly or by its key; DOC_NONE when there is
 * none, or more than one.  Names are compared, never opened: ".." finds nothing.
 */
int		 visit_path(const struct visit *, struct str typed);
/* The same, for a name relative to the folder that document beside lies in. */
int		 visit_beside(const struct visit *, int beside, struct str name);
/* The folder of a document, without a slash at its end; empty: the dossier's own. */
struct str	 visit_folder(const struct visit *, int doc);

void		 visit_say(struct visit *, enum finding_code, int doc, struct str, struct str);

/*
 * A fault in a file that says something of others: where ("rij 12, kolom
 * Datum") and what to do about it, in Dutch.  bad: a person must mend it first
 * (SID-514), else he may look (SID-340).  No value from the file goes in
 * unless finding_shown has made it fit.
 */
void		 visit_fault(struct visit *, int doc, bool bad, struct str where, struct str what);

/* The bytes of document doc, at most `most`; 1: a finding says why there are none, -1: err. */
int		 visit_bytes(struct visit *, int doc, size_t most, struct str *, struct err *) MUST_USE;
/* The first bytes of document doc, at most n of them, in tmp; empty when there are none. */
int		 visit_head(struct visit *, int doc, size_t n, struct str *, struct err *) MUST_USE;

/*
 * A statement about document doc; DOC_NONE: about the dossier.  Its strings are
 * made one line of NFC that XML may hold, and copied; one without text, address
 * and day is not kept.
 */
void		 visit_tell(struct visit *, int doc, struct statement);

/* The i-th statement about document from, about another too. */
void		 visit_retell(struct visit *, int from, size_t i, int doc);

/* A document becomes the description that source made of it: it does not go out. */
void		 visit_taken(struct visit *, int doc, enum source);

/*
 * That source calls a document metadata of others.  Unless a reader takes it or
 * dossier.yaml gave it a role it does not go out, whatever else is said of it.
 */
void		 visit_metadata(struct visit *, int doc, enum source);

/* A document that is withheld as a whole; the same key twice is one notice (the first), NULL when there are too many. */
struct notice	*visit_notice(struct visit *, struct str key);

#endif
