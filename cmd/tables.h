/* SPDX-License-Identifier: EUPL-1.2 */
/* tables.h - a table of somebody else (CSV, XLSX), read by a worker. */
#ifndef TABLES_H
#define TABLES_H

#include "base/json.h"
#include "session.h"

/* The file at path, as rows/rows.h tells it; a new reference.  In a rehearsal: reading a file leaves no trace in the ledger. */
int	tables_read_file(const struct invocation *, const char *path, struct arena *, json_t **j_r, struct err *) MUST_USE;

/* An object of the vault, in a session that is open. */
int	tables_read_kept(struct session *, const struct artefact *, struct arena *, json_t **j_r, struct err *) MUST_USE;

#endif
