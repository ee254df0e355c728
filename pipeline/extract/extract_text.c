/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_text.c - the text of a plain text file. */
#include "extract/charset.h"

#include "base/banned.h"

/* A form feed starts a page, as printers have it; at the end it starts none. */
int
extract_text(struct extraction *x, struct err *e)
{
	struct str s, page;

	(void)e;
	if (!charset_utf8(x, &s))
		return 0;
	while (str_next(&s, '\f', &page)) {
		gather_add(&x->text, page);
		if (str_trim(s).n != 0)
			gather_page(&x->text);
	}
	return 0;
}
