/* SPDX-License-Identifier: EUPL-1.2 */
/* relations.h - which part of an OOXML package refers to which (ISO/IEC 29500-2 6.5), and so to whose page it belongs. */
#ifndef SHEET_RELATIONS_H
#define SHEET_RELATIONS_H

#include "base/str.h"

#define RELATIONS_MOST	((size_t)200000)	/* in one package, those to the outside not counted; real ones have some hundreds */

struct relation {
	struct str	 source;	/* name of the part, as in the package; "" is the package itself */
	struct str	 id;
	struct str	 type;		/* last part of its URI: the same in Transitional and Strict */
	struct str	 target;	/* name of a part, which may not be there */
};

struct relations {
	struct arena	*mem;
	struct relation	*v;		/* by source, without regard to case, then by id; once settled */
	size_t		 n, cap;
	struct owned	*owned;
	size_t		 nowned;
	bool		 full;		/* RELATIONS_MOST was passed */
};

/* ppt/_rels/x.xml.rels: ppt/x.xml; _rels/.rels: "".  False when it is no part with relationships. */
bool		 relations_source(struct str part, struct arena *, struct str *source_r);
/* The target as the source names it; copied. */
void		 relations_add(struct relations *, struct str source, struct str id, struct str type, struct str target);
/* All were added.  Needed before the questions below. */
void		 relations_settle(struct relations *);

/* The target of that id, or absent. */
struct str	 relations_target(const struct relations *, struct str source, struct str id);
/* The target of the first relation of that type, or absent. */
struct str	 relations_target_of(const struct relations *, struct str source, const char *type);

/*
 * Give page i + 1 to pages[i] and to the drawings, charts, notes and comments
 * it refers to, through others of these or at once; the first page wins.
 */
void		 relations_own(struct relations *, const struct str *pages, size_t npages);
/* The page of a part, or 0. */
uint32_t	 relations_page(const struct relations *, struct str part);

#endif
