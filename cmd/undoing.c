/* SPDX-License-Identifier: EUPL-1.2 */
/* undoing.c - what withdraw and replace share: who decides what about which public dossier, and why. */
#include "undoing.h"

#include <stdio.h>
#include <unistd.h>

#include "base/path.h"
#include "base/utf8.h"
#include "config/catalog.h"
#include "report/layout.h"
#include "review.h"
#include "store/accounts.h"
#include "typed.h"

#include "base/spoken.h"

#include "base/banned.h"

#define REASONS		"redenen"	/* the value list of DiWoo's redenVerwijderingVervanging */
#define TEXT_COLUMNS	((size_t)600)

/* --- what was asked for --------------------------------------------------------------- */

/* A reason of the list, by its words, its address or the last part of that. */
static int
find_reason(struct undoing *u, const struct look *l, struct str word, struct err *e)
{
	const char *dir = NULL;
	struct catalog *lists;
	const struct term *t;
	struct buf b;

	if (l->settings.templates.p != NULL && u->inv->option[O_TEMPLATES_] == NULL)
		dir = str_c(u->mem, l->settings.templates);
	else if (session_templates(u->inv, u->mem, &dir, e) != 0)
		return -1;
	if (catalog_load(str_c(u->mem, path_join(u->mem, str_of(dir), S("lists"))), u->mem, &lists, e) != 0)
		return -1;
	t = catalog_named(lists, REASONS, str_trim(word));
	if (t != NULL) {
		u->decision.reason = t->uri;
		u->decision.label = t->label;
		return 0;
	}
	buf_init(&b, u->mem, KIB(16));
	for (size_t i = 0; i < catalog_size(lists, REASONS); i++)
		buf_addf(&b, "%s‘%.*s’", i == 0 ? "" : ", ", STRF(catalog_at(lists, REASONS, i)->label));
	return err_set(e, E_USAGE, _("--reason: kies een reden uit de waardelijst: %.*s"), STRF(buf_str(&b)));
}

static int
read_words(struct undoing *u, const struct look *l, struct err *e)
{
	const struct invocation *inv = u->inv;

	if (inv->option[O_BY_] == NULL || inv->option[O_REASON_] == NULL || inv->option[O_EXPLANATION_] == NULL)
		return err_set(e, E_USAGE, "%s",
		    _("zeg met --by wie dit besluit, met --reason om welke reden, en met --explanation wat iedereen daarover "
		      "mag lezen"));
	if (typed_name(str_of(inv->option[O_BY_]), u->mem, &u->decision.by, e) != 0 ||
	    typed_explanation(str_of(inv->option[O_EXPLANATION_]), u->mem, &u->decision.explanation, e) != 0)
		return -1;
	return find_reason(u, l, str_of(inv->option[O_REASON_]), e);
}

/* --- the document ------------------------------------------------------------------------ */

static bool
was_public(const json_t *doc)
{
	struct str o = json_str(doc, "outcome");

	return str_eq(o, str_of(outcome_name(O_PUBLISHED))) || str_eq(o, str_of(outcome_name(O_UNCHANGED))) ||
	    str_eq(o, str_of(outcome_name(O_HANDED)));
}

/* The one that is public under this path. */
static int
find_document(struct undoing *u, struct str path, struct err *e)
{
	struct str exact = utf8_exact(u->mem, path);
	size_t i, others = 0;
	json_t *one;

	json_array_foreach (json_list(u->account, "documents"), i, one) {
		struct str raw = json_str(one, "raw");

		if (!was_public(one))
			continue;
		if (str_eq(raw.p != NULL ? raw : json_str(one, "path"), exact) ||
		    (raw.p == NULL && str_eq(json_str(one, "path"), path)))
			u->document = one;
		else
			others++;
	}
	u->told = utf8_show(u->mem, path);
	u->decision.document = exact;
	if (u->document == NULL || digest_parse(json_str(u->document, "sha256"), &u->decision.of) != 0)
		return err_set(e, E_USAGE,
		    _("%.*s: dit document is niet openbaar; noem het zoals het in het verslag staat"), STRF(u->told));
	if (others == 0 && u->decision.what == TAKEN_BACK)
		return err_set(e, E_USAGE, "%s",
		    _("dit is het enige openbare document; trek het hele dossier in, zonder --document"));
	return 0;
}

/* A dossier that goes on without a document goes through the street again, so it must be there. */
static int
check_intake(struct undoing *u, struct err *e)
{
	if (u->row.state == S_WITHDRAWING || u->row.state == S_WITHDRAWN)
		return err_set(e, E_USAGE, "%s", _("dit dossier is al als geheel ingetrokken"));
	if (access(str_c(u->mem, u->path), F_OK) == 0)
		return 0;
	return err_set(e, E_USAGE,
	    _("%.*s: dit dossier staat niet meer in de intake; leg het terug, of trek het hele dossier in"),
	    STRF(utf8_show(u->mem, u->path)));
}

/* --- opening --------------------------------------------------------------------------------- */

static int
look_up(struct undoing *u, const struct look *l, struct err *e)
{
	struct dossier d = { 0 };
	struct uuid id;

	if (named_dossier(&l->settings, str_of(u->inv->argv[0]), u->mem, &u->named, e) != 0)
		return -1;
	if (l->store == NULL)
		return err_set(e, E_USAGE, "%s", _("er is nog geen administratie; eerst moet er een run zijn"));
	d = (struct dossier){ .org = u->named.org, .key = u->named.key };
	id = dossier_uuid(&d);
	u->path = path_join(u->mem, settings_intake(&l->settings, u->named.org, u->mem), u->named.key);
	u->now = l->now;
	u->decision.at = l->now;
	if (ledger_get(l->store, id, u->mem, &u->row, e) != 0 ||
	    revoking_may_any(l->store, u->named.org, u->named.key, u->mem, e) != 0 || read_words(u, l, e) != 0)
		return -1;
	/* What was handed over may be public by now; it never was when an account was made. */
	if (u->row.state == S_HANDED)
		return accounts_last(l->store, l->vault, id, &u->account, e);
	return accounts_public(l->store, l->vault, id, &u->account, e);
}

int
undoing_open(struct undoing *u, const struct invocation *inv, struct arena *mem, enum taking what, struct err *e)
{
	const char *document = inv->option[O_DOCUMENT_];
	struct look l;
	int rc;

	*u = (struct undoing){ .inv = inv, .mem = mem, .decision = { .what = what, .document = S("") } };
	if (inv->argc != 1)
		return err_set(e, E_USAGE, "%s", _("noem één dossier: organisatie/map, bijvoorbeeld leiden/convenant"));
	if (document == NULL && what == TAKEN_REPLACED)
		return err_set(e, E_USAGE, "%s", _("noem met --document welk document is vervangen"));
	if (look_open(&l, inv, mem, e) != 0)
		return -1;
	rc = look_up(u, &l, e);
	if (rc == 0 && document != NULL)
		rc = check_intake(u, e) != 0 || find_document(u, str_of(document), e) != 0 ? -1 : 0;
	look_close(&l);
	return rc;
}

void
undoing_close(struct undoing *u)
{
	json_decref(u->account);
	u->account = NULL;
}

static void
say(const struct undoing *u, const char *lead, struct str text)
{
	struct buf b;

	buf_init(&b, u->mem, MIB(1));
	layout_wrap(&b, layout_cut(u->mem, text, TEXT_COLUMNS), str_of(lead), 13, TABLE_COLUMNS);
	(void)printf("%.*s", STRF(buf_str(&b)));
}

bool
undoing_agreed(const struct undoing *u, const char *what)
{
	bool ask = u->inv->option[O_YES_] == NULL && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1;

	if (u->inv->option[O_JSON_] == NULL && u->inv->option[O_QUIET_] == NULL) {
		say(u, _("Dossier:"), utf8_show(u->mem, str_of(u->inv->argv[0])));
		if (u->told.p != NULL)
			say(u, _("Document:"), u->told);
		if (u->row.url.n != 0)
			say(u, _("Staat op:"), utf8_show(u->mem, u->row.url));
		say(u, _("Reden:"), u->decision.label);
		say(u, _("Toelichting:"), u->decision.explanation);
		say(u, _("Besluit van:"), u->decision.by);
	}
	if (u->inv->option[O_DRY_RUN_] != NULL) {
		(void)printf("%s\n", _("Er is niets vastgelegd en niets gedaan."));
		return false;
	}
	if (!ask)
		return true;
	(void)printf("%s %s", what, _("[j/N] "));
	(void)fflush(stdout);
	if (review_said_yes())
		return true;
	(void)printf("%s\n", _("Niet gedaan."));
	return false;
}

/* --- doing ------------------------------------------------------------------------------------- */

int
undoing_session(struct undoing *u, struct session *s, const char *mode, struct err *e)
{
	const struct organisation *org;

	if (session_open(s, u->inv, mode, false, u->mem, e) != 0)
		return -1;
	s->run.by_hand = true;
	s->run.may = MAY_REUSE;
	/* The settings were read again: it is their organisation from here on. */
	org = settings_organisation(&s->settings, u->named.org->key);
	must(org != NULL);
	u->named.org = org;
	*PUSH(s->places.mem, s->places.v, s->places.n, s->places.cap) =
	    (struct place){ org, u->path, u->named.key, org->key };
	if (session_claim(s, false, e) == 0)
		return 0;
	session_close(s);
	return -1;
}

/* The decision, and where the document stood. */
static int
decide(struct undoing *u, struct session *s, struct err *e)
{
	struct revoking q = { .run = &s->run, .org = u->named.org, .key = u->named.key };
	struct dossier d = { .org = u->named.org, .key = u->named.key };
	int rc;

	if (store_group(s->run.store, e) != 0)
		return -1;
	rc = withdrawals_add(s->run.store, dossier_uuid(&d), &u->decision, s->run.id, e);
	if (rc == 0)
		rc = revoking_watch(&q, u->document, e);
	return store_group_end(s->run.store, rc, e);
}

/* Is the version without it public now?  Else people can still see what was to go. */
static bool
is_settled(const struct undoing *u, struct session *s)
{
	struct dossier d = { .org = u->named.org, .key = u->named.key };
	struct ledger_row row;
	struct err e;

	return ledger_get(s->run.store, dossier_uuid(&d), u->mem, &row, &e) == 0 &&
	    (row.state == S_CONFIRMED || row.state == S_HANDED);
}

int
undoing_again(struct undoing *u, const char *mode)
{
	struct session s;
	struct err e;
	int rc;

	if (undoing_session(u, &s, mode, &e) != 0)
		return command_failed(&e);
	rc = decide(u, &s, &e) == 0 ? session_run(&s) : command_failed(&e);
	if ((rc == EXIT_FINE || rc == EXIT_HELD || rc == EXIT_AGAIN) && !is_settled(u, &s)) {
		(void)fprintf(stderr, "woostraat: %s\n",
		    _("let op: het besluit is vastgelegd, maar de eerdere versie staat nog openbaar; herstel wat het dossier "
		      "vasthoudt, of trek het hele dossier in"));
		rc = rc == EXIT_FINE ? EXIT_HELD : rc;
	}
	session_close(&s);
	return rc;
}
