/* SPDX-License-Identifier: EUPL-1.2 */
/* vault.h - files by their digest: written once, never changed in place. */
#ifndef STORE_VAULT_H
#define STORE_VAULT_H

#include "base/err.h"
#include "types.h"

struct vault;

/*
 * The vault in the folder path (made when absent, mode 0700).  durable: what
 * vault_keep returned survives power loss (file and folder synced); a rehearsal
 * does without.
 */
int		 vault_open(const char *path, bool durable, struct vault **, struct err *) MUST_USE;
/* To read only: nothing is made there, and what another process is writing is left alone. */
int		 vault_open_read(const char *path, struct vault **, struct err *) MUST_USE;
void		 vault_close(struct vault *);		/* NULL is fine */

/*
 * A new empty file without a name, for reading and writing; gone when it is
 * closed and was not kept.  Of a vault that is only read it is in memory, and
 * nothing keeps it.
 */
int		 vault_temp(struct vault *, int *fd_r, struct err *) MUST_USE;

/*
 * Give the bytes in fd (from vault_temp; the caller closes it) their name.
 * Write order of facts/reliability 7: fsync the file, link it, fsync the
 * folder.  Bytes that are there already are compared, not written again.
 */
int		 vault_keep(struct vault *, int fd, struct artefact *, struct err *) MUST_USE;

/* Open for reading at offset 0.  E_IO when it is not there. */
int		 vault_get(struct vault *, const struct artefact *, int *fd_r, struct err *) MUST_USE;
/* Copy it to `to`, empty and open for reading and writing.  E_IO when the bytes are not those of its name. */
int		 vault_copy(struct vault *, struct digest, int to, struct err *) MUST_USE;
bool		 vault_has(struct vault *, const struct artefact *);	/* there, with that size */

/* Is something of that name there?  Its size; its bytes are not looked at. */
bool		 vault_size(struct vault *, struct digest, uint64_t *size_r);
/*
 * Take it out of the vault.  Only while nobody else has the state, and after the
 * ledger says that it goes: what is gone is asked of nobody.  One that is not
 * there is fine.  vault_flush: all that went stays gone after a loss of power.
 */
int		 vault_remove(struct vault *, struct digest, struct err *) MUST_USE;
int		 vault_flush(struct vault *, struct err *) MUST_USE;

/* Something that lies in the vault.  path is below it. */
struct vault_file {
	const char	*path;
	bool		 named;		/* it is a regular file whose name is a digest, in its own folder */
	bool		 temporary;	/* a run that was broken off left it in tmp/ */
	struct digest	 name;
	struct artefact	 is;		/* of its bytes; only when named */
};

/* Read everything that lies there and call visit for each file.  Memory does not grow with the vault. */
int		 vault_walk(struct vault *, void (*visit)(void *ctx, const struct vault_file *), void *ctx, struct err *) MUST_USE;

#endif
