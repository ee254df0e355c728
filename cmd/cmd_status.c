/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_status.c - woostraat status: how everything stands, and what waits for a person since when. */
#include <stdio.h>

#include "store/accounts.h"
#include "base/log.h"
#include "base/utf8.h"
#include "agenda.h"
#include "look.h"
#include "report/layout.h"
#include "report/table.h"
#include "standing.h"
#include "store/withdrawals.h"
#include "tidying.h"
#include "whereabouts.h"

#include "base/spoken.h"

#include "base/banned.h"

#define NAMES_MOST	20	/* of a list in which nobody has to act; the JSON has them all */
#define CAUSES_MOST	5	/* of one dossier; `explain` has them all */
#define TEXT_COLUMNS	((size_t)300)
#define OPEN_RUNS	20
#define LINE_MEM	GIB(1)
#define CAUSE_INDENT	((size_t)12)	/* behind "SCR-501 " */

struct view {
	struct look	*look;
	struct arena	*mem;		/* rewound after each thing that is printed */
	bool		 json;
	struct scope	 scope;
	int64_t		 waits, doubt, under_way, suspects, spares;
	int64_t		 listed;	/* in the list that is being printed */
	json_t		*whole;		/* "status", for the last line of the JSON */
};

static void
say(struct view *v, struct str text, struct str lead, size_t indent)
{
	struct buf b;

	buf_init(&b, v->mem, MIB(1));
	layout_wrap(&b, text, lead, indent, TABLE_COLUMNS);
	(void)printf("%.*s", STRF(buf_str(&b)));
}

static void
print_json(struct view *v, const json_t *j)
{
	struct str line = json_write(v->mem, j);

	(void)printf("%.*s\n", STRF(line));
}

/* --- runs ------------------------------------------------------------------------ */

static const char *
end_of(const struct run_row *r)
{
	if (r->ended == 0)
		return run_alive(r) ? _("loopt nu") : _("is afgebroken");
	return r->balanced ? _("is af, en de telling klopt") : _("is af, maar DE TELLING KLOPT NIET");
}

static json_t *
run_json(struct arena *mem, const struct run_row *r)
{
	json_t *j = json_object();

	json_put_num(j, "run", r->id.v);
	json_put_str(j, "mode", r->mode);
	json_put_str(j, "who", r->who);
	json_put_str(j, "host", r->host);
	json_put_str(j, "now", time_rfc3339(mem, r->now));
	json_put_str(j, "started", time_rfc3339(mem, r->started));
	if (r->ended != 0)
		json_put_str(j, "ended", time_rfc3339(mem, r->ended));
	json_put(j, "balanced", json_boolean(r->balanced));
	json_put(j, "alive", json_boolean(run_alive(r)));
	return j;
}

static void
show_run(struct view *v, const char *lead, const char *name, const struct run_row *r)
{
	if (r->id.v == 0)
		return;
	if (v->json && json_list(v->whole, name) != NULL)
		json_push(json_list(v->whole, name), run_json(v->mem, r));
	else if (v->json)
		json_put(v->whole, name, run_json(v->mem, r));
	if (v->json)
		return;
	say(v,
	    str_fmt(v->mem, _("%s: %.*s (%.*s, door %.*s) %s."), lead, STRF(layout_moment(v->mem, r->now)),
		STRF(r->mode), STRF(r->who), end_of(r)),
	    S(""), 0);
}

static int
show_runs(struct view *v, struct err *e)
{
	struct run_id open[OPEN_RUNS];
	struct run_row last, night, r;
	size_t n;

	if (overview_last_run(v->look->store, "", v->mem, &last, e) != 0 ||
	    overview_last_run(v->look->store, "run", v->mem, &night, e) != 0 ||
	    overview_open_runs(v->look->store, open, OPEN_RUNS, &n, e) != 0)
		return -1;
	show_run(v, _("Laatste run"), "last", &last);
	if (v->json || night.id.v != last.id.v)
		show_run(v, _("Laatste run over alles"), "last_run", &night);
	for (size_t i = 0; i < n; i++) {
		if (overview_run(v->look->store, open[i], v->mem, &r, e) != 0)
			return -1;
		if (run_alive(&r) && (v->json || (r.id.v != last.id.v && r.id.v != night.id.v)))
			show_run(v, _("Ook onderweg"), "alive", &r);
	}
	return 0;
}

/* --- organisations ---------------------------------------------------------------- */

struct sums { int64_t n; json_t *states; };

static int
add_count(void *ctx, const struct count *c, struct err *e)
{
	struct sums *s = ctx;
	const char *name = state_name(c->state);

	(void)e;
	s->n += c->n;
	if (s->states != NULL)
		json_put_num(s->states, name, json_num(s->states, name, 0) + c->n);
	return 0;
}

static int
organisation_json(struct view *v, const struct organisation *o, struct scope at, const json_t *places,
    const json_t *withdrawn, const json_t *agenda, struct err *e)
{
	struct sums s = { .states = json_object() };
	json_t *j = json_object();

	json_put_str(j, "organisation", utf8_show(v->mem, o->key));
	json_put(j, "states", s.states);
	json_put(j, "places", json_deep_copy(places));
	if (withdrawn != NULL)
		json_put(j, "withdrawn", json_deep_copy(withdrawn));
	if (agenda != NULL)
		json_put(j, "calendar", json_deep_copy(agenda));
	json_push(json_list(v->whole, "organisations"), j);
	return overview_counts(v->look->store, at, add_count, &s, e);
}

static void
organisation_text(struct view *v, const struct organisation *o, const json_t *places, const json_t *withdrawn,
    const json_t *agenda)
{
	const json_t *j;
	struct buf b;
	size_t i;

	buf_init(&b, v->mem, MIB(4));
	json_array_foreach (places, i, j)
		whereabouts_place_text(&b, j, v->mem);
	if (withdrawn != NULL)
		whereabouts_withdrawn_text(&b, withdrawn, v->mem);
	if (agenda != NULL)
		agenda_text(&b, agenda, v->mem);
	(void)printf("\n%.*s\n%.*s", STRF(utf8_show(v->mem, o->key)), STRF(buf_str(&b)));
}

static int
show_organisation(struct view *v, const struct organisation *o, struct scope at, struct err *e)
{
	struct whereabouts w = { .store = v->look->store, .org = o, .key = at.key, .now = v->look->now, .mem = v->mem };
	AUTO_JSON places = NULL;
	AUTO_JSON withdrawn = NULL;
	struct agenda g = {
		.store = v->look->store, .vault = v->look->vault, .org = o, .now = v->look->now, .mem = v->mem
	};
	AUTO_JSON agenda = NULL;

	if (whereabouts_places(&w, &places, e) != 0 || whereabouts_withdrawn(&w, &withdrawn, e) != 0 ||
	    (at.key.n == 0 && agenda_of(&g, &agenda, e) != 0))
		return -1;
	if (v->json)
		return organisation_json(v, o, at, places, withdrawn, agenda, e);
	organisation_text(v, o, places, withdrawn, agenda);
	return 0;
}

/* --- dossiers ----------------------------------------------------------------------- */

static bool
in_doubt(const struct standing *st)
{
	return standing_group(st->row.state) == GROUP_DOUBT;
}

static bool
under_way(const struct standing *st)
{
	return state_kind(st->row.state) == K_WORK;
}

/* The account of a dossier that waits; one that cannot be read is said to be so, and the rest is still shown. */
static json_t *
account_of(struct view *v, const struct standing *st)
{
	json_t *j = NULL;
	struct err e;

	if (st->accounted && accounts_read(v->look->vault, &st->account, &j, &e) != 0)
		log_line(LOG_FOUT, "%.*s: %s", STRF(standing_name(v->mem, st)), err_said(&e));
	return j;
}

static bool
same_cause(const struct cause *a, const struct cause *b)
{
	return str_eq(json_str(a->finding, "code"), json_str(b->finding, "code")) &&
	    str_eq(json_str(a->finding, "text"), json_str(b->finding, "text"));
}

static void
show_place(struct view *v, const struct cause *c)
{
	struct str text = layout_cut_middle(v->mem, json_str(c->doc, "path"), TEXT_COLUMNS / 3);
	struct str masked = json_str(c->finding, "masked");
	int64_t page = json_num(c->finding, "page", 0);

	if (c->doc == NULL)
		return;
	if (page != 0)
		text = str_fmt(v->mem, _("%.*s, blz. %lld"), STRF(text), (long long)page);
	if (masked.n != 0)
		text = str_fmt(v->mem, "%.*s: %.*s", STRF(text), STRF(masked));
	say(v, text, S(""), CAUSE_INDENT);
}

/* Each thing that is said once, with the first place of it. */
static void
show_causes(struct view *v, const json_t *account)
{
	struct cause *c;
	size_t n = standing_causes(account, v->mem, &c), told = 0;

	for (size_t i = 0; i < n; i++) {
		size_t first = 0, places = 0;

		while (!same_cause(&c[first], &c[i]))
			first++;
		if (first != i || ++told > CAUSES_MOST)
			continue;
		for (size_t k = i; k < n; k++)
			places += same_cause(&c[i], &c[k]);
		say(v, layout_cut(v->mem, json_str(c[i].finding, "text"), TEXT_COLUMNS),
		    str_fmt(v->mem, "    %.*s", STRF(json_str(c[i].finding, "code"))), CAUSE_INDENT);
		show_place(v, &c[i]);
		if (places > 1)
			say(v,
			    str_fmt(
				v->mem, ngettext("en nog %zu plaats", "en nog %zu plaatsen", places - 1), places - 1),
			    S(""), CAUSE_INDENT);
	}
	if (told > CAUSES_MOST)
		say(v,
		    str_fmt(v->mem, ngettext("en nog %zu reden", "en nog %zu redenen", told - CAUSES_MOST),
			told - CAUSES_MOST),
		    S(""), 4);
}

static void
show_state(struct view *v, const struct standing *st)
{
	struct str name = standing_name(v->mem, st);

	if (st->outlet.n != 0)
		name = str_fmt(v->mem, _("%.*s bij portaal ‘%.*s’"), STRF(name), STRF(st->outlet));
	say(v, layout_cut_middle(v->mem, name, TEXT_COLUMNS), S("  "), 2);
	say(v,
	    str_fmt(v->mem, _("%s sinds %.*s (%.*s)"), _(standing_state(st->row.state)),
		STRF(date_dutch(v->mem, date_of_time(st->row.since))),
		STRF(standing_age(v->mem, st->row.since, v->look->now))),
	    S(""), 4);
}

static int
show_waiting(void *ctx, const struct standing *st, struct err *e)
{
	struct view *v = ctx;
	struct mark mark = arena_mark(v->mem);
	AUTO_JSON account = NULL;

	(void)e;
	if (!standing_waits(st))
		return 0;
	if (v->listed++ == 0)
		(void)printf(_("\nWacht op een mens\n"));
	account = account_of(v, st);
	show_state(v, st);
	if (account != NULL)
		show_causes(v, account);
	else if (st->row.error.n != 0)
		say(v, utf8_show(v->mem, st->row.error), S(""), 4);
	say(v, standing_todo(v->mem, st, account, standing_name(v->mem, st)), S("    >"), 6);
	v->waits++;
	arena_rewind(v->mem, mark);
	return 0;
}

static void
show_named(struct view *v, const struct standing *st, const char *head)
{
	struct mark mark = arena_mark(v->mem);

	if (v->listed++ == 0) {
		(void)printf("\n");
		say(v, str_of(head), S(""), 0);
	}
	if (v->listed <= NAMES_MOST)
		show_state(v, st);
	arena_rewind(v->mem, mark);
}

static int
show_doubt(void *ctx, const struct standing *st, struct err *e)
{
	struct view *v = ctx;

	(void)e;
	if (in_doubt(st)) {
		v->doubt++;
		show_named(v, st, _("In twijfel; de volgende run vraagt het portaal eerst wat er staat"));
	}
	return 0;
}

/* The gate left it for later: a calendar, an embargo, or something that is not there yet. */
static bool
waits_its_turn(const struct standing *st)
{
	return st->row.state == S_EXTRACTED && str_eq(st->verdict, str_of(verdict_name(V_LATER)));
}

static int
show_later(void *ctx, const struct standing *st, struct err *e)
{
	(void)e;
	if (waits_its_turn(st))
		show_named(ctx, st, _("Later: wacht op zijn dag (kalender, embargo) of op een volgende run"));
	return 0;
}

static int
show_under_way(void *ctx, const struct standing *st, struct err *e)
{
	struct view *v = ctx;

	(void)e;
	v->under_way += under_way(st);
	if (under_way(st) && !waits_its_turn(st)) {
		show_named(v, st, _("Onderweg; de volgende run gaat hiermee verder"));
	}
	return 0;
}

static int
show_suspect(void *ctx, const struct standing *st, struct err *e)
{
	struct view *v = ctx;

	(void)e;
	if (st->deaths >= 0) {
		v->suspects++;
		show_named(
		    v, st, _("Verdacht: woostraat liep vast toen dit onderweg was; het komt alleen aan de beurt"));
	}
	return 0;
}

static int
show_spare(void *ctx, const struct standing *st, struct err *e)
{
	struct view *v = ctx;

	(void)e;
	if (st->row.spares) {
		v->spares++;
		show_named(v, st, _("Mogelijk een overtollig concept op het portaal; een volgende run ruimt het op"));
	}
	return 0;
}

static int
show_at_rest(void *ctx, const struct standing *st, struct err *e)
{
	(void)e;
	if (!standing_waits(st) && (state_kind(st->row.state) == K_REST || st->row.state == S_HANDED)) {
		show_named(ctx, st, st->row.state == S_HANDED ? _(standing_state(S_HANDED)) : _("Afgerond"));
		if (st->row.url.n != 0)
			say(ctx, layout_cut_middle(st->mem, utf8_show(st->mem, st->row.url), TEXT_COLUMNS), S(""), 4);
	}
	return 0;
}

/* The list under one heading. */
static int
show_list(struct view *v, overview_standing *each, struct err *e)
{
	int64_t more;

	v->listed = 0;
	if (overview_each(v->look->store, v->scope, v->scope.key.n != 0, each, v, e) != 0 ||
	    overview_elsewhere(v->look->store, v->scope, v->scope.key.n != 0, each, v, e) != 0)
		return -1;
	more = each == show_waiting ? 0 : v->listed - NAMES_MOST;
	if (more > 0)
		(void)printf(ngettext("  en nog %lld dossier\n", "  en nog %lld dossiers\n", (unsigned long)more),
		    (long long)more);
	return 0;
}

static int
show_lists(struct view *v, struct err *e)
{
	static overview_standing *const lists[] = { show_waiting, show_doubt, show_under_way, show_later, show_suspect,
		show_spare };

	for (size_t i = 0; i < COUNT(lists); i++) {
		if (show_list(v, lists[i], e) != 0)
			return -1;
	}
	return v->scope.key.n == 0 ? 0 : show_list(v, show_at_rest, e);
}

/* --- JSON ------------------------------------------------------------------------------ */

static void
put_causes(struct view *v, json_t *j, const json_t *account)
{
	json_t *list = json_array();
	struct cause *c;
	size_t n = standing_causes(account, v->mem, &c);

	for (size_t i = 0; i < n; i++) {
		json_t *f = json_copy((json_t *)(uintptr_t)c[i].finding);

		if (c[i].doc != NULL)
			json_put_str(f, "document", json_str(c[i].doc, "path"));
		json_push(list, f);
	}
	json_put(j, "findings", list);
}

static int
line_of(void *ctx, const struct standing *st, struct err *e)
{
	struct view *v = ctx;
	struct mark mark = arena_mark(v->mem);
	AUTO_JSON j = json_object();
	AUTO_JSON account = NULL;
	bool waits = standing_waits(st);
	int64_t watching = 0, there = 0;
	struct watch *watch;
	size_t nwatch;

	json_put_str(j, "organisation", st->org);
	json_put_str(j, "dossier", st->key);
	if (st->outlet.n != 0)
		json_put_str(j, "place", st->outlet);
	json_put_str(j, "id", uuid_text(v->mem, st->id));
	json_put_str(j, "state", str_of(state_name(st->row.state)));
	json_put_str(j, "words", str_of(standing_state(st->row.state)));
	json_put_str(j, "since", time_rfc3339(v->mem, st->row.since));
	json_put_num(j, "days", st->row.since > v->look->now ? 0 : (v->look->now - st->row.since) / 86400);
	json_put_num(j, "revision", st->row.revision);
	json_put(j, "exposed", json_boolean(st->row.exposed));
	json_put(j, "waits", json_boolean(waits));
	json_put(j, "doubt", json_boolean(in_doubt(st)));
	json_put(j, "under_way", json_boolean(under_way(st)));
	json_put(j, "spares", json_boolean(st->row.spares));
	json_put_str(j, "verdict", st->verdict);
	if (st->row.url.n != 0)
		json_put_str(j, "url", utf8_show(v->mem, st->row.url));
	if (st->row.error.n != 0)
		json_put_str(j, "error", utf8_show(v->mem, st->row.error));
	if (st->deaths >= 0)
		json_put_num(j, "deaths", st->deaths);
	if (waits) {
		account = account_of(v, st);
		put_causes(v, j, account);
		json_put_str(j, "todo", standing_todo(v->mem, st, account, standing_name(v->mem, st)));
	}
	if (watches_of(v->look->store, st->id, v->mem, &watch, &nwatch, e) != 0)
		return -1;
	for (size_t i = 0; i < nwatch; i++) {
		watching += watch[i].due != 0;
		there += watch[i].answer == REACHED_THERE;
	}
	json_put_num(j, "watching", watching);
	json_put_num(j, "still_there", there);
	v->waits += waits;
	v->doubt += in_doubt(st);
	v->under_way += under_way(st);
	v->suspects += st->deaths >= 0;
	v->spares += st->row.spares;
	print_json(v, j);
	arena_rewind(v->mem, mark);
	return 0;
}

static void
print_whole(struct view *v, int64_t nameless)
{
	AUTO_JSON j = json_object();

	json_put_str(v->whole, "now", time_rfc3339(v->mem, v->look->now));
	json_put_num(v->whole, "waits", v->waits);
	json_put_num(v->whole, "doubt", v->doubt);
	json_put_num(v->whole, "under_way", v->under_way);
	json_put_num(v->whole, "suspects", v->suspects + nameless);
	json_put_num(v->whole, "spares", v->spares);
	json_put(j, "status", json_incref(v->whole));
	print_json(v, j);
}

/* --- the whole ---------------------------------------------------------------------------- */

/* One dossier, one organisation, or everything. */
static int
show_scope(struct view *v, const struct named *n, struct err *e)
{
	v->scope = look_scope(v->look, n);
	for (size_t i = 0; i < v->look->settings.norgs; i++) {
		const struct organisation *o = &v->look->settings.orgs[i];
		struct named one = { .org = o, .key = n->key };

		if ((n->org == NULL || n->org == o) && show_organisation(v, o, look_scope(v->look, &one), e) != 0)
			return -1;
	}
	if (!v->json)
		return show_lists(v, e);
	return overview_each(v->look->store, v->scope, true, line_of, v, e) != 0 ||
		overview_elsewhere(v->look->store, v->scope, true, line_of, v, e) != 0 ?
	    -1 :
	    0;
}

/* What went out of the vault on purpose, of all or of the organisations that were asked for. */
static int
show_tidied(struct view *v, const struct named *named, int n, struct err *e)
{
	json_t *list, *mine = json_array(), *j;
	size_t i;

	json_put(v->whole, "tidied", mine);
	if (tidying_so_far(v->look->store, &v->look->settings, v->mem, &list, e) != 0)
		return -1;
	json_array_foreach (list, i, j) {
		bool asked = n == 0;

		for (int k = 0; k < n; k++)
			asked = asked || str_eq(json_str(j, "organisation"), utf8_exact(v->mem, named[k].org->key));
		if (!asked)
			continue;
		json_push(mine, json_incref(j));
		if (!v->json)
			(void)printf("%s%.*s", json_array_size(mine) == 1 ? "\n" : "", STRF(tidying_line(j, v->mem)));
	}
	json_decref(list);
	if (json_array_size(mine) == 0)
		(void)json_object_del(v->whole, "tidied");
	return 0;
}

/* A dossier that a person names must be known. */
static int
must_be_known(struct view *v, const struct named *n, struct str word, struct err *e)
{
	struct sums s = { 0 };

	if (n->doc.p != NULL ||
	    (n->key.p != NULL && overview_counts(v->look->store, look_scope(v->look, n), add_count, &s, e) != 0))
		return n->doc.p == NULL ?
		    -1 :
		    err_set(e, E_USAGE, _("%.*s: noem een organisatie of een dossier, geen document"),
			STRF(utf8_show(v->mem, word)));
	return n->key.p == NULL || s.n != 0 ?
	    0 :
	    err_set(e, E_USAGE, _("%.*s: dit dossier is niet bekend"), STRF(utf8_show(v->mem, word)));
}

static int
show_all(struct view *v, const struct invocation *inv, struct err *e)
{
	struct named *named = NEW(v->mem, struct named, (size_t)inv->argc + 1);
	int64_t nameless = 0;

	for (int i = 0; i < inv->argc; i++) {
		if (named_read(&v->look->settings, str_of(inv->argv[i]), v->mem, &named[i], e) != 0 ||
		    must_be_known(v, &named[i], str_of(inv->argv[i]), e) != 0)
			return -1;
	}
	if (show_runs(v, e) != 0)
		return -1;
	for (int i = 0; i < inv->argc || i == 0; i++) {
		if (show_scope(v, &named[i], e) != 0)
			return -1;
	}
	if (show_tidied(v, named, inv->argc, e) != 0)
		return -1;
	if (inv->argc == 0 && overview_nameless(v->look->store, &nameless, e) != 0)
		return -1;
	if (v->json)
		print_whole(v, nameless);
	else if (nameless != 0)
		(void)printf(ngettext("\nVerdacht: nog %lld dossier dat nooit is opgenomen\n",
				 "\nVerdacht: nog %lld dossiers die nooit zijn opgenomen\n", (unsigned long)nameless),
		    (long long)nameless);
	if (!v->json && v->waits == 0)
		(void)printf(_("\nEr wacht niets op een mens.\n"));
	return 0;
}

int
cmd_status(const struct invocation *inv, struct arena *mem)
{
	struct view v = { .json = inv->option[O_JSON_] != NULL };
	struct look look;
	struct err e;
	int rc;

	if (look_open(&look, inv, mem, &e) != 0)
		return command_failed(&e);
	if (look.store == NULL) {
		(void)printf("%s\n",
		    v.json ? "{\"status\":{}}" : _("Er is nog geen administratie: er is nog geen run geweest."));
		return EXIT_FINE;
	}
	if (look_calendars(&look, inv, &e) != 0) {
		look_close(&look);
		return command_failed(&e);
	}
	v.look = &look;
	v.mem = arena_new("stand", LINE_MEM);
	v.whole = json_object();
	json_put(v.whole, "organisations", json_array());
	json_put(v.whole, "alive", json_array());
	rc = overview_begin(look.store, &e);
	if (rc == 0) {
		rc = show_all(&v, inv, &e);
		if (rc == 0)
			rc = overview_end(look.store, &e);
	}
	json_decref(v.whole);
	arena_free(v.mem);
	look_close(&look);
	if (rc == 0 && (ferror(stdout) != 0 || fflush(stdout) != 0))
		rc = err_set(&e, E_IO, "%s", _("de uitvoer is niet weg te schrijven"));
	if (rc != 0)
		return command_failed(&e);
	return v.waits != 0 ? EXIT_HELD : EXIT_FINE;
}
