/* SPDX-License-Identifier: EUPL-1.2 */
/* series.h - a JSON object with one long list in it, made and read an element at a time: the account of a dossier. */
#ifndef BASE_SERIES_H
#define BASE_SERIES_H

#include "base/json.h"

/*
 * All members but the list are its head, a tree in memory.  Of the list there are eight bytes an element in memory, and
 * its text: up to a MiB of it there too, more in a nameless file.  Its text is what json_write makes of the same object,
 * byte for byte.  NULL is an object without members, for all that take a const one.
 */
struct series;
void		 auto_series(struct series **);
#define AUTO_SERIES	__attribute__((cleanup(auto_series))) struct series *

/*
 * A new one, whose list is this member (a constant).  temp gives a file for what is too long for memory; where it gives
 * none or that is full, or temp is NULL, all of it stays in memory.
 */
typedef int	 series_temp(void *user, int *fd_r, struct err *);
struct series	*series_new(const char *list, series_temp *temp, void *user);
/* The object that stands in a file; the descriptor is taken.  What is no such object is E_BUG. */
int		 series_read(int fd, const char *list, struct series **, struct err *) MUST_USE;
/* One that stays in memory, of a whole object. */
struct series	*series_of(const char *list, const json_t *whole);
void		 series_free(struct series *);	/* NULL is fine */

void		 series_set_head(struct series *, json_t *);		/* takes the reference; without the list */
json_t		*series_head(const struct series *);			/* borrowed, may be added to; NULL: none */
void		 series_add(struct series *, const json_t *element);	/* at the end; the reference stays the caller's */

size_t		 series_n(const struct series *);
/* A new reference to an element, which is an object. */
int		 series_get(const struct series *, size_t i, json_t **, struct err *) MUST_USE;
/* Are these the same bytes?  False also where they cannot be read, as series_get will say. */
bool		 series_same(const struct series *, size_t i, const struct series *other, size_t k);

/* Its text in pieces; each is borrowed for the call. */
int		 series_each(const struct series *, void (*take)(void *user, struct str), void *user, struct err *) MUST_USE;
bool		 series_brief(const struct series *);	/* all of it is in memory: series_line costs little */
struct str	 series_line(const struct series *, struct arena *);	/* of a brief one: its text and a line feed */
/* What stands before its first element, and behind its last; how many bytes between them. */
void		 series_ends(const struct series *, struct arena *, struct str *lead_r, struct str *tail_r);
uint64_t	 series_bytes(const struct series *);
/* All of it as one tree, a new reference. */
int		 series_whole(const struct series *, json_t **, struct err *) MUST_USE;

#endif
