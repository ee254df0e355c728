/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_reading.h - a PDF document in hand: shared by the files that read it, and by nobody else. */
#ifndef EXTRACT_PDF_READING_H
#define EXTRACT_PDF_READING_H

#include "extract/lines.h"
#include "extract/pdf_skim.h"
#include "pdf/pdf_reader.h"

struct extraction;
struct flow;
struct glyph;
struct plain;

/*
 * All that must survive a longjmp lives here, behind a pointer that does not
 * change: no local variable is written inside fz_try.  Only extract_pdf.c
 * catches MuPDF's exceptions; the other files are called inside its fz_try and
 * keep what must be dropped in this struct.
 */
struct reading {
	struct pdf_file	 file;
	fz_context	*ctx;			/* of file */
	pdf_document	*doc;			/* of file; NULL: not open */
	struct extraction *x;
	fz_page		*page;
	struct plain	*plain;			/* owned; NULL: the document has layers */
	const struct flow *flow;		/* of the page in hand, when it is plain; borrowed */
	fz_stext_page	*stext;
	fz_device	*dev;
	fz_buffer	*picture;		/* of the page in hand, to be read (scan.h); NULL: no need */
	fz_pixmap	*pixels;
	fz_output	*output;
	fz_stream	*side;			/* another stream of the document being read */
	pdf_lexbuf	lexbuf;			/* of that stream, when its tokens are read */
	bool		lexing;
	pdf_obj		*at[READER_DEPTH];	/* borrowed from the document, which lives longer */
	struct lines	 lines;
	struct buf	 line;
	struct buf	 xmp;			/* the document's XMP packet, as it stands there */
	int		 packet;		/* the object that it is; 0: there is none */
	uint32_t	 block;
	uint32_t	 letters, unknown;	/* of the page in hand */
	uint32_t	 garbled, garbled_first;	/* pages */
	uint8_t		*seen;			/* a bit for each object, for the walk in hand */
	uint8_t		*widgets;		/* a bit for each object: a field that stands on a page */
	int		 nobjects;
	unsigned	 acts;			/* actions that were found, and told: bits of pdf_beside.c */
	bool		 layered;		/* some of it may not be shown */
	struct glyph	*glyphs;		/* letters that a reader sees on the page in hand */
	size_t		 nglyphs, glyphs_cap;
	fz_cookie	 cookie;
	/* the look at what is left */
	int		 version;		/* 0: the document of today; higher: an earlier one */
	pdf_obj		*object, *string;	/* owned */
	pdf_obj		**todo;			/* borrowed from object */
	size_t		 ntodo, todo_cap;
	uint64_t	 searched;		/* bytes */
	bool		 large;			/* a stream was not read to its end */
	bool		 skimming;		/* what is thrown now is thrown again when it is looked at closely */
	struct skim	 skim;
};

/* Properties, bookmarks, names of attachments, actions and the structure tree, into x->aside.  Before the pages. */
void		 pdf_beside_document(struct reading *, pdf_obj *root);
/* Notes, field values and links of a page whose visible text starts at offset from of x->text. */
void		 pdf_beside_page(struct reading *, pdf_page *, uint32_t from);
/* Values of fields that stand on no page.  After the pages. */
void		 pdf_beside_fields(struct reading *, pdf_obj *root);

/*
 * What a page without letters shows, from its drawing operations; no picture
 * is decoded for that.  Sets the last of x->looks.
 */
void		 pdf_look_page(struct reading *, pdf_page *);

/* The page drawn as a picture, for who reads those: into d->picture. */
void		 pdf_draw_page(struct reading *, pdf_page *);
/* Release what that left in hand, the picture as well. */
void		 pdf_draw_drop(struct reading *);

/* Does the document have layers?  Stops the extraction when it has too many. */
void		 pdf_layers_find(struct reading *, pdf_obj *root);
/* Note what is seen of a page with its layers as they are. */
void		 pdf_layers_seen(struct reading *, const fz_stext_page *);
/* Add as TEXT_HIDDEN what the page has more, now that all its layers are on.  After all that is seen. */
void		 pdf_layers_add(struct reading *, const fz_stext_page *);

/*
 * After all else: what is legible in this object, of the version in hand, and was
 * not told yet.  It may throw; pdf_rest_drop releases what was in hand then.  If
 * it threw while skimming, it must be asked once more, to look closely at the
 * stream alone.
 */
void		 pdf_rest_object(struct reading *, int num, bool close);
void		 pdf_rest_drop(struct reading *);

/* Release what a function that threw left in hand. */
void		 pdf_beside_drop(struct reading *);

#endif
