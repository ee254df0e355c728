/* SPDX-License-Identifier: EUPL-1.2 */
/* wrap_memory.c - malloc, calloc and realloc that count and can say no; not for the sanitizers, which have their own. */
#include "control.h"

#include <stdlib.h>

void	*__libc_malloc(size_t);
void	*__libc_calloc(size_t, size_t);
void	*__libc_realloc(void *, size_t);

void *
malloc(size_t n)
{
	return control_memory() ? __libc_malloc(n) : NULL;
}

void *
calloc(size_t n, size_t size)
{
	return control_memory() ? __libc_calloc(n, size) : NULL;
}

void *
realloc(void *p, size_t n)
{
	return control_memory() ? __libc_realloc(p, n) : NULL;
}
