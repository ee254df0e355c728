/* SPDX-License-Identifier: EUPL-1.2 */
/* parts.c - the parts of a ZIP package, each read once, as XML or as bytes. */
#include "reveal/parts.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/path.h"

#include "base/banned.h"

static void
stop(struct parts *p, const char *why)
{
	p->stopped = true;
	reveal_stop(p->v, str_of(why));
}

static bool
is_fine(struct parts *p, enum zip_state st)
{
	if (st == ZIP_MORE || st == ZIP_END)
		return true;
	stop(p, st == ZIP_TOO_MUCH ? _("te veel in één bestand") : _("een onderdeel is niet uit te pakken"));
	return false;
}

void
parts_open(struct parts *p, struct revealing *v)
{
	struct str name;
	enum zip_state st;

	*p = (struct parts){ .v = v, .zip = zip_open(v->bytes, &zip_package, v->tmp) };
	if (!is_fine(p, zip_check(p->zip)))
		return;
	while ((st = zip_next(p->zip, &name)) == ZIP_MORE) {
		(void)PUSH(v->tmp, p->part, p->n, p->cap);
		p->part[p->n - 1].name = name;
		p->part[p->n - 1].met = p->part[p->n - 1].read = false;
	}
	(void)is_fine(p, st);
}

void
parts_close(struct parts *p)
{
	struct cover *sifted = &p->v->r->doc.cover[COVER_SIFTED];

	/* What stopped it is told (REV-501). */
	for (size_t i = 0; i < p->n && !p->stopped; i++) {
		sifted->there++;
		sifted->examined += p->part[i].met;
	}
	zip_close(p->zip);
	p->zip = NULL;
}

static int
read_xml(struct parts *p, const struct reading *how, void *user, struct err *e)
{
	struct xml_reader r = { .h = how->xml, .user = user };
	struct str block;
	enum zip_state st;
	enum xml_end end;
	bool more = true;

	if (xml_open(&r, false, e) != 0)
		return -1;
	while ((st = zip_block(p->zip, &block)) == ZIP_MORE && more) {
		for (; block.n != 0 && more; block = str_from(block, XML_PIECE))
			more = xml_feed(&r, str_sub(block, 0, XML_PIECE));
	}
	if (st == ZIP_END)
		(void)xml_feed(&r, STR_NONE);
	if (xml_close(&r, &end, e) != 0)
		return -1;
	if (is_fine(p, st) && end != XML_SOUND && !how->loose)
		stop(p, _("een onderdeel is geen geldige XML"));
	return 0;
}

static void
read_bytes(struct parts *p, const struct reading *how, void *user)
{
	/* Its own: there may be thousands of pictures. */
	struct arena *mem = arena_new("onderdeel", 4 * PART_BYTES_MOST);
	enum zip_state st;
	struct str block;
	struct buf b;

	buf_init(&b, mem, PART_BYTES_MOST);
	while ((st = zip_block(p->zip, &block)) == ZIP_MORE && !b.cut)
		buf_add(&b, block);
	if (b.cut)
		stop(p, _("een onderdeel is groter dan 64 MB"));
	else if (is_fine(p, st))
		how->bytes(user, buf_str(&b));
	arena_free(mem);
}

int
parts_walk(struct parts *p, parts_choose *choose, void *user, struct err *e)
{
	enum zip_state st;
	struct str name;

	if (p->stopped)
		return 0;
	zip_rewind(p->zip);
	for (size_t i = 0; !p->stopped && (st = zip_next(p->zip, &name)) != ZIP_END; i++) {
		struct reading how;

		if (!is_fine(p, st) || i >= p->n || p->part[i].read)
			continue;
		how = choose(user, p->part[i].name);
		p->part[i].met = true;
		p->part[i].read = how.xml != NULL || how.bytes != NULL;
		if (how.xml != NULL && read_xml(p, &how, user, e) != 0)
			return -1;
		if (how.xml == NULL && how.bytes != NULL)
			read_bytes(p, &how, user);
	}
	return 0;
}

static bool
ends_with_one(struct str name, const char *const *v, size_t n)
{
	struct str ext = path_ext(name);

	for (size_t i = 0; i < n; i++) {
		if (str_eq_nocase(ext, str_of(v[i])))
			return true;
	}
	return false;
}

bool
part_is_xml(struct str name)
{
	static const char *const xml[] = { "xml", "rels", "psmdcp", "vml", "svg", "rdf" };

	return ends_with_one(name, xml, COUNT(xml));
}

bool
part_is_picture(struct str name)
{
	static const char *const pictures[] = { "png", "jpg", "jpeg", "gif", "emf", "wmf", "tif", "tiff", "bmp", "svm",
		"wdp", "webp" };

	return ends_with_one(name, pictures, COUNT(pictures));
}

bool
part_is_font(struct str name)
{
	static const char *const fonts[] = { "odttf", "fntdata", "ttf", "otf" };

	return ends_with_one(name, fonts, COUNT(fonts));
}

struct str
part_kind(struct str name, struct arena *mem)
{
	struct str ext = path_ext(name);

	for (size_t i = 0; i < ext.n; i++) {
		if (!ascii_letter(ext.p[i]) && i != 3)
			return str_of(_("ander bestand"));
	}
	return ext.n == 0 || ext.n > 5 ? str_of(_("ander bestand")) : str_lower(mem, ext);
}
