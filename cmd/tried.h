/* SPDX-License-Identifier: EUPL-1.2 */
/* tried.h - the templates that were found good before, so that a night need not try them again. */
#ifndef TRIED_H
#define TRIED_H

#include "session.h"

/*
 * What a worker found good is one digest, of templates, program, PCRE2 and what
 * pictures are read with (proc/tools.h).  It stands in the ledger as an answer that is remembered, and
 * is only compared: one that is lost, damaged or of another program costs one
 * start in full (docs/decisions/057-a-start-that-waits.md).
 */

/* In hex; NULL: none, or this is no run over the intake. */
const char	*tried_before(struct session *);

/* The workers stand: what they found good is remembered. */
int		 tried_keep(struct session *, struct err *) MUST_USE;

#endif
