/* SPDX-License-Identifier: EUPL-1.2 */
/* ooxml.h - a Word, Excel or PowerPoint package being looked through: what its three kinds have in common. */
#ifndef REVEAL_OOXML_H
#define REVEAL_OOXML_H

#include "base/buf.h"
#include "format/branches.h"
#include "reveal/left.h"
#include "reveal/looks.h"
#include "reveal/parts.h"
#include "reveal/shapes.h"
#include "sheet/cells.h"
#include "sheet/relations.h"

#define PAGES_MOST	((size_t)10000)		/* sheets or slides; extract refuses more */

struct ooxml;

/* What is done in a part with this root; each of the functions may be NULL. */
struct root {
	const char	*name;
	void		(*begin)(struct ooxml *);
	void		(*start)(struct ooxml *, const struct xml_tag *);
	void		(*end)(struct ooxml *, struct str name);
	void		(*text)(struct ooxml *, struct str);
};

/* Text of Word; depths are those of elements around us, 0: none. */
struct word {
	bool		 opened;	/* a part of text is in hand, and no styles */
	unsigned	 changes;	/* elements around us that say how something was */
	unsigned	 marks;		/* w:pPr around us */
	unsigned	 runs;
	unsigned	 run, paragraph;	/* LOOK_* */
	unsigned	 shaded, box, table;	/* depth of a shaded cell, a text box, a table of a style that shades */
	unsigned	 drawing;
	bool		 vanish;
	bool		 page_shaded;
	struct buf	 field;		/* instruction in hand */
	bool		 in_field;
	/* the style being defined */
	struct str	 id, based_on;
	char		 family;
	unsigned	 look;
};

/* Cells of Excel. */
struct excel {
	struct formats	 formats;
	uint8_t		*fonts, *fills, *cells;	/* LOOK_* of each number; of styles of cells */
	size_t		 nfonts, fonts_cap, nfills, fills_cap, ncells, cells_cap;
	int		 in;		/* fonts, fills or cellXfs */
	uint8_t		*hidden;	/* sheets by number */
	size_t		 nhidden, hidden_cap;
	uint64_t	 strings;	/* shared ones */
	uint8_t		*filled, *used;	/* bit for each: has letters; is in a cell */
	size_t		 filled_cap, used_cap, nused, nfilled;
	/* the sheet in hand */
	bool		 columns[COLUMNS + 2];	/* hidden */
	bool		 sheet_hidden, row_hidden, in_rows;
	uint32_t	 column;
	char		 type;
	bool		 value, said;	/* characters in hand are a value; there are some */
	unsigned	 look;
	enum number_form form;
	uint64_t	 index;
};

/* Shapes of PowerPoint, in units of the file. */
struct slides {
	int64_t		 wide, high;
	int64_t		 x, y, cx, cy;
	unsigned	 groups, group_own, in_xfrm;
	bool		 whole;		/* place and size were there */
	bool		 on_slide, notes, small, written;
	bool		 tiny;
};

struct ooxml {
	struct revealing *v;
	struct parts	 parts;
	struct lefts	*lefts;
	struct looks	*looks;
	struct relations relations;
	struct str	 main;
	const char	*page_name;	/* Dutch, with %u */
	const struct root *roots;	/* of this kind of file */
	size_t		 nroots;
	struct str	*pages;		/* parts that are a sheet or a slide */
	size_t		 npages, pages_cap;
	struct str	*own, *chunks;	/* parts of customXml; parts that are put into the text when it is opened */
	size_t		 own_n, own_cap, nchunks, chunks_cap;
	struct access	 access;
	/* the part in hand */
	struct str	 part, where, ns;
	uint32_t	 page;		/* 0: none */
	const struct root *root;	/* NULL: nothing of its own is looked for */
	struct branches	 b;
	bool		 in_t;		/* characters are text of a run */
	const char	*property;	/* what the element in hand says of the file, or NULL */
	struct buf	 value;		/* its characters */
	bool		 custom, spoken;	/* it is of customXml; and has been counted */
	uint64_t	 sum[2];	/* of the text of the first branch, and of the one in hand; 0: none */
	unsigned	 branch;	/* depth of the alternative around us, or 0 */
	struct word	 word;
	struct excel	*excel;
	struct slides	 slides;
	struct shapes	*shapes;	/* NULL in Excel */
};

/* n more of this kind, in the part in hand; nothing in a branch that is not shown. */
void		 ooxml_left(struct ooxml *, enum finding_code, uint64_t n);
/* The part is a sheet or a slide, by the id of its relation in the main part; its number. */
uint32_t	 ooxml_page_add(struct ooxml *, struct str id);

/* What a kind of file needs before it is read, and says when it was. */
void		 word_begin(struct ooxml *);
void		 excel_begin(struct ooxml *);
void		 slides_begin(struct ooxml *);
void		 word_end(struct ooxml *);
void		 excel_end(struct ooxml *);

#endif
