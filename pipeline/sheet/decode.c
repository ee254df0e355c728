/* SPDX-License-Identifier: EUPL-1.2 */
/* decode.c - a file of text of unknown encoding as UTF-8, a piece at a time. */
#include "sheet/decode.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"

#include "base/banned.h"

#define PIECE		((size_t)64 << 10)	/* bytes read at once */
#define KEPT		((size_t)3)		/* of a character that goes on in the next piece */
#define NONE		0xfffd			/* for what is no character */

struct decoder {
	int		 fd;
	off_t		 at;
	enum charset	 charset;
	int		 failed;		/* errno, or 0 */
	size_t		 kept;
	char		 in[KEPT + PIECE];
	char		 out[3 * (KEPT + PIECE)];	/* a byte of Windows-1252 has three in UTF-8 at most */
};

/* The characters that Windows-1252 has where ISO 8859-1 has controls; 0: none (WHATWG Encoding, 9.1). */
static const uint16_t windows[32] = { 0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160,
	0x2039, 0x152, 0, 0x17d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161,
	0x203a, 0x153, 0, 0x17e, 0x178 };

/* The next piece behind what was kept; how many bytes there are in all. */
static size_t
fill(struct decoder *d)
{
	size_t n = d->kept;

	while (n < sizeof d->in) {
		ssize_t k = pread(d->fd, d->in + n, sizeof d->in - n, d->at);

		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			d->failed = errno;
		if (k <= 0)
			break;
		n += (size_t)k;
		d->at += k;
	}
	return n;
}

static void
keep(struct decoder *d, size_t from, size_t n)
{
	must(n <= KEPT);
	memmove(d->in, d->in + from, n);
	d->kept = n;
}

/* How many bytes at the end of a piece may be the start of a character. */
static size_t
unfinished(const char *p, size_t n)
{
	for (size_t i = 1; i <= KEPT && i <= n; i++) {
		unsigned char c = (unsigned char)p[n - i];

		if ((c & 0xc0) == 0x80)
			continue;
		return (c >= 0xf0 && i < 4) || (c >= 0xe0 && i < 3) || (c >= 0xc0 && i < 2) ? i : 0;
	}
	return 0;
}

/* UTF-16 without a mark: letters of ours have a NUL beside them. */
static enum charset
wide(const char *p, size_t n)
{
	size_t odd = 0, even = 0;

	for (size_t i = 0; i + 1 < n; i += 2) {
		even += p[i] == '\0';
		odd += p[i + 1] == '\0';
	}
	return odd > n / 4 && even == 0 ? CHARSET_UTF16LE : even > n / 4 && odd == 0 ? CHARSET_UTF16BE : CHARSET_NONE;
}

static bool
has_hole(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];

		if (c >= 0x80 && c < 0xa0 && windows[c - 0x80] == 0)
			return true;
	}
	return false;
}

static enum charset
judge(struct decoder *d, size_t n)
{
	bool utf8 = true, one = true;
	struct str head = { d->in, n };

	if (str_starts(head, S("\xef\xbb\xbf"))) {
		d->charset = CHARSET_UTF8_MARK;
	} else if (str_starts(head, S("\xff\xfe"))) {
		return CHARSET_UTF16LE;
	} else if (str_starts(head, S("\xfe\xff"))) {
		return CHARSET_UTF16BE;
	}
	if (memchr(d->in, '\0', n) != NULL)
		return wide(d->in, n);
	while (n != 0) {
		size_t rest = utf8 && n == sizeof d->in ? unfinished(d->in, n) : 0;

		one &= memchr(d->in, '\0', n) == NULL && !has_hole(d->in, n);
		utf8 &= memchr(d->in, '\0', n) == NULL && utf8_valid((struct str){ d->in, n - rest });
		keep(d, n - rest, rest);
		n = fill(d);
		if (n == d->kept) {
			utf8 &= n == 0;
			break;
		}
	}
	if (utf8)
		return d->charset == CHARSET_UTF8_MARK ? CHARSET_UTF8_MARK : CHARSET_UTF8;
	return one && d->charset != CHARSET_UTF8_MARK ? CHARSET_WINDOWS_1252 : CHARSET_NONE;
}

int
decoder_open(int fd, struct arena *mem, struct decoder **d_r, struct err *e)
{
	struct decoder *d = NEW(mem, struct decoder, 1);

	d->fd = fd;
	d->charset = judge(d, fill(d));
	d->kept = 0;
	d->at = d->charset == CHARSET_UTF8_MARK ? 3 : 0;
	*d_r = d;
	return decoder_end(d, e);
}

enum charset
decoder_charset(const struct decoder *d)
{
	return d->charset;
}

static size_t
from_windows(struct decoder *d, size_t n)
{
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)d->in[i];

		m += utf8_encode(c >= 0x80 && c < 0xa0 ? windows[c - 0x80] : c, d->out + m);
	}
	return m;
}

static uint32_t
unit(const struct decoder *d, size_t i)
{
	unsigned char a = (unsigned char)d->in[i], b = (unsigned char)d->in[i + 1];

	return d->charset == CHARSET_UTF16LE ? (uint32_t)b << 8 | a : (uint32_t)a << 8 | b;
}

/* At the end of the file nothing follows: half a character is none. */
static size_t
from_utf16(struct decoder *d, size_t n, bool end)
{
	size_t i = 0, m = 0;

	while (i + 1 < n) {
		uint32_t c = unit(d, i), low = i + 3 < n ? unit(d, i + 2) : 0;
		bool high = c >= 0xd800 && c < 0xdc00;

		if (high && i + 3 >= n && !end)
			break;
		i += 2;
		if (high && low >= 0xdc00 && low < 0xe000) {
			c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
			i += 2;
		} else if (c >= 0xd800 && c < 0xe000) {
			c = NONE;
		}
		if (c != 0xfeff)
			m += utf8_encode(c, d->out + m);
	}
	keep(d, i, end ? 0 : n - i);
	return m;
}

bool
decoder_more(void *user, struct str *s_r)
{
	struct decoder *d = user;
	size_t n = fill(d);
	bool end = n < sizeof d->in;
	size_t rest;

	*s_r = STR_NONE;
	if (n == 0 || d->failed != 0 || d->charset == CHARSET_NONE)
		return false;
	switch (d->charset) {
	case CHARSET_WINDOWS_1252:
		*s_r = (struct str){ d->out, from_windows(d, n) };
		d->kept = 0;
		return true;
	case CHARSET_UTF16LE:
	case CHARSET_UTF16BE:
		*s_r = (struct str){ d->out, from_utf16(d, n, end) };
		return s_r->n != 0;
	default:
		rest = end ? 0 : unfinished(d->in, n);
		memcpy(d->out, d->in, n - rest);
		*s_r = (struct str){ d->out, n - rest };
		keep(d, n - rest, rest);
		return true;
	}
}

int
decoder_end(const struct decoder *d, struct err *e)
{
	if (d->failed == 0)
		return 0;
	err_set(e, E_IO, "%s: %s", _("lezen mislukt"), err_text(d->failed));
	return -1;
}
