/* SPDX-License-Identifier: EUPL-1.2 */
/* dry.c - the portal of a rehearsal: every check, and not a byte sent. */
#include "publish/gpp.h"
#include "publish/portal.h"
#include "publish/sitepath.h"
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

	p->named = o->at.url.n != 0;
	if (p->named && target_place(o->at.url, mem, &p->target, e) != 0)
		return -1;
	if (p->named && target_keys(&p->target, o->at.netrc, e) != 0)
		return -1;
	*p_r = p;
	return 0;
}

/* What stands at the portal is not asked: a rehearsal has no network. */
static int
dry_find(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	*r = (struct receipt){ .answer = PORTAL_WOULD_SEND, .found = FOUND_NOTHING };
	if (!target_name_fine(o->name))
		return err_set(e, E_BUG, _("dit is geen naam voor een bundel"));
	if (p->named)
		r->url = target_url(&p->target, o->name, mem);
	r->detail = str_of(_("proef: niets verzonden"));
	return 0;
}

/* The record that would be made; nobody else has this id. */
static int
dry_create(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	if (dry_find(p, o, mem, r, e) != 0)
		return -1;
	r->remote = str_fmt(mem, "proef-%.*s", STRF(o->name));
	return 0;
}

static int
dry_send(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	return dry_find(p, o, mem, r, e) != 0 || (o->bundle >= 0 && portal_check(o, e) != 0) ? -1 : 0;
}

static void
dry_close(struct portal *p UNUSED)
{
}

const struct portal_ops dry_ops = {
	.name = "dry",
	.dry = true,
	.open = dry_open,
	.close = dry_close,
	.step = { [STEP_FIND] = dry_find, [STEP_CREATE] = dry_create, [STEP_DOCUMENT] = dry_send, [STEP_READY] = dry_find,
	    [STEP_PUBLISH] = dry_send, [STEP_SEEN] = dry_find },
};

/* A site: as above, and a file of the listing has a name that it may have. */
static int
dry_site(struct portal *p UNUSED, const struct order *o, struct arena *mem UNUSED, struct receipt *r, struct err *e)
{
	*r = (struct receipt){ .answer = PORTAL_WOULD_SEND, .found = FOUND_NOTHING };
	if (o->step == STEP_LIST && !sitepath_listing_fine(o->name))
		return err_set(e, E_BUG, _("dit is geen naam voor een bestand van een site"));
	r->detail = str_of(_("proef: niets verzonden"));
	return o->bundle >= 0 && o->step != STEP_FIND && o->step != STEP_SEEN ? portal_check(o, e) : 0;
}

const struct portal_ops dry_site_ops = {
	.name = "dry",
	.open = dry_open,
	.close = dry_close,
	.step = { [STEP_FIND] = dry_site, [STEP_DOCUMENT] = dry_site, [STEP_PUBLISH] = dry_site, [STEP_SEEN] = dry_site,
	    [STEP_REMOVE] = dry_site, [STEP_WITHDRAW] = dry_site, [STEP_LIST] = dry_site, [STEP_SWITCH] = dry_site },
};

static int
dry_gpp_open(const struct order *o, struct arena *mem, struct portal **p_r, struct err *e)
{
	struct target t;
	struct way *way;

	if (o->at.url.n != 0 && gpp_check(o, mem, &t, &way, e) != 0)
		return -1;
	*p_r = NULL;
	return 0;
}

static int
dry_gpp_find(struct portal *p UNUSED, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	AUTO_JSON plan = json_read(o->plan, e);
	struct str lacks;

	*r = (struct receipt){ .answer = PORTAL_WOULD_SEND, .found = FOUND_NOTHING };
	if (plan == NULL)
		return err_wrap(e, _("het plan van de publicatie"));
	lacks = gpp_plan_lacks(plan, mem);
	if (lacks.n != 0)
		r->answer = PORTAL_REFUSED;
	r->detail = lacks.n != 0 ? lacks : str_of(_("proef: niets verzonden"));
	return 0;
}

/* The record that would be made; nobody else has this id. */
static int
dry_gpp_create(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	if (dry_gpp_find(p, o, mem, r, e) != 0)
		return -1;
	r->remote = str_fmt(mem, "proef-%.*s", STRF(o->name));
	return 0;
}

static int
dry_gpp_send(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	return dry_gpp_find(p, o, mem, r, e) != 0 || (o->bundle >= 0 && portal_check(o, e) != 0) ? -1 : 0;
}

const struct portal_ops dry_gpp_ops = {
	.name = "dry",
	.dry = true,
	.open = dry_gpp_open,
	.close = dry_close,
	.step = { [STEP_FIND] = dry_gpp_find, [STEP_CREATE] = dry_gpp_create, [STEP_DOCUMENT] = dry_gpp_send,
	    [STEP_READY] = dry_gpp_find, [STEP_PUBLISH] = dry_gpp_send, [STEP_SEEN] = dry_gpp_find },
};
