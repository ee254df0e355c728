/* SPDX-License-Identifier: EUPL-1.2 */
/* leftout.h - the organisations that a run goes on without, since their settings are wrong. */
#ifndef LEFTOUT_H
#define LEFTOUT_H

#include "base/json.h"
#include "config/settings.h"

/* Each fault on stderr, from this one on; the rest goes on. */
void	 left_out_say(const struct settings *, size_t from);

/*
 * What an organisation has of its own among the templates is wrong: it is left
 * out.  folder: of its name or TOOI code; where none of these is, it may be of one
 * that is left out already, and the fault is told all the same.
 */
void	 left_out_own(struct settings *, struct str folder, struct str why, struct arena *);

/* How many organisations that are: one file may have several faults. */
size_t	 left_out_count(const struct settings *);

/* One line for each fault, on stdout of a person. */
struct str left_out_lines(const struct settings *, struct arena *);

/* [{"organisation" (where it is known), "file", "why"}], for who runs all of them; a new reference. */
json_t	*left_out_json(const struct settings *, struct arena *) MUST_USE;

#endif
