/* SPDX-License-Identifier: EUPL-1.2 */
/* test_mail.c - messages: their text, their header, other versions, attachments, and what stops them. */
#include "extracting.h"

#include <gsf/gsf-outfile-msole.h>
#include <gsf/gsf-outfile.h>
#include <gsf/gsf-output-memory.h>
#include <zlib.h>

#include "mail/encoded.h"
#include "mail/lzfu.h"
#include "mail/mail.h"
#include "mail/rich.h"
#include "unpack/unpack.h"

/* What was said, without IDN-503: mail is never on DiWoo's list. */
static const char *
mail_tags(int doc)
{
	return tags_but(doc, F_IDN_FORMAT_REFUSED);
}

#define EML	"message/rfc822"
#define MSG	"application/vnd.ms-outlook"

/* Through both stages, as what; the findings must be exactly these. */
static int
mail_as(const char *name, const char *type, struct str bytes, const char *want)
{
	int doc = rig_add_bytes(&r, name, bytes);

	assert_int_equal(rig_run(&r, ST_identify, identify_run, doc), 0);
	assert_str(r.dossier.docs[doc].media_type, type);
	assert_int_equal(rig_run(&r, ST_extract, extract_run, doc), 0);
	if (strcmp(mail_tags(doc), want) != 0)
		fail_msg("%s: [%s], not [%s]", name, mail_tags(doc), want);
	return doc;
}

static int
eml(struct str bytes, const char *want)
{
	return mail_as("bericht.eml", EML, bytes, want);
}

/* The same document with other bytes: there is text, or a finding that holds it. */
static void
again(int doc, struct str bytes)
{
	int fd;

	assert_int_equal(fd_of_str("test", bytes, &fd, &r.err), 0);
	rig_set(&r, doc, A_ORIGINAL, fd);
	auto_close(&r.fd[doc + 1][A_TEXT]);
	r.fd[doc + 1][A_TEXT] = -1;
	r.dossier.findings = (struct findings){ .mem = r.mem };
	assert_int_equal(rig_run(&r, ST_extract, extract_run, doc), 0);
	if (r.fd[doc + 1][A_TEXT] < 0 && verdict(&r.dossier.findings) != V_HOLD)
		fail_msg("%zu bytes: no text and no finding", bytes.n);
}

/* ---- EML ---- */

#define HEAD	"Received: from mail.example.nl by mx.example.nl; Thu, 12 Mar 2026 23:30:00 +0000\r\n" \
		"X-Originating-IP: [192.0.2.7]\r\nFrom: \"De Vries, A.\" <a.devries@example.nl>\r\n" \
		"To: =?utf-8?Q?Ren=C3=A9e?= <renee@example.nl>\r\nBcc: archief@example.nl\r\n" \
		"Subject: =?iso-8859-1?Q?Caf=E9_De?=\r\n =?iso-8859-1?B?IFp3YWFu?= en meer\r\n" \
		"Date: Thu, 12 Mar 2026 23:30:00 +0000\r\nMessage-ID: <1@mail.example.nl>\r\nMIME-Version: 1.0\r\n"
#define PLAIN	HEAD "Content-Type: text/plain; charset=iso-8859-15\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
#define MIXED	HEAD "Content-Type: multipart/mixed; boundary=\"een\"\r\n\r\nVoor oude programma's\r\n--een\r\n"
#define VERSIONS HEAD "Content-Type: multipart/alternative; boundary=\"een\"\r\n\r\n--een\r\n"
#define HTML	"Content-Type: text/html; charset=utf-8\r\n\r\n"
/* Signed data of CMS (RFC 5652): without the content, the same in indefinite lengths, and with the content in it. */
#define DETACHED	"MCMGCSqGSIb3DQEHAqAWMBQCAQExADALBgkqhkiG9w0BBwExAA=="
#define UNENDING	"MIAGCSqGSIb3DQEHAqCAMIACAQExADCABgkqhkiG9w0BBwEAADEAAAAAAAAA"
#define OPAQUE	"MDQGCSqGSIb3DQEHAqAnMCUCAQExADAcBgkqhkiG9w0BBwGgDwQNQlNOIDExMTIyMjMzMzEA"
#define SIGNED(type, inside)	MIXED "\r\ntekst\r\n--een\r\nContent-Type: application/" type "-signature\r\n" inside "\r\n--een--\r\n"
#define BASE64	"Content-Transfer-Encoding: base64\r\n\r\n"
#define UU	"M5&AE('%U:6-K(&)R;W=N(&9O>\"!J=6UP<R!O=F5R('1H92!L87IY(&1O9RX*\r\n"

static void
plain(void **state)
{
	int doc = eml(S(PLAIN "Het besluit kost =A4 12,=\r\n50.\r\n> eerdere tekst\r\n"), "");
	const struct props *p = &r.dossier.docs[doc].props;
	struct text t = text_of(doc);

	(void)state;
	assert_true(str_starts(t.s, S("Café De Zwaan en meer\n")));
	assert_int_equal(origin(&t, "Café De Zwaan"), TEXT_VISIBLE);
	assert_int_equal(origin(&t, "Received: from mail.example.nl"), TEXT_MAIL);
	assert_int_equal(origin(&t, "X-Originating-IP: [192.0.2.7]"), TEXT_MAIL);
	assert_int_equal(origin(&t, "To: Renée <renee@example.nl>"), TEXT_MAIL);
	assert_int_equal(origin(&t, "Bcc: archief@example.nl"), TEXT_MAIL);
	assert_int_equal(origin(&t, "Message-ID: <1@mail.example.nl>"), TEXT_MAIL);
	assert_int_equal(origin(&t, "kost € 12,50."), TEXT_VISIBLE);
	assert_int_equal(origin(&t, "> eerdere tekst"), TEXT_VISIBLE);
	assert_str(p->title, "Café De Zwaan en meer");
	assert_str(p->heading, "Café De Zwaan en meer");
	/* Past midnight where the reader is. */
	assert_int_equal(date_cmp(p->dated, (struct date){ 2026, 3, 13 }), 0);
	assert_str(str_sub(t.s, p->dated_at.off, p->dated_at.len), "Thu, 12 Mar 2026 23:30:00 +0000");
	assert_int_equal(p->dated_at.page, 1);
	assert_int_equal(r.dossier.docs[doc].pages, 1);
}

/* Refused as a kind, and read all the same. */
static void
refused(void **state)
{
	int doc = rig_add(&r, "bericht.eml", "fixtures/docs/bericht.eml");

	(void)state;
	assert_int_equal(rig_run(&r, ST_identify, identify_run, doc), 0);
	assert_int_equal(rig_count(&r, F_IDN_FORMAT_REFUSED, doc), 1);
	assert_int_equal(rig_count(&r, F_IDN_FORMAT_UNREAD, doc), 0);
	assert_int_equal(rig_run(&r, ST_extract, extract_run, doc), 0);
	assert_true(has(text_of(doc).s, "Goedemorgen"));
}

static void
versions(void **state)
{
	static const struct { const char *name, *plain, *html, *tags, *part; enum text_origin at; } cases[] = {
		{ "the same", "Beste bewoner, tot morgen.", "<p>Beste <b>bewoner</b>,<br>tot&nbsp;morgen.", "", "tot morgen", TEXT_VISIBLE },
		{ "a little more", "een twee drie vier vijf zes zeven acht negen tien", "<p>een twee drie vier vijf zes zeven acht "
		    "negen tien elf", "", "tien elf", TEXT_REST },
		{ "something else", "Zie de bijlage.", "<p>Het BSN is 111222333 en dat mag niemand weten", "EXT-340", "111222333",
		    TEXT_HIDDEN },
		{ "no plain one", " \r\n", "<p>Alleen hier staat het", "", "Alleen hier", TEXT_VISIBLE },
		{ "other order of digits", "1112 22333", "<p>2233 31112", "EXT-340", "2233 31112", TEXT_HIDDEN },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int doc = eml(str_fmt(r.mem, VERSIONS "Content-Type: text/plain\r\n\r\n%s\r\n--een\r\n" HTML "%s\r\n--een--\r\n",
		    cases[i].plain, cases[i].html), cases[i].tags);
		struct text t = text_of(doc);

		if (origin(&t, cases[i].part) != cases[i].at)
			fail_msg("%s: %s", cases[i].name, text_origin_name(origin(&t, cases[i].part)));
		/* Said once. */
		if (i == 0)
			assert_false(has(str_from(t.s, (size_t)((const char *)memmem(t.s.p, t.s.n, "tot morgen", 10) - t.s.p) + 10), "morgen"));
	}
}

/* mixed of related of alternative, a picture in the text, files, a signature. */
static void
attachments(void **state)
{
	int doc = eml(S(MIXED "Content-Type: text/plain\r\n\r\nHierbij de stukken.\r\n"
	    "--een\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
	    "Content-Disposition: attachment; filename*=utf-8''besluit%20caf%C3%A9.pdf\r\n\r\nJVBERi0xLjQK\r\n"
	    "--een\r\nContent-Type: image/png; name=\"=?utf-8?Q?kaart_De_L=C3=A8ge?=.png\"\r\n"
	    "Content-Disposition: inline\r\nContent-Description: kaart voor 123456782\r\n\r\nx\r\n"
	    "--een\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=verborgen.txt\r\n\r\nniet lezen\r\n"
	    "--een\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\n" DETACHED "\r\n"
	    "--een--\r\nnog iets achteraan\r\n"), "EXT-240");
	struct text t = text_of(doc);

	(void)state;
	assert_int_equal(origin(&t, "Hierbij de stukken."), TEXT_VISIBLE);
	assert_int_equal(origin(&t, "besluit café.pdf"), TEXT_ATTACHMENT);
	assert_int_equal(origin(&t, "kaart De Lège.png"), TEXT_ATTACHMENT);
	assert_int_equal(origin(&t, "verborgen.txt"), TEXT_ATTACHMENT);
	assert_int_equal(origin(&t, "kaart voor 123456782"), TEXT_MAIL);
	assert_int_equal(origin(&t, "Voor oude programma's"), TEXT_REST);
	assert_int_equal(origin(&t, "nog iets achteraan"), TEXT_REST);
	assert_false(has(t.s, "niet lezen"));
}

static void
nested(void **state)
{
	int doc = eml(S(MIXED "Content-Type: message/rfc822\r\n\r\nFrom: b@example.nl\r\nSubject: Eerder bericht\r\n"
	    "Date: Sun, 1 Feb 2026 10:00:00 +0100\r\nContent-Type: text/html\r\n\r\n<p>De inhoud van toen\r\n"
	    "--een\r\nContent-Type: text/plain\r\n\r\nDe begeleidende tekst\r\n--een--\r\n"), "");
	struct text t = text_of(doc);

	(void)state;
	assert_int_equal(t.npages, 2);
	assert_int_equal(text_page(&t, (uint32_t)((const char *)memmem(t.s.p, t.s.n, "begeleidende", 12) - t.s.p)), 1);
	assert_int_equal(text_page(&t, (uint32_t)((const char *)memmem(t.s.p, t.s.n, "van toen", 8) - t.s.p)), 2);
	assert_int_equal(t.nheadings, 2);
	assert_str(str_sub(t.s, t.headings[1].off, t.headings[1].len), "Eerder bericht");
	assert_int_equal(t.headings[1].level, 2);
	assert_int_equal(r.dossier.docs[doc].props.dated.month, 3);
	assert_str(r.dossier.docs[doc].props.title, "Café De Zwaan en meer");
}

static void
stops(void **state)
{
	static const struct { const char *name, *mail, *tags; } cases[] = {
		{ "no end", MIXED "Content-Type: text/plain\r\n\r\nhalf\r\n", "EXT-502" },
		{ "half base64", HEAD "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\naGFsbG8gd2Vy\r\nZWx\r\n",
		    "EXT-502" },
		{ "no base64", HEAD "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\naGFs*bG8gd2Vy\r\n", "EXT-502" },
		{ "behind base64", HEAD "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\naGFsbA==aGFs\r\n",
		    "EXT-502" },
		{ "uuencode", HEAD "Content-Type: text/plain\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\r\n", "EXT-502" },
		{ "no boundary", HEAD "Content-Type: multipart/mixed\r\n\r\n--een\r\n\r\nx\r\n--een--\r\n", "EXT-502" },
		{ "two types", HEAD "Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\n<p>x\r\n", "EXT-502" },
		{ "coded multipart", HEAD "Content-Type: multipart/mixed; boundary=a\r\nContent-Transfer-Encoding: base64\r\n\r\n"
		    "--a\r\n\r\nx\r\n--a--\r\n", "EXT-502" },
		{ "part of a message", HEAD "Content-Type: message/partial; id=a; number=1\r\n\r\nx\r\n", "EXT-502" },
		{ "before the header", "Beste lezer,\r\n\r\n" HEAD "Content-Transfer-Encoding: base64\r\n\r\neA==\r\n", "EXT-502" },
		{ "PGP", HEAD "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=a\r\n\r\n"
		    "--a\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--a--\r\n", "EXT-540" },
		{ "S/MIME", HEAD "Content-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n",
		    "EXT-540" },
		{ "PGP in HTML", HEAD HTML "<pre>-----BEGIN PGP MESSAGE-----\r\nabc</pre>\r\n", "EXT-540" },
		{ "two boundaries", MIXED "Content-Type: multipart/mixed; boundary=a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
		    "--a\r\n\r\nx\r\n--a--\r\n--b\r\n\r\ny\r\n--b--\r\n--een--\r\n", "EXT-502" },
		{ "other line ends", MIXED "\r\nBSN 111222333\n--een--\r\n", "EXT-502" },
		{ "PGP in the text", HEAD "\r\nhallo\r\n-----BEGIN PGP MESSAGE-----\r\nabc\r\n", "EXT-540" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		no_text(mail_as(cases[i].name, EML, str_of(cases[i].mail), cases[i].tags));
	}
}

/* Read, and something is to be said of it. */
static void
remarks(void **state)
{
	static const struct { const char *name, *mail, *tags, *part; } cases[] = {
		{ "two subjects", HEAD "Subject: een ander onderwerp\r\n\r\nx\r\n", "EXT-341", "een ander onderwerp" },
		{ "private", HEAD "Sensitivity: Private\r\n\r\ntekst\r\n", "EXT-342", "tekst" },
		{ "wrong charset", HEAD "Content-Type: text/plain; charset=utf-8\r\n\r\ncaf\xe9 gesloten\r\n", "EXT-541",
		    "caf\xef\xbf\xbd gesloten" },
		{ "unknown charset", HEAD "Content-Type: text/plain; charset=x-eigen\r\n\r\ncaf\xe9 gesloten\r\n", "EXT-541",
		    "café gesloten" },
		{ "charset of the header", "X-Een: =?x-eigen?Q?a=FF?=\r\n" HEAD "\r\nx\r\n", "EXT-541", "Café" },
		{ "winmail.dat", MIXED "Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\nx\r\n--een--\r\n", "EXT-507",
		    "winmail.dat" },
		{ "uuencode in the text", HEAD "\r\nbegin 644 geheim.doc\r\n" UU UU UU UU "end\r\n", "EXT-507", "geheim.doc" },
		{ "uuencode without its start", HEAD "\r\n" UU UU UU UU "\r\n", "EXT-507", "5&AE" },
		{ "uuencode, a line", HEAD "\r\nbegin 644 a.txt\r\n.1V5H96EM(&EN:&]U9 \r\n`\r\nend\r\n", "EXT-507", "a.txt" },
		{ "uuencode, quoted", HEAD "\r\n> begin 0644 a.txt\r\n> .1V5H96EM(&EN:&]U9 \r\n", "EXT-507", "a.txt" },
		{ "no uuencode", HEAD "\r\nbegin 2021 zijn wij begonnen\r\nen in 2022 waren wij klaar\r\n", "", "begonnen" },
		{ "quoted base64", HEAD "\r\n> " UU "> " UU "> " UU "> " UU, "EXT-507", "5&AE" },
		{ "yEnc", HEAD "\r\n=ybegin line=128 size=3 name=a.bin\r\n\x83\x9a\xc1\r\n", "EXT-507", "a.bin" },
		{ "addresses", HEAD "\r\nhttps://example.nl/een/lange/weg/naar/een/stuk/1\r\nhttps://example.nl/een/lange/weg/naar/een/stuk/2\r\n"
		    "https://example.nl/een/lange/weg/naar/een/stuk/3\r\nhttps://example.nl/een/lange/weg/naar/een/stuk/4\r\n", "", "stuk/4" },
		{ "a file as text", HEAD "Content-Type: text/plain; name=brief.pdf\r\n" BASE64 "JVBERi0xLjQKAAECAyBiaW5haXI=\r\n", "EXT-507",
		    "brief.pdf" },
		{ "a file behind the end", MIXED "\r\nx\r\n--een--\r\n--een\r\n" BASE64 UU UU UU UU "--een--\r\n", "EXT-507", "--een" },
		{ "another charset behind the end", MIXED "\r\nx\r\n--een--\r\nRen\xe9""e Jansen\r\n", "", "Renée Jansen" },
		{ "two names", MIXED "Content-Type: application/pdf; name*=utf-8''Jan%20111222333.pdf\r\n"
		    "Content-Disposition: attachment; filename=a.pdf\r\n\r\nx\r\n--een--\r\n", "", "Jan 111222333.pdf" },
		{ "the name of a text", HEAD "Content-Type: text/plain; name*=utf-8''Jan%20Jansen\r\n\r\nx\r\n", "", "Jan Jansen" },
		{ "S/MIME beside the text", SIGNED("pkcs7", BASE64 DETACHED), "EXT-240", "tekst" },
		{ "the same, indefinite", SIGNED("x-pkcs7", BASE64 UNENDING), "EXT-240", "tekst" },
		{ "S/MIME around a text", SIGNED("pkcs7", BASE64 OPAQUE), "EXT-240 EXT-507", "tekst" },
		{ "PGP", SIGNED("pgp", "\r\n-----BEGIN PGP SIGNATURE-----\r\n\r\nabc\r\n-----END PGP SIGNATURE-----"), "EXT-240", "abc" },
		{ "no signature", SIGNED("pgp", "\r\nBSN 111222333"), "EXT-240 EXT-507", "BSN 111222333" },
		{ "no body", HEAD "\r\n", "", "Café" },
		{ "nothing at all", "Received: x\r\nMIME-Version: 1.0\r\n\r\n", "EXT-504", "Received" },
		{ "utf-16", HEAD "Content-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n\r\n//5oAOkA\r\n", "",
		    "hé" },
		{ "utf-7", HEAD "Content-Type: text/plain; charset=utf-7\r\n\r\nh+AOk- daar\r\n", "", "hé daar" },
		{ "mark of order", "\xef\xbb\xbf\r\n" HEAD "\r\nhallo\r\n", "", "hallo" },
		{ "a delivery report", MIXED "Content-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822;x@example.nl\r\n"
		    "--een--\r\n", "", "Final-Recipient" },
		{ "two texts", MIXED "Content-Type: text/plain\r\n\r\neerste\r\n--een\r\n" HTML "<p>tweede\r\n--een--\r\n", "", "tweede" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text t = text_of(mail_as(cases[i].name, EML, str_of(cases[i].mail), cases[i].tags));

		if (!has(t.s, cases[i].part))
			fail_msg("%s: no ‘%s’ in\n%.*s", cases[i].name, cases[i].part, STRF(t.s));
	}
}

/* More than a message may have of a thing. */
static void
limits(void **state)
{
	static const struct { const char *head, *each, *end; size_t n; const char *tags; } cases[] = {
		{ MIXED "\r\n", "--een\r\n\r\nx\r\n", "--een--\r\n", 990, "" },
		{ MIXED "\r\n", "--een\r\n\r\nx\r\n", "--een--\r\n", 1001, "EXT-503" },
		{ MIXED "\r\n", "--een\r\n", "--een--\r\n", 100001, "EXT-503" },
		{ HEAD, "Content-Type: message/rfc822\r\n\r\n", "\r\nx", 9, "EXT-301" },
		{ HEAD, "Content-Type: message/rfc822\r\n\r\n", "\r\nx", 10, "EXT-503" },
		{ HEAD, "Content-Type: message/rfc822\r\n\r\n", "\r\nx", 5000, "EXT-503" },
		{ HEAD, "X-Regel: waarde\r\n", "\r\nx", 4980, "" },
		{ HEAD, "X-Regel: waarde\r\n", "\r\nx", 5001, "EXT-503" },
		{ HEAD "X-Lang: x", "nog een stuk van die ene regel\r\n ", "\r\n\r\nx", 40000, "EXT-503" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf b;

		buf_init(&b, r.mem, MIB(64));
		buf_add(&b, str_of(cases[i].head));
		for (size_t k = 0; k < cases[i].n; k++)
			buf_add(&b, str_of(cases[i].each));
		buf_add(&b, str_of(cases[i].end));
		(void)eml(buf_str(&b), cases[i].tags);
	}
}

/* A message that was cut anywhere: no crash, and text or a finding that holds it. */
static void
cut_eml(void **state)
{
	static const char whole[] = MIXED "Content-Type: multipart/alternative; boundary=t\r\n\r\n--t\r\n\r\nhallo\r\n--t\r\n"
	    HTML "<p>hall&eacute;\r\n--t--\r\n--een\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ny\r\n--een\r\n"
	    "Content-Type: application/pdf; name*0*=utf-8''a%C3; name*1*=%A9.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBE\r\n"
	    "--een--\r\n";
	int doc = rig_add_bytes(&r, "bericht.eml", S("x"));

	(void)state;
	r.dossier.docs[doc].media_type = S("message/rfc822");
	for (size_t n = 1; n < sizeof whole; n++) {
		again(doc, (struct str){ whole, n });
		if (n > sizeof HEAD && n < sizeof whole - 4 && verdict(&r.dossier.findings) != V_HOLD)
			fail_msg("%zu bytes: read as if it were whole", n);
	}
	if (strcmp(mail_tags(doc), "EXT-340") != 0)
		fail_msg("whole: [%s] %.*s", mail_tags(doc), STRF(r.dossier.findings.v[0].arg[0]));
}

/* A message in a message has bytes of its own, and they are there more than once. */
static void
whole_messages(void **state)
{
	AUTO_MAIL m = mail_open_eml(S(MIXED "Content-Type: message/rfc822\r\n\r\nSubject: binnen\r\n\r\ntekst\r\n--een--\r\n"), r.mem);
	struct str s;

	(void)state;
	assert_int_equal(m->faults, 0);
	for (int k = 0; k < 2; k++) {
		for (size_t i = 1; i < m->nparts; i++) {
			if (m->parts[i].kind != MAIL_MESSAGE)
				continue;
			assert_int_equal(mail_bytes(m, &m->parts[i], 1000, r.mem, &s), MAIL_END);
			assert_str(s, "Subject: binnen\n\ntekst");
			assert_int_equal(mail_bytes(m, &m->parts[i], 10, r.mem, &s), MAIL_BROKEN);
		}
	}
	assert_true(s.n != 0);
}

static void
mailboxes(void **state)
{
	int doc = rig_add_bytes(&r, "post.mbox", S("From a@example.nl Thu Mar 12 09:00:00 2026\nFrom: a@example.nl\nMessage-ID: <1@b>\n"
	    "\nx\n\nFrom b@example.nl Thu Mar 12 09:00:00 2026\nFrom: b@example.nl\n\ny\n"));

	(void)state;
	assert_int_equal(rig_run(&r, ST_identify, identify_run, doc), 0);
	assert_str(r.dossier.docs[doc].media_type, "application/mbox");
	assert_int_equal(verdict(&r.dossier.findings), V_HOLD);
	(void)mail_as("brief.txt", "text/plain", S("From here on we speak English.\nSee: the list\n"), "");
}

static void
encoded(void **state)
{
	static const struct { const char *raw, *want; enum label_state st; } cases[] = {
		{ " gewoon\r\n", "gewoon", LABEL_WHOLE },
		{ " =?UTF-8?Q?=C3?=\r\n =?utf-8?q?=A9=C3=A9n?= dag\r\n", "één dag", LABEL_WHOLE },
		{ "=?utf-8?B?w6k=?= =?iso-8859-1?Q?=E9_n?=", "éé n", LABEL_WHOLE },
		{ "a =?utf-8*nl?Q?b?= c", "a b c", LABEL_WHOLE },
		{ "=?utf-8?X?b?= =?utf-8?Q?open", "=?utf-8?X?b?= =?utf-8?Q?open", LABEL_WHOLE },
		{ "=?utf-8?Q?=FF?=", "\xef\xbf\xbd", LABEL_LOSSY },
		{ "=?raar?Q?x?=", "x", LABEL_UNKNOWN },
		{ "caf\xc3\xa9 caf\xc3\xa9", "café café", LABEL_WHOLE },
		{ "caf\xe9", "café", LABEL_WHOLE },
		{ "=?=?=?=?==?" "?=", "=?=?=?=?==?" "?=", LABEL_WHOLE },
		{ "", "", LABEL_WHOLE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		enum label_state st = LABEL_WHOLE;
		struct str got = encoded_text(r.mem, str_of(cases[i].raw), &st);

		if (!str_eq(got, str_of(cases[i].want)) || st != cases[i].st)
			fail_msg("%s: ‘%.*s’ %d", cases[i].raw, STRF(got), (int)st);
	}
}

/* ---- MSG ---- */

static void
le(struct buf *b, uint64_t v, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_addc(b, (char)(v >> (8 * i)));
}

static void
stream(GsfOutfile *in, const char *name, struct str bytes)
{
	GsfOutput *o = gsf_outfile_new_child(in, name, FALSE);

	assert_true(gsf_output_write(o, bytes.n, (const guint8 *)bytes.p));
	assert_true(gsf_output_close(o));
	g_object_unref(o);
}

/* A property of text, in UTF-16 (ASCII and Latin 1 only). */
static void
text_stream(GsfOutfile *in, unsigned id, const char *latin1)
{
	struct buf b;

	buf_init(&b, r.mem, 1 << 20);
	for (; *latin1 != '\0'; latin1++)
		le(&b, (unsigned char)*latin1, 2);
	stream(in, str_c(r.mem, str_fmt(r.mem, "__substg1.0_%04X001F", id)), buf_str(&b));
}

struct number { uint32_t tag; uint64_t v; };

static void
numbers(GsfOutfile *in, size_t head, const struct number *v)
{
	struct buf b;

	buf_init(&b, r.mem, 4096);
	for (size_t i = 0; i < head; i++)
		buf_addc(&b, '\0');
	for (; v->tag != 0; v++) {
		le(&b, v->tag, 4);
		le(&b, 6, 4);
		le(&b, v->v, 8);
	}
	stream(in, "__properties_version1.0", buf_str(&b));
}

static struct str
lzfu(const char *rtf)
{
	struct buf b, packed;

	/* All literals: a control byte of zero before each eight, and the mark of the end. */
	buf_init(&packed, r.mem, 1 << 20);
	for (size_t i = 0, n = strlen(rtf); i <= n; i++) {
		if (i % 8 == 0)
			le(&packed, i + 8 > n ? UINT64_C(1) << (n % 8) : 0, 1);
		if (i < n)
			buf_addc(&packed, rtf[i]);
	}
	le(&packed, ((207 + strlen(rtf)) % 4096) >> 4, 1);
	le(&packed, (((207 + strlen(rtf)) % 4096) & 0xf) << 4, 1);
	buf_init(&b, r.mem, 1 << 20);
	le(&b, packed.n + 12, 4);
	le(&b, strlen(rtf), 4);
	le(&b, 0x75465a4c, 4);
	le(&b, (uint32_t)crc32(UINT32_MAX, (const Bytef *)packed.p, (uInt)packed.n) ^ UINT32_MAX, 4);
	buf_add(&b, buf_str(&packed));
	return buf_str(&b);
}

#define FROM	"{\\rtf1\\ansi\\fromhtml1 "
#define WRAPPED	"{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0 Arial;}}{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 " \
		"Beste caf\\'e9houder, {\\*\\htmltag84 <b>}\\u8364? 5{\\*\\htmltag92 </b>}\\htmlrtf \\par}\\htmlrtf0{\\*\\htmltag72 </p>}}"

static GsfOutfile *
folder(GsfOutfile *in, const char *name)
{
	return GSF_OUTFILE(gsf_outfile_new_child(in, name, TRUE));
}

static void
folder_end(GsfOutfile *f)
{
	assert_true(gsf_output_close(GSF_OUTPUT(f)));
	g_object_unref(f);
}

/* What the cases below leave out or change. */
struct letter {
	const char	*body, *html, *rtf;
	const char	*attached;	/* name of a file of eight bytes, or NULL */
	bool		 nested, no_properties;
	uint32_t	 codepage;	/* 0: the body is Unicode */
	int		 recipients;
	const char	*extra;		/* name of a stream more in the message, and of a folder when it ends in a slash */
	const char	*mime;		/* of what is attached */
	bool		 twice;		/* it has its bytes twice */
};

static void
fill(GsfOutfile *f, const struct letter *l, size_t head, const char *subject)
{
	/* 2026-03-12T23:30:00Z in units of 100 ns since 1601. */
	struct number v[] = { { 0x00390040, (UINT64_C(1773358200) + UINT64_C(11644473600)) * 10000000 },
		{ 0x30080040, (UINT64_C(1773358200) + UINT64_C(11644473600)) * 10000000 + UINT64_C(600000000) }, { 0x00360003, 2 },
		{ 0x3ffd0003, l->codepage }, { 0x3fde0003, 65001 }, { 0, 0 } };

	if (!l->no_properties)
		numbers(f, head, v);
	text_stream(f, 0x0037, subject);
	text_stream(f, 0x0c1a, "Anna de Vries");
	text_stream(f, 0x007d, "Received: from mail.example.nl\r\n by mx.example.nl\r\nSubject: =?utf-8?Q?Caf=C3=A9?=\r\n\r\n");
	text_stream(f, 0x8005, "kenmerk in een eigen veld");
	if (l->body != NULL && l->codepage != 0)
		stream(f, "__substg1.0_1000001E", str_of(l->body));
	else if (l->body != NULL)
		text_stream(f, 0x1000, l->body);
	if (l->html != NULL)
		stream(f, "__substg1.0_10130102", str_of(l->html));
	if (l->rtf != NULL)
		stream(f, "__substg1.0_10090102", lzfu(l->rtf));
	for (int i = 0; i < l->recipients; i++) {
		GsfOutfile *to = folder(f, str_c(r.mem, str_fmt(r.mem, "__recip_version1.0_#%08X", (unsigned)i)));

		numbers(to, 8, (struct number[]){ { 0x0c150003, 3 }, { 0, 0 } });
		text_stream(to, 0x3001, "Ren\xe9""e Jansen");
		text_stream(to, 0x39fe, "renee@example.nl");
		folder_end(to);
	}
	if (l->extra != NULL && l->extra[strlen(l->extra) - 1] == '/') {
		GsfOutfile *in = folder(f, str_c(r.mem, str_sub(str_of(l->extra), 0, strlen(l->extra) - 1)));

		stream(in, "__substg1.0_00040102", S("\x08\0\0\0Z\0a\0a\0k\0\x06\0\0\0B\0S\0N\0\0\0"));
		folder_end(in);
	} else if (l->extra != NULL) {
		stream(f, l->extra, S("\x01\x02SMTP:geheim@example.nl\0\xff" "a\0n\0n\0a\0"));
	}
	if (l->attached != NULL) {
		GsfOutfile *a = folder(f, "__attach_version1.0_#00000000");

		numbers(a, 8, (struct number[]){ { 0x37050003, 1 }, { 0, 0 } });
		text_stream(a, 0x3707, l->attached);
		stream(a, "__substg1.0_37010102", S("%PDF-1.4"));
		if (l->mime != NULL)
			text_stream(a, 0x370e, l->mime);
		if (l->twice)
			text_stream(a, 0x3701, "nog eens");
		folder_end(a);
	}
}

static struct str
msg_of(const struct letter *l)
{
	GsfOutput *out = gsf_output_memory_new();
	GsfOutfile *f = gsf_outfile_msole_new(out);
	struct str s;

	fill(f, l, 32, "Caf\xe9 De Zwaan");
	if (l->nested) {
		GsfOutfile *a = folder(f, "__attach_version1.0_#00000001"), *in;

		numbers(a, 8, (struct number[]){ { 0x37050003, 5 }, { 0, 0 } });
		in = folder(a, "__substg1.0_3701000D");
		fill(in, &(struct letter){ .body = "De tekst van toen", .attached = "toen.pdf" }, 24, "Eerder bericht");
		folder_end(in);
		folder_end(a);
	}
	assert_true(gsf_output_close(GSF_OUTPUT(f)));
	s = str_dup(r.mem, (struct str){ (const char *)gsf_output_memory_get_bytes(GSF_OUTPUT_MEMORY(out)), (size_t)gsf_output_size(out) });
	g_object_unref(f);
	g_object_unref(out);
	return s;
}

static int
run_msg(const struct letter *l, const char *want)
{
	return mail_as("bericht.msg", MSG, msg_of(l), want);
}

static void
outlook(void **state)
{
	int doc = run_msg(&(struct letter){ .body = "Hierbij het besluit.", .attached = "besluit.pdf", .recipients = 1 }, "EXT-342");
	const struct props *p = &r.dossier.docs[doc].props;
	struct text t = text_of(doc);

	(void)state;
	assert_true(str_starts(t.s, S("Café De Zwaan\n")));
	assert_int_equal(origin(&t, "Hierbij het besluit."), TEXT_VISIBLE);
	assert_int_equal(origin(&t, "Anna de Vries"), TEXT_MAIL);
	assert_int_equal(origin(&t, "Bcc: Renée Jansen, renee@example.nl"), TEXT_MAIL);
	assert_int_equal(origin(&t, "Received: from mail.example.nl by mx.example.nl"), TEXT_MAIL);
	assert_int_equal(origin(&t, "Subject: Café"), TEXT_MAIL);
	assert_int_equal(origin(&t, "besluit.pdf"), TEXT_ATTACHMENT);
	assert_int_equal(origin(&t, "kenmerk in een eigen veld"), TEXT_REST);
	assert_str(p->title, "Café De Zwaan");
	assert_int_equal(date_cmp(p->dated, (struct date){ 2026, 3, 13 }), 0);
	assert_str(str_sub(t.s, p->dated_at.off, p->dated_at.len), "13 maart 2026");
	assert_str(t.created, "2026-03-12T23:30:00Z");
	assert_str(t.modified, "2026-03-12T23:31:00Z");
	t = text_of(run_msg(&(struct letter){ .body = "caf\xe9 op de hoek", .codepage = 1252 }, "EXT-342"));
	assert_int_equal(origin(&t, "café op de hoek"), TEXT_VISIBLE);
	doc = run_msg(&(struct letter){ .body = "Zie onder", .nested = true }, "EXT-342 EXT-342");
	t = text_of(doc);
	assert_int_equal(t.npages, 2);
	assert_int_equal(origin(&t, "De tekst van toen"), TEXT_VISIBLE);
	assert_int_equal(origin(&t, "toen.pdf"), TEXT_ATTACHMENT);
}

static void
outlook_versions(void **state)
{
	static const struct { struct letter l; const char *tags, *part; enum text_origin at; } cases[] = {
		{ { .html = "<p>alleen \xc3\xa9\xc3\xa9n HTML" }, "EXT-342", "alleen één HTML", TEXT_VISIBLE },
		{ { .rtf = WRAPPED }, "EXT-342", "Beste caféhouder, € 5", TEXT_VISIBLE },
		{ { .body = "Beste caf\xe9houder, 5", .rtf = WRAPPED }, "EXT-342 EXT-340", "€ 5", TEXT_HIDDEN },
		{ { .rtf = "{\\rtf1\\ansi gewone \\b tekst\\par in RTF}" }, "EXT-342", "gewone tekst\nin RTF", TEXT_VISIBLE },
		{ { .rtf = "{\\rtf1\\ansi tekst{\\footnote noot 111222333}{\\object{\\*\\objdata 4a616e}}}" }, "EXT-342 EXT-507", "noot 111222333",
		    TEXT_NOTE },
		{ { .rtf = FROM "{\\*\\htmltag64 <p>}een twee drie {\\object{\\*\\objdata 4a616e73}}}" }, "EXT-342 EXT-507", "Jans", TEXT_REST },
		{ { .body = "Zie bijlage", .html = "<p>Het BSN 111222333 staat hier" }, "EXT-342 EXT-340", "111222333", TEXT_HIDDEN },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text t = text_of(run_msg(&cases[i].l, cases[i].tags));

		if (origin(&t, cases[i].part) != cases[i].at)
			fail_msg("case %zu: %s", i, text_origin_name(origin(&t, cases[i].part)));
	}
}

/* What stands in a message beside what one has. */
static void
outlook_strangers(void **state)
{
	static const struct { struct letter l; const char *tags, *part, *members; } cases[] = {
		{ { .extra = "__substg1.0_00470102" }, "EXT-342", "SMTP:geheim@example.nl", "" },
		{ { .extra = "__substg1.0_80010102" }, "EXT-342", "anna", "" },
		{ { .extra = "__substg1.0_80020048" }, "EXT-342", "geheim@example.nl", "" },
		{ { .extra = "__substg1.0_8003101F" }, "EXT-342", "geheim@example.nl", "" },
		{ { .extra = "__nameid_version1.0/" }, "EXT-342", "Zaak\nBSN", "" },
		{ { .extra = "Geheim" }, "EXT-342", "Geheim", "Geheim=34 " },
		{ { .extra = "__substg1.0_8004" }, "EXT-342", "__substg1.0_8004", "__substg1.0_8004=34 " },
		{ { .extra = "__substg1.0_8004000D/" }, "EXT-342 EXT-507", "__substg1.0_8004000D", "__substg1.0_8004000D=0 " },
		{ { .extra = "MBD00000001/" }, "EXT-342 EXT-507", "MBD00000001", "MBD00000001=0 " },
		{ { .attached = "a.pdf", .twice = true }, "EXT-342", "__substg1.0_3701001F", "__substg1.0_3701001F=16 a.pdf=8 " },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int doc = run_msg(&cases[i].l, cases[i].tags);
		struct text t = text_of(doc);
		struct buf b;

		if (!has(t.s, cases[i].part))
			fail_msg("%zu: no ‘%s’ in\n%.*s", i, cases[i].part, STRF(t.s));
		assert_int_equal(rig_run(&r, ST_unpack, unpack_run, doc), 0);
		buf_init(&b, r.mem, 1000);
		for (size_t k = 0; k < r.dossier.docs[doc].nmembers; k++)
			buf_addf(&b, "%.*s=%llu ", STRF(r.dossier.docs[doc].members[k].path),
			    (unsigned long long)r.dossier.docs[doc].members[k].bytes.size);
		if (!str_eq(buf_str(&b), str_of(cases[i].members)))
			fail_msg("%zu: %.*s", i, STRF(buf_str(&b)));
	}
}

static void
outlook_broken(void **state)
{
	struct str whole = msg_of(&(struct letter){ .body = "Hierbij", .attached = "a.pdf", .recipients = 2, .nested = true });
	char *hurt = NEW(r.mem, char, whole.n);
	int doc = rig_add_bytes(&r, "kaal.msg", msg_of(&(struct letter){ .body = "x", .no_properties = true }));

	(void)state;
	r.dossier.docs[doc].media_type = S("application/vnd.ms-outlook");
	assert_int_equal(rig_run(&r, ST_extract, extract_run, doc), 0);
	assert_string_equal(mail_tags(doc), "EXT-502");
	no_text(doc);
	no_text(run_msg(&(struct letter){ .body = "x", .rtf = "{\\rtf1 {niet af" }, "EXT-502"));
	no_text(run_msg(&(struct letter){ .body = "x", .attached = "smime.p7m" }, "EXT-342 EXT-540"));
	no_text(run_msg(&(struct letter){ .body = "x", .attached = "brief", .mime = "multipart/signed" }, "EXT-342 EXT-540"));
	/* Cut at each sector and a little beside; each byte of the directory and the first sectors turned over. */
	for (size_t n = 1; n < whole.n; n += 171) {
		memcpy(hurt, whole.p, whole.n);
		hurt[n] = (char)(hurt[n] ^ 0x55);
		again(doc, str_sub(whole, 0, n));
		again(doc, (struct str){ hurt, whole.n });
	}
}

static void
compressed(void **state)
{
	/* The example of MS-OXRTFCP 4.1.1. */
	static const char packed[] = "\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7\x03\0\x0a\0rcpg125B2\x0a\xf3 hel\x09\0 bw\x05\xb0ld}\x0a\x80\x0f\xa0";
	struct str s = { packed, sizeof packed - 1 }, rtf;
	char *hurt = NEW(r.mem, char, s.n);

	(void)state;
	assert_true(lzfu_inflate(s, 1000, r.mem, &rtf));
	assert_str(rtf, "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
	assert_false(lzfu_inflate(s, 20, r.mem, &rtf));
	for (size_t n = 0; n < s.n; n++) {
		assert_false(lzfu_inflate(str_sub(s, 0, n), 1000, r.mem, &rtf));
		memcpy(hurt, s.p, s.n);
		hurt[n] ^= 1;
		assert_false(lzfu_inflate((struct str){ hurt, s.n }, 1000, r.mem, &rtf));
	}
	assert_true(lzfu_inflate((struct str){ "\x0f\0\0\0\x03\0\0\0MELA\0\0\0\0abc", 19 }, 1000, r.mem, &rtf));
	assert_str(rtf, "abc");
}

static void
rich(void **state)
{
	static const struct { const char *rtf; bool whole; const char *want; } cases[] = {
		{ WRAPPED, true, "<p>Beste caféhouder, <b>€ 5</b></p>" },
		{ "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\*\\generator Riched;}a\\par b}", true, "" },
		{ FROM "{\\fonttbl{\\f0 Arial;}}{\\*\\generator Riched;}a\\par b\\'e9\\tab\\{c\\}}", true, "a\nbé\t{c}" },
		{ FROM "\\u-10179?\\u-8704?x\\uc0\\u233 y}", true, "\xf0\x9f\x98\x80xéy" },
		{ FROM "a\\bin3 }}}b}", true, "ab" },
		{ FROM "\\ansicpg932 \\'8a\\'bf}", false, "Š¿" },
		{ FROM "a", false, "a" },
		{ FROM "a}}", false, "a" },
		{ "geen rtf", false, "" },
		{ FROM "\\", false, "" },
		{ FROM "\\'", false, "" },
	};
	struct buf deep;
	struct str s;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		bool whole = rich_html(str_of(cases[i].rtf), 1000, r.mem, &s);

		if (whole != cases[i].whole || !str_eq(s, str_of(cases[i].want)))
			fail_msg("%s: %d ‘%.*s’", cases[i].rtf, whole, STRF(s));
	}
	buf_init(&deep, r.mem, 10000);
	buf_add(&deep, S("{\\rtf1"));
	for (int i = 0; i < 3000; i++)
		buf_addc(&deep, '{');
	assert_false(rich_html(buf_str(&deep), 1000, r.mem, &s));
	assert_false(rich_html(S(FROM "0123456789}"), 5, r.mem, &s));
}

/* ---- attachments as documents ---- */

/* "name=bytes" of each member, one below the other. */
static const char *
unpacked(const char *name, struct str bytes)
{
	int doc = rig_add_bytes(&r, name, bytes);
	const struct document *d = &r.dossier.docs[doc];
	struct str all = STR_NONE;
	struct buf b;
	size_t at = 0;

	assert_int_equal(rig_run(&r, ST_identify, identify_run, doc), 0);
	r.dossier.findings.n = 0;
	assert_int_equal(rig_run(&r, ST_unpack, unpack_run, doc), 0);
	if (d->nmembers != 0)
		all = rig_read(&r, doc, A_MEMBERS);
	buf_init(&b, r.mem, MIB(1));
	for (size_t i = 0; i < d->nmembers; i++) {
		struct str s = str_sub(all, at, d->members[i].bytes.size);

		buf_addf(&b, "%.*s=%.*s\n", STRF(d->members[i].path), STRF(str_trim(s)));
		at += d->members[i].bytes.size;
		assert_true(digest_eq(d->members[i].bytes.sha256, digest_of(s)));
	}
	assert_int_equal(at, all.n);
	buf_addf(&b, "%s", mail_tags(doc));
	return str_c(r.mem, buf_str(&b));
}

static void
members(void **state)
{
	static const char file[] = "--een\r\nContent-Type: application/pdf; name=stuk.pdf\r\n\r\n%s\r\n";
	const char *a = str_c(r.mem, str_fmt(r.mem, file, "a")), *b = str_c(r.mem, str_fmt(r.mem, file, "b"));

	(void)state;
	assert_string_equal(unpacked("bericht.eml", S(HEAD "\r\nalleen tekst\r\n")), "");
	assert_string_equal(unpacked("bericht.eml", S(MIXED "\r\ntekst\r\n"
	    "--een\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
	    "Content-Disposition: attachment; filename*0*=iso-8859-1''caf%E9; filename*1=.pdf\r\n\r\nJVBERi0x\r\n"
	    "--een\r\nContent-Type: image/png\r\n\r\nbeeld\r\n"
	    "--een\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=\"../../etc/x\\\\y.html\"\r\n\r\n<p>\r\n"
	    "--een\r\nContent-Type: application/x-raar; name=\"..\"\r\n\r\nz\r\n"
	    "--een\r\nContent-Type: message/rfc822\r\n\r\nSubject: binnen\r\nContent-Type: image/gif\r\n\r\ngif\r\n--een--\r\n")),
	    "café.pdf=%PDF-1\nbijlage-1.png=beeld\n.._.._etc_x_y.html=<p>\nbijlage-2=z\n"
	    "bericht-1.eml=Subject: binnen\nContent-Type: image/gif\n\ngif\n");
	assert_string_equal(unpacked("bericht.eml", str_fmt(r.mem, MIXED "\r\nx\r\n%s%s%s--een--\r\n", a, b, b)),
	    "stuk.pdf=a\nstuk (2).pdf=b\nstuk (3).pdf=b\n");
	assert_string_equal(unpacked("bericht.eml", S(MIXED "Content-Type: application/pdf; name=a.pdf\r\n"
	    "Content-Transfer-Encoding: base64\r\n\r\nJVB\r\n--een--\r\n")), "UNP-522");
	assert_string_equal(unpacked("bericht.eml", S(MIXED "Content-Type: application/pdf; name=a.pdf\r\n\r\nx\r\n")), "UNP-503");
	assert_string_equal(unpacked("bericht.msg", msg_of(&(struct letter){ .body = "x", .attached = "besluit.pdf", .nested = true })),
	    "besluit.pdf=%PDF-1.4\ntoen.pdf=%PDF-1.4\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(plain),
		TEST(refused),
		TEST(versions),
		TEST(attachments),
		TEST(nested),
		TEST(stops),
		TEST(remarks),
		TEST(limits),
		TEST(cut_eml),
		TEST(whole_messages),
		TEST(mailboxes),
		TEST(encoded),
		TEST(outlook),
		TEST(outlook_versions),
		TEST(outlook_strangers),
		TEST(outlook_broken),
		TEST(compressed),
		TEST(rich),
		TEST(members),
	};

	return cmocka_run_group_tests(tests, load, NULL);
}
