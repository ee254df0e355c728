/* SPDX-License-Identifier: EUPL-1.2 */
/* sort.c - which kind of document a line names, or which kind of organisation. */
#include "glean/sort.h"

#include <string.h>

#include "base/ascii.h"
#include "glean/words.h"

#include "base/banned.h"

#define DOCUMENT_WORDS	4		/* at the start of a title: "Derde voortgangsrapportage", "Zesde advies" */
#define BEGIN_WORDS	2		/* "Schriftelijke vragen over ..." */
#define MEETING_WORDS	3		/* at the start of its title: "openbare besluitenlijst" */
#define MAKER_WORDS	((size_t)12)	/* a commission of six municipalities, with all their names */
#define ABBREVIATION_MOST ((size_t)6)	/* bytes, with its brackets */
#define KIND_LEAST	((size_t)10)	/* bytes of a word that is a kind of document wherever it stands: "verkeersbesluit" */
#define PLACE_WORDS	((size_t)3)	/* behind "gemeente": "Alphen aan den Rijn" has more, and is no press release */

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
	"fractie", "aan", "ministry of", "municipality of", "province of", "city of", "water authority", "provincial executive", "deelgemeente", "stadsdeel", "rechtbank", "gerechtshof", "raad van state" };


/* ... or its first or second word ends with. */
static const char *const maker_ends[] = { "raad", "dienst", "commissie", "college", "schap", "team", "kamer", "bureau", "inspectie",
	"instituut", "autoriteit", "ombudsman", "bedrijf", "service", "stichting", "zaken", "vereniging", "platform", "department", "griffie" };


/* ... or its last word is. */
static const char *const last_words[] = { "autoriteit", "inspectie", "instituut", "adviesraad" };

/* Words that end so name a document. */
static const struct str document_ends[] = { S("advies"), S("besluit"), S("rapport"), S("verordening"), S("nota"), S("notitie"), S("plan"), S("plannen"), S("verslag"),
	S("oordeel"), S("overeenkomst"), S("convenant"), S("regeling"), S("regels"), S("regel"), S("beleid"), S("visie"), S("programma"), S("begroting"), S("rekening"),
	S("evaluatie"), S("onderzoek"), S("vergunning"), S("beschikking"), S("beslissing"), S("brief"), S("lijst"), S("agenda"), S("notulen"), S("handreiking"),
	S("rapportage"), S("voorstel"), S("motie"), S("amendement"), S("uitspraak"), S("contract"), S("statuut"), S("code"), S("protocol"), S("reglement"), S("keur"),
	S("gids"), S("memorie"), S("monitor"), S("vragen"), S("wet"), S("jaarstukken"), S("ontheffing"), S("stukken"), S("aanvraag"), S("verzoek"), S("register"),
	S("instructie"), S("formulier"), S("overzicht"), S("decision"), S("report"), S("advice"), S("resolution"), S("agreement"), S("regulation"), S("plafonds"), S("leidraad"), S("handboek") };


/* What stands with the number of a document. */
static const char *const beside_numbers[] = { "nr", "no", "nummer", "pagina", "page", "blad", "van", "of", "versie", "version", "v",
	"kenmerk", "registratienummer", "docnr", "bladnr", "isbn", "issn", "rv", "z", "p", "uit", "art", "u", "editie", "jaargang", "dossier",
	"rapportnummer", "aantal", "bladzijden", "pagina's", "pp", "blz", "documentnummer", "projectnummer", "deel" };


bool
sort_digit(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (ascii_digit(s.p[i]))
			return true;
	}
	return false;
}

/* A number, also one that a scan spoiled: l997, 2OO9. */
bool
sort_figure(struct str w)
{
	bool digit = false;

	for (size_t i = 0; i < w.n; i++) {
		if (ascii_digit(w.p[i]))
			digit = true;
		else if (w.p[i] != 'l' && w.p[i] != 'i' && w.p[i] != 'o' && w.p[i] != 's' && w.p[i] != 'z' &&
		    w.p[i] != 'b')
			return false;
	}
	return digit;
}

bool
sort_beside_number(struct str w)
{
	return word_is_any(w, beside_numbers, COUNT(beside_numbers));
}

/* Without the codes behind it: "raadsvoorstel rv 26.0027", "motie m-04", "raadsbesluit nr. 2026-44". */
struct str
sort_bare(struct str plain)
{
	size_t end = plain.n;

	for (;;) {
		size_t i;
		struct str w;

		while (end != 0 && !ascii_letter(plain.p[end - 1]) && !ascii_digit(plain.p[end - 1]) &&
		    plain.p[end - 1] != ')')
			end--;
		for (i = end; i != 0 && plain.p[i - 1] != ' ' && plain.p[i - 1] != '\t';)
			i--;
		w = str_sub(plain, i, end - i);
		if (i == 0 || (!sort_digit(w) && w.n > 3 && !sort_beside_number(w)))
			break;
		if (!sort_digit(w) && !sort_digit(str_from(plain, i)))
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
	return w.n == 4 && sort_figure(w) && (str_starts(w, S("19")) || str_starts(w, S("20")));
}

bool
sort_alone(struct str plain)
{
	struct str bare = sort_bare(plain);
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
sort_meeting(struct str plain)
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
		    !str_starts(w, S("bestuur")) && !str_starts(w, S("staten")) &&
		    !str_starts(w, S("bezwaarschriften")) && !str_starts(w, S("burgemeester")) &&
		    !str_starts(w, S("wethouders")) && !str_starts(w, S("gemeenten")) && !str_starts(w, S("regeling")))
			return false;
	}
	return true;
}

/* "Participatieraad Molenbroek", "Provinciale Raad voor de Leefomgeving". */
static bool
ends_as_maker(struct str plain)
{
	struct str rest = plain, w;
	bool adjective = false;

	if (str_starts(plain, S("leidraad")))
		return false;
	/* "Advies- en klachtenbureau" is what its last word is. */
	for (int i = 0; i < 2 && word_next(&rest, &w); i++) {
		for (int more = str_starts(rest, S("- en ")) && word_count(rest) == 2 ? 2 : 0; more != 0; more--)
			(void)word_next(&rest, &w);
		for (size_t k = 0; k < COUNT(maker_ends); k++) {
			struct str end = str_of(maker_ends[k]);

			if (str_ends(w, end) && (w.n > end.n || adjective))
				return true;
		}
		adjective = str_ends(w, S("ale")) || str_ends(w, S("ijke")) || str_ends(w, S("se"));
		if (!adjective && w.n > 5)
			return false;
	}
	return false;
}

/* "Gemeente Opmeer Verkeersbesluit Graaf Florisstraat": a kind of document stands in it, and not as its first word. */
static bool
names_sort(struct str plain)
{
	struct str rest = plain, w;

	if (!word_next(&rest, &w))
		return false;
	while (word_next(&rest, &w)) {
		if (w.n >= KIND_LEAST && word_is_any(w, sorts, COUNT(sorts)))
			return true;
	}
	return false;
}

bool
sort_maker(struct str s, struct str plain)
{
	struct str bare;
	size_t article = 0;
	int i;

	/* "(PS) Provinciale Staten". */
	if (str_starts(plain, S("(")) && plain.n > ABBREVIATION_MOST &&
	    str_has(str_sub(plain, 0, ABBREVIATION_MOST), ')')) {
		while (!str_starts(plain, S(")"))) {
			plain = str_from(plain, 1);
			s = str_from(s, 1);
		}
		plain = str_trim(str_from(plain, 1));
		s = str_trim(str_from(s, 1));
	}
	bare = sort_bare(plain);

	if (word_count(bare) > MAKER_WORDS || word_starts(plain, S("regio deal")) || str_has(plain, '?') ||
	    str_has(plain, ':') || str_has(plain, ';') || bare.n == 0 || str_ends(plain, S(".")) ||
	    is_year(last_word(plain)))
		return false;
	/* "Deelgemeente Amsterdam - Oost", but "Gemeente Leiden - Besluit op bezwaar". */
	for (size_t k = 0; k + 2 < plain.n; k++) {
		if (plain.p[k] == ' ' && plain.p[k + 1] == '-' && sort_document(str_from(plain, k + 2)))
			return false;
	}
	if (names_sort(bare))
		return false;
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
		return (ends_as_maker(bare) || word_is_any(last_word(bare), last_words, COUNT(last_words))) &&
		    word_count(bare) <= 7 && (is_name(s, 0) || memmem(bare.p, bare.n, "- en ", 5) != NULL);
	return is_name(s, article + strlen(makers[i]));
}

static bool
names_document(struct str plain, int words)
{
	struct str rest = plain, w;

	for (int i = 0; i < words && word_next(&rest, &w); i++) {
		for (size_t k = 0; k < COUNT(document_ends); k++) {
			struct str end = document_ends[k];

			/* Most differ in their last letter. */
			if (w.n >= end.n && w.p[w.n - 1] == end.p[end.n - 1] && str_ends(w, end))
				return true;
		}
	}
	return false;
}

bool
sort_document(struct str plain)
{
	return names_document(plain, DOCUMENT_WORDS);
}

bool
sort_begins(struct str plain)
{
	return names_document(plain, BEGIN_WORDS);
}

bool
sort_body(struct str plain)
{
	return word_starts_any(plain, makers, COUNT(makers)) >= 0 || ends_as_maker(plain);
}
