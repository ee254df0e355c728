/* SPDX-License-Identifier: EUPL-1.2 */
/* test_verify.c - what verify says of a ledger and a vault that were tampered with, and of those that were not. */
#include "scratch.h"

#include <sqlite3.h>
#include <sys/file.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/utf8.h"
#include "store/evidence.h"
#include "store/ledger.h"
#include "store/seal.h"
#include "store/vault.h"
#include "verify/proof.h"
#include "verify/verify.h"

#include "base/banned.h"

#define NOW	1768464000
#define NS	"fc0e6f79-10e3-486b-b9de-3910d9545be7"

static struct organisation org;
static struct settings settings;
static struct buf said;			/* the lines of the last verify */
static struct uuid id;
static struct str original, bundle;	/* digests, as hex */

/* --- a state that is whole ------------------------------------------------------- */

static struct artefact
keep(struct vault *v, struct str bytes)
{
	struct artefact a;
	int fd;

	assert_ok(vault_temp(v, &fd, &err));
	assert_ok(fd_write_all(fd, bytes, &err));
	assert_ok(vault_keep(v, fd, &a, &err));
	(void)close(fd);
	return a;
}

static json_t *
came_in(const struct artefact *a)
{
	json_t *j = json_object(), *docs = json_array(), *one = json_object();

	json_put_str(one, "id", S(NS));
	json_put_str(one, "sha256", digest_hex(mem, a->sha256));
	json_put_num(one, "bytes", (int64_t)a->size);
	json_push(docs, one);
	json_put(j, "documents", docs);
	return j;
}

static void
go(struct store *s, struct turn *t, enum state from, enum state to)
{
	struct step step = STEP(from, to);

	assert_int_equal(ledger_move(s, t, &step, NULL, &err), 0);
}

/* One dossier from nothing to CONFIRMED, at a portal that takes a file by name. */
static void
publish(struct store *s, struct turn *t, const struct artefact *in_doc, const struct artefact *out)
{
	struct intent intent = { .op = "publish", .key = S(NS), .target = S("file:///x/"), .sha256 = out->sha256 };
	struct digest gate = digest_of(S("gate")), config = digest_of(S("config"));
	struct ledger_row row;
	struct step step;
	int64_t n;

	assert_ok(ledger_get(s, t->id, mem, &row, &err));
	assert_int_equal(ledger_ingest(s, t, org.key, S("Z-1 map"), digest_of(S("in")), &row, true, came_in(in_doc), &err), 0);
	go(s, t, S_INGESTED, S_EXTRACTED);
	go(s, t, S_EXTRACTED, S_CLASSIFIED);
	step = STEP(S_CLASSIFIED, S_PASSED);
	step.gate = &gate;
	step.config = &config;
	assert_int_equal(ledger_move(s, t, &step, NULL, &err), 0);
	step = STEP(S_PASSED, S_BUNDLED);
	step.bundle = &out->sha256;
	assert_int_equal(ledger_move(s, t, &step, NULL, &err), 0);
	step = STEP(S_BUNDLED, S_CREATED);
	step.remote = S("x.zip");
	assert_int_equal(ledger_move(s, t, &step, NULL, &err), 0);
	step = STEP(S_CREATED, S_PUBLISHING);
	step.exposed = 1;
	assert_int_equal(ledger_order(s, t, &step, &intent, &n, &err), 0);
	step = STEP(S_PUBLISHING, S_PUBLISHED);
	assert_int_equal(ledger_answer(s, t, &step, n, ATTEMPT_OK, 201, NULL, &err), 0);
	go(s, t, S_PUBLISHED, S_CONFIRMED);
}

static const char *
in_state(const char *name)
{
	return in(str_c(mem, str_fmt(mem, "staat/%s", name)));
}

static void
fresh(void)
{
	static const char line[] = "{\"documents\":[{\"outcome\":\"published\",\"role\":\"main\",\"sha256\":\"%.*s\"},"
				   "{\"outcome\":\"skipped\",\"role\":\"withheld\"}],\"verdict\":\"publish\"}";
	struct run_facts f = { .mode = "run", .now = NOW, .started = NOW, .who = S("jan"), .build = S("1") };
	struct dossier d = { .org = &org, .key = S("Z-1 map") };
	struct artefact doc, zip, account;
	struct turn t = { .now = NOW };
	struct vault *v;
	struct store *s;

	path_remove_tree(in("staat"));
	(void)make_folder("staat");
	assert_ok(vault_open(in_state("kluis"), true, &v, &err));
	doc = keep(v, S("het besluit"));
	zip = keep(v, S("de bundel"));
	original = digest_hex(mem, doc.sha256);
	bundle = digest_hex(mem, zip.sha256);
	account = keep(v, str_fmt(mem, line, STRF(original)));
	f.templates = keep(v, S("{\"files\":[]}")).sha256;
	id = t.id = dossier_uuid(&d);
	assert_ok(store_open(in_state(SEAL_LEDGER), &s, &err));
	assert_ok(store_organisation(s, &org, &err));
	assert_ok(store_run_begin(s, &f, &t.run, &err));
	publish(s, &t, &doc, &zip);
	assert_ok(store_account_set(s, t.id, &account, t.run, &err));
	assert_ok(store_run_end(s, t.run, NOW + 1, true, &err));
	store_close(s);
	vault_close(v);
	assert_ok(seal_make(in("staat"), &err));
}

/* --- tampering ------------------------------------------------------------------- */

static struct str
guards(sqlite3 *db)
{
	sqlite3_stmt *q;
	struct buf b;

	buf_init(&b, mem, MIB(1));
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT name, sql FROM sqlite_master WHERE type='trigger'", -1, &q, NULL), SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW)
		buf_addf(&b, "%s;\n", (const char *)sqlite3_column_text(q, 1));
	(void)sqlite3_finalize(q);
	return buf_str(&b);
}

static void
run_sql(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
}

/* As somebody would who knows the ledger: past its guards, which stand there again afterwards, and sealed. */
static void
tamper(const char *sql)
{
	sqlite3_stmt *q;
	struct buf drop;
	sqlite3 *db;
	const char *kept;

	assert_int_equal(sqlite3_open(in_state(SEAL_LEDGER), &db), SQLITE_OK);
	kept = str_c(mem, guards(db));
	buf_init(&drop, mem, MIB(1));
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT name FROM sqlite_master WHERE type='trigger'", -1, &q, NULL), SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW)
		buf_addf(&drop, "DROP TRIGGER %s;", (const char *)sqlite3_column_text(q, 0));
	(void)sqlite3_finalize(q);
	run_sql(db, "PRAGMA ignore_check_constraints=1");
	run_sql(db, str_c(mem, buf_str(&drop)));
	run_sql(db, sql);
	run_sql(db, kept);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	assert_ok(seal_make(in("staat"), &err));
}

/* --- looking --------------------------------------------------------------------- */

static void
on_line(void *ctx, enum verify_grade g, struct str line)
{
	(void)ctx;
	assert_true(utf8_xml(line));
	buf_addf(&said, "%s%.*s\n", g == VERIFY_FAULT ? "" : "note: ", STRF(line));
}

static struct verify_sum
look(const char *head)
{
	struct verify v = { .settings = &settings, .say = on_line };
	struct verify_sum sum;
	struct str rest = str_of(head), seq;
	uint64_t n = 0;

	if (str_next(&rest, ':', &seq)) {
		assert_int_equal(str_u64(seq, &n), 0);
		v.head_seq = (int64_t)n;
		v.head_leaf = rest;
	}
	buf_init(&said, mem, MIB(1));
	assert_ok(verify(&v, mem, &sum, &err));
	return sum;
}

static void
expect(const char *name, const char *words)
{
	struct verify_sum sum = look(NULL);
	const char *lines = str_c(mem, buf_str(&said));

	if (sum.faults == 0 || strstr(lines, words) == NULL)
		fail_msg("%s: %llu faults, want ‘%s’ in:\n%s", name, (unsigned long long)sum.faults, words, lines);
}

static void
whole(void **state)
{
	struct verify_sum sum;

	(void)state;
	fresh();
	sum = look(NULL);
	if (sum.faults != 0 || sum.notes != 0)
		fail_msg("%.*s", STRF(buf_str(&said)));
	assert_int_equal(sum.dossiers, 1);
	assert_int_equal(sum.runs, 1);
	assert_int_equal(sum.attempts, 1);
	assert_int_equal(sum.objects, 4);
	assert_int_equal(sum.entries, sum.head_seq);
	sum = look(str_c(mem, str_fmt(mem, "%lld:%.*s", (long long)sum.head_seq, STRF(sum.head_leaf))));
	assert_int_equal(sum.faults, 0);
	assert_int_equal(access(in_state(SEAL_LEDGER "-wal"), F_OK), -1);
	assert_int_equal(access(in_state(SEAL_LEDGER "-shm"), F_OK), -1);
}

/* Each past the guards, and sealed again: what finds it is that the parts contradict each other. */
static void
tampered(void **state)
{
	static const struct { const char *name, *sql, *words; } cases[] = {
		{ "an entry gone", "DELETE FROM evidence WHERE seq=4", "na bewijs 3 komt bewijs 5" },
		{ "the first gone", "DELETE FROM evidence WHERE seq=1", "na bewijs 0 komt bewijs 2" },
		{ "the last gone", "DELETE FROM evidence WHERE seq=(SELECT max(seq) FROM evidence)", "de tabel heeft 1 runs (1 af)" },
		{ "a word changed", "UPDATE evidence SET body=replace(body, 'jan', 'piet') WHERE seq=1", "bewijs 1 is gewijzigd" },
		{ "a blank more", "UPDATE evidence SET body=body||' ' WHERE seq=3", "bewijs 3 is gewijzigd" },
		{ "a NUL inside", "UPDATE evidence SET body=body||char(0)||'x' WHERE seq=3", "bewijs 3 is gewijzigd" },
		{ "no JSON", "UPDATE evidence SET body='x' WHERE seq=3", "bewijs 3 is niet te lezen" },
		{ "no UTF-8", "UPDATE evidence SET body=CAST(X'ff' AS TEXT) WHERE seq=3", "bewijs 3 is niet te lezen" },
		{ "a leaf", "UPDATE evidence SET leaf=substr(leaf, 2)||'0' WHERE seq=3", "bewijs 3 is gewijzigd" },
		{ "a leaf that is none", "UPDATE evidence SET leaf='x' WHERE seq=3", "bewijs 3 is gewijzigd" },
		{ "a link", "UPDATE evidence SET prev=substr(prev, 2)||'0' WHERE seq=3", "bewijs 3 volgt niet" },
		{ "another dossier", "UPDATE evidence SET dossier_id='" NS "' WHERE seq=3", "bewijs 3 zegt iets anders" },
		{ "no dossier", "UPDATE evidence SET dossier_id=NULL WHERE seq=3", "bewijs 3 zegt iets anders" },
		{ "a dossier of a run", "UPDATE evidence SET dossier_id='" NS "' WHERE seq=1", "bewijs 1 zegt iets anders" },
		{ "a long dossier", "UPDATE evidence SET dossier_id='" NS "x' WHERE seq=3", "bewijs 3: dit is geen kenmerk" },
		{ "a state", "UPDATE dossier SET state='PUBLISHED'", "iets anders dan het laatste bewijs" },
		{ "a state that is none", "UPDATE dossier SET state='X'", "iets anders dan het laatste bewijs" },
		{ "a remote id", "UPDATE dossier SET remote_id='y.zip'", "iets anders dan het laatste bewijs" },
		{ "a digest that is none", "UPDATE dossier SET bundle_sha256='x'", "een bundel ontbreekt" },
		{ "a run of a dossier", "PRAGMA foreign_keys=OFF; UPDATE dossier SET run_id=7", "iets anders dan het laatste bewijs" },
		{ "a name", "UPDATE dossier SET dossier_key='Z-2'", "het kenmerk hoort niet bij de naam" },
		{ "an organisation", "UPDATE dossier SET organisation='x'", "het kenmerk hoort niet bij de naam" },
		{ "a namespace", "UPDATE organisation SET ns='x'", "het kenmerk hoort niet bij de naam" },
		{ "a row gone", "DELETE FROM attempt; DELETE FROM dossier", "staat in het bewijs en niet in de tabel" },
		{ "a row more", "INSERT INTO dossier SELECT '" NS "', organisation, 'b', '', 1, 'INGESTED', 1, input_sha256, NULL, NULL, NULL,"
				" NULL, NULL, NULL, 0, 0, 0, NULL, 1, 1, 1 FROM dossier", "zonder enig bewijs" },
		{ "a target", "UPDATE attempt SET target='y'", "poging 1 staat anders" },
		{ "an epoch", "UPDATE attempt SET epoch=9", "poging 1 staat anders" },
		{ "bytes of an attempt", "UPDATE attempt SET sha256=idem_key", "poging 1 staat anders" },
		{ "a status", "UPDATE attempt SET http=200", "de uitkomst van poging 1" },
		{ "an outcome", "UPDATE attempt SET outcome='SAME'", "de uitkomst van poging 1" },
		{ "an end", "UPDATE attempt SET ended=NULL", "de uitkomst van poging 1" },
		{ "an attempt gone", "DELETE FROM attempt", "poging 1" },
		{ "an attempt more", "INSERT INTO attempt SELECT dossier_id, 2, 1, 1, op, idem_key, target, sha256, 1, NULL, NULL, NULL"
				     " FROM attempt", "de tabel heeft 2 pogingen" },
		{ "who ran", "UPDATE run SET who='piet'", "run 1: de tabel zegt iets anders dan het bewijs van het begin" },
		{ "its balance", "UPDATE run SET balanced=0", "run 1: de tabel zegt iets anders dan het bewijs van het eind" },
		{ "its end", "UPDATE run SET ended=NULL", "het bewijs van het eind" },
		{ "a run more", "INSERT INTO run SELECT 2, mode, now, started, host, boot_id, pid, who, build, NULL, NULL, NULL FROM run",
		    "de tabel heeft 2 runs" },
		{ "an account", "UPDATE account SET sha256='x'", "een verantwoording ontbreekt" },
		{ "its size", "UPDATE account SET size=1", "een verantwoording is niet zo lang" },
		{ "templates", "UPDATE run SET templates_sha256=substr(templates_sha256, 2)||'0'", "een lijst van sjablonen ontbreekt" },
		{ "a table", "CREATE TABLE x(y)", "wachters" },
		{ "a guard", "CREATE TRIGGER x BEFORE INSERT ON death BEGIN SELECT 1; END", "wachters" },
		{ "a move", "INSERT INTO move VALUES ('HELD', 'PUBLISHED')", "wachters" },
		{ "a number", "PRAGMA user_version=1", "geen administratie van deze versie" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		fresh();
		tamper(cases[i].sql);
		expect(cases[i].name, cases[i].words);
	}
}

/* A history that no run of ours can have made, chained and sealed by rule. */
static void
impossible(void **state)
{
	static const struct { const char *name, *from, *to, *words; } cases[] = {
		{ "a move that is none", "\"EXTRACTED\"", "\"PUBLISHED\"", "deze stap bestaat niet" },
		{ "a state that is none", "\"EXTRACTED\"", "\"ERGENS\"", "deze stap bestaat niet" },
		{ "an epoch back", "\"epoch\":1,\"exposed\":0,\"input", "\"epoch\":3,\"exposed\":0,\"input", "een dossier begint anders" },
		{ "an epoch on", "\"epoch\":1,\"exposed\":1", "\"epoch\":2,\"exposed\":1", "het volgnummer van de behandeling" },
		{ "a revision", "\"revision\":1,\"since\":1768464000,\"spares\":0,\"state\":\"CREATED\"",
		    "\"revision\":2,\"since\":1768464000,\"spares\":0,\"state\":\"CREATED\"", "het versienummer klopt niet" },
		{ "another record", "x.zip\",\"revision\":1,\"since\":1768464000,\"spares\":0,\"state\":\"CREATED\"",
		    "y.zip\",\"revision\":1,\"since\":1768464000,\"spares\":0,\"state\":\"CREATED\"", "is verwisseld" },
		{ "an attempt ahead", "\"attempt\":1,\"dossier\"", "\"attempt\":4,\"dossier\"", "poging 4 is niet de volgende" },
		{ "a run ahead", "\"event\":\"run-begin\"", "\"event\":\"run-begin\",\"x\":1", NULL },
		{ "other bytes than passed", "\"event\":\"order\",\"key\"", "\"event\":\"order\",\"kee\"", "poging 1 staat anders" },
		{ "an event of no kind", "\"event\":\"run-begin\"", "\"event\":\"begin\"", "gaat over geen dossier en over geen run" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str prev = S("0000000000000000000000000000000000000000000000000000000000000000");
		sqlite3_stmt *q, *w;
		struct buf sql;
		sqlite3 *db;

		fresh();
		assert_int_equal(sqlite3_open(in_state(SEAL_LEDGER), &db), SQLITE_OK);
		buf_init(&sql, mem, MIB(4));
		assert_int_equal(sqlite3_prepare_v2(db, "SELECT seq, prev, replace(body, ?1, ?2) FROM evidence ORDER BY seq", -1, &q, NULL), SQLITE_OK);
		(void)sqlite3_bind_text(q, 1, cases[i].from, -1, SQLITE_STATIC);
		(void)sqlite3_bind_text(q, 2, cases[i].to, -1, SQLITE_STATIC);
		while (sqlite3_step(q) == SQLITE_ROW) {
			/* The chain anew: the entry's own word of its predecessor, then its leaf. */
			const char *old = (const char *)sqlite3_column_text(q, 1), *body = (const char *)sqlite3_column_text(q, 2);
			const char *at = strstr(body, old);
			struct str fixed = str_fmt(mem, "%.*s%.*s%s", (int)(at - body), body, STRF(prev), at + strlen(old));
			struct str leaf = digest_hex(mem, evidence_leaf(fixed));

			buf_addf(&sql, "UPDATE evidence SET prev='%.*s', leaf='%.*s', body='%.*s' WHERE seq=%d;", STRF(prev), STRF(leaf),
			    STRF(fixed), sqlite3_column_int(q, 0));
			prev = leaf;
		}
		(void)sqlite3_finalize(q);
		assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*) FROM evidence WHERE instr(body, ?1)", -1, &w, NULL), SQLITE_OK);
		(void)sqlite3_bind_text(w, 1, cases[i].from, -1, SQLITE_STATIC);
		assert_int_equal(sqlite3_step(w), SQLITE_ROW);
		if (sqlite3_column_int(w, 0) == 0)
			fail_msg("%s: nothing to change", cases[i].name);
		(void)sqlite3_finalize(w);
		(void)sqlite3_close(db);
		tamper(str_c(mem, buf_str(&sql)));
		if (cases[i].words != NULL)
			expect(cases[i].name, cases[i].words);
		else if (look(NULL).faults != 0) /* the control: rewritten by rule, and nothing contradicts it */
			fail_msg("%s: %.*s", cases[i].name, STRF(buf_str(&said)));
		if (strstr(str_c(mem, buf_str(&said)), "volgt niet") != NULL)
			fail_msg("%s: the chain was not made anew", cases[i].name);
	}
}

static const char *
object(struct str hex)
{
	return in_state(str_c(mem, str_fmt(mem, "kluis/%.2s/%.*s", hex.p, STRF(hex))));
}

static void
vault_faults(void **state)
{
	struct verify_sum sum;

	(void)state;
	fresh();
	assert_int_equal(unlink(object(original)), 0);
	expect("an original gone", "een aangeleverd bestand ontbreekt");
	fresh();
	assert_int_equal(unlink(object(bundle)), 0);
	expect("a bundle gone", "een bundel ontbreekt");
	fresh();
	assert_int_equal(chmod(object(original), 0600), 0);
	assert_ok(file_replace(object(original), S("het besluiT"), &err));
	expect("another byte", "is beschadigd");
	fresh();
	(void)put("staat/kluis/00/x", S(""));
	expect("a stray file", "kluis: 00/x hoort er niet");
	fresh();
	(void)put("staat/kluis/x\x1b[31m", S(""));
	expect("a stray file with a name that steers", "kluis: x\\x1b[31m hoort er niet");
	fresh();
	(void)put(str_c(mem, str_fmt(mem, "staat/kluis/zz/%.*s", STRF(original))), S("het besluit"));
	expect("in another folder", "hoort er niet");
	fresh();
	assert_int_equal(unlink(object(original)), 0);
	assert_int_equal(symlink("/dev/null", object(original)), 0);
	expect("a symbolic link", "hoort er niet");
	fresh();
	assert_int_equal(unlink(object(original)), 0);
	assert_int_equal(mkfifo(object(original), 0600), 0);
	expect("a pipe", "hoort er niet");
	fresh();
	(void)put("staat/kluis/tmp/half", S("x"));
	sum = look(NULL);
	assert_int_equal(sum.faults, 0);
	assert_int_equal(sum.notes, 1);
	fresh();
	path_remove_tree(in_state("kluis"));
	expect("no vault", "kluis");
}

static void
files_of_state(void **state)
{
	struct verify v = { .settings = &settings, .say = on_line };
	struct verify_sum sum;
	int fd;

	(void)state;
	fresh();
	assert_int_equal(unlink(in_state(SEAL_FILE)), 0);
	sum = look(NULL);
	assert_int_equal(sum.faults, 0);
	assert_int_equal(sum.notes, 1);
	fresh();
	(void)put("staat/" SEAL_FILE, S("x"));
	expect("another seal", "het zegel is verbroken");
	fresh();
	(void)put("staat/" SEAL_LEDGER "-wal", S("x"));
	expect("a journal", "het zegel is verbroken");
	fresh();
	(void)put("staat/" SEAL_LEDGER, S("geen SQLite, maar wel meer dan honderd bytes lang, zodat het voor een kop door kan gaan. "
	    "En nog iets erbij."));
	expect("another file", "het zegel is verbroken");
	fresh();
	assert_int_equal(truncate(in_state(SEAL_LEDGER), 8192), 0);
	expect("half a ledger", "het zegel is verbroken");
	fresh();
	assert_int_equal(unlink(in_state(SEAL_LEDGER)), 0);
	expect("no ledger", SEAL_LEDGER);
	fresh();
	assert_int_equal(look("1:0000000000000000000000000000000000000000000000000000000000000000").faults, 1);
	assert_int_equal(look("99:0000000000000000000000000000000000000000000000000000000000000000").faults, 1);
	fd = open(in("staat"), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(fd >= 0 && flock(fd, LOCK_SH) == 0);
	assert_err(E_AGAIN, verify(&v, mem, &sum, &err));
	(void)close(fd);
	path_remove_tree(in("staat"));
	assert_err(E_CONFIG, verify(&v, mem, &sum, &err));
}

/* --- proof ------------------------------------------------------------------------ */

static bool
has(const char *dir, struct str hex)
{
	return access(in(str_c(mem, str_fmt(mem, "%s/objecten/%.*s", dir, STRF(hex)))), F_OK) == 0;
}

static void
proof(void **state)
{
	struct proof p = { .settings = &settings, .org = &org, .key = S("Z-1 map"), .verifier = put("verifieer.sh", S("#!/bin/sh\n")) };
	struct str text;

	(void)state;
	fresh();
	p.out = in("bewijs");
	assert_ok(proof_write(&p, mem, &err));
	assert_true(has("bewijs", original) && has("bewijs", bundle));
	assert_int_equal(count_files(in("bewijs")), 7 + 3);	/* the bundle, the original, the list; not the account: it names what was withheld */
	assert_ok(file_read(in("bewijs/niet-bijgevoegd.txt"), MIB(1), mem, &text, &err));
	assert_int_equal(text.n != 0, true);
	assert_err(E_USAGE, proof_write(&p, mem, &err));
	p.out = in("alles");
	p.all = true;
	assert_ok(proof_write(&p, mem, &err));
	assert_int_equal(count_files(in("alles")), 7 + 4);
	p.out = in("onbekend");
	p.key = S("Z-9");
	assert_err(E_USAGE, proof_write(&p, mem, &err));
	assert_int_equal(access(p.out, F_OK), -1);
	/* An object that is not what its name says proves nothing: no folder. */
	p.key = S("Z-1 map");
	assert_int_equal(chmod(object(original), 0600), 0);
	assert_ok(file_replace(object(original), S("x"), &err));
	assert_err(E_IO, proof_write(&p, mem, &err));
	assert_int_equal(access(p.out, F_OK), -1);
	assert_int_equal(unlink(object(bundle)), 0);
	assert_err(E_IO, proof_write(&p, mem, &err));
	assert_int_equal(access(p.out, F_OK), -1);
}

static int
setup(void **state)
{
	static struct outlet outlet = { .url = { "file:///x/", 10 } };
	int rc = scratch_open(state);

	org = (struct organisation){ .key = S("leiden"), .ns = S(NS), .noutlets = 1, .outlets = &outlet };
	settings_default(&settings);
	settings.state = str_of(in("staat"));
	settings.orgs = &org;
	settings.norgs = 1;
	return rc;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole),
		cmocka_unit_test(tampered),
		cmocka_unit_test(impossible),
		cmocka_unit_test(vault_faults),
		cmocka_unit_test(files_of_state),
		cmocka_unit_test(proof),
	};

	return cmocka_run_group_tests(tests, setup, scratch_close);
}
