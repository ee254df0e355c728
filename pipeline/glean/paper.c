/* SPDX-License-Identifier: EUPL-1.2 */
/* paper.c - what a parliamentary paper is called. */
#include "glean/block.h"

#include "base/ascii.h"
#include "glean/join.h"
#include "glean/sort.h"
#include "glean/words.h"

#include "base/banned.h"

#define PAPER_LINES	((size_t)20)	/* in which its numbers stand */
#define LETTERS_MOST	((size_t)2)	/* of its number in the Eerste Kamer */
#define OWN_LEAST	((size_t)19)	/* bytes of a name behind its number, where that of the file is missing */

static bool
is_loud(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= 'a' && s.p[i] <= 'z')
			return false;
	}
	return true;
}

/* "32 545" or "26077", and what stands behind it. */
static bool
is_paper(struct str s, struct str *behind_r)
{
	size_t i = 0, digits = 0;

	while (i < s.n && digits < 5) {
		if (ascii_digit(s.p[i]))
			digits++;
		else if (s.p[i] != ' ' || digits != 2)
			return false;
		i++;
	}
	if (digits != 5 || (i < s.n && s.p[i] != ' ' && s.p[i] != '\t'))
		return false;
	*behind_r = str_trim(str_from(s, i));
	/* "35 925 VII", "34 986 (R2103)". */
	for (i = 0; i < behind_r->n && i < 5 && (str_has(S("IVXLCABDEHJM"), behind_r->p[i])); i++)
		;
	if (i != 0 && (i == behind_r->n || behind_r->p[i] == ' ' || behind_r->p[i] == '\t'))
		*behind_r = str_trim(str_from(*behind_r, i));
	return true;
}

/* "Nr. 143", "Nr. 5 Herdruk", "E": what stands behind it. */
static bool
is_paper_number(struct str s, struct str *behind_r)
{
	size_t i = 0;

	if (str_starts(s, S("Nr.")) || str_starts(s, S("nr."))) {
		i = 3;
		while (i < s.n && (s.p[i] == ' ' || ascii_digit(s.p[i])))
			i++;
	} else {
		/* "E", "BK", "BK1" with the mark of a note. */
		while (i < s.n && i < LETTERS_MOST && s.p[i] >= 'A' && s.p[i] <= 'Z')
			i++;
		if (i != 0 && i < s.n && ascii_digit(s.p[i]))
			i++;
		if (i == 0 || (i < s.n && s.p[i] != ' ' && s.p[i] != '\t'))
			return false;
	}
	*behind_r = str_trim(str_from(s, i));
	return true;
}

/* "NADER RAPPORT1" without the mark of a note. */
static struct str
unnoted(struct str s)
{
	return s.n > 4 && ascii_digit(s.p[s.n - 1]) && ascii_letter(s.p[s.n - 2]) && ascii_letter(s.p[s.n - 3]) ?
	    str_sub(s, 0, s.n - 1) :
	    s;
}

struct named
block_paper(const struct head *h, struct arena *mem)
{
	for (size_t i = 0; i < h->n && i < PAPER_LINES; i++) {
		struct str file, own, one;
		size_t next, k;
		bool second = false;
		struct buf b;

		if (i < 2 && (h->v[i].s.p[0] == 'N' || h->v[i].s.p[0] == 'n') && is_paper_number(h->v[i].s, &own) &&
		    own.n >= OWN_LEAST && is_loud(own))
			return (struct named){ .text = unnoted(join_lines(h, i, own, &next, mem)),
				.off = h->v[i].off,
				.len = (uint32_t)h->v[i].s.n,
				.sure = 85 };
		if (!is_paper(h->v[i].s, &file))
			continue;
		next = i + 1;
		if (file.n == 0 && next < h->n) {
			file = h->v[next].s;
			next++;
		}
		buf_init(&b, mem, TITLE_BYTES);
		join_put(&b, file);
		/* Of a paper in two files the first. */
		for (k = next; k < h->n && k < next + TITLE_LINES && !is_paper_number(h->v[k].s, &own); k++) {
			second |= is_paper(h->v[k].s, &one);
			if (!second)
				join_put(&b, h->v[k].s);
		}
		/* "33684 Regels over de zorg voor jeugdigen", without a number of its own. */
		if (k == h->n || k == next + TITLE_LINES || b.cut)
			return (struct named){ .text = next == i + 1 && i < 2 && file.n >= OWN_LEAST &&
					!str_has(h->v[i].s, '\t') ?
				    join_lines(h, i, file, &next, mem) :
				    STR_NONE,
				.off = h->v[i].off,
				.len = (uint32_t)h->v[i].s.n,
				.sure = 84 };
		if (own.n == 0 && k + 1 < h->n)
			own = h->v[++k].s;
		one = unnoted(join_lines(h, k, own, &next, mem));
		file = buf_str(&b);
		return (struct named){ .text = one.n == 0 ? file : str_fmt(mem, "%.*s; %.*s", STRF(file), STRF(one)),
			.off = h->v[i].off,
			.len = (uint32_t)h->v[i].s.n,
			.sure = 90 };
	}
	return (struct named){ 0 };
}
