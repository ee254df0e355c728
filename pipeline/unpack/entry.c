/* SPDX-License-Identifier: EUPL-1.2 */
/* entry.c - an entry of an archive as libarchive gives it, made a member. */
#include "unpack/entry.h"

#include <archive.h>
#include <archive_entry.h>

#include "base/banned.h"

enum unpack_state
entry_next(struct unpacker *u, struct archive *a, struct archive_entry **entry_r)
{
	int rc = archive_read_next_header(a, entry_r);

	if (rc == ARCHIVE_OK || (rc == ARCHIVE_WARN && entry_path(*entry_r).n == 0))
		return UNPACK_MORE;
	if (rc == ARCHIVE_EOF)
		return UNPACK_SKIP;
	/* A directory that is encrypted itself names nobody. */
	if (archive_read_has_encrypted_entries(a) > 0)
		return unpack_stop(u, F_UNP_PASSWORD, u->name, STR_NONE);
	return unpack_stop(u, F_UNP_BROKEN, str_fmt(u->mem, _("bij bestand %zu"), u->seen + 1), STR_NONE);
}

struct str
entry_path(struct archive_entry *entry)
{
	struct str s = str_of(archive_entry_pathname(entry));

	return s.n != 0 ? s : str_of(archive_entry_pathname_utf8(entry));
}

/* What is no plain file, or none that we can read. */
static bool
refused(struct archive_entry *entry, enum finding_code *code_r)
{
	if (archive_entry_hardlink(entry) != NULL)
		*code_r = F_UNP_HARDLINK;
	else if (archive_entry_filetype(entry) == AE_IFLNK || archive_entry_symlink(entry) != NULL)
		*code_r = F_UNP_SYMLINK;
	else if (archive_entry_filetype(entry) != AE_IFREG)
		*code_r = F_UNP_DEVICE;
	else if (archive_entry_sparse_count(entry) > 0)
		*code_r = F_UNP_SPARSE;
	else if (archive_entry_is_encrypted(entry) > 0)
		*code_r = F_UNP_PASSWORD;
	else
		return false;
	return true;
}

/* All its bytes.  A hole between two blocks was never in the archive. */
static enum unpack_state
read_bytes(struct unpacker *u, struct archive *a, struct archive_entry *entry, enum finding_code unread)
{
	la_int64_t at = 0;
	uint64_t sum = 0;
	const void *p;
	size_t n = 0;
	int rc;

	while ((rc = archive_read_data_block(a, &p, &n, &at)) == ARCHIVE_OK) {
		if (n == 0)
			continue;
		if ((uint64_t)at != sum) {
			unpack_member_drop(u, F_UNP_SPARSE);
			return UNPACK_SKIP;
		}
		sum += n;
		if (unpack_member_bytes(u, (struct str){ p, n }) == UNPACK_STOP)
			return UNPACK_STOP;
	}
	if (rc != ARCHIVE_EOF || (archive_entry_size_is_set(entry) && (uint64_t)archive_entry_size(entry) != sum)) {
		unpack_member_drop(u, unread);
		u->stopped |= rc == ARCHIVE_FATAL;
		return rc == ARCHIVE_FATAL ? UNPACK_STOP : UNPACK_SKIP;
	}
	unpack_member_end(u);
	return UNPACK_MORE;
}

enum unpack_state
entry_take(struct unpacker *u, struct archive *a, struct archive_entry *entry, struct str path, unsigned notes,
    enum finding_code unread)
{
	enum finding_code code;
	enum unpack_state st;

	if (archive_entry_filetype(entry) == AE_IFDIR && archive_entry_hardlink(entry) == NULL) {
		if (archive_entry_size_is_set(entry) && archive_entry_size(entry) != 0)
			return unpack_stop(u, F_UNP_DISAGREES, str_of(_("een map met inhoud")), STR_NONE);
		return UNPACK_MORE;
	}
	if (refused(entry, &code)) {
		u->seen++;
		unpack_find(u, code, path, STR_NONE);
		return UNPACK_SKIP;
	}
	st = unpack_member_begin(u, path, notes);
	return st == UNPACK_MORE ? read_bytes(u, a, entry, unread) : st;
}
