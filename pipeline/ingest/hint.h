/* SPDX-License-Identifier: EUPL-1.2 */
/* hint.h - may a file hold other files?  A first look, so that only these are opened before the rest. */
#ifndef INGEST_HINT_H
#define INGEST_HINT_H

#include "base/str.h"

#define HINT_SEEN	((size_t)512)	/* bytes that it looks at: a tar says what it is at 257 */

/*
 * True for what begins as an archive or a message, or is named as a message.  A
 * ZIP with the name of an office file is taken for that.  A wrong no is not
 * dangerous: what identify then calls a container, and nobody took apart, is
 * held (gate.c).
 */
bool	 hint_container(struct str name, struct str head);

#endif
