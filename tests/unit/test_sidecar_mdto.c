/* SPDX-License-Identifier: EUPL-1.2 */
/* test_sidecar_mdto.c - MDTO sidecars: which file they mean, what they say, and what holds. */
#include "told.h"

#include <dirent.h>
#include <stdio.h>

#include "base/path.h"

#include "base/banned.h"

#define SAMPLES	"../shared/samples/mdto/ori-a-leiden"
#define ROOT	"<?xml version='1.0'?><MDTO xmlns=\"https://www.nationaalarchief.nl/mdto\">"
#define LABEL(name, text)	"<" name "><begripLabel>" text "</begripLabel></" name ">"
#define ID(mark)	"<identificatie><identificatieKenmerk>" mark "</identificatieKenmerk><identificatieBron>zaaksysteem</identificatieBron></identificatie>"
#define REF(name, text, mark)	"<" name "><verwijzingNaam>" text "</verwijzingNaam><verwijzingIdentificatie>"	\
	"<identificatieKenmerk>" mark "</identificatieKenmerk><identificatieBron>zaaksysteem</identificatieBron>"	\
	"</verwijzingIdentificatie></" name ">"
#define FREE	"<beperkingGebruik>" LABEL("beperkingGebruikType", "Geen beperking") "</beperkingGebruik>"
#define LEIDEN	REF("archiefvormer", "gemeente Leiden", "gm0546")
#define PIECE(mark, name, more)	ROOT "<informatieobject>" ID(mark) "<naam>" name "</naam>"	\
	LABEL("aggregatieniveau", "Archiefstuk") more "</informatieobject></MDTO>"
#define DOSSIER(mark, name, more)	ROOT "<informatieobject>" ID(mark) "<naam>" name "</naam>"	\
	LABEL("aggregatieniveau", "Dossier") more FREE "</informatieobject></MDTO>"
/* of the file "x" */
#define X256	"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
#define X512	"a4abd4448c49562d828115d13a1fccea927f52b4d5459297f8b43e42da89238bc13626e43dcb38ddb082488927ec904fb42057443983e88585179d50551afe62"
#define SUM(algorithm, value)	"<checksum>" LABEL("checksumAlgoritme", algorithm) "<checksumWaarde>" value "</checksumWaarde></checksum>"
#define FILE(name, size, sums, of)	ROOT "<bestand>" ID("b1") "<naam>" name "</naam><omvang>" size "</omvang>"	\
	LABEL("bestandsformaat", "PDF") sums REF("isRepresentatieVan", "Besluit", of) "</bestand></MDTO>"
#define SOUND(name)	FILE(name, "1", SUM("SHA-256", X256), "Z-1")
/* More than what a file is recognised by. */
#define K16	"................"
#define K256	K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16
#define K	K256 K256 K256 K256 K256 K256 K256 K256 K256 K256 K256 K256 K256 K256 K256 K256 K16
#define EVENT(type, time)	"<event>" LABEL("eventType", type) "<eventTijd>" time "</eventTijd></event>"

static const struct told_case cases[] = {
	{ "beside its file, one object and one bestand",
	    { { "besluit.mdto.xml", PIECE("Z-1", "Besluit parkeren", LEIDEN FREE) }, { "besluit.pdf", "x" },
		{ "besluit.pdf.bestand.MDTO.xml", SOUND("besluit.pdf") }, YES },
	    "",
	    "besluit.pdf: formaat=PDF 90\nbesluit.pdf: kenmerk=Z-1 90\nbesluit.pdf: titel=Besluit parkeren 90\n"
	    "besluit.pdf: verantwoordelijke=gemeente Leiden <https://identifier.overheid.nl/tooi/id/gemeente/gm0546> 90\n" },
	{ "a bestand by naam, whatever its own name",
	    { { "a.mdto.xml", SOUND("besluit.pdf") }, { "b.mdto.xml", PIECE("Z-1", "Besluit", FREE) }, { "besluit.pdf", "x" }, YES },
	    "", "besluit.pdf: formaat=PDF 90\nbesluit.pdf: kenmerk=Z-1 90\nbesluit.pdf: titel=Besluit 90\n" },
	{ "a bestand by its own name without extension",
	    { { "besluit.bestand.mdto.xml", SOUND("iets anders.pdf") }, { "besluit.mdto.xml", PIECE("Z-1", "Besluit", FREE) }, { "besluit.pdf", "x" }, YES },
	    "", "besluit.pdf: formaat=PDF 90\nbesluit.pdf: kenmerk=Z-1 90\nbesluit.pdf: titel=Besluit 90\n" },
	{ "an object alone, no infix",
	    { { "besluit.pdf", "x" }, { "besluit.pdf.mdto.xml", PIECE("Z-1", "Besluit", FREE) }, YES },
	    "", "besluit.pdf: kenmerk=Z-1 90\nbesluit.pdf: titel=Besluit 90\n" },
	{ "an object in its own folder",
	    { { "besluit/besluit.mdto.xml", PIECE("Z-1", "Besluit", FREE) }, { "besluit/scan.pdf", "x" }, YES },
	    "", "besluit/scan.pdf: kenmerk=Z-1 90\nbesluit/scan.pdf: titel=Besluit 90\n" },
	{ "an object next to its folder",
	    { { "besluit.mdto.xml", PIECE("Z-1", "Besluit", FREE) }, { "besluit/scan.pdf", "x" }, YES },
	    "", "besluit/scan.pdf: kenmerk=Z-1 90\nbesluit/scan.pdf: titel=Besluit 90\n" },
	{ "an object of nothing",
	    { { "besluit.mdto.xml", PIECE("Z-1", "Besluit", FREE) }, { "brief.pdf", "x" }, YES }, "besluit.mdto.xml:SID-340", "" },
	{ "a dossier with a piece",
	    { { "besluit.mdto.xml", PIECE("Z-1", "Besluit", REF("isOnderdeelVan", "Zaak 9", "ZK-9") FREE) }, { "besluit.pdf", "x" },
		{ "zaak.mdto.xml", DOSSIER("ZK-9", "Parkeren", REF("isOnderdeelVan", "Verkeer", "S-1") EVENT("Creatie", "2020-01-01")) }, YES },
	    "",
	    "*: kenmerk=ZK-9 90\n*: titel=Parkeren 90\n*: onderdeel-van=Verkeer <S-1> 90\n"
	    "besluit.pdf: kenmerk=Z-1 90\nbesluit.pdf: titel=Besluit 90\nbesluit.pdf: onderdeel-van=Zaak 9 <ZK-9> 90\nbesluit.pdf: dossierkenmerk=ZK-9 90\n" },
	{ "two dossiers: the highest",
	    { { "a/a.mdto.xml", DOSSIER("A", "Onder", "") }, { "a/x.pdf", "x" }, { "b.mdto.xml", DOSSIER("B", "Boven", "") }, YES },
	    "a/a.mdto.xml:SID-340", "*: kenmerk=B 90\n*: titel=Boven 90\n" },
	{ "no such file", { { "a.pdf", "x" }, { "b.pdf.mdto.xml", SOUND("b.pdf") }, YES }, "b.pdf.mdto.xml:SID-514", "" },
	{ "another size",
	    { { "a.pdf", "x" }, { "a.pdf.mdto.xml", FILE("a.pdf", "2", SUM("SHA256", X256), "Z-1") }, { "a.xml", PIECE("Z-1", "A", FREE) }, YES },
	    "a.pdf:SID-520", "a.pdf: formaat=PDF 90\na.pdf: kenmerk=Z-1 90\na.pdf: titel=A 90\n" },
	{ "another sum",
	    { { "a.pdf", "y" }, { "a.pdf.mdto.xml", SOUND("a.pdf") }, { "a.xml", PIECE("Z-1", "A", FREE) }, YES },
	    "a.pdf:SID-520", "a.pdf: formaat=PDF 90\na.pdf: kenmerk=Z-1 90\na.pdf: titel=A 90\n" },
	{ "SHA-512",
	    { { "a.pdf", "x" }, { "a.pdf.mdto.xml", FILE("a.pdf", "1", SUM("sha-512", X512), "Z-1") }, { "a.xml", PIECE("Z-1", "A", FREE) }, YES },
	    "", "a.pdf: formaat=PDF 90\na.pdf: kenmerk=Z-1 90\na.pdf: titel=A 90\n" },
	{ "an algorithm that nobody knows, a size that is none, no sum",
	    { { "a.pdf", "x" }, { "a.pdf.mdto.xml", FILE("a.pdf", "veel", SUM("ROT13", "78"), "Z-1") },
		{ "a.xml", PIECE("Z-1", "A", FREE) }, { "b.pdf", "x" }, { "b.pdf.mdto.xml", FILE("b.pdf", "1", "", "Z-1") }, YES },
	    "a.pdf.mdto.xml:SID-514 a.pdf.mdto.xml:SID-514 b.pdf.mdto.xml:SID-340 SID-507",
	    "a.pdf: formaat=PDF 90\na.pdf: kenmerk=Z-1 90\na.pdf: titel=A 90\nb.pdf: formaat=PDF 90\nb.pdf: kenmerk=Z-1 90\nb.pdf: titel=A 90\n" },
	{ "a restriction holds, and its persons stay here",
	    { { "a.mdto.xml", PIECE("Z-1", "A", "<betrokkene>" LABEL("betrokkeneTypeRelatie", "Indiener") REF("betrokkeneActor", "P. Jansen", "9") "</betrokkene>"
		"<beperkingGebruik>" LABEL("beperkingGebruikType", "Auteursrecht") "</beperkingGebruik>") }, { "a.pdf", "x" }, YES },
	    "a.pdf:SID-531", "a.pdf: kenmerk=Z-1 90\na.pdf: titel=A 90\na.pdf: betrokkene=P. Jansen 90\na.pdf: beperking=Auteursrecht 90\n" },
	{ "a restriction of an object without a file",
	    { { "a.pdf", "x" }, { "b.mdto.xml", PIECE("Z-1", "B", "<beperkingGebruik>" LABEL("beperkingGebruikType", "Nader te bepalen") "</beperkingGebruik>") }, YES },
	    "b.mdto.xml:SID-340 b.mdto.xml:SID-531", "*: beperking=Nader te bepalen 90\n" },
	{ "events: only whole days, in the Netherlands",
	    { { "a.mdto.xml", PIECE("Z-1", "A", EVENT("Creatie", "2023") EVENT("Ontvangst", "2023-11") EVENT("Accordering", "2023-06-30T22:30:00Z")
		EVENT("Verzending", "2023-11-30T23:30:00") EVENT("Ondertekening", "gisteren") FREE) }, { "a.pdf", "x" }, YES },
	    "a.mdto.xml:SID-340", "a.pdf: kenmerk=Z-1 90\na.pdf: titel=A 90\na.pdf: vastgesteld= 2023-07-01 90\na.pdf: verzonden= 2023-11-30 90\n" },
	{ "published or destroyed before",
	    { { "a.mdto.xml", PIECE("Z-1", "A", EVENT("Publicatie", "2023-01-02") EVENT("Vernietigen", "2024") FREE) }, { "a.pdf", "x" }, YES },
	    "a.mdto.xml:SID-340 a.mdto.xml:SID-514", "a.pdf: kenmerk=Z-1 90\na.pdf: titel=A 90\n" },
	{ "retention",
	    { { "a.mdto.xml", PIECE("Z-1", "A", "<waardering><begripLabel>Tijdelijk te bewaren</begripLabel><begripCode>V</begripCode></waardering>"
		"<bewaartermijn><termijnLooptijd>P7Y</termijnLooptijd><termijnEinddatum>2031-01-01</termijnEinddatum></bewaartermijn>" FREE) }, { "a.pdf", "x" }, YES },
	    "", "a.pdf: kenmerk=Z-1 90\na.pdf: titel=A 90\na.pdf: waardering=V 90\na.pdf: bewaartermijn=P7Y 0000-00-00..2031-01-01 90\n" },
	{ "retention that is none",
	    { { "a.mdto.xml", PIECE("Z-1", "A", LABEL("waardering", "Misschien") "<bewaartermijn><termijnLooptijd>zeven jaar</termijnLooptijd></bewaartermijn>" FREE) }, { "a.pdf", "x" }, YES },
	    "a.mdto.xml:SID-340 a.mdto.xml:SID-340", "a.pdf: kenmerk=Z-1 90\na.pdf: titel=A 90\n" },
	{ "the category of the selectielijst is not that of the Woo",
	    { { "a.mdto.xml", PIECE("Z-1", "A", LABEL("informatiecategorie", "beschikkingen") LABEL("classificatie", "besluit") FREE) }, { "a.pdf", "x" }, YES },
	    "", "a.pdf: kenmerk=Z-1 90\na.pdf: titel=A 90\na.pdf: documentsoort=besluit 90\n" },
	{ "an organisation is never guessed",
	    { { "a.mdto.xml", PIECE("Z-1", "A", REF("archiefvormer", "Cluster Ruimte", "12") FREE) }, { "a.pdf", "x" }, YES },
	    "a.mdto.xml:SID-340", "a.pdf: kenmerk=Z-1 90\na.pdf: titel=A 90\n" },
	{ "relations, and a redacted version of this one",
	    { { "a.mdto.xml", PIECE("Z-1", "A",
		"<gerelateerdInformatieobject>" REF("gerelateerdInformatieobjectVerwijzing", "Oud besluit", "Z-0") LABEL("gerelateerdInformatieobjectTypeRelatie", "Vervangt") "</gerelateerdInformatieobject>"
		"<gerelateerdInformatieobject>" REF("gerelateerdInformatieobjectVerwijzing", "A, geanonimiseerd", "Z-2") LABEL("gerelateerdInformatieobjectTypeRelatie", "Heeft Versie") "</gerelateerdInformatieobject>" FREE) },
		{ "a.pdf", "x" }, YES },
	    "a.mdto.xml:SID-514", "a.pdf: kenmerk=Z-1 90\na.pdf: titel=A 90\na.pdf: vervangt=Oud besluit <Z-0> 90\n" },
	{ "a title that is a file's name is not believed",
	    { { "a.mdto.xml", PIECE("Z-1", "scan 0001.pdf", FREE) }, { "a.pdf", "x" }, YES }, "", "a.pdf: kenmerk=Z-1 90\na.pdf: titel=scan 0001.pdf 40\n" },
	{ "metadata besides stays here",
	    { { "a.mdto.xml", PIECE("Z-1", "A", "<aanvullendeMetagegevens><verwijzingNaam>rgbz.xml</verwijzingNaam></aanvullendeMetagegevens>" FREE) }, { "a.pdf", "x" }, { "rgbz.xml", "<rgbz/>" }, YES },
	    "rgbz.xml:SID-345", "a.pdf: kenmerk=Z-1 90\na.pdf: titel=A 90\n" },
	{ "metadata besides by its bestand, of an object without a file, and none at all",
	    { { "a.mdto.xml", PIECE("Z-1", "A", REF("aanvullendeMetagegevens", "Gegevens van de zaak", "b1") FREE) }, { "a.pdf", "x" },
		{ "rgbz.bestand.mdto.xml", FILE("rgbz.xml", "7", SUM("MD5", "39ea4ec1d5d17e5b3fd4eb5ac2a15d5e"), "Z-1") }, { "rgbz.xml", "<rgbz/>" }, YES },
	    "rgbz.xml:SID-520 rgbz.xml:SID-345", "rgbz.xml: formaat=PDF 90\nrgbz.xml: kenmerk=Z-1 90\nrgbz.xml: titel=A 90\n" },
	{ "metadata besides of an object without a file",
	    { { "a.pdf", "x" }, { "b.mdto.xml", PIECE("Z-1", "B", "<aanvullendeMetagegevens><verwijzingNaam>rgbz.xml</verwijzingNaam></aanvullendeMetagegevens>" FREE) }, { "rgbz.xml", "<rgbz/>" }, YES },
	    "b.mdto.xml:SID-340 rgbz.xml:SID-345", "" },
	{ "metadata besides that is not there",
	    { { "a.mdto.xml", PIECE("Z-1", "A", "<aanvullendeMetagegevens><verwijzingNaam>rgbz.xml</verwijzingNaam></aanvullendeMetagegevens>" FREE) }, { "a.pdf", "x" }, YES },
	    "a.mdto.xml:SID-340", "a.pdf: kenmerk=Z-1 90\na.pdf: titel=A 90\n" },
	{ "one object, two files",
	    { { "a.docx", "x" }, { "a.mdto.xml", PIECE("Z-1", "A", FREE) }, { "a.pdf", "x" }, YES },
	    "SID-507", "a.docx: kenmerk=Z-1 90\na.docx: titel=A 90\na.pdf: kenmerk=Z-1 90\na.pdf: titel=A 90\n" },
	{ "without its outer element", { { "a.mdto.xml", "<informatieobject>" ID("Z-1") "<naam>A</naam>" LABEL("aggregatieniveau", "Archiefstuk") FREE "</informatieobject>" }, { "a.pdf", "x" }, YES },
	    "a.mdto.xml:SID-340", "a.pdf: kenmerk=Z-1 90\na.pdf: titel=A 90\n" },
	{ "fields of elsewhere, no level",
	    { { "a.mdto.xml", ROOT "<informatieobject>" ID("Z-1") "<naam>A</naam><vertrouwelijkheid>openbaar</vertrouwelijkheid></informatieobject></MDTO>" }, { "a.pdf", "x" }, YES },
	    "a.mdto.xml:SID-340 a.mdto.xml:SID-340 a.mdto.xml:SID-340", "a.pdf: kenmerk=Z-1 90\na.pdf: titel=A 90\n" },
	{ "broken: it holds, and stays here", { { "a.mdto.xml", ROOT "<informatieobject><naam>P. Jansen" }, { "a.pdf", "x" }, YES }, "a.mdto.xml:SID-514", "" },
	{ "a DOCTYPE", { { "a.mdto.xml", "<!DOCTYPE MDTO [<!ENTITY a 'b'>]><MDTO><informatieobject/></MDTO>" }, { "a.pdf", "x" }, YES }, "a.mdto.xml:SID-514", "" },
	{ "both in one", { { "a.mdto.xml", ROOT "<informatieobject/><bestand/></MDTO>" }, { "a.pdf", "x" }, YES }, "a.mdto.xml:SID-514", "" },
	{ "empty", { { "a.mdto.xml", ROOT "</MDTO>" }, { "a.pdf", "x" }, YES }, "a.mdto.xml:SID-514", "" },
	{ "by its name only", { { "a.mdto.xml", "<brief>P. Jansen</brief>" }, { "a.pdf", "x" }, YES }, "a.mdto.xml:SID-530", "" },
	{ "ToPX", { { "a.pdf", "x" }, { "a.pdf.metadata", "\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- x --><ToPX xmlns=\"http://www.nationaalarchief.nl/ToPX/v2.3\"/>" }, YES }, "a.pdf.metadata:SID-530", "" },
	{ "OPEX and Alfresco",
	    { { "a.pdf", "x" }, { "a.pdf.metadata.properties.xml", "<!DOCTYPE properties SYSTEM \"http://java.sun.com/dtd/properties.dtd\"><properties/>" }, { "a.pdf.opex", "<opex:OPEXMetadata xmlns:opex='o'/>" }, YES },
	    "a.pdf.metadata.properties.xml:SID-530 a.pdf.opex:SID-530", "" },
	{ "metadata by its name, or by a root that is nothing else",
	    { { "a.pdf", "x" }, { "a.pdf.metadata.xml", "<x/>" }, { "b.xml", "<m:mods xmlns:m='http://www.loc.gov/mods/v3'/>" }, { "dublin_core.xml", "<dublin_core/>" },
		{ "metadata.CSV", "naam,maker\na.pdf,P. Jansen\n" }, { "metadata.json", "{}" }, YES },
	    "a.pdf.metadata.xml:SID-530 b.xml:SID-530 dublin_core.xml:SID-530 metadata.CSV:SID-530 metadata.json:SID-530", "" },
	{ "a root that is not at the start",
	    { { "a.pdf", "x" }, { "b.xml", "<!--" K "--><MDTO/>" }, { "c.xml", "<!DOCTYPE MDTO [<!ENTITY a ']>'>] ><MDTO/>" },
		{ "d.xml", "<!--" K "--><Document xmlns='https://standaarden.overheid.nl/diwoo/metadata/'/>" }, YES },
	    "b.xml:SID-530 c.xml:SID-530 d.xml:SID-530", "" },
	{ "a root that is cut",
	    { { "a.pdf", "x" }, { "b.xml", "<Document a='" K "' xmlns='https://standaarden.overheid.nl/diwoo/metadata/'/>" }, YES }, "b.xml:SID-514", "" },
	{ "an XML of something else is a document", { { "a.pdf", "x" }, { "b.xml", "<brief>hallo</brief>" }, YES }, "SID-507", "" },
};

static void
says(void **state)
{
	(void)state;
	told_cases(cases, COUNT(cases));
}

/* No description goes out, whatever became of it. */
static void
stays(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct rig r;

		rig_open(&r);
		told_fill(&r, cases[i].files);
		told_run(&r);
		for (size_t k = 0; k < r.dossier.ndocs; k++) {
			struct str path = r.dossier.docs[k].path;

			if (document_goes_out(&r.dossier.docs[k]) && !str_ends(path, S(".pdf")) && !str_ends(path, S(".docx")) &&
			    !str_eq(path, S("b.xml")))
				fail_msg("%s: %.*s goes out", cases[i].name, STRF(path));
		}
		rig_close(&r);
	}
}

static void
add_folder(struct rig *r, const char *dir, const char *below)
{
	struct err e;
	struct str *names;
	size_t n;

	if (path_names(dir, 0, mem, &names, &n, &e) != 0)
		fail_msg("%s", e.msg);
	for (size_t i = 0; i < n; i++) {
		const char *path = str_c(mem, str_fmt(mem, "%s/%.*s", dir, STRF(names[i])));
		const char *shown = str_c(mem, str_fmt(mem, "%s%.*s", below, STRF(names[i])));
		DIR *sub = opendir(path);
		int doc;

		if (sub != NULL) {
			assert_int_equal(closedir(sub), 0);
			add_folder(r, path, str_c(mem, str_fmt(mem, "%s/", shown)));
		} else {
			doc = rig_add(r, shown, path);
			r->dossier.docs[doc].role = ROLE_UNKNOWN;
		}
	}
}

/* The council of Leiden, as the Regionaal Archief publishes it (facts: intake-formats.md 4.4). */
static void
leiden(void **state)
{
	struct rig r;
	const struct statement *s;

	(void)state;
	if (access(SAMPLES, R_OK) != 0) {
		print_message("# skip: " SAMPLES " is not here\n");
		skip();
	}
	rig_open(&r);
	add_folder(&r, SAMPLES, "");
	told_run(&r);
	assert_string_equal(told_findings(&r), "Videotuul_Gemeenteraad_30_november_2023/"
	    "Videotuul_Gemeenteraad_30_november_2023.mp4.bestand.mdto.xml:SID-514 Voorbeeld.ori-a.xml:SID-520 Voorbeeld.ori-a.xml:SID-520 "
	    "ori-a.bestand.mdto.xml:SID-340 Voorbeeld.ori-a.xml:SID-345 SID-505 SID-507");
	s = statement_best(&r.dossier.said, SAY_TITLE);
	assert_true(s != NULL && str_eq(s->text, S("Gemeenteraad 20-11-2023")));
	for (size_t i = 0; i < r.dossier.ndocs; i++) {
		const struct document *x = &r.dossier.docs[i];

		assert_true(!str_ends(x->path, S(".xml")) || x->role == ROLE_SIDECAR);
		if (!str_ends(x->path, S(".pdf")))
			continue;
		s = statement_best(&x->said, SAY_RESPONSIBLE);
		assert_true(s != NULL && str_ends(s->uri, S("gm0546")));
		assert_non_null(statement_best(&x->said, SAY_TITLE));
	}
	rig_close(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says),
		cmocka_unit_test(stays),
		cmocka_unit_test(leiden),
	};

	return cmocka_run_group_tests(tests, told_setup, told_teardown);
}
