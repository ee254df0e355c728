/* SPDX-License-Identifier: EUPL-1.2 */
/* tree.c - what goes into a bag: the MDTO SIP as payload, and beside it DiWoo, origins and a letter. */
#include "bundle/tree.h"

#include "base/fd.h"
#include "base/path.h"
#include "bundle/letter.h"
#include "bundle/origins.h"

#include "base/banned.h"

#define PAYLOAD		"data"

static bool
has_file(const struct document *x)
{
	return (x->have_set & A_BIT(A_ORIGINAL)) != 0;
}

static void
lacks(struct findings *fs, int doc, const char *what)
{
	finding_add(fs, (struct finding){ .code = F_DSC_SCHEMA, .doc = doc, .arg = { str_of(what) } });
}

bool
tree_complete(const struct dossier *d, struct findings *fs)
{
	bool all = true;
	size_t n = 0;

	for (size_t i = 0; i < d->ndocs; i++) {
		const struct document *x = &d->docs[i];

		if (!document_goes_out(x))
			continue;
		n++;
		if (x->record.len != 0 && x->record.f[MD_OFFICIELE_TITEL].n != 0 && x->record.f[MD_FORMAT].n != 0 &&
		    x->object.len != 0 && (!has_file(x) || x->file.len != 0))
			continue;
		lacks(fs, (int)i, _("er is geen metadata gemaakt"));
		all = false;
	}
	for (size_t i = 0; i < d->nnotices; i++, n++) {
		if (d->notices[i].record.len != 0 && d->notices[i].object.len != 0)
			continue;
		lacks(fs, DOC_NONE, _("er is geen metadata gemaakt"));
		all = false;
	}
	if (n == 0)
		lacks(fs, DOC_NONE, _("er is niets om te bundelen"));
	else if (all && d->object.len == 0)
		lacks(fs, DOC_NONE, _("er is geen metadata gemaakt"));
	return n != 0 && all && d->object.len != 0;
}

/* One of the XML documents of describe. */
static int
cut(struct str metadata, struct slice p, struct str *xml_r, struct err *e)
{
	if (p.len == 0 || p.at > metadata.n || p.len > metadata.n - p.at)
		return err_set(e, E_BUG, "%s", _("metadata ontbreekt"));
	*xml_r = str_sub(metadata, p.at, p.len);
	return 0;
}

/* A document: its folder in the SIP, and its DiWoo beside that. */
static int
add(const struct dossier *d, const struct sip *sip, const struct sip_doc *one, struct str metadata, struct bag *bag,
    struct err *e)
{
	const struct document *x = one->notice != NULL ? NULL : &d->docs[one->doc];
	struct arena *mem = bag->mem;
	struct str dir = str_fmt(mem, PAYLOAD "/%.*s/%.*s", STRF(sip->dossier), STRF(one->stem));
	struct str diwoo = STR_NONE, object = STR_NONE, file = STR_NONE;

	if (cut(metadata, (struct slice){ one->record->at, one->record->len }, &diwoo, e) != 0 ||
	    cut(metadata, one->notice != NULL ? one->notice->object : d->docs[one->doc].object, &object, e) != 0)
		return -1;
	bag_tag(bag, str_fmt(mem, "diwoo/%.*s.xml", STRF(one->stem)), diwoo);
	bag_made(bag, path_join(mem, dir, sip_object_name(mem, d->org->mdto_names, one->stem)), object);
	if (x == NULL || !has_file(x))
		return 0;
	if (cut(metadata, x->file, &file, e) != 0)
		return -1;
	/* As ingest saw it: who packs it holds its bytes against that. */
	bag_payload(
	    bag, path_join(mem, dir, one->file), (int)one->doc, x->have[A_ORIGINAL].size, x->have[A_ORIGINAL].sha256);
	bag_made(bag, path_join(mem, dir, sip_file_name(mem, d->org->mdto_names, one)), file);
	return 0;
}

int
tree_fill(const struct job *job, const struct sip *sip, struct str metadata, struct bag *bag, struct err *e)
{
	const struct dossier *d = job->dossier;
	struct arena *mem = bag->mem;
	struct str top = path_join(mem, S(PAYLOAD), sip->dossier), object = STR_NONE;

	if (cut(metadata, d->object, &object, e) != 0)
		return -1;
	bag_made(bag, path_join(mem, top, sip_object_name(mem, d->org->mdto_names, sip->dossier)), object);
	for (size_t i = 0; i < sip->n; i++) {
		if (add(d, sip, &sip->v[i], metadata, bag, e) != 0)
			return -1;
	}
	bag_tag(bag, S("bewijs/herkomst.csv"), origins_table(sip, mem));
	bag_tag(bag, S("LEESMIJ.txt"), letter_text(d, sip, mem));
	return 0;
}
