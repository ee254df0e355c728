/* SPDX-License-Identifier: EUPL-1.2 */
/* excerpt.h - the words around a place in a text, without personal data. */
#ifndef REPORT_EXCERPT_H
#define REPORT_EXCERPT_H

#include "base/str.h"

/*
 * "…voor het [gevonden] en erna…" of text (UTF-8) at off, len bytes long, on
 * one line of at most EXCERPT_COLUMNS, in which nothing steers a terminal.
 * Every run of four digits or more is written as stars, so are seven digits or
 * more with only marks or blanks between them (123.45.67.89), and so is every
 * e-mail address; what stands outside the excerpt counts, so that its edge cuts
 * no number in harmless halves.  masked: stands in the place of what was found;
 * absent: the words themselves do.  STR_NONE when the place is not in the text.
 */
#define EXCERPT_COLUMNS	((size_t)220)
struct str	 excerpt_of(struct arena *, struct str text, uint64_t off, uint64_t len, struct str masked);

#endif
