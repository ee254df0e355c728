/* SPDX-License-Identifier: EUPL-1.2 */
/* test_classify.c - what comes of the points that rules give: boundary cases, decisions, findings, hostile text. */
#include "with_rules.h"

#include <string.h>
#include <time.h>

#include "base/fd.h"

#include "base/utf8.h"

static const struct { const char *name, *want; struct doc d; } boundary[] = {
	{ "besluitenlijst college", COL, { .headings = 2, .text =
	    "OPENBARE BESLUITENLIJST\nvan de vergadering van het college van burgemeester en wethouders van 10 maart 2026\n"
	    "Aanwezig: burgemeester De Vries, wethouders Jansen en Bakker, gemeentesecretaris Smit\n"
	    "1. Verordening jeugdhulp\nHet college besluit de raad voor te stellen de verordening vast te stellen.\n"
	    "2. Subsidie\nHet college besluit de subsidie te verlenen.\n"
	    "3. Convenant\nHet college besluit het convenant aan te gaan.\n" } },
	{ "besluitenlijst raad", VST, { .headings = 1, .text =
	    "Besluitenlijst raadsvergadering 12 maart 2026\nDe raad besluit conform het voorstel van het college.\n" } },
	{ "agenda college", COL, { .declared = "Agenda collegevergadering 17 maart 2026" } },
	{ "besluitenlijst, van wie is onbekend", "-", { .declared = "Besluitenlijst 10 maart 2026" } },
	{ "raadsvoorstel over een verordening", VST, { .headings = 1, .text =
	    "Raadsvoorstel\nOnderwerp: vaststelling Parkeerverordening 2026\nDe raad wordt voorgesteld de Parkeerverordening "
	    "vast te stellen.\nDeze verordening treedt in werking op 1 januari.\n" } },
	{ "verordening", AVV, { .headings = 1, .text =
	    "Parkeerverordening Voorbeeldstad 2026\nDe raad van de gemeente Voorbeeldstad;\ngelezen het voorstel van "
	    "burgemeester en wethouders;\ngelet op artikel 149 van de Gemeentewet;\nbesluit:\nvast te stellen de volgende "
	    "verordening:\nParkeerverordening\nAldus besloten in de openbare vergadering van 12 maart 2026\n" } },
	{ "raadsbesluit", VST, { .headings = 1, .text =
	    "Raadsbesluit\nDe raad van de gemeente Voorbeeldstad;\ngelezen het voorstel van burgemeester en wethouders;\n"
	    "besluit:\neen krediet beschikbaar te stellen.\nAldus besloten in de openbare vergadering\n" } },
	{ "notulen", VST, { .declared = "Notulen van de openbare raadsvergadering van 12 maart 2026" } },
	{ "motie", VST, { .headings = 1, .text =
	    "Motie Groen op school\nconstaterende dat er weinig bomen staan,\nverzoekt het college bomen te planten,\n"
	    "en gaat over tot de orde van de dag.\n" } },
	{ "ontwerpverordening zonder adviesaanvraag", "-", { .declared = "Ontwerpverordening jeugdhulp 2027" } },
	{ "ontwerpverordening met adviesaanvraag", ONTW, { .headings = 1, .text =
	    "Adviesaanvraag ontwerp-Verordening jeugdhulp\nAan de Adviesraad Sociaal Domein\nWij vragen u advies uit te "
	    "brengen over de ontwerpverordening.\nBijgaand het ontwerp van de verordening.\n" } },
	{ "advies van de adviesraad", ADV, { .headings = 2, .text =
	    "Adviesraad Sociaal Domein Voorbeeldstad\nAdvies over het beleidsplan Wmo 2026\nGeacht college,\nU heeft ons om "
	    "advies gevraagd over het beleidsplan.\nDe adviesraad adviseert het college de wachttijden te noemen.\n" } },
	{ "collegeadvies", INSP, { .headings = 1, .text =
	    "Collegeadvies\nOnderwerp: beleidsplan Wmo\nHet college wordt geadviseerd in te stemmen met het plan.\n" } },
	{ "advies over een bezwaar, dat een mens beoordeelt", ADV, { .headings = 1, .text =
	    "Advies commissie bezwaarschriften\nDe commissie adviseert het bezwaar van reclamant ongegrond te verklaren.\n" } },
	{ "verkeersbesluit", BAS, { .headings = 1, .text =
	    "Verkeersbesluit gehandicaptenparkeerplaats Dorpsstraat\nBurgemeester en wethouders van Voorbeeldstad;\ngelet op "
	    "de Wegenverkeerswet 1994 en het Besluit administratieve bepalingen inzake het wegverkeer (BABW);\noverwegende "
	    "dat een bewoner een aanvraag heeft ingediend voor een parkeervergunning;\nbesluiten: het plaatsen van bord E6.\n"
	    "Tegen dit besluit kunt u bezwaar maken.\n" } },
	{ "beleidsregels", BAS, { .headings = 1, .text =
	    "Beleidsregels bijzondere bijstand 2026\nHet college van burgemeester en wethouders;\ngelet op artikel 4:81 van de "
	    "Algemene wet bestuursrecht;\nbesluit vast te stellen de volgende beleidsregels:\n" } },
	{ "omgevingsvergunning", BES, { .headings = 1, .text =
	    "Besluit omgevingsvergunning\nOp 5 januari 2026 hebben wij een aanvraag ontvangen voor een dakkapel.\n"
	    "Burgemeester en wethouders besluiten, gelet op artikel 5.1 van de Omgevingswet, de omgevingsvergunning te "
	    "verlenen.\nBent u het niet eens met dit besluit? Dan kunt u bezwaar maken.\n" } },
	{ "subsidiebrief zonder titel", BES, { .text =
	    "Stichting Buurthuis\nBetreft: subsidie 2026\nU heeft op 1 oktober 2025 een subsidie aangevraagd op grond van de "
	    "Algemene subsidieverordening.\nWij verlenen u een subsidie van maximaal € 25.000.\nBent u het niet eens met deze "
	    "beslissing, dan kunt u bezwaar maken.\n" } },
	{ "subsidieregeling", AVV, { .headings = 1, .text =
	    "Subsidieregeling burgerinitiatieven 2026\nBurgemeester en wethouders;\ngelet op de Algemene subsidieverordening;\n"
	    "besluiten de volgende regeling vast te stellen:\n" } },
	{ "Woo-besluit dat een beschikking noemt", WOO, { .text =
	    "Onderwerp: besluit op uw Woo-verzoek\nIn uw e-mail van 3 maart 2026 heeft u met een beroep op de Wet open "
	    "overheid (Woo) verzocht om documenten over de subsidiebeschikking en de omgevingsvergunning.\nWij hebben besloten "
	    "de documenten gedeeltelijk openbaar te maken.\nTegen dit besluit kunt u bezwaar maken.\n" } },
	{ "Wob-besluit van een minister", WOO, { .text =
	    "> Retouradres Postbus 1\nDatum 3 april 2019\nBetreft Besluit op uw verzoek\nBij brief van 2 februari 2019 heeft u "
	    "met een beroep op de Wet openbaarheid van bestuur (Wob) verzocht om openbaarmaking van documenten.\nIk heb "
	    "besloten uw verzoek toe te wijzen. Eerbiediging van de persoonlijke levenssfeer.\n" } },
	{ "pagina over Woo-verzoeken", BER, { .headings = 1, .text =
	    "Woo-verzoek indienen\nEen Woo-verzoek kunt u indienen via de website.\n" } },
	{ "klachtoordeel", KLA, { .text =
	    "Onderwerp: uw klacht van 3 maart 2026\nU heeft een klacht ingediend over een medewerker.\nDe klacht is behandeld "
	    "volgens hoofdstuk 9 van de Algemene wet bestuursrecht.\nWij verklaren uw klacht gedeeltelijk gegrond.\nBent u niet "
	    "tevreden? Dan kunt u zich wenden tot de Nationale ombudsman.\n" } },
	{ "beslissing op bezwaar", BES, { .text =
	    "Onderwerp: beslissing op bezwaar\nOp 4 februari heeft u bezwaar gemaakt tegen ons besluit.\nWij hebben besloten uw "
	    "bezwaar ongegrond te verklaren.\nTegen dit besluit kunt u beroep instellen.\n" } },
	{ "jaarverslag klachten", JAAR, { .headings = 1, .text =
	    "Jaarverslag klachtbehandeling 2025\nIn dit jaarverslag leest u welke klacht gegrond is verklaard.\n" } },
	{ "convenant", CONV, { .headings = 1, .text =
	    "Convenant aanpak ondermijning\nDe ondergetekenden:\nde gemeente Voorbeeldstad, rechtsgeldig vertegenwoordigd door "
	    "de burgemeester,\nkomen het volgende overeen:\n" } },
	{ "intentieverklaring, alleen de titel", "-", { .declared = "Intentieverklaring Kanaalzone" } },
	{ "koopovereenkomst", "-", { .headings = 1, .text =
	    "Koopovereenkomst perceel Dorpsstraat\nDe ondergetekenden:\nde gemeente, rechtsgeldig vertegenwoordigd door de "
	    "burgemeester,\nzijn het volgende overeengekomen:\n" } },
	{ "raadsinformatiebrief over een convenant", ING, { .headings = 1, .text =
	    "Raadsinformatiebrief\nOnderwerp: evaluatie convenant ondermijning\nGeachte leden van de raad,\nMet deze brief "
	    "informeren wij u over het convenant.\n" } },
	{ "lijst van ingekomen stukken", ING, { .declared = "Lijst van ingekomen stukken raad 12 maart" } },
	{ "jaarstukken", JAAR, { .headings = 1, .text =
	    "Jaarstukken 2025\nParagraaf weerstandsvermogen en risicobeheersing\n" } },
	{ "213a-onderzoek", OND, { .headings = 3, .text =
	    "Onderzoek doelmatigheid en doeltreffendheid inkoop\n1.2 Onderzoeksvragen\n5 Conclusies en aanbevelingen\n"
	    "Onderzoek op grond van artikel 213a Gemeentewet. Het jaarverslag en de begroting zijn bestudeerd.\n" } },
	{ "rekenkamerrapport", OND, { .declared = "Rekenkamerrapport Grip op jeugdzorg" } },
	{ "jaarverslag rekenkamer", JAAR, { .declared = "Jaarverslag rekenkamer 2025" } },
	{ "mandaatbesluit", BAS, { .headings = 1, .text =
	    "Mandaatbesluit Voorbeeldstad 2026\nHet college en de burgemeester;\ngelet op afdeling 10.1.1 van de Algemene wet "
	    "bestuursrecht;\nbesluiten:\nde gemandateerde kan ondermandaat verlenen\n" } },
	{ "beleidsnota", INSP, { .declared = "Beleidsnota sport 2026-2030" } },
	{ "kamerstuk", STG, { .text = "Tweede Kamer der Staten-Generaal\n2\nVergaderjaar 2025-2026\n32 545\n" } },
	{ "brief aan de Kamer", STG, { .declared = "Kamerbrief over woningbouw", .text =
	    "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal\n" } },
	{ "subsidieverplichting", SUB, { .declared = "Verplichting tot verstrekking van subsidie, land X" } },
	{ "offerte", "-", { .headings = 1, .text = "Offerte\nHierbij bieden wij u een offerte aan voor schilderwerk.\n" } },
	{ "uitspraak van de rechter", "-", { .headings = 2, .text =
	    "Rechtbank Den Haag\nBestuursrecht\nDeze uitspraak gaat over de vraag of het college de aanvraag van eiser voor een "
	    "omgevingsvergunning terecht heeft afgewezen. Het beroep is gegrond.\n" } },
	{ "aanvraag van een burger", "-", { .declared = "Aanvraag omgevingsvergunning Dorpsstraat 12" } },
	{ "beschikking over een persoon, die een mens beoordeelt", BES, { .declared = "Beschikking Wmo", .text =
	    "Op 3 maart heeft u hulp aangevraagd op grond van de Wmo.\nWij hebben besloten uw aanvraag af te wijzen.\n"
	    "Bent u het niet eens met dit besluit? Dan kunt u bezwaar maken.\n" } },
	{ "zaaktype Woo", WOO, { .zaaktype = "Woo-verzoek behandelen" } },
	{ "zaaktype alleen", "-", { .zaaktype = "Omgevingsvergunning behandelen" } },
	{ "zaaktype en aanvraag", "-", { .zaaktype = "Omgevingsvergunning behandelen", .declared = "Aanvraag omgevingsvergunning" } },
	{ "zaaktype en besluit", BES, { .zaaktype = "Omgevingsvergunning behandelen", .text =
	    "Burgemeester en wethouders besluiten de omgevingsvergunning te verlenen.\n" } },
	{ "leeg", "-", { .text = "" } },
};

static void
boundaries(void **state)
{
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(boundary); i++) {
		struct rig r;
		const struct document *d = classify(&r, real, &boundary[i].d);
		const char *got = chosen(d);
		size_t cls = rig_count(&r, F_CLS_UNDECIDED, 0) + rig_count(&r, F_CLS_TIED, 0);

		if (strcmp(got, boundary[i].want) != 0) {
			print_error("%s: %s, verwacht %s\n", boundary[i].name, got, boundary[i].want);
			wrong++;
		}
		/* A finding exactly when nothing was chosen. */
		assert_int_equal(cls, strcmp(got, "-") == 0);
		assert_int_equal(rig_count(&r, F_CLS_RULE_FAILED, 0), 0);
		rig_close(&r);
	}
	assert_int_equal(wrong, 0);
}

/* Best first, equal scores in the order of the uri, labels as in the catalogue, nothing at zero or below. */
static void
ranking(void **state)
{
	struct rules *rules = load(HEAD "rules:\n" RULE("A1", WOO, "tekst", "10", "aap") RULE("A2", COL, "tekst", "5", "noot")
	    RULE("A3", BES, "tekst", "5", "noot") RULE("A4", AVV, "tekst", "-5", "noot") RULE("A5", KLA, "tekst", "7", "mies"));
	static const struct doc d = { .text = "aap noot mies\n", .headings = 1 };
	struct rig r;
	const struct document *x = classify(&r, rules, &d);

	(void)state;
	assert_int_equal(x->nclasses, 4);
	for (size_t i = 0; i < x->nclasses; i++) {
		const struct term *t = catalog_uri(lists, "informatiecategorieen", x->classes[i].uri);

		assert_non_null(t);
		assert_true(str_eq(t->label, x->classes[i].label));
		assert_true(x->classes[i].score > 0);
		assert_true(x->classes[i].nreasons > 0);
		if (i > 0)
			assert_true(x->classes[i - 1].score > x->classes[i].score ||
			    (x->classes[i - 1].score == x->classes[i].score &&
				str_cmp(x->classes[i - 1].uri, x->classes[i].uri) < 0));
	}
	rig_close(&r);
	rules_free(rules);
}

/* The arguments of a finding about the document, "-" when there is none. */
static const char *
said(const struct rig *r, enum finding_code code)
{
	for (size_t i = 0; i < r->dossier.findings.n; i++) {
		const struct finding *f = &r->dossier.findings.v[i];

		if (f->code == code)
			return str_c(mem, str_fmt(mem, "%.*s%s%.*s", STRF(f->arg[0]), f->arg[1].n == 0 ? "" : " | ", STRF(f->arg[1])));
	}
	return "-";
}

/* Threshold, margin, and what they ask of an annex. */
static void
decisions(void **state)
{
#define WOO_IS(n)	"‘Woo-verzoeken en -besluiten’ (" n " van 10 punten)"
#define COL_IS(n)	"‘agenda’s en besluitenlijsten bestuurscolleges’ (" n " van 10 punten)"
	static const struct { const char *name, *title, *want; enum doc_role role; enum finding_code f; const char *args; } t[] = {
		{ "enough", "aap", WOO, ROLE_MAIN, F_CLS_UNDECIDED, "-" },
		{ "too little", "noot", "-", ROLE_MAIN, F_CLS_UNDECIDED, WOO_IS("9") },
		{ "nothing", "zus", "-", ROLE_MAIN, F_CLS_UNDECIDED, "niets, geen enkele regel past" },
		{ "margin", "aap mies", "-", ROLE_MAIN, F_CLS_TIED, WOO_IS("10") " | " COL_IS("7") },
		{ "margin not reached below threshold", "noot mies", "-", ROLE_MAIN, F_CLS_TIED, "-" },
		{ "both below threshold", "noot mies", "-", ROLE_MAIN, F_CLS_UNDECIDED, WOO_IS("9") " en " COL_IS("7") },
		{ "annex, too little", "aap", "-", ROLE_ANNEX, F_CLS_UNDECIDED, "-" },
		{ "annex, strong", "aap noot", WOO, ROLE_ANNEX, F_CLS_UNDECIDED, "-" },
		{ "inventory, tied", "aap noot mies vuur", "-", ROLE_INVENTORY, F_CLS_TIED, "-" },
		{ "own threshold", "boek", BES, ROLE_MAIN, F_CLS_UNDECIDED, "-" },
		{ "own threshold, below the margin", "roos", KLA, ROLE_MAIN, F_CLS_TIED, "-" },
		{ "own threshold, below the margin, another near", "roos ezel", "-", ROLE_MAIN, F_CLS_TIED,
		    "‘klachtoordelen’ (2 van 2 punten) | ‘onderzoeksrapporten’ (1 van 10 punten)" },
	};
	struct rules *rules = load(HEAD "thresholds: [{value: " BES ", threshold: 3}, {value: 2l, threshold: 2}]\nrules:\n"
	    RULE("A1", WOO, "titel", "10", "aap") RULE("A2", WOO, "titel", "9", "noot") RULE("A3", COL, "titel", "7", "mies")
	    RULE("A4", COL, "titel", "10", "vuur") RULE("A5", BES, "titel", "4", "boek") RULE("A6", KLA, "titel", "2", "roos")
	    RULE("A7", OND, "titel", "1", "ezel"));

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct doc d = { .declared = t[i].title, .role = t[i].role };
		struct rig r;
		const struct document *x = classify(&r, rules, &d);

		if (strcmp(chosen(x), t[i].want) != 0 || strcmp(said(&r, t[i].f), t[i].args) != 0)
			fail_msg("%s: %s, %s", t[i].name, chosen(x), said(&r, t[i].f));
		if (t[i].role != ROLE_MAIN)
			assert_int_equal(r.dossier.findings.n, 0);
		rig_close(&r);
	}
	rules_free(rules);
}

/* Negative weights take points away; the zaaktype is not an annex's. */
static void
weights(void **state)
{
	struct rules *rules = load(HEAD "rules:\n" RULE("A1", WOO, "titel", "10", "aap") RULE("A2", WOO, "titel", "-12", "noot")
	    RULE("A3", WOO, "zaaktype", "10", "zaak"));
	static const struct { struct doc d; int want; } t[] = {
		{ { .declared = "aap" }, 10 }, { { .declared = "aap noot" }, 0 }, { { .zaaktype = "De ZAAK" }, 10 },
		{ { .zaaktype = "zaak", .role = ROLE_ANNEX }, 0 }, { { .declared = "aap", .zaaktype = "zaak" }, 20 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rig r;

		assert_int_equal(score(classify(&r, rules, &t[i].d), WOO), t[i].want);
		rig_close(&r);
	}
	rules_free(rules);
}

/* A rule that gives up says so; the others still count. */
static void
rule_fails(void **state)
{
	struct rules *rules = load(HEAD "rules:\n" RULE("A1", WOO, "tekst", "10", "(?:x+x+)+[yz]|aap")
	    RULE("A2", COL, "tekst", "10", "xx"));
	char *p = NEW(mem, char, 5001);
	struct doc d = { .text = p };
	struct rig r;
	const struct document *x;

	(void)state;
	memset(p, 'x', 5000);
	x = classify(&r, rules, &d);
	assert_int_equal(rig_count(&r, F_CLS_RULE_FAILED, 0), 1);
	assert_true(str_eq(r.dossier.findings.v[0].arg[0], S("A1")));
	assert_true(r.dossier.findings.v[0].arg[1].n > 0);
	assert_string_equal(chosen(x), COL);
	rig_close(&r);
	/* An annex that nobody looked at is a finding too. */
	d.role = ROLE_ANNEX;
	(void)classify(&r, rules, &d);
	assert_int_equal(rig_count(&r, F_CLS_RULE_FAILED, 0), 1);
	rig_close(&r);
	rules_free(rules);
}

/* All examples of all rules after each other, and long dull texts: no rule may give up. */
static void
hostile(void **state)
{
	static const char *const units[] = { "x", "besluit ", "de raad van de gemeente\n", "verzoek woo ", "het college besluit ",
		"constaterende ", "\n\n", "é", "aanvraag vergunning subsidie ", "\xe2\x80\x83", "Tweede Kamer der Staten-Generaal " };
	struct buf b;
	struct doc d = { 0 };
	struct rig r;

	(void)state;
	buf_init(&b, mem, MIB(2));
	for (size_t k = 0; k < 12; k++) {
		for (size_t i = 0; i < real->n; i++) {
			const struct rule *x = &real->v[(i * 37 + k * 11) % real->n];

			buf_add(&b, x->yes[k % x->nyes]);
			buf_addc(&b, k % 2 == 0 ? '\n' : ' ');
		}
	}
	d.text = str_c(mem, buf_str(&b));
	d.headings = 60;
	(void)classify(&r, real, &d);
	assert_int_equal(rig_count(&r, F_CLS_RULE_FAILED, 0), 0);
	rig_close(&r);
	for (size_t i = 0; i < COUNT(units); i++) {
		buf_init(&b, mem, KIB(300));
		while (!b.cut)
			buf_add(&b, str_of(units[i]));
		d = (struct doc){ .text = str_c(mem, utf8_cut(buf_str(&b), KIB(299) / 6 * 6)), .declared = str_c(mem,
		    str_sub(buf_str(&b), 0, 6000)) };
		(void)classify(&r, real, &d);
		if (rig_count(&r, F_CLS_RULE_FAILED, 0) != 0)
			fail_msg("%s: %.*s", units[i], STRF(finding_text(mem, &r.dossier.findings.v[0])));
		rig_close(&r);
	}
}

/* The same job twice gives the same result. */
static void
repeatable(void **state)
{
	struct rig a, b;
	const struct document *x = classify(&a, real, &boundary[0].d), *y = classify(&b, real, &boundary[0].d);

	(void)state;
	assert_int_equal(x->nclasses, y->nclasses);
	for (size_t i = 0; i < x->nclasses; i++) {
		assert_true(str_eq(x->classes[i].uri, y->classes[i].uri));
		assert_int_equal(x->classes[i].score, y->classes[i].score);
		assert_int_equal(x->classes[i].nreasons, y->classes[i].nreasons);
	}
	rig_close(&a);
	rig_close(&b);
}

/* --- what else a rule can look at, ask and do --------------------------------------------------- */

/* What speaks against every value of a list takes points of each, and of no other list. */
static void
against_all(void **state)
{
	static const struct { const char *name; struct doc d; int woo, bes; const char *want; } t[] = {
		{ "not there", { .declared = "aap mies" }, 20, 3, WOO },
		{ "there", { .declared = "aap mies noot" }, 13, 0, WOO },
		{ "too much", { .declared = "aap noot", .text = "wim\n" }, 8, 0, "-" },
		{ "alone", { .declared = "noot" }, 0, 0, "-" },
		{ "below zero: for all that have any", { .declared = "mies teun" }, 1, 4, "-" },
	};
	static const struct rule_text files[FILES_MOST] = {
		{ HEAD "rules:\n" RULE("A1", WOO, "titel", "20", "aap") RULE("A2", BES, "titel", "3", "mies")
		    RULE("N1", "geen", "titel", "7", "noot") RULE("N2", "geen", "tekst", "5", "wim")
		    RULE("N3", "geen", "titel", "-1", "teun"), NULL },
		{ LIST("documentsoorten") "rules:\n" RULE("S1", "brief", "titel", "10", "aap"), "rules/s.yaml" },
	};
	struct rules *rules = load_files(files);

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rig r;
		const struct document *x = classify(&r, rules, &t[i].d);

		if (score(x, WOO) != t[i].woo || score(x, BES) != t[i].bes || strcmp(chosen(x), t[i].want) != 0)
			fail_msg("%s: %d, %d, %s", t[i].name, score(x, WOO), score(x, BES), chosen(x));
		assert_int_equal(x->nsoorten, strstr(t[i].d.declared, "aap") != NULL);
		/* Points add up to the score, whoever gave or took them. */
		for (size_t k = 0; k < x->nclasses; k++) {
			int sum = 0;

			for (size_t m = 0; m < x->classes[k].nreasons; m++)
				sum += x->classes[k].reasons[m].weight;
			assert_int_equal(sum, x->classes[k].score);
		}
		rig_close(&r);
	}
	rules_free(rules);
}

/* Signs: all of needs, none of unless, each seen in any of its ways; they give no points themselves. */
static void
conditions(void **state)
{
	static const struct { const char *name; struct doc d; int want; } t[] = {
		{ "neither", { .declared = "aap" }, 0 },
		{ "needed, one way", { .declared = "aap", .text = "noot\n" }, 4 },
		{ "needed, another way", { .declared = "aap", .zaaktype = "noot" }, 4 },
		{ "needed, both ways", { .declared = "aap", .zaaktype = "noot", .text = "noot\n" }, 4 },
		{ "the sign alone", { .text = "noot\n" }, 0 },
		{ "two needed, one there", { .declared = "mies", .text = "noot\n" }, 0 },
		{ "two needed, both there", { .declared = "mies", .text = "noot wim\n" }, 8 },
		{ "unless", { .declared = "vuur" }, 16 },
		{ "unless, there", { .declared = "vuur", .text = "wim\n" }, 0 },
		{ "one of two unless", { .declared = "boek", .zaaktype = "noot" }, 0 },
		{ "none of two unless", { .declared = "boek" }, 32 },
		{ "needs and unless, needed", { .declared = "roos", .text = "noot\n" }, 64 },
		{ "needs and unless, both", { .declared = "roos", .text = "noot wim\n" }, 0 },
		{ "a sign seen too seldom", { .declared = "hok", .text = "duif duif\n" }, 0 },
		{ "a sign seen often enough", { .declared = "hok", .text = "duif duif duif\n" }, 5 },
		{ "of a later file", { .declared = "jet", .text = "noot\n" }, 3 },
	};
	/* A rule is id, pattern, weight, conditions. */
#define IF(id, pattern, weight, what)	"- {id: " id ", value: 2i, field: titel, weight: " weight ", pattern: " pattern \
	", " what ", yes: [" pattern "], no: [x]}\n"
	static const struct rule_text files[] = {
		{ HEAD "signs:\n" SIGN("NOOT", "tekst", "noot") SIGN("WIM", "tekst", "wim") SIGN("NOOT", "zaaktype", "noot")
		    "- {id: DUIF, field: tekst, least: 3, pattern: duif, yes: [duif], no: [x]}\n"
		    "rules:\n" IF("A1", "aap", "4", "needs: [NOOT]") IF("A2", "mies", "8", "needs: [NOOT, WIM]")
		    IF("A3", "vuur", "16", "unless: [WIM]") IF("A4", "boek", "32", "unless: [WIM, NOOT]")
		    IF("A5", "roos", "64", "needs: [NOOT], unless: [WIM]") IF("A6", "hok", "5", "needs: [DUIF]"), NULL },
		{ MORE "rules:\n" IF("B1", "jet", "3", "needs: [NOOT]"), "rules/b.yaml" },
		{ NULL, NULL },
	};
	struct rules *rules = load_files(files);

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rig r;
		const struct document *x = classify(&r, rules, &t[i].d);

		if (score(x, WOO) != t[i].want)
			fail_msg("%s: %d", t[i].name, score(x, WOO));
		rig_close(&r);
	}
	rules_free(rules);
}

/* A pattern that must be there so many times; its points are given once. */
static void
least(void **state)
{
	static const struct { const char *name; struct doc d; int want; } t[] = {
		{ "twice", { .text = "aap aap\n" }, 0 },
		{ "three times", { .text = "aap aap aap\n" }, 10 },
		{ "four times", { .text = "aap aapaap aap\n" }, 10 },
		{ "two headings", { .text = "mies\nmies\n", .headings = 2 }, 7 },
		{ "one heading", { .text = "mies\nmies\n", .headings = 1 }, 0 },
		{ "twice in one heading", { .text = "mies mies\n", .headings = 1 }, 7 },
	};
	struct rules *rules = load(HEAD "rules:\n"
	    "- {id: A1, value: 2i, field: tekst, least: 3, weight: 10, pattern: aap, yes: [aap], no: [x]}\n"
	    "- {id: A2, value: 2i, field: kop, least: 2, weight: 7, pattern: mies, yes: [mies], no: [x]}\n");

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rig r;
		const struct document *x = classify(&r, rules, &t[i].d);

		if (score(x, WOO) != t[i].want)
			fail_msg("%s: %d", t[i].name, score(x, WOO));
		rig_close(&r);
	}
	rules_free(rules);
}

/* Where a rule that holds is of a category that was chosen, and only there, a person decides. */
static void
holds(void **state)
{
	static const struct { const char *name; struct doc d; const char *want, *args; } t[] = {
		{ "with a note", { .declared = "aap" }, WOO, "A1 | Kijk zelf" },
		{ "without a note", { .declared = "mies" }, COL, "A2 | zie de regel" },
		{ "not chosen", { .declared = "aap boek" }, "-", "-" },
		{ "another chosen", { .declared = "aap boek roos" }, BES, "-" },
		{ "no such rule", { .declared = "noot" }, WOO, "-" },
		{ "a note alone holds nothing", { .declared = "vis" }, KLA, "-" },
		{ "the second of two", { .declared = "ezel duif" }, KLA " " ADV, "A7 | zie de regel" },
		{ "an annex", { .declared = "aap noot", .role = ROLE_ANNEX }, WOO, "A1 | Kijk zelf" },
		{ "an annex that follows", { .declared = "aap", .role = ROLE_ANNEX }, "-", "-" },
		{ "a person has decided", { .declared = "aap", .categories = KERN WOO }, WOO, "-" },
	};
	struct rules *rules = load(HEAD "together: [{values: [2l, 2e]}]\nrules:\n"
	    "- {id: A1, value: 2i, field: titel, weight: 11, hold: ja, note: Kijk zelf, pattern: aap, yes: [aap], no: [x]}\n"
	    "- {id: A2, value: 2d, field: titel, weight: 10, hold: true, pattern: mies, yes: [mies], no: [x]}\n"
	    RULE("A3", WOO, "titel", "10", "noot") RULE("A4", BES, "titel", "10", "boek") RULE("A5", BES, "titel", "8", "roos")
	    RULE("A6", KLA, "titel", "12", "ezel")
	    "- {id: A7, value: 2e, field: titel, weight: 10, hold: ja, pattern: duif, yes: [duif], no: [x]}\n"
	    "- {id: A8, value: 2l, field: titel, weight: 10, hold: nee, note: Let op, pattern: \\bvis, yes: [vis], no: [x]}\n");

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rig r;
		const struct document *x = classify(&r, rules, &t[i].d);

		if (strcmp(chosen(x), t[i].want) != 0 || strcmp(said(&r, F_CLS_RULE_HOLDS), t[i].args) != 0)
			fail_msg("%s: %s, %s", t[i].name, chosen(x), said(&r, F_CLS_RULE_HOLDS));
		rig_close(&r);
	}
	rules_free(rules);
}

/* A category that the organisation's kind has no documents of. */
static void
not_ours(void **state)
{
	static const struct { const char *name; struct doc d; const char *want, *args; } t[] = {
		{ "a municipality", { .declared = "aap" }, STG, "vergaderstukken Staten-Generaal | gemeente" },
		{ "a province", { .declared = "aap", .tooi = "pv26" }, STG, "-" },
		{ "nobody knows whose", { .declared = "aap", .tooi = "gm9999" }, STG, "-" },
		{ "of no name", { .declared = "aap", .tooi = "" }, STG, "-" },
		{ "another category", { .declared = "mies" }, COL, "-" },
		{ "nothing chosen", { .declared = "aap mies" }, "-", "-" },
		{ "the second of two", { .declared = "aap noot" }, WOO " " STG, "vergaderstukken Staten-Generaal | gemeente" },
		{ "an annex", { .declared = "aap vuur", .role = ROLE_ANNEX }, STG, "vergaderstukken Staten-Generaal | gemeente" },
		{ "a person has decided", { .declared = "aap", .categories = KERN STG }, STG, "-" },
	};
	static const struct rule_text files[FILES_MOST] = {
		{ HEAD "together: [{values: [2b, 2i]}]\nrules:\n" RULE("A1", COL, "titel", "10", "mies") RULE("A2", WOO, "titel", "11", "noot"),
		    NULL },
		{ MORE "value: 2b\nnot_of: gemeente\nrules:\n" RULE("B1", STG, "titel", "10", "aap") RULE("B2", STG, "titel", "6", "vuur"),
		    "rules/2b.yaml" },
	};
	struct rules *rules = load_files(files);

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rig r;
		const struct document *x = classify(&r, rules, &t[i].d);

		if (strcmp(chosen(x), t[i].want) != 0 || strcmp(said(&r, F_CLS_NOT_OURS), t[i].args) != 0)
			fail_msg("%s: %s, %s", t[i].name, chosen(x), said(&r, F_CLS_NOT_OURS));
		rig_close(&r);
	}
	rules_free(rules);
}

/* Two categories that may stand beside each other. */
static void
together(void **state)
{
	static const struct { const char *name, *title, *want; bool tied; } t[] = {
		{ "alone", "aap", WOO, false },
		{ "two", "aap mies", WOO " " COL, false },
		{ "two, in the other order", "aap mies vuur", COL " " WOO, false },
		{ "the second below its threshold", "aap noot", "-", true },
		{ "two that do not go together", "aap boek", "-", true },
		{ "two, and a third too near", "aap mies boek", "-", true },
		{ "two, and a third far", "aap mies roos", WOO " " COL, false },
	};
	struct rules *rules = load(HEAD "together: [{values: [2i, 2d]}]\nrules:\n"
	    RULE("A1", WOO, "titel", "11", "aap") RULE("A2", COL, "titel", "9", "noot") RULE("A3", COL, "titel", "10", "mies")
	    RULE("A4", COL, "titel", "5", "vuur") RULE("A5", BES, "titel", "10", "boek") RULE("A6", BES, "titel", "6", "roos"));

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct doc d = { .declared = t[i].title };
		struct rig r;
		const struct document *x = classify(&r, rules, &d);

		if (strcmp(chosen(x), t[i].want) != 0 || (rig_count(&r, F_CLS_TIED, 0) != 0) != t[i].tied)
			fail_msg("%s: %s", t[i].name, chosen(x));
		rig_close(&r);
	}
	rules_free(rules);
}

/* What one organisation has otherwise is of no effect on another. */
static void
one_organisation(void **state)
{
	static const struct rule_text files[FILES_MOST] = {
		{ HEAD "signs:\n" SIGN("NOOT", "tekst", "noot") "rules:\n" RULE("A1", WOO, "titel", "10", "aap")
		    RULE("A2", WOO, "titel", "12", "mies"), NULL },
		{ MORE "off: [A1]\nthresholds: [{value: 2i, threshold: 13}]\nsigns:\n" SIGN("WIM", "tekst", "wim") "rules:\n"
		    "- {id: D1, value: 2d, field: titel, weight: 10, needs: [NOOT, WIM], pattern: aap, yes: [aap], no: [x]}\n",
		    "organisations/delft/rules.yaml" },
		/* By the code that the rig's organisation has. */
		{ MORE "rules:\n" RULE("L1", "2k", "titel", "10", "roos"), "organisations/gm0546/rules.yaml" },
	};
	static const struct { const char *name; struct doc d; const char *want; } t[] = {
		{ "off", { .declared = "aap" }, "-" },
		{ "off, extra rule", { .declared = "aap", .text = "noot wim\n" }, COL },
		{ "extra rule, its sign is missing", { .declared = "aap", .text = "noot\n" }, "-" },
		{ "threshold", { .declared = "mies" }, "-" },
		{ "of another", { .declared = "roos" }, "-" },
		{ "not off for another", { .declared = "aap", .org = "leiden", .text = "noot wim\n" }, WOO },
		{ "threshold of all for another", { .declared = "mies", .org = "leiden" }, WOO },
		{ "by its code", { .declared = "roos", .org = "leiden" }, BES },
	};
	struct rules *rules = load_files(files);

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct doc d = t[i].d;
		struct rig r;
		const struct document *x;

		d.org = d.org == NULL ? "delft" : d.org;
		x = classify(&r, rules, &d);
		if (strcmp(chosen(x), t[i].want) != 0)
			fail_msg("%s: %s", t[i].name, chosen(x));
		if (strcmp(t[i].name, "threshold") == 0)
			assert_string_equal(said(&r, F_CLS_UNDECIDED), "‘Woo-verzoeken en -besluiten’ (12 van 13 punten)");
		rig_close(&r);
	}
	rules_free(rules);
}

/* Facts that point elsewhere than the text does. */
static void
contradictions(void **state)
{
	static const struct { const char *name; struct doc d; const char *want, *args; } t[] = {
		{ "zaaktype against text", { .zaaktype = "aap", .text = "mies\n" }, COL,
		    "Woo-verzoeken en -besluiten | agenda’s en besluitenlijsten bestuurscolleges" },
		{ "folder against text", { .path = "aap/stuk.pdf", .text = "mies\n" }, COL,
		    "Woo-verzoeken en -besluiten | agenda’s en besluitenlijsten bestuurscolleges" },
		{ "facts that add up", { .soort = "vis", .bron = "aap", .text = "mies\n" }, COL,
		    "Woo-verzoeken en -besluiten | agenda’s en besluitenlijsten bestuurscolleges" },
		{ "a weak fact", { .soort = "vis", .text = "mies\n" }, COL, "-" },
		{ "the text names it too", { .zaaktype = "aap", .text = "mies vuur\n" }, COL, "-" },
		{ "the text speaks against it", { .zaaktype = "aap", .text = "mies roos\n" }, COL,
		    "Woo-verzoeken en -besluiten | agenda’s en besluitenlijsten bestuurscolleges" },
		{ "facts for both", { .zaaktype = "aap", .bron = "mies", .text = "mies\n" }, COL, "-" },
		{ "facts for both, the other first in the list", { .zaaktype = "aap", .bron = "mies", .text = "wit\n" }, WOO, "-" },
		{ "facts and text agree", { .bron = "mies", .text = "mies\n" }, COL, "-" },
		{ "no facts", { .text = "mies\n" }, COL, "-" },
		{ "only facts", { .zaaktype = "aap", .bron = "aap" }, WOO, "-" },
		{ "nothing chosen", { .zaaktype = "aap", .text = "noot\n" }, "-", "-" },
		{ "an annex", { .path = "aap/b.pdf", .text = "mies\n", .role = ROLE_ANNEX }, COL, "-" },
		{ "a person has decided", { .zaaktype = "aap", .text = "mies\n", .categories = KERN COL }, COL, "-" },
	};
	struct rules *rules = load(HEAD "rules:\n" RULE("Z", WOO, "zaaktype", "6", "aap") RULE("M", WOO, "map", "5", "aap")
	    RULE("S", WOO, "documentsoort", "4", "vis") RULE("B", WOO, "bron", "4", "aap") RULE("C", COL, "bron", "6", "mies")
	    RULE("T", COL, "tekst", "20", "mies") RULE("N", COL, "tekst", "8", "noot") RULE("W", WOO, "tekst", "1", "vuur")
	    RULE("R", WOO, "tekst", "-1", "roos") RULE("I", WOO, "tekst", "20", "wit"));

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rig r;
		const struct document *x = classify(&r, rules, &t[i].d);

		if (strcmp(chosen(x), t[i].want) != 0 || strcmp(said(&r, F_CLS_CONTRADICTION), t[i].args) != 0)
			fail_msg("%s: %s, %s", t[i].name, chosen(x), said(&r, F_CLS_CONTRADICTION));
		rig_close(&r);
	}
	rules_free(rules);
}

/* What dossier.yaml chose stands; that the rules were sure of another is told. */
static void
choices(void **state)
{
	static const struct { const char *name; struct doc d; const char *want, *args; } t[] = {
		{ "agrees", { .declared = "aap", .categories = KERN WOO }, WOO, "-" },
		{ "disagrees", { .declared = "aap", .categories = KERN BES }, BES, "beschikkingen | Woo-verzoeken en -besluiten" },
		{ "disagrees, and has points", { .declared = "aap mies", .categories = KERN COL }, COL,
		    "agenda’s en besluitenlijsten bestuurscolleges | Woo-verzoeken en -besluiten" },
		{ "the rules were not sure", { .declared = "noot", .categories = KERN BES }, BES, "-" },
		{ "the rules were torn", { .declared = "aap boek", .categories = KERN BES }, BES, "-" },
		{ "the rules knew nothing", { .declared = "zus", .categories = KERN BES }, BES, "-" },
		{ "two, the rules' among them", { .declared = "aap", .categories = KERN BES " " KERN WOO }, WOO " " BES, "-" },
		{ "two others", { .declared = "aap", .categories = KERN BES " " KERN KLA }, BES " " KLA,
		    "beschikkingen | Woo-verzoeken en -besluiten" },
		{ "one twice", { .declared = "zus", .categories = KERN BES " " KERN BES }, BES, "-" },
		{ "an annex", { .declared = "zus", .categories = KERN BES, .role = ROLE_ANNEX }, BES, "-" },
	};
	struct rules *rules = load(HEAD "rules:\n" RULE("A1", WOO, "titel", "10", "aap") RULE("A2", WOO, "titel", "9", "noot")
	    RULE("A3", COL, "titel", "5", "mies") RULE("A4", COL, "titel", "8", "boek"));

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rig r;
		const struct document *x = classify(&r, rules, &t[i].d);

		if (strcmp(chosen(x), t[i].want) != 0 || strcmp(said(&r, F_CLS_OVERRULED), t[i].args) != 0)
			fail_msg("%s: %s, %s", t[i].name, chosen(x), said(&r, F_CLS_OVERRULED));
		assert_int_equal(r.dossier.findings.n, strcmp(t[i].args, "-") != 0);
		for (size_t k = 0; k < x->nclasses; k++) {
			const struct class_score *c = &x->classes[k];

			/* The person first, then what the rules had to say of it. */
			assert_int_equal(c->chosen, str_eq(c->reasons[0].rule, S(REASON_SAID)));
			assert_true(c->label.n != 0 && (c->chosen || c->score > 0));
		}
		rig_close(&r);
	}
	rules_free(rules);
}

/* The label of the only one chosen, or "-". */
static const char *
label(const struct class_score *v, size_t n)
{
	assert_true(n <= 1);
	assert_true(n == 0 || v[0].chosen);
	return n == 0 ? "-" : str_c(mem, v[0].label);
}

/* Documentsoort and thema: by rules of their own, or by what the source calls it; never a finding. */
static void
other_lists(void **state)
{
	static const struct rule_text files[FILES_MOST] = {
		{ HEAD "rules:\n" RULE("A1", WOO, "titel", "10", "aap"), NULL },
		{ LIST("documentsoorten") "rules:\n" RULE("S1", "brief", "titel", "10", "mies") RULE("S2", "jaarverslag", "titel", "7", "noot")
		    RULE("S3", "brief", "titel", "9", "vuur"), "rules/soorten.yaml" },
		{ LIST("themas") "rules:\n" RULE("T1", "geluid", "tekst", "10", "roos"), "rules/themas.yaml" },
	};
	static const struct { const char *name; struct doc d; const char *category, *soort, *thema; } t[] = {
		{ "none", { .declared = "aap" }, WOO, "-", "-" },
		{ "by a rule", { .declared = "aap mies" }, WOO, "brief", "-" },
		{ "below its threshold", { .declared = "aap vuur" }, WOO, "-", "-" },
		{ "torn", { .declared = "aap mies noot" }, WOO, "-", "-" },
		{ "thema", { .declared = "aap", .text = "de roos" }, WOO, "-", "geluid" },
		{ "all three", { .declared = "aap mies", .text = "de roos" }, WOO, "brief", "geluid" },
		{ "of the source", { .declared = "aap", .soort = "Jaarverslag" }, WOO, "jaarverslag", "-" },
		{ "the source before the rules", { .declared = "aap mies", .soort = "jaarverslag" }, WOO, "jaarverslag", "-" },
		{ "a word of the source's own", { .declared = "aap mies", .soort = "uitgaand stuk" }, WOO, "brief", "-" },
		{ "of an annex", { .declared = "mies", .role = ROLE_ANNEX }, "-", "brief", "-" },
	};
	struct rules *rules = load_files(files);

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rig r;
		const struct document *x = classify(&r, rules, &t[i].d);

		if (strcmp(chosen(x), t[i].category) != 0 || strcmp(label(x->soorten, x->nsoorten), t[i].soort) != 0 ||
		    strcmp(label(x->themas, x->nthemas), t[i].thema) != 0)
			fail_msg("%s: %s, %s, %s", t[i].name, chosen(x), label(x->soorten, x->nsoorten),
			    label(x->themas, x->nthemas));
		assert_int_equal(r.dossier.findings.n, 0);
		for (size_t k = 0; k < x->nsoorten; k++)
			assert_int_equal(str_eq(x->soorten[k].reasons[0].rule, S(REASON_SAID)), t[i].soort[0] == 'j');
		rig_close(&r);
	}
	rules_free(rules);
}

/* A text that makes rules fail gets twenty tries; the rest is not examined, and that is said. */
static void
twenty_fail(void **state)
{
	char *p = NEW(mem, char, 5001);
	struct doc d = { .text = p };

	(void)state;
	memset(p, 'x', 5000);
	for (size_t n = 19; n <= 30; n++) {
		struct buf b;
		struct rules *rules;
		struct rig r;
		const struct document *x;
		size_t want = n < 20 ? n : 21;

		buf_init(&b, mem, KIB(16));
		buf_addf(&b, HEAD "rules:\n");
		for (size_t i = 0; i < n; i++)
			buf_addf(&b, RULE("A%zu", WOO, "tekst", "10", "(?:x+x+)+[yz]|aap"), i);
		buf_addf(&b, RULE("Z", COL, "tekst", "10", "xx"));
		rules = load(str_c(mem, buf_str(&b)));
		x = classify(&r, rules, &d);
		assert_int_equal(rig_count(&r, F_CLS_RULE_FAILED, 0), want);
		assert_string_equal(chosen(x), n < 20 ? COL : "-");
		if (n >= 20)
			assert_true(str_starts(r.dossier.findings.v[20].arg[0], S("(de overige)")));
		assert_int_equal(verdict(&r.dossier.findings), V_HOLD);
		rig_close(&r);
		rules_free(rules);
	}
}

/* A text of sixty pages, over and over: the stage as a child runs it, without starting one. */
static int
bench(const char *path)
{
	static const unsigned times = 50;
	struct timespec a, b;
	struct str text;
	struct err e;
	struct doc d = { .text = "" };
	double ms = 0;

	if (rules_setup(NULL) != 0 || file_read(path, MIB(1), mem, &text, &e) != 0)
		return 1;
	d.text = str_c(mem, text);
	for (unsigned i = 0; i < times; i++) {
		struct rig r;

		(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
		(void)classify(&r, real, &d);
		(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
		ms += (double)(b.tv_sec - a.tv_sec) * 1e3 + (double)(b.tv_nsec - a.tv_nsec) / 1e6;
		rig_close(&r);
	}
	(void)printf("classify: %.2f ms for a text of %zu bytes, %zu rules and signs\n", ms / times, text.n, real->n);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(boundaries), cmocka_unit_test(ranking), cmocka_unit_test(decisions), cmocka_unit_test(weights),
		cmocka_unit_test(against_all), cmocka_unit_test(conditions), cmocka_unit_test(least), cmocka_unit_test(holds), cmocka_unit_test(not_ours), cmocka_unit_test(together),
		cmocka_unit_test(one_organisation), cmocka_unit_test(contradictions), cmocka_unit_test(choices),
		cmocka_unit_test(other_lists), cmocka_unit_test(rule_fails), cmocka_unit_test(twenty_fail),
		cmocka_unit_test(hostile), cmocka_unit_test(repeatable),
	};

	if (argc == 3 && strcmp(argv[1], "--bench") == 0)
		return bench(argv[2]);
	return cmocka_run_group_tests(tests, rules_setup, rules_teardown);
}
