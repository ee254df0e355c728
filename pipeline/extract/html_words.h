/* SPDX-License-Identifier: EUPL-1.2 */
/* html_words.h - what the elements and attributes of a web page are for. */
#ifndef EXTRACT_HTML_WORDS_H
#define EXTRACT_HTML_WORDS_H

#include "base/str.h"

enum html_kind {
	HTML_PLAIN,			/* its characters are for a reader */
	HTML_TITLE,
	HTML_SCRIPT,
	HTML_UNSEEN			/* style, template and their like: no reader sees its characters */
};
enum html_kind	 html_kind(struct str element);

bool		 html_is_inline(struct str element);	/* stands in a line of text; all others start one */
uint32_t	 html_level(struct str name);	/* h3: 3; no heading: 0 */

enum html_attribute {
	HTML_SAYS_NOTHING,		/* names, sizes and colours for the machine */
	HTML_ALT,			/* said or shown in the place of something */
	HTML_LINK,
	HTML_DATA,			/* a file within the address, other than a picture */
	HTML_REST
};
enum html_attribute html_attribute(struct str element, struct str name, struct str value);

#endif
