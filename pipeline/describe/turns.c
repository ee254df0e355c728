/* SPDX-License-Identifier: EUPL-1.2 */
/* turns.c - until when what describe says of a dossier holds. */
#include "describe/turns.h"

#include "base/banned.h"

struct turning { struct date today, first; };

static void
note(struct turning *t, struct date d)
{
	if (date_valid(d) && date_cmp(d, t->today) > 0 && (t->first.year == 0 || date_cmp(d, t->first) < 0))
		t->first = d;
}

/* What is still to come, comes then; what is today, is past the day after. */
static void
note_day(struct turning *t, struct date d)
{
	if (!date_valid(d) || date_cmp(d, t->today) < 0)
		return;
	note(t, d);
	note(t, date_plus_days(d, 1));
}

static void
note_statements(struct turning *t, const struct statements *all)
{
	for (size_t i = 0; i < all->n; i++) {
		note_day(t, all->v[i].date);
		note_day(t, all->v[i].until);
	}
}

/* Days of the record itself, whatever they were taken from. */
static void
note_record(struct turning *t, const struct record *r)
{
	for (int f = 0; f < MD__COUNT; f++) {
		for (size_t i = 0; i < r->f[f].n; i++) {
			struct date d;

			if (date_scan(r->f[f].v[i].text, &d) != 0)
				note_day(t, d);
		}
	}
}

struct date
turns_of(const struct dossier *d, const struct catalog *lists, struct date today)
{
	struct turning t = { .today = today };

	note(&t, catalog_turn(lists, today));
	note_day(&t, d->declared.datum);
	note_statements(&t, &d->said);
	for (size_t i = 0; i < d->ndocs; i++) {
		note_statements(&t, &d->docs[i].said);
		note_statements(&t, &d->docs[i].gleaned);
		note_day(&t, d->docs[i].props.dated);
		note_record(&t, &d->docs[i].record);
	}
	for (size_t i = 0; i < d->nnotices; i++) {
		note_statements(&t, &d->notices[i].said);
		note_record(&t, &d->notices[i].record);
	}
	return t.first;
}
