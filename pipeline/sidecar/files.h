/* SPDX-License-Identifier: EUPL-1.2 */
/* files.h - which document of the dossier a row of a table means, found without walking past all of them. */
#ifndef SIDECAR_FILES_H
#define SIDECAR_FILES_H

#include "sidecar/visit.h"

#define FILE_MANY	(-2)		/* more than one could be meant */

struct file_key {
	struct str	 key;
	int		 doc;
};

/* Documents by their names, each sorted: junk, archives and what describes others are none. */
struct files {
	const struct visit *v;
	int		 beside;	/* the table, which describes others itself */
	struct file_key	*paths, *bases, *stems, *ids;
	size_t		 n, nids;
};

/* In v->tmp, which must not be rewound to before it. */
void		 files_index(struct files *, const struct visit *, int table);

/*
 * The document that a table calls so: by its path from the folder of the table,
 * then from that of the dossier, then by the last part of that.  DOC_NONE, or
 * FILE_MANY.  Names are compared, never opened: ".." finds nothing.
 */
int		 files_path(const struct files *, struct str name);
/* With this path below the dossier, however its accents and capitals are written. */
int		 files_exact(const struct files *, struct str path);
/* Does a document lie in this folder, named with its slash? */
bool		 files_below(const struct files *, struct str folder);
/* By its name without folder; case, accents in pieces and the extension count as in visit_key. */
int		 files_base(const struct files *, struct str name);
/*
 * The document of this number: its name is the number, else it begins with it
 * and then comes something else than a letter or digit ("3001 brief.pdf"; facts:
 * intake-formats.md section 3.6).  Zeros before a number do not count, since
 * spreadsheets lose them; of two a description (XML, JSON) is not meant.
 */
int		 files_number(const struct files *, struct str number);

#endif
