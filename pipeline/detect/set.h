/* SPDX-License-Identifier: EUPL-1.2 */
/* set.h - words, each with a number of the caller's, found again in constant time. */
#ifndef DETECT_SET_H
#define DETECT_SET_H

#include "base/str.h"

struct set;

struct set	*set_new(struct arena *);
/* The number of a word, 0 when it is new; stays valid until the next add.  The word is copied into the arena. */
uint32_t	*set_add(struct set *, struct str word);
uint32_t	 set_get(const struct set *, struct str word);	/* 0: it is not there */

#endif
