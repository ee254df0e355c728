/* SPDX-License-Identifier: EUPL-1.2 */
/* trying.c - rules tried on what the administration has. */
#include "trying.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "proc/spawn.h"
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

int
rule_folder_open(struct rule_folder *f, const struct invocation *inv, const char *path, struct arena *mem, struct err *e)
{
	static const struct str others[] = { S("lists"), S("detect"), S("glean"), S("retention"), S("xsl"), S("schema"),
		S("site"), S("css"), S("organisations"), S("namen.yaml"), S("versies.tsv"), S("toets.yaml") };
	const char *base;
	struct stat st;

	*f = (struct rule_folder){ .templates = path, .scratch = { .lock = -1 } };
	if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
		return err_set(e, E_USAGE, _("%s: deze map met regels is er niet"), path);
	if (has_folder(mem, path, S("rules")))
		return 0;
	if (session_templates(inv, mem, &base, e) != 0 || scratch_open(&f->scratch, e) != 0)
		return -1;
	f->templates = str_c(mem, str_of(f->scratch.path));
	if (point_at(f, S("rules"), path, mem, e) != 0) {
		rule_folder_close(f);
		return -1;
	}
	for (size_t i = 0; i < COUNT(others); i++) {
		const char *other = str_c(mem, path_join(mem, str_of(base), others[i]));

		if (access(other, F_OK) == 0 && point_at(f, others[i], other, mem, e) != 0) {
			rule_folder_close(f);
			return -1;
		}
	}
	return 0;
}

void
rule_folder_close(struct rule_folder *f)
{
	scratch_close(&f->scratch);
}

int
stored_try(const struct invocation *inv, const char *templates, bool decided, struct arena *mem, struct stored_list *list,
    struct err *e)
{
	struct pool *pool = NULL;
	struct look look;
	struct str home;
	int rc;

	if (look_open(&look, inv, mem, e) != 0)
		return -1;
	if (look.store == NULL) {
		look_close(&look);
		return err_set(e, E_USAGE, "%s", _("er is nog geen administratie: er is nog geen run geweest"));
	}
	rc = stored_read(&look, decided, mem, list, e);
	if (rc == 0 && templates == NULL)
		rc = session_templates(inv, mem, &templates, e);
	if (rc == 0)
		rc = spawn_home(mem, &home, e);
	if (rc == 0)
		rc = pool_open(str_c(mem, path_join(mem, home, S("woostraat-worker"))), templates, NULL,
		    settings_workers(&look.settings), look.vault, &pool, e);
	if (rc == 0)
		rc = stored_classify(list, pool, look.now, e);
	pool_close(pool);
	look_close(&look);
	return rc;
}
