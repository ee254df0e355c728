/* SPDX-License-Identifier: EUPL-1.2 */
/* frozen.h - what a worker loaded before its first job, in a form that a fork does not have to copy. */
#ifndef PROC_FROZEN_H
#define PROC_FROZEN_H

#include <stddef.h>

/*
 * Put each large piece of this process's own memory (heap, machine code of rules)
 * in a sealed file in memory, and that in its place, privately.  Addresses, bytes
 * and rights stay what they were.  fork(2) copies the page tables of ordinary
 * memory, and those of a file not: a child finds its pages when it looks at them,
 * and what it writes is its own.  Nobody can change the file any more.
 *
 * To be called while there is one thread, when all is loaded.  Returns the bytes
 * that were frozen; what the kernel refuses stays as it is, and a fork is slower.
 */
size_t		 frozen_here(void);

#endif
