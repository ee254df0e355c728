/* SPDX-License-Identifier: EUPL-1.2 */
/* revoking.c - what is public is taken back at its portal, and where it stood is asked until it is gone. */
#include "revoking.h"

#include "base/fault.h"
#include "base/fd.h"
#include "base/utf8.h"
#include "plan.h"
#include "publish/sitepath.h"
#include "said.h"
#include "store/accounts.h"

#include "base/banned.h"

#define ROUNDS_MOST	3		/* times that a portal is told in one run */
#define PLAN_MEM	MIB(64)
#define ASK_MEM		MIB(16)

/* When an address is asked, in seconds after it was taken back.  A round counts when nothing was there. */
static const time_t rounds[] = { 0, 3600, 86400, (time_t)30 * 86400 };

time_t
revoking_until(time_t since)
{
	return since + rounds[COUNT(rounds) - 1];
}

/* One dossier at its portal. */
struct taker {
	const struct revoking *q;
	const struct outlet *at;
	const struct portal_kind *kind;
	struct dossier	 d;		/* org and key; for names */
	struct uuid	 id;		/* of the dossier; turn.id is of its row at this place */
	struct turn	 turn;
	struct ledger_row row;
	struct arena	*mem;
	int		 plan;		/* plan_withdrawn, as a file */
	int		 page;		/* site: what stands in the place of its own; -1: none */
	struct digest	 page_sha256;
	uint64_t	 page_size;
};

int
revoking_may(const struct ledger_row *row, struct err *e)
{
	switch (row->state) {
	case S_WITHDRAWING:
		return 0;
	case S_WITHDRAWN:
		return err_set(e, E_USAGE, "%s", _("dit dossier is al ingetrokken"));
	case S_NONE:
		return err_set(e, E_USAGE, "%s", _("dit dossier staat niet in de administratie"));
	case S_CONFIRMED:
	case S_HANDED:
	case S_PUBLISHED:
	case S_HELD:
	case S_QUARANTINED:
		break;
	default:
		return err_set(e, E_USAGE, "%s",
		    row->exposed ?
			_("de vorige run brak af terwijl dit dossier onderweg was; doe eerst ‘woostraat redo’ "
			  "met dit dossier, zodat vaststaat wat openbaar is") :
			_("dit dossier is niet openbaar; er valt niets in te trekken"));
	}
	if (!row->exposed)
		return err_set(e, E_USAGE, "%s", _("dit dossier is niet openbaar; er valt niets in te trekken"));
	if (row->remote.p == NULL)
		return err_set(e, E_USAGE, "%s",
		    _("wat op het portaal staat is niet door woostraat gepubliceerd; trek het daar in"));
	return 0;
}

/* --- the parts ----------------------------------------------------------------------- */

static int
open_taker(const struct revoking *q, size_t place, struct arena *mem, struct taker *t, struct err *e)
{
	*t = (struct taker){ .q = q,
		.mem = mem,
		.plan = -1,
		.page = -1,
		.at = place == 0 ? first_outlet(q->org) : &q->org->outlets[place] };
	t->kind = kind_of_outlet(t->at);
	t->d = (struct dossier){ .org = q->org, .key = q->key, .mem = mem };
	t->id = dossier_uuid(&t->d);
	t->turn = (struct turn){ .id = place == 0 ? t->id : outlet_uuid(t->id, t->at->name),
		.outlet = place == 0 ? STR_NONE : t->at->name,
		.run = q->run->id,
		.now = q->run->now };
	if (ledger_get(q->run->store, t->turn.id, mem, &t->row, e) != 0)
		return -1;
	t->turn.epoch = t->row.epoch;
	return 0;
}

static int
fenced(int rc, struct err *e)
{
	return rc != 1 ? rc : err_set(e, E_AGAIN, "%s", _("een andere run heeft dit dossier overgenomen"));
}

/* Its last withdrawal as a whole. */
static int
last_decision(const struct taker *t, struct withdrawal *r, struct err *e)
{
	struct withdrawal *v;
	size_t n;

	*r = (struct withdrawal){ .explanation = S("-"), .at = t->row.since };
	if (withdrawals_of(t->q->run->store, t->id, t->mem, &v, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (v[i].document.n == 0)
			*r = v[i];
	}
	return 0;
}

static struct str
name_of(const struct taker *t)
{
	return t->kind->concepts ? plan_bundle_name(&t->d, t->mem) : t->row.remote;
}

static int
make_plan(struct taker *t, struct err *e)
{
	struct arena *mem = arena_new("plan", PLAN_MEM);
	AUTO_JSON account = NULL;
	AUTO_JSON j = NULL;
	struct withdrawal w;
	struct taken_doc as;
	int rc = last_decision(t, &w, e);

	as = (struct taken_doc){
		.id = t->id, .reason = w.reason, .label = w.label, .explanation = w.explanation, .at = w.at
	};
	if (rc == 0)
		rc = accounts_public(t->q->run->store, t->q->run->vault, t->id, &account, e);
	if (rc == 0) {
		j = plan_withdrawn(t->id, t->q->org->key, name_of(t), &as, account, mem);
		rc = fd_of_str("plan", json_write(mem, j), &t->plan, e);
	}
	arena_free(mem);
	return rc;
}

/* The state at one place, in the open group; the decision itself with the first.  *moved_r counts. */
static int
begin_at(const struct revoking *q, size_t place, struct withdrawal *w, struct arena *mem, size_t *moved_r, struct err *e)
{
	struct store *s = q->run->store;
	struct taker t;
	struct step step;
	int rc;

	if (open_taker(q, place, mem, &t, e) != 0)
		return -1;
	if (t.row.state == S_WITHDRAWING || !t.row.exposed)
		return 0;
	if (revoking_may(&t.row, e) != 0)
		return -1;
	step = STEP(t.row.state, S_WITHDRAWING);
	if (*moved_r == 0) {
		w->of = t.row.input;
		if (withdrawals_add(s, t.id, w, q->run->id, e) != 0)
			return -1;
	}
	++*moved_r;
	rc = fenced(ledger_take(s, &t.turn, &t.row, e), e);
	return rc != 0 ? rc : fenced(ledger_move(s, &t.turn, &step, NULL, e), e);
}

/* How many places it has; without settings one. */
static size_t
places(const struct organisation *o)
{
	return o->noutlets == 0 ? 1 : o->noutlets;
}

static int
give_request(void *owner, int64_t doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	const struct str *request = owner;

	return doc == DOC_NONE && kind == A_RUN ? fd_of_str("site", *request, fd_r, e) :
						  err_set(e, E_BUG, "%s", _("vraag naar iets dat er niet is"));
}

/* What a site shows in its place: what it was, why it is not there any more.  A worker makes it, as all pages. */
static int
make_page(struct taker *t, struct err *e)
{
	AUTO_JSON j = json_object();
	AUTO_JSON plan = NULL;
	json_t *org = json_object(), *what;
	struct task wanted = { .st = { ST_site }, .give = give_request }, done;
	struct str text;
	int rc;

	if (fd_read_all(t->plan, PLAN_MEM, t->mem, &text, e) != 0 || (plan = json_read(text, e)) == NULL)
		return -1;
	json_put_str(org, "key", t->q->org->key);
	json_put_str(org, "tooi", t->q->org->tooi);
	json_put_str(org, "name", json_str(plan, "publisher").n != 0 ? json_str(plan, "publisher") : t->q->org->tooi);
	json_put(j, "organisation", org);
	json_put_str(j, "public", t->at->public);
	what = json_deep_copy(json_map(plan, "withdrawn"));
	json_put_str(what, "id", json_str(plan, "id"));
	json_put_str(what, "title", json_str(plan, "title").n != 0 ? json_str(plan, "title") : str_of(_("Dossier")));
	json_put_str(what, "kenmerk", json_str(plan, "kenmerk"));
	json_put(j, "gone", what);
	text = json_write(t->mem, j);
	wanted.owner = &text;
	if (pool_do(t->q->run->pool, &wanted, t->turn.now, &done, e) != 0)
		return -1;
	rc = done.end == TASK_DONE ? 0 : -1;
	if (done.end == TASK_FAILED)
		*e = done.err;
	else if (rc != 0)
		(void)err_set(e, E_BUG, _("de stap %s liep vast (%s)"), stages[ST_site].name, done.why);
	if (rc == 0)
		rc = digest_fd(done.out[A_SITE], &t->page_sha256, NULL, &t->page_size, e);
	if (rc == 0) {
		t->page = done.out[A_SITE];
		done.out[A_SITE] = -1;
	}
	task_drop(&done);
	return rc;
}

int
revoking_begin(const struct revoking *q, struct withdrawal *w, struct err *e)
{
	struct arena *mem = arena_new("intrekken", ASK_MEM);
	size_t moved = 0;
	int rc = revoking_may_any(q->run->store, q->org, q->key, mem, e);

	if (rc == 0) {
		FAULT("withdraw-before");
		rc = store_group(q->run->store, e);
		if (rc == 0) {
			for (size_t i = 0; rc == 0 && i < places(q->org); i++)
				rc = begin_at(q, i, w, mem, &moved, e);
			rc = store_group_end(q->run->store, rc, e);
		}
		FAULT("withdraw-after");
	}
	arena_free(mem);
	return rc;
}

int
revoking_may_any(struct store *s, const struct organisation *o, struct str key, struct arena *mem, struct err *e)
{
	struct dossier d = { .org = o, .key = key };
	struct uuid id = dossier_uuid(&d);
	int may = -1;

	for (size_t i = 0; i < places(o); i++) {
		struct ledger_row row;
		struct err why;

		if (ledger_get(s, i == 0 ? id : outlet_uuid(id, o->outlets[i].name), mem, &row, e) != 0)
			return -1;
		if (revoking_may(&row, &why) == 0)
			may = 0;
		else if (i == 0)
			*e = why;
		else if (row.exposed && row.state != S_WITHDRAWN) { /* there it cannot be told now, so nowhere */
			*e = why;
			return -1;
		}
	}
	return may;
}

/* --- at the portal ---------------------------------------------------------------------- */

static struct str
effect_key(const struct taker *t, enum portal_step step)
{
	if (step == STEP_SEEN)
		return STR_NONE;
	return uuid_text(t->mem,
	    uuid_v5(
		t->turn.id, str_fmt(t->mem, "%s\x1f%.*s", step_name(step), STRF(digest_hex(t->mem, t->row.bundle)))));
}

static enum attempt_end
end_of(const struct receipt *r)
{
	switch (r->answer) {
	case PORTAL_SENT:
	case PORTAL_WOULD_SEND:
		return ATTEMPT_OK;
	case PORTAL_SAME:
		return ATTEMPT_SAME;
	case PORTAL_AWAY:
		return ATTEMPT_RETRY;
	case PORTAL_AMBIGUOUS:
		return ATTEMPT_AMBIGUOUS;
	default:
		return ATTEMPT_FATAL;
	}
}

/* Seen as gone: nothing is there, or what is there says that it was taken back.  A site looks as it takes away. */
static bool
is_gone(const struct taker *t, enum portal_step step, const struct receipt *r)
{
	return (step == STEP_SEEN || t->kind->site) && end_of(r) <= ATTEMPT_SAME &&
	    (r->found == FOUND_NOTHING || r->found == FOUND_WITHDRAWN);
}

/* Where it stands at the i-th place of the organisation, when that is a site of its own. */
static int
watch_document(const struct revoking *q, size_t i, const json_t *document, struct err *e)
{
	const struct outlet *at = &q->org->outlets[i];
	struct dossier d = { .org = q->org, .key = q->key };
	struct uuid id = dossier_uuid(&d);
	struct arena *mem;
	json_t *was;
	struct str path;
	int rc = 0;

	if (!kind_of_outlet(at)->site)
		return 0;
	mem = arena_new("adres", ASK_MEM);
	was = plan_was_public(id, q->org->key, document, mem);
	path = was == NULL ? STR_NONE : sitepath_document(json_str(was, "id"), json_str(was, "public"), mem);
	if (path.n != 0)
		rc = watches_add(q->run->store, i == 0 ? id : outlet_uuid(id, at->name),
		    str_fmt(mem, "%.*s%.*s", STRF(at->public), STRF(path)), q->run->now, q->run->id, e);
	json_decref(was);
	arena_free(mem);
	return rc;
}

int
revoking_watch(const struct revoking *q, const json_t *document, struct err *e)
{
	struct dossier d = { .org = q->org, .key = q->key };
	struct str url = json_str(document, "url");

	for (size_t i = 0; i < places(q->org); i++) {
		if (watch_document(q, i, document, e) != 0)
			return -1;
	}
	return url.n == 0 ? 0 : watches_add(q->run->store, dossier_uuid(&d), url, q->run->now, q->run->id, e);
}

/* Of a site the address of each document follows from the plan. */
static int
watch_documents(const struct taker *t, struct err *e)
{
	AUTO_JSON plan = NULL;
	const json_t *one;
	struct str text;
	size_t i;

	if (fd_read_all(t->plan, PLAN_MEM, t->mem, &text, e) != 0 || (plan = json_read(text, e)) == NULL)
		return -1;
	json_array_foreach (json_list(plan, "documents"), i, one) {
		struct str path = sitepath_document(json_str(one, "id"), json_str(one, "public"), t->mem);

		if (path.n != 0 &&
		    watches_add(t->q->run->store, t->turn.id,
			str_fmt(t->mem, "%.*s%.*s", STRF(t->at->public), STRF(path)), t->turn.now, t->turn.run, e) != 0)
			return -1;
	}
	return 0;
}

/* Where it stood: what is known of that.  Where a site tells of the withdrawal the page of the dossier stays. */
static int
watch_all(const struct taker *t, struct err *e)
{
	AUTO_JSON account = NULL;
	json_t *one;
	size_t i;

	if (t->row.url.n != 0 && t->at->public.p == NULL &&
	    watches_add(t->q->run->store, t->turn.id, t->row.url, t->turn.now, t->turn.run, e) != 0)
		return -1;
	if (accounts_public(t->q->run->store, t->q->run->vault, t->id, &account, e) != 0)
		return -1;
	json_array_foreach (json_list(account, "documents"), i, one) {
		if (revoking_watch(t->q, one, e) != 0)
			return -1;
	}
	return t->kind->site ? watch_documents(t, e) : 0;
}

/* What the answer means for the row; when it is gone, its addresses are watched from now on. */
static int
settle(struct taker *t, enum portal_step op, int64_t attempt, const struct receipt *r, bool *gone_r, struct err *e)
{
	struct store *s = t->q->run->store;
	struct step step = STEP(S_WITHDRAWING, S_WITHDRAWING);
	int rc;

	*gone_r = is_gone(t, op, r);
	if (*gone_r) {
		step.to = S_WITHDRAWN;
		step.exposed = 0;
	}
	FAULT("withdraw-receipt-before");
	if (store_group(s, e) != 0)
		return -1;
	rc = fenced(ledger_answer(s, &t->turn, &step, attempt, end_of(r), r->http, said_receipt(op, r), e), e);
	if (rc == 0 && *gone_r)
		rc = watch_all(t, e);
	rc = store_group_end(s, rc, e);
	FAULT("withdraw-receipt-after");
	return rc;
}

/* One step, with its intent before it and its outcome after it. */
static int
order(struct taker *t, enum portal_step op, struct receipt *r, bool *gone_r, struct err *e)
{
	struct run *run = t->q->run;
	struct step stay = STEP(S_WITHDRAWING, S_WITHDRAWING);
	struct parcel p = { .step = op,
		.at = t->at,
		.name = name_of(t),
		.remote = t->row.remote,
		.key = effect_key(t, op),
		.force = op == STEP_REMOVE,
		.plan = t->plan,
		.doc = -1,
		.bundle = t->page,
		.sha256 = t->page_sha256,
		.size = t->page_size };
	struct intent in = { .op = step_name(op), .key = p.key, .target = t->at->url };
	int64_t attempt;

	if (fenced(ledger_order(run->store, &t->turn, &stay, &in, &attempt, e), e) != 0 ||
	    courier_send(run->courier, &p, e) != 0 || courier_receive(run->courier, t->mem, r, e) != 0)
		return -1;
	return settle(t, op, attempt, r, gone_r, e);
}

/*
 * Tell it, and ask what the public sees.  A lost answer is asked again at once;
 * what is away, or refuses, is left for the next run and for a person.
 */
static int
take_back(struct taker *t, struct revoked *out, struct err *e)
{
	enum portal_step op = STEP_WITHDRAW;

	if (fenced(ledger_take(t->q->run->store, &t->turn, &t->row, e), e) != 0 || make_plan(t, e) != 0 ||
	    (t->kind->site && make_page(t, e) != 0))
		return -1;
	for (int i = 0; i < ROUNDS_MOST && !out->gone; i++) {
		struct receipt told, seen;

		if (order(t, op, &told, &out->gone, e) != 0)
			return -1;
		out->detail = told.detail;
		if (out->gone || t->kind->site)
			break;
		if (order(t, STEP_SEEN, &seen, &out->gone, e) != 0)
			return -1;
		out->detail = seen.detail.n != 0 ? seen.detail : told.detail;
		if (out->detail.n == 0)
			out->detail = str_of(_("nog te zien op het portaal"));
		if (seen.found == FOUND_UNKNOWN || told.answer == PORTAL_REFUSED)
			break;
		/* Not public, and not taken back: a concept goes, or somebody could still make it public. */
		op = seen.found == FOUND_CONCEPT || seen.found == FOUND_HANDED ? STEP_REMOVE : STEP_WITHDRAW;
	}
	return 0;
}

/* --- where it stood ------------------------------------------------------------------------ */

/* What was answered, and when it is asked again. */
static struct watch
heard(const struct watch *w, const struct receipt *r, time_t now)
{
	static const enum reached answers[FOUND__COUNT] = { [FOUND_UNKNOWN] = REACHED_UNKNOWN,
		[FOUND_NOTHING] = REACHED_GONE,
		[FOUND_CONCEPT] = REACHED_CLOSED,
		[FOUND_SAME] = REACHED_THERE,
		[FOUND_OTHER] = REACHED_THERE,
		[FOUND_WITHDRAWN] = REACHED_GONE,
		[FOUND_MANY] = REACHED_THERE,
		[FOUND_HANDED] = REACHED_CLOSED };
	struct watch n = { .address = w->address, .answer = answers[r->found], .due = now, .heard = now };
	int64_t at = w->rounds;

	if (n.answer != REACHED_GONE && n.answer != REACHED_CLOSED)
		return n;
	/* One answer counts for all rounds whose time has come. */
	while (at + 1 < (int64_t)COUNT(rounds) && w->since + rounds[at + 1] <= now)
		at++;
	n.rounds = at + 1 - w->rounds;
	if (at + 1 < (int64_t)COUNT(rounds))
		n.due = w->since + rounds[at + 1];
	else if (n.answer == REACHED_GONE)
		n.due = 0;
	else {
		n.rounds = 0; /* shut is not gone: it may be opened again */
		n.due = now + rounds[COUNT(rounds) - 1];
	}
	return n;
}

static int
ask_address(const struct taker *t, const struct watch *w, struct watch *now_r, struct err *e)
{
	struct run *run = t->q->run;
	struct arena *mem = arena_new("adres", ASK_MEM);
	struct parcel p = { .step = STEP_REACH,
		.at = t->at,
		.name = name_of(t),
		.remote = w->address,
		.plan = -1,
		.doc = -1,
		.bundle = -1 };
	struct receipt r;
	int rc = courier_send(run->courier, &p, e);

	if (rc == 0)
		rc = courier_receive(run->courier, mem, &r, e);
	if (rc == 0) {
		*now_r = heard(w, &r, t->turn.now);
		rc = watches_heard(run->store, t->turn.id, now_r, r.http, t->turn.run, e);
	}
	arena_free(mem);
	return rc;
}

static int
look_around(const struct taker *t, struct revoked *out, struct err *e)
{
	struct watch *v;

	if (watches_of(t->q->run->store, t->turn.id, t->mem, &v, &out->addresses, e) != 0)
		return -1;
	for (size_t i = 0; i < out->addresses; i++) {
		if (v[i].due != 0 && v[i].due <= t->turn.now && ask_address(t, &v[i], &v[i], e) != 0)
			return -1;
		out->there += v[i].answer == REACHED_THERE;
		out->open += v[i].due != 0;
	}
	return 0;
}

int
revoking_settle(const struct revoking *q, struct arena *mem, struct revoked *out, struct err *e)
{
	int rc = 0;

	*out = (struct revoked){ .gone = true };
	for (size_t i = 0; rc == 0 && i < places(q->org); i++) {
		struct revoked one = { .gone = true };
		struct taker t;

		rc = open_taker(q, i, mem, &t, e);
		if (rc == 0 && t.row.state == S_WITHDRAWING) {
			one.gone = false;
			rc = take_back(&t, &one, e);
		}
		if (rc == 0 && t.row.state != S_NONE)
			rc = look_around(&t, &one, e);
		auto_close(&t.plan);
		auto_close(&t.page);
		if (!one.gone && out->gone)
			out->detail = q->org->noutlets > 1 ?
			    str_fmt(mem, "%.*s: %.*s", STRF(t.at->name), STRF(one.detail)) :
			    one.detail;
		out->gone &= one.gone;
		out->addresses += one.addresses;
		out->there += one.there;
		out->open += one.open;
	}
	return rc;
}

/* --- what runs before left -------------------------------------------------------------------- */

int
revoking_all(const struct revoking_night *night, struct revoking_sum *sum, struct err *e)
{
	struct arena *mem = arena_new("intrekken", MIB(256));
	struct unsettled *v;
	size_t n;
	int rc = withdrawals_unsettled(night->run->store, night->run->now, mem, &v, &n, e);

	*sum = (struct revoking_sum){ 0 };
	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct mark mark = arena_mark(mem);
		struct revoking q = { .run = night->run };
		struct revoked out;
		struct str org;

		if (utf8_raw(mem, v[i].org, &org) != 0 || utf8_raw(mem, v[i].key, &q.key) != 0)
			continue; /* verify says so */
		q.org = settings_organisation(night->run->settings, org);
		if (q.org == NULL || !night->mine(night->ctx, q.org))
			continue;
		rc = revoking_settle(&q, mem, &out, e);
		if (rc != 0)
			break;
		sum->dossiers++;
		sum->gone += out.gone && out.open == 0;
		sum->waiting += !out.gone;
		sum->there += out.there != 0;
		if (!out.gone || out.there != 0)
			night->say(night->ctx, &q, &out);
		arena_rewind(mem, mark);
	}
	arena_free(mem);
	return rc;
}
