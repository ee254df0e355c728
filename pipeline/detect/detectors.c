/* SPDX-License-Identifier: EUPL-1.2 */
/* detectors.c - finds personal data in a text: what all detectors share. */
#include "detect/detectors.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"
#include "detect/pattern.h"
#include "detect/seek.h"

#include "base/banned.h"

#define MASKED_MOST	((size_t)48)	/* bytes of a hit that are shown; it may be a long name */
#define WORD_LONG	((size_t)64)	/* bytes; no word of a list is longer */

static const struct { const char *name, *label; } kinds[D__COUNT] = {
#define DETECTOR(id, text, said)	[D_##id] = { text, said },
#include "detect/detectors.def"
#undef DETECTOR
};

static const struct { enum detector of; const char *name, *label; } classes[DC__COUNT] = {
#define CLASS(detector, id, text, said)	[DC_##id] = { D_##detector, text, said },
#include "detect/detector_classes.def"
#undef CLASS
};

const char *
detector_name(enum detector d)
{
	return kinds[d].name;
}

const char *
detector_label(enum detector d)
{
	return _(kinds[d].label);
}

const char *
detector_class_name(enum detector_class c)
{
	return classes[c].name;
}

const char *
detector_class_label(enum detector_class c)
{
	return _(classes[c].label);
}

enum detector
detector_of(enum detector_class c)
{
	return classes[c].of;
}

int
detector_find(struct str name, enum detector *d_r)
{
	for (int d = 0; d < D__COUNT; d++) {
		if (str_eq(name, str_of(kinds[d].name))) {
			*d_r = (enum detector)d;
			return 0;
		}
	}
	return -1;
}

int
detector_class_find(struct str name, enum detector_class *c_r)
{
	struct str rest = name, first;

	if (!str_has(name, '/') || !str_next(&rest, '/', &first))
		return -1;
	for (int c = 0; c < DC__COUNT; c++) {
		if (str_eq(first, str_of(kinds[classes[c].of].name)) && str_eq(rest, str_of(classes[c].name))) {
			*c_r = (enum detector_class)c;
			return 0;
		}
	}
	return -1;
}

int
detectors_load(const char *templates, struct arena *mem, struct detectors **d_r, struct err *e)
{
	struct detectors *d = NEW(mem, struct detectors, 1);

	if (lists_load(str_c(mem, str_fmt(mem, "%s/detect", templates)), mem, &d->lists, e) != 0)
		return -1;
	*d_r = d;
	return 0;
}

bool
seek_capital(const struct seek *x, size_t i)
{
	struct str rest = str_from(x->f.from, x->f.at[i]);
	utf8proc_category_t category;
	uint32_t c;

	if ((rest.p[0] & 0x80) == 0)
		return rest.p[0] >= 'A' && rest.p[0] <= 'Z';
	if (utf8_decode(rest, &c) == 0)
		return false;
	category = utf8proc_category((utf8proc_int32_t)c);
	return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

/* Does the letter or digit at i stay legible? */
static bool
stays(struct str s, size_t i, enum mask how, size_t seen, size_t last)
{
	switch (how) {
	case MASK_ENDS:
		return seen < 2 || i == last;
	case MASK_FIRST:
		return seen == 0;
	case MASK_WORDS:
		return ascii_letter(s.p[i]) && (i == 0 || !(ascii_letter(s.p[i - 1]) || ascii_digit(s.p[i - 1])));
	case MASK_ALL:
		break;
	}
	return false;
}

struct str
seek_masked(struct arena *mem, struct str folded, enum mask how)
{
	struct str s = str_sub(folded, 0, MASKED_MOST);
	char *p = arena_alloc(mem, s.n + 1, 1);
	size_t seen = 0, last = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (ascii_letter(s.p[i]) || ascii_digit(s.p[i]))
			last = i;
	}
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '?')
			p[i] = '*';
		else if (!ascii_letter(c) && !ascii_digit(c))
			p[i] = c == '\n' || c == '\t' ? ' ' : c;
		else {
			p[i] = !stays(s, i, how, seen, last) ? '*' : c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
			seen++;
		}
	}
	return (struct str){ p, s.n };
}

void
seek_hit_masked(struct seek *x, enum detector_class class, size_t s, size_t e, struct str masked)
{
	struct detector_hits *hits = x->hits;
	struct detector_hit h = { .which = classes[class].of, .class = class, .masked = masked };

	if (hits->found[class]++ >= DETECTOR_HITS_MOST) {
		hits->more = true;
		return;
	}
	fold_origin(&x->f, s, e, &h.off, &h.len);
	*PUSH(x->mem, hits->v, hits->n, x->cap) = h;
}

void
seek_hit(struct seek *x, enum detector_class class, size_t s, size_t e, enum mask how)
{
	struct str masked = STR_NONE;

	if (x->hits->found[class] < DETECTOR_HITS_MOST)
		masked = seek_masked(x->mem, str_sub(x->f.s, s, e - s), how);
	seek_hit_masked(x, class, s, e, masked);
}

void
seek_person(struct seek *x, size_t s, size_t e)
{
	if (x->npersons < PLACES_MOST)
		*PUSH(x->mem, x->person, x->npersons, x->persons_cap) = (struct place){ (uint32_t)s, (uint32_t)e };
}

bool
seek_near_person(struct seek *x, size_t s, size_t e, size_t within)
{
	if (x->npersons == PLACES_MOST)
		return true;
	while (x->persons_at < x->npersons && x->person[x->persons_at].e + within < s)
		x->persons_at++;
	return x->persons_at < x->npersons && x->person[x->persons_at].s <= e + within;
}

bool
seek_near(struct seek *x, enum context context, size_t s, size_t e, size_t within)
{
	struct near *n = &x->near[context];
	size_t least = s > within ? s - within : 0;

	while (!n->none && n->e <= least && (least != 0 || n->e == 0)) {
		size_t from = least > WORD_LONG && least - WORD_LONG > n->e ? least - WORD_LONG : n->e;
		int rc = pattern_find(lists_pattern(x->d->lists, context), x->f.s, from, &n->s, &n->e);

		n->none = rc != 1;
		x->hits->gave_up = x->hits->gave_up || rc < 0;
	}
	return !n->none && n->s < e + within;
}

static int
by_place(const void *a, const void *b)
{
	const struct detector_hit *x = a, *y = b;

	if (x->off != y->off)
		return x->off < y->off ? -1 : 1;
	return (int)x->class - (int)y->class;
}

static int
by_start(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return (x->s > y->s) - (x->s < y->s);
}

void
detectors_scan(const struct detectors *d, const struct allow *allow, const struct parties *parties, struct str text,
    struct arena *mem, struct detector_hits *hits)
{
	struct seek x = { .d = d, .allow = allow, .parties = parties, .mem = mem, .hits = hits };

	memset(hits, 0, sizeof *hits);
	if (text.n == 0)
		return;
	fold(&x.f, text, mem);
	if (x.f.s.n == 0)
		return;
	seek_numbers(&x);
	seek_mail(&x);
	seek_births(&x);
	seek_names(&x);
	if (x.npersons != 0)
		qsort(x.person, x.npersons, sizeof x.person[0], by_start);
	seek_addresses(&x);
	if (hits->n != 0)
		qsort(hits->v, hits->n, sizeof hits->v[0], by_place);
}
