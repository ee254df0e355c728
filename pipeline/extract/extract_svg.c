/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_svg.c - the text of an SVG drawing, and what it would load or run. */
#include "extract/legible.h"
#include "extract/picture.h"
#include "extract/xml_read.h"

#include "base/banned.h"

struct svg {
	struct extraction *x;
	enum text_origin in[XML_DEPTH_MOST];
	size_t		 depth;
	bool		 root, active, embedded, fetches;	/* each told once */
};

/* What the text in an element is; elements in it are the same unless they say otherwise. */
static enum text_origin
origin_of(struct str name, enum text_origin around)
{
	static const struct {
		const char *name;
		enum text_origin origin;
	} known[] = { { "title", TEXT_ALT }, { "desc", TEXT_ALT }, { "metadata", TEXT_PROPERTY },
		{ "script", TEXT_REST }, { "style", TEXT_REST }, { "text", TEXT_VISIBLE },
		{ "foreignObject", TEXT_VISIBLE } };

	for (size_t i = 0; i < COUNT(known); i++) {
		if (str_eq(name, str_of(known[i].name)))
			return known[i].origin;
	}
	return around;
}

static struct gather *
target(struct svg *v)
{
	enum text_origin o = v->depth == 0 ? TEXT_REST : v->in[v->depth - 1];
	struct gather *g = o == TEXT_VISIBLE ? &v->x->text : &v->x->aside;

	gather_origin(g, o);
	return g;
}

static void
tell(struct svg *v, bool *told, enum finding_code code, const char *what)
{
	if (!*told)
		extraction_find(v->x, code, 0, str_of(what));
	*told = true;
}

/* A picture inside is not read; one elsewhere would be fetched by who looks. */
static void
add_link(struct svg *v, struct str s, bool anchor)
{
	if (s.n == 0 || *s.p == '#')
		return;
	if (str_starts(s, S("data:"))) {
		tell(v, &v->embedded, F_EXT_EMBEDDED, _("ingesloten beeld"));
		return;
	}
	if (str_starts(s, S("javascript:")))
		tell(v, &v->active, F_EXT_ACTIVE, _("JavaScript"));
	else if (!anchor)
		tell(v, &v->fetches, F_EXT_REACHES, _("een ander bestand openen"));
	gather_gap(&v->x->aside, GAP_LINE);
	gather_origin(&v->x->aside, TEXT_LINK);
	gather_add(&v->x->aside, s);
	gather_gap(&v->x->aside, GAP_LINE);
}

static void
start(void *user, const struct xml_tag *t)
{
	struct svg *v = user;
	enum text_origin around = v->depth == 0 ? TEXT_REST : v->in[v->depth - 1];

	if (v->depth == 0)
		v->root = str_eq(t->name, S("svg"));
	v->in[v->depth++] = origin_of(t->name, around);
	gather_gap(&v->x->text, str_eq(t->name, S("tspan")) ? GAP_NONE : GAP_LINE);
	gather_gap(&v->x->aside, GAP_LINE);
	if (str_eq(t->name, S("script")))
		tell(v, &v->active, F_EXT_ACTIVE, _("JavaScript"));
	for (int i = 0; i < t->nattributes; i++) {
		struct str name = xml_attribute_name(t, i);
		struct str value = xml_attribute_at(t, i);

		if (str_eq(name, S("href")) || str_eq(name, S("src"))) {
			add_link(v, value, str_eq(t->name, S("a")));
		} else if (str_starts(name, S("on"))) {
			tell(v, &v->active, F_EXT_ACTIVE, _("JavaScript"));
		} else if (str_starts(name, S("aria-")) || str_eq(name, S("label")) || str_eq(name, S("docname")) ||
		    str_eq(name, S("absref")) || str_eq(name, S("title"))) {
			gather_origin(&v->x->aside, TEXT_ALT);
			gather_add(&v->x->aside, value);
			gather_gap(&v->x->aside, GAP_LINE);
		} else if (legible_attribute(t->name, name, value)) {
			gather_origin(&v->x->aside, TEXT_REST);
			gather_add(&v->x->aside, value);
			gather_gap(&v->x->aside, GAP_LINE);
		}
	}
}

static void
end(void *user, struct str name)
{
	struct svg *v = user;

	v->depth -= v->depth != 0;
	gather_gap(&v->x->text, str_eq(name, S("tspan")) ? GAP_NONE : GAP_LINE);
	gather_gap(&v->x->aside, GAP_LINE);
}

static void
text(void *user, struct str s)
{
	struct svg *v = user;

	gather_words(target(v), s);
}

int
extract_svg(struct extraction *x, struct err *e)
{
	static const struct xml_handler handler = { start, end, text };
	struct svg *v = NEW(x->r->mem, struct svg, 1);
	bool sound;

	v->x = x;
	if (xml_read_bytes(x, x->bytes, &handler, v, &sound, e) != 0)
		return -1;
	if (!sound || !v->root)
		extraction_stop(x, F_EXT_BROKEN, str_of(_("geen geldige XML")));
	gather_origin(&x->text, TEXT_VISIBLE);
	return 0;
}
