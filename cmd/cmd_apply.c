/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_apply.c - woostraat apply: the decisions of a worksheet, all of them or none. */
#include <stdio.h>

#include "base/path.h"
#include "base/utf8.h"
#include "look.h"
#include "session.h"
#include "store/look.h"
#include "tables.h"
#include "typed.h"
#include "worksheet.h"

#include "base/spoken.h"

#include "base/banned.h"

#define APPLY_MEM	GIB(4)
#define FAULTS_MOST	50		/* that are shown */
#define UUID_TEXT	((size_t)36)
#define ONE_WORKER	"1"

/* Rows of the sheet about one dossier stand together, as a rule: its units are read once. */
struct known { struct str id; size_t from, to; };

struct order {
	int64_t		 row;
	size_t		 unit;		/* in units: its array moves as it grows */
	struct str	 by, reason;
	enum decided	 will;
};

struct apply {
	struct arena	*mem;
	const struct invocation *inv;
	const char	*file;
	json_t		*sheet;
	int		 column[WS__COUNT];	/* where it stands in the sheet */
	/* What is checked against. */
	const struct settings *settings;
	struct store	*store;
	struct vault	*vault;
	/* What came of it. */
	struct units	 units;
	struct { struct known *v; size_t n, cap; } known;
	struct { struct order *v; size_t n, cap; } orders;
	size_t		 kept, empty, faults;
};

/* --- checking ---------------------------------------------------------------------------------- */

static void
fault(struct apply *a, int64_t row, enum worksheet_column c, struct str text)
{
	if (++a->faults <= FAULTS_MOST)
		(void)fprintf(stderr, _("rij %lld, kolom %s: %.*s\n"), (long long)row, worksheet_title(c),
		    STRF(utf8_show(a->mem, text)));
}

static struct str
cell(const struct apply *a, const json_t *row, enum worksheet_column c)
{
	const json_t *j = json_array_get(json_list(row, "cells"), (size_t)a->column[c]);

	return j == NULL || !json_is_string(j) ?
	    S("") :
	    worksheet_plain(str_trim((struct str){ json_string_value(j), json_string_length(j) }));
}

/* The first row says what stands where; a person may have moved columns. */
static int
read_head(struct apply *a, struct err *e)
{
	const json_t *row = json_array_get(json_list(a->sheet, "rows"), 0);
	struct str why = json_str(a->sheet, "fault");

	if (why.n != 0)
		return err_set(e, E_USAGE, "%s: %.*s", a->file, STRF(utf8_show(a->mem, why)));
	for (int c = 0; c < WS__COUNT; c++) {
		struct str title = str_of(worksheet_title((enum worksheet_column)c));
		size_t n = json_array_size(json_list(row, "cells"));

		a->column[c] = -1;
		for (size_t i = 0; i < n; i++) {
			const char *text = json_string_value(json_array_get(json_list(row, "cells"), i));

			if (text == NULL || !str_eq_nocase(str_trim(str_of(text)), title))
				continue;
			if (a->column[c] >= 0)
				return err_set(
				    e, E_USAGE, _("%s: de kolom ‘%.*s’ staat er twee keer"), a->file, STRF(title));
			a->column[c] = (int)i;
		}
		if (a->column[c] < 0)
			return err_set(e, E_USAGE,
			    _("%s: de kolom ‘%.*s’ ontbreekt; is dit een werklijst van woostraat?"), a->file,
			    STRF(title));
	}
	return 0;
}

/* The units of the dossier with this id; *k_r NULL: there is no such dossier. */
static int
know(struct apply *a, struct str id, const struct known **k_r, struct err *e)
{
	struct dossier_facts f;
	struct named named = { 0 };
	struct known *k;
	struct str org;
	size_t from = a->units.n;
	bool found;

	*k_r = NULL;
	for (size_t i = a->known.n; i-- > 0;) {
		if (str_eq(a->known.v[i].id, id)) {
			*k_r = &a->known.v[i];
			return 0;
		}
	}
	if (look_dossier(a->store, id, a->mem, &f, e) != 0)
		return -1;
	found = f.row != NULL && utf8_raw(a->mem, f.organisation, &org) == 0 &&
	    utf8_raw(a->mem, f.key, &named.key) == 0 && (named.org = settings_organisation(a->settings, org)) != NULL;
	json_decref(f.row);
	if (!found)
		return 0;
	named.key = str_dup(a->mem, named.key);
	if (units_read(a->store, a->vault, &named, &a->units, e) != 0)
		return -1;
	k = PUSH(a->mem, a->known.v, a->known.n, a->known.cap);
	*k = (struct known){ str_dup(a->mem, id), from, a->units.n };
	*k_r = k;
	return 0;
}

/* The unit of a key; why there is none is said. */
static bool
find_unit(struct apply *a, const json_t *row, const struct known *k, size_t *unit_r)
{
	int64_t n = json_num(row, "n", 0);
	struct str key = cell(a, row, WS_KEY);
	bool there = false;

	for (size_t i = k->from; i < k->to; i++) {
		const struct unit *u = &a->units.v[i];

		there |= str_eq(str_of(finding_tag(u->code)), cell(a, row, WS_CODE)) &&
		    str_eq(str_trim(u->shown), cell(a, row, WS_DOCUMENT));
		if (!str_eq(unit_key(u, a->mem), key))
			continue;
		*unit_r = i;
		/* Rows that were sorted by a part of their columns: a decision would come to another document. */
		for (int c = WS_ORGANISATION; c <= WS_CODE; c++) {
			struct str want = str_trim(worksheet_cell(u, (enum worksheet_column)c, a->mem));

			if (str_eq(want, cell(a, row, (enum worksheet_column)c)))
				continue;
			fault(a, n, (enum worksheet_column)c,
			    str_fmt(a->mem,
				_("hoort niet bij de sleutel van deze rij (die is van ‘%.*s’); maak een nieuwe werklijst"),
				STRF(want)));
			return false;
		}
		return true;
	}
	fault(a, n, WS_KEY,
	    str_of(there ? _("het bestand of de bevinding is gewijzigd sinds deze lijst; maak een nieuwe werklijst") :
			   _("deze bevinding is er niet meer; maak een nieuwe werklijst")));
	return false;
}

/* A row that lets pass. */
static int
take_release(struct apply *a, const json_t *row, struct err *e)
{
	struct order o = { .row = json_num(row, "n", 0) };
	struct str key = cell(a, row, WS_KEY);
	const struct known *k = NULL;
	size_t faults = a->faults;
	struct err why;

	if (typed_reason(cell(a, row, WS_REASON), a->mem, &o.reason, &why) != 0)
		fault(a, o.row, WS_REASON, str_of(why.msg));
	if (typed_name(cell(a, row, WS_BY), a->mem, &o.by, &why) != 0)
		fault(a, o.row, WS_BY, str_of(why.msg));
	if (key.n <= UUID_TEXT || key.p[UUID_TEXT] != '/')
		fault(a, o.row, WS_KEY, str_of(_("dit is geen sleutel van woostraat")));
	else if (know(a, str_sub(key, 0, UUID_TEXT), &k, e) != 0)
		return -1;
	else if (k == NULL)
		fault(a, o.row, WS_KEY, str_of(_("dit dossier kent woostraat niet")));
	if (k == NULL || a->faults != faults || !find_unit(a, row, k, &o.unit))
		return 0;
	if (unit_may(&a->units.v[o.unit], o.by, o.reason, a->mem, &o.will, &why) != 0)
		fault(a, o.row, WS_DECISION, str_of(why.msg));
	for (size_t i = 0; i < a->orders.n; i++) {
		if (a->orders.v[i].unit == o.unit)
			fault(a, o.row, WS_KEY,
			    str_fmt(a->mem, _("staat ook in rij %lld"), (long long)a->orders.v[i].row));
	}
	*PUSH(a->mem, a->orders.v, a->orders.n, a->orders.cap) = o;
	return 0;
}

static int
take_row(struct apply *a, const json_t *row, struct err *e)
{
	struct str word = cell(a, row, WS_DECISION);

	if (str_eq_nocase(word, S(WORKSHEET_RELEASE)))
		return take_release(a, row, e);
	if (str_eq_nocase(word, S(WORKSHEET_KEEP)))
		a->kept++;
	else if (word.n != 0)
		fault(a, json_num(row, "n", 0), WS_DECISION,
		    str_of(_("dit wordt niet begrepen; schrijf ‘vrijgeven’ of ‘vasthouden’, of laat het leeg")));
	else if (cell(a, row, WS_REASON).n != 0)
		fault(a, json_num(row, "n", 0), WS_DECISION, str_of(_("er staat een reden, maar geen besluit")));
	else
		a->empty++;
	return 0;
}

/* Every row, against what this ledger says now. */
static int
check(struct apply *a, const struct settings *settings, struct store *store, struct vault *vault, struct err *e)
{
	const json_t *rows = json_list(a->sheet, "rows");

	a->settings = settings;
	a->store = store;
	a->vault = vault;
	a->units = (struct units){ .mem = a->mem };
	a->known.n = a->orders.n = a->kept = a->empty = 0;
	if (read_head(a, e) != 0)
		return -1;
	for (size_t i = 1; i < json_array_size(rows); i++) {
		if (take_row(a, json_array_get(rows, i), e) != 0)
			return -1;
	}
	if (a->faults > FAULTS_MOST)
		(void)fprintf(stderr, _("en nog %zu\n"), a->faults - FAULTS_MOST);
	if (a->faults != 0)
		return err_set(e, E_USAGE, _("%s: niets toegepast; verbeter eerst wat hierboven staat"), a->file);
	return 0;
}

/* --- writing ------------------------------------------------------------------------------------ */

static int
write_orders(struct apply *a, struct session *s, struct err *e)
{
	int rc = store_group(s->run.store, e);

	if (rc != 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < a->orders.n; i++) {
		struct order *o = &a->orders.v[i];

		rc = unit_waive(
		    s->run.store, &a->units.v[o->unit], o->by, o->reason, s->run.id, s->run.now, a->mem, &o->will, e);
	}
	return store_group_end(s->run.store, rc, e);
}

/* Checked again by who has the organisations: a run may have come between. */
static int
write_down(struct apply *a, struct err *e)
{
	struct invocation with = *a->inv;
	struct session s;
	int rc;

	with.option[O_WORKERS_] = ONE_WORKER;
	if (session_open(&s, &with, "apply", false, a->mem, e) != 0)
		return -1;
	for (size_t i = 0; i < a->orders.n; i++) {
		const struct named *n = &a->units.v[a->orders.v[i].unit].named;
		const struct organisation *org = settings_organisation(&s.settings, n->org->key);

		*PUSH(s.places.mem, s.places.v, s.places.n, s.places.cap) = (struct place){ org,
			path_join(a->mem, settings_intake(&s.settings, org, a->mem), n->key), n->key, n->org->key };
	}
	rc = session_claim(&s, false, e);
	if (rc == 0)
		rc = check(a, &s.settings, s.run.store, s.run.vault, e);
	if (rc == 0)
		rc = write_orders(a, &s, e);
	rc = session_end(&s, rc, e);
	session_close(&s);
	return rc;
}

/* Is there anything to write? */
static bool
has_news(const struct apply *a)
{
	for (size_t i = 0; i < a->orders.n; i++) {
		if (a->orders.v[i].will != DECIDED_THERE)
			return true;
	}
	return false;
}

static void
tell(struct apply *a, bool dry)
{
	size_t n[DECIDED_THERE + 1] = { 0 };

	for (size_t i = 0; i < a->orders.n; i++) {
		const struct order *o = &a->orders.v[i];

		n[o->will]++;
		if (dry)
			(void)printf(
			    _("rij %lld: %.*s\n"), (long long)o->row, STRF(unit_name(&a->units.v[o->unit], a->mem)));
	}
	(void)printf(
	    _("%zu vrijgegeven, %zu wacht op een tweede persoon, %zu stond er al; %zu vastgehouden, %zu zonder besluit\n"),
	    n[DECIDED_GIVEN] + n[DECIDED_SECOND], n[DECIDED_HALF], n[DECIDED_THERE], a->kept, a->empty);
	if (dry)
		(void)printf("%s\n", _("Dit was een proef: er is niets vastgelegd."));
}

int
cmd_apply(const struct invocation *inv, struct arena *mem)
{
	struct apply a = { .inv = inv, .mem = arena_new("werklijst", APPLY_MEM) };
	bool dry = inv->option[O_DRY_RUN_] != NULL;
	struct look l = { 0 };
	struct err e;
	int rc;

	if (inv->argc != 1)
		rc = err_set(&e, E_USAGE, "%s", _("noem een werklijst: woostraat apply werklijst.xlsx"));
	else {
		a.file = inv->argv[0];
		rc = look_open(&l, inv, mem, &e);
	}
	if (rc == 0) {
		rc = l.store == NULL ?
		    err_set(&e, E_USAGE, "%s", _("er is nog geen administratie; eerst moet er een run zijn")) :
		    tables_read_file(inv, a.file, a.mem, &a.sheet, &e);
		if (rc == 0)
			rc = check(&a, &l.settings, l.store, l.vault, &e);
		look_close(&l);
		/* Nothing to write leaves no run behind. */
		if (rc == 0 && !dry && has_news(&a))
			rc = write_down(&a, &e);
		if (rc == 0)
			tell(&a, dry);
	}
	json_decref(a.sheet);
	arena_free(a.mem);
	if (rc != 0)
		return command_failed(&e);
	return ferror(stdout) || fflush(stdout) != 0 ? EXIT_DISK : EXIT_FINE;
}
