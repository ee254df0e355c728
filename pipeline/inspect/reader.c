/* SPDX-License-Identifier: EUPL-1.2 */
/* reader.c - what lies in a bag, one after the other: in a folder or in an archive, the same for who asks. */
#include "inspect/reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"
#include "inspect/inspect.h"

#include "base/banned.h"

#define AT_ONCE		((size_t)256 << 10)
#define LISTING_MOST	((size_t)(INSPECT_NAMES_MOST + 2 * (uint64_t)INSPECT_FILES_MOST + KIB(64)))

struct reader {
	const struct job *job;
	struct arena	*mem;
	bool		 packed;
	struct str	 name;
	struct str	 listing, rest;	/* A_RUN; what is left of it */
	int		 index;		/* of the item under way in the listing */
	int		 fd;		/* its bytes, or the archive; -1: not open */
	uint64_t	 at;		/* bytes of the item that were given */
	char		*buf;
	struct archive	*a;
	uint64_t	 size, out;	/* bytes of the archive; that came out of it in this pass */
	const char	*why;
};

/* --- opening ------------------------------------------------------------------------ */

static bool
next_listed(struct reader *r, char *kind_r, struct str *name_r)
{
	struct str item;

	if (!str_next(&r->rest, '\0', &item) || item.n < 1)
		return false;
	*kind_r = item.p[0];
	*name_r = str_from(item, 1);
	r->index++;
	return true;
}

int
reader_open(const struct job *job, struct arena *mem, struct reader **r_r, struct err *e)
{
	struct reader *r = NEW(mem, struct reader, 1);
	struct str name;
	AUTO_FD fd = -1;
	char kind = 0;

	*r = (struct reader){ .job = job, .mem = mem, .fd = -1, .index = -1 };
	if (job_open(job, DOC_NONE, A_RUN, &fd, e) != 0 || fd_read_all(fd, LISTING_MOST, mem, &r->listing, e) != 0)
		return -1;
	r->rest = r->listing;
	if (!next_listed(r, &kind, &name) || (kind != 'a' && kind != 'm'))
		return err_set(e, E_BUG, "%s", _("de lijst van wat er is klopt niet"));
	r->packed = kind == 'a';
	r->name = path_base(name);
	r->buf = arena_alloc(mem, AT_ONCE, 1);
	*r_r = r;
	return 0;
}

static void
shut(struct reader *r)
{
	if (r->a != NULL)
		(void)archive_read_free(r->a);
	r->a = NULL;
	auto_close(&r->fd);
	r->fd = -1;
}

void
reader_close(struct reader *r)
{
	if (r != NULL)
		shut(r);
}

bool
reader_packed(const struct reader *r)
{
	return r->packed;
}

struct str
reader_name(const struct reader *r)
{
	return r->name;
}

const char *
reader_why(const struct reader *r)
{
	return r->why;
}

static enum reader_state
unread(struct reader *r, const char *why)
{
	r->why = why;
	return READER_UNREAD;
}

/* What cannot be opened or read is the bag's; that the supervisor is gone is the machine's. */
static enum reader_state
not_opened(struct reader *r, struct err *e)
{
	if (e->kind != E_IO)
		return READER_FAILED;
	return unread(r, str_c(r->mem, str_of(e->msg)));
}

/* Only formats and filters that have no program of their own behind them; of a ZIP only what its directory names. */
static enum reader_state
open_archive(struct reader *r, struct err *e)
{
	static int (*const support[])(struct archive *) = { archive_read_support_format_zip_seekable,
		archive_read_support_format_tar, archive_read_support_format_7zip, archive_read_support_filter_gzip,
		archive_read_support_filter_bzip2, archive_read_support_filter_xz, archive_read_support_filter_zstd };
	struct stat st;

	if (job_open(r->job, 0, A_ORIGINAL, &r->fd, e) != 0)
		return not_opened(r, e);
	if (fstat(r->fd, &st) != 0 || lseek(r->fd, 0, SEEK_SET) != 0)
		return unread(r, err_text(errno));
	r->size = st.st_size < 0 ? 0 : (uint64_t)st.st_size;
	r->a = archive_read_new();
	must(r->a != NULL);
	for (size_t i = 0; i < COUNT(support); i++)
		must(support[i](r->a) == ARCHIVE_OK);
	if (archive_read_open_fd(r->a, r->fd, AT_ONCE) != ARCHIVE_OK)
		return unread(r, _("geen ZIP, tar of 7z"));
	return READER_MORE;
}

enum reader_state
reader_rewind(struct reader *r, struct err *e)
{
	char kind;
	struct str name;

	shut(r);
	r->rest = r->listing;
	r->index = -1;
	r->out = 0;
	must(next_listed(r, &kind, &name));
	return r->packed ? open_archive(r, e) : READER_MORE;
}

/* --- a folder ------------------------------------------------------------------------ */

static enum reader_state
next_in_folder(struct reader *r, struct reader_item *item)
{
	char kind;

	auto_close(&r->fd);
	r->fd = -1;
	if (!next_listed(r, &kind, &item->path))
		return READER_END;
	item->kind = kind == 'f' ? READER_FILE : kind == 'd' ? READER_FOLDER : READER_OTHER;
	return READER_MORE;
}

static enum reader_state
bytes_in_folder(struct reader *r, struct str *s_r, struct err *e)
{
	ssize_t n;

	if (r->fd < 0 && job_open(r->job, r->index, A_ORIGINAL, &r->fd, e) != 0)
		return not_opened(r, e);
	do
		n = pread(r->fd, r->buf, AT_ONCE, (off_t)r->at);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return unread(r, err_text(errno));
	*s_r = (struct str){ r->buf, (size_t)n };
	r->at += (uint64_t)n;
	return n == 0 ? READER_END : READER_MORE;
}

/* --- an archive ------------------------------------------------------------------------ */

/* What was skipped came out of the compression all the same. */
static enum reader_state
judge_size(struct reader *r)
{
	la_int64_t filtered = archive_filter_bytes(r->a, 0);
	uint64_t out = filtered > 0 && (uint64_t)filtered > r->out ? (uint64_t)filtered : r->out;

	r->why = out > INSPECT_BYTES_MOST ? _("1 TiB aan inhoud") : _("1100 keer de grootte van het archief");
	return out > INSPECT_BYTES_MOST || (out > INSPECT_RATIO_FROM && out / INSPECT_RATIO_MOST > r->size) ?
	    READER_TOO_MUCH :
	    READER_MORE;
}

static enum reader_state
next_in_archive(struct reader *r, struct reader_item *item)
{
	struct archive_entry *entry;
	int rc = archive_read_next_header(r->a, &entry);

	if (rc == ARCHIVE_EOF)
		return READER_END;
	if (archive_read_has_encrypted_entries(r->a) > 0)
		return unread(r, _("er zit een wachtwoord op"));
	if (rc != ARCHIVE_OK && rc != ARCHIVE_WARN)
		return unread(r, archive_format(r->a) == 0 ? _("geen ZIP, tar of 7z") : _("het archief is beschadigd"));
	item->path = str_of(archive_entry_pathname(entry));
	if (item->path.n == 0)
		item->path = str_of(archive_entry_pathname_utf8(entry));
	if (archive_entry_hardlink(entry) != NULL || archive_entry_symlink(entry) != NULL)
		item->kind = READER_OTHER;
	else if (archive_entry_filetype(entry) == AE_IFDIR)
		item->kind = READER_FOLDER;
	else
		item->kind = archive_entry_filetype(entry) == AE_IFREG ? READER_FILE : READER_OTHER;
	return judge_size(r);
}

static enum reader_state
bytes_in_archive(struct reader *r, struct str *s_r)
{
	const void *p;
	la_int64_t at = 0;
	size_t n = 0;
	int rc;

	do
		rc = archive_read_data_block(r->a, &p, &n, &at);
	while (rc == ARCHIVE_OK && n == 0);
	if (rc == ARCHIVE_EOF)
		return READER_END;
	if (rc != ARCHIVE_OK)
		return unread(r, _("het archief is beschadigd"));
	/* A hole between two blocks was never in the archive: other programs fill it with zeros. */
	if ((uint64_t)at != r->at)
		return unread(r, _("een bestand met gaten"));
	r->at += n;
	r->out += n;
	*s_r = (struct str){ p, n };
	return judge_size(r);
}

enum reader_state
reader_next(struct reader *r, struct reader_item *item)
{
	r->at = 0;
	return r->packed ? next_in_archive(r, item) : next_in_folder(r, item);
}

enum reader_state
reader_bytes(struct reader *r, struct str *s_r, struct err *e)
{
	return r->packed ? bytes_in_archive(r, s_r) : bytes_in_folder(r, s_r, e);
}
