/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_tokens.c - the tokens of a page's drawing operations (decisions 054). */
#include "pdf/pdf_tokens.h"

#include "base/ascii.h"
#include "pdf/pdf_bytes.h"

#include "base/banned.h"

#define WHOLE_MOST	8u		/* digits before the point: an int has room for them */
#define DICT_DEPTH	16		/* dictionaries and arrays inside each other */

/* From here, which is p or behind its slash: up to where a token must end. */
static enum token
regular(struct tokens *t, const unsigned char *from, enum token token)
{
	const unsigned char *p = from;

	while (p < t->end && kinds[*p] == REGULAR)
		p++;
	t->s = (struct str){ (const char *)from, (size_t)(p - from) };
	t->p = p;
	return t->s.n == 0 || t->s.n > PDF_WORD_MOST || (p < t->end && kinds[*p] == HASH) ? TOKEN_ODD : token;
}

/* One sign, digits, one point among them; whatever else a lexer may let pass is odd. */
static enum token
number(struct tokens *t)
{
	const unsigned char *from = t->p, *p = from, *whole;
	size_t digits;

	p += *p == '-';
	whole = p;
	while (p < t->end && ascii_digit((char)*p))
		p++;
	digits = (size_t)(p - whole);
	if (digits > WHOLE_MOST)
		return TOKEN_ODD;
	if (p < t->end && *p == '.') {
		const unsigned char *part = ++p;

		while (p < t->end && ascii_digit((char)*p))
			p++;
		digits += (size_t)(p - part);
	}
	t->s = (struct str){ (const char *)from, (size_t)(p - from) };
	t->p = p;
	return digits == 0 || t->s.n > TOKENS_NUMBER_MOST ||
		(p < t->end && kinds[*p] != WHITE && kinds[*p] != DELIMITER) ?
	    TOKEN_ODD :
	    TOKEN_NUMBER;
}

/* Up to three octal digits, of which p has the first. */
static const unsigned char *
octal(const unsigned char *p, const unsigned char *end, char *to)
{
	unsigned v = 0;

	for (int i = 0; i < 3 && p < end && *p >= '0' && *p <= '7'; i++)
		v = v * 8 + (unsigned)(*p++ - '0');
	*to = (char)(unsigned char)v;
	return p;
}

/* What stands behind a backslash, at p; *to grows by what it stands for. */
static const unsigned char *
escape(const unsigned char *p, const unsigned char *end, char **to)
{
	static const char stands_for[256] = { ['n'] = '\n', ['r'] = '\r', ['t'] = '\t', ['b'] = '\b', ['f'] = '\f' };

	if (*p >= '0' && *p <= '7')
		return octal(p, end, (*to)++);
	/* The line goes on. */
	if (*p == '\n')
		return p + 1;
	if (*p == '\r')
		return p + 1 + (p + 1 < end && p[1] == '\n');
	*(*to)++ = stands_for[*p] != '\0' ? stands_for[*p] : (char)*p;
	return p + 1;
}

/* p is behind the first parenthesis. */
static enum token
string(struct tokens *t)
{
	const unsigned char *p = t->p;
	char *from = t->room + t->used, *to = from;

	for (unsigned depth = 1; depth != 0;) {
		if (p == t->end)
			return TOKEN_ODD;
		if (*p == '\\') {
			if (++p == t->end)
				return TOKEN_ODD;
			p = escape(p, t->end, &to);
			continue;
		}
		depth += *p == '(';
		depth -= *p == ')';
		if (depth != 0)
			*to++ = (char)*p;
		p++;
	}
	t->s = (struct str){ from, (size_t)(to - from) };
	t->used += t->s.n;
	t->p = p;
	return TOKEN_STRING;
}

/* p is behind "<". */
static enum token
hex(struct tokens *t)
{
	const unsigned char *p = t->p;
	char *from = t->room + t->used, *to = from;
	int high = -1;

	for (; p < t->end && *p != '>'; p++) {
		int v = ascii_hex((char)*p);

		if (v < 0 && kinds[*p] != WHITE)
			return TOKEN_ODD;
		if (v < 0)
			continue;
		if (high < 0)
			high = v;
		else {
			*to++ = (char)(unsigned char)(high * 16 + v);
			high = -1;
		}
	}
	if (p == t->end)
		return TOKEN_ODD;
	if (high >= 0)
		*to++ = (char)(unsigned char)(high * 16);
	t->s = (struct str){ from, (size_t)(to - from) };
	t->used += t->s.n;
	t->p = p + 1;
	return TOKEN_STRING;
}

static void
skip_white(struct tokens *t)
{
	while (t->p < t->end) {
		if (kinds[*t->p] == WHITE)
			t->p++;
		else if (*t->p == '%') {
			while (t->p < t->end && *t->p != '\n' && *t->p != '\r')
				t->p++;
		} else
			return;
	}
}

enum token
tokens_next(struct tokens *t)
{
	unsigned char c;

	skip_white(t);
	if (t->p == t->end)
		return TOKEN_END;
	c = *t->p;
	if (ascii_digit((char)c) || c == '-' || c == '.')
		return number(t);
	if (kinds[c] == REGULAR && c != '+')
		return regular(t, t->p, TOKEN_WORD);
	t->p++;
	switch (c) {
	case '/':
		return regular(t, t->p, TOKEN_NAME);
	case '(':
		return string(t);
	case '[':
		return TOKEN_ARRAY;
	case ']':
		return TOKEN_ARRAY_END;
	case '<':
	case '>':
		if (t->p < t->end && *t->p == c) {
			t->p++;
			return c == '<' ? TOKEN_DICT : TOKEN_DICT_END;
		}
		return c == '<' ? hex(t) : TOKEN_ODD;
	default:
		return TOKEN_ODD;
	}
}

static bool
is_constant(struct str s)
{
	return str_eq(s, S("true")) || str_eq(s, S("false")) || str_eq(s, S("null"));
}

bool
tokens_skip_dict(struct tokens *t)
{
	bool array[DICT_DEPTH] = { false }, value[DICT_DEPTH] = { false }; /* value: a key was read */
	int depth = 0;

	while (depth >= 0) {
		enum token token = tokens_next(t);
		bool key = !array[depth] && !value[depth];

		if (token == TOKEN_DICT_END      ? !key :
			token == TOKEN_ARRAY_END ? !array[depth] :
						   key && token != TOKEN_NAME)
			return false;
		if (token == TOKEN_DICT_END || token == TOKEN_ARRAY_END) {
			depth--;
			continue;
		}
		value[depth] = key;
		if (token == TOKEN_ARRAY || token == TOKEN_DICT) {
			if (++depth == DICT_DEPTH)
				return false;
			array[depth] = token == TOKEN_ARRAY;
			value[depth] = false;
		} else if (token == TOKEN_END || token == TOKEN_ODD || (token == TOKEN_WORD && !is_constant(t->s)))
			return false;
	}
	return true;
}
