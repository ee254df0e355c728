/* SPDX-License-Identifier: EUPL-1.2 */
/* tables.c - targets for tables that describe documents: the rows themselves, and who reads them. */
#include "fuzz.h"

#include "base/utf8.h"
#include "parts.h"
#include "sheet/table.h"
#include "sidecar/sidecar.h"
#include "stage.h"

#include "base/banned.h"

void	 fuzz_tables(struct fuzz *);
void	 fuzz_tables_parts(struct fuzz *);

/* Rows stay within what was promised, and are the same when they are read again. */
static uint64_t
rows(struct fuzz *f, struct table *t)
{
	struct row row;
	uint64_t n = 0;
	int rc;

	while ((rc = table_row(t, &row, &f->err)) == 1) {
		must(row.n != 0 && row.n <= TABLE_COLUMNS_MOST && row.number != 0 && row.number <= TABLE_ROWS_MOST);
		for (size_t i = 0; i < row.n; i++) {
			must(row.cells[i].column != 0 && row.cells[i].column <= TABLE_COLUMNS_MOST && row.cells[i].text.n != 0);
			must(utf8_valid(row.cells[i].text));
			n = n * 31 + row.number + row.cells[i].column + row.cells[i].text.n;
		}
	}
	must(rc == 0);
	return n;
}

static void
table(struct fuzz *f, struct str bytes)
{
	struct table *t;
	uint64_t once;
	int fd;

	must(fd_of_str("tabel", bytes, &fd, &f->err) == 0);
	must(table_open(fd, &t, &f->err) == 0);
	once = rows(f, t);
	must(table_rewind(t, &f->err) == 0);
	if (table_fault(t) == NULL)
		must(rows(f, t) == once);
	table_close(t);
	auto_close(&fd);
}

/* What rows say may go into XML; a table that is one does not go out, unless it is an inventory. */
static void
run(struct fuzz *f, struct str bytes)
{
	struct visit v;

	if (bytes.n == 0)
		return;
	table(f, bytes);
	visit_open(&v, f, str_fmt(f->mem, "productierapport.%s", f->arg), STR_NONE, bytes);
	v.d.docs[0].role = ROLE_UNKNOWN;
	*PUSH(f->mem, v.d.docs, v.d.ndocs, v.d.docs_cap) = (struct document){ .path = S("3001.pdf") };
	*PUSH(f->mem, v.d.docs, v.d.ndocs, v.d.docs_cap) = (struct document){ .path = S("objects/b.pdf") };
	must(visit_run(&v, ST_sidecar, sidecar_run) == 0);
	for (size_t i = 0; i < v.d.ndocs; i++) {
		const struct statements *said = &v.d.docs[i].said;

		for (size_t k = 0; k < said->n; k++) {
			must(utf8_xml(said->v[k].text) && utf8_xml(said->v[k].uri) && utf8_xml(said->v[k].where));
			must(said->v[k].date.year == 0 || date_valid(said->v[k].date));
		}
	}
	visit_close(&v);
}

void
fuzz_tables(struct fuzz *f)
{
	run(f, f->in);
}

void
fuzz_tables_parts(struct fuzz *f)
{
	run(f, parts_pack(f->mem, f->in));
}
