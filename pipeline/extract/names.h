/* SPDX-License-Identifier: EUPL-1.2 */
/* names.h - names that programs give to styles, bookmarks, sheets and slides. */
#ifndef EXTRACT_NAMES_H
#define EXTRACT_NAMES_H

#include "base/str.h"

/* heading 3, Heading3, Heading_20_3, Kop 3: 3; Title, Titel: 1; anything else 0. */
uint32_t	 name_level(struct str name);

/* A bookmark that a program made (_Toc123, __RefHeading___1, _GoBack): nobody wrote it. */
bool		 name_is_made(struct str bookmark);

/* Blad1, Sheet 2, page3: what a program calls a sheet or slide says nothing about it. */
bool		 name_is_sheet(struct str name);

#endif
