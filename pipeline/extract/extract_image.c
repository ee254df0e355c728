/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_image.c - a picture: its size and its properties; what it shows is read where somebody reads pictures. */
#include <string.h>

#include <zlib.h>

#include "base/moment.h"
#include "base/utf8.h"
#include "extract/legacy.h"
#include "extract/picture.h"
#include "extract/scan.h"
#include "format/exif.h"

#include "base/banned.h"

#define CHUNKS_MOST	100000		/* parts of one file */

void
picture_says(struct picture *p, struct str s)
{
	legacy_aside(p->x, TEXT_PROPERTY, s);
}

void
picture_broken(struct picture *p)
{
	extraction_stop(p->x, F_EXT_BROKEN, str_of(_("afbeelding")));
}

static bool
has(struct str s, const char *part)
{
	return s.n != 0 && memmem(s.p, s.n, part, strlen(part)) != NULL;
}

void
picture_xmp(struct picture *p, struct str s)
{
	static const char *const makers[] = { "dc:creator", "SerialNumber", "OwnerName", "photoshop:Credit" };

	if (p->nxmp == PACKETS_MOST) {
		extraction_stop(p->x, F_EXT_TOO_MUCH, str_of(_("16 XMP-pakketten")));
		return;
	}
	p->xmp[p->nxmp++] = s;
	p->place = p->place || has(s, "GPSLatitude");
	for (size_t i = 0; i < COUNT(makers); i++)
		p->maker = p->maker || has(s, makers[i]);
}

/* ---- PNG ---- */

/* Text under zlib, up to a ceiling. */
static struct str
inflated(struct picture *p, struct str s)
{
	uLongf n = ATTR_MOST;
	char *out = NEW(p->x->r->mem, char, ATTR_MOST);
	int rc = uncompress((Bytef *)out, &n, (const Bytef *)s.p, (uLong)s.n);

	if (rc == Z_BUF_ERROR)
		extraction_stop(p->x, F_EXT_TOO_MUCH, str_of(_("1 MB tekst in een afbeelding")));
	else if (rc != Z_OK)
		picture_broken(p);
	return rc == Z_OK ? (struct str){ out, n } : STR_NONE;
}

static void
png_text(struct picture *p, struct str type, struct str s)
{
	struct str key, part;
	bool packed = str_eq(type, S("zTXt"));

	if (!str_next(&s, '\0', &key))
		return;
	if (str_eq(type, S("iTXt"))) {
		packed = s.n != 0 && *s.p == 1;
		/* Language and keyword in it. */
		s = str_from(s, 2);
		for (int i = 0; i < 2; i++) {
			if (!str_next(&s, '\0', &part))
				return;
		}
	} else if (packed) {
		s = str_from(s, 1);
	}
	if (packed)
		s = inflated(p, s);
	if (str_eq(key, S("XML:com.adobe.xmp"))) {
		picture_xmp(p, s);
		return;
	}
	p->maker = p->maker || (str_eq(key, S("Author")) && s.n != 0);
	picture_says(p, key);
	picture_says(p, str_eq(type, S("iTXt")) ? s : legacy_text(p->x->r->mem, s, false));
}

/* The last change, in UTC (PNG 11.3.6.1). */
static void
png_changed(struct picture *p, struct str s)
{
	int parts[6] = { (int)exif_big(s, 0, 2) };
	struct str when;

	for (size_t i = 1; i < 6; i++)
		parts[i] = (int)exif_big(s, i + 1, 1);
	when = moment_parts(p->x->r->mem, parts);
	if (when.n != 0)
		extraction_moment(&p->x->modified, str_fmt(p->x->r->mem, "%.*sZ", STRF(when)));
}

static void
read_png(struct picture *p, struct str s)
{
	bool ended = false;

	s = str_from(s, 8);
	for (int i = 0; s.n >= 12 && !ended && i < CHUNKS_MOST; i++) {
		uint32_t n = exif_big(s, 0, 4);
		struct str type = str_sub(s, 4, 4), data = str_sub(s, 8, n);

		if (s.n - 12 < n)
			break;
		if (str_eq(type, S("IHDR"))) {
			p->width = exif_big(data, 0, 4);
			p->height = exif_big(data, 4, 4);
		} else if (str_eq(type, S("tEXt")) || str_eq(type, S("zTXt")) || str_eq(type, S("iTXt"))) {
			png_text(p, type, data);
		} else if (str_eq(type, S("tIME")) && data.n == 7) {
			png_changed(p, data);
		} else if (str_eq(type, S("eXIf"))) {
			exif_read(p, data);
		}
		ended = str_eq(type, S("IEND"));
		s = str_from(s, 12 + (size_t)n);
	}
	if (!ended)
		picture_broken(p);
}

/* ---- JPEG ---- */

static void
jpeg_segment(struct picture *p, unsigned marker, struct str s)
{
	static const char xap[] = "http://ns.adobe.com/xap/1.0/", photoshop[] = "Photoshop 3.0";

	if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
		p->height = exif_big(s, 1, 2);
		p->width = exif_big(s, 3, 2);
	} else if (marker == 0xfe) {
		picture_says(p, utf8_valid(s) ? s : legacy_text(p->x->r->mem, s, false));
	} else if (marker == 0xe1 && str_starts(s, (struct str){ "Exif\0", 6 })) {
		exif_read(p, str_from(s, 6));
	} else if (marker == 0xe1 && str_starts(s, (struct str){ xap, sizeof xap })) {
		picture_xmp(p, str_from(s, sizeof xap));
	} else if (marker == 0xed && str_starts(s, (struct str){ photoshop, sizeof photoshop })) {
		exif_photoshop(p, str_from(s, sizeof photoshop));
	}
}

/* Up to the first scan: what follows is the picture itself. */
static void
read_jpeg(struct picture *p, struct str s)
{
	s = str_from(s, 2);
	for (int i = 0; s.n >= 4 && i < CHUNKS_MOST; i++) {
		unsigned marker = (unsigned char)s.p[1];
		uint32_t n = exif_big(s, 2, 2);

		if ((unsigned char)s.p[0] != 0xff || (marker != 0xff && (n < 2 || s.n - 2 < n)))
			break;
		if (marker == 0xff) {
			s = str_from(s, 1);
			continue;
		}
		if (marker == 0xda)
			return;
		jpeg_segment(p, marker, str_sub(s, 4, n - 2));
		s = str_from(s, 2 + (size_t)n);
	}
	picture_broken(p);
}

/* ---- GIF ---- */

/* Blocks with their length before them, to the empty one; the whole of them into b. */
static struct str
gif_blocks(struct str s, struct buf *b)
{
	while (s.n != 0 && *s.p != 0) {
		size_t n = (unsigned char)*s.p;

		buf_add(b, str_sub(s, 1, n));
		s = str_from(s, 1 + n);
	}
	return str_from(s, 1);
}

static size_t
gif_colours(unsigned char flags)
{
	return (flags & 0x80) != 0 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

static void
read_gif(struct picture *p, struct str s)
{
	struct buf b;

	p->width = legacy_u16(s, 6);
	p->height = legacy_u16(s, 8);
	s = s.n < 13 ? STR_NONE : str_from(s, 13 + gif_colours((unsigned char)s.p[10]));
	for (int i = 0; s.n > 1 && *s.p != ';' && i < CHUNKS_MOST; i++) {
		unsigned char what = (unsigned char)s.p[1];
		bool extension = *s.p == '!';

		if (!extension && (*s.p != ',' || s.n < 11)) {
			picture_broken(p);
			return;
		}
		buf_init(&b, p->x->r->mem, extension && what != 0xf9 ? ATTR_MOST : 0);
		s = extension ? str_from(s, 2) : str_from(s, 11 + gif_colours((unsigned char)s.p[9]));
		s = gif_blocks(s, &b);
		if (extension && (what == 0xfe || what == 0x01))
			picture_says(p, legacy_text(p->x->r->mem, buf_str(&b), false));
		else if (extension && what == 0xff && str_starts(buf_str(&b), S("XMP Data")))
			picture_says(p, legacy_text(p->x->r->mem, buf_str(&b), false));
	}
	if (s.n == 0 || *s.p != ';')
		picture_broken(p);
}

/* ---- WebP, BMP, HEIC ---- */

static void
read_webp(struct picture *p, struct str s)
{
	s = str_from(s, 12);
	for (int i = 0; s.n >= 8 && i < CHUNKS_MOST; i++) {
		uint32_t n = legacy_u32(s, 4);
		struct str type = str_sub(s, 0, 4), data = str_sub(s, 8, n);

		if (s.n - 8 < n) {
			picture_broken(p);
			return;
		}
		if (str_eq(type, S("VP8X"))) {
			p->width = (legacy_u32(data, 4) & 0xffffff) + 1;
			p->height = (legacy_u32(data, 6) >> 8) + 1;
		} else if (str_eq(type, S("VP8 ")) && p->width == 0) {
			p->width = legacy_u16(data, 6) & 0x3fff;
			p->height = legacy_u16(data, 8) & 0x3fff;
		} else if (str_eq(type, S("VP8L")) && p->width == 0) {
			p->width = (legacy_u32(data, 1) & 0x3fff) + 1;
			p->height = (legacy_u32(data, 1) >> 14 & 0x3fff) + 1;
		} else if (str_eq(type, S("EXIF"))) {
			exif_read(p, str_starts(data, (struct str){ "Exif\0", 6 }) ? str_from(data, 6) : data);
		} else if (str_eq(type, S("XMP "))) {
			picture_xmp(p, data);
		}
		s = str_from(s, 8 + (size_t)n + n % 2);
	}
}

static void
read_bmp(struct picture *p, struct str s)
{
	p->width = legacy_u32(s, 18);
	p->height = legacy_u32(s, 22);
	/* Lines from the top down have a height below zero. */
	if (p->height > INT32_MAX)
		p->height = 0 - p->height;
}

/* Boxes in boxes (ISO/IEC 23008-12); EXIF and XMP lie in them as they are, and are found by their marks. */
static void
read_heic(struct picture *p, struct str s)
{
	static const char *const marks[] = { "Exif\0\0II*", "Exif\0\0MM\0*" };
	const char *at = memmem(s.p, s.n, "ispe", 4), *end;

	if (at != NULL) {
		p->width = exif_big(str_from(s, (size_t)(at - s.p)), 8, 4);
		p->height = exif_big(str_from(s, (size_t)(at - s.p)), 12, 4);
	}
	for (size_t i = 0; i < COUNT(marks); i++) {
		if ((at = memmem(s.p, s.n, marks[i], i == 0 ? 9 : 10)) != NULL)
			exif_read(p, str_from(s, (size_t)(at - s.p) + 6));
	}
	if ((at = memmem(s.p, s.n, "<x:xmpmeta", 10)) == NULL)
		return;
	end = memmem(at, s.n - (size_t)(at - s.p), "</x:xmpmeta>", 12);
	if (end == NULL)
		picture_broken(p);
	else
		picture_xmp(p, (struct str){ at, (size_t)(end - at) + 12 });
}

static const struct { const char *type; void (*read)(struct picture *, struct str); } readers[] = {
	{ "image/png", read_png }, { "image/jpeg", read_jpeg }, { "image/gif", read_gif }, { "image/tiff", exif_read },
	{ "image/webp", read_webp }, { "image/bmp", read_bmp }, { "image/heic", read_heic },
};

/* One picture is on one page; in files other than a TIFF a second directory is that of a thumbnail. */
static void
read_words(struct picture *p)
{
	struct extraction *x = p->x;
	struct str type = x->r->doc.media_type;
	uint32_t pages = str_eq(type, S("image/tiff")) && p->pages > 1 ? p->pages : 1;
	/* Of what moves, only the first picture would be read. */
	bool still = str_eq(type, S("image/tiff")) || str_eq(type, S("image/jpeg")) || str_eq(type, S("image/bmp")) ||
	    (str_eq(type, S("image/png")) && !has(x->bytes, "acTL"));

	for (uint32_t i = 0; i < pages; i++)
		*PUSH(x->r->mem, x->looks, x->nlooks, x->looks_cap) = LOOK_PICTURE;
	if (still)
		scan_picture(x, x->bytes, pages);
	while (x->text.npages < pages)
		gather_page(&x->text);
}

int
extract_image(struct extraction *x, struct err *e)
{
	struct picture *p = NEW(x->r->mem, struct picture, 1);

	p->x = x;
	for (size_t i = 0; i < COUNT(readers); i++) {
		if (str_eq(x->r->doc.media_type, str_of(readers[i].type)))
			readers[i].read(p, x->bytes);
	}
	exif_moments(p);
	for (size_t i = 0; i < p->nxmp && !x->stopped; i++) {
		if (xmp_read(x, p->xmp[i], e) != 0)
			return -1;
	}
	if (!x->stopped && (p->width == 0 || p->height == 0))
		picture_broken(p);
	if (p->place)
		extraction_find(x, F_EXT_PLACE, 0, STR_NONE);
	if (p->maker)
		extraction_find(x, F_EXT_MAKER, 0, STR_NONE);
	picture_says(p, str_fmt(x->r->mem, _("%u bij %u beeldpunten"), p->width, p->height));
	if (!x->stopped)
		read_words(p);
	return 0;
}
