/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_html.c - the text of a web page, through libxml2's HTML parser (which is no HTML5 parser). */
#include <libxml/HTMLparser.h>
#include <libxml/xmlerror.h>
#include <string.h>

#include "extract/charset.h"
#include "extract/html_look.h"
#include "extract/html_words.h"
#include "format/attribute.h"

#include "base/banned.h"

#define CHUNK		((size_t)64 << 10)	/* bytes given to the parser in one go */
#define DEPTH_MOST	1000			/* elements in each other; browsers stop at 512 */
#define STYLES_MOST	((size_t)1 << 20)	/* bytes of style sheets that are looked at for what they hide */

struct element {
	const xmlChar	*name;			/* interned by the parser */
	enum html_kind	 kind;			/* of it or of an element around it */
	bool		 gone, invisible, tiny;
};

struct html {
	struct extraction *x;
	struct html_rules *rules;
	struct element	 stack[DEPTH_MOST];
	size_t		 depth;
	bool		 deep;			/* more elements in each other than that */
	bool		 lost, repaired;	/* the parser dropped something: all of the rest, or a piece */
	bool		 scripted, embedded;	/* their findings are due */
	bool		 visible;		/* the last character went to the running text */
	bool		 titled;		/* the title was there */
	struct buf	 title, styles;
	uint32_t	 level, from;		/* the heading in hand; level 0 = none */
	bool		 started;
};

static bool
is_full(const struct html *h)
{
	return h->deep || gather_full(&h->x->text) || gather_full(&h->x->aside);
}

/* ---- characters ---- */

/* Where the characters of the element in hand stand. */
static enum text_origin
origin(const struct html *h)
{
	const struct element *e = h->depth == 0 ? NULL : &h->stack[h->depth - 1];

	if (e == NULL)
		return TEXT_VISIBLE;
	if (e->kind == HTML_TITLE)
		return TEXT_PROPERTY;
	if (e->kind != HTML_PLAIN)
		return TEXT_REST;
	return e->gone || e->invisible || e->tiny ? TEXT_HIDDEN : TEXT_VISIBLE;
}

static void
add_text(struct html *h, enum text_origin o, struct str s)
{
	struct gather *g = &h->x->text;

	if (o == TEXT_VISIBLE && h->level != 0 && !h->started) {
		h->from = gather_here(g);
		h->started = true;
	}
	gather_origin(g, o);
	gather_words(g, s);
	gather_origin(g, TEXT_VISIBLE);
	h->visible = true;
}

static void
add_aside(struct html *h, enum text_origin o, struct str s)
{
	struct gather *g = &h->x->aside;

	if (h->visible || g->origin != o)
		gather_gap(g, GAP_LINE);
	h->visible = false;
	gather_origin(g, o);
	gather_words(g, s);
}

/* The same on a line of its own. */
static void
add_line(struct html *h, enum text_origin o, struct str s)
{
	if (s.n == 0)
		return;
	h->visible = true;
	add_aside(h, o, s);
	h->visible = true;
}

static void
gap(struct html *h, enum gap gap)
{
	gather_gap(origin(h) == TEXT_VISIBLE ? &h->x->text : &h->x->aside, gap);
}

/* ---- attributes ---- */

static void
attribute(struct html *h, struct str tag, struct str name, struct str value, bool about)
{
	switch (html_attribute(tag, name, value)) {
	case HTML_SAYS_NOTHING:
		return;
	case HTML_ALT:
		if (origin(h) == TEXT_VISIBLE && str_eq_nocase(name, S("alt"))) {
			gather_gap(&h->x->text, GAP_SPACE);
			add_text(h, TEXT_ALT, value);
			gather_gap(&h->x->text, GAP_SPACE);
		} else {
			add_line(h, TEXT_ALT, value);
		}
		return;
	case HTML_LINK:
		add_line(h, TEXT_LINK, value);
		return;
	case HTML_DATA:
		h->embedded = true;
		return;
	case HTML_REST:
		add_line(h, about ? TEXT_PROPERTY : TEXT_REST, value);
	}
}

/* <meta name=...> is about the page; <meta http-equiv=...> is for machines. */
static bool
is_about(struct str tag, const xmlChar **attributes)
{
	return str_eq_nocase(tag, S("meta")) &&
	    (attribute_html(attributes, "name").n != 0 || attribute_html(attributes, "property").n != 0);
}

/* ---- elements ---- */

static void
look(struct element *e, struct html_look l)
{
	e->gone |= l.gone > 0;
	e->invisible = l.invisible != 0 ? l.invisible > 0 : e->invisible;
	e->tiny = l.tiny != 0 ? l.tiny > 0 : e->tiny;
}

static void
push(struct html *h, const xmlChar *name, const xmlChar **attributes)
{
	struct element e = h->depth != 0 ? h->stack[h->depth - 1] : (struct element){ .kind = HTML_PLAIN };
	struct str tag = str_of((const char *)name);
	struct html_look l =
	    html_rules_look(h->rules, tag, attribute_html(attributes, "id"), attribute_html(attributes, "class"));
	struct html_look own = html_look_of(attribute_html(attributes, "style"));

	/* What the element says itself goes before what a style sheet says. */
	l.gone = own.gone != 0 ? own.gone : l.gone;
	l.invisible = own.invisible != 0 ? own.invisible : l.invisible;
	l.tiny = own.tiny != 0 ? own.tiny : l.tiny;
	look(&e, l);
	e.gone |= attribute_html(attributes, "hidden").p != NULL;
	e.name = name;
	if (e.kind == HTML_PLAIN)
		e.kind = html_kind(tag);
	h->stack[h->depth++] = e;
}

static void
on_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
	struct html *h = user;
	struct str n = str_of((const char *)name), lang;

	if (h->depth == DEPTH_MOST) {
		h->deep = true;
		return;
	}
	if (!html_is_inline(n))
		gap(h, str_eq_nocase(n, S("tr")) ? GAP_ROW : GAP_LINE);
	push(h, name, attributes);
	if (html_level(n) != 0) {
		h->level = html_level(n);
		h->started = false;
	}
	lang = attribute_html(attributes, "lang");
	if (lang.n == 0)
		lang = attribute_html(attributes, "xml:lang");
	if (str_eq_nocase(n, S("html")) && lang.n != 0)
		h->x->language = str_dup(h->x->r->mem, lang);
	for (size_t i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
		attribute(h, n, str_of((const char *)attributes[i]), str_of((const char *)attributes[i + 1]),
		    is_about(n, attributes) && str_eq_nocase(str_of((const char *)attributes[i]), S("content")));
}

/* The parser closes what the page left open; an end without a start is not for us. */
static void
pop(struct html *h, const xmlChar *name)
{
	for (size_t i = h->depth; i != 0; i--) {
		if (h->stack[i - 1].name == name) {
			h->depth = i - 1;
			return;
		}
	}
}

static void
on_end(void *user, const xmlChar *name)
{
	struct html *h = user;
	struct str n = str_of((const char *)name);
	bool cell = str_eq_nocase(n, S("td")) || str_eq_nocase(n, S("th"));

	if (html_level(n) != 0 && h->level != 0) {
		if (h->started)
			gather_heading(&h->x->text, h->from, gather_end(&h->x->text), h->level);
		h->level = 0;
	}
	h->titled |= str_eq_nocase(n, S("title"));
	if (cell || !html_is_inline(n))
		gap(h, cell ? GAP_CELL : str_eq_nocase(n, S("tr")) ? GAP_ROW : GAP_LINE);
	pop(h, name);
}

static void
on_text(void *user, const xmlChar *p, int n)
{
	struct html *h = user;
	struct str s = { (const char *)p, (size_t)n };
	enum html_kind kind = h->depth == 0 ? HTML_PLAIN : h->stack[h->depth - 1].kind;
	enum text_origin o = origin(h);

	h->scripted |= kind == HTML_SCRIPT && str_trim(s).n != 0;
	if (kind == HTML_TITLE && !h->titled)
		buf_add(&h->title, s);
	if (o == TEXT_VISIBLE)
		add_text(h, o, s);
	else
		add_aside(h, o, s);
}

static void
on_comment(void *user, const xmlChar *text)
{
	add_line(user, TEXT_COMMENT, str_of((const char *)text));
}

static void
on_instruction(void *user, const xmlChar *target, const xmlChar *data)
{
	(void)target;
	add_line(user, TEXT_REST, str_of((const char *)data));
}

/* ---- what the parser could not use ---- */

/* Faults that cost no text: tags it does not know or that do not match, signs that XML has not. */
static bool
is_harmless(const xmlError *error)
{
	static const int codes[] = { XML_HTML_STRUCURE_ERROR, XML_HTML_UNKNOWN_TAG, XML_ERR_TAG_NAME_MISMATCH,
		XML_ERR_INVALID_CHAR, XML_ERR_INVALID_CHARREF, XML_ERR_ENTITYREF_SEMICOL_MISSING, XML_ERR_DOCUMENT_END,
		XML_ERR_DOCUMENT_EMPTY, XML_ERR_INVALID_HEX_CHARREF, XML_ERR_INVALID_DEC_CHARREF };

	for (size_t i = 0; i < COUNT(codes); i++) {
		if (error->code == codes[i])
			return true;
	}
	/* A bare & is read as one. */
	return error->code == XML_ERR_NAME_REQUIRED && str_starts(str_of(error->message), S("htmlParseEntityRef"));
}

/* These end with the file: what stands behind them was not delivered. */
static bool
is_loss(const xmlError *error)
{
	return error->code == XML_ERR_COMMENT_NOT_FINISHED || error->code == XML_ERR_PI_NOT_FINISHED ||
	    error->code == XML_ERR_DOCTYPE_NOT_FINISHED || error->code == XML_ERR_NO_MEMORY;
}

static void
on_error(void *user, xmlErrorPtr error)
{
	struct html *h = user;

	h->lost |= is_loss(error);
	h->repaired |= !is_harmless(error);
}

/* ---- the page ---- */

static void
on_style_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
	struct html *h = user;
	bool print = str_eq_nocase(str_trim(attribute_html(attributes, "media")), S("print"));

	if (h->depth < DEPTH_MOST)
		h->stack[h->depth++] = (struct element){ .name = name, .invisible = print };
}

static void
on_style_end(void *user, const xmlChar *name)
{
	pop(user, name);
}

static void
on_style(void *user, const xmlChar *p, int n)
{
	struct html *h = user;
	const struct element *e = h->depth == 0 ? NULL : &h->stack[h->depth - 1];

	if (e != NULL && !e->invisible && str_eq_nocase(str_of((const char *)e->name), S("style")))
		buf_add(&h->styles, (struct str){ (const char *)p, (size_t)n });
}

static void
quiet(void *user, xmlErrorPtr error)
{
	(void)user;
	(void)error;
}

static const htmlSAXHandler reads_text = { .initialized = XML_SAX2_MAGIC,
	.startElement = on_start,
	.endElement = on_end,
	.characters = on_text,
	.cdataBlock = on_text,
	.ignorableWhitespace = on_text,
	.comment = on_comment,
	.processingInstruction = on_instruction,
	.serror = on_error };
static const htmlSAXHandler reads_styles = { .initialized = XML_SAX2_MAGIC,
	.startElement = on_style_start,
	.endElement = on_style_end,
	.cdataBlock = on_style,
	.serror = quiet };

static int
parse(struct html *h, htmlSAXHandler sax, struct str s, struct err *e)
{
	htmlParserCtxtPtr c = htmlCreatePushParserCtxt(&sax, h, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	bool memory, gave_up;

	if (c == NULL)
		return err_set(e, E_LIMIT, _("te weinig geheugen voor HTML"));
	h->depth = 0;
	(void)htmlCtxtUseOptions(c, HTML_PARSE_NONET | HTML_PARSE_RECOVER | HTML_PARSE_IGNORE_ENC);
	for (; s.n != 0 && !is_full(h); s = str_from(s, CHUNK))
		(void)htmlParseChunk(c, s.p, (int)str_sub(s, 0, CHUNK).n, 0);
	(void)htmlParseChunk(c, NULL, 0, 1);
	memory = c->errNo == XML_ERR_NO_MEMORY;
	gave_up = c->disableSAX != 0;
	xmlFreeDoc(c->myDoc);
	c->myDoc = NULL;
	htmlFreeParserCtxt(c);
	if (memory)
		return err_set(e, E_LIMIT, _("te weinig geheugen voor HTML"));
	if (gave_up || h->lost)
		extraction_stop(h->x, F_EXT_BROKEN, str_of(_("geen geldige HTML")));
	return 0;
}

/* Style sheets come first: they may stand behind what they hide. */
static int
read_styles(struct html *h, struct str s, struct err *e)
{
	for (struct str at = s; at.n != 0; at = str_from(at, 1)) {
		const char *p = memchr(at.p, '<', at.n);

		if (p == NULL)
			return 0;
		at = str_from(at, (size_t)(p - at.p));
		if (str_eq_nocase(str_sub(at, 0, 6), S("<style"))) {
			if (parse(h, reads_styles, s, e) != 0)
				return -1;
			html_rules_add(h->rules, buf_str(&h->styles));
			return 0;
		}
	}
	return 0;
}

int
extract_html(struct extraction *x, struct err *e)
{
	struct html *h = NEW(x->r->mem, struct html, 1);
	struct str s;

	if (!charset_named(x, charset_label(x->bytes), &s))
		return 0;
	h->x = x;
	h->rules = html_rules_new(x->r->mem);
	buf_init(&h->title, x->r->mem, ATTR_MOST);
	buf_init(&h->styles, x->r->mem, STYLES_MOST);
	if (read_styles(h, s, e) != 0 || parse(h, reads_text, s, e) != 0)
		return -1;
	if (h->deep)
		extraction_stop(x, F_EXT_TOO_MUCH, str_of(_("1000 HTML-elementen in elkaar")));
	/* A page may fetch or make its text with a script; we do not run it. */
	if (h->scripted)
		extraction_find(x, F_EXT_EMBEDDED, 0, str_of(_("script")));
	if (h->embedded)
		extraction_find(x, F_EXT_EMBEDDED, 0, str_of(_("gegevens in een adres")));
	if (h->repaired && !x->stopped)
		extraction_find(x, F_EXT_REPAIRED, 0, str_of(_("HTML")));
	x->title = buf_str(&h->title);
	return 0;
}
