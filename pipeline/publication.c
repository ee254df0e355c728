/* SPDX-License-Identifier: EUPL-1.2 */
/* publication.c - the steps of one dossier at its portal, each with its intent before it and its outcome after it. */
#include "publication.h"

#include "asking.h"
#include "base/fault.h"
#include "base/fd.h"
#include "base/log.h"
#include "base/utf8.h"
#include "flight.h"
#include "gate.h"
#include "plan.h"
#include "said.h"
#include "sites.h"
#include "withdrawing.h"

#include "base/banned.h"

/* Twice the longest request (publish/portal.h): a lost POST that has not landed by then never will. */
#define SWEEP_AFTER_S	(2 * 19 * 60)
/* Concepts of one dossier that are thrown away in one run: a second one is bad luck. */
#define DISCARDS_MOST	2
/* Bytes of a document that others may wait behind. */
#define LIGHT_MOST	MIB(1)
/* Uncertain outcomes in a row, over nights, before a person must look. */
#define ATTEMPTS_MOST	5

/* The ledger's row that the steps move: this run's, or the one that an earlier run left. */
static enum state *
where(struct work *w)
{
	return w->at == S_NONE ? &w->row.state : &w->at;
}

static struct str
remote(const struct work *w)
{
	return w->row.remote;
}

static void
begin(struct work *w, enum portal_step step)
{
	w->phase = PH_PUBLISH;
	w->pub.kind = kind_of_outlet(w->outlet);
	w->pub.step = step;
	w->pub.tries = 0;
	w->pub.not_before_ms = 0;
}

/* The next document that goes out, from pub.doc on; NULL: all have been. */
static const struct document *
document_due(struct work *w)
{
	while (w->pub.doc < w->d.ndocs) {
		const struct document *x = &w->d.docs[w->pub.doc];

		if (document_goes_out(x) && flight_due(w, w->pub.doc))
			return x;
		w->pub.doc++;
	}
	return NULL;
}

/* What comes after the record is known: of what is withheld as a whole there is nothing to bring. */
static enum portal_step
bring(struct work *w)
{
	if (document_due(w) != NULL)
		return STEP_DOCUMENT;
	return w->pub.kind->site ? STEP_PUBLISH : STEP_READY;
}

static enum artefact_kind
whole_kind(const struct work *w)
{
	return kind_of_outlet(w->outlet)->site ? A_PAGE : A_BUNDLE;
}

const struct artefact *
publication_whole(const struct work *w)
{
	return &w->d.have[whole_kind(w)];
}

void
publication_begin(struct work *w)
{
	w->pub.asking = false;
	w->pub.doc = 0;
	w->pub.flight = (struct flight){ .stand = NULL };
	begin(w, STEP_PUBLISH);
	if (w->pub.kind->site) { /* at an address nobody knows yet, but there */
		w->pub.adopted = true;
		w->pub.step = bring(w);
	}
	if (!w->pub.kind->concepts)
		return;
	w->pub.adopted = w->row.exposed && remote(w).p != NULL;
	w->pub.resumed = remote(w).p != NULL;
	w->pub.step = remote(w).p != NULL ? bring(w) : STEP_FIND;
}

void
publication_ask(struct work *w)
{
	w->pub.removing = w->row.state == S_REMOVING;
	begin(w, w->pub.removing ? STEP_REMOVE : STEP_SEEN);
}

int
publication_sweep(struct work *w)
{
	begin(w, STEP_SWEEP);
	if (!w->pub.kind->concepts || w->run->now - w->row.since < SWEEP_AFTER_S)
		work_close(w, O_UNCHANGED);
	return 0;
}

/* --- orders ------------------------------------------------------------------ */

/* The state that a step begins in.  What has an effect on what people see goes no further than here unasked. */
static enum state
begins_in(const struct work *w, enum state at)
{
	switch (w->pub.step) {
	case STEP_FIND:
		return at == S_BUNDLED ? S_CREATING : at;
	case STEP_DOCUMENT:
		if (w->pub.adopted)
			return S_PUBLISHING;
		return at == S_CREATED ? S_UPLOADING : at;
	case STEP_READY:
		return at == S_CREATED && !w->pub.adopted ? S_UPLOADED : at;
	case STEP_PUBLISH:
		return S_PUBLISHING;
	case STEP_REMOVE:
		return S_REMOVING;
	default:
		return at;
	}
}

/* Idempotency key: UUIDv5(dossier, op, what the gate passed, bytes), facts: reliability 8. */
static struct str
effect_key(struct work *w, const struct digest *bytes)
{
	struct arena *mem;
	struct uuid key;

	if (w->pub.step == STEP_FIND || w->pub.step == STEP_SEEN || w->pub.step == STEP_READY)
		return STR_NONE;
	mem = arena_new("sleutel", KIB(64));
	key = uuid_v5(w->turn.id,
	    str_fmt(mem, "%s\x1f%.*s\x1f%.*s", step_name(w->pub.step), STRF(digest_hex(mem, w->gate)),
		STRF(digest_hex(mem, *bytes))));
	arena_free(mem);
	return uuid_text(w->mem, key);
}

/* The bytes that go with it. */
static int
open_bytes(struct work *w, struct parcel *p, struct err *e)
{
	const struct artefact *a = NULL;

	if (w->pub.step == STEP_DOCUMENT)
		a = &w->d.docs[w->pub.doc].have[A_ORIGINAL];
	else if ((w->d.have_set & A_BIT(whole_kind(w))) != 0 && !w->pub.kind->concepts)
		a = publication_whole(w);
	if (a == NULL)
		return 0;
	p->sha256 = a->sha256;
	p->size = a->size;
	return vault_get(w->run->vault, a, &p->bundle, e);
}

/* A document that was begun goes on where it was, when that is known. */
static int
take_journal(struct work *w, struct parcel *p, struct err *e)
{
	struct str id = uuid_text(w->mem, document_uuid(&w->d, &w->d.docs[w->pub.doc]));

	if (w->pub.resumed && w->pub.journal.n == 0 &&
	    ledger_journal(w->run->store, w->turn.id, step_name(STEP_DOCUMENT), id, w->mem, &w->pub.journal, e) != 0)
		return -1;
	p->journal = w->pub.journal;
	return 0;
}

/* The record is known before anything is asked: its name follows from the dossier, or it was chosen before. */
static int
choose_known(struct work *w, struct err *e)
{
	struct str name = w->pub.kind->concepts ? remote(w) :
	    w->pub.kind->site                   ? uuid_text(w->mem, dossier_uuid(&w->d)) :
						  plan_bundle_name(&w->d, w->mem);
	struct step step = STEP(S_BUNDLED, S_CREATED);
	struct uuid id;

	if (*where(w) != S_BUNDLED || name.p == NULL)
		return 0;
	/* Its record is at a portal of another kind: two would be public. */
	if (remote(w).p != NULL &&
	    (!str_eq(remote(w), name) || (w->pub.kind->concepts && uuid_parse(name, &id) != 0))) {
		if (work_move(w, step, NULL, e) != 0)
			return -1;
		step = STEP(S_CREATED, S_QUARANTINED);
		step.error = str_of(_("staat bij een portaal van een andere soort"));
		work_find_here(w, F_PUB_PORTAL_REFUSES, step.error, STR_NONE);
		if (w->phase != PH_CLOSED && work_move(w, step, NULL, e) != 0)
			return -1;
		work_close(w, O_REJECTED);
		return 0;
	}
	step.remote = name;
	if (work_move(w, step, NULL, e) != 0)
		return -1;
	w->row.remote = name;
	return 0;
}

/* Of documents that go side by side it is one, with the digest of the plan that names them all. */
static int
as_flight(struct work *w, struct intent *in, struct err *e)
{
	if (!flight_is(w))
		return 0;
	if (flight_digest(w, &in->sha256, e) != 0)
		return -1;
	in->key = effect_key(w, &in->sha256);
	return 0;
}

static int
intend(struct work *w, const struct parcel *p, struct err *e)
{
	enum state at = *where(w), to = begins_in(w, at);
	struct step step = STEP(at, to);
	struct intent in = { .op = step_name(w->pub.step), .key = p->key, .target = p->at->url, .sha256 = p->sha256 };
	int rc;

	if (w->pub.step == STEP_PUBLISH || w->pub.step == STEP_DOCUMENT) {
		/* The uploader gets nothing that did not pass: the gate is asked once more, on what is known now. */
		if ((w->pub.flight.open ? gate_still(w, e) : gate_again(w, e)) != 0)
			return -1;
	}
	if (w->pub.flight.open)
		return 0;
	if (as_flight(w, &in, e) != 0)
		return -1;
	if (to == S_PUBLISHING && w->pub.step != STEP_SEEN && !w->row.exposed) /* again, when an outage took it back */
		step.exposed = 1;
	if (w->pub.step == STEP_CREATE)
		step.spares = 1; /* if its answer is lost, a concept may come that nobody knows of */
	if (w->pub.step == STEP_DOCUMENT && w->pub.kind->concepts && w->pub.journal.n == 0 && !w->pub.announced)
		step.spares = w->pub.announced = true; /* the same of a document in it */
	FAULT("intent-before");
	rc = work_fenced(w, ledger_order(w->run->store, &w->turn, &step, &in, &w->pub.attempt, e));
	FAULT("intent-after");
	if (rc == 0 && w->phase != PH_CLOSED)
		*where(w) = to;
	return rc;
}

/*
 * A row that is moved in the state it was found in gets this run's epoch first:
 * who worked on it before is fenced (tests/model: without it two workers break
 * the protocol).
 */
static int
take_over(struct work *w, struct err *e)
{
	int rc;

	if (w->at != S_NONE || w->pub.taken)
		return 0;
	w->pub.taken = true;
	rc = work_fenced(w, ledger_take(w->run->store, &w->turn, &w->row, e));
	w->row.epoch = w->turn.epoch;
	return rc;
}

bool
publication_may(struct work *w)
{
	return w->phase == PH_PUBLISH && (w->ordered == 0 || (flight_open(w) && document_due(w) != NULL));
}

bool
publication_light(struct work *w)
{
	const struct document *x = flight_open(w) ? document_due(w) : NULL;

	return x != NULL && x->have[A_ORIGINAL].size <= LIGHT_MOST;
}

/* Which document goes, and how the uploader is told of it. */
static int
take_document(struct work *w, struct parcel *p, int *doc_r, struct err *e)
{
	must(document_due(w) != NULL);
	*doc_r = (int)w->pub.doc;
	if (!flight_is(w)) {
		p->doc = plan_place(&w->d, w->pub.doc);
		return take_journal(w, p, e);
	}
	p->plan = -1;
	p->doc = 0;
	p->row = flight_row(w, w->pub.doc);
	return 0;
}

int
publication_order(struct work *w, struct parcel *p, int *doc_r, struct err *e)
{
	must(publication_may(w));
	*doc_r = DOC_NONE;
	*p = (struct parcel){ .step = w->pub.step,
		.at = w->outlet,
		.name = plan_bundle_name(&w->d, w->mem),
		.plan = -1,
		.doc = -1,
		.bundle = -1 };
	if (take_over(w, e) != 0 || (!w->pub.asking && choose_known(w, e) != 0) || withdrawing_plan(w, e) != 0)
		return -1;
	if (w->phase == PH_CLOSED)
		return 0;
	p->plan = w->pub.plan;
	if (w->pub.step == STEP_DOCUMENT && take_document(w, p, doc_r, e) != 0)
		return -1;
	if (open_bytes(w, p, e) != 0)
		return -1;
	p->remote = remote(w);
	p->at = asking_outlet(w);
	p->force = w->pub.removing || (w->pub.step == STEP_PUBLISH && w->pub.adopted && w->outlet->concept_only);
	p->key = effect_key(w, &p->sha256);
	if (intend(w, p, e) != 0) {
		auto_close(&p->bundle);
		return -1;
	}
	if (w->phase == PH_CLOSED) {
		auto_close(&p->bundle);
		return 0;
	}
	w->ordered++;
	if (flight_is(w))
		flight_depart(w, w->pub.doc);
	return 0;
}

/* --- receipts ---------------------------------------------------------------- */

/* What the answer says about the way of a document: it goes on from there, or it is there. */
static void
note_journal(struct work *w, const struct receipt *r, enum attempt_end end, struct step *step)
{
	if (w->pub.step != STEP_DOCUMENT || w->pub.asking || flight_is(w))
		return;
	if (r->journal.n != 0) {
		step->journal = r->journal;
		w->pub.journal = str_dup(w->mem, r->journal);
	} else if (end <= ATTEMPT_SAME) {
		step->journal = uuid_text(w->mem, document_uuid(&w->d, &w->d.docs[w->pub.doc]));
		w->pub.journal = STR_NONE;
	}
}

/* The answer into the ledger, with the move that follows from it; pub.step is still the step that was answered. */
static int
settle(struct work *w, const struct receipt *r, enum attempt_end end, struct step step, struct err *e)
{
	bool effect = w->pub.step != STEP_FIND && w->pub.step != STEP_SEEN;
	int rc;

	if (r->url.n != 0 && end <= ATTEMPT_SAME)
		step.url = r->url;
	if (end <= ATTEMPT_SAME && effect && w->row.attempts != 0) { /* uncertain in a row, no more */
		step.attempts = -(int)w->row.attempts;
		w->row.attempts = 0;
	}
	note_journal(w, r, end, &step);
	FAULT("receipt-before");
	rc = work_fenced(
	    w, ledger_answer(w->run->store, &w->turn, &step, w->pub.attempt, end, r->http, said_facts(w, r), e));
	FAULT("receipt-after");
	if (rc == 0 && w->phase != PH_CLOSED)
		*where(w) = step.to;
	return rc;
}

/* What is ordered next. */
static int
go_on(struct work *w, int rc, enum portal_step next)
{
	w->pub.step = next;
	return rc;
}

static int
close_as(struct work *w, int rc, enum outcome o)
{
	if (rc == 0 && w->phase != PH_CLOSED)
		work_close(w, o);
	return rc;
}

/* Where it stands now, seen as the public sees it. */
static int
confirm(struct work *w, const struct receipt *r, struct err *e)
{
	bool again = w->row.state == S_CONFIRMED && digest_eq(w->row.bundle, publication_whole(w)->sha256) &&
	    r->answer == PORTAL_SAME;
	struct step step = STEP(S_PUBLISHED, S_CONFIRMED);

	step.exposed = 1;
	w->sending = (struct sending){ .url = str_dup(w->mem, r->url), .answer = str_of(answer_name(r->answer)) };
	if (w->pub.kind->site && sites_keep(w, e) != 0)
		return -1;
	if (w->at == S_NONE) { /* of an earlier run */
		w->row.state = S_CONFIRMED;
		return close_as(w, work_fenced(w, ledger_move(w->run->store, &w->turn, &step, NULL, e)), O_PUBLISHED);
	}
	/* Sent in an earlier run and confirmed then: nothing happened now. */
	return close_as(w, work_move(w, step, NULL, e), again ? O_UNCHANGED : O_PUBLISHED);
}

/* Each announcement of this run was answered; is none left of an earlier one either? */
static void
all_answered(struct work *w, struct step *step)
{
	if (!w->pub.announced)
		return;
	w->pub.announced = false;
	if (!w->row.spares)
		step->spares = 0;
}

/* A person must look. */
static int
refuse(struct work *w, const struct receipt *r, enum finding_code code, bool public, struct err *e)
{
	enum state at = *where(w);
	struct step step = STEP(at, S_QUARANTINED);

	work_find_here(
	    w, code, code == F_PUB_WITHDRAWN && r->detail.n == 0 ? str_of(_("bij het portaal")) : r->detail, STR_NONE);
	/*
	 * While a request may be under way the row stays where it is: the next run asks first (tests/model: GIVEUP).
	 * What was withdrawn there is so for good, whatever still arrives.
	 */
	if (!state_may(at, S_QUARANTINED) ||
	    (state_kind(at) == K_ASK && !public && code != F_PUB_WITHDRAWN && (w->pub.doubt || w->pub.asking))) {
		step.to = at;
		return close_as(w, settle(w, r, ATTEMPT_FATAL, step, e), O_REJECTED);
	}
	step.error = r->detail.p == NULL ? S("-") : r->detail;
	all_answered(w, &step);
	if (public)
		step.exposed = 1;
	else if (!w->row.exposed && !w->pub.doubt)
		step.exposed = 0;
	if (public && r->url.n != 0)
		step.url = r->url;
	return close_as(w, settle(w, r, ATTEMPT_FATAL, step, e), O_REJECTED);
}

/* What FIND says about the dossier's own record. */
static int
found(struct work *w, const struct receipt *r, enum attempt_end end, struct err *e)
{
	struct step choice = STEP(S_CREATING, S_CREATED);

	switch (r->found) {
	case FOUND_NOTHING:
		return go_on(w, settle(w, r, end, STEP(S_CREATING, S_CREATING), e), STEP_CREATE);
	case FOUND_CONCEPT:
	case FOUND_SAME:
		choice.remote = r->remote;
		if (r->others != 0)
			choice.spares = w->row.spares = true;
		w->pub.adopted = r->found == FOUND_SAME;
		if (w->pub.adopted)
			choice.exposed = w->row.exposed = true;
		if (settle(w, r, end, choice, e) != 0)
			return -1;
		w->row.remote = str_dup(w->mem, r->remote);
		w->pub.step = bring(w);
		return 0;
	case FOUND_OTHER:
		return refuse(w, r, F_PUB_FOREIGN, true, e);
	case FOUND_WITHDRAWN:
		return refuse(w, r, F_PUB_WITHDRAWN, false, e);
	case FOUND_MANY:
		return refuse(w, r, F_PUB_MANY, true, e);
	default:
		return err_set(e, E_BUG, "%s", _("het portaal zegt niet wat er staat"));
	}
}

static int
created(struct work *w, const struct receipt *r, enum attempt_end end, struct err *e)
{
	struct step choice = STEP(S_CREATING, S_CREATED);

	if (r->remote.n == 0)
		return err_set(e, E_BUG, "%s", _("het portaal geeft geen kenmerk van wat het maakte"));
	choice.remote = r->remote;
	if (!w->row.spares)
		choice.spares = 0; /* its only POST was answered */
	if (settle(w, r, end, choice, e) != 0)
		return -1;
	w->row.remote = str_dup(w->mem, r->remote);
	w->pub.step = bring(w);
	return 0;
}

static int
brought(struct work *w, const struct receipt *r, enum attempt_end end, struct err *e)
{
	size_t was = w->pub.doc;
	struct step step = STEP(w->at, w->at);
	enum portal_step next;
	int rc;

	all_answered(w, &step);
	if (r->journal.n != 0) /* begun, and written down: now its bytes go */
		return go_on(w, settle(w, r, end, step, e), STEP_DOCUMENT);
	w->pub.doc++;
	next = bring(w);
	if (next == STEP_READY && !w->pub.adopted) {
		step.from = S_UPLOADING;
		step.to = S_UPLOADED;
	}
	w->pub.doc = was; /* the answer is about this one */
	rc = settle(w, r, end, step, e);
	w->pub.doc = was + 1;
	return go_on(w, rc, next);
}

/*
 * At GPP a document that was broken off half-way can be neither finished nor
 * deleted (gpp-publicatiebank 7, 11): its concept goes, and another is made.
 * The row is then as one that was found in REMOVING.
 */
static int
discard(struct work *w, const struct receipt *r, struct err *e)
{
	enum state at = w->at;
	struct step step = STEP(at, at);

	all_answered(w, &step);
	if (settle(w, r, ATTEMPT_RETRY, step, e) != 0 || w->phase == PH_CLOSED)
		return w->phase == PH_CLOSED ? 0 : -1;
	w->pub.discards++;
	w->row.state = at;
	w->row.epoch = w->turn.epoch;
	w->at = S_NONE;
	w->pub.asking = w->pub.taken = true;
	w->pub.step = STEP_REMOVE;
	return 0;
}

/* Is the concept of no use any more, and nothing public in it? */
static bool
spoilt(const struct work *w, const struct receipt *r)
{
	bool there = w->pub.step == STEP_DOCUMENT || w->pub.step == STEP_READY;

	return there && !w->pub.adopted && w->pub.discards < DISCARDS_MOST &&
	    ((r->answer == PORTAL_AWAY && r->found == FOUND_OTHER) ||
		(r->answer == PORTAL_REFUSED && r->found == FOUND_NOTHING));
}

/* asking.h: the same for what an earlier run left. */
int
publication_settle(struct work *w, const struct receipt *r, enum attempt_end end, struct step step, struct err *e)
{
	return settle(w, r, end, step, e);
}

int
publication_refuse(struct work *w, const struct receipt *r, enum finding_code code, struct err *e)
{
	return refuse(w, r, code, false, e);
}

int
publication_confirm(struct work *w, const struct receipt *r, struct err *e)
{
	return confirm(w, r, e);
}

/* It was not done, and may be tried again. */
static int
failed(struct work *w, const struct receipt *r, struct err *e)
{
	bool doubt = r->answer == PORTAL_AMBIGUOUS;
	struct step step = STEP(*where(w), *where(w));

	if (flight_brought(w)) { /* some arrived: not in a row */
		w->pub.tries = 0;
		step.attempts = -(int)w->row.attempts;
		w->row.attempts = 0;
	}
	w->pub.tries++;
	w->pub.doubt |= doubt;
	step.error = r->detail.p == NULL ? S("-") : r->detail;
	step.attempts += doubt;
	w->row.attempts += doubt;
	if (doubt && w->pub.kind->concepts &&
	    (w->pub.step == STEP_CREATE || (w->pub.step == STEP_DOCUMENT && w->pub.journal.n == 0)))
		step.spares = w->row.spares = true; /* made perhaps: it may land when the record is public already */
	if (w->pub.step == STEP_DOCUMENT)
		all_answered(w, &step);
	if (w->pub.step == STEP_PUBLISH && !w->row.exposed && !w->pub.doubt && !w->pub.asking)
		step.exposed = 0;
	w->pub.removing |= doubt && w->pub.step == STEP_REMOVE;
	if (doubt && w->row.attempts >= ATTEMPTS_MOST) {
		if (state_kind(step.from) != K_ASK)
			return refuse(w, r, F_PUB_UNSETTLED, false, e);
		work_find_here(w, F_PUB_UNSETTLED, r->detail, STR_NONE);
		return close_as(w, settle(w, r, ATTEMPT_AMBIGUOUS, step, e), O_REJECTED);
	}
	/* Lost on its way: the next question is whether it arrived. */
	return go_on(w, settle(w, r, doubt ? ATTEMPT_AMBIGUOUS : ATTEMPT_RETRY, step, e),
	    doubt && w->pub.step == STEP_CREATE ? STEP_FIND : w->pub.step);
}

/* Published; is it what people see? */
static int
seen(struct work *w, const struct receipt *r, enum attempt_end end, struct err *e)
{
	struct step step = STEP(S_PUBLISHED, S_PUBLISHED);
	struct receipt not_yet = *r;

	switch (r->answer == PORTAL_WOULD_SEND ? FOUND_SAME : r->found) {
	case FOUND_SAME:
		if (r->others != 0) /* made twice: the portal did what it was asked once more than we know */
			step.spares = 1;
		if (settle(w, r, end, step, e) != 0)
			return -1;
		return w->phase == PH_CLOSED ? 0 : confirm(w, r, e);
	case FOUND_OTHER:
	case FOUND_MANY:
		return refuse(w, r, F_PUB_READBACK_DIFFERS, true, e);
	case FOUND_WITHDRAWN:
		return refuse(w, r, F_PUB_WITHDRAWN, false, e);
	default:
		not_yet.answer = PORTAL_AMBIGUOUS;
		not_yet.detail = str_of(_("openbaar gemaakt, maar nog niet te zien"));
		return failed(w, &not_yet, e);
	}
}

/* The step was done. */
static int
done(struct work *w, const struct receipt *r, enum attempt_end end, struct err *e)
{
	w->pub.tries = 0;
	if (w->pub.asking)
		return asking_answered(w, r, end, e);
	switch (w->pub.step) {
	case STEP_FIND:
		/* A rehearsal asks nobody. */
		return r->answer == PORTAL_WOULD_SEND || r->found != FOUND_UNKNOWN ? found(w, r, end, e) :
										     err_set(e, E_BUG, "find");
	case STEP_CREATE:
		return created(w, r, end, e);
	case STEP_DOCUMENT:
		return brought(w, r, end, e);
	case STEP_READY:
		return go_on(w,
		    settle(w, r, end, w->pub.adopted ? STEP(w->at, w->at) : STEP(S_UPLOADED, S_VERIFIED), e),
		    STEP_PUBLISH);
	case STEP_PUBLISH:
		if (w->outlet->concept_only && r->found != FOUND_SAME && r->found != FOUND_OTHER)
			return asking_handed(w, r, end, e);
		if (settle(w, r, end, STEP(S_PUBLISHING, S_PUBLISHED), e) != 0)
			return -1;
		if (w->pub.kind->concepts && end == ATTEMPT_OK && r->answer == PORTAL_SENT && r->detail.n != 0)
			work_find_here(w, F_PUB_NOT_TAKEN, str_dup(w->mem, r->detail), STR_NONE);
		if (w->phase == PH_CLOSED || !w->pub.kind->concepts) /* what has no concept was read back already */
			return w->phase == PH_CLOSED ? 0 : confirm(w, r, e);
		w->pub.step = STEP_SEEN;
		return 0;
	case STEP_SEEN:
		return seen(w, r, end, e);
	case STEP_SWEEP: {
		struct step step = STEP(S_CONFIRMED, S_CONFIRMED);

		step.spares = 0;
		log_line(LOG_LET_OP, _("%u overtollige concepten op het portaal opgeruimd"), r->others);
		return close_as(w, settle(w, r, end, step, e), O_UNCHANGED);
	}
	case STEP_REMOVE:
	case STEP_WITHDRAW:
	case STEP_LIST:
	case STEP_SWITCH:
	case STEP_REACH:
	case STEP__COUNT:
		break;
	}
	return err_set(e, E_BUG, "publication: %s", step_name(w->pub.step));
}

static int
answered(struct work *w, const struct receipt *r, struct err *e)
{
	if (spoilt(w, r))
		return discard(w, r, e);
	switch (r->answer) {
	case PORTAL_SENT:
	case PORTAL_WOULD_SEND:
		return done(w, r, ATTEMPT_OK, e);
	case PORTAL_SAME:
		return done(w, r, ATTEMPT_SAME, e);
	case PORTAL_AWAY:
	case PORTAL_AMBIGUOUS:
		return failed(w, r, e);
	case PORTAL_REFUSED:
		return refuse(w, r, F_PUB_PORTAL_REFUSES, false, e);
	case PORTAL_DIFFERS: /* of a concept nobody has seen anything */
		return refuse(w, r, F_PUB_READBACK_DIFFERS, state_kind(*where(w)) == K_ASK, e);
	case PORTAL__COUNT:
		break;
	}
	return err_set(e, E_BUG, "publication: %d", (int)r->answer);
}

int
publication_receipt(struct work *w, int doc, const struct receipt *answer, struct err *e)
{
	struct receipt r = *answer;
	int rc;

	must(w->ordered != 0);
	w->ordered--;
	if (!w->pub.flight.open) {
		r.url = said_address(w, answer->url);
		return answered(w, &r, e);
	}
	w->pub.doubt |= answer->answer == PORTAL_AMBIGUOUS;
	flight_land(w, (size_t)doc, answer);
	if (w->ordered != 0 || (flight_open(w) && document_due(w) != NULL))
		return 0;
	r = w->pub.flight.said;
	r.url = said_address(w, r.url);
	rc = answered(w, &r, e);
	flight_close(w);
	return rc;
}

int
publication_rest(struct work *w, struct err *e)
{
	struct receipt r = { .answer = PORTAL_AWAY,
		.detail = str_of(_("gestopt voordat alle documenten verzonden waren")) };
	enum state at = *where(w);
	int rc = 0;

	must(w->ordered == 0);
	if (w->pub.flight.open) {
		rc = settle(w, &r, ATTEMPT_RETRY, STEP(at, at), e);
		flight_close(w);
	}
	return rc;
}

void
publication_give_up(struct work *w, struct str detail)
{
	if (w->pub.step != STEP_SWEEP)
		work_find_here(w, w->pub.doubt ? F_PUB_NOT_SEEN : F_PUB_PORTAL_AWAY, detail, STR_NONE);
	w->sending = (struct sending){ .url = w->row.url };
	work_close(w, w->pub.step == STEP_SWEEP ? O_UNCHANGED : verdict(&w->d.findings) == V_HOLD ? O_HELD : O_LATER);
}
