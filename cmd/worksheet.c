/* SPDX-License-Identifier: EUPL-1.2 */
/* worksheet.c - what waits for a decision as one sheet (CSV, XLSX), a row for each, with columns to fill in. */
#include "worksheet.h"

#include "base/mask.h"
#include "base/path.h"
#include "base/utf8.h"
#include "grid.h"
#include "xlsx.h"

#include "base/banned.h"

#define CELL_BYTES	((size_t)4000)	/* of one cell; a workbook takes 32,767 characters */

static const struct {
	const char	*title;
	double		 width;		/* characters, in a workbook */
} columns[WS__COUNT] = {
	[WS_ORGANISATION] = { "organisatie", 16 },
	[WS_DOSSIER] = { "dossier", 28 },
	[WS_DOCUMENT] = { "document", 28 },
	[WS_CODE] = { "code", 9 },
	[WS_FINDING] = { "bevinding", 60 },
	[WS_PAGES] = { "bladzijde", 10 },
	[WS_PERSONS] = { "vrij te geven door", 18 },
	[WS_DECISION] = { "besluit", 12 },
	[WS_REASON] = { "reden", 40 },
	[WS_BY] = { "door", 18 },
	[WS_KEY] = { "sleutel (niet wijzigen)", 24 },
};

const char *
worksheet_title(enum worksheet_column c)
{
	return columns[c].title;
}

static struct str
persons(const struct unit *u, struct arena *mem)
{
	if (u->waiver == NULL)
		return str_of(unit_persons(u));
	return str_fmt(mem, _("twee; nog één, na %.*s"), STRF(mask_personal(mem, utf8_show(mem, u->waiver->by))));
}

struct str
worksheet_cell(const struct unit *u, enum worksheet_column c, struct arena *mem)
{
	switch (c) {
	case WS_ORGANISATION:
		return utf8_show(mem, u->named.org->key);
	case WS_DOSSIER:
		return utf8_show(mem, u->named.key);
	case WS_DOCUMENT:
		return u->shown;
	case WS_CODE:
		return str_of(finding_tag(u->code));
	case WS_FINDING:
		return utf8_cut(utf8_show(mem, u->text), CELL_BYTES);
	case WS_PAGES:
		return u->pages.p == NULL ? S("") : utf8_cut(u->pages, CELL_BYTES);
	case WS_PERSONS:
		return persons(u, mem);
	case WS_KEY:
		return unit_key(u, mem);
	case WS_DECISION:
	case WS_REASON:
	case WS_BY:
	case WS__COUNT:
		break;
	}
	return S("");
}

/* --- CSV ----------------------------------------------------------------------------------- */

struct str
worksheet_plain(struct str cell)
{
	return cell.n != 0 && cell.p[0] == '\'' && grid_formula(str_from(cell, 1)) ? str_from(cell, 1) : cell;
}

struct str
worksheet_csv(const struct units *us, struct arena *mem)
{
	struct buf b;

	buf_init(&b, mem, GIB(1));
	buf_add(&b, S("\xef\xbb\xbf"));
	for (int c = 0; c < WS__COUNT; c++) {
		if (c != 0)
			buf_addc(&b, ';');
		grid_cell(&b, str_of(columns[c].title));
	}
	buf_add(&b, S("\r\n"));
	for (size_t i = 0; i < us->n; i++) {
		for (int c = 0; c < WS__COUNT; c++) {
			if (c != 0)
				buf_addc(&b, ';');
			grid_cell(&b, worksheet_cell(&us->v[i], (enum worksheet_column)c, mem));
		}
		buf_add(&b, S("\r\n"));
	}
	return buf_str(&b);
}

/* --- XLSX ----------------------------------------------------------------------------------- */

/* The words that can stand under besluit, to choose from. */
static lxw_error
offer_words(lxw_worksheet *sheet, size_t rows)
{
	char release[] = WORKSHEET_RELEASE, keep[] = WORKSHEET_KEEP, *words[] = { release, keep, NULL };
	lxw_data_validation choice = { .validate = LXW_VALIDATION_TYPE_LIST, .value_list = words };

	return rows == 0 ?
	    LXW_NO_ERROR :
	    worksheet_data_validation_range(sheet, 1, WS_DECISION, (lxw_row_t)rows, WS_DECISION, &choice);
}

static lxw_error
fill(lxw_workbook *book, const struct xlsx_looks *looks, const void *what, struct arena *mem)
{
	lxw_worksheet *sheet = workbook_add_worksheet(book, "werklijst");
	const struct units *us = what;
	lxw_error rc = LXW_NO_ERROR;

	if (sheet == NULL)
		return LXW_ERROR_MEMORY_MALLOC_FAILED;
	for (int c = 0; c < WS__COUNT && rc == LXW_NO_ERROR; c++) {
		rc = worksheet_set_column(sheet, (lxw_col_t)c, (lxw_col_t)c, columns[c].width, looks->wrap);
		if (rc == LXW_NO_ERROR)
			rc = xlsx_text(sheet, 0, (size_t)c, str_of(columns[c].title), looks->head, mem);
	}
	for (size_t i = 0; i < us->n && rc == LXW_NO_ERROR; i++) {
		for (int c = 0; c < WS__COUNT && rc == LXW_NO_ERROR; c++)
			rc = xlsx_text(sheet, i + 1, (size_t)c,
			    worksheet_cell(&us->v[i], (enum worksheet_column)c, mem), looks->wrap, mem);
	}
	worksheet_freeze_panes(sheet, 1, 0);
	return rc == LXW_NO_ERROR ? offer_words(sheet, us->n) : rc;
}

int
worksheet_xlsx(const struct units *us, const char *path, time_t now, struct arena *mem, struct err *e)
{
	return xlsx_make(path, "Werklijst", now, fill, us, mem, e);
}
