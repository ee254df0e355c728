/* SPDX-License-Identifier: EUPL-1.2 */
/* pdfs.h - for tests: a PDF of one page, made on the fly. */
#ifndef TESTS_PDFS_H
#define TESTS_PDFS_H

#include <string.h>

#include "base/buf.h"

#define PDFS_OBJECTS	64

/*
 * What is NULL is left out.  Objects: 1 catalog, 2 page tree, 3 page, 4 its
 * contents, 5 Helvetica, /F in its resources; from 6 on those of more.
 */
struct pdf_plan {
	const char	*contents;
	const char	*page;		/* in the dictionary of the page; its MediaBox is [0 0 300 200] */
	const char	*resources;	/* in that of its resources */
	const char	*pages, *catalog, *trailer;
	const char	*more[9];	/* objects, without "6 0 obj" and "endobj" */
};

struct pdf_making {
	struct buf	 b;
	size_t		 at[PDFS_OBJECTS];
	int		 n;
};

static UNUSED void
pdf_object(struct pdf_making *m, const char *body)
{
	m->at[++m->n] = m->b.n;
	buf_addf(&m->b, "%d 0 obj\n%s\nendobj\n", m->n, body);
}

static UNUSED const char *
pdf_stream(struct arena *into, const char *dict, const char *bytes)
{
	return str_c(into,
	    str_fmt(into, "<<%s/Length %zu>>\nstream\n%s\nendstream", dict, strlen(bytes), bytes));
}

/* The table of all objects so far, and the trailer; root is 1. */
static UNUSED void
pdf_table(struct pdf_making *m, const char *trailer)
{
	size_t at = m->b.n;

	buf_addf(&m->b, "xref\n0 %d\n0000000000 65535 f \n", m->n + 1);
	for (int i = 1; i <= m->n; i++)
		buf_addf(&m->b, "%010zu 00000 n \n", m->at[i]);
	buf_addf(&m->b, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%zu\n%%%%EOF\n", m->n + 1,
	    trailer != NULL ? trailer : "", at);
}

#define OR_NONE(s)	((s) != NULL ? (s) : "")

static UNUSED void
pdf_make(struct pdf_making *m, struct arena *into, const struct pdf_plan *p)
{
	*m = (struct pdf_making){ .n = 0 };
	buf_init(&m->b, into, 64 << 20);
	buf_addf(&m->b, "%%PDF-1.7\n%%\xe2\xe3\xcf\xd3\n");
	pdf_object(m, str_c(into, str_fmt(into, "<</Type/Catalog/Pages 2 0 R%s>>", OR_NONE(p->catalog))));
	pdf_object(m, str_c(into, str_fmt(into, "<</Type/Pages/Kids[3 0 R]/Count 1%s>>", OR_NONE(p->pages))));
	pdf_object(m,
	    str_c(into,
	        str_fmt(into, "<</Type/Page/Parent 2 0 R%s/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>%s>>",
	            p->page != NULL && strstr(p->page, "MediaBox") != NULL ? "" :
	                p->pages != NULL && strstr(p->pages, "MediaBox") != NULL ? "" : "/MediaBox[0 0 300 200]",
	            OR_NONE(p->resources), OR_NONE(p->page))));
	pdf_object(m, pdf_stream(into, "", p->contents));
	pdf_object(m, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
	for (size_t i = 0; i < COUNT(p->more) && p->more[i] != NULL; i++)
		pdf_object(m, p->more[i]);
	pdf_table(m, p->trailer);
}

#endif
