/* SPDX-License-Identifier: EUPL-1.2 */
/* package.c - one walk over the parts of a ZIP package, as OOXML and OpenDocument files are. */
#include "extract/package.h"

#include "base/buf.h"
#include "base/path.h"
#include "base/utf8.h"
#include "extract/embed.h"
#include "extract/legible.h"

#include "base/banned.h"

#define BYTES_MOST	((size_t)64 << 20)	/* of a part that is looked through for numbers; pictures have some megabytes */

struct part {
	struct str	 name;
	bool		 read;
};

struct package {
	struct extraction *x;
	struct zip	*z;
	struct part	*parts;		/* in the order of the file */
	size_t		 nparts, parts_cap;
};

struct package *
package_open(struct extraction *x)
{
	struct package *p = NEW(x->r->mem, struct package, 1);
	enum zip_state st;
	struct str name;

	*p = (struct package){ .x = x, .z = zip_open(x->bytes, &zip_package, x->r->mem) };
	xml_read_state(x, zip_check(p->z));
	while (!x->stopped && (st = zip_next(p->z, &name)) != ZIP_END) {
		xml_read_state(x, st);
		if (!x->stopped)
			*PUSH(x->r->mem, p->parts, p->nparts, p->parts_cap) = (struct part){ name, false };
	}
	if (!x->stopped)
		return p;
	zip_close(p->z);
	return NULL;
}

void
package_close(struct package *p)
{
	if (p != NULL)
		zip_close(p->z);
}

static void
begin(struct extraction *x)
{
	gather_gap(&x->text, GAP_ROW);
	gather_gap(&x->aside, GAP_ROW);
	gather_origin(&x->text, TEXT_VISIBLE);
	gather_origin(&x->aside, TEXT_REST);
	x->loose = false;
}

int
package_walk(struct package *p, package_choose *choose, void *user, struct err *e)
{
	const struct xml_handler *h;
	enum zip_state st;
	struct str name;

	if (p->x->stopped)
		return 0;
	zip_rewind(p->z);
	for (size_t i = 0; !p->x->stopped && (st = zip_next(p->z, &name)) != ZIP_END; i++) {
		xml_read_state(p->x, st);
		if (p->x->stopped || p->parts[i].read)
			continue;
		begin(p->x);
		if ((h = choose(user, p->parts[i].name)) == NULL)
			continue;
		p->parts[i].read = true;
		if (xml_read_member(p->x, p->z, h, user, e) != 0)
			return -1;
		begin(p->x);
	}
	return 0;
}

static bool
is_picture(struct str name)
{
	static const char *const extensions[] = { "png", "jpg", "jpeg", "gif", "emf", "wmf", "tif", "tiff", "bmp",
		"svg", "svm", "wdp", "webp", "odttf", "fntdata", "ttf", "otf" };
	struct str ext = path_ext(name);

	for (size_t i = 0; i < COUNT(extensions); i++) {
		if (str_eq_nocase(ext, str_of(extensions[i])))
			return true;
	}
	return false;
}

/* Files within the package that are packages themselves, whatever their names say. */
static bool
is_file(struct str s)
{
	return str_starts(s, S("PK\x03\x04")) || str_starts(s, S("\xd0\xcf\x11\xe0")) || str_starts(s, S("%PDF-"));
}

/* The bytes of the member in hand, up to BYTES_MOST (b->cut: there are more); false when it cannot be unpacked. */
static bool
read_bytes(struct package *p, struct buf *b)
{
	enum zip_state st;
	struct str block;

	b->n = 0;
	b->cut = false;
	while ((st = zip_block(p->z, &block)) == ZIP_MORE && !b->cut)
		buf_add(b, block);
	return st == ZIP_MORE || st == ZIP_END;
}

static void
judge_unread(struct package *p, struct str name, const struct buf *b, package_kind *kind_of)
{
	struct arena *mem = p->x->r->mem;
	struct str bytes = buf_str(b), ext = utf8_show(mem, str_sub(path_ext(name), 0, 8));
	const char *kind = kind_of(name);
	bool dull = is_picture(name) || (kind != NULL && *kind == '\0');
	struct str label =
	    kind != NULL && *kind != '\0' ? str_of(kind) : str_fmt(mem, _("onderdeel van de soort ‘%.*s’"), STRF(ext));

	if (b->cut) {
		extraction_find(p->x, F_EXT_EMBEDDED, 0, label);
		return;
	}
	if (dull ? !is_file(bytes) : !embed_can(bytes))
		legible_aside(p->x, bytes);
	if (!dull || is_file(bytes))
		embed_bytes(p->x, str_dup(mem, bytes), label);
}

void
package_unread(struct package *p, package_kind *kind_of)
{
	enum zip_state st;
	struct str name;
	struct buf b;

	if (p->x->stopped)
		return;
	buf_init(&b, p->x->r->mem, BYTES_MOST);
	zip_rewind(p->z);
	for (size_t i = 0; !p->x->stopped && (st = zip_next(p->z, &name)) != ZIP_END; i++) {
		xml_read_state(p->x, st);
		if (p->x->stopped || p->parts[i].read)
			continue;
		/* Nothing of it was to be read as text: a broken picture holds the document, it does not stop it. */
		if (!read_bytes(p, &b)) {
			extraction_find(p->x, F_EXT_EMBEDDED, 0, str_of(_("onderdeel dat niet uit te pakken is")));
			return;
		}
		judge_unread(p, p->parts[i].name, &b, kind_of);
	}
}
