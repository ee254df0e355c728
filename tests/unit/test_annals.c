/* SPDX-License-Identifier: EUPL-1.2 */
/* test_annals.c - the figures of a year, counted from entries of evidence as the ledger writes them. */
#include "rig.h"

#include "annals.h"

#define RUNS	12

static struct arena *mem;
static time_t clocks[RUNS];
static struct annals_run runs[RUNS];
static struct annals year;
static struct history h;
static int64_t seq;

static void
clock_of(int run, const char *moment)
{
	assert_int_equal(time_parse(str_of(moment), &clocks[run]), 0);
	runs[run] = (struct annals_run){ .now = clocks[run], .night = true, .ended = true, .balanced = true };
}

/* Runs 1 to 8: two in 2026, by the clock here; five in 2027; one in 2028. */
static int
setup(void **state)
{
	time_t now;

	(void)state;
	mem = arena_new("test", MIB(64));
	seq = 0;
	clock_of(1, "2026-11-01T04:15:00Z");
	clock_of(2, "2026-12-31T22:59:59Z");
	clock_of(3, "2026-12-31T23:00:00Z");
	clock_of(4, "2027-03-01T04:15:00Z");
	clock_of(5, "2027-03-11T04:15:00Z");
	clock_of(6, "2027-06-01T04:15:00Z");
	clock_of(7, "2027-12-31T22:59:59Z");
	clock_of(8, "2027-12-31T23:00:00Z");
	assert_int_equal(time_parse(S("2028-02-01T08:00:00Z"), &now), 0);
	year = (struct annals){ .mem = mem };
	annals_init(&year, 2027, now, runs, 9);
	history_init(&h, mem, clocks, 9);
	history_place(&h, S(""));
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

/* One entry; fields are members of it, behind the others. */
static void
entry(int run, const char *event, const char *fields)
{
	struct str text = str_fmt(mem, "{\"event\":\"%s\",\"run\":%d,\"seq\":%lld%s%s}", event, run, (long long)++seq,
	    fields[0] == '\0' ? "" : ",", fields);
	struct err e;
	AUTO_JSON j = json_read(text, &e);

	assert_non_null(j);
	history_entry(&h, j);
}

#define ROW(state, revision, input)	"\"row\":{\"state\":\"" state "\",\"revision\":" #revision ",\"input_sha256\":\"" input "\"}"
#define FOUND(code)	"{\"code\":\"" code "\",\"document\":\"d1\"}"
#define HELD(run, input, found)	entry(run, "state", ROW("HELD", 1, input) ",\"verdict\":\"hold\",\"goes\":1,\"findings\":[" found "]")
#define PASSED(run, input, more)	entry(run, "state", ROW("PASSED", 1, input) ",\"verdict\":\"publish\",\"goes\":2," \
	"\"category\":\"urn:a\",\"findings\":[]" more)
#define STATE(run, state, revision, input)	entry(run, "state", ROW(state, revision, input))

static void
out(int run, const char *input, const char *more)
{
	struct str passed = str_fmt(mem,
	    "\"row\":{\"state\":\"PASSED\",\"revision\":1,\"input_sha256\":\"%s\"},\"verdict\":\"publish\",\"goes\":2,"
	    "\"category\":\"urn:a\"%s",
	    input, more);

	entry(run, "state", str_c(mem, passed));
	STATE(run, "PUBLISHED", 1, "-");
	STATE(run, "CONFIRMED", 1, "-");
}

/* The dossier is read; a number of the year, by "list/name" or "list/0/name". */
static int64_t
counted(const char *path)
{
	static json_t *whole;
	struct str rest = str_of(path), part;
	const json_t *j;

	if (h.place != NULL) {
		history_place_end(&h);
		annals_add(&year, &h);
		h.place = NULL;
		json_decref(whole);
		whole = annals_json(&year);
	}
	j = whole;
	while (str_next(&rest, '/', &part)) {
		const char *name = str_c(mem, part);
		uint64_t i;

		j = str_u64(part, &i) == 0 ? json_array_get(j, (size_t)i) : json_object_get(j, name);
	}
	return json_is_integer(j) ? json_integer_value(j) : -1;
}

#define IS(path, n)	assert_int_equal(counted(path), n)

/* One second before midnight here is the year before, midnight is the year. */
static void
at_midnight(void **state)
{
	(void)state;
	STATE(2, "INGESTED", 1, "a");
	out(3, "a", "");
	IS("arrived", 0);
	IS("published_total/dossiers", 1);
	IS("published_total/documents", 2);
	IS("timeliness/lead_median", 1);
	IS("nights/runs", 5);
}

static void
not_of_the_year(void **state)
{
	(void)state;
	STATE(2, "INGESTED", 1, "a");
	out(2, "a", ",\"due\":\"2026-01-01\"");
	IS("published_total/dossiers", 0);
	IS("published_total/public", 1);
	IS("timeliness/late", 0);
}

static void
terms(void **state)
{
	static const struct { const char *more, *path; int64_t n; } t[] = {
		{ ",\"due\":\"2027-03-01\"", "timeliness/in_time", 1 },
		{ ",\"due\":\"2027-02-28\"", "timeliness/late", 1 },
		{ ",\"due\":\"2027-02-28\"", "timeliness/late_longest", 1 },
		{ ",\"due_unknown\":true", "timeliness/unknown", 1 },
		{ "", "timeliness/without", 1 },
	};

	for (size_t i = 0; i < COUNT(t); i++) {
		if (i != 0) {
			(void)teardown(state);
			(void)setup(state);
		}
		STATE(3, "INGESTED", 1, "a");
		out(4, "a", t[i].more);
		IS(t[i].path, t[i].n);
	}
}

/* Held with two causes, mended in one, then in both; told of once. */
static void
held_and_mended(void **state)
{
	(void)state;
	STATE(4, "INGESTED", 1, "a");
	HELD(4, "a", FOUND("SCR-501") "," FOUND("SCR-530"));
	STATE(5, "INGESTED", 1, "b");
	HELD(5, "b", FOUND("SCR-530"));
	STATE(6, "INGESTED", 1, "c");
	out(6, "c", "");
	IS("held/total/dossiers", 1);
	IS("held/total/released", 1);
	IS("held/total/released_longest", 92);
	IS("held/total/waiting", 0);
	IS("held/causes/0/dossiers", 1);
	IS("held/causes/1/released", 1);
	IS("leaks/dossiers", 1);
	IS("leaks/documents", 1);
	IS("leaks/causes/0/documents", 1);
	IS("leaks/causes/1/dossiers", 1);
}

static void
still_held(void **state)
{
	(void)state;
	STATE(4, "INGESTED", 1, "a");
	HELD(4, "a", FOUND("CLS-501"));
	HELD(8, "a", FOUND("CLS-501"));
	IS("held/total/waiting", 1);
	IS("held/total/longest", 305);
	IS("leaks/dossiers", 0);	/* nobody knows the category: that is no leak */
}

/* Freed after the year: at its end it waited. */
static void
held_until_next_year(void **state)
{
	(void)state;
	STATE(1, "INGESTED", 1, "a");
	HELD(1, "a", FOUND("SCR-501"));
	STATE(8, "INGESTED", 1, "b");
	out(8, "b", "");
	IS("held/total/waiting", 1);
	IS("published_total/public", 0);
	IS("leaks/dossiers", 0);	/* stopped the year before */
}

/* No leak was prevented of what went out as it was, or with the finding let pass: whenever that was. */
static void
went_out(void **state)
{
	(void)state;
	STATE(4, "INGESTED", 1, "a");
	HELD(4, "a", FOUND("SCR-501"));
	STATE(8, "INGESTED", 1, "a");
	out(8, "a", "");
	IS("leaks/dossiers", 0);
}

static void
let_pass(void **state)
{
	(void)state;
	STATE(4, "INGESTED", 1, "a");
	HELD(4, "a", FOUND("SCR-530") "," FOUND("SCR-540"));
	entry(4, "waiver", "\"what\":\"given\",\"code\":\"SCR-530\",\"of\":\"x\",\"says\":\"y\"");
	entry(4, "waiver", "\"what\":\"given\",\"code\":\"SCR-540\",\"of\":\"x\",\"says\":\"z\"");
	entry(5, "waiver", "\"what\":\"second\",\"code\":\"SCR-540\",\"of\":\"x\",\"says\":\"z\"");
	entry(5, "waiver", "\"what\":\"given\",\"code\":\"SCR-541\",\"of\":\"x\",\"says\":\"z\"");
	out(6, "b", ",\"findings\":[{\"code\":\"SCR-530\",\"waived\":true},{\"code\":\"SCR-540\",\"waived\":true}]");
	IS("leaks/dossiers", 0);
	IS("waivers/one", 1);
	IS("waivers/two", 1);
	IS("waivers/half", 1);
}

/* What a run leaves to wait for its day waits for no person. */
static void
waits_for_its_day(void **state)
{
	(void)state;
	STATE(4, "INGESTED", 1, "a");
	HELD(4, "a", FOUND("SCR-501"));
	STATE(5, "INGESTED", 1, "b");
	STATE(5, "EXTRACTED", 1, "b");
	IS("held/total/released", 1);
	IS("held/total/released_longest", 10);
}

static void
changed(void **state)
{
	(void)state;
	STATE(1, "INGESTED", 1, "a");
	out(1, "a", "");
	STATE(4, "INGESTED", 1, "a");	/* a redo: sent again as it was */
	out(4, "a", "");
	IS("published_total/changed", 0);
	(void)teardown(state);
	(void)setup(state);
	STATE(1, "INGESTED", 1, "a");
	out(1, "a", "");
	PASSED(4, "b", "");
	STATE(4, "CONFIRMED", 2, "b");
	IS("published_total/changed", 1);
	IS("published_total/dossiers", 0);
}

/* Gone when the last address is; one that shows it again counts from when it was gone for good. */
static void
taken_back(void **state)
{
	(void)state;
	STATE(1, "INGESTED", 1, "a");
	out(1, "a", "");
	entry(4, "withdrawal", "\"what\":\"withdrawn\",\"label\":\"fout\"");
	STATE(4, "WITHDRAWING", 1, "a");
	STATE(4, "WITHDRAWN", 1, "a");
	entry(4, "watch", "\"address\":\"p\",\"answer\":\"gone\"");
	entry(4, "watch", "\"address\":\"q\",\"answer\":\"gone\"");
	entry(5, "watch", "\"address\":\"q\",\"answer\":\"there\"");
	entry(6, "watch", "\"address\":\"q\",\"answer\":\"gone\"");
	entry(7, "watch", "\"address\":\"q\",\"answer\":\"unknown\"");
	history_address(&h, S("p"), clocks[4]);
	history_address(&h, S("q"), clocks[4]);
	IS("withdrawn/reasons/0/dossiers", 1);
	IS("withdrawn/gone", 1);
	IS("withdrawn/gone_longest", 92);
	IS("withdrawn/not_gone", 0);
	IS("published_total/withdrawn", 1);
	IS("published_total/public", 0);
}

static void
replaced(void **state)
{
	(void)state;
	STATE(1, "INGESTED", 1, "a");
	out(1, "a", "");
	entry(4, "withdrawal", "\"what\":\"replaced\",\"document\":\"a.pdf\",\"label\":\"fout\"");
	entry(5, "withdrawal", "\"what\":\"withdrawn\",\"document\":\"b.pdf\",\"label\":\"fout\"");
	history_address(&h, S("p"), clocks[5]);
	IS("withdrawn/reasons/0/dossiers", 0);
	IS("withdrawn/reasons/0/documents", 1);
	IS("withdrawn/reasons/0/replaced", 1);
	IS("withdrawn/no_address", 1);
	IS("withdrawn/not_gone", 1);
	IS("published_total/public", 1);
}

static void
outages(void **state)
{
	(void)state;
	runs[6].ended = false;
	runs[7].balanced = false;
	STATE(3, "INGESTED", 1, "a");
	entry(3, "answer", "\"outcome\":\"RETRY\"");
	entry(3, "answer", "\"outcome\":\"OK\"");	/* the last word of the night */
	entry(4, "answer", "\"outcome\":\"AMBIGUOUS\"");
	entry(5, "answer", "\"outcome\":\"FATAL\"");	/* it refused, so it was there */
	entry(6, "answer", "\"outcome\":\"RETRY\"");
	IS("portals/0/runs", 4);
	IS("portals/0/failed", 2);
	IS("portals/0/outages", 2);
	IS("portals/0/longest", 213);
	IS("nights/runs", 5);
	IS("nights/broken", 1);
	IS("nights/unbalanced", 1);
	IS("nights/balanced", 3);
}

/* Every cause has a finding that holds, and none counts under two. */
static void
leaks_hold(void **state)
{
	static const enum finding_code codes[] = {
#define LEAK(ID, finding)	F_##finding,
#include "leaks.def"
	};

	(void)state;
	for (size_t i = 0; i < COUNT(codes); i++) {
		assert_int_equal(finding_gravity(codes[i]), G_STOP);
		for (size_t k = 0; k < i; k++)
			assert_int_not_equal(codes[i], codes[k]);
	}
}

int
main(void)
{
#define TEST(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(at_midnight),
		TEST(not_of_the_year),
		TEST(terms),
		TEST(held_and_mended),
		TEST(still_held),
		TEST(held_until_next_year),
		TEST(went_out),
		TEST(let_pass),
		TEST(waits_for_its_day),
		TEST(changed),
		TEST(taken_back),
		TEST(replaced),
		TEST(outages),
		TEST(leaks_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
