/* SPDX-License-Identifier: EUPL-1.2 */
/* test_glean_title.c - titles, makers and languages: what a document says of itself, and what it does not. */
#include "measuring.h"

#include <locale.h>

#include "base/line.h"
#include "glean/block.h"
#include "glean/head.h"
#include "glean/language.h"
#include "glean/readers.h"
#include "glean/title.h"

static struct tools *tools;
static struct arena *mem;

static int
load(void **state)
{
	struct err e;

	(void)state;
	mem = arena_new("test", MIB(256));
	return setlocale(LC_CTYPE, "C.UTF-8") == NULL ? -1 : tools_load("templates", NULL, &tools, &e);
}

static int
unload(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

static uint32_t one_page[] = { 0 };

/* The text with its headings: lines that begin with '#', one for each level, which are taken off. */
static struct text
text_of(const char *c)
{
	struct text t = { .page_at = one_page, .npages = 1, .headings = NEW(mem, struct heading, 20) };
	struct str rest = str_of(c), line;
	struct buf b;

	buf_init(&b, mem, KIB(64));
	while (str_next(&rest, '\n', &line)) {
		uint32_t level = 0;

		while (str_starts(line, S("#"))) {
			line = str_from(line, 1);
			level++;
		}
		if (level != 0)
			t.headings[t.nheadings++] = (struct heading){ (uint32_t)b.n, (uint32_t)line.n, level };
		buf_add(&b, line);
		if (rest.p != NULL)
			buf_addc(&b, '\n');
	}
	t.s = buf_str(&b);
	return t;
}

/* The surest title, or nothing. */
static struct statement
best(const struct text *t, const char *property, const char *type)
{
	struct document doc = { .props.title = str_of(property), .media_type = str_of(type) };
	struct statements all = { 0 };
	const struct statement *s;
	struct head h;

	head_read(&h, t, mem);
	title_find(t, &h, &doc, mem, &all);
	s = statement_best(&all, SAY_TITLE);
	return s == NULL ? (struct statement){ .sure = -1 } : *s;
}

struct row { const char *what, *text, *want; int least, most; };

static void
check(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct text t = text_of(rows[i].text);
		struct statement s = best(&t, "", "text/plain");

		if (!str_eq(s.text, str_of(rows[i].want)))
			fail_msg("%s: '%.*s'", rows[i].what, STRF(s.text));
		if (rows[i].want[0] != '\0' && (s.sure < rows[i].least || s.sure > rows[i].most))
			fail_msg("%s: sure %d", rows[i].what, s.sure);
		assert_true(s.at.off + s.at.len <= t.s.n);
	}
}

#define LETTER(head)	"Gemeente Leiden\nPostbus 9100\n2300 PC Leiden\n\n" head "\n\nGeachte heer, mevrouw,\n\nOp 3 maart heeft u ons gevraagd.\n"

static void
subjects(void **state)
{
	static const struct row rows[] = {
		{ "colon", LETTER("Datum: 3 mei 2026\nBetreft: Afsluiting van de Breestraat\nBijlagen: 2"), "Afsluiting van de Breestraat", 85, 95 },
		{ "columns", LETTER("Datum\t3 mei 2026\nOnderwerp\tAfsluiting van de Breestraat"), "Afsluiting van de Breestraat", 85, 95 },
		{ "spaces", LETTER("Datum          3 mei 2026\nOnderwerp      Afsluiting van de Breestraat"), "Afsluiting van de Breestraat", 85, 95 },
		{ "one space beside a label", LETTER("Datum 3 mei 2026\nBetreft Afsluiting van de Breestraat"), "Afsluiting van de Breestraat", 85, 95 },
		{ "below", LETTER("Datum\n3 mei 2026\n\nOnderwerp\nAfsluiting van de Breestraat"), "Afsluiting van de Breestraat", 85, 95 },
		{ "a block of labels, then one of values", LETTER("Datum\nBetreft\n3 mei 2026\nAfsluiting van de Breestraat"),
		    "Afsluiting van de Breestraat", 85, 95 },
		{ "goes on behind a preposition", LETTER("Betreft: Afsluiting van de\nBreestraat en de Aalmarkt"),
		    "Afsluiting van de Breestraat en de Aalmarkt", 85, 95 },
		{ "goes on in small letters", LETTER("Betreft: Tijdelijke afsluiting Breestraat\nwegens werk aan het riool"),
		    "Tijdelijke afsluiting Breestraat wegens werk aan het riool", 85, 95 },
		{ "broken word", LETTER("Betreft: Tijdelijke afsluiting van de Breestraat en de Aal-\nmarkt"),
		    "Tijdelijke afsluiting van de Breestraat en de Aalmarkt", 85, 95 },
		{ "next label ends it", LETTER("Betreft: Afsluiting Breestraat\nOns kenmerk: Z/26/1"), "Afsluiting Breestraat", 85, 95 },
		{ "next label on its line ends it", LETTER("Betreft: Afsluiting Breestraat Verzonden op: 2 mei 2026"), "Afsluiting Breestraat", 85,
		    95 },
		{ "with its kind", "RAADSVOORSTEL\n\nDatum: 3 mei 2026\nOnderwerp: Parkeerverordening 2026\n\nSamenvatting\nDe raad wordt gevraagd.",
		    "Raadsvoorstel: Parkeerverordening 2026", 85, 95 },
		{ "that has its kind already", "Motie\n\nOnderwerp: Motie veilig oversteken\n\nDe raad van de gemeente Leiden;",
		    "Motie veilig oversteken", 85, 95 },
		{ "without line ends", "Aan de Raad Madelaar, 24 oktober 2026 Onderwerp: Sociale randvoorwaarden windenergie Registratienummer: "
		    "14int1 Casenr: 2 Portefeuillehouder: wethouder Samenvatting De raad wordt gevraagd om de voorwaarden vast te stellen, zodat "
		    "iedereen weet waaraan projecten moeten voldoen en dat is ook voor later van belang.",
		    "Sociale randvoorwaarden windenergie", 75, 90 },
		/* Near misses. */
		{ "a word in a sentence", "Verslag bewonersavond De Kolk\n\nBetreft het plan ook onze straat, wil een bewoner weten.\nDat is zo.\n",
		    "Verslag bewonersavond De Kolk", 60, 90 },
		{ "head of a table", "Overzicht loketten 2026\n\nOnderwerp     Waar        Wanneer      Hoe\nPaspoort      balie       ma-vr        op afspraak",
		    "Overzicht loketten 2026", 60, 90 },
		{ "an agenda has subjects in it", "Agenda vergadering commissie Ruimte van 3 mei 2026\n\n1. Opening\n2. Onderwerp: riolering\n",
		    "Agenda vergadering commissie Ruimte van 3 mei 2026", 60, 90 },
		{ "empty", LETTER("Datum: 3 mei 2026\nBetreft:"), "", 0, 0 },
	};

	(void)state;
	check(rows, COUNT(rows));
}

static void
blocks(void **state)
{
	static const struct row rows[] = {
		{ "regulation", "Bomenverordening Leiden 2026\n\nDe raad van de gemeente Leiden;\n\ngelet op artikel 149;\n\nbesluit:\n",
		    "Bomenverordening Leiden 2026", 80, 90 },
		{ "long official title",
		    "Besluit van de raad van de gemeente Leiden van 3 mei 2026, houdende\nregels over het kappen van bomen (Bomenverordening Leiden "
		    "2026)\n\nDe raad van de gemeente Leiden;\n",
		    "Besluit van de raad van de gemeente Leiden van 3 mei 2026, houdende regels over het kappen van bomen (Bomenverordening "
		    "Leiden 2026)",
		    80, 90 },
		{ "behind the preamble", "De raad van de gemeente Leiden;\n\ngelezen het voorstel van het presidium;\n\nbesluit vast te stellen de "
		    "volgende verordening:\n\nVerordening op de griffie Leiden 2026\n\nArtikel 1 Begrippen\n",
		    "Verordening op de griffie Leiden 2026", 75, 90 },
		{ "title page", "#12 september 2026\n##Zicht op subsidies\n###Onderzoek naar de sturing\n\nRekenkamer Leiden\n", "Zicht op subsidies: Onderzoek "
		    "naar de sturing", 70, 90 },
		{ "two lines of one heading", "#Het belang van het kind\n", "Het belang van het kind", 80, 90 },
		{ "kind and what it is about", "Gemeente Leiden\n\nVerkeersbesluit\nAanwijzen van een parkeerplaats voor deelauto's\n\nHet college van "
		    "burgemeester en wethouders van Leiden;\n",
		    "Verkeersbesluit: Aanwijzen van een parkeerplaats voor deelauto's", 60, 90 },
		{ "kind alone", "Raadsbesluit 2026-44\n\nDe raad van de gemeente Leiden;\n\nbesluit:\n", "Raadsbesluit 2026-44", 40, 59 },
		{ "spaced letters", "GEMEENTE LEIDEN\n\nB E L E I D S P L A N   S P O R T\n\n1. Inleiding\nSport is van belang.", "BELEIDSPLAN SPORT", 60, 90 },
		{ "minutes get their date", "Gemeente Leiden\n\nBesluitenlijst college van burgemeester en wethouders\nVergadering van dinsdag 12 maart "
		    "2026\n\nAanwezig: de burgemeester\n",
		    "Besluitenlijst college van burgemeester en wethouders van 12 maart 2026", 60, 90 },
		{ "minutes with their date", "Verslag van de vergadering van de raad op 12 maart 2026\n\nAanwezig: de leden\n",
		    "Verslag van de vergadering van de raad op 12 maart 2026", 60, 90 },
		{ "the day it was laid down is another", "Besluitenlijst college\n\nVastgesteld op 19 maart 2026\n\n1. Opening\n", "Besluitenlijst college", 60,
		    90 },
		{ "paper", "Tweede Kamer der Staten-Generaal\nVergaderjaar 2025-2026\n32 545\tWet- en regelgeving financiële markten\nNr. 143\tMOTIE VAN "
		    "DE LEDEN VOORBEELD EN PROEF\nVoorgesteld 6 juli 2026\nDe Kamer,\n",
		    "Wet- en regelgeving financiële markten; MOTIE VAN DE LEDEN VOORBEELD EN PROEF", 85, 95 },
		{ "capitals stay", "KLACHTENREGELING LEIDEN 2026\n\nDe raad van de gemeente Leiden;\n", "KLACHTENREGELING LEIDEN 2026", 60, 90 },
		{ "page without line ends", "1 Raadsonderzoek De Linde Kenmerk: / TN01 Datum: 14 december 2026\n\n2 Team Adviseurs\n\n3 Inhoud 1. Aanleiding\n",
		    "Raadsonderzoek De Linde", 60, 90 },
		/* What is no title. */
		{ "letterhead", "Gemeente Leiden\nDirectie Stad\nPostbus 9100\n2300 PC Leiden\n071 1234567\nwww.example.nl\n", "", 0, 0 },
		{ "date", "12 maart 2026\n", "", 0, 0 },
		{ "place and date", "Den Haag, 9 juli 2026\n", "", 0, 0 },
		{ "name of a person", "mr. drs. J. Voorbeeld\n", "", 0, 0 },
		{ "page number", "Pagina 1 van 12\n", "", 0, 0 },
		{ "prose", "De gemeente heeft in het afgelopen jaar veel gedaan om de straten van de\nbinnenstad schoner te maken en dat is aan de cijfers\nte "
		    "zien.\n",
		    "", 0, 0 },
		{ "table", "Naam\tAantal\nAap\t1\nNoot\t2\n", "", 0, 0 },
		{ "greeting", "Geachte leden van de raad,\n\nGraag vraag ik uw aandacht.\n", "", 0, 0 },
		{ "contents", "Inhoudsopgave\n1. Inleiding ... 3\n2. Doel ... 4\n", "", 0, 0 },
		{ "unfinished", "Verzoekschrift van\n\n12 juni 2026\n", "", 0, 0 },
		{ "empty", "", "", 0, 0 },
		{ "white space", " \n\t\n\n", "", 0, 0 },
	};

	(void)state;
	check(rows, COUNT(rows));
}

#define FOLLOWS	"De voorzitter opent de vergadering en heet allen welkom, ook de bewoners die vandaag komen inspreken over het verkeer in hun straat."

/* Pages that lost their line ends, each behind its number. */
static void
flat(void **state)
{
	static const struct row rows[] = {
		{ "labels without colons", "1 Gedeputeerde Staten Postbus 1 1234 AB Dorp onderwerp Toezichtbrief bij de begroting 2026 kenmerk 26-1 uw kenmerk behandeld "
		    "door team Financiën verzonden Dorp, 31 januari 2026 Geachte voorzitter, Op 18 november heeft u de begroting vastgesteld.",
		    "Toezichtbrief bij de begroting 2026", 60, 80 },
		{ "repeated by the next page", "1 Rekenkamercommissie Beek Eijsden Meerssen Oude wijn in nieuwe zakken? De uitvoering van het beleid in Meerssen 25 september 2026\n\n"
		    "2 Oude wijn in nieuwe zakken? De uitvoering van het beleid in Meerssen 2\n\n3 Inhoudsopgave 1. Aanleiding\n",
		    "Oude wijn in nieuwe zakken? De uitvoering van het beleid in Meerssen", 60, 90 },
		{ "kind and subject in one", "1 PROJECTPLAN Inrichting van de Polder Wieringa (besluit tot aanleg; artikel 5.4 Waterwet) Datum : 14 april 2026\n\n2 Inhoud\n",
		    "PROJECTPLAN Inrichting van de Polder Wieringa (besluit tot aanleg; artikel 5.4 Waterwet)", 60, 90 },
		{ "a sentence follows", "1 Regeling inkoop zorg Ingevolge artikel 45 van de wet is de autoriteit bevoegd regels te stellen over de manier waarop "
		    "overeenkomsten tot stand komen. 1. Reikwijdte Deze regeling is van toepassing.",
		    "Regeling inkoop zorg", 60, 90 },
		{ "the hour is no part of it", "1 Verslag van de vergadering van de commissie Welzijn, gehouden op woensdag 2 maart 2026 van 9.30 tot 12 uur in de Statenzaal. "
		    "Aanwezig: de leden. " FOLLOWS,
		    "Verslag van de vergadering van de commissie Welzijn, gehouden op woensdag 2 maart 2026", 60, 90 },
		{ "noise of a scan", "1 MID/IGIS ^Hlli^ paraat ~ OVEREENKOMST HET WATERHUIS Versie: 1.0 Datum: 29 november 2026\n\n2 INHOUDSOPGAVE A. ALGEMEEN\n",
		    "OVEREENKOMST HET WATERHUIS", 60, 90 },
		{ "named before it", "Convenant Veilig Uitgaan\nTranscriptie\n1 Convenant Veilig Uitgaan Partijen: de gemeente Dorp en de horeca, die samen "
		    "willen dat het uitgaan in de gemeente veilig is en blijft, ook in de nacht en in het weekeinde.",
		    "Convenant Veilig Uitgaan", 60, 90 },
		{ "a list is no page", "Verslag bewonersavond De Kolk\n\n1 Opening\n2 Verkeer\n", "Verslag bewonersavond De Kolk", 60, 90 },
		{ "nothing but prose", "1 " FOLLOWS " " FOLLOWS, "", 0, 0 },
	};

	(void)state;
	check(rows, COUNT(rows));
}

/* What stands above a title, and what is none. */
static void
surroundings(void **state)
{
	static const struct row rows[] = {
		{ "chrome of a page", "Ga naar de inhoud Ga naar het menu\n\nJaarverslag bezwarencommissie 2026\n\nVoorwoord\nDit is het jaarverslag.\n",
		    "Jaarverslag bezwarencommissie 2026", 60, 90 },
		{ "the text does not come back to it", "Mijn digitale balie\n\nVerkeersbesluit parkeerverbod Merellaan\n\nHet parkeerverbod in de Merellaan geldt "
		    "vanaf mei en daarover is met de bewoners overlegd.\n",
		    "Verkeersbesluit parkeerverbod Merellaan", 60, 90 },
		{ "the text does", "Schoner water Plassen\n\nToetsingsadvies over het rapport\n\nHet water in de plassen wordt schoner en dat is goed voor wie er zwemt.\n",
		    "Schoner water Plassen", 60, 90 },
		{ "a meeting", "Provinciale Staten\n\nStatenvergadering\n\nvrijdag 3 april 2026 10:00 - 18:00\nLocatie:\nStatenzaal\n\nAgendapunten\n\n1. Opening\n",
		    "Statenvergadering", 60, 90 },
		{ "a form", "Indiener: het lid Pietersen van Dorpsbelang\nBron: het archief van de griffie\nStuk: van de agenda van mei\n\nMotie veilig oversteken\n\n"
		    "De raad van de gemeente Dorp;\n",
		    "Motie veilig oversteken", 60, 90 },
		{ "cells without edges", "Gemeenteblad van Dorp\nDatum publicatieOrganisatieJaargang en nummerRubriek\nDorpGemeenteblad 2026, 18484VerordeningenVerordening "
		    "bezwaarschriften Dorp 2026\n\nDe raad van de gemeente Dorp;\n",
		    "Verordening bezwaarschriften Dorp 2026", 60, 90 },
		{ "what it is about, below its kind", "Anterieure overeenkomst\nInzake Toekanweg 7\n\nONDERGETEKENDEN:\n1. De gemeente Dorp\n",
		    "Anterieure overeenkomst Inzake Toekanweg 7", 60, 90 },
		{ "row of labels", "Postbus 1\n2500 EA Den Haag\nDatum Kenmerk Onderwerp\n16 september 2026 03M459859 Notitie over het Kabinet\nHierbij bied ik u een "
		    "notitie aan.\n",
		    "Notitie over het Kabinet", 85, 95 },
		{ "table of one row", "Plan: | Buitengebied Dorp 2026 |\n---|---|\nStatus: | ontwerp |\n\nDe eigenaar heeft een verzoek ingediend.\n",
		    "Buitengebied Dorp 2026", 85, 95 },
		{ "looks like a body", "Gemeenschappelijke regeling Zaffier\nDe colleges van burgemeester en wethouders van de gemeenten Alm, Berg en Cast,\n"
		    "overwegende dat zij willen samenwerken;\n",
		    "Gemeenschappelijke regeling Zaffier", 40, 60 },
		{ "no sentence without a verb", "Schriftelijke vragen over vuurwerk tijdens Oud en Nieuw.\n\nGeacht college,\n\nEr is veel overlast.\n",
		    "Schriftelijke vragen over vuurwerk tijdens Oud en Nieuw", 60, 90 },
		{ "a body above its paper", "Gemeente Dorp Verkeersbesluit Parkeerplaats Graaf Florisstraat te Dorp\n\nBurgemeester en wethouders hebben besloten.\n",
		    "Gemeente Dorp Verkeersbesluit Parkeerplaats Graaf Florisstraat te Dorp", 60, 90 },
		{ "heading in running text", FOLLOWS " " FOLLOWS "\n\nEisen Woo-verzoek\n\nEen brief is het handigst, maar u mag ook bellen.\n", "", 0, 0 },
		{ "page of a letter", "Zeer geacht College,\n\nOp 21 april schreven wij u een brief.\n", "", 0, 0 },
	};

	(void)state;
	check(rows, COUNT(rows));
}

static void
properties(void **state)
{
	static const struct { const char *what, *text, *property, *type, *want; int least, most; } rows[] = {
		{ "stands in the text", "Gemeente Leiden\n\nBeleidsplan Sport\nLeiden beweegt\n\n1. Inleiding\n", "Beleidsplan Sport", "", "Beleidsplan Sport: Leiden beweegt", 80, 95 },
		{ "is of an older document", "#Beleidsplan Sport 2026\n\n1. Inleiding\n", "Nota Parkeren 2019", "", "Beleidsplan Sport 2026", 80, 90 },
		{ "its words stand in the text", "Raadsbesluit\n\nDe raad van de gemeente Leiden;\n\nbesluit: een krediet voor de renovatie van zwembad De "
		    "Vliet.\n",
		    "Raadsbesluit renovatie zwembad De Vliet", "", "Raadsbesluit renovatie zwembad De Vliet", 75, 90 },
		{ "is a piece of the title", "#Notitie verdeelsleutel mobiliteit\n\n12 mei 2026\n", "Notitie verdeelsleutel", "", "Notitie verdeelsleutel mobiliteit", 80,
		    90 },
		{ "is all there is", "Geachte heer,\n\nDank.\n", "Antwoord over de Breestraat", "", "Antwoord over de Breestraat", 40, 59 },
		{ "program", "#Beleidsplan Sport\n", "Microsoft Word - Beleidsplan Sport", "", "Beleidsplan Sport", 80, 90 },
		{ "file name", "#Beleidsplan Sport\n", "beleidsplan sport.docx", "", "Beleidsplan Sport", 80, 90 },
		{ "template", "#Beleidsplan Sport\n", "Sjabloon", "", "Beleidsplan Sport", 80, 90 },
		{ "kind alone", "#Beleidsplan Sport\n", "Raadsvoorstel", "", "Beleidsplan Sport", 80, 90 },
		{ "letterhead", "#Beleidsplan Sport\n", "Gemeente Leiden", "", "Beleidsplan Sport", 80, 90 },
		{ "subject of a message", "From: a@example.nl\n\nHallo,\n", "RE: afspraak over de Breestraat", "message/rfc822", "RE: afspraak over de Breestraat", 95,
		    95 },
		{ "first slide", "Samen verder\nLeiden\n", "", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "Samen verder", 80, 90 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct text t = text_of(rows[i].text);
		struct statement s = best(&t, rows[i].property, rows[i].type);

		if (!str_eq(s.text, str_of(rows[i].want)))
			fail_msg("%s: '%.*s'", rows[i].what, STRF(s.text));
		if (s.sure < rows[i].least || s.sure > rows[i].most)
			fail_msg("%s: sure %d", rows[i].what, s.sure);
	}
}

static void
persons(void **state)
{
	static const struct { const char *title; bool person; const char *hidden; } rows[] = {
		{ "Bezwaarschrift van mevrouw Jansen", true, "Bezwaarschrift van ..." },
		{ "Bezwaarschrift mevr. A.B. van der Berg-Smit tegen de kap", true, "Bezwaarschrift ... tegen de kap" },
		{ "Klacht J. de Vries", true, "Klacht ..." },
		{ "Verzoek van de heer J.P. Öztürk", true, "Verzoek van ..." },
		{ "Erven Bakker, Breestraat", true, "..., Breestraat" },
		{ "Mail van jan.jansen@example.nl", true, "Mail van ..." },
		{ "Beschikking 111222333", true, "Beschikking ..." },
		{ "Brief van wethouder mevrouw Jansen", false, "" },
		{ "Motie van het lid J. de Vries", false, "" },
		{ "Vergunning Bouwbedrijf Jansen B.V. Leiden", false, "" },
		{ "Nota van B. en W. over de Breestraat", false, "" },
		{ "Verslag mevrouw op de markt", false, "" },
		{ "Herinrichting Willem de Zwijgerlaan", false, "" },
		{ "Besluit Z/26/318027", false, "" },
		{ "", false, "" },
	};
	struct str hidden;
	struct text t;
	struct statement s;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (title_names_person(str_of(rows[i].title), mem, &hidden) != rows[i].person)
			fail_msg("%s", rows[i].title);
		if (!str_eq(hidden, str_of(rows[i].person ? rows[i].hidden : rows[i].title)))
			fail_msg("%s: '%.*s'", rows[i].title, STRF(hidden));
	}
	t = text_of(LETTER("Betreft: bezwaarschrift van mevrouw Jansen"));
	s = best(&t, "", "");
	assert_int_equal(s.sure, TITLE_PRIVATE);
	assert_true(str_eq(s.text, S("bezwaarschrift van ...")));
}

static void
cited(void **state)
{
	static const struct { const char *text, *want; } rows[] = {
		{ "Verordening over bomen\n\nArtikel 9\nDeze verordening wordt aangehaald als: Bomenverordening Leiden 2026.\n", "Bomenverordening Leiden 2026" },
		{ "Verordening over bomen\n\nDit besluit wordt aangehaald als “Besluit bomen en\nstruiken”.\n", "Besluit bomen en struiken" },
		{ "Verordening over bomen\n\nCiteertitel: Bomenverordening\nVastgesteld door de raad\n", "Bomenverordening" },
		{ "Verordening over bomen\n\nDeze wordt aangehaald als\n", NULL },
		{ "Deze wordt AANGEHAALD\u00a0ALS: Bomenverordening.\n", "Bomenverordening" },
		{ "Deze wordt aange-\n haald onder de titel Bomenverordening.\n", "Bomenverordening" },
		{ "Deze wordt \u00e1\u00e1n\u00adgehaald\u200b als Bomenverordening.\n", "Bomenverordening" },
		{ "\u00c7iteertitel Bomenverordening\n", "Bomenverordening" },
		{ "Wordt aangehaald\nals Bomenverordening.\n", NULL },
		/* Of each only the first counts, of several the one that comes first in their list. */
		{ "Citeertitel: Bomenbesluit\nWordt aangehaald als: Bomenverordening.\n", "Bomenverordening" },
		{ "Citeertitel: Bomenbesluit\nWordt aangehaald als: B.\nWordt aangehaald als: Bomenverordening.\n", "Bomenbesluit" },
		{ "Verordening over bomen\n\nKlacht wordt aangehaald als: Klacht van mevrouw Jansen.\n", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct text t = text_of(rows[i].text);
		struct document doc = { .pages = 1 };
		struct statements all = { 0 };
		const struct statement *s;
		struct head h;

		head_read(&h, &t, mem);
		title_find(&t, &h, &doc, mem, &all);
		s = statement_of(&all, SAY_SHORT_TITLE, 0);
		if ((s == NULL) != (rows[i].want == NULL) || (s != NULL && !str_eq(s->text, str_of(rows[i].want))))
			fail_msg("%zu: '%.*s'", i, s == NULL ? 0 : (int)s->text.n, s == NULL ? "" : s->text.p);
	}
}

/* Far on, in a line that is all of the text, and with more before the name than is folded at first. */
static void
cited_far(void **state)
{
	static const char *const between[] = { "\n", " ", "\u00e9" };

	(void)state;
	for (size_t i = 0; i < COUNT(between); i++) {
		struct text t = text_of("x");
		struct document doc = { .pages = 1 };
		struct statements all = { 0 };
		struct head h;
		struct buf b;

		buf_init(&b, mem, MIB(2));
		while (b.n < KIB(900))
			buf_add(&b, S("parkeren"));
		buf_add(&b, str_of(between[i]));
		buf_add(&b, S(" aangehaald als"));
		for (int k = 0; k < 9000; k++)
			buf_add(&b, S(": \""));
		buf_add(&b, S("Bomenverordening; en meer\n"));
		t.s = buf_str(&b);
		head_read(&h, &t, mem);
		title_find(&t, &h, &doc, mem, &all);
		assert_non_null(statement_of(&all, SAY_SHORT_TITLE, 0));
		assert_true(str_eq(statement_of(&all, SAY_SHORT_TITLE, 0)->text, S("Bomenverordening")));
	}
}

static void
lengths(void **state)
{
	struct buf b;
	struct text t;
	struct statement s;

	(void)state;
	buf_init(&b, mem, MIB(1));
	buf_add(&b, S("Besluit van de raad tot"));
	for (int i = 0; i < 60; i++)
		buf_add(&b, S(" verordening"));
	t = text_of(str_c(mem, buf_str(&b)));
	s = best(&t, "", "");
	assert_true(s.text.n <= TITLE_MOST);
	for (int i = 0; i < 20000; i++)			/* more lines than are looked at, and all of them could go on */
		buf_add(&b, S(" en\nde "));
	t = text_of("x");
	t.s = buf_str(&b);
	(void)best(&t, "", "");
	t.s = S("\xff\xfe Titel \xf0\x9f van bytes\x00 zo\n\xc3");	/* text is UTF-8, but nothing may break on what is not */
	(void)best(&t, "", "");
}

static struct dossier *
gleaned(struct rig *r, const char *text)
{
	rig_open(r);
	r->tools = *tools;
	(void)rig_add_bytes(r, "stuk.txt", str_of(text));
	assert_int_equal(rig_run(r, ST_identify, identify_run, 0), 0);
	assert_int_equal(rig_run(r, ST_extract, extract_run, 0), 0);
	assert_int_equal(rig_run(r, ST_glean, glean_run, 0), 0);
	return &r->dossier;
}

static void
makers(void **state)
{
	static const struct { const char *what, *text, *want; int least; } rows[] = {
		{ "letterhead", "Gemeente Leiden\nPostbus 9100\n\nBetreft: afsluiting Breestraat\n\nGeachte heer,\n\nDank.\n", "gemeente Leiden", 85 },
		{ "in capitals", "GEMEENTE LEIDEN\n\nBeleidsplan Sport\n", "gemeente Leiden", 85 },
		{ "who speaks", "Verordening bomen\n\nDe raad van de gemeente Leiden;\n\nbesluit:\n", "gemeente Leiden", 90 },
		{ "the college", "Besluit bomen\n\nBurgemeester en wethouders van Alphen aan den Rijn;\n\nbesluiten:\n", "gemeente Alphen aan den Rijn", 90 },
		{ "who signs", "Besluit over de bomen\n\nGeachte heer,\n\nDat doen wij.\n\nnamens het college van burgemeester en wethouders van Leiden,\n",
		    "gemeente Leiden", 85 },
		{ "both", "Gemeente Leiden\n\nBesluit bomen\n\nGeachte heer,\n\nDank.\n\nburgemeester en wethouders van Leiden,\nde secretaris\n", "gemeente Leiden", 95 },
		{ "water", "Hoogheemraadschap van Rijnland\n\nPeilbesluit polder\n", "Hoogheemraadschap van Rijnland", 85 },
		{ "province", "Besluit subsidies\n\nGedeputeerde Staten van Zuid-Holland;\n\nbesluiten:\n", "provincie Zuid-Holland", 90 },
		/* Only mentioned, or not in the list. */
		{ "mentioned", "Beleidsplan Sport\n\nDe gemeente Leiden en de gemeente Leiderdorp werken samen aan sport in de regio.\n", NULL, 0 },
		{ "to whom it goes", "Brief van de wijk\n\nAan\nGemeente Leiden\nPostbus 9100\n\nGeachte heer,\n", NULL, 0 },
		{ "for the attention of", "Stichting Wijkbelang\n\nGemeente Leiden\nt.a.v. de griffie\n\nGeachte heer,\n", NULL, 0 },
		{ "invented", "Gemeente Voorbeeldstad\n\nBeleidsplan Sport\n", NULL, 0 },
		{ "bare place", "Leiden\n\nBeleidsplan Sport\n", NULL, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rig r;
		const struct statement *s = statement_best(&gleaned(&r, rows[i].text)->docs[0].gleaned, SAY_MAKER);

		if ((s == NULL) != (rows[i].want == NULL) || (s != NULL && !str_eq(s->text, str_of(rows[i].want))))
			fail_msg("%s: '%.*s'", rows[i].what, s == NULL ? 0 : (int)s->text.n, s == NULL ? "" : s->text.p);
		if (s != NULL && (s->sure < rows[i].least || s->uri.n == 0 || s->at.len == 0))
			fail_msg("%s: sure %d", rows[i].what, s->sure);
		rig_close(&r);
	}
}

static void
languages(void **state)
{
	static const struct { const char *text, *want; } rows[] = {
		{ "De raad van de gemeente heeft in de vergadering van maart besloten dat het plan voor de weg niet wordt uitgevoerd, omdat er te weinig "
		  "geld is en de bewoners het niet eens zijn met de plaats van de bomen langs het water bij de brug.", "nl" },
		{ "De ried fan de gemeente hat yn de gearkomste fan maart besletten dat it plan foar de dyk net trochgiet, omdat der te min jild is en de "
		  "bewenners it net iens binne mei it plak fan de beammen lans it wetter by de brege, en dat is ek sa.", "fy" },
		{ "The council of the municipality has decided at the meeting in March that the plan for the road will not be carried out, because there "
		  "is too little money and the residents do not agree with the place of the trees along the water.", "en" },
		{ "Der Rat der Gemeinde hat in der Sitzung im Marz beschlossen, dass der Plan fur die Strasse nicht ausgefuhrt wird, weil es zu wenig "
		  "Geld gibt und die Bewohner mit dem Ort der Baume am Wasser bei der Brucke nicht einverstanden sind.", "de" },
		{ "Le conseil de la commune a decide dans la reunion du mois de mars que le plan pour la route ne sera pas execute, parce que il y a trop "
		  "peu de fonds et que les habitants ne sont pas en accord avec la place des arbres sur les quais.", "fr" },
		{ "Beleidsplan Sport Leiden 2026", NULL },
		{ "Aap Noot Mies Wim Zus Jet Teun Vuur Gijs Lam Kees Bok Weide Does Hok Duif Schapen aap noot mies wim zus jet teun vuur gijs lam kees bok "
		  "weide does hok duif schapen boom roos vis vuur", NULL },
		{ "111 222 333 444 555 666 777 888 999 1000", NULL },
		{ "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int sure;
		const char *iso = language_find(str_lower(mem, str_of(rows[i].text)), &sure);

		if ((iso == NULL) != (rows[i].want == NULL) || (iso != NULL && strcmp(iso, rows[i].want) != 0))
			fail_msg("%zu: %s", i, iso == NULL ? "none" : iso);
		assert_true(iso == NULL || (sure >= 60 && sure < 100 && language_uri(iso) != NULL));
	}
}

static void
findings(void **state)
{
	struct rig r;
	struct dossier *d;

	(void)state;
	d = gleaned(&r, LETTER("Betreft: bezwaarschrift van mevrouw Jansen"));
	assert_int_equal(rig_count(&r, F_GLN_TITLE_PERSON, 0), 1);
	for (size_t i = 0; i < d->docs[0].gleaned.n; i++) {
		const struct statement *s = &d->docs[0].gleaned.v[i];

		assert_true(s->what != SAY_TITLE || memmem(s->text.p, s->text.n, "Jansen", 6) == NULL);
	}
	rig_close(&r);
	(void)gleaned(&r, LETTER("Betreft: Afsluiting van de Breestraat"));
	assert_int_equal(rig_count(&r, F_GLN_TITLE_PERSON, 0) + rig_count(&r, F_GLN_TITLE_DIFFERS, 0), 0);
	r.dossier.docs[0].props.title = S("Nota Parkeren 2019");
	assert_int_equal(rig_run(&r, ST_glean, glean_run, 0), 0);
	assert_int_equal(rig_count(&r, F_GLN_TITLE_DIFFERS, 0), 1);
	rig_close(&r);
}

/* What was reached must not be lost; tests/bench/titles.sh shows what is wrong. */
static void
truth(void **state)
{
	struct measure m;

	(void)state;
	if (access("fixtures/waarheid.tsv", R_OK) != 0)
		skip();
	assert_int_equal(measure_list("fixtures/waarheid.tsv", tools, &m, false), 0);
	assert_true(m.right + m.wrong + m.none > 200);
	if (m.right * 100 < (m.right + m.wrong + m.none) * 95)
		fail_msg("%zu right, %zu wrong, %zu none", m.right, m.wrong, m.none);
}

static int
bench(const char *list)
{
	struct measure m;
	double all;

	if (load(NULL) != 0 || measure_list(list, tools, &m, true) != 0)
		return 1;
	all = (double)(m.right + m.wrong + m.none) / 100;
	printf("titles: %zu documents, %.1f %% right (%.1f %% without a word), %.1f %% wrong, %.1f %% none, %zu absent; %zu wrong in silence, %zu wrong and told\n",
	    m.right + m.wrong + m.none, all > 0 ? (double)m.right / all : 0,
	    all > 0 ? (double)(m.right - m.right_told) / all : 0, all > 0 ? (double)m.wrong / all : 0,
	    all > 0 ? (double)m.none / all : 0, m.absent, m.wrong - m.wrong_told, m.none + m.wrong_told);
	printf("dates: %zu documents state one, %.1f %% right (%.1f %% without a word); %zu wrong in silence, %zu wrong and told as not sure\n",
	    m.days, m.days > 0 ? (double)m.day_right * 100 / (double)m.days : 0,
	    m.days > 0 ? (double)m.day_plain * 100 / (double)m.days : 0, m.silent, m.told);
	return all > 0 ? 0 : 1;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(subjects), cmocka_unit_test(blocks), cmocka_unit_test(flat), cmocka_unit_test(surroundings),
		cmocka_unit_test(properties), cmocka_unit_test(persons),
		cmocka_unit_test(cited), cmocka_unit_test(cited_far), cmocka_unit_test(lengths), cmocka_unit_test(makers), cmocka_unit_test(languages),
		cmocka_unit_test(findings), cmocka_unit_test(truth),
	};

	if (argc == 3 && strcmp(argv[1], "--bench") == 0)
		return bench(argv[2]);
	return cmocka_run_group_tests(tests, load, unload);
}
