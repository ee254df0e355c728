/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_graph.h - all objects of a PDF that something refers to, each visited once, in an order that its numbers do not decide. */
#ifndef CLEAN_PDF_GRAPH_H
#define CLEAN_PDF_GRAPH_H

#include <qpdf/qpdf-c.h>

#include "base/hash.h"

/*
 * From the catalogue and the Info dictionary on.  Two documents with the same
 * digest have the same objects, with the same values and the same bytes in their
 * streams, referring to each other in the same way; numbers of objects, place in
 * the file and spelling of values may differ.
 */
struct pdf_graph {
	qpdf_data	 q;
	struct arena	*mem;
	/* Called for each array, dictionary and stream before it is looked at; it may change what stands in it.  Or NULL. */
	void		(*see)(void *user, qpdf_oh);
	void		*user;
	bool		 hashed;	/* digest is wanted: streams are read */

	struct digest	 digest;
	bool		 whole;		/* false: an object could not be read, or a limit was passed */
	uint32_t	*numbers;	/* by object id, nnumbers of them: from 1 in the order of the visit; 0: nobody refers to it */
	size_t		 nnumbers, numbers_cap;
};

#define PDF_OBJECTS_MOST	2000000u	/* gate facts 3.3 */

void		 pdf_graph_read(struct pdf_graph *);
bool		 pdf_graph_reached(const struct pdf_graph *, int id);

/* Is the value of this key a name with this value? */
bool		 pdf_is(qpdf_data, qpdf_oh dict, const char *key, const char *name);

#endif
