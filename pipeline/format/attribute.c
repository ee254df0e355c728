/* SPDX-License-Identifier: EUPL-1.2 */
/* attribute.c - what attributes of HTML and OOXML mean, for who reads the text and for who looks for what is hidden. */
#include "format/attribute.h"

#include "base/banned.h"

struct str
attribute_html(const xmlChar **attributes, const char *name)
{
	for (size_t i = 0; attributes != NULL && attributes[i] != NULL; i += 2) {
		if (str_eq_nocase(str_of((const char *)attributes[i]), str_of(name)))
			return attributes[i + 1] == NULL ? S("") : str_of((const char *)attributes[i + 1]);
	}
	return STR_NONE;
}

bool
attribute_on(struct str v, bool absent)
{
	return v.p == NULL ? absent : !str_eq(v, S("0")) && !str_eq(v, S("false")) && !str_eq(v, S("off"));
}

bool
attribute_zero(struct str v)
{
	for (size_t i = 0; i < v.n; i++) {
		if (v.p[i] != '0' && v.p[i] != '.')
			return false;
	}
	return v.n != 0;
}
