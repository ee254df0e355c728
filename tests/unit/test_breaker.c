/* SPDX-License-Identifier: EUPL-1.2 */
/* test_breaker.c - when a portal may be asked: back-off and its chance, the breaker and its memory. */
#include "scratch.h"

#include <limits.h>

#include "base/clock.h"
#include "breaker.h"

#define HOUR_MS	3600000

static const struct organisation leiden = { .key = S("leiden") }, delft = { .key = S("delft") };
static const struct receipt away = { .answer = PORTAL_AWAY, .detail = S("geen verbinding") },
    doubt = { .answer = PORTAL_AMBIGUOUS, .detail = S("geen antwoord") };

/* Time passes while a test runs: what was to be between two moments. */
#define assert_between(v, low, high)					\
	do {								\
		int64_t v_ = (v), low_ = (low), high_ = (high);		\
		if (v_ < low_ || v_ > high_)				\
			fail_msg("%s: %lld is not in %lld..%lld", #v, (long long)v_, (long long)low_, (long long)high_);	\
	} while (0)

static struct run
a_run(struct store *s, unsigned patience_s)
{
	return (struct run){ .store = s, .patience_s = patience_s };
}

static struct store *
a_store(void)
{
	struct store *s;

	assert_ok(store_open(NULL, &s, &err));
	return s;
}

static struct way *
way_of(struct ways *ways, const struct organisation *o)
{
	struct way *way;

	assert_ok(ways_of(ways, o, first_outlet(o), &way, &err));
	return way;
}

static int64_t
heard(struct ways *ways, struct way *way, const struct receipt *r, unsigned tries)
{
	static uint64_t order;
	int64_t again;

	order++;
	assert_ok(ways_heard(ways, way, r, tries, order, order, &again, &err));
	return again;
}

static void
backoff(void **state)
{
	static const uint64_t chances[] = { 0, 1, 999, 1000, 1001, 123456789, UINT64_MAX / 2, UINT64_MAX - 1, UINT64_MAX };

	(void)state;
	for (unsigned tries = 0; tries <= 40; tries++) {
		int64_t most = tries >= 9 ? 300000 : 1000 << tries, high = 0;

		for (size_t i = 0; i < COUNT(chances); i++)
			assert_between(way_backoff_ms(tries, 0, chances[i]), 0, most);
		/* Every length is possible, the longest too. */
		assert_int_equal(way_backoff_ms(tries, 0, (uint64_t)most), most);
		assert_int_equal(way_backoff_ms(tries, 0, 0), 0);
		for (uint64_t r = 0; r < 1000; r++) {
			int64_t ms = way_backoff_ms(tries, 0, r * 0x9e3779b97f4a7c15u);

			high = ms > high ? ms : high;
		}
		assert_between(high, most - most / 20, most);		/* full jitter, not half of it */
	}
	assert_between(way_backoff_ms(UINT_MAX, 0, UINT64_MAX), 0, 300000);
	/* What the portal asks wins, with at most a tenth more and never less. */
	for (int s = 1; s <= RETRY_AFTER_MOST; s = s * 3 + 1) {
		for (size_t i = 0; i < COUNT(chances); i++)
			assert_between(way_backoff_ms(40, s, chances[i]), (int64_t)s * 1000, (int64_t)s * 1100);
		assert_int_equal(way_backoff_ms(0, s, (uint64_t)s * 100), s * 1100);
		assert_int_equal(way_backoff_ms(0, s, (uint64_t)s * 100 + 1), s * 1000);
	}
}

static void
opens(void **state)
{
	static const int64_t want[] = { 0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900 };

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++)
		assert_int_equal(way_open_s((int64_t)i), want[i]);
	assert_int_equal(way_open_s(60), 900);
	assert_int_equal(way_open_s(INT64_MAX), 900);
	assert_int_equal(way_open_s(-1), 0);
}

/* Five failures in a row open it, whoever failed; the ledger knows each, and one success wipes them out. */
static void
five(void **state)
{
	struct store *s = a_store();
	struct run run = a_run(s, 86400);
	struct ways ways;
	struct way *way;
	struct breaker b;

	(void)state;
	for (int turn = 0; turn < 2; turn++) {
		ways_init(&ways, &run, mem);
		way = way_of(&ways, &leiden);
		assert_ptr_equal(way_of(&ways, &leiden), way);
		for (int i = 1; i <= 7; i++) {
			int64_t now = time(NULL), ms = clock_ms(), open_s = way_open_s(i), again;

			again = heard(&ways, way, turn == 0 ? &away : &doubt, 1);
			assert_ok(store_breaker(s, S("leiden"), &b, &err));
			assert_int_equal(b.fails, i);
			if (open_s == 0)
				assert_int_equal(b.open_until, 0);
			else
				assert_between(b.open_until, now + open_s, time(NULL) + open_s);
			/* Away: nobody asks it.  In doubt: that dossier waits, others may be lucky. */
			assert_int_equal(again == 0, turn == 0);
			assert_between(turn == 0 ? way->not_before_ms : again, ms + open_s * 1000,
			    clock_ms() + (open_s == 0 ? 2000 : open_s * 1000));
			assert_false(way->gone);
		}
		assert_int_equal(heard(&ways, way, &(struct receipt){ .answer = turn == 0 ? PORTAL_SENT : PORTAL_REFUSED }, 0), 0);
		assert_ok(store_breaker(s, S("leiden"), &b, &err));
		assert_true(b.fails == 0 && b.open_until == 0);
		assert_int_equal(heard(&ways, way, &away, 1), 0);
		assert_ok(store_breaker(s, S("leiden"), &b, &err));
		assert_true(b.fails == 1 && b.open_until == 0);
		assert_int_equal(heard(&ways, way, &(struct receipt){ .answer = PORTAL_SAME }, 0), 0);
		/* Another organisation has its own. */
		assert_ok(store_breaker(s, S("delft"), &b, &err));
		assert_int_equal(b.fails, 0);
		assert_int_equal(way_of(&ways, &delft)->not_before_ms, 0);
	}
	store_close(s);
}

/* The next run begins where this one stopped. */
static void
remembered(void **state)
{
	static const struct { int64_t left; bool by_hand; unsigned patience_s; int64_t low_ms, high_ms; bool gone; } cases[] = {
		{ 60, false, 900, 58000, 60000, false },
		{ 60, false, 30, 58000, 60000, true },		/* longer than this run waits */
		{ 60, false, 0, 58000, 60000, true },
		{ 60, true, 900, 0, 0, false },			/* a person waits */
		{ 60, true, 0, 0, 0, false },
		{ 0, false, 0, 0, 0, false },
		{ -5, false, 900, 0, 0, false },		/* it is past */
		{ -HOUR_MS, false, 900, 0, 0, false },
		{ 901, false, 3600, 899000, 900000, false },
		{ HOUR_MS, false, 3600, 899000, 900000, false },	/* the clock was set back since */
		{ HOUR_MS, false, 600, 899000, 900000, true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct store *s = a_store();
		struct run run = a_run(s, cases[i].patience_s);
		struct breaker b = { 6, cases[i].left == 0 ? 0 : time(NULL) + cases[i].left };
		int64_t before = clock_ms();
		struct ways ways;
		struct way *way;

		run.by_hand = cases[i].by_hand;
		assert_ok(store_breaker_set(s, S("leiden"), &b, &err));
		ways_init(&ways, &run, mem);
		way = way_of(&ways, &leiden);
		if (cases[i].high_ms == 0)
			assert_int_equal(way->not_before_ms, 0);
		else
			assert_between(way->not_before_ms, before + cases[i].low_ms - 1000, clock_ms() + cases[i].high_ms);
		if (way->gone != cases[i].gone || (way->why.n != 0) != cases[i].gone)
			fail_msg("case %zu: gone %d", i, way->gone);
		assert_int_equal(way->breaker.fails, 6);
		/* It counts on from there: one more failure opens it for longer. */
		assert_int_equal(heard(&ways, way, &away, 0), 0);
		assert_ok(store_breaker(s, S("leiden"), &b, &err));
		assert_int_equal(b.fails, 7);
		assert_between(b.open_until, time(NULL) + 119, time(NULL) + 120);
		store_close(s);
	}
}

/* No run waits longer than its patience, over all it waits for. */
static void
patience(void **state)
{
	static const struct { unsigned patience_s; int retry_after_s; bool gone; } cases[] = {
		{ 3600, 60, false }, { 100, 60, false }, { 60, 60, true }, { 59, 60, true }, { 0, 1, true }, { 86400, 3600, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct store *s = a_store();
		struct run run = a_run(s, cases[i].patience_s);
		struct receipt r = away;
		struct ways ways;
		struct way *way;
		int64_t before = clock_ms();

		r.retry_after_s = cases[i].retry_after_s;
		ways_init(&ways, &run, mem);
		way = way_of(&ways, &leiden);
		assert_int_equal(heard(&ways, way, &r, 1), 0);
		assert_between(way->not_before_ms, before + r.retry_after_s * 1000, clock_ms() + r.retry_after_s * 1100);
		if (way->gone != cases[i].gone && !(i == 2 && way->not_before_ms == ways.deadline_ms))
			fail_msg("case %zu: gone %d", i, way->gone);
		if (way->gone)
			assert_str(way->why, "geen verbinding");
		assert_false(way_of(&ways, &delft)->gone);
		store_close(s);
	}
	/* A breaker that is open for longer than what is asked is not passed by. */
	struct store *s = a_store();
	struct run run = a_run(s, 86400);
	struct receipt r = doubt;
	struct ways ways;
	int64_t before = clock_ms();

	r.retry_after_s = 5;
	assert_ok(store_breaker_set(s, S("leiden"), &(struct breaker){ 4, 0 }, &err));
	ways_init(&ways, &run, mem);
	assert_between(heard(&ways, way_of(&ways, &leiden), &r, 1), before + 30000, clock_ms() + 30000);
	store_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(backoff), cmocka_unit_test(opens), cmocka_unit_test(five), cmocka_unit_test(remembered),
		cmocka_unit_test(patience),
	};

	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
