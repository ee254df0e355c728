/* SPDX-License-Identifier: EUPL-1.2 */
/* test_text.c - the extracted text: what is saved is what is loaded, and what breaks the form is refused. */
#include "rig.h"

#include "base/buf.h"
#include "base/fold.h"
#include "text.h"

#define assert_str(got, want)	assert_string_equal(str_c(r.mem, (got)), (want))

static struct rig r;

static int
setup(void **state)
{
	(void)state;
	rig_open(&r);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	rig_close(&r);
	return 0;
}

/* Text and props as they would lie in the vault, about a new document; what text_load says. */
static int
load(struct str text, struct str props, struct text *t)
{
	int fd;

	r.dossier.ndocs = 0;
	r.job.doc = rig_add_bytes(&r, "a.txt", S("x"));
	assert_int_equal(fd_of_str("text", text, &fd, &r.err), 0);
	rig_set(&r, r.job.doc, A_TEXT, fd);
	assert_int_equal(fd_of_str("props", props, &fd, &r.err), 0);
	rig_set(&r, r.job.doc, A_PROPS, fd);
	return text_load(&r.job, t, r.mem, &r.err);
}

static int
save(const struct job *job, struct result *res, struct err *e)
{
	static uint32_t pages[] = { 0, 4, 4, 9 };
	static struct heading headings[] = { { 0, 3, 1 }, { 4, 5, 6 } };
	static struct stretch stretches[] = { { 1, 2, TEXT_NOTE }, { 4, 4, TEXT_REST } };
	struct text t = { .s = S("een\ntwee\n\xe2\x82\xac"),
		.page_at = pages,
		.npages = 4,
		.headings = headings,
		.nheadings = 2,
		.stretches = stretches,
		.nstretches = 2 };

	(void)job;
	return text_save(&t, res, res->mem, e);
}

static void
round_trip(void **state)
{
	int doc = rig_add_bytes(&r, "a.txt", S("x"));
	struct text t;

	(void)state;
	assert_int_equal(rig_run(&r, ST_extract, save, doc), 0);
	assert_int_equal(text_load(&r.job, &t, r.mem, &r.err), 0);
	assert_str(t.s, "een\ntwee\n\xe2\x82\xac");
	assert_int_equal(t.npages, 4);
	assert_int_equal(t.page_at[3], 9);
	assert_int_equal(t.nheadings, 2);
	assert_int_equal(t.headings[1].off, 4);
	assert_int_equal(t.headings[1].len, 5);
	assert_int_equal(t.headings[1].level, 6);
	assert_int_equal(t.nstretches, 2);
	for (uint32_t off = 0; off < 12; off++)
		assert_int_equal(text_origin_at(&t, off),
		    off == 1 || off == 2 ? TEXT_NOTE : off >= 4 && off < 8 ? TEXT_REST : TEXT_VISIBLE);
}

static void
pages(void **state)
{
	static const struct { uint32_t off, page; } cases[] = {
		{ 0, 1 }, { 3, 1 }, { 4, 3 }, { 8, 3 }, { 9, 4 }, { 100, 4 }, { UINT32_MAX, 4 },
	};
	uint32_t at[] = { 0, 4, 4, 9 };
	struct text t = { .page_at = at, .npages = 4 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(text_page(&t, cases[i].off), cases[i].page);
		assert_int_equal(text_span(&t, cases[i].off, 7).page, cases[i].page);
		assert_int_equal(text_span(&t, cases[i].off, 7).len, 7);
	}
	t.npages = 1;
	assert_int_equal(text_page(&t, 1000), 1);
}

/* Since headings were read: a heading of level 6 in a text of 4 bytes ended the whole run. */
static void
short_text(void **state)
{
	struct text t;

	(void)state;
	assert_int_equal(load(S("abc\n"), S("{\"pages\":[0],\"headings\":[0,3,6]}"), &t), 0);
	assert_int_equal(t.headings[0].level, 6);
	assert_int_equal(load(S(""), S("{\"pages\":[0],\"headings\":[]}"), &t), 0);
	assert_int_equal(t.s.n, 0);
	assert_int_equal(t.npages, 1);
	assert_int_equal(load(S(""), S("{\"pages\":[0]}"), &t), 0);
	assert_int_equal(t.nheadings, 0);
}

static void
refuses(void **state)
{
	static const char *const props[] = {
		"", "[]", "{}", "{\"pages\":[]}", "{\"pages\":[1]}", "{\"pages\":0}", "{\"pages\":[-0.0]}", "{\"pages\":[0,5]}",
		"{\"pages\":[0,-1]}", "{\"pages\":[0,\"1\"]}", "{\"pages\":[0,4294967296]}", "{\"pages\":[0,[1]]}",
		"{\"pages\":[0],\"headings\":[0]}", "{\"pages\":[0],\"headings\":[0,1]}", "{\"pages\":[0],\"headings\":[0,5,1]}",
		"{\"pages\":[0],\"headings\":[4,1,1]}", "{\"pages\":[0],\"headings\":[4294967295,4294967295,1]}",
		"{\"pages\":[0],\"headings\":[0,1,-1]}", "{\"pages\":[0],\"headings\":[0,1,4294967296]}",
		"{\"pages\":[0],\"origins\":[0]}", "{\"pages\":[0],\"origins\":[0,5,1]}", "{\"pages\":[0],\"origins\":[0,1,99]}",
		"{\"pages\":[0],\"origins\":[0,3,1,2,1,1]}", "{\"pages\":[0],\"origins\":[4294967295,4294967295,1]}",
		"{\"pages\":[0]} x", "{\"pages\":[0],\"pages\":[0]}",
	};
	struct text t;

	(void)state;
	for (size_t i = 0; i < COUNT(props); i++) {
		r.err.kind = E_NONE;
		if (load(S("abcd"), str_of(props[i]), &t) != -1 || r.err.kind != E_BUG)
			fail_msg("%s: %s", props[i], r.err.msg);
	}
}

/* Where fold_apart cuts a text in two, both fold as they did together: all texts of six of these. */
static void
apart(void **state)
{
	static const char *const of[] = { "a", "-", " ", "\n", "\r", "\u00ad", "\u2013" };
	struct mark mark = arena_mark(r.mem);
	size_t cuts = 0;

	(void)state;
	for (int number = 0; number < 7 * 7 * 7 * 7 * 7 * 7; number++) {
		struct folded all, first, second;
		struct buf b;
		size_t end;

		buf_init(&b, r.mem, 64);
		for (int i = 0, left = number; i < 6; i++, left /= 7)
			buf_add(&b, str_of(of[left % 7]));
		end = fold_apart(buf_str(&b), 0);
		cuts += end != b.n;
		fold(&all, buf_str(&b), r.mem);
		fold(&first, str_sub(buf_str(&b), 0, end), r.mem);
		fold(&second, str_from(buf_str(&b), end), r.mem);
		if (all.s.n != first.s.n + second.s.n || !str_starts(all.s, first.s) || !str_ends(all.s, second.s))
			fail_msg("'%.*s' at %zu", STRF(buf_str(&b)), end);
		arena_rewind(r.mem, mark);
	}
	assert_true(cuts > 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_trip), cmocka_unit_test(pages), cmocka_unit_test(short_text),
		cmocka_unit_test(refuses), cmocka_unit_test(apart),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
