/* SPDX-License-Identifier: EUPL-1.2 */
/* look_pdf.c - version, locks and metadata of a PDF document, with MuPDF; its exceptions stay inside this file. */
#include <string.h>

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>

#include "base/buf.h"
#include "identify/look.h"

#include "base/banned.h"

#define STORE_MOST	((size_t)16 << 20)	/* bytes of MuPDF's cache; nothing is drawn here */
#define XMP_MOST	((size_t)4 << 20)	/* bytes of the packet; with pictures and history in it real ones reach 1 MB */
#define CHUNK		((size_t)64 << 10)

/* What a maker may forbid (ISO 32000-1 table 22). */
#define MAY_HEAR (PDF_PERM_COPY | PDF_PERM_ACCESSIBILITY)
#define MAY_ALL                                                                                                   \
	(MAY_HEAR | PDF_PERM_PRINT | PDF_PERM_MODIFY | PDF_PERM_ANNOTATE | PDF_PERM_FORM | PDF_PERM_ASSEMBLE |     \
	    PDF_PERM_PRINT_HQ)

struct pdf_looker {
	fz_context	*ctx;
};

/* All that must survive a longjmp; no local variable is written inside fz_try. */
struct reading {
	fz_context	*ctx;
	struct look	*l;
	fz_stream	*stream, *xmp;
	pdf_document	*doc;
	struct buf	 packet;
	unsigned char	 chunk[CHUNK];
	bool		 failed;	/* an exception was caught */
};

static void
quiet(void *user, const char *message)
{
	(void)user;
	(void)message;
}

int
look_pdf_load(struct arena *mem, struct pdf_looker **p_r, struct err *e)
{
	fz_context *ctx = fz_new_context(NULL, NULL, STORE_MOST);

	if (ctx == NULL)
		return err_set(e, E_LIMIT, _("MuPDF start niet"));
	fz_set_warning_callback(ctx, quiet, NULL);
	fz_set_error_callback(ctx, quiet, NULL);
	*p_r = NEW(mem, struct pdf_looker, 1);
	(*p_r)->ctx = ctx;
	return 0;
}

/* MuPDF takes the catalog's version where there is one; the higher one counts (ISO 32000-2 7.5.2). */
static int
header_version(struct str s)
{
	ptrdiff_t at = look_pdf_at(s);

	return at < 0 ? 0 : (s.p[at + 5] - '0') * 10 + s.p[at + 7] - '0';
}

static void
open_inside(struct reading *d)
{
	struct look *l = d->l;
	int version;

	d->stream = fz_open_memory(d->ctx, (const unsigned char *)l->bytes.p, l->bytes.n);
	d->doc = pdf_open_document_with_stream(d->ctx, d->stream);
	if (pdf_needs_password(d->ctx, d->doc) && !pdf_authenticate_password(d->ctx, d->doc, "")) {
		l->locked = true;
		return;
	}
	if (pdf_is_dict(d->ctx, pdf_dict_get(d->ctx, pdf_trailer(d->ctx, d->doc), PDF_NAME(Encrypt)))) {
		int may = pdf_document_permissions(d->ctx, d->doc);

		l->restricted = (may & MAY_ALL) != MAY_ALL;
		l->mute = (may & MAY_HEAR) == 0;
	}
	version = pdf_version(d->ctx, d->doc);
	if (version < header_version(l->bytes))
		version = header_version(l->bytes);
	if (version >= 10 && version <= 99)
		l->version = str_fmt(l->mem, "%d.%d", version / 10, version % 10);
}

/* A packet is read piece by piece: what it inflates to is not for it to decide. */
static void
xmp_inside(struct reading *d)
{
	pdf_obj *root = pdf_dict_get(d->ctx, pdf_trailer(d->ctx, d->doc), PDF_NAME(Root));
	pdf_obj *meta = pdf_dict_get(d->ctx, root, PDF_NAME(Metadata));
	size_t n;

	if (!pdf_is_stream(d->ctx, meta))
		return;
	d->xmp = pdf_open_stream(d->ctx, meta);
	while (!d->packet.cut && (n = fz_read(d->ctx, d->xmp, d->chunk, CHUNK)) != 0)
		buf_add(&d->packet, (struct str){ (const char *)d->chunk, n });
}

static int
caught(struct reading *d, struct err *e)
{
	d->failed = true;
	if (fz_caught(d->ctx) == FZ_ERROR_MEMORY)
		return err_set(e, E_LIMIT, _("te weinig geheugen voor dit PDF-document"));
	/* Under a certificate, or in a way that MuPDF does not know. */
	if (strstr(fz_caught_message(d->ctx), "encrypt") != NULL)
		d->l->locked = true;
	return 0;
}

static int
open_document(struct reading *d, struct err *e)
{
	int rc = 0;

	fz_try(d->ctx) open_inside(d);
	fz_catch(d->ctx) rc = caught(d, e);
	return rc;
}

static int
read_xmp(struct reading *d, struct err *e)
{
	int rc = 0;

	fz_try(d->ctx) xmp_inside(d);
	fz_always(d->ctx) fz_drop_stream(d->ctx, d->xmp);
	fz_catch(d->ctx) rc = caught(d, e);
	return rc;
}

static int
read_document(struct reading *d, struct err *e)
{
	if (open_document(d, e) != 0)
		return -1;
	if (d->failed || d->l->locked)
		return 0;
	if (read_xmp(d, e) != 0)
		return -1;
	if (!d->failed && !d->packet.cut)
		return d->packet.n != 0 ? look_xmp(d->l, buf_str(&d->packet), e) : 0;
	d->l->xmp = XML_BROKEN;
	return 0;
}

int
look_pdf(struct pdf_looker *p, struct look *l, struct err *e)
{
	struct reading *d = NEW(l->mem, struct reading, 1);
	int rc;

	*d = (struct reading){ .ctx = p->ctx, .l = l };
	buf_init(&d->packet, l->mem, XMP_MOST);
	rc = read_document(d, e);
	pdf_drop_document(p->ctx, d->doc);
	fz_drop_stream(p->ctx, d->stream);
	return rc;
}
