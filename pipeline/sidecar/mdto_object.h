/* SPDX-License-Identifier: EUPL-1.2 */
/* mdto_object.h - what the informatieobjecten of a set of MDTO files say. */
#ifndef SIDECAR_MDTO_OBJECT_H
#define SIDECAR_MDTO_OBJECT_H

#include "sidecar/mdto_set.h"
#include "sidecar/teller.h"

/* Tell what each object says of its files, or of the dossier; each file was read before, and is read again. */
int	 mdto_objects(const struct mdto_set *, struct err *) MUST_USE;

#endif
