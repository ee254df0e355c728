/* SPDX-License-Identifier: EUPL-1.2 */
/* dry.c - the portal of a rehearsal: every check, and not a byte sent. */
#include "publish/portal.h"
#include "publish/target.h"

#include "base/banned.h"

struct portal {
	struct target	 target;
	bool		 named;		/* a rehearsal may do without settings, so without an address */
};

static int
dry_open(const struct order *o, struct arena *mem, struct portal **p_r, struct err *e)
{
	struct portal *p = NEW(mem, struct portal, 1);

	p->named = o->portal_url.n != 0;
	if (p->named && target_parse(o->portal_url, mem, &p->target, e) != 0)
		return -1;
	if (p->named && target_keys(&p->target, o->netrc, e) != 0)
		return -1;
	*p_r = p;
	return 0;
}

/* What stands at the portal is not asked: a rehearsal has no network. */
static int
dry_find(struct portal *p, const struct order *o, struct arena *mem, enum portal_found *found_r, struct receipt *r,
    struct err *e)
{
	*r = (struct receipt){ .answer = PORTAL_WOULD_SEND };
	if (!target_name_fine(o->name))
		return err_set(e, E_BUG, _("dit is geen naam voor een bundel"));
	if (p->named)
		r->url = target_url(&p->target, o->name, mem);
	*found_r = FOUND_NOTHING;
	return 0;
}

static int
dry_put(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	enum portal_found found;

	if (dry_find(p, o, mem, &found, r, e) != 0 || portal_check(o, e) != 0)
		return -1;
	r->detail = str_of(_("proef: niets verzonden"));
	return 0;
}

static void
dry_close(struct portal *p UNUSED)
{
}

const struct portal_ops dry_ops = {
	.name = "dry",
	.guarantee = N_("proef: er gaat niets naar buiten"),
	.open = dry_open,
	.find = dry_find,
	.put = dry_put,
	.seen = dry_find,
	.close = dry_close,
};
