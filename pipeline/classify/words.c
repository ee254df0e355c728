/* SPDX-License-Identifier: EUPL-1.2 */
/* words.c - how much a word speaks for or against each informatiecategorie, learned from labelled documents. */
#include "classify/words.h"

#include <math.h>
#include <string.h>

#include "base/ascii.h"
#include "base/csv.h"
#include "base/fd.h"
#include "base/utf8.h"
#include "classify/rules.h"

#include "base/banned.h"

#define FILE_MOST	((size_t)16 << 20)
#define COLUMNS_MOST	((size_t)40)
#define WEIGHT_MOST	10000
#define WORD_LEAST	((size_t)2)	/* letters */
#define WORD_MOST	((size_t)60)	/* longer ones are no words */
#define SLOTS_FIRST	((size_t)1024)	/* a power of two */

/* --- what counts as a word -------------------------------------------------------------- */

static const char *const place_names[WORD__COUNT] = { [WORD_TEXT] = "tekst", [WORD_HEAD] = "hoofd" };

const char *
word_place_name(enum word_place p)
{
	must(p < WORD__COUNT);
	return place_names[p];
}

/* The next word at or after byte `at`; false: there is none. */
static bool
next_word(struct str s, size_t at, struct word *w)
{
	for (size_t from = at; from < s.n; from = at) {
		bool number = ascii_digit(s.p[from]);

		while (at < s.n && (number ? ascii_digit(s.p[at]) : s.p[at] >= 'a' && s.p[at] <= 'z'))
			at++;
		*w = (struct word){ .where = WORD_TEXT, .off = from, .len = at - from };
		w->a = number ? S("0") : str_sub(s, from, at - from);
		if (number || (w->len >= WORD_LEAST && w->len <= WORD_MOST))
			return true;
		at += at == from;
	}
	return false;
}

void
words_each(struct str plain, void (*one)(void *ctx, const struct word *), void *ctx)
{
	struct word before = { .where = WORD_TEXT }, w;

	for (size_t at = 0; next_word(plain, at, &w); at = w.off + w.len) {
		struct word pair = before, head = w;

		one(ctx, &w);
		pair.b = w.a;
		pair.len = w.off + w.len - pair.off;
		if (before.len != 0)
			one(ctx, &pair);
		head.where = WORD_HEAD;
		if (w.off + w.len <= WORDS_HEAD)
			one(ctx, &head);
		before = w;
	}
}

struct word_index {
	struct arena	*mem;
	struct entry { struct str s; enum word_place where; } *v;
	size_t		 n, cap;
	struct { uint32_t hash, number; } *slots;	/* number + 1; 0: free.  A word that is not there is looked up here alone */
	size_t		 nslots;
};

struct word_index *
word_index_new(struct arena *mem)
{
	struct word_index *x = NEW(mem, struct word_index, 1);

	*x = (struct word_index){ .mem = mem, .nslots = SLOTS_FIRST };
	x->slots = arena_alloc(mem, mul_or_die(x->nslots, sizeof *x->slots), _Alignof(__typeof__(*x->slots)));
	return x;
}

size_t
word_index_size(const struct word_index *x)
{
	return x->n;
}

struct str
word_index_text(const struct word_index *x, size_t i, enum word_place *where_r)
{
	must(i < x->n);
	*where_r = x->v[i].where;
	return x->v[i].s;
}

/* FNV-1a, 64 bits. */
static uint64_t
mix(uint64_t h, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
	return h;
}

static uint64_t
hash_of(const struct word *w)
{
	uint64_t h = mix(0xcbf29ce484222325u + w->where, w->a);

	if (w->b.n != 0)
		h = mix(mix(h, S(" ")), w->b);
	return h ^ h >> 29;
}

static bool
is(const struct entry *x, const struct word *w)
{
	size_t n = w->a.n + (w->b.n == 0 ? 0 : 1 + w->b.n);

	return x->where == w->where && x->s.n == n && memcmp(x->s.p, w->a.p, w->a.n) == 0 &&
	    (w->b.n == 0 || (x->s.p[w->a.n] == ' ' && memcmp(x->s.p + w->a.n + 1, w->b.p, w->b.n) == 0));
}

/* Its slot, or the free one where it would stand. */
static size_t
slot_of(const struct word_index *x, const struct word *w, uint32_t *hash_r)
{
	uint64_t h = hash_of(w);
	size_t i = h & (x->nslots - 1);

	*hash_r = (uint32_t)(h >> 32);
	while (x->slots[i].number != 0 && (x->slots[i].hash != *hash_r || !is(&x->v[x->slots[i].number - 1], w)))
		i = (i + 1) & (x->nslots - 1);
	return i;
}

size_t
word_index_find(const struct word_index *x, const struct word *w)
{
	uint32_t hash;
	size_t slot = slot_of(x, w, &hash);

	return x->slots[slot].number == 0 ? WORD_UNKNOWN : x->slots[slot].number - 1;
}

static void
grow(struct word_index *x)
{
	uint32_t hash;

	x->nslots *= 2;
	x->slots = arena_alloc(x->mem, mul_or_die(x->nslots, sizeof *x->slots), _Alignof(__typeof__(*x->slots)));
	for (size_t i = 0; i < x->n; i++) {
		size_t slot = slot_of(x, &(struct word){ .where = x->v[i].where, .a = x->v[i].s }, &hash);

		x->slots[slot] = (__typeof__(*x->slots)){ hash, (uint32_t)i + 1 };
	}
}

size_t
word_index_add(struct word_index *x, const struct word *w)
{
	uint32_t hash;
	size_t slot = slot_of(x, w, &hash);
	struct entry *one;

	if (x->slots[slot].number != 0)
		return x->slots[slot].number - 1;
	one = PUSH(x->mem, x->v, x->n, x->cap);
	one->where = w->where;
	one->s = w->b.n == 0 ? str_dup(x->mem, w->a) : str_fmt(x->mem, "%.*s %.*s", STRF(w->a), STRF(w->b));
	x->slots[slot] = (__typeof__(*x->slots)){ hash, (uint32_t)x->n };
	if (2 * x->n > x->nslots)
		grow(x);
	return x->n - 1;
}

/* --- what they weigh ----------------------------------------------------------------------- */

struct words {
	struct word_index *index;
	size_t		 width;		/* values, and geen */
	int16_t		*weight;	/* width of each word */
	size_t		 n;
};

/* Which value each column is about. */
static int
read_head(const struct catalog *lists, const struct str *v, size_t n, size_t *value, size_t width, const char *path,
    struct err *e)
{
	const char *list = scheme_list(SCHEME_CATEGORIE);

	if (n < 3 || !str_eq(v[0], S("woorden")) || !str_eq(v[1], S("waar")))
		return err_set(
		    e, E_CONFIG, _("%s, regel 1: de kolommen zijn woorden, waar, en een voor elke waarde"), path);
	for (size_t i = 2; i < n; i++) {
		const struct term *t = catalog_named(lists, list, v[i]);

		value[i] = width - 1;
		for (size_t k = 0; t != NULL && k + 1 < width; k++) {
			if (catalog_at(lists, list, k) == t)
				value[i] = k;
		}
		if (t == NULL && !str_eq(v[i], S(RULE_NONE)))
			return err_set(
			    e, E_CONFIG, _("%s, regel 1: ‘%.*s’ is geen informatiecategorie"), path, STRF(v[i]));
		for (size_t k = 2; k < i; k++) {
			if (value[k] == value[i])
				return err_set(
				    e, E_CONFIG, _("%s, regel 1: ‘%.*s’ staat er twee keer"), path, STRF(v[i]));
		}
	}
	return 0;
}

static int
weight_of(struct str s, int16_t *w_r)
{
	bool minus = str_starts(s, S("-"));
	uint64_t u = 0;

	if (s.n != 0 && (str_u64(str_from(s, minus), &u) != 0 || u > WEIGHT_MOST))
		return -1;
	*w_r = (int16_t)(minus ? -(int)u : (int)u);
	return 0;
}

/* Is all of s one word, as words_each gives it? */
static bool
whole(struct str s)
{
	struct word w;

	return next_word(s, 0, &w) && str_eq(w.a, s);
}

static int
read_word(const struct str *v, size_t n, const size_t *value, struct words *w, const char **why_r)
{
	struct str rest = n == 0 ? STR_NONE : v[0], first;
	struct word key;

	*why_r = N_("dit is geen woord en geen paar van woorden zoals een regel ze ziet");
	if (!str_next(&rest, ' ', &first) || !whole(first) || (first.n != v[0].n && !whole(rest)))
		return -1;
	*why_r = N_("in de kolom waar staat tekst of hoofd");
	key = (struct word){ .a = v[0], .where = n > 1 && str_eq(v[1], S("hoofd")) ? WORD_HEAD : WORD_TEXT };
	if (n < 2 || !str_eq(v[1], str_of(place_names[key.where])))
		return -1;
	*why_r = N_("dit woord staat er al");
	if (word_index_find(w->index, &key) != WORD_UNKNOWN)
		return -1;
	*why_r = N_("een gewicht is een geheel getal");
	(void)word_index_add(w->index, &key);
	for (size_t i = 2; i < n; i++) {
		if (weight_of(v[i], &w->weight[w->n * w->width + value[i]]) != 0)
			return -1;
	}
	w->n++;
	return 0;
}

int
words_load(const char *path, const struct catalog *lists, struct arena *mem, struct words **w_r, struct err *e)
{
	struct words *w = NEW(mem, struct words, 1);
	struct str bytes, v[COLUMNS_MOST];
	size_t n, value[COLUMNS_MOST] = { 0 }, rows = 1;
	const char *why;
	struct csv c;

	if (file_read(path, FILE_MOST, mem, &bytes, e) != 0) {
		e->kind = E_CONFIG;
		return err_wrap(e, _("de woordenlijst %s is niet te lezen"), path);
	}
	*w = (struct words){ .index = word_index_new(mem),
		.width = catalog_size(lists, scheme_list(SCHEME_CATEGORIE)) + 1 };
	for (size_t i = 0; i < bytes.n; i++)
		rows += bytes.p[i] == '\n';
	w->weight = NEW(mem, int16_t, rows * w->width);
	csv_open(&c, bytes, mem);
	if (!utf8_valid(bytes) || !csv_row(&c, v, COLUMNS_MOST, &n))
		return err_set(e, E_CONFIG, _("%s: dit is geen tabel"), path);
	if (read_head(lists, v, n, value, w->width, path, e) != 0)
		return -1;
	for (size_t width = n; csv_row(&c, v, COLUMNS_MOST, &n);) {
		if (read_word(v, n < width ? n : width, value, w, &why) != 0)
			return err_set(e, E_CONFIG, _("%s, regel %zu (%.*s): %s"), path, c.line,
			    STRF(utf8_show(mem, str_sub(v[0], 0, 80))), _(why));
	}
	*w_r = w;
	return 0;
}

size_t
words_size(const struct words *w)
{
	return w->n;
}

bool
words_same(const struct words *a, const struct words *b)
{
	enum word_place x, y;

	if (a == NULL || b == NULL || a->n != b->n || a->width != b->width)
		return a == b;
	for (size_t i = 0; i < a->n; i++) {
		if (!str_eq(word_index_text(a->index, i, &x), word_index_text(b->index, i, &y)) || x != y)
			return false;
	}
	return memcmp(a->weight, b->weight, a->n * a->width * sizeof *a->weight) == 0;
}

/* A word known, in this text. */
struct hit { size_t word; unsigned n; size_t off, len; double often; };	/* 1 + ln n */

struct hits {
	const struct words *w;
	struct arena	*mem;
	uint32_t	*number;	/* of each word known, in v + 1; 0: it is not there.  Nearly all are not */
	struct hit	*v;
	size_t		 n, cap;
};

static void
count(void *ctx, const struct word *x)
{
	struct hits *h = ctx;
	size_t i = word_index_find(h->w->index, x);

	if (i == WORD_UNKNOWN)
		return;
	if (h->number[i] == 0) {
		*PUSH(h->mem, h->v, h->n, h->cap) = (struct hit){ .word = i, .off = x->off, .len = x->len };
		h->number[i] = (uint32_t)h->n;
	}
	h->v[h->number[i] - 1].n++;
}

/* The words that speak most for a value, or against one that lost points. */
static void
name_best(const struct hits *h, size_t value, struct word_score *s)
{
	double top[WORDS_BEST] = { 0 };

	for (size_t i = 0; i < h->n; i++) {
		const struct hit *one = &h->v[i];
		double x = h->w->weight[one->word * h->w->width + value] * one->often;
		size_t k = s->nbest;

		if (s->points < 0)
			x = -x;
		if (x <= 0 || (k == WORDS_BEST && x <= top[k - 1]))
			continue;
		if (k == WORDS_BEST)
			k--;
		else
			s->nbest++;
		for (; k > 0 && top[k - 1] < x; k--) {
			top[k] = top[k - 1];
			s->best[k] = s->best[k - 1];
		}
		top[k] = x;
		s->best[k].off = one->off;
		s->best[k].len = one->len;
	}
}

struct word_score *
words_score(const struct words *w, struct str plain, struct arena *mem)
{
	struct word_score *s = NEW(mem, struct word_score, w->width);
	struct hits h = { .w = w, .mem = mem, .number = NEW(mem, uint32_t, w->n + 1) };

	words_each(plain, count, &h);
	for (size_t i = 0; i < h.n; i++)
		h.v[i].often = 1 + log(h.v[i].n);
	for (size_t k = 0; k < w->width && h.n >= WORDS_LEAST; k++) {
		double sum = 0;

		for (size_t i = 0; i < h.n; i++)
			sum += w->weight[h.v[i].word * w->width + k] * h.v[i].often;
		sum /= WORDS_DIVISOR * sqrt((double)h.n);
		sum = sum > WORDS_POINTS ? WORDS_POINTS : sum < -WORDS_POINTS ? -WORDS_POINTS : sum;
		s[k].points = (int)lround(sum);
		if (s[k].points != 0)
			name_best(&h, k, &s[k]);
	}
	return s;
}
