/* SPDX-License-Identifier: EUPL-1.2 */
/* allow.c - what looks like personal data and is the organisation's own. */
#include "detect/allow.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/fold.h"
#include "detect/iban.h"
#include "detect/set.h"

#include "base/banned.h"

#define NORMAL_MOST	((size_t)256)	/* bytes of a normal form, its kind included */
#define PHONE_LEAST	((size_t)3)	/* 112 */
#define PHONE_MOST	((size_t)15)	/* digits (E.164) */
#define POSTCODE	((size_t)6)	/* 2311ab */

struct allow {
	struct arena	*mem;
	struct set	*own;		/* normal forms, a letter for their kind before each */
};

struct allow *
allow_new(struct arena *mem)
{
	struct allow *a = NEW(mem, struct allow, 1);

	*a = (struct allow){ mem, set_new(mem) };
	return a;
}

/* Letters and digits only. */
static void
put_plain(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (ascii_letter(s.p[i]) || ascii_digit(s.p[i]))
			buf_addc(b, s.p[i]);
	}
}

/* With one zero before it, as it is dialled here; "(0)" after +31 is that zero. */
static void
put_phone(struct buf *b, struct str s)
{
	bool abroad = false;
	size_t from = b->n;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '+' && b->n == from)
			buf_add(b, S("00"));
		if (ascii_digit(s.p[i]))
			buf_addc(b, s.p[i]);
		if (!abroad && str_eq(str_from(buf_str(b), from), S("0031"))) {
			abroad = true;
			b->n = from;
		}
	}
	if (abroad && (b->n == from || b->p[from] != '0')) {
		struct str rest = str_dup(b->mem, str_from(buf_str(b), from));

		b->n = from;
		buf_addc(b, '0');
		buf_add(b, rest);
	}
}

static struct str
normal(enum allow_kind kind, struct str folded, struct arena *mem)
{
	struct buf b;

	buf_init(&b, mem, NORMAL_MOST);
	buf_addc(&b, (char)('a' + (int)kind));
	switch (kind) {
	case ALLOW_PHONE:
		put_phone(&b, folded);
		break;
	case ALLOW_MAIL:
		buf_add(&b, str_starts(folded, S("@")) ? str_from(folded, 1) : folded);
		break;
	case ALLOW_IBAN:
	case ALLOW_ADDRESS:
		put_plain(&b, folded);
		break;
	}
	return buf_str(&b);
}

/* 2311ab12 or stationsplein107. */
static bool
is_address(struct str s)
{
	bool letter = false;

	for (size_t i = 0; i < s.n; i++)
		letter = letter || ascii_letter(s.p[i]);
	return letter && s.n > POSTCODE && ascii_digit(s.p[0]) ? true : letter && s.n > 1 && ascii_digit(s.p[s.n - 1]);
}

static bool
is_mail(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t' || s.p[i] == '?')
			return false;
	}
	return str_has(s, '.') && !str_ends(s, S(".")) && !str_starts(s, S("."));
}

static bool
fits(enum allow_kind kind, struct str plain)
{
	switch (kind) {
	case ALLOW_IBAN:
		return iban_valid(plain);
	case ALLOW_PHONE:
		return plain.n >= PHONE_LEAST && plain.n <= PHONE_MOST;
	case ALLOW_MAIL:
		return is_mail(plain);
	case ALLOW_ADDRESS:
		return is_address(plain);
	}
	return false;
}

int
allow_add(struct allow *a, enum allow_kind kind, struct str value)
{
	struct folded f;
	struct str s;

	fold(&f, str_trim(value), a->mem);
	s = normal(kind, f.s, a->mem);
	if (s.n < 2 || s.n == NORMAL_MOST || !fits(kind, str_from(s, 1)))
		return -1;
	*set_add(a->own, s) = 1;
	return 0;
}

bool
allow_has(const struct allow *a, enum allow_kind kind, struct str folded, struct arena *tmp)
{
	struct mark m = arena_mark(tmp);
	bool has;

	if (a == NULL)
		return false;
	has = set_get(a->own, normal(kind, folded, tmp)) != 0;
	arena_rewind(tmp, m);
	return has;
}

bool
allow_has_domain(const struct allow *a, struct str folded)
{
	char key[NORMAL_MOST];

	if (a == NULL)
		return false;
	key[0] = (char)('a' + (int)ALLOW_MAIL);
	for (struct str rest = folded, part; rest.n != 0 && rest.n < sizeof key; (void)str_next(&rest, '.', &part)) {
		for (size_t i = 0; i < rest.n; i++)
			key[i + 1] = rest.p[i];
		if (set_get(a->own, (struct str){ key, rest.n + 1 }) != 0)
			return true;
	}
	return false;
}
