/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_worksheet.c - woostraat worksheet: all that waits for a decision as one sheet to fill in. */
#include <stdio.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/utf8.h"
#include "look.h"
#include "standing.h"
#include "worksheet.h"

#include "base/spoken.h"

#include "base/banned.h"

#define SHEET_MEM	GIB(4)

struct gathering {
	const struct look *look;
	struct units	 held, all;
};

/* The units of a dossier that waits, without those that were let pass. */
static int
take_dossier(void *ctx, const struct standing *st, struct err *e)
{
	struct gathering *g = ctx;
	struct named named = { 0 };
	struct str org;

	if (!standing_waits(st) || !st->accounted)
		return 0;
	if (utf8_raw(g->held.mem, st->org, &org) != 0 || utf8_raw(g->held.mem, st->key, &named.key) != 0)
		return err_set(e, E_IO, "%s", _("de administratie noemt een onmogelijke naam"));
	/* Of an organisation that the settings no longer have nobody publishes. */
	named.org = settings_organisation(&g->look->settings, org);
	if (named.org == NULL)
		return 0;
	named.key = str_dup(g->held.mem, named.key);
	g->all.n = 0;
	if (units_read(g->look->store, g->look->vault, &named, &g->all, e) != 0)
		return -1;
	for (size_t i = 0; i < g->all.n; i++) {
		const struct unit *u = &g->all.v[i];

		if (u->waiver == NULL || !waiver_complete(u->waiver))
			*PUSH(g->held.mem, g->held.v, g->held.n, g->held.cap) = *u;
	}
	return 0;
}

static int
write_sheet(const struct units *us, const char *out, time_t now, struct err *e)
{
	struct str name = str_of(out);

	if (out == NULL)
		return fd_write_all(STDOUT_FILENO, worksheet_csv(us, us->mem), e);
	if (str_ends_nocase(name, S(".xlsx")))
		return worksheet_xlsx(us, out, now, us->mem, e);
	return file_replace(out, worksheet_csv(us, us->mem), e);
}

int
cmd_worksheet(const struct invocation *inv, struct arena *mem)
{
	const char *out = inv->option[O_OUTPUT_];
	struct arena *own = arena_new("werklijst", SHEET_MEM);
	struct gathering g = { .held = { .mem = own }, .all = { .mem = own } };
	struct scope scope = { S(""), S("") };
	struct look l;
	struct err e;
	int rc = 0;

	if (inv->argc != 0)
		rc = err_set(
		    &e, E_USAGE, "%s", _("woostraat worksheet neemt geen dossiers: alles wat wacht staat erin"));
	else if (out != NULL && !str_ends_nocase(str_of(out), S(".xlsx")) && !str_ends_nocase(str_of(out), S(".csv")))
		rc = err_set(&e, E_USAGE, _("--output %.*s: de naam eindigt op .csv of .xlsx"),
		    STRF(utf8_show(mem, str_of(out))));
	if (rc == 0)
		rc = look_open(&l, inv, mem, &e);
	if (rc == 0) {
		g.look = &l;
		if (l.store == NULL)
			rc = err_set(&e, E_USAGE, "%s", _("er is nog geen administratie; eerst moet er een run zijn"));
		if (rc == 0)
			rc = overview_each(l.store, scope, false, take_dossier, &g, &e);
		if (rc == 0)
			rc = write_sheet(&g.held, out, l.now, &e);
		look_close(&l);
	}
	if (rc == 0 && out != NULL)
		(void)printf(ngettext("%zu regel in %s\n", "%zu regels in %s\n", g.held.n), g.held.n, out);
	arena_free(own);
	if (rc != 0)
		return command_failed(&e);
	return ferror(stdout) || fflush(stdout) != 0 ? EXIT_DISK : EXIT_FINE;
}
