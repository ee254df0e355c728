/* SPDX-License-Identifier: EUPL-1.2 */
/* embed.c - files inside a document: read after it, beside its text. */
#include "extract/embed.h"

#include "base/zip.h"
#include "extract/legacy.h"

#include "base/banned.h"

#define INSIDE_MOST	((size_t)1000)	/* files and storages; a report with a chart on each page has hundreds */
#define END_RECORD	((size_t)22)	/* bytes of the end of a ZIP file without a comment */
#define NATIVE_NAMES	3		/* strings before the bytes of a packaged file */

/* Names only. */
static const struct zip_limits limits = { .members = 10000, .member = 1, .total = 1, .ratio = 200, .ratio_from = 1 };

static bool
is_zip(struct str s)
{
	return str_starts(s, S("PK\003\004"));
}

static bool
is_ole(struct str s)
{
	return str_starts(s, S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"));
}

static bool
is_rtf(struct str s)
{
	return str_starts(s, S("{\\rtf"));
}

static bool
is_markup(struct str s)
{
	return str_starts(s, S("<")) || str_starts(s, S("\xef\xbb\xbf<")) || str_starts(s, S("\xff\xfe<\0"));
}

/* Nothing but zeros and ones: what Office leaves where a part was taken out. */
static bool
is_blank(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '\0' && s.p[i] != '\xff')
			return false;
	}
	return true;
}

static bool
is_picture(struct str s)
{
	return str_starts(s, S("\x89PNG\r\n\x1a\n")) || str_starts(s, S("\xff\xd8\xff")) || str_starts(s, S("GIF8"));
}

bool
embed_can(struct str start)
{
	return is_zip(start) || is_ole(start) || is_rtf(start) || is_markup(start) || is_blank(start);
}

/* Once for the same thing in a row. */
static void
tell(struct extraction *x, struct str label)
{
	const struct findings *f = &x->r->findings;

	if (f->n == 0 || f->v[f->n - 1].code != F_EXT_EMBEDDED || !str_eq(f->v[f->n - 1].arg[0], label))
		extraction_find(x, F_EXT_EMBEDDED, 0, label);
}

static void
note(struct extraction *x, struct inside in)
{
	in.depth = x->in == NULL ? 1 : x->in->depth + 1;
	if (in.depth > INSIDE_DEPTH)
		tell(x, in.label);
	else if (x->ninside == INSIDE_MOST)
		extraction_stop(x, F_EXT_TOO_MUCH, str_of(_("1.000 ingesloten bestanden")));
	else
		*PUSH(x->r->mem, x->inside, x->ninside, x->inside_cap) = in;
}

void
embed_bytes(struct extraction *x, struct str bytes, struct str label)
{
	if (is_blank(bytes) || is_picture(bytes))
		return;
	if (embed_can(bytes))
		note(x, (struct inside){ .bytes = bytes, .label = label });
	else
		tell(x, label);
}

void
embed_storage(struct extraction *x, uint32_t child, struct str label)
{
	struct inside in = { .bytes = x->bytes, .label = label };

	if (x->in != NULL) {
		for (; in.nsteps < x->in->nsteps; in.nsteps++)
			in.step[in.nsteps] = x->in->step[in.nsteps];
	}
	if (in.nsteps == INSIDE_DEPTH) {
		tell(x, label);
		return;
	}
	in.step[in.nsteps++] = child;
	note(x, in);
}

/* As a document of its own would be: without a letter it is a picture that nobody has read (EXT-504). */
static void
judge_text(struct extraction *x)
{
	bool has = false;

	(void)gather_end(&x->text);
	for (size_t i = 0; i < x->text.npages; i++)
		has |= x->text.page_has[i];
	if (!has)
		extraction_stop(x, F_EXT_NO_TEXT, STR_NONE);
}

/* ---- a package ---- */

static const struct { const char *start; extract_format *read; } packages[] = {
	{ "word/", extract_docx }, { "xl/", extract_xlsx }, { "ppt/", extract_pptx }, { "content.xml", extract_odf },
};

/* Of what is inside a document nobody but we have looked for macros. */
static bool
is_macro(struct str name)
{
	return str_ends_nocase(name, S("vbaProject.bin")) || str_starts(name, S("xl/macrosheets/")) ||
	    str_starts(name, S("xl/intlmacrosheets/")) || str_starts(name, S("Basic/")) ||
	    str_starts(name, S("Scripts/"));
}

/* By the names of its members; NULL: not one of ours, two at once, with macros, or with something behind it. */
static extract_format *
package_format(struct str bytes, struct arena *mem)
{
	extract_format *read = NULL;
	AUTO_ZIP z = zip_open(bytes, &limits, mem);
	enum zip_state st;
	struct str name;

	if (bytes.n < END_RECORD || !str_starts(str_from(bytes, bytes.n - END_RECORD), S("PK\005\006")))
		return NULL;
	while ((st = zip_next(z, &name)) == ZIP_MORE) {
		if (is_macro(name))
			return NULL;
		for (size_t i = 0; i < COUNT(packages); i++) {
			if (!str_starts(name, str_of(packages[i].start)))
				continue;
			if (read != NULL && read != packages[i].read)
				return NULL;
			read = packages[i].read;
		}
	}
	return st == ZIP_END ? read : NULL;
}

/* ---- an OLE2 file, or a storage of one ---- */

static const struct { const char *stream; extract_format *read; } documents[] = {
	{ "WordDocument", extract_doc }, { "Workbook", extract_xls }, { "Book", extract_xls },
	{ "PowerPoint Document", extract_ppt },
};

/*
 * A packaged file ([MS-OLEDS] 2.3.6; its inside is the Packager's own): a
 * length, a number, name, path, eight bytes, path, and the file with its length.
 */
static void
read_native(struct extraction *x, struct str s, struct str label)
{
	struct str names[NATIVE_NAMES];
	size_t at = 6;

	for (size_t i = 0; i < NATIVE_NAMES; i++) {
		struct str rest = str_from(s, at);

		/* Between the second and the third: four bytes, and the length of the third. */
		if (i == 2)
			rest = str_from(s, at += 8);
		if (!str_next(&rest, '\0', &names[i]) || rest.p == NULL) {
			tell(x, label);
			return;
		}
		at += names[i].n + 1;
	}
	if (at + 4 > s.n || legacy_u32(s, at) > s.n - at - 4) {
		tell(x, label);
		return;
	}
	for (size_t i = 0; i < NATIVE_NAMES; i++)
		legacy_aside(x, TEXT_ATTACHMENT, legacy_text(x->r->mem, names[i], false));
	embed_bytes(x, str_sub(s, at + 4, legacy_u32(s, at)), label);
}

/* A drawing of Paint is a picture, with its length before it. */
static void
read_stream(struct extraction *x, struct ole *o, struct str name, struct str label)
{
	struct str s = ole_stream(o, str_c(x->r->mem, name));

	if (!str_eq(name, S("\001Ole10Native")))
		embed_bytes(x, s, label);
	else if (!str_starts(str_from(s, 4), S("BM")))
		read_native(x, s, label);
}

/* An object that is no document of Office itself: what it wraps. */
static void
read_object(struct extraction *x, struct ole *o)
{
	struct str label = x->in->label, name;

	for (uint32_t i = 0; !x->stopped && ole_child(o, i, &name); i++) {
		switch (ole_kind(o, i)) {
		case OLE_DULL:
			break;
		case OLE_STORAGE:
			embed_storage(x, i, label);
			break;
		case OLE_MACROS:
			tell(x, label);
			break;
		case OLE_STREAM:
			read_stream(x, o, name, label);
			break;
		}
	}
	ole_properties(o);
}

static int
read_package(struct extraction *x, struct err *e)
{
	extract_format *read = package_format(x->bytes, x->r->mem);

	if (read == NULL)
		extraction_stop(x, F_EXT_EMBEDDED, x->in->label);
	else if (read(x, e) != 0)
		return -1;
	judge_text(x);
	return 0;
}

static int
read_ole(struct extraction *x, struct err *e)
{
	AUTO_OLE o = ole_open(x);
	struct str name;

	if (o == NULL)
		return 0;
	for (uint32_t i = 0; ole_child(o, i, &name); i++) {
		for (size_t k = 0; k < COUNT(documents); k++) {
			if (!str_eq_nocase(name, str_of(documents[k].stream)))
				continue;
			if (documents[k].read(x, e) != 0)
				return -1;
			judge_text(x);
			return 0;
		}
	}
	read_object(x, o);
	return 0;
}

/* ---- all that was noted ---- */

static void
add_text(struct extraction *x, struct gather *from)
{
	(void)gather_end(from);
	gather_gap(&x->aside, GAP_ROW);
	gather_origin(&x->aside, TEXT_ATTACHMENT);
	gather_add(&x->aside, buf_str(&from->text));
	gather_gap(&x->aside, GAP_ROW);
	x->aside.text.cut |= gather_full(from);
}

static bool
is_grave(const struct findings *f, size_t from)
{
	for (size_t i = from; i < f->n; i++) {
		if (finding_gravity(f->v[i].code) >= G_LATER)
			return true;
	}
	return false;
}

static extract_format *
format_of(const struct inside *in)
{
	if (in->nsteps != 0 || is_ole(in->bytes))
		return read_ole;
	if (is_zip(in->bytes))
		return read_package;
	return is_rtf(in->bytes) ? extract_rtf : extract_xml;
}

static int
read_inside(struct extraction *x, const struct inside *in, struct err *e)
{
	struct extraction y = { .job = x->job, .charsets = x->charsets, .r = x->r, .bytes = in->bytes, .in = in };
	struct findings *f = &x->r->findings;
	size_t before = f->n;
	extract_format *read = format_of(in);

	gather_init(&y.text, x->r->mem);
	gather_init(&y.aside, x->r->mem);
	if (read(&y, e) != 0)
		return -1;
	if (y.stopped || is_grave(f, before)) {
		/* What is wrong with it is of no use to who sees the document around it. */
		f->n = before;
		tell(x, in->label);
		return 0;
	}
	f->n = before;
	add_text(x, &y.text);
	add_text(x, &y.aside);
	for (size_t i = 0; i < y.ninside; i++) {
		if (x->ninside == INSIDE_MOST) {
			extraction_stop(x, F_EXT_TOO_MUCH, str_of(_("1.000 ingesloten bestanden")));
			return 0;
		}
		*PUSH(x->r->mem, x->inside, x->ninside, x->inside_cap) = y.inside[i];
	}
	return 0;
}

int
embed_read(struct extraction *x, struct err *e)
{
	for (size_t i = 0; i < x->ninside && !x->stopped; i++) {
		const struct inside in = x->inside[i];

		if (read_inside(x, &in, e) != 0)
			return -1;
		if (gather_full(&x->aside))
			extraction_stop(x, F_EXT_TOO_MUCH, str_of(_("64 MB tekst")));
	}
	return 0;
}
