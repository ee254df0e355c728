/* SPDX-License-Identifier: EUPL-1.2 */
/* sip.c - what things are called in a delivery to an archive: the tree of an MDTO SIP. */
#include "sip.h"

#include "base/ascii.h"
#include "base/path.h"
#include "config/catalog.h"

#include "base/banned.h"

#define DIGITS_LEAST	2
#define FORMAT_EXTS	((size_t)1)	/* in term.more of the list of formats: extensions, comma between */
#define UUID_SHOWN	8		/* digits of the dossier's uuid in its name */

static const struct {
	const char *object, *file;
} endings[MDTO__COUNT] = {
	[MDTO_EXTENSION] = { ".mdto.xml", ".bestand.mdto.xml" },
	[MDTO_SHORT] = { ".mdto.xml", ".bestand.mdto.xml" },
	[MDTO_SPECIFIED] = { ".MDTO.xml", ".bestand.MDTO.xml" },
};

static struct str
title_of(const struct record *r, struct arena *mem)
{
	return path_slug(
	    mem, r->f[MD_OFFICIELE_TITEL].n == 0 ? S("stuk") : r->f[MD_OFFICIELE_TITEL].v[0].text, SIP_SLUG_MOST);
}

static struct str
extension(const struct catalog *lists, const struct record *r)
{
	const struct term *t =
	    r->f[MD_FORMAT].n == 0 ? NULL : catalog_uri(lists, field_list(MD_FORMAT), r->f[MD_FORMAT].v[0].uri);
	struct str rest = t == NULL || t->nmore <= FORMAT_EXTS ? STR_NONE : t->more[FORMAT_EXTS], ext = STR_NONE;

	(void)str_next(&rest, ',', &ext);
	return ext.n == 0 ? S("bin") : ext;
}

static void
add(struct sip *s, const struct dossier *d, size_t i, int digits, const struct catalog *lists, struct arena *mem)
{
	const struct document *x = &d->docs[i];
	struct sip_doc *one = &s->v[s->n++];

	*one = (struct sip_doc){ .doc = i, .record = &x->record, .said = &x->said, .id = document_uuid(d, x) };
	one->stem = str_fmt(mem, "%0*zu-%.*s", digits, s->n, STRF(title_of(&x->record, mem)));
	if ((x->have_set & A_BIT(A_ORIGINAL)) != 0)
		one->file = str_fmt(mem, "%.*s.%.*s", STRF(one->stem), STRF(extension(lists, &x->record)));
}

void
sip_of(const struct dossier *d, const struct catalog *lists, struct arena *mem, struct sip *s)
{
	const struct document *first = dossier_main(d);
	const struct record *whole = dossier_record(d);
	struct str slug = whole == NULL ? S("dossier") : title_of(whole, mem), id = uuid_text(mem, dossier_uuid(d));
	size_t n = d->nnotices;
	int digits = 1;

	for (size_t i = 0; i < d->ndocs; i++)
		n += document_goes_out(&d->docs[i]);
	for (size_t k = n; k >= 10; k /= 10)
		digits++;
	if (digits < DIGITS_LEAST)
		digits = DIGITS_LEAST;
	*s = (struct sip){ .v = NEW(mem, struct sip_doc, n + 1),
		.dossier = str_fmt(
		    mem, "%s%.*s-%.*s", ascii_digit(slug.p[0]) ? "dossier-" : "", STRF(slug), UUID_SHOWN, id.p) };
	if (first != NULL && document_goes_out(first))
		add(s, d, (size_t)(first - d->docs), digits, lists, mem);
	for (size_t i = 0; i < d->ndocs; i++) {
		if (&d->docs[i] != first && document_goes_out(&d->docs[i]))
			add(s, d, i, digits, lists, mem);
	}
	for (size_t i = 0; i < d->nnotices; i++) {
		const struct notice *x = &d->notices[i];
		struct sip_doc *one = &s->v[s->n++];

		*one = (struct sip_doc){
			.doc = i, .notice = x, .record = &x->record, .said = &x->said, .id = notice_uuid(d, x)
		};
		one->stem = str_fmt(mem, "%0*zu-%.*s", digits, s->n, STRF(title_of(&x->record, mem)));
	}
}

struct str
sip_object_name(struct arena *mem, enum mdto_names names, struct str name)
{
	struct str s = str_fmt(mem, "%.*s%s", STRF(name), endings[names].object);

	must(s.n <= SIP_NAME_MOST);
	return s;
}

struct str
sip_file_name(struct arena *mem, enum mdto_names names, const struct sip_doc *one)
{
	struct str s = str_fmt(mem, "%.*s%s", STRF(names == MDTO_SHORT ? one->stem : one->file), endings[names].file);

	must(s.n <= SIP_NAME_MOST);
	return s;
}
