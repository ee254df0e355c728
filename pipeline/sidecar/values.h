/* SPDX-License-Identifier: EUPL-1.2 */
/* values.h - codes that sources use for languages, formats and kinds, in the value lists. */
#ifndef SIDECAR_VALUES_H
#define SIDECAR_VALUES_H

#include "config/catalog.h"

/* A language by its code of ISO 639-2 (dut, nld), its code in the list or its label; NULL: not in the list. */
const struct term	*value_language(const struct catalog *, struct arena *, struct str code);
/* Is it the name of an organisation, now or once?  *t_r: what may be written of it; NULL: none, or not one only. */
bool			 value_organisation(const struct catalog *, struct str name, const struct term **t_r);
/* A format by its media type; NULL: not in the list. */
const struct term	*value_format(const struct catalog *, struct str media_type);

/*
 * What a municipality has written down of a kind of document that a system
 * knows by its address or name: a row of templates/lists/informatieobjecttypen.tsv
 * (uri, label, documentsoort, informatiecategorie), which need not be there.
 */
const struct term	*value_kind(const struct catalog *, struct str kind);
struct str		 value_kind_soort(const struct term *);
struct str		 value_kind_categorie(const struct term *);

#endif
