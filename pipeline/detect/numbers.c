/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * numbers.c - accounts and telephones (gate facts 2.3, 2.4).
 *
 * One walk over the tokens (letters and digits in a row) of the folded text.
 * What begins with a token is read by hand, a bounded way ahead: no pattern
 * that could be made to take long.
 */
#include "detect/allow.h"
#include "detect/iban.h"
#include "detect/seek.h"

#include "base/banned.h"

#define IBAN_NEAR	((size_t)100)	/* bytes in which "rekening" makes a wrong number a mistyped one */
#define IBAN_SPAN	((size_t)80)	/* bytes of one with all that may stand between */
#define PHONE_NEAR	((size_t)12)	/* bytes before a number in which "tel" makes one of a wrong length a telephone */
#define NATIONAL	((size_t)9)	/* digits behind the zero */
#define PHONE_GAP	((size_t)3)	/* bytes between area and number: " - ", ") " */
#define BROKEN_LEAST	((size_t)3)	/* digits of a mobile number before the end of a line; 06 alone ends many days */
#define ABROAD_LEAST	((size_t)9)
#define ABROAD_MOST	((size_t)15)	/* digits (E.164) */

static bool
is_token(char c)
{
	return ascii_letter(c) || ascii_digit(c);
}

/* --- IBAN ---------------------------------------------------------------------- */

struct account {
	char		 plain[IBAN_MOST + 1];
	size_t		 n, e;			/* characters; where it ends */
};

/* At most one space, dot or dash between two; a line end too. */
static size_t
account_gap(const struct seek *x, size_t i)
{
	char c = seek_at(x, i);

	if (is_token(c))
		return i;
	return (c == ' ' || c == '.' || c == '-' || c == '\n') && is_token(seek_at(x, i + 1)) ? i + 1 : x->f.s.n;
}

/* Up to so many characters; false: there are fewer. */
static bool
account_read(const struct seek *x, struct account *a, size_t i, size_t most)
{
	for (a->n = 0; a->n < most && i < x->f.s.n; i++) {
		i = account_gap(x, i);
		if (i >= x->f.s.n)
			break;
		a->plain[a->n++] = x->f.s.p[i];
		a->e = i + 1;
	}
	return a->n == most;
}

static bool
all_digits(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!ascii_digit(p[i]))
			return false;
	}
	return true;
}

/* NL, two digits, four letters, ten digits; with fewer or more digits it is still meant as one. */
static bool
account_dutch(const struct seek *x, struct account *a, size_t i)
{
	size_t digits = 0;

	if (!account_read(x, a, i, 8) || !all_digits(a->plain + 2, 2))
		return false;
	for (size_t k = 4; k < 8; k++) {
		if (!ascii_letter(a->plain[k]))
			return false;
	}
	while (digits < 12) {
		size_t at = account_gap(x, a->e);

		if (!ascii_digit(seek_at(x, at)) || (digits >= 10 && at != a->e))
			break;
		a->plain[a->n++] = x->f.s.p[at];
		a->e = at + 1;
		digits++;
	}
	return digits >= 8 && !is_token(seek_at(x, a->e));
}

/* Abroad: as long as its country has it; of an unknown country only what is written in one. */
static bool
account_abroad(const struct seek *x, struct account *a, size_t i)
{
	size_t n = iban_length(x->f.s.p + i);

	if (n != 0)
		return account_read(x, a, i, n) && all_digits(a->plain + 2, 2) && !is_token(seek_at(x, a->e));
	for (a->n = 0, a->e = i; a->n < IBAN_MOST && is_token(seek_at(x, a->e)); a->e++)
		a->plain[a->n++] = x->f.s.p[a->e];
	return a->n >= IBAN_LEAST && !is_token(seek_at(x, a->e));
}

/* Where the account that begins at i ends; 0: there is none. */
static size_t
account_at(struct seek *x, size_t i)
{
	struct account a = { .n = 0 };
	struct str s = x->f.s, plain;
	bool dutch = s.p[i] == 'n' && s.p[i + 1] == 'l';

	if (!(dutch ? account_dutch(x, &a, i) : account_abroad(x, &a, i)))
		return 0;
	plain = (struct str){ a.plain, a.n };
	if (iban_valid(plain)) {
		if (allow_has(x->allow, ALLOW_IBAN, plain, x->mem))
			x->hits->allowed++;
		else
			seek_hit(x, DC_IBAN_VALID, i, a.e, MASK_ENDS);
		return a.e;
	}
	/* Without a checksum that fits, only words near it make it one; abroad words like "de25 ..." are no shape. */
	if (!dutch && iban_length(s.p + i) == 0)
		return 0;
	if (seek_near(x, CONTEXT_IBAN, i, a.e, IBAN_NEAR))
		seek_hit(x, DC_IBAN_MISTYPED, i, a.e, MASK_ENDS);
	return dutch ? a.e : 0;
}

/* --- telephones ------------------------------------------------------------------ */

struct phone {
	size_t		 s, e;			/* bytes */
	char		 digit[ABROAD_MOST + 1];	/* behind the zero, or behind + and 00 */
	size_t		 n;
	size_t		 first_gap;		/* digits before the first gap; 0: none */
	bool		 abroad;		/* +32 ... */
	bool		 set_off;		/* brackets or a gap part area and number */
};

/* Where the next digit of the same number stands; s.n: it ends here.  Between area and number more may stand. */
static size_t
phone_gap(const struct seek *x, const struct phone *p, size_t i)
{
	size_t k = i, most = p->first_gap == 0 ? PHONE_GAP : 1;
	char c;

	for (; k - i < most && (c = seek_at(x, k)) != '\0' && !ascii_digit(c); k++) {
		bool line = c == '\n' && p->n >= BROKEN_LEAST && p->digit[0] == '6' && !p->abroad &&
		    (p->s == 0 || x->f.s.p[p->s - 1] != '-'); /* 2021-06-21 and then another day */

		if (c != ' ' && c != '.' && c != '-' && !line && !((c == ')' || c == '/') && p->first_gap == 0))
			return x->f.s.n;
	}
	return ascii_digit(seek_at(x, k)) ? k : x->f.s.n;
}

static void
phone_read(const struct seek *x, struct phone *p, size_t i, size_t most)
{
	while (p->n < most) {
		size_t at = ascii_digit(seek_at(x, i)) ? i : phone_gap(x, p, i);

		if (!ascii_digit(seek_at(x, at)) || (p->n == 0 && at != i))
			return;
		if (at != i && p->first_gap == 0) {
			p->first_gap = p->n;
			p->set_off = true;
		}
		p->digit[p->n++] = x->f.s.p[at];
		p->e = i = at + 1;
	}
}

/* "+31 (0)6": a gap, and a zero that is not dialled from abroad. */
static size_t
skip_zero(const struct seek *x, size_t i)
{
	size_t gap = 0;

	while (gap < 2 && (seek_at(x, i + gap) == ' ' || seek_at(x, i + gap) == '-' || seek_at(x, i + gap) == '.'))
		gap++;
	i += gap;
	if (seek_at(x, i) == '(' && seek_at(x, i + 1) == '0' && seek_at(x, i + 2) == ')') {
		i += 3;
		for (gap = 0; gap < 2 && (seek_at(x, i) == ' ' || seek_at(x, i) == '-'); gap++)
			i++;
		return i;
	}
	return seek_at(x, i) == '(' ? i + 1 : i;
}

/* Reads the number that begins with the digit at i: its digits without what is dialled first. */
static bool
phone_start(const struct seek *x, struct phone *p, size_t i)
{
	char before = i > 0 ? x->f.s.p[i - 1] : '\0';
	bool plus = before == '+', zeros = seek_at(x, i) == '0' && seek_at(x, i + 1) == '0';
	size_t from = zeros && !plus ? i + 2 : i;

	*p = (struct phone){ .s = before == '+' || before == '(' ? i - 1 : i };
	if (plus && p->s > 0 && x->f.s.p[p->s - 1] == '(')
		p->s--;
	if (plus || zeros) {
		if (seek_at(x, from) == '3' && seek_at(x, from + 1) == '1') {
			phone_read(x, p, skip_zero(x, from + 2), NATIONAL + 1);
			return true;
		}
		if (!plus || seek_at(x, from) == '0')
			return false;
		p->abroad = true;
		phone_read(x, p, from, ABROAD_MOST + 1);
		return true;
	}
	if (seek_at(x, i) != '0')
		return false;
	phone_read(x, p, i + 1, NATIONAL + 1);
	return true;
}

/* 0800 and its like: four or seven digits behind it. */
static bool
phone_free(const struct seek *x, struct phone *p, size_t i)
{
	struct phone q = { .s = p->s };

	if (p->n < 3 || p->abroad || p->digit[1] != '0' || (p->digit[0] != '8' && p->digit[0] != '9'))
		return false;
	phone_read(x, &q, i + 1, 10);
	if ((q.n != 7 && q.n != 10) || (q.first_gap != 0 && q.first_gap != 3))
		return false;
	*p = q;
	return true;
}

/* Area and number: what the digits say (Nummerplan telefoon- en ISDN-diensten). */
static bool
phone_plan(const struct phone *p)
{
	const char *d = p->digit;

	if (p->n < 4)
		return false;
	if (d[0] == '6')
		return d[1] != '0';
	if (d[0] == '9' || d[0] == '0' || (p->first_gap != 0 && p->first_gap < 2))
		return false;
	return d[2] != '0' || d[3] != '0';
}

static bool
is_service(const struct seek *x, const struct phone *p)
{
	char key[5] = "0";

	if (p->abroad)
		return false;
	for (size_t n = 4; n >= 2; n--) {
		for (size_t i = 1; i < n; i++)
			key[i] = p->digit[i - 1];
		if (p->n >= n && lists_has(x->d->lists, LIST_SERVICE, (struct str){ key, n }))
			return true;
	}
	return false;
}

/* The class of a number; false: it is none. */
static bool
phone_class(struct seek *x, struct phone *p, size_t i, enum detector_class *class_r)
{
	bool whole = !ascii_digit(seek_at(x, p->e));

	if (phone_free(x, p, i) && !ascii_digit(seek_at(x, p->e))) {
		*class_r = DC_PHONE_SERVICE;
		return true;
	}
	if (p->abroad) {
		*class_r = DC_PHONE_FOREIGN;
		return whole && p->n >= ABROAD_LEAST && p->n <= ABROAD_MOST;
	}
	if (!phone_plan(p))
		return false;
	/* Nine digits, and then nothing, or a gap behind which something else begins. */
	if (p->n == NATIONAL + 1 && ascii_digit(seek_at(x, p->e - 1)) && !ascii_digit(seek_at(x, p->e - 2))) {
		p->n--;
		for (p->e--; p->e > p->s && !ascii_digit(seek_at(x, p->e - 1));)
			p->e--;
		whole = true;
	}
	if (whole && p->n == NATIONAL) {
		*class_r = is_service(x, p) ? DC_PHONE_SERVICE : p->digit[0] == '6' ? DC_PHONE_MOBILE : DC_PHONE_LINE;
		return true;
	}
	/* A digit too many or too few: when area and number are set apart, or a word says so. */
	*class_r = DC_PHONE_ODD;
	if (!whole || p->n < NATIONAL - 1)
		return false;
	return (p->set_off && (p->first_gap == 2 || p->first_gap == 3 || (p->digit[0] == '6' && p->first_gap == 1))) ||
	    seek_near(x, CONTEXT_PHONE, p->s, p->s, PHONE_NEAR);
}

/* Where the telephone number ends of which the first digit stands at i; 0: there is none. */
static size_t
phone_at(struct seek *x, size_t i)
{
	struct phone p;
	enum detector_class class;

	if (i > 1 && x->f.s.p[i - 1] == '(' && ascii_digit(x->f.s.p[i - 2]))
		return 0;
	if (i > 0 && (x->f.s.p[i - 1] == '.' || x->f.s.p[i - 1] == ',') && (i < 2 || ascii_digit(x->f.s.p[i - 2])))
		return 0;
	if (!phone_start(x, &p, i) || !phone_class(x, &p, i, &class))
		return 0;
	if (allow_has(x->allow, ALLOW_PHONE, str_sub(x->f.s, p.s, p.e - p.s), x->mem)) {
		x->hits->allowed++;
		return p.e;
	}
	if (class == DC_PHONE_MOBILE)
		seek_person(x, p.s, p.e);
	seek_hit(x, class, p.s, p.e, MASK_ENDS);
	return p.e;
}

void
seek_numbers(struct seek *x)
{
	struct str s = x->f.s;

	for (size_t i = 0; i < s.n;) {
		size_t end = 0;

		if (!is_token(s.p[i]) ||
		    (i > 0 && is_token(s.p[i - 1]) && !(ascii_digit(s.p[i]) && ascii_letter(s.p[i - 1])))) {
			i++;
			continue;
		}
		if (ascii_letter(s.p[i]) && ascii_letter(seek_at(x, i + 1)) &&
		    (ascii_digit(seek_at(x, i + 2)) || (seek_at(x, i + 2) == ' ' && ascii_digit(seek_at(x, i + 3)))))
			end = account_at(x, i);
		if (end == 0 && ascii_digit(s.p[i]) && (s.p[i] == '0' || (i > 0 && s.p[i - 1] == '+')))
			end = phone_at(x, i);
		if (end == 0 && (i == 0 || !is_token(s.p[i - 1])))
			end = seek_plate(x, i);
		i = end != 0 ? end : i + 1;
	}
}
