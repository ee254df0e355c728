/* SPDX-License-Identifier: EUPL-1.2 */
/* sidecar.h - what a person says about the dossier, and what each of its files is. */
#ifndef SIDECAR_SIDECAR_H
#define SIDECAR_SIDECAR_H

#include "stage.h"

/*
 * Reads dossier.yaml (docs/DOSSIER.md) at the top of the dossier and gives
 * every document its role.  Sets dossier.declared, and of each document role
 * and what is declared of it.  Expects roles as ingest left them: junk stays junk,
 * everything else is decided here.  A file with a fault is not used at all.
 */
stage_run	 sidecar_run;

#endif
