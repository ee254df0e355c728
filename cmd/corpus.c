/* SPDX-License-Identifier: EUPL-1.2 */
/* corpus.c - documents of which a person has said what they are, to test the rules on. */
#include "corpus.h"

#include <sys/stat.h>

#include "base/csv.h"
#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"
#include "types.h"

#include "base/banned.h"

#define LIST_MOST	((size_t)64 << 20)	/* bytes of a CSV */
#define FILES_MOST	((size_t)200000)
#define DEPTH_MOST	20		/* folders within folders */
#define COLUMNS_MOST	40

enum column { COL_BESTAND, COL_CATEGORIE, COL_TITEL, COL_ZAAKTYPE, COL_SOORT, COL_BRON, COL__COUNT };

static const char *const column_names[COL__COUNT] = { "bestand", "categorie", "titel", "zaaktype", "documentsoort",
	"bron" };

/* --- a CSV ----------------------------------------------------------------------------- */

static int
take_row(struct corpus *c, const struct catalog *lists, struct str dir, const char *path, size_t line,
    const struct str v[COL__COUNT], struct err *e)
{
	struct specimen s = { .name = v[COL_BESTAND],
		.titel = v[COL_TITEL],
		.zaaktype = v[COL_ZAAKTYPE],
		.documentsoort = v[COL_SOORT],
		.bron = v[COL_BRON] };

	if (v[COL_BESTAND].n == 0)
		return 0;
	s.path = v[COL_BESTAND].p[0] == '/' ? v[COL_BESTAND] : path_join(c->mem, dir, v[COL_BESTAND]);
	if (v[COL_CATEGORIE].n == 0) {
		c->unlabelled++;
		return 0;
	}
	s.label = catalog_named(lists, scheme_list(SCHEME_CATEGORIE), v[COL_CATEGORIE]);
	if (s.label == NULL && !str_eq_nocase(v[COL_CATEGORIE], S(CORPUS_NONE)))
		return err_set(e, E_CONFIG,
		    _("%s, regel %zu: ‘%.*s’ is geen informatiecategorie (schrijf bijvoorbeeld 2k, beschikkingen of geen)"),
		    path, line, STRF(utf8_show(c->mem, v[COL_CATEGORIE])));
	if (c->n >= FILES_MOST)
		return err_set(e, E_CONFIG, _("%s: meer dan %zu documenten"), path, FILES_MOST);
	*PUSH(c->mem, c->v, c->n, c->cap) = s;
	return 0;
}

static int
read_list(struct corpus *c, const struct catalog *lists, const char *path, struct str dir, struct err *e)
{
	struct csv r;
	struct str bytes, v[COLUMNS_MOST], named[COL__COUNT];
	int at[COL__COUNT];
	size_t n;

	if (file_read(path, LIST_MOST, c->mem, &bytes, e) != 0)
		return -1;
	if (!utf8_valid(bytes))
		return err_set(e, E_CONFIG, _("%s: dit is geen UTF-8-tekst"), path);
	csv_open(&r, bytes, c->mem);
	if (!csv_row(&r, v, COLUMNS_MOST, &n))
		return err_set(e, E_CONFIG, _("%s is leeg"), path);
	for (int k = 0; k < COL__COUNT; k++) {
		at[k] = -1;
		for (size_t i = 0; i < n; i++) {
			if (str_eq_nocase(v[i], str_of(column_names[k])))
				at[k] = (int)i;
		}
	}
	if (at[COL_BESTAND] < 0 || at[COL_CATEGORIE] < 0)
		return err_set(e, E_CONFIG, _("%s: de eerste rij noemt geen kolommen ‘bestand’ en ‘categorie’"), path);
	for (size_t line = r.line + 1; csv_row(&r, v, COLUMNS_MOST, &n); line = r.line + 1) {
		for (int k = 0; k < COL__COUNT; k++)
			named[k] = at[k] >= 0 && (size_t)at[k] < n ? v[at[k]] : STR_NONE;
		if (take_row(c, lists, dir, path, line, named, e) != 0)
			return -1;
	}
	return 0;
}

/* --- a folder ---------------------------------------------------------------------------- */

/* A folder still to be looked into. */
struct folder {
	struct str	 path, name;	/* name: below the corpus; absent at its top */
	bool		 labelled;
	const struct term *label;
	unsigned	 depth;
};

static void
label_by_name(struct folder *f, struct str name, const struct catalog *lists)
{
	const struct term *t = catalog_named(lists, scheme_list(SCHEME_CATEGORIE), name);

	if (t != NULL || str_eq_nocase(name, S(CORPUS_NONE))) {
		f->labelled = true;
		f->label = t;
	}
}

static int
read_folder(struct corpus *c, const struct catalog *lists, struct str top, struct err *e)
{
	struct folder *todo = NULL;
	size_t n = 0, cap = 0;

	*PUSH(c->mem, todo, n, cap) = (struct folder){ .path = top };
	label_by_name(&todo[0], path_base(top), lists);
	for (size_t i = 0; i < n; i++) {
		struct folder at = todo[i];
		struct str *names;
		size_t count;

		if (path_names(str_c(c->mem, at.path), 0, c->mem, &names, &count, e) != 0)
			return -1;
		for (size_t k = 0; k < count; k++) {
			struct folder in = at;
			struct stat st;

			in.path = path_join(c->mem, at.path, names[k]);
			in.name = at.name.n == 0 ? names[k] : path_join(c->mem, at.name, names[k]);
			if (lstat(str_c(c->mem, in.path), &st) != 0)
				return err_sys(e, E_IO, "%.*s", STRF(utf8_show(c->mem, in.path)));
			if (S_ISDIR(st.st_mode) && ++in.depth <= DEPTH_MOST && n < FILES_MOST) {
				label_by_name(&in, names[k], lists);
				*PUSH(c->mem, todo, n, cap) = in;
			} else if (S_ISREG(st.st_mode) && at.labelled && c->n < FILES_MOST)
				*PUSH(c->mem, c->v, c->n, c->cap) =
				    (struct specimen){ .path = in.path, .name = in.name, .label = at.label };
			else
				c->unlabelled++;
		}
	}
	return 0;
}

int
corpus_read(const char *path, const struct catalog *lists, struct arena *mem, struct corpus *c, struct err *e)
{
	struct str top = str_of(path), list = path_join(mem, top, S(CORPUS_LIST)), dir;
	struct stat st;
	int rc;

	*c = (struct corpus){ .mem = mem };
	if (stat(path, &st) != 0)
		return err_sys(e, E_USAGE, "%s", path);
	while (top.n > 1 && top.p[top.n - 1] == '/')
		top.n--;
	if (!S_ISDIR(st.st_mode)) {
		dir = str_sub(top, 0, top.n - path_base(top).n);
		rc = read_list(c, lists, path, dir.n == 0 ? S(".") : dir, e);
	} else if (stat(str_c(mem, list), &st) == 0)
		rc = read_list(c, lists, str_c(mem, list), top, e);
	else
		rc = read_folder(c, lists, top, e);
	if (rc == 0 && c->n == 0)
		return err_set(e, E_USAGE,
		    _("%s: geen document met een categorie; leg de documenten in mappen als ‘2k-beschikkingen’, of noem ze in %s"),
		    path, CORPUS_LIST);
	return rc;
}
