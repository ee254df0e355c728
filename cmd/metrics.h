/* SPDX-License-Identifier: EUPL-1.2 */
/* metrics.h - the numbers of a run for Prometheus: the file that `metrics` in the settings names. */
#ifndef METRICS_H
#define METRICS_H

#include "session.h"

/*
 * Written at the end of each run, whole and by rename, readable for everybody:
 * who collects it has another account.  It has counts, names of organisations
 * and of portals, and nothing of a dossier.  A run with --only has a file of
 * its own beside it (woostraat-leiden.prom) and says so in every sample, so two
 * runs never give one number twice.  docs/BEHEER.md says what each is for.
 * What cannot be written is said in the log, and changes nothing else.
 */
void	metrics_write(struct session *, int rc);
/* Of a run that could not begin: when, and with what code.  settings may be empty. */
void	metrics_failed(const struct settings *, const struct invocation *, time_t started, int rc);

#endif
