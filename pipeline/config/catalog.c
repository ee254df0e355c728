/* SPDX-License-Identifier: EUPL-1.2 */
/* catalog.c - the TOOI value lists, as they stand in templates/lists. */
#include "config/catalog.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/fd.h"
#include "base/path.h"
#include "base/search.h"
#include "base/utf8.h"
#include "config/organisations.h"

#include "base/banned.h"

#define LISTS_MOST	((size_t)64)		/* files in the folder; TOOI publishes some thirty lists */
#define FILE_MOST	((size_t)8 << 20)	/* bytes of one list; the largest has 160 KB */
#define LINE_MOST	((size_t)8 << 10)	/* bytes of one row; the longest label has 170 */
#define COLUMNS_MOST	((size_t)16)
#define NAME_MOST	((size_t)1000)		/* bytes of a name that is looked up */

#define CATEGORIES	"informatiecategorieen"
#define CATEGORY_PLACE	((size_t)0)		/* in the Woo; in term.more */

struct list {
	struct list_about about;
	struct term	*terms;			/* in the order of the file */
	size_t		 n, cap;
	const struct term **by_uri, **by_label;	/* sorted; equal labels in the order of the file */
};

struct catalog {
	struct arena	*mem;
	struct list	*lists;			/* sorted by name */
	size_t		 n, cap;
	struct organisations *organisations;
};

static struct str
more(const struct term *t, size_t i)
{
	return i < t->nmore ? t->more[i] : STR_NONE;
}

static int
by_uri_cmp(const void *a, const void *b)
{
	return str_cmp((*(const struct term *const *)a)->uri, (*(const struct term *const *)b)->uri);
}

static int
by_label_cmp(const void *a, const void *b)
{
	const struct term *x = *(const struct term *const *)a, *y = *(const struct term *const *)b;
	int c = str_cmp(x->label, y->label);

	return c != 0 ? c : x < y ? -1 : x > y;
}

/* "columns=uri,label": the names. */
static void
columns(struct str rest, struct arena *mem, struct list_about *about)
{
	struct str name;
	size_t cap = 0;

	while (str_next(&rest, ',', &name))
		*PUSH(mem, about->columns, about->ncolumns, cap) = name;
}

/* What is wrong with the first line, or NULL. */
static const char *
head(struct arena *mem, struct str line, struct list_about *about)
{
	static const struct str uri = S("list="), day = S("datum="), source = S("bron="), list = S("columns=");
	struct str rest, part;

	if (!str_starts(line, S("# ")))
		return _("de eerste regel moet met ‘# ’ beginnen en de lijst noemen");
	rest = str_from(line, strlen("# "));
	while (str_next(&rest, '|', &part)) {
		part = str_trim(part);
		if (str_starts(part, uri))
			about->uri = str_from(part, uri.n);
		else if (str_starts(part, source))
			about->source = str_from(part, source.n);
		else if (str_starts(part, list) && about->columns == NULL)
			columns(str_from(part, list.n), mem, about);
		else if (str_starts(part, day) && date_parse(str_from(part, day.n), &about->day) != 0)
			return _("achter ‘datum=’ staat geen datum");
	}
	return NULL;
}

/* The day in the column of that name; false: something else is there. */
static bool
day_of(const struct list_about *about, const struct term *t, const char *column, struct date *day_r)
{
	struct str s = catalog_column(about, t, column);

	*day_r = (struct date){ 0 };
	return s.n == 0 || date_parse(s, day_r) == 0;
}

/* What is wrong with a row, or NULL. */
static const char *
row(struct arena *mem, struct str line, const struct list_about *about, struct term *t)
{
	struct str rest = line, col[COLUMNS_MOST];
	size_t n = 0;

	while (n < COLUMNS_MOST && str_next(&rest, '\t', &col[n]))
		n++;
	if (str_has(line, '\r'))
		return _("de regel eindigt op CR LF in plaats van LF");
	if (rest.p != NULL && n == COLUMNS_MOST)
		return _("te veel kolommen");
	if (n < 2)
		return _("er staat geen tab tussen uri en label");
	if (about->ncolumns != 0 && n != about->ncolumns)
		return _("het aantal kolommen klopt niet met de eerste regel");
	if (col[0].n == 0 || col[1].n == 0)
		return _("uri of label is leeg");
	*t = (struct term){ .uri = col[0], .label = col[1], .more = NEW(mem, struct str, n - 1), .nmore = n - 2 };
	for (size_t i = 2; i < n; i++)
		t->more[i - 2] = col[i];
	if (!day_of(about, t, "begindatum", &t->first) || !day_of(about, t, "einddatum", &t->last))
		return _("begindatum of einddatum is geen datum");
	if (t->first.year != 0 && t->last.year != 0 && date_cmp(t->last, t->first) < 0)
		return _("de einddatum ligt voor de begindatum");
	return NULL;
}

static int
rows(struct list *l, const char *path, struct str s, struct arena *mem, struct err *e)
{
	struct str rest = s, line;
	size_t no = 0;

	while (str_next(&rest, '\n', &line)) {
		const char *wrong = NULL;
		struct term t;

		if (rest.p == NULL)
			break;
		no++;
		if (line.n > LINE_MOST)
			wrong = _("de regel is te lang");
		else if (!utf8_xml(line))
			wrong = _("dit is geen UTF-8-tekst");
		else
			wrong = no == 1 ? head(mem, line, &l->about) : row(mem, line, &l->about, &t);
		if (wrong != NULL)
			return err_set(e, E_CONFIG, "%s, regel %zu: %s", path, no, wrong);
		if (no > 1)
			*PUSH(mem, l->terms, l->n, l->cap) = t;
	}
	return 0;
}

static int
sort(struct list *l, const char *path, struct arena *mem, struct err *e)
{
	l->by_uri = NEW(mem, const struct term *, l->n);
	l->by_label = NEW(mem, const struct term *, l->n);
	for (size_t i = 0; i < l->n; i++)
		l->by_uri[i] = l->by_label[i] = &l->terms[i];
	qsort(l->by_uri, l->n, sizeof *l->by_uri, by_uri_cmp);
	qsort(l->by_label, l->n, sizeof *l->by_label, by_label_cmp);
	for (size_t i = 1; i < l->n; i++) {
		if (str_eq(l->by_uri[i - 1]->uri, l->by_uri[i]->uri)) {
			const struct term *a = l->by_uri[i - 1], *b = l->by_uri[i];

			return err_set(e, E_CONFIG, _("%s, regel %zu: deze uri staat er twee keer"), path,
			    (size_t)((a > b ? a : b) - l->terms) + 2);
		}
	}
	return 0;
}

static int
load(struct catalog *c, const char *path, struct err *e)
{
	struct str name = path_base(str_of(path)), s;
	struct list l = { .about.name = str_ends(name, S(".tsv")) ? str_sub(name, 0, name.n - strlen(".tsv")) : name };

	if (file_read(path, FILE_MOST, c->mem, &s, e) != 0)
		return err_wrap(e, _("de waardelijst %s is niet te lezen"), path);
	/* A list that was cut off must not pass for a whole one. */
	if (s.n == 0 || s.p[s.n - 1] != '\n')
		return err_set(e, E_CONFIG, _("%s: de laatste regel is niet afgesloten; is het bestand heel?"), path);
	if (rows(&l, path, s, c->mem, e) != 0)
		return -1;
	if (l.n == 0)
		return err_set(e, E_CONFIG, _("%s: de lijst is leeg"), path);
	if (sort(&l, path, c->mem, e) != 0)
		return -1;
	*PUSH(c->mem, c->lists, c->n, c->cap) = l;
	return 0;
}

/* The names of dir's *.tsv in byte order. */
static int
names(const char *dir, struct arena *mem, struct str **v_r, size_t *n_r, struct err *e)
{
	size_t n;

	*n_r = 0;
	if (path_names(dir, 0, mem, v_r, &n, e) != 0) {
		e->kind = E_CONFIG;
		return err_wrap(e, "%s", _("de map met waardelijsten"));
	}
	for (size_t i = 0; i < n; i++) {
		if ((*v_r)[i].n > strlen(".tsv") && str_ends((*v_r)[i], S(".tsv")))
			(*v_r)[(*n_r)++] = (*v_r)[i];
	}
	if (*n_r == 0 || *n_r > LISTS_MOST)
		return err_set(
		    e, E_CONFIG, _("%s bevat %zu waardelijsten (*.tsv); verwacht: 1 tot %zu"), dir, *n_r, LISTS_MOST);
	return 0;
}

int
catalog_load(const char *dir, struct arena *mem, struct catalog **c_r, struct err *e)
{
	struct catalog *c = NEW(mem, struct catalog, 1);
	struct str *files;
	size_t n;

	c->mem = mem;
	if (names(dir, mem, &files, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (load(c, str_c(mem, path_join(mem, str_of(dir), files[i])), e) != 0)
			return -1;
	}
	c->organisations = organisations_new(c, mem);
	*c_r = c;
	return 0;
}

int
catalog_load_one(const char *path, struct arena *mem, struct catalog **c_r, struct err *e)
{
	struct catalog *c = NEW(mem, struct catalog, 1);

	c->mem = mem;
	if (load(c, path, e) != 0)
		return -1;
	c->organisations = organisations_new(c, mem);
	*c_r = c;
	return 0;
}

const struct list_about *
catalog_list(const struct catalog *c, size_t i)
{
	return i < c->n ? &c->lists[i].about : NULL;
}

struct str
catalog_column(const struct list_about *about, const struct term *t, const char *name)
{
	for (size_t i = 2; i < about->ncolumns; i++) {
		if (str_eq(about->columns[i], str_of(name)))
			return more(t, i - 2);
	}
	return STR_NONE;
}

static const struct list *
list_find(const struct catalog *c, const char *name)
{
	for (size_t i = 0; i < c->n; i++) {
		if (str_eq(c->lists[i].about.name, str_of(name)))
			return &c->lists[i];
	}
	return NULL;
}

const struct term *
catalog_uri(const struct catalog *c, const char *list, struct str uri)
{
	const struct list *l = list_find(c, list);
	const struct term key = { .uri = uri }, *k = &key;
	const struct term **t;

	if (l == NULL)
		return NULL;
	t = bsearch(&k, l->by_uri, l->n, sizeof *l->by_uri, by_uri_cmp);
	return t == NULL ? NULL : *t;
}

static bool
label_before(const void *x, const void *key)
{
	const struct term *t = *(const struct term *const *)x;
	const struct str *label = key;

	return str_cmp(t->label, *label) < 0;
}

const struct term *
catalog_label(const struct catalog *c, const char *list, struct str label)
{
	const struct list *l = list_find(c, list);
	size_t i;

	if (l == NULL)
		return NULL;
	i = search_first(&label, l->by_label, l->n, sizeof *l->by_label, label_before);
	return i < l->n && str_eq(l->by_label[i]->label, label) ? l->by_label[i] : NULL;
}

size_t
catalog_size(const struct catalog *c, const char *list)
{
	const struct list *l = list_find(c, list);

	return l == NULL ? 0 : l->n;
}

const struct term *
catalog_at(const struct catalog *c, const char *list, size_t i)
{
	const struct list *l = list_find(c, list);

	return l == NULL || i >= l->n ? NULL : &l->terms[i];
}

/* Letters and digits in lower case, one hyphen for all else. */
static struct str
plain_name(struct arena *mem, struct str s)
{
	return path_slug(mem, s, NAME_MOST);
}

struct str
catalog_place(struct arena *mem, const struct term *t)
{
	struct str place = more(t, CATEGORY_PLACE);
	size_t lid = 0;
	struct buf b;

	while (lid < place.n && !str_starts(str_from(place, lid), S("lid ")))
		lid++;
	place = lid < place.n ? str_from(place, lid + strlen("lid ")) : place;
	buf_init(&b, mem, place.n);
	for (size_t i = 0; i < place.n; i++) {
		if (place.p[i] != ' ')
			buf_addc(&b, place.p[i]);
	}
	return buf_str(&b);
}

/* "3.1": "31". */
static struct str
without_dots(struct arena *mem, struct str s)
{
	struct str part, all = STR_NONE;

	while (str_next(&s, '.', &part))
		all = str_fmt(mem, "%.*s%.*s", STRF(all), STRF(part));
	return all;
}

static bool
is_called(struct arena *mem, const struct term *t, struct str name, bool category)
{
	struct str tail = path_base(t->uri), plain = plain_name(mem, name), place;

	if (str_eq(t->uri, name) || str_eq_nocase(tail, name) || str_eq(plain_name(mem, t->label), plain))
		return true;
	if (!category)
		return false;
	for (size_t i = 0; i < t->nmore; i++) {
		if (str_eq(plain_name(mem, t->more[i]), plain))
			return true;
	}
	place = without_dots(mem, catalog_place(mem, t));
	if (place.n == 0 || !str_starts(plain, place) || (plain.n != place.n && plain.p[place.n] != '-'))
		return false;
	for (size_t i = place.n; i < plain.n; i++) {
		if (ascii_digit(plain.p[i]))
			return false;
	}
	return true;
}

const struct term *
catalog_named(const struct catalog *c, const char *list, struct str name)
{
	struct arena *scratch = arena_new("lijstnaam", MIB(16));
	bool category = strcmp(list, CATEGORIES) == 0;
	const struct term *found = NULL;

	name = str_trim(name);
	if (name.n != 0 && name.n <= NAME_MOST && utf8_valid(name)) {
		for (size_t i = 0; found == NULL && i < catalog_size(c, list); i++) {
			const struct term *t = catalog_at(c, list, i);

			if (t != NULL && is_called(scratch, t, name, category))
				found = t;
		}
	}
	arena_free(scratch);
	return found;
}

const struct organisations *
catalog_organisations(const struct catalog *c)
{
	return c->organisations;
}

const struct term *
catalog_organisation(const struct catalog *c, struct str name)
{
	return organisation_ever(c, name);
}

static void
earlier(struct date d, struct date today, struct date *first)
{
	if (date_valid(d) && date_cmp(d, today) > 0 && (first->year == 0 || date_cmp(d, *first) < 0))
		*first = d;
}

struct date
catalog_turn(const struct catalog *c, struct date today)
{
	struct date first = { 0 };

	for (size_t i = 0; i < c->n; i++) {
		for (size_t k = 0; k < c->lists[i].n; k++) {
			const struct term *t = &c->lists[i].terms[k];

			earlier(t->first, today, &first);
			if (date_valid(t->last))
				earlier(date_plus_days(t->last, 1), today, &first);
		}
	}
	return first;
}
