/* SPDX-License-Identifier: EUPL-1.2 */
/* standing.h - how a dossier stands, in words that an official knows. */
#ifndef STANDING_H
#define STANDING_H

#include "base/json.h"
#include "store/overview.h"

/* States that mean the same to who reads them, in the order in which they are shown. */
enum group {
	GROUP_PUBLIC,
	GROUP_HANDED,		/* with people at the portal, who make it public */
	GROUP_HELD,
	GROUP_APART,
	GROUP_DOUBT,		/* an effect is in doubt: the portal is asked first */
	GROUP_ON_WAY,		/* to the portal */
	GROUP_AT_WORK,		/* not judged, or not sent yet */
	GROUP_WITHDRAWN,
	GROUP__COUNT
};
enum group	 standing_group(enum state);
const char	*standing_group_name(enum group);	/* "openbaar", translated */
const char	*standing_state(enum state);		/* "onderweg naar het portaal", translated */

/* It may be public and does not stand there yet, or was not seen to. */
bool		 standing_to_send(enum state);

/* A person must act: it is held or apart, or public and would be held now. */
bool		 standing_waits(const struct standing *);

/* What that person can do, as sentences; account may be NULL.  name is what `woostraat redo` takes. */
struct str	 standing_todo(struct arena *, const struct standing *, const json_t *account, struct str name);

/* "organisatie/map", as a shell takes it and a terminal shows it. */
struct str	 standing_name(struct arena *, const struct standing *);

/* "vandaag", "1 dag", "12 dagen" */
struct str	 standing_age(struct arena *, time_t since, time_t now);

/* How much a finding of an account weighs (enum gravity); 0: it was waived. */
int64_t		 standing_gravity(const json_t *finding);

/* Findings of an account that make a person act (5xx, or else 4xx); borrowed, each with its document or NULL. */
struct cause { const json_t *finding, *doc; };
size_t		 standing_causes(const json_t *account, struct arena *, struct cause **);

#endif
