/* SPDX-License-Identifier: EUPL-1.2 */
/* quick.c - a target that tells a device of a page of a PDF, beside MuPDF. */
#include "fuzz.h"

#include <stdio.h>

#include "../unit/quickly.h"

#include "base/banned.h"

void	 fuzz_quick(struct fuzz *);

/*
 * The contents of a page; behind "@@" the map to Unicode of its font /U; and behind another a byte, which
 * of the pages it is.  Plain, or MuPDF's, or the same calls.
 */
void
fuzz_quick(struct fuzz *f)
{
	static fz_context *ctx;
	struct str rest = f->in, contents = STR_NONE, cmap = STR_NONE, page = STR_NONE;
	const char *map = DRAWING_CMAP, *why;
	size_t number;

	if (ctx == NULL)
		ctx = drawing_context();
	must(ctx != NULL);
	(void)fuzz_part(&rest, &contents);
	if (fuzz_part(&rest, &cmap) && cmap.n != 0)
		map = str_c(f->mem, cmap);
	(void)fuzz_part(&rest, &page);
	number = page.n == 0 ? 0 : (unsigned char)page.p[0] % COUNT(quick_pages);
	(void)quickly(ctx, f->mem, str_c(f->mem, contents), quick_pages[number], map, &why);
	if (why != NULL)
		(void)fprintf(stderr, "%s\n", why);
	must(why == NULL);
}
