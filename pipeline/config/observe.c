/* SPDX-License-Identifier: EUPL-1.2 */
/* observe.c - the settings for who keeps an eye on the runs. */
#include "config/observe.h"

#include "base/path.h"
#include "config/outlets.h"

#include "base/banned.h"

int
observe_read(const char *metrics, struct str base, struct arena *mem, struct settings *s, struct err *e)
{
	struct str name;

	if (metrics == NULL)
		return 0;
	s->metrics = settings_path(mem, base, metrics);
	name = path_base(s->metrics);
	if (!str_ends(name, S(".prom")) || name.n == sizeof ".prom" - 1) {
		s->metrics = STR_NONE;
		return err_set(e, E_CONFIG,
		    _("‘metrics: %s’: de naam van het bestand eindigt op .prom; iets anders leest node_exporter niet"),
		    metrics);
	}
	return 0;
}
