/* SPDX-License-Identifier: EUPL-1.2 */
/* bsn.h - finds burgerservicenummers, from the text and from what stands around them. */
#ifndef DETECT_BSN_H
#define DETECT_BSN_H

#include "base/err.h"
#include "finding.h"

#define BSN_HITS_MOST	50	/* in one document; it is held long before, and a report must stay readable */
#define BSN_NEAR	300	/* characters before and after a number in which a word says what it is */

struct bsn;			/* compiled patterns */

struct bsn_hit {
	enum finding_code code;		/* SCR-501, -502 or -503 */
	uint32_t	 off, len;	/* bytes in the text that was given */
	char		 masked[10];	/* 111*****3 */
	bool		 announced;	/* a word like "bsn" stands near */
	struct str	 other;		/* SCR-502: a word near that says it is something else ("kvk"); or absent */
};

struct bsn_hits {
	struct bsn_hit	 v[BSN_HITS_MOST];
	size_t		 n;		/* ascending by off, none overlapping another */
	bool		 more;		/* there were more; what is after the last was not looked at */
	bool		 gave_up;	/* a pattern was not carried out: nothing may be concluded */
};

int	 bsn_load(struct arena *, struct bsn **, struct err *) MUST_USE;

/* text may be any bytes; hits are exact places in it.  Words of hits live in the arena. */
void	 bsn_scan(const struct bsn *, struct str text, struct arena *, struct bsn_hits *);

#endif
