/* SPDX-License-Identifier: EUPL-1.2 */
/* zips.h - ZIP files made on the fly: packages, workbooks. */
#ifndef TESTS_ZIPS_H
#define TESTS_ZIPS_H

#include "rig.h"

#include <archive.h>
#include <archive_entry.h>

struct member {
	const char	*name;
	struct str	 bytes;
};

static UNUSED struct str
zip_in(struct arena *arena, const struct member *m, size_t n)
{
	struct archive *a = archive_write_new();
	size_t used = 0, cap = 1 << 20;
	char *out;

	for (size_t i = 0; i < n; i++)
		cap += m[i].bytes.n + 1024;
	out = NEW(arena, char, cap);
	assert_int_equal(archive_write_set_format_zip(a), ARCHIVE_OK);
	assert_int_equal(archive_write_open_memory(a, out, cap, &used), ARCHIVE_OK);
	for (size_t i = 0; i < n; i++) {
		struct archive_entry *entry = archive_entry_new();

		archive_entry_set_pathname(entry, m[i].name);
		archive_entry_set_filetype(entry, AE_IFREG);
		archive_entry_set_perm(entry, 0644);
		archive_entry_set_size(entry, (la_int64_t)m[i].bytes.n);
		assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
		assert_int_equal(archive_write_data(a, m[i].bytes.p, m[i].bytes.n), m[i].bytes.n);
		archive_entry_free(entry);
	}
	assert_int_equal(archive_write_close(a), ARCHIVE_OK);
	(void)archive_write_free(a);
	return (struct str){ out, used };
}

#endif
