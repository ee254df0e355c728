/* SPDX-License-Identifier: EUPL-1.2 */
/* mailing.c - who gets a mail of a run, and over which server, as woostraat.yaml or the file of an organisation says it. */
#include "config/mailing.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "config/outlets.h"
#include "config/value.h"

#include "base/banned.h"

#define TEXT_MOST	1000
#define TO_MOST		20u		/* people who read it; more is a mailing list's work */
#define ADDRESS_MOST	254		/* bytes of an address (RFC 5321 4.5.3.1.3, without < and >) */
#define LOCAL_MOST	64		/* of what stands before @ (RFC 5321 4.5.3.1.1) */

#define TEXT(key, member, more)	\
	CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | (more), struct file_mail, member, 1, TEXT_MOST)

static const cyaml_schema_value_t address_value = { CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, TEXT_MOST) };

const cyaml_schema_field_t mail_fields[] = {
	TEXT("server", server, 0),
	TEXT("from", from, 0),
	CYAML_FIELD_SEQUENCE("to", CYAML_FLAG_POINTER, struct file_mail, to, &address_value, 1, TO_MOST),
	TEXT("netrc", netrc, CYAML_FLAG_OPTIONAL),
	TEXT("ca", ca, CYAML_FLAG_OPTIONAL),
	TEXT("tls", tls, CYAML_FLAG_OPTIONAL),
	TEXT("when", when, CYAML_FLAG_OPTIONAL),
	TEXT("teken", sign, CYAML_FLAG_OPTIONAL),
	TEXT("verslag-adres", reports, CYAML_FLAG_OPTIONAL),
	CYAML_FIELD_END
};

static const char *const weekdays[] = { "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag" };

static bool
alnum(char c)
{
	return ascii_letter(c) || ascii_digit(c);
}

/* A name of a machine: labels of letters, digits and '-' (RFC 1123 2.1). */
static bool
domain_fine(struct str s)
{
	struct str label;

	if (s.n == 0 || str_ends(s, S(".")))
		return false;
	while (str_next(&s, '.', &label)) {
		if (label.n == 0 || label.n > 63 || !alnum(label.p[0]) || !alnum(label.p[label.n - 1]))
			return false;
		for (size_t i = 0; i < label.n; i++) {
			if (!alnum(label.p[i]) && label.p[i] != '-')
				return false;
		}
	}
	return true;
}

/* local@domain with a dot-string on the left (RFC 5321 4.1.2): no name, no quotes, nothing that could end a header. */
static bool
address_fine(struct str s)
{
	static const char special[] = "!#$%&'*+-/=?^_`{|}~";
	struct str local;

	if (s.n > ADDRESS_MOST || !str_has(s, '@') || !str_next(&s, '@', &local))
		return false;
	if (local.n == 0 || local.n > LOCAL_MOST || local.p[0] == '.' || local.p[local.n - 1] == '.')
		return false;
	for (size_t i = 0; i < local.n; i++) {
		char c = local.p[i];

		if (c == '.' ? local.p[i - 1] == '.' : !alnum(c) && memchr(special, c, sizeof special - 1) == NULL)
			return false;
	}
	return domain_fine(s);
}

/* Is it this machine itself (RFC 6761 6.3, RFC 1122 3.2.1.3)? */
static bool
here(struct str host)
{
	if (str_eq_nocase(host, S("localhost")) || str_eq(host, S("[::1]")))
		return true;
	for (size_t i = 0; i < host.n; i++) {
		if (!ascii_digit(host.p[i]) && host.p[i] != '.')
			return false;
	}
	return str_starts(host, S("127."));
}

/* smtp://host:port, without a user and without what comes after. */
static bool
server_fine(struct str s, bool *here_r)
{
	struct str host = str_from(s, str_starts(s, S("smtps://")) ? 8 : 7), port;
	size_t colon;
	uint64_t n;

	if (!str_starts(s, S("smtp://")) && !str_starts(s, S("smtps://")))
		return false;
	for (colon = host.n; colon > 0 && ascii_digit(host.p[colon - 1]); colon--)
		;
	if (colon > 0 && colon < host.n && host.p[colon - 1] == ':') {
		port = str_from(host, colon);
		if (str_u64(port, &n) != 0 || n == 0 || n > UINT16_MAX)
			return false;
		host = str_sub(host, 0, colon - 1);
	}
	*here_r = here(host);
	if (!str_starts(host, S("[")))
		return domain_fine(host);
	for (size_t i = 1; i + 1 < host.n; i++) {
		if (ascii_hex(host.p[i]) < 0 && host.p[i] != ':' && host.p[i] != '.')
			return false;
	}
	return host.n > 3 && host.p[host.n - 1] == ']';
}

static int
read_server(const struct file_mail *f, struct str base, struct arena *mem, struct mail_route *m, struct err *e)
{
	bool local = false, tls = false;

	m->server = str_dup(mem, str_of(f->server));
	if (!server_fine(m->server, &local))
		return err_set(e, E_CONFIG, "%s",
		    _("‘server’ is smtp:// of smtps:// met de naam van de mailserver, en desgewenst :poort; een gebruiker en "
		      "wachtwoord staan in het netrc-bestand"));
	if (value_yes("tls", f->tls, &tls, e) != 0)
		return -1;
	m->plain = f->tls == NULL ? local : !tls;
	if (str_starts(m->server, S("smtps://"))) {
		if (f->tls != NULL && !tls)
			return err_set(e, E_CONFIG, "%s", _("‘tls: nee’ hoort bij een server met smtp://"));
		m->plain = false;
	}
	m->netrc = settings_key(mem, base, f->netrc);
	m->ca = settings_key(mem, base, f->ca);
	if (!utf8_xml(m->netrc) || !utf8_xml(m->ca))
		return err_set(e, E_CONFIG, "%s", _("‘netrc’ of ‘ca’ is geen gewone tekst"));
	if (m->plain && !local && m->netrc.n != 0)
		return err_set(
		    e, E_CONFIG, "%s", _("bij ‘tls: nee’ zou de sleutel uit ‘netrc’ leesbaar over het netwerk gaan"));
	if (m->plain && m->ca.n != 0)
		return err_set(e, E_CONFIG, "%s", _("bij ‘ca’ hoort een server met TLS; geef smtps:// of ‘tls: ja’"));
	return 0;
}

static int
read_addresses(const struct file_mail *f, struct arena *mem, struct mail_route *m, struct err *e)
{
	m->from = str_dup(mem, str_of(f->from));
	if (!address_fine(m->from))
		return err_set(e, E_CONFIG, "%s", _("‘from’ is geen mailadres, of heeft meer dan het adres alleen"));
	m->nto = f->to_count;
	m->to = NEW(mem, struct str, m->nto);
	for (size_t i = 0; i < m->nto; i++) {
		m->to[i] = str_dup(mem, str_of(f->to[i]));
		if (!address_fine(m->to[i]))
			return err_set(e, E_CONFIG,
			    _("‘to’: het %zue is geen mailadres, of heeft meer dan het adres alleen"), i + 1);
	}
	return 0;
}

/* Where people open the reports: an address that goes into a line of text as it stands. */
static int
read_reports(const struct file_mail *f, struct arena *mem, struct mail_route *m, struct err *e)
{
	struct str s = str_of(f->reports);

	if (s.p == NULL)
		return 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] <= ' ' || s.p[i] > '~' || s.p[i] == '@')
			s.n = 0;
	}
	if (!str_starts(s, S("https://")) && !str_starts(s, S("http://")) && !str_starts(s, S("file://")))
		return err_set(
		    e, E_CONFIG, "%s", _("‘verslag-adres’ is geen adres dat met https://, http:// of file:// begint"));
	while (str_ends(s, S("/")))
		s.n--;
	m->reports = str_dup(mem, s);
	return 0;
}

static int
read_when(const struct file_mail *f, struct mail_route *m, struct err *e)
{
	m->always = f->when != NULL && strcmp(f->when, "altijd") == 0;
	if (f->when != NULL && !m->always && strcmp(f->when, "nodig") != 0)
		return err_set(e, E_CONFIG, _("‘when: %s’: kies uit nodig en altijd"), f->when);
	if (f->sign == NULL)
		return 0;
	m->sign = str_index(weekdays, COUNT(weekdays), str_of(f->sign));
	if (m->sign < 0 && strcmp(f->sign, "nee") != 0)
		return err_set(e, E_CONFIG, _("‘teken: %s’: een dag van de week zoals maandag, of nee"), f->sign);
	return 0;
}

int
mailing_read(const struct file_mail *f, struct str base, const char *org, struct arena *mem, const struct mail_route **m_r,
    struct err *e)
{
	struct mail_route *m;

	*m_r = NULL;
	if (f == NULL)
		return 0;
	m = NEW(mem, struct mail_route, 1);
	if (read_server(f, base, mem, m, e) != 0 || read_addresses(f, mem, m, e) != 0 ||
	    read_reports(f, mem, m, e) != 0 || read_when(f, m, e) != 0) {
		(void)err_wrap(e, "%s", _("‘mail’"));
		return org == NULL ? -1 : err_wrap(e, _("organisatie ‘%s’"), org);
	}
	*m_r = m;
	return 0;
}
