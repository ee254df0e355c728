/* SPDX-License-Identifier: EUPL-1.2 */
/* zip.c - the members of a ZIP file in memory, under limits that hostile files cannot pass. */
#include "base/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/banned.h"

/*
 * Gate facts 8.4, smaller where text allows: the largest real document.xml we
 * know has 40 MB, and the 64 MB of text that a document may have stay below
 * 512 MB in mark-up.
 */
const struct zip_limits zip_package = { .members = 10000, .member = (uint64_t)128 << 20, .total = (uint64_t)512 << 20,
	.ratio = 200, .ratio_from = (uint64_t)10 << 20 };

struct zip {
	struct arena		*mem;
	struct str		 bytes;
	struct zip_limits	 limits;
	struct archive		*a;	/* NULL: could not be opened */
	size_t			 seen;	/* entries since the start */
	uint64_t		 inflated, in_member;
};

static void
shut(struct zip *z)
{
	if (z->a != NULL)
		(void)archive_read_free(z->a);
	z->a = NULL;
}

void
zip_rewind(struct zip *z)
{
	shut(z);
	z->seen = 0;
	z->a = archive_read_new();
	if (z->a == NULL || archive_read_support_format_zip_seekable(z->a) != ARCHIVE_OK ||
	    archive_read_open_memory(z->a, z->bytes.p, z->bytes.n) != ARCHIVE_OK)
		shut(z);
}

struct zip *
zip_open(struct str bytes, const struct zip_limits *limits, struct arena *mem)
{
	struct zip *z = NEW(mem, struct zip, 1);

	*z = (struct zip){ .mem = mem, .bytes = bytes, .limits = *limits };
	zip_rewind(z);
	return z;
}

void
zip_close(struct zip *z)
{
	if (z != NULL)
		shut(z);
}

/* The next entry, folders too; a name is not copied. */
static enum zip_state
entry_next(struct zip *z, struct archive_entry **entry_r, struct str *name_r)
{
	mode_t type;
	int rc;

	if (z->a == NULL)
		return ZIP_BROKEN;
	rc = archive_read_next_header(z->a, entry_r);
	if (rc == ARCHIVE_EOF)
		return ZIP_END;
	if (rc != ARCHIVE_OK)
		return ZIP_BROKEN;
	if (z->seen++ == z->limits.members)
		return ZIP_TOO_MUCH;
	*name_r = str_of(archive_entry_pathname_utf8(*entry_r));
	if (name_r->n == 0)
		return ZIP_BROKEN;
	type = archive_entry_filetype(*entry_r);
	if (type != AE_IFREG && type != AE_IFDIR)
		return ZIP_BROKEN;
	if (archive_entry_is_encrypted(*entry_r))
		return ZIP_LOCKED;
	return ZIP_MORE;
}

static int
by_name(const void *a, const void *b)
{
	const struct str *x = a, *y = b;
	size_t n = x->n < y->n ? x->n : y->n;
	int d = strncasecmp(x->p, y->p, n);

	return d != 0 ? d : (x->n > y->n) - (x->n < y->n);
}

/* Names are compared without regard to ASCII case, as OPC does (ISO/IEC 29500-2 6.2.2.3). */
enum zip_state
zip_check(struct zip *z)
{
	struct archive_entry *entry;
	enum zip_state st;
	struct str name, *names = NULL;
	size_t n = 0, cap = 0;

	while ((st = entry_next(z, &entry, &name)) == ZIP_MORE)
		*PUSH(z->mem, names, n, cap) = str_dup(z->mem, name);
	if (st != ZIP_END)
		return st;
	if (n > 1)
		qsort(names, n, sizeof *names, by_name);
	for (size_t i = 1; i < n; i++) {
		if (by_name(&names[i - 1], &names[i]) == 0)
			return ZIP_TWICE;
	}
	zip_rewind(z);
	return ZIP_END;
}

enum zip_state
zip_next(struct zip *z, struct str *name_r)
{
	struct archive_entry *entry;
	enum zip_state st;
	struct str name;

	do
		st = entry_next(z, &entry, &name);
	while (st == ZIP_MORE && archive_entry_filetype(entry) == AE_IFDIR);
	z->in_member = 0;
	if (st == ZIP_MORE)
		*name_r = str_dup(z->mem, name);
	return st;
}

enum zip_state
zip_block(struct zip *z, struct str *block_r)
{
	const struct zip_limits *l = &z->limits;
	const void *p;
	size_t n;
	la_int64_t at;
	int rc;

	do
		rc = archive_read_data_block(z->a, &p, &n, &at);
	while (rc == ARCHIVE_OK && n == 0);
	if (rc == ARCHIVE_EOF)
		return ZIP_END;
	if (rc != ARCHIVE_OK)
		return ZIP_BROKEN;
	z->in_member += n;
	z->inflated += n;
	if (z->in_member > l->member || z->inflated > l->total ||
	    (z->inflated > l->ratio_from && z->inflated / l->ratio > z->bytes.n))
		return ZIP_TOO_MUCH;
	*block_r = (struct str){ p, n };
	return ZIP_MORE;
}
