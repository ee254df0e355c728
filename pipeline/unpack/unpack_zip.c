/* SPDX-License-Identifier: EUPL-1.2 */
/* unpack_zip.c - the members of a ZIP file: the directory at its end names them, libarchive reads them. */
#include <archive.h>
#include <archive_entry.h>

#include "base/utf8.h"
#include "unpack/entry.h"
#include "unpack/names.h"
#include "unpack/shape.h"

#include "base/banned.h"

/*
 * The name as the archive means it.  Without the mark for UTF-8 it is CP437
 * (APPNOTE D.1), but macOS and Info-ZIP on Unix write UTF-8 and do not say so;
 * that a CP437 name of letters is valid UTF-8 by accident does not happen in Dutch.
 */
static struct str
name_of(struct unpacker *u, const struct shape_item *x, unsigned *notes_r)
{
	*notes_r = 0;
	if (x->utf8 || utf8_valid(x->name))
		return x->name;
	*notes_r = MEMBER_CP437;
	return names_cp437(u->mem, x->name);
}

/* Entry i of libarchive is item i of ours, or one of us reads another archive. */
static bool
same(struct archive_entry *entry, const struct shape_item *x)
{
	return archive_entry_filetype(entry) != AE_IFREG || !archive_entry_size_is_set(entry) ||
	    (uint64_t)archive_entry_size(entry) == x->size;
}

static void
read_members(struct unpacker *u, struct archive *a, const struct shape *sh)
{
	struct archive_entry *entry;
	enum unpack_state st = UNPACK_MORE;
	size_t i = 0;

	while (st != UNPACK_STOP && (st = entry_next(u, a, &entry)) == UNPACK_MORE) {
		const struct shape_item *x = &sh->items[i];
		unsigned notes;
		struct str name;

		if (i++ == sh->n || !same(entry, x)) {
			(void)unpack_stop(u, F_UNP_DISAGREES, str_of(_("aantal bestanden")), STR_NONE);
			return;
		}
		name = name_of(u, x, &notes);
		/* What is neither stored nor deflated may be a method that libarchive lacks. */
		st = entry_take(u, a, entry, name, notes, x->method == 0 || x->method == 8 ? F_UNP_LIES : F_UNP_BROKEN);
		if (st == UNPACK_SKIP)
			st = UNPACK_MORE;
	}
	if (st == UNPACK_SKIP && i != sh->n)
		(void)unpack_stop(u, F_UNP_DISAGREES, str_of(_("aantal bestanden")), STR_NONE);
}

void
unpack_zip(struct unpacker *u)
{
	struct archive *a;
	struct shape sh = { 0 };
	enum finding_code code;
	struct str arg;

	if (shape_read(u->bytes, u->mem, &sh, &code, &arg) != 0) {
		(void)unpack_stop(u, code, arg, STR_NONE);
		return;
	}
	if (sh.n == 0)
		return;
	a = archive_read_new();
	if (a == NULL || archive_read_support_format_zip_seekable(a) != ARCHIVE_OK ||
	    archive_read_open_memory(a, u->bytes.p, u->bytes.n) != ARCHIVE_OK)
		(void)unpack_stop(u, F_UNP_BROKEN, str_of(_("niet te openen")), STR_NONE);
	else
		read_members(u, a, &sh);
	if (a != NULL)
		(void)archive_read_free(a);
}
