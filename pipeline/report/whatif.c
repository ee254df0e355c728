/* SPDX-License-Identifier: EUPL-1.2 */
/* whatif.c - what would have changed the informatiecategorie of a document. */
#include "report/whatif.h"

#include "types.h"

#include "base/spoken.h"

#include "base/banned.h"

#define RULES_MOST	4	/* named of each kind */

struct asking {
	const json_t	*list, *best, *next;	/* NULL: there is none */
	json_t		*out;
	struct arena	*mem;
};

static void
say(struct asking *a, struct str s)
{
	json_push(a->out, json_of_str(s));
}

static int64_t
points(const json_t *c, const char *name)
{
	return c == NULL ? 0 : json_num(c, name, 0);
}

static struct str
label(const json_t *c)
{
	return json_str(c, "label");
}

/* The candidate with most points, chosen ones left out with `open`: what the rules thought. */
static const json_t *
of_rules(const struct asking *a, bool open)
{
	const json_t *most = NULL;

	for (size_t i = 0; i < json_array_size(a->list); i++) {
		const json_t *c = json_array_get(a->list, i);

		if (!(open && (c == a->best || json_flag(c, "chosen"))) && points(c, "score") > 0 &&
		    (most == NULL || points(c, "score") > points(most, "score")))
			most = c;
	}
	return most;
}

/* Is it there because a rule with this name says so? */
static bool
said_by(const json_t *c, struct str rule)
{
	const json_t *reasons = json_list(c, "reasons");

	for (size_t i = 0; i < json_array_size(reasons); i++) {
		if (str_eq(json_str(json_array_get(reasons, i), "rule"), rule))
			return true;
	}
	return false;
}

/* What a rule gave to a candidate; 0 also where it is no candidate. */
static int64_t
given(const json_t *c, struct str rule)
{
	const json_t *reasons = json_list(c, "reasons");
	int64_t sum = 0;

	for (size_t i = 0; i < json_array_size(reasons); i++) {
		if (str_eq(json_str(json_array_get(reasons, i), "rule"), rule))
			sum += json_num(json_array_get(reasons, i), "weight", 0);
	}
	return sum;
}

/* Points that the lead over the next one has to spare; below 0: that it lacks.  Who is alone needs no lead. */
static int64_t
ahead(const struct asking *a, int64_t score, int64_t second)
{
	return a->next == NULL ? INT64_MAX : score - second - points(a->best, "lead");
}

/* Does a rule other than this one speak for it?  Words alone choose nothing. */
static bool
another_speaks(const json_t *c, struct str rule)
{
	const json_t *reasons = json_list(c, "reasons");

	for (size_t i = 0; i < json_array_size(reasons); i++) {
		const json_t *r = json_array_get(reasons, i);
		struct str id = json_str(r, "rule");

		if (json_num(r, "weight", 0) > 0 && !str_eq(id, S(REASON_WORDS)) && !str_eq(id, rule))
			return true;
	}
	return false;
}

/* Would the best be chosen without this rule?  One that speaks against all does not change the lead. */
static bool
chosen_without(const struct asking *a, struct str rule)
{
	int64_t score = points(a->best, "score") - given(a->best, rule);

	return another_speaks(a->best, rule) && score >= points(a->best, "need") &&
	    ahead(a, score, points(a->next, "score") - given(a->next, rule)) >= 0;
}

/* "AVV-T1 (+12), AVV-X2 (+5)": rules of the best without which it would be chosen, or would not. */
static struct str
decisive(const struct asking *a, bool would)
{
	const json_t *reasons = json_list(a->best, "reasons");
	struct str all = STR_NONE;
	size_t n = 0;

	for (size_t i = 0; i < json_array_size(reasons) && n < RULES_MOST; i++) {
		const json_t *r = json_array_get(reasons, i);
		int64_t w = json_num(r, "weight", 0);

		if (w == 0 || chosen_without(a, json_str(r, "rule")) != would)
			continue;
		all = str_fmt(a->mem, "%.*s%s%.*s (%+lld)", STRF(all), n++ == 0 ? "" : ", ", STRF(json_str(r, "rule")),
		    (long long)w);
	}
	return all;
}

/* The score that the next one must come near: two that are chosen together fall together, if the best alone has no lead. */
static int64_t
nearest(const struct asking *a)
{
	int64_t score = points(a->best, "score"), least = score;

	for (size_t i = 0; i < json_array_size(a->list); i++) {
		const json_t *c = json_array_get(a->list, i);

		if (json_flag(c, "chosen") && points(c, "score") < least)
			least = points(c, "score");
	}
	return score - least < points(a->best, "lead") ? least : score;
}

/* Chosen by the rules: what held it up, and how near the next one is. */
static void
chosen(struct asking *a)
{
	int64_t over = points(a->best, "score") - points(a->best, "need");
	int64_t spare = ahead(a, points(a->best, "score"), points(a->next, "score"));
	struct str rules = decisive(a, false);

	if (rules.n != 0)
		say(a, str_fmt(a->mem, _("Zonder een van deze regels was dit niet gekozen: %.*s."), STRF(rules)));
	else
		say(a,
		    str_fmt(a->mem, _("Geen enkele regel is alleen beslissend: er zijn %lld punten over."),
			(long long)(over < spare ? over : spare)));
	if (a->next != NULL)
		say(a,
		    str_fmt(a->mem, _("Met %lld punten meer voor ‘%.*s’ was dit niet gekozen."),
			(long long)ahead(a, nearest(a), points(a->next, "score")) + 1, STRF(label(a->next))));
}

static void
not_chosen(struct asking *a)
{
	int64_t score = points(a->best, "score"), second = points(a->next, "score");
	int64_t under = points(a->best, "need") - score, spare = ahead(a, score, second);
	int64_t lacks = under > -spare ? under : -spare;
	struct str rules = decisive(a, true);

	if (lacks > 0)
		say(a,
		    str_fmt(a->mem, _("Met %lld punten meer was het ‘%.*s’."), (long long)lacks, STRF(label(a->best))));
	if (spare < 0)
		say(a,
		    str_fmt(a->mem, _("‘%.*s’ staat %lld voor op ‘%.*s’; nodig is een voorsprong van %lld."),
			STRF(label(a->best)), (long long)score - (long long)second, STRF(label(a->next)),
			(long long)points(a->best, "lead")));
	if (!another_speaks(a->best, STR_NONE))
		say(a,
		    str_fmt(a->mem, _("Alleen de woorden wijzen op ‘%.*s’; er moet ook een regel voor passen."),
			STRF(label(a->best))));
	else if (rules.n != 0)
		say(a,
		    str_fmt(a->mem, _("Zonder een van deze regels was het ‘%.*s’: %.*s."), STRF(label(a->best)),
			STRF(rules)));
	say(a, str_of(_("Een mens kiest met ‘categorie’ in dossier.yaml; dat gaat voor de regels.")));
}

/* What was chosen and yet is left to a person; a choice of theirs is not asked again. */
static void
held(struct asking *a, const json_t *findings)
{
	static const struct {
		enum finding_code code;
		const char *why;
	} table[] = {
		{ F_CLS_CONTRADICTION, N_("wat van het stuk bekend is en de tekst wijzen elk een andere kant op") },
		{ F_CLS_RULE_HOLDS, N_("een regel laat dit aan een mens over") },
	};
	bool any = false;

	for (size_t k = 0; k < COUNT(table); k++) {
		const char *tag = finding_tag(table[k].code);
		size_t i = 0;

		while (i < json_array_size(findings) &&
		    !str_eq(json_str(json_array_get(findings, i), "code"), str_of(tag)))
			i++;
		if (i == json_array_size(findings))
			continue;
		any = true;
		say(a, str_fmt(a->mem, _("Gekozen, maar vastgehouden (%s): %s."), tag, _(table[k].why)));
	}
	if (any)
		say(a,
		    str_of(
			_("Met ‘categorie’ in dossier.yaml kiest een mens, dezelfde of een andere; dan vervalt dat.")));
}

json_t *
whatif_of(const json_t *doc, struct arena *mem)
{
	struct asking a = { .list = json_list(doc, "categories"), .out = json_array(), .mem = mem };
	const json_t *first = NULL;

	for (size_t i = 0; i < json_array_size(a.list) && first == NULL; i++) {
		if (json_flag(json_array_get(a.list, i), "chosen"))
			first = json_array_get(a.list, i);
	}
	a.best = of_rules(&a, false);
	if (first != NULL && said_by(first, S(REASON_SAID))) {
		say(&a, str_of(_("Een mens koos dit in dossier.yaml; zonder die keuze telden alleen de regels.")));
		return a.out;
	}
	if (first != NULL && said_by(first, S(REASON_FOLLOWS))) {
		say(&a,
		    str_of(_(
			"Dit stuk volgt het hoofddocument; een eigen categorie kiest u met ‘categorie’ in dossier.yaml.")));
		return a.out;
	}
	if (a.best == NULL)
		return a.out;
	a.next = of_rules(&a, true);
	if (first == NULL) {
		not_chosen(&a);
		return a.out;
	}
	chosen(&a);
	held(&a, json_list(doc, "findings"));
	return a.out;
}
