/* SPDX-License-Identifier: EUPL-1.2 */
/* from_woogle.h - reads a dossier in the JSON of Woogle. */
#ifndef SIDECAR_FROM_WOOGLE_H
#define SIDECAR_FROM_WOOGLE_H

#include "sidecar/readers.h"

/* An array of one dossier (facts: intake-formats.md section 5.3). */
extern const struct reader from_woogle;

#endif
