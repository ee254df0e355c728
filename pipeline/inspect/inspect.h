/* SPDX-License-Identifier: EUPL-1.2 */
/* inspect.h - the stage that says whether a BagIt bag is valid (RFC 8493), in a folder or in an archive. */
#ifndef INSPECT_INSPECT_H
#define INSPECT_INSPECT_H

#include "stage.h"

/*
 * PER_RUN.  A_RUN lists what there is: items that end in a NUL, each a letter
 * and a name in raw bytes.
 *
 *	aNAME	an archive (ZIP, tar, 7z; tar also under gzip, bzip2, xz or zstd), the one item there is
 *	mNAME	a folder, the first item; after it all that lies in it, by path below it:
 *	dPATH	a folder, fPATH a file, xPATH something else (a link, a device)
 *
 * The bytes of item i are asked for as A_ORIGINAL of document i.  So who hands
 * them over reads none of them, and nothing is copied.
 *
 * Gives A_BAG, a JSON object:
 *
 *	{"valid": bool, "read": bool (false: not all of it could be looked at),
 *	 "version": "1.0", "folder": its name, "identifier": External-Identifier,
 *	 "files": in data, "bytes": of these, "algorithms": ["sha256", ...],
 *	 "faults": [{"grade": "fault", "note" or "unread", "code", "file", "line", "text"}],
 *	 "unsaid": how many more there are}
 *
 * file and line are where it says so, or what it is about.  All text is fit to
 * be shown.  Bags before 1.0 are judged by what their own version asked
 * (faults.def).  A document that is no bag is no error of the machine.
 */
stage_run	 inspect_run;

#define INSPECT_FILES_MOST	1000000u	/* files and folders; a bag of scans of a town has a tenth */
#define INSPECT_NAMES_MOST	MIB(256)	/* bytes of all their paths */
#define INSPECT_PATH_MOST	4096u		/* bytes of one (PATH_MAX) */
#define INSPECT_TAGS_MOST	MIB(256)	/* bytes of manifests, fetch.txt and bag-info.txt, which are held in memory */
#define INSPECT_BYTES_MOST	GIB(1024)	/* that come out of one archive: an hour's work */
#define INSPECT_RATIO_MOST	1100u		/* and so many times its own size: deflate cannot do more */
#define INSPECT_RATIO_FROM	GIB(1)		/* bytes from which that is judged */
#define INSPECT_MANIFESTS_MOST	32u		/* of payload and tags together: five algorithms twice, and room */

#endif
