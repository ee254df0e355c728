/* SPDX-License-Identifier: EUPL-1.2 */
/* streams.c - an OLE2 container as plain text, so that its streams can be mutated. */
#include <gsf/gsf-infile-msole.h>
#include <gsf/gsf-infile.h>
#include <gsf/gsf-input-memory.h>
#include <gsf/gsf-outfile-msole.h>
#include <gsf/gsf-outfile.h>
#include <gsf/gsf-output-memory.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "parts.h"

#include "base/banned.h"

#define STREAMS_MOST	1024
#define STREAM_MOST	MIB(4)
#define PARTS_MOST	MIB(64)
#define DEPTH_MOST	8
#define NAME_MOST	31		/* UTF-16 units, [MS-CFB] 2.6.1; here bytes */

struct tree {
	GsfOutfile	*open[DEPTH_MOST + 1];	/* the root, and the storages down to the one that is filled */
	struct str	 name[DEPTH_MOST + 1];
	size_t		 n;
};

static void
leave(struct tree *t, size_t depth)
{
	while (t->n > depth) {
		GsfOutfile *f = t->open[t->n--];

		(void)gsf_output_close(GSF_OUTPUT(f));
		g_object_unref(f);
	}
}

static bool
name_fine(struct str name)
{
	return name.n != 0 && name.n <= NAME_MOST && !str_has(name, '\0') && utf8_valid(name);
}

/* Open the storages of this path that are not open, and close the others; false: no such path can be. */
static bool
enter(struct tree *t, struct str path, struct arena *mem)
{
	struct str part;
	size_t depth = 0;

	while (path.n != 0 && str_next(&path, '/', &part)) {
		if (!name_fine(part) || depth == DEPTH_MOST)
			return false;
		depth++;
		if (depth <= t->n && str_eq(t->name[depth], part))
			continue;
		leave(t, depth - 1);
		t->open[depth] = GSF_OUTFILE(gsf_outfile_new_child(t->open[depth - 1], str_c(mem, part), TRUE));
		if (t->open[depth] == NULL)
			return false;
		t->name[depth] = part;
		t->n = depth;
	}
	leave(t, depth);
	return true;
}

struct str
streams_pack(struct arena *mem, struct str parts)
{
	GsfOutput *out = gsf_output_memory_new(), *o;
	struct tree t = { .open = { gsf_outfile_msole_new(out) } };
	struct str path, name, bytes, s;

	for (size_t i = 0; i < STREAMS_MOST && parts_next(&parts, &path, &bytes); i++) {
		size_t cut = path.n;

		while (cut > 0 && path.p[cut - 1] != '/')
			cut--;
		name = str_from(path, cut);
		if (!name_fine(name) || !enter(&t, str_sub(path, 0, cut == 0 ? 0 : cut - 1), mem))
			continue;
		o = gsf_outfile_new_child(t.open[t.n], str_c(mem, name), FALSE);
		if (o == NULL)
			continue;
		(void)gsf_output_write(o, bytes.n, (const guint8 *)bytes.p);
		(void)gsf_output_close(o);
		g_object_unref(o);
	}
	leave(&t, 0);
	(void)gsf_output_close(GSF_OUTPUT(t.open[0]));
	s = str_dup(mem, (struct str){ (const char *)gsf_output_memory_get_bytes(GSF_OUTPUT_MEMORY(out)), (size_t)gsf_output_size(out) });
	g_object_unref(t.open[0]);
	g_object_unref(out);
	return s;
}

/* A storage that is still to be written down. */
struct storage {
	GsfInfile	*infile;
	struct str	 path;		/* with a "/" at its end */
};

struct reading {
	struct arena	*mem;
	struct storage	 v[STREAMS_MOST];
	size_t		 n, seen;
	struct buf	 out;
};

static void
stream_out(struct reading *r, struct str path, GsfInput *in)
{
	gsf_off_t size = gsf_input_size(in);
	const guint8 *p = size > 0 && (uint64_t)size <= STREAM_MOST ? gsf_input_read(in, (size_t)size, NULL) : NULL;

	buf_addf(&r->out, "@@ %.*s\n", STRF(path));
	if (p != NULL)
		buf_add(&r->out, (struct str){ (const char *)p, (size_t)size });
	buf_addc(&r->out, '\n');
}

static void
storage_out(struct reading *r, struct storage at)
{
	int n = gsf_infile_num_children(at.infile);

	for (int i = 0; i < n && r->seen < STREAMS_MOST; i++) {
		GsfInput *in = gsf_infile_child_by_index(at.infile, i);
		const char *name = gsf_infile_name_by_index(at.infile, i);
		struct str path;

		if (in == NULL || name == NULL)
			continue;
		r->seen++;
		path = str_fmt(r->mem, "%.*s%s", STRF(at.path), name);
		if (GSF_IS_INFILE(in) && gsf_infile_num_children(GSF_INFILE(in)) >= 0 && r->n < STREAMS_MOST) {
			r->v[r->n++] = (struct storage){ GSF_INFILE(in), str_fmt(r->mem, "%.*s/", STRF(path)) };
			continue;
		}
		if (!str_has(path, '\n'))
			stream_out(r, path, in);
		g_object_unref(in);
	}
	g_object_unref(at.infile);
}

struct str
streams_unpack(struct arena *mem, struct str bytes)
{
	struct reading *r = NEW(mem, struct reading, 1);
	GsfInput *in = gsf_input_memory_new((const guint8 *)bytes.p, (gsf_off_t)bytes.n, FALSE);
	GsfInfile *root = in == NULL ? NULL : gsf_infile_msole_new(in, NULL);

	r->mem = mem;
	buf_init(&r->out, mem, PARTS_MOST);
	if (root != NULL)
		r->v[r->n++] = (struct storage){ root, S("") };
	while (r->n > 0)
		storage_out(r, r->v[--r->n]);
	if (in != NULL)
		g_object_unref(in);
	return buf_str(&r->out);
}

struct str
parts_of(struct arena *mem, struct str seed)
{
	if (str_starts(seed, S("PK")))
		return parts_unpack(mem, seed);
	return str_starts(seed, S("\xd0\xcf\x11\xe0")) ? streams_unpack(mem, seed) : seed;
}
