/* SPDX-License-Identifier: EUPL-1.2 */
/* lzfu.c - the compressed RTF of Outlook's messages (MS-OXRTFCP). */
#include "mail/lzfu.h"

#include <zlib.h>

#include "base/buf.h"

#include "base/banned.h"

#define HEAD		16u		/* bytes: compressed size, raw size, kind, checksum */
#define UNCOUNTED	4u		/* the compressed size counts from behind itself */
#define WINDOW		4096u
#define COMPRESSED	0x75465a4cu	/* LZFu */
#define STORED		0x414c454du	/* MELA */

/* What stands in the window at the start (2.1.2.1). */
static const char prefix[] = "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    "\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

static uint32_t
number(struct str s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.p + at;

	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

struct window {
	char		 bytes[WINDOW];
	unsigned	 at;
	struct buf	 out;
};

static void
emit(struct window *w, char c)
{
	buf_addc(&w->out, c);
	w->bytes[w->at] = c;
	w->at = (w->at + 1) % WINDOW;
}

/* A copy of what stands in the window; false when it is the mark of the end. */
static bool
copy(struct window *w, unsigned reference)
{
	unsigned from = reference >> 4, n = (reference & 0xf) + 2;

	if (from == w->at)
		return false;
	for (unsigned i = 0; i < n; i++)
		emit(w, w->bytes[(from + i) % WINDOW]);
	return true;
}

/* True when the mark of the end was met. */
static bool
inflate_all(struct window *w, struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i = 0;

	while (i < s.n && !w->out.cut) {
		unsigned control = p[i++];

		for (unsigned bit = 0; bit < 8 && i < s.n; bit++) {
			if ((control >> bit & 1) == 0) {
				emit(w, (char)p[i++]);
				continue;
			}
			if (i + 2 > s.n)
				return false;
			if (!copy(w, (unsigned)p[i] << 8 | p[i + 1]))
				return true;
			i += 2;
		}
	}
	return false;
}

bool
lzfu_inflate(struct str bytes, size_t max, struct arena *mem, struct str *rtf_r)
{
	struct window *w = NEW(mem, struct window, 1);
	uint32_t size, raw, kind, check;
	struct str s;

	*rtf_r = STR_NONE;
	if (bytes.n < HEAD)
		return false;
	size = number(bytes, 0);
	raw = number(bytes, 4);
	kind = number(bytes, 8);
	check = number(bytes, 12);
	if (size < HEAD - UNCOUNTED || size - (HEAD - UNCOUNTED) > bytes.n - HEAD || raw > max)
		return false;
	s = str_sub(bytes, HEAD, size - (HEAD - UNCOUNTED));
	if (kind == STORED) {
		*rtf_r = str_sub(s, 0, raw);
		return rtf_r->n == raw;
	}
	if (kind != COMPRESSED || (uint32_t)(crc32(UINT32_MAX, (const Bytef *)s.p, (uInt)s.n) ^ UINT32_MAX) != check)
		return false;
	for (size_t i = 0; i < sizeof prefix - 1; i++)
		w->bytes[i] = prefix[i];
	w->at = sizeof prefix - 1;
	/* A copy of 17 bytes may go past the raw size; what is too much is seen below. */
	buf_init(&w->out, mem, (size_t)raw + WINDOW);
	if (!inflate_all(w, s) || w->out.n != raw)
		return false;
	*rtf_r = buf_str(&w->out);
	return true;
}
