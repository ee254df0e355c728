/* SPDX-License-Identifier: EUPL-1.2 */
/* tree.h - what goes into a bag: the MDTO SIP as payload, and beside it DiWoo, origins and a letter. */
#ifndef BUNDLE_TREE_H
#define BUNDLE_TREE_H

#include "bundle/bag.h"
#include "sip.h"
#include "stage.h"

/* May everything that goes out, go out?  DSC-504 says why not. */
bool	 tree_complete(const struct dossier *, struct findings *);

/*
 * Everything but bagit.txt, bag-info.txt and the manifests, of a dossier that
 * is complete.  metadata is A_METADATA; it is borrowed.  Each document is
 * digested; bytes that are not those of have[A_ORIGINAL] are E_BUG.
 */
int	 tree_fill(const struct job *, const struct sip *, struct str metadata, struct bag *, struct err *) MUST_USE;

#endif
