/* SPDX-License-Identifier: EUPL-1.2 */
/* asked.c - what many commands take from their options in the same way. */
#include "asked.h"

#include "base/date.h"

#include "base/banned.h"

int
asked_now(const struct invocation *inv, time_t *now_r, struct err *e)
{
	const char *now = inv->option[O_NOW_];

	*now_r = time(NULL);
	if (now != NULL && time_parse(str_of(now), now_r) != 0)
		return err_set(e, E_USAGE, _("--now %s: schrijf de tijd als 2026-01-15T08:00:00Z"), now);
	return 0;
}

int
asked_settings(const struct invocation *inv, struct arena *mem, struct settings *s, struct err *e)
{
	const char *config = inv->option[O_CONFIG_];

	settings_default(s);
	return settings_load(config == NULL ? CONFIG_DEFAULT : config, mem, s, e);
}
