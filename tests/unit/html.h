/* SPDX-License-Identifier: EUPL-1.2 */
/* html.h - what stands on a page, asked by XPath: for tests of pages. */
#ifndef HTML_H
#define HTML_H

#include "rig.h"

#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>

static struct arena *mem;	/* of the test; what is returned is in it */

static UNUSED double
number(htmlDocPtr doc, const char *xpath)
{
	xmlXPathContext *c = xmlXPathNewContext(doc);
	xmlXPathObject *o = xmlXPathEval(BAD_CAST xpath, c);
	double v;

	assert_non_null(o);
	v = xmlXPathCastToNumber(o);
	xmlXPathFreeObject(o);
	xmlXPathFreeContext(c);
	return v;
}

static UNUSED const char *
string(htmlDocPtr doc, const char *xpath)
{
	xmlXPathContext *c = xmlXPathNewContext(doc);
	xmlXPathObject *o = xmlXPathEval(BAD_CAST xpath, c);
	xmlChar *v;
	const char *s;

	assert_non_null(o);
	v = xmlXPathCastToString(o);
	s = str_c(mem, str_of((const char *)v));
	xmlFree(v);
	xmlXPathFreeObject(o);
	xmlXPathFreeContext(c);
	return s;
}

/* So many of these are there. */
static UNUSED void
holds(htmlDocPtr doc, int n, const char *xpath)
{
	double got = number(doc, str_c(mem, str_fmt(mem, "count(%s)", xpath)));

	if ((int)got != n)
		fail_msg("%s: %d, niet %d", xpath, (int)got, n);
}

#endif
