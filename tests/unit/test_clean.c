/* SPDX-License-Identifier: EUPL-1.2 */
/* test_clean.c - what cleaning takes out of a PDF, and that all else is what it was. */
#include "extracting.h"
#include "cleaning.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>

#include "base/json.h"
#include "clean/clean.h"
#include "clean/cleaning.h"
#include "clean/reread.h"

#include "base/banned.h"

/* What the stage said last, and the file it made (absent: none). */
static json_t *said;
static struct str made;

/* Clean these bytes under that name. */
static void
clean(const char *name, struct str bytes, bool metadata)
{
	struct str request = str_fmt(r.mem, "{\"name\": \"%s\", \"metadata\": %s}", name, metadata ? "true" : "false");
	int fd, doc;

	r.dossier.ndocs = 0;
	doc = rig_add_bytes(&r, name, bytes);
	assert_int_equal(fd_of_str("opdracht", request, &fd, &r.err), 0);
	rig_set(&r, DOC_NONE, A_RUN, fd);
	auto_close(&r.fd[0][A_CLEANED]);
	r.fd[0][A_CLEANED] = -1;
	assert_int_equal(doc, 0);
	if (rig_run(&r, ST_clean, clean_run, DOC_NONE) != 0)
		fail_msg("%s: %s", name, r.err.msg);
	json_decref(said);
	said = json_read(rig_read(&r, DOC_NONE, A_CLEANING), &r.err);
	assert_non_null(said);
	made = r.fd[0][A_CLEANED] < 0 ? STR_NONE : rig_read(&r, DOC_NONE, A_CLEANED);
	assert_int_equal(json_flag(said, "cleaned"), made.p != NULL);
	/* Of the readers nothing stays behind. */
	assert_true(r.fd[0][A_TEXT] < 0 && r.fd[0][A_PROPS] < 0);
}

static int
over(void **state)
{
	json_decref(said);
	said = NULL;
	return teardown(state);
}
#define CLEAN_TEST(f)	cmocka_unit_test_setup_teardown(f, setup, over)

/* "revision 1, loose 2": all that was removed. */
static const char *
removed(void)
{
	const json_t *list = json_list(said, "removed");
	struct buf b;

	buf_init(&b, r.mem, 1000);
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *x = json_array_get(list, i);

		buf_addf(&b, "%s%.*s %lld", i == 0 ? "" : ", ", STRF(json_str(x, "what")), (long long)json_num(x, "n", 0));
	}
	return str_c(r.mem, buf_str(&b));
}

static bool
left(const char *part)
{
	const json_t *list = json_list(said, "left");

	for (size_t i = 0; i < json_array_size(list); i++) {
		if (has(str_of(json_string_value(json_array_get(list, i))), part))
			return true;
	}
	return false;
}

static void
refused(const char *part)
{
	assert_null(made.p);
	if (!has(json_str(said, "why"), part))
		fail_msg("why: %.*s", STRF(json_str(said, "why")));
}

static void
cleaned(void)
{
	if (made.p == NULL)
		fail_msg("not cleaned: %.*s", STRF(json_str(said, "why")));
}

/* --- a document with all of it ------------------------------------------------------------ */

#define XPACKET(begin) "<?xpacket begin=\"" begin "\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
#define PACKET(properties) XPACKET("\xef\xbb\xbf") "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">" \
	"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">" properties "</rdf:RDF></x:xmpmeta>" \
	"<?xpacket end=\"w\"?>"
#define KEPT "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" " \
	"xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">" \
	"<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">Besluit café</rdf:li></rdf:Alt></dc:title>" \
	"<dc:language><rdf:Bag><rdf:li>nl-NL</rdf:li></rdf:Bag></dc:language>" \
	"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part></rdf:Description>"
#define GOING "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" " \
	"xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" " \
	"xmlns:pdfx=\"http://ns.adobe.com/pdfx/1.3/\" xmp:CreatorTool=\"Schrijfmachine\" pdfx:Afdeling=\"Toezicht\">" \
	"<dc:creator><rdf:Seq><rdf:li>A. Maker</rdf:li></rdf:Seq></dc:creator>" \
	"<xmpMM:History><rdf:Seq><rdf:li>C:\\\\maker\\\\concept.docx</rdf:li></rdf:Seq></xmpMM:History>" \
	"<xmpMM:DerivedFrom rdf:parseType=\"Resource\"/></rdf:Description>"

#define OBJECTS	17
#define TRAILER	"/Info 9 0 R"
#define PAGE_1	"BT /F1 12 Tf 72 700 Td /P <</MCID 0>> BDC (Besluit van het college) Tj EMC ET"
#define PAGE_2	"BT /F1 12 Tf 72 700 Td (De tweede bladzijde) Tj ET"
#define OLD	"BT /F1 12 Tf 72 700 Td (De oude tekst van Maker) Tj ET"

static void
objects_of(struct str o[OBJECTS], const char *xmp)
{
	struct arena *m = r.mem;

	o[0] = S("<< /Type /Catalog /Pages 2 0 R /Lang (nl-NL) /MarkInfo << /Marked true >> /StructTreeRoot 10 0 R "
	    "/Outlines 13 0 R /Metadata 8 0 R /PieceInfo << /Tekenaar << /Private (document) >> >> >>");
	o[1] = S("<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 595 842] >>");
	o[2] = S("<< /Type /Page /Parent 2 0 R /Contents 5 0 R /StructParents 0 /Resources << /Font << /F1 7 0 R >> >> "
	    "/Thumb 15 0 R /PieceInfo << /Tekenaar << /LastModified (D:2026) /Private 16 0 R >> >> >>");
	o[3] = S("<< /Type /Page /Parent 2 0 R /Contents 6 0 R /Resources << /Font << /F1 7 0 R >> "
	    "/XObject << /Thumb 15 0 R >> >> /Thumb 15 0 R >>");
	o[4] = pdf_stream(m, "", PAGE_1);
	o[5] = pdf_stream(m, "", OLD);
	o[6] = S("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
	o[7] = pdf_stream(m, "/Type /Metadata /Subtype /XML", xmp);
	o[8] = S("<< /Title (Besluit caf\\351) /Author (A. Maker) /Creator (Schrijfmachine) /Producer (Drukker) "
	    "/Afdeling (Toezicht) /CreationDate (D:20260101120000Z) >>");
	o[9] = S("<< /Type /StructTreeRoot /K 11 0 R /ParentTree << /Nums [0 [11 0 R]] >> >>");
	o[10] = S("<< /Type /StructElem /S /H1 /P 10 0 R /Pg 3 0 R /K 0 /ActualText (Besluit van het college) >>");
	o[11] = S("(los en GEHEIM)");
	o[12] = S("<< /Type /Outlines /First 14 0 R /Last 14 0 R /Count 1 >>");
	o[13] = S("<< /Title (Besluit) /Parent 13 0 R /Dest [3 0 R /Fit] >>");
	o[14] = pdf_stream(m, "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "x");
	o[15] = S("<< /Bron (C:\\\\concepten\\\\maker.indd) >>");
	o[16] = S("<< /Type /Voorbeeld /Tekst (ook los) >>");
}

static struct str
whole(const char *xmp)
{
	struct str o[OBJECTS];

	objects_of(o, xmp);
	return pdf_update(r.mem, pdf_of(r.mem, o, OBJECTS, TRAILER), 6, pdf_stream(r.mem, "", PAGE_2), OBJECTS, TRAILER);
}

static bool
holds(const char *part)
{
	return has(made, part);
}

static void
pdf_is_cleaned(void **state)
{
	struct str bytes, first;

	(void)state;
	bytes = whole(PACKET(KEPT GOING));
	assert_true(has(bytes, "GEHEIM") && has(bytes, "De oude tekst"));
	clean("besluit.pdf", bytes, true);
	cleaned();
	assert_string_equal(removed(), "revision 1, loose 2, thumbnail 2, piece 2, property 2, xmp 5, custom 1");
	assert_false(holds("GEHEIM") || holds("De oude tekst") || holds("ook los") || holds("Maker") || holds("maker"));
	assert_false(holds("PieceInfo") || holds("Tekenaar") || holds("Toezicht") || holds("Schrijfmachine"));
	/* The picture is used by a page under a name that means nothing. */
	assert_true(holds("/Thumb "));
	assert_true(holds(PAGE_1) && holds(PAGE_2) && holds("ActualText") && holds("/Outlines") && holds("/Producer"));
	assert_true(holds("<pdfaid:part>2</pdfaid:part>") && holds("<pdfuaid:part>1</pdfuaid:part>"));
	assert_true(holds("Besluit café</rdf:li>") && holds(XPACKET("\xef\xbb\xbf")) && holds("<?xpacket end=\"w\"?>"));
	assert_false(holds("<?xml"));
	assert_false(left("--metadata"));
	/* Again: the same bytes.  What is clean stays what it is. */
	first = str_dup(r.mem, made);
	clean("besluit.pdf", bytes, true);
	assert_true(str_eq(first, made));
	clean("besluit.pdf", first, true);
	assert_string_equal(removed(), "");
	assert_true(holds(PAGE_2));
}

/* Who made it stays unless that is asked for, and is told. */
static void
pdf_keeps_makers(void **state)
{
	(void)state;
	clean("besluit.pdf", whole(PACKET(KEPT GOING)), false);
	cleaned();
	assert_string_equal(removed(), "revision 1, loose 2, thumbnail 2, piece 2");
	assert_true(holds("(A. Maker)") && holds("<rdf:li>A. Maker</rdf:li>") && holds("Toezicht"));
	assert_true(left("wie het maakte of waarmee: 8 (--metadata"));
	/* A packet that cannot be read is in the way only of who wants something out of it. */
	clean("besluit.pdf", whole(PACKET(KEPT "<open>")), true);
	refused("XMP");
}

/* The marks of PDF/X stay, in the Info dictionary and in the packet. */
static void
pdf_x(void **state)
{
	struct str o[OBJECTS];

	(void)state;
	objects_of(o, PACKET("<rdf:Description xmlns:pdfx=\"http://ns.adobe.com/pdfx/1.3/\" pdfx:GTS_PDFXVersion=\"PDF/X-4\"/>"));
	o[8] = S("<< /GTS_PDFXVersion (PDF/X-1:2001) /Title (a) >>");
	clean("x.pdf", pdf_of(r.mem, o, OBJECTS, TRAILER), true);
	cleaned();
	assert_true(holds("PDF/X-1:2001") && holds("PDF/X-4"));
}

static struct str
locked(const char *user)
{
	struct str o[OBJECTS], plain, s;
	qpdf_data q = qpdf_init();

	objects_of(o, PACKET(KEPT));
	plain = pdf_of(r.mem, o, OBJECTS, TRAILER);
	assert_int_equal(qpdf_read_memory(q, "a", plain.p, plain.n, NULL), QPDF_SUCCESS);
	assert_int_equal(qpdf_init_write_memory(q), QPDF_SUCCESS);
	qpdf_set_static_ID(q, QPDF_TRUE);
	qpdf_set_r3_encryption_parameters_insecure(q, user, "eigenaar", QPDF_TRUE, QPDF_TRUE, QPDF_TRUE, QPDF_FALSE, QPDF_FALSE,
	    QPDF_FALSE, qpdf_r3p_full);
	assert_int_equal(qpdf_write(q), QPDF_SUCCESS);
	s = str_dup(r.mem, (struct str){ (const char *)qpdf_get_buffer(q), qpdf_get_buffer_length(q) });
	qpdf_cleanup(&q);
	return s;
}

static void
pdf_is_refused(void **state)
{
	struct str o[OBJECTS], bytes;

	(void)state;
	objects_of(o, PACKET(KEPT));
	o[16] = S("<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 1 2 3] /Contents <00> >>");
	bytes = pdf_of(r.mem, o, OBJECTS, TRAILER);
	clean("los.pdf", bytes, false);
	cleaned(); /* a signature of an earlier time, to which nothing refers */
	o[0] = S("<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags 3 /Fields [ << /FT /Sig /T (a) /V 17 0 R >> ] >> >>");
	clean("ondertekend.pdf", pdf_of(r.mem, o, OBJECTS, TRAILER), false);
	refused("ondertekend");
	o[0] = S("<< /Type /Catalog /Pages 2 0 R /Perms << /DocMDP 17 0 R >> >>");
	clean("perms.pdf", pdf_of(r.mem, o, OBJECTS, TRAILER), false);
	refused("ondertekend");
	clean("slot.pdf", locked("geheim"), false);
	refused("wachtwoord");
	clean("beperkt.pdf", locked(""), false);
	refused("versleuteld");
	/* What one reader mends and another leaves out cannot be compared. */
	objects_of(o, PACKET(KEPT));
	bytes = pdf_of(r.mem, o, OBJECTS, TRAILER);
	clean("half.pdf", str_sub(bytes, 0, pdf_last_xref(bytes)), false);
	refused("beschadigd");
	o[16] = STR_NONE;
	o[9] = S("<< /Type /StructTreeRoot /K << /S /P >");
	clean("fout.pdf", pdf_of(r.mem, o, OBJECTS, TRAILER), false);
	refused("opbouw");
}

static void
other_files(void **state)
{
	(void)state;
	clean("leeg.pdf", S(""), false);
	refused("leeg");
	clean("brief.txt", S("Geachte heer,\n"), false);
	refused("alleen PDF");
	clean("beeld.pdf", S("%PDF-1.7\nniets\n"), false);
	refused("beschadigd");
}

/* --- the proof ---------------------------------------------------------------------------------- */

/* A file that differs in anything at all is not taken for the cleaned one. */
static void
proof_sees(void **state)
{
	static const struct { size_t object; const char *now; } cases[] = {
		{ 5, NULL }, { 4, PAGE_1 " " }, { 10, "<< /Type /StructElem /S /H2 /P 10 0 R /Pg 3 0 R /K 0 /ActualText (Besluit van het college) >>" },
		{ 10, "<< /Type /StructElem /S /H1 /P 10 0 R /Pg 3 0 R /K 0 >>" },
		{ 13, "<< /Title (Besluiten) /Parent 13 0 R /Dest [3 0 R /Fit] >>" },
		{ 13, "<< /Title (Besluit) /Parent 13 0 R /Dest [4 0 R /Fit] >>" },
		{ 1, "<< /Type /Pages /Kids [4 0 R 3 0 R] /Count 2 /MediaBox [0 0 595 842] >>" },
		{ 1, "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct cleaning c = { .mem = r.mem, .out = memfd_create("out", MFD_CLOEXEC) };
		struct str o[OBJECTS], other;

		objects_of(o, PACKET(KEPT));
		o[11] = o[15] = o[16] = STR_NONE;
		o[2] = S("<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /Font << /F1 7 0 R >> >> >>");
		o[3] = S("<< /Type /Page /Parent 2 0 R /Contents 6 0 R /Resources << /XObject << /I 15 0 R >> >> >>");
		c.bytes = pdf_of(r.mem, o, OBJECTS, TRAILER);
		assert_int_equal(clean_pdf.make(&c, &r.err), 0);
		assert_null(c.why.p);
		if (cases[i].now == NULL)
			clean("a.pdf", c.bytes, false);
		else {
			o[cases[i].object] = cases[i].object == 4 ? pdf_stream(r.mem, "", cases[i].now) : str_of(cases[i].now);
			clean("a.pdf", pdf_of(r.mem, o, OBJECTS, TRAILER), false);
		}
		cleaned();
		other = made;
		assert_int_equal(clean_pdf.prove(&c, other, &r.err), 0);
		if ((c.why.p == NULL) != (cases[i].now == NULL))
			fail_msg("case %zu: %.*s", i, STRF(c.why));
		(void)close(c.out);
	}
}

static const char *
differs(struct str a, struct str b)
{
	struct result res = { .mem = r.mem };
	struct reread x, y;
	const char *what;

	for (int k = 0; k < A__COUNT; k++)
		res.out[k] = k == A_TEXT || k == A_PROPS ? memfd_create("out", MFD_CLOEXEC) : -1;
	for (int k = 0; k < 2; k++) {
		struct str s = k == 0 ? a : b;
		int fd;

		assert_int_equal(fd_of_str("a", s, &fd, &r.err), 0);
		assert_int_equal(reread(&r.job, &res, fd, S("a.pdf"), s.n, r.mem, k == 0 ? &x : &y, &r.err), 0);
		(void)close(fd);
	}
	what = reread_differs(&x, &y, false, r.mem);
	(void)close(res.out[A_TEXT]);
	(void)close(res.out[A_PROPS]);
	return what == NULL ? "" : what;
}

/* What the readers see of two documents. */
static void
readers_see(void **state)
{
	struct str o[OBJECTS], a, b;

	(void)state;
	objects_of(o, PACKET(KEPT));
	a = pdf_of(r.mem, o, OBJECTS, TRAILER);
	assert_string_equal(differs(a, a), "");
	o[11] = S("(anders los)");
	b = pdf_of(r.mem, o, OBJECTS, TRAILER);
	assert_string_equal(differs(a, b), "");
	o[5] = pdf_stream(r.mem, "", PAGE_2);
	b = pdf_of(r.mem, o, OBJECTS, TRAILER);
	assert_string_equal(differs(a, b), "een andere tekst");
	objects_of(o, PACKET(KEPT));
	o[1] = S("<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>");
	b = pdf_of(r.mem, o, OBJECTS, TRAILER);
	assert_string_equal(differs(a, b), "een ander aantal bladzijden");
	objects_of(o, PACKET("<rdf:Description/>"));
	b = pdf_of(r.mem, o, OBJECTS, TRAILER);
	assert_string_equal(differs(a, b), "een ander kenmerk van PDF/A of PDF/UA");
	assert_string_equal(differs(a, S("<html><body>Besluit</body></html>")), "een ander soort bestand");
}

/* --- XMP -------------------------------------------------------------------------------------------- */

static void
packets(void **state)
{
	static const struct { const char *packet; int n; const char *without, *with; } cases[] = {
		{ PACKET(KEPT), 0, "", "Besluit" },
		{ PACKET(GOING), 5, "Maker", "rdf:RDF" },
		{ PACKET("<rdf:Description xmlns:p=\"http://ns.adobe.com/photoshop/1.0/\" p:CaptionWriter=\"M\" p:Country=\"NL\"/>"), 1,
		    "CaptionWriter", "Country=\"NL\"" },
		/* Of the same name in another namespace, or deeper. */
		{ PACKET("<rdf:Description xmlns:a=\"urn:a\"><a:creator>x</a:creator></rdf:Description>"), 0, "", "<a:creator>" },
		{ "<a xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:creator>x</dc:creator></a>", 0, "", "dc:creator" },
		{ "<!DOCTYPE a><a/>", -1, NULL, NULL }, { "<a>", -1, NULL, NULL }, { "", -1, NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str in = str_of(cases[i].packet), out;
		uint64_t n;

		if (clean_xmp(in, r.mem, &out, &n) != (cases[i].n >= 0))
			fail_msg("case %zu", i);
		if (cases[i].n < 0)
			continue;
		assert_int_equal(n, cases[i].n);
		assert_true(has(out, cases[i].with) && (cases[i].without[0] == '\0' || !has(out, cases[i].without)));
		assert_true(n != 0 || str_eq(in, out));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { CLEAN_TEST(pdf_is_cleaned), CLEAN_TEST(pdf_keeps_makers), CLEAN_TEST(pdf_x),
		CLEAN_TEST(pdf_is_refused), CLEAN_TEST(other_files), CLEAN_TEST(proof_sees), CLEAN_TEST(readers_see),
		CLEAN_TEST(packets) };

	return cmocka_run_group_tests(tests, load, NULL);
}
