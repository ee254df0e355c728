/* SPDX-License-Identifier: EUPL-1.2 */
/* post.c - one order at a site: the places that it reads and writes, and what the plan says stands there. */
#include "publish/post.h"

#include "publish/sitepath.h"

#include "base/banned.h"

int
post_below(struct post *s, struct str folder, struct place **p_r, struct err *e)
{
	struct place_access at = s->portal->at;

	at.url = target_url_of(&s->portal->root->target, folder, s->mem);
	return place_open(&at, s->mem, p_r, e);
}

static int
open_tree(struct post *s, bool *ready_r, struct receipt *r, struct err *e)
{
	if (tree_look(&s->tree, s->portal->root->target.folder, s->mem, e) != 0)
		return -1;
	*ready_r = !s->tree.away;
	if (s->tree.away) {
		r->answer = PORTAL_AWAY;
		r->detail = str_of(_("de map van de site bestaat niet, of laat ons niet toe"));
		return 0;
	}
	if (s->tree.served && post_below(s, S(TREE_SERVED), &s->served, e) != 0)
		return -1;
	if (s->tree.pending)
		return post_below(s, S(TREE_PENDING), &s->next, e);
	if (s->tree.newest != s->tree.now) /* who numbered it died before the link */
		return post_below(s, str_fmt(s->mem, "versies/%llu", (unsigned long long)s->tree.newest), &s->next, e);
	return 0;
}

int
post_open(struct post *s, struct portal *p, struct arena *mem, bool *ready_r, struct receipt *r, struct err *e)
{
	*s = (struct post){ .portal = p, .mem = mem };
	*r = (struct receipt){ .answer = PORTAL_AWAY };
	*ready_r = true;
	if (p->switches)
		return open_tree(s, ready_r, r, e);
	s->served = p->root;
	return 0;
}

void
post_close(struct post *s)
{
	if (s->served != s->portal->root)
		place_close(s->served);
	place_close(s->next);
}

int
post_begin(struct post *s, struct err *e)
{
	if (!s->portal->switches || s->tree.pending)
		return 0;
	if (tree_begin(&s->tree, s->mem, e) != 0)
		return -1;
	place_close(s->next);
	return post_below(s, S(TREE_PENDING), &s->next, e);
}

json_t *
post_plan(const struct order *o, struct err *e)
{
	json_t *plan = json_read(o->plan, e);

	if (plan == NULL)
		(void)err_wrap(e, _("het plan van de publicatie"));
	return plan;
}

static int
bad_plan(struct err *e)
{
	return err_set(e, E_BUG, _("het plan van de publicatie heeft niet de vorm van een site"));
}

int
post_document(const json_t *plan, size_t i, struct arena *mem, struct place_file *f, struct err *e)
{
	const json_t *d = json_array_get(json_list(plan, "documents"), i);
	int64_t bytes = json_num(d, "bytes", -1);

	*f = (struct place_file){ .fd = -1,
		.path = sitepath_document(json_str(d, "id"), json_str(d, "public"), mem),
		.type = str_c(mem, json_str(d, "format")),
		.size = (uint64_t)bytes };
	if (f->path.n == 0 || bytes < 0 || digest_parse(json_str(d, "sha256"), &f->sha256) != 0)
		return bad_plan(e);
	/* It stands in a header: what is no media type would be another header. */
	for (const char *c = f->type; *c != '\0'; c++) {
		if (*c <= ' ' || *c > '~')
			return bad_plan(e);
	}
	if (*f->type == '\0')
		f->type = NULL;
	return 0;
}

int
post_page(const json_t *plan, const struct order *o, struct arena *mem, struct place_file *f, struct err *e)
{
	*f = (struct place_file){ .fd = o->bundle,
		.path = sitepath_page(json_str(plan, "id"), mem),
		.type = sitepath_type(S("index.html")),
		.size = o->size,
		.sha256 = o->sha256,
		.aside = true };
	return f->path.n == 0 ? bad_plan(e) : 0;
}

int
post_put(struct post *s, struct place *at, const struct place_file *f, struct receipt *r, struct err *e)
{
	struct receipt back;

	if (place_put(at, f, s->mem, r, e) != 0)
		return -1;
	if (r->answer != PORTAL_SENT && r->answer != PORTAL_AMBIGUOUS)
		return 0;
	if (place_look(at, f, LOOK_BYTES, s->mem, &back, e) != 0)
		return -1;
	place_settle(&back, r);
	return 0;
}
