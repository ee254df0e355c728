/* SPDX-License-Identifier: EUPL-1.2 */
/* test_moment.c - the days and hours that files name: how they are read, and where each format has them. */
#include "extracting.h"

#include "base/moment.h"

static void
forms(void **state)
{
	static const struct { const char *iso, *want; } iso[] = {
		{ "2026-03-12T10:15:00Z", "2026-03-12T10:15:00Z" },
		{ "2026-03-12T10:15:59.123456789", "2026-03-12T10:15:59" },
		{ "2026-03-12T10:15:00.5+01:00", "2026-03-12T10:15:00+01:00" },
		{ " 2026-03-12T10:15-0330\n", "2026-03-12T10:15:00-03:30" },
		{ "2026-03-12 10:15", "2026-03-12T10:15:00" },
		{ "2026-03-12", "2026-03-12" },
		{ "2026-02-29", "" }, { "2026-03", "" }, { "12-03-2026", "" }, { "", "" }, { "2026-03-12T", "" },
		{ "2026-03-12T24:00", "" }, { "2026-03-12T10:60", "" }, { "2026-03-12T10:15:00+15:00", "" },
		{ "2026-03-12T10:15:00+01:0", "" }, { "2026-03-12T10:15:00 uur", "" }, { "0000-00-00T00:00:00Z", "" },
	}, pdf[] = {
		{ "D:20260312101500+01'00'", "2026-03-12T10:15:00+01:00" },
		{ "D:20260312101500-05'30", "2026-03-12T10:15:00-05:30" },
		{ "D:20260312101500Z00'00'", "2026-03-12T10:15:00Z" }, { "D:20260312101500Z'", "2026-03-12T10:15:00Z" },
		{ "D:20260312101500", "2026-03-12T10:15:00" }, { "D:2026031210", "2026-03-12T10:00:00" },
		{ "20260312", "2026-03-12" }, { "D:202603", "" }, { "D:20261312", "" }, { "gisteren", "" },
		{ "D:20260312101500 en nog iets", "" }, { "D:20260312996000", "" },
	};
	const int parts[6] = { 2026, 3, 12, 10, 15, 0 }, none[6] = { 2026, 3, 0, 0, 0, 0 }, below[6] = { 2026, 3, 12, -1, 0, 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(iso); i++)
		assert_str(moment_iso(r.mem, str_of(iso[i].iso)), iso[i].want);
	for (size_t i = 0; i < COUNT(pdf); i++)
		assert_str(moment_pdf(r.mem, str_of(pdf[i].iso)), pdf[i].want);
	assert_str(moment_exif(r.mem, S("2026:03:12 10:15:00"), S("+01:00")), "2026-03-12T10:15:00+01:00");
	assert_str(moment_exif(r.mem, S("2026:03:12 10:15:00"), S("  :  ")), "2026-03-12T10:15:00");
	assert_str(moment_exif(r.mem, S("    :  :     :  :  "), STR_NONE), "");
	assert_str(moment_parts(r.mem, parts), "2026-03-12T10:15:00");
	assert_str(moment_parts(r.mem, none), "");
	assert_str(moment_parts(r.mem, below), "");
	assert_str(moment_filetime(r.mem, UINT64_C(134177841000000000)), "2026-03-12T10:15:00Z");
	assert_str(moment_filetime(r.mem, 0), "");
	assert_str(moment_filetime(r.mem, UINT64_MAX), "");
	assert_str(moment_time(r.mem, 1773310500, 60), "2026-03-12T11:15:00+01:00");
	assert_str(moment_time(r.mem, 1773310500, -210), "2026-03-12T06:45:00-03:30");
	assert_str(moment_time(r.mem, -1, 0), "");
	assert_str(moment_time(r.mem, INT64_C(1) << 60, 0), "");
}

static void
says(const char *name, struct str bytes, const char *created, const char *modified)
{
	int doc = rig_add_bytes(&r, name, bytes);
	struct text t;

	assert_int_equal(rig_run(&r, ST_identify, identify_run, doc), 0);
	assert_int_equal(rig_run(&r, ST_extract, extract_run, doc), 0);
	t = text_of(doc);
	if (!str_eq(t.created, str_of(created)) || !str_eq(t.modified, str_of(modified)))
		fail_msg("%s: made %.*s, changed %.*s", name, STRF(t.created), STRF(t.modified));
}

#define PDF(info, root, xmp)	"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " root " >>\nendobj\n2 0 obj\n" \
	"<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 9 9 ] >>\n" \
	"endobj\n4 0 obj\n<< " info " >>\nendobj\n5 0 obj\n<< /Type /Metadata /Subtype /XML >>\nstream\n" xmp "\nendstream\nendobj\n" \
	"trailer\n<< /Root 1 0 R /Info 4 0 R >>\n%%EOF\n"
#define XMP(x)	"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' " \
	"xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmlns:o='urn:o'>" x "</rdf:RDF></x:xmpmeta>"

static void
pdf(void **state)
{
	(void)state;
	says("info.pdf", S(PDF("/CreationDate (D:20260312101500+01'00') /ModDate (D:20260313)", "", "")),
	    "2026-03-12T10:15:00+01:00", "2026-03-13");
	/* XMP adds what Info does not say, in an element or in an attribute; a date of another vocabulary is another date. */
	says("xmp.pdf", S(PDF("/ModDate (D:20260313)", "/Metadata 5 0 R",
	    XMP("<rdf:Description o:CreateDate='2020-01-01' xmp:ModifyDate='2026-03-14'><xmp:CreateDate>2026-03-12T10:15:00Z"
	    "</xmp:CreateDate><o:ModifyDate>2020-01-01</o:ModifyDate></rdf:Description>"))), "2026-03-12T10:15:00Z", "2026-03-13");
	says("attribuut.pdf", S(PDF("/A (b)", "/Metadata 5 0 R", XMP("<rdf:Description xmp:CreateDate='2026-03-12T10:15:00+01:00' "
	    "xmp:ModifyDate='morgen'/>"))), "2026-03-12T10:15:00+01:00", "");
	says("niets.pdf", S(PDF("/CreationDate (ergens in maart)", "", "")), "", "");
	/* What is no date is text, and so is screened. */
	assert_true(has(text_of((int)r.dossier.ndocs - 1).s, "ergens in maart"));
}

#define CORE	"<cp:coreProperties xmlns:cp='urn:c' xmlns:dcterms='http://purl.org/dc/terms/'>" \
	"<dcterms:created>2026-03-12T09:15:00Z</dcterms:created><dcterms:modified>2026-03-13T09:15:00Z</dcterms:modified>" \
	"</cp:coreProperties>"
#define DOCUMENT	"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

static void
packages(void **state)
{
	const struct member docx[] = {
		{ "[Content_Types].xml", S("<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
		    "<Override PartName='/word/document.xml' ContentType='" DOCUMENT "'/></Types>") },
		{ "_rels/.rels", S("<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship "
		    "Id='a' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' "
		    "Target='word/document.xml'/></Relationships>") },
		{ "word/document.xml", S("<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
		    "<w:p><w:r><w:t>tekst</w:t></w:r><w:created>2020-01-01</w:created></w:p></w:body></w:document>") },
		{ "docProps/core.xml", S(CORE) },
	};
	const struct member odt[] = {
		{ "mimetype", S("application/vnd.oasis.opendocument.text") }, { "META-INF/manifest.xml", S("<manifest/>") },
		{ "content.xml", S("<o:document-content xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
		    "xmlns:t='urn:oasis:names:tc:opendocument:xmlns:text:1.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><o:body>"
		    "<o:text><t:p>tekst<o:annotation><dc:date>2020-01-01</dc:date><t:p>let op</t:p></o:annotation></t:p></o:text>"
		    "</o:body></o:document-content>") },
		{ "meta.xml", S("<o:document-meta xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
		    "xmlns:m='urn:oasis:names:tc:opendocument:xmlns:meta:1.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><o:meta>"
		    "<m:creation-date>2026-03-12T10:15:00.123</m:creation-date><dc:date>2026-03-13T10:15:00</dc:date></o:meta>"
		    "</o:document-meta>") },
	};

	(void)state;
	says("a.docx", zip_of(docx, COUNT(docx)), "2026-03-12T09:15:00Z", "2026-03-13T09:15:00Z");
	says("zonder.docx", zip_of(docx, COUNT(docx) - 1), "", "");
	says("a.odt", zip_of(odt, COUNT(odt)), "2026-03-12T10:15:00", "2026-03-13T10:15:00");
}

static void
rtf(void **state)
{
	(void)state;
	says("a.rtf", S("{\\rtf1\\ansi{\\info{\\creatim\\yr2026\\mo3\\dy12\\hr10\\min15}{\\revtim\\yr2026\\mo3\\dy13\\hr9\\min1\\sec5}"
	    "{\\printim\\yr2020\\mo1\\dy1}}tekst}"), "2026-03-12T10:15:00", "2026-03-13T09:01:05");
	says("krom.rtf", S("{\\rtf1\\ansi{\\info{\\creatim\\yr2026\\mo3}{\\revtim\\yr-1\\mo99\\dy2147483647}}tekst\\yr2020\\mo1\\dy1}"),
	    "", "");
}

static void
mail(void **state)
{
	(void)state;
	says("a.eml", S("From: a@example.nl\r\nTo: b@example.nl\r\nDate: Thu, 12 Mar 2026 10:15:00 +0100\r\nSubject: x\r\n"
	    "Message-ID: <1@example.nl>\r\n\r\nGeachte heer, mevrouw\r\n"), "2026-03-12T10:15:00+01:00", "");
	says("b.eml", S("From: a@example.nl\r\nTo: b@example.nl\r\nSubject: x\r\nMessage-ID: <1@example.nl>\r\nMIME-Version: 1.0\r\n\r\n"
	    "Geachte heer, mevrouw\r\n"), "", "");
}

/* The day on which the fixture was made, which changes with it. */
static void
legacy(void **state)
{
	int doc = rig_add_bytes(&r, "besluit.doc", file("besluit.doc"));
	struct text t;
	time_t at;

	(void)state;
	assert_int_equal(rig_run(&r, ST_identify, identify_run, doc), 0);
	assert_int_equal(rig_run(&r, ST_extract, extract_run, doc), 0);
	t = text_of(doc);
	assert_int_equal(time_parse(t.created, &at), 0);
	assert_true(at > 1767225600); /* 2026 */
}

#define EXIF_TAG(tag, n, at)	tag "\2\0" n "\0\0\0" at "\0\0\0"

static void
pictures(void **state)
{
	/* IFD0 has DateTime and the way to EXIF, which has DateTimeOriginal and its offset. */
	static const char exif[] = "Exif\0\0II*\0\x08\0\0\0" "\2\0" EXIF_TAG("\x32\1", "\x14", "\x50") "\x69\x87\4\0\1\0\0\0\x26\0\0\0"
	    "\0\0\0\0" "\2\0" EXIF_TAG("\3\x90", "\x14", "\x64") EXIF_TAG("\x11\x90", "\7", "\x78") "\0\0\0\0" "\0\0\0\0\0\0\0\0\0\0\0\0"
	    "2026:03:13 11:00:00\0" "2026:03:12 10:15:00\0" "+01:00\0";
	struct buf b;

	(void)state;
	buf_init(&b, r.mem, 1 << 16);
	buf_add(&b, S("\xff\xd8\xff\xe1"));
	buf_addc(&b, 0);
	buf_addc(&b, (char)(sizeof exif - 1 + 2));
	buf_add(&b, (struct str){ exif, sizeof exif - 1 });
	buf_add(&b, (struct str){ "\xff\xc0\0\x0b\x08\0\x10\0\x20\1\1\x11\0\xff\xda\0\2\0\0\xff\xd9", 21 });
	says("foto.jpg", buf_str(&b), "2026-03-12T10:15:00+01:00", "2026-03-13T11:00:00");
	says("kaart.png", (struct str){ "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\7\0\0\0\x09\x08\0\0\0\0\0\0\0\0"
	    "\0\0\0\7tIME\x07\xea\3\x0c\x0a\x0f\0\0\0\0\0\0\0\0\0IEND\0\0\0\0", 8 + 25 + 19 + 12 }, "", "2026-03-12T10:15:00Z");
}

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(forms), TEST(pdf), TEST(packages), TEST(rtf), TEST(mail), TEST(legacy),
		TEST(pictures) };

	return cmocka_run_group_tests(tests, load, NULL);
}
