/* SPDX-License-Identifier: EUPL-1.2 */
/* test_mdto.c - MDTO of a dossier, its documents and files: what stands in it, what our schema refuses, how it is called. */
#include "rig.h"

#include <libxml/relaxng.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/path.h"
#include "config/catalog.h"
#include "describe/describe.h"
#include "describe/plain.h"
#include "describe/sheet.h"
#include "detect/bsn.h"
#include "scratch.h"
#include "xsd.h"

#define KERN	"https://identifier.overheid.nl/tooi/def/thes/kern/"
#define WOO	KERN "c_3baef532"
#define HEAD	"categorie;waardering;bewaartermijn;begint bij;selectielijst;nummer;resultaat\n"

static struct catalog *lists;
static struct describer *describer;
static struct bsn *bsn;
static struct sheet *sheet;
static xmlSchemaPtr official;
static xmlRelaxNGPtr plain_schema;
static struct class_score category;
static struct rig r;

static int
load(void **state)
{
	static const struct sheet_files files = { "xsl/mdto.xsl", "schema/mdto.rng", NULL };
	xmlRelaxNGParserCtxtPtr p = xmlRelaxNGNewParserCtxt("templates/schema/plain.rng");
	struct err e = { 0 };

	if (scratch_open(state) != 0)
		return -1;
	official = xsd_of("MDTO-XML1.0.1.xsd");
	plain_schema = xmlRelaxNGParse(p);	/* it reads record.rng, which a loader refuses from here on */
	xmlRelaxNGFreeParserCtxt(p);
	if (plain_schema == NULL || catalog_load("templates/lists", mem, &lists, &e) != 0 ||
	    describe_load("templates", lists, mem, &describer, &e) != 0 ||
	    sheet_load("templates", &files, mem, &sheet, &e) != 0 || bsn_load(mem, &bsn, &e) != 0) {
		fprintf(stderr, "%s\n", e.msg);
		return -1;
	}
	category = (struct class_score){ .chosen = true, .label = S("Woo-verzoeken en -besluiten"), .uri = S(WOO) };
	return 0;
}

static int
unload(void **state)
{
	describe_free(describer);
	sheet_free(sheet);
	xmlSchemaFree(official);
	xmlRelaxNGFree(plain_schema);
	return scratch_close(state);
}

/* A released dossier of a main document and an annex. */
static int
begin(void **state)
{
	static const char *const titles[] = { "Besluit op <A & B>", "Bijlage \"1\"" };

	(void)state;
	rig_open(&r);
	r.tools.lists = lists;
	r.tools.describer = describer;
	r.tools.bsn = bsn;
	r.dossier.declared = (struct declared){ .kenmerk = S("Z/26/001"), .bron = S("Zaaksysteem"),
		.datum = { 2026, 1, 12 }, .vrijgave = RELEASE_YES, .omschrijving = S("Over A & B") };
	for (size_t i = 0; i < COUNT(titles); i++) {
		int k = rig_add_bytes(&r, i == 0 ? "a Jansen.pdf" : "b.pdf", i == 0 ? S("besluit") : S("bijlage"));

		r.dossier.docs[k].declared_title = str_of(titles[i]);
		r.dossier.docs[k].media_type = S("application/pdf");
		r.dossier.docs[k].since = 1768464000;
	}
	r.dossier.docs[0].classes = &category;
	r.dossier.docs[0].nclasses = 1;
	return 0;
}

static int
end(void **state)
{
	(void)state;
	rig_close(&r);
	return 0;
}

static void
describe(void)
{
	if (rig_run(&r, ST_describe, describe_run, DOC_NONE) != 0)
		fail_msg("%s", r.err.msg);
}

static const char *
xml_of(struct slice p)
{
	struct str all = rig_read(&r, DOC_NONE, A_METADATA);

	assert_true(p.len != 0 && p.at <= all.n && p.len <= all.n - p.at);
	return str_c(mem, str_sub(all, p.at, p.len));
}

/* Both schemas, for who says it is valid. */
static void
assert_valid(const char *xml)
{
	struct str why;

	if (!sheet_check(sheet, str_of(xml), mem, &why))
		fail_msg("%.*s\n%s", STRF(why), xml);
	if (!xsd_valid(official, str_of(xml)))
		fail_msg("not for the XSD:\n%s", xml);
}

static void
assert_in(const char *xml, const char *text)
{
	if (strstr(xml, text) == NULL)
		fail_msg("no ‘%s’ in\n%s", text, xml);
}

static void
assert_out(const char *xml, const char *text)
{
	if (strstr(xml, text) != NULL)
		fail_msg("‘%s’ in\n%s", text, xml);
}

/* What a person sees between two tags, the nth time. */
static struct str
between(const char *xml, const char *tag, size_t nth)
{
	const char *open = str_c(mem, str_fmt(mem, "<%s>", tag)), *at = xml, *to;

	for (size_t i = 0; i <= nth; i++) {
		at = strstr(at, open);
		if (at == NULL)
			fail_msg("no %s %zu in\n%s", tag, nth, xml);
		at += strlen(open);
	}
	to = strchr(at, '<');
	return (struct str){ at, (size_t)(to - at) };
}

#define assert_text(xml, tag, nth, want)	assert_string_equal(str_c(mem, between(xml, tag, nth)), want)

static void
dossier(void **state)
{
	struct str id = uuid_text(mem, dossier_uuid(&r.dossier));
	const char *xml;

	(void)state;
	describe();
	xml = xml_of(r.dossier.object);
	assert_valid(xml);
	assert_text(xml, "identificatieKenmerk", 0, "Z/26/001");
	assert_text(xml, "identificatieBron", 0, "Zaaksysteem");
	assert_text(xml, "identificatieKenmerk", 1, str_c(mem, str_fmt(mem, "urn:uuid:%.*s", STRF(id))));
	assert_text(xml, "identificatieBron", 1, "woostraat");
	assert_text(xml, "naam", 0, "Besluit op &lt;A &amp; B&gt;");
	assert_text(xml, "begripLabel", 0, "Dossier");
	assert_text(xml, "begripLabel", 1, "Woo-verzoeken en -besluiten");
	assert_text(xml, "begripCode", 0, WOO);
	assert_out(xml, "<informatiecategorie>");	/* that would be the selectielijst */
	assert_out(xml, "<isOnderdeelVan>");		/* nothing is known of where it goes */
	assert_out(xml, "<dekkingInTijd>");
	assert_out(xml, "<event>");			/* the day is that of the document, and the act was assumed */
	assert_out(xml, "<heeftRepresentatie>");
	assert_text(xml, "omschrijving", 0, "Over A &amp; B");
	assert_text(xml, "taal", 0, "nl");
	assert_in(xml, "<begripCode>N</begripCode>");
	assert_out(xml, "<bewaartermijn>");
	assert_in(xml, "gm0546</identificatieKenmerk>\n        <identificatieBron>TOOI register gemeenten compleet<");
	assert_in(xml, "<begripLabel>Geen beperking</begripLabel>");
	for (size_t i = 0; i < 2; i++)
		assert_in(xml, str_c(mem, uuid_text(mem, document_uuid(&r.dossier, &r.dossier.docs[i]))));
	assert_out(xml, "Jansen");			/* a delivered name */

	/* Without a mark of its own there is ours; without a system that of the organisation. */
	r.dossier.declared.kenmerk = STR_NONE;
	describe();
	assert_text(xml_of(r.dossier.object), "identificatieBron", 0, "woostraat");
	r.dossier.declared.kenmerk = S("Z/26/001");
	r.dossier.declared.bron = STR_NONE;
	describe();
	assert_text(xml_of(r.dossier.object), "identificatieBron", 0, "gemeente Leiden");
}

static void
archiefstuk(void **state)
{
	const char *xml, *file;

	(void)state;
	describe();
	xml = xml_of(r.dossier.docs[0].object);
	file = xml_of(r.dossier.docs[0].file);
	assert_valid(xml);
	assert_text(xml, "begripLabel", 0, "Archiefstuk");
	assert_text(xml, "identificatieBron", 0, "woostraat");
	assert_out(xml, "Z/26/001");			/* that is the dossier's */
	assert_in(xml, "<isOnderdeelVan>");
	assert_in(xml, str_c(mem, uuid_text(mem, dossier_uuid(&r.dossier))));
	assert_text(xml, "eventTijd", 0, "2026-01-12");
	assert_in(xml, "<begripLabel>Creatie</begripLabel>");
	assert_out(xml, "Accordering");			/* DiWoo demands an act; nobody said that there was one */
	assert_valid(file);
	assert_text(file, "naam", 0, "01-besluit-op-a-b.pdf");
	assert_text(file, "omvang", 0, "7");
	assert_text(file, "begripLabel", 0, "PDF");
	assert_text(file, "begripCode", 0, "application/pdf");
	assert_text(file, "begripLabel", 1, "SHA-256");
	assert_text(file, "checksumWaarde", 0, str_c(mem, digest_hex(mem, digest_of(S("besluit")))));
	assert_text(file, "checksumDatum", 0, "2026-01-15T08:00:00Z");
	/* They point at each other. */
	assert_in(xml, str_c(mem, between(file, "identificatieKenmerk", 0)));
	assert_in(file, str_c(mem, between(xml, "identificatieKenmerk", 0)));
	assert_false(str_eq(between(file, "identificatieKenmerk", 0), between(xml, "identificatieKenmerk", 0)));

	/* An annex without a day of its own was given that of the main document: that is no event. */
	assert_out(xml_of(r.dossier.docs[1].object), "<event>");
	assert_valid(xml_of(r.dossier.docs[1].object));
}

/* An act that a source told of, whoever did it. */
static void
events(void **state)
{
	static const struct { const char *act, *uri, *label, *result; } table[] = {
		{ "ontvangst", KERN "c_dfcee535", "Ontvangst", NULL },
		{ "vaststelling", KERN "c_641ecd76", "Accordering", "Vastgesteld" },
		{ "ondertekening", KERN "c_e1ec050e", "Accordering", "Ondertekend" },
	};
	struct sip sip;
	struct subject s = { .d = &r.dossier, .sip = &sip, .keeping = { .waardering = 'N' }, .mem = mem };

	(void)state;
	describe();
	sip_of(&r.dossier, lists, mem, &sip);
	for (size_t i = 0; i < COUNT(table); i++) {
		struct record *rec = &r.dossier.docs[0].record;
		struct err e = { 0 };
		struct str xml;

		rec->f[MD_SOORT_HANDELING].v[0].text = str_of(table[i].act);
		rec->f[MD_SOORT_HANDELING].v[0].uri = str_of(table[i].uri);
		rec->f[MD_AT_TIME].v[0].text = i == 0 ? S("2026-01-13T10:15:00+01:00") : S("2026-01-13T00:00:00+01:00");
		rec->f[MD_AT_TIME].v[0].origin = FROM_SOURCE;
		for (int level = 0; level < 2; level++) {
			xmlDocPtr doc = level == 0 ? plain_object(&s, &sip.v[0]) : plain_dossier(&s);

			assert_int_equal(sheet_make(sheet, doc, mem, &xml, &e), 0);
			xmlFreeDoc(doc);
			assert_valid(str_c(mem, xml));
			assert_in(str_c(mem, xml), str_c(mem, str_fmt(mem, "<begripLabel>%s<", table[i].label)));
			assert_in(str_c(mem, xml), i == 0 ? "<eventTijd>2026-01-13T10:15:00+01:00<" : "<eventTijd>2026-01-13<");
			if (table[i].result != NULL)
				assert_in(str_c(mem, xml), str_c(mem, str_fmt(mem, "%s%s</eventResultaat>",
				    level == 0 ? ">" : "Hoofddocument: ", table[i].result)));
			/* Received is by the archiefvormer; who laid down was not said. */
			assert_int_equal(strstr(str_c(mem, xml), "<eventVerantwoordelijkeActor>") != NULL, i == 0);
		}
	}
}

/* What is claimed of use: nothing that was not said. */
static void
restrictions(void **state)
{
	static const struct { enum release released; const char *ground, *label, *text; } table[] = {
		{ RELEASE_YES, NULL, "Geen beperking", NULL },
		{ RELEASE_UNKNOWN, NULL, "Nader te bepalen", NULL },
		{ RELEASE_NO, NULL, "Nader te bepalen", NULL },
		{ RELEASE_YES, "5.1.2e", "Overig", "Woo, artikel 5.1.2e (eerbiediging van de persoonlijke levenssfeer)<" },
		{ RELEASE_YES, "5.2", "Overig", "Woo, artikel 5.2 (" },
		{ RELEASE_YES, "vanwege J. Jansen", "Nader te bepalen", NULL },
		{ RELEASE_YES, "5.1.2e Jansen", "Nader te bepalen", NULL },
		{ RELEASE_YES, "artikel 5.1, tweede lid, onder e", "Overig", "Woo, artikel 5.1.2e (" },
		{ RELEASE_YES, "5.1.2.e.1.2.3.4.5", "Nader te bepalen", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		r.dossier.docs[1].said = (struct statements){ 0 };
		r.dossier.declared.vrijgave = table[i].released;
		for (int twice = 0; twice < 2 && table[i].ground != NULL; twice++)
			statement_add(&r.dossier.docs[1].said,
			    (struct statement){ .what = SAY_GROUND, .text = str_of(table[i].ground) }, mem);
		describe();
		for (int k = 0; k < 2; k++) { /* the annex, and the dossier that it is in */
			const char *xml = xml_of(k == 0 ? r.dossier.docs[1].object : r.dossier.object);

			assert_valid(xml);
			assert_in(xml, str_c(mem, str_fmt(mem, "<begripLabel>%s</begripLabel>\n        <begripBegrippenlijst>\n"
			    "          <verwijzingNaam>Begrippenlijst BeperkingGebruikType", table[i].label)));
			assert_int_equal(strstr(xml, "NadereBeschrijving") != NULL, table[i].text != NULL);
			if (table[i].text != NULL)
				assert_in(xml, table[i].text);
			assert_out(xml, "Jansen");
		}
		if (table[i].released == RELEASE_YES)
			assert_in(xml_of(r.dossier.docs[0].object), "Geen beperking");
	}
}

/* What a source says of the use, and somebody released all the same, is not unsaid. */
static void
restrictions_said(void **state)
{
	static const struct { bool whole; enum say what; const char *text, *stuk, *dossier; } table[] = {
		{ false, SAY_RESTRICTION, "Auteursrecht", "Nader te bepalen", "Nader te bepalen" },
		{ true, SAY_RESTRICTION, "Openbaarheid", "Nader te bepalen", "Nader te bepalen" },
		{ false, SAY_JUDGEMENT, "deels openbaar", "Nader te bepalen", "Nader te bepalen" },
		{ false, SAY_JUDGEMENT, "Openbaar", "Geen beperking", "Geen beperking" },
		{ false, SAY_JUDGEMENT, "reeds openbaar", "Geen beperking", "Geen beperking" },
		{ true, SAY_GROUND, "5.1.2e", "Geen beperking", "Overig" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		r.dossier.said = r.dossier.docs[0].said = (struct statements){ 0 };
		statement_add(table[i].whole ? &r.dossier.said : &r.dossier.docs[0].said,
		    (struct statement){ .what = table[i].what, .text = str_of(table[i].text) }, mem);
		describe();
		for (int k = 0; k < 2; k++) {
			const char *xml = xml_of(k == 0 ? r.dossier.docs[0].object : r.dossier.object);

			assert_valid(xml);
			assert_in(xml, str_c(mem, str_fmt(mem, "<begripLabel>%s</begripLabel>\n        <begripBegrippenlijst>\n"
			    "          <verwijzingNaam>Begrippenlijst BeperkingGebruikType", k == 0 ? table[i].stuk : table[i].dossier)));
		}
	}
}

static void
periods(void **state)
{
	static const struct { struct date from, to; const char *has; } table[] = {
		{ { 2025, 1, 1 }, { 2025, 12, 31 }, "2025-12-31</dekkingInTijdEinddatum>" },
		{ { 2025, 1, 1 }, { 0 }, "2025-01-01</dekkingInTijdBegindatum>" },
		{ { 2025, 1, 1 }, { 2024, 1, 1 }, NULL },	/* it ends before it begins */
		{ { 0 }, { 2024, 1, 1 }, NULL },		/* MDTO needs a beginning */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		r.dossier.docs[1].said = (struct statements){ 0 };
		statement_add(&r.dossier.docs[1].said,
		    (struct statement){ .what = SAY_PERIOD, .date = table[i].from, .until = table[i].to }, mem);
		describe();
		assert_valid(xml_of(r.dossier.docs[1].object));
		if (table[i].has != NULL)
			assert_in(xml_of(r.dossier.docs[1].object), table[i].has);
		else
			assert_out(xml_of(r.dossier.docs[1].object), "dekkingInTijd");
		assert_out(xml_of(r.dossier.object), "dekkingInTijd");
	}
}

/* Of the document, not of the dossier that it is in; beside the days that it is about. */
static void
validity(void **state)
{
	static const struct { struct date from, to; const char *begins, *ends; } table[] = {
		{ { 2026, 4, 1 }, { 2027, 3, 31 }, "2026-04-01</dekkingInTijdBegindatum>", "2027-03-31</dekkingInTijdEinddatum>" },
		{ { 2026, 4, 1 }, { 0 }, "2026-04-01</dekkingInTijdBegindatum>", NULL },
		{ { 0 }, { 2027, 3, 31 }, NULL, NULL },		/* MDTO needs a beginning */
		{ { 2027, 4, 1 }, { 2026, 3, 31 }, NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(table); i++) {
		size_t k = i / 2;
		const char *xml;

		r.dossier.docs[0].said = (struct statements){ 0 };
		statement_add(&r.dossier.docs[0].said,
		    (struct statement){ .what = SAY_VALID, .date = table[k].from, .until = table[k].to, .sure = 95 }, mem);
		if (i % 2 != 0)
			statement_add(&r.dossier.docs[0].said, (struct statement){ .what = SAY_PERIOD, .date = { 2025, 1, 1 } }, mem);
		describe();
		xml = xml_of(r.dossier.docs[0].object);
		assert_valid(xml);
		assert_int_equal(strstr(xml, ">Geldigheid<") != NULL, table[k].begins != NULL);
		assert_int_equal(strstr(xml, ">Periode waarover de inhoud gaat<") != NULL, i % 2 != 0);
		assert_int_equal(strstr(xml, "dekkingInTijdEinddatum") != NULL, table[k].ends != NULL);
		if (table[k].begins != NULL)
			assert_in(xml, table[k].begins);
		if (table[k].ends != NULL)
			assert_in(xml, table[k].ends);
		assert_out(xml_of(r.dossier.object), "dekkingInTijd");
		assert_out(xml_of(r.dossier.docs[1].object), "dekkingInTijd");
	}
}

/* The aggregation that receives it is a setting. */
static void
archive(void **state)
{
	const char *xml;

	(void)state;
	r.org.archive = (struct aggregation){ S("Archief 2020 & later"), S("0546-2020"), S("e-depot") };
	describe();
	xml = xml_of(r.dossier.object);
	assert_valid(xml);
	assert_in(xml, "<verwijzingNaam>Archief 2020 &amp; later</verwijzingNaam>");
	assert_in(xml, "<identificatieKenmerk>0546-2020</identificatieKenmerk>");
	assert_out(xml_of(r.dossier.docs[0].object), "0546-2020");
}

/* The plain forms are what plain.rng says. */
static void
plain(void **state)
{
	xmlRelaxNGValidCtxtPtr v = xmlRelaxNGNewValidCtxt(plain_schema);
	struct sip sip;
	struct subject s = { .d = &r.dossier, .sip = &sip, .mem = mem,
		.keeping = { 'V', S("P7Y"), S("Einde zaak"), S("Lijst"), S("Lijst"), S("1.1"), S("Verleend") } };

	(void)state;
	statement_add(&r.dossier.docs[0].said, (struct statement){ .what = SAY_GROUND, .text = S("5.2") }, mem);
	statement_add(&r.dossier.docs[0].said, (struct statement){ .what = SAY_PERIOD, .date = { 2025, 1, 1 } }, mem);
	r.org.archive = (struct aggregation){ S("a"), S("b"), S("c") };
	describe();
	sip_of(&r.dossier, lists, mem, &sip);
	for (size_t i = 0; i < 5; i++) {
		xmlDocPtr doc = i == 0 ? plain_dossier(&s) : i < 3 ? plain_object(&s, &sip.v[i - 1]) : plain_file(&s, &sip.v[i - 3]);

		if (xmlRelaxNGValidateDoc(v, doc) != 0)
			fail_msg("plain form %zu", i);
		xmlFreeDoc(doc);
	}
	xmlRelaxNGFreeValidCtxt(v);
}

static const char *
replaced(const char *s, const char *what, const char *by)
{
	const char *at = strstr(s, what);

	if (at == NULL)
		fail_msg("no ‘%s’ in\n%s", what, s);
	return str_c(mem, str_fmt(mem, "%.*s%s%s", (int)(at - s), s, by, at + strlen(what)));
}

/* Without these elements. */
static const char *
without(const char *xml, const char *name)
{
	const char *open = str_c(mem, str_fmt(mem, "<%s>", name)), *close = str_c(mem, str_fmt(mem, "</%s>", name)), *at;

	assert_in(xml, open);
	while ((at = strstr(xml, open)) != NULL)
		xml = str_c(mem, str_fmt(mem, "%.*s%s", (int)(at - xml), xml, strstr(at, close) + strlen(close)));
	return xml;
}

/* What our schema demands beyond the XSD, one change at a time; k: dossier, archiefstuk or bestand; new NULL: without old. */
static void
schema(void **state)
{
	static const struct { int k; const char *what, *old, *new; bool xsd_too; } table[] = {
		{ 0, "no version", "MDTO-XML1.0.1.xsd", "MDTO-XML1.0.xsd", false },
		{ 0, "blank name", "<naam>Besluit op &lt;A &amp; B&gt;", "<naam> ", false },
		{ 0, "level in small letters", ">Dossier<", ">dossier<", false },
		{ 0, "list of another", "Begrippenlijst Aggregatieniveaus MDTO", "Begrippenlijst Waarderingen MDTO", false },
		{ 0, "code of another waardering", "<begripCode>N<", "<begripCode>B<", false },
		{ 0, "a fourth waardering", ">Nader te bepalen<", ">Weg ermee<", false },
		{ 0, "kept for a time, but not for how long", ">Nader te bepalen</begripLabel>\n      <begripCode>N",
		    ">Tijdelijk te bewaren</begripLabel>\n      <begripCode>V", false },
		{ 0, "a term without V", "</waardering>", "</waardering><bewaartermijn><termijnLooptijd>P7Y</termijnLooptijd></bewaartermijn>", false },
		{ 0, "category of the Woo as that of the selectielijst", "</waardering>", "</waardering><informatiecategorie><begripLabel>x</begripLabel>"
		    "<begripBegrippenlijst><verwijzingNaam>x</verwijzingNaam></begripBegrippenlijst></informatiecategorie>", false },
		{ 0, "classification without address", "<begripCode>" WOO "</begripCode>", "", false },
		{ 0, "classification of no list", "TOOI waardelijst Woo", "Lijst Woo", false },
		{ 0, "archiefvormer without code", ">gm0546<", ">Leiden<", false },
		{ 0, "restriction that is none of MDTO's", ">Geen beperking<", ">Geheim<", false },
		{ 0, "restriction that is not told", ">Geen beperking<", ">Overig<", false },
		{ 0, "a grand language", "<taal>nl", "<taal>nld", false },
		{ 0, "no language", "<taal>nl", "<taal>neder lands", true },
		{ 0, "nothing in it", "bevatOnderdeel", NULL, false },
		{ 0, "of nobody", "archiefvormer", NULL, true },
		{ 0, "of use nothing is said", "beperkingGebruik", NULL, true },
		{ 0, "without level", "aggregatieniveau", NULL, false },
		{ 0, "without category", "classificatie", NULL, false },
		{ 0, "name alone", "<verwijzingIdentificatie>", "<verwijzingIdentificatie><x/>", true },
		{ 1, "part of nothing", "isOnderdeelVan", NULL, false },
		{ 1, "event that is none of MDTO's", ">Creatie<", ">Ondertekening<", false },
		{ 1, "event without a day", "<eventTijd>2026-01-12</eventTijd>", "", false },
		{ 1, "event in a year", "<eventTijd>2026-01-12<", "<eventTijd>2026<", false },
		{ 1, "day that is none", "<eventTijd>2026-01-12<", "<eventTijd>2026-02-30<", true },
		{ 2, "empty file", "<omvang>7<", "<omvang>0<", false },
		{ 2, "less than empty", "<omvang>7<", "<omvang>-7<", false },
		{ 2, "label as in the example of the Nationaal Archief", ">SHA-256<", ">SHA256<", false },
		{ 2, "another algorithm", ">SHA-256<", ">SHA-512<", false },
		{ 2, "moment without a zone", "T08:00:00Z", "T08:00:00", false },
		{ 2, "day for a moment", "2026-01-15T08:00:00Z", "2026-01-15", true },
		{ 2, "PRONOM by a media type", "IANA Media types", "PRONOM-register", false },
		{ 2, "no media type", "application/pdf", "pdf", false },
		{ 2, "name with a space", "01-besluit-op-a-b.pdf", "01 besluit.pdf", false },
		{ 2, "name in a folder", "01-besluit-op-a-b.pdf", "a/01-besluit.pdf", false },
		{ 2, "of nothing", "<isRepresentatieVan>", "<URLBestand>x</URLBestand><isRepresentatieVan>", false },
		{ 2, "other namespace", "xmlns=\"https://www.nationaalarchief.nl/mdto\"", "xmlns=\"https://example.nl/\"", true },
	};

	(void)state;
	describe();
	for (size_t i = 0; i < COUNT(table); i++) {
		const char *xml = xml_of(table[i].k == 0 ? r.dossier.object : table[i].k == 1 ? r.dossier.docs[0].object :
		    r.dossier.docs[0].file);
		struct str why;

		xml = table[i].new == NULL ? without(xml, table[i].old) : replaced(xml, table[i].old, table[i].new);
		if (sheet_check(sheet, str_of(xml), mem, &why))
			fail_msg("%s: valid", table[i].what);
		if (official != NULL && xsd_valid(official, str_of(xml)) == table[i].xsd_too)
			fail_msg("%s: the XSD thinks otherwise", table[i].what);
		assert_null(strstr(str_c(mem, why), "Leiden"));
	}
}

/* What does not satisfy the schema is not written, and said: an empty file. */
static void
refused(void **state)
{
	(void)state;
	(void)rig_add_bytes(&r, "c.pdf", S(""));
	r.dossier.docs[2].declared_title = S("Leeg");
	r.dossier.docs[2].media_type = S("application/pdf");
	describe();
	assert_int_equal(rig_count(&r, F_DSC_SCHEMA, 2), 1);
	assert_int_equal(r.dossier.docs[2].file.len, 0);
	assert_int_not_equal(r.dossier.docs[2].object.len, 0);
	assert_true(str_starts(r.dossier.findings.v[r.dossier.findings.n - 1].arg[0], S("MDTO: regel ")));
}

/* --- the table of retention ----------------------------------------------------------- */

static struct retention *
retention_of(const char *general, const char *leiden)
{
	struct retention *t = NULL;
	struct err e = { 0 };

	(void)put("t/retention/bewaren.csv", str_of(general));
	if (leiden != NULL)
		(void)put("t/organisations/leiden/bewaren.csv", str_of(leiden));
	if (retain_load(in("t"), lists, mem, &t, &e) != 0)
		fail_msg("%s", e.msg);
	return t;
}

static struct record
with(const char *const *uris)
{
	struct record rec = { 0 };

	for (; *uris != NULL; uris++)
		record_add(&rec, MD_INFORMATIECATEGORIE, (struct value){ .uri = str_of(*uris) }, mem);
	return rec;
}

static void
retention(void **state)
{
	static const char general[] = "\xef\xbb\xbf" HEAD "# opmerking;;\n\n2i;V;P10Y;Bevriezing;;;\n2k;V;P7Y;;;;\n"
	    "convenanten;B;;;Selectielijst gemeenten;8.1;\"Overeengekomen; blijvend\"\n2d;V;P7Y;Einde zaak;Lijst X;;\r\n2e;N\n";
	static const struct { const char *uris[3]; const char *waardering, *termijn; } table[] = {
		{ { WOO }, "V", "P10Y" },
		{ { KERN "c_46a81018" }, "V", "P7Y" },
		{ { KERN "c_8fc2335c" }, "B", "" },
		{ { KERN "c_99a836c7" }, "N", "" },
		{ { KERN "c_139c6280" }, "N", "" },			/* no row */
		{ { NULL }, "N", "" },
		{ { KERN "c_46a81018", WOO }, "V", "P10Y" },		/* the longest */
		{ { WOO, KERN "c_46a81018" }, "V", "P10Y" },
		{ { WOO, KERN "c_99a836c7" }, "N", "" },		/* nothing is destroyed that is not settled */
		{ { KERN "c_99a836c7", KERN "c_8fc2335c" }, "B", "" },	/* for ever goes first */
	};
	struct retention *t;

	(void)state;
	t = retention_of(general, NULL);
	for (size_t i = 0; i < COUNT(table); i++) {
		struct record rec = with(table[i].uris);
		struct keeping k = retain_of(t, &r.org, &rec);

		assert_int_equal(k.waardering, table[i].waardering[0]);
		assert_string_equal(str_c(mem, k.termijn), table[i].termijn);
	}
	{
		struct record rec = with((const char *[]){ KERN "c_8fc2335c", NULL });
		struct keeping k = retain_of(t, &r.org, &rec);

		assert_string_equal(str_c(mem, k.selectielijst), "Selectielijst gemeenten");
		assert_string_equal(str_c(mem, k.resultaat), "Overeengekomen; blijvend");
		rec = with((const char *[]){ KERN "c_3a248e3a", NULL });
		k = retain_of(t, &r.org, &rec);
		assert_string_equal(str_c(mem, k.begint), "Einde zaak");
		assert_string_equal(str_c(mem, k.lijst), "Lijst X");
		assert_null(k.selectielijst.p);
	}

	/* An organisation with a table of its own has nothing of the general one. */
	t = retention_of(general, HEAD "2k;B\n");
	{
		struct record rec = with((const char *[]){ KERN "c_46a81018", NULL });
		struct organisation other = { .key = S("leiderdorp"), .tooi = S("gm0547") };

		assert_int_equal(retain_of(t, &r.org, &rec).waardering, 'B');
		assert_int_equal(retain_of(t, &other, &rec).waardering, 'V');
		rec = with((const char *[]){ WOO, NULL });
		assert_int_equal(retain_of(t, &r.org, &rec).waardering, 'N');
	}
}

/* Every fault is named with file, line and column. */
static void
faults(void **state)
{
	static const struct { const char *text, *says; } table[] = {
		{ "", "bewaren.csv is leeg" },
		{ "categorie;waardering\n", "regel 1, kolom 3 (bewaartermijn)" },
		{ "waardering;categorie;bewaartermijn;begint bij;selectielijst;nummer;resultaat\n", "regel 1, kolom 1 (categorie)" },
		{ HEAD "2z;N\n", "regel 2, kolom 1 (categorie): geen informatiecategorie" },
		{ HEAD "\n2i;N\n2i;B\n", "regel 4, kolom 1 (categorie): deze informatiecategorie staat er twee keer" },
		{ HEAD "2i;N\nWoo-verzoeken en -besluiten;B\n", "regel 3, kolom 1" },
		{ HEAD "2i\n", "regel 2, kolom 2 (waardering)" },
		{ HEAD "2i;v;P7Y\n", "regel 2, kolom 2" },
		{ HEAD "2i;BV\n", "regel 2, kolom 2" },
		{ HEAD "2i;V\n", "regel 2, kolom 3 (bewaartermijn): bij V hoort een termijn" },
		{ HEAD "2i;V;7 jaar\n", "regel 2, kolom 3" },
		{ HEAD "2i;V;P\n", "regel 2, kolom 3" },
		{ HEAD "2i;V;P0Y\n", "regel 2, kolom 3" },
		{ HEAD "2i;V;P7\n", "regel 2, kolom 3" },
		{ HEAD "2i;V;P6M1Y\n", "regel 2, kolom 3" },
		{ HEAD "2i;V;P99999Y\n", "regel 2, kolom 3" },
		{ HEAD "2i;V;PT5H\n", "regel 2, kolom 3" },
		{ HEAD "2i;B;P7Y\n", "regel 2, kolom 3 (bewaartermijn): een termijn hoort alleen bij V" },
		{ HEAD "2i;N;;Creatie\n", "regel 2, kolom 4 (begint bij)" },
		{ HEAD "2i;V;P7Y;Einde zaak\n", "regel 2, kolom 4 (begint bij): dit staat niet in de EventTypeLijst" },
		{ HEAD "2i;N;;;Lijst;1.1\n", "regel 2, kolom 7 (resultaat)" },
		{ HEAD "2i;N;;;Lijst;;Verleend\n", "regel 2, kolom 6 (nummer)" },
		{ HEAD "2i;N;;;;1.1;Verleend\n", "regel 2, kolom 5 (selectielijst)" },
		{ HEAD "2i;N;;;;;;nog iets\n", "regel 2, kolom 7 (resultaat): hierna staat nog een kolom" },
		{ HEAD "2i;N;;;\xff;;\n", "regel 2, kolom 5 (selectielijst): geen gewone tekst" },
		{ HEAD "2i;N;;;\"open\n2k;N\n", "kolom 5 (selectielijst): geen gewone tekst" },
	};
	struct retention *t;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct err e = { 0 };

		(void)put("f/retention/bewaren.csv", str_of(table[i].text));
		if (retain_load(in("f"), lists, mem, &t, &e) != -1 || e.kind != E_CONFIG || strstr(e.msg, table[i].says) == NULL)
			fail_msg("%s: %s", table[i].text, e.msg);
	}
	{
		struct err e = { 0 };

		assert_int_equal(retain_load(in("nergens"), lists, mem, &t, &e), -1);
		assert_int_equal(e.kind, E_CONFIG);
		(void)put("f/retention/bewaren.csv", S(HEAD));
		(void)put("f/organisations/leiden/bewaren.csv", S(HEAD "2i;X\n"));
		assert_int_equal(retain_load(in("f"), lists, mem, &t, &e), -1);
		assert_non_null(strstr(e.msg, "organisations/leiden/bewaren.csv, regel 2, kolom 2"));
	}
}

/* A source that knows of the dossier itself goes before the table, when it says enough. */
static void
said_retention(void **state)
{
	static const struct { const char *what, *term; char waardering; const char *termijn; } table[] = {
		{ "B", NULL, 'B', "" }, { "N", NULL, 'N', "" }, { "V", "P20Y", 'V', "P20Y" }, { "V", NULL, 'V', "P7Y" },
		{ "V", "twintig jaar", 'V', "P7Y" }, { "blijvend", NULL, 'V', "P7Y" }, { NULL, "P20Y", 'V', "P7Y" },
	};
	struct keeping by_table = { .waardering = 'V', .termijn = S("P7Y"), .begint = S("Creatie") };

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct statements said = { 0 };
		struct keeping k;

		if (table[i].what != NULL)
			statement_add(&said, (struct statement){ .what = SAY_RETENTION, .text = str_of(table[i].what) }, mem);
		if (table[i].term != NULL)
			statement_add(&said, (struct statement){ .what = SAY_RETENTION_TERM, .text = str_of(table[i].term) }, mem);
		k = retain_said(by_table, &said);
		assert_int_equal(k.waardering, table[i].waardering);
		assert_string_equal(str_c(mem, k.termijn), table[i].termijn);
		assert_true(k.begint.n == 0 || k.waardering == 'V');
	}
}

/* --- names -------------------------------------------------------------------------------- */

static bool
fit(struct str name)
{
	for (size_t i = 0; i < name.n; i++) {
		if (strchr("abcdefghijklmnopqrstuvwxyz0123456789-.MDTO", name.p[i]) == NULL)
			return false;
	}
	return name.n != 0 && name.n <= SIP_NAME_MOST;
}

static void
names(void **state)
{
	static const char *const titles[] = { "2026", "", "Een titel <met> : \" / \\ | ? * # & en een spatie", "..",
		"\xc3\xa9\xc3\xa9n", "\xe6\x97\xa5\xe6\x9c\xac" };
	struct str all[3 * 41 + 1];

	(void)state;
	for (int way = 0; way < MDTO__COUNT; way++) {
		size_t n = 0;
		struct sip sip;

		rig_close(&r);
		(void)begin(NULL);
		r.org.mdto_names = (enum mdto_names)way;
		for (size_t i = 0; i < 38; i++) {
			char *path = arena_alloc(mem, 8, 1);

			(void)snprintf(path, 8, "x%02zu", i);
			(void)rig_add_bytes(&r, path, S("x"));
			r.dossier.docs[2 + i].media_type = S("text/plain");
			r.dossier.docs[2 + i].declared_title = i < COUNT(titles) ? str_of(titles[i]) : str_fmt(mem, "%0500zu", i % 3);
		}
		r.dossier.docs[0].declared_title = S("2026-0a1b2c3d: raadsbesluit over een heel lange naam die niet ophoudt");
		describe();
		sip_of(&r.dossier, lists, mem, &sip);
		assert_int_equal(sip.n, 40);
		assert_int_equal(sip.v[0].doc, 0);
		assert_true(str_starts(sip.dossier, S("dossier-2026-0a1b2c3d-")));
		all[n++] = sip_object_name(mem, (enum mdto_names)way, sip.dossier);
		for (size_t i = 0; i < sip.n; i++) {
			all[n++] = sip_object_name(mem, (enum mdto_names)way, sip.v[i].stem);
			all[n++] = sip.v[i].file;
			all[n++] = sip_file_name(mem, (enum mdto_names)way, &sip.v[i]);
		}
		qsort(all, n, sizeof *all, str_order);
		for (size_t i = 0; i < n; i++) {
			assert_true(fit(all[i]));
			for (size_t k = i + 1; k < n; k++)
				assert_false(str_eq_nocase(all[i], all[k]));
		}
		assert_string_equal(str_c(mem, sip_file_name(mem, (enum mdto_names)way, &sip.v[1])),
		    way == MDTO_EXTENSION ? "02-bijlage-1.pdf.bestand.mdto.xml" :
		    way == MDTO_SHORT ? "02-bijlage-1.bestand.mdto.xml" : "02-bijlage-1.pdf.bestand.MDTO.xml");
		assert_string_equal(str_c(mem, sip_object_name(mem, (enum mdto_names)way, sip.v[1].stem)),
		    way == MDTO_SPECIFIED ? "02-bijlage-1.MDTO.xml" : "02-bijlage-1.mdto.xml");
	}
}

int
main(void)
{
#define T(name)	cmocka_unit_test_setup_teardown(name, begin, end)
	static const struct CMUnitTest tests[] = {
		T(dossier), T(archiefstuk), T(events), T(restrictions), T(restrictions_said), T(periods), T(validity), T(archive), T(plain), T(schema), T(refused),
		T(retention), T(faults), T(said_retention), T(names),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
