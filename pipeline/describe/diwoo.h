/* SPDX-License-Identifier: EUPL-1.2 */
/* diwoo.h - a record as XML: the plain form, and the diwoo:Document made of it. */
#ifndef DESCRIBE_DIWOO_H
#define DESCRIBE_DIWOO_H

#include "describe/sheet.h"
#include "types.h"

/* The sheet of xsl/diwoo.xsl and schema/diwoo.rng. */
int		 diwoo_load(const char *templates, struct arena *, struct sheet **, struct err *) MUST_USE;

/* The plain form (templates/schema/record.rng).  Values must be XML text (utf8_xml).  xmlFreeDoc it. */
xmlDocPtr	 diwoo_record(const struct record *) MUST_USE;

/* The diwoo:Document of a record. */
int		 diwoo_make(const struct sheet *, const struct record *, struct arena *, struct str *xml_r,
		    struct err *) MUST_USE;

#endif
