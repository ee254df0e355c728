/* SPDX-License-Identifier: EUPL-1.2 */
/* stored.h - documents of the administration, to try rules on: their facts and text as they were kept. */
#ifndef STORED_H
#define STORED_H

#include "look.h"
#include "proc/pool.h"

/* A document, alone in its dossier: all that classify may see. */
struct stored {
	struct str	 name;		/* organisatie/map/document, for who reads the result */
	struct dossier	 d;
	struct organisation org;
	/* What classify says of it, once it was asked. */
	bool		 asked;		/* false: the worker died of it, or the vault lacks its text */
	bool		 failed;	/* a rule reached a limit */
	bool		 held;		/* CLS-504 or CLS-505 */
	struct class_score *v;		/* best first */
	size_t		 n;
};

struct stored_list {
	struct stored	*v;
	size_t		 n, cap;
	struct arena	*mem;
};

/*
 * Every document of the last account of each dossier of which text was kept.
 * decided: only those whose category a person chose.
 */
int	stored_read(const struct look *, bool decided, struct arena *, struct stored_list *, struct err *) MUST_USE;

/* Let the workers of the pool classify all of them; what dossier.yaml chose is kept from them. */
int	stored_classify(struct stored_list *, struct pool *, time_t now, struct err *) MUST_USE;

#endif
