/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_skim.c - a quick look through the tokens of a PDF stream (decisions 054). */
#include "extract/pdf_skim.h"

#include <string.h>

#include "base/ascii.h"
#include "extract/legible.h"
#include "pdf/pdf_bytes.h"

#include "base/banned.h"

#define DIGITS_LEAST	8u		/* legible_number() finds nothing with fewer */

static void
add(struct skim *k, unsigned char c)
{
	if (k->n == SKIM_STRING) {
		k->close = true;
		return;
	}
	k->s[k->n++] = (char)c;
	k->numerals += ascii_digit((char)c);
}

/* The strings in hand are whole: is there something to tell of them? */
static void
judge(struct skim *k)
{
	struct str s = { k->s, k->n };
	size_t at = 0;

	if (s.n >= 2 &&
	    ((unsigned char)s.p[0] == 0xfe || (k->numerals >= DIGITS_LEAST && legible_number(s, &at).n != 0)))
		k->close = true;
	k->n = k->numerals = 0;
}

static void
string_end(struct skim *k)
{
	k->at = SKIM_BETWEEN;
	if (!k->array)
		judge(k);
}

/* A byte where a token begins. */
static void
begin(struct skim *k, unsigned char c)
{
	switch (c) {
	case '(':
		k->at = SKIM_STRINGS;
		k->depth = 1;
		break;
	case '<':
		k->at = SKIM_LESS;
		break;
	case '>':
		k->at = SKIM_MORE;
		break;
	case '[':
		k->array = true;
		break;
	case ']':
		k->array = false;
		judge(k);
		break;
	case '%':
		k->at = SKIM_COMMENT;
		break;
	case ')':
		k->close = true;
		break;
	case '{':
	case '}':
		break;
	default: /* a name, an operator or a number */
		k->at = SKIM_WORD;
		k->digits = 1;
	}
}

static void
escape(struct skim *k, unsigned char c)
{
	static const unsigned char stands_for[256] = { ['n'] = '\n',
		['r'] = '\r',
		['t'] = '\t',
		['b'] = '\b',
		['f'] = '\f',
		['('] = '(',
		[')'] = ')',
		['\\'] = '\\' };

	k->at = SKIM_STRINGS;
	if (c >= '0' && c <= '7') {
		k->at = SKIM_OCTAL;
		k->digits = 1;
		k->value = c - '0';
	} else if (stands_for[c] != '\0')
		add(k, stands_for[c]);
	else
		k->close = true;
}

static void
hex(struct skim *k, unsigned char c)
{
	int v = ascii_digit((char)c) ? c - '0' :
	    c >= 'A' && c <= 'F'     ? c - 'A' + 10 :
	    c >= 'a' && c <= 'f'     ? c - 'a' + 10 :
				       -1;

	if (v >= 0 && k->digits == 0) {
		k->digits = 1;
		k->value = (unsigned)v;
	} else if (v >= 0) {
		k->digits = 0;
		add(k, (unsigned char)(k->value * 16 + (unsigned)v));
	} else if (c == '>' && k->digits == 0)
		string_end(k);
	else if (kinds[c] != WHITE)
		k->close = true;
}

/* From p on: how many bytes belong to the word in hand. */
static size_t
word(struct skim *k, const unsigned char *p, size_t n)
{
	size_t i = 0;

	while (i < n && kinds[p[i]] == REGULAR)
		i++;
	k->digits += (unsigned)(i > PDF_WORD_MOST ? PDF_WORD_MOST : i);
	if (k->digits > PDF_WORD_MOST || (i < n && kinds[p[i]] == HASH))
		k->close = true;
	if (i < n)
		k->at = SKIM_BETWEEN;
	return i;
}

static size_t
string(struct skim *k, const unsigned char *p, size_t n)
{
	size_t i = 0;

	for (; i < n && k->at == SKIM_STRINGS; i++) {
		if (p[i] == '\\') {
			k->at = SKIM_ESCAPE;
			continue;
		}
		k->depth += p[i] == '(';
		k->depth -= p[i] == ')';
		if (k->depth == 0)
			string_end(k);
		else
			add(k, p[i]);
	}
	return i;
}

/* Takes at least one byte, or changes what is in hand. */
static size_t
step(struct skim *k, const unsigned char *p, size_t n)
{
	size_t i = 0;

	switch (k->at) {
	case SKIM_BETWEEN:
		while (i < n && kinds[p[i]] == WHITE)
			i++;
		if (i < n)
			begin(k, p[i++]);
		return i;
	case SKIM_WORD:
		return word(k, p, n);
	case SKIM_COMMENT:
		while (i < n && p[i] != '\n' && p[i] != '\r')
			i++;
		if (i < n)
			k->at = SKIM_BETWEEN;
		return i;
	case SKIM_LESS:
		k->at = *p == '<' ? SKIM_BETWEEN : SKIM_HEX;
		k->digits = 0;
		return *p == '<';
	case SKIM_MORE:
		k->at = SKIM_BETWEEN;
		k->close = k->close || *p != '>';
		return 1;
	case SKIM_STRINGS:
		return string(k, p, n);
	case SKIM_ESCAPE:
		escape(k, *p);
		return 1;
	case SKIM_OCTAL:
		if (k->digits < 3 && *p >= '0' && *p <= '7') {
			k->value = k->value * 8 + (*p - '0');
			k->digits++;
			return 1;
		}
		add(k, (unsigned char)k->value);
		k->at = SKIM_STRINGS;
		return 0;
	case SKIM_HEX:
		while (i < n && k->at == SKIM_HEX && !k->close)
			hex(k, p[i++]);
		return i;
	}
	return n;
}

bool
skim_feed(struct skim *k, const unsigned char *p, size_t n)
{
	while (n != 0 && !k->close) {
		size_t took = step(k, p, n);

		p += took;
		n -= took;
	}
	return !k->close;
}

bool
skim_end(struct skim *k)
{
	/* A string that breaks off is told as well. */
	if (k->at == SKIM_STRINGS || k->at == SKIM_ESCAPE || k->at == SKIM_OCTAL || k->at == SKIM_HEX ||
	    k->at == SKIM_LESS)
		k->close = true;
	judge(k);
	return k->close;
}
