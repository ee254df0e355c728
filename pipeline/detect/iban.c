/* SPDX-License-Identifier: EUPL-1.2 */
/* iban.c - account numbers as ISO 13616 has them. */
#include "detect/iban.h"

#include "base/ascii.h"

#include "base/banned.h"

/* The countries of SEPA; of others the remainder alone decides. */
static const struct { char country[3]; unsigned char n; } lengths[] = {
	{ "ad", 24 }, { "at", 20 }, { "be", 16 }, { "bg", 22 }, { "ch", 21 }, { "cy", 28 }, { "cz", 24 }, { "de", 22 },
	{ "dk", 18 }, { "ee", 20 }, { "es", 24 }, { "fi", 18 }, { "fr", 27 }, { "gb", 22 }, { "gi", 23 }, { "gr", 27 },
	{ "hr", 21 }, { "hu", 28 }, { "ie", 22 }, { "is", 26 }, { "it", 27 }, { "li", 21 }, { "lt", 20 }, { "lu", 20 },
	{ "lv", 21 }, { "mc", 27 }, { "mt", 31 }, { "nl", 18 }, { "no", 15 }, { "pl", 28 }, { "pt", 25 }, { "ro", 24 },
	{ "se", 24 }, { "si", 19 }, { "sk", 24 }, { "sm", 27 }, { "tr", 26 },
};

size_t
iban_length(const char country[2])
{
	for (size_t i = 0; i < COUNT(lengths); i++) {
		if (lengths[i].country[0] == country[0] && lengths[i].country[1] == country[1])
			return lengths[i].n;
	}
	return 0;
}

bool
iban_valid(struct str plain)
{
	uint32_t rest = 0;
	size_t n;

	if (plain.n < IBAN_LEAST || plain.n > IBAN_MOST || !ascii_letter(plain.p[0]) || !ascii_letter(plain.p[1]) ||
	    !ascii_digit(plain.p[2]) || !ascii_digit(plain.p[3]))
		return false;
	n = iban_length(plain.p);
	if (n != 0 && n != plain.n)
		return false;
	/* The first four go to the end; letters are two digits, a = 10. */
	for (size_t i = 0; i < plain.n; i++) {
		char c = plain.p[(i + 4) % plain.n];

		if (ascii_digit(c))
			rest = (rest * 10 + (uint32_t)(c - '0')) % 97;
		else if (ascii_letter(c))
			rest = (rest * 100 + (uint32_t)((c | 0x20) - 'a') + 10) % 97;
		else
			return false;
	}
	return rest == 1;
}
