/* SPDX-License-Identifier: EUPL-1.2 */
/* zip.h - the members of a ZIP file in memory, under limits that hostile files cannot pass. */
#ifndef BASE_ZIP_H
#define BASE_ZIP_H

#include "base/str.h"

struct zip_limits {
	size_t		 members;
	uint64_t	 member, total;	/* bytes after inflating: of one member, of all that was read */
	uint64_t	 ratio, ratio_from;	/* inflated : file size, judged once ratio_from bytes were inflated */
};
extern const struct zip_limits zip_package;	/* of OOXML and OpenDocument files */

/* What a step gave.  From ZIP_BROKEN on the archive must not be used further. */
enum zip_state {
	ZIP_MORE,			/* a member, or a block of its bytes */
	ZIP_END,			/* no more of them */
	ZIP_BROKEN,			/* damaged, or holds what is no plain file or folder */
	ZIP_LOCKED,			/* a member is encrypted */
	ZIP_TWICE,			/* two members with one name; readers differ in which they show */
	ZIP_TOO_MUCH			/* a limit was passed */
};

struct zip;

/*
 * bytes must outlive the zip.  Only the ZIP reader with a central directory is
 * used; nothing is written anywhere.  Needs a UTF-8 LC_CTYPE (gate facts 8.4).
 */
struct zip	*zip_open(struct str bytes, const struct zip_limits *, struct arena *);
void		 zip_close(struct zip *);	/* NULL is fine */

/* Look at all names without inflating: ZIP_END when the archive may be read. */
enum zip_state	 zip_check(struct zip *);

/* Start again at the first member.  What was inflated keeps counting. */
void		 zip_rewind(struct zip *);
/* The next member that is a file; its name is UTF-8 and lives as long as the arena. */
enum zip_state	 zip_next(struct zip *, struct str *name_r);
/* The next piece of that member; borrowed until the next call. */
enum zip_state	 zip_block(struct zip *, struct str *block_r);

static inline void
auto_zip(struct zip **z)
{
	zip_close(*z);
}
#define AUTO_ZIP	__attribute__((cleanup(auto_zip))) struct zip *

#endif
