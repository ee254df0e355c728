/* SPDX-License-Identifier: EUPL-1.2 */
/* ingest.h - find dossiers, freeze them, hash every file into the vault, name the junk. */
#ifndef INGEST_INGEST_H
#define INGEST_INGEST_H

#include "base/err.h"
#include "config/settings.h"
#include "types.h"

struct vault;

#define INGEST_FILES_MOST	100000	/* files and folders of one dossier */
#define INGEST_DEPTH_MOST	32	/* folders in folders */

/* Where a dossier stands: a folder, or a single file that is a dossier of its own. */
struct place {
	const struct organisation *org;
	struct str	 path;		/* of the folder or file */
	struct str	 key;		/* its name */
	struct str	 folder;	/* org NULL: the name of the folder it lies in; raw bytes */
};

struct places {
	struct place	*v;
	size_t		 n, cap;
	struct arena	*mem;
};

/*
 * All dossiers of the intake, intake/<organisation>/<dossier>: organisations as
 * the settings order them, the dossiers of each in byte order.
 * A folder below the intake that belongs to no organisation, and an
 * organisation without its folder, are told in the log and left alone.
 */
int	places_of_intake(const struct settings *, struct places *, struct err *) MUST_USE;

/*
 * The dossiers at a path that a person named.  A folder that bears the name of
 * an organisation of the settings is read as in the intake, and what lies in
 * such a folder is a dossier.  Else: a file is a dossier; a folder with a file
 * in it (junk not counted) or with nothing in it is a dossier; any other folder
 * is a collection and each of its members is looked at the same way.  The organisation is the one of the settings whose name the nearest
 * folder above a dossier bears, else `otherwise`, which may be NULL.
 */
int	places_of_path(const char *path, const struct settings *, const struct organisation *otherwise,
	    struct places *, struct err *) MUST_USE;

/*
 * Take one dossier in: d->docs with A_ORIGINAL in the vault, junk named, and
 * findings for all that could not be taken.  Nothing at the place is changed.
 * A file that moves while it is read, or was touched less than settle_s
 * seconds before the real time started_at, makes the dossier ING-401.  d comes
 * with org, key, mem and empty findings.
 */
int	ingest_dossier(const struct place *, const struct settings *, time_t started_at, struct vault *,
	    struct dossier *d, struct err *) MUST_USE;

/*
 * Add what came out of the document at `container`: path is below that, raw;
 * bytes are in the vault.  Junk and odd names are judged as for what was
 * delivered.  Returns its index; it stands at the end until ingest_sort.
 */
int	ingest_member(struct dossier *, struct vault *, int container, struct str path, const struct artefact *bytes,
	    int *doc_r, struct err *) MUST_USE;

/* Documents in byte order of their path, findings following them. */
void	ingest_sort(struct dossier *);

/* The digest of what came in: every path and the bytes behind it, junk not counted. */
struct digest	ingest_digest(const struct dossier *);

#endif
