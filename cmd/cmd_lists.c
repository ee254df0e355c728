/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_lists.c - woostraat lists: the value lists, and what a newer one would change. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "asked.h"
#include "base/json.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/newer.h"
#include "report/layout.h"
#include "session.h"
#include "using.h"

#include "base/spoken.h"

#include "base/banned.h"

#define SHOW_MOST	MIB(64)		/* bytes of what is printed */
#define CODE_COLUMN	((size_t)14)	/* c_139c6280, oorg12388, hv_29731747 */
#define NAME_COLUMN	((size_t)21)	/* informatiecategorieen */
#define NAMES_MOST	((size_t)20)	/* dossiers named on the terminal; JSON has all */

struct lists {
	const struct invocation *inv;
	struct arena	*mem;
	struct catalog	*lists;
	struct date	 day;		/* on which validity is judged */
	bool		 json;
	struct buf	 out;
};

static int
open_lists(struct lists *l, struct err *e)
{
	const char *templates;
	time_t t;

	if (asked_now(l->inv, &t, e) != 0)
		return -1;
	l->day = date_of_time(t);
	l->json = l->inv->option[O_JSON_] != NULL;
	buf_init(&l->out, l->mem, SHOW_MOST);
	if (session_templates(l->inv, l->mem, &templates, e) != 0)
		return -1;
	return catalog_load(str_c(l->mem, str_fmt(l->mem, "%s/lists", templates)), l->mem, &l->lists, e);
}

static int
print(const struct lists *l, struct err *e)
{
	struct str s = buf_str(&l->out);

	if (l->out.cut)
		return err_set(e, E_BUG, "%s", _("de uitvoer is te groot"));
	if (fwrite(s.p, 1, s.n, stdout) != s.n || fflush(stdout) != 0)
		return err_set(e, E_IO, "%s", _("de uitvoer is niet weg te schrijven"));
	return 0;
}

static void
put_json(struct lists *l, const json_t *j)
{
	buf_addf(&l->out, "%.*s\n", STRF(json_write(l->mem, j)));
}

static void
put_day(json_t *j, const char *name, struct date d, struct arena *mem)
{
	if (d.year != 0)
		json_put_str(j, name, date_iso(mem, d));
}

static bool
ended(const struct term *t, struct date day)
{
	return t->last.year != 0 && date_cmp(t->last, day) < 0;
}

static bool
not_begun(const struct term *t, struct date day)
{
	return t->first.year != 0 && date_cmp(day, t->first) < 0;
}

/* --- lists -------------------------------------------------------------------------------------- */

/* "4" of an address that ends on it; how many where there are more of them. */
static struct str
version(const struct list_about *a, struct arena *mem)
{
	struct str tail = path_base(a->uri);
	size_t n = 1;

	for (size_t i = 0; i < a->uri.n; i++)
		n += a->uri.p[i] == ',';
	if (n > 1)
		return str_fmt(mem, _("%zu lijsten"), n);
	return tail.n == a->uri.n ? S("-") : tail;
}

static size_t
count_ended(const struct lists *l, const char *name)
{
	size_t n = 0;

	for (size_t i = 0; i < catalog_size(l->lists, name); i++)
		n += ended(catalog_at(l->lists, name, i), l->day);
	return n;
}

static void
list_line(struct lists *l, const struct list_about *a)
{
	const char *name = str_c(l->mem, a->name);
	size_t n = catalog_size(l->lists, name), old = count_ended(l, name);

	if (l->json) {
		AUTO_JSON j = json_object();

		json_put_str(j, "list", utf8_show(l->mem, a->name));
		json_put_str(j, "address", utf8_show(l->mem, a->uri));
		json_put_str(j, "version", utf8_show(l->mem, version(a, l->mem)));
		put_day(j, "date", a->day, l->mem);
		json_put_num(j, "terms", (int64_t)n);
		json_put_num(j, "ended", (int64_t)old);
		json_put_str(j, "source", utf8_show(l->mem, a->source));
		put_json(l, j);
		return;
	}
	layout_cell(&l->out, layout_cut(l->mem, utf8_show(l->mem, a->name), NAME_COLUMN), NAME_COLUMN);
	layout_cell(&l->out, layout_cut(l->mem, utf8_show(l->mem, version(a, l->mem)), 11), 11);
	layout_cell(&l->out, a->day.year == 0 ? S("-") : date_dutch(l->mem, a->day), 17);
	buf_addf(&l->out, "%7zu %10zu\n", n, old);
	layout_wrap(&l->out, utf8_show(l->mem, utf8_cut(a->source, LAYOUT_MOST / 4)), S("  "), 2, TABLE_COLUMNS);
}

static int
lists_all(struct lists *l, struct err *e)
{
	const struct list_about *a;

	if (!l->json) {
		layout_cell(&l->out, str_of(_("Lijst")), NAME_COLUMN);
		layout_cell(&l->out, str_of(_("Versie")), 11);
		layout_cell(&l->out, str_of(_("Datum")), 17);
		buf_addf(&l->out, "%7s %10s\n", _("Termen"), _("Vervallen"));
	}
	for (size_t i = 0; (a = catalog_list(l->lists, i)) != NULL; i++)
		list_line(l, a);
	return print(l, e) != 0 ? -1 : EXIT_FINE;
}

/* --- lists NAME ----------------------------------------------------------------------------------- */

static void
term_line(struct lists *l, const struct list_about *a, const struct term *t)
{
	struct str code = path_base(t->uri), label = utf8_show(l->mem, t->label), validity = STR_NONE;

	if (l->json) {
		AUTO_JSON j = json_object();

		json_put_str(j, "uri", utf8_show(l->mem, t->uri));
		json_put_str(j, "label", label);
		put_day(j, "first", t->first, l->mem);
		put_day(j, "last", t->last, l->mem);
		json_put(j, "valid", json_boolean(!ended(t, l->day) && !not_begun(t, l->day)));
		for (size_t i = 2; i < a->ncolumns; i++) {
			struct str v = t->more[i - 2];

			if (v.n != 0 && !str_eq(a->columns[i], S("begindatum")) &&
			    !str_eq(a->columns[i], S("einddatum")))
				json_put_str(j, str_c(l->mem, a->columns[i]), utf8_show(l->mem, v));
		}
		put_json(l, j);
		return;
	}
	if (ended(t, l->day))
		validity = str_fmt(l->mem, _(" (vervallen: tot en met %.*s)"), STRF(date_dutch(l->mem, t->last)));
	else if (not_begun(t, l->day))
		validity = str_fmt(l->mem, _(" (nog niet: vanaf %.*s)"), STRF(date_dutch(l->mem, t->first)));
	else if (t->last.year != 0)
		validity = str_fmt(l->mem, _(" (tot en met %.*s)"), STRF(date_dutch(l->mem, t->last)));
	/* A key of our own is the label with what it belongs to before it. */
	if (str_starts(t->uri, S("http")))
		code = layout_cut(l->mem, utf8_show(l->mem, code), CODE_COLUMN);
	else {
		code = catalog_column(a, t, "code");
		label = utf8_show(l->mem, t->uri);
	}
	layout_wrap(&l->out, str_fmt(l->mem, "%.*s%.*s", STRF(label), STRF(validity)),
	    str_fmt(l->mem, "%-*.*s", (int)CODE_COLUMN, STRF(code)), CODE_COLUMN + 1, TABLE_COLUMNS);
}

static int
lists_one(struct lists *l, const char *name, struct err *e)
{
	const struct list_about *a;
	size_t i = 0;

	while ((a = catalog_list(l->lists, i)) != NULL && !str_eq(a->name, str_of(name)))
		i++;
	if (a == NULL)
		return err_set(e, E_USAGE, _("%.*s: deze lijst is er niet; woostraat lists noemt ze"),
		    STRF(utf8_show(l->mem, str_of(name))));
	for (i = 0; i < catalog_size(l->lists, name); i++)
		term_line(l, a, catalog_at(l->lists, name, i));
	return print(l, e) != 0 ? -1 : EXIT_FINE;
}

/* --- lists diff ------------------------------------------------------------------------------------- */

struct diff {
	struct list_diff d;
	const struct newer *newer;
	struct use	*use;		/* of what is gone, renamed or ended; in byte order of uri */
	size_t		 nuse;
	bool		 asked;		/* the administration was there to ask */
	struct using	 sum;
};

static int
use_cmp(const void *a, const void *b)
{
	const struct use *x = a, *y = b;

	return str_cmp(x->uri, y->uri);
}

/* A term may be renamed and ended at once. */
static void
terms_in_use(struct diff *f, struct arena *mem)
{
	size_t n = 0, k = 0;

	f->use = NEW(mem, struct use, f->d.n + 1);
	for (size_t i = 0; i < f->d.n; i++) {
		if (f->d.v[i].what != CHANGE_ADDED)
			f->use[n++].uri = f->d.v[i].uri;
	}
	qsort(f->use, n, sizeof *f->use, use_cmp);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || !str_eq(f->use[i].uri, f->use[i - 1].uri))
			f->use[k++].uri = f->use[i].uri;
	}
	f->nuse = k;
}

/* Without --config and without settings in their usual place there is nothing to ask, and that is no fault. */
static int
ask_public(struct lists *l, struct diff *f, struct err *e)
{
	struct look look;
	int rc = 0;

	terms_in_use(f, l->mem);
	if (l->inv->option[O_CONFIG_] == NULL && access(CONFIG_DEFAULT, F_OK) != 0)
		return 0;
	if (look_open(&look, l->inv, l->mem, e) != 0)
		return -1;
	f->asked = look.store != NULL;
	if (f->asked)
		rc = using_read(&look, f->use, f->nuse, l->mem, &f->sum, e);
	look_close(&look);
	return rc;
}

static const struct use *
use_of(const struct diff *f, const struct list_change *c)
{
	const struct use key = { .uri = c->uri };

	return c->what == CHANGE_ADDED ? NULL : bsearch(&key, f->use, f->nuse, sizeof *f->use, use_cmp);
}

static void
show_use(struct lists *l, const struct use *u)
{
	struct buf b;

	if (u == NULL || u->n == 0)
		return;
	buf_init(&b, l->mem, LAYOUT_MOST);
	buf_addf(&b, ngettext("In %zu openbaar dossier: ", "In %zu openbare dossiers: ", u->n), u->n);
	for (size_t i = 0; i < u->n && i < NAMES_MOST; i++)
		buf_addf(&b, "%s%.*s", i == 0 ? "" : ", ", STRF(u->dossiers[i]));
	if (u->n > NAMES_MOST)
		buf_addf(&b, _(" en nog %zu (--json noemt ze alle)"), u->n - NAMES_MOST);
	layout_wrap(&l->out, utf8_cut(buf_str(&b), LAYOUT_MOST), STR_NONE, CODE_COLUMN + 3, TABLE_COLUMNS);
}

static struct str
change_words(const struct list_change *c, struct arena *mem)
{
	struct str label = utf8_show(mem, c->label);

	switch (c->what) {
	case CHANGE_RENAMED:
		return str_fmt(mem, _("%.*s; wordt: %.*s"), STRF(label), STRF(utf8_show(mem, c->now)));
	case CHANGE_ENDED:
		return c->last.year == 0 ?
		    str_fmt(mem, _("%.*s; heeft geen einde meer"), STRF(label)) :
		    str_fmt(mem, _("%.*s; tot en met %.*s"), STRF(label), STRF(date_dutch(mem, c->last)));
	case CHANGE_ADDED:
		return c->former ? str_fmt(mem, _("%.*s (vroegere naam)"), STRF(label)) : label;
	case CHANGE_GONE:
	case CHANGE__COUNT:
		break;
	}
	return label;
}

static void
show_diff(struct lists *l, const struct diff *f)
{
	static const char *const heads[CHANGE__COUNT] = { [CHANGE_ADDED] = N_("Nieuw"),
		[CHANGE_GONE] = N_("Verdwenen"),
		[CHANGE_RENAMED] = N_("Met een andere naam"),
		[CHANGE_ENDED] = N_("Met een ander einde") };
	struct str lead, uri = f->newer->uri;

	if (str_starts(uri, S(NEWER_SETS)))
		uri = str_from(uri, strlen(NEWER_SETS));
	uri = layout_cut(l->mem, utf8_show(l->mem, utf8_cut(uri, LAYOUT_MOST / 8)), TABLE_COLUMNS / 2);
	layout_wrap(&l->out,
	    str_fmt(l->mem, _("%.*s (%zu termen) vergeleken met onze lijst %.*s: %zu termen in beide."),
		STRF(uri.n != 0 ? uri : str_of(_("De lijst"))), f->newer->n, STRF(f->d.ours->name), f->d.both),
	    STR_NONE, 0, TABLE_COLUMNS);
	for (size_t i = 0; i < f->d.n; i++) {
		const struct list_change *c = &f->d.v[i];

		if (i == 0 || c->what != f->d.v[i - 1].what)
			buf_addf(&l->out, "%s: %zu\n", _(heads[c->what]), f->d.count[c->what]);
		lead = str_fmt(
		    l->mem, "  %.*s", STRF(layout_cut(l->mem, utf8_show(l->mem, path_base(c->uri)), CODE_COLUMN)));
		layout_wrap(&l->out, change_words(c, l->mem),
		    str_fmt(l->mem, "%-*.*s", (int)CODE_COLUMN + 2, STRF(lead)), CODE_COLUMN + 3, TABLE_COLUMNS);
		show_use(l, use_of(f, c));
	}
	if (f->d.n == 0)
		buf_addf(&l->out, "%s", _("Er verandert niets.\n"));
	if (f->d.n == 0)
		return;
	if (!f->asked)
		buf_addf(&l->out, "%s", _("Niet nagegaan wat al openbaar is: er is geen administratie.\n"));
	else
		buf_addf(&l->out, _("Openbare dossiers: %zu, waarvan %zu met een term die verdwijnt of verandert.\n"),
		    f->sum.dossiers, f->sum.touched);
	if (f->sum.unknown != 0)
		buf_addf(&l->out, _("Van %zu openbare dossiers is geen verslag bewaard; die zijn niet nagegaan.\n"),
		    f->sum.unknown);
}

static void
diff_json(struct lists *l, const struct diff *f)
{
	static const char *const names[CHANGE__COUNT] = {
		[CHANGE_ADDED] = "added", [CHANGE_GONE] = "gone", [CHANGE_RENAMED] = "renamed", [CHANGE_ENDED] = "ended"
	};
	AUTO_JSON whole = json_object();
	json_t *sum = json_object();

	for (size_t i = 0; i < f->d.n; i++) {
		const struct list_change *c = &f->d.v[i];
		const struct use *u = use_of(f, c);
		AUTO_JSON j = json_object();
		json_t *dossiers = json_array();

		json_put_str(j, "change", str_of(names[c->what]));
		json_put_str(j, "uri", utf8_show(l->mem, c->uri));
		json_put_str(j, "label", utf8_show(l->mem, c->label));
		if (c->what == CHANGE_RENAMED)
			json_put_str(j, "now", utf8_show(l->mem, c->now));
		put_day(j, "last", c->last, l->mem);
		if (c->former)
			json_put(j, "former", json_true());
		for (size_t k = 0; u != NULL && k < u->n; k++)
			json_push(dossiers, json_of_str(u->dossiers[k]));
		json_put(j, "dossiers", dossiers);
		put_json(l, j);
	}
	json_put_str(sum, "list", f->d.ours->name);
	if (f->newer->uri.n != 0)
		json_put_str(sum, "address", utf8_show(l->mem, f->newer->uri));
	json_put_num(sum, "both", (int64_t)f->d.both);
	for (int k = 0; k < CHANGE__COUNT; k++)
		json_put_num(sum, names[k], (int64_t)f->d.count[k]);
	json_put(sum, "asked", json_boolean(f->asked));
	json_put_num(sum, "public", (int64_t)f->sum.dossiers);
	json_put_num(sum, "touched", (int64_t)f->sum.touched);
	json_put_num(sum, "unknown", (int64_t)f->sum.unknown);
	json_put(whole, "diff", sum);
	put_json(l, whole);
}

static int
lists_diff(struct lists *l, const char *path, struct err *e)
{
	struct newer newer;
	struct diff f = { .newer = &newer };

	if (newer_read(path, l->mem, &newer, e) != 0 || newer_compare(l->lists, &newer, l->mem, &f.d, e) != 0 ||
	    ask_public(l, &f, e) != 0)
		return -1;
	if (l->json)
		diff_json(l, &f);
	else
		show_diff(l, &f);
	if (print(l, e) != 0)
		return -1;
	return f.d.n == 0 ? EXIT_FINE : EXIT_HELD;
}

int
cmd_lists(const struct invocation *inv, struct arena *mem)
{
	struct lists l = { .inv = inv, .mem = mem };
	bool diff = inv->argc > 0 && strcmp(inv->argv[0], "diff") == 0;
	struct err e;
	int rc = 0;

	if (inv->argc > (diff ? 2 : 1) || (diff && inv->argc != 2))
		rc = err_set(&e, E_USAGE, "%s",
		    _("schrijf woostraat lists, woostraat lists NAAM, of woostraat lists diff BESTAND"));
	if (rc == 0)
		rc = open_lists(&l, &e);
	if (rc == 0)
		rc = diff          ? lists_diff(&l, inv->argv[1], &e) :
		    inv->argc == 1 ? lists_one(&l, inv->argv[0], &e) :
				     lists_all(&l, &e);
	return rc < 0 ? command_failed(&e) : rc;
}
