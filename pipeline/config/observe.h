/* SPDX-License-Identifier: EUPL-1.2 */
/* observe.h - the settings for who keeps an eye on the runs. */
#ifndef CONFIG_OBSERVE_H
#define CONFIG_OBSERVE_H

#include "config/settings.h"

/*
 * ‘metrics’, as it is typed; NULL: not.  base: what a relative path is relative
 * to.  The collector of node_exporter takes files of which the name ends in
 * ".prom" and no others, so another is E_CONFIG.
 */
int	observe_read(const char *metrics, struct str base, struct arena *, struct settings *, struct err *) MUST_USE;

#endif
