/* SPDX-License-Identifier: EUPL-1.2 */
/* test_legacy.c - Word, Excel and PowerPoint files of before 2007: every text by its origin, and what stops it. */
#include "extracting.h"

#include <gsf/gsf-outfile-msole.h>
#include <gsf/gsf-outfile.h>
#include <gsf/gsf-output-memory.h>

#define DOC	"application/msword"
#define XLS	"application/vnd.ms-excel"
#define PPT	"application/vnd.ms-powerpoint"

static void
word(void **state)
{
	static const struct piece want[] = {
		{ "Nota havengeld\n", TEXT_VISIBLE }, { "café voor aan de kade, kosten € 1.200.", TEXT_VISIBLE },
		{ "Ελληνικά", TEXT_VISIBLE }, { "Post\tBedrag\nKade\t900\n", TEXT_VISIBLE }, { "Slot van de nota.", TEXT_VISIBLE },
		{ "Tekst van de voetnoot", TEXT_NOTE }, { "Tekst van de eindnoot", TEXT_NOTE },
		{ "Koptekst van de nota", TEXT_HEADER }, { "Voettekst van de nota", TEXT_HEADER },
		{ "Dit bedrag nog nakijken", TEXT_COMMENT }, { "geschrapte woorden", TEXT_DELETED },
		{ "verborgen woorden", TEXT_HIDDEN }, { "https://example.nl/haven", TEXT_FIELD }, { "de site", TEXT_VISIBLE },
		{ "bladwijzerhaven", TEXT_BOOKMARK }, { "trefwoord haven", TEXT_PROPERTY }, { "B. Eheer", TEXT_PROPERTY },
		{ "Zaaknummer", TEXT_PROPERTY }, { "Z-26-0417", TEXT_PROPERTY },
	};
	int doc = run("alles.doc", file("alles.doc"), "");
	struct text t = text_of(doc);

	(void)state;
	pieces("alles.doc", &t, want, COUNT(want));
	assert_str(r.dossier.docs[doc].props.title, "Nota havengeld");
	assert_int_equal(date_cmp(r.dossier.docs[doc].props.dated, (struct date){ 2026, 3, 12 }), 0);
}

/* What is not read is said: no text is kept of a file that cannot be read to its end. */
static void
word_faults(void **state)
{
	struct str whole = file("alles.doc"), bad;
	char *fib;

	(void)state;
	bad = str_dup(r.mem, whole);
	fib = memmem(bad.p, bad.n, "\xec\xa5", 2);
	assert_non_null(fib);
	fib[11] |= 1;
	no_text(extract_as(DOC, bad, "EXT-501"));
	fib[11] &= ~1;
	fib[3] = 0;
	no_text(extract_as(DOC, bad, "EXT-502"));
	fib[3] = 1;
	fib[0x4d] = 0x7f;		/* more characters than there are */
	no_text(extract_as(DOC, bad, "EXT-502"));
	fib[0x4d] = 0;
	fib[0x1a4] = 0x7f;		/* the piece table stands elsewhere */
	no_text(extract_as(DOC, bad, "EXT-502"));
	no_text(extract_as(DOC, str_sub(whole, 0, whole.n / 2), "EXT-502"));
	for (size_t n = 600; n < whole.n; n += 517) {
		bad = str_dup(r.mem, whole);
		memset((char *)(uintptr_t)bad.p + n, 0xff, 16);
		r.dossier.ndocs = 0;
		r.dossier.findings.n = 0;
		(void)extract_as(DOC, bad, NULL);
	}
}

static void
excel(void **state)
{
	static const struct piece want[] = {
		{ "Havengeld\nPost\tBedrag €\nKade\t1200\t111222333\t0.125\n2026-03-12\tsom Kade\t2400\n", TEXT_VISIBLE },
		{ "rij die niemand ziet", TEXT_HIDDEN }, { "Ελληνικά site", TEXT_VISIBLE },
		{ "Geheim\nblad dat niemand ziet", TEXT_HIDDEN }, { "Koptekst van het blad", TEXT_HEADER },
		{ "Voettekst van het blad", TEXT_HEADER }, { "Bedrag nakijken", TEXT_COMMENT }, { "A. Dviseur", TEXT_COMMENT },
		{ "https://example.nl/haven", TEXT_LINK }, { "Nota havengeld", TEXT_PROPERTY }, { "Zaaknummer", TEXT_PROPERTY },
	};
	struct str whole = file("alles.xls");
	int doc = run("alles.xls", whole, "");
	struct text t = text_of(doc);

	(void)state;
	pieces("alles.xls", &t, want, COUNT(want));
	assert_int_equal(r.dossier.docs[doc].pages, 2);
	assert_str(r.dossier.docs[doc].props.title, "Nota havengeld");
	no_text(extract_as(XLS, str_sub(whole, 0, whole.n / 2), "EXT-502"));
}

/* ---- containers made here ---- */

struct stream {
	const char	*name;
	struct str	 bytes;
};

static struct str
ole_of(const struct stream *streams, size_t n)
{
	GsfOutput *memory = gsf_output_memory_new();
	GsfOutfile *root = gsf_outfile_msole_new(memory);
	struct str s;

	for (size_t i = 0; i < n; i++) {
		GsfOutput *child = gsf_outfile_new_child(root, streams[i].name, FALSE);

		assert_true(gsf_output_write(child, streams[i].bytes.n, (const guint8 *)streams[i].bytes.p));
		assert_true(gsf_output_close(child));
		g_object_unref(child);
	}
	assert_true(gsf_output_close(GSF_OUTPUT(root)));
	s = str_dup(r.mem, (struct str){ (const char *)gsf_output_memory_get_bytes(GSF_OUTPUT_MEMORY(memory)),
	    (size_t)gsf_output_size(memory) });
	g_object_unref(root);
	g_object_unref(memory);
	return s;
}

static void
put16(struct buf *b, unsigned v)
{
	buf_addc(b, (char)v);
	buf_addc(b, (char)(v >> 8));
}

static void
put32(struct buf *b, uint32_t v)
{
	put16(b, v & 0xffff);
	put16(b, v >> 16);
}

/* A record of a workbook. */
static void
cell(struct buf *b, unsigned type, struct str bytes)
{
	put16(b, type);
	put16(b, (unsigned)bytes.n);
	buf_add(b, bytes);
}

#define R(b, type, lit)	cell((b), (type), S(lit))
#define GLOBALS		"\x00\x06\x05\x00\x00\x00\x00\x00"
#define SHEET		"\x00\x06\x10\x00\x00\x00\x00\x00"
#define CELL(row, col)	row "\0" col "\0\0\0"

/* A sheet with these records in it, and records of the workbook before it. */
static struct str
workbook(const struct buf *globals, const struct buf *cells, const struct stream *more, size_t n)
{
	struct stream all[4] = { { "Workbook", STR_NONE } };
	struct buf b;

	must(n <= 3);
	buf_init(&b, r.mem, 1 << 20);
	R(&b, 0x809, GLOBALS);
	buf_add(&b, buf_str(globals));
	put16(&b, 0x85);
	put16(&b, 12);
	put32(&b, (uint32_t)b.n + 12 + 4);
	buf_add(&b, S("\0\0\4\0Blad"));
	R(&b, 0x0a, "");
	R(&b, 0x809, SHEET);
	buf_add(&b, buf_str(cells));
	R(&b, 0x0a, "");
	all[0].bytes = buf_str(&b);
	if (n != 0)
		memcpy(all + 1, more, n * sizeof *more);
	return ole_of(all, n + 1);
}

static void
excel_records(void **state)
{
	struct buf globals, cells, empty;
	struct text t;

	(void)state;
	buf_init(&globals, r.mem, 1 << 16);
	buf_init(&cells, r.mem, 1 << 16);
	buf_init(&empty, r.mem, 16);
	/* Two shared strings, of which the first goes on in another record and there in wide letters. */
	R(&globals, 0xfc, "\2\0\0\0\2\0\0\0" "\6\0\0kad");
	R(&globals, 0x3c, "\1e\0 \0\xac\x20" "\3\0\0een");
	R(&cells, 0xfd, CELL("\0", "\0") "\0\0\0\0");
	R(&cells, 0xfd, CELL("\0", "\1") "\1\0\0\0");
	R(&cells, 0x204, CELL("\1", "\0") "\3\0\1a\0b\0\xac\x20");
	R(&cells, 0x27e, CELL("\1", "\1") "\x01\xc0\x5e\x40");		/* 123 in hundredths */
	R(&cells, 0xbd, "\2\0\0\0" "\0\0\6\0\0\0" "\0\0\x0a\0\0\0" "\1\0");
	R(&cells, 0x06, CELL("\3", "\0") "\0\0\0\0\0\0\xff\xff" "\0\0\0\0\0\0");
	R(&cells, 0x207, "\4\0\0som!");
	R(&cells, 0x1b8, "\0\0\0\0\0\0\0\0" "0123456789abcdef" "\2\0\0\0\3\0\0\0"
	    "\xe0\xc9\xea\x79" "0123456789ab" "\x0a\0\0\0h\0t\0t\0p\0:\0");
	t = text_of(run("met de hand.xls", workbook(&globals, &cells, NULL, 0), ""));
	assert_str(t.s, "Blad\nkade €\teen\nab€\t1.23\n1\t2\nsom!\nhttp:\n");
	no_text(run("dicht.xls", (R(&globals, 0x2f, "\1\0"), workbook(&globals, &cells, NULL, 0)), "EXT-501"));
	/* A string that is not there, a record that does not fit, a list that breaks off. */
	R(&cells, 0xfd, CELL("\4", "\0") "\x09\0\0\0");
	no_text(run("wijst mis.xls", workbook(&empty, &cells, NULL, 0), "EXT-502"));
	cells.n = 0;
	put16(&cells, 0x203);
	put16(&cells, 60000);
	no_text(run("past niet.xls", workbook(&empty, &cells, NULL, 0), "EXT-502"));
	cells.n = globals.n = 0;
	R(&globals, 0xfc, "\xff\xff\xff\x7f\xff\xff\xff\x7f");
	no_text(run("te veel.xls", workbook(&globals, &cells, NULL, 0), "EXT-503"));
	globals.n = 0;
	R(&globals, 0xfc, "\2\0\0\0\2\0\0\0" "\6\0\0kad");
	no_text(run("breekt af.xls", workbook(&globals, &cells, NULL, 0), "EXT-502"));
	cells.n = 0;
	R(&cells, 0x204, CELL("\0", "\0") "\3\0\0een");
	/* An empty string without its flags; names in capitals. */
	R(&cells, 0x204, CELL("\1", "\0") "\0\0");
	(void)run("leeg.xls", workbook(&empty, &cells, NULL, 0), "");
	assert_str(text_of(run("hoog.xls", ole_of((const struct stream[]){ { "WORKBOOK", S("\x09\x08\4\0\0\6\5\0\x0a\0\0\0") } }, 1),
	    "EXT-504")).s, "\n");
	(void)run("meer.xls", workbook(&empty, &cells, (const struct stream[]){ { "MBD00012345", S("x") } }, 1), "EXT-507");
}

/* Text that no cell shows. */
static void
excel_beside(void **state)
{
	static const struct piece want[] = { { "zonder cel", TEXT_HIDDEN }, { "naam 111222333", TEXT_REST },
		{ "222333444", TEXT_REST }, { "333444555", TEXT_REST }, { "444555666", TEXT_REST } };
	struct buf globals, cells;
	struct text t;

	(void)state;
	buf_init(&globals, r.mem, 1 << 16);
	buf_init(&cells, r.mem, 1 << 16);
	R(&globals, 0xfc, "\2\0\0\0\2\0\0\0" "\4\0\0kade" "\x0a\0\0zonder cel");
	R(&globals, 0x18, "\0\0\0\1\0\0naam 111222333");			/* a defined name */
	R(&globals, 0xec, "\17\0");
	R(&globals, 0x3c, "2\0002\0002\0003\0003\0003\0004\0004\0004\0");	/* a drawing, carried on */
	R(&cells, 0xfd, CELL("\0", "\0") "\0\0\0\0");
	R(&cells, 0x06, CELL("\1", "\0") "\0\0\0\0\0\0\0\0" "\0\0\0\0\0\0\x0c\0" "\x17\x09\0" "333444555");
	R(&cells, 0x1be, "\0\0\0\0\x09\0\0" "444555666");			/* a rule for what may be entered */
	t = text_of(run("opzij.xls", workbook(&globals, &cells, NULL, 0), ""));
	pieces("opzij.xls", &t, want, COUNT(want));
}

/* ---- PowerPoint ---- */

/* A record of a presentation; a holder when its version is 15. */
static struct str
atom(unsigned version, unsigned type, struct str bytes)
{
	struct buf b;

	buf_init(&b, r.mem, 1 << 16);
	put16(&b, version);
	put16(&b, type);
	put32(&b, (uint32_t)bytes.n);
	buf_add(&b, bytes);
	return buf_str(&b);
}

static struct str
join(struct str a, struct str b)
{
	char *p = NEW(r.mem, char, a.n + b.n + 1);

	memcpy(p, a.p, a.n);
	memcpy(p + a.n, b.p, b.n);
	return (struct str){ p, a.n + b.n };
}

#define BYTES(lit)	atom(0, 4008, S(lit))
#define HOLDER(type, bytes)	atom(15, (type), (bytes))

/* Two slides in the other order, the second hidden, notes, a comment, a link, and a slide of before the last save. */
static struct str
presentation(uint32_t token, uint32_t slides[2])
{
	struct buf b, user, persist;
	uint32_t at[5], list, edit;
	struct str text, show = atom(0, 1017, S("\0\0\0\0\0\0\0\0\0\0\4\0\0\0\0\0"));

	buf_init(&b, r.mem, 1 << 16);
	buf_init(&user, r.mem, 64);
	buf_init(&persist, r.mem, 64);
	buf_add(&b, HOLDER(1006, BYTES("oude dia")));
	at[2] = (uint32_t)b.n;
	buf_add(&b, HOLDER(1006, HOLDER(1036, atom(0, 4000, S("e\0e\0r\0s\0t\0e\0 \0\xac\x20")))));
	at[3] = (uint32_t)b.n;
	text = join(show, join(BYTES("tweede"), HOLDER(12000, atom(0, 4026, S("n\0a\0k\0i\0j\0k\0e\0n\0")))));
	buf_add(&b, HOLDER(1006, text));
	at[4] = (uint32_t)b.n;
	buf_add(&b, HOLDER(1008, BYTES("notitie bij de dia")));
	at[1] = (uint32_t)b.n;
	for (int i = 0; i < 2 && slides[i] != 0; i++) {
		struct buf id;

		buf_init(&id, r.mem, 64);
		put32(&id, slides[i]);
		put32(&id, 0);
		text = i == 0 ? STR_NONE : text;
		text = join(text.p == NULL ? S("") : text, join(atom(0, 1011, buf_str(&id)), i == 0 ? BYTES("kop een") : BYTES("kop twee")));
		if (i == 0)
			text = str_dup(r.mem, text);
	}
	buf_add(&b, HOLDER(1000, join(HOLDER(4080, text), HOLDER(4055, atom(0, 4026, S("h\0t\0t\0p\0:\0"))))));
	list = (uint32_t)b.n;
	put32(&persist, 4u << 20 | 1);
	for (int i = 1; i <= 4; i++)
		put32(&persist, at[i]);
	buf_add(&b, atom(0, 6002, buf_str(&persist)));
	edit = (uint32_t)b.n;
	persist.n = 0;
	put32(&persist, 0);
	put32(&persist, 0);
	put32(&persist, 0);
	put32(&persist, list);
	put32(&persist, 1);
	put32(&persist, 4);
	put32(&persist, 0);
	buf_add(&b, atom(0, 4085, buf_str(&persist)));
	put32(&user, 0x0ff60000);
	put32(&user, 20);
	put32(&user, 20);
	put32(&user, token);
	put32(&user, edit);
	return ole_of((const struct stream[]){ { "PowerPoint Document", buf_str(&b) }, { "Current User", buf_str(&user) } }, 2);
}

#define TOKEN	0xe391c05fu

static void
powerpoint(void **state)
{
	static const struct piece want[] = {
		{ "kop een\neerste €\n", TEXT_VISIBLE }, { "kop twee\ntweede", TEXT_HIDDEN }, { "nakijken", TEXT_COMMENT },
		{ "notitie bij de dia", TEXT_SPEAKER }, { "http:", TEXT_LINK }, { "oude dia", TEXT_DELETED },
	};
	struct text t = text_of(extract_as(PPT, presentation(TOKEN, (uint32_t[]){ 2, 3 }), "EXT-301"));

	(void)state;
	pieces("dia.ppt", &t, want, COUNT(want));
	assert_int_equal(t.npages, 2);
	/* The order is that of the list. */
	t = text_of(extract_as(PPT, presentation(TOKEN, (uint32_t[]){ 3, 2 }), "EXT-301"));
	assert_int_equal(text_page(&t, (uint32_t)((char *)memmem(t.s.p, t.s.n, "eerste", 6) - t.s.p)), 2);
	/* A slide that no list names is in no show, and is in the file. */
	t = text_of(extract_as(PPT, presentation(TOKEN, (uint32_t[]){ 2, 0 }), ""));
	pieces("los.ppt", &t, (const struct piece[]){ { "tweede", TEXT_HIDDEN }, { "nakijken", TEXT_COMMENT } }, 2);
	no_text(extract_as(PPT, presentation(0xf3d1c4df, (uint32_t[]){ 2, 3 }), "EXT-501"));
	no_text(extract_as(PPT, presentation(TOKEN, (uint32_t[]){ 2, 2 }), "EXT-502"));
	no_text(extract_as(PPT, presentation(TOKEN, (uint32_t[]){ 2, 77 }), "EXT-502"));
	no_text(extract_as(PPT, presentation(TOKEN, (uint32_t[]){ 2, 4 }), "EXT-502"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(word), TEST(word_faults), TEST(excel), TEST(excel_records), TEST(excel_beside),
		TEST(powerpoint) };

	return cmocka_run_group_tests_name("legacy", tests, load, NULL);
}
