/* SPDX-License-Identifier: EUPL-1.2 */
/* sites.c - dossiers at a site of our own: what the ledger keeps of each for the listing around them. */
#include "sites.h"

#include "plan.h"
#include "store/pages.h"

#include "base/banned.h"

#define FACTS_MEM	MIB(512)	/* the plan of a dossier of a hundred thousand documents on its way to a few lines */

int
sites_since(struct work *w, time_t *modified_r, struct err *e)
{
	const struct outlet *site = site_outlet(w->d.org);
	struct uuid id = dossier_uuid(&w->d);
	struct page p;
	bool found;

	*modified_r = 0;
	if (site == NULL)
		return 0;
	if (pages_get(w->run->store, site == first_outlet(w->d.org) ? id : outlet_uuid(id, site->name), w->mem, &p,
		&found, e) != 0)
		return -1;
	*modified_r = found ? p.modified : w->run->now;
	return 0;
}

/* What its lists show of it, as site/listing.h has it. */
static json_t *
facts_of(const struct work *w, struct arena *mem)
{
	const struct record *r = dossier_record(&w->d);
	AUTO_JSON plan = plan_of(&w->d, mem);
	json_t *j = json_object();

	json_put_str(j, "id", json_str(plan, "id"));
	json_put_str(j, "title", json_str(plan, "title"));
	if (r != NULL && r->f[MD_CREATIEDATUM].n != 0)
		json_put_str(j, "date", r->f[MD_CREATIEDATUM].v[0].text);
	json_put_str(j, "publisher", json_str(json_map(plan, "publisher"), "label"));
	json_put(j, "categories", json_incref(json_list(plan, "categories")));
	json_put_num(j, "documents", (int64_t)json_array_size(json_list(plan, "documents")));
	json_put_num(j, "notices", (int64_t)w->d.nnotices);
	json_put(j, "tells", json_boolean(w->d.have[A_ENTRIES].size != 0));
	return j;
}

int
sites_keep(struct work *w, struct err *e)
{
	uint32_t made = A_BIT(A_PAGE) | A_BIT(A_ENTRIES);
	struct arena *mem;
	AUTO_JSON facts = NULL;
	struct page p;
	int rc;

	if ((w->d.have_set & made) != made) /* it is held now, and stands there as it did */
		return 0;
	mem = arena_new("site", FACTS_MEM);
	facts = facts_of(w, mem);
	p = (struct page){ .page = w->d.have[A_PAGE].sha256,
		.entries = w->d.have[A_ENTRIES],
		.modified = w->d.modified,
		.facts = json_write(mem, facts) };
	rc = pages_put(w->run->store, w->turn.id, &p, w->run->id, e);
	arena_free(mem);
	return rc;
}
