/* SPDX-License-Identifier: EUPL-1.2 */
/* tell.h - what was typed in dossier.yaml behind the keys that become statements. */
#ifndef SIDECAR_TELL_H
#define SIDECAR_TELL_H

#include "sidecar/typed.h"
#include "sidecar/visit.h"

/*
 * Tell these lines of document doc (DOC_NONE: of the dossier).  file is
 * dossier.yaml, for what is wrong with a day or a ground.
 */
void	 tell_lines(struct visit *, int file, int doc, const struct typed_lines *);

/* A row of niet-openbaar: a notice.  categories: addresses that were typed, or absent. */
void	 tell_notice(struct visit *, int file, const struct typed_doc *, struct str categories);

#endif
