/* SPDX-License-Identifier: EUPL-1.2 */
/* terms.c - fields that take what sources and the text say almost as it is: organisations, language, marks, words. */
#include "describe/terms.h"

#include "base/line.h"
#include "base/utf8.h"
#include "config/catalog.h"
#include "titles.h"

#include "base/banned.h"

#define KERN		"https://identifier.overheid.nl/tooi/def/thes/kern/"
#define LANGUAGE	"http://publications.europa.eu/resource/authority/language/"
#define DUTCH		LANGUAGE "NLD"
#define IDENTIFIER_LEAST	((size_t)3)	/* characters (PLOOI, document.yaml) */

/* ISO 639-1 and the other code of 639-2 to the table of the EU Publications Office, as far as the list of DiWoo goes. */
static const struct { const char *iso, *other, *eu; } languages[] = {
	{ "bg", "bul", "BUL" }, { "cs", "cze", "CES" }, { "da", "dan", "DAN" }, { "de", "ger", "DEU" },
	{ "el", "gre", "ELL" }, { "en", "eng", "ENG" }, { "es", "spa", "SPA" }, { "et", "est", "EST" },
	{ "fi", "fin", "FIN" }, { "fr", "fre", "FRA" }, { "fy", "fry", "FRY" }, { "ga", "gle", "GLE" },
	{ "hr", "hrv", "HRV" }, { "hu", "hun", "HUN" }, { "it", "ita", "ITA" }, { "lt", "lit", "LIT" },
	{ "lv", "lav", "LAV" }, { "mt", "mlt", "MLT" }, { "nl", "dut", "NLD" }, { "pl", "pol", "POL" },
	{ "pt", "por", "POR" }, { "ro", "rum", "RON" }, { "sk", "slo", "SLK" }, { "sl", "slv", "SLV" },
	{ "sv", "swe", "SWE" },
};

/* A value that a source gives. */
static struct value
by(const struct statement *st)
{
	return (struct value){ .text = st->text, .origin = FROM_SOURCE, .source = st->source };
}

/* --- organisations ----------------------------------------------------------------- */

static const struct { enum say what; enum field field; } answers[] = {
	{ SAY_RESPONSIBLE, MD_VERANTWOORDELIJKE },
	{ SAY_CORESPONSIBLE, MD_MEDEVERANTWOORDELIJKE },
	{ SAY_MAKER, MD_OPSTELLER },
};

static bool
has_term(const struct record *r, enum field f, struct str uri)
{
	for (size_t i = 0; i < r->f[f].n; i++) {
		if (str_eq(r->f[f].v[i].uri, uri))
			return true;
	}
	return false;
}

/* Of a field that takes one, only the best statement counts. */
static void
organisation(struct scribe *s, const struct subject_of *x, enum field f, const struct statement *st)
{
	struct str why = STR_NONE, uri = scribe_organisation(s, x, st, &why);

	if (uri.n != 0 && !has_term(x->record, f, uri))
		(void)scribe_term(s, x, f, uri, by(st));
	if (uri.n != 0)
		return;
	if (f == MD_OPSTELLER && why.n == 0 && st->source == SOURCE_DOSSIER_YAML && st->text.n != 0)
		scribe_add(s, x, MD_NAAM_OPSTELLER, by(st));
	else
		scribe_say(s, x->doc, F_DSC_TERM_UNKNOWN, str_of(_(say_label(st->what))),
		    why.n != 0 ? why : str_of(_(source_label(st->source))));
}

static void
other_publisher(struct scribe *s, const struct subject_of *x, const struct statements *said)
{
	const struct statement *st = statement_best(said, SAY_PUBLISHER);
	struct str uri;

	if (st == NULL || !s->published)
		return;
	uri = scribe_organisation(s, x, st, NULL);
	if (uri.n != 0 && !str_eq(uri, s->publisher.uri))
		scribe_say(s, x->doc, F_DSC_PUBLISHER_OTHER, str_of(_(source_label(st->source))),
		    finding_shown(s->mem, st->text.n != 0 ? st->text : st->uri));
}

void
terms_organisations(struct scribe *s, const struct subject_of *x)
{
	for (size_t k = 0; k < COUNT(answers); k++) {
		const struct statements *from = x->said;
		const struct statement *best = statement_best(from, answers[k].what), *st;

		if (best == NULL &&
		    answers[k].what != SAY_MAKER) { /* who answers for the dossier answers for what is in it */
			from = &s->d->said;
			best = statement_best(from, answers[k].what);
		}
		for (size_t i = 0; best != NULL && (st = statement_next(from, answers[k].what, &i)) != NULL;) {
			if (st->source == best->source && (field_most(answers[k].field) > 1 || st == best))
				organisation(s, x, answers[k].field, st);
		}
	}
	if (x->record->f[MD_OPSTELLER].n == 0 && x->record->f[MD_NAAM_OPSTELLER].n == 0) {
		const struct statement *own = statement_best(x->gleaned, SAY_MAKER);

		if (own != NULL && own->sure >= SURE_ENOUGH)
			(void)scribe_term(s, x, MD_OPSTELLER, own->uri,
			    (struct value){ .origin = FROM_DOCUMENT, .evidence = own->at });
	}
	other_publisher(s, x, x->said);
	if (s->first == NULL || x->doc == (int)(s->first - s->d->docs))
		other_publisher(s, x, &s->d->said);
}

/* --- language ------------------------------------------------------------------------ */

/*
 * What a language code says: its address in *uri_r, absent when it names a
 * language outside our table.  False: it names none.
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
		if (str_eq_nocase(part, str_of(languages[k].iso)) || str_eq_nocase(part, str_of(languages[k].other)) ||
		    str_eq_nocase(part, str_of(languages[k].eu)))
			*uri_r = str_fmt(s->mem, LANGUAGE "%s", languages[k].eu);
	}
	return true;
}

static struct str
language_of(struct scribe *s, const struct statement *st)
{
	const struct term *t;
	struct str uri = STR_NONE;

	if (st == NULL)
		return STR_NONE;
	if (st->uri.n != 0 && catalog_uri(s->lists, field_list(MD_LANGUAGE), st->uri) != NULL)
		return st->uri;
	t = catalog_named(s->lists, field_list(MD_LANGUAGE), st->text);
	if (t != NULL)
		return t->uri;
	(void)language_named(s, str_trim(st->text), &uri);
	return uri;
}

/* Dutch is assumed of a document that names no language; not of one that names a language we do not know. */
void
terms_language(struct scribe *s, const struct subject_of *x, struct str claimed)
{
	const struct statement *said = statement_best(x->said, SAY_LANGUAGE),
			       *own = statement_best(x->gleaned, SAY_LANGUAGE);
	struct str uri = language_of(s, said), measured = STR_NONE;
	const struct value read = { .origin = FROM_DOCUMENT };

	if (own != NULL && own->sure >= SURE_ENOUGH)
		measured = language_of(s, own);
	if (said != NULL && scribe_term(s, x, MD_LANGUAGE, uri, by(said))) {
		if (measured.n != 0 && !str_eq(measured, uri))
			scribe_differs(s, x->doc, SAY_LANGUAGE, said->text, said->source, own->text, SOURCE_TEXT);
		return;
	}
	if (scribe_term(s, x, MD_LANGUAGE, measured, read))
		return;
	if (language_named(s, str_trim(claimed), &uri)) {
		(void)scribe_term(s, x, MD_LANGUAGE, uri, read);
		return;
	}
	if (scribe_term(s, x, MD_LANGUAGE, S(DUTCH), (struct value){ .origin = FROM_DEFAULT }))
		scribe_say(s, x->doc, F_DSC_FIELD_DEFAULTED, str_of(field_element(MD_LANGUAGE)),
		    x->record->f[MD_LANGUAGE].v[0].text);
}

/* --- marks --------------------------------------------------------------------------- */

static bool
has_text(const struct record *r, enum field f, struct str text)
{
	for (size_t i = 0; i < r->f[f].n; i++) {
		if (str_eq_nocase(r->f[f].v[i].text, text))
			return true;
	}
	return false;
}

static void
mark(struct scribe *s, const struct subject_of *x, struct value v)
{
	if (utf8_width(v.text) >= IDENTIFIER_LEAST && !has_text(x->record, MD_IDENTIFIER, v.text) &&
	    x->record->f[MD_IDENTIFIER].n + 1 < field_most(MD_IDENTIFIER)) /* one place is for our own */
		scribe_add(s, x, MD_IDENTIFIER, v);
}

/* What the whole dossier is known by: dossier.yaml, else what a source calls the dossier, else its zaak. */
static struct value
mark_of_dossier(const struct scribe *s, struct str kenmerk)
{
	static const enum say order[] = { SAY_DOSSIER, SAY_KENMERK, SAY_ZAAKNUMMER };
	struct value v = { .text = kenmerk, .origin = FROM_SOURCE, .source = SOURCE_DOSSIER_YAML };

	for (size_t i = 0; i < COUNT(order) && v.text.n == 0; i++) {
		const struct statement *st = statement_best(&s->d->said, order[i]);

		if (st != NULL)
			v = by(st);
	}
	/* What is said of each document apart is that of the dossier when it is said of the main one. */
	for (size_t i = 0; i < 3 && v.text.n == 0 && s->first != NULL; i += 2) {
		const struct statement *st = statement_best(&s->first->said, order[i]);

		if (st != NULL)
			v = by(st);
	}
	if (v.text.n == 0)
		v = (struct value){ .text =
					str_fmt(s->mem, "urn:uuid:%.*s", STRF(uuid_text(s->mem, dossier_uuid(s->d)))),
			.origin = FROM_RULE };
	return v;
}

void
terms_marks(struct scribe *s, const struct subject_of *x, struct str urn)
{
	const struct statement *st;
	struct str kenmerk = line_clean(s->mem, s->d->declared.kenmerk);

	if (x->doc == DOC_NONE ? s->first == NULL : s->first == &s->d->docs[x->doc])
		mark(s, x, (struct value){ .text = kenmerk, .origin = FROM_SOURCE, .source = SOURCE_DOSSIER_YAML });
	for (size_t i = 0; (st = statement_next(x->said, SAY_KENMERK, &i)) != NULL;)
		mark(s, x, by(st));
	st = statement_best(x->gleaned, SAY_KENMERK);
	if (st != NULL && st->sure >= SURE_ENOUGH)
		mark(s, x, (struct value){ .text = st->text, .origin = FROM_DOCUMENT, .evidence = st->at });
	scribe_add(s, x, MD_IDENTIFIER, (struct value){ .text = urn, .origin = FROM_RULE });
	scribe_add(s, x, MD_AGGREGATIEKENMERK, mark_of_dossier(s, kenmerk));
}

/* --- words --------------------------------------------------------------------------- */

/*
 * Does it name somebody, where nobody typed it to be published (title.h)?  Then
 * it is told and left out.  One word is a mark of something: long numbers in it
 * are no person's.
 */
static bool
is_private(struct scribe *s, const struct subject_of *x, const struct statement *st)
{
	struct mark m = arena_mark(s->mem);
	struct str hidden;
	bool named = st->source != SOURCE_DOSSIER_YAML && str_has(st->text, ' ') &&
	    title_names_person(st->text, s->mem, &hidden);

	arena_rewind(s->mem, m);
	if (named)
		scribe_say(
		    s, x->doc, F_DSC_PERSON, str_of(_(say_label(st->what))), str_of(_(source_label(st->source))));
	return named;
}

static void
texts(struct scribe *s, const struct subject_of *x, const struct statements *from, enum say what, enum field f,
    enum origin origin)
{
	const struct statement *st;

	for (size_t i = 0; (st = statement_next(from, what, &i)) != NULL;) {
		if (st->text.n != 0 && st->sure >= SURE_ENOUGH && !has_text(x->record, f, st->text) &&
		    !has_text(x->record, MD_OFFICIELE_TITEL, st->text) && x->record->f[f].n < field_most(f) &&
		    !is_private(s, x, st))
			scribe_add(s, x, f,
			    (struct value){
				.text = st->text, .origin = origin, .source = st->source, .evidence = st->at });
	}
}

/* By address, else by name; what the list does not have is told and left out. */
static void
terms_said(struct scribe *s, const struct subject_of *x, enum say what, enum field f)
{
	const struct statement *st;

	for (size_t i = 0; (st = statement_next(x->said, what, &i)) != NULL;) {
		const struct term *t = st->uri.n == 0 ? NULL : catalog_uri(s->lists, field_list(f), st->uri);

		if (t == NULL && st->text.n != 0)
			t = catalog_named(s->lists, field_list(f), st->text);
		if (t == NULL)
			scribe_say(
			    s, x->doc, F_DSC_TERM_UNKNOWN, str_of(_(say_label(what))), finding_shown(s->mem, st->text));
		else if (!has_term(x->record, f, t->uri) && x->record->f[f].n < field_most(f))
			(void)scribe_term(s, x, f, t->uri, by(st));
	}
}

void
terms_words(struct scribe *s, const struct subject_of *x)
{
	texts(s, x, x->said, SAY_SHORT_TITLE, MD_VERKORTE_TITEL, FROM_SOURCE);
	if (x->record->f[MD_VERKORTE_TITEL].n == 0)
		texts(s, x, x->gleaned, SAY_SHORT_TITLE, MD_VERKORTE_TITEL, FROM_DOCUMENT);
	texts(s, x, x->said, SAY_ALT_TITLE, MD_ALTERNATIEVE_TITEL, FROM_SOURCE);
	texts(s, x, x->said, SAY_DESCRIPTION, MD_OMSCHRIJVING, FROM_SOURCE);
	texts(s, x, x->said, SAY_TREFWOORD, MD_TREFWOORD, FROM_SOURCE);
	terms_said(s, x, SAY_THEMA, MD_THEMA);
}

void
terms_soort(struct scribe *s, const struct subject_of *x)
{
	terms_said(s, x, SAY_SOORT, MD_DOCUMENTSOORT);
}

/* --- relations and own fields ------------------------------------------------------------ */

static const struct { enum say what; struct str role; } roles[] = {
	{ SAY_REPLY_TO, S(KERN "c_07748060") },		/* is reactie op */
	{ SAY_ELABORATES, S(KERN "c_24ddfb9b") },	/* is uitwerking van */
	{ SAY_REFERS_TO, S(KERN "c_75fac459") },	/* verwijst naar */
	{ SAY_REPLACES, S(KERN "c_75fac459") },		/* verwijst naar: DiWoo has no word for what is replaced */
};

static void
relations_of(struct scribe *s, const struct subject_of *x, const struct statements *from)
{
	for (size_t i = 0; i < from->n; i++) {
		const struct statement *st = &from->v[i];
		struct value v = by(st);

		v.evidence = st->at;
		v.group = (unsigned)x->record->f[MD_ROLE].n + 1;
		if (st->sure < SURE_ENOUGH || v.group > field_most(MD_ROLE) || st->text.n == 0)
			continue;
		for (size_t k = 0; k < COUNT(roles); k++) {
			bool address = str_starts(st->uri, S("https://")) || str_starts(st->uri, S("urn:uuid:"));

			if (roles[k].what != st->what || is_private(s, x, st) ||
			    !scribe_term(s, x, MD_ROLE, roles[k].role, v))
				continue;
			v.uri = address ? st->uri : STR_NONE;
			scribe_add(s, x, MD_RELATION, v);
		}
	}
}

void
terms_relations(struct scribe *s, const struct subject_of *x)
{
	relations_of(s, x, x->said);
}

/* Values of one key share a group; the key comes first where it is new. */
void
terms_own(struct scribe *s, const struct subject_of *x, struct str key, struct str value, enum source source)
{
	struct record *r = x->record;
	unsigned group = 0;

	if (key.n == 0 || value.n == 0 || r->f[MD_VALUE].n == field_most(MD_VALUE))
		return;
	for (size_t i = 0; i < r->f[MD_KEY].n; i++) {
		if (str_eq_nocase(r->f[MD_KEY].v[i].text, key))
			group = r->f[MD_KEY].v[i].group;
	}
	for (size_t i = 0; i < r->f[MD_VALUE].n; i++) {
		if (r->f[MD_VALUE].v[i].group == group && str_eq(r->f[MD_VALUE].v[i].text, value))
			return;
	}
	if (group == 0) {
		if (r->f[MD_KEY].n == field_most(MD_KEY))
			return;
		group = (unsigned)r->f[MD_KEY].n + 1;
		scribe_add(s, x, MD_KEY,
		    (struct value){ .text = key, .origin = FROM_SOURCE, .source = source, .group = group });
	}
	scribe_add(
	    s, x, MD_VALUE, (struct value){ .text = value, .origin = FROM_SOURCE, .source = source, .group = group });
}

/* Was this source written to be published?  Own fields and remarks of an export are for its own eyes. */
static bool
meant_for_all(enum source source)
{
	return source == SOURCE_DOSSIER_YAML || source == SOURCE_DIWOO || source == SOURCE_XPO;
}

void
terms_extra(struct scribe *s, const struct subject_of *x)
{
	static const enum say shown[] = { SAY_ZAAKNUMMER, SAY_JUDGEMENT, SAY_GROUND, SAY_LINK };

	for (size_t i = 0; i < x->said->n; i++) {
		const struct statement *st = &x->said->v[i];

		if (st->what == SAY_REMARK && meant_for_all(st->source))
			terms_own(s, x, str_of(say_name(st->what)), st->text, st->source);
		if (st->what == SAY_EXTRA && meant_for_all(st->source))
			terms_own(s, x, st->uri, st->text, st->source);
		for (size_t k = 0; k < COUNT(shown); k++) {
			if (shown[k] == st->what)
				terms_own(s, x, str_of(say_name(st->what)), st->text, st->source);
		}
	}
}
