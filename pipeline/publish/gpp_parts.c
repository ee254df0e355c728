/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * gpp_parts.c - a document on its way to a GPP-publicatiebank: made there, and brought in parts of the bank's own sizes.
 *
 * The answer to the creation names the parts, and no other answer ever does; a
 * document that misses some can be neither finished without that list nor
 * deleted (contract 7, 11).  So the list is handed back as a journal before the
 * first part goes, and comes again with the order to send them:
 *
 *	<id in the plan> <publication> <document> <parts that came> <tries without one more>
 *	<part> <bytes>
 *	...
 */
#include "publish/gpp.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/fault.h"

#include "base/banned.h"

#define TRIES_MOST	4		/* to get one part across, over orders; then the document is made again */
#define LOOK_WAIT_MS	20000		/* for the bank to join the parts after an answer that was lost or 500 */
#define LOOK_STEP_MS	500

struct part { struct str uuid; int64_t nr; uint64_t size; };

struct journal {
	struct str	 id, publication, document;
	struct part	*parts;
	size_t		 n, next;	/* parts; the first that did not come */
	uint64_t	 tries;
};

static int
by_nr(const void *a, const void *b)
{
	const struct part *x = a, *y = b;

	return x->nr < y->nr ? -1 : x->nr > y->nr;
}

/* -1: they are not 1 to n that together are the file. */
static int
read_parts(struct gpp *s, const json_t *answer, struct journal *j)
{
	const json_t *list = json_list(answer, "bestandsdelen"), *x;
	size_t n = json_array_size(list), i;
	struct part *v = NEW(s->mem, struct part, n + 1);
	uint64_t left = s->order->size;

	json_array_foreach (list, i, x) {
		int64_t size = json_num(x, "omvang", 0);

		v[i] =
		    (struct part){ str_dup(s->mem, json_str(x, "uuid")), json_num(x, "volgnummer", 0), (uint64_t)size };
		if (!gpp_uuid_fine(v[i].uuid) || size <= 0 || (uint64_t)size > left)
			return -1;
		left -= (uint64_t)size;
	}
	qsort(v, n, sizeof *v, by_nr);
	for (i = 0; i < n; i++) {
		if (v[i].nr != (int64_t)i + 1)
			return -1;
	}
	j->parts = v;
	j->n = n;
	return left == 0 ? 0 : -1;
}

/* ---- the journal ---- */

/* Absent: it would be too long for a receipt. */
static struct str
write_journal(const struct gpp *s, const struct journal *j)
{
	struct buf b;

	buf_init(&b, s->mem, JOURNAL_MOST);
	buf_add(&b,
	    str_fmt(s->mem, "%.*s %.*s %.*s %zu %llu\n", STRF(j->id), STRF(j->publication), STRF(j->document), j->next,
		(unsigned long long)j->tries));
	for (size_t i = 0; i < j->n && !b.cut; i++) {
		buf_add(&b, j->parts[i].uuid);
		buf_add(&b, str_fmt(s->mem, " %llu\n", (unsigned long long)j->parts[i].size));
	}
	return b.cut ? STR_NONE : buf_str(&b);
}

static bool
uuid_word(struct str *line, struct str *word_r)
{
	return str_next(line, ' ', word_r) && gpp_uuid_fine(*word_r);
}

/* -1: it is not one that we wrote for a file of this size. */
static int
read_journal(const struct gpp *s, struct journal *j)
{
	struct str rest = s->order->journal, line, word;
	uint64_t next, left = s->order->size;

	*j = (struct journal){ .n = 0 };
	if (!str_next(&rest, '\n', &line) || !uuid_word(&line, &j->id) || !uuid_word(&line, &j->publication) ||
	    !uuid_word(&line, &j->document) || !str_next(&line, ' ', &word) || str_u64(word, &next) != 0 ||
	    !str_next(&line, ' ', &word) || str_u64(word, &j->tries) != 0)
		return -1;
	j->parts = NEW(s->mem, struct part, rest.n / 38 + 1); /* a uuid, a space, a digit at least */
	while (str_next(&rest, '\n', &line) && line.n != 0) {
		struct part *x = &j->parts[j->n];

		if (!uuid_word(&line, &x->uuid) || !str_next(&line, ' ', &word) || str_u64(word, &x->size) != 0 ||
		    x->size == 0 || x->size > left)
			return -1;
		left -= x->size;
		x->nr = (int64_t)++j->n;
	}
	j->next = (size_t)next;
	return left == 0 && next < j->n ? 0 : -1;
}

bool
gpp_journal_fits(const struct gpp *s)
{
	const json_t *d = json_array_get(json_list(s->plan, "documents"), (size_t)s->order->doc);
	struct journal j;

	return s->order->journal.n != 0 && read_journal(s, &j) == 0 && str_eq(j.id, json_str(d, "id")) &&
	    str_eq_nocase(j.publication, s->order->remote);
}

/* ---- parts ---- */

/* In order, one after the other (contract 8); next says how far it came. */
static int
put_parts(struct gpp *s, struct journal *j)
{
	const struct order *o = s->order;
	struct feed feed;
	uint64_t there = 0;
	int rc = 0;

	feed_open(&feed, o->bundle, o->size, o->sha256);
	for (size_t i = 0; i < j->next; i++)
		there += j->parts[i].size;
	feed_skip(&feed, there);
	if (feed_fault(&feed, s->e) != 0)
		rc = -1;
	while (rc == 0 && j->next < j->n) {
		const struct part *x = &j->parts[j->next];
		struct gpp_request q = { .method = "PUT",
			/* Never the url in the answer: the key goes to no other host (contract 7). */
			.path = str_fmt(s->mem, "documenten/%.*s/bestandsdelen/%.*s", STRF(j->document), STRF(x->uuid)),
			.feed = &feed,
			.part = x->size };

		FAULT("gpp-part-before");
		rc = gpp_call(s, &q);
		FAULT("gpp-part-after");
		json_decref(q.answer);
		j->next += rc == 0;
	}
	feed_close(&feed);
	return rc;
}

int
gpp_register(struct gpp *s)
{
	const json_t *d = json_array_get(json_list(s->plan, "documents"), (size_t)s->order->doc);
	struct journal j = { .id = json_str(d, "id"), .publication = s->order->remote };
	AUTO_JSON body = gpp_body_document(s, (size_t)s->order->doc);
	struct gpp_request q = { .method = "POST", .path = S("documenten"), .body = body, .own_key = true };
	int rc;

	FAULT("gpp-document-before");
	rc = gpp_call(s, &q);
	FAULT("gpp-document-after");
	if (rc == 1 && s->r->http == 400 && json_object_get(q.answer, "publicatie") != NULL)
		rc = gpp_gone(s);
	j.document = str_dup(s->mem, json_str(q.answer, "uuid"));
	if (rc == 0 && (!gpp_uuid_fine(j.document) || read_parts(s, q.answer, &j) != 0))
		rc = gpp_stop(
		    s, PORTAL_AMBIGUOUS, str_of(_("het portaal noemt andere delen dan die het bestand heeft")));
	json_decref(q.answer);
	if (rc != 0)
		return rc;
	s->r->journal = write_journal(s, &j);
	return s->r->journal.n != 0 ? 0 : put_parts(s, &j);
}

/* ---- taken up again ---- */

/* The document of the journal as the bank lists it; NULL: it is not there, or it was withdrawn. */
static int
look(struct gpp *s, const struct journal *j, json_t **rows_r, const struct gpp_row **row_r)
{
	struct gpp_row *v = NULL;
	size_t n = 0;
	int rc = gpp_rows(s, s->order->remote, rows_r, &v, &n);

	*row_r = NULL;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (str_eq_nocase(v[i].uuid, j->document))
			*row_r = &v[i];
	}
	return rc;
}

enum fate { WAITS_FOR_PARTS, IS_THERE, MADE_AGAIN };

/*
 * What became of it?  A part is answered 500 once all are in, and a lost answer
 * to the last one says nothing: so it is given some time to be ready.
 */
static int
settle_fate(struct gpp *s, const struct journal *j, bool wait, enum fate *fate_r)
{
	int64_t most = s->order->wait_ms != 0 && s->order->wait_ms < LOOK_WAIT_MS ? s->order->wait_ms : LOOK_WAIT_MS,
		until = clock_ms() + (wait ? most : 0);

	for (;;) {
		AUTO_JSON rows = NULL;
		const struct gpp_row *row = NULL;
		int rc = look(s, j, &rows, &row);

		if (rc != 0)
			return rc;
		if (row != NULL && row->ready) {
			*fate_r = IS_THERE;
			return gpp_rename(s, row);
		}
		if (row == NULL || (clock_ms() + LOOK_STEP_MS > until && j->tries >= TRIES_MOST)) {
			*fate_r = MADE_AGAIN;
			rc = row == NULL ? 0 : gpp_discard(s, row);
			return rc == 0 ? gpp_register(s) : rc;
		}
		*fate_r = WAITS_FOR_PARTS;
		if (clock_ms() + LOOK_STEP_MS > until)
			return 0;
		gpp_pause(LOOK_STEP_MS);
	}
}

/* Was this a no to the part itself, by the bank and not by what stands before it? */
static bool
says_no(const struct receipt *r)
{
	return r->http == 400 || r->http == 404 || r->http == 500;
}

int
gpp_resume(struct gpp *s)
{
	enum fate fate = WAITS_FOR_PARTS;
	struct receipt failure;
	struct journal j;
	size_t before;
	int rc = 0;

	must(read_journal(s, &j) == 0);
	before = j.next;
	if (j.tries != 0)
		rc = settle_fate(s, &j, j.next + 1 == j.n, &fate);
	if (rc == 0 && fate == WAITS_FOR_PARTS) {
		rc = put_parts(s, &j);
		if (rc <= 0)
			return rc;
		j.tries = j.next == before ? j.tries + 1 : 1;
		failure = *s->r;
		if (says_no(&failure)) {
			rc = settle_fate(s, &j, failure.http == 500, &fate);
			if (rc == 0 && fate == WAITS_FOR_PARTS) {
				failure.sent = s->r->sent;
				*s->r = failure;
				rc = 1;
			}
		}
	}
	if (rc == 1 && fate == WAITS_FOR_PARTS)
		s->r->journal = write_journal(s, &j);
	return rc;
}
