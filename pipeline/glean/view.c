/* SPDX-License-Identifier: EUPL-1.2 */
/* view.c - the beginning and the end of a text, where a document says what it is, made plain. */
#include "glean/view.h"

#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

#include "base/banned.h"

#define HEAD_PAGES	3		/* a cover, its back, and the first page proper */
#define HEAD_MOST	((size_t)24 << 10)	/* bytes of them: a page has some 4 KB, a sheet may have megabytes */
#define TAIL_PAGES	2		/* a signature stands at the end, or on a page of its own */
#define TAIL_MOST	((size_t)8 << 10)

/* Where what is seen ends: properties and the like stand behind the text. */
static size_t
seen_end(const struct text *t)
{
	size_t end = t->s.n;

	for (size_t i = t->nstretches; i != 0; i--) {
		const struct stretch *x = &t->stretches[i - 1];

		/* Line feeds part stretches. */
		while (end > (size_t)x->off + x->len && t->s.p[end - 1] == '\n')
			end--;
		if (text_origin_seen(x->origin) || (size_t)x->off + x->len < end)
			break;
		end = x->off;
	}
	return end;
}

/* A window on [from, end) of the text. */
static void
look(struct view *v, size_t from, size_t end)
{
	const struct text *t = v->text;
	struct window *w = &v->w[v->n++];
	struct str s = str_sub(t->s, from, end - from);
	char *p = NULL;
	size_t i = text_stretch(t->stretches, t->nstretches, (uint32_t)from);

	for (; i < t->nstretches && t->stretches[i].off < end; i++) {
		const struct stretch *x = &t->stretches[i];
		size_t k = x->off < from ? from : x->off;

		if (text_origin_seen(x->origin))
			continue;
		if (p == NULL)
			s.p = p = (char *)(uintptr_t)str_dup(v->mem, s).p;
		for (; k < end && k < (size_t)x->off + x->len; k++)
			p[k - from] = p[k - from] == '\n' ? '\n' : ' ';
	}
	w->off = (uint32_t)from;
	fold(&w->f, s, v->mem);
}

void
view_open(struct view *v, const struct text *t, struct arena *mem)
{
	size_t end = seen_end(t), head = t->npages > HEAD_PAGES ? t->page_at[HEAD_PAGES] : end;
	size_t tail = t->npages > TAIL_PAGES ? t->page_at[t->npages - TAIL_PAGES] : 0;

	*v = (struct view){ .text = t, .mem = mem };
	if (end == 0)
		return;
	head = head > HEAD_MOST ? HEAD_MOST : head;
	head = head > end ? end : head;
	tail = end > TAIL_MOST && tail < end - TAIL_MOST ? end - TAIL_MOST : tail;
	tail = tail > end ? end : tail;
	/* Windows that touch are one, or a sentence could stand on both sides of what parts them. */
	if (tail <= head) {
		look(v, 0, end);
	} else {
		look(v, 0, utf8_begin(t->s, head));
		look(v, utf8_begin(t->s, tail), end);
	}
	v->w[v->n - 1].end = true;
}

struct span
view_span(const struct view *v, const struct window *w, size_t start, size_t end)
{
	uint32_t off, len;

	fold_origin(&w->f, start, end, &off, &len);
	return text_span(v->text, w->off + off, len);
}

struct str
view_text(const struct view *v, const struct window *w, size_t start, size_t end, struct arena *mem)
{
	struct span at = view_span(v, w, start, end);
	struct str s = str_sub(v->text->s, at.off, at.len);
	struct buf b;
	bool space = false;

	buf_init(&b, mem, s.n);
	for (size_t i = 0, n; i < s.n; i += n) {
		uint32_t c;

		n = utf8_decode(str_from(s, i), &c);
		must(n != 0);
		if (c <= ' ' || c == 0xa0) {
			space = b.n != 0;
			continue;
		}
		if (space)
			buf_addc(&b, ' ');
		space = false;
		buf_add(&b, str_sub(s, i, n));
	}
	return buf_str(&b);
}

bool
view_capital(const struct view *v, const struct window *w, size_t i)
{
	uint32_t c;

	if (utf8_decode(str_from(v->text->s, w->off + w->f.at[i]), &c) == 0)
		return false;
	return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LU;
}

size_t
view_line_start(struct str s, size_t i)
{
	const char *nl = i == 0 ? NULL : memrchr(s.p, '\n', i);

	return nl == NULL ? 0 : (size_t)(nl - s.p) + 1;
}

size_t
view_line_end(struct str s, size_t i)
{
	const char *nl = i >= s.n ? NULL : memchr(s.p + i, '\n', s.n - i);

	return nl == NULL ? s.n : (size_t)(nl - s.p);
}
