/* SPDX-License-Identifier: EUPL-1.2 */
/* readers.h - the descriptions that municipalities have already: who reads which. */
#ifndef SIDECAR_READERS_H
#define SIDECAR_READERS_H

#include "sidecar/visit.h"

#define READER_HEAD	((size_t)4096)	/* bytes at the start of a file by which it is recognised */

/*
 * A file that describes others.  It is recognised by its content: a name only
 * says which files are looked at.
 */
struct reader {
	const char	*extensions;	/* lower case, a space between each two: "csv txt" */
	/* May it be one, to judge by its first bytes?  A container says so of all files of its kind. */
	bool		(*may)(struct str head);
	/*
	 * Read document doc: 1 when it was one, however bad (faults are told), 0
	 * when it is none after all and nothing was said, -1 when the machine failed.
	 */
	int		(*read)(struct visit *, int doc, struct err *);
	bool		 public;	/* what it reads may go out itself: looks also at what dossier.yaml calls an annex or the inventory */
};

/* Let each reader look at each file that dossier.yaml gave no role, or only withholds; some look at others too. */
int	 readers_run(struct visit *, struct err *) MUST_USE;

/*
 * After all have spoken: what is declared of a document and was not said in
 * dossier.yaml comes from the most trusted source.
 */
void	 readers_declare(struct visit *);

#endif
