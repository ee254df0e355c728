/* SPDX-License-Identifier: EUPL-1.2 */
/* from_woobuddy.h - reads the bundle that WOO Buddy exports, once it is unpacked. */
#ifndef SIDECAR_FROM_WOOBUDDY_H
#define SIDECAR_FROM_WOOBUDDY_H

#include "sidecar/readers.h"

/* Five files that lie together (facts: intake-formats.md section 6). */
extern const struct reader from_woobuddy;

#endif
