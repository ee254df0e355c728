/* SPDX-License-Identifier: EUPL-1.2 */
/* test_resting.c - what tells that nothing changed: the look at a tree, days that turn, and whose turn it is to be read. */
#include "scratch.h"

#include <sys/time.h>
#include <utime.h>

#include "base/fd.h"
#include "base/json.h"
#include "report/pageline.h"
#include "config/catalog.h"
#include "config/recheck.h"
#include "describe/turns.h"
#include "ingest/sight.h"

#define LATER	((time_t)3600)		/* the time of change of what a test writes is now */

static struct sight
look(const char *path, time_t after)
{
	struct place place = { .path = str_of(path), .key = path_base(str_of(path)) };
	struct sight s;

	sight_of(&place, time(NULL) + after, &s);
	return s;
}

static void
write_to(const char *path, const char *text)
{
	assert_ok(file_replace(path, str_of(text), &err));
}

static bool
same(struct sight a, struct sight b)
{
	assert_true(a.sure && b.sure);
	return digest_eq(a.sha256, b.sha256);
}

static void
tree(void **state)
{
	const char *dir = in("dossier"), *file = in("dossier/a/stuk.txt"), *other = in("dossier/a/x.txt");
	struct timespec old[2] = { { 1000000000, 0 }, { 1000000000, 0 } };
	struct sight was;

	(void)state;
	assert_ok(path_mkdirs(in("dossier/a"), &err));
	write_to(file, "een");
	write_to(in("dossier/dossier.yaml"), "titel: x\n");
	assert_int_equal(utimensat(AT_FDCWD, file, old, 0), 0);
	was = look(dir, LATER);
	assert_true(same(was, look(dir, LATER)));

	/* The same length and time of writing: the time of change tells. */
	{
		AUTO_FD fd = open(file, O_WRONLY);

		assert_true(fd >= 0 && write(fd, "elk", 3) == 3);
	}
	assert_int_equal(utimensat(AT_FDCWD, file, old, 0), 0);
	assert_false(same(was, look(dir, LATER)));

	was = look(dir, LATER);
	assert_int_equal(chmod(file, 0640), 0);
	assert_false(same(was, look(dir, LATER)));
	was = look(dir, LATER);
	assert_int_equal(rename(file, other), 0);
	assert_false(same(was, look(dir, LATER)));
	was = look(dir, LATER);
	assert_int_equal(rename(other, file), 0);
	assert_false(same(was, look(dir, LATER)));
	was = look(dir, LATER);
	assert_int_equal(symlink(file, other), 0);
	assert_false(same(was, look(dir, LATER)));
	was = look(dir, LATER);
	write_to(file, "een en meer"); /* what the link points at is seen by its own name only */
	assert_false(same(was, look(dir, LATER)));
	assert_int_equal(unlink(other), 0);
	was = look(dir, LATER);
	assert_int_equal(unlink(file), 0);
	assert_false(same(was, look(dir, LATER)));
}

static void
unsure(void **state)
{
	const char *dir = in("map"), *file = in("los.txt");

	(void)state;
	assert_ok(path_mkdirs(dir, &err));
	write_to(file, "een");
	assert_true(look(dir, LATER).sure);
	assert_false(look(dir, 0).sure); /* made just now */
	assert_false(look(dir, -LATER).sure);
	assert_true(look(file, LATER).sure);
	assert_false(look(file, 0).sure);
	assert_false(look(in("niets"), LATER).sure);
	assert_int_equal(symlink(dir, in("map-link")), 0);
	assert_false(look(in("map-link"), LATER).sure);
	assert_int_equal(symlink(file, in("link.txt")), 0);
	assert_false(look(in("link.txt"), LATER).sure);
}

/* 33,000 names whose paths have 4,000 bytes: what is looked at costs no memory, so a hostile tree ends no run. */
static void
deep(void **state)
{
	static const char level[] = "een-map-met-een-lange-naam-een-map-met-een-lange-naam-een-map-met-een-lange-naam-een-map-met-een-lange-naam-"
				    "een-map-met-een-lange-naam-een-map-met-een-lange-naam-een-map-met-een-lange-naam-een-map-met-een-lange-na";
	const char *dir = in("diep");
	int at;

	(void)state;
	assert_ok(path_mkdirs(dir, &err));
	at = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	for (size_t n = 0; n + sizeof level < 4000; n += sizeof level) {
		int in_it;

		assert_int_equal(mkdirat(at, level, 0700), 0);
		in_it = openat(at, level, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		assert_true(in_it >= 0);
		(void)close(at);
		at = in_it;
	}
	for (int i = 0; i < 33000; i++) {
		char name[16];
		int fd;

		(void)snprintf(name, sizeof name, "%d", i);
		fd = openat(at, name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		assert_true(fd >= 0);
		(void)close(fd);
	}
	(void)close(at);
	assert_true(same(look(dir, LATER), look(dir, LATER)));
}

static void
due(void **state)
{
	const time_t day = 86400, first = 1768464000;
	unsigned per[28] = { 0 }, turns;

	(void)state;
	for (unsigned id = 0; id < 280; id++) {
		struct uuid u = { { [14] = (uint8_t)(id >> 8), [15] = (uint8_t)id } };

		turns = 0;
		for (unsigned d = 0; d < 28; d++) {
			bool now = recheck_due(28, u, first + (time_t)d * day, first + (time_t)(d + 1) * day);

			turns += now;
			per[d] += now;
		}
		assert_int_equal(turns, 1);
		/* However many nights fell out, it has not lost its turn. */
		assert_true(recheck_due(28, u, first, first + 28 * day));
		assert_false(recheck_due(28, u, first, first));
		assert_true(recheck_due(28, u, first, first - 1));
		assert_true(recheck_due(0, u, first, first));
		assert_true(recheck_due(1, u, first, first + day));
	}
	for (unsigned d = 0; d < 28; d++)
		assert_int_equal(per[d], 10);
}

static void
assert_turns(const struct dossier *d, const struct catalog *lists, struct date today, const char *iso)
{
	struct date t = turns_of(d, lists, today);

	assert_str(t.year == 0 ? S("") : date_iso(mem, t), iso);
}

static void
turns(void **state)
{
	static const char list[] =
	    "# list=https://example.nl/lijst/1 | datum=2026-01-01 | bron=proef | columns=uri,label,begindatum,einddatum\n"
	    "https://example.nl/a\tA\t2020-01-01\t2026-12-31\n"
	    "https://example.nl/b\tB\t2027-03-01\t\n";
	struct statement said = { .what = SAY_UNTIL, .date = { 2026, 6, 10 } };
	struct document doc = { .path = S("a.txt") };
	struct dossier d = { .docs = &doc, .ndocs = 1, .mem = mem };
	struct catalog *lists;

	(void)state;
	write_to(in("lijst.tsv"), list);
	assert_ok(catalog_load_one(in("lijst.tsv"), mem, &lists, &err));
	/* A term that is valid until a day is so on that day. */
	assert_turns(&d, lists, (struct date){ 2026, 5, 1 }, "2027-01-01");
	assert_turns(&d, lists, (struct date){ 2027, 1, 1 }, "2027-03-01");
	assert_turns(&d, lists, (struct date){ 2027, 3, 1 }, "");
	/* What is to come, is today, is past: two days on which it turns. */
	doc.said = (struct statements){ &said, 1, 1 };
	assert_turns(&d, lists, (struct date){ 2026, 5, 1 }, "2026-06-10");
	assert_turns(&d, lists, (struct date){ 2026, 6, 9 }, "2026-06-10");
	assert_turns(&d, lists, (struct date){ 2026, 6, 10 }, "2026-06-11");
	assert_turns(&d, lists, (struct date){ 2026, 6, 11 }, "2027-01-01");
	doc.said.n = 0;
	doc.gleaned = (struct statements){ &said, 1, 1 };
	said = (struct statement){ .what = SAY_VALID, .date = { 2020, 1, 1 }, .until = { 2026, 7, 1 } };
	assert_turns(&d, lists, (struct date){ 2026, 5, 1 }, "2026-07-01");
	doc.gleaned.n = 0;
	d.declared.datum = (struct date){ 2026, 5, 2 };
	assert_turns(&d, lists, (struct date){ 2026, 5, 1 }, "2026-05-02");
}

static json_t *
pageline_of(const json_t *account)
{
	struct pageline *p = pageline_begin(mem);
	const json_t *doc;
	size_t i;

	json_array_foreach (json_list(account, "documents"), i, doc)
		pageline_document(p, doc);
	return pageline_end(p, account);
}

static void
page(void **state)
{
	static const char account[] =
	    "{\"dossier\":\"x\",\"organisation\":\"leiden\",\"verdict\":\"publish\",\"title\":\"T\",\"plan\":\"p\",\"documents\":["
	    "{\"path\":\"a\",\"role\":\"main\",\"outcome\":\"unchanged\",\"categories\":[{\"chosen\":true,\"label\":\"C\",\"score\":1,"
	    "\"reasons\":[{\"rule\":\"r\",\"page\":2,\"weight\":3}]},{\"chosen\":false,\"label\":\"D\",\"reasons\":[]}],\"findings\":[]},"
	    "{\"path\":\"b\",\"role\":\"annex\",\"outcome\":\"unchanged\",\"categories\":[{\"chosen\":true,\"label\":\"C\"}]},"
	    "{\"path\":\"c\",\"role\":\"annex\",\"outcome\":\"unchanged\",\"categories\":[{\"chosen\":true,\"label\":\"E\"}]},"
	    "{\"path\":\"d\",\"role\":\"sidecar\",\"outcome\":\"skipped\",\"categories\":[],"
	    "\"findings\":[{\"code\":\"SID-1\",\"text\":\"t\",\"gravity\":2}]}]}";
	static const char want[] =
	    "{\"documents\":["
	    "{\"categories\":[{\"chosen\":true,\"label\":\"C\",\"reasons\":[{\"page\":2,\"rule\":\"r\"}]}],\"outcome\":\"unchanged\",\"role\":\"main\"},"
	    "{\"categories\":[{\"chosen\":true,\"label\":\"E\"}],\"outcome\":\"unchanged\",\"role\":\"annex\"},"
	    "{\"categories\":[],\"findings\":[{\"code\":\"SID-1\",\"text\":\"t\"}],\"outcome\":\"skipped\",\"path\":\"d\",\"role\":\"sidecar\"}],"
	    "\"dossier\":\"x\",\"more\":1,\"organisation\":\"leiden\",\"title\":\"T\",\"verdict\":\"publish\"}";
	AUTO_JSON j = json_read(str_of(account), &err);
	AUTO_JSON p = pageline_of(j);

	(void)state;
	assert_non_null(p);
	assert_str(json_write(mem, p), want);
	json_put_str(json_array_get(json_list(j, "documents"), 1), "outcome", S("published"));
	assert_null(pageline_of(j));
	json_put_str(json_array_get(json_list(j, "documents"), 1), "outcome", S("unchanged"));
	json_put_str(j, "verdict", S("hold"));
	assert_null(pageline_of(j));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tree),
		cmocka_unit_test(unsure), cmocka_unit_test(deep),
		cmocka_unit_test(due),
		cmocka_unit_test(turns),
		cmocka_unit_test(page),
	};

	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
