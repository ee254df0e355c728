/* SPDX-License-Identifier: EUPL-1.2 */
/* fill.c - fills the records of a dossier from what is known of it. */
#include "describe/fill.h"

#include "base/line.h"
#include "base/utf8.h"
#include "config/catalog.h"
#include "describe/follow.h"
#include "describe/publisher.h"
#include "describe/title.h"

#include "base/banned.h"

#define KERN		"https://identifier.overheid.nl/tooi/def/thes/kern/"
#define LANGUAGE	"http://publications.europa.eu/resource/authority/language/"
#define DUTCH		LANGUAGE "NLD"
#define IDENTIFIER_LEAST	((size_t)3)	/* characters (PLOOI, document.yaml) */
#define FORMAT_TYPES	((size_t)0)	/* in term.more of the list of formats: media types, comma between */

/* The act by which a document of this category came to be; any other was laid down (vaststelling). */
static const struct { struct str category, act; } acts[] = {
	{ S(KERN "c_8c840238"), S(KERN "c_dfcee535") },	/* ingekomen stukken: ontvangst */
	{ S(KERN "c_8fc2335c"), S(KERN "c_e1ec050e") },	/* convenanten: ondertekening */
};
static const struct str laid_down = S(KERN "c_641ecd76");

/* ISO 639-1 to the table of the EU Publications Office, as far as the list of DiWoo goes. */
static const struct { const char *iso, *eu; } languages[] = {
	{ "bg", "BUL" }, { "cs", "CES" }, { "da", "DAN" }, { "de", "DEU" }, { "el", "ELL" }, { "en", "ENG" },
	{ "es", "SPA" }, { "et", "EST" }, { "fi", "FIN" }, { "fr", "FRA" }, { "fy", "FRY" }, { "ga", "GLE" },
	{ "hr", "HRV" }, { "hu", "HUN" }, { "it", "ITA" }, { "lt", "LIT" }, { "lv", "LAV" }, { "mt", "MLT" },
	{ "nl", "NLD" }, { "pl", "POL" }, { "pt", "POR" }, { "ro", "RON" }, { "sk", "SLK" }, { "sl", "SLV" },
	{ "sv", "SWE" },
};

static const struct { size_t least, most; } cardinality[MD__COUNT] = {
#define FIELD(id, element, fewest, greatest, list)	[MD_##id] = { fewest, greatest },
#include "fields.def"
#undef FIELD
};

/* One dossier being described. */
struct scribe {
	const struct catalog	*lists;
	struct dossier		*d;
	struct findings		*findings;
	struct arena		*mem;
	const struct document	*first;		/* the main document, or NULL */
	struct value		 publisher;
	bool			 published;	/* publisher is known */
	struct date		 today;		/* in the Netherlands */
	bool			 crowded;	/* somewhere a field has more values than it may */
};

static void
say(struct scribe *s, size_t i, enum finding_code code, struct str arg1, struct str arg2)
{
	finding_add(s->findings, (struct finding){ .code = code, .doc = (int)i, .arg = { arg1, arg2 } });
}

static void
add(struct scribe *s, size_t i, enum field f, struct value v)
{
	struct record *r = &s->d->docs[i].record;

	if (r->f[f].n < cardinality[f].most) {
		record_add(r, f, v, s->mem);
		return;
	}
	if (!s->crowded)
		say(s, i, F_DSC_SCHEMA,
		    str_fmt(s->mem, _("%s komt meer dan %zu keer voor"), field_element(f), cardinality[f].most),
		    STR_NONE);
	s->crowded = true;
}

/* A term of a list by its address; a list without it leaves the field out, and the schema or a finding says so. */
static bool
add_term(struct scribe *s, size_t i, enum field f, struct str uri, enum origin origin, struct span evidence)
{
	const struct term *t = catalog_uri(s->lists, field_list(f), uri);

	if (t == NULL)
		return false;
	add(s, i, f, (struct value){ .text = t->label, .uri = t->uri, .origin = origin, .evidence = evidence });
	return true;
}

static struct str
urn(struct scribe *s, struct uuid id)
{
	return str_fmt(s->mem, "urn:uuid:%.*s", STRF(uuid_text(s->mem, id)));
}

/* The day in the Netherlands, which is that in UTC until its last hour, in summer its last two. */
static struct date
today_here(time_t now, struct arena *mem)
{
	struct date summer = date_of_time(now + 7200);

	return str_ends(date_midnight(mem, summer), S("+02:00")) ? summer : date_of_time(now + 3600);
}

static void
marks(struct scribe *s, size_t i)
{
	struct str kenmerk = line_clean(s->mem, s->d->declared.kenmerk);

	if (utf8_width(kenmerk) >= IDENTIFIER_LEAST)
		add(s, i, MD_IDENTIFIER, (struct value){ .text = kenmerk, .origin = FROM_SOURCE });
	add(s, i, MD_IDENTIFIER,
	    (struct value){ .text = urn(s, document_uuid(s->d, &s->d->docs[i])), .origin = FROM_RULE });
	if (kenmerk.n != 0)
		add(s, i, MD_AGGREGATIEKENMERK, (struct value){ .text = kenmerk, .origin = FROM_SOURCE });
	else
		add(s, i, MD_AGGREGATIEKENMERK,
		    (struct value){ .text = urn(s, dossier_uuid(s->d)), .origin = FROM_RULE });
}

static bool
was_said(const struct class_score *c)
{
	return c->nreasons != 0 && str_eq(c->reasons[0].rule, S(REASON_SAID));
}

/* What classify chose from a list. */
static void
values(struct scribe *s, size_t i, enum field f, const struct class_score *v, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		struct span at = v[k].nreasons != 0 ? v[k].reasons[0].at : (struct span){ 0 };

		if (v[k].chosen)
			(void)add_term(s, i, f, v[k].uri,
			    was_said(&v[k]) ? FROM_SOURCE :
				at.len != 0 ? FROM_DOCUMENT :
					      FROM_RULE,
			    at);
	}
}

static void
categories(struct scribe *s, size_t i, bool followed)
{
	const struct document *doc = &s->d->docs[i];

	for (size_t k = 0; k < doc->nclasses; k++) {
		const struct class_score *c = &doc->classes[k];
		struct span at = { 0 };

		if (c->nreasons != 0 && !followed)
			at = c->reasons[0].at;
		if (c->chosen &&
		    !add_term(s, i, MD_INFORMATIECATEGORIE, c->uri,
			was_said(c) && !followed ? FROM_SOURCE :
			    at.len != 0          ? FROM_DOCUMENT :
						   FROM_RULE,
			at))
			say(s, i, F_DSC_SCHEMA, str_of(_("informatiecategorie niet in de waardelijst")), STR_NONE);
	}
	values(s, i, MD_DOCUMENTSOORT, doc->soorten, doc->nsoorten);
	values(s, i, MD_THEMA, doc->themas, doc->nthemas);
	if (followed)
		say(s, i, F_DSC_FOLLOWS_MAIN, STR_NONE, STR_NONE);
}

/* A day in the future is a mistake, or a document from after today: a person looks. */
static void
date_checked(struct scribe *s, size_t i, struct date d, enum origin origin, struct span at)
{
	add(s, i, MD_CREATIEDATUM, (struct value){ .text = date_iso(s->mem, d), .origin = origin, .evidence = at });
	if (date_cmp(d, s->today) > 0)
		say(s, i, F_DSC_DATE_FUTURE, date_dutch(s->mem, d), STR_NONE);
}

/* Returns the date of docs[i]; year 0: none. */
static struct date
dated(struct scribe *s, size_t i)
{
	const struct document *doc = &s->d->docs[i];
	struct date said = s->d->declared.datum, own = doc->props.dated, d = said;

	if (doc == s->first && date_valid(said)) {
		date_checked(s, i, said, FROM_SOURCE, (struct span){ 0 });
		return said;
	}
	if (date_valid(own)) {
		date_checked(s, i, own, FROM_DOCUMENT, doc->props.dated_at);
		return own;
	}
	if (doc == s->first) {
		say(s, i, F_DSC_DATE_UNKNOWN, STR_NONE, STR_NONE);
		return (struct date){ 0 };
	}
	if (!date_valid(d) && s->first != NULL)
		d = s->first->props.dated;
	if (!date_valid(d))
		return (struct date){ 0 }; /* said of the main document */
	add(s, i, MD_CREATIEDATUM, (struct value){ .text = date_iso(s->mem, d), .origin = FROM_DEFAULT });
	say(s, i, F_DSC_FIELD_DEFAULTED, str_of(field_element(MD_CREATIEDATUM)), date_dutch(s->mem, d));
	return d;
}

static void
act(struct scribe *s, size_t i, struct date d)
{
	const struct record *r = &s->d->docs[i].record;
	struct str uri = laid_down;

	if (r->f[MD_INFORMATIECATEGORIE].n == 0)
		return;
	for (size_t k = 0; k < COUNT(acts); k++) {
		if (str_eq(r->f[MD_INFORMATIECATEGORIE].v[0].uri, acts[k].category))
			uri = acts[k].act;
	}
	(void)add_term(s, i, MD_SOORT_HANDELING, uri, FROM_RULE, (struct span){ 0 });
	if (d.year != 0)
		add(s, i, MD_AT_TIME, (struct value){ .text = date_midnight(s->mem, d), .origin = FROM_RULE });
}

/*
 * What a language tag (BCP 47) says: its address in *uri_r, absent when it names
 * a language outside our table.  False: it names none.
 */
static bool
language_named(struct scribe *s, struct str tag, struct str *uri_r)
{
	static const char *const none[] = { "und", "mul", "mis", "zxx" };
	struct str rest = tag, part = STR_NONE;

	*uri_r = STR_NONE;
	(void)str_next(&rest, '-', &part);
	if (part.n < 2 || part.n > 3)
		return false;
	for (size_t k = 0; k < COUNT(none); k++) {
		if (str_eq_nocase(part, str_of(none[k])))
			return false;
	}
	for (size_t k = 0; k < COUNT(languages); k++) {
		if (str_eq_nocase(part, str_of(languages[k].iso)) || str_eq_nocase(part, str_of(languages[k].eu)))
			*uri_r = str_fmt(s->mem, LANGUAGE "%s", languages[k].eu);
	}
	return true;
}

/* Dutch is assumed of a document that names no language; not of one that names a language we do not know. */
static void
language(struct scribe *s, size_t i)
{
	struct str uri;

	if (language_named(s, str_trim(s->d->docs[i].props.language), &uri)) {
		(void)add_term(s, i, MD_LANGUAGE, uri, FROM_DOCUMENT, (struct span){ 0 });
		return;
	}
	if (add_term(s, i, MD_LANGUAGE, S(DUTCH), FROM_DEFAULT, (struct span){ 0 })) {
		const struct value *v = s->d->docs[i].record.f[MD_LANGUAGE].v;

		must(v != NULL);
		say(s, i, F_DSC_FIELD_DEFAULTED, str_of(field_element(MD_LANGUAGE)), v->text);
	}
}

/* By the media type that identify saw in the bytes. */
static void
format(struct scribe *s, size_t i)
{
	const char *list = field_list(MD_FORMAT);
	struct str type = s->d->docs[i].media_type, types, one;

	for (size_t k = 0; type.n != 0 && k < catalog_size(s->lists, list); k++) {
		const struct term *t = catalog_at(s->lists, list, k);

		types = t->nmore > FORMAT_TYPES ? t->more[FORMAT_TYPES] : STR_NONE;
		while (str_next(&types, ',', &one)) {
			if (!str_eq_nocase(str_trim(one), type))
				continue;
			add(s, i, MD_FORMAT,
			    (struct value){ .text = t->label, .uri = t->uri, .origin = FROM_DOCUMENT });
			return;
		}
	}
}

static void
title(struct scribe *s, size_t i)
{
	struct value v = title_choose(s->d, i, s->mem);

	if (v.text.n == 0)
		return;
	add(s, i, MD_OFFICIELE_TITEL, v);
	if (v.origin == FROM_DEFAULT)
		say(s, i, F_DSC_TITLE_FROM_NAME, STR_NONE, STR_NONE);
}

/* A document that others point at, by its public id and its title. */
static void
refer(struct scribe *s, size_t from, enum field f, const struct document *to)
{
	if (to->record.f[MD_OFFICIELE_TITEL].n != 0)
		add(s, from, f,
		    (struct value){ .text = to->record.f[MD_OFFICIELE_TITEL].v[0].text,
			.uri = urn(s, document_uuid(s->d, to)),
			.origin = FROM_RULE });
}

static void
relations(struct scribe *s, size_t i)
{
	const struct document *doc = &s->d->docs[i];

	if (s->first == NULL)
		return;
	if (doc != s->first) {
		refer(s, i, MD_IS_PART_OF, s->first);
		return;
	}
	for (size_t k = 0; k < s->d->ndocs; k++) {
		if (k != i && document_goes_out(&s->d->docs[k]))
			refer(s, i, MD_HAS_PART, &s->d->docs[k]);
	}
}

void
fill_records(const struct job *job, const struct catalog *lists, struct result *r)
{
	struct scribe s = { .lists = lists,
		.d = &r->dossier,
		.findings = &r->findings,
		.mem = r->mem,
		.first = dossier_main(&r->dossier),
		.today = today_here(job->now, r->mem) };
	bool *followed = NEW(r->mem, bool, r->dossier.ndocs + 1);
	struct str omschrijving = line_clean(r->mem, r->dossier.declared.omschrijving);

	follow_main(s.d, s.mem, followed);
	s.published = publisher_find(s.d, lists, s.today, s.findings, s.mem, &s.publisher);
	for (size_t i = 0; i < s.d->ndocs; i++) { /* references need all titles */
		s.d->docs[i].record = (struct record){ 0 };
		if (document_goes_out(&s.d->docs[i]))
			title(&s, i);
	}
	for (size_t i = 0; i < s.d->ndocs; i++) {
		if (!document_goes_out(&s.d->docs[i]))
			continue;
		marks(&s, i);
		if (s.published)
			add(&s, i, MD_PUBLISHER, s.publisher);
		if (omschrijving.n != 0 && &s.d->docs[i] == s.first)
			add(&s, i, MD_OMSCHRIJVING, (struct value){ .text = omschrijving, .origin = FROM_SOURCE });
		categories(&s, i, followed[i]);
		act(&s, i, dated(&s, i));
		language(&s, i);
		format(&s, i);
		relations(&s, i);
	}
}

enum field
fill_missing(const struct record *r)
{
	for (int f = 0; f < MD__COUNT; f++) {
		if (r->f[f].n < cardinality[f].least)
			return (enum field)f;
	}
	return MD__COUNT;
}
