/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_runner.c - several couriers side by side: how many orders a place gets at once, in which order, and what the ledger
 * says of documents that went together.  The uploader is this program: it notes what it is asked, and answers as it is told.
 * Needs build/woostraat-worker.
 */
#include "processes.h"
#include "rows.h"

#include <poll.h>
#include <sys/file.h>

#include "base/buf.h"
#include "base/fd.h"
#include "outlet.h"
#include "proc/fleet.h"
#include "runner.h"
#include "store/slots.h"

/* --- the uploader ------------------------------------------------------------------------------ */

/* A line into the log, and how many orders of this step have begun, and are open, with it. */
static void
note(int log, char sign, const char *step, int *begun_r, int *open_r)
{
	struct str all, line;
	char text[64];

	assert_int_equal(flock(log, LOCK_EX), 0);
	(void)snprintf(text, sizeof text, "%c %s\n", sign, step);
	if (sign != '?')
		assert_ok(fd_write_all(log, str_of(text), &err));
	assert_ok(fd_read_all(log, MIB(1), mem, &all, &err));
	assert_int_equal(flock(log, LOCK_UN), 0);
	*begun_r = *open_r = 0;
	while (str_next(&all, '\n', &line)) {
		if (!str_eq(str_from(line, 2), str_of(step)))
			continue;
		*begun_r += line.p[0] == '+';
		*open_r += line.p[0] == '+' ? 1 : -1;
	}
}

/*
 * The address is https://x/LOG; the group of the outlet says how: "N F": wait until N documents are open at once (or until
 * no more come), and the F-th fails.
 */
static const char *
answer(const json_t *j)
{
	struct str group = json_str(j, "group");
	const char *step = str_c(mem, json_str(j, "step"));
	int log = open(str_c(mem, str_from(json_str(j, "url"), sizeof "https://x" - 1)), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	int begun, open, now, wanted = group.p[0] - '0', fails = group.p[2] - '0', mine;

	assert_true(log >= 0);
	note(log, '+', step, &mine, &open);
	for (int waited = 0; strcmp(step, "document") == 0 && waited < PATIENCE_MS && mine <= wanted; waited += 5) {
		note(log, '?', step, &begun, &now);
		if (begun >= wanted)
			break;
		(void)poll(NULL, 0, 5);
	}
	note(log, '-', step, &begun, &open);
	(void)close(log);
	if (strcmp(step, "document") == 0 && mine == fails)
		return "{\"found\":\"unknown\",\"answer\":\"away\",\"detail\":\"vol\"}";
	if (strcmp(step, "find") == 0)
		return "{\"found\":\"nothing\",\"answer\":\"sent\"}";
	if (strcmp(step, "create") == 0)
		return str_c(mem, str_fmt(mem, "{\"found\":\"unknown\",\"answer\":\"sent\",\"remote\":\"%08x-3a51-5d0c-9b1a-2f6a0c4e8d11\"}",
					  (unsigned)mine));
	return "{\"found\":\"same\",\"answer\":\"sent\",\"url\":\"https://x/y\"}";
}

static int
fake_uploader(void)
{
	struct msg m;

	mem = arena_new("nep", MIB(256));
	fake_send(WORKER_FD, MSG_READY, 0, "{}");
	while (msg_recv(WORKER_FD, &m, mem, &err) == 1) {
		AUTO_JSON j = json_read(m.body, &err);

		fake_send(WORKER_FD, MSG_RECEIPT, m.id, answer(j));
		msg_close(&m);
	}
	return 0;
}

/* --- the street -------------------------------------------------------------------------------- */

static struct vault *vault;
static struct pool *pool;
static struct settings settings;

static int
setup(void **state)
{
	if (rows_open(state) != 0 || vault_open(in("kluis"), false, &vault, &err) != 0 ||
	    pool_open(program("woostraat-worker"), "templates", NULL, 1, vault, &pool, &err) != 0) {
		print_error("%s\n", err.msg);
		return -1;
	}
	settings_default(&settings);
	return 0;
}

static int
teardown(void **state)
{
	pool_close(pool);
	vault_close(vault);
	return scratch_close(state);
}

static struct place
lay(const struct organisation *o, const char *name, int ndocs)
{
	(void)put(str_c(mem, str_fmt(mem, "in/%s/dossier.yaml", name)),
	    str_fmt(mem, "kenmerk: %s\ntitel: Parkeren in de binnenstad\ndatum: 12-01-2026\nvrijgave: ja\n"
			 "documenten:\n  - bestand: besluit-0.txt\n    rol: hoofddocument\n", name));
	for (int i = 0; i < ndocs; i++) {
		struct str text = str_fmt(mem, "Besluit %d over %s.\n", i, name);

		for (int n = 0; n < 30; n++) /* enough words for a category */
			text = str_fmt(mem, "%.*sDe raad besluit over het parkeren in de binnenstad.\n", STRF(text));
		(void)put(str_c(mem, str_fmt(mem, "in/%s/besluit-%d.txt", name, i)), text);
	}
	return (struct place){ .org = o, .path = str_of(in(str_c(mem, str_fmt(mem, "in/%s", name)))), .key = str_of(name) };
}

static void
outlet_of(struct organisation *o, const char *kind, const char *log, unsigned connections, const char *how)
{
	struct outlet *at = NEW(mem, struct outlet, 1);

	*at = (struct outlet){ .kind = str_of(kind),
		.url = str_fmt(mem, "https://x%s", in(log)),
		.group = str_of(how),
		.reach.connections = connections };
	if (strcmp(kind, "site") == 0)
		at->public = S("https://open.example.nl/");
	*o = (struct organisation){ .key = S("leiden"), .tooi = S("gm0546"), .ns = S("fc0e6f79-10e3-486b-b9de-3910d9545be7"),
		.outlets = at, .noutlets = 1 };

}

/* For who must find out why nothing went out. */
static void
tell(void *ctx UNUSED, const struct dossier *d, const struct sending *to UNUSED)
{
	for (size_t i = 0; i < d->findings.n; i++) {
		if (finding_gravity(d->findings.v[i].code) >= G_LATER)
			print_message("%.*s: %s %.*s\n", STRF(d->key), finding_tag(d->findings.v[i].code), STRF(d->findings.v[i].arg[0]));
	}
}

static struct totals
street(struct store *s, struct run_id id_of_run, struct places *places)
{
	struct run run = { .may = MAY_REUSE, .now = NOW, .started_at = time(NULL) + 3600, .settings = &settings, .store = s, .vault = vault,
		.pool = pool, .id = id_of_run, .last = ST_publish, .closed = tell };
	struct totals t = { 0 };

	assert_ok(courier_open(self(), "send", &run.courier, &err));
	if (runner_run(&run, places, &t, &err) != 0)
		fail_msg("%s", err.msg);
	courier_close(run.courier);
	return t;
}

/* The most that were open at once of a step (NULL: of all), and how many there were. */
static int
most_open(const char *log, const char *step, int *count_r)
{
	struct str all, line;
	int now = 0, most = 0;

	assert_ok(file_read(in(log), MIB(1), mem, &all, &err));
	*count_r = 0;
	while (str_next(&all, '\n', &line)) {
		if (line.n == 0 || (step != NULL && !str_eq(str_from(line, 2), str_of(step))))
			continue;
		now += line.p[0] == '+' ? 1 : -1;
		*count_r += line.p[0] == '+';
		most = now > most ? now : most;
	}
	return most;
}

static int64_t
count(const char *ledger, const char *sql_text)
{
	sqlite3 *db = raw(in(ledger));
	int64_t n = number_of(db, sql_text);

	(void)sqlite3_close(db);
	return n;
}

/* Documents of one dossier at a site: side by side, never more than the settings say, under one order of the ledger. */
static void
site(void **state UNUSED)
{
	struct organisation o;
	struct place p[1];
	struct places places = { .v = p, .n = 1 };
	struct run_id run;
	struct store *s = fresh("site.sqlite", &run);
	int n;

	outlet_of(&o, "site", "site.log", 3, "3 0");
	p[0] = lay(&o, "dossier", 7);
	(void)street(s, run, &places);
	store_close(s);
	assert_int_equal(most_open("site.log", "document", &n), 3);
	assert_int_equal(n, 7);
	assert_int_equal(most_open("site.log", NULL, &n), 3);
	assert_int_equal(n, 8);
	assert_int_equal(count("site.sqlite", "SELECT count(*) FROM dossier WHERE state='CONFIRMED'"), 1);
	assert_int_equal(count("site.sqlite", "SELECT count(*) FROM attempt WHERE op='document'"), 1);
	assert_int_equal(count("site.sqlite", "SELECT count(*) FROM attempt WHERE outcome IS NULL"), 0);
}

/* One of them fails: those that are out come back, no more go, and the next night all is well. */
static void
broken(void **state UNUSED)
{
	struct organisation o;
	struct place p[1];
	struct places places = { .v = p, .n = 1 };
	struct run_id run;
	struct store *s = fresh("broken.sqlite", &run);
	struct outlet *at;
	int n;

	outlet_of(&o, "site", "broken.log", 3, "3 2");
	p[0] = lay(&o, "kapot", 7);
	(void)street(s, run, &places);
	assert_int_equal(most_open("broken.log", "document", &n), 3);
	assert_true(n >= 3);
	assert_int_equal(most_open("broken.log", "publish", &n), 0);
	assert_int_equal(count("broken.sqlite", "SELECT count(*) FROM dossier WHERE state='PUBLISHING' AND exposed=1"), 1);
	assert_int_equal(count("broken.sqlite", "SELECT count(*) FROM attempt WHERE op='document' AND outcome='RETRY'"), 1);
	at = o.outlets;
	at->group = S("1 0");
	p[0].org = &o;
	(void)street(s, run, &places);
	store_close(s);
	assert_int_equal(count("broken.sqlite", "SELECT count(*) FROM attempt WHERE outcome IS NULL"), 0);
	assert_int_equal(count("broken.sqlite", "SELECT count(*) FROM dossier WHERE state='CONFIRMED'"), 1);
}

/* A bank: dossiers side by side, and of all of them one document at a time. */
static void
bank(void **state UNUSED)
{
	struct organisation o;
	struct place p[3];
	struct places places = { .v = p, .n = 3 };
	struct run_id run;
	struct store *s = fresh("bank.sqlite", &run);
	int n;

	outlet_of(&o, "gpp", "bank.log", 2, "1 0");
	p[0] = lay(&o, "a", 2);
	p[1] = lay(&o, "b", 2);
	p[2] = lay(&o, "c", 2);
	(void)street(s, run, &places);
	store_close(s);
	assert_int_equal(most_open("bank.log", "document", &n), 1);
	assert_int_equal(n, 6);
	assert_true(most_open("bank.log", NULL, &n) <= 2);
	assert_int_equal(count("bank.sqlite", "SELECT count(*) FROM dossier WHERE state='CONFIRMED'"), 3);
}

/* The texts in the order in which they were classified, a letter for each: of its dossier, or * for a long one. */
static char turns[64];

static void
note_turn(void *ctx UNUSED, enum stage_id st, const json_t *answer UNUSED, const struct dossier *d, int doc)
{
	size_t n = strlen(turns);

	if (st != ST_classify)
		return;
	assert_true(n + 1 < sizeof turns);
	turns[n] = d->docs[doc].have[A_ORIGINAL].size > MIB(1) ? '*' : d->key.p[0];
}

static void
grow(const char *path, int mib)
{
	struct str line = S("De raad besluit over het parkeren in de binnenstad.\n");
	struct buf b;

	buf_init(&b, mem, MIB(4));
	while (b.n < MIB(1) * (size_t)mib + 1)
		buf_add(&b, line);
	(void)put(path, buf_str(&b));
}

static void
in_turn(struct place *p, size_t n, const char *ledger)
{
	struct places places = { .v = p, .n = n };
	struct totals t = { 0 };
	struct run_id run_id;
	struct store *s = fresh(ledger, &run_id);
	struct run run = { .now = NOW, .started_at = time(NULL) + 3600, .settings = &settings, .store = s, .vault = vault,
		.pool = pool, .id = run_id, .last = ST_screen, .answered = note_turn };

	memset(turns, 0, sizeof turns);
	assert_ok(courier_open(self(), "send", &run.courier, &err));
	if (runner_run(&run, &places, &t, &err) != 0)
		fail_msg("%s", err.msg);
	assert_int_equal(t.dossiers, n);
	courier_close(run.courier);
	store_close(s);
}

/*
 * Within a dossier the longest document goes first.  One in a dossier that is taken in while a worker is busy goes
 * before the short ones of those before it, so that it is not begun last.
 */
static void
long_first(void **state UNUSED)
{
	struct organisation o = { .key = S("leiden"), .tooi = S("gm0546"), .ns = S("fc0e6f79-10e3-486b-b9de-3910d9545be7") };
	struct place p[2] = { lay(&o, "x", 4), lay(&o, "y", 2) };

	grow("in/x/zeer lang.txt", 2);
	in_turn(p, 1, "een.sqlite");
	assert_string_equal(turns, "*xxxx");
	assert_int_equal(unlink(in("in/x/zeer lang.txt")), 0);
	grow("in/y/zeer lang.txt", 2);
	in_turn(p, 2, "twee.sqlite");
	assert_int_equal(strlen(turns), 7);
	assert_true(strchr(turns, '*') < strrchr(turns, 'x'));
	assert_true(strrchr(turns, 'x') < strchr(turns, 'y'));
}

/* What is open is bounded by its number, by what is at work, and, the closed ones with it, by its memory. */
static void
room(void **state UNUSED)
{
	static const struct { struct crowd now; bool room; } cases[] = {
		{ { 0, 0, 2, 0 }, true },
		{ { 63, 63, 2, MIB(40) }, true },
		{ { 64, 64, 2, MIB(1) }, false },
		{ { 999, 1, 2, MIB(40) }, true },
		{ { 1000, 1, 2, MIB(40) }, false },
		{ { 2, 2, 2, GIB(3) }, true },
		{ { 3, 3, 2, MIB(48) }, false },
		{ { 3, 1, 2, MIB(48) }, false },	/* one is slow, two are closed and hold much */
		{ { 600, 1, 2, MIB(47) }, true },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		if (runner_room(&cases[i].now) != cases[i].room)
			fail_msg("%zu: not %d", i, cases[i].room);
	}
}

/* What stands in the slot while a line of the account is made: what ends the program there is found by it. */
static char in_slot[256];

static void
read_slot(void *ctx UNUSED, const struct dossier *d, const struct sending *to UNUSED)
{
	struct str text, one = uuid_text(mem, dossier_uuid(d));

	assert_ok(file_read(in("slot/leiden"), MIB(1), mem, &text, &err));
	assert_non_null(memmem(text.p, text.n, one.p, one.n));
	assert_true(strlen(in_slot) + 1 < sizeof in_slot);
	in_slot[strlen(in_slot)] = d->key.p[0];
}

static void
told_while_noted(void **state UNUSED)
{
	struct organisation o = { .key = S("leiden"), .tooi = S("gm0546"), .ns = S("fc0e6f79-10e3-486b-b9de-3910d9545be7") };
	struct place p[3] = { lay(&o, "p", 4), lay(&o, "q", 1), lay(&o, "r", 1) };
	struct places places = { .v = p, .n = 3 };
	struct totals t = { 0 };
	struct run_id run_id;
	struct store *s = fresh("slot.sqlite", &run_id);
	struct run run = { .now = NOW, .started_at = time(NULL) + 3600, .settings = &settings, .store = s, .vault = vault,
		.pool = pool, .id = run_id, .last = ST_screen, .closed = read_slot };
	struct str text;
	bool mine;

	assert_ok(slots_open(in("slot"), &run.slots, &err));
	assert_ok(slots_lock(run.slots, &o, &mine, &err));
	assert_ok(courier_open(self(), "send", &run.courier, &err));
	assert_ok(runner_run(&run, &places, &t, &err));
	assert_string_equal(in_slot, "pqr");
	assert_ok(file_read(in("slot/leiden"), MIB(1), mem, &text, &err));
	assert_false(str_has(text, '-'));
	courier_close(run.courier);
	slots_close(run.slots);
	store_close(s);
}

/* A folder has one tree in the making; a rehearsal has one courier. */
static void
alone(void **state UNUSED)
{
	struct outlet folder = { .url = S("file:///srv/site/"), .kind = S("site"), .reach.connections = 9 };
	struct courier *c;
	struct fleet *f;

	assert_int_equal(outlet_connections(&folder), 1);
	assert_ok(courier_open(self(), "dry", &c, &err));
	assert_ok(fleet_open(c, 4, &f, &err));
	assert_int_equal(fleet_fd(f), -1);
	assert_true(fleet_room(f));
	fleet_close(f);
	fleet_close(NULL);
	courier_close(c);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(site), cmocka_unit_test(broken), cmocka_unit_test(bank), cmocka_unit_test(long_first),
		cmocka_unit_test(room), cmocka_unit_test(told_while_noted), cmocka_unit_test(alone) };

	(void)argv;
	if (is_fake(argc))
		_exit(fake_uploader());
	return cmocka_run_group_tests(tests, setup, teardown);
}
