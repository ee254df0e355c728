/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_mail.c - the text of a message: header, body and its other versions, names of attachments; a page each. */
#include <stdlib.h>
#include <string.h>

#include "extract/extraction.h"
#include "mail/mail.h"

#include "base/ascii.h"

#include "base/banned.h"

#define RECALL_LEAST	90	/* percent of the words of another version that the text must have */
#define BLOB_WORDS	4	/* words in a row that look like an encoded file */
#define BLOB_LEAST	((size_t)40)	/* bytes of such a word: uuencode has 61, base64 76 */
#define SIGNATURE_MOST	((size_t)64 << 10)	/* bytes; with the certificates of a chain it has ten thousand */

struct mailing {
	struct extraction *x;
	struct mail	*m;
	struct str	 html;		/* what an HTML part of the message in hand says, or absent */
};

/* ---- words of two versions ---- */

static bool
is_word(char c)
{
	return ascii_letter(c) || ascii_digit(c) || (c & 0x80) != 0;
}

/* Letters of ASCII made lower, and spaces for what no-break spaces, dashes and quotation marks are in UTF-8. */
static struct str
levelled(struct arena *mem, struct str s)
{
	struct str low = str_lower(mem, s);
	char *p = (char *)(uintptr_t)low.p;

	for (size_t i = 0; i + 1 < low.n; i++) {
		if (str_starts(str_from(low, i), S("\xc2\xa0")))
			memset(p + i, ' ', 2);
		else if (i + 2 < low.n && str_starts(str_from(low, i), S("\xe2\x80")))
			memset(p + i, ' ', 3);
	}
	return low;
}

/* The words of a levelled text, sorted, each once. */
static size_t
words_of(struct arena *mem, struct str low, struct str **v_r)
{
	struct str *v = NULL;
	size_t n = 0, cap = 0, distinct = 0;

	for (size_t i = 0; i < low.n; i++) {
		size_t from = i;

		while (i < low.n && is_word(low.p[i]))
			i++;
		if (i > from)
			*PUSH(mem, v, n, cap) = str_sub(low, from, i - from);
	}
	if (n > 1)
		qsort(v, n, sizeof *v, str_order);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || !str_eq(v[i], v[i - 1]))
			v[distinct++] = v[i];
	}
	*v_r = v;
	return distinct;
}

/* Percent of the words of other that said has too. */
static size_t
recall(struct arena *mem, struct str said, struct str other)
{
	struct str *a, *b;
	size_t na = words_of(mem, said, &a), nb = words_of(mem, other, &b), both = 0;

	for (size_t i = 0, k = 0; k < nb; k++) {
		while (i < na && str_cmp(a[i], b[k]) < 0)
			i++;
		both += i < na && str_eq(a[i], b[k]);
	}
	return nb == 0 ? 100 : both * 100 / nb;
}

/* The same letters and digits in the same order. */
static bool
says_the_same(struct str a, struct str b)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a.n && !is_word(a.p[i]))
			i++;
		while (k < b.n && !is_word(b.p[k]))
			k++;
		if (i == a.n || k == b.n)
			return i == a.n && k == b.n;
		if (a.p[i++] != b.p[k++])
			return false;
	}
}

/* ---- what is added ---- */

static void
aside(struct extraction *x, enum text_origin origin, struct str s)
{
	if (s.n == 0)
		return;
	gather_gap(&x->aside, GAP_LINE);
	gather_origin(&x->aside, origin);
	gather_add(&x->aside, s);
	gather_origin(&x->aside, TEXT_REST);
	gather_gap(&x->aside, GAP_LINE);
}

static void
aside_fields(struct extraction *x, const struct mail_part *p)
{
	for (size_t i = 0; i < p->nfields; i++)
		aside(
		    x, TEXT_MAIL, str_fmt(x->r->mem, "%.*s: %.*s", STRF(p->fields[i].name), STRF(p->fields[i].value)));
}

/* The bytes of a text part as UTF-8; false when the extraction was stopped. */
static bool
text_of(struct mailing *g, const struct mail_part *p, struct str *s_r)
{
	struct extraction *x = g->x;
	struct arena *mem = x->r->mem;
	enum label_state st;
	struct str raw;

	if (mail_bytes(g->m, p, TEXT_MOST, mem, &raw) != MAIL_END) {
		extraction_stop(x, F_EXT_BROKEN, str_of(_("een onderdeel van het bericht")));
		return false;
	}
	st = label_utf8(mem, p->charset, raw, 2 * TEXT_MOST, s_r);
	/* A name that we do not know is the sender's own words: not for a report. */
	if (st != LABEL_WHOLE)
		extraction_find(x, F_EXT_MAIL_GARBLED, (uint32_t)x->text.npages,
		    st == LABEL_UNKNOWN || p->charset.n == 0 ? str_of(_("onbekend")) : p->charset);
	return true;
}

/* ---- what is no text ---- */

/* A word of no language: a file, encoded by the program of another age or by somebody who hides it. */
static bool
is_blob_word(struct str s)
{
	static const char address[] = "://";

	for (size_t i = 0; i < s.n; i++) {
		if ((s.p[i] & 0x80) != 0)
			return false;
	}
	return s.n >= BLOB_LEAST && memmem(s.p, s.n, address, sizeof address - 1) == NULL;
}

/* Long words one after the other, with nothing but marks of quotation between them. */
static bool
has_blob(struct str s)
{
	int words = 0;

	for (size_t i = 0, n; i < s.n; i += n) {
		struct str word;

		for (n = 0; i + n < s.n && (unsigned char)s.p[i + n] > ' ';)
			n++;
		word = str_sub(s, i, n);
		n += n == 0;
		if (word.n == 0 || str_eq(word, S(">")) || str_eq(word, S(">>")))
			continue;
		words = is_blob_word(word) ? words + 1 : 0;
		if (words >= BLOB_WORDS)
			return true;
	}
	return false;
}

/* "begin 644 name", and below it as many characters as the first of them says. */
static bool
is_uuencoded(struct str line, struct str below)
{
	size_t digits = 0, bytes, n = str_ends(below, S("\r")) ? below.n - 1 : below.n;

	if (!str_starts(line, S("begin ")) || n == 0 || *below.p < ' ' || *below.p > '`')
		return false;
	line = str_from(line, 6);
	while (digits < line.n && line.p[digits] >= '0' && line.p[digits] <= '7')
		digits++;
	/* Spaces at the end may be lost; a checksum may follow. */
	bytes = ((size_t)(*below.p - ' ') & 63) + 2;
	return (digits == 3 || digits == 4) && digits + 1 < line.n && line.p[digits] == ' ' && n <= 2 + bytes / 3 * 4 &&
	    n + 4 >= bytes / 3 * 4;
}

/* The lines with which the encodings of Usenet start, quoted or not. */
static bool
has_encoded_file(struct str s)
{
	struct str line, below;

	while (str_next(&s, '\n', &line)) {
		struct str rest = s;
		size_t mark = 0;

		while (mark < line.n && (line.p[mark] == '>' || line.p[mark] == ' '))
			mark++;
		line = str_from(line, mark);
		if (str_starts(line, S("=ybegin ")) || str_starts(line, S("begin-base64 ")))
			return true;
		if (str_next(&rest, '\n', &below) && is_uuencoded(line, str_from(below, mark)))
			return true;
	}
	return false;
}

/* Characters that no text has and every program's file. */
static bool
is_binary(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] < ' ' && memchr("\b\t\n\v\f\r\x1a\x1b", s.p[i], 8) == NULL)
			return true;
	}
	return false;
}

/* What a text may have in it that is no text. */
static void
look_inside(struct extraction *x, struct str s)
{
	static const struct {
		struct str mark;
		const char *by;
	} seals[] = {
		{ S("-----BEGIN PGP MESSAGE-----"), "PGP" },
		{ S("-----BEGIN PKCS7-----"), "S/MIME" },
		{ S("-----BEGIN CMS-----"), "S/MIME" },
	};

	for (size_t i = 0; i < COUNT(seals); i++) {
		if (s.n != 0 && memmem(s.p, s.n, seals[i].mark.p, seals[i].mark.n) != NULL) {
			extraction_stop(x, F_EXT_MAIL_SEALED, str_of(seals[i].by));
			return;
		}
	}
	if (has_blob(s) || has_encoded_file(s) || is_binary(s))
		extraction_find(
		    x, F_EXT_EMBEDDED, (uint32_t)x->text.npages, str_of(_("gecodeerd bestand in de tekst")));
}

/* A version that is not the one in the text. */
static void
add_version(struct extraction *x, struct str said, struct str other, struct str seen)
{
	struct arena *mem = x->r->mem;

	said = levelled(mem, said);
	if (says_the_same(said, levelled(mem, other)))
		return;
	if (recall(mem, said, levelled(mem, seen)) < RECALL_LEAST) {
		extraction_find(x, F_EXT_MAIL_DIFFERS, (uint32_t)x->text.npages, STR_NONE);
		aside(x, TEXT_HIDDEN, other);
	} else {
		aside(x, TEXT_REST, other);
	}
}

/* All text of this part's other versions that comes from plain text; empty when there is none. */
static struct str
said_plainly(struct mailing *g, size_t part)
{
	const struct mail_part *p = &g->m->parts[part];
	struct buf b;

	buf_init(&b, g->x->r->mem, TEXT_MOST);
	for (size_t i = 0; i < g->m->nparts && p->versions != 0; i++) {
		const struct mail_part *q = &g->m->parts[i];
		struct str s;

		if (q->kind != MAIL_PLAIN || q->message != p->message || q->versions != p->versions)
			continue;
		if (mail_bytes(g->m, q, TEXT_MOST, g->x->r->mem, &s) == MAIL_END) {
			(void)label_utf8(g->x->r->mem, q->charset, s, 2 * TEXT_MOST, &s);
			buf_add(&b, s);
			buf_addc(&b, '\n');
		}
	}
	return str_trim(buf_str(&b)).n == 0 ? STR_NONE : buf_str(&b);
}

/* What a reader of gathered text sees. */
static struct str
visible(struct gather *g, struct arena *mem)
{
	struct str s = buf_str(&g->text);
	struct buf b;
	uint32_t at = 0;

	buf_init(&b, mem, TEXT_MOST);
	for (size_t i = 0; i < g->nstretches; i++) {
		buf_add(&b, str_sub(s, at, g->stretches[i].off - at));
		at = g->stretches[i].off + g->stretches[i].len;
	}
	buf_add(&b, str_from(s, at));
	return buf_str(&b);
}

/* A part that its own format reads: text when it is the first to say it, else a version of what was said. */
static int
add_formatted(struct mailing *g, struct str bytes, extract_format *read, struct str said, struct err *e)
{
	struct extraction *x = g->x;
	struct extraction in = { .job = x->job, .charsets = x->charsets, .r = x->r, .bytes = bytes };

	if (bytes.n == 0)
		return 0;
	gather_init(&in.text, x->r->mem);
	gather_init(&in.aside, x->r->mem);
	gather_origin(&in.aside, TEXT_REST);
	if (read(&in, e) != 0)
		return -1;
	if (in.stopped) {
		x->stopped = true;
		return 0;
	}
	(void)gather_end(&in.text);
	gather_origin(&in.text, TEXT_VISIBLE);
	look_inside(x, buf_str(&in.text.text));
	if (said.n == 0)
		gather_append(&x->text, &in.text);
	else
		add_version(x, said, buf_str(&in.text.text), visible(&in.text, x->r->mem));
	if (read == extract_html)
		g->html = buf_str(&in.text.text);
	gather_append(&x->aside, &in.aside);
	gather_origin(&x->aside, TEXT_REST);
	x->text.text.cut |= gather_full(&in.text);
	return 0;
}

static int
add_html(struct mailing *g, size_t part, struct err *e)
{
	struct str s;

	return text_of(g, &g->m->parts[part], &s) ? add_formatted(g, s, extract_html, said_plainly(g, part), e) : 0;
}

/* RTF, which says once more what the HTML or the plain text says. */
static int
add_rich(struct mailing *g, size_t part, struct err *e)
{
	struct extraction *x = g->x;
	struct str said = g->html.n != 0 ? g->html : said_plainly(g, part), s;

	if (mail_bytes(g->m, &g->m->parts[part], TEXT_MOST, x->r->mem, &s) == MAIL_END)
		return add_formatted(g, s, extract_rtf, said, e);
	extraction_stop(x, F_EXT_BROKEN, str_of(_("een onderdeel van het bericht")));
	return 0;
}

static void
add_plain(struct mailing *g, size_t part)
{
	struct extraction *x = g->x;
	struct str s;

	if (!text_of(g, &g->m->parts[part], &s))
		return;
	look_inside(x, s);
	gather_gap(&x->text, GAP_LINE);
	gather_add(&x->text, s);
	gather_gap(&x->text, GAP_LINE);
}

/* An attachment: its name and kind; its bytes are unpack's. */
static void
add_file(struct extraction *x, const struct mail_part *p)
{
	static const char *const unread[] = { "application/ms-tnef", "application/vnd.ms-tnef",
		"application/x-ole-storage" };

	gather_gap(&x->text, GAP_LINE);
	gather_origin(&x->text, TEXT_ATTACHMENT);
	gather_words(&x->text, p->name.n != 0 ? p->name : p->type);
	gather_origin(&x->text, TEXT_VISIBLE);
	gather_gap(&x->text, GAP_LINE);
	if (str_index(unread, COUNT(unread), p->type) >= 0 || str_eq_nocase(p->name, S("winmail.dat")))
		extraction_find(x, F_EXT_EMBEDDED, (uint32_t)x->text.npages,
		    str_ends(p->type, S("ole-storage")) ? str_of(_("een ingevoegd object")) : S("winmail.dat"));
}

/*
 * A signature of what stands beside it (RFC 5652 5.2: the SEQUENCE around
 * id-data has nothing else, in a definite or an indefinite length), not one
 * with the message in it.
 */
static bool
is_detached(struct str s)
{
	static const char data[] = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
	const size_t n = sizeof data - 1;
	const char *at = s.n > SIGNATURE_MOST ? NULL : memmem(s.p, s.n, data, n);
	size_t before = at == NULL ? 0 : (size_t)(at - s.p);

	return before >= 2 && *s.p == '\x30' &&
	    (memcmp(at - 2, "\x30\x0b", 2) == 0 ||
		(memcmp(at - 2, "\x30\x80", 2) == 0 && str_starts(str_from(s, before + n), S("\0\0"))));
}

static void
add_signature(struct mailing *g, const struct mail_part *p)
{
	static const char begin[] = "-----BEGIN PGP SIGNATURE-----", end[] = "-----END PGP SIGNATURE-----";
	struct extraction *x = g->x;
	struct str s;

	if (mail_bytes(g->m, p, TEXT_MOST, x->r->mem, &s) != MAIL_END) {
		extraction_stop(x, F_EXT_BROKEN, str_of(_("een onderdeel van het bericht")));
		return;
	}
	extraction_find(x, F_EXT_MAIL_SIGNED, 0, STR_NONE);
	if (is_detached(s))
		return;
	s = str_trim(s);
	aside(x, TEXT_REST, s);
	if (s.n > SIGNATURE_MOST || !str_starts(s, str_of(begin)) || !str_ends(s, str_of(end)))
		extraction_find(x, F_EXT_EMBEDDED, 0, str_of(_("een handtekening die er geen is")));
}

/* ---- one message ---- */

static bool
is_said_private(struct str s)
{
	static const char *const words[] = { "personal", "private", "company-confidential", "confidential" };

	for (size_t i = 0; i < COUNT(words); i++) {
		if (str_eq_nocase(s, str_of(words[i])))
			return true;
	}
	return false;
}

/* The subject as the heading of its page, and below it what else the header says. */
static void
add_header(struct extraction *x, const struct mail_part *p)
{
	struct gather *t = &x->text;
	struct str private = mail_value(p, "Sensitivity");

	if (p->subject.n != 0) {
		uint32_t from = gather_here(t);

		gather_words(t, p->subject);
		gather_heading(t, from, gather_end(t), p->depth == 0 ? 1 : 2);
		gather_gap(t, GAP_LINE);
	}
	for (size_t i = 0; i < p->nfields; i++) {
		const struct mail_field *f = &p->fields[i];
		bool date = str_eq_nocase(f->name, S("Date")) || str_eq_nocase(f->name, S("Datum"));
		uint32_t from;

		gather_gap(t, GAP_LINE);
		gather_origin(t, TEXT_MAIL);
		gather_words(t, f->name);
		gather_add(t, S(": "));
		from = gather_here(t);
		gather_words(t, f->value);
		if (date && p->depth == 0 && x->dated.year == 0 && p->sent.year != 0) {
			x->dated = p->sent;
			x->dated_at = (struct span){ (uint32_t)t->npages, from, gather_end(t) - from };
		}
		gather_origin(t, TEXT_VISIBLE);
		gather_gap(t, GAP_LINE);
	}
	if (p->depth == 0) {
		x->title = p->subject;
		extraction_moment(&x->created, p->sent_at);
		extraction_moment(&x->modified, p->changed_at);
	}
	if (is_said_private(private))
		extraction_find(x, F_EXT_MAIL_PRIVATE, (uint32_t)t->npages, private);
}

static int
add_part(struct mailing *g, size_t i, struct err *e)
{
	const struct mail_part *p = &g->m->parts[i];
	struct extraction *x = g->x;

	aside_fields(x, p);
	if (p->kind != MAIL_FILE)
		aside(x, TEXT_MAIL, p->name);
	switch (p->kind) {
	case MAIL_PLAIN:
		add_plain(g, i);
		break;
	case MAIL_HTML:
		return add_html(g, i, e);
	case MAIL_RICH:
		return add_rich(g, i, e);
	case MAIL_AROUND:
		look_inside(x, p->raw);
		/* FALLTHROUGH */
	case MAIL_ASIDE:
		aside(x, TEXT_REST, p->raw);
		break;
	case MAIL_FILE:
		add_file(x, p);
		break;
	case MAIL_SIGNATURE:
		add_signature(g, p);
		break;
	case MAIL_SEALED:
		extraction_stop(x, F_EXT_MAIL_SEALED,
		    str_of(str_starts(p->type, S("application/pgp")) || str_eq(p->type, S("multipart/encrypted")) ?
			    "PGP" :
			    str_ends_nocase(p->name, S(".rpmsg")) ? "Rights Management" :
								    "S/MIME"));
		break;
	case MAIL_MESSAGE:
		break;
	}
	return 0;
}

static void
judge(struct extraction *x, const struct mail *m)
{
	if ((m->faults & MAIL_MANY) != 0)
		extraction_stop(x, F_EXT_TOO_MUCH, str_of(_("1000 onderdelen in een bericht")));
	else if ((m->faults & MAIL_DEEP) != 0)
		extraction_stop(x, F_EXT_TOO_MUCH, str_of(_("10 berichten in elkaar")));
	else if ((m->faults & MAIL_LONG) != 0)
		extraction_stop(x, F_EXT_TOO_MUCH, str_of(_("1 MB kopregels in een bericht")));
	else if ((m->faults & MAIL_CUT) != 0)
		extraction_stop(x, F_EXT_BROKEN, str_of(_("het bericht is niet af")));
	else if ((m->faults & MAIL_MALFORMED) != 0)
		extraction_stop(x, F_EXT_BROKEN, str_of(_(m->fault)));
	if ((m->faults & MAIL_GARBLED) != 0)
		extraction_find(x, F_EXT_MAIL_GARBLED, 0, str_of(_("in een kopregel")));
	if (m->twice.n != 0)
		extraction_find(x, F_EXT_MAIL_TWICE, 0, m->twice);
}

static int
read_mail(struct extraction *x, struct mail *m, struct err *e)
{
	struct mailing g = { .x = x, .m = m };
	bool first = true;

	judge(x, m);
	for (size_t i = 0; i < m->nparts && !x->stopped; i++) {
		if (m->parts[i].kind != MAIL_MESSAGE)
			continue;
		if (!first)
			gather_page(&x->text);
		first = false;
		add_header(x, &m->parts[i]);
		g.html = STR_NONE;
		for (size_t k = i + 1; k < m->nparts && !x->stopped; k++) {
			if (m->parts[k].kind != MAIL_MESSAGE && m->parts[k].message == i && add_part(&g, k, e) != 0)
				return -1;
		}
	}
	return 0;
}

int
extract_eml(struct extraction *x, struct err *e)
{
	AUTO_MAIL m = mail_open_eml(x->bytes, x->r->mem);

	return read_mail(x, m, e);
}

int
extract_msg(struct extraction *x, struct err *e)
{
	AUTO_MAIL m = mail_open_msg(x->bytes, x->r->mem);

	return read_mail(x, m, e);
}
