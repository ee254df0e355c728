/* SPDX-License-Identifier: EUPL-1.2 */
/* accounts.h - what was last said of each dossier: a line of the account, kept in the vault. */
#ifndef STORE_ACCOUNTS_H
#define STORE_ACCOUNTS_H

#include "base/series.h"
#include "store/store.h"
#include "store/vault.h"
#include "types.h"

/* A kept account.  A new reference in *j_r; the bytes are believed when they have their digest (E_IO else). */
int	accounts_read(struct vault *, const struct artefact *, json_t **j_r, struct err *) MUST_USE;

/* The last one, or the one of when it was last public; *j_r NULL: there is none. */
int	accounts_last(struct store *, struct vault *, struct uuid id, json_t **j_r, struct err *) MUST_USE;
int	accounts_public(struct store *, struct vault *, struct uuid id, json_t **j_r, struct err *) MUST_USE;

/* The same a document at a time (report/account.h), for who asks it of a dossier of any size. */
int	accounts_open(struct vault *, const struct artefact *, struct series **, struct err *) MUST_USE;
int	accounts_open_last(struct store *, struct vault *, struct uuid id, struct series **, struct err *) MUST_USE;
int	accounts_open_public(struct store *, struct vault *, struct uuid id, struct series **, struct err *) MUST_USE;

/*
 * Keep the account of a dossier.  is_public: what it says is what is public now.  leave: the moment at which it says that the
 * dossier is to be taken back, 0: none.  The same bytes are not kept twice.  *kept_r: what they are.
 */
struct keeping { struct uuid id; enum verdict verdict; bool is_public; time_t leave; struct run_id run; };
int	accounts_keep(struct store *, struct vault *, const struct keeping *, const struct series *,
	    struct artefact *kept_r, struct err *) MUST_USE;

/* The names (as in the ledger) of an organisation's dossiers that are public and were to be taken back by now. */
int	accounts_leaving(struct store *, struct str org, time_t now, struct arena *, struct str **v_r, size_t *n_r,
	    struct err *) MUST_USE;

#endif
