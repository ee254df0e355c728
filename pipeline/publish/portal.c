/* SPDX-License-Identifier: EUPL-1.2 */
/* portal.c - the kinds of portal, and the three steps of a delivery in their order. */
#include "publish/portal.h"

#include "base/banned.h"

const struct portal_ops *const portals[] = { &drop_ops, &dry_ops, NULL };

const struct portal_ops *
portal_named(struct str name)
{
	for (size_t i = 0; portals[i] != NULL; i++) {
		if (str_eq(name, str_of(portals[i]->name)))
			return portals[i];
	}
	return NULL;
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

/* What reading back says about a put that was accepted, or whose answer was lost. */
static void
settle(enum portal_found found, const struct receipt *back, struct receipt *r)
{
	bool accepted = r->answer == PORTAL_SENT;

	switch (found) {
	case FOUND_SAME:
		if (!accepted)
			r->detail = str_of(_("het antwoord bleef uit, maar de bundel staat er en is gelijk"));
		r->answer = PORTAL_SENT;
		return;
	case FOUND_OTHER:
		r->answer = accepted ? PORTAL_DIFFERS : PORTAL_AMBIGUOUS;
		if (accepted)
			r->detail = str_of(_("teruggelezen en niet gelijk"));
		return;
	case FOUND_NOTHING:
		r->answer = PORTAL_AMBIGUOUS;
		if (accepted)
			r->detail = str_of(_("aangenomen, maar nog niet te zien"));
		return;
	case FOUND_UNKNOWN:
		r->answer = PORTAL_AMBIGUOUS;
		if (accepted) {
			r->detail = back->detail;
			r->http = back->http;
		}
		r->retry_after_s = back->retry_after_s;
		return;
	}
}

int
portal_carry(const struct portal_ops *ops, struct portal *p, const struct order *o, struct arena *mem,
    struct receipt *r, struct err *e)
{
	enum portal_found found;
	struct receipt back;

	*r = (struct receipt){ .answer = PORTAL_AWAY };
	if (ops->find(p, o, mem, &found, r, e) != 0)
		return -1;
	if (found == FOUND_SAME) {
		r->answer = PORTAL_SAME;
		return 0;
	}
	if (found == FOUND_UNKNOWN)
		return 0;
	if (ops->put(p, o, mem, r, e) != 0)
		return -1;
	if (r->answer != PORTAL_SENT && r->answer != PORTAL_AMBIGUOUS)
		return 0;
	if (ops->seen(p, o, mem, &found, &back, e) != 0)
		return -1;
	settle(found, &back, r);
	return 0;
}

int
portal_deliver(const struct portal_ops *ops, const struct order *o, struct arena *mem, struct receipt *r,
    struct err *e)
{
	struct portal *p = NULL;
	int rc;

	*r = (struct receipt){ .answer = PORTAL_AWAY };
	if (ops->open(o, mem, &p, e) != 0)
		return -1;
	rc = portal_carry(ops, p, o, mem, r, e);
	ops->close(p);
	return rc;
}
