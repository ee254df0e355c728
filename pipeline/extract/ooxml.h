/* SPDX-License-Identifier: EUPL-1.2 */
/* ooxml.h - what Word, Excel and PowerPoint packages (ECMA-376, Transitional and Strict) have in common. */
#ifndef EXTRACT_OOXML_H
#define EXTRACT_OOXML_H

#include "extract/package.h"
#include "format/branches.h"
#include "sheet/relations.h"

struct ooxml {
	struct extraction *x;
	struct package	*p;
	struct relations relations;
	const char *const *types;	/* ends of the content types that the main part may have */
	size_t		 ntypes;
	struct str	 main;		/* name of the main part; absent while unknown */
	bool		 has_main;	/* it was there, and read */
	struct str	 typed;		/* the same, as the content types have it */
	bool		 paged;		/* parts belong to pages (sheets, slides) */
	/* once paged */
	uint32_t	*place;		/* page of each piece (page until they are arranged) of the text */
	size_t		 nplaces, places_cap;
	const struct str *pages;	/* parts that are a page */
	bool		*hidden, *seen;	/* page i + 1 is not shown; was read */
	size_t		 npages;
	/* properties */
	struct buf	 title, language, created, modified;
	struct buf	*copy;		/* where characters go too, or NULL */
	/* the part in hand */
	struct str	 part;
	struct branches	 b;
	struct gather	*to;		/* x->text or x->aside */
	enum text_origin origin;	/* of what stands in it for a reader */
	struct gather	 beside;	/* what would break its lines; behind it at its end */
	bool		 has_beside, core;
	uint32_t	 page;		/* 0 = none */
	bool		 said;		/* the element in hand has characters of its own */
	bool		 run, formula, drop;	/* they are a run of text; a formula; numbers of the program */
	unsigned	 hide;		/* depth of a hidden shape around us, or 0 */
	bool		 heading, small;	/* the shape is a title; a date, footer or number */
	bool		 started;
	uint32_t	 from;
};

/*
 * The package of the extraction, with its main part and its relations; types
 * are the ends of the content types its main part may have.  0, and o->p is
 * NULL when it was stopped with its finding; -1: out of memory.
 */
int		 ooxml_open(struct ooxml *, struct extraction *, const char *const *types, size_t ntypes,
		    struct err *) MUST_USE;

/* These parts are pages, in this order; borrowed.  Before the first of them is read. */
void		 ooxml_pages(struct ooxml *, const struct str *parts, size_t n);
/* The number of the page that this part is itself, and now read; 0: none. */
uint32_t	 ooxml_page(struct ooxml *, struct str part);
/* Stops the extraction when a page was not read. */
void		 ooxml_pages_check(struct ooxml *);
/* Text from here on belongs to that page; 0: it goes aside. */
void		 ooxml_turn(struct ooxml *, uint32_t page);

/*
 * Read the part as prose: runs are joined, other elements stand on lines of
 * their own; its root says where it stands in the document.
 */
const struct xml_handler *ooxml_prose(struct ooxml *, struct str part);
/* Its handlers, for those that see more in a part than prose; user is the ooxml. */
void		 ooxml_prose_start(void *user, const struct xml_tag *);
void		 ooxml_prose_end(void *user, struct str name);
void		 ooxml_prose_text(void *user, struct str);
/* Ready the part to be read, if it is the main one. */
bool		 ooxml_prose_main(struct ooxml *, struct str part);
/* The walk that chooses the main part; stops the extraction when it did not.  -1: out of memory. */
int		 ooxml_walk_main(struct ooxml *, package_choose *, void *user, struct err *) MUST_USE;

/* For what would break the lines of the part in hand; it comes behind them. */
struct gather	*ooxml_beside(struct ooxml *);

/* Is this a part that can be read: XML by its extension. */
bool		 ooxml_is_xml(struct str part);
/* A package_choose for all that is left; user is the ooxml. */
const struct xml_handler *ooxml_choose_rest(void *user, struct str part);

/* Names, links and other text in attributes, each to the gather with its origin. */
void		 ooxml_attributes(const struct xml_tag *, struct gather *);
/* The value of an attribute on a line of its own in the gather, with that origin. */
void		 ooxml_line(struct gather *, enum text_origin, struct str);
/* Characters of this element are measures or names of the program, and may look like numbers of people. */
bool		 ooxml_is_measure(const struct xml_tag *);

/* Findings for what was not read, the pages in their order, the title.  The package is closed. */
void		 ooxml_close(struct ooxml *);

#endif
