/* SPDX-License-Identifier: EUPL-1.2 */
/* publisher.c - which organisation publishes a dossier. */
#include "describe/publisher.h"

#include "base/line.h"
#include "config/organisations.h"

#include "base/banned.h"

static bool
unknown(struct findings *fs, struct str why)
{
	finding_add(fs, (struct finding){ .code = F_DSC_PUBLISHER_UNKNOWN, .doc = DOC_NONE, .arg = { why } });
	return false;
}

bool
publisher_find(const struct dossier *d, const struct catalog *lists, struct date today, struct findings *fs,
    struct arena *mem, struct value *value_r)
{
	struct str set = d->org->tooi, said = line_clean(mem, d->declared.organisatie);
	struct org_answer by_set = organisation_find(lists, set.n != 0 ? set : d->org->folder, today);
	struct org_answer by_said = organisation_find(lists, said, today);
	const struct org_answer *a = by_set.term != NULL ? &by_set : &by_said;
	const struct term *t = a->term;

	if (by_set.term == NULL && set.n == 0 && said.n == 0)
		return unknown(fs, str_of(_("geen organisatie opgegeven")));
	if (set.n != 0 && by_set.term == NULL)
		return unknown(fs, str_fmt(mem, _("‘%.*s’ in de instellingen"), STRF(set)));
	if (t == NULL)
		return unknown(fs, str_fmt(mem, _("‘%.*s’ in dossier.yaml"), STRF(said)));
	/* A name that several bear contradicts nobody. */
	if (a == &by_set && said.n != 0 && by_said.term != t && by_said.other != t) {
		finding_add(fs,
		    (struct finding){ .code = F_DSC_PUBLISHER_DIFFERS, .doc = DOC_NONE, .arg = { said, t->label } });
		return false;
	}
	if (a->state != ORG_FOUND)
		return unknown(fs, organisation_why(mem, a, a == &by_said ? said : set.n != 0 ? set : d->org->folder));
	*value_r = (struct value){ .text = t->label,
		.uri = t->uri,
		.origin = set.n != 0 ? FROM_OPERATOR :
		    said.n != 0      ? FROM_SOURCE :
				       FROM_DEFAULT };
	if (value_r->origin == FROM_DEFAULT) /* the name of a folder is a guess */
		finding_add(fs,
		    (struct finding){
			.code = F_DSC_FIELD_DEFAULTED, .doc = DOC_NONE, .arg = { str_of("publisher"), t->label } });
	return true;
}
