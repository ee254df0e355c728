/* SPDX-License-Identifier: EUPL-1.2 */
/* html_words.c - what the elements and attributes of a web page are for. */
#include "extract/html_words.h"

#include "extract/legible.h"

#include "base/banned.h"

#define LEVELS		6		/* h1 to h6 */

static bool
one_of(struct str name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq_nocase(name, str_of(names[i])))
			return true;
	}
	return false;
}

enum html_kind
html_kind(struct str element)
{
	static const char *const unseen[] = { "style", "template", "noscript", "noframes", "noembed", "iframe",
		"datalist" };

	if (str_eq_nocase(element, S("script")))
		return HTML_SCRIPT;
	if (str_eq_nocase(element, S("title")))
		return HTML_TITLE;
	return one_of(element, unseen, COUNT(unseen)) ? HTML_UNSEEN : HTML_PLAIN;
}

bool
html_is_inline(struct str element)
{
	static const char *const names[] = { "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data",
		"del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span",
		"strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "tspan" };

	return one_of(element, names, COUNT(names));
}

uint32_t
html_level(struct str name)
{
	return name.n == 2 && (name.p[0] == 'h' || name.p[0] == 'H') && name.p[1] >= '1' && name.p[1] <= '0' + LEVELS ?
	    (uint32_t)(name.p[1] - '0') :
	    0;
}

/* For the machine only; those of SVG are lists of numbers. */
static bool
says_nothing(struct str name)
{
	static const char *const names[] = { "id", "class", "style", "for", "headers", "width", "height", "size",
		"rows", "cols", "colspan", "rowspan", "span", "type", "rel", "rev", "media", "lang", "xml:lang", "dir",
		"charset", "http-equiv", "align", "valign", "border", "cellpadding", "cellspacing", "color", "bgcolor",
		"face", "hspace", "vspace", "tabindex", "role", "scope", "method", "enctype", "integrity", "nonce",
		"crossorigin", "aria-labelledby", "aria-describedby", "aria-controls", "d", "points", "transform",
		"viewbox", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "fill", "stroke",
		"offset", "sizes" };

	return one_of(name, names, COUNT(names)) || str_starts(name, S("xmlns"));
}

/* A picture is not read in other documents either. */
static enum html_attribute
address(struct str value)
{
	value = str_trim(value);
	if (!str_eq_nocase(str_sub(value, 0, 5), S("data:")))
		return HTML_LINK;
	return str_eq_nocase(str_sub(value, 0, 11), S("data:image/")) ? HTML_SAYS_NOTHING : HTML_DATA;
}

enum html_attribute
html_attribute(struct str element, struct str name, struct str value)
{
	static const char *const said[] = { "alt", "title", "aria-label", "aria-description", "summary", "label" };
	static const char *const addresses[] = { "href", "src", "action", "formaction", "cite", "background", "poster",
		"longdesc", "data", "codebase", "srcset", "ping", "manifest", "xlink:href", "profile" };

	if (says_nothing(name) || (str_eq_nocase(element, S("meta")) && !str_eq_nocase(name, S("content"))))
		return legible_attribute(element, name, value) ? HTML_REST : HTML_SAYS_NOTHING;
	if (value.n == 0)
		return HTML_SAYS_NOTHING;
	if (one_of(name, said, COUNT(said)) && !str_eq_nocase(element, S("link")))
		return HTML_ALT;
	return one_of(name, addresses, COUNT(addresses)) ? address(value) : HTML_REST;
}
