/* SPDX-License-Identifier: EUPL-1.2 */
/* test_describe_said.c - what sources and the text say becomes a record: chosen, compared, examined; and notices. */
#include "describing.h"

#include "base/banned.h"

static void
tell(size_t i, enum say what, const char *text, const char *uri, struct date d, struct date until, enum source source)
{
	struct statements *to = source == SOURCE_TEXT ? &r.dossier.docs[i].gleaned : &r.dossier.docs[i].said;

	statement_add(to, (struct statement){ what, str_of(text), str_of(uri), d, until, source, STR_NONE, 95, { 1, 2, 3 }, { 0 } }, r.mem);
}

/* Every field that a source can give arrives, bound to its list; what no list has is left out and told. */
static void
from_sources(void **state)
{
	static const struct date none, day = { 2025, 11, 3 }, later = { 2027, 11, 2 };
	static const struct { enum field f; size_t i; enum source source; } sources[] = {
		{ MD_VERANTWOORDELIJKE, 0, SOURCE_MDTO }, { MD_MEDEVERANTWOORDELIJKE, 1, SOURCE_DIWOO }, { MD_OPSTELLER, 0, SOURCE_OPEN_ZAAK },
		{ MD_IDENTIFIER, 0, SOURCE_DOSSIER_YAML }, { MD_IDENTIFIER, 1, SOURCE_OPEN_ZAAK }, { MD_VERKORTE_TITEL, 0, SOURCE_DIWOO },
		{ MD_OMSCHRIJVING, 0, SOURCE_DOSSIER_YAML }, { MD_OMSCHRIJVING, 1, SOURCE_XPO }, { MD_THEMA, 0, SOURCE_XPO },
		{ MD_CREATIEDATUM, 0, SOURCE_OPEN_ZAAK }, { MD_BEGINDATUM, 0, SOURCE_MDTO }, { MD_SOORT_HANDELING, 1, SOURCE_OPEN_ZAAK },
		{ MD_AT_TIME, 0, SOURCE_OPEN_ZAAK }, { MD_ROLE, 1, SOURCE_DIWOO }, { MD_RELATION, 0, SOURCE_DOSSIER_YAML },
		{ MD_KEY, 0, SOURCE_PRODUCTION }, { MD_VALUE, 2, SOURCE_XPO },
	};
	const struct record *rec = &r.dossier.docs[0].record;
	const char *xml;

	(void)state;
	tell(0, SAY_RESPONSIBLE, "gemeente Leiderdorp", "", none, none, SOURCE_MDTO);
	tell(0, SAY_CORESPONSIBLE, "", "https://identifier.overheid.nl/tooi/id/gemeente/gm0579", none, none, SOURCE_DIWOO);
	tell(0, SAY_CORESPONSIBLE, "gemeente Zoeterwoude", "", none, none, SOURCE_DIWOO);
	tell(0, SAY_CORESPONSIBLE, "Kantoor Jansen", "", none, none, SOURCE_DIWOO);
	tell(0, SAY_MAKER, "Omgevingsdienst West-Holland", "", none, none, SOURCE_OPEN_ZAAK);
	tell(0, SAY_KENMERK, "BR-77", "", none, none, SOURCE_OPEN_ZAAK);
	tell(0, SAY_SHORT_TITLE, "Besluit A&B", "", none, none, SOURCE_DIWOO);
	tell(0, SAY_ALT_TITLE, "Wob-besluit", "", none, none, SOURCE_DUBLIN_CORE);
	tell(0, SAY_DESCRIPTION, "Nog een omschrijving", "", none, none, SOURCE_XPO);
	tell(0, SAY_THEMA, "geluid", "", none, none, SOURCE_XPO);
	tell(0, SAY_THEMA, "lawaai", "", none, none, SOURCE_XPO);
	tell(0, SAY_TREFWOORD, "parkeren", "", none, none, SOURCE_OPEN_ZAAK);
	tell(0, SAY_TREFWOORD, "Parkeren", "", none, none, SOURCE_OPEN_ZAAK);
	tell(0, SAY_VALID, "", "", day, later, SOURCE_MDTO);
	tell(0, SAY_RECEIVED, "", "", day, none, SOURCE_OPEN_ZAAK);
	tell(0, SAY_SIGNED, "", "", (struct date){ 2026, 1, 10 }, none, SOURCE_OPEN_ZAAK);
	tell(0, SAY_REPLY_TO, "uw verzoek van 3 november 2025", "", none, none, SOURCE_DOSSIER_YAML);
	tell(0, SAY_REFERS_TO, "Parkeerbeleid", "https://example.nl/p.pdf", none, none, SOURCE_DIWOO);
	tell(0, SAY_REFERS_TO, "Iets hier", "file:///etc/passwd", none, none, SOURCE_DIWOO);
	tell(0, SAY_GROUND, "5.1.2e", "", none, none, SOURCE_PRODUCTION);
	tell(0, SAY_GROUND, "5.1.5", "", none, none, SOURCE_PRODUCTION);
	tell(0, SAY_GROUND, "5.1.2e", "", none, none, SOURCE_PRODUCTION);
	tell(0, SAY_EXTRA, "Centrum", "wijk", none, none, SOURCE_XPO);
	tell(0, SAY_EXTRA, "123456782", "rsin", none, none, SOURCE_OPEN_ZAAK);
	tell(0, SAY_PARTY, "P. de Geheime", "", none, none, SOURCE_MDTO);
	r.dossier.findings.n = 0;
	run();
	for (size_t i = 0; i < COUNT(sources); i++)
		assert_int_equal(rec->f[sources[i].f].v[sources[i].i].source, sources[i].source);
	assert_value(0, VERANTWOORDELIJKE, "gemeente Leiderdorp", FROM_SOURCE);
	assert_int_equal(rec->f[MD_MEDEVERANTWOORDELIJKE].n, 2);
	assert_value(0, OPSTELLER, "Omgevingsdienst West-Holland", FROM_SOURCE);
	assert_none(0, NAAM_OPSTELLER);
	assert_int_equal(rec->f[MD_IDENTIFIER].n, 3);
	assert_value(0, VERKORTE_TITEL, "Besluit A&B", FROM_SOURCE);
	assert_value(0, ALTERNATIEVE_TITEL, "Wob-besluit", FROM_SOURCE);
	assert_int_equal(rec->f[MD_OMSCHRIJVING].n, 2);
	assert_value(0, THEMA, "geluid", FROM_SOURCE);
	assert_value(0, TREFWOORD, "parkeren", FROM_SOURCE);
	assert_value(0, BEGINDATUM, "2025-11-03T00:00:00+01:00", FROM_SOURCE);
	assert_value(0, EINDDATUM, "2027-11-02T00:00:00+01:00", FROM_SOURCE);
	assert_int_equal(rec->f[MD_SOORT_HANDELING].n, 2);
	assert_int_equal(rec->f[MD_AT_TIME].n, 2);
	assert_int_equal(rec->f[MD_WAS_ASSOCIATED_WITH].n, 2);
	assert_int_equal(rec->f[MD_ROLE].n, 3);
	assert_int_equal(rec->f[MD_RELATION].v[2].uri.n, 0);	/* no address that others can follow */
	assert_int_equal(rec->f[MD_KEY].n, 2);
	assert_int_equal(rec->f[MD_VALUE].n, 3);
	assert_int_equal(rig_count(&r, F_DSC_TERM_UNKNOWN, 0), 2);
	xml = str_c(mem, xml_of(0));
	assert_non_null(strstr(xml, "<diwoo:key>weigeringsgrond</diwoo:key>"));
	assert_null(strstr(xml, "Geheime"));
	assert_null(strstr(xml, "Jansen"));
	assert_null(strstr(xml, "123456782"));
	assert_null(strstr(xml, "passwd"));
}

/* What classify was told by a source is that source's; what nobody among them said, a person typed. */
static void
declared_by(void **state)
{
	static const struct date none;
	static struct reason said = { .rule = S(REASON_SAID) };
	struct document *d = r.dossier.docs;

	(void)state;
	for (int i = 0; i < 2; i++) {
		d[i].classes = class_of("c_3baef532", (struct span){ 0 });
		d[i].nclasses = 1;
		d[i].classes->reasons = &said;
	}
	tell(1, SAY_CATEGORIE, "Woo-verzoeken", WOO, none, none, SOURCE_XPO);
	tell(1, SAY_CATEGORIE, "Woo-verzoeken", WOO, none, none, SOURCE_DIWOO);
	tell(1, SAY_TITLE, "Kaart van het gebied", "", none, none, SOURCE_OPEN_ZAAK);
	run();
	assert_value(0, INFORMATIECATEGORIE, "Woo-verzoeken en -besluiten", FROM_SOURCE);
	assert_int_equal(only(0, MD_INFORMATIECATEGORIE)->source, SOURCE_DOSSIER_YAML);
	assert_value(1, INFORMATIECATEGORIE, "Woo-verzoeken en -besluiten", FROM_SOURCE);
	assert_int_equal(only(1, MD_INFORMATIECATEGORIE)->source, SOURCE_DIWOO);
	assert_int_equal(only(0, MD_OFFICIELE_TITEL)->source, SOURCE_DOSSIER_YAML);
	assert_int_equal(only(1, MD_OFFICIELE_TITEL)->source, SOURCE_OPEN_ZAAK);
}

/* A maker that no list has goes out only when a person typed it. */
static void
makers(void **state)
{
	static const struct date none;

	(void)state;
	tell(0, SAY_MAKER, "Adviesbureau De Brug", "", none, none, SOURCE_DOSSIER_YAML);
	tell(1, SAY_MAKER, "J. Jansen", "", none, none, SOURCE_OPEN_ZAAK);
	run();
	assert_value(0, NAAM_OPSTELLER, "Adviesbureau De Brug", FROM_SOURCE);
	assert_none(0, OPSTELLER);
	assert_none(1, NAAM_OPSTELLER);
	assert_int_equal(rig_count(&r, F_DSC_TERM_UNKNOWN, 1), 1);
}

/* What an export says of somebody stays here; what a person types is his to say; a mark is no person. */
static void
persons(void **state)
{
	static const struct date none;
	const struct record *rec = &r.dossier.docs[1].record;

	(void)state;
	tell(1, SAY_SHORT_TITLE, "Klacht J. de Geheime", "", none, none, SOURCE_DIWOO);
	tell(1, SAY_ALT_TITLE, "Brief van mevrouw Geheime", "", none, none, SOURCE_DUBLIN_CORE);
	tell(1, SAY_DESCRIPTION, "Gesprek met de heer Geheime over parkeren", "", none, none, SOURCE_OPEN_ZAAK);
	tell(1, SAY_REFERS_TO, "Bezwaar van mevrouw Geheime", "https://example.nl/b.pdf", none, none, SOURCE_MDTO);
	tell(1, SAY_REFERS_TO, "Z-2026-000012345", "", none, none, SOURCE_MDTO);
	tell(1, SAY_DESCRIPTION, "Portret van mevrouw Bekend", "", none, none, SOURCE_DOSSIER_YAML);
	run();
	assert_int_equal(rig_count(&r, F_DSC_PERSON, 1), 4);
	assert_none(1, VERKORTE_TITEL);
	assert_none(1, ALTERNATIEVE_TITEL);
	assert_value(1, OMSCHRIJVING, "Portret van mevrouw Bekend", FROM_SOURCE);
	assert_int_equal(rec->f[MD_ROLE].n, 1);
	assert_value(1, RELATION, "Z-2026-000012345", FROM_SOURCE);
	assert_null(strstr(str_c(mem, rig_read(&r, DOC_NONE, A_METADATA)), "Geheime"));
}

/* Whoever made a document existed when it was made; who answers for the dossier answers for all that is in it. */
static void
in_their_day(void **state)
{
	static const struct date none, then = { 2019, 5, 6 }, now = { 2026, 1, 12 };

	(void)state;
	tell(0, SAY_MAKER, "gemeente Appingedam", "", none, none, SOURCE_MDTO);
	date_in_text(0, then, (struct span){ 1, 2, 3 });
	run();
	assert_value(0, OPSTELLER, "gemeente Appingedam", FROM_SOURCE);
	date_in_text(0, now, (struct span){ 1, 2, 3 });
	statement_add(&r.dossier.said, (struct statement){ .what = SAY_RESPONSIBLE, .text = S("gemeente Leiderdorp"), .source = SOURCE_DOSSIER_YAML, .sure = 100 }, r.mem);
	r.dossier.findings.n = 0;
	run();
	assert_none(0, OPSTELLER);
	assert_int_equal(rig_count(&r, F_DSC_TERM_UNKNOWN, 0), 1);
	assert_value(0, VERANTWOORDELIJKE, "gemeente Leiderdorp", FROM_SOURCE);
	assert_value(1, VERANTWOORDELIJKE, "gemeente Leiderdorp", FROM_SOURCE);
}

/* Contradiction is told, never resolved in silence; the same day in another role is none. */
static void
contradictions(void **state)
{
	static const struct date none, a = { 2025, 3, 4 }, b = { 2025, 3, 5 };

	(void)state;
	date_in_text(0, a, (struct span){ 1, 2, 3 });
	tell(0, SAY_DATE, "", "", b, none, SOURCE_MDTO);
	tell(0, SAY_LANGUAGE, "nld", "", none, none, SOURCE_MDTO);
	tell(0, SAY_LANGUAGE, "en", "", none, none, SOURCE_TEXT);
	tell(0, SAY_PUBLISHER, "gemeente Delft", "", none, none, SOURCE_DIWOO);
	run();
	assert_value(0, CREATIEDATUM, "2025-03-05", FROM_SOURCE);
	assert_value(0, LANGUAGE, "Nederlands", FROM_SOURCE);
	assert_int_equal(rig_count(&r, F_DSC_DIFFERS, 0), 2);
	assert_int_equal(rig_count(&r, F_DSC_PUBLISHER_OTHER, 0), 1);
	tell(0, SAY_SENT, "", "", b, none, SOURCE_TEXT);
	r.dossier.findings.n = 0;
	run();
	assert_int_equal(rig_count(&r, F_DSC_DIFFERS, 0), 1);
	/* A reading that is not sure is told; one that is a guess is not used. */
	r.dossier.docs[0].said.n = 0;
	r.dossier.docs[0].gleaned.n = 0;
	tell(0, SAY_DATE, "", "", a, none, SOURCE_TEXT);
	r.dossier.docs[0].gleaned.v[0].sure = 70;
	r.dossier.findings.n = 0;
	run();
	assert_value(0, CREATIEDATUM, "2025-03-04", FROM_DOCUMENT);
	assert_int_equal(rig_count(&r, F_DSC_DATE_UNSURE, 0), 1);
	r.dossier.docs[0].gleaned.v[0].sure = 59;
	r.dossier.findings.n = 0;
	run();
	assert_none(0, CREATIEDATUM);
	assert_int_equal(rig_count(&r, F_DSC_DATE_UNKNOWN, 0), 1);
}

/* What a source says becomes public: a burgerservicenummer in it holds the dossier, wherever it was said. */
static void
examined(void **state)
{
	static const struct date none;
	static const struct statements nothing;

	(void)state;
	tell(0, SAY_DESCRIPTION, "Bezwaar van BSN 111222333", "", none, none, SOURCE_MDTO);
	tell(1, SAY_TREFWOORD, "burgerservicenummer 123456782", "", none, none, SOURCE_OPEN_ZAAK);
	tell(0, SAY_PARTY, "BSN 111222333", "", none, none, SOURCE_MDTO);
	r.dossier.findings.n = 0;
	run();
	assert_int_equal(rig_count(&r, F_SCR_BSN, 0), 1);
	assert_int_equal(rig_count(&r, F_SCR_BSN, 1), 1);
	r.dossier.docs[0].said = r.dossier.docs[1].said = nothing;
	r.dossier.findings.n = 0;
	run();
	assert_int_equal(rig_count(&r, F_SCR_BSN, 0) + rig_count(&r, F_SCR_BSN, 1), 0);
}

/* A document that is withheld is told of: metadata without a file, valid for DiWoo. */
static void
notices(void **state)
{
	struct notice two[] = { { .key = S("A1") }, { .key = S("B2"), .categories = S(KERN "c_46a81018") } };
	struct str all;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		statement_add(&two[i].said, (struct statement){ .what = SAY_TITLE, .text = i == 0 ? S("Advies landsadvocaat") : S("Brief BSN 111222333"), .sure = 100 }, r.mem);
		statement_add(&two[i].said, (struct statement){ .what = SAY_DATE, .date = { 2025, 5, 6 }, .sure = 100 }, r.mem);
		statement_add(&two[i].said, (struct statement){ .what = SAY_GROUND, .text = S("5.1.2i"), .sure = 100 }, r.mem);
	}
	r.dossier.notices = two;
	r.dossier.nnotices = 1;
	r.dossier.findings.n = 0;
	run();
	assert_int_equal(rig_count(&r, F_DSC_NOTICE, DOC_NONE), 0);
	assert_true(two[0].record.len != 0);
	all = rig_read(&r, DOC_NONE, A_METADATA);
	assert_true(xsd_valid(official, str_sub(all, two[0].record.at, two[0].record.len)));
	assert_int_equal(two[0].record.f[MD_FORMAT].n, 0);
	assert_str(two[0].record.f[MD_INFORMATIECATEGORIE].v[0].uri, WOO);
	assert_int_equal(two[0].record.f[MD_INFORMATIECATEGORIE].v[0].origin, FROM_RULE);
	assert_int_equal(two[0].record.f[MD_IS_PART_OF].n, 1);
	assert_non_null(strstr(str_c(mem, all), "<diwoo:value>niet openbaar</diwoo:value>"));
	/* Its own category; and personal data in it is seen. */
	r.dossier.nnotices = 2;
	run();
	assert_str(two[1].record.f[MD_INFORMATIECATEGORIE].v[0].uri, KERN "c_46a81018");
	assert_int_equal(rig_count(&r, F_SCR_BSN, DOC_NONE), 1);
	/* Without any document, and without a category: told. */
	r.dossier.docs[0].role = r.dossier.docs[1].role = ROLE_WITHHELD;
	r.dossier.nnotices = 1;
	r.dossier.findings.n = 0;
	run();
	assert_int_equal(rig_count(&r, F_DSC_NOTICE, DOC_NONE), 1);
	assert_true(two[0].record.len == 0);
	two[0].categories = S(KERN "c_46a81018");
	r.dossier.findings.n = 0;
	run();
	assert_int_equal(r.dossier.findings.n, 0);
	assert_true(two[0].record.len != 0);
	assert_int_equal(two[0].record.f[MD_IS_PART_OF].n, 0);
}

/* Not before, and not after. */
static void
embargo(void **state)
{
	const struct date none = { 0 }, past = { 2026, 1, 14 }, now = { 2026, 1, 15 }, next = { 2026, 1, 16 };
	const struct { struct date not_before, until; unsigned embargo, end, over; } table[] = {
		{ past, none, 0, 0, 0 }, { now, none, 0, 0, 0 }, { next, none, 1, 0, 0 },
		{ none, past, 0, 0, 1 }, { none, now, 0, 1, 0 }, { none, next, 0, 1, 0 },
	};

	(void)state;
	assert_int_equal(time_parse(S("2026-01-15T08:00:00Z"), &r.job.now), 0);
	for (size_t i = 0; i < COUNT(table); i++) {
		r.dossier.docs[0].said.n = 0;
		tell(0, SAY_EMBARGO, "", "", table[i].not_before, none, SOURCE_XPO);
		tell(0, SAY_UNTIL, "", "", table[i].until, none, SOURCE_XPO);
		r.dossier.findings.n = 0;
		run();
		assert_int_equal(rig_count(&r, F_DSC_EMBARGO, 0), table[i].embargo);
		assert_int_equal(rig_count(&r, F_DSC_UNTIL, 0), table[i].end);
		assert_int_equal(rig_count(&r, F_DSC_UNTIL_PAST, 0), table[i].over);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = { T(from_sources), T(declared_by), T(makers), T(persons), T(in_their_day), T(contradictions), T(examined),
		T(notices), T(embargo) };

	return cmocka_run_group_tests(tests, load, unload);
}
