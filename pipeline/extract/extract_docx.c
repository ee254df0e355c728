/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_docx.c - the text of a Word document (ECMA-376 part 1, 11 and 17): the body first, then every other part. */
#include "extract/names.h"
#include "extract/ooxml.h"

#include "base/ascii.h"
#include "format/attribute.h"

#include "base/banned.h"

#define STYLES_MOST	4096		/* styles remembered that stand for a heading or hide text */
#define BASED_MOST	16		/* styles based on each other */
#define LEVEL_MOST	9

/* Hidden text (17.3.2.41): what a run or a style says of it. */
enum vanish { VANISH_UNSAID, VANISH_NO, VANISH_YES, VANISH_WEB };

struct style {
	struct str	 id, based_on;
	uint32_t	 level;
	enum vanish	 vanish;
};

struct docx {
	struct ooxml	 o;		/* first: its handlers get us as their user */
	struct style	*styles;
	size_t		 nstyles, styles_cap;
	struct style	 style;		/* while reading styles */
	bool		 style_default;
	enum vanish	 vanish_default;	/* of a paragraph without a style */
	struct str	 lang;		/* of the styles: what Word writes its text in */
	/* the part in hand */
	bool		 prose;		/* it is not WordprocessingML */
	bool		 body;		/* it is the main part */
	struct branches	 b;
	enum text_origin origin;	/* of what stands in it for a reader */
	struct gather	*to;		/* x->text or x->aside */
	struct str	 author;	/* of the last change or comment */
	unsigned	 deleted;	/* elements around us whose text was taken out */
	unsigned	 changes;	/* ... that say what something was like before */
	unsigned	 hide;		/* depth of a hidden table row around us, or 0 */
	/* the element in hand */
	enum { TO_REST, TO_NOWHERE, TO_TEXT, TO_DELETED, TO_FIELD } chars;
	unsigned	 runs;		/* w:r around us */
	unsigned	 marks;		/* w:pPr around us: its w:rPr is about the mark, not the text */
	enum vanish	 vanish;	/* of the run */
	/* the paragraph in hand */
	enum vanish	 paragraph_vanish;
	bool		 started;
	uint32_t	 from, level;
	/* pages of the body */
	bool		 something;	/* text or a picture was seen */
	bool		 page_due;	/* the next text or picture starts one */
	bool		 section_due;	/* because of a section only */
	bool		 in_section, section_ends;	/* w:sectPr is around us; one was in this paragraph */
	uint32_t	*places;	/* number of each page when pages of sections that go on are joined */
	size_t		 nplaces, places_cap;
	uint32_t	 section_page;	/* page that the section in hand started, or 0 */
};

/* w:outlineLvl counts from 0; 9 is body text. */
static uint32_t
level_of_outline(struct str val)
{
	uint64_t v;

	return str_u64(val, &v) == 0 && v < LEVEL_MOST ? (uint32_t)v + 1 : 0;
}

/* ---- styles ---- */

static void
vanish_set(enum vanish *v, const struct xml_tag *t)
{
	bool web = str_eq(t->name, S("webHidden"));

	if (!web && !str_eq(t->name, S("vanish")) && !str_eq(t->name, S("specVanish")))
		return;
	if (!attribute_on(xml_attribute(t, "val"), true))
		*v = web ? *v : VANISH_NO;
	else if (*v != VANISH_YES)
		*v = web ? VANISH_WEB : VANISH_YES;
}

static void
styles_start(void *user, const struct xml_tag *t)
{
	struct docx *d = user;
	struct arena *mem = d->o.x->r->mem;

	ooxml_prose_start(user, t);
	if (str_eq(t->name, S("style"))) {
		d->style = (struct style){ .id = str_dup(mem, xml_attribute(t, "styleId")) };
		d->style_default = str_eq(xml_attribute(t, "type"), S("paragraph")) &&
		    attribute_on(xml_attribute(t, "default"), false);
		return;
	}
	if (str_eq(t->name, S("name")) && d->style.level == 0)
		d->style.level = name_level(xml_attribute(t, "val"));
	else if (str_eq(t->name, S("outlineLvl")) && d->style.level == 0)
		d->style.level = level_of_outline(xml_attribute(t, "val"));
	else if (str_eq(t->name, S("basedOn")))
		d->style.based_on = str_dup(mem, xml_attribute(t, "val"));
	else if (str_eq(t->name, S("lang")) && d->lang.n == 0)
		d->lang = str_dup(mem, xml_attribute(t, "val"));
	else
		vanish_set(&d->style.vanish, t);
}

static void
styles_end(void *user, struct str name)
{
	struct docx *d = user;

	ooxml_prose_end(user, name);
	if (!str_eq(name, S("style")) && !str_eq(name, S("docDefaults")))
		return;
	if (d->style.vanish != VANISH_UNSAID && (d->style_default || d->style.id.n == 0))
		d->vanish_default = d->style.vanish;
	if (d->style.id.n != 0 && d->nstyles < STYLES_MOST)
		*PUSH(d->o.x->r->mem, d->styles, d->nstyles, d->styles_cap) = d->style;
	d->style = (struct style){ 0 };
	d->style_default = false;
}

static const struct xml_handler styles_handler = { styles_start, styles_end, ooxml_prose_text };

static const struct style *
style_find(const struct docx *d, struct str id)
{
	for (size_t i = 0; id.n != 0 && i < d->nstyles; i++) {
		if (str_eq(d->styles[i].id, id))
			return &d->styles[i];
	}
	return NULL;
}

static uint32_t
level_of_style(const struct docx *d, struct str id)
{
	const struct style *s = style_find(d, id);

	return s != NULL && s->level != 0 ? s->level : name_level(id);
}

/* Of the style, or of the nearest one it is based on that says so. */
static enum vanish
vanish_of_style(const struct docx *d, struct str id)
{
	const struct style *s = style_find(d, id);

	for (int i = 0; i < BASED_MOST && s != NULL && s->vanish == VANISH_UNSAID; i++)
		s = style_find(d, s->based_on);
	return s != NULL ? s->vanish : VANISH_UNSAID;
}

/* ---- pages ---- */

/*
 * Pages are what Word last saw (w:lastRenderedPageBreak), and the breaks that
 * somebody asked for; a program that never laid the text out knows no others.
 * A break counts when text or a picture follows, so the two never count twice.
 */
static void
page_break(struct docx *d, bool by_section)
{
	if (!d->body || d->b.second != 0)
		return;
	d->section_due = by_section && (!d->page_due || d->section_due);
	d->page_due = true;
}

/* Something stands here: it is on the page that was due. */
static void
page_take(struct docx *d)
{
	/* A break before anything else starts no second page. */
	bool first = !d->something;

	d->something = true;
	if (!d->page_due)
		return;
	d->page_due = false;
	if (first)
		return;
	gather_page(&d->o.x->text);
	*PUSH(d->o.x->r->mem, d->places, d->nplaces, d->places_cap) = 1;
	if (d->section_due)
		d->section_page = (uint32_t)d->nplaces;
	d->section_due = false;
}

/* A section said how it began only now, at its end: one that goes on where the other ended starts no page. */
static void
section_type(struct docx *d, struct str type)
{
	if (!str_eq(type, S("continuous")) && !str_eq(type, S("nextColumn")))
		return;
	if (d->section_due)
		d->page_due = d->section_due = false;
	else if (d->section_page != 0)
		d->places[d->section_page - 1] = 0;
}

/* Join the pages that were none. */
static void
pages_arrange(struct docx *d)
{
	uint32_t page = 0;

	for (size_t i = 0; i < d->nplaces; i++)
		d->places[i] = page += i == 0 || d->places[i] != 0;
	gather_arrange(&d->o.x->text, d->places, page);
}

/* ---- text ---- */

/* Page numbers in a table of contents: Word hides them on the web only, and shows them on paper. */
static bool
is_page_number(struct str s)
{
	s = str_trim(s);
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_digit(s.p[i]) && !str_has(S("ivxlcIVXLC"), s.p[i]))
			return false;
	}
	return s.n <= 5;
}

static bool
is_hidden(const struct docx *d, struct str s)
{
	enum vanish v = d->vanish != VANISH_UNSAID ? d->vanish : d->paragraph_vanish;

	return d->hide != 0 || v == VANISH_YES || (v == VANISH_WEB && !is_page_number(s));
}

/*
 * Text as it stands in the part.  What a reader does not see goes aside, so
 * that the words around it stay whole: each with its neighbours of that kind.
 */
static void
add(struct docx *d, struct str s)
{
	struct gather *g = &d->o.x->aside;
	enum text_origin o = d->b.second != 0         ? TEXT_REST :
	    d->chars == TO_DELETED || d->deleted != 0 ? TEXT_DELETED :
	    is_hidden(d, s)                           ? TEXT_HIDDEN :
							d->origin;

	if (o == d->origin) {
		g = d->to;
		if (d->body)
			page_take(d);
		if (!d->started)
			d->from = gather_here(g);
		d->started = true;
	} else if (g->origin != o) {
		gather_gap(g, GAP_LINE);
	}
	gather_origin(g, o);
	gather_add(g, s);
}

static void
paragraph_start(struct docx *d)
{
	gather_gap(d->to, GAP_LINE);
	gather_gap(&d->o.x->aside, GAP_LINE);
	d->started = false;
	d->level = 0;
	d->paragraph_vanish = d->vanish_default;
}

static void
paragraph_end(struct docx *d)
{
	if (d->body && d->started && d->level != 0)
		gather_heading(d->to, d->from, gather_end(d->to), d->level);
	paragraph_start(d);
	if (d->section_ends) {
		d->section_ends = false;
		d->section_page = 0;
		page_break(d, true);
	}
}

static void
paragraph_style(struct docx *d, struct str id)
{
	enum vanish v = vanish_of_style(d, id);

	d->level = level_of_style(d, id);
	if (v != VANISH_UNSAID)
		d->paragraph_vanish = v;
}

/* Who made a change or a comment; once for a row of them. */
static void
author(struct docx *d, struct str name)
{
	if (name.n == 0 || str_eq(name, d->author))
		return;
	d->author = str_dup(d->o.x->r->mem, name);
	ooxml_line(&d->o.x->aside, TEXT_COMMENT, name);
}

static void
root_start(struct docx *d, const struct xml_tag *t)
{
	static const struct {
		const char *root;
		enum text_origin origin;
		bool aside;
	} roots[] = {
		{ "document", TEXT_VISIBLE, false },
		{ "hdr", TEXT_HEADER, false },
		{ "ftr", TEXT_HEADER, false },
		{ "footnotes", TEXT_NOTE, false },
		{ "endnotes", TEXT_NOTE, false },
		{ "comments", TEXT_COMMENT, true },
	};

	/* 2006 and Strict differ before this. */
	d->prose = !str_ends(t->ns, S("/wordprocessingml/2006/main")) && !str_ends(t->ns, S("/wordprocessingml/main"));
	d->origin = TEXT_REST;
	d->to = &d->o.x->aside;
	for (size_t i = 0; !d->prose && i < COUNT(roots); i++) {
		if (!str_eq(t->name, str_of(roots[i].root)))
			continue;
		/* A second text body is not what Word shows. */
		if (roots[i].origin == TEXT_VISIBLE && !d->body)
			break;
		d->origin = roots[i].origin;
		if (!roots[i].aside)
			d->to = &d->o.x->text;
	}
}

/* Elements of which only the characters matter. */
static bool
chars_start(struct docx *d, const struct xml_tag *t)
{
	struct str n = t->name;

	d->chars = TO_REST;
	if (str_eq(n, S("t")))
		d->chars = TO_TEXT;
	else if (str_eq(n, S("delText")))
		d->chars = TO_DELETED;
	else if (str_eq(n, S("instrText")) || str_eq(n, S("delInstrText")))
		d->chars = TO_FIELD;
	else if (str_eq(n, S("fldData")) || ooxml_is_measure(t))
		d->chars = TO_NOWHERE;
	return d->chars != TO_REST;
}

/* Elements that say how what is around them is. */
static void
property_start(struct docx *d, const struct xml_tag *t)
{
	struct str n = t->name, val = xml_attribute(t, "val");

	if (str_eq(n, S("pPr")))
		d->marks++;
	else if (str_ends(n, S("Change")))
		d->changes++;
	else if (d->changes != 0)
		return;
	else if (str_eq(n, S("pStyle")))
		paragraph_style(d, val);
	else if (str_eq(n, S("outlineLvl")))
		d->level = level_of_outline(val);
	else if (str_eq(n, S("pageBreakBefore")) && attribute_on(val, true))
		page_break(d, false);
	else if (str_eq(n, S("sectPr")))
		d->in_section = true;
	else if (str_eq(n, S("type")) && d->in_section)
		section_type(d, val);
	else if (str_eq(n, S("hidden")) && d->hide == 0 && attribute_on(val, true))
		/* The row is what this stands in, twice. */
		d->hide = d->b.depth > 2 ? d->b.depth - 2 : 1;
	else if (d->marks == 0 && str_eq(n, S("rStyle")) && d->vanish == VANISH_UNSAID)
		d->vanish = vanish_of_style(d, val);
	else if (d->marks == 0)
		vanish_set(&d->vanish, t);
}

/* Signs of a font of pictures have no meaning as letters (F020 and further are its 20 and further); its digits may be digits. */
static struct str
sign_of(struct str code)
{
	bool digit = code.n == 4 && str_eq_nocase(str_sub(code, 0, 3), S("F03")) && ascii_digit(code.p[3]);

	return digit ? str_sub(code, 3, 1) : S(" ");
}

/* Elements of a run that stand for a character or a break. */
static void
run_start(struct docx *d, const struct xml_tag *t)
{
	static const struct {
		const char *name, *text;
	} signs[] = { { "tab", "\t" }, { "ptab", "\t" }, { "cr", "\n" }, { "noBreakHyphen", "\xe2\x80\x91" },
		{ "softHyphen", "\xc2\xad" }, { "footnoteReference", " " }, { "endnoteReference", " " } };

	if (d->changes != 0 || d->marks != 0)
		return;
	for (size_t i = 0; i < COUNT(signs); i++) {
		if (str_eq(t->name, str_of(signs[i].name)))
			add(d, str_of(signs[i].text));
	}
	if (str_eq(t->name, S("sym")))
		add(d, sign_of(xml_attribute(t, "char")));
	if (str_eq(t->name, S("lastRenderedPageBreak")) ||
	    (str_eq(t->name, S("br")) && str_eq(xml_attribute(t, "type"), S("page"))))
		page_break(d, false);
	else if (str_eq(t->name, S("br")))
		add(d, S("\n"));
	else if (d->body &&
	    (str_eq(t->name, S("drawing")) || str_eq(t->name, S("pict")) || str_eq(t->name, S("object"))))
		page_take(d);
}

static void
text_start(void *user, const struct xml_tag *t)
{
	struct docx *d = user;

	branches_start(&d->b, t);
	if (d->b.depth == 1)
		root_start(d, t);
	if (d->prose) {
		ooxml_prose_start(user, t);
		return;
	}
	if (t->nattributes != 0) {
		ooxml_attributes(t, &d->o.x->aside);
		author(d, xml_attribute(t, "author"));
	}
	if (chars_start(d, t))
		return;
	if (str_eq(t->name, S("p")))
		paragraph_start(d);
	else if (str_eq(t->name, S("tr")))
		gather_gap(d->to, GAP_ROW);
	else if (str_eq(t->name, S("del")) || str_eq(t->name, S("moveFrom")))
		d->deleted++;
	else if (str_eq(t->name, S("r"))) {
		d->runs++;
		d->vanish = VANISH_UNSAID;
	} else {
		property_start(d, t);
		if (d->runs != 0)
			run_start(d, t);
	}
}

static void
counted_end(unsigned *n)
{
	if (*n != 0)
		(*n)--;
}

static void
text_end(void *user, struct str n)
{
	struct docx *d = user;

	if (d->prose)
		ooxml_prose_end(user, n);
	else if (str_eq(n, S("p")))
		paragraph_end(d);
	else if (str_eq(n, S("r"))) {
		counted_end(&d->runs);
		d->vanish = VANISH_UNSAID;
	} else if (str_eq(n, S("tc")))
		gather_gap(d->to, GAP_CELL);
	else if (str_eq(n, S("tr")))
		gather_gap(d->to, GAP_ROW);
	else if (str_eq(n, S("del")) || str_eq(n, S("moveFrom")))
		counted_end(&d->deleted);
	else if (str_eq(n, S("pPr")))
		counted_end(&d->marks);
	else if (str_ends(n, S("Change")))
		counted_end(&d->changes);
	else if (str_eq(n, S("sectPr"))) {
		d->in_section = false;
		d->section_ends = true;
	}
	d->chars = TO_REST;
	if (d->hide == d->b.depth)
		d->hide = 0;
	branches_end(&d->b);
}

static void
text_text(void *user, struct str s)
{
	struct docx *d = user;
	struct gather *aside = &d->o.x->aside;

	if (d->prose) {
		ooxml_prose_text(user, s);
	} else if (d->chars == TO_TEXT || d->chars == TO_DELETED) {
		add(d, s);
	} else if (d->chars == TO_FIELD) {
		gather_origin(aside, TEXT_FIELD);
		gather_add(aside, s);
	} else if (d->chars == TO_REST) {
		ooxml_line(aside, TEXT_REST, s);
	}
}

static const struct xml_handler text_handler = { text_start, text_end, text_text };

/* ---- the package ---- */

static const struct xml_handler *
begin(struct docx *d, struct str part, bool body)
{
	(void)ooxml_prose(&d->o, part);
	d->b = (struct branches){ 0 };
	d->to = &d->o.x->aside;
	d->origin = TEXT_REST;
	d->author = STR_NONE;
	d->body = body;
	d->prose = d->in_section = d->section_ends = d->page_due = false;
	d->deleted = d->changes = d->hide = d->runs = d->marks = 0;
	d->chars = TO_REST;
	d->vanish = VANISH_UNSAID;
	paragraph_start(d);
	return &text_handler;
}

static const struct xml_handler *
choose_styles(void *user, struct str part)
{
	struct docx *d = user;

	if (!str_eq_nocase(part, relations_target_of(&d->o.relations, d->o.main, "styles")))
		return NULL;
	(void)ooxml_prose(&d->o, part);
	return &styles_handler;
}

static const struct xml_handler *
choose_main(void *user, struct str part)
{
	struct docx *d = user;

	return ooxml_prose_main(&d->o, part) ? begin(d, part, true) : NULL;
}

static const struct xml_handler *
choose_rest(void *user, struct str part)
{
	return ooxml_is_xml(part) ? begin(user, part, false) : NULL;
}

static int
read_parts(struct docx *d, struct err *e)
{
	struct extraction *x = d->o.x;

	if (x->stopped)
		return 0;
	*PUSH(x->r->mem, d->places, d->nplaces, d->places_cap) = 1;
	if (package_walk(d->o.p, choose_styles, d, e) != 0 || ooxml_walk_main(&d->o, choose_main, d, e) != 0)
		return -1;
	if (x->stopped)
		return 0;
	pages_arrange(d);
	return package_walk(d->o.p, choose_rest, d, e);
}

int
extract_docx(struct extraction *x, struct err *e)
{
	static const char *const types[] = { "wordprocessingml.document.main+xml" };
	struct docx d = { 0 };
	int rc = ooxml_open(&d.o, x, types, COUNT(types), e);

	if (rc == 0)
		rc = read_parts(&d, e);
	ooxml_close(&d.o);
	if (x->language.n == 0)
		x->language = d.lang;
	return rc;
}
