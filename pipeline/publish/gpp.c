/* SPDX-License-Identifier: EUPL-1.2 */
/* gpp.c - the portal kind gpp: a concept at a GPP-publicatiebank, found, made, published, seen and removed. */
#include "publish/gpp.h"

#include <stdlib.h>

#include "base/fault.h"

#include "base/banned.h"

#define SWEEP_MOST	20		/* concepts in one step; more is for a person (facts: reliability 3.3) */
#define STATUSES	"concept,gepubliceerd,ingetrokken"	/* all: the default hides none, but asking makes rows distinct */

struct portal { struct gpp_bank bank; };

static void
gpp_close(struct portal *p)
{
	if (p != NULL)
		web_close(p->bank.curl);
}

static int
gpp_open(const struct order *o, struct arena *mem, struct portal **p_r, struct err *e)
{
	struct portal *p = NEW(mem, struct portal, 1);

	if (gpp_check(o, mem, &p->bank.target, &p->bank.way, e) != 0)
		return -1;
	p->bank.curl = web_open();
	*p_r = p;
	return 0;
}

/* It becomes a header. */
static bool
key_fine(struct str key)
{
	for (size_t i = 0; i < key.n; i++) {
		if (key.p[i] <= ' ' || key.p[i] > '~')
			return false;
	}
	return key.n <= 200;
}

/* A step begins: the receipt is emptied, and the plan read when there is one.  -1: E_BUG, the order is not complete. */
static int
begin(struct gpp *s, bool needs_plan, bool needs_remote)
{
	const struct order *o = s->order;

	*s->r = (struct receipt){ .answer = PORTAL_AWAY };
	if ((needs_remote || o->remote.n != 0) && !gpp_uuid_fine(o->remote))
		return err_set(s->e, E_BUG, _("opdracht zonder kenmerk van de publicatie bij het portaal"));
	if (!key_fine(o->key))
		return err_set(s->e, E_BUG, _("opdracht met een onbruikbare Idempotency-Key"));
	if (o->remote.n != 0)
		s->r->url = str_fmt(s->mem, "%.*sapi/v2/publicaties/%.*s", STRF(s->bank->target.url), STRF(o->remote));
	if (!needs_plan && o->plan.n == 0)
		return 0;
	s->plan = json_read(o->plan, s->e);
	if (s->plan == NULL)
		return err_wrap(s->e, _("het plan van de publicatie"));
	s->id = json_str(s->plan, "id");
	s->source = json_str(s->plan, "source");
	if (gpp_uuid_fine(s->id) && s->source.n != 0)
		return 0;
	json_decref(s->plan);
	return err_set(s->e, E_BUG, _("in het plan van de publicatie staat geen kenmerk"));
}

/* 1 with the receipt when the plan is not one that a bank can take. */
static int
complete(struct gpp *s)
{
	struct str lacks = gpp_plan_lacks(s->plan, s->mem);

	return lacks.n == 0 ? 0 : gpp_stop(s, PORTAL_REFUSED, lacks);
}

/* The uuid of what a reference list calls uri; an organisation must be active to publish. */
static int
look_up(struct gpp *s, const char *list, const char *what, const json_t *value, struct str *uuid_r)
{
	struct str uri = json_str(value, "uri"), label = json_str(value, "label"), escaped = gpp_escape(s, uri);
	bool organisation = list[0] == 'o';
	AUTO_JSON rows = NULL;
	const json_t *row, *found = NULL;
	size_t i;
	int rc;

	rc = gpp_list(s,
	    str_fmt(s->mem, "%s?identifier=%.*s%s", list, STRF(escaped), organisation ? "&isActief=alle" : ""), &rows);
	if (rc != 0)
		return rc;
	label = label.n == 0 ? uri : label;
	json_array_foreach (rows, i, row) {
		if (str_eq(json_str(row, "identifier"), uri))
			found = row;
	}
	if (found == NULL)
		return gpp_stop(
		    s, PORTAL_REFUSED, str_fmt(s->mem, _("het portaal kent de %s ‘%.*s’ niet"), what, STRF(label)));
	if (organisation && !json_flag(found, "isActief"))
		return gpp_stop(s, PORTAL_REFUSED,
		    str_fmt(s->mem, _("de %s ‘%.*s’ is bij het portaal niet actief"), what, STRF(label)));
	/* Its documents never reach the national index (contract 5 and 15.5). */
	if (organisation && str_eq(json_str(found, "oorsprong"), S("zelf_toegevoegd")))
		return gpp_stop(s, PORTAL_REFUSED,
		    str_fmt(
			s->mem, _("de %s ‘%.*s’ staat bij het portaal niet in een waardelijst"), what, STRF(label)));
	*uuid_r = str_dup(s->mem, json_str(found, "uuid"));
	return 0;
}

static void
note(struct gpp *s, struct str what)
{
	s->note = s->note.n == 0 ? what : str_fmt(s->mem, "%.*s; %.*s", STRF(s->note), STRF(what));
}

/*
 * Onderwerpen have no URI at the bank and no filter on their title, so all of
 * them are read (contract 5).  People make them there; one that is not there is
 * no reason to keep a dossier back.
 */
static int
subjects(struct gpp *s, json_t *uuids)
{
	const json_t *wanted = json_list(s->plan, "subjects"), *x, *row;
	AUTO_JSON rows = NULL;
	size_t i, k;
	int rc;

	if (json_array_size(wanted) == 0)
		return 0;
	rc = gpp_list(s, S("onderwerpen?publicatiestatus=concept,gepubliceerd"), &rows);
	if (rc != 0)
		return rc;
	json_array_foreach (wanted, i, x) {
		struct str label = json_str(x, "label");
		bool there = false;

		json_array_foreach (rows, k, row) {
			if (there || !str_eq(str_trim(json_str(row, "officieleTitel")), str_trim(label)))
				continue;
			json_push(uuids, json_of_str(json_str(row, "uuid")));
			there = true;
		}
		if (!there)
			note(s, str_fmt(s->mem, _("het portaal heeft geen onderwerp ‘%.*s’"), STRF(label)));
	}
	return 0;
}

/* n is freed with gpp_names_free, whatever comes of it. */
static int
names(struct gpp *s, struct gpp_names *n)
{
	const json_t *publisher = json_map(s->plan, "publisher"), *responsible = json_map(s->plan, "responsible"), *x;
	struct str uuid = STR_NONE;
	size_t i;
	int rc;

	*n = (struct gpp_names){ .categories = json_array(), .subjects = json_array() };
	rc = look_up(s, "organisaties", _("publisher"), publisher, &n->publisher);
	if (rc == 0 && json_str(responsible, "uri").n != 0) {
		if (str_eq(json_str(responsible, "uri"), json_str(publisher, "uri")))
			n->responsible = n->publisher;
		else
			rc = look_up(s, "organisaties", _("verantwoordelijke"), responsible, &n->responsible);
	}
	if (rc != 0)
		return rc;
	json_array_foreach (json_list(s->plan, "categories"), i, x) {
		rc = look_up(s, "informatiecategorieen", _("informatiecategorie"), x, &uuid);
		if (rc != 0)
			return rc;
		json_push(n->categories, json_of_str(uuid));
	}
	return 0;
}

/* All records that carry our pair, in the portal's order. */
static int
records(struct gpp *s, json_t **rows_r, struct gpp_record **v_r, size_t *n_r)
{
	struct str id = gpp_escape(s, s->id), source = gpp_escape(s, s->source);
	struct gpp_record *v;
	const json_t *row;
	size_t i, n = 0;
	int rc;

	rc = gpp_list(s,
	    str_fmt(s->mem, "publicaties?kenmerk=%.*s&bron=%.*s&publicatiestatus=" STATUSES, STRF(id), STRF(source)),
	    rows_r);
	if (rc != 0)
		return rc;
	v = NEW(s->mem, struct gpp_record, json_array_size(*rows_r) + 1);
	json_array_foreach (*rows_r, i, row) {
		/* The two filters are separate joins: another's kenmerk and our bron fit as well (contract 12). */
		if (!gpp_has_pair(row, s->id, s->source))
			continue;
		if (gpp_record_read(row, &v[n++]) != 0)
			return gpp_stop(
			    s, PORTAL_AWAY, str_of(_("het portaal antwoordt niet zoals een GPP-publicatiebank")));
	}
	*v_r = v;
	*n_r = n;
	return 0;
}

/* Does the public see the plan?  FOUND_SAME or FOUND_OTHER into the receipt. */
static int
compare(struct gpp *s, const struct gpp_record *x)
{
	struct gpp_names n = { .categories = NULL };
	bool same = s->plan != NULL;
	int rc = 0;

	if (same)
		rc = gpp_documents_same(s, x->uuid, &same);
	if (rc == 0 && same) {
		rc = names(s, &n);
		/* What the portal does not know can not be what it shows. */
		if (rc == 1 && s->r->answer == PORTAL_REFUSED && s->r->http == 200) {
			s->r->detail = STR_NONE;
			same = false;
			rc = 0;
		} else if (rc == 0) {
			same = gpp_same_record(s, x->j, &n);
		}
		gpp_names_free(&n);
	}
	if (rc == 0)
		s->r->found = same ? FOUND_SAME : FOUND_OTHER;
	return rc;
}

static int
oldest_first(const void *a, const void *b)
{
	const struct gpp_record *x = a, *y = b;

	if (x->registered != y->registered)
		return x->registered < y->registered ? -1 : 1;
	return str_cmp(x->uuid, y->uuid);
}

/*
 * The one record that stands for the dossier.  What is public goes before what
 * was withdrawn (a person may have withdrawn a twin), and that before a
 * concept: what was taken back is not brought again.
 */
static int
choose(struct gpp *s, struct gpp_record *v, size_t n)
{
	const struct gpp_record *chosen = NULL;
	size_t count[GPP_STRANGE + 1] = { 0 };
	enum gpp_status best;
	int rc = 0;

	for (size_t i = 0; i < n; i++)
		count[v[i].status]++;
	best = count[GPP_PUBLIC] != 0 ? GPP_PUBLIC : count[GPP_WITHDRAWN] != 0 ? GPP_WITHDRAWN : GPP_CONCEPT;
	qsort(v, n, sizeof *v, oldest_first);
	for (size_t i = 0; i < n && chosen == NULL; i++)
		chosen = v[i].status == best ? &v[i] : NULL;
	s->r->others = (uint32_t)(count[GPP_CONCEPT] - (chosen != NULL && best == GPP_CONCEPT));
	if (chosen == NULL)
		s->r->found = FOUND_NOTHING;
	else if (count[GPP_PUBLIC] > 1)
		s->r->found = FOUND_MANY;
	else if (best == GPP_PUBLIC)
		rc = compare(s, chosen);
	else
		s->r->found = best == GPP_WITHDRAWN ? FOUND_WITHDRAWN : FOUND_CONCEPT;
	if (rc == 0 && chosen != NULL)
		s->r->remote = str_dup(s->mem, chosen->uuid);
	return rc;
}

/* A step is over: 0 was answered, 1 has its answer in the receipt already. */
static int
over(struct gpp *s, int rc)
{
	if (rc == 0) {
		s->r->answer = PORTAL_SENT;
		s->r->detail = s->note;
	}
	json_decref(s->plan);
	return rc < 0 ? -1 : 0;
}

static int
find(struct gpp *s)
{
	struct gpp_record *v = NULL;
	AUTO_JSON rows = NULL;
	size_t n = 0;
	int rc = records(s, &rows, &v, &n);

	if (BROKEN("no-lookup"))
		n = 0;
	return rc == 0 ? choose(s, v, n) : rc;
}

static int
create(struct gpp *s)
{
	struct gpp_names n = { .categories = NULL };
	struct gpp_request q = { .method = "POST", .path = S("publicaties"), .own_key = true };
	int rc = complete(s);

	if (rc == 0)
		rc = names(s, &n);
	if (rc == 0)
		rc = subjects(s, n.subjects);
	if (rc == 0) {
		AUTO_JSON body = gpp_body(s, &n, BROKEN("single-phase") ? "gepubliceerd" : "concept", true);

		q.body = body;
		FAULT("gpp-create-before");
		rc = gpp_call(s, &q);
		FAULT("gpp-create-after");
	}
	gpp_names_free(&n);
	if (rc == 0 && (!gpp_uuid_fine(json_str(q.answer, "uuid")) || !gpp_has_pair(q.answer, s->id, s->source)))
		rc =
		    gpp_stop(s, PORTAL_AMBIGUOUS, str_of(_("het portaal antwoordt niet zoals een GPP-publicatiebank")));
	if (rc == 0) {
		s->r->remote = str_dup(s->mem, json_str(q.answer, "uuid"));
		s->r->found = FOUND_CONCEPT;
	}
	json_decref(q.answer);
	return rc;
}

int
gpp_record_get(struct gpp *s, struct str uuid, json_t **row_r)
{
	struct gpp_request q = { .method = "GET", .path = str_fmt(s->mem, "publicaties/%.*s", STRF(uuid)) };
	struct gpp_record x;
	int rc = gpp_call(s, &q);

	*row_r = NULL;
	if (rc == 0 && (gpp_record_read(q.answer, &x) != 0 || !str_eq_nocase(x.uuid, uuid)))
		rc = gpp_stop(s, PORTAL_AWAY, str_of(_("het portaal antwoordt niet zoals een GPP-publicatiebank")));
	if (rc == 0) {
		*row_r = q.answer;
		return 0;
	}
	json_decref(q.answer);
	if (rc == 1 && s->r->http == 404) {
		s->r->detail = STR_NONE;
		return 0;
	}
	return rc;
}

/* What stands there, of a record that was read. */
static int
tell(struct gpp *s, const json_t *row)
{
	struct gpp_record x;
	int rc;

	if (row == NULL)
		s->r->found = FOUND_NOTHING;
	else if (gpp_record_read(row, &x) != 0)
		return gpp_stop(s, PORTAL_AWAY, str_of(_("het portaal antwoordt niet zoals een GPP-publicatiebank")));
	else if (x.status == GPP_PUBLIC)
		return compare(s, &x);
	else
		s->r->found = x.status != GPP_CONCEPT ? FOUND_WITHDRAWN : FOUND_CONCEPT;
	if (s->r->found == FOUND_CONCEPT && s->order->at.concept_only && s->order->step == STEP_SEEN) {
		bool ours;

		if ((rc = gpp_documents_ours(s, x.uuid, &ours)) != 0)
			return rc;
		s->r->found = ours ? FOUND_HANDED : FOUND_CONCEPT;
	}
	return 0;
}

/*
 * The bank fills these in itself when it publishes, so ours come after it
 * (contract 6).  What is public stays that: a failure here is a note.
 */
static int
archive(struct gpp *s)
{
	AUTO_JSON body = gpp_body_archive(s);
	struct gpp_request q = {
		.method = "PATCH", .path = str_fmt(s->mem, "publicaties/%.*s", STRF(s->order->remote)), .body = body
	};
	struct receipt before = *s->r;
	int rc;

	if (body == NULL)
		return 0;
	FAULT("gpp-archive-before");
	rc = gpp_call(s, &q);
	FAULT("gpp-archive-after");
	json_decref(q.answer);
	if (rc == 1)
		note(s,
		    str_fmt(s->mem, _("openbaar, maar de archiefgegevens zijn niet overgenomen: %.*s"),
			STRF(s->r->detail)));
	before.sent = s->r->sent;
	*s->r = before;
	return rc < 0 ? -1 : 0;
}

/*
 * People publish it: it gets its owners and what is filled in, and stays what
 * it is.  The status goes along as it was read, so that the bank refuses it
 * when they changed that meanwhile (contract 6.1); then it is read again.
 */
static int
hand_over(struct gpp *s, const struct gpp_names *n)
{
	AUTO_JSON row = NULL;
	AUTO_JSON again = NULL;
	struct gpp_request q = {
		.method = "PATCH", .path = str_fmt(s->mem, "publicaties/%.*s", STRF(s->order->remote)), .own_key = true
	};
	int rc = gpp_record_get(s, s->order->remote, &row);
	bool public;

	if (rc == 0 && row == NULL)
		return gpp_gone(s);
	public = rc == 0 && gpp_status(row) == GPP_PUBLIC;
	if (rc != 0 || (gpp_status(row) != GPP_CONCEPT && !(public && s->order->force))) /* they did, or took it back */
		return rc != 0 ? rc : tell(s, row);
	AUTO_JSON body = gpp_body(s, n, public ? "gepubliceerd" : "concept", false);

	q.body = body;
	FAULT("gpp-hand-before");
	rc = gpp_call(s, &q);
	FAULT("gpp-hand-after");
	if (rc == 0 && gpp_status(q.answer) != gpp_status(row))
		rc =
		    gpp_stop(s, PORTAL_AMBIGUOUS, str_of(_("het portaal antwoordt niet zoals een GPP-publicatiebank")));
	if (rc == 0)
		s->r->found = public ? FOUND_SAME : FOUND_HANDED;
	json_decref(q.answer);
	if (rc != 1 || s->r->answer != PORTAL_REFUSED)
		return rc;
	/* Refused: since it is no concept any more, or for what the bank says. */
	const struct receipt said = *s->r;

	if (gpp_record_get(s, s->order->remote, &again) == 0 && again != NULL && gpp_status(again) != gpp_status(row))
		return tell(s, again);
	*s->r = said;
	return 1;
}

static int
publish(struct gpp *s)
{
	struct gpp_names n = { .categories = NULL };
	struct gpp_request q = {
		.method = "PATCH", .path = str_fmt(s->mem, "publicaties/%.*s", STRF(s->order->remote)), .own_key = true
	};
	int rc = complete(s);

	if (rc == 0)
		rc = names(s, &n);
	if (rc == 0)
		rc = subjects(s, n.subjects);
	if (rc == 0 && s->order->at.concept_only) {
		rc = hand_over(s, &n);
		gpp_names_free(&n);
		return rc;
	}
	if (rc == 0) {
		/* All that is required: what lacks is a 400 with its name then, and not a 500 (contract 6.2). */
		AUTO_JSON body = gpp_body(s, &n, "gepubliceerd", false);

		q.body = body;
		FAULT("gpp-publish-before");
		rc = gpp_call(s, &q);
		FAULT("gpp-publish-after");
	}
	gpp_names_free(&n);
	if (rc == 0 &&
	    (!str_eq_nocase(json_str(q.answer, "uuid"), s->order->remote) || gpp_status(q.answer) != GPP_PUBLIC))
		rc =
		    gpp_stop(s, PORTAL_AMBIGUOUS, str_of(_("het portaal antwoordt niet zoals een GPP-publicatiebank")));
	json_decref(q.answer);
	return rc == 0 ? archive(s) : rc;
}

static int
seen(struct gpp *s)
{
	AUTO_JSON rows = NULL;
	AUTO_JSON one = NULL;
	struct gpp_record *v = NULL;
	const json_t *row = NULL;
	size_t n = 0;
	int rc = records(s, &rows, &v, &n);

	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (str_eq_nocase(v[i].uuid, s->order->remote))
			row = v[i].j;
		else
			s->r->others += v[i].status == GPP_CONCEPT;
	}
	/* A detail writes a line in the portal's audit log, a list does not (contract 2). */
	if (rc == 0 && row == NULL) {
		rc = gpp_record_get(s, s->order->remote, &one);
		row = one;
	}
	if (rc == 0)
		rc = tell(s, row);
	if (rc == 0 && row != NULL)
		s->r->remote = s->order->remote;
	return rc;
}

/*
 * A concept may be deleted.  What turns out to be public only when an earlier
 * DELETE of ours may be under way: it would go all the same, and later, when
 * the ledger believes it is there (tests/model: REASK).
 */
static bool
may_go(const struct gpp *s, const json_t *row)
{
	return gpp_status(row) == GPP_CONCEPT || (s->order->force && gpp_status(row) == GPP_PUBLIC);
}

/*
 * Delete a publication, if it is a concept by a reading just before.  The bank
 * deletes in any status and knows no condition: the moment between the two is
 * the one thing that we cannot close.
 */
static int
delete_concept(struct gpp *s, struct str uuid, bool with_documents, bool *gone_r)
{
	struct gpp_request q = {
		.method = "DELETE", .path = str_fmt(s->mem, "publicaties/%.*s", STRF(uuid)), .own_key = with_documents
	};
	AUTO_JSON row = NULL;
	AUTO_JSON again = NULL;
	int rc = gpp_record_get(s, uuid, &row);

	*gone_r = false;
	if (rc != 0 || row == NULL || !may_go(s, row))
		return rc != 0 ? rc : tell(s, row);
	if (with_documents) {
		rc = gpp_documents_delete(s, uuid);
		if (rc == 0)
			rc = gpp_record_get(s, uuid, &again);
		if (rc != 0 || again == NULL || !may_go(s, again))
			return rc != 0 ? rc : tell(s, again);
	}
	FAULT("gpp-delete-before");
	rc = gpp_call(s, &q);
	FAULT("gpp-delete-after");
	json_decref(q.answer);
	if (rc == 1 && s->r->http == 404)
		rc = 0;
	if (rc == 0) {
		s->r->detail = STR_NONE;
		s->r->found = FOUND_CONCEPT;
		*gone_r = true;
	}
	return rc;
}

static int
remove_concept(struct gpp *s)
{
	bool gone;

	return delete_concept(s, s->order->remote, true, &gone);
}

/* What is said to be gone must be gone: some answer a DELETE without doing it. */
static int
swept(struct gpp *s)
{
	struct gpp_record *v = NULL;
	AUTO_JSON rows = NULL;
	size_t n = 0;
	int rc = records(s, &rows, &v, &n);

	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (v[i].status == GPP_CONCEPT && !str_eq_nocase(v[i].uuid, s->order->remote))
			rc = gpp_stop(s, PORTAL_AWAY,
			    str_of(_("een overtollig concept staat er nog, al zegt het portaal dat het weg is")));
	}
	return rc;
}

static int
sweep(struct gpp *s)
{
	struct gpp_record *v = NULL;
	AUTO_JSON rows = NULL;
	size_t n = 0;
	bool gone;
	int rc = records(s, &rows, &v, &n);

	for (size_t i = 0; rc == 0 && i < n && s->r->others < SWEEP_MOST; i++) {
		if (v[i].status != GPP_CONCEPT || str_eq_nocase(v[i].uuid, s->order->remote))
			continue;
		rc = delete_concept(s, v[i].uuid, false, &gone);
		s->r->others += gone;
	}
	if (rc == 0 && s->r->others != 0 && s->r->others < SWEEP_MOST)
		rc = swept(s);
	if (rc == 0)
		rc = gpp_documents_spare(s);
	s->r->found = FOUND_UNKNOWN; /* nobody asked */
	return rc;
}

/* What every step has in common: an order that is complete, and a bank of a version that keeps the contract. */
static int
step(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e, bool needs_plan,
    bool needs_remote, int (*run)(struct gpp *))
{
	struct gpp s = { .bank = &p->bank, .order = o, .mem = mem, .r = r, .e = e };
	int rc;

	if (begin(&s, needs_plan, needs_remote) != 0)
		return -1;
	rc = gpp_version(&s);
	return over(&s, rc == 0 ? run(&s) : rc);
}

#define GPP_STEP(name, plan, remote, run) \
	static int name(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e) \
	{ \
		return step(p, o, mem, r, e, plan, remote, run); \
	}
GPP_STEP(gpp_step_find, true, false, find)
GPP_STEP(gpp_step_create, true, false, create)
GPP_STEP(gpp_step_document, true, true, gpp_document)
GPP_STEP(gpp_step_ready, true, true, gpp_ready)
GPP_STEP(gpp_step_publish, true, true, publish)
GPP_STEP(gpp_step_seen, true, true, seen)
GPP_STEP(gpp_step_remove, false, true, remove_concept)
GPP_STEP(gpp_step_sweep, true, true, sweep)
GPP_STEP(gpp_step_withdraw, false, true, gpp_withdraw)

const struct portal_ops gpp_ops = {
	.name = "gpp",
	.open = gpp_open,
	.close = gpp_close,
	.step = { [STEP_FIND] = gpp_step_find, [STEP_CREATE] = gpp_step_create, [STEP_DOCUMENT] = gpp_step_document,
	    [STEP_READY] = gpp_step_ready, [STEP_PUBLISH] = gpp_step_publish, [STEP_SEEN] = gpp_step_seen,
	    [STEP_REMOVE] = gpp_step_remove, [STEP_SWEEP] = gpp_step_sweep, [STEP_WITHDRAW] = gpp_step_withdraw },
};
