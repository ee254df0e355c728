/* SPDX-License-Identifier: EUPL-1.2 */
/* exif.c - what a picture says about itself: TIFF and EXIF tags, IPTC records, Photoshop's resources. */
#include "base/moment.h"
#include "base/utf8.h"
#include "extract/legacy.h"
#include "extract/picture.h"
#include "format/exif.h"

#include "base/banned.h"

#define VALUE_MOST	((size_t)64 << 10)	/* bytes of one text */
#define IPTC_BYLINE		80	/* of record 2 */
#define PHOTOSHOP_IPTC		0x404

/* Text as people typed it: UTF-8, or else Windows-1252; up to the first NUL. */
static void
says(struct picture *p, struct str s)
{
	struct str part;

	must(p != NULL);
	s = str_sub(s, 0, VALUE_MOST);
	while (str_next(&s, '\0', &part)) {
		if (part.n != 0)
			picture_says(p, utf8_valid(part) ? part : legacy_text(p->x->r->mem, part, false));
	}
}

/* A user's comment, behind eight bytes that name its letters. */
static void
comment(struct picture *p, struct str s, bool big)
{
	bool wide = str_starts(s, S("UNICODE"));
	char *swapped;

	s = str_sub(str_from(s, 8), 0, VALUE_MOST);
	if (!wide) {
		says(p, s);
		return;
	}
	swapped = NEW(p->x->r->mem, char, s.n + 1);
	for (size_t i = 0; i + 1 < s.n; i += 2) {
		swapped[i] = s.p[big ? i + 1 : i];
		swapped[i + 1] = s.p[big ? i : i + 1];
	}
	picture_says(p, legacy_text(p->x->r->mem, (struct str){ swapped, s.n }, true));
}

/* Where a date of the picture is kept, or NULL. */
static struct str *
date_of(struct picture *p, uint32_t tag)
{
	switch (tag) {
	case TAG_TAKEN:
		return &p->taken;
	case TAG_DIGITIZED:
		return &p->digitized;
	case TAG_CHANGED:
		return &p->changed;
	case TAG_TAKEN_OFFSET:
		return &p->taken_offset;
	case TAG_CHANGED_OFFSET:
		return &p->changed_offset;
	default:
		return NULL;
	}
}

static void
read_value(void *user, const struct exif_value *v)
{
	struct picture *p = user;
	struct str s = v->bytes;

	if (v->gps) {
		p->place = p->place || v->tag == TAG_LATITUDE;
		return;
	}
	switch (v->tag) {
	case TAG_WIDTH:
		p->width = p->width != 0 ? p->width : v->first;
		break;
	case TAG_HEIGHT:
		p->height = p->height != 0 ? p->height : v->first;
		break;
	case TAG_EXIF:
	case TAG_GPS:
	case TAG_SUB:
		break;
	case TAG_XMP:
		picture_xmp(p, s);
		break;
	case TAG_IPTC:
		exif_iptc(p, s);
		break;
	case TAG_PHOTOSHOP:
		exif_photoshop(p, s);
		break;
	case TAG_COMMENT:
		comment(p, s, v->big);
		break;
	case TAG_ARTIST:
	case TAG_OWNER:
	case TAG_SERIAL:
	case TAG_LENS_SERIAL:
		p->maker = p->maker || str_trim(s).n > 1;
		says(p, s);
		break;
	default:
		if (v->type == 2 && date_of(p, v->tag) != NULL) {
			struct str rest = s, text = s;

			(void)str_next(&rest, '\0', &text);
			extraction_moment(date_of(p, v->tag), text);
			says(p, s);
		} else if (v->tag >= TAG_XP_FIRST && v->tag <= TAG_XP_LAST)
			picture_says(p, legacy_text(p->x->r->mem, str_sub(s, 0, VALUE_MOST), true));
		else if (v->type == 2)
			says(p, s);
		break;
	}
}

void
exif_read(struct picture *p, struct str tiff)
{
	uint32_t pages;

	if (!exif_walk(tiff, p->x->r->mem, read_value, p, &pages))
		picture_broken(p);
	p->pages += pages;
}

void
exif_moments(struct picture *p)
{
	struct arena *mem = p->x->r->mem;

	extraction_moment(&p->x->created, moment_exif(mem, p->taken, p->taken_offset));
	extraction_moment(&p->x->created, moment_exif(mem, p->digitized, STR_NONE));
	extraction_moment(&p->x->modified, moment_exif(mem, p->changed, p->changed_offset));
}

static size_t
big16(struct str s, size_t at)
{
	return at + 2 > s.n ? 0 : (size_t)((unsigned char)s.p[at] << 8 | (unsigned char)s.p[at + 1]);
}

/* Bytes of the data set at the start of s; a length of more than two bytes says first how many it has.  s is cut to its data. */
static size_t
iptc_length(struct str *s)
{
	size_t n = big16(*s, 3), more = n & 0x7fff, sum = 0;

	*s = str_from(*s, 5);
	if (n < 0x8000)
		return n;
	if (more == 0 || more > sizeof(uint32_t) || more > s->n)
		return SIZE_MAX;
	for (size_t i = 0; i < more; i++)
		sum = sum << 8 | (unsigned char)s->p[i];
	*s = str_from(*s, more);
	return sum;
}

void
exif_iptc(struct picture *p, struct str s)
{
	while (s.n >= 5 && s.p[0] == 0x1c) {
		/* Record 2 has the words. */
		bool words = s.p[1] == 2 && s.p[2] != 0, maker = s.p[2] == IPTC_BYLINE;
		size_t n = iptc_length(&s);

		if (n > s.n) {
			picture_broken(p);
			return;
		}
		if (words) {
			p->maker = p->maker || (maker && n != 0);
			says(p, str_sub(s, 0, n));
		}
		s = str_from(s, n);
	}
}

void
exif_photoshop(struct picture *p, struct str s)
{
	while (str_starts(s, S("8BIM")) && s.n > 12) {
		size_t id = big16(s, 4), name = ((size_t)(unsigned char)s.p[6] + 2) & ~(size_t)1;
		size_t n = big16(s, 6 + name) << 16 | big16(s, 8 + name);

		if (id == PHOTOSHOP_IPTC)
			exif_iptc(p, str_sub(s, 10 + name, n));
		s = str_from(s, 10 + name + (n + 1) / 2 * 2);
	}
}
