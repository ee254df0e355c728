/* SPDX-License-Identifier: EUPL-1.2 */
/* parts.c - a ZIP package as plain text, so that its XML can be mutated. */
#include "parts.h"

#include <string.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/zip.h"

#include "base/banned.h"

#define PARTS_MOST	MIB(64)
#define MEMBERS_MOST	4096

static void
number(struct buf *b, uint64_t v, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_addc(b, (char)(unsigned char)(v >> (8 * i)));
}

/* APPNOTE 4.3.7 and 4.3.12: what the local and the central header share, from "version needed" to the lengths. */
static void
shared(struct buf *b, struct str name, struct str bytes)
{
	number(b, 20, 2);
	number(b, 0x800, 2); /* names are UTF-8 */
	number(b, 0, 2);     /* stored */
	number(b, 0x00210000, 4);
	number(b, crc32(0, (const unsigned char *)bytes.p, (unsigned)bytes.n), 4);
	number(b, bytes.n, 4);
	number(b, bytes.n, 4);
	number(b, name.n & 0xffff, 2);
	number(b, 0, 2);
}

static void
member(struct buf *local, struct buf *central, struct str name, struct str bytes)
{
	size_t at = local->n;

	name.n &= 0xffff;
	number(local, 0x04034b50, 4);
	shared(local, name, bytes);
	buf_add(local, name);
	buf_add(local, bytes);
	number(central, 0x02014b50, 4);
	number(central, 20, 2);
	shared(central, name, bytes);
	number(central, 0, 8); /* comment, disk, attributes inside and outside */
	number(central, 0, 2);
	number(central, at, 4);
	buf_add(central, name);
}

/* The next "@@ " line at or after from; s.n: none. */
static size_t
mark(struct str s, size_t from)
{
	while (from < s.n) {
		const char *nl;

		if (str_starts(str_from(s, from), S("@@ ")))
			return from;
		nl = memchr(s.p + from, '\n', s.n - from);
		from = nl == NULL ? s.n : (size_t)(nl - s.p) + 1;
	}
	return s.n;
}

bool
parts_next(struct str *rest, struct str *name_r, struct str *bytes_r)
{
	while (rest->n != 0) {
		size_t at = mark(*rest, 0), end = mark(*rest, at + 3);
		struct str all = str_sub(*rest, at + 3, end - at - 3);

		*rest = str_from(*rest, end);
		if (at == end || !str_next(&all, '\n', name_r))
			continue;
		/* The line end before the next mark belongs to the mark. */
		if (rest->n != 0 && all.n > 0)
			all.n--;
		*bytes_r = all;
		return true;
	}
	return false;
}

struct str
parts_pack(struct arena *mem, struct str parts)
{
	struct buf local, central;
	struct str name, bytes;
	size_t members = 0, central_n;

	buf_init(&local, mem, PARTS_MOST);
	buf_init(&central, mem, PARTS_MOST);
	while (members < MEMBERS_MOST && parts_next(&parts, &name, &bytes)) {
		member(&local, &central, name, bytes);
		members++;
	}
	central_n = central.n;
	number(&central, 0x06054b50, 4);
	number(&central, 0, 4);
	number(&central, members, 2);
	number(&central, members, 2);
	number(&central, central_n, 4);
	number(&central, local.n, 4);
	number(&central, 0, 2);
	buf_add(&local, buf_str(&central));
	return buf_str(&local);
}

static bool
is_dull(struct str name)
{
	static const char *const ends[] = { ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".ttf", ".odttf" };

	for (size_t i = 0; i < COUNT(ends); i++) {
		if (str_ends_nocase(name, str_of(ends[i])))
			return true;
	}
	return false;
}

struct str
parts_unpack(struct arena *mem, struct str bytes)
{
	static const struct zip_limits limits = { MEMBERS_MOST, PARTS_MOST, PARTS_MOST, 1000, PARTS_MOST };
	AUTO_ZIP z = zip_open(bytes, &limits, mem);
	struct str name, block;
	struct buf out;

	buf_init(&out, mem, PARTS_MOST);
	if (zip_check(z) != ZIP_END)
		return buf_str(&out);
	while (zip_next(z, &name) == ZIP_MORE) {
		if (is_dull(name))
			continue;
		buf_addf(&out, "@@ %.*s\n", STRF(name));
		while (zip_block(z, &block) == ZIP_MORE)
			buf_add(&out, block);
		buf_addc(&out, '\n');
	}
	return buf_str(&out);
}
