/* SPDX-License-Identifier: EUPL-1.2 */
/* fill.c - fills the records of a dossier from what is known of it. */
#include "describe/fill.h"

#include "base/line.h"
#include "base/utf8.h"
#include "config/catalog.h"
#include "describe/acts.h"
#include "describe/examine.h"
#include "describe/follow.h"
#include "describe/publisher.h"
#include "describe/scribe.h"
#include "describe/terms.h"
#include "describe/title.h"
#include "proc/tools.h"

#include "base/banned.h"

#define FORMAT_TYPES	((size_t)0)	/* in term.more of the list of formats: media types, comma between */

static struct str
urn(struct scribe *s, struct uuid id)
{
	return str_fmt(s->mem, "urn:uuid:%.*s", STRF(uuid_text(s->mem, id)));
}

static bool
was_said(const struct class_score *c)
{
	return c->nreasons != 0 && str_eq(c->reasons[0].rule, S(REASON_SAID));
}

/* Where what classify chose comes from; what a source said is in its words. */
static struct value
chosen(const struct subject_of *x, const struct class_score *c, enum say what, struct str words)
{
	struct value v = { .origin = FROM_RULE };

	if (c->nreasons != 0)
		v.evidence = c->reasons[0].at;
	if (was_said(c)) {
		v.origin = FROM_SOURCE;
		v.source = scribe_source(x->said, what, words, c->uri);
	} else if (v.evidence.len != 0)
		v.origin = FROM_DOCUMENT;
	return v;
}

/* What classify chose from a list. */
static void
values(struct scribe *s, const struct subject_of *x, enum field f, const struct class_score *v, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		if (v[k].chosen)
			(void)scribe_term(
			    s, x, f, v[k].uri, chosen(x, &v[k], SAY_SOORT, s->d->docs[x->doc].declared_soort));
	}
}

static void
categories(struct scribe *s, const struct subject_of *x, bool followed)
{
	const struct document *doc = &s->d->docs[x->doc];

	for (size_t k = 0; k < doc->nclasses; k++) {
		const struct class_score *c = &doc->classes[k];
		struct value v = { .origin = FROM_RULE };

		if (!followed)
			v = chosen(x, c, SAY_CATEGORIE, STR_NONE);
		if (c->chosen && !scribe_term(s, x, MD_INFORMATIECATEGORIE, c->uri, v))
			scribe_say(
			    s, x->doc, F_DSC_SCHEMA, str_of(_("informatiecategorie niet in de waardelijst")), STR_NONE);
	}
	values(s, x, MD_DOCUMENTSOORT, doc->soorten, doc->nsoorten);
	values(s, x, MD_THEMA, doc->themas, doc->nthemas);
	if (followed)
		scribe_say(s, x->doc, F_DSC_FOLLOWS_MAIN, STR_NONE, STR_NONE);
}

/* By the media type that identify saw in the bytes. */
static void
format(struct scribe *s, const struct subject_of *x)
{
	const char *list = field_list(MD_FORMAT);
	struct str type = s->d->docs[x->doc].media_type, types, one;

	for (size_t k = 0; type.n != 0 && k < catalog_size(s->lists, list); k++) {
		const struct term *t = catalog_at(s->lists, list, k);

		types = t->nmore > FORMAT_TYPES ? t->more[FORMAT_TYPES] : STR_NONE;
		while (str_next(&types, ',', &one)) {
			if (!str_eq_nocase(str_trim(one), type))
				continue;
			(void)scribe_term(s, x, MD_FORMAT, t->uri, (struct value){ .origin = FROM_DOCUMENT });
			return;
		}
	}
}

static void
title(struct scribe *s, const struct subject_of *x)
{
	struct value v = title_choose(s->d, (size_t)x->doc, s->mem);

	if (v.text.n == 0)
		return;
	scribe_add(s, x, MD_OFFICIELE_TITEL, v);
	if (v.origin == FROM_DEFAULT)
		scribe_say(s, x->doc, F_DSC_TITLE_FROM_NAME, STR_NONE, STR_NONE);
	else if (title_unsure(&s->d->docs[x->doc], &v))
		scribe_say(s, x->doc, F_DSC_TITLE_UNSURE, STR_NONE, STR_NONE);
}

/* A document that others point at, by its public id and its title. */
static void
refer(struct scribe *s, const struct subject_of *from, enum field f, const struct document *to)
{
	if (to->record.f[MD_OFFICIELE_TITEL].n != 0)
		scribe_add(s, from, f,
		    (struct value){ .text = to->record.f[MD_OFFICIELE_TITEL].v[0].text,
			.uri = urn(s, document_uuid(s->d, to)),
			.origin = FROM_RULE });
}

static void
parts(struct scribe *s, const struct subject_of *x)
{
	const struct document *doc = &s->d->docs[x->doc];

	if (s->first == NULL)
		return;
	if (doc != s->first) {
		refer(s, x, MD_IS_PART_OF, s->first);
		return;
	}
	for (size_t k = 0; k < s->d->ndocs; k++) {
		if (&s->d->docs[k] != s->first && document_goes_out(&s->d->docs[k]))
			refer(s, x, MD_HAS_PART, &s->d->docs[k]);
	}
}

/* dossier.yaml describes the dossier, which is to say its main document. */
static void
description(struct scribe *s, const struct subject_of *x)
{
	struct str text = line_clean(s->mem, s->d->declared.omschrijving);

	if (text.n != 0 && &s->d->docs[x->doc] == s->first)
		scribe_add(s, x, MD_OMSCHRIJVING,
		    (struct value){ .text = text, .origin = FROM_SOURCE, .source = SOURCE_DOSSIER_YAML });
}

static struct subject_of
subject(struct dossier *d, size_t i)
{
	struct document *doc = &d->docs[i];

	return (
	    struct subject_of){ .doc = (int)i, .record = &doc->record, .said = &doc->said, .gleaned = &doc->gleaned };
}

static void
fill_document(struct scribe *s, size_t i, bool followed)
{
	struct subject_of x = subject(s->d, i);

	terms_marks(s, &x, urn(s, document_uuid(s->d, &s->d->docs[i])));
	if (s->published)
		scribe_add(s, &x, MD_PUBLISHER, s->publisher);
	x.day = acts_day(s, &x);
	terms_organisations(s, &x);
	description(s, &x);
	categories(s, &x, followed);
	terms_words(s, &x);
	acts_fill(s, &x);
	acts_valid(s, &x);
	terms_language(s, &x, s->d->docs[i].props.language);
	format(s, &x);
	parts(s, &x);
	terms_relations(s, &x);
	terms_extra(s, &x);
	if (s->d->docs[i].reason.n != 0)
		(void)scribe_term(s, &x, MD_REDEN, s->d->docs[i].reason, (struct value){ .origin = FROM_OPERATOR });
}

/* Of the notice itself, else of the main document. */
static void
notice_categories(struct scribe *s, const struct subject_of *x, struct str addresses)
{
	struct str rest = addresses, uri;

	while (addresses.n != 0 && str_next(&rest, ' ', &uri))
		(void)scribe_term(s, x, MD_INFORMATIECATEGORIE, uri,
		    (struct value){ .origin = FROM_SOURCE, .source = SOURCE_DOSSIER_YAML });
	if (x->record->f[MD_INFORMATIECATEGORIE].n != 0)
		return;
	if (s->first == NULL || s->first->record.f[MD_INFORMATIECATEGORIE].n == 0) {
		scribe_say(s, DOC_NONE, F_DSC_NOTICE, finding_shown(s->mem, x->record->f[MD_OFFICIELE_TITEL].v[0].text),
		    str_of(_("een informatiecategorie")));
		return;
	}
	for (size_t i = 0; i < s->first->record.f[MD_INFORMATIECATEGORIE].n; i++)
		(void)scribe_term(s, x, MD_INFORMATIECATEGORIE, s->first->record.f[MD_INFORMATIECATEGORIE].v[i].uri,
		    (struct value){ .origin = FROM_RULE });
}

/* Told as "niet openbaar", whatever else was said. */
static void
fill_notice(struct scribe *s, struct notice *n)
{
	static const struct statements none;
	const struct statement *called = statement_best(&n->said, SAY_TITLE);
	struct subject_of x = { .doc = DOC_NONE, .record = &n->record, .said = &n->said, .gleaned = &none };

	must(called != NULL); /* tell_notice */
	scribe_add(s, &x, MD_OFFICIELE_TITEL,
	    (struct value){ .text = str_trim(utf8_cut(line_clean(s->mem, called->text), TITLE_MOST)),
		.origin = FROM_SOURCE,
		.source = called->source });
	terms_marks(s, &x, urn(s, notice_uuid(s->d, n)));
	if (s->published)
		scribe_add(s, &x, MD_PUBLISHER, s->publisher);
	x.day = acts_day(s, &x);
	terms_organisations(s, &x);
	notice_categories(s, &x, n->categories);
	terms_words(s, &x);
	terms_soort(s, &x);
	if (!date_valid(x.day))
		scribe_say(s, DOC_NONE, F_DSC_NOTICE, finding_shown(s->mem, x.record->f[MD_OFFICIELE_TITEL].v[0].text),
		    str_of(_("een datum")));
	acts_fill(s, &x);
	if (statement_best(x.said, SAY_LANGUAGE) != NULL)
		terms_language(s, &x, STR_NONE);
	if (s->first != NULL)
		refer(s, &x, MD_IS_PART_OF, s->first);
	terms_relations(s, &x);
	if (statement_best(x.said, SAY_JUDGEMENT) == NULL)
		terms_own(s, &x, S("beoordeling"), S("niet openbaar"), SOURCE_DOSSIER_YAML);
	terms_extra(s, &x);
}

void
fill_records(const struct job *job, const struct catalog *lists, struct result *r)
{
	struct scribe s = { .lists = lists,
		.d = &r->dossier,
		.findings = &r->findings,
		.mem = r->mem,
		.first = dossier_main(&r->dossier),
		.today = date_here(job->now) };
	bool *followed = NEW(r->mem, bool, r->dossier.ndocs + 1);

	examine_said(&s, job->tools->bsn);
	follow_main(s.d, s.mem, followed);
	s.published = publisher_find(s.d, lists, s.today, s.findings, s.mem, &s.publisher);
	for (size_t i = 0; i < s.d->ndocs; i++) { /* references need all titles */
		struct subject_of x = subject(s.d, i);

		s.d->docs[i].record = (struct record){ 0 };
		if (document_goes_out(&s.d->docs[i]))
			title(&s, &x);
	}
	for (size_t i = 0; i < s.d->ndocs; i++) {
		if (document_goes_out(&s.d->docs[i]))
			fill_document(&s, i, followed[i]);
	}
	for (size_t i = 0; i < s.d->nnotices; i++) {
		s.d->notices[i].record = (struct record){ 0 };
		fill_notice(&s, &s.d->notices[i]);
	}
}
