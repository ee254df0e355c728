/* SPDX-License-Identifier: EUPL-1.2 */
/* rules.c - the rules that tell what a document is, and what becomes of a text under one of them. */
#include "classify/rules.h"

#include <string.h>

#include "base/path.h"
#include "base/utf8.h"

#include "base/banned.h"

#define EXTENSION_MOST	((size_t)5)

static const char *const field_names[RULE__COUNT] = {
	[RULE_ZAAKTYPE] = "zaaktype", [RULE_DOCUMENTSOORT] = "documentsoort", [RULE_BRON] = "bron", [RULE_MAP] = "map",
	[RULE_TITEL] = "titel", [RULE_BESTANDSNAAM] = "bestandsnaam", [RULE_KOP] = "kop", [RULE_TEKST] = "tekst",
};
static const char *const part_names[PART__COUNT] = {
	[PART_ALLES] = "alles", [PART_HOOFD] = "hoofd", [PART_BEGIN] = "begin", [PART_EINDE] = "einde",
};

const char *
rule_field_name(enum rule_field f)
{
	must(f < RULE__COUNT);
	return field_names[f];
}

const char *
rule_part_name(enum rule_part p)
{
	must(p < PART__COUNT);
	return part_names[p];
}

void
rules_free(struct rules *r)
{
	if (r == NULL || r->beside != NULL)
		return;
	for (size_t i = 0; i < r->nbranches; i++)
		pattern_free(r->branches[i].pattern);
	matcher_free(r->matcher);
}

enum match
rule_match(const struct rules *r, const struct rule *x, const unsigned char *seen, bool *not, struct str s, size_t from,
    size_t *off_r, size_t *len_r, int *code_r)
{
	enum match best = MATCH_NO;

	for (size_t i = x->branch; i < x->branch + x->nbranches; i++) {
		size_t off, len;
		enum match m;

		if ((not != NULL && not [i - x->branch]) || (seen != NULL && !literals_may(r->literals, seen, i)))
			continue;
		m = pattern_match(r->branches[i].pattern, r->matcher, s, from, &off, &len, code_r);
		if (m == MATCH_FAILED)
			return m;
		if (m == MATCH_NO && not != NULL)
			not [i - x->branch] = true;
		if (m == MATCH_NO || (best == MATCH_YES && off >= *off_r))
			continue;
		best = m;
		*off_r = off;
		*len_r = len;
	}
	return best;
}

size_t
rules_org(const struct rules *r, const struct organisation *org)
{
	for (size_t i = 0; org != NULL && i < r->norgs; i++) {
		struct str key = r->orgs[i].key;

		if (str_eq(key, org->key) || str_eq(key, org->tooi) || str_eq(key, path_base(org->tooi)))
			return i;
	}
	return RULE_EVERYWHERE;
}

bool
rule_counts(const struct rules *r, size_t rule, size_t org)
{
	if (r->v[rule].org != RULE_EVERYWHERE && r->v[rule].org != org)
		return false;
	for (size_t i = 0; org != RULE_EVERYWHERE && i < r->orgs[org].noff; i++) {
		if (r->orgs[org].off[i] == rule)
			return false;
	}
	return true;
}

int
rules_threshold(const struct rules *r, enum scheme s, size_t value, size_t org)
{
	int t = r->scheme[s].v[value].threshold;

	for (size_t i = 0; org != RULE_EVERYWHERE && i < r->orgs[org].nthresholds; i++) {
		if (r->orgs[org].thresholds[i].scheme == s && r->orgs[org].thresholds[i].value == value)
			t = r->orgs[org].thresholds[i].threshold;
	}
	return t;
}

/* Does the pattern match that often?  A limit is no. */
static bool
often(const struct rules *r, const struct rule *x, struct str s, unsigned least)
{
	size_t from = 0, off, len;
	unsigned n = 0;
	int code;

	while (n < least && rule_match(r, x, NULL, NULL, s, from, &off, &len, &code) == MATCH_YES) {
		n++;
		from = off + len;
		if (len == 0)
			break;
	}
	return n >= least;
}

size_t
rules_check(const struct rules *r, struct arena *mem, struct rule_fault **faults_r)
{
	size_t n = 0, cap = 0;

	*faults_r = NULL;
	for (size_t i = 0; i < r->n; i++) {
		const struct rule *x = &r->v[i];

		for (size_t k = 0; k < x->nyes + x->nno; k++) {
			bool should = k < x->nyes;
			struct str text = should ? x->yes[k] : x->no[k - x->nyes], seen = text;
			struct folded f;

			if (x->field == RULE_BESTANDSNAAM)
				seen = rule_filename(mem, text);
			else if (x->field == RULE_MAP)
				seen = rule_folder(mem, text);
			plain(&f, seen, r->lexicon, mem);
			if (often(r, x, f.s, should ? 1 : x->least) != should)
				*PUSH(mem, *faults_r, n, cap) = (struct rule_fault){ x, text, should };
		}
	}
	return n;
}

/* A name as words. */
static struct str
words(struct arena *mem, struct str name)
{
	struct buf b;

	name = utf8_show(mem, name);
	buf_init(&b, mem, name.n);
	for (size_t i = 0; i < name.n; i++)
		buf_addc(&b, strchr("_-+.", name.p[i]) != NULL && name.p[i] != '\0' ? ' ' : name.p[i]);
	return buf_str(&b);
}

struct str
rule_filename(struct arena *mem, struct str path)
{
	struct str base = path_base(path), ext = path_ext(base);

	/* "besluit nr. 12 van de raad" has no extension. */
	if (ext.n > 0 && ext.n <= EXTENSION_MOST && !str_has(ext, ' '))
		base = str_sub(base, 0, base.n - ext.n - 1);
	return words(mem, base);
}

struct str
rule_folder(struct arena *mem, struct str path)
{
	return words(mem, path);
}
