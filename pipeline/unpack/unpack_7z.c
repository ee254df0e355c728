/* SPDX-License-Identifier: EUPL-1.2 */
/* unpack_7z.c - the members of a 7z archive. */
#include <archive.h>
#include <archive_entry.h>

#include "unpack/entry.h"

#include "base/banned.h"

#define HEAD_SIZE	32u		/* signature header (7zFormat.txt): where the directory lies */

static uint64_t
num64(struct str s, size_t at)
{
	uint64_t v = 0;

	for (size_t i = 8; i-- != 0;)
		v = v << 8 | (unsigned char)s.p[at + i];
	return v;
}

/* The archive ends where its directory ends, and that is where the file ends. */
static bool
whole(struct unpacker *u)
{
	uint64_t at, size, rest;

	if (u->bytes.n < HEAD_SIZE) {
		(void)unpack_stop(u, F_UNP_BROKEN, str_of(_("geen inhoudsopgave")), STR_NONE);
		return false;
	}
	at = num64(u->bytes, 12);
	size = num64(u->bytes, 20);
	rest = u->bytes.n - HEAD_SIZE;
	if (at > rest || size > rest - at) {
		(void)unpack_stop(u, F_UNP_BROKEN, str_of(_("geen inhoudsopgave")), STR_NONE);
		return false;
	}
	if (at + size == rest)
		return true;
	(void)unpack_stop(u, F_UNP_STOWAWAY, str_fmt(u->mem, "%llu", (unsigned long long)(rest - at - size)), STR_NONE);
	return false;
}

void
unpack_7z(struct unpacker *u)
{
	struct archive_entry *entry;
	enum unpack_state st = UNPACK_MORE;
	struct archive *a;

	if (!whole(u))
		return;
	a = archive_read_new();
	if (a == NULL || archive_read_support_format_7zip(a) != ARCHIVE_OK ||
	    archive_read_open_memory(a, u->bytes.p, u->bytes.n) != ARCHIVE_OK)
		(void)unpack_stop(u, F_UNP_BROKEN, str_of(_("niet te openen")), STR_NONE);
	else {
		while (st != UNPACK_STOP && entry_next(u, a, &entry) == UNPACK_MORE)
			st = entry_take(u, a, entry, entry_path(entry), 0, F_UNP_LIES);
	}
	if (a != NULL)
		(void)archive_read_free(a);
}
