/* SPDX-License-Identifier: EUPL-1.2 */
/* tour.c - one dossier at each of the places where its organisation publishes, in their order. */
#include "tour.h"

#include "base/fd.h"

#include "base/banned.h"

bool
tour_over(const struct work *w)
{
	return w->phase == PH_CLOSED &&
	    (!w->judged || w->fenced || w->run->last != ST_publish || w->nth + 1 >= w->d.org->noutlets);
}

/* What holds for all places is found again at each. */
static bool
is_told(const struct findings *fs, const struct finding *f)
{
	for (size_t i = 0; i < fs->n; i++) {
		const struct finding *x = &fs->v[i];

		if (x->code == f->code && x->doc == f->doc && str_eq(x->arg[0], f->arg[0]) &&
		    str_eq(x->arg[1], f->arg[1]))
			return true;
	}
	return false;
}

/* What one place said is told beside what the first found, which holds for all. */
static void
keep_place(struct work *w)
{
	const struct findings *now = &w->d.findings;

	if (w->sent == NULL)
		w->sent = NEW(w->mem, struct sent_to, w->d.org->noutlets);
	w->sent[w->nth] = (struct sent_to){ w->outlet->name, w->d.outcome, w->sending.url, w->sending.answer };
	if (w->nth == 0) /* room for just as many: there may be tens of thousands */
		w->first =
		    (struct findings){ .mem = w->mem, .v = NEW(w->mem, struct finding, now->n + 1), .cap = now->n + 1 };
	for (size_t i = w->nth == 0 ? 0 : w->described; i < now->n; i++) {
		if (w->nth == 0 ||
		    (str_starts(str_of(finding_tag(now->v[i].code)), S("PUB-")) && !is_told(&w->first, &now->v[i])))
			finding_add(&w->first, now->v[i]);
	}
}

enum packing
tour_pack(const struct work *w)
{
	for (int p = 0; p < PACK__COUNT; p++) {
		if (str_ends(w->row.remote, str_fmt(w->mem, ".%s", pack_name((enum packing)p))))
			return (enum packing)p;
	}
	return w->d.org->pack;
}

int
tour_next(struct work *w, struct err *e)
{
	enum packing pack = w->d.pack;

	keep_place(w);
	w->d.findings.n = w->described;
	for (size_t i = 0; i < w->described; i++) /* the gate marks them anew, with what it finds here beside them */
		w->d.findings.v[i].waived = NULL;
	w->outlet = &w->d.org->outlets[++w->nth];
	w->turn = (struct turn){ .id = outlet_uuid(dossier_uuid(&w->d), w->outlet->name),
		.outlet = w->outlet->name,
		.run = w->run->id,
		.now = w->run->now };
	if (ledger_get(w->run->store, w->turn.id, w->mem, &w->row, e) != 0)
		return -1;
	w->turn.epoch = w->row.epoch;
	auto_close(&w->pub.plan);
	w->pub = (struct publication){ .plan = -1, .asking = state_kind(w->row.state) == K_ASK };
	w->at = S_NONE;
	w->pass = NULL;
	w->sending = (struct sending){ 0 };
	w->d.pack = tour_pack(w);
	w->bundled = false;
	if (w->d.pack != pack)
		w->d.have_set &= ~A_BIT(A_BUNDLE);
	w->phase = PH_JUDGE;
	return 0;
}

void
tour_finish(struct work *w)
{
	static const enum outcome gravest[] = { O_REJECTED, O_HELD, O_LATER, O_PUBLISHED, O_HANDED, O_UNCHANGED };
	size_t n = w->d.org->noutlets;
	enum outcome all = w->d.outcome;

	if (w->sent == NULL)
		return;
	keep_place(w);
	for (size_t i = w->nth + 1; i < n; i++)
		w->sent[i] = (struct sent_to){ .outlet = w->d.org->outlets[i].name, .outcome = O_LATER };
	for (size_t g = COUNT(gravest); g-- > 0;) {
		for (size_t i = 0; i < n; i++)
			all = w->sent[i].outcome == gravest[g] ? gravest[g] : all;
	}
	w->d.findings = w->first;
	w->sending = (struct sending){ .url = w->sent[0].url, .answer = w->sent[0].answer, .to = w->sent, .nto = n };
	work_close(w, all);
}
