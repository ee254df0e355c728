/* SPDX-License-Identifier: EUPL-1.2 */
/* accounts.c - what was last said of each dossier: a line of the account, kept in the vault. */
#include "store/accounts.h"

#include "base/fd.h"
#include "store/db.h"

#include "base/banned.h"

#define ACCOUNT_MOST	((size_t)256 << 20)	/* bytes of one dossier's account; its arena is of that size too */

int
accounts_read(struct vault *vault, const struct artefact *a, json_t **j_r, struct err *e)
{
	struct arena *mem = arena_new("verslag", ACCOUNT_MOST * 2);
	struct str text = STR_NONE;
	AUTO_FD fd = -1;
	int rc = vault_get(vault, a, &fd, e);

	*j_r = NULL;
	if (rc == 0)
		rc = fd_read_all(fd, ACCOUNT_MOST, mem, &text, e);
	if (rc == 0 && !digest_eq(digest_of(text), a->sha256))
		rc = err_set(e, E_IO, "%s", _("kluis: het verslag van een dossier is beschadigd"));
	if (rc == 0 && (*j_r = json_read(text, e)) == NULL)
		rc = -1;
	arena_free(mem);
	return rc;
}

int
accounts_last(struct store *store, struct vault *vault, struct uuid id, json_t **j_r, struct err *e)
{
	struct artefact a;
	struct run_id run;
	bool found;

	*j_r = NULL;
	if (store_account(store, id, &a, &run, &found, e) != 0)
		return -1;
	return found ? accounts_read(vault, &a, j_r, e) : 0;
}

int
accounts_public(struct store *store, struct vault *vault, struct uuid id, json_t **j_r, struct err *e)
{
	struct artefact a;
	bool found;

	*j_r = NULL;
	if (store_account_public(store, id, &a, &found, e) != 0)
		return -1;
	return found ? accounts_read(vault, &a, j_r, e) : 0;
}

int
accounts_keep(struct store *store, struct vault *vault, struct uuid id, struct str line, enum verdict v, bool is_public,
    time_t leave, struct run_id run, struct err *e)
{
	struct artefact now = { digest_of(line), line.n }, before;
	struct run_id last;
	AUTO_FD fd = -1;
	bool found;
	int rc;

	if (store_account(store, id, &before, &last, &found, e) != 0)
		return -1;
	if (found && digest_eq(before.sha256, now.sha256))
		return 0;
	if (!vault_has(vault, &now) &&
	    (vault_temp(vault, &fd, e) != 0 || fd_write_all(fd, line, e) != 0 || vault_keep(vault, fd, &now, e) != 0))
		return -1;
	if (store_group(store, e) != 0)
		return -1;
	rc = store_account_set(store, id, &now, run, e);
	if (rc == 0)
		rc = store_account_note(store, id, verdict_name(v), is_public ? &now : NULL, leave, e);
	return store_group_end(store, rc, e);
}

int
accounts_leaving(struct store *store, struct str org, time_t now, struct arena *mem, struct str **v_r, size_t *n_r,
    struct err *e)
{
	sqlite3_stmt *q = db_query(store, Q_ACCOUNT_LEAVING);
	size_t cap = 0;
	int rc;

	*v_r = NULL;
	*n_r = 0;
	db_str(q, 1, org);
	db_num(q, 2, now);
	while ((rc = db_step(store, q, e)) == 1)
		*PUSH(mem, *v_r, *n_r, cap) = str_dup(mem, db_column(q, 0));
	return rc;
}
