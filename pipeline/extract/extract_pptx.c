/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_pptx.c - the text of a PowerPoint presentation (ECMA-376 part 1, 13): each slide is a page. */
#include "extract/ooxml.h"

#include "base/banned.h"

#define SLIDES_MOST	((size_t)10000)	/* as many as a package may have parts */

struct pptx {
	struct ooxml	 o;		/* first: its handlers get us as their user */
	struct str	*slides;	/* names of parts, in the order of presentation.xml */
	size_t		 nslides, slides_cap;
};

static void
slide_add(struct pptx *d, struct str id)
{
	struct str part = relations_target(&d->o.relations, d->o.main, id);

	if (part.n == 0)
		extraction_stop(d->o.x, F_EXT_BROKEN, str_of(_("een dia ontbreekt")));
	else if (d->nslides == SLIDES_MOST)
		extraction_stop(d->o.x, F_EXT_TOO_MUCH, str_of(_("10.000 dia’s")));
	else
		*PUSH(d->o.x->r->mem, d->slides, d->nslides, d->slides_cap) = part;
}

static void
main_start(void *user, const struct xml_tag *t)
{
	ooxml_prose_start(user, t);
	/* A section (p14) lists the slides in it once more. */
	if (str_eq(t->name, S("sldId")) && !str_starts(t->ns, S("http://schemas.microsoft.com/")))
		slide_add(user, xml_attribute_of(t, "/relationships", "id"));
}

static const struct xml_handler main_handler = { main_start, ooxml_prose_end, ooxml_prose_text };

static const struct xml_handler *
choose_main(void *user, struct str part)
{
	struct pptx *d = user;

	return ooxml_prose_main(&d->o, part) ? &main_handler : NULL;
}

/* The slides first: what belongs to a slide comes behind it, and some slides are hidden. */
static const struct xml_handler *
choose_slides(void *user, struct str part)
{
	struct pptx *d = user;

	return ooxml_page(&d->o, part) != 0 ? ooxml_prose(&d->o, part) : NULL;
}

static int
read_parts(struct pptx *d, struct err *e)
{
	struct extraction *x = d->o.x;

	if (x->stopped)
		return 0;
	if (ooxml_walk_main(&d->o, choose_main, d, e) != 0)
		return -1;
	if (x->stopped)
		return 0;
	ooxml_pages(&d->o, d->slides, d->nslides);
	if (package_walk(d->o.p, choose_slides, d, e) != 0)
		return -1;
	ooxml_pages_check(&d->o);
	return package_walk(d->o.p, ooxml_choose_rest, d, e);
}

int
extract_pptx(struct extraction *x, struct err *e)
{
	static const char *const types[] = { "presentationml.presentation.main+xml",
		"presentationml.slideshow.main+xml" };
	struct pptx d = { 0 };
	int rc;

	rc = ooxml_open(&d.o, x, types, COUNT(types), e);
	if (rc == 0)
		rc = read_parts(&d, e);
	ooxml_close(&d.o);
	return rc;
}
