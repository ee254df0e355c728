/* SPDX-License-Identifier: EUPL-1.2 */
/* exif.c - what a picture says about itself: TIFF and EXIF tags, IPTC records, Photoshop's resources. */
#include "base/moment.h"
#include "base/utf8.h"
#include "extract/legacy.h"
#include "extract/picture.h"

#include "base/banned.h"

#define DIRECTORIES_MOST	4096	/* of one file: a TIFF has one for each page */
#define TAGS_MOST		4096	/* of one directory */
#define VALUE_MOST		((size_t)64 << 10)	/* bytes of one text */

enum {					/* TIFF 6.0, EXIF 2.32 */
	TAG_WIDTH = 0x100, TAG_HEIGHT = 0x101, TAG_CHANGED = 0x132, TAG_ARTIST = 0x13b, TAG_SUB = 0x14a, TAG_XMP = 0x2bc, TAG_IPTC = 0x83bb,
	TAG_PHOTOSHOP = 0x8649, TAG_EXIF = 0x8769, TAG_GPS = 0x8825, TAG_TAKEN = 0x9003, TAG_DIGITIZED = 0x9004,
	TAG_CHANGED_OFFSET = 0x9010, TAG_TAKEN_OFFSET = 0x9011, TAG_COMMENT = 0x9286, TAG_XP_FIRST = 0x9c9b,
	TAG_XP_LAST = 0x9c9f, TAG_OWNER = 0xa430, TAG_SERIAL = 0xa431, TAG_LENS_SERIAL = 0xa435
};
#define TAG_LATITUDE		2	/* in the GPS directory */
#define IPTC_BYLINE		80	/* of record 2 */
#define PHOTOSHOP_IPTC		0x404

struct tiff {
	struct picture	*p;
	struct str	 s;
	bool		 big;		/* big-endian numbers */
	struct { uint32_t at; bool gps, chain; } todo[DIRECTORIES_MOST];
	size_t		 n;
};

/* Of a number of eight bytes the first four: of a fraction, what stands above the line. */
static uint32_t
number(const struct tiff *t, size_t at, size_t bytes)
{
	uint32_t v = 0;

	for (size_t i = 0; i < bytes && i < 4 && at + i < t->s.n; i++) {
		uint32_t c = (unsigned char)t->s.p[at + i];

		v = t->big ? v << 8 | c : v | c << 8 * i;
	}
	return v;
}

/* A directory to be read once; more of them than there may be stop the reading. */
static void
add_directory(struct tiff *t, uint32_t at, bool gps, bool chain)
{
	if (at == 0)
		return;
	for (size_t i = 0; i < t->n; i++) {
		if (t->todo[i].at == at)
			return;
	}
	if (t->n == DIRECTORIES_MOST || at > t->s.n || t->s.n - at < 2) {
		picture_broken(t->p);
		return;
	}
	t->todo[t->n].at = at;
	t->todo[t->n].gps = gps;
	t->todo[t->n++].chain = chain;
}

/* Text as people typed it: UTF-8, or else Windows-1252; up to the first NUL. */
static void
says(struct picture *p, struct str s)
{
	struct str part;

	s = str_sub(s, 0, VALUE_MOST);
	while (str_next(&s, '\0', &part)) {
		if (part.n != 0)
			picture_says(p, utf8_valid(part) ? part : legacy_text(p->x->r->mem, part, false));
	}
}

/* A user's comment, behind eight bytes that name its letters. */
static void
comment(struct tiff *t, struct str s)
{
	bool wide = str_starts(s, S("UNICODE"));
	char *swapped;

	s = str_sub(str_from(s, 8), 0, VALUE_MOST);
	if (!wide) {
		says(t->p, s);
		return;
	}
	swapped = NEW(t->p->x->r->mem, char, s.n + 1);
	for (size_t i = 0; i + 1 < s.n; i += 2) {
		swapped[i] = s.p[t->big ? i + 1 : i];
		swapped[i + 1] = s.p[t->big ? i : i + 1];
	}
	picture_says(t->p, legacy_text(t->p->x->r->mem, (struct str){ swapped, s.n }, true));
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
read_value(struct tiff *t, uint32_t tag, uint32_t type, struct str s, uint32_t first)
{
	switch (tag) {
	case TAG_WIDTH:
		t->p->width = t->p->width != 0 ? t->p->width : first;
		break;
	case TAG_HEIGHT:
		t->p->height = t->p->height != 0 ? t->p->height : first;
		break;
	case TAG_EXIF:
	case TAG_GPS:
		add_directory(t, first, tag == TAG_GPS, false);
		break;
	case TAG_SUB:
		for (size_t at = 0; at + 4 <= s.n; at += 4)
			add_directory(t, number(t, (size_t)(s.p - t->s.p) + at, 4), false, false);
		break;
	case TAG_XMP:
		picture_xmp(t->p, s);
		break;
	case TAG_IPTC:
		exif_iptc(t->p, s);
		break;
	case TAG_PHOTOSHOP:
		exif_photoshop(t->p, s);
		break;
	case TAG_COMMENT:
		comment(t, s);
		break;
	case TAG_ARTIST:
	case TAG_OWNER:
	case TAG_SERIAL:
	case TAG_LENS_SERIAL:
		t->p->maker = t->p->maker || str_trim(s).n > 1;
		says(t->p, s);
		break;
	default:
		if (type == 2 && date_of(t->p, tag) != NULL) {
			struct str rest = s, text = s;

			(void)str_next(&rest, '\0', &text);
			extraction_moment(date_of(t->p, tag), text);
			says(t->p, s);
		} else if (tag >= TAG_XP_FIRST && tag <= TAG_XP_LAST)
			picture_says(t->p, legacy_text(t->p->x->r->mem, str_sub(s, 0, VALUE_MOST), true));
		else if (type == 2)
			says(t->p, s);
		break;
	}
}

static void
read_directory(struct tiff *t, uint32_t at, bool gps, bool chain)
{
	static const uint8_t sizes[] = { 0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4 };
	uint32_t n = number(t, at, 2);

	if (n > TAGS_MOST || t->s.n - at - 2 < (size_t)n * 12) {
		picture_broken(t->p);
		return;
	}
	for (uint32_t i = 0; i < n; i++) {
		size_t entry = (size_t)at + 2 + (size_t)i * 12;
		uint32_t tag = number(t, entry, 2), type = number(t, entry + 2, 2), count = number(t, entry + 4, 4);
		uint64_t bytes = type < COUNT(sizes) ? (uint64_t)count * sizes[type] : 0;
		size_t where = bytes <= 4 ? entry + 8 : number(t, entry + 8, 4);

		/* A value that lies outside the file cannot be read by anybody. */
		if (bytes == 0 || where > t->s.n || t->s.n - where < bytes)
			continue;
		if (gps)
			t->p->place = t->p->place || tag == TAG_LATITUDE;
		else
			read_value(t, tag, type, str_sub(t->s, where, (size_t)bytes), number(t, where, sizes[type]));
	}
	if (chain) {
		t->p->pages++;
		add_directory(t, number(t, (size_t)at + 2 + (size_t)n * 12, 4), false, true);
	}
}

void
exif_read(struct picture *p, struct str tiff)
{
	struct tiff *t = NEW(p->x->r->mem, struct tiff, 1);

	t->p = p;
	t->s = tiff;
	t->big = str_starts(tiff, S("MM"));
	if (tiff.n < 8 || (!t->big && !str_starts(tiff, S("II"))) || number(t, 2, 2) != 42) {
		picture_broken(p);
		return;
	}
	add_directory(t, number(t, 4, 4), false, true);
	for (size_t i = 0; i < t->n && !p->x->stopped; i++)
		read_directory(t, t->todo[i].at, t->todo[i].gps, t->todo[i].chain);
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
