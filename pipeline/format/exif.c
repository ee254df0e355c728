/* SPDX-License-Identifier: EUPL-1.2 */
/* exif.c - the tags of a TIFF file, which EXIF is too (TIFF 6.0; EXIF 2.32, 4.5). */
#include "format/exif.h"

#include <string.h>

#include "base/banned.h"

#define DIRECTORIES_MOST	4096	/* of one file: a TIFF has one for each page */
#define TAGS_MOST		4096	/* of one directory */
#define CHUNKS_MOST		100000	/* of one picture */

struct tiff {
	struct str	 s;
	bool		 big;		/* big-endian numbers */
	bool		 broken;
	uint32_t	 pages;
	exif_seen	*seen;
	void		*user;
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
		t->broken = true;
		return;
	}
	t->todo[t->n].at = at;
	t->todo[t->n].gps = gps;
	t->todo[t->n++].chain = chain;
}

static void
follow(struct tiff *t, const struct exif_value *v)
{
	if (v->gps)
		return;
	if (v->tag == TAG_EXIF || v->tag == TAG_GPS)
		add_directory(t, v->first, v->tag == TAG_GPS, false);
	for (size_t at = 0; v->tag == TAG_SUB && at + 4 <= v->bytes.n; at += 4)
		add_directory(t, number(t, (size_t)(v->bytes.p - t->s.p) + at, 4), false, false);
}

static void
read_directory(struct tiff *t, uint32_t at, bool gps, bool chain)
{
	static const uint8_t sizes[] = { 0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4 };
	uint32_t n = number(t, at, 2);

	if (n > TAGS_MOST || t->s.n - at - 2 < (size_t)n * 12) {
		t->broken = true;
		return;
	}
	for (uint32_t i = 0; i < n; i++) {
		size_t entry = (size_t)at + 2 + (size_t)i * 12;
		uint32_t type = number(t, entry + 2, 2), count = number(t, entry + 4, 4);
		uint64_t bytes = type < COUNT(sizes) ? (uint64_t)count * sizes[type] : 0;
		size_t where = bytes <= 4 ? entry + 8 : number(t, entry + 8, 4);
		struct exif_value v = { .gps = gps, .big = t->big, .tag = number(t, entry, 2), .type = type };

		/* A value that lies outside the file cannot be read by anybody. */
		if (bytes == 0 || where > t->s.n || t->s.n - where < bytes)
			continue;
		v.bytes = str_sub(t->s, where, (size_t)bytes);
		v.first = number(t, where, sizes[type]);
		follow(t, &v);
		t->seen(t->user, &v);
	}
	if (chain) {
		t->pages++;
		add_directory(t, number(t, (size_t)at + 2 + (size_t)n * 12, 4), false, true);
	}
}

bool
exif_walk(struct str tiff, struct arena *mem, exif_seen *seen, void *user, uint32_t *pages_r)
{
	struct tiff *t = NEW(mem, struct tiff, 1);

	t->s = tiff;
	t->big = str_starts(tiff, S("MM"));
	t->seen = seen;
	t->user = user;
	*pages_r = 0;
	if (tiff.n < 8 || (!t->big && !str_starts(tiff, S("II"))) || number(t, 2, 2) != 42)
		return false;
	add_directory(t, number(t, 4, 4), false, true);
	for (size_t i = 0; i < t->n && !t->broken; i++)
		read_directory(t, t->todo[i].at, t->todo[i].gps, t->todo[i].chain);
	*pages_r = t->pages;
	return !t->broken;
}

/* ---- the pictures around it ---- */

struct teller {
	unsigned	 told;
	struct arena	*mem;
};

static void
tell(void *user, const struct exif_value *v)
{
	struct teller *t = user;

	if (v->gps)
		t->told |= v->tag == TAG_LATITUDE ? EXIF_PLACE : 0;
	else if (v->tag == TAG_ARTIST || v->tag == TAG_OWNER || v->tag == TAG_SERIAL || v->tag == TAG_LENS_SERIAL)
		t->told |= str_trim(v->bytes).n > 1 ? EXIF_MAKER : 0;
}

static void
tell_tiff(struct teller *t, struct str s)
{
	struct mark before = arena_mark(t->mem);
	uint32_t pages;

	(void)exif_walk(s, t->mem, tell, t, &pages);
	arena_rewind(t->mem, before);
}

/* The properties as XMP writes them are XML, whatever names its prefixes have. */
static void
tell_xmp(struct teller *t, struct str s)
{
	static const char *const makers[] = { "dc:creator", "OwnerName", "SerialNumber" };

	t->told |= str_holds_nocase(s, S("GPSLatitude")) ? EXIF_PLACE : 0;
	for (size_t i = 0; i < COUNT(makers); i++)
		t->told |= str_holds_nocase(s, str_of(makers[i])) ? EXIF_MAKER : 0;
}

uint32_t
exif_big(struct str s, size_t at, size_t bytes)
{
	uint32_t v = 0;

	for (size_t i = 0; i < bytes; i++)
		v = v << 8 | (at + i < s.n ? (unsigned char)s.p[at + i] : 0);
	return v;
}

/* EXIF lies in a JPEG behind its name, elsewhere sometimes. */
static struct str
without_name(struct str s)
{
	return str_starts(s, (struct str){ "Exif\0", 6 }) ? str_from(s, 6) : s;
}

static void
tell_jpeg(struct teller *t, struct str s)
{
	static const char xap[] = "http://ns.adobe.com/xap/1.0/";

	s = str_from(s, 2);
	for (int i = 0; s.n >= 4 && *s.p == '\xff' && i < CHUNKS_MOST; i++) {
		unsigned marker = (unsigned char)s.p[1];
		uint32_t n = marker == 0xff ? 0 : exif_big(s, 2, 2);
		struct str data = str_sub(s, 4, n < 2 ? 0 : n - 2);

		if (marker == 0xda)
			return;
		if (marker == 0xe1 && str_starts(data, S("Exif")))
			tell_tiff(t, without_name(data));
		else if (marker == 0xe1 && str_starts(data, str_of(xap)))
			tell_xmp(t, data);
		s = str_from(s, marker == 0xff ? 1 : 2 + (size_t)n);
	}
}

static void
tell_chunks(struct teller *t, struct str s, bool png)
{
	s = str_from(s, png ? 8 : 12);
	for (int i = 0; s.n >= 8 && i < CHUNKS_MOST; i++) {
		struct str type = png ? str_sub(s, 4, 4) : str_sub(s, 0, 4), data;
		uint32_t n = png ? exif_big(s, 0, 4) : 0;

		for (size_t k = 4; !png && k != 0; k--)
			n = n << 8 | (unsigned char)s.p[3 + k];
		data = str_sub(s, 8, n);
		if (str_eq_nocase(type, S("eXIf")))
			tell_tiff(t, without_name(data));
		else if (str_eq(type, S("iTXt")) || str_eq(type, S("XMP ")))
			tell_xmp(t, data);
		else if (str_eq(type, S("tEXt")) && str_starts(data, S("Author")))
			t->told |= EXIF_MAKER;
		s = str_from(s, 8 + (size_t)n + (png ? 4 : n % 2));
	}
}

unsigned
exif_tells(struct str s, struct arena *mem)
{
	struct teller t = { .mem = mem };

	if (str_starts(s, S("\xff\xd8")))
		tell_jpeg(&t, s);
	else if (str_starts(s, S("\x89PNG")))
		tell_chunks(&t, s, true);
	else if (str_starts(s, S("RIFF")) && str_eq(str_sub(s, 8, 4), S("WEBP")))
		tell_chunks(&t, s, false);
	else if (str_starts(s, S("II")) || str_starts(s, S("MM")))
		tell_tiff(&t, s);
	return t.told;
}
