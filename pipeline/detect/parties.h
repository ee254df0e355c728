/* SPDX-License-Identifier: EUPL-1.2 */
/* parties.h - the names of who is known to be in a dossier, as they may be written. */
#ifndef DETECT_PARTIES_H
#define DETECT_PARTIES_H

#include "base/str.h"

struct parties;
struct detectors;

struct parties	*parties_new(const struct detectors *, struct arena *);

/*
 * A name as a case system has it: "Jan van der Berg", "Berg, J. van der",
 * "mevrouw J.P. Jansen-de Vries", "Jansen", "Bouwbedrijf Voorbeeld B.V.".  It is
 * then found with its first names or initials before or behind it, with and
 * without accents, capitals and what stands between, and each half of a double
 * name by itself.  A surname alone counts from five letters on, when it is no
 * common word (templates/detect/gewone-woorden.txt), and else behind a title
 * or its own interfix.  A name of an organisation counts as a whole.  -1: there
 * is nothing in it that can be searched; who calls must say so.
 */
int		 parties_add(struct parties *, struct str text) MUST_USE;

/* What is known of a phrase of folded words, one space between two (for names.c). */
#define PARTY_WORDS_MOST	12		/* in one name */
#define PARTY_MORE	(1u << 31)	/* longer phrases begin with it */
#define PARTY_PERSON	(1u << 30)	/* a surname */
#define PARTY_ORG	(1u << 29)	/* the name of an organisation */
#define PARTY_LONE	(1u << 28)	/* a surname that counts alone */
#define PARTY_INITIALS	((1u << 26) - 1)	/* bit 0 is a */
uint32_t	 parties_phrase(const struct parties *, struct str phrase);
/* Is this a first name, or with interfix the interfix, of somebody with that surname? */
bool		 parties_given(const struct parties *, struct str surname, struct str given, bool interfix);

#endif
