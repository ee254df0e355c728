/* SPDX-License-Identifier: EUPL-1.2 */
/* charset.c - bytes of text of unknown encoding as UTF-8. */
#include "extract/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <uchardet.h>

#include "base/utf8.h"

#include "base/banned.h"

#define GUESS_MOST	((size_t)1 << 20)	/* bytes shown to uchardet; its answer is settled long before */
#define CHUNK		((size_t)16 << 10)
#define HEAD_MOST	((size_t)4096)	/* bytes in which a page names its charset; the standard has 1024 */

enum charset { WINDOWS_1252, ISO_8859_15, UTF_16LE, UTF_16BE, CHARSET__COUNT };

static const char *const names[CHARSET__COUNT] = { "WINDOWS-1252", "ISO-8859-15", "UTF-16LE", "UTF-16BE" };

struct charsets {
	iconv_t		 cd[CHARSET__COUNT];
	struct codepages *pages;
};

/*
 * What uchardet may answer, and what we read then.  ISO-8859-1 on the web and
 * in Dutch offices is Windows-1252 (WHATWG Encoding, 4.2).
 */
static const struct { const char *guess; enum charset read_as; } accepted[] = {
	{ "WINDOWS-1252", WINDOWS_1252 }, { "ISO-8859-1", WINDOWS_1252 }, { "ISO-8859-15", ISO_8859_15 },
};

int
charset_load(struct arena *mem, struct charsets **c_r, struct err *e)
{
	struct charsets *c = NEW(mem, struct charsets, 1);

	for (size_t i = 0; i < CHARSET__COUNT; i++) {
		c->cd[i] = iconv_open("UTF-8", names[i]);
		if (c->cd[i] == (iconv_t)-1)
			return err_sys(e, E_CONFIG, _("geen omzetting van %s naar UTF-8"), names[i]);
	}
	*c_r = c;
	return codepage_load(mem, &c->pages, e);
}

const struct codepages *
charset_pages(const struct charsets *c)
{
	return c->pages;
}

static bool
convert(struct extraction *x, struct str s, enum charset from, struct str *s_r)
{
	iconv_t cd = x->charsets->cd[from];
	char *in = (char *)(uintptr_t)s.p, out[CHUNK];
	size_t left = s.n;
	struct buf b;

	(void)iconv(cd, NULL, NULL, NULL, NULL);
	buf_init(&b, x->r->mem, 2 * TEXT_MOST);
	while (left != 0 && !b.cut) {
		char *o = out;
		size_t room = sizeof out, rc = iconv(cd, &in, &left, &o, &room);

		buf_add(&b, (struct str){ out, (size_t)(o - out) });
		if (rc == (size_t)-1 && errno != E2BIG)
			break;
	}
	*s_r = buf_str(&b);
	/* Past the ceiling the text is refused as too long, not as unknown. */
	return left == 0 || b.cut;
}

/*
 * Letters of Dutch and its neighbours, and the signs that offices use, in
 * Windows-1252.  Short texts have too little for statistics, and these bytes
 * mean something rare or nothing in the other encodings of our region.
 */
static bool
is_plainly_1252(struct str s)
{
	static const unsigned char usual[] =
	    "\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa7\xa9\xab\xad\xae"
	    "\xb0\xb2\xb3\xb4\xb7\xbb\xbc\xbd\xbe\xc0\xc1\xc4\xc7\xc8\xc9\xca\xcb\xcd\xce\xcf\xd3\xd4\xd6\xdc"
	    "\xdf\xe0\xe1\xe2\xe4\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xf6\xf9\xfa\xfb\xfc";

	for (size_t i = 0; i < s.n; i++) {
		if ((s.p[i] & 0x80) != 0 && memchr(usual, (unsigned char)s.p[i], sizeof usual - 1) == NULL)
			return false;
	}
	return true;
}

/* Mostly ASCII: a Dutch text has a letter with an accent in every fifty, not in every five. */
static bool
is_mostly_ascii(struct str s)
{
	size_t high = 0;

	for (size_t i = 0; i < s.n; i++)
		high += (s.p[i] & 0x80) != 0;
	return high <= s.n / 8 + 1;
}

static enum charset
guess(struct str s, struct arena *mem)
{
	uchardet_t u = uchardet_new();
	enum charset found = CHARSET__COUNT;
	const char *answer;

	if (u == NULL)
		return CHARSET__COUNT;
	if (uchardet_handle_data(u, s.p, s.n < GUESS_MOST ? s.n : GUESS_MOST) == 0) {
		uchardet_data_end(u);
		answer = str_c(mem, str_of(uchardet_get_charset(u)));
		for (size_t i = 0; i < COUNT(accepted); i++) {
			if (strcmp(answer, accepted[i].guess) == 0)
				found = accepted[i].read_as;
		}
	}
	uchardet_delete(u);
	return found;
}

static bool
decode(struct extraction *x, struct str s, struct str *s_r)
{
	enum charset from;

	if (str_starts(s, (struct str){ "\xff\xfe", 2 }))
		return convert(x, str_from(s, 2), UTF_16LE, s_r);
	if (str_starts(s, (struct str){ "\xfe\xff", 2 }))
		return convert(x, str_from(s, 2), UTF_16BE, s_r);
	if (str_starts(s, S("\xef\xbb\xbf")))
		s = str_from(s, 3);
	*s_r = s;
	if (s.n != 0 && memchr(s.p, '\0', s.n) != NULL)
		return false;
	if (utf8_valid(s))
		return true;
	if (!is_mostly_ascii(s))
		return false;
	if (is_plainly_1252(s))
		return convert(x, s, WINDOWS_1252, s_r);
	from = guess(s, x->r->mem);
	return from != CHARSET__COUNT && convert(x, s, from, s_r);
}

bool
charset_utf8(struct extraction *x, struct str *s_r)
{
	if (decode(x, x->bytes, s_r))
		return true;
	extraction_stop(x, F_EXT_CHARSET, STR_NONE);
	return false;
}

bool
charset_named(struct extraction *x, struct str label, struct str *s_r)
{
	const struct codepages *pages = x->charsets->pages;
	const struct codepage *p = codepage_find(pages, codepage_number(label));
	struct buf b;

	if (label.n != 0 && p == NULL) {
		extraction_stop(x, F_EXT_CHARSET, STR_NONE);
		return false;
	}
	if (label.n == 0 || p == codepage_find(pages, codepage_number(S("utf-8"))) || utf8_valid(x->bytes) ||
	    memchr(x->bytes.p, '\0', x->bytes.n) != NULL)
		return charset_utf8(x, s_r);
	buf_init(&b, x->r->mem, 2 * TEXT_MOST);
	(void)codepage_decode(p, x->bytes, &b);
	*s_r = buf_str(&b);
	return true;
}

/* Behind the word in s, case not counted; absent: it is not there. */
static struct str
behind(struct str s, struct str word)
{
	for (; s.n >= word.n; s = str_from(s, 1)) {
		if (str_eq_nocase(str_sub(s, 0, word.n), word))
			return str_from(s, word.n);
	}
	return STR_NONE;
}

/* charset=utf-8, encoding = "utf-8" */
static struct str
label(struct str s)
{
	struct str v = str_trim(s);
	size_t n = 0;

	if (!str_starts(v, S("=")))
		return STR_NONE;
	v = str_trim(str_from(v, 1));
	if (str_starts(v, S("\"")) || str_starts(v, S("'")))
		v = str_from(v, 1);
	while (n < v.n && !str_has(S("\"'; \t\r\n/>?"), v.p[n]))
		n++;
	return str_sub(v, 0, n);
}

struct str
charset_label(struct str bytes)
{
	struct str s = str_sub(bytes, 0, HEAD_MOST), tag, inside, found;

	while (str_next(&s, '<', &tag)) {
		if (str_starts(tag, S("!--"))) {
			/* The comment may hold tags of its own. */
			struct str from = { tag.p, (size_t)(s.p == NULL ? 0 : s.p + s.n - tag.p) };

			s = behind(from.n != 0 ? from : tag, S("-->"));
			continue;
		}
		if (!str_eq_nocase(str_sub(tag, 0, 4), S("meta")) && !str_starts(tag, S("?xml")))
			continue;
		(void)str_next(&tag, '>', &inside);
		found = label(behind(inside, *inside.p == '?' ? S("encoding") : S("charset")));
		if (found.n != 0)
			return found;
	}
	return STR_NONE;
}
