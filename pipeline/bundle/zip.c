/* SPDX-License-Identifier: EUPL-1.2 */
/* zip.c - a ZIP whose bytes depend on names and contents only. */
#include "bundle/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>

#include "base/fd.h"

#include "base/banned.h"

#define BLOCK		(1 << 20)	/* bytes for one write(2) */

struct zip {
	struct archive		*a;
	struct archive_entry	*entry;
	struct arena		*mem;
	int			 fd;
	uint64_t		 left;	/* bytes that the entry still wants */
	struct err		 err;	/* of a write that failed inside libarchive */
};

static la_ssize_t
on_write(struct archive *a, void *data, const void *p, size_t n)
{
	struct zip *z = data;

	if (fd_write_all(z->fd, (struct str){ p, n }, &z->err) != 0) {
		archive_set_error(a, z->err.sys == 0 ? EIO : z->err.sys, "write");
		return -1;
	}
	return (la_ssize_t)n;
}

/* What libarchive could not do: our own write's error, or else its words. */
static int
failed(struct zip *z, struct err *e)
{
	if (z->err.kind != E_NONE) {
		*e = z->err;
		return -1;
	}
	return err_set(e, E_IO, _("archief schrijven: %s"), archive_error_string(z->a));
}

int
zip_begin(int fd, struct arena *mem, struct zip **z_r, struct err *e)
{
	struct zip *z = NEW(mem, struct zip, 1);

	z->fd = fd;
	z->mem = mem;
	z->a = archive_write_new();
	z->entry = archive_entry_new();
	must(z->a != NULL && z->entry != NULL);
	if (archive_write_set_format_zip(z->a) != ARCHIVE_OK ||
	    archive_write_zip_set_compression_store(z->a) != ARCHIVE_OK ||
	    archive_write_set_bytes_per_block(z->a, BLOCK) != ARCHIVE_OK ||
	    archive_write_set_bytes_in_last_block(z->a, 1) != ARCHIVE_OK ||
	    archive_write_open(z->a, z, NULL, on_write, NULL) != ARCHIVE_OK) {
		(void)failed(z, e);
		zip_drop(z);
		return -1;
	}
	*z_r = z;
	return 0;
}

int
zip_entry(struct zip *z, struct str name, uint64_t size, struct err *e)
{
	must(z->left == 0 && size <= INT64_MAX);
	(void)archive_entry_clear(z->entry);
	archive_entry_set_pathname(z->entry, str_c(z->mem, name));
	archive_entry_set_filetype(z->entry, AE_IFREG);
	archive_entry_set_perm(z->entry, 0644);
	archive_entry_set_size(z->entry, (la_int64_t)size);
	/*
	 * No time is set: libarchive writes DOS times in the zone of the machine,
	 * but raises what lies before 1980 to 1980-01-01 00:00 in any zone.
	 */
	if (archive_write_header(z->a, z->entry) != ARCHIVE_OK)
		return failed(z, e);
	z->left = size;
	return 0;
}

int
zip_add(struct zip *z, struct str bytes, struct err *e)
{
	must(bytes.n <= z->left);
	z->left -= bytes.n;
	while (bytes.n != 0) {
		la_ssize_t n = archive_write_data(z->a, bytes.p, bytes.n);

		if (n <= 0)
			return failed(z, e);
		bytes = str_from(bytes, (size_t)n);
	}
	return 0;
}

int
zip_end(struct zip *z, struct err *e)
{
	must(z->left == 0);
	return archive_write_close(z->a) == ARCHIVE_OK ? 0 : failed(z, e);
}

void
zip_drop(struct zip *z)
{
	if (z == NULL)
		return;
	archive_entry_free(z->entry);
	(void)archive_write_free(z->a);
}
