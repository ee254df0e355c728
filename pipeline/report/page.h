/* SPDX-License-Identifier: EUPL-1.2 */
/* page.h - the account of a run as one HTML page. */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "proc/tools.h"

/*
 * Bytes of the lines that stand in one tree, about 50,000 documents: what a page of the stage's memory (stages.def) can
 * be made of; measured, 1.5 GiB for a run of this size.  Also of one line.  Dossiers that are unchanged stand in none.
 */
#define PAGE_RUN_MOST	((size_t)128 << 20)

/* Reads xsl/report.xsl and css/report.css below templates.  Faults are E_CONFIG. */
int	page_load(const char *templates, struct arena *, struct pager **, struct err *) MUST_USE;
void	page_unload(struct pager *);		/* NULL is fine; its memory stays with the arena */

/*
 * Stage `report`.  Reads A_RUN: the lines of account.h, each with its end, the run's own object
 * last; anything else there is E_BUG.  Writes A_PAGE: HTML, UTF-8, complete in
 * itself, without scripts and without addresses that a browser would fetch.
 * The rows of unchanged dossiers and of files that are left out are made some at a time, and wait in the file of A_PAGE
 * (docs/decisions/059-rows-by-themselves.md).
 */
stage_run	report_run;

#endif
