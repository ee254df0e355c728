/* SPDX-License-Identifier: EUPL-1.2 */
/* bag.h - what stands in a BagIt bag: payload, tag files and the manifests over both (RFC 8493). */
#ifndef BUNDLE_BAG_H
#define BUNDLE_BAG_H

#include "base/hash.h"
#include "base/str.h"

struct bag_file {
	struct str	 name;		/* below the top folder: "data/01-besluit.pdf" */
	bool		 payload;
	uint64_t	 size;		/* bytes */
	struct digest	 sha256;
	struct digest512 sha512;	/* of a document: once it has been read (bag_manifests) */
	int		 doc;		/* it holds the bytes of this document, or DOC_NONE: */
	struct str	 bytes;		/* those of what was made here */
};

struct bag {
	struct arena	*mem;
	struct bag_file	*v;
	size_t		 n, cap;
};

/* Names are ASCII without CR, LF and '%', so that no manifest has to escape them; anything else ends the program. */
void	 bag_payload(struct bag *, struct str name, int doc, uint64_t size, struct digest);
void	 bag_made(struct bag *, struct str name, struct str bytes);	/* payload; bytes are borrowed */
void	 bag_tag(struct bag *, struct str name, struct str bytes);	/* bytes are borrowed */

/* Add bagit.txt and bag-info.txt, once all else is there; then sort by name.  source may be absent. */
void	 bag_close(struct bag *, struct str identifier, struct str source);

/*
 * Then, when sha512 of every document is set: add the manifests and the tag
 * manifests, behind all others.  So who writes the bag reads each document once.
 */
void	 bag_manifests(struct bag *);

#endif
