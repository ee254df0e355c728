/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_tidy.c - woostraat tidy: what a run does at its end with what the settings no longer keep, now or only counted. */
#include "command.h"

#include <stdio.h>
#include <time.h>

#include "asked.h"
#include "base/fd.h"
#include "leftout.h"
#include "store/closing.h"
#include "store/hold.h"
#include "tidying.h"

#include "base/spoken.h"

#include "base/banned.h"

static int
read_asked(const struct invocation *inv, struct arena *mem, struct settings *s, time_t *now_r, struct err *e)
{
	if (inv->argc != 0)
		return err_set(
		    e, E_USAGE, "%s", _("tidy neemt geen dossiers; wat weg mag staat in de instellingen (bewaren)"));
	if (asked_now(inv, now_r, e) != 0 || asked_settings(inv, mem, s, e) != 0)
		return -1;
	left_out_say(s, 0);
	return 0;
}

/* As the last of a night: the ledger is the one that was sealed, nobody else is there, and it is sealed again. */
static int
clear(const struct settings *s, time_t now, struct arena *mem, struct tidying_sum *sum, struct err *e)
{
	const char *state = str_c(mem, s->state);
	AUTO_FD lock = -1;
	struct err late;
	bool broken;
	int rc;

	if (hold_alone(state, &lock, e) != 0)
		return -1;
	auto_close(&lock);
	lock = -1;
	if (hold_shared(state, false, &broken, &lock, e) != 0)
		return -1;
	if (!closing_alone(state, lock))
		return err_set(e, E_AGAIN, "%s", _("er loopt een run; probeer het later"));
	rc = tidying(s, now, false, mem, sum, e);
	if (closing_seal(state, lock, &late) != 0 && rc == 0) {
		*e = late;
		rc = -1;
	}
	return rc;
}

static int
count(const struct settings *s, time_t now, struct arena *mem, struct tidying_sum *sum, struct err *e)
{
	AUTO_FD lock = -1;

	return hold_alone(str_c(mem, s->state), &lock, e) != 0 ? -1 : tidying(s, now, true, mem, sum, e);
}

int
cmd_tidy(const struct invocation *inv, struct arena *mem)
{
	bool dry = inv->option[O_DRY_RUN_] != NULL;
	struct tidying_sum sum;
	struct settings s;
	struct str lines;
	struct err e;
	time_t now = 0;

	settings_default(&s);
	if (read_asked(inv, mem, &s, &now, &e) != 0 ||
	    (dry ? count(&s, now, mem, &sum, &e) : clear(&s, now, mem, &sum, &e)) != 0)
		return command_failed(&e);
	lines = tidying_lines(&sum, dry, mem);
	(void)printf("%.*s", STRF(lines.n == 0 ? str_of(_("Niets op te ruimen.\n")) : lines));
	return ferror(stdout) || fflush(stdout) != 0 ? EXIT_DISK : EXIT_FINE;
}
