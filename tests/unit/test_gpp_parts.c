/* SPDX-License-Identifier: EUPL-1.2 */
/* test_gpp_parts.c - an upload that was lost or killed is taken up where it was, by its journal. */
#include "../portal/bank.h"

#include <sys/resource.h>

#include "base/banned.h"


/* One order, and no more. */
static struct receipt
one_order(struct order o)
{
	struct receipt r;
	struct err e;

	o.step = STEP_DOCUMENT;
	if (portal_deliver(&gpp_ops, &o, mem, &r, &e) != 0)
		fail_msg("%s", e.msg);
	assert_false(has(r.detail, "GEHEIM"));
	assert_true(r.journal.n <= JOURNAL_MOST);
	return r;
}

/* A document that was begun: its order, with the journal. */
static struct order
begun(const char *world, int parts)
{
	struct order d = for_document(filled(world, plan(NULL, 1), 0), 0);
	struct receipt r;

	script(world, str_c(mem, str_fmt(mem, "set part %zu", (bodies[0].n + (size_t)parts - 1) / (size_t)parts)));
	r = one_order(d);
	assert_int_equal(r.answer, PORTAL_SENT);
	assert_true(str_starts(r.journal, str_of(ids[0])));
	d.journal = r.journal;
	return d;
}

/* Until it is there, with what each receipt says is to be kept; the number of orders. */
static int
until_there(struct order *d, enum portal_answer *last_r)
{
	for (int i = 1; i <= 12; i++) {
		struct receipt r = one_order(*d);

		*last_r = r.answer;
		if (r.answer == PORTAL_SAME || (r.answer == PORTAL_SENT && r.journal.n == 0) || r.found == FOUND_OTHER)
			return i;
		if (r.journal.n != 0)
			d->journal = r.journal;
	}
	fail_msg("the document does not arrive");
	return 0;
}

static const struct {
	const char *script;
	int orders;			/* with the first one that fails */
	int puts, posts;		/* effects at the bank */
	enum portal_answer last;
} losses[] = {
	{ "PUT 1 lost", 2, 5, 1, PORTAL_SENT },
	{ "PUT 1 deaf", 2, 4, 1, PORTAL_SENT },
	{ "PUT 2 hang 20", 2, 4, 1, PORTAL_SENT },
	{ "PUT 3 cut", 2, 5, 1, PORTAL_SENT },
	{ "PUT 2 status 504", 2, 4, 1, PORTAL_SENT },
	{ "PUT 2 status 500", 2, 4, 1, PORTAL_SENT },
	{ "PUT 2 status 429 1", 2, 4, 1, PORTAL_SENT },
	{ "PUT 3 say 401 {}", 2, 4, 1, PORTAL_SENT },
	/* The last part came, and only its answer was lost. */
	{ "PUT 4 lost", 2, 4, 1, PORTAL_SAME },
	{ "PUT 4 late 30", 2, 4, 1, PORTAL_SAME },
	{ "PUT 1 deaf\nPUT 3 deaf\nPUT 4 lost", 4, 5, 1, PORTAL_SENT },
};

static void
taken_up(void **state UNUSED)
{
	for (size_t i = 0; i < COUNT(losses); i++) {
		const char *world = str_c(mem, str_fmt(mem, "opvatten-%zu", i));
		struct order d = begun(world, 4), o = d;
		enum portal_answer last;
		struct tally t;
		int n;

		script(world, losses[i].script);
		n = until_there(&d, &last);
		t = count(world);
		if (n != losses[i].orders || last != losses[i].last || counter(&t, "effects", "PUT") != losses[i].puts ||
		    counter(&t, "effects", "POST") != 1 + losses[i].posts || counter(&t, "effects", "DELETE") != 0)
			fail_msg("%s: %d orders, %s, %lld parts, %lld created", losses[i].script, n, answer_name(last),
			    (long long)counter(&t, "effects", "PUT"), (long long)counter(&t, "effects", "POST"));
		json_decref(t.j);
		o.doc = o.bundle = -1;
		expect(o, STEP_READY, PORTAL_SENT);
	}
}

/* The uploader was killed: before the first part, between two, and after the last; the journal is that of the beginning. */
static void
killed(void **state UNUSED)
{
	struct order d = begun("gedood", 4);
	struct receipt r;
	struct tally t;

	r = one_order(d);
	assert_int_equal(r.answer, PORTAL_SENT);
	r = one_order(d); /* all parts are in: the bank answers 500, and the list says it is there */
	assert_int_equal(r.answer, PORTAL_SAME);
	t = count("gedood");
	assert_int_equal(t.docs, 1);
	assert_int_equal(counter(&t, "effects", "PUT"), 4);
	json_decref(t.j);
	d = begun("halverwege", 4);
	script("halverwege", "PUT 3 deaf");
	assert_int_equal(one_order(d).answer, PORTAL_AMBIGUOUS);
	assert_int_equal(one_order(d).answer, PORTAL_SENT);
	t = count("halverwege");
	assert_int_equal(t.whole, 1);
	assert_int_equal(counter(&t, "effects", "PUT"), 6);
	json_decref(t.j);
}

/* Somebody deleted it, or another made the concept anew: then it begins again. */
static void
not_there(void **state UNUSED)
{
	struct order d = begun("verdwenen", 2);
	enum portal_answer last;
	struct tally t;

	(void)pthread_mutex_lock(&bank.lock);
	gpp_document_bury(&gpp_world(&bank, "verdwenen")->docs[0]);
	(void)pthread_mutex_unlock(&bank.lock);
	assert_int_equal(until_there(&d, &last), 2);
	assert_int_equal(last, PORTAL_SENT);
	t = count("verdwenen");
	assert_int_equal(t.whole, 1);
	json_decref(t.j);
}

/* A part that the bank never takes: after a few orders the document goes, and is made again. */
static void
stuck(void **state UNUSED)
{
	struct order d = begun("vast", 2);
	enum portal_answer last;
	struct tally t;

	/* All is in, and the bank has lost sight of it: unlocked and never ready (contract 8). */
	d.wait_ms = 300;
	script("vast", "set never 1");
	assert_int_equal(one_order(d).answer, PORTAL_SENT);
	script("vast", "set never 0");
	until_there(&d, &last);
	assert_int_equal(last, PORTAL_SENT);
	t = count("vast");
	assert_int_equal(t.docs, 1);
	assert_int_equal(t.whole, 1);
	assert_int_equal(counter(&t, "effects", "DELETE"), 1);
	json_decref(t.j);
	/* Locked, and every part is refused: neither to be finished nor deleted, so the concept must go. */
	d = begun("muur", 2);
	d.wait_ms = 300;
	script("muur", "PUT * status 500");
	until_there(&d, &last);
	assert_int_equal(last, PORTAL_AWAY);
}

/* What is no journal of ours, or one of another document, is as none. */
static void
other_journals(void **state UNUSED)
{
	static const char *const bad[] = { "x", "\n", STRANGER " " STRANGER " " STRANGER " 0 0\n" STRANGER " 257\n",
		STRANGER " 0 0", "0 0 0 0 0\n" };
	struct order d;
	struct tally t;

	for (size_t i = 0; i < COUNT(bad) + 4; i++) {
		const char *world = str_c(mem, str_fmt(mem, "vreemd-%zu", i));

		d = for_document(filled(world, plan(NULL, 1), 0), 0);
		d.journal = i < COUNT(bad) ? str_of(bad[i]) :
		    str_fmt(mem, "%s %.*s " STRANGER " %d 0\n" STRANGER " %d\n%s", ids[0], STRF(d.remote), i == COUNT(bad) ? 2 : 0,
			i == COUNT(bad) + 1 ? 256 : i == COUNT(bad) + 2 ? 258 : 257,
			i == COUNT(bad) + 3 ? STRANGER " 1\n" : "");
		expect(d, STEP_DOCUMENT, PORTAL_SENT);
		t = count(world);
		assert_int_equal(t.whole, 1);
		assert_int_equal(counter(&t, "asked", "PUT"), 3);
		json_decref(t.j);
	}
}

/* More parts than a receipt holds: they go at once. */
static void
many_parts(void **state UNUSED)
{
	struct str was = bodies[0];
	struct order d;
	struct receipt r;
	struct tally t;

	bodies[0] = payload;
	d = for_document(filled("veel", plan(NULL, 1), 0), 0);
	d.bundle = bundle;
	script("veel", "set part 500");
	r = one_order(d);
	assert_int_equal(r.answer, PORTAL_SENT);
	assert_int_equal(r.journal.n, 0);
	t = count("veel");
	assert_int_equal(t.whole, 1);
	assert_int_equal(counter(&t, "effects", "PUT"), (BODY + 499) / 500);
	json_decref(t.j);
	bodies[0] = was;
}

/* A file of so many bytes, of which nothing stands on the disk. */
static int
sparse(uint64_t size)
{
	int fd = open(below(dir, "groot"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(ftruncate(fd, (off_t)size), 0);
	return fd;
}

/* What stays of this process while a file goes through it; a sanitizer keeps what was freed, up to 256 MiB of it. */
#if defined(__SANITIZE_ADDRESS__)
#define MOST_KIB	(640 * 1024)
#else
#define MOST_KIB	(96 * 1024)
#endif

/* More than a step may have in memory, in parts of size bytes. */
static void
stream(const char *world, uint64_t size, unsigned part)
{
	struct err e;
	AUTO_JSON j = json_read(plan(NULL, 1), &e);
	json_t *doc = json_array_get(json_list(j, "documents"), 0);
	struct order d = order_in(world, STR_NONE);
	struct rusage u;
	struct tally t;

	d.wait_ms = 0;
	d.bundle = sparse(size);
	assert_int_equal(digest_fd(d.bundle, &d.sha256, NULL, &d.size, &e), 0);
	json_put_str(doc, "sha256", digest_hex(mem, d.sha256));
	json_put_num(doc, "bytes", (int64_t)size);
	d.plan = json_write(mem, j);
	script(world, str_c(mem, str_fmt(mem, "set sink 1\nset part %u", part)));
	d.remote = expect(d, STEP_CREATE, PORTAL_SENT).remote;
	d.doc = 0;
	assert_true(expect(d, STEP_DOCUMENT, PORTAL_SENT).sent > size);
	t = count(world);
	assert_int_equal(t.whole, 1);
	assert_int_equal(counter(&t, "effects", "PUT"), (size + part - 1) / part);
	json_decref(t.j);
	auto_close(&d.bundle);
	assert_int_equal(getrusage(RUSAGE_SELF, &u), 0);
	printf("%s: %llu bytes, at most %ld KiB in memory\n", world, (unsigned long long)size, u.ru_maxrss);
	assert_true(u.ru_maxrss < MOST_KIB);
}

static void
streamed(void **state UNUSED)
{
	stream("stroom", (uint64_t)200 << 20, (64 << 20) + 1);
}

static void
large(void **state UNUSED)
{
	stream("zes-gib", (uint64_t)6 << 30, 1 << 30);
}

/* With --large: 6 GiB, a minute or two (tests/bench/gpp.sh). */
int
main(int argc, char **argv)
{
	const struct CMUnitTest larger[] = { cmocka_unit_test(large) };
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(taken_up), cmocka_unit_test(killed), cmocka_unit_test(not_there), cmocka_unit_test(stuck),
		cmocka_unit_test(other_journals), cmocka_unit_test(many_parts), cmocka_unit_test(streamed),
	};

	if (argc > 1 && strcmp(argv[1], "--large") == 0)
		return cmocka_run_group_tests(larger, gpp_setup, gpp_teardown);

	return cmocka_run_group_tests(tests, gpp_setup, gpp_teardown);
}
