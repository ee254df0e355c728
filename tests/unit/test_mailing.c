/* SPDX-License-Identifier: EUPL-1.2 */
/* test_mailing.c - the mail of a run: its settings, its words, its bytes, where it waits, and each way a server can answer. */
#include "smtpd.h"	/* first: its helpers name an arena as scratch.h does */

#include "scratch.h"

#include "config/settings.h"
#include "proc/courier.h"
#include "publish/smtp.h"
#include "report/mime.h"
#include "report/morning.h"
#include "store/mailbox.h"

#define PLACES	"intake: in\nstate: staat\nreports: uit\norganisations:\n  - folder: leiden\n    name: gm0546\n    portal: p\n"
#define QUICK	((struct smtp_limits){ 3000, 1 })
#define NIGHT	1794716100	/* 2026-11-15T04:15:00Z, a Sunday */

/* --- settings ---------------------------------------------------------------------- */

static struct settings
load(const char *mail, int *rc)
{
	struct settings s;

	*rc = settings_load(put("woostraat.yaml", str_fmt(mem, PLACES "mail: {%s}\n", mail)), mem, &s, &err);
	return s;
}

static void
settings_fine(void **state)
{
	static const struct { const char *yaml; bool plain, always; int sign; } rows[] = {
		{ "server: 'smtp://mail.example.nl', from: w@x.nl, to: [a@b.nl]", false, false, 0 },
		{ "server: 'smtp://mail.example.nl:587', from: w@x.nl, to: [a@b.nl], teken: zondag", false, false, 6 },
		{ "server: 'smtps://mail.example.nl', from: w@x.nl, to: [a@b.nl, c.d+e@f-g.nl], when: altijd, teken: nee", false, true, -1 },
		{ "server: 'smtp://mail', from: w@x.nl, to: [root@localhost], tls: nee, when: nodig", true, false, 0 },
		{ "server: 'smtp://localhost:25', from: w@x.nl, to: [a@b.nl], netrc: k", true, false, 0 },
		{ "server: 'smtp://127.0.0.1', from: w@x.nl, to: [a@b.nl], tls: ja, ca: c.pem", false, false, 0 },
		{ "server: 'smtp://[::1]:2525', from: w@x.nl, to: [a@b.nl], verslag-adres: 'https://x.nl/woo//'", true, false, 0 },
		{ "server: 'smtp://[2001:db8::1]', from: w@x.nl, to: [a@b.nl], netrc: 'credential:mail'", false, false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int rc;
		struct settings s = load(rows[i].yaml, &rc);

		if (rc != 0)
			fail_msg("%s: %s", rows[i].yaml, err.msg);
		if (s.mail->plain != rows[i].plain || s.mail->always != rows[i].always || s.mail->sign != rows[i].sign)
			fail_msg("%s", rows[i].yaml);
		assert_null(s.orgs[0].mail);
	}
	assert_str(load(rows[6].yaml, &(int){ 0 }).mail->reports, "https://x.nl/woo");
	assert_str(load(rows[7].yaml, &(int){ 0 }).mail->netrc, "credential:mail");
	assert_int_equal(load(rows[2].yaml, &(int){ 0 }).mail->nto, 2);
}

static void
settings_faults(void **state)
{
#define SERVER	"server: 'smtp://m.nl', from: w@x.nl, to: [a@b.nl]"
	static const struct { const char *yaml, *says; } rows[] = {
		{ "server: 'http://m.nl', from: w@x.nl, to: [a@b.nl]", "‘server’ is smtp://" },
		{ "server: 'smtp://m.nl/x', from: w@x.nl, to: [a@b.nl]", "‘server’ is smtp://" },
		{ "server: 'smtp://u:geheim@m.nl', from: w@x.nl, to: [a@b.nl]", "‘server’ is smtp://" },
		{ "server: 'smtp://m.nl:99999', from: w@x.nl, to: [a@b.nl]", "‘server’ is smtp://" },
		{ "server: 'smtp://', from: w@x.nl, to: [a@b.nl]", "‘server’ is smtp://" },
		{ "server: 'smtp://[::1', from: w@x.nl, to: [a@b.nl]", "‘server’ is smtp://" },
		{ "server: 'smtp://m.nl', from: 'W <w@x.nl>', to: [a@b.nl]", "‘from’ is geen" },
		{ "server: 'smtp://m.nl', from: w@x.nl, to: [a@b.nl, \"c@d.nl\\r\\nBcc: e@f.nl\"]", "het 2e is geen" },
		{ "server: 'smtp://m.nl', from: w@x.nl, to: ['a b@c.nl']", "het 1e is geen" },
		{ "server: 'smtp://m.nl', from: w@x.nl, to: ['.a@c.nl']", "het 1e is geen" },
		{ "server: 'smtp://m.nl', from: w@x.nl, to: ['a..b@c.nl']", "het 1e is geen" },
		{ "server: 'smtp://m.nl', from: w@x.nl, to: ['a@b@c.nl']", "het 1e is geen" },
		{ "server: 'smtp://m.nl', from: w@x.nl, to: ['a@-c.nl']", "het 1e is geen" },
		{ "server: 'smtp://m.nl', from: w@x.nl, to: ['jos\u00e9@c.nl']", "het 1e is geen" },
		{ SERVER ", tls: misschien", "‘tls: misschien’" },
		{ SERVER ", tls: nee, netrc: k", "leesbaar over het netwerk" },
		{ SERVER ", tls: nee, ca: k", "server met TLS" },
		{ "server: 'smtps://m.nl', from: w@x.nl, to: [a@b.nl], tls: nee", "‘tls: nee’ hoort" },
		{ SERVER ", when: soms", "‘when: soms’" },
		{ SERVER ", teken: zonderdag", "‘teken: zonderdag’" },
		{ SERVER ", verslag-adres: 'javascript:x'", "‘verslag-adres’" },
		{ SERVER ", verslag-adres: \"https://x/\\ny\"", "‘verslag-adres’" },
		{ SERVER ", verslag-adres: 'https://u:geheim@x/'", "‘verslag-adres’" },
		{ "server: 'smtp://m.nl', from: w@x.nl", "ontbreekt" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int rc;

		(void)load(rows[i].yaml, &rc);
		if (rc == 0 || err.kind != E_CONFIG || strstr(err.msg, rows[i].says) == NULL || strstr(err.msg, "geheim") != NULL)
			fail_msg("%s: %d %s", rows[i].yaml, rc, err.msg);
	}
}

/* --- words --------------------------------------------------------------------------- */

static void
says(void **state)
{
	static const struct {
		const char *name;
		int code;
		struct totals n;
		size_t left_out, withdrawn, there;
		enum morning_why why, needs;
		const char *subject, *line[2];
	} rows[] = {
		{ "nothing", EXIT_FINE, { .published = 2, .unchanged = 30 }, 0, 0, 0, WHY_ALWAYS, WHY_NONE, "er wacht niets op een mens",
		    { "Er wacht niets op een mens.", "Openbaar geworden: 2 documenten; waren het al: 30." } },
		{ "sign", EXIT_FINE, { .unchanged = 1, .look = 2 }, 0, 0, 0, WHY_SIGN, WHY_NONE, "teken van leven",
		    { "Er wacht niets op een mens. Te bekijken: 2 dossiers.", "Openbaar geworden: 0 documenten; waren het al: 1." } },
		{ "one", EXIT_HELD, { .published = 1, .hold = 1, .held = 4 }, 0, 0, 0, WHY_PERSON, WHY_PERSON, "1 dossier wacht op een mens",
		    { "1 dossier wacht op een mens.", "Openbaar geworden: 1 document; was het al: 0." } },
		{ "three", EXIT_HELD, { .hold = 3, .later = 2, .handed = 5 }, 0, 1, 0, WHY_PERSON, WHY_PERSON, "3 dossiers wachten op een mens",
		    { "3 dossiers wachten op een mens.",
			"Openbaar geworden: 0 documenten; waren het al: 0; overgedragen: 5; later: 2; ingetrokken: 1 dossier." } },
		{ "refused", EXIT_HELD, { .rejected = 1 }, 0, 0, 0, WHY_PERSON, WHY_PERSON, "er is iets te doen voor een mens",
		    { "1 document is vastgehouden of geweigerd.", "Openbaar geworden: 0 documenten; waren het al: 0." } },
		{ "there", EXIT_FINE, { .seen = 1 }, 0, 0, 2, WHY_PERSON, WHY_PERSON, "er is iets te doen voor een mens",
		    { "2 adressen van wat is ingetrokken antwoorden nog.", "Openbaar geworden: 0 documenten; waren het al: 0." } },
		{ "again", EXIT_AGAIN, { .later = 1 }, 0, 0, 0, WHY_FAILED, WHY_FAILED, "nog niet alles is gedaan",
		    { "Nog niet alles is gedaan; de volgende run gaat verder.", "Openbaar geworden: 0 documenten; waren het al: 0; later: 1." } },
		{ "left out", EXIT_CONFIG, { .hold = 1 }, 2, 0, 0, WHY_FAILED, WHY_FAILED, "de run is niet goed afgelopen (78)",
		    { "De run is niet goed afgelopen (78): zie het logboek van de server. 2 organisaties bleven weg om een fout in de "
		      "instellingen. 1 dossier wacht op een mens.", "Openbaar geworden: 0 documenten; waren het al: 0." } },
		{ "disk", EXIT_DISK, { .seen = 1 }, 0, 0, 0, WHY_FAILED, WHY_FAILED, "de run is niet goed afgelopen (74)",
		    { "De run is niet goed afgelopen (74): zie het logboek van de server.",
			"Openbaar geworden: 0 documenten; waren het al: 0." } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct morning m = { .who = S("leiden"), .code = rows[i].code, .n = &rows[i].n, .left_out = rows[i].left_out,
			.withdrawn = rows[i].withdrawn, .there = rows[i].there, .report = S("/uit/verslag.html") };
		struct missive x = { 0 };

		morning_words(&m, rows[i].why, mem, &x);
		if (morning_needs(&m) != rows[i].needs ||
		    !str_eq(x.subject, str_fmt(mem, "[woostraat] leiden: %s", rows[i].subject)) ||
		    !str_eq(x.line[0], str_of(rows[i].line[0])) || !str_eq(x.line[1], str_of(rows[i].line[1])) ||
		    !str_eq(x.line[2], S("Verslag: /uit/verslag.html")))
			fail_msg("%s: [%.*s] [%.*s] [%.*s]", rows[i].name, STRF(x.subject), STRF(x.line[0]), STRF(x.line[1]));
	}
}

static void
signs(void **state)
{
	static const struct { int day; const char *last, *now; bool wanted; } rows[] = {
		{ 0, NULL, "2026-11-18T04:15:00Z", true },			/* never one: whoever reads it knows that it works */
		{ 0, "2026-11-16T04:15:00Z", "2026-11-17T04:15:00Z", false },	/* Monday, Tuesday */
		{ 0, "2026-11-16T04:15:00Z", "2026-11-22T22:59:00Z", false },	/* Sunday before midnight here */
		{ 0, "2026-11-16T04:15:00Z", "2026-11-22T23:01:00Z", true },	/* Monday here, Sunday in UTC */
		{ 0, "2026-11-18T04:15:00Z", "2026-11-23T04:15:00Z", true },	/* the week is of the day, not of the last one */
		{ 0, "2026-11-16T04:15:00Z", "2026-11-25T04:15:00Z", true },	/* no run on Monday: the first after it */
		{ 0, "2026-11-16T04:15:00Z", "2026-12-30T04:15:00Z", true },
		{ 4, "2026-11-19T04:15:00Z", "2026-11-20T04:15:00Z", true },	/* Thursday, Friday */
		{ 4, "2026-11-20T04:15:00Z", "2026-11-26T04:15:00Z", false },
		{ 6, "2026-11-21T04:15:00Z", "2026-11-22T04:15:00Z", true },
		{ 0, "2027-03-22T23:30:00Z", "2027-03-28T21:30:00Z", false },	/* Sunday, after the clock went forward */
		{ 0, "2027-03-22T23:30:00Z", "2027-03-28T22:30:00Z", true },
		{ 0, "2028-02-28T04:15:00Z", "2028-03-05T04:15:00Z", false },	/* over a leap day */
		{ 0, "2028-02-28T04:15:00Z", "2028-03-06T04:15:00Z", true },
		{ 0, "2026-11-16T04:15:00Z", "2026-11-02T04:15:00Z", false },	/* a clock that was set back */
		{ -1, NULL, "2026-11-18T04:15:00Z", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		time_t last = 0, now;

		assert_int_equal(time_parse(str_of(rows[i].now), &now), 0);
		assert_true(rows[i].last == NULL || time_parse(str_of(rows[i].last), &last) == 0);
		if (morning_sign(rows[i].day, last, now) != rows[i].wanted)
			fail_msg("%d %s %s", rows[i].day, rows[i].last, rows[i].now);
	}
}

/* --- bytes ----------------------------------------------------------------------------- */

static struct mail_route
route(struct str server)
{
	static struct str to[2];

	to[0] = S("a@b.nl");
	to[1] = S("c@d.nl");
	return (struct mail_route){ .server = server, .from = S("woo@leiden.example.nl"), .to = to, .nto = 2, .plain = true };
}

static struct missive
missive(const char *subject, const char *line)
{
	return (struct missive){ .id = S("0123456789abcdef"), .made = NIGHT, .subject = str_of(subject),
		.line = { str_of(line), S("twee"), S("drie") } };
}

static void
message(void **state)
{
	struct mail_route at = route(S("smtp://localhost"));
	struct missive x = missive("[woostraat] leiden: 1 dossier wacht", "1 = één \xe2\x80\x98" "dossier\xe2\x80\x99 ");

	(void)state;
	assert_str(mime_message(mem, &at, &x),
	    "Date: Sun, 15 Nov 2026 04:15:00 +0000\r\nFrom: woostraat <woo@leiden.example.nl>\r\nTo: a@b.nl,\r\n c@d.nl\r\n"
	    "Subject: [woostraat] leiden: 1 dossier wacht\r\nMessage-ID: <0123456789abcdef@leiden.example.nl>\r\n"
	    "Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\nMIME-Version: 1.0\r\n"
	    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Language: nl\r\n\r\n"
	    "1 =3D =C3=A9=C3=A9n =E2=80=98dossier=E2=80=99=20\r\ntwee\r\ndrie\r\n");
	assert_str(mime_date(mem, 951782400), "Tue, 29 Feb 2000 00:00:00 +0000");
	assert_str(mime_date(mem, 0), "Thu, 1 Jan 1970 00:00:00 +0000");
}

/* Whatever a name holds, it ends no header and makes no line too long. */
static void
no_header(void **state)
{
	static const char *const rows[] = { "x\r\nBcc: e@f.nl", "x\nBcc: e@f.nl", "x\rBcc: e@f.nl", "\xe2\x80\xa8" "Bcc: e@f.nl", "=?utf-8?B?eA==?=",
		"x\x1b[31m", "\xff\xfe", "\xc3\xa9\xc3\xa9n heel lange naam \xe2\x80\x98met tekens\xe2\x80\x99 die niet op \xc3\xa9\xc3\xa9n regel past, en dan nog wat" };
	struct mail_route at = route(S("smtp://localhost"));

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct missive x = missive(rows[i], rows[i]);
		struct str rest = mime_message(mem, &at, &x), line;
		size_t body = 0, heads = 0;

		while (str_next(&rest, '\n', &line) && rest.p != NULL) {
			if (line.n == 0 || line.p[line.n - 1] != '\r' || line.n > 79)
				fail_msg("%s: line of %zu", rows[i], line.n);
			for (size_t k = 0; k + 1 < line.n; k++) {
				if (line.p[k] < ' ' || line.p[k] > '~')
					fail_msg("%s: byte %d", rows[i], line.p[k]);
			}
			heads += str_starts(line, S("Bcc:"));
			body += body != 0 || line.n == 1;
		}
		assert_int_equal(heads, 0);
		assert_true(body >= 4);
	}
}

/* --- where it waits -------------------------------------------------------------------- */

static void
waits(void **state)
{
	struct missive x = missive("onderwerp", "\xc3\xa9\xc3\xa9n"), y = missive("later", "regel"), *v;
	struct mailbox b, other;
	struct str dir = str_of(make_folder("staat"));
	struct stat st;
	size_t n;

	(void)state;
	x.organisation = (struct str){ "lei\xff", 4 };
	y.made += 60;
	assert_ok(mailbox_open(&b, dir, 0, mem, &err));
	assert_err(E_AGAIN, mailbox_open(&other, dir, 60, mem, &err));
	assert_ok(mailbox_put(&b, &y, 1, &err));
	assert_ok(mailbox_put(&b, &x, 2, &err));
	(void)put("staat/mail/000.json", S("{\"made\":1}"));
	(void)put("staat/mail/001.json.nieuw", S("{"));
	assert_ok(mailbox_all(&b, &v, &n, &err));
	assert_int_equal(n, 2);
	assert_str(v[0].subject, "onderwerp");
	assert_str(v[0].line[0], "één");
	assert_str(v[0].line[2], "drie");
	assert_str(v[0].id, "0123456789abcdef");
	assert_true(str_eq(v[0].organisation, x.organisation) && v[0].made == NIGHT);
	assert_null(v[1].organisation.p);
	assert_int_equal(stat(str_c(mem, path_join(mem, b.dir, v[0].file)), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_ok(mailbox_drop(&b, &v[0], &err));
	assert_ok(mailbox_drop(&b, &v[0], &err));
	assert_ok(mailbox_all(&b, &v, &n, &err));
	assert_int_equal(n, 1);
	assert_int_equal(mailbox_last(&b, x.organisation), 0);
	assert_ok(mailbox_mark(&b, x.organisation, NIGHT, &err));
	assert_int_equal(mailbox_last(&b, x.organisation), NIGHT);
	assert_int_equal(mailbox_last(&b, STR_NONE), 0);
	assert_ok(mailbox_mark(&b, STR_NONE, NIGHT + 1, &err));
	assert_int_equal(mailbox_last(&b, x.organisation), NIGHT);
	mailbox_close(&b);
	mailbox_close(&b);
	assert_ok(mailbox_open(&other, dir, 0, mem, &err));
	mailbox_close(&other);
}

/* --- servers --------------------------------------------------------------------------- */

static void
answers(void **state)
{
	static const struct { const char *mode; enum mail_answer answer; long smtp; unsigned taken; const char *says; } rows[] = {
		{ "", MAIL_SENT, 250, 1, NULL },
		{ "one550", MAIL_SENT, 250, 1, "niet elk adres" },
		{ "421", MAIL_AGAIN, 421, 0, "neemt nu niets aan (SMTP 421)" },
		{ "554", MAIL_AGAIN, 554, 0, "weigert (SMTP 554)" },
		{ "451", MAIL_AGAIN, 451, 0, "neemt nu niets aan (SMTP 451)" },
		{ "550", MAIL_REFUSED, 550, 0, "weigert deze mail (SMTP 550)" },
		{ "to550", MAIL_REFUSED, 550, 0, "weigert deze mail (SMTP 550)" },
		{ "at451", MAIL_AGAIN, 451, 0, "neemt nu niets aan (SMTP 451)" },
		{ "at554", MAIL_REFUSED, 554, 0, "weigert deze mail (SMTP 554)" },
		{ "close", MAIL_AGAIN, 354, 0, "brak af" },
		{ "hang", MAIL_AGAIN, 0, 0, "antwoordt niet op tijd" },
		{ "mute", MAIL_AGAIN, 354, 0, "antwoordt niet op tijd" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		static struct smtpd s;
		struct mail_receipt r;
		struct mail_route at;
		struct missive x = missive("onderwerp", ".\r\n.regel");

		s = (struct smtpd){ .mode = "" };
		(void)snprintf(s.mode, sizeof s.mode, "%s", rows[i].mode);
		smtpd_start(&s);
		at = route(str_fmt(mem, "smtp://127.0.0.1:%u", s.port));
		assert_ok(smtp_send(&at, mime_message(mem, &at, &x), QUICK, mem, &r, &err));
		smtpd_stop(&s);
		if (r.answer != rows[i].answer || r.smtp != rows[i].smtp || s.taken != rows[i].taken ||
		    (rows[i].says == NULL) != (r.detail.p == NULL) ||
		    (rows[i].says != NULL && strstr(str_c(mem, r.detail), rows[i].says) == NULL) || strstr(str_c(mem, r.detail), "WAT") != NULL)
			fail_msg("%s: %s %ld %u %.*s", rows[i].mode, mail_answer_name(r.answer), r.smtp, s.taken, STRF(r.detail));
		if (i == 0) {
			assert_string_equal(s.hello, "EHLO leiden.example.nl\r\n");
			assert_non_null(strstr(s.last, "RCPT TO:<c@d.nl>\r\n\nDate: Sun, 15 Nov"));
			assert_non_null(strstr(s.last, "\r\n\r\n.\\x0d\\x0a.regel\r\ntwee\r\n"));
		}
	}
}

/* TLS, whom we trust, and a key. */
static void
keys(void **state)
{
	struct cert ca = cert_make(NULL, "Proef CA", NULL, -3600, 3600), other = cert_make(NULL, "Andere CA", NULL, -3600, 3600);
	struct cert own = cert_make(&ca, "localhost", "DNS:localhost", -3600, 3600), old = cert_make(&ca, "l", "DNS:localhost", -7200, -3600);
	struct cert theirs = cert_make(&ca, "elders", "DNS:elders.example.nl", -3600, 3600);
	const struct {
		const char *name;
		const struct cert *server, *trust;
		const char *mode, *password;
		bool at_once;
		enum mail_answer answer;
		const char *says;
	} rows[] = {
		{ "as it should", &own, &ca, "", "geheim", false, MAIL_SENT, NULL },
		{ "from the first byte", &own, &ca, "", "geheim", true, MAIL_SENT, NULL },
		{ "another authority", &own, &other, "", "geheim", false, MAIL_AGAIN, "wordt niet vertrouwd" },
		{ "expired", &old, &ca, "", "geheim", false, MAIL_AGAIN, "is verlopen" },
		{ "another name", &theirs, &ca, "", "geheim", false, MAIL_AGAIN, "van een ander adres" },
		{ "no TLS", &own, &ca, "notls", "geheim", false, MAIL_AGAIN, "biedt geen TLS" },
		{ "another key", &own, &ca, "", "anders", false, MAIL_AGAIN, "onze sleutel niet, of wil er een (SMTP 535)" },
		{ "no key", &own, &ca, "", NULL, false, MAIL_AGAIN, "onze sleutel niet, of wil er een (SMTP 530)" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		static struct smtpd s;
		struct mail_receipt r;
		struct mail_route at;
		struct missive x = missive("onderwerp", "regel");

		s = (struct smtpd){ .own = rows[i].server, .at_once = rows[i].at_once, .key = "AHdvbwBnZWhlaW0=" };
		(void)snprintf(s.mode, sizeof s.mode, "%s", rows[i].mode);
		smtpd_start(&s);
		at = route(str_fmt(mem, "%s://localhost:%u", rows[i].at_once ? "smtps" : "smtp", s.port));
		at.plain = false;
		at.ca = str_of(put("ca.pem", str_of(cert_pem(rows[i].trust, mem))));
		if (rows[i].password != NULL)
			at.netrc = str_of(put("netrc", str_fmt(mem, "machine localhost login woo password %s\n", rows[i].password)));
		assert_ok(smtp_check(&at, mem, &err));
		assert_int_equal(s.connections, 0);
		assert_ok(smtp_send(&at, mime_message(mem, &at, &x), QUICK, mem, &r, &err));
		smtpd_stop(&s);
		if (r.answer != rows[i].answer || (rows[i].says == NULL) != (r.detail.p == NULL) ||
		    (rows[i].says != NULL && strstr(str_c(mem, r.detail), rows[i].says) == NULL) ||
		    s.taken != (r.answer == MAIL_SENT) || s.logins != s.taken)
			fail_msg("%s: %s %ld %u %.*s", rows[i].name, mail_answer_name(r.answer), r.smtp, s.taken, STRF(r.detail));
	}
	cert_free(&ca);
	cert_free(&other);
	cert_free(&own);
	cert_free(&old);
	cert_free(&theirs);
}

static void
not_sent(void **state)
{
	struct mail_route at = route(S("smtp://mail.invalid"));
	struct mail_receipt r;

	(void)state;
	at.netrc = str_of(put("netrc", S("machine mail.invalid login woo password geheim\n")));
	assert_err(E_CONFIG, smtp_send(&at, S("x"), QUICK, mem, &r, &err)); /* without TLS, to another machine */
	at.plain = false;
	assert_int_equal(chmod(str_c(mem, at.netrc), 0644), 0);
	assert_err(E_CONFIG, smtp_check(&at, mem, &err));
	at.netrc = STR_NONE;
	at.server = S("https://localhost");
	assert_err(E_CONFIG, smtp_check(&at, mem, &err));
	at.server = S("smtp://u@localhost");
	assert_err(E_CONFIG, smtp_check(&at, mem, &err));
}

/* --- through the uploader ---------------------------------------------------------------- */

static void
by_courier(void **state)
{
	static struct smtpd s;
	struct missive x = missive("onderwerp", "regel");
	struct mail_receipt r;
	struct mail_route at;
	struct courier *c, *dry;

	(void)state;
	s = (struct smtpd){ .mode = "" };
	smtpd_start(&s);
	at = route(str_fmt(mem, "smtp://127.0.0.1:%u", s.port));
	assert_ok(courier_open(program("woostraat-upload"), "dry", &dry, &err));
	assert_ok(courier_mail(dry, &at, mime_message(mem, &at, &x), mem, &r, &err));
	assert_int_equal(s.connections, 0);
	courier_close(dry);
	assert_ok(courier_open(program("woostraat-upload"), "send", &c, &err));
	assert_ok(courier_mail(c, &at, STR_NONE, mem, &r, &err));
	assert_int_equal(s.connections, 0);
	assert_ok(courier_mail(c, &at, mime_message(mem, &at, &x), mem, &r, &err));
	assert_int_equal(r.answer, MAIL_SENT);
	at.ca = S("/nergens.pem");
	at.plain = false;
	assert_err(E_CONFIG, courier_mail(c, &at, S("x"), mem, &r, &err));
	courier_close(c);
	smtpd_stop(&s);
	assert_int_equal(s.taken, 1);
}

/* What an uploader that was taken over would say. */
static void
receipts(void **state)
{
	static const char *const rows[] = { "{}", "{\"answer\":\"ja\",\"smtp\":250}", "{\"answer\":\"sent\"}", "{\"answer\":\"sent\",\"smtp\":-1}",
		"{\"answer\":\"sent\",\"smtp\":1000}", "{\"answer\":\"sent\",\"smtp\":250,\"detail\":\"\\u0007\"}" };
	struct mail_receipt r;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		AUTO_JSON j = json_read(str_of(rows[i]), &err);

		assert_non_null(j);
		assert_err(E_BUG, mailbag_get_receipt(j, mem, &r, &err));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(settings_fine),
		cmocka_unit_test(settings_faults),
		cmocka_unit_test(says),
		cmocka_unit_test(signs),
		cmocka_unit_test(message),
		cmocka_unit_test(no_header),
		cmocka_unit_test(waits),
		cmocka_unit_test(answers),
		cmocka_unit_test(keys),
		cmocka_unit_test(not_sent),
		cmocka_unit_test(by_courier),
		cmocka_unit_test(receipts),
	};

	(void)signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
