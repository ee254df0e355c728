/* SPDX-License-Identifier: EUPL-1.2 */
/* head.c - the top of a document as lines, each with what it is for. */
#include "glean/head.h"

#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "glean/flat.h"
#include "glean/words.h"

#include "base/banned.h"

#define HEAD_PAGES	3		/* a cover, its back, the first page proper */
#define HEAD_BYTES	((size_t)12000)	/* of a text without pages: a long first page three times over */
#define HEAD_LINES	((size_t)120)
#define REPEAT_PAGES	((size_t)6)	/* later pages that are asked for a running header */
#define REPEAT_LINES	6		/* at the top of each */
#define SPACED_LEAST	4		/* letters of a word with spaces between them */
#define SPACED_PERCENT	75		/* of the pieces of a line are single letters then */
#define MEND_LETTERS	4		/* of a word in which 0 and 1 are taken for letters */
#define SENTENCE_WORDS	((size_t)11)	/* a line of so many words with a verb in it is one */
#define SENTENCE_MOST	((size_t)230)	/* bytes; what is longer is a paragraph */
#define OFFICIAL_MOST	((size_t)560)	/* bytes of the official title of a regulation */
#define MAKER_WORDS	((size_t)9)	/* "ministerie van Landbouw, Visserij, Voedselzekerheid en Natuur" has 7 */
#define ADDRESS_WORDS	((size_t)16)	/* a longer line has an address in it, and is none */
#define PROSE_LEAST	((size_t)45)	/* bytes of a full line of running text */
#define PROSE_LINES	4		/* of such text that does not end here */
#define CELL_LEAST	((size_t)3)	/* bytes of a cell that is more than a number of a page */
#define ITEM_MOST	((size_t)6)	/* bytes of the number of an item */
#define DOCUMENT_WORDS	4		/* at the start of a title: "Derde voortgangsrapportage", "Zesde advies" */
#define MEETING_WORDS	3		/* at the start of its title: "openbare besluitenlijst" */
#define SINGLE_LEAST	((size_t)13)	/* letters of a title of one word: "Kwaliteitshandvest"; a shorter one is a place */
#define PLACE_WORDS	((size_t)3)	/* "Alphen aan den Rijn, 3 mei 2021" */
#define INLINE_FROM	((size_t)700)	/* bytes in which a text without line ends names its subject */
#define INLINE_MOST	((size_t)260)	/* bytes of that subject */

static const char *const subjects[] = { "onderwerp", "onderwerp / titel", "onderwerp/titel", "titel/onderwerp", "betreft",
	"betr", "inzake", "titel", "titel voorstel", "titel van het voorstel", "naam voorstel", "naam van het voorstel",
	"onderwerp voorstel", "onderwerp van het voorstel", "korte omschrijving", "onderwerp van de brief",
	"onderwerp agendapunt", "subject", "re", "onderwerp raadsvoorstel", "voorstel inzake", "concerns", "oanbelangjend",
	"ûnderwerp", "betreffende", "onderwerp brief", "titel van het stuk", "titel document", "documenttitel", "plannaam", "officiele naam regeling" };

static const char *const labels[] = { "gemeente", "barcode", "jaargang", "citeertitel", "besloten door", "plantype", "aan", "aan de", "aanwezig", "aanwezigen", "afdeling", "afgestemd met", "afschrift aan",
	"afwezig", "agendapunt", "agendapuntnummer", "agendanummer", "agendapunt nr", "auteur", "auteurs", "behandeld door",
	"behandelend ambtenaar", "besluitdatum", "bezoekadres", "bijlage", "bijlagen", "bijlage(n)", "blad", "bladnummer",
	"casenr", "casenummer", "cc", "classificatie", "cluster", "college van b en w", "commissie", "commissievergadering",
	"contactpersoon", "contact", "datum", "datum advies", "datum b&w", "datum b&w-besluit", "datum b&w-vergadering",
	"datum behandeling", "datum besluit", "datum brief", "datum college", "datum collegebesluit",
	"datum collegevergadering", "datum nota", "datum ontvangst", "datum raadsvergadering", "datum vergadering",
	"datum verzending", "datum voorstel", "decosnummer", "directie", "doc.nr", "documentnummer", "doorkiesnummer",
	"dossier", "dossiernummer", "e-mail", "email", "fax", "from", "gemeenteblad", "kenmerk", "locatie", "nr",
	"nummer", "ons kenmerk", "onze referentie", "ontvangen", "openbaar", "openbaarheid", "opgesteld door", "opsteller",
	"organisatieonderdeel", "pagina", "plaats", "portefeuille", "portefeuillehouder", "portefeuillehouders",
	"postadres", "programma", "projectnummer", "raadsvergadering", "raadscommissie", "rapportnummer", "referentie",
	"registratienr", "registratienummer", "reg.nr", "rekeningnummer", "sector", "secretaris", "status", "steller",
	"stellers", "team", "telefoon", "telefoonnummer", "tel", "ter inzage", "tijd", "tijdstip", "uw brief",
	"uw brief van", "uw kenmerk", "uw referentie", "van", "verseonnummer", "versie", "versienummer", "verslag",
	"vergaderdatum", "verzenddatum", "verzonden", "volgnummer", "voorstelnummer", "voorzitter", "zaak", "zaaknr",
	"zaaknummer", "website", "to", "date", "sent", "projectleider", "opdrachtgever", "notulist", "griffier",
	"correspondentienummer", "verdeling", "ambtelijke coordinatie", "internet", "bezoekadres", "behandelaar", "klachtnummer",
	"ontvangen op", "dagtekening", "dagtekening oordeel", "functie van de beklaagde", "voorstel afdoening",
	"ingekomen stuk raad", "ontvangen door de griffie op", "zaaksnummer", "bsn", "burgerservicenummer", "aanvrager",
	"locatie aanvraag", "burgerservicenummer aanvrager", "bsn aanvrager", "registratie", "ons nummer", "uw nummer",
	"verzonden op", "bestuursorgaan", "deelnemers", "samenvatting", "advies", "voorgesteld besluit", "categorie",
	"doelstelling", "bevoegdheid", "nr(s) geregistreerde stuk(ken)", "datum nota", "werkdoel" };

static const char *const stops[] = { "artikel 1", "artikel i", "art. 1", "hoofdstuk 1", "hoofdstuk i", "inhoud", "inhoudsopgave",
	"inleiding", "samenvatting", "voorwoord", "leeswijzer", "geachte", "beste", "hallo", "excellentie", "mijnheer",
	"meneer de voorzitter", "l.s.", "partijen", "de partijen", "de ondergetekenden", "aanleiding",
	"colofon", "opening", "de klacht", "klacht", "het verzoek", "procesverloop", "de procedure", "verloop van de procedure", "dear", "dames en heren", "edelachtbaar college", "edelachtbare", "weledele", "hooggeachte",
	"voorgesteld besluit", "gevraagd besluit", "gevraagde beslissing", "beslispunten", "wat is er besloten", "besluit de raad",
	"kernboodschap", "kennisnemen van", "vraag 1", "toelichting", "aanhef", "afzender", "tegenwoordig", "table of contents",
	"contents", "wetstechnische informatie", "gegevens van de regeling", "management samenvatting", "managementsamenvatting", "woord vooraf", "ten geleide", "geacht" };

static const char *const preambles[] = { "gelet op", "gelezen", "gezien", "overwegende", "overwegende dat", "gehoord", "besluit",
	"besluiten", "wij willem", "wij beatrix", "burgemeester en wethouders", "het college van", "de raad van", "de burgemeester van",
	"de gemeenteraad van", "de minister van", "de minister voor", "de staatssecretaris van", "provinciale staten van",
	"gedeputeerde staten van", "het dagelijks bestuur van", "het algemeen bestuur van", "op de voordracht van",
	"op voordracht van", "op voorstel van", "het college stelt", "stelt vast", "heeft besloten", "de kamer",
	"de inspecteur-generaal", "de verenigde vergadering", "de dijkgraaf", "de heffingsambtenaar", "de voorzitter van", "in aanmerking nemende",
	"ondergetekenden", "het hoofd van", "het bestuur van", "de raad der", "de directeur" };

/* Kinds of documents.  Alone they say what it is, not what it is about. */
static const char *const sorts[] = { "aanbiedingsbrief", "aanbiedingsformulier", "advies", "adviesaanvraag", "adviesnota",
	"advies aan de raad", "agenda", "amendement", "annotatie", "antwoordbrief", "b en w-nota", "b&w nota", "b&w-advies",
	"b&w-nota", "b&w-voorstel", "beantwoording schriftelijke vragen", "beleidsnota", "beleidsnotitie", "beschikking",
	"beslisnota", "beslissing op bezwaar", "besluit", "besluitenlijst", "besluitnota", "bestuursvoorstel",
	"bestuurlijke nota", "bestuurlijke reactie", "bijlage", "brief", "brief aan de raad", "collegeadvies", "collegebesluit",
	"collegebericht", "collegebrief", "collegenota", "collegevoorstel", "concept", "convenant", "discussienota",
	"eindrapport", "eindrapportage", "factsheet", "informatiebrief", "informatienota", "informerende brief",
	"initiatiefvoorstel", "inspraakreactie", "intentieverklaring", "inventarislijst", "jaarrekening", "jaarverslag",
	"klachtbrief", "kennisgeving", "kaderbrief", "kadernota", "last onder dwangsom", "mandaatbesluit", "mededeling",
	"memo", "memorandum", "memo aan de raad", "motie", "motie vreemd aan de orde van de dag", "nota", "nota van b&w",
	"nota voor burgemeester en wethouders", "nota aan de raad", "notitie", "notulen", "omgevingsvergunning", "onderzoeksrapport",
	"ontheffing", "ontwerp", "ontwerpbesluit", "ontwerp-raadsbesluit", "ontwerpraadsbesluit", "ontwerpbeschikking",
	"oordeel", "openbare besluitenlijst", "oplegnota", "oplegnotitie", "overeenkomst", "persbericht", "petitie",
	"principenota", "proces-verbaal", "raadsbesluit", "raadsbrief", "raadsinformatie", "raadsinformatiebrief",
	"raadsmededeling", "raadsmemo", "raadsnota", "raadsnotitie", "raadsstuk", "raadsvoorstel", "raadsvoorstel en -besluit",
	"raadsvoorstel en raadsbesluit", "rapport", "rapportage", "rekenkamerbrief", "schriftelijke vragen", "startnotitie", "statenbesluit",
	"statenbrief", "statennota", "statenvoorstel", "subsidiebeschikking", "toelichting", "uitnodiging", "uitspraak",
	"vaststellingsbesluit", "verdaging", "verdagingsbesluit", "vergunning", "verkeersbesluit", "verordening", "verslag",
	"verweerschrift", "voorstel", "voorstel aan burgemeester en wethouders", "voorstel aan de raad",
	"voorstel aan gedeputeerde staten", "voorstel aan het algemeen bestuur", "voorstel aan het college",
	"voorstel aan het dagelijks bestuur", "voorstel algemeen bestuur", "voorstel dagelijks bestuur", "wijzigingsbesluit", "wob-besluit",
	"wob-verzoek", "woo-besluit", "woo-verzoek", "zienswijze", "raadsinformatienota", "informatie aan de raad", "wensen en bedenkingen",
	"memo college", "ambtelijk advies", "ab-voorstel", "db-voorstel", "vergaderstuk", "bespreeknotitie", "opiniestuk",
	"technische vragen", "mondelinge vragen", "artikel 43 vragen", "nieuwsbrief", "bezwaarschrift", "adviesnota b&w", "aan de raad",
	"aanvraag", "aan de gemeenteraad", "organogram", "mandaatregister", "adressenlijst", "klachtenregeling", "contactgegevens" };

/* Stamps on a document; they say nothing of what it is about. */
/* Stamps on a document; they say nothing of what it is about.  A line of these and numbers is one too. */
static const char *const stamps[] = { "aangetekend", "afschrift", "concept", "definitief", "geheim", "geheimhouding", "gepubliceerd",
	"kopie", "niet", "openbaar", "openbare", "versie", "per", "e-mail", "mail", "post", "en", "spoed", "vertrouwelijk",
	"zonder", "briefhoofd", "geanonimiseerd", "geanonimiseerde", "voor", "openbaarmaking", "verzendlijst", "ingekomen",
	"archiefexemplaar", "raad", "college", "griffie", "opinieronde", "besluitvormend", "commissie", "informerend", "transcriptie",
	"intern", "gebruik", "ontwerp", "ter", "advisering", "inspraak", "besluitvorming", "bespreking", "kennisname", "inzage",
	"vaststelling", "vastgesteld", "agendapunt", "raadsvergadering", "e", "status", "eindversie", "conceptversie", "bijlagen",
	"bijlage", "druk", "rapportnummer", "nummer", "kenmerk", "paraaf", "handtekening", "afgedaan", "akkoord", "stuk", "nr" };

/* What a line begins with that says where or how the document came out. */
static const char *const notes[] = { "officiele uitgave", "gepubliceerd op", "provinciaal blad", "gemeenteblad", "waterschapsblad",
	"staatscourant", "staatsblad", "blad gemeenschappelijke regeling", "jaargang", "vertrouwelijk", "geheim", "in te vullen door",
	"geheimhouding", "download", "save this", "maat", "weergave met", "documentdatum",
	"voorgesteld", "ontvangen", "bijgewerkt", "laatst gewijzigd", "stand per", "agendapunt", "nota van", "ter kennisname", "ter inzage",
	"geldend van", "regeling vervallen", "[regeling vervallen", "ziet u een fout", "intitule",
	"datum ondertekening", "datum publicatie", "vragen gesteld door", "geraadpleegd op", "toon bladzijden", "transcriptie", "aanhangsel van",
	"vergaderjaar", "logo", "hele tekst", "voorkant", "trefwoorden", "thema:", "search text", "tweede kamer", "eerste kamer", "nieuws",
	"aangenomen", "verworpen", "unofficial translation", "behorend bij", "behorende bij", "behoort bij", "uitgebracht aan",
	"our ref", "your ref", "p.o. box", "met de lezing", "pagina" };

static const char *const meetings[] = { "agenda", "besluitenlijst", "besluitenlijsten", "notulen", "verslag", "conceptverslag", "concept-verslag",
	"actielijst", "lijst", "vergaderverslag", "handelingen", "kort verslag", "conceptnotulen", "besluitlijst",
	"collegebesluiten", "agendas", "concept-besluitenlijst", "conceptbesluitenlijst" };

/* What the name of an organisation, or of a part of it, begins with. */
static const char *const makers[] = { "gemeente", "provincie", "waterschap", "hoogheemraadschap", "wetterskip", "ministerie van",
	"ministerie voor", "regio", "raad van de gemeente", "raad voor", "gemeenteraad", "gemeenteraad van", "burgemeester en wethouders",
	"college van burgemeester en wethouders", "college van b&w", "rekenkamer", "rekenkamercommissie", "omgevingsdienst",
	"veiligheidsregio", "ggd", "directie", "directoraat-generaal", "afdeling", "hoofdafdeling", "gedeputeerde staten",
	"provinciale staten", "dagelijks bestuur", "algemeen bestuur", "tweede kamer der staten-generaal",
	"eerste kamer der staten-generaal", "staten-generaal", "nationale ombudsman", "de nationale ombudsman", "gemeentelijke ombudsman",
	"ombudsman", "adviesraad", "commissie bezwaarschriften", "bezwaarschriftencommissie", "stichting", "vereniging",
	"advocatenkantoor", "onderzoeksbureau", "inspectie", "autoriteit", "belastingsamenwerking", "gemeenschappelijke regeling",
	"openbaar lichaam", "recreatieschap", "werkplein", "sociale dienst", "regionale sociale dienst", "politie", "brandweer",
	"ministerraad", "verenigde vergadering", "presidium", "griffie", "raadsgriffie", "commissie", "raadscommissie", "dorpsvereniging",
	"serviceorganisatie", "team", "bureau", "dienst", "wijkraad", "dorpsraad", "ondernemersvereniging", "gezondheidsraad", "provinciale raad", "gemeenten", "burgemeester", "raad van", "cluster",
	"bestuursdienst", "concern", "sector", "hoogheemraad", "college", "waterschapsbedrijf", "united nations", "unie van", "partij voor",
	"fractie", "aan", "ministry of", "municipality of", "province of", "city of", "water authority", "provincial executive" };

/* ... or its first or second word ends with. */
static const char *const maker_ends[] = { "raad", "dienst", "commissie", "college", "schap", "team", "kamer", "bureau", "inspectie",
	"instituut", "autoriteit", "ombudsman", "bedrijf", "service", "stichting", "zaken", "vereniging", "platform", "department" };

static const char *const months[] = { "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
	"oktober", "november", "december", "jan", "feb", "mrt", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov",
	"dec" };
static const char *const weekdays[] = { "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag" };
static const char *const beside_dates[] = { "d", "dd", "vergadering", "raadsvergadering", "van", "en", "tot", "met", "t", "m", "uur", "om", "datum", "vergaderjaar", "jaargang", "jaar", "versie",
	"week", "het", "najaar", "voorjaar", "zomer", "winter", "herfst", "lente", "aanvang", "op", "te", "nr", "v", "no", "kwartaal", "druk" };
static const char *const beside_numbers[] = { "nr", "no", "nummer", "pagina", "page", "blad", "van", "of", "versie", "version", "v",
	"kenmerk", "registratienummer", "docnr", "bladnr", "isbn", "issn", "rv", "z", "p", "uit", "art", "u", "editie", "jaargang", "dossier",
	"rapportnummer", "aantal", "bladzijden", "pagina's", "pp", "blz", "documentnummer", "projectnummer", "deel" };
static const char *const streets[] = { "straat", "laan", "weg", "plein", "kade", "gracht", "dijk", "singel", "hof", "pad", "markt",
	"dreef", "steeg", "plantsoen", "brink", "baan", "wal", "haven" };
static const char *const reach[] = { "postbus", "tel", "telefoon", "fax", "iban", "bic", "kvk", "btw", "retouradres", "bezoekadres",
	"postadres", "t.a.v", "www", "http", "https", "antwoordnummer", "e-mail", "email", "per adres", "p/a", "correspondentieadres" };
static const char *const titles[] = { "mr", "drs", "dr", "ir", "ing", "prof", "dhr", "mw", "mevr", "mevrouw", "de heer", "fam",
	"familie", "de heren", "heer", "de weledelgeleerde", "auteurs" };
static const char *const verbs[] = { "is", "wordt", "worden", "zijn", "heeft", "hebben", "hebt", "kunt", "kan", "kunnen", "moet",
	"moeten", "was", "waren", "zal", "zullen", "ik", "wij", "u", "ons", "uw", "bent", "werd", "werden", "mag", "zou" };

/* Does a reader of the document see it in its body? */
static bool
is_seen(enum text_origin o)
{
	return o == TEXT_VISIBLE || o == TEXT_MAIL || o == TEXT_SCAN;
}

static bool
has_letter(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (ascii_letter(s.p[i]) || (s.p[i] & 0x80) != 0)
			return true;
	}
	return false;
}

static bool
has_digit(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (ascii_digit(s.p[i]))
			return true;
	}
	return false;
}

/* A number, also one that a scan spoiled: l997, 2OO9. */
static bool
is_figure(struct str w)
{
	bool digit = false;

	for (size_t i = 0; i < w.n; i++) {
		if (ascii_digit(w.p[i]))
			digit = true;
		else if (!str_has(S("lioszb"), w.p[i]))
			return false;
	}
	return digit;
}

static bool
is_date(struct str plain)
{
	struct str rest = plain, w;
	size_t numbers = 0, month = 0, year = 0, others = 0;
	const char *comma = memchr(plain.p, ',', plain.n);
	bool meeting, weekday = word_starts_any(plain, weekdays, COUNT(weekdays)) >= 0;

	if (comma != NULL && !has_digit(str_sub(plain, 0, (size_t)(comma - plain.p))) &&
	    word_count(str_sub(plain, 0, (size_t)(comma - plain.p))) <= PLACE_WORDS + 1)
		rest = str_from(plain, (size_t)(comma - plain.p) + 1);
	if (str_starts(rest, S("'s-"))) { /* 's-Gravenhage 2021 */
		rest = str_from(rest, 3);
		(void)word_next(&rest, &w);
	}
	meeting = word_starts(rest, S("vergadering")) || word_starts(rest, S("raadsvergadering"));
	while (word_next(&rest, &w)) {
		if (is_figure(w)) {
			numbers++;
			year += w.n == 4 && (w.p[0] == '1' || w.p[0] == '2');
		} else if (word_is_any(w, months, COUNT(months))) {
			month++;
		} else if (!word_is_any(w, beside_dates, COUNT(beside_dates)) &&
		    !word_is_any(w, weekdays, COUNT(weekdays))) {
			others++;
		}
	}
	/* "Vergadering van de raad van Heidestein van 4 juli 2017", "Maandag 14 maart 2022, digitaal". */
	if (others != 0 && !((meeting || weekday) && month != 0 && numbers != 0 && others < 12))
		return false;
	return (month != 0 && numbers != 0) || year != 0 || numbers >= 3;
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* "1234 AB" anywhere; "2005 om 14.00 uur" has no capitals. */
static bool
has_postcode(struct str s)
{
	for (size_t i = 0; i + 6 <= s.n; i++) {
		size_t k = i + 4;

		if (i != 0 && (ascii_digit(s.p[i - 1]) || ascii_letter(s.p[i - 1])))
			continue;
		if (!ascii_digit(s.p[i]) || !ascii_digit(s.p[i + 1]) || !ascii_digit(s.p[i + 2]) || !ascii_digit(s.p[i + 3]))
			continue;
		while (k < s.n && s.p[k] == ' ')
			k++;
		if (k - i <= 6 && k + 2 <= s.n && is_capital(s.p[k]) && is_capital(s.p[k + 1]) &&
		    (k + 2 == s.n || s.p[k + 2] == ' ' || s.p[k + 2] == ','))
			return true;
	}
	return false;
}

/* "Raadhuislaan 1", "Kerkstraat 12a": a street and a number, nothing else. */
static bool
is_street(struct str plain)
{
	struct str rest = plain, w, before = STR_NONE;
	size_t n = 0;

	while (word_next(&rest, &w)) {
		if (n++ > 3)
			return false;
		if (ascii_digit(w.p[0]) && before.n != 0) {
			for (size_t i = 0; i < COUNT(streets); i++) {
				if (str_ends(before, str_of(streets[i])))
					return true;
			}
		}
		before = w;
	}
	return false;
}

static bool
is_address(struct str s, struct str plain)
{
	struct str p = plain;

	if (word_count(p) > ADDRESS_WORDS)
		return false;
	while (p.n != 0 && (p.p[0] == '>' || p.p[0] == ' '))
		p = str_from(p, 1);
	return str_has(p, '@') || word_starts_any(p, reach, COUNT(reach)) >= 0 || word_has(p, S("postbus")) ||
	    word_has(p, S("www")) || has_postcode(s) || is_street(p);
}

static bool
is_number(struct str plain)
{
	struct str rest = plain, w;

	if (!has_digit(plain))
		return false;
	while (word_next(&rest, &w)) {
		if (!has_digit(w) && w.n > 2 && !word_is_any(w, beside_numbers, COUNT(beside_numbers)))
			return false;
	}
	return true;
}

/* Without the codes behind it: "raadsvoorstel rv 26.0027", "motie m-04", "raadsbesluit nr. 2026-44". */
static struct str
without_code(struct str plain)
{
	size_t end = plain.n;

	for (;;) {
		size_t i;
		struct str w;

		while (end != 0 && !ascii_letter(plain.p[end - 1]) && !ascii_digit(plain.p[end - 1]) && plain.p[end - 1] != ')')
			end--;
		for (i = end; i != 0 && plain.p[i - 1] != ' ' && plain.p[i - 1] != '\t';)
			i--;
		w = str_sub(plain, i, end - i);
		if (i == 0 || (!has_digit(w) && w.n > 3 && !word_is_any(w, beside_numbers, COUNT(beside_numbers))))
			break;
		if (!has_digit(w) && !has_digit(str_from(plain, i)))
			break;
		end = i;
	}
	return str_sub(plain, 0, end);
}

static struct str
last_word(struct str plain)
{
	size_t i = plain.n;

	while (i != 0 && (ascii_digit(plain.p[i - 1]) || ascii_letter(plain.p[i - 1])))
		i--;
	return str_from(plain, i);
}

static bool
is_year(struct str w)
{
	return w.n == 4 && is_figure(w) && (str_starts(w, S("19")) || str_starts(w, S("20")));
}

bool
head_is_sort(struct str plain)
{
	struct str bare = without_code(plain);
	int i = word_starts_any(bare, sorts, COUNT(sorts));

	if (i < 0)
		return false;
	/* "Jaarverslag 2025" says what it is about. */
	if (is_year(last_word(plain)) && !str_has(str_from(plain, strlen(sorts[i])), '-') && !str_has(plain, '/'))
		return false;
	/* "Persbericht gemeente Voorbeeldstad". */
	bare = str_trim(str_from(bare, strlen(sorts[i])));
	return bare.n == 0 || (word_starts(bare, S("gemeente")) && word_count(bare) <= PLACE_WORDS + 1) ||
	    (word_starts(bare, S("provincie")) && word_count(bare) <= PLACE_WORDS);
}

bool
head_names_meeting(struct str plain)
{
	struct str rest = plain, w;

	for (int i = 0; i < MEETING_WORDS && word_next(&rest, &w); i++) {
		if (word_is_any(w, meetings, COUNT(meetings)))
			return true;
	}
	return false;
}

/* Does a name begin with a capital at each word that is no particle, from byte at on? */
static bool
is_name(struct str s, size_t at)
{
	struct str rest = str_from(s, at), w;

	while (str_next(&rest, ' ', &w)) {
		if (str_ends(w, S(","))) /* behind a comma stands a part of it */
			return true;
		if (w.n > 4 && w.p[0] >= 'a' && w.p[0] <= 'z' && word_starts_any(w, makers, COUNT(makers)) < 0 &&
		    !str_starts(w, S("bestuur")) && !str_starts(w, S("staten")) && !str_starts(w, S("bezwaarschriften")) &&
		    !str_starts(w, S("burgemeester")) && !str_starts(w, S("wethouders")) && !str_starts(w, S("gemeenten")) &&
		    !str_starts(w, S("regeling")))
			return false;
	}
	return true;
}

/* "Participatieraad Molenbroek", "Provinciale Raad voor de Leefomgeving". */
static bool
ends_as_maker(struct str plain)
{
	struct str rest = plain, w;

	for (int i = 0; i < 2 && word_next(&rest, &w); i++) {
		for (size_t k = 0; k < COUNT(maker_ends); k++) {
			struct str end = str_of(maker_ends[k]);

			if (w.n > end.n && str_ends(w, end))
				return true;
		}
		if (!str_ends(w, S("ale")) && !str_ends(w, S("ijke")) && w.n > 5)
			return false;
	}
	return false;
}

bool
head_is_maker(struct str s, struct str plain)
{
	struct str bare = without_code(plain);
	size_t article = 0;
	int i;

	if (word_count(bare) > MAKER_WORDS || word_starts(plain, S("regio deal")) || str_has(plain, '?') || str_has(plain, ':') ||
	    str_has(plain, ';') || bare.n == 0 || str_ends(plain, S(".")) || is_year(last_word(plain)))
		return false;
	for (size_t k = 0; k + 2 < plain.n; k++) {
		if (plain.p[k] == ' ' && plain.p[k + 1] == '-')
			return false;
	}
	for (size_t k = 0; k < bare.n; k++) { /* "Gemeente Leiden 2024" is about it; "M0LENBROEK" was scanned */
		if (ascii_digit(bare.p[k]) && (k == 0 || !ascii_letter(bare.p[k - 1])) &&
		    (k + 1 == bare.n || !ascii_letter(bare.p[k + 1])))
			return false;
	}
	if (str_starts(bare, S("de ")))
		article = 3;
	else if (str_starts(bare, S("het ")))
		article = 4;
	i = word_starts_any(str_from(bare, article), makers, COUNT(makers));
	if (i < 0)
		return ends_as_maker(bare) && word_count(bare) <= 7 && is_name(s, 0);
	return is_name(s, article + strlen(makers[i]));
}

static bool
is_person(struct str plain)
{
	if (word_count(plain) > 8 || has_digit(plain))
		return false;
	return word_starts_any(plain, titles, COUNT(titles)) >= 0 ||
	    (plain.n > 3 && ascii_letter(plain.p[0]) && plain.p[1] == '.' && (plain.p[2] == ' ' || plain.p[3] == '.'));
}

/* Words that end so name a document. */
static const char *const document_ends[] = { "advies", "besluit", "rapport", "verordening", "nota", "notitie", "plan", "plannen", "verslag",
	"oordeel", "overeenkomst", "convenant", "regeling", "regels", "regel", "beleid", "visie", "programma", "begroting", "rekening",
	"evaluatie", "onderzoek", "vergunning", "beschikking", "beslissing", "brief", "lijst", "agenda", "notulen", "handreiking",
	"rapportage", "voorstel", "motie", "amendement", "uitspraak", "contract", "statuut", "code", "protocol", "reglement", "keur",
	"gids", "memorie", "monitor", "vragen", "wet", "jaarstukken", "ontheffing", "stukken", "aanvraag", "verzoek", "register",
	"instructie", "formulier", "overzicht", "decision", "report", "advice", "resolution", "agreement", "regulation", "plafonds" };

bool
head_names_document(struct str plain)
{
	struct str rest = plain, w;

	for (int i = 0; i < DOCUMENT_WORDS && word_next(&rest, &w); i++) {
		for (size_t k = 0; k < COUNT(document_ends); k++) {
			if (str_ends(w, str_of(document_ends[k])))
				return true;
		}
	}
	return false;
}

static const char *const official[] = { "besluit van", "besluit tot", "besluit houdende", "regeling van", "regeling tot", "wet van", "wet tot",
	"verordening van", "verordening tot", "verordening op", "vragen van", "vragen aan", "toelichting op", "voorstel van wet", "gezamenlijk besluit",
	"gemeenschappelijk besluit", "convenant tussen", "overeenkomst tussen", "reglement van", "beschikking van", "advies over",
	"notulen van", "verslag van", "besluitenlijst van", "handelingen van", "motie van", "antwoord op", "beantwoording van" };

static bool
is_sentence(struct str s, struct str plain)
{
	size_t words = word_count(plain);

	bool verb = word_has_any(plain, verbs, COUNT(verbs));

	if (word_starts_any(plain, official, COUNT(official)) >= 0 && s.n <= OFFICIAL_MOST)
		return false;
	/* "Convenant tussen de Minister van X, de gemeente Y, ... en Z inzake ...": titles may be long. */
	if (head_names_document(plain) && !verb && s.n <= OFFICIAL_MOST && !str_ends(plain, S(".")) && !str_ends(plain, S(";")))
		return false;
	if (s.n > SENTENCE_MOST)
		return true;
	if ((words >= 6 || verb) && str_ends(plain, S(".")) && !str_ends(plain, S(").")))
		return true;
	return words >= SENTENCE_WORDS && verb && !str_ends(plain, S("?"));
}

/* "1. Opening", "1 Inleiding", "10.2. Factsheets", "a. de klacht": an item, not "32 545 Omgevingsrecht" or "2018/037". */
static bool
is_item(struct str plain)
{
	size_t i = 0;

	if (plain.n < 3)
		return false;
	if (plain.p[0] == 'a' || plain.p[0] == 'i')
		i = plain.p[1] == '.' || plain.p[1] == ')' ? 2 : 0;
	while (i < plain.n && i < ITEM_MOST && (ascii_digit(plain.p[i]) || (i != 0 && plain.p[i] == '.')))
		i++;
	if (i == 0 || i >= plain.n || i >= ITEM_MOST)
		return false;
	/* "1 Inleiding" and "1. Opening", but "3 voorstellen" and "30 km-zone" are words of a title. */
	if (plain.p[i - 1] != '.' && plain.p[i] != ')' && plain.p[i] != '\t' && !str_starts(plain, S("1 ")))
		return false;
	while (i < plain.n && str_has(S(". \t)"), plain.p[i]))
		i++;
	return i < plain.n && ascii_letter(plain.p[i]);
}

static bool
is_stop(struct str plain)
{
	struct str bare = plain;

	if (is_item(plain))
		return true;
	for (size_t i = 0; i < COUNT(stops); i++) {
		struct str w = str_of(stops[i]);

		/* One word is a heading only by itself, or a greeting. */
		if (!word_starts(bare, w))
			continue;
		if (word_count(bare) <= word_count(w) + 1 || str_starts(w, S("geacht")) || str_starts(w, S("beste")) ||
		    str_starts(w, S("artikel")) || str_starts(w, S("hoofdstuk")) || str_starts(w, S("meneer")) ||
		    (bare.n > w.n && (bare.p[w.n] == ':' || bare.p[w.n] == '\t')))
			return true;
	}
	return false;
}

static bool
is_preamble(struct str plain)
{
	int i = word_starts_any(plain, preambles, COUNT(preambles));
	struct str behind;

	if (i < 0)
		return false;
	behind = str_trim(str_from(plain, strlen(preambles[i])));
	if (str_eq(str_of(preambles[i]), S("besluit")) || str_eq(str_of(preambles[i]), S("besluiten")))
		return behind.n == 0 || behind.p[0] == ':' || str_starts(behind, S("vast te stellen")) ||
		    str_starts(behind, S("de volgende"));
	if (str_eq(str_of(preambles[i]), S("ondergetekenden")))
		return true;
	/* An organ that begins to speak, or its name above a decision. */
	if (str_starts(plain, S("de ")) || str_starts(plain, S("het ")) || str_starts(plain, S("burgemeester")) ||
	    str_starts(plain, S("provinciale")) || str_starts(plain, S("gedeputeerde")))
		return str_has(S(";,:"), plain.p[plain.n - 1]) || word_count(plain) >= SENTENCE_WORDS;
	return true;
}

/*
 * What stands at the start of the line behind a label of the table: 0 none, 1
 * only a space parts it from its value, 2 a colon, a column, or nothing follows.
 */
static int
labelled(struct str plain, const char *const *table, size_t n, size_t *value_r)
{
	int i = word_starts_any(plain, table, n);
	size_t at;

	if (i < 0)
		return 0;
	at = strlen(table[i]);
	*value_r = plain.n;
	if (at < plain.n && plain.p[at] == '.')
		at++;
	if (at == plain.n)
		return 2;
	if (plain.p[at] == ':' || plain.p[at] == '\t' || (plain.p[at] == ' ' && at + 1 < plain.n && str_has(S(" :\t"), plain.p[at + 1]))) {
		while (at < plain.n && str_has(S(" :\t"), plain.p[at]))
			at++;
		*value_r = at;
		return 2;
	}
	if (plain.p[at] != ' ')
		return 0;
	*value_r = at + 1;
	return 1;
}

/* "Datum Kenmerk Onderwerp": the heads of columns. */
static bool
is_labels(struct str plain)
{
	struct str rest = plain, w;
	size_t n = 0;

	while (word_next(&rest, &w)) {
		if (!word_is_any(w, labels, COUNT(labels)) && !word_is_any(w, subjects, COUNT(subjects)))
			return false;
		n++;
	}
	return n >= 2;
}

/* Where byte i of plain stands in s. */
static size_t
back(const struct folded *f, size_t i)
{
	return i >= f->s.n ? f->from.n : f->at[i];
}

/* Cells of a table, which no title has: "Naam	Aantal", "| Datum | Rubriek |"; a page number is no cell. */
static bool
has_columns(struct str s)
{
	struct str rest = s, cell;
	size_t cells = 0, bars = 0;

	for (size_t i = 0; i < s.n; i++)
		bars += s.p[i] == '|';
	while (str_next(&rest, '\t', &cell))
		cells += str_trim(cell).n > CELL_LEAST;
	return bars >= 2 || cells >= 2;
}

/* "No. W99.21.0417/IV 's-Gravenhage": the number of the document, and what stands behind it. */
static bool
is_code(struct str plain)
{
	struct str rest = plain, no, w;

	return word_next(&rest, &no) && (str_eq(no, S("no")) || str_eq(no, S("nr"))) && word_next(&rest, &w) && has_digit(w);
}

/* Words of stamps, numbers and dates, and nothing else. */
static bool
is_stamp(struct str plain)
{
	struct str rest = plain, w;

	if (word_starts_any(plain, notes, COUNT(notes)) >= 0)
		return true;
	while (word_next(&rest, &w)) {
		if (!is_figure(w) && !word_is_any(w, stamps, COUNT(stamps)) && !word_is_any(w, months, COUNT(months)) &&
		    !word_is_any(w, beside_numbers, COUNT(beside_numbers)))
			return false;
	}
	return true;
}

/* "Bijlage 3 bij raadsvoorstel 2006/88", "Duinwijk", "- punt": of no use by itself. */
static bool
is_reference(struct str plain)
{
	static const char *const to[] = { "bij", "agendapunt", "behorend", "behorende", "raadsvergadering", "van" };
	struct str rest = plain, first, second, third;

	if (str_has(S("-*"), plain.p[0]) || str_starts(plain, S("?")))
		return true;
	if (!word_next(&rest, &first))
		return true;
	if (!word_next(&rest, &second))
		return first.n < SINGLE_LEAST;
	return str_eq(first, S("bijlage")) && word_next(&rest, &third) &&
	    ((has_digit(second) && word_is_any(third, to, COUNT(to))) || word_is_any(second, to, COUNT(to)));
}

/* "Behandeling in de raadscommissie: 5 september 2006". */
static bool
tells_date(struct str plain)
{
	const char *colon = memchr(plain.p, ':', plain.n);

	return colon != NULL && is_date(str_trim(str_from(plain, (size_t)(colon - plain.p) + 1)));
}

static enum line_kind
kind_of(struct head_line *l, const struct folded *f)
{
	struct str p = l->plain;
	size_t value, skip = (size_t)(p.p - f->s.p);
	int how;

	if ((how = labelled(p, subjects, COUNT(subjects), &value)) != 0) {
		l->value = str_from(f->from, back(f, value + skip));
		if (how == 2)
			return LINE_SUBJECT;
		/* "Betreft Consultatie ...": see settle(). */
		if (word_starts(p, S("betreft")) || word_starts(p, S("onderwerp")) || word_starts(p, S("inzake")))
			return LINE_SUBJECT;
		l->value = STR_NONE;
	}
	if (!has_letter(p))
		return LINE_NUMBER;
	if (is_stop(p))
		return LINE_STOP;
	if (is_date(p))
		return LINE_DATE;
	how = labelled(p, labels, COUNT(labels), &value);
	if (is_labels(p))
		return LINE_LABEL;
	if (how == 2 && !head_is_sort(p)) {
		l->value = str_from(f->from, back(f, value + skip));
		return LINE_LABEL;
	}
	if (tells_date(p))
		return LINE_LABEL;
	if (is_preamble(p))
		return LINE_PREAMBLE;
	if (head_is_sort(p))
		return LINE_SORT;
	if (is_number(p) || is_stamp(p) || is_code(p) || has_columns(l->s) || (l->level == 0 && is_reference(p)))
		return LINE_NUMBER;
	if (is_address(l->s, p))
		return LINE_ADDRESS;
	if (how == 1 && (word_starts(p, S("aan de")) || word_starts(p, S("aan het")) || word_starts(p, S("ons kenmerk")) ||
	    word_starts(p, S("uw kenmerk")) || (word_count(p) <= 4 && has_digit(p) && !word_starts(p, S("van")) &&
	    !word_starts(p, S("programma")) && !word_starts(p, S("verslag")) && !word_starts(p, S("advies")) && !word_starts(p, S("bijlage")))))
		return LINE_LABEL;
	if (head_is_maker(l->s, p))
		return LINE_MAKER;
	if (is_person(p))
		return LINE_PERSON;
	if (l->level == 0 && is_sentence(l->s, p))
		return LINE_SENTENCE;
	return LINE_TEXT;
}

/* A label with a space behind it is one beside others, or above a greeting; else it is a word of a sentence. */
static void
settle(struct head *h)
{
	for (size_t i = 0; i < h->n; i++) {
		struct head_line *l = &h->v[i];
		struct str p = l->plain;
		size_t value;
		bool beside = false;

		if (l->kind != LINE_SUBJECT || labelled(p, subjects, COUNT(subjects), &value) != 1)
			continue;
		for (size_t k = i > 1 ? i - 2 : 0; k < h->n && k <= i + 2; k++) {
			enum line_kind x = h->v[k].kind;

			beside |= k != i && (x == LINE_LABEL || x == LINE_DATE || (x == LINE_STOP && k > i));
		}
		if (!beside || p.n > SENTENCE_MOST)
			l->kind = is_sentence(l->s, p) ? LINE_SENTENCE : LINE_TEXT;
	}
}

static bool
is_plain_text(const struct head_line *l)
{
	return l->level == 0 && !l->mail && (l->kind == LINE_TEXT || l->kind == LINE_SENTENCE);
}

static bool
starts_lower(struct str s)
{
	return s.n != 0 && s.p[0] >= 'a' && s.p[0] <= 'z';
}

/*
 * Running text that was broken into lines: full lines of which the next goes on
 * in small letters, until a full stop.  The official title of a regulation may
 * be as long, and begins with what it is.
 */
static void
find_prose(struct head *h)
{
	for (size_t i = 0, end; i < h->n; i = end) {
		size_t on = 0;

		for (end = i + 1; end < h->n && !h->v[end].gap && is_plain_text(&h->v[end]) && is_plain_text(&h->v[i]) &&
		    h->v[end - 1].s.n >= PROSE_LEAST && !str_ends(h->v[end - 1].s, S(".")); end++)
			on += starts_lower(h->v[end].s);
		if (end - i < 2 || !is_plain_text(&h->v[i]) || head_names_document(h->v[i].plain) ||
		    (!str_ends(h->v[end - 1].s, S(".")) && end - i < PROSE_LINES) || on == 0)
			continue;
		for (size_t k = i; k < end; k++)
			h->v[k].kind = LINE_SENTENCE;
	}
}

static void
heading_at(const struct text *t, struct head_line *l)
{
	for (size_t i = 0; i < t->nheadings && t->headings[i].off <= l->off; i++) {
		const struct heading *h = &t->headings[i];

		if (l->off < h->off + h->len) {
			l->level = h->level;
			l->heading = h->off;
		}
	}
}

/* Does the same line stand at the top of a later page? */
static bool
is_repeated(const struct text *t, struct str s)
{
	size_t seen = 0;

	for (size_t p = 1; p < t->npages && p <= REPEAT_PAGES; p++) {
		struct str rest = str_from(t->s, t->page_at[p]), line;

		for (int i = 0; i < REPEAT_LINES && str_next(&rest, '\n', &line); i++)
			seen += str_eq(str_trim(line), s);
	}
	return seen >= 2;
}

/* "B E S L U I T  V A N" as "BESLUIT VAN": single letters with a space between each two, words further apart. */
static struct str
unspaced(struct str s, struct arena *mem)
{
	struct str rest = s, w;
	size_t single = 0, all = 0;
	struct buf b;

	while (str_next(&rest, ' ', &w)) {
		all += w.n != 0;
		single += w.n == 1 && (ascii_letter(w.p[0]) || ascii_digit(w.p[0]));
	}
	if (all < SPACED_LEAST || single * 100 < all * SPACED_PERCENT)
		return s;
	buf_init(&b, mem, s.n);
	for (size_t i = 0; i < s.n; i++) {
		bool alone = s.p[i] == ' ' && i > 0 && i + 1 < s.n && s.p[i - 1] != ' ' && s.p[i + 1] != ' ' &&
		    (i < 2 || s.p[i - 2] == ' ') && (i + 2 >= s.n || s.p[i + 2] == ' ');

		if (!alone && !(s.p[i] == ' ' && i > 0 && s.p[i - 1] == ' '))
			buf_addc(&b, s.p[i]);
	}
	return str_trim(buf_str(&b));
}

/* Letters that a scan took for digits: "m0lenbroek", "besluiten1ijst"; a code has more digits, or fewer letters. */
static void
mend(struct str plain)
{
	char *p = (char *)(uintptr_t)plain.p;

	for (size_t i = 0, end; i < plain.n; i = end + 1) {
		size_t letters = 0;

		for (end = i; end < plain.n && (ascii_letter(p[end]) || ascii_digit(p[end])); end++)
			letters += ascii_letter(p[end]);
		if (letters < MEND_LETTERS || letters * 4 < (end - i) * 3)
			continue;
		for (size_t k = i; k < end; k++) {
			if (p[k] == '0')
				p[k] = 'o';
			else if (p[k] == '1')
				p[k] = 'l';
		}
	}
}

static void
add(struct head *h, const struct text *t, struct str s, bool gap, struct arena *mem)
{
	struct head_line l = { .s = str_trim(s), .gap = gap };
	struct folded f;

	if (l.s.n == 0)
		return;
	l.off = (uint32_t)(l.s.p - t->s.p);
	l.s = unspaced(l.s, mem);
	fold(&f, l.s, mem);
	l.plain = str_trim(f.s);
	mend(l.plain);
	l.mail = text_origin_at(t, l.off) == TEXT_MAIL;
	l.repeated = is_repeated(t, str_sub(t->s, l.off, l.s.n));
	heading_at(t, &l);
	if (l.plain.n == 0)
		return;
	l.kind = kind_of(&l, &f);
	/* The second line of a heading is what the first is: "Vragen gesteld door de leden, met de / gegeven antwoorden". */
	if (h->n != 0 && l.level != 0 && l.heading == h->v[h->n - 1].heading && l.level == h->v[h->n - 1].level &&
	    h->v[h->n - 1].kind == LINE_NUMBER && l.kind == LINE_TEXT)
		l.kind = LINE_NUMBER;
	h->gaps |= gap && h->n != 0;
	*PUSH(mem, h->v, h->n, h->cap) = l;
}

/* Where a second column begins with a label of its own: "Aan de raad\tOnderwerp: X"; s.n when none does. */
static size_t
next_label(struct str s, struct arena *mem)
{
	for (size_t i = 1; i < s.n; i++) {
		struct folded f;
		size_t value;

		if (s.p[i - 1] != '\t')
			continue;
		fold(&f, str_from(s, i), mem);
		if (labelled(f.s, subjects, COUNT(subjects), &value) == 2)
			return i;
	}
	return s.n;
}

/* A page that is one line, as the lines that it was. */
static void
add_flat(struct head *h, const struct text *t, struct str page, struct arena *mem)
{
	size_t first = h->n;

	while (page.n != 0 && h->n < HEAD_LINES) {
		size_t cut = flat_cut(page, mem);

		add(h, t, str_sub(page, 0, cut), true, mem);
		page = str_from(page, cut);
	}
	/* A page with no more on it than this is a title page. */
	if (h->n == first + 1 && h->v[first].kind == LINE_TEXT && h->v[first].level == 0)
		h->v[first].level = 2;
	h->gaps = true;
}

/* The next line with something in it. */
static struct str
peek(struct str rest)
{
	struct str line;

	while (str_next(&rest, '\n', &line)) {
		line = str_trim(line);
		if (line.n != 0)
			return line;
	}
	return STR_NONE;
}

void
head_read(struct head *h, const struct text *t, struct arena *mem)
{
	size_t end = t->npages > HEAD_PAGES ? t->page_at[HEAD_PAGES] : t->s.n;
	struct str rest, line;
	bool gap = true;

	*h = (struct head){ 0 };
	rest = utf8_cut(t->s, end < HEAD_BYTES ? end : HEAD_BYTES);
	while (h->n < HEAD_LINES && str_next(&rest, '\n', &line)) {
		struct str s = str_trim(line);
		size_t cut;

		if (s.n == 0) {
			gap = true;
			continue;
		}
		if (!is_seen(text_origin_at(t, (uint32_t)(s.p - t->s.p))))
			continue;
		if (h->n == 0 && flat_page(&s, peek(rest))) {
			add_flat(h, t, s, mem);
			continue;
		}
		cut = next_label(line, mem);
		add(h, t, str_sub(line, 0, cut), gap, mem);
		if (cut < line.n)
			add(h, t, str_from(line, cut), false, mem);
		gap = false;
	}
	settle(h);
	find_prose(h);
}

size_t
head_label_in(struct str s, struct arena *mem)
{
	struct folded f;

	fold(&f, s, mem);
	for (size_t i = 1; i < f.s.n; i++) {
		struct str here = str_from(f.s, i);
		int k;

		if (f.s.p[i - 1] != ' ' || (k = word_starts_any(here, labels, COUNT(labels))) < 0)
			continue;
		here = str_trim(str_from(here, strlen(labels[k])));
		if (str_starts(here, S(":")))
			return back(&f, i);
	}
	return s.n;
}

struct str
head_inline(struct str s, struct arena *mem)
{
	struct folded f;
	size_t from, to;
	bool found = false;

	s = utf8_cut(s, INLINE_FROM + INLINE_MOST);
	fold(&f, s, mem);
	for (from = 0; from < f.s.n && from < INLINE_FROM; from++) {
		if ((from == 0 || f.s.p[from - 1] == ' ') &&
		    (str_starts(str_from(f.s, from), S("onderwerp:")) || str_starts(str_from(f.s, from), S("onderwerp :")) ||
			str_starts(str_from(f.s, from), S("betreft:")) || str_starts(str_from(f.s, from), S("betreft :")))) {
			found = true;
			break;
		}
	}
	if (!found)
		return STR_NONE;
	while (from < f.s.n && f.s.p[from] != ':')
		from++;
	for (to = ++from; to < f.s.n && to - from < INLINE_MOST; to++) {
		struct str here = str_from(f.s, to);
		int i;

		if (to == from || f.s.p[to - 1] != ' ')
			continue;
		if (word_starts(here, S("geachte")) || word_starts(here, S("geacht")) || str_starts(here, S("samenvatting ")))
			break;
		i = word_starts_any(here, labels, COUNT(labels));
		if (i >= 0 && str_starts(str_trim(str_from(here, strlen(labels[i]))), S(":")))
			break;
	}
	if (to >= f.s.n || to - from >= INLINE_MOST)
		return STR_NONE;
	return str_trim(str_sub(s, back(&f, from), back(&f, to) - back(&f, from)));
}
