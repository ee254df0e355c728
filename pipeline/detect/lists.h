/* SPDX-License-Identifier: EUPL-1.2 */
/* lists.h - the words of templates/detect, by which personal data is known. */
#ifndef DETECT_LISTS_H
#define DETECT_LISTS_H

#include "base/err.h"
#include "base/str.h"

/* A file each: words that are looked up. */
enum list {
	LIST_FREEMAIL,			/* domains where private persons have mail */
	LIST_ROLE,			/* what stands before the @ of a mailbox that is nobody's own */
	LIST_SUFFIX,			/* how names of streets end */
	LIST_TITLE,			/* what stands before a name: heer, mw, drs */
	LIST_INTERFIX,			/* van, der, de, 't */
	LIST_LEGAL,			/* bv, stichting: the name of an organisation, not of a person */
	LIST_COMMON,			/* surnames that are also words */
	LIST_NO_NAME,			/* capitalised words behind a title or initials that are no surname */
	LIST_SERVICE,			/* digits with which numbers of organisations begin */
	LIST__COUNT
};

/* A file each: words that say what stands near them.  "*" at an end: any letters may follow there. */
enum context { CONTEXT_IBAN, CONTEXT_PHONE, CONTEXT_PLATE, CONTEXT_BORN, CONTEXT__COUNT };

struct lists;
struct pattern;			/* detect/pattern.h */

/*
 * UTF-8 files, LF; line 1 begins with "# "; then a word or phrase on each line,
 * or a remark behind "#".  Words are folded (base/fold.h).  All memory is the
 * arena's.  A fault names file and line (E_CONFIG).
 */
int	 lists_load(const char *dir, struct arena *, struct lists **, struct err *) MUST_USE;

bool	 lists_has(const struct lists *, enum list, struct str folded);
const struct pattern *lists_pattern(const struct lists *, enum context);

#endif
