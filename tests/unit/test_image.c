/* SPDX-License-Identifier: EUPL-1.2 */
/* test_image.c - pictures: their size, what they say about themselves, and nothing of their pixels. */
#include "extracting.h"

#include <zlib.h>

/* A TIFF block of tags: number, type, bytes; the directory of the place is made when asked for. */
struct tag {
	unsigned	 tag, type;
	struct str	 bytes;
};

static void
put(struct buf *b, bool big, uint32_t v, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		buf_addc(b, (char)(v >> 8 * (big ? bytes - 1 - i : i)));
}

static struct str
tiff_of(bool big, const struct tag *tags, size_t n, uint32_t pages)
{
	static const uint32_t sizes[] = { 0, 1, 1, 2, 4 };
	struct buf b, values;
	uint32_t at = 8, after = 8 + pages * (2 + (uint32_t)n * 12 + 4);

	buf_init(&b, r.mem, 1 << 16);
	buf_init(&values, r.mem, 1 << 16);
	buf_add(&b, big ? S("MM") : S("II"));
	put(&b, big, 42, 2);
	put(&b, big, 8, 4);
	for (uint32_t page = 0; page < pages; page++) {
		put(&b, big, (uint32_t)n, 2);
		for (size_t i = 0; i < n; i++) {
			const struct tag *t = &tags[i];

			put(&b, big, t->tag, 2);
			put(&b, big, t->type, 2);
			put(&b, big, (uint32_t)t->bytes.n / sizes[t->type], 4);
			if (t->bytes.n <= 4) {
				buf_add(&b, t->bytes);
				buf_add(&b, str_sub(S("\0\0\0\0"), 0, 4 - t->bytes.n));
			} else {
				put(&b, big, after + (uint32_t)values.n, 4);
				buf_add(&values, t->bytes);
			}
		}
		at += 2 + (uint32_t)n * 12 + 4;
		put(&b, big, page + 1 < pages ? at : 0, 4);
	}
	buf_add(&b, buf_str(&values));
	return buf_str(&b);
}

/* The place stands in a directory of its own, here behind everything. */
static struct str
with_place(struct str tiff)
{
	struct buf b;
	char *p = memmem(tiff.p, tiff.n, "\x25\x88", 2);

	buf_init(&b, r.mem, 1 << 16);
	assert_non_null(p);
	buf_add(&b, tiff);
	b.p[p - tiff.p + 8] = (char)tiff.n;
	b.p[p - tiff.p + 9] = (char)(tiff.n >> 8);
	put(&b, false, 1, 2);
	put(&b, false, 2, 2);
	put(&b, false, 5, 2);
	put(&b, false, 3, 4);
	put(&b, false, 8, 4);
	put(&b, false, 0, 4);
	return buf_str(&b);
}

static struct str
segment(unsigned marker, struct str s)
{
	struct buf b;

	buf_init(&b, r.mem, 1 << 16);
	put(&b, true, 0xff00 | marker, 2);
	put(&b, true, (uint32_t)s.n + 2, 2);
	buf_add(&b, s);
	return buf_str(&b);
}

#define JOIN(...)	join((const struct str[]){ __VA_ARGS__ }, sizeof((const struct str[]){ __VA_ARGS__ }) / sizeof(struct str))

static struct str
join(const struct str *s, size_t n)
{
	struct buf b;

	buf_init(&b, r.mem, 1 << 20);
	for (size_t i = 0; i < n; i++)
		buf_add(&b, s[i]);
	return buf_str(&b);
}

#define SOF	S("\xff\xc0\0\x0b\x08\0\x10\0\x20\1\1\x11\0")
#define SCAN	S("\xff\xda\0\2\0\0\xff\xd9")
#define SOI	S("\xff\xd8")

static void
jpeg(void **state)
{
	static const struct tag about[] = { { 0x10e, 2, S("de brug\0") }, { 0x13b, 2, S("B. Eheer\0") },
		{ 0x8825, 4, S("\0\0\0\0") }, { 0x9c9c, 1, S("o\0p\0m\0\0\0") } };
	static const struct piece want[] = { { "de brug", TEXT_PROPERTY }, { "B. Eheer", TEXT_PROPERTY },
		{ "opm", TEXT_PROPERTY }, { "gewone opmerking", TEXT_PROPERTY }, { "in iptc", TEXT_PROPERTY }, { "woord", TEXT_PROPERTY },
		{ "in xmp", TEXT_PROPERTY }, { "32 bij 16 beeldpunten", TEXT_PROPERTY } };
	struct str exif = with_place(tiff_of(false, about, COUNT(about), 1)), all;
	struct text t;

	(void)state;
	(void)extract_as("image/jpeg", JOIN(SOI, SOF, SCAN), "EXT-504");
	all = JOIN(SOI, segment(0xe1, JOIN(S("Exif\0\0"), exif)), segment(0xfe, S("gewone opmerking")),
	    segment(0xed, S("Photoshop 3.0\0" "8BIM\4\4\0\0\0\0\0\x18\x1c\2\x78\0\7in iptc\x1c\2\x19\x80\2\0\5woord")),
	    segment(0xe1, S("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='a'><b>in xmp</b></x:xmpmeta>")), SOF, SCAN);
	t = text_of(extract_as("image/jpeg", all, "EXT-524 EXT-525 EXT-504"));
	pieces("jpeg", &t, want, COUNT(want));
	(void)extract_as("image/jpeg", JOIN(SOI, segment(0xe1, S("http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='1'/>")), SOF,
	    SCAN), "EXT-524 EXT-504");
	no_text(extract_as("image/jpeg", str_sub(all, 0, 60), "EXT-502"));
	no_text(extract_as("image/jpeg", JOIN(SOI, segment(0xed, S("Photoshop 3.0\0" "8BIM\4\4\0\0\0\0\0\x08\x1c\2\x78\xff\xffwoo")), SOF,
	    SCAN), "EXT-502"));
	no_text(extract_as("image/jpeg", JOIN(SOI, SCAN), "EXT-502"));
	no_text(extract_as("image/jpeg", JOIN(SOI, segment(0xe1, S("Exif\0\0II*\0\xff\xff\xff\x7f")), SOF, SCAN), "EXT-502"));
	no_text(extract_as("image/jpeg", JOIN(SOI, segment(0xe1, S("http://ns.adobe.com/xap/1.0/\0<!DOCTYPE a><a/>")), SOF, SCAN),
	    "EXT-505"));
}

static struct str
chunk(const char *type, struct str s)
{
	struct buf b;

	buf_init(&b, r.mem, 1 << 16);
	put(&b, true, (uint32_t)s.n, 4);
	buf_add(&b, str_of(type));
	buf_add(&b, s);
	put(&b, true, 0, 4);
	return buf_str(&b);
}

static struct str
deflated(size_t n, char c)
{
	char *in = NEW(r.mem, char, n), *out = NEW(r.mem, char, n + 1000);
	uLongf m = n + 1000;

	memset(in, c, n);
	assert_int_equal(compress((Bytef *)out, &m, (const Bytef *)in, n), Z_OK);
	return (struct str){ out, m };
}

#define PNG	S("\x89PNG\r\n\x1a\n")
#define HEAD	chunk("IHDR", S("\0\0\0\7\0\0\0\x09\x08\0\0\0\0"))
#define END	chunk("IEND", S(""))

static void
png(void **state)
{
	static const struct piece want[] = { { "Title", TEXT_PROPERTY }, { "de kaart café", TEXT_PROPERTY },
		{ "zzzz", TEXT_PROPERTY }, { "één", TEXT_PROPERTY }, { "7 bij 9 beeldpunten", TEXT_PROPERTY } };
	struct str whole = JOIN(PNG, HEAD, chunk("tEXt", S("Title\0de kaart caf\xe9")),
	    chunk("zTXt", JOIN(S("Comment\0\0"), deflated(4, 'z'))), chunk("iTXt", S("x\0\0\0nl\0\0één")), END);
	struct text t = text_of(extract_as("image/png", whole, "EXT-504"));

	(void)state;
	pieces("png", &t, want, COUNT(want));
	(void)extract_as("image/png", JOIN(PNG, HEAD, chunk("tEXt", S("Author\0B. Eheer")), END), "EXT-525 EXT-504");
	/* Text that swells, a chunk that does not fit, an end that is not there. */
	no_text(extract_as("image/png", JOIN(PNG, HEAD, chunk("zTXt", JOIN(S("Comment\0\0"), deflated(3 << 20, 'z'))), END), "EXT-503"));
	no_text(extract_as("image/png", JOIN(PNG, HEAD, chunk("zTXt", S("Comment\0\0niets")), END), "EXT-502"));
	no_text(extract_as("image/png", str_sub(whole, 0, whole.n - 9), "EXT-502"));
	no_text(extract_as("image/png", JOIN(PNG, S("\xff\xff\xff\xfftEXtabcdefgh")), "EXT-502"));
	/* Pixels without number cost nothing. */
	(void)extract_as("image/png", JOIN(PNG, chunk("IHDR", S("\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\0\0\0\0")), END), "EXT-504");
}

static void
others(void **state)
{
	static const struct tag size[] = { { 0x100, 3, S("\5\0") }, { 0x101, 3, S("\6\0") }, { 0x131, 2, S("Programma 1.0\0") } };
	static const struct tag list[] = { { 0x100, 3, S("\5\0") }, { 0x101, 3, S("\6\0") },
		{ 0x14a, 4, S("\x08\0\0\0\xff\xff\xff\x7f") } };
	static const struct tag large[] = { { 0x100, 3, S("\0\5") }, { 0x101, 3, S("\0\6") },
		{ 0x9286, 1, S("UNICODE\0\0h\0o\0i") } };
	struct str gif = S("GIF89a\3\0\4\0\0\0\0!\xfe\5hallo\4 jij\0,\0\0\0\0\1\0\1\0\0\2\1x\0;");
	struct text t;
	int doc;

	(void)state;
	doc = extract_as("image/tiff", tiff_of(false, size, COUNT(size), 3), "EXT-504");
	t = text_of(doc);
	pieces("tiff", &t, (const struct piece[]){ { "Programma 1.0", TEXT_PROPERTY }, { "5 bij 6 ", TEXT_PROPERTY } }, 2);
	assert_int_equal(r.dossier.docs[doc].pages, 3);
	t = text_of(extract_as("image/tiff", tiff_of(true, large, COUNT(large), 1), "EXT-504"));
	pieces("tiff", &t, (const struct piece[]){ { "hoi", TEXT_PROPERTY }, { "5 bij 6 ", TEXT_PROPERTY } }, 2);
	no_text(extract_as("image/tiff", S("II*\0\xf0\xff\xff\xff"), "EXT-502"));
	/* Of a list of directories each is read: the second lies outside the file. */
	no_text(extract_as("image/tiff", tiff_of(false, list, COUNT(list), 1), "EXT-502"));
	/* A directory that follows itself is read once. */
	(void)extract_as("image/tiff", S("II*\0\x08\0\0\0\2\0\0\1\3\0\1\0\0\0\5\0\0\0\1\1\3\0\1\0\0\0\6\0\0\0\x08\0\0\0"), "EXT-504");
	t = text_of(extract_as("image/gif", gif, "EXT-504"));
	pieces("gif", &t, (const struct piece[]){ { "hallo jij", TEXT_PROPERTY }, { "3 bij 4 ", TEXT_PROPERTY } }, 2);
	no_text(extract_as("image/gif", str_sub(gif, 0, gif.n - 1), "EXT-502"));
	no_text(extract_as("image/gif", S("GIF89a\3\0\4\0\0\0\0?"), "EXT-502"));
	t = text_of(extract_as("image/webp", JOIN(S("RIFF\x80\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\4\0\0\5\0\0EXIF\x40\0\0\0"),
	    tiff_of(false, size, COUNT(size), 1), S("\0\0")), "EXT-504"));
	pieces("webp", &t, (const struct piece[]){ { "Programma 1.0", TEXT_PROPERTY }, { "5 bij 6 ", TEXT_PROPERTY } }, 2);
	no_text(extract_as("image/webp", S("RIFF\x80\0\0\0WEBPVP8X\x0a\0\0\1"), "EXT-502"));
	(void)extract_as("image/bmp", S("BM\0\0\0\0\0\0\0\0\0\0\0\0\x28\0\0\0\5\0\0\0\xfa\xff\xff\xff"), "EXT-504");
	t = text_of(extract_as("image/heic", JOIN(S("\0\0\0\x18" "ftypheic\0\0\0\x14ispe\0\0\0\0\0\0\0\5\0\0\0\6mdatExif\0\0"),
	    tiff_of(false, size, COUNT(size), 1)), "EXT-504"));
	pieces("heic", &t, (const struct piece[]){ { "Programma 1.0", TEXT_PROPERTY }, { "5 bij 6 ", TEXT_PROPERTY } }, 2);
}

#define SVG(x)	S("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">" x "</svg>")

static void
svg(void **state)
{
	static const struct piece want[] = { { "Haven noord\n", TEXT_VISIBLE }, { "Kaart van de haven", TEXT_ALT },
		{ "B. Eheer", TEXT_PROPERTY }, { "https://example.nl/haven", TEXT_LINK }, { "nog weghalen", TEXT_COMMENT } };
	struct text t = text_of(extract_as("image/svg+xml", SVG("<title>Kaart van de haven</title><metadata><a>B. Eheer</a></metadata>"
	    "<a xlink:href=\"https://example.nl/haven\"><text>Haven <tspan>noord</tspan></text></a><use href=\"#x\"/>"
	    "<!-- nog weghalen -->"), ""));

	(void)state;
	pieces("svg", &t, want, COUNT(want));
	(void)extract_as("image/svg+xml", SVG("<text>a</text><script>doe()</script>"), "EXT-521");
	(void)extract_as("image/svg+xml", SVG("<text onclick=\"doe()\">a</text>"), "EXT-521");
	(void)extract_as("image/svg+xml", SVG("<text>a</text><image href=\"data:image/png;base64,AAAA\"/>"), "EXT-507");
	(void)extract_as("image/svg+xml", SVG("<text>a</text><image href=\"https://example.nl/b.png\"/>"), "EXT-522");
	(void)extract_as("image/svg+xml", SVG("<rect/>"), "EXT-504");
	no_text(extract_as("image/svg+xml", S("<!DOCTYPE svg><svg/>"), "EXT-505"));
	no_text(extract_as("image/svg+xml", S("<svg><text></svg>"), "EXT-502"));
	no_text(extract_as("image/svg+xml", S("<html/>"), "EXT-502"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(jpeg), TEST(png), TEST(others), TEST(svg) };

	return cmocka_run_group_tests_name("image", tests, load, NULL);
}
