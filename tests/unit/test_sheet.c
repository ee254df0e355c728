/* SPDX-License-Identifier: EUPL-1.2 */
/* test_sheet.c - tables a row at a time: characters, separators, workbooks, and what is refused. */
#include "sheets.h"

#include <locale.h>

#include "base/xml.h"
#include "sheet/table.h"

#include "base/banned.h"

static struct arena *mem;

static int
setup(void **state)
{
	(void)state;
	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		return -1;
	xml_load();
	mem = arena_new("test", MIB(512));
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

static struct table *
opened(struct str bytes, int *fd_r)
{
	struct table *t;
	struct err e;

	assert_int_equal(fd_of_str("tabel", bytes, fd_r, &e), 0);
	assert_int_equal(table_open(*fd_r, &t, &e), 0);
	return t;
}

/* "1:1=a|3=b 2:1=c !": row number, column and text of each cell; '!' where it broke. */
static const char *
rows_of(struct table *t)
{
	static const char kinds[] = { [CELL_TEXT] = '=', [CELL_NUMBER] = '#', [CELL_DAY] = '@', [CELL_FLAG] = '?' };
	struct row row;
	struct err e;
	struct buf b;
	int rc;

	buf_init(&b, mem, MIB(4));
	while ((rc = table_row(t, &row, &e)) == 1) {
		buf_addf(&b, "%s%llu:", b.n == 0 ? "" : " ", (unsigned long long)row.number);
		for (size_t i = 0; i < row.n; i++)
			buf_addf(&b, "%s%u%c%.*s", i == 0 ? "" : "|", row.cells[i].column, kinds[row.cells[i].kind],
			    STRF(row.cells[i].text));
	}
	assert_int_equal(rc, 0);
	return str_c(mem, str_fmt(mem, "%.*s%s", STRF(buf_str(&b)), table_fault(t) == NULL ? "" : "!"));
}

static const char *
read_all(struct str bytes)
{
	AUTO_FD fd = -1;
	AUTO_TABLE t = opened(bytes, &fd);

	return rows_of(t);
}

#define BYTES(lit)	{ "" lit, sizeof(lit) - 1 }

static void
csv(void **state)
{
	static const struct { const char *name; struct str bytes; const char *want; } t[] = {
		{ "nothing", BYTES(""), "" },
		{ "commas", BYTES("a,b\nc,d\n"), "1:1=a|2=b 2:1=c|2=d" },
		{ "semicolons and an empty cell", BYTES("a;;b\n;c\n"), "1:1=a|3=b 2:2=c" },
		{ "tabs, CRLF", BYTES("a\tb\r\nc\td\r\n"), "1:1=a|2=b 2:1=c|2=d" },
		{ "CR alone", BYTES("a,b\rc,d\r"), "1:1=a|2=b 2:1=c|2=d" },
		{ "a title above", BYTES("Inventaris, bij brief, van Leiden\n\na;b\nc;d\ne;f\n"),
		    "1:1=Inventaris, bij brief, van Leiden 3:1=a|2=b 4:1=c|2=d 5:1=e|2=f" },
		{ "rows are counted as a sheet does", BYTES("a;b\n\"c\nd\";e\n;\n\nf;g\n"),
		    "1:1=a|2=b 2:1=c\nd|2=e 5:1=f|2=g" },
		{ "quotes", BYTES("\"a \"\"b\"\"\";\"c;d\"\n"), "1:1=a \"b\"|2=c;d" },
		{ "a quote in a cell", BYTES("12\" scherm;a\nb;c\n"), "1:1=12\" scherm|2=a 2:1=b|2=c" },
		{ "a quote that does not end", BYTES("a;b\n\"c;d\ne;f\n"), "1:1=a|2=b!" },
		{ "UTF-8", BYTES("\xc3\xa9;b\n"), "1:1=\xc3\xa9|2=b" },
		{ "byte order mark", BYTES("\xef\xbb\xbf" "a;b\n"), "1:1=a|2=b" },
		{ "byte order mark before other bytes", BYTES("\xef\xbb\xbf" "a;\xe9\n"), "!" },
		{ "Windows-1252", BYTES("\xe9;\x80;\x93x\x94\n"),
		    "1:1=\xc3\xa9|2=\xe2\x82\xac|3=\xe2\x80\x9cx\xe2\x80\x9d" },
		{ "no character of Windows-1252", BYTES("a;\x81\xe9\n"), "!" },
		{ "UTF-16LE", BYTES("\xff\xfe" "a\0;\0\xe9\0\n\0" "\x3d\xd8\x00\xde\r\0\n\0"),
		    "1:1=a|2=\xc3\xa9 2:1=\xf0\x9f\x98\x80" },
		{ "UTF-16BE", BYTES("\xfe\xff\0a\0;\0b\0\n"), "1:1=a|2=b" },
		{ "UTF-16LE without a mark", BYTES("a\0;\0b\0\n\0"), "1:1=a|2=b" },
		{ "half a pair", BYTES("\xff\xfe" "a\0\x3d\xd8"), "1:1=a\xef\xbf\xbd" },
		{ "NUL", BYTES("a;b\0c\n"), "!" },
		{ "cut UTF-8", BYTES("a;\xc3"), "1:1=a|2=\xc3\x83" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const char *got = read_all(t[i].bytes);

		if (strcmp(got, t[i].want) != 0)
			fail_msg("%s: %s", t[i].name, got);
	}
}

/* Characters that stand where one piece ends and the next begins. */
static void
pieces(void **state)
{
	(void)state;
	for (size_t before = 65520; before < 65550; before++) {
		struct buf b;
		const char *want;

		buf_init(&b, mem, MIB(1));
		buf_add(&b, S("h;h\n"));
		for (size_t i = 0; i < before; i++)
			buf_addc(&b, 'a');
		want = str_c(mem, str_fmt(mem, "1:1=h|2=h 2:1=%.*s|2=\xe2\x82\xac\xf0\x9f\x98\x80 3:1=z",
		    STRF(str_from(buf_str(&b), 4))));
		buf_add(&b, S(";\xe2\x82\xac\xf0\x9f\x98\x80\nz;\n"));
		assert_string_equal(read_all(buf_str(&b)), want);
	}
}

static void
notes(void **state)
{
	AUTO_FD a = -1, b = -1;
	AUTO_TABLE one = opened(S("\xe9;a\n"), &a);
	AUTO_TABLE two = opened(S("\xef\xbb\xbf" "a,b\n"), &b);

	(void)state;
	assert_non_null(table_note(one));
	assert_false(table_marked(one));
	assert_int_equal(table_separator(one), ';');
	assert_null(table_note(two));
	assert_true(table_marked(two));
	assert_int_equal(table_separator(two), ',');
}

static void
workbooks(void **state)
{
	static const struct { const char *name, *table, *properties, *own, *want; } t[] = {
		{ "texts", "ID;Datum\n3001;x", "", "", "1:1=ID|2=Datum 2:1=3001|2=x" },
		{ "numbers, days and flags", "#12;@45363;=1;=0\n#1.5;@45363.5;@-3", "", "",
		    "1:1#12|2@2024-03-12|3?WAAR|4?ONWAAR 2:1#1.5|2@2024-03-12|3#-3" },
		{ "1904", "@43901;#43901", "<workbookPr date1904='1'/>", "", "1:1@2024-03-12|2#43901" },
		{ "an empty cell is left out", ";;x\n\ny", "", "", "1:3=x 3:1=y" },
		{ "inline text, a formula, an error", "", "",
		    "<row r='7'><c r='B7' t='inlineStr'><is><t>in</t><rPh><t>no</t></rPh></is></c>"
		    "<c r='C7' t='str'><f>1+1</f><v>uit</v></c><c r='D7' t='e'><v>#N/A</v></c></row>",
		    "7:2=in|3=uit|4=#N/A" },
		{ "no references", "", "", "<row><c t='str'><v>a</v></c><c t='str'><v>b</v></c></row><row><c t='str'><v>c</v></c></row>",
		    "1:1=a|2=b 2:1=c" },
		{ "characters as code", "", "", "<row r='1'><c r='A1' t='inlineStr'><is><t>a_x0041_b</t></is></c></row>",
		    "1:1=aAb" },
		{ "a column past the last that is read", "", "", "<row r='1'><c r='A1'><v>1</v></c><c r='XFD1'><v>2</v></c></row>",
		    "1:1#1" },
		{ "a text that is not there", "", "", "<row r='1'><c r='A1' t='s'><v>9</v></c></row>", "!" },
		{ "a row past the last", "", "", "<row r='1048577'><c r='A1'><v>1</v></c></row>", "!" },
		{ "XML that does not end", "", "", "<row r='1'><c r='A1'><v>1</v></c></row><row", "!" },
		{ "a document type", "", "<!DOCTYPE x>", "", "!" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const char *got = read_all(wb_of(mem, t[i].table, t[i].properties, t[i].own));

		if (strcmp(got, t[i].want) != 0 && !(t[i].want[0] == '!' && got[strlen(got) - 1] == '!'))
			fail_msg("%s: %s", t[i].name, got);
	}
}

static void
no_workbook(void **state)
{
	static const struct { const char *name; struct member parts[4]; } t[] = {
		{ "no parts of a workbook", { { "a.txt", BYTES("a") } } },
		{ "no main part", { { "_rels/.rels", BYTES("<Relationships xmlns='" WB_PKG "'/>") } } },
		{ "main part lacks", { { "_rels/.rels", BYTES("<Relationships xmlns='" WB_PKG "'><Relationship Id='r' Type='"
		    WB_REL "/officeDocument' Target='x.xml'/></Relationships>") } } },
		{ "sheet lacks", { { "_rels/.rels", BYTES("<Relationships xmlns='" WB_PKG "'><Relationship Id='r' Type='"
		    WB_REL "/officeDocument' Target='x.xml'/></Relationships>") },
		    { "x.xml", BYTES("<workbook xmlns:r='" WB_REL "'><sheets><sheet r:id='no'/></sheets></workbook>") } } },
		{ "names twice", { { "a.xml", BYTES("<a/>") }, { "A.xml", BYTES("<a/>") } } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const char *got = read_all(wb_zip(mem, t[i].parts));

		if (strcmp(got, "!") != 0)
			fail_msg("%s: %s", t[i].name, got);
	}
	assert_string_equal(read_all(S("PK\x03\x04 no zip at all")), "!");
}

/* What packs a thousand times, and a row that is no row. */
static void
bombs(void **state)
{
	struct buf b;
	const char *got;

	(void)state;
	buf_init(&b, mem, MIB(64));
	buf_addf(&b, "<row r='1'><c r='A1'><v>1</v></c></row>");
	while (b.n < MIB(24))
		buf_addf(&b, "<row r='2'/>");
	got = read_all(wb_of(mem, "", "", str_c(mem, buf_str(&b))));
	assert_string_equal(got, "1:1#1!");
	b.n = 0;
	buf_addf(&b, "<row r='1'>");
	for (unsigned i = 0; i < 40; i++) {
		buf_addf(&b, "<c t='inlineStr'><is><t>");
		for (unsigned k = 0; k < 32 << 10; k++)
			buf_addc(&b, (char)('a' + (i * 7 + k * k / 3) % 26));
		buf_addf(&b, "</t></is></c>");
	}
	buf_addf(&b, "</row>");
	assert_string_equal(read_all(wb_of(mem, "", "", str_c(mem, buf_str(&b)))), "!");
}

static void
again(void **state)
{
	const struct str tables[] = { S("a;b\nc;d\n"), wb_of(mem, "a;b\nc;d", "", "") };

	(void)state;
	for (size_t i = 0; i < COUNT(tables); i++) {
		AUTO_FD fd = -1;
		AUTO_TABLE t = opened(tables[i], &fd);
		struct err e;

		assert_string_equal(rows_of(t), "1:1=a|2=b 2:1=c|2=d");
		assert_int_equal(table_sheet(t, &e), 0);
		assert_int_equal(table_rewind(t, &e), 0);
		assert_string_equal(rows_of(t), "1:1=a|2=b 2:1=c|2=d");
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = { cmocka_unit_test(csv), cmocka_unit_test(pieces), cmocka_unit_test(notes),
		cmocka_unit_test(workbooks), cmocka_unit_test(no_workbook), cmocka_unit_test(bombs), cmocka_unit_test(again) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
