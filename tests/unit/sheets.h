/* SPDX-License-Identifier: EUPL-1.2 */
/* sheets.h - workbooks made on the fly, for tests of who reads tables. */
#ifndef TESTS_SHEETS_H
#define TESTS_SHEETS_H

#include "zips.h"

#include "base/buf.h"

#define WB_MAIN	"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define WB_REL	"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define WB_PKG	"http://schemas.openxmlformats.org/package/2006/relationships"

/* A ZIP of these parts; the last has no name. */
static UNUSED struct str
wb_zip(struct arena *mem, const struct member *p)
{
	size_t n = 0;

	while (p[n].name != NULL)
		n++;
	return zip_in(mem, p, n);
}

/*
 * A workbook of one sheet from lines of cells between semicolons: "#12" is a
 * number, "@45363" a number with the style of a day, "=1" a flag, others are
 * shared texts; an empty cell is left out.  Its own XML may stand in for the rows.
 */
static UNUSED struct str
wb_of(struct arena *mem, const char *table, const char *properties, const char *own)
{
	struct str rest = str_of(table), line, cell;
	struct buf rows, shared;
	unsigned row = 0, texts = 0;

	buf_init(&rows, mem, 64 << 20);
	buf_init(&shared, mem, 64 << 20);
	buf_addf(&rows, "<worksheet xmlns='" WB_MAIN "'><sheetData>%s", own);
	buf_addf(&shared, "<sst xmlns='" WB_MAIN "'>");
	while (str_next(&rest, '\n', &line)) {
		unsigned column = 0;

		buf_addf(&rows, "<row r='%u'>", ++row);
		while (str_next(&line, ';', &cell)) {
			char name = (char)('A' + column++);

			if (cell.n == 0)
				continue;
			if (*cell.p == '#' || *cell.p == '@' || *cell.p == '=') {
				buf_addf(&rows, "<c r='%c%u' s='%d'%s><v>%.*s</v></c>", name, row, *cell.p == '@',
				    *cell.p == '=' ? " t='b'" : "", STRF(str_from(cell, 1)));
				continue;
			}
			buf_addf(&rows, "<c r='%c%u' t='s'><v>%u</v></c>", name, row, texts++);
			buf_addf(&shared, "<si><t>%.*s</t></si>", STRF(cell));
		}
		buf_addf(&rows, "</row>");
	}
	buf_addf(&rows, "</sheetData></worksheet>");
	buf_addf(&shared, "</sst>");
	return wb_zip(mem, (const struct member[]){
		{ "_rels/.rels", S("<Relationships xmlns='" WB_PKG "'><Relationship Id='r1' Type='" WB_REL
		    "/officeDocument' Target='xl/workbook.xml'/></Relationships>") },
		{ "xl/workbook.xml", str_fmt(mem, "<workbook xmlns='" WB_MAIN "' xmlns:r='" WB_REL "'>%s<sheets>"
		    "<sheet name='Blad1' sheetId='1' r:id='r1'/></sheets></workbook>", properties) },
		{ "xl/_rels/workbook.xml.rels", S("<Relationships xmlns='" WB_PKG "'>"
		    "<Relationship Id='r1' Type='" WB_REL "/worksheet' Target='worksheets/sheet1.xml'/>"
		    "<Relationship Id='r2' Type='" WB_REL "/styles' Target='styles.xml'/>"
		    "<Relationship Id='r3' Type='" WB_REL "/sharedStrings' Target='sharedStrings.xml'/></Relationships>") },
		{ "xl/worksheets/sheet1.xml", buf_str(&rows) },
		{ "xl/styles.xml", S("<styleSheet xmlns='" WB_MAIN "'><numFmts><numFmt numFmtId='164' "
		    "formatCode='yyyy\\-mm\\-dd;@'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs>"
		    "</styleSheet>") },
		{ "xl/sharedStrings.xml", buf_str(&shared) },
		{ NULL, STR_NONE } });
}

#endif
