/* SPDX-License-Identifier: EUPL-1.2 */
/* picture.h - a picture file being read: its size and what it says about itself; its pixels are not decoded here. */
#ifndef EXTRACT_PICTURE_H
#define EXTRACT_PICTURE_H

#include "extract/extraction.h"

#define PACKETS_MOST	16		/* XMP packets of one file; real ones have one */

struct picture {
	struct extraction *x;
	uint32_t	 width, height;	/* in pixels; 0 = not found */
	uint32_t	 pages;		/* pictures in a TIFF */
	struct str	 xmp[PACKETS_MOST];
	size_t		 nxmp;
	struct str	 taken, digitized, changed;	/* dates of EXIF, and the offsets of the first and the last */
	struct str	 taken_offset, changed_offset;
	bool		 place, maker;	/* it says where it was made, by whom or with whose camera */
};

/* A property of the picture: text beside the text. */
void		 picture_says(struct picture *, struct str);
void		 picture_broken(struct picture *);
void		 picture_xmp(struct picture *, struct str);

/* The tags of a TIFF file, which EXIF is too (EXIF 2.32, 4.5); a bad one stops the extraction. */
void		 exif_read(struct picture *, struct str tiff);
/* What the dates of EXIF come to; after all of it was read. */
void		 exif_moments(struct picture *);
/* Records of IPTC IIM. */
void		 exif_iptc(struct picture *, struct str);
/* Photoshop's image resources, in which IPTC stands. */
void		 exif_photoshop(struct picture *, struct str);

/* An XMP packet: what stands between its tags and in their attributes, as TEXT_PROPERTY. */
int		 xmp_read(struct extraction *, struct str packet, struct err *) MUST_USE;

extract_format	 extract_image, extract_svg;

#endif
