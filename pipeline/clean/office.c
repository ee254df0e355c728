/* SPDX-License-Identifier: EUPL-1.2 */
/* office.c - what the parts of an Office or OpenDocument file are, and which properties its text shows. */
#include "clean/office.h"

#include "base/buf.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/xml.h"

#include "base/banned.h"

#define FIELDS_MOST	((size_t)1 << 20)	/* bytes of all field codes of one part */

/* --- parts of OOXML ------------------------------------------------------------------------ */

/* By content type, as Office finds them itself; most files use the names that stand beside them. */
static const struct { const char *type, *name; enum part_role role; } parts[] = {
	{ "application/vnd.openxmlformats-package.core-properties+xml", "docprops/core.xml", PART_CORE },
	{ "application/vnd.openxmlformats-officedocument.extended-properties+xml", "docprops/app.xml", PART_APP },
	{ "application/vnd.openxmlformats-officedocument.custom-properties+xml", "docprops/custom.xml", PART_CUSTOM },
	{ "application/vnd.openxmlformats-officedocument.wordprocessingml.people+xml", "word/people.xml", PART_PEOPLE },
	{ "application/vnd.ms-word.people+xml", "word/people.xml", PART_PEOPLE },
	{ "application/vnd.ms-excel.person+xml", "xl/persons/person.xml", PART_PEOPLE },
	{ "application/vnd.ms-powerpoint.authors+xml", "ppt/authors.xml", PART_PEOPLE },
	{ "application/vnd.openxmlformats-officedocument.presentationml.commentAuthors+xml", "ppt/commentauthors.xml",
	    PART_PEOPLE },
};

/* content.xml and styles.xml, of objects inside the document too. */
static bool
is_text_of_odf(struct str folded)
{
	struct str name = path_base(folded);

	return str_eq(name, S("content.xml")) || str_eq(name, S("styles.xml"));
}

static enum part_role
role_of_name(const struct office *o, struct str folded)
{
	if (o->odf) {
		if (str_eq(folded, S("meta-inf/manifest.xml")))
			return PART_MANIFEST;
		if (str_eq(path_base(folded), S("meta.xml")))
			return PART_META;
		return is_text_of_odf(folded) ? PART_TEXT : PART_NONE;
	}
	if (str_eq(folded, S("[content_types].xml")))
		return PART_TYPES;
	if (str_eq(folded, S("_rels/.rels")))
		return PART_RELATIONS;
	for (size_t i = 0; i < COUNT(parts); i++) {
		if (str_eq(folded, str_of(parts[i].name)))
			return parts[i].role;
	}
	return str_starts(folded, S("word/")) && str_ends(folded, S(".xml")) ? PART_TEXT : PART_NONE;
}

static void
on_type(void *user, const struct xml_tag *t)
{
	struct office *o = user;
	struct str type = str_trim(xml_attribute(t, "ContentType")), name = xml_attribute(t, "PartName"), ext;
	bool one = str_eq(t->name, S("Override"));

	ext = xml_attribute(t, "Extension");
	for (size_t k = 0; k < COUNT(parts); k++) {
		for (size_t i = 0; i < o->p->n && str_eq_nocase(type, str_of(parts[k].type)); i++) {
			struct str folded = o->p->v[i].folded;

			if (one ? str_eq_nocase(str_from(name, 1), folded) :
				  ext.n != 0 && str_eq_nocase(ext, path_ext(folded)))
				o->roles[i] = parts[k].role;
		}
	}
}

static void
on_relation(void *user, const struct xml_tag *t)
{
	struct office *o = user;
	struct str target = xml_attribute(t, "Target");

	if (!str_ends(xml_attribute(t, "Type"), S("/metadata/thumbnail")))
		return;
	if (str_starts(target, S("/")))
		target = str_from(target, 1);
	*PUSH(o->c->mem, o->thumbnails, o->nthumbnails, o->thumbnails_cap) = str_lower(o->c->mem, target);
}

/* --- what a text shows --------------------------------------------------------------------------- */

struct text_part {
	struct office	*o;
	struct buf	 fields;	/* codes of fields, which may be in pieces */
	bool		 in_code;
};

static void
shows(struct text_part *x, struct str s)
{
	static const struct {
		const char *word;
		unsigned shows;
	} words[] = {
		{ "LASTSAVEDBY", SHOWS_LAST },
		{ "lastModifiedBy", SHOWS_LAST },
		{ "AUTHOR", SHOWS_CREATOR },
		{ "creator", SHOWS_CREATOR },
		{ "Company", SHOWS_COMPANY },
		{ "Manager", SHOWS_COMPANY },
		{ "DOCPROPERTY", SHOWS_COMPANY | SHOWS_CUSTOM },
		{ "custom-properties", SHOWS_CUSTOM },
	};

	for (size_t i = 0; i < COUNT(words); i++) {
		if (str_holds_nocase(s, str_of(words[i].word)))
			x->o->shown |= words[i].shows;
	}
}

/* Fields of OpenDocument that show a property (ODF 1.3 part 3, 7.5). */
static void
on_odf(struct text_part *x, const struct xml_tag *t)
{
	struct office *o = x->o;
	bool text = str_ends(t->ns, S("text:1.0"));

	o->changes += text && str_eq(t->name, S("changed-region"));
	o->comments += str_eq(t->name, S("annotation"));
	if (!text)
		return;
	if (str_eq(t->name, S("initial-creator")))
		o->shown |= SHOWS_CREATOR;
	if (str_eq(t->name, S("creator")) || str_eq(t->name, S("printed-by")))
		o->shown |= SHOWS_LAST;
	if (str_eq(t->name, S("user-defined")))
		o->shown |= SHOWS_CUSTOM;
}

static void
on_text(void *user, const struct xml_tag *t)
{
	struct text_part *x = user;
	struct str n = t->name;

	if (x->o->odf) {
		on_odf(x, t);
		return;
	}
	if (str_eq(n, S("comment")))
		x->o->comments++;
	else if (str_eq(n, S("ins")) || str_eq(n, S("del")) || str_eq(n, S("moveFrom")) || str_eq(n, S("moveTo")) ||
	    str_ends(n, S("PrChange")))
		x->o->changes += xml_attribute(t, "author").p != NULL;
	else if (str_eq(n, S("fldChar")))
		buf_addc(&x->fields, ' ');
	else if (str_eq(n, S("fldSimple")))
		shows(x, xml_attribute(t, "instr"));
	else if (str_eq(n, S("dataBinding"))) {
		shows(x, xml_attribute(t, "xpath"));
		shows(x, xml_attribute(t, "prefixMappings"));
	}
	x->in_code = str_eq(n, S("instrText"));
}

static void
on_text_end(void *user, struct str name)
{
	struct text_part *x = user;

	(void)name;
	x->in_code = false;
}

static void
on_characters(void *user, struct str s)
{
	struct text_part *x = user;

	if (x->in_code)
		buf_add(&x->fields, s);
}

/* --- the look ---------------------------------------------------------------------------------------- */

static int
read_part(struct office *o, const struct packed *m, const struct xml_handler *h, void *user, struct err *e)
{
	enum xml_end end = XML_BROKEN;

	if (!m->cut && xml_parse(m->bytes, h, user, &end, e) != 0)
		return -1;
	if (end != XML_SOUND)
		return cleaning_refuse(o->c,
		    str_fmt(o->c->mem, _("het onderdeel ‘%.*s’ is niet te lezen"),
			STRF(utf8_show(o->c->mem, path_base(m->name)))));
	return 0;
}

static int
look_at_text(struct office *o, const struct packed *m, struct err *e)
{
	static const struct xml_handler h = { on_text, on_text_end, on_characters };
	struct text_part x = { .o = o };

	buf_init(&x.fields, o->c->mem, FIELDS_MOST);
	if (read_part(o, m, &h, &x, e) != 0)
		return -1;
	shows(&x, buf_str(&x.fields));
	if (x.fields.cut)
		o->shown |= SHOWS_CREATOR | SHOWS_LAST | SHOWS_COMPANY | SHOWS_CUSTOM;
	return 0;
}

/* Comments that lie in parts of their own. */
static bool
is_comments(struct str folded)
{
	return str_starts(folded, S("xl/threadedcomments/")) || str_starts(folded, S("ppt/comments/")) ||
	    (str_starts(folded, S("xl/comments")) && str_ends(folded, S(".xml")));
}

int
office_look(struct office *o, struct err *e)
{
	static const struct xml_handler types = { .start = on_type }, relations = { .start = on_relation };
	struct package *p = o->p;

	o->roles = NEW(o->c->mem, enum part_role, p->n + 1);
	for (size_t i = 0; i < p->n; i++)
		o->roles[i] = role_of_name(o, p->v[i].folded);
	for (size_t i = 0; i < p->n; i++) {
		enum part_role role = role_of_name(o, p->v[i].folded);

		if ((role == PART_TYPES && read_part(o, &p->v[i], &types, o, e) != 0) ||
		    (role == PART_RELATIONS && read_part(o, &p->v[i], &relations, o, e) != 0))
			return -1;
	}
	for (size_t i = 0; i < p->n; i++) {
		if (o->roles[i] == PART_TEXT && look_at_text(o, &p->v[i], e) != 0)
			return -1;
		o->comments += is_comments(p->v[i].folded);
		o->people |= o->roles[i] == PART_PEOPLE;
	}
	o->people_needed = o->changes != 0 || o->comments != 0;
	return 0;
}

enum part_role
office_role(const struct office *o, const struct packed *m)
{
	return o->roles[m - o->p->v];
}

bool
office_is_thumbnail(const struct office *o, struct str folded)
{
	if (o->odf)
		return str_starts(folded, S("thumbnails/"));
	for (size_t i = 0; i < o->nthumbnails; i++) {
		if (str_eq(o->thumbnails[i], folded))
			return true;
	}
	return str_starts(folded, S("docprops/thumbnail."));
}
