/* SPDX-License-Identifier: EUPL-1.2 */
/* organisation.c - whose letterhead a document has, and who signs it. */
#include <string.h>

#include "base/fold.h"
#include "config/catalog.h"
#include "glean/head.h"
#include "glean/readers.h"
#include "glean/words.h"
#include "proc/tools.h"

#include "base/banned.h"

#define LETTERHEAD_LINES ((size_t)8)	/* at the top in which an organisation by itself is the one that writes */
#define SPEAKER_LINES	((size_t)40)	/* in which "De raad van de gemeente X;" begins to speak */
#define SIGNATURE_LINES	((size_t)25)	/* at the end */
#define NAME_WORDS	8		/* of the longest name in the list that is looked for behind a cue */
#define LINE_MOST	((size_t)200)	/* bytes of a line that is a name or a signature */
#define MAKERS_MOST	((size_t)8)	/* of one document: more are an address list */

#define SURE_SPEAKER	92
#define SURE_SIGNATURE	88
#define SURE_LETTERHEAD	85
#define SURE_BOTH	95

/* Behind these stands a name; before it goes what the list has there. */
static const struct { const char *cue, *before; } cues[] = {
	{ "burgemeester en wethouders van de gemeente", "gemeente " }, { "burgemeester en wethouders der gemeente", "gemeente " },
	{ "burgemeester en wethouders van", "gemeente " }, { "college van b&w van", "gemeente " }, { "b en w van", "gemeente " },
	{ "raad van de gemeente", "gemeente " }, { "raad der gemeente", "gemeente " }, { "gemeenteraad van", "gemeente " },
	{ "burgemeester van de gemeente", "gemeente " }, { "burgemeester van", "gemeente " },
	{ "heffingsambtenaar van de gemeente", "gemeente " }, { "gedeputeerde staten van", "provincie " },
	{ "provinciale staten van", "provincie " }, { "dijkgraaf en hoogheemraden van", "Hoogheemraadschap van " },
	{ "hoogheemraadschap van", "Hoogheemraadschap van " }, { "hoogheemraadschap", "Hoogheemraadschap " },
	{ "waterschap", "waterschap " }, { "wetterskip", "Wetterskip " }, { "ministerie van", "ministerie van " },
	{ "provincie", "provincie " }, { "gemeente", "gemeente " }, { "algemeen bestuur van", "" }, { "dagelijks bestuur van", "" },
};

/* What a line at the end begins with when somebody signs. */
static const char *const signs[] = { "namens", "het college van", "college van", "burgemeester en wethouders", "de raad van",
	"gedeputeerde staten", "provinciale staten", "de burgemeester van", "het dagelijks bestuur van", "het algemeen bestuur van",
	"aldus vastgesteld", "aldus besloten", "gemeente", "dijkgraaf en hoogheemraden", "het college van dijkgraaf" };

struct maker {
	const struct term *term;
	struct span	 at;
	int		 sure;
	unsigned	 seen;		/* bits of enum, below */
};
#define AT_TOP	1u
#define AT_END	2u

struct makers {
	struct maker	 v[MAKERS_MOST];
	size_t		 n;
};

static struct str
without_marks(struct str s)
{
	while (s.n != 0 && str_has(S(",;:.()\t "), s.p[s.n - 1]))
		s.n--;
	return s;
}

/* The longest name of the list that stands at the start of s, with what goes before it. */
static const struct term *
named(const struct catalog *lists, const char *before, struct str s, struct arena *mem)
{
	struct str rest = s, w;
	size_t end[NAME_WORDS], n = 0;

	while (n < NAME_WORDS && str_next(&rest, ' ', &w)) {
		end[n++] = (size_t)(w.p - s.p) + w.n;
		if (w.n != 0 && str_has(S(";:"), w.p[w.n - 1]))
			break;
	}
	while (n != 0) {
		struct str name = without_marks(str_sub(s, 0, end[--n]));
		const struct term *t;

		if (name.n == 0)
			continue;
		t = catalog_organisation(lists, str_fmt(mem, "%s%.*s", before, STRF(name)));
		if (t != NULL)
			return t;
	}
	return NULL;
}

/* The organisation that a line names; NULL: none of the list. */
static const struct term *
of_line(const struct catalog *lists, struct str line, struct arena *mem)
{
	const struct term *t = NULL;
	struct folded f;

	if (line.n == 0 || line.n > LINE_MOST)
		return NULL;
	fold(&f, line, mem);
	for (size_t i = 0; i < COUNT(cues) && t == NULL; i++) {
		struct str cue = str_of(cues[i].cue), rest;
		const char *p = memmem(f.s.p, f.s.n, cue.p, cue.n);
		size_t at = p == NULL ? f.s.n : (size_t)(p - f.s.p) + cue.n;

		if (at >= f.s.n || f.s.p[at] != ' ')
			continue;
		rest = str_trim(str_from(line, f.at[at]));
		t = named(lists, cues[i].before, rest, mem);
	}
	/* A bare name of a place is no organisation: only what has more words than that. */
	return t != NULL || word_count(f.s) < 2 ? t : catalog_organisation(lists, without_marks(line));
}

static void
found(struct makers *all, const struct term *t, struct span at, int sure, unsigned where)
{
	for (size_t i = 0; i < all->n; i++) {
		struct maker *m = &all->v[i];

		if (m->term != t)
			continue;
		m->seen |= where;
		if (sure > m->sure) {
			m->sure = sure;
			m->at = at;
		}
		if (m->seen == (AT_TOP | AT_END))
			m->sure = SURE_BOTH;
		return;
	}
	if (all->n < MAKERS_MOST)
		all->v[all->n++] = (struct maker){ t, at, sure, where };
}

/* To whom it goes: below "Aan", or above "t.a.v.". */
static bool
is_addressed(const struct head *h, size_t i)
{
	if (word_starts(h->v[i].plain, S("aan")))
		return true;
	if (i != 0 && word_starts(h->v[i - 1].plain, S("aan")))
		return true;
	return i + 1 < h->n && str_starts(h->v[i + 1].plain, S("t.a.v"));
}

static void
at_top(struct glean *g, struct makers *all)
{
	struct arena *mem = g->view.mem;
	const struct head *h = &g->head;

	for (size_t i = 0; i < h->n && i < SPEAKER_LINES; i++) {
		const struct head_line *l = &h->v[i];
		const struct term *t;
		bool speaks = l->kind == LINE_PREAMBLE && (str_ends(l->plain, S(";")) || str_ends(l->plain, S(","))) &&
		    (str_starts(l->plain, S("de ")) || str_starts(l->plain, S("het ")) ||
			str_starts(l->plain, S("burgemeester")) || str_starts(l->plain, S("gedeputeerde")) ||
			str_starts(l->plain, S("provinciale")));

		if (!speaks && (l->kind != LINE_MAKER || i >= LETTERHEAD_LINES || is_addressed(h, i)))
			continue;
		t = of_line(g->job->tools->lists, l->s, mem);
		if (t != NULL)
			found(all, t, text_span(&g->text, l->off, (uint32_t)l->s.n),
			    speaks ? SURE_SPEAKER : SURE_LETTERHEAD, AT_TOP);
	}
}

static void
at_end(struct glean *g, struct makers *all)
{
	const struct window *w = &g->view.w[g->view.n - 1];
	struct str lines[SIGNATURE_LINES], rest = w->f.from, line;
	size_t n = 0;

	if (!w->end)
		return;
	while (str_next(&rest, '\n', &line)) {
		if (str_trim(line).n != 0)
			lines[n++ % SIGNATURE_LINES] = str_trim(line);
	}
	/* Of a short letter the last third: before that stand its letterhead, and to whom it goes. */
	for (size_t i = n > 3 * SIGNATURE_LINES ? n - SIGNATURE_LINES : n - n / 3; i < n; i++) {
		struct folded f;
		const struct term *t;

		line = lines[i % SIGNATURE_LINES];
		if (line.n > LINE_MOST)
			continue;
		fold(&f, line, g->view.mem);
		if (word_starts_any(f.s, signs, COUNT(signs)) < 0)
			continue;
		t = of_line(g->job->tools->lists, line, g->view.mem);
		if (t != NULL)
			found(all, t, text_span(&g->text, w->off + (uint32_t)(line.p - w->f.from.p), (uint32_t)line.n),
			    SURE_SIGNATURE, AT_END);
	}
}

void
glean_organisation(struct glean *g)
{
	struct makers all = { .n = 0 };

	if (g->view.n == 0 || g->job->tools->lists == NULL)
		return;
	at_top(g, &all);
	at_end(g, &all);
	for (size_t i = 0; i < all.n; i++)
		glean_say(g,
		    (struct statement){ .what = SAY_MAKER,
			.text = all.v[i].term->label,
			.uri = all.v[i].term->uri,
			.sure = all.v[i].sure,
			.at = all.v[i].at });
}
