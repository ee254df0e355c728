/* SPDX-License-Identifier: EUPL-1.2 */
/* policy.h - what the gate does with what it finds, by organisation and informatiecategorie: toets.yaml. */
#ifndef SCREEN_POLICY_H
#define SCREEN_POLICY_H

#include "base/err.h"
#include "types.h"

struct allow;
struct catalog;
struct policy;

#define POLICY_FILE	"toets.yaml"	/* below templates, and below templates/organisations/<organisatie> */

enum subject {
#define SUBJECT(id, key, measure, label)	SUBJECT_##id,
#include "screen/subjects.def"
#undef SUBJECT
	SUBJECT__COUNT
};
const char	*subject_key(enum subject);
const char	*subject_label(enum subject);	/* Dutch, to be passed through _() */

/* Each is more than the one before. */
enum measure { MEASURE_NO, MEASURE_NOTE, MEASURE_LOOK, MEASURE_HOLD, MEASURE__COUNT };

/* What holds for one document. */
struct screening {
	enum measure	 of[SUBJECT__COUNT];
	const struct allow *allow;	/* what is the organisation's own, and so no finding; NULL: nothing */
	const struct str *usual;	/* texts of its templates that may be unseen, as policy_plain writes them */
	size_t		 nusual;
};

/* One form for texts that differ only in case, in spaces or in how accents are written. */
struct str	 policy_plain(struct arena *, struct str);

/*
 * Load templates/toets.yaml and that of each organisation.  A fault names file
 * and place (E_CONFIG).
 */
int		 policy_load(const char *templates, const struct catalog *, struct arena *, struct policy **,
		    struct err *) MUST_USE;

/*
 * For a document of this organisation with these chosen categories.  What the
 * organisation says goes before what everybody's file says, and there what is
 * said of a category before the rest.  Of several categories the strictest.
 */
struct screening policy_of(const struct policy *, const struct organisation *, const struct document *);

#endif
