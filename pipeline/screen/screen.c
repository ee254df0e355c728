/* SPDX-License-Identifier: EUPL-1.2 */
/* screen.c - keeps personal data, and what a reader cannot see, from going out unnoticed. */
#include "screen/screen.h"

#include "base/buf.h"
#include "detect/parties.h"
#include "proc/tools.h"
#include "screen/hidden.h"
#include "screen/personal.h"

#include "base/banned.h"

#define WORK_MOST	GIB(1) + MIB(512)	/* TEXT_MOST some fifteen times (folded with its map), PROPS_MOST, what is unseen */

/* The parts of a path are names of their own: no slash may join or shield a number. */
static struct str
path_parts(struct arena *mem, struct str path)
{
	char *p = arena_alloc(mem, path.n + 1, 1);

	for (size_t i = 0; i < path.n; i++)
		p[i] = path.p[i] == '/' ? '|' : path.p[i];
	return (struct str){ p, path.n };
}

/* What becomes public beside the file. */
static void
look_beside(struct personal *v, const struct document *doc)
{
	const struct declared *d = &v->job->dossier->declared;
	const struct place beside[] = {
		{ .where = _("de bestandsnaam"), .s = path_parts(v->tmp, doc->path) },
		{ .where = _("de titel in de bestandseigenschappen"), .s = doc->props.title, .unseen = true },
		{ .where = _("de titel van dit stuk in dossier.yaml"), .s = doc->declared_title },
		{ .where = _("het kenmerk in dossier.yaml"), .s = d->kenmerk },
		{ .where = _("de titel in dossier.yaml"), .s = d->titel },
		{ .where = _("de omschrijving in dossier.yaml"), .s = d->omschrijving },
	};
	size_t n = doc->role == ROLE_MAIN ? COUNT(beside) : 3;

	for (size_t i = 0; i < n; i++)
		personal_look(v, &beside[i]);
}

/*
 * The unseen places of one page and cause, together, as a number or a name may go
 * from one into the next; and then each with what else stands on its line.
 */
static void
look_group(struct personal *v, const struct unseens *u, size_t first, size_t n, bool *holds)
{
	struct place p = { .unseen = true, .page = u->v[first].page, .holds = holds + first, .nparts = n };
	size_t *starts = NEW(v->tmp, size_t, n + 1);
	struct buf b;

	p.within = cause_kind(u->v[first].cause) == UNSEEN_HIDDEN || cause_kind(u->v[first].cause) == UNSEEN_BURNED;
	p.where = str_c(v->r->mem, str_fmt(v->r->mem, _("tekst die %s"), _(cause_label(u->v[first].cause))));
	for (int near = 0; near < 2; near++) {
		buf_init(&b, v->tmp, UNSEEN_BYTES);
		for (size_t i = 0; i < n; i++) {
			const struct unseen *x = &u->v[first + i];

			starts[i] = b.n;
			buf_add(&b, near != 0 ? x->near : x->text);
			buf_addc(&b, '\n');
		}
		p.s = buf_str(&b);
		p.part_at = starts;
		p.quiet = near != 0;
		personal_look(v, &p);
	}
}

static void
look_unseen(struct personal *v, const struct unseens *u, bool *holds)
{
	for (size_t i = 0, end; i < u->n; i = end) {
		struct mark m = arena_mark(v->tmp);

		for (end = i + 1; end < u->n && u->v[end].page == u->v[i].page && u->v[end].cause == u->v[i].cause;
		     end++)
			;
		look_group(v, u, i, end - i, holds);
		arena_rewind(v->tmp, m);
	}
}

/* Whom the sources of the dossier name: they are looked for by name. */
static struct parties *
known_parties(const struct job *job, struct result *r, struct arena *mem)
{
	const struct statements *all[] = { &job->dossier->said, &job->dossier->docs[job->doc].said };
	struct parties *p = parties_new(job->tools->detectors, mem);
	size_t any = 0, lost = 0;

	for (size_t k = 0; k < COUNT(all); k++) {
		const struct statement *s;
		size_t i = 0;

		while ((s = statement_next(all[k], SAY_PARTY, &i)) != NULL) {
			lost += parties_add(p, s->text) != 0;
			any++;
		}
	}
	if (lost != 0)
		finding_add(&r->findings,
		    (struct finding){
			.code = F_SCR_PARTY_LOST, .doc = job->doc, .arg = { str_fmt(r->mem, "%zu", lost) } });
	return any != 0 ? p : NULL;
}

static int
look_through(struct personal *v, const struct document *doc, struct err *e)
{
	struct unseens unseen;
	struct text text;
	bool *holds;

	struct document *out = &v->r->doc;

	look_beside(v, doc);
	if ((doc->have_set & A_BIT(A_TEXT)) != 0) {
		if (text_load(v->job, &text, v->tmp, e) != 0 || unseen_load(v->job, &unseen, v->tmp, e) != 0)
			return -1;
		personal_look(v, &(struct place){ .s = text.s, .text = &text });
		out->cover[COVER_TEXT] = (struct cover){ doc->text_bytes, v->failed ? 0 : text.s.n };
		holds = NEW(v->tmp, bool, unseen.n + 1);
		look_unseen(v, &unseen, holds);
		out->cover[COVER_UNSEEN] = (struct cover){ unseen.n, v->failed ? 0 : unseen.n };
		hidden_judge(&unseen, holds, &text, &v->how, v->job->doc, &v->r->findings, v->tmp);
	}
	personal_end(v);
	return 0;
}

int
screen_run(const struct job *job, struct result *r, struct err *e)
{
	const struct document *doc = &r->doc;
	struct personal v = { .job = job, .r = r };
	int rc;

	if (!document_goes_out(doc))
		return 0;
	v.tmp = arena_new("screen", WORK_MOST);
	v.how = policy_of(job->tools->policy, job->dossier->org, doc);
	v.parties = known_parties(job, r, v.tmp);
	rc = look_through(&v, doc, e);
	arena_free(v.tmp);
	return rc;
}
