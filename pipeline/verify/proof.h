/* SPDX-License-Identifier: EUPL-1.2 */
/* proof.h - what was done with one dossier, in a folder that anybody can check without our programs. */
#ifndef VERIFY_PROOF_H
#define VERIFY_PROOF_H

#include "config/settings.h"

/*
 * The folder holds, and nothing else:
 *
 *	LEESMIJ.txt	what it is, which object is what, and how to check it
 *	bewijs.jsonl	the entries of the dossier and of the runs that they name, by number
 *	keten.txt	the leaf of every entry of the ledger, a line each: where those entries stand in the chain
 *	kop.txt		NUMBER:LEAF of the last
 *	objecten/	under their digests: each bundle and each original that the entries name, the last
 *			account, and the list of templates of the run that passed it last; unless all
 *			is set only what became public
 *	niet-bijgevoegd.txt	the digests of the others
 *	verifieer.sh	the verifier
 *	sha256sums	of all of these
 *
 * Of other dossiers there is no word in it, only leaves.
 */
struct proof {
	const struct settings *settings;
	const struct organisation *org;
	struct str	 key;		/* raw name of the dossier's folder; it may be gone */
	const char	*out;		/* E_USAGE when it exists */
	bool		 all;		/* what is not public too: for who may see the whole dossier */
	const char	*verifier;	/* path of verifieer.sh */
};

/* -1: E_AGAIN while a run is under way, E_USAGE when the ledger does not know the dossier; then there is no folder. */
int	proof_write(const struct proof *, struct arena *, struct err *) MUST_USE;

#endif
