/* SPDX-License-Identifier: EUPL-1.2 */
/* pages.c - what a site shows of each dossier, kept for its lists. */
#include "store/pages.h"

#include "base/date.h"
#include "store/db.h"
#include "store/evidence.h"

#include "base/banned.h"

static int
note(struct store *s, struct uuid id, const struct page *p, struct run_id run, struct err *e)
{
	struct arena *mem = arena_new("bewijs", MIB(1));
	json_t *j = json_object();
	int rc;

	json_put_num(j, "run", run.v);
	json_put_str(j, "page", digest_hex(mem, p->page));
	json_put_str(j, "entries", digest_hex(mem, p->entries.sha256));
	json_put_num(j, "bytes", (int64_t)p->entries.size);
	json_put_num(j, "modified", p->modified);
	json_put_str(j, "facts", digest_hex(mem, digest_of(p->facts)));
	rc = evidence_note(s, "page", &id, j, e);
	arena_free(mem);
	return rc;
}

int
pages_put(struct store *s, struct uuid id, const struct page *p, struct run_id run, struct err *e)
{
	sqlite3_stmt *q;
	int rc;

	if (store_group(s, e) != 0)
		return -1;
	q = db_query(s, Q_PAGE_PUT);
	db_uuid(q, 1, id);
	db_digest(q, 2, p->page);
	db_digest(q, 3, p->entries.sha256);
	db_num(q, 4, (int64_t)p->entries.size);
	db_num(q, 5, p->modified);
	db_str(q, 6, p->facts);
	rc = db_act(s, q, e);
	if (rc == 0)
		rc = note(s, id, p, run, e);
	return store_group_end(s, rc, e);
}

/* The columns that every question about pages begins with. */
static void
take_row(sqlite3_stmt *q, struct page *p)
{
	*p = (struct page){ .facts = db_column(q, 0), .modified = sqlite3_column_int64(q, 3) };
	(void)db_column_digest(q, 1, &p->entries.sha256);
	p->entries.size = (uint64_t)sqlite3_column_int64(q, 2);
}

int
pages_get(struct store *s, struct uuid id, struct arena *mem, struct page *p, bool *found_r, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_PAGE_GET);
	int rc;

	*p = (struct page){ .modified = 0 };
	db_uuid(q, 1, id);
	rc = db_step(s, q, e);
	*found_r = rc == 1;
	if (rc == 1) {
		take_row(q, p);
		p->facts = str_dup(mem, p->facts);
		(void)db_column_digest(q, 4, &p->page);
	}
	(void)sqlite3_reset(q);
	return rc < 0 ? -1 : 0;
}

int
pages_count(struct store *s, int64_t *n_r, struct err *e)
{
	return db_number(s, db_query(s, Q_PAGE_COUNT), n_r, e);
}

int
pages_each(struct store *s, struct str org, struct str outlet, pages_each_fn *each, void *ctx, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_PAGE_EACH);
	int rc;

	db_str(q, 1, org);
	db_str(q, 2, outlet.p == NULL ? S("") : outlet);
	while ((rc = db_step(s, q, e)) == 1) {
		struct page p;
		enum state at;

		take_row(q, &p);
		must(state_find(db_column(q, 4), &at) == 0); /* the schema holds it */
		if (each(ctx, &p, at, e) != 0) {
			rc = -1;
			break;
		}
	}
	(void)sqlite3_reset(q);
	return rc;
}

int
pages_listed(struct store *s, const struct listed *l, struct run_id run, struct err *e)
{
	json_t *j = json_object();

	json_put_num(j, "run", run.v);
	json_put_str(j, "organisation", l->org);
	json_put_str(j, "place", l->place);
	json_put_num(j, "dossiers", (int64_t)l->dossiers);
	json_put_num(j, "files", (int64_t)l->files);
	if (store_group(s, e) != 0) {
		json_decref(j);
		return -1;
	}
	return store_group_end(s, evidence_note(s, "site", NULL, j, e), e);
}

int
pages_listed_at(struct store *s, struct str org, struct str place, time_t *at_r, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_PAGE_LISTED);
	int rc;

	*at_r = 0;
	while (*at_r == 0 && (rc = db_step(s, q, e)) == 1) {
		AUTO_JSON j = json_read(db_column(q, 0), e);

		if (j == NULL ||
		    (str_eq(json_str(j, "organisation"), org) && str_eq(json_str(j, "place"), place) &&
			time_parse(json_str(j, "at"), at_r) != 0)) {
			rc = -1;
			break;
		}
	}
	(void)sqlite3_reset(q);
	return rc < 0 ? -1 : 0;
}
