/* SPDX-License-Identifier: EUPL-1.2 */
/* mail.c - what was left behind in a message: blind recipients, the way it went, older messages (gate facts, section 5). */
#include "mail/mail.h"

#include "reveal/left.h"

#include "base/banned.h"

#define LEVELS_MOST	100u

/* Header fields that tell more than who wrote to whom. */
static const struct { const char *name, *label; } traces[] = {
	{ "Received", N_("Received: weg van het bericht") }, { "X-Originating-IP", N_("adres van een computer") },
	{ "X-Received", N_("Received: weg van het bericht") }, { "X-Sender-IP", N_("adres van een computer") },
	{ "X-MS-Exchange-Organization-OriginalClientIPAddress", N_("adres van een computer") },
	{ "X-MS-Exchange-Organization-OriginalServerIPAddress", N_("adres van een computer") },
	{ "User-Agent", N_("programma van de afzender") }, { "X-Mailer", N_("programma van de afzender") },
	{ "Delivered-To", N_("postvak waarin het lag") }, { "X-Original-To", N_("postvak waarin het lag") },
	{ "Return-Path", N_("adres voor fouten") }, { "Disposition-Notification-To", N_("wie een leesbevestiging wilde") },
	{ "Thread-Topic", N_("onderwerp van het gesprek") }, { "Message-ID", N_("Message-ID: naam van een computer") },
};

static void
look_at_fields(struct lefts *l, const struct mail_part *p)
{
	for (size_t i = 0; i < p->nfields; i++) {
		const struct mail_field *f = &p->fields[i];

		if (left_letters(f->value) == 0)
			continue;
		left_add(l, F_REV_MAIL_BCC, str_eq_nocase(f->name, S("Bcc")) || str_eq_nocase(f->name, S("Resent-Bcc")),
		    str_of(_("kopregels")));
		for (size_t k = 0; k < COUNT(traces); k++)
			left_add(l, F_REV_MAIL_TRACE, str_eq_nocase(f->name, str_of(traces[k].name)),
			    str_of(_(traces[k].label)));
	}
}

/* The marks of quotation at the start of a line. */
static unsigned
marks(struct str line)
{
	unsigned n = 0;

	for (size_t i = 0; i < line.n && n < LEVELS_MOST; i++) {
		if (line.p[i] == '>')
			n++;
		else if (line.p[i] != ' ')
			break;
	}
	return n;
}

/* "Van: ..." right above "Verzonden: ...", as Outlook writes them before the message it answers; or a line that says so. */
static bool
begins_older(struct str line, struct str before)
{
	static const char *const senders[] = { "Van:", "From:", "Von:", "De:" };
	static const char *const sents[] = { "Verzonden:", "Sent:", "Datum:", "Date:", "Gesendet:", "Envoy" };
	static const char *const lines[] = { "-----Oorspronkelijk bericht", "-----Original Message",
		"---------- Forwarded message", "-------- Doorgestuurd bericht", "-------- Forwarded Message" };
	bool from = false, sent = false;

	for (size_t i = 0; i < COUNT(lines); i++) {
		if (str_starts(line, str_of(lines[i])))
			return true;
	}
	for (size_t i = 0; i < COUNT(senders); i++)
		from |= str_starts(before, str_of(senders[i]));
	for (size_t i = 0; i < COUNT(sents); i++)
		sent |= str_starts(line, str_of(sents[i]));
	return from && sent;
}

/* How many older messages stand below each other, or within each other; the message's own header is none. */
static unsigned
levels(const struct text *t)
{
	struct str rest = t->s, line, before = STR_NONE;
	unsigned deepest = 0, older = 0;

	while (str_next(&rest, '\n', &line)) {
		unsigned n = marks(line);

		if (line.n == 0 || text_origin_at(t, (uint32_t)(line.p - t->s.p)) == TEXT_MAIL)
			continue;
		line = str_trim(line);
		deepest = n > deepest ? n : deepest;
		older += begins_older(line, before) && older < LEVELS_MOST;
		before = line.n != 0 ? line : before;
	}
	return deepest > older ? deepest : older;
}

int
reveal_mail(struct revealing *v, struct err *e)
{
	bool msg = str_eq(v->job->dossier->docs[v->job->doc].media_type, S("application/vnd.ms-outlook"));
	AUTO_MAIL m = msg ? mail_open_msg(v->bytes, v->tmp) : mail_open_eml(v->bytes, v->tmp);
	struct lefts *l = lefts_new(v);
	unsigned quoted;

	(void)e;
	for (size_t i = 0; i < m->nparts; i++)
		look_at_fields(l, &m->parts[i]);
	quoted = levels(&v->text);
	if (quoted != 0)
		reveal_find(v, F_REV_MAIL_QUOTED, 0, str_fmt(v->tmp, "%u", quoted), STR_NONE);
	reveal_find(v, F_REV_MAIL_AS_PDF, 0, STR_NONE, STR_NONE);
	lefts_tell(l);
	return 0;
}
