/* SPDX-License-Identifier: EUPL-1.2 */
/* mask.c - what of a page may not stand in its picture: personal data, and what no reader sees. */
#include "base/fold.h"
#include "base/mask.h"
#include "picture/drawing.h"

#include "base/banned.h"

/* Long numbers and e-mail addresses, as every output masks them (base/mask.h). */
static bool
mask_plain(struct drawing *d, const struct reading *r)
{
	struct folded f;
	struct str masked;

	fold(&f, r->s, d->tmp);
	masked = mask_personal(d->tmp, f.s);
	if (masked.n != f.s.n)
		return false;
	for (size_t i = 0; i < f.s.n; i++) {
		uint32_t off, len;

		if (masked.p[i] == f.s.p[i])
			continue;
		fold_origin(&f, i, i + 1, &off, &len);
		letters_fate(d, r, off, off + len, FATE_MASKED);
	}
	return true;
}

static bool
mask_bsn(struct drawing *d, const struct reading *r)
{
	struct bsn_hits *hits = NEW(d->tmp, struct bsn_hits, 1);

	bsn_scan(d->bsn, r->s, d->tmp, hits);
	for (size_t i = 0; i < hits->n; i++)
		letters_fate(d, r, hits->v[i].off, hits->v[i].off + hits->v[i].len, FATE_MASKED);
	return !hits->more && !hits->gave_up;
}

/* All that the detectors know, the organisation's own too: a picture has no use for it.  Names where they are found. */
static bool
mask_others(struct drawing *d, const struct reading *r)
{
	struct detector_hits hits;

	detectors_scan(d->detectors, NULL, NULL, r->s, d->tmp, &hits);
	for (size_t i = 0; i < hits.n; i++)
		letters_fate(d, r, hits.v[i].off, hits.v[i].off + hits.v[i].len, FATE_MASKED);
	return !hits.more && !hits.gave_up;
}

/* Letters whose middle lies in a place that no reader sees. */
static void
leave_unseen(struct drawing *d)
{
	for (size_t i = 0; i < d->unseen->n; i++) {
		const struct unseen *u = &d->unseen->v[i];
		fz_rect box;

		if (u->page != d->number || !box_is_there(u->box))
			continue;
		box = place_of(d, u->box);
		for (size_t k = 0; k < d->nglyphs; k++) {
			fz_rect g = d->glyphs[k].box;
			float x = (g.x0 + g.x1) / 2, y = (g.y0 + g.y1) / 2;

			if (x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1 &&
			    d->glyphs[k].fate < FATE_UNDRAWN)
				d->glyphs[k].fate = FATE_UNDRAWN;
		}
	}
}

const char *
mask_page(struct drawing *d, const struct reading *drawn)
{
	struct reading eye = letters_by_eye(d);

	if (d->more)
		return _("te veel letters op deze bladzijde");
	if (d->unseen->more)
		return _("te veel verborgen plaatsen in dit bestand");
	leave_unseen(d);
	if (!mask_plain(d, drawn) || !mask_plain(d, &eye) || !mask_bsn(d, drawn) || !mask_bsn(d, &eye) ||
	    !mask_others(d, drawn) || !mask_others(d, &eye))
		return _("niet zeker is dat alle persoonsgegevens op deze bladzijde te maskeren zijn");
	for (size_t i = 0; i < d->order->nhide; i++) {
		struct span at = d->order->hide[i];
		size_t first, end;

		if (at.page != d->number || at.off >= d->text->s.n || text_origin_at(d->text, at.off) != TEXT_VISIBLE)
			continue;
		if (!letters_find(d, drawn, at, &first, &end))
			return _("niet alle persoonsgegevens zijn op deze bladzijde teruggevonden");
		letters_fate(d, drawn, first, end, FATE_MASKED);
	}
	return NULL;
}
