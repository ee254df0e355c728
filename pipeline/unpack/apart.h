/* SPDX-License-Identifier: EUPL-1.2 */
/* apart.h - whether what came out of a container can lie in one folder. */
#ifndef UNPACK_APART_H
#define UNPACK_APART_H

#include "types.h"

/* Two documents may not have one path, nor one a folder with the name of the other. */
bool	apart(const struct unpacked *, size_t n, struct arena *);

#endif
