/* SPDX-License-Identifier: EUPL-1.2 */
/* eml.c - a message of RFC 5322 and MIME as a list of its parts, parsed by GMime. */
#include <gmime/gmime.h>

#include "base/buf.h"
#include "base/ascii.h"
#include "base/moment.h"
#include "base/utf8.h"
#include "mail/mail.h"

#include "base/banned.h"

#define NEST_MOST	40	/* multiparts and messages around a part; ordinary mail has 3 for each message */
#define BOUNDARIES_MOST	100000	/* lines that may part two parts: GMime builds them all before we can count */
#define BLOCK		((size_t)64 << 10)	/* bytes decoded in one go */
#define TEXT_MOST	((size_t)64 << 20)	/* bytes of the text around parts */
#define ENCODED_MOST	((size_t)60)	/* bytes of the name of a transfer encoding */

struct eml {
	GByteArray	*bytes;		/* borrows the file */
	GMimeStream	*stream;
	GMimeParserOptions *options;
	GMimeMessage	*message;
	/* the part being read */
	struct str	 rest;
	int		 encoding;
	GMimeEncoding	 state;
	GByteArray	*written;	/* of a message in the message */
	uint64_t	 digits;	/* base64 characters met */
	unsigned	 pads;
	bool		 broken;
	char		 out[2 * BLOCK];
};

/* What is being walked through: a multipart, or the one body of a message. */
struct frame {
	GMimeObject	*holder;	/* NULL: only one */
	GMimeObject	*one;
	int		 next;
	size_t		 message;
	unsigned	 depth, versions;
};

struct walk {
	struct mail	*m;
	struct frame	 stack[NEST_MOST];
	size_t		 n;
	unsigned	 versions;	/* numbers given out */
};

static void
on_warning(gint64 offset, GMimeParserWarning what, const gchar *item, gpointer user)
{
	struct mail *m = user;

	(void)offset;
	(void)item;
	switch (what) {
	case GMIME_WARN_TRUNCATED_MESSAGE:
		m->faults |= MAIL_CUT;
		break;
	case GMIME_WARN_MALFORMED_MULTIPART:
	case GMIME_CRIT_MULTIPART_WITHOUT_BOUNDARY:
	case GMIME_CRIT_PART_WITHOUT_HEADERS_OR_CONTENT:
		mail_malformed(m, N_("een onderdeel zonder grens of inhoud"));
		break;
	case GMIME_WARN_MALFORMED_MESSAGE:
	case GMIME_CRIT_INVALID_HEADER_NAME:
		mail_malformed(m, N_("een kopregel die er geen is"));
		break;
	case GMIME_CRIT_CONFLICTING_PARAMETER:
		mail_malformed(m, N_("een kopregel spreekt zichzelf tegen"));
		break;
	case GMIME_CRIT_NESTING_OVERFLOW:
		m->faults |= MAIL_DEEP;
		break;
	default:
		/* The fields themselves are looked at below. */
		break;
	}
}

static void
add_fields(struct mail *m, size_t part, GMimeObject *o)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(o);
	int n = list == NULL ? 0 : g_mime_header_list_get_count(list);
	size_t bytes = 0;

	for (int i = 0; i < n; i++) {
		GMimeHeader *h = g_mime_header_list_get_header_at(list, i);
		struct str name = str_of(g_mime_header_get_name(h)), value = str_of(g_mime_header_get_raw_value(h));

		bytes += name.n + value.n;
		if (bytes > MAIL_HEAD_MOST) {
			m->faults |= MAIL_LONG;
			return;
		}
		mail_field(m, part, name, value);
	}
}

static bool
is_space(unsigned char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/*
 * Does the message, written anew, have every byte of the file that is no white
 * space?  What GMime passes over is read by other programs: where CRLF and LF
 * are mixed it takes the last letter before a boundary for a line end.
 */
static bool
is_all_there(struct str file, GMimeMessage *message)
{
	GMimeStream *s = g_mime_stream_mem_new();
	const GByteArray *out = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(s));
	bool same = g_mime_object_write_to_stream(GMIME_OBJECT(message), NULL, s) >= 0;
	size_t i = 0, k = 0;

	while (same) {
		while (i < file.n && is_space((unsigned char)file.p[i]))
			i++;
		while (k < out->len && is_space(out->data[k]))
			k++;
		if (i == file.n || k == out->len)
			break;
		same = (unsigned char)file.p[i++] == out->data[k++];
	}
	same &= i == file.n && k == out->len;
	g_object_unref(s);
	return same;
}

/* The encodings of RFC 2045 6; what a program does with another one nobody knows. */
static void
judge_encoding(struct mail *m, const struct mail_part *p, bool holder)
{
	static const char *const plain[] = { "7bit", "8bit", "binary" };
	static const char *const coded[] = { "base64", "quoted-printable" };
	struct str v = str_trim(mail_value(p, "Content-Transfer-Encoding")), word;

	if (v.n == 0)
		return;
	/* A comment may follow. */
	if (v.n > ENCODED_MOST || !str_next(&v, ' ', &word))
		word = STR_NONE;
	for (size_t i = 0; i < COUNT(plain); i++) {
		if (str_eq_nocase(word, str_of(plain[i])))
			return;
	}
	for (size_t i = 0; i < COUNT(coded) && !holder; i++) {
		if (str_eq_nocase(word, str_of(coded[i])))
			return;
	}
	mail_malformed(m, N_("een codering die woostraat niet kent"));
}

static struct str
type_of(struct mail *m, GMimeObject *o)
{
	GMimeContentType *t = g_mime_object_get_content_type(o);
	char *s = t == NULL ? NULL : g_mime_content_type_get_mime_type(t);
	struct str type = str_lower(m->mem, str_of(s));

	g_free(s);
	return type;
}

static struct str
utf8_of(struct mail *m, const char *s, size_t max)
{
	struct str u = STR_NONE;

	if (s != NULL && *s != '\0' && label_utf8(m->mem, STR_NONE, str_of(s), max, &u) != LABEL_WHOLE)
		m->faults |= MAIL_GARBLED;
	return u;
}

static void
push(struct walk *w, struct frame f)
{
	if (w->n < NEST_MOST)
		w->stack[w->n++] = f;
	else
		w->m->faults |= MAIL_DEEP;
}

/* A message, in the message that stands at around (its own index for the first). */
static void
visit_message(struct walk *w, GMimeMessage *message, size_t around, unsigned depth)
{
	struct mail *m = w->m;
	size_t i = m->nparts;
	GMimeObject *body = g_mime_message_get_mime_part(message);
	struct str date;
	GDateTime *at;
	struct mail_part *p = mail_add(m, MAIL_MESSAGE, around, depth);

	if (p == NULL)
		return;
	p->type = S("message/rfc822");
	p->source = message;
	add_fields(m, i, GMIME_OBJECT(message));
	if (body != NULL)
		add_fields(m, i, body);
	mail_judge(m, i);
	p = &m->parts[i];
	p->subject = mail_value(p, "Subject");
	date = mail_value(p, "Date");
	at = date.n == 0 ? NULL : g_mime_utils_header_decode_date(str_c(m->mem, date));
	if (at != NULL) {
		p->sent = mail_day(m, (time_t)g_date_time_to_unix(at));
		p->sent_at = moment_time(m->mem, (time_t)g_date_time_to_unix(at),
		    (int)(g_date_time_get_utc_offset(at) / G_TIME_SPAN_MINUTE));
		g_date_time_unref(at);
	}
	if (body != NULL)
		push(w, (struct frame){ .one = body, .message = i, .depth = depth });
}

static void
add_around(struct mail *m, const struct frame *f, const char *text)
{
	struct str s = str_trim(utf8_of(m, text, TEXT_MOST));
	struct mail_part *p = s.n == 0 ? NULL : mail_add(m, MAIL_AROUND, f->message, f->depth);

	if (p != NULL)
		p->raw = s;
}

static void
visit_multipart(struct walk *w, GMimeObject *o, const struct frame *f, bool first)
{
	struct mail *m = w->m;
	struct str type = type_of(m, o);
	bool sealed = mail_kind_of(type, STR_NONE, false) == MAIL_SEALED;
	struct mail_part *p = mail_add(m, sealed ? MAIL_SEALED : MAIL_ASIDE, f->message, f->depth);
	struct frame in = { .holder = o, .message = f->message, .depth = f->depth, .versions = f->versions };

	if (p == NULL)
		return;
	p->type = type;
	/* Those of the outermost part stand with the message. */
	if (!first)
		add_fields(m, m->nparts - 1, o);
	mail_judge(m, m->nparts - 1);
	judge_encoding(m, first ? &m->parts[f->message] : &m->parts[m->nparts - 1], true);
	add_around(m, f, g_mime_multipart_get_prologue(GMIME_MULTIPART(o)));
	add_around(m, f, g_mime_multipart_get_epilogue(GMIME_MULTIPART(o)));
	if (sealed)
		return;
	if (str_eq(type, S("multipart/alternative")))
		in.versions = ++w->versions;
	push(w, in);
}

/* The bytes of a part as they stand in the file: the parser kept to the memory that we gave it. */
static struct str
raw_of(struct mail *m, GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeStream *s = content == NULL ? NULL : g_mime_data_wrapper_get_stream(content);
	struct eml *f = m->file;
	GByteArray *bytes;
	gint64 end;

	if (s == NULL)
		return STR_NONE;
	must(GMIME_IS_STREAM_MEM(s));
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(s));
	end = s->bound_end < 0 ? (gint64)bytes->len : s->bound_end;
	must(bytes == f->bytes && s->bound_start >= 0 && s->bound_start <= end && end <= (gint64)bytes->len);
	return (struct str){ (const char *)bytes->data + s->bound_start, (size_t)(end - s->bound_start) };
}

static void
visit_leaf(struct walk *w, GMimeObject *o, const struct frame *f, bool first)
{
	struct mail *m = w->m;
	struct mail_part *p = mail_add(m, MAIL_FILE, f->message, f->depth);
	size_t i = m->nparts - 1;
	const char *disposition = g_mime_object_get_disposition(o);
	struct str other;

	if (p == NULL)
		return;
	if (!first)
		add_fields(m, i, o);
	mail_judge(m, i);
	p = &m->parts[i];
	p->type = type_of(m, o);
	p->versions = f->versions;
	p->charset = utf8_of(m, g_mime_object_get_content_type_parameter(o, "charset"), MAIL_HEAD_MOST);
	if (GMIME_IS_PART(o)) {
		p->name = utf8_of(m, g_mime_part_get_filename(GMIME_PART(o)), MAIL_HEAD_MOST);
		p->raw = raw_of(m, GMIME_PART(o));
		p->encoding = (int)g_mime_part_get_content_encoding(GMIME_PART(o));
	}
	/* A part may have two names; as it stands in the field (RFC 2231) nobody reads it. */
	other = utf8_of(m, g_mime_object_get_content_type_parameter(o, "name"), MAIL_HEAD_MOST);
	if (other.n != 0 && !str_eq(other, p->name))
		mail_field(m, i, S("name"), other);
	p->kind =
	    mail_kind_of(p->type, p->name, disposition != NULL && str_eq_nocase(str_of(disposition), S("attachment")));
	judge_encoding(m, first ? &m->parts[f->message] : p, false);
	if (str_eq(p->type, S("message/partial")))
		mail_malformed(m, N_("een deel van een bericht"));
}

static void
visit(struct walk *w, GMimeObject *o, const struct frame *f)
{
	struct mail *m = w->m;
	bool first = f->holder == NULL;

	if (GMIME_IS_MULTIPART(o)) {
		visit_multipart(w, o, f, first);
	} else if (GMIME_IS_MESSAGE_PART(o)) {
		GMimeMessage *in = g_mime_message_part_get_message(GMIME_MESSAGE_PART(o));
		struct mail_part *p = mail_add(m, MAIL_ASIDE, f->message, f->depth);

		if (p != NULL && !first) {
			add_fields(m, m->nparts - 1, o);
			mail_judge(m, m->nparts - 1);
		}
		if (in == NULL)
			mail_malformed(m, N_("een bijgevoegd bericht zonder inhoud"));
		else if (f->depth + 1 >= MAIL_DEPTH_MOST)
			m->faults |= MAIL_DEEP;
		else
			visit_message(w, in, f->message, f->depth + 1);
	} else {
		visit_leaf(w, o, f, first);
	}
}

static void
walk_all(struct mail *m, GMimeMessage *message)
{
	struct walk w = { .m = m };

	visit_message(&w, message, 0, 0);
	while (w.n != 0 && (m->faults & (MAIL_MANY | MAIL_DEEP)) == 0) {
		struct frame *f = &w.stack[w.n - 1], here = *f;
		GMimeObject *o;

		if (f->holder == NULL) {
			w.n--;
			o = f->one;
		} else if (f->next >= g_mime_multipart_get_count(GMIME_MULTIPART(f->holder))) {
			w.n--;
			continue;
		} else {
			o = g_mime_multipart_get_part(GMIME_MULTIPART(f->holder), f->next++);
		}
		visit(&w, o, &here);
	}
}

/* ---- the bytes of a part ---- */

static bool
is_base64(char c)
{
	return ascii_letter(c) || ascii_digit(c) || c == '+' || c == '/';
}

/* GMime passes over what is no base64, and over an end that is missing; other programs stop there. */
static void
judge_base64(struct eml *f, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (is_base64(s.p[i])) {
			f->digits++;
			f->broken |= f->pads != 0;
		} else if (s.p[i] == '=') {
			f->pads++;
		} else if (s.p[i] != '\r' && s.p[i] != '\n' && s.p[i] != ' ' && s.p[i] != '\t') {
			f->broken = true;
		}
	}
}

static void
begin(struct mail *m, const struct mail_part *p)
{
	struct eml *f = m->file;

	f->rest = p->raw;
	f->encoding = p->encoding;
	f->digits = f->pads = 0;
	f->broken = false;
	if (f->written != NULL)
		g_byte_array_unref(f->written);
	f->written = NULL;
	if (p->kind == MAIL_MESSAGE) {
		GMimeStream *s = g_mime_stream_mem_new();

		f->broken = g_mime_object_write_to_stream(GMIME_OBJECT(p->source), NULL, s) < 0;
		g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(s), FALSE);
		f->written = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(s));
		g_object_unref(s);
		f->rest = (struct str){ (const char *)f->written->data, f->written->len };
		f->encoding = GMIME_CONTENT_ENCODING_DEFAULT;
	}
	g_mime_encoding_init_decode(&f->state, (GMimeContentEncoding)f->encoding);
}

static enum mail_state
next(struct mail *m, struct str *block_r)
{
	struct eml *f = m->file;
	struct str in = str_sub(f->rest, 0, BLOCK);
	bool coded =
	    f->encoding == GMIME_CONTENT_ENCODING_BASE64 || f->encoding == GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;

	*block_r = in;
	if (f->encoding == GMIME_CONTENT_ENCODING_BASE64)
		judge_base64(f, in);
	if (in.n == 0)
		return f->broken || (f->digits + f->pads) % 4 != 0 || f->pads > 2 ? MAIL_BROKEN : MAIL_END;
	f->rest = str_from(f->rest, in.n);
	if (coded) {
		size_t n;

		must(g_mime_encoding_outlen(&f->state, in.n) <= sizeof f->out);
		n = f->rest.n != 0 ? g_mime_encoding_step(&f->state, in.p, in.n, f->out) :
				     g_mime_encoding_flush(&f->state, in.p, in.n, f->out);
		*block_r = (struct str){ f->out, n };
	}
	return MAIL_MORE;
}

static void
close_eml(struct mail *m)
{
	struct eml *f = m->file;

	if (f->written != NULL)
		g_byte_array_unref(f->written);
	if (f->message != NULL)
		g_object_unref(f->message);
	g_object_unref(f->stream);
	g_mime_parser_options_free(f->options);
	/* The file is not GLib's to free. */
	(void)g_byte_array_steal(f->bytes, NULL);
	g_byte_array_unref(f->bytes);
}

static const struct mail_format format = { .nested_whole = true, .begin = begin, .next = next, .close = close_eml };

static bool
has_too_many_boundaries(struct str s)
{
	size_t n = 0;
	const char *p;

	for (; n <= BOUNDARIES_MOST && s.n != 0 && (p = memmem(s.p, s.n, "\n--", 3)) != NULL; n++)
		s = str_from(s, (size_t)(p + 3 - s.p));
	return n > BOUNDARIES_MOST;
}

struct mail *
mail_open_eml(struct str bytes, struct arena *mem)
{
	struct mail *m = NEW(mem, struct mail, 1);
	struct eml *f = NEW(mem, struct eml, 1);
	struct str s = utf8_start(bytes); /* what identify passes over too */
	GMimeParser *parser;

	*m = (struct mail){ .mem = mem, .format = &format, .file = f };
	f->bytes = g_byte_array_new_take((guint8 *)(uintptr_t)s.p, s.n);
	f->stream = g_mime_stream_mem_new_with_byte_array(f->bytes);
	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(f->stream), FALSE);
	f->options = g_mime_parser_options_new();
	g_mime_parser_options_set_warning_callback(f->options, on_warning, m);
	if (has_too_many_boundaries(s)) {
		m->faults |= MAIL_MANY;
		return m;
	}
	parser = g_mime_parser_new_with_stream(f->stream);
	g_mime_parser_set_persist_stream(parser, TRUE);
	f->message = g_mime_parser_construct_message(parser, f->options);
	if (f->message == NULL)
		mail_malformed(m, N_("geen bericht"));
	else
		walk_all(m, f->message);
	if (f->message != NULL && !g_mime_parser_eos(parser))
		mail_malformed(m, N_("er staat nog iets achter het bericht"));
	if (f->message != NULL && (m->faults & ~(unsigned)MAIL_GARBLED) == 0 && !is_all_there(s, f->message))
		mail_malformed(m, N_("niet alles in het bestand hoort bij het bericht"));
	g_object_unref(parser);
	return m;
}
