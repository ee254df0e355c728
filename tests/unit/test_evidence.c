/* SPDX-License-Identifier: EUPL-1.2 */
/* test_evidence.c - the chain, computed again by other means; what stands in an entry, and what a row was. */
#include "rows.h"

#include <openssl/sha.h>

#define ZEROES	"0000000000000000000000000000000000000000000000000000000000000000"

struct entry { int64_t seq; struct str prev, leaf, dossier, body; };

static struct str
column(sqlite3_stmt *q, int i)
{
	const char *p = (const char *)sqlite3_column_text(q, i);

	return p == NULL ? STR_NONE : str_dup(mem, (struct str){ p, (size_t)sqlite3_column_bytes(q, i) });
}

/* Every entry of a ledger's file. */
static size_t
entries(const char *path, struct entry **v_r)
{
	sqlite3 *db = raw(path);
	sqlite3_stmt *q;
	struct entry *v = NULL;
	size_t n = 0, cap = 0;

	assert_int_equal(sqlite3_prepare_v2(db, "SELECT seq, prev, leaf, dossier_id, body FROM evidence ORDER BY seq", -1, &q,
	    NULL), SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW)
		*PUSH(mem, v, n, cap) = (struct entry){ sqlite3_column_int64(q, 0), column(q, 1), column(q, 2), column(q, 3),
			column(q, 4) };
	(void)sqlite3_finalize(q);
	(void)sqlite3_close(db);
	*v_r = v;
	return n;
}

/* SHA-256 of a zero byte and the text, in hex, with OpenSSL's own words. */
static struct str
leaf_of(struct str body)
{
	unsigned char d[SHA256_DIGEST_LENGTH], *all = arena_alloc(mem, body.n + 1, 1);
	struct str hex = S("");

	all[0] = 0;
	memcpy(all + 1, body.p, body.n);
	assert_non_null(SHA256(all, body.n + 1, d));
	for (size_t i = 0; i < sizeof d; i++)
		hex = str_fmt(mem, "%.*s%02x", STRF(hex), d[i]);
	return hex;
}

static bool
is_stamp(struct str s)
{
	static const char form[] = "0000-00-00T00:00:00.000000Z";

	if (s.n != sizeof form - 1)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (form[i] == '0' ? s.p[i] < '0' || s.p[i] > '9' : s.p[i] != form[i])
			return false;
	}
	return true;
}

/* The whole chain holds; returns how many entries it has. */
static size_t
check_chain(const char *path, struct entry **v_r)
{
	struct str prev = S(ZEROES);
	size_t n = entries(path, v_r);

	for (size_t i = 0; i < n; i++) {
		const struct entry *x = &(*v_r)[i];
		json_t *j = json_loadb(x->body.p, x->body.n, JSON_REJECT_DUPLICATES, NULL);
		char *sorted;

		if (j == NULL || memchr(x->body.p, '\n', x->body.n) != NULL || memchr(x->body.p, '\0', x->body.n) != NULL)
			fail_msg("%.*s", STRF(x->body));
		sorted = json_dumps(j, JSON_SORT_KEYS | JSON_COMPACT);
		assert_int_equal(x->seq, i + 1);
		assert_str(x->prev, str_c(mem, prev));
		assert_str(x->leaf, str_c(mem, leaf_of(x->body)));
		assert_str(x->body, sorted);
		assert_int_equal(json_integer_value(json_object_get(j, "seq")), x->seq);
		assert_string_equal(json_string_value(json_object_get(j, "prev")), str_c(mem, prev));
		assert_true(is_stamp(str_of(json_string_value(json_object_get(j, "at")))));
		if (x->dossier.p != NULL)
			assert_string_equal(json_string_value(json_object_get(j, "dossier")), str_c(mem, x->dossier));
		else
			assert_null(json_object_get(j, "dossier"));
		prev = x->leaf;
		free(sorted);
		json_decref(j);
	}
	return n;
}

/* The whole street, twice, and every entry of it. */
static void
chain(void **state)
{
	static const char *const events[] = { "run-begin", "state", "state", "state", "state", "state", "state", "order", "answer",
		"state", "run-end" };
	struct run_id run;
	struct store *s = fresh("keten.sqlite", &run);
	struct turn t;
	struct step create = step_between(S_CREATING, S_CREATED), stay = STEP(S_CREATING, S_CREATING);
	struct entry *v;
	int64_t n;

	(void)state;
	assert_int_equal(head_of(s).seq, 1);
	t = bring(s, run, S_CREATING);
	assert_ok(ledger_order(s, &t, &stay, &(struct intent){ .op = "create", .key = S("k"), .target = S("https://x/"),
	    .sha256 = bundle }, &n, &err));
	assert_ok(ledger_answer(s, &t, &create, n, ATTEMPT_OK, 201, NULL, &err));
	assert_ok(store_run_end(s, run, NOW + 1, true, &err));
	assert_int_equal(check_chain(in("keten.sqlite"), &v), COUNT(events));
	for (size_t i = 0; i < COUNT(events); i++) {
		AUTO_JSON j = json_read(v[i].body, &err);

		assert_str(json_str(j, "event"), events[i]);
		assert_int_equal(json_num(j, "run", 0), run.v);
		assert_int_equal(v[i].dossier.p != NULL, strncmp(events[i], "run", 3) != 0);
	}
	assert_str(head_of(s).leaf, str_c(mem, v[COUNT(events) - 1].leaf));
	store_close(s);
	/* Another run, another process: the chain goes on. */
	s = fresh("keten.sqlite", &run);
	assert_int_equal(run.v, 2);
	assert_int_equal(check_chain(in("keten.sqlite"), &v), COUNT(events) + 1);
	store_close(s);
	/* No entry yet. */
	assert_ok(store_open(NULL, &s, &err));
	assert_int_equal(head_of(s).seq, 0);
	assert_str(head_of(s).leaf, ZEROES);
	store_close(s);
}

/* What an order and its answer say. */
static void
orders(void **state)
{
	struct run_id run;
	struct store *s = fresh("order.sqlite", &run);
	struct turn t = bring(s, run, S_CREATING);
	struct step stay = STEP(S_CREATING, S_CREATING);
	json_t *facts = json_object();
	struct entry *v;
	size_t k;
	int64_t n;

	(void)state;
	json_put_str(facts, "found", S("nothing"));
	assert_ok(ledger_order(s, &t, &stay, &(struct intent){ .op = "find", .target = S("https://x/") }, &n, &err));
	assert_ok(ledger_answer(s, &t, &stay, n, ATTEMPT_AMBIGUOUS, 0, facts, &err));
	assert_ok(ledger_order(s, &t, &stay, &(struct intent){ .op = "create", .key = S("k"), .target = S("u"), .sha256 = bundle },
	    &n, &err));
	k = check_chain(in("order.sqlite"), &v);
	for (size_t i = 0; i < 3; i++) {
		AUTO_JSON j = json_read(v[k - 3 + i].body, &err);

		assert_int_equal(json_num(j, "attempt", 0), i < 2 ? 1 : 2);
		if (i == 0) {	/* reads only: no key, no bytes */
			assert_str(json_str(j, "step"), "find");
			assert_str(json_str(j, "target"), "https://x/");
			assert_null(json_str(j, "key").p);
			assert_null(json_str(j, "sha256").p);
		} else if (i == 1) {
			assert_str(json_str(j, "outcome"), "AMBIGUOUS");
			assert_str(json_str(j, "found"), "nothing");
			assert_null(json_object_get(j, "http"));
		} else {
			assert_str(json_str(j, "key"), "k");
			assert_str(json_str(j, "sha256"), str_c(mem, digest_hex(mem, bundle)));
		}
	}
	store_close(s);
}

#define COLUMNS(X)							\
	X(state) X(revision) X(epoch) X(input_sha256) X(config_sha256)	\
	X(gate_sha256) X(bundle_sha256) X(held_sha256) X(remote_id)	\
	X(remote_url) X(exposed) X(spares) X(attempts) X(last_error) X(since)

/* In every state the last word about a dossier is exactly its row. */
static void
rows(void **state)
{
	static const char same[] = "SELECT count(*) FROM dossier d, evidence e WHERE e.seq=(SELECT max(seq) FROM evidence WHERE"
	    " body LIKE '%\"event\":\"state\"%') AND e.dossier_id=d.id AND (SELECT count(*) FROM json_each(body, '$.row'))="
	    "(SELECT count(*) FROM (SELECT 0"
#define X(c)	" UNION ALL SELECT 1 WHERE d." #c " IS NOT NULL"
	    COLUMNS(X)
#undef X
	    ")) - 1"
#define X(c)	" AND json_extract(body, '$.row." #c "') IS d." #c
	    COLUMNS(X)
#undef X
	    ;

	(void)state;
	for (int to = S_INGESTED; to < S__COUNT; to++) {
		const char *name = str_c(mem, str_fmt(mem, "rij%d.sqlite", to));
		struct run_id run;
		struct store *s = fresh(name, &run);
		struct turn t = bring(s, run, (enum state)to);
		struct step odd = STEP(to, to);
		sqlite3 *db = raw(in(name));
		struct entry *v;

		odd.error = S("‘fout’ \"x\"\n\t\\");
		odd.url = S("https://x/?q='\"");
		odd.attempts = 2;
		odd.spares = 1;
		assert_int_equal(number_of(db, same), 1);
		assert_ok(ledger_move(s, &t, &odd, NULL, &err));
		assert_int_equal(number_of(db, same), 1);
		(void)check_chain(in(name), &v);
		(void)sqlite3_close(db);
		store_close(s);
	}
}

static void
outside(void **state)
{
	struct run_id run;
	struct store *s = fresh(NULL, &run);

	(void)state;
	assert_err(E_BUG, evidence_note(s, "los", NULL, json_object(), &err));
	assert_err(E_BUG, evidence_note(s, "los", &id, json_object(), &err));
	assert_int_equal(head_of(s).seq, 1);
	assert_ok(store_group(s, &err));
	assert_ok(evidence_note(s, "vast", &id, json_object(), &err));
	assert_ok(store_group_end(s, 0, &err));
	assert_err(E_BUG, evidence_note(s, "los", NULL, json_object(), &err));
	assert_int_equal(head_of(s).seq, 2);
	store_close(s);
}

/* Whatever a text holds, the entry is one line that reads back the same; and no fact pretends to be the chain. */
static void
hostile(void **state)
{
	static const struct str texts[] = {
		S(""), S("'; DELETE FROM evidence; --"), S("\"}\n{\"seq\":1"), S("\r\n\t\b\f\v\x01\x1f\x7f"), S("\\\\\\\"\\u0000"),
		S("é€𝄞\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xae\xef\xbb\xbf"), S("met\0nul"), S("$1 ?1 :x @y %s %n"), S("</script><!--"),
	};
	struct run_id run;
	struct store *s = fresh("boos.sqlite", &run);
	struct str big = { arena_alloc(mem, MIB(1), 1), MIB(1) };
	struct entry *v;
	size_t n;

	(void)state;
	memset((char *)(uintptr_t)big.p, '"', big.n);
	for (size_t i = 0; i <= COUNT(texts); i++) {
		struct str text = i == COUNT(texts) ? big : texts[i];
		json_t *j = json_object();

		json_put_str(j, "tekst", text);
		if (i != COUNT(texts) && memchr(text.p, '\0', text.n) == NULL)
			json_put_str(j, str_c(mem, text), S("als naam"));
		json_put_num(j, "seq", 99);
		json_put_str(j, "prev", S("vals"));
		json_put_str(j, "at", S("gisteren"));
		json_put_str(j, "event", S("run-end"));
		json_put_str(j, "dossier", S("een ander"));
		assert_ok(store_group(s, &err));
		assert_ok(evidence_note(s, "boos", &id, j, &err));
		assert_ok(store_group_end(s, 0, &err));
	}
	n = entries(in("boos.sqlite"), &v);
	assert_int_equal(n, COUNT(texts) + 2);
	for (size_t i = 1; i < n; i++) {
		json_t *j = json_loadb(v[i].body.p, v[i].body.n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
		struct str want = i == COUNT(texts) + 1 ? big : texts[i - 1];

		assert_non_null(j);
		assert_null(memchr(v[i].body.p, '\n', v[i].body.n));
		assert_int_equal(json_string_length(json_object_get(j, "tekst")), want.n);
		assert_memory_equal(json_string_value(json_object_get(j, "tekst")), want.p, want.n);
		assert_string_equal(json_string_value(json_object_get(j, "event")), "boos");
		assert_int_equal(json_integer_value(json_object_get(j, "seq")), i + 1);
		assert_string_equal(json_string_value(json_object_get(j, "dossier")), str_c(mem, uuid_text(mem, id)));
		assert_str(v[i].leaf, str_c(mem, leaf_of(v[i].body)));
		assert_str(v[i].prev, str_c(mem, v[i - 1].leaf));
		json_decref(j);
	}
	store_close(s);
}

/* Two programs that write one chain: it stays one. */
static void
two_writers(void **state)
{
	struct run_id run;
	struct store *s = fresh("twee.sqlite", &run);
	struct entry *v;
	pid_t pid;

	(void)state;
	store_close(s);
	pid = fork();
	assert_ok(store_open(in("twee.sqlite"), &s, &err));
	for (int i = 0; i < 40; i++) {
		int rc = store_group(s, &err);

		if (rc == 0)
			rc = store_group_end(s, evidence_note(s, pid == 0 ? "kind" : "ouder", &id, json_object(), &err), &err);
		if (rc != 0 && pid == 0)
			_exit(1);
		assert_int_equal(rc, 0);
	}
	if (pid == 0)
		_exit(0);
	assert_int_equal(wait_for(pid), 0);
	assert_int_equal(check_chain(in("twee.sqlite"), &v), 81);
	store_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chain), cmocka_unit_test(orders), cmocka_unit_test(rows), cmocka_unit_test(outside),
		cmocka_unit_test(hostile), cmocka_unit_test(two_writers),
	};

	return cmocka_run_group_tests(tests, rows_open, scratch_close);
}
