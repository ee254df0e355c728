/* SPDX-License-Identifier: EUPL-1.2 */
/* leaving.h - what dossier.yaml says is to be taken back by now. */
#ifndef LEAVING_H
#define LEAVING_H

#include "session.h"

/*
 * Begin to take back each dossier of this run's organisations that is public and
 * of which the last account says so (account.h: "leave"), in the intake or not:
 * the decision, its reason and who took it are those of dossier.yaml.  The
 * portals are told by revoking_all.  One that cannot be taken back now is said
 * and left for the next run; *left_r counts those, *begun_r the others.
 */
int	leaving_begin(struct session *, bool (*mine)(void *ctx, const struct organisation *), size_t *begun_r,
	    size_t *left_r, struct err *) MUST_USE;

#endif
