/* SPDX-License-Identifier: EUPL-1.2 */
/* dates.c - the days that a text names as its own. */
#include "base/ascii.h"
#include "glean/spot.h"
#include "glean/readers.h"

#include "base/banned.h"

#define SURE_ENOUGH	80		/* describe takes it without a word */
#define SURE_LEAST	60		/* describe takes it, and tells */
#define OWN		95		/* of a message: when it was sent, as its header says */
#define CONTESTED	55		/* the text names another day as surely */
#define LOOSE		20		/* less sure where a label stands among other words */
#define STRAY		61		/* "Datum" stands there, and a day, but apart */
#define NOT_OWN		62		/* a day, but hardly that of a document of this kind */
#define NOISY_MOST	69		/* what a reader of pictures saw: the only day that it can be, and it is told */
#define APART		5		/* less sure where a value stands below its label */
#define DATES_MOST	((size_t)60)	/* kept of one document; a table of dates is no heading */

/* What a label makes of a date; 0: nothing of ours. */
static const struct { bool ours; enum say what; } says[LABEL__COUNT] = {
	[LABEL_DATE] = { true, SAY_DATE }, [LABEL_MEETING] = { true, SAY_MEETING },
	[LABEL_ESTABLISHED] = { true, SAY_ESTABLISHED }, [LABEL_SIGNED] = { true, SAY_SIGNED },
	[LABEL_SENT] = { true, SAY_SENT }, [LABEL_RECEIVED] = { true, SAY_RECEIVED },
	[LABEL_DECIDED] = { true, SAY_DECIDED }, [LABEL_PERIOD] = { true, SAY_PERIOD },
	[LABEL_VALID] = { true, SAY_VALID },
};

/* A day that was meant and cannot be read. */
struct doubt { struct span at; int sure; };

struct reading {
	struct glean	*g;
	struct bounds	 bounds;
	enum when_order	 order;
	struct doubt	 doubt;		/* the first; sure 0: none */
	struct statement stray;		/* the first day that stands by itself behind a label without one; sure 0: none */
	bool		 minutes;	/* the document is of a meeting: its agenda, its minutes */
	bool		 paper;		/* it was made for one: a proposal, an advice */
	size_t		 n;		/* statements made */
};

/* The same day in the same role is said once, as surely as it was said anywhere. */
static void
say(struct reading *r, const struct spot *p, struct role role, struct date date, struct date until)
{
	struct statements *all = &r->g->res->doc.gleaned;

	for (size_t i = 0; i < all->n; i++) {
		struct statement *s = &all->v[i];

		if (s->what == role.what && date_cmp(s->date, date) == 0 && date_cmp(s->until, until) == 0) {
			s->sure = s->sure > role.sure ? s->sure : role.sure;
			return;
		}
	}
	if (r->n++ < DATES_MOST)
		glean_say(r->g,
		    (struct statement){ .what = role.what,
			.text = view_text(&r->g->view, p->w, p->at, p->at + p->n, r->g->res->mem),
			.date = date,
			.until = until,
			.sure = role.sure,
			.at = view_span(&r->g->view, p->w, p->at, p->at + p->n) });
}

/* Between a label and its date stand only a day of the week, a town, "op", "d.d.". */
static bool
leads_in(const struct view *v, const struct entry *f, size_t at)
{
	struct str s = str_trim(str_sub(f->w->f.s, f->value, at - f->value));
	size_t end;

	for (size_t n = s.n + 1; s.n != 0 && s.n < n;) {
		static const char *const words[] = { "op", "d.d.", "dd.", "dd", "den", "van", "de", ":", "-" };

		n = s.n;
		s = when_without_weekday(s);
		for (size_t i = 0; i < COUNT(words); i++) {
			if (ends_with(s, words[i]))
				s = str_trim(str_sub(s, 0, s.n - str_of(words[i]).n));
		}
	}
	if (s.n == 0)
		return true;
	end = f->value + (size_t)(s.p - (f->w->f.s.p + f->value)) + s.n;
	return spot_is_town(v, f->w, f->value, end);
}

/* The label whose value the date at `at` is; NULL: none. */
static const struct entry *
label_of(const struct glean *g, const struct window *w, size_t at)
{
	const struct entry *best = NULL;

	for (size_t i = 0; i < g->entries.n; i++) {
		const struct entry *f = &g->entries.v[i];

		if (f->w != w || f->label->kind == LABEL_MARK || f->label->kind == LABEL_CASE || at < f->value ||
		    at >= f->end || !leads_in(&g->view, f, at))
			continue;
		/* Of two the nearer: "Ontvangen: Datum: 3 april". */
		if (best == NULL || f->value > best->value || (best->apart && !f->apart))
			best = f;
	}
	return best;
}

static struct role
label_role(const struct entry *f)
{
	struct role role = { says[f->label->kind].what, f->label->sure };
	struct str s = f->w->f.s;
	size_t i = f->at;

	if (!says[f->label->kind].ours)
		return (struct role){ 0 };
	if (f->apart)
		role.sure -= APART;
	while (i != 0 && (s.p[i - 1] == ' '))
		i--;
	/* "Verval datum: 3 april": the word before it belongs to it, for all we know. */
	if (f->loose && i != 0 && i != f->at && s.p[i - 1] >= 'a' && s.p[i - 1] <= 'z')
		role.sure -= LOOSE;
	/* "(raadsbesluit van 9 juni 1988)": an aside. */
	else if (i != 0 && s.p[i - 1] == '(')
		role.sure -= LOOSE;
	return role;
}

/* "1 januari 2025 t/m 31 december 2025": the second date, when one follows at once. */
static size_t
until_scan(const struct reading *r, struct str s, size_t i, struct when *w)
{
	static const char *const words[] = { "t/m", "tot en met", "tot", "-", "en", "to", "until" };
	size_t k = i;

	while (k < s.n && (s.p[k] == ' ' || s.p[k] == '\n' || s.p[k] == '\t'))
		k++;
	for (size_t n = 0; n < COUNT(words); n++) {
		size_t from = k + str_of(words[n]).n, bytes;

		if (!str_starts(str_from(s, k), str_of(words[n])))
			continue;
		while (from < s.n && (s.p[from] == ' ' || s.p[from] == '\n'))
			from++;
		if (from < s.n && (bytes = when_scan(s, from, r->order, w)) != 0 && w->kind != WHEN_UNCLEAR)
			return from + bytes - i;
	}
	return 0;
}

/* Is the date the first or last day of a period that the text is about? */
static bool
is_period(const struct spot *p)
{
	static const char *const words[] = { "periode", "periode van", "de periode van", "tijdvak van", "tijdvak",
		"looptijd van", "looptijd", "looptijd:", "periode:", "geldig van", "geldt van", "verslagperiode",
		"in de periode" };

	return ends_any(p->before, words, COUNT(words));
}

/* The date at `at` of n bytes; returns the bytes that belong to it. */
static size_t
read_date(struct reading *r, const struct window *win, size_t from, size_t at, size_t n, const struct when *w)
{
	const struct entry *f = label_of(r->g, win, at);
	struct mark mark = arena_mark(r->g->view.mem);
	struct role role;
	struct when until = { .kind = WHEN_UNCLEAR };
	struct spot p;
	size_t more;

	spot_of(&p, &r->g->view, &r->bounds, win, from, at, n, r->g->view.mem);
	/* "Aldus besloten in de vergadering, gehouden op 12 maart": the sentence is more than the label in it. */
	role = f != NULL && !has_word(p.before, "aldus") ? label_role(f) : spot_role(&p, &r->g->view);
	/* A form further on may be of something else. */
	if (f != NULL && !p.zone && !p.foot && role.sure >= SURE_ENOUGH && role.what != SAY_VALID &&
	    role.what != SAY_PERIOD && view_span(&r->g->view, win, at, at + n).page > 1)
		role.sure = SURE_ENOUGH - 1;
	if (w->kind == WHEN_STAMP && f == NULL)
		role.sure = 0; /* "Bijlagen 2 6 februari 2015", for all we know */
	if ((w->kind == WHEN_NOISY || w->kind == WHEN_STAMP) && role.sure > SURE_LEAST)
		role.sure = SURE_LEAST + (role.sure - SURE_LEAST) * (NOISY_MOST - SURE_LEAST) / (100 - SURE_LEAST);
	more = until_scan(r, win->f.s, at + n, &until);
	if (more != 0) {
		bool valid = role.sure != 0 && role.what == SAY_VALID;

		/* A day that is one end of a period is nobody's date. */
		if (role.sure != 0 && role.what != SAY_PERIOD && !valid && !is_period(&p))
			role.sure = 0;
		if (role.sure == 0 && is_period(&p) && win == &r->g->view.w[0] && f == NULL)
			role = (struct role){ SAY_PERIOD, p.zone ? 80 : 60 };
		p.n += more;
		if (role.sure != 0 && w->kind != WHEN_UNCLEAR)
			say(r, &p, role, w->date, until.until);
	} else if (role.sure != 0 && role.what == SAY_VALID && w->kind == WHEN_DAY) {
		bool end =
		    ends_with(p.before, "tot") || ends_with(p.before, "tot en met") || ends_with(p.before, "t/m");

		if (end)
			say(r, &p, role, (struct date){ 0 }, w->date);
		else
			say(r, &p, role, w->date, (struct date){ 0 });
	} else if (role.sure != 0 && w->kind == WHEN_MONTH) {
		say(r, &p, (struct role){ SAY_PERIOD, role.sure < 65 ? role.sure : 65 }, w->date, w->until);
	} else if (role.sure != 0 && w->kind != WHEN_UNCLEAR && role.what != SAY_PERIOD) {
		say(r, &p, role, w->date, (struct date){ 0 });
	} else if (role.sure >= SURE_ENOUGH && w->kind == WHEN_UNCLEAR && r->doubt.sure == 0 &&
	    role.what != SAY_PERIOD && role.what != SAY_VALID && role.what != SAY_RECEIVED) {
		r->doubt = (struct doubt){ view_span(&r->g->view, win, at, at + n), role.sure };
	} else if (role.sure == 0 && f == NULL && w->kind == WHEN_DAY && r->stray.sure == 0 && spot_is_stray(&p)) {
		r->stray = (struct statement){ .what = SAY_DATE,
			.text = view_text(&r->g->view, win, at, at + n, r->g->res->mem),
			.date = w->date,
			.sure = STRAY,
			.at = view_span(&r->g->view, win, at, at + n) };
	}
	arena_rewind(r->g->view.mem, mark);
	return n + more;
}

/* "Jaarverslag 2025", "Begroting 2026-2029" in a title, and "over het jaar 2025": what it is about. */
static void
read_years(struct reading *r, const struct window *win, size_t at, size_t n, struct date from, struct date until)
{
	static const char *const about[] = { "jaarverslag", "jaarrekening", "jaarstukken", "jaarplan", "begroting",
		"programmabegroting", "meerjarenbegroting", "werkplan", "kadernota", "voorjaarsnota", "najaarsnota",
		"bestuursrapportage", "kwartaalrapportage", "perspectiefnota", "zomernota", "jaarprogramma",
		"jaaroverzicht", "concernverslag", "slotrapportage", "uitvoeringsprogramma", "monitor", "beleidsplan",
		"meerjarenplan", "jaarrapportage", "activiteitenverslag", "sociaal jaarverslag", "ontwerpbegroting",
		"conceptbegroting", "primitieve begroting", "programmarekening", "jaarbericht",
		"handhavingsprogramma" };
	static const char *const over[] = { "over het jaar", "over", "verslagjaar", "boekjaar", "kalenderjaar",
		"in de jaren", "jaren", "begrotingsjaar", "de periode", "periode", "voor het jaar", "jaar" };
	const struct entry *f = label_of(r->g, win, at);
	struct mark mark = arena_mark(r->g->view.mem);
	struct role role = { SAY_PERIOD, 0 };
	struct spot p;

	spot_of(&p, &r->g->view, &r->bounds, win, 0, at, n, r->g->view.mem);
	if (f != NULL && f->label->kind == LABEL_PERIOD)
		role.sure = f->label->sure;
	else if (f == NULL && p.zone && p.line.n < BEFORE_MOST / 2 && has_any(p.line, about, COUNT(about)))
		role.sure = p.top ? 80 : 60;
	else if (f == NULL && p.zone && ends_any(p.line, over, COUNT(over)))
		role.sure = 65;
	else if (f == NULL && p.top && until.year > from.year)
		role.sure = 60;
	if (role.sure != 0)
		say(r, &p, role, from, until);
	arena_rewind(r->g->view.mem, mark);
}

static bool
in_word(char c)
{
	return ascii_digit(c) || (c >= 'a' && c <= 'z');
}

static void
read_window(struct reading *r, const struct window *win)
{
	struct str s = win->f.s;

	for (size_t i = 0, last = 0, n; i < s.n; i += n) {
		struct when w;
		struct date from, until;

		n = 1;
		/* Nothing begins within a word or a number. */
		if (!in_word(s.p[i]) || (i != 0 && in_word(s.p[i - 1])))
			continue;
		if ((n = when_scan(s, i, r->order, &w)) != 0)
			last = i + (n = read_date(r, win, last, i, n, &w));
		else if (win == &r->g->view.w[0] && (n = when_years(s, i, &from, &until)) != 0)
			read_years(r, win, i, n, from, until);
		n += n == 0;
	}
}

/* Minutes are established in the next meeting: that day is not the one that they are of. */
static void
next_meeting(struct statements *all)
{
	for (size_t i = 0; i < all->n; i++) {
		bool established = false, other = false;

		for (size_t k = 0; k < all->n; k++) {
			const struct statement *s = &all->v[k];

			established |= s->what == SAY_ESTABLISHED && date_cmp(s->date, all->v[i].date) == 0;
			other |= s->what == SAY_MEETING && date_cmp(s->date, all->v[i].date) < 0;
		}
		if (all->v[i].what == SAY_MEETING && established && other)
			all->v[i].sure = CONTESTED;
	}
}

/* What the title and the first lines say that the document is. */
static void
read_kind(struct reading *r)
{
	static const char *const minutes[] = { "besluitenlijst", "besluitenoverzicht", "besluiten", "notulen",
		"verslag", "agenda", "afsprakenlijst", "presentielijst", "collegebesluiten", "vergadering" };
	static const char *const paper[] = { "voorstel", "raadsvoorstel", "statenvoorstel", "collegevoorstel",
		"initiatiefvoorstel", "memo", "memorandum", "nota", "notitie", "advies", "collegeadvies", "brief",
		"raadsbrief", "raadsinformatiebrief", "informatienota", "convenant", "overeenkomst" };
	const struct statement *title = statement_best(&r->g->res->doc.gleaned, SAY_TITLE);
	struct folded f = { 0 };

	if (title == NULL)
		return;
	fold(&f, title->text, r->g->view.mem);
	r->paper = has_any(f.s, paper, COUNT(paper));
	r->minutes = !r->paper && has_any(f.s, minutes, COUNT(minutes));
	if (r->g->view.n != 0) {
		struct str top =
		    str_sub(r->g->view.w[0].f.s, 0, r->bounds.top < BEFORE_MOST ? r->bounds.top : BEFORE_MOST);

		r->paper |= !r->minutes && has_any(top, paper, COUNT(paper));
	}
}

/*
 * A proposal is not of the day of the meeting that it goes to.  Minutes are: a
 * day in their head is the one of their meeting, and never the one on which they
 * were established, even if they name no other.
 */
static void
weigh(const struct reading *r, struct statements *all)
{
	bool met = false;

	for (size_t i = 0; i < all->n; i++) {
		struct statement *s = &all->v[i];

		if (s->what == SAY_MEETING && r->paper && s->sure > NOT_OWN)
			s->sure = NOT_OWN;
		if (s->what == SAY_DATE && r->minutes && s->sure < SURE_ENOUGH)
			s->what = SAY_MEETING;
		met |= (s->what == SAY_MEETING || s->what == SAY_DATE) && s->sure >= SURE_LEAST;
	}
	for (size_t i = 0; i < all->n && r->minutes && !met; i++) {
		if (all->v[i].what == SAY_ESTABLISHED && all->v[i].sure > NOT_OWN)
			all->v[i].sure = NOT_OWN;
	}
}

/* Of two meetings that a document goes to, the first is the nearer to its own day. */
static void
first_meeting(struct statements *all, int sure)
{
	struct statement *first = NULL;

	for (size_t i = 0; i < all->n; i++) {
		struct statement *s = &all->v[i];

		if (s->what == SAY_MEETING && s->sure >= sure && (first == NULL || date_cmp(s->date, first->date) < 0))
			first = s;
	}
	for (size_t i = 0; i < all->n; i++) {
		struct statement *s = &all->v[i];

		if (s->what == SAY_MEETING && s->sure >= sure)
			s->sure = s == first ? SURE_LEAST : CONTESTED;
	}
}

/* Two days that are as surely the day of the document: neither is sure. */
static void
contest(struct reading *r)
{
	struct statements *all = &r->g->res->doc.gleaned;
	struct statement *best;
	bool contested = false;
	int sure;

	next_meeting(all);
	weigh(r, all);
	best = (struct statement *)(uintptr_t)statement_day(all, SURE_LEAST);
	if (best == NULL) {
		if (r->doubt.sure != 0)
			glean_find(r->g, F_GLN_DATE_UNCLEAR, r->doubt.at, STR_NONE);
		else if (r->stray.sure != 0)
			glean_say(r->g, r->stray);
		return;
	}
	/* Another day was meant, and nobody can read it. */
	if (r->doubt.sure != 0 && best->sure >= SURE_ENOUGH)
		best->sure = SURE_ENOUGH - 1;
	sure = best->sure;
	for (size_t i = 0; i < all->n; i++) {
		struct statement *s = &all->v[i];

		contested |=
		    s != best && s->what == best->what && s->sure >= sure && date_cmp(s->date, best->date) != 0;
	}
	if (!contested)
		return;
	glean_find(r->g, F_GLN_DATE_TWICE, best->at, STR_NONE);
	if (best->what == SAY_MEETING) {
		first_meeting(all, sure);
		return;
	}
	for (size_t i = 0; i < all->n; i++) {
		struct statement *s = &all->v[i];

		if (s->what == best->what && s->sure >= sure)
			s->sure = CONTESTED;
	}
}

void
glean_dates(struct glean *g)
{
	struct reading r = { .g = g, .order = ORDER_UNKNOWN };

	/* A message has a date of its own; in its text stand those of the messages before it. */
	if (container_of_type(g->res->doc.media_type) == CONTAINER_MAIL && date_valid(g->res->doc.props.dated)) {
		struct span at = g->res->doc.props.dated_at;

		glean_say(g,
		    (struct statement){ .what = SAY_DATE,
			.text = str_sub(g->text.s, at.off, at.len),
			.date = g->res->doc.props.dated,
			.sure = OWN,
			.at = at });
		return;
	}
	spot_bounds(&r.bounds, &g->view);
	read_kind(&r);
	for (size_t i = 0; i < g->view.n && r.order == ORDER_UNKNOWN; i++)
		r.order = when_order(g->view.w[i].f.s);
	for (size_t i = 0; i < g->view.n; i++)
		read_window(&r, &g->view.w[i]);
	contest(&r);
}
