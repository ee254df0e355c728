/* SPDX-License-Identifier: EUPL-1.2 */
/* roles.h - which document is the main one, when nobody said so. */
#ifndef SIDECAR_ROLES_H
#define SIDECAR_ROLES_H

#include "types.h"

/*
 * The main document is the only one that goes out; else the only undeclared
 * one whose name starts with hoofddocument, 00, 0, besluit or brief: the first
 * of these words that any name starts with decides, and two names for it is
 * no answer (facts: intake-formats.md section 9).  An original of which the
 * redacted version is there is never it.  Returns its index or
 * DOC_NONE; changes nothing.
 */
int	 roles_guess_main(const struct dossier *);

/* Once the main document is known: what has no role yet is an annex or the inventory. */
void	 roles_fill(struct dossier *);

#endif
