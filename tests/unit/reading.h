/* SPDX-License-Identifier: EUPL-1.2 */
/* reading.h - for tests of extract: what stands in each place of a document. */
#ifndef TESTS_READING_H
#define TESTS_READING_H

#include "extracting.h"

/* All of the text that stands there in the document, a space between two pieces. */
static UNUSED struct str
of_origin(const struct text *t, enum text_origin o)
{
	struct buf b;
	uint32_t at = 0;

	buf_init(&b, r.mem, TEXT_MOST);
	for (size_t i = 0; i <= t->nstretches; i++) {
		struct stretch x = i < t->nstretches ? t->stretches[i] :
						       (struct stretch){ (uint32_t)t->s.n, 0, TEXT_VISIBLE };

		if (o == TEXT_VISIBLE && x.off > at)
			buf_add(&b, str_sub(t->s, at, x.off - at));
		if (o == x.origin && o != TEXT_VISIBLE)
			buf_addf(&b, b.n == 0 ? "%.*s" : " %.*s", STRF(str_trim(str_sub(t->s, x.off, x.len))));
		at = x.off + x.len;
	}
	return str_trim(buf_str(&b));
}

#define assert_origin(t, o, want)	assert_str(of_origin((t), TEXT_##o), (want))

#endif
