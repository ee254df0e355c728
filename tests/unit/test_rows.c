/* SPDX-License-Identifier: EUPL-1.2 */
/* test_rows.c - the stage that reads a table which a person filled in: cells by column, limits, files that are none. */
#include "rig.h"
#include "sheets.h"

#include "base/json.h"
#include "rows/rows.h"

/* What the stage makes of these bytes; a new reference. */
static json_t *
read_rows(struct str bytes)
{
	struct rig r;
	json_t *j;

	rig_open(&r);
	assert_int_equal(fd_of_str("lijst", bytes, &r.fd[0][A_RUN], &r.err), 0);
	assert_int_equal(rig_run(&r, ST_sheet, sheet_run, DOC_NONE), 0);
	j = json_read(rig_read(&r, DOC_NONE, A_ROWS), &r.err);
	assert_non_null(j);
	rig_close(&r);
	return j;
}

static void
cell_is(const json_t *j, size_t row, size_t column, const char *want)
{
	const json_t *cells = json_list(json_array_get(json_list(j, "rows"), row), "cells");

	assert_string_equal(json_string_value(json_array_get(cells, column)), want);
}

static void
csv(void **state)
{
	AUTO_JSON j = read_rows(S("\xef\xbb\xbf\"besluit\";\"reden\"\r\n\r\n;\"zo \"\"is\"\" het; ja\"\r\n'=1;\xc3\xa9\r\n"));
	const json_t *rows = json_list(j, "rows");

	(void)state;
	assert_int_equal(json_array_size(rows), 3);
	assert_int_equal(json_num(json_array_get(rows, 1), "n", 0), 3);
	cell_is(j, 0, 1, "reden");
	cell_is(j, 1, 0, "");
	cell_is(j, 1, 1, "zo \"is\" het; ja");
	cell_is(j, 2, 0, "'=1");
	cell_is(j, 2, 1, "\xc3\xa9");
	assert_null(json_str(j, "fault").p);
}

/* Past the last column nothing is read, and a cell has an end. */
static void
limits(void **state)
{
	struct arena *mem = arena_new("test", MIB(64));
	char *wide = NEW(mem, char, ROWS_COLUMNS_MOST * 2 + 2), *longer = NEW(mem, char, ROWS_CELL_MOST + 200);
	const json_t *cells;
	json_t *j;

	(void)state;
	for (size_t i = 0; i < ROWS_COLUMNS_MOST + 1; i++) {
		wide[2 * i] = 'x';
		wide[2 * i + 1] = ';';
	}
	j = read_rows((struct str){ wide, ROWS_COLUMNS_MOST * 2 + 2 });
	cells = json_list(json_array_get(json_list(j, "rows"), 0), "cells");
	assert_int_equal(json_array_size(cells), ROWS_COLUMNS_MOST);
	json_decref(j);
	memset(longer, 'y', ROWS_CELL_MOST + 200);
	longer[1] = ';';
	j = read_rows((struct str){ longer, ROWS_CELL_MOST + 200 });
	cells = json_list(json_array_get(json_list(j, "rows"), 0), "cells");
	assert_int_equal(json_string_length(json_array_get(cells, 1)), ROWS_CELL_MOST);
	json_decref(j);
	arena_free(mem);
}

/* What is no table has rows or a fault, and never neither with an error of the machine. */
static void
spoiled(void **state)
{
	static const struct { struct str bytes; bool fault; } table[] = {
		{ S(""), false }, { S("PK\003\004rommel"), true }, { S("\"open;\n1;2\n"), true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		AUTO_JSON j = read_rows(table[i].bytes);

		if ((json_str(j, "fault").n != 0) != table[i].fault)
			fail_msg("%zu: %.*s", i, STRF(json_str(j, "fault")));
	}
}

/* Every sheet of a workbook, and how much of a cell was not given. */
static void
sheets(void **state)
{
	struct arena *mem = arena_new("test", MIB(64));
	const struct member parts[] = {
		{ "_rels/.rels", S("<Relationships xmlns='" WB_PKG "'><Relationship Id='r1' Type='" WB_REL
		    "/officeDocument' Target='xl/w.xml'/></Relationships>") },
		{ "xl/w.xml", S("<workbook xmlns='" WB_MAIN "' xmlns:r='" WB_REL "'><sheets><sheet name='A' sheetId='1' r:id='r1'/>"
		    "<sheet name='B' sheetId='2' r:id='r2'/></sheets></workbook>") },
		{ "xl/_rels/w.xml.rels", S("<Relationships xmlns='" WB_PKG "'><Relationship Id='r1' Type='" WB_REL
		    "/worksheet' Target='a.xml'/><Relationship Id='r2' Type='" WB_REL "/worksheet' Target='b.xml'/></Relationships>") },
		{ "xl/a.xml", S("<worksheet xmlns='" WB_MAIN "'><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>een</t></is></c>"
		    "</row></sheetData></worksheet>") },
		{ "xl/b.xml", S("<worksheet xmlns='" WB_MAIN "'><sheetData><row r='3'><c r='B3' t='inlineStr'><is><t>twee</t></is></c>"
		    "<c r='CA3' t='inlineStr'><is><t>ver</t></is></c></row></sheetData></worksheet>") },
		{ NULL, STR_NONE } };
	AUTO_JSON book = read_rows(wb_zip(mem, parts));
	AUTO_JSON list = read_rows(S("a,b\n1,2\n"));
	const json_t *b = json_array_get(json_list(book, "sheets"), 0);

	(void)state;
	cell_is(book, 0, 0, "een");
	assert_int_equal(json_array_size(json_list(book, "sheets")), 1);
	assert_int_equal(json_num(json_array_get(json_list(b, "rows"), 0), "n", 0), 3);
	cell_is(b, 0, 1, "twee");
	assert_int_equal(json_num(book, "cut", -1), 1);
	assert_null(json_str(book, "separator").p);
	assert_true(str_eq(json_str(list, "separator"), S(",")));
	assert_int_equal(json_num(list, "cut", -1), 0);
	assert_int_equal(json_array_size(json_list(list, "sheets")), 0);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(csv), cmocka_unit_test(limits), cmocka_unit_test(spoiled),
		cmocka_unit_test(sheets) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
