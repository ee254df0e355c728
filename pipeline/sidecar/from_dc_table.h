/* SPDX-License-Identifier: EUPL-1.2 */
/* from_dc_table.h - Dublin Core in a table, as Archivematica takes it: metadata.csv and source-metadata.csv. */
#ifndef SIDECAR_FROM_DC_TABLE_H
#define SIDECAR_FROM_DC_TABLE_H

#include "sidecar/readers.h"

/* facts: intake-formats.md section 5.1.  Of source-metadata.csv the pairs are checked, the XML is its own reader's. */
extern const struct reader from_dc_table;

#endif
