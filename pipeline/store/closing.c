/* SPDX-License-Identifier: EUPL-1.2 */
/* closing.c - the last one out seals the ledger. */
#include "store/closing.h"

#include <sys/stat.h>
#include <time.h>

#include "base/path.h"
#include "store/hold.h"
#include "store/store.h"

#include "base/banned.h"

#define FOLD_TRIES	20		/* a reader needs a second or two */
#define FOLD_PAUSE_NS	100000000
#define CLOSING_MEM	MIB(1)

/*
 * What a reader (status) kept SQLite from folding into the ledger at our close
 * is folded in now.  false: it still reads; the next run will do it.
 */
static bool
fold_log(const char *state, struct arena *mem)
{
	const struct timespec pause = { 0, FOLD_PAUSE_NS };
	const char *ledger = str_c(mem, path_join(mem, str_of(state), S(SEAL_LEDGER)));
	const char *log = str_c(mem, str_fmt(mem, "%s-wal", ledger));

	for (int i = 0; i < FOLD_TRIES; i++) {
		struct store *again;
		struct stat st;
		struct err e;

		if (stat(log, &st) != 0 || st.st_size == 0)
			return true;
		if (i != 0)
			(void)nanosleep(&pause, NULL);
		if (store_open(ledger, &again, &e) == 0)
			store_close(again);
	}
	return false;
}

bool
closing_alone(const char *state, int lock)
{
	struct arena *mem = arena_new("zegel", CLOSING_MEM);
	bool alone = hold_last(lock) && fold_log(state, mem);

	arena_free(mem);
	return alone;
}

int
closing_seal(const char *state, int lock, struct err *e)
{
	return closing_alone(state, lock) ? seal_make(state, e) : 0;
}
