/* SPDX-License-Identifier: EUPL-1.2 */
/* named.h - what a person calls a dossier or a document: organisatie/map[/rest]. */
#ifndef NAMED_H
#define NAMED_H

#include "config/settings.h"

/* The parts, raw, borrowed from the word.  What is not said is STR_NONE. */
struct named { const struct organisation *org; struct str key, doc; };

/* The organisation must be one of the settings.  E_USAGE. */
int	named_read(const struct settings *, struct str word, struct arena *, struct named *, struct err *) MUST_USE;
/* A dossier and no more: organisatie/map. */
int	named_dossier(const struct settings *, struct str word, struct arena *, struct named *, struct err *) MUST_USE;

#endif
