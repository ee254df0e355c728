/* SPDX-License-Identifier: EUPL-1.2 */
/* gather.c - text being gathered from a document: made NFC on the way, with its pages, headings and origins. */
#include "extract/gather.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/form.h"
#include "base/search.h"
#include "base/utf8.h"

#include "base/banned.h"

#define RAW_FLUSH	((size_t)64 << 10)	/* bytes of raw text that are normalised in one go */
#define NFC_SAFE	0xcc			/* UTF-8 below this lead byte is below U+0300: NFC as it stands */

static void
page_push(struct gather *g)
{
	*PUSH(g->mem, g->page_has, g->nhas, g->has_cap) = false;
	*PUSH(g->mem, g->page_at, g->npages, g->pages_cap) = (uint32_t)g->text.n;
}

void
gather_init(struct gather *g, struct arena *mem)
{
	*g = (struct gather){ .mem = mem, .flush_at = RAW_FLUSH };
	buf_init(&g->raw, mem, TEXT_MOST);
	buf_init(&g->text, mem, TEXT_MOST);
	page_push(g);
}

static bool
is_nfc(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] >= NFC_SAFE)
			return false;
	}
	return true;
}

/* Normalise the first n raw bytes; the caller sees to it that nothing composes across that edge. */
static void
flush_some(struct gather *g, size_t n)
{
	struct str s = { g->raw.p, n };
	utf8proc_uint8_t *nfc = NULL;

	if (n == 0)
		return;
	if ((g->origin == TEXT_VISIBLE || g->origin == TEXT_SCAN) && !g->page_has[g->npages - 1])
		g->page_has[g->npages - 1] = form_speaks(s);
	if (is_nfc(s)) {
		buf_add(&g->text, s);
	} else {
		utf8proc_ssize_t k = utf8proc_map(
		    (const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &nfc, UTF8PROC_STABLE | UTF8PROC_COMPOSE);

		/* Out of memory: what is here is not all, as at the ceiling. */
		if (k < 0)
			g->text.cut = true;
		else
			buf_add(&g->text, (struct str){ (const char *)nfc, (size_t)k });
		free(nfc);
	}
	memmove(g->raw.p, g->raw.p + n, g->raw.n - n);
	g->raw.n -= n;
}

static void
flush_all(struct gather *g)
{
	flush_some(g, g->raw.n);
}

/*
 * An ASCII character never composes with what stands before it: up to there is
 * safe.  Without one we wait for twice as much, so that looking stays cheap.
 */
static void
flush_safe(struct gather *g)
{
	size_t n = g->raw.n;

	while (n != 0 && (g->raw.p[n - 1] & 0x80) != 0)
		n--;
	if (n > 1)
		flush_some(g, n - 1);
	g->flush_at = g->raw.n >= g->flush_at ? mul_or_die(g->flush_at, 2) : RAW_FLUSH;
}

static char
last_byte(const struct gather *g)
{
	const struct buf *b = g->raw.n != 0 ? &g->raw : &g->text;

	return b->n != 0 ? b->p[b->n - 1] : '\n';
}

static void
gap_write(struct gather *g)
{
	static const char bytes[] = { [GAP_SPACE] = ' ', [GAP_LINE] = '\n', [GAP_CELL] = '\t', [GAP_ROW] = '\n' };

	if (g->gap != GAP_NONE && g->line && !(bytes[g->gap] == '\n' && last_byte(g) == '\n'))
		buf_addc(&g->raw, bytes[g->gap]);
	g->gap = GAP_NONE;
}

static void
add_one(struct gather *g, uint32_t c, struct str bytes)
{
	bool after_cr = g->cr;

	g->cr = c == '\r';
	if (c == '\n' && after_cr)
		return;
	if (c == '\r' || c == '\f' || c == '\v')
		buf_addc(&g->raw, '\n');
	else if (utf8_xml(bytes))
		buf_add(&g->raw, bytes);
}

void
gather_add(struct gather *g, struct str s)
{
	if (s.n == 0)
		return;
	gap_write(g);
	while (s.n != 0) {
		size_t plain = 0;
		uint32_t c;
		size_t n;

		while (plain < s.n && s.p[plain] >= ' ' && (s.p[plain] & 0x80) == 0)
			plain++;
		if (plain != 0) {
			g->cr = false;
			buf_add(&g->raw, str_sub(s, 0, plain));
			s = str_from(s, plain);
		} else if ((n = utf8_decode(s, &c)) == 0) {
			g->cr = false;
			buf_add(&g->raw, S("\xef\xbf\xbd"));
			s = str_from(s, 1);
		} else {
			add_one(g, c, str_sub(s, 0, n));
			s = str_from(s, n);
		}
		if (g->raw.n >= g->flush_at)
			flush_safe(g);
	}
	g->line = true;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

void
gather_words(struct gather *g, struct str s)
{
	while (s.n != 0) {
		size_t n = 0;

		while (n < s.n && is_space(s.p[n]))
			n++;
		if (n != 0)
			gather_gap(g, GAP_SPACE);
		s = str_from(s, n);
		for (n = 0; n < s.n && !is_space(s.p[n]);)
			n++;
		gather_add(g, str_sub(s, 0, n));
		s = str_from(s, n);
	}
}

void
gather_gap(struct gather *g, enum gap gap)
{
	if (g->line && gap > g->gap)
		g->gap = gap;
}

uint32_t
gather_here(struct gather *g)
{
	gap_write(g);
	return gather_end(g);
}

uint32_t
gather_end(struct gather *g)
{
	flush_all(g);
	return (uint32_t)g->text.n;
}

void
gather_page(struct gather *g)
{
	gather_gap(g, GAP_LINE);
	if (g->gap == GAP_CELL)
		g->gap = GAP_ROW;
	gap_write(g);
	flush_all(g);
	g->line = g->cr = false;
	page_push(g);
}

void
gather_heading(struct gather *g, uint32_t from, uint32_t to, uint32_t level)
{
	struct str all, s;

	flush_all(g);
	all = buf_str(&g->text);
	s = str_sub(all, from, to > from ? to - from : 0);
	while (s.n != 0 && is_space(*s.p))
		s = str_from(s, 1);
	while (s.n != 0 && is_space(s.p[s.n - 1]))
		s.n--;
	if (s.n != 0 && form_speaks(s))
		*PUSH(g->mem, g->headings, g->nheadings, g->headings_cap) =
		    (struct heading){ (uint32_t)(s.p - all.p), (uint32_t)s.n, level };
}

void
gather_origin(struct gather *g, enum text_origin o)
{
	uint32_t here;

	if (o == g->origin)
		return;
	here = gather_end(g);
	if (g->origin != TEXT_VISIBLE && here > g->origin_at)
		*PUSH(g->mem, g->stretches, g->nstretches, g->stretches_cap) =
		    (struct stretch){ g->origin_at, here - g->origin_at, g->origin };
	g->origin = o;
	g->origin_at = here;
}

void
gather_append(struct gather *g, struct gather *from)
{
	struct str s;
	uint32_t at = 0;

	gather_origin(from, TEXT_VISIBLE);
	s = buf_str(&from->text);
	gather_gap(g, GAP_LINE);
	for (size_t i = 0; i < from->nstretches; i++) {
		const struct stretch *x = &from->stretches[i];

		gather_origin(g, TEXT_VISIBLE);
		gather_add(g, str_sub(s, at, x->off - at));
		gather_origin(g, x->origin);
		gather_add(g, str_sub(s, x->off, x->len));
		at = x->off + x->len;
	}
	gather_origin(g, TEXT_VISIBLE);
	gather_add(g, str_from(s, at));
	gather_gap(g, GAP_LINE);
	g->text.cut |= gather_full(from);
}

static bool
heading_before(const void *x, const void *key)
{
	const struct heading *h = x;
	const uint32_t *off = key;

	return h->off < *off;
}

/* Headings and stretches in from..end of g, moved to where that piece stands in to. */
static void
move_marks(struct gather *to, const struct gather *g, uint32_t from, uint32_t end, uint32_t at)
{
	size_t i = search_first(&from, g->headings, g->nheadings, sizeof *g->headings, heading_before);

	for (; i < g->nheadings && g->headings[i].off < end; i++) {
		struct heading h = g->headings[i];

		h.off = h.off - from + at;
		*PUSH(to->mem, to->headings, to->nheadings, to->headings_cap) = h;
	}
	for (i = text_stretch(g->stretches, g->nstretches, from); i < g->nstretches && g->stretches[i].off < end; i++) {
		struct stretch s = g->stretches[i];
		uint32_t a = s.off > from ? s.off : from, b = s.off + s.len < end ? s.off + s.len : end;

		*PUSH(to->mem, to->stretches, to->nstretches, to->stretches_cap) =
		    (struct stretch){ a - from + at, b - a, s.origin };
	}
}

void
gather_arrange(struct gather *g, const uint32_t *to, size_t npages)
{
	struct gather new;
	/* next[p]: where the next piece of page p comes in order; first counted, then summed. */
	size_t *next = NEW(g->mem, size_t, npages + 2), *order = NEW(g->mem, size_t, g->npages), k = 0;

	gather_gap(g, GAP_LINE);
	gap_write(g);
	gather_origin(g, TEXT_VISIBLE);
	flush_all(g);
	for (size_t i = 0; i < g->npages; i++) {
		must(to[i] >= 1 && to[i] <= npages);
		next[to[i] + 1]++;
	}
	for (size_t p = 1; p < npages + 2; p++)
		next[p] += next[p - 1];
	for (size_t i = 0; i < g->npages; i++)
		order[next[to[i]]++] = i;
	gather_init(&new, g->mem);
	for (size_t p = 1; p <= npages; p++) {
		if (p > 1)
			page_push(&new);
		for (; k < g->npages && to[order[k]] == p; k++) {
			size_t i = order[k];
			uint32_t from = g->page_at[i];
			uint32_t end = i + 1 < g->npages ? g->page_at[i + 1] : (uint32_t)g->text.n;

			move_marks(&new, g, from, end, (uint32_t) new.text.n);
			buf_add(&new.text, str_sub(buf_str(&g->text), from, end - from));
			new.page_has[p - 1] |= g->page_has[i];
		}
	}
	new.text.cut |= gather_full(g);
	*g = new;
}

bool
gather_full(const struct gather *g)
{
	return g->text.cut || g->raw.cut;
}

struct str
gather_short(struct arena *mem, struct str s, size_t max)
{
	struct gather g;

	gather_init(&g, mem);
	gather_words(&g, s);
	(void)gather_end(&g);
	return utf8_cut(buf_str(&g.text), max);
}
