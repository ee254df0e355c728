/* SPDX-License-Identifier: EUPL-1.2 */
/* pages.c - targets that read a page of a PDF beside MuPDF, and those that look for what a reader of a file does not see. */
#include "fuzz.h"

#include <stdio.h>

#include "../unit/plainly.h"
#include "../unit/skimming.h"
#include "extract/extract.h"
#include "pdf/pdf_tokens.h"
#include "parts.h"
#include "reveal/reveal.h"
#include "stage.h"
#include "unseen.h"

#include "base/banned.h"

void	 fuzz_page(struct fuzz *);
void	 fuzz_skim(struct fuzz *);
void	 fuzz_tokens(struct fuzz *);
void	 fuzz_reveal(struct fuzz *);
void	 fuzz_reveal_parts(struct fuzz *);
void	 fuzz_reveal_streams(struct fuzz *);

/* One for all runs, and without the product's limits: what is asked here is the same answer. */
static fz_context *
context(void)
{
	static fz_context *ctx;

	if (ctx == NULL) {
		ctx = drawing_context();
		must(ctx != NULL);
	}
	return ctx;
}

/* The contents of a page, and behind "@@" the map to Unicode of its font /U.  Plain, or MuPDF's, or the same. */
void
fuzz_page(struct fuzz *f)
{
	struct str rest = f->in, contents = STR_NONE, cmap = STR_NONE;
	const char *why;

	(void)fuzz_part(&rest, &contents);
	(void)plainly(context(), f->mem, str_c(f->mem, contents),
	    fuzz_part(&rest, &cmap) ? str_c(f->mem, cmap) : DRAWING_CMAP, &why);
	if (why != NULL)
		(void)fprintf(stderr, "%s\n", why);
	must(why == NULL);
}

/* What MuPDF's lexer would show is never passed over, in whatever pieces the bytes come. */
void
fuzz_skim(struct fuzz *f)
{
	bool told = is_told(context(), f->mem, f->in), close = is_close(f->in, f->in.n);

	must(close || !told);
	for (size_t piece = 1; piece < 4; piece++)
		must(is_close(f->in, piece) == close);
}

/* What is no odd token lies inside the bytes, and its string inside the room for it. */
void
fuzz_tokens(struct fuzz *f)
{
	struct tokens t = { .p = (const unsigned char *)f->in.p, .end = (const unsigned char *)f->in.p + f->in.n,
		.room = arena_alloc(f->mem, f->in.n, 1) };
	enum token got;

	do {
		const unsigned char *from = t.p;

		got = tokens_next(&t);
		must(t.p >= from && t.p <= t.end && t.used <= f->in.n);
		must(got == TOKEN_END || got == TOKEN_ODD || t.p > from);
		if (got == TOKEN_NUMBER)
			must(t.s.n != 0 && t.s.n <= TOKENS_NUMBER_MOST);
	} while (got != TOKEN_ODD && got != TOKEN_END && (got != TOKEN_DICT || tokens_skip_dict(&t)));
}

/* Extracted, then looked through: what a worker answers is taken, and what it kept reads back. */
static void
reveal(struct fuzz *f, struct str bytes)
{
	struct unseens told = { .mem = f->mem };
	struct visit v;

	if (bytes.n == 0)
		return;
	visit_open(&v, f, S("fuzz"), str_of(f->arg), bytes);
	if (visit_run(&v, ST_extract, extract_run) != 0 || visit_run(&v, ST_reveal, reveal_run) != 0)
		must(f->err.kind == E_LIMIT);
	else if (v.fd[A_UNSEEN] >= 0) {
		must(unseen_load(&v.job, &told, f->mem, &f->err) == 0);
		for (size_t i = 0; i < told.n; i++)
			must(told.v[i].text.n != 0 && utf8_xml(told.v[i].text) && utf8_xml(told.v[i].near));
	}
	visit_close(&v);
}

void
fuzz_reveal(struct fuzz *f)
{
	reveal(f, f->in);
}

void
fuzz_reveal_parts(struct fuzz *f)
{
	reveal(f, parts_pack(f->mem, f->in));
}

void
fuzz_reveal_streams(struct fuzz *f)
{
	reveal(f, streams_pack(f->mem, f->in));
}
