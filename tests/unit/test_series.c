/* SPDX-License-Identifier: EUPL-1.2 */
/* test_series.c - an object with one long list: the same bytes as in one piece, in memory, in a file, and read again. */
#include "scratch.h"

#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fd.h"
#include "base/series.h"

#define MANY	4000

static unsigned files;			/* that were asked for */

static int
memory(void *user, int *fd_r, struct err *e)
{
	(void)user;
	files++;
	*fd_r = memfd_create("reeks", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	return *fd_r < 0 ? err_set(e, E_IO, "memfd") : 0;
}

static int
none(void *user, int *fd_r, struct err *e)
{
	(void)user;
	(void)fd_r;
	files++;
	return err_set(e, E_IO, "vol");
}

/* A file that takes nothing. */
static int
full(void *user, int *fd_r, struct err *e)
{
	if (memory(user, fd_r, e) != 0)
		return -1;
	assert_int_equal(fcntl(*fd_r, F_ADD_SEALS, F_SEAL_GROW), 0);
	return 0;
}

static json_t *
head(void)
{
	return json_pack("{s:s,s:{s:[s],s:s},s:i,s:s}", "a", "\"documents\":[1]", "declared", "documents", "x", "y",
	    "]},\\", "revision", 3, "verdict", "publish");
}

static json_t *
element(size_t i)
{
	json_t *j = json_pack("{s:i,s:s,s:[[i],[]],s:{}}", "z", (int)i, "path", i % 3 == 0 ? "een \"pad\" \\" : "]},{[", "lijst",
	    (int)i, "leeg");
	struct buf b;

	buf_init(&b, mem, MIB(1));
	for (size_t k = 0; k < i % 500; k++)
		buf_add(&b, S("tekst "));
	json_put_str(j, "text", buf_str(&b));
	return j;
}

static struct series *
made(size_t n, series_temp *temp, json_t **whole_r)
{
	struct series *s = series_new("documents", temp, NULL);
	json_t *list = json_array();

	series_set_head(s, head());
	*whole_r = head();
	json_put(*whole_r, "documents", list);
	for (size_t i = 0; i < n; i++) {
		json_t *one = element(i);

		series_add(s, one);
		json_push(list, one);
	}
	return s;
}

static void
take(void *user, struct str piece)
{
	buf_add(user, piece);
}

static struct str
text_of(const struct series *s)
{
	struct buf b;

	buf_init(&b, mem, MIB(64));
	assert_ok(series_each(s, take, &b, &err));
	return buf_str(&b);
}

static void
like(const struct series *s, const json_t *whole)
{
	const json_t *list = json_list(whole, "documents");
	AUTO_JSON again = NULL;

	assert_true(str_eq(text_of(s), json_write(mem, whole)));
	assert_int_equal(series_n(s), json_array_size(list));
	for (size_t i = 0; i < series_n(s); i++) {
		AUTO_JSON one = NULL;

		assert_ok(series_get(s, i, &one, &err));
		assert_true(json_equal(one, json_array_get(list, i)));
	}
	assert_ok(series_whole(s, &again, &err));
	assert_true(json_equal(again, whole));
	if (series_brief(s))
		assert_true(str_eq(series_line(s, mem), json_write_line(mem, whole)));
}

static struct series *
read_back(struct str text)
{
	struct series *s;
	int fd;

	assert_ok(fd_of_str("reeks", text, &fd, &err));
	assert_ok(series_read(fd, "documents", &s, &err));
	return s;
}

static void
any_size(void **state)
{
	static const size_t sizes[] = { 0, 1, 2, 100, MANY };

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		AUTO_JSON whole = NULL;
		AUTO_SERIES s = made(sizes[i], memory, &whole);
		AUTO_SERIES r = NULL;

		assert_int_equal(series_brief(s), sizes[i] != MANY);
		like(s, whole);
		r = read_back(text_of(s));
		assert_int_equal(series_brief(r), sizes[i] != MANY);
		like(r, whole);
		for (size_t k = 0; k < sizes[i]; k++)
			assert_true(series_same(s, k, r, k) && (k == 0 || !series_same(s, k, r, k - 1)));
		json_put_num(series_head(r), "bundle", 4);
		json_put_num(whole, "bundle", 4);
		like(r, whole);
	}
	assert_int_equal(files, 1);
}

/* A disk that is full costs memory, and nothing of the list. */
static void
no_file(void **state)
{
	series_temp *const temps[] = { none, full, NULL };

	(void)state;
	for (size_t i = 0; i < COUNT(temps); i++) {
		AUTO_JSON whole = NULL;
		AUTO_SERIES s = NULL;

		files = 0;
		s = made(MANY, temps[i], &whole);
		assert_true(series_brief(s));
		assert_int_equal(files, temps[i] != NULL);
		like(s, whole);
	}
}

static void
other_shapes(void **state)
{
	static const char *const fine[] = { "{}", "{\"documents\":[]}", "{\"a\":{\"documents\":[{}]}}",
		"{\"documents\":[{}],\"z\":1}", "{\"a\":[\"documents\"],\"documents\":[{\"documents\":[{}]},{}]}" };
	static const char *const bad[] = { "", "[]", "{\"documents\":[{}", "{\"documents\":[{}]", "{\"a\":\"", "{\"documents\":[]}}",
		"{\"documents\":[],\"documents\":[]}", "x" };
	static const size_t count[] = { 0, 0, 0, 1, 2 };

	(void)state;
	for (size_t i = 0; i < COUNT(fine); i++) {
		AUTO_SERIES s = read_back(str_of(fine[i]));
		AUTO_JSON whole = json_read(str_of(fine[i]), &err);
		AUTO_SERIES of = series_of("documents", whole);

		assert_int_equal(series_n(s), count[i]);
		assert_true(str_eq(text_of(s), text_of(of)));
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct series *s;
		int fd;

		assert_ok(fd_of_str("reeks", str_of(bad[i]), &fd, &err));
		assert_int_equal(series_read(fd, "documents", &s, &err), -1);
		assert_null(s);
	}
	assert_int_equal(series_n(NULL), 0);
	assert_null(series_head(NULL));
}

/* An element that is none is told by who asks it. */
static void
broken_element(void **state)
{
	AUTO_SERIES s = read_back(S("{\"documents\":[{\"a\":1},{\"a\":1,},7]}"));
	json_t *j;

	(void)state;
	assert_int_equal(series_n(s), 3);
	assert_ok(series_get(s, 0, &j, &err));
	json_decref(j);
	assert_int_equal(series_get(s, 1, &j, &err), -1);
	assert_int_equal(series_get(s, 2, &j, &err), -1);
	assert_int_equal(series_whole(s, &j, &err), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_size),
		cmocka_unit_test(no_file),
		cmocka_unit_test(other_shapes),
		cmocka_unit_test(broken_element),
	};

	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
