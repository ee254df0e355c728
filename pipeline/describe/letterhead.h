/* SPDX-License-Identifier: EUPL-1.2 */
/* letterhead.h - whether a document is of the organisation that would publish it. */
#ifndef DESCRIBE_LETTERHEAD_H
#define DESCRIBE_LETTERHEAD_H

#include "stage.h"

struct catalog;
struct partners;

#define PARTNERS_FILE	"partners.txt"	/* below templates/organisations/<folder or TOOI code> */

/*
 * The organisations whose letterhead is usual in dossiers of another: a name or
 * TOOI code on each line, # begins a remark.  A fault, such as a name that no
 * list has, names file and line (E_CONFIG).
 */
int	 partners_load(const char *templates, const struct catalog *, struct arena *, struct partners **, struct err *) MUST_USE;

/*
 * Hold the letterhead and the signature that glean read against the publisher in
 * the records.  Of the main document another organisation of the same kind (a
 * municipality for a municipality) that still exists, and nothing of our own,
 * holds the dossier: DSC-530.  Worth a look (DSC-330) is
 *	the same where our own organisation is named on the first page, or what is
 *	a letter to a council (Woo 3.3 lid 2 a);
 *	a main document of an organisation of another kind;
 *	one that nobody signs, with an address on the internet of another such
 *	organisation on its first page, and ours nowhere;
 *	an annex of another organisation of the same kind.
 * Nothing is said of partners, of whom dossier.yaml or another source calls
 * maker or responsible, or where the publisher is not known (DSC-501).
 */
int	 letterhead_run(const struct job *, const struct catalog *, const struct partners *, struct result *,
	    struct err *) MUST_USE;

#endif
