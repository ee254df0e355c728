/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_seeing.h - a page of a PDF being looked at: shared by the files that look, and by nobody else. */
#ifndef REVEAL_PDF_SEEING_H
#define REVEAL_PDF_SEEING_H

#include "pdf/pdf_reader.h"
#include "reveal/revealing.h"

/* A character as it was painted, in the order of painting. */
struct letter {
	fz_rect		 cell;		/* where its ink lies, in points of the page as shown */
	fz_point	 from, to;	/* the pen before and after it */
	float		 size;		/* the smaller side of an em, in points */
	float		 alpha;		/* its own and that of the groups it is in */
	uint32_t	 seq;		/* place in the order of painting */
	uint32_t	 c;
	bool		 speaks;	/* a letter or a digit */
	bool		 unpainted;	/* render mode 3 or 7, or it is the shape of something else */
	bool		 clipped;	/* where it stands nothing may be painted */
	bool		 masked;	/* through a mask */
	enum unseen_cause cause;	/* CAUSE__COUNT: a reader sees it */
};

/* What was painted and is no text: it may cover what was painted before it. */
struct painted {
	fz_rect		 at;
	uint32_t	 seq;
	bool		 picture;
};

struct layer;				/* pdf_watch.c: a clip, group, mask or tile that is open */

/*
 * All that must survive a longjmp lives here, behind a pointer that does not
 * change.  Only pdf.c catches MuPDF's exceptions.
 */
struct seeing {
	struct revealing *v;
	struct pdf_file	 file;
	fz_context	*ctx;		/* of file */
	struct arena	*mem;		/* what belongs to the page in hand */
	uint32_t	 number;	/* of that page, from 1 */
	pdf_page	*page;
	fz_device	*dev;
	fz_pixmap	*with, *without;	/* the page with and without its text */
	float		 zoom;		/* dots to a point */
	fz_rect		 box;		/* of the page as shown */
	struct letter	*letters;
	size_t		 nletters, letters_cap;
	struct painted	*covers;
	size_t		 ncovers, covers_cap;
	struct layer	*layers;
	size_t		 nlayers, layers_cap;
	uint32_t	 seq;
	bool		 over;		/* more than is looked at */
	fz_cookie	 cookie;
	bool		 layered;	/* the document has layers */
};

/* A device that notes every character and every cover of the page in hand; it is drawn nowhere. */
fz_device	*pdf_watch(struct seeing *);

/* Draw the page, and say of each of its letters whether and why a reader does not see it.  It may throw. */
void		 pdf_see(struct seeing *);
/* Say of each letter whether it is one of these n, which were painted with the layers as they are. */
void		 pdf_see_layers(struct seeing *, struct letter *seen, size_t n);

/* What cannot be seen, run by run, into v->unseen. */
void		 pdf_runs(struct seeing *);

#endif
