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

/* n is freed with gpp_names_free, whatever comes of it. */
static int
names(struct gpp *s, struct gpp_names *n)
{
	const json_t *publisher = json_map(s->plan, "publisher"), *responsible = json_map(s->plan, "responsible"), *x;
	struct str uuid;
	size_t i;
	int rc;

	*n = (struct gpp_names){ .categories = json_array() };
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
		s->r->detail = STR_NONE;
	}
	json_decref(s->plan);
	return rc < 0 ? -1 : 0;
}

static int
gpp_find(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	struct gpp s = { .bank = &p->bank, .order = o, .mem = mem, .r = r, .e = e };
	struct gpp_record *v = NULL;
	AUTO_JSON rows = NULL;
	size_t n = 0;
	int rc;

	if (begin(&s, true, false) != 0)
		return -1;
	rc = records(&s, &rows, &v, &n);
	if (BROKEN("no-lookup"))
		n = 0;
	if (rc == 0)
		rc = choose(&s, v, n);
	return over(&s, rc);
}

static int
create(struct gpp *s)
{
	struct gpp_names n = { .categories = NULL };
	struct gpp_request q = { .method = "POST", .path = S("publicaties"), .own_key = true };
	int rc = complete(s);

	if (rc == 0)
		rc = names(s, &n);
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

static int
gpp_create(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	struct gpp s = { .bank = &p->bank, .order = o, .mem = mem, .r = r, .e = e };

	return begin(&s, true, false) != 0 ? -1 : over(&s, create(&s));
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
	return rc;
}

static int
gpp_publish(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	struct gpp s = { .bank = &p->bank, .order = o, .mem = mem, .r = r, .e = e };

	return begin(&s, true, true) != 0 ? -1 : over(&s, publish(&s));
}

/* One record, whatever its kenmerken: people can take them off.  *row_r NULL: it is not there. */
static int
detail(struct gpp *s, struct str uuid, json_t **row_r)
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

	if (row == NULL)
		s->r->found = FOUND_NOTHING;
	else if (gpp_record_read(row, &x) != 0)
		return gpp_stop(s, PORTAL_AWAY, str_of(_("het portaal antwoordt niet zoals een GPP-publicatiebank")));
	else if (x.status == GPP_PUBLIC)
		return compare(s, &x);
	else
		s->r->found = x.status == GPP_CONCEPT ? FOUND_CONCEPT : FOUND_WITHDRAWN;
	return 0;
}

static int
gpp_seen(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	struct gpp s = { .bank = &p->bank, .order = o, .mem = mem, .r = r, .e = e };
	AUTO_JSON rows = NULL;
	AUTO_JSON one = NULL;
	struct gpp_record *v = NULL;
	const json_t *row = NULL;
	size_t n = 0;
	int rc;

	if (begin(&s, true, true) != 0)
		return -1;
	rc = records(&s, &rows, &v, &n);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (str_eq_nocase(v[i].uuid, o->remote))
			row = v[i].j;
		else
			r->others += v[i].status == GPP_CONCEPT;
	}
	/* A detail writes a line in the portal's audit log, a list does not (contract 2). */
	if (rc == 0 && row == NULL) {
		rc = detail(&s, o->remote, &one);
		row = one;
	}
	if (rc == 0)
		rc = tell(&s, row);
	if (rc == 0 && row != NULL)
		r->remote = o->remote;
	return over(&s, rc);
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
	int rc = detail(s, uuid, &row);

	*gone_r = false;
	if (rc != 0 || row == NULL || !may_go(s, row))
		return rc != 0 ? rc : tell(s, row);
	if (with_documents) {
		rc = gpp_documents_delete(s, uuid);
		if (rc == 0)
			rc = detail(s, uuid, &again);
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
gpp_remove(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	struct gpp s = { .bank = &p->bank, .order = o, .mem = mem, .r = r, .e = e };
	bool gone;

	if (begin(&s, false, true) != 0)
		return -1;
	return over(&s, delete_concept(&s, o->remote, true, &gone));
}

static int
gpp_sweep(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	struct gpp s = { .bank = &p->bank, .order = o, .mem = mem, .r = r, .e = e };
	struct gpp_record *v = NULL;
	AUTO_JSON rows = NULL;
	size_t n = 0;
	bool gone;
	int rc;

	if (begin(&s, true, true) != 0)
		return -1;
	rc = records(&s, &rows, &v, &n);
	for (size_t i = 0; rc == 0 && i < n && r->others < SWEEP_MOST; i++) {
		if (v[i].status != GPP_CONCEPT || str_eq_nocase(v[i].uuid, o->remote))
			continue;
		rc = delete_concept(&s, v[i].uuid, false, &gone);
		r->others += gone;
	}
	r->found = FOUND_UNKNOWN; /* nobody asked */
	return over(&s, rc);
}

static int
documents(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e,
    int (*run)(struct gpp *))
{
	struct gpp s = { .bank = &p->bank, .order = o, .mem = mem, .r = r, .e = e };

	return begin(&s, true, true) != 0 ? -1 : over(&s, run(&s));
}

static int
gpp_bring(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	return documents(p, o, mem, r, e, gpp_document);
}

static int
gpp_check_all(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	return documents(p, o, mem, r, e, gpp_ready);
}

const struct portal_ops gpp_ops = {
	.name = "gpp",
	.open = gpp_open,
	.close = gpp_close,
	.step = { [STEP_FIND] = gpp_find, [STEP_CREATE] = gpp_create, [STEP_DOCUMENT] = gpp_bring, [STEP_READY] = gpp_check_all,
	    [STEP_PUBLISH] = gpp_publish, [STEP_SEEN] = gpp_seen, [STEP_REMOVE] = gpp_remove, [STEP_SWEEP] = gpp_sweep },
};
