/* SPDX-License-Identifier: EUPL-1.2 */
/* site_gone.c - taking back what a site shows: at once, from every version of it. */
#include "base/fault.h"
#include "publish/post.h"
#include "publish/sitepath.h"

#include "base/banned.h"

/* The first answer that is not as it should be stays; what is left is done all the same. */
static void
note(struct receipt *r, const struct receipt *one)
{
	if (r->answer == PORTAL_SENT && one->answer != PORTAL_SENT && one->answer != PORTAL_SAME)
		*r = *one;
}

/* Remove, and look whether it is gone: a server may say yes and keep it. */
static int
take_away(struct post *s, struct place *at, const struct place_file *f, struct receipt *r, struct err *e)
{
	struct receipt one, back;

	if (place_remove(at, f->path, s->mem, &one, e) != 0)
		return -1;
	if (one.answer == PORTAL_SENT || one.answer == PORTAL_AMBIGUOUS) {
		if (place_look(at, f, LOOK_SIZE, s->mem, &back, e) != 0)
			return -1;
		if (back.found == FOUND_NOTHING) {
			one.answer = PORTAL_SENT;
		} else if (one.answer == PORTAL_SENT) {
			one.answer = PORTAL_AMBIGUOUS;
			one.detail = back.detail.n != 0 ? back.detail : str_of(_("weggehaald, maar nog te zien"));
		}
	}
	note(r, &one);
	return 0;
}

/* Everything that the order names, at one place.  told: a page that says so comes instead, where there are readers. */
static int
take_all(struct post *s, struct place *at, const struct order *o, bool told, struct receipt *r, struct err *e)
{
	AUTO_JSON plan = post_plan(o, e);
	size_t n = plan == NULL ? 0 : json_array_size(json_list(plan, "documents"));
	struct receipt one;
	struct place_file f;

	if (plan == NULL)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (o->doc >= 0 && (size_t)o->doc != i)
			continue;
		if (post_document(plan, i, s->mem, &f, e) != 0 || take_away(s, at, &f, r, e) != 0)
			return -1;
		FAULT("site-between-gone");
	}
	if (o->doc >= 0)
		return (size_t)o->doc < n ? 0 : post_document(plan, (size_t)o->doc, s->mem, &f, e);
	if (post_page(plan, o, s->mem, &f, e) != 0)
		return -1;
	if (o->bundle < 0 || !told)
		return take_away(s, at, &f, r, e);
	if (post_put(s, at, &f, &one, e) != 0)
		return -1;
	note(r, &one);
	return 0;
}

/* What the plan says was taken back of a dossier that stays.  Before its page: what was to go goes first. */
static int
take_gone(struct post *s, struct place *at, const struct order *o, bool told UNUSED, struct receipt *r, struct err *e)
{
	AUTO_JSON plan = post_plan(o, e);
	const json_t *one;
	size_t i;

	if (plan == NULL)
		return -1;
	json_array_foreach (json_list(plan, "gone"), i, one) {
		struct place_file f = { .fd = -1,
			.path = sitepath_document(json_str(one, "id"), json_str(one, "public"), s->mem) };

		if (f.path.n == 0)
			return err_set(e, E_BUG, _("in het plan staat een document zonder naam"));
		f.type = sitepath_type(f.path);
		if (take_away(s, at, &f, r, e) != 0)
			return -1;
		FAULT("site-between-gone");
	}
	return 0;
}

typedef int	 take_some(struct post *, struct place *, const struct order *, bool told, struct receipt *, struct err *);

/*
 * On a folder: out of every version, and from the one that is served before
 * anything switches.  What is taken back must not come again when somebody
 * puts the link back.
 */
static int
take_versions(struct post *s, take_some *take, const struct order *o, struct receipt *r, struct err *e)
{
	struct str *names;
	size_t n;

	if (s->served != NULL && take(s, s->served, o, true, r, e) != 0)
		return -1;
	if (s->next != NULL && take(s, s->next, o, true, r, e) != 0)
		return -1;
	if (tree_versions(&s->tree, s->mem, &names, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		bool now = str_eq(names[i], str_fmt(s->mem, "versies/%llu", (unsigned long long)s->tree.now));
		bool next =
		    s->next != NULL && str_ends(s->next->target.folder, str_fmt(s->mem, "/%.*s/", STRF(names[i])));
		struct place *at;
		int rc;

		if (now || next)
			continue;
		if (post_below(s, names[i], &at, e) != 0)
			return -1;
		rc = take(s, at, o, false, r, e);
		place_close(at);
		if (rc != 0)
			return -1;
	}
	return 0;
}

int
site_take_gone(struct post *s, const struct order *o, struct receipt *r, struct err *e)
{
	*r = (struct receipt){ .answer = PORTAL_SENT };
	return s->portal->switches ? take_versions(s, take_gone, o, r, e) : take_gone(s, s->served, o, false, r, e);
}

int
site_withdraw(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	struct place_file tombstone = { .fd = o->bundle, .size = o->size, .sha256 = o->sha256 };
	struct post s;
	bool ready;
	int rc = 0;

	if (o->bundle >= 0 && place_check(&tombstone, e) != 0)
		return -1;
	if (post_open(&s, p, mem, &ready, r, e) != 0)
		return -1;
	if (ready) {
		*r = (struct receipt){ .answer = PORTAL_SENT };
		rc = p->switches ? take_versions(&s, take_all, o, r, e) : take_all(&s, s.served, o, true, r, e);
		r->found = r->answer == PORTAL_SENT ? FOUND_WITHDRAWN : FOUND_UNKNOWN;
	}
	post_close(&s);
	return rc;
}
