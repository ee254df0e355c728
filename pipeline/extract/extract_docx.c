/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_docx.c - the text of a Word document (ECMA-376): the body first, then every other part. */
#include "extract/package.h"

#include "base/banned.h"

#define STYLES_MOST	4096		/* heading styles remembered; Word has nine */
#define LEVEL_MOST	9

struct style {
	struct str	 id;
	uint32_t	 level;
};

struct docx {
	struct extraction *x;
	struct str	 main;		/* name of the main part */
	bool		 has_main;
	struct style	*styles;
	size_t		 nstyles, styles_cap;
	struct str	 style_id;	/* while reading styles */
	struct str	 lang;		/* of the styles: what Word writes its text in */
	struct str	 part;		/* the part in hand */
	/* the element in hand */
	struct gather	*to;		/* where its characters go; NULL = nowhere */
	struct buf	*copy;		/* where they go too, or NULL */
	struct buf	 title, language;
	unsigned	 runs;		/* w:r around us */
	/* the paragraph in hand */
	bool		 started;
	uint32_t	 from, level;
};

/* heading 3, Heading3, Kop3: 3; Title, Titel: 1; anything else 0. */
static uint32_t
level_of_name(struct str name)
{
	static const char *const stems[] = { "heading ", "heading", "kop ", "kop" };

	if (str_eq_nocase(name, S("title")) || str_eq_nocase(name, S("titel")))
		return 1;
	for (size_t i = 0; i < COUNT(stems); i++) {
		struct str stem = str_of(stems[i]);

		if (name.n == stem.n + 1 && str_eq_nocase(str_sub(name, 0, stem.n), stem) && name.p[stem.n] >= '1' &&
		    name.p[stem.n] <= '9')
			return (uint32_t)(name.p[stem.n] - '0');
	}
	return 0;
}

/* w:outlineLvl counts from 0; 9 is body text. */
static uint32_t
level_of_outline(struct str val)
{
	uint64_t v;

	return str_u64(val, &v) == 0 && v < LEVEL_MOST ? (uint32_t)v + 1 : 0;
}

/* ---- [Content_Types].xml and styles.xml ---- */

static void
types_start(void *user, const struct xml_tag *t)
{
	struct docx *d = user;
	struct str type = xml_attribute(t, "ContentType"), name = xml_attribute(t, "PartName");

	if (!str_eq(t->name, S("Override")) || !str_ends(type, S("wordprocessingml.document.main+xml")))
		return;
	if (d->main.n != 0)
		extraction_stop(d->x, F_EXT_BROKEN, str_of(_("meer dan één hoofdtekst")));
	d->main = str_dup(d->x->r->mem, str_starts(name, S("/")) ? str_from(name, 1) : name);
}

static void
style_level(struct docx *d, uint32_t level)
{
	if (level == 0 || d->style_id.n == 0)
		return;
	if (d->nstyles < STYLES_MOST)
		*PUSH(d->x->r->mem, d->styles, d->nstyles, d->styles_cap) = (struct style){ d->style_id, level };
	d->style_id = STR_NONE;
}

static void
styles_start(void *user, const struct xml_tag *t)
{
	struct docx *d = user;

	if (str_eq(t->name, S("style")))
		d->style_id = str_eq(xml_attribute(t, "type"), S("paragraph")) ?
		    str_dup(d->x->r->mem, xml_attribute(t, "styleId")) :
		    STR_NONE;
	else if (str_eq(t->name, S("name")))
		style_level(d, level_of_name(xml_attribute(t, "val")));
	else if (str_eq(t->name, S("outlineLvl")))
		style_level(d, level_of_outline(xml_attribute(t, "val")));
	else if (str_eq(t->name, S("lang")) && d->lang.n == 0)
		d->lang = str_dup(d->x->r->mem, xml_attribute(t, "val"));
}

static void
no_end(void *user, struct str name)
{
	(void)user;
	(void)name;
}

static void
no_text(void *user, struct str s)
{
	(void)user;
	(void)s;
}

static const struct xml_handler types_handler = { types_start, no_end, no_text };
static const struct xml_handler styles_handler = { styles_start, no_end, no_text };

/* ---- text ---- */

static void
add(struct docx *d, struct str s)
{
	struct gather *g = &d->x->text;

	if (!d->started) {
		d->from = gather_here(g);
		d->started = true;
	}
	gather_add(g, s);
}

static uint32_t
level_of_style(const struct docx *d, struct str id)
{
	for (size_t i = 0; i < d->nstyles; i++) {
		if (str_eq(d->styles[i].id, id))
			return d->styles[i].level;
	}
	return level_of_name(id);
}

static void
paragraph_start(struct docx *d)
{
	gather_gap(&d->x->text, GAP_LINE);
	gather_gap(&d->x->aside, GAP_LINE);
	d->started = false;
	d->level = 0;
}

static void
paragraph_end(struct docx *d)
{
	if (d->started && d->level != 0)
		gather_heading(&d->x->text, d->from, gather_end(&d->x->text), d->level);
	paragraph_start(d);
}

static void
add_attribute(struct docx *d, struct str value)
{
	gather_gap(&d->x->aside, GAP_LINE);
	gather_add(&d->x->aside, value);
	gather_gap(&d->x->aside, GAP_LINE);
}

/* Alternative text of pictures and objects. */
static void
add_alternative(struct docx *d, const struct xml_tag *t)
{
	static const char *const names[] = { "descr", "title", "alt" };

	for (size_t i = 0; i < COUNT(names); i++)
		add_attribute(d, xml_attribute(t, names[i]));
}

static void
text_start(void *user, const struct xml_tag *t)
{
	struct docx *d = user;
	struct str n = t->name;

	d->to = NULL;
	if (str_eq(n, S("t")))
		d->to = &d->x->text;
	else if (str_eq(n, S("delText")) || str_eq(n, S("instrText")) || str_eq(n, S("delInstrText")) ||
	    (str_eq(n, S("v")) && str_ends(t->ns, S("/chart"))))
		d->to = &d->x->aside;
	else if (str_eq(n, S("p")))
		paragraph_start(d);
	else if (str_eq(n, S("tr")))
		gather_gap(&d->x->text, GAP_ROW);
	else if (str_eq(n, S("r")))
		d->runs++;
	else if (str_eq(n, S("pStyle")))
		d->level = level_of_style(d, xml_attribute(t, "val"));
	else if (str_eq(n, S("outlineLvl")))
		d->level = level_of_outline(xml_attribute(t, "val"));
	else if (str_eq(n, S("docPr")) || str_eq(n, S("cNvPr")) || str_eq(n, S("shape")))
		add_alternative(d, t);
	else if (str_eq(n, S("docVar")))
		add_attribute(d, xml_attribute(t, "val"));
	else if (d->runs == 0)
		return;
	else if (str_eq(n, S("tab")) || str_eq(n, S("ptab")))
		add(d, S("\t"));
	else if (str_eq(n, S("br")) || str_eq(n, S("cr")))
		add(d, S("\n"));
	else if (str_eq(n, S("noBreakHyphen")))
		add(d, S("\xe2\x80\x91"));
	else if (str_eq(n, S("softHyphen")))
		add(d, S("\xc2\xad"));
	else if (str_eq(n, S("sym")) || str_eq(n, S("footnoteReference")) || str_eq(n, S("endnoteReference")))
		add(d, S(" "));
}

static void
text_end(void *user, struct str n)
{
	struct docx *d = user;

	d->to = NULL;
	if (str_eq(n, S("p")))
		paragraph_end(d);
	else if (str_eq(n, S("r")) && d->runs != 0)
		d->runs--;
	else if (str_eq(n, S("tc")))
		gather_gap(&d->x->text, GAP_CELL);
	else if (str_eq(n, S("tr")))
		gather_gap(&d->x->text, GAP_ROW);
	else if (str_eq(n, S("v")))
		gather_gap(&d->x->aside, GAP_LINE);
}

static void
text_text(void *user, struct str s)
{
	struct docx *d = user;

	if (d->to == &d->x->text)
		add(d, s);
	else if (d->to != NULL)
		gather_add(d->to, s);
}

static const struct xml_handler text_handler = { text_start, text_end, text_text };

/* ---- parts that are no text for a reader: every character, for the screen ---- */

static void
data_start(void *user, const struct xml_tag *t)
{
	struct docx *d = user;

	d->copy = NULL;
	/* .psmdcp is what .NET's packaging calls the same part. */
	if (str_eq(d->part, S("docProps/core.xml")) || str_ends_nocase(d->part, S(".psmdcp"))) {
		if (str_eq(t->name, S("title")))
			d->copy = &d->title;
		else if (str_eq(t->name, S("language")))
			d->copy = &d->language;
	}
	if (str_eq(t->name, S("Relationship")) && str_eq(xml_attribute(t, "TargetMode"), S("External")))
		gather_add(&d->x->aside, xml_attribute(t, "Target"));
	gather_gap(&d->x->aside, GAP_LINE);
}

static void
data_end(void *user, struct str name)
{
	struct docx *d = user;

	(void)name;
	d->copy = NULL;
	gather_gap(&d->x->aside, GAP_LINE);
}

static void
data_text(void *user, struct str s)
{
	struct docx *d = user;

	gather_words(&d->x->aside, s);
	if (d->copy != NULL)
		buf_add(d->copy, s);
}

static const struct xml_handler data_handler = { data_start, data_end, data_text };

/* ---- the package ---- */

static bool
is_xml(struct str name)
{
	return str_ends_nocase(name, S(".xml")) || str_ends_nocase(name, S(".rels")) ||
	    str_ends_nocase(name, S(".psmdcp"));
}

static bool
is_first(struct str name)
{
	return str_eq_nocase(name, S("[Content_Types].xml")) || str_eq(name, S("word/styles.xml"));
}

static const struct xml_handler *
begin(struct docx *d, struct str name, const struct xml_handler *h)
{
	d->part = name;
	d->runs = 0;
	d->to = NULL;
	paragraph_start(d);
	return h;
}

static const struct xml_handler *
choose_first(void *user, struct str name)
{
	if (!is_first(name))
		return NULL;
	return begin(user, name, str_eq(name, S("word/styles.xml")) ? &styles_handler : &types_handler);
}

static const struct xml_handler *
choose_main(void *user, struct str name)
{
	struct docx *d = user;

	if (!is_xml(name) || !str_eq_nocase(name, d->main))
		return NULL;
	d->has_main = true;
	return begin(d, name, &text_handler);
}

static const struct xml_handler *
choose_rest(void *user, struct str name)
{
	bool word = str_starts(name, S("word/")) && str_ends_nocase(name, S(".xml"));

	return !is_xml(name) ? NULL : begin(user, name, word ? &text_handler : &data_handler);
}

static const char *
kind(struct str name)
{
	(void)name;
	return NULL;
}

int
extract_docx(struct extraction *x, struct err *e)
{
	struct docx d = { .x = x };
	AUTO_PACKAGE p = package_open(x);

	if (p == NULL)
		return 0;
	buf_init(&d.title, x->r->mem, ATTR_MOST);
	buf_init(&d.language, x->r->mem, ATTR_MOST);
	if (package_walk(p, choose_first, &d, e) != 0 || package_walk(p, choose_main, &d, e) != 0)
		return -1;
	if (!d.has_main && !x->stopped)
		extraction_stop(x, F_EXT_BROKEN, str_of(_("geen hoofdtekst")));
	if (package_walk(p, choose_rest, &d, e) != 0)
		return -1;
	package_unread(p, kind);
	x->title = buf_str(&d.title);
	x->language = d.language.n != 0 ? buf_str(&d.language) : d.lang;
	return 0;
}
