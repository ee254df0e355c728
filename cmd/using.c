/* SPDX-License-Identifier: EUPL-1.2 */
/* using.c - which dossiers that are public use a term of a value list. */
#include "using.h"

#include "base/json.h"
#include "base/search.h"
#include "standing.h"
#include "store/accounts.h"

#include "base/banned.h"

struct reading {
	const struct look *look;
	struct use	*v;
	size_t		 n;
	struct arena	*mem;
	struct using	*sum;
	struct str	 name;		/* of the dossier in hand */
	bool		 touched;
};

static bool
use_before(const void *x, const void *key)
{
	const struct use *u = x;
	const struct str *uri = key;

	return str_cmp(u->uri, *uri) < 0;
}

static void
take_uri(struct reading *r, struct str uri)
{
	size_t i = search_first(&uri, r->v, r->n, sizeof *r->v, use_before);
	struct use *u;

	if (i == r->n || !str_eq(r->v[i].uri, uri))
		return;
	u = &r->v[i];
	r->touched = true;
	/* The same pointer: this dossier said so before. */
	if (u->n == 0 || u->dossiers[u->n - 1].p != r->name.p)
		*PUSH(r->mem, u->dossiers, u->n, u->cap) = r->name;
}

/* {"element": [{"uri"}]} */
static void
take_metadata(struct reading *r, json_t *metadata)
{
	const char *element;
	json_t *values;

	json_object_foreach (metadata, element, values) {
		for (size_t i = 0; i < json_array_size(values); i++)
			take_uri(r, json_str(json_array_get(values, i), "uri"));
	}
}

/* What is public now; where that was not kept, what was last said of it. */
static int
account_of(const struct reading *r, const struct standing *st, json_t **j_r, struct err *e)
{
	if (accounts_public(r->look->store, r->look->vault, st->id, j_r, e) != 0)
		return -1;
	return *j_r == NULL && st->accounted ? accounts_read(r->look->vault, &st->account, j_r, e) : 0;
}

/* The metadata of a list of things. */
static void
take_all(struct reading *r, const json_t *list)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		take_metadata(r, json_map(json_array_get(list, i), "metadata"));
}

static int
take_dossier(void *ctx, const struct standing *st, struct err *e)
{
	struct reading *r = ctx;
	AUTO_JSON account = NULL;

	if (!st->row.exposed || standing_group(st->row.state) == GROUP_WITHDRAWN)
		return 0;
	r->sum->dossiers++;
	if (account_of(r, st, &account, e) != 0)
		return -1;
	if (account == NULL) {
		r->sum->unknown++;
		return 0;
	}
	r->name = standing_name(r->mem, st);
	r->touched = false;
	take_all(r, json_list(account, "documents"));
	take_all(r, json_list(account, "notices"));
	r->sum->touched += r->touched;
	return 0;
}

int
using_read(const struct look *look, struct use *v, size_t n, struct arena *mem, struct using *sum, struct err *e)
{
	struct reading r = { .look = look, .v = v, .n = n, .mem = mem, .sum = sum };
	struct scope all = { S(""), S("") };

	*sum = (struct using){ 0 };
	if (overview_begin(look->store, e) != 0 || overview_each(look->store, all, true, take_dossier, &r, e) != 0)
		return -1;
	return overview_end(look->store, e);
}
