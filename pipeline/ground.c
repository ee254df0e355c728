/* SPDX-License-Identifier: EUPL-1.2 */
/* ground.c - the grounds of refusal of the Woo, however they are written. */
#include "ground.h"

#include "base/buf.h"

#include "base/banned.h"

#define TYPED_MOST	((size_t)200)	/* bytes: "artikel 5.1, tweede lid, aanhef en onder e, van de Woo" */

static const struct { const char *code, *label; } grounds[] = {
#define GROUND(code, label)	{ code, label },
#include "grounds.def"
#undef GROUND
};

/* Words around the numbers; "eerste" and its like are numbers themselves. */
static const char *const around[] = { "artikel", "art", "lid", "onder", "onderdeel", "sub", "aanhef", "en", "van", "de",
	"het", "woo", "wet", "open", "overheid" };
static const char *const ordinals[] = { "eerste", "tweede", "derde", "vierde", "vijfde", "zesde" };

static bool
is_word(struct str s, const char *const *v, size_t n, size_t *which_r)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq(s, str_of(v[i]))) {
			*which_r = i;
			return true;
		}
	}
	return false;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

/* One number or word off s: "5", "1", "tweede", "e". */
static struct str
token(struct str *s)
{
	size_t i = 0, n;

	while (i < s->n && !is_digit(s->p[i]) && !is_letter(s->p[i]))
		i++;
	n = i;
	while (n < s->n && (is_digit(s->p[i]) ? is_digit(s->p[n]) : is_letter(s->p[n])))
		n++;
	struct str one = str_sub(*s, i, n - i);

	*s = str_from(*s, n);
	return one;
}

struct str
ground_read(struct arena *mem, struct str typed)
{
	struct str rest = str_lower(mem, str_trim(typed)), one, code;
	size_t which = 0;
	struct buf b;

	if (typed.n == 0 || typed.n > TYPED_MOST)
		return STR_NONE;
	buf_init(&b, mem, TYPED_MOST * 2);
	while ((one = token(&rest)).n != 0) {
		if (is_word(one, around, COUNT(around), &which))
			continue;
		if (is_word(one, ordinals, COUNT(ordinals), &which))
			buf_addf(&b, ".%zu", which + 1);
		else if (is_digit(one.p[0]))
			buf_addf(&b, "%s%.*s", b.n == 0 ? "" : ".", STRF(one));
		else
			buf_add(&b, one);
	}
	code = buf_str(&b);
	return b.cut || ground_label(code) == NULL ? STR_NONE : code;
}

const char *
ground_label(struct str code)
{
	for (size_t i = 0; i < COUNT(grounds); i++) {
		if (str_eq(code, str_of(grounds[i].code)))
			return grounds[i].label;
	}
	return NULL;
}
