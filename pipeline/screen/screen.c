/* SPDX-License-Identifier: EUPL-1.2 */
/* screen.c - keeps personal data from going out: burgerservicenummers. */
#include "screen/screen.h"

#include "proc/tools.h"
#include "detect/bsn.h"
#include "text.h"

#include "base/banned.h"

#define WORK_MOST	MIB(640)	/* TEXT_MOST six times (folded with its map), PROPS_MOST and its numbers */

/* A text to look through. */
struct place {
	const char		*place;		/* Dutch, for %1 */
	struct str		 s;
	const struct text	*text;		/* to find pages; NULL: not the document's text */
	bool			 unseen;	/* readers of the document do not see it */
};

struct visit {
	const struct bsn	*bsn;
	const struct job	*job;
	struct result		*r;
	struct arena		*tmp;
	size_t			 n;		/* findings so far */
	bool			 failed;	/* SCR-504 was said */
};

static void
say_failed(struct visit *v, struct str why)
{
	finding_add(
	    &v->r->findings, (struct finding){ .code = F_SCR_SCREEN_FAILED, .doc = v->job->doc, .arg = { why } });
	v->failed = true;
}

/* Why a possible number is only possible. */
static struct str
why_possible(struct visit *v, const struct bsn_hit *h)
{
	if (h->announced)
		return str_of(_("als zodanig aangekondigd, in een ongewone schrijfwijze"));
	if (h->other.n != 0)
		return str_fmt(v->r->mem, _("dichtbij staat ‘%.*s’"), STRF(h->other));
	return str_of(_("zonder aanduiding"));
}

static void
say_hit(struct visit *v, const struct place *src, const struct bsn_hit *h)
{
	struct finding f = { .code = h->code, .doc = v->job->doc, .arg = { str_of(_(src->place)) } };

	/* A number that nobody saw when the document was read is no possibility but a leak (gate facts 2.2). */
	if (src->unseen && f.code == F_SCR_BSN_POSSIBLE)
		f.code = F_SCR_BSN;
	if (f.code == F_SCR_BSN_POSSIBLE)
		f.arg[1] = why_possible(v, h);
	if (src->text != NULL) {
		struct span at = text_span(src->text, h->off, h->len);

		f.page = at.page;
		f.off = at.off;
		f.len = at.len;
	}
	f.masked = str_dup(v->r->mem, str_of(h->masked));
	finding_add(&v->r->findings, f);
}

static void
look(struct visit *v, const struct place *src)
{
	struct mark m = arena_mark(v->tmp);
	struct bsn_hits *hits = NEW(v->tmp, struct bsn_hits, 1);
	size_t said = 0;

	if (!v->failed)
		bsn_scan(v->bsn, src->s, v->tmp, hits);
	for (; said < hits->n && v->n < BSN_HITS_MOST; said++, v->n++)
		say_hit(v, src, &hits->v[said]);
	if (hits->gave_up)
		say_failed(v, str_of(_("een zoekpatroon is niet helemaal uitgevoerd")));
	else if (hits->more || said < hits->n)
		say_failed(v, str_fmt(v->r->mem, _("gestopt na %d vindplaatsen"), BSN_HITS_MOST));
	arena_rewind(v->tmp, m);
}

/* The parts of a path are names of their own: no slash may join or shield a number. */
static struct str
path_parts(struct arena *mem, struct str path)
{
	char *p = arena_alloc(mem, path.n + 1, 1);

	for (size_t i = 0; i < path.n; i++)
		p[i] = path.p[i] == '/' ? '|' : path.p[i];
	return (struct str){ p, path.n };
}

int
screen_run(const struct job *job, struct result *r, struct err *e)
{
	const struct document *doc = &r->doc;
	const struct declared *d = &job->dossier->declared;
	struct visit v = { .bsn = job->tools->bsn, .job = job, .r = r, .tmp = arena_new("screen", WORK_MOST) };
	const struct place beside[] = {
		{ N_("de bestandsnaam"), path_parts(v.tmp, doc->path), NULL, false },
		{ N_("de titel in de bestandseigenschappen"), doc->props.title, NULL, true },
		{ N_("de titel van dit stuk in dossier.yaml"), doc->declared_title, NULL, false },
		{ N_("het kenmerk in dossier.yaml"), d->kenmerk, NULL, false },
		{ N_("de titel in dossier.yaml"), d->titel, NULL, false },
		{ N_("de omschrijving in dossier.yaml"), d->omschrijving, NULL, false },
	};
	size_t nbeside = doc->role == ROLE_MAIN ? COUNT(beside) : 3;
	struct text text;
	int rc = 0;

	for (size_t i = 0; i < nbeside && document_goes_out(doc); i++)
		look(&v, &beside[i]);
	if (document_goes_out(doc) && (doc->have_set & A_BIT(A_TEXT)) != 0) {
		rc = text_load(job, &text, v.tmp, e);
		if (rc == 0)
			look(&v, &(struct place){ N_("de tekst"), text.s, &text, false });
	}
	arena_free(v.tmp);
	return rc;
}
