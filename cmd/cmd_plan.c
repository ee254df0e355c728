/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_plan.c - woostraat plan: what becomes public, is held or is late when a category goes live. */
#include <stdio.h>

#include "agenda.h"
#include "base/path.h"
#include "base/utf8.h"
#include "look.h"
#include "report/layout.h"
#include "report/table.h"
#include "standing.h"

#include "base/spoken.h"

#include "base/banned.h"

#define PLAN_MEM	GIB(1)
#define IFS_MOST	100		/* of one --what-if */
#define CAUSES_MOST	5		/* on a terminal; the JSON has them all */
#define TALLY_COLUMNS	26

/* A category that goes live on a day. */
struct supposed {
	const struct term *category;
	struct date	 day;
};

struct plan {
	const struct invocation *inv;
	struct look	*look;
	struct arena	*mem;
	struct catalog	*lists;
	struct supposed	*ifs;		/* of --what-if */
	size_t		 nifs;
	json_t		*whole;		/* list of organisations */
};

/* What one of them means for one organisation. */
struct effect {
	const struct agenda *g;
	struct scheduled as;		/* the category as it would be */
	const struct scheduled *is;	/* as it is; NULL: it is not in the calendar, or there is none */
	struct date	 day;
	size_t		 known, is_public, otherwise, goes, documents, held, later, late, unknown;
	size_t		 causes[F__COUNT];	/* dossiers held by each finding */
};

/* --- counting ------------------------------------------------------------------------ */

static bool
is_of(const struct appointed *a, struct str uri)
{
	for (size_t i = 0; i < a->nuris; i++) {
		if (str_eq(a->uris[i], uri))
			return true;
	}
	return false;
}

static void
note_causes(const json_t *findings, bool *seen)
{
	const json_t *f;
	size_t i;

	json_array_foreach (findings, i, f) {
		enum finding_code code;

		if (standing_gravity(f) == G_STOP && finding_find(json_str(f, "code"), &code) == 0)
			seen[code] = true;
	}
}

/* Each finding that holds it, once. */
static void
count_causes(struct effect *c, const json_t *account)
{
	bool seen[F__COUNT] = { false };
	const json_t *doc;
	size_t i;

	note_causes(json_list(account, "findings"), seen);
	json_array_foreach (json_list(account, "documents"), i, doc)
		note_causes(json_list(doc, "findings"), seen);
	for (int k = 0; k < F__COUNT; k++)
		c->causes[k] += seen[k];
}

/* Does another of its categories let it go by that day? */
static bool
goes_otherwise(const struct effect *c, const struct appointed *a)
{
	const struct calendar *all = c->g->org->calendar;

	return all != NULL &&
	    calendar_stance(calendar_deciding(all, a->uris, a->nuris, c->day), c->day) != STANCE_OFF &&
	    calendar_stance(c->is, c->day) == STANCE_OFF;
}

static int
count_one(void *ctx, const struct appointed *a, struct err *e)
{
	struct effect *c = ctx;
	struct date due = calendar_due(&c->as, &a->days, NULL);
	bool is_new;

	(void)e;
	c->unknown += !a->exposed && a->nuris == 0;
	if (!is_of(a, c->as.uri))
		return 0;
	c->known++;
	is_new = !a->exposed && !goes_otherwise(c, a);
	c->is_public += a->exposed;
	c->otherwise += !a->exposed && !is_new;
	if (!is_new)
		return 0;
	c->late += due.year != 0 && date_cmp(due, c->day) < 0;
	if (a->held) {
		c->held++;
		count_causes(c, a->account);
	} else if (a->later || agenda_embargo(a, c->day).year != 0) {
		c->later++;
	} else {
		c->goes++;
		c->documents += a->documents;
	}
	return 0;
}

/* --- telling ------------------------------------------------------------------------- */

static json_t *
json_of(const struct plan *p, const struct effect *c)
{
	json_t *j = json_object(), *causes = json_object();

	json_put_str(j, "category", c->as.uri);
	json_put_str(j, "label", c->as.label);
	json_put_str(j, "from", date_iso(p->mem, c->day));
	json_put_num(j, "dossiers", (int64_t)c->known);
	json_put_num(j, "public", (int64_t)c->is_public);
	json_put_num(j, "otherwise", (int64_t)c->otherwise);
	json_put_num(j, "goes", (int64_t)c->goes);
	json_put_num(j, "documents", (int64_t)c->documents);
	json_put_num(j, "held", (int64_t)c->held);
	json_put_num(j, "later", (int64_t)c->later);
	if (c->as.term.n != 0) {
		json_put_str(j, "term", c->as.term.words);
		json_put_num(j, "late", (int64_t)c->late);
	}
	for (int i = 0; i < F__COUNT; i++) {
		if (c->causes[i] != 0)
			json_put_num(causes, finding_tag((enum finding_code)i), (int64_t)c->causes[i]);
	}
	json_put(j, "causes", causes);
	return j;
}

static void
tally(struct buf *b, const char *what, int64_t n, struct str more, struct arena *mem)
{
	struct buf cell;

	buf_init(&cell, mem, KIB(1));
	buf_addf(&cell, "    ");
	layout_cell(&cell, str_of(what), TALLY_COLUMNS);
	layout_wrap(b, str_fmt(mem, more.n == 0 ? "%6lld" : "%6lld  %.*s", (long long)n, STRF(more)), buf_str(&cell),
	    TALLY_COLUMNS + 14, TABLE_COLUMNS);
}

/* "SCR-501 (2), CLS-501 (1)": the most frequent first. */
static struct str
causes_text(const json_t *causes, struct arena *mem)
{
	json_t *left = json_copy((json_t *)(uintptr_t)causes);
	struct buf b;

	buf_init(&b, mem, KIB(4));
	for (size_t i = 0; i < CAUSES_MOST && json_object_size(left) != 0; i++) {
		const char *name, *most = NULL;
		json_t *n;

		json_object_foreach (left, name, n) {
			if (most == NULL || json_integer_value(n) > json_num(left, most, 0))
				most = name;
		}
		buf_addf(&b, "%s%s (%lld)", i == 0 ? "" : ", ", most, (long long)json_num(left, most, 0));
		(void)json_object_del(left, most);
	}
	if (json_object_size(left) != 0)
		buf_addf(&b, _(" en andere"));
	json_decref(left);
	return buf_str(&b);
}

static void
text_of(const struct plan *p, struct buf *b, const json_t *j)
{
	struct arena *mem = p->mem;
	struct date day = { 0 };
	int64_t documents = json_num(j, "documents", 0);

	must(date_parse(json_str(j, "from"), &day) == 0);
	layout_wrap(b, str_fmt(mem, _("‘%.*s’ vanaf %.*s"), STRF(json_str(j, "label")), STRF(date_dutch(mem, day))),
	    S("  "), 2, TABLE_COLUMNS);
	if (json_num(j, "dossiers", 0) == 0) {
		layout_wrap(b, str_of(_("hiervan is niets bekend")), S("    "), 4, TABLE_COLUMNS);
		return;
	}
	tally(b, _("bekend"), json_num(j, "dossiers", 0), STR_NONE, mem);
	tally(b, _("al openbaar"), json_num(j, "public", 0), STR_NONE, mem);
	if (json_num(j, "otherwise", 0) != 0)
		tally(b, _("gaat ook zonder dit"), json_num(j, "otherwise", 0), STR_NONE, mem);
	tally(b, _("wordt openbaar"), json_num(j, "goes", 0),
	    str_fmt(
		mem, ngettext("(%lld document)", "(%lld documenten)", (unsigned long)documents), (long long)documents),
	    mem);
	tally(b, _("wordt vastgehouden"), json_num(j, "held", 0), causes_text(json_map(j, "causes"), mem), mem);
	tally(b, _("wacht op iets anders"), json_num(j, "later", 0), STR_NONE, mem);
	if (json_str(j, "term").n != 0)
		tally(b, _("termijn dan al voorbij"), json_num(j, "late", 0),
		    str_fmt(mem, "(%.*s)", STRF(json_str(j, "term"))), mem);
	else
		layout_wrap(b, str_of(_("een termijn staat er niet in de kalender")), S("    "), 4, TABLE_COLUMNS);
}

/* --- an organisation ------------------------------------------------------------------ */

/* Counted with everything that the calendar says but this; a term counts for what lies there already, unless it says since when. */
static int
suppose(struct plan *p, const struct organisation *o, struct supposed x, json_t *list, size_t *unknown_r, struct err *e)
{
	struct agenda g = { p->look->store, p->look->vault, o, p->look->now, p->mem, 0 };
	const struct scheduled none = { .uri = x.category->uri, .label = x.category->label };
	struct effect c = { .g = &g, .day = x.day };

	c.is = o->calendar == NULL ? NULL : calendar_of(o->calendar, x.category->uri);
	c.as = calendar_what_if(c.is == NULL ? &none : c.is, x.day, p->mem);
	if (c.as.since.year == 0)
		c.as.since = (struct date){ 1500, 1, 1 };
	if (p->look->store != NULL && agenda_each(&g, count_one, &c, e) != 0)
		return -1;
	*unknown_r = c.unknown;
	json_push(list, json_of(p, &c));
	return 0;
}

/* What the calendar itself says that will go live. */
static int
suppose_phases(struct plan *p, const struct organisation *o, json_t *list, size_t *unknown_r, struct err *e)
{
	struct date today = date_here(p->look->now);

	for (size_t i = 0; o->calendar != NULL && i < o->calendar->n; i++) {
		const struct scheduled *s = &o->calendar->v[i];
		struct date opens = calendar_opens(s, today);
		struct supposed x = { catalog_uri(p->lists, scheme_list(SCHEME_CATEGORIE), s->uri), opens };

		if (opens.year != 0 && date_cmp(opens, today) > 0 && suppose(p, o, x, list, unknown_r, e) != 0)
			return -1;
	}
	return 0;
}

static int
plan_one(struct plan *p, const struct organisation *o, struct err *e)
{
	json_t *j = json_object(), *list = json_array();
	size_t unknown = 0;

	json_put_str(j, "organisation", utf8_show(p->mem, o->key));
	json_put(j, "calendar", json_boolean(o->calendar != NULL));
	json_put(j, "what_if", list);
	json_push(p->whole, j);
	for (size_t i = 0; i < p->nifs; i++) {
		if (suppose(p, o, p->ifs[i], list, &unknown, e) != 0)
			return -1;
	}
	if (p->nifs == 0 && suppose_phases(p, o, list, &unknown, e) != 0)
		return -1;
	json_put_num(j, "unknown", (int64_t)unknown);
	return 0;
}

static void
print(struct plan *p)
{
	const json_t *j, *x;
	struct buf b;
	size_t i, k;

	buf_init(&b, p->mem, MIB(64));
	json_array_foreach (p->whole, i, j) {
		if (p->inv->option[O_JSON_] != NULL) {
			struct str line = json_write(p->mem, j);

			buf_addf(&b, "%.*s\n", STRF(line));
			continue;
		}
		buf_addf(&b, "%s%.*s\n", i == 0 ? "" : "\n", STRF(json_str(j, "organisation")));
		if (json_array_size(json_list(j, "what_if")) == 0)
			layout_wrap(&b,
			    str_of(json_flag(j, "calendar") ?
				    _("de kalender laat niets meer ingaan") :
				    _("geen kalender: alles gaat mee; vraag iets met --what-if")),
			    S("  "), 2, TABLE_COLUMNS);
		json_array_foreach (json_list(j, "what_if"), k, x)
			text_of(p, &b, x);
		if (json_num(j, "unknown", 0) != 0)
			layout_wrap(&b,
			    str_fmt(p->mem, _("nog zonder categorie, en hierboven niet geteld: %lld"),
				(long long)json_num(j, "unknown", 0)),
			    S("  "), 2, TABLE_COLUMNS);
	}
	(void)printf("%.*s", STRF(buf_str(&b)));
}

/* --- what was asked --------------------------------------------------------------------- */

static int
read_ifs(struct plan *p, struct err *e)
{
	struct str rest = str_of(p->inv->option[O_WHAT_IF_]), one, name;

	p->ifs = NEW(p->mem, struct supposed, IFS_MOST);
	while (rest.p != NULL && str_next(&rest, ',', &one)) {
		struct supposed *x = &p->ifs[p->nifs];
		struct str day = one;

		if (p->nifs == IFS_MOST)
			return err_set(e, E_USAGE, _("--what-if: hoogstens %d"), IFS_MOST);
		(void)str_next(&day, '=', &name);
		x->category = catalog_named(p->lists, scheme_list(SCHEME_CATEGORIE), str_trim(name));
		if (x->category == NULL)
			return err_set(e, E_USAGE,
			    _("--what-if: ‘%.*s’ is geen informatiecategorie, zoals ‘beschikkingen’ of ‘2k’"),
			    STRF(utf8_show(p->mem, name)));
		if (date_parse(day, &x->day) != 0 || date_cmp(x->day, date_here(p->look->now)) < 0)
			return err_set(e, E_USAGE, "%s",
			    _("--what-if: schrijf CATEGORIE=DAG, met een dag die niet voorbij is, zoals 2k=2027-01-01"));
		p->nifs++;
	}
	return 0;
}

static int
plan_all(struct plan *p, struct err *e)
{
	const struct settings *s = &p->look->settings;

	if (look_calendars(p->look, p->inv, e) != 0 ||
	    catalog_load(
		str_c(p->mem, path_join(p->mem, str_of(p->look->templates), S("lists"))), p->mem, &p->lists, e) != 0 ||
	    read_ifs(p, e) != 0)
		return -1;
	for (int i = 0; i < p->inv->argc; i++) {
		const struct organisation *o = settings_organisation(s, str_of(p->inv->argv[i]));

		if (o == NULL)
			return err_set(e, E_USAGE, _("%.*s: deze organisatie staat niet in de instellingen"),
			    STRF(utf8_show(p->mem, str_of(p->inv->argv[i]))));
		if (plan_one(p, o, e) != 0)
			return -1;
	}
	for (size_t i = 0; p->inv->argc == 0 && i < s->norgs; i++) {
		if (plan_one(p, &s->orgs[i], e) != 0)
			return -1;
	}
	return 0;
}

int
cmd_plan(const struct invocation *inv, struct arena *mem)
{
	struct plan p = { .inv = inv };
	struct look look;
	struct err e;
	int rc;

	if (look_open(&look, inv, mem, &e) != 0)
		return command_failed(&e);
	p.look = &look;
	p.mem = arena_new("plan", PLAN_MEM);
	p.whole = json_array();
	rc = look.store == NULL ? 0 : overview_begin(look.store, &e);
	if (rc == 0)
		rc = plan_all(&p, &e);
	if (rc == 0 && look.store != NULL)
		rc = overview_end(look.store, &e);
	if (rc == 0)
		print(&p);
	json_decref(p.whole);
	arena_free(p.mem);
	look_close(&look);
	if (rc == 0 && (ferror(stdout) != 0 || fflush(stdout) != 0))
		rc = err_set(&e, E_IO, "%s", _("de uitvoer is niet weg te schrijven"));
	return rc != 0 ? command_failed(&e) : EXIT_FINE;
}
