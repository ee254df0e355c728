/* SPDX-License-Identifier: EUPL-1.2 */
/* parts.h - the parts of a ZIP package, each read once, as XML or as bytes. */
#ifndef REVEAL_PARTS_H
#define REVEAL_PARTS_H

#include "base/xml.h"
#include "base/zip.h"
#include "reveal/revealing.h"

#define PART_BYTES_MOST	((size_t)64 << 20)	/* of a part that is read as bytes; pictures have some megabytes */

/* How a part is read in this walk: as XML, or else as bytes; neither: not now. */
struct reading {
	const struct xml_handler *xml;
	void		(*bytes)(void *user, struct str);	/* borrowed for the call */
	bool		 loose;		/* extract has said it when this is no XML: it may be anybody's */
};
typedef struct reading parts_choose(void *user, struct str name);

struct parts {
	struct revealing *v;
	struct zip	*zip;
	struct { struct str name; bool met, read; } *part;	/* in the order of the file */
	size_t		 n, cap;
	bool		 stopped;	/* REV-501 was told */
};

/* The package of the file; a broken one is REV-501, and has no parts. */
void		 parts_open(struct parts *, struct revealing *);
void		 parts_close(struct parts *);
/* One walk over what was not read yet, in the order of the file.  -1: out of memory. */
int		 parts_walk(struct parts *, parts_choose *, void *user, struct err *) MUST_USE;

/* Of what kind a part is, by the end of its name. */
bool		 part_is_xml(struct str name);
bool		 part_is_picture(struct str name);
bool		 part_is_font(struct str name);
/* What an embedded file is called in a finding: its extension, when it is one like docx. */
struct str	 part_kind(struct str name, struct arena *);

#endif
