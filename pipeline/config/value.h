/* SPDX-License-Identifier: EUPL-1.2 */
/* value.h - values of the settings that are not plain text. */
#ifndef CONFIG_VALUE_H
#define CONFIG_VALUE_H

#include "base/err.h"
#include "base/str.h"

/* All take text as it stands in the file, NULL when the key is not there; E_CONFIG names the key and the value. */

/* A whole number from least to most; *v_r is left when the key is not there. */
int	 value_number(const char *key, const char *text, unsigned least, unsigned most, unsigned *v_r,
	     struct err *) MUST_USE;
/* ‘ja’ or ‘nee’, which is what no key means; a word that means neither must not weaken anything. */
int	 value_yes(const char *key, const char *text, bool *v_r, struct err *) MUST_USE;

/* ‘nl’ or ‘en’: for what is said to the person at the terminal, from here on; no key: what his environment asks. */
int	 value_lang(const char *text, struct err *) MUST_USE;

#endif
