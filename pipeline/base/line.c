/* SPDX-License-Identifier: EUPL-1.2 */
/* line.c - text fit for one line of metadata, from any bytes. */
#include "base/line.h"

#include <utf8proc.h>

#include "base/buf.h"
#include "base/form.h"
#include "base/utf8.h"

#include "base/banned.h"

struct str
line_clean(struct arena *mem, struct str s)
{
	bool gap = false;
	struct buf b;

	buf_init(&b, mem, mul_or_die(s.n, 2)); /* a space for each character at most */
	for (size_t i = 0, n; i < s.n; i += n) {
		uint32_t c = ' ';

		n = utf8_decode(str_from(s, i), &c);
		if (n == 0) {
			n = 1;
			c = ' ';
		}
		switch (utf8proc_category((utf8proc_int32_t)c)) {
		case UTF8PROC_CATEGORY_ZS:
		case UTF8PROC_CATEGORY_ZL:
		case UTF8PROC_CATEGORY_ZP:
		case UTF8PROC_CATEGORY_CC:
			gap = true;
			continue;
		case UTF8PROC_CATEGORY_CF: /* soft hyphen, bidi controls, byte order mark */
		case UTF8PROC_CATEGORY_CS:
		case UTF8PROC_CATEGORY_CO: /* glyphs of one font */
		case UTF8PROC_CATEGORY_CN:
			continue;
		default:
			break;
		}
		if (gap && b.n != 0)
			buf_addc(&b, ' ');
		gap = false;
		buf_add(&b, str_sub(s, i, n));
	}
	must(!b.cut);
	return form_nfc(mem, buf_str(&b));
}
