/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_xls.c - the text of an Excel workbook of before 2007 ([MS-XLS] BIFF8, and BIFF5 of Excel 5 and 95). */
#include <string.h>

#include "extract/legacy.h"
#include "extract/legible.h"
#include "extract/xls_number.h"

#include "base/banned.h"

#define SHEETS_MOST	10000
#define STRINGS_MOST	4000000		/* shared strings: a sheet has 16 million cells at most */
#define CONTINUES_MOST	100000		/* records that carry on one record */
#define ROWS		65536		/* of a sheet, [MS-XLS] 2.5.193 */
#define COLUMNS		256
#define NESTED_MOST	64		/* substreams inside each other; a chart in a sheet is one */

enum {					/* [MS-XLS] 2.3 */
	R_FORMULA = 0x06, R_EOF = 0x0a, R_HEADER = 0x14, R_FOOTER = 0x15, R_NAME = 0x18, R_NOTE = 0x1c, R_DATE1904 = 0x22,
	R_FILEPASS = 0x2f, R_CONTINUE = 0x3c, R_OBJ = 0x5d, R_COLINFO = 0x7d, R_BOUNDSHEET = 0x85, R_MULRK = 0xbd,
	R_RSTRING = 0xd6, R_XF = 0xe0, R_SST = 0xfc, R_LABELSST = 0xfd, R_SUPBOOK = 0x1ae, R_TXO = 0x1b6, R_HLINK = 0x1b8,
	R_NUMBER = 0x203, R_LABEL = 0x204, R_BOOLERR = 0x205, R_STRING = 0x207, R_ROW = 0x208, R_RK = 0x27e, R_FORMAT = 0x41e,
	R_BOF = 0x809, R_SERIESTEXT = 0x100d
};
#define BIFF8		0x600
#define OBJ_NOTE	0x19		/* kind of a drawn object ([MS-XLS] 2.5.143): a comment's box */

struct sheet {
	struct str	 name;
	uint32_t	 at;		/* where its substream starts */
	bool		 hidden;
};

struct string {
	struct str	 s;
	bool		 used;		/* by a cell */
};

struct xls {
	struct extraction *x;
	struct str	 s;		/* the workbook stream */
	size_t		 at;		/* of the record in hand */
	uint16_t	 type;
	struct str	 r;		/* its bytes */
	bool		 wide_letters;	/* BIFF8 */
	unsigned	 nested;
	unsigned	 sheets_seen;
	struct sheet	*sheets;
	size_t		 nsheets, sheets_cap;
	struct string	*strings;
	size_t		 nstrings, strings_cap;
	struct xls_numbers numbers;
	bool		 hidden;	/* the sheet in hand */
	uint8_t		 rows[ROWS / 8], columns[COLUMNS];	/* those hidden in it */
	uint32_t	 row;		/* of the last cell; UINT32_MAX: none yet */
	uint16_t	 object;	/* kind of the last drawn object */
	bool		 looked;	/* the last record, but for those that carry it on, was looked through for numbers */
	bool		 formula;	/* its text follows */
	uint16_t	 formula_row, formula_column;
};

static void
broken(struct xls *w, const char *what)
{
	extraction_stop(w->x, F_EXT_BROKEN, str_of(what));
}

/* The record at w->at; false at the end of the stream, or stopped when one does not fit in it. */
static bool
record(struct xls *w)
{
	size_t n = legacy_u16(w->s, w->at + 2);

	if (w->x->stopped || w->at >= w->s.n)
		return false;
	/* Zeroes fill the last sector. */
	if (w->s.n - w->at < 4 || (legacy_u32(w->s, w->at) == 0 && w->nested == 0))
		return false;
	if (w->s.n - w->at - 4 < n) {
		broken(w, _("werkbladgegevens"));
		return false;
	}
	w->type = legacy_u16(w->s, w->at);
	w->r = str_sub(w->s, w->at + 4, n);
	return true;
}

/* ---- strings, which go on over the edge of a record ---- */

struct reader {
	struct xls	*w;
	struct str	 s;		/* what is left of the record in hand */
	size_t		 at;		/* of the next record */
	unsigned	 continues;
	bool		 fault;
};

static struct reader
reader_at(struct xls *w, size_t skip)
{
	return (struct reader){ .w = w, .s = str_from(w->r, skip), .at = w->at + 4 + w->r.n };
}

/* The CONTINUE record that follows, if one does. */
static bool
more(struct reader *r)
{
	size_t n = legacy_u16(r->w->s, r->at + 2);

	if (legacy_u16(r->w->s, r->at) != R_CONTINUE || r->at + 4 > r->w->s.n || r->w->s.n - r->at - 4 < n ||
	    ++r->continues > CONTINUES_MOST) {
		r->fault = true;
		return false;
	}
	r->s = str_sub(r->w->s, r->at + 4, n);
	r->at += 4 + n;
	return true;
}

static uint32_t
take(struct reader *r, size_t n)
{
	uint32_t v = 0;

	for (size_t i = 0; i < n && !r->fault; i++) {
		/* A record that carries on may be empty. */
		for (bool on = true; on && r->s.n == 0;)
			on = more(r);
		if (!r->fault)
			v |= (uint32_t)(unsigned char)*r->s.p << 8 * i;
		r->s = str_from(r->s, 1);
	}
	return v;
}

static void
skip(struct reader *r, uint64_t n)
{
	while (n != 0 && !r->fault) {
		size_t some = r->s.n < n ? r->s.n : (size_t)n;

		r->s = str_from(r->s, some);
		n -= some;
		if (n != 0)
			(void)more(r);
	}
}

/* cch characters; each record that carries them on starts with its own flag for wide ones. */
static void
take_letters(struct reader *r, struct buf *b, size_t cch, bool wide)
{
	while (cch != 0 && !r->fault) {
		size_t fit = r->s.n / (wide ? 2 : 1), n = fit < cch ? fit : cch;
		struct str s = str_sub(r->s, 0, n * (wide ? 2 : 1));

		if (wide)
			legacy_wide(b, s);
		else
			legacy_narrow(b, s);
		r->s = str_from(r->s, s.n);
		cch -= n;
		if (cch == 0)
			return;
		if (r->s.n != 0) {
			r->fault = true;
			return;
		}
		if (more(r))
			wide = (take(r, 1) & 1) != 0;
	}
}

/* A string of cch characters that stand behind their flags ([MS-XLS] 2.5.293); BIFF5 has no flags. */
static struct str
take_string(struct reader *r, size_t cch)
{
	uint32_t flags = r->w->wide_letters ? take(r, 1) : 0;
	uint32_t runs = (flags & 8) != 0 ? take(r, 2) : 0, extra = (flags & 4) != 0 ? take(r, 4) : 0;
	struct buf b;

	buf_init(&b, r->w->x->r->mem, 4 * cch + 16);
	take_letters(r, &b, cch, (flags & 1) != 0);
	/* How it sounds, for Japanese. */
	if (extra != 0)
		legible_aside(r->w->x, str_sub(r->s, (size_t)runs * 4, extra));
	skip(r, (uint64_t)runs * 4 + extra);
	return buf_str(&b);
}

/* A string with its length before it, in one byte or two. */
static struct str
string_at(struct xls *w, size_t at, size_t length_bytes)
{
	struct reader r = reader_at(w, at);
	size_t cch = take(&r, length_bytes);
	/* Some writers end an empty string with its length. */
	struct str s = cch == 0 ? S("") : take_string(&r, cch);

	if (r.fault)
		broken(w, _("tekst in een cel"));
	return s;
}

static void
read_strings(struct xls *w)
{
	struct reader r = reader_at(w, 8);
	uint32_t n = legacy_u32(w->r, 4);

	if (n > STRINGS_MOST) {
		extraction_stop(w->x, F_EXT_TOO_MUCH, str_of(_("4.000.000 teksten")));
		return;
	}
	for (uint32_t i = 0; i < n && !r.fault; i++) {
		size_t cch = take(&r, 2);

		*PUSH(w->x->r->mem, w->strings, w->nstrings, w->strings_cap) =
		    (struct string){ take_string(&r, cch), false };
	}
	if (r.fault)
		broken(w, _("lijst met teksten"));
}

/* ---- cells ---- */

static bool
is_hidden(const struct xls *w, uint16_t row, uint16_t column)
{
	return w->hidden || (w->rows[row / 8] & 1u << row % 8) != 0 || (column < COLUMNS && w->columns[column] != 0);
}

static void
add_cell(struct xls *w, uint16_t row, uint16_t column, struct str s)
{
	struct gather *g = &w->x->text;

	gather_gap(g, w->row == row ? GAP_CELL : GAP_ROW);
	w->row = row;
	gather_origin(g, is_hidden(w, row, column) ? TEXT_HIDDEN : TEXT_VISIBLE);
	gather_add(g, s);
}

static void
add_number(struct xls *w, size_t at, uint16_t row, uint16_t column, double v)
{
	add_cell(w, row, column, xls_number(&w->numbers, w->x->r->mem, legacy_u16(w->r, at), v));
}

static void
read_formula(struct xls *w, uint16_t row, uint16_t column)
{
	if (legacy_u16(w->r, 12) != 0xffff) {
		add_number(w, 4, row, column, legacy_double(w->r, 6));
	} else if (w->r.n > 6 && w->r.p[6] == 0) {
		w->formula = true;
		w->formula_row = row;
		w->formula_column = column;
	}
}

static void
read_cell(struct xls *w)
{
	uint16_t row = legacy_u16(w->r, 0), column = legacy_u16(w->r, 2);
	uint32_t i;

	switch (w->type) {
	case R_LABELSST:
		i = legacy_u32(w->r, 6);
		if (i >= w->nstrings) {
			broken(w, _("lijst met teksten"));
			break;
		}
		w->strings[i].used = true;
		add_cell(w, row, column, w->strings[i].s);
		break;
	case R_LABEL:
	case R_RSTRING:
		add_cell(w, row, column, string_at(w, 6, 2));
		break;
	case R_NUMBER:
		add_number(w, 4, row, column, legacy_double(w->r, 6));
		break;
	case R_RK:
		add_number(w, 4, row, column, xls_rk(legacy_u32(w->r, 6)));
		break;
	case R_MULRK:
		for (size_t at = 4; at + 8 <= w->r.n; at += 6, column++)
			add_number(w, at, row, column, xls_rk(legacy_u32(w->r, at + 2)));
		break;
	case R_FORMULA:
		read_formula(w, row, column);
		break;
	default:
		break;
	}
}

/* ---- what stands beside the cells ---- */

/* A moniker of a link ([MS-OSHARED] 2.3.7.1): the strings in it. */
static void
read_link(struct xls *w)
{
	uint32_t flags = legacy_u32(w->r, 28);
	size_t at = 32;

	/* Shown text and frame, then the address as a string or as an object with a class in front. */
	for (uint32_t bit = 0x10; bit != 0; bit = bit == 0x10 ? 0x80 : 0) {
		if ((flags & bit) == 0)
			continue;
		legacy_aside(w->x, TEXT_LINK,
		    legacy_text(w->x->r->mem, str_sub(w->r, at + 4, (size_t)legacy_u32(w->r, at) * 2), true));
		at += 4 + (size_t)legacy_u32(w->r, at) * 2;
	}
	if ((flags & 0x101) == 0x101)
		legacy_aside(w->x, TEXT_LINK, legacy_text(w->x->r->mem, str_from(w->r, at + 4), true));
	else if ((flags & 1) != 0 && legacy_u32(w->r, at) == 0x79eac9e0)
		legacy_aside(w->x, TEXT_LINK,
		    legacy_text(w->x->r->mem, str_sub(w->r, at + 20, legacy_u32(w->r, at + 16)), true));
	else if ((flags & 1) != 0)
		legacy_aside(w->x, TEXT_LINK,
		    legacy_text(w->x->r->mem, str_sub(w->r, at + 22, legacy_u32(w->r, at + 18)), false));
	else if ((flags & 8) != 0)
		legacy_aside(w->x, TEXT_LINK, legacy_text(w->x->r->mem, str_from(w->r, at + 4), true));
}

/* The text of a drawn object stands in the records behind it. */
static void
read_drawn(struct xls *w)
{
	struct reader r = reader_at(w, w->r.n);
	size_t cch = legacy_u16(w->r, 10);
	struct buf b;

	if (cch == 0 || !w->wide_letters)
		return;
	buf_init(&b, w->x->r->mem, 4 * cch + 16);
	if (more(&r))
		take_letters(&r, &b, cch, (take(&r, 1) & 1) != 0);
	if (r.fault) {
		broken(w, _("tekst in een kader"));
		return;
	}
	legacy_aside(w->x, w->object == OBJ_NOTE ? TEXT_COMMENT : w->hidden ? TEXT_HIDDEN : TEXT_VISIBLE, buf_str(&b));
}

static void
read_note(struct xls *w)
{
	if (w->wide_letters)
		legacy_aside(w->x, TEXT_COMMENT, string_at(w, 8, 2));
	else
		legacy_aside(w->x, TEXT_COMMENT, legacy_text(w->x->r->mem, str_from(w->r, 6), false));
}

static void
read_beside(struct xls *w)
{
	switch (w->type) {
	case R_HEADER:
	case R_FOOTER:
		if (w->r.n != 0)
			legacy_aside(w->x, TEXT_HEADER, string_at(w, 0, w->wide_letters ? 2 : 1));
		break;
	case R_NOTE:
		read_note(w);
		break;
	case R_OBJ:
		w->object = legacy_u16(w->r, 4);
		break;
	case R_TXO:
		read_drawn(w);
		break;
	case R_HLINK:
		read_link(w);
		break;
	case R_SUPBOOK:
		/* Other files by their path; 0x0401 and 0x3a01 stand for this one and for programs. */
		if (legacy_u16(w->r, 2) <= 0xff)
			legacy_aside(w->x, TEXT_LINK, string_at(w, 2, 2));
		break;
	case R_SERIESTEXT:
		legacy_aside(w->x, w->hidden ? TEXT_HIDDEN : TEXT_VISIBLE, string_at(w, 2, 1));
		break;
	default:
		break;
	}
}

/* Is all text of this record told, or can it have none? */
static bool
is_told(uint16_t type)
{
	static const uint16_t told[] = { R_BOF, R_EOF, R_LABELSST, R_LABEL, R_RSTRING, R_NUMBER, R_RK, R_MULRK,
		R_STRING, R_HEADER, R_FOOTER, R_NOTE, R_BOUNDSHEET, R_SST, R_SUPBOOK, R_HLINK, R_SERIESTEXT, R_TXO,
		R_ROW, R_XF, R_COLINFO };

	for (size_t i = 0; i < COUNT(told); i++) {
		if (type == told[i])
			return true;
	}
	return false;
}

/* Names, formulas, rules, filters, drawings, what other files said: a number in them counts, whatever it is. */
static void
look_through(struct xls *w)
{
	if (w->type != R_CONTINUE)
		w->looked = !is_told(w->type);
	/* In front of the tokens of a formula stands its value. */
	if (w->looked)
		legible_aside(w->x, w->type == R_FORMULA ? str_from(w->r, 20) : w->r);
}

/* Strings that no cell has: left of what was taken out. */
static void
unused(struct xls *w)
{
	for (size_t i = 0; i < w->nstrings && !w->x->stopped; i++) {
		if (!w->strings[i].used)
			legacy_aside(w->x, TEXT_HIDDEN, w->strings[i].s);
	}
}

/* ---- sheets ---- */

static void
begin_sheet(struct xls *w)
{
	const struct sheet *is = NULL;

	for (size_t i = 0; i < w->nsheets; i++) {
		if (w->sheets[i].at == w->at)
			is = &w->sheets[i];
	}
	if (w->sheets_seen++ != 0)
		gather_page(&w->x->text);
	/* A sheet without a word is no picture. */
	w->x->text.page_has[w->x->text.npages - 1] = true;
	if (w->sheets_seen > SHEETS_MOST)
		extraction_stop(w->x, F_EXT_TOO_MUCH, str_of(_("10.000 werkbladen")));
	/* A sheet that no list names is shown to nobody. */
	w->hidden = is == NULL || is->hidden;
	memset(w->rows, 0, sizeof w->rows);
	memset(w->columns, 0, sizeof w->columns);
	w->row = UINT32_MAX;
	if (is != NULL)
		add_cell(w, 0, COLUMNS, is->name);
	w->row = UINT32_MAX;
}

static void
begin(struct xls *w)
{
	uint16_t what = legacy_u16(w->r, 2);

	if (w->nested == 0 && what == 5)
		w->wide_letters = legacy_u16(w->r, 0) >= BIFF8;
	if (++w->nested > NESTED_MOST)
		broken(w, _("werkbladen in elkaar"));
	else if (w->nested == 1 && what != 5)
		begin_sheet(w);
	if (what == 0x40)
		extraction_find(w->x, F_EXT_EMBEDDED, 0, str_of(_("blad met Excel 4-macro’s")));
}

static void
read_table(struct xls *w)
{
	struct arena *mem = w->x->r->mem;

	switch (w->type) {
	case R_BOUNDSHEET:
		if (w->nsheets < SHEETS_MOST)
			*PUSH(mem, w->sheets, w->nsheets, w->sheets_cap) = (struct sheet){ string_at(w, 6, 1),
				legacy_u32(w->r, 0), w->r.n > 4 && (w->r.p[4] & 3) != 0 };
		break;
	case R_SST:
		read_strings(w);
		break;
	case R_DATE1904:
		w->numbers.from_1904 = legacy_u16(w->r, 0) == 1;
		break;
	case R_XF:
		xls_number_xf(&w->numbers, mem, legacy_u16(w->r, 2));
		break;
	case R_FORMAT:
		xls_number_format(&w->numbers, mem, legacy_u16(w->r, 0), string_at(w, 2, w->wide_letters ? 2 : 1));
		break;
	case R_ROW:
		if ((legacy_u16(w->r, 12) & 0x20) != 0)
			w->rows[legacy_u16(w->r, 0) / 8] |= (uint8_t)(1u << legacy_u16(w->r, 0) % 8);
		break;
	case R_COLINFO:
		for (size_t i = legacy_u16(w->r, 0);
		     (legacy_u16(w->r, 8) & 1) != 0 && i <= legacy_u16(w->r, 2) && i < COLUMNS; i++)
			w->columns[i] = 1;
		break;
	default:
		break;
	}
}

static void
read_record(struct xls *w)
{
	switch (w->type) {
	case R_BOF:
		begin(w);
		break;
	case R_EOF:
		w->nested -= w->nested != 0;
		break;
	case R_FILEPASS:
		extraction_stop(w->x, F_EXT_PASSWORD, STR_NONE);
		break;
	case R_STRING:
		if (w->formula)
			add_cell(w, w->formula_row, w->formula_column, string_at(w, 0, 2));
		w->formula = false;
		break;
	default:
		read_table(w);
		read_cell(w);
		read_beside(w);
		break;
	}
}

static void
read_workbook(struct xls *w)
{
	if (legacy_u16(w->s, 0) != R_BOF)
		broken(w, _("geen Excel 5 of later"));
	while (record(w) && !gather_full(&w->x->text) && !gather_full(&w->x->aside)) {
		read_record(w);
		look_through(w);
		w->at += 4 + w->r.n;
	}
	if (w->nested != 0)
		broken(w, _("werkbladgegevens"));
	if (w->sheets_seen < w->nsheets)
		broken(w, _("aantal werkbladen klopt niet"));
	unused(w);
	gather_origin(&w->x->text, TEXT_VISIBLE);
}

int
extract_xls(struct extraction *x, struct err *e)
{
	static const char *const known[] = { "Workbook", "Book" };
	AUTO_OLE o = ole_open(x);
	struct xls *w = NEW(x->r->mem, struct xls, 1);

	(void)e;
	if (o == NULL)
		return 0;
	w->x = x;
	w->s = ole_stream(o, "Workbook");
	if (w->s.n == 0 && !x->stopped)
		w->s = ole_stream(o, "Book");
	if (!x->stopped)
		read_workbook(w);
	if (x->stopped)
		return 0;
	ole_judge(o, known, COUNT(known));
	ole_properties(o);
	return 0;
}
