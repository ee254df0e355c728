/* SPDX-License-Identifier: EUPL-1.2 */
/* rtf.c - the words of an RTF file (Rich Text Format specification 1.9.1), and what they stand for. */
#include "format/rtf.h"

#include "base/ascii.h"

#include "base/banned.h"

#define DIGITS_MOST	9		/* of a number: nothing that counts is longer, and it fits 32 bits */

/* The optional number and the one space behind a control word, from offset i. */
static size_t
number(struct str s, size_t i, struct rtf_token *t)
{
	bool minus = i + 1 < s.n && s.p[i] == '-' && ascii_digit(s.p[i + 1]);
	size_t from = i += minus;
	int32_t v = 0;

	for (; i < s.n && ascii_digit(s.p[i]); i++) {
		if (i - from < DIGITS_MOST)
			v = v * 10 + (s.p[i] - '0');
	}
	t->value = i == from ? 1 : minus ? -v : v;
	return i < s.n && s.p[i] == ' ' ? i + 1 : i;
}

/* s starts behind the backslash. */
static size_t
control(struct str s, struct rtf_token *t)
{
	size_t n = 0;

	t->kind = RTF_BROKEN;
	if (s.n == 0)
		return 0;
	if (*s.p == '\'') {
		int hi = s.n > 1 ? ascii_hex(s.p[1]) : -1, lo = s.n > 2 ? ascii_hex(s.p[2]) : -1;

		if (hi < 0 || lo < 0)
			return 0;
		t->kind = RTF_HEX;
		t->byte = (char)(hi * 16 + lo);
		return 3;
	}
	t->kind = RTF_WORD;
	t->value = 1;
	while (n < s.n && ascii_letter(s.p[n]))
		n++;
	t->word = str_sub(s, 0, n == 0 ? 1 : n);
	if (n == 0)
		return 1;
	n = number(s, n, t);
	if (!str_eq(t->word, S("bin")))
		return n;
	t->kind = RTF_BIN;
	t->bytes = str_sub(s, n, t->value > 0 ? (size_t)t->value : 0);
	if (t->value > 0 && t->bytes.n != (size_t)t->value)
		t->kind = RTF_BROKEN;
	return n + t->bytes.n;
}

void
rtf_next(struct str *rest, struct rtf_token *t)
{
	size_t n = 0;

	*t = (struct rtf_token){ .kind = RTF_END };
	while (rest->n != 0 && (*rest->p == '\r' || *rest->p == '\n'))
		*rest = str_from(*rest, 1);
	if (rest->n == 0)
		return;
	switch (*rest->p) {
	case '{':
	case '}':
		t->kind = *rest->p == '{' ? RTF_OPEN : RTF_CLOSE;
		*rest = str_from(*rest, 1);
		return;
	case '\\':
		*rest = str_from(*rest, 1);
		*rest = str_from(*rest, control(*rest, t));
		return;
	default:
		while (n < rest->n && rest->p[n] != '{' && rest->p[n] != '}' && rest->p[n] != '\\' &&
		    rest->p[n] != '\r' && rest->p[n] != '\n')
			n++;
		t->kind = RTF_TEXT;
		t->bytes = str_sub(*rest, 0, n);
		*rest = str_from(*rest, n);
	}
}

/* Sorted by nothing but what they are; a destination that is not here and has \* is REST. */
static const struct rtf_destination destinations[] = {
	{ "fonttbl", RTF_TO_FONTS, TEXT_REST },
	{ "stylesheet", RTF_TO_STYLES, TEXT_REST },
	{ "colortbl", RTF_TO_NOTHING, TEXT_REST },
	/* the same text as the group around them, in spite of their star */
	{ "shppict", RTF_TO_SAME, TEXT_REST }, { "shpinst", RTF_TO_SAME, TEXT_REST },
	{ "do", RTF_TO_SAME, TEXT_REST }, { "dptxbxtext", RTF_TO_SAME, TEXT_REST }, { "ud", RTF_TO_SAME, TEXT_REST },
	{ "moMath", RTF_TO_SAME, TEXT_REST }, { "moMathPara", RTF_TO_SAME, TEXT_REST },
	{ "nesttableprops", RTF_TO_SAME, TEXT_REST },
	/* around the text */
	{ "header", RTF_TO_BESIDE, TEXT_HEADER }, { "headerl", RTF_TO_BESIDE, TEXT_HEADER },
	{ "headerr", RTF_TO_BESIDE, TEXT_HEADER }, { "headerf", RTF_TO_BESIDE, TEXT_HEADER },
	{ "footer", RTF_TO_BESIDE, TEXT_HEADER }, { "footerl", RTF_TO_BESIDE, TEXT_HEADER },
	{ "footerr", RTF_TO_BESIDE, TEXT_HEADER }, { "footerf", RTF_TO_BESIDE, TEXT_HEADER },
	{ "footnote", RTF_TO_BESIDE, TEXT_NOTE },
	{ "annotation", RTF_TO_BESIDE, TEXT_COMMENT }, { "atnid", RTF_TO_BESIDE, TEXT_COMMENT },
	{ "atnauthor", RTF_TO_BESIDE, TEXT_COMMENT },
	{ "bkmkstart", RTF_TO_BOOKMARK, TEXT_BOOKMARK }, { "bkmkend", RTF_TO_BOOKMARK, TEXT_BOOKMARK },
	/* separators, and older copies of what stands elsewhere */
	{ "ftnsep", RTF_TO_BESIDE, TEXT_REST }, { "ftnsepc", RTF_TO_BESIDE, TEXT_REST },
	{ "ftncn", RTF_TO_BESIDE, TEXT_REST }, { "aftnsep", RTF_TO_BESIDE, TEXT_REST },
	{ "aftnsepc", RTF_TO_BESIDE, TEXT_REST }, { "aftncn", RTF_TO_BESIDE, TEXT_REST },
	{ "shprslt", RTF_TO_BESIDE, TEXT_REST }, { "nonesttables", RTF_TO_BESIDE, TEXT_REST },
	{ "filetbl", RTF_TO_BESIDE, TEXT_REST }, { "listtable", RTF_TO_BESIDE, TEXT_REST },
	/* about the file */
	{ "info", RTF_TO_BESIDE, TEXT_PROPERTY }, { "title", RTF_TO_TITLE, TEXT_PROPERTY },
	{ "userprops", RTF_TO_BESIDE, TEXT_PROPERTY }, { "docvar", RTF_TO_BESIDE, TEXT_PROPERTY },
	{ "subject", RTF_TO_BESIDE, TEXT_PROPERTY }, { "author", RTF_TO_BESIDE, TEXT_PROPERTY },
	{ "manager", RTF_TO_BESIDE, TEXT_PROPERTY }, { "company", RTF_TO_BESIDE, TEXT_PROPERTY },
	{ "operator", RTF_TO_BESIDE, TEXT_PROPERTY }, { "category", RTF_TO_BESIDE, TEXT_PROPERTY },
	{ "keywords", RTF_TO_BESIDE, TEXT_PROPERTY }, { "comment", RTF_TO_BESIDE, TEXT_PROPERTY },
	{ "doccomm", RTF_TO_BESIDE, TEXT_PROPERTY }, { "hlinkbase", RTF_TO_BESIDE, TEXT_PROPERTY },
	{ "propname", RTF_TO_BESIDE, TEXT_PROPERTY }, { "staticval", RTF_TO_BESIDE, TEXT_PROPERTY },
	{ "linkval", RTF_TO_BESIDE, TEXT_PROPERTY }, { "generator", RTF_TO_BESIDE, TEXT_PROPERTY },
	{ "template", RTF_TO_BESIDE, TEXT_PROPERTY }, { "revtbl", RTF_TO_BESIDE, TEXT_PROPERTY },
	/* fields, and the entries of an index or a table of contents */
	{ "fldinst", RTF_TO_FIELD, TEXT_FIELD },
	{ "formfield", RTF_TO_BESIDE, TEXT_FIELD }, { "ffname", RTF_TO_BESIDE, TEXT_FIELD },
	{ "ffdeftext", RTF_TO_BESIDE, TEXT_FIELD }, { "ffformat", RTF_TO_BESIDE, TEXT_FIELD },
	{ "ffhelptext", RTF_TO_BESIDE, TEXT_FIELD }, { "ffstattext", RTF_TO_BESIDE, TEXT_FIELD },
	{ "ffl", RTF_TO_BESIDE, TEXT_FIELD }, { "ffentrymcr", RTF_TO_BESIDE, TEXT_FIELD },
	{ "xe", RTF_TO_BESIDE, TEXT_FIELD }, { "tc", RTF_TO_BESIDE, TEXT_FIELD }, { "tcn", RTF_TO_BESIDE, TEXT_FIELD },
	{ "rxe", RTF_TO_BESIDE, TEXT_FIELD }, { "txe", RTF_TO_BESIDE, TEXT_FIELD },
	/* drawings, pictures and objects */
	{ "sn", RTF_TO_NAME, TEXT_REST }, { "sv", RTF_TO_VALUE, TEXT_REST },
	{ "pict", RTF_TO_PICTURE, TEXT_REST }, { "blipuid", RTF_TO_NOTHING, TEXT_REST },
	{ "panose", RTF_TO_NOTHING, TEXT_REST }, { "fontfile", RTF_TO_NOTHING, TEXT_REST },
	{ "fontemb", RTF_TO_NOTHING, TEXT_REST }, { "passwordhash", RTF_TO_NOTHING, TEXT_REST },
	{ "atndate", RTF_TO_NOTHING, TEXT_REST }, { "atntime", RTF_TO_NOTHING, TEXT_REST },
	{ "atnref", RTF_TO_NOTHING, TEXT_REST }, { "atnparent", RTF_TO_NOTHING, TEXT_REST },
	{ "atrfstart", RTF_TO_NOTHING, TEXT_REST }, { "atrfend", RTF_TO_NOTHING, TEXT_REST },
	{ "datafield", RTF_TO_DATA, TEXT_REST }, { "objalias", RTF_TO_DATA, TEXT_REST },
	{ "objsect", RTF_TO_DATA, TEXT_REST }, { "themedata", RTF_TO_DATA, TEXT_REST },
	{ "colorschememapping", RTF_TO_DATA, TEXT_REST }, { "datastore", RTF_TO_STORE, TEXT_REST },
	{ "objdata", RTF_TO_OBJECT, TEXT_REST },
};

const struct rtf_destination *
rtf_destination(struct str word)
{
	for (size_t i = 0; i < COUNT(destinations); i++) {
		if (str_eq(word, str_of(destinations[i].word)))
			return &destinations[i];
	}
	return NULL;
}

static const struct { const char *word, *utf8; } characters[] = {
	{ "\\", "\\" }, { "{", "{" }, { "}", "}" }, { "~", "\xc2\xa0" }, { "_", "\xe2\x80\x91" },
	{ "-", "\xc2\xad" }, { "tab", "\t" }, { "\t", "\t" }, { "line", "\n" }, { "emdash", "\xe2\x80\x94" },
	{ "endash", "\xe2\x80\x93" }, { "emspace", "\xe2\x80\x83" }, { "enspace", "\xe2\x80\x82" },
	{ "qmspace", "\xe2\x80\x85" }, { "bullet", "\xe2\x80\xa2" }, { "lquote", "\xe2\x80\x98" },
	{ "rquote", "\xe2\x80\x99" }, { "ldblquote", "\xe2\x80\x9c" }, { "rdblquote", "\xe2\x80\x9d" },
	{ "zwj", "\xe2\x80\x8d" }, { "zwnj", "\xe2\x80\x8c" }, { "zwbo", "\xe2\x80\x8b" },
	{ "zwnbo", "\xe2\x81\xa0" }, { "ltrmark", "\xe2\x80\x8e" }, { "rtlmark", "\xe2\x80\x8f" },
};

struct str
rtf_character(struct str word)
{
	for (size_t i = 0; i < COUNT(characters); i++) {
		if (str_eq(word, str_of(characters[i].word)))
			return str_of(characters[i].utf8);
	}
	return STR_NONE;
}

static const struct { int32_t fcharset; uint32_t codepage; } sets[] = {
	{ 0, 1252 }, { 1, 0 }, { 2, RTF_SYMBOLS }, { 77, 10000 }, { 128, 932 }, { 129, 949 }, { 130, 1361 },
	{ 134, 936 }, { 136, 950 }, { 161, 1253 }, { 162, 1254 }, { 163, 1258 }, { 177, 1255 }, { 178, 1256 },
	{ 186, 1257 }, { 204, 1251 }, { 222, 874 }, { 238, 1250 }, { 254, 437 }, { 255, 850 },
};

uint32_t
rtf_charset(int32_t fcharset)
{
	for (size_t i = 0; i < COUNT(sets); i++) {
		if (sets[i].fcharset == fcharset)
			return sets[i].codepage;
	}
	return 0;
}

static const struct { int32_t lcid; const char *tag; } languages[] = {
	{ 1043, "nl-NL" }, { 2067, "nl-BE" }, { 1122, "fy-NL" }, { 1033, "en-US" }, { 2057, "en-GB" },
	{ 1031, "de-DE" }, { 1036, "fr-FR" },
};

struct str
rtf_language(int32_t lcid)
{
	for (size_t i = 0; i < COUNT(languages); i++) {
		if (languages[i].lcid == lcid)
			return str_of(languages[i].tag);
	}
	return STR_NONE;
}
