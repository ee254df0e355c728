/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_run.c - woostraat run: the nightly batch. */
#include "session.h"

#include "base/banned.h"

/* --only: the dossiers of one organisation. */
static int
keep_only(struct session *s, const char *folder, struct err *e)
{
	const struct organisation *o = folder == NULL ? NULL : settings_organisation(&s->settings, str_of(folder));
	size_t kept = 0;

	if (folder == NULL)
		return 0;
	if (o == NULL)
		return err_set(e, E_USAGE, _("--only %s: deze organisatie staat niet in de instellingen"), folder);
	for (size_t i = 0; i < s->places.n; i++) {
		if (s->places.v[i].org == o)
			s->places.v[kept++] = s->places.v[i];
	}
	s->places.n = kept;
	return 0;
}

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
	rc = places_of_intake(&s.settings, &s.places, &e);
	if (rc == 0)
		rc = keep_only(&s, inv->option[O_ONLY_], &e);
	if (rc == 0)
		rc = session_claim(&s, true, &e);
	rc = rc == 0 ? session_run(&s) : command_failed(&e);
	session_close(&s);
	return rc;
}
