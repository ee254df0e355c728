/* SPDX-License-Identifier: EUPL-1.2 */
/* subject.h - what the rules look at in a document: its facts, its names and its text. */
#ifndef CLASSIFY_SUBJECT_H
#define CLASSIFY_SUBJECT_H

#include "classify/rules.h"
#include "text.h"

/* A text that rules look at. */
struct subject {
	struct folded	 f;		/* what it was made of, with the way back */
	struct str	 s;		/* the part of f.s that counts */
	bool		 inside;	/* a piece of the document's text, from at.off on */
	struct span	 at;		/* else the place as a whole; len 0: a fact */
};

struct subjects {
	struct subject_list { struct subject *v; size_t n, cap; } seen[RULE__COUNT][PART__COUNT];
	bool		 broken;	/* a text was no UTF-8 */
};

/*
 * Of a long text the front and the back: what a document is stands there, and
 * a night has an end.  text is NULL where there is none.  All lives in the
 * arena; text must outlive it.
 */
void		 subjects_gather(struct subjects *, const struct dossier *, const struct document *, const struct text *,
		    const struct lexicon *, struct arena *);

/* Is each the same text from the same place? */
bool		 subjects_same(const struct subject_list *, const struct subject_list *);

/* Where n bytes of the subject from off on stand in the document. */
struct span	 subject_place(const struct subject *, const struct text *, size_t off, size_t n);

/* Documents that speak for the dossier: what dossier.yaml says of it is about them. */
bool		 subject_leads(const struct document *);

#endif
