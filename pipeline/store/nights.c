/* SPDX-License-Identifier: EUPL-1.2 */
/* nights.c - what each night came to, for each organisation: the numbers of its account, kept in the evidence. */
#include "store/nights.h"

#include "base/date.h"
#include "store/db.h"
#include "store/evidence.h"

#include "base/banned.h"

#define NIGHT_MEM	KIB(64)

/* The numbers of an entry, by name. */
static const struct { const char *name; size_t at; } numbers[] = {
	{ "seen", offsetof(struct night, seen) },
	{ "published", offsetof(struct night, published) },
	{ "unchanged", offsetof(struct night, unchanged) },
	{ "handed", offsetof(struct night, handed) },
	{ "held", offsetof(struct night, held) },
	{ "rejected", offsetof(struct night, rejected) },
	{ "later", offsetof(struct night, later) },
	{ "skipped", offsetof(struct night, skipped) },
};

static int64_t *
number_of(struct night *n, size_t i)
{
	return (int64_t *)(void *)((char *)n + numbers[i].at);
}

int
nights_note(struct store *s, const struct night *night, struct err *e)
{
	struct arena *mem = arena_new("nacht", NIGHT_MEM);
	struct night n = *night;
	json_t *j = json_object();
	int rc;

	json_put_num(j, "run", n.run.v);
	json_put_str(j, "organisation", n.org);
	json_put_str(j, "now", time_rfc3339(mem, n.now));
	for (size_t i = 0; i < COUNT(numbers); i++)
		json_put_num(j, numbers[i].name, *number_of(&n, i));
	arena_free(mem);
	rc = store_group(s, e);
	if (rc != 0)
		json_decref(j);
	return rc != 0 ? rc : store_group_end(s, evidence_note(s, "night", NULL, j, e), e);
}

static int
read_night(struct str body, nights_fn *fn, void *ctx, struct err *e)
{
	AUTO_JSON j = json_read(body, e);
	struct night n = { .org = json_str(j, "organisation"), .run = { json_num(j, "run", 0) } };

	if (j == NULL)
		return -1;
	if (time_parse(json_str(j, "now"), &n.now) != 0)
		return err_set(e, E_BUG, _("bewijs van een nacht zonder tijd"));
	for (size_t i = 0; i < COUNT(numbers); i++)
		*number_of(&n, i) = json_num(j, numbers[i].name, 0);
	return fn(ctx, &n, e);
}

int
nights_each(struct store *s, nights_fn *fn, void *ctx, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_NIGHT_EACH);
	int rc, more = 0;

	while ((rc = db_step(s, q, e)) == 1 && more == 0)
		more = read_night(db_column(q, 0), fn, ctx, e);
	(void)sqlite3_reset(q);
	return rc < 0 || more < 0 ? -1 : 0;
}
