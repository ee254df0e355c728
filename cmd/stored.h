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
 * Every document of the last account of each dossier of which text was kept, in
 * the order of the ledger; each is added to the list and then given to take,
 * which may empty the list (and the arena) again: so memory does not grow.
 * decided: only those whose category a person chose.  dossier may be NULL: is
 * told of each dossier that is done.
 */
struct stored_reader {
	bool		 decided;
	int		(*take)(void *ctx, struct stored_list *, struct err *);
	void		(*dossier)(void *ctx, struct str org, struct str key);
	void		*ctx;
};
int	stored_each(const struct look *, const struct stored_reader *, struct stored_list *, struct err *) MUST_USE;

/* All of them at once. */
int	stored_read(const struct look *, bool decided, struct arena *, struct stored_list *, struct err *) MUST_USE;

/*
 * Let the workers of the pool classify all of them; what dossier.yaml chose is
 * kept from them.  A child has many of them in turn; what one dies of is found
 * by giving it fewer (docs/decisions/050-rules-at-speed.md).
 * beside, of as many, may be NULL: gets what the rules beside those of the pool
 * say of each (tools_load).  Then both have no value where they choose the same,
 * and otherwise only what was chosen or came nearest, with the reasons that gave points.
 */
int	stored_classify(struct stored_list *, struct stored *beside, struct pool *, const struct look *, struct err *)
	    MUST_USE;

#endif
