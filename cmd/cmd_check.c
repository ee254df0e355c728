/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_check.c - woostraat check: the rehearsal; nothing is changed anywhere. */
#include "session.h"

#include "base/banned.h"

int
cmd_check(const struct invocation *inv, struct arena *mem)
{
	struct session s;
	struct err e;
	int rc = 0;

	if (inv->argc == 0) {
		(void)err_set(&e, E_USAGE, "%s", _("noem een dossiermap, een map met dossiers of een bestand"));
		return command_failed(&e);
	}
	if (session_open(&s, inv, "check", true, mem, &e) != 0)
		return command_failed(&e);
	for (int i = 0; rc == 0 && i < inv->argc; i++)
		rc = places_of_path(inv->argv[i], &s.settings, session_otherwise(&s), &s.places, &e);
	rc = rc == 0 ? session_run(&s) : command_failed(&e);
	session_close(&s);
	return rc;
}
