/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_waive.c - woostraat waive: a person lets a finding pass, or no more; and who did so before. */
#include <stdio.h>

#include "base/path.h"
#include "look.h"
#include "report/layout.h"
#include "report/table.h"
#include "session.h"
#include "store/waivers.h"
#include "typed.h"
#include "units.h"
#include "waiving.h"

#include "base/spoken.h"

#include "base/banned.h"

#define TEXT_COLUMNS	((size_t)600)
#define ONE_WORKER	"1"

/* What was asked for. */
struct asked {
	const struct invocation *inv;
	struct arena	*mem;
	struct named	 named;
	struct str	 document;	/* absent: not said */
	struct str	 by, reason;
	bool		 withdraw;
	enum finding_code *codes;
	size_t		 ncodes;
};

static int
read_codes(struct asked *a, struct err *e)
{
	a->ncodes = (size_t)a->inv->argc - 1;
	a->codes = NEW(a->mem, enum finding_code, a->ncodes);
	for (size_t i = 0; i < a->ncodes; i++) {
		struct str word = str_of(a->inv->argv[i + 1]);

		if (finding_find(word, &a->codes[i]) != 0)
			return err_set(e, E_USAGE, _("%.*s: deze code bestaat niet; schrijf haar als CLS-501"),
			    STRF(utf8_show(a->mem, word)));
		for (size_t k = 0; k < i; k++) {
			if (a->codes[k] == a->codes[i])
				return err_set(e, E_USAGE, _("%s staat er twee keer"), finding_tag(a->codes[i]));
		}
	}
	return 0;
}

static int
read_asked(struct asked *a, struct err *e)
{
	const struct invocation *inv = a->inv;

	a->document = str_of(inv->option[O_DOCUMENT_]);
	a->withdraw = inv->option[O_WITHDRAW_] != NULL;
	if (inv->argc == 1) {
		if (a->withdraw || inv->option[O_BY_] != NULL || inv->option[O_REASON_] != NULL)
			return err_set(e, E_USAGE, "%s",
			    _("noem ook de code: woostraat waive leiden/convenant CLS-501 --reason TEKST --by NAAM"));
		return 0;
	}
	if (read_codes(a, e) != 0)
		return -1;
	if (inv->option[O_BY_] == NULL || inv->option[O_REASON_] == NULL)
		return err_set(e, E_USAGE, "%s", _("zeg met --by wie dit besluit en met --reason waarom"));
	return typed_name(str_of(inv->option[O_BY_]), a->mem, &a->by, e) != 0 ||
		typed_reason(str_of(inv->option[O_REASON_]), a->mem, &a->reason, e) != 0 ?
	    -1 :
	    0;
}

/* --- what is there ---------------------------------------------------------------------- */

static void
say(const struct asked *a, struct str text, struct str lead, size_t indent)
{
	struct buf b;

	buf_init(&b, a->mem, MIB(1));
	layout_wrap(&b, layout_cut(a->mem, utf8_show(a->mem, text), TEXT_COLUMNS), lead, indent, TABLE_COLUMNS);
	(void)printf("%.*s", STRF(buf_str(&b)));
}

static void
show_unit(const struct asked *a, const struct unit *u)
{
	const char *why;
	unsigned persons = waiving_persons(u->code, &why);

	(void)printf("%s%s%.*s\n", finding_tag(u->code), u->shown.n == 0 ? "" : "  ", STRF(u->shown));
	say(a, u->text, S(""), 4);
	if (u->pages.p != NULL)
		say(a, str_fmt(a->mem, _("blz. %.*s"), STRF(u->pages)), S(""), 4);
	if (u->waiver != NULL)
		say(a, waiver_text(a->mem, u->waiver), S(""), 4);
	else if (persons == 0)
		say(a, str_fmt(a->mem, _("Niet vrij te geven: %s"), why), S(""), 4);
	else
		say(a,
		    str_of(persons == 1 ? _("Vrij te geven door één persoon") :
					  _("Vrij te geven door twee personen, elk met een eigen besluit")),
		    S(""), 4);
}

/* Does a unit have this waiver?  Then it is shown there. */
static bool
is_shown(const struct units *us, const struct waiver *w)
{
	for (size_t i = 0; i < us->n; i++) {
		const struct waiver *x = us->v[i].waiver;

		if (x != NULL && x->code == w->code && str_eq(x->document, w->document) && digest_eq(x->of, w->of) &&
		    digest_eq(x->says, w->says))
			return true;
	}
	return false;
}

static int
show(const struct asked *a, const struct look *l, const struct units *us, struct err *e)
{
	struct dossier d = { .org = a->named.org, .key = a->named.key };
	struct waiver *v;
	size_t n;

	if (waivers_of(l->store, dossier_uuid(&d), a->mem, &v, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < us->n; i++)
		show_unit(a, &us->v[i]);
	for (size_t i = 0; i < n; i++) {
		if (is_shown(us, &v[i]))
			continue;
		(void)printf("%s%s%.*s\n", finding_tag(v[i].code), v[i].document.n == 0 ? "" : "  ",
		    STRF(utf8_show(a->mem, v[i].document)));
		say(a, waiver_text(a->mem, &v[i]), S(""), 4);
		say(a, str_of(_("Geldt nu voor niets: de inhoud is gewijzigd, of dit wordt niet meer gevonden")), S(""),
		    4);
	}
	if (us->n + n == 0)
		(void)printf("%s\n", _("Niets houdt dit dossier vast, en er is niets vrijgegeven."));
	return 0;
}

/* --- deciding ------------------------------------------------------------------------------ */

/* Take back what was given for these codes, whatever the bytes were. */
static int
withdraw(const struct asked *a, struct store *store, const struct run_id *run, struct err *e)
{
	struct dossier d = { .org = a->named.org, .key = a->named.key };
	struct str exact = a->document.p == NULL ? STR_NONE : utf8_exact(a->mem, a->document);
	struct waiver *v;
	size_t n;

	if (waivers_of(store, dossier_uuid(&d), a->mem, &v, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < a->ncodes; i++) {
		bool any = false;

		for (size_t k = 0; k < n; k++) {
			if (v[k].code != a->codes[i] ||
			    (exact.p != NULL && !str_eq(v[k].document, exact) && !str_eq(v[k].document, a->document)))
				continue;
			any = true;
			if (run != NULL &&
			    waivers_withdraw(store, dossier_uuid(&d), &v[k], a->by, a->reason, *run, e) != 0)
				return -1;
		}
		if (!any)
			return err_set(e, E_USAGE, _("%s is hier niet vrijgegeven"), finding_tag(a->codes[i]));
	}
	return 0;
}

/* Each code, or none: run NULL only looks whether all of it can be. */
static int
decide(const struct asked *a, struct store *store, struct vault *vault, const struct run_id *run, time_t now,
    enum decided *r, struct err *e)
{
	struct units us = { .mem = a->mem };

	if (a->withdraw)
		return withdraw(a, store, run, e);
	if (units_read(store, vault, &a->named, &us, e) != 0)
		return -1;
	for (size_t i = 0; i < a->ncodes; i++) {
		const struct unit *u;

		if (units_find(&us, a->codes[i], a->document, &u, e) != 0 ||
		    (run == NULL ? unit_may(u, a->by, a->reason, a->mem, &r[i], e) :
				   unit_waive(store, u, a->by, a->reason, *run, now, a->mem, &r[i], e)) != 0)
			return -1;
	}
	return 0;
}

/* In a run of its own, which nobody else has for this organisation meanwhile. */
static int
write_down(struct asked *a, enum decided *r, struct err *e)
{
	struct invocation with = *a->inv;
	struct session s;
	struct str word = str_of(a->inv->argv[0]), path;
	int rc;

	with.option[O_WORKERS_] = ONE_WORKER;
	if (session_open(&s, &with, "waive", false, a->mem, e) != 0)
		return -1;
	rc = named_dossier(&s.settings, word, a->mem, &a->named, e);
	if (rc == 0) {
		path = path_join(a->mem, settings_intake(&s.settings, a->named.org, a->mem), a->named.key);
		*PUSH(s.places.mem, s.places.v, s.places.n, s.places.cap) =
		    (struct place){ a->named.org, path, a->named.key, a->named.org->key };
		rc = session_claim(&s, false, e);
	}
	if (rc == 0)
		rc = store_group(s.run.store, e);
	if (rc == 0)
		rc = store_group_end(s.run.store, decide(a, s.run.store, s.run.vault, &s.run.id, s.run.now, r, e), e);
	rc = session_end(&s, rc, e);
	session_close(&s);
	return rc;
}

static void
tell(const struct asked *a, const enum decided *r)
{
	static const char *const words[] = {
		[DECIDED_GIVEN] = N_("vrijgegeven; de volgende run beoordeelt het dossier opnieuw"),
		[DECIDED_HALF] = N_("vrijgegeven door de eerste persoon; een tweede moet dat ook doen"),
		[DECIDED_SECOND] =
		    N_("vrijgegeven door de tweede persoon; de volgende run beoordeelt het dossier opnieuw"),
		[DECIDED_THERE] = N_("stond er al"),
	};

	for (size_t i = 0; i < a->ncodes; i++)
		(void)printf(
		    "%s: %s\n", finding_tag(a->codes[i]), a->withdraw ? _("vrijgave ingetrokken") : _(words[r[i]]));
}

int
cmd_waive(const struct invocation *inv, struct arena *mem)
{
	struct asked a = { .inv = inv, .mem = mem };
	struct units us = { .mem = mem };
	enum decided *r;
	struct look l;
	struct err e;
	int rc;

	if (inv->argc == 0) {
		(void)err_set(&e, E_USAGE, "%s", _("noem een dossier: woostraat waive leiden/convenant"));
		return command_failed(&e);
	}
	if (read_asked(&a, &e) != 0 || look_open(&l, inv, mem, &e) != 0)
		return command_failed(&e);
	r = NEW(mem, enum decided, a.ncodes + 1);
	rc = named_dossier(&l.settings, str_of(inv->argv[0]), mem, &a.named, &e);
	if (rc == 0 && l.store == NULL)
		rc = err_set(&e, E_USAGE, "%s", _("er is nog geen administratie; eerst moet er een run zijn"));
	if (rc == 0 && a.ncodes == 0) {
		rc = units_read(l.store, l.vault, &a.named, &us, &e);
		rc = rc == 0 ? show(&a, &l, &us, &e) : rc;
	} else if (rc == 0) {
		/* What cannot be is said before anything is written. */
		rc = decide(&a, l.store, l.vault, NULL, l.now, r, &e);
	}
	look_close(&l);
	if (rc == 0 && a.ncodes != 0) {
		rc = write_down(&a, r, &e);
		if (rc == 0)
			tell(&a, r);
	}
	if (rc != 0)
		return command_failed(&e);
	return ferror(stdout) || fflush(stdout) != 0 ? EXIT_DISK : EXIT_FINE;
}
