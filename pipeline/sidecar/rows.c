/* SPDX-License-Identifier: EUPL-1.2 */
/* rows.c - what readers of tables share: the row in hand, faults with their place, statements with theirs. */
#include "sidecar/rows.h"

#include <unistd.h>

#include "base/buf.h"
#include "base/path.h"
#include "proc/tools.h"
#include "sidecar/values.h"

#include "base/banned.h"

#define SURE		95		/* a cell says it, and somebody filled that in */

int
rows_open(struct rows *r, struct visit *v, int doc, enum source source, struct err *e)
{
	*r = (struct rows){ .v = v, .doc = doc, .source = source, .fd = -1 };
	if ((v->d->docs[doc].have_set & A_BIT(A_ORIGINAL)) == 0)
		return 1;
	r->name = finding_shown(v->r->mem, path_base(v->d->docs[doc].path));
	if (job_open(v->job, doc, A_ORIGINAL, &r->fd, e) != 0)
		return -1;
	if (table_open(r->fd, &r->t, e) != 0)
		return -1;
	files_index(&r->files, v, doc);
	r->claimed = NEW(v->tmp, uint64_t, v->d->ndocs);
	return 0;
}

void
rows_close(struct rows *r)
{
	table_close(r->t);
	if (r->fd >= 0)
		(void)close(r->fd);
	r->t = NULL;
	r->fd = -1;
}

int
rows_next(struct rows *r, struct err *e)
{
	if (r->marked)
		arena_rewind(r->v->tmp, r->mark);
	return table_row(r->t, &r->row, e);
}

void
rows_head(struct rows *r)
{
	for (size_t i = 0; i < r->row.n; i++) {
		if (r->labels[r->row.cells[i].column].n == 0)
			r->labels[r->row.cells[i].column] = finding_shown(r->v->r->mem, r->row.cells[i].text);
	}
	r->marked = true;
	r->mark = arena_mark(r->v->tmp);
}

void
rows_end(struct rows *r)
{
	const char *fault = table_fault(r->t), *note = table_note(r->t);

	if (fault != NULL)
		visit_fault(r->v, r->doc, true,
		    r->row.number == 0 ? str_of(_("het hele bestand")) :
					 str_fmt(r->v->tmp, _("na rij %llu"), (unsigned long long)r->row.number),
		    str_of(fault));
	else if (note != NULL)
		visit_fault(r->v, r->doc, false, str_of(_("het hele bestand")), str_of(note));
}

uint64_t
rows_claim(struct rows *r, int doc)
{
	uint64_t before = r->claimed[doc];

	if (before == 0)
		r->claimed[doc] = r->row.number;
	return before;
}

void
rows_finish(struct rows *r)
{
	struct arena *mem = r->v->r->mem;

	rows_end(r);
	tally_tell(&r->absent, r, false, _("het bestand zit niet in dit dossier; de rij is niet gebruikt"));
	visit_say(r->v, F_SID_ROWS_READ, r->doc, str_fmt(mem, "%llu", (unsigned long long)r->read),
	    str_fmt(mem, _("met een bestand in dit dossier: %llu"), (unsigned long long)r->matched));
}

const struct cell *
rows_cell(const struct rows *r, uint32_t column)
{
	for (size_t i = 0; i < r->row.n; i++) {
		if (r->row.cells[i].column == column)
			return &r->row.cells[i];
	}
	return NULL;
}

struct str
rows_text(const struct rows *r, uint32_t column)
{
	const struct cell *c = rows_cell(r, column);

	return c == NULL ? STR_NONE : c->text;
}

struct str
rows_place(const struct rows *r, uint32_t column)
{
	unsigned long long row = r->row.number;

	return column == 0 || r->labels[column].n == 0 ?
	    str_fmt(r->v->tmp, _("rij %llu"), row) :
	    str_fmt(r->v->tmp, _("rij %llu, kolom ‘%.*s’"), row, STRF(r->labels[column]));
}

struct str
rows_where(const struct rows *r, uint32_t column)
{
	return str_fmt(r->v->tmp, "%.*s, %.*s", STRF(r->name), STRF(rows_place(r, column)));
}

void
rows_fault(struct rows *r, bool bad, uint32_t column, const char *what)
{
	visit_fault(r->v, r->doc, bad, rows_place(r, column), str_of(what));
}

void
rows_say(struct rows *r, int doc, struct statement s, uint32_t column)
{
	if (s.text.p == NULL && s.date.year == 0)
		s.text = rows_text(r, column);
	s.source = r->source;
	s.where = rows_where(r, column);
	s.row = (struct from_row){ r->doc, r->sheet, (uint32_t)r->row.number };
	if (s.sure == 0)
		s.sure = SURE;
	visit_tell(r->v, doc, s);
}

void
rows_tell(struct rows *r, int doc, enum say what, uint32_t column)
{
	if (rows_text(r, column).n != 0)
		rows_say(r, doc, (struct statement){ .what = what }, column);
}

void
rows_extra(struct rows *r, int doc, const char *name, uint32_t column)
{
	if (rows_text(r, column).n != 0)
		rows_say(r, doc, (struct statement){ .what = SAY_EXTRA, .uri = str_of(name) }, column);
}

void
rows_actor(struct rows *r, int doc, enum say what, uint32_t column)
{
	struct str name = rows_text(r, column);
	const struct term *t;

	if (name.n == 0)
		return;
	if (!value_organisation(r->v->job->tools->lists, name, &t))
		rows_tell(r, doc, SAY_PARTY, column);
	else
		rows_say(r, doc,
		    (struct statement){
			.what = what, .text = t == NULL ? name : t->label, .uri = t == NULL ? STR_NONE : t->uri },
		    column);
}

bool
rows_day(struct rows *r, int doc, enum say what, uint32_t column)
{
	const struct cell *c = rows_cell(r, column);
	struct date d;
	const char *why;

	if (c == NULL)
		return false;
	if ((why = day_read(c, day_order(r->labels[column]), &d)) != NULL) {
		rows_fault(r, true, column, why);
		return false;
	}
	if (doc != DOC_NONE)
		rows_say(r, doc, (struct statement){ .what = what, .date = d, .text = c->text }, column);
	return true;
}

void
tally_add(struct tally *t, const struct rows *r)
{
	if (t->n < NUMBERS_TOLD)
		t->numbers[t->n] = r->row.number;
	t->n++;
}

void
tally_tell(const struct tally *t, struct rows *r, bool bad, const char *what)
{
	struct buf b;

	if (t->n == 0)
		return;
	buf_init(&b, r->v->tmp, 1000);
	buf_addf(&b, "%s", t->n == 1 ? _("rij") : _("rijen"));
	for (size_t i = 0; i < t->n && i < NUMBERS_TOLD; i++)
		buf_addf(&b, "%s %llu",
		    i == 0            ? "" :
			i + 1 == t->n ? _(" en") :
					",",
		    (unsigned long long)t->numbers[i]);
	if (t->n > NUMBERS_TOLD)
		buf_addf(&b, _(" en nog %llu"), (unsigned long long)(t->n - NUMBERS_TOLD));
	visit_fault(r->v, r->doc, bad, buf_str(&b), str_of(what));
}
