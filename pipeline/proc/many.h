/* SPDX-License-Identifier: EUPL-1.2 */
/* many.h - rules tried on many stored texts in one child (docs/decisions/050-rules-at-speed.md). */
#ifndef PROC_MANY_H
#define PROC_MANY_H

#include "base/json.h"
#include "proc/tools.h"

/*
 * Classify each document of the request, alone in its dossier: "many" is a list
 * of the facts of each; text and properties are asked for over the channel.
 * What each of them gets is pushed on answers: the answer of classify; null
 * when its text cannot be had; and when the request has "compare", for the
 * rules of tools and for those beside them (tools_load), true when both choose
 * the same, or else the two answers, of each no more than what was chosen or
 * came nearest.
 */
int	many_run(const struct tools *, int channel, const json_t *request, struct arena *, json_t *answers, struct err *)
	    MUST_USE;

#endif
