/* SPDX-License-Identifier: EUPL-1.2 */
/* acts.c - when a document was made, and the acts (documenthandelingen) that it went through. */
#include "describe/acts.h"

#include "base/banned.h"

#define KERN		"https://identifier.overheid.nl/tooi/def/thes/kern/"
#define ACTS_MOST	6		/* days that become an act; more is a list of dates */

static const struct str laid_down = S(KERN "c_641ecd76"), received = S(KERN "c_dfcee535"), signed_on = S(KERN "c_e1ec050e");

/* The act by which a document of this category came to be; any other was laid down (vaststelling). */
static const struct { struct str category; const struct str *act; } by_category[] = {
	{ S(KERN "c_8c840238"), &received },	/* ingekomen stukken */
	{ S(KERN "c_8fc2335c"), &signed_on },	/* convenanten */
};

static const struct { enum say what; const struct str *act; } by_statement[] = {
	{ SAY_ESTABLISHED, &laid_down },
	{ SAY_DECIDED, &laid_down },
	{ SAY_SIGNED, &signed_on },
	{ SAY_RECEIVED, &received },
};

static bool
is_main(const struct scribe *s, const struct subject_of *x)
{
	return x->doc != DOC_NONE && s->first == &s->d->docs[x->doc];
}

/* Does the text name this day at all, in whatever role? */
static bool
mentions(const struct statements *all, struct date d)
{
	for (size_t i = 0; i < all->n; i++) {
		if (date_cmp(all->v[i].date, d) == 0 || date_cmp(all->v[i].until, d) == 0)
			return true;
	}
	return false;
}

/* A day in the future is a mistake, or a document from after today: a person looks. */
static void
take_day(struct scribe *s, const struct subject_of *x, struct date d, struct value v)
{
	v.text = date_iso(s->mem, d);
	scribe_add(s, x, MD_CREATIEDATUM, v);
	if (date_cmp(d, s->today) > 0)
		scribe_say(s, x->doc, F_DSC_DATE_FUTURE, date_dutch(s->mem, d), STR_NONE);
}

/* What the source says stands; a text that is sure of another day and does not name this one contradicts it. */
static void
compare(struct scribe *s, const struct subject_of *x, struct date d, enum source source)
{
	const struct statement *own = statement_day(x->gleaned, SURE_ENOUGH);

	if (own != NULL && !mentions(x->gleaned, d))
		scribe_differs(
		    s, x->doc, SAY_DATE, date_dutch(s->mem, d), source, date_dutch(s->mem, own->date), SOURCE_TEXT);
}

/* The day that a person or another source says; year 0: none. */
static struct date
said_day(const struct scribe *s, const struct subject_of *x, enum source *source_r)
{
	const struct statement *best = statement_day(x->said, SURE_LEAST);

	*source_r = SOURCE_DOSSIER_YAML;
	if (best != NULL && best->source == SOURCE_DOSSIER_YAML)
		return best->date;
	if (is_main(s, x) && date_valid(s->d->declared.datum))
		return s->d->declared.datum;
	if (best == NULL && is_main(s, x))
		best = statement_day(&s->d->said, SURE_LEAST);
	if (best == NULL)
		return (struct date){ 0 };
	*source_r = best->source;
	return best->date;
}

/* The day of the main document, for an annex that names none; year 0: unknown. */
static struct date
day_of_main(struct scribe *s)
{
	struct subject_of x;
	const struct statement *own;
	enum source source;
	struct date d;

	if (s->first == NULL)
		return s->d->declared.datum;
	x = (struct subject_of){
		.doc = (int)(s->first - s->d->docs), .said = &s->first->said, .gleaned = &s->first->gleaned
	};
	d = said_day(s, &x, &source);
	own = statement_day(x.gleaned, SURE_LEAST);
	return date_valid(d) || own == NULL ? d : own->date;
}

struct date
acts_day(struct scribe *s, const struct subject_of *x)
{
	const struct statement *own = statement_day(x->gleaned, SURE_ENOUGH);
	enum source source;
	struct date d = said_day(s, x, &source);

	if (own == NULL)
		own = statement_day(x->gleaned, SURE_LEAST);
	/* A name says a day, and of what nobody knows: a text that is sure goes before it. */
	if (date_valid(d) && (source != SOURCE_NAME || own == NULL || own->sure < SURE_ENOUGH)) {
		take_day(s, x, d, (struct value){ .origin = FROM_SOURCE, .source = source });
		compare(s, x, d, source);
		return d;
	}
	if (own != NULL) {
		if (date_valid(d))
			compare(s, x, d, source);
		take_day(s, x, own->date, (struct value){ .origin = FROM_DOCUMENT, .evidence = own->at });
		if (own->sure < SURE_ENOUGH)
			scribe_say(s, x->doc, F_DSC_DATE_UNSURE, date_dutch(s->mem, own->date), STR_NONE);
		return own->date;
	}
	if (is_main(s, x)) {
		scribe_say(s, x->doc, F_DSC_DATE_UNKNOWN, STR_NONE, STR_NONE);
		return d;
	}
	d = day_of_main(s);
	if (!date_valid(d))
		return (struct date){ 0 }; /* said of the main document */
	scribe_add(s, x, MD_CREATIEDATUM, (struct value){ .text = date_iso(s->mem, d), .origin = FROM_DEFAULT });
	scribe_say(s, x->doc, F_DSC_FIELD_DEFAULTED, str_of(field_element(MD_CREATIEDATUM)), date_dutch(s->mem, d));
	return d;
}

/* Who did it, where that is no guess: whoever publishes received it; whoever made it laid it down or signed it. */
static void
who(struct scribe *s, const struct subject_of *x, struct str act, unsigned group)
{
	const struct record *r = x->record;
	struct str uri = STR_NONE;

	if (str_eq(act, received) && s->published)
		uri = s->publisher.uri;
	else if (!str_eq(act, received) && r->f[MD_OPSTELLER].n != 0)
		uri = r->f[MD_OPSTELLER].v[0].uri;
	(void)scribe_term(s, x, MD_WAS_ASSOCIATED_WITH, uri, (struct value){ .origin = FROM_RULE, .group = group });
}

/* v: where it comes from. */
static void
one_act(struct scribe *s, const struct subject_of *x, struct str act, struct date day, struct value v)
{
	unsigned group = v.group = (unsigned)x->record->f[MD_SOORT_HANDELING].n + 1;
	struct str moment = date_midnight(s->mem, day);

	for (size_t i = 0; i + 1 < group; i++) {
		if (str_eq(x->record->f[MD_SOORT_HANDELING].v[i].uri, act) &&
		    str_eq(x->record->f[MD_AT_TIME].v[i].text, moment))
			return;
	}
	if (!scribe_term(s, x, MD_SOORT_HANDELING, act, v))
		return;
	v.text = moment;
	scribe_add(s, x, MD_AT_TIME, v);
	who(s, x, act, group);
}

static void
acts_of(struct scribe *s, const struct subject_of *x, const struct statements *all, enum origin origin)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct statement *st = &all->v[i];

		if (st->sure < SURE_ENOUGH || !date_valid(st->date) || date_cmp(st->date, s->today) > 0)
			continue;
		for (size_t k = 0; k < COUNT(by_statement); k++) {
			if (by_statement[k].what == st->what && x->record->f[MD_SOORT_HANDELING].n < ACTS_MOST)
				one_act(s, x, *by_statement[k].act, st->date,
				    (struct value){ .origin = origin, .source = st->source, .evidence = st->at });
		}
	}
}

void
acts_fill(struct scribe *s, const struct subject_of *x)
{
	const struct record *r = x->record;
	const struct str *act = &laid_down;

	acts_of(s, x, x->said, FROM_SOURCE);
	if (r->f[MD_SOORT_HANDELING].n == 0)
		acts_of(s, x, x->gleaned, FROM_DOCUMENT);
	if (r->f[MD_SOORT_HANDELING].n != 0 || r->f[MD_INFORMATIECATEGORIE].n == 0)
		return;
	for (size_t k = 0; k < COUNT(by_category); k++) {
		if (str_eq(r->f[MD_INFORMATIECATEGORIE].v[0].uri, by_category[k].category))
			act = by_category[k].act;
	}
	if (date_valid(x->day))
		one_act(s, x, *act, x->day, (struct value){ .origin = FROM_RULE });
}

static void
one_end(struct scribe *s, const struct subject_of *x, enum field f, struct date d, struct value v)
{
	v.text = date_midnight(s->mem, d);
	if (date_valid(d))
		scribe_add(s, x, f, v);
}

void
acts_valid(struct scribe *s, const struct subject_of *x)
{
	const struct statement *valid = statement_best(x->said, SAY_VALID), *day;
	enum origin origin = FROM_SOURCE;

	if (valid == NULL) {
		valid = statement_best(x->gleaned, SAY_VALID);
		origin = FROM_DOCUMENT;
	}
	if (valid != NULL && valid->sure >= SURE_ENOUGH &&
	    (!date_valid(valid->date) || !date_valid(valid->until) || date_cmp(valid->date, valid->until) <= 0)) {
		struct value v = { .origin = origin, .source = valid->source, .evidence = valid->at };

		one_end(s, x, MD_BEGINDATUM, valid->date, v);
		one_end(s, x, MD_EINDDATUM, valid->until, v);
	}
	day = statement_best(x->said, SAY_EMBARGO);
	if (day != NULL && date_cmp(day->date, s->today) > 0)
		scribe_say(s, x->doc, F_DSC_EMBARGO, date_dutch(s->mem, day->date), STR_NONE);
	day = statement_best(x->said, SAY_UNTIL);
	if (day != NULL && date_valid(day->date))
		scribe_say(s, x->doc, date_cmp(day->date, s->today) < 0 ? F_DSC_UNTIL_PAST : F_DSC_UNTIL,
		    date_dutch(s->mem, day->date), STR_NONE);
}
