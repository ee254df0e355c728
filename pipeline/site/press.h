/* SPDX-License-Identifier: EUPL-1.2 */
/* press.h - the public pages of a site: a plain XML tree through the stylesheets of its organisation. */
#ifndef SITE_PRESS_H
#define SITE_PRESS_H

#include <libxml/tree.h>

#include "base/err.h"
#include "types.h"

/*
 * Four stylesheets below templates/site, put together as one: kader.xsl (what
 * stands around every page), dossier.xsl, ingetrokken.xsl and lijst.xsl; and two
 * files of CSS, tokens.css and site.css.  Of each an organisation may have its
 * own: templates/organisations/<map of TOOI-code>/site-kader.xsl, and so on.
 */
#define PRESS_OWN	"site-"		/* before the name of a file that is an organisation's own */
#define PRESS_MOST	MIB(64)		/* bytes of one page */

struct press;

/* Once, before the fork: from then on no stylesheet is read or fetched.  A fault in one is E_CONFIG. */
int		 press_load(const char *templates, struct arena *, struct press **, struct err *) MUST_USE;
void		 press_free(struct press *);		/* NULL is fine */

/*
 * One page of HTML, in UTF-8.  plain is the tree of docs/SITE.md: the root is
 * <page>, its kind says which stylesheet has the contents.
 */
int		 press_make(const struct press *, const struct organisation *, xmlDocPtr plain, struct arena *,
		    struct str *html_r, struct err *) MUST_USE;

/* The files of the house style of an organisation. */
#define PRESS_CSS	2
extern const char *const press_css_name[PRESS_CSS];	/* below css/ of the site */
struct str	 press_css(const struct press *, const struct organisation *, int i);

/* --- for who makes such a tree: values are XML text (utf8_xml); what is absent says nothing ---------- */

/* root: the way from the page to the top of the site ("../../"). */
xmlDocPtr	 press_page(const char *kind, struct str root, xmlNodePtr *page_r) MUST_USE;
xmlNodePtr	 press_add(xmlNodePtr up, const char *name);
void		 press_say(xmlNodePtr, const char *name, struct str);
void		 press_count(xmlNodePtr, const char *name, uint64_t);
/* A day twice: as machines read it (name), and in Dutch (name with "-tekst" behind it). */
void		 press_day(xmlNodePtr, const char *name, struct date);

#endif
