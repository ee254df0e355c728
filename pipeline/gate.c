/* SPDX-License-Identifier: EUPL-1.2 */
/* gate.c - the one place that says whether a dossier may become public. */
#include "gate.h"

#include <stdlib.h>
#include <string.h>

#include "asking.h"
#include "base/fault.h"
#include "config/calendar.h"
#include "phasing.h"
#include "publication.h"
#include "store/withdrawals.h"
#include "waiving.h"
#include "withdrawing.h"

#include "base/banned.h"

/* What was let through: these bytes, under these templates, with these findings. */
struct gate_pass { struct digest gate, bundle; };

/* One finding and who let it pass; documents by name, since members come out of an archive in any order. */
static struct digest
finding_digest(const struct work *w, const struct finding *f)
{
	struct hash *h = hash_new();

	hash_str(h, str_of(finding_tag(f->code)));
	hash_str(h, f->doc == DOC_NONE ? S("") : w->d.docs[f->doc].path);
	if (f->waived != NULL) {
		hash_str(h, S("waived"));
		hash_str(h, f->waived->by);
		hash_str(h, f->waived->second);
		hash_add(h, f->waived->of.b, sizeof f->waived->of.b);
	}
	return hash_end(h);
}

static int
by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct digest));
}

/*
 * What was decided, about which bytes, under which templates (facts: reliability
 * 5).  Whichever worker was ready first: the order of findings is no part of it.
 */
static struct digest
gate_digest(const struct work *w, enum verdict v, struct digest config)
{
	struct hash *h = hash_new();
	size_t n = w->d.findings.n;
	struct arena *mem = arena_new("poort", GIB(1)); /* of its own: it is asked for every document of some portals */
	struct digest *each = NEW(mem, struct digest, n + 1);

	hash_add(h, w->input.b, sizeof w->input.b);
	hash_add(h, config.b, sizeof config.b);
	hash_str(h, str_of(verdict_name(v)));
	for (size_t i = 0; i < n; i++)
		each[i] = finding_digest(w, &w->d.findings.v[i]);
	qsort(each, n, sizeof *each, by_bytes);
	for (size_t i = 0; i < n; i++)
		hash_add(h, each[i].b, sizeof each[i].b);
	arena_free(mem);
	return hash_end(h);
}

void
run_config_hash(struct hash *h, const struct run *run)
{
	for (int st = 0; st < ST__COUNT; st++) {
		struct digest d = pool_config(run->pool, (enum stage_id)st);

		hash_add(h, d.b, sizeof d.b);
		hash_add(h, &stages[st].version, sizeof stages[st].version);
	}
}

static struct digest
config_digest(const struct run *run, const struct organisation *o)
{
	struct hash *h = hash_new();

	run_config_hash(h, run);
	if (o->calendar != NULL)
		hash_add(h, o->calendar->digest.b, sizeof o->calendar->digest.b);
	return hash_end(h);
}

static bool
is_said(const struct work *w, enum finding_code code, int doc)
{
	for (size_t i = 0; i < w->d.findings.n; i++) {
		if (w->d.findings.v[i].code == code && w->d.findings.v[i].doc == doc)
			return true;
	}
	return false;
}

/* What there is of a document and what of it was examined are equal, or nobody may let it pass. */
static void
check_counts(struct work *w, int doc)
{
	const struct document *d = &w->d.docs[doc];

	/* Every file has a page, a part and a text, whatever it is. */
	for (int c = 0; c < COVER__COUNT && (d->have_set & A_BIT(A_TEXT)) != 0; c++) {
		if ((c == COVER_PAGES || c == COVER_PARTS || c == COVER_TEXT) && d->cover[c].there == 0)
			work_find(w, F_RUN_NOT_COVERED, doc, str_of(_(cover_label((enum coverage)c))),
			    str_of(_("niet geteld")));
	}
	/* Two stages count the pages of a PDF: who reads them, and who draws them. */
	if ((d->have_set & A_BIT(A_TEXT)) != 0 && str_eq(d->media_type, S("application/pdf")) &&
	    d->cover[COVER_DRAWN].there != d->cover[COVER_PAGES].there)
		work_find(w, F_RUN_NOT_COVERED, doc, str_of(_(cover_label(COVER_DRAWN))), str_of(_("niet geteld")));
	for (int c = 0; c < COVER__COUNT; c++) {
		const struct cover *x = &d->cover[c];

		if (x->there != x->examined)
			work_find(w, F_RUN_NOT_COVERED, doc, str_of(_(cover_label((enum coverage)c))),
			    str_fmt(w->mem, _("%llu van %llu"), (unsigned long long)x->examined,
				(unsigned long long)x->there));
	}
}

/* The coverage ledger: what goes out was seen by every stage, or something holds it (gate facts, rule 2). */
static void
check_coverage(struct work *w)
{
	uint32_t all = 0;

	for (int st = 0; st < ST__COUNT; st++)
		all |= stages[st].site == SITE_WORKER && stages[st].grain == PER_DOCUMENT ? 1u << st : 0;
	/* Only what may hold other files is taken apart; for viruses, archives are looked at too. */
	all &= ~(1u << ST_unpack | 1u << ST_virus);
	for (size_t i = 0; i < w->d.ndocs; i++) {
		const struct document *x = &w->d.docs[i];

		if (w->d.scanning.wanted && document_is_scanned(x) && (x->seen_by & 1u << ST_virus) == 0 &&
		    verdict_doc(&w->d.findings, (int)i) < V_LATER)
			work_find(w, F_RUN_NOT_EXAMINED, (int)i, STR_NONE, STR_NONE);
		if (!document_goes_out(x))
			continue;
		/* Without text nothing was searched, whatever the stages thought of it. */
		if (((x->seen_by & all) != all || (x->have_set & A_BIT(A_TEXT)) == 0) &&
		    verdict_doc(&w->d.findings, (int)i) < V_LATER)
			work_find(w, F_RUN_NOT_EXAMINED, (int)i, STR_NONE, STR_NONE);
		check_counts(w, (int)i);
		/* What else holds it may be waived; this may not. */
		if (container_of_type(x->media_type) != CONTAINER_NO && (x->seen_by & 1u << ST_unpack) == 0 &&
		    !is_said(w, F_UNP_NOT_UNPACKED, (int)i) && !is_said(w, F_UNP_FORMAT, (int)i) &&
		    !is_said(w, F_IDN_FORMAT_UNREAD, (int)i))
			work_find(w, F_UNP_NOT_UNPACKED, (int)i, STR_NONE, STR_NONE);
	}
}

/* A person took it back, whether the portal has done so yet or not. */
static bool
taken_back(const struct work *w)
{
	/* As a whole, so at every place: also where it never stood. */
	for (size_t i = 0; i < w->nwithdrawals; i++) {
		if (w->withdrawals[i].document.n == 0)
			return true;
	}
	return w->row.state == S_WITHDRAWN || w->row.state == S_WITHDRAWING;
}

/* What the past of the dossier adds to what its documents say. */
static void
check_past(struct work *w)
{
	bool redo = (w->run->may & MAY_REUSE) == 0, same = digest_eq(w->row.input, w->input);

	if (!taken_back(w))
		phasing_leave(w);
	if (taken_back(w))
		withdrawing_tell(w);
	else if (w->row.state == S_QUARANTINED && same && !redo)
		work_find(w, F_RUN_QUARANTINED, DOC_NONE, w->row.error, STR_NONE);
	/* Only new bytes, waivers of all that held it or a person's `redo` release what was held. */
	else if (verdict(&w->d.findings) < V_LATER && withdrawing_was(w, w->held) && !redo && !waiving_releases(w))
		work_find(w, F_RUN_STILL_HELD, DOC_NONE, STR_NONE, STR_NONE);
	waiving_mark(w);
	if (verdict(&w->d.findings) == V_HOLD && w->row.exposed && !w->pub.asking && !taken_back(w))
		work_find(w, F_RUN_PUBLIC_BUT_HELD, DOC_NONE, STR_NONE, STR_NONE);
}

/* What was decided, for the evidence: codes, ids of documents, and what the calendar says of it. */
static json_t *
verdict_facts(const struct work *w, enum verdict v)
{
	struct arena *mem = arena_new("bewijs", MIB(64));
	json_t *j = json_object(), *list = json_array();

	json_put_str(j, "verdict", str_of(verdict_name(v)));
	for (size_t i = 0; i < w->d.findings.n; i++) {
		const struct finding *f = &w->d.findings.v[i];
		json_t *one = json_object();

		json_put_str(one, "code", str_of(finding_tag(f->code)));
		if (f->doc != DOC_NONE)
			json_put_str(one, "document", uuid_text(mem, document_uuid(&w->d, &w->d.docs[f->doc])));
		if (f->waived != NULL)
			json_put(one, "waived", json_true());
		json_push(list, one);
	}
	json_put(j, "findings", list);
	phasing_note(w, mem, j);
	arena_free(mem);
	return j;
}

/* The ledger hears the verdict. */
static int
tell(struct work *w, enum state to, struct err *e)
{
	struct digest config = config_digest(w->run, w->d.org);
	struct step step;

	if (work_reach(w, S_CLASSIFIED, e) != 0)
		return -1;
	if (w->phase == PH_CLOSED || w->at == to)
		return 0;
	step = STEP(w->at, to);
	step.gate = &w->gate;
	step.config = &config;
	return work_move(w, step, verdict_facts(w, verdict(&w->d.findings)), e);
}

static int
hold(struct work *w, struct err *e)
{
	bool resting = w->at == S_NONE;

	if (resting && w->pub.asking) {
		publication_ask(w);
		return 0;
	}
	if (resting && (w->row.state == S_QUARANTINED || taken_back(w))) {
		work_close(w, O_REJECTED);
		return 0;
	}
	/* Public or held before, and nothing new about it: the row tells the truth already. */
	if (!resting || (w->row.state == S_HELD && !digest_eq(w->row.gate, w->gate))) {
		if (tell(w, S_HELD, e) != 0)
			return -1;
	}
	if (w->phase != PH_CLOSED)
		work_close(w, O_HELD);
	return 0;
}

int
gate_judge(struct work *w, struct err *e)
{
	enum verdict v;

	if (!w->judged) { /* the same for each place that it goes to */
		w->judged = true;
		w->described = w->d.findings.n;
		w->held = w->row.held;
	}
	if (waiving_read(w, e) != 0)
		return -1;
	check_coverage(w);
	if (!taken_back(w))
		phasing_check(w);
	v = verdict(&w->d.findings);
	if (w->bundled && v < V_LATER) /* no bundle, and no reason given: that is no pass */
		work_find(w, F_RUN_WORKER_DIED, DOC_NONE, str_of(stages[ST_bundle].name), str_of(_("geen bundel")));
	check_past(w);
	waiving_tell(w);
	v = verdict(&w->d.findings);
	w->gate = gate_digest(w, v, config_digest(w->run, w->d.org));
	/* It rested, as what went later before; now something becomes of it. */
	if (v != V_LATER && w->at == S_NONE && w->row.state == S_EXTRACTED && work_reach(w, S_EXTRACTED, e) != 0)
		return -1;
	if (v == V_HOLD && !BROKEN("gate-skipped"))
		return hold(w, e);
	if (v == V_LATER) {
		work_close(w, O_LATER);
		return 0;
	}
	if (w->at != S_NONE && tell(w, S_PASSED, e) != 0)
		return -1;
	if (w->phase != PH_CLOSED) /* made for the place before */
		w->phase = w->nth != 0 && (w->d.have_set & A_BIT(A_BUNDLE)) != 0 ? PH_BUNDLED : PH_BUNDLE;
	return 0;
}

/* A person said no.  What only a person may let go is held again, or the next night would send it. */
static int
not_now(struct work *w, struct err *e)
{
	int rc = 0;

	work_find(w, F_RUN_NOT_NOW, DOC_NONE, STR_NONE, STR_NONE);
	if (w->row.state == S_QUARANTINED || withdrawing_was(w, w->held))
		rc = tell(w, S_HELD, e);
	if (rc == 0 && w->phase != PH_CLOSED)
		work_close(w, O_LATER);
	return rc;
}

int
gate_follow(struct work *w, struct err *e)
{
	struct step step = STEP(S_PASSED, S_BUNDLED);

	if (verdict(&w->d.findings) == V_HOLD && !BROKEN("gate-skipped")) {
		if (tell(w, S_HELD, e) == 0 && w->phase != PH_CLOSED)
			work_close(w, O_HELD);
		return w->phase == PH_CLOSED ? 0 : -1;
	}
	if (tell(w, S_PASSED, e) != 0)
		return -1;
	if (w->phase == PH_CLOSED)
		return 0;
	if (w->run->before != NULL && w->person == 0)
		w->person = w->run->before(w->run->ctx, &w->d) ? 1 : -1;
	if (w->person < 0)
		return not_now(w, e);
	step.bundle = &publication_whole(w)->sha256;
	if (work_move(w, step, NULL, e) != 0)
		return -1;
	if (w->unkept >= 0) {
		struct artefact late;

		FAULT("ledger-before-file");
		if (vault_keep(w->run->vault, w->unkept, &late, e) != 0)
			return -1;
	}
	if (w->phase == PH_CLOSED)
		return 0;
	publication_begin(w);
	return 0;
}

int
gate_bundled(struct work *w, struct err *e)
{
	const struct artefact *b = publication_whole(w);
	struct gate_pass *pass;

	if (w->at == S_NONE && w->row.state == S_CONFIRMED && digest_eq(b->sha256, w->row.bundle) &&
	    (w->run->may & MAY_REUSE) != 0) {
		w->sending = (struct sending){ .url = w->row.url };
		if (w->row.spares)
			return publication_sweep(w);
		work_close(w, O_UNCHANGED);
		return 0;
	}
	if (!w->pub.asking && asking_waits(w)) { /* people made it public, and so they do what changes it */
		if (w->at == S_NONE && w->row.state == S_CONFIRMED && digest_eq(w->row.input, w->input)) {
			w->sending = (struct sending){ .url = w->row.url };
			work_close(w, O_UNCHANGED);
			return 0;
		}
		work_find(w, F_PUB_CHANGED_SINCE, DOC_NONE, STR_NONE, STR_NONE);
		w->phase = PH_JUDGE;
		return 0;
	}
	must(BROKEN("gate-skipped") || verdict(&w->d.findings) < V_LATER);
	if (kind_of_outlet(w->outlet)->site && w->d.modified != w->run->now) { /* it changed: now is when */
		w->d.modified = w->run->now;
		w->d.have_set &= ~(A_BIT(A_PAGE) | A_BIT(A_ENTRIES));
		w->phase = PH_PAGE;
		return 0;
	}
	pass = NEW(w->mem, struct gate_pass, 1);
	*pass = (struct gate_pass){ w->gate, b->sha256 };
	w->pass = pass;
	if (w->at == S_NONE && w->pub.asking) {
		publication_ask(w);
		return 0;
	}
	return gate_follow(w, e);
}

static int
not_passed(struct err *e)
{
	return err_set(e, E_BUG, "%s", _("de poort: wat verzonden zou worden is niet wat is goedgekeurd"));
}

int
gate_still(const struct work *w, struct err *e)
{
	return w->pass != NULL && w->d.findings.n == w->pub.flight.findings &&
		digest_eq(w->pass->bundle, publication_whole(w)->sha256) ?
	    0 :
	    not_passed(e);
}

int
gate_again(const struct work *w, struct err *e)
{
	enum verdict v = verdict(&w->d.findings);
	struct digest now = gate_digest(w, v, config_digest(w->run, w->d.org));

	if (BROKEN("gate-skipped"))
		return 0;
	if (w->pass == NULL || v >= V_LATER || !digest_eq(now, w->pass->gate) ||
	    !digest_eq(w->pass->bundle, publication_whole(w)->sha256))
		return not_passed(e);
	return 0;
}
