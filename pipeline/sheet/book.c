/* SPDX-License-Identifier: EUPL-1.2 */
/* book.c - the rows of an Excel workbook (ECMA-376 part 1, 12 and 18) as they come out of its ZIP: for table.c. */
#include "sheet/book.h"

#include "base/csv.h"
#include "base/zip.h"
#include "sheet/cells.h"
#include "sheet/relations.h"

#include "base/banned.h"

#define SHARED_MOST	((size_t)1 << 20)	/* texts that cells share: 50,000 rows of twenty columns */
#define FEED		((size_t)4 << 10)	/* bytes of XML at once: some rows */
#define ROW_MOST	CSV_ROW_MOST		/* bytes of text in a row */
#define ROWS_HELD	((uint64_t)16 << 20)	/* of memory for the rows of one piece of XML */

/*
 * Gate facts 8.4.  The sheet of 50,000 documents has 25 MB of XML; Excel
 * packs that about twenty times.
 */
static const struct zip_limits limits = { .members = 10000, .member = (uint64_t)128 << 20,
	.total = (uint64_t)1 << 30, .ratio = 200, .ratio_from = (uint64_t)10 << 20 };

struct workbook {
	struct arena	*mem;
	struct zip	*z;
	const char	*fault;
	struct relations relations;
	struct str	 part;		/* whose relations are in hand */
	struct str	 main;
	struct str	*sheets;	/* their parts, in the order of the workbook */
	size_t		 nsheets, sheets_cap;
	bool		 from_1904;
	struct formats	 formats;
	struct str	*strings;
	size_t		 nstrings, strings_cap, strings_bytes;
	/* the sheet in hand */
	struct xml_reader xml;
	bool		 reading;
	struct str	 block;		/* what is left of the last one */
	struct arena	*held;		/* rows that were read and not yet asked for */
	struct row	*queue;
	size_t		 nqueue, queue_cap, next;
	/* the row in hand */
	uint64_t	 number;
	struct cell	 cells[TABLE_COLUMNS_MOST];
	size_t		 ncells;
	struct buf	 text;		/* of cells without a shared one */
	/* the cell in hand */
	uint32_t	 column;
	char		 type;
	struct number_format format;
	struct buf	 value;
	bool		 inside, phonetic;
};

static void
fail(struct workbook *w, const char *why)
{
	if (w->fault == NULL)
		w->fault = why;
}

static void
fail_zip(struct workbook *w, enum zip_state st)
{
	switch (st) {
	case ZIP_MORE:
	case ZIP_END:
		return;
	case ZIP_LOCKED:
		fail(w, _("het werkblad is met een wachtwoord beveiligd"));
		return;
	case ZIP_TOO_MUCH:
		fail(w,
		    _("er komt te veel uit het werkblad (meer dan 128 MB in één onderdeel, of meer dan 200 keer zijn grootte)"));
		return;
	case ZIP_BROKEN:
	case ZIP_TWICE:
		break;
	}
	fail(w, _("het werkblad is beschadigd; open het en sla het opnieuw op"));
}

static void
fail_xml(struct workbook *w, enum xml_end end)
{
	if (end != XML_SOUND)
		fail(w, _("het werkblad is beschadigd; open het en sla het opnieuw op"));
}

/* ---- whole parts ---- */

static void
relations_start(void *user, const struct xml_tag *t)
{
	struct workbook *w = user;

	if (str_eq(t->name, S("Relationship")) && !str_eq(xml_attribute(t, "TargetMode"), S("External")))
		relations_add(&w->relations, w->part, xml_attribute(t, "Id"), xml_attribute(t, "Type"),
		    xml_attribute(t, "Target"));
}

static void
main_start(void *user, const struct xml_tag *t)
{
	struct workbook *w = user;
	struct str flag;

	if (str_eq(t->name, S("sheet")) && w->nsheets < TABLE_SHEETS_MOST) {
		*PUSH(w->mem, w->sheets, w->nsheets, w->sheets_cap) =
		    relations_target(&w->relations, w->main, xml_attribute_of(t, "/relationships", "id"));
	} else if (str_eq(t->name, S("workbookPr"))) {
		flag = xml_attribute(t, "date1904");
		w->from_1904 = str_eq(flag, S("1")) || str_eq(flag, S("true"));
	}
}

static void
styles_start(void *user, const struct xml_tag *t)
{
	struct workbook *w = user;

	formats_start(&w->formats, t);
}

static void
styles_end(void *user, struct str name)
{
	struct workbook *w = user;

	formats_end(&w->formats, name);
}

static void
text_start(struct workbook *w, struct str name)
{
	if (str_eq(name, S("rPh")))
		w->phonetic = true;
	w->inside = str_eq(name, S("t")) && !w->phonetic;
}

static void
text_end(struct workbook *w, struct str name)
{
	if (str_eq(name, S("rPh")))
		w->phonetic = false;
	w->inside = false;
}

static void
strings_start(void *user, const struct xml_tag *t)
{
	struct workbook *w = user;

	text_start(w, t->name);
	if (str_eq(t->name, S("si")))
		w->value.n = 0;
}

static void
strings_end(void *user, struct str name)
{
	struct workbook *w = user;
	struct str s;

	text_end(w, name);
	if (!str_eq(name, S("si")) || w->fault != NULL)
		return;
	if (w->nstrings == SHARED_MOST || w->value.cut || w->strings_bytes + w->value.n > TABLE_STRINGS_MOST) {
		fail(w, _("de cellen hebben meer dan 64 MB of een miljoen verschillende teksten"));
		return;
	}
	s = cell_text(w->mem, &w->value);
	w->strings_bytes += s.n;
	*PUSH(w->mem, w->strings, w->nstrings, w->strings_cap) = str_trim(s);
}

static void
any_text(void *user, struct str s)
{
	struct workbook *w = user;

	if (w->inside)
		buf_add(&w->value, s);
}

static const struct xml_handler relations_handler = { .start = relations_start };
static const struct xml_handler main_handler = { .start = main_start };
static const struct xml_handler styles_handler = { styles_start, styles_end, NULL };
static const struct xml_handler strings_handler = { strings_start, strings_end, any_text };

/* The member in hand, whole. */
static int
read_part(struct workbook *w, const struct xml_handler *h, struct err *e)
{
	struct xml_reader r = { .h = h, .user = w };
	enum zip_state st = ZIP_END;
	struct str block;
	enum xml_end end;
	bool more = true;

	if (xml_open(&r, false, e) != 0)
		return -1;
	while (more && w->fault == NULL && (st = zip_block(w->z, &block)) == ZIP_MORE) {
		for (; more && block.n != 0; block = str_from(block, XML_PIECE))
			more = xml_feed(&r, str_sub(block, 0, XML_PIECE));
	}
	fail_zip(w, st);
	(void)xml_feed(&r, STR_NONE);
	if (xml_close(&r, &end, e) != 0)
		return -1;
	fail_xml(w, end);
	return 0;
}

typedef const struct xml_handler *choose(struct workbook *, struct str name);

static int
walk(struct workbook *w, choose *of, struct err *e)
{
	const struct xml_handler *h;
	enum zip_state st = ZIP_END;
	struct str name;

	if (w->fault != NULL)
		return 0;
	zip_rewind(w->z);
	while (w->fault == NULL && (st = zip_next(w->z, &name)) == ZIP_MORE) {
		if ((h = of(w, name)) != NULL && read_part(w, h, e) != 0)
			return -1;
	}
	fail_zip(w, st);
	return 0;
}

static const struct xml_handler *
choose_relations(struct workbook *w, struct str name)
{
	return relations_source(name, w->mem, &w->part) ? &relations_handler : NULL;
}

static const struct xml_handler *
choose_main(struct workbook *w, struct str name)
{
	return str_eq_nocase(name, w->main) ? &main_handler : NULL;
}

static const struct xml_handler *
choose_shared(struct workbook *w, struct str name)
{
	if (str_eq_nocase(name, relations_target_of(&w->relations, w->main, "styles")))
		return &styles_handler;
	if (!str_eq_nocase(name, relations_target_of(&w->relations, w->main, "sharedStrings")))
		return NULL;
	w->inside = w->phonetic = false;
	return &strings_handler;
}

int
book_open(struct str bytes, struct arena *mem, struct workbook **w_r, struct err *e)
{
	struct workbook *w = NEW(mem, struct workbook, 1);

	*w = (struct workbook){ .mem = mem,
		.z = zip_open(bytes, &limits, mem),
		.relations = { .mem = mem },
		.formats = { .mem = mem },
		.held = arena_new("rijen", ROWS_HELD) };
	*w_r = w;
	buf_init(&w->value, mem, CELL_MOST);
	buf_init(&w->text, mem, ROW_MOST);
	fail_zip(w, zip_check(w->z));
	if (walk(w, choose_relations, e) != 0)
		return -1;
	relations_settle(&w->relations);
	w->main = relations_target_of(&w->relations, S(""), "officeDocument");
	if (w->relations.full || w->main.n == 0)
		fail(w, _("dit is geen werkblad van Excel"));
	if (walk(w, choose_main, e) != 0)
		return -1;
	if (w->nsheets == 0)
		fail(w, _("dit is geen werkblad van Excel"));
	if (walk(w, choose_shared, e) != 0)
		return -1;
	return w->fault != NULL || book_sheet(w, 0, e) >= 0 ? 0 : -1;
}

static int
sheet_close(struct workbook *w, struct err *e)
{
	enum xml_end end;

	if (!w->reading)
		return 0;
	w->reading = false;
	if (xml_close(&w->xml, &end, e) != 0)
		return -1;
	fail_xml(w, end);
	return 0;
}

void
book_close(struct workbook *w)
{
	struct err ignored;

	if (w == NULL)
		return;
	(void)!sheet_close(w, &ignored);
	zip_close(w->z);
	arena_free(w->held);
}

const char *
book_fault(const struct workbook *w)
{
	return w->fault;
}

/* ---- rows ---- */

/* The text of the cell in hand, in the row's buffer or shared; text of the buffer has no address yet. */
static void
cell_add(struct workbook *w)
{
	struct str v = str_trim(buf_str(&w->value));
	struct cell c = { .column = w->column, .kind = CELL_TEXT };
	size_t from = w->text.n;
	uint64_t i;

	if (w->ncells == TABLE_COLUMNS_MOST || w->column > TABLE_COLUMNS_MOST || v.n == 0)
		return;
	if (w->type == 's') {
		if (str_u64(v, &i) != 0 || i >= w->nstrings)
			fail(w,
			    _("een cel verwijst naar tekst die er niet is; open het werkblad en sla het opnieuw op"));
		else
			c.text = w->strings[i];
	} else if (w->type == 'b') {
		c.kind = CELL_FLAG;
		c.text = str_eq(v, S("1")) ? S("WAAR") : S("ONWAAR");
	} else if (w->type == 'n') {
		number_show(&w->text, w->format, v, w->from_1904);
		c.text.n = w->text.n - from;
		c.kind = (w->format.form == NUMBER_DATE || w->format.form == NUMBER_BOTH) && c.text.n >= 10 &&
			w->text.p[from + 4] == '-' ?
		    CELL_DAY :
		    CELL_NUMBER;
	} else {
		buf_add(&w->text, str_trim(cell_text(w->held, &w->value)));
		c.text.n = w->text.n - from;
	}
	if (c.text.n != 0)
		w->cells[w->ncells++] = c;
	if (w->text.cut || w->value.cut)
		fail(w, _("een rij heeft meer dan 1 MB tekst"));
}

/* The row is whole: to the queue, with its texts. */
static void
row_add(struct workbook *w)
{
	struct str all;
	struct cell *cells;
	size_t past = 0;

	if (w->ncells == 0)
		return;
	if (w->number > TABLE_ROWS_MOST)
		fail(w, _("er zijn meer dan 1.048.576 rijen"));
	all = str_dup(w->held, buf_str(&w->text));
	cells = NEW(w->held, struct cell, w->ncells);
	for (size_t i = 0; i < w->ncells; i++) {
		cells[i] = w->cells[i];
		if (cells[i].text.p != NULL)
			continue;
		cells[i].text = str_sub(all, past, cells[i].text.n);
		past += cells[i].text.n;
	}
	if (w->fault == NULL)
		*PUSH(w->held, w->queue, w->nqueue, w->queue_cap) =
		    (struct row){ w->number, cells, w->ncells, w->cells[w->ncells - 1].column };
	w->ncells = 0;
	w->text.n = 0;
}

static void
sheet_start(void *user, const struct xml_tag *t)
{
	struct workbook *w = user;
	uint64_t n;

	text_start(w, t->name);
	if (str_eq(t->name, S("row"))) {
		w->number = str_u64(xml_attribute(t, "r"), &n) == 0 && n != 0 ? n : w->number + 1;
		w->column = 0;
	} else if (str_eq(t->name, S("c"))) {
		w->column = cell_column(xml_attribute(t, "r"), w->column);
		w->type = cell_type(xml_attribute(t, "t"));
		w->format = formats_of(&w->formats, xml_attribute(t, "s"));
		w->value.n = 0;
	} else if (str_eq(t->name, S("v"))) {
		w->inside = true;
	}
}

static void
sheet_end(void *user, struct str name)
{
	struct workbook *w = user;

	text_end(w, name);
	if (str_eq(name, S("c")))
		cell_add(w);
	else if (str_eq(name, S("row")))
		row_add(w);
}

static const struct xml_handler sheet_handler = { sheet_start, sheet_end, any_text };

int
book_sheet(struct workbook *w, size_t i, struct err *e)
{
	enum zip_state st = ZIP_END;
	struct str name;

	if (sheet_close(w, e) != 0)
		return -1;
	if (w->fault != NULL || i >= w->nsheets)
		return 0;
	arena_rewind(w->held, (struct mark){ 0 });
	w->queue = NULL;
	w->nqueue = w->queue_cap = w->next = w->ncells = w->number = w->column = 0;
	w->text.n = w->value.n = 0;
	w->inside = w->phonetic = false;
	w->block = STR_NONE;
	zip_rewind(w->z);
	while ((st = zip_next(w->z, &name)) == ZIP_MORE && !str_eq_nocase(name, w->sheets[i]))
		;
	fail_zip(w, st);
	if (st == ZIP_END)
		fail(w, _("een blad ontbreekt; open het werkblad en sla het opnieuw op"));
	if (w->fault != NULL)
		return 0;
	w->xml = (struct xml_reader){ .h = &sheet_handler, .user = w };
	if (xml_open(&w->xml, false, e) != 0)
		return -1;
	w->reading = true;
	return 1;
}

/* Read on until a row is held; 0: the sheet ended. */
static int
feed(struct workbook *w, struct err *e)
{
	arena_rewind(w->held, (struct mark){ 0 });
	w->queue = NULL;
	w->nqueue = w->queue_cap = w->next = 0;
	while (w->reading && w->nqueue == 0 && w->fault == NULL) {
		enum zip_state st = ZIP_MORE;

		if (w->block.n == 0)
			st = zip_block(w->z, &w->block);
		fail_zip(w, st);
		if (st == ZIP_MORE && xml_feed(&w->xml, str_sub(w->block, 0, FEED))) {
			w->block = str_from(w->block, FEED);
			continue;
		}
		(void)xml_feed(&w->xml, STR_NONE);
		if (sheet_close(w, e) != 0)
			return -1;
	}
	return w->nqueue != 0;
}

int
book_row(struct workbook *w, struct row *row, struct err *e)
{
	if (w->next == w->nqueue) {
		int rc = feed(w, e);

		if (rc <= 0)
			return rc;
	}
	*row = w->queue[w->next++];
	return 1;
}
