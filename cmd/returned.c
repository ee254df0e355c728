/* SPDX-License-Identifier: EUPL-1.2 */
/* returned.c - the source's own rows, given back with what became of each: files beside the account of an organisation. */
#include "returned.h"

#include <stdlib.h>
#include <string.h>

#include "base/fd.h"
#include "base/log.h"
#include "base/path.h"
#include "base/utf8.h"
#include "sourced.h"
#include "tables.h"

#include "base/banned.h"

#define RETURNED_MEM	GIB(4)
#define INDEX_LEAST	((size_t)256)
#define BOOKS_MOST	99		/* files of one organisation; tables with yet other columns are told in the log */

struct closed {
	const struct organisation *org;
	struct settled	 is;
	bool		 met;		/* a row of a table is about it */
};

/* A table that came with dossiers: the same bytes with several dossiers are one table. */
struct came {
	const struct organisation *org;
	struct artefact	 of;
	struct str	 name;		/* for the log */
	size_t		 first;		/* of the claims on it, once they are in order */
};

/* A row that sidecar took to be about a document, or (stays false) about a whole dossier. */
struct claim {
	size_t		 table, closed;
	uint32_t	 sheet, n;
	bool		 stays;		/* about a document that does not go out, on purpose */
};

struct share {
	struct grid	*v;		/* the CSVs in their order; the workbook has them too */
	size_t		 n, cap;
	struct grid	 dossiers;	/* every one */
};

struct returned {
	struct arena	*mem;
	struct { struct closed *v; size_t n, cap; } closed;
	struct { struct came *v; size_t n, cap; } came;
	struct { size_t *v, cap; } index;	/* of those by digest, cap a power of two: number + 1; 0: nothing */
	struct { struct claim *v; size_t n, cap; } claims;
	struct share	*shares;	/* of each organisation of the settings; NULL: not gathered */
};

/* --- while the run goes --------------------------------------------------------------------- */

/* The place in the index where this table stands, or is to stand. */
static size_t *
find_table(struct returned *r, const struct organisation *org, const struct digest *d)
{
	size_t at;

	memcpy(&at, d, sizeof at); /* any part of a digest will do */
	for (at &= r->index.cap - 1; r->index.v[at] != 0; at = (at + 1) & (r->index.cap - 1)) {
		const struct came *c = &r->came.v[r->index.v[at] - 1];

		if (c->org == org && digest_eq(c->of.sha256, *d))
			break;
	}
	return &r->index.v[at];
}

/* Room in the index for one more, at most half full. */
static void
grow_index(struct returned *r)
{
	if (2 * (r->came.n + 1) <= r->index.cap)
		return;
	r->index.cap = r->index.cap == 0 ? INDEX_LEAST : r->index.cap * 2;
	r->index.v = NEW(r->mem, size_t, r->index.cap);
	for (size_t i = 0; i < r->came.n; i++)
		*find_table(r, r->came.v[i].org, &r->came.v[i].of.sha256) = i + 1;
}

/* Its place among those of the run: the same bytes with several dossiers of an organisation are one table. */
static size_t
table_of(struct returned *r, const struct organisation *org, const json_t *t)
{
	struct artefact of = { .size = (uint64_t)json_num(t, "bytes", 0) };
	size_t *at;

	must(digest_parse(json_str(t, "sha256"), &of.sha256) == 0); /* we wrote it */
	grow_index(r);
	at = find_table(r, org, &of.sha256);
	if (*at == 0) {
		*PUSH(r->mem, r->came.v, r->came.n, r->came.cap) =
		    (struct came){ .org = org, .of = of, .name = str_dup(r->mem, json_str(t, "name")) };
		*at = r->came.n;
	}
	return *at - 1;
}

static bool
is_kept(const struct dossier *d, int doc)
{
	return doc >= 0 && (size_t)doc < d->ndocs && (d->docs[doc].have_set & A_BIT(A_ORIGINAL)) != 0;
}

/* Its place in the list of the dossier. */
static int
table_in(json_t *tables, const struct dossier *d, int doc, struct arena *mem)
{
	const struct artefact *of = &d->docs[doc].have[A_ORIGINAL];
	struct str sha256 = digest_hex(mem, of->sha256);
	size_t n = json_array_size(tables);
	json_t *j;

	for (size_t i = 0; i < n; i++) {
		if (str_eq(json_str(json_array_get(tables, i), "sha256"), sha256))
			return (int)i;
	}
	j = json_object();
	json_put_str(j, "sha256", sha256);
	json_put_num(j, "bytes", (int64_t)of->size);
	json_put_str(j, "name",
	    str_fmt(mem, "%.*s/%.*s", STRF(utf8_show(mem, d->key)), STRF(utf8_show(mem, d->docs[doc].path))));
	json_push(tables, j);
	return (int)n;
}

/* The rows that say something of this document, or of the dossier: table, sheet, row, does it stay. */
static void
add_rows(json_t *sources, const struct dossier *d, const struct statements *said, bool stays, struct arena *mem)
{
	struct from_row last = { .n = 0 };

	for (size_t i = 0; i < said->n; i++) {
		const struct from_row *from = &said->v[i].row;

		/* An answer of a worker: the table may be none of this dossier. */
		if (from->n == 0 || !is_kept(d, from->table) ||
		    (last.n == from->n && last.table == from->table && last.sheet == from->sheet))
			continue;
		last = *from;
		json_push(json_list(sources, "rows"),
		    json_pack("[iiib]", table_in(json_list(sources, "tables"), d, from->table, mem), (int)from->sheet,
			(int)from->n, stays));
	}
}

json_t *
returned_sources(const struct dossier *d, struct arena *mem)
{
	json_t *j = json_object();

	json_put(j, "tables", json_array());
	json_put(j, "rows", json_array());
	for (size_t i = 0; i < d->findings.n; i++) {
		const struct finding *f = &d->findings.v[i];

		if (f->code == F_SID_ROWS_READ && is_kept(d, f->doc))
			(void)table_in(json_list(j, "tables"), d, f->doc, mem);
	}
	add_rows(j, d, &d->said, false, mem);
	for (size_t i = 0; i < d->ndocs; i++)
		add_rows(j, d, &d->docs[i].said, !document_goes_out(&d->docs[i]), mem);
	return j;
}

static bool
is_hers(const struct session *s, const struct organisation *o)
{
	return o >= s->settings.orgs && o < s->settings.orgs + s->settings.norgs;
}

static bool
has_rows(const struct session *s, const struct dossier *d)
{
	return !s->rehearsal && is_hers(s, d->org);
}

bool
returned_row(struct session *s, const struct dossier *d, const json_t *head, const struct gathered *g,
    struct settled *is)
{
	struct ledger_row row;
	struct err e;

	if (!has_rows(s, d))
		return false;
	if (ledger_get(s->run.store, dossier_uuid(d), s->line, &row, &e) != 0) {
		log_line(LOG_FOUT, _("uitkomst: %s"), e.msg);
		return false;
	}
	settled_of(&row, utf8_exact(s->line, d->org->key), utf8_exact(s->line, d->key), head, g, s->line, is);
	return true;
}

void
returned_take(struct session *s, const struct organisation *org, const struct settled *is, const json_t *sources)
{
	const json_t *tables = json_list(sources, "tables"), *rows = json_list(sources, "rows"), *row;
	struct returned *r = s->returned;
	size_t i, *at;

	if (r == NULL) {
		struct arena *mem = arena_new("uitkomst", RETURNED_MEM);

		r = s->returned = NEW(mem, struct returned, 1);
		r->mem = mem;
	}
	*PUSH(r->mem, r->closed.v, r->closed.n, r->closed.cap) = (struct closed){ org, settled_dup(is, r->mem), false };
	at = NEW(s->line, size_t, json_array_size(tables) + 1);
	for (i = 0; i < json_array_size(tables); i++)
		at[i] = table_of(r, org, json_array_get(tables, i));
	json_array_foreach (rows, i, row) {
		size_t t = (size_t)json_integer_value(json_array_get(row, 0));

		must(t < json_array_size(tables));
		*PUSH(r->mem, r->claims.v, r->claims.n, r->claims.cap) = (struct claim){ at[t], r->closed.n - 1,
			(uint32_t)json_integer_value(json_array_get(row, 1)),
			(uint32_t)json_integer_value(json_array_get(row, 2)), json_is_true(json_array_get(row, 3)) };
	}
}

void
returned_add(struct session *s, const struct dossier *d, const json_t *head, const struct gathered *g)
{
	AUTO_JSON sources = NULL;
	struct settled is;

	if (!returned_row(s, d, head, g, &is))
		return;
	sources = returned_sources(d, s->line);
	returned_take(s, d->org, &is, sources);
}

/* --- at its end ------------------------------------------------------------------------------ */

static int
claim_order(const void *a, const void *b)
{
	const struct claim *x = a, *y = b;

	if (x->table != y->table)
		return x->table > y->table ? 1 : -1;
	if (x->sheet != y->sheet)
		return x->sheet > y->sheet ? 1 : -1;
	if (x->n != y->n)
		return x->n > y->n ? 1 : -1;
	return (x->closed > y->closed) - (x->closed < y->closed);
}

static void
put_none(struct sourced_row *row)
{
	row->added[SC_OUTCOME] = str_of(_("geen bestand bij deze rij"));
	row->added[SC_TODO] = str_of(_(
	    "Wordt dit stuk openbaar, lever het dan aan; geen dossier van deze run heeft een bestand dat erbij hoort"));
}

/* What the claims [from, to), all of one row, say of it. */
static void
put_claims(struct returned *r, struct sourced_row *row, size_t from, size_t to)
{
	const struct claim *c = &r->claims.v[from];

	for (size_t i = from; i < to; i++)
		r->closed.v[r->claims.v[i].closed].met = true;
	if (r->claims.v[to - 1].closed != c->closed) {
		row->added[SC_OUTCOME] = str_of(_("bij meer dan één dossier"));
		row->added[SC_TODO] =
		    str_of(_("Deze tabel ligt bij meer dossiers die een bestand bij deze rij hebben"));
		return;
	}
	for (int k = 0; k < SC__COUNT; k++)
		row->added[k] = settled_cell(&r->closed.v[c->closed].is, (enum settled_column)k, r->mem);
	if (c->stays) {
		row->added[SC_OUTCOME] = str_of(_("gaat niet mee"));
		row->added[SC_DAY] = row->added[SC_ADDRESS] = S("");
	}
}

static bool
same_head(const struct grid *g, const struct grid *other)
{
	const struct grid_row *a = &g->v[g->head], *b = &other->v[other->head];

	if (a->n != b->n || g->separator != other->separator)
		return false;
	for (size_t c = 0; c < a->n; c++) {
		if (!str_eq(a->cells[c], b->cells[c]))
			return false;
	}
	return true;
}

/* Behind one with the same columns, or as one more. */
static void
add_grid(struct returned *r, struct share *share, const struct grid *g, struct str name)
{
	for (size_t i = 0; i < share->n; i++) {
		struct grid *to = &share->v[i];

		if (!same_head(to, g))
			continue;
		for (size_t k = g->head + 1; k < g->n; k++)
			*PUSH(r->mem, to->v, to->n, to->cap) = g->v[k];
		return;
	}
	if (share->n == BOOKS_MOST) {
		log_line(
		    LOG_LET_OP, _("uitkomst: te veel verschillende tabellen; niet teruggegeven: %.*s"), STRF(name));
		return;
	}
	*PUSH(r->mem, share->v, share->n, share->cap) = *g;
	share->v[share->n - 1].title = share->n == 1 ? S("bron") : str_fmt(r->mem, "bron %zu", share->n);
}

/* The claims on one sheet begin at *at; afterwards it is behind them. */
static void
take_sheet(struct returned *r, struct share *share, const json_t *sheet, struct str separator, size_t table, uint32_t number,
    size_t *at)
{
	struct sourced x;
	struct grid g = { 0 };
	size_t from = *at, first;

	while (*at < r->claims.n && r->claims.v[*at].table == table && r->claims.v[*at].sheet == number)
		++*at;
	sourced_of(sheet, separator, r->mem, &x);
	/* A sheet beside that of the documents is none of theirs. */
	if (x.n == 0 || (from == *at && number != 0))
		return;
	first = x.n;
	for (size_t i = 0; i < x.n && from < *at; i++) {
		if (x.v[i].n == r->claims.v[from].n) {
			first = i;
			break;
		}
	}
	x.head = sourced_guess_head(&x, first);
	for (size_t i = x.head + 1; i < x.n; i++) {
		size_t to;

		while (from < *at && r->claims.v[from].n < x.v[i].n)
			from++;
		for (to = from; to < *at && r->claims.v[to].n == x.v[i].n; to++)
			continue;
		if (to == from)
			put_none(&x.v[i]);
		else
			put_claims(r, &x.v[i], from, to);
	}
	sourced_grid(&x, r->mem, &g);
	add_grid(r, share, &g, r->came.v[table].name);
}

static void
take_table(struct session *s, struct returned *r, size_t table, struct share *share)
{
	const struct came *t = &r->came.v[table];
	AUTO_JSON j = NULL;
	const json_t *more, *one;
	size_t at = t->first, i;
	struct str why;
	struct err e;

	if (tables_read_kept(s, &t->of, r->mem, &j, &e) != 0) {
		log_line(LOG_LET_OP, _("uitkomst: %.*s is niet teruggegeven: %s"), STRF(t->name), e.msg);
		return;
	}
	why = json_str(j, "fault");
	if (why.n != 0)
		log_line(LOG_LET_OP, _("uitkomst: %.*s is niet helemaal teruggegeven: %.*s"), STRF(t->name),
		    STRF(utf8_show(r->mem, why)));
	else if (json_num(j, "cut", 0) != 0)
		log_line(LOG_LET_OP, _("uitkomst: van %.*s zijn %lld cellen niet of niet helemaal teruggegeven"),
		    STRF(t->name), (long long)json_num(j, "cut", 0));
	more = json_list(j, "sheets");
	take_sheet(r, share, j, json_str(j, "separator"), table, 0, &at);
	json_array_foreach (more, i, one)
		take_sheet(r, share, one, STR_NONE, table, (uint32_t)i + 1, &at);
}

static struct grid_row *
add_row(struct returned *r, struct grid *g, size_t n)
{
	struct grid_row *row = PUSH(r->mem, g->v, g->n, g->cap);

	*row = (struct grid_row){ NEW(r->mem, struct str, n), n };
	for (size_t i = 0; i < n; i++)
		row->cells[i] = S("");
	return row;
}

enum { DC_TITLE, DC_DOCUMENTS, DC__COUNT };

static void
add_dossier(struct returned *r, struct share *share, const struct closed *c)
{
	struct grid_row *row = add_row(r, &share->dossiers, DC__COUNT + SC__COUNT);

	row->cells[DC_TITLE] = c->is.title;
	row->cells[DC_DOCUMENTS] = str_fmt(r->mem, "%zu", c->is.documents);
	for (int k = 0; k < SC__COUNT; k++)
		row->cells[DC__COUNT + k] = settled_cell(&c->is, (enum settled_column)k, r->mem);
}

/* A dossier that no row of the source is about stands behind the rows. */
static void
add_rowless(struct returned *r, struct grid *g, const struct closed *c)
{
	size_t width = g->v[g->head].n;
	struct grid_row *row = add_row(r, g, width);
	struct str *todo = &row->cells[width - SC__COUNT + SC_TODO];

	for (int k = 0; k < SC__COUNT; k++)
		row->cells[width - SC__COUNT + (size_t)k] = settled_cell(&c->is, (enum settled_column)k, r->mem);
	*todo = todo->n == 0 ? str_of(_("Geen rij in de tabel van de bron")) :
			       str_fmt(r->mem, _("Geen rij in de tabel van de bron. %.*s"), STRF(*todo));
}

static void
gather_one(struct session *s, struct returned *r, size_t at)
{
	const struct organisation *o = &s->settings.orgs[at];
	struct share *share = &r->shares[at];
	struct grid_row *head;
	bool rows;

	for (size_t i = 0; i < r->came.n; i++) {
		if (r->came.v[i].org == o)
			take_table(s, r, i, share);
	}
	rows = share->n != 0;
	share->dossiers.title = S("dossiers");
	head = add_row(r, &share->dossiers, DC__COUNT + SC__COUNT);
	head->cells[DC_TITLE] = S("titel");
	head->cells[DC_DOCUMENTS] = S("documenten");
	for (int k = 0; k < SC__COUNT; k++)
		head->cells[DC__COUNT + k] = str_of(settled_title((enum settled_column)k));
	for (size_t i = 0; i < r->closed.n; i++) {
		const struct closed *c = &r->closed.v[i];

		if (c->org != o)
			continue;
		add_dossier(r, share, c);
		if (rows && !c->met)
			add_rowless(r, &share->v[0], c);
	}
}

void
returned_gather(struct session *s)
{
	struct returned *r = s->returned;

	if (r == NULL)
		return;
	if (r->claims.n != 0)
		qsort(r->claims.v, r->claims.n, sizeof *r->claims.v, claim_order);
	for (size_t i = r->claims.n; i-- > 0;)
		r->came.v[r->claims.v[i].table].first = i;
	r->shares = NEW(r->mem, struct share, s->settings.norgs);
	for (size_t i = 0; i < s->settings.norgs; i++)
		gather_one(s, r, i);
}

/* --- the files -------------------------------------------------------------------------------- */

/* Had she any dossier in this run?  The first row of the grid is its head. */
static const struct share *
share_of(const struct session *s, size_t at)
{
	const struct returned *r = s->returned;

	return r == NULL || r->shares == NULL || r->shares[at].dossiers.n < 2 ? NULL : &r->shares[at];
}

static struct str
name_of(struct arena *mem, size_t i)
{
	return i == 0 ? S(RETURNED_CSV) : str_fmt(mem, "uitkomst-%zu.csv", i + 1);
}

void
returned_put(const struct session *s, size_t at, json_t *run)
{
	const struct share *share = share_of(s, at);
	json_t *list;

	if (share == NULL)
		return;
	list = json_array();
	for (size_t i = 0; i < share->n || i == 0; i++)
		json_push(list, json_of_str(name_of(s->returned->mem, i)));
	json_push(list, json_of_str(S(RETURNED_XLSX)));
	json_put(json_map(run, "run"), "files", list);
}

int
returned_write(struct session *s, size_t at, struct str dir, struct err *e)
{
	const struct share *share = share_of(s, at);
	struct arena *mem;
	struct grid *all;
	int rc = 0;

	if (share == NULL)
		return 0;
	mem = arena_new("uitkomst", RETURNED_MEM);
	all = NEW(mem, struct grid, share->n + 1);
	for (size_t i = 0; i < share->n; i++)
		all[i] = share->v[i];
	all[share->n] = share->dossiers;
	for (size_t i = 0; rc == 0 && (i < share->n || i == 0); i++) {
		struct mark mark = arena_mark(mem);

		rc = file_replace(str_c(mem, path_join(mem, dir, name_of(mem, i))), grid_csv(&all[i], mem), e);
		arena_rewind(mem, mark);
	}
	if (rc == 0)
		rc = grid_xlsx(all, share->n + 1, "Uitkomst", str_c(mem, path_join(mem, dir, S(RETURNED_XLSX))),
		    s->run.now, mem, e);
	arena_free(mem);
	return rc;
}

void
returned_close(struct returned *r)
{
	if (r != NULL)
		arena_free(r->mem);
}
