/* SPDX-License-Identifier: EUPL-1.2 */
/* examine.c - personal data in what sources say, before it becomes metadata. */
#include "describe/examine.h"

#include "detect/bsn.h"

#include "base/banned.h"

#define WORK_MOST	MIB(64)		/* one statement at a time, of a few thousand bytes */

struct search {
	struct scribe		*s;
	const struct bsn	*bsn;
	struct arena		*tmp;
	unsigned		 told;
};

/* Is it only for our own eyes? */
static bool
stays_here(enum say what)
{
	return what == SAY_PARTY || what == SAY_EMBARGO || what == SAY_UNTIL || what == SAY_FORMAT;
}

static void
hit(struct search *x, int doc, const struct statement *st, const struct bsn_hit *h)
{
	struct finding f = { .code = h->code, .doc = doc };

	if (x->told++ >= BSN_HITS_MOST)
		return;
	f.arg[0] = str_fmt(x->s->mem, "%s (%s)", _(say_label(st->what)), _(source_label(st->source)));
	if (f.code == F_SCR_BSN_POSSIBLE)
		f.arg[1] = h->announced ? str_of(_("als zodanig aangekondigd, in een ongewone schrijfwijze")) :
					  str_of(_("zonder aanduiding"));
	f.masked = str_dup(x->s->mem, str_of(h->masked));
	finding_add(x->s->findings, f);
}

static void
text(struct search *x, int doc, const struct statement *st, struct str s)
{
	struct mark m = arena_mark(x->tmp);
	struct bsn_hits *hits = NEW(x->tmp, struct bsn_hits, 1);

	if (s.n != 0)
		bsn_scan(x->bsn, s, x->tmp, hits);
	for (size_t i = 0; i < hits->n; i++)
		hit(x, doc, st, &hits->v[i]);
	if (hits->gave_up || hits->more)
		scribe_say(
		    x->s, doc, F_SCR_SCREEN_FAILED, str_of(_("een zoekpatroon is niet helemaal uitgevoerd")), STR_NONE);
	arena_rewind(x->tmp, m);
}

static void
all(struct search *x, int doc, const struct statements *said)
{
	for (size_t i = 0; i < said->n; i++) {
		if (stays_here(said->v[i].what))
			continue;
		text(x, doc, &said->v[i], said->v[i].text);
		text(x, doc, &said->v[i], said->v[i].uri);
	}
}

void
examine_said(struct scribe *s, const struct bsn *bsn)
{
	struct search x = { .s = s, .bsn = bsn, .tmp = arena_new("examine", WORK_MOST) };

	all(&x, DOC_NONE, &s->d->said);
	for (size_t i = 0; i < s->d->ndocs; i++) {
		if (document_goes_out(&s->d->docs[i]))
			all(&x, (int)i, &s->d->docs[i].said);
	}
	for (size_t i = 0; i < s->d->nnotices; i++)
		all(&x, DOC_NONE, &s->d->notices[i].said);
	arena_free(x.tmp);
}
