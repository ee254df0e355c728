/* SPDX-License-Identifier: EUPL-1.2 */
/* trying.c - rules tried on what the administration has. */
#include "trying.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "proc/spawn.h"
#include "proc/tools.h"
#include "report/progress.h"
#include "session.h"

#include "base/banned.h"

static bool
has_folder(struct arena *mem, const char *dir, struct str name)
{
	struct stat st;

	return stat(str_c(mem, path_join(mem, str_of(dir), name)), &st) == 0 && S_ISDIR(st.st_mode);
}

static int
point_at(struct rule_folder *f, struct str name, const char *dir, struct arena *mem, struct err *e)
{
	char *whole = realpath(dir, NULL);
	struct str to = path_join(mem, str_of(f->templates), name);
	int rc;

	if (whole == NULL)
		return err_sys(e, E_USAGE, "%s", dir);
	rc = symlink(whole, str_c(mem, to));
	free(whole);
	return rc == 0 ? 0 : err_sys(e, E_IO, "%s", dir);
}

/* A folder of templates of our own: all of base but its rules. */
static int
link_all(struct rule_folder *f, const char *base, struct arena *mem, struct err *e)
{
	static const struct str names[] = { S("lists"), S("detect"), S("glean"), S("retention"), S("xsl"), S("schema"),
		S("site"), S("css"), S("organisations"), S("namen.yaml"), S("versies.tsv"), S("toets.yaml") };

	if (scratch_open(&f->scratch, e) != 0)
		return -1;
	f->templates = str_c(mem, str_of(f->scratch.path));
	for (size_t i = 0; i < COUNT(names); i++) {
		const char *one = str_c(mem, path_join(mem, str_of(base), names[i]));

		if (access(one, F_OK) == 0 && point_at(f, names[i], one, mem, e) != 0)
			return -1;
	}
	return 0;
}

int
rule_folder_open(struct rule_folder *f, const struct invocation *inv, const char *path, struct arena *mem, struct err *e)
{
	const char *base;
	struct stat st;

	*f = (struct rule_folder){ .templates = path, .scratch = { .lock = -1 } };
	if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
		return err_set(e, E_USAGE, _("%s: deze map met regels is er niet"), path);
	if (has_folder(mem, path, S("rules")))
		return 0;
	if (session_templates(inv, mem, &base, e) != 0 || link_all(f, base, mem, e) != 0 ||
	    point_at(f, S("rules"), path, mem, e) != 0) {
		rule_folder_close(f);
		return -1;
	}
	return 0;
}

int
rule_folder_beside(struct rule_folder *f, const struct rule_folder *others, struct arena *mem, struct err *e)
{
	const char *base = f->templates;

	if (f->scratch.path[0] == '\0' &&
	    (link_all(f, base, mem, e) != 0 ||
		point_at(f, S("rules"), str_c(mem, path_join(mem, str_of(base), S("rules"))), mem, e) != 0))
		return -1;
	return point_at(f, S(BESIDE_FOLDER), others->templates, mem, e);
}

void
rule_folder_close(struct rule_folder *f)
{
	scratch_close(&f->scratch);
}

static int
open_pool(const char *templates, const struct look *look, struct arena *mem, struct pool **pool_r, struct err *e)
{
	struct str home;

	return spawn_home(mem, &home, e) != 0 ?
	    -1 :
	    pool_open(str_c(mem, path_join(mem, home, S("woostraat-worker"))), templates, NULL,
		settings_workers(&look->settings), look->vault, pool_r, e);
}

/* The state, of which there must be one. */
static int
open_state(struct look *look, const struct invocation *inv, struct arena *mem, struct err *e)
{
	if (look_open(look, inv, mem, e) != 0)
		return -1;
	if (look->store != NULL)
		return 0;
	look_close(look);
	return err_set(e, E_USAGE, "%s", _("er is nog geen administratie: er is nog geen run geweest"));
}

int
stored_try(const struct invocation *inv, const char *templates, bool decided, struct arena *mem, struct stored_list *list,
    struct err *e)
{
	struct pool *pool = NULL;
	struct look look;
	int rc;

	if (open_state(&look, inv, mem, e) != 0)
		return -1;
	rc = stored_read(&look, decided, mem, list, e);
	if (rc == 0 && templates == NULL)
		rc = session_templates(inv, mem, &templates, e);
	if (rc == 0)
		rc = open_pool(templates, &look, mem, &pool, e);
	if (rc == 0)
		rc = stored_classify(list, NULL, pool, &look, e);
	pool_close(pool);
	look_close(&look);
	return rc;
}

/* --- two sets of rules ------------------------------------------------------------------------ */

#define WINDOW_MEM	GIB(1)		/* of one window, with what both sets say of it */
#define WINDOW_LOTS	4		/* jobs of each worker: at its end a worker waits for the others, for one of these */
#define WINDOW_MOST	((size_t)4096)
#define LOT		((size_t)256)

/* A window on the documents: so many are asked at a time. */
struct comparing {
	const struct comparison *c;
	const struct look *look;
	struct pool	*pool;
	size_t		 most;
	size_t		 dossiers;	/* done */
	struct progress	 progress;
};

static int
compare_window(struct comparing *w, struct stored_list *l, struct err *e)
{
	struct stored *old = NEW(l->mem, struct stored, l->n + 1);
	int rc;

	for (size_t i = 0; i < l->n; i++)
		old[i] = l->v[i];
	if (stored_classify(l, old, w->pool, w->look, e) != 0)
		return -1;
	for (size_t i = 0; i < l->n; i++)
		w->c->one(w->c->ctx, &old[i], &l->v[i]);
	progress_wipe(&w->progress);
	rc = w->c->some(w->c->ctx, e);
	arena_free(l->mem);
	*l = (struct stored_list){ .mem = arena_new("bewaarde teksten", WINDOW_MEM) };
	return rc;
}

static int
take_stored(void *ctx, struct stored_list *l, struct err *e)
{
	struct comparing *w = ctx;

	return l->n < w->most ? 0 : compare_window(w, l, e);
}

static void
on_dossier(void *ctx, struct str org, struct str key)
{
	struct comparing *w = ctx;

	progress_show(&w->progress, ++w->dossiers, org, key);
}

static int
add_count(void *ctx, const struct count *c, struct err *e)
{
	int64_t *n = ctx;

	(void)e;
	*n += c->n;
	return 0;
}

int
stored_compare(const struct comparison *c, struct arena *mem, struct err *e)
{
	struct stored_list list = { .mem = arena_new("bewaarde teksten", WINDOW_MEM) };
	struct comparing w = { .c = c };
	struct stored_reader reader = { .take = take_stored, .dossier = on_dossier, .ctx = &w };
	struct scope all = { S(""), S("") };
	struct look look;
	int64_t dossiers = 0;
	int rc = open_state(&look, c->inv, mem, e);

	if (rc != 0) {
		arena_free(list.mem);
		return -1;
	}
	w.look = &look;
	w.most = settings_workers(&look.settings) * LOT * WINDOW_LOTS;
	w.most = w.most < WINDOW_MOST ? w.most : WINDOW_MOST;
	rc = overview_counts(look.store, all, add_count, &dossiers, e);
	if (rc == 0)
		rc = open_pool(c->templates, &look, mem, &w.pool, e);
	progress_start(
	    &w.progress, rc == 0 && c->inv->option[O_JSON_] == NULL ? STDERR_FILENO : -1, (size_t)dossiers, mem);
	if (rc == 0)
		rc = stored_each(&look, &reader, &list, e);
	if (rc == 0)
		rc = compare_window(&w, &list, e);
	progress_end(&w.progress);
	pool_close(w.pool);
	look_close(&look);
	arena_free(list.mem);
	return rc;
}
