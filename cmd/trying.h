/* SPDX-License-Identifier: EUPL-1.2 */
/* trying.h - rules tried on what the administration has. */
#ifndef TRYING_H
#define TRYING_H

#include "scratch.h"
#include "stored.h"

/* Rules that somebody points at, made into a folder of templates. */
struct rule_folder {
	const char	*templates;
	struct scratch	 scratch;
};

/*
 * path is a folder of templates (it has a folder rules) or a folder of rules;
 * then the other templates are those a session would use.
 */
int	rule_folder_open(struct rule_folder *, const struct invocation *, const char *path, struct arena *,
	    struct err *) MUST_USE;
void	rule_folder_close(struct rule_folder *);

/*
 * The documents of the administration that --config names, classified with
 * these templates (NULL: those a session would use).  decided: only where a
 * person chose the category.
 */
int	stored_try(const struct invocation *, const char *templates, bool decided, struct arena *, struct stored_list *,
	    struct err *) MUST_USE;

#endif
