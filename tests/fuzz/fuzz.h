/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz.h - what the fuzz targets share.  targets.def is the table; a target is a function that reads some bytes the way
 * the product does and checks what came of them with must(), which is a finding here.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/fd.h"
#include "base/json.h"
#include "proc/tools.h"

/* What a target works with; all but `in` is the same from run to run. */
struct fuzz {
	struct str	 in;		/* a copy of exactly its size, so that a byte too far is seen */
	struct arena	*mem;		/* of this run */
	const char	*arg;		/* the target's own, from the table */
	struct tools	*tools;		/* what `needs` names is loaded */
	struct err	 err;
};

/* What a target needs loaded before its first run; also flags. */
#define NEED_EXTRACT	1u		/* MuPDF, the charsets */
#define NEED_IDENTIFY	2u		/* libmagic */
#define NEED_RULES	4u		/* lists, rules, the screen's patterns */
#define SEED_PARTS	8u		/* seeds are packages, taken as their parts (parts.h) */
#define NO_LEAKS	16u		/* a limit jumps over a library's own clean-up: leaks say nothing */

struct fuzz_target {
	const char	*name;
	void		(*run)(struct fuzz *);
	const char	*arg;		/* or NULL */
	unsigned	 needs;
	size_t		 most;		/* bytes of input */
	const char	*dict;		/* tests/fuzz/<dict>.dict, or "" */
	const char	*seeds;		/* names of files under fixtures, patterns with spaces between; "" = only its own */
};

extern const struct fuzz_target targets[];
extern const size_t ntargets;
const struct fuzz_target *target_find(const char *name);	/* NULL: no such target */
/* Write the table for the scripts: name, most, dict, flags, seeds, a tab between. */
void	 target_list(void);

/* Load what the target needs; ends the program when the machine fails. */
void	 fuzz_load(const struct fuzz_target *);
/* One run.  The limit of an arena is an honest end of it; a broken promise aborts. */
void	 fuzz_run(const struct fuzz_target *, const void *bytes, size_t n);

/* A file of this target, made once: its path is kept for the whole program. */
const char *fuzz_file(struct fuzz *, const char *name, struct str bytes);

/* Cut the part before the separator line "@@" off *rest; false when *rest was used up. */
bool	 fuzz_part(struct str *rest, struct str *part_r);

#endif
