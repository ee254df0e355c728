/* SPDX-License-Identifier: EUPL-1.2 */
/* value.c - values of the settings that are not plain text. */
#include "config/value.h"

#include "base/lang.h"

#include "base/banned.h"

int
value_number(const char *key, const char *text, unsigned least, unsigned most, unsigned *v_r, struct err *e)
{
	uint64_t v = *v_r;

	if (text != NULL && (str_u64(str_of(text), &v) != 0 || v < least || v > most))
		return err_set(e, E_CONFIG, _("‘%s: %s’: een getal van %u tot %u"), key, text, least, most);
	*v_r = (unsigned)v;
	return 0;
}

int
value_yes(const char *key, const char *text, bool *v_r, struct err *e)
{
	*v_r = text != NULL && str_eq(str_of(text), S("ja"));
	if (text != NULL && !*v_r && !str_eq(str_of(text), S("nee")))
		return err_set(e, E_CONFIG, _("‘%s: %s’: schrijf ja of nee"), key, text);
	return 0;
}

int
value_lang(const char *text, struct err *e)
{
	if (text != NULL && lang_set(str_of(text)) != 0)
		return err_set(e, E_CONFIG, _("‘language: %s’: schrijf nl of en"), text);
	return 0;
}
