/* SPDX-License-Identifier: EUPL-1.2 */
/* typed.c - what a person types beside a decision: a name and a reason, fit to be kept. */
#include "typed.h"

#include "base/ascii.h"
#include "base/fold.h"
#include "base/mask.h"
#include "base/utf8.h"

#include "base/banned.h"

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
	if (mask_needed(s, mem))
		return err_set(e, E_USAGE, _("%s: hierin staat een burgerservicenummer; laat het weg"), what);
	*s_r = str_dup(mem, s);
	return 0;
}

int
typed_name(struct str raw, struct arena *mem, struct str *s_r, struct err *e)
{
	return plain(raw, _("de naam van wie dit besluit"), TYPED_NAME_MOST, mem, s_r, e);
}

int
typed_reason(struct str raw, struct arena *mem, struct str *s_r, struct err *e)
{
	return plain(raw, _("de reden"), TYPED_REASON_MOST, mem, s_r, e);
}

int
typed_explanation(struct str raw, struct arena *mem, struct str *s_r, struct err *e)
{
	return plain(raw, _("de toelichting"), TYPED_REASON_MOST, mem, s_r, e);
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
