/* SPDX-License-Identifier: EUPL-1.2 */
/* whatif.c - what would have changed the informatiecategorie of a document. */
#include "whatif.h"

#include "types.h"

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

/* The candidate that no person and no main document chose, with most points: what the rules thought. */
static const json_t *
of_rules(const struct asking *a, const json_t *not)
{
	const json_t *most = NULL;

	for (size_t i = 0; i < json_array_size(a->list); i++) {
		const json_t *c = json_array_get(a->list, i);

		if (c != not &&points(c, "score") > 0 && (most == NULL || points(c, "score") > points(most, "score")))
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

/* "AVV-T1 (+12), AVV-X2 (+5)": rules of c whose weight goes past the limit; weights below zero with below. */
static struct str
rules_past(const struct asking *a, const json_t *c, int64_t limit, bool below)
{
	const json_t *reasons = json_list(c, "reasons");
	struct str all = STR_NONE;
	size_t n = 0;

	for (size_t i = 0; i < json_array_size(reasons); i++) {
		const json_t *r = json_array_get(reasons, i);
		int64_t w = json_num(r, "weight", 0);

		if ((below ? -w : w) <= limit || w == 0 || (below ? w > 0 : w < 0) || ++n > RULES_MOST)
			continue;
		all = str_fmt(a->mem, "%.*s%s%.*s (%+lld)", STRF(all), all.n == 0 ? "" : ", ",
		    STRF(json_str(r, "rule")), (long long)w);
	}
	return all;
}

/* Chosen by the rules: what held it up, and how near the next one is. */
static void
chosen(struct asking *a)
{
	int64_t score = points(a->best, "score"), second = points(a->next, "score");
	int64_t over = score - points(a->best, "need"), ahead = score - second - points(a->best, "lead");
	int64_t slack = over < ahead ? over : ahead;
	struct str rules = rules_past(a, a->best, slack, false);

	if (rules.n != 0)
		say(a, str_fmt(a->mem, _("Zonder een van deze regels was er geen keuze: %.*s."), STRF(rules)));
	else
		say(a,
		    str_fmt(a->mem, _("Geen enkele regel is alleen beslissend: er zijn %lld punten over."),
			(long long)slack));
	if (a->next != NULL)
		say(a,
		    str_fmt(a->mem, _("Met %lld punten meer voor ‘%.*s’ was er geen keuze."), (long long)ahead + 1,
			STRF(label(a->next))));
}

static void
not_chosen(struct asking *a)
{
	int64_t score = points(a->best, "score"), second = points(a->next, "score");
	int64_t under = points(a->best, "need") - score, behind = points(a->best, "lead") - (score - second);
	int64_t lacks = under > behind ? under : behind;
	struct str rules = rules_past(a, a->best, lacks - 1, true);

	if (under > 0)
		say(a,
		    str_fmt(a->mem, _("Met %lld punten meer was het ‘%.*s’."), (long long)lacks, STRF(label(a->best))));
	else if (behind > 0 && a->next != NULL)
		say(a,
		    str_fmt(a->mem, _("‘%.*s’ heeft genoeg punten, maar staat %lld voor op ‘%.*s’; nodig is %lld."),
			STRF(label(a->best)), (long long)score - (long long)second, STRF(label(a->next)),
			(long long)points(a->best, "lead")));
	if (rules.n != 0 && lacks > 0)
		say(a, str_fmt(a->mem, _("Zonder een van deze regels was het gekozen: %.*s."), STRF(rules)));
	say(a, str_of(_("Een mens kiest met ‘categorie’ in dossier.yaml; dat gaat voor de regels.")));
}

json_t *
whatif_of(const json_t *categories, struct arena *mem)
{
	struct asking a = { .list = categories, .out = json_array(), .mem = mem };
	const json_t *first = NULL;

	for (size_t i = 0; i < json_array_size(categories) && first == NULL; i++) {
		if (json_flag(json_array_get(categories, i), "chosen"))
			first = json_array_get(categories, i);
	}
	a.best = of_rules(&a, NULL);
	if (first != NULL && said_by(first, S(REASON_SAID))) {
		say(&a, str_of(_("Een mens koos dit in dossier.yaml; zonder die keuze telden alleen de regels.")));
		return a.out;
	}
	if (first != NULL && said_by(first, S("hoofddocument"))) {
		say(&a,
		    str_of(_(
			"Dit stuk volgt het hoofddocument; een eigen categorie kiest u met ‘categorie’ in dossier.yaml.")));
		return a.out;
	}
	if (a.best == NULL)
		return a.out;
	a.next = of_rules(&a, a.best);
	if (first != NULL)
		chosen(&a);
	else
		not_chosen(&a);
	return a.out;
}
