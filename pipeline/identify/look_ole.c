/* SPDX-License-Identifier: EUPL-1.2 */
/* look_ole.c - what an OLE2 (compound) file is, and whether it is locked or has macros. */
#include <gsf/gsf-infile-msole.h>
#include <gsf/gsf-infile.h>
#include <gsf/gsf-input-memory.h>

#include "identify/look.h"

#include "base/banned.h"

#define ENTRIES_MOST	100000		/* streams and storages; a message with hundreds of attachments has some thousands */
#define RECORDS_MOST	1000000		/* records looked at in one stream */
#define HEAD_LEAST	16		/* bytes of a stream that a look at its head needs */

/* A storage whose children are to be seen. */
struct storage {
	GsfInfile	*infile;
	bool		 root;
};

struct ole {
	struct look	*l;
	struct storage	*v;
	size_t		 n, cap, entries;
	struct str	 type;		/* of the stream that said so first */
	bool		 two, sealed;
};

/* Streams and storages of the root that only one kind of file has. */
static const struct { const char *name, *type; } marks[] = {
	{ "WordDocument", "application/msword" },
	{ "Workbook", "application/vnd.ms-excel" },
	{ "Book", "application/vnd.ms-excel" },
	{ "PowerPoint Document", "application/vnd.ms-powerpoint" },
	{ "__properties_version1.0", "application/vnd.ms-outlook" },
	{ "EncryptedPackage", "application/encrypted" },
	{ "VisioDocument", "application/vnd.visio" },
	{ "Quill", "application/x-mspublisher" },
};

static uint32_t
le16(const guint8 *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static uint32_t
le32(const guint8 *p)
{
	return le16(p) | le16(p + 2) << 16;
}

/* [MS-DOC] 2.5.2: bit 8 of the flags at byte 10 is fEncrypted. */
static void
look_word(struct ole *o, GsfInput *in)
{
	const guint8 *p = gsf_input_read(in, HEAD_LEAST, NULL);

	if (p != NULL && (le16(p + 10) & 0x0100) != 0)
		o->l->locked = true;
}

/*
 * [MS-XLS] 2.4: the records of the workbook globals, up to their EOF.
 * FILEPASS (2.4.117) locks; a BOUNDSHEET8 (2.4.28) has its kind in byte 5.
 */
static void
look_excel(struct ole *o, GsfInput *in)
{
	for (int i = 0; i < RECORDS_MOST; i++) {
		const guint8 *p = gsf_input_read(in, 4, NULL);
		uint32_t type, n;

		if (p == NULL)
			return;
		type = le16(p);
		n = le16(p + 2);
		/* EOF; and what follows FILEPASS is ciphertext. */
		o->l->locked = o->l->locked || type == 0x2f;
		if (type == 0x0a || type == 0x2f)
			return;
		if (n == 0)
			continue;
		if ((p = gsf_input_read(in, n, NULL)) == NULL)
			return;
		if (type == 0x85 && n >= 6 && p[5] == 1)
			look_macros(o->l, S("Excel 4.0"));
		if (type == 0x85 && n >= 6 && p[5] == 6)
			look_macros(o->l, S("VBA"));
	}
}

/* [MS-PPT] 2.3.2: the headerToken of the CurrentUserAtom says whether the document is encrypted. */
static void
look_current_user(struct ole *o, GsfInput *in)
{
	const guint8 *p = gsf_input_read(in, HEAD_LEAST, NULL);

	if (p != NULL && le32(p + 12) == 0xf3d1c4df)
		o->l->locked = true;
}

/* [MS-PPT] 2.4.11: a VBAInfoAtom (0x0400) with fHasMacros.  Containers are entered, atoms passed over. */
static void
look_powerpoint(struct ole *o, GsfInput *in)
{
	for (int i = 0; i < RECORDS_MOST; i++) {
		const guint8 *p = gsf_input_read(in, 8, NULL);
		uint32_t type, n;

		if (p == NULL)
			return;
		type = le16(p + 2);
		n = le32(p + 4);
		if ((p[0] & 0x0f) == 0x0f)
			continue;
		if (type == 0x0400 && n == 12 && (p = gsf_input_read(in, n, NULL)) != NULL) {
			if (le32(p + 4) != 0)
				look_macros(o->l, S("VBA"));
			continue;
		}
		if (gsf_input_seek(in, (gsf_off_t)n, G_SEEK_CUR))
			return;
	}
}

static const struct { const char *name; void (*look)(struct ole *, GsfInput *); } heads[] = {
	{ "WordDocument", look_word }, { "Workbook", look_excel }, { "Book", look_excel },
	{ "Current User", look_current_user }, { "PowerPoint Document", look_powerpoint },
};

static void
look_root_entry(struct ole *o, struct str name, GsfInput *in)
{
	for (size_t i = 0; i < COUNT(marks); i++) {
		if (!str_eq_nocase(name, str_of(marks[i].name)))
			continue;
		o->two = o->two || (o->type.n != 0 && !str_eq(o->type, str_of(marks[i].type)));
		o->type = str_of(marks[i].type);
	}
	/* Rights management ([MS-OFFCRYPTO] 2.2.1), or the properties under a password (2.3.5.1). */
	if (str_eq_nocase(name,
		S("\x09"
		  "DRMContent")) ||
	    str_eq_nocase(name, S("EncryptedSummary")))
		o->sealed = true;
	for (size_t i = 0; i < COUNT(heads); i++) {
		if (str_eq_nocase(name, str_of(heads[i].name)))
			heads[i].look(o, in);
	}
}

static void
look_entry(struct ole *o, bool root, GsfInput *in)
{
	struct str name = str_of(gsf_input_name(in));
	int children = GSF_IS_INFILE(in) ? gsf_infile_num_children(GSF_INFILE(in)) : -1;

	if (root)
		look_root_entry(o, name, in);
	/* [MS-OVBA] 2.3.4.1: every VBA project has this stream, wherever the file keeps it. */
	if (str_eq_nocase(name, S("_VBA_PROJECT")))
		look_macros(o->l, S("VBA"));
	if (children > 0)
		*PUSH(o->l->mem, o->v, o->n, o->cap) = (struct storage){ GSF_INFILE(g_object_ref(in)), false };
}

/* All storages, the root first; false when there are too many entries. */
static bool
look_tree(struct ole *o)
{
	bool fine = true;

	while (o->n != 0) {
		struct storage s = o->v[--o->n];
		int children = gsf_infile_num_children(s.infile);

		for (int i = 0; fine && i < children; i++) {
			GsfInput *in = gsf_infile_child_by_index(s.infile, i);

			fine = ++o->entries <= ENTRIES_MOST;
			if (in == NULL)
				continue;
			look_entry(o, s.root, in);
			g_object_unref(in);
		}
		g_object_unref(s.infile);
	}
	return fine;
}

void
look_ole(struct look *l)
{
	struct ole o = { .l = l };
	GsfInput *in = gsf_input_memory_new((const guint8 *)l->bytes.p, (gsf_off_t)l->bytes.n, FALSE);
	GsfInfile *root = in != NULL ? gsf_infile_msole_new(in, NULL) : NULL;
	bool fine = root != NULL;

	if (fine) {
		*PUSH(l->mem, o.v, o.n, o.cap) = (struct storage){ root, true };
		fine = look_tree(&o);
	}
	if (in != NULL)
		g_object_unref(in);
	if (!fine || o.two || o.type.n == 0) {
		l->type = S("application/x-ole-storage");
		return;
	}
	l->type = o.type;
	l->locked = l->locked || o.sealed || str_eq(o.type, S("application/encrypted"));
}
