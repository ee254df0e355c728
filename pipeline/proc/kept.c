/* SPDX-License-Identifier: EUPL-1.2 */
/* kept.c - a portal that stays open from one order to the next, so that its connection does. */
#include "proc/kept.h"

#include "outlet.h"

#include "base/banned.h"

#define KEPT_MEM	MIB(16)		/* addresses and keys */

void
kept_close(struct kept *k)
{
	if (k->mem != NULL)
		k->ops->close(k->portal);
	arena_free(k->mem);
	json_decref(k->settings);
	*k = (struct kept){ .ops = NULL };
}

static int
open_anew(struct kept *k, const struct portal_ops *ops, json_t *settings, const struct order *for_it, struct err *e)
{
	struct order o = { .wait_ms = for_it->wait_ms, .ring = for_it->ring, .bundle = -1 };
	struct arena *mem = arena_new("portaal", KEPT_MEM);

	outlet_get(settings, &o.at);
	if (ops->open(&o, mem, &k->portal, e) != 0) {
		arena_free(mem);
		return -1;
	}
	k->ops = ops;
	k->mem = mem;
	k->settings = json_incref(settings);
	return 0;
}

int
kept_deliver(struct kept *k, const struct portal_ops *ops, const struct order *o, struct arena *mem, struct receipt *r,
    struct err *e)
{
	AUTO_JSON settings = NULL;
	int rc;

	if (!ops->keeps || ops->step[o->step] == NULL)
		return portal_deliver(ops, o, mem, r, e);
	*r = (struct receipt){ .answer = PORTAL_AWAY };
	settings = json_object();
	outlet_put(settings, &o->at);
	json_put_num(settings, "wait_ms", o->wait_ms);
	if (k->mem != NULL && (k->ops != ops || !json_equal(settings, k->settings)))
		kept_close(k);
	if (k->mem == NULL && open_anew(k, ops, settings, o, e) != 0)
		return -1;
	rc = portal_step(ops, k->portal, o, mem, r, e);
	if (rc != 0)
		kept_close(k);
	return rc;
}
