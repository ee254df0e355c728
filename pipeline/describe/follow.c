/* SPDX-License-Identifier: EUPL-1.2 */
/* follow.c - an annex without a category of its own follows the main document. */
#include "describe/follow.h"

#include <string.h>

#include "base/banned.h"

static bool
is_following(const struct class_score *c)
{
	return c->nreasons != 0 && str_eq(c->reasons[c->nreasons - 1].rule, S(REASON_FOLLOWS));
}

/* Memory of before is left as it was: classes of a document are copied before they change. */
static void
take_back(struct document *doc, struct arena *mem)
{
	struct class_score *kept = NEW(mem, struct class_score, doc->nclasses + 1);
	size_t n = 0;

	for (size_t i = 0; i < doc->nclasses; i++) {
		struct class_score c = doc->classes[i];

		if (is_following(&c)) {
			c.chosen = false;
			if (--c.nreasons == 0)
				continue;
		}
		kept[n++] = c;
	}
	doc->classes = kept;
	doc->nclasses = n;
}

static bool
has_chosen(const struct document *doc)
{
	for (size_t i = 0; i < doc->nclasses; i++) {
		if (doc->classes[i].chosen)
			return true;
	}
	return false;
}

static void
follow(struct document *doc, const struct class_score *of_main, struct arena *mem)
{
	struct class_score *all = NEW(mem, struct class_score, doc->nclasses + 1);
	struct class_score *mine;
	struct reason *reasons;
	size_t at = 0;

	for (; at < doc->nclasses && !str_eq(doc->classes[at].uri, of_main->uri); at++)
		;
	for (size_t i = 0; i < doc->nclasses; i++)
		all[i] = doc->classes[i];
	mine = &all[at];
	if (at == doc->nclasses) {
		*mine = (struct class_score){ .uri = of_main->uri, .label = of_main->label };
		doc->nclasses++;
	}
	reasons = NEW(mem, struct reason, mine->nreasons + 1);
	for (size_t i = 0; i < mine->nreasons; i++)
		reasons[i] = mine->reasons[i];
	reasons[mine->nreasons++] = (struct reason){ .rule = S(REASON_FOLLOWS) };
	mine->reasons = reasons;
	mine->chosen = true;
	doc->classes = all;
}

void
follow_main(struct dossier *d, struct arena *mem, bool *followed_r)
{
	const struct document *first = dossier_main(d);

	memset(followed_r, 0, d->ndocs * sizeof *followed_r);
	for (size_t i = 0; i < d->ndocs; i++)
		take_back(&d->docs[i], mem);
	if (first == NULL)
		return;
	for (size_t i = 0; i < d->ndocs; i++) {
		struct document *doc = &d->docs[i];

		if (doc == first || !document_goes_out(doc) || has_chosen(doc))
			continue;
		for (size_t k = 0; k < first->nclasses; k++) {
			if (!first->classes[k].chosen)
				continue;
			follow(doc, &first->classes[k], mem);
			followed_r[i] = true;
		}
	}
}
