/* SPDX-License-Identifier: EUPL-1.2 */
/* rich.c - the HTML that was wrapped in an RTF body of Outlook (MS-OXRTFEX). */
#include "mail/rich.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "mail/label.h"

#include "base/banned.h"

#define DEPTH_MOST	256		/* groups in groups; Outlook writes under ten */
#define NAME_MOST	((size_t)32)	/* letters of a control word (RTF 1.9.1) */
#define PENDING_MOST	((size_t)1 << 20)	/* bytes of other encodings, taken together */
#define ANSI		1252

struct group {
	bool		 skip;		/* a destination that holds no text */
	bool		 twin;		/* htmlrtf: the RTF twin of a tag */
	unsigned	 uc;		/* characters that follow \u for programs that do not know it */
};

struct rich {
	struct arena	*mem;
	struct str	 s;		/* what is to be read */
	struct group	 stack[DEPTH_MOST];
	size_t		 depth;		/* the group in hand */
	bool		 html, star, garbled;
	uint32_t	 codepage;
	uint32_t	 high;		/* first half of a character beyond 16 bits */
	unsigned	 passed;	/* characters still to pass over */
	struct buf	 pending;	/* bytes in codepage */
	struct buf	 out;
};

struct control {
	struct str	 name;
	bool		 has;		/* a number */
	int32_t		 n;
};

static bool
is_silent(const struct rich *r)
{
	const struct group *g = &r->stack[r->depth];

	return g->skip || (r->html && g->twin);
}

static void
flush(struct rich *r)
{
	struct str s;

	if (r->pending.n == 0)
		return;
	r->garbled |= label_utf8(r->mem, label_of_codepage(r->mem, r->codepage), buf_str(&r->pending), 4 * r->pending.n,
			  &s) != LABEL_WHOLE;
	buf_add(&r->out, s);
	r->pending.n = 0;
}

/* One byte in the code page of the text. */
static void
add_byte(struct rich *r, char c)
{
	if (r->passed != 0) {
		r->passed--;
		return;
	}
	if (is_silent(r))
		return;
	if (r->pending.n + 1 >= PENDING_MOST)
		flush(r);
	buf_addc(&r->pending, c);
}

static void
add_str(struct rich *r, struct str s)
{
	if (is_silent(r))
		return;
	flush(r);
	buf_add(&r->out, s);
}

static void
add_unicode(struct rich *r, int32_t n)
{
	uint32_t c = (uint32_t)(n < 0 ? n + 0x10000 : n) & 0xffff;
	char utf8[4];

	r->passed = r->stack[r->depth].uc;
	if (c >= 0xd800 && c < 0xdc00) {
		r->high = c;
		return;
	}
	if (c >= 0xdc00 && c < 0xe000) {
		c = r->high == 0 ? 0xfffd : 0x10000 + ((r->high - 0xd800) << 10) + (c - 0xdc00);
		r->high = 0;
	}
	add_str(r, (struct str){ utf8, utf8_encode(c, utf8) });
}

/* A control word behind its backslash: letters, a number, one space. */
static struct control
control_next(struct rich *r)
{
	struct control c = { .n = 0 };
	size_t i = 0;
	bool minus;

	while (i < r->s.n && i < NAME_MOST && ascii_letter(r->s.p[i]))
		i++;
	c.name = str_sub(r->s, 0, i);
	minus = i + 1 < r->s.n && r->s.p[i] == '-' && ascii_digit(r->s.p[i + 1]);
	i += minus;
	for (int digits = 0; i < r->s.n && digits < 9 && ascii_digit(r->s.p[i]); digits++) {
		c.n = c.n * 10 + (r->s.p[i++] - '0');
		c.has = true;
	}
	if (minus)
		c.n = -c.n;
	if (i < r->s.n && r->s.p[i] == ' ')
		i++;
	r->s = str_from(r->s, i);
	return c;
}

static const struct { const char *name, *text; } characters[] = { { "par", "\n" }, { "line", "\n" }, { "tab", "\t" },
	{ "cell", "\t" }, { "row", "\n" }, { "sect", "\n" }, { "page", "\n" }, { "lquote", "\xe2\x80\x98" },
	{ "rquote", "\xe2\x80\x99" }, { "ldblquote", "\xe2\x80\x9c" }, { "rdblquote", "\xe2\x80\x9d" },
	{ "bullet", "\xe2\x80\xa2" }, { "endash", "\xe2\x80\x93" }, { "emdash", "\xe2\x80\x94" } };

/* Destinations without text of the message; every other one with an asterisk too. */
static const char *const silent[] = { "fonttbl", "colortbl", "stylesheet", "pict", "mhtmltag", "generator", "themedata",
	"colorschememapping", "datastore", "latentstyles", "listtable", "listoverridetable", "rsidtbl", "mmathPr" };

static void
obey(struct rich *r, const struct control *c)
{
	struct group *g = &r->stack[r->depth];
	bool star = r->star;

	r->star = false;
	if (str_eq(c->name, S("htmltag"))) {
		g->skip = g->twin = false;
	} else if (str_eq(c->name, S("u")) && c->has) {
		add_unicode(r, c->n);
	} else if (str_eq(c->name, S("uc"))) {
		g->uc = c->n >= 0 && c->n < 16 ? (unsigned)c->n : 1;
	} else if (str_eq(c->name, S("fromhtml"))) {
		r->html = true;
	} else if (str_eq(c->name, S("htmlrtf"))) {
		g->twin = !c->has || c->n != 0;
	} else if (str_eq(c->name, S("ansicpg")) && c->n > 0) {
		flush(r);
		r->codepage = (uint32_t)c->n;
	} else if (str_eq(c->name, S("bin")) && c->n > 0) {
		r->s = str_from(r->s, (size_t)c->n);
	} else if (star || str_index(silent, COUNT(silent), c->name) >= 0) {
		g->skip = true;
	} else {
		for (size_t i = 0; i < COUNT(characters); i++) {
			if (str_eq(c->name, str_of(characters[i].name)))
				add_str(r, str_of(characters[i].text));
		}
	}
}

/* Behind a backslash. */
static void
read_control(struct rich *r)
{
	struct control c;
	char symbol;

	if (r->s.n == 0)
		return;
	symbol = *r->s.p;
	if (ascii_letter(symbol)) {
		c = control_next(r);
		obey(r, &c);
		return;
	}
	r->s = str_from(r->s, 1);
	if (symbol == '\'' && r->s.n >= 2 && ascii_hex(r->s.p[0]) >= 0 && ascii_hex(r->s.p[1]) >= 0) {
		add_byte(r, (char)(ascii_hex(r->s.p[0]) << 4 | ascii_hex(r->s.p[1])));
		r->s = str_from(r->s, 2);
	} else if (symbol == '*') {
		r->star = true;
	} else if (symbol == '~') {
		add_str(r, S("\xc2\xa0"));
	} else if (symbol == '_') {
		add_str(r, S("-"));
	} else if (symbol == '\n' || symbol == '\r') {
		add_str(r, S("\n"));
	} else if (symbol == '\\' || symbol == '{' || symbol == '}') {
		add_byte(r, symbol);
	}
}

/* One step; false when the groups go too deep or close what was not open. */
static bool
step(struct rich *r)
{
	char c = *r->s.p;

	r->s = str_from(r->s, 1);
	if (c == '{') {
		if (r->depth + 1 >= DEPTH_MOST)
			return false;
		r->stack[r->depth + 1] = r->stack[r->depth];
		r->depth++;
	} else if (c == '}') {
		if (r->depth == 0)
			return false;
		r->depth--;
	} else if (c == '\\') {
		read_control(r);
		return true;
	} else if (c != '\r' && c != '\n' && c != '\0') {
		add_byte(r, c);
		return true;
	} else {
		return true;
	}
	r->star = false;
	r->passed = 0;
	return true;
}

bool
rich_html(struct str rtf, size_t max, struct arena *mem, struct str *html_r)
{
	struct rich *r = NEW(mem, struct rich, 1);
	bool whole = str_starts(rtf, S("{\\rtf"));

	r->mem = mem;
	r->s = rtf;
	r->codepage = ANSI;
	r->stack[0].uc = 1;
	buf_init(&r->pending, mem, PENDING_MOST);
	buf_init(&r->out, mem, max);
	while (whole && r->s.n != 0 && !r->out.cut)
		whole = step(r);
	flush(r);
	*html_r = r->html ? buf_str(&r->out) : STR_NONE;
	return whole && r->depth == 0 && !r->out.cut && !(r->html && r->garbled);
}
