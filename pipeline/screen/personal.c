/* SPDX-License-Identifier: EUPL-1.2 */
/* personal.c - personal data in the texts of one document, each weighed by where it stands and what toets.yaml says. */
#include "screen/personal.h"

#include "base/form.h"
#include "detect/bsn.h"
#include "detect/detectors.h"
#include "proc/tools.h"

#include "base/banned.h"

/* Places that are told, of one kind of data; the report must stay readable. */
static const size_t told_most[MEASURE__COUNT] = { 0, 3, 10, 25 };

#define SEEN_MOST	20000u		/* values that are kept to know them again */

static const enum finding_code codes[SUBJECT__COUNT][MEASURE__COUNT + 1] = {
#define SUBJECT(id, key, measure, label) \
	[SUBJECT_##id] = { F__COUNT, F_SCR_##id##_NOTE, F_SCR_##id##_LOOK, F_SCR_##id, F_SCR_##id##_UNSEEN },
#include "screen/subjects.def"
#undef SUBJECT
};
#define UNSEEN_CODE	MEASURE__COUNT

static void
say_failed(struct personal *v, struct str why)
{
	if (!v->failed)
		finding_add(&v->r->findings,
		    (struct finding){ .code = F_SCR_SCREEN_FAILED, .doc = v->job->doc, .arg = { why } });
	v->failed = true;
}

static bool
unseen_at(const struct place *p, uint32_t off)
{
	return p->unseen || (p->text != NULL && !text_origin_seen(text_origin_at(p->text, off)));
}

/* The finding with its place; where it stands is %1. */
static struct finding
at(const struct personal *v, const struct place *p, enum finding_code code, uint32_t off, uint32_t len, struct str masked)
{
	struct finding f = { .code = code, .doc = v->job->doc, .page = p->page };

	if (p->text != NULL) {
		struct span s = text_span(p->text, off, len);

		f.page = s.page;
		f.off = s.off;
		f.len = s.len;
		f.arg[0] = str_of(_(text_origin_label(text_origin_at(p->text, off))));
	} else {
		f.arg[0] = str_dup(v->r->mem, str_of(p->where));
	}
	f.masked = str_dup(v->r->mem, masked);
	return f;
}

static void
mark(const struct place *p, uint32_t off)
{
	size_t i = 0;

	if (p->holds == NULL)
		return;
	while (i + 1 < p->nparts && p->part_at[i + 1] <= off)
		i++;
	p->holds[i] = true;
}

/* --- burgerservicenummers ----------------------------------------------------------------------- */

/* Why a possible number is only possible. */
static struct str
why_possible(const struct personal *v, const struct bsn_hit *h)
{
	if (h->announced)
		return str_of(_("als zodanig aangekondigd, in een ongewone schrijfwijze"));
	if (h->other.n != 0)
		return str_fmt(v->r->mem, _("dichtbij staat ‘%.*s’"), STRF(h->other));
	return str_of(_("zonder aanduiding"));
}

/* Addresses of pages have long numbers of their own, and so has what programs keep: there a word for it must stand near. */
static bool
full_of_numbers(const struct place *p, uint32_t off)
{
	enum text_origin o = p->text == NULL ? TEXT_VISIBLE : text_origin_at(p->text, off);

	return o == TEXT_LINK || o == TEXT_REST;
}

static void
say_bsn(struct personal *v, const struct place *p, const struct bsn_hit *h)
{
	struct finding f = at(v, p, h->code, h->off, h->len, str_of(h->masked));

	mark(p, h->off);
	if (p->quiet)
		return;
	/* A number that nobody saw when the document was read is no possibility but a leak (gate facts 2.2). */
	if (f.code == F_SCR_BSN_POSSIBLE && unseen_at(p, h->off) && !full_of_numbers(p, h->off))
		f.code = F_SCR_BSN;
	if (f.code == F_SCR_BSN_POSSIBLE)
		f.arg[1] = why_possible(v, h);
	finding_add(&v->r->findings, f);
	v->bsns++;
}

static void
look_bsn(struct personal *v, const struct place *p)
{
	struct mark m = arena_mark(v->tmp);
	struct bsn_hits *hits = NEW(v->tmp, struct bsn_hits, 1);
	size_t said = 0;

	bsn_scan(v->job->tools->bsn, p->s, v->tmp, hits);
	for (; said < hits->n && v->bsns < BSN_HITS_MOST; said++)
		say_bsn(v, p, &hits->v[said]);
	if (hits->gave_up)
		say_failed(v, str_of(_("een zoekpatroon is niet helemaal uitgevoerd")));
	else if (hits->more || said < hits->n)
		say_failed(v, str_fmt(v->r->mem, _("gestopt na %d vindplaatsen"), BSN_HITS_MOST));
	arena_rewind(v->tmp, m);
}

/* --- all else ------------------------------------------------------------------------------------- */

/* What toets.yaml calls it; SUBJECT__COUNT: of an organisation, or of nobody. */
static enum subject
subject_of(const struct detector_hit *h)
{
	switch (h->class) {
	case DC_IBAN_VALID:
	case DC_IBAN_MISTYPED:
		return SUBJECT_IBAN;
	case DC_PHONE_MOBILE:
		return SUBJECT_MOBILE;
	case DC_PHONE_LINE:
	case DC_PHONE_FOREIGN:
	case DC_PHONE_ODD:
		return SUBJECT_LINE;
	case DC_EMAIL_PRIVATE:
		return SUBJECT_MAIL;
	case DC_EMAIL_NAMED:
		return SUBJECT_MAIL_NAMED;
	case DC_EMAIL_OTHER:
		return SUBJECT_MAIL_OTHER;
	case DC_PLATE_WRITTEN:
	case DC_PLATE_BARE:
		return SUBJECT_PLATE;
	case DC_BORN_DATE:
		return SUBJECT_BORN;
	case DC_ADDRESS_PERSON:
		return SUBJECT_ADDRESS;
	case DC_PARTY_FULL:
	case DC_PARTY_SURNAME:
		return SUBJECT_PARTY;
	case DC_PARTY_TRADE:
	case DC_NAME_TITLE:
	case DC_NAME_INITIALS:
		return SUBJECT_NAME;
	case DC_PHONE_SERVICE:
	case DC_EMAIL_ROLE:
	case DC_ADDRESS_ALONE:
	case DC__COUNT:
		break;
	}
	return SUBJECT__COUNT;
}

static struct str
value_of(const struct personal *v, const struct place *p, const struct detector_hit *h)
{
	return form_caseless(v->tmp, str_sub(p->s, h->off, h->len));
}

/* Can a reader find the same elsewhere?  What extract took along is once the place itself. */
static bool
was_seen(const struct personal *v, const struct place *p, struct str value)
{
	unsigned n = 0, need = p->within ? 2 : 1;

	for (size_t i = 0; i < v->nseen && n < need; i++)
		n += str_eq(v->seen[i], value);
	return n >= need;
}

/*
 * What no reader sees is worse, unless he can read the same elsewhere in the
 * document.  A name is no more than a name anywhere.  Which of codes[s] it is;
 * MEASURE_NO: none.
 */
static unsigned
weigh(const struct personal *v, const struct place *p, const struct detector_hit *h, enum subject s)
{
	enum measure m = s == SUBJECT__COUNT ? MEASURE_NO : v->how.of[s];

	if (m == MEASURE_NO || s == SUBJECT_NAME || !unseen_at(p, h->off) || was_seen(v, p, value_of(v, p, h)))
		return m;
	return m == MEASURE_NOTE ? (unsigned)MEASURE_LOOK : UNSEEN_CODE;
}

static void
say_hit(struct personal *v, const struct place *p, const struct detector_hit *h)
{
	enum subject s = subject_of(h);
	unsigned how = weigh(v, p, h, s);
	enum gravity g;

	if (how == MEASURE_NO)
		return;
	g = finding_gravity(codes[s][how]);
	if (g == G_STOP)
		mark(p, h->off);
	if (p->quiet)
		return;
	/* Each code has its own count: what is hidden and asks for two persons is told, however much is to be seen. */
	if (v->said[s][how] >= told_most[g == G_STOP ? MEASURE_HOLD : g == G_LOOK ? MEASURE_LOOK : MEASURE_NOTE]) {
		v->more[s]++;
		return;
	}
	v->said[s][how]++;
	finding_add(&v->r->findings, at(v, p, codes[s][how], h->off, h->len, h->masked));
}

/* More of a class than is listed: what is not listed was not weighed, which matters where one more could hold it. */
static void
look_unlisted(struct personal *v, const struct detector_hits *hits)
{
	for (int c = 0; c < DC__COUNT; c++) {
		enum subject s = subject_of(&(struct detector_hit){ .class = (enum detector_class)c });

		if (hits->found[c] > DETECTOR_HITS_MOST && s != SUBJECT__COUNT && s != SUBJECT_NAME &&
		    v->how.of[s] > MEASURE_NOTE)
			say_failed(v, str_fmt(v->r->mem, _("gestopt na %d vindplaatsen"), DETECTOR_HITS_MOST));
	}
}

static void
look_others(struct personal *v, const struct place *p)
{
	struct mark m = arena_mark(v->tmp);
	struct detector_hits hits;

	detectors_scan(v->job->tools->detectors, v->how.allow, v->parties, p->s, v->tmp, &hits);
	/* What a reader sees first: what is hidden is compared with it. */
	for (size_t i = 0; i < hits.n && !p->quiet; i++) {
		if (!unseen_at(p, hits.v[i].off)) {
			say_hit(v, p, &hits.v[i]);
			if (v->nseen < SEEN_MOST)
				*PUSH(v->r->mem, v->seen, v->nseen, v->seen_cap) =
				    str_dup(v->r->mem, value_of(v, p, &hits.v[i]));
		}
	}
	for (size_t i = 0; i < hits.n; i++) {
		if (p->quiet || unseen_at(p, hits.v[i].off))
			say_hit(v, p, &hits.v[i]);
	}
	if (hits.gave_up)
		say_failed(v, str_of(_("een zoekpatroon is niet helemaal uitgevoerd")));
	look_unlisted(v, &hits);
	arena_rewind(v->tmp, m);
}

void
personal_look(struct personal *v, const struct place *p)
{
	if (v->failed || p->s.n == 0)
		return;
	look_bsn(v, p);
	look_others(v, p);
}

void
personal_end(struct personal *v)
{
	for (int s = 0; s < SUBJECT__COUNT; s++) {
		if (v->more[s] != 0)
			finding_add(&v->r->findings,
			    (struct finding){ .code = F_SCR_MORE,
				.doc = v->job->doc,
				.arg = { str_of(_(subject_label((enum subject)s))),
				    str_fmt(v->r->mem, "%zu", v->more[s]) } });
	}
}
