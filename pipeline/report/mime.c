/* SPDX-License-Identifier: EUPL-1.2 */
/* mime.c - a mail of plain text as its bytes go to a server (RFC 5322, 2045, 2047, 3834). */
#include "report/mime.h"

#include "base/base64.h"
#include "base/utf8.h"

#include "base/banned.h"

#define MESSAGE_MOST	KIB(16)		/* bytes of a whole one: three lines and headers are far shorter */
#define PLAIN_MOST	69		/* bytes of a subject that stays as it is: a line of at most 78 (RFC 5322 2.1.1) */
#define WORD_BYTES	39		/* 52 letters of base64 and 12 around them: a line of at most 76 (RFC 2047 2) */
#define QP_MOST		75		/* of a line, and the = that breaks it (RFC 2045 6.7) */

struct str
mime_date(struct arena *mem, time_t t)
{
	static const char days[] = "MonTueWedThuFriSatSun", months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct date d = date_of_time(t), monday = { 1970, 1, 5 };
	int64_t since = date_between(monday, d);
	struct str clock = str_sub(time_rfc3339(mem, t), 11, 8);

	since = (since % 7 + 7) % 7;
	return str_fmt(mem, "%.3s, %d %.3s %d %.*s +0000", days + since * 3, d.day,
	    months + ((ptrdiff_t)d.month - 1) * 3, d.year, STRF(clock));
}

static bool
plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < ' ' || s.p[i] > '~')
			return false;
	}
	return s.n <= PLAIN_MOST && !str_holds_nocase(s, S("=?"));
}

struct str
mime_words(struct arena *mem, struct str text)
{
	struct str rest = utf8_show(mem, text);
	struct buf b;

	if (plain(rest))
		return rest;
	buf_init(&b, mem, MESSAGE_MOST);
	while (rest.n != 0) {
		struct str part = utf8_cut(rest, WORD_BYTES);

		buf_addf(&b, "%s=?utf-8?B?%.*s?=", b.n == 0 ? "" : "\r\n ", STRF(base64(mem, part)));
		rest = str_from(rest, part.n);
	}
	return buf_str(&b);
}

/* One line of the text; a long one is broken where a reader joins it again. */
static void
add_quoted(struct buf *b, struct str line)
{
	size_t column = 0;

	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = (unsigned char)line.p[i];
		bool as_is = c > ' ' && c <= '~' && c != '=';

		as_is |= c == ' ' && i + 1 != line.n;
		if (column + (as_is ? 1 : 3) > QP_MOST) {
			buf_add(b, S("=\r\n"));
			column = 0;
		}
		if (as_is)
			buf_addc(b, (char)c);
		else
			buf_addf(b, "=%02X", c);
		column += as_is ? 1 : 3;
	}
	buf_add(b, S("\r\n"));
}

struct str
mime_message(struct arena *mem, const struct mail_route *m, const struct missive *x)
{
	struct str domain = m->from, local;
	struct buf b;

	buf_init(&b, mem, MESSAGE_MOST);
	(void)str_next(&domain, '@', &local);
	buf_addf(&b, "Date: %.*s\r\n", STRF(mime_date(mem, x->made)));
	buf_addf(&b, "From: woostraat <%.*s>\r\n", STRF(m->from));
	for (size_t i = 0; i < m->nto; i++)
		buf_addf(&b, "%s%.*s", i == 0 ? "To: " : ",\r\n ", STRF(m->to[i]));
	buf_addf(&b, "\r\nSubject: %.*s\r\n", STRF(mime_words(mem, x->subject)));
	buf_addf(&b, "Message-ID: <%.*s@%.*s>\r\n", STRF(x->id), STRF(domain));
	/* The second is what Exchange heeds: nobody's absence is told to a mailbox that nobody reads. */
	buf_add(&b, S("Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n"));
	buf_add(&b,
	    S("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
	      "Content-Transfer-Encoding: quoted-printable\r\nContent-Language: nl\r\n\r\n"));
	for (size_t i = 0; i < MISSIVE_LINES; i++)
		add_quoted(&b, utf8_show(mem, x->line[i]));
	return buf_str(&b);
}
