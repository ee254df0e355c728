/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_text.c - the text of a plain text or CSV file. */
#include "extract/charset.h"

#include "base/banned.h"

int
extract_text(struct extraction *x, struct err *e)
{
	struct str s;

	(void)e;
	if (charset_utf8(x, &s))
		gather_add(&x->text, s);
	return 0;
}
