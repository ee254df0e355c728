/* SPDX-License-Identifier: EUPL-1.2 */
/* rows.c - the stage that reads a table which a person or a system filled in (CSV, XLSX), and says what stands in it. */
#include "rows/rows.h"

#include "base/fd.h"
#include "base/json.h"
#include "base/utf8.h"
#include "sheet/table.h"

#include "base/banned.h"

/* What was read so far, of all sheets. */
struct reading {
	size_t		 rows;
	uint64_t	 bytes;
	int64_t		 cut;		/* cells that are not given whole */
};

/* The cells of a row by their column.  What stands past the last column that is read is passed over. */
static json_t *
cells_of(const struct row *row, struct reading *r)
{
	struct str texts[ROWS_COLUMNS_MOST];
	size_t n = 0;
	json_t *list = json_array();

	for (size_t i = 0; i < ROWS_COLUMNS_MOST; i++)
		texts[i] = S("");
	for (size_t i = 0; i < row->n; i++) {
		const struct cell *c = &row->cells[i];

		r->cut += c->column > ROWS_COLUMNS_MOST || c->text.n > ROWS_CELL_MOST;
		if (c->column == 0 || c->column > ROWS_COLUMNS_MOST)
			continue;
		texts[c->column - 1] = utf8_cut(c->text, ROWS_CELL_MOST);
		n = c->column > n ? c->column : n;
	}
	for (size_t i = 0; i < n; i++) {
		json_push(list, json_of_str(texts[i]));
		r->bytes += texts[i].n;
	}
	return list;
}

/* NULL: that was all of them. */
static const char *
read_rows(struct table *t, struct reading *r, json_t *list, int *rc_r, struct err *e)
{
	struct row row;

	while ((*rc_r = table_row(t, &row, e)) == 1) {
		json_t *one;

		if (r->rows++ == ROWS_MOST)
			return _("meer rijen dan woostraat leest");
		one = json_object();
		json_put_num(one, "n", (int64_t)row.number);
		json_put(one, "cells", cells_of(&row, r));
		json_push(list, one);
		if (r->bytes > ROWS_TEXT_MOST)
			return _("meer tekst dan woostraat leest");
	}
	return *rc_r == 0 ? table_fault(t) : NULL;
}

/* One sheet into j.  1: read to its end. */
static int
read_sheet(struct table *t, struct reading *r, json_t *j, struct err *e)
{
	json_t *list = json_array();
	const char *fault;
	int rc;

	json_put(j, "rows", list);
	fault = read_rows(t, r, list, &rc, e);
	if (rc < 0)
		return -1;
	json_put_str(j, "fault", str_of(fault));
	return fault == NULL;
}

int
sheet_run(const struct job *job, struct result *res, struct err *e)
{
	AUTO_JSON j = json_object();
	json_t *more = json_array();
	struct reading r = { 0 };
	AUTO_TABLE t = NULL;
	AUTO_FD fd = -1;
	char separator;
	int rc;

	json_put(j, "sheets", more);
	if (job_open(job, DOC_NONE, A_RUN, &fd, e) != 0 || table_open(fd, &t, e) != 0)
		return -1;
	rc = read_sheet(t, &r, j, e);
	while (rc == 1 && json_array_size(more) + 1 < TABLE_SHEETS_MOST && (rc = table_sheet(t, e)) == 1) {
		json_t *one = json_object();

		json_push(more, one);
		rc = read_sheet(t, &r, one, e);
	}
	if (rc < 0)
		return -1;
	separator = table_separator(t);
	if (separator != 0)
		json_put_str(j, "separator", (struct str){ &separator, 1 });
	json_put_num(j, "cut", r.cut);
	return fd_write_all(res->out[A_ROWS], json_write(res->mem, j), e);
}
