/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_withdraw.c - woostraat withdraw: what is public is taken back, with its reason, and seen to be gone. */
#include <stdio.h>

#include "base/utf8.h"
#include "listing.h"
#include "undoing.h"

#include "base/spoken.h"

#include "base/banned.h"

static void
tell_json(const struct undoing *u, const struct revoked *out)
{
	AUTO_JSON j = json_object();
	json_t *w = json_object();
	struct str line;

	json_put_str(w, "organisation", utf8_show(u->mem, u->named.org->key));
	json_put_str(w, "dossier", utf8_show(u->mem, u->named.key));
	json_put(w, "gone", json_boolean(out->gone));
	json_put_num(w, "addresses", (int64_t)out->addresses);
	json_put_num(w, "there", (int64_t)out->there);
	json_put_num(w, "open", (int64_t)out->open);
	if (out->detail.n != 0 && !out->gone)
		json_put_str(w, "detail", utf8_show(u->mem, out->detail));
	json_put(j, "withdrawal", w);
	line = json_write(u->mem, j);
	(void)printf("%.*s\n", STRF(line));
}

static void
tell(const struct undoing *u, const struct revoked *out)
{
	if (u->inv->option[O_JSON_] != NULL) {
		tell_json(u, out);
		return;
	}
	if (!out->gone) {
		(void)printf(
		    _("Vastgelegd, maar nog niet gezien dat het weg is (%.*s); de volgende run gaat verder.\n"),
		    STRF(utf8_show(u->mem, out->detail)));
		return;
	}
	(void)printf("%s\n", _("Ingetrokken, en gezien dat het weg is."));
	if (out->there != 0)
		(void)printf(ngettext("Let op: nog te vinden op %zu bekend adres; zie ‘woostraat status’.\n",
				 "Let op: nog te vinden op %zu bekende adressen; zie ‘woostraat status’.\n",
				 (unsigned long)out->there),
		    out->there);
	else if (out->open != 0)
		(void)printf(
		    "%s\n", _("De bekende adressen worden na een uur, een dag en dertig dagen opnieuw gevraagd."));
}

/* The dossier as a whole. */
static int
withdraw(struct undoing *u)
{
	struct revoked out = { 0 };
	struct revoking q;
	struct session s;
	struct err e;
	int rc;

	if (undoing_session(u, &s, "withdraw", &e) != 0)
		return command_failed(&e);
	q = (struct revoking){ .run = &s.run, .org = u->named.org, .key = u->named.key };
	rc = revoking_begin(&q, &u->decision, &e);
	if (rc == 0)
		rc = revoking_settle(&q, u->mem, &out, &e);
	if (rc == 0) /* its lists do not name it any more */
		rc = session_sites(&s, &s.sites, &e);
	rc = session_end(&s, rc, &e);
	session_close(&s);
	if (rc != 0)
		return command_failed(&e);
	tell(u, &out);
	if (ferror(stdout) || fflush(stdout) != 0)
		return EXIT_DISK;
	return !out.gone ? EXIT_AGAIN : out.there != 0 ? EXIT_HELD : EXIT_FINE;
}

int
cmd_withdraw(const struct invocation *inv, struct arena *mem)
{
	struct undoing u;
	struct err e;
	int rc = EXIT_FINE;

	if (undoing_open(&u, inv, mem, TAKEN_BACK, &e) != 0)
		rc = command_failed(&e);
	else if (u.document != NULL)
		rc = undoing_agreed(&u, _("Dit document intrekken? Dat is definitief.")) ?
		    undoing_again(&u, "withdraw") :
		    EXIT_FINE;
	else if (undoing_agreed(&u, _("Dit hele dossier intrekken? Dat is definitief.")))
		rc = withdraw(&u);
	undoing_close(&u);
	return rc;
}
