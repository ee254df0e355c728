/* SPDX-License-Identifier: EUPL-1.2 */
/* agenda.c - what the calendar of an organisation means for the dossiers that the ledger knows: late, due, not yet. */
#include "agenda.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "report/layout.h"
#include "report/table.h"
#include "standing.h"
#include "store/accounts.h"
#include "store/rests.h"

#include "base/spoken.h"

#include "base/banned.h"

#define DOSSIER_MEM	MIB(64)
#define NAMES_MOST	20		/* of a list on a terminal; the JSON has them all */
#define TEXT_COLUMNS	((size_t)200)

/* --- one dossier -------------------------------------------------------------------- */

static bool
is_planned(struct str code)
{
	return str_eq(code, str_of(finding_tag(F_RUN_NOT_YET))) ||
	    str_eq(code, str_of(finding_tag(F_RUN_NOT_BEFORE))) || str_eq(code, str_of(finding_tag(F_DSC_EMBARGO)));
}

static void
weigh(const json_t *findings, struct appointed *a)
{
	const json_t *f;
	size_t i;

	json_array_foreach (findings, i, f) {
		int64_t g = standing_gravity(f);

		a->held |= g == G_STOP;
		a->later |= g == G_LATER && !is_planned(json_str(f, "code"));
	}
}

static void
read_days(const json_t *account, struct appointed *a)
{
	const json_t *declared = json_map(account, "declared"), *days = json_map(account, "days");

	for (int i = 0; i < SAY__COUNT; i++) {
		struct str s = json_str(days, say_name((enum say)i));

		if (s.n != 0 && date_parse(s, &a->days.v[i]) != 0)
			a->days.v[i] = (struct date){ 0 };
	}
	if (time_parse(json_str(declared, "not_before"), &a->not_before) != 0)
		a->not_before = 0;
	if (time_parse(json_str(json_map(declared, "leave"), "at"), &a->leave) != 0)
		a->leave = 0;
}

static void
read_categories(const json_t *metadata, struct arena *mem, struct appointed *a)
{
	const json_t *list = json_list(metadata, field_element(MD_INFORMATIECATEGORIE));

	a->nuris = json_array_size(list);
	a->uris = NEW(mem, struct str, a->nuris + 1);
	for (size_t i = 0; i < a->nuris; i++)
		a->uris[i] = json_str(json_array_get(list, i), "uri");
	if (a->days.v[SAY_DATE].year == 0) { /* an account of before there was a calendar */
		list = json_list(metadata, field_element(MD_CREATIEDATUM));
		if (date_parse(json_str(json_array_get(list, 0), "value"), &a->days.v[SAY_DATE]) != 0)
			a->days.v[SAY_DATE] = (struct date){ 0 };
	}
}

static void
read_account(const json_t *account, struct arena *mem, struct appointed *a)
{
	const json_t *doc, *metadata = json_map(json_array_get(json_list(account, "notices"), 0), "metadata");
	size_t i;

	a->account = account;
	weigh(json_list(account, "findings"), a);
	json_array_foreach (json_list(account, "documents"), i, doc) {
		weigh(json_list(doc, "findings"), a);
		a->documents += !str_eq(json_str(doc, "outcome"), str_of(outcome_name(O_SKIPPED)));
		if (str_eq(json_str(doc, "role"), str_of(role_name(ROLE_MAIN))))
			metadata = json_map(doc, "metadata");
	}
	read_days(account, a);
	read_categories(metadata, mem, a);
}

struct each {
	const struct agenda *g;
	agenda_fn	*fn;
	void		*ctx;
	struct arena	*mem;
};

static int
each_one(void *ctx, const struct standing *st, struct err *e)
{
	struct each *x = ctx;
	struct mark mark = arena_mark(x->mem);
	struct appointed a = { .key = st->key, .state = st->row.state, .exposed = st->row.exposed };
	AUTO_JSON account = NULL;
	bool quiet = false;
	int rc;

	if (st->row.state == S_WITHDRAWN || st->row.state == S_WITHDRAWING)
		return 0;
	/* What is public and rests until after the last week shows nothing on it. */
	if (x->g->quiet_until != 0 && st->row.exposed &&
	    rests_quiet(x->g->store, st->id, x->g->quiet_until, &quiet, e) != 0)
		return -1;
	if (quiet)
		return 0;
	if (st->accounted && accounts_read(x->g->vault, &st->account, &account, e) != 0)
		return -1;
	if (account != NULL)
		read_account(account, x->mem, &a);
	a.held |= st->row.state == S_QUARANTINED;
	rc = x->fn(x->ctx, &a, e);
	arena_rewind(x->mem, mark);
	return rc;
}

int
agenda_each(const struct agenda *g, agenda_fn *fn, void *ctx, struct err *e)
{
	struct each x = { .g = g, .fn = fn, .ctx = ctx, .mem = arena_new("kalender", DOSSIER_MEM) };
	int rc =
	    overview_each(g->store, (struct scope){ utf8_exact(g->mem, g->org->key), S("") }, true, each_one, &x, e);

	arena_free(x.mem);
	return rc;
}

struct date
agenda_embargo(const struct appointed *a, struct date today)
{
	struct date day = a->days.v[SAY_EMBARGO], moment = date_here(a->not_before);

	if (a->not_before != 0 && date_cmp(moment, day) > 0)
		day = moment;
	return date_cmp(day, today) > 0 ? day : (struct date){ 0 };
}

/* --- how it stands ------------------------------------------------------------------ */

struct line { struct date day; json_t *j; };

struct picture {
	const struct agenda *g;
	struct date	 today;
	struct { struct line *v; size_t n, cap; } overdue, due, moments;
	int64_t		 weeks[AGENDA_WEEKS];
	int64_t		 beyond, unknown;
	size_t		*off;		/* dossiers of each category of the calendar that is off; behind them those of no such */
};

static json_t *
line_of(const struct picture *p, const struct appointed *a, const struct scheduled *s, struct date due)
{
	json_t *j = json_object();
	int64_t days = date_between(p->today, due);

	json_put_str(j, "dossier", a->key);
	json_put_str(j, "category", s->label);
	json_put_str(j, "due", date_iso(p->g->mem, due));
	json_put_num(j, "days", days < 0 ? -days : days);
	json_put_str(j, "words", str_of(standing_state(a->state)));
	return j;
}

static void
note_moment(struct picture *p, const struct appointed *a, const char *what, time_t at, struct date day)
{
	json_t *j;

	if (date_cmp(day, p->today) < 0 || date_between(p->today, day) >= (int64_t)7 * AGENDA_WEEKS)
		return;
	j = json_object();
	json_put_str(j, "dossier", a->key);
	json_put_str(j, "what", str_of(what));
	json_put_str(j, "at", time_rfc3339(p->g->mem, at));
	json_put_str(j, "day", date_iso(p->g->mem, day));
	*PUSH(p->g->mem, p->moments.v, p->moments.n, p->moments.cap) = (struct line){ day, j };
}

static void
note_due(struct picture *p, const struct appointed *a, const struct scheduled *s)
{
	struct arena *mem = p->g->mem;
	bool lacks;
	struct date due = calendar_due(s, &a->days, &lacks);
	int64_t in;

	p->unknown += lacks;
	if (due.year == 0)
		return;
	in = date_between(p->today, due);
	if (in < 0)
		*PUSH(mem, p->overdue.v, p->overdue.n, p->overdue.cap) = (struct line){ due, line_of(p, a, s, due) };
	else if (in >= (int64_t)7 * AGENDA_WEEKS)
		p->beyond++;
	else {
		p->weeks[in / 7]++;
		*PUSH(mem, p->due.v, p->due.n, p->due.cap) = (struct line){ due, line_of(p, a, s, due) };
	}
}

static int
note(void *ctx, const struct appointed *a, struct err *e)
{
	struct picture *p = ctx;
	const struct calendar *c = p->g->org->calendar;
	const struct scheduled *s = calendar_deciding(c, a->uris, a->nuris, p->today);
	struct date embargo = agenda_embargo(a, p->today);

	(void)e;
	if (a->leave != 0 && a->exposed)
		note_moment(p, a, "leave", a->leave, date_here(a->leave));
	if (a->exposed || a->account == NULL)
		return 0;
	if (embargo.year != 0)
		note_moment(p, a, "embargo",
		    a->not_before != 0 && date_cmp(date_here(a->not_before), embargo) == 0 ? a->not_before :
											     moment_start(embargo),
		    embargo);
	if (calendar_stance(s, p->today) == STANCE_OFF)
		p->off[s == NULL ? c->n : (size_t)(s - c->v)]++;
	else if (calendar_stance(s, p->today) == STANCE_MANDATORY)
		note_due(p, a, s);
	return 0;
}

static int
by_day(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	int c = date_cmp(x->day, y->day);

	return c != 0 ? c : str_cmp(json_str(x->j, "dossier"), json_str(y->j, "dossier"));
}

static json_t *
sorted(struct line *v, size_t n)
{
	json_t *list = json_array();

	if (n != 0)
		qsort(v, n, sizeof *v, by_day);
	for (size_t i = 0; i < n; i++)
		json_push(list, v[i].j);
	return list;
}

static json_t *
weeks_of(const struct picture *p)
{
	json_t *list = json_array();

	for (unsigned i = 0; i < AGENDA_WEEKS; i++) {
		json_t *j = json_object();

		json_put_str(j, "from", date_iso(p->g->mem, date_plus_days(p->today, 7 * i)));
		json_put_str(j, "until", date_iso(p->g->mem, date_plus_days(p->today, 7 * i + 6)));
		json_put_num(j, "dossiers", p->weeks[i]);
		json_push(list, j);
	}
	return list;
}

static json_t *
off_of(const struct picture *p)
{
	const struct calendar *c = p->g->org->calendar;
	json_t *list = json_array();

	for (size_t i = 0; i <= c->n; i++) {
		struct date from = { 0 };
		json_t *j;

		if (p->off[i] == 0)
			continue;
		j = json_object();
		json_put_str(j, "label", i == c->n ? S("staat niet in de kalender") : c->v[i].label);
		if (i != c->n) {
			json_put_str(j, "category", c->v[i].uri);
			from = calendar_opens(&c->v[i], p->today);
		}
		if (from.year != 0)
			json_put_str(j, "from", date_iso(p->g->mem, from));
		json_put_num(j, "dossiers", (int64_t)p->off[i]);
		json_push(list, j);
	}
	return list;
}

static json_t *
phases_of(const struct picture *p)
{
	const struct calendar *c = p->g->org->calendar;
	json_t *list = json_array();

	for (size_t i = 0; i < c->n; i++) {
		for (size_t k = 0; k < c->v[i].nphases; k++) {
			const struct opening *x = &c->v[i].phases[k];
			json_t *j;

			if (date_cmp(x->from, p->today) <= 0)
				continue;
			j = json_object();
			json_put_str(j, "category", c->v[i].uri);
			json_put_str(j, "label", c->v[i].label);
			json_put_str(j, "from", date_iso(p->g->mem, x->from));
			json_put_str(j, "stance", str_of(stance_name(x->stance)));
			json_push(list, j);
		}
	}
	return list;
}

int
agenda_of(const struct agenda *g, json_t **j_r, struct err *e)
{
	struct agenda all = *g;
	struct picture p = { .g = g, .today = date_here(g->now) };
	json_t *j;
	int rc;

	*j_r = NULL;
	if (g->org->calendar == NULL)
		return 0;
	p.off = NEW(g->mem, size_t, g->org->calendar->n + 1);
	all.quiet_until = g->now + (time_t)(7 * AGENDA_WEEKS + 2) * 24 * 3600;
	rc = agenda_each(&all, note, &p, e);
	j = json_object();
	json_put_str(j, "organisation", utf8_show(g->mem, g->org->key));
	json_put_str(j, "day", date_iso(g->mem, p.today));
	json_put(j, "overdue", sorted(p.overdue.v, p.overdue.n));
	json_put(j, "due", sorted(p.due.v, p.due.n));
	json_put(j, "moments", sorted(p.moments.v, p.moments.n));
	json_put(j, "weeks", weeks_of(&p));
	json_put_num(j, "beyond", p.beyond);
	json_put_num(j, "unknown", p.unknown);
	json_put(j, "off", off_of(&p));
	json_put(j, "phases", phases_of(&p));
	if (rc == 0)
		*j_r = j;
	else
		json_decref(j);
	return rc;
}

/* --- in words ------------------------------------------------------------------------- */

static struct str
dutch(struct arena *mem, const json_t *j, const char *name)
{
	struct date d;

	return date_parse(json_str(j, name), &d) == 0 ? date_dutch(mem, d) : STR_NONE;
}

static size_t
not_yet(const json_t *j)
{
	const json_t *x;
	size_t i, n = 0;

	json_array_foreach (json_list(j, "off"), i, x)
		n += (size_t)json_num(x, "dossiers", 0);
	return n;
}

static struct str
summary(const json_t *j, struct arena *mem)
{
	size_t late = json_array_size(json_list(j, "overdue")), due = json_array_size(json_list(j, "due"));

	return str_fmt(mem, _("kalender: te laat %zu, binnen %d weken %zu, nog niet aan de beurt %zu"), late,
	    AGENDA_WEEKS, due, not_yet(j));
}

void
agenda_line(struct buf *b, const json_t *j, struct arena *mem)
{
	struct str org = json_str(j, "organisation"), text = summary(j, mem);

	if (json_array_size(json_list(j, "overdue")) + json_array_size(json_list(j, "due")) + not_yet(j) == 0)
		return;
	layout_wrap(b, str_fmt(mem, "%.*s, %.*s.", STRF(org), STRF(text)), S("-"), 2, TABLE_COLUMNS);
}

/* The dossiers of one list, each with its day. */
static void
list_text(struct buf *b, const json_t *list, const char *head, struct arena *mem)
{
	const json_t *x;
	size_t i, n = json_array_size(list);

	if (n != 0)
		layout_wrap(b, str_of(head), S("  "), 2, TABLE_COLUMNS);
	json_array_foreach (list, i, x) {
		if (i == NAMES_MOST)
			break;
		layout_wrap(b,
		    str_fmt(mem, "%.*s  %.*s (%.*s, %.*s)", STRF(dutch(mem, x, "due")),
			STRF(layout_cut_middle(mem, json_str(x, "dossier"), TEXT_COLUMNS)),
			STRF(json_str(x, "category")), STRF(lang_str(mem, json_str(x, "words")))),
		    S("    "), 6, TABLE_COLUMNS);
	}
	if (n > NAMES_MOST)
		buf_addf(b, ngettext("    en nog %zu dossier\n", "    en nog %zu dossiers\n", n - NAMES_MOST),
		    n - NAMES_MOST);
}

static void
moments_text(struct buf *b, const json_t *list, struct arena *mem)
{
	const json_t *x;
	size_t i;

	json_array_foreach (list, i, x) {
		bool leave = str_eq(json_str(x, "what"), S("leave"));
		time_t at;

		if (i == NAMES_MOST || time_parse(json_str(x, "at"), &at) != 0)
			break;
		layout_wrap(b,
		    str_fmt(mem, leave ? _("%.*s: wordt ingetrokken op %.*s") : _("%.*s: mag openbaar vanaf %.*s"),
			STRF(layout_cut_middle(mem, json_str(x, "dossier"), TEXT_COLUMNS)),
			STRF(layout_moment(mem, at))),
		    S("  "), 4, TABLE_COLUMNS);
	}
}

void
agenda_text(struct buf *b, const json_t *j, struct arena *mem)
{
	const json_t *x;
	size_t i;

	layout_wrap(b, summary(j, mem), S("  "), 4, TABLE_COLUMNS);
	json_array_foreach (json_list(j, "off"), i, x) {
		struct str from = dutch(mem, x, "from");
		long long n = (long long)json_num(x, "dossiers", 0);

		layout_wrap(b,
		    from.n == 0 ? str_fmt(mem, _("nog niet aan de beurt: %.*s (%lld)"),
				      STRF(lang_str(mem, json_str(x, "label"))), n) :
				  str_fmt(mem, _("nog niet aan de beurt: %.*s (%lld), vanaf %.*s"),
				      STRF(lang_str(mem, json_str(x, "label"))), n, STRF(from)),
		    S("  "), 4, TABLE_COLUMNS);
	}
	list_text(b, json_list(j, "overdue"), _("Te laat volgens de kalender"), mem);
	list_text(b, json_list(j, "due"), _("Moet openbaar zijn uiterlijk op"), mem);
	moments_text(b, json_list(j, "moments"), mem);
	if (json_num(j, "unknown", 0) != 0)
		layout_wrap(b,
		    str_fmt(mem, _("van %lld is de termijn niet te bepalen (RUN-304)"),
			(long long)json_num(j, "unknown", 0)),
		    S("  "), 4, TABLE_COLUMNS);
}
