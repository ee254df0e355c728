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
/* So that a worker has both, others beside these (tools_load); the others are closed later. */
int	rule_folder_beside(struct rule_folder *, const struct rule_folder *others, struct arena *, struct err *) MUST_USE;
void	rule_folder_close(struct rule_folder *);

/*
 * The documents of the administration that --config names, classified with
 * these templates (NULL: those a session would use).  decided: only where a
 * person chose the category.
 */
int	stored_try(const struct invocation *, const char *templates, bool decided, struct arena *, struct stored_list *,
	    struct err *) MUST_USE;

/* Two sets of rules beside each other. */
struct comparison {
	const struct invocation *inv;
	const char	*templates;	/* the new ones, with the old ones beside them */
	void		(*one)(void *ctx, const struct stored *before, const struct stored *after);
	int		(*some)(void *ctx, struct err *);	/* the answers of some are complete: they can be shown */
	void		*ctx;
};

/*
 * Every document of the administration with both, in the order of the ledger,
 * some at a time: memory does not grow with how many there are.
 */
int	stored_compare(const struct comparison *, struct arena *, struct err *) MUST_USE;

#endif
