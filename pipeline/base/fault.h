/* SPDX-License-Identifier: EUPL-1.2 */
/* fault.h - places where a test may let us die, and the deliberate faults that a test must notice. */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include "base/defs.h"

/*
 * FAULT("after-intent");
 *	A statement between two steps of which the first is durable.  The torture build
 *	(make torture; tests/torture/) counts the point by its name and dies there when it was
 *	told so; in every other build it is nothing at all.
 *
 * if (BROKEN("no-cas"))
 *	The wrong protocol, on purpose, as the negative control of a test: the torture build
 *	asks whether this fault was ordered.  In every other build it is the constant false, so
 *	that the compiler leaves the branch out of the program.
 *
 * Names are literals of small letters and hyphens; each stands once.
 */
#ifdef WOO_TORTURE
#define FAULT(name)	fault_point("" name)
#define BROKEN(name)	fault_broken("" name)
void	fault_point(const char *name);
bool	fault_broken(const char *name);
#else
#define FAULT(name)	((void)0)
#define BROKEN(name)	false
#endif

#endif
