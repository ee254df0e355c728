/* SPDX-License-Identifier: EUPL-1.2 */
/* attribute.h - what attributes of HTML and OOXML mean, for who reads the text and for who looks for what is hidden. */
#ifndef FORMAT_ATTRIBUTE_H
#define FORMAT_ATTRIBUTE_H

#include <libxml/xmlstring.h>

#include "base/str.h"

/* Of an HTML element as libxml2 gives them: name, value, ..., NULL.  Empty: it is there without a value; absent: not there. */
struct str	 attribute_html(const xmlChar **attributes, const char *name);

/* OOXML, xsd:boolean and ST_OnOff: an absent value is what the standard says it is. */
bool		 attribute_on(struct str value, bool absent);
/* OOXML: a height or width of nothing. */
bool		 attribute_zero(struct str value);

#endif
