/* SPDX-License-Identifier: EUPL-1.2 */
/* bundle.c - the bundle stage: a dossier as a BagIt bag in a ZIP or a tar. */
#include "bundle/bundle.h"

#include <errno.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/hashes.h"
#include "base/path.h"
#include "bundle/bag.h"
#include "bundle/packer.h"
#include "bundle/tree.h"
#include "proc/tools.h"

#include "base/banned.h"

#define METADATA_MOST ((size_t)MIB(256)) /* bytes of A_METADATA: the limit of describe (stages.def) */
#define COPY ((size_t)256 << 10) /* bytes read at once */

/* The next bytes of a document, as many as buf takes; E_BUG when it has become shorter. */
static int
next_bytes(int fd, const struct bag_file *f, uint64_t at, char *buf, struct str *s_r, struct err *e)
{
	size_t want = f->size - at < COPY ? (size_t)(f->size - at) : COPY, have = 0;

	while (have < want) {
		ssize_t n = pread(fd, buf + have, want - have, (off_t)(at + have));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_sys(e, E_IO, _("lezen mislukt"));
		if (n == 0)
			return err_set(e, E_BUG, _("document %d werd korter"), f->doc);
		have += (size_t)n;
	}
	*s_r = (struct str){ buf, have };
	return 0;
}

/* Put a document into the archive; the bytes that go out are those that ingest saw.  Sets its sha512. */
static int
copy(const struct job *job, struct bag_file *f, struct str name, struct packer *to, char *buf, struct arena *mem,
    struct err *e)
{
	struct hashes *hashes;
	struct digest sha256;
	struct str part = STR_NONE;
	ssize_t more;
	AUTO_FD fd = -1;
	int rc;

	if (job_open(job, f->doc, A_ORIGINAL, &fd, e) != 0 || next_bytes(fd, f, 0, buf, &part, e) != 0 ||
	    packer_entry(to, name, f->size, str_sub(part, 0, PACKER_HEAD), e) != 0)
		return -1;
	hashes = hashes_new(mem);
	for (uint64_t at = part.n;; at += part.n) {
		hashes_add(hashes, part);
		rc = packer_add(to, part, e);
		if (rc != 0 || at == f->size || (rc = next_bytes(fd, f, at, buf, &part, e)) != 0)
			break;
	}
	if (rc != 0) {
		hashes_drop(hashes);
		return -1;
	}
	hashes_end(hashes, &sha256, &f->sha512);
	more = pread(fd, buf, 1, (off_t)f->size);
	if (more < 0)
		return err_sys(e, E_IO, _("lezen mislukt"));
	if (more != 0 || !digest_eq(sha256, f->sha256))
		return err_set(e, E_BUG, _("document %d heeft een andere inhoud dan bij inname"), f->doc);
	return 0;
}

/* A file that was made here. */
static int
put(const struct bag_file *f, struct str name, struct packer *to, struct err *e)
{
	if (packer_entry(to, name, f->size, str_sub(f->bytes, 0, PACKER_HEAD), e) != 0)
		return -1;
	return packer_add(to, f->bytes, e);
}

static int
write_archive(const struct job *job, struct bag *bag, struct str top, int fd, struct err *e)
{
	char *buf = arena_alloc(bag->mem, COPY, 1);
	struct packer *to;
	bool listed = false;
	int rc = 0;

	if (packer_begin(job->dossier->pack, fd, bag->mem, &to, e) != 0)
		return -1;
	for (size_t i = 0; i < bag->n && rc == 0; i++) {
		struct bag_file *f = &bag->v[i];
		struct str name = path_join(bag->mem, top, f->name);

		rc = f->doc != DOC_NONE ? copy(job, f, name, to, buf, bag->mem, e) : put(f, name, to, e);
		/* What lists them stands behind all that it lists. */
		if (rc == 0 && i + 1 == bag->n && !listed) {
			bag_manifests(bag);
			listed = true;
		}
	}
	if (rc == 0)
		rc = packer_end(to, e);
	packer_drop(to);
	return rc;
}

int
bundle_run(const struct job *job, struct result *r, struct err *e)
{
	const struct dossier *d = job->dossier;
	const struct record *first = dossier_record(d);
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
	if (first != NULL && first->f[MD_PUBLISHER].n != 0)
		source = first->f[MD_PUBLISHER].v[0].text;
	bag_close(&bag, str_fmt(r->mem, "urn:uuid:%.*s", STRF(uuid_text(r->mem, dossier_uuid(d)))), source);
	return write_archive(job, &bag, sip.dossier, r->out[A_BUNDLE], e);
}
