/* SPDX-License-Identifier: EUPL-1.2 */
/* codepage.c - the character sets of old documents, as tables that need no file. */
#include "extract/codepage.h"

#include <errno.h>
#include <iconv.h>

#include "base/utf8.h"

#include "base/banned.h"

#define CHUNK		((size_t)4 << 10)	/* bytes of output of one call of iconv */
#define UNKNOWN		0xfffd			/* U+FFFD: replacement character */
#define UTF_8		65001

enum width { ONE_BYTE, MORE_BYTES };

/* What RTF, Windows and the web name; Microsoft Learn, "Code Page Identifiers". */
static const struct { uint32_t number; enum width width; const char *iconv; } known[] = {
	{ 1252, ONE_BYTE, "CP1252" }, { 437, ONE_BYTE, "CP437" }, { 850, ONE_BYTE, "CP850" },
	{ 852, ONE_BYTE, "CP852" }, { 874, ONE_BYTE, "CP874" }, { 1250, ONE_BYTE, "CP1250" },
	{ 1251, ONE_BYTE, "CP1251" }, { 1253, ONE_BYTE, "CP1253" }, { 1254, ONE_BYTE, "CP1254" },
	{ 1255, ONE_BYTE, "CP1255" }, { 1256, ONE_BYTE, "CP1256" }, { 1257, ONE_BYTE, "CP1257" },
	{ 1258, ONE_BYTE, "CP1258" }, { 10000, ONE_BYTE, "MACINTOSH" }, { 20866, ONE_BYTE, "KOI8-R" },
	{ 28592, ONE_BYTE, "ISO-8859-2" }, { 28593, ONE_BYTE, "ISO-8859-3" }, { 28594, ONE_BYTE, "ISO-8859-4" },
	{ 28595, ONE_BYTE, "ISO-8859-5" }, { 28597, ONE_BYTE, "ISO-8859-7" }, { 28599, ONE_BYTE, "ISO-8859-9" },
	{ 28605, ONE_BYTE, "ISO-8859-15" }, { 932, MORE_BYTES, "CP932" }, { 936, MORE_BYTES, "GBK" },
	{ 949, MORE_BYTES, "UHC" }, { 950, MORE_BYTES, "BIG5" }, { 1361, MORE_BYTES, "JOHAB" },
};

static const struct { const char *label; uint32_t number; } labels[] = {
	{ "utf-8", UTF_8 }, { "utf8", UTF_8 }, { "unicode-1-1-utf-8", UTF_8 },
	/* A page that can be asked which charset it has is not in UTF-16 (WHATWG HTML 13.2.3.2). */
	{ "utf-16", UTF_8 }, { "utf-16le", UTF_8 }, { "utf-16be", UTF_8 },
	{ "windows-1252", 1252 }, { "cp1252", 1252 }, { "x-cp1252", 1252 }, { "iso-8859-1", 1252 },
	{ "iso8859-1", 1252 }, { "iso_8859-1", 1252 }, { "latin1", 1252 }, { "l1", 1252 }, { "us-ascii", 1252 },
	{ "ascii", 1252 }, { "iso-8859-15", 28605 }, { "iso8859-15", 28605 }, { "latin-9", 28605 },
	{ "l9", 28605 }, { "iso-8859-2", 28592 }, { "latin2", 28592 }, { "iso-8859-3", 28593 },
	{ "iso-8859-4", 28594 }, { "iso-8859-5", 28595 }, { "iso-8859-7", 28597 }, { "iso-8859-9", 1254 },
	{ "latin5", 1254 }, { "windows-1250", 1250 }, { "windows-1251", 1251 }, { "windows-1253", 1253 },
	{ "windows-1254", 1254 }, { "windows-1255", 1255 }, { "windows-1256", 1256 }, { "windows-1257", 1257 },
	{ "windows-1258", 1258 }, { "windows-874", 874 }, { "macintosh", 10000 }, { "x-mac-roman", 10000 },
	{ "koi8-r", 20866 }, { "shift_jis", 932 }, { "shift-jis", 932 }, { "sjis", 932 }, { "gbk", 936 },
	{ "gb2312", 936 }, { "euc-kr", 949 }, { "ks_c_5601-1987", 949 }, { "big5", 950 },
};

struct codepage {
	uint32_t	 number;
	iconv_t		 cd;			/* more bytes: open for ever; else not used */
	bool		 wide;
	uint16_t	 to[256];		/* one byte: the character; UNKNOWN when there is none */
};

struct codepages {
	struct codepage	 v[COUNT(known)];
	struct codepage	 utf8;
};

/* The characters of a set of one byte each; all of them are in Unicode's first plane. */
static void
fill(struct codepage *p, iconv_t cd)
{
	for (unsigned i = 0; i < COUNT(p->to); i++) {
		char in = (char)i, out[4], *ip = &in, *op = out;
		size_t left = 1, room = sizeof out;
		uint32_t c = UNKNOWN;

		(void)iconv(cd, NULL, NULL, NULL, NULL);
		if (iconv(cd, &ip, &left, &op, &room) != (size_t)-1)
			(void)iconv(cd, NULL, NULL, &op, &room);
		if (op == out || utf8_decode((struct str){ out, (size_t)(op - out) }, &c) == 0)
			c = UNKNOWN;
		p->to[i] = (uint16_t)c;
	}
}

int
codepage_load(struct arena *mem, struct codepages **c_r, struct err *e)
{
	struct codepages *c = NEW(mem, struct codepages, 1);

	for (size_t i = 0; i < COUNT(known); i++) {
		struct codepage *p = &c->v[i];

		p->number = known[i].number;
		p->wide = known[i].width == MORE_BYTES;
		p->cd = iconv_open("UTF-8", known[i].iconv);
		if (p->cd == (iconv_t)-1)
			return err_sys(e, E_CONFIG, _("geen omzetting van %s naar UTF-8"), known[i].iconv);
		if (p->wide)
			continue;
		fill(p, p->cd);
		(void)iconv_close(p->cd);
	}
	c->utf8 = (struct codepage){ .number = UTF_8 };
	*c_r = c;
	return 0;
}

const struct codepage *
codepage_find(const struct codepages *c, uint32_t number)
{
	for (size_t i = 0; i < COUNT(known); i++) {
		if (c->v[i].number == number)
			return &c->v[i];
	}
	return number == UTF_8 ? &c->utf8 : NULL;
}

bool
codepage_one_byte(const struct codepage *p)
{
	return p != NULL && !p->wide && p->number != UTF_8;
}

uint32_t
codepage_number(struct str label)
{
	label = str_trim(label);
	for (size_t i = 0; i < COUNT(labels); i++) {
		if (str_eq_nocase(label, str_of(labels[i].label)))
			return labels[i].number;
	}
	return 0;
}

static void
add_unknown(struct buf *b)
{
	buf_add(b, S("\xef\xbf\xbd"));
}

static bool
decode_wide(const struct codepage *p, struct str s, struct buf *b)
{
	char *in = (char *)(uintptr_t)s.p, out[CHUNK];
	size_t left = s.n;
	bool sound = true;

	(void)iconv(p->cd, NULL, NULL, NULL, NULL);
	while (left != 0 && !b->cut) {
		char *o = out;
		size_t room = sizeof out, rc = iconv(p->cd, &in, &left, &o, &room);
		bool full = rc == (size_t)-1 && errno == E2BIG;

		buf_add(b, (struct str){ out, (size_t)(o - out) });
		if (rc != (size_t)-1 || full)
			continue;
		add_unknown(b);
		sound = false;
		in++;
		left--;
	}
	return sound;
}

static bool
decode_utf8(struct str s, struct buf *b)
{
	bool sound = true;

	while (s.n != 0 && !b->cut) {
		uint32_t c;
		size_t n = utf8_decode(s, &c);

		if (n == 0) {
			add_unknown(b);
			sound = false;
			n = 1;
		} else {
			buf_add(b, str_sub(s, 0, n));
		}
		s = str_from(s, n);
	}
	return sound;
}

bool
codepage_decode(const struct codepage *p, struct str s, struct buf *b)
{
	bool sound = true;

	if (p->wide)
		return decode_wide(p, s, b);
	if (p->number == UTF_8)
		return decode_utf8(s, b);
	for (size_t i = 0; i < s.n && !b->cut; i++) {
		char out[4];
		uint32_t c = p->to[(unsigned char)s.p[i]];

		sound &= c != UNKNOWN;
		buf_add(b, (struct str){ out, utf8_encode(c, out) });
	}
	return sound;
}
