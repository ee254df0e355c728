/* SPDX-License-Identifier: EUPL-1.2 */
/* unseen.h - text of a document that no reader sees, where it stands and why: what reveal finds and screen judges. */
#ifndef UNSEEN_H
#define UNSEEN_H

#include "stage.h"

#define UNSEEN_MOST	20000u			/* places in one document; what is more is not examined (REV-501) */
#define UNSEEN_BYTES	((size_t)64 << 20)	/* of A_UNSEEN */

enum unseen_kind { UNSEEN_HIDDEN, UNSEEN_BURNED, UNSEEN_OFF, UNSEEN_OLD };

enum unseen_cause {
#define CAUSE(id, name, kind, label)	CAUSE_##id,
#include "causes.def"
#undef CAUSE
	CAUSE__COUNT
};
const char	*cause_name(enum unseen_cause);		/* one word, for JSON */
const char	*cause_label(enum unseen_cause);	/* Dutch, to be passed through _() */
enum unseen_kind cause_kind(enum unseen_cause);

/* A line, or what of a line cannot be seen. */
struct unseen {
	enum unseen_cause cause;
	uint32_t	 page;			/* from 1; 0: of no page */
	struct box	 box;
	struct str	 text;			/* UTF-8, not empty */
	struct str	 near;			/* what else stands on its line, seen and unseen, in order; or absent */
	struct str	 part;			/* of the file, for OLD: "versie 2", "object 17"; or absent */
};

struct unseens {
	struct unseen	*v;			/* ascending by page, then as they were found */
	size_t		 n, cap;
	bool		 more;			/* there were more than UNSEEN_MOST */
	struct arena	*mem;
};

/* Copies the strings; a text without a letter or digit is not kept. */
void		 unseen_add(struct unseens *, struct unseen);

/* Read A_UNSEEN of the job's document; a document without one has none. */
int		 unseen_load(const struct job *, struct unseens *, struct arena *, struct err *) MUST_USE;
/* Write it to the result's descriptor. */
int		 unseen_save(const struct unseens *, const struct result *, struct err *) MUST_USE;

#endif
