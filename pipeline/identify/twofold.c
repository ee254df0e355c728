/* SPDX-License-Identifier: EUPL-1.2 */
/* twofold.c - files that are two things at once, and what is stuck before or behind a document (gate facts 8.2). */
#include <string.h>

#include "identify/look.h"

#include "base/ascii.h"

#include "base/banned.h"

#define PDF_HEAD	((size_t)1024)		/* bytes in which readers look for a PDF header */
#define ZIP_END_LEN	((size_t)22)		/* bytes of the end record, without its comment (APPNOTE 4.3.16) */
#define ZIP_ENTRY_LEN	((size_t)46)		/* of an entry of the central directory (4.3.12) */
#define ZIP64_LOCATOR_LEN	((size_t)20)	/* 4.3.15 */
#define ENTRIES_MOST	10000			/* entries of the central directory looked at; extract refuses more */
#define NOWHERE		SIZE_MAX

static uint64_t
little(struct str s, size_t at, size_t n)
{
	uint64_t v = 0;

	for (size_t i = n; i-- != 0;)
		v = v << 8 | (unsigned char)s.p[at + i];
	return v;
}

static bool
at_is(struct str s, size_t at, struct str what)
{
	return at <= s.n && str_starts(str_from(s, at), what);
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\0';
}

/* Padding: nothing can hide in it. */
static bool
is_blank(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (!is_space(s.p[i]))
			return false;
	}
	return true;
}

static void
add(struct look *l, struct str what)
{
	l->twofold = l->twofold.n == 0 ? what : str_fmt(l->mem, "%.*s; %.*s", STRF(l->twofold), STRF(what));
}

static void
add_bytes(struct look *l, uint64_t n, bool before)
{
	unsigned long long bytes = n;

	if (n != 0 && before)
		add(l, str_fmt(l->mem, ngettext("%llu byte vóór het begin", "%llu bytes vóór het begin", n), bytes));
	else if (n != 0)
		add(l, str_fmt(l->mem, ngettext("%llu byte na het einde", "%llu bytes na het einde", n), bytes));
}

/* ---- PDF ---- */

ptrdiff_t
look_pdf_at(struct str s)
{
	for (size_t i = 0; i < PDF_HEAD && i + 8 <= s.n; i++) {
		if (at_is(s, i, S("%PDF-")) && ascii_digit(s.p[i + 5]) && s.p[i + 6] == '.' && ascii_digit(s.p[i + 7]))
			return (ptrdiff_t)i;
	}
	return -1;
}

/* Does "startxref", a number and white space stand right before offset at? */
static bool
ends_body(struct str s, size_t at)
{
	const struct str word = S("startxref");
	size_t digits;

	while (at != 0 && is_space(s.p[at - 1]))
		at--;
	for (digits = at; at != 0 && ascii_digit(s.p[at - 1]);)
		at--;
	if (digits == at)
		return false;
	while (at != 0 && is_space(s.p[at - 1]))
		at--;
	return at >= word.n && at_is(s, at - word.n, word);
}

/* Where the document ends: behind its last %%EOF that closes a startxref; NOWHERE when there is none. */
static size_t
pdf_end(struct str s)
{
	for (size_t i = s.n < 5 ? 0 : s.n - 4; i-- != 0;) {
		if (s.p[i] == '%' && at_is(s, i, S("%%EOF")) && ends_body(s, i))
			return i + 5;
	}
	return NOWHERE;
}

static void
look_pdf_edges(struct look *l)
{
	ptrdiff_t at = look_pdf_at(l->bytes);
	size_t end = pdf_end(l->bytes);

	if (at > 0)
		add_bytes(l, (uint64_t)at, true);
	if (end != NOWHERE && !is_blank(str_from(l->bytes, end)))
		add_bytes(l, l->bytes.n - end, false);
}

/* ---- ZIP ---- */

struct zip_edges {
	size_t		 from;		/* where the archive starts */
	size_t		 to;		/* behind its end record, without the comment */
};

/* Offset of the first local header, by what the central directory says of its entries; NOWHERE when it lies. */
static size_t
first_local(struct str s, size_t directory, size_t end, uint64_t shift)
{
	uint64_t least = UINT32_MAX;
	size_t at = directory;

	for (int i = 0; i < ENTRIES_MOST && at + ZIP_ENTRY_LEN <= end && at_is(s, at, S("PK\x01\x02")); i++) {
		uint64_t local = little(s, at + 42, 4);

		least = local < least ? local : least;
		at += ZIP_ENTRY_LEN + little(s, at + 28, 2) + little(s, at + 30, 2) + little(s, at + 32, 2);
	}
	return least + shift < s.n && at_is(s, (size_t)(least + shift), S("PK\x03\x04")) ? (size_t)(least + shift) :
											   NOWHERE;
}

/* Read one end record; false when no archive hangs on it. */
static bool
zip_edges(struct str s, size_t end, struct zip_edges *r)
{
	uint64_t size = little(s, end + 12, 4), offset = little(s, end + 16, 4);
	size_t stop = end, locator = end - ZIP64_LOCATOR_LEN;

	if (end >= ZIP64_LOCATOR_LEN && at_is(s, locator, S("PK\x06\x07"))) {
		uint64_t record = little(s, locator + 8, 8);

		/* The end record of Zip64 (APPNOTE 4.3.14) has the true numbers. */
		if (record < locator && locator - record >= 56 && at_is(s, (size_t)record, S("PK\x06\x06"))) {
			size = little(s, (size_t)record + 40, 8);
			offset = little(s, (size_t)record + 48, 8);
			stop = (size_t)record;
		}
	}
	if (size > stop || offset > stop - size || !at_is(s, stop - (size_t)size, S("PK\x01\x02")))
		return false;
	r->from = first_local(s, stop - (size_t)size, stop, stop - size - offset);
	r->to = end + ZIP_END_LEN;
	return r->from != NOWHERE;
}

/* The archive whose end record stands nearest to the end of the file. */
static bool
zip_find(struct str s, struct zip_edges *r)
{
	struct str tail = s.n > ZIP_END_LEN + UINT16_MAX ? str_from(s, s.n - ZIP_END_LEN - UINT16_MAX) : s;
	size_t n = s.n < ZIP_END_LEN ? 0 : tail.n - ZIP_END_LEN + 1;

	for (const char *p; n != 0 && (p = memrchr(tail.p, 'P', n)) != NULL; n = (size_t)(p - tail.p)) {
		size_t at = (size_t)(p - s.p);

		if (at_is(s, at, S("PK\x05\x06")) && zip_edges(s, at, r))
			return true;
	}
	return false;
}

static void
look_zip_edges(struct look *l)
{
	struct zip_edges z;
	struct str behind;

	if (!zip_find(l->bytes, &z))
		return;
	add_bytes(l, z.from, true);
	behind = str_from(l->bytes, z.to);
	/* A comment of an archive is its own; that of a document nobody sees. */
	if (str_eq(l->type, S("application/zip")))
		behind = str_from(behind, (size_t)little(l->bytes, z.to - 2, 2));
	if (!is_blank(behind))
		add_bytes(l, behind.n, false);
}

/* ---- a second kind of file in the same bytes ---- */

/* Files in which others lie as they are: that is what they are for. */
static bool
is_container(struct str type)
{
	static const char *const types[] = { "application/zip", "application/x-7z-compressed", "application/x-rar",
		"application/x-tar", "application/gzip", "application/x-xz", "application/x-bzip2", "application/zstd",
		"application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint",
		"application/vnd.ms-outlook", "application/encrypted", "application/x-ole-storage",
		"application/vnd.visio", "application/x-mspublisher", "message/rfc822", "application/mbox" };

	for (size_t i = 0; i < COUNT(types); i++) {
		if (str_eq(type, str_of(types[i])))
			return true;
	}
	return false;
}

/* Pictures that a browser or a server also takes for a page or a script. */
static bool
has_script(struct str s)
{
	static const char *const words[] = { "<script", "<html", "<!doctype html", "<?php" };
	bool gif = str_starts(s, S("GIF8")), bmp = str_starts(s, S("BM"));
	struct str head = str_from(s, gif ? 6 : 2);

	if ((gif || bmp) && (str_starts(head, S("/*")) || str_starts(head, S("="))))
		return true;
	for (const char *p = s.p; p != NULL && (p = memchr(p, '<', s.n - (size_t)(p - s.p))) != NULL; p++) {
		for (size_t i = 0; i < COUNT(words); i++) {
			struct str word = str_of(words[i]);

			if (str_eq_nocase(str_sub(s, (size_t)(p - s.p), word.n), word))
				return true;
		}
	}
	return false;
}

void
look_twofold(struct look *l)
{
	bool pdf = str_eq(l->type, S("application/pdf")), zip = str_starts(l->bytes, S("PK\x03\x04"));
	struct zip_edges z;

	if (pdf)
		look_pdf_edges(l);
	if (zip)
		look_zip_edges(l);
	if (is_container(l->type))
		return;
	if (!zip && zip_find(l->bytes, &z))
		add(l, str_of(_("het is ook een ZIP-archief")));
	if (!pdf && look_pdf_at(l->bytes) >= 0)
		add(l, str_of(_("het is ook een PDF-document")));
	if (str_starts(l->type, S("image/")) && !str_eq(l->type, S("image/svg+xml")) && has_script(l->bytes))
		add(l, str_of(_("het is ook een webpagina of script")));
}
