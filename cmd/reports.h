/* SPDX-License-Identifier: EUPL-1.2 */
/* reports.h - the files of an account, where a person finds them. */
#ifndef REPORTS_H
#define REPORTS_H

#include "session.h"

#define REPORT_PAGE	"verslag.html"
#define REPORT_LINES	"dossiers.jsonl"

/* The page of an account; it is made by a worker, since this program reads no XML. */
int	reports_page(struct session *, int account, int *fd_r, struct err *) MUST_USE;

#endif
