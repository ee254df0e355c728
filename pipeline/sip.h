/* SPDX-License-Identifier: EUPL-1.2 */
/* sip.h - what things are called in a delivery to an archive: the tree of an MDTO SIP.  describe and bundle need it. */
#ifndef SIP_H
#define SIP_H

#include "types.h"

struct catalog;

/*
 * One folder for each aggregation (facts: diwoo 4.3; NA-SIP, specificatie.md):
 *
 *	<dossier>/<dossier>.mdto.xml
 *	<dossier>/<stem>/<stem>.mdto.xml		the archiefstuk
 *	<dossier>/<stem>/<file>				what represents it
 *	<dossier>/<stem>/<file>.bestand.mdto.xml
 *
 * Every name is a-z, 0-9, '-' and '.', at most SIP_NAME_MOST bytes with its
 * ending, and occurs once in the delivery, also for who sees no case: a stem
 * begins with a number of its own, a dossier with a letter.
 */
#define SIP_NAME_MOST	((size_t)255)
/*
 * Bytes of a title in a name.  It stands three or four times in one path, and
 * a path on the disk of an official must stay below the 260 of Windows.
 */
#define SIP_SLUG_MOST	((size_t)40)

#define SIP_SOURCE	"woostraat"	/* identificatieBron of the marks that we give */

struct sip_doc {
	size_t		 doc;		/* index in dossier->docs; of a notice, in dossier->notices */
	const struct notice *notice;	/* NULL: it is a document */
	const struct record *record;
	const struct statements *said;
	struct uuid	 id;
	struct str	 stem;		/* "01-besluit-op-verzoek" */
	struct str	 file;		/* "01-besluit-op-verzoek.pdf"; absent: it has no file */
};

struct sip {
	struct str	 dossier;	/* "besluit-op-verzoek-0f3a9c1e" */
	struct sip_doc	*v;		/* what goes out: the main document, the others in byte order of path, the notices */
	size_t		 n;
};

/* Names are made of officieleTitel and format in the records, never of what was delivered. */
void		 sip_of(const struct dossier *, const struct catalog *, struct arena *, struct sip *);

/* The name of the MDTO of an informatieobject in the folder `name`, and of that of a file. */
struct str	 sip_object_name(struct arena *, enum mdto_names, struct str name);
struct str	 sip_file_name(struct arena *, enum mdto_names, const struct sip_doc *);

#endif
