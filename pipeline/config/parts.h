/* SPDX-License-Identifier: EUPL-1.2 */
/* parts.h - the files that woostraat.yaml names: of organisations, and what they share. */
#ifndef CONFIG_PARTS_H
#define CONFIG_PARTS_H

#include "base/err.h"
#include "base/str.h"

#define PARTS_MOST	1000u		/* files of one settings file */
#define INCLUDE_DEPTH	4u		/* files that name files */
#define INCLUDES_MOST	32u		/* of one organisation, in all */

/*
 * The files that a name stands for, by name below base: the name itself, or with
 * "*.yaml" as its last part what ends so in that folder, in byte order, without
 * what begins with a dot.  A name that leads out of base, a folder that cannot
 * be read and one without such files are E_CONFIG.
 */
int	 parts_named(struct str base, struct str name, struct arena *, struct str **v_r, size_t *n_r,
	     struct err *) MUST_USE;

/*
 * The bytes of one, at most most.  It lies below base and no part of its path
 * is a link; it is a plain file of root or of who runs us, and nobody else may
 * change it: who can, decides where documents go.  E_CONFIG, without the name.
 */
int	 part_read(struct str base, struct str name, size_t most, struct arena *, struct str *bytes_r,
	     struct err *) MUST_USE;

#endif
