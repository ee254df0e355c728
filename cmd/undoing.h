/* SPDX-License-Identifier: EUPL-1.2 */
/* undoing.h - what withdraw and replace share: who decides what about which public dossier, and why. */
#ifndef UNDOING_H
#define UNDOING_H

#include "look.h"
#include "revoking.h"
#include "session.h"

struct undoing {
	const struct invocation *inv;
	struct arena	*mem;
	struct named	 named;
	struct str	 path;		/* of the dossier in the intake */
	struct ledger_row row;
	struct withdrawal decision;	/* of the document, or of the whole */
	struct str	 told;		/* how the document is called, for a terminal; absent: the whole dossier */
	json_t		*account;	/* of when it was last public; NULL: none was kept */
	const json_t	*document;	/* in it */
	time_t		 now;
};

/*
 * Read what was asked for and look whether it can be, without changing
 * anything.  E_USAGE says what is missing.  undoing_close in any case.
 */
int	undoing_open(struct undoing *, const struct invocation *, struct arena *, enum taking, struct err *) MUST_USE;
void	undoing_close(struct undoing *);

/* What will be done, on stdout; asks on a terminal.  False: a person said no, or only wanted to know. */
bool	undoing_agreed(const struct undoing *, const char *what);

/* A session for this dossier alone, which nobody else works on. */
int	undoing_session(struct undoing *, struct session *, const char *mode, struct err *) MUST_USE;

/* The decision about a document into the ledger, and the dossier through the street; the exit code. */
int	undoing_again(struct undoing *, const char *mode);

#endif
