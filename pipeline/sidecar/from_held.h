/* SPDX-License-Identifier: EUPL-1.2 */
/* from_held.h - recognises descriptions that are not read, and holds them. */
#ifndef SIDECAR_FROM_HELD_H
#define SIDECAR_FROM_HELD_H

#include "sidecar/readers.h"

/*
 * ToPX, OPEX, Alfresco, METS and the like, what by its name claims to be a
 * sidecar and is none (facts: intake-formats.md 4.5 and 9), and XML whose root
 * is not in its first READER_HEAD bytes: it may be any of those.
 */
extern const struct reader from_held;

#endif
