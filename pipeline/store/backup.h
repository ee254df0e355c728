/* SPDX-License-Identifier: EUPL-1.2 */
/* backup.h - a copy of ledger and vault that is there whole or not at all, can be checked without us, and be put back. */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "base/date.h"
#include "base/err.h"
#include "base/str.h"

/*
 * A back-up is a folder woostraat-2026-11-15T041500Z in a folder of back-ups:
 *
 *	administratie.sqlite, administratie.sqlite.sha256, kluis/ab/...
 *		as in the folder of the state, so that verifieer.sh takes it
 *	manifest-sha256.txt	every file of these, in the form of `sha256sum -c`
 *	reservekopie.json	what it is: form of the ledger, last entry of the evidence, digest of the manifest
 *
 * It is made beside its place under another name and then renamed; what a
 * back-up that was broken off left there is removed by the next one.  Who can
 * write it can make all of it anew: that shows only by a head of the evidence
 * that was kept elsewhere.
 */
#define BACKUP_ABOUT	"reservekopie.json"
#define BACKUP_MANIFEST	"manifest-sha256.txt"

struct backup {
	struct str	 path, name;	/* of its folder */
	time_t		 made;
	struct str	 build;		/* version of the program that made it */
	int64_t		 seq;		/* last entry of the evidence in it; 0: none yet */
	struct str	 leaf;
	uint64_t	 files, bytes;	/* in the manifest */
	uint64_t	 linked;		/* only after backup_make: files that take no room of their own */
};

/*
 * Make one in the folder into, which is there.  Runs may come and go meanwhile;
 * who removes from the vault holds the folder alone, and so waits.  state: held
 * shared by the caller.  An object of the vault whose bytes are not those of its
 * name is E_IO, and no back-up.  Hard links where the file system makes them: to
 * the vault, else to the newest back-up there; else copies.  E_AGAIN: another is
 * being made there.
 */
int	backup_make(const char *state, const char *into, time_t now, struct str build, struct arena *, struct backup *,
	    struct err *) MUST_USE;

/* Those that stand whole in a folder, by their own word; the oldest first. */
int	backup_list(const char *into, struct arena *, struct backup **v_r, size_t *n_r, struct err *) MUST_USE;
/* Keep the newest that are whole and remove the other whole ones; what is not whole stays.  *gone_r: how many went. */
int	backup_thin(const char *into, size_t keep, size_t *gone_r, struct arena *, struct err *) MUST_USE;

/*
 * Read every byte of it.  E_IO: something is missing or is not what the manifest
 * says.  E_CONFIG: it is of a newer woostraat, or its ledger has another form.
 */
int	backup_check(const char *path, struct arena *, struct backup *, struct err *) MUST_USE;

/*
 * Put it back into state, which the caller holds alone (hold_to_restore), after
 * backup_check.  What stood there goes to the folder that aside_r names, below
 * state; absent: nothing stood there.  Killed in between, HOLD_MARK stays, and
 * the same call does it again.
 */
int	backup_put_back(const struct backup *, const char *state, time_t now, struct arena *, struct str *aside_r,
	    struct err *) MUST_USE;
/*
 * What the ledger in the folder state has taken back since a back-up was made,
 * which therefore knows nothing of it: "organisation/dossier", with the document
 * behind it where it was one, each once.  Texts are those of the ledger: to be
 * shown with utf8_show.  -1: that ledger cannot be read.
 */
int	backup_forgets(const struct backup *, const char *state, struct arena *, struct str **v_r, size_t *n_r,
	    struct err *) MUST_USE;
/* Does a ledger or a vault stand in state? */
int	backup_would_replace(const char *state, bool *there_r, struct err *) MUST_USE;

#endif
