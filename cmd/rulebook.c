/* SPDX-License-Identifier: EUPL-1.2 */
/* rulebook.c - the rules as a whole: do their examples hold, and what does a council read of them. */
#include "rulebook.h"

#include "base/fd.h"
#include "classify/words.h"
#include "report/layout.h"
#include "report/table.h"
#include "session.h"

#include "base/banned.h"

#define BOOK_MOST	((size_t)64 << 20)	/* bytes of A_RULES */
#define EXAMPLE_COLUMNS	((size_t)200)

int
rulebook_read(const struct invocation *inv, struct arena *mem, json_t **j_r, struct err *e)
{
	struct session s;
	struct str bytes;
	int fd = -1, rc;

	*j_r = NULL;
	if (session_open(&s, inv, "check", true, mem, e) != 0)
		return -1;
	rc = session_job(&s, ST_rules, NULL, A_RULES, &fd, e);
	if (rc == 0)
		rc = fd_read_all(fd, BOOK_MOST, mem, &bytes, e);
	auto_close(&fd);
	session_close(&s);
	if (rc == 0)
		*j_r = json_read(bytes, e);
	return *j_r == NULL ? -1 : 0;
}

/* --- counting ------------------------------------------------------------------------- */

struct tally { int64_t rules, signs, examples, holds, facts, against; };

static struct tally
count(const json_t *book, struct str list, struct str value)
{
	const json_t *rules = json_list(book, "rules");
	struct tally t = { 0 };

	for (size_t i = 0; i < json_array_size(rules); i++) {
		const json_t *r = json_array_get(rules, i);
		bool sign = json_flag(r, "sign");
		struct str field = json_str(r, "field");

		if ((list.n != 0 && (sign || !str_eq(json_str(r, "list"), list))) ||
		    (value.n != 0 && !str_eq(json_str(r, "value"), value)))
			continue;
		t.rules += !sign;
		t.signs += sign;
		t.examples += json_num(r, "yes", 0) + json_num(r, "no", 0);
		t.holds += json_flag(r, "hold");
		t.against += json_num(r, "weight", 0) < 0;
		t.facts += !sign &&
		    (str_eq(field, S("zaaktype")) || str_eq(field, S("documentsoort")) || str_eq(field, S("bron")) ||
			str_eq(field, S("map")));
	}
	return t;
}

void
rulebook_show(const json_t *book, struct arena *mem, struct buf *b)
{
	const json_t *faults = json_list(book, "faults"), *lists = json_list(book, "lists");
	struct tally all = count(book, STR_NONE, STR_NONE);

	for (size_t i = 0; i < json_array_size(faults); i++) {
		const json_t *f = json_array_get(faults, i);
		struct buf line;

		buf_init(&line, mem, LAYOUT_MOST);
		buf_addf(&line,
		    json_flag(f, "should") ? _("%.*s: %.*s past niet op yes: %.*s") : _("%.*s: %.*s past op no: %.*s"),
		    STRF(json_str(f, "file")), STRF(json_str(f, "id")),
		    STRF(layout_cut(mem, json_str(f, "example"), EXAMPLE_COLUMNS)));
		layout_wrap(b, buf_str(&line), S(""), 4, TABLE_COLUMNS);
	}
	for (size_t i = 0; i < json_array_size(lists); i++) {
		struct str list = json_str(json_array_get(lists, i), "list");
		struct tally t = count(book, list, STR_NONE);

		buf_addf(b, _("%-22.*s %4lld regels, drempel %lld, voorsprong %lld\n"), STRF(list), (long long)t.rules,
		    (long long)json_num(json_array_get(lists, i), "threshold", 0),
		    (long long)json_num(json_array_get(lists, i), "margin", 0));
	}
	buf_addf(b,
	    _("%lld regels en %lld kenmerken; %lld voorbeelden, waarvan %zu niet kloppen; %lld gewogen woorden.\n"),
	    (long long)all.rules, (long long)all.signs, (long long)all.examples, json_array_size(faults),
	    (long long)json_num(book, "words", 0));
}

/* --- the Algoritmeregister -------------------------------------------------------------- */

static void
section(struct buf *b, const char *head, const char *text)
{
	buf_addf(b, "\n## %s\n%s\n", head, text);
}

/* A row for each category that has rules, in the order of the rules. */
static void
categories(const json_t *book, struct buf *b)
{
	const json_t *rules = json_list(book, "rules");
	struct str list = str_of(scheme_list(SCHEME_CATEGORIE)), seen = STR_NONE;

	buf_addf(b, "\n| %s | %s | %s | %s | %s |\n|---|---|---|---|---|\n", _("categorie"), _("regels"),
	    _("op gegevens"), _("tegen"), _("laat het aan een mens"));
	for (size_t i = 0; i < json_array_size(rules); i++) {
		const json_t *r = json_array_get(rules, i);
		struct str value = json_str(r, "value");
		struct tally t;
		bool first = true;

		if (json_flag(r, "sign") || !str_eq(json_str(r, "list"), list) || str_eq(value, seen))
			continue;
		for (size_t k = 0; k < i && first; k++)
			first = !str_eq(json_str(json_array_get(rules, k), "value"), value) ||
			    !str_eq(json_str(json_array_get(rules, k), "list"), list);
		seen = value;
		if (!first)
			continue;
		t = count(book, list, value);
		buf_addf(b, "| %.*s | %lld | %lld | %lld | %lld |\n", STRF(json_str(r, "label")), (long long)t.rules,
		    (long long)t.facts, (long long)t.against, (long long)t.holds);
	}
}

void
rulebook_register(const json_t *book, struct arena *mem, struct buf *b)
{
	const json_t *first = json_array_get(json_list(book, "lists"), 0);
	struct tally all = count(book, STR_NONE, STR_NONE);

	buf_addf(b, "# %s\n", _("woostraat: bepalen van de informatiecategorie van documenten (Wet open overheid)"));
	buf_addf(b, "%s\n",
	    _("<!-- Gemaakt door ‘woostraat rules register’ uit de regels zelf. Vul aan wat tussen [haken] staat. -->"));
	section(b, _("Organisatie"), _("[naam van de organisatie], afdeling [informatiebeheer], contact [adres]"));
	section(b, _("Korte omschrijving"),
	    _("Het programma woostraat bepaalt met vaste, leesbare regels in welke informatiecategorie van artikel 3.3 van de "
	      "Wet open overheid een document valt. Het leert niet van gegevens en neemt geen besluiten over personen."));
	section(
	    b, _("Type en status"), _("Regelgebaseerd algoritme, niet zelflerend. Status: [in gebruik sinds ...]."));
	section(b, _("Doel en impact"),
	    _("Documenten die de organisatie actief openbaar moet maken krijgen de juiste categorie, zodat zij vindbaar zijn en "
	      "op tijd openbaar worden. Een verkeerde categorie maakt een document slechter vindbaar of kan maken dat het ten "
	      "onrechte wel of niet actief openbaar wordt; er volgen geen rechtsgevolgen voor een inwoner uit."));
	section(b, _("Afwegingen"),
	    _("Er is gekozen voor regels en niet voor een taalmodel: elke uitkomst is na te lezen, na te spelen en te "
	      "betwisten, dezelfde tekst geeft altijd dezelfde uitkomst, en geen document verlaat de organisatie."));
	section(b, _("Wettelijke basis"), _("Artikelen 3.1, 3.3 en 3.3b van de Wet open overheid."));
	section(b, _("Gegevens"),
	    _("De tekst, titel, koppen en bestandsnaam van het document; zaaktype, documentsoort, bronsysteem en map zoals de "
	      "organisatie die opgeeft. Persoonsgegevens in de tekst worden niet gebruikt om te kiezen. De lijsten met "
	      "categorieën, documentsoorten en thema’s zijn die van TOOI (KOOP/Logius)."));
	buf_addf(b, "\n## %s\n", _("Technische werking"));
	buf_addf(b,
	    _("De regelset heeft %lld regels en %lld kenmerken, met %lld voorbeelden waaraan zij bij elke wijziging worden "
	      "getoetst. Elke regel die past geeft punten aan één categorie, of neemt ze weg. Een categorie wordt gekozen als zij "
	      "ten minste %lld punten heeft (soms een eigen drempel) en %lld meer dan de volgende. Anders kiest het programma niet. "
	      "Wijzen de gegevens en de tekst op verschillende categorieën, dan kiest een mens.\n"),
	    (long long)all.rules, (long long)all.signs, (long long)all.examples,
	    (long long)json_num(first, "threshold", 0), (long long)json_num(first, "margin", 0));
	if (json_num(book, "words", 0) != 0)
		buf_addf(b,
		    _("\nDaarnaast wegen %lld woorden en paren van woorden mee: een tabel (woorden.csv) zegt hoe sterk elk ervan "
		      "voor of tegen elke categorie pleit. De gewichten zijn berekend met logistische regressie op documenten waarvan "
		      "een mens de categorie gaf (woostraat rules learn-weights); zij staan vast tot iemand de tabel vervangt. Alle "
		      "woorden samen geven of nemen hoogstens %d punten. Bij elke uitkomst staat welke woorden het meest telden.\n"),
		    (long long)json_num(book, "words", 0), WORDS_POINTS);
	categories(book, b);
	section(b, _("Menselijke tussenkomst"),
	    _("Een medewerker geeft elk dossier vrij en kan elke keuze vervangen (categorie in dossier.yaml); die keuze gaat voor. "
	      "Wat de regels niet zeker weten wordt vastgehouden met de twee beste kandidaten en hun redenen. Elke keuze van een "
	      "mens wordt een toets voor de regels (woostraat rules test)."));
	section(b, _("Risicobeheer"),
	    _("Per categorie worden precisie en recall gemeten op documenten waarvan de categorie bekend is. Een nieuwe regelset "
	      "wordt eerst vergeleken met de oude (woostraat rules diff). Regels, lijsten en uitkomsten van elke run worden bewaard "
	      "en zijn na te spelen (woostraat explain --replay)."));
	section(b, _("Leverancier en broncode"), _("Open source (EUPL-1.2): [adres van de broncode]."));
	(void)mem;
}
