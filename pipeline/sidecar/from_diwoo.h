/* SPDX-License-Identifier: EUPL-1.2 */
/* from_diwoo.h - reads DiWoo XML: one Document, several, or a sitemap of them. */
#ifndef SIDECAR_FROM_DIWOO_H
#define SIDECAR_FROM_DIWOO_H

#include "sidecar/readers.h"

/* DiWoo 0.9.x, read leniently (facts: intake-formats.md section 8). */
extern const struct reader from_diwoo;

#endif
