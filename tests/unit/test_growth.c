/* SPDX-License-Identifier: EUPL-1.2 */
/* test_growth.c - limits grow with what there is to do, within their ceilings, and only upwards. */
#include "scratch.h"

#include "proc/child.h"
#include "proc/growth.h"

static const enum stage_id visit[] = { ST_identify, ST_extract, ST_reveal, ST_classify, ST_glean, ST_screen };
static const enum stage_id dossier_stages[] = { ST_sidecar, ST_describe, ST_bundle, ST_page };

static void
small_is_as_before(void **state)
{
	struct limits l = child_limits(visit, COUNT(visit)), g;

	(void)state;
	g = growth(l, visit, COUNT(visit), (struct load){ KIB(400), 0 });
	assert_int_equal(g.cpu_s, l.cpu_s);
	assert_int_equal(g.wall_s, l.wall_s);
	assert_true(g.mem == l.mem && g.out == l.out);
}

static void
grows(void **state)
{
	struct limits l = child_limits(visit, COUNT(visit)), g = growth(l, visit, COUNT(visit), (struct load){ MIB(100), 0 });

	(void)state;
	/* 5,000 pages of 18 KiB: at the 24 ms that a page takes they end well within it. */
	assert_true(g.cpu_s >= l.cpu_s + 5000 * 24 / 1000);
	assert_int_equal(g.wall_s - l.wall_s, (g.cpu_s - l.cpu_s) * GROWTH_WALL);
	assert_true(g.mem == l.mem);
	for (size_t i = 0; i < COUNT(dossier_stages); i++) {
		enum stage_id st = dossier_stages[i];

		l = child_limits(&st, 1);
		g = growth(l, &st, 1, (struct load){ MIB(20), 20000 });
		assert_true(g.cpu_s >= l.cpu_s + 40 && g.wall_s >= l.wall_s + 120 && g.mem >= l.mem + GIB(1));
	}
}

static void
ceilings(void **state)
{
	struct limits l = child_limits(visit, COUNT(visit)), g;
	enum stage_id st = ST_describe;

	(void)state;
	g = growth(l, visit, COUNT(visit), (struct load){ UINT64_MAX, UINT64_MAX });
	assert_int_equal(g.cpu_s, l.cpu_s + GROWTH_CPU_S);
	assert_int_equal(g.wall_s, l.wall_s + GROWTH_CPU_S * GROWTH_WALL);
	l = child_limits(&st, 1);
	g = growth(l, &st, 1, (struct load){ UINT64_MAX, UINT64_MAX });
	assert_true(g.mem == l.mem + GROWTH_MEM);
	assert_int_equal(g.cpu_s, l.cpu_s + GROWTH_CPU_S);
}

static void
told(void **state)
{
	struct document docs[3] = { { .path = S("a") }, { .path = S("b") }, { .path = S("c") } };
	struct dossier d = { .docs = docs, .ndocs = COUNT(docs) };
	AUTO_JSON j = json_object();
	AUTO_JSON bad = NULL;
	struct load l;

	(void)state;
	docs[0].have[A_ORIGINAL].size = GIB(4) + 1;
	docs[1].have[A_ORIGINAL].size = 7;
	l = load_of(&d, 1);
	assert_true(l.bytes == 7 && l.documents == 0);
	l = load_of(&d, DOC_NONE);
	assert_true(l.bytes == GIB(4) + 8 && l.documents == 3);
	load_put(j, l);
	l = load_get(j);
	assert_true(l.bytes == GIB(4) + 8 && l.documents == 3);
	l = load_of(NULL, DOC_NONE);
	assert_true(l.bytes == 0 && l.documents == 0);
	bad = json_read(S("{\"bytes\":-1,\"documents\":\"veel\"}"), &err);
	l = load_get(bad);
	assert_true(l.bytes == 0 && l.documents == 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_is_as_before),
		cmocka_unit_test(grows),
		cmocka_unit_test(ceilings),
		cmocka_unit_test(told),
	};

	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
