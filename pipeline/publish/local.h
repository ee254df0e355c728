/* SPDX-License-Identifier: EUPL-1.2 */
/* local.h - a portal that is a folder of this machine: what libcurl's file:// leaves undone. */
#ifndef PUBLISH_LOCAL_H
#define PUBLISH_LOCAL_H

#include "publish/portal.h"

/*
 * libcurl writes into a file in place and makes it durable nowhere.  Here a
 * bundle lies under a name of its own until it is whole and synced, so that a
 * reader of the folder sees the old bundle or the new one and never a half.
 *
 * A folder that is missing or closed to us counts as AWAY, not as a refusal: it
 * says nothing about the dossier, and a share that is not mounted passes by.
 */

/* May path be read?  *found_r: NOTHING, OTHER (there is a file), or UNKNOWN with the receipt set. */
int		 local_look(const char *folder, const char *path, enum portal_found *, struct receipt *,
		    struct err *) MUST_USE;

struct local {
	const char	*folder, *part, *whole;	/* paths */
	int		 fd;			/* on part; -1: not open */
};

/* The name under which name lies until it is whole. */
struct str	 local_part_name(struct str name, struct arena *);
/* Make the empty part; false in *ready_r with the receipt set when the folder is away. */
int		 local_begin(struct local *, bool *ready_r, struct receipt *, struct err *) MUST_USE;
/* Sync the part, give it its name, sync the folder. */
int		 local_end(struct local *, struct err *) MUST_USE;
/* Take the file at path away, for good.  What is not there is gone; false in *gone_r with the receipt set when it stays. */
int		 local_remove(const char *folder, const char *path, bool *gone_r, struct receipt *, struct err *) MUST_USE;
/* Remove what local_begin made; nothing after local_end. */
void		 local_drop(struct local *);

#endif
