/* SPDX-License-Identifier: EUPL-1.2 */
/* encoded.c - the value of a header field as text: unfolded, its encoded words decoded (RFC 2047). */
#include "mail/encoded.h"

#include <gmime/gmime.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

#include "base/banned.h"

#define GROWTH		4		/* bytes of UTF-8 that a byte of another encoding may need, U+FFFD included */
#define WORD_MOST	((size_t)8192)	/* bytes of an encoded word; RFC 2047 2 has 75, programs write more */

/* =?charset?B?payload?= */
struct word {
	struct str	 charset, payload;
	bool		 base64;
	size_t		 n;		/* bytes of all of it */
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool
word_at(struct str s, struct word *w)
{
	struct str rest, encoding;
	const char *end;

	if (!str_starts(s, S("=?")))
		return false;
	rest = str_from(str_sub(s, 0, WORD_MOST), 2);
	if (!str_has(rest, '?') || !str_next(&rest, '?', &w->charset) || !str_has(rest, '?') ||
	    !str_next(&rest, '?', &encoding))
		return false;
	w->base64 = str_eq_nocase(encoding, S("b"));
	if (w->charset.n == 0 || str_has(w->charset, '\n') || (!w->base64 && !str_eq_nocase(encoding, S("q"))))
		return false;
	end = rest.n == 0 ? NULL : memmem(rest.p, rest.n, "?=", 2);
	if (end == NULL)
		return false;
	w->payload = str_sub(rest, 0, (size_t)(end - rest.p));
	/* A language may follow the charset (RFC 2231 5). */
	(void)str_next(&w->charset, '*', &encoding);
	w->charset = encoding;
	w->n = (size_t)(end + 2 - s.p);
	return true;
}

static void
add_payload(struct buf *b, const struct word *w, struct arena *mem)
{
	struct str s = w->payload;
	char *copy = NEW(mem, char, s.n + 1), *out;
	GMimeEncoding st;

	for (size_t i = 0; i < s.n; i++)
		copy[i] = s.p[i] == '_' && !w->base64 ? ' ' : s.p[i];
	g_mime_encoding_init_decode(
	    &st, w->base64 ? GMIME_CONTENT_ENCODING_BASE64 : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	out = NEW(mem, char, g_mime_encoding_outlen(&st, s.n) + 1);
	buf_add(b, (struct str){ out, g_mime_encoding_flush(&st, copy, s.n, out) });
}

static void
flush(struct buf *out, struct buf *pending, struct str charset, struct arena *mem, enum label_state *state)
{
	struct str s;
	enum label_state st;

	if (pending->n == 0)
		return;
	st = label_utf8(mem, charset, buf_str(pending), GROWTH * pending->n, &s);
	if (st > *state)
		*state = st;
	buf_add(out, s);
	pending->n = 0;
}

/* What stands between encoded words: line ends go. */
static void
add_literal(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '\r' && s.p[i] != '\n')
			buf_addc(out, s.p[i]);
	}
}

struct str
encoded_text(struct arena *mem, struct str raw, enum label_state *state_r)
{
	struct buf out, pending;
	struct str s, charset = STR_NONE;
	bool after_word = false;
	struct word w;

	if (label_utf8(mem, STR_NONE, raw, GROWTH * raw.n, &s) > *state_r)
		*state_r = LABEL_LOSSY;
	buf_init(&out, mem, GROWTH * GROWTH * raw.n + 1);
	buf_init(&pending, mem, raw.n + 1);
	while (s.n != 0) {
		const char *next;
		size_t blank = 0;

		while (after_word && blank < s.n && is_blank(s.p[blank]))
			blank++;
		/* A character may be cut in two between words of one charset. */
		if (word_at(str_from(s, blank), &w)) {
			if (!str_eq_nocase(charset, w.charset))
				flush(&out, &pending, charset, mem, state_r);
			charset = w.charset;
			add_payload(&pending, &w, mem);
			s = str_from(s, blank + w.n);
			after_word = true;
			continue;
		}
		flush(&out, &pending, charset, mem, state_r);
		after_word = false;
		next = memmem(s.p + 1, s.n - 1, "=?", 2);
		blank = next == NULL ? s.n : (size_t)(next - s.p);
		add_literal(&out, str_sub(s, 0, blank));
		s = str_from(s, blank);
	}
	flush(&out, &pending, charset, mem, state_r);
	return str_trim(buf_str(&out));
}
