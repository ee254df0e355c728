/* SPDX-License-Identifier: EUPL-1.2 */
/* rules.h - the rules that tell what a document is: its informatiecategorie, documentsoort and thema. */
#ifndef CLASSIFY_RULES_H
#define CLASSIFY_RULES_H

#include "classify/literal.h"
#include "classify/pattern.h"
#include "classify/plain.h"
#include "classify/words.h"
#include "config/catalog.h"
#include "types.h"

/* What a rule looks at: facts first, then text. */
enum rule_field {
	RULE_ZAAKTYPE,			/* as dossier.yaml says it */
	RULE_DOCUMENTSOORT,		/* the same */
	RULE_BRON,			/* the system it comes from; the same */
	RULE_MAP,			/* the folders below and with the dossier's; _ - + and . read as spaces */
	RULE_TITEL,
	RULE_BESTANDSNAAM,		/* without folder and extension; read likewise */
	RULE_KOP,			/* each heading */
	RULE_TEKST,
	RULE__COUNT
};
#define RULE_IS_FACT(field)	((field) <= RULE_MAP)

/* Which part of the text; of headings, those that stand in it. */
enum rule_part { PART_ALLES, PART_HOOFD, PART_BEGIN, PART_EINDE, PART__COUNT };

#define RULE_SHORT	((size_t)500)	/* bytes of a title, heading, name or fact that rules look at */
#define RULE_NONE	"geen"		/* as value: speaks against every value of the list */
#define RULE_EVERYWHERE	SIZE_MAX	/* rule.org: of no organisation in particular */

struct rule {
	struct str	 id;
	struct str	 file;		/* of templates/rules or templates/organisations, below templates */
	bool		 is_sign;	/* gives no points; other rules ask for it */
	enum scheme	 scheme;	/* of its value; of no meaning to a sign */
	size_t		 value;		/* index in rules->scheme[scheme].v, n: RULE_NONE; of a sign: in rules->signs */
	enum rule_field	 field;
	enum rule_part	 part;
	int		 weight;
	bool		 hold;		/* where its value wins, a person decides */
	struct str	 note;		/* what a person should know; may be absent */
	unsigned	 least;		/* times that the pattern must match */
	struct str	 pattern;	/* written out, and */
	size_t		 branch, nbranches;	/* its alternatives, in rules->branches */
	size_t		 question;	/* rules with the same one see the same in the same text */
	size_t		*needs, *unless;	/* indexes in rules->signs: all of these, none of those */
	size_t		 nneeds, nunless;
	size_t		 org;		/* index in rules->orgs, or RULE_EVERYWHERE */
	struct str	*yes, *no;	/* texts that must match, and texts that must not */
	size_t		 nyes, nno;
};

/* A value of a list that rules may give points to. */
struct rule_value {
	const struct term *term;
	int		 threshold;
	struct str	 not_of;	/* kind of organisation (gemeente) that has no such documents; or absent */
};

struct rule_scheme {
	struct rule_value *v;		/* all of the list, in its order */
	size_t		 n;
	int		 threshold, margin;	/* 0: there is no file with rules for it */
};

/* What one organisation has otherwise. */
struct rule_org {
	struct str	 key;		/* its folder, as in the settings, or its TOOI code */
	size_t		*off;		/* rules that do not count for it */
	size_t		 noff, off_cap;
	struct { enum scheme scheme; size_t value; int threshold; } *thresholds;
	size_t		 nthresholds, thresholds_cap;
};

/* Two categories that one document may have together. */
struct rule_pair { size_t a, b; };

struct rules {
	struct rule_scheme scheme[SCHEME__COUNT];
	struct str	*signs;
	size_t		 nsigns, signs_cap;
	struct rule	*v;		/* all signs before all rules */
	size_t		 n, cap;
	struct rule_org	*orgs;
	size_t		 norgs, orgs_cap;
	struct rule_pair *pairs;
	size_t		 npairs, pairs_cap;
	struct rule_branch { struct pattern *pattern; struct str text; } *branches;	/* of all rules */
	size_t		 nbranches, branches_cap;
	size_t		 nquestions;	/* of these rules and of those beside which they were loaded */
	const struct rules *beside;	/* they share branches, literals and matcher; or NULL */
	struct literals	*literals;	/* of all branches */
	struct lexicon	*lexicon;
	struct words	*words;		/* NULL: there is no table of words */
	struct matcher	*matcher;
};

/*
 * Read templates/rules/ *.yaml (basis.yaml first, then in byte order),
 * woorden.csv (words.h) where it is there, and
 * templates/organisations/NAME/rules.yaml: first the signs of all, then the
 * rules.  A fault (E_CONFIG) names file,
 * line, rule and what is wrong, in Dutch; a pattern that reaches the limits on
 * a bad text is refused here, not at night.  Everything lives in the arena but
 * PCRE2's own memory: rules_free.
 */
int		 rules_load(const char *templates, const struct catalog *, struct arena *, struct rules **,
		    struct err *) MUST_USE;
/* The same of templates that were found good: no pattern is tried on bad texts again. */
int		 rules_load_tried(const char *templates, const struct catalog *, struct arena *, struct rules **,
		    struct err *) MUST_USE;
/*
 * The same for a second set, to be tried beside a first one: what both ask of a
 * text alike is compiled and looked for once.  What they share is freed with
 * the first, which must be free of others beside it.
 */
int		 rules_load_beside(struct rules *first, const char *templates, const struct catalog *, struct arena *,
		    struct rules **, struct err *) MUST_USE;
void		 rules_free(struct rules *);	/* NULL is fine */

/*
 * Look for the pattern of a rule in plain text from byte `from` on, as
 * pattern_match does: the first place.  seen: what stands in s (literals_mark),
 * so that only branches that can match are tried; NULL: all are.  not: of each
 * branch, does it match nowhere in the rest of s?  Such are passed by, and
 * found out; NULL: nobody asks again.
 */
enum match	 rule_match(const struct rules *, const struct rule *, const unsigned char *seen, bool *not, struct str s,
		    size_t from, size_t *off_r, size_t *len_r, int *code_r);

/* The additions of this organisation; RULE_EVERYWHERE: it has none. */
size_t		 rules_org(const struct rules *, const struct organisation *);	/* NULL is fine */
bool		 rule_counts(const struct rules *, size_t rule, size_t org);
int		 rules_threshold(const struct rules *, enum scheme, size_t value, size_t org);

/*
 * An example that does not do what it should: in a yes the pattern must match,
 * once is enough; in a no it may not match as often as the rule asks.
 */
struct rule_fault {
	const struct rule *rule;
	struct str	 example;
	bool		 should;	/* match */
};

/* Run all examples; the number of faults, and which. */
size_t		 rules_check(const struct rules *, struct arena *, struct rule_fault **faults_r) MUST_USE;

const char	*rule_field_name(enum rule_field);
const char	*rule_part_name(enum rule_part);

/* A file's name (raw bytes) as rules for bestandsnaam see it. */
struct str	 rule_filename(struct arena *, struct str path);
/* A folder's name likewise. */
struct str	 rule_folder(struct arena *, struct str path);

#endif
