/* SPDX-License-Identifier: EUPL-1.2 */
/* clean_office.c - an Office or OpenDocument file without who made it; its text, pictures and styles are not touched. */
#include "base/path.h"
#include "base/utf8.h"
#include "clean/office.h"
#include "clean/packing.h"
#include "clean/without.h"
#include "unpack/shape.h"

#include "base/banned.h"

/* What a part is, as far as it has something that goes. */
static bool
is_signature(struct str folded)
{
	return str_starts(folded, S("_xmlsignatures/")) || str_starts(folded, S("meta-inf/documentsignatures")) ||
	    str_starts(folded, S("meta-inf/macrosignatures"));
}

/* Parts of XML, but for those that are large and have nothing that goes. */
static bool
wants(struct str folded)
{
	static const char *const large[] = { "xl/worksheets/", "xl/sharedstrings", "xl/pivotcache/", "ppt/slides/",
		"ppt/slidelayouts/", "ppt/slidemasters/", "xl/calcchain", "customxml/" };

	for (size_t i = 0; i < COUNT(large); i++) {
		if (str_starts(folded, str_of(large[i])))
			return false;
	}
	return str_ends(folded, S(".xml")) || str_ends(folded, S(".rels")) || str_ends(folded, S(".psmdcp"));
}

/* --- what goes out of a part ---------------------------------------------------------------- */

struct part {
	struct office	*o;
	enum part_role	 role;
	uint64_t	 n[REMOVED__COUNT];
};

static bool
count(struct part *p, enum removal what)
{
	p->n[what]++;
	return true;
}

static bool
is_any(struct str name, const char *a, const char *b)
{
	return str_eq(name, str_of(a)) || str_eq(name, str_of(b));
}

/* An entry of a list of parts, about one that goes. */
static bool
is_about_gone(const struct part *p, const struct without_node *x, const char *attribute)
{
	struct str path = without_attribute(x, attribute, p->o->c->mem);

	if (str_starts(path, S("/")))
		path = str_from(path, 1);
	return office_is_thumbnail(p->o, str_lower(p->o->c->mem, path));
}

static bool
drop_property(struct part *p, const struct without_node *x)
{
	unsigned shown = p->o->shown;

	/* A property without a value says nothing; of authors the attributes do. */
	if (x->empty && p->role != PART_PEOPLE)
		return false;
	switch (p->role) {
	case PART_CORE:
		if (str_eq(x->name, S("creator")) && (shown & SHOWS_CREATOR) == 0)
			return count(p, REMOVED_PROPERTY);
		return str_eq(x->name, S("lastModifiedBy")) && (shown & SHOWS_LAST) == 0 && count(p, REMOVED_PROPERTY);
	case PART_APP:
		return is_any(x->name, "Company", "Manager") && (shown & SHOWS_COMPANY) == 0 &&
		    count(p, REMOVED_PROPERTY);
	case PART_CUSTOM:
		return (shown & SHOWS_CUSTOM) == 0 && count(p, REMOVED_CUSTOM);
	case PART_PEOPLE:
		return count(p, REMOVED_PERSON);
	case PART_META:
		if (str_eq(x->name, S("initial-creator")) && (shown & SHOWS_CREATOR) == 0)
			return count(p, REMOVED_PROPERTY);
		if (is_any(x->name, "creator", "printed-by") && (shown & SHOWS_LAST) == 0)
			return count(p, REMOVED_PROPERTY);
		return str_eq(x->name, S("user-defined")) && (shown & SHOWS_CUSTOM) == 0 && count(p, REMOVED_CUSTOM);
	default:
		return false;
	}
}

static bool
drop(void *user, const struct without_node *x)
{
	struct part *p = user;
	/* Properties stand in the root of their part, in OpenDocument one element lower. */
	bool top = p->role == PART_META ? str_eq(x->parent, S("meta")) && x->grandparent.n != 0 :
					  x->parent.n != 0 && x->grandparent.n == 0;

	if (x->attribute || !top)
		return false;
	switch (p->role) {
	case PART_TYPES:
		return str_eq(x->name, S("Override")) && is_about_gone(p, x, "PartName");
	case PART_RELATIONS:
		return str_eq(x->name, S("Relationship")) &&
		    str_ends(without_attribute(x, "Type", p->o->c->mem), S("/metadata/thumbnail"));
	case PART_MANIFEST:
		return str_eq(x->name, S("file-entry")) && is_about_gone(p, x, "full-path");
	default:
		return drop_property(p, x);
	}
}

/* false: the part cannot be read. */
static bool
change(struct office *o, struct packed *m, enum part_role role)
{
	struct part p = { .o = o, .role = role };
	const struct without w = { .drop = drop, .user = &p, .declaration = true };
	uint64_t n;

	if (role == PART_NONE || role == PART_TEXT || (role == PART_PEOPLE && o->people_needed))
		return true;
	if (m->cut || !without_nodes(m->bytes, &w, o->c->mem, &m->becomes, &n))
		return false;
	if (n != 0)
		m->fate = FATE_CHANGES;
	for (int i = 0; i < REMOVED__COUNT; i++)
		o->c->removed[i] += p.n[i];
	o->c->people |= p.n[REMOVED_PERSON] != 0;
	return true;
}

/* --- the whole ---------------------------------------------------------------------------------- */

static void
leave(struct office *o)
{
	struct cleaning *c = o->c;

	if (o->changes != 0)
		cleaning_leave(c,
		    str_fmt(c->mem, _("bijgehouden wijzigingen: %llu (aanvaard of verwerp ze)"),
			(unsigned long long)o->changes));
	if (o->comments != 0)
		cleaning_leave(
		    c, str_fmt(c->mem, _("opmerkingen: %llu (verwijder ze)"), (unsigned long long)o->comments));
	if (o->people_needed && o->people)
		cleaning_leave(c, str_of(_("de lijst van auteurs, die bij de wijzigingen of opmerkingen hoort")));
	if (o->shown != 0)
		cleaning_leave(c,
		    str_of(_(
			"eigenschappen die als veld in de tekst staan; zonder die eigenschap zou de tekst veranderen")));
}

/* What becomes of each member.  The first pass is over names and what points to them, the next over what is in them. */
static int
plan(struct office *o, struct err *e)
{
	struct cleaning *c = o->c;
	struct package *p = o->p;

	if (!packing_read(p, wants))
		return cleaning_refuse(c, str_of(p->why));
	for (size_t i = 0; i < p->n; i++) {
		if (is_signature(p->v[i].folded))
			return cleaning_refuse(c,
			    str_of(_("het bestand is ondertekend; een wijziging zou de handtekening ongeldig maken")));
	}
	if (office_look(o, e) != 0)
		return -1;
	if (c->why.p != NULL)
		return 0;
	for (size_t i = 0; i < p->n; i++) {
		if (office_is_thumbnail(o, p->v[i].folded)) {
			p->v[i].fate = FATE_GOES;
			c->removed[REMOVED_THUMBNAIL]++;
		}
	}
	for (size_t i = 0; i < p->n; i++) {
		if (p->v[i].fate == FATE_STAYS && !change(o, &p->v[i], office_role(o, &p->v[i])))
			return cleaning_refuse(c,
			    str_fmt(c->mem, _("het onderdeel ‘%.*s’ is niet te lezen"),
				STRF(utf8_show(c->mem, path_base(p->v[i].name)))));
	}
	return 0;
}

static struct office *
office_of(struct cleaning *c, struct str bytes, bool odf)
{
	struct office *o = NEW(c->mem, struct office, 1);

	*o = (struct office){ .c = c, .p = NEW(c->mem, struct package, 1), .odf = odf };
	*o->p = (struct package){ .bytes = bytes, .mem = c->mem };
	return o;
}

static int
make(struct cleaning *c, bool odf, struct err *e)
{
	struct office *o = office_of(c, c->bytes, odf);
	int rc = 0;

	if (plan(o, e) != 0)
		return -1;
	if (c->why.p != NULL)
		return 0;
	leave(o);
	c->package = o->p;
	if (!packing_write(o->p, c->out, &rc, e))
		return cleaning_refuse(c, str_of(_("het bestand is anders ingepakt dan de inhoudsopgave zegt")));
	return rc;
}

/* Read again: every member that stays with its bytes, and nothing left to remove. */
static int
prove(struct cleaning *c, bool odf, struct str cleaned, struct err *e)
{
	struct cleaning again = { .mem = c->mem, .bytes = cleaned };
	struct office *o = office_of(&again, cleaned, odf);
	enum finding_code code;
	struct shape shape;
	struct str arg;

	if (plan(o, e) != 0)
		return -1;
	if (again.why.p != NULL || shape_read(cleaned, c->mem, &shape, &code, &arg) != 0)
		return cleaning_refuse(c, str_of(_("het geschoonde bestand is niet te lezen")));
	if (!packing_same(c->package, o->p))
		return cleaning_refuse(c, str_of(_("het geschoonde bestand heeft niet dezelfde onderdelen")));
	for (size_t i = 0; i < o->p->n; i++) {
		if (o->p->v[i].fate != FATE_STAYS)
			return cleaning_refuse(c, str_of(_("in het geschoonde bestand staat nog wat weg moest")));
	}
	return 0;
}

static int
make_ooxml(struct cleaning *c, struct err *e)
{
	return make(c, false, e);
}

static int
prove_ooxml(struct cleaning *c, struct str cleaned, struct err *e)
{
	return prove(c, false, cleaned, e);
}

static int
make_odf(struct cleaning *c, struct err *e)
{
	return make(c, true, e);
}

static int
prove_odf(struct cleaning *c, struct str cleaned, struct err *e)
{
	return prove(c, true, cleaned, e);
}

const struct clean_format clean_ooxml = { make_ooxml, prove_ooxml }, clean_odf = { make_odf, prove_odf };
