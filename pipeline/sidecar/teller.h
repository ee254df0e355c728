/* SPDX-License-Identifier: EUPL-1.2 */
/* teller.h - what readers of XML and JSON share: values looked at, told as statements, and faults with their place. */
#ifndef SIDECAR_TELLER_H
#define SIDECAR_TELLER_H

#include "sidecar/visit.h"

/* How a value is told, when nothing else is to be done about it. */
enum teller_as { AS_TEXT, AS_TITLE, AS_TERM, AS_ORG, AS_DAY };

struct teller {
	struct visit	*v;
	int		 file;		/* the description: faults are about it */
	int		 doc;		/* what is described; DOC_NONE: the dossier */
	enum source	 source;
	int		 sure;
	struct str	 within;	/* "url 3": goes before the element in every place; or absent */
};

/* A fault at an element (NULL: at the whole): what is wrong and what to do, Dutch. */
void	 teller_fault(struct teller *, bool bad, const char *element, const char *what);
/* The same, with a few words of the file that no person's name can be. */
void	 teller_fault_of(struct teller *, bool bad, const char *element, const char *what, struct str shown);

/* The statement as it is, less what the teller knows: source, sure (when 0) and where. */
void	 teller_say(struct teller *, struct statement, const char *element);
/* A line of text; a placeholder (PLACEHOLDER_X, Onbekende titel) is missing, and told. */
void	 teller_text(struct teller *, enum say, struct str, const char *element);
/* A title; that of a file's name is not to be believed much. */
void	 teller_title(struct teller *, enum say, struct str, const char *element);

/* The day of an xs:date or xs:dateTime, in the Netherlands where it has an offset.  False: it is none. */
bool	 teller_day_of(struct arena *, struct str, struct date *);
/* One day.  A year or a month alone is no day: said of every source but MDTO, where it may stand. */
void	 teller_day(struct teller *, enum say, struct str, const char *element);
void	 teller_span(struct teller *, enum say, struct str from, struct str until, const char *element);

/* A ground of refusal of the Woo, however it is written; what is none is told. */
void	 teller_ground(struct teller *, struct str, const char *element);

/*
 * A term of a value list by its address, else by its label; what the list does
 * not have, or calls otherwise, is told.  Of SAY_SOORT the words stand when the
 * list has none of it; of the others nothing does.
 */
void	 teller_term(struct teller *, enum say, struct str label, struct str uri, const char *element);

/*
 * An organisation of TOOI by its address, else by its name; never guessed.  A
 * maker who is none of them may be a person: a PARTY, and told (bad: it holds).
 */
void	 teller_organisation(struct teller *, enum say, struct str name, struct str uri, bool bad, const char *element);

/* Any of these by its shape; uri counts for a term and an organisation, who is not held for being unknown. */
void	 teller_tell(struct teller *, enum teller_as, enum say, struct str, struct str uri, const char *element);

#endif
