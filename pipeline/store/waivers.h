/* SPDX-License-Identifier: EUPL-1.2 */
/* waivers.h - what persons let pass in spite of a finding, as the ledger keeps it. */
#ifndef STORE_WAIVERS_H
#define STORE_WAIVERS_H

#include "store/store.h"

/*
 * A waiver is known by its dossier, document, bytes, code and what that said;
 * there is one of each.  The ledger keeps texts as they were given: who writes
 * one has looked whether it may be kept.  Each change has its entry in the
 * evidence, in the same transaction.
 */

/* All of a dossier, also those of bytes that are gone.  In the order of document and code. */
int	waivers_of(struct store *, struct uuid dossier, struct arena *, struct waiver **v_r, size_t *n_r,
	    struct err *) MUST_USE;

/* How many there are, of all dossiers. */
int	waivers_count(struct store *, int64_t *n_r, struct err *) MUST_USE;

/* Given by the first person; E_BUG when it is there already. */
int	waivers_give(struct store *, struct uuid dossier, const struct waiver *, struct run_id, struct err *) MUST_USE;

/* second and second_at, added to the one that is there.  E_BUG: there is none, it has two, or they are one person. */
int	waivers_second(struct store *, struct uuid dossier, const struct waiver *, struct run_id, struct err *) MUST_USE;

/* Gone, by whom and why.  E_BUG: there is none. */
int	waivers_withdraw(struct store *, struct uuid dossier, const struct waiver *, struct str by, struct str reason,
	    struct run_id, struct err *) MUST_USE;

#endif
