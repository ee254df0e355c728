/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_html.c - the text of a web page, through libxml2's HTML parser (which is no HTML5 parser). */
#include <libxml/HTMLparser.h>
#include <libxml/xmlerror.h>
#include <string.h>

#include "extract/charset.h"

#include "base/banned.h"

#define CHUNK		((size_t)64 << 10)	/* bytes given to the parser in one go */
#define LEVELS		6			/* h1 to h6 */

struct html {
	struct extraction *x;
	unsigned	 silent;		/* script and style around us */
	bool		 scripted;		/* a script with contents was met */
	bool		 in_script;
	bool		 in_title;
	struct buf	 title;
	uint32_t	 level, from;		/* the heading in hand; level 0 = none */
	bool		 started;
};

static bool
one_of(struct str name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq_nocase(name, str_of(names[i])))
			return true;
	}
	return false;
}

/* Elements that stand in a line of text; all others start one. */
static bool
is_inline(struct str name)
{
	static const char *const names[] = { "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data",
		"del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span",
		"strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img" };

	return one_of(name, names, COUNT(names));
}

static bool
is_silent(struct str name)
{
	static const char *const names[] = { "script", "style" };

	return one_of(name, names, COUNT(names));
}

static uint32_t
level_of(struct str name)
{
	return name.n == 2 && (name.p[0] == 'h' || name.p[0] == 'H') && name.p[1] >= '1' && name.p[1] <= '0' + LEVELS ?
	    (uint32_t)(name.p[1] - '0') :
	    0;
}

static void
add(struct html *h, struct str s)
{
	if (h->level != 0 && !h->started) {
		h->from = gather_here(&h->x->text);
		h->started = true;
	}
	gather_words(&h->x->text, s);
}

static void
add_aside(struct html *h, struct str s)
{
	gather_gap(&h->x->aside, GAP_LINE);
	gather_words(&h->x->aside, s);
	gather_gap(&h->x->aside, GAP_LINE);
}

/* alt stands where the picture stands; what else attributes say is for the screen. */
static void
attribute(struct html *h, struct str tag, struct str name, struct str value)
{
	static const char *const spoken[] = { "title", "value", "placeholder", "aria-label", "content", "href",
		"summary", "label" };

	if (str_eq_nocase(name, S("alt"))) {
		gather_gap(&h->x->text, GAP_SPACE);
		add(h, value);
		gather_gap(&h->x->text, GAP_SPACE);
	} else if (str_eq_nocase(name, S("lang")) && str_eq_nocase(tag, S("html"))) {
		h->x->language = str_dup(h->x->r->mem, value);
	} else if (one_of(name, spoken, COUNT(spoken)) ||
	    (name.n > 5 && str_eq_nocase(str_sub(name, 0, 5), S("data-")))) {
		add_aside(h, value);
	}
}

static void
on_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
	struct html *h = user;
	struct str n = str_of((const char *)name);

	if (!is_inline(n))
		gather_gap(&h->x->text, str_eq_nocase(n, S("tr")) ? GAP_ROW : GAP_LINE);
	if (is_silent(n)) {
		h->silent++;
		h->in_script = str_eq_nocase(n, S("script"));
	}
	if (str_eq_nocase(n, S("title")))
		h->in_title = true;
	if (level_of(n) != 0) {
		h->level = level_of(n);
		h->started = false;
	}
	for (size_t i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
		attribute(h, n, str_of((const char *)attributes[i]), str_of((const char *)attributes[i + 1]));
}

static void
on_end(void *user, const xmlChar *name)
{
	static const char *const cells[] = { "td", "th" };
	struct html *h = user;
	struct str n = str_of((const char *)name);

	if (is_silent(n) && h->silent != 0)
		h->silent--;
	if (str_eq_nocase(n, S("title")))
		h->in_title = false;
	if (level_of(n) != 0 && h->level != 0) {
		if (h->started)
			gather_heading(&h->x->text, h->from, gather_end(&h->x->text), h->level);
		h->level = 0;
	}
	if (one_of(n, cells, COUNT(cells)))
		gather_gap(&h->x->text, GAP_CELL);
	else if (str_eq_nocase(n, S("tr")))
		gather_gap(&h->x->text, GAP_ROW);
	else if (!is_inline(n))
		gather_gap(&h->x->text, GAP_LINE);
}

static void
on_text(void *user, const xmlChar *p, int n)
{
	struct html *h = user;
	struct str s = { (const char *)p, (size_t)n };

	if (h->silent != 0) {
		h->scripted = h->scripted || (h->in_script && str_trim(s).n != 0);
		return;
	}
	if (h->in_title) {
		buf_add(&h->title, s);
		gather_words(&h->x->aside, s);
	} else {
		add(h, s);
	}
}

static void
on_comment(void *user, const xmlChar *text)
{
	add_aside(user, str_of((const char *)text));
}

static void
quiet(void *user, xmlErrorPtr error)
{
	(void)user;
	(void)error;
}

static int
parse(struct html *h, struct str s, struct err *e)
{
	htmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
		.startElement = on_start,
		.endElement = on_end,
		.characters = on_text,
		.cdataBlock = on_text,
		.ignorableWhitespace = on_text,
		.comment = on_comment,
		.serror = quiet };
	htmlParserCtxtPtr c = htmlCreatePushParserCtxt(&sax, h, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	bool memory, gave_up;

	if (c == NULL)
		return err_set(e, E_LIMIT, _("te weinig geheugen voor HTML"));
	(void)htmlCtxtUseOptions(c, HTML_PARSE_NONET | HTML_PARSE_RECOVER | HTML_PARSE_IGNORE_ENC);
	for (; s.n != 0 && !gather_full(&h->x->text) && !gather_full(&h->x->aside); s = str_from(s, CHUNK))
		(void)htmlParseChunk(c, s.p, (int)str_sub(s, 0, CHUNK).n, 0);
	(void)htmlParseChunk(c, NULL, 0, 1);
	memory = c->errNo == XML_ERR_NO_MEMORY;
	gave_up = c->disableSAX != 0;
	xmlFreeDoc(c->myDoc);
	c->myDoc = NULL;
	htmlFreeParserCtxt(c);
	if (memory)
		return err_set(e, E_LIMIT, _("te weinig geheugen voor HTML"));
	if (gave_up)
		extraction_stop(h->x, F_EXT_BROKEN, str_of(_("geen geldige HTML")));
	return 0;
}

int
extract_html(struct extraction *x, struct err *e)
{
	struct html h = { .x = x };
	struct str s;

	if (!charset_utf8(x, &s))
		return 0;
	buf_init(&h.title, x->r->mem, ATTR_MOST);
	if (parse(&h, s, e) != 0)
		return -1;
	/* A page may fetch or make its text with a script; we do not run it. */
	if (h.scripted)
		extraction_find(x, F_EXT_EMBEDDED, 0, str_of(_("script")));
	x->title = buf_str(&h.title);
	return 0;
}
