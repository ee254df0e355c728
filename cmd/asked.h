/* SPDX-License-Identifier: EUPL-1.2 */
/* asked.h - what many commands take from their options in the same way. */
#ifndef ASKED_H
#define ASKED_H

#include <time.h>

#include "command.h"
#include "config/settings.h"

/* --now, or the time that it is.  E_USAGE: it is no moment. */
int	asked_now(const struct invocation *, time_t *now_r, struct err *) MUST_USE;

/* The settings of --config, or of where they stand when nothing is said. */
int	asked_settings(const struct invocation *, struct arena *, struct settings *, struct err *) MUST_USE;

#endif
