/* SPDX-License-Identifier: EUPL-1.2 */
/* kind.h - what a line at the top of a document is for. */
#ifndef GLEAN_KIND_H
#define GLEAN_KIND_H

#include "base/fold.h"
#include "glean/head.h"

/* Of a line whose s, plain and level are set; f is what plain was made of.  Sets value when it begins with a label. */
enum line_kind	 kind_of(struct head_line *, const struct folded *f);
/* Of a line that is neither label nor date nor name. */
enum line_kind	 kind_of_words(struct str s, struct str plain);

/* Is there a verb in it, as sentences have? */
bool		 kind_has_verb(struct str plain);

/* A label of the subject: with a colon, a column or nothing behind it, or only a space. */
bool		 kind_subject(struct str plain);
bool		 kind_loose_subject(struct str plain);
/* Bytes of another label at the start; 0: there is none. */
size_t		 kind_label(struct str plain);
/* The same of any label, that of the subject too. */
size_t		 kind_any_label(struct str plain);
/* Where byte i of the folded text stands in what it was made of. */
size_t		 kind_back(const struct folded *, size_t i);

#endif
