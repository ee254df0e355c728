/* SPDX-License-Identifier: EUPL-1.2 */
/* odf.c - what was left behind in an OpenDocument file (OpenDocument 1.3; gate facts, section 5). */
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/path.h"
#include "reveal/left.h"
#include "reveal/looks.h"
#include "reveal/parts.h"

#include "base/banned.h"

#define COLUMNS_MOST	((uint64_t)16384)	/* of a sheet of LibreOffice */
#define VALUE_MOST	((size_t)4096)	/* bytes of a property */
#define LEVELS		(XML_DEPTH_MOST + 2)

/* What holds for the characters at one depth. */
struct level {
	unsigned	 look;		/* LOOK_* */
	bool		 box, cell, row_hidden, notes, small, folded;
};

struct odf {
	struct revealing *v;
	struct parts	 parts;
	struct lefts	*lefts;
	struct looks	*looks;
	struct access	 access;
	bool		 sheets, slides;	/* what kind of file */
	/* the part in hand */
	struct str	 where;
	struct level	 level[LEVELS];
	size_t		 depth;
	size_t		 changes;	/* depth of the list of changes around us, or 0 */
	const char	*property;	/* what the element in hand says of the file, or NULL */
	bool		 printer, own;
	struct buf	 value;		/* its characters */
	/* the style being defined */
	struct str	 style, parent;
	char		 family;
	bool		 default_style;
	unsigned	 look;
	/* sheets and slides */
	uint32_t	 page;
	size_t		 tables;	/* around us */
	bool		 page_hidden;
	uint64_t	 column;
	bool		 hidden[COLUMNS_MOST];
	bool		 cell_hidden, cell_said;
	bool		 noted;		/* these notes were counted */
	bool		 image, described;	/* in the frame in hand */
	size_t		 frame;		/* its depth, or 0 */
};

static void
left(struct odf *d, enum finding_code code, uint64_t n)
{
	left_add(d->lefts, code, n, d->where);
}

/* ---- styles ---- */

static char
family_of(struct str family)
{
	static const struct {
		const char *name;
		char c;
	} families[] = { { "paragraph", 'p' }, { "text", 't' }, { "table", 'a' }, { "table-cell", 'c' },
		{ "drawing-page", 'd' }, { "graphic", 'g' }, { "presentation", 'r' } };

	for (size_t i = 0; i < COUNT(families); i++) {
		if (str_eq(family, str_of(families[i].name)))
			return families[i].c;
	}
	return '\0';
}

static bool
is_ground(struct str colour)
{
	return colour.n != 0 && !str_eq(colour, S("transparent")) && !look_is_white(colour);
}

/* Is there a digit other than 0 in it: rect(0cm, 0.3cm, 0cm, 0cm)? */
static bool
is_some(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= '1' && s.p[i] <= '9')
			return true;
	}
	return false;
}

static unsigned
look_of_size(struct str s)
{
	uint64_t whole = 0;
	size_t i = 0;

	if (!str_ends(s, S("pt")))
		return s.n == 0 || str_ends(s, S("%")) ? 0 : LOOK_SIZED;
	for (; i < s.n && ascii_digit(s.p[i]) && whole < 1000; i++)
		whole = whole * 10 + (uint64_t)(s.p[i] - '0');
	return whole < 2 || (whole == 2 && s.p[i] == 'p') ? LOOK_TINY : LOOK_SIZED;
}

static void
properties(struct odf *d, const struct xml_tag *t)
{
	struct str colour = xml_attribute_of(t, ":xsl-fo-compatible:1.0", "color");
	struct str fill = xml_attribute(t, "fill"), display = xml_attribute(t, "display");

	if (colour.n != 0 && str_eq(t->name, S("text-properties")))
		d->look |= look_is_white(colour) ? LOOK_WHITE : LOOK_COLOUR;
	if (str_eq(t->name, S("text-properties")))
		d->look |= look_of_size(xml_attribute_of(t, ":xsl-fo-compatible:1.0", "font-size"));
	if (is_ground(xml_attribute(t, "background-color")) ||
	    (fill.n != 0 && !str_eq(fill, S("none")) && !look_is_white(xml_attribute(t, "fill-color"))))
		d->look |= LOOK_SHADED;
	if ((d->family == 'a' && str_eq(display, S("false"))) ||
	    (d->family == 'd' && str_eq(xml_attribute(t, "visibility"), S("hidden"))))
		d->look |= LOOK_HIDES;
	if (is_some(xml_attribute(t, "clip")))
		d->look |= LOOK_CLIPS;
	if (d->default_style && d->access.language.n == 0 && xml_attribute(t, "language").n != 0)
		d->access.language = str_dup(d->v->tmp, xml_attribute(t, "language"));
}

static void
style_start(struct odf *d, const struct xml_tag *t)
{
	struct str n = t->name;

	if (str_eq(n, S("style")) || str_eq(n, S("default-style"))) {
		d->style = str_dup(d->v->tmp, xml_attribute(t, "name"));
		d->parent = str_dup(d->v->tmp, xml_attribute(t, "parent-style-name"));
		d->family = family_of(xml_attribute(t, "family"));
		d->default_style = !str_eq(n, S("style"));
		d->look = 0;
	} else if ((d->style.n != 0 || d->default_style) && str_ends(n, S("-properties"))) {
		properties(d, t);
	}
}

static void
style_end(struct odf *d, struct str n)
{
	if (!str_eq(n, S("style")) && !str_eq(n, S("default-style")))
		return;
	if (d->family != '\0' && !looks_add(d->looks, d->family, d->style, d->parent, d->look))
		reveal_stop(d->v, str_of(_("65.536 opmaakstijlen")));
	d->style = STR_NONE;
	d->default_style = false;
}

/* ---- sheets and slides ---- */

static uint64_t
repeated(const struct xml_tag *t)
{
	uint64_t n;

	return str_u64(xml_attribute(t, "number-columns-repeated"), &n) != 0 || n == 0 ? 1 : n;
}

static bool
is_folded(const struct xml_tag *t)
{
	struct str v = xml_attribute(t, "visibility");

	return str_eq(v, S("collapse")) || str_eq(v, S("filter"));
}

static void
sheet_start(struct odf *d, const struct xml_tag *t)
{
	d->where = str_fmt(d->v->tmp, _("blad %u"), ++d->page);
	d->page_hidden = (looks_of(d->looks, 'a', xml_attribute(t, "style-name")) & LOOK_HIDES) != 0;
	left(d, F_REV_HIDDEN_SHEETS, d->page_hidden);
	left(d, F_REV_PROTECTED, str_eq(xml_attribute(t, "protected"), S("true")));
	memset(d->hidden, 0, sizeof d->hidden);
	d->column = 0;
}

static void
cell_start(struct odf *d, const struct xml_tag *t, struct level *l)
{
	static const char *const values[] = { "value", "date-value", "time-value", "boolean-value", "string-value" };
	uint64_t at = d->column < COLUMNS_MOST ? d->column : COLUMNS_MOST - 1, n = repeated(t);

	d->cell_hidden = l->row_hidden || d->hidden[at];
	d->column = n < COLUMNS_MOST && d->column < COLUMNS_MOST ? d->column + n : COLUMNS_MOST;
	d->cell_said = false;
	for (size_t i = 0; i < COUNT(values); i++)
		d->cell_said |= xml_attribute(t, values[i]).n != 0;
}

static void
columns_start(struct odf *d, const struct xml_tag *t, const struct level *l)
{
	for (uint64_t n = repeated(t); n != 0 && d->column < COLUMNS_MOST; n--)
		d->hidden[d->column++] = is_folded(t) || l->folded;
}

/* Elements of tables of a workbook. */
static void
grid_start(struct odf *d, const struct xml_tag *t, struct level *l)
{
	struct str n = t->name;

	if (str_eq(n, S("table")) && d->tables++ == 0)
		sheet_start(d, t);
	else if (d->tables != 1)
		return;
	else if (str_eq(n, S("table-column-group")) || str_eq(n, S("table-row-group"))) {
		bool shut = str_eq(xml_attribute(t, "display"), S("false"));

		l->folded |= shut && str_eq(n, S("table-column-group"));
		l->row_hidden |= shut && str_eq(n, S("table-row-group"));
	} else if (str_eq(n, S("table-column")))
		columns_start(d, t, l);
	else if (str_eq(n, S("table-row"))) {
		d->column = 0;
		l->row_hidden |= is_folded(t);
	} else if (str_eq(n, S("table-cell")) || str_eq(n, S("covered-table-cell")))
		cell_start(d, t, l);
}

static void
grid_end(struct odf *d, struct str n)
{
	if (d->tables == 1 && (str_eq(n, S("table-cell")) || str_eq(n, S("covered-table-cell")))) {
		left(d, F_REV_HIDDEN_CELLS, d->cell_said && d->cell_hidden && !d->page_hidden);
		d->cell_said = false;
	}
	if (str_eq(n, S("table")) && d->tables != 0)
		d->tables--;
}

static void
slide_start(struct odf *d, const struct xml_tag *t)
{
	d->where = str_fmt(d->v->tmp, _("dia %u"), ++d->page);
	d->noted = false;
	left(d, F_REV_HIDDEN_SLIDES,
	    (looks_of(d->looks, 'd', xml_attribute_of(t, ":drawing:1.0", "style-name")) & LOOK_HIDES) != 0);
}

/* ---- text ---- */

/* Elements of which there should be none. */
static void
leftover(struct odf *d, const struct xml_tag *t)
{
	static const struct {
		const char *name;
		enum finding_code code;
	} found[] = {
		{ "annotation", F_REV_COMMENTS },
		{ "section-source", F_REV_FIELDS },
		{ "dde-connection", F_REV_FIELDS },
		{ "dde-connection-decl", F_REV_FIELDS },
		{ "dde-source", F_REV_FIELDS },
		{ "database-display", F_REV_FIELDS },
		{ "dde-link", F_REV_SOURCES },
		{ "cell-range-source", F_REV_SOURCES },
		{ "table-source", F_REV_SOURCES },
		{ "database-source-sql", F_REV_SOURCES },
		{ "database-source-table", F_REV_SOURCES },
		{ "database-source-query", F_REV_SOURCES },
		{ "connection-resource", F_REV_SOURCES },
	};
	struct str n = t->name, href = xml_attribute_of(t, "/xlink", "href");

	for (size_t i = 0; i < COUNT(found); i++)
		left(d, found[i].code, str_eq(n, str_of(found[i].name)));
	if (d->changes != 0)
		left(d, F_REV_CHANGES, d->depth == d->changes + 1);
	else if (str_eq(n, S("tracked-changes")))
		d->changes = d->depth;
	left(d, F_REV_HIDDEN_SHAPES, str_eq(n, S("layer")) && str_eq(xml_attribute(t, "display"), S("none")));
	left(d, F_REV_PROTECTED, str_eq(n, S("section")) && str_eq(xml_attribute(t, "protected"), S("true")));
	if (href.n == 0)
		return;
	left(d, F_REV_LOCAL_PATHS, left_is_local(href));
	if (str_eq(n, S("a")) || (!left_is_local(href) && !left_is_web(href) && !str_starts(href, S("../"))))
		return;
	left(d, left_is_web(href) && !str_eq(n, S("image")) ? F_REV_FETCHES : F_REV_OUTSIDE, 1);
}

static void
frame_start(struct odf *d, const struct xml_tag *t)
{
	struct str n = t->name, style = xml_attribute_of(t, ":drawing:1.0", "style-name");

	if (str_eq(n, S("frame"))) {
		left(d, F_REV_CROPPED, (looks_of(d->looks, 'g', style) & LOOK_CLIPS) != 0);
		if (d->frame == 0)
			d->frame = d->depth;
		d->image = d->described = false;
	} else if (str_eq(n, S("image")) && d->frame != 0) {
		d->image = true;
	} else if (str_eq(n, S("table")) && !d->sheets && d->changes == 0) {
		d->access.tables++;
	} else if (str_eq(n, S("table-header-rows"))) {
		d->access.headed += d->access.headed < d->access.tables;
	}
}

static void
look_start(struct odf *d, const struct xml_tag *t, struct level *l)
{
	struct str n = t->name, style = xml_attribute(t, "style-name");
	bool shape = str_ends(t->ns, S(":drawing:1.0")) && !str_eq(n, S("page"));

	if (str_eq(n, S("p")) || str_eq(n, S("h")))
		l->look = look_over(looks_of(d->looks, 'p', style), l->look);
	else if (str_eq(n, S("span")))
		l->look = look_over(looks_of(d->looks, 't', style), l->look);
	else if (str_ends(n, S("table-cell")))
		l->look = look_over(looks_of(d->looks, 'c', style), l->look);
	else if (str_eq(n, S("table")))
		l->look |= looks_of(d->looks, 'a', style) & LOOK_SHADED;
	l->box |= shape;
	if (shape)
		l->look |= looks_of(d->looks, 'g', xml_attribute_of(t, ":drawing:1.0", "style-name")) & LOOK_SHADED;
	if (str_eq(n, S("notes")))
		l->notes = true;
	if (str_eq(xml_attribute_of(t, ":presentation:1.0", "class"), S("page-number")) ||
	    str_eq(xml_attribute_of(t, ":presentation:1.0", "class"), S("date-time")))
		l->small = true;
	l->cell |= str_eq(n, S("annotation"));
}

static void
on_start(void *user, const struct xml_tag *t)
{
	struct odf *d = user;
	struct level *l;

	must(d->depth + 1 < LEVELS);
	d->level[d->depth + 1] = d->level[d->depth];
	l = &d->level[++d->depth];
	style_start(d, t);
	leftover(d, t);
	frame_start(d, t);
	look_start(d, t, l);
	if (str_eq(t->name, S("spreadsheet")))
		d->sheets = true;
	else if (str_eq(t->name, S("presentation")) && str_ends(t->ns, S(":office:1.0")))
		d->slides = true;
	if (d->sheets)
		grid_start(d, t, l);
	else if (d->slides && str_eq(t->name, S("page")) && str_ends(t->ns, S(":drawing:1.0")))
		slide_start(d, t);
}

static void
on_end(void *user, struct str n)
{
	struct odf *d = user;

	style_end(d, n);
	if (d->sheets)
		grid_end(d, n);
	if (d->frame == d->depth && d->frame != 0) {
		d->access.pictures += d->image;
		d->access.described += d->image && d->described;
		d->frame = 0;
	}
	d->changes = d->changes == d->depth ? 0 : d->changes;
	d->depth--;
}

static void
on_text(void *user, struct str s)
{
	struct odf *d = user;
	const struct level *l = &d->level[d->depth];
	uint64_t n = left_letters(s);

	if (n == 0)
		return;
	/* A title or description of a picture is the only text of a frame outside a text box that matters here. */
	d->described |= d->frame != 0 && d->depth == d->frame + 1;
	d->cell_said |= d->sheets && !l->cell;
	if (l->notes && !l->small && !d->noted) {
		d->noted = true;
		left(d, F_REV_SPEAKER_NOTES, 1);
	}
	/* Slides have grounds of many kinds. */
	if (l->cell || d->changes != 0 || !look_is_faint(l->look) || (d->slides && (l->look & LOOK_TINY) == 0))
		return;
	left(d, l->box && (l->look & LOOK_TINY) == 0 ? F_REV_WHITE_BOX : F_REV_FAINT_TEXT, n);
}

static const struct xml_handler text_handler = { on_start, on_end, on_text };

/* ---- meta.xml and settings.xml ---- */

static void
meta_start(void *user, const struct xml_tag *t)
{
	static const struct {
		const char *name, *label;
	} said[] = { { "initial-creator", N_("eerste auteur") }, { "creator", N_("laatste auteur") },
		{ "printed-by", N_("afgedrukt door") } };
	struct odf *d = user;

	d->property = NULL;
	d->value.n = 0;
	for (size_t i = 0; i < COUNT(said); i++) {
		if (str_eq(t->name, str_of(said[i].name)))
			d->property = said[i].label;
	}
	if (str_eq(t->name, S("title")))
		d->property = "";
	d->own = str_eq(t->name, S("user-defined"));
	d->printer = str_eq(t->name, S("config-item")) && str_eq(xml_attribute(t, "name"), S("PrinterName"));
	if (str_eq(t->name, S("template")) && xml_attribute_of(t, "/xlink", "href").n != 0)
		left(d, F_REV_TEMPLATE, 1);
}

static void
meta_text(void *user, struct str s)
{
	struct odf *d = user;

	if (d->property != NULL || d->printer || d->own)
		buf_add(&d->value, s);
}

static void
meta_end(void *user, struct str n)
{
	struct odf *d = user;
	bool said = left_letters(buf_str(&d->value)) != 0;

	(void)n;
	if (d->property != NULL && *d->property != '\0')
		left_maker(d->lefts, d->property, buf_str(&d->value));
	else if (d->property != NULL)
		d->access.title |= said;
	left_add(d->lefts, F_REV_AUTHORS, d->printer && said, str_of(_("printer")));
	left_add(d->lefts, F_REV_OWN_DATA, d->own && said, str_of(_("eigen eigenschappen")));
	d->property = NULL;
	d->own = d->printer = false;
	d->value.n = 0;
}

static const struct xml_handler meta_handler = { meta_start, meta_end, meta_text };

/* ---- the package ---- */

static struct reading
begin(struct odf *d, const struct xml_handler *h, const char *where)
{
	memset(&d->level[0], 0, sizeof d->level[0]);
	d->depth = d->changes = d->tables = d->frame = 0;
	d->sheets = d->slides = d->default_style = false;
	d->style = STR_NONE;
	d->page = 0;
	d->property = NULL;
	d->own = d->printer = false;
	d->where = str_of(where);
	return (struct reading){ .xml = h };
}

static struct reading
choose_styles(void *user, struct str name)
{
	return str_eq(name, S("styles.xml")) ? begin(user, &text_handler, _("een kop- of voettekst")) :
					       (struct reading){ 0 };
}

static void
picture(void *user, struct str bytes)
{
	struct odf *d = user;

	left_picture(d->lefts, bytes, str_of(_("afbeeldingen")));
}

/* Parts that every program writes, or that identify speaks of. */
static bool
is_dull(struct str name)
{
	static const char *const starts[] = { "ObjectReplacements/", "Configurations2/", "META-INF/", "Basic/",
		"Scripts/", "Dialogs/" };

	for (size_t i = 0; i < COUNT(starts); i++) {
		if (str_starts(name, str_of(starts[i])))
			return true;
	}
	return str_eq(name, S("mimetype")) || str_eq(name, S("layout-cache")) || str_eq(name, S("manifest.rdf")) ||
	    part_is_font(name);
}

static struct reading
choose_rest(void *user, struct str name)
{
	struct odf *d = user;
	struct str base = path_base(name);
	struct reading svg = { 0 };

	if (is_dull(name))
		return svg;
	left_add(d->lefts, F_REV_THUMBNAIL, str_starts(name, S("Thumbnails/")), str_of(_("Thumbnails")));
	left_add(d->lefts, F_REV_VERSIONS, str_starts(name, S("Versions/")), str_of(_("Versions")));
	if (str_eq(base, S("meta.xml")))
		return begin(d, &meta_handler, _("de eigenschappen"));
	if (str_eq(base, S("settings.xml")))
		return begin(d, &meta_handler, _("de instellingen"));
	if (str_eq(name, S("content.xml")))
		return begin(d, &text_handler, _("de tekst"));
	if (str_eq(base, S("content.xml")))
		left_add(d->lefts, F_REV_EMBEDDED, 1, str_of(_("object")));
	if (str_eq_nocase(path_ext(name), S("svg"))) {
		svg = begin(d, &text_handler, _("een tekening"));
		svg.loose = true;
		return svg;
	}
	if (part_is_xml(name))
		return begin(d, &text_handler, _("een ander onderdeel"));
	if (part_is_picture(name) && !str_starts(name, S("Thumbnails/")))
		return (struct reading){ .bytes = picture };
	if (!part_is_picture(name) && !str_starts(name, S("Versions/")))
		left_add(d->lefts, F_REV_EMBEDDED, 1, part_kind(name, d->v->tmp));
	return svg;
}

int
reveal_odf(struct revealing *v, struct err *e)
{
	struct odf *d = NEW(v->tmp, struct odf, 1);
	struct str type = v->job->dossier->docs[v->job->doc].media_type;
	int rc;

	d->v = v;
	d->lefts = lefts_new(v);
	d->looks = looks_new(v->tmp);
	buf_init(&d->value, v->tmp, VALUE_MOST);
	parts_open(&d->parts, v);
	rc = parts_walk(&d->parts, choose_styles, d, e);
	if (rc == 0)
		rc = parts_walk(&d->parts, choose_rest, d, e);
	parts_close(&d->parts);
	if (rc != 0)
		return -1;
	if (str_ends(type, S(".text"))) {
		left_hidden(d->lefts, str_of(_("de tekst")));
		access_tell(v, &d->access);
	} else if (str_ends(type, S(".spreadsheet"))) {
		reveal_find(v, F_REV_WORKBOOK, 0, STR_NONE, STR_NONE);
	}
	lefts_tell(d->lefts);
	return 0;
}
