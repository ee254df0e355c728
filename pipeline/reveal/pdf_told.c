/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_told.c - was this text told already?  However it is laid out, and however often it comes. */
#include <string.h>

#include "base/form.h"
#include "reveal/pdf_seeing.h"

#include "base/banned.h"

#define SEARCH_MOST	((uint64_t)16 << 30)	/* bytes searched for lines that are not there; some four seconds */
#define LETTERS_LEAST	3			/* of a text: less than that says nothing of anybody */
#define LINES_LEAST	1024

struct str
pdf_plain(struct arena *mem, struct str s)
{
	struct str alike = form_alike(mem, s);
	char *p = NEW(mem, char, alike.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < alike.n; i++) {
		unsigned char c = (unsigned char)alike.p[i];

		/* General punctuation: dashes, quotation marks and spaces of every kind (U+2000 to U+206F); and letters without a code. */
		if (c == 0xe2 && i + 2 < alike.n && ((unsigned char)alike.p[i + 1] & 0xfe) == 0x80)
			i += 2;
		else if (c == 0xef && i + 2 < alike.n && memcmp(alike.p + i, "\xef\xbf\xbd", 3) == 0)
			i += 2;
		else if (c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
			p[n++] = (char)c;
	}
	return (struct str){ p, n };
}

/* FNV-1a, never 0. */
static uint64_t
hash_of(struct str s)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return h == 0 ? 1 : h;
}

static size_t
place_of(const uint64_t *lines, size_t cap, uint64_t h)
{
	size_t i = h & (cap - 1);

	while (lines[i] != 0 && lines[i] != h)
		i = (i + 1) & (cap - 1);
	return i;
}

static void
keep(struct seeing *s, struct str line)
{
	uint64_t h = hash_of(line);
	size_t at;

	if (s->nlines * 2 >= s->lines_cap) {
		size_t cap = s->lines_cap == 0 ? LINES_LEAST : s->lines_cap * 2;
		uint64_t *v = NEW(s->v->tmp, uint64_t, cap);

		for (size_t i = 0; i < s->lines_cap; i++) {
			if (s->lines[i] != 0)
				v[place_of(v, cap, s->lines[i])] = s->lines[i];
		}
		s->lines = v;
		s->lines_cap = cap;
	}
	at = place_of(s->lines, s->lines_cap, h);
	s->nlines += s->lines[at] != h;
	s->lines[at] = h;
}

void
pdf_told_load(struct seeing *s)
{
	struct str all = s->v->text.s, rest = all, line;
	struct arena *mem = arena_new("regels", MIB(256));
	struct buf b, shown;

	buf_init(&b, s->v->tmp, rest.n * 2 + 1);
	buf_init(&shown, s->v->tmp, rest.n * 2 + 1);
	while (str_next(&rest, '\n', &line)) {
		struct mark m = arena_mark(mem);
		struct str plain = pdf_plain(mem, line);

		if (plain.n != 0) {
			keep(s, plain);
			buf_add(&b, plain);
			if (text_origin_at(&s->v->text, (uint32_t)(line.p - all.p)) == TEXT_VISIBLE)
				buf_add(&shown, plain);
		}
		arena_rewind(mem, m);
	}
	arena_free(mem);
	s->plain = buf_str(&b);
	s->shown = buf_str(&shown);
}

static bool
stands_in(struct seeing *s, struct str plain, struct str all)
{
	s->searched += all.n;
	if (s->searched > SEARCH_MOST) {
		reveal_stop(s->v, str_of(_("te veel tekst om te vergelijken")));
		return false;
	}
	return all.n != 0 && memmem(all.p, all.n, plain.p, plain.n) != NULL;
}

static bool
says_nothing(struct str plain)
{
	return plain.n < LETTERS_LEAST || !form_speaks(plain);
}

bool
pdf_is_shown(struct seeing *s, struct str text)
{
	struct arena *mem = arena_new("regel", MIB(256));
	struct str plain = pdf_plain(mem, text);
	bool shown = says_nothing(plain) || stands_in(s, plain, s->shown);

	arena_free(mem);
	return shown;
}

void
pdf_told_add(struct seeing *s, struct unseen x)
{
	struct arena *mem = arena_new("regel", MIB(256));
	struct str plain = pdf_plain(mem, x.text);
	uint64_t h = hash_of(plain);
	bool told = says_nothing(plain) || (s->lines_cap != 0 && s->lines[place_of(s->lines, s->lines_cap, h)] == h) ||
	    stands_in(s, plain, s->plain);

	if (!told) {
		keep(s, plain);
		unseen_add(&s->v->unseen, x);
	}
	arena_free(mem);
}
