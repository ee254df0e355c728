/* SPDX-License-Identifier: EUPL-1.2 */
/* from_dublin.h - reads a Dublin Core record in XML. */
#ifndef SIDECAR_FROM_DUBLIN_H
#define SIDECAR_FROM_DUBLIN_H

#include "sidecar/readers.h"

/* Roots simpledc, dublincore and dc (facts: intake-formats.md section 5.2). */
extern const struct reader from_dublin;

#endif
