/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_xlsx.c - the text of an Excel workbook (ECMA-376 part 1, 12 and 18): each sheet is a page. */
#include "extract/names.h"
#include "extract/ooxml.h"
#include "sheet/cells.h"

#include "base/ascii.h"
#include "format/attribute.h"

#include "base/banned.h"

#define SHEETS_MOST	((size_t)10000)		/* as many as a package may have parts */
#define STRINGS_MOST	((size_t)4 << 20)	/* shared strings; a sheet has 1,048,576 rows */

struct sheet {
	struct str	 name;		/* raw UTF-8 */
	bool		 hidden;
};

struct string {
	struct str	 s;
	bool		 used;		/* by a cell of a sheet */
};

struct xlsx {
	struct ooxml	 o;		/* first: its handlers get us as their user */
	bool		 from_1904;
	struct sheet	*sheets;	/* in the order of the workbook */
	size_t		 nsheets, sheets_cap;
	struct str	*parts;		/* of the sheets */
	size_t		 nparts, parts_cap;
	struct string	*strings;
	size_t		 nstrings, strings_cap, strings_bytes;
	struct formats	 formats;
	/* the sheet in hand */
	const struct sheet *sheet;
	int32_t		 columns[COLUMNS + 2];	/* hidden ranges around each; until the rows come, their starts and ends */
	unsigned	 rows;		/* depth within the rows; 0: not there */
	bool		 row_hidden;
	bool		 header;	/* a header or footer is in hand */
	/* the cell in hand */
	uint32_t	 column;	/* from 1; COLUMNS + 1: behind the last */
	char		 type;		/* s(hared), b(oolean), n(umber) or t(ext) */
	struct number_format format;
	struct buf	 value, formula, shown;
	struct buf	*to;		/* where characters go, or NULL */
	bool		 phonetic;
};

/* ---- the workbook ---- */

static void
sheet_add(struct xlsx *d, const struct xml_tag *t)
{
	struct arena *mem = d->o.x->r->mem;
	struct str part = relations_target(&d->o.relations, d->o.main, xml_attribute_of(t, "/relationships", "id"));
	struct str state = xml_attribute(t, "state");

	if (part.n == 0) {
		extraction_stop(d->o.x, F_EXT_BROKEN, str_of(_("een blad of dia ontbreekt")));
	} else if (d->nsheets == SHEETS_MOST) {
		extraction_stop(d->o.x, F_EXT_TOO_MUCH, str_of(_("10.000 bladen")));
	} else {
		*PUSH(mem, d->parts, d->nparts, d->parts_cap) = part;
		*PUSH(mem, d->sheets, d->nsheets, d->sheets_cap) =
		    (struct sheet){ str_dup(mem, xml_attribute(t, "name")),
			    state.n != 0 && !str_eq(state, S("visible")) };
	}
}

static void
main_start(void *user, const struct xml_tag *t)
{
	struct xlsx *d = user;

	ooxml_prose_start(user, t);
	if (str_eq(t->name, S("sheet")))
		sheet_add(d, t);
	else if (str_eq(t->name, S("workbookPr")))
		d->from_1904 = attribute_on(xml_attribute(t, "date1904"), false);
}

static const struct xml_handler main_handler = { main_start, ooxml_prose_end, ooxml_prose_text };

/* ---- styles ---- */

static void
styles_start(void *user, const struct xml_tag *t)
{
	struct xlsx *d = user;

	ooxml_prose_start(user, t);
	formats_start(&d->formats, t);
}

static void
styles_end(void *user, struct str name)
{
	struct xlsx *d = user;

	formats_end(&d->formats, name);
	ooxml_prose_end(user, name);
}

static const struct xml_handler styles_handler = { styles_start, styles_end, ooxml_prose_text };

/* ---- strings ---- */

static void
strings_start(void *user, const struct xml_tag *t)
{
	struct xlsx *d = user;

	d->to = NULL;
	if (str_eq(t->name, S("si")))
		d->value.n = 0;
	else if (str_eq(t->name, S("rPh")))
		d->phonetic = true;
	else if (str_eq(t->name, S("t")))
		d->to = d->phonetic ? &d->formula : &d->value;
}

static void
strings_end(void *user, struct str name)
{
	struct xlsx *d = user;
	struct extraction *x = d->o.x;
	struct str s;

	d->to = NULL;
	if (str_eq(name, S("rPh"))) {
		d->phonetic = false;
		ooxml_line(&x->aside, TEXT_REST, cell_text(x->r->mem, &d->formula));
	}
	if (!str_eq(name, S("si")))
		return;
	if (d->nstrings == STRINGS_MOST || d->value.cut || d->strings_bytes > TEXT_MOST) {
		extraction_stop(x, F_EXT_TOO_MUCH, str_of(_("4 miljoen teksten in cellen, of 64 MB daarvan")));
		return;
	}
	s = cell_text(x->r->mem, &d->value);
	d->strings_bytes += s.n;
	*PUSH(x->r->mem, d->strings, d->nstrings, d->strings_cap) = (struct string){ s, false };
}

static void
strings_text(void *user, struct str s)
{
	struct xlsx *d = user;

	if (d->to != NULL)
		buf_add(d->to, s);
	else if (str_trim(s).n != 0)
		ooxml_line(&d->o.x->aside, TEXT_REST, s);
}

static const struct xml_handler strings_handler = { strings_start, strings_end, strings_text };

/* ---- sheets ---- */

static void
columns_hide(struct xlsx *d, const struct xml_tag *t)
{
	uint64_t min, max;

	if (!attribute_on(xml_attribute(t, "hidden"), false) && !attribute_zero(xml_attribute(t, "width")))
		return;
	if (str_u64(xml_attribute(t, "min"), &min) != 0 || min == 0 || min > COLUMNS)
		return;
	if (str_u64(xml_attribute(t, "max"), &max) != 0 || max > COLUMNS)
		max = COLUMNS;
	if (max < min)
		return;
	d->columns[min]++;
	d->columns[max + 1]--;
}

static void
rows_start(struct xlsx *d)
{
	for (size_t i = 1; i < COUNT(d->columns); i++)
		d->columns[i] += d->columns[i - 1];
	d->column = 0;
	d->row_hidden = false;
	d->to = NULL;
}

static void
cell_start(struct xlsx *d, const struct xml_tag *t)
{
	d->value.n = d->formula.n = 0;
	d->column = cell_column(xml_attribute(t, "r"), d->column);
	d->type = cell_type(xml_attribute(t, "t"));
	d->format = formats_of(&d->formats, xml_attribute(t, "s"));
}

/* What the cell shows; absent when it stopped the extraction. */
static struct str
cell_shows(struct xlsx *d)
{
	struct arena *mem = d->o.x->r->mem;
	struct str v = str_trim(buf_str(&d->value));
	uint64_t i;

	switch (d->type) {
	case 's':
		if (v.n == 0)
			return STR_NONE;
		if (str_u64(v, &i) != 0 || i >= d->nstrings) {
			extraction_stop(d->o.x, F_EXT_BROKEN, str_of(_("een cel verwijst naar tekst die er niet is")));
			return STR_NONE;
		}
		d->strings[i].used = true;
		return d->strings[i].s;
	case 'b':
		return str_eq(v, S("1")) ? S("WAAR") : str_eq(v, S("0")) ? S("ONWAAR") : cell_text(mem, &d->value);
	case 'n':
		d->shown.n = 0;
		number_show(&d->shown, d->format, v, d->from_1904);
		return buf_str(&d->shown);
	default:
		return cell_text(mem, &d->value);
	}
}

static void
cell_end(struct xlsx *d)
{
	struct gather *g = &d->o.x->text;
	bool seen =
	    !d->sheet->hidden && !d->row_hidden && d->columns[d->column] <= 0 && d->format.form != NUMBER_HIDDEN;
	struct str s = cell_shows(d);

	if (s.n != 0) {
		gather_origin(g, seen ? TEXT_VISIBLE : TEXT_HIDDEN);
		gather_add(g, s);
		gather_gap(g, GAP_CELL);
	}
	if (d->formula.n != 0)
		ooxml_line(ooxml_beside(&d->o), TEXT_FIELD, cell_text(d->o.x->r->mem, &d->formula));
	if (d->value.cut || d->formula.cut)
		extraction_stop(d->o.x, F_EXT_TOO_MUCH, str_of(_("1 MB tekst in een cel")));
}

static void
row_tag(struct xlsx *d, const struct xml_tag *t)
{
	d->to = NULL;
	if (str_eq(t->name, S("row"))) {
		d->row_hidden =
		    attribute_on(xml_attribute(t, "hidden"), false) || attribute_zero(xml_attribute(t, "ht"));
		d->column = 0;
	} else if (str_eq(t->name, S("c"))) {
		cell_start(d, t);
	} else if (str_eq(t->name, S("v"))) {
		d->to = &d->value;
	} else if (str_eq(t->name, S("f"))) {
		d->to = &d->formula;
	} else if (str_eq(t->name, S("rPh"))) {
		d->phonetic = true;
	} else if (str_eq(t->name, S("t")) && !d->phonetic) {
		d->to = &d->value;
	}
}

static void
row_tag_end(struct xlsx *d, struct str name)
{
	d->to = NULL;
	if (str_eq(name, S("c")))
		cell_end(d);
	else if (str_eq(name, S("row")))
		gather_gap(&d->o.x->text, GAP_ROW);
	else if (str_eq(name, S("rPh")))
		d->phonetic = false;
}

/* &L&"Arial,Bold"&12Gemeente &P: text between codes (18.3.1.46). */
static void
header_show(struct xlsx *d)
{
	struct str s = buf_str(&d->value);
	struct gather *g = &d->o.x->text;
	size_t n;

	gather_gap(g, GAP_LINE);
	gather_origin(g, TEXT_HEADER);
	while (s.n != 0) {
		for (n = 0; n < s.n && s.p[n] != '&';)
			n++;
		gather_add(g, str_sub(s, 0, n));
		s = str_from(s, n + 1);
		if (s.n == 0)
			break;
		n = 1;
		if (*s.p == '&') {
			gather_add(g, S("&"));
		} else if (*s.p == '"') {
			while (n < s.n && s.p[n] != '"')
				n++;
			n++;
		} else if (ascii_digit(*s.p)) {
			/* A size has three digits at most; more are text. */
			while (n < s.n && n <= 3 && ascii_digit(s.p[n]))
				n++;
			n = n > 3 ? 0 : n;
		} else {
			gather_gap(g, GAP_SPACE);
		}
		gather_add(g, n == 0 ? str_sub(s, 0, 1) : STR_NONE);
		s = str_from(s, n == 0 ? 1 : n);
	}
	gather_gap(g, GAP_LINE);
	d->value.n = 0;
}

static bool
is_header(struct str name)
{
	static const char *const names[] = { "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader",
		"firstFooter" };

	return str_index(names, COUNT(names), name) >= 0;
}

static void
sheet_start(void *user, const struct xml_tag *t)
{
	struct xlsx *d = user;

	if (d->rows != 0) {
		d->rows++;
		row_tag(d, t);
		return;
	}
	ooxml_prose_start(user, t);
	if (str_eq(t->name, S("sheetData"))) {
		d->rows = 1;
		rows_start(d);
	} else if (str_eq(t->name, S("col"))) {
		columns_hide(d, t);
	} else if (is_header(t->name)) {
		d->header = true;
		d->value.n = 0;
	}
}

static void
sheet_end(void *user, struct str name)
{
	struct xlsx *d = user;

	if (d->rows != 0 && --d->rows != 0) {
		row_tag_end(d, name);
		return;
	}
	if (d->header)
		header_show(d);
	d->header = false;
	ooxml_prose_end(user, name);
}

static void
sheet_text(void *user, struct str s)
{
	struct xlsx *d = user;

	if (d->header)
		buf_add(&d->value, s);
	else if (d->rows == 0)
		ooxml_prose_text(user, s);
	else if (d->to != NULL)
		buf_add(d->to, s);
	else
		ooxml_line(ooxml_beside(&d->o), TEXT_REST, s);
}

static const struct xml_handler sheet_handler = { sheet_start, sheet_end, sheet_text };

/* The tab of the sheet.  It is no text of the sheet itself: one with nothing else is empty. */
static void
name_show(struct xlsx *d)
{
	struct gather *g = &d->o.x->text;
	uint32_t from = gather_end(g);

	ooxml_line(g, d->sheet->hidden ? TEXT_HIDDEN : TEXT_HEADER, d->sheet->name);
	if (!d->sheet->hidden && !name_is_sheet(d->sheet->name))
		gather_heading(g, from, gather_end(g), 1);
}

/* ---- the package ---- */

static const struct xml_handler *
choose_main(void *user, struct str part)
{
	struct xlsx *d = user;

	return ooxml_prose_main(&d->o, part) ? &main_handler : NULL;
}

static const struct xml_handler *
choose_tables(void *user, struct str part)
{
	struct xlsx *d = user;

	if (str_eq_nocase(part, relations_target_of(&d->o.relations, d->o.main, "styles"))) {
		(void)ooxml_prose(&d->o, part);
		return &styles_handler;
	}
	if (!str_eq_nocase(part, relations_target_of(&d->o.relations, d->o.main, "sharedStrings")))
		return NULL;
	d->to = NULL;
	d->phonetic = false;
	return &strings_handler;
}

static const struct xml_handler *
choose_sheets(void *user, struct str part)
{
	struct xlsx *d = user;
	uint32_t page = ooxml_page(&d->o, part);

	if (page == 0)
		return NULL;
	d->sheet = &d->sheets[page - 1];
	d->o.hidden[page] = d->sheet->hidden;
	(void)ooxml_prose(&d->o, part);
	name_show(d);
	for (size_t i = 0; i < COUNT(d->columns); i++)
		d->columns[i] = 0;
	d->rows = 0;
	d->header = d->phonetic = false;
	return &sheet_handler;
}

/* Strings that no cell has: left of what was taken out. */
static void
unused(struct xlsx *d)
{
	for (size_t i = 0; i < d->nstrings && !d->o.x->stopped; i++) {
		if (!d->strings[i].used)
			ooxml_line(&d->o.x->aside, TEXT_HIDDEN, d->strings[i].s);
	}
}

static int
read_parts(struct xlsx *d, struct err *e)
{
	struct extraction *x = d->o.x;

	if (x->stopped)
		return 0;
	buf_init(&d->value, x->r->mem, CELL_MOST);
	buf_init(&d->formula, x->r->mem, CELL_MOST);
	buf_init(&d->shown, x->r->mem, CELL_MOST);
	if (ooxml_walk_main(&d->o, choose_main, d, e) != 0 || package_walk(d->o.p, choose_tables, d, e) != 0)
		return -1;
	if (x->stopped)
		return 0;
	ooxml_pages(&d->o, d->parts, d->nparts);
	if (package_walk(d->o.p, choose_sheets, d, e) != 0)
		return -1;
	ooxml_pages_check(&d->o);
	unused(d);
	return package_walk(d->o.p, ooxml_choose_rest, d, e);
}

int
extract_xlsx(struct extraction *x, struct err *e)
{
	static const char *const types[] = { "spreadsheetml.sheet.main+xml" };
	/* On the heap of the document: it has a word for each column. */
	struct xlsx *d = NEW(x->r->mem, struct xlsx, 1);
	int rc = ooxml_open(&d->o, x, types, COUNT(types), e);

	d->formats.mem = x->r->mem;
	if (rc == 0)
		rc = read_parts(d, e);
	ooxml_close(&d->o);
	return rc;
}
