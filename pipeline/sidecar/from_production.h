/* SPDX-License-Identifier: EUPL-1.2 */
/* from_production.h - production reports and inventories: a row for each document of a Woo decision. */
#ifndef SIDECAR_FROM_PRODUCTION_H
#define SIDECAR_FROM_PRODUCTION_H

#include "sidecar/readers.h"

/*
 * facts: intake-formats.md section 3.  The report and its link sheet are
 * internal and become the description that was read; an inventory is a
 * document, stays one and is read all the same.  What a row calls not public,
 * public already or suspended holds when its file lies in the dossier.
 */
extern const struct reader from_production;

#endif
