/* SPDX-License-Identifier: EUPL-1.2 */
/* returned.h - the source's own rows, given back with what became of each: files beside the account of an organisation. */
#ifndef RETURNED_H
#define RETURNED_H

#include "session.h"
#include "settled.h"

#define RETURNED_CSV	"uitkomst.csv"
#define RETURNED_XLSX	"uitkomst.xlsx"

/* A dossier was closed; this is the head of its account and what was gathered of it.  In a rehearsal nothing is given back. */
void	returned_add(struct session *, const struct dossier *, const json_t *head, const struct gathered *);

/*
 * The same in parts, for who was not read.  The tables that came with a dossier and the rows in them that are about it:
 * {"tables": [{"sha256", "bytes", "name"}], "rows": [[table, sheet, row, does it stay]]}, a new reference.
 */
/* What the files tell of it; head NULL: without what stands in its account.  false: nothing of it is given back, or the log says why. */
bool	returned_row(struct session *, const struct dossier *, const json_t *head, const struct gathered *, struct settled *);
json_t	*returned_sources(const struct dossier *, struct arena *) MUST_USE;
void	returned_take(struct session *, const struct organisation *, const struct settled *, const json_t *sources);

/*
 * All are closed: workers read the tables that came with them, and each row
 * gets its outcome.  A table that cannot be read again is told in the log, and
 * its dossiers stand among those that no table has.
 */
void	returned_gather(struct session *);

/* Puts "files" into the object of a run, where organisation `at` of the settings has any: names in the folder of its account. */
void	returned_put(const struct session *, size_t at, json_t *run);

/*
 * Write them into that folder.  RETURNED_CSV has the rows of the tables with
 * the same columns, one after the other; tables with others get uitkomst-2.csv
 * and on.  Dossiers of this run without a row stand behind the rows of the
 * first, or are all there is.  RETURNED_XLSX has all of them, a sheet each, and
 * one with every dossier.
 */
int	returned_write(struct session *, size_t at, struct str dir, struct err *) MUST_USE;

void	returned_close(struct returned *);	/* NULL is fine */

#endif
