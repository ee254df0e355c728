/* SPDX-License-Identifier: EUPL-1.2 */
/* album.h - which pictures of a document are asked for, and what came of them: both sides of the stage `picture`. */
#ifndef PICTURE_ALBUM_H
#define PICTURE_ALBUM_H

#include "base/json.h"
#include "types.h"

#define ALBUM_SHOTS_MOST	3u			/* of one document: who has seen three knows what it is about */
#define ALBUM_HIDE_MOST		1000u			/* places to be masked; with more no picture is drawn */
#define ALBUM_PNG_MOST		((size_t)256 << 10)	/* bytes of one picture; a page of print takes 60 KiB */
#define ALBUM_SIDE_MOST		1600u			/* dots of either side */
#define ALBUM_BYTES		(ALBUM_SHOTS_MOST * ALBUM_PNG_MOST + ((size_t)64 << 10))	/* of A_PICTURES */

/* A place to be drawn: its box, else what stands at `at` in the text. */
struct album_shot {
	struct span	 at;		/* its page is not 0 */
	struct box	 box;
};

/* A_RUN: a JSON object. */
struct album_order {
	struct album_shot shots[ALBUM_SHOTS_MOST];
	size_t		 nshots;
	struct span	*hide;		/* where personal data were found */
	size_t		 nhide;
	bool		 unseen;	/* there is an A_UNSEEN */
};
json_t		*album_order_json(const struct album_order *);	/* a new reference */
int		 album_order_read(struct str, struct arena *, struct album_order *, struct err *) MUST_USE;

/* What came of a shot: a PNG, or why there is none. */
struct album_print {
	struct str	 png;
	uint32_t	 width, height;	/* dots */
	struct str	 why;		/* Dutch, a few words; absent: there is a picture */
};

/*
 * A_PICTURES: a line of JSON, {"pictures": [{"bytes", "width", "height"} or
 * {"why"}]}, in the order of the shots; then the PNG files, one after the other.
 */
int		 album_write(const struct album_print *, size_t n, int fd, struct arena *, struct err *) MUST_USE;
/* The same read back and checked, for who does not trust its writer; n is what was asked for.  Prints borrow from s. */
int		 album_read(struct str s, size_t n, struct arena *, struct album_print *, struct err *) MUST_USE;

#endif
