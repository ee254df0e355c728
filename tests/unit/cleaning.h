/* SPDX-License-Identifier: EUPL-1.2 */
/* cleaning.h - PDF documents made on the fly, object by object, and rewritten as editors do. */
#ifndef CLEANING_H
#define CLEANING_H

#include "rig.h"

#include "base/buf.h"

#define PDF_OBJECTS	40

/* A stream with its length; extra stands in its dictionary. */
static UNUSED struct str
pdf_stream(struct arena *arena, const char *extra, const char *bytes)
{
	return str_fmt(arena, "<< %s /Length %zu >>\nstream\n%s\nendstream", extra, strlen(bytes), bytes);
}

static size_t
pdf_last_xref(struct str s)
{
	const char *at = NULL, *p = s.p;

	while ((p = memmem(p, (size_t)(s.p + s.n - p), "\nxref\n", 6)) != NULL)
		at = p++;
	assert_non_null(at);
	return (size_t)(at - s.p) + 1;
}

/* Objects 1 to n (an absent one is not there); object 1 is the catalogue, trailer says more. */
static UNUSED struct str
pdf_of(struct arena *arena, const struct str *objects, size_t n, const char *trailer)
{
	size_t at[PDF_OBJECTS + 1] = { 0 }, xref;
	struct buf b;

	must(n <= PDF_OBJECTS);
	buf_init(&b, arena, 1 << 20);
	buf_add(&b, S("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"));
	for (size_t i = 0; i < n; i++) {
		at[i] = b.n;
		if (objects[i].p != NULL)
			buf_addf(&b, "%zu 0 obj\n%.*s\nendobj\n", i + 1, STRF(objects[i]));
	}
	xref = b.n;
	buf_addf(&b, "xref\n0 %zu\n0000000000 65535 f \n", n + 1);
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, objects[i].p != NULL ? "%010zu 00000 n \n" : "%010zu 00000 f \n", objects[i].p != NULL ? at[i] : 0);
	buf_addf(&b, "trailer\n<< /Size %zu /Root 1 0 R %s >>\nstartxref\n%zu\n%%%%EOF\n", n + 1, trailer, xref);
	return buf_str(&b);
}

/* The document with another object of that number behind it: an incremental update (ISO 32000-1 7.5.6). */
static UNUSED struct str
pdf_update(struct arena *arena, struct str old, size_t id, struct str object, size_t n, const char *trailer)
{
	size_t at = old.n, prev = pdf_last_xref(old);
	struct str now = str_fmt(arena, "%zu 0 obj\n%.*s\nendobj\n", id, STRF(object)), end;

	end = str_fmt(arena, "xref\n%zu 1\n%010zu 00000 n \ntrailer\n<< /Size %zu /Root 1 0 R %s /Prev %zu >>\nstartxref\n%zu\n%%%%EOF\n", id,
	    at, n + 1, trailer, prev, at + now.n);
	return str_fmt(arena, "%.*s%.*s%.*s", STRF(old), STRF(now), STRF(end));
}

#endif
