/* SPDX-License-Identifier: EUPL-1.2 */
/* organisations.c - which organisation somebody means, and whether it was one on the day. */
#include "config/organisations.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/form.h"
#include "base/path.h"
#include "base/search.h"
#include "base/utf8.h"

#include "base/banned.h"

#define ACCEPTED	"organisaties"
#define LATER		"organisaties-later"
#define MUNICIPALITY	"gemeente "		/* before its bare name */
#define NAME_MOST	((size_t)1000)		/* bytes of a name that is looked up; the longest label has 170 */

/* What an organisation may be called, folded. */
struct alias {
	struct str	 name;
	const struct term *term;
	bool		 later;			/* DiWoo does not accept it */
};

struct organisations {
	struct arena	*mem;
	struct alias	*v;			/* sorted by name, the best term first */
	size_t		 n, cap;
	struct date	 later_day;		/* of the list of those that DiWoo does not accept */
};

/* The same name however it is typed: NFC, without case, a straight apostrophe.  STR_NONE: no UTF-8 or too long. */
static struct str
fold_name(struct arena *mem, struct str s)
{
	struct str part;
	struct buf b;

	if (s.n == 0 || s.n > NAME_MOST || !utf8_valid(s))
		return STR_NONE;
	buf_init(&b, mem, 4 * NAME_MOST);
	part = str_trim(form_caseless(mem, s));
	while (part.n > 0) {
		bool quote = str_starts(part, S("\u2019")) || str_starts(part, S("\u2018"));

		buf_addc(&b, quote ? '\'' : part.p[0]);
		part = str_from(part, quote ? 3 : 1);
	}
	return b.cut ? STR_NONE : buf_str(&b);
}

/* What DiWoo accepts comes first; then one without an end before one that ended; of two that ended, the last. */
static int
alias_cmp(const void *a, const void *b)
{
	const struct alias *x = a, *y = b;
	struct date xe = x->term->last, ye = y->term->last;
	int c = str_cmp(x->name, y->name);

	if (c != 0)
		return c;
	if (x->later != y->later)
		return x->later ? 1 : -1;
	if ((xe.year == 0) != (ye.year == 0))
		return xe.year == 0 ? -1 : 1;
	c = date_cmp(ye, xe);
	return c != 0 ? c : x->term < y->term ? -1 : x->term > y->term;
}

static void
add(struct organisations *o, struct str name, const struct term *t, bool later)
{
	struct str f = fold_name(o->mem, name);

	if (f.n > 0)
		*PUSH(o->mem, o->v, o->n, o->cap) = (struct alias){ f, t, later };
}

static void
add_all(struct organisations *o, struct str label, const struct term *as, const struct term *t, bool later)
{
	add(o, as->uri, t, later);
	add(o, path_base(as->uri), t, later);
	add(o, label, t, later);
}

/* A former name belongs to the organisation that bore it: the list says its code. */
static const struct term *
bearer(const struct catalog *c, const struct term *t, struct str code)
{
	struct arena *scratch;
	const struct term *of;
	struct str folder = str_sub(t->uri, 0, t->uri.n - path_base(t->uri).n);

	if (code.n == 0)
		return NULL;
	scratch = arena_new("organisatie", KIB(64));
	of = catalog_uri(c, ACCEPTED, str_fmt(scratch, "%.*s%.*s", STRF(folder), STRF(code)));
	arena_free(scratch);
	return of;
}

static void
add_list(struct organisations *o, const struct catalog *c, const struct list_about *about, bool later)
{
	const char *list = later ? LATER : ACCEPTED;

	for (size_t i = 0; i < catalog_size(c, list); i++) {
		const struct term *t = catalog_at(c, list, i);
		const struct term *of = bearer(c, t, catalog_column(about, t, "versie-van"));

		add_all(o, t->label, t, of != NULL ? of : t, later && of == NULL);
		add(o, catalog_column(about, t, "latere-naam"), t, later);
		if (str_eq(catalog_column(about, t, "soort"), S("gemeente")) && str_starts(t->label, S(MUNICIPALITY)))
			add(o, str_from(t->label, strlen(MUNICIPALITY)), t, later);
	}
}

struct organisations *
organisations_new(const struct catalog *c, struct arena *mem)
{
	struct organisations *o = NEW(mem, struct organisations, 1);
	const struct list_about *about;

	o->mem = mem;
	for (size_t i = 0; (about = catalog_list(c, i)) != NULL; i++) {
		if (str_eq(about->name, S(ACCEPTED)))
			add_list(o, c, about, false);
		if (str_eq(about->name, S(LATER))) {
			o->later_day = about->day;
			add_list(o, c, about, true);
		}
	}
	if (o->n > 0)
		qsort(o->v, o->n, sizeof *o->v, alias_cmp);
	return o;
}

static bool
alias_before(const void *x, const void *key)
{
	const struct alias *a = x;
	const struct str *name = key;

	return str_cmp(a->name, *name) < 0;
}

/* The first alias of that name; *n_r: how many bear it. */
static const struct alias *
named(const struct organisations *o, struct str name, size_t *n_r)
{
	struct arena *scratch = arena_new("organisatie", KIB(64));
	struct str f = fold_name(scratch, name);
	size_t i = search_first(&f, o->v, o->n, sizeof *o->v, alias_before), n = 0;

	while (f.n > 0 && i + n < o->n && str_eq(o->v[i + n].name, f))
		n++;
	arena_free(scratch);
	*n_r = n;
	return n == 0 ? NULL : &o->v[i];
}

static enum org_state
state_on(const struct term *t, struct date day)
{
	if (t->last.year != 0 && date_cmp(t->last, day) < 0)
		return ORG_ENDED;
	return t->first.year != 0 && date_cmp(day, t->first) < 0 ? ORG_NOT_YET : ORG_FOUND;
}

struct org_answer
organisation_find(const struct catalog *c, struct str name, struct date day)
{
	const struct organisations *o = catalog_organisations(c);
	struct org_answer a = { .state = ORG_UNKNOWN };
	const struct term *later = NULL;
	size_t n;
	const struct alias *v = named(o, name, &n);

	for (size_t i = 0; i < n; i++) {
		enum org_state s = state_on(v[i].term, day);

		if (v[i].later) {
			if (later == NULL || (s == ORG_FOUND && state_on(later, day) != ORG_FOUND))
				later = v[i].term;
		} else if (a.term == NULL || (s == ORG_FOUND && a.state != ORG_FOUND))
			a = (struct org_answer){ .state = s, .term = v[i].term };
		else if (s == ORG_FOUND && v[i].term != a.term && a.other == NULL)
			a.other = v[i].term;
	}
	if (a.other != NULL)
		a.state = ORG_MORE;
	/* Where what DiWoo accepts did not exist on the day, the namesake that did is meant. */
	if (later != NULL &&
	    (a.term == NULL || (a.state != ORG_FOUND && a.state != ORG_MORE && state_on(later, day) == ORG_FOUND)))
		a = (struct org_answer){ .state = ORG_LATER, .term = later, .list_day = o->later_day };
	return a;
}

struct str
organisation_why(struct arena *mem, const struct org_answer *a, struct str name)
{
	const struct term *t = a->term;

	switch (a->state) {
	case ORG_FOUND:
		break;
	case ORG_ENDED:
		return str_fmt(mem, _("%.*s bestond tot en met %.*s"), STRF(t->label), STRF(date_dutch(mem, t->last)));
	case ORG_NOT_YET:
		return str_fmt(mem, _("%.*s bestaat pas vanaf %.*s"), STRF(t->label), STRF(date_dutch(mem, t->first)));
	case ORG_LATER:
		if (a->list_day.year == 0)
			return str_fmt(mem,
			    _("%.*s staat wel in een nieuwere TOOI-lijst, maar DiWoo 0.9.8 kent deze organisatie niet"),
			    STRF(t->label));
		return str_fmt(mem,
		    _("%.*s staat wel in de TOOI-lijst van %.*s, maar DiWoo 0.9.8 kent deze organisatie niet"),
		    STRF(t->label), STRF(date_dutch(mem, a->list_day)));
	case ORG_MORE:
		return str_fmt(mem,
		    _("‘%.*s’ kan meer dan één organisatie zijn; noem de code, bijvoorbeeld %.*s of %.*s"), STRF(name),
		    STRF(path_base(t->uri)), STRF(path_base(a->other->uri)));
	case ORG_UNKNOWN:
		return str_fmt(mem, _("‘%.*s’ staat in geen lijst van organisaties"), STRF(name));
	}
	return STR_NONE;
}

const struct term *
organisation_ever(const struct catalog *c, struct str name)
{
	size_t n;
	const struct alias *v = named(catalog_organisations(c), name, &n);

	if (n == 0 || v[0].later)
		return NULL;
	for (size_t i = 1; v[0].term->last.year == 0 && i < n; i++) {
		if (!v[i].later && v[i].term != v[0].term && v[i].term->last.year == 0)
			return NULL;
	}
	return v[0].term;
}
