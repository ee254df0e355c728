/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pdf_operands.h - the drawing operations of a plain page, each with its operands: for who reads a page himself
 * (decisions 054, 056).  Plain is what nearly every program writes; of all else MuPDF is the judge.
 */
#ifndef PDF_PDF_OPERANDS_H
#define PDF_PDF_OPERANDS_H

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>

#include "base/arena.h"
#include "base/buf.h"
#include "pdf/pdf_tokens.h"

#define NUMBERS_MOST	32u		/* before an operator: MuPDF's stack */

enum act { SKIP, MARK,
	/* of the state, of colours, paths and pictures */
	SAVE, RESTORE, MATRIX, STATE, PICTURE, GRAY, RGB, CMYK, SPACE, COLOUR, WIDTH, CAP, JOIN, MITER, DASH, INTENT, TO, LINE,
	CURVE, CURVE_V, CURVE_Y, RECTANGLE, CLOSE, PAINT, CLIP,
	/* of text */
	BEGIN, END, CHAR_SPACE, WORD_SPACE, SCALE, LEADING, FONT, RENDER, RISE, MOVE, MOVE_LEAD, TEXT_MATRIX, NEXT, SHOW,
	SHOW_PIECES, NEXT_SHOW, NEXT_SPACED };

/* How a path is painted. */
enum how { FILL = 1, STROKE = 2, EVEN_ODD = 4, CLOSED = 8 };

struct op {
	char		 word[4];
	unsigned	 numbers, given;	/* operands */
	enum act	 act;
	unsigned	 how;		/* of a path enum how; of a colour whether it is STROKE's */
};

struct piece {				/* of an array */
	struct str	 s;
	bool		 number;
};

struct operands {
	fz_context	*ctx;
	pdf_document	*doc;
	struct arena	*mem;		/* for all that is kept from page to page */
	struct buf	 contents;	/* all strings below are in it, or in room, up to the next operator */
	char		*room;
	size_t		 nroom;
	fz_stream	*stream;	/* owned, while it is read */
	/* of the page in hand */
	pdf_obj		*resources;	/* borrowed */
	struct tokens	 t;
	/* before the operator in hand */
	struct str	 number[NUMBERS_MOST];
	unsigned	 nnumbers;
	struct str	 name, string;
	unsigned	 given;		/* those that are no numbers */
	struct piece	*pieces;
	size_t		 npieces, pieces_cap;
	unsigned char	 first[256];	/* of each byte the first operator that begins so */
};

/* All are borrowed. */
void		 operands_init(struct operands *, struct arena *, fz_context *, pdf_document *);
/* Also after a throw. */
void		 operands_drop(struct operands *);

/* Begin with this page; it may throw.  False: it has no contents, or they are too large. */
bool		 operands_load(struct operands *, pdf_page *);

/* Up to the next operator, NULL at the end; it may throw.  False: one that is not plain, or not with these operands. */
bool		 operands_next(struct operands *, const struct op **op_r);

/* The number before the operator in hand, from 0; and that of these bytes. */
float		 operands_number(const struct operands *, unsigned i);
float		 operands_value(struct str);
/* The first six as a matrix. */
fz_matrix	 operands_matrix(const struct operands *);
/* What the name before the operator stands for, among the resources of this kind; borrowed, or NULL.  It may throw. */
pdf_obj		*operands_resource(const struct operands *, pdf_obj *kind);

#endif
