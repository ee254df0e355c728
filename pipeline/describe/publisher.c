/* SPDX-License-Identifier: EUPL-1.2 */
/* publisher.c - which organisation publishes a dossier. */
#include "describe/publisher.h"

#include "base/line.h"
#include "config/catalog.h"

#include "base/banned.h"

#define ORG_END		((size_t)2)	/* in term.more of the list of organisations: einddatum, or empty */

static bool
unknown(struct findings *fs, struct str why)
{
	finding_add(fs, (struct finding){ .code = F_DSC_PUBLISHER_UNKNOWN, .doc = DOC_NONE, .arg = { why } });
	return false;
}

/* The last day on which the organisation existed; year 0: it still does.  False: the list says something else. */
static bool
ended(const struct term *t, struct date *last_r)
{
	*last_r = (struct date){ 0 };
	return t->nmore <= ORG_END || t->more[ORG_END].n == 0 || date_parse(t->more[ORG_END], last_r) == 0;
}

bool
publisher_find(const struct dossier *d, const struct catalog *lists, struct date today, struct findings *fs,
    struct arena *mem, struct value *value_r)
{
	struct str set = d->org->tooi, said = line_clean(mem, d->declared.organisatie);
	const struct term *by_set = catalog_organisation(lists, set.n != 0 ? set : d->org->folder);
	const struct term *by_said = said.n == 0 ? NULL : catalog_organisation(lists, said);
	const struct term *t = by_set != NULL ? by_set : by_said;
	struct date last;

	if (by_set == NULL && set.n == 0 && said.n == 0)
		return unknown(fs, str_of(_("geen organisatie opgegeven")));
	if (set.n != 0 && by_set == NULL)
		return unknown(fs, str_fmt(mem, _("‘%.*s’ in de instellingen"), STRF(set)));
	if (t == NULL)
		return unknown(fs, str_fmt(mem, _("‘%.*s’ in dossier.yaml"), STRF(said)));
	if (by_set != NULL && said.n != 0 && by_said != by_set) {
		finding_add(fs,
		    (struct finding){
			.code = F_DSC_PUBLISHER_DIFFERS, .doc = DOC_NONE, .arg = { said, by_set->label } });
		return false;
	}
	if (!ended(t, &last))
		return unknown(
		    fs, str_fmt(mem, _("einddatum van %.*s in de waardelijst is onleesbaar"), STRF(t->label)));
	if (last.year != 0 && date_cmp(last, today) < 0)
		return unknown(fs,
		    str_fmt(mem, _("%.*s bestaat sinds %.*s niet meer"), STRF(t->label), STRF(date_dutch(mem, last))));
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
