/* SPDX-License-Identifier: EUPL-1.2 */
/* language.h - in which language a text is written. */
#ifndef GLEAN_LANGUAGE_H
#define GLEAN_LANGUAGE_H

#include "base/str.h"

/*
 * ISO 639-1 of the language whose small words the text has most, and how sure
 * that is (0 to 100); NULL: the text is too short, or two languages have as
 * many.  plain: base/fold.h.
 */
const char	*language_find(struct str plain, int *sure_r);

/* Its address in the list talen; NULL: not one of ours. */
const char	*language_uri(const char *iso);

#endif
