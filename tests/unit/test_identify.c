/* SPDX-License-Identifier: EUPL-1.2 */
/* test_identify.c - the media type of a file from its bytes, and what identify says of it. */
#include "extracting.h"

#include "identify/kinds.h"

#define OOXML	"application/vnd.openxmlformats-officedocument."
#define DOCX	OOXML "wordprocessingml.document"
#define ODF	"application/vnd.oasis.opendocument."

static void
check(const char *name, int doc, const char *type, const char *want)
{
	const char *got, *found;

	assert_int_equal(rig_run(&r, ST_identify, identify_run, doc), 0);
	got = str_c(r.mem, r.dossier.docs[doc].media_type);
	found = tags_but(doc, F__COUNT);
	if (strcmp(got, type) != 0 || strcmp(found, want) != 0)
		fail_msg("%s: %s [%s], not %s [%s]", name, got, found, type, want);
}

static void
files(void **state)
{
	static const struct { const char *name, *file, *type, *tags; } cases[] = {
		{ "besluit.pdf", "besluit.pdf", "application/pdf", "" },
		{ "BESLUIT.PDF", "besluit.pdf", "application/pdf", "" },
		{ "dicht.pdf", "wachtwoord.pdf", "application/pdf", "EXT-501" },
		{ "besluit.docx", "besluit.docx", DOCX, "" },
		{ "besluit.odt", "besluit.odt", ODF "text", "" },
		{ "besluit.html", "besluit.html", "text/html", "" },
		{ "besluit.htm", "besluit.html", "text/html", "" },
		{ "lijst.txt", "lijst-utf8.txt", "text/plain", "" },
		{ "lijst.txt", "lijst-1252.txt", "text/plain", "" },
		{ "lijst.txt", "lijst-utf16.txt", "text/plain", "" },
		{ "lijst.csv", "lijst.csv", "text/csv", "" },
		{ "oud.doc", "besluit.doc", "application/msword", "" },
		{ "oud.rtf", "besluit.rtf", "application/rtf", "" },
		{ "lijst.xlsx", "lijst.xlsx", OOXML "spreadsheetml.sheet", "" },
		{ "lijst.ods", "lijst.ods", ODF "spreadsheet", "" },
		{ "stip.png", "stip.png", "image/png", "IDN-503" },
		{ "bericht.eml", "bericht.eml", "message/rfc822", "IDN-503" },
		/* names that lie */
		{ "besluit.docx", "besluit.pdf", "application/pdf", "IDN-301" },
		{ "besluit.pdf", "besluit.docx", DOCX, "IDN-301" },
		{ "oud.doc", "besluit.rtf", "application/rtf", "IDN-301" },
		{ "foto.jpg", "stip.png", "image/png", "IDN-301 IDN-503" },
		{ "besluit.txt", "besluit.html", "text/html", "IDN-301" },
		/* names that say nothing */
		{ "besluit", "besluit.pdf", "application/pdf", "" },
		{ "besluit.v2", "besluit.pdf", "application/pdf", "" },
		{ ".pdf", "stip.png", "image/png", "IDN-503" },
		/* a table may be called text, and the other way round */
		{ "lijst.txt", "lijst.csv", "text/csv", "" },
		{ "lijst.csv", "lijst-utf8.txt", "text/plain", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int doc = rig_add(&r, cases[i].name, str_c(r.mem, str_fmt(r.mem, "fixtures/docs/%s", cases[i].file)));

		check(cases[i].name, doc, cases[i].type, cases[i].tags);
	}
}

/* An upload that broke off: one finding, whatever kind of office file it was, and wherever it broke. */
static void
truncated(void **state)
{
	static const char *const names[] = { "besluit.docx", "werkmap.xlsx", "presentatie.pptx", "besluit.odt", "lijst.ods" };

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		int whole = rig_add(&r, names[i], str_c(r.mem, str_fmt(r.mem, "fixtures/docs/%s", names[i])));
		struct str all = rig_read(&r, whole, A_ORIGINAL);

		for (size_t part = 1; part < 8; part++)
			check(names[i], rig_add_bytes(&r, names[i], str_sub(all, 0, all.n * part / 8)),
			    "application/octet-stream", "IDN-508");
		check(names[i], rig_add_bytes(&r, names[i], str_sub(all, 0, all.n - 1)), "application/octet-stream", "IDN-508");
	}
}

#define FLAT	"<o:document xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" o:mimetype=\"" ODF
#define TEXT(lit)	{ "" lit, sizeof(lit) - 1 }

static void
bytes(void **state)
{
	static const struct { const char *name; struct str bytes; const char *type, *tags; } cases[] = {
		{ "leeg.pdf", TEXT(""), "application/x-empty", "IDN-501" },
		{ "ruis.txt", TEXT("\x07\x01\x00\x9c\xfe\x02\x00\x00\x13\x88\x00\xff\x00\x01\x02\x03"),
		    "application/octet-stream", "IDN-301 IDN-503" },
		{ "ruis.xyz", TEXT("\x07\x01\x00\x9c\xfe\x02\x00\x00\x13\x88\x00\xff\x00\x01\x02\x03"),
		    "application/octet-stream", "IDN-503" },
		{ "p.html", TEXT("\xef\xbb\xbf  \n<!DOCTYPE HTML PUBLIC \"x\">\n<title>x</title>"), "text/html", "" },
		{ "p.html", TEXT("<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"></html>"),
		    "text/html", "" },
		{ "d.xml", TEXT("<?xml version=\"1.0\"?>\n<besluit>x</besluit>\n"), "application/xml", "IDN-503" },
		{ "d.json", TEXT("{\"a\": [1, 2], \"b\": null}\n"), "application/json", "IDN-503" },
		{ "a.rtf", TEXT("{\\rtf1\\ansi hallo}"), "application/rtf", "" },
		{ "a.7z", TEXT("7z\xbc\xaf\x27\x1c\x00\x04\x00\x00\x00\x00\x00\x00\x00\x00"),
		    "application/x-7z-compressed", "" },
		{ "a.gif", TEXT("GIF89a\x01\x00\x01\x00\x80\x00\x00"), "image/gif", "IDN-503" },
		/* What is no office file any more is not an archive either, and its name is all that is known of it. */
		{ "a.docx", TEXT("PK\x03\x04 dit is geen archief"), "application/octet-stream", "IDN-508" },
		{ "a.XLSX", TEXT("\x07\x01\x00\x9c\xfe\x02\x00\x00\x13\x88\x00\xff\x00\x01\x02\x03"),
		    "application/octet-stream", "IDN-508" },
		{ "a.zip", TEXT("PK\x03\x04 dit is geen archief"), "application/zip", "" },
		{ "a.pdf", TEXT("PK\x03\x04 dit is geen archief"), "application/zip", "IDN-301 IDN-502" },
		{ "a.fodt", TEXT("PK\x03\x04 dit is geen archief"), "application/zip", "IDN-301 IDN-502" },
		/* commas in prose make no table; a letter that starts as mail does is no mail */
		{ "b.txt", TEXT("Geachte heer, mevrouw,\nHierbij, zoals beloofd, het stuk,\nmet groet, ik, en zij\n"),
		    "text/plain", "" },
		{ "b.txt", TEXT("Van: college\nAan: raad\nDatum: 3 maart 2026\nOnderwerp: café\n\nTekst.\n"),
		    "text/plain", "" },
		{ "b.txt", TEXT("From: college\nTo: raad\nSubject: stuk\n\nTekst.\n"), "text/plain", "" },
		{ "b.txt", TEXT("MIME-Version: 1.0\nFrom: a@example.nl\nTo: b@example.nl\n\nTekst.\n"),
		    "message/rfc822", "IDN-301 IDN-503" },
		{ "t.csv", TEXT("a,b,c\n1,2,3\n4,\"5, en 6\",7\n"), "text/csv", "" },
		{ "t.csv", TEXT("a\tb\n1\t2\n"), "text/csv", "" },
		{ "t.csv", TEXT("a;b\n1;2;3\n"), "text/plain", "" },
		{ "t.csv", TEXT("a;\"b\nc\"\n1;2\n"), "text/csv", "" },
		/* libmagic takes words for programming languages */
		{ "c.txt", TEXT("#include <stdio.h>\nint main(void) { return 0; }\n"), "text/plain", "" },
		{ "c.txt", TEXT("#!/bin/sh\necho hallo\n"), "text/plain", "" },
		{ "c.txt", TEXT("import de foto's naar de map\nfrom hier\n"), "text/plain", "" },
		{ "k.ics", TEXT("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"), "text/calendar", "IDN-503" },
		{ "een.txt", TEXT("x"), "text/plain", "" },
		{ "wit.txt", TEXT(" \t\r\n\n"), "application/x-empty", "IDN-504" },
		{ "wit.txt", TEXT("\xff\xfe \0\n\0"), "application/x-empty", "IDN-504" },
		{ "wit.txt", TEXT("\xef\xbb\xbf"), "application/x-empty", "IDN-504" },
		{ "nul.pdf", TEXT("\0\0\0\0\0\0\0\0"), "application/x-empty", "IDN-504" },
		/* pictures, mail, archives */
		{ "a.jpg", TEXT("\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9"), "image/jpeg", "IDN-503" },
		{ "a.tif", TEXT("II*\0\x08\0\0\0\0\0"), "image/tiff", "IDN-503" },
		{ "a.bmp", TEXT("BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\1\0\0\0\1\0\0\0\1\0\x18\0"), "image/bmp", "IDN-503" },
		{ "a.webp", TEXT("RIFF\x24\0\0\0WEBPVP8 "), "image/webp", "IDN-503" },
		{ "a.heic", TEXT("\0\0\0\x18""ftypheic\0\0\0\0mif1heic"), "image/heic", "IDN-503" },
		{ "a.heic", TEXT("\0\0\0\x18""ftypmif1\0\0\0\0mif1heic"), "image/heic", "IDN-503" },
		{ "a.svg", TEXT("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), "image/svg+xml", "IDN-503" },
		{ "a.svg", TEXT("<?xml version=\"1.0\"?><!-- x --><s:svg xmlns:s=\"http://www.w3.org/2000/svg\"/>"),
		    "image/svg+xml", "IDN-503" },
		{ "k.vcf", TEXT("BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n"), "text/vcard", "IDN-503" },
		{ "p.mbox", TEXT("From a@example.nl Tue Mar  3 09:00:00 2026\nFrom: a@example.nl\nMessage-ID: <1@example.nl>\n"
		    "Subject: stuk\n\nTekst.\n"), "application/mbox", "UNP-502" },
		{ "b.txt", TEXT("From here to there\nFrom: x\n"), "text/plain", "" },
		{ "a.gz", TEXT("\x1f\x8b\x08\0\0\0\0\0\0\3"), "application/gzip", "" },
		{ "a.xz", TEXT("\xfd""7zXZ\0\0\4\xe6\xd6\xb4\x46"), "application/x-xz", "" },
		/* XML by its root, with and without a declaration; what is not well-formed is text */
		{ "d.fodt", TEXT(FLAT "text\" o:version=\"1.3\"/>"), ODF "text-flat-xml", "IDN-503" },
		{ "d.fods", TEXT("<?xml version=\"1.0\"?>" FLAT "spreadsheet\"/>"), ODF "spreadsheet-flat-xml", "IDN-503" },
		{ "d.fodp", TEXT(FLAT "presentation\"/>"), ODF "presentation-flat-xml", "IDN-503" },
		{ "d.xml", TEXT(FLAT "onbekend\"/>"), "application/xml", "IDN-503" },
		{ "d.fodt", TEXT(FLAT "text\"><x:module xmlns:x=\"http://openoffice.org/2004/office\"/></o:document>"),
		    ODF "text-flat-xml", "IDN-503 IDN-505" },
		{ "d.xml", TEXT("<besluit>x</besluit>"), "application/xml", "IDN-503" },
		{ "d.txt", TEXT("<besluit>x"), "text/plain", "" },
		{ "d.xml", TEXT("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"), "application/xml", "IDN-503" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check(cases[i].name, rig_add_bytes(&r, cases[i].name, cases[i].bytes), cases[i].type, cases[i].tags);
}

/* libmagic takes a first word for the mark of another format; where all of it is text it is called so. */
static void
first_words(void **state)
{
	static const struct { const char *name; struct str bytes; const char *type, *tags; } cases[] = {
		{ "regels.txt", TEXT("SPELREGELS voor de raad\n\nArtikel 1 \xe2\x80\x93 één\n"), "text/plain", "" },
		{ "SPELREGELS", TEXT("SPELREGELS voor de raad\n"), "text/plain", "" },
		{ "lijst.csv", TEXT("SPEELPLAATS;wijk\nDe Hoef;Noord\n"), "text/csv", "" },
		{ "nota.txt", TEXT("GIF89a zo begint een plaatje\n"), "text/plain", "" },
		{ "nota.txt", TEXT("P5 de zaak\n12 13 14\n"), "text/plain", "" },
		{ "nota.txt", TEXT("BZh is een afkorting\n"), "text/plain", "" },
		{ "nota.txt", TEXT("SPEL\nContent-Transfer-Encoding: base64\n\nMTExMjIyMzMz\n"), "message/rfc822", "IDN-301 IDN-503" },
		{ "plot.plt", TEXT("IN;SP1;PU0,0;PD10,10;\n"), "application/vnd.hp-HPGL", "IDN-503" },
		{ "spel.txt", TEXT("SPEL\x07 met een bel\n"), "application/vnd.hp-HPGL", "IDN-301 IDN-503" },
		{ "spel.txt", TEXT("SPEL caf\xe9\n"), "application/vnd.hp-HPGL", "IDN-301 IDN-503" },
		{ "nota.txt", TEXT("%!PS-Adobe-3.0\n(x) show\n"), "application/postscript", "IDN-301 IDN-503" },
		{ "nota.txt", TEXT("-----BEGIN PGP MESSAGE-----\nabc\n"), "application/pgp-encrypted", "IDN-301 IDN-503" },
		{ "nota.txt", TEXT("070707000001000002100644"), "application/x-cpio", "IDN-301 UNP-502" },
		{ "foto.jpg", TEXT("GIF89a zo begint een plaatje\n"), "image/gif", "IDN-301 IDN-503" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check(cases[i].name, rig_add_bytes(&r, cases[i].name, cases[i].bytes), cases[i].type, cases[i].tags);
}

#define MAIN(t)	"<Types><Override PartName=\"/word/document.xml\" ContentType=\"" t "+xml\"/></Types>"

static void
packages(void **state)
{
	static const struct { const char *name; const char *m[10]; const char *type, *tags; } cases[] = {
		{ "a.docx", { "word/document.xml", "<x/>", "[Content_Types].xml", MAIN(DOCX ".main") }, DOCX, "" },
		{ "a.docm", { "[Content_Types].xml", MAIN("application/vnd.ms-word.document.macroEnabled.main") },
		    "application/vnd.ms-word.document.macroEnabled.12", "IDN-503" },
		{ "a.docx", { "[Content_Types].xml", MAIN("application/vnd.ms-word.document.macroEnabled.main") },
		    "application/vnd.ms-word.document.macroEnabled.12", "IDN-301 IDN-503" },
		{ "a.pptx", { "[Content_Types].xml", MAIN(OOXML "presentationml.presentation.main") },
		    OOXML "presentationml.presentation", "" },
		{ "a.ppsx", { "[Content_Types].xml", MAIN(OOXML "presentationml.slideshow.main") },
		    OOXML "presentationml.slideshow", "" },
		{ "a.odp", { "mimetype", ODF "presentation" }, ODF "presentation", "" },
		{ "a.odt", { "content.xml", "<x/>", "mimetype", ODF "text\n" }, ODF "text", "" },
		{ "a.ott", { "mimetype", ODF "text-template" }, ODF "text-template", "IDN-503" },
		{ "a.epub", { "mimetype", "application/epub+zip" }, "application/epub+zip", "IDN-503" },
		/* two things at once is neither */
		{ "a.docx", { "mimetype", ODF "text", "[Content_Types].xml", MAIN(DOCX ".main") },
		    "application/zip", "IDN-301 IDN-502" },
		{ "a.docx", { "[Content_Types].xml", MAIN(DOCX ".main") MAIN(OOXML "spreadsheetml.sheet.main") },
		    "application/zip", "IDN-301 IDN-502" },
		{ "a.zip", { "brief.txt", "hallo" }, "application/zip", "" },
		{ "a.zip", { "mimetype", "text/plain" }, "application/zip", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check(cases[i].name, rig_add_bytes(&r, cases[i].name, zip_of_texts(cases[i].m)), cases[i].type, cases[i].tags);
}

static void
sentences(void **state)
{
	static const char *const want[] = {
		"De bestandsnaam eindigt op .jpg, maar de inhoud is een PNG-afbeelding",
		"Een PNG-afbeelding staat niet op de lijst van toegestane bestandsformaten van DiWoo; zet de afbeelding in een document en sla dat op als PDF/A, met een beschrijving van wat erop staat",
		"Niet gecontroleerd: volgens de naam is dit een Word-document (DOCX), maar het bestand is beschadigd of niet volledig; sla het opnieuw op en lever het opnieuw aan",
		"Niet gecontroleerd: een formule (ODF) kan woostraat niet lezen; lever het stuk als PDF, DOCX of ODT aan",
	};
	static const char *const formula[10] = { "mimetype", ODF "formula" };
	struct findings *f = &r.dossier.findings;

	(void)state;
	assert_int_equal(rig_run(&r, ST_identify, identify_run, rig_add(&r, "a.JPG", "fixtures/docs/stip.png")), 0);
	assert_int_equal(rig_run(&r, ST_identify, identify_run, rig_add_bytes(&r, "a.docx", S("PK\3\4"))), 0);
	assert_int_equal(rig_run(&r, ST_identify, identify_run, rig_add_bytes(&r, "a.odf", zip_of_texts(formula))), 0);
	assert_int_equal(f->n, COUNT(want));
	for (size_t i = 0; i < f->n; i++)
		assert_string_equal(str_c(r.mem, finding_text(r.mem, &f->v[i])), want[i]);
}

/* DiWoo's list and our table say the same; every type that extract reads is allowed. */
static void
table(void **state)
{
	static const char *const listed[] = { "application/x-7z-compressed", "text/csv", "application/vnd.ms-excel",
		OOXML "spreadsheetml.sheet", "text/html", ODF "formula", ODF "presentation", ODF "spreadsheet", ODF "text",
		"application/pdf", "text/plain", OOXML "presentationml.slideshow", "application/vnd.ms-powerpoint",
		OOXML "presentationml.presentation", "application/rtf", "application/msword", DOCX, "application/zip" };

	(void)state;
	for (size_t i = 0; i < COUNT(listed); i++) {
		const struct kind *k = kind_find(str_of(listed[i]));

		assert_non_null(k);
		assert_true(k->allowed);
	}
	assert_null(kind_find(S("application/x-onbekend")));
	assert_true(kind_extension_known(S("PDF")));
	assert_false(kind_extension_known(S("")));
	assert_false(kind_extension_known(S("pd")));
}

static void
machine(void **state)
{
	int doc = rig_add_bytes(&r, "a.txt", S("x"));

	(void)state;
	auto_close(&r.fd[doc + 1][A_ORIGINAL]);
	r.fd[doc + 1][A_ORIGINAL] = -1;
	assert_int_equal(rig_run(&r, ST_identify, identify_run, doc), -1);
	assert_int_equal(r.dossier.findings.n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(files),
		TEST(bytes),
		TEST(first_words),
		TEST(truncated),
		TEST(packages),
		TEST(sentences),
		TEST(table),
		TEST(machine),
	};

	return cmocka_run_group_tests(tests, load, NULL);
}
