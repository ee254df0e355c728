/* SPDX-License-Identifier: EUPL-1.2 */
/* outlet.h - a place to publish as it goes from the supervisor to the uploader: one form, written and read here. */
#ifndef OUTLET_H
#define OUTLET_H

#include "base/json.h"
#include "types.h"

/* Members of an order or a probe; paths of keys, never keys. */
void	outlet_put(json_t *, const struct outlet *);
/* The strings are borrowed from the JSON. */
void	outlet_get(const json_t *, struct outlet *);

/*
 * How many requests at once: what the settings say, else few.  A GPP bank loses
 * documents that are made at the same moment (facts: gpp, contract), so who
 * serves one makes one at a time, whatever this says.
 */
unsigned outlet_connections(const struct outlet *);

#endif
