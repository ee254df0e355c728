/* SPDX-License-Identifier: EUPL-1.2 */
/* heap.h - what an allocation that fails does, and what is left of one that is given back: ours, and every library's. */
#ifndef BASE_HEAP_H
#define BASE_HEAP_H

#include "base/defs.h"

/*
 * heap.c stands between the program, with its shared libraries, and glibc's
 * malloc, calloc, realloc, free and their kin.  It changes nothing until it is told
 * to.  Not in a build with ASan or TSan, whose own malloc ends the process.
 */

/*
 * From now on, for good and in what is forked from here: an allocation that
 * fails ends the process with this exit code (not 0) and a line on stderr, as
 * an arena does at its limit.  No library goes on with less than it asked for
 * (decisions 020).
 */
void		 heap_strict(int code);

/*
 * From now on: what is given back is overwritten first, so a key is in memory
 * no longer than who uses it (libcurl keeps copies, and so do buffers of all
 * kinds).  For the program with the keys; what is in use is not its affair.
 */
void		 heap_wipe(void);

/*
 * For a process that is about to be forked from many times: what it gave back to
 * the heap is not given out again, there or in what is forked from here.  A child
 * would take its first memory from such holes, which lie all over the heap, and
 * each page that it writes there is copied first; now it gets pages that nobody
 * has.  Pieces of less than a megabyte come from the heap from here on, and stay
 * there when they are given back.
 */
void		 heap_settle(void);

#ifdef WOO_TORTURE
/* NULL, or asked before each allocation: false, and there is no memory for it. */
extern bool	(*heap_may)(void);
#endif

#endif
