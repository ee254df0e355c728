/* SPDX-License-Identifier: EUPL-1.2 */
/* gone.c - what went out of the vault on purpose, as the evidence tells it. */
#include <stdlib.h>
#include <string.h>

#include "verify/check.h"

#include "base/banned.h"

struct gone {
	struct digest	 d;
	int64_t		 seq;		/* of the entry that told it; 0: it came in again after that */
};

static int
order(const void *a, const void *b)
{
	return memcmp(&((const struct gone *)a)->d, &((const struct gone *)b)->d, sizeof(struct digest));
}

static struct gone *
find(const struct check *c, struct str hex)
{
	struct gone want = { 0 };

	if (c->gone.n == 0 || digest_parse(hex, &want.d) != 0)
		return NULL;
	return bsearch(&want, c->gone.v, c->gone.n, sizeof *c->gone.v, order);
}

/* Entries in which this stands, given to each as JSON.  What cannot be read is said by who reads the chain. */
static void
each_with(struct check *c, const char *words, void (*each)(struct check *, const struct entry *, const json_t *))
{
	struct entry x;
	struct err e;
	int rc;

	look_entries_start(c->store, ENTRIES_ALL, STR_NONE);
	while ((rc = look_entries(c->store, ENTRIES_ALL, &x, &e)) == 1) {
		AUTO_JSON j = NULL;

		if (x.dossier.p == NULL || memmem(x.body.p, x.body.n, words, strlen(words)) == NULL)
			continue;
		j = json_read(x.body, &e);
		if (j != NULL)
			each(c, &x, j);
	}
	if (rc != 0)
		check_fault(c, "%s", e.msg);
}

static void
tidied(struct check *c, const struct entry *x, const json_t *j)
{
	json_t *one;
	size_t i;

	if (!str_eq(json_str(j, "event"), S("tidied")))
		return;
	json_array_foreach (json_list(j, "objects"), i, one) {
		struct gone g = { .seq = x->seq };

		if (digest_parse(str_of(json_string_value(one)), &g.d) == 0)
			*PUSH(c->keep, c->gone.v, c->gone.n, c->gone.cap) = g;
	}
}

/* What came in again must be there again. */
static void
came_in(struct check *c, const struct entry *x, const json_t *j)
{
	json_t *one;
	size_t i;

	json_array_foreach (json_list(j, "documents"), i, one) {
		struct gone *g = find(c, json_str(one, "sha256"));

		if (g != NULL && x->seq > g->seq)
			g->seq = 0;
	}
}

void
check_gone(struct check *c)
{
	size_t kept = 0;

	each_with(c, "\"event\":\"tidied\"", tidied);
	if (c->gone.n == 0)
		return;
	qsort(c->gone.v, c->gone.n, sizeof *c->gone.v, order);
	for (size_t i = 0; i < c->gone.n; i++) {
		struct gone *last = kept == 0 ? NULL : &c->gone.v[kept - 1];

		if (last == NULL || !digest_eq(last->d, c->gone.v[i].d))
			c->gone.v[kept++] = c->gone.v[i];
		else if (c->gone.v[i].seq > last->seq)
			last->seq = c->gone.v[i].seq;
	}
	c->gone.n = kept;
	each_with(c, "\"documents\":", came_in);
}

bool
check_is_gone(const struct check *c, struct str hex)
{
	const struct gone *g = find(c, hex);

	return g != NULL && g->seq != 0;
}
