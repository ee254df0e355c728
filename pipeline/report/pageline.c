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

struct pageline {
	bool	 other;		/* a document is neither unchanged nor left out */
	bool	 same;		/* one is unchanged */
	bool	 any;		/* one that is told is not left out */
	int64_t	 more;
	json_t	*docs;
	json_t	*labels;	/* of categories that were told, as names of members */
};

struct pageline *
pageline_begin(struct arena *mem)
{
	struct pageline *p = NEW(mem, struct pageline, 1);

	p->docs = json_array();
	p->labels = json_object();
	return p;
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
of_categories(const json_t *doc, const json_t *labels)
{
	bool main = is(doc, "role", role_name(ROLE_MAIN));
	json_t *list = json_array(), *one, *c;
	size_t i;

	json_array_foreach (json_list(doc, "categories"), i, c) {
		if (!json_flag(c, "chosen") ||
		    (!main && json_object_get(labels, json_string_value(json_object_get(c, "label"))) != NULL))
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

static void
note_labels(struct pageline *p, const json_t *categories)
{
	json_t *c;
	size_t i;

	json_array_foreach (categories, i, c) {
		const char *label = json_string_value(json_object_get(c, "label"));

		if (label != NULL)
			json_put(p->labels, label, json_true());
	}
}

void
pageline_document(struct pageline *p, const json_t *doc)
{
	bool skipped = is(doc, "outcome", outcome_name(O_SKIPPED)),
	     same = is(doc, "outcome", outcome_name(O_UNCHANGED));
	json_t *categories, *one;

	p->other |= !skipped && !same;
	p->same |= same;
	if (p->other)
		return;
	categories = of_categories(doc, p->labels);
	if (!skipped && p->any && json_array_size(categories) == 0 && !is(doc, "role", role_name(ROLE_MAIN))) {
		p->more++;
		json_decref(categories);
		return;
	}
	p->any |= !skipped;
	note_labels(p, categories);
	one = json_object();
	keep(one, doc, "role");
	keep(one, doc, "outcome");
	json_put(one, "categories", categories);
	if (skipped) {
		keep(one, doc, "path");
		json_put(one, "findings", two_of(json_list(doc, "findings"), "code", "text"));
	}
	json_push(p->docs, one);
}

/* As report.xsl divides the dossiers: nothing of it is held, later, published or handed over. */
json_t *
pageline_end(struct pageline *p, const json_t *head)
{
	static const char *const names[] = { "dossier", "organisation", "verdict", "title", "revision", "changed" };
	bool fine = is(head, "verdict", verdict_name(V_PUBLISH)) || is(head, "verdict", verdict_name(V_LOOK));
	json_t *j = NULL;

	if (fine && !p->other && p->same) {
		j = json_object();
		for (size_t i = 0; i < COUNT(names); i++)
			keep(j, head, names[i]);
		json_put(j, "documents", json_incref(p->docs));
		if (p->more != 0)
			json_put_num(j, "more", p->more);
	}
	json_decref(p->docs);
	json_decref(p->labels);
	return j;
}
