/* SPDX-License-Identifier: EUPL-1.2 */
/* newer.c - a value list that an operator has, and what it would change of ours. */
#include "config/newer.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/json.h"
#include "base/path.h"
#include "base/search.h"
#include "base/utf8.h"

#include "base/banned.h"

#define FILE_MOST	((size_t)8 << 20)	/* bytes; the largest that KOOP publishes has 1.5 MB */
#define PARTS_MOST	((size_t)500000)	/* objects and arrays, some 250 bytes each in memory; the largest has 60000 */
#define LABEL_MOST	((size_t)1000)		/* bytes of an address or label; the longest has 170 */
#define NAMES_MOST	((size_t)16)		/* labels of one term; there are three properties */

#define ORGANISATIONS	"organisaties"
#define LATER		"organisaties-later"	/* known, though not accepted (organisations.h): not new */

#define ONT		"https://identifier.overheid.nl/tooi/def/ont/"

/* The first that a node has is its label; the others are names of it too. */
static const char *const labels[] = { "http://www.w3.org/2000/01/rdf-schema#label",
	"http://www.w3.org/2004/02/skos/core#prefLabel", ONT "prefLabelVoorGroepen" };
static const char *const ends[] = { ONT "einddatum", ONT "einddatumHV" };

/* Nodes of these types have a label and are no term, but say how terms belong together. */
static const char *const no_terms[] = { "Ontology", "ConceptScheme", "Collection", "Groeperingsconcept" };

/* --- reading --------------------------------------------------------------------------------- */

static int
term_cmp(const void *a, const void *b)
{
	const struct newer_term *x = a, *y = b;

	return str_cmp(x->uri, y->uri);
}

static int
sort(struct newer *l, const char *path, struct arena *mem, struct err *e)
{
	if (l->n == 0)
		return err_set(e, E_CONFIG, _("%s: er staat geen enkele term in"), path);
	qsort(l->v, l->n, sizeof *l->v, term_cmp);
	for (size_t i = 1; i < l->n; i++) {
		if (str_eq(l->v[i - 1].uri, l->v[i].uri))
			return err_set(
			    e, E_CONFIG, _("%s: %.*s staat er twee keer in"), path, STRF(utf8_show(mem, l->v[i].uri)));
	}
	return 0;
}

static int
of_tsv(const char *path, struct arena *mem, struct newer *l, struct err *e)
{
	const struct list_about *about;
	struct catalog *c;
	const char *name;

	if (catalog_load_one(path, mem, &c, e) != 0)
		return -1;
	about = catalog_list(c, 0);
	name = str_c(mem, about->name);
	l->uri = about->uri;
	for (size_t i = 0; i < about->ncolumns; i++)
		l->dated |= str_eq(about->columns[i], S("einddatum"));
	for (size_t i = 0; i < catalog_size(c, name); i++) {
		const struct term *t = catalog_at(c, name, i);
		struct newer_term *n = PUSH(mem, l->v, l->n, l->cap);

		*n = (struct newer_term){ .uri = t->uri, .label = t->label, .nnames = 1, .last = t->last };
		n->names = NEW(mem, struct str, 1);
		n->names[0] = t->label;
		n->former = catalog_column(about, t, "versie-van").n != 0;
	}
	return 0;
}

static int
bad_node(const char *path, size_t i, const char *what, struct err *e)
{
	return err_set(e, E_CONFIG, _("%s: onderdeel %zu: %s"), path, i + 1, what);
}

static bool
has_type(const json_t *node, const char *end)
{
	const json_t *types = json_list(node, "@type");

	for (size_t i = 0; i < json_array_size(types); i++) {
		const json_t *t = json_array_get(types, i);

		if (json_is_string(t) &&
		    str_ends((struct str){ json_string_value(t), json_string_length(t) }, str_of(end)))
			return true;
	}
	return false;
}

static bool
fits(struct str s)
{
	return s.n != 0 && s.n <= LABEL_MOST && utf8_xml(s);
}

/* Every Dutch name of a node.  False: one of them is something else than text. */
static bool
take_names(const json_t *node, struct arena *mem, struct newer_term *t)
{
	t->names = NEW(mem, struct str, NAMES_MOST);
	for (size_t k = 0; k < COUNT(labels); k++) {
		const json_t *values = json_object_get(node, labels[k]);

		if (values != NULL && !json_is_array(values))
			return false;
		for (size_t i = 0; i < json_array_size(values); i++) {
			const json_t *v = json_array_get(values, i);
			struct str s = json_str(v, "@value"), language = json_str(v, "@language");

			if (!fits(s) || t->nnames == NAMES_MOST)
				return false;
			if (language.n == 0 || str_eq(language, S("nl")))
				t->names[t->nnames++] = str_dup(mem, s);
		}
	}
	if (t->nnames != 0)
		t->label = t->names[0];
	return true;
}

static bool
take_end(const json_t *node, struct newer_term *t)
{
	for (size_t k = 0; k < COUNT(ends); k++) {
		const json_t *values = json_object_get(node, ends[k]);

		if (values == NULL)
			continue;
		if (!json_is_array(values) || json_array_size(values) != 1 ||
		    date_parse(json_str(json_array_get(values, 0), "@value"), &t->last) != 0)
			return false;
	}
	return true;
}

static int
take_node(struct newer *l, const char *path, const json_t *node, size_t i, struct arena *mem, struct err *e)
{
	struct newer_term t = { .uri = json_str(node, "@id") };

	if (!json_is_object(node) || !fits(t.uri))
		return bad_node(path, i, _("er staat geen adres (@id) in"), e);
	if (str_starts(t.uri, S(NEWER_SETS))) {
		l->uri = l->uri.n == 0 ? str_dup(mem, t.uri) : l->uri;
		return 0;
	}
	for (size_t k = 0; k < COUNT(no_terms); k++) {
		if (has_type(node, no_terms[k]))
			return 0;
	}
	if (!take_names(node, mem, &t))
		return bad_node(path, i, _("een label is geen tekst, of te lang"), e);
	if (!take_end(node, &t))
		return bad_node(path, i, _("de einddatum is geen datum"), e);
	if (t.nnames == 0)
		return 0;
	t.uri = str_dup(mem, t.uri);
	t.former = has_type(node, "/HistorischeVersie");
	*PUSH(mem, l->v, l->n, l->cap) = t;
	return 0;
}

static int
of_json(const char *path, struct str s, struct arena *mem, struct newer *l, struct err *e)
{
	json_error_t je;
	AUTO_JSON root = NULL;
	size_t parts = 0;

	for (size_t i = 0; i < s.n; i++)
		parts += s.p[i] == '{' || s.p[i] == '[';
	if (parts > PARTS_MOST)
		return err_set(e, E_CONFIG, _("%s heeft te veel onderdelen voor een waardelijst"), path);
	root = json_loadb(s.p, s.n, JSON_REJECT_DUPLICATES, &je);
	if (root == NULL)
		return err_set(
		    e, E_CONFIG, _("%s: dit is geen goede JSON (regel %d, teken %d)"), path, je.line, je.column);
	if (!json_is_array(root))
		return err_set(
		    e, E_CONFIG, _("%s: dit is niet de JSON van een waardelijst (een reeks onderdelen)"), path);
	l->dated = true;
	for (size_t i = 0; i < json_array_size(root); i++) {
		if (take_node(l, path, json_array_get(root, i), i, mem, e) != 0)
			return -1;
	}
	return 0;
}

int
newer_read(const char *path, struct arena *mem, struct newer *l, struct err *e)
{
	struct str s, start;

	*l = (struct newer){ 0 };
	if (access(path, F_OK) != 0)
		return err_sys(e, E_USAGE, "%s", path);
	if (file_read(path, FILE_MOST, mem, &s, e) != 0) {
		if (e->kind == E_LIMIT)
			return err_set(e, E_CONFIG, _("%s is te groot voor een waardelijst (meer dan %zu MiB)"), path,
			    FILE_MOST >> 20);
		return -1;
	}
	start = utf8_start(s);
	if (str_starts(start, S("[")) || str_starts(start, S("{")))
		return of_json(path, start, mem, l, e) != 0 ? -1 : sort(l, path, mem, e);
	if (!str_starts(s, S("# ")))
		return err_set(e, E_CONFIG,
		    _("%s: dit is geen waardelijst: een TSV waarvan de eerste regel met ‘# ’ begint, of de JSON van KOOP"),
		    path);
	return of_tsv(path, mem, l, e) != 0 ? -1 : sort(l, path, mem, e);
}

/* --- comparing --------------------------------------------------------------------------------- */

static bool
term_before(const void *x, const void *key)
{
	const struct newer_term *t = x;
	const struct str *uri = key;

	return str_cmp(t->uri, *uri) < 0;
}

static const struct newer_term *
find(const struct newer *l, struct str uri)
{
	size_t i = search_first(&uri, l->v, l->n, sizeof *l->v, term_before);

	return i < l->n && str_eq(l->v[i].uri, uri) ? &l->v[i] : NULL;
}

static struct str
folder_of(struct str uri)
{
	return str_sub(uri, 0, uri.n - path_base(uri).n);
}

/* Does one of theirs stand in the folder?  They are in byte order, so its terms stand together. */
static bool
in_folder(const struct newer *l, struct str folder)
{
	size_t i = search_first(&folder, l->v, l->n, sizeof *l->v, term_before);

	while (i < l->n && str_starts(l->v[i].uri, folder)) {
		if (str_eq(folder_of(l->v[i].uri), folder))
			return true;
		i++;
	}
	return false;
}

/* The list of ours that has most of them. */
static const struct list_about *
choose(const struct catalog *c, const struct newer *l, struct arena *mem, size_t *both_r)
{
	const struct list_about *about, *best = NULL;

	*both_r = 0;
	for (size_t i = 0; (about = catalog_list(c, i)) != NULL; i++) {
		const char *name = str_c(mem, about->name);
		size_t n = 0;

		if (strcmp(name, LATER) == 0)
			continue;
		for (size_t k = 0; k < l->n; k++)
			n += catalog_uri(c, name, l->v[k].uri) != NULL;
		if (n > *both_r) {
			*both_r = n;
			best = about;
		}
	}
	return best;
}

static void
change(struct list_diff *d, struct list_change c, struct arena *mem)
{
	*PUSH(mem, d->v, d->n, d->cap) = c;
	d->count[c.what]++;
}

static void
compare_term(const struct term *t, const struct newer_term *n, bool dated, struct arena *mem, struct list_diff *d)
{
	bool same = false;

	for (size_t i = 0; i < n->nnames; i++)
		same |= str_eq(n->names[i], t->label);
	if (!same)
		change(d,
		    (struct list_change){ .what = CHANGE_RENAMED, .uri = t->uri, .label = t->label, .now = n->label },
		    mem);
	if (dated && date_cmp(t->last, n->last) != 0)
		change(d,
		    (struct list_change){ .what = CHANGE_ENDED, .uri = t->uri, .label = t->label, .last = n->last },
		    mem);
}

static int
change_cmp(const void *a, const void *b)
{
	const struct list_change *x = a, *y = b;

	return x->what != y->what ? (x->what < y->what ? -1 : 1) : str_cmp(x->uri, y->uri);
}

int
newer_compare(const struct catalog *c, const struct newer *l, struct arena *mem, struct list_diff *d, struct err *e)
{
	const char *name;

	*d = (struct list_diff){ 0 };
	d->ours = choose(c, l, mem, &d->both);
	if (d->ours == NULL)
		return err_set(e, E_CONFIG, "%s",
		    _("geen enkele term van deze lijst staat in een lijst van ons; is het de goede?"));
	name = str_c(mem, d->ours->name);
	for (size_t i = 0; i < catalog_size(c, name); i++) {
		const struct term *t = catalog_at(c, name, i);
		const struct newer_term *n = find(l, t->uri);

		if (n != NULL)
			compare_term(t, n, l->dated, mem, d);
		else if (in_folder(l, folder_of(t->uri)))
			change(d, (struct list_change){ .what = CHANGE_GONE, .uri = t->uri, .label = t->label }, mem);
	}
	for (size_t i = 0; i < l->n; i++) {
		const struct newer_term *n = &l->v[i];

		if (catalog_uri(c, name, n->uri) == NULL &&
		    (strcmp(name, ORGANISATIONS) != 0 || catalog_uri(c, LATER, n->uri) == NULL))
			change(d,
			    (struct list_change){
				.what = CHANGE_ADDED, .uri = n->uri, .label = n->label, .former = n->former },
			    mem);
	}
	if (d->n > 0)
		qsort(d->v, d->n, sizeof *d->v, change_cmp);
	return 0;
}
