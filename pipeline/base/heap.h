/* SPDX-License-Identifier: EUPL-1.2 */
/* heap.h - what an allocation that fails does: of ours, and of every library in the process. */
#ifndef BASE_HEAP_H
#define BASE_HEAP_H

#include "base/defs.h"

/*
 * heap.c stands between the program, with its shared libraries, and glibc's
 * malloc, calloc, realloc and their kin.  It changes nothing until it is told
 * to.  Not in a build with ASan or TSan, whose own malloc ends the process.
 */

/*
 * From now on, for good and in what is forked from here: an allocation that
 * fails ends the process with this exit code (not 0) and a line on stderr, as
 * an arena does at its limit.  No library goes on with less than it asked for
 * (decisions 020).
 */
void		 heap_strict(int code);

#ifdef WOO_TORTURE
/* NULL, or asked before each allocation: false, and there is no memory for it. */
extern bool	(*heap_may)(void);
#endif

#endif
