/* SPDX-License-Identifier: EUPL-1.2 */
/* diwoo.h - a record as XML: the plain form, the diwoo:Document made of it, and the test against our schema. */
#ifndef DESCRIBE_DIWOO_H
#define DESCRIBE_DIWOO_H

#include <libxml/tree.h>

#include "base/err.h"
#include "types.h"

#define DIWOO_MOST	((size_t)64 << 20)	/* bytes of one diwoo:Document: 20,000 parts take 16 MB */

struct diwoo;

void		 auto_xml(xmlDocPtr *);
#define AUTO_XML	__attribute__((cleanup(auto_xml))) xmlDocPtr

/* See describe_load. */
int		 diwoo_load(const char *templates, struct arena *, struct diwoo **, struct err *) MUST_USE;
void		 diwoo_free(struct diwoo *);		/* NULL is fine */

/* The plain form (templates/schema/record.rng).  Values must be XML text (utf8_xml).  xmlFreeDoc it. */
xmlDocPtr	 diwoo_record(const struct record *) MUST_USE;

/* The plain form through diwoo.xsl: a whole XML document in UTF-8, indented, the same bytes for the same record. */
int		 diwoo_make(const struct diwoo *, const struct record *, struct arena *, struct str *xml_r,
		    struct err *) MUST_USE;

/*
 * Does one XML document satisfy templates/schema/diwoo.rng?  If not, *why_r
 * says where ("regel 9, publisher") and holds no value from it.
 */
bool		 diwoo_check(const struct diwoo *, struct str xml, struct arena *, struct str *why_r);

#endif
