/* SPDX-License-Identifier: EUPL-1.2 */
/* settled.h - what became of a dossier, in the words and for the lists of who delivered it. */
#ifndef SETTLED_H
#define SETTLED_H

#include "base/json.h"
#include "store/ledger.h"

enum settled_end {
	END_PUBLIC, END_HANDED, END_LATER, END_HELD, END_APART, END_DOUBT, END_AT_WORK, END_WITHDRAWN,
	END__COUNT
};
const char	*settled_words(enum settled_end);	/* "openbaar", translated */
const char	*settled_name(enum settled_end);	/* one word, for JSON */

/* Strings are UTF-8 that steers no terminal, masked as the account is; "" where there is nothing to tell. */
struct settled {
	struct str	 org, key;	/* as the ledger has them (utf8_exact) */
	enum settled_end end;
	bool		 exposed;	/* the public may see it, or may have seen it */
	struct str	 day;		/* since when it stands there: 2026-03-12 */
	struct str	 address;
	struct str	 codes;		/* "SCR-501, SID-505" */
	struct str	 why;		/* first sentence of what a person must know; "" of what is public and fine */
	struct str	 until;		/* END_LATER, where a moment is known: 2026-03-12 */
	struct str	 title;		/* without who is named in it */
	size_t		 documents;	/* that go out, or would */
};

/*
 * What is gathered of an account, a document at a time: begin with its head, which has all but its documents
 * (report/account.h).  ids: by what the source may call it is wanted too.
 */
#define SETTLED_CODES	8
struct gathered {
	struct arena	*mem;		/* of what is gathered */
	size_t		 documents;
	struct { struct str code[SETTLED_CODES], why; size_t n; } causes[2];	/* a person must act; we try again */
	struct ids	*ids;		/* NULL: not wanted */
};
void		 settled_begin(struct gathered *, const json_t *head, bool ids, struct arena *);
void		 settled_document(struct gathered *, const json_t *document);

/* The account is what was last said of it, or head and gathered are NULL. */
void		 settled_of(const struct ledger_row *, struct str org, struct str key, const json_t *head,
		    const struct gathered *, struct arena *, struct settled *);

/* By what the source may call it, as settled_id writes them, each once; at the end of what was gathered, or NULL. */
void		 settled_ids(const struct settled *, struct gathered *, struct arena *, struct str **ids_r, size_t *n_r);

/* The same with its strings in this arena. */
struct settled	 settled_dup(const struct settled *, struct arena *);

/*
 * An identifier, so that two spellings of one are the same: letters in lower
 * case without accents, digits, and one hyphen for whatever stands between
 * them (Z/26/318027, z-26-318027).  Absent: nothing is left, or it is masked.
 */
struct str	 settled_id(struct arena *, struct str);

/* What is added to a row of the source. */
enum settled_column { SC_OUTCOME, SC_DAY, SC_ADDRESS, SC_TODO, SC_DOSSIER, SC__COUNT };
const char	*settled_title(enum settled_column);
struct str	 settled_cell(const struct settled *, enum settled_column, struct arena *);

#endif
