/* SPDX-License-Identifier: EUPL-1.2 */
/* skimming.h - for tests: a PDF stream as pdf_skim looks through it, and as MuPDF's lexer reads it. */
#ifndef TESTS_SKIMMING_H
#define TESTS_SKIMMING_H

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>
#include <string.h>

#include "base/buf.h"
#include "extract/legible.h"
#include "extract/pdf_skim.h"

struct closely {
	fz_stream	*f;
	pdf_lexbuf	 lb;
	struct buf	 line;
	bool		 told;
};

/* As pdf_rest.c reads a stream when it looks closely.  It may throw. */
static inline void
read_closely(fz_context *ctx, struct closely *c)
{
	bool array = false;
	pdf_token t;

	do {
		struct str s;
		size_t at = 0;

		t = pdf_lex(ctx, c->f, &c->lb);
		array = t == PDF_TOK_OPEN_ARRAY || (array && t != PDF_TOK_CLOSE_ARRAY);
		if (t == PDF_TOK_STRING)
			buf_add(&c->line, (struct str){ c->lb.scratch, c->lb.len });
		s = buf_str(&c->line);
		if ((array && t != PDF_TOK_EOF) || s.n == 0)
			continue;
		if (s.n >= 2 && ((unsigned char)s.p[0] == 0xfe || legible_number(s, &at).n != 0))
			c->told = true;
		c->line.n = 0;
	} while (t != PDF_TOK_EOF);
}

/* Is there a string that it tells? */
static inline bool
is_told(fz_context *ctx, struct arena *mem, struct str bytes)
{
	struct closely *c = NEW(mem, struct closely, 1);

	buf_init(&c->line, mem, MIB(1));
	pdf_lexbuf_init(ctx, &c->lb, PDF_LEXBUF_SMALL);
	c->f = fz_open_memory(ctx, (const unsigned char *)bytes.p, bytes.n);
	fz_try(ctx) read_closely(ctx, c);
	fz_always(ctx)
	{
		fz_drop_stream(ctx, c->f);
		pdf_lexbuf_fin(ctx, &c->lb);
	}
	fz_catch(ctx) (void)0;
	return c->told;
}

/* In pieces, as a filter gives them. */
static inline bool
is_close(struct str s, size_t piece)
{
	static struct skim k;

	memset(&k, 0, sizeof k);
	for (size_t at = 0; at < s.n; at += piece) {
		if (!skim_feed(&k, (const unsigned char *)s.p + at, s.n - at < piece ? s.n - at : piece))
			break;
	}
	return skim_end(&k);
}

#endif
