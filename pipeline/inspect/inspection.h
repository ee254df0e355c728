/* SPDX-License-Identifier: EUPL-1.2 */
/* inspection.h - one bag being looked at: what lies in it, what its manifests say of that, what is wrong. */
#ifndef INSPECT_INSPECTION_H
#define INSPECT_INSPECTION_H

#include "base/sums.h"
#include "inspect/inspect.h"
#include "inspect/reader.h"

enum bag_code {
#define BAG_SAYS(id, ...)	BAG_##id,
#include "inspect/faults.def"
#undef BAG_SAYS
	BAG__COUNT
};

enum bag_grade { GRADE_NOTE, GRADE_STRICT, GRADE_FAULT, GRADE_UNREAD };

struct bag_fault {
	enum bag_code	 code;
	enum bag_grade	 grade;		/* never STRICT: judged by the version */
	struct str	 file;		/* fit to be shown; absent: the bag as a whole */
	uint32_t	 line;		/* from 1; 0: none */
	struct str	 arg[2];	/* fit to be shown */
};

#define NO_ITEM		UINT32_MAX
#define FETCH		UINT32_MAX	/* in place of a manifest: mentioned by fetch.txt */

/* A file or folder that is there. */
struct bag_item {
	struct str	 path;		/* below the bag's folder; raw */
	enum reader_kind kind;
	bool		 outside;	/* of the bag's folder, or a path that is not to be used: it is none of the bag's */
	bool		 unread;	/* its bytes were not all seen */
	uint64_t	 size;		/* bytes, of payload and of what is mentioned */
	struct str	 bytes;		/* of a text of tags */
	uint32_t	 from, n;	/* its mentions */
};

/* By what name an item is found that is written otherwise. */
struct bag_alike {
	struct str	 key;		/* without case and form */
	struct str	 letters;	/* without form: Unicode's NFC */
	uint32_t	 item, rank;	/* rank: in by_path */
};

struct bag_manifest {
	struct str	 file;		/* manifest-sha256.txt */
	bool		 tags;
	bool		 known;		/* kind is set */
	enum sum_kind	 kind;
};

/* A line of a manifest, or of fetch.txt. */
struct bag_mention {
	struct str	 path;		/* as it is in the bag where it is there, else as it was meant */
	struct str	 hex;		/* its checksum; of fetch.txt its length, or absent */
	uint32_t	 manifest, line, item;
};

struct inspection {
	const struct job *job;
	struct arena	*mem;
	struct reader	*reader;
	struct err	*err;
	bool		 failed;	/* the machine did: err */
	bool		 whole;		/* all of it could be looked at */

	struct str	 top;		/* the bag's folder in an archive */
	struct bag_item	*items;
	size_t		 n, cap;
	uint64_t	 names, tags;	/* bytes of paths and of texts of tags so far */
	uint32_t	*by_path;	/* items of the bag, sorted by path */
	size_t		 nby_path;
	struct bag_alike *alike;	/* the same, by their names without case and form, then without form */

	bool		 strict;	/* judged as 1.0 */
	unsigned	 minor;		/* of 0.93 to 0.97 */
	struct str	 version, encoding;
	struct bag_manifest manifest[INSPECT_MANIFESTS_MOST];
	uint32_t	 nmanifests;
	struct bag_mention *mentions;	/* sorted by path, manifest and line once all are there */
	size_t		 nmentions, mentions_cap;

	struct str	 info;		/* bag-info.txt, or as it was called before */
	struct str	 identifier;
	struct { uint64_t bytes, files; uint32_t line; bool said; } oxum;
	uint64_t	 files, bytes;	/* in data */

	struct bag_fault *faults;
	size_t		 nfaults, faults_cap;
	size_t		 unsaid;
	bool		 invalid;
};

/* Say what is wrong.  file and the arguments are raw; line 0: none. */
void		 bag_say(struct inspection *, enum bag_code, struct str file, uint32_t line, struct str a, struct str b);
struct str	 bag_fault_text(const struct bag_fault *, struct arena *);
const char	*bag_code_word(enum bag_code);

/* --- things.c: what lies in it --------------------------------------------------------- */

/* Every item and the bytes of texts of tags; where the bag begins; its items in order.  false: no further. */
bool		 bag_gather(struct inspection *);
/* As all write it: no ‘./’ before it, no ‘/’ behind it; empty: the top itself. */
struct str	 bag_plain(struct str path);
struct bag_item	*bag_item(struct inspection *, struct str path);	/* NULL: not there */
/* One whose name differs in case or form only, or NULL. */
struct bag_item	*bag_item_alike(struct inspection *, struct str path);
/* Are they the same but for how Unicode forms their letters? */
bool		 bag_same_letters(struct str, struct str, struct arena *);
bool		 bag_is_payload(const struct bag_item *);

/* --- tags.c: what its texts say ----------------------------------------------------------- */

void		 bag_read_tags(struct inspection *);

#endif
