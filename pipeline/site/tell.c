/* SPDX-License-Identifier: EUPL-1.2 */
/* tell.c - the entries of a dossier for the sitemaps: the DiWoo of describe, with the addresses of the site. */
#include "describe/describe.h"
#include "describe/diwoo.h"
#include "proc/tools.h"
#include "site/address.h"
#include "site/category.h"
#include "site/entries.h"
#include "site/telling.h"

#include "base/date.h"
#include "config/catalog.h"

#include "base/banned.h"

#define HTML		"http://publications.europa.eu/resource/authority/file-type/HTML"
#define ENTRIES_MOST	MIB(256)	/* of one dossier: the limit of the stage */
#define ENTRY_MEM	(4 * SHEET_MOST)

/* A reference to something of this dossier, as a reader of the site finds it (facts: diwoo 1.4, isPartOf). */
static struct value
with_address(const struct telling *s, struct value v)
{
	const struct public *to = telling_place(s, v.uri);

	if (to != NULL)
		v.uri = str_fmt(s->mem, "%.*s%.*s", STRF(s->site), STRF(to->path));
	return v;
}

/* The record as the site tells it. */
static struct record
told(const struct telling *s, const struct public *one)
{
	struct record r = { 0 };

	for (int f = 0; f < MD__COUNT; f++) {
		bool refers = f == MD_IS_PART_OF || f == MD_HAS_PART || f == MD_RELATION;

		for (size_t i = 0; i < one->record->f[f].n; i++) {
			struct value v = one->record->f[f].v[i];

			record_add(&r, (enum field)f, refers ? with_address(s, v) : v, s->mem);
		}
	}
	/* What a notice points at is the page that tells of it: without a format nobody fetches it. */
	if (one->notice && r.f[MD_FORMAT].n == 0) {
		const struct term *t = catalog_uri(s->job->tools->lists, field_list(MD_FORMAT), S(HTML));

		if (t != NULL)
			record_add(&r, MD_FORMAT,
			    (struct value){ .text = t->label, .uri = t->uri, .origin = FROM_RULE }, s->mem);
	}
	return r;
}

/* Without the line that says that it is XML: it will stand in a document. */
static struct str
inner(struct str xml)
{
	struct str line, rest = xml;

	if (str_starts(xml, S("<?xml")) && str_next(&rest, '\n', &line))
		return rest;
	return xml;
}

static int
tell_one(const struct telling *s, const struct public *one, struct buf *all, struct arena *mem, struct str *why_r,
    struct err *e)
{
	const struct sheet *sheet = describe_diwoo(s->job->tools->describer);
	struct entry head = { .category =
				  category_key(s->job->tools->lists, one->record->f[MD_INFORMATIECATEGORIE].v[0].uri) };
	struct record r = told(s, one);
	struct str xml, why;
	struct buf b;

	if (diwoo_make(sheet, &r, mem, &xml, e) != 0)
		return -1;
	if (!sheet_check(sheet, xml, mem, &why)) {
		*why_r = str_dup(s->mem, why);
		return 0;
	}
	if (head.category.n == 0) {
		*why_r = str_of(_("een informatiecategorie zonder nummer"));
		return 0;
	}
	head.lastmod = time_rfc3339(mem, s->modified);
	buf_init(&b, mem, ENTRY_MOST);
	/* Nothing in an address needs to be written otherwise: address.h sees to that. */
	buf_addf(&b, "<url>\n<loc>%.*s%.*s</loc>\n<lastmod>%.*s</lastmod>\n", STRF(s->site), STRF(one->path),
	    STRF(head.lastmod));
	buf_add(&b, inner(xml));
	buf_add(&b, S("</url>\n"));
	if (b.cut)
		return err_set(e, E_LIMIT, "%s", _("een document heeft te veel metadata voor een sitemap"));
	entry_write(all, &head, buf_str(&b));
	return 0;
}

int
telling_tell(const struct telling *s, struct str *bytes_r, struct str *why_r, struct err *e)
{
	struct arena *mem = arena_new("sitemap", ENTRY_MEM);
	struct mark mark = arena_mark(mem);
	struct buf all;
	int rc = 0;

	buf_init(&all, s->mem, ENTRIES_MOST);
	for (size_t i = 0; i < s->n && rc == 0 && why_r->n == 0; i++) {
		rc = tell_one(s, &s->v[i], &all, mem, why_r, e);
		arena_rewind(mem, mark);
	}
	arena_free(mem);
	if (rc == 0 && all.cut)
		rc = err_set(e, E_LIMIT, "%s", _("een dossier heeft te veel metadata voor de sitemaps"));
	*bytes_r = buf_str(&all);
	return rc;
}
