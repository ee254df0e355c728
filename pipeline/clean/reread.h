/* SPDX-License-Identifier: EUPL-1.2 */
/* reread.h - bytes read as a document of a dossier is, by identify and extract, so that two can be compared. */
#ifndef CLEAN_REREAD_H
#define CLEAN_REREAD_H

#include "text.h"

struct reread {
	struct document	 doc;
	struct findings	 findings;
	struct text	 text;
	bool		 read;		/* there is a text */
};

/*
 * fd holds the bytes, name and size are the file's; r lends its A_TEXT and A_PROPS, which are
 * empty afterwards.  All that is found lives in mem.  -1: the machine failed.
 */
int		 reread(const struct job *, const struct result *r, int fd, struct str name, uint64_t size, struct arena *mem,
		    struct reread *, struct err *) MUST_USE;

/*
 * What differs, as the middle of a Dutch sentence; NULL: nothing that a reader
 * sees.  Properties, and what no reader of a document sees, may differ; so may
 * what earlier versions of a PDF had, and (people) names beside comments.
 */
const char	*reread_differs(const struct reread *a, const struct reread *b, bool people, struct arena *);

#endif
