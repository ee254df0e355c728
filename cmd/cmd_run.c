/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_run.c - woostraat run: the nightly batch. */
#include "session.h"

#include "base/banned.h"

int
cmd_run(const struct invocation *inv, struct arena *mem)
{
	struct session s;
	struct err e;
	int rc;

	if (inv->argc != 0) {
		(void)err_set(&e, E_USAGE, "%s", _("run neemt geen dossiers; voor één dossier is er redo"));
		return command_failed(&e);
	}
	if (session_open(&s, inv, "run", false, mem, &e) != 0)
		return command_failed(&e);
	s.run.may = MAY_REUSE;
	rc = places_of_intake(&s.settings, &s.places, &e) == 0 && session_claim(&s, true, &e) == 0 ? session_run(&s) :
												      command_failed(&e);
	session_close(&s);
	return rc;
}
