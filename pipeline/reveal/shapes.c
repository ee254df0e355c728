/* SPDX-License-Identifier: EUPL-1.2 */
/* shapes.c - shapes that lie over a picture in a slide or a text: who moves them away sees what is under them. */
#include "reveal/shapes.h"

#include "base/ascii.h"
#include "format/attribute.h"
#include "ground.h"
#include "reveal/ooxml.h"
#include "reveal/paint.h"

#include "base/banned.h"

#define POINT		12700.0		/* units of the file */
#define LONG		(6 * POINT)	/* what is shorter covers no two letters, as in pdf_beneath.c */
#define SHORT		(4 * POINT)	/* and what is lower no line of them */
#define LINE		(40 * POINT)	/* what is lower covers lines, not a picture */
#define FAR		1e15		/* no place is further away, whatever groups make of it */
#define QUARTER		5400000		/* 60,000ths of a degree */
#define GROUPS_MOST	32		/* groups within each other; people make three */
#define DRAWN_MOST	((size_t)20000)	/* pictures, and shapes that cover, of a part; a map of symbols has some thousands */
#define PAIRS_MOST	((uint64_t)1 << 25)	/* of those that are held against each other, of a file */
#define WORDS_MOST	((size_t)100)	/* bytes of the text of a shape that may be a ground of refusal */
#define ABOVE		((uint64_t)1 << 40)	/* the layer of Word's text; behind it is lower, before it higher */

struct frame {
	double		 x, y, cx, cy;
};

/* What a shape does to what lies under it. */
enum over { OVER_NOT, OVER_SOME, OVER_BAR };

/* A picture, or what covers. */
struct drawn {
	struct frame	 at;
	bool		 placed;	/* at is known, among those of its drawing */
	bool		 ground;	/* it is the background of a slide */
	bool		 floats;
	enum over	 over;
	uint64_t	 layer, order;	/* painted in this order */
	uint32_t	 paragraph, drawing;
	int		 across, down;	/* what its drawing is placed to; -1: not known */
};

struct drawns {
	struct drawn	*v;
	size_t		 n, cap;
};

struct group {
	unsigned	 depth;
	struct frame	 at, within;	/* and in the measures of what is in it */
	bool		 lost;		/* a measure is none */
	struct paint	 fill;
};

/* How a shape may look by its outline. */
enum outline { OUTLINE_NONE, OUTLINE_BAR, OUTLINE_FULL, OUTLINE_OTHER };

/* The shape in hand; depths are those of elements around us, 0: none. */
struct shape {
	unsigned	 depth, line_in, run;
	bool		 picture, placed, lost, turned;
	bool		 inherits;	/* what colour its text has may be said elsewhere */
	bool		 holes, full;	/* paths that are not filled, and that are */
	bool		 says, holds;	/* it has text that can be seen; and a picture or a shape of its own */
	enum outline	 outline;
	struct frame	 at;
	struct paint	 fill, line, font;	/* of itself, */
	struct paint	 style_fill, style_line, style_font;	/* and of its style */
};

struct shapes {
	uint64_t	 pairs;
	struct buf	 words;		/* of the shape in hand, or where its drawing stands */
	/* the part in hand */
	struct drawns	 pictures, covers;
	struct drawn	 here;		/* what holds of all in the drawing in hand */
	unsigned	 in_drawing;
	struct group	 groups[GROUPS_MOST];
	unsigned	 ngroups, deeper;
	struct shape	 s;
	unsigned	 own, xfrm;	/* spPr or grpSpPr, and the a:xfrm within it */
	struct paint	*paint;		/* being said, by the element at */
	unsigned	 painting;
	unsigned	 background;	/* of a slide */
	bool		 offset, down;	/* characters are wp:posOffset; of wp:positionV */
	uint32_t	 drawings;
};

/* ---- places ---- */

/* A number of the file's units; false: it is none, or further away than anything. */
static bool
measure(struct str v, double *r)
{
	bool minus = str_starts(v, S("-"));
	uint64_t n;

	if (str_u64(str_from(v, minus), &n) != 0 || (double)n > FAR)
		return false;
	*r = minus ? -(double)n : (double)n;
	return true;
}

static double
near(double v)
{
	return v < -FAR ? -FAR : v > FAR ? FAR : v;
}

/* Out of its groups, the nearest first.  Those that turn do so with all that is in them. */
static struct frame
frame_outside(const struct shapes *s, struct frame b)
{
	for (unsigned i = s->ngroups; i-- > 0;) {
		const struct frame *to = &s->groups[i].at, *of = &s->groups[i].within;
		double sx = of->cx > 0 ? to->cx / of->cx : 1, sy = of->cy > 0 ? to->cy / of->cy : 1;

		b = (struct frame){ near(to->x + (b.x - of->x) * sx), near(to->y + (b.y - of->y) * sy), near(b.cx * sx),
			near(b.cy * sy) };
	}
	return b;
}

static double
shared(double a, double an, double b, double bn)
{
	double from = a > b ? a : b, to = a + an < b + bn ? a + an : b + bn;

	return to - from;
}

static bool
is_over(const struct drawn *c, const struct drawn *p)
{
	double x = shared(c->at.x, c->at.cx, p->at.x, p->at.cx), y = shared(c->at.y, c->at.cy, p->at.y, p->at.cy);

	return (x >= LONG && y >= SHORT) || (x >= SHORT && y >= LONG);
}

/* ---- what covers what ---- */

/* OVER_BAR: it is to be held. */
static enum over
judge(const struct drawn *c, const struct drawn *p)
{
	bool one = c->drawing == p->drawing; /* a slide is one drawing */
	bool same = c->paragraph == p->paragraph && c->across >= 0 && c->across == p->across && c->down >= 0 &&
	    c->down == p->down;

	if (c->layer < p->layer || (c->layer == p->layer && c->order <= p->order))
		return OVER_NOT;
	if (c->placed && p->placed && (one || same)) {
		if (!is_over(c, p))
			return OVER_NOT;
		return p->ground ? OVER_SOME : c->over;
	}
	/* Where the one stands to the other is not known. */
	return c->over == OVER_BAR && c->floats ? OVER_SOME : OVER_NOT;
}

/* At the end of a part.  Both lists are in the order of paragraphs, of which those beside count too. */
static void
judge_all(struct ooxml *o)
{
	struct shapes *s = o->shapes;
	size_t from = 0;

	for (size_t i = 0; i < s->covers.n; i++) {
		const struct drawn *c = &s->covers.v[i];
		enum over worst = OVER_NOT;

		while (from < s->pictures.n && s->pictures.v[from].paragraph + 1 < c->paragraph)
			from++;
		for (size_t k = from;
		     k < s->pictures.n && s->pictures.v[k].paragraph <= c->paragraph + 1 && worst != OVER_BAR; k++) {
			enum over is = judge(c, &s->pictures.v[k]);

			worst = is > worst ? is : worst;
			if (++s->pairs > PAIRS_MOST) {
				reveal_stop(o->v, str_of(_("te veel vormen bij afbeeldingen")));
				return;
			}
		}
		if (worst != OVER_NOT)
			ooxml_left(o, worst == OVER_BAR ? F_REV_SHAPE_BENEATH : F_REV_SHAPE_OVERLAID, 1);
	}
}

static void
add(struct ooxml *o, struct drawns *d, struct drawn x)
{
	if (d->n == DRAWN_MOST)
		reveal_stop(o->v, str_of(_("te veel vormen bij afbeeldingen")));
	else
		*PUSH(o->v->tmp, d->v, d->n, d->cap) = x;
}

/* ---- one shape ---- */

static enum outline
outline_of(struct str name)
{
	static const char *const bars[] = { "rect", "roundRect", "round1Rect", "round2SameRect", "round2DiagRect",
		"snip1Rect", "snip2SameRect", "snip2DiagRect", "snipRoundRect", "flowChartProcess",
		"flowChartAlternateProcess", "flowChartTerminator", "flowChartPredefinedProcess" };
	static const char *const full[] = { "ellipse", "flowChartConnector", "parallelogram", "trapezoid", "hexagon",
		"octagon", "plaque", "cube", "can", "bevel", "wave", "doubleWave", "flowChartInputOutput",
		"flowChartPunchedTape" };
	static const char *const hollow[] = { "line", "lineInv", "arc", "frame", "halfFrame", "corner", "donut",
		"noSmoking", "blockArc", "leftBrace", "rightBrace", "bracePair", "leftBracket", "rightBracket",
		"bracketPair" };

	if (str_index(bars, COUNT(bars), name) >= 0)
		return OUTLINE_BAR;
	if (str_index(full, COUNT(full), name) >= 0)
		return OUTLINE_FULL;
	return str_index(hollow, COUNT(hollow), name) >= 0 ? OUTLINE_NONE : OUTLINE_OTHER;
}

static const struct paint *
fill_of(const struct shape *s)
{
	return s->fill.kind != PAINT_UNSAID ? &s->fill : &s->style_fill;
}

/* Letters in hand can be told from what lies behind them. */
static bool
is_legible(const struct ooxml *o)
{
	const struct shape *s = &o->shapes->s;
	const struct paint *fill = fill_of(s), *font = s->font.kind != PAINT_UNSAID ? &s->font : &s->style_font;
	struct paint usual;

	/* Word takes white for itself on what is dark. */
	if (font->kind == PAINT_UNSAID && o->slides.on_slide && !s->inherits) {
		paint_hex(&usual, S("000000"));
		font = &usual;
	}
	return font->kind != PAINT_NONE && !(paint_is_dark(fill) && paint_is_dark(font)) && !paint_same(fill, font);
}

/* Its text, when it has one, is a ground of refusal as is written on a bar. */
static bool
is_silent(struct ooxml *o)
{
	const struct buf *w = &o->shapes->words;
	struct mark m = arena_mark(o->v->tmp);
	bool ground;

	if (!o->shapes->s.says)
		return true;
	ground = !w->cut && ground_read(o->v->tmp, buf_str(w)).n != 0;
	arena_rewind(o->v->tmp, m);
	return ground;
}

static enum over
over_of(struct ooxml *o, const struct frame *at)
{
	const struct shape *s = &o->shapes->s;
	const struct paint *fill = fill_of(s), *line = s->line.kind != PAINT_UNSAID ? &s->line : &s->style_line;
	bool plain = line->kind == PAINT_UNSAID || line->kind == PAINT_NONE || paint_same(line, fill);
	bool low = at->cy <= LINE && at->cx >= at->cy;

	if (s->picture)
		return OVER_SOME;
	if (!paint_covers(fill) || s->outline == OUTLINE_NONE || (s->holes && !s->full) || !is_silent(o))
		return OVER_NOT;
	if (s->holds)
		return OVER_SOME;
	if (s->outline != OUTLINE_OTHER && paint_is_dark(fill))
		return OVER_BAR;
	return s->outline == OUTLINE_BAR && fill->kind == PAINT_ONE && plain && low ? OVER_BAR : OVER_SOME;
}

static void
shape_done(struct ooxml *o)
{
	struct shapes *s = o->shapes;
	struct shape *h = &s->s;
	struct drawn d = s->here;
	struct frame b = h->at;

	if (h->turned)
		b = (struct frame){ b.x + (b.cx - b.cy) / 2, b.y + (b.cy - b.cx) / 2, b.cy, b.cx };
	d.at = frame_outside(s, b);
	d.at.x += s->here.at.x;
	d.at.y += s->here.at.y;
	d.placed = h->placed && !h->lost && s->deeper == 0;
	for (unsigned i = 0; i < s->ngroups; i++)
		d.placed &= !s->groups[i].lost;
	d.order = s->pictures.n + s->covers.n;
	d.over = over_of(o, &d.at);
	if (d.over != OVER_NOT)
		add(o, &s->covers, d);
	if (h->picture || fill_of(h)->kind == PAINT_PICTURE)
		add(o, &s->pictures, d);
	*h = (struct shape){ 0 };
	s->paint = NULL;
}

/* What stands in the text of a shape: a picture there has no place that is known, and the shape is no mere bar. */
static void
shape_start(struct ooxml *o, bool picture)
{
	struct shapes *s = o->shapes;
	struct drawn d = s->here;

	if (s->s.depth == 0) {
		s->s = (struct shape){ .depth = o->b.depth, .picture = picture, .outline = OUTLINE_FULL };
		s->words.n = 0;
		s->words.cut = false;
		return;
	}
	s->s.holds = true;
	d.placed = false;
	d.order = s->pictures.n + s->covers.n;
	if (picture)
		add(o, &s->pictures, d);
}

static void
group_start(struct ooxml *o)
{
	struct shapes *s = o->shapes;

	if (s->s.depth != 0)
		return;
	if (s->ngroups == GROUPS_MOST || s->deeper != 0) {
		s->deeper += s->deeper == 0 ? o->b.depth : 0;
		reveal_stop(o->v, str_of(_("te veel groepen in elkaar")));
		return;
	}
	s->groups[s->ngroups++] = (struct group){ .depth = o->b.depth };
}

/* ---- elements of a shape or a group ---- */

static void
place_start(struct shapes *s, const struct xml_tag *t)
{
	/* What is placed is the shape in hand, or else the nearest group. */
	struct group *g = s->s.depth != 0 ? NULL : &s->groups[s->ngroups - 1];
	struct str n = t->name;
	struct frame *b = g == NULL ? &s->s.at : str_starts(n, S("ch")) ? &g->within : &g->at;
	bool fine = true;

	if (str_eq(n, S("off")) || str_eq(n, S("chOff")))
		fine = measure(xml_attribute(t, "x"), &b->x) && measure(xml_attribute(t, "y"), &b->y);
	else if (str_eq(n, S("ext")) || str_eq(n, S("chExt")))
		fine = measure(xml_attribute(t, "cx"), &b->cx) && measure(xml_attribute(t, "cy"), &b->cy) &&
		    b->cx >= 0 && b->cy >= 0;
	s->s.placed |= str_eq(n, S("ext"));
	*(g == NULL ? &s->s.lost : &g->lost) |= !fine;
}

static void
xfrm_start(struct shapes *s, const struct xml_tag *t, unsigned depth)
{
	double rot = 0;

	s->xfrm = depth;
	if (s->s.depth != 0 && measure(xml_attribute(t, "rot"), &rot))
		s->s.turned = (int64_t)((rot < 0 ? -rot : rot) + QUARTER / 2.0) / QUARTER % 2 != 0;
}

/* What a fill, a line or a style fills. */
static struct paint *
paint_of(struct ooxml *o, struct str n)
{
	struct shapes *s = o->shapes;
	struct shape *h = &s->s;

	if (h->depth != 0 && str_eq(n, S("fillRef")))
		return &h->style_fill;
	if (h->depth != 0 && str_eq(n, S("lnRef")))
		return &h->style_line;
	if (h->depth != 0 && str_eq(n, S("fontRef")))
		return &h->style_font;
	if (paint_kind(n) == PAINT_UNSAID)
		return NULL;
	if (h->line_in != 0)
		return o->b.depth == h->line_in + 1 ? &h->line : NULL;
	if (s->own != 0 && o->b.depth == s->own + 1)
		return h->depth != 0 ? &h->fill : &s->groups[s->ngroups - 1].fill;
	return h->run != 0 && o->b.depth == h->run + 1 ? &h->font : NULL;
}

/* Is it a fill?  Then all up to its end is about that. */
static bool
fill_start(struct ooxml *o, const struct xml_tag *t)
{
	struct shapes *s = o->shapes;
	struct str n = t->name, idx = xml_attribute(t, "idx");
	struct paint *p = paint_of(o, n);

	if (p == NULL)
		return false;
	*p = (struct paint){ .kind = paint_kind(n) };
	/* Of a style the first fill is one colour, and others are shades of it. */
	if (p->kind == PAINT_UNSAID)
		p->kind = str_eq(n, S("fontRef"))                ? PAINT_ONE :
		    str_eq(idx, S("0")) || idx.n == 0            ? PAINT_NONE :
		    str_eq(idx, S("1")) || str_eq(n, S("lnRef")) ? PAINT_ONE :
								   PAINT_BLEND;
	s->paint = p;
	s->painting = o->b.depth;
	return true;
}

static void
detail_start(struct ooxml *o, const struct xml_tag *t)
{
	struct shapes *s = o->shapes;
	struct shape *h = &s->s;
	struct str n = t->name;
	bool none = str_eq(xml_attribute(t, "fill"), S("none"));

	if (str_eq(n, S("spPr")) || str_eq(n, S("grpSpPr"))) {
		s->own = o->b.depth;
	} else if (str_eq(n, S("xfrm")) && s->own != 0) {
		xfrm_start(s, t, o->b.depth);
	} else if (s->xfrm != 0) {
		place_start(s, t);
	} else if (str_eq(n, S("grpFill")) && s->own != 0 && h->depth != 0) {
		for (unsigned i = s->ngroups; i-- > 0 && h->fill.kind == PAINT_UNSAID;)
			h->fill = s->groups[i].fill;
	} else if (str_eq(n, S("prstGeom"))) {
		h->outline = outline_of(xml_attribute(t, "prst"));
	} else if (str_eq(n, S("path"))) {
		h->holes |= none;
		h->full |= !none;
	} else if (str_eq(n, S("ln")) && s->own != 0) {
		h->line_in = o->b.depth;
	} else if (str_eq(n, S("rPr"))) {
		h->run = o->b.depth;
	} else if (str_eq(n, S("r")) || str_eq(n, S("fld"))) {
		h->font = (struct paint){ 0 };
	} else if (str_eq(n, S("ph")) || str_eq(n, S("defRPr"))) {
		h->inherits = true;
	} else if (str_eq(n, S("color")) && h->run != 0 && !str_eq(xml_attribute(t, "val"), S("auto"))) {
		paint_hex(&h->font, xml_attribute(t, "val"));
	}
}

/* ---- where Word has its drawings ---- */

static int
place_index(struct str from)
{
	/* Where a line or a letter stands is not known. */
	static const char *const places[] = { "page", "margin", "column", "paragraph", "leftMargin", "rightMargin",
		"topMargin", "bottomMargin", "insideMargin", "outsideMargin" };

	return str_index(places, COUNT(places), from);
}

/* What follows stands in the text itself, as far as is known. */
static void
drawing_new(struct shapes *s)
{
	s->here = (struct drawn){
		.paragraph = s->here.paragraph, .drawing = ++s->drawings, .across = -1, .down = -1, .layer = ABOVE
	};
}

static void
drawing_start(struct ooxml *o, const struct xml_tag *t)
{
	struct shapes *s = o->shapes;
	struct drawn *d = &s->here;
	struct str n = t->name;
	uint64_t height;

	if (str_eq(n, S("p")) && o->word.box == 0) {
		d->paragraph++;
	} else if (str_eq(n, S("drawing")) && s->in_drawing == 0) {
		s->in_drawing = o->b.depth;
		drawing_new(s);
	} else if (str_eq(n, S("anchor"))) {
		if (str_u64(xml_attribute(t, "relativeHeight"), &height) != 0 || height >= ABOVE)
			height = 0;
		d->floats = true;
		d->layer = attribute_on(xml_attribute(t, "behindDoc"), false) ? height : ABOVE + 1 + height;
	} else if (str_eq(n, S("positionH")) || str_eq(n, S("positionV"))) {
		s->down = str_eq(n, S("positionV"));
		*(s->down ? &d->down : &d->across) = place_index(xml_attribute(t, "relativeFrom"));
	} else if (str_eq(n, S("align"))) {
		*(s->down ? &d->down : &d->across) = -1;
	} else if (str_eq(n, S("posOffset"))) {
		s->offset = true;
		s->words.n = 0;
		s->words.cut = false;
	}
}

static void
offset_done(struct shapes *s)
{
	struct drawn *d = &s->here;

	s->offset = false;
	if (!measure(str_trim(buf_str(&s->words)), s->down ? &d->at.y : &d->at.x))
		*(s->down ? &d->down : &d->across) = -1;
	s->words.n = 0;
}

/* ---- shapes of VML, which Word writes in documents that older ones are to read ---- */

/* "12.5pt" or "1in"; false: it has no unit, as in a group, or another, or more digits than a place has. */
static bool
vml_measure(struct str v, double *r)
{
	bool minus = str_starts(v, S("-"));
	double n = 0, unit = str_ends(v, S("in")) ? 72 * POINT : POINT, part = 0;
	size_t i = minus;

	for (; i < v.n && (ascii_digit(v.p[i]) || v.p[i] == '.'); i++) {
		if (v.p[i] == '.') {
			part = 1;
			continue;
		}
		n = n * 10 + (v.p[i] - '0');
		part *= 10;
		if (n > FAR || part > FAR)
			return false;
	}
	n = (part > 1 ? n / part : n) * unit;
	*r = near(minus ? -n : n);
	return str_eq(str_from(v, i), S("pt")) || str_eq(str_from(v, i), S("in")) || (n <= 0 && i == v.n);
}

/* What its place is measured from when it says so; text is the column and the paragraph. */
static int
vml_place(struct str from, const char *text)
{
	return place_index(str_eq(from, S("text")) ? str_of(text) : from);
}

static void
vml_style(struct shapes *s, struct str style)
{
	struct drawn *d = &s->here;
	struct str one, value;
	uint64_t z;
	bool fine = true;

	d->across = place_index(S("column"));
	d->down = place_index(S("paragraph"));
	while (str_next(&style, ';', &one)) {
		struct str key = one;

		value = str_next(&one, ':', &key) ? str_trim(one) : STR_NONE;
		key = str_trim(key);
		if (str_eq(key, S("position")))
			d->floats = str_eq(value, S("absolute"));
		else if (str_eq(key, S("z-index")))
			d->layer = str_starts(value, S("-"))     ? 0 :
			    str_u64(value, &z) == 0 && z < ABOVE ? ABOVE + 1 + z :
								   ABOVE + 1;
		else if (str_eq(key, S("margin-left")))
			fine &= vml_measure(value, &d->at.x);
		else if (str_eq(key, S("margin-top")))
			fine &= vml_measure(value, &d->at.y);
		else if (str_eq(key, S("width")))
			fine &= s->s.placed = vml_measure(value, &s->s.at.cx);
		else if (str_eq(key, S("height")))
			fine &= vml_measure(value, &s->s.at.cy);
		else if (str_eq(key, S("mso-position-horizontal-relative")))
			d->across = vml_place(value, "column");
		else if (str_eq(key, S("mso-position-vertical-relative")))
			d->down = vml_place(value, "paragraph");
		else if (str_eq(key, S("mso-position-horizontal")) || str_eq(key, S("mso-position-vertical")) ||
		    str_eq(key, S("rotation")))
			fine &= str_eq(value, S("absolute"));
	}
	s->s.lost = !fine;
}

/* A colour as "black [3213]" or "#404040"; what is not said is usual. */
static void
vml_paint(struct paint *p, struct str on, struct str colour, const char *usual)
{
	struct str first = str_of(usual);

	if (colour.n != 0)
		(void)str_next(&colour, ' ', &first);
	paint_hex(p, first);
	if (str_eq(on, S("f")) || str_eq(on, S("false")) || str_eq(on, S("0")))
		p->kind = PAINT_NONE;
}

static void
vml_start(struct ooxml *o, const struct xml_tag *t)
{
	static const char *const kinds[] = { "rect", "roundrect", "oval", "shape" };
	struct shapes *s = o->shapes;
	struct shape *h = &s->s;
	struct str n = t->name, opacity = xml_attribute(t, "opacity"), type = xml_attribute(t, "type");
	int kind = str_index(kinds, COUNT(kinds), n);

	if (kind >= 0 && h->depth == 0 && s->in_drawing == 0) {
		shape_start(o, false);
		s->in_drawing = o->b.depth;
		drawing_new(s);
		h->outline = kind < 2 ? OUTLINE_BAR : kind == 2 ? OUTLINE_FULL : OUTLINE_OTHER;
		vml_style(s, xml_attribute(t, "style"));
		vml_paint(&h->fill, xml_attribute(t, "filled"), xml_attribute(t, "fillcolor"), "white");
		vml_paint(&h->line, xml_attribute(t, "stroked"), xml_attribute(t, "strokecolor"), "black");
	} else if (kind >= 0) {
		h->holds = true;
	} else if (str_eq(n, S("imagedata"))) {
		h->picture = true;
	} else if (str_eq(n, S("fill"))) {
		h->fill.clear |= opacity.n != 0 && !str_eq(opacity, S("1"));
		if (type.n != 0 && !str_eq(type, S("solid"))) {
			h->fill.kind = h->fill.kind == PAINT_ONE ? PAINT_BLEND : h->fill.kind;
			h->fill.light = true; /* its other colour is not looked at */
		}
	}
}

/* ---- a part ---- */

struct shapes *
shapes_new(struct ooxml *o)
{
	struct shapes *s = NEW(o->v->tmp, struct shapes, 1);

	buf_init(&s->words, o->v->tmp, WORDS_MOST);
	return s;
}

void
shapes_begin(struct ooxml *o)
{
	struct shapes *s = o->shapes;

	s->pictures.n = s->covers.n = 0;
	s->here = (struct drawn){ 0 };
	/* All of a slide is one drawing, over which shapes can be moved. */
	if (o->slides.on_slide)
		s->here.floats = true;
	else
		drawing_new(s);
	s->s = (struct shape){ 0 };
	s->in_drawing = s->ngroups = s->deeper = s->own = s->xfrm = s->background = 0;
	s->paint = NULL;
	s->offset = false;
}

/* A picture that is the background lies under all, and nobody moves it. */
static void
background_start(struct ooxml *o, const struct xml_tag *t)
{
	struct shapes *s = o->shapes;
	struct frame all = { 0, 0, (double)o->slides.wide, (double)o->slides.high };

	if (str_eq(t->name, S("bgPr")))
		s->background = o->b.depth;
	else if (s->background != 0 && str_eq(t->name, S("blipFill")))
		add(o, &s->pictures, (struct drawn){ .at = all, .placed = true, .ground = true });
}

void
shapes_start(struct ooxml *o, const struct xml_tag *t)
{
	static const char *const shapes[] = { "sp", "wsp", "pic" }, *const groups[] = { "grpSp", "wgp", "wpc" };
	struct shapes *s = o->shapes;
	int shape = str_index(shapes, COUNT(shapes), t->name);

	if (o->b.second != 0)
		return;
	if (shape >= 0)
		shape_start(o, shape == 2);
	else if (!o->slides.on_slide && str_eq(t->ns, S("urn:schemas-microsoft-com:vml")))
		vml_start(o, t);
	else if (str_index(groups, COUNT(groups), t->name) >= 0)
		group_start(o);
	else if (s->paint != NULL)
		paint_start(s->paint, t);
	else if ((s->s.depth != 0 || s->ngroups != 0) && !fill_start(o, t))
		detail_start(o, t);
	if (s->s.depth != 0)
		return;
	if (o->slides.on_slide)
		background_start(o, t);
	else
		drawing_start(o, t);
}

void
shapes_end(struct ooxml *o)
{
	struct shapes *s = o->shapes;
	unsigned depth = o->b.depth;

	if (o->b.second != 0)
		return;
	if (s->paint != NULL && s->painting == depth)
		s->paint = NULL;
	s->own = s->own == depth ? 0 : s->own;
	s->xfrm = s->xfrm == depth ? 0 : s->xfrm;
	s->s.line_in = s->s.line_in == depth ? 0 : s->s.line_in;
	s->s.run = s->s.run == depth ? 0 : s->s.run;
	s->deeper = s->deeper == depth ? 0 : s->deeper;
	s->background = s->background == depth ? 0 : s->background;
	if (s->offset)
		offset_done(s);
	if (s->s.depth == depth)
		shape_done(o);
	if (s->ngroups != 0 && s->groups[s->ngroups - 1].depth == depth)
		s->ngroups--;
	if (s->in_drawing == depth) {
		s->in_drawing = 0;
		drawing_new(s);
	}
	if (depth == 1)
		judge_all(o);
}

void
shapes_text(struct ooxml *o, struct str text)
{
	struct shapes *s = o->shapes;

	if (o->b.second != 0)
		return;
	if (s->offset)
		buf_add(&s->words, text);
	if (s->s.depth == 0 || !o->in_t || left_letters(text) == 0 || !is_legible(o))
		return;
	s->s.says = true;
	buf_add(&s->words, text);
}
