/* SPDX-License-Identifier: EUPL-1.2 */
/* typed.h - what a person types beside a decision: a name and a reason, fit to be kept. */
#ifndef TYPED_H
#define TYPED_H

#include "base/err.h"
#include "base/str.h"

#define TYPED_NAME_MOST		((size_t)100)	/* bytes */
#define TYPED_REASON_MOST	((size_t)1000)	/* bytes; it stands in reports */

/*
 * On one line and without white space around it.  E_USAGE: nothing, too long,
 * not plain text, or a burgerservicenummer in it; the message repeats nothing.
 */
int	typed_name(struct str raw, struct arena *, struct str *s_r, struct err *) MUST_USE;
int	typed_explanation(struct str raw, struct arena *, struct str *s_r, struct err *) MUST_USE;
int	typed_reason(struct str raw, struct arena *, struct str *s_r, struct err *) MUST_USE;

/* Nine digits that pass the elfproef, together or in groups with one space, dot or hyphen between (gate facts 2.2). */
bool	typed_has_bsn(struct str, struct arena *);

/* Two ways to write one name: case, accents, spaces and dots do not make another person. */
bool	typed_same_name(struct str, struct str, struct arena *);

#endif
