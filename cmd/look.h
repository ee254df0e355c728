/* SPDX-License-Identifier: EUPL-1.2 */
/* look.h - the state as it is, for who only looks: settings, ledger and vault, opened for reading. */
#ifndef LOOK_H
#define LOOK_H

#include "command.h"
#include "config/settings.h"
#include "store/overview.h"
#include "store/vault.h"

struct look {
	struct arena	*mem;
	struct settings	 settings;
	time_t		 now;
	struct store	*store;		/* NULL: there is no ledger yet */
	struct vault	*vault;
};

/* At -1 there is nothing to close. */
int		 look_open(struct look *, const struct invocation *, struct arena *, struct err *) MUST_USE;
void		 look_close(struct look *);

/*
 * organisatie/map[/rest] as a person writes it: the parts, raw, borrowed from
 * word.  What is not said is STR_NONE.  The organisation must be one of the
 * settings (E_USAGE).
 */
struct named { const struct organisation *org; struct str key, doc; };
int		 look_name(const struct look *, struct str word, struct named *, struct err *) MUST_USE;
struct scope	 look_scope(const struct look *, const struct named *);	/* as the ledger knows it */

#endif
