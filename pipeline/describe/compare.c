/* SPDX-License-Identifier: EUPL-1.2 */
/* compare.c - a redacted document beside its original: was anything taken out, and is it the same document? */
#include "describe/compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/fold.h"
#include "text.h"

#include "base/banned.h"

#define WORK_MOST	MIB(640)	/* both texts with their properties, folded (5 bytes for each), and three numbers for each word */
#define FNV_START	UINT64_C(0xcbf29ce484222325)
#define FNV_PRIME	UINT64_C(0x100000001b3)

/* A text as numbers: one for each word, in its order. */
struct numbers { uint64_t *v; size_t n; };

static uint64_t
mix(uint64_t h, uint64_t x)
{
	for (int i = 0; i < 8; i++) {
		h ^= x & 0xff;
		h *= FNV_PRIME;
		x >>= 8;
	}
	return h;
}

/* A letter that has no plain form is '?' (base/fold.h): in a word it is a letter like others. */
static bool
in_word(char c)
{
	return ascii_letter(c) || ascii_digit(c) || c == '?';
}

static struct numbers
words(struct str text, struct arena *tmp)
{
	struct numbers all = { .v = NEW(tmp, uint64_t, text.n / 2 + 1) };
	struct folded f;

	fold(&f, text, tmp);
	for (size_t i = 0; i < f.s.n;) {
		uint64_t h = FNV_START;
		bool speaks = false;

		for (; i < f.s.n && in_word(f.s.p[i]); i++) {
			h = mix(h, (unsigned char)f.s.p[i]);
			speaks |= f.s.p[i] != '?';
		}
		if (speaks && all.n < text.n / 2 + 1)
			all.v[all.n++] = h;
		else if (i < f.s.n && !in_word(f.s.p[i]))
			i++;
	}
	return all;
}

/* Each word with the one behind it. */
static struct numbers
couples(const struct numbers *w, struct arena *tmp)
{
	struct numbers all = { .v = NEW(tmp, uint64_t, w->n + 1) };

	for (size_t i = 0; i + 1 < w->n; i++)
		all.v[all.n++] = mix(w->v[i], w->v[i + 1]);
	return all;
}

static int
by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void
sort(struct numbers *all)
{
	if (all->n > 1)
		qsort(all->v, all->n, sizeof *all->v, by_value);
}

/* How many of a, as often as they are there, are not in b; both sorted. */
static size_t
lacking(const struct numbers *a, const struct numbers *b)
{
	size_t n = 0, j = 0;

	for (size_t i = 0; i < a->n; i++) {
		while (j < b->n && b->v[j] < a->v[i])
			j++;
		if (j < b->n && b->v[j] == a->v[i])
			j++;
		else
			n++;
	}
	return n;
}

struct comparison
compare_texts(struct str original, struct str redacted, struct arena *tmp)
{
	struct numbers a = words(original, tmp), b = words(redacted, tmp);
	struct numbers two_a = couples(&a, tmp), two_b = couples(&b, tmp);
	struct comparison c = { .words = a.n, .left = b.n, .alike = 100 };

	sort(&a);
	sort(&b);
	sort(&two_a);
	sort(&two_b);
	c.missing = lacking(&a, &b);
	if (two_b.n != 0)
		c.alike = (unsigned)(100 * (two_b.n - lacking(&two_b, &two_a)) / two_b.n);
	return c;
}

/* --- documents --------------------------------------------------------------- */

static void
say(struct result *r, enum finding_code code, size_t doc, struct str a, struct str b)
{
	finding_add(&r->findings, (struct finding){ .code = code, .doc = (int)doc, .arg = { a, b } });
}

/* The text of document i; false: it has none that can be compared. */
static int
load(const struct job *job, const struct result *r, size_t i, bool whole, struct str *s_r, struct arena *tmp,
    bool *there_r, struct err *e)
{
	const struct document *x = &r->dossier.docs[i];
	struct job one = *job;
	struct text t;

	*there_r = (x->have_set & A_BIT(A_TEXT)) != 0 && (x->have_set & A_BIT(A_PROPS)) != 0 &&
	    x->have[A_TEXT].size <= COMPARE_MOST;
	if (!*there_r)
		return 0;
	one.doc = (int)i;
	if (text_load(&one, &t, tmp, e) != 0)
		return -1;
	*s_r = whole ? t.s : text_seen(&t, tmp);
	return 0;
}

static void
judge(struct result *r, size_t original, size_t redacted, const struct comparison *c)
{
	const struct document *a = &r->dossier.docs[original], *b = &r->dossier.docs[redacted];
	struct str name = finding_shown(r->mem, a->path);
	size_t share = c->words == 0 ? 0 : 100 * c->missing / c->words;

	if (c->missing == 0)
		say(r, F_CMP_EQUAL, redacted, name, STR_NONE);
	else if (c->left >= COMPARE_WORDS_LEAST && c->alike < COMPARE_ALIKE_LEAST)
		say(r, F_CMP_OTHER, redacted, name, str_fmt(r->mem, "%u", c->alike));
	else
		say(r, F_CMP_TAKEN_OUT, redacted,
		    share == 0 ? str_of(_("minder dan 1")) : str_fmt(r->mem, "%zu", share), name);
	if (str_eq(a->media_type, S("application/pdf")) && str_eq(b->media_type, a->media_type) && a->pages != 0 &&
	    b->pages != 0 && a->pages != b->pages)
		say(r, F_CMP_PAGES, redacted, str_fmt(r->mem, "%u", b->pages), str_fmt(r->mem, "%u", a->pages));
}

static int
pair(const struct job *job, struct result *r, size_t original, size_t redacted, struct arena *tmp, struct err *e)
{
	const struct document *a = &r->dossier.docs[original], *b = &r->dossier.docs[redacted];
	struct str name = finding_shown(r->mem, a->path), one = STR_NONE, other = STR_NONE;
	bool both = true, there;
	struct comparison c;

	/* The same bytes: then there is nothing to read. */
	if ((a->have_set & b->have_set & A_BIT(A_ORIGINAL)) != 0 &&
	    digest_eq(a->have[A_ORIGINAL].sha256, b->have[A_ORIGINAL].sha256)) {
		say(r, F_CMP_EQUAL, redacted, name, STR_NONE);
		return 0;
	}
	if (load(job, r, original, false, &one, tmp, &there, e) != 0)
		return -1;
	both &= there;
	if (load(job, r, redacted, true, &other, tmp, &there, e) != 0)
		return -1;
	both &= there;
	if (both)
		c = compare_texts(one, other, tmp);
	if (!both || c.words == 0 || c.left == 0)
		say(r, F_CMP_UNCOMPARED, redacted, name, STR_NONE);
	else
		judge(r, original, redacted, &c);
	return 0;
}

int
compare_run(const struct job *job, struct result *r, struct err *e)
{
	struct arena *tmp = arena_new("vergelijking", WORK_MOST);
	struct mark mark = arena_mark(tmp);
	int rc = 0;

	for (size_t i = 0; i < r->dossier.ndocs && rc == 0; i++) {
		const struct document *x = &r->dossier.docs[i];
		size_t of = x->redacted;

		if (of == 0 || of > r->dossier.ndocs || of == i + 1 || !document_goes_out(&r->dossier.docs[of - 1]))
			continue;
		rc = pair(job, r, i, of - 1, tmp, e);
		arena_rewind(tmp, mark);
	}
	arena_free(tmp);
	return rc;
}
