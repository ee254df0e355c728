/* SPDX-License-Identifier: EUPL-1.2 */
/* grid.c - rows of texts as a sheet opens them (CSV, XLSX), in which nothing is calculated. */
#include "grid.h"

#include "base/utf8.h"
#include "xlsx.h"

#include "base/banned.h"

#define WIDTH_LEAST	8.0	/* characters, of a column in a workbook */
#define WIDTH_MOST	60.0
#define WIDTH_ROWS	200	/* rows that say how wide a column is to be */
#define NAME_MOST	31	/* characters of the name of a sheet; Excel refuses more */
#define CELL_MOST	32000	/* bytes of a cell; Excel takes 32,767 characters */

bool
grid_formula(struct str s)
{
	static const struct str wide[] = { S("＝"), S("＋"), S("－"), S("＠") };

	while (s.n != 0 && s.p[0] == ' ')
		s = str_from(s, 1);
	for (size_t i = 0; i < COUNT(wide); i++) {
		if (str_starts(s, wide[i]))
			return true;
	}
	return s.n != 0 && str_has(S("=+-@\t\r|%"), s.p[0]);
}

void
grid_cell(struct buf *b, struct str s)
{
	struct str rest = s, part;

	buf_add(b, grid_formula(s) ? S("\"'") : S("\""));
	while (str_next(&rest, '"', &part)) {
		buf_add(b, part);
		if (rest.p != NULL)
			buf_add(b, S("\"\""));
	}
	buf_addc(b, '"');
}

struct str
grid_csv(const struct grid *g, struct arena *mem)
{
	struct buf b;

	buf_init(&b, mem, GIB(1));
	buf_add(&b, S("\xef\xbb\xbf"));
	for (size_t i = 0; i < g->n; i++) {
		for (size_t c = 0; c < g->v[i].n; c++) {
			if (c != 0)
				buf_addc(&b, g->separator == 0 ? ';' : g->separator);
			grid_cell(&b, g->v[i].cells[c]);
		}
		buf_add(&b, S("\r\n"));
	}
	return buf_str(&b);
}

/* --- XLSX ----------------------------------------------------------------------------------- */

/* Wide enough for what stands in the first rows, within reason. */
static lxw_error
set_widths(lxw_worksheet *sheet, const struct grid *g, lxw_format *wrap)
{
	lxw_error rc = LXW_NO_ERROR;
	size_t columns = g->n == 0 ? 0 : g->v[g->head].n;

	for (size_t c = 0; c < columns && rc == LXW_NO_ERROR; c++) {
		double width = WIDTH_LEAST;

		for (size_t i = 0; i < g->n && i < WIDTH_ROWS; i++) {
			double w = c < g->v[i].n ? (double)utf8_width(g->v[i].cells[c]) + 2 : 0;

			width = w > width ? w : width;
		}
		rc = worksheet_set_column(
		    sheet, (lxw_col_t)c, (lxw_col_t)c, width > WIDTH_MOST ? WIDTH_MOST : width, wrap);
	}
	return rc;
}

static lxw_error
fill_sheet(lxw_workbook *book, const struct xlsx_looks *looks, const struct grid *g, struct arena *mem)
{
	lxw_worksheet *sheet = workbook_add_worksheet(book, str_c(mem, utf8_cut(g->title, NAME_MOST)));
	lxw_error rc;

	if (sheet == NULL)
		return LXW_ERROR_MEMORY_MALLOC_FAILED;
	rc = set_widths(sheet, g, looks->wrap);
	for (size_t i = 0; i < g->n && rc == LXW_NO_ERROR; i++) {
		for (size_t c = 0; c < g->v[i].n && rc == LXW_NO_ERROR; c++)
			rc = xlsx_text(sheet, i, c, utf8_cut(g->v[i].cells[c], CELL_MOST),
			    i == g->head ? looks->head : looks->wrap, mem);
	}
	worksheet_freeze_panes(sheet, (lxw_row_t)g->head + 1, 0);
	return rc;
}

struct grids { const struct grid *v; size_t n; };

static lxw_error
fill(lxw_workbook *book, const struct xlsx_looks *looks, const void *what, struct arena *mem)
{
	const struct grids *g = what;
	lxw_error rc = LXW_NO_ERROR;

	for (size_t i = 0; i < g->n && rc == LXW_NO_ERROR; i++)
		rc = fill_sheet(book, looks, &g->v[i], mem);
	return rc;
}

int
grid_xlsx(const struct grid *v, size_t n, const char *title, const char *path, time_t now, struct arena *mem,
    struct err *e)
{
	const struct grids g = { v, n };

	return xlsx_make(path, title, now, fill, &g, mem, e);
}
