/* SPDX-License-Identifier: EUPL-1.2 */
/* from_xpo.h - reads a delivery for PLOOI (xpo), once it is unpacked. */
#ifndef SIDECAR_FROM_XPO_H
#define SIDECAR_FROM_XPO_H

#include "sidecar/readers.h"

/* An XML with root xpo beside its only PDF (facts: intake-formats.md section 7). */
extern const struct reader from_xpo;

#endif
