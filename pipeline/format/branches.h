/* SPDX-License-Identifier: EUPL-1.2 */
/* branches.h - the same thing twice in an OOXML part, for programs of different ages. */
#ifndef FORMAT_BRANCHES_H
#define FORMAT_BRANCHES_H

#include "base/xml.h"

#define DEPTH_SEEN	(XML_DEPTH_MOST + 2)	/* elements inside each other, and the document around them */

/*
 * mc:AlternateContent (ISO/IEC 29500-3 7.3): the same thing twice, a reader
 * shows one branch.  We show the first and read the others beside it.
 */
struct branches {
	unsigned	 depth;		/* elements around us, the one in hand included */
	unsigned	 second;	/* depth of the branch that is not shown; 0 = none is around us */
	bool		 one[DEPTH_SEEN];	/* at that depth: a branch was seen */
};
void		 branches_start(struct branches *, const struct xml_tag *);
void		 branches_end(struct branches *);	/* after the element's own end was dealt with */

#endif
