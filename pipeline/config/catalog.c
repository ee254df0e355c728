/* SPDX-License-Identifier: EUPL-1.2 */
/* catalog.c - the TOOI value lists, as they stand in templates/lists. */
#include "config/catalog.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/fd.h"
#include "base/path.h"
#include "base/search.h"
#include "base/utf8.h"

#include "base/banned.h"

#define LISTS_MOST	((size_t)64)		/* files in the folder; TOOI publishes some thirty lists */
#define FILE_MOST	((size_t)8 << 20)	/* bytes of one list; the largest has 160 KB */
#define LINE_MOST	((size_t)8 << 10)	/* bytes of one row; the longest label has 170 */
#define COLUMNS_MOST	((size_t)16)
#define NAME_MOST	((size_t)1000)		/* bytes of a name that is looked up */

/* The list of organisations has more names than uri and label; the column that says which are municipalities. */
#define ORGANISATIONS	"organisaties"
#define ORG_KIND	0			/* in term.more */
#define ORG_END		2
#define CATEGORIES	"informatiecategorieen"
#define CATEGORY_PLACE	((size_t)0)		/* in the Woo; in term.more */
#define MUNICIPALITY	"gemeente "		/* before its bare name */

struct list {
	struct str	 name;
	struct term	*terms;			/* in the order of the file */
	size_t		 n, cap;
	const struct term **by_uri, **by_label;	/* sorted; equal labels in the order of the file */
};

/* What an organisation may be called, folded. */
struct alias {
	struct str	 name;
	const struct term *term;
};

struct catalog {
	struct arena	*mem;
	struct list	*lists;			/* sorted by name */
	size_t		 n, cap;
	struct alias	*aliases;		/* sorted by name, the best term first */
	size_t		 naliases, aliases_cap;
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

/* The same name however it is typed: NFC, without case, a straight apostrophe.  STR_NONE: no UTF-8 or too long. */
static struct str
fold(struct arena *mem, struct str s)
{
	utf8proc_uint8_t *p = NULL;
	utf8proc_ssize_t n;
	struct str out, part;
	struct buf b;

	if (s.n == 0 || s.n > NAME_MOST)
		return STR_NONE;
	n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &p,
	    UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
	if (n < 0)
		return STR_NONE;
	buf_init(&b, mem, 4 * NAME_MOST);
	part = str_trim((struct str){ (const char *)p, (size_t)n });
	while (part.n > 0) {
		bool quote = str_starts(part, S("\u2019")) || str_starts(part, S("\u2018"));

		buf_addc(&b, quote ? '\'' : part.p[0]);
		part = str_from(part, quote ? 3 : 1);
	}
	out = buf_str(&b);
	free(p);
	return b.cut ? STR_NONE : out;
}

/* An organisation without an end comes before one that ended; of two that ended, the last. */
static int
alias_cmp(const void *a, const void *b)
{
	const struct alias *x = a, *y = b;
	struct str xe = more(x->term, ORG_END), ye = more(y->term, ORG_END);
	int c = str_cmp(x->name, y->name);

	if (c != 0)
		return c;
	if ((xe.n == 0) != (ye.n == 0))
		return xe.n == 0 ? -1 : 1;
	c = str_cmp(ye, xe);
	return c != 0 ? c : x->term < y->term ? -1 : x->term > y->term;
}

static void
alias_add(struct catalog *c, struct str name, const struct term *t)
{
	struct str f = fold(c->mem, name);

	if (f.n > 0)
		*PUSH(c->mem, c->aliases, c->naliases, c->aliases_cap) = (struct alias){ f, t };
}

static void
aliases(struct catalog *c, const struct list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct term *t = &l->terms[i];

		alias_add(c, t->uri, t);
		alias_add(c, path_base(t->uri), t);
		alias_add(c, t->label, t);
		if (str_eq(more(t, ORG_KIND), S("gemeente")) && str_starts(t->label, S(MUNICIPALITY)))
			alias_add(c, str_from(t->label, strlen(MUNICIPALITY)), t);
	}
	if (c->naliases > 0)
		qsort(c->aliases, c->naliases, sizeof *c->aliases, alias_cmp);
}

/* How many columns the first line promises; 0: it does not say. */
static size_t
columns(struct str head)
{
	struct str part;
	size_t n;

	while (str_next(&head, '|', &part)) {
		part = str_trim(part);
		if (!str_starts(part, S("columns=")))
			continue;
		n = 1;
		for (size_t i = 0; i < part.n; i++)
			n += part.p[i] == ',';
		return n;
	}
	return 0;
}

/* What is wrong with a row, or NULL. */
static const char *
row(struct arena *mem, struct str line, size_t want, struct term *t)
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
	if (want != 0 && n != want)
		return _("het aantal kolommen klopt niet met de eerste regel");
	if (col[0].n == 0 || col[1].n == 0)
		return _("uri of label is leeg");
	*t = (struct term){ col[0], col[1], NEW(mem, struct str, n - 1), n - 2 };
	for (size_t i = 2; i < n; i++)
		t->more[i - 2] = col[i];
	return NULL;
}

static int
rows(struct list *l, const char *path, struct str s, struct arena *mem, struct err *e)
{
	struct str rest = s, line;
	size_t no = 0, want = 0;

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
		else if (no == 1 && !str_starts(line, S("# ")))
			wrong = _("de eerste regel moet met ‘# ’ beginnen en de lijst noemen");
		else if (no == 1)
			want = columns(line);
		else
			wrong = row(mem, line, want, &t);
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
load(struct catalog *c, const char *dir, struct str file, struct err *e)
{
	const char *path = str_c(c->mem, path_join(c->mem, str_of(dir), file));
	struct list l = { .name = str_sub(file, 0, file.n - strlen(".tsv")) };
	struct str s;

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
		if (load(c, dir, files[i], e) != 0)
			return -1;
	}
	for (size_t i = 0; i < c->n; i++) {
		if (str_eq(c->lists[i].name, S(ORGANISATIONS)))
			aliases(c, &c->lists[i]);
	}
	*c_r = c;
	return 0;
}

static const struct list *
list_find(const struct catalog *c, const char *name)
{
	for (size_t i = 0; i < c->n; i++) {
		if (str_eq(c->lists[i].name, str_of(name)))
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

static bool
alias_before(const void *x, const void *key)
{
	const struct alias *a = x;
	const struct str *name = key;

	return str_cmp(a->name, *name) < 0;
}

const struct term *
catalog_organisation(const struct catalog *c, struct str name)
{
	struct arena *scratch = arena_new("organisatie", KIB(64));
	struct str f = fold(scratch, name);
	const struct term *found = NULL;
	size_t i = search_first(&f, c->aliases, c->naliases, sizeof *c->aliases, alias_before);

	if (f.n > 0 && i < c->naliases && str_eq(c->aliases[i].name, f))
		found = c->aliases[i].term;
	arena_free(scratch);
	return found;
}
