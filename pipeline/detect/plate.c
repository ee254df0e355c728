/* SPDX-License-Identifier: EUPL-1.2 */
/* plate.c - Dutch number plates (gate facts 2.6; sidecodes of the RDW). */
#include "detect/seek.h"

#include <string.h>

#include "base/banned.h"

#define PLATE_NEAR	((size_t)100)	/* bytes in which a word makes six signs without dashes a plate */
#define SIGNS		6
#define NEWER		3		/* rows from which on letters are chosen so that they make no word */

static const char *const sidecodes[] = {
	"xx9999", "9999xx", "99xx99", "xx99xx", "xxxx99", "99xxxx", "99xxx9", "9xxx99", "xx999x", "x999xx", "xxx99x",
	"x99xxx", "9xx999", "999xx9",
};
/* Where the dashes stand: behind so many signs. */
static const unsigned char groups[][2] = {
	{ 2, 4 }, { 2, 4 }, { 2, 4 }, { 2, 4 }, { 2, 4 }, { 2, 4 }, { 2, 5 }, { 1, 4 }, { 2, 5 }, { 1, 4 }, { 3, 5 },
	{ 1, 3 }, { 1, 3 }, { 3, 5 },
};

struct plate {
	char		 sign[SIGNS];
	size_t		 n, e;
	unsigned char	 gap[2];		/* behind how many signs */
	int		 gaps;
	char		 between;
	bool		 capitals;
};

static bool
forbidden(struct str letters)
{
	static const char *const words[] = { "ss", "sd", "gvd", "kkk", "nsb", "pkk", "psv", "tbs", "pvv", "sgp",
		"vvd" };

	return str_index(words, COUNT(words), letters) >= 0;
}

/* Letters that stand together: never a vowel, C or Q, and no word that is not given out. */
static bool
letters_fit(const struct plate *p)
{
	for (size_t i = 0; i < SIGNS;) {
		size_t n = 0;

		while (i + n < SIGNS && ascii_letter(p->sign[i + n])) {
			if (memchr("aeioucq", p->sign[i + n], 7) != NULL)
				return false;
			n++;
		}
		if (n != 0 && forbidden((struct str){ p->sign + i, n }))
			return false;
		i += n == 0 ? 1 : n;
	}
	return true;
}

/* The row of the sidecode; -1: none. */
static int
sidecode(const struct plate *p)
{
	for (size_t k = 0; k < COUNT(sidecodes); k++) {
		bool same = true;

		for (size_t i = 0; same && i < SIGNS; i++)
			same = (sidecodes[k][i] == '9') == ascii_digit(p->sign[i]);
		if (same && p->gaps == 2 && (p->gap[0] != groups[k][0] || p->gap[1] != groups[k][1]))
			continue;
		if (same && ((int)k < NEWER || letters_fit(p)))
			return (int)k;
	}
	return -1;
}

static bool
read_plate(const struct seek *x, struct plate *p, size_t i)
{
	*p = (struct plate){ .capitals = true };
	for (; p->n < SIGNS; i++) {
		char c = seek_at(x, i);

		if (ascii_letter(c) || ascii_digit(c)) {
			p->capitals = p->capitals && (ascii_digit(c) || seek_capital(x, i));
			p->sign[p->n++] = c;
			continue;
		}
		if ((c != '-' && c != ' ') || p->n == 0 || p->gaps == 2 || (p->gaps == 1 && p->gap[0] == p->n) ||
		    (p->gaps == 1 && c != p->between))
			return false;
		p->gap[p->gaps++] = (unsigned char)p->n;
		p->between = c;
	}
	p->e = i;
	return !seek_part(x, i) && !(seek_at(x, i) == '-' && seek_part(x, i + 1)) && p->gaps != 1;
}

size_t
seek_plate(struct seek *x, size_t i)
{
	struct plate p;
	bool written;

	size_t n = 0;

	/* Most words are letters alone. */
	while (n < 4 && seek_letter(x, i + n))
		n++;
	if (n == 4 || (n != 0 && !seek_part(x, i + n) && seek_at(x, i + n) != '-' && seek_at(x, i + n) != ' '))
		return 0;
	if (i > 0 && (x->f.s.p[i - 1] == '-' || seek_part(x, i - 1)))
		return 0;
	if (!read_plate(x, &p, i) || sidecode(&p) < 0)
		return 0;
	/* "van 07 en 11 uur" is of every day. */
	if (p.between == ' ' && !p.capitals)
		return 0;
	written = p.gaps == 2 && p.between == '-' && p.capitals;
	if (!written && !seek_near(x, CONTEXT_PLATE, i, p.e, PLATE_NEAR))
		return 0;
	seek_hit(x, written ? DC_PLATE_WRITTEN : DC_PLATE_BARE, i, p.e, MASK_FIRST);
	return p.e;
}
