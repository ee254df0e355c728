/* SPDX-License-Identifier: EUPL-1.2 */
/* claim.c - what a source says that a file is: its size and its checksum, held against the file. */
#include "sidecar/claim.h"

#include <string.h>

#include "base/fd.h"
#include "base/sums.h"

#include "base/banned.h"

static void
differs(struct visit *v, int file, struct str where, struct str what)
{
	visit_say(v, F_SID_CLAIM_DIFFERS, file, str_dup(v->r->mem, where), what);
}

void
claim_size(struct visit *v, int file, struct str where, uint64_t bytes)
{
	const struct document *x = &v->d->docs[file];

	if ((x->have_set & A_BIT(A_ORIGINAL)) == 0 || x->have[A_ORIGINAL].size == bytes)
		return;
	differs(v, file, where,
	    str_fmt(v->r->mem, _("daar heeft het %llu bytes, hier %llu"), (unsigned long long)bytes,
		(unsigned long long)x->have[A_ORIGINAL].size));
}

int
claim_checksum(struct visit *v, int file, struct str where, struct str spelled, struct str value, uint64_t *spent,
    enum claim_end *end_r, struct err *e)
{
	const struct document *x = &v->d->docs[file];
	uint8_t want[SUM_BYTES] = { 0 }, got[SUM__COUNT][SUM_BYTES] = { { 0 } };
	enum sum_kind k;
	AUTO_FD fd = -1;
	bool known;

	value = str_trim(value);
	known = sum_find_any(sum_plain(v->tmp, spelled), value.n, &k);
	*end_r = known ? CLAIM_MALFORMED : CLAIM_UNKNOWN;
	if (k == SUM__COUNT || !sum_parse(k, value, want))
		return 0;
	*end_r = CLAIM_SOUND;
	if ((x->have_set & A_BIT(A_ORIGINAL)) == 0)
		return 0; /* ingest has said why nobody read it */
	if (k == SUM_SHA256) {
		memcpy(got[k], x->have[A_ORIGINAL].sha256.b, sizeof x->have[A_ORIGINAL].sha256.b);
	} else if (*spent + x->have[A_ORIGINAL].size > CLAIM_BYTES_MOST) {
		*end_r = CLAIM_UNSEEN;
		visit_say(v, F_SID_CLAIM_UNSEEN, file, str_dup(v->r->mem, where), str_of(sum_label(k)));
		return 0;
	} else {
		*spent += x->have[A_ORIGINAL].size;
		if (job_open(v->job, file, A_ORIGINAL, &fd, e) != 0 || sums_fd(fd, SUM_BIT(k), got, e) != 0)
			return -1;
	}
	if (memcmp(want, got[k], sum_size(k)) == 0)
		return 0;
	*end_r = CLAIM_DIFFERS;
	differs(v, file, where, str_fmt(v->r->mem, _("het controlegetal (%s) is anders"), sum_label(k)));
	return 0;
}
