/* SPDX-License-Identifier: EUPL-1.2 */
/* growth.c - limits of a job that grow with what there is to do. */
#include "proc/growth.h"

#include "base/banned.h"

#define ENOUGH	((uint64_t)1 << 40)	/* of either measure: the ceilings bind long before, and no product overflows */

static const struct { uint32_t ms_mib, ms_document, kib_document; } rows[ST__COUNT] = {
#define GROWS(name, ms_mib, ms_document, kib_document)	[ST_##name] = { ms_mib, ms_document, kib_document },
#include "proc/growth.def"
#undef GROWS
};

static uint64_t
least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

struct load
load_of(const struct dossier *d, int doc)
{
	struct load l = { 0 };

	if (d == NULL)
		return l;
	if (doc != DOC_NONE) {
		l.bytes = d->docs[doc].have[A_ORIGINAL].size;
		return l;
	}
	l.documents = d->ndocs;
	for (size_t i = 0; i < d->ndocs; i++)
		l.bytes += least(d->docs[i].have[A_ORIGINAL].size, ENOUGH);
	return l;
}

void
load_put(json_t *job, struct load l)
{
	json_put_num(job, "bytes", (int64_t)least(l.bytes, ENOUGH));
	json_put_num(job, "documents", (int64_t)least(l.documents, ENOUGH));
}

struct load
load_get(const json_t *job)
{
	int64_t bytes = json_num(job, "bytes", 0), documents = json_num(job, "documents", 0);

	return (struct load){ bytes < 0 ? 0 : (uint64_t)bytes, documents < 0 ? 0 : (uint64_t)documents };
}

struct limits
growth(struct limits l, const enum stage_id *st, size_t n, struct load load)
{
	uint64_t mib = least(load.bytes, ENOUGH) >> 20, documents = least(load.documents, ENOUGH);
	uint64_t ms = 0, kib = 0, s;

	for (size_t i = 0; i < n; i++) {
		ms += mib * rows[st[i]].ms_mib + documents * rows[st[i]].ms_document;
		kib = kib > documents * rows[st[i]].kib_document ? kib : documents * rows[st[i]].kib_document;
	}
	s = least(ms / 1000, GROWTH_CPU_S);
	l.cpu_s += (uint32_t)s;
	l.wall_s += (uint32_t)s * GROWTH_WALL;
	l.mem += least(kib << 10, GROWTH_MEM);
	return l;
}
