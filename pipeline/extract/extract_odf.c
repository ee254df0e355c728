/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_odf.c - the text of OpenDocument texts, spreadsheets and presentations (ISO/IEC 26300), each origin apart. */
#include <string.h>

#include "base/moment.h"
#include "base/ascii.h"
#include "base/path.h"
#include "extract/legible.h"
#include "extract/names.h"
#include "extract/odf_styles.h"
#include "extract/package.h"

#include "base/banned.h"

#define LEVEL_MOST	10		/* outline levels of ODF */
#define DEPTH_MOST	(XML_DEPTH_MOST + 1)	/* elements in each other, and the part around them */
#define COLUMNS_MOST	16384		/* of a sheet; what lies behind them is as the last */
#define DIGITS_LEAST	8		/* of a value that may be the number of a person */

/* What an element means for the characters in it; a copy of the one around it to start with. */
struct element {
	enum text_origin origin;
	bool		 here;		/* another origin than visible, and yet in reading order: a hidden sheet */
	bool		 text;		/* its characters are for readers; elsewhere white space keeps mark-up apart */
	bool		 title;		/* the frame of a title */
	bool		 hidden_columns;	/* a group of columns that is folded away */
	bool		 picture;	/* it or one around it is one */
	bool		 dropped;	/* its characters are bytes of a file, or settings of the program */
};

struct odf {
	struct extraction *x;
	bool		 has_main, has_manifest;
	struct odf_styles *styles;
	struct element	 stack[DEPTH_MOST];
	size_t		 depth;
	bool		 visible;	/* the last character went to the running text */
	struct buf	*copy;		/* where characters go too, or NULL */
	struct buf	 title, language, created, modified;
	bool		 settings;	/* the part is settings.xml */
	bool		 embedded;	/* a file within the XML is not read */
	bool		 paged;		/* the first sheet or slide was there */
	bool		 break_page;	/* a page starts before the next character */
	bool		 break_after;	/* the paragraph in hand ends its page */
	/* the paragraph in hand */
	bool		 started;
	uint32_t	 from, level;
	/* the sheet, row and cell in hand */
	unsigned	 tables;	/* in each other; 0: none, or no sheet */
	bool		 sheets;	/* the file is a spreadsheet */
	bool		 hidden[COLUMNS_MOST];
	size_t		 known;		/* columns of which that was said */
	uint64_t	 column, columns, rows;	/* of the cell; how often the cell and the row are there */
	bool		 in_cell, in_row;	/* something of it stands in the text */
	bool		 said;		/* the cell has characters */
	uint32_t	 cell_from, row_from;
	struct buf	 value;		/* what the cell is, whatever it shows */
};

static struct element *
top(struct odf *d)
{
	return &d->stack[d->depth - 1];
}

static struct gather *
target(struct odf *d)
{
	const struct element *e = top(d);

	must(d->depth != 0);
	return e->origin == TEXT_VISIBLE || e->here ? &d->x->text : &d->x->aside;
}

static bool
one_of(struct str name, const char *const *names, size_t n)
{
	return str_index(names, (int)n, name) >= 0;
}

/* ---- writing ---- */

static void
start_text(struct odf *d)
{
	struct gather *g = &d->x->text;

	d->visible = true;
	if (d->break_page && g->line)
		gather_page(g);
	d->break_page = false;
	if (!d->started)
		d->from = gather_here(g);
	if (!d->in_row)
		d->row_from = gather_here(g);
	if (!d->in_cell)
		d->cell_from = gather_here(g);
	d->started = d->in_row = d->in_cell = true;
}

static void
add(struct odf *d, struct str s, void how(struct gather *, struct str))
{
	struct gather *g = target(d);

	if (top(d)->dropped)
		return;
	d->said = true;
	if (g == &d->x->text)
		start_text(d);
	else if (d->visible || g->origin != top(d)->origin)
		gather_gap(g, GAP_LINE);
	if (g == &d->x->aside)
		d->visible = false;
	gather_origin(g, top(d)->origin);
	how(g, s);
}

/* On a line of its own aside. */
static void
add_line(struct odf *d, enum text_origin o, struct str s)
{
	struct gather *g = &d->x->aside;

	if (s.n == 0)
		return;
	gather_gap(g, GAP_LINE);
	gather_origin(g, o);
	gather_words(g, s);
	gather_gap(g, GAP_LINE);
	d->visible = true;
}

static void
turn(struct odf *d)
{
	if (d->paged)
		gather_page(&d->x->text);
	d->paged = true;
	d->started = d->in_row = d->in_cell = false;
}

/* ---- attributes that say something ---- */

/* What the name of a thing is; false: a program made it, or it is a name of nothing that has one for people. */
static bool
name_origin(const struct xml_tag *t, struct str value, enum text_origin *o_r)
{
	static const char *const marks[] = { "bookmark", "bookmark-start", "reference-mark", "reference-mark-start" };
	static const char *const named[] = { "named-range", "named-expression", "section", "user-field-decl",
		"variable-decl", "user-defined", "database-range", "data-pilot-member", "data-pilot-group-member" };

	*o_r = TEXT_REST;
	if (one_of(t->name, named, COUNT(named)) || (str_eq(t->name, S("page")) && !name_is_sheet(value)))
		return true;
	if (!one_of(t->name, marks, COUNT(marks)) || name_is_made(value))
		return false;
	*o_r = TEXT_BOOKMARK;
	return true;
}

/* What the value of this attribute is; false: it says nothing to anybody. */
static bool
attribute_origin(const struct xml_tag *t, struct str name, struct str value, enum text_origin *o_r)
{
	static const struct {
		const char *name;
		enum text_origin origin;
	} said[] = {
		{ "formula", TEXT_FIELD },
		{ "condition", TEXT_FIELD },
		{ "expression", TEXT_FIELD },
		{ "string-value", TEXT_FIELD },
		{ "string-value-if-true", TEXT_FIELD },
		{ "string-value-if-false", TEXT_FIELD },
		{ "description", TEXT_FIELD },
		{ "current-value", TEXT_FIELD },
		{ "label", TEXT_FIELD },
		{ "note", TEXT_FIELD },
		{ "annote", TEXT_FIELD },
		{ "key1", TEXT_FIELD },
		{ "key2", TEXT_FIELD },
		{ "display-name", TEXT_REST },
		{ "author", TEXT_FIELD },
		{ "title", TEXT_ALT },
		{ "creator", TEXT_PROPERTY },
		{ "comment", TEXT_PROPERTY },
		{ "user-name", TEXT_REST },
	};

	if (str_eq(name, S("name")))
		return name_origin(t, value, o_r);
	*o_r = TEXT_LINK;
	/* What stands in the package itself is no link. */
	if (str_eq(name, S("href")))
		return !str_starts(value, S("Pictures/")) && !str_starts(value, S("./")) && !str_starts(value, S("#"));
	*o_r = TEXT_FIELD;
	if (str_eq(name, S("value")) && (str_ends(t->ns, S(":form:1.0")) || str_eq(t->name, S("label"))))
		return true;
	if (str_eq(t->name, S("hidden-text")) && str_eq(name, S("string-value"))) {
		*o_r = TEXT_HIDDEN;
		return true;
	}
	for (size_t i = 0; i < COUNT(said); i++) {
		*o_r = said[i].origin;
		if (str_eq(name, str_of(said[i].name)))
			return true;
	}
	return false;
}

static void
attributes(struct odf *d, const struct xml_tag *t)
{
	for (int i = 0; i < t->nattributes; i++) {
		struct str name = xml_attribute_name(t, i), value = xml_attribute_at(t, i);
		enum text_origin o;

		if (attribute_origin(t, name, value, &o))
			add_line(d, o, value);
		else if (legible_attribute(t->name, name, value))
			add_line(d, TEXT_REST, value);
	}
}

/* ---- paragraphs ---- */

static void
paragraph_start(struct odf *d, const struct xml_tag *t)
{
	unsigned style = odf_style(d->styles, "paragraph", xml_attribute(t, "style-name"));
	uint64_t level;

	if ((style & ODF_HIDES) != 0 && top(d)->origin == TEXT_VISIBLE)
		top(d)->origin = TEXT_HIDDEN;
	gather_gap(target(d), GAP_LINE);
	if (target(d) != &d->x->text)
		return;
	d->started = false;
	d->level = 0;
	if (str_eq(t->name, S("h"))) {
		if (str_u64(xml_attribute(t, "outline-level"), &level) != 0 || level == 0 || level > LEVEL_MOST)
			level = 1;
		d->level = (uint32_t)level;
	} else if ((style & ODF_TITLE) != 0 || top(d)->title) {
		d->level = 1;
	}
	/* Pages of sheets and slides are another thing. */
	if (!d->paged) {
		d->break_page |= (style & ODF_BEFORE) != 0;
		d->break_after = (style & ODF_AFTER) != 0;
	}
}

static void
paragraph_end(struct odf *d)
{
	gather_gap(target(d), GAP_LINE);
	if (target(d) != &d->x->text)
		return;
	if (d->started && d->level != 0 && top(d)->origin == TEXT_VISIBLE)
		gather_heading(&d->x->text, d->from, gather_end(&d->x->text), d->level);
	d->started = false;
	d->level = 0;
	d->break_page |= d->break_after;
	d->break_after = false;
}

/* ---- sheets and slides ---- */

/* The name of a sheet, which stands on its tab. */
static void
sheet_start(struct odf *d, const struct xml_tag *t)
{
	struct gather *g = &d->x->text;
	struct str name = xml_attribute(t, "name");
	uint32_t from;

	turn(d);
	memset(d->hidden, 0, d->known);
	d->column = d->known = 0;
	if ((odf_style(d->styles, "table", xml_attribute(t, "style-name")) & ODF_HIDES) != 0) {
		top(d)->origin = TEXT_HIDDEN;
		top(d)->here = true;
	}
	from = gather_here(g);
	gather_origin(g, top(d)->here ? TEXT_HIDDEN : TEXT_HEADER);
	gather_words(g, name);
	if (!top(d)->here && !name_is_sheet(name))
		gather_heading(g, from, gather_end(g), 1);
	gather_gap(g, GAP_LINE);
	gather_origin(g, TEXT_VISIBLE);
}

static void
slide_start(struct odf *d, const struct xml_tag *t)
{
	unsigned style = odf_style(d->styles, "drawing-page", xml_attribute_of(t, ":drawing:1.0", "style-name"));

	turn(d);
	if ((style & ODF_HIDES) != 0) {
		top(d)->origin = TEXT_HIDDEN;
		top(d)->here = true;
	}
}

static bool
is_folded(const struct xml_tag *t)
{
	struct str v = xml_attribute(t, "visibility");

	return str_eq(v, S("collapse")) || str_eq(v, S("filter"));
}

static uint64_t
repeated(const struct xml_tag *t, const char *name)
{
	uint64_t n;

	return str_u64(xml_attribute(t, name), &n) != 0 || n == 0 ? 1 : n;
}

static void
columns_start(struct odf *d, const struct xml_tag *t)
{
	uint64_t n = repeated(t, "number-columns-repeated");
	bool hide = is_folded(t) || top(d)->hidden_columns;

	if (n > COLUMNS_MOST - d->column)
		n = COLUMNS_MOST - d->column;
	if (hide)
		memset(d->hidden + d->column, 1, n);
	d->column += n;
	d->known = hide ? d->column : d->known;
}

static void
row_start(struct odf *d, const struct xml_tag *t)
{
	gather_gap(&d->x->text, GAP_ROW);
	d->column = 0;
	d->rows = repeated(t, "number-rows-repeated");
	d->in_row = false;
	if (is_folded(t) && top(d)->origin == TEXT_VISIBLE) {
		top(d)->origin = TEXT_HIDDEN;
		top(d)->here = true;
	}
}

static void
cell_start(struct odf *d, const struct xml_tag *t)
{
	static const char *const values[] = { "value", "date-value", "time-value", "boolean-value", "string-value" };
	size_t at = d->column < COLUMNS_MOST ? (size_t)d->column : COLUMNS_MOST - 1;

	d->in_cell = d->said = false;
	d->columns = repeated(t, "number-columns-repeated");
	d->column = d->columns < COLUMNS_MOST && d->column < COLUMNS_MOST ? d->column + d->columns : COLUMNS_MOST;
	d->value.n = 0;
	for (size_t i = 0; i < COUNT(values) && d->value.n == 0; i++)
		buf_add(&d->value, xml_attribute(t, values[i]));
	/* Under a merged cell, or in a column that is not shown. */
	if (top(d)->origin == TEXT_VISIBLE && (d->hidden[at] || str_eq(t->name, S("covered-table-cell"))))
		top(d)->origin = TEXT_HIDDEN;
}

static struct str
since(struct odf *d, uint32_t from)
{
	uint32_t end = gather_end(&d->x->text);

	return str_sub(buf_str(&d->x->text.text), from, end - from);
}

/* A copy of what was written from there, so often; no more than a text may hold. */
static void
copies(struct odf *d, uint32_t from, uint64_t n, enum gap gap)
{
	struct gather *g = &d->x->text;
	struct str s = n > 1 ? str_dup(d->x->r->mem, since(d, from)) : STR_NONE;

	for (; n > 1 && s.n != 0 && !gather_full(g); n--) {
		gather_gap(g, gap);
		gather_add(g, s);
	}
}

static bool
same_digits(struct str shown, struct str value)
{
	size_t k = 0;

	for (size_t i = 0; i < shown.n && k < value.n; i++)
		k += shown.p[i] == value.p[k];
	return k == value.n;
}

/* A value that the cell does not show: none at all, or a long number in other digits. */
static void
value_end(struct odf *d)
{
	struct str value = buf_str(&d->value);
	bool digits = value.n >= DIGITS_LEAST;

	for (size_t i = 0; i < value.n; i++)
		digits &= ascii_digit(value.p[i]);
	if (!d->said)
		add_line(d, TEXT_HIDDEN, value);
	else if (d->in_cell && digits && !same_digits(since(d, d->cell_from), value))
		add_line(d, TEXT_FIELD, value);
	d->value.n = 0;
}

static void
cell_end(struct odf *d)
{
	if (d->tables == 1) {
		value_end(d);
		if (d->in_cell)
			copies(d, d->cell_from, d->columns, GAP_CELL);
		d->in_cell = false;
	}
	gather_gap(&d->x->text, GAP_CELL);
	if (target(d) != &d->x->text)
		gather_gap(target(d), GAP_CELL);
}

static void
row_end(struct odf *d)
{
	if (d->tables == 1 && d->in_row) {
		copies(d, d->row_from, d->rows, GAP_ROW);
		d->in_row = false;
	}
	gather_gap(&d->x->text, GAP_ROW);
	if (target(d) != &d->x->text)
		gather_gap(target(d), GAP_ROW);
}

/* True when the element was one of a table. */
static bool
table_start(struct odf *d, const struct xml_tag *t)
{
	struct str n = t->name;

	if (str_eq(n, S("spreadsheet")) && top(d)->origin == TEXT_VISIBLE)
		d->sheets = true;
	else if (str_eq(n, S("table")) && !d->sheets && target(d) == &d->x->text &&
	    (odf_style(d->styles, "table", xml_attribute(t, "style-name")) & ODF_BEFORE) != 0)
		d->break_page = !d->paged;
	else if (str_eq(n, S("table")) && d->sheets && d->tables++ == 0)
		sheet_start(d, t);
	else if (str_eq(n, S("table-row")) && d->tables == 1)
		row_start(d, t);
	else if (str_eq(n, S("table-row")))
		gather_gap(target(d), GAP_ROW);
	else if (str_eq(n, S("table-row-group")) && str_eq(xml_attribute(t, "display"), S("false"))) {
		top(d)->here = top(d)->origin == TEXT_VISIBLE;
		top(d)->origin = TEXT_HIDDEN;
	} else if (str_eq(n, S("table-column-group")))
		top(d)->hidden_columns |= str_eq(xml_attribute(t, "display"), S("false"));
	else if (str_eq(n, S("table-column")) && d->tables == 1)
		columns_start(d, t);
	else if ((str_eq(n, S("table-cell")) || str_eq(n, S("covered-table-cell"))) && d->tables == 1)
		cell_start(d, t);
	else
		return false;
	return true;
}

/* ---- text ---- */

/* Elements that stand elsewhere than the text around them. */
static void
place(struct odf *d, const struct xml_tag *t)
{
	static const struct {
		const char *name;
		enum text_origin origin;
	} places[] = {
		{ "tracked-changes", TEXT_DELETED },
		{ "change-info", TEXT_PROPERTY },
		{ "note", TEXT_NOTE },
		{ "annotation", TEXT_COMMENT },
		{ "title", TEXT_ALT },
		{ "desc", TEXT_ALT },
		{ "header-decl", TEXT_HEADER },
		{ "footer-decl", TEXT_HEADER },
		{ "date-time-decl", TEXT_HEADER },
		{ "help-message", TEXT_FIELD },
		{ "error-message", TEXT_FIELD },
	};
	struct element *e = top(d);

	for (size_t i = 0; i < COUNT(places); i++) {
		if (!str_eq(t->name, str_of(places[i].name)))
			continue;
		e->origin = places[i].origin;
		e->here = false;
		e->text = str_ends(t->name, S("-decl"));
		gather_gap(&d->x->aside, GAP_LINE);
	}
	if (e->origin == TEXT_VISIBLE &&
	    (str_eq(xml_attribute(t, "display"), S("none")) || str_eq(xml_attribute(t, "is-hidden"), S("true"))))
		e->origin = TEXT_HIDDEN;
	/* It hides the paragraph around it from here on. */
	if (str_eq(t->name, S("hidden-paragraph")) && d->depth > 1 &&
	    str_eq(xml_attribute(t, "is-hidden"), S("true")) && e[-1].origin == TEXT_VISIBLE)
		e[-1].origin = TEXT_HIDDEN;
	if (str_eq(t->name, S("notes")) && target(d) == &d->x->text) {
		e->origin = TEXT_SPEAKER;
		e->here = true;
	}
	e->picture |= str_eq(t->name, S("image"));
	if (str_eq(t->name, S("binary-data"))) {
		e->dropped = true;
		d->embedded |= !e->picture;
	}
}

/* Elements within a paragraph that are characters. */
static void
inline_start(struct odf *d, const struct xml_tag *t)
{
	struct str n = t->name;

	if (str_eq(n, S("s")))
		gather_gap(target(d), GAP_SPACE);
	else if (str_eq(n, S("tab")))
		add(d, S("\t"), gather_add);
	else if (str_eq(n, S("line-break")))
		gather_gap(target(d), GAP_LINE);
	else if (str_eq(n, S("soft-hyphen")))
		add(d, S("\xc2\xad"), gather_add);
	else if ((str_eq(n, S("span")) || str_eq(n, S("a"))) && top(d)->origin == TEXT_VISIBLE &&
	    (odf_style(d->styles, "text", xml_attribute(t, "style-name")) & ODF_HIDES) != 0)
		top(d)->origin = TEXT_HIDDEN;
}

static void
text_start(void *user, const struct xml_tag *t)
{
	static const char *const holders[] = { "p", "h", "title", "desc", "creator", "creator-initials" };
	struct odf *d = user;
	struct str n = t->name;
	bool inside = top(d)->text;

	must(d->depth < DEPTH_MOST);
	d->stack[d->depth] = d->stack[d->depth - 1];
	d->depth++;
	odf_styles_start(d->styles, t);
	place(d, t);
	top(d)->title |= str_eq(xml_attribute_of(t, ":presentation:1.0", "class"), S("title"));
	if (one_of(n, holders, COUNT(holders)))
		top(d)->text = true;
	if (table_start(d, t))
		;
	else if (str_eq(n, S("p")) || str_eq(n, S("h")))
		paragraph_start(d, t);
	else if (str_eq(n, S("page")) && str_ends(t->ns, S(":drawing:1.0")) && top(d)->origin == TEXT_VISIBLE)
		slide_start(d, t);
	else if (str_eq(n, S("soft-page-break")) && target(d) == &d->x->text && d->x->text.line)
		gather_page(&d->x->text);
	else if (!inside)
		gather_gap(target(d), GAP_LINE);
	else
		inline_start(d, t);
	/* What a cell is worth is held against what it shows. */
	if (!str_ends(n, S("table-cell")))
		attributes(d, t);
	else
		add_line(d, TEXT_FIELD, xml_attribute(t, "formula"));
}

static void
text_end(void *user, struct str n)
{
	struct odf *d = user;

	odf_styles_end(d->styles, n);
	if (str_eq(n, S("p")) || str_eq(n, S("h")))
		paragraph_end(d);
	else if (str_ends(n, S("table-cell")))
		cell_end(d);
	else if (str_eq(n, S("table-row")))
		row_end(d);
	else if (str_eq(n, S("table")) && d->tables != 0)
		d->tables--;
	if (!top(d)->text)
		gather_gap(target(d), GAP_LINE);
	d->depth--;
}

static void
text_text(void *user, struct str s)
{
	struct odf *d = user;
	const struct element *e = top(d);

	if (e->dropped)
		return;
	if (e->text && str_trim(s).n == 0)
		gather_gap(target(d), GAP_SPACE);
	else if (e->text)
		add(d, s, gather_words);
	else if (str_trim(s).n != 0)
		add_line(d, e->origin == TEXT_VISIBLE || e->origin == TEXT_HEADER ? TEXT_REST : e->origin, s);
}

static const struct xml_handler text_handler = { text_start, text_end, text_text };

/* ---- META-INF/manifest.xml: what is under a password ---- */

static void
manifest_start(void *user, const struct xml_tag *t)
{
	struct odf *d = user;

	if (str_eq(t->name, S("encryption-data")))
		extraction_stop(d->x, F_EXT_PASSWORD, STR_NONE);
}

static const struct xml_handler manifest_handler = { .start = manifest_start };

/* ---- meta.xml and settings.xml ---- */

static void
meta_start(void *user, const struct xml_tag *t)
{
	static const char *const said[] = { "name", "title", "href" };
	struct odf *d = user;

	d->copy = NULL;
	if (str_eq(t->name, S("title")))
		d->copy = &d->title;
	else if (str_eq(t->name, S("language")))
		d->copy = &d->language;
	else if (str_eq(t->name, S("creation-date")))
		d->copy = &d->created;
	else if (str_eq(t->name, S("date")) && str_starts(t->ns, S("http://purl.org/dc/")))
		d->copy = &d->modified;
	d->visible = true;
	for (size_t i = 0; i < COUNT(said) && !d->settings; i++)
		add_line(d, TEXT_PROPERTY, xml_attribute(t, said[i]));
	/* Numbers, switches and the printer's own bytes say nothing about anybody. */
	top(d)->dropped = d->settings && !str_eq(xml_attribute(t, "type"), S("string"));
}

static void
meta_end(void *user, struct str name)
{
	struct odf *d = user;

	(void)name;
	d->copy = NULL;
	d->visible = true;
}

static void
meta_text(void *user, struct str s)
{
	struct odf *d = user;

	if (str_trim(s).n != 0)
		add(d, s, gather_words);
	if (d->copy != NULL)
		buf_add(d->copy, s);
}

static const struct xml_handler meta_handler = { meta_start, meta_end, meta_text };

/* ---- the package ---- */

/* Each part starts outside every element, in this place. */
static const struct xml_handler *
begin(struct odf *d, const struct xml_handler *h, enum text_origin o)
{
	d->stack[0] = (struct element){ .origin = o };
	d->depth = 1;
	d->visible = true;
	d->started = d->in_row = d->in_cell = d->break_page = d->break_after = d->settings = false;
	d->tables = 0;
	return h;
}

static const struct xml_handler *
choose_manifest(void *user, struct str name)
{
	struct odf *d = user;

	if (!str_eq(name, S("META-INF/manifest.xml")))
		return NULL;
	d->has_manifest = true;
	return begin(d, &manifest_handler, TEXT_REST);
}

static const struct xml_handler *
choose_styles(void *user, struct str name)
{
	return str_eq(name, S("styles.xml")) ? begin(user, &text_handler, TEXT_HEADER) : NULL;
}

static const struct xml_handler *
choose_main(void *user, struct str name)
{
	struct odf *d = user;

	if (!str_eq(name, S("content.xml")))
		return NULL;
	d->has_main = true;
	return begin(d, &text_handler, TEXT_VISIBLE);
}

/* Parts of LibreOffice's own without text: its cache, pictures of objects, tool bars. */
static bool
is_without_text(struct str name)
{
	return str_eq(name, S("mimetype")) || str_eq(name, S("layout-cache")) ||
	    str_starts(name, S("ObjectReplacements/")) || str_starts(name, S("Configurations2/")) ||
	    str_eq(name, S("manifest.rdf")) || str_starts(name, S("META-INF/"));
}

static bool
is_macro(struct str name)
{
	return str_starts(name, S("Basic/")) || str_starts(name, S("Scripts/"));
}

static const struct xml_handler *
choose_rest(void *user, struct str name)
{
	struct odf *d = user;

	bool drawing = str_eq_nocase(path_ext(name), S("svg"));

	if (is_without_text(name) || is_macro(name) || !(drawing || str_eq_nocase(path_ext(name), S("xml"))))
		return NULL;
	/* It may be anybody's. */
	d->x->loose = drawing;
	d->sheets = false;
	if (str_eq(path_base(name), S("meta.xml")))
		return begin(d, &meta_handler, TEXT_PROPERTY);
	if (!str_eq(path_base(name), S("settings.xml")))
		return begin(d, &text_handler, str_ends(name, S("/content.xml")) ? TEXT_ATTACHMENT : TEXT_REST);
	(void)begin(d, &meta_handler, TEXT_REST);
	d->settings = true;
	return &meta_handler;
}

static const char *
kind(struct str name)
{
	/* Identify has spoken of macros (IDN-505). */
	return is_without_text(name) || is_macro(name) ? "" : NULL;
}

int
extract_odf(struct extraction *x, struct err *e)
{
	struct odf *d = NEW(x->r->mem, struct odf, 1);
	AUTO_PACKAGE p = package_open(x);

	if (p == NULL)
		return 0;
	d->x = x;
	d->styles = odf_styles_new(x);
	buf_init(&d->title, x->r->mem, ATTR_MOST);
	buf_init(&d->language, x->r->mem, ATTR_MOST);
	buf_init(&d->created, x->r->mem, ATTR_MOST);
	buf_init(&d->modified, x->r->mem, ATTR_MOST);
	buf_init(&d->value, x->r->mem, ATTR_MOST);
	if (package_walk(p, choose_manifest, d, e) != 0)
		return -1;
	if (!d->has_manifest && !x->stopped)
		extraction_stop(x, F_EXT_BROKEN, str_of(_("geen manifest")));
	if (package_walk(p, choose_styles, d, e) != 0 || package_walk(p, choose_main, d, e) != 0)
		return -1;
	if (!d->has_main && !x->stopped)
		extraction_stop(x, F_EXT_BROKEN, str_of(_("geen hoofdtekst")));
	if (package_walk(p, choose_rest, d, e) != 0)
		return -1;
	package_unread(p, kind);
	if (d->embedded && !x->stopped)
		extraction_find(x, F_EXT_EMBEDDED, 0, str_of(_("object")));
	x->title = buf_str(&d->title);
	x->created = moment_iso(x->r->mem, buf_str(&d->created));
	x->modified = moment_iso(x->r->mem, buf_str(&d->modified));
	x->language = d->language.n != 0 ? buf_str(&d->language) : odf_styles_language(d->styles);
	return 0;
}
