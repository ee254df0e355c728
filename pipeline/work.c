/* SPDX-License-Identifier: EUPL-1.2 */
/* work.c - one dossier on its way through the street. */
#include "work.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/fd.h"
#include "base/log.h"
#include "base/path.h"
#include "base/utf8.h"
#include "expect.h"
#include "gate.h"
#include "members.h"
#include "memo.h"
#include "proc/scanner.h"
#include "proc/wire.h"
#include "recall.h"
#include "sites.h"
#include "store/originals.h"
#include "tour.h"
#include "virus/virus.h"
#include "whole.h"
#include "withdrawing.h"

#include "base/banned.h"

#define DEATHS_MOST	3		/* of the program, while it did nothing else than one dossier */
#define DOSSIER_MEM	GIB(4)		/* arena of one dossier: lists, findings and records, no document */

static const enum stage_id unpack_stages[] = { ST_identify, ST_unpack };
static const enum stage_id virus_stages[] = { ST_virus };
static const enum stage_id visit_stages[] = { ST_identify, ST_extract, ST_reveal, ST_classify, ST_glean,
	ST_screen };
/* Of an original that stays here: only what its redacted version is held against. */
static const enum stage_id compare_stages[] = { ST_identify, ST_extract };

/*
 * Does its row stay as it is until something about it proves to be new?  What
 * is public, what is held and what is quarantined does, while its bytes are the
 * same; and where an effect is in doubt the portal is asked first.
 */
static bool
rests(const struct work *w)
{
	const struct ledger_row *row = &w->row;

	if (state_kind(row->state) == K_ASK || row->state == S_WITHDRAWN)
		return true;
	if (!digest_eq(row->input, w->input))
		return false;
	/* EXTRACTED is how the gate leaves what goes later: an embargo of a year is not written down each night. */
	return row->state == S_CONFIRMED ||
	    ((state_kind(row->state) == K_WAIT || row->state == S_EXTRACTED) && (w->run->may & MAY_REUSE) != 0);
}

void
work_free(struct work *w)
{
	if (w == NULL)
		return;
	auto_close(&w->pub.plan);
	auto_close(&w->unkept);
	arena_free(w->mem);
}

void
work_close(struct work *w, enum outcome o)
{
	for (size_t i = 0; i < w->d.ndocs; i++) {
		struct document *x = &w->d.docs[i];
		/* An archive is left out on purpose, unless something about it holds the dossier. */
		bool holds = x->role == ROLE_PACKAGE && verdict_doc(&w->d.findings, (int)i) >= V_LATER;

		x->outcome = document_goes_out(x) || holds ? o : O_SKIPPED;
	}
	w->d.outcome = o;
	w->phase = PH_CLOSED;
}

void
work_rest(struct work *w)
{
	if (w->phase != PH_CLOSED || w->ordered != 0 || !tour_over(w))
		return;
	auto_close(&w->pub.plan);
	w->pub.plan = -1;
}

void
work_find(struct work *w, enum finding_code code, int doc, struct str a, struct str b)
{
	finding_add(&w->d.findings,
	    (struct finding){ .code = code, .doc = doc, .arg = { str_dup(w->mem, a), str_dup(w->mem, b) } });
}

void
work_find_here(struct work *w, enum finding_code code, struct str a, struct str b)
{
	if (w->d.org->noutlets > 1)
		a = str_fmt(w->mem, a.n == 0 ? "%.*s" : "%.*s: %.*s", STRF(w->outlet->name), STRF(a));
	work_find(w, code, DOC_NONE, a, b);
}

int
work_fenced(struct work *w, int rc)
{
	if (rc <= 0)
		return rc;
	log_line(LOG_LET_OP, _("een andere run heeft dit dossier overgenomen; hier blijft het verder met rust"));
	w->fenced = true;
	work_close(w, O_LATER);
	return 0;
}

int
work_move(struct work *w, struct step step, json_t *facts, struct err *e)
{
	int rc = work_fenced(w, ledger_move(w->run->store, &w->turn, &step, facts, e));

	if (rc == 0 && w->phase != PH_CLOSED)
		w->at = step.to;
	return rc;
}

/* What came in, for the evidence: ids and digests, no names. */
static json_t *
input_facts(const struct work *w)
{
	struct arena *mem = arena_new("bewijs", MIB(64));
	json_t *j = json_object(), *docs = json_array();

	for (size_t i = 0; i < w->d.ndocs; i++) {
		const struct document *x = &w->d.docs[i];
		json_t *one;

		if ((x->have_set & A_BIT(A_ORIGINAL)) == 0)
			continue;
		one = json_object();
		json_put_str(one, "id", uuid_text(mem, document_uuid(&w->d, x)));
		json_put_str(one, "sha256", digest_hex(mem, x->have[A_ORIGINAL].sha256));
		json_put_num(one, "bytes", (int64_t)x->have[A_ORIGINAL].size);
		json_push(docs, one);
	}
	json_put(j, "documents", docs);
	arena_free(mem);
	return j;
}

/* Taken up in this run. */
static int
take_up(struct work *w, struct err *e)
{
	bool fresh = (w->run->may & MAY_REUSE) == 0 || !digest_eq(w->row.input, w->input);
	int rc = work_fenced(w,
	    ledger_ingest(w->run->store, &w->turn, utf8_exact(w->mem, w->d.org->key), utf8_exact(w->mem, w->d.key),
		w->input, &w->row, fresh, input_facts(w), e));

	if (rc == 0 && w->phase != PH_CLOSED) {
		w->at = S_INGESTED;
		w->row.attempts = fresh ? 0 : w->row.attempts;
	}
	return rc;
}

int
work_reach(struct work *w, enum state to, struct err *e)
{
	static const enum state path[] = { S_NONE, S_INGESTED, S_EXTRACTED, S_CLASSIFIED };

	for (size_t i = 0; i + 1 < COUNT(path) && w->phase != PH_CLOSED; i++) {
		if (path[i] == to)
			return 0;
		if (w->at == path[i] &&
		    (i == 0 ? take_up(w, e) : work_move(w, STEP(path[i], path[i + 1]), NULL, e)) != 0)
			return -1;
	}
	return 0;
}

/* Not read again: the next time it would be the same.  A person's redo lets it in. */
static int
quarantine_killer(struct work *w, struct err *e)
{
	struct step step;

	w->killer = true;
	w->turn = (struct turn){ .id = dossier_uuid(&w->d), .run = w->run->id, .now = w->run->now };
	if (ledger_get(w->run->store, w->turn.id, w->mem, &w->row, e) != 0)
		return -1;
	work_find(w, F_RUN_KILLER, DOC_NONE, STR_NONE, STR_NONE);
	/* Where a request may be under way the row stays: it is asked for when a person lets it in again. */
	if (state_kind(w->row.state) == K_WORK && w->row.state != S_NONE) {
		step = STEP(w->row.state, S_QUARANTINED);
		step.error = str_of(_("liet woostraat drie keer vastlopen"));
		w->turn.epoch = w->row.epoch;
		if (work_move(w, step, NULL, e) != 0)
			return -1;
	}
	work_close(w, O_REJECTED);
	return 0;
}

int
work_open(struct run *run, const struct place *place, int64_t died, struct work **w_r, struct err *e)
{
	struct arena *mem = arena_new("dossier", DOSSIER_MEM);
	struct work *w = NEW(mem, struct work, 1);
	struct took began;

	w->mem = mem;
	w->run = run;
	w->none.folder = place->folder;
	w->pub.plan = w->unkept = -1;
	w->d = (struct dossier){ .org = place->org == NULL ? &w->none : place->org,
		.key = str_dup(mem, place->key),
		.mem = mem,
		.scanning = scanner_facts(run->scanner),
		.findings = { .mem = mem } };
	w->outlet = first_outlet(w->d.org);
	*w_r = w;
	if (died >= DEATHS_MOST) {
		if (quarantine_killer(w, e) != 0)
			goto bad;
		return 0;
	}
	began = took_now();
	if (ingest_dossier(place, run->settings, run->started_at, run->vault, &w->d, e) != 0)
		goto bad;
	timing_add(pool_timing(run->pool), ST_ingest, took_since(began), &w->d, DOC_NONE);
	w->left_ms = expect_dossier(&w->d, &w->longest_ms);
	w->turn = (struct turn){ .id = dossier_uuid(&w->d), .run = run->id, .now = run->now };
	w->bare = ingest_digest(&w->d);
	if (ledger_get(run->store, w->turn.id, mem, &w->row, e) != 0)
		goto bad;
	w->d.pack = tour_pack(w);
	if (withdrawing_read(w, e) != 0)
		goto bad;
	w->input = withdrawing_input(w, w->d.ntaken);
	if (sites_since(w, &w->d.modified, e) != 0)
		goto bad;
	/* A dossier that is still being delivered is none yet: the ledger hears of it when it is whole. */
	if (verdict(&w->d.findings) == V_LATER) {
		work_close(w, O_LATER);
		return 0;
	}
	w->turn.epoch = w->row.epoch;
	/* What is being taken back is asked about by who takes it back (revoking.h). */
	w->pub.asking = state_kind(w->row.state) == K_ASK && w->row.state != S_WITHDRAWING;
	if (!rests(w) && work_reach(w, S_INGESTED, e) != 0)
		goto bad;
	return 0;
bad:
	work_free(w);
	return -1;
}

/* A dossier stage has spoken, or died.  A bundle that was not made has its finding, and the gate is asked again. */
static void
next_phase(struct work *w, enum stage_id st)
{
	if (st == ST_sidecar) {
		withdrawing_mark(w);
		members_forget_withheld(w);
		w->phase = PH_VIRUS;
	} else if (st == ST_describe)
		w->phase = PH_JUDGE;
	else if (st == ST_bundle) {
		w->bundled = true;
		w->phase = (w->d.have_set & A_BIT(A_BUNDLE)) != 0 &&
			(verdict(&w->d.findings) < V_LATER || BROKEN("gate-skipped")) ?
		    organisation_site(w->d.org).n != 0 ? PH_PAGE : PH_BUNDLED :
		    PH_JUDGE;
	} else if (st == ST_page)
		/* What was not made has its finding, as with a bundle. */
		w->phase =
		    (w->d.have_set & A_BIT(A_PAGE)) != 0 && verdict(&w->d.findings) < V_LATER ? PH_BUNDLED : PH_JUDGE;
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

/* Its document, or a connection: a visit of the virus scanner gets these two and nothing else. */
static int
give_to_scanner(void *owner, int64_t doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	const struct visit *v = owner;
	struct work *w = v->work;

	if (doc != 0)
		return err_set(e, E_BUG, "%s", _("vraag naar iets dat er niet is"));
	return kind == A_SCANNER ? scanner_connect(w->run->scanner, fd_r, e) :
				   vault_get(w->run->vault, &w->d.docs[v->doc].have[A_ORIGINAL], fd_r, e);
}

/* Set the request; what the stages will see is made of it. */
static int
visit_ready(struct visit *v, struct visit **visit_r, struct err *e)
{
	struct work *w = v->work;
	json_t *j;

	w->out++;
	*visit_r = v;
	if (v->doc == DOC_NONE)
		return whole_request(w, v, e);
	j = json_object();
	v->task.give = v->task.st[0] == ST_virus ? give_to_scanner : NULL;
	json_put_num(j, "now", w->run->now);
	json_put(j, "dossier", wire_dossier(&w->d, v->doc));
	v->task.request = j;
	return 0;
}

/* The scanner is away: nobody is sent to it. */
static void
leave_unscanned(struct work *w, int doc)
{
	struct finding f = virus_unscanned(&w->d.scanning, false, scanner_gone(w->run->scanner), w->mem);

	f.doc = doc;
	finding_add(&w->d.findings, f);
	w->d.docs[doc].seen_by |= 1u << ST_virus;
}

/* What of these stages has not yet spoken about a document, as a visit; NULL when all have, or a worker died of it. */
static int
begin_visit(struct work *w, int doc, const enum stage_id *st, size_t n, struct visit **visit_r, struct err *e)
{
	struct document *x = &w->d.docs[doc];
	struct visit *v;
	bool hit = true;
	size_t i = 0;

	*visit_r = NULL;
	for (; i < n; i++) {
		if ((x->seen_by & 1u << st[i]) != 0)
			continue;
		if (recall_stage(w, st[i], doc, &hit, e) != 0)
			return -1;
		if (!hit)
			break;
	}
	/* What stands before the first of them may have spoken already; further than asked nobody goes. */
	if (i == n || (i != 0 && st != unpack_stages && st[i] > w->run->last))
		return 0;
	if (st[i] == ST_virus && scanner_gone(w->run->scanner).n != 0) {
		leave_unscanned(w, doc);
		return 0;
	}
	if (recall_death(w, st[i], doc, &x->given_up, e) != 0)
		return -1;
	if (x->given_up)
		return 0;
	v = visit_new(w, doc);
	for (; i < n && (v->task.nst == 0 || st == unpack_stages || st[i] <= w->run->last); i++)
		v->task.st[v->task.nst++] = st[i];
	return visit_ready(v, visit_r, e);
}

/*
 * The next container, when no other is under way: what one takes of the limits
 * is known before the next begins, so that the same dossier ends the same way.
 * Its members come at the end, and have their turn: the widest first.
 */
static int
next_container(struct work *w, struct visit **visit_r, struct err *e)
{
	*visit_r = NULL;
	while (w->out == 0 && w->next_doc < w->d.ndocs) {
		int doc = (int)w->next_doc++;
		const struct document *x = &w->d.docs[doc];

		if (!x->may_hold || !document_goes_out(x) || (x->have_set & A_BIT(A_ORIGINAL)) == 0)
			continue;
		if (begin_visit(w, doc, unpack_stages, COUNT(unpack_stages), visit_r, e) != 0)
			return -1;
		if (*visit_r != NULL)
			return 0;
		if (members_add(w, doc, e) != 0)
			return -1;
	}
	if (w->out != 0)
		return 0;
	ingest_sort(&w->d);
	w->next_doc = 0;
	w->phase = PH_SIDECAR;
	return 0;
}

/*
 * The next file for the virus scanner.  A visit of its own: the process that has
 * a connection reads no document, and the one that reads has none.
 */
static int
next_scan(struct work *w, struct visit **visit_r, struct err *e)
{
	*visit_r = NULL;
	while (w->d.scanning.wanted && *visit_r == NULL && w->next_doc < w->d.ndocs) {
		int doc = (int)w->next_doc++;
		const struct document *x = &w->d.docs[doc];

		if (x->given_up || !document_is_scanned(x) || (x->have_set & A_BIT(A_ORIGINAL)) == 0)
			continue;
		if (begin_visit(w, doc, virus_stages, COUNT(virus_stages), visit_r, e) != 0)
			return -1;
	}
	if (*visit_r != NULL || w->out != 0 || w->again != NULL)
		return 0;
	w->next_doc = 0;
	w->phase = PH_DOCUMENTS;
	return 0;
}

/* The next document that needs a visit, the longest first; NULL when none is left to begin. */
static int
next_document(struct work *w, struct visit **visit_r, struct err *e)
{
	*visit_r = NULL;
	if (w->order == NULL) {
		w->order = expect_order(&w->d, w->mem);
		w->left_ms = expect_dossier(&w->d, &w->longest_ms);
	}
	while (*visit_r == NULL && w->next_doc < w->d.ndocs) {
		int doc = (int)w->order[w->next_doc++];
		const struct document *x = &w->d.docs[doc];
		bool out = document_goes_out(x);

		w->left_ms -= expect_document(x);
		if (x->given_up || (!out && !document_is_compared(x)) || (x->have_set & A_BIT(A_ORIGINAL)) == 0)
			continue;
		if (begin_visit(w, doc, out ? visit_stages : compare_stages,
			out ? COUNT(visit_stages) : COUNT(compare_stages), visit_r, e) != 0)
			return -1;
	}
	if (*visit_r != NULL)
		(*visit_r)->expect_ms = expect_document(&w->d.docs[(*visit_r)->doc]);
	return 0;
}

int64_t
work_longest(const struct work *w)
{
	if (w->phase == PH_DOCUMENTS && w->order != NULL)
		return w->next_doc < w->d.ndocs ? expect_document(&w->d.docs[w->order[w->next_doc]]) : 0;
	/* What stands before its documents must be done first, one thing at a time. */
	return w->phase <= PH_DOCUMENTS && w->out == 0 ? w->longest_ms : 0;
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
	if (recall_stage(w, st, DOC_NONE, &hit, e) != 0 || (!hit && recall_death(w, st, DOC_NONE, &hit, e) != 0))
		return -1;
	if (hit) {
		next_phase(w, st);
		return 0;
	}
	v = visit_new(w, DOC_NONE);
	v->task.st[v->task.nst++] = st;
	return visit_ready(v, visit_r, e);
}

/* --- what is next ----------------------------------------------------------- */

/* Has the dossier come as far as this run goes? */
static bool
past_last(const struct work *w)
{
	static const enum stage_id begins[] = { [PH_UNPACK] = ST_unpack,
		[PH_SIDECAR] = ST_sidecar,
		[PH_VIRUS] = ST_virus,
		[PH_DOCUMENTS] = ST_identify,
		[PH_DESCRIBE] = ST_describe,
		[PH_JUDGE] = ST_describe,
		[PH_BUNDLE] = ST_bundle,
		[PH_PAGE] = ST_page,
		[PH_BUNDLED] = ST_publish,
		[PH_PUBLISH] = ST_publish,
		[PH_CLOSED] = ST_sidecar };

	return w->phase != PH_CLOSED && w->out == 0 && begins[w->phase] > w->run->last;
}

/* When the bytes of each document that goes out were first taken in: its checksum is of then, every night again. */
static int
moments(struct work *w, struct err *e)
{
	int rc = 0;

	if (store_group(w->run->store, e) != 0)
		return -1;
	for (size_t i = 0; i < w->d.ndocs && rc == 0; i++) {
		struct document *x = &w->d.docs[i];

		if (document_goes_out(x) && (x->have_set & A_BIT(A_ORIGINAL)) != 0)
			rc = originals_since(w->run->store, x->have[A_ORIGINAL].sha256, w->run->now, &x->since, e);
	}
	return store_group_end(w->run->store, rc, e);
}

/* What was read of an original that stays here is for the comparison only: nothing of it is told. */
static void
forget_compared(struct work *w)
{
	members_forget_withheld(w);
	for (size_t i = 0; i < w->d.ndocs; i++) {
		if (document_is_compared(&w->d.docs[i]))
			w->d.docs[i].props = (struct props){ 0 };
	}
}

static int
documents_done(struct work *w, struct err *e)
{
	forget_compared(w);
	if (moments(w, e) != 0)
		return -1;
	if (w->at == S_INGESTED && work_reach(w, S_EXTRACTED, e) != 0)
		return -1;
	if (w->phase != PH_CLOSED)
		w->phase = PH_DESCRIBE;
	return 0;
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
		return visit_ready(v, visit_r, e);
	}
	while (rc == 0 && *visit_r == NULL) {
		enum phase before = w->phase;

		if (past_last(w))
			work_close(w, O_LATER);
		switch (w->phase) {
		case PH_UNPACK:
			rc = next_container(w, visit_r, e);
			break;
		case PH_SIDECAR:
			rc = dossier_stage(w, ST_sidecar, visit_r, e);
			break;
		case PH_VIRUS:
			rc = next_scan(w, visit_r, e);
			break;
		case PH_DOCUMENTS:
			rc = next_document(w, visit_r, e);
			if (rc == 0 && *visit_r == NULL && w->out == 0 && w->again == NULL)
				rc = documents_done(w, e);
			break;
		case PH_DESCRIBE:
			rc = dossier_stage(w, ST_describe, visit_r, e);
			break;
		case PH_JUDGE:
			rc = gate_judge(w, e);
			break;
		case PH_BUNDLE:
			rc = dossier_stage(w, ST_bundle, visit_r, e);
			break;
		case PH_PAGE:
			rc = dossier_stage(w, ST_page, visit_r, e);
			break;
		case PH_BUNDLED:
			rc = gate_bundled(w, e);
			break;
		case PH_PUBLISH:
			return 0;
		case PH_CLOSED:
			if (tour_over(w))
				return 0;
			rc = tour_next(w, e);
			break;
		}
		if (w->phase == before && *visit_r == NULL)
			return rc;
	}
	return rc;
}

/* --- results --------------------------------------------------------------- */

int
work_keep_made(struct work *w, int *fd, struct artefact *a, int kind, struct err *e)
{
	if (kind == A_BUNDLE && BROKEN("ledger-before-file")) {
		w->unkept = dup(*fd);
		return digest_fd(*fd, &a->sha256, NULL, &a->size, e);
	}
	return vault_keep(w->run->vault, *fd, a, e);
}

/* Did the virus scanner look?  What it did not see it is asked for again, whatever was said this time. */
static bool
was_scanned(const json_t *answer)
{
	const json_t *list = json_list(answer, "findings");
	enum finding_code code;

	for (size_t i = 0; i < json_array_size(list); i++) {
		if (finding_find(json_str(json_array_get(list, i), "code"), &code) == 0 && virus_is_unscanned(code))
			return false;
	}
	return true;
}

/*
 * File what one stage of the visit made and apply its answer.  *bad_r: the
 * answer itself cannot be trusted.
 */
static int
keep_stage(struct work *w, struct visit *v, enum stage_id st, const json_t *answer, bool *bad_r, struct err *e)
{
	struct document *x = &w->d.docs[v->doc];
	uint32_t made = v->task.made & stages[st].gives & ~A_BIT(A_MEMBERS);
	int rc;

	if (w->run->answered != NULL)
		w->run->answered(w->run->ctx, st, answer, &w->d, v->doc);
	for (int k = 0; k < A__COUNT; k++) {
		if ((made & A_BIT(k)) != 0 && work_keep_made(w, &v->task.out[k], &x->have[k], k, e) != 0)
			return -1;
	}
	if (wire_apply(st, answer, &w->d, v->doc, e) != 0) {
		*bad_r = true;
		return -1;
	}
	x->have_set |= made;
	if (st == ST_virus)
		scanner_heard(w->run->scanner, was_scanned(answer));
	if (st != ST_unpack)
		return 0;
	rc = members_cut(w, x, (v->task.made & A_BIT(A_MEMBERS)) != 0 ? v->task.out[A_MEMBERS] : -1, e);
	*bad_r = rc == 1;
	return rc == 0 ? 0 : -1;
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
	work_find(w, f.code, f.doc, f.arg[0], f.arg[1]);
	if (f.doc == DOC_NONE)
		next_phase(w, old.st[0]);
	else
		w->d.docs[f.doc].given_up = true;
	return 0;
}

/* One transaction for all that a visit said. */
static int
remember(struct work *w, const struct visit *v, const json_t *list, const struct digest *key, struct err *e)
{
	int rc = store_group(w->run->store, e);

	if (rc != 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < v->task.nst; i++) {
		const json_t *answer = json_array_get(list, i);

		if (v->task.st[i] == ST_virus && !was_scanned(answer))
			continue;
		rc = memo_keep(w->run->store, key[i], v->task.st[i], answer, w->d.docs[v->doc].have,
		    v->task.made & stages[v->task.st[i]].gives & ~A_BIT(A_MEMBERS), w->run->id, e);
	}
	return store_group_end(w->run->store, rc, e);
}

/*
 * Read the answer of a visit and keep it stage by stage.  It is remembered
 * when all of it held: one lie, and no other word of that child counts.
 */
static int
keep_visit(struct work *w, struct visit *v, bool *bad_r, struct err *e)
{
	struct digest key[COUNT(v->task.st)];
	struct arena *tmp;
	AUTO_JSON j = NULL;
	const json_t *list;
	struct str s;
	int rc;

	if (v->doc == DOC_NONE)
		return whole_keep(w, v, bad_r, e);
	tmp = arena_new("antwoord", WIRE_MOST * 2);
	rc = fd_read_all(v->task.answer, WIRE_MOST, tmp, &s, e);

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
		if (!*bad_r && rc == 0)
			rc = remember(w, v, list, key, e);
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
	if (rc == 0 && v->task.st[v->task.nst - 1] == ST_unpack)
		rc = members_add(w, v->doc, e);
	task_drop(&v->task);
	v->next_free = w->spare;
	w->spare = v;
	return rc;
}
