/* SPDX-License-Identifier: EUPL-1.2 */
/* units.h - what a person can decide about: what a code says of a document, as it was last judged. */
#ifndef UNITS_H
#define UNITS_H

#include "named.h"
#include "store/ledger.h"
#include "store/vault.h"

/* A code that holds, on one document or on the dossier as a whole. */
struct unit {
	struct named	 named;		/* organisation and dossier */
	struct uuid	 id;		/* of the dossier */
	struct str	 document;	/* its path as utf8_exact writes it; "": the dossier as a whole */
	struct str	 shown;		/* the same, as a terminal takes it */
	enum finding_code code;
	bool		 bound;		/* the two below are known: somebody kept the bytes */
	struct digest	 of, says;	/* as in struct waiver */
	struct str	 text;		/* all that is said, masked, "; " between */
	struct str	 pages;		/* "2, 5"; may be absent */
	const struct waiver *waiver;	/* the one that holds now, perhaps without its second person; or NULL */
};

struct units {
	struct unit	*v;
	size_t		 n, cap;
	struct arena	*mem;
};

/* Add those of a dossier: the 5xx of its last account.  E_USAGE: there is no account. */
int		 units_read(struct store *, struct vault *, const struct named *, struct units *, struct err *) MUST_USE;

/* The unit; E_USAGE: not there, or (document absent) at more than one place. */
int		 units_find(const struct units *, enum finding_code, struct str document, const struct unit **,
		    struct err *) MUST_USE;

/* Its dossier's id and a digest of all that a waiver is bound to: other bytes or other words give another. */
struct str	 unit_key(const struct unit *, struct arena *);

/* "één", "twee", "niet" */
const char	*unit_persons(const struct unit *);

/* The unit in a sentence: "leiden/x, CLS-501, a.pdf". */
struct str	 unit_name(const struct unit *, struct arena *);

enum decided {
	DECIDED_GIVEN,			/* it is let pass from now on */
	DECIDED_HALF,			/* the first of two persons */
	DECIDED_SECOND,			/* the second, and so it is let pass */
	DECIDED_THERE			/* it was there already */
};

/*
 * What would come of it when this person lets it pass.  E_USAGE: not to be let
 * pass, or the second person is the first.
 */
int		 unit_may(const struct unit *, struct str by, struct str reason, struct arena *, enum decided *,
		    struct err *) MUST_USE;
/* The same, written down. */
int		 unit_waive(struct store *, const struct unit *, struct str by, struct str reason, struct run_id, time_t now,
		    struct arena *, enum decided *, struct err *) MUST_USE;

#endif
