/* SPDX-License-Identifier: EUPL-1.2 */
/* look_text.c - what kind of text a text is. */
#include "base/buf.h"
#include "base/utf8.h"
#include "identify/look.h"

#include <string.h>

#include "base/banned.h"

#define HEAD_MOST	((size_t)1024)	/* bytes in which HTML must show itself */
#define MAIL_LINES	100		/* header lines looked at */
#define ROOT_NAME	((size_t)100)	/* bytes of a media type in the root of an XML file */
#define CODED_SEEN	((size_t)1 << 20)	/* bytes in which an encoded part must show itself */
#define TABLE_MOST	((size_t)65536)	/* bytes of a table looked at */
#define TABLE_LINES	50		/* records of a table looked at */
#define TABLE_LEAST	2		/* a table has a heading and a record */

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

/* A file of messages, each behind a line "From somebody when" (RFC 4155). */
static bool
is_mailbox(struct str s)
{
	struct str line;

	return str_starts(s, S("From ")) && str_next(&s, '\n', &line) && is_mail(s);
}

/*
 * Somewhere a line says that what follows is encoded: whatever stands before
 * it, this is no text that can be read as it is.
 */
static bool
has_coded_part(struct str s)
{
	static const char *const says[] = { "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted" };
	struct str line;

	s = str_sub(s, 0, CODED_SEEN);
	while (str_next(&s, '\n', &line)) {
		for (size_t i = 0; i < COUNT(says); i++) {
			if (str_eq_nocase(str_sub(line, 0, strlen(says[i])), str_of(says[i])))
				return true;
		}
	}
	return false;
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

/* What the elements of an XML file say of it. */
struct tree {
	struct look	*l;
	bool		 seen;		/* the root */
	bool		 svg, xhtml;
	struct buf	 odf;		/* the media type that a flat ODF document names */
	struct buf	 version;
};

static void
on_start(void *user, const struct xml_tag *t)
{
	static const char office[] = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
	struct tree *x = user;

	/* Where OpenOffice and LibreOffice keep the code of a flat document. */
	if (str_eq(t->ns, S("http://openoffice.org/2004/office")) && str_eq(t->name, S("module")))
		look_macros(x->l, S("Basic"));
	if (x->seen)
		return;
	x->seen = true;
	x->svg = str_eq(t->ns, S("http://www.w3.org/2000/svg")) && str_eq(t->name, S("svg"));
	x->xhtml = str_eq(t->ns, S("http://www.w3.org/1999/xhtml")) && str_eq(t->name, S("html"));
	if (str_eq(t->ns, str_of(office)) && str_eq(t->name, S("document"))) {
		buf_add(&x->odf, xml_attribute_of(t, office, "mimetype"));
		buf_add(&x->version, xml_attribute_of(t, office, "version"));
	}
}

static struct str
flat_type(struct str odf)
{
	static const struct {
		const char *odf, *flat;
	} table[] = {
		{ "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-flat-xml" },
		{ "application/vnd.oasis.opendocument.spreadsheet",
		    "application/vnd.oasis.opendocument.spreadsheet-flat-xml" },
		{ "application/vnd.oasis.opendocument.presentation",
		    "application/vnd.oasis.opendocument.presentation-flat-xml" },
		{ "application/vnd.oasis.opendocument.graphics",
		    "application/vnd.oasis.opendocument.graphics-flat-xml" },
	};

	for (size_t i = 0; i < COUNT(table); i++) {
		if (str_eq(odf, str_of(table[i].odf)))
			return str_of(table[i].flat);
	}
	return S("application/xml");
}

static const struct xml_handler handler = { .start = on_start };

/* XML by its declaration, or else because all of it is; type stays as it was when it is neither. */
static int
look_xml(struct look *l, struct str s, struct err *e)
{
	struct tree x = { .l = l };
	enum xml_end end;

	buf_init(&x.odf, l->mem, ROOT_NAME);
	buf_init(&x.version, l->mem, ROOT_NAME);
	if (xml_parse(s, &handler, &x, &end, e) != 0)
		return -1;
	if (end != XML_SOUND && !str_starts(s, S("<?xml")))
		return 0;
	l->type = S("application/xml");
	if (end != XML_SOUND)
		return 0;
	if (x.svg)
		l->type = S("image/svg+xml");
	else if (x.xhtml)
		l->type = S("text/html");
	else if (x.odf.n != 0)
		l->type = flat_type(buf_str(&x.odf));
	l->version = look_version(&x.version);
	return 0;
}

int
look_text(struct look *l, struct err *e)
{
	struct str s = utf8_start(l->bytes);

	l->type = S("text/plain");
	if (str_starts(s, S("{\\rtf")))
		l->type = S("application/rtf");
	else if (is_mail(s))
		l->type = S("message/rfc822");
	else if (is_mailbox(s))
		l->type = S("application/mbox");
	else if (has_tag(s, S("<!doctype html")) || has_tag(s, S("<html")))
		l->type = S("text/html");
	else if (str_starts(s, S("<")))
		return look_xml(l, s, e);
	else if (has_coded_part(s))
		l->type = S("message/rfc822");
	else if (is_table(s, ';') || is_table(s, '\t') || is_table(s, ','))
		l->type = S("text/csv");
	return 0;
}
