/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_reader.c - MuPDF, and a PDF document opened with it. */
#include "pdf/pdf_layers.h"
#include "pdf/pdf_reader.h"

#include <string.h>

#include "pdf/pdf_heap.h"

#include "base/banned.h"

#define STORE_MOST	((size_t)64 << 20)	/* bytes of MuPDF's cache, within the worker's address space */
#define PAGES_MOST	20000			/* ten times the thickest dossier document we know */
#define NODES_MOST	200000			/* nodes of the page tree; real ones have fewer than leaves */
#define FLATE_RATIO	1032			/* what Deflate can make of a byte (zlib, technical details) */

struct pdf_reader {
	fz_context	*ctx;
	bool		 lost;		/* a warning said that something was left out */
	bool		 undrawn;	/* and that a picture is not what it says */
};

static void
quiet(void *user, const char *message)
{
	(void)user;
	(void)message;
}

/*
 * MuPDF takes an object that it cannot read for null, and a stream that breaks
 * off for one that ends there, and only warns.  What was in it nobody has seen.
 */
static void
listen(void *user, const char *message)
{
	static const char *const losses[] = { "cannot load object", "cannot load content", "cannot load ToUnicode",
		"premature end", "zlib error: invalid", "ignoring broken object", "rest of file" };
	struct pdf_reader *p = user;

	for (size_t i = 0; i < COUNT(losses); i++)
		p->lost = p->lost || strstr(message, losses[i]) != NULL;
	p->undrawn = p->undrawn || strstr(message, "truncated image") != NULL || strstr(message, "read error") != NULL;
}

int
pdf_reader_load(struct arena *mem, struct pdf_reader **p_r, struct err *e)
{
	fz_context *ctx = fz_new_context(pdf_heap(), NULL, STORE_MOST);

	if (ctx == NULL)
		return err_set(e, E_LIMIT, _("MuPDF start niet"));
	*p_r = NEW(mem, struct pdf_reader, 1);
	(*p_r)->ctx = ctx;
	fz_set_warning_callback(ctx, listen, *p_r);
	fz_set_error_callback(ctx, quiet, NULL);
	return 0;
}

struct pdf_file
pdf_reader_begin(struct pdf_reader *p)
{
	fz_flush_warnings(p->ctx);
	p->lost = p->undrawn = false;
	return (struct pdf_file){ .reader = p, .ctx = p->ctx };
}

void
pdf_reader_end(struct pdf_file *f)
{
	fz_drop_stream(f->ctx, f->side);
	pdf_drop_document(f->ctx, f->doc);
	fz_drop_stream(f->ctx, f->stream);
	f->side = f->stream = NULL;
	f->doc = NULL;
}

bool
pdf_reader_lost(struct pdf_file *f)
{
	fz_flush_warnings(f->ctx);
	return f->reader->lost;
}

void
pdf_reader_lost_set(struct pdf_file *f, bool lost)
{
	fz_flush_warnings(f->ctx);
	f->reader->lost = lost;
}

bool
pdf_reader_undrawn(struct pdf_file *f)
{
	bool undrawn;

	fz_flush_warnings(f->ctx);
	undrawn = f->reader->undrawn;
	f->reader->undrawn = false;
	return undrawn;
}

int
pdf_reader_caught(const struct pdf_file *f, struct err *e)
{
	if (fz_caught(f->ctx) == FZ_ERROR_MEMORY)
		return err_set(e, E_LIMIT, _("te weinig geheugen voor dit PDF-document"));
	return 0;
}

bool
pdf_reader_was_locked(const struct pdf_file *f)
{
	return strstr(fz_caught_message(f->ctx), "encrypt") != NULL;
}

/* ---- opening ---- */

/* Leaves of the page tree, or -1 when the tree is too deep or too large.  A lying Count hides pages. */
static int
count_leaves(struct pdf_file *f)
{
	int depth = 0, leaves = 0, nodes = 0;

	f->at[0] = pdf_dict_get(f->ctx, pdf_reader_root(f), PDF_NAME(Pages));
	f->next[0] = 0;
	while (depth >= 0) {
		pdf_obj *kids = pdf_dict_get(f->ctx, f->at[depth], PDF_NAME(Kids)), *kid;

		if (f->next[depth] >= pdf_array_len(f->ctx, kids)) {
			depth--;
			continue;
		}
		kid = pdf_array_get(f->ctx, kids, f->next[depth]++);
		if (!pdf_is_dict(f->ctx, kid))
			return -1;
		if (!pdf_is_array(f->ctx, pdf_dict_get(f->ctx, kid, PDF_NAME(Kids)))) {
			if (++leaves > PAGES_MOST)
				return -1;
		} else {
			if (++depth == READER_DEPTH || ++nodes > NODES_MOST)
				return -1;
			f->at[depth] = kid;
			f->next[depth] = 0;
		}
	}
	return leaves;
}

pdf_obj *
pdf_reader_root(const struct pdf_file *f)
{
	return pdf_dict_get(f->ctx, pdf_trailer(f->ctx, f->doc), PDF_NAME(Root));
}

enum pdf_reader_state
pdf_reader_open(struct pdf_file *f, struct str bytes)
{
	int npages;

	f->stream = fz_open_memory(f->ctx, (const unsigned char *)bytes.p, bytes.n);
	f->doc = pdf_open_document_with_stream(f->ctx, f->stream);
	if (pdf_needs_password(f->ctx, f->doc) && !pdf_authenticate_password(f->ctx, f->doc, ""))
		return READER_LOCKED;
	npages = pdf_count_pages(f->ctx, f->doc);
	if (npages > PAGES_MOST)
		return READER_PAGES;
	if (npages <= 0 || count_leaves(f) != npages)
		return READER_COUNT;
	f->npages = npages;
	pdf_layers(f);
	return READER_OPEN;
}

/* ---- the contents of a page ---- */

/* Can the raw bytes of these contents become more than READER_CONTENT? */
static bool
may_be_large(const struct pdf_file *f, pdf_obj *contents)
{
	bool list = pdf_is_array(f->ctx, contents);
	uint64_t most = 0;

	for (int i = 0, n = list ? pdf_array_len(f->ctx, contents) : 1; i < n; i++) {
		pdf_obj *o = list ? pdf_array_get(f->ctx, contents, i) : contents;
		int64_t raw = pdf_dict_get_int(f->ctx, o, PDF_NAME(Length));

		if (pdf_array_len(f->ctx, pdf_dict_get(f->ctx, o, PDF_NAME(Filter))) > 1)
			return true;
		most += raw > 0 ? (uint64_t)raw * FLATE_RATIO : 0;
		if (most > READER_CONTENT)
			return true;
	}
	return false;
}

bool
pdf_reader_fits(struct pdf_file *f, pdf_obj *contents)
{
	unsigned char block[16384];
	uint64_t all = 0;
	size_t n;

	if (contents == NULL || !may_be_large(f, contents))
		return true;
	fz_drop_stream(f->ctx, f->side);
	f->side = NULL;
	f->side = pdf_open_contents_stream(f->ctx, f->doc, contents);
	while (all <= READER_CONTENT && (n = fz_read(f->ctx, f->side, block, sizeof block)) != 0)
		all += n;
	fz_drop_stream(f->ctx, f->side);
	f->side = NULL;
	return all <= READER_CONTENT;
}
