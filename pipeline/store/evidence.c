/* SPDX-License-Identifier: EUPL-1.2 */
/* evidence.c - the append-only, hash-chained log of who did what, when, with which bytes. */
#include "store/evidence.h"

#include <stdio.h>

#include "base/fault.h"
#include "store/db.h"

#include "base/banned.h"

#define NOTE_MEM	MIB(64)		/* an entry names each document of a dossier */
#define STAMP_MOST	40

/* The hour by the machine's clock, not the run's: evidence says when it happened. */
static void
stamp(char text[STAMP_MOST])
{
	struct timespec t;
	struct tm tm;
	size_t n;

	(void)clock_gettime(CLOCK_REALTIME, &t);
	must(gmtime_r(&t.tv_sec, &tm) != NULL);
	n = strftime(text, STAMP_MOST, "%Y-%m-%dT%H:%M:%S", &tm);
	(void)snprintf(text + n, STAMP_MOST - n, ".%06ldZ", t.tv_nsec / 1000);
}

/* SHA-256(0x00 || entry): a leaf of RFC 9162 2.1.1. */
struct digest
evidence_leaf(struct str body)
{
	struct hash *h = hash_new();

	hash_add(h, "", 1);
	hash_add(h, body.p, body.n);
	return hash_end(h);
}

int
evidence_head(struct store *s, struct arena *mem, struct evidence_head *h, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_EVIDENCE_HEAD);
	int rc = db_step(s, q, e);

	*h = (struct evidence_head){ 0, S("0000000000000000000000000000000000000000000000000000000000000000") };
	if (rc == 1)
		*h = (struct evidence_head){ sqlite3_column_int64(q, 0), str_dup(mem, db_column(q, 1)) };
	(void)sqlite3_reset(q);
	return rc < 0 ? -1 : 0;
}

int
evidence_note(struct store *s, const char *event, const struct uuid *dossier, json_t *facts, struct err *e)
{
	struct arena *mem = arena_new("bewijs", NOTE_MEM);
	struct evidence_head head = { 0 };
	char at[STAMP_MOST];
	int rc = s->group == 0 ? err_set(e, E_BUG, "evidence_note: %s", event) : evidence_head(s, mem, &head, e);

	if (rc == 0) {
		sqlite3_stmt *q = db_query(s, Q_EVIDENCE_ADD);
		struct str body;

		stamp(at);
		json_put_str(facts, "at", str_of(at));
		json_put_str(facts, "event", str_of(event));
		if (dossier != NULL)
			json_put_str(facts, "dossier", uuid_text(mem, *dossier));
		json_put_num(facts, "seq", head.seq + 1);
		json_put_str(facts, "prev", head.leaf);
		body = json_write(mem, facts);
		db_num(q, 1, head.seq + 1);
		db_str(q, 2, head.leaf);
		db_digest(q, 3, evidence_leaf(body));
		if (dossier != NULL)
			db_uuid(q, 4, *dossier);
		db_str(q, 5, body);
		rc = db_act(s, q, e);
	}
	json_decref(facts);
	arena_free(mem);
	return rc;
}
