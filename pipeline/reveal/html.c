/* SPDX-License-Identifier: EUPL-1.2 */
/* html.c - what was left behind in a web page (gate facts, section 5), through libxml2's HTML parser. */
#include <libxml/HTMLparser.h>

#include "format/attribute.h"
#include "reveal/left.h"

#include "base/banned.h"

#define CHUNK	((size_t)64 << 10)	/* bytes given to the parser in one go */

struct page {
	struct lefts	*lefts;
};

/* <meta name="author"> and what else names a maker. */
static void
meta(struct page *h, const xmlChar **attributes)
{
	static const struct {
		const char *name, *label;
	} said[] = { { "author", N_("auteur") }, { "originator", N_("auteur") },
		{ "changedby", N_("laatst opgeslagen door") }, { "dc.creator", N_("auteur") } };
	static const char *const programs[] = { "generator", "progid" };
	struct str name = attribute_html(attributes, "name"), content = attribute_html(attributes, "content");

	for (size_t i = 0; i < COUNT(said); i++) {
		if (str_eq_nocase(name, str_of(said[i].name)))
			left_maker(h->lefts, said[i].label, content);
	}
	for (size_t i = 0; i < COUNT(programs); i++)
		left_add(h->lefts, F_REV_MAKER, str_eq_nocase(name, str_of(programs[i])) && left_letters(content) != 0,
		    str_of(_("programma")));
}

/* Elements that a browser fetches something for when it opens the page. */
static void
remote(struct page *h, struct str n, const xmlChar **attributes)
{
	static const struct {
		const char *element, *attribute, *label;
	} found[] = {
		{ "img", "src", N_("afbeeldingen") },
		{ "img", "srcset", N_("afbeeldingen") },
		{ "script", "src", N_("scripts") },
		{ "link", "href", N_("opmaak") },
		{ "iframe", "src", N_("ingevoegde pagina’s") },
		{ "frame", "src", N_("ingevoegde pagina’s") },
		{ "embed", "src", N_("ingevoegde pagina’s") },
		{ "object", "data", N_("ingevoegde pagina’s") },
		{ "video", "src", N_("beeld of geluid") },
		{ "audio", "src", N_("beeld of geluid") },
		{ "source", "src", N_("beeld of geluid") },
		{ "body", "background", N_("afbeeldingen") },
		{ "input", "src", N_("afbeeldingen") },
	};
	bool names = str_eq_nocase(n, S("link")) &&
	    !str_holds_nocase(attribute_html(attributes, "rel"), S("stylesheet")) &&
	    !str_holds_nocase(attribute_html(attributes, "rel"), S("icon"));

	for (size_t i = 0; i < COUNT(found); i++) {
		if (str_eq_nocase(n, str_of(found[i].element)) && !names)
			left_add(h->lefts, F_REV_WEB_REMOTE,
			    left_is_web(attribute_html(attributes, found[i].attribute)), str_of(_(found[i].label)));
	}
}

static void
on_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
	struct page *h = user;
	struct str n = str_of((const char *)name), value = attribute_html(attributes, "value");

	if (str_eq_nocase(n, S("meta")))
		meta(h, attributes);
	remote(h, n, attributes);
	left_add(h->lefts, F_REV_WEB_DATA, str_eq_nocase(n, S("script")), str_of(_("scripts")));
	if (str_eq_nocase(n, S("input")) && left_letters(value) != 0 &&
	    !str_eq_nocase(attribute_html(attributes, "type"), S("submit")) &&
	    !str_eq_nocase(attribute_html(attributes, "type"), S("button")))
		left_add(h->lefts, F_REV_WEB_DATA, 1, str_of(_("waarden van formuliervelden")));
	for (size_t i = 0; attributes != NULL && attributes[i] != NULL; i += 2) {
		struct str a = str_of((const char *)attributes[i]), v = str_of((const char *)attributes[i + 1]);

		left_add(h->lefts, F_REV_WEB_DATA, str_eq_nocase(str_sub(a, 0, 5), S("data-")) && left_letters(v) != 0,
		    str_of(_("data-eigenschappen")));
		left_add(h->lefts, F_REV_LOCAL_PATHS, left_is_local(v), str_of(_("de pagina")));
	}
}

static void
on_comment(void *user, const xmlChar *text)
{
	struct page *h = user;

	left_add(h->lefts, F_REV_WEB_COMMENTS, left_letters(str_of((const char *)text)) != 0, STR_NONE);
}

static void
quiet(void *user, xmlErrorPtr error)
{
	(void)user;
	(void)error;
}

static const htmlSAXHandler looks = { .initialized = XML_SAX2_MAGIC,
	.startElement = on_start,
	.comment = on_comment,
	.serror = quiet };

/*
 * Names of elements and attributes are ASCII in every encoding that a page may
 * have but UTF-16, of which each second byte does as well here.
 */
static struct str
as_bytes(struct arena *mem, struct str s)
{
	size_t n = 0;
	char *out;

	if (!str_starts(s, S("\xff\xfe")) && !str_starts(s, S("\xfe\xff")))
		return s;
	out = NEW(mem, char, s.n / 2 + 1);
	for (size_t i = *s.p == '\xff' ? 2 : 3; i < s.n; i += 2)
		out[n++] = s.p[i] == '\0' ? ' ' : s.p[i];
	return (struct str){ out, n };
}

int
reveal_html(struct revealing *v, struct err *e)
{
	struct page h = { .lefts = lefts_new(v) };
	htmlSAXHandler sax = looks;
	struct str s = as_bytes(v->tmp, v->bytes);
	htmlParserCtxtPtr c = htmlCreatePushParserCtxt(&sax, &h, NULL, 0, NULL, XML_CHAR_ENCODING_8859_1);
	bool memory;

	if (c == NULL)
		return err_set(e, E_LIMIT, _("te weinig geheugen voor HTML"));
	(void)htmlCtxtUseOptions(c, HTML_PARSE_NONET | HTML_PARSE_RECOVER | HTML_PARSE_IGNORE_ENC);
	for (; s.n != 0; s = str_from(s, CHUNK))
		(void)htmlParseChunk(c, s.p, (int)str_sub(s, 0, CHUNK).n, 0);
	(void)htmlParseChunk(c, NULL, 0, 1);
	memory = c->errNo == XML_ERR_NO_MEMORY;
	xmlFreeDoc(c->myDoc);
	c->myDoc = NULL;
	htmlFreeParserCtxt(c);
	if (memory)
		return err_set(e, E_LIMIT, _("te weinig geheugen voor HTML"));
	left_hidden(h.lefts, str_of(_("de pagina")));
	lefts_tell(h.lefts);
	return 0;
}
