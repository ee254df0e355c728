/* SPDX-License-Identifier: EUPL-1.2 */
/* odf_styles.h - what the styles of an OpenDocument file do to text: hide it, make it a title, start a page. */
#ifndef EXTRACT_ODF_STYLES_H
#define EXTRACT_ODF_STYLES_H

#include "extract/xml_read.h"

#define ODF_HIDES	1u		/* text:display none, table:display false, presentation:visibility hidden */
#define ODF_BEFORE	2u		/* starts a page */
#define ODF_AFTER	4u		/* ends one */
#define ODF_TITLE	8u		/* its name, or that of a style it is made from */

struct odf_styles;

struct odf_styles *odf_styles_new(struct extraction *);
/* Each element of styles.xml and content.xml passes here; too many styles stop the extraction. */
void		 odf_styles_start(struct odf_styles *, const struct xml_tag *);
void		 odf_styles_end(struct odf_styles *, struct str element);

/* The flags of a style of that family ("paragraph", "text", "table", "drawing-page") and of those it is made from. */
unsigned	 odf_style(const struct odf_styles *, const char *family, struct str name);
/* The language of the default style, as nl-NL; absent: none. */
struct str	 odf_styles_language(const struct odf_styles *);

#endif
