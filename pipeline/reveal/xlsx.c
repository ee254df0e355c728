/* SPDX-License-Identifier: EUPL-1.2 */
/* xlsx.c - what was left behind in an Excel workbook (ECMA-376 part 1, 18). */
#include "format/attribute.h"
#include "reveal/ooxml.h"

#include "base/banned.h"

#define STYLES_MOST	((size_t)1 << 16)	/* of fonts, fills and cells; Excel allows 65,490 */
#define STRINGS_MOST	((uint64_t)4 << 20)	/* shared strings; extract refuses more */

enum { IN_NOTHING, IN_FONTS, IN_FILLS, IN_CELLS };

/* ---- the workbook ---- */

static void
workbook_start(struct ooxml *o, const struct xml_tag *t)
{
	struct excel *x = o->excel;
	struct str n = t->name, state = xml_attribute(t, "state");

	if (str_eq(n, S("sheet"))) {
		uint32_t page = ooxml_page_add(o, xml_attribute_of(t, "/relationships", "id"));
		bool hidden = state.n != 0 && !str_eq(state, S("visible"));

		*PUSH(o->v->tmp, x->hidden, x->nhidden, x->hidden_cap) = hidden;
		if (hidden)
			left_add(o->lefts, F_REV_HIDDEN_SHEETS, 1,
			    str_fmt(o->v->tmp,
				str_eq(state, S("veryHidden")) ? _("blad %u, zeer verborgen") : _("blad %u"), page));
	} else if (str_eq(n, S("definedName"))) {
		/* Excel makes these itself, for its filters. */
		if (attribute_on(xml_attribute(t, "hidden"), false) &&
		    !str_starts(xml_attribute(t, "name"), S("_xlnm.")))
			ooxml_left(o, F_REV_HIDDEN_NAMES, 1);
	} else if (str_eq(n, S("workbookProtection"))) {
		ooxml_left(o, F_REV_PROTECTED,
		    attribute_on(xml_attribute(t, "lockStructure"), false) ||
			attribute_on(xml_attribute(t, "lockWindows"), false));
	} else if (str_eq(n, S("fileSharing")) && xml_attribute(t, "userName").n != 0) {
		left_add(o->lefts, F_REV_AUTHORS, 1, str_of(_("wie het bestand voor zichzelf hield")));
	}
}

/* ---- styles ---- */

static void
push_look(struct ooxml *o, uint8_t **v, size_t *n, size_t *cap, unsigned look)
{
	if (*n < STYLES_MOST)
		*PUSH(o->v->tmp, *v, *n, *cap) = (uint8_t)look;
}

static unsigned
look_at(const uint8_t *v, size_t n, struct str index)
{
	uint64_t i;

	return str_u64(index, &i) == 0 && i < n ? v[i] : 0;
}

static void
styles_start(struct ooxml *o, const struct xml_tag *t)
{
	struct excel *x = o->excel;
	struct str n = t->name;

	formats_start(&x->formats, t);
	if (str_eq(n, S("fonts")))
		x->in = IN_FONTS;
	else if (str_eq(n, S("fills")))
		x->in = IN_FILLS;
	else if (str_eq(n, S("cellXfs")))
		x->in = IN_CELLS;
	else if (x->in == IN_FONTS && str_eq(n, S("font")))
		push_look(o, &x->fonts, &x->nfonts, &x->fonts_cap, 0);
	else if (x->in == IN_FONTS && x->nfonts != 0 && str_eq(n, S("color"))) {
		/* The first colour of a theme is that of paper. */
		if (look_is_white(xml_attribute(t, "rgb")) ||
		    (str_eq(xml_attribute(t, "theme"), S("0")) && xml_attribute(t, "tint").n == 0))
			x->fonts[x->nfonts - 1] |= LOOK_WHITE;
	} else if (x->in == IN_FONTS && x->nfonts != 0 && str_eq(n, S("sz"))) {
		struct str val = xml_attribute(t, "val");

		if (str_eq(val, S("1")) || str_eq(val, S("2")))
			x->fonts[x->nfonts - 1] |= LOOK_TINY;
	} else if (x->in == IN_FILLS && str_eq(n, S("fill")))
		push_look(o, &x->fills, &x->nfills, &x->fills_cap, 0);
	else if (x->in == IN_FILLS && x->nfills != 0 &&
	    (str_eq(n, S("gradientFill")) ||
		(str_eq(n, S("patternFill")) && xml_attribute(t, "patternType").n != 0 &&
		    !str_eq(xml_attribute(t, "patternType"), S("none")))))
		x->fills[x->nfills - 1] |= LOOK_SHADED;
	else if (x->in == IN_CELLS && str_eq(n, S("xf")))
		push_look(o, &x->cells, &x->ncells, &x->cells_cap,
		    look_at(x->fonts, x->nfonts, xml_attribute(t, "fontId")) |
			look_at(x->fills, x->nfills, xml_attribute(t, "fillId")));
}

static void
styles_end(struct ooxml *o, struct str n)
{
	formats_end(&o->excel->formats, n);
	if (str_eq(n, S("fonts")) || str_eq(n, S("fills")) || str_eq(n, S("cellXfs")))
		o->excel->in = IN_NOTHING;
}

/* ---- shared strings ---- */

static void
bit_set(struct ooxml *o, uint8_t **v, size_t *n, size_t *cap, uint64_t i)
{
	while (i / 8 >= *n)
		*PUSH(o->v->tmp, *v, *n, *cap) = 0;
	(*v)[i / 8] |= (uint8_t)(1u << i % 8);
}

static void
strings_end(struct ooxml *o, struct str n)
{
	struct excel *x = o->excel;

	if (str_eq(n, S("si")) && x->strings < STRINGS_MOST)
		x->strings++;
}

static void
strings_text(struct ooxml *o, struct str s)
{
	struct excel *x = o->excel;

	if (o->in_t && left_letters(s) != 0)
		bit_set(o, &x->filled, &x->nfilled, &x->filled_cap, x->strings);
}

/* ---- sheets ---- */

static void
sheet_begin(struct ooxml *o)
{
	struct excel *x = o->excel;

	for (size_t i = 0; i < COUNT(x->columns); i++)
		x->columns[i] = false;
	x->sheet_hidden = o->page != 0 && o->page <= x->nhidden && x->hidden[o->page - 1];
	x->row_hidden = x->in_rows = x->value = x->said = false;
	x->column = 0;
}

static void
columns_hide(struct excel *x, const struct xml_tag *t)
{
	uint64_t min, max;

	if (!attribute_on(xml_attribute(t, "hidden"), false) && !attribute_zero(xml_attribute(t, "width")))
		return;
	if (str_u64(xml_attribute(t, "min"), &min) != 0 || str_u64(xml_attribute(t, "max"), &max) != 0)
		return;
	for (uint64_t i = min; i <= max && i <= COLUMNS; i++)
		x->columns[i] = true;
}

static void
sheet_start(struct ooxml *o, const struct xml_tag *t)
{
	struct excel *x = o->excel;
	struct str n = t->name;

	x->value = false;
	if (str_eq(n, S("col"))) {
		columns_hide(x, t);
	} else if (str_eq(n, S("sheetData"))) {
		x->in_rows = true;
	} else if (str_eq(n, S("sheetProtection"))) {
		ooxml_left(o, F_REV_PROTECTED, attribute_on(xml_attribute(t, "sheet"), false));
	} else if (!x->in_rows) {
		return;
	} else if (str_eq(n, S("row"))) {
		x->row_hidden =
		    attribute_on(xml_attribute(t, "hidden"), false) || attribute_zero(xml_attribute(t, "ht"));
		x->column = 0;
	} else if (str_eq(n, S("c"))) {
		x->column = cell_column(xml_attribute(t, "r"), x->column);
		x->type = cell_type(xml_attribute(t, "t"));
		x->form = formats_of(&x->formats, xml_attribute(t, "s")).form;
		x->look = look_at(x->cells, x->ncells, xml_attribute(t, "s"));
		x->said = false;
		x->index = 0;
	} else {
		x->value = str_eq(n, S("v")) || str_eq(n, S("t"));
	}
}

static void
cell_end(struct ooxml *o)
{
	struct excel *x = o->excel;

	if (!x->said)
		return;
	if (x->type == 's' && x->index < x->strings)
		bit_set(o, &x->used, &x->nused, &x->used_cap, x->index);
	if (x->sheet_hidden)
		return;
	ooxml_left(o, F_REV_HIDDEN_CELLS, x->row_hidden || x->columns[x->column]);
	ooxml_left(o, F_REV_FORMAT_HIDES, x->form == NUMBER_HIDDEN);
	ooxml_left(o, F_REV_FAINT_TEXT, look_is_faint(x->look));
	x->said = false;
}

static void
sheet_end(struct ooxml *o, struct str n)
{
	struct excel *x = o->excel;

	x->value = false;
	if (str_eq(n, S("sheetData")))
		x->in_rows = false;
	else if (x->in_rows && str_eq(n, S("c")))
		cell_end(o);
}

static void
sheet_text(struct ooxml *o, struct str s)
{
	struct excel *x = o->excel;

	if (!x->value || !x->in_rows)
		return;
	x->said |= left_letters(s) != 0;
	/* A number may come in pieces. */
	for (size_t i = 0; i < s.n && x->index < STRINGS_MOST; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			x->index = x->index * 10 + (uint64_t)(s.p[i] - '0');
	}
}

/* ---- what lies beside the sheets ---- */

static void
pivot_start(struct ooxml *o, const struct xml_tag *t)
{
	if (o->b.depth == 2)
		ooxml_left(o, F_REV_PIVOT, str_eq(t->name, S("r")));
}

static void
definition_start(struct ooxml *o, const struct xml_tag *t)
{
	/* A field lists what stands in its column. */
	ooxml_left(o, F_REV_PIVOT, str_eq(t->name, S("s")) || str_eq(t->name, S("n")) || str_eq(t->name, S("d")));
}

static void
sources_start(struct ooxml *o, const struct xml_tag *t)
{
	static const char *const names[] = { "externalBook", "ddeLink", "oleLink", "connection", "queryTable" };

	ooxml_left(o, F_REV_SOURCES, str_index(names, COUNT(names), t->name) >= 0);
}

/* The log of a workbook that was shared. */
static void
revisions_start(struct ooxml *o, const struct xml_tag *t)
{
	if (o->b.depth == 2)
		ooxml_left(o, str_eq(t->name, S("header")) ? F_REV_PEOPLE : F_REV_CHANGES, 1);
}

static const struct root roots[] = {
	{ "workbook", NULL, workbook_start, NULL, NULL }, { "styleSheet", NULL, styles_start, styles_end, NULL },
	{ "sst", NULL, NULL, strings_end, strings_text },
	{ "worksheet", sheet_begin, sheet_start, sheet_end, sheet_text },
	{ "pivotCacheRecords", NULL, pivot_start, NULL, NULL },
	{ "pivotCacheDefinition", NULL, definition_start, NULL, NULL },
	{ "externalLink", NULL, sources_start, NULL, NULL }, { "connections", NULL, sources_start, NULL, NULL },
	{ "queryTable", NULL, sources_start, NULL, NULL }, { "revisions", NULL, revisions_start, NULL, NULL },
	{ "headers", NULL, revisions_start, NULL, NULL },
};

void
excel_begin(struct ooxml *o)
{
	o->excel = NEW(o->v->tmp, struct excel, 1);
	o->excel->formats.mem = o->v->tmp;
	o->roots = roots;
	o->nroots = COUNT(roots);
	o->page_name = N_("blad");
}

static uint64_t
bits(const uint8_t *v, size_t n, const uint8_t *but, size_t nbut)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (uint64_t)__builtin_popcount(v[i] & ~(i < nbut ? but[i] : 0u));
	return sum;
}

void
excel_end(struct ooxml *o)
{
	const struct excel *x = o->excel;

	left_add(
	    o->lefts, F_REV_STRINGS, bits(x->filled, x->nfilled, x->used, x->nused), str_of(_("de lijst van teksten")));
	reveal_find(o->v, F_REV_WORKBOOK, 0, STR_NONE, STR_NONE);
}
