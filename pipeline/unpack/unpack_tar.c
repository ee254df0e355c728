/* SPDX-License-Identifier: EUPL-1.2 */
/* unpack_tar.c - the members of a tar archive, compressed or not, and the one file of a bare gzip, xz, zstd or bzip2. */
#include <archive.h>
#include <archive_entry.h>
#include <zlib.h>

#include "base/path.h"
#include "unpack/entry.h"

#include "base/banned.h"

#define PADDING_MOST	MIB(8)		/* zeros after a tar: a tape block of the largest size that GNU tar takes */
#define GZIP_AT_ONCE	((size_t)64 << 10)
#define FILTERS_MOST	2		/* one compression, and the bytes themselves */

static const struct { const char *type; int (*support)(struct archive *); const char *extensions; } filters[] = {
	{ "application/x-tar", NULL, "" },
	{ "application/gzip", archive_read_support_filter_gzip, "gz" },
	{ "application/x-xz", archive_read_support_filter_xz, "xz" },
	{ "application/zstd", archive_read_support_filter_zstd, "zst" },
	{ "application/x-bzip2", archive_read_support_filter_bzip2, "bz2" },
};

static size_t
filter_of(const struct unpacker *u)
{
	for (size_t i = 1; i < COUNT(filters); i++) {
		if (str_eq(u->r->doc.media_type, str_of(filters[i].type)))
			return i;
	}
	return 0;
}

/* tar: with the tar reader, or only what the filter gives.  NULL: it cannot be opened. */
static struct archive *
open_as(struct unpacker *u, bool tar)
{
	struct archive *a = archive_read_new();
	size_t f = filter_of(u);

	if (a != NULL && (filters[f].support == NULL || filters[f].support(a) == ARCHIVE_OK) &&
	    (!tar || archive_read_support_format_tar(a) == ARCHIVE_OK) &&
	    (tar || archive_read_support_format_raw(a) == ARCHIVE_OK) &&
	    archive_read_open_memory(a, u->bytes.p, u->bytes.n) == ARCHIVE_OK)
		return a;
	if (a != NULL)
		(void)archive_read_free(a);
	return NULL;
}

/* A compression in a compression would be an archive in an archive that nobody counts. */
static enum unpack_state
one_filter(struct unpacker *u, struct archive *a)
{
	return archive_filter_count(a) <= FILTERS_MOST ? UNPACK_MORE : unpack_stop(u, F_UNP_TOO_DEEP, S("1"), STR_NONE);
}

/* The checksums of a gzip file, which libarchive 3.6 reads past; its size is known to be within the limits. */
static bool
gzip_whole(struct str s)
{
	unsigned char out[GZIP_AT_ONCE];
	z_stream z = { .next_in = (Bytef *)(uintptr_t)s.p, .avail_in = (uInt)s.n };
	int rc = inflateInit2(&z, MAX_WBITS + 16); /* gzip only */

	while (rc == Z_OK || (rc == Z_STREAM_END && z.avail_in != 0 && inflateReset(&z) == Z_OK)) {
		z.next_out = out;
		z.avail_out = sizeof out;
		rc = inflate(&z, Z_NO_FLUSH);
	}
	(void)inflateEnd(&z);
	return rc == Z_STREAM_END && z.avail_in == 0;
}

/* All that lies in the file was read by the filter; what follows its last stream is none of it. */
static void
check_end(struct unpacker *u, struct archive *a)
{
	la_int64_t used = archive_filter_bytes(a, -1);

	if (!u->stopped && used >= 0 && (uint64_t)used < u->bytes.n)
		(void)unpack_stop(u, F_UNP_STOWAWAY,
		    str_fmt(u->mem, "%llu", (unsigned long long)(u->bytes.n - (uint64_t)used)), STR_NONE);
	if (!u->stopped && str_eq(u->r->doc.media_type, S("application/gzip")) && !gzip_whole(u->bytes))
		(void)unpack_stop(u, F_UNP_LIES, u->name, STR_NONE);
}

/* --- after the end of a tar ----------------------------------------------------------- */

/* After the last entry come zeros, and nothing else: a second archive behind the first shows in other programs. */
static void
check_rest(struct unpacker *u, uint64_t used)
{
	struct archive *a = open_as(u, false);
	struct archive_entry *entry;
	uint64_t seen = 0, stray = 0;
	const void *p;
	la_int64_t at;
	size_t n;
	int rc;

	if (a == NULL || archive_read_next_header(a, &entry) != ARCHIVE_OK) {
		(void)unpack_stop(u, F_UNP_BROKEN, str_of(_("niet te openen")), STR_NONE);
		(void)archive_read_free(a);
		return;
	}
	while ((rc = archive_read_data_block(a, &p, &n, &at)) == ARCHIVE_OK && seen < used + PADDING_MOST) {
		for (size_t i = 0; i < n; i++)
			stray += seen + i >= used && ((const char *)p)[i] != 0;
		seen += n;
	}
	if (rc == ARCHIVE_OK)
		(void)unpack_stop(u, F_UNP_STOWAWAY, S("> 8 MiB"), STR_NONE);
	else if (rc != ARCHIVE_EOF)
		(void)unpack_stop(u, F_UNP_BROKEN, str_of(_("aan het einde")), STR_NONE);
	else if (stray != 0)
		(void)unpack_stop(u, F_UNP_STOWAWAY, str_fmt(u->mem, "%llu", (unsigned long long)stray), STR_NONE);
	else
		check_end(u, a);
	(void)archive_read_free(a);
}

/* --- one file ------------------------------------------------------------------------------ */

/* brief.txt.gz holds brief.txt; what has no such ending keeps its name. */
static struct str
name_inside(const struct unpacker *u)
{
	struct str ext = path_ext(u->name);

	if (str_eq_nocase(ext, S("tgz")))
		return str_fmt(u->mem, "%.*s.tar", (int)(u->name.n - ext.n - 1), u->name.p);
	if (ext.n != 0 && ext.n + 1 < u->name.n && str_eq_nocase(ext, str_of(filters[filter_of(u)].extensions)))
		return str_sub(u->name, 0, u->name.n - ext.n - 1);
	return u->name;
}

static void
read_single(struct unpacker *u)
{
	struct archive *a = open_as(u, false);
	struct archive_entry *entry;

	if (a == NULL)
		(void)unpack_stop(u, F_UNP_BROKEN, str_of(_("niet te openen")), STR_NONE);
	else if (entry_next(u, a, &entry) == UNPACK_MORE && one_filter(u, a) == UNPACK_MORE &&
	    entry_take(u, a, entry, name_inside(u), 0, F_UNP_LIES) == UNPACK_MORE)
		check_end(u, a);
	if (a != NULL)
		(void)archive_read_free(a);
}

/* --- a tar ------------------------------------------------------------------------------------ */

/* False: it is no tar.  To the tar reader a file of zeros is one without members. */
static bool
read_tar(struct unpacker *u)
{
	struct archive *a = open_as(u, true);
	struct archive_entry *entry;
	enum unpack_state st = UNPACK_MORE, next = UNPACK_STOP;
	bool any = false;

	while (a != NULL && st != UNPACK_STOP && (next = entry_next(u, a, &entry)) == UNPACK_MORE) {
		any = true;
		st = one_filter(u, a) == UNPACK_MORE ? entry_take(u, a, entry, entry_path(entry), 0, F_UNP_LIES) :
						       UNPACK_STOP;
	}
	if (any && st != UNPACK_STOP && next == UNPACK_SKIP)
		check_rest(u, (uint64_t)archive_filter_bytes(a, 0));
	if (a != NULL)
		(void)archive_read_free(a);
	return any || u->stopped;
}

void
unpack_tar(struct unpacker *u)
{
	if (read_tar(u))
		return;
	if (filter_of(u) != 0)
		read_single(u);
	else
		(void)unpack_stop(u, F_UNP_BROKEN, str_of(_("geen inhoudsopgave")), STR_NONE);
}
