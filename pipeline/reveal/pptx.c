/* SPDX-License-Identifier: EUPL-1.2 */
/* pptx.c - what was left behind in a PowerPoint presentation (ECMA-376 part 1, 19 and 20). */
#include "format/attribute.h"
#include "reveal/ooxml.h"

#include "base/banned.h"

#define TINY_MOST	200		/* hundredths of a point */
#define EMU_MOST	((int64_t)1 << 40)	/* a place further away is nowhere */

/* A whole number of the file's units; 0 when it is none. */
static int64_t
emu(struct str s)
{
	bool minus = str_starts(s, S("-"));
	uint64_t v;

	if (str_u64(str_from(s, minus), &v) != 0 || v > (uint64_t)EMU_MOST)
		return 0;
	return minus ? -(int64_t)v : (int64_t)v;
}

static void
presentation_start(struct ooxml *o, const struct xml_tag *t)
{
	if (str_eq(t->name, S("sldId")) && !str_starts(t->ns, S("http://schemas.microsoft.com/"))) {
		(void)ooxml_page_add(o, xml_attribute_of(t, "/relationships", "id"));
	} else if (str_eq(t->name, S("sldSz"))) {
		o->slides.wide = emu(xml_attribute(t, "cx"));
		o->slides.high = emu(xml_attribute(t, "cy"));
	} else if (str_eq(t->name, S("modifyVerifier"))) {
		ooxml_left(o, F_REV_PROTECTED, 1);
	}
}

static void
slide_begin(struct ooxml *o)
{
	o->slides = (struct slides){ .wide = o->slides.wide, .high = o->slides.high, .on_slide = true };
	shapes_begin(o);
}

static void
notes_begin(struct ooxml *o)
{
	o->slides = (struct slides){ .wide = o->slides.wide, .high = o->slides.high, .notes = true };
}

/* Places within a group have its measures: only the group itself is looked at. */
static void
place_start(struct slides *p, const struct xml_tag *t)
{
	struct str n = t->name;

	p->groups += str_eq(n, S("grpSp"));
	p->group_own += str_eq(n, S("grpSpPr"));
	if (str_eq(n, S("xfrm"))) {
		p->in_xfrm = 1;
		p->whole = false;
	} else if (p->in_xfrm != 0 && str_eq(n, S("off"))) {
		p->x = emu(xml_attribute(t, "x"));
		p->y = emu(xml_attribute(t, "y"));
	} else if (p->in_xfrm != 0 && str_eq(n, S("ext"))) {
		p->cx = emu(xml_attribute(t, "cx"));
		p->cy = emu(xml_attribute(t, "cy"));
		p->whole = true;
	}
}

static bool
is_outside(const struct slides *p)
{
	return p->whole && p->wide > 0 && p->high > 0 && p->cx + p->cy > 0 &&
	    (p->x + p->cx <= 0 || p->y + p->cy <= 0 || p->x >= p->wide || p->y >= p->high);
}

static void
slide_start(struct ooxml *o, const struct xml_tag *t)
{
	struct slides *p = &o->slides;
	struct str n = t->name, type = xml_attribute(t, "type");

	if (o->b.depth == 1 && p->on_slide && !attribute_on(xml_attribute(t, "show"), true))
		ooxml_left(o, F_REV_HIDDEN_SLIDES, 1);
	place_start(p, t);
	if (str_eq(n, S("sp")))
		p->small = false;
	else if (str_eq(n, S("ph")))
		p->small = str_eq(type, S("sldNum")) || str_eq(type, S("dt")) || str_eq(type, S("ftr")) ||
		    str_eq(type, S("hdr"));
	else if (str_eq(n, S("r")))
		p->tiny = false;
	else if (str_eq(n, S("rPr")) && xml_attribute(t, "sz").n != 0)
		p->tiny = emu(xml_attribute(t, "sz")) <= TINY_MOST;
	if (p->on_slide)
		shapes_start(o, t);
}

static void
slide_end(struct ooxml *o, struct str n)
{
	struct slides *p = &o->slides;

	if (str_eq(n, S("xfrm")) && p->in_xfrm != 0) {
		bool top = p->groups == 0 || (p->groups == 1 && p->group_own != 0);

		if (p->on_slide && top)
			ooxml_left(o, F_REV_OFF_SLIDE, is_outside(p));
		p->in_xfrm = 0;
	}
	p->groups -= str_eq(n, S("grpSp")) && p->groups != 0;
	p->group_own -= str_eq(n, S("grpSpPr")) && p->group_own != 0;
	if (str_eq(n, S("r")))
		p->tiny = false;
	if (p->on_slide)
		shapes_end(o);
}

static void
slide_text(struct ooxml *o, struct str s)
{
	struct slides *p = &o->slides;
	uint64_t n = left_letters(s);

	if (!o->in_t || n == 0)
		return;
	if (p->on_slide)
		shapes_text(o, s);
	if (p->tiny)
		ooxml_left(o, F_REV_FAINT_TEXT, n);
	if (p->notes && !p->small && !p->written) {
		p->written = true;
		ooxml_left(o, F_REV_SPEAKER_NOTES, 1);
	}
}

static const struct root roots[] = {
	{ "presentation", NULL, presentation_start, NULL, NULL },
	{ "sld", slide_begin, slide_start, slide_end, slide_text },
	{ "notes", notes_begin, slide_start, slide_end, slide_text },
};

void
slides_begin(struct ooxml *o)
{
	o->roots = roots;
	o->nroots = COUNT(roots);
	o->page_name = N_("dia");
	o->shapes = shapes_new(o);
}
