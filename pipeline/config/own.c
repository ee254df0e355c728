/* SPDX-License-Identifier: EUPL-1.2 */
/* own.c - the files that organisations have of their own. */
#include "config/own.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/path.h"

#include "base/banned.h"

#define ORGS_MOST	((size_t)1000)

int
own_files(const char *templates, const char *file, struct arena *mem, struct own_file **v_r, size_t *n_r, struct err *e)
{
	struct str dir = str_fmt(mem, "%s/" OWN_FOLDER, templates), *names;
	size_t n, cap = 0;

	*v_r = NULL;
	*n_r = 0;
	if (path_names(str_c(mem, dir), PATH_MAY_LACK, mem, &names, &n, e) != 0) {
		e->kind = E_CONFIG;
		return -1;
	}
	if (n > ORGS_MOST)
		return err_set(e, E_CONFIG, _("%.*s: meer dan %zu organisaties"), STRF(dir), ORGS_MOST);
	for (size_t i = 0; i < n; i++) {
		const char *path = str_c(mem, path_join(mem, path_join(mem, dir, names[i]), str_of(file)));
		struct stat st;

		if (lstat(path, &st) == 0)
			*PUSH(mem, *v_r, *n_r, cap) = (struct own_file){ names[i], path };
		else if (errno != ENOENT && errno != ENOTDIR)
			return err_sys(e, E_CONFIG, "%s", path);
	}
	return 0;
}

bool
own_is_of(struct str folder, const struct organisation *org)
{
	return str_eq(folder, org->key) || (org->key.n == 0 && str_eq(folder, org->folder)) ||
	    (org->tooi.n != 0 && str_eq(folder, path_base(org->tooi)));
}
