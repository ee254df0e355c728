/* SPDX-License-Identifier: EUPL-1.2 */
/* tools.h - what a worker loads once, before it forks a child for each document. */
#ifndef PROC_TOOLS_H
#define PROC_TOOLS_H

#include "stage.h"

struct catalog;			/* config/catalog.h */
struct names;			/* sidecar/names.h: what names say, by patterns */
struct versions;		/* sidecar/versions.h: words for what is redacted, and for originals */
struct identifier;		/* identify/identify.h: libmagic */
struct pdf_reader;		/* pdf/pdf_reader.h: MuPDF */
struct extractor;		/* extract/extract.h: parsers of text */
struct bsn;			/* detect/bsn.h: compiled patterns */
struct rules;			/* classify/rules.h: compiled rules */
struct detectors;		/* detect/detectors.h: personal data */
struct policy;			/* screen/policy.h: toets.yaml */
struct gleaner;			/* glean/glean.h: labels */
struct describer;		/* describe/describe.h: stylesheet and schema */
struct pager;			/* report/page.h: stylesheet */
struct press;			/* site/press.h: stylesheets and house styles of public pages */
struct sandbox;			/* proc/sandbox.h: walls around each child */
struct ocr;			/* proc/ocr.h: the outside program that reads pictures */

struct tools {
	struct arena		*mem;
	struct catalog		*lists;
	struct names		*names;			/* NULL: names say nothing */
	struct versions		*versions;		/* NULL: no name says it */
	struct identifier	*identifier;
	struct pdf_reader	*pdf;
	struct extractor	*extractor;
	struct bsn		*bsn;
	struct rules		*rules;
	struct detectors	*detectors;
	struct policy		*policy;
	struct gleaner		*gleaner;
	struct describer	*describer;
	struct pager		*pager;
	struct press		*press;
	struct sandbox		*sandbox;
	struct ocr		*ocr;			/* NULL: pictures are not read */
	struct tools		*beside;		/* lists and rules to be compared with these; NULL: none */
	struct digest		 config[ST__COUNT];	/* of what each stage reads besides documents */
	struct digest		 tried;			/* of all that loading depends on, this program too */
	bool			 light;			/* only what TOOLS_LIGHT needs is there; the rest is NULL */
	const char		*templates;
};

#define TOOLS_LIGHT(st)	((st) == ST_report)	/* what they serve that are light */
#define BESIDE_FOLDER	"naast"		/* in the templates of a comparison: other templates */

/*
 * templates is the folder that holds rules, lists, xsl and schema; languages are
 * those in which letters in pictures are read ("nld", "nld+fry"), NULL for not
 * at all.  Not freed: a zygote lives with it.
 */
int	tools_load(const char *templates, const char *languages, struct tools **, struct err *) MUST_USE;

/*
 * The same, of which `tried` (may be NULL) was found good before, in hex: if
 * that is what lies there still, only what a night needs in which nothing
 * changed is loaded (TOOLS_LIGHT), and light says so.  docs/decisions/057-a-start-that-waits.md.
 */
int	tools_load_tried(const char *templates, const char *languages, const char *tried, struct tools **,
	    struct err *) MUST_USE;
/* Load the rest.  E_AGAIN: the templates are not any more what they were. */
int	tools_whole(struct tools *, struct err *) MUST_USE;

#endif
