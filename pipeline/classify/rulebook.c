/* SPDX-License-Identifier: EUPL-1.2 */
/* rulebook.c - the rules themselves, described, and their examples tried. */
#include "classify/rulebook.h"

#include "base/fd.h"
#include "base/json.h"
#include "classify/rules.h"
#include "proc/tools.h"

#include "base/banned.h"

static json_t *
of_signs(const struct rules *r, const size_t *v, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_push(list, json_of_str(r->signs[v[i]]));
	return list;
}

static json_t *
of_rule(const struct rules *r, const struct rule *x)
{
	const struct rule_scheme *s = &r->scheme[x->scheme];
	json_t *j = json_object();

	json_put_str(j, "id", x->id);
	json_put_str(j, "file", x->file);
	json_put(j, "sign", json_boolean(x->is_sign));
	if (!x->is_sign) {
		bool none = x->value == s->n;

		json_put_str(j, "list", str_of(scheme_list(x->scheme)));
		json_put_str(j, "value", none ? S(RULE_NONE) : s->v[x->value].term->uri);
		json_put_str(j, "label", none ? S(RULE_NONE) : s->v[x->value].term->label);
		json_put_num(j, "weight", x->weight);
		json_put(j, "hold", json_boolean(x->hold));
	}
	json_put_str(j, "field", str_of(rule_field_name(x->field)));
	json_put_str(j, "part", str_of(rule_part_name(x->part)));
	json_put_num(j, "least", x->least);
	json_put(j, "needs", of_signs(r, x->needs, x->nneeds));
	json_put(j, "unless", of_signs(r, x->unless, x->nunless));
	json_put_str(j, "note", x->note);
	json_put_num(j, "yes", (int64_t)x->nyes);
	json_put_num(j, "no", (int64_t)x->nno);
	return j;
}

int
rules_run(const struct job *job, struct result *res, struct err *e)
{
	const struct rules *r = job->tools->rules;
	AUTO_JSON j = json_object();
	json_t *lists = json_array(), *rules = json_array(), *faults = json_array();
	struct rule_fault *wrong;
	size_t n = rules_check(r, res->mem, &wrong);

	for (int s = 0; s < SCHEME__COUNT; s++) {
		json_t *one = json_object();

		json_put_str(one, "list", str_of(scheme_list((enum scheme)s)));
		json_put_num(one, "threshold", r->scheme[s].threshold);
		json_put_num(one, "margin", r->scheme[s].margin);
		json_push(lists, one);
	}
	for (size_t i = 0; i < r->n; i++)
		json_push(rules, of_rule(r, &r->v[i]));
	for (size_t i = 0; i < n; i++) {
		json_t *one = json_object();

		json_put_str(one, "id", wrong[i].rule->id);
		json_put_str(one, "file", wrong[i].rule->file);
		json_put_str(one, "example", wrong[i].example);
		json_put(one, "should", json_boolean(wrong[i].should));
		json_push(faults, one);
	}
	json_put(j, "lists", lists);
	json_put(j, "rules", rules);
	json_put(j, "faults", faults);
	json_put_num(j, "words", r->words == NULL ? 0 : (int64_t)words_size(r->words));
	return fd_write_all(res->out[A_RULES], json_write(res->mem, j), e);
}
