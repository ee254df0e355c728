/* SPDX-License-Identifier: EUPL-1.2 */
/* test_embed.c - files inside a document: what is read of them, and what of them holds the document. */
#include "extracting.h"

#include <gsf/gsf-infile-msole.h>
#include <gsf/gsf-infile.h>
#include <gsf/gsf-input-memory.h>
#include <gsf/gsf-outfile-msole.h>
#include <gsf/gsf-outfile.h>
#include <gsf/gsf-output-memory.h>

#include "extract/embed.h"

#define OOXML	"application/vnd.openxmlformats-officedocument."
#define TYPES	"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\"" \
	    " ContentType=\"" OOXML "wordprocessingml.document.main+xml\"/></Types>"
#define W	"xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

/* A letter with this text and this part in it. */
static struct str
letter(const char *text, const char *name, struct str part)
{
	struct str body = str_fmt(r.mem, "<w:document " W "><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>", text);
	struct member m[] = { { "[Content_Types].xml", S(TYPES) }, { "word/document.xml", body }, { name, part } };

	return zip_of(m, COUNT(m));
}

static struct str
in_letter(struct str part)
{
	return letter("De brief zelf.", "word/embeddings/stuk.bin", part);
}

/* ---- OLE2 files ---- */

struct entry {
	const char	*folder, *name;	/* folder NULL: the root */
	struct str	 bytes;
};

static void
add_stream(GsfOutfile *at, const char *name, struct str bytes)
{
	GsfOutput *child = gsf_outfile_new_child(at, name, FALSE);

	assert_true(gsf_output_write(child, bytes.n, (const guint8 *)bytes.p));
	assert_true(gsf_output_close(child));
	g_object_unref(child);
}

/* All streams of an OLE2 file. */
static void
add_streams(GsfOutfile *to, struct str ole)
{
	GsfInput *in = gsf_input_memory_new((const guint8 *)ole.p, (gsf_off_t)ole.n, FALSE);
	GsfInfile *root = gsf_infile_msole_new(in, NULL);

	assert_non_null(root);
	for (int i = 0; i < gsf_infile_num_children(root); i++) {
		GsfInput *child = gsf_infile_child_by_index(root, i);
		size_t n = (size_t)gsf_input_size(child);
		const guint8 *p = n == 0 ? (const guint8 *)"" : gsf_input_read(child, n, NULL);

		if (!GSF_IS_INFILE(child) || gsf_infile_num_children(GSF_INFILE(child)) < 0)
			add_stream(to, gsf_infile_name_by_index(root, i), (struct str){ (const char *)p, n });
		g_object_unref(child);
	}
	g_object_unref(root);
	g_object_unref(in);
}

/* The streams of base (absent: none), and the folders ObjectPool/_1 with those of object and these in it. */
static struct str
ole_with(struct str base, const char *folder, struct str object, const char *name, struct str bytes)
{
	GsfOutput *memory = gsf_output_memory_new();
	GsfOutfile *root = gsf_outfile_msole_new(memory), *at = root, *pool = NULL;
	struct str s;

	if (base.n != 0)
		add_streams(root, base);
	if (folder != NULL) {
		pool = GSF_OUTFILE(gsf_outfile_new_child(root, folder, TRUE));
		at = GSF_OUTFILE(gsf_outfile_new_child(pool, "_1", TRUE));
	}
	if (object.n != 0)
		add_streams(at, object);
	if (name != NULL)
		add_stream(at, name, bytes);
	if (pool != NULL) {
		assert_true(gsf_output_close(GSF_OUTPUT(at)));
		g_object_unref(at);
		assert_true(gsf_output_close(GSF_OUTPUT(pool)));
		g_object_unref(pool);
	}
	assert_true(gsf_output_close(GSF_OUTPUT(root)));
	s = str_dup(r.mem, (struct str){ (const char *)gsf_output_memory_get_bytes(GSF_OUTPUT_MEMORY(memory)),
	    (size_t)gsf_output_size(memory) });
	g_object_unref(root);
	g_object_unref(memory);
	return s;
}

static struct str
ole(const char *name, struct str bytes)
{
	return ole_with(STR_NONE, NULL, STR_NONE, name, bytes);
}

/* ---- what is read ---- */

/* A fixture inside a letter is read whole, as an attachment of it, and the letter keeps its own facts. */
static void
documents(void **state)
{
	static const struct { const char *file, *part; } cases[] = {
		{ "besluit.docx", "één vergunning" }, { "lijst.xlsx", "De Zwaan" }, { "presentatie.pptx", "één vergunning" },
		{ "besluit.odt", "één vergunning" }, { "lijst.ods", "De Zwaan" }, { "besluit.doc", "één vergunning" },
		{ "alles.xls", "111222333" }, { "besluit.rtf", "één vergunning" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int doc = run("brief.docx", in_letter(file(cases[i].file)), "");
		struct text t = text_of(doc);
		struct piece want[] = { { "De brief zelf.", TEXT_VISIBLE }, { cases[i].part, TEXT_ATTACHMENT } };

		pieces(cases[i].file, &t, want, COUNT(want));
		assert_int_equal(r.dossier.docs[doc].pages, 1);
		assert_null(r.dossier.docs[doc].props.title.p);
		assert_int_equal(r.dossier.docs[doc].props.dated.year, 0);
	}
}

/* The packager's wrapping of a file, with its name and the paths it came from. */
#define NATIVE	"\xff\xff\0\0\2\0" "nota.rtf\0" "C:\\Users\\jan\\nota.rtf\0" "\0\0\3\0\x0c\0\0\0" "C:\\nota.rtf\0"

static void
objects(void **state)
{
	static const char paint[] = "\x10\0\0\0" "BM en wat punten";
	static const char item[] = "<b xmlns=\"x\">zaak 12</b>";
	struct str doc = file("besluit.doc");
	struct text t;

	(void)state;
	t = text_of(run("pakket.docx", in_letter(ole("\001Ole10Native", S(NATIVE "\x15\0\0\0" "{\\rtf1 in de bijlage}"))), ""));
	pieces("pakket", &t, (const struct piece[]){ { "in de bijlage", TEXT_ATTACHMENT }, { "C:\\Users\\jan\\nota.rtf", TEXT_ATTACHMENT } }, 2);
	t = text_of(run("package.docx", in_letter(ole("Package", file("lijst.xlsx"))), ""));
	pieces("package", &t, (const struct piece[]){ { "De Zwaan", TEXT_ATTACHMENT } }, 1);
	(void)run("paint.docx", in_letter(ole("\001Ole10Native", (struct str){ paint, sizeof paint })), "");
	/* Storages of Word itself. */
	t = text_of(run("object.doc", ole_with(doc, "ObjectPool", file("alles.xls"), "\003ObjInfo", S("x")), ""));
	pieces("object", &t, (const struct piece[]){ { "111222333", TEXT_ATTACHMENT } }, 1);
	t = text_of(run("zaak.doc", ole_with(doc, "MsoDataStore", STR_NONE, "Item", (struct str){ item, sizeof item - 1 }), ""));
	pieces("zaak", &t, (const struct piece[]){ { "zaak 12", TEXT_ATTACHMENT } }, 1);
	(void)run("leeg.doc", ole_with(doc, "ObjectPool", STR_NONE, "\003META", S("x")), "");
}

/* ---- what holds ---- */

static void
unread(void **state)
{
	struct str xlsx = file("lijst.xlsx"), doc = file("besluit.doc"), locked = str_dup(r.mem, doc);
	struct member macro[] = { { "xl/workbook.xml", S("<x/>") }, { "xl/vbaProject.bin", S("x") } };
	struct member two[] = { { "xl/workbook.xml", S("<x/>") }, { "word/document.xml", S("<x/>") } };
	struct buf b;
	struct { const char *name; struct str bytes; const char *tags; } cases[] = {
		{ "leeg", STR_NONE, "" }, { "nullen", (struct str){ "\0\0\xff\xff", 4 }, "" }, { "beeld", S("GIF89a"), "" },
		{ "film", S("\0\0\0\x18""ftypmp42"), "EXT-507" }, { "kapot", str_sub(xlsx, 0, xlsx.n / 2), "EXT-507" },
		{ "staart", STR_NONE, "EXT-507" }, { "macro", zip_of(macro, 2), "EXT-507" }, { "twee", zip_of(two, 2), "EXT-507" },
		{ "halve ole", str_sub(doc, 0, doc.n / 2), "EXT-507" }, { "slot", locked, "EXT-507" },
		{ "onbekend", ole("CONTENTS", S("%PDF-1.7")), "EXT-507" }, { "vreemd", ole("CorelDRAW", S("x")), "EXT-507" },
		{ "macro in ole", ole_with(doc, "Macros", STR_NONE, "x", S("x")), "EXT-507" },
		{ "kort pakket", ole("\001Ole10Native", S("\1\0\0\0\2\0naam")), "EXT-507" },
		{ "lang pakket", ole("\001Ole10Native", S("\1\0\0\0\2\0a\0b\0\0\0\0\0\1\0\0\0c\0\xff\0\0\0x")), "EXT-507" },
		{ "doctype", S("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"), "EXT-507" }, { "geen xml", S("<a"), "EXT-507" },
	};

	(void)state;
	((char *)memmem(locked.p, locked.n, "\xec\xa5", 2))[11] |= 1;
	buf_init(&b, r.mem, 1 << 20);
	buf_add(&b, xlsx);
	buf_addc(&b, 'x');
	cases[5].bytes = buf_str(&b);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text t = text_of(run(str_c(r.mem, str_fmt(r.mem, "%s.docx", cases[i].name)), in_letter(cases[i].bytes), cases[i].tags));

		assert_str(str_sub(t.s, 0, 15), "De brief zelf.\n");
		assert_false(has(t.s, "Zwaan"));
	}
}

/* Letters in letters: as deep as the limit, and one more. */
static void
depth(void **state)
{
	struct str s = letter("binnenste", "word/a.xml", S("<a/>"));
	struct text t;

	(void)state;
	for (int i = 0; i < INSIDE_DEPTH; i++)
		s = in_letter(s);
	t = text_of(run("diep.docx", s, ""));
	assert_true(has(t.s, "binnenste"));
	t = text_of(run("dieper.docx", in_letter(s), "EXT-507"));
	assert_false(has(t.s, "binnenste"));
}

static void
many(void **state)
{
	struct member *m = NEW(r.mem, struct member, 1003);

	(void)state;
	m[0] = (struct member){ "[Content_Types].xml", S(TYPES) };
	m[1] = (struct member){ "word/document.xml", S("<w:document " W "/>") };
	for (size_t i = 2; i < 1003; i++)
		m[i] = (struct member){ str_c(r.mem, str_fmt(r.mem, "word/embeddings/%zu", i)), S("<a>inhoud</a>") };
	assert_true(has(text_of(run("veel.docx", zip_of(m, 1002), "EXT-504")).s, "inhoud"));
	no_text(run("te veel.docx", zip_of(m, 1003), "EXT-503"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(documents),
		TEST(objects),
		TEST(unread),
		TEST(depth),
		TEST(many),
	};

	return cmocka_run_group_tests(tests, load, NULL);
}
