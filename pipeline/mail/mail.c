/* SPDX-License-Identifier: EUPL-1.2 */
/* mail.c - a message as a list of its parts: what both formats share. */
#include "mail/mail.h"

#include <gmime/gmime.h>
#include <gsf/gsf-utils.h>

#include "base/buf.h"
#include "mail/encoded.h"

#include "base/banned.h"

/* What the libraries have to say of a document is for nobody's log. */
static void
quiet(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer user)
{
	(void)domain;
	(void)level;
	(void)text;
	(void)user;
}

int
mail_load(struct arena *mem, struct err *e)
{
	(void)g_log_set_default_handler(quiet, NULL);
	g_mime_init();
	gsf_init();
	return label_load(mem, e);
}

void
mail_close(struct mail *m)
{
	if (m != NULL)
		m->format->close(m);
}

void
mail_begin(struct mail *m, const struct mail_part *p)
{
	m->format->begin(m, p);
}

enum mail_state
mail_next(struct mail *m, struct str *block_r)
{
	return m->format->next(m, block_r);
}

enum mail_state
mail_bytes(struct mail *m, const struct mail_part *p, size_t max, struct arena *mem, struct str *s_r)
{
	enum mail_state st;
	struct str block;
	struct buf b;

	buf_init(&b, mem, max);
	mail_begin(m, p);
	while ((st = mail_next(m, &block)) == MAIL_MORE && !b.cut)
		buf_add(&b, block);
	*s_r = buf_str(&b);
	return b.cut ? MAIL_BROKEN : st;
}

struct mail_part *
mail_add(struct mail *m, enum mail_kind kind, size_t message, unsigned depth)
{
	struct mail_part *p;

	if (m->nparts >= MAIL_PARTS_MOST) {
		m->faults |= MAIL_MANY;
		return NULL;
	}
	p = PUSH(m->mem, m->parts, m->nparts, m->cap);
	*p = (struct mail_part){ .kind = kind, .message = message, .depth = depth };
	return p;
}

void
mail_field(struct mail *m, size_t part, struct str name, struct str value)
{
	struct mail_part *p = &m->parts[part];
	enum label_state st = LABEL_WHOLE;

	if (p->nfields >= MAIL_FIELDS_MOST || name.n + value.n > MAIL_HEAD_MOST) {
		m->faults |= MAIL_LONG;
		return;
	}
	*PUSH(m->mem, p->fields, p->nfields, p->fields_cap) =
	    (struct mail_field){ str_dup(m->mem, name), encoded_text(m->mem, value, &st) };
	if (st != LABEL_WHOLE)
		m->faults |= MAIL_GARBLED;
}

struct str
mail_value(const struct mail_part *p, const char *name)
{
	for (size_t i = 0; i < p->nfields; i++) {
		if (str_eq_nocase(p->fields[i].name, str_of(name)))
			return p->fields[i].value;
	}
	return STR_NONE;
}

void
mail_malformed(struct mail *m, const char *why)
{
	m->faults |= MAIL_MALFORMED;
	if (m->fault == NULL)
		m->fault = why;
}

static size_t
count(const struct mail_part *p, const char *name)
{
	size_t n = 0;

	for (size_t i = 0; i < p->nfields; i++)
		n += str_eq_nocase(p->fields[i].name, str_of(name));
	return n;
}

/* Fields that stand in a message once (RFC 5322 3.6, RFC 2045 3). */
void
mail_judge(struct mail *m, size_t part)
{
	static const char *const once[] = { "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date",
		"Message-ID" };
	static const char *const structure[] = { "Content-Type", "Content-Transfer-Encoding", "Content-Disposition",
		"MIME-Version" };
	const struct mail_part *p = &m->parts[part];

	for (size_t i = 0; i < COUNT(once); i++) {
		if (m->twice.p == NULL && count(p, once[i]) > 1)
			m->twice = str_of(once[i]);
	}
	for (size_t i = 0; i < COUNT(structure); i++) {
		if (count(p, structure[i]) > 1)
			mail_malformed(m, N_("een kopregel over de bouw van het bericht staat er dubbel"));
	}
}

struct date
mail_day(struct mail *m, time_t t)
{
	/* "2026-03-12T00:00:00+01:00": the offset of that day; the one night that differs starts no other day. */
	struct str s = date_midnight(m->mem, date_of_time(t));
	int hours = s.n > 5 && s.p[s.n - 6] == '+' ? s.p[s.n - 4] - '0' : 1;
	struct date d = date_of_time(t + (time_t)hours * 3600);

	return date_valid(d) ? d : (struct date){ 0 };
}

static bool
one_of(struct str s, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq_nocase(s, str_of(names[i])))
			return true;
	}
	return false;
}

enum mail_kind
mail_kind_of(struct str type, struct str name, bool attached)
{
	static const char *const signatures[] = { "application/pkcs7-signature", "application/x-pkcs7-signature",
		"application/pgp-signature" };
	static const char *const sealed[] = { "application/pkcs7-mime", "application/x-pkcs7-mime",
		"application/pgp-encrypted", "multipart/encrypted", "application/x-microsoft-rpmsg-message" };
	static const char *const plain[] = { "text/plain", "text/enriched", "text/richtext", "text/rfc822-headers",
		"message/delivery-status", "message/disposition-notification" };

	if (one_of(type, signatures, COUNT(signatures)))
		return MAIL_SIGNATURE;
	if (one_of(type, sealed, COUNT(sealed)) || str_ends_nocase(name, S(".p7m")) ||
	    str_ends_nocase(name, S(".rpmsg")))
		return MAIL_SEALED;
	/* The parts of a signed message, as Outlook keeps them. */
	if (attached && str_starts(type, S("multipart/")))
		return MAIL_SEALED;
	if (attached)
		return MAIL_FILE;
	if (one_of(type, plain, COUNT(plain)))
		return MAIL_PLAIN;
	return str_eq_nocase(type, S("text/html")) ? MAIL_HTML : MAIL_FILE;
}
