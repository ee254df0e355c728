/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rests.c - for the bench of unchanged nights: the dossiers of an archive that was made large (many.py) rest.
 *
 * Usage: rests run --config FILE --now MOMENT, beside the programs.  A run over the intake that reads nothing: for each
 * dossier whose row many.py left in the table `rest` it takes the digest of all that its outcome depends on, as a night does
 * that read it, and writes the row anew.
 */
#include <locale.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>

#include "base/log.h"
#include "cmd/again.h"
#include "ingest/sight.h"
#include "resting.h"
#include "store/rests.h"

#include "base/banned.h"

static struct rest row;		/* of the dossier in hand */

static bool
as_it_stands(void *ctx, struct rest *r)
{
	(void)ctx;
	*r = row;
	return true;
}

static int
rest_one(struct session *s, struct resting *r, const struct place *place, struct err *e)
{
	struct arena *mem = arena_new("stuk", MIB(64));
	struct work w = { .run = &s->run, .mem = mem, .judged = true };
	bool found;
	int rc;

	w.d = (struct dossier){ .org = place->org, .key = place->key, .outcome = O_UNCHANGED, .findings = { .mem = mem } };
	sight_of(place, time(NULL), &w.sight);
	rc = rests_get(s->run.store, dossier_uuid(&w.d), mem, &row, &found, e);
	if (rc == 0 && (!found || !w.sight.sure))
		rc = err_set(e, E_BUG, "%.*s: no row, or a folder that is too young", STRF(place->key));
	if (rc == 0)
		rc = resting_keep(r, &w, e);
	arena_free(mem);
	return rc;
}

int
main(int argc, char **argv)
{
	struct arena *mem = arena_new("rests", GIB(2));
	struct resting *r = NULL;
	struct invocation inv;
	struct session s;
	struct err e;
	int rc;

	(void)setlocale(LC_CTYPE, "C.UTF-8");
	(void)umask(077);
	if (invocation_read(argc, argv, &inv, mem, &e) != 0)
		return command_failed(&e);
	log_open("rests", LOG_LET_OP);
	if (session_open(&s, &inv, "run", false, mem, &e) != 0)
		return command_failed(&e);
	s.run.may = MAY_REUSE;
	rc = places_of_intake(&s.settings, &s.places, &e);
	if (rc == 0)
		rc = session_claim(&s, true, &e);
	if (rc == 0)
		rc = again_begin(&s, &e);
	if (rc == 0) {
		s.run.again = as_it_stands;
		r = resting_begin(&s.run, mem);
	}
	for (size_t i = 0; rc == 0 && i < s.places.n; i++)
		rc = rest_one(&s, r, &s.places.v[i], &e);
	if (rc == 0)
		rc = resting_end(r, &e);
	resting_free(r);
	rc = session_end(&s, rc, &e);
	rc = rc == 0 ? 0 : command_failed(&e);
	session_close(&s);
	arena_free(mem);
	return rc;
}
