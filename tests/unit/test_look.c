/* SPDX-License-Identifier: EUPL-1.2 */
/* test_look.c - what identify sees inside packages, OLE2 files and PDF: locks, macros, claims, second files. */
#include "extracting.h"

#include <gsf/gsf-outfile-msole.h>
#include <gsf/gsf-output-memory.h>
#include <mupdf/fitz.h>
#include <mupdf/pdf.h>

#define OOXML	"application/vnd.openxmlformats-officedocument."
#define DOCX	OOXML "wordprocessingml.document"
#define XLSX	OOXML "spreadsheetml.sheet"
#define ODF	"application/vnd.oasis.opendocument."

/* Identify the bytes; the tags of what it found, without what kinds.c says of its kind (IDN-301, -502, -503). */
static const char *
identify(const char *name, struct str bytes, const struct document **doc_r)
{
	int doc = (int)r.dossier.ndocs;
	struct buf b;

	/* The rig holds so many at once. */
	if (doc == RIG_DOCS) {
		rig_close(&r);
		(void)setup(NULL);
		doc = 0;
	}
	assert_int_equal(rig_add_bytes(&r, name, bytes), doc);
	assert_int_equal(rig_run(&r, ST_identify, identify_run, doc), 0);
	buf_init(&b, r.mem, 1000);
	for (size_t i = 0; i < r.dossier.findings.n; i++) {
		const struct finding *f = &r.dossier.findings.v[i];

		if (f->doc != doc || f->code == F_IDN_EXTENSION_LIES || f->code == F_IDN_FORMAT_UNREAD ||
		    f->code == F_IDN_FORMAT_REFUSED)
			continue;
		buf_addf(&b, "%s%s", b.n == 0 ? "" : " ", finding_tag(f->code));
		if (f->arg[0].n != 0)
			buf_addf(&b, "(%.*s)", STRF(f->arg[0]));
	}
	*doc_r = &r.dossier.docs[doc];
	return str_c(r.mem, buf_str(&b));
}

static void
check(const char *name, struct str bytes, const char *type, const char *want)
{
	const struct document *d;
	const char *got = identify(name, bytes, &d);

	if (!str_eq(d->media_type, str_of(type)) || strcmp(got, want) != 0)
		fail_msg("%s: %.*s [%s], not %s [%s]", name, STRF(d->media_type), got, type, want);
	assert_int_equal(d->locked, strstr(want, "EXT-501") != NULL);
}

#define BYTES(lit)	{ "" lit, sizeof(lit) - 1 }

/* ---- OLE2 ---- */

struct entry {
	const char	*path;		/* "Macros/VBA/dir"; NULL ends them */
	struct str	 bytes;
};

static GsfOutfile *
folder(GsfOutfile *root, struct str path, GsfOutfile **open, size_t *n)
{
	struct str part, rest = path;
	GsfOutfile *at = root;

	for (; str_has(rest, '/');) {
		(void)str_next(&rest, '/', &part);
		at = GSF_OUTFILE(gsf_outfile_new_child(at, str_c(r.mem, part), TRUE));
		open[(*n)++] = at;
	}
	return at;
}

static struct str
ole_of(const struct entry *v, size_t n)
{
	GsfOutput *out = gsf_output_memory_new(), *child;
	GsfOutfile *root = gsf_outfile_msole_new(out), *open[16];
	struct str bytes;

	for (size_t i = 0; i < n && v[i].path != NULL; i++) {
		size_t opened = 0;
		GsfOutfile *at = folder(root, str_of(v[i].path), open, &opened);
		const char *slash = strrchr(v[i].path, '/');

		child = gsf_outfile_new_child(at, slash != NULL ? slash + 1 : v[i].path, FALSE);
		assert_true(gsf_output_write(child, v[i].bytes.n, (const guint8 *)v[i].bytes.p));
		assert_true(gsf_output_close(child));
		g_object_unref(child);
		while (opened-- != 0) {
			assert_true(gsf_output_close(GSF_OUTPUT(open[opened])));
			g_object_unref(open[opened]);
		}
	}
	assert_true(gsf_output_close(GSF_OUTPUT(root)));
	bytes = str_dup(r.mem,
	    (struct str){ (const char *)gsf_output_memory_get_bytes(GSF_OUTPUT_MEMORY(out)), (size_t)gsf_output_size(out) });
	g_object_unref(root);
	g_object_unref(out);
	return bytes;
}

#define FIB(flags)	"\xec\xa5\xc1\0\0\0\0\0\0\0" flags "\0\0\0\0\0\0\0\0"
#define BOF		"\x09\x08\x04\0\0\x06\x05\0"
#define SHEET(kind)	"\x85\0\x08\0\0\0\0\0\0" kind "\1\0"
#define CURRENT(token)	"\0\0\xf6\x0f\x14\0\0\0\x14\0\0\0" token "\0\0\0\0"

static void
ole(void **state)
{
	static const struct { const char *name; struct entry v[4]; const char *type, *want; } cases[] = {
		{ "a.doc", { { "WordDocument", BYTES(FIB("\0\0")) } }, "application/msword", "" },
		{ "a.doc", { { "WordDocument", BYTES(FIB("\0\x01")) } }, "application/msword", "EXT-501" },
		{ "a.doc", { { "WordDocument", BYTES(FIB("\xff\xfe")) } }, "application/msword", "" },
		{ "a.doc", { { "WordDocument", BYTES("kort") } }, "application/msword", "" },
		{ "a.doc", { { "WordDocument", BYTES(FIB("\0\0")) }, { "Macros/VBA/_VBA_PROJECT", BYTES("x") } },
		    "application/msword", "IDN-505(VBA)" },
		{ "a.doc", { { "WordDocument", BYTES(FIB("\0\0")) }, { "ObjectPool/_1/Macros/VBA/_vba_project", BYTES("x") } },
		    "application/msword", "IDN-505(VBA)" },
		{ "a.doc", { { "WordDocument", BYTES(FIB("\0\0")) }, { "\x09" "DRMContent", BYTES("x") } },
		    "application/msword", "EXT-501" },
		/* an embedded sheet makes no sheet of it */
		{ "a.doc", { { "WordDocument", BYTES(FIB("\0\0")) }, { "ObjectPool/_1/Workbook", BYTES(BOF "\x2f\0\0\0") } },
		    "application/msword", "" },
		{ "a.xls", { { "Workbook", BYTES(BOF SHEET("\0") "\x0a\0\0\0") } }, "application/vnd.ms-excel", "" },
		{ "a.xls", { { "Book", BYTES(BOF "\x0a\0\0\0") } }, "application/vnd.ms-excel", "" },
		{ "a.xls", { { "Workbook", BYTES(BOF "\x86\0\0\0\x2f\0\2\0\0\0" SHEET("\1")) } },
		    "application/vnd.ms-excel", "EXT-501" },
		{ "a.xls", { { "Workbook", BYTES(BOF SHEET("\0") SHEET("\1") "\x0a\0\0\0") } },
		    "application/vnd.ms-excel", "IDN-505(Excel 4.0)" },
		{ "a.xls", { { "Workbook", BYTES(BOF SHEET("\1") SHEET("\6") SHEET("\1")) } },
		    "application/vnd.ms-excel", "IDN-505(Excel 4.0, VBA)" },
		/* what stands behind the globals is no record of theirs; a record that is cut says nothing */
		{ "a.xls", { { "Workbook", BYTES(BOF "\x0a\0\0\0\x2f\0\0\0") } }, "application/vnd.ms-excel", "" },
		{ "a.xls", { { "Workbook", BYTES(BOF "\x85\0\xff\xff\1") } }, "application/vnd.ms-excel", "" },
		{ "a.xls", { { "Workbook", BYTES(BOF) }, { "_VBA_PROJECT_CUR/VBA/_VBA_PROJECT", BYTES("x") } },
		    "application/vnd.ms-excel", "IDN-505(VBA)" },
		{ "a.ppt", { { "PowerPoint Document", BYTES("x") }, { "Current User", BYTES(CURRENT("\x5f\xc0\x91\xe3")) } },
		    "application/vnd.ms-powerpoint", "" },
		{ "a.ppt", { { "PowerPoint Document", BYTES("x") }, { "Current User", BYTES(CURRENT("\xdf\xc4\xd1\xf3")) } },
		    "application/vnd.ms-powerpoint", "EXT-501" },
		{ "a.ppt", { { "PowerPoint Document", BYTES("x") }, { "EncryptedSummary", BYTES("x") } },
		    "application/vnd.ms-powerpoint", "EXT-501" },
		{ "a.ppt", { { "PowerPoint Document", BYTES("\x0f\0\xe8\3\x40\0\0\0" "\0\0\xe9\3\2\0\0\0ab" "\x0f\0\xff\3\x14\0\0\0"
		    "\2\0\0\4\x0c\0\0\0\1\0\0\0\1\0\0\0\2\0\0\0") } }, "application/vnd.ms-powerpoint", "IDN-505(VBA)" },
		{ "a.ppt", { { "PowerPoint Document", BYTES("\2\0\0\4\x0c\0\0\0\1\0\0\0\0\0\0\0\2\0\0\0") } },
		    "application/vnd.ms-powerpoint", "" },
		{ "a.ppt", { { "PowerPoint Document", BYTES("\0\0\xe9\3\xff\xff\xff\xff") } }, "application/vnd.ms-powerpoint", "" },
		{ "a.msg", { { "__properties_version1.0", BYTES("x") }, { "__substg1.0_0037001F", BYTES("o\0") } },
		    "application/vnd.ms-outlook", "" },
		{ "a.docx", { { "EncryptionInfo", BYTES("x") }, { "EncryptedPackage", BYTES("x") } }, "application/encrypted", "EXT-501" },
		{ "a.vsd", { { "VisioDocument", BYTES("x") } }, "application/vnd.visio", "" },
		{ "a.pub", { { "Quill/QuillSub/CONTENTS", BYTES("x") } }, "application/x-mspublisher", "" },
		/* nothing we know, and two at once */
		{ "a.doc", { { "Iets", BYTES("x") } }, "application/x-ole-storage", "" },
		{ "a.doc", { { "WordDocument", BYTES(FIB("\0\0")) }, { "Workbook", BYTES(BOF) } }, "application/x-ole-storage", "" },
		{ "a.msg", { { "WordDocument", BYTES(FIB("\0\0")) }, { "__properties_version1.0", BYTES("x") } },
		    "application/x-ole-storage", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check(cases[i].name, ole_of(cases[i].v, COUNT(cases[i].v)), cases[i].type, cases[i].want);
	check("kapot.doc", S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 en verder niets van dien aard"), "application/x-ole-storage", "");
}

/* No cut of an OLE2 file brings it down, nor any bad byte in its header and directory. */
static void
ole_broken(void **state)
{
	static const struct entry v[] = { { "WordDocument", BYTES(FIB("\0\0")) }, { "Macros/VBA/_VBA_PROJECT", BYTES("x") } };
	struct str whole = ole_of(v, COUNT(v));
	char *p = NEW(mem, char, whole.n);	/* r.mem goes when the rig is full */
	const struct document *d;

	(void)state;
	memcpy(p, whole.p, whole.n);
	whole.p = p;
	for (size_t n = 8; n < whole.n; n += 61)
		(void)identify("a.doc", str_sub(whole, 0, n), &d);
	for (size_t at = 8; at < whole.n; at += 7) {
		p[at] = (char)~p[at];
		(void)identify("a.doc", whole, &d);
		p[at] = (char)~p[at];
		assert_true(d->media_type.n != 0);
	}
}

/* ---- packages ---- */

#define TYPES	"[Content_Types].xml"
#define MAIN(t)	"<Types><Override PartName=\"/x.xml\" ContentType=\"" t ".main+xml\"/></Types>"
#define MANIFEST	"META-INF/manifest.xml"
#define M(inside)	"<m:manifest xmlns:m=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" m:version=\"1.3\">" inside "</m:manifest>"
#define SEALED	"<m:file-entry m:full-path=\"content.xml\"><m:encryption-data/></m:file-entry>"

static void
packages(void **state)
{
	static const struct { const char *name; const char *m[10]; const char *type, *version, *want; } cases[] = {
		{ "a.docx", { TYPES, MAIN(DOCX) }, DOCX, "", "" },
		{ "a.docx", { TYPES, "<Types><Default Extension='xml' ContentType='" DOCX ".main+xml'/></Types>" }, DOCX, "", "" },
		{ "a.dotx", { TYPES, MAIN(OOXML "wordprocessingml.template") }, OOXML "wordprocessingml.template", "", "" },
		{ "a.xltx", { TYPES, MAIN(OOXML "spreadsheetml.template") }, OOXML "spreadsheetml.template", "", "" },
		{ "a.potx", { TYPES, MAIN(OOXML "presentationml.template") }, OOXML "presentationml.template", "", "" },
		{ "a.dotm", { TYPES, MAIN("application/vnd.ms-word.template.macroEnabledTemplate") },
		    "application/vnd.ms-word.template.macroEnabled.12", "", "" },
		{ "a.xltm", { TYPES, MAIN("application/vnd.ms-excel.template.macroEnabled") },
		    "application/vnd.ms-excel.template.macroEnabled.12", "", "" },
		{ "a.xlsb", { TYPES, "<Types><Override ContentType='application/vnd.ms-excel.sheet.binary.macroEnabled.main'/></Types>" },
		    "application/vnd.ms-excel.sheet.binary.macroEnabled.12", "", "" },
		{ "a.ppsm", { TYPES, MAIN("application/vnd.ms-powerpoint.slideshow.macroEnabled") },
		    "application/vnd.ms-powerpoint.slideshow.macroEnabled.12", "", "" },
		{ "a.vsdx", { TYPES, "<Types><Override ContentType='application/vnd.ms-visio.drawing.main+xml'/></Types>" },
		    "application/vnd.ms-visio.drawing", "", "" },
		{ "a.docx", { TYPES, MAIN(DOCX), "_rels/.rels",
		    "<r><Relationship Type='http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument'/></r>" },
		    DOCX, "Strict", "" },
		/* macros, by name or by type of the part, under any extension */
		{ "a.docx", { TYPES, MAIN(DOCX), "word/vbaProject.bin", "x" }, DOCX, "", "IDN-505(VBA)" },
		{ "a.docx", { TYPES, MAIN(DOCX), "WORD/VBAPROJECT.BIN", "x" }, DOCX, "", "IDN-505(VBA)" },
		{ "a.docx", { TYPES, "<Types><Override ContentType='" DOCX ".main+xml'/>"
		    "<Override PartName='/a.bin' ContentType='application/vnd.ms-office.vbaProject'/></Types>" }, DOCX, "", "IDN-505(VBA)" },
		{ "a.xlsx", { TYPES, MAIN(XLSX), "xl/macrosheets/sheet1.xml", "x" }, XLSX, "", "IDN-505(Excel 4.0)" },
		{ "a.xlsx", { TYPES, MAIN(XLSX), "xl/vbaProject.bin", "x", "xl/intlmacrosheets/a.xml", "y" }, XLSX, "",
		    "IDN-505(VBA, Excel 4.0)" },
		{ "a.odt", { "mimetype", ODF "text", "Basic/Standard/Module1.xml", "x" }, ODF "text", "", "IDN-505(Basic)" },
		{ "a.odt", { "mimetype", ODF "text", "Basic/script-lc.xml", "x", "Basic/Standard/script-lb.xml", "x" }, ODF "text", "", "" },
		{ "a.ods", { "mimetype", ODF "spreadsheet", "Scripts/python/a.py", "x" }, ODF "spreadsheet", "", "IDN-505(scripts)" },
		/* two main parts, a main part in a comment, an attribute that only looks like one */
		{ "a.docx", { TYPES, "<Types><!-- ContentType='" DOCX ".main+xml' --></Types>" }, "application/zip", "", "" },
		{ "a.docx", { TYPES, "<!DOCTYPE Types>" MAIN(DOCX) }, "application/zip", "", "" },
		{ "a.docx", { TYPES, MAIN(DOCX) "<" }, "application/zip", "", "" },
		/* ODF: its version, its locks */
		{ "a.odt", { "mimetype", ODF "text", MANIFEST, M("") }, ODF "text", "1.3", "" },
		{ "a.odt", { "mimetype", ODF "text", MANIFEST, M(SEALED) }, ODF "text", "1.3", "EXT-501" },
		{ "a.odt", { "mimetype", ODF "text", MANIFEST, "<!DOCTYPE m>" M(SEALED) }, ODF "text", "", "EXT-501" },
		{ "a.odt", { "mimetype", ODF "text", MANIFEST, "<!DOCTYPE m>" M("") }, ODF "text", "", "" },
		{ "a.odt", { "mimetype", ODF "text", "encrypted-package", "x" }, ODF "text", "", "EXT-501" },
		{ "a.odt", { "mimetype", ODF "text", MANIFEST, "<m version='1.\xe2\x82\xac'/>" }, ODF "text", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		check(cases[i].name, zip_of_texts(cases[i].m), cases[i].type, cases[i].want);
		assert_true(str_eq(r.dossier.docs[r.dossier.ndocs - 1].format_version, str_of(cases[i].version)));
	}
}

/* ---- PDF ---- */

/* Objects 1 (catalog, with `extra`), 2 (no pages), 3 (metadata: filter and bytes), and a table of them. */
static struct str
pdf_of(const char *version, const char *extra, const char *filter, struct str xmp)
{
	size_t at[4];
	struct buf b;

	buf_init(&b, r.mem, MIB(1));
	buf_addf(&b, "%%PDF-%s\n", version);
	at[1] = b.n;
	buf_addf(&b, "1 0 obj\n<< /Type /Catalog /Pages 2 0 R %s %s >>\nendobj\n", extra, xmp.n != 0 ? "/Metadata 3 0 R" : "");
	at[2] = b.n;
	buf_addf(&b, "2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n");
	at[3] = b.n;
	buf_addf(&b, "3 0 obj\n<< /Type /Metadata /Length %zu %s >>\nstream\n", xmp.n, filter);
	buf_add(&b, xmp);
	buf_addf(&b, "\nendstream\nendobj\n");
	at[0] = b.n;
	buf_addf(&b, "xref\n0 4\n0000000000 65535 f \n");
	for (int i = 1; i < 4; i++)
		buf_addf(&b, "%010zu 00000 n \n", at[i]);
	buf_addf(&b, "trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n", at[0]);
	assert_false(b.cut);
	return buf_str(&b);
}

#define RDF(inside)	"<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">" \
	"<r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" " \
	"xmlns:u=\"http://www.aiim.org/pdfua/ns/id/\">" inside "</r:RDF></x:xmpmeta>   <?xpacket end=\"w\"?>"
#define D(attributes)	"<r:Description r:about=\"\" " attributes "/>"

static void
claims(void **state)
{
	static const struct { const char *version, *extra; struct str xmp; const char *says, *claim, *want; } cases[] = {
		{ "1.7", "", BYTES(""), "1.7", "", "" },
		{ "1.4", "", BYTES(""), "1.4", "", "" },
		{ "1.6", "", BYTES(""), "1.6", "", "" },
		{ "1.3", "", BYTES(""), "1.3", "", "IDN-203(1.3)" },
		{ "1.3", "/Version /1.7", BYTES(""), "1.7", "", "" },
		{ "1.2", "", BYTES(RDF(D("pdfaid:part='2'"))), "1.2", "PDF/A-2", "IDN-201(PDF/A-2) IDN-203(1.2)" },
		{ "2.0", "", BYTES(""), "2.0", "", "" },
		{ "1.4", "/Version /1.7", BYTES(""), "1.7", "", "" },
		{ "1.7", "/Version /1.4", BYTES(""), "1.7", "", "" },
		{ "1.7", "", BYTES(RDF(D("pdfaid:part='2' pdfaid:conformance='B'"))), "1.7", "PDF/A-2b", "IDN-201(PDF/A-2b)" },
		{ "1.4", "", BYTES(RDF("<r:Description><pdfaid:part> 1 </pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
		    "</r:Description>")), "1.4", "PDF/A-1a", "IDN-201(PDF/A-1a)" },
		{ "1.7", "", BYTES(RDF(D("pdfaid:part='4'"))), "1.7", "PDF/A-4", "IDN-201(PDF/A-4)" },
		{ "1.7", "", BYTES(RDF(D("u:part='1'"))), "1.7", "PDF/UA-1", "IDN-201(PDF/UA-1)" },
		{ "1.4", "", BYTES(RDF(D("u:part='1'"))), "1.4", "PDF/UA-1", "IDN-201(PDF/UA-1)" },
		{ "1.7", "", BYTES(RDF(D("pdfaid:part='3' pdfaid:conformance='u'") D("u:part='1'"))), "1.7", "PDF/A-3u, PDF/UA-1",
		    "IDN-201(PDF/A-3u, PDF/UA-1)" },
		{ "1.7", "", BYTES(RDF(D("pdfaid:part='2'")) "\0\0\0\n"), "1.7", "PDF/A-2", "IDN-201(PDF/A-2)" },
		/* the namespace without a part; the words without the namespace; values that are none */
		{ "1.7", "", BYTES(RDF(D(""))), "1.7", "", "" },
		{ "1.7", "", BYTES(RDF(D("pdfaid:conformance='B'"))), "1.7", "", "" },
		{ "1.7", "", BYTES(RDF("<pdfaid:schema>pdfaid:part 2</pdfaid:schema>")), "1.7", "", "" },
		{ "1.7", "", BYTES("<x xmlns:pdfaid='http://example.nl/' pdfaid:part='2'/>"), "1.7", "", "" },
		{ "1.7", "", BYTES(RDF(D("pdfaid:part='22'"))), "1.7", "", "" },
		{ "1.7", "", BYTES(RDF(D("pdfaid:part='2' pdfaid:conformance='zeer lang en onwaar'"))), "1.7", "PDF/A-2",
		    "IDN-201(PDF/A-2)" },
		{ "1.7", "", BYTES(RDF(D("pdfaid:part='0'"))), "1.7", "", "" },
		/* hostile and broken packets */
		{ "1.7", "", BYTES("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>" "<a>&b;</a>"), "1.7", "",
		    "" },
		{ "1.7", "", BYTES("<a>&b;</a>"), "1.7", "", "" },
		{ "1.7", "", BYTES(RDF(D("pdfaid:part='2'")) "<"), "1.7", "", "" },
		{ "1.7", "", BYTES("geen XML"), "1.7", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct document *d;
		const char *got = identify("a.pdf", pdf_of(cases[i].version, cases[i].extra, "", cases[i].xmp), &d);

		if (strcmp(got, cases[i].want) != 0 || !str_eq(d->format_version, str_of(cases[i].says)) ||
		    !str_eq(d->pdf_claim, str_of(cases[i].claim)))
			fail_msg("%zu: [%s] %.*s %.*s", i, got, STRF(d->format_version), STRF(d->pdf_claim));
		assert_false(d->locked);
	}
}

/* A packet that inflates beyond the limit, one that is too deep, and a lock that nobody knows. */
static void
pdf_hostile(void **state)
{
	static const char *const odd[] = { "<< /Filter /Adobe.PubSec /V 4 /SubFilter /adbe.pkcs7.s5 >>",
		"<< /Filter /Standard /V 99 /R 99 >>", "<< >>" };
	size_t n = (size_t)80 << 10, depth = 300;
	char *bomb = NEW(r.mem, char, n);
	struct buf deep;

	(void)state;
	/* RunLength: 0x81 and a byte are 128 of that byte. */
	for (size_t i = 0; i < n; i += 2) {
		bomb[i] = (char)0x81;
		bomb[i + 1] = ' ';
	}
	check("a.pdf", pdf_of("1.7", "", "/Filter /RunLengthDecode", (struct str){ bomb, n }), "application/pdf",
	    "");
	buf_init(&deep, r.mem, MIB(1));
	for (size_t i = 0; i < depth; i++)
		buf_addf(&deep, "<a>");
	check("a.pdf", pdf_of("1.7", "", "", buf_str(&deep)), "application/pdf", "");
	for (size_t i = 0; i < COUNT(odd); i++) {
		struct str plain = pdf_of("1.7", "", "", STR_NONE), end;
		const char *at = memmem(plain.p, plain.n, "trailer", 7), *to = memmem(plain.p, plain.n, "startxref", 9);

		end = str_from(plain, (size_t)(to - plain.p));
		check("a.pdf", str_fmt(r.mem, "%.*strailer\n<< /Size 4 /Root 1 0 R /Encrypt %s >>\n%.*s", (int)(at - plain.p),
		    plain.p, odd[i], STRF(end)), "application/pdf", "EXT-501");
	}
	/* What cannot be opened is extract's to say. */
	check("a.pdf", S("%PDF-1.7\nen dan niets"), "application/pdf", "");
}

/* The document under a lock of MuPDF's making. */
static struct str
lock(const char *user, int method, int permissions)
{
	fz_context *ctx = fz_new_context(NULL, NULL, FZ_STORE_DEFAULT);
	struct str plain = pdf_of("1.7", "", "", S(RDF(D("pdfaid:part='2'")))), out;
	pdf_write_options o = pdf_default_write_options;
	fz_stream *in = fz_open_memory(ctx, (const unsigned char *)plain.p, plain.n);
	pdf_document *doc = pdf_open_document_with_stream(ctx, in);
	fz_buffer *b = fz_new_buffer(ctx, 1024);
	fz_output *to = fz_new_output_with_buffer(ctx, b);
	unsigned char *p;
	size_t n;

	o.do_encrypt = method;
	o.permissions = permissions;
	(void)fz_strlcpy(o.opwd_utf8, "eigenaar", sizeof o.opwd_utf8);
	(void)fz_strlcpy(o.upwd_utf8, user, sizeof o.upwd_utf8);
	pdf_write_document(ctx, doc, to, &o);
	fz_close_output(ctx, to);
	fz_drop_output(ctx, to);
	n = fz_buffer_storage(ctx, b, &p);
	out = str_dup(r.mem, (struct str){ (const char *)p, n });
	fz_drop_buffer(ctx, b);
	pdf_drop_document(ctx, doc);
	fz_drop_stream(ctx, in);
	fz_drop_context(ctx);
	return out;
}

static void
pdf_locks(void **state)
{
	static const int methods[] = { PDF_ENCRYPT_RC4_40, PDF_ENCRYPT_RC4_128, PDF_ENCRYPT_AES_128, PDF_ENCRYPT_AES_256 };

	(void)state;
	for (size_t i = 0; i < COUNT(methods); i++) {
		check("a.pdf", lock("geheim", methods[i], ~0), "application/pdf", "EXT-501");
		check("a.pdf", lock("", methods[i], ~0), "application/pdf", "IDN-201(PDF/A-2)");
		check("a.pdf", lock("", methods[i], ~PDF_PERM_MODIFY), "application/pdf", "IDN-201(PDF/A-2) IDN-202");
		check("a.pdf", lock("", methods[i], ~PDF_PERM_COPY), "application/pdf", "IDN-201(PDF/A-2) IDN-202");
		check("a.pdf", lock("", methods[i], ~(PDF_PERM_COPY | PDF_PERM_ACCESSIBILITY)), "application/pdf",
		    "IDN-201(PDF/A-2) IDN-302");
	}
}

/* ---- more than one file in the same bytes ---- */

static struct str
join(struct str a, struct str b)
{
	char *p = NEW(r.mem, char, a.n + b.n);

	memcpy(p, a.p, a.n);
	memcpy(p + a.n, b.p, b.n);
	return (struct str){ p, a.n + b.n };
}

static void
twofold(void **state)
{
	static const char *const docx_members[10] = { TYPES, MAIN(DOCX), "word/document.xml", "<x/>" };
	static const char *const other_members[10] = { "brief.txt", "hallo" };
	struct str docx = zip_of_texts(docx_members), other = zip_of_texts(other_members), pdf = pdf_of("1.7", "", "", STR_NONE);
	struct str gif = S("GIF89a\x01\0\x01\0\x80\0\0"), noted;
	char *p;

	(void)state;
	check("a.docx", docx, DOCX, "");
	check("a.docx", join(docx, S("\0\0\0\n")), DOCX, "");
	check("a.docx", join(docx, S("x")), DOCX, "IDN-506(1 byte na het einde)");
	check("a.docx", join(docx, S("<script>alert(1)</script>")), DOCX, "IDN-506(25 bytes na het einde)");
	check("a.docx", join(other, docx), DOCX,
	    str_c(r.mem, str_fmt(r.mem, "IDN-506(%zu bytes vóór het begin)", other.n)));
	check("a.docx", join(S("#!/bin/sh\n"), docx), "text/plain", "IDN-506(het is ook een ZIP-archief)");
	check("a.gif", join(gif, docx), "image/gif", "IDN-506(het is ook een ZIP-archief)");
	/* A comment in a document is seen by nobody; that of an archive is its own. */
	noted = join(docx, S("12345"));
	p = NEW(r.mem, char, noted.n);
	memcpy(p, noted.p, noted.n);
	p[docx.n - 2] = 5;
	check("a.docx", (struct str){ p, noted.n }, DOCX, "IDN-506(5 bytes na het einde)");
	check("a.zip", other, "application/zip", "");
	check("a.zip", join(other, S("12345")), "application/zip", "");	/* unpack says it */

	check("a.pdf", join(pdf, S("\r\n\0 ")), "application/pdf", "");
	check("a.pdf", join(pdf, S("hallo")), "application/pdf", "IDN-506(6 bytes na het einde)");
	check("a.pdf", join(pdf, S("hallo\n%%EOF\n")), "application/pdf", "IDN-506(13 bytes na het einde)");
	check("a.pdf", join(S("\n"), pdf), "application/pdf", "IDN-506(1 byte vóór het begin)");
	check("a.pdf", join(S("GIF"), pdf), "application/pdf", "IDN-506(3 bytes vóór het begin)");
	check("a.pdf", join(S("\x01\x02\x03\x04\xff\xfe\x80\x81"), pdf), "application/pdf", "IDN-506(8 bytes vóór het begin)");
	check("a.pdf", join(pdf, docx), "application/pdf",
	    str_c(r.mem, str_fmt(r.mem, "IDN-506(%zu bytes na het einde; het is ook een ZIP-archief)", docx.n + 1)));
	check("a.gif", join(gif, pdf), "image/gif", "IDN-506(het is ook een PDF-document)");
	check("a.html", join(S("<html><!-- "), pdf), "application/pdf", "IDN-506(11 bytes vóór het begin)");

	check("a.gif", gif, "image/gif", "");
	check("a.gif", S("GIF89a/*\0\0\0\0*/=1;alert(1)"), "image/gif", "IDN-506(het is ook een webpagina of script)");
	check("a.gif", join(gif, S(" <SCRIPT>alert(1)</SCRIPT>")), "image/gif", "IDN-506(het is ook een webpagina of script)");
	check("a.gif", join(gif, S(" <?php system(1)")), "image/gif", "IDN-506(het is ook een webpagina of script)");
	check("a.gif", join(gif, S(" <scri")), "image/gif", "");
}

/* End records that lie: each number of the last 22 bytes, made as large as it goes. */
static void
zip_lies(void **state)
{
	static const char *const members[10] = { TYPES, MAIN(DOCX) };
	struct str docx = str_dup(mem, zip_of_texts(members));
	const struct document *d;

	(void)state;
	for (size_t at = docx.n - 22; at < docx.n; at++) {
		char *p = NEW(r.mem, char, docx.n);

		memcpy(p, docx.p, docx.n);
		p[at] = (char)0xff;
		(void)identify("a.docx", (struct str){ p, docx.n }, &d);
		assert_true(d->media_type.n != 0);
	}
	check("a.bin", S("PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), "application/zip", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(ole),
		TEST(ole_broken),
		TEST(packages),
		TEST(claims),
		TEST(pdf_hostile),
		TEST(pdf_locks),
		TEST(twofold),
		TEST(zip_lies),
	};

	return cmocka_run_group_tests(tests, load, NULL);
}
