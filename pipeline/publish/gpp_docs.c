/* SPDX-License-Identifier: EUPL-1.2 */
/* gpp_docs.c - the documents of a publication at a GPP-publicatiebank: brought in parts, counted, read back. */
#include "publish/gpp.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"

#include "base/banned.h"

#define READY_WAIT_MS	120000		/* for the bank to strip and join; then the next run asks again */
#define POLL_FIRST_MS	50
#define POLL_MOST_MS	5000
#define ROUNDS_MOST	5		/* of reading a list and clearing it: what keeps coming is not ours to fight */
/*
 * What stripping may make of the size: an office document or a PDF without its
 * metadata is rewritten, often smaller; this only catches a stump or another file.
 */
#define STRIPPED_TIMES	4
#define STRIPPED_SLACK	KIB(64)

/* The ids of the plan, sorted. */
struct id { struct str id; int64_t doc; };

static int
by_id(const void *a, const void *b)
{
	return str_cmp(((const struct id *)a)->id, ((const struct id *)b)->id);
}

static size_t
ids_of(const struct gpp *s, struct id **v_r)
{
	const json_t *docs = json_list(s->plan, "documents"), *d;
	size_t n = json_array_size(docs), i;
	struct id *v = NEW(s->mem, struct id, n + 1);

	json_array_foreach (docs, i, d)
		v[i] = (struct id){ json_str(d, "id"), (int64_t)i };
	qsort(v, n, sizeof *v, by_id);
	*v_r = v;
	return n;
}

static int64_t
doc_of(const struct gpp *s, const json_t *row, const struct id *ids, size_t n)
{
	const json_t *x;
	size_t i;

	json_array_foreach (json_list(row, "kenmerken"), i, x) {
		struct id want = { .id = json_str(x, "kenmerk") };
		const struct id *hit = bsearch(&want, ids, n, sizeof *ids, by_id);

		if (hit != NULL && str_eq(json_str(x, "bron"), s->source))
			return hit->doc;
	}
	return -1;
}

/* The best first: of each document of the plan what is ready, then what is oldest; strangers at the end. */
static int
best_first(const void *a, const void *b)
{
	const struct gpp_row *x = a, *y = b;

	if (x->doc != y->doc)
		return (uint64_t)x->doc < (uint64_t)y->doc ? -1 : 1;
	if (x->ready != y->ready)
		return x->ready ? -1 : 1;
	if (x->registered != y->registered)
		return x->registered < y->registered ? -1 : 1;
	return str_cmp(x->uuid, y->uuid);
}

int
gpp_gone(struct gpp *s)
{
	s->r->found = FOUND_NOTHING;
	return gpp_stop(s, PORTAL_REFUSED, str_of(_("de publicatie staat niet meer bij het portaal")));
}

static int
read_rows(
    struct gpp *s, struct str publication, bool withdrawn_too, json_t **rows_r, struct gpp_row **v_r, size_t *n_r)
{
	struct gpp_row *v;
	struct id *ids;
	size_t i, n = 0, nids = ids_of(s, &ids);
	const json_t *j;
	int rc;

	/* The default order has no second key (contract 3). */
	rc = gpp_list(s,
	    str_fmt(s->mem, "documenten?publicatie=%.*s&sorteer=officiele_titel,creatiedatum", STRF(publication)),
	    rows_r);
	if (rc == 1 && s->r->http == 400) /* a filter on what is not there is a mistake to the bank (contract 5) */
		return gpp_gone(s);
	if (rc != 0)
		return rc;
	v = NEW(s->mem, struct gpp_row, json_array_size(*rows_r) + 1);
	json_array_foreach (*rows_r, i, j) {
		struct gpp_row x = { .uuid = json_str(j, "uuid"),
			.status = gpp_status(j),
			.ready = json_flag(j, "uploadVoltooid"),
			.doc = doc_of(s, j, ids, nids),
			.j = j };

		/* Of another publication: the portal did not know the filter, and nothing in this list is to be touched. */
		if (x.status == GPP_STRANGE || !str_eq_nocase(json_str(j, "publicatie"), publication) ||
		    time_parse(json_str(j, "registratiedatum"), &x.registered) != 0)
			return gpp_stop(
			    s, PORTAL_AWAY, str_of(_("het portaal antwoordt niet zoals een GPP-publicatiebank")));
		if (withdrawn_too || x.status != GPP_WITHDRAWN)
			v[n++] = x;
	}
	qsort(v, n, sizeof *v, best_first);
	*v_r = v;
	*n_r = n;
	return 0;
}

int
gpp_rows(struct gpp *s, struct str publication, json_t **rows_r, struct gpp_row **v_r, size_t *n_r)
{
	return read_rows(s, publication, false, rows_r, v_r, n_r);
}

int
gpp_rows_all(struct gpp *s, struct str publication, json_t **rows_r, struct gpp_row **v_r, size_t *n_r)
{
	return read_rows(s, publication, true, rows_r, v_r, n_r);
}

static const json_t *
planned(const struct gpp *s, int64_t doc)
{
	return json_array_get(json_list(s->plan, "documents"), (size_t)doc);
}

int
gpp_documents_same(struct gpp *s, struct str publication, bool *same_r)
{
	AUTO_JSON rows = NULL;
	struct gpp_row *v = NULL;
	int64_t before = -1;
	size_t n = 0, seen = 0;
	int rc = gpp_rows(s, publication, &rows, &v, &n);

	*same_r = rc == 0;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (!v[i].ready || v[i].status != GPP_PUBLIC) /* the public does not see it */
			continue;
		if (v[i].doc < 0 || v[i].doc == before || !gpp_same_document(v[i].j, planned(s, v[i].doc), s->mem))
			*same_r = false;
		before = v[i].doc;
		seen++;
	}
	if (seen != json_array_size(json_list(s->plan, "documents")))
		*same_r = false;
	return rc;
}

/* Whoever added it, it was not us: it lacks a kenmerk of our source. */
static bool
is_ours(const struct gpp *s, const json_t *row)
{
	const json_t *x;
	size_t i;

	json_array_foreach (json_list(row, "kenmerken"), i, x) {
		if (str_eq(json_str(x, "bron"), s->source))
			return true;
	}
	return false;
}

int
gpp_documents_ours(struct gpp *s, struct str publication, bool *ours_r)
{
	AUTO_JSON rows = NULL;
	struct gpp_row *v = NULL;
	size_t n = 0;
	int rc = gpp_rows(s, publication, &rows, &v, &n);

	*ours_r = rc == 0;
	for (size_t i = 0; rc == 0 && i < n; i++)
		*ours_r = *ours_r && is_ours(s, v[i].j);
	return rc;
}

int
gpp_document_withdraw(struct gpp *s, const struct gpp_row *x)
{
	AUTO_JSON body = json_object();
	struct gpp_request q = { .method = "PATCH",
		.path = str_fmt(s->mem, "documenten/%.*s", STRF(x->uuid)),
		.body = body,
		.remark = gpp_reason(s, x->j) };
	int rc;

	json_put_str(body, "publicatiestatus", S("ingetrokken"));
	FAULT("gpp-withdraw-document-before");
	rc = gpp_call(s, &q);
	FAULT("gpp-withdraw-document-after");
	if (rc == 0 && gpp_status(q.answer) != GPP_WITHDRAWN)
		rc =
		    gpp_stop(s, PORTAL_AMBIGUOUS, str_of(_("het portaal antwoordt niet zoals een GPP-publicatiebank")));
	json_decref(q.answer);
	return rc;
}

int
gpp_document_erase(struct gpp *s, struct str uuid)
{
	struct gpp_request q = { .method = "DELETE", .path = str_fmt(s->mem, "documenten/%.*s", STRF(uuid)) };
	int rc;

	FAULT("gpp-delete-document-before");
	rc = gpp_call(s, &q);
	FAULT("gpp-delete-document-after");
	if (rc == 1 && s->r->http == 404) {
		rc = 0;
	} else if (rc == 1 && s->r->http == 500 && json_str(q.answer, "detail").n != 0) {
		/* JSON: one that waits for parts is locked, and the Documenten API does not destroy it (contract 11). */
		s->r->found = FOUND_OTHER;
		rc = gpp_stop(s, PORTAL_AWAY,
		    str_of(_("een half aangekomen document is bij het portaal niet te verwijderen; "
			     "het concept moet opnieuw worden gemaakt")));
	}
	json_decref(q.answer);
	return rc;
}

int
gpp_discard(struct gpp *s, const struct gpp_row *x)
{
	int rc = x->status == GPP_PUBLIC ? gpp_document_withdraw(s, x) : gpp_document_erase(s, x->uuid);

	if (rc == 0)
		s->r->detail = STR_NONE;
	return rc;
}

int
gpp_documents_delete(struct gpp *s, struct str publication)
{
	AUTO_JSON rows = NULL;
	struct gpp_row *v = NULL;
	size_t n = 0;
	int rc = gpp_rows(s, publication, &rows, &v, &n);

	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (v[i].status != GPP_CONCEPT)
			continue;
		rc = gpp_discard(s, &v[i]);
		if (rc == 1 && s->r->found == FOUND_OTHER) /* it goes with the publication */
			rc = 0;
	}
	if (rc == 1 && s->r->found == FOUND_NOTHING) /* who asks sees that next */
		rc = 0;
	if (rc == 0) {
		s->r->found = FOUND_UNKNOWN;
		s->r->detail = STR_NONE;
	}
	return rc;
}

int
gpp_documents_spare(struct gpp *s)
{
	AUTO_JSON rows = NULL;
	struct gpp_row *v = NULL;
	int64_t whole = -1;
	size_t n = 0;
	int rc = gpp_rows(s, s->order->remote, &rows, &v, &n);

	if (rc == 1 && s->r->found == FOUND_NOTHING) { /* the record went, so nothing is too much */
		s->r->detail = STR_NONE;
		return 0;
	}
	/* The best stands first: what is not ready behind one that is ready is of no use to anybody. */
	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (v[i].ready)
			whole = v[i].doc;
		else if (v[i].doc >= 0 && v[i].doc == whole)
			rc = gpp_discard(s, &v[i]);
	}
	return rc;
}

int
gpp_rename(struct gpp *s, const struct gpp_row *x)
{
	const json_t *d = planned(s, x->doc);
	struct gpp_request q = { .method = "PATCH", .path = str_fmt(s->mem, "documenten/%.*s", STRF(x->uuid)) };
	int rc;

	if (gpp_same_document(x->j, d, s->mem))
		return gpp_stop(s, PORTAL_SAME, STR_NONE);
	AUTO_JSON whole = gpp_body_document(s, (size_t)x->doc);
	AUTO_JSON body = json_object();

	json_put(body, "officieleTitel", json_incref(json_object_get(whole, "officieleTitel")));
	json_put(body, "creatiedatum", json_incref(json_object_get(whole, "creatiedatum")));
	q.body = body;
	FAULT("gpp-rename-before");
	rc = gpp_call(s, &q);
	FAULT("gpp-rename-after");
	json_decref(q.answer);
	return rc == 0 ? gpp_stop(s, PORTAL_SAME, STR_NONE) : rc;
}

/* The order is for a document of the plan, with its bytes. */
static int
check_document(const struct gpp *s)
{
	const struct order *o = s->order;
	const json_t *d = o->doc < 0 ? NULL : planned(s, o->doc);
	struct digest want;

	if (d == NULL || o->bundle < 0)
		return err_set(s->e, E_BUG, _("opdracht voor een document dat niet in het plan staat"));
	if (digest_parse(json_str(d, "sha256"), &want) == 0 &&
	    (!digest_eq(want, o->sha256) || json_num(d, "bytes", -1) != (int64_t)o->size))
		return err_set(s->e, E_BUG, _("opdracht met een ander document dan in het plan staat"));
	return portal_check(o, s->e);
}

int
gpp_document(struct gpp *s)
{
	struct str lacks = gpp_plan_lacks(s->plan, s->mem);
	AUTO_JSON rows = NULL;
	struct gpp_row *v = NULL;
	size_t n = 0;
	int rc;

	if (check_document(s) != 0)
		return -1;
	if (lacks.n != 0)
		return gpp_stop(s, PORTAL_REFUSED, lacks);
	if (gpp_journal_fits(s))
		return gpp_resume(s);
	rc = gpp_rows(s, s->order->remote, &rows, &v, &n);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (v[i].doc == s->order->doc && v[i].ready)
			return gpp_rename(s, &v[i]);
	}
	/* What is not ready misses parts that nobody can name any more, or waits for a step that may have failed. */
	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (v[i].doc == s->order->doc)
			rc = gpp_discard(s, &v[i]);
	}
	return rc == 0 ? gpp_register(s) : rc;
}

void
gpp_pause(int64_t ms)
{
	struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	while (nanosleep(&t, &t) != 0)
		;
}

/* One reading: discard what is not in the plan, or is there twice.  *n_r: what is left, one row for each document. */
static int
clear(struct gpp *s, struct gpp_row *v, size_t *n_r, bool *changed_r)
{
	size_t kept = 0;
	int rc = 0;

	*changed_r = false;
	for (size_t i = 0; rc == 0 && i < *n_r; i++) {
		if (v[i].doc >= 0 && (kept == 0 || v[kept - 1].doc != v[i].doc)) {
			v[kept++] = v[i];
			continue;
		}
		/* Where people work on it too, nothing of theirs is touched. */
		if (s->order->at.concept_only && !is_ours(s, v[i].j))
			return gpp_stop(s, PORTAL_REFUSED,
			    str_of(_("bij de publicatie staat een document dat niet van woostraat is")));
		rc = gpp_discard(s, &v[i]);
		*changed_r = true;
	}
	*n_r = kept;
	return rc;
}

static int
not_ready(struct gpp *s)
{
	return gpp_stop(s, PORTAL_AWAY, str_of(_("het portaal heeft de documenten nog niet gereed")));
}

/* Until the list is the plan, and all of it ready.  The rows that are left are good for a download. */
static int
settle(struct gpp *s, json_t **rows_r, struct gpp_row **v_r, size_t *n_r)
{
	size_t want = json_array_size(json_list(s->plan, "documents")), ready;
	int64_t wait = POLL_FIRST_MS,
		until = clock_ms() + (s->order->wait_ms != 0 ? (int64_t)s->order->wait_ms : READY_WAIT_MS);
	int rounds = 0;
	bool changed;

	for (;;) {
		int rc;

		json_decref(*rows_r);
		*rows_r = NULL;
		rc = gpp_rows(s, s->order->remote, rows_r, v_r, n_r);
		if (rc == 0)
			rc = clear(s, *v_r, n_r, &changed);
		if (rc != 0)
			return rc;
		if (changed && ++rounds < ROUNDS_MOST)
			continue;
		if (changed || *n_r != want)
			return gpp_stop(s, PORTAL_AWAY,
			    str_fmt(s->mem, _("bij het portaal staan %zu van de %zu documenten"), *n_r, want));
		ready = 0;
		for (size_t i = 0; i < want; i++)
			ready += (*v_r)[i].ready;
		if (ready == want)
			return 0;
		if (clock_ms() + wait > until)
			return not_ready(s);
		gpp_pause(wait);
		wait = wait * 2 > POLL_MOST_MS ? POLL_MOST_MS : wait * 2;
	}
}

/* What is served of a document, beside what was sent: where metadata is taken out the two differ. */
static void
note_served(json_t *list, const json_t *d, const struct gpp_request *q, bool same, struct arena *mem)
{
	json_t *j = json_object();

	json_put_str(j, "id", json_str(d, "id"));
	json_put_str(j, "sha256", digest_hex(mem, q->digest));
	json_put_num(j, "bytes", (int64_t)q->got);
	json_put(j, "same", json_boolean(same));
	json_push(list, j);
}

/* What the portal gives back is what was sent; where it takes metadata out, it is there and about as large. */
static int
read_back(struct gpp *s, const struct gpp_row *x, json_t *served)
{
	const json_t *d = planned(s, x->doc);
	uint64_t size = (uint64_t)json_num(d, "bytes", 0);
	bool strips = gpp_strips(json_str(d, "format"), json_str(d, "file")), same;
	struct gpp_request q = { .method = "GET",
		.path = str_fmt(s->mem, "documenten/%.*s/download", STRF(x->uuid)),
		.download = true,
		.most = strips ? size * STRIPPED_TIMES + STRIPPED_SLACK : size };
	struct digest want;
	int rc = gpp_call(s, &q);

	json_decref(q.answer);
	if (rc == 1 && s->r->http == 409)
		return not_ready(s);
	if (rc < 0 || (rc == 1 && !q.over))
		return rc;
	must(digest_parse(json_str(d, "sha256"), &want) == 0);
	same = !q.over && q.got == size && digest_eq(q.digest, want);
	if (!q.over)
		note_served(served, d, &q, same, s->mem);
	if (same || (strips && !q.over && q.got >= size / STRIPPED_TIMES && q.got > 0))
		return 0;
	return gpp_stop(s, PORTAL_DIFFERS,
	    str_fmt(
		s->mem, _("document %zu is bij het portaal niet gelijk aan wat er is verzonden"), (size_t)x->doc + 1));
}

int
gpp_ready(struct gpp *s)
{
	struct str lacks = gpp_plan_lacks(s->plan, s->mem);
	AUTO_JSON served = json_array();
	AUTO_JSON rows = NULL;
	struct gpp_row *v = NULL;
	size_t n = 0;
	int rc;

	if (lacks.n != 0)
		return gpp_stop(s, PORTAL_REFUSED, lacks);
	rc = settle(s, &rows, &v, &n);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct mark m = arena_mark(s->mem);

		rc = read_back(s, &v[i], served);
		if (rc == 0)
			arena_rewind(s->mem, m);
	}
	if (rc >= 0 && json_array_size(served) != 0)
		s->r->served = json_write(s->mem, served);
	if (s->r->served.n > SERVED_MOST)
		s->r->served = STR_NONE;
	return rc;
}
