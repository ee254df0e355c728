/* SPDX-License-Identifier: EUPL-1.2 */
/* work.c - one dossier on its way through the street. */
#include "work.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/log.h"
#include "base/path.h"
#include "base/utf8.h"
#include "memo.h"
#include "proc/wire.h"

#include "base/banned.h"

#define DOSSIER_MEM	GIB(4)		/* arena of one dossier: lists, findings and records, no document */
#define SLUG_MOST	60		/* of the organisation's folder in the name of a bundle */

static const enum stage_id visit_stages[] = { ST_identify, ST_extract, ST_screen, ST_classify };

int
work_open(struct run *run, const struct place *place, struct work **w_r, struct err *e)
{
	struct arena *mem = arena_new("dossier", DOSSIER_MEM);
	struct work *w = NEW(mem, struct work, 1);

	w->mem = mem;
	w->run = run;
	w->none.folder = place->folder;
	w->d = (struct dossier){ .org = place->org == NULL ? &w->none : place->org,
		.key = str_dup(mem, place->key),
		.mem = mem,
		.findings = { .mem = mem } };
	if (ingest_dossier(place, run->settings, run->started_at, run->vault, &w->d, e) != 0)
		goto bad;
	w->id = dossier_uuid(&w->d);
	w->input = ingest_digest(&w->d);
	if (store_dossier(run->store, w->id, mem, &w->row, e) != 0)
		goto bad;
	/* A dossier that is still being delivered is none yet: the ledger hears of it when it is whole. */
	if (verdict(&w->d.findings) == V_LATER) {
		work_close(w, O_LATER);
		*w_r = w;
		return 0;
	}
	/* What is public already keeps its state until something about it proves to be new. */
	if (w->row.state != S_CONFIRMED || !digest_eq(w->row.input, w->input)) {
		if (store_ingested(run->store, w->id, utf8_exact(mem, w->d.org->key), utf8_exact(mem, w->d.key),
			w->input, &w->row, run->now, e) != 0)
			goto bad;
		w->ingested = true;
	}
	*w_r = w;
	return 0;
bad:
	work_free(w);
	return -1;
}

void
work_free(struct work *w)
{
	if (w != NULL)
		arena_free(w->mem);
}

void
work_close(struct work *w, enum outcome o)
{
	for (size_t i = 0; i < w->d.ndocs; i++)
		w->d.docs[i].outcome = document_goes_out(&w->d.docs[i]) ? o : O_SKIPPED;
	w->phase = PH_CLOSED;
}

static void
find(struct work *w, enum finding_code code, int doc, struct str a, struct str b)
{
	finding_add(&w->d.findings,
	    (struct finding){ .code = code, .doc = doc, .arg = { str_dup(w->mem, a), str_dup(w->mem, b) } });
}

/* A dossier stage has spoken, or died.  A bundle that was not made has its finding, and the gate is asked again. */
static void
next_phase(struct work *w, enum stage_id st)
{
	if (st == ST_sidecar)
		w->phase = PH_DOCUMENTS;
	else if (st == ST_describe)
		w->phase = PH_JUDGE;
	else if (st == ST_bundle) {
		w->bundled = true;
		w->phase =
		    (w->d.have_set & A_BIT(A_BUNDLE)) != 0 && verdict(&w->d.findings) < V_LATER ? PH_BUNDLED : PH_JUDGE;
	}
}

/* --- jobs ------------------------------------------------------------------ */

/* An empty task about the visit's document. */
static void
visit_reset(struct visit *v)
{
	v->task = (struct task){ .dossier = &v->work->d, .doc = v->doc, .owner = v, .answer = -1 };
	for (int k = 0; k < A__COUNT; k++)
		v->task.out[k] = -1;
}

static struct visit *
visit_new(struct work *w, int doc)
{
	struct visit *v = w->spare;

	if (v != NULL)
		w->spare = v->next_free;
	else
		v = NEW(w->mem, struct visit, 1);
	*v = (struct visit){ .work = w, .doc = doc };
	visit_reset(v);
	return v;
}

/* Set the request; what the stages will see is made of it. */
static struct visit *
visit_ready(struct visit *v)
{
	struct work *w = v->work;
	json_t *j = json_object();

	json_put_num(j, "now", w->run->now);
	json_put(j, "dossier", wire_dossier(&w->d, v->doc));
	v->task.request = j;
	w->out++;
	return v;
}

/* Is it remembered? */
static int
recall(struct work *w, enum stage_id st, int doc, bool *hit_r, struct err *e)
{
	*hit_r = false;
	if ((w->run->may & MAY_REUSE) == 0)
		return 0;
	return memo_recall(w->run->store, w->run->vault, memo_key(st, w->run->pool, &w->d, doc, w->run->now), st, &w->d,
	    doc, hit_r, e);
}

/* Did the same facts kill a worker before?  Then the finding stands and nothing is tried. */
static int
recall_death(struct work *w, enum stage_id st, int doc, bool *hit_r, struct err *e)
{
	*hit_r = false;
	if ((w->run->may & MAY_REUSE) == 0)
		return 0;
	return memo_recall_death(
	    w->run->store, memo_key(st, w->run->pool, &w->d, doc, w->run->now), &w->d, doc, hit_r, e);
}

/* The next document that needs a visit; NULL when none is left to begin. */
static int
next_document(struct work *w, struct visit **visit_r, struct err *e)
{
	*visit_r = NULL;
	while (w->next_doc < w->d.ndocs) {
		int doc = (int)w->next_doc++;
		const struct document *x = &w->d.docs[doc];
		struct visit *v;
		bool hit = true;
		size_t i = 0;

		if (!document_goes_out(x) || (x->have_set & A_BIT(A_ORIGINAL)) == 0)
			continue;
		while (i < COUNT(visit_stages)) {
			if (recall(w, visit_stages[i], doc, &hit, e) != 0)
				return -1;
			if (!hit)
				break;
			i++;
		}
		if (i == COUNT(visit_stages))
			continue;
		if (recall_death(w, visit_stages[i], doc, &hit, e) != 0)
			return -1;
		if (hit)
			continue;
		v = visit_new(w, doc);
		for (; i < COUNT(visit_stages) && (i == 0 || visit_stages[i] <= w->run->last); i++)
			v->task.st[v->task.nst++] = visit_stages[i];
		*visit_r = visit_ready(v);
		return 0;
	}
	return 0;
}

/* A dossier stage: from the memo, or a visit. */
static int
dossier_stage(struct work *w, enum stage_id st, struct visit **visit_r, struct err *e)
{
	struct visit *v;
	bool hit;

	*visit_r = NULL;
	if (w->out != 0)
		return 0;
	if (recall(w, st, DOC_NONE, &hit, e) != 0 || (!hit && recall_death(w, st, DOC_NONE, &hit, e) != 0))
		return -1;
	if (hit) {
		next_phase(w, st);
		return 0;
	}
	v = visit_new(w, DOC_NONE);
	v->task.st[v->task.nst++] = st;
	*visit_r = visit_ready(v);
	return 0;
}

/* --- the gate -------------------------------------------------------------- */

/* What was decided, about which bytes, under which templates (facts on reliability, section 5). */
static struct digest
gate_digest(const struct work *w, enum verdict v, struct digest config)
{
	struct hash *h = hash_new();

	hash_add(h, w->input.b, sizeof w->input.b);
	hash_add(h, config.b, sizeof config.b);
	hash_str(h, str_of(verdict_name(v)));
	for (size_t i = 0; i < w->d.findings.n; i++) {
		const struct finding *f = &w->d.findings.v[i];

		hash_str(h, str_of(finding_tag(f->code)));
		hash_add(h, &f->doc, sizeof f->doc);
	}
	return hash_end(h);
}

static struct digest
config_digest(const struct run *run)
{
	struct hash *h = hash_new();

	for (int st = 0; st < ST__COUNT; st++) {
		struct digest d = pool_config(run->pool, (enum stage_id)st);

		hash_add(h, d.b, sizeof d.b);
		hash_add(h, &stages[st].version, sizeof stages[st].version);
	}
	return hash_end(h);
}

/* The coverage ledger: what goes out was seen by every stage, or something holds it (gate facts, rule 2). */
static void
check_coverage(struct work *w)
{
	uint32_t all = 0;

	for (size_t i = 0; i < COUNT(visit_stages); i++)
		all |= 1u << visit_stages[i];
	for (size_t i = 0; i < w->d.ndocs; i++) {
		const struct document *x = &w->d.docs[i];

		if (document_goes_out(x) && (x->seen_by & all) != all && verdict_doc(&w->d.findings, (int)i) < V_LATER)
			find(w, F_RUN_NOT_EXAMINED, (int)i, STR_NONE, STR_NONE);
	}
}

static int
judge(struct work *w, struct err *e)
{
	struct digest config = config_digest(w->run);
	enum verdict v;

	check_coverage(w);
	v = verdict(&w->d.findings);
	if (w->bundled && v < V_LATER) /* no bundle, and no reason given: that is no pass */
		find(w, F_RUN_WORKER_DIED, DOC_NONE, str_of(stages[ST_bundle].name), str_of(_("geen bundel")));

	/* Only new bytes, a waiver or a person's `redo` release what was held (ARCHITECTURE, section 6). */
	if (v < V_LATER && digest_eq(w->row.held, w->input) && (w->run->may & MAY_REUSE) != 0)
		find(w, F_RUN_STILL_HELD, DOC_NONE, STR_NONE, STR_NONE);
	v = verdict(&w->d.findings);
	if (v == V_HOLD && w->row.remote.p != NULL)
		find(w, F_RUN_PUBLIC_BUT_HELD, DOC_NONE, STR_NONE, STR_NONE);
	w->gate = gate_digest(w, v, config);
	if (v == V_LATER) {
		work_close(w, O_LATER);
		return 0;
	}
	if (w->ingested &&
	    store_judged(w->run->store, w->id, v == V_HOLD ? S_HELD : S_PASSED, w->gate, config, w->run->id,
		w->run->now, e) != 0)
		return -1;
	if (v == V_HOLD)
		work_close(w, O_HELD);
	else
		w->phase = PH_BUNDLE;
	return 0;
}

/* The bundle is made.  Is there anything to send? */
static int
bundled(struct work *w, struct err *e)
{
	const struct artefact *b = &w->d.have[A_BUNDLE];
	struct run *run = w->run;

	if (!w->ingested && digest_eq(b->sha256, w->row.bundle) && (run->may & MAY_REUSE) != 0) {
		w->sending = (struct sending){ .url = w->row.remote };
		work_close(w, O_UNCHANGED);
		return 0;
	}
	if (!w->ingested) {
		if (store_ingested(run->store, w->id, utf8_exact(w->mem, w->d.org->key), utf8_exact(w->mem, w->d.key),
			w->input, &w->row, run->now, e) != 0 ||
		    store_judged(run->store, w->id, S_PASSED, w->gate, config_digest(run), run->id, run->now, e) != 0)
			return -1;
		w->ingested = true;
	}
	if (store_bundled(run->store, w->id, b->sha256, run->now, e) != 0)
		return -1;
	w->phase = PH_PUBLISH;
	return 0;
}

/* Has the dossier come as far as this run goes? */
static bool
past_last(const struct work *w)
{
	static const enum stage_id begins[] = { [PH_SIDECAR] = ST_sidecar,
		[PH_DOCUMENTS] = ST_identify,
		[PH_DESCRIBE] = ST_describe,
		[PH_JUDGE] = ST_describe,
		[PH_BUNDLE] = ST_bundle,
		[PH_BUNDLED] = ST_publish,
		[PH_PUBLISH] = ST_publish,
		[PH_CLOSED] = ST_sidecar };

	return w->phase != PH_CLOSED && w->out == 0 && begins[w->phase] > w->run->last;
}

int
work_next(struct work *w, struct visit **visit_r, struct err *e)
{
	int rc = 0;

	*visit_r = NULL;
	if (w->again != NULL) {
		struct visit *v = w->again;

		w->again = v->next_free;
		v->next_free = NULL;
		*visit_r = visit_ready(v);
		return 0;
	}
	while (rc == 0 && *visit_r == NULL) {
		enum phase before = w->phase;

		if (past_last(w))
			work_close(w, O_LATER);
		switch (w->phase) {
		case PH_SIDECAR:
			rc = dossier_stage(w, ST_sidecar, visit_r, e);
			break;
		case PH_DOCUMENTS:
			rc = next_document(w, visit_r, e);
			if (rc == 0 && *visit_r == NULL && w->out == 0 && w->again == NULL)
				w->phase = PH_DESCRIBE;
			break;
		case PH_DESCRIBE:
			rc = dossier_stage(w, ST_describe, visit_r, e);
			break;
		case PH_JUDGE:
			rc = judge(w, e);
			break;
		case PH_BUNDLE:
			rc = dossier_stage(w, ST_bundle, visit_r, e);
			break;
		case PH_BUNDLED:
			rc = bundled(w, e);
			break;
		case PH_PUBLISH:
		case PH_CLOSED:
			return 0;
		}
		if (w->phase == before && *visit_r == NULL)
			return rc;
	}
	return rc;
}

/* --- results --------------------------------------------------------------- */

static struct artefact *
have_of(struct work *w, const struct visit *v)
{
	return v->doc == DOC_NONE ? w->d.have : w->d.docs[v->doc].have;
}

/*
 * File what one stage of the visit made and apply its answer.  *bad_r: the
 * answer itself cannot be trusted.
 */
static int
keep_stage(struct work *w, struct visit *v, enum stage_id st, const json_t *answer, bool *bad_r, struct err *e)
{
	struct artefact *have = have_of(w, v);
	uint32_t *set = v->doc == DOC_NONE ? &w->d.have_set : &w->d.docs[v->doc].have_set;
	uint32_t made = v->task.made & stages[st].gives;

	if (w->run->answered != NULL)
		w->run->answered(w->run->ctx, st, answer, &w->d, v->doc);
	for (int k = 0; k < A__COUNT; k++) {
		if ((made & A_BIT(k)) != 0 && vault_keep(w->run->vault, v->task.out[k], &have[k], e) != 0)
			return -1;
	}
	if (wire_apply(st, answer, &w->d, v->doc, e) != 0) {
		*bad_r = true;
		return -1;
	}
	*set |= made;
	return 0;
}

/* Death is a result: repeated once alone, then a finding on the document, and remembered. */
static int
died(struct work *w, struct visit *v, struct err *e)
{
	struct finding f = { .code = v->task.end == TASK_LIMIT ? F_RUN_WORKER_LIMIT : F_RUN_WORKER_DIED,
		.doc = v->doc,
		.arg = { str_of(stages[v->task.at].name), str_of(v->task.why) } };
	struct task old = v->task;

	log_line(LOG_LET_OP, _("stap %s: %s"), stages[old.at].name, old.why);
	task_drop(&v->task);
	if (!v->again) {
		v->again = true;
		visit_reset(v);
		v->task.nst = old.nst;
		for (size_t i = 0; i < old.nst; i++)
			v->task.st[i] = old.st[i];
		v->next_free = w->again;
		w->again = v;
		return 0;
	}
	if (memo_keep_death(
		w->run->store, memo_key(old.st[0], w->run->pool, &w->d, f.doc, w->run->now), &f, w->run->id, e) != 0)
		return -1;
	find(w, f.code, f.doc, f.arg[0], f.arg[1]);
	if (f.doc == DOC_NONE)
		next_phase(w, old.st[0]);
	return 0;
}

/*
 * Read the answer of a visit and keep it stage by stage.  It is remembered
 * when all of it held: one lie, and no other word of that child counts.
 */
static int
keep_visit(struct work *w, struct visit *v, bool *bad_r, struct err *e)
{
	struct digest key[COUNT(v->task.st)];
	struct arena *tmp = arena_new("antwoord", WIRE_MOST * 2);
	AUTO_JSON j = NULL;
	const json_t *list;
	struct str s;
	int rc = fd_read_all(v->task.answer, WIRE_MOST, tmp, &s, e);

	if (rc != 0 && e->kind == E_LIMIT)
		*bad_r = true;
	if (rc == 0) {
		j = json_read(s, e);
		list = json_list(j, "stages");
		*bad_r = json_array_size(list) != v->task.nst;
		for (size_t i = 0; !*bad_r && rc == 0 && i < v->task.nst; i++) {
			key[i] = memo_key(v->task.st[i], w->run->pool, &w->d, v->doc, w->run->now);
			rc = keep_stage(w, v, v->task.st[i], json_array_get(list, i), bad_r, e);
		}
		for (size_t i = 0; !*bad_r && rc == 0 && i < v->task.nst; i++)
			rc = memo_keep(w->run->store, key[i], v->task.st[i], json_array_get(list, i), have_of(w, v),
			    v->task.made & stages[v->task.st[i]].gives, w->run->id, e);
	}
	arena_free(tmp);
	return *bad_r ? -1 : rc;
}

int
work_done(struct work *w, struct visit *v, struct err *e)
{
	struct document before = { 0 };
	size_t findings;
	bool bad = false;
	int rc;

	w->out--;
	if (v->task.end == TASK_DIED || v->task.end == TASK_LIMIT)
		return died(w, v, e);
	if (v->task.end == TASK_FAILED) {
		*e = v->task.err;
		task_drop(&v->task);
		return -1;
	}
	findings = w->d.findings.n;
	if (v->doc != DOC_NONE)
		before = w->d.docs[v->doc];
	rc = keep_visit(w, v, &bad, e);
	/* An answer that cannot be trusted is the death of the worker that gave it, and nothing in it counts. */
	if (bad) {
		w->d.findings.n = findings;
		if (v->doc != DOC_NONE)
			w->d.docs[v->doc] = before;
		v->task.why = _("antwoord klopt niet");
		return died(w, v, e);
	}
	if (rc == 0 && v->doc == DOC_NONE)
		next_phase(w, v->task.st[0]);
	task_drop(&v->task);
	v->next_free = w->spare;
	w->spare = v;
	return rc;
}

/* --- publication ------------------------------------------------------------ */

int
work_order(struct work *w, struct parcel *p, struct err *e)
{
	const struct artefact *b = &w->d.have[A_BUNDLE];
	struct str id = uuid_text(w->mem, w->id);

	/* The uploader gets nothing that did not pass: the gate is asked once more, on what is known now. */
	must(verdict(&w->d.findings) < V_LATER && w->phase == PH_PUBLISH);
	*p = (struct parcel){ .step = STEP_PUBLISH,
		.kind = w->d.org->kind,
		.portal_url = w->d.org->portal,
		.netrc = w->d.org->netrc,
		.plan = -1,
		.doc = -1,
		.sha256 = b->sha256,
		.size = b->size,
		.bundle = -1 };
	/* A folder's name may hold a citizen's, and a title may change: the public name is neither, and stays. */
	p->name = str_fmt(w->mem, "%.*s-%.*s.zip", STRF(path_slug(w->mem, w->d.org->key, SLUG_MOST)), STRF(id));
	if (store_uploading(w->run->store, w->id, w->run->id, p->portal_url.p == NULL ? S("-") : p->portal_url,
		b->sha256, w->run->now, &w->attempt, e) != 0)
		return -1;
	w->ordered = true;
	return vault_get(w->run->vault, b, &p->bundle, e);
}

/* Can these bytes be at the portal now?  Then the ledger must remember it, whatever else is wrong. */
static bool
may_stand(enum portal_answer a)
{
	return a != PORTAL_AWAY && a != PORTAL_REFUSED;
}

int
work_receipt(struct work *w, const struct receipt *r, struct err *e)
{
	static const struct {
		enum attempt_end end;
		enum outcome outcome;
	} of[PORTAL__COUNT] = {
		[PORTAL_SENT] = { ATTEMPT_OK, O_PUBLISHED },
		[PORTAL_SAME] = { ATTEMPT_SAME, O_PUBLISHED },
		[PORTAL_WOULD_SEND] = { ATTEMPT_OK, O_PUBLISHED },
		[PORTAL_AWAY] = { ATTEMPT_RETRY, O_LATER },
		[PORTAL_AMBIGUOUS] = { ATTEMPT_AMBIGUOUS, O_LATER },
		[PORTAL_REFUSED] = { ATTEMPT_FATAL, O_REJECTED },
		[PORTAL_DIFFERS] = { ATTEMPT_FATAL, O_REJECTED },
	};
	enum outcome o = of[r->answer].outcome;
	enum finding_code code;

	if (answer_finding(r->answer, &code))
		find(w, code, DOC_NONE, r->detail, STR_NONE);
	/* Sent in an earlier run and confirmed then: nothing happened now. */
	if (r->answer == PORTAL_SAME && w->row.state == S_CONFIRMED &&
	    digest_eq(w->row.bundle, w->d.have[A_BUNDLE].sha256))
		o = O_UNCHANGED;
	w->sending = (struct sending){ .url = str_dup(w->mem, r->url), .answer = str_of(answer_name(r->answer)) };
	if (store_attempt_end(w->run->store, w->id, w->attempt, of[r->answer].end, r->http,
		may_stand(r->answer) && r->url.n != 0    ? w->sending.url :
		    o == O_PUBLISHED || o == O_UNCHANGED ? S("-") :
							   STR_NONE,
		r->detail, w->run->now, e) != 0)
		return -1;
	work_close(w, o);
	return 0;
}
