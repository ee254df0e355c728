/* SPDX-License-Identifier: EUPL-1.2 */
/* ooxml.c - what was left behind in Word, Excel and PowerPoint files (ECMA-376; gate facts, section 5). */
#include "reveal/ooxml.h"

#include <string.h>
#include <strings.h>

#include "base/path.h"
#include "format/attribute.h"

#include "base/banned.h"

#define VALUE_MOST	((size_t)4096)	/* bytes of a property */
#define NAMED_MOST	((size_t)10000)	/* parts; a package has no more */

void
ooxml_left(struct ooxml *o, enum finding_code code, uint64_t n)
{
	if (o->b.second == 0)
		left_add(o->lefts, code, n, o->where);
}

/* ---- where a part stands ---- */

static const struct { const char *start, *label; } labels[] = {
	{ "document", N_("de tekst") }, { "header", N_("een kop- of voettekst") }, { "footer", N_("een kop- of voettekst") },
	{ "footnotes", N_("voetnoten") }, { "endnotes", N_("eindnoten") }, { "comments", N_("opmerkingen") },
	{ "settings", N_("de instellingen") }, { "styles", N_("de opmaakstijlen") }, { "workbook", N_("de werkmap") },
	{ "presentation", N_("de presentatie") }, { "slidemaster", N_("een modeldia") },
	{ "slidelayout", N_("een dia-indeling") }, { "notesmaster", N_("het model van de notities") },
	{ "handoutmaster", N_("het model van de hand-outs") }, { "slide", N_("een dia") },
	{ "notesslide", N_("notities bij een dia") }, { "sheet", N_("een blad") }, { "chart", N_("een grafiek") },
	{ "pivotcache", N_("een draaitabel") }, { "externallink", N_("een koppeling") }, { "people", N_("de lijst van personen") },
	{ "person", N_("de lijst van personen") }, { "commentauthors", N_("de lijst van personen") },
	{ "authors", N_("de lijst van personen") }, { "connections", N_("de lijst van koppelingen") },
	{ "sharedstrings", N_("de lijst van teksten") }, { "custom", N_("de eigenschappen") },
	{ "core", N_("de eigenschappen") }, { "app", N_("de eigenschappen") }, { "vmldrawing", N_("tekeningen bij een blad") },
	{ "drawing", N_("tekeningen") },
};

static struct str
where_of(struct ooxml *o, struct str part)
{
	uint32_t page = relations_page(&o->relations, part);
	struct str base = path_base(part);

	if (page != 0)
		return str_fmt(o->v->tmp, "%s %u", _(o->page_name), page);
	if (str_holds_nocase(part, S("glossary/")))
		return str_of(_("bouwstenen"));
	for (size_t i = 0; i < COUNT(labels); i++) {
		struct str start = str_of(labels[i].start);

		if (str_eq_nocase(str_sub(base, 0, start.n), start))
			return str_of(_(labels[i].label));
	}
	return part.n == 0 ? str_of(_("het bestand")) : str_of(_("een ander onderdeel"));
}

/* ---- relations ---- */

static void
away(struct ooxml *o, struct str type, struct str target)
{
	static const char *const sources[] = { "externalLinkPath", "xlExternalLinkPath", "xlPathMissing", "xlStartup",
		"xlLibrary", "xlAlternateStartup", "mailMergeSource", "mailMergeHeaderSource", "recipientData" };
	static const char *const pictures[] = { "image", "video", "audio", "media" };
	bool web = left_is_web(target);

	if (str_eq(type, S("hyperlink"))) {
		ooxml_left(o, F_REV_LOCAL_PATHS, left_is_local(target));
	} else if (str_eq(type, S("attachedTemplate"))) {
		ooxml_left(o, web ? F_REV_FETCHES : F_REV_TEMPLATE, 1);
	} else if (str_index(sources, COUNT(sources), type) >= 0) {
		ooxml_left(o, F_REV_SOURCES, 1);
	} else {
		ooxml_left(o, web && str_index(pictures, COUNT(pictures), type) < 0 ? F_REV_FETCHES : F_REV_OUTSIDE, 1);
		ooxml_left(o, F_REV_LOCAL_PATHS, left_is_local(target));
	}
}

static void
note(struct ooxml *o, struct str **v, size_t *n, size_t *cap)
{
	const struct relation *r = &o->relations.v[o->relations.n - 1];

	if (*n < NAMED_MOST)
		*PUSH(o->v->tmp, *v, *n, *cap) = r->target;
}

static void
relations_start(void *user, const struct xml_tag *t)
{
	struct ooxml *o = user;
	struct str type = path_base(xml_attribute(t, "Type")), target = xml_attribute(t, "Target");
	size_t n = o->relations.n;

	if (!str_eq(t->name, S("Relationship")))
		return;
	if (str_eq(xml_attribute(t, "TargetMode"), S("External"))) {
		away(o, type, target);
		return;
	}
	relations_add(&o->relations, o->part, xml_attribute(t, "Id"), xml_attribute(t, "Type"), target);
	if (o->relations.n == n)
		return;
	if (str_eq(type, S("customXml"))) {
		note(o, &o->own, &o->own_n, &o->own_cap);
	} else if (str_eq(type, S("aFChunk"))) {
		note(o, &o->chunks, &o->nchunks, &o->chunks_cap);
		ooxml_left(o, F_REV_CHUNK, 1);
	} else if (str_eq(type, S("thumbnail"))) {
		ooxml_left(o, F_REV_THUMBNAIL, 1);
	}
}

static const struct xml_handler relations_handler = { .start = relations_start };

static struct reading
choose_relations(void *user, struct str name)
{
	struct ooxml *o = user;

	if (!relations_source(name, o->v->tmp, &o->part))
		return (struct reading){ 0 };
	o->b = (struct branches){ 0 };
	o->where = where_of(o, o->part);
	return (struct reading){ .xml = &relations_handler };
}

uint32_t
ooxml_page_add(struct ooxml *o, struct str id)
{
	struct str part = relations_target(&o->relations, o->main, id);

	if (o->npages == PAGES_MOST)
		return 0;
	*PUSH(o->v->tmp, o->pages, o->npages, o->pages_cap) = part;
	return (uint32_t)o->npages;
}

/* ---- properties ---- */

/* Elements of core.xml and app.xml that name somebody. */
static void
property_start(struct ooxml *o, const struct xml_tag *t)
{
	static const struct {
		const char *name, *label;
	} said[] = { { "creator", N_("auteur") }, { "lastModifiedBy", N_("laatst opgeslagen door") },
		{ "Company", N_("organisatie") }, { "Manager", N_("leidinggevende") },
		{ "HyperlinkBase", N_("map van koppelingen") } };

	o->property = NULL;
	for (size_t i = 0; i < COUNT(said); i++) {
		if (str_eq(t->name, str_of(said[i].name)))
			o->property = said[i].label;
	}
	if (str_eq(t->name, S("property")) && str_ends(o->ns, S("/custom-properties")))
		left_add(o->lefts, F_REV_OWN_DATA, 1, str_of(_("eigen eigenschappen")));
	if (str_eq(t->name, S("title")))
		o->property = "";
	o->value.n = 0;
}

static void
property_end(struct ooxml *o, struct str name)
{
	struct str value = buf_str(&o->value);

	if (str_eq(name, S("Company")))
		ooxml_left(o, F_REV_MAKER, left_letters(value) != 0);
	else if (o->property != NULL && *o->property != '\0')
		left_maker(o->lefts, o->property, value);
	else if (o->property != NULL)
		o->access.title |= left_letters(value) != 0;
	o->property = NULL;
	o->value.n = 0;
}

static void
property_text(struct ooxml *o, struct str s)
{
	if (o->property != NULL)
		buf_add(&o->value, s);
}

/* ---- parts of all kinds of files ---- */

static void
people_start(struct ooxml *o, const struct xml_tag *t)
{
	static const char *const names[] = { "person", "cmAuthor", "author", "userInfo" };

	ooxml_left(o, F_REV_PEOPLE, str_index(names, COUNT(names), t->name) >= 0);
}

static void
comments_start(struct ooxml *o, const struct xml_tag *t)
{
	static const char *const names[] = { "comment", "cm", "threadedComment" };

	ooxml_left(o, F_REV_COMMENTS, str_index(names, COUNT(names), t->name) >= 0);
}

static const struct root roots[] = {
	{ "coreProperties", NULL, property_start, property_end, property_text },
	{ "Properties", NULL, property_start, property_end, property_text },
	{ "people", NULL, people_start, NULL, NULL }, { "personList", NULL, people_start, NULL, NULL },
	{ "cmAuthorLst", NULL, people_start, NULL, NULL }, { "authorLst", NULL, people_start, NULL, NULL },
	{ "users", NULL, people_start, NULL, NULL }, { "comments", NULL, comments_start, NULL, NULL },
	{ "cmLst", NULL, comments_start, NULL, NULL }, { "ThreadedComments", NULL, comments_start, NULL, NULL },
};

static const struct root *
root_of(const struct root *v, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq(name, str_of(v[i].name)))
			return &v[i];
	}
	return NULL;
}

static void
root_start(struct ooxml *o, const struct xml_tag *t)
{
	o->ns = str_dup(o->v->tmp, t->ns);
	o->root = root_of(o->roots, o->nroots, t->name);
	if (o->root == NULL)
		o->root = root_of(roots, COUNT(roots), t->name);
	if (o->root != NULL && o->root->begin != NULL)
		o->root->begin(o);
}

/* l, t, r and b are thousandths of a percent; below zero the picture is made smaller than its frame. */
static bool
is_cropped(const struct xml_tag *t)
{
	static const char *const sides[] = { "l", "t", "r", "b", "cropleft", "croptop", "cropright", "cropbottom" };
	bool rect = str_eq(t->name, S("srcRect")), vml = str_eq(t->name, S("imagedata"));

	for (size_t i = 0; (rect || vml) && i < COUNT(sides); i++) {
		struct str v = xml_attribute(t, sides[i]);
		bool zero = true;

		for (size_t k = 0; k < v.n; k++)
			zero &= v.p[k] == '0' || v.p[k] == '.' || v.p[k] == 'f' || v.p[k] == '%';
		if (!zero && *v.p != '-')
			return true;
	}
	return false;
}

static void
branch_start(struct ooxml *o, const struct xml_tag *t)
{
	if (!str_ends(t->ns, S("/markup-compatibility/2006")))
		return;
	if (str_eq(t->name, S("AlternateContent")) && o->branch == 0) {
		o->branch = o->b.depth;
		o->sum[0] = o->sum[1] = 0;
	} else if (o->b.second == o->b.depth && o->branch != 0 && o->b.depth == o->branch + 1) {
		o->sum[1] = 0;
	}
}

static void
branch_end(struct ooxml *o)
{
	if (o->branch == 0)
		return;
	if (o->b.depth == o->branch + 1 && o->b.second == o->b.depth && o->sum[1] != 0 && o->sum[1] != o->sum[0])
		left_add(o->lefts, F_REV_BRANCHES, 1, o->where);
	if (o->b.depth == o->branch)
		o->branch = 0;
}

static void
branch_text(struct ooxml *o, struct str s)
{
	uint64_t *h = &o->sum[o->b.second != 0];

	if (o->branch == 0 || !o->in_t)
		return;
	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] > ' ')
			*h = (*h ^ (unsigned char)s.p[i]) * 1099511628211u + 1;
	}
}

static void
on_start(void *user, const struct xml_tag *t)
{
	struct ooxml *o = user;

	branches_start(&o->b, t);
	if (o->b.depth == 1)
		root_start(o, t);
	branch_start(o, t);
	o->in_t = str_eq(t->name, S("t"));
	ooxml_left(o, F_REV_CROPPED, is_cropped(t));
	/* Word's own mark is on docPr; the one below it belongs to the picture within. */
	if (str_eq(t->name, S("cNvPr")) || str_eq(t->name, S("docPr")))
		ooxml_left(o, F_REV_HIDDEN_SHAPES, attribute_on(xml_attribute(t, "hidden"), false));
	if (o->root != NULL && o->root->start != NULL)
		o->root->start(o, t);
}

static void
on_end(void *user, struct str name)
{
	struct ooxml *o = user;

	if (o->root != NULL && o->root->end != NULL)
		o->root->end(o, name);
	o->in_t = false;
	branch_end(o);
	branches_end(&o->b);
}

static void
on_text(void *user, struct str s)
{
	struct ooxml *o = user;

	branch_text(o, s);
	if (o->custom && !o->spoken && str_trim(s).n != 0) {
		o->spoken = true;
		left_add(o->lefts, F_REV_OWN_DATA, 1, str_of(_("XML van een ander programma")));
	}
	if (o->root != NULL && o->root->text != NULL)
		o->root->text(o, s);
}

static const struct xml_handler handler = { on_start, on_end, on_text };

/* ---- the package ---- */

static bool
is_among(const struct str *v, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq_nocase(v[i], name))
			return true;
	}
	return false;
}

static struct reading
begin(struct ooxml *o, struct str part)
{
	o->part = part;
	o->page = relations_page(&o->relations, part);
	o->where = where_of(o, part);
	o->root = NULL;
	o->b = (struct branches){ 0 };
	o->in_t = o->spoken = false;
	o->property = NULL;
	o->branch = 0;
	o->custom = str_eq_nocase(str_sub(part, 0, 14), S("customXml/item")) && !str_holds_nocase(part, S("itemProps"));
	o->custom |= is_among(o->own, o->own_n < 100 ? o->own_n : 100, part);
	return (struct reading){ .xml = &handler,
		.loose = str_ends_nocase(part, S(".vml")) || str_ends_nocase(part, S(".svg")) };
}

static struct reading
choose_main(void *user, struct str part)
{
	struct ooxml *o = user;

	return str_eq_nocase(part, o->main) ? begin(o, part) : (struct reading){ 0 };
}

/* What other parts refer to by number or name. */
static struct reading
choose_tables(void *user, struct str part)
{
	struct ooxml *o = user;
	bool table = str_eq_nocase(part, relations_target_of(&o->relations, o->main, "styles")) ||
	    str_eq_nocase(part, relations_target_of(&o->relations, o->main, "sharedStrings"));

	return table ? begin(o, part) : (struct reading){ 0 };
}

static void
picture(void *user, struct str bytes)
{
	struct ooxml *o = user;

	left_picture(o->lefts, bytes, o->where);
}

/* Bytes that extract has read, or has told of. */
static bool
is_dull(struct str part)
{
	struct str base = path_base(part);

	return part_is_font(part) || str_eq_nocase(str_sub(base, 0, 15), S("printerSettings")) ||
	    str_eq_nocase(str_sub(base, 0, 10), S("vbaProject"));
}

static struct reading
choose_rest(void *user, struct str part)
{
	struct ooxml *o = user;

	if (part_is_xml(part) && !str_ends_nocase(part, S(".rels")))
		return begin(o, part);
	if (part_is_picture(part)) {
		o->where = where_of(o, part);
		if (str_eq(o->where, str_of(_("een ander onderdeel"))))
			o->where = str_of(_("afbeeldingen"));
		return (struct reading){ .bytes = picture };
	}
	if (!part_is_xml(part) && !is_dull(part) && !is_among(o->chunks, o->nchunks < 100 ? o->nchunks : 100, part))
		left_add(o->lefts, F_REV_EMBEDDED, 1, part_kind(part, o->v->tmp));
	return (struct reading){ 0 };
}

static int
read_parts(struct ooxml *o, struct err *e)
{
	if (parts_walk(&o->parts, choose_relations, o, e) != 0)
		return -1;
	if (o->relations.full)
		reveal_stop(o->v, str_of(_("200.000 verwijzingen tussen onderdelen")));
	relations_settle(&o->relations);
	o->main = relations_target_of(&o->relations, S(""), "officeDocument");
	if (parts_walk(&o->parts, choose_tables, o, e) != 0 || parts_walk(&o->parts, choose_main, o, e) != 0)
		return -1;
	relations_own(&o->relations, o->pages, o->npages);
	return parts_walk(&o->parts, choose_rest, o, e);
}

int
reveal_ooxml(struct revealing *v, struct err *e)
{
	static const struct {
		const char *type;
		void (*begin)(struct ooxml *), (*end)(struct ooxml *);
	} kinds[] = {
		{ "wordprocessingml", word_begin, word_end },
		{ "spreadsheetml", excel_begin, excel_end },
		{ "presentationml", slides_begin, NULL },
	};
	struct ooxml *o = NEW(v->tmp, struct ooxml, 1);
	struct str type = v->job->dossier->docs[v->job->doc].media_type;
	size_t kind = 0;
	int rc;

	while (kind + 1 < COUNT(kinds) && !str_holds_nocase(type, str_of(kinds[kind].type)))
		kind++;
	*o =
	    (struct ooxml){ .v = v, .lefts = lefts_new(v), .looks = looks_new(v->tmp), .relations = { .mem = v->tmp } };
	buf_init(&o->value, v->tmp, VALUE_MOST);
	kinds[kind].begin(o);
	parts_open(&o->parts, v);
	rc = read_parts(o, e);
	parts_close(&o->parts);
	if (rc != 0)
		return -1;
	if (kinds[kind].end != NULL)
		kinds[kind].end(o);
	lefts_tell(o->lefts);
	return 0;
}
