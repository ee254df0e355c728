/* SPDX-License-Identifier: EUPL-1.2 */
/* bag.c - what stands in a BagIt bag: payload, tag files and the manifests over both (RFC 8493). */
#include "bundle/bag.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/buf.h"
#include "finding.h"

#include "base/banned.h"

#define NAME_MOST	((size_t)400)		/* bytes of a name; ours are made of some slugs of 40 */
#define SUM_MOST	((size_t)128)		/* hexadecimal SHA-512 */

static struct bag_file *
add(struct bag *b, struct str name)
{
	struct bag_file *f;

	must(name.n != 0 && name.n <= NAME_MOST);
	for (size_t i = 0; i < name.n; i++)
		must(name.p[i] > ' ' && name.p[i] < 0x7f && name.p[i] != '%');
	f = PUSH(b->mem, b->v, b->n, b->cap);
	*f = (struct bag_file){ .name = name, .doc = DOC_NONE };
	return f;
}

void
bag_payload(struct bag *b, struct str name, int doc, uint64_t size, struct digest sha256)
{
	struct bag_file *f = add(b, name);

	f->payload = true;
	f->doc = doc;
	f->size = size;
	f->sha256 = sha256;
}

static struct bag_file *
add_bytes(struct bag *b, struct str name, struct str bytes)
{
	struct bag_file *f = add(b, name);

	f->bytes = bytes;
	f->size = bytes.n;
	f->sha256 = digest_of(bytes);
	f->sha512 = digest512_of(bytes);
	return f;
}

void
bag_made(struct bag *b, struct str name, struct str bytes)
{
	add_bytes(b, name, bytes)->payload = true;
}

void
bag_tag(struct bag *b, struct str name, struct str bytes)
{
	(void)add_bytes(b, name, bytes);
}

static int
by_name(const void *a, const void *b)
{
	return str_cmp(((const struct bag_file *)a)->name, ((const struct bag_file *)b)->name);
}

static void
sort(struct bag *b)
{
	qsort(b->v, b->n, sizeof *b->v, by_name);
	for (size_t i = 1; i < b->n; i++)
		must(!str_eq(b->v[i - 1].name, b->v[i].name));
}

/* Lines "checksum  path" over the payload or over the tag files, in order of name. */
static struct str
manifest(struct bag *b, bool payload, bool sha512)
{
	struct buf out;

	sort(b);
	buf_init(&out, b->mem, mul_or_die(b->n, SUM_MOST + NAME_MOST + 3));
	for (size_t i = 0; i < b->n; i++) {
		const struct bag_file *f = &b->v[i];

		if (f->payload != payload)
			continue;
		buf_add(&out, sha512 ? digest512_hex(b->mem, f->sha512) : digest_hex(b->mem, f->sha256));
		buf_add(&out, S("  "));
		buf_add(&out, f->name);
		buf_addc(&out, '\n');
	}
	must(!out.cut);
	return buf_str(&out);
}

void
bag_close(struct bag *b, struct str identifier, struct str source)
{
	uint64_t bytes = 0, files = 0;
	struct str info;

	for (size_t i = 0; i < b->n; i++) {
		if (!b->v[i].payload)
			continue;
		must(!__builtin_add_overflow(bytes, b->v[i].size, &bytes));
		files++;
	}
	must(!str_has(identifier, '\n') && !str_has(source, '\n'));
	info = str_fmt(b->mem, "External-Identifier: %.*s\nPayload-Oxum: %" PRIu64 ".%" PRIu64 "\n", STRF(identifier),
	    bytes, files);
	if (source.n != 0)
		info = str_fmt(b->mem, "%.*sSource-Organization: %.*s\n", STRF(info), STRF(source));
	bag_tag(b, S("bag-info.txt"), info);
	bag_tag(b, S("bagit.txt"), S("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"));
	sort(b);
}

void
bag_manifests(struct bag *b)
{
	size_t n = b->n;
	struct str m256 = manifest(b, true, false), m512 = manifest(b, true, true);

	bag_tag(b, S("manifest-sha256.txt"), m256);
	bag_tag(b, S("manifest-sha512.txt"), m512);
	m256 = manifest(b, false, false); /* a tag manifest never lists one */
	m512 = manifest(b, false, true);
	bag_tag(b, S("tagmanifest-sha256.txt"), m256);
	bag_tag(b, S("tagmanifest-sha512.txt"), m512);
	sort(b);
	must(str_starts(b->v[n].name, S("manifest-")));
}
