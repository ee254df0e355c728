/* SPDX-License-Identifier: EUPL-1.2 */
/* templates.c - the rules, lists and sheets of a run, kept so that its decisions can be explained later. */
#include "config/templates.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/json.h"
#include "base/path.h"
#include "base/utf8.h"

#include "base/banned.h"

#define FILES_MOST	10000		/* templates; some fifty are usual */
#define FILE_MOST	MIB(64)		/* the longest value list has some megabytes */
#define TEMPLATES_MEM	GIB(1)
#define LIST_MOST	MIB(8)

struct names { struct str *v; size_t n, cap; };

/* Regular files and folders below a folder, as paths below dir. */
static int
list_folder(struct arena *mem, struct str dir, struct str below, struct names *files, struct names *folders, struct err *e)
{
	const char *path = str_c(mem, below.n == 0 ? dir : path_join(mem, dir, below));
	struct str *v;
	size_t n;

	if (path_names(path, 0, mem, &v, &n, e) != 0) {
		e->kind = E_CONFIG;
		return -1;
	}
	for (size_t i = 0; i < n; i++) {
		struct str name = below.n == 0 ? v[i] : path_join(mem, below, v[i]);
		struct stat st;

		/* The words of a terminal decide nothing. */
		if (str_eq(name, S("lang")) || stat(str_c(mem, path_join(mem, dir, name)), &st) != 0)
			continue;
		if (S_ISDIR(st.st_mode))
			*PUSH(mem, folders->v, folders->n, folders->cap) = name;
		else if (S_ISREG(st.st_mode))
			*PUSH(mem, files->v, files->n, files->cap) = name;
	}
	return files->n + folders->n > FILES_MOST ? err_set(e, E_CONFIG, _("%s: te veel bestanden"), path) : 0;
}

static int
keep_bytes(struct vault *vault, struct str bytes, struct artefact *a, struct err *e)
{
	AUTO_FD fd = -1;

	*a = (struct artefact){ digest_of(bytes), bytes.n };
	if (vault_has(vault, a))
		return 0;
	return vault_temp(vault, &fd, e) != 0 || fd_write_all(fd, bytes, e) != 0 ? -1 : vault_keep(vault, fd, a, e);
}

static int
keep_files(struct arena *mem, struct str dir, const struct names *files, struct vault *vault, json_t *list, struct err *e)
{
	for (size_t i = 0; i < files->n; i++) {
		struct mark mark = arena_mark(mem);
		json_t *j = json_object();
		struct artefact a;
		struct str bytes;

		json_push(list, j);
		if (file_read(str_c(mem, path_join(mem, dir, files->v[i])), FILE_MOST, mem, &bytes, e) != 0 ||
		    keep_bytes(vault, bytes, &a, e) != 0)
			return -1;
		json_put_str(j, "path", utf8_show(mem, files->v[i]));
		json_put_str(j, "sha256", digest_hex(mem, a.sha256));
		json_put_num(j, "bytes", (int64_t)a.size);
		arena_rewind(mem, mark);
	}
	return 0;
}

int
templates_keep(const char *dir, struct vault *vault, struct artefact *list_r, struct err *e)
{
	struct arena *mem = arena_new("sjablonen", TEMPLATES_MEM);
	struct names files = { 0 }, folders = { 0 };
	AUTO_JSON j = json_object();
	json_t *list = json_array();
	int rc = list_folder(mem, str_of(dir), S(""), &files, &folders, e);

	json_put(j, "files", list);
	for (size_t i = 0; rc == 0 && i < folders.n; i++)
		rc = list_folder(mem, str_of(dir), folders.v[i], &files, &folders, e);
	if (rc == 0 && files.n != 0) {
		qsort(files.v, files.n, sizeof *files.v, str_order);
		rc = keep_files(mem, str_of(dir), &files, vault, list, e);
	}
	if (rc == 0)
		rc = keep_bytes(vault, json_write(mem, j), list_r, e);
	arena_free(mem);
	return rc;
}

/* The bytes of a digest, believed when they have it. */
static int
read_object(struct vault *vault, struct digest d, size_t most, struct arena *mem, struct str *bytes_r, struct err *e)
{
	struct artefact a = { .sha256 = d };
	AUTO_FD fd = -1;

	if (vault_get(vault, &a, &fd, e) != 0 || fd_read_all(fd, most, mem, bytes_r, e) != 0)
		return -1;
	if (!digest_eq(digest_of(*bytes_r), d))
		return err_set(e, E_IO, "%s", _("kluis: een bewaard sjabloon is beschadigd"));
	return 0;
}

static int
restore_file(struct vault *vault, const json_t *one, struct str to, struct arena *mem, struct err *e)
{
	struct str path = json_str(one, "path"), bytes, folder;
	struct digest d;

	if (!path_inside(path) || digest_parse(json_str(one, "sha256"), &d) != 0)
		return err_set(e, E_IO, "%s", _("kluis: een bewaarde lijst van sjablonen is onleesbaar"));
	if (read_object(vault, d, FILE_MOST, mem, &bytes, e) != 0)
		return -1;
	path = path_join(mem, to, path);
	folder = path;
	folder.n -= path_base(path).n;
	return path_mkdirs(str_c(mem, folder), e) != 0 ? -1 : file_replace(str_c(mem, path), bytes, e);
}

int
templates_restore(struct vault *vault, struct digest list, const char *to, struct err *e)
{
	struct arena *mem = arena_new("sjablonen", TEMPLATES_MEM);
	AUTO_JSON j = NULL;
	struct str text;
	int rc = read_object(vault, list, LIST_MOST, mem, &text, e);

	if (rc == 0 && (j = json_read(text, e)) == NULL)
		rc = -1;
	if (rc == 0)
		rc = path_mkdirs(to, e);
	for (size_t i = 0; rc == 0 && i < json_array_size(json_list(j, "files")); i++) {
		struct mark mark = arena_mark(mem);

		rc = restore_file(vault, json_array_get(json_list(j, "files"), i), str_of(to), mem, e);
		arena_rewind(mem, mark);
	}
	arena_free(mem);
	return rc;
}
