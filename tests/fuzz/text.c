/* SPDX-License-Identifier: EUPL-1.2 */
/* text.c - targets that read text that was extracted: dates, headings, burgerservicenummers, rules. */
#include "fuzz.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/utf8.h"
#include "classify/classify.h"
#include "extract/about.h"
#include "extract/gather.h"
#include "detect/allow.h"
#include "detect/bsn.h"
#include "detect/detectors.h"
#include "detect/parties.h"
#include "glean/glean.h"
#include "base/fold.h"
#include "screen/screen.h"
#include "stage.h"

#include "base/banned.h"

void	 fuzz_about(struct fuzz *);
void	 fuzz_bsn(struct fuzz *);
void	 fuzz_detectors(struct fuzz *);
void	 fuzz_rules_text(struct fuzz *);
void	 fuzz_glean(struct fuzz *);
void	 fuzz_text_load(struct fuzz *);

/* Bytes as extract would gather them: a form feed starts a page, a line that starts with '#' is a heading. */
static struct text
gathered(struct fuzz *f)
{
	struct gather g;
	struct str page, line, rest = f->in;

	gather_init(&g, f->mem);
	for (bool first = true; str_next(&rest, '\f', &page); first = false) {
		if (!first)
			gather_page(&g);
		while (str_next(&page, '\n', &line)) {
			uint32_t from = gather_here(&g);

			gather_add(&g, line);
			if (str_starts(line, S("#")))
				gather_heading(&g, from, gather_end(&g), 1);
			gather_gap(&g, GAP_LINE);
		}
	}
	(void)gather_end(&g);
	return (struct text){ .s = buf_str(&g.text),
		.page_at = g.page_at,
		.npages = g.npages,
		.headings = g.headings,
		.nheadings = g.nheadings };
}

void
fuzz_about(struct fuzz *f)
{
	struct text t = gathered(f);
	struct span at = { 0 };
	struct date d = about_date(&t, t.s.n / 2, f->mem, &at);
	struct span h = about_heading(&t);

	must(utf8_xml(t.s));
	must(d.year == 0 || (date_valid(d) && (uint64_t)at.off + at.len <= t.s.n && at.len != 0));
	must((uint64_t)h.off + h.len <= t.s.n && utf8_valid(str_sub(t.s, h.off, h.len)));
}

/* Every hit is a place in the text, and is shown masked. */
void
fuzz_bsn(struct fuzz *f)
{
	struct bsn_hits hits = { .n = 0 };
	struct folded d;
	static struct bsn *bsn;		/* compiled once, as in a zygote */
	uint32_t off, len, end = 0;

	if (bsn == NULL)
		must(bsn_load(arena_new("bsn", MIB(16)), &bsn, &f->err) == 0);
	fold(&d, f->in, f->mem);
	for (size_t i = 0; i < d.s.n; i++) {
		must((unsigned char)d.s.p[i] < 0x80 && !(d.s.p[i] >= 'A' && d.s.p[i] <= 'Z'));
		must(d.at[i] < f->in.n);
	}
	for (size_t i = 0, stop, n = 0; i < f->in.n; i = stop) {
		struct folded part;

		stop = fold_apart(f->in, i);
		must(stop > i && stop <= f->in.n);
		fold(&part, str_sub(f->in, i, stop - i), f->mem);
		must(str_starts(str_from(d.s, n), part.s));
		n += part.s.n;
		must(stop < f->in.n || n == d.s.n);
	}
	if (d.s.n != 0) {
		fold_origin(&d, 0, d.s.n, &off, &len);
		must((uint64_t)off + len <= f->in.n);
	}
	bsn_scan(bsn, f->in, f->mem, &hits);
	must(hits.n <= BSN_HITS_MOST);
	for (size_t i = 0; i < hits.n; i++) {
		const struct bsn_hit *h = &hits.v[i];

		must(h->len != 0 && h->off >= end && (uint64_t)h->off + h->len <= f->in.n);
		must(strlen(h->masked) <= 9 && memmem(h->masked, 10, "****", 4) != NULL);
		end = h->off + h->len;
	}
}

/* Every hit is a place in the text, in order, and is shown masked; what is the organisation's own has none. */
void
fuzz_detectors(struct fuzz *f)
{
	struct detector_hits hits;
	static struct detectors *detectors;	/* loaded once, as in a zygote */
	static struct parties *parties;
	static struct allow *allow;

	if (detectors == NULL) {
		struct arena *mem = arena_new("detectors", MIB(64));

		must(detectors_load("templates", mem, &detectors, &f->err) == 0);
		parties = parties_new(detectors, mem);
		allow = allow_new(mem);
		must(parties_add(parties, S("Jan van der Berg")) == 0 && parties_add(parties, S("Bouwbedrijf Voorbeeld B.V.")) == 0);
		must(allow_add(allow, ALLOW_PHONE, S("071-5165165")) == 0);
	}
	/* Who a dossier names is not ours to choose, either. */
	if (parties_add(parties_new(detectors, f->mem), str_sub(f->in, 0, 200)) != 0)
		must(f->in.n == 0 || f->in.p != NULL);
	detectors_scan(detectors, allow, parties, f->in, f->mem, &hits);
	must(hits.n <= (size_t)DETECTOR_HITS_MOST * DC__COUNT);
	for (size_t i = 0; i < hits.n; i++) {
		const struct detector_hit *h = &hits.v[i];

		must(h->len != 0 && (uint64_t)h->off + h->len <= f->in.n && (i == 0 || h->off >= h[-1].off));
		must(h->masked.n != 0 && h->which == detector_of(h->class));
	}
}

/* The text with what was found about it, as the stages behind extract get it. */
static void
put_text(struct visit *v, const struct text *t)
{
	struct result r = { .mem = v->f->mem };

	r.out[A_TEXT] = v->fd[A_TEXT] = memfd_create("text", MFD_CLOEXEC);
	r.out[A_PROPS] = v->fd[A_PROPS] = memfd_create("props", MFD_CLOEXEC);
	must(text_save(t, &r, v->f->mem, &v->f->err) == 0);
	v->d.docs[0].have_set |= A_BIT(A_TEXT) | A_BIT(A_PROPS);
	v->d.docs[0].pages = (uint32_t)t->npages;
	v->d.docs[0].text_bytes = t->s.n;
}

/* Screen and classify over any text, with the rules of the product. */
void
fuzz_rules_text(struct fuzz *f)
{
	struct text t = gathered(f);
	struct visit v;
	size_t n;

	visit_open(&v, f, S("besluit.txt"), S("text/plain"), S("x"));
	put_text(&v, &t);
	must(visit_run(&v, ST_screen, screen_run) == 0);
	n = v.d.findings.n;
	for (size_t i = 0; i < n; i++)
		must((uint64_t)v.d.findings.v[i].off + v.d.findings.v[i].len <= t.s.n);
	must(visit_run(&v, ST_classify, classify_run) == 0);
	for (size_t i = 0; i < v.d.docs[0].nclasses; i++) {
		const struct class_score *c = &v.d.docs[0].classes[i];

		for (size_t k = 0; k < c->nreasons; k++)
			must((uint64_t)c->reasons[k].at.off + c->reasons[k].at.len <= t.s.n);
	}
	visit_close(&v);
}

/* Any text: every statement stands in it, is no more sure than sure, and names a day that there is. */
void
fuzz_glean(struct fuzz *f)
{
	struct text t = gathered(f);
	const struct statements *all;
	struct visit v;

	visit_open(&v, f, S("besluit.txt"), S("text/plain"), S("x"));
	put_text(&v, &t);
	must(visit_run(&v, ST_glean, glean_run) == 0);
	all = &v.d.docs[0].gleaned;
	for (size_t i = 0; i < all->n; i++) {
		const struct statement *s = &all->v[i];

		must(s->source == SOURCE_TEXT && s->sure > 0 && s->sure <= 100);
		if (s->at.len == 0) /* of the whole text, or said beside it */
			must(s->what == SAY_LANGUAGE || s->where.n != 0);
		else
			must((uint64_t)s->at.off + s->at.len <= t.s.n && s->at.page >= 1 && s->at.page <= t.npages);
		must(utf8_xml(s->text) && s->text.n != 0 && utf8_xml(s->uri));
		must((s->date.year == 0 || date_valid(s->date)) && (s->until.year == 0 || date_valid(s->until)));
	}
	visit_close(&v);
}

/* A_PROPS that another wrote: pages and headings stay inside the text. */
void
fuzz_text_load(struct fuzz *f)
{
	struct visit v;
	struct text t;

	visit_open(&v, f, S("x"), S("text/plain"), S("x"));
	must(fd_of_str("text", S("Een tekst van twee regels.\nEn nog een.\n"), &v.fd[A_TEXT], &f->err) == 0);
	must(fd_of_str("props", f->in, &v.fd[A_PROPS], &f->err) == 0);
	if (text_load(&v.job, &t, f->mem, &f->err) == 0) {
		must(t.npages >= 1 && t.page_at[0] == 0);
		for (size_t i = 1; i < t.npages; i++)
			must(t.page_at[i] <= t.s.n);
		for (uint32_t off = 0; off <= t.s.n; off++) {
			must(text_page(&t, off) >= 1 && text_page(&t, off) <= t.npages);
			must(text_origin_at(&t, off) < TEXT__COUNT);
		}
		for (size_t i = 0; i < t.nheadings; i++)
			must((uint64_t)t.headings[i].off + t.headings[i].len <= t.s.n);
		for (size_t i = 0; i < t.nstretches; i++)
			must((uint64_t)t.stretches[i].off + t.stretches[i].len <= t.s.n);
	}
	visit_close(&v);
}
