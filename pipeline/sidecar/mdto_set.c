/* SPDX-License-Identifier: EUPL-1.2 */
/* mdto_set.c - the MDTO files of a dossier together: which object has which files. */
#include "sidecar/mdto_set.h"

#include "base/path.h"
#include "sidecar/pair.h"

#include "base/banned.h"

static const char *const suffixes[] = { ".mdto.xml", ".xml", NULL };

/* Those of NHA's schematron, and what they are called elsewhere. */
static const struct { const char *label; enum mdto_level level; } levels[] = {
	{ "archief", LEVEL_ARCHIVE },
	{ "serie", LEVEL_SERIES },
	{ "dossier", LEVEL_DOSSIER },
	{ "zaak", LEVEL_DOSSIER },
	{ "archiefstuk", LEVEL_PIECE },
};

enum mdto_level
mdto_level_of(struct str label)
{
	for (size_t i = 0; i < COUNT(levels); i++) {
		if (str_eq_nocase(str_of(levels[i].label), label))
			return levels[i].level;
	}
	return LEVEL_UNKNOWN;
}

struct mdto_mark
mdto_mark_of(struct arena *mem, const struct tree *t, size_t k)
{
	size_t id = tree_child(t, k, "verwijzingIdentificatie", 0);

	if (id == TREE_NONE)
		id = k;
	return (struct mdto_mark){ str_dup(mem, tree_text(t, id, "identificatieKenmerk")),
		str_dup(mem, tree_text(t, id, "identificatieBron")) };
}

/* The source of a mark counts where both name one. */
static bool
same(struct mdto_mark a, struct mdto_mark b)
{
	return a.mark.n != 0 && str_eq(a.mark, b.mark) &&
	    (a.from.n == 0 || b.from.n == 0 || str_eq_nocase(a.from, b.from));
}

bool
mdto_share(const struct mdto_marks *a, const struct mdto_marks *b)
{
	for (size_t i = 0; i < a->n; i++) {
		for (size_t k = 0; k < b->n; k++) {
			if (same(a->v[i], b->v[k]))
				return true;
		}
	}
	return false;
}

const struct mdto_record *
mdto_by_mark(const struct mdto_set *set, struct mdto_mark m, bool is_file)
{
	const struct mdto_marks one = { .v = &m, .n = 1 };

	for (size_t i = 0; i < set->n; i++) {
		if (set->record[i].is_file == is_file && mdto_share(&set->record[i].ids, &one))
			return &set->record[i];
	}
	return NULL;
}

/* Every document directly in that folder, or (stem) those of one name. */
static void
gather(const struct visit *v, struct str folder, struct str stem, int *out, size_t *n)
{
	folder = visit_key(v->tmp, folder);
	stem = visit_key(v->tmp, stem);
	for (size_t i = 0; i < v->d->ndocs; i++) {
		struct str base = path_base(v->keys[i]), ext = path_ext(base);
		struct str in = str_sub(v->keys[i], 0, v->keys[i].n == base.n ? 0 : v->keys[i].n - base.n - 1);

		if (!pair_may(v, (int)i) || !str_eq(in, folder))
			continue;
		if (stem.n == 0 || str_eq(base, stem) ||
		    (ext.n != 0 && str_eq(str_sub(base, 0, base.n - ext.n - 1), stem)))
			out[(*n)++] = (int)i;
	}
}

int *
mdto_files(const struct mdto_set *set, const struct mdto_record *x, size_t *n_r)
{
	const struct visit *v = set->v;
	int *out = NEW(v->tmp, int, v->d->ndocs + 1);
	struct str folder = visit_folder(v, x->doc), name;
	size_t n = 0;

	for (size_t i = 0; i < set->n; i++) {
		const struct mdto_record *f = &set->record[i];

		if (f->is_file && f->of != DOC_NONE && n < v->d->ndocs &&
		    (mdto_share(&f->refs, &x->ids) || mdto_share(&x->refs, &f->ids)))
			out[n++] = f->of;
	}
	name = pair_less(path_base(v->d->docs[x->doc].path), suffixes);
	if (n == 0 && name.n != 0)
		gather(v, folder, name, out, &n);
	if (n == 0 && name.n != 0 && x->level != LEVEL_DOSSIER &&
	    str_eq(visit_key(v->tmp, path_base(folder)), visit_key(v->tmp, name)))
		gather(v, folder, STR_NONE, out, &n);
	if (n == 0 && name.n != 0)
		gather(v, folder.n == 0 ? name : path_join(v->tmp, folder, name), STR_NONE, out, &n);
	*n_r = n;
	return out;
}
