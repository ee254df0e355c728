/* SPDX-License-Identifier: EUPL-1.2 */
/* files.c - which document of the dossier a row of a table means, found without walking past all of them. */
#include "sidecar/files.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/path.h"
#include "base/search.h"

#include "base/banned.h"

static int
by_key(const void *a, const void *b)
{
	const struct file_key *x = a, *y = b;
	int c = str_cmp(x->key, y->key);

	return c != 0 ? c : x->doc - y->doc;
}

static bool
before(const void *x, const void *key)
{
	const struct file_key *k = x;
	const struct str *s = key;

	return str_cmp(k->key, *s) < 0;
}

static struct str
without_zeros(struct str s)
{
	while (s.n > 1 && *s.p == '0' && (ascii_digit(s.p[1]) || ascii_letter(s.p[1])))
		s = str_from(s, 1);
	return s;
}

/* The letters and digits it begins with. */
static struct str
run_of(struct str base)
{
	size_t n = 0;

	while (n < base.n && (ascii_digit(base.p[n]) || ascii_letter(base.p[n])))
		n++;
	return str_sub(base, 0, n);
}

static struct str
stem_of(struct str base)
{
	struct str ext = path_ext(base);

	return ext.n == 0 ? base : str_sub(base, 0, base.n - ext.n - 1);
}

static bool
describes(struct str path)
{
	static const char *const extensions[] = { "xml", "json", "yaml", "yml", "metadata", "csv", "tsv" };

	return str_index(extensions, COUNT(extensions), path_ext(path)) >= 0;
}

void
files_index(struct files *f, const struct visit *v, int table)
{
	size_t most = v->d->ndocs + 1;

	*f = (struct files){ .v = v, .beside = table };
	f->paths = NEW(v->tmp, struct file_key, most);
	f->bases = NEW(v->tmp, struct file_key, most);
	f->stems = NEW(v->tmp, struct file_key, most);
	f->ids = NEW(v->tmp, struct file_key, most);
	for (size_t i = 0; i < v->d->ndocs; i++) {
		enum doc_role role = v->d->docs[i].role;
		struct str base = path_base(v->keys[i]), run = run_of(base);

		if ((int)i == table || role == ROLE_JUNK || role == ROLE_PACKAGE || role == ROLE_SIDECAR)
			continue;
		f->paths[f->n] = (struct file_key){ v->keys[i], (int)i };
		f->bases[f->n] = (struct file_key){ base, (int)i };
		f->stems[f->n++] = (struct file_key){ without_zeros(stem_of(base)), (int)i };
		if (run.n != 0)
			f->ids[f->nids++] = (struct file_key){ without_zeros(run), (int)i };
	}
	qsort(f->paths, f->n, sizeof *f->paths, by_key);
	qsort(f->bases, f->n, sizeof *f->bases, by_key);
	qsort(f->stems, f->n, sizeof *f->stems, by_key);
	qsort(f->ids, f->nids, sizeof *f->ids, by_key);
}

/* The only one with this key; plain: of two, one that describes the other does not count. */
static int
only(const struct files *f, const struct file_key *keys, size_t n, struct str key, bool plain)
{
	size_t i = search_first(&key, keys, n, sizeof *keys, before);
	int found = DOC_NONE, other = DOC_NONE;

	for (; i < n && str_eq(keys[i].key, key); i++) {
		int *at = plain && describes(f->v->keys[keys[i].doc]) ? &other : &found;

		*at = *at == DOC_NONE ? keys[i].doc : FILE_MANY;
	}
	return found != DOC_NONE ? found : other;
}

int
files_base(const struct files *f, struct str name)
{
	struct str key = visit_key(f->v->tmp, str_trim(name));

	return key.n == 0 ? DOC_NONE : only(f, f->bases, f->n, path_base(key), false);
}

int
files_exact(const struct files *f, struct str path)
{
	return only(f, f->paths, f->n, visit_key(f->v->tmp, str_trim(path)), false);
}

bool
files_below(const struct files *f, struct str folder)
{
	struct str key = visit_key(f->v->tmp, folder);
	size_t i = search_first(&key, f->paths, f->n, sizeof *f->paths, before);

	return i < f->n && str_starts(f->paths[i].key, key);
}

int
files_path(const struct files *f, struct str name)
{
	struct str key = visit_key(f->v->tmp, str_trim(name)), folder = visit_folder(f->v, f->beside);
	int doc;

	while (str_starts(key, S("./")))
		key = str_from(key, 2);
	while (key.n != 0 && key.p[key.n - 1] == '/')
		key.n--;
	if (!path_inside(key))
		return DOC_NONE;
	if (folder.n != 0) {
		struct str path = path_join(f->v->tmp, visit_key(f->v->tmp, folder), key);

		if ((doc = only(f, f->paths, f->n, path, false)) != DOC_NONE)
			return doc;
	}
	doc = only(f, f->paths, f->n, key, false);
	return doc != DOC_NONE ? doc : only(f, f->bases, f->n, path_base(key), false);
}

int
files_number(const struct files *f, struct str number)
{
	struct str key = without_zeros(visit_key(f->v->tmp, str_trim(number)));
	int doc;

	if (key.n == 0)
		return DOC_NONE;
	doc = only(f, f->stems, f->n, key, true);
	if (doc == FILE_MANY || run_of(key).n != key.n)
		return doc;
	/* A name that is the number and one that begins with it: nobody can tell which. */
	return only(f, f->ids, f->nids, key, true);
}
