/* SPDX-License-Identifier: EUPL-1.2 */
/* test_beside.c - two sets of rules beside each other say of each text what each says alone. */
#include "with_rules.h"

#include "base/fd.h"
#include "base/json.h"
#include "base/utf8.h"
#include "proc/wire.h"

#include "base/banned.h"

#define GOLDEN		"fixtures/categorieen"
#define EVERY		5	/* of the golden documents one in so many */
#define FILE_MOST	MIB(4)

static struct rules *alone;	/* the rules of the product, beside which nothing was loaded */

/* What is other in the second set. */
struct change {
	const char	*file;		/* of templates/rules; NULL: nothing is */
	const char	*from, *to;	/* in all of it; from NULL: the file is not there */
};

static struct str
changed(struct str bytes, const struct change *c)
{
	struct str from = str_of(c->from);
	struct buf b;

	buf_init(&b, mem, 2 * bytes.n);
	for (size_t i = 0; i < bytes.n;) {
		bool here = str_starts(str_from(bytes, i), from);

		buf_add(&b, here ? str_of(c->to) : str_sub(bytes, i, 1));
		i += here ? from.n : 1;
	}
	assert_false(str_eq(buf_str(&b), bytes));
	return buf_str(&b);
}

/* The rules of the product with that change. */
static const char *
folder(const struct change *c)
{
	char dir[] = "/tmp/test-naast-XXXXXX";
	struct str to, *names;
	struct err e;
	size_t n;

	assert_non_null(mkdtemp(dir));
	to = path_join(mem, str_of(dir), S("rules"));
	assert_int_equal(path_mkdirs(str_c(mem, to), &e), 0);
	assert_int_equal(path_names(TEMPLATES "/rules", 0, mem, &names, &n, &e), 0);
	for (size_t i = 0; i < n; i++) {
		bool here = c->file != NULL && str_eq(names[i], str_of(c->file));
		struct str bytes;

		if (here && c->from == NULL)
			continue;
		assert_int_equal(file_read(str_c(mem, path_join(mem, S(TEMPLATES "/rules"), names[i])), FILE_MOST, mem,
				     &bytes, &e),
		    0);
		if (here)
			bytes = changed(bytes, c);
		assert_int_equal(file_replace(str_c(mem, path_join(mem, to, names[i])), bytes, &e), 0);
	}
	return str_c(mem, str_of(dir));
}

static int
setup(void **state)
{
	struct err e;

	return rules_setup(state) != 0 ? -1 : rules_load(TEMPLATES, lists, mem, &alone, &e);
}

static int
teardown(void **state)
{
	rules_free(alone);
	return rules_teardown(state);
}

/* What n sets say of a text, as a worker would say it. */
static void
ask(struct rules *const *sets, size_t n, struct str s, struct arena *scratch, struct str *said)
{
	struct organisation org = { .key = S("leiden"), .tooi = S("gm0546") };
	struct document doc = { .path = S("map/Raadsbesluit_verordening.pdf"), .role = ROLE_MAIN };
	struct dossier d = { .org = &org, .key = S("zaak"), .docs = &doc, .ndocs = 1, .mem = scratch };
	uint32_t page = 0;
	struct heading top = { 0, (uint32_t)(s.n < 60 ? s.n : utf8_cut(s, 60).n), 1 };
	struct text text = { .s = s, .page_at = &page, .npages = 1, .headings = &top, .nheadings = 1 };
	struct tools tools[2] = { { .lists = lists }, { .lists = lists } };
	struct job jobs[2];
	struct result results[2];

	doc.props.heading = str_sub(s, 0, top.len);
	doc.props.heading_at = (struct span){ 1, 0, top.len };
	for (size_t i = 0; i < n; i++) {
		tools[i].rules = sets[i];
		jobs[i] = (struct job){ .tools = &tools[i], .dossier = &d };
		results[i] = (struct result){ .mem = scratch, .findings = { .mem = scratch }, .doc = doc };
	}
	classify_text(jobs, results, n, &text);
	for (size_t i = 0; i < n; i++) {
		AUTO_JSON j = wire_answer(ST_classify, &results[i]);

		said[i] = json_write(scratch, j);
	}
}

/* How many texts both sets say something else of. */
static size_t
compare(struct rules *beside, struct rules *other, const struct str *texts, size_t n)
{
	size_t differ = 0;

	for (size_t i = 0; i < n; i++) {
		struct arena *scratch = arena_new("tekst", MIB(64));
		struct str both[2], one, two;

		ask((struct rules *[]){ real, beside }, 2, texts[i], scratch, both);
		ask(&alone, 1, texts[i], scratch, &one);
		ask(&other, 1, texts[i], scratch, &two);
		assert_true(one.n > 100);
		assert_string_equal(str_c(scratch, both[0]), str_c(scratch, one));
		assert_string_equal(str_c(scratch, both[1]), str_c(scratch, two));
		differ += !str_eq(one, two);
		arena_free(scratch);
	}
	return differ;
}

/* Golden documents, and of each folder all in one: longer than what rules look at. */
static struct str *
golden(size_t *n_r)
{
	struct str *dirs, *names, *v = NULL;
	size_t ndirs, n, cap = 0, k = 0;
	struct err e;

	*n_r = 0;
	assert_int_equal(path_names(GOLDEN, 0, mem, &dirs, &ndirs, &e), 0);
	for (size_t i = 0; i < ndirs; i++) {
		struct str dir = path_join(mem, S(GOLDEN), dirs[i]), bytes;
		struct buf all;

		if (path_names(str_c(mem, dir), 0, mem, &names, &n, &e) != 0)
			continue;
		buf_init(&all, mem, MIB(1));
		for (size_t j = 0; j < n; j++) {
			assert_int_equal(
			    file_read(str_c(mem, path_join(mem, dir, names[j])), FILE_MOST, mem, &bytes, &e), 0);
			buf_add(&all, bytes);
			if (utf8_valid(bytes) && k++ % EVERY == 0)
				*PUSH(mem, v, *n_r, cap) = bytes;
		}
		if (utf8_valid(buf_str(&all)))
			*PUSH(mem, v, *n_r, cap) = buf_str(&all);
	}
	assert_true(*n_r > 50);
	/* Words that only a set with the right examples puts right. */
	*PUSH(mem, v, *n_r, cap) = S("Bestuursc0nvenant veilig uitgaan\n\nPartijen sluiten dit bestuursc0nvenant.\n");
	return v;
}

static void
each_as_alone(void **state)
{
	static const struct { struct change c; bool differs; } cases[] = {
		{ { NULL, NULL, NULL }, false },
		{ { "basis.yaml", "threshold: ", "threshold: 1" }, true },	/* no pattern */
		{ { "2f-convenanten.yaml", "convenant", "konvenant" }, true },	/* patterns and examples */
		{ { "2f-convenanten.yaml", "Bestuursconvenant", "Bestuursverdrag" }, true },	/* an example alone */
		{ { "2f-convenanten.yaml", "least: 2", "least: 3" }, true },	/* another question to the same pattern */
		{ { "woorden.csv", NULL, NULL }, true },
	};
	size_t n;
	struct str *texts = golden(&n);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *dir = folder(&cases[i].c);
		struct rules *beside, *other;
		struct err e;

		if (rules_load_beside(real, dir, lists, mem, &beside, &e) != 0 ||
		    rules_load(dir, lists, mem, &other, &e) != 0)
			fail_msg("%zu: %s", i, e.msg);
		path_remove_tree(dir);
		assert_int_equal(compare(beside, other, texts, n) != 0, cases[i].differs);
		/* What was not compiled again is the first one's. */
		assert_int_equal(real->nbranches == alone->nbranches, i < 2);
		rules_free(beside);
		rules_free(other);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_as_alone),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
