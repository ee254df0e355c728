/* SPDX-License-Identifier: EUPL-1.2 */
/* typed.c - what a person types beside a decision: a name and a reason, fit to be kept. */
#include "typed.h"

#include "base/ascii.h"
#include "base/fold.h"
#include "base/utf8.h"

#include "base/banned.h"

#define BSN_DIGITS	9

/* gate facts 2.2 */
static bool
passes_eleven(const char *d)
{
	int sum = -(d[BSN_DIGITS - 1] - '0'), any = 0;

	for (int i = 0; i < BSN_DIGITS - 1; i++)
		sum += (BSN_DIGITS - i) * (d[i] - '0');
	for (int i = 0; i < BSN_DIGITS; i++)
		any |= d[i] != '0';
	return any != 0 && sum % 11 == 0;
}

/* Do nine digits begin here, and end where no digit follows? */
static bool
begins_bsn(struct str s, size_t at)
{
	char d[BSN_DIGITS];
	size_t n = 0;

	while (at < s.n) {
		char c = s.p[at];

		if (ascii_digit(c)) {
			if (n == BSN_DIGITS)
				return false;
			d[n++] = c;
		} else if (n == BSN_DIGITS || (c != ' ' && c != '.' && c != '-') || at + 1 == s.n ||
		    !ascii_digit(s.p[at + 1]))
			break;
		at++;
	}
	return n == BSN_DIGITS && passes_eleven(d);
}

bool
typed_has_bsn(struct str text, struct arena *mem)
{
	struct folded f;

	fold(&f, text, mem);
	for (size_t i = 0; i < f.s.n; i++) {
		if (ascii_digit(f.s.p[i]) && (i == 0 || !ascii_digit(f.s.p[i - 1])) && begins_bsn(f.s, i))
			return true;
	}
	return false;
}

static int
plain(struct str raw, const char *what, size_t most, struct arena *mem, struct str *s_r, struct err *e)
{
	struct str s = str_trim(raw);

	if (s.n == 0)
		return err_set(e, E_USAGE, _("%s ontbreekt"), what);
	if (s.n > most)
		return err_set(e, E_USAGE, _("%s is langer dan %zu tekens"), what, most);
	/* What utf8_show would write otherwise, could steer a terminal or hide something. */
	if (!utf8_xml(s) || !str_eq(utf8_show(mem, s), s))
		return err_set(e, E_USAGE, _("%s: dit is geen gewone tekst op één regel"), what);
	if (typed_has_bsn(s, mem))
		return err_set(e, E_USAGE, _("%s: hierin staat een burgerservicenummer; laat het weg"), what);
	*s_r = str_dup(mem, s);
	return 0;
}

int
typed_name(struct str raw, struct arena *mem, struct str *s_r, struct err *e)
{
	return plain(raw, _("de naam van wie vrijgeeft"), TYPED_NAME_MOST, mem, s_r, e);
}

int
typed_reason(struct str raw, struct arena *mem, struct str *s_r, struct err *e)
{
	return plain(raw, _("de reden"), TYPED_REASON_MOST, mem, s_r, e);
}

/* Its letters and digits. */
static struct str
letters(struct str name, struct arena *mem)
{
	struct folded f;
	struct buf b;

	fold(&f, name, mem);
	buf_init(&b, mem, f.s.n + 1);
	for (size_t i = 0; i < f.s.n; i++) {
		char c = f.s.p[i];

		if (ascii_letter(c) || ascii_digit(c) || c == '?')
			buf_addc(&b, c);
	}
	return buf_str(&b);
}

bool
typed_same_name(struct str a, struct str b, struct arena *mem)
{
	return str_eq(letters(a, mem), letters(b, mem));
}
