/* SPDX-License-Identifier: EUPL-1.2 */
/* ole.c - the OLE2 container ([MS-CFB]) of old Office files, with libgsf, and the properties in it. */
#include <string.h>

#include <gsf/gsf-infile-msole.h>
#include <gsf/gsf-infile.h>
#include <gsf/gsf-input-gzip.h>
#include <gsf/gsf-input-memory.h>
#include <gsf/gsf-utils.h>

#include "base/moment.h"
#include "base/utf8.h"
#include "extract/embed.h"
#include "extract/legacy.h"

#include "base/banned.h"

#define CHILDREN_MOST	10000		/* entries of one storage that are looked at */
#define ZLIB_HEAD	2		/* bytes before the deflated ones */
#define INFLATED_MOST	((size_t)128 << 20)	/* as of a member of a ZIP package */
#define DEFLATE_RATIO	1032		/* a byte never holds more (RFC 1951) */
#define SETS_MOST	2		/* [MS-OLEPS] 2.21: one, or two with the user's own */
#define PROPERTIES_MOST	10000		/* of one set */
#define VECTOR_MOST	10000		/* strings of one property */
#define COUNT_MOST	10000000u	/* a number this large counts no pages or words: somebody wrote it */
#define FILETIME_1970	116444736000000000ull	/* 100 ns from 1601 to 1970 */

#define ID_DICTIONARY	0
#define ID_CODEPAGE	1
#define ID_TITLE	2
#define ID_CREATED	12
#define ID_SAVED	13
#define VT_I4		0x03
#define VT_BSTR		0x08
#define VT_UI4		0x13
#define VT_LPSTR	0x1e
#define VT_LPWSTR	0x1f
#define VT_FILETIME	0x40
#define VT_VECTOR	0x1000
#define CP_UTF8		65001
#define CP_WIDE		1200

struct ole {
	struct extraction *x;
	GsfInput	*input;
	GsfInfile	*root;
};

static void
quiet(const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer user)
{
	(void)domain;
	(void)level;
	(void)message;
	(void)user;
}

void
ole_load(void)
{
	(void)g_log_set_default_handler(quiet, NULL);
	gsf_init();
}

/* From the root to the storage that is read. */
static void
descend(struct ole *o, const struct inside *in)
{
	for (size_t i = 0; o->root != NULL && i < in->nsteps; i++) {
		GsfInput *child = gsf_infile_child_by_index(o->root, (int)in->step[i]);

		g_object_unref(o->root);
		o->root = child == NULL ? NULL : GSF_INFILE(child);
	}
}

struct ole *
ole_open(struct extraction *x)
{
	struct ole *o = NEW(x->r->mem, struct ole, 1);

	o->x = x;
	o->input = gsf_input_memory_new((const guint8 *)x->bytes.p, (gsf_off_t)x->bytes.n, FALSE);
	o->root = o->input == NULL ? NULL : gsf_infile_msole_new(o->input, NULL);
	if (x->in != NULL)
		descend(o, x->in);
	if (o->root != NULL)
		return o;
	extraction_stop(x, F_EXT_BROKEN, str_of(_("OLE2-structuur")));
	ole_close(o);
	return NULL;
}

void
ole_close(struct ole *o)
{
	if (o == NULL)
		return;
	if (o->root != NULL)
		g_object_unref(o->root);
	if (o->input != NULL)
		g_object_unref(o->input);
	o->root = NULL;
	o->input = NULL;
}

/* Child i of the root when it has this name, or NULL; the caller unrefs it. */
static GsfInput *
find(struct ole *o, const char *name)
{
	int n = gsf_infile_num_children(o->root);

	for (int i = 0; i < n && i < CHILDREN_MOST; i++) {
		const char *is = gsf_infile_name_by_index(o->root, i);

		if (is != NULL && strcasecmp(is, name) == 0)
			return gsf_infile_child_by_index(o->root, i);
	}
	return NULL;
}

static bool
is_storage(GsfInput *child)
{
	return GSF_IS_INFILE(child) && gsf_infile_num_children(GSF_INFILE(child)) >= 0;
}

struct str
ole_stream(struct ole *o, const char *name)
{
	GsfInput *child = find(o, name);
	struct str s = STR_NONE;
	gsf_off_t size;
	char *copy;

	if (child == NULL)
		return STR_NONE;
	size = is_storage(child) ? -1 : gsf_input_size(child);
	if (size >= 0 && (uint64_t)size <= o->x->bytes.n) {
		copy = NEW(o->x->r->mem, char, (size_t)size + 1);
		if (size == 0 || gsf_input_read(child, (size_t)size, (guint8 *)copy) != NULL)
			s = (struct str){ copy, (size_t)size };
	}
	g_object_unref(child);
	if (s.p == NULL)
		extraction_stop(o->x, F_EXT_BROKEN, str_of(_("OLE2-structuur")));
	return s;
}

struct str
ole_inflate(struct extraction *x, struct str zlib, size_t n)
{
	struct str deflated = str_from(zlib, ZLIB_HEAD), s = STR_NONE;
	GsfInput *in, *gzip;
	char *copy;

	if (n == 0 || n > INFLATED_MOST || n / DEFLATE_RATIO > zlib.n || deflated.n == 0)
		return STR_NONE;
	in = gsf_input_memory_new((const guint8 *)deflated.p, (gsf_off_t)deflated.n, FALSE);
	gzip = g_object_new(GSF_INPUT_GZIP_TYPE, "raw", TRUE, "source", in, "uncompressed-size", (gint64)n, NULL);
	copy = NEW(x->r->mem, char, n);
	if (gsf_input_size(gzip) == (gsf_off_t)n && gsf_input_read(gzip, n, (guint8 *)copy) != NULL)
		s = (struct str){ copy, n };
	g_object_unref(gzip);
	g_object_unref(in);
	return s;
}

bool
ole_has_storage(struct ole *o, const char *name)
{
	GsfInput *child = find(o, name);
	bool has = child != NULL && is_storage(child) && gsf_infile_num_children(GSF_INFILE(child)) > 0;

	if (child != NULL)
		g_object_unref(child);
	return has;
}

bool
ole_child(struct ole *o, uint32_t i, struct str *name_r)
{
	int n = gsf_infile_num_children(o->root);

	if (n < 0 || i >= (uint32_t)n)
		return false;
	if (i >= CHILDREN_MOST) {
		extraction_stop(o->x, F_EXT_TOO_MUCH, str_of(_("10.000 onderdelen")));
		return false;
	}
	*name_r = str_of(gsf_infile_name_by_index(o->root, (int)i));
	return true;
}

/* [MS-CFB] 2.6.4: a name is one without regard to case. */
static bool
is_one_of(struct str name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq_nocase(name, str_of(names[i])))
			return true;
	}
	return false;
}

/* Streams of every file, and what an object has for the program around it, pictures of it for one. */
static bool
is_dull(struct str name)
{
	static const char *const names[] = { "\001CompObj", "\001Ole", "\005SummaryInformation",
		"\005DocumentSummaryInformation", "\001Ole10FmtProgID", "\003ObjInfo", "\003EPRINT", "\003PRINT",
		"\003PIC", "\003PICT", "\003META", "\003OCXNAME" };

	return is_one_of(name, names, COUNT(names)) || str_starts(name, S("\002OlePres"));
}

enum ole_kind
ole_kind(struct ole *o, uint32_t i)
{
	static const char *const macros[] = { "Macros", "_VBA_PROJECT_CUR", "VBA" };
	struct str name = str_of(gsf_infile_name_by_index(o->root, (int)i));
	GsfInput *child;
	enum ole_kind kind = OLE_STREAM;

	if (is_one_of(name, macros, COUNT(macros)))
		return OLE_MACROS;
	if (is_dull(name))
		return OLE_DULL;
	if ((child = gsf_infile_child_by_index(o->root, (int)i)) == NULL)
		return OLE_STREAM;
	if (is_storage(child))
		kind = gsf_infile_num_children(GSF_INFILE(child)) == 0 ? OLE_DULL : OLE_STORAGE;
	else if (gsf_input_size(child) == 0)
		kind = OLE_DULL;
	g_object_unref(child);
	return kind;
}

void
ole_judge(struct ole *o, const char *const *known, size_t n)
{
	struct str name;

	for (uint32_t i = 0; !o->x->stopped && ole_child(o, i, &name); i++) {
		enum ole_kind kind = is_one_of(name, known, n) ? OLE_DULL : ole_kind(o, i);
		struct str label;

		/* Of macros identify has spoken, but it has not seen those of files inside. */
		if (kind == OLE_DULL || (kind == OLE_MACROS && o->x->in == NULL))
			continue;
		label = str_fmt(o->x->r->mem, _("onderdeel ‘%.*s’"), STRF(utf8_cut(utf8_show(o->x->r->mem, name), 32)));
		if (kind == OLE_STORAGE)
			embed_storage(o->x, i, label);
		else
			extraction_find(o->x, F_EXT_EMBEDDED, 0, label);
	}
}

/* ---- properties ---- */

struct set {
	struct extraction *x;
	struct str	 s;		/* the set, from its own start */
	uint32_t	 codepage;
	bool		 summary;	/* the set that has the title */
};

static struct str
letters(const struct set *p, struct str s, bool wide)
{
	struct str t;

	if (wide || p->codepage == CP_WIDE)
		t = legacy_text(p->x->r->mem, s, true);
	else if (p->codepage == CP_UTF8)
		t = s;
	else
		t = legacy_text(p->x->r->mem, s, false);
	while (t.n != 0 && t.p[t.n - 1] == '\0')
		t.n--;
	return t;
}

/* A string with its length before it; *at moves behind it.  False when it does not fit. */
static bool
take_string(const struct set *p, size_t *at, bool wide, struct str *s_r)
{
	size_t n = legacy_u32(p->s, *at), bytes = wide ? n * 2 : n;

	if (*at > p->s.n || p->s.n - *at < 4 || p->s.n - *at - 4 < bytes)
		return false;
	*s_r = letters(p, str_sub(p->s, *at + 4, bytes), wide);
	*at += 4 + (bytes + 3) / 4 * 4;
	return true;
}

static void
add_property(const struct set *p, uint32_t id, size_t at)
{
	uint32_t type = legacy_u32(p->s, at), n = 1;
	struct str s;
	uint64_t t;

	at += 4;
	if ((type & 0xffff) == VT_FILETIME) {
		t = legacy_u32(p->s, at) | (uint64_t)legacy_u32(p->s, at + 4) << 32;
		if (t > FILETIME_1970)
			legacy_aside(p->x, TEXT_PROPERTY,
			    date_iso(p->x->r->mem, date_of_time((time_t)((t - FILETIME_1970) / 10000000))));
		if (p->summary && (id == ID_CREATED || id == ID_SAVED))
			extraction_moment(
			    id == ID_CREATED ? &p->x->created : &p->x->modified, moment_filetime(p->x->r->mem, t));
		return;
	}
	if ((type & VT_VECTOR) != 0) {
		n = legacy_u32(p->s, at);
		at += 4;
	}
	if (type == VT_I4 || type == VT_UI4) {
		if (legacy_u32(p->s, at) >= COUNT_MOST)
			legacy_aside(p->x, TEXT_PROPERTY, str_fmt(p->x->r->mem, "%u", legacy_u32(p->s, at)));
		return;
	}
	if ((type & 0xfff) != VT_LPSTR && (type & 0xfff) != VT_LPWSTR && (type & 0xfff) != VT_BSTR)
		return;
	for (uint32_t i = 0; i < n && i < VECTOR_MOST && take_string(p, &at, (type & 0xfff) == VT_LPWSTR, &s); i++) {
		legacy_aside(p->x, TEXT_PROPERTY, s);
		if (p->summary && id == ID_TITLE)
			p->x->title = s;
	}
}

/* Names of the user's own properties. */
static void
add_names(const struct set *p, size_t at)
{
	uint32_t n = legacy_u32(p->s, at);

	at += 4;
	for (uint32_t i = 0; i < n && i < PROPERTIES_MOST; i++) {
		bool wide = p->codepage == CP_WIDE;
		size_t cch = legacy_u32(p->s, at + 4), bytes = wide ? (cch * 2 + 3) / 4 * 4 : cch;

		if (at > p->s.n || p->s.n - at < 8 || p->s.n - at - 8 < bytes)
			return;
		legacy_aside(p->x, TEXT_PROPERTY, letters(p, str_sub(p->s, at + 8, bytes), wide));
		at += 8 + bytes;
	}
}

static void
read_set(struct set *p)
{
	uint32_t n = legacy_u32(p->s, 4);

	if (n > PROPERTIES_MOST || p->s.n < 8 + (size_t)n * 8) {
		extraction_stop(p->x, F_EXT_BROKEN, str_of(_("eigenschappen")));
		return;
	}
	for (uint32_t i = 0; i < n; i++) {
		if (legacy_u32(p->s, 8 + (size_t)i * 8) == ID_CODEPAGE)
			p->codepage = legacy_u16(p->s, legacy_u32(p->s, 12 + (size_t)i * 8) + 4);
	}
	for (uint32_t i = 0; i < n; i++) {
		uint32_t id = legacy_u32(p->s, 8 + (size_t)i * 8), at = legacy_u32(p->s, 12 + (size_t)i * 8);

		if (id == ID_DICTIONARY)
			add_names(p, at);
		else if (id != ID_CODEPAGE)
			add_property(p, id, at);
	}
}

static void
read_sets(struct ole *o, const char *name, bool summary)
{
	struct str s = ole_stream(o, name);
	uint32_t n = legacy_u32(s, 24);

	if (s.n == 0)
		return;
	if (legacy_u16(s, 0) != 0xfffe || n > SETS_MOST) {
		extraction_stop(o->x, F_EXT_BROKEN, str_of(_("eigenschappen")));
		return;
	}
	for (uint32_t i = 0; i < n && !o->x->stopped; i++) {
		struct set p = {
			.x = o->x, .s = str_from(s, legacy_u32(s, 28 + (size_t)i * 20 + 16)), .summary = summary
		};

		read_set(&p);
	}
}

void
ole_properties(struct ole *o)
{
	read_sets(o, "\005SummaryInformation", true);
	read_sets(o, "\005DocumentSummaryInformation", false);
}
