/* SPDX-License-Identifier: EUPL-1.2 */
/* plain.h - the plain XML form of a dossier, its documents and their files: what MDTO is made of. */
#ifndef DESCRIBE_PLAIN_H
#define DESCRIBE_PLAIN_H

#include <libxml/tree.h>

#include "describe/retain.h"
#include "sip.h"

/* A dossier whose records are filled, all of it borrowed. */
struct subject {
	const struct dossier	*d;
	const struct sip	*sip;
	struct keeping		 keeping;	/* of the dossier, and so of all that is in it */
	struct arena		*mem;		/* for what is needed on the way */
};

/* Each as templates/schema/plain.rng has it.  xmlFreeDoc it. */
xmlDocPtr	 plain_dossier(const struct subject *) MUST_USE;	/* it has a main document */
xmlDocPtr	 plain_object(const struct subject *, const struct sip_doc *) MUST_USE;
xmlDocPtr	 plain_file(const struct subject *, const struct sip_doc *) MUST_USE;	/* the document has a file */

#endif
