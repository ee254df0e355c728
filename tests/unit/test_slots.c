/* SPDX-License-Identifier: EUPL-1.2 */
/* test_slots.c - one run per organisation, and what a run that was killed leaves behind. */
#include "scratch.h"

#include "store/slots.h"

#define A	"00000001-0000-0000-0000-000000000000"
#define B	"00000002-0000-0000-0000-000000000000"
#define BLANK	"                                     \n"

static const struct organisation leiden = { .key = S("leiden") }, delft = { .key = S("delft") };

static struct uuid
uuid(const char *text)
{
	struct uuid u;

	assert_int_equal(uuid_parse(str_of(text), &u), 0);
	return u;
}

static struct slots *
slots_in(const char *name)
{
	struct slots *s;

	assert_ok(slots_open(in(name), &s, &err));
	return s;
}

static bool
lock(struct slots *s, const struct organisation *o)
{
	bool mine;

	assert_ok(slots_lock(s, o, &mine, &err));
	assert_int_equal(slots_mine(s, o), mine);
	return mine;
}

static struct str
file_of(const char *name)
{
	struct str s;

	assert_ok(file_read(in(name), MIB(1), mem, &s, &err));
	return s;
}

/* A run in a process of its own, that ends as we want it to; it says so when it has the lock and has made its notes. */
static pid_t
holder(const char *name, const struct organisation *o, bool done, int *end_r)
{
	int ready[2], end[2];
	char c;
	pid_t pid;

	assert_int_equal(pipe(ready) + pipe(end), 0);
	pid = fork();
	if (pid == 0) {
		struct slots *s;
		bool mine;

		(void)close(end[1]);
		if (slots_open(in(name), &s, &err) != 0 || slots_lock(s, o, &mine, &err) != 0 || !mine ||
		    slots_note(s, o, uuid(A), false, &err) != 0 || slots_note(s, o, uuid(B), true, &err) != 0 ||
		    (done && (slots_done(s, o, uuid(A), &err) != 0 || slots_done(s, o, uuid(B), &err) != 0)))
			_exit(1);
		(void)!write(ready[1], "x", 1);
		(void)!read(end[0], &c, 1);
		_exit(0);
	}
	(void)close(ready[1]);
	(void)close(end[0]);
	assert_int_equal(read(ready[0], &c, 1), 1);
	(void)close(ready[0]);
	*end_r = end[1];
	return pid;
}

static void
one_run(void **state)
{
	struct slots *s, *t;
	const struct leftover *v;
	pid_t pid;
	int end;

	(void)state;
	slots_close(NULL);
	pid = holder("een", &leiden, true, &end);
	s = slots_in("een");
	assert_false(lock(s, &leiden));
	assert_false(slots_mine(s, &leiden));
	assert_true(lock(s, &delft));		/* another organisation is free */
	assert_true(lock(s, &delft));
	assert_int_equal(slots_leftovers(s, &v), 0);
	(void)close(end);
	assert_int_equal(wait_for(pid), 0);
	assert_true(lock(s, &leiden));
	assert_int_equal(slots_leftovers(s, &v), 0);		/* it took its notes off */
	/* Two in one process as well. */
	t = slots_in("een");
	assert_false(lock(t, &leiden));
	slots_close(s);
	assert_true(lock(t, &leiden));
	slots_close(t);
}

/* Killed: the lock is gone with it, and its notes are there, of each organisation that was locked. */
static void
killed(void **state)
{
	struct slots *s;
	const struct leftover *v;
	pid_t pid, other;
	int end, end2;

	(void)state;
	pid = holder("dood", &leiden, false, &end);
	other = holder("dood", &delft, false, &end2);
	assert_int_equal(kill(pid, SIGKILL) + kill(other, SIGKILL), 0);
	assert_int_equal(wait_for(pid), 1000 + SIGKILL);
	assert_int_equal(wait_for(other), 1000 + SIGKILL);
	(void)close(end);
	(void)close(end2);
	s = slots_in("dood");
	assert_true(lock(s, &leiden));
	assert_int_equal(slots_leftovers(s, &v), 2);
	assert_int_equal(v[0].id.b[3], 1);
	assert_false(v[0].alone);
	assert_int_equal(v[1].id.b[3], 2);
	assert_true(v[1].alone);
	assert_true(lock(s, &delft));
	assert_int_equal(slots_leftovers(s, &v), 4);
	/* Not dealt with: the next run finds them again. */
	slots_close(s);
	s = slots_in("dood");
	assert_true(lock(s, &leiden) && lock(s, &delft));
	assert_int_equal(slots_leftovers(s, &v), 4);
	assert_ok(slots_clear(s, &err));
	assert_int_equal(slots_leftovers(s, &v), 0);
	assert_ok(slots_note(s, &leiden, uuid(A), true, &err));
	slots_close(s);
	s = slots_in("dood");
	assert_true(lock(s, &leiden) && lock(s, &delft));
	assert_int_equal(slots_leftovers(s, &v), 1);
	assert_true(v[0].alone);
	slots_close(s);
}

/* What may stand in the file when a machine or a person spoilt it: whole lines count, and nothing else. */
static void
torn(void **state)
{
	static const struct { const char *name, *text; size_t n; } cases[] = {
		{ "empty", "", 0 }, { "one", A "+\n", 1 }, { "two", A "-\n" B "+\n", 2 }, { "hole", BLANK B "+\n", 1 },
		{ "blank", BLANK BLANK, 0 }, { "half", A "+\n" "00000002-0000-00", 1 }, { "without-kind", A "-\n" B, 1 },
		{ "half-alone", "00000001", 0 }, { "short-line", "x\n" A "+\n", 1 }, { "long-line", A "+x\n" B "+\n", 1 },
		{ "no-uuid", "zzzzzzzz-0000-0000-0000-000000000000+\n" B "-\n", 1 }, { "text", "dit is geen slot\n", 0 },
		{ "lines", "\n\n\n", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct organisation o = { .key = str_of(cases[i].name) };
		const struct leftover *v;
		struct slots *s = slots_in("stuk");

		(void)put(str_c(mem, str_fmt(mem, "stuk/%s", cases[i].name)), str_of(cases[i].text));
		assert_true(lock(s, &o));
		if (slots_leftovers(s, &v) != cases[i].n)
			fail_msg("%s: %zu", cases[i].name, slots_leftovers(s, &v));
		/* It works on, whatever was there. */
		assert_ok(slots_clear(s, &err));
		assert_ok(slots_note(s, &o, uuid(B), false, &err));
		slots_close(s);
		assert_str(file_of(str_c(mem, str_fmt(mem, "stuk/%s", cases[i].name))), B "-\n");
	}
	/* Longer than a run can write, or no file of ours: that is refused, not guessed. */
	struct organisation odd = { .key = S("lang") }, link = { .key = S("link") }, folder = { .key = S("map") };
	struct slots *s = slots_in("stuk");
	bool mine;
	char *long_text = arena_alloc(mem, 1025 * 38, 1);

	memset(long_text, '\n', 1025 * 38);
	(void)put("stuk/lang", (struct str){ long_text, 1025 * 38 });
	assert_err(E_LIMIT, slots_lock(s, &odd, &mine, &err));
	assert_int_equal(symlink("one", in("stuk/link")), 0);
	assert_err(E_IO, slots_lock(s, &link, &mine, &err));
	(void)make_folder("stuk/map");
	assert_err(E_IO, slots_lock(s, &folder, &mine, &err));
	assert_false(slots_mine(s, &odd) || slots_mine(s, &link) || slots_mine(s, &folder));
	slots_close(s);
}

static void
notes(void **state)
{
	struct slots *s = slots_in("noot");
	size_t fds = count_fds();

	(void)state;
	assert_true(lock(s, &leiden));
	assert_ok(slots_note(s, &leiden, uuid(A), false, &err));
	assert_str(file_of("noot/leiden"), A "-\n");
	assert_ok(slots_note(s, &leiden, uuid(B), true, &err));
	assert_str(file_of("noot/leiden"), A "-\n" B "+\n");
	assert_ok(slots_done(s, &leiden, uuid(A), &err));
	assert_str(file_of("noot/leiden"), BLANK B "+\n");
	assert_ok(slots_done(s, &leiden, uuid(A), &err));		/* twice is nothing */
	assert_ok(slots_note(s, &leiden, uuid(A), true, &err));		/* a free slot is used again */
	assert_str(file_of("noot/leiden"), A "+\n" B "+\n");
	assert_ok(slots_done(s, &leiden, uuid(B), &err));
	assert_ok(slots_done(s, &leiden, uuid(A), &err));
	assert_str(file_of("noot/leiden"), BLANK BLANK);
	/* A rehearsal has no slots. */
	assert_ok(slots_note(NULL, &leiden, uuid(A), false, &err));
	assert_ok(slots_done(NULL, &leiden, uuid(A), &err));
	assert_int_equal(count_fds(), fds + 1);
	slots_close(s);
	assert_int_equal(count_fds(), fds);
}

/* As many as there are slots, and no more: one too many is a fault in the program. */
static void
full(void **state)
{
	struct slots *s = slots_in("vol");
	struct uuid u = { { 0 } };
	const struct leftover *v;
	pid_t pid;

	(void)state;
	assert_true(lock(s, &leiden));
	for (int i = 0; i < 1024; i++) {
		u.b[0] = (uint8_t)(i >> 8);
		u.b[1] = (uint8_t)i;
		assert_ok(slots_note(s, &leiden, u, i % 2 == 0, &err));
	}
	assert_int_equal(file_of("vol/leiden").n, 1024 * 38);
	pid = fork();
	if (pid == 0) {
		(void)!freopen("/dev/null", "w", stderr);
		(void)!slots_note(s, &leiden, uuid(A), false, &err);
		_exit(0);
	}
	assert_int_equal(wait_for(pid), 70);	/* EX_SOFTWARE */
	u.b[0] = 2;
	u.b[1] = 0;
	assert_ok(slots_done(s, &leiden, u, &err));
	assert_ok(slots_note(s, &leiden, uuid(B), true, &err));
	slots_close(s);
	s = slots_in("vol");
	assert_true(lock(s, &leiden));
	assert_int_equal(slots_leftovers(s, &v), 1024);
	assert_int_equal(v[512].id.b[3], 2);
	assert_true(v[512].alone && v[0].alone && !v[1].alone);
	slots_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_run), cmocka_unit_test(killed), cmocka_unit_test(torn), cmocka_unit_test(notes),
		cmocka_unit_test(full),
	};

	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
