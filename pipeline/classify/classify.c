/* SPDX-License-Identifier: EUPL-1.2 */
/* classify.c - what a document is: its informatiecategorie (Woo 3.3), documentsoort and thema, and why. */
#include "classify/classify.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "classify/rules.h"
#include "classify/subject.h"
#include "proc/tools.h"
#include "text.h"

#include "base/banned.h"

#define PLACES_MOST	((size_t)3)	/* kept of each rule, for the report */
#define FAILURES_MOST	20		/* rules that reach a limit; who makes so many fail wants to spend our night */
#define FACT_LEAST	5		/* points from facts that may contradict the text */

struct tally {
	int		 facts, text;	/* points */
	struct reason	*reasons;
	size_t		 n, cap;
	const struct rule *hold;	/* a rule that leaves it to a person, or NULL */
};

/* Where a rule matches in what it looks at. */
struct answer {
	bool		 known;
	bool		 failed;	/* a limit was reached, */
	int		 code;		/* with PCRE2's number */
	struct span	*at;
	size_t		 n;
};

struct work {
	const struct job *job;
	struct result	*res;
	struct rules	*rules;
	size_t		 org;
	const struct text *text;	/* NULL: there is none */
	struct subjects	 seen;
	/* Of two sets that were loaded beside each other: */
	struct work	*first;		/* of the second: who looked for most of it already; else NULL */
	bool		 alike[RULE__COUNT][PART__COUNT];	/* what it looks at is what the first one looks at */
	struct answer	*answers;	/* of the first, by question; NULL: there is no second */
	unsigned char	*marks[RULE__COUNT][PART__COUNT];	/* what stands there (literals_mark); NULL: not looked yet */
	bool		*signs;		/* of each of rules->signs: was it seen */
	const struct word_score *words;	/* NULL: none */
	struct tally	*tally[SCHEME__COUNT];	/* a row for each value */
	unsigned	 failures;
};

/* --- counting ---------------------------------------------------------------------------- */

/* Its places in w's texts, as many as are wanted. */
static void
places(struct work *w, const struct rule *r, const unsigned char *marks, struct answer *a)
{
	const struct subject_list *l = &w->seen.seen[r->field][r->part];
	size_t most = r->is_sign || r->least > PLACES_MOST ? r->least : PLACES_MOST;
	bool * not ;

	a->at = NEW(w->res->mem, struct span, most);
	not = NEW(w->res->mem, bool, r->nbranches);
	for (size_t i = 0; i < l->n; i++) {
		const struct subject *sub = &l->v[i];
		size_t from = 0, off, len;
		enum match m = MATCH_NO;

		memset(not, 0, r->nbranches * sizeof *not );
		while (a->n < most &&
		    (m = rule_match(w->rules, r, marks, not, sub->s, from, &off, &len, &a->code)) == MATCH_YES) {
			a->at[a->n++] = subject_place(sub, w->text, off, len);
			from = off + len;
			if (!sub->inside || len == 0)
				break;
		}
		/* Places beyond the first are a service: when only they failed, the rule has its answer. */
		if (m == MATCH_FAILED && a->n < r->least) {
			a->failed = true;
			return;
		}
	}
}

/* What stands in what it looks at; NULL: none of its branches can match there. */
static const unsigned char *
may_match(struct work *w, const struct rule *r)
{
	const struct subject_list *l = &w->seen.seen[r->field][r->part];
	const struct literals *literals = w->rules->literals;
	unsigned char **marks = &w->marks[r->field][r->part];

	if (l->n == 0)
		return NULL;
	/* All of a short text is its beginning and its end too. */
	for (int part = 0; part < PART__COUNT && *marks == NULL; part++) {
		const struct subject_list *other = &w->seen.seen[r->field][part];

		if (l->n == 1 && other->n == 1 && other->v[0].s.p == l->v[0].s.p && other->v[0].s.n == l->v[0].s.n)
			*marks = w->marks[r->field][part];
	}
	if (*marks == NULL) {
		*marks = NEW(w->res->mem, unsigned char, literals_size(literals));
		for (size_t k = 0; k < l->n; k++)
			literals_mark(literals, l->v[k].s, *marks, w->res->mem);
	}
	for (size_t i = r->branch; i < r->branch + r->nbranches; i++) {
		if (literals_may(literals, *marks, i))
			return *marks;
	}
	return NULL;
}

/* What becomes of a rule here: looked for once by those that look at the same. */
static struct answer
answer_of(struct work *w, const struct rule *r)
{
	struct work *who = w->first != NULL && w->alike[r->field][r->part] ? w->first : w;
	struct answer a = { .known = true };
	const unsigned char *marks;

	if (who->answers != NULL && who->answers[r->question].known)
		return who->answers[r->question];
	marks = may_match(who, r);
	if (marks != NULL)
		places(who, r, marks, &a);
	if (who->answers != NULL)
		who->answers[r->question] = a;
	return a;
}

static bool
has_signs(const struct work *w, const struct rule *r)
{
	for (size_t i = 0; i < r->nneeds; i++) {
		if (!w->signs[r->needs[i]])
			return false;
	}
	for (size_t i = 0; i < r->nunless; i++) {
		if (w->signs[r->unless[i]])
			return false;
	}
	return true;
}

static void
count(struct work *w, const struct rule *r, const struct answer *a)
{
	struct tally *t;

	if (r->is_sign) {
		w->signs[r->value] = true;
		return;
	}
	t = &w->tally[r->scheme][r->value];
	*(RULE_IS_FACT(r->field) ? &t->facts : &t->text) += r->weight;
	for (size_t k = 0; k < a->n && k < PLACES_MOST; k++)
		*PUSH(w->res->mem, t->reasons, t->n, t->cap) =
		    (struct reason){ .rule = r->id, .weight = k == 0 ? r->weight : 0, .at = a->at[k] };
	if (r->hold)
		t->hold = r;
}

static void
apply(struct work *w)
{
	for (size_t i = 0; i < w->rules->n && w->failures < FAILURES_MOST; i++) {
		const struct rule *r = &w->rules->v[i];
		struct answer a;

		if (!rule_counts(w->rules, i, w->org) || !has_signs(w, r))
			continue;
		a = answer_of(w, r);
		if (a.failed) {
			w->failures++;
			finding_add(&w->res->findings,
			    (struct finding){ .code = F_CLS_RULE_FAILED,
				.doc = w->job->doc,
				.arg = { r->id, pattern_why(w->res->mem, a.code) } });
		} else if (a.n >= r->least)
			count(w, r, &a);
	}
}

/* What its words say, whatever rules match; that they look like nothing takes from every value. */
static void
apply_words(struct work *w)
{
	const struct subject_list *l = &w->seen.seen[RULE_TEKST][PART_BEGIN];
	size_t n = w->rules->scheme[SCHEME_CATEGORIE].n;
	const struct word_score *s;
	int none;

	if (w->rules->words == NULL || l->n == 0)
		return;
	if (w->first != NULL && w->alike[RULE_TEKST][PART_BEGIN] && w->rules->words == w->first->rules->words)
		s = w->first->words;
	else
		s = words_score(w->rules->words, l->v[0].s, w->res->mem);
	w->words = s;
	none = s[n].points > 0 ? s[n].points : 0;
	for (size_t i = 0; i < n; i++) {
		struct tally *t = &w->tally[SCHEME_CATEGORIE][i];
		const struct word_score *why = s[i].points < none ? &s[n] : &s[i];
		int points = s[i].points - none;

		if (points == 0)
			continue;
		t->text += points;
		*PUSH(w->res->mem, t->reasons, t->n, t->cap) =
		    (struct reason){ .rule = S(REASON_WORDS), .weight = points };
		for (size_t k = 0; k < why->nbest; k++) {
			struct span at = subject_place(&l->v[0], w->text, why->best[k].off, why->best[k].len);

			if (k == 0)
				t->reasons[t->n - 1].at = at;
			else
				*PUSH(w->res->mem, t->reasons, t->n, t->cap) =
				    (struct reason){ .rule = S(REASON_WORDS), .at = at };
		}
	}
}

/* --- ranking ------------------------------------------------------------------------------ */

static int
better(const void *a, const void *b)
{
	const struct class_score *x = a, *y = b;

	return x->score != y->score ? (x->score > y->score ? -1 : 1) : str_cmp(x->uri, y->uri);
}

/* What speaks against every value, as reasons of this one. */
static void
add_against(struct work *w, struct tally *t, const struct tally *against)
{
	for (size_t i = 0; i < against->n; i++) {
		struct reason r = against->reasons[i];

		r.weight = -r.weight;
		*PUSH(w->res->mem, t->reasons, t->n, t->cap) = r;
	}
}

/* Points of rules; those of its words left out. */
static int
of_rules(const struct class_score *c)
{
	int sum = 0;

	for (size_t i = 0; i < c->nreasons; i++)
		sum += str_eq(c->reasons[i].rule, S(REASON_WORDS)) ? 0 : c->reasons[i].weight;
	return sum;
}

/* Words alone choose nothing: a rule must have seen something that speaks for it. */
static bool
has_rule(const struct class_score *c)
{
	for (size_t i = 0; i < c->nreasons; i++) {
		if (c->reasons[i].weight > 0 && !str_eq(c->reasons[i].rule, S(REASON_WORDS)))
			return true;
	}
	return false;
}

/* All values above zero, best first; by its words alone only what comes half way. */
static struct class_score *
rank(struct work *w, enum scheme scheme, size_t *n_r)
{
	const struct rule_scheme *s = &w->rules->scheme[scheme];
	const struct tally *against = &w->tally[scheme][s->n];
	struct class_score *v = NEW(w->res->mem, struct class_score, s->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++) {
		struct tally *t = &w->tally[scheme][i];
		int score = t->facts + t->text - against->facts - against->text;

		if (score <= 0)
			continue;
		add_against(w, t, against);
		v[n] = (struct class_score){ .uri = s->v[i].term->uri,
			.label = s->v[i].term->label,
			.score = score,
			.need = rules_threshold(w->rules, scheme, i, w->org),
			.lead = s->margin,
			.reasons = t->reasons,
			.nreasons = t->n };
		n += has_rule(&v[n]) || 2 * score >= v[n].need;
	}
	qsort(v, n, sizeof *v, better);
	*n_r = n;
	return v;
}

static size_t
value_of(const struct work *w, enum scheme scheme, struct str uri)
{
	const struct rule_scheme *s = &w->rules->scheme[scheme];

	for (size_t i = 0; i < s->n; i++) {
		if (str_eq(s->v[i].term->uri, uri))
			return i;
	}
	must(false);
}

static bool
leads(const struct class_score *v, size_t n)
{
	return n != 0 && has_rule(&v[0]) && v[0].score >= v[0].need && (n == 1 || v[0].score - v[1].score >= v[0].lead);
}

/* --- deciding ------------------------------------------------------------------------------ */

static void
say(struct work *w, enum finding_code code, struct str a, struct str b)
{
	finding_add(&w->res->findings, (struct finding){ .code = code, .doc = w->job->doc, .arg = { a, b } });
}

static bool
go_together(const struct work *w, const struct class_score *x, const struct class_score *y)
{
	size_t a = value_of(w, SCHEME_CATEGORIE, x->uri), b = value_of(w, SCHEME_CATEGORIE, y->uri);

	for (size_t i = 0; i < w->rules->npairs; i++) {
		const struct rule_pair *p = &w->rules->pairs[i];

		if ((p->a == a && p->b == b) || (p->a == b && p->b == a))
			return true;
	}
	return false;
}

/* "‘adviezen’ (7 van de 10 punten)". */
static struct str
candidate(struct work *w, const struct class_score *c)
{
	return str_fmt(w->res->mem,
	    has_rule(c) ? _("‘%.*s’ (%d van %d punten)") : _("‘%.*s’ (%d van %d punten, alleen om de woorden)"),
	    STRF(c->label), c->score, c->need);
}

/* Nothing was chosen: say what comes nearest. */
static void
undecided(struct work *w)
{
	const struct document *d = &w->res->doc;
	struct str near = str_of(_("niets, geen enkele regel past"));

	if (d->nclasses > 1 && d->classes[0].score >= d->classes[0].need &&
	    d->classes[0].score - d->classes[1].score < d->classes[0].lead) {
		say(w, F_CLS_TIED, candidate(w, &d->classes[0]), candidate(w, &d->classes[1]));
		return;
	}
	if (d->nclasses != 0)
		near = candidate(w, &d->classes[0]);
	if (d->nclasses > 1)
		near = str_fmt(w->res->mem, _("%.*s en %.*s"), STRF(near), STRF(candidate(w, &d->classes[1])));
	say(w, F_CLS_UNDECIDED, near, STR_NONE);
}

/* What the facts point at most, against what the text chose: nothing in the text speaks for it. */
static void
compare_with_facts(struct work *w)
{
	const struct rule_scheme *s = &w->rules->scheme[SCHEME_CATEGORIE];
	const struct tally *t = w->tally[SCHEME_CATEGORIE];
	const struct class_score *best = w->res->doc.classes;
	size_t most = 0, chosen = value_of(w, SCHEME_CATEGORIE, best->uri);

	for (size_t i = 0; i < s->n; i++) {
		if (t[i].facts > t[most].facts)
			most = i;
	}
	if (most != chosen && t[most].facts >= FACT_LEAST && t[most].text <= 0 && t[most].facts > t[chosen].facts)
		say(w, F_CLS_CONTRADICTION, s->v[most].term->label, best->label);
}

/* A Kamerstuk among the papers of a municipality is somebody else's. */
static void
check_kind(struct work *w, const struct class_score *c)
{
	const struct rule_value *v = &w->rules->scheme[SCHEME_CATEGORIE].v[value_of(w, SCHEME_CATEGORIE, c->uri)];
	const struct organisation *org = w->job->dossier->org;
	const struct term *t = org == NULL ? NULL : catalog_organisation(w->job->tools->lists, org->tooi);
	struct str folder = t == NULL ? STR_NONE : str_sub(t->uri, 0, t->uri.n - path_base(t->uri).n);

	if (v->not_of.n != 0 && folder.n != 0 && str_eq(path_base(str_sub(folder, 0, folder.n - 1)), v->not_of))
		say(w, F_CLS_NOT_OURS, c->label, v->not_of);
}

/* By the rules alone. */
static bool
choose(struct work *w)
{
	struct document *d = &w->res->doc;
	struct class_score *v = d->classes;
	size_t n = d->nclasses;

	if (n == 0)
		return false;
	/*
	 * An annex follows its main document.  It leaves that only when it is plainly
	 * something else (a convenant under a raadsvoorstel), by rules and not by
	 * its words: an annex quotes more than it says.
	 */
	if (!subject_leads(d)) {
		v[0].need += v[0].need / 2;
		if (of_rules(&v[0]) < v[0].need)
			return false;
	}
	if (n > 1 && v[0].score >= v[0].need && v[1].score >= v[1].need && has_rule(&v[0]) && has_rule(&v[1]) &&
	    go_together(w, &v[0], &v[1]) && (n == 2 || v[1].score - v[2].score >= v[1].lead))
		v[0].chosen = v[1].chosen = true;
	else
		v[0].chosen = leads(v, n);
	if (!v[0].chosen)
		return false;
	for (size_t i = 0; i < n && v[i].chosen; i++) {
		const struct rule *hold = w->tally[SCHEME_CATEGORIE][value_of(w, SCHEME_CATEGORIE, v[i].uri)].hold;

		if (hold != NULL)
			say(w, F_CLS_RULE_HOLDS, hold->id, hold->note.n != 0 ? hold->note : str_of(_("zie de regel")));
		check_kind(w, &v[i]);
	}
	if (subject_leads(d))
		compare_with_facts(w);
	return true;
}

/* A person's choice stands before the scores. */
static void
take_choice(struct work *w, struct str uri)
{
	struct document *d = &w->res->doc;
	struct class_score *all = NEW(w->res->mem, struct class_score, d->nclasses + 1), *mine;
	struct reason *reasons;
	size_t at = 0;

	while (at < d->nclasses && !str_eq(d->classes[at].uri, uri))
		at++;
	for (size_t i = 0; i < d->nclasses; i++)
		all[i] = d->classes[i];
	mine = &all[at];
	if (at == d->nclasses) {
		size_t v = value_of(w, SCHEME_CATEGORIE, uri);
		const struct term *t = w->rules->scheme[SCHEME_CATEGORIE].v[v].term;

		*mine = (struct class_score){ .uri = t->uri, .label = t->label };
		d->nclasses++;
	}
	reasons = NEW(w->res->mem, struct reason, mine->nreasons + 1);
	reasons[0] = (struct reason){ .rule = S(REASON_SAID) };
	for (size_t i = 0; i < mine->nreasons; i++)
		reasons[i + 1] = mine->reasons[i];
	mine->reasons = reasons;
	mine->nreasons++;
	mine->chosen = true;
	d->classes = all;
}

static void
decide(struct work *w)
{
	struct document *d = &w->res->doc;
	struct str rest = d->declared_categories, uri, would = STR_NONE;
	bool sure = false;

	d->classes = rank(w, SCHEME_CATEGORIE, &d->nclasses);
	if (rest.n == 0) {
		if (!choose(w) && subject_leads(d))
			undecided(w);
		return;
	}
	if (leads(d->classes, d->nclasses)) {
		sure = true;
		would = d->classes[0].uri;
	}
	while (str_next(&rest, ' ', &uri)) {
		sure = sure && !str_eq(uri, would);
		take_choice(w, uri);
	}
	for (size_t i = 0; sure && i < d->nclasses; i++) {
		if (d->classes[i].chosen && sure) {
			say(w, F_CLS_OVERRULED, d->classes[i].label,
			    w->rules->scheme[SCHEME_CATEGORIE].v[value_of(w, SCHEME_CATEGORIE, would)].term->label);
			sure = false;
		}
	}
}

/* A documentsoort or thema; nothing is missing where nothing is sure. */
static void
decide_other(struct work *w, enum scheme scheme, struct class_score **v_r, size_t *n_r)
{
	size_t n;
	struct class_score *v = rank(w, scheme, &n);

	*v_r = v;
	*n_r = leads(v, n) ? 1 : 0;
	if (*n_r != 0)
		v[0].chosen = true;
}

/* What the source calls it counts where TOOI knows the word. */
static void
take_soort(struct work *w)
{
	struct document *d = &w->res->doc;
	const struct term *t = d->declared_soort.n == 0 ?
	    NULL :
	    catalog_named(w->job->tools->lists, scheme_list(SCHEME_SOORT), d->declared_soort);
	struct reason *why = NEW(w->res->mem, struct reason, 1);

	if (t == NULL)
		return;
	why->rule = S(REASON_SAID);
	d->soorten = NEW(w->res->mem, struct class_score, 1);
	d->soorten[0] =
	    (struct class_score){ .uri = t->uri, .label = t->label, .chosen = true, .reasons = why, .nreasons = 1 };
	d->nsoorten = 1;
}

static struct work *
begin(const struct job *job, struct result *res, const struct text *text)
{
	struct work *w = NEW(res->mem, struct work, 1);

	*w = (struct work){ .job = job, .res = res, .rules = job->tools->rules, .text = text };
	w->org = rules_org(w->rules, job->dossier->org);
	w->signs = NEW(res->mem, bool, w->rules->nsigns + 1);
	for (int s = 0; s < SCHEME__COUNT; s++)
		w->tally[s] = NEW(res->mem, struct tally, w->rules->scheme[s].n + 1);
	return w;
}

/* All that this set knows to see besides is read as the first one read it? */
static void
look_beside(struct work *w, struct work *first)
{
	w->first = first;
	for (int f = 0; f < RULE__COUNT; f++) {
		for (int p = 0; p < PART__COUNT; p++)
			w->alike[f][p] = subjects_same(&w->seen.seen[f][p], &first->seen.seen[f][p]);
	}
}

static void
judge(struct work *w)
{
	apply(w);
	apply_words(w);
	if (w->seen.broken)
		say(w, F_CLS_RULE_FAILED, str_of(_("(alle)")), str_of(_("de tekst is geen geldige UTF-8")));
	else if (w->failures >= FAILURES_MOST)
		say(w, F_CLS_RULE_FAILED, str_of(_("(de overige)")), str_of(_("te veel regels bereikten een grens")));
	decide(w);
	decide_other(w, SCHEME_SOORT, &w->res->doc.soorten, &w->res->doc.nsoorten);
	take_soort(w);
	decide_other(w, SCHEME_THEMA, &w->res->doc.themas, &w->res->doc.nthemas);
}

void
classify_text(const struct job *jobs, struct result *results, size_t n, const struct text *text)
{
	struct work *first = NULL;

	for (size_t i = 0; i < n; i++) {
		struct work *w = begin(&jobs[i], &results[i], text);

		if (i != 0 && w->rules->lexicon == first->rules->lexicon)
			w->seen = first->seen;
		else
			subjects_gather(
			    &w->seen, jobs[i].dossier, &results[i].doc, text, w->rules->lexicon, w->res->mem);
		if (i == 0) {
			first = w;
			if (n > 1)
				w->answers = NEW(w->res->mem, struct answer, w->rules->nquestions);
		} else if (w->rules->beside == first->rules)
			look_beside(w, first);
		judge(w);
	}
}

int
classify_run(const struct job *job, struct result *res, struct err *e)
{
	bool has_text = (res->doc.have_set & A_BIT(A_TEXT)) != 0;
	struct text text;

	if (has_text && text_load(job, &text, res->mem, e) != 0)
		return -1;
	classify_text(job, res, 1, has_text ? &text : NULL);
	return 0;
}
