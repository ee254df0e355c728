/* SPDX-License-Identifier: EUPL-1.2 */
/* own.h - the files that organisations have of their own: templates/organisations/<map of TOOI-code>/FILE. */
#ifndef CONFIG_OWN_H
#define CONFIG_OWN_H

#include "base/err.h"
#include "types.h"

#define OWN_FOLDER	"organisations"	/* below templates */

struct own_file {
	struct str	 org;		/* name of its folder */
	const char	*path;
};

/*
 * Of each organisation that has this file, in byte order of their folders; most
 * have none.  All memory is the arena's.  A folder that cannot be read is
 * E_CONFIG: what is silently absent would decide otherwise.
 */
int	 own_files(const char *templates, const char *file, struct arena *, struct own_file **v_r, size_t *n_r,
	     struct err *) MUST_USE;

/* Is it the folder of this organisation: by its key, or by its TOOI code? */
bool	 own_is_of(struct str folder, const struct organisation *);

#endif
