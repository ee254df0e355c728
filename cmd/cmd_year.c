/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_year.c - woostraat year: the figures of a year of one organisation, from the ledger and its evidence. */
#include <stdio.h>

#include "base/fd.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/utf8.h"
#include "look.h"
#include "annals.h"
#include "store/look.h"
#include "store/withdrawals.h"
#include "yearbook.h"

#include "base/banned.h"

#define YEAR_MEM	GIB(2)
#define DOSSIER_MEM	GIB(1)
#define YEAR_FIRST	2000		/* nothing of before is in a ledger */
#define YEAR_LAST	2999		/* date_valid */

struct asked {
	const struct invocation *inv;
	const struct look *look;
	struct arena	*mem;
	const struct organisation *org;
	struct str	 folder;	/* as the ledger has it */
	int		 year;
	struct catalog	*lists;
	struct annals_run *runs;
	time_t		*clocks;	/* of the same runs */
	size_t		 nruns;
};

/* --- runs --------------------------------------------------------------------------------- */

static int
read_run(struct asked *a, size_t i, struct err *e)
{
	struct mark mark = arena_mark(a->mem);
	struct run_row r;

	if (overview_run(a->look->store, (struct run_id){ (int64_t)i }, a->mem, &r, e) != 0)
		return -1;
	if (r.id.v != 0) {
		a->clocks[i] = r.now;
		a->runs[i] = (struct annals_run){ .now = r.now,
			.night = str_eq(r.mode, S("run")),
			.ended = r.ended != 0,
			.balanced = r.balanced,
			.alive = r.ended == 0 && run_alive(&r) };
	}
	arena_rewind(a->mem, mark);
	return 0;
}

/* A run for another organisation only is no night of this one. */
static int
read_only(struct asked *a, struct err *e)
{
	struct entry x;
	int rc;

	look_entries_start(a->look->store, ENTRIES_OF_RUNS, STR_NONE);
	while ((rc = look_entries(a->look->store, ENTRIES_OF_RUNS, &x, e)) == 1) {
		AUTO_JSON j = json_read(x.body, e);
		int64_t run = json_num(j, "run", 0);
		struct str only = json_str(j, "only");

		if (j == NULL)
			return -1;
		if (only.n != 0 && run > 0 && (size_t)run < a->nruns && !str_eq(only, a->folder))
			a->runs[run].night = false;
	}
	return rc;
}

static int
read_runs(struct asked *a, struct err *e)
{
	struct run_row last;

	if (overview_last_run(a->look->store, "", a->mem, &last, e) != 0)
		return -1;
	a->nruns = (size_t)last.id.v + 1;
	a->runs = NEW(a->mem, struct annals_run, a->nruns);
	a->clocks = NEW(a->mem, time_t, a->nruns);
	for (size_t i = 1; i < a->nruns; i++) {
		if (read_run(a, i, e) != 0)
			return -1;
	}
	return read_only(a, e);
}

/* --- dossiers ----------------------------------------------------------------------------- */

static int
read_addresses(const struct asked *a, struct history *h, struct str id, struct err *e)
{
	struct watch *v;
	struct uuid uuid;
	size_t n;

	if (uuid_parse(id, &uuid) != 0)
		return err_set(e, E_IO, "%s", _("de administratie noemt een onmogelijke naam"));
	if (watches_of(a->look->store, uuid, h->mem, &v, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		history_address(h, digest_hex(h->mem, digest_of(v[i].address)), v[i].since);
	return 0;
}

static int
read_place(const struct asked *a, struct history *h, struct str id, struct str outlet, struct err *e)
{
	struct entry x;
	int rc;

	history_place(h, outlet);
	look_entries_start(a->look->store, ENTRIES_OF_DOSSIER, id);
	while ((rc = look_entries(a->look->store, ENTRIES_OF_DOSSIER, &x, e)) == 1) {
		AUTO_JSON j = json_read(x.body, e);

		if (j == NULL)
			return -1;
		history_entry(h, j);
	}
	if (rc != 0 || read_addresses(a, h, id, e) != 0)
		return -1;
	history_place_end(h);
	return 0;
}

/* Each dossier with all its places, which stand together: its first one in front. */
static int
read_dossiers(const struct asked *a, struct annals *annals, struct err *e)
{
	struct arena *mem = arena_new("jaar", DOSSIER_MEM);
	struct mark mark = arena_mark(mem);
	struct str main = STR_NONE;
	struct dossier_line l;
	struct history h;
	int rc;

	look_dossiers_start(a->look->store);
	while ((rc = look_dossiers(a->look->store, &l, e)) == 1) {
		if (!str_eq(l.organisation, a->folder))
			continue;
		if (!str_eq(l.main, main)) {
			if (main.p != NULL)
				annals_add(annals, &h);
			arena_rewind(mem, mark);
			main = str_dup(mem, l.main);
			history_init(&h, mem, a->clocks, a->nruns);
		}
		if (read_place(a, &h, l.id, l.outlet, e) != 0) {
			rc = -1;
			break;
		}
	}
	if (rc == 0 && main.p != NULL)
		annals_add(annals, &h);
	arena_free(mem);
	return rc;
}

/* --- what was asked ----------------------------------------------------------------------- */

static int
read_asked(struct asked *a, struct err *e)
{
	const char *of = a->inv->option[O_OF_], *year = a->inv->option[O_YEAR_];
	const struct settings *s = &a->look->settings;
	int now = date_here(a->look->now).year;
	uint64_t n = (uint64_t)now - 1;

	if (of == NULL && s->norgs == 1 && s->nfaults == 0)
		a->org = &s->orgs[0];
	else if (of == NULL)
		return err_set(e, E_USAGE, "%s",
		    _("noem de organisatie: de cijfers van een organisatie zijn van haar alleen; woostraat year --org leiden"));
	else {
		struct named named;

		if (named_read(s, str_of(of), a->mem, &named, e) != 0)
			return -1;
		if (named.key.p != NULL)
			return err_set(e, E_USAGE, "%s", _("--organisation: noem een organisatie, geen dossier"));
		a->org = named.org;
	}
	if (year != NULL && (str_u64(str_of(year), &n) != 0 || n < YEAR_FIRST || n > YEAR_LAST))
		return err_set(e, E_USAGE, _("--year %.*s: schrijf een jaartal, zoals 2027"),
		    STRF(utf8_show(a->mem, str_of(year))));
	a->year = (int)n;
	if (a->year > now)
		return err_set(e, E_USAGE, _("--year %d: dat jaar moet nog komen"), a->year);
	a->folder = utf8_exact(a->mem, a->org->key);
	return 0;
}

static int
count(struct asked *a, json_t **j_r, struct err *e)
{
	struct annals annals = { .mem = a->mem };
	struct str lists;

	if (read_asked(a, e) != 0)
		return -1;
	if (a->look->store == NULL)
		return err_set(e, E_USAGE, "%s", _("er is nog geen administratie; eerst moet er een run zijn"));
	lists = path_join(a->mem, str_of(a->look->templates), S("lists"));
	if (catalog_load(str_c(a->mem, lists), a->mem, &a->lists, e) != 0 || read_runs(a, e) != 0)
		return -1;
	annals.lists = a->lists;
	annals_init(&annals, a->year, a->look->now, a->runs, a->nruns);
	if (read_dossiers(a, &annals, e) != 0)
		return -1;
	*j_r = annals_json(&annals);
	json_put_str(*j_r, "organisation", utf8_show(a->mem, a->org->key));
	return 0;
}

static int
write_down(const struct asked *a, const json_t *j, struct err *e)
{
	const char *out = a->inv->option[O_FIGURES_];
	struct str text;
	struct book b;

	if (out != NULL)
		lang_hush(); /* kept */
	yearbook_of(&b, j, a->mem);
	lang_speak();
	if (out == NULL) {
		text = a->inv->option[O_JSON_] == NULL ? yearbook_text(&b) :
							 str_fmt(a->mem, "%.*s\n", STRF(json_write(a->mem, j)));
		(void)printf("%.*s", STRF(text));
		return ferror(stdout) != 0 || fflush(stdout) != 0 ?
		    err_set(e, E_IO, "%s", _("de uitvoer is niet weg te schrijven")) :
		    0;
	}
	if (str_ends_nocase(str_of(out), S(".xlsx")))
		return yearbook_xlsx(&b, out, a->look->now, e);
	return file_replace(out, yearbook_csv(&b), e);
}

int
cmd_year(const struct invocation *inv, struct arena *mem)
{
	const char *out = inv->option[O_FIGURES_];
	struct asked a = { .inv = inv };
	AUTO_JSON j = NULL;
	struct look look;
	struct err e;
	int rc = 0;

	if (inv->argc != 0)
		rc = err_set(&e, E_USAGE, "%s", _("woostraat year neemt geen dossiers; noem de organisatie met --org"));
	else if (out != NULL && !str_ends_nocase(str_of(out), S(".csv")) && !str_ends_nocase(str_of(out), S(".xlsx")))
		rc = err_set(&e, E_USAGE, _("--output %.*s: de naam eindigt op .csv of .xlsx"),
		    STRF(utf8_show(mem, str_of(out))));
	else if (out != NULL && inv->option[O_JSON_] != NULL)
		rc = err_set(&e, E_USAGE, "%s", _("--json schrijft naar de standaarduitvoer; laat --output weg"));
	if (rc != 0 || look_open(&look, inv, mem, &e) != 0)
		return command_failed(&e);
	a.look = &look;
	a.mem = arena_new("jaar", YEAR_MEM);
	rc = look_calendars(&look, inv, &e);
	if (rc == 0 && look.store != NULL)
		rc = overview_begin(look.store, &e);
	if (rc == 0)
		rc = count(&a, &j, &e);
	if (rc == 0)
		rc = overview_end(look.store, &e);
	if (rc == 0)
		rc = write_down(&a, j, &e);
	arena_free(a.mem);
	look_close(&look);
	return rc != 0 ? command_failed(&e) : EXIT_FINE;
}
