/* SPDX-License-Identifier: EUPL-1.2 */
/* oracle.h - is the world as it must be?  Ledger, vault and portal against the undisturbed run. */
#ifndef TORTURE_ORACLE_H
#define TORTURE_ORACLE_H

#include "base/hash.h"
#include "world.h"

/* What the public can see. */
struct shown {
	struct str	 portal;	/* folder of the organisation */
	struct str	 key;		/* file name, or kenmerk */
	struct digest	 content;
};

struct showing {
	struct shown	*v;
	size_t		 n, cap;
};

/* How a world ends when nothing goes wrong. */
struct truth {
	struct showing	 shown;
	unsigned	 asked[5];	/* of the bank: GET POST PATCH PUT DELETE */
	struct str	*objects;	/* of the vault, "ab/..."; those that every run makes */
	size_t		 nobjects, objects_cap;
	struct str	 ledger;	/* one line for each dossier */
};

struct faults {
	unsigned	 lost, duplicated, leaked, unrecovered;
	unsigned	 held;		/* no fault: kept from the public, where the truth has it public */
};

/* Two undisturbed runs in two places; what both have is the truth.  Exits when the run itself is wrong. */
void		 oracle_learn(struct world *, struct world *other, struct arena *, struct truth *);

/* A run was broken off: nothing wrong is public, the ledger names what there is and knows what it sent. */
struct faults	 oracle_broken_off(const struct world *, const struct truth *, struct arena *, struct str *why_r);

/* What a world may end with, beside the truth. */
struct leave {
	bool		 hold;		/* a dossier that is held: a worker had no memory for it; a person has been told */
	bool		 spare;		/* a concept that nobody chose: a late request made it; a later run sweeps it */
};

/*
 * It is finished: all that must be public is, once; ledger and vault are those
 * of the truth.
 */
struct faults	 oracle_finished(const struct world *, const struct truth *, const struct leave *, struct arena *,
		    struct str *why_r);

#endif
