/* SPDX-License-Identifier: EUPL-1.2 */
/* tidied.c - how much went out of the vault on purpose until now. */
#include <stdlib.h>

#include "base/date.h"
#include "store/db.h"
#include "store/tidy.h"

#include "base/banned.h"

#define ORGS_MOST	((size_t)10000)

struct sums {
	struct tidied	*v;
	size_t		 n, cap;
};

static int
order(const void *a, const void *b)
{
	return str_cmp(((const struct tidied *)a)->org, ((const struct tidied *)b)->org);
}

static void
add(struct sums *s, const json_t *j, struct arena *mem)
{
	struct str org = json_str(j, "organisation");
	struct tidied *t = NULL;

	for (size_t i = 0; i < s->n && t == NULL; i++)
		t = str_eq(s->v[i].org, org) ? &s->v[i] : NULL;
	if (t == NULL && s->n < ORGS_MOST) {
		t = PUSH(mem, s->v, s->n, s->cap);
		*t = (struct tidied){ .org = str_dup(mem, org) };
	}
	if (t == NULL)
		return;
	t->dossiers++;
	t->files += json_array_size(json_list(j, "objects"));
	t->bytes += (uint64_t)json_num(j, "bytes", 0);
	/* By number, so the last is the latest. */
	if (time_parse(json_str(j, "at"), &t->last) != 0)
		t->last = 0;
}

int
tidied_so_far(struct store *store, struct arena *mem, struct tidied **v_r, size_t *n_r, struct err *e)
{
	sqlite3_stmt *q = db_query(store, Q_TIDIED_EACH);
	struct sums s = { 0 };
	int rc;

	while ((rc = db_step(store, q, e)) == 1) {
		AUTO_JSON j = json_read(db_column(q, 0), e);

		if (j == NULL) {
			(void)sqlite3_reset(q);
			return -1;
		}
		add(&s, j, mem);
	}
	if (s.n > 1)
		qsort(s.v, s.n, sizeof *s.v, order);
	*v_r = s.v;
	*n_r = s.n;
	return rc;
}
