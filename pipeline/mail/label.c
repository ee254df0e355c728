/* SPDX-License-Identifier: EUPL-1.2 */
/* label.c - bytes as UTF-8, by the name that a message or a web page gives their encoding. */
#include "mail/label.h"

#include <errno.h>
#include <iconv.h>

#include "base/buf.h"
#include "base/utf8.h"

#include "base/banned.h"

#define CHUNK		((size_t)16 << 10)
#define REPLACEMENT	S("\xef\xbf\xbd")
#define UTF8		"UTF-8"
#define ANSI		"WINDOWS-1252"

/*
 * What stands in mail from our part of the world, and what iconv calls it.
 * Latin 1 is read as Windows-1252, which is what its writers mean.
 */
static const struct { const char *label, *from; } labels[] = {
	{ "utf-8", UTF8 }, { "utf8", UTF8 }, { "unicode-1-1-utf-8", UTF8 }, { "cp65001", UTF8 },
	{ "us-ascii", NULL }, { "ascii", NULL }, { "ansi_x3.4-1968", NULL },
	{ "iso-8859-1", ANSI }, { "iso8859-1", ANSI }, { "iso_8859-1", ANSI }, { "latin1", ANSI }, { "windows-1252", ANSI },
	{ "cp1252", ANSI }, { "x-cp1252", ANSI },
	{ "utf-16", "UTF-16" }, { "utf-16le", "UTF-16LE" }, { "utf-16be", "UTF-16BE" },
	{ "utf-7", "UTF-7" }, { "unicode-1-1-utf-7", "UTF-7" },
	{ "iso-8859-2", "ISO-8859-2" }, { "iso-8859-3", "ISO-8859-3" }, { "iso-8859-4", "ISO-8859-4" },
	{ "iso-8859-5", "ISO-8859-5" }, { "iso-8859-6", "ISO-8859-6" }, { "iso-8859-7", "ISO-8859-7" },
	{ "iso-8859-8", "ISO-8859-8" }, { "iso-8859-9", "WINDOWS-1254" }, { "iso-8859-10", "ISO-8859-10" },
	{ "iso-8859-13", "ISO-8859-13" }, { "iso-8859-14", "ISO-8859-14" }, { "iso-8859-15", "ISO-8859-15" },
	{ "iso8859-15", "ISO-8859-15" }, { "latin-9", "ISO-8859-15" }, { "iso-8859-16", "ISO-8859-16" },
	{ "windows-1250", "WINDOWS-1250" }, { "windows-1251", "WINDOWS-1251" }, { "windows-1253", "WINDOWS-1253" },
	{ "windows-1254", "WINDOWS-1254" }, { "windows-1255", "WINDOWS-1255" }, { "windows-1256", "WINDOWS-1256" },
	{ "windows-1257", "WINDOWS-1257" }, { "windows-1258", "WINDOWS-1258" },
	{ "koi8-r", "KOI8-R" }, { "koi8-u", "KOI8-U" }, { "macintosh", "MACINTOSH" },
	{ "ibm437", "IBM437" }, { "cp437", "IBM437" }, { "ibm850", "IBM850" }, { "cp850", "IBM850" },
	{ "ibm858", "IBM858" }, { "cp858", "IBM858" },
};

/* Not in the table above, but what GMime opens for the names of attachments. */
static const char *const others[] = { "ISO-8859-1", "ISO-8859-9", "US-ASCII" };

int
label_load(struct arena *mem, struct err *e)
{
	iconv_t *open = NEW(mem, iconv_t, COUNT(labels) + COUNT(others));

	for (size_t i = 0; i < COUNT(labels) + COUNT(others); i++) {
		const char *from = i < COUNT(labels) ? labels[i].from : others[i - COUNT(labels)];

		if (from == NULL)
			continue;
		open[i] = iconv_open(UTF8, from);
		if (open[i] == (iconv_t)-1)
			return err_sys(e, E_CONFIG, _("geen omzetting van %s naar UTF-8"), from);
	}
	return 0;
}

/* UTF-8 as it should be, with U+FFFD for each byte that is not. */
static enum label_state
scrub(struct arena *mem, struct str s, size_t max, struct str *s_r)
{
	struct buf b;
	uint32_t c;

	if (utf8_valid(s)) {
		*s_r = str_dup(mem, utf8_cut(s, max));
		return LABEL_WHOLE;
	}
	buf_init(&b, mem, max);
	while (s.n != 0 && !b.cut) {
		size_t n = utf8_decode(s, &c);

		buf_add(&b, n != 0 ? str_sub(s, 0, n) : REPLACEMENT);
		s = str_from(s, n != 0 ? n : 1);
	}
	*s_r = buf_str(&b);
	return LABEL_LOSSY;
}

static enum label_state
convert(struct arena *mem, const char *from, struct str s, size_t max, struct str *s_r)
{
	iconv_t cd = iconv_open(UTF8, from);
	char *in = (char *)(uintptr_t)s.p, out[CHUNK];
	size_t left = s.n;
	bool lossy = false;
	struct buf b;

	if (cd == (iconv_t)-1) {
		(void)scrub(mem, s, max, s_r);
		return LABEL_UNKNOWN;
	}
	buf_init(&b, mem, max);
	while (left != 0 && !b.cut) {
		char *o = out;
		size_t room = sizeof out, rc = iconv(cd, &in, &left, &o, &room);

		buf_add(&b, (struct str){ out, (size_t)(o - out) });
		if (rc != (size_t)-1 || errno == E2BIG)
			continue;
		lossy = true;
		buf_add(&b, REPLACEMENT);
		in++;
		left--;
	}
	(void)iconv_close(cd);
	*s_r = buf_str(&b);
	return lossy ? LABEL_LOSSY : LABEL_WHOLE;
}

enum label_state
label_utf8(struct arena *mem, struct str label, struct str bytes, size_t max, struct str *s_r)
{
	const char *from = NULL;
	bool known = label.n == 0;
	enum label_state st;

	for (size_t i = 0; i < COUNT(labels); i++) {
		if (str_eq_nocase(str_trim(label), str_of(labels[i].label))) {
			from = labels[i].from;
			known = true;
		}
	}
	if (from == NULL)
		from = utf8_valid(bytes) ? UTF8 : ANSI;
	st = str_eq(str_of(from), S(UTF8)) ? scrub(mem, bytes, max, s_r) : convert(mem, from, bytes, max, s_r);
	return known ? st : LABEL_UNKNOWN;
}

struct str
label_of_codepage(struct arena *mem, uint32_t codepage)
{
	if (codepage == 65001)
		return S("utf-8");
	if (codepage == 1200)
		return S("utf-16le");
	if (codepage == 20127)
		return S("us-ascii");
	if (codepage >= 28591 && codepage <= 28606)
		return str_fmt(mem, "iso-8859-%u", codepage - 28590);
	if (codepage >= 1250 && codepage <= 1258)
		return str_fmt(mem, "windows-%u", codepage);
	if (codepage == 437 || codepage == 850 || codepage == 858)
		return str_fmt(mem, "ibm%u", codepage);
	if (codepage == 20866)
		return S("koi8-r");
	if (codepage == 10000)
		return S("macintosh");
	return codepage == 0 ? STR_NONE : str_fmt(mem, "codepage-%u", codepage);
}
