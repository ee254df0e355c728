/* SPDX-License-Identifier: EUPL-1.2 */
/* allow.h - what looks like personal data and is the organisation's own. */
#ifndef DETECT_ALLOW_H
#define DETECT_ALLOW_H

#include "base/str.h"

struct allow;

enum allow_kind {
	ALLOW_IBAN,		/* NL91 ABNA 0417 1643 00 */
	ALLOW_PHONE,		/* 071-516 51 65, +31 71 516 51 65, 14 071 */
	ALLOW_MAIL,		/* griffie@leiden.nl; or a domain, leiden.nl: what is not on a person's name there or below it */
	ALLOW_ADDRESS		/* 2311 AB 12, with its postcode; or Stationsplein 107 */
};

struct allow	*allow_new(struct arena *);
/* Compared in a normal form: spaces, dots, dashes, capitals and +31 do not count.  -1: it is nothing of this kind. */
int		 allow_add(struct allow *, enum allow_kind, struct str value) MUST_USE;
/* As it stands in a text, folded; a NULL allow has nothing. */
bool		 allow_has(const struct allow *, enum allow_kind, struct str folded, struct arena *tmp);
/* Is mail at this domain the organisation's? */
bool		 allow_has_domain(const struct allow *, struct str folded);

#endif
