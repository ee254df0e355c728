/* SPDX-License-Identifier: EUPL-1.2 */
/* follow.h - an annex without a category of its own follows the main document. */
#ifndef DESCRIBE_FOLLOW_H
#define DESCRIBE_FOLLOW_H

#include "types.h"

/*
 * Take back what an earlier run of this stage decided, then let each document
 * that goes out and has no chosen category follow the main document: its
 * classes show the category as chosen, with REASON_FOLLOWS as the reason.
 * followed_r[i] says for which documents that happened (ndocs elements).
 */
void	 follow_main(struct dossier *, struct arena *, bool *followed_r);

#endif
