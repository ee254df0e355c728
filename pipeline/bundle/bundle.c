/* SPDX-License-Identifier: EUPL-1.2 */
/* bundle.c - the bundle stage: a dossier as a BagIt bag in a ZIP. */
#include "bundle/bundle.h"

#include <errno.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"
#include "bundle/bag.h"
#include "bundle/zip.h"
#include "config/catalog.h"
#include "proc/tools.h"

#include "base/banned.h"

#define SLUG_MOST	((size_t)80)	/* bytes; with number and folders far below the 255 that file systems take */
#define METADATA_MOST	((size_t)MIB(256))	/* bytes of A_METADATA: the limit of describe (stages.def) */
#define COPY		((size_t)256 << 10)	/* bytes read at once */
#define DIGITS_LEAST	2
#define FORMAT_EXTS	((size_t)1)	/* in term.more of the list of formats: extensions, comma between */

static const struct value *
first(const struct record *r, enum field f)
{
	return r->f[f].n == 0 ? NULL : &r->f[f].v[0];
}

/* A field that complete() saw. */
static const struct value *
said(const struct record *r, enum field f)
{
	must(r->f[f].n != 0);
	return &r->f[f].v[0];
}

/* May everything that goes out, go out?  Says why not. */
static bool
complete(const struct dossier *d, struct findings *fs)
{
	bool all = true;
	size_t n = 0;

	for (size_t i = 0; i < d->ndocs; i++) {
		const struct record *r = &d->docs[i].record;

		if (!document_goes_out(&d->docs[i]))
			continue;
		n++;
		if (r->len != 0 && first(r, MD_OFFICIELE_TITEL) != NULL && first(r, MD_FORMAT) != NULL)
			continue;
		finding_add(fs,
		    (struct finding){
			.code = F_DSC_SCHEMA, .doc = (int)i, .arg = { str_of(_("er is geen metadata gemaakt")) } });
		all = false;
	}
	if (n != 0)
		return all;
	finding_add(fs,
	    (struct finding){
		.code = F_DSC_SCHEMA, .doc = DOC_NONE, .arg = { str_of(_("er is niets om te bundelen")) } });
	return false;
}

static struct str
extension(const struct catalog *lists, const struct value *format)
{
	const struct term *t = catalog_uri(lists, field_list(MD_FORMAT), format->uri);
	struct str rest = t == NULL || t->nmore <= FORMAT_EXTS ? STR_NONE : t->more[FORMAT_EXTS], ext = STR_NONE;

	(void)str_next(&rest, ',', &ext);
	return ext.n == 0 ? S("bin") : ext;
}

/* Digest a document's original, and hold it against what ingest saw. */
static int
sums(const struct job *job, size_t i, struct bag_file *f, struct err *e)
{
	const struct artefact *want = &job->dossier->docs[i].have[A_ORIGINAL];
	AUTO_FD fd = -1;

	if (job_open(job, (int)i, A_ORIGINAL, &fd, e) != 0 || digest_fd(fd, &f->sha256, &f->sha512, &f->size, e) != 0)
		return -1;
	if (f->size != want->size || !digest_eq(f->sha256, want->sha256))
		return err_set(e, E_BUG, _("document %zu heeft een andere inhoud dan bij inname"), i);
	return 0;
}

/* The nn-th document: its payload file and its tag file. */
static int
pack(const struct job *job, struct bag *bag, size_t i, size_t nn, int digits, struct str metadata, struct err *e)
{
	const struct record *r = &job->dossier->docs[i].record;
	struct str slug = path_slug(bag->mem, said(r, MD_OFFICIELE_TITEL)->text, SLUG_MOST);
	struct str ext = extension(job->tools->lists, said(r, MD_FORMAT));
	struct bag_file f = { 0 };

	if (r->at > metadata.n || r->len > metadata.n - r->at)
		return err_set(e, E_BUG, _("metadata van document %zu ontbreekt"), i);
	if (sums(job, i, &f, e) != 0)
		return -1;
	bag_payload(bag, str_fmt(bag->mem, "data/%0*zu-%.*s.%.*s", digits, nn, STRF(slug), STRF(ext)), (int)i, f.size,
	    f.sha256, f.sha512);
	bag_tag(
	    bag, str_fmt(bag->mem, "diwoo/%0*zu-%.*s.xml", digits, nn, STRF(slug)), str_sub(metadata, r->at, r->len));
	return 0;
}

/* All documents that go out: the main one first, then in byte order of path, as they stand. */
static int
fill(const struct job *job, struct bag *bag, struct str metadata, struct err *e)
{
	const struct dossier *d = job->dossier;
	const struct document *main_doc = dossier_main(d);
	size_t n = 0, nn = 0;
	int digits = 1;

	for (size_t i = 0; i < d->ndocs; i++)
		n += document_goes_out(&d->docs[i]);
	for (size_t k = n; k >= 10; k /= 10)
		digits++;
	if (digits < DIGITS_LEAST)
		digits = DIGITS_LEAST;
	if (main_doc != NULL && pack(job, bag, (size_t)(main_doc - d->docs), ++nn, digits, metadata, e) != 0)
		return -1;
	for (size_t i = 0; i < d->ndocs; i++) {
		if (&d->docs[i] == main_doc || !document_goes_out(&d->docs[i]))
			continue;
		if (pack(job, bag, i, ++nn, digits, metadata, e) != 0)
			return -1;
	}
	return 0;
}

/* Copy a document into the archive; the bytes that go out are those that were digested. */
static int
copy(const struct job *job, const struct bag_file *f, struct zip *zip, char *buf, struct err *e)
{
	struct hash *hash;
	uint64_t at = 0;
	AUTO_FD fd = -1;
	int rc = -1;

	if (job_open(job, f->doc, A_ORIGINAL, &fd, e) != 0)
		return -1;
	hash = hash_new();
	while (at < f->size) {
		uint64_t left = f->size - at;
		ssize_t n = pread(fd, buf, left < COPY ? (size_t)left : COPY, (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			(void)(n < 0 ? err_sys(e, E_IO, _("lezen mislukt")) :
				       err_set(e, E_BUG, _("document %d werd korter"), f->doc));
			goto out;
		}
		hash_add(hash, buf, (size_t)n);
		if (zip_add(zip, (struct str){ buf, (size_t)n }, e) != 0)
			goto out;
		at += (uint64_t)n;
	}
	rc = 0;
out:
	if (rc != 0) {
		hash_drop(hash);
		return -1;
	}
	if (!digest_eq(hash_end(hash), f->sha256))
		return err_set(e, E_BUG, _("document %d veranderde tijdens het inpakken"), f->doc);
	return 0;
}

static int
write_zip(const struct job *job, const struct bag *bag, struct str top, int fd, struct err *e)
{
	char *buf = arena_alloc(bag->mem, COPY, 1);
	struct zip *zip;
	int rc = 0;

	if (zip_begin(fd, bag->mem, &zip, e) != 0)
		return -1;
	for (size_t i = 0; i < bag->n && rc == 0; i++) {
		const struct bag_file *f = &bag->v[i];

		rc = zip_entry(zip, path_join(bag->mem, top, f->name), f->size, e);
		if (rc == 0)
			rc = f->payload ? copy(job, f, zip, buf, e) : zip_add(zip, f->bytes, e);
	}
	if (rc == 0)
		rc = zip_end(zip, e);
	zip_drop(zip);
	return rc;
}

int
bundle_run(const struct job *job, struct result *r, struct err *e)
{
	const struct dossier *d = job->dossier;
	struct bag bag = { .mem = r->mem };
	const struct document *named = dossier_main(d);
	const struct value *publisher;
	struct str metadata, id, slug;
	AUTO_FD fd = -1;

	if (!complete(d, &r->findings))
		return 0;
	if (job_open(job, DOC_NONE, A_METADATA, &fd, e) != 0 ||
	    fd_read_all(fd, METADATA_MOST, r->mem, &metadata, e) != 0)
		return -1;
	if (fill(job, &bag, metadata, e) != 0)
		return -1;
	id = uuid_text(r->mem, dossier_uuid(d));
	publisher = named == NULL ? NULL : first(&named->record, MD_PUBLISHER);
	slug =
	    named == NULL ? S("dossier") : path_slug(r->mem, said(&named->record, MD_OFFICIELE_TITEL)->text, SLUG_MOST);
	bag_close(&bag, str_fmt(r->mem, "urn:uuid:%.*s", STRF(id)), publisher == NULL ? STR_NONE : publisher->text);
	return write_zip(job, &bag, str_fmt(r->mem, "%.*s-%.*s", STRF(slug), 8, id.p), r->out[A_BUNDLE], e);
}
