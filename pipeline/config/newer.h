/* SPDX-License-Identifier: EUPL-1.2 */
/* newer.h - a value list that an operator has, and what it would change of ours. */
#ifndef CONFIG_NEWER_H
#define CONFIG_NEWER_H

#include "config/catalog.h"

#define NEWER_SETS	"https://identifier.overheid.nl/tooi/set/"	/* before the name of a list of TOOI */

struct newer_term {
	struct str	 uri, label;
	struct str	*names;		/* all its labels, label among them */
	size_t		 nnames;
	struct date	 last;		/* year 0: none */
	bool		 former;	/* what an organisation was once called (HistorischeVersie) */
};

struct newer {
	struct str	 uri;		/* address and version; absent: the file does not say */
	bool		 dated;		/* it says until when its terms are valid */
	struct newer_term *v;		/* in byte order of uri, no two alike */
	size_t		 n, cap;
};

/*
 * Read a list: our own form (catalog.h), or the JSON that KOOP publishes of a
 * TOOI list, which is an array of nodes in expanded JSON-LD: "@id", "@type",
 * and for each property an array of objects with "@value".  Of these only the
 * labels (rdfs:label, skos:prefLabel, prefLabelVoorGroepen; in Dutch or in no
 * language) and the last day (einddatum, einddatumHV) are used; nodes without a
 * label are events between terms.  E_USAGE when there is no such file; E_CONFIG,
 * with the place, when it is something else.
 */
int	newer_read(const char *path, struct arena *, struct newer *, struct err *) MUST_USE;

enum change { CHANGE_ADDED, CHANGE_GONE, CHANGE_RENAMED, CHANGE_ENDED, CHANGE__COUNT };

struct list_change {
	enum change	 what;
	struct str	 uri, label;	/* the label is ours; of what is new, theirs */
	struct str	 now;		/* CHANGE_RENAMED: the new label */
	struct date	 last;		/* CHANGE_ENDED: its last day; year 0: it has none any more */
	bool		 former;	/* CHANGE_ADDED: a former name of an organisation */
};

struct list_diff {
	const struct list_about *ours;	/* the list of ours that has most of its terms */
	size_t		 both;		/* terms that both have */
	struct list_change *v;		/* by kind; within it in byte order of uri */
	size_t		 n, cap;
	size_t		 count[CHANGE__COUNT];
};

/*
 * What would change when it took the place of ours.  Of ours those terms are
 * compared that stand in the same folder as one of theirs: a list of
 * municipalities says nothing of ministries.  E_CONFIG when no list of ours has
 * a single term of it.
 */
int	newer_compare(const struct catalog *, const struct newer *, struct arena *, struct list_diff *, struct err *) MUST_USE;

#endif
