/* SPDX-License-Identifier: EUPL-1.2 */
/* unpack_mail.c - the attachments of a message, EML or MSG. */
#include "base/utf8.h"
#include "mail/mail.h"
#include "unpack/unpack.h"

#include "base/banned.h"

#define NAME_MOST	((size_t)200)	/* bytes of a name; file systems take 255 */

/* Names that are taken. */
struct taken {
	struct str	*v;
	size_t		 n, cap;
};

/* For what came without a name. */
static const struct { const char *type, *extension; } extensions[] = {
	{ "application/pdf", ".pdf" }, { "application/zip", ".zip" }, { "application/rtf", ".rtf" },
	{ "application/msword", ".doc" }, { "application/vnd.ms-excel", ".xls" }, { "application/vnd.ms-powerpoint", ".ppt" },
	{ "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx" },
	{ "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx" },
	{ "application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx" },
	{ "application/vnd.oasis.opendocument.text", ".odt" }, { "application/vnd.oasis.opendocument.spreadsheet", ".ods" },
	{ "application/xml", ".xml" }, { "text/xml", ".xml" }, { "text/plain", ".txt" }, { "text/html", ".html" },
	{ "text/csv", ".csv" }, { "text/calendar", ".ics" }, { "text/vcard", ".vcf" }, { "message/rfc822", ".eml" },
	{ "image/png", ".png" }, { "image/jpeg", ".jpg" }, { "image/gif", ".gif" }, { "image/tiff", ".tif" },
	{ "image/bmp", ".bmp" }, { "image/svg+xml", ".svg" },
};

static struct str
extension_of(struct str type)
{
	for (size_t i = 0; i < COUNT(extensions); i++) {
		if (str_eq(type, str_of(extensions[i].type)))
			return str_of(extensions[i].extension);
	}
	return STR_NONE;
}

/* The sender's name as that of one file: no folders.  Absent when nothing is left of it. */
static struct str
file_name(struct unpacker *u, struct str name)
{
	struct str s = str_dup(u->mem, utf8_cut(str_trim(name), NAME_MOST));
	char *p = (char *)(uintptr_t)s.p;
	bool letters = false;

	for (size_t i = 0; i < s.n; i++) {
		if (p[i] == '/' || p[i] == '\\')
			p[i] = '_';
		letters |= p[i] != '.' && p[i] != ' ';
	}
	return letters ? s : STR_NONE;
}

static bool
is_taken(const struct taken *t, struct str name)
{
	for (size_t i = 0; i < t->n; i++) {
		if (str_eq_nocase(t->v[i], name))
			return true;
	}
	return false;
}

/* "kaart.png" once more is "kaart (2).png", or has a number that is likely to be free. */
static struct str
free_name(struct unpacker *u, struct taken *t, struct str name)
{
	struct str s = name;
	size_t dot = name.n;

	while (dot > 1 && name.p[dot - 1] != '.')
		dot--;
	dot = dot > 1 ? dot - 1 : name.n;
	for (size_t i = 2; is_taken(t, s); i = i == 2 ? t->n + 1 : i + 1)
		s = str_fmt(u->mem, "%.*s (%zu)%.*s", STRF(str_sub(name, 0, dot)), i, STRF(str_from(name, dot)));
	*PUSH(u->mem, t->v, t->n, t->cap) = s;
	return s;
}

static enum unpack_state
take(struct unpacker *u, struct mail *m, const struct mail_part *p, struct str name)
{
	enum unpack_state st = unpack_member_begin(u, name, 0);
	enum mail_state read;
	struct str block;

	if (st != UNPACK_MORE)
		return st;
	mail_begin(m, p);
	while ((read = mail_next(m, &block)) == MAIL_MORE) {
		if (unpack_member_bytes(u, block) == UNPACK_STOP)
			return UNPACK_STOP;
	}
	if (read == MAIL_END)
		unpack_member_end(u);
	else
		unpack_member_drop(u, F_UNP_LIES);
	return UNPACK_MORE;
}

/* A message in a message is a member of its own where it has bytes; what is in it comes out of that one. */
static bool
is_member(const struct mail *m, size_t i)
{
	const struct mail_part *p = &m->parts[i];

	if (m->format->nested_whole && p->message != 0)
		return false;
	return p->kind == MAIL_FILE || (p->kind == MAIL_MESSAGE && i != 0 && m->format->nested_whole);
}

static void
unpack_mail(struct unpacker *u, struct mail *m)
{
	static const unsigned partly = MAIL_CUT | MAIL_MALFORMED | MAIL_MANY | MAIL_DEEP | MAIL_LONG;
	enum unpack_state st = UNPACK_MORE;
	struct taken taken = { .n = 0 };
	unsigned nameless = 0, messages = 0;

	if ((m->faults & partly) != 0) {
		(void)unpack_stop(u, F_UNP_BROKEN, str_of(_("een bericht dat niet heel is")), STR_NONE);
		return;
	}
	for (size_t i = 0; i < m->nparts && st != UNPACK_STOP; i++) {
		const struct mail_part *p = &m->parts[i];
		struct str name = file_name(u, p->name);

		if (!is_member(m, i))
			continue;
		if (name.n == 0 && str_eq(p->type, S("message/rfc822")))
			name = str_fmt(u->mem, "bericht-%u.eml", ++messages);
		else if (name.n == 0)
			name = str_fmt(u->mem, "bijlage-%u%.*s", ++nameless, STRF(extension_of(p->type)));
		st = take(u, m, p, free_name(u, &taken, name));
	}
}

void
unpack_eml(struct unpacker *u)
{
	AUTO_MAIL m = mail_open_eml(u->bytes, u->mem);

	unpack_mail(u, m);
}

void
unpack_msg(struct unpacker *u)
{
	AUTO_MAIL m = mail_open_msg(u->bytes, u->mem);

	unpack_mail(u, m);
}
