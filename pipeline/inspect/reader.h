/* SPDX-License-Identifier: EUPL-1.2 */
/* reader.h - what lies in a bag, one after the other: in a folder or in an archive, the same for who asks. */
#ifndef INSPECT_READER_H
#define INSPECT_READER_H

#include "stage.h"

enum reader_kind { READER_FILE = 'f', READER_FOLDER = 'd', READER_OTHER = 'x' };

struct reader_item {
	struct str	 path;		/* raw; borrowed until the next item */
	enum reader_kind kind;
};

enum reader_state {
	READER_MORE,			/* an item, or bytes of it */
	READER_END,			/* no more */
	READER_UNREAD,			/* it cannot be read: why, in Dutch; of an archive nothing that follows either */
	READER_TOO_MUCH,		/* a limit of inspect.h: why names it */
	READER_FAILED			/* the machine did: err */
};

struct reader;

int		 reader_open(const struct job *, struct arena *, struct reader **, struct err *) MUST_USE;
void		 reader_close(struct reader *);			/* NULL is fine */
bool		 reader_packed(const struct reader *);		/* an archive */
struct str	 reader_name(const struct reader *);		/* of the folder or the archive, without folders */

/* From the first item on.  What came out keeps counting. */
enum reader_state reader_rewind(struct reader *, struct err *);
enum reader_state reader_next(struct reader *, struct reader_item *);
/* The next bytes of the item under way; borrowed until the next call. */
enum reader_state reader_bytes(struct reader *, struct str *, struct err *);
const char	*reader_why(const struct reader *);

#endif
