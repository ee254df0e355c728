/* SPDX-License-Identifier: EUPL-1.2 */
/* map.h - a whole file as bytes in the address space, without a copy. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/err.h"
#include "base/str.h"

/*
 * The file behind fd, at most max bytes (more is E_LIMIT), read only.  It must
 * not shrink while mapped: meant for sealed files and objects of the vault.
 * Release with map_end, or let AUTO_MAP do it.  An empty file gives "".
 */
int		 map_fd(int fd, size_t max, struct str *s_r, struct err *) MUST_USE;
void		 map_end(struct str *);		/* an absent or empty one is fine */
#define AUTO_MAP	__attribute__((cleanup(map_end))) struct str

#endif
