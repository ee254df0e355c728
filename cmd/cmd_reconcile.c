/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_reconcile.c - woostraat reconcile: which decisions the source has and the portal lacks, why, and the other way. */
#include <stdio.h>
#include <stdlib.h>

#include "base/fd.h"
#include "base/log.h"
#include "base/utf8.h"
#include "look.h"
#include "report/layout.h"
#include "report/table.h"
#include "sourced.h"
#include "store/accounts.h"
#include "tables.h"

#include "base/spoken.h"

#include "base/banned.h"

#define RECONCILE_MEM	GIB(4)
#define NAME_COLUMNS	((size_t)200)
#define LABEL_COLUMNS	((size_t)44)
#define INDENT		((size_t)12)

/* How a row of the source ended: as the one dossier that it is about, or none of these. */
enum { ROW_NEVER = END__COUNT, ROW_DOUBLE, ROW_MANY, ROW_NAMELESS, ROW__COUNT };

static const struct { const char *name, *words; } none[ROW__COUNT - END__COUNT] = {
	[ROW_NEVER - END__COUNT] = { "never", N_("niet binnengekomen") },
	[ROW_DOUBLE - END__COUNT] = { "double", N_("dubbel in de bron") },
	[ROW_MANY - END__COUNT] = { "ambiguous", N_("bij meer dan één dossier") },
	[ROW_NAMELESS - END__COUNT] = { "no-identifier", N_("zonder kenmerk") },
};

struct match { struct str id; size_t of; };

/* first: of a double one, the row of the source that has it already, as numbered there. */
struct verdict_of { int end; const struct settled *of; struct str id; int64_t first; };

struct reconcile {
	struct arena	*mem;
	struct arena	*way;		/* what is needed of one dossier, until the next */
	const struct invocation *inv;
	struct look	*look;
	const struct organisation *org;
	json_t		*read;
	struct sourced	 source;
	size_t		 column, sheets;
	struct { struct settled *v; size_t n, cap; } known;
	struct { struct match *v; size_t n, cap; } index;
	struct verdict_of *row;		/* of each row of the source; those up to its head are not used */
	bool		*met;		/* of each known one: the source has it */
	size_t		 count[ROW__COUNT], rows, missing;
};

static const char *
words_of(int end)
{
	return end < END__COUNT ? _(settled_words((enum settled_end)end)) : _(none[end - END__COUNT].words);
}

static const char *
name_of(int end)
{
	return end < END__COUNT ? settled_name((enum settled_end)end) : none[end - END__COUNT].name;
}

/* --- what the ledger has -------------------------------------------------------------------- */

static int
take_dossier(void *ctx, const struct standing *st, struct err *e)
{
	struct reconcile *r = ctx;
	AUTO_SERIES account = NULL;
	struct mark mark = arena_mark(r->way);
	struct gathered g;
	struct settled s;
	struct str *ids;
	size_t n;

	if (st->accounted && accounts_open(r->look->vault, &st->account, &account, e) != 0)
		return -1;
	settled_begin(&g, series_head(account), true, r->way);
	for (size_t i = 0; i < series_n(account); i++) {
		AUTO_JSON doc = NULL;

		if (series_get(account, i, &doc, e) != 0) /* the run ends, and with it what was gathered */
			return -1;
		settled_document(&g, doc);
	}
	settled_of(&st->row, st->org, st->key, series_head(account), &g, r->way, &s);
	settled_ids(&s, &g, r->way, &ids, &n);
	/* The account goes, with what was borrowed from it and what was made on the way: there are many. */
	*PUSH(r->mem, r->known.v, r->known.n, r->known.cap) = settled_dup(&s, r->mem);
	for (size_t i = 0; i < n; i++)
		*PUSH(r->mem, r->index.v, r->index.n, r->index.cap) =
		    (struct match){ str_dup(r->mem, ids[i]), r->known.n - 1 };
	arena_rewind(r->way, mark);
	return 0;
}

static int
match_order(const void *a, const void *b)
{
	const struct match *x = a, *y = b;
	int c = str_cmp(x->id, y->id);

	return c != 0 ? c : (x->of > y->of) - (x->of < y->of);
}

static int
read_ledger(struct reconcile *r, struct err *e)
{
	struct scope at = { utf8_exact(r->mem, r->org->key), S("") };

	if (overview_begin(r->look->store, e) != 0 ||
	    overview_each(r->look->store, at, true, take_dossier, r, e) != 0 || overview_end(r->look->store, e) != 0)
		return -1;
	if (r->index.n != 0)
		qsort(r->index.v, r->index.n, sizeof *r->index.v, match_order);
	r->met = NEW(r->mem, bool, r->known.n + 1);
	return 0;
}

/* The first of the index with this id, or its end. */
static size_t
find(const struct reconcile *r, struct str id)
{
	size_t low = 0, high = r->index.n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (str_cmp(r->index.v[mid].id, id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* --- the rows ------------------------------------------------------------------------------- */

/* Rows by what they are called, to find those that are there twice. */
struct named_row { struct str id; size_t row; };

static int
row_order(const void *a, const void *b)
{
	const struct named_row *x = a, *y = b;
	int c = str_cmp(x->id, y->id);

	return c != 0 ? c : (x->row > y->row) - (x->row < y->row);
}

static void
judge_row(struct reconcile *r, size_t i)
{
	struct verdict_of *v = &r->row[i];
	size_t at = find(r, v->id), of = 0, n = 0;

	for (; at < r->index.n && str_eq(r->index.v[at].id, v->id); at++) {
		of = r->index.v[at].of;
		r->met[of] = true;
		n++;
	}
	if (n == 1)
		v->of = &r->known.v[of];
	v->end = n == 0 ? ROW_NEVER : n > 1 ? ROW_MANY : (int)r->known.v[of].end;
}

/* What to do about a row that is not about one dossier; of the others the ledger says it. */
static struct str
todo_of(const struct reconcile *r, const struct verdict_of *v)
{
	switch (v->end) {
	case ROW_NEVER:
		return str_of(_("Lever dit dossier aan, of verbeter het kenmerk."));
	case ROW_DOUBLE:
		return str_fmt(r->mem, _("Hetzelfde kenmerk als rij %lld: haal er een weg."), (long long)v->first);
	case ROW_MANY:
		return str_of(_("Meer dossiers hebben dit kenmerk: geef de bron een eigen kenmerk per dossier."));
	case ROW_NAMELESS:
		return str_of(_("Vul het kenmerk in."));
	default:
		return STR_NONE;
	}
}

static void
put_beside(struct reconcile *r, size_t i)
{
	struct sourced_row *row = &r->source.v[i];
	const struct verdict_of *v = &r->row[i];

	for (int c = 0; c < SC__COUNT && v->of != NULL; c++)
		row->added[c] = settled_cell(v->of, (enum settled_column)c, r->mem);
	lang_hush(); /* kept */
	row->added[SC_OUTCOME] = str_of(words_of(v->end));
	if (v->end >= END__COUNT)
		row->added[SC_TODO] = todo_of(r, v);
	lang_speak();
}

static void
judge(struct reconcile *r)
{
	struct named_row *v = NEW(r->mem, struct named_row, r->source.n + 1);
	size_t n = 0, first = 0;

	r->row = NEW(r->mem, struct verdict_of, r->source.n + 1);
	for (size_t i = r->source.head + 1; i < r->source.n; i++) {
		r->row[i].id = settled_id(r->mem, sourced_cell(&r->source, i, r->column));
		v[n++] = (struct named_row){ r->row[i].id, i };
	}
	if (n != 0)
		qsort(v, n, sizeof *v, row_order);
	for (size_t i = 0; i < n; i++) {
		struct verdict_of *one = &r->row[v[i].row];

		if (i == 0 || !str_eq(v[i].id, v[i - 1].id))
			first = v[i].row;
		if (one->id.n == 0)
			one->end = ROW_NAMELESS;
		else if (first != v[i].row)
			one->end = ROW_DOUBLE;
		else
			judge_row(r, v[i].row);
		one->first = r->source.v[first].n;
		put_beside(r, v[i].row);
		r->count[one->end]++;
		r->rows++;
	}
	for (size_t i = 0; i < r->known.n; i++)
		r->missing += r->known.v[i].exposed && !r->met[i];
}

static int
choose_sheet(struct reconcile *r, struct err *e)
{
	const json_t *more = json_list(r->read, "sheets");
	struct str column = str_of(r->inv->option[O_COLUMN_]), separator = json_str(r->read, "separator"), why;
	const char *file = r->inv->argv[0];

	r->sheets = 1 + json_array_size(more);
	for (size_t i = 0; i < r->sheets; i++) {
		const json_t *sheet = i == 0 ? r->read : json_array_get(more, i - 1);

		why = json_str(sheet, "fault");
		if (why.n != 0)
			return err_set(e, E_USAGE, "%s: %.*s", file, STRF(utf8_show(r->mem, why)));
		sourced_of(sheet, separator, r->mem, &r->source);
		if (sourced_find(&r->source, column, r->mem, &r->column))
			return 0;
	}
	if (column.n != 0)
		return err_set(
		    e, E_USAGE, _("%s: de kolom ‘%.*s’ staat er niet in"), file, STRF(utf8_show(r->mem, column)));
	return err_set(e, E_USAGE, _("%s: geen kolom met een kenmerk gevonden; noem haar met --column"), file);
}

/* --- telling -------------------------------------------------------------------------------- */

static void
wrap(struct reconcile *r, struct str text, struct str lead, size_t indent)
{
	struct buf b;

	buf_init(&b, r->mem, MIB(1));
	layout_wrap(&b, text, lead, indent, TABLE_COLUMNS);
	(void)printf("%.*s", STRF(buf_str(&b)));
}

static void
print_count(struct reconcile *r, const char *words, size_t n)
{
	struct buf b;

	buf_init(&b, r->mem, KIB(1));
	layout_cell(&b, str_of(words), LABEL_COLUMNS);
	(void)printf("  %.*s%8zu\n", STRF(buf_str(&b)), n);
}

static void
print_row(struct reconcile *r, size_t i)
{
	const struct verdict_of *v = &r->row[i];
	const struct sourced_row *row = &r->source.v[i];
	struct str text = layout_cut_middle(r->mem, sourced_shown(&r->source, i, r->column, r->mem), NAME_COLUMNS);

	if (v->of != NULL)
		text = str_fmt(r->mem, "%.*s (%.*s)", STRF(text),
		    STRF(layout_cut_middle(r->mem, row->added[SC_DOSSIER], NAME_COLUMNS)));
	if (text.n == 0)
		text = str_of(_("(leeg)"));
	wrap(r, text, str_fmt(r->mem, _("  rij %lld"), (long long)row->n), INDENT);
	text = v->end < END__COUNT ? lang_str(r->mem, row->added[SC_TODO]) : todo_of(r, v);
	if (text.n != 0)
		wrap(r, text, S(""), INDENT);
}

static void
print_rows(struct reconcile *r, int end)
{
	size_t told = 0;

	for (size_t i = r->source.head + 1; i < r->source.n; i++) {
		struct mark mark = arena_mark(r->mem);

		/* Of what is public only what a person must look at. */
		if (r->row[i].end == end && (end != END_PUBLIC || r->source.v[i].added[SC_TODO].n != 0)) {
			if (told++ == 0)
				(void)printf("\n%s\n",
				    end == END_PUBLIC ? _("openbaar, maar beoordeel het opnieuw") : words_of(end));
			print_row(r, i);
		}
		arena_rewind(r->mem, mark);
	}
}

static void
print_text(struct reconcile *r)
{
	struct str column = sourced_cell(&r->source, r->source.head, r->column);

	wrap(r,
	    str_fmt(r->mem, _("%.*s: %s, vergeleken op de kolom ‘%.*s’"), STRF(utf8_show(r->mem, r->org->key)),
		r->inv->argv[0], STRF(layout_cut(r->mem, utf8_show(r->mem, column), LABEL_COLUMNS))),
	    S(""), 0);
	if (r->sheets > 1)
		wrap(r, str_of(_("Eén blad van de werkmap is vergeleken; de andere niet.")), S(""), 0);
	(void)printf("\n");
	for (int end = 0; end < ROW__COUNT; end++) {
		if (r->count[end] != 0 || end == END_PUBLIC)
			print_count(r, words_of(end), r->count[end]);
	}
	print_count(r, _("rijen van de bron, samen"), r->rows);
	(void)printf("\n");
	print_count(r, _("openbaar, maar niet in de bron"), r->missing);
	for (int end = 0; end < ROW__COUNT; end++)
		print_rows(r, end);
	if (r->missing != 0)
		(void)printf("\n%s\n", _("openbaar, maar niet in de bron"));
	for (size_t i = 0; i < r->known.n; i++) {
		const struct settled *s = &r->known.v[i];

		if (!s->exposed || r->met[i])
			continue;
		wrap(r, layout_cut_middle(r->mem, settled_cell(s, SC_DOSSIER, r->mem), NAME_COLUMNS), S(""), 2);
		wrap(r,
		    s->address.n == 0 ? str_of(words_of((int)s->end)) :
					layout_cut_middle(r->mem, s->address, NAME_COLUMNS),
		    S(""), 6);
	}
}

static void
print_json(struct reconcile *r, json_t *j)
{
	struct mark mark = arena_mark(r->mem);
	struct str line = json_write(r->mem, j);

	(void)printf("%.*s\n", STRF(line));
	arena_rewind(r->mem, mark);
	json_decref(j);
}

static void
put_settled(struct reconcile *r, json_t *j, const struct settled *s)
{
	json_put_str(j, "dossier", settled_cell(s, SC_DOSSIER, r->mem));
	json_put(j, "exposed", json_boolean(s->exposed));
	if (s->day.n != 0)
		json_put_str(j, "since", s->day);
	if (s->address.n != 0)
		json_put_str(j, "address", s->address);
	if (s->codes.n != 0)
		json_put_str(j, "codes", s->codes);
	if (s->until.n != 0)
		json_put_str(j, "until", s->until);
}

static void
print_lines(struct reconcile *r)
{
	json_t *j, *counts = json_object();

	for (size_t i = r->source.head + 1; i < r->source.n; i++) {
		j = json_object();
		json_put_num(j, "row", r->source.v[i].n);
		json_put_str(j, "identifier", sourced_shown(&r->source, i, r->column, r->mem));
		json_put_str(j, "outcome", str_of(name_of(r->row[i].end)));
		if (r->source.v[i].added[SC_TODO].n != 0)
			json_put_str(j, "why", r->source.v[i].added[SC_TODO]);
		if (r->row[i].of != NULL)
			put_settled(r, j, r->row[i].of);
		print_json(r, j);
	}
	for (size_t i = 0; i < r->known.n; i++) {
		if (!r->known.v[i].exposed || r->met[i])
			continue;
		j = json_object();
		json_put_str(j, "outcome", S("not-in-source"));
		put_settled(r, j, &r->known.v[i]);
		print_json(r, j);
	}
	for (int end = 0; end < ROW__COUNT; end++)
		json_put_num(counts, name_of(end), (int64_t)r->count[end]);
	j = json_object();
	json_put_str(j, "organisation", utf8_show(r->mem, r->org->key));
	json_put_num(j, "rows", (int64_t)r->rows);
	json_put_num(j, "not_in_source", (int64_t)r->missing);
	json_put(j, "counts", counts);
	print_json(r, j);
}

static int
write_rows(struct reconcile *r, struct err *e)
{
	const char *out = r->inv->option[O_RETURNED_];
	struct grid g = { .title = S("uitkomst") };

	if (out == NULL)
		return 0;
	sourced_grid(&r->source, r->mem, &g);
	if (str_ends_nocase(str_of(out), S(".xlsx")))
		return grid_xlsx(&g, 1, "Uitkomst", out, r->look->now, r->mem, e);
	return file_replace(out, grid_csv(&g, r->mem), e);
}

/* --- what was asked ------------------------------------------------------------------------- */

static int
check_asked(struct reconcile *r, struct err *e)
{
	const struct settings *s = &r->look->settings;
	struct str of = str_of(r->inv->option[O_OF_]), out = str_of(r->inv->option[O_RETURNED_]);

	if (out.p != NULL && !str_ends_nocase(out, S(".xlsx")) && !str_ends_nocase(out, S(".csv")))
		return err_set(
		    e, E_USAGE, _("--output %.*s: de naam eindigt op .csv of .xlsx"), STRF(utf8_show(r->mem, out)));
	if (of.p == NULL && (s->norgs != 1 || s->nfaults != 0))
		return err_set(e, E_USAGE, "%s", _("er is meer dan één organisatie; noem er een met --organisation"));
	r->org = of.p == NULL ? &s->orgs[0] : settings_organisation(s, of);
	if (r->org == NULL)
		return err_set(
		    e, E_USAGE, _("%.*s: deze organisatie staat niet in de instellingen"), STRF(utf8_show(r->mem, of)));
	return r->look->store == NULL ?
	    err_set(e, E_USAGE, "%s", _("er is nog geen administratie; eerst moet er een run zijn")) :
	    0;
}

static int
reconcile(struct reconcile *r, struct err *e)
{
	int64_t cut;

	if (check_asked(r, e) != 0 || tables_read_file(r->inv, r->inv->argv[0], r->mem, &r->read, e) != 0 ||
	    choose_sheet(r, e) != 0 || read_ledger(r, e) != 0)
		return -1;
	cut = json_num(r->read, "cut", 0);
	if (cut != 0)
		log_line(LOG_LET_OP, _("%s: %lld cellen zijn niet of niet helemaal overgenomen"), r->inv->argv[0],
		    (long long)cut);
	judge(r);
	return write_rows(r, e);
}

int
cmd_reconcile(const struct invocation *inv, struct arena *mem)
{
	struct reconcile r = { .inv = inv };
	struct look look;
	struct err e;
	bool same;
	int rc;

	if (inv->argc != 1) {
		(void)err_set(&e, E_USAGE, "%s", _("noem één lijst van de bron: woostraat reconcile besluiten.csv"));
		return command_failed(&e);
	}
	if (look_open(&look, inv, mem, &e) != 0)
		return command_failed(&e);
	r.look = &look;
	r.mem = arena_new("vergelijking", RECONCILE_MEM);
	r.way = arena_new("vergelijking", RECONCILE_MEM);
	rc = reconcile(&r, &e);
	if (rc == 0 && inv->option[O_JSON_] != NULL)
		print_lines(&r);
	else if (rc == 0)
		print_text(&r);
	same = r.count[END_PUBLIC] == r.rows && r.missing == 0;
	json_decref(r.read);
	arena_free(r.way);
	arena_free(r.mem);
	look_close(&look);
	if (rc == 0 && (ferror(stdout) != 0 || fflush(stdout) != 0))
		rc = err_set(&e, E_IO, "%s", _("de uitvoer is niet weg te schrijven"));
	return rc != 0 ? command_failed(&e) : same ? EXIT_FINE : EXIT_HELD;
}
