/* SPDX-License-Identifier: EUPL-1.2 */
/* views.c - the templates without what some organisations have of their own, so that a fault there is theirs alone. */
#include "views.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "config/own.h"

#include "base/banned.h"

static int
link_all(struct str from, struct str to, const struct str *v, size_t n, struct arena *mem, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		const char *path = str_c(mem, path_join(mem, from, v[i]));

		if (!str_eq(v[i], S(OWN_FOLDER)) && symlink(path, str_c(mem, path_join(mem, to, v[i]))) != 0)
			return err_sys(e, E_IO, "%s", path);
	}
	return 0;
}

int
view_open(struct view *w, const char *templates, const struct str *own, size_t n, struct arena *mem, struct err *e)
{
	char *real = realpath(templates, NULL);
	struct str from, to, sub, *names;
	size_t nnames;
	int rc;

	*w = (struct view){ .scratch = { .lock = -1 } };
	if (real == NULL)
		return err_sys(e, E_CONFIG, "%s", templates);
	from = str_dup(mem, str_of(real));
	free(real);
	if (path_names(str_c(mem, from), 0, mem, &names, &nnames, e) != 0 || scratch_open(&w->scratch, e) != 0)
		return -1;
	to = path_join(mem, str_of(w->scratch.path), S("sjablonen"));
	sub = path_join(mem, to, S(OWN_FOLDER));
	w->dir = str_c(mem, to);
	rc = path_mkdirs(str_c(mem, sub), e);
	if (rc == 0)
		rc = link_all(from, to, names, nnames, mem, e);
	if (rc == 0)
		rc = link_all(path_join(mem, from, S(OWN_FOLDER)), sub, own, n, mem, e);
	if (rc != 0)
		view_close(w);
	return rc;
}

void
view_close(struct view *w)
{
	scratch_close(&w->scratch);
	w->dir = NULL;
}

int
views_own(const char *templates, struct arena *mem, struct str **v_r, size_t *n_r, struct err *e)
{
	struct str dir = str_fmt(mem, "%s/" OWN_FOLDER, templates), *v;
	size_t n, kept = 0;

	if (path_names(str_c(mem, dir), PATH_MAY_LACK, mem, &v, &n, e) != 0) {
		e->kind = E_CONFIG;
		return -1;
	}
	for (size_t i = 0; i < n; i++) {
		struct stat st;

		/* A note beside the folders is nobody's; what cannot be looked at is a fault of whose it is. */
		if (stat(str_c(mem, path_join(mem, dir, v[i])), &st) != 0 || S_ISDIR(st.st_mode))
			v[kept++] = v[i];
	}
	*v_r = v;
	*n_r = kept;
	return 0;
}

/* Can a worker read the templates in this view?  Its words name the files as they are known. */
static int
try_view(const char *worker, const char *templates, const char *languages, const struct str *own, size_t n,
    struct arena *mem, struct err *e)
{
	struct pool *pool = NULL;
	struct view w;
	int rc = view_open(&w, templates, own, n, mem, e);

	if (rc != 0)
		return -1;
	rc = pool_open(worker, w.dir, languages, 1, NULL, &pool, e);
	if (rc != 0) {
		const char *at = w.dir == NULL ? NULL : strstr(e->msg, w.dir);
		struct str all = str_dup(mem, str_of(e->msg));

		if (at != NULL) {
			size_t before = (size_t)(at - e->msg);

			rc = err_set(e, e->kind, "%.*s%s%.*s", STRF(str_sub(all, 0, before)), templates,
			    STRF(str_from(all, before + strlen(w.dir))));
		}
	}
	pool_close(pool);
	view_close(&w);
	return rc;
}

int
views_faults(const char *worker, const char *templates, const char *languages, struct arena *mem, struct own_fault **v_r,
    size_t *n_r, struct err *e)
{
	struct str *own;
	size_t n, cap = 0;

	*v_r = NULL;
	*n_r = 0;
	if (views_own(templates, mem, &own, &n, e) != 0 || try_view(worker, templates, languages, NULL, 0, mem, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (try_view(worker, templates, languages, &own[i], 1, mem, e) == 0)
			continue;
		if (e->kind != E_CONFIG)
			return -1;
		*PUSH(mem, *v_r, *n_r, cap) = (struct own_fault){ own[i], str_dup(mem, str_of(e->msg)) };
	}
	return 0;
}
