/* SPDX-License-Identifier: EUPL-1.2 */
/* packer.c - an archive whose bytes depend on names and contents only: a ZIP, or a tar under Zstandard. */
#include "bundle/packer.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <zlib.h>

#include "base/fd.h"

#include "base/banned.h"

#define BLOCK		(1 << 16)	/* bytes for one write(2); more than that is written from where it stands, with no copy */
#define DEFLATE_LEVEL	6		/* zlib's own default: beyond it time grows faster than what is saved */
#define ZSTD_LEVEL	"9"		/* the last that needs less than 64 MiB; single-threaded 50 MiB/s */
#define PAYS_TENTHS	9		/* deflated when at most so many tenths remain */
#define WINDOW_BITS	(-15)		/* raw deflate, as ZIP has it */
#define MEMORY_LEVEL	8
#define FIRST_MOMENT	315532800	/* 1980-01-01T00:00:00Z */

struct packer {
	enum packing		 kind;
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
	struct packer *k = data;

	if (fd_write_all(k->fd, (struct str){ p, n }, &k->err) != 0) {
		archive_set_error(a, k->err.sys == 0 ? EIO : k->err.sys, "write");
		return -1;
	}
	return (la_ssize_t)n;
}

/* What libarchive could not do: our own write's error, or else its words. */
static int
failed(struct packer *k, struct err *e)
{
	if (k->err.kind != E_NONE) {
		*e = k->err;
		return -1;
	}
	return err_set(e, E_IO, _("archief schrijven: %s"), archive_error_string(k->a));
}

static int
begin_zip(struct archive *a)
{
	const char level[] = { '0' + DEFLATE_LEVEL, '\0' };

	return archive_write_set_format_zip(a) == ARCHIVE_OK &&
		archive_write_set_format_option(a, "zip", "compression-level", level) == ARCHIVE_OK ?
	    0 :
	    -1;
}

/* No option asks for threads: with them the frames would depend on how many there are. */
static int
begin_tar_zst(struct archive *a)
{
	return archive_write_set_format_pax_restricted(a) == ARCHIVE_OK &&
		archive_write_add_filter_zstd(a) == ARCHIVE_OK &&
		archive_write_set_filter_option(a, "zstd", "compression-level", ZSTD_LEVEL) == ARCHIVE_OK ?
	    0 :
	    -1;
}

static int (*const begins[PACK__COUNT])(struct archive *) = { [PACK_ZIP] = begin_zip, [PACK_TAR_ZST] = begin_tar_zst };

int
packer_begin(enum packing kind, int fd, struct arena *mem, struct packer **k_r, struct err *e)
{
	struct packer *k = NEW(mem, struct packer, 1);

	k->kind = kind;
	k->fd = fd;
	k->mem = mem;
	k->a = archive_write_new();
	k->entry = archive_entry_new();
	must(k->a != NULL && k->entry != NULL);
	if (begins[kind](k->a) != 0 || archive_write_set_bytes_per_block(k->a, BLOCK) != ARCHIVE_OK ||
	    archive_write_set_bytes_in_last_block(k->a, 1) != ARCHIVE_OK ||
	    archive_write_open(k->a, k, NULL, on_write, NULL) != ARCHIVE_OK) {
		(void)failed(k, e);
		packer_drop(k);
		return -1;
	}
	*k_r = k;
	return 0;
}

/* Is it worth the time of whoever opens it? */
static bool
shrinks(struct packer *k, struct str head)
{
	struct mark mark = arena_mark(k->mem);
	z_stream z = { .next_in = (Bytef *)(uintptr_t)head.p, .avail_in = (uInt)head.n };
	bool pays = false;

	if (head.n == 0)
		return false;
	must(deflateInit2(&z, DEFLATE_LEVEL, Z_DEFLATED, WINDOW_BITS, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) == Z_OK);
	z.avail_out = (uInt)(head.n * PAYS_TENTHS / 10);
	z.next_out = (Bytef *)arena_alloc(k->mem, z.avail_out + 1, 1);
	pays = z.avail_out != 0 && deflate(&z, Z_FINISH) == Z_STREAM_END;
	(void)deflateEnd(&z);
	arena_rewind(k->mem, mark);
	return pays;
}

int
packer_entry(struct packer *k, struct str name, uint64_t size, struct str head, struct err *e)
{
	must(k->left == 0 && size <= INT64_MAX && head.n <= size && head.n <= PACKER_HEAD);
	if (k->kind == PACK_ZIP &&
	    (shrinks(k, head) ? archive_write_zip_set_compression_deflate(k->a) :
				archive_write_zip_set_compression_store(k->a)) != ARCHIVE_OK)
		return failed(k, e);
	(void)archive_entry_clear(k->entry);
	archive_entry_set_pathname(k->entry, str_c(k->mem, name));
	archive_entry_set_filetype(k->entry, AE_IFREG);
	archive_entry_set_perm(k->entry, 0644);
	archive_entry_set_size(k->entry, (la_int64_t)size);
	/*
	 * In a ZIP no time is set: libarchive writes DOS times in the zone of the
	 * machine, but raises what lies before 1980 to 1980-01-01 00:00 in any zone.
	 */
	if (k->kind != PACK_ZIP)
		archive_entry_set_mtime(k->entry, FIRST_MOMENT, 0);
	if (archive_write_header(k->a, k->entry) != ARCHIVE_OK)
		return failed(k, e);
	k->left = size;
	return 0;
}

int
packer_add(struct packer *k, struct str bytes, struct err *e)
{
	must(bytes.n <= k->left);
	k->left -= bytes.n;
	while (bytes.n != 0) {
		la_ssize_t n = archive_write_data(k->a, bytes.p, bytes.n);

		if (n <= 0)
			return failed(k, e);
		bytes = str_from(bytes, (size_t)n);
	}
	return 0;
}

int
packer_end(struct packer *k, struct err *e)
{
	must(k->left == 0);
	return archive_write_close(k->a) == ARCHIVE_OK ? 0 : failed(k, e);
}

void
packer_drop(struct packer *k)
{
	if (k == NULL)
		return;
	archive_entry_free(k->entry);
	(void)archive_write_free(k->a);
}
