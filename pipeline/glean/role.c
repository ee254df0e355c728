/* SPDX-License-Identifier: EUPL-1.2 */
/* role.c - what the words around a date make of it. */
#include "base/ascii.h"
#include "glean/spot.h"

#include "base/banned.h"

#define LINE_MOST	((size_t)200)	/* bytes; a longer line is a paragraph */
#define TITLE_LEAST	((size_t)80)	/* bytes of a line that is more than a few words */
#define STRAY_MOST	((size_t)1500)	/* bytes of a letterhead and what its labels are apart from */
#define NEAR_WORDS	2		/* words before a date that say whose it is */

#define HAS(s, list)	has_any((s), (list), COUNT(list))
#define BEGINS(s, list)	begins_any((s), (list), COUNT(list))
#define ENDS(s, list)	ends_any((s), (list), COUNT(list))

static bool
is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
in_word(char c)
{
	return is_letter(c) || ascii_digit(c);
}

/* The last words of s. */
static struct str
near_words(struct str s)
{
	size_t i = s.n;

	for (int n = 0; i != 0 && n < NEAR_WORDS; i--)
		n += s.p[i - 1] == ' ';
	return str_from(s, i == 0 ? 0 : i + 1);
}

/* What it is based on, and not itself. */
static const char *const given[] = { "gelet", "gezien", "gelezen", "gehoord", "overwegende", "ingevolge", "krachtens",
	"voordracht", "verwijzend", "inachtneming" };
static const char *const organs[] = { "de raad", "de gemeenteraad", "het college", "gedeputeerde staten", "provinciale staten",
	"burgemeester en wethouders", "de burgemeester", "de burgemeester en wethouders", "het algemeen bestuur",
	"het dagelijks bestuur", "de verenigde vergadering", "dijkgraaf en heemraden", "college van burgemeester en wethouders",
	"de minister", "de staatssecretaris", "de commissaris", "de heffingsambtenaar", "de griffier" };
/* Words in which a document is put on paper, decided or signed; what follows "aldus", or begins a sentence. */
static const char *const signs[] = { "ondertekend", "getekend", "opgemaakt", "overeengekomen", "gedaan", "verleden",
	"verklaard", "geparafeerd", "gesloten", "signed", "done", "executed" };
static const char *const decides[] = { "vastgesteld", "besloten", "goedgekeurd", "aangenomen", "gegeven", "adopted", "approved" };
static const char *const by[] = { "op", "van", "d.d.", "d.d", "dd.", "dd", "de dato", "datum", "op de", "den", "d.d.:",
	"van de", "gedateerd", "op datum", "on", "dated", "of" };
static const char *const earlier[] = { "vaststellen", "vaststelling", "goedkeuren", "goedkeuring", "vorige", "vorig", "volgende",
	"voortgezet", "minutes of the meeting", "opgeheven" };
/* Papers of others, and what is not of this day. */
static const char *const others[] = { "uw", "brief", "verzoek", "aanvraag", "aanvragen", "bezwaar", "bezwaarschrift", "ontvangen",
	"ingekomen", "ingediend", "wet", "gelet", "gezien", "gelezen", "uitspraak", "arrest", "vonnis", "mail", "e-mail",
	"motie", "vragen", "vraag", "stb", "staatsblad", "stcrt", "geboren", "geb", "overleden", "voorstel",
	"besluit", "verordening", "raadsbesluit", "collegebesluit", "n.a.v.", "naar aanleiding", "versie van", "zoals",
	"gewijzigd", "wijziging", "laatstelijk", "vanaf", "tot", "t/m", "per", "uiterlijk", "voor", "na", "sinds", "met ingang",
	"evaluatie", "stand", "peildatum", "situatie", "print", "afgedrukt", "geprint", "gedownload", "download",
	"officiele uitgave", "staatscourant", "gemeenteblad", "provinciaal blad", "waterschapsblad", "geraadpleegd", "is", "zijn",
	"verlopen", "eindigt", "zichtdatum", "geldend", "geldig", "reageren", "jl", "jl.", "from", "to", "until", "period",
	"as at", "as of", "at" };
static const char *const meetings[] = { "vergadering", "raadsvergadering", "collegevergadering", "commissievergadering",
	"statenvergadering", "bestuursvergadering", "zitting", "bijeenkomst", "raadscommissie", "besluitenlijst", "agenda", "notulen",
	"verslag", "b&w-vergadering", "gs-vergadering", "afsprakenlijst", "actielijst", "presentielijst", "besluitenoverzicht",
	"bestuurlijk overleg", "themabijeenkomst", "raadsplein", "raadsavond", "beeldvormende avond", "hoorzitting", "actie- en besluitenlijst", "collegeagenda", "raadsagenda", "meeting", "decision list" };
static const char *const acts[] = { "besluit", "verordening", "regeling", "beleidsregel", "beleidsregels", "wijzigingsbesluit",
	"aanwijzingsbesluit", "verkeersbesluit", "mandaatbesluit", "delegatiebesluit", "intrekkingsbesluit", "raadsbesluit",
	"collegebesluit", "bekendmaking", "beschikking", "nadere regels", "reglement", "beslissing", "uitvoeringsbesluit", "treasurystatuut" };
static const char *const papers[] = { "memo", "memorandum", "notitie", "nota", "raadsbrief", "raadsinformatiebrief", "collegebrief",
	"rapport", "rapportage", "advies", "collegeadvies", "collegevoorstel", "raadsvoorstel", "statenvoorstel", "persbericht", "brief",
	"informatienota", "wethoudersbrief", "eindrapport", "onderzoeksrapport", "convenant", "overeenkomst",
	"samenwerkingsovereenkomst", "plan", "concept", "definitief", "versie", "ontwerp", "vastgesteld", "final", "uitgave" };

/* Behind these a date is part of a sentence. */
static const char *const not_own[] = { "op", "van", "d.d.", "dd.", "dd", "d.d", "per", "sinds", "vanaf", "tot", "voor", "na", "in",
	"en", "is", "de", "dan", "uiterlijk", "t/m", "jl", "bij", "met" };

/* Is the last act that s names another one: "op het bezwaar tegen het besluit van"? */
static bool
cites_act(struct str s)
{
	static const char *const of_others[] = { "het", "een", "de", "dit", "dat", "deze", "uw", "zijn", "haar", "hun",
		"ons", "onze", "genoemd", "bestreden" };

	for (size_t i = s.n; i != 0; i--) {
		if (begins_any(str_from(s, i - 1), acts, COUNT(acts)) && (i == 1 || !in_word(s.p[i - 2])))
			return ends_any(str_trim(str_sub(s, 0, i - 1)), of_others, COUNT(of_others));
	}
	return false;
}

/* What a sentence makes of the date at its end; s begins with the sentence, or with the line. */
static struct role
sentence_role(const struct spot *p, struct str b)
{
	static const char *const force[] = { "in werking", "in werking op", "in werking met ingang van",
		"inwerkingtreding op", "in werking per", "in werking vanaf", "inwerkingtreding per", "van kracht op",
		"van kracht met ingang van", "geldt vanaf", "geldt met ingang van", "geldig vanaf", "geldig van",
		"geldig tot", "geldig tot en met", "geldt tot en met", "geldig t/m", "inwerkingtreding" };
	static const char *const comes[] = { "treedt op", "treden op", "treedt met ingang van", "treedt per" };
	static const char *const held[] = { "heeft op", "hebben op", "vergadering van", "hebben bij besluit van",
		"heeft bij besluit van", "heeft in de vergadering van" };
	static const char *const done[] = { "besloten", "vastgesteld", "hebben vastgesteld", "heeft vastgesteld",
		"hebben besloten", "heeft besloten", "de volgende verordening heeft vastgesteld" };
	static const char *const today[] = { "heden", "vandaag", "heden de" };
	static const char *const appeared[] = { ", verscheen", ", verschenen", ", is verschenen", ", zijn verschenen",
		"verscheen", "verschenen", ", compareerde", ", compareerden" };
	static const char *const this[] = { "dit", "deze" };
	static const char *const later[] = { "wordt", "worden", "zal", "zullen", "moet", "moeten", "dient", "dienen",
		"voor", "uiterlijk" };

	if (ENDS(b, force))
		return (struct role){ SAY_VALID, has_word(b, "deze") || has_word(b, "dit") || p->zone ? 88 : 60 };
	if (begins_with(p->behind, "in werking") && ENDS(b, comes))
		return (struct role){ SAY_VALID, has_word(b, "deze") || has_word(b, "dit") || p->zone ? 88 : 60 };
	if (p->zone && BEGINS(p->behind, done) && ENDS(b, held))
		/* "Besloten" may be anything, and of somebody else. */
		return (struct role){ SAY_ESTABLISHED, begins_with(p->behind, "besloten") ? 75 : 85 };
	/* A notary's deed. */
	if (ENDS(b, today) && BEGINS(p->behind, appeared))
		return (struct role){ SAY_SIGNED, 90 };
	if (has_word(b, "aldus") && HAS(b, signs))
		return (struct role){ SAY_SIGNED, 92 };
	if (has_word(b, "aldus") && HAS(b, decides))
		return (struct role){ SAY_ESTABLISHED, 95 };
	if (BEGINS(b, decides) && (ENDS(b, by) || HAS(b, meetings) || p->foot) && !HAS(b, later))
		return (struct role){ SAY_ESTABLISHED, p->zone || p->foot ? 90 : 70 };
	if (BEGINS(b, signs) && (ENDS(b, by) || has_word(b, "te")))
		return (struct role){ SAY_SIGNED, 90 };
	if (BEGINS(b, this) && HAS(b, decides) && ENDS(b, by) && !HAS(b, later))
		return (struct role){ SAY_ESTABLISHED, HAS(b, acts) || HAS(b, papers) ? 85 : 65 };
	if (has_word(b, "vergadering bijeen") || ends_with(b, "bijeen op"))
		return (struct role){ SAY_MEETING, p->zone ? 85 : 65 };
	return (struct role){ 0 };
}

/* An annex is of the day of its decision.  "Opgesteld op", "versie": when a paper says how new it is; "het college heeft op" what its makers did. */
static struct role
made_role(const struct spot *p)
{
	static const char *const as_of[] = { "opgesteld op", "opgesteld d.d.", "bijgewerkt op", "bijgewerkt tot",
		"bijgewerkt tot en met", "geactualiseerd op", "versie", "versie van", "versie d.d.", "opgemaakt op" };
	static const char *const annex[] = { "bijlage", "inventarislijst", "bij het besluit", "bij besluit",
		"inventaris", "behorend" };
	static const char *const with[] = { "bij het besluit", "bij besluit", "bij de beslissing" };
	static const char *const offered[] = { "aangeboden op", "ingediend op", "overhandigd op" };
	static const char *const deed[] = { "vast op", "heeft op", "hebben op", "besloot op", "besloten op",
		"besluit op", "besluiten", "besluiten op", "stelden op", "stelde op", "vastgesteld op", "nam op",
		"namen op" };
	static const char *const theirs[] = { "uw", "aanvraag", "bezwaar", "bezwaarschrift", "verzoek", "zienswijze" };
	struct str b = p->before;

	if (!p->zone || HAS(b, given) || HAS(b, theirs))
		return (struct role){ 0 };
	if (ENDS(b, as_of))
		return (struct role){ SAY_DATE, 70 };
	if (p->top && (BEGINS(b, annex) || BEGINS(p->line, annex)) && HAS(b, with) && ENDS(b, by))
		return (struct role){ SAY_DATE, 70 };
	if (p->top && b.n <= TOWN_MOST && ENDS(b, offered))
		return (struct role){ SAY_DATE, 65 };
	if (p->top && BEGINS(b, organs) && ENDS(b, deed))
		return (struct role){ SAY_ESTABLISHED, 65 };
	return (struct role){ 0 };
}

/* The bytes at the end of s that are a day of the week. */
static size_t
day_of_week(struct str s)
{
	struct str rest = when_without_weekday(s);

	return (size_t)(s.p + s.n - (rest.p + rest.n)) > 1 ? (size_t)(s.p + s.n - (rest.p + rest.n)) : 0;
}

/* A town and a comma, with nothing else on the line but an end. */
static bool
town_before(const struct spot *p, const struct view *v)
{
	static const char *const no_town[] = { "raad", "gemeenteraad", "college", "commissie", "raadscommissie",
		"statencommissie", "staten", "bestuur", "directie", "versie", "concept", "advies", "rapport", "nota",
		"notitie", "brief", "bijlage", "agenda", "verslag", "notulen", "besluit", "besluitenlijst",
		"vergadering", "beslissing", "overleg", "uitspraak" };
	struct str s = p->w->f.s;
	size_t start = p->cell, end = p->at;

	while (end > start && s.p[end - 1] == ' ')
		end--;
	end -= day_of_week(str_sub(s, start, end - start));
	if (end == start || s.p[end - 1] != ',')
		return false;
	/* "Voor akkoord, Duinwijk, 9 december 2021". */
	for (size_t i = end - 1; (p->zone || p->foot) && i > start; i--) {
		if (s.p[i - 1] == ',') {
			start = i;
			break;
		}
	}
	return !HAS(str_sub(s, start, end - start), no_town) && spot_is_town(v, p->w, start, end);
}

/* Nothing stands behind but an end or what parts it from another thing. */
static bool
ends_line(struct str behind)
{
	/* "10:00 - 18:00", "20.00 uur": of a meeting. */
	if (behind.n > 4 && ascii_digit(behind.p[0]) && ascii_digit(behind.p[1]) &&
	    (behind.p[2] == ':' || behind.p[2] == '.'))
		return true;
	return behind.n == 0 || (behind.n == 1 && !in_word(behind.p[0])) || str_starts(behind, S("/ ")) ||
	    str_starts(behind, S("- ")) || str_starts(behind, S(", ")) || str_starts(behind, S("? ")) ||
	    str_starts(behind, S("| ")) || str_starts(behind, S("("));
}

/* "PROVINCIAAL BLAD Besluit van provinciale staten van": an act that begins, with its capital, behind a heading. */
static bool
titled_act(const struct spot *p, const struct view *v)
{
	static const char *const act_of[] = { "besluit van", "verordening van", "regeling van", "beleidsregel van",
		"beleidsregels van" };
	struct str s = p->w->f.s;
	size_t least = p->at > BEFORE_MOST ? p->at - BEFORE_MOST : 0;

	for (size_t i = p->at; i > least; i--) {
		if (is_letter(s.p[i - 1]) && begins_any(str_sub(s, i - 1, p->at - i + 1), act_of, COUNT(act_of)) &&
		    (i == 1 || !in_word(s.p[i - 2])))
			return view_capital(v, p->w, i - 1);
	}
	return false;
}

/* "Openbare vergadering van de raad": the line is the name of a meeting, or of what was made of it. */
static bool
begins_meeting(struct str s)
{
	static const char *const kinds[] = { "openbare", "openbaar", "besloten", "korte", "kort", "concept",
		"conceptverslag", "ontwerp", "verkort", "beknopt", "publieksversie", "definitieve", "van de", "de",
		"het", "uit de" };
	struct str rest = s;

	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (begins_with(rest, kinds[i]) && str_of(kinds[i]).n < rest.n)
			rest = str_trim(str_from(rest, str_of(kinds[i]).n));
	}
	return BEGINS(rest, meetings);
}

static struct role
line_role(const struct spot *p, const struct view *v)
{
	bool decided = ends_line(p->behind) || str_starts(p->behind, S("tot ")) ||
	    str_starts(p->behind, S("houdende")) || str_starts(p->behind, S("inzake")) ||
	    str_starts(p->behind, S("over ")) || str_starts(p->behind, S("nr")) || str_starts(p->behind, S(",")) ||
	    str_starts(p->behind, S("met ")) || str_starts(p->behind, S("kenmerk"));
	static const char *const elsewhere[] = { "wordt", "worden", "zal", "zullen", "is", "zijn", "was", "waren",
		"werd", "werden", "zoals", "eerder", "door ons" };
	static const char *const sat[] = { "gehouden op", "vergadering op", "vergadering d.d.", "vergadering dd",
		"vergadering dd." };
	static const char *const taken[] = { "besluiten", "collegebesluiten" };
	static const char *const of_meeting[] = { "van de", "van de openbare", "van het", "der" };
	struct str b = p->before, line = p->line;

	/* "1. Besluitenlijst van 30 juni" is an item, not a title. */
	if (p->item || p->quoted || HAS(b, earlier) || (line.n > 2 && line.p[1] == '.' && line.p[2] == ' ') ||
	    (line.n != 0 && ascii_digit(line.p[0])) || begins_with(line, "nr."))
		return (struct role){ 0 };
	/* "van Zeelandvan 24 september": words that run into each other. */
	if (BEGINS(b, acts) && (ENDS(b, by) || str_ends(b, S("van"))) && decided && !HAS(b, given) &&
	    (!cites_act(b) || begins_with(b, "bekendmaking")))
		return (struct role){ SAY_DECIDED, 85 };
	/* "PROVINCIAAL BLAD Besluit van de staten van 27 oktober 2000, nummer 20, tot vaststelling". */
	if (ENDS(b, by) && decided && p->behind.n != 0 && !HAS(b, given) && titled_act(p, v))
		return (struct role){ SAY_DECIDED, 75 };
	if (HAS(b, given))
		return (struct role){ 0 };
	if (HAS(b, meetings) && ENDS(b, sat) && !has_word(b, "uitgenodigd"))
		return (struct role){ SAY_MEETING, p->top || BEGINS(b, meetings) ? 85 : 75 };
	/* "Besluitenlijst / van de vergadering van het college / d.d. 3 november": a title of several lines. */
	if (p->top && b.n <= LINE_MOST && ENDS(b, by) && HAS(b, meetings) &&
	    (BEGINS(b, meetings) || BEGINS(b, of_meeting)) && ends_line(p->behind))
		return (struct role){ SAY_MEETING, 85 };
	/* "Openbaar verslag vergadering GS Utrecht 24-04-2018": the title itself. */
	if (p->first && line.n <= LINE_MOST / 2 && ends_line(p->behind) && (HAS(line, meetings) || BEGINS(line, taken)))
		return (struct role){ SAY_MEETING, 82 };
	if (HAS(line, meetings) && line.n <= LINE_MOST &&
	    (ENDS(line, by) || ENDS(line, meetings) || BEGINS(line, meetings)) && !has_word(line, "uw") &&
	    !has_word(line, "motie"))
		return (struct role){ SAY_MEETING, !ends_line(p->behind) ? 65 : begins_meeting(line) ? 85 : 75 };
	if (line.n <= LINE_MOST &&
	    (has_word(line, "vastgesteld door") || has_word(line, "vastgesteld in") ||
		has_word(line, "vastgesteld op")) &&
	    ends_line(p->behind) && !HAS(line, elsewhere))
		/* "het bestemmingsplan, vastgesteld door de raad op": of what stands before it. */
		return (struct role){ SAY_ESTABLISHED, p->first || begins_with(line, "vastgesteld") ? 80 : 70 };
	if (BEGINS(line, papers) && line.n <= LINE_MOST && ENDS(line, by) && !has_word(line, "uw"))
		return (struct role){ SAY_DATE, 75 };
	/* "Rapport 16 april 2018: klacht over de bejegening". */
	if (p->first && BEGINS(line, papers) && line.n <= TOWN_MOST && str_starts(p->behind, S(":")))
		return (struct role){ SAY_DATE, 70 };
	return (struct role){ 0 };
}

/* "Datum 12 maart 2026 Afdeling": the label as a word of its own, with its capital, without its colon. */
static bool
after_label(const struct spot *p, const struct view *v)
{
	size_t i = p->at;

	if (!ends_with(p->before, "datum"))
		return false;
	while (i != 0 && !in_word(p->w->f.s.p[i - 1]))
		i--;
	return i >= sizeof "datum" - 1 && view_capital(v, p->w, i - (sizeof "datum" - 1));
}

/* "Stadskanaal, 13 mei 2016 Beslispunten": a word with a capital and a comma. */
static bool
after_town(const struct spot *p, const struct view *v)
{
	struct str s = p->w->f.s;
	size_t i = p->at, end;

	while (i != 0 && s.p[i - 1] == ' ')
		i--;
	i -= day_of_week(str_sub(s, view_line_start(s, i), i - view_line_start(s, i)));
	while (i != 0 && s.p[i - 1] == ' ')
		i--;
	if (i == 0 || s.p[i - 1] != ',')
		return false;
	end = i;
	for (i--; i != 0 && (is_letter(s.p[i - 1]) || s.p[i - 1] == '-' || s.p[i - 1] == '\'');)
		i--;
	return spot_is_town(v, p->w, i, end);
}

/* Has what stands behind it a capital or a number, as what stood apart from it has, or is there nothing? */
static bool
goes_on_apart(const struct spot *p, const struct view *v)
{
	struct str s = p->w->f.s;
	size_t i = p->at + p->n;

	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\n'))
		i++;
	return i >= s.n || s.p[i] == '/' || s.p[i] == '(' || s.p[i] == '|' ||
	    (is_letter(s.p[i]) && view_capital(v, p->w, i)) || (i > p->at + p->n && ascii_digit(s.p[i]));
}

/* In a page whose lines are lost. */
static struct role
flat_role(const struct spot *p, const struct view *v)
{
	static const char *const by_whom[] = { "vastgesteld door", "vastgesteld in", "vastgesteld op" };

	if (!goes_on_apart(p, v) || HAS(p->before, given))
		return (struct role){ 0 };
	if (after_town(p, v))
		return (struct role){ SAY_DATE, 66 };
	if (HAS(p->before, by_whom) && ENDS(p->before, by) && !HAS(near_words(p->before), others))
		return (struct role){ SAY_ESTABLISHED, 66 };
	if (p->before.n == 0 || HAS(near_words(p->before), others) || ENDS(p->before, not_own) || ENDS(p->before, by) ||
	    !(is_letter(p->before.p[p->before.n - 1]) || p->before.p[p->before.n - 1] == '/'))
		return (struct role){ 0 };
	return (struct role){ SAY_DATE, 62 };
}

/* "Gewenste datum van het advies", and below it a day: of something that only that line knows. */
static bool
is_answer(const struct spot *p)
{
	struct str s = p->w->f.s, above;
	size_t start = view_line_start(s, p->at), from;

	if (start == 0 || p->line.n != 0)
		return false;
	from = view_line_start(s, start - 1);
	above = str_sub(s, from, start - 1 - from);
	if (above.n > TITLE_LEAST)
		return false;
	for (size_t i = 0; i < above.n; i++) {
		if (above.p[i] == 'd' && str_starts(str_from(above, i), S("datum")))
			return true;
	}
	return false;
}

/* A day alone, behind the label of signing that stands apart from it, as in the print of a regulation from the register. */
static bool
is_signing(const struct spot *p)
{
	return p->w->off == 0 && p->at < ZONE_MOST && p->line.n == 0 && p->behind.n == 0 && !p->row &&
	    has_word(str_sub(p->w->f.s, 0, p->at), "datum ondertekening");
}

struct role
spot_role(const struct spot *p, const struct view *v)
{
	static const char *const cites[] = { "voordracht", "gelet", "gezien", "gelezen", "voorstel", "gehoord",
		"advies", "uw" };
	static const char *const dd[] = { "d.d.", "dd.", "dd", "d.d", "de dato", "d.d.:" };
	struct role r = { 0 };

	if (p->page || is_answer(p))
		return r;
	r = sentence_role(p, p->before);
	if (r.sure == 0)
		r = sentence_role(p, p->line);
	if (r.sure == 0)
		r = made_role(p);
	if (r.sure != 0)
		return r;
	if (town_before(p, v) && ends_line(p->behind))
		return (struct role){ SAY_DATE,
			p->aside                   ? 70 :
			    p->foot                ? 90 :
			    !p->zone               ? 70 :
			    has_word(p->line, ",") ? 75 :
						     90 };
	if (p->zone && town_before(p, v) && !p->aside && goes_on_apart(p, v))
		return (struct role){ SAY_DATE, 66 };
	if (p->zone && after_label(p, v))
		return (struct role){ SAY_DATE, 75 };
	if (p->zone && (r = line_role(p, v)).sure != 0)
		return r;
	if (p->quoted)
		return (struct role){ 0 };
	if (p->line.n == 0 && !p->row && ends_line(p->behind) && (p->zone || p->foot || p->heading))
		return (struct role){ SAY_DATE,
			p->behind.n > 1 || !p->zone               ? 65 :
			    (p->heading || p->top) && !p->first ? 80 : /* before a title it may be of a page */
								 75 };
	if (p->top && !HAS(p->before, cites) && !HAS(near_words(p->before), others) &&
	    (str_starts(p->behind, S(", kenmerk")) || str_starts(p->behind, S(", nr")) ||
		str_starts(p->behind, S(", ons kenmerk"))))
		return (struct role){ SAY_DATE, 75 };
	if (p->flat)
		return flat_role(p, v);
	if (is_signing(p))
		return (struct role){ SAY_SIGNED, 66 };
	if (!p->zone || p->row || p->line.n > LINE_MOST || !ends_line(p->behind) || p->line.n == 0 ||
	    ascii_digit(p->line.p[0]) || str_ends(p->line, S("datum")) || HAS(p->before, given))
		return (struct role){ 0 };
	if (ENDS(p->line, dd))
		return (struct role){ SAY_DATE, HAS(p->line, others) ? 0 : 65 };
	/* Of a long title only its end says whose day it is. */
	if (HAS(p->top && p->line.n > TITLE_LEAST ? near_words(p->line) : p->line, others))
		return (struct role){ 0 };
	if ((p->top || p->line.n <= TOWN_MOST) && !ENDS(p->line, by))
		return (struct role){ SAY_DATE, p->behind.n > 1 ? 60 : p->top ? 65 : 60 };
	return (struct role){ 0 };
}

bool
spot_is_stray(const struct spot *p)
{
	return p->zone && p->at < STRAY_MOST && !p->item && !p->page && !p->row && !is_answer(p) &&
	    has_word(str_sub(p->w->f.s, 0, p->at), "datum") && !HAS(p->before, given) &&
	    !HAS(near_words(p->line), others) && !ENDS(p->line, by) && !ENDS(p->line, not_own);
}
