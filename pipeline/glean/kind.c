/* SPDX-License-Identifier: EUPL-1.2 */
/* kind.c - what a line at the top of a document is for. */
#include "glean/kind.h"

#include <string.h>

#include "base/ascii.h"
#include "glean/sort.h"
#include "glean/words.h"

#include "base/banned.h"

#define SENTENCE_WORDS	((size_t)11)	/* a line of so many words with a verb in it is one */
#define SENTENCE_MOST	((size_t)230)	/* bytes; what is longer is a paragraph */
#define OFFICIAL_MOST	((size_t)560)	/* bytes of the official title of a regulation */
#define TITLE_WORDS	((size_t)30)	/* of a title with a full stop behind it */
#define LEAD_WORDS	((size_t)8)	/* of a line with a colon behind it, which leads to a list */
#define ADDRESS_WORDS	((size_t)16)	/* a longer line has an address in it, and is none */
#define CELL_LEAST	((size_t)3)	/* bytes of a cell that is more than a number of a page */
#define ITEM_MOST	((size_t)6)	/* bytes of the number of an item */
#define SINGLE_LEAST	((size_t)13)	/* letters of a title of one word: "Kwaliteitshandvest"; a shorter one is a place */
#define STAMP_NUMBERS	((size_t)6)	/* a day and an hour with its seconds: "Gemaakt op 6/12/2020 11:19:00" */
#define PLACE_WORDS	((size_t)3)	/* "Alphen aan den Rijn, 3 mei 2021" */

static const char *const subjects[] = { "onderwerp", "onderwerp / titel", "onderwerp/titel", "titel/onderwerp", "betreft",
	"betr", "inzake", "titel", "titel voorstel", "titel van het voorstel", "naam voorstel", "naam van het voorstel",
	"onderwerp voorstel", "onderwerp van het voorstel", "korte omschrijving", "onderwerp van de brief",
	"onderwerp agendapunt", "subject", "re", "onderwerp raadsvoorstel", "voorstel inzake", "concerns", "oanbelangjend",
	"ûnderwerp", "betreffende", "onderwerp brief", "titel van het stuk", "titel document", "documenttitel", "titel regeling", "officiële naam regeling", "plan", "naam plan", "plannaam", "officiele naam regeling" };

static const char *const labels[] = { "gemeente", "betreft zaak", "indiendatum", "barcode", "jaargang", "citeertitel", "besloten door", "plantype", "aan", "aan de", "aanwezig", "aanwezigen", "afdeling", "afgestemd met", "afschrift aan",
	"afwezig", "agendapunt", "agendapuntnummer", "agendanummer", "agendapunt nr", "auteur", "auteurs", "behandeld door",
	"behandelend ambtenaar", "besluitdatum", "bezoekadres", "bijlage", "bijlagen", "bijlage(n)", "blad", "bladnummer", "bladzijde",
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
	"kernboodschap", "kennisnemen van", "vraag 1", "toelichting", "zeer geacht", "zeer geachte", "aanhef", "afzender", "tegenwoordig", "table of contents",
	"contents", "wetstechnische informatie", "gegevens van de regeling", "management samenvatting", "managementsamenvatting", "woord vooraf", "ten geleide", "geacht" };

static const char *const preambles[] = { "gelet op", "gelezen", "gezien", "overwegende", "overwegende dat", "gehoord", "besluit",
	"besluiten", "wij willem", "wij beatrix", "burgemeester en wethouders", "het college van", "de raad van", "de burgemeester van",
	"de gemeenteraad van", "de minister van", "de minister voor", "de staatssecretaris van", "provinciale staten van",
	"gedeputeerde staten van", "het dagelijks bestuur van", "het algemeen bestuur van", "op de voordracht van",
	"op voordracht van", "op voorstel van", "het college stelt", "stelt vast", "heeft besloten", "de kamer",
	"de inspecteur-generaal", "de verenigde vergadering", "de dijkgraaf", "de heffingsambtenaar", "de voorzitter van", "in aanmerking nemende",
	"ondergetekenden", "het hoofd van", "het bestuur van", "de raad der", "de directeur", "de colleges van", "de raden van", "de gemeenteraden van" };

/* Stamps on a document; they say nothing of what it is about.  A line of these and numbers is one too. */
static const char *const stamps[] = { "aangetekend", "afschrift", "concept", "definitief", "geheim", "geheimhouding", "gepubliceerd",
	"kopie", "niet", "openbaar", "openbare", "versie", "per", "e-mail", "mail", "post", "en", "spoed", "vertrouwelijk",
	"zonder", "briefhoofd", "geanonimiseerd", "geanonimiseerde", "voor", "openbaarmaking", "verzendlijst", "ingekomen",
	"archiefexemplaar", "ongerubriceerd", "confidentieel", "rubricering", "onder", "embargo", "raad", "college", "griffie", "opinieronde", "besluitvormend", "commissie", "informerend", "transcriptie",
	"intern", "gebruik", "ontwerp", "ter", "advisering", "inspraak", "besluitvorming", "bespreking", "kennisname", "inzage",
	"vaststelling", "vastgesteld", "agendapunt", "raadsvergadering", "e", "status", "eindversie", "conceptversie", "bijlagen",
	"bijlage", "druk", "rapportnummer", "nummer", "kenmerk", "paraaf", "handtekening", "afgedaan", "akkoord", "stuk", "nr" };

/* What a line begins with that says where or how the document came out. */
static const char *const notes[] = { "officiele uitgave", "gepubliceerd op", "provinciaal blad", "gemeenteblad", "waterschapsblad",
	"staatscourant", "staatsblad", "blad gemeenschappelijke regeling", "jaargang", "vertrouwelijk", "geheim", "in te vullen door",
	"geheimhouding", "download", "save this", "maat", "weergave met", "documentdatum",
	"voorgesteld", "ontvangen", "bijgewerkt", "laatst gewijzigd", "stand per", "agendapunt", "nota van", "ter kennisname", "ter inzage",
	"geldend van", "regeling vervallen", "[regeling vervallen", "ziet u een fout", "intitule",
	"datum ondertekening", "datum publicatie", "datum publicatieorganisatiejaargang", "vragen gesteld door", "permanente link", "naar de actuele versie", "naar de door u", "u bent hier", "ga naar de inhoud", "ga naar het", "skip to", "direct naar", "spring naar", "vorige pagina", "volledige tekst", "dit is een toekomstige", "regeling vervalt", "zoals vergunningen", "adressen en contactpersonen van overheidsorganisaties", "geraadpleegd op", "toon bladzijden", "transcriptie", "aanhangsel van",
	"vergaderjaar", "logo", "zoekresultaat", "hele tekst", "voorkant", "trefwoorden", "thema:", "search text", "tweede kamer", "eerste kamer", "nieuws",
	"aangenomen", "verworpen", "unofficial translation", "behorend bij", "behorende bij", "behoort bij", "uitgebracht aan",
	"our ref", "your ref", "p.o. box", "met de lezing", "pagina" };

static const char *const months[] = { "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
	"oktober", "november", "december", "jan", "feb", "mrt", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov",
	"dec" };
static const char *const weekdays[] = { "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag" };
static const char *const beside_dates[] = { "d", "dd", "vergadering", "raadsvergadering", "van", "en", "tot", "met", "t", "m", "uur", "om", "datum", "vergaderjaar", "jaargang", "jaar", "versie",
	"week", "het", "najaar", "voorjaar", "zomer", "winter", "herfst", "lente", "aanvang", "op", "te", "nr", "v", "no", "kwartaal", "druk" };
static const char *const streets[] = { "straat", "laan", "weg", "plein", "kade", "gracht", "dijk", "singel", "hof", "pad", "markt",
	"dreef", "steeg", "plantsoen", "brink", "baan", "wal", "haven" };
static const char *const reach[] = { "postbus", "tel", "telefoon", "fax", "iban", "bic", "kvk", "btw", "retouradres", "bezoekadres",
	"postadres", "t.a.v", "www", "http", "https", "antwoordnummer", "e-mail", "email", "per adres", "p/a", "correspondentieadres" };
static const char *const titles[] = { "mr", "drs", "dr", "ir", "ing", "prof", "dhr", "mw", "mevr", "mevrouw", "de heer", "fam",
	"familie", "de heren", "heer", "de weledelgeleerde", "auteurs" };
static const char *const verbs[] = { "is", "wordt", "worden", "zijn", "heeft", "hebben", "hebt", "kunt", "kan", "kunnen", "moet",
	"moeten", "was", "waren", "zal", "zullen", "ik", "wij", "u", "ons", "uw", "bent", "werd", "werden", "mag", "zou" };

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
is_date(struct str plain)
{
	struct str rest = plain, w;
	size_t numbers = 0, month = 0, year = 0, others = 0;
	const char *comma;
	bool meeting, weekday;

	if (!sort_digit(plain))
		return false;
	comma = memchr(plain.p, ',', plain.n);
	if (comma != NULL && !sort_begins(plain) && !sort_digit(str_sub(plain, 0, (size_t)(comma - plain.p))) &&
	    word_count(str_sub(plain, 0, (size_t)(comma - plain.p))) <= PLACE_WORDS + 1)
		rest = str_from(plain, (size_t)(comma - plain.p) + 1);
	if (str_starts(rest, S("'s-"))) { /* 's-Gravenhage 2021 */
		rest = str_from(rest, 3);
		(void)word_next(&rest, &w);
	}
	meeting = word_starts(rest, S("vergadering")) || word_starts(rest, S("raadsvergadering"));
	weekday = word_starts_any(plain, weekdays, COUNT(weekdays)) >= 0;
	while (word_next(&rest, &w) && (others <= 2 || meeting || weekday)) {
		if (sort_figure(w)) {
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
	if (others != 0 && !(others <= 2 && numbers >= STAMP_NUMBERS) &&
	    !((meeting || weekday) && month != 0 && numbers != 0 && others < 12))
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
		if (!ascii_digit(s.p[i]) || !ascii_digit(s.p[i + 1]) || !ascii_digit(s.p[i + 2]) ||
		    !ascii_digit(s.p[i + 3]))
			continue;
		while (k < s.n && s.p[k] == ' ')
			k++;
		/* "9 NOVEMBER 2005 OM 20 UUR". */
		if (str_starts(str_from(s, k), S("OM ")) || str_starts(str_from(s, k), S("TE ")) ||
		    str_starts(str_from(s, k), S("IN ")))
			continue;
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
is_address(struct str s, struct str plain, size_t words)
{
	struct str p = plain;

	if (words > ADDRESS_WORDS)
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

	if (!sort_digit(plain))
		return false;
	while (word_next(&rest, &w)) {
		if (!sort_digit(w) && w.n > 2 && !sort_beside_number(w))
			return false;
	}
	return true;
}

static bool
is_person(struct str plain, size_t words)
{
	if (words > 8 || sort_digit(plain))
		return false;
	return word_starts_any(plain, titles, COUNT(titles)) >= 0 ||
	    (plain.n > 3 && ascii_letter(plain.p[0]) && plain.p[1] == '.' && (plain.p[2] == ' ' || plain.p[3] == '.'));
}

static const char *const official[] = { "besluit van", "besluit tot", "besluit houdende", "regeling van", "regeling tot", "wet van", "wet tot",
	"verordening van", "verordening tot", "verordening op", "vragen van", "vragen aan", "toelichting op", "voorstel van wet", "gezamenlijk besluit",
	"gemeenschappelijk besluit", "convenant tussen", "overeenkomst tussen", "reglement van", "beschikking van", "advies over",
	"notulen van", "verslag van", "besluitenlijst van", "handelingen van", "motie van", "antwoord op", "beantwoording van" };

static bool
is_sentence(struct str s, struct str plain, size_t words)
{
	bool verb;

	if (word_starts_any(plain, official, COUNT(official)) >= 0 && s.n <= OFFICIAL_MOST)
		return false;
	verb = kind_has_verb(plain);
	/* "Convenant tussen de Minister van X, de gemeente Y, ... en Z inzake ...": titles may be long. */
	if (!verb && s.n <= OFFICIAL_MOST && sort_document(plain) && !str_ends(plain, S(";")) &&
	    (!str_ends(plain, S(".")) || sort_meeting(plain) || (sort_begins(plain) && words <= TITLE_WORDS)))
		return false;
	/* "Verzoekster klaagt erover dat de politie:" leads to a list. */
	if (words >= LEAD_WORDS && str_ends(plain, S(":")) && (verb || word_has(plain, S("dat"))))
		return true;
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
	/* "1 november 2024". */
	if (word_starts_any(str_from(plain, i), months, COUNT(months)) >= 0)
		return false;
	return i < plain.n && ascii_letter(plain.p[i]);
}

/* "Paragraaf 2 Orde van de vergadering". */
static bool
is_division(struct str plain)
{
	static const char *const names[] = { "artikel", "hoofdstuk", "paragraaf", "afdeling", "titel", "deel" };
	struct str rest = plain, name, w;

	/* "Artikel 41 vragen over ..." is a question of the council. */
	return word_next(&rest, &name) && word_is_any(name, names, COUNT(names)) && word_next(&rest, &w) &&
	    ascii_digit(w.p[0]) && w.n <= 2 && !word_starts(str_trim(rest), S("vragen"));
}

static bool
is_stop(struct str plain)
{
	struct str bare = plain;

	if (is_item(plain) || is_division(plain))
		return true;
	for (size_t i = 0; i < COUNT(stops); i++) {
		struct str w;

		if (plain.n == 0 || stops[i][0] != plain.p[0])
			continue;
		w = str_of(stops[i]);
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
	if (plain.p[at] == ':' || plain.p[at] == '\t' ||
	    (plain.p[at] == ' ' && at + 1 < plain.n && str_has(S(" :\t"), plain.p[at + 1]))) {
		while (at < plain.n && str_has(S(" :\t|"), plain.p[at]))
			at++;
		*value_r = at;
		return 2;
	}
	if (plain.p[at] != ' ')
		return 0;
	*value_r = at + 1;
	return 1;
}

/* "Datum Uw kenmerk Onderwerp": the heads of columns; *subject_r: one is that of the subject. */
static bool
is_labels(struct str plain, bool *subject_r)
{
	struct str rest = plain, w;
	size_t n = 0;

	while (word_next(&rest, &w)) {
		if (str_eq(w, S("uw")) || str_eq(w, S("ons")))
			continue;
		if (!word_is_any(w, labels, COUNT(labels)) && !word_is_any(w, subjects, COUNT(subjects)))
			return false;
		*subject_r |= str_eq(w, S("onderwerp")) || str_eq(w, S("betreft"));
		n++;
	}
	return n >= 2;
}

size_t
kind_back(const struct folded *f, size_t i)
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

	return word_next(&rest, &no) && (str_eq(no, S("no")) || str_eq(no, S("nr"))) && word_next(&rest, &w) &&
	    sort_digit(w);
}

/* What a scan made of a drawing or a stamp: signs that no title has. */
static bool
is_noise(struct str s)
{
	size_t signs = 0;

	for (size_t i = 0; i < s.n; i++)
		signs += s.p[i] == '^' || s.p[i] == '~' || s.p[i] == '{' || s.p[i] == '}' || s.p[i] == '\\';
	return signs >= 2;
}

/* Words of stamps, numbers and dates, and nothing else. */
static bool
is_stamp(struct str plain)
{
	struct str rest = plain, w;

	if (word_starts_any(plain, notes, COUNT(notes)) >= 0)
		return true;
	while (word_next(&rest, &w)) {
		if (!sort_figure(w) && !word_is_any(w, stamps, COUNT(stamps)) &&
		    !word_is_any(w, months, COUNT(months)) && !sort_beside_number(w))
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
	    ((sort_digit(second) && word_is_any(third, to, COUNT(to))) || word_is_any(second, to, COUNT(to)));
}

/* "b & w d.d. mei 2011". */
static bool
is_dated(struct str plain)
{
	const char *dd = memmem(plain.p, plain.n, " d.d. ", 6);

	if (dd != NULL && word_count(str_sub(plain, 0, (size_t)(dd - plain.p))) <= PLACE_WORDS &&
	    !sort_document(str_sub(plain, 0, (size_t)(dd - plain.p))) &&
	    is_date(str_from(plain, (size_t)(dd - plain.p) + 6)))
		return true;
	return false;
}

/* "Behandeling in de raadscommissie: 5 september 2006". */
static bool
tells_date(struct str plain)
{
	const char *colon = memchr(plain.p, ':', plain.n);

	return colon != NULL && is_date(str_trim(str_from(plain, (size_t)(colon - plain.p) + 1)));
}

/* Where the value stands that is glued to a label of the subject of more than one word; 0: there is none. */
static size_t
glued_label(struct str s, const struct folded *f)
{
	for (size_t i = 0; i < COUNT(subjects); i++) {
		struct str w;
		size_t at;

		if (f->s.n == 0 || subjects[i][0] != f->s.p[0])
			continue;
		w = str_of(subjects[i]);
		if (!str_has(w, ' ') || !str_starts(f->s, w) || f->s.n <= w.n || !ascii_letter(f->s.p[w.n]))
			continue;
		at = kind_back(f, w.n);
		if (at < s.n && is_capital(s.p[at]))
			return at;
	}
	return 0;
}

enum line_kind
kind_of(struct head_line *l, const struct folded *f)
{
	struct str p = l->plain;
	size_t value, skip = (size_t)(p.p - f->s.p), label = kind_any_label(p), words;
	int how;

	/* "Officiele naam regelingKeur Nieuwe Polders": a table that lost its cells. */
	if ((value = glued_label(l->s, f)) != 0) {
		l->value = str_from(l->s, value);
		return LINE_SUBJECT;
	}
	if (label != 0 && (how = labelled(p, subjects, COUNT(subjects), &value)) != 0 && label != kind_label(p)) {
		l->value = str_from(f->from, kind_back(f, value + skip));
		/* "Onderwerp      Telefoonnummer": their values stand below. */
		if (how == 2 && value < p.n && kind_label(str_from(p, value)) == p.n - value) {
			l->row = !l->flat;
			l->value = STR_NONE;
		}
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
	if (is_date(p) || is_dated(p))
		return LINE_DATE;
	how = label == 0 ? 0 : labelled(p, labels, COUNT(labels), &value);
	if ((label != 0 || !ascii_letter(p.p[0]) || word_starts(p, S("uw")) || word_starts(p, S("ons"))) &&
	    is_labels(p, &l->row)) {
		l->row &= !l->flat;
		l->value = STR_NONE;
		return l->row ? LINE_SUBJECT : LINE_LABEL;
	}
	if (how == 2 && !sort_alone(p)) {
		l->value = str_from(f->from, kind_back(f, value + skip));
		return LINE_LABEL;
	}
	if (tells_date(p))
		return LINE_LABEL;
	if (is_preamble(p))
		return LINE_PREAMBLE;
	if (sort_alone(p))
		return LINE_SORT;
	if (is_number(p) || is_noise(l->s) || is_stamp(p) || is_code(p) || has_columns(l->s) ||
	    (l->level == 0 && is_reference(p)))
		return LINE_NUMBER;
	words = word_count(p);
	if (is_address(l->s, p, words))
		return LINE_ADDRESS;
	if (how == 1 &&
	    (word_starts(p, S("aan de")) || word_starts(p, S("aan het")) || word_starts(p, S("ons kenmerk")) ||
		word_starts(p, S("uw kenmerk")) ||
		(words <= 4 && sort_digit(p) && !word_starts(p, S("van")) && !word_starts(p, S("programma")) &&
		    !word_starts(p, S("verslag")) && !word_starts(p, S("advies")) && !word_starts(p, S("bijlage")))))
		return LINE_LABEL;
	if (sort_maker(l->s, p))
		return LINE_MAKER;
	if (is_person(p, words))
		return LINE_PERSON;
	if (l->level == 0 && is_sentence(l->s, p, words))
		return LINE_SENTENCE;
	return LINE_TEXT;
}

bool
kind_loose_subject(struct str plain)
{
	size_t value;

	return labelled(plain, subjects, COUNT(subjects), &value) == 1;
}

bool
kind_subject(struct str plain)
{
	size_t value;

	return labelled(plain, subjects, COUNT(subjects), &value) == 2;
}

size_t
kind_label(struct str plain)
{
	int i = word_starts_any(plain, labels, COUNT(labels));

	return i < 0 ? 0 : strlen(labels[i]);
}

bool
kind_has_verb(struct str plain)
{
	struct str w;

	while (word_next(&plain, &w)) {
		if (word_is_any(w, verbs, COUNT(verbs)))
			return true;
	}
	return false;
}

size_t
kind_any_label(struct str plain)
{
	int i = word_starts_any(plain, subjects, COUNT(subjects));
	size_t n = kind_label(plain), own = i < 0 ? 0 : strlen(subjects[i]);

	return own > n ? own : n;
}

enum line_kind
kind_of_words(struct str s, struct str plain)
{
	return is_sentence(s, plain, word_count(plain)) ? LINE_SENTENCE : LINE_TEXT;
}
