/* SPDX-License-Identifier: EUPL-1.2 */
/* xlsx.c - a workbook: made beside its path, and only when it is whole given its name. */
#include "xlsx.h"

#include <stdio.h>
#include <unistd.h>

#include "base/fd.h"

#include "base/banned.h"

lxw_error
xlsx_text(lxw_worksheet *sheet, size_t row, size_t column, struct str s, lxw_format *format, struct arena *mem)
{
	if (s.n == 0)
		return LXW_NO_ERROR;
	return worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column, str_c(mem, s), format);
}

static lxw_error
fill_all(lxw_workbook *book, const char *title, time_t now, xlsx_fill *fill, const void *what, struct arena *mem)
{
	struct xlsx_looks looks = { workbook_add_format(book), workbook_add_format(book) };
	char name[XLSX_TITLE + 1] = "";
	lxw_doc_properties about = { .title = name, .created = now };
	lxw_error rc;

	if (looks.head == NULL || looks.wrap == NULL)
		return LXW_ERROR_MEMORY_MALLOC_FAILED;
	(void)snprintf(name, sizeof name, "%s", title);
	rc = workbook_set_properties(book, &about);
	if (rc != LXW_NO_ERROR)
		return rc;
	format_set_bold(looks.head);
	format_set_text_wrap(looks.wrap);
	format_set_align(looks.wrap, LXW_ALIGN_VERTICAL_TOP);
	format_set_num_format(looks.wrap, "@");
	return fill(book, &looks, what, mem);
}

int
xlsx_make(const char *path, const char *title, time_t now, xlsx_fill *fill, const void *what, struct arena *mem,
    struct err *e)
{
	const char *beside = str_c(mem, str_fmt(mem, "%s.%ld.tmp", path, (long)getpid()));
	lxw_workbook_options options = { .constant_memory = LXW_FALSE };
	lxw_workbook *book = workbook_new_opt(beside, &options);
	lxw_error rc = LXW_ERROR_MEMORY_MALLOC_FAILED, end;
	struct str bytes;
	int done = 0;

	if (book != NULL) {
		rc = fill_all(book, title, now, fill, what, mem);
		end = workbook_close(book); /* it writes and frees, whatever came before */
		rc = rc == LXW_NO_ERROR ? end : rc;
	}
	if (rc == LXW_ERROR_MEMORY_MALLOC_FAILED)
		done = err_set(e, E_LIMIT, "%s", _("het werkblad is niet te maken"));
	else if (rc != LXW_NO_ERROR)
		done = err_set(e, E_IO, _("het werkblad is niet te schrijven: %s"), lxw_strerror(rc));
	if (done == 0)
		done = file_read(beside, GIB(1), mem, &bytes, e);
	if (done == 0)
		done = file_replace(path, bytes, e);
	(void)unlink(beside);
	return done;
}
