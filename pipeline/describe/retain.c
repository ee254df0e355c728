/* SPDX-License-Identifier: EUPL-1.2 */
/* retain.c - how long a dossier is kept, by its informatiecategorie: a table that informatiebeheer keeps. */
#include "describe/retain.h"

#include <string.h>

#include "base/ascii.h"
#include "base/csv.h"
#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/catalog.h"
#include "config/own.h"

#include "base/banned.h"

#define FILE_MOST	((size_t)1 << 20)	/* bytes; a person fills it in */
#define TEXT_MOST	((size_t)500)		/* bytes of one field */
#define DIGITS_MOST	4			/* of a number in a term: 9999 years is for ever */
#define DAYS_YEAR	365			/* to tell which of two terms is the longer */
#define DAYS_MONTH	30

enum column { C_CATEGORY, C_WAARDERING, C_TERMIJN, C_BEGINT, C_LIJST, C_NUMMER, C_RESULTAAT, C__COUNT };
static const char *const columns[C__COUNT] = { "categorie", "waardering", "bewaartermijn", "begint bij",
	"selectielijst", "nummer", "resultaat" };

/* EventTypeLijst of MDTO (NA-MGS, begrippenlijsten.md). */
static const char *const events[] = { "Creatie", "Ontvangst", "Verzending", "Opname", "Digitalisering", "Vervanging",
	"Bevriezing", "Conversie", "Export", "Import", "Kopie", "Migratie", "Vernietigen", "Overbrenging",
	"Uitplaatsing", "Wijziging", "Publicatie", "Accordering", "Validatie Handtekening" };

struct rule { struct str uri; struct keeping keeping; };
struct rules_of { struct str org; struct rule *v; size_t n, cap; };	/* org absent: everybody's */
struct retention { struct rules_of *v; size_t n, cap; };

/* One file being read. */
struct reading {
	const char	*path;
	const struct catalog *lists;
	struct arena	*mem;
	struct csv	 csv;
	struct rules_of	*to;
};

static int
fault(const struct reading *r, enum column at, const char *what, struct err *e)
{
	return err_set(
	    e, E_CONFIG, _("%s, regel %zu, kolom %d (%s): %s"), r->path, r->csv.line, (int)at + 1, columns[at], what);
}

/* Digits before the letter unit, off the front; -1: they do not stand there. */
static long
part(struct str *s, char unit)
{
	size_t n = 0;
	long v = 0;

	while (n < s->n && n < DIGITS_MOST && ascii_digit(s->p[n]))
		v = v * 10 + (s->p[n++] - '0');
	if (n == 0 || n == s->n || s->p[n] != unit)
		return -1;
	*s = str_from(*s, n + 1);
	return v;
}

/* About how many days P7Y, P6M or P1Y6M is; -1: no such term, or none at all. */
static long
days_of(struct str s)
{
	long days = 0, v;

	if (!str_starts(s, S("P")))
		return -1;
	s = str_from(s, 1);
	if ((v = part(&s, 'Y')) > 0)
		days += v * DAYS_YEAR;
	if ((v = part(&s, 'M')) > 0)
		days += v * DAYS_MONTH;
	if ((v = part(&s, 'D')) > 0)
		days += v;
	return s.n != 0 || days == 0 ? -1 : days;
}

static int
read_texts(const struct reading *r, const struct str v[C__COUNT], struct err *e)
{
	for (int c = 0; c < C__COUNT; c++) {
		if (v[c].n > TEXT_MOST)
			return fault(r, (enum column)c, _("te lang"), e);
		if (!utf8_xml(v[c]) || str_has(v[c], '\n'))
			return fault(r, (enum column)c, _("geen gewone tekst (UTF-8)"), e);
	}
	return 0;
}

/* The term and what it begins with. */
static int
read_term(const struct reading *r, const struct str v[C__COUNT], struct keeping *k, struct err *e)
{
	if (k->waardering == 'V' && days_of(v[C_TERMIJN]) < 0)
		return fault(r, C_TERMIJN, _("bij V hoort een termijn; schrijf bijvoorbeeld P7Y voor zeven jaar"), e);
	if (k->waardering != 'V' && v[C_TERMIJN].n != 0)
		return fault(r, C_TERMIJN, _("een termijn hoort alleen bij V"), e);
	if (k->waardering != 'V' && v[C_BEGINT].n != 0)
		return fault(r, C_BEGINT, _("een termijn, en waar die mee begint, hoort alleen bij V"), e);
	k->termijn = v[C_TERMIJN];
	k->begint = v[C_BEGINT];
	for (size_t i = 0; i < COUNT(events); i++) {
		if (k->begint.n == 0 || str_eq(k->begint, str_of(events[i])))
			return 0;
	}
	if (v[C_LIJST].n == 0)
		return fault(r, C_BEGINT,
		    _("dit staat niet in de EventTypeLijst van MDTO; noem dan de selectielijst waaruit het komt"), e);
	k->lijst = v[C_LIJST];
	return 0;
}

/* Where it stands in the selectielijst. */
static int
read_place(const struct reading *r, const struct str v[C__COUNT], struct keeping *k, struct err *e)
{
	bool number = v[C_NUMMER].n != 0, result = v[C_RESULTAAT].n != 0;

	if (number != result)
		return fault(r, number ? C_RESULTAAT : C_NUMMER, _("nummer en resultaat horen bij elkaar"), e);
	if (!number)
		return 0;
	if (v[C_LIJST].n == 0)
		return fault(r, C_LIJST, _("welke selectielijst is dit?"), e);
	k->selectielijst = v[C_LIJST];
	k->nummer = v[C_NUMMER];
	k->resultaat = v[C_RESULTAAT];
	return 0;
}

static int
read_row(struct reading *r, const struct str v[C__COUNT], struct err *e)
{
	const struct term *t;
	struct keeping k = { 0 };

	if (read_texts(r, v, e) != 0)
		return -1;
	if ((t = catalog_named(r->lists, field_list(MD_INFORMATIECATEGORIE), v[C_CATEGORY])) == NULL)
		return fault(r, C_CATEGORY, _("geen informatiecategorie; schrijf bijvoorbeeld 2i"), e);
	for (size_t i = 0; i < r->to->n; i++) {
		if (str_eq(r->to->v[i].uri, t->uri))
			return fault(r, C_CATEGORY, _("deze informatiecategorie staat er twee keer"), e);
	}
	if (v[C_WAARDERING].n != 1 || strchr("BVN", v[C_WAARDERING].p[0]) == NULL)
		return fault(r, C_WAARDERING, _("schrijf B (blijvend), V (tijdelijk) of N (nader te bepalen)"), e);
	k.waardering = v[C_WAARDERING].p[0];
	if (read_term(r, v, &k, e) != 0 || read_place(r, v, &k, e) != 0)
		return -1;
	*PUSH(r->mem, r->to->v, r->to->n, r->to->cap) = (struct rule){ t->uri, k };
	return 0;
}

static int
read_rows(struct reading *r, struct err *e)
{
	struct str v[C__COUNT + 1];
	size_t n;

	if (!csv_row(&r->csv, v, COUNT(v), &n))
		return err_set(e, E_CONFIG, _("%s is leeg"), r->path);
	for (size_t c = 0; c < C__COUNT; c++) {
		if (c >= n || !str_eq_nocase(v[c], str_of(columns[c])))
			return fault(r, (enum column)c, _("deze kolom hoort hier te staan"), e);
	}
	while (csv_row(&r->csv, v, COUNT(v), &n)) {
		bool empty = true;

		for (size_t c = 0; c < n; c++)
			empty = empty && v[c].n == 0;
		if (empty || str_starts(v[0], S("#")))
			continue;
		for (size_t c = n; c < C__COUNT; c++) /* a spreadsheet may leave out the empty ones at the end */
			v[c] = STR_NONE;
		if (n > C__COUNT && v[C__COUNT].n != 0)
			return fault(r, C_RESULTAAT, _("hierna staat nog een kolom"), e);
		if (read_row(r, v, e) != 0)
			return -1;
	}
	return 0;
}

static int
read_table(struct retention *t, const char *path, struct str org, const struct catalog *lists, struct arena *mem,
    struct err *e)
{
	struct reading r = { .path = path, .lists = lists, .mem = mem };
	struct str bytes;

	if (file_read(path, FILE_MOST, mem, &bytes, e) != 0) {
		e->kind = E_CONFIG;
		return -1;
	}
	r.to = PUSH(mem, t->v, t->n, t->cap);
	*r.to = (struct rules_of){ .org = org };
	csv_open(&r.csv, bytes, mem);
	return read_rows(&r, e);
}

int
retain_load(const char *templates, const struct catalog *lists, struct arena *mem, struct retention **t_r, struct err *e)
{
	struct retention *t = NEW(mem, struct retention, 1);
	struct own_file *own;
	size_t n;

	if (read_table(t, str_c(mem, str_fmt(mem, "%s/retention/" RETAIN_FILE, templates)), STR_NONE, lists, mem, e) !=
		0 ||
	    own_files(templates, RETAIN_FILE, mem, &own, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (read_table(t, own[i].path, own[i].org, lists, mem, e) != 0)
			return -1;
	}
	*t_r = t;
	return 0;
}

static const struct rules_of *
table_of(const struct retention *t, const struct organisation *org)
{
	for (size_t i = 1; org != NULL && i < t->n; i++) {
		if (own_is_of(t->v[i].org, org))
			return &t->v[i];
	}
	return &t->v[0];
}

/* Does b keep longer than a? */
static bool
stronger(const struct keeping *a, const struct keeping *b)
{
	static const char order[] = "VNB";
	long x = strchr(order, a->waardering) - order, y = strchr(order, b->waardering) - order;

	return y > x || (x == 0 && y == 0 && days_of(b->termijn) > days_of(a->termijn));
}

struct keeping
retain_of(const struct retention *t, const struct organisation *org, const struct record *rec)
{
	const struct rules_of *table = table_of(t, org);
	struct keeping best = { .waardering = 'N' };

	for (size_t i = 0; i < rec->f[MD_INFORMATIECATEGORIE].n; i++) {
		struct keeping k = { .waardering = 'N' };

		for (size_t j = 0; j < table->n; j++) {
			if (str_eq(table->v[j].uri, rec->f[MD_INFORMATIECATEGORIE].v[i].uri))
				k = table->v[j].keeping;
		}
		if (i == 0 || stronger(&best, &k))
			best = k;
	}
	return best;
}

struct keeping
retain_said(struct keeping by_table, const struct statements *said)
{
	const struct statement *what = statement_best(said, SAY_RETENTION),
			       *term = statement_best(said, SAY_RETENTION_TERM);
	struct str code = what == NULL ? STR_NONE : str_trim(what->text);
	struct keeping k = by_table;

	if (code.n != 1 || strchr("BVN", code.p[0]) == NULL)
		return by_table;
	k.waardering = code.p[0];
	if (k.waardering != 'V') {
		k.termijn = k.begint = k.lijst = STR_NONE;
		return k;
	}
	if (term != NULL && days_of(str_trim(term->text)) > 0) {
		k.termijn = str_trim(term->text);
		k.begint = k.lijst = STR_NONE; /* what starts it was not said */
	}
	return k.termijn.n != 0 ? k : by_table;
}
