/* SPDX-License-Identifier: EUPL-1.2 */
/* junk.h - files that nobody meant to deliver. */
#ifndef INGEST_JUNK_H
#define INGEST_JUNK_H

#include "base/str.h"

/*
 * Why a file or folder of this name is junk, in Dutch, or NULL when it is not
 * (intake facts, section 9: systeembestanden have an outcome of their own).
 */
const char	*junk_reason(struct str name);

#endif
