/* SPDX-License-Identifier: EUPL-1.2 */
/* walls.h - which walls stand around the process that reads a document, and how that is said. */
#ifndef PROC_WALLS_H
#define PROC_WALLS_H

#include "base/json.h"

enum wall {
#define WALL(id, text)	WALL_##id,
#include "proc/walls.def"
#undef WALL
	WALL__COUNT
};
#define WALL_BIT(w)	(1u << (w))
#define WALLS_ALL	(WALL_BIT(WALL__COUNT) - 1)

struct walls {
	uint32_t	 stand;		/* WALL_BITs */
	int		 landlock;	/* ABI that the kernel speaks; 0: none */
};

/* {"landlock": ABI, "walls": [{"name", "stands", "text"}]}: all of them, in words too.  A new reference. */
json_t		*walls_json(const struct walls *);

/* Read it back.  What is not said to stand does not: nothing at all gives no walls. */
struct walls	 walls_of_json(const json_t *);

/*
 * The missing walls in words, with commas; absent when none is missing.
 * spoken: for the person at the terminal (base/lang.h); else Dutch, to be kept.
 */
struct str	 walls_missing(const struct walls *, bool spoken, struct arena *);

/* For each of the three programs as it starts: no new rights, no core file. */
void		 walls_self(void);

#endif
