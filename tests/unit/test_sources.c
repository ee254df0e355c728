/* SPDX-License-Identifier: EUPL-1.2 */
/* test_sources.c - DiWoo, Dublin Core, WOO Buddy, xpo and Woogle: which file they mean, what they say, and what holds. */
#include "told.h"

#include <dirent.h>
#include <stdio.h>

#include "base/path.h"

#include "base/banned.h"

#define SAMPLES	"../shared/samples"
#define KERN	"https://identifier.overheid.nl/tooi/def/thes/kern/"
#define GM0546	"https://identifier.overheid.nl/tooi/id/gemeente/gm0546"
#define NS	" xmlns:diwoo=\"https://standaarden.overheid.nl/diwoo/metadata/\""
#define D(name, text)	"<diwoo:" name ">" text "</diwoo:" name ">"
#define R(name, uri, text)	"<diwoo:" name " resource=\"" uri "\">" text "</diwoo:" name ">"
#define TITLE(text)	D("titelcollectie", D("officieleTitel", text))
#define DIWOO(inner)	"<?xml version=\"1.0\"?><diwoo:Document" NS "><diwoo:DiWoo>" inner "</diwoo:DiWoo></diwoo:Document>"
#define URL(loc, inner)	"<url><loc>" loc "</loc><diwoo:Document><diwoo:DiWoo>" inner "</diwoo:DiWoo></diwoo:Document></url>"
#define URLSET(urls)	"<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"" NS ">" urls "</urlset>"
#define PDF(path)	{ path, "%PDF-" }

static const struct told_case diwoo[] = {
	{ "beside its file, all that there is",
	    { PDF("a.pdf"), { "a.pdf.diwoo.xml", DIWOO(
		D("creatiedatum", "2026-03-12") D("identifiers", D("identifier", "Z/26/1") D("identifier", "urn:uuid:1"))
		R("publisher", GM0546, "gemeente Leiden") D("opsteller", "gemeente Leiden")
		D("titelcollectie", D("officieleTitel", "Besluit parkeren") D("verkorteTitel", "Parkeren"))
		D("classificatiecollectie", D("informatiecategorieen", R("informatiecategorie", KERN "c_46a81018", "beschikking"))
		    D("trefwoorden", D("trefwoord", "parkeren")))
		D("geldigheid", D("begindatum", "2026-04-01T00:00:00+02:00")) D("language", "nl") D("aggregatiekenmerk", "D-1")
		D("documenthandelingen", D("documenthandeling", R("soortHandeling", KERN "c_641ecd76", "vaststelling") D("atTime", "2026-03-10T00:00:00+01:00")))
		D("documentrelaties", D("documentrelatie", D("role", "is reactie op") R("relation", "urn:uuid:2", "Vraag")))) }, YES },
	    "",
	    "a.pdf: datum= 2026-03-12 90\na.pdf: kenmerk=Z/26/1 90\na.pdf: publisher=gemeente Leiden <" GM0546 "> 90\n"
	    "a.pdf: opsteller=gemeente Leiden <" GM0546 "> 90\na.pdf: titel=Besluit parkeren 90\na.pdf: verkorte-titel=Parkeren 90\n"
	    "a.pdf: informatiecategorie=beschikkingen <" KERN "c_46a81018> 90\na.pdf: trefwoord=parkeren 90\n"
	    "a.pdf: geldigheid= 2026-04-01 90\na.pdf: taal=nl 90\na.pdf: dossierkenmerk=D-1 90\na.pdf: vastgesteld= 2026-03-10 90\n"
	    "a.pdf: reactie-op=Vraag <urn:uuid:2> 90\n" },
	{ "a title that names somebody", { PDF("a.pdf"), { "a.xml", DIWOO(TITLE("Bezwaarschrift van mevrouw Jansen")) }, YES }, "a.pdf:SID-340",
	    "a.pdf: titel=Bezwaarschrift van mevrouw Jansen 90\n" },
	{ "x.xml beside x.pdf", { PDF("a.pdf"), { "a.xml", DIWOO(TITLE("Een besluit")) }, YES }, "", "a.pdf: titel=Een besluit 90\n" },
	{ "metadata.xml next to the only file", { PDF("a.pdf"), { "metadata.xml", DIWOO(TITLE("Een besluit")) }, YES }, "", "a.pdf: titel=Een besluit 90\n" },
	{ "metadata.xml next to two", { PDF("a.pdf"), PDF("b.pdf"), { "metadata.xml", DIWOO(TITLE("Een besluit")) }, YES }, "metadata.xml:SID-514 SID-507", "" },
	{ "of nobody", { PDF("a.pdf"), { "b.diwoo.xml", DIWOO(TITLE("Een besluit")) }, YES }, "b.diwoo.xml:SID-514", "" },
	{ "a sitemap, by loc and by a title that is a name",
	    { PDF("a b.pdf"), PDF("c.pdf"), { "sitemap.xml", URLSET(URL("https://x.nl/d/a%20b.pdf?v=1", TITLE("Het ene")) URL("https://x.nl/1eef", TITLE("c.pdf"))) }, YES },
	    "SID-507", "a b.pdf: titel=Het ene 90\nc.pdf: titel=c.pdf 40\n" },
	{ "a sitemap of which most is elsewhere",
	    { PDF("a.pdf"), { "sitemap.xml", URLSET(URL("https://x.nl/a.pdf", TITLE("Het ene")) URL("https://x.nl/b.pdf", TITLE("Het andere"))) }, YES },
	    "sitemap.xml:SID-340", "a.pdf: titel=Het ene 90\n" },
	{ "a sitemap of which all is elsewhere",
	    { PDF("a.pdf"), { "sitemap.xml", URLSET(URL("https://x.nl/c.pdf", TITLE("Een")) URL("https://x.nl/b.pdf", TITLE("Twee"))) }, YES }, "sitemap.xml:SID-514", "" },
	{ "Documents, with loc inside and placeholders (opencatalogi)",
	    { PDF("a.pdf"), PDF("b.pdf"), { "d.xml", "<diwoo:Documents" NS "><diwoo:Document><diwoo:DiWoo><loc>https://x.nl/a.pdf</loc>"
		R("publisher", "PLACEHOLDER_ORG_URI", "PLACEHOLDER_OWNER") TITLE("Eerste stuk") "</diwoo:DiWoo></diwoo:Document>"
		"<diwoo:Document><diwoo:DiWoo><loc>https://x.nl/b.pdf</loc><lastmod>2026-01-01 10:00:00</lastmod>" TITLE("Onbekende titel")
		D("documenthandelingen", D("documenthandeling", D("soortHandeling", "ontvangst") D("atTime", "2026-01-01 10:00:00")))
		"</diwoo:DiWoo></diwoo:Document></diwoo:Documents>" }, YES },
	    "d.xml:SID-340 d.xml:SID-340 d.xml:SID-340 SID-507", "a.pdf: titel=Eerste stuk 90\nb.pdf: ontvangen= 2026-01-01 90\n" },
	{ "addresses that are invented (woo-hoo)",
	    { PDF("a.pdf"), { "a.xml", DIWOO(R("informatiecategorie", KERN "c_1234", "beschikkingen") R("documentsoort", KERN "c_besluit", "besluit")
		R("thema", KERN "c_x", "geen thema") R("soortHandeling", "x", "y")) }, YES },
	    "a.xml:SID-340 a.xml:SID-340 a.xml:SID-340",
	    "a.pdf: informatiecategorie=beschikkingen <" KERN "c_46a81018> 90\na.pdf: documentsoort=besluit <" KERN "c_465163c9> 90\n" },
	{ "label and address disagree: the address counts",
	    { PDF("a.pdf"), { "a.xml", DIWOO(R("informatiecategorie", KERN "c_46a81018", "convenanten") R("publisher", GM0546, "gemeente Leiderdorp")) }, YES },
	    "a.xml:SID-340 a.xml:SID-340", "a.pdf: informatiecategorie=beschikkingen <" KERN "c_46a81018> 90\na.pdf: publisher=gemeente Leiden <" GM0546 "> 90\n" },
	{ "a maker who may be a person", { PDF("a.pdf"), { "a.xml", DIWOO(D("naamOpsteller", "P. Jansen")) }, YES }, "a.xml:SID-340", "a.pdf: betrokkene=P. Jansen 90\n" },
	{ "days that are none", { PDF("a.pdf"), { "a.xml", DIWOO(D("creatiedatum", "12-03-26") D("geldigheid", D("begindatum", "2026-02-01") D("einddatum", "2026-01-01"))) }, YES },
	    "a.xml:SID-340 a.xml:SID-340", "" },
	{ "only a year", { PDF("a.pdf"), { "a.xml", DIWOO(D("creatiedatum", "2026")) }, YES }, "a.xml:SID-340", "" },
	{ "who has parts is the main document",
	    { PDF("a.pdf"), { "a.xml", DIWOO(TITLE("Bijlage een") R("isPartOf", "https://x.nl/b.pdf", "b.pdf")) }, PDF("b.pdf"), { "b.xml", DIWOO(TITLE("Het besluit") D("hasParts", D("hasPart", "a.pdf"))) }, YES },
	    "", "a.pdf: titel=Bijlage een 90\na.pdf: onderdeel-van=b.pdf <https://x.nl/b.pdf> 90\nb.pdf: titel=Het besluit 90\n" },
	{ "own fields", { PDF("a.pdf"), { "a.xml", "<diwoo:Document" NS "><diwoo:DiWoo>" TITLE("Een besluit") "</diwoo:DiWoo><diwoo:extraMetadata><diwoo:extraMetadatavelden>"
		"<diwoo:extraMetadataveld><diwoo:key>wijk</diwoo:key><diwoo:values><diwoo:value>Noord</diwoo:value><diwoo:value>Zuid</diwoo:value></diwoo:values></diwoo:extraMetadataveld>"
		"</diwoo:extraMetadatavelden></diwoo:extraMetadata></diwoo:Document>" }, YES },
	    "", "a.pdf: titel=Een besluit 90\na.pdf: extra=Noord <wijk> 90\na.pdf: extra=Zuid <wijk> 90\n" },
	{ "MDTO in it is not read", { PDF("a.pdf"), { "a.xml", "<diwoo:Document" NS "><m:MDTO xmlns:m='https://www.nationaalarchief.nl/mdto'/></diwoo:Document>" }, YES }, "a.xml:SID-514", "" },
	{ "a reason to withdraw", { PDF("a.pdf"), { "a.xml", DIWOO(D("redenVerwijderingVervanging", "correctie procedurele fout")) }, YES }, "a.xml:SID-340", "" },
	{ "cut off", { PDF("a.pdf"), { "a.xml", "<diwoo:Document" NS "><diwoo:DiWoo><diwoo:naamOpsteller>P. Jansen" }, YES }, "a.xml:SID-514", "" },
	{ "a piece of one", { PDF("a.pdf"), { "a.xml", "<url><loc>x</loc><diwoo:Document><diwoo:DiWoo>" TITLE("Het ene stuk") "</diwoo:DiWoo></diwoo:Document></url>" }, YES },
	    "", "a.pdf: titel=Het ene stuk 90\n" },
	{ "another sitemap is a document", { PDF("a.pdf"), { "s.xml", "<urlset xmlns=\"x\"><url><loc>y</loc></url></urlset>" }, YES }, "SID-507", "" },
};

#define DC(inner)	"<simpledc>" inner "</simpledc>"

static const struct told_case dublin[] = {
	{ "beside its file",
	    { PDF("a.pdf"), { "a.pdf.xml", DC("<title>Besluit parkeren</title><title>Parkeren</title><identifier>Z-1</identifier><date>2026-03-12</date>"
		"<creator>gemeente Leiden</creator><publisher>gm0546</publisher><subject>parkeren</subject><description>Over parkeren</description>"
		"<type>besluit</type><language>nl</language><format>application/pdf</format>") }, YES },
	    "",
	    "a.pdf: titel=Besluit parkeren 85\na.pdf: alternatieve-titel=Parkeren 85\na.pdf: kenmerk=Z-1 85\na.pdf: opsteller=gemeente Leiden <" GM0546 "> 85\n"
	    "a.pdf: publisher=gemeente Leiden <" GM0546 "> 85\na.pdf: trefwoord=parkeren 85\na.pdf: omschrijving=Over parkeren 85\n"
	    "a.pdf: documentsoort=besluit <" KERN "c_465163c9> 85\na.pdf: taal=nl 85\na.pdf: formaat=application/pdf 85\na.pdf: datum= 2026-03-12 85\n" },
	{ "a creator who may be a person holds", { PDF("a.pdf"), { "a.dc.xml", DC("<creator>P. Jansen</creator><contributor>K. Jansen</contributor>") }, YES },
	    "a.dc.xml:SID-514", "a.pdf: betrokkene=P. Jansen 85\na.pdf: betrokkene=K. Jansen 85\n" },
	{ "two dates mean nothing", { PDF("a.pdf"), { "a.xml", DC("<date>2026-01-01</date><date>2026-02-01</date>") }, YES }, "a.xml:SID-340", "" },
	{ "a year is no date", { PDF("a.pdf"), { "a.xml", DC("<date>2026</date>") }, YES }, "a.xml:SID-340", "" },
	{ "dcterms in another root",
	    { PDF("a.pdf"), { "dc.xml", "<oai:dc xmlns:oai='http://www.openarchives.org/OAI/2.0/oai_dc/' xmlns:t='http://purl.org/dc/terms/'>"
		"<t:created>2026-03-12</t:created><t:issued>2026-03-13</t:issued><t:available>2026-04-01</t:available><t:isPartOf>D-1</t:isPartOf><t:replaces>Z-0</t:replaces></oai:dc>" }, YES },
	    "", "a.pdf: onderdeel-van=D-1 85\na.pdf: vervangt=Z-0 85\na.pdf: datum= 2026-03-12 85\na.pdf: vastgesteld= 2026-03-13 85\na.pdf: embargo= 2026-04-01 85\n" },
	{ "of the dossier", { PDF("a.pdf"), PDF("b.pdf"), { "metadata.xml", DC("<title>Over parkeren</title>") }, YES }, "SID-507", "*: titel=Over parkeren 85\n" },
	{ "of nobody", { PDF("a.pdf"), { "b.xml", DC("<title>Iets</title>") }, YES }, "b.xml:SID-514", "" },
	{ "rights", { PDF("a.pdf"), { "a.xml", DC("<rights>Alle rechten voorbehouden</rights>") }, YES }, "a.xml:SID-340", "a.pdf: beperking=Alle rechten voorbehouden 85\n" },
	{ "broken", { PDF("a.pdf"), { "a.xml", "<simpledc><creator>P. Jansen</simpledc>" }, YES }, "a.xml:SID-514", "" },
};

#define XPO(inner)	"<xpo versie=\"1\" id=\"e5\">" inner "</xpo>"
#define ORDER(verb, attributes, adres, metadata)	XPO("<" verb " documentsoort=\"plooi\" " attributes "><verschijningsvormen>"	\
	"<verschijningsvorm adres=\"" adres "\">" metadata "</verschijningsvorm></verschijningsvormen>"	\
	"<stuurgegeven key=\"InternId\">cb-1</stuurgegeven></" verb ">")
#define M(key, text)	"<metadata key=\"" key "\" doel=\"Work\">" text "</metadata>"
#define ZIP	{ "x.zip", "PK" }

static const struct told_case xpo[] = {
	{ "a new document",
	    { YES, ZIP, PDF("x.zip/a.pdf"), { "x.zip/cb-1.xml", ORDER("toevoegenwork", "publiceren_na=\"2021-01-21T13:22:00.4085681Z\" publiceren_voor=\"2021-01-22T23:30:00.408568Z\" embargo=\"false\"",
		"\\\\server\\pdf\\a.pdf", M("dcterms.title", "Een besluit") M("dcterms.identifier", "cb-1") M("dcterms.creator", "gemeente Leiden") M("dcterms.issued", "2021-01-20")
		M("dcterms.type", "advies") M("dcterms.subject", "Europese zaken") M("dcterms.subject", "geen thema") M("dcterms.language", "nl")
		M("plooi.displayfield.datumBeschikking", "9 februari 2021") M("dcterms.mediator", "x")) } },
	    "x.zip/cb-1.xml:SID-340 x.zip/cb-1.xml:SID-340",
	    "x.zip/a.pdf: embargo= 2021-01-21 85\nx.zip/a.pdf: openbaar-tot= 2021-01-23 85\nx.zip/a.pdf: titel=Een besluit 85\nx.zip/a.pdf: kenmerk=cb-1 85\n"
	    "x.zip/a.pdf: opsteller=gemeente Leiden <" GM0546 "> 85\nx.zip/a.pdf: verantwoordelijke=gemeente Leiden <" GM0546 "> 85\nx.zip/a.pdf: datum= 2021-01-20 85\n"
	    "x.zip/a.pdf: documentsoort=advies <" KERN "c_d506b718> 85\nx.zip/a.pdf: thema=Europese zaken <https://identifier.overheid.nl/tooi/def/thes/top/c_68609e19> 85\n"
	    "x.zip/a.pdf: taal=nl 85\nx.zip/a.pdf: extra=9 februari 2021 <datumBeschikking> 85\n" },
	{ "a new version, under another name", { YES, ZIP, PDF("x.zip/a.pdf"), { "x.zip/cb-1.xml", ORDER("bijwerkenexpression", "", "b.pdf", M("dcterms.title", "Een besluit")) } },
	    "x.zip/cb-1.xml:SID-340 x.zip/cb-1.xml:SID-340", "x.zip/a.pdf: titel=Een besluit 85\nx.zip/a.pdf: vervangt=cb-1 60\n" },
	{ "a withdrawal", { YES, ZIP, PDF("x.zip/a.pdf"), { "x.zip/cb-1.xml", ORDER("verwijderenwork", "", "", M("dcterms.title", "Een besluit")) } }, "x.zip/cb-1.xml:SID-532", "" },
	{ "under embargo", { YES, ZIP, PDF("x.zip/a.pdf"), { "x.zip/cb-1.xml", ORDER("toevoegenwork", "embargo=\"true\"", "a.pdf", "") } }, "x.zip/cb-1.xml:SID-514", "" },
	{ "without its PDF", { YES, ZIP, { "x.zip/a.txt", "x" }, { "x.zip/cb-1.xml", ORDER("toevoegenwork", "", "a.pdf", "") } }, "x.zip/cb-1.xml:SID-514", "" },
	{ "with two", { YES, ZIP, PDF("x.zip/a.pdf"), PDF("x.zip/b.pdf"), { "x.zip/cb-1.xml", ORDER("toevoegenwork", "", "a.pdf", "") } }, "x.zip/cb-1.xml:SID-514 SID-507", "" },
	{ "a verb of nobody", { YES, PDF("a.pdf"), { "b.xml", XPO("<wijzigen/>") } }, "b.xml:SID-514", "" },
	{ "two verbs, one of which removes", { YES, PDF("a.pdf"), { "b.xml", XPO("<toevoegenwork/><verwijderenwork/>") } }, "b.xml:SID-532", "" },
	{ "a creator unknown", { YES, PDF("a.pdf"), { "b.xml", ORDER("toevoegenwork", "", "a.pdf", M("dcterms.creator", "P. Jansen")) } }, "b.xml:SID-340 b.xml:SID-340", "a.pdf: betrokkene=P. Jansen 85\n" },
	{ "broken", { YES, PDF("a.pdf"), { "b.xml", "<xpo><toevoegenwork>" } }, "b.xml:SID-514", "" },
};

#define BUDDY_XML(date, more)	DIWOO(R("informatiecategorie", KERN "c_46a81018", "beschikking") D("documentsoort", "besluit") D("thema", "beschikking")	\
	D("trefwoord", "besluit") D("creatiedatum", date) D("format", "application/pdf") D("language", "nld") D("identifier", "Z-1") D("identifier", "urn:uuid:1")	\
	D("opsteller", "gemeente Leiden") D("publisher", "gemeente Leiden") D("verantwoordelijke", "gemeente Leiden") TITLE("Besluit parkeren") more)
#define BUDDY_JSON(title, date, more)	"{\"publicatie\": {\"officieleTitel\": \"" title "\", \"registratiedatum\": \"2026-03-20T10:00:00.000Z\","	\
	" \"diWooInformatieCategorieen\": [\"" KERN "c_46a81018\"], \"ingetrokkenOp\": null}, \"document\": {\"officieleTitel\": \"" title "\","	\
	" \"creatiedatum\": \"" date "\", \"kenmerken\": [{\"kenmerk\": \"Z-1\", \"bron\": \"WOO Buddy export\"}]" more "}}"
#define BUDDY_LOG(rows)	"#,pagina,type,trap,woo_artikel,grond,status,bron,beoordeeld_op,bbox_count,motivatie\n" rows
#define BUDDY_ROWS	"1,0,Persoon,2,5.1.2e,\"Persoonlijke, levenssfeer\",accepted,manual,,1,x\n2,0,BSN,1,5.1.1e,BSN,auto_accepted,regex,,1,x\n3,1,Persoon,2,5.1.2e,x,accepted,manual,,1,x\n"
#define BUDDY(xml, json, log)	YES, ZIP, { "x.zip/README.txt", "Bundel" }, { "x.zip/metadata.json", json }, { "x.zip/metadata.xml", xml }, PDF("x.zip/redacted.pdf"), { "x.zip/redaction-log.csv", log }
#define BUDDY_SAID(date)	"x.zip/redacted.pdf: informatiecategorie=beschikkingen <" KERN "c_46a81018> 95\nx.zip/redacted.pdf: kenmerk=Z-1 95\n"	\
	"x.zip/redacted.pdf: titel=Besluit parkeren 95\nx.zip/redacted.pdf: publisher=gemeente Leiden <" GM0546 "> 95\nx.zip/redacted.pdf: datum= " date "\n"
#define BUDDY_GROUNDS	"x.zip/redacted.pdf: weigeringsgrond=5.1.2e 95\nx.zip/redacted.pdf: weigeringsgrond=5.1.1e 95\nx.zip/redacted.pdf: beoordeling=deels openbaar 95\n"

static const struct told_case woobuddy[] = {
	{ "a bundle: nothing of its filling", { BUDDY(BUDDY_XML("2026-03-12", ""), BUDDY_JSON("Besluit parkeren", "2026-03-12", ""), BUDDY_LOG(BUDDY_ROWS)) },
	    "", BUDDY_SAID("2026-03-12 95") BUDDY_GROUNDS },
	{ "the day of export is doubted", { BUDDY(BUDDY_XML("2026-03-20", ""), BUDDY_JSON("Besluit parkeren", "2026-03-20", ""), BUDDY_LOG(BUDDY_ROWS)) },
	    "x.zip/metadata.xml:SID-340", BUDDY_SAID("2026-03-20 40") BUDDY_GROUNDS },
	{ "nothing redacted", { BUDDY(BUDDY_XML("2026-03-12", ""), BUDDY_JSON("Besluit parkeren", "2026-03-12", ""), BUDDY_LOG("")) },
	    "", BUDDY_SAID("2026-03-12 95") "x.zip/redacted.pdf: beoordeling=openbaar 95\n" },
	{ "XML and JSON differ", { BUDDY(BUDDY_XML("2026-03-12", ""), BUDDY_JSON("Iets anders", "2026-03-13", ""), BUDDY_LOG(BUDDY_ROWS)) },
	    "x.zip/metadata.xml:SID-514 x.zip/metadata.xml:SID-514", BUDDY_SAID("2026-03-12 95") BUDDY_GROUNDS },
	{ "withdrawn", { BUDDY(BUDDY_XML("2026-03-12", ""), BUDDY_JSON("Besluit parkeren", "2026-03-12", ", \"ingetrokkenOp\": \"2026-03-21\""), BUDDY_LOG(BUDDY_ROWS)) },
	    "x.zip/metadata.xml:SID-514", BUDDY_SAID("2026-03-12 95") BUDDY_GROUNDS },
	{ "grounds that are none", { BUDDY(BUDDY_XML("2026-03-12", ""), BUDDY_JSON("Besluit parkeren", "2026-03-12", ""), BUDDY_LOG("1,0,Persoon,2,privacy,x,accepted,manual,,1,x\n2,0,Persoon,2,,x,accepted,manual,,1,x\n")) },
	    "x.zip/redaction-log.csv:SID-340 x.zip/redaction-log.csv:SID-340", BUDDY_SAID("2026-03-12 95") "x.zip/redacted.pdf: beoordeling=deels openbaar 95\n" },
	{ "a log that is none", { BUDDY(BUDDY_XML("2026-03-12", ""), BUDDY_JSON("Besluit parkeren", "2026-03-12", ""), "a,b\n1,2\n") }, "x.zip/redaction-log.csv:SID-514", BUDDY_SAID("2026-03-12 95") },
	{ "JSON that is none", { BUDDY(BUDDY_XML("2026-03-12", ""), "{", BUDDY_LOG("")) }, "x.zip/metadata.json:SID-514", BUDDY_SAID("2026-03-12 95") "x.zip/redacted.pdf: beoordeling=openbaar 95\n" },
	{ "JSON of something else", { BUDDY(BUDDY_XML("2026-03-12", ""), "{}", BUDDY_LOG("")) }, "x.zip/metadata.xml:SID-514", BUDDY_SAID("2026-03-12 95") "x.zip/redacted.pdf: beoordeling=openbaar 95\n" },
	{ "XML that is none", { BUDDY("<diwoo:Document" NS ">", BUDDY_JSON("Besluit parkeren", "2026-03-12", ""), BUDDY_LOG("")) }, "x.zip/metadata.xml:SID-514", "" },
	{ "a stranger in the archive", { BUDDY(BUDDY_XML("2026-03-12", ""), BUDDY_JSON("Besluit parkeren", "2026-03-12", ""), BUDDY_LOG("")), PDF("x.zip/z.pdf") },
	    "x.zip/z.pdf:SID-514 SID-507", BUDDY_SAID("2026-03-12 95") "x.zip/redacted.pdf: beoordeling=openbaar 95\n" },
	{ "one is missing", { YES, ZIP, { "x.zip/README.txt", "Bundel" }, { "x.zip/metadata.xml", BUDDY_XML("2026-03-12", "") }, PDF("x.zip/redacted.pdf"), { "x.zip/redaction-log.csv", BUDDY_LOG(BUDDY_ROWS) } },
	    "x.zip/README.txt:SID-514", "" },
	{ "the log is missing", { YES, ZIP, { "x.zip/README.txt", "Bundel" }, { "x.zip/metadata.json", BUDDY_JSON("Besluit parkeren", "2026-03-12", "") },
	    { "x.zip/metadata.xml", BUDDY_XML("2026-03-12", "") }, PDF("x.zip/redacted.pdf") }, "x.zip/README.txt:SID-514", "" },
	{ "a log without its end", { BUDDY(BUDDY_XML("2026-03-12", ""), BUDDY_JSON("Besluit parkeren", "2026-03-12", ""), BUDDY_LOG("1,0,Persoon,2,5.1.2e,\"Persoonlijke")) },
	    "x.zip/redaction-log.csv:SID-514", BUDDY_SAID("2026-03-12 95") "x.zip/redacted.pdf: weigeringsgrond=5.1.2e 95\nx.zip/redacted.pdf: beoordeling=deels openbaar 95\n" },
	{ "a README.txt of somebody else", { { "README.txt", "hallo" }, PDF("a.pdf"), YES }, "SID-507", "" },
};

static const struct told_case woogle[] = {
	{ "a dossier",
	    { PDF("besluit.pdf"), YES, { "inventaris.pdf", "%PDF-" }, PDF("mail 1.pdf"), { "woogle.json", "\xef\xbb\xbf[{\"dc_title\": \"Woo-verzoek asfalt\", \"dc_description\": \"Over asfalt\", \"dc_publisher\": \"gm0546\", \"dc_type\": \"2i\","
		"\"dc_date_year\": 2022, \"foi_requestDate\": \"2022-08-11\", \"foi_decisionDate\": \"2022-09-27\", \"foi_requestText\": \"P. Jansen vraagt\", \"foi_files\": {"
		"\"foi_verzoek\": {\"dc_source\": \"https://x.nl/verzoek.pdf\"}, \"foi_besluit\": {\"dc_title\": \"Besluit op verzoek\", \"dc_source\": \"https://x.nl/besluit.pdf\", \"foi_url_on_web\": \"True\"},"
		"\"foi_inventaris\": {\"dc_source\": \"https://x.nl/inventaris.pdf\"}, \"foi_documenten\": [{\"dc_title\": \"Mail over asfalt\", \"dc_source\": \"https://x.nl/mail%201.pdf\", \"foi_sentDate\": \"2022-01-02\","
		"\"foi_valuation\": \"deels openbaar\", \"foi_groundsOfRefusal\": \"5.1.2e; 5.1.e\", \"foi_originator\": \"P. Jansen\", \"foi_recipient\": [\"K. Jansen\", 3]}]}}]" } },
	    "woogle.json:SID-340 woogle.json:SID-340",
	    "*: titel=Woo-verzoek asfalt 80\n*: omschrijving=Over asfalt 80\n*: publisher=gemeente Leiden <" GM0546 "> 80\n*: informatiecategorie=Woo-verzoeken en -besluiten <" KERN "c_3baef532> 80\n"
	    "*: ontvangen= 2022-08-11 80\n*: besluitdatum= 2022-09-27 80\nbesluit.pdf: titel=Besluit op verzoek 80\nbesluit.pdf: koppeling=https://x.nl/besluit.pdf 80\n"
	    "mail 1.pdf: titel=Mail over asfalt 80\nmail 1.pdf: verzonden= 2022-01-02 80\nmail 1.pdf: beoordeling=deels openbaar 80\nmail 1.pdf: weigeringsgrond=5.1.2e 80\n"
	    "mail 1.pdf: betrokkene=P. Jansen 80\nmail 1.pdf: betrokkene=K. Jansen 80\n" },
	{ "two dossiers", { PDF("a.pdf"), YES, { "w.json", "[{\"dc_title\": \"a\"}, {\"dc_title\": \"b\"}]" } }, "w.json:SID-514", "" },
	{ "no dossier", { PDF("a.pdf"), YES, { "w.json", "[\"dc_title\"]" } }, "", "" },
	{ "a dossier that is no list", { PDF("a.pdf"), YES, { "w.json", "{\"dc_title\": \"a\", \"foi_files\": {}}" } }, "w.json:SID-514", "" },
	{ "broken", { PDF("a.pdf"), YES, { "w.json", "[{\"dc_title\": \"P. Jansen\", }]" } }, "w.json:SID-514", "" },
	{ "another JSON is a document", { PDF("a.pdf"), YES, { "w.json", "[1, 2]" } }, "SID-507", "" },
};

#define TRIES(name)	static void try_##name(void **state) { (void)state; told_cases(name, COUNT(name)); }
TRIES(diwoo)
TRIES(dublin)
TRIES(xpo)
TRIES(woobuddy)
TRIES(woogle)

/* The 46 probes and the real sitemaps: whatever they hold is told or refused, and none goes out. */
static void
samples(void **state)
{
	static const char *const dirs[] = { SAMPLES "/probes", SAMPLES "/diwoo" };
	size_t n = 0;

	(void)state;
	if (access(dirs[0], R_OK) != 0) {
		print_message("# skip: %s is not here\n", dirs[0]);
		skip();
	}
	for (size_t d = 0; d < COUNT(dirs); d++) {
		struct err e;
		struct str *names;
		size_t count;

		assert_int_equal(path_names(dirs[d], 0, mem, &names, &count, &e), 0);
		for (size_t i = 0; i < count; i++) {
			struct rig r;
			int doc;

			rig_open(&r);
			told_fill(&r, (const struct told_file[TOLD_FILES]){ PDF("a.pdf"), YES });
			doc = rig_add(&r, "metadata.xml", str_c(mem, str_fmt(mem, "%s/%.*s", dirs[d], STRF(names[i]))));
			r.dossier.docs[doc].role = ROLE_UNKNOWN;
			told_run(&r);
			if (r.dossier.docs[doc].role == ROLE_SIDECAR)
				n++;
			else
				print_message("# a document: %.*s\n", STRF(names[i]));
			rig_close(&r);
		}
	}
	assert_true(n >= 45);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(try_diwoo),
		cmocka_unit_test(try_dublin),
		cmocka_unit_test(try_xpo),
		cmocka_unit_test(try_woobuddy),
		cmocka_unit_test(try_woogle),
		cmocka_unit_test(samples),
	};

	return cmocka_run_group_tests(tests, told_setup, told_teardown);
}
