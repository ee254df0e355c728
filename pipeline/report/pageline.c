/* SPDX-License-Identifier: EUPL-1.2 */
/* pageline.c - of an account what the page of a run shows. */
#include "report/pageline.h"

#include "types.h"

#include "base/banned.h"

static bool
is(const json_t *j, const char *name, const char *value)
{
	return str_eq(json_str(j, name), str_of(value));
}

static void
keep(json_t *to, const json_t *from, const char *name)
{
	json_t *v = json_object_get(from, name);

	if (v != NULL)
		json_put(to, name, json_incref(v));
}

/* As report.xsl divides the dossiers: nothing of it is held, later, published or handed over. */
static bool
is_unchanged(const json_t *account)
{
	const json_t *doc;
	bool any = false;
	size_t i;

	if (!is(account, "verdict", verdict_name(V_PUBLISH)) && !is(account, "verdict", verdict_name(V_LOOK)))
		return false;
	json_array_foreach (json_list(account, "documents"), i, doc) {
		bool same = is(doc, "outcome", outcome_name(O_UNCHANGED));

		if (!same && !is(doc, "outcome", outcome_name(O_SKIPPED)))
			return false;
		any |= same;
	}
	return any;
}

static bool
was_said(const json_t *docs, size_t n, struct str label)
{
	for (size_t i = 0; i < n; i++) {
		const json_t *list = json_list(json_array_get(docs, i), "categories"), *c;
		size_t k;

		json_array_foreach (list, k, c) {
			if (json_flag(c, "chosen") && str_eq(json_str(c, "label"), label))
				return true;
		}
	}
	return false;
}

/* Of each of a list only these two. */
static json_t *
two_of(const json_t *from, const char *a, const char *b)
{
	json_t *list = json_array(), *one, *j;
	size_t i;

	json_array_foreach (from, i, j) {
		one = json_object();
		keep(one, j, a);
		keep(one, j, b);
		json_push(list, one);
	}
	return list;
}

/* Those that were chosen, and that no document before it has; of the main one all, and why. */
static json_t *
of_categories(const json_t *doc, const json_t *before)
{
	bool main = is(doc, "role", role_name(ROLE_MAIN));
	json_t *list = json_array(), *one, *c;
	size_t i;

	json_array_foreach (json_list(doc, "categories"), i, c) {
		if (!json_flag(c, "chosen") ||
		    (!main && was_said(before, json_array_size(before), json_str(c, "label"))))
			continue;
		one = json_object();
		keep(one, c, "chosen");
		keep(one, c, "label");
		if (main)
			json_put(one, "reasons", two_of(json_list(c, "reasons"), "rule", "page"));
		json_push(list, one);
	}
	return list;
}

json_t *
pageline_of(const json_t *account)
{
	static const char *const names[] = { "dossier", "organisation", "verdict", "title", "revision", "changed" };
	json_t *j, *docs, *doc;
	int64_t more = 0;
	bool any = false;
	size_t i;

	if (!is_unchanged(account))
		return NULL;
	j = json_object();
	docs = json_array();
	for (i = 0; i < COUNT(names); i++)
		keep(j, account, names[i]);
	json_array_foreach (json_list(account, "documents"), i, doc) {
		bool skipped = is(doc, "outcome", outcome_name(O_SKIPPED));
		json_t *categories = of_categories(doc, docs), *one;

		if (!skipped && any && json_array_size(categories) == 0 && !is(doc, "role", role_name(ROLE_MAIN))) {
			more++;
			json_decref(categories);
			continue;
		}
		any |= !skipped;
		one = json_object();
		keep(one, doc, "role");
		keep(one, doc, "outcome");
		json_put(one, "categories", categories);
		if (skipped) {
			keep(one, doc, "path");
			json_put(one, "findings", two_of(json_list(doc, "findings"), "code", "text"));
		}
		json_push(docs, one);
	}
	json_put(j, "documents", docs);
	if (more != 0)
		json_put_num(j, "more", more);
	return j;
}
