/* SPDX-License-Identifier: EUPL-1.2 */
/* statement.c - what a source, or the text of the document, says of it, before anybody has chosen. */
#include "statement.h"

#include "base/banned.h"

#define SURE_PLAIN	80		/* of a day: a reader of the document would not doubt it */
#define SURE_WEIGHS	65		/* stands where a document is dated */

static const char *const say_names[SAY__COUNT] = {
#define SAY(id, name, ...)	[SAY_##id] = name,
#include "statements.def"
#undef SAY
};

static const struct { const char *label; enum say_shape shape; } says[SAY__COUNT] = {
#define SAY(id, name, shape, label)	[SAY_##id] = { label, SHAPE_##shape },
#include "statements.def"
#undef SAY
};

static const char *const source_names[SOURCE__COUNT] = {
#define SOURCE(id, name, label)	[SOURCE_##id] = name,
#include "sources.def"
#undef SOURCE
};

static const char *const source_labels[SOURCE__COUNT] = {
#define SOURCE(id, name, label)	[SOURCE_##id] = label,
#include "sources.def"
#undef SOURCE
};

const char *
say_name(enum say s)
{
	must(s < SAY__COUNT);
	return say_names[s];
}

const char *
say_label(enum say s)
{
	must(s < SAY__COUNT);
	return says[s].label;
}

enum say_shape
say_shape(enum say s)
{
	must(s < SAY__COUNT);
	return says[s].shape;
}

int
say_find(struct str name, enum say *s_r)
{
	int i = str_index(say_names, SAY__COUNT, name);

	*s_r = i < 0 ? SAY__COUNT : (enum say)i;
	return i < 0 ? -1 : 0;
}

const char *
source_name(enum source s)
{
	must(s < SOURCE__COUNT);
	return source_names[s];
}

const char *
source_label(enum source s)
{
	must(s < SOURCE__COUNT);
	return source_labels[s];
}

int
source_find(struct str name, enum source *s_r)
{
	int i = str_index(source_names, SOURCE__COUNT, name);

	*s_r = i < 0 ? SOURCE__COUNT : (enum source)i;
	return i < 0 ? -1 : 0;
}

bool
statement_add(struct statements *all, struct statement s, struct arena *mem)
{
	if (all->n == STATEMENTS_MOST)
		return false;
	*PUSH(mem, all->v, all->n, all->cap) = s;
	return true;
}

const struct statement *
statement_of(const struct statements *all, enum say what, size_t i)
{
	const struct statement *s = NULL;
	size_t at = 0;

	do
		s = statement_next(all, what, &at);
	while (s != NULL && i-- != 0);
	return s;
}

const struct statement *
statement_next(const struct statements *all, enum say what, size_t *i)
{
	while (*i < all->n) {
		if (all->v[(*i)++].what == what)
			return &all->v[*i - 1];
	}
	return NULL;
}

const struct statement *
statement_best(const struct statements *all, enum say what)
{
	const struct statement *best = NULL;

	for (size_t k = 0; k < all->n; k++) {
		const struct statement *s = &all->v[k];

		if (s->what != what)
			continue;
		if (best == NULL || s->source < best->source || (s->source == best->source && s->sure > best->sure))
			best = s;
	}
	return best;
}

/* By rank: what a document is dated by, before what only happened to it. */
static const enum say own_days[] = { SAY_DATE, SAY_DECIDED, SAY_MEETING, SAY_ESTABLISHED, SAY_SIGNED, SAY_SENT };

static size_t
rank_of(const struct statement *s)
{
	size_t k = 0;

	while (k < COUNT(own_days) && own_days[k] != s->what)
		k++;
	return date_valid(s->date) ? k : COUNT(own_days);
}

/* Of this source, or of the most trusted: SOURCE__COUNT. */
static const struct statement *
best_day(const struct statements *all, enum source source, int sure)
{
	const struct statement *best = NULL;
	size_t rank = COUNT(own_days);

	for (size_t i = 0; i < all->n; i++) {
		const struct statement *s = &all->v[i];
		size_t k = rank_of(s);

		if (k == COUNT(own_days) || s->sure < sure || (source != SOURCE__COUNT && s->source != source))
			continue;
		/* When it was sent is not when it was made, if perhaps the only day that it names. */
		if (sure >= SURE_PLAIN && s->what == SAY_SENT && s->source == SOURCE_TEXT)
			continue;
		if (best == NULL || s->source < best->source ||
		    (s->source == best->source && (k < rank || (k == rank && s->sure > best->sure)))) {
			best = s;
			rank = k;
		}
	}
	return best;
}

/*
 * Could s be the day of the document as well, in the text that says best?  What
 * comes after a document as a matter of course is none: it is sent, it goes to a
 * meeting, and minutes are established in the next.
 */
static bool
is_rival(const struct statement *best, const struct statement *s)
{
	bool later = date_cmp(s->date, best->date) > 0;

	if (s->source != best->source || s->sure < SURE_WEIGHS || rank_of(s) == COUNT(own_days) ||
	    date_cmp(s->date, best->date) == 0)
		return false;
	return !later ||
	    !(s->what == SAY_SENT || (best->what == SAY_DATE && s->what == SAY_MEETING) ||
		(best->what == SAY_MEETING && s->what == SAY_ESTABLISHED));
}

/* Minutes are established in the next meeting: the one before it is theirs. */
static const struct statement *
meeting_of(const struct statements *all, const struct statement *established)
{
	const struct statement *met = NULL;

	for (size_t i = 0; i < all->n; i++) {
		const struct statement *s = &all->v[i];

		if (s->what == SAY_MEETING && s->source == established->source && s->sure >= SURE_WEIGHS &&
		    date_valid(s->date) && date_cmp(s->date, established->date) < 0 &&
		    (met == NULL || s->sure > met->sure))
			met = s;
	}
	return met == NULL ? established : met;
}

const struct statement *
statement_day(const struct statements *all, int sure)
{
	static const int levels[] = { SURE_PLAIN, SURE_WEIGHS, 0 };
	const struct statement *any = best_day(all, SOURCE__COUNT, sure), *best = NULL;

	for (size_t i = 0; any != NULL && best == NULL && i < COUNT(levels); i++)
		best = best_day(all, any->source, sure > levels[i] ? sure : levels[i]);
	if (best == NULL || best->source != SOURCE_TEXT)
		return best;
	if (best->what == SAY_ESTABLISHED)
		best = meeting_of(all, best);
	if (sure < SURE_PLAIN)
		return best;
	if (best->sure < sure)
		return NULL;
	for (size_t i = 0; i < all->n; i++) {
		if (is_rival(best, &all->v[i]))
			return NULL;
	}
	return best;
}
