/* SPDX-License-Identifier: EUPL-1.2 */
/* rulebook.h - the rules as a whole: do their examples hold, and what does a council read of them. */
#ifndef RULEBOOK_H
#define RULEBOOK_H

#include "base/buf.h"
#include "base/json.h"
#include "command.h"

/* As the worker describes them (classify/rulebook.h).  A new reference. */
int	rulebook_read(const struct invocation *, struct arena *, json_t **j_r, struct err *) MUST_USE;

/* How many rules, signs and examples there are, and the examples that do not hold. */
void	rulebook_show(const json_t *, struct arena *, struct buf *);

/* An entry for the Algoritmeregister in Dutch (Markdown), with the names of its fields. */
void	rulebook_register(const json_t *, struct arena *, struct buf *);

#endif
