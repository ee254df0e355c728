/* SPDX-License-Identifier: EUPL-1.2 */
/* learn.c - what words weigh, learned from documents of which a person said what they are. */
#include "classify/learn.h"

#include <math.h>
#include <stdlib.h>

#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"
#include "classify/plain.h"
#include "classify/regress.h"
#include "classify/rules.h"
#include "classify/words.h"
#include "proc/tools.h"

#include "base/banned.h"

#define WORDS_MOST	((size_t)5000)	/* of the table */
#define TEXTS_LEAST	((size_t)50)	/* fewer teach nothing */
#define FIT		1.2		/* how closely the texts are followed; chosen by cross-validation */
#define POINTS		5.0		/* of one unit of the logarithm of the odds, as words_score adds them up */
#define TABLE_MOST	MIB(32)

/* A text as its words. */
struct counted {
	size_t		 label;		/* index of the value, the last is geen */
	struct { size_t word; unsigned n; } *v;	/* each word once */
	size_t		 n;
};

struct school {
	const struct rules *rules;
	struct arena	*mem;
	size_t		 width;		/* values, and geen */
	struct word_index *index;
	struct counted	*v;
	size_t		 n, cap;
	size_t		*kept;		/* of each word: its column + 1, or 0 */
	size_t		*words;		/* of each column: its word */
	double		*rare;		/* of each column: how rare the word is */
	size_t		 columns;
	size_t		*class;		/* of each label: its number + 1, or 0 where no text has it */
	size_t		 classes;
};

/* --- reading ------------------------------------------------------------------------------ */

/* The words of a text in their order. */
struct collecting { struct school *s; size_t *v, n, cap; };

static void
collect(void *ctx, const struct word *w)
{
	struct collecting *c = ctx;

	*PUSH(c->s->mem, c->v, c->n, c->cap) = word_index_add(c->s->index, w);
}

static int
by_number(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

static void
add_text(struct school *s, size_t label, struct str text)
{
	struct counted *x = PUSH(s->mem, s->v, s->n, s->cap);
	struct collecting all = { .s = s };
	struct folded f;

	*x = (struct counted){ .label = label };
	plain(&f, text, s->rules->lexicon, s->mem);
	words_each(f.s, collect, &all);
	if (all.n > 1)
		qsort(all.v, all.n, sizeof *all.v, by_number);
	x->v = arena_alloc(s->mem, mul_or_die(all.n + 1, sizeof *x->v), _Alignof(__typeof__(*x->v)));
	for (size_t i = 0; i < all.n; i++) {
		if (x->n == 0 || x->v[x->n - 1].word != all.v[i])
			x->v[x->n++].word = all.v[i];
		x->v[x->n - 1].n++;
	}
}

static bool
find_label(const struct school *s, struct str name, size_t *label_r)
{
	const struct rule_scheme *r = &s->rules->scheme[SCHEME_CATEGORIE];

	*label_r = r->n;
	for (size_t i = 0; i < r->n; i++) {
		if (str_eq(path_base(r->v[i].term->uri), name))
			*label_r = i;
	}
	return *label_r < r->n || str_eq(name, S(LEARN_NONE));
}

static int
read_texts(struct school *s, struct str rest, struct err *e)
{
	while (rest.n != 0) {
		struct str line, name, text;
		size_t label;
		uint64_t n;

		(void)str_next(&rest, '\n', &line);
		if (!str_next(&line, ' ', &name) || !find_label(s, name, &label) || str_u64(line, &n) != 0 ||
		    n >= rest.n)
			return err_set(e, E_BUG, "learn: text %zu is not as it should be", s->n + 1);
		text = utf8_cut(str_sub(rest, 0, (size_t)n), WORDS_SEEN);
		if (!utf8_valid(text))
			return err_set(e, E_BUG, "learn: text %zu is no UTF-8", s->n + 1);
		add_text(s, label, text);
		rest = str_from(rest, (size_t)n + 1);
	}
	return 0;
}

/* --- choosing words -------------------------------------------------------------------------- */

struct candidate { size_t word; unsigned documents; double worth; struct str text; enum word_place where; };
struct candidates { struct candidate *v; size_t n, cap; };

static int
by_worth(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	int c;

	if (x->worth != y->worth)
		return x->worth > y->worth ? -1 : 1;
	c = str_cmp(x->text, y->text);
	return c != 0 ? c : (int)x->where - (int)y->where;
}

static int
by_text(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	int c = str_cmp(x->text, y->text);

	return c != 0 ? c : (int)x->where - (int)y->where;
}

/* How much more of one label's documents have a word than of all others; in: of each label. */
static double
worth(const struct school *s, const unsigned *in, const size_t *size, unsigned all)
{
	double most = 0;

	for (size_t k = 0; k < s->width; k++) {
		double there = size[k] == 0 ? 0 : (double)in[k] / (double)size[k];
		double else_ = size[k] == s->n ? 0 : (double)(all - in[k]) / (double)(s->n - size[k]);

		most = there - else_ > most ? there - else_ : most;
	}
	return most;
}

static double
rarity(const struct school *s, unsigned documents)
{
	return log((1.0 + (double)s->n) / (1.0 + documents)) + 1;
}

/* Every word of enough documents, and what it is worth. */
static void
find_candidates(const struct school *s, struct candidates *l)
{
	size_t n = word_index_size(s->index), *size = NEW(s->mem, size_t, s->width);
	unsigned *in = NEW(s->mem, unsigned, n * s->width + 1);

	for (size_t i = 0; i < s->n; i++) {
		size[s->v[i].label]++;
		for (size_t k = 0; k < s->v[i].n; k++)
			in[s->v[i].v[k].word * s->width + s->v[i].label]++;
	}
	for (size_t i = 0; i < n; i++) {
		const unsigned *row = in + i * s->width;
		struct candidate c = { .word = i };

		for (size_t k = 0; k < s->width; k++)
			c.documents += row[k];
		if (c.documents < LEARN_DOCUMENTS)
			continue;
		c.worth = worth(s, row, size, c.documents) * sqrt(rarity(s, c.documents));
		c.text = word_index_text(s->index, i, &c.where);
		*PUSH(s->mem, l->v, l->n, l->cap) = c;
	}
}

/* The words that tell the labels apart, in the order of the table. */
static void
choose(struct school *s)
{
	struct candidates l = { .v = NULL };

	find_candidates(s, &l);
	if (l.n > 1)
		qsort(l.v, l.n, sizeof *l.v, by_worth);
	if (l.n > WORDS_MOST)
		l.n = WORDS_MOST;
	if (l.n > 1)
		qsort(l.v, l.n, sizeof *l.v, by_text);
	s->kept = NEW(s->mem, size_t, word_index_size(s->index) + 1);
	s->words = NEW(s->mem, size_t, l.n + 1);
	s->rare = NEW(s->mem, double, l.n + 1);
	s->columns = l.n;
	for (size_t i = 0; i < l.n; i++) {
		s->kept[l.v[i].word] = i + 1;
		s->words[i] = l.v[i].word;
		s->rare[i] = rarity(s, l.v[i].documents);
	}
}

/* --- learning ---------------------------------------------------------------------------------- */

/* What no text has is not spoken of: its words are not known. */
static void
number_classes(struct school *s)
{
	s->class = NEW(s->mem, size_t, s->width);
	for (size_t i = 0; i < s->n; i++) {
		size_t *class = &s->class[s->v[i].label];

		if (*class == 0)
			*class = ++s->classes;
	}
}

static struct samples
samples_of(const struct school *s)
{
	struct samples to = { .n = s->n, .columns = s->columns, .classes = s->classes };

	to.v = NEW(s->mem, struct sample, s->n + 1);
	for (size_t i = 0; i < s->n; i++) {
		const struct counted *x = &s->v[i];
		struct sample *y = &to.v[i];

		y->class = s->class[x->label] - 1;
		y->v = NEW(s->mem, struct cell, x->n + 1);
		for (size_t k = 0; k < x->n; k++) {
			size_t column = s->kept[x->v[k].word];

			if (column != 0)
				y->v[y->n++] = (struct cell){ column - 1, (1 + log(x->v[k].n)) * s->rare[column - 1] };
		}
		for (size_t k = 0; k < y->n; k++)
			y->v[k].x /= sqrt((double)y->n);
	}
	return to;
}

static void
write_table(const struct school *s, const double *w, struct buf *b)
{
	const struct rule_scheme *r = &s->rules->scheme[SCHEME_CATEGORIE];

	buf_addf(b, "woorden;waar");
	for (size_t k = 0; k < r->n; k++)
		buf_addf(b, ";%.*s", STRF(r->v[k].term->nmore != 0 ? r->v[k].term->more[0] : r->v[k].term->label));
	buf_addf(b, ";%s\n", RULE_NONE);
	for (size_t i = 0; i < s->columns; i++) {
		enum word_place where;
		struct str text = word_index_text(s->index, s->words[i], &where);

		buf_addf(b, "%.*s;%s", STRF(text), word_place_name(where));
		for (size_t k = 0; k < s->width; k++) {
			double weight = s->class[k] == 0 ? 0 : w[i * s->classes + s->class[k] - 1];
			long n = lround(WORDS_DIVISOR * POINTS * s->rare[i] * weight);

			buf_addc(b, ';');
			if (n != 0)
				buf_addf(b, "%ld", n);
		}
		buf_addc(b, '\n');
	}
}

int
learn_run(const struct job *job, struct result *res, struct err *e)
{
	struct school s = { .rules = job->tools->rules, .mem = res->mem };
	struct samples samples;
	AUTO_FD fd = -1;
	struct str bytes;
	struct buf table;

	s.width = s.rules->scheme[SCHEME_CATEGORIE].n + 1;
	s.index = word_index_new(s.mem);
	if (job_open(job, DOC_NONE, A_RUN, &fd, e) != 0 || fd_read_all(fd, LEARN_RUN_MOST, s.mem, &bytes, e) != 0 ||
	    read_texts(&s, bytes, e) != 0)
		return -1;
	if (s.n < TEXTS_LEAST)
		return err_set(
		    e, E_USAGE, _("van %zu teksten is niets te leren; geef er ten minste %zu"), s.n, TEXTS_LEAST);
	choose(&s);
	number_classes(&s);
	samples = samples_of(&s);
	buf_init(&table, s.mem, TABLE_MOST);
	write_table(&s, regress(&samples, FIT, s.mem), &table);
	return fd_write_all(res->out[A_WORDS], buf_str(&table), e);
}
