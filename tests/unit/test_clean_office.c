/* SPDX-License-Identifier: EUPL-1.2 */
/* test_clean_office.c - what cleaning takes out of Office and OpenDocument files, and that every other member is what it was. */
#include "extracting.h"

#include <stdlib.h>

#include "base/json.h"
#include "clean/clean.h"
#include "clean/cleaning.h"
#include "clean/packing.h"
#include "unpack/shape.h"

#include "base/banned.h"

static json_t *said;
static struct str made;

static void
clean(const char *name, struct str bytes)
{
	int fd;

	r.dossier.ndocs = 0;
	assert_int_equal(rig_add_bytes(&r, name, bytes), 0);
	assert_int_equal(fd_of_str("opdracht", S("{\"name\": \"stuk\", \"metadata\": false}"), &fd, &r.err), 0);
	rig_set(&r, DOC_NONE, A_RUN, fd);
	auto_close(&r.fd[0][A_CLEANED]);
	r.fd[0][A_CLEANED] = -1;
	if (rig_run(&r, ST_clean, clean_run, DOC_NONE) != 0)
		fail_msg("%s: %s", name, r.err.msg);
	json_decref(said);
	said = json_read(rig_read(&r, DOC_NONE, A_CLEANING), &r.err);
	assert_non_null(said);
	made = r.fd[0][A_CLEANED] < 0 ? STR_NONE : rig_read(&r, DOC_NONE, A_CLEANED);
	assert_int_equal(json_flag(said, "cleaned"), made.p != NULL);
}

static int
over(void **state)
{
	json_decref(said);
	said = NULL;
	return teardown(state);
}
#define CLEAN_TEST(f)	cmocka_unit_test_setup_teardown(f, setup, over)

static const char *
removed(void)
{
	const json_t *list = json_list(said, "removed");
	struct buf b;

	if (made.p == NULL)
		fail_msg("not cleaned: %.*s", STRF(json_str(said, "why")));
	buf_init(&b, r.mem, 1000);
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *x = json_array_get(list, i);

		buf_addf(&b, "%s%.*s %lld", i == 0 ? "" : ", ", STRF(json_str(x, "what")), (long long)json_num(x, "n", 0));
	}
	return str_c(r.mem, buf_str(&b));
}

static const char *
left(void)
{
	const json_t *list = json_list(said, "left");
	struct buf b;

	buf_init(&b, r.mem, 10000);
	for (size_t i = 0; i < json_array_size(list); i++)
		buf_addf(&b, "%s%s", i == 0 ? "" : "; ", json_string_value(json_array_get(list, i)));
	return str_c(r.mem, buf_str(&b));
}

static void
refused(const char *part)
{
	assert_null(made.p);
	if (!has(json_str(said, "why"), part))
		fail_msg("why: %.*s", STRF(json_str(said, "why")));
}

static bool
all(struct str folded)
{
	(void)folded;
	return true;
}

static struct package
package_of(struct str bytes)
{
	struct package p = { .bytes = bytes, .mem = r.mem };

	if (!packing_read(&p, all))
		fail_msg("%s", p.why);
	return p;
}

/* The bytes of a member of the cleaned file; absent: it is not there. */
static struct str
part(const char *name)
{
	struct package p = package_of(made);
	const struct packed *m = packing_find(&p, str_lower(r.mem, str_of(name)));

	return m == NULL ? STR_NONE : m->bytes;
}

/* Every member of old but these is there with its bytes, in its order. */
static void
others_stay(struct str old, const char *const *but)
{
	struct package a = package_of(old), b = package_of(made);
	size_t k = 0;

	for (size_t i = 0; i < a.n; i++) {
		bool changes = false, gone = packing_find(&b, a.v[i].folded) == NULL;

		for (size_t j = 0; but[j] != NULL; j++)
			changes |= str_eq(a.v[i].name, str_of(but[j]));
		if (gone && changes)
			continue;
		assert_true(k < b.n && str_eq(a.v[i].name, b.v[k].name));
		if (changes == digest_eq(a.v[i].is, b.v[k].is))
			fail_msg("%.*s", STRF(a.v[i].name));
		k++;
	}
	assert_int_equal(k, b.n);
}

/* --- OOXML ---------------------------------------------------------------------------------- */

#define W	"xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define CT	"application/vnd.openxmlformats-officedocument."
#define REL	"http://schemas.openxmlformats.org/"
#define TYPES "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">" \
	"<Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd." \
	"openxmlformats-package.relationships+xml\"/><Default Extension=\"jpeg\" ContentType=\"image/jpeg\"/>" \
	"<Override PartName=\"/word/document.xml\" ContentType=\"" CT "wordprocessingml.document.main+xml\"/>" \
	"<Override PartName=\"/eigenschappen/kern.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>" \
	"<Override PartName=\"/docProps/app.xml\" ContentType=\"" CT "extended-properties+xml\"/>" \
	"<Override PartName=\"/docProps/custom.xml\" ContentType=\"" CT "custom-properties+xml\"/>" \
	"<Override PartName=\"/beeld/klein.jpeg\" ContentType=\"image/jpeg\"/>" \
	"<Override PartName=\"/word/people.xml\" ContentType=\"" CT "wordprocessingml.people+xml\"/></Types>"
#define RELS "<?xml version=\"1.0\"?><Relationships xmlns=\"" REL "package/2006/relationships\">" \
	"<Relationship Id=\"r1\" Type=\"" REL "officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>" \
	"<Relationship Id=\"r2\" Type=\"" REL "package/2006/relationships/metadata/core-properties\" Target=\"eigenschappen/kern.xml\"/>" \
	"<Relationship Id=\"r3\" Type=\"" REL "package/2006/relationships/metadata/thumbnail\" Target=\"beeld/klein.jpeg\"/></Relationships>"
#define CORE "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><cp:coreProperties xmlns:cp=\"" REL \
	"package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" " \
	"xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>Besluit café</dc:title><dc:creator>A. Maker</dc:creator>" \
	"<cp:lastModifiedBy>B. Maker</cp:lastModifiedBy><dcterms:created xsi:type=\"dcterms:W3CDTF\">2026-01-01T12:00:00Z</dcterms:created>" \
	"</cp:coreProperties>"
#define APP "<Properties xmlns=\"" REL "officeDocument/2006/extended-properties\"><Manager>C. Maker</Manager><Company/>" \
	"<Pages>1</Pages></Properties>"
#define CUSTOM "<Properties xmlns=\"" REL "officeDocument/2006/custom-properties\" xmlns:vt=\"" REL \
	"officeDocument/2006/docPropsVTypes\"><property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"2\" name=\"Zaak\">" \
	"<vt:lpwstr>D. Maker</vt:lpwstr></property></Properties>"
#define PEOPLE "<w15:people xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\"><w15:person w15:author=\"E. Maker\">" \
	"<w15:presenceInfo w15:providerId=\"AD\" w15:userId=\"maker@gemeente.example\"/></w15:person></w15:people>"
#define BODY(text) "<w:document " W "><w:body><w:p><w:r><w:t>Besluit van het college</w:t></w:r></w:p>" text "</w:body></w:document>"

static struct str
docx(const char *body, const char *name, const char *bytes)
{
	struct member m[9] = { { "[Content_Types].xml", S(TYPES) }, { "_rels/.rels", S(RELS) }, { "word/document.xml", str_of(body) },
		{ "eigenschappen/kern.xml", S(CORE) }, { "docProps/app.xml", S(APP) }, { "docProps/custom.xml", S(CUSTOM) },
		{ "word/people.xml", S(PEOPLE) }, { "beeld/klein.jpeg", S("\xff\xd8\xff klein") }, { name, str_of(bytes) } };

	return zip_of(m, name == NULL ? 8 : 9);
}

static const char *const changed[] = { "[Content_Types].xml", "_rels/.rels", "eigenschappen/kern.xml", "docProps/app.xml",
	"docProps/custom.xml", "word/people.xml", "beeld/klein.jpeg", NULL };

static void
docx_is_cleaned(void **state)
{
	struct str bytes, first;

	(void)state;
	bytes = docx(BODY(""), "customXml/item1.xml", "<a>blijft</a>");
	clean("besluit.docx", bytes);
	assert_string_equal(removed(), "thumbnail 1, property 3, custom 1, person 1");
	assert_string_equal(left(), "");
	others_stay(bytes, changed);
	assert_false(has(made, "Maker") || has(made, "maker@"));
	/* Lists of parts say what is there; properties that say nothing of a person stay. */
	assert_null(part("beeld/klein.jpeg").p);
	assert_false(has(part("[Content_Types].xml"), "klein.jpeg") || has(part("_rels/.rels"), "thumbnail"));
	assert_true(has(part("[Content_Types].xml"), "/eigenschappen/kern.xml") && has(part("_rels/.rels"), "r2"));
	assert_true(has(part("eigenschappen/kern.xml"), "<dc:title>Besluit café</dc:title>") && has(part("eigenschappen/kern.xml"), "2026-01-01"));
	assert_true(has(part("eigenschappen/kern.xml"), "standalone=\"yes\"") && has(part("docProps/app.xml"), "<Pages>1</Pages>"));
	first = str_dup(r.mem, made);
	clean("besluit.docx", bytes);
	assert_true(str_eq(first, made));
	clean("besluit.docx", first);
	assert_string_equal(removed(), "");
	assert_true(str_eq(first, made));
}

#define FIELD(a, b) "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> " a "</w:instrText></w:r><w:r>" \
	"<w:instrText>" b "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>x</w:t></w:r></w:p>"

/* What the text shows stays a property, and is told; what needs the list of authors keeps it. */
static void
docx_shows(void **state)
{
	static const struct { const char *body, *removed, *left; } cases[] = {
		{ BODY(FIELD("AUT", "HOR ")), "thumbnail 1, property 2, custom 1, person 1", "als veld in de tekst" },
		{ BODY(FIELD("PAGE", "")), "thumbnail 1, property 3, custom 1, person 1", NULL },
		{ BODY("<w:p><w:fldSimple w:instr=\" LASTSAVEDBY \"/></w:p>"), "thumbnail 1, property 2, custom 1, person 1", "als veld" },
		{ BODY(FIELD("DOCPROPERTY Zaak", "")), "thumbnail 1, property 2, person 1", "als veld" },
		{ BODY("<w:sdt><w:sdtPr><w:dataBinding w:xpath=\"/ns1:coreProperties[1]/ns0:creator[1]\"/></w:sdtPr></w:sdt>"),
		    "thumbnail 1, property 2, custom 1, person 1", "als veld" },
		{ BODY("<w:p><w:ins w:id=\"1\" w:author=\"E. Maker\"><w:r><w:t>nieuw</w:t></w:r></w:ins></w:p>"),
		    "thumbnail 1, property 3, custom 1", "wijzigingen: 1" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		clean("besluit.docx", docx(cases[i].body, NULL, NULL));
		if (strcmp(removed(), cases[i].removed) != 0)
			fail_msg("case %zu: %s", i, removed());
		if (cases[i].left == NULL ? left()[0] != '\0' : !has(str_of(left()), cases[i].left))
			fail_msg("case %zu: %s", i, left());
	}
}

static void
ooxml_is_refused(void **state)
{
	struct str bytes;

	(void)state;
	clean("a.docx", docx(BODY(""), "_xmlsignatures/sig1.xml", "<a/>"));
	refused("ondertekend");
	clean("a.docx", docx(BODY(""), "WORD/document.xml", "<a/>"));
	assert_null(made.p);
	clean("a.docx", docx(BODY(""), "docProps/core.xml", "<!DOCTYPE a><a/>"));
	assert_null(made.p);
	/* Bytes between the members, or behind them. */
	bytes = docx(BODY(""), NULL, NULL);
	clean("a.docx", str_fmt(r.mem, "%.*s%s", STRF(bytes), "GEHEIM"));
	assert_null(made.p);
	clean("a.docx", str_sub(bytes, 0, bytes.n - 30));
	assert_null(made.p);
}

/* --- OpenDocument -------------------------------------------------------------------------------- */

#define O	"urn:oasis:names:tc:opendocument:xmlns:"
#define MIME	"application/vnd.oasis.opendocument.text"
#define MANIFEST "<manifest:manifest xmlns:manifest=\"" O "manifest:1.0\" manifest:version=\"1.3\">" \
	"<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"" MIME "\"/>" \
	"<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>" \
	"<manifest:file-entry manifest:full-path=\"meta.xml\" manifest:media-type=\"text/xml\"/>" \
	"<manifest:file-entry manifest:full-path=\"Thumbnails/\" manifest:media-type=\"\"/>" \
	"<manifest:file-entry manifest:full-path=\"Thumbnails/thumbnail.png\" manifest:media-type=\"image/png\"/></manifest:manifest>"
#define META "<office:document-meta xmlns:office=\"" O "office:1.0\" xmlns:meta=\"" O "meta:1.0\" " \
	"xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.3\"><office:meta><dc:title>Notitie</dc:title>" \
	"<meta:initial-creator>A. Maker</meta:initial-creator><dc:creator>B. Maker</dc:creator><meta:printed-by>C. Maker</meta:printed-by>" \
	"<meta:user-defined meta:name=\"Zaak\">D. Maker</meta:user-defined><meta:generator>LibreOffice</meta:generator></office:meta></office:document-meta>"
#define CONTENT(text) "<office:document-content xmlns:office=\"" O "office:1.0\" xmlns:text=\"" O "text:1.0\" " \
	"xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.3\"><office:body><office:text><text:p>Notitie van het college" text \
	"</text:p></office:text></office:body></office:document-content>"

static struct str
odt(const char *content, const char *name, const char *bytes)
{
	struct member m[6] = { { "mimetype", S(MIME) }, { "content.xml", str_of(content) }, { "meta.xml", S(META) },
		{ "Thumbnails/thumbnail.png", S("\x89PNG klein") }, { "META-INF/manifest.xml", S(MANIFEST) }, { name, str_of(bytes) } };

	return zip_of(m, name == NULL ? 5 : 6);
}

static void
odt_is_cleaned(void **state)
{
	static const char *const but[] = { "meta.xml", "Thumbnails/thumbnail.png", "META-INF/manifest.xml", NULL };
	struct str bytes, first;

	(void)state;
	bytes = odt(CONTENT(""), NULL, NULL);
	clean("notitie.odt", bytes);
	assert_string_equal(removed(), "thumbnail 1, property 3, custom 1");
	others_stay(bytes, but);
	assert_false(has(made, "Maker") || has(made, "Thumbnails"));
	assert_true(has(part("meta.xml"), "<dc:title>Notitie</dc:title>") && has(part("META-INF/manifest.xml"), "content.xml"));
	first = str_dup(r.mem, made);
	clean("notitie.odt", bytes);
	assert_true(str_eq(first, made));
	clean("notitie.odt", odt(CONTENT("<text:initial-creator>A. Maker</text:initial-creator>"), NULL, NULL));
	assert_string_equal(removed(), "thumbnail 1, property 2, custom 1");
	assert_true(has(str_of(left()), "als veld"));
	clean("notitie.odt", odt(CONTENT("<text:user-defined text:name=\"Zaak\">D. Maker</text:user-defined>"), NULL, NULL));
	assert_string_equal(removed(), "thumbnail 1, property 3");
	clean("notitie.odt", odt(CONTENT(""), "META-INF/documentsignatures.xml", "<a/>"));
	refused("ondertekend");
}

/* The mimetype is the first member, stored and without an extra field (ODF 1.3 part 2, 3.3). */
static void
mimetype_stays_first(void **state)
{
	struct str bytes;
	enum finding_code code;
	struct shape shape;
	struct str arg;

	(void)state;
	bytes = file("besluit.odt");
	clean("besluit.odt", bytes);
	assert_string_equal(removed(), "thumbnail 1, custom 1");
	assert_int_equal(shape_read(made, r.mem, &shape, &code, &arg), 0);
	assert_true(str_eq(shape.items[0].name, S("mimetype")) && shape.items[0].method == 0);
	assert_true(str_eq(str_sub(made, 30, 8 + sizeof MIME - 1), S("mimetype" MIME)));
	for (size_t i = 0; i < shape.n; i++)
		assert_false(str_starts(shape.items[i].name, S("Thumbnails/")));
}

/* Real files of our own, each format. */
static void
fixtures_are_cleaned(void **state)
{
	static const struct { const char *name, *removed; } cases[] = {
		{ "besluit.docx", "" }, { "lijst.xlsx", "" }, { "werkmap.xlsx", "" },
		{ "presentatie.pptx", "property 1" }, { "lijst.ods", "thumbnail 1" }, { "notitie.odt", "thumbnail 1, property 1" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		clean(cases[i].name, file(cases[i].name));
		if (strcmp(removed(), cases[i].removed) != 0)
			fail_msg("%s: %s", cases[i].name, removed());
	}
}

/* The proof sees a member that is gone, new, changed or in another place. */
static void
proof_sees(void **state)
{
	static const struct member is[] = { { "a.xml", { "een", 3 } }, { "b.bin", { "twee", 4 } }, { "c.bin", { "drie", 4 } } };
	static const struct member gone[] = { { "a.xml", { "een", 3 } }, { "c.bin", { "drie", 4 } } };
	static const struct member other[] = { { "a.xml", { "een", 3 } }, { "b.bin", { "tweE", 4 } }, { "c.bin", { "drie", 4 } } };
	static const struct member moved[] = { { "b.bin", { "twee", 4 } }, { "a.xml", { "een", 3 } }, { "c.bin", { "drie", 4 } } };
	struct package old, now;

	(void)state;
	old = package_of(zip_of(is, COUNT(is)));
	now = package_of(zip_of(is, COUNT(is)));
	assert_true(packing_same(&old, &now));
	now = package_of(zip_of(gone, COUNT(gone)));
	assert_false(packing_same(&old, &now));
	assert_false(packing_same(&now, &old));
	now = package_of(zip_of(other, COUNT(other)));
	assert_false(packing_same(&old, &now));
	now = package_of(zip_of(moved, COUNT(moved)));
	assert_false(packing_same(&old, &now));
	old.v[1].fate = FATE_GOES;
	now = package_of(zip_of(gone, COUNT(gone)));
	assert_true(packing_same(&old, &now));
	old.v[0].fate = FATE_CHANGES;
	old.v[0].becomes = S("een");
	assert_true(packing_same(&old, &now));
	old.v[0].becomes = S("een ander");
	assert_false(packing_same(&old, &now));
}

int
main(void)
{
	const struct CMUnitTest tests[] = { CLEAN_TEST(docx_is_cleaned), CLEAN_TEST(docx_shows), CLEAN_TEST(ooxml_is_refused),
		CLEAN_TEST(odt_is_cleaned), CLEAN_TEST(mimetype_stays_first), CLEAN_TEST(fixtures_are_cleaned),
		CLEAN_TEST(proof_sees) };

	return cmocka_run_group_tests(tests, load, NULL);
}
