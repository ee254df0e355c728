/* SPDX-License-Identifier: EUPL-1.2 */
/* test_hold.c - who has the state: runs together, a checker alone, and nobody walks around the seal. */
#include "scratch.h"

#include <time.h>

#include "store/hold.h"

static bool broken;

static enum seal
seal(void)
{
	enum seal s;

	assert_ok(seal_check(scratch, &s, &err));
	return s;
}

static int
start(bool accept)
{
	int fd = -1;

	assert_ok(hold_shared(scratch, accept, &broken, &fd, &err));
	return fd;
}

static void
together(void **state)
{
	int one, two, alone = -1;

	(void)state;
	(void)put(SEAL_LEDGER, S("inhoud"));
	one = start(false);
	two = start(false);
	assert_false(broken);
	assert_int_equal(seal(), SEAL_NONE);
	assert_err(E_AGAIN, hold_alone(scratch, &alone, &err));
	auto_close(&alone);
	assert_false(hold_last(one));
	auto_close(&two);
	assert_true(hold_last(one));
	assert_ok(seal_make(scratch, &err));
	auto_close(&one);
	assert_ok(hold_alone(scratch, &alone, &err));
	auto_close(&alone);
	assert_int_equal(seal(), SEAL_WHOLE);		/* who looks breaks nothing */
	one = start(false);
	assert_false(broken);
	assert_int_equal(seal(), SEAL_NONE);
	auto_close(&one);
}

/* A byte changed between two runs: the next one refuses, and the seal stays as it is. */
static void
changed(void **state)
{
	int fd = -1;

	(void)state;
	(void)put(SEAL_LEDGER, S("inhoud"));
	assert_ok(seal_make(scratch, &err));
	(void)put(SEAL_LEDGER, S("Inhoud"));
	for (int i = 0; i < 2; i++) {
		assert_err(E_CONFIG, hold_shared(scratch, false, &broken, &fd, &err));
		auto_close(&fd);
		assert_int_equal(seal(), SEAL_BROKEN);
	}
	fd = start(true);
	assert_true(broken);
	assert_int_equal(seal(), SEAL_NONE);
	auto_close(&fd);
	/* The ledger is gone: that too a person must say. */
	assert_ok(seal_make(scratch, &err));
	assert_int_equal(unlink(in(SEAL_LEDGER)), 0);
	assert_err(E_IO, hold_shared(scratch, false, &broken, &fd, &err));
	auto_close(&fd);
	fd = start(true);
	assert_true(broken);
	auto_close(&fd);
}

/* Who begins while another ends waits for it. */
static void
waits(void **state)
{
	int ready[2], fd;
	pid_t pid;
	char c;

	(void)state;
	(void)put(SEAL_LEDGER, S("inhoud"));
	assert_ok(seal_break(scratch, &err));
	assert_int_equal(pipe2(ready, O_CLOEXEC), 0);
	pid = fork();
	if (pid == 0) {
		struct timespec pause = { 0, 300000000 };
		int alone = -1;

		if (hold_alone(scratch, &alone, &err) != 0 || write(ready[1], "x", 1) != 1)
			_exit(1);
		(void)nanosleep(&pause, NULL);
		_exit(seal_make(scratch, &err) == 0 ? 0 : 1);
	}
	assert_int_equal(read(ready[0], &c, 1), 1);
	fd = start(false);
	assert_int_equal(wait_for(pid), 0);
	assert_false(broken);
	assert_int_equal(seal(), SEAL_NONE);
	auto_close(&fd);
	(void)close(ready[0]);
	(void)close(ready[1]);
	assert_err(E_CONFIG, hold_alone(in("geen/map"), &fd, &err));
	fd = -1;
	assert_ok(hold_shared(in("nieuw/map"), false, &broken, &fd, &err));
	auto_close(&fd);
}

/* A ledger that was put back, and one that is half put back. */
static void
restored(void **state)
{
	int fd = -1, other = -1;
	bool marked;

	(void)state;
	(void)put(SEAL_LEDGER, S("inhoud"));
	assert_ok(seal_restored(scratch, S("woostraat-2026-11-15T041500Z"), &err));
	assert_int_equal(seal(), SEAL_RESTORED);
	assert_err(E_CONFIG, hold_shared(scratch, false, &broken, &fd, &err));
	(void)close(fd);
	assert_int_equal(seal(), SEAL_RESTORED);		/* asking did not take it away */
	fd = start(true);
	assert_true(broken);
	assert_int_equal(seal(), SEAL_NONE);
	assert_err(E_AGAIN, hold_to_restore(scratch, &marked, &other, &err));
	(void)close(other);
	(void)close(fd);

	assert_ok(hold_to_restore(scratch, &marked, &fd, &err));
	assert_false(marked);
	(void)put(HOLD_MARK, S("x"));
	(void)close(fd);
	assert_err(E_CONFIG, hold_shared(scratch, true, &broken, &fd, &err));
	(void)close(fd);
	assert_err(E_CONFIG, hold_alone(scratch, &fd, &err));
	(void)close(fd);
	assert_ok(hold_to_restore(scratch, &marked, &fd, &err));
	assert_true(marked);
	(void)close(fd);
	assert_int_equal(unlink(in(HOLD_MARK)), 0);
	fd = start(false);
	(void)close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(together),
		cmocka_unit_test(changed),
		cmocka_unit_test(waits),
		cmocka_unit_test(restored),
	};

	return cmocka_run_group_tests_name("hold", tests, scratch_open, scratch_close);
}
