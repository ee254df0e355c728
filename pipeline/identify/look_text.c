/* SPDX-License-Identifier: EUPL-1.2 */
/* look_text.c - what kind of text a text is. */
#include "identify/look.h"

#include "base/banned.h"

#define HEAD_MOST	((size_t)1024)	/* bytes in which HTML must show itself */
#define MAIL_LINES	100		/* header lines looked at */
#define TABLE_MOST	((size_t)65536)	/* bytes of a table looked at */
#define TABLE_LINES	50		/* records of a table looked at */
#define TABLE_LEAST	2		/* a table has a heading and a record */

static struct str
without_bom(struct str s)
{
	if (str_starts(s, S("\xef\xbb\xbf")))
		s = str_from(s, 3);
	while (s.n != 0 && (*s.p == ' ' || *s.p == '\t' || *s.p == '\r' || *s.p == '\n'))
		s = str_from(s, 1);
	return s;
}

static bool
has_tag(struct str s, struct str tag)
{
	s = str_sub(s, 0, HEAD_MOST);
	for (; s.n >= tag.n; s = str_from(s, 1)) {
		if (str_eq_nocase(str_sub(s, 0, tag.n), tag))
			return true;
	}
	return false;
}

/* Names of header fields (RFC 5322 3.6); those marked are written by mail programs, not by people. */
static const struct { const char *name; bool machine; } fields[] = {
	{ "received", true }, { "return-path", true }, { "delivered-to", true }, { "message-id", true },
	{ "mime-version", true }, { "content-type", true }, { "x-mailer", true }, { "dkim-signature", true },
	{ "from", false }, { "to", false }, { "cc", false }, { "subject", false }, { "date", false },
	{ "sender", false }, { "reply-to", false },
};

/* Starts with header lines, one written by a machine and two in all. */
static bool
is_mail(struct str s)
{
	size_t known = 0, machine = 0;
	struct str line, name;

	for (int i = 0; i < MAIL_LINES && str_next(&s, '\n', &line); i++) {
		if (line.n == 0 || *line.p == '\r')
			break;
		if (*line.p == ' ' || *line.p == '\t')
			continue;
		if (!str_has(line, ':') || !str_next(&line, ':', &name) || str_has(name, ' '))
			return false;
		for (size_t k = 0; k < COUNT(fields); k++) {
			if (!str_eq_nocase(name, str_of(fields[k].name)))
				continue;
			known++;
			machine += fields[k].machine;
		}
	}
	return machine >= 1 && known >= 2;
}

/* Cut one record off; counts sep outside quotes.  False at the end or when the record is not complete. */
static bool
record_next(struct str *s, char sep, size_t *seps_r, bool *spaced)
{
	bool quoted = false;
	size_t i;

	*seps_r = 0;
	for (i = 0; i < s->n; i++) {
		char c = s->p[i];

		if (c == '"')
			quoted = !quoted;
		else if (c == '\n' && !quoted)
			break;
		else if (c == sep && !quoted) {
			(*seps_r)++;
			if (i + 1 < s->n && s->p[i + 1] == ' ')
				*spaced = true;
		}
	}
	if (i == s->n && (quoted || i == 0))
		return false;
	*s = str_from(*s, i + 1);
	return true;
}

/*
 * Every record has as many separators as the first.  Prose has commas too, so
 * a table with commas needs three columns and no space after a comma.
 */
static bool
is_table(struct str s, char sep)
{
	bool cut = s.n > TABLE_MOST, spaced = false;
	size_t first = 0, n, records = 0;

	s = str_sub(s, 0, TABLE_MOST);
	while (records < TABLE_LINES && record_next(&s, sep, &n, &spaced)) {
		if (cut && s.n == 0)
			break; /* the last one may be half a record */
		if (records == 0)
			first = n;
		else if (n != first)
			return false;
		records++;
	}
	if (records < TABLE_LEAST || first == 0)
		return false;
	return sep != ',' || (first >= 2 && !spaced);
}

struct str
look_text(struct str bytes)
{
	struct str s = without_bom(bytes);

	if (str_starts(s, S("{\\rtf")))
		return S("application/rtf");
	if (is_mail(s))
		return S("message/rfc822");
	if (has_tag(s, S("<!doctype html")) || has_tag(s, S("<html")))
		return S("text/html");
	if (str_starts(s, S("<?xml")))
		return S("application/xml");
	if (is_table(s, ';') || is_table(s, '\t') || is_table(s, ','))
		return S("text/csv");
	return S("text/plain");
}
