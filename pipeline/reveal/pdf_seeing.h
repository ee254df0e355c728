/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_seeing.h - a page of a PDF being looked at: shared by the files that look, and by nobody else. */
#ifndef REVEAL_PDF_SEEING_H
#define REVEAL_PDF_SEEING_H

#include "base/buf.h"
#include "pdf/pdf_reader.h"
#include "reveal/revealing.h"

#define SPOTS	3

/* A dot of a letter, and how much of it is inked, of 255; 0: none. */
struct spot {
	int16_t		 x, y;
	uint8_t		 cover;
};

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
	bool		 sure;		/* as far as is known by now, one of its spots is seen */
	uint16_t	 ink;		/* its colour, in the first look's list */
	struct spot	 spots[SPOTS];
};

/* What was painted and is no text: it may cover what was painted before it. */
struct painted {
	fz_rect		 at;
	uint32_t	 seq;
	uint32_t	 picture;	/* which of the pictures of the page, from 1; 0: it is none */
};

/* What was left behind, by kind: how many, and on which pages. */
enum left_kind {
	LEFT_REDACT, LEFT_NOTES, LEFT_FIELDS, LEFT_THUMBS, LEFT_PIECES, LEFT_SIGNED, LEFT_PART_XMP, LEFT_PLACE, LEFT_HISTORY,
	LEFT_ACTUAL, LEFT_BENEATH, LEFT_OVERLAID, LEFT__COUNT
};
#define PAGES_TOLD	12		/* page numbers in a finding */
struct left {
	uint64_t	 n;
	uint32_t	 pages[PAGES_TOLD];
	size_t		 npages;	/* PAGES_TOLD + 1: there are more */
};

/* What helps who cannot see the pages, and who opens them in thirty years. */
struct tags {
	bool		 tagged;	/* it says so, and has a tree */
	bool		 title, title_shown;
	struct str	 language;
	uint64_t	 headings, figures, described, tables, headed;
	uint64_t	 fonts, loose_fonts, mute_fonts;	/* and those not in the file, and without Unicode */
};

/* Where something is painted: in which clips, groups, masks and tiles. */
struct place {
	fz_rect		 clip;		/* nothing is painted outside this */
	fz_rect		 inside;	/* all is painted that lies inside this */
	fz_rect		 whole;		/* a picture that lies inside this is unpacked as a whole */
	bool		 plain;		/* as it comes: no mask, transparency, blending, knockout or other colours */
	bool		 elsewhere;	/* in a mask or a tile: not at the place that is told */
};

/* Is there something of it, and all within?  Most letters are asked this first. */
static inline bool
lies_in(fz_rect a, fz_rect b)
{
	return a.x0 < a.x1 && a.y0 < a.y1 && a.x0 >= b.x0 && a.y0 >= b.y0 && a.x1 <= b.x1 && a.y1 <= b.y1;
}

#define SEEN_CONTRAST	1.30f		/* of WCAG 2: from here on a difference is seen (gate facts 3.3) */
#define SEEN_COLOURS	96		/* of 255, in red or green: so much is seen whatever the light; blue alone is not */

struct seeing;
struct layer;				/* pdf_watch.c: a clip, group, mask or tile that is open */
struct glance;				/* pdf_glance.c: what the first look has seen of the page in hand */
struct quick;				/* pdf_quick.h */
struct inks;				/* pdf_ink.c: what was learned of the glyphs of the document */

/* Counted when the first look is held against the drawing. */
struct proof {
	uint64_t	 pages, spoken, drawn;	/* all; with a letter; that would have been drawn */
	uint64_t	 letters, sure;
	uint64_t	 wrong;			/* letters, and complaints, that only the drawing tells: none */
	void		 (*told)(const struct seeing *, bool all, uint64_t wrong);	/* page by page; or NULL */
};

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
	fz_device	*apart;
	fz_pixmap	*with, *without;	/* the page with and without its text */
	fz_pixmap	*bare, *alone;	/* the page without some of its pictures, and those by themselves */
	float		 zoom;		/* dots to a point */
	fz_rect		 box;		/* of the page as shown */
	struct letter	*letters;
	size_t		 nletters, letters_cap;
	struct arena	*keep;		/* owned; NULL: nothing is kept yet */
	struct letter	*kept;		/* room for letters, from page to page */
	size_t		 kept_cap;
	struct painted	*covers;
	size_t		 ncovers, covers_cap;
	bool		 painted;	/* anything but text, however faint: the page without its text is not bare paper */
	struct layer	*layers;
	size_t		 nlayers, layers_cap;
	uint32_t	 seq;
	uint32_t	 npictures;	/* that were painted, in masks and tiles too */
	bool		 over;		/* more than is looked at */
	bool		 undrawn;	/* the first look met a picture that breaks off */
	bool		 passed;	/* the first look called every letter of the page in hand sure, and the drawing is not done */
	bool		 trouble;	/* not all of the page in hand could be drawn */
	fz_cookie	 cookie;
	struct glance	*glance;	/* NULL: nobody looks */
	struct inks	*inks;
	struct quick	*quick;		/* owned; NULL: the document has layers */
	struct proof	*proof;		/* NULL, but in a test */
	bool		 layered;	/* the document has layers */
	struct left	 left[LEFT__COUNT];
	struct tags	 tags;
	bool		 maker_info, maker_xmp;	/* a maker that is no organisation */
	struct buf	 packet;	/* the document's XMP */
	uint8_t		*seen;		/* a bit for each object, for the walk in hand */
	uint8_t		*shows;		/* a bit for each object: it is a page, or a drawing that one shows */
	int		 nobjects;
	pdf_obj		**todo;		/* borrowed from the document */
	size_t		 ntodo, todo_cap;
	pdf_obj		*object;	/* owned: the object in hand */
	fz_buffer	*raw;		/* owned: its bytes */
	/* earlier versions, and loose parts */
	struct pdf_file	 old;		/* a version that is being read */
	size_t		 end;		/* where it ends, in bytes */
	unsigned	 version;	/* from 1 */
	fz_stext_page	*stext;
	pdf_obj		*made, *paper;	/* owned: a reference to what is loose, and a page for it */
	unsigned	 nloose, nunused;
	uint64_t	 drawings, papers;	/* that the document refers to; papers: pages, in its tree or not */
	uint64_t	 sheets;	/* pages of its tree that were looked at, each once */
	pdf_processor	*proc;		/* owned: it reads contents */
	struct str	 plain, shown;	/* all that was extracted, as pdf_plain writes it; and what a reader may see */
	uint64_t	 searched;	/* bytes of it */
	uint64_t	*lines;		/* hashes of its lines and of what was told since, in an open table; 0: free */
	size_t		 nlines, lines_cap;
};

/* A device that notes every character and every cover of the page in hand; it is drawn nowhere. */
fz_device	*pdf_watch(struct seeing *);

/* How large the page in hand is drawn; false, and told: too large. */
bool		 pdf_see_scale(struct seeing *);
/*
 * Draw the page, and say of each of its letters whether and why a reader does
 * not see it; of those that are sure this is known.  It may throw.
 */
void		 pdf_see(struct seeing *);
/* A device that draws on it as MuPDF does, but for tiles that it kept.  The caller closes and drops it. */
fz_device	*pdf_see_device(struct seeing *, fz_pixmap *);
/* White paper for the page in hand, in red, green and blue; owned by the caller. */
fz_pixmap	*pdf_see_paper(struct seeing *);
/* A dot of it, counted from its corner. */
static inline const unsigned char *
pdf_see_dot(const fz_pixmap *p, int x, int y)
{
	return p->samples + (ptrdiff_t)y * p->stride + (ptrdiff_t)x * p->n;
}
/* Does an eye tell these colours apart? */
bool		 pdf_see_contrasts(const unsigned char *a, const unsigned char *b);
/* Of a colour, from 0 to 1. */
float		 pdf_see_light(const unsigned char *rgb);

/* Count what of a picture lies under what was painted over it later.  It may throw. */
void		 pdf_beneath(struct seeing *);

/* Is it there to be seen, whatever is drawn: on the page, and large enough? */
bool		 pdf_see_fits(const struct seeing *, const struct letter *);
/*
 * Would that dot of it be enough, whatever was painted over the letter later?
 * Adds to steps what was asked for that.
 */
bool		 pdf_see_bare(const struct seeing *, const struct letter *, int across, int down, uint64_t *steps);
/* Say of each letter whether it is one of these n, which were painted with the layers as they are. */
void		 pdf_see_layers(struct seeing *, struct letter *seen, size_t n);

/*
 * The first look (decision 048): a letter of which one dot certainly shows need
 * not be drawn.  pdf_watch tells what is painted, in the order of painting, to
 * s->glance; pdf_glance says then which letters are sure.
 */
void		 pdf_glance_begin(struct seeing *);
/* From here on nothing of this page is sure. */
void		 pdf_glance_off(struct seeing *);
void		 pdf_glance_spaces(struct seeing *, fz_default_colorspaces *);
/* The space that MuPDF's drawing takes for it on this page; borrowed. */
fz_colorspace	*pdf_glance_space(const struct seeing *, fz_colorspace *);
/* Are the colours of a group with this space those of the page? */
bool		 pdf_glance_knows(struct seeing *, fz_colorspace *);
/* Is the path one rectangle along the sides of the page? */
bool		 pdf_glance_rect(struct seeing *, const fz_path *, fz_matrix, fz_rect *rect_r);
/* Anything may change there, behind or over what is painted. */
void		 pdf_glance_any(struct seeing *, const struct place *, fz_rect);
/* A colour, by its place in the list; -1: too many. */
int		 pdf_glance_colour(struct seeing *, fz_colorspace *, const float *, fz_color_params);
void		 pdf_glance_fill(struct seeing *, const struct place *, const fz_path *, fz_matrix, int colour, float alpha);
void		 pdf_glance_stroke(struct seeing *, const struct place *, const fz_path *, const fz_stroke_state *, fz_matrix);
void		 pdf_glance_image(struct seeing *, const struct place *, fz_image *, fz_matrix);
/* A glyph that is filled, and the letter that it is, or NULL. */
void		 pdf_glance_glyph(struct seeing *, const struct place *, fz_font *, int gid, fz_matrix, int colour, float alpha,
		    struct letter *);
/* Text that is stroked. */
void		 pdf_glance_outline(struct seeing *, const struct place *, const fz_text *, const fz_stroke_state *, fz_matrix,
		    int colour);
/* Mark the letters that are sure; true: all that speak are, and nothing else needs a drawing.  It may throw. */
bool		 pdf_glance(struct seeing *);
/* What is kept of the page in hand ends here; and of the document. */
void		 pdf_glance_end(struct seeing *);
void		 pdf_glance_open(struct seeing *);
void		 pdf_glance_close(struct seeing *);

/* What a glyph leaves on the paper, in dots from where its origin's dot is; see pdf_ink. */
struct ink {
	fz_irect	 box;		/* where it may leave anything */
	struct spot	 spots[SPOTS];	/* the dots that it inks most, high, in the middle and low */
	bool		 odd;		/* it is not where its font says */
};

/*
 * As the glyph is drawn with this matrix, to dots, until the next one is asked for; the place of its origin's dot.
 * NULL: it cannot be known.
 */
const struct ink *pdf_ink(struct seeing *, fz_font *, int gid, fz_matrix, int *x_r, int *y_r);
void		 pdf_ink_open(struct seeing *);
void		 pdf_ink_close(struct seeing *);

/* All that was extracted, ready to be asked for. */
void		 pdf_told_load(struct seeing *);
/*
 * Text without what differs between two ways of laying it out: white space,
 * case, hyphens, marks.  What has no letter or digit is empty.
 */
struct str	 pdf_plain(struct arena *, struct str);
/* Does it stand, so written, in what a reader may see?  What has fewer than three letters always does. */
bool		 pdf_is_shown(struct seeing *, struct str);
/* Tell it, unless it was told or extracted, so written, wherever it stands. */
void		 pdf_told_add(struct seeing *, struct unseen);

/* What the catalog, the properties and the tree of tags say.  It may throw, like the two below. */
void		 pdf_left_document(struct seeing *);
/* The notes, fields and extras of the page in hand. */
void		 pdf_left_page(struct seeing *);
/* One more of these, on that page; 0: on none. */
void		 pdf_left_count(struct seeing *, enum left_kind, uint32_t page);
/* One object, by its number. */
void		 pdf_left_object(struct seeing *, int num);
/* The findings about all that, once every page and object was looked at. */
int		 pdf_left_tell(struct seeing *, struct err *) MUST_USE;

/*
 * Where each version but that of today ends in the file, oldest first; how many,
 * most + 1 when there are more.
 */
size_t		 pdf_old_ends(struct str bytes, size_t *ends, size_t most);
/* Open the version that ends there, as s->old; false: it cannot be read as it is.  It may throw, like all below. */
bool		 pdf_old_open(struct seeing *, size_t end);
/* The text of a page of it (from 0) that the document of today has not. */
void		 pdf_old_page(struct seeing *, int number, unsigned version);
/* Mark in s->seen what the document of today refers to. */
void		 pdf_old_mark(struct seeing *);
/* The text of an object that it does not refer to. */
void		 pdf_old_loose(struct seeing *, int num);

/* Mark in s->shows that the page in hand is in the tree. */
void		 pdf_unused_sheet(struct seeing *);
/* Mark in s->shows the drawings that a page (from 0) shows, with those in them.  It may throw, as may the next. */
void		 pdf_unused_page(struct seeing *, int number);
/* Is the object with this number a page that is not in the tree? */
bool		 pdf_unused_is_paper(struct seeing *, int num);
/* Is it a page? */
bool		 pdf_unused_may_paper(struct seeing *, pdf_obj *);
/* Is it a drawing: a form or a tile? */
bool		 pdf_unused_may(struct seeing *, pdf_obj *);
/* Is the object with this number a drawing with text that no page shows? */
bool		 pdf_unused_is(struct seeing *, int num);

/* What cannot be seen, run by run, into v->unseen. */
void		 pdf_runs(struct seeing *);

/*
 * All of reveal_pdf.  With a proof: the pages only, each drawn and all letters
 * judged, and the first look held against that.
 */
int		 pdf_prove(struct revealing *, struct proof *, struct err *) MUST_USE;

#endif
