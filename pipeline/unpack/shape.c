/* SPDX-License-Identifier: EUPL-1.2 */
/* shape.c - what a ZIP file says of itself, compared with what is there. */
#include "unpack/shape.h"

#include <stdlib.h>
#include <zlib.h>

#include "base/utf8.h"
#include "unpack/limits.h"

#include "base/banned.h"

#define END_SIZE	22u		/* end record without its comment */
#define COMMENT_MOST	65535u
#define ENTRY_SIZE	46u		/* entry of the directory without its names */
#define LOCAL_SIZE	30u		/* local header without its names */
#define LOCATOR_SIZE	20u		/* where the end record of ZIP64 is */
#define END64_SIZE	56u
#define ENTRIES_MOST	(4u * UNPACK_MEMBERS_MOST)	/* folders too */
#define NONE16		0xffffu		/* it stands in the end record of ZIP64 */
#define NONE32		0xffffffffu	/* it stands in the ZIP64 field */

#define FLAG_LOCKED	0x0001u
#define FLAG_LATER	0x0008u		/* sizes and CRC follow the bytes */
#define FLAG_STRONG	0x0040u
#define FLAG_UTF8	0x0800u
#define FLAG_MASKED	0x2000u		/* the directory is encrypted */

struct reader {
	struct str	 s;
	struct arena	*mem;
	struct shape	*shape;
	enum finding_code code;
	struct str	 arg;
	uint64_t	 n, from, size, end;	/* the directory: entries, offset, bytes; where what ends it begins */
};

static uint64_t
num(struct str s, uint64_t at, unsigned bytes)
{
	uint64_t v = 0;

	must(at + bytes <= s.n);
	for (unsigned i = bytes; i-- != 0;)
		v = v << 8 | (unsigned char)s.p[at + i];
	return v;
}

static bool
is_at(struct str s, uint64_t at, const char sig[4])
{
	return at <= s.n && s.n - at >= 4 && str_eq(str_sub(s, (size_t)at, 4), (struct str){ sig, 4 });
}

static int
wrong(struct reader *r, enum finding_code code, struct str arg)
{
	r->code = code;
	r->arg = arg;
	return -1;
}

static int
disagrees(struct reader *r, const char *what)
{
	return wrong(r, F_UNP_DISAGREES, str_of(what));
}

static int
stowaway(struct reader *r, uint64_t bytes)
{
	return wrong(r, F_UNP_STOWAWAY, str_fmt(r->mem, "%llu", (unsigned long long)bytes));
}

/* --- the end record ------------------------------------------------------------------ */

/* Exactly one end record whose comment ends the file; two would be two directories. */
static int
find_end(struct reader *r, uint64_t *at_r)
{
	struct str s = r->s;
	uint64_t least = s.n > END_SIZE + COMMENT_MOST ? s.n - END_SIZE - COMMENT_MOST : 0, last = 0;
	size_t fits = 0;
	bool any = false;

	if (s.n < END_SIZE)
		return wrong(r, F_UNP_BROKEN, str_of(_("geen inhoudsopgave")));
	for (uint64_t at = s.n - END_SIZE + 1; at-- > least;) {
		uint64_t end;

		if (!is_at(s, at, "PK\5\6"))
			continue;
		end = at + END_SIZE + num(s, at + 20, 2);
		if (end == s.n) {
			*at_r = at;
			fits++;
		}
		if (!any && end < s.n)
			last = end;
		any = true;
	}
	if (fits == 1)
		return 0;
	if (fits > 1)
		return disagrees(r, _("twee slotrecords"));
	return any && last != 0 ? stowaway(r, s.n - last) : wrong(r, F_UNP_BROKEN, str_of(_("geen inhoudsopgave")));
}

/* A number that did not fit, or the same once more: who knows no ZIP64 must not find another directory. */
static bool
widens(uint64_t *narrow, uint64_t wide, uint64_t none)
{
	bool same = *narrow == none || *narrow == wide;

	*narrow = wide;
	return same;
}

/* Where ZIP64 says the same in wider numbers. */
static int
read_end64(struct reader *r, uint64_t locator)
{
	struct str s = r->s;
	uint64_t at = num(s, locator + 8, 8);

	if (at > locator || locator - at < END64_SIZE || !is_at(s, at, "PK\6\6") ||
	    num(s, at + 4, 8) != locator - at - 12 || num(s, at + 24, 8) != num(s, at + 32, 8) ||
	    !widens(&r->n, num(s, at + 32, 8), NONE16) || !widens(&r->size, num(s, at + 40, 8), NONE32) ||
	    !widens(&r->from, num(s, at + 48, 8), NONE32))
		return disagrees(r, _("slotrecord van ZIP64"));
	r->end = at;
	return 0;
}

static int
read_end(struct reader *r)
{
	struct str s = r->s;
	uint64_t at = 0;

	if (find_end(r, &at) != 0)
		return -1;
	r->n = num(s, at + 10, 2);
	r->size = num(s, at + 12, 4);
	r->from = num(s, at + 16, 4);
	r->end = at;
	if (num(s, at + 4, 2) != 0 || num(s, at + 6, 2) != 0 || num(s, at + 8, 2) != r->n)
		return disagrees(r, _("een deel van een reeks"));
	if (at >= LOCATOR_SIZE && is_at(s, at - LOCATOR_SIZE, "PK\6\7") && read_end64(r, at - LOCATOR_SIZE) != 0)
		return -1;
	if (r->size > r->end || r->from > r->end - r->size)
		return disagrees(r, _("plaats van de inhoudsopgave"));
	if (r->from + r->size != r->end)
		return stowaway(r, r->end - r->size - r->from);
	if (r->n > ENTRIES_MOST)
		return wrong(r, F_UNP_TOO_MANY, str_fmt(r->mem, "%u", UNPACK_MEMBERS_MOST));
	return 0;
}

/* --- the directory --------------------------------------------------------------------- */

/* Numbers that did not fit, in their fixed order. */
static int
read_wide(struct reader *r, struct str field, struct shape_item *x)
{
	uint64_t *const to[] = { &x->size, &x->packed, &x->at };
	uint64_t at = 0;

	for (size_t i = 0; i < COUNT(to); i++) {
		if (*to[i] != NONE32)
			continue;
		if (field.n - at < 8)
			return disagrees(r, _("maten van ZIP64"));
		*to[i] = num(field, at, 8);
		at += 8;
	}
	return 0;
}

/* The name in UTF-8 that stands beside the old one, when it is about that (APPNOTE 4.6.9). */
static void
read_unicode(struct str field, struct shape_item *x)
{
	struct str name = str_from(field, 5);

	if (x->utf8 || field.n <= 5 || field.p[0] != 1 || !utf8_valid(name) ||
	    num(field, 1, 4) != crc32(0, (const unsigned char *)x->name.p, (unsigned)x->name.n))
		return;
	x->name = name;
	x->utf8 = true;
}

static int
read_extra(struct reader *r, struct str extra, struct shape_item *x)
{
	bool wide = x->size == NONE32 || x->packed == NONE32 || x->at == NONE32;

	while (extra.n >= 4) {
		size_t n = (size_t)num(extra, 2, 2);
		struct str field = str_sub(extra, 4, n);

		if (field.n != n)
			return disagrees(r, _("extra velden"));
		if (num(extra, 0, 2) == 0x0001 && wide && read_wide(r, field, x) != 0)
			return -1;
		wide &= num(extra, 0, 2) != 0x0001;
		if (num(extra, 0, 2) == 0x7075)
			read_unicode(field, x);
		extra = str_from(extra, 4 + n);
	}
	return wide ? disagrees(r, _("maten van ZIP64")) : 0;
}

static int
read_item(struct reader *r, uint64_t *at, struct shape_item *x)
{
	struct str s = r->s;
	uint64_t names, extra, comment;

	if (r->end - *at < ENTRY_SIZE || !is_at(s, *at, "PK\1\2"))
		return disagrees(r, _("aantal bestanden"));
	names = num(s, *at + 28, 2);
	extra = num(s, *at + 30, 2);
	comment = num(s, *at + 32, 2);
	if (r->end - *at - ENTRY_SIZE < names + extra + comment)
		return disagrees(r, _("lengte van een naam"));
	*x = (struct shape_item){ .name = str_sub(s, (size_t)(*at + ENTRY_SIZE), (size_t)names),
		.flags = (unsigned)num(s, *at + 8, 2),
		.method = (unsigned)num(s, *at + 10, 2),
		.crc = (uint32_t)num(s, *at + 16, 4),
		.packed = num(s, *at + 20, 4),
		.size = num(s, *at + 24, 4),
		.at = num(s, *at + 42, 4) };
	x->utf8 = (x->flags & FLAG_UTF8) != 0;
	if ((x->flags & FLAG_MASKED) != 0)
		return wrong(r, F_UNP_PASSWORD, x->name);
	*at += ENTRY_SIZE + names + extra + comment;
	return read_extra(r, str_sub(s, (size_t)(*at - comment - extra), (size_t)extra), x);
}

static int
by_place(const void *a, const void *b)
{
	const struct shape_item *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

static int
read_directory(struct reader *r)
{
	struct shape *sh = r->shape;
	uint64_t at = r->from;

	sh->n = (size_t)r->n;
	sh->items = NEW(r->mem, struct shape_item, sh->n + 1);
	for (size_t i = 0; i < sh->n; i++) {
		if (read_item(r, &at, &sh->items[i]) != 0)
			return -1;
	}
	if (at != r->end)
		return disagrees(r, _("aantal bestanden"));
	if (sh->n > 1)
		qsort(sh->items, sh->n, sizeof *sh->items, by_place);
	return 0;
}

/* --- what is there ------------------------------------------------------------------------ */

/* Sizes and CRC after the bytes, with or without a mark, in four or eight bytes; how many bytes that is, 0: none of these. */
static uint64_t
later(struct str s, uint64_t at, const struct shape_item *x)
{
	for (unsigned mark = 2; mark-- != 0;) {
		for (unsigned wide = 4; wide <= 8; wide += 4) {
			uint64_t p = at + 4 * mark, n = 4 * mark + 4 + 2 * wide;

			if (at > s.n || s.n - at < n || (mark != 0 && !is_at(s, at, "PK\7\10")))
				continue;
			if (num(s, p, 4) == x->crc && num(s, p + 4, wide) == x->packed &&
			    num(s, p + 4 + wide, wide) == x->size)
				return n;
		}
	}
	return 0;
}

/* The sizes and CRC in the local header, where they must be there. */
static bool
same_sizes(struct str s, const struct shape_item *x)
{
	uint64_t packed = num(s, x->at + 18, 4), size = num(s, x->at + 22, 4);

	return num(s, x->at + 14, 4) == x->crc && (packed == x->packed || packed == NONE32) &&
	    (size == x->size || size == NONE32);
}

/* An entry at its place; *at is where it must begin, and becomes where it ends. */
static int
check_local(struct reader *r, const struct shape_item *x, uint64_t *at)
{
	struct str s = r->s, old;
	uint64_t names, tail = 0, begin;
	unsigned flags;

	if (x->at > *at)
		return stowaway(r, x->at - *at);
	if (x->at < *at || r->from - x->at < LOCAL_SIZE || !is_at(s, x->at, "PK\3\4"))
		return disagrees(r, _("plaats van een bestand"));
	flags = (unsigned)num(s, x->at + 6, 2);
	names = num(s, x->at + 26, 2);
	begin = x->at + LOCAL_SIZE + names + num(s, x->at + 28, 2);
	old = str_sub(s, (size_t)(x->at + LOCAL_SIZE), (size_t)names);
	if (begin > r->from || x->packed > r->from - begin)
		return disagrees(r, _("lengte van een bestand"));
	/* A name of the Unicode Path field was compared by its CRC. */
	if (((flags ^ x->flags) & (FLAG_LOCKED | FLAG_STRONG | FLAG_UTF8)) != 0 || num(s, x->at + 8, 2) != x->method ||
	    (!str_eq(old, x->name) && ((x->flags & FLAG_UTF8) != 0 || !x->utf8)))
		return disagrees(r, _("naam of soort van een bestand"));
	*at = begin + x->packed;
	if ((flags & FLAG_LATER) == 0)
		return same_sizes(s, x) ? 0 : disagrees(r, _("maten van een bestand"));
	/* Locked entries have the mark of time where the CRC would be: the sizes still say how long it is. */
	tail = later(s, *at, x);
	if (tail == 0 && !same_sizes(s, x))
		return disagrees(r, _("maten van een bestand"));
	*at += tail;
	return 0;
}

int
shape_read(struct str bytes, struct arena *mem, struct shape *shape, enum finding_code *code_r, struct str *arg_r)
{
	struct reader r = { .s = bytes, .mem = mem, .shape = shape };
	uint64_t at = 0;
	int rc = read_end(&r);

	if (rc == 0)
		rc = read_directory(&r);
	for (size_t i = 0; rc == 0 && i < shape->n; i++)
		rc = check_local(&r, &shape->items[i], &at);
	if (rc == 0 && at != r.from)
		rc = stowaway(&r, r.from - at);
	*code_r = r.code;
	*arg_r = r.arg;
	return rc;
}
