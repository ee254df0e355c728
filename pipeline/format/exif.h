/* SPDX-License-Identifier: EUPL-1.2 */
/* exif.h - the tags of a TIFF file, which EXIF is too (TIFF 6.0; EXIF 2.32, 4.5). */
#ifndef FORMAT_EXIF_H
#define FORMAT_EXIF_H

#include "base/str.h"

enum exif_tag {
	TAG_WIDTH = 0x100, TAG_HEIGHT = 0x101, TAG_CHANGED = 0x132, TAG_ARTIST = 0x13b, TAG_SUB = 0x14a, TAG_XMP = 0x2bc,
	TAG_IPTC = 0x83bb, TAG_PHOTOSHOP = 0x8649, TAG_EXIF = 0x8769, TAG_GPS = 0x8825, TAG_TAKEN = 0x9003,
	TAG_DIGITIZED = 0x9004, TAG_CHANGED_OFFSET = 0x9010, TAG_TAKEN_OFFSET = 0x9011, TAG_COMMENT = 0x9286,
	TAG_XP_FIRST = 0x9c9b, TAG_XP_LAST = 0x9c9f, TAG_OWNER = 0xa430, TAG_SERIAL = 0xa431, TAG_LENS_SERIAL = 0xa435
};
#define TAG_LATITUDE	2u		/* in the directory of the place */

/* A tag as it stands in its directory; borrowed. */
struct exif_value {
	bool		 gps;		/* of the directory of the place, where numbers mean other things */
	bool		 big;		/* numbers in it are big-endian */
	uint32_t	 tag, type;
	struct str	 bytes;
	uint32_t	 first;		/* of a number: the first, or what stands above the line of a fraction */
};
typedef void	 exif_seen(void *user, const struct exif_value *);

/*
 * All tags of all directories, each directory once; *pages_r is how many stand
 * in the chain of the file.  False when it is broken, or has more directories
 * than a file may have: what was seen was there.
 */
bool		 exif_walk(struct str tiff, struct arena *mem, exif_seen *seen, void *user, uint32_t *pages_r);

/* A number of at most four bytes as pictures write it, most significant first; what lies behind the end is 0. */
uint32_t	 exif_big(struct str s, size_t at, size_t bytes);

#define EXIF_PLACE	1u		/* where the picture was made */
#define EXIF_MAKER	2u		/* by whom, or with whose camera */

/* Is it a JPEG, PNG, WebP or TIFF: what such a picture says of where and by whom it was made.  What cannot be read says nothing. */
unsigned	 exif_tells(struct str s, struct arena *mem);

#endif
