/* SPDX-License-Identifier: EUPL-1.2 */
/* limits.h - how much the archives and messages of one dossier may hold together (gate facts 8.4). */
#ifndef UNPACK_LIMITS_H
#define UNPACK_LIMITS_H

#include "base/defs.h"

/*
 * All of them count over the whole dossier, whatever lies in whatever, so that
 * nesting cannot begin anew.  The supervisor says in the facts what was spent
 * before (struct spent); both sides hold on to these.
 */
#define UNPACK_MEMBERS_MOST	10000u		/* members */
#define UNPACK_BYTES_MOST	GIB(1)		/* bytes of all members together */
#define UNPACK_MEMBER_MOST	MIB(256)	/* bytes of one member */
#define UNPACK_RATIO_MOST	200u		/* members : the archives that were delivered; a bomb has 1000 and more */
#define UNPACK_RATIO_FROM	MIB(10)		/* bytes from which the ratio is judged: small texts shrink well */
#define UNPACK_DEPTH_MOST	3u		/* archives in archives; the delivered one is the first */

/* Bytes of the path of a member, all containers included (PATH_MAX of Linux, which `explain` must be able to lay out). */
#define UNPACK_PATH_MOST	4096u

#endif
