/* SPDX-License-Identifier: EUPL-1.2 */
/* post.h - one order at a site: the places that it reads and writes, and what the plan says stands there. */
#ifndef PUBLISH_POST_H
#define PUBLISH_POST_H

#include "base/json.h"
#include "publish/place.h"
#include "publish/portal.h"
#include "publish/site_tree.h"

struct portal {
	struct place_access at;
	struct place	*root;		/* the address itself */
	bool		 switches;	/* a folder: versions and a link; else what is put is what is served */
};

/* Where this order reads and writes.  Where nothing switches both are the root. */
struct post {
	struct portal	*portal;
	struct tree	 tree;		/* of a folder */
	struct place	*served;	/* NULL: nothing is served yet */
	struct place	*next;		/* what will be served; NULL: the same as served */
	struct arena	*mem;
};

/* *ready_r false: the place is away, and r says why.  Close it when 0. */
int		 post_open(struct post *, struct portal *, struct arena *, bool *ready_r, struct receipt *, struct err *) MUST_USE;
void		 post_close(struct post *);
/* A tree to write in: on a folder, versies/nieuw is made. */
int		 post_begin(struct post *, struct err *) MUST_USE;
/* A place below the root of a folder: "versies/3". */
int		 post_below(struct post *, struct str folder, struct place **, struct err *) MUST_USE;
/* Put and read back.  SENT, or SAME when it stood there already. */
int		 post_put(struct post *, struct place *, const struct place_file *, struct receipt *, struct err *) MUST_USE;

/* STEP_SWITCH (site_list.c). */
int		 site_switch(struct portal *, const struct order *, struct arena *, struct receipt *, struct err *) MUST_USE;
/* What plan.gone names is removed wherever it stands; r: SENT, or what stood in the way. */
int		 site_take_gone(struct post *, const struct order *, struct receipt *, struct err *) MUST_USE;
/* STEP_WITHDRAW and STEP_REMOVE (site_gone.c). */
int		 site_withdraw(struct portal *, const struct order *, struct arena *, struct receipt *, struct err *) MUST_USE;

/* The plan of an order, or NULL with err set. */
json_t		*post_plan(const struct order *, struct err *) MUST_USE;
/* Document i of the plan as a file that is looked for.  E_BUG when the plan is not as plan.h says. */
int		 post_document(const json_t *plan, size_t i, struct arena *, struct place_file *, struct err *) MUST_USE;
/* The page of the plan's dossier, with the bytes of the order. */
int		 post_page(const json_t *plan, const struct order *, struct arena *, struct place_file *, struct err *) MUST_USE;

#endif
