/* SPDX-License-Identifier: EUPL-1.2 */
/* site.c - the portal that is a site of our own: documents, pages of dossiers, and the files of its listing. */
#include "publish/post.h"
#include "publish/sitepath.h"

#include "base/banned.h"

/* A document of fewer bytes is sent without asking whether it stands there: asking takes as long. */
#define ASK_FROM	MIB(1)

static void
portal_shut(struct portal *p)
{
	if (p != NULL)
		place_close(p->root);
}

static int
portal_start(const struct order *o, struct arena *mem, struct portal **p_r, struct err *e)
{
	struct portal *p = NEW(mem, struct portal, 1);

	place_access_of(o, mem, &p->at);
	if (place_open(&p->at, mem, &p->root, e) != 0)
		return -1;
	p->switches = p->root->target.kind == TARGET_FOLDER;
	*p_r = p;
	return 0;
}

/* Where the next version is looked at; NULL: nothing was ever written. */
static struct place *
newest(const struct post *s)
{
	return s->next != NULL ? s->next : s->served;
}

/* SAME when it stands there with these bytes (how: or this size). */
static int
stands(struct post *s, const struct place_file *f, enum place_look how, bool *same_r, struct receipt *r, struct err *e)
{
	struct place *at = newest(s);

	*same_r = false;
	if (at == NULL)
		return 0;
	if (place_look(at, f, how, s->mem, r, e) != 0)
		return -1;
	*same_r = r->found == FOUND_SAME;
	if (*same_r)
		r->answer = PORTAL_SAME;
	return 0;
}

/* Put what does not stand there yet.  seen: it is read back, since readers see it from now on. */
static int
bring(struct post *s, const struct place_file *f, bool ask, bool seen, struct receipt *r, struct err *e)
{
	bool same = false;

	if (place_check(f, e) != 0 || (ask && stands(s, f, LOOK_BYTES, &same, r, e) != 0))
		return -1;
	if (same || (ask && r->answer != PORTAL_SENT && newest(s) != NULL))
		return 0;
	if (post_begin(s, e) != 0)
		return -1;
	return seen ? post_put(s, newest(s), f, r, e) : place_put(newest(s), f, s->mem, r, e);
}

/* What stands in a tree that is not served yet is there, and not public. */
static void
not_public_yet(const struct post *s, struct receipt *r)
{
	bool there = r->answer == PORTAL_SENT || r->answer == PORTAL_SAME;

	if (there)
		r->found = s->next != NULL ? FOUND_CONCEPT : FOUND_SAME;
}

/*
 * Nobody knows the address of a new document before its page stands there, so
 * it needs no other name first; and the address holds what makes it this
 * document, so one that is there and as large is the same.
 */
static int
send_document(struct post *s, const struct order *o, struct receipt *r, struct err *e)
{
	AUTO_JSON plan = post_plan(o, e);
	struct place_file f;
	bool same = false;

	if (plan == NULL || post_document(plan, (size_t)o->doc, s->mem, &f, e) != 0)
		return -1;
	if (f.size != o->size || !digest_eq(f.sha256, o->sha256))
		return err_set(e, E_BUG, _("het document is niet dat van het plan; er is niets verzonden"));
	f.fd = o->bundle;
	if (s->portal->switches)
		return bring(s, &f, true, false, r, e);
	if (f.size >= ASK_FROM) {
		if (place_check(&f, e) != 0 || stands(s, &f, LOOK_SIZE, &same, r, e) != 0)
			return -1;
		if (same || r->answer != PORTAL_SENT)
			return 0;
	}
	return bring(s, &f, false, false, r, e);
}

static int
send_page(struct post *s, const struct order *o, struct receipt *r, struct err *e)
{
	AUTO_JSON plan = post_plan(o, e);
	struct place_file f;

	if (plan == NULL || post_page(plan, o, s->mem, &f, e) != 0 || site_take_gone(s, o, r, e) != 0)
		return -1;
	if (r->answer != PORTAL_SENT)
		return 0;
	return bring(s, &f, true, true, r, e);
}

static int
send_listed(struct post *s, const struct order *o, struct receipt *r, struct err *e)
{
	struct place_file f = { .fd = o->bundle,
		.path = o->name,
		.type = sitepath_type(o->name),
		.size = o->size,
		.sha256 = o->sha256,
		.aside = true };

	if (!sitepath_listing_fine(o->name))
		return err_set(e, E_BUG, _("dit is geen naam voor een bestand van een site"));
	return bring(s, &f, true, false, r, e);
}

/* Page and documents at one place: SAME all of it, NOTHING no page, OTHER something else. */
static int
look_whole(struct post *s, struct place *at, const struct order *o, struct receipt *r, struct err *e)
{
	AUTO_JSON plan = post_plan(o, e);
	size_t n = plan == NULL ? 0 : json_array_size(json_list(plan, "documents")), lacks = 0;
	struct receipt one;
	struct place_file f;

	if (plan == NULL || post_page(plan, o, s->mem, &f, e) != 0)
		return -1;
	if (o->size == 0)
		f.size = PLACE_ANY_SIZE; /* of a page that is asked after only the digest may be known */
	if (place_look(at, &f, LOOK_BYTES, s->mem, r, e) != 0)
		return -1;
	for (size_t i = 0; i < n && r->found == FOUND_SAME; i++) {
		struct mark m = arena_mark(s->mem);

		if (post_document(plan, i, s->mem, &f, e) != 0 || place_look(at, &f, LOOK_SIZE, s->mem, &one, e) != 0)
			return -1;
		if (one.found == FOUND_UNKNOWN) {
			one.url = r->url;
			*r = one;
		} else if (one.found != FOUND_SAME) {
			lacks++;
		}
		if (one.found != FOUND_UNKNOWN)
			arena_rewind(s->mem, m);
	}
	if (lacks != 0) {
		r->found = FOUND_OTHER;
		r->detail = str_fmt(
		    s->mem, _("van de %zu documenten op de site ontbreken er %zu, of ze zijn anders"), n, lacks);
	}
	return 0;
}

static int
look(struct post *s, const struct order *o, struct receipt *r, struct err *e)
{
	struct receipt later;

	r->answer = PORTAL_SENT;
	r->found = FOUND_NOTHING;
	if (s->served != NULL && look_whole(s, s->served, o, r, e) != 0)
		return -1;
	if (s->next == NULL || r->found == FOUND_SAME || r->found == FOUND_UNKNOWN)
		return 0;
	if (look_whole(s, s->next, o, &later, e) != 0)
		return -1;
	if (later.found != FOUND_SAME)
		return 0;
	*r = later;
	r->found = FOUND_CONCEPT;
	return 0;
}

typedef int	 post_do(struct post *, const struct order *, struct receipt *, struct err *);

static int
within(struct portal *p, const struct order *o, struct arena *mem, post_do *todo, bool writes, struct receipt *r,
    struct err *e)
{
	struct post s;
	bool ready;
	int rc;

	if (post_open(&s, p, mem, &ready, r, e) != 0)
		return -1;
	rc = ready ? todo(&s, o, r, e) : 0;
	if (rc == 0 && ready && writes)
		not_public_yet(&s, r);
	post_close(&s);
	return rc;
}

static int
step_document(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	return within(p, o, mem, send_document, true, r, e);
}

static int
step_publish(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	return within(p, o, mem, send_page, true, r, e);
}

static int
step_list(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	return within(p, o, mem, send_listed, true, r, e);
}

static int
step_look(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	return within(p, o, mem, look, false, r, e);
}

const struct portal_ops site_ops = {
	.name = "site",
	.keeps = true,
	.open = portal_start,
	.close = portal_shut,
	.step = { [STEP_FIND] = step_look, [STEP_DOCUMENT] = step_document, [STEP_PUBLISH] = step_publish, [STEP_SEEN] = step_look,
	    [STEP_REMOVE] = site_withdraw, [STEP_WITHDRAW] = site_withdraw, [STEP_LIST] = step_list, [STEP_SWITCH] = site_switch },
};
