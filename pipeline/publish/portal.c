/* SPDX-License-Identifier: EUPL-1.2 */
/* portal.c - the kinds of portal, and one step at one of them. */
#include "publish/portal.h"

#include "publish/oauth.h"
#include "publish/reach.h"

#include "base/banned.h"

static const struct portal_ops *const portals[] = { &drop_ops, &site_ops, &gpp_ops, &dry_ops };

const struct portal_ops *
portal_named(struct str name)
{
	for (size_t i = 0; i < COUNT(portals); i++) {
		if (str_eq(name, str_of(portals[i]->name)))
			return portals[i];
	}
	return NULL;
}

const struct portal_ops *
portal_rehearsal(const struct portal_ops *ops)
{
	return ops == &gpp_ops ? &dry_gpp_ops : ops == &site_ops ? &dry_site_ops : &dry_ops;
}

int
portal_check(const struct order *o, struct err *e)
{
	struct digest d;
	uint64_t size;

	if (digest_fd(o->bundle, &d, NULL, &size, e) != 0)
		return err_wrap(e, _("de bundel"));
	if (size != o->size || !digest_eq(d, o->sha256))
		return err_set(e, E_BUG, _("de bundel is niet de bundel die is opgedragen; er is niets verzonden"));
	return 0;
}

int
portal_step(const struct portal_ops *ops, struct portal *p, const struct order *o, struct arena *mem,
    struct receipt *r, struct err *e)
{
	bool fetched = !ops->dry && o->ring != NULL && o->at.reach.oauth.url.n != 0;
	int rc;

	do {
		rc = fetched ? oauth_fetch(o->ring, &o->at, mem, r, e) : 0;
		if (rc == 0)
			rc = ops->step[o->step](p, o, mem, r, e);
	} while (fetched && rc == 0 && r->answer == PORTAL_AWAY && r->http == 401 && keyring_refused(o->ring, &o->at));
	return rc < 0 ? -1 : 0;
}

int
portal_deliver(const struct portal_ops *ops, const struct order *o, struct arena *mem, struct receipt *r,
    struct err *e)
{
	struct order with = *o;
	struct portal *p = NULL;
	int rc;

	*r = (struct receipt){ .answer = PORTAL_AWAY };
	if (o->step == STEP_REACH)
		return reach_address(o, ops->dry, mem, r, e);
	if (ops->step[o->step] == NULL)
		return err_set(e, E_BUG, _("het portaal %s kent de stap %s niet"), ops->name, step_name(o->step));
	if (with.ring == NULL && o->at.reach.oauth.url.n != 0)
		with.ring = keyring_new(mem);
	if (ops->open(&with, mem, &p, e) != 0)
		return -1;
	rc = portal_step(ops, p, &with, mem, r, e);
	ops->close(p);
	return rc;
}
