/* SPDX-License-Identifier: EUPL-1.2 */
/* look.h - the state as it is, for who only looks: settings, ledger and vault, opened for reading. */
#ifndef LOOK_H
#define LOOK_H

#include "command.h"
#include "named.h"
#include "store/overview.h"
#include "store/vault.h"

struct look {
	struct arena	*mem;
	struct settings	 settings;
	time_t		 now;
	struct store	*store;		/* NULL: there is no ledger yet */
	struct vault	*vault;
	const char	*templates;	/* folder; set by look_calendars where it was needed */
};

/* At -1 there is nothing to close. */
int		 look_open(struct look *, const struct invocation *, struct arena *, struct err *) MUST_USE;
void		 look_close(struct look *);

/* Read the calendars of the organisations, with the value lists of the templates. */
int		 look_calendars(struct look *, const struct invocation *, struct err *) MUST_USE;

struct scope	 look_scope(const struct look *, const struct named *);	/* as the ledger knows it */

#endif
