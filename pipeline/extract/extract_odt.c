/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_odt.c - the text of an OpenDocument text (ISO/IEC 26300): the body first, then every other part. */
#include "base/path.h"
#include "extract/package.h"

#include "base/banned.h"

#define STYLES_MOST	4096		/* automatic styles remembered that stand for a title */
#define LEVEL_MOST	10		/* outline levels of ODF */

struct odt {
	struct extraction *x;
	bool		 has_main, has_manifest;
	struct str	*titles;	/* paragraph styles whose parent is Title */
	size_t		 ntitles, titles_cap;
	struct buf	*copy;		/* where characters go too, or NULL */
	struct buf	 title, language;
	unsigned	 inside;	/* elements around us whose characters are text */
	unsigned	 aside;		/* elements around us that are notes, comments or deleted text */
	/* the paragraph in hand */
	bool		 started;
	uint32_t	 from, level;
};

static struct gather *
target(struct odt *d)
{
	return d->aside != 0 ? &d->x->aside : &d->x->text;
}

static bool
one_of(struct str name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq(name, str_of(names[i])))
			return true;
	}
	return false;
}

/* Their characters are for readers; elsewhere white space only keeps the mark-up apart. */
static bool
holds_text(struct str name)
{
	static const char *const names[] = { "p", "h", "title", "desc" };

	return one_of(name, names, COUNT(names));
}

static bool
stands_aside(struct str name)
{
	static const char *const names[] = { "note", "annotation", "tracked-changes", "title", "desc" };

	return one_of(name, names, COUNT(names));
}

static bool
is_title_style(struct str name)
{
	return str_eq(name, S("Title")) || str_eq(name, S("Titel"));
}

static void
style_start(struct odt *d, const struct xml_tag *t)
{
	if (is_title_style(xml_attribute(t, "parent-style-name")) && d->ntitles < STYLES_MOST)
		*PUSH(d->x->r->mem, d->titles, d->ntitles, d->titles_cap) =
		    str_dup(d->x->r->mem, xml_attribute(t, "name"));
}

static void
paragraph_start(struct odt *d, const struct xml_tag *t)
{
	struct str style = xml_attribute(t, "style-name");
	uint64_t level;

	gather_gap(target(d), GAP_LINE);
	d->started = false;
	d->level = 0;
	if (str_eq(t->name, S("h"))) {
		if (str_u64(xml_attribute(t, "outline-level"), &level) != 0 || level == 0 || level > LEVEL_MOST)
			level = 1;
		d->level = (uint32_t)level;
	} else if (is_title_style(style)) {
		d->level = 1;
	}
	for (size_t i = 0; d->level == 0 && i < d->ntitles; i++) {
		if (str_eq(d->titles[i], style))
			d->level = 1;
	}
}

static void
paragraph_end(struct odt *d)
{
	if (d->aside == 0 && d->started && d->level != 0)
		gather_heading(&d->x->text, d->from, gather_end(&d->x->text), d->level);
	gather_gap(target(d), GAP_LINE);
	if (d->aside == 0) {
		d->started = false;
		d->level = 0;
	}
}

static void
add(struct odt *d, struct str s, void how(struct gather *, struct str))
{
	if (d->aside == 0 && !d->started) {
		d->from = gather_here(&d->x->text);
		d->started = true;
	}
	how(target(d), s);
}

static void
text_start(void *user, const struct xml_tag *t)
{
	struct odt *d = user;
	struct str n = t->name, hidden = xml_attribute(t, "string-value");

	if (stands_aside(n)) {
		d->aside++;
		gather_gap(target(d), GAP_LINE);
	}
	if (holds_text(n))
		d->inside++;
	if (str_eq(n, S("style")))
		style_start(d, t);
	else if ((str_eq(n, S("p")) || str_eq(n, S("h"))) && d->aside == 0)
		paragraph_start(d, t);
	else if (str_eq(n, S("p")) || str_eq(n, S("h")))
		gather_gap(target(d), GAP_LINE);
	else if (str_eq(n, S("table-row")))
		gather_gap(target(d), GAP_ROW);
	else if (d->inside == 0)
		return;
	else if (str_eq(n, S("s")))
		gather_gap(target(d), GAP_SPACE);
	else if (str_eq(n, S("tab")))
		add(d, S("\t"), gather_add);
	else if (str_eq(n, S("line-break")))
		gather_gap(target(d), GAP_LINE);
	else if (str_eq(n, S("soft-hyphen")))
		add(d, S("\xc2\xad"), gather_add);
	if (hidden.n != 0) {
		gather_gap(&d->x->aside, GAP_LINE);
		gather_add(&d->x->aside, hidden);
		gather_gap(&d->x->aside, GAP_LINE);
	}
}

static void
text_end(void *user, struct str n)
{
	struct odt *d = user;

	if (str_eq(n, S("p")) || str_eq(n, S("h")))
		paragraph_end(d);
	else if (str_eq(n, S("table-cell")))
		gather_gap(target(d), GAP_CELL);
	else if (str_eq(n, S("table-row")))
		gather_gap(target(d), GAP_ROW);
	if (holds_text(n) && d->inside != 0)
		d->inside--;
	if (stands_aside(n) && d->aside != 0) {
		gather_gap(target(d), GAP_LINE);
		d->aside--;
	}
}

static void
text_text(void *user, struct str s)
{
	struct odt *d = user;

	if (d->inside != 0 && str_trim(s).n == 0)
		gather_gap(target(d), GAP_SPACE);
	else if (d->inside != 0)
		add(d, s, gather_words);
	else if (d->aside != 0)
		gather_words(&d->x->aside, s);
}

static const struct xml_handler text_handler = { text_start, text_end, text_text };

/* ---- META-INF/manifest.xml: what is under a password ---- */

static void
manifest_start(void *user, const struct xml_tag *t)
{
	struct odt *d = user;

	if (str_eq(t->name, S("encryption-data")))
		extraction_stop(d->x, F_EXT_PASSWORD, STR_NONE);
}

static void
manifest_end(void *user, struct str name)
{
	(void)user;
	(void)name;
}

static void
manifest_text(void *user, struct str s)
{
	(void)user;
	(void)s;
}

static const struct xml_handler manifest_handler = { manifest_start, manifest_end, manifest_text };

/* ---- meta.xml: properties ---- */

static void
meta_start(void *user, const struct xml_tag *t)
{
	struct odt *d = user;

	d->copy = NULL;
	if (str_eq(t->name, S("title")))
		d->copy = &d->title;
	else if (str_eq(t->name, S("language")))
		d->copy = &d->language;
	gather_gap(&d->x->aside, GAP_LINE);
}

static void
meta_end(void *user, struct str name)
{
	struct odt *d = user;

	(void)name;
	d->copy = NULL;
	gather_gap(&d->x->aside, GAP_LINE);
}

static void
meta_text(void *user, struct str s)
{
	struct odt *d = user;

	gather_words(&d->x->aside, s);
	if (d->copy != NULL)
		buf_add(d->copy, s);
}

static const struct xml_handler meta_handler = { meta_start, meta_end, meta_text };

/* ---- the package ---- */

/* Each part starts outside every element. */
static const struct xml_handler *
begin(struct odt *d, const struct xml_handler *h)
{
	d->inside = d->aside = 0;
	d->started = false;
	return h;
}

static const struct xml_handler *
choose_manifest(void *user, struct str name)
{
	struct odt *d = user;

	if (!str_eq(name, S("META-INF/manifest.xml")))
		return NULL;
	d->has_manifest = true;
	return begin(d, &manifest_handler);
}

static const struct xml_handler *
choose_main(void *user, struct str name)
{
	struct odt *d = user;

	if (!str_eq(name, S("content.xml")))
		return NULL;
	d->has_main = true;
	return begin(d, &text_handler);
}

/* Parts of LibreOffice's own without text: its cache, pictures of objects, window settings. */
static bool
is_without_text(struct str name)
{
	return str_eq(name, S("mimetype")) || str_eq(name, S("layout-cache")) || str_eq(name, S("settings.xml")) ||
	    str_starts(name, S("ObjectReplacements/")) || str_starts(name, S("Configurations2/")) ||
	    str_eq(name, S("manifest.rdf")) || str_starts(name, S("META-INF/"));
}

static bool
is_macro(struct str name)
{
	return str_starts(name, S("Basic/")) || str_starts(name, S("Scripts/"));
}

static const struct xml_handler *
choose_rest(void *user, struct str name)
{
	if (is_without_text(name) || is_macro(name) || !str_eq_nocase(path_ext(name), S("xml")))
		return NULL;
	return begin(user, str_eq(path_base(name), S("meta.xml")) ? &meta_handler : &text_handler);
}

static const char *
kind(struct str name)
{
	/* Identify has spoken of macros (IDN-505). */
	return is_without_text(name) || is_macro(name) ? "" : NULL;
}

int
extract_odt(struct extraction *x, struct err *e)
{
	struct odt d = { .x = x };
	AUTO_PACKAGE p = package_open(x);

	if (p == NULL)
		return 0;
	buf_init(&d.title, x->r->mem, ATTR_MOST);
	buf_init(&d.language, x->r->mem, ATTR_MOST);
	if (package_walk(p, choose_manifest, &d, e) != 0)
		return -1;
	if (!d.has_manifest && !x->stopped)
		extraction_stop(x, F_EXT_BROKEN, str_of(_("geen manifest")));
	if (package_walk(p, choose_main, &d, e) != 0)
		return -1;
	if (!d.has_main && !x->stopped)
		extraction_stop(x, F_EXT_BROKEN, str_of(_("geen hoofdtekst")));
	if (package_walk(p, choose_rest, &d, e) != 0)
		return -1;
	package_unread(p, kind);
	x->title = buf_str(&d.title);
	x->language = buf_str(&d.language);
	return 0;
}
