/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_ppt.c - the text of a PowerPoint presentation of before 2007 ([MS-PPT]): its slides in their order, then the rest. */
#include <stdlib.h>
#include <string.h>

#include "extract/embed.h"
#include "extract/legacy.h"
#include "extract/legible.h"

#include "base/banned.h"

#define EDITS_MOST	10000		/* times that the file was saved fast */
#define OBJECTS_MOST	200000		/* slides, notes, masters and other objects of one file */
#define DEPTH_MOST	64		/* records inside each other */

enum {					/* [MS-PPT] 2.13.24 */
	R_DOCUMENT = 1000, R_SLIDE = 1006, R_NOTES = 1008, R_PERSIST = 1011, R_MASTER = 1016, R_SHOW = 1017, R_CHARS = 4000,
	R_BYTES = 4008, R_STRING = 4026, R_HANDOUT = 4041, R_LINK = 4055, R_HEADERS = 4057, R_LIST = 4080, R_EDIT = 4085,
	R_PERSIST_LIST = 6002, R_OLE = 4113, R_CONTROL = 4078, R_COMMENT = 12000
};
#define TOKEN_LOCKED	0xf3d1c4dfu	/* CurrentUserAtom.headerToken of an encrypted file */
#define NONE		UINT32_MAX	/* no offset */
#define SLIDE_HIDDEN	0x04		/* SlideShowSlideInfoAtom, fHidden */

struct atom {
	uint16_t	 version, type;	/* version 0xf: it holds records */
	uint16_t	 instance;
	size_t		 at, end;	/* its content in the stream */
};

struct ppt {
	struct extraction *x;
	struct str	 s;
	uint32_t	*offsets;	/* of each live object by its number, or NONE */
	size_t		 noffsets;
	uint32_t	*live;		/* the same without NONE, ascending */
	size_t		 nlive;
	bool		*listed;	/* of each object: it is a slide, and was read */
	bool		 embedded;	/* told */
	unsigned	 slides;
};

static void
broken(struct ppt *p, const char *what)
{
	extraction_stop(p->x, F_EXT_BROKEN, str_of(what));
}

/* The record at an offset, which must end before end; false: there is none, or it does not fit (stopped). */
static bool
record(struct ppt *p, size_t at, size_t end, struct atom *r)
{
	uint32_t n = legacy_u32(p->s, at + 4);

	if (p->x->stopped || at >= end || gather_full(&p->x->text) || gather_full(&p->x->aside))
		return false;
	*r = (struct atom){ .version = legacy_u16(p->s, at) & 0xf,
		.instance = legacy_u16(p->s, at) >> 4,
		.type = legacy_u16(p->s, at + 2),
		.at = at + 8 };
	if (end - at < 8 || end - at - 8 < n) {
		broken(p, _("onderdelen van de presentatie"));
		return false;
	}
	r->end = r->at + n;
	return true;
}

/* ---- which objects are of today: the chain of saves ([MS-PPT] 2.1.2) ---- */

static void
read_offsets(struct ppt *p, const struct atom *list)
{
	size_t at = list->at;

	while (at + 4 <= list->end) {
		uint32_t head = legacy_u32(p->s, at), first = head & 0xfffff, n = head >> 20;

		at += 4;
		for (uint32_t i = 0; i < n && at + 4 <= list->end; i++, at += 4) {
			/* Later saves were read first. */
			if (first + i < p->noffsets && p->offsets[first + i] == NONE)
				p->offsets[first + i] = legacy_u32(p->s, at);
		}
	}
}

static int
by_offset(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static void
read_edits(struct ppt *p, uint32_t at)
{
	p->noffsets = OBJECTS_MOST;
	p->offsets = NEW(p->x->r->mem, uint32_t, p->noffsets);
	memset(p->offsets, 0xff, p->noffsets * sizeof *p->offsets);
	for (int i = 0; at != 0 && !p->x->stopped; i++) {
		struct atom edit, list;
		uint32_t last;

		if (i == EDITS_MOST || !record(p, at, p->s.n, &edit) || edit.type != R_EDIT ||
		    !record(p, legacy_u32(p->s, edit.at + 12), p->s.n, &list) || list.type != R_PERSIST_LIST) {
			broken(p, _("lijst van onderdelen"));
			return;
		}
		read_offsets(p, &list);
		last = legacy_u32(p->s, edit.at + 8);
		if (last >= at) {
			broken(p, _("lijst van onderdelen"));
			return;
		}
		at = last;
	}
	p->listed = NEW(p->x->r->mem, bool, p->noffsets);
	p->live = NEW(p->x->r->mem, uint32_t, p->noffsets);
	for (size_t i = 0; i < p->noffsets; i++) {
		if (p->offsets[i] != NONE)
			p->live[p->nlive++] = p->offsets[i];
	}
	qsort(p->live, p->nlive, sizeof *p->live, by_offset);
}

static bool
is_live(const struct ppt *p, size_t at)
{
	uint32_t key = (uint32_t)at;

	return p->nlive != 0 && bsearch(&key, p->live, p->nlive, sizeof key, by_offset) != NULL;
}

/* ---- text ---- */

/* What the text in this record is, given what it is in. */
static enum text_origin
origin_in(const struct atom *r, enum text_origin around)
{
	if (r->type == R_LIST && r->instance == 2)
		return TEXT_SPEAKER;
	switch (r->type) {
	case R_COMMENT:
		return TEXT_COMMENT;
	case R_LINK:
		return TEXT_LINK;
	case R_HEADERS:
		return TEXT_HEADER;
	default:
		return around;
	}
}

static void
add_text(struct ppt *p, struct gather *g, const struct atom *r, enum text_origin o)
{
	struct str s = legacy_text(p->x->r->mem, str_sub(p->s, r->at, r->end - r->at), r->type != R_BYTES);

	gather_gap(g, GAP_LINE);
	gather_origin(g, o);
	gather_add(g, s);
	gather_gap(g, GAP_LINE);
}

static void
tell_embedded(struct ppt *p)
{
	if (!p->embedded)
		extraction_find(p->x, F_EXT_EMBEDDED, 0, str_of(_("ingesloten bestand")));
	p->embedded = true;
}

/* An OLE2 file ([MS-PPT] 2.10.34), as it is or behind its length as a zlib stream; of an object, or the macros. */
static void
add_object(struct ppt *p, const struct atom *r)
{
	struct str s = str_sub(p->s, r->at, r->end - r->at);

	if (r->instance == 1)
		s = ole_inflate(p->x, str_from(s, 4), legacy_u32(s, 0));
	if (s.n == 0)
		tell_embedded(p);
	else
		embed_bytes(p->x, s, str_of(_("ingesloten bestand")));
}

/*
 * All text in from..to, which lies in a record of this origin, but for the list
 * of slides, which was read before.  Names (CString) are text for a reader in comments,
 * links and headers only; elsewhere they are beside it.
 */
static void
walk(struct ppt *p, size_t from, size_t to, enum text_origin around)
{
	struct {
		size_t end;
		enum text_origin o;
	} in[DEPTH_MOST] = { { to, around } };
	size_t depth = 0;
	struct atom r;

	while (!p->x->stopped) {
		while (depth != 0 && from >= in[depth].end)
			depth--;
		if (!record(p, from, in[depth].end, &r))
			return;
		from = r.end;
		if (r.type == R_LIST && r.instance == 0 && around != TEXT_DELETED)
			continue;
		if (r.type == R_CHARS || r.type == R_BYTES) {
			bool body = in[depth].o == TEXT_VISIBLE || in[depth].o == TEXT_HIDDEN;

			add_text(p, body ? &p->x->text : &p->x->aside, &r, in[depth].o);
		} else if (r.type == R_STRING) {
			add_text(p, &p->x->aside, &r, in[depth].o == TEXT_VISIBLE ? TEXT_REST : in[depth].o);
		} else if (r.type == R_OLE) {
			add_object(p, &r);
		} else if (r.type == R_CONTROL) {
			tell_embedded(p);
		} else if (r.version != 0xf) {
			/* Properties of shapes, tags of programs, formats. */
			legible_aside(p->x, str_sub(p->s, r.at, r.end - r.at));
		}
		if (r.version != 0xf)
			continue;
		if (++depth == DEPTH_MOST) {
			broken(p, _("onderdelen in elkaar"));
			return;
		}
		in[depth].end = r.end;
		in[depth].o = origin_in(&r, in[depth - 1].o);
		from = r.at;
	}
}

/* Is this slide left out of the show? */
static bool
is_hidden(struct ppt *p, const struct atom *slide)
{
	struct atom r;

	for (size_t at = slide->at; record(p, at, slide->end, &r); at = r.end) {
		if (r.type == R_SHOW)
			return (legacy_u16(p->s, r.at + 10) & SLIDE_HIDDEN) != 0;
	}
	return false;
}

/* A slide: the text of its placeholders, which stands in the list, and that of its drawing. */
static void
read_slide(struct ppt *p, const struct atom *persist, size_t to)
{
	uint32_t id = legacy_u32(p->s, persist->at);
	struct atom slide;
	enum text_origin o;

	if (id >= p->noffsets || p->offsets[id] == NONE || p->listed[id] ||
	    !record(p, p->offsets[id], p->s.n, &slide) || slide.type != R_SLIDE) {
		broken(p, _("lijst van dia’s"));
		return;
	}
	p->listed[id] = true;
	if (p->slides++ != 0)
		gather_page(&p->x->text);
	o = is_hidden(p, &slide) ? TEXT_HIDDEN : TEXT_VISIBLE;
	walk(p, persist->end, to, o);
	walk(p, slide.at, slide.end, o);
}

/* The slides in the order of the show: from one SlidePersistAtom to the next ([MS-PPT] 2.4.14.3). */
static void
read_list(struct ppt *p, const struct atom *list)
{
	struct atom r, next;

	for (size_t at = list->at; record(p, at, list->end, &r); at = r.end) {
		size_t to = r.end;

		if (r.type != R_PERSIST)
			continue;
		while (record(p, to, list->end, &next) && next.type != R_PERSIST)
			to = next.end;
		read_slide(p, &r, to);
		r.end = to;
	}
}

static void
read_slides(struct ppt *p, const struct atom *document)
{
	struct atom r;

	for (size_t at = document->at; record(p, at, document->end, &r); at = r.end) {
		if (r.type == R_LIST && r.instance == 0)
			read_list(p, &r);
	}
}

/* Slides that the list does not have: nobody is shown them. */
static void
read_unlisted(struct ppt *p)
{
	struct atom r;

	for (size_t id = 0; id < p->noffsets && !p->x->stopped; id++) {
		if (p->offsets[id] != NONE && !p->listed[id] && record(p, p->offsets[id], p->s.n, &r) &&
		    r.type == R_SLIDE)
			walk(p, r.at, r.end, TEXT_HIDDEN);
	}
}

/* All other objects, whole; those of before the last save are deleted text. */
static void
read_rest(struct ppt *p)
{
	struct atom r;

	for (size_t at = 0; record(p, at, p->s.n, &r); at = r.end) {
		if (!is_live(p, at) && r.version == 0xf)
			walk(p, r.at, r.end, TEXT_DELETED);
		else if (r.type == R_NOTES)
			walk(p, r.at, r.end, TEXT_SPEAKER);
		else if (r.type == R_OLE)
			add_object(p, &r);
		else if (r.version == 0xf && r.type != R_SLIDE)
			walk(p, r.at, r.end, TEXT_REST);
		else if (r.version != 0xf)
			legible_aside(p->x, str_sub(p->s, r.at, r.end - r.at));
	}
}

static void
read_presentation(struct ppt *p, struct str user)
{
	struct atom document;
	uint32_t edit = legacy_u32(user, 16);

	if (legacy_u32(user, 12) == TOKEN_LOCKED) {
		extraction_stop(p->x, F_EXT_PASSWORD, STR_NONE);
		return;
	}
	if (user.n < 20 || p->s.n == 0 || edit == 0) {
		broken(p, _("geen PowerPoint 97 of later"));
		return;
	}
	read_edits(p, edit);
	if (p->x->stopped)
		return;
	must(p->listed != NULL);
	if (!record(p, p->offsets[legacy_u32(p->s, edit + 8 + 16) % p->noffsets], p->s.n, &document) ||
	    document.type != R_DOCUMENT) {
		broken(p, _("lijst van onderdelen"));
		return;
	}
	read_slides(p, &document);
	read_unlisted(p);
	gather_origin(&p->x->text, TEXT_VISIBLE);
	read_rest(p);
	legible_aside(p->x, user);
}

int
extract_ppt(struct extraction *x, struct err *e)
{
	static const char *const known[] = { "PowerPoint Document", "Current User", "Pictures" };
	AUTO_OLE o = ole_open(x);
	struct ppt p = { .x = x };
	struct str user;

	(void)e;
	if (o == NULL)
		return 0;
	p.s = ole_stream(o, "PowerPoint Document");
	user = ole_stream(o, "Current User");
	if (!x->stopped)
		read_presentation(&p, user);
	if (x->stopped)
		return 0;
	ole_judge(o, known, COUNT(known));
	ole_properties(o);
	return 0;
}
