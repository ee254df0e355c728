/* SPDX-License-Identifier: EUPL-1.2 */
/* defs.h - attributes and small macros that every file may use. */
#ifndef BASE_DEFS_H
#define BASE_DEFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MUST_USE	__attribute__((warn_unused_result))
#define PRINTF(f, a)	__attribute__((format(printf, f, a)))
#define NORETURN	__attribute__((noreturn))
#define UNUSED		__attribute__((unused))
#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

#define KIB(n)		((uint64_t)(n) << 10)
#define MIB(n)		((uint64_t)(n) << 20)
#define GIB(n)		((uint64_t)(n) << 30)

/*
 * Text that an official reads passes through here; Dutch is the source language.  It stays Dutch, since it may be kept
 * or public, but in files that only speak to a person at a terminal (spoken.h).
 */
#define _(text)		(text)
#define N_(text)	text		/* marked here, translated where it is shown */
#define ngettext(one, more, n)	((n) == 1 ? (one) : (more))

/* A promise to ourselves; checked in every build.  Broken: exit 70, with the place. */
#define must(cond)	((cond) ? (void)0 : must_failed(#cond, __FILE__, __LINE__))
void	must_failed(const char *cond, const char *file, int line) NORETURN;

#endif
