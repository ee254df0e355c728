/* SPDX-License-Identifier: EUPL-1.2 */
/* test_prefilter.c - what is looked for before rules are tried never hides a match; and what it saves (--bench). */
#include "with_rules.h"

#include <time.h>

#include "base/fd.h"
#include "base/utf8.h"
#include "classify/subject.h"

#define GOLDEN		"fixtures/categorieen"
#define SEED		2463534242u

static uint32_t dice = SEED;

/* Marsaglia's xorshift: the same numbers every time. */
static uint32_t
below(uint32_t n)
{
	dice ^= dice << 13;
	dice ^= dice >> 17;
	dice ^= dice << 5;
	return dice % n;
}

/* A text as classify divides it: what rules of each part of it look at, and what those of titles and names do. */
enum view { VIEW_SHORT = PART__COUNT, VIEW__COUNT };
struct texts { struct view_text { struct str s, view[VIEW__COUNT]; } *v; size_t n, cap; };

static enum view
view_of(const struct rule *x)
{
	return x->field == RULE_TEKST ? (enum view)x->part : VIEW_SHORT;
}

static void
add_text(struct texts *l, struct str s)
{
	struct folded f;

	plain(&f, s, real->lexicon, mem);
	*PUSH(mem, l->v, l->n, l->cap) = (struct view_text){ .s = f.s,
		.view = { [PART_ALLES] = f.s,
		    [PART_HOOFD] = str_sub(f.s, 0, 1200),
		    [PART_BEGIN] = str_sub(f.s, 0, 4000),
		    [PART_EINDE] = str_from(f.s, f.s.n > 4000 ? f.s.n - 4000 : 0),
		    [VIEW_SHORT] = str_sub(f.s, 0, RULE_SHORT) } };
}

/* What stands in each view of a text. */
static void
mark_all(const struct view_text *t, unsigned char *seen[VIEW__COUNT])
{
	for (int i = 0; i < VIEW__COUNT; i++) {
		if (seen[i] == NULL)
			seen[i] = NEW(mem, unsigned char, literals_size(real->literals));
		memset(seen[i], 0, literals_size(real->literals));
		literals_mark(real->literals, t->view[i], seen[i], mem);
	}
}

/* Every golden document, in byte order. */
static void
golden(struct texts *l)
{
	struct str *dirs, *names;
	size_t n, m;
	struct err e;

	assert_int_equal(path_names(GOLDEN, 0, mem, &dirs, &n, &e), 0);
	for (size_t i = 0; i < n; i++) {
		const char *dir = str_c(mem, str_fmt(mem, GOLDEN "/%.*s", STRF(dirs[i])));

		if (path_names(dir, 0, mem, &names, &m, &e) != 0)
			continue;
		for (size_t k = 0; k < m; k++) {
			struct str bytes;

			assert_int_equal(
			    file_read(str_c(mem, str_fmt(mem, "%s/%.*s", dir, STRF(names[k]))), MIB(1), mem, &bytes, &e), 0);
			if (utf8_valid(bytes))
				add_text(l, bytes);
		}
	}
	assert_true(l->n > 200);
}

static struct str
example(size_t i, size_t k)
{
	const struct rule *x = &real->v[i % real->n];

	k %= x->nyes + x->nno;
	return k < x->nyes ? x->yes[k] : x->no[k - x->nyes];
}

/* What a rule finds in a text, with the strings looked for first (seen) or without. */
struct hit { enum match m; size_t off, len; };

static struct hit
hit_of(const struct rule *x, const unsigned char *seen, struct str s)
{
	struct hit h = { MATCH_NO, 0, 0 };
	int code;

	h.m = rule_match(real, x, seen, NULL, s, 0, &h.off, &h.len, &code);
	if (h.m != MATCH_YES)
		h.off = h.len = 0;
	return h;
}

/*
 * Both matrices, rules by texts: they are equal, and so many of both are hits.
 * A rule that reached its limit where it cannot match was spared that.
 */
static size_t
same_hits(const struct texts *l)
{
	unsigned char *seen[VIEW__COUNT] = { NULL };
	size_t hits = 0;

	for (size_t k = 0; k < l->n; k++) {
		mark_all(&l->v[k], seen);
		for (size_t i = 0; i < real->n; i++) {
			const struct rule *x = &real->v[i];
			enum view view = view_of(x);
			struct hit a = hit_of(x, NULL, l->v[k].view[view]), b = hit_of(x, seen[view], l->v[k].view[view]);

			hits += a.m == MATCH_YES;
			if ((a.m != b.m && a.m != MATCH_FAILED) || a.off != b.off || a.len != b.len)
				fail_msg("%.*s: %d en %d, in %.*s", STRF(x->id), a.m, b.m, STRF(str_sub(l->v[k].s, 0, 300)));
		}
	}
	return hits;
}

static void
on_golden(void **state)
{
	struct texts l = { .v = NULL };

	(void)state;
	golden(&l);
	assert_true(same_hits(&l) > l.n);
}

/* Each example alone for its own rule, and lots of twenty for all of them. */
static void
on_examples(void **state)
{
	unsigned char *seen[VIEW__COUNT] = { NULL };
	struct texts own = { .v = NULL }, lots = { .v = NULL };
	struct buf b;

	(void)state;
	for (size_t i = 0; i < real->n; i++) {
		const struct rule *x = &real->v[i];

		for (size_t k = 0; k < x->nyes + x->nno; k++) {
			const struct view_text *t;
			struct hit one, two;

			add_text(&own, example(i, k));
			t = &own.v[own.n - 1];
			mark_all(t, seen);
			one = hit_of(x, NULL, t->view[view_of(x)]);
			two = hit_of(x, seen[view_of(x)], t->view[view_of(x)]);
			if (one.m != two.m || one.off != two.off || one.len != two.len)
				fail_msg("%.*s: %.*s", STRF(x->id), STRF(example(i, k)));
		}
	}
	for (size_t i = 0; i < own.n; i += 20) {
		buf_init(&b, mem, MIB(1));
		for (size_t k = i; k < i + 20 && k < own.n; k++)
			buf_addf(&b, "%.*s\n", STRF(own.v[k].s));
		add_text(&lots, buf_str(&b));
	}
	assert_true(same_hits(&lots) > lots.n);
}

/* Texts of pieces of examples, with whatever stands between them. */
static void
on_pieces(void **state)
{
	static const char *const between[] = { " ", "\n", "", "  \t ", "-", ". ", " van ", "-\n", "\n\n", "_", "1", "\xc2\xa0" };
	struct texts l = { .v = NULL };
	struct buf b;

	(void)state;
	for (size_t i = 0; i < 120; i++) {
		buf_init(&b, mem, MIB(1));
		for (uint32_t k = 0, n = 3 + below(12); k < n; k++) {
			struct str s = example(below((uint32_t)real->n), below(8));
			size_t from = utf8_begin(s, below((uint32_t)s.n + 1)), to = utf8_begin(s, below((uint32_t)s.n + 1));

			if (below(3) == 0)
				from = 0, to = s.n;
			buf_add(&b, from < to ? str_sub(s, from, to - from) : str_from(s, from));
			buf_add(&b, str_of(between[below(COUNT(between))]));
		}
		add_text(&l, buf_str(&b));
	}
	assert_true(same_hits(&l) > l.n);
}

/* Where a prefilter that knows only ASCII misses what PCRE2 finds. */
static void
probes(void **state)
{
	static const struct { const char *pattern, *text; } t[] = {
		{ "\\béén loket\\b", " één loket " },
		{ "\\bcafé\\b", " CAFÉ " },
		{ "gemeente \\w+", "gemeente Épe" },
		{ "awb\\s+x", "awb\xc2\xa0x" },
		{ "kosten", "\xe2\x84\xaaosten" },
		{ "kosten", "ko\xc5\xbften" },
		{ "\\bcoördinatie", "CO\xc3\x96RDINATIE" },
		{ "besluit op uw verzoek", "Besluit\xe2\x80\x83op\n   uw \xc2\xad verzoek" },
		{ "\\bwob\\b", "(WOB)" },
		{ "\\bwob\\b", "wob" },
		{ "officieel", "o\xef\xac\x83" "cieel" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rules *r = load(str_c(mem,
		    str_fmt(mem, HEAD "rules:\n- id: A1\n  value: 2i\n  field: tekst\n  weight: 10\n  pattern: '%s'\n  yes: ['%s']\n  no: [x]\n",
			t[i].pattern, t[i].text[0] == 'B' || t[i].text[0] == 'a' ? t[i].pattern[0] == 'a' ? "awb x" : "besluit op uw verzoek" : t[i].text)));
		struct doc d = { .text = t[i].text };
		struct rig rig;

		if (score(classify(&rig, r, &d), WOO) != 10)
			fail_msg("%s in %s", t[i].pattern, t[i].text);
		rig_close(&rig);
		rules_free(r);
	}
}

/* --- patterns that nobody would write ---------------------------------------------------------- */

/* Recursion ends at depth 3. NOLINTBEGIN(misc-no-recursion) */
static void
make_pattern(struct buf *b, unsigned depth)
{
	static const char *const pieces[] = { "raad", "besluit", "de", "wob", "a", "van", "(?>\\s{1,20})", "\\s", "\\b", "^", "$", ".",
		".{0,5}", "\\w", "\\W{0,3}", "[ab]", "[^a]", "[ \\t]", "[lr-t]aad", "-", "\\.", "d", "uit", "\\B", "\\s{0,3}", "[a-z]{2,4}", "_" };
	static const char *const groups[] = { "(?:", "(?:", "(?>", "(", "(?=", "(?!", "(?<=a|b)(?:", "(?<!d)(?:" };
	static const char *const times[] = { "", "", "", "", "?", "+", "{1,2}", "{2}", "*", "{0,2}", "??", "+?" };

	for (uint32_t i = 0, n = 1 + below(4); i < n; i++) {
		if (depth < 3 && below(3) == 0) {
			buf_addf(b, "%s", groups[below(COUNT(groups))]);
			for (uint32_t k = 0, m = 1 + below(3); k < m; k++) {
				buf_addf(b, "%s", k == 0 ? "" : "|");
				if (below(8) != 0)
					make_pattern(b, depth + 1);
			}
			buf_addc(b, ')');
		} else
			buf_addf(b, "%s", pieces[below(COUNT(pieces))]);
		buf_addf(b, "%s", times[below(COUNT(times))]);
	}
}
/* NOLINTEND(misc-no-recursion) */

/* What a pattern is said to need stands in everything that PCRE2 says it matches. */
static void
made_up(void **state)
{
	static const char *const words[] = { "raad", "besluit", "besl", "uit", "de", "wob", "a", "van", " ", " ", "\n", "  ", "-", ".", "_",
		"taad", "b", "d", "\t", "raadbesluit", "?" };
	size_t hits = 0, spared = 0;

	(void)state;
	for (size_t i = 0; i < 3000; i++) {
		struct mark mark = arena_mark(mem);
		struct literals *l = literals_new(mem, 1);
		struct matcher *m = matcher_new(mem);
		struct pattern *p;
		struct str why;
		struct buf b;

		buf_init(&b, mem, KIB(4));
		make_pattern(&b, 0);
		p = pattern_compile(buf_str(&b), mem, &why);
		if (p != NULL)
			literals_add(l, 0, buf_str(&b));
		literals_done(l);
		for (size_t k = 0; p != NULL && k < 40; k++) {
			unsigned char *seen = NEW(mem, unsigned char, literals_size(l));
			size_t off, len;
			struct buf t;
			int code;

			buf_init(&t, mem, KIB(4));
			for (uint32_t x = 0, n = below(10); x < n; x++)
				buf_addf(&t, "%s", words[below(COUNT(words))]);
			literals_mark(l, buf_str(&t), seen, mem);
			if (pattern_match(p, m, buf_str(&t), 0, &off, &len, &code) == MATCH_YES) {
				hits++;
				if (!literals_may(l, seen, 0))
					fail_msg("%.*s in ‘%.*s’", STRF(buf_str(&b)), STRF(buf_str(&t)));
			} else
				spared += !literals_may(l, seen, 0);
		}
		pattern_free(p);
		matcher_free(m);
		arena_rewind(mem, mark);
	}
	/* It asks often enough to be of use here. */
	if (hits < 8000 || spared < 4000)
		fail_msg("%zu, %zu", hits, spared);
}

/* --- what it costs ------------------------------------------------------------------------------- */

static double
cpu_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

enum way { WAY_WHOLE, WAY_BRANCHES, WAY_SEEN, WAY__COUNT };

/* All rules on all texts in one of the ways; what was hit goes to bits. */
static double
all_rules(enum way way, struct pattern *const *whole, const struct texts *l, unsigned char *bits)
{
	unsigned char *seen[VIEW__COUNT] = { NULL };
	double begun = cpu_ms();

	for (size_t k = 0; k < l->n; k++) {
		if (way == WAY_SEEN)
			mark_all(&l->v[k], seen);
		for (size_t i = 0; i < real->n; i++) {
			enum view view = view_of(&real->v[i]);
			struct str s = l->v[k].view[view];
			size_t off, len;
			int code;
			enum match m = way == WAY_WHOLE ?
			    pattern_match(whole[i], real->matcher, s, 0, &off, &len, &code) :
			    rule_match(real, &real->v[i], way == WAY_SEEN ? seen[view] : NULL, NULL, s, 0, &off, &len, &code);

			bits[k * real->n + i] = m == MATCH_YES;
		}
	}
	return cpu_ms() - begun;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* Every rule once on each of the texts: whole and one by one, taken apart, and with the strings looked for first. */
static int
bench(int n, char **paths)
{
	static const unsigned rounds = 3;
	static const char *const names[] = { "whole patterns, one by one", "taken apart", "strings looked for first" };
	struct pattern **whole;
	unsigned char *bits[WAY__COUNT];
	double ms[WAY__COUNT][3], ratio[3];
	struct texts l = { .v = NULL };
	size_t bytes = 0, hits = 0;

	if (rules_setup(NULL) != 0)
		return 1;
	for (int i = 0; i < n; i++) {
		struct str text, why;
		struct err e;

		(void)why;
		if (file_read(paths[i], MIB(1), mem, &text, &e) != 0)
			return 1;
		add_text(&l, utf8_cut(text, 20480));
		bytes += l.v[l.n - 1].s.n;
	}
	whole = NEW(mem, struct pattern *, real->n);
	for (size_t i = 0; i < real->n; i++) {
		struct str why;

		if ((whole[i] = pattern_compile(real->v[i].pattern, mem, &why)) == NULL)
			return 1;
	}
	for (int w = 0; w < WAY__COUNT; w++)
		bits[w] = NEW(mem, unsigned char, l.n * real->n);
	for (unsigned r = 0; r < rounds; r++) {
		for (int w = 0; w < WAY__COUNT; w++)
			ms[w][r] = all_rules((enum way)w, whole, &l, bits[w]);
		ratio[r] = (ms[WAY_WHOLE][r] < ms[WAY_BRANCHES][r] ? ms[WAY_WHOLE][r] : ms[WAY_BRANCHES][r]) / ms[WAY_SEEN][r];
	}
	for (size_t i = 0; i < l.n * real->n; i++)
		hits += bits[WAY_SEEN][i];
	qsort(ratio, rounds, sizeof *ratio, by_size);
	(void)printf("%zu rules and signs, %zu texts of %zu bytes, %zu hits of %zu\n", real->n, l.n, bytes / l.n, hits, l.n * real->n);
	for (int w = 0; w < WAY__COUNT; w++) {
		qsort(ms[w], rounds, sizeof *ms[w], by_size);
		(void)printf("%-28s %8.3f ms a text, %6.1f MB/s\n", names[w], ms[w][rounds / 2] / (double)l.n,
		    (double)bytes / ms[w][rounds / 2] / 1e3);
	}
	(void)printf("identical %s\n",
	    memcmp(bits[WAY_WHOLE], bits[WAY_SEEN], l.n * real->n) == 0 && memcmp(bits[WAY_BRANCHES], bits[WAY_SEEN], l.n * real->n) == 0 ?
		"yes" : "NO");
	(void)printf("rules_ratio %.1f\n", ratio[rounds / 2]);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(on_golden), cmocka_unit_test(on_examples), cmocka_unit_test(on_pieces), cmocka_unit_test(probes),
		cmocka_unit_test(made_up),
	};

	if (argc > 2 && strcmp(argv[1], "--bench") == 0)
		return bench(argc - 2, argv + 2);
	return cmocka_run_group_tests(tests, rules_setup, rules_teardown);
}
