/* SPDX-License-Identifier: EUPL-1.2 */
/* tree.c - the XML of a sidecar, read whole: its elements in a row, each with what lies within it. */
#include "sidecar/tree.h"

#include <string.h>

#include "base/xml.h"

#include "base/banned.h"

#define ELEMENTS_MOST	((size_t)200000)	/* with their texts within the 256 MiB of the stage (sidecar.c) */
#define ATTRIBUTES_MOST	((size_t)400000)

struct reading {
	struct arena	*mem;
	struct tree	*t;
	size_t		 cap, open, nattributes;	/* open: the element being read */
	char		*text;		/* all characters; it does not move */
	size_t		 ntext, most;
	bool		 full;
};

/* --- the start of a file ------------------------------------------------------------- */

/* A byte for each character: of UTF-16 the lower half. */
static struct str
narrow(struct tree_head *h, struct str s)
{
	bool wide = str_starts(s, S("\xff\xfe")) || str_starts(s, S("\xfe\xff")) ||
	    (s.n > 3 && s.p[0] == '<' && s.p[1] == '\0') || (s.n > 3 && s.p[0] == '\0' && s.p[1] == '<');
	size_t n = 0;

	if (str_starts(s, S("\xef\xbb\xbf")))
		s = str_from(s, 3);
	for (size_t i = 0; i < s.n && n < sizeof h->space; i++) {
		if (wide && (s.p[i] == '\0' || (i < 2 && (s.p[i] == '\xff' || s.p[i] == '\xfe'))))
			continue;
		h->space[n++] = s.p[i];
	}
	return (struct str){ h->space, n };
}

static size_t
find(struct str s, struct str what)
{
	for (size_t i = 0; i + what.n <= s.n; i++) {
		if (memcmp(s.p + i, what.p, what.n) == 0)
			return i;
	}
	return s.n;
}

/* Past a declaration, a comment, an instruction or a DOCTYPE with what is between its brackets. */
static struct str
past(struct str s)
{
	struct str end = str_starts(s, S("<!--")) ? S("-->") : str_starts(s, S("<?")) ? S("?>") : S(">");

	if (str_starts(s, S("<!DOCTYPE")) && find(s, S("[")) < find(s, S(">")))
		end = S("]>");
	return str_from(s, find(s, end) + end.n);
}

void
tree_head(struct tree_head *h, struct str head)
{
	struct str s = str_trim(narrow(h, head));
	size_t n = 1, from = 1;

	h->name = h->tag = STR_NONE;
	h->all = s;
	h->cut = h->rootless = false;
	while (str_starts(s, S("<?")) || str_starts(s, S("<!")))
		s = str_trim(past(s));
	if (!str_starts(s, S("<"))) {
		h->rootless = str_starts(h->all, S("<"));
		return;
	}
	while (n < s.n && !str_has(S(" \t\r\n/>"), s.p[n])) {
		if (s.p[n++] == ':')
			from = n;
	}
	h->name = str_sub(s, from, n - from);
	h->tag = str_sub(s, 0, find(s, S(">")));
	h->cut = h->tag.n == s.n;
}

bool
tree_head_is(const struct tree_head *h, const char *name, const char *says)
{
	return str_eq(h->name, str_of(name)) && (says == NULL || h->cut || find(h->tag, str_of(says)) < h->tag.n);
}

bool
tree_head_has(const struct tree_head *h, const char *says)
{
	return find(h->all, str_of(says)) < h->all.n;
}

/* --- the whole ------------------------------------------------------------------------ */

static void
on_start(void *user, const struct xml_tag *tag)
{
	struct reading *r = user;
	struct element *x;
	int n = tag->nattributes;

	if (r->t->n == ELEMENTS_MOST || r->nattributes + (size_t)n > ATTRIBUTES_MOST) {
		r->full = true;
		return;
	}
	x = PUSH(r->mem, r->t->v, r->t->n, r->cap);
	*x = (struct element){ .name = str_dup(r->mem, tag->name),
		.ns = str_dup(r->mem, tag->ns),
		.text = { r->text + r->ntext, 0 },
		.attributes = NEW(r->mem, struct attribute, (size_t)n),
		.nattributes = (size_t)n,
		.parent = r->open };
	for (int i = 0; i < n; i++)
		x->attributes[i] = (struct attribute){ str_dup(r->mem, xml_attribute_name(tag, i)),
			str_dup(r->mem, xml_attribute_at(tag, i)) };
	r->nattributes += (size_t)n;
	r->open = r->t->n - 1;
}

static void
on_end(void *user, struct str name)
{
	struct reading *r = user;
	struct element *x;

	(void)name;
	if (r->full)
		return;
	x = &r->t->v[r->open];
	x->text = str_trim((struct str){ x->text.p, (size_t)(r->text + r->ntext - x->text.p) });
	x->end = r->t->n;
	r->open = x->parent;
}

static void
on_text(void *user, struct str s)
{
	struct reading *r = user;

	if (r->full)
		return;
	must(s.n <= r->most - r->ntext);
	memcpy(r->text + r->ntext, s.p, s.n);
	r->ntext += s.n;
}

static const char *
why(enum xml_end end, const struct reading *r)
{
	if (r->full)
		return _("het bestand heeft te veel onderdelen; lever het in delen aan");
	switch (end) {
	case XML_SOUND:
		return r->t->n == 0 ? _("het bestand is leeg") : NULL;
	case XML_DOCTYPE:
		return _("niet gelezen: er staat een DOCTYPE in; haal die weg");
	case XML_DEEP:
		return _("niet gelezen: de onderdelen zitten te diep in elkaar");
	case XML_BROKEN:
		break;
	}
	return _("niet gelezen: dit is geen geldige XML; maak het bestand opnieuw");
}

int
tree_read(struct visit *v, int doc, struct tree *t, struct err *e)
{
	static const struct xml_handler handler = { on_start, on_end, on_text };
	struct reading r = { .mem = v->tmp, .t = t, .open = TREE_NONE };
	enum xml_end end;
	const char *fault;
	struct str bytes;
	int rc = visit_bytes(v, doc, TREE_BYTES_MOST, &bytes, e);

	*t = (struct tree){ .v = NULL };
	if (rc != 0)
		return rc;
	r.most = 2 * bytes.n + 1; /* what UTF-8 makes of any other encoding is no longer */
	r.text = arena_alloc(v->tmp, r.most, 1);
	if (xml_parse(bytes, &handler, &r, &end, e) != 0)
		return -1;
	fault = why(end, &r);
	if (fault != NULL) {
		visit_fault(v, doc, true, str_of(_("het hele bestand")), str_of(fault));
		return 1;
	}
	return 0;
}

int
tree_take(struct visit *v, int doc, enum source source, struct tree *t, struct err *e)
{
	int rc = tree_read(v, doc, t, e);

	if (rc >= 0)
		visit_taken(v, doc, source);
	return rc;
}

size_t
tree_child(const struct tree *t, size_t of, const char *name, size_t i)
{
	if (of == TREE_NONE)
		return TREE_NONE;
	for (size_t k = of + 1; k < t->v[of].end; k = t->v[k].end) {
		if ((name == NULL || str_eq(t->v[k].name, str_of(name))) && i-- == 0)
			return k;
	}
	return TREE_NONE;
}

size_t
tree_within(const struct tree *t, size_t of, const char *name, size_t after)
{
	if (of == TREE_NONE)
		return TREE_NONE;
	for (size_t k = after == TREE_NONE ? of + 1 : after + 1; k < t->v[of].end; k++) {
		if (str_eq(t->v[k].name, str_of(name)))
			return k;
	}
	return TREE_NONE;
}

struct str
tree_text(const struct tree *t, size_t of, const char *name)
{
	size_t k = tree_child(t, of, name, 0);

	return k == TREE_NONE ? STR_NONE : t->v[k].text;
}

struct str
tree_path(const struct tree *t, size_t of, const char *path)
{
	struct str rest = str_of(path), name;
	struct str text = STR_NONE;

	while (of != TREE_NONE && str_next(&rest, '/', &name)) {
		size_t k = of + 1, end = t->v[of].end;

		while (k < end && !str_eq(t->v[k].name, name))
			k = t->v[k].end;
		of = k < end ? k : TREE_NONE;
	}
	if (of != TREE_NONE)
		text = t->v[of].text;
	return text;
}

struct str
tree_attribute(const struct element *x, const char *name)
{
	for (size_t i = 0; i < x->nattributes; i++) {
		if (str_eq(x->attributes[i].name, str_of(name)))
			return x->attributes[i].value;
	}
	return STR_NONE;
}
