/* SPDX-License-Identifier: EUPL-1.2 */
/* look_zip.c - what kind of package a ZIP file is. */
#include "identify/look.h"

#include <string.h>

#include "base/buf.h"
#include "base/zip.h"

#include "base/banned.h"

#define TYPES_MOST	((size_t)1 << 20)	/* bytes of [Content_Types].xml; real ones have some thousands */
#define MIMETYPE_MOST	((size_t)100)		/* bytes of an ODF mimetype member; the longest known has 70 */

/* Names only, and two small members: the rest is extract's work. */
static const struct zip_limits limits = { .members = 10000, .member = TYPES_MOST, .total = 2 * TYPES_MOST,
	.ratio = 200, .ratio_from = TYPES_MOST };

/* Content types of main parts (ECMA-376 part 1, 15.2; Office's own for macros), without "+xml". */
static const struct { const char *part, *type; } mains[] = {
	{ "openxmlformats-officedocument.wordprocessingml.document.main",
	    "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
	{ "openxmlformats-officedocument.wordprocessingml.template.main",
	    "application/vnd.openxmlformats-officedocument.wordprocessingml.template" },
	{ "openxmlformats-officedocument.spreadsheetml.sheet.main",
	    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
	{ "openxmlformats-officedocument.presentationml.presentation.main",
	    "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
	{ "openxmlformats-officedocument.presentationml.slideshow.main",
	    "application/vnd.openxmlformats-officedocument.presentationml.slideshow" },
	{ "application/vnd.ms-word.document.macroEnabled.main", "application/vnd.ms-word.document.macroEnabled.12" },
	{ "application/vnd.ms-excel.sheet.macroEnabled.main", "application/vnd.ms-excel.sheet.macroEnabled.12" },
	{ "application/vnd.ms-powerpoint.presentation.macroEnabled.main",
	    "application/vnd.ms-powerpoint.presentation.macroEnabled.12" },
};

static bool
member_read(struct zip *z, struct buf *b)
{
	struct str block;
	enum zip_state st;

	while ((st = zip_block(z, &block)) == ZIP_MORE)
		buf_add(b, block);
	return st == ZIP_END && !b->cut;
}

/* The type of the only main part, or absent. */
static struct str
main_part(struct str types)
{
	struct str found = STR_NONE;

	for (size_t i = 0; i < COUNT(mains); i++) {
		if (memmem(types.p, types.n, mains[i].part, strlen(mains[i].part)) == NULL)
			continue;
		if (found.p != NULL)
			return STR_NONE;
		found = str_of(mains[i].type);
	}
	return found;
}

struct str
look_zip(struct str bytes, struct arena *mem)
{
	AUTO_ZIP z = zip_open(bytes, &limits, mem);
	struct str name, oox, odf = STR_NONE;
	struct buf types, mimetype;
	enum zip_state st;

	buf_init(&types, mem, TYPES_MOST);
	buf_init(&mimetype, mem, MIMETYPE_MOST);
	while ((st = zip_next(z, &name)) == ZIP_MORE) {
		if (str_eq_nocase(name, S("[Content_Types].xml")) && types.n == 0 && !member_read(z, &types))
			return S("application/zip");
		if (str_eq(name, S("mimetype")) && mimetype.n == 0 && !member_read(z, &mimetype))
			return S("application/zip");
	}
	if (st != ZIP_END)
		return S("application/zip");
	if (str_starts(buf_str(&mimetype), S("application/vnd.oasis.opendocument.")) ||
	    str_eq(str_trim(buf_str(&mimetype)), S("application/epub+zip")))
		odf = str_trim(buf_str(&mimetype));
	oox = main_part(buf_str(&types));
	if ((odf.p == NULL) == (oox.p == NULL))
		return S("application/zip");
	return odf.p != NULL ? odf : oox;
}
