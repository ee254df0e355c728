/* SPDX-License-Identifier: EUPL-1.2 */
/* test_reel.c - files of lines: what goes out comes in again, one at a time. */
#include "scratch.h"

#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fd.h"
#include "base/reel.h"

#define MANY	3000

static int
memory(struct str s)
{
	int fd = memfd_create("regels", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_ok(fd_write_all(fd, s, &err));
	return fd;
}

/* Lines of any length, over the ends of the pieces in which they are read; the digest is of exactly these bytes. */
static void
out_and_in(void **state)
{
	struct hash *h = hash_new();
	AUTO_FD fd = memory(S(""));
	struct reel *r = reel_out(fd, h);
	struct digest said, seen;
	struct str line;

	(void)state;
	for (int i = 0; i < MANY; i++) {
		AUTO_JSON j = json_object();
		struct buf b;

		buf_init(&b, mem, MIB(1));
		for (int k = 0; k < i * 7 % 500; k++)
			buf_add(&b, i == MANY / 2 ? S("lang lang lang lang ") : S("x\n"));
		json_put_num(j, "n", i);
		json_put_str(j, "text", buf_str(&b));
		reel_put(r, j);
	}
	assert_ok(reel_end(r, &err));
	said = hash_end(h);
	assert_ok(digest_fd(fd, &seen, NULL, &(uint64_t){ 0 }, &err));
	assert_true(digest_eq(said, seen));
	r = reel_in(fd);
	for (int i = 0; i < MANY; i++) {
		AUTO_JSON j = NULL;

		assert_ok(reel_get(r, &j, &err));
		assert_int_equal(json_num(j, "n", -1), i);
		assert_int_equal(json_str(j, "text").n, (size_t)(i * 7 % 500) * (i == MANY / 2 ? 20 : 2));
	}
	assert_int_equal(reel_line(r, &line, &err), 0);
	reel_free(r);
	/* Who reads it again begins at the first. */
	r = reel_in(fd);
	assert_int_equal(reel_line(r, &line, &err), 1);
	assert_str(line, "{\"n\":0,\"text\":\"\"}");
	reel_free(r);
}

static void
broken(void **state)
{
	static const struct { struct str bytes; int good; } cases[] = {
		{ S(""), 0 },
		{ S("{}\n{\"a\":1"), 1 },		/* half a line */
		{ S("{}\n\n{}\n"), 1 },			/* an empty line is no object */
		{ S("{}\n[]\n"), 1 },
		{ S("{}\n{}{}\n"), 1 },
		{ S("{}\n{}\n"), 2 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO_FD fd = memory(cases[i].bytes);
		struct reel *r = reel_in(fd);
		int good = 0;

		for (;;) {
			AUTO_JSON j = NULL;

			if (reel_get(r, &j, &err) != 0)
				break;
			good++;
		}
		assert_int_equal(good, cases[i].good);
		assert_int_equal(err.kind, E_BUG);
		reel_free(r);
	}
}

/* What cannot be written is said once, at the end. */
static void
full(void **state)
{
	AUTO_FD fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	struct reel *r;
	AUTO_JSON j = json_object();

	(void)state;
	if (fd < 0)
		skip();
	r = reel_out(fd, NULL);
	reel_put(r, j);
	assert_int_equal(reel_end(r, &err), -1);
	assert_int_equal(err.kind, E_IO);
}

/* A line that goes on for ever ends what reads it, and not the program. */
static void
too_long(void **state)
{
	AUTO_FD fd = memory(S("{"));
	struct reel *r;
	struct str line;

	(void)state;
	assert_int_equal(ftruncate(fd, (off_t)(2 * REEL_LINE_MOST)), 0);
	r = reel_in(fd);
	assert_int_equal(reel_line(r, &line, &err), -1);
	assert_int_equal(err.kind, E_LIMIT);
	reel_free(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(out_and_in),
		cmocka_unit_test(broken),
		cmocka_unit_test(full),
		cmocka_unit_test(too_long),
	};

	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
