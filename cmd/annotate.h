/* SPDX-License-Identifier: EUPL-1.2 */
/* annotate.h - an account with the words around each place in it. */
#ifndef ANNOTATE_H
#define ANNOTATE_H

#include "base/json.h"
#include "store/vault.h"

/*
 * Adds "around" (excerpt.h) to each finding, reason, value and gleaned statement of the account
 * that has a place, from the texts in the vault.  A document of which the vault
 * lacks the text, or has another one, gets "text_lost": why, and is left as it
 * was.
 */
void	annotate(json_t *account, struct vault *);

#endif
