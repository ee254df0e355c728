/* SPDX-License-Identifier: EUPL-1.2 */
/* ooxml.c - what Word, Excel and PowerPoint packages (ECMA-376, Transitional and Strict) have in common. */
#include "extract/ooxml.h"

#include <string.h>

#include "base/moment.h"
#include "base/path.h"
#include "extract/legible.h"
#include "extract/names.h"
#include "format/attribute.h"

#include "base/banned.h"

/* ---- text in attributes ---- */

static const struct { const char *element, *attribute; enum text_origin origin; } attributes[] = {
	{ "docPr", "descr", TEXT_ALT }, { "docPr", "title", TEXT_ALT },
	{ "cNvPr", "descr", TEXT_ALT }, { "cNvPr", "title", TEXT_ALT },
	{ "shape", "alt", TEXT_ALT }, { "rect", "alt", TEXT_ALT }, { "group", "alt", TEXT_ALT },
	{ "tblCaption", "val", TEXT_ALT }, { "tblDescription", "val", TEXT_ALT },
	{ "textpath", "string", TEXT_REST },
	{ "hyperlink", "tooltip", TEXT_LINK }, { "hyperlink", "display", TEXT_LINK },
	{ "hyperlink", "location", TEXT_LINK }, { "hyperlink", "docLocation", TEXT_LINK },
	{ "hlinkClick", "tooltip", TEXT_LINK }, { "hlinkHover", "tooltip", TEXT_LINK },
	{ "shape", "href", TEXT_LINK }, { "connection", "name", TEXT_LINK }, { "connection", "description", TEXT_LINK },
	{ "dbPr", "connection", TEXT_LINK }, { "dbPr", "command", TEXT_LINK }, { "webPr", "url", TEXT_LINK },
	{ "textPr", "sourceFile", TEXT_LINK }, { "ddeLink", "ddeTopic", TEXT_LINK },
	{ "ddeItem", "name", TEXT_LINK }, { "sheetName", "val", TEXT_LINK },
	{ "fldSimple", "instr", TEXT_FIELD }, { "default", "val", TEXT_FIELD }, { "helpText", "val", TEXT_FIELD },
	{ "statusText", "val", TEXT_FIELD }, { "listEntry", "val", TEXT_FIELD },
	{ "listItem", "displayText", TEXT_FIELD }, { "listItem", "value", TEXT_FIELD },
	{ "alias", "val", TEXT_REST }, { "tag", "val", TEXT_REST }, { "docVar", "val", TEXT_REST },
	{ "dataValidation", "prompt", TEXT_REST }, { "dataValidation", "promptTitle", TEXT_REST },
	{ "dataValidation", "error", TEXT_REST }, { "dataValidation", "errorTitle", TEXT_REST },
	{ "filter", "val", TEXT_REST }, { "customFilter", "val", TEXT_REST }, { "tableColumn", "name", TEXT_REST },
	{ "tableColumn", "totalsRowLabel", TEXT_REST }, { "inputCells", "val", TEXT_REST },
	{ "scenario", "comment", TEXT_REST }, { "scenario", "user", TEXT_REST }, { "definedName", "name", TEXT_REST },
	{ "definedName", "comment", TEXT_REST }, { "section", "name", TEXT_REST }, { "custShow", "name", TEXT_REST },
	{ "s", "v", TEXT_HIDDEN }, { "n", "v", TEXT_HIDDEN }, { "d", "v", TEXT_HIDDEN },
	{ "cacheField", "name", TEXT_HIDDEN }, { "cacheField", "caption", TEXT_HIDDEN },
	{ "person", "displayName", TEXT_COMMENT }, { "person", "userId", TEXT_COMMENT },
	{ "person", "author", TEXT_COMMENT }, { "cmAuthor", "name", TEXT_COMMENT },
	{ "author", "name", TEXT_COMMENT }, { "author", "userId", TEXT_COMMENT },
	{ "property", "name", TEXT_PROPERTY },
	{ "bookmarkStart", "name", TEXT_BOOKMARK },
	{ "attr", "val", TEXT_REST }, { "attr", "name", TEXT_REST }, { "comboBox", "lastValue", TEXT_FIELD },
	{ "dropDownList", "lastValue", TEXT_FIELD }, { "query", "val", TEXT_LINK }, { "connectString", "val", TEXT_LINK },
	{ "mailSubject", "val", TEXT_REST }, { "comment", "initials", TEXT_COMMENT },
	{ "presenceInfo", "userId", TEXT_COMMENT }, { "cm", "initials", TEXT_COMMENT },
	{ "cmAuthor", "initials", TEXT_COMMENT }, { "imagedata", "title", TEXT_ALT }, { "line", "alt", TEXT_ALT },
	{ "oval", "alt", TEXT_ALT }, { "roundrect", "alt", TEXT_ALT }, { "polyline", "alt", TEXT_ALT },
	{ "shape", "title", TEXT_ALT }, { "rect", "href", TEXT_LINK },
	{ "signatureline", "suggestedsigner", TEXT_FIELD }, { "signatureline", "suggestedsigner2", TEXT_FIELD },
	{ "signatureline", "suggestedsigneremail", TEXT_FIELD },
	{ "signatureline", "signinginstructions", TEXT_FIELD },
	{ "item", "n", TEXT_HIDDEN }, { "pivotField", "name", TEXT_REST }, { "dataField", "name", TEXT_REST },
	{ "filter", "stringValue1", TEXT_REST }, { "filter", "stringValue2", TEXT_REST },
	{ "table", "comment", TEXT_REST }, { "table", "displayName", TEXT_REST }, { "cfRule", "text", TEXT_REST },
	{ "connection", "sourceFile", TEXT_LINK }, { "connection", "odcFile", TEXT_LINK },
	{ "webPr", "post", TEXT_LINK }, { "parameter", "name", TEXT_FIELD }, { "parameter", "prompt", TEXT_FIELD },
	{ "parameter", "string", TEXT_FIELD }, { "definedName", "refersTo", TEXT_LINK },
	{ "definedName", "description", TEXT_REST }, { "fileSharing", "userName", TEXT_PROPERTY },
	{ "webPublishItem", "title", TEXT_REST }, { "webPublishItem", "destinationFile", TEXT_LINK },
	{ "header", "userName", TEXT_COMMENT }, { "rcmt", "author", TEXT_COMMENT }, { "rsnm", "oldName", TEXT_DELETED },
	{ "rsnm", "newName", TEXT_REST }, { "userInfo", "name", TEXT_COMMENT }, { "slicer", "caption", TEXT_REST },
	{ "hlinkClick", "invalidUrl", TEXT_LINK }, { "hlinkHover", "invalidUrl", TEXT_LINK },
	{ "htmlPubPr", "title", TEXT_REST }, { "cSld", "name", TEXT_REST },
};

void
ooxml_line(struct gather *g, enum text_origin origin, struct str s)
{
	static const char amp[] = "&#38;";
	const char *at;

	s = str_trim(s);
	if (s.n == 0)
		return;
	gather_gap(g, GAP_LINE);
	gather_origin(g, origin);
	/* libxml2 leaves this one in attributes, whether it was written so or as &amp;. */
	while ((at = memmem(s.p, s.n, amp, sizeof amp - 1)) != NULL) {
		gather_add(g, str_sub(s, 0, (size_t)(at - s.p)));
		gather_add(g, S("&"));
		s = str_from(s, (size_t)(at - s.p) + sizeof amp - 1);
	}
	gather_add(g, s);
	gather_gap(g, GAP_LINE);
}

static bool
origin_of(struct str element, struct str name, enum text_origin *o_r)
{
	for (size_t i = 0; i < COUNT(attributes); i++) {
		if (*attributes[i].element != *element.p || !str_eq(element, str_of(attributes[i].element)) ||
		    !str_eq(name, str_of(attributes[i].attribute)))
			continue;
		*o_r = attributes[i].origin;
		return true;
	}
	return false;
}

void
ooxml_attributes(const struct xml_tag *t, struct gather *g)
{
	enum text_origin o;

	for (int i = 0; i < t->nattributes; i++) {
		struct str name = xml_attribute_name(t, i), value = xml_attribute_at(t, i);

		if (origin_of(t->name, name, &o)) {
			if (o != TEXT_BOOKMARK || !name_is_made(value))
				ooxml_line(g, o, value);
		} else if (legible_attribute(t->name, name, value)) {
			ooxml_line(g, TEXT_REST, value);
		}
	}
}

/* ---- [Content_Types].xml and relationships ---- */

static void
types_start(void *user, const struct xml_tag *t)
{
	struct ooxml *o = user;
	struct str type = xml_attribute(t, "ContentType"), name = xml_attribute(t, "PartName");

	if (!str_eq(t->name, S("Override")))
		return;
	for (size_t i = 0; i < o->ntypes; i++) {
		if (!str_ends(type, str_of(o->types[i])))
			continue;
		if (o->typed.n != 0)
			extraction_stop(o->x, F_EXT_BROKEN, str_of(_("meer dan één hoofdtekst")));
		o->typed = str_dup(o->x->r->mem, str_starts(name, S("/")) ? str_from(name, 1) : name);
	}
}

static void
relations_start(void *user, const struct xml_tag *t)
{
	struct ooxml *o = user;
	struct str target = xml_attribute(t, "Target");

	if (!str_eq(t->name, S("Relationship")))
		return;
	if (str_eq(xml_attribute(t, "TargetMode"), S("External")))
		ooxml_line(&o->x->aside, TEXT_LINK, target);
	else
		relations_add(&o->relations, o->part, xml_attribute(t, "Id"), xml_attribute(t, "Type"), target);
}

static const struct xml_handler types_handler = { .start = types_start };
static const struct xml_handler relations_handler = { .start = relations_start };

static const struct xml_handler *
choose_first(void *user, struct str name)
{
	struct ooxml *o = user;

	if (str_eq_nocase(name, S("[Content_Types].xml")))
		return &types_handler;
	return relations_source(name, o->x->r->mem, &o->part) ? &relations_handler : NULL;
}

/* Word opens what the package relates to; that the content types name another is somebody's trick. */
static void
main_find(struct ooxml *o)
{
	o->main = relations_target_of(&o->relations, S(""), "officeDocument");
	if (o->main.n == 0)
		o->main = o->typed;
	if (o->main.n == 0)
		extraction_stop(o->x, F_EXT_BROKEN, str_of(_("geen hoofdtekst")));
	else if (o->typed.n != 0 && !str_eq_nocase(o->main, o->typed))
		extraction_stop(o->x, F_EXT_BROKEN, str_of(_("meer dan één hoofdtekst")));
}

int
ooxml_open(struct ooxml *o, struct extraction *x, const char *const *types, size_t ntypes, struct err *e)
{
	*o = (struct ooxml){ .x = x, .types = types, .ntypes = ntypes, .relations = { .mem = x->r->mem } };
	buf_init(&o->title, x->r->mem, ATTR_MOST);
	buf_init(&o->language, x->r->mem, ATTR_MOST);
	buf_init(&o->created, x->r->mem, ATTR_MOST);
	buf_init(&o->modified, x->r->mem, ATTR_MOST);
	if ((o->p = package_open(x)) == NULL)
		return 0;
	if (package_walk(o->p, choose_first, o, e) != 0)
		return -1;
	if (o->relations.full)
		extraction_stop(x, F_EXT_TOO_MUCH, str_of(_("200.000 verwijzingen tussen onderdelen")));
	if (x->stopped)
		return 0;
	relations_settle(&o->relations);
	main_find(o);
	return 0;
}

/* ---- pages ---- */

void
ooxml_pages(struct ooxml *o, const struct str *parts, size_t n)
{
	o->paged = true;
	o->pages = parts;
	o->npages = n;
	o->hidden = NEW(o->x->r->mem, bool, n + 1);
	o->seen = NEW(o->x->r->mem, bool, n + 1);
	relations_own(&o->relations, parts, n);
	/* The first piece: nothing stands before the first turn. */
	*PUSH(o->x->r->mem, o->place, o->nplaces, o->places_cap) = 1;
}

uint32_t
ooxml_page(struct ooxml *o, struct str part)
{
	uint32_t page = relations_page(&o->relations, part);

	if (page == 0 || !str_eq_nocase(o->pages[page - 1], part))
		return 0;
	o->seen[page] = true;
	return page;
}

void
ooxml_pages_check(struct ooxml *o)
{
	for (size_t i = 0; i < o->npages && !o->x->stopped; i++) {
		uint32_t page = relations_page(&o->relations, o->pages[i]);

		if (page == 0 || !o->seen[page])
			extraction_stop(o->x, F_EXT_BROKEN, str_of(_("een blad of dia ontbreekt")));
	}
}

void
ooxml_turn(struct ooxml *o, uint32_t page)
{
	o->page = page;
	if (page == 0)
		return;
	gather_page(&o->x->text);
	*PUSH(o->x->r->mem, o->place, o->nplaces, o->places_cap) = page;
}

/* ---- prose ---- */

/* What the root of a part says about its text; another root is TEXT_REST. */
static const struct { const char *root; enum text_origin origin; } roots[] = {
	{ "sld", TEXT_VISIBLE }, { "wsDr", TEXT_VISIBLE }, { "chartSpace", TEXT_VISIBLE }, { "userShapes", TEXT_VISIBLE },
	{ "dataModel", TEXT_VISIBLE }, { "notes", TEXT_SPEAKER },
	{ "comments", TEXT_COMMENT }, { "cmLst", TEXT_COMMENT }, { "cmAuthorLst", TEXT_COMMENT },
	{ "authorLst", TEXT_COMMENT }, { "ThreadedComments", TEXT_COMMENT }, { "personList", TEXT_COMMENT },
	{ "people", TEXT_COMMENT }, { "coreProperties", TEXT_PROPERTY }, { "Properties", TEXT_PROPERTY },
	{ "pivotCacheRecords", TEXT_HIDDEN }, { "pivotCacheDefinition", TEXT_HIDDEN },
	{ "externalLink", TEXT_LINK }, { "connections", TEXT_LINK },
};

/* Characters that are measures or names of the program, and look like numbers of people. */
bool
ooxml_is_measure(const struct xml_tag *t)
{
	static const char *const names[] = { "formatCode", "attrName", "tableStyleId" };

	return str_index(names, COUNT(names), t->name) >= 0 || str_ends(t->ns, S("/wordprocessingDrawing")) ||
	    str_ends(t->ns, S("/spreadsheetDrawing")) || str_eq(t->ns, S("urn:schemas-microsoft-com:office:excel"));
}

static bool
is_formula(struct str name)
{
	static const char *const names[] = { "f", "formula", "formula1", "formula2", "calculatedColumnFormula",
		"totalsRowFormula" };

	return str_index(names, COUNT(names), name) >= 0;
}

struct gather *
ooxml_beside(struct ooxml *o)
{
	if (!o->has_beside)
		gather_init(&o->beside, o->x->r->mem);
	o->has_beside = true;
	return &o->beside;
}

static void
root_start(struct ooxml *o, const struct xml_tag *t)
{
	o->origin = TEXT_REST;
	for (size_t i = 0; i < COUNT(roots); i++) {
		if (str_eq(t->name, str_of(roots[i].root)))
			o->origin = roots[i].origin;
	}
	o->core = str_eq(t->name, S("coreProperties"));
	if (o->paged && o->page != 0 && str_eq(t->name, S("sld")) && !attribute_on(xml_attribute(t, "show"), true))
		o->hidden[o->page] = true;
	if (o->page != 0 && o->hidden[o->page] && o->origin == TEXT_VISIBLE)
		o->origin = TEXT_HIDDEN;
	if (o->paged && o->page == 0 && o->origin == TEXT_VISIBLE)
		o->origin = TEXT_REST;
	o->to = o->page != 0 || o->origin == TEXT_VISIBLE ? &o->x->text : &o->x->aside;
}

/* A placeholder says what its shape is for. */
static void
placeholder(struct ooxml *o, struct str type)
{
	static const char *const titles[] = { "title", "ctrTitle" }, *const smalls[] = { "dt", "ftr", "hdr", "sldNum" };

	o->heading = o->origin == TEXT_VISIBLE && str_index(titles, COUNT(titles), type) >= 0;
	o->small = str_index(smalls, COUNT(smalls), type) >= 0;
	o->started = false;
}

static bool
is_block(struct str name)
{
	static const char *const names[] = { "p", "tr", "si", "comment", "cm", "threadedComment", "text", "pt", "sp",
		"txBody" };

	return str_index(names, COUNT(names), name) >= 0;
}

void
ooxml_prose_start(void *user, const struct xml_tag *t)
{
	struct ooxml *o = user;

	branches_start(&o->b, t);
	if (o->b.depth == 1)
		root_start(o, t);
	if (is_block(t->name))
		gather_gap(o->to, GAP_LINE);
	o->said = false;
	o->run = str_eq(t->name, S("t"));
	o->formula = is_formula(t->name);
	o->drop = ooxml_is_measure(t);
	o->copy = !o->core                 ? NULL :
	    str_eq(t->name, S("title"))    ? &o->title :
	    str_eq(t->name, S("language")) ? &o->language :
	    str_eq(t->name, S("created"))  ? &o->created :
	    str_eq(t->name, S("modified")) ? &o->modified :
					     NULL;
	if (t->nattributes != 0)
		ooxml_attributes(t, ooxml_beside(o));
	if (str_eq(t->name, S("br")))
		gather_gap(o->to, GAP_LINE);
	else if (str_eq(t->name, S("ph")))
		placeholder(o, xml_attribute(t, "type"));
	else if (str_eq(t->name, S("cNvPr")) && o->hide == 0 && attribute_on(xml_attribute(t, "hidden"), false))
		/* The shape is what this stands in, twice. */
		o->hide = o->b.depth > 2 ? o->b.depth - 2 : 1;
}

static void
shape_end(struct ooxml *o)
{
	if (o->heading && o->started)
		gather_heading(o->to, o->from, gather_end(o->to), 1);
	o->heading = o->small = false;
}

void
ooxml_prose_end(void *user, struct str name)
{
	struct ooxml *o = user;

	if (str_eq(name, S("tc")))
		gather_gap(o->to, GAP_CELL);
	else if (str_eq(name, S("tr")))
		gather_gap(o->to, GAP_ROW);
	else if (is_block(name) || (o->said && !str_eq(name, S("t"))))
		gather_gap(o->to, GAP_LINE);
	if (o->has_beside && o->said && !str_eq(name, S("t")))
		gather_gap(&o->beside, GAP_LINE);
	if (str_eq(name, S("sp")))
		shape_end(o);
	if (o->hide == o->b.depth)
		o->hide = 0;
	o->said = o->run = o->formula = o->drop = false;
	o->copy = NULL;
	branches_end(&o->b);
	if (o->b.depth == 0 && o->has_beside)
		gather_append(o->to, &o->beside);
}

static enum text_origin
origin_now(const struct ooxml *o)
{
	if (o->origin == TEXT_VISIBLE && o->hide != 0)
		return TEXT_HIDDEN;
	return o->origin == TEXT_VISIBLE && o->small ? TEXT_HEADER : o->origin;
}

void
ooxml_prose_text(void *user, struct str s)
{
	struct ooxml *o = user;
	struct gather *g = o->b.second != 0 || o->formula ? ooxml_beside(o) : o->to;

	if (o->drop)
		return;
	if (!o->run && str_trim(s).n == 0) {
		if (o->said)
			gather_gap(g, GAP_SPACE);
		return;
	}
	if (!o->run && !o->said)
		gather_gap(g, GAP_LINE);
	o->said = true;
	if (o->copy != NULL)
		buf_add(o->copy, s);
	gather_origin(g, o->formula ? TEXT_FIELD : o->b.second != 0 ? TEXT_REST : origin_now(o));
	if (g == o->to && o->heading && !o->started) {
		o->from = gather_here(g);
		o->started = true;
	}
	if (o->run)
		gather_add(g, s);
	else
		gather_words(g, s);
}

const struct xml_handler *
ooxml_prose(struct ooxml *o, struct str part)
{
	static const struct xml_handler handler = { ooxml_prose_start, ooxml_prose_end, ooxml_prose_text };

	o->part = part;
	o->b = (struct branches){ 0 };
	o->to = &o->x->aside;
	o->origin = TEXT_REST;
	o->has_beside = o->core = o->said = o->run = o->formula = o->drop = false;
	o->heading = o->small = o->started = false;
	o->hide = 0;
	o->page = 0;
	o->copy = NULL;
	if (o->paged)
		ooxml_turn(o, relations_page(&o->relations, part));
	/* Excel writes HTML in its VML that is not always XML; a drawing may be anybody's. */
	o->x->loose = str_ends_nocase(part, S(".vml")) || str_ends_nocase(part, S(".svg"));
	return &handler;
}

bool
ooxml_prose_main(struct ooxml *o, struct str part)
{
	if (!str_eq_nocase(part, o->main))
		return false;
	o->has_main = true;
	(void)ooxml_prose(o, part);
	return true;
}

int
ooxml_walk_main(struct ooxml *o, package_choose *choose, void *user, struct err *e)
{
	if (package_walk(o->p, choose, user, e) != 0)
		return -1;
	if (!o->has_main && !o->x->stopped)
		extraction_stop(o->x, F_EXT_BROKEN, str_of(_("geen hoofdtekst")));
	return 0;
}

/* ---- the rest ---- */

bool
ooxml_is_xml(struct str part)
{
	/* .psmdcp is what .NET's packaging calls the core properties. */
	static const char *const extensions[] = { ".xml", ".rels", ".psmdcp", ".vml", ".svg" };

	for (size_t i = 0; i < COUNT(extensions); i++) {
		if (str_ends_nocase(part, str_of(extensions[i])))
			return true;
	}
	return false;
}

const struct xml_handler *
ooxml_choose_rest(void *user, struct str part)
{
	return ooxml_is_xml(part) ? ooxml_prose(user, part) : NULL;
}

/* What a printer driver was set to, and macros, of which identify has spoken (IDN-505). */
static const char *
kind(struct str part)
{
	struct str name = path_base(part);

	return (str_starts(name, S("printerSettings")) && str_ends(name, S(".bin"))) ||
		str_eq_nocase(name, S("vbaProject.bin")) ?
	    "" :
	    NULL;
}

void
ooxml_close(struct ooxml *o)
{
	if (o->p != NULL && !o->x->stopped) {
		package_unread(o->p, kind);
		if (o->paged)
			gather_arrange(&o->x->text, o->place, o->npages != 0 ? o->npages : 1);
		o->x->title = buf_str(&o->title);
		o->x->language = buf_str(&o->language);
		o->x->created = moment_iso(o->x->r->mem, buf_str(&o->created));
		o->x->modified = moment_iso(o->x->r->mem, buf_str(&o->modified));
	}
	package_close(o->p);
	o->p = NULL;
}
