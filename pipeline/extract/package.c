/* SPDX-License-Identifier: EUPL-1.2 */
/* package.c - one walk over the parts of a ZIP package, as OOXML and OpenDocument files are. */
#include "extract/package.h"

#include "base/buf.h"
#include "base/path.h"
#include "base/utf8.h"
#include "extract/embed.h"

#include "base/banned.h"

/*
 * Gate facts 8.4, smaller where text allows: the largest real document.xml we
 * know has 40 MB, and 64 MB of text (TEXT_MOST) in mark-up stays below 512 MB.
 */
static const struct zip_limits limits = { .members = 10000, .member = (uint64_t)128 << 20,
	.total = (uint64_t)512 << 20, .ratio = 200, .ratio_from = (uint64_t)10 << 20 };

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

	*p = (struct package){ .x = x, .z = zip_open(x->bytes, &limits, x->r->mem) };
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

/* The part in hand, inflated; of a film or the like the start is enough. */
static struct str
part_bytes(struct package *p)
{
	enum zip_state st;
	struct str block;
	struct buf b;

	buf_init(&b, p->x->r->mem, limits.member);
	while ((st = zip_block(p->z, &block)) == ZIP_MORE) {
		buf_add(&b, block);
		if (!embed_can(buf_str(&b)))
			return buf_str(&b);
	}
	must(!b.cut);
	xml_zip_state(p->x, st);
	return buf_str(&b);
}

void
package_unread(struct package *p, package_kind *kind_of)
{
	struct arena *mem = p->x->r->mem;
	enum zip_state st;
	struct str name, bytes;

	if (p->x->stopped)
		return;
	zip_rewind(p->z);
	for (size_t i = 0; !p->x->stopped && (st = zip_next(p->z, &name)) != ZIP_END; i++) {
		const char *kind = kind_of(p->parts[i].name);

		xml_zip_state(p->x, st);
		if (p->x->stopped || p->parts[i].read || is_picture(name) || (kind != NULL && *kind == '\0'))
			continue;
		bytes = part_bytes(p);
		if (p->x->stopped)
			return;
		embed_bytes(p->x, bytes,
		    kind != NULL ? str_of(kind) :
				   str_fmt(mem, _("onderdeel van de soort ‘%.*s’"),
				       STRF(utf8_show(mem, str_sub(path_ext(name), 0, 8)))));
	}
}
