/* SPDX-License-Identifier: EUPL-1.2 */
/* odf_styles.c - what the styles of an OpenDocument file do to text: hide it, make it a title, start a page. */
#include "extract/odf_styles.h"

#include "base/banned.h"

#define STYLES_MOST	((size_t)1 << 16)	/* styles of the four families; a long document has some hundreds */
#define SLOTS		(2 * STYLES_MOST)
#define PARENTS_MOST	16			/* styles made of each other; a ring ends here too */

struct style {
	struct str	 name, parent;
	char		 family;		/* first letter of its name; 'a' for table, as text has 't' */
	unsigned	 flags;
};

struct odf_styles {
	struct extraction *x;
	struct style	*v;
	size_t		 n, cap;
	uint32_t	*slots;			/* 1 + index in v; 0 = free */
	struct style	*in;			/* being defined, or NULL */
	bool		 in_default;
	struct str	 language;
};

struct odf_styles *
odf_styles_new(struct extraction *x)
{
	struct odf_styles *s = NEW(x->r->mem, struct odf_styles, 1);

	s->x = x;
	s->slots = NEW(x->r->mem, uint32_t, SLOTS);
	return s;
}

static char
family_of(struct str family)
{
	static const struct {
		const char *name;
		char c;
	} families[] = {
		{ "paragraph", 'p' },
		{ "text", 't' },
		{ "table", 'a' },
		{ "drawing-page", 'd' },
	};

	for (size_t i = 0; i < COUNT(families); i++) {
		if (str_eq(family, str_of(families[i].name)))
			return families[i].c;
	}
	return '\0';
}

/* The slot in which the style stands, or would stand. */
static uint32_t *
slot_of(const struct odf_styles *s, char family, struct str name)
{
	uint64_t h = 14695981039346656037u ^ (unsigned char)family; /* FNV-1a */

	for (size_t i = 0; i < name.n; i++)
		h = (h ^ (unsigned char)name.p[i]) * 1099511628211u;
	for (size_t i = (size_t)(h ^ h >> 32) % SLOTS;; i = (i + 1) % SLOTS) {
		const struct style *x = s->slots[i] == 0 ? NULL : &s->v[s->slots[i] - 1];

		if (x == NULL || (x->family == family && str_eq(x->name, name)))
			return &s->slots[i];
	}
}

static bool
is_title(struct str name)
{
	return str_eq(name, S("Title")) || str_eq(name, S("Titel"));
}

static void
define(struct odf_styles *s, const struct xml_tag *t)
{
	struct arena *mem = s->x->r->mem;
	struct str name = xml_attribute(t, "name");
	char family = family_of(xml_attribute(t, "family"));
	uint32_t *slot;

	if (family == '\0' || name.n == 0)
		return;
	if (s->n == STYLES_MOST) {
		extraction_stop(s->x, F_EXT_TOO_MUCH, str_of(_("65.536 opmaakstijlen")));
		return;
	}
	slot = slot_of(s, family, name);
	if (*slot == 0) {
		*PUSH(mem, s->v, s->n, s->cap) = (struct style){ .name = str_dup(mem, name), .family = family };
		*slot = (uint32_t)s->n;
	}
	s->in = &s->v[*slot - 1];
	s->in->parent = str_dup(mem, xml_attribute(t, "parent-style-name"));
	s->in->flags = is_title(name) ? ODF_TITLE : 0;
	if (family == 'p' && xml_attribute(t, "master-page-name").n != 0)
		s->in->flags |= ODF_BEFORE;
}

static void
describe(struct odf_styles *s, const struct xml_tag *t)
{
	struct style *in = s->in;

	if (str_eq(xml_attribute(t, "display"), S("none")) ||
	    (in->family == 'a' && str_eq(xml_attribute(t, "display"), S("false"))) ||
	    (in->family == 'd' && str_eq(xml_attribute(t, "visibility"), S("hidden"))))
		in->flags |= ODF_HIDES;
	if (str_eq(xml_attribute(t, "break-before"), S("page")))
		in->flags |= ODF_BEFORE;
	if (str_eq(xml_attribute(t, "break-after"), S("page")))
		in->flags |= ODF_AFTER;
}

void
odf_styles_start(struct odf_styles *s, const struct xml_tag *t)
{
	struct str language = xml_attribute(t, "language"), country = xml_attribute(t, "country");

	if (str_eq(t->name, S("style")))
		define(s, t);
	else if (str_eq(t->name, S("default-style")))
		s->in_default = true;
	else if (s->in != NULL && str_ends(t->name, S("-properties")))
		describe(s, t);
	else if (s->in_default && s->language.n == 0 && language.n != 0 && !str_eq(language, S("none")))
		s->language = country.n == 0 || str_eq(country, S("none")) ?
		    str_dup(s->x->r->mem, language) :
		    str_fmt(s->x->r->mem, "%.*s-%.*s", STRF(language), STRF(country));
}

void
odf_styles_end(struct odf_styles *s, struct str element)
{
	if (str_eq(element, S("style")))
		s->in = NULL;
	else if (str_eq(element, S("default-style")))
		s->in_default = false;
}

unsigned
odf_style(const struct odf_styles *s, const char *family, struct str name)
{
	char c = family_of(str_of(family));
	unsigned flags = is_title(name) ? ODF_TITLE : 0;

	for (int i = 0; i < PARENTS_MOST && name.n != 0; i++) {
		const uint32_t *slot = slot_of(s, c, name);

		if (*slot == 0)
			break;
		flags |= s->v[*slot - 1].flags;
		name = s->v[*slot - 1].parent;
		flags |= is_title(name) ? ODF_TITLE : 0;
	}
	return flags;
}

struct str
odf_styles_language(const struct odf_styles *s)
{
	return s->language;
}
