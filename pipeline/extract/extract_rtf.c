/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_rtf.c - the text of an RTF file (specification 1.9.1), by a reader of our own (docs/decisions/016-rtf.md). */
#include <string.h>

#include "base/moment.h"
#include "base/utf8.h"
#include "extract/charset.h"
#include "extract/legible.h"
#include "extract/names.h"
#include "format/rtf.h"

#include "base/banned.h"

#define DEPTH_MOST	1000			/* groups in each other; Word's drawings reach some sixty */
#define NUMBERS		((int32_t)1 << 16)	/* fonts and styles are numbered below this */
#define SKIP_MOST	8			/* characters that stand in for one \u; more would hide text from us */
#define RUN_FLUSH	((size_t)64 << 10)	/* bytes decoded in one go */
#define RUN_MOST	((size_t)1 << 20)	/* bytes in a row where a character has more than one; more is no text */
#define LEVEL_MOST	9			/* \outlinelevel counts from 0; 9 is body text */
#define DEFAULT_PAGE	1252

struct group {
	const struct rtf_destination *to;
	uint32_t	 page;		/* code page of its characters */
	int32_t		 font;
	uint8_t		 skip;		/* \ucN */
	uint8_t		 level;		/* of its paragraphs */
	bool		 hidden, deleted;
	bool		 own;		/* the destination began here */
	bool		 star;		/* \* was read: a destination follows */
};

struct rtf {
	struct extraction *x;
	struct group	*stack;
	size_t		 depth;
	uint32_t	*fonts;		/* code page of each number; 0 = the document's */
	uint8_t		*styles;	/* level of each number */
	uint32_t	 page;		/* code page of the document */
	int32_t		 deff, font, style;	/* default font; the font and style being defined */
	bool		 has_deff;
	struct buf	 run;		/* bytes in the code page of the group, not yet decoded */
	struct buf	 out;		/* what they decoded to */
	struct buf	 words;		/* characters of a destination that is judged at its end */
	struct buf	 data;		/* bytes that were hexadecimal digits */
	struct buf	 title, sn;
	int		 nibble;	/* the first of two digits, or -1 */
	uint32_t	 high;		/* first half of a surrogate pair, or 0 */
	unsigned	 skipping;	/* characters still to be passed over */
	bool		 visible;	/* the last character went to the running text */
	bool		 break_page;	/* a new page starts before the next character */
	bool		 embedded, stored;	/* their findings are there */
	/* a date of the properties */
	struct str	*moment;	/* where it goes, or NULL */
	size_t		 moment_at;	/* depth of its group */
	int		 parts[6];	/* year to second */
	/* the paragraph in hand */
	bool		 started;
	uint32_t	 from;
};

static const struct rtf_destination body = { "", RTF_TO_TEXT, TEXT_VISIBLE };
static const struct rtf_destination unknown = { "", RTF_TO_BESIDE, TEXT_REST };

static struct group *
top(struct rtf *d)
{
	return &d->stack[d->depth - 1];
}

/* ---- characters ---- */

static bool
is_visible(struct rtf *d)
{
	const struct group *g = top(d);

	return g->to->to == RTF_TO_TEXT && !g->hidden && !g->deleted;
}

static void
add_text(struct rtf *d, struct str s)
{
	struct gather *g = &d->x->text;

	d->visible = true;
	if (d->break_page && g->line)
		gather_page(g);
	d->break_page = false;
	if (!d->started) {
		d->from = gather_here(g);
		d->started = true;
	}
	gather_add(g, s);
}

static void
add_aside(struct rtf *d, enum text_origin o, struct str s)
{
	struct gather *g = &d->x->aside;

	if (d->visible || g->origin != o)
		gather_gap(g, GAP_LINE);
	d->visible = false;
	gather_origin(g, o);
	gather_add(g, s);
}

static bool
is_data(const struct rtf_destination *to)
{
	return to->to == RTF_TO_DATA || to->to == RTF_TO_STORE || to->to == RTF_TO_OBJECT || to->to == RTF_TO_PICTURE ||
	    to->to == RTF_TO_NOTHING;
}

/* Hexadecimal digits, as bytes; anything else there is text that a reader never sees. */
static void
add_data(struct rtf *d, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		static const char digits[] = "0123456789abcdef";
		char c = s.p[i] >= 'A' && s.p[i] <= 'F' ? (char)(s.p[i] - 'A' + 'a') : s.p[i];
		const char *at = c == '\0' ? NULL : strchr(digits, c);

		if (c == ' ' || c == ';' || c == '-' || c == '\t')
			continue;
		if (at == NULL) {
			d->nibble = -1;
			add_aside(d, TEXT_REST, s);
			return;
		}
		if (d->nibble < 0) {
			d->nibble = (int)(at - digits);
			continue;
		}
		if (top(d)->to->to != RTF_TO_NOTHING)
			buf_addc(&d->data, (char)(d->nibble * 16 + (at - digits)));
		d->nibble = -1;
	}
}

/* UTF-8 to where the group says. */
static void
add(struct rtf *d, struct str s)
{
	const struct group *g = top(d);

	if (s.n == 0)
		return;
	switch (g->to->to) {
	case RTF_TO_TITLE:
		buf_add(&d->title, s);
		add_aside(d, TEXT_PROPERTY, s);
		break;
	case RTF_TO_FIELD:
	case RTF_TO_BOOKMARK:
	case RTF_TO_STYLES:
	case RTF_TO_VALUE:
		buf_add(&d->words, s);
		break;
	case RTF_TO_NAME:
		buf_add(&d->sn, s);
		break;
	case RTF_TO_DATA:
	case RTF_TO_STORE:
	case RTF_TO_OBJECT:
	case RTF_TO_PICTURE:
	case RTF_TO_NOTHING:
		add_data(d, s);
		break;
	case RTF_TO_SAME:
	case RTF_TO_FONTS:
	case RTF_TO_BESIDE:
	case RTF_TO_TEXT:
		if (is_visible(d))
			add_text(d, s);
		else
			add_aside(d, g->deleted ? TEXT_DELETED : g->hidden ? TEXT_HIDDEN : g->to->origin, s);
		break;
	}
}

/* Signs of a font of pictures have no meaning as letters; its ASCII may be text. */
static void
decode_symbols(struct rtf *d, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		buf_addc(&d->out, (s.p[i] & 0x80) != 0 ? ' ' : s.p[i]);
}

static const struct codepage *
page_of(struct rtf *d)
{
	return codepage_find(charset_pages(d->x->charsets), top(d)->page);
}

static void
flush(struct rtf *d)
{
	const struct codepage *p;
	struct str s = buf_str(&d->run);

	if (s.n == 0)
		return;
	d->out.n = 0;
	if (top(d)->page == RTF_SYMBOLS) {
		decode_symbols(d, s);
	} else if ((p = page_of(d)) != NULL) {
		(void)codepage_decode(p, s, &d->out);
	} else {
		for (size_t i = 0; i < s.n; i++) {
			if ((s.p[i] & 0x80) != 0)
				extraction_stop(d->x, F_EXT_CHARSET, STR_NONE);
		}
		buf_add(&d->out, s);
	}
	d->run.n = 0;
	add(d, buf_str(&d->out));
	if (d->run.cut || d->out.cut)
		extraction_stop(d->x, F_EXT_TOO_MUCH, str_of(_("1 MB tekens in één stuk")));
}

static void
on_bytes(struct rtf *d, struct str s)
{
	size_t n = d->skipping < s.n ? d->skipping : s.n;

	d->skipping -= (unsigned)n;
	s = str_from(s, n);
	if (s.n == 0)
		return;
	d->high = 0;
	if (is_data(top(d)->to)) {
		add_data(d, s);
		return;
	}
	for (; s.n != 0; s = str_from(s, RUN_FLUSH)) {
		buf_add(&d->run, str_sub(s, 0, RUN_FLUSH));
		/* A character of more bytes may not be cut in two. */
		if (d->run.n >= RUN_FLUSH && codepage_one_byte(page_of(d)))
			flush(d);
	}
}

/* \uN: a UTF-16 unit, written as a signed number. */
static void
on_unicode(struct rtf *d, int32_t value)
{
	uint32_t c = (uint32_t)value & 0xffff, pair = 0;
	char utf8[4];

	flush(d);
	d->skipping = top(d)->skip;
	if (c >= 0xd800 && c < 0xdc00) {
		d->high = c;
		return;
	}
	if (c >= 0xdc00 && c < 0xe000)
		pair = d->high != 0 ? 0x10000 + ((d->high - 0xd800) << 10) + (c - 0xdc00) : 0xfffd;
	d->high = 0;
	add(d, (struct str){ utf8, utf8_encode(pair != 0 ? pair : c, utf8) });
}

static void
gap(struct rtf *d, enum gap gap)
{
	if (is_visible(d))
		gather_gap(&d->x->text, gap);
	else if (top(d)->to->to == RTF_TO_TEXT || top(d)->to->to == RTF_TO_BESIDE)
		gather_gap(&d->x->aside, gap);
}

static void
paragraph_end(struct rtf *d, enum gap end)
{
	if (top(d)->to->to == RTF_TO_TEXT) {
		if (d->started && top(d)->level != 0)
			gather_heading(&d->x->text, d->from, gather_end(&d->x->text), top(d)->level);
		d->started = false;
		gather_gap(&d->x->text, end);
	}
	gap(d, end);
}

/* ---- the end of a destination ---- */

static void
end_data(struct rtf *d, enum rtf_to to)
{
	static const char store[] = "M\0s\0o\0D\0a\0t\0a\0S\0t\0o\0r\0e";
	struct buf legible;

	buf_init(&legible, d->x->r->mem, TEXT_MOST);
	utf8_legible(&legible, buf_str(&d->data));
	if (legible.n != 0) {
		d->visible = true;
		add_aside(d, TEXT_REST, buf_str(&legible));
	}
	if (to == RTF_TO_OBJECT && !d->embedded) {
		d->embedded = true;
		extraction_find(d->x, F_EXT_EMBEDDED, 0, str_of(_("object")));
	}
	if (to == RTF_TO_STORE && !d->stored && d->data.n != 0 &&
	    memmem(d->data.p, d->data.n, store, sizeof store) != NULL) {
		d->stored = true;
		extraction_find(d->x, F_EXT_EMBEDDED, 0, str_of(_("XML naast de tekst")));
	}
	d->data.n = 0;
}

/* What was gathered in words goes aside, on a line of its own. */
static void
end_words(struct rtf *d, enum text_origin o)
{
	d->visible = true;
	if (d->words.n != 0)
		add_aside(d, o, buf_str(&d->words));
	d->words.n = 0;
	d->visible = true;
}

static void
end_style(struct rtf *d)
{
	struct str name = str_trim(buf_str(&d->words));

	if (str_ends(name, S(";")))
		name.n--;
	if (d->style >= 0 && d->styles[d->style] == 0)
		d->styles[d->style] = (uint8_t)name_level(name);
	d->style = -1;
	end_words(d, TEXT_REST);
}

/* Places and orders of drawings: numbers of nobody, and some have nine digits. */
static bool
is_geometry(struct str name)
{
	static const char *const names[] = { "dhgt", "pVerticies", "pSegmentInfo", "pFragments",
		"pWrapPolygonVertices" };

	return str_index(names, (int)COUNT(names), name) >= 0;
}

static void
end_value(struct rtf *d)
{
	struct str name = buf_str(&d->sn);
	bool alt = str_eq(name, S("wzDescription")) || str_eq(name, S("wzTooltip"));

	if (str_eq(name, S("gtextUNICODE"))) { /* letters drawn as a picture */
		gather_gap(&d->x->text, GAP_LINE);
		add_text(d, buf_str(&d->words));
		gather_gap(&d->x->text, GAP_LINE);
		d->words.n = 0;
	}
	if (is_geometry(name))
		d->words.n = 0;
	end_words(d, alt ? TEXT_ALT : str_eq(name, S("pihlShape")) ? TEXT_LINK : TEXT_REST);
}

static void
destination_end(struct rtf *d, const struct rtf_destination *to)
{
	struct str s = str_trim(buf_str(&d->words));

	switch (to->to) {
	case RTF_TO_FIELD:
		end_words(d, str_starts(s, S("HYPERLINK")) ? TEXT_LINK : TEXT_FIELD);
		break;
	case RTF_TO_BOOKMARK:
		if (name_is_made(s))
			d->words.n = 0;
		end_words(d, TEXT_BOOKMARK);
		break;
	case RTF_TO_STYLES:
		end_style(d);
		break;
	case RTF_TO_VALUE:
		end_value(d);
		break;
	case RTF_TO_DATA:
	case RTF_TO_STORE:
	case RTF_TO_OBJECT:
		end_data(d, to->to);
		break;
	case RTF_TO_PICTURE:
		legible_aside(d->x, buf_str(&d->data));
		d->data.n = 0;
		break;
	default:
		d->visible = true;
		gather_gap(&d->x->aside, GAP_LINE);
	}
}

/* ---- control words ---- */

static void
use_font(struct rtf *d, int32_t font)
{
	bool known = font >= 0 && font < NUMBERS && d->fonts[font] != 0;

	top(d)->font = font;
	top(d)->page = known ? d->fonts[font] : d->page;
}

static void
begin(struct rtf *d, const struct rtf_destination *to)
{
	struct group *g = top(d);

	g->star = false;
	if (to->to == RTF_TO_SAME)
		return;
	g->to = to;
	g->own = true;
	d->nibble = -1;
	d->visible = true;
	if (to->to == RTF_TO_NAME)
		d->sn.n = 0;
	if (to->to == RTF_TO_FONTS || to->to == RTF_TO_STYLES)
		d->font = d->style = -1;
	if (to->to == RTF_TO_BESIDE)
		g->hidden = g->deleted = false;
}

/* In the tables of fonts and styles a word describes; it does not set.  False: it is no word of a table. */
static bool
on_table(struct rtf *d, const struct rtf_token *t)
{
	enum rtf_to to = top(d)->to->to;
	bool fits = t->value >= 0 && t->value < NUMBERS;

	if (to == RTF_TO_FONTS) {
		if (str_eq(t->word, S("f")))
			d->font = fits ? t->value : -1;
		else if (d->font >= 0 && str_eq(t->word, S("fcharset")))
			d->fonts[d->font] = rtf_charset(t->value);
		else if (d->font >= 0 && str_eq(t->word, S("cpg")) && fits)
			d->fonts[d->font] = (uint32_t)t->value;
		use_font(d, d->font);
		return true;
	}
	if (to != RTF_TO_STYLES)
		return false;
	if (str_eq(t->word, S("s")))
		d->style = fits ? t->value : -1;
	else if (str_eq(t->word, S("cs")) || str_eq(t->word, S("ts")) || str_eq(t->word, S("ds")))
		d->style = -1;
	else if (str_eq(t->word, S("outlinelevel")) && d->style >= 0 && t->value >= 0 && t->value < LEVEL_MOST)
		d->styles[d->style] = (uint8_t)(t->value + 1);
	else
		return false;
	return true;
}

static bool
on_document(struct rtf *d, const struct rtf_token *t)
{
	static const struct {
		const char *word;
		uint32_t page;
	} sets[] = {
		{ "ansi", DEFAULT_PAGE },
		{ "mac", 10000 },
		{ "pc", 437 },
		{ "pca", 850 },
	};

	for (size_t i = 0; i < COUNT(sets); i++) {
		if (str_eq(t->word, str_of(sets[i].word)))
			d->page = top(d)->page = sets[i].page;
	}
	if (str_eq(t->word, S("ansicpg")) && t->value > 0)
		d->page = top(d)->page = (uint32_t)t->value;
	else if (str_eq(t->word, S("deff"))) {
		d->deff = t->value;
		d->has_deff = true;
	} else if (str_eq(t->word, S("deflang")) || (str_eq(t->word, S("lang")) && d->x->language.n == 0)) {
		struct str tag = rtf_language(t->value);

		if (tag.n != 0)
			d->x->language = tag;
	} else
		return false;
	return true;
}

static bool
on_break(struct rtf *d, const struct rtf_token *t)
{
	static const struct {
		const char *word;
		enum gap gap;
	} ends[] = {
		{ "par", GAP_LINE },
		{ "\r", GAP_LINE },
		{ "\n", GAP_LINE },
		{ "sect", GAP_LINE },
		{ "column", GAP_LINE },
		{ "page", GAP_LINE },
		{ "cell", GAP_CELL },
		{ "nestcell", GAP_CELL },
		{ "row", GAP_ROW },
		{ "nestrow", GAP_ROW },
		{ "shptxt", GAP_LINE },
	};
	struct str w = t->word;

	for (size_t i = 0; i < COUNT(ends); i++) {
		if (str_eq(w, str_of(ends[i].word)))
			paragraph_end(d, ends[i].gap);
	}
	if (!is_visible(d))
		return false;
	if (str_eq(w, S("page")) || str_eq(w, S("softpage"))) {
		if (d->break_page)
			gather_page(&d->x->text);
		d->break_page = false;
		gather_page(&d->x->text);
		d->started = false;
	} else if (str_eq(w, S("sect")) || str_eq(w, S("pagebb"))) {
		d->break_page = t->value != 0;
	} else if (str_eq(w, S("sbknone")) || str_eq(w, S("sbkcol"))) {
		d->break_page = false;
	} else
		return false;
	return true;
}

static void
on_format(struct rtf *d, const struct rtf_token *t)
{
	struct group *g = top(d);
	struct str w = t->word;

	if (str_eq(w, S("f"))) {
		use_font(d, t->value);
	} else if (str_eq(w, S("plain"))) {
		g->hidden = g->deleted = false;
		use_font(d, d->has_deff ? d->deff : -1);
	} else if (str_eq(w, S("v")) || str_eq(w, S("webhidden"))) {
		g->hidden = t->value != 0;
	} else if (str_eq(w, S("deleted")) || str_eq(w, S("mvf"))) {
		g->deleted = t->value != 0;
	} else if (str_eq(w, S("uc"))) {
		g->skip = (uint8_t)(t->value < 0 ? 0 : t->value > SKIP_MOST ? SKIP_MOST : t->value);
	} else if (str_eq(w, S("pard"))) {
		g->level = 0;
	} else if (str_eq(w, S("s"))) {
		g->level = t->value >= 0 && t->value < NUMBERS ? d->styles[t->value] : 0;
	} else if (str_eq(w, S("outlinelevel"))) {
		g->level = (uint8_t)(t->value >= 0 && t->value < LEVEL_MOST ? t->value + 1 : 0);
	}
}

/* {\creatim\yr2026\mo3\dy12\hr10\min15}; false when the word has nothing to do with it. */
static bool
on_moment(struct rtf *d, const struct rtf_token *t)
{
	static const char *const parts[] = { "yr", "mo", "dy", "hr", "min", "sec" };
	bool created = str_eq(t->word, S("creatim"));
	int part = str_index(parts, COUNT(parts), t->word);

	if (created || str_eq(t->word, S("revtim"))) {
		d->moment = created ? &d->x->created : &d->x->modified;
		d->moment_at = d->depth;
		memset(d->parts, 0, sizeof d->parts);
		return true;
	}
	if (part < 0 || d->moment == NULL)
		return false;
	d->parts[part] = t->value;
	return true;
}

static void
on_word(struct rtf *d, const struct rtf_token *t)
{
	const struct rtf_destination *to;
	struct str c;

	if (str_eq(t->word, S("u"))) {
		on_unicode(d, t->value);
		return;
	}
	c = rtf_character(t->word);
	if (c.n != 0 && d->skipping != 0) {
		d->skipping--;
		return;
	}
	flush(d);
	d->high = 0;
	if (c.n != 0) {
		add(d, c);
		return;
	}
	if (str_eq(t->word, S("*"))) {
		top(d)->star = true;
		return;
	}
	to = rtf_destination(t->word);
	if (to != NULL || top(d)->star)
		begin(d, to != NULL ? to : &unknown);
	else if (!on_moment(d, t) && !on_table(d, t) && !on_document(d, t) && !on_break(d, t))
		on_format(d, t);
}

/* ---- groups ---- */

static void
broken(struct rtf *d, const char *what)
{
	extraction_stop(d->x, F_EXT_BROKEN, str_of(what));
}

static void
on_open(struct rtf *d)
{
	struct group g = d->depth != 0 ? *top(d) : (struct group){ .to = &body, .page = DEFAULT_PAGE, .skip = 1 };

	if (d->depth == DEPTH_MOST) {
		extraction_stop(d->x, F_EXT_TOO_MUCH, str_of(_("1000 RTF-groepen in elkaar")));
		return;
	}
	g.own = g.star = false;
	d->stack[d->depth++] = g;
	if (g.to->to == RTF_TO_FONTS)
		d->font = -1;
	else if (g.to->to == RTF_TO_STYLES)
		d->style = -1;
}

static void
on_close(struct rtf *d)
{
	const struct group *g = top(d);

	/* Each group in the table of styles is one style. */
	if (g->own || g->to->to == RTF_TO_STYLES)
		destination_end(d, g->to);
	if (d->moment != NULL && d->moment_at == d->depth) {
		extraction_moment(d->moment, moment_parts(d->x->r->mem, d->parts));
		d->moment = NULL;
	}
	d->depth--;
}

/* White space, NULs and braces too many after the last brace are no text; anything else is hidden there. */
static void
behind(struct rtf *d, struct str rest)
{
	for (size_t i = 0; i < rest.n && !d->x->stopped; i++) {
		if (memchr(" \t\r\n\x1a}", rest.p[i], 7) == NULL)
			broken(d, _("er staat iets na het einde"));
	}
}

static void
on_token(struct rtf *d, const struct rtf_token *t)
{
	switch (t->kind) {
	case RTF_OPEN:
	case RTF_CLOSE:
		if (d->depth != 0)
			flush(d);
		d->skipping = 0;
		d->high = 0;
		if (t->kind == RTF_OPEN)
			on_open(d);
		else
			on_close(d);
		break;
	case RTF_WORD:
		on_word(d, t);
		break;
	case RTF_TEXT:
		on_bytes(d, t->bytes);
		break;
	case RTF_HEX:
		on_bytes(d, (struct str){ &t->byte, 1 });
		break;
	case RTF_BIN:
		flush(d);
		if (d->skipping != 0)
			d->skipping--;
		if (top(d)->to->to == RTF_TO_NOTHING)
			break;
		buf_add(&d->data, t->bytes);
		if (!is_data(top(d)->to))
			end_data(d, RTF_TO_DATA);
		break;
	case RTF_BROKEN:
		broken(d, _("een code is niet af"));
		break;
	case RTF_END:
		broken(d, _("de accolades kloppen niet"));
	}
}

static void
read_all(struct rtf *d, struct str s)
{
	struct rtf_token t;

	do {
		rtf_next(&s, &t);
		on_token(d, &t);
	} while (d->depth != 0 && !d->x->stopped && !gather_full(&d->x->text) && !gather_full(&d->x->aside));
	if (d->depth == 0)
		behind(d, s);
}

int
extract_rtf(struct extraction *x, struct err *e)
{
	struct arena *mem = x->r->mem;
	struct rtf d = { .x = x, .page = DEFAULT_PAGE, .font = -1, .style = -1, .nibble = -1 };
	struct str s = str_starts(x->bytes, S("\xef\xbb\xbf")) ? str_from(x->bytes, 3) : x->bytes;

	(void)e;
	s = str_trim(s);
	if (!str_starts(s, S("{\\rtf"))) {
		broken(&d, _("geen RTF"));
		return 0;
	}
	d.stack = NEW(mem, struct group, DEPTH_MOST);
	d.fonts = NEW(mem, uint32_t, (size_t)NUMBERS);
	d.styles = NEW(mem, uint8_t, (size_t)NUMBERS);
	buf_init(&d.run, mem, RUN_MOST);
	buf_init(&d.out, mem, 4 * RUN_MOST);
	buf_init(&d.words, mem, TEXT_MOST);
	buf_init(&d.data, mem, x->bytes.n);
	buf_init(&d.title, mem, ATTR_MOST);
	buf_init(&d.sn, mem, ATTR_MOST);
	read_all(&d, s);
	if (d.words.cut)
		extraction_stop(x, F_EXT_TOO_MUCH, str_of(_("64 MB tekst")));
	x->title = buf_str(&d.title);
	return 0;
}
