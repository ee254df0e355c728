/* SPDX-License-Identifier: EUPL-1.2 */
/* mailbox.h - mails that are to go: a file for each below the state, so that an outage of the mail server loses none. */
#ifndef STORE_MAILBOX_H
#define STORE_MAILBOX_H

#include "base/err.h"
#include "types.h"

#define MAILBOX_DAYS	7u		/* what could not go for so long tells nobody anything any more */

struct mailbox {
	struct str	 dir;
	int		 lock;		/* -1: it is not open */
	struct arena	*mem;
};

/*
 * Make state/mail (0700) where it is not, and take its lock: one run at a time
 * sends what is in it, or a mail would go twice.  Another run has it for a minute
 * or two; who waits longer than wait_ms gets E_AGAIN.  Strings are the arena's.
 */
int	 mailbox_open(struct mailbox *, struct str state, int64_t wait_ms, struct arena *, struct err *) MUST_USE;
void	 mailbox_close(struct mailbox *);	/* may be closed twice, and when lock is -1 */

/* Keep it: whole, synced, for nobody else to read; then x->file is set.  nth: its place among those of one moment. */
int	 mailbox_put(struct mailbox *, struct missive *x, size_t nth, struct err *) MUST_USE;
/* All that wait, the oldest first.  A file that is not one of ours is left out, and told on stderr. */
int	 mailbox_all(const struct mailbox *, struct missive **v_r, size_t *n_r, struct err *) MUST_USE;
/* It went, or never will. */
int	 mailbox_drop(const struct mailbox *, const struct missive *, struct err *) MUST_USE;

/* When the last mail of this organisation (absent: of all) was made; 0: never, or it cannot be read. */
time_t	 mailbox_last(const struct mailbox *, struct str organisation);
int	 mailbox_mark(const struct mailbox *, struct str organisation, time_t, struct err *) MUST_USE;

#endif
