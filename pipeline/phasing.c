/* SPDX-License-Identifier: EUPL-1.2 */
/* phasing.c - what the calendar of the organisation and dossier.yaml say of when a dossier goes and comes. */
#include "phasing.h"

#include "config/calendar.h"
#include "report/layout.h"

#include "base/banned.h"

/* When the category has its turn, as the end of a sentence. */
static struct str
turn_of(struct work *w, const struct scheduled *s, struct date today)
{
	struct date from = calendar_opens(s, today);

	if (s == NULL)
		return str_of(_("staat er niet in"));
	if (from.year == 0)
		return str_of(_("staat op ‘uit’"));
	return str_fmt(w->mem, _("gaat mee vanaf %.*s"), STRF(date_dutch(w->mem, from)));
}

/* The words for the days from which a term may count. */
static struct str
days_words(struct work *w, const struct term_rule *t)
{
	struct buf b;

	buf_init(&b, w->mem, KIB(1));
	for (size_t i = 0; i < t->nfrom; i++)
		buf_addf(&b, "%s%s", i == 0 ? "" : _(" of "), _(say_label(t->from[i])));
	return buf_str(&b);
}

static void
check_term(struct work *w, const struct scheduled *s, struct date today)
{
	struct days days = days_of(&w->d);
	bool lacks;
	struct date due = calendar_due(s, &days, &lacks);

	if (lacks)
		work_find(w, F_RUN_TERM_UNKNOWN, DOC_NONE, days_words(w, &s->term), STR_NONE);
	else if (due.year != 0 && date_cmp(due, today) < 0)
		work_find(w, F_RUN_OVERDUE, DOC_NONE, date_dutch(w->mem, due), s->term.words);
}

/* The categories of the main document; there may be none. */
static size_t
categories_of(const struct work *w, struct arena *mem, struct str **uris_r)
{
	const struct record *r = dossier_record(&w->d);
	size_t n = r == NULL ? 0 : r->f[MD_INFORMATIECATEGORIE].n;

	*uris_r = NEW(mem, struct str, n + 1);
	for (size_t i = 0; i < n; i++)
		(*uris_r)[i] = r->f[MD_INFORMATIECATEGORIE].v[i].uri;
	return n;
}

/* No record, or one without a category: something else holds it, and with a calendar it does not go by default. */
static void
check_calendar(struct work *w, const struct calendar *c)
{
	const struct record *r = dossier_record(&w->d);
	struct date today = date_here(w->run->now);
	const struct scheduled *s;
	struct str *uris;
	size_t n = categories_of(w, w->mem, &uris);

	s = calendar_deciding(c, uris, n, today);
	switch (calendar_stance(s, today)) {
	case STANCE_OFF:
		/* Its category is not known, and what holds it says so. */
		if (n == 0 && verdict(&w->d.findings) == V_HOLD)
			break;
		work_find(w, F_RUN_NOT_YET, DOC_NONE,
		    s != NULL  ? s->label :
			n != 0 ? r->f[MD_INFORMATIECATEGORIE].v[0].text :
				 str_of(_("geen informatiecategorie")),
		    turn_of(w, s, today));
		break;
	case STANCE_MANDATORY:
		check_term(w, s, today);
		break;
	default:
		break;
	}
}

void
phasing_check(struct work *w)
{
	if (w->d.declared.not_before > w->run->now)
		work_find(w, F_RUN_NOT_BEFORE, DOC_NONE, layout_moment(w->mem, w->d.declared.not_before), STR_NONE);
	/* What is public, or may be, stays so and may be corrected: the calendar is about what is to come. */
	if (w->d.org->calendar != NULL && !w->row.exposed)
		check_calendar(w, w->d.org->calendar);
}

void
phasing_note(const struct work *w, struct arena *mem, json_t *j)
{
	const struct calendar *c = w->d.org->calendar;
	struct date today = date_here(w->run->now), due = { 0 };
	const struct scheduled *s;
	struct days days;
	struct str *uris;
	size_t n = categories_of(w, mem, &uris), goes = 0;
	bool lacks = false;

	for (size_t i = 0; i < w->d.ndocs; i++)
		goes += document_goes_out(&w->d.docs[i]);
	json_put_num(j, "goes", (int64_t)goes);
	s = c == NULL ? NULL : calendar_deciding(c, uris, n, today);
	if (s != NULL || n != 0)
		json_put_str(j, "category", s != NULL ? s->uri : uris[0]);
	if (w->row.exposed || calendar_stance(s, today) != STANCE_MANDATORY)
		return;
	days = days_of(&w->d);
	due = calendar_due(s, &days, &lacks);
	if (due.year != 0)
		json_put_str(j, "due", date_iso(mem, due));
	if (lacks)
		json_put(j, "due_unknown", json_true());
}

void
phasing_leave(struct work *w)
{
	const struct leave *l = &w->d.declared.leave;
	bool rests = (w->row.state == S_CONFIRMED || w->row.state == S_HANDED) && w->row.exposed && w->at == S_NONE &&
	    digest_eq(w->row.input, w->input) && (w->run->may & MAY_REUSE) != 0;

	if (l->at == 0)
		return;
	work_find(w,
	    l->at > w->run->now ? F_RUN_LEAVES :
		rests           ? F_RUN_LEAVES_NOW :
				  F_RUN_LEFT,
	    DOC_NONE, layout_moment(w->mem, l->at), STR_NONE);
}
