/* SPDX-License-Identifier: EUPL-1.2 */
/* bundle.c - the bundle stage: a dossier as a BagIt bag in a ZIP. */
#include "bundle/bundle.h"

#include <errno.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"
#include "bundle/bag.h"
#include "bundle/tree.h"
#include "bundle/zip.h"
#include "proc/tools.h"

#include "base/banned.h"

#define METADATA_MOST	((size_t)MIB(256))	/* bytes of A_METADATA: the limit of describe (stages.def) */
#define COPY		((size_t)256 << 10)	/* bytes read at once */

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
			rc = f->doc != DOC_NONE ? copy(job, f, zip, buf, e) : zip_add(zip, f->bytes, e);
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
	const struct document *first = dossier_main(d);
	struct bag bag = { .mem = r->mem };
	struct str metadata, source = STR_NONE;
	struct sip sip;
	AUTO_FD fd = -1;

	if (!tree_complete(d, &r->findings))
		return 0;
	if (job_open(job, DOC_NONE, A_METADATA, &fd, e) != 0 ||
	    fd_read_all(fd, METADATA_MOST, r->mem, &metadata, e) != 0)
		return -1;
	sip_of(d, job->tools->lists, r->mem, &sip);
	if (tree_fill(job, &sip, metadata, &bag, e) != 0)
		return -1;
	if (first != NULL && first->record.f[MD_PUBLISHER].n != 0)
		source = first->record.f[MD_PUBLISHER].v[0].text;
	bag_close(&bag, str_fmt(r->mem, "urn:uuid:%.*s", STRF(uuid_text(r->mem, dossier_uuid(d)))), source);
	return write_zip(job, &bag, sip.dossier, r->out[A_BUNDLE], e);
}
