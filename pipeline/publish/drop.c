/* SPDX-License-Identifier: EUPL-1.2 */
/* drop.c - the portal that takes a file by name, at any place that takes files. */
#include "publish/judge.h"
#include "publish/place.h"
#include "publish/portal.h"
#include "publish/target.h"

#include "base/banned.h"

struct portal {
	struct place	*place;
};

static void
drop_close(struct portal *p)
{
	if (p != NULL)
		place_close(p->place);
}

static int
drop_open(const struct order *o, struct arena *mem, struct portal **p_r, struct err *e)
{
	struct portal *p = NEW(mem, struct portal, 1);
	struct place_access at;

	place_access_of(o, mem, &at);
	if (place_open(&at, mem, &p->place, e) != 0)
		return -1;
	*p_r = p;
	return 0;
}

static struct place_file
bundle_of(const struct order *o)
{
	return (struct place_file){
		.path = o->name, .fd = o->bundle, .size = o->size, .sha256 = o->sha256, .aside = true, .once = true
	};
}

static int
drop_find(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	struct place_file f = bundle_of(o);

	*r = (struct receipt){ .answer = PORTAL_AWAY };
	if (!target_name_fine(o->name))
		return err_set(e, E_BUG, _("dit is geen naam voor een bundel"));
	return place_look(p->place, &f, LOOK_BYTES, mem, r, e);
}

static int
drop_put(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	struct place_file f = bundle_of(o);

	*r = (struct receipt){ .answer = PORTAL_AWAY };
	if (!target_name_fine(o->name))
		return err_set(e, E_BUG, _("dit is geen naam voor een bundel"));
	return portal_check(o, e) != 0 ? -1 : place_put(p->place, &f, mem, r, e);
}

static int
drop_publish(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	struct receipt back;

	if (drop_find(p, o, mem, r, e) != 0)
		return -1;
	if (r->found == FOUND_SAME)
		r->answer = PORTAL_SAME;
	if (r->found == FOUND_SAME || r->found == FOUND_UNKNOWN)
		return 0;
	if (drop_put(p, o, mem, r, e) != 0)
		return -1;
	if (r->answer != PORTAL_SENT && r->answer != PORTAL_AMBIGUOUS)
		return 0;
	if (drop_find(p, o, mem, &back, e) != 0)
		return -1;
	place_settle(&back, r);
	return 0;
}

/* Gone is what is seen to be gone: an answer that was lost is settled by looking. */
static int
drop_withdraw(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	struct receipt back;

	if (drop_find(p, o, mem, r, e) != 0)
		return -1;
	if (r->found == FOUND_NOTHING)
		r->answer = PORTAL_SAME;
	if (r->found == FOUND_NOTHING || r->found == FOUND_UNKNOWN)
		return 0;
	if (place_remove(p->place, o->name, mem, r, e) != 0)
		return -1;
	if (r->answer != PORTAL_SENT && r->answer != PORTAL_AMBIGUOUS)
		return 0;
	if (drop_find(p, o, mem, &back, e) != 0)
		return -1;
	r->found = back.found;
	r->answer = back.found == FOUND_NOTHING ? PORTAL_SENT : PORTAL_AMBIGUOUS;
	if (back.found == FOUND_SAME || back.found == FOUND_OTHER)
		r->detail = str_of(_("na het intrekken nog te zien"));
	return 0;
}

const struct portal_ops drop_ops = {
	.name = "drop",
	.open = drop_open,
	.close = drop_close,
	.step = { [STEP_FIND] = drop_find, [STEP_DOCUMENT] = drop_put, [STEP_PUBLISH] = drop_publish, [STEP_SEEN] = drop_find,
	    [STEP_WITHDRAW] = drop_withdraw },
};
