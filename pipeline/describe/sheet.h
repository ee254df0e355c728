/* SPDX-License-Identifier: EUPL-1.2 */
/* sheet.h - a stylesheet and the schema of what it makes: one outward form of the plain one. */
#ifndef DESCRIBE_SHEET_H
#define DESCRIBE_SHEET_H

#include <libxml/tree.h>

#include "base/err.h"
#include "base/str.h"

#define SHEET_MOST	((size_t)64 << 20)	/* bytes of one XML document: 20,000 parts take 16 MB */

struct sheet;

/* Below the templates; lists is the file in schema/ that the schema includes, or NULL.  Must outlive the sheet. */
struct sheet_files { const char *xsl, *rng, *lists; };

void		 auto_xml(xmlDocPtr *);
#define AUTO_XML	__attribute__((cleanup(auto_xml))) xmlDocPtr

/*
 * Read both, once, before the fork.  From then on this process loads no
 * external entity, stylesheet or schema.  A fault in a template is E_CONFIG.
 */
int		 sheet_load(const char *templates, const struct sheet_files *, struct arena *, struct sheet **,
		    struct err *) MUST_USE;
void		 sheet_free(struct sheet *);		/* NULL is fine */

/* The plain form through the stylesheet: a whole XML document in UTF-8, indented, the same bytes for the same form. */
int		 sheet_make(const struct sheet *, xmlDocPtr plain, struct arena *, struct str *xml_r, struct err *) MUST_USE;

/*
 * Does one XML document satisfy the schema?  If not, *why_r says where
 * ("regel 9, publisher") and holds no value from it.
 */
bool		 sheet_check(const struct sheet *, struct str xml, struct arena *, struct str *why_r);

#endif
