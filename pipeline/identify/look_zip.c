/* SPDX-License-Identifier: EUPL-1.2 */
/* look_zip.c - what kind of package a ZIP file is. */
#include <string.h>

#include "base/buf.h"
#include "base/zip.h"
#include "identify/look.h"

#include "base/banned.h"

#define TYPES_MOST	((size_t)1 << 20)	/* bytes of [Content_Types].xml; real ones have some thousands */
#define MIMETYPE_MOST	((size_t)100)		/* bytes of an ODF mimetype member; the longest known has 70 */
#define VERSION_MOST	((size_t)8)		/* bytes of an ODF version: "1.3" */
#define OOXML		"application/vnd.openxmlformats-officedocument."
#define ODF		"application/vnd.oasis.opendocument."

/* Names only, and a few small members: the rest is extract's work. */
static const struct zip_limits limits = { .members = 10000, .member = TYPES_MOST, .total = 4 * TYPES_MOST,
	.ratio = 200, .ratio_from = TYPES_MOST };

/* Content types of main parts (ECMA-376 part 1, 15.2; Office's own for macros), without "+xml". */
static const struct { const char *part, *type; } mains[] = {
	{ OOXML "wordprocessingml.document.main", OOXML "wordprocessingml.document" },
	{ OOXML "wordprocessingml.template.main", OOXML "wordprocessingml.template" },
	{ OOXML "spreadsheetml.sheet.main", OOXML "spreadsheetml.sheet" },
	{ OOXML "spreadsheetml.template.main", OOXML "spreadsheetml.template" },
	{ OOXML "presentationml.presentation.main", OOXML "presentationml.presentation" },
	{ OOXML "presentationml.slideshow.main", OOXML "presentationml.slideshow" },
	{ OOXML "presentationml.template.main", OOXML "presentationml.template" },
	{ "application/vnd.ms-word.document.macroEnabled.main", "application/vnd.ms-word.document.macroEnabled.12" },
	{ "application/vnd.ms-word.template.macroEnabledTemplate.main",
	    "application/vnd.ms-word.template.macroEnabled.12" },
	{ "application/vnd.ms-excel.sheet.macroEnabled.main", "application/vnd.ms-excel.sheet.macroEnabled.12" },
	{ "application/vnd.ms-excel.template.macroEnabled.main", "application/vnd.ms-excel.template.macroEnabled.12" },
	{ "application/vnd.ms-excel.addin.macroEnabled.main", "application/vnd.ms-excel.addin.macroEnabled.12" },
	{ "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
	    "application/vnd.ms-excel.sheet.binary.macroEnabled.12" },
	{ "application/vnd.ms-powerpoint.presentation.macroEnabled.main",
	    "application/vnd.ms-powerpoint.presentation.macroEnabled.12" },
	{ "application/vnd.ms-powerpoint.slideshow.macroEnabled.main",
	    "application/vnd.ms-powerpoint.slideshow.macroEnabled.12" },
	{ "application/vnd.ms-powerpoint.template.macroEnabled.main",
	    "application/vnd.ms-powerpoint.template.macroEnabled.12" },
	{ "application/vnd.ms-powerpoint.addin.macroEnabled.main",
	    "application/vnd.ms-powerpoint.addin.macroEnabled.12" },
	{ "application/vnd.ms-visio.drawing.main", "application/vnd.ms-visio.drawing" },
	{ "application/vnd.ms-visio.drawing.macroEnabled.main", "application/vnd.ms-visio.drawing.macroEnabled.12" },
};

/* The members that are read, each the first of its name. */
enum part { P_TYPES, P_RELATIONS, P_MIMETYPE, P_MANIFEST, P__COUNT };

static const struct { const char *name; size_t most; } parts[P__COUNT] = {
	[P_TYPES] = { "[Content_Types].xml", TYPES_MOST },
	[P_RELATIONS] = { "_rels/.rels", TYPES_MOST },
	[P_MIMETYPE] = { "mimetype", MIMETYPE_MOST },
	[P_MANIFEST] = { "META-INF/manifest.xml", TYPES_MOST },
};

struct package {
	struct look	*l;
	struct buf	 part[P__COUNT];
	struct str	 main;		/* type by the main part */
	bool		 two;		/* main parts of different types */
	bool		 sealed;	/* ODF that is encrypted */
	bool		 strict;	/* OOXML as ISO has it, not as Office writes it */
	bool		 vba, xlm, basic, scripts;
	struct buf	 version;
};

static bool
has_nocase(struct str s, struct str part)
{
	for (; s.n >= part.n; s = str_from(s, 1)) {
		if (str_eq_nocase(str_sub(s, 0, part.n), part))
			return true;
	}
	return false;
}

static bool
starts_nocase(struct str s, struct str prefix)
{
	return str_eq_nocase(str_sub(s, 0, prefix.n), prefix);
}

/* An ODF document without macros may still have the lists of its empty libraries. */
static bool
is_basic(struct str name)
{
	return starts_nocase(name, S("Basic/")) && !str_ends_nocase(name, S("/script-lc.xml")) &&
	    !str_ends_nocase(name, S("/script-lb.xml"));
}

static void
note_name(struct package *p, struct str name)
{
	p->vba = p->vba || str_ends_nocase(name, S("vbaProject.bin"));
	p->xlm = p->xlm || starts_nocase(name, S("xl/macrosheets/")) || starts_nocase(name, S("xl/intlmacrosheets/"));
	p->basic = p->basic || is_basic(name);
	p->scripts = p->scripts || starts_nocase(name, S("Scripts/"));
	/* LibreOffice 24.2: the whole package as one encrypted member. */
	p->sealed = p->sealed || str_eq(name, S("encrypted-package"));
}

/* The types of parts, whether as Override or as Default. */
static void
on_type(void *user, const struct xml_tag *t)
{
	struct package *p = user;
	struct str type = str_trim(xml_attribute(t, "ContentType"));

	p->vba = p->vba || has_nocase(type, S("vbaProject"));
	p->xlm = p->xlm || has_nocase(type, S("macrosheet"));
	if (str_ends_nocase(type, S("+xml")))
		type.n -= 4;
	for (size_t i = 0; i < COUNT(mains); i++) {
		if (!str_eq_nocase(type, str_of(mains[i].part)))
			continue;
		p->two = p->two || (p->main.n != 0 && !str_eq(p->main, str_of(mains[i].type)));
		p->main = str_of(mains[i].type);
	}
}

/* The namespace of relationships tells strict from transitional (ISO/IEC 29500-1 and -4). */
static void
on_relation(void *user, const struct xml_tag *t)
{
	struct package *p = user;

	p->strict = p->strict || str_starts(xml_attribute(t, "Type"), S("http://purl.oclc.org/ooxml/"));
}

static void
on_manifest(void *user, const struct xml_tag *t)
{
	struct package *p = user;

	if (str_eq(t->name, S("manifest")))
		buf_add(&p->version, xml_attribute(t, "version"));
	p->sealed = p->sealed || str_eq(t->name, S("encryption-data"));
}

static const struct xml_handler type_handler = { .start = on_type }, relation_handler = { .start = on_relation },
				   manifest_handler = { .start = on_manifest };

/* All names, and the members that say what this is.  False when it cannot be read to its end. */
static bool
read_members(struct package *p, struct zip *z)
{
	enum zip_state st, got = ZIP_END;
	struct str name, block;

	while ((st = zip_next(z, &name)) == ZIP_MORE) {
		note_name(p, name);
		for (int i = 0; i < P__COUNT; i++) {
			if (!str_eq_nocase(name, str_of(parts[i].name)) || p->part[i].n != 0)
				continue;
			while ((got = zip_block(z, &block)) == ZIP_MORE)
				buf_add(&p->part[i], block);
			if (got != ZIP_END) {
				p->l->broken = got == ZIP_BROKEN;
				return false;
			}
		}
	}
	p->l->broken = st == ZIP_BROKEN;
	return st == ZIP_END && !p->part[P_TYPES].cut && !p->part[P_MIMETYPE].cut;
}

static int
read_part(struct package *p, enum part part, const struct xml_handler *h, enum xml_end *end_r, struct err *e)
{
	*end_r = XML_BROKEN;
	return p->part[part].n == 0 ? 0 : xml_parse(buf_str(&p->part[part]), h, p, end_r, e);
}

static int
judge_ooxml(struct package *p, struct err *e)
{
	enum xml_end end;

	if (read_part(p, P_RELATIONS, &relation_handler, &end, e) != 0)
		return -1;
	p->l->type = p->main;
	if (p->strict)
		p->l->version = S("Strict");
	if (p->vba)
		look_macros(p->l, S("VBA"));
	if (p->xlm)
		look_macros(p->l, S("Excel 4.0"));
	return 0;
}

static int
judge_odf(struct package *p, struct str type, struct err *e)
{
	static const char mark[] = "encryption-data";
	struct str manifest = buf_str(&p->part[P_MANIFEST]);
	enum xml_end end;

	if (read_part(p, P_MANIFEST, &manifest_handler, &end, e) != 0)
		return -1;
	/* Old manifests have a DOCTYPE and are not read as XML; the word is enough to lock. */
	if (end != XML_SOUND && manifest.n != 0 && memmem(manifest.p, manifest.n, mark, sizeof mark - 1) != NULL)
		p->sealed = true;
	p->l->type = type;
	p->l->version = look_version(&p->version);
	p->l->locked = p->sealed;
	if (p->basic)
		look_macros(p->l, S("Basic"));
	if (p->scripts)
		look_macros(p->l, S("scripts"));
	return 0;
}

int
look_zip(struct look *l, struct err *e)
{
	AUTO_ZIP z = zip_open(l->bytes, &limits, l->mem);
	struct package p = { .l = l };
	enum xml_end end;
	struct str said;
	bool odf;

	for (int i = 0; i < P__COUNT; i++)
		buf_init(&p.part[i], l->mem, parts[i].most);
	buf_init(&p.version, l->mem, VERSION_MOST);
	l->type = S("application/zip");
	if (!read_members(&p, z))
		return 0;
	if (read_part(&p, P_TYPES, &type_handler, &end, e) != 0)
		return -1;
	said = str_trim(buf_str(&p.part[P_MIMETYPE]));
	odf = str_starts(said, S(ODF)) || str_eq(said, S("application/epub+zip"));
	if (p.two || (end != XML_SOUND && p.main.n != 0) || odf == (p.main.n != 0))
		return 0;
	return odf ? judge_odf(&p, said, e) : judge_ooxml(&p, e);
}
