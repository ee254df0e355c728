/* SPDX-License-Identifier: EUPL-1.2 */
/* from_openzaak.h - the CSV from which Open Zaak imports documents, and its report of an import. */
#ifndef SIDECAR_FROM_OPENZAAK_H
#define SIDECAR_FROM_OPENZAAK_H

#include "sidecar/readers.h"

/* facts: intake-formats.md section 2.  Columns are read by their name, and said when Open Zaak would read others. */
extern const struct reader from_openzaak;

#endif
