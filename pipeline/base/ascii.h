/* SPDX-License-Identifier: EUPL-1.2 */
/* ascii.h - what kind of character a byte is, in every locale the same. */
#ifndef BASE_ASCII_H
#define BASE_ASCII_H

#include <stdbool.h>

static inline bool
ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The value of a hexadecimal digit; -1: it is none. */
static inline int
ascii_hex(char c)
{
	if (ascii_digit(c))
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The same where capitals do not count: what we write ourselves has one form. */
static inline int
ascii_hex_lower(char c)
{
	return c >= 'A' && c <= 'F' ? -1 : ascii_hex(c);
}

#endif
