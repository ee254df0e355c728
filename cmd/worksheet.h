/* SPDX-License-Identifier: EUPL-1.2 */
/* worksheet.h - what waits for a decision as one sheet (CSV, XLSX), a row for each, with columns to fill in. */
#ifndef WORKSHEET_H
#define WORKSHEET_H

#include "units.h"

enum worksheet_column {
	WS_ORGANISATION, WS_DOSSIER, WS_DOCUMENT, WS_CODE, WS_FINDING, WS_PAGES, WS_PERSONS,
	WS_DECISION, WS_REASON, WS_BY,	/* empty, for a person */
	WS_KEY,				/* unit_key: which row it is, whatever a sheet did to the others */
	WS__COUNT
};
const char	*worksheet_title(enum worksheet_column);	/* as in the first row */

/* What a person writes under besluit. */
#define WORKSHEET_RELEASE	"vrijgeven"
#define WORKSHEET_KEEP		"vasthouden"

/* The text of a cell. */
struct str	 worksheet_cell(const struct unit *, enum worksheet_column, struct arena *);

/*
 * CSV as Dutch sheets save it: UTF-8 with a byte order mark, semicolons, all
 * cells quoted.  A cell that a sheet would take for a formula has an apostrophe
 * before it; worksheet_plain takes it off again.
 */
struct str	 worksheet_csv(const struct units *, struct arena *);
struct str	 worksheet_plain(struct str cell);

/* A workbook of texts only, made beside path and then given its name. */
int		 worksheet_xlsx(const struct units *, const char *path, time_t now, struct arena *, struct err *) MUST_USE;

#endif
