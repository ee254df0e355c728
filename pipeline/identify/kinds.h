/* SPDX-License-Identifier: EUPL-1.2 */
/* kinds.h - the table of file types that woostraat has a word for. */
#ifndef IDENTIFY_KINDS_H
#define IDENTIFY_KINDS_H

#include "base/str.h"

struct kind {
	const char	*type;		/* IANA media type */
	const char	*name;		/* Dutch, with its article, as the middle of a sentence */
	bool		 readable;	/* extract reads it, or says itself why it does not */
	bool		 allowed;	/* on DiWoo's list of formats (ccw_plooi_filetypes/4) */
	const char	*extensions;	/* lower case, one space between them; "" = none is expected */
};

const struct kind	*kind_find(struct str type);	/* NULL: not in the table */
bool			 kind_has_extension(const struct kind *, struct str ext);	/* case does not count */
const struct kind	*kind_of_package(struct str ext);	/* of an office file that is a ZIP inside; NULL: ext is of none */
bool			 kind_extension_known(struct str ext);	/* some type of the table has it */

#endif
