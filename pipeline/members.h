/* SPDX-License-Identifier: EUPL-1.2 */
/* members.h - what came out of a container becomes documents of the dossier; nothing is parsed here. */
#ifndef MEMBERS_H
#define MEMBERS_H

#include "work.h"

/*
 * Cut what the worker wrote at fd (-1: it wrote nothing) into objects of the
 * vault, one for each member that the answer names.  1: what is there is not
 * what the answer says.  -1: the machine failed.
 */
int	 members_cut(struct work *, const struct document *, int fd, struct err *) MUST_USE;

/* The members of a document that unpack has spoken about, at the end of the list; what they took is counted. */
int	 members_add(struct work *, int doc, struct err *) MUST_USE;

/* What unpack and identify said of what stays here by dossier.yaml is no reason to hold the rest. */
void	 members_forget_withheld(struct work *);

#endif
