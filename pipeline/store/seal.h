/* SPDX-License-Identifier: EUPL-1.2 */
/* seal.h - the digest of the ledger's file between two runs, so that any byte that changed there is seen. */
#ifndef STORE_SEAL_H
#define STORE_SEAL_H

#include "base/err.h"
#include "base/str.h"

/*
 * STATE/administratie.sqlite.sha256 is in the form that `sha256sum -c` reads,
 * and is there only while no run is under way.  A run that was broken off
 * leaves none; the next one makes it again.
 */
#define SEAL_LEDGER	"administratie.sqlite"
#define SEAL_FILE	SEAL_LEDGER ".sha256"

/* Before the ledger is opened to be written. */
int	seal_break(const char *state, struct err *) MUST_USE;
/* After the last connection was closed. */
int	seal_make(const char *state, struct err *) MUST_USE;

/* Is there one? */
int	seal_there(const char *state, bool *there_r, struct err *) MUST_USE;

/*
 * In the place of a seal: this ledger was put back from a back-up, of that name.
 * No run begins with it until a person says so (--restored).
 */
int	seal_restored(const char *state, struct str name, struct err *) MUST_USE;

enum seal { SEAL_NONE, SEAL_WHOLE, SEAL_BROKEN, SEAL_RESTORED };
/* While nobody has the ledger open. */
int	seal_check(const char *state, enum seal *, struct err *) MUST_USE;

#endif
