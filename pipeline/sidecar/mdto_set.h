/* SPDX-License-Identifier: EUPL-1.2 */
/* mdto_set.h - the MDTO files of a dossier together: which object has which files. */
#ifndef SIDECAR_MDTO_SET_H
#define SIDECAR_MDTO_SET_H

#include "sidecar/tree.h"

enum mdto_level { LEVEL_UNKNOWN, LEVEL_ARCHIVE, LEVEL_SERIES, LEVEL_DOSSIER, LEVEL_PIECE };

/* An identificatie, or what a verwijzing points at. */
struct mdto_mark { struct str mark, from; };

struct mdto_marks { struct mdto_mark *v; size_t n, cap; };

/* One MDTO file. */
struct mdto_record {
	int		 doc;		/* the file itself */
	bool		 is_file;	/* a bestand; else an informatieobject */
	enum mdto_level	 level;		/* of an informatieobject */
	bool		 has_parts;	/* bevatOnderdeel */
	int		 of;		/* of a bestand: the document that it describes, or DOC_NONE */
	struct mdto_marks ids;		/* its own */
	struct mdto_marks refs;		/* isRepresentatieVan of a bestand, heeftRepresentatie of an object */
};

struct mdto_set {
	struct visit	*v;
	struct arena	*mem;		/* of the records; v->tmp is wound back after each file */
	struct mdto_record *record;
	size_t		 n, cap;
};

/* The mark of a verwijzing or an identificatie, in the set's memory. */
struct mdto_mark mdto_mark_of(struct arena *, const struct tree *, size_t k);
/* The level that an aggregatieniveau names; LEVEL_UNKNOWN: none that we know. */
enum mdto_level	 mdto_level_of(struct str label);

/* Do they have a mark in common?  Where it comes from counts where both say it. */
bool		 mdto_share(const struct mdto_marks *, const struct mdto_marks *);
/* The record whose own mark this is; NULL: none. */
const struct mdto_record *mdto_by_mark(const struct mdto_set *, struct mdto_mark, bool is_file);

/*
 * The documents that an object is about: through the bestanden that represent
 * it, else by its name (besluit.mdto.xml beside besluit.pdf), else by its
 * folder.  In v->tmp; *n_r may be 0.
 */
int		*mdto_files(const struct mdto_set *, const struct mdto_record *, size_t *n_r);

#endif
