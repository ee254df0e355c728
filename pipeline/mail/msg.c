/* SPDX-License-Identifier: EUPL-1.2 */
/* msg.c - a message of Outlook (MS-OXMSG) as a list of its parts, its compound file read by libgsf. */
#include <gsf/gsf.h>
#include <string.h>

#include "base/buf.h"
#include "base/ascii.h"
#include "base/moment.h"
#include "base/utf8.h"
#include "mail/lzfu.h"
#include "mail/mail.h"
#include "mail/rich.h"

#include "base/banned.h"

#define STREAMS_MOST	10000		/* streams and storages in one storage; a message has about a hundred */
#define TEXT_MOST	((size_t)64 << 20)	/* bytes of one property that is text */
#define BLOCK		((size_t)64 << 10)
#define ENTRY		16u		/* bytes of one property in __properties_version1.0 (2.4.2.1) */
#define HEAD_MESSAGE	32u		/* what stands before the first (2.4.1); */
#define HEAD_NESTED	24u		/* in a message in a message */
#define HEAD_OTHER	8u		/* and in a recipient or attachment */
#define EPOCH_1601	UINT64_C(11644473600)	/* seconds from there to 1970 */
#define SECONDS_MOST	UINT64_C(32000000000)	/* since 1970: the year 2984 */

#define PROPERTIES	"__properties_version1.0"
#define NAMES		"__nameid_version1.0"
#define NAMES_STRINGS	"__substg1.0_00040102"
#define STREAM		"__substg1.0_"
#define RECIPIENT	"__recip_version1.0_#"
#define ATTACHMENT	"__attach_version1.0_#"

/* Types and tags of MS-OXPROPS that are looked for by name; text of any other is kept as it is. */
enum { T_LONG = 0x0003, T_TIME = 0x0040, T_OBJECT = 0x000d, T_ANSI = 0x001e, T_TEXT = 0x001f, T_BINARY = 0x0102,
	T_MANY = 0x1000 };
enum { P_SENSITIVITY = 0x0036, P_SUBJECT = 0x0037, P_SUBMITTED = 0x0039, P_HEADERS = 0x007d, P_RECIPIENT_TYPE = 0x0c15,
	P_DELIVERED = 0x0e06, P_BODY = 0x1000, P_RTF = 0x1009, P_HTML = 0x1013, P_DISPLAY_NAME = 0x3001,
	P_CREATED = 0x3007, P_CHANGED = 0x3008, P_DATA = 0x3701, P_FILE_SHORT = 0x3704, P_METHOD = 0x3705, P_FILE_LONG = 0x3707,
	P_MIME = 0x370e, P_CODEPAGE_INTERNET = 0x3fde, P_CODEPAGE = 0x3ffd };

/* Text of these is a field of the header, under this name. */
static const struct { unsigned id; const char *name; } fields[] = { { 0x0042, "Namens" }, { 0x0065, "Namens (adres)" },
	{ 0x5d02, "Namens (adres)" }, { 0x0c1a, "Van" }, { 0x0c1f, "Van (adres)" }, { 0x5d01, "Van (adres)" },
	{ 0x0e04, "Aan" }, { 0x0e03, "Cc" }, { 0x0e02, "Bcc" }, { 0x0050, "Antwoord aan" }, { 0x1035, "Message-ID" },
	{ 0x0070, "Gesprek" } };

/* One storage: a message, a recipient or an attachment. */
struct storage {
	GsfInfile	*in;
	size_t		 part;		/* whose it is */
	unsigned	 depth;
	uint32_t	 codepage;	/* of its T_ANSI */
	uint32_t	 internet;	/* of its HTML */
	uint32_t	 method, sensitivity, recipient;
	uint64_t	 submitted, delivered, created, changed;	/* FILETIME */
};

struct msg {
	GsfInput	*source;
	GsfInfile	*root;
	struct storage	*queue;		/* messages to be read */
	size_t		 nqueue, cap;
	GsfInput	*reading;	/* borrowed from the part */
	struct str	 rest;
	uint8_t		 block[BLOCK];
};

static uint64_t
number(const uint8_t *p, unsigned bytes)
{
	uint64_t n = 0;

	for (unsigned i = bytes; i != 0; i--)
		n = n << 8 | p[i - 1];
	return n;
}

/* All of a stream; what cannot be read makes the message one that was cut. */
static struct str
stream_read(struct mail *m, GsfInput *in)
{
	gsf_off_t size = in == NULL ? -1 : gsf_input_size(in);
	char *p;

	if (size < 0 || (uint64_t)size > TEXT_MOST) {
		m->faults |= size < 0 ? MAIL_CUT : MAIL_LONG;
		return STR_NONE;
	}
	p = NEW(m->mem, char, (size_t)size + 1);
	if (size != 0 && (gsf_input_seek(in, 0, G_SEEK_SET) || gsf_input_read(in, (size_t)size, (guint8 *)p) == NULL)) {
		m->faults |= MAIL_CUT;
		return STR_NONE;
	}
	return (struct str){ p, (size_t)size };
}

static struct str
child_read(struct mail *m, GsfInfile *in, int i)
{
	GsfInput *child = gsf_infile_child_by_index(in, i);
	struct str s = stream_read(m, child);

	if (child != NULL)
		g_object_unref(child);
	return s;
}

static int
child_find(GsfInfile *in, const char *name)
{
	int n = gsf_infile_num_children(in);

	for (int i = 0; i < n; i++) {
		const char *has = gsf_infile_name_by_index(in, i);

		if (has != NULL && str_eq_nocase(str_of(has), str_of(name)))
			return i;
	}
	return -1;
}

/* __substg1.0_0037001F, or with -00000002 behind it for one of several values; their lengths keep T_MANY. */
static bool
tag_of(const char *name, unsigned *id_r, unsigned *type_r)
{
	struct str s = str_of(name);
	uint32_t tag = 0;

	if (!str_starts(s, S(STREAM)))
		return false;
	s = str_from(s, sizeof STREAM - 1);
	if (s.n < 8)
		return false;
	for (size_t i = 0; i < 8; i++) {
		char c = s.p[i];
		int v = ascii_hex(c);

		if (v < 0)
			return false;
		tag = tag << 4 | (uint32_t)v;
	}
	*id_r = tag >> 16;
	*type_r = tag & 0xffff;
	if (s.n > 8 && s.p[8] == '-')
		*type_r &= ~(unsigned)T_MANY;
	return s.n == 8 || s.p[8] == '-';
}

static bool
is_text(unsigned type)
{
	return type == T_TEXT || type == T_ANSI;
}

static struct str
text_of(struct mail *m, const struct storage *st, unsigned type, struct str bytes)
{
	struct str s, label = type == T_TEXT ? S("utf-16le") : label_of_codepage(m->mem, st->codepage);

	if (label_utf8(m->mem, label, bytes, TEXT_MOST, &s) != LABEL_WHOLE)
		m->faults |= MAIL_GARBLED;
	while (s.n != 0 && s.p[s.n - 1] == '\0')
		s.n--;
	return s;
}

/* The numbers of a storage, before its streams: they say in which code page these are. */
static void
read_numbers(struct mail *m, struct storage *st, size_t head)
{
	int i = child_find(st->in, PROPERTIES);
	struct str s = i < 0 ? STR_NONE : child_read(m, st->in, i);

	if (i < 0)
		mail_malformed(m, N_("een onderdeel zonder eigenschappen"));
	for (s = str_from(s, head); s.n >= ENTRY; s = str_from(s, ENTRY)) {
		const uint8_t *p = (const uint8_t *)s.p;
		uint32_t tag = (uint32_t)number(p, 4), n = (uint32_t)number(p + 8, 4);

		switch (tag) {
		case P_CODEPAGE << 16 | T_LONG:
			st->codepage = n;
			break;
		case P_CODEPAGE_INTERNET << 16 | T_LONG:
			st->internet = n;
			break;
		case P_METHOD << 16 | T_LONG:
			st->method = n;
			break;
		case P_SENSITIVITY << 16 | T_LONG:
			st->sensitivity = n;
			break;
		case P_RECIPIENT_TYPE << 16 | T_LONG:
			st->recipient = n;
			break;
		case P_SUBMITTED << 16 | T_TIME:
			st->submitted = number(p + 8, 8);
			break;
		case P_DELIVERED << 16 | T_TIME:
			st->delivered = number(p + 8, 8);
			break;
		case P_CREATED << 16 | T_TIME:
			st->created = number(p + 8, 8);
			break;
		case P_CHANGED << 16 | T_TIME:
			st->changed = number(p + 8, 8);
			break;
		default:
			break;
		}
	}
}

/* Header lines as they came over the wire: an embedded text with folded lines. */
static void
add_headers(struct mail *m, size_t part, struct str s)
{
	struct str line, name = STR_NONE, value = STR_NONE;

	while (str_next(&s, '\n', &line)) {
		bool folded = line.n != 0 && (*line.p == ' ' || *line.p == '\t');

		if (folded && name.n != 0) {
			value.n = (size_t)(line.p + line.n - value.p);
			continue;
		}
		if (name.n != 0 || value.n != 0)
			mail_field(m, part, name, value);
		name = STR_NONE;
		value = line;
		if (str_has(line, ':')) {
			value = line;
			(void)str_next(&value, ':', &name);
		}
		if (str_trim(line).n == 0)
			value = STR_NONE;
	}
	if (name.n != 0 || value.n != 0)
		mail_field(m, part, name, value);
}

static void
add_body(struct mail *m, const struct storage *st, enum mail_kind kind, struct str text)
{
	struct mail_part *p = str_trim(text).n == 0 ? NULL : mail_add(m, kind, st->part, st->depth);

	if (p == NULL)
		return;
	p->raw = text;
	p->charset = S("utf-8");
	p->versions = (unsigned)st->part + 1;
}

static void
add_html(struct mail *m, const struct storage *st, struct str bytes)
{
	struct str s;

	if (label_utf8(m->mem, label_of_codepage(m->mem, st->internet), bytes, TEXT_MOST, &s) != LABEL_WHOLE)
		m->faults |= MAIL_GARBLED;
	add_body(m, st, MAIL_HTML, s);
}

static void
add_rich(struct mail *m, const struct storage *st, struct str bytes)
{
	struct str rtf, html;

	if (!lzfu_inflate(bytes, TEXT_MOST, m->mem, &rtf) || !rich_html(rtf, TEXT_MOST, m->mem, &html)) {
		mail_malformed(m, N_("opgemaakte tekst die niet te lezen is"));
		return;
	}
	add_body(m, st, MAIL_HTML, html);
	add_body(m, st, MAIL_RICH, rtf);
}

/* The names that people gave to properties of their own (MS-OXMSG 2.2.3.1.3): lengths and letters. */
static void
read_names(struct mail *m, GsfInfile *in, struct buf *others)
{
	int i = child_find(in, NAMES_STRINGS);
	struct str s = i < 0 ? STR_NONE : child_read(m, in, i), name;

	while (s.n > 4) {
		size_t n = number((const uint8_t *)s.p, 4);

		if (label_utf8(m->mem, S("utf-16le"), str_sub(s, 4, n), TEXT_MOST, &name) != LABEL_WHOLE)
			m->faults |= MAIL_GARBLED;
		buf_add(others, name);
		buf_addc(others, '\n');
		s = str_from(s, 4 + (n + 3) / 4 * 4);
	}
}

/* What no message has, or what we do not know: bytes become an attachment, a folder one that is not read. */
static void
read_stranger(struct mail *m, const struct storage *st, int i, struct buf *others)
{
	const char *name = gsf_infile_name_by_index(st->in, i);
	GsfInput *child = gsf_infile_child_by_index(st->in, i);
	bool folder = child != NULL && GSF_IS_INFILE(child) && gsf_infile_num_children(GSF_INFILE(child)) >= 0;
	struct mail_part *p;

	if (child == NULL) {
		m->faults |= MAIL_CUT;
	} else if (folder && st->depth == 0 && str_eq_nocase(str_of(name), S(NAMES))) {
		read_names(m, GSF_INFILE(child), others);
	} else if ((folder || !str_eq_nocase(str_of(name), S(PROPERTIES))) &&
	    (p = mail_add(m, MAIL_FILE, st->part, st->depth)) != NULL) {
		p->type = folder ? S("application/x-ole-storage") : STR_NONE;
		(void)label_utf8(m->mem, STR_NONE, str_of(name), MAIL_HEAD_MOST, &p->name);
		p->source = folder ? NULL : g_object_ref(child);
	}
	if (child != NULL)
		g_object_unref(child);
}

/* One stream of a message; others gathers text that has no place of its own. */
static void
read_stream(struct mail *m, const struct storage *st, int i, struct buf *others)
{
	unsigned id, type;
	struct str s;

	if (!tag_of(gsf_infile_name_by_index(st->in, i), &id, &type) || type == T_OBJECT) {
		read_stranger(m, st, i, others);
		return;
	}
	if (!is_text(type)) {
		s = child_read(m, st->in, i);
		if (type == T_BINARY && id == P_HTML)
			add_html(m, st, s);
		else if (type == T_BINARY && id == P_RTF)
			add_rich(m, st, s);
		else
			utf8_legible(others, s);
		return;
	}
	s = text_of(m, st, type, child_read(m, st->in, i));
	if (id == P_BODY || id == P_HTML) {
		add_body(m, st, id == P_BODY ? MAIL_PLAIN : MAIL_HTML, s);
		return;
	}
	if (id == P_HEADERS) {
		add_headers(m, st->part, s);
		return;
	}
	if (id == P_SUBJECT)
		m->parts[st->part].subject = str_trim(s);
	for (size_t k = 0; k < COUNT(fields); k++) {
		if (fields[k].id == id) {
			mail_field(m, st->part, str_of(fields[k].name), s);
			return;
		}
	}
	buf_add(others, s);
	buf_addc(others, '\n');
}

static void
add_others(struct mail *m, const struct storage *st, const struct buf *others)
{
	struct mail_part *p = others->n == 0 ? NULL : mail_add(m, MAIL_ASIDE, st->part, st->depth);

	if (p != NULL)
		p->raw = buf_str(others);
	if (others->cut)
		m->faults |= MAIL_LONG;
}

static bool
too_many(struct mail *m, GsfInfile *in)
{
	if (gsf_infile_num_children(in) <= STREAMS_MOST)
		return false;
	m->faults |= MAIL_MANY;
	return true;
}

static void
read_recipient(struct mail *m, const struct storage *of, GsfInfile *in, struct buf *others)
{
	static const char *const roles[] = { "Ontvanger", "Aan", "Cc", "Bcc" };
	struct storage st = { .in = in, .part = of->part, .depth = of->depth, .codepage = of->codepage };
	struct buf all;

	if (too_many(m, in))
		return;
	read_numbers(m, &st, HEAD_OTHER);
	buf_init(&all, m->mem, MAIL_HEAD_MOST);
	for (int i = 0; i < gsf_infile_num_children(in); i++) {
		unsigned id, type;

		if (!tag_of(gsf_infile_name_by_index(in, i), &id, &type) || type == T_OBJECT) {
			read_stranger(m, &st, i, others);
			continue;
		}
		if (!is_text(type)) {
			utf8_legible(others, child_read(m, in, i));
			continue;
		}
		buf_add(&all, all.n == 0 ? STR_NONE : S(", "));
		buf_add(&all, text_of(m, &st, type, child_read(m, in, i)));
	}
	if (all.cut)
		m->faults |= MAIL_LONG;
	mail_field(m, of->part, str_of(roles[st.recipient < COUNT(roles) ? st.recipient : 0]), buf_str(&all));
}

/* The object in an attachment: a message of its own, or something of another program. */
static void
read_object(struct mail *m, const struct storage *of, GsfInfile *in, struct str name)
{
	struct msg *f = m->file;
	struct mail_part *p;
	size_t i = m->nparts;

	if (child_find(in, PROPERTIES) < 0) {
		if ((p = mail_add(m, MAIL_FILE, of->part, of->depth)) != NULL) {
			p->type = S("application/x-ole-storage");
			p->name = name;
		}
		return;
	}
	if (of->depth + 1 >= MAIL_DEPTH_MOST) {
		m->faults |= MAIL_DEEP;
		return;
	}
	if (mail_add(m, MAIL_MESSAGE, of->part, of->depth + 1) != NULL)
		*PUSH(m->mem, f->queue, f->nqueue, f->cap) = (struct storage){ .in = GSF_INFILE(g_object_ref(in)),
			.part = i,
			.depth = of->depth + 1,
			.codepage = of->codepage,
			.internet = of->internet };
}

static void
read_attachment(struct mail *m, const struct storage *of, GsfInfile *in, struct buf *others)
{
	struct storage st = { .in = in, .part = of->part, .depth = of->depth, .codepage = of->codepage };
	struct str name = STR_NONE, shorter = STR_NONE, mime = STR_NONE;
	struct mail_part *p;
	int data = -1;
	bool object = false;

	if (too_many(m, in))
		return;
	read_numbers(m, &st, HEAD_OTHER);
	for (int i = 0; i < gsf_infile_num_children(in); i++) {
		unsigned id, type;
		struct str s;
		bool known = tag_of(gsf_infile_name_by_index(in, i), &id, &type);

		if (known && data < 0 && id == P_DATA && (type == T_BINARY || type == T_OBJECT)) {
			data = i;
			object = type == T_OBJECT;
			continue;
		}
		if (!known || type == T_OBJECT || id == P_DATA) {
			read_stranger(m, &st, i, others);
			continue;
		}
		if (!is_text(type)) {
			utf8_legible(others, child_read(m, in, i));
			continue;
		}
		s = text_of(m, &st, type, child_read(m, in, i));
		if (id == P_FILE_LONG)
			name = s;
		else if (id == P_FILE_SHORT || (id == P_DISPLAY_NAME && shorter.n == 0))
			shorter = s;
		else if (id == P_MIME)
			mime = str_lower(m->mem, s);
		buf_add(others, s);
		buf_addc(others, '\n');
	}
	name = name.n != 0 ? name : shorter;
	if (data >= 0) {
		GsfInput *child = gsf_infile_child_by_index(in, data);

		if (child == NULL) {
			m->faults |= MAIL_CUT;
		} else if (object && GSF_IS_INFILE(child) && gsf_infile_num_children(GSF_INFILE(child)) >= 0) {
			read_object(m, of, GSF_INFILE(child), name);
		} else if ((p = mail_add(m, mail_kind_of(mime, name, true), of->part, of->depth)) != NULL) {
			p->type = mime;
			p->name = name;
			p->source = g_object_ref(child);
		}
		if (child != NULL)
			g_object_unref(child);
	} else if ((p = mail_add(m, MAIL_FILE, of->part, of->depth)) != NULL) {
		p->name = name;
	}
}

static uint64_t
sent_of(const struct storage *st)
{
	if (st->submitted != 0)
		return st->submitted;
	return st->delivered != 0 ? st->delivered : st->created;
}

static struct date
day_of(struct mail *m, const struct storage *st)
{
	uint64_t t = sent_of(st);

	/* Units of 100 ns; 1970 is the earliest that a message can be of. */
	t /= 10000000;
	if (t < EPOCH_1601 || t - EPOCH_1601 > SECONDS_MOST)
		return (struct date){ 0 };
	return mail_day(m, (time_t)(t - EPOCH_1601));
}

static void
read_message(struct mail *m, struct storage *st)
{
	static const char *const sensitivities[] = { NULL, "Personal", "Private", "Company-Confidential" };
	struct buf others;

	if (too_many(m, st->in))
		return;
	read_numbers(m, st, st->depth == 0 ? HEAD_MESSAGE : HEAD_NESTED);
	m->parts[st->part].sent = day_of(m, st);
	m->parts[st->part].sent_at = moment_filetime(m->mem, sent_of(st));
	m->parts[st->part].changed_at = moment_filetime(m->mem, st->changed);
	if (m->parts[st->part].sent.year != 0)
		mail_field(m, st->part, S("Datum"), date_dutch(m->mem, m->parts[st->part].sent));
	if (st->sensitivity > 0 && st->sensitivity < COUNT(sensitivities))
		mail_field(m, st->part, S("Sensitivity"), str_of(sensitivities[st->sensitivity]));
	buf_init(&others, m->mem, TEXT_MOST);
	for (int i = 0; i < gsf_infile_num_children(st->in) && (m->faults & MAIL_MANY) == 0; i++) {
		struct str name = str_of(gsf_infile_name_by_index(st->in, i));
		bool recipient = str_starts(name, S(RECIPIENT));
		GsfInput *child;

		if (!recipient && !str_starts(name, S(ATTACHMENT))) {
			read_stream(m, st, i, &others);
			continue;
		}
		child = gsf_infile_child_by_index(st->in, i);
		if (child == NULL || !GSF_IS_INFILE(child) || gsf_infile_num_children(GSF_INFILE(child)) < 0)
			m->faults |= MAIL_CUT;
		else if (recipient)
			read_recipient(m, st, GSF_INFILE(child), &others);
		else
			read_attachment(m, st, GSF_INFILE(child), &others);
		if (child != NULL)
			g_object_unref(child);
	}
	add_others(m, st, &others);
}

/* ---- the bytes of a part ---- */

static void
begin(struct mail *m, const struct mail_part *p)
{
	struct msg *f = m->file;

	f->rest = p->raw;
	f->reading = p->source;
	if (f->reading != NULL && gsf_input_seek(f->reading, 0, G_SEEK_SET))
		m->faults |= MAIL_CUT;
}

static enum mail_state
next(struct mail *m, struct str *block_r)
{
	struct msg *f = m->file;
	gsf_off_t left = f->reading == NULL ? 0 : gsf_input_remaining(f->reading);
	size_t n = left > (gsf_off_t)BLOCK ? BLOCK : (size_t)(left < 0 ? 0 : left);

	*block_r = f->rest;
	f->rest = STR_NONE;
	if (block_r->n != 0)
		return MAIL_MORE;
	if (n == 0)
		return MAIL_END;
	if (gsf_input_read(f->reading, n, f->block) == NULL)
		return MAIL_BROKEN;
	*block_r = (struct str){ (const char *)f->block, n };
	return MAIL_MORE;
}

static void
close_msg(struct mail *m)
{
	struct msg *f = m->file;

	for (size_t i = 0; i < m->nparts; i++) {
		if (m->parts[i].source != NULL)
			g_object_unref(m->parts[i].source);
	}
	for (size_t i = 0; i < f->nqueue; i++)
		g_object_unref(f->queue[i].in);
	if (f->root != NULL)
		g_object_unref(f->root);
	g_object_unref(f->source);
}

static const struct mail_format format = { .nested_whole = false, .begin = begin, .next = next, .close = close_msg };

struct mail *
mail_open_msg(struct str bytes, struct arena *mem)
{
	struct mail *m = NEW(mem, struct mail, 1);
	struct msg *f = NEW(mem, struct msg, 1);

	*m = (struct mail){ .mem = mem, .format = &format, .file = f };
	f->source = gsf_input_memory_new((const guint8 *)bytes.p, (gsf_off_t)bytes.n, FALSE);
	f->root = gsf_infile_msole_new(f->source, NULL);
	if (f->root == NULL) {
		m->faults |= MAIL_CUT;
		return m;
	}
	(void)mail_add(m, MAIL_MESSAGE, 0, 0);
	*PUSH(mem, f->queue, f->nqueue, f->cap) = (struct storage){ .in = GSF_INFILE(g_object_ref(f->root)) };
	for (size_t i = 0; i < f->nqueue && (m->faults & (MAIL_MANY | MAIL_DEEP)) == 0; i++) {
		struct storage st = f->queue[i];

		read_message(m, &st);
	}
	return m;
}
