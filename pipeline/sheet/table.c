/* SPDX-License-Identifier: EUPL-1.2 */
/* table.c - a table as offices keep it (CSV, XLSX), a row at a time, in memory that does not grow with its rows. */
#include "sheet/table.h"

#include <sys/stat.h>

#include "base/csv.h"
#include "base/fd.h"
#include "sheet/decode.h"
#include "sheet/book.h"

#include "base/banned.h"

/* A workbook and its shared texts, twice while they grow; CSV takes some rows. */
#define OWN_MOST	(TABLE_FILE_MOST + 3 * TABLE_STRINGS_MOST)

struct table {
	struct arena	*mem;		/* owns us */
	struct arena	*rows;		/* the row in hand */
	int		 fd;
	const char	*fault;
	struct workbook	*book;		/* NULL: CSV */
	size_t		 sheet;
	struct decoder	*text;
	struct csv	 csv;
};

static int
open_csv(struct table *t, struct err *e)
{
	struct stat st;

	if (fstat(t->fd, &st) != 0)
		return err_sys(e, E_IO, _("bestand niet te lezen"));
	if ((uint64_t)st.st_size > TABLE_TEXT_MOST) {
		t->fault = _("het bestand is groter dan 128 MiB");
		return 0;
	}
	if (decoder_open(t->fd, t->mem, &t->text, e) != 0)
		return -1;
	if (decoder_charset(t->text) == CHARSET_NONE)
		t->fault =
		    _("dit is geen tekst, of de tekens zijn niet te herkennen; sla het bestand op als CSV in UTF-8");
	else
		csv_stream(&t->csv, decoder_more, t->text, t->rows, t->mem);
	return decoder_end(t->text, e);
}

static int
open_any(struct table *t, struct err *e)
{
	struct str head, bytes;

	if (fd_read_head(t->fd, 4, t->mem, &head, e) != 0)
		return -1;
	if (!str_eq(head, S("PK\x03\x04")))
		return open_csv(t, e);
	if (fd_read_head(t->fd, TABLE_FILE_MOST + 1, t->mem, &bytes, e) != 0)
		return -1;
	if (bytes.n <= TABLE_FILE_MOST)
		return book_open(bytes, t->mem, &t->book, e);
	t->fault = _("het werkblad is groter dan 32 MiB");
	return 0;
}

int
table_open(int fd, struct table **t_r, struct err *e)
{
	struct arena *mem = arena_new("tabel", OWN_MOST);
	struct table *t = NEW(mem, struct table, 1);

	*t = (struct table){ .mem = mem, .rows = arena_new("rij", 4 * CSV_ROW_MOST), .fd = fd };
	if (open_any(t, e) != 0) {
		table_close(t);
		*t_r = NULL;
		return -1;
	}
	*t_r = t;
	return 0;
}

void
table_close(struct table *t)
{
	if (t == NULL)
		return;
	book_close(t->book);
	arena_free(t->rows);
	arena_free(t->mem);
}

const char *
table_fault(const struct table *t)
{
	return t->fault != NULL ? t->fault : t->book != NULL ? book_fault(t->book) : NULL;
}

const char *
table_note(const struct table *t)
{
	if (t->book != NULL || t->text == NULL || t->fault != NULL)
		return NULL;
	switch (decoder_charset(t->text)) {
	case CHARSET_WINDOWS_1252:
		return _("de tekens zijn gelezen als Windows-1252; sla het bestand liever op als CSV in UTF-8");
	case CHARSET_UTF16LE:
	case CHARSET_UTF16BE:
		return _("de tekens zijn gelezen als UTF-16; sla het bestand liever op als CSV in UTF-8");
	default:
		return NULL;
	}
}

char
table_separator(const struct table *t)
{
	return t->book != NULL ? '\0' : t->csv.sep;
}

bool
table_marked(const struct table *t)
{
	return t->book == NULL && t->text != NULL && decoder_charset(t->text) == CHARSET_UTF8_MARK;
}

/* One row of CSV into the row's memory; how many of its cells are not empty, -1: the table ended. */
static int
csv_cells(struct table *t, struct row *row)
{
	struct str v[TABLE_COLUMNS_MOST];
	size_t n;

	arena_rewind(t->rows, (struct mark){ 0 });
	if (!csv_row(&t->csv, v, COUNT(v), &n))
		return -1;
	*row = (struct row){ t->csv.row, NEW(t->rows, struct cell, n), 0, n };
	for (size_t i = 0; i < n; i++) {
		if (v[i].n != 0)
			row->cells[row->n++] = (struct cell){ (uint32_t)i + 1, CELL_TEXT, v[i] };
	}
	return (int)row->n;
}

int
table_row(struct table *t, struct row *row, struct err *e)
{
	struct row next = { .number = 0 };
	int n = 0;

	if (table_fault(t) != NULL)
		return 0;
	if (t->book != NULL)
		return book_row(t->book, row, e);
	while (n == 0 && t->fault == NULL) {
		n = csv_cells(t, &next);
		if (t->csv.open)
			t->fault =
			    _("een aanhalingsteken wordt niet gesloten, zodat niet te zien is waar de rij eindigt");
		else if (t->csv.cut)
			t->fault = _("een rij heeft meer dan 1 MB tekst");
		else if (t->csv.row > TABLE_ROWS_MOST)
			t->fault = _("er zijn meer dan 1.048.576 rijen");
	}
	if (decoder_end(t->text, e) != 0)
		return -1;
	if (n <= 0 || t->fault != NULL)
		return 0;
	*row = next;
	return 1;
}

int
table_sheet(struct table *t, struct err *e)
{
	int rc;

	if (t->book == NULL || table_fault(t) != NULL || t->sheet + 1 == TABLE_SHEETS_MOST)
		return 0;
	rc = book_sheet(t->book, t->sheet + 1, e);
	t->sheet += rc == 1;
	return rc;
}

int
table_rewind(struct table *t, struct err *e)
{
	if (table_fault(t) != NULL)
		return 0;
	if (t->book != NULL)
		return book_sheet(t->book, t->sheet, e) < 0 ? -1 : 0;
	return open_csv(t, e);
}
