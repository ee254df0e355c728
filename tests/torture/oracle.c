/* SPDX-License-Identifier: EUPL-1.2 */
/* oracle.c - is the world as it must be?  Ledger, vault and portal against the undisturbed run. */
#include "oracle.h"

#include <dirent.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fd.h"
#include "base/json.h"
#include "base/path.h"

#include "base/banned.h"

#define LEDGER		"administratie.sqlite"
#define LEDGER_MOST	MIB(64)
#define WHY_MOST	4000

/* One examination. */
struct look {
	const struct world *w;
	struct arena	*mem;
	struct faults	 faults;
	struct buf	 why;
	struct str	 held;		/* ids of dossiers that are held and may be, a line each */
};

static void
say(struct look *l, unsigned *fault, const char *what, struct str a)
{
	(*fault)++;
	buf_add(&l->why, str_fmt(l->mem, "    %s: %.*s\n", what, STRF(a)));
}

/* --- folders ------------------------------------------------------------------- */

/* The names in a folder that do not begin with a dot, in byte order; none when it is not there. */
static struct str *
names(struct str dir, struct arena *mem, size_t *n_r)
{
	DIR *d = opendir(str_c(mem, dir));
	struct str *v = NULL;
	size_t n = 0, cap = 0;
	struct dirent *ent;

	while (d != NULL && (ent = readdir(d)) != NULL) {
		if (ent->d_name[0] != '.')
			*PUSH(mem, v, n, cap) = str_dup(mem, str_of(ent->d_name));
	}
	if (d != NULL)
		(void)closedir(d);
	if (n > 1)
		qsort(v, n, sizeof *v, str_order);
	*n_r = n;
	return v;
}

static bool
digest_file(struct str path, struct arena *mem, struct digest *d_r)
{
	AUTO_FD fd = open(str_c(mem, path), O_RDONLY | O_CLOEXEC);
	uint64_t size;
	struct err e;

	return fd >= 0 && digest_fd(fd, d_r, NULL, &size, &e) == 0;
}

/* The dossier's UUID, which stands in every public key. */
static struct str
uuid_in(struct str key, struct arena *mem)
{
	struct uuid u;

	for (size_t i = 0; i + 36 <= key.n; i++) {
		if (uuid_parse(str_sub(key, i, 36), &u) == 0)
			return uuid_text(mem, u);
	}
	return STR_NONE;
}

/* The kenmerk that holds the dossier's id. */
static struct str
kenmerk(const json_t *record, struct arena *mem)
{
	size_t i;
	json_t *x;

	json_array_foreach (json_list(record, "kenmerken"), i, x) {
		struct str id = uuid_in(json_str(x, "kenmerk"), mem);

		if (id.p != NULL)
			return id;
	}
	return S("?");
}

static bool
is_status(const json_t *record, const char *status)
{
	return str_eq(json_str(record, "status"), str_of(status));
}

/* What the public can download of a publication, as one digest; a document without a file is none. */
static struct digest
content_of(const json_t *bank, struct str publication, struct arena *mem)
{
	struct hash *h = hash_new();
	struct str *v = NULL;
	size_t n = 0, cap = 0, i;
	json_t *x;

	json_array_foreach (json_list(bank, "documents"), i, x) {
		if (str_eq(json_str(x, "publication"), publication) && is_status(x, "gepubliceerd") &&
		    json_flag(x, "whole") && !json_flag(x, "deleted"))
			*PUSH(mem, v, n, cap) = str_dup(mem, json_str(x, "sha256"));
	}
	if (n > 1)
		qsort(v, n, sizeof *v, str_order);
	for (i = 0; i < n; i++)
		hash_str(h, v[i]);
	return hash_end(h);
}

/* What is public at the bank, and what ever was: taking it back does not unpublish it. */
static void
bank_shows(const json_t *bank, struct arena *mem, struct showing *s)
{
	size_t i;
	json_t *x;

	json_array_foreach (json_list(bank, "publications"), i, x) {
		if (json_num(x, "public", 0) != 0 || is_status(x, "gepubliceerd"))
			*PUSH(mem, s->v, s->n, s->cap) = (struct shown){ .portal = S("leiden"), .key = kenmerk(x, mem),
				.content = content_of(bank, json_str(x, "uuid"), mem) };
	}
}

static struct showing
portal_shows(const struct world *w, const json_t *bank, struct arena *mem)
{
	struct showing s = { .n = 0 };
	struct str all = str_fmt(mem, "%s/portaal", w->dir);
	size_t norgs, n;
	struct str *orgs = names(all, mem, &norgs);

	for (size_t i = 0; i < norgs; i++) {
		struct str dir = path_join(mem, all, orgs[i]);
		struct str *files = names(dir, mem, &n);

		for (size_t k = 0; k < n; k++) {
			struct shown x = { .portal = orgs[i], .key = files[k] };

			must(digest_file(path_join(mem, dir, files[k]), mem, &x.content));
			*PUSH(mem, s.v, s.n, s.cap) = x;
		}
	}
	bank_shows(bank, mem, &s);
	return s;
}

static struct str *
vault_objects(const struct world *w, struct arena *mem, size_t *n_r)
{
	struct str all = str_fmt(mem, "%s/staat/kluis", w->dir), *v = NULL;
	size_t ndirs, n, total = 0, cap = 0;
	struct str *dirs = names(all, mem, &ndirs);

	for (size_t i = 0; i < ndirs; i++) {
		struct str *files = names(path_join(mem, all, dirs[i]), mem, &n);

		for (size_t k = 0; k < n && !str_eq(dirs[i], S("tmp")); k++)
			*PUSH(mem, v, total, cap) = path_join(mem, dirs[i], files[k]);
	}
	*n_r = total;
	return v;
}

static bool
in_list(struct str s, const struct str *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq(v[i], s))
			return true;
	}
	return false;
}

/* Is it there, and is it what its name says? */
static bool
object_fine(const struct world *w, struct str hex, struct arena *mem)
{
	struct digest want, got;

	return digest_parse(hex, &want) == 0 &&
	    digest_file(str_fmt(mem, "%s/staat/kluis/%.2s/%.*s", w->dir, hex.p, STRF(hex)), mem, &got) &&
	    digest_eq(want, got);
}

/* --- the ledger ------------------------------------------------------------------ */

static void
copy_file(struct str from, struct str to, struct arena *mem)
{
	struct mark m = arena_mark(mem);
	struct str bytes;
	struct err e;
	AUTO_FD fd = -1;

	(void)unlink(str_c(mem, to));
	if (file_read(str_c(mem, from), LEDGER_MOST, mem, &bytes, &e) == 0) {
		fd = open(str_c(mem, to), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		must(fd >= 0 && fd_write_all(fd, bytes, &e) == 0);
	}
	arena_rewind(mem, m);
}

/* A copy: reading the ledger itself would recover it, and that is the program's to do.  NULL: there is none yet. */
static sqlite3 *
ledger_open(const struct world *w, struct arena *mem)
{
	static const char *const parts[] = { "", "-wal", "-journal" };
	struct str dir = str_fmt(mem, "%s/blik", w->dir);
	sqlite3 *db = NULL;
	struct stat st;

	path_remove_tree(str_c(mem, dir));
	must(mkdir(str_c(mem, dir), 0700) == 0);
	for (size_t i = 0; i < COUNT(parts); i++)
		copy_file(str_fmt(mem, "%s/staat/" LEDGER "%s", w->dir, parts[i]),
		    str_fmt(mem, "%.*s/" LEDGER "%s", STRF(dir), parts[i]), mem);
	if (stat(str_c(mem, str_fmt(mem, "%.*s/" LEDGER, STRF(dir))), &st) != 0 || st.st_size == 0)
		return NULL;
	if (sqlite3_open(str_c(mem, str_fmt(mem, "%.*s/" LEDGER, STRF(dir))), &db) != SQLITE_OK) {
		(void)sqlite3_close(db);
		return NULL;
	}
	return db;
}

/* All rows of a query, columns apart by blanks, each row a line; a failing query answers with its reason. */
static struct str
ask(sqlite3 *db, struct arena *mem, const char *sql)
{
	struct buf b;
	sqlite3_stmt *q = NULL;
	int rc = sqlite3_prepare_v2(db, sql, -1, &q, NULL);

	buf_init(&b, mem, LEDGER_MOST);
	while (rc == SQLITE_OK && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(q); i++)
			buf_add(&b, str_fmt(mem, "%s%s", i == 0 ? "" : " ",
				sqlite3_column_text(q, i) == NULL ? "-" : (const char *)sqlite3_column_text(q, i)));
		buf_addc(&b, '\n');
		rc = SQLITE_OK;
	}
	if (rc != SQLITE_DONE)
		buf_add(&b, str_fmt(mem, "%s\n", sqlite3_errmsg(db)));
	(void)sqlite3_finalize(q);
	return buf_str(&b);
}

static struct str
ledger_lines(sqlite3 *db, struct arena *mem)
{
	return ask(db, mem, "SELECT organisation, dossier_key, state, revision, input_sha256, bundle_sha256"
	    " FROM dossier ORDER BY organisation, dossier_key");
}

/* Line n of the rows is the dossier that line n of the truth is; it is the same, or held where that is allowed. */
static void
check_rows(struct look *l, sqlite3 *db, const struct truth *t, bool may_hold)
{
	struct str want = t->ledger, got = ledger_lines(db, l->mem), a, b = STR_NONE;

	while (str_next(&want, '\n', &a)) {
		(void)str_next(&got, '\n', &b);
		if (str_eq(a, b))
			continue;
		if (may_hold && strstr(str_c(l->mem, b), " HELD ") != NULL)
			l->faults.held++;
		else
			say(l, &l->faults.lost, "the ledger has another row", b);
	}
	if (got.n != 0)
		say(l, &l->faults.duplicated, "the ledger has a row too many", got);
	if (may_hold)
		l->held = ask(db, l->mem, "SELECT id FROM dossier WHERE state='HELD'");
}

static bool
has_tables(sqlite3 *db, struct arena *mem)
{
	return str_eq(ask(db, mem, "SELECT count(*) FROM sqlite_master WHERE name IN ('dossier', 'memo', 'attempt')"),
	    S("3\n"));
}

/*
 * I4: what the ledger names is in the vault, with the right bytes.  A row of the memo is an answer, which names what was
 * made, or lines of one about a dossier, which names nothing; what is neither is damage.
 */
static void
check_named(struct look *l, sqlite3 *db)
{
	struct str rest = ask(db, l->mem, "SELECT bundle_sha256 FROM dossier WHERE bundle_sha256 IS NOT NULL"
	    " UNION SELECT json_extract(made.value, '$.sha256') FROM memo, json_each(CASE WHEN json_valid(memo.answer)"
	    " THEN memo.answer ELSE '{}' END, '$.made') AS made"
	    " UNION SELECT 'memo ' || memo_key FROM memo WHERE NOT json_valid(answer) AND NOT"
	    " json_valid('[' || replace(rtrim(answer, char(10)), char(10), ',') || ']')");
	struct str line;

	while (str_next(&rest, '\n', &line)) {
		if (line.n != 0 && !object_fine(l->w, line, l->mem))
			say(l, &l->faults.lost, "the ledger names what the vault has not", line);
	}
}

/* I5: what is public has its intent in the ledger. */
static void
check_intent(struct look *l, sqlite3 *db, const struct showing *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct str id = uuid_in(s->v[i].key, l->mem), n = S("0\n");

		if (db != NULL)
			n = ask(db, l->mem, str_c(l->mem, str_fmt(l->mem,
			    "SELECT count(*) FROM attempt WHERE dossier_id='%.*s'", STRF(id))));
		if (str_eq(n, S("0\n")))
			say(l, &l->faults.lost, "public, and the ledger does not know of it", s->v[i].key);
	}
}

/* --- the portal -------------------------------------------------------------------- */

static bool
shown_eq(const struct shown *a, const struct shown *b)
{
	return str_eq(a->portal, b->portal) && str_eq(a->key, b->key);
}

/* Everything that is public is what may be, and once. */
static void
check_public(struct look *l, const struct truth *t, const struct showing *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct shown *x = &s->v[i], *same_key = NULL, *same_bytes = NULL;

		for (size_t k = 0; k < t->shown.n; k++) {
			if (shown_eq(x, &t->shown.v[k]))
				same_key = &t->shown.v[k];
			if (digest_eq(x->content, t->shown.v[k].content))
				same_bytes = &t->shown.v[k];
		}
		if (same_bytes == NULL)
			say(l, &l->faults.leaked, "public, and never passed", x->key);
		else if (same_key == NULL)
			say(l, &l->faults.duplicated, "public under a second name", x->key);
		else if (!digest_eq(same_key->content, x->content))
			say(l, &l->faults.leaked, "public with the bytes of another", x->key);
		for (size_t k = 0; k < i; k++) {
			if (shown_eq(x, &s->v[k]))
				say(l, &l->faults.duplicated, "public twice", x->key);
		}
	}
}

static bool
is_held(const struct look *l, struct str key)
{
	struct str rest = l->held, line, id = uuid_in(key, l->mem);

	while (str_next(&rest, '\n', &line)) {
		if (line.n != 0 && str_eq(line, id))
			return true;
	}
	return false;
}

static void
check_all_shown(struct look *l, const struct truth *t, const struct showing *s)
{
	for (size_t k = 0; k < t->shown.n; k++) {
		bool there = false;

		for (size_t i = 0; i < s->n; i++)
			there = there || shown_eq(&t->shown.v[k], &s->v[i]);
		if (!there && !is_held(l, t->shown.v[k].key))
			say(l, &l->faults.lost, "not public, and must be", t->shown.v[k].key);
	}
}

/* A record that nobody chose, or a document without its file, where no request of ours was late. */
static void
check_spares(struct look *l, const json_t *bank)
{
	size_t i;
	json_t *x;

	json_array_foreach (json_list(bank, "publications"), i, x) {
		if (is_status(x, "concept") && !json_flag(x, "deleted"))
			say(l, &l->faults.duplicated, "a second record at the portal", kenmerk(x, l->mem));
	}
	json_array_foreach (json_list(bank, "documents"), i, x) {
		if (!json_flag(x, "whole") && !json_flag(x, "deleted"))
			say(l, &l->faults.duplicated, "a document without its file at the portal", json_str(x, "uuid"));
	}
}

/* --- the three questions -------------------------------------------------------------- */

static struct look
look_new(const struct world *w, struct arena *mem)
{
	struct look l = { .w = w, .mem = mem };

	buf_init(&l.why, mem, WHY_MOST);
	return l;
}

struct faults
oracle_broken_off(const struct world *w, const struct truth *t, struct arena *mem, struct str *why_r)
{
	struct look l = look_new(w, mem);
	AUTO_JSON bank = world_bank(w, false, mem);
	struct showing s = portal_shows(w, bank, mem);
	sqlite3 *db = ledger_open(w, mem);

	if (db != NULL && !has_tables(db, mem)) { /* it died while it made them */
		(void)sqlite3_close(db);
		db = NULL;
	}
	check_public(&l, t, &s);
	check_intent(&l, db, &s);
	if (db != NULL)
		check_named(&l, db);
	(void)sqlite3_close(db);
	*why_r = buf_str(&l.why);
	return l.faults;
}

struct faults
oracle_finished(const struct world *w, const struct truth *t, const struct leave *leave, struct arena *mem,
    struct str *why_r)
{
	struct look l = look_new(w, mem);
	AUTO_JSON bank = world_bank(w, true, mem);
	struct showing s = portal_shows(w, bank, mem);
	sqlite3 *db = ledger_open(w, mem);
	size_t n;
	struct str *objects = vault_objects(w, mem, &n), sound = STR_NONE;

	if (db != NULL) {
		sound = ask(db, mem, "PRAGMA integrity_check");
		check_rows(&l, db, t, leave->hold);
		check_named(&l, db);
	}
	if (!str_eq(sound, S("ok\n")))
		say(&l, &l.faults.lost, "the ledger is damaged", sound);
	check_public(&l, t, &s);
	check_intent(&l, db, &s);
	check_all_shown(&l, t, &s);
	if (!leave->spare)
		check_spares(&l, bank);
	(void)sqlite3_close(db);
	/* What a worker had no memory for is not made, and its dossier is held, if it was not before. */
	for (size_t i = 0; i < t->nobjects && !leave->hold; i++) {
		if (!in_list(t->objects[i], objects, n))
			say(&l, &l.faults.lost, "not in the vault", t->objects[i]);
	}
	for (size_t i = 0; i < n; i++) {
		if (!object_fine(w, str_from(objects[i], 3), mem))
			say(&l, &l.faults.lost, "an object with other bytes than its name", objects[i]);
	}
	*why_r = buf_str(&l.why);
	return l.faults;
}

void
oracle_learn(struct world *w, struct world *other, struct arena *mem, struct truth *t)
{
	struct world *both[] = { other, w };
	static const char *const methods[] = { "GET", "POST", "PATCH", "PUT", "DELETE" };
	AUTO_JSON bank = NULL;
	struct str *v[2];
	size_t n[2];
	sqlite3 *db;

	*t = (struct truth){ .nobjects = 0 };
	for (int i = 0; i < 2; i++) {
		struct ended end = world_run(both[i], NULL);

		if (end.code > EXIT_HELD || end.code < 0) {
			(void)fprintf(stderr, "torture: an undisturbed run ended with %d (signal %d); see %s\n", end.code,
			    end.signal, both[i]->out);
			exit(2);
		}
		v[i] = vault_objects(both[i], mem, &n[i]);
	}
	for (size_t i = 0; i < n[1]; i++) {
		if (in_list(v[1][i], v[0], n[0]))
			*PUSH(mem, t->objects, t->nobjects, t->objects_cap) = v[1][i];
	}
	bank = world_bank(w, true, mem);
	t->shown = portal_shows(w, bank, mem);
	for (size_t i = 0; i < COUNT(methods); i++)
		t->asked[i] = (unsigned)json_num(json_map(bank, "asked"), methods[i], 0);
	db = ledger_open(w, mem);
	must(db != NULL && t->shown.n >= 2 && t->nobjects >= 10);
	t->ledger = ledger_lines(db, mem);
	(void)sqlite3_close(db);
}
