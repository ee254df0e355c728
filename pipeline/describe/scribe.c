/* SPDX-License-Identifier: EUPL-1.2 */
/* scribe.c - one dossier being described: for the files of this folder that fill its records. */
#include "describe/scribe.h"

#include "config/organisations.h"

#include "base/banned.h"

void
scribe_say(struct scribe *s, int doc, enum finding_code code, struct str a, struct str b)
{
	finding_add(s->findings, (struct finding){ .code = code, .doc = doc, .arg = { a, b } });
}

void
scribe_add(struct scribe *s, const struct subject_of *x, enum field f, struct value v)
{
	must(field_may_come(f, v.origin));
	if (x->record->f[f].n < field_most(f)) {
		record_add(x->record, f, v, s->mem);
		return;
	}
	if (!s->crowded)
		scribe_say(s, x->doc, F_DSC_SCHEMA,
		    str_fmt(s->mem, _("%s komt meer dan %zu keer voor"), field_element(f), field_most(f)), STR_NONE);
	s->crowded = true;
}

bool
scribe_term(struct scribe *s, const struct subject_of *x, enum field f, struct str uri, struct value v)
{
	const struct term *t = uri.n == 0 ? NULL : catalog_uri(s->lists, field_list(f), uri);

	if (t == NULL)
		return false;
	v.text = t->label;
	v.uri = t->uri;
	scribe_add(s, x, f, v);
	return true;
}

enum source
scribe_source(const struct statements *said, enum say what, struct str text, struct str uri)
{
	const struct statement *best = NULL;

	for (size_t i = 0; i < said->n; i++) {
		const struct statement *st = &said->v[i];

		if (st->what == what && (best == NULL || st->source < best->source) &&
		    ((text.n != 0 && str_eq(st->text, text)) || (uri.n != 0 && str_eq(st->uri, uri))))
			best = st;
	}
	return best == NULL ? SOURCE_DOSSIER_YAML : best->source;
}

struct str
scribe_organisation(const struct scribe *s, const struct subject_of *x, const struct statement *said, struct str *why_r)
{
	struct date day = date_valid(x->day) ? x->day : s->today;
	struct org_answer a = { .state = ORG_UNKNOWN };

	if (said->uri.n != 0)
		a = organisation_find(s->lists, said->uri, day);
	if (a.state == ORG_UNKNOWN && said->text.n != 0)
		a = organisation_find(s->lists, said->text, day);
	if (a.state == ORG_FOUND)
		return a.term->uri;
	if (why_r != NULL)
		*why_r = a.state == ORG_UNKNOWN ? STR_NONE : organisation_why(s->mem, &a, said->text);
	return STR_NONE;
}

void
scribe_differs(struct scribe *s, int doc, enum say what, struct str one, enum source a, struct str other, enum source b)
{
	scribe_say(s, doc, F_DSC_DIFFERS,
	    str_fmt(s->mem, _("%s volgens %s (%.*s)"), _(say_label(what)), _(source_label(a)),
		STRF(finding_shown(s->mem, one))),
	    str_fmt(s->mem, "%s (%.*s)", _(source_label(b)), STRF(finding_shown(s->mem, other))));
}
