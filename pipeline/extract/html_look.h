/* SPDX-License-Identifier: EUPL-1.2 */
/* html_look.h - which elements of a web page its styles hide, as far as that is simple to say. */
#ifndef EXTRACT_HTML_LOOK_H
#define EXTRACT_HTML_LOOK_H

#include "base/str.h"

/* What a style says: 1 hides, -1 shows, 0 says nothing.  The last two pass on to the elements inside until one of those says otherwise. */
struct html_look {
	int8_t		 gone;		/* display: none, opacity: 0 */
	int8_t		 invisible;	/* visibility: hidden or collapse */
	int8_t		 tiny;		/* font-size: 0 or 1 pixel */
};

/* Declarations as in a style attribute. */
struct html_look html_look_of(struct str declarations);

struct html_rules;
struct html_rules *html_rules_new(struct arena *);

/*
 * Add the rules of a style sheet that hide something: selectors of one element,
 * class or id (p, .x, p.x, #x), outside @-rules other than @media screen and all.
 */
void		 html_rules_add(struct html_rules *, struct str css);
/* What they say of an element; class is the attribute with its list. */
struct html_look html_rules_look(const struct html_rules *, struct str element, struct str id, struct str class);

#endif
