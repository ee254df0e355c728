/* SPDX-License-Identifier: EUPL-1.2 */
/* many.c - rules tried on many stored texts in one child (docs/decisions/050-rules-at-speed.md). */
#include "proc/many.h"

#include "base/fd.h"
#include "classify/classify.h"
#include "extract/about.h"
#include "proc/message.h"
#include "proc/wire.h"

#include "base/banned.h"

#define PAIRS_MOST	(MSG_FDS / 2)	/* of texts and properties in one message */
#define SETS_MOST	2

struct many {
	const struct tools *tools;
	int		 channel;
	const json_t	*facts;		/* of each document */
	bool		 compare;
	time_t		 now;
	size_t		 at;		/* the document in hand */
	struct msg	 ahead;		/* text and properties of those from `from` on */
	size_t		 from;
	struct arena	*mem;
};

/* Text and properties of n documents from the one in hand on: all of them, or ahead is empty. */
static int
ask(struct many *m, size_t n, struct err *e)
{
	struct mark mark = arena_mark(m->mem);
	AUTO_JSON want = json_pack("{sIsI}", "doc", (json_int_t)m->at, "pairs", (json_int_t)n);
	struct msg out = { .kind = MSG_WANT, .body = json_write(m->mem, want) };

	msg_close(&m->ahead);
	m->from = m->at;
	if (msg_send(m->channel, &out, e) != 0)
		return -1;
	if (msg_recv(m->channel, &m->ahead, m->mem, e) != 1)
		return err_set(e, E_AGAIN, _("de hoofdtaak is weg"));
	if (m->ahead.kind != MSG_GIVE || m->ahead.nfds != 2 * n)
		msg_close(&m->ahead);
	arena_rewind(m->mem, mark);
	return 0;
}

/*
 * To wait for each costs more than to read it.  One of some that cannot be had
 * leaves none; then the one in hand is asked for by itself.
 */
static int
open_stored(const struct job *job, int doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	struct many *m = job->source;
	size_t left = json_array_size(m->facts) - m->at, i;

	(void)doc;
	if (m->at >= m->from + m->ahead.nfds / 2) {
		if (ask(m, left < PAIRS_MOST ? left : PAIRS_MOST, e) != 0 || (m->ahead.nfds == 0 && ask(m, 1, e) != 0))
			return -1;
	}
	i = 2 * (m->at - m->from) + (kind == A_PROPS);
	if (i >= m->ahead.nfds || m->ahead.fd[i] < 0)
		return err_set(e, E_IO, _("vraag naar iets dat er niet is"));
	*fd_r = m->ahead.fd[i];
	m->ahead.fd[i] = -1;
	return 0;
}

/* Which of them was chosen, or came nearest, and why: that is all that a comparison shows. */
static void
pare(struct document *d)
{
	size_t n = 0;

	for (size_t i = 0; i < d->nclasses; i++) {
		struct class_score c = d->classes[i];
		size_t kept = 0;

		if (i != 0 && !c.chosen)
			continue;
		for (size_t k = 0; k < c.nreasons; k++) {
			if (c.reasons[k].weight != 0)
				c.reasons[kept++] = c.reasons[k];
		}
		c.nreasons = kept;
		d->classes[n++] = c;
	}
	d->nclasses = n;
	d->nsoorten = d->nthemas = 0;
}

static bool
holds(const struct result *r)
{
	for (size_t i = 0; i < r->findings.n; i++) {
		enum finding_code code = r->findings.v[i].code;

		if (code == F_CLS_CONTRADICTION || code == F_CLS_RULE_HOLDS)
			return true;
	}
	return false;
}

static json_t *
answer_of(struct result *r, size_t n)
{
	json_t *both;

	if (n == 1)
		return wire_answer(ST_classify, &r[0]);
	if (classes_same(r[0].doc.classes, r[0].doc.nclasses, r[1].doc.classes, r[1].doc.nclasses) &&
	    holds(&r[0]) == holds(&r[1]))
		return json_true();
	both = json_array();
	for (size_t i = 0; i < n; i++) {
		pare(&r[i].doc);
		json_push(both, wire_answer(ST_classify, &r[i]));
	}
	return both;
}

static json_t *
classify_one(struct many *m, struct err *e)
{
	struct organisation org = { 0 };
	struct dossier seen = { .org = &org };
	struct job jobs[SETS_MOST];
	struct result results[SETS_MOST];
	size_t n = m->compare ? 2 : 1;
	struct props *props;
	struct text text;

	if (wire_read(json_array_get(m->facts, m->at), m->mem, &seen, &org, e) != 0)
		return json_null();
	must(seen.ndocs == 1 && seen.docs != NULL);
	props = &seen.docs[0].props;
	for (size_t i = 0; i < n; i++) {
		jobs[i] = (struct job){ .now = m->now,
			.tools = i == 0 ? m->tools : m->tools->beside,
			.dossier = &seen,
			.source = m,
			.open = open_stored };
		results[i] = (struct result){ .mem = m->mem, .findings = { .mem = m->mem } };
	}
	if (text_load(&jobs[0], &text, m->mem, e) != 0)
		return json_null();
	/* The account says which heading, not where: what stands far down is no title. */
	if (props->heading.n != 0 && props->heading_at.len == 0)
		props->heading_at = about_heading(&text);
	for (size_t i = 0; i < n; i++)
		results[i].doc = seen.docs[0];
	classify_text(jobs, results, n, &text);
	return answer_of(results, n);
}

int
many_run(const struct tools *tools, int channel, const json_t *request, struct arena *mem, json_t *answers, struct err *e)
{
	struct many m = { .tools = tools,
		.channel = channel,
		.facts = json_list(request, "many"),
		.compare = json_flag(request, "compare"),
		.now = (time_t)json_num(request, "now", 0),
		.mem = mem };

	if (m.compare && tools->beside == NULL)
		return err_set(e, E_BUG, _("een vergelijking zonder tweede stel regels"));
	for (; m.at < json_array_size(m.facts); m.at++) {
		struct mark mark = arena_mark(mem);

		json_push(answers, classify_one(&m, e));
		arena_rewind(mem, mark);
	}
	msg_close(&m.ahead);
	return 0;
}
