/* SPDX-License-Identifier: EUPL-1.2 */
/* lab.h - what the rules say of labelled documents, counted. */
#ifndef LAB_H
#define LAB_H

#include "base/buf.h"
#include "base/json.h"
#include "corpus.h"

/* What the rules said of one specimen. */
struct trial {
	const struct specimen *specimen;
	bool		 read;		/* false: nothing could be read; text says why */
	struct str	 why;
	struct class_score *v;		/* best first */
	size_t		 n;
	bool		 held;		/* by CLS-504 or CLS-505 */
	bool		 failed;	/* a rule reached a limit */
};

/* Right: chosen (or held with it) as the label, alone or with a second; of `geen`: nothing was chosen. */
enum trial_end { TRIAL_RIGHT, TRIAL_OPEN, TRIAL_WRONG };
enum trial_end	 trial_end(const struct trial *);

struct lab_row {
	size_t		 n;		/* documents with this label */
	size_t		 right;		/* chosen as it, rightly */
	size_t		 open;		/* with this label, not decided */
	size_t		 wrong;		/* with this label, chosen as another */
	size_t		 taken;		/* with another label, chosen as this */
	size_t		 first, first_taken;	/* the same of the best candidate, chosen or not */
};

/* Counts over all trials; the last row is `geen`. */
struct lab {
	const struct catalog *lists;
	struct trial	*trials;
	size_t		 ntrials;
	size_t		 ncategories;
	struct lab_row	*row;		/* ncategories + 1 */
	size_t		*matrix;	/* (ncategories + 1)^2: label by what was chosen; the last column: nothing */
	struct arena	*mem;
};

void		 lab_count(struct lab *);

/* In thousandths; -1: nothing to divide by. */
int		 lab_precision(const struct lab *, size_t category);
int		 lab_recall(const struct lab *, size_t category);
int		 lab_f1(const struct lab *, size_t category);
int		 lab_macro_f1(const struct lab *);		/* over the categories of which there are documents */
int		 lab_macro_f1_first(const struct lab *);	/* the same of the best candidate */
int		 lab_chosen_precision(const struct lab *);	/* of all that was chosen, how much is right */
int		 lab_decided(const struct lab *);		/* of the documents with a category, how many were chosen */

/* "beschikkingen 14 van 10 (BES-T1 +12, BES-X3 +2)". */
void		 lab_candidate(const struct class_score *, struct buf *);
/* As text of 80 columns, in Dutch; all: also what went right. */
void		 lab_show(const struct lab *, bool all, struct buf *);
/* One object; a new reference. */
json_t		*lab_json(const struct lab *) MUST_USE;

#endif
