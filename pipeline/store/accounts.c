/* SPDX-License-Identifier: EUPL-1.2 */
/* accounts.c - what was last said of each dossier: a line of the account, kept in the vault. */
#include "store/accounts.h"

#include "base/fd.h"
#include "store/db.h"

#include "base/banned.h"

#define LIST		"documents"	/* as report/account.h has it */
#define ACCOUNT_MOST	MIB(256)	/* bytes of the documents of an account that is read as one tree */

int
accounts_open(struct vault *vault, const struct artefact *a, struct series **s_r, struct err *e)
{
	struct digest is;
	uint64_t size;
	int fd = -1;
	int rc = vault_get(vault, a, &fd, e);

	*s_r = NULL;
	if (rc == 0)
		rc = digest_fd(fd, &is, NULL, &size, e);
	if (rc == 0 && !digest_eq(is, a->sha256))
		rc = err_set(e, E_IO, "%s", _("kluis: het verslag van een dossier is beschadigd"));
	if (rc == 0)
		return series_read(fd, LIST, s_r, e);
	auto_close(&fd);
	return -1;
}

int
accounts_open_last(struct store *store, struct vault *vault, struct uuid id, struct series **s_r, struct err *e)
{
	struct artefact a;
	struct run_id run;
	bool found;

	*s_r = NULL;
	if (store_account(store, id, &a, &run, &found, e) != 0)
		return -1;
	return found ? accounts_open(vault, &a, s_r, e) : 0;
}

int
accounts_open_public(struct store *store, struct vault *vault, struct uuid id, struct series **s_r, struct err *e)
{
	struct artefact a;
	bool found;

	*s_r = NULL;
	if (store_account_public(store, id, &a, &found, e) != 0)
		return -1;
	return found ? accounts_open(vault, &a, s_r, e) : 0;
}

/* The whole of one as a tree; none is none. */
static int
whole(const struct series *s, json_t **j_r, struct err *e)
{
	if (s == NULL)
		return 0;
	if (series_bytes(s) > ACCOUNT_MOST)
		return err_set(e, E_LIMIT, "%s", _("een te groot object"));
	return series_whole(s, j_r, e);
}

int
accounts_read(struct vault *vault, const struct artefact *a, json_t **j_r, struct err *e)
{
	AUTO_SERIES s = NULL;

	*j_r = NULL;
	return accounts_open(vault, a, &s, e) == 0 ? whole(s, j_r, e) : -1;
}

int
accounts_last(struct store *store, struct vault *vault, struct uuid id, json_t **j_r, struct err *e)
{
	AUTO_SERIES s = NULL;

	*j_r = NULL;
	return accounts_open_last(store, vault, id, &s, e) == 0 ? whole(s, j_r, e) : -1;
}

int
accounts_public(struct store *store, struct vault *vault, struct uuid id, json_t **j_r, struct err *e)
{
	AUTO_SERIES s = NULL;

	*j_r = NULL;
	return accounts_open_public(store, vault, id, &s, e) == 0 ? whole(s, j_r, e) : -1;
}

struct writing { struct hash *hash; uint64_t size; int fd; int rc; struct err *e; };

static void
hash_piece(void *user, struct str piece)
{
	struct writing *w = user;

	hash_add(w->hash, piece.p, piece.n);
	w->size += piece.n;
}

static void
write_piece(void *user, struct str piece)
{
	struct writing *w = user;

	if (w->rc == 0)
		w->rc = fd_write_all(w->fd, piece, w->e);
}

/* Its bytes into the vault. */
static int
write_account(struct vault *vault, const struct series *s, struct artefact *a, struct err *e)
{
	AUTO_FD fd = -1;
	struct writing w = { .e = e };

	if (vault_temp(vault, &fd, e) != 0)
		return -1;
	w.fd = fd;
	if (series_each(s, write_piece, &w, e) != 0 || w.rc != 0)
		return -1;
	return vault_keep(vault, fd, a, e);
}

int
accounts_keep(struct store *store, struct vault *vault, const struct keeping *k, const struct series *s,
    struct artefact *kept_r, struct err *e)
{
	struct writing w = { .hash = hash_new() };
	struct artefact now, before;
	struct run_id last;
	bool found;
	int rc = series_each(s, hash_piece, &w, e);

	now = *kept_r = (struct artefact){ hash_end(w.hash), w.size };
	if (rc != 0 || store_account(store, k->id, &before, &last, &found, e) != 0)
		return -1;
	if (found && digest_eq(before.sha256, now.sha256))
		return 0;
	if (!vault_has(vault, &now) && write_account(vault, s, &now, e) != 0)
		return -1;
	if (store_group(store, e) != 0)
		return -1;
	rc = store_account_set(store, k->id, &now, k->run, e);
	if (rc == 0)
		rc =
		    store_account_note(store, k->id, verdict_name(k->verdict), k->is_public ? &now : NULL, k->leave, e);
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
