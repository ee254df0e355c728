/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_rehearse.c - woostraat rehearse: a rehearsal that really sends, to a portal of our own on this machine. */
#include "session.h"

#include "base/utf8.h"

#include "base/banned.h"

/* Without an organisation nobody knows what kind of portal a dossier goes to. */
static int
check_places(const struct session *s, struct err *e)
{
	for (size_t i = 0; i < s->places.n; i++) {
		if (s->places.v[i].org == NULL)
			return err_set(e, E_USAGE,
			    _("‘%.*s’: bij welke organisatie dit dossier hoort, is niet bekend; geef --config of "
			      "--organisation"),
			    STRF(utf8_show(s->mem, s->places.v[i].key)));
	}
	return 0;
}

int
cmd_rehearse(const struct invocation *inv, struct arena *mem)
{
	struct session s;
	struct err e;
	int rc = 0;

	if (inv->argc == 0) {
		(void)err_set(&e, E_USAGE, "%s", _("noem een dossiermap, een map met dossiers of een bestand"));
		return command_failed(&e);
	}
	if (session_open(&s, inv, "rehearse", true, mem, &e) != 0)
		return command_failed(&e);
	for (int i = 0; rc == 0 && i < inv->argc; i++)
		rc = places_of_path(inv->argv[i], &s.settings, session_otherwise(&s), &s.places, &e);
	if (rc == 0)
		rc = check_places(&s, &e);
	rc = rc == 0 ? session_run(&s) : command_failed(&e);
	session_close(&s);
	return rc;
}
