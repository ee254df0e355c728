/* SPDX-License-Identifier: EUPL-1.2 */
/* revealing.h - one file being looked through: what the formats of this stage have in common. */
#ifndef REVEAL_REVEALING_H
#define REVEAL_REVEALING_H

#include "text.h"
#include "unseen.h"

struct revealing {
	const struct job *job;
	struct result	*r;
	struct str	 bytes;		/* the file; not empty */
	struct text	 text;		/* what extract took out of it */
	struct unseens	 unseen;
	struct arena	*tmp;		/* lives until the file has been looked through */
};

/* One format: returns 0 when it did its work, or -1 when the machine failed. */
typedef int	 reveal_format(struct revealing *, struct err *);

reveal_format	 reveal_pdf, reveal_ooxml, reveal_odf, reveal_html, reveal_mail, reveal_rtf;

/* A finding about this document; page 0 = unknown; arguments are copied. */
void		 reveal_find(struct revealing *, enum finding_code, uint32_t page, struct str a, struct str b);
/* The same, told once however often it is asked: REV-501 with why. */
void		 reveal_stop(struct revealing *, struct str why);

#endif
