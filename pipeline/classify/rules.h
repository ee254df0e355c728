/* SPDX-License-Identifier: EUPL-1.2 */
/* rules.h - the rules that tell which informatiecategorie a document has, from templates/rules. */
#ifndef CLASSIFY_RULES_H
#define CLASSIFY_RULES_H

#include "classify/pattern.h"
#include "config/catalog.h"

/* What a rule looks at: facts first, then text. */
enum rule_field {
	RULE_ZAAKTYPE,			/* as dossier.yaml says it */
	RULE_TITEL,
	RULE_BESTANDSNAAM,		/* without folder and extension; _ - + and . read as spaces */
	RULE_KOP,			/* each heading */
	RULE_TEKST,
	RULE__COUNT
};

/* Which part of the text; of headings, those that stand in it. */
enum rule_part { PART_ALLES, PART_BEGIN, PART_EINDE };

#define RULE_SHORT	((size_t)500)	/* bytes of a title, heading, name or zaaktype that rules look at */

struct rule {
	struct str	 id;
	size_t		 category;	/* index in rules->categories */
	enum rule_field	 field;
	enum rule_part	 part;
	int		 weight;
	struct pattern	*pattern;
	struct str	*yes, *no;	/* texts that must match, and texts that must not */
	size_t		 nyes, nno;
};

struct rule_category {
	const struct term *term;
	int		 threshold;
};

struct rules {
	struct str	 name;
	int		 margin;	/* points by which the best must lead */
	struct rule_category *categories;	/* all of the list, in its order */
	size_t		 ncategories;
	struct rule	*v;
	size_t		 n;
	struct matcher	*matcher;
};

/*
 * Read dir/woo.yaml.  A fault (E_CONFIG) names file, line, rule and what is
 * wrong, in Dutch; a pattern that reaches the limits on a bad text is refused
 * here, not at night.  Everything lives in the arena but PCRE2's own memory:
 * rules_free.
 */
int		 rules_load(const char *dir, const struct catalog *, struct arena *, struct rules **,
		    struct err *) MUST_USE;
void		 rules_free(struct rules *);	/* NULL is fine */

/* An example that does not do what it should. */
struct rule_fault {
	const struct rule *rule;
	struct str	 example;
	bool		 should;	/* match */
};

/* Run all examples; the number of faults, and which. */
size_t		 rules_check(const struct rules *, struct arena *, struct rule_fault **faults_r) MUST_USE;

/* A file's name (raw bytes) as rules for bestandsnaam see it. */
struct str	 rule_filename(struct arena *, struct str path);

#endif
