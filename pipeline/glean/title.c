/* SPDX-License-Identifier: EUPL-1.2 */
/* title.c - what a document calls itself. */
#include "glean/title.h"

#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/fold.h"
#include "base/line.h"
#include "base/utf8.h"
#include "glean/block.h"
#include "glean/head.h"
#include "glean/readers.h"
#include "glean/sort.h"
#include "glean/words.h"
#include "titles.h"

#include "base/banned.h"

#define CITED_MOST	((size_t)250)	/* bytes of the name by which a regulation is cited */
#define CITED_MEM	MIB(16)		/* five bytes for each of lines that are folded, which may be all that is looked at */
#define CITED_REACH	((size_t)2000)	/* bytes in which it stands, with the lines before it */
#define KNOWN_PERCENT	85		/* of its words */
#define HALF_PERCENT	50

#define SURE_MAIL	95
#define SURE_KNOWN	90		/* the property stands in the text */
#define SURE_WORDS	82		/* or its words do */
#define SURE_HALF	45		/* or half of them: the same document in other words */
#define SURE_UNKNOWN	40
#define SURE_SLIDE	85		/* the first line of the first slide */
#define SURE_TOLD	60		/* of a title in the text that contradicts the property */
#define SURE_CITED	90

static bool
is_mail(const struct document *doc)
{
	return container_of_type(doc->media_type) == CONTAINER_MAIL;
}

static bool
is_slides(const struct document *doc)
{
	struct str t = doc->media_type;

	return t.n != 0 && (memmem(t.p, t.n, "presentation", 12) != NULL || memmem(t.p, t.n, "powerpoint", 10) != NULL);
}

static void
say(struct statements *all, struct arena *mem, enum say what, struct str text, int sure, struct span at)
{
	struct str hidden;

	text = str_trim(utf8_cut(line_clean(mem, text), TITLE_MOST));
	if (text.n == 0)
		return;
	if (title_names_person(text, mem, &hidden)) {
		if (what != SAY_TITLE)
			return;
		text = hidden;
		sure = TITLE_PRIVATE;
	}
	statement_add(
	    all, (struct statement){ .what = what, .text = text, .sure = sure, .at = at, .source = SOURCE_TEXT }, mem);
}

static void
say_named(struct statements *all, struct arena *mem, const struct text *t, struct named n)
{
	/* "Agenda" alone is no more than a kind, and better than nothing. */
	if (n.text.n != 0 && (n.sure < 60 || title_sane(line_clean(mem, n.text))))
		say(all, mem, SAY_TITLE, n.text, n.sure, text_span(t, n.off, n.len));
}

static struct str
plain(struct str s, struct arena *mem)
{
	struct folded f;

	fold(&f, s, mem);
	return f.s;
}

/* How many of the words of s the text has at its start, in percent; short ones do not count. */
static int
known(struct str s, struct str head)
{
	struct str w;
	int all = 0, there = 0;

	while (word_next(&s, &w)) {
		if (w.n < 3)
			continue;
		all++;
		there += word_has(head, w);
	}
	return all == 0 ? 0 : there * 100 / all;
}

/* Letters and digits, a space between words: how two titles are compared. */
static struct str
bare(struct str s, struct arena *mem)
{
	struct str rest = plain(s, mem), w;
	struct buf b;

	buf_init(&b, mem, rest.n + 1);
	while (word_next(&rest, &w)) {
		if (b.n != 0)
			buf_addc(&b, ' ');
		buf_add(&b, w);
	}
	return buf_str(&b);
}

/* All lines of the first pages, one after the other. */
static struct str
seen(const struct head *h, struct arena *mem)
{
	struct buf b;
	size_t n = 0;

	for (size_t i = 0; i < h->n; i++)
		n += h->v[i].plain.n + 1;
	buf_init(&b, mem, n);
	for (size_t i = 0; i < h->n; i++) {
		buf_add(&b, h->v[i].plain);
		buf_addc(&b, ' ');
	}
	return buf_str(&b);
}

/* The property: known by the text as it is, by its words, or not at all. */
static void
property(const struct head *h, const struct document *doc, struct arena *mem, struct statements *all)
{
	struct str title = line_clean(mem, doc->props.title);
	struct str head, folded = plain(title, mem);
	int sure = SURE_UNKNOWN;

	if (title.n == 0 || !title_sane(title) || sort_alone(folded) || sort_maker(title, folded))
		return;
	head = seen(h, mem);
	if (word_has(bare(head, mem), bare(title, mem)))
		sure = SURE_KNOWN;
	else if (known(folded, head) >= KNOWN_PERCENT)
		sure = SURE_WORDS;
	else if (known(folded, head) >= HALF_PERCENT)
		sure = SURE_HALF;
	/* All that the text calls it, and more: "Besluit op Woo-verzoek herinrichting Garenmarkt". */
	if (sure == SURE_HALF || sure == SURE_WORDS) {
		const struct statement *best = statement_best(all, SAY_TITLE);

		if (best != NULL && known(plain(best->text, mem), folded) == 100 && best->sure >= sure &&
		    best->sure < SURE_MAIL)
			sure = best->sure + 1;
	}
	/* A piece of what the text says, and no more. */
	if (all->n != 0 && sure > all->v[0].sure && word_has(bare(all->v[0].text, mem), bare(title, mem)))
		sure = all->v[0].sure - 1;
	say(all, mem, SAY_TITLE, title, sure, (struct span){ 0 });
	if (all->n != 0)
		all->v[all->n - 1].where = str_of(_("de eigenschappen van het bestand"));
}

/* A name may run on over the line, in small letters. */
static bool
ends_line(const struct folded *f, size_t i)
{
	return f->s.p[i] == '\n' &&
	    (i + 1 == f->s.n || f->s.p[i + 1] == '\n' ||
		(f->from.p[f->at[i + 1]] >= 'A' && f->from.p[f->at[i + 1]] <= 'Z'));
}

/* Before the name by which a regulation wants to be cited. */
static const char *const says[] = { "aangehaald als", "aangehaald onder de naam", "aangehaald onder de titel",
	"citeertitel" };

/* A hyphen that may break a word over two lines. */
static bool
is_break(struct str s, size_t i)
{
	return s.p[i] == '-' && i != 0 && ascii_letter(s.p[i - 1]) && i + 1 < s.n &&
	    str_has(S(" \n\r\f\v"), s.p[i + 1]);
}

/*
 * Never false of lines that have one of these in them when they are folded.  Of
 * most it needs no more than a look to see that they have not: they are ASCII,
 * and no word is broken over two of them.
 */
static bool
may_say(struct str s)
{
	static const bool telling[0x100] = {
		['-'] = true, ['C'] = true, ['H'] = true, ['c'] = true, ['h'] = true, [0x80 ... 0xff] = true
	};

	for (size_t i = 0; i < s.n; i++) {
		if (telling[(unsigned char)s.p[i]] &&
		    ((s.p[i] & 0x80) != 0 || is_break(s, i) || str_eq_nocase(str_sub(s, i, 4), S("cite")) ||
			str_eq_nocase(str_sub(s, i, 5), S("haald"))))
			return true;
	}
	return false;
}

/* The name behind says[i], which stands in the lines that begin at byte off of s; false: it is none. */
static bool
say_cited(const struct text *t, struct str s, size_t off, size_t i, struct arena *mem, struct statements *all)
{
	struct str w = str_of(says[i]);
	struct folded f;
	size_t from, to, at;

	/* No more than a page is folded, unless it goes on for longer. */
	for (size_t stop = fold_apart(s, off + CITED_REACH);; stop = s.n) {
		fold(&f, str_sub(s, off, stop - off), mem);
		from = (size_t)((const char *)memmem(f.s.p, f.s.n, w.p, w.n) - f.s.p) + w.n;
		while (from < f.s.n && str_has(S(" :\n\t\"'"), f.s.p[from]))
			from++;
		for (to = from; to < f.s.n && to - from < CITED_MOST; to++) {
			if (f.s.p[to] == '"' || f.s.p[to] == ';' || ends_line(&f, to) ||
			    (f.s.p[to] == '.' && (to + 1 == f.s.n || f.s.p[to + 1] == '\n' || f.s.p[to + 1] == ' ')))
				break;
		}
		if (stop == s.n || to + 1 < f.s.n)
			break;
	}
	if (to == f.s.n || to - from >= CITED_MOST || to - from < 8)
		return false;
	at = off + f.at[from];
	say(all, mem, SAY_SHORT_TITLE, str_sub(s, at, f.at[to] - f.at[from]), SURE_CITED,
	    text_span(t, (uint32_t)at, f.at[to] - f.at[from]));
	return true;
}

/* "Deze verordening wordt aangehaald als: Bomenverordening Leiden 2024."; of each of says[] only the first counts. */
static void
cited(const struct text *t, struct arena *mem, struct statements *all)
{
	struct str s = utf8_cut(t->s, TEXT_MOST / 64);
	size_t at[COUNT(says)], next = 0;
	struct arena *tmp = arena_new("citeertitel", CITED_MEM);
	struct mark mark;
	bool done = false;

	/* Behind something, so that its first piece of memory is used again. */
	(void)NEW(tmp, char, 1);
	mark = arena_mark(tmp);
	for (size_t i = 0; i < COUNT(says); i++)
		at[i] = s.n;
	for (size_t off = 0, end; off < s.n && !done; off = end) {
		struct str block = str_sub(s, off, (end = fold_apart(s, off)) - off);
		struct folded f;

		if (!may_say(block))
			continue;
		fold(&f, block, tmp);
		for (size_t i = next; i < COUNT(says); i++) {
			if (at[i] == s.n && memmem(f.s.p, f.s.n, says[i], strlen(says[i])) != NULL)
				at[i] = off;
		}
		arena_rewind(tmp, mark);
		/* One counts when those before it have been found, and name nothing. */
		for (; !done && next < COUNT(says) && at[next] != s.n; next++)
			done = say_cited(t, s, at[next], next, mem, all);
	}
	arena_free(tmp);
	for (; !done && next < COUNT(says); next++)
		done = at[next] != s.n && say_cited(t, s, at[next], next, mem, all);
}

/* The places that name the document, the one to believe first. */
static void
places(const struct text *t, const struct head *h, struct arena *mem, struct statements *all)
{
	struct named subject = block_subject(h, mem), block = block_title(h, mem), paper = block_paper(h, mem);
	struct named laid = block_laid_down(h, mem);

	/* Minutes and agendas have subjects in them. */
	if (block.text.n != 0 && sort_meeting(plain(block.text, mem)) && block.sure > SURE_UNKNOWN + 10 &&
	    subject.off > block.off)
		subject.sure = 50;
	say_named(all, mem, t, paper);
	say_named(all, mem, t, meeting_page(h, mem));
	say_named(all, mem, t, subject);
	if (block.sure < laid.sure && block.sure < 60)
		say_named(all, mem, t, laid);
	say_named(all, mem, t, block);
}

void
title_find(const struct text *t, const struct head *h, const struct document *doc, struct arena *mem,
    struct statements *all)
{
	struct statements found = { 0 };

	if (is_mail(doc) && doc->props.title.n != 0) {
		say(all, mem, SAY_TITLE, doc->props.title, SURE_MAIL, doc->props.heading_at);
		return;
	}
	if (h->n != 0 && is_slides(doc))
		say(&found, mem, SAY_TITLE, h->v[0].s, SURE_SLIDE, text_span(t, h->v[0].off, (uint32_t)h->v[0].s.n));
	else
		places(t, h, mem, &found);
	property(h, doc, mem, &found);
	/* The surest first; of two as sure the one that was found first. */
	while (found.n != 0) {
		size_t best = 0;

		for (size_t i = 1; i < found.n; i++) {
			if (found.v[i].sure > found.v[best].sure)
				best = i;
		}
		statement_add(all, found.v[best], mem);
		for (size_t i = best; i + 1 < found.n; i++)
			found.v[i] = found.v[i + 1];
		found.n--;
	}
	cited(t, mem, all);
}

/* The property is of another document, or the text has no title that says the same. */
static bool
differs(const struct statements *found)
{
	const struct statement *best = statement_best(found, SAY_TITLE);

	for (size_t i = 0; best != NULL && best->where.n == 0 && i < found->n; i++) {
		if (found->v[i].what == SAY_TITLE && found->v[i].where.n != 0 && found->v[i].sure == SURE_UNKNOWN)
			return best->sure >= SURE_TOLD;
	}
	return false;
}

void
glean_title(struct glean *g)
{
	struct statements found = { 0 };
	const struct statement *best;

	title_find(&g->text, &g->head, &g->res->doc, g->view.mem, &found);
	for (size_t i = 0; i < found.n; i++)
		glean_say(g, found.v[i]);
	best = statement_best(&found, SAY_TITLE);
	if (differs(&found))
		glean_find(g, F_GLN_TITLE_DIFFERS, best->at, STR_NONE);
	for (size_t i = 0; i < found.n; i++) {
		if (found.v[i].what == SAY_TITLE && found.v[i].sure == TITLE_PRIVATE) {
			glean_find(g, F_GLN_TITLE_PERSON, found.v[i].at, STR_NONE);
			break;
		}
	}
}
