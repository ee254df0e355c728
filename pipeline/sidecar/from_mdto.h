/* SPDX-License-Identifier: EUPL-1.2 */
/* from_mdto.h - reads MDTO sidecars: all of a dossier at once, since files and objects point at each other. */
#ifndef SIDECAR_FROM_MDTO_H
#define SIDECAR_FROM_MDTO_H

#include "sidecar/readers.h"

/* MDTO 1.0 and 1.0.1, under any name (facts: intake-formats.md section 4). */
extern const struct reader from_mdto;

#endif
