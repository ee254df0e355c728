/* SPDX-License-Identifier: EUPL-1.2 */
/* test_classify.c - the rules, their examples, boundary cases, rule files that are wrong, and hostile text. */
#include "rig.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/path.h"
#include "base/utf8.h"
#include "classify/classify.h"
#include "classify/rules.h"
#include "text.h"

#define LISTS	"templates/lists"
#define RULES	"templates/rules"

static struct arena *mem;
static struct catalog *lists;
static struct rules *real;

static int
setup(void **state)
{
	struct err e;

	(void)state;
	mem = arena_new("regels", MIB(256));
	if (catalog_load(LISTS, mem, &lists, &e) != 0 || rules_load(RULES, lists, mem, &real, &e) != 0) {
		print_error("%s\n", e.msg);
		return -1;
	}
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	rules_free(real);
	arena_free(mem);
	return 0;
}

/* What a test says of a document. */
struct doc {
	const char	*path, *declared, *title, *zaaktype, *dossier_title;
	enum doc_role	 role;
	const char	*text;		/* NULL: no text artefact; a form feed starts a page */
	size_t		 headings;	/* the first so many lines are headings */
};

/* A_TEXT and A_PROPS of the last document, as extract would make them. */
static void
give_text(struct rig *r, int doc, struct str text, size_t headings)
{
	struct buf b;
	struct str rest = text, line;
	int fd;

	buf_init(&b, r->mem, MIB(1));
	buf_addf(&b, "{\"pages\":[0");
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\f')
			buf_addf(&b, ",%zu", i + 1);
	}
	buf_addf(&b, "],\"headings\":[");
	for (size_t i = 0; i < headings && str_next(&rest, '\n', &line); i++)
		buf_addf(&b, "%s%zu,%zu,1", i == 0 ? "" : ",", (size_t)(line.p - text.p), line.n);
	buf_addf(&b, "]}");
	assert_false(b.cut);
	assert_int_equal(fd_of_str("text", text, &fd, &r->err), 0);
	rig_set(r, doc, A_TEXT, fd);
	assert_int_equal(fd_of_str("props", buf_str(&b), &fd, &r->err), 0);
	rig_set(r, doc, A_PROPS, fd);
}

static struct document *
classify(struct rig *r, struct rules *rules, const struct doc *d)
{
	struct document *x;
	int doc;

	rig_open(r);
	r->tools.lists = lists;
	r->tools.rules = rules;
	doc = rig_add_bytes(r, d->path != NULL ? d->path : "stuk.pdf", S("x"));
	x = &r->dossier.docs[doc];
	x->role = d->role == ROLE_UNKNOWN ? ROLE_MAIN : d->role;
	x->declared_title = str_of(d->declared);
	x->props.title = str_of(d->title);
	r->dossier.declared.zaaktype = str_of(d->zaaktype);
	r->dossier.declared.titel = str_of(d->dossier_title);
	if (d->text != NULL) {
		give_text(r, doc, str_of(d->text), d->headings);
		if (d->headings > 0) {
			struct str rest = str_of(d->text);

			(void)str_next(&rest, '\n', &x->props.heading);
			x->props.heading_at = (struct span){ 1, 0, (uint32_t)x->props.heading.n };
		}
	}
	if (rig_run(r, ST_classify, classify_run, doc) != 0)
		fail_msg("%s", r->err.msg);
	return &r->dossier.docs[doc];
}

/* The last part of the chosen category's address, or "-". */
static const char *
chosen(const struct document *d)
{
	for (size_t i = 0; i < d->nclasses; i++) {
		assert_true(i == 0 || !d->classes[i].chosen);
		if (d->classes[i].chosen)
			return str_c(mem, path_base(d->classes[i].uri));
	}
	return "-";
}

static int
score(const struct document *d, const char *tail)
{
	for (size_t i = 0; i < d->nclasses; i++) {
		if (str_ends(d->classes[i].uri, str_of(tail)))
			return d->classes[i].score;
	}
	return 0;
}

static void
examples(void **state)
{
	struct rule_fault *f;
	size_t n = rules_check(real, mem, &f);

	(void)state;
	for (size_t i = 0; i < n; i++)
		print_error("%.*s: %s: %.*s\n", STRF(f[i].rule->id), f[i].should ? "yes" : "no", STRF(f[i].example));
	assert_int_equal(n, 0);
	assert_true(real->n >= 120);
	/* Each category can be reached. */
	for (size_t c = 0; c < real->ncategories; c++) {
		int most = 0;

		for (size_t i = 0; i < real->n; i++) {
			if (real->v[i].category == c && real->v[i].weight > 0)
				most += real->v[i].weight;
		}
		assert_true(most >= real->categories[c].threshold);
	}
}

#define AVV	"c_139c6280"
#define BAS	"c_aab6bfc7"
#define ONTW	"c_759721e2"
#define ORG	"c_40a05794"
#define BER	"c_89ee6784"
#define ING	"c_8c840238"
#define STG	"c_c76862ab"
#define VST	"c_db4862c3"
#define COL	"c_3a248e3a"
#define ADV	"c_99a836c7"
#define CONV	"c_8fc2335c"
#define JAAR	"c_c6cd1213"
#define SUB	"c_cf268088"
#define WOO	"c_3baef532"
#define OND	"c_fdaee95e"
#define BES	"c_46a81018"
#define KLA	"c_a870c43d"
#define INSP	"c_816e508d"

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
	{ "advies over een bezwaar", "-", { .headings = 1, .text =
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
	{ "intentieverklaring", CONV, { .declared = "Intentieverklaring Kanaalzone" } },
	{ "koopovereenkomst", "-", { .headings = 1, .text =
	    "Koopovereenkomst perceel Dorpsstraat\nDe ondergetekenden:\nde gemeente, rechtsgeldig vertegenwoordigd door de "
	    "burgemeester,\nzijn het volgende overeengekomen:\n" } },
	{ "raadsinformatiebrief over een convenant", ING, { .headings = 1, .text =
	    "Raadsinformatiebrief\nOnderwerp: evaluatie convenant ondermijning\nGeachte leden van de raad,\nMet deze brief "
	    "informeren wij u over het convenant.\n" } },
	{ "lijst van ingekomen stukken", VST, { .declared = "Lijst van ingekomen stukken raad 12 maart" } },
	{ "jaarstukken", JAAR, { .headings = 1, .text =
	    "Jaarstukken 2025\nParagraaf weerstandsvermogen en risicobeheersing\n" } },
	{ "213a-onderzoek", OND, { .headings = 3, .text =
	    "Onderzoek doelmatigheid en doeltreffendheid inkoop\n1.2 Onderzoeksvragen\n5 Conclusies en aanbevelingen\n"
	    "Onderzoek op grond van artikel 213a Gemeentewet. Het jaarverslag en de begroting zijn bestudeerd.\n" } },
	{ "rekenkamerrapport", OND, { .declared = "Rekenkamerrapport Grip op jeugdzorg" } },
	{ "jaarverslag rekenkamer", JAAR, { .declared = "Jaarverslag rekenkamer 2025" } },
	{ "mandaatbesluit", ORG, { .headings = 1, .text =
	    "Mandaatbesluit Voorbeeldstad 2026\nHet college en de burgemeester;\ngelet op afdeling 10.1.1 van de Algemene wet "
	    "bestuursrecht;\nbesluiten:\nde gemandateerde kan ondermandaat verlenen\n" } },
	{ "beleidsnota", INSP, { .declared = "Beleidsnota sport 2026-2030" } },
	{ "kamerstuk", STG, { .text = "Tweede Kamer der Staten-Generaal\n2\nVergaderjaar 2025-2026\n32 545\n" } },
	{ "brief aan de Kamer", ING, { .declared = "Kamerbrief over woningbouw", .text =
	    "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal\n" } },
	{ "subsidieverplichting", SUB, { .declared = "Verplichting tot verstrekking van subsidie, land X" } },
	{ "offerte", "-", { .headings = 1, .text = "Offerte\nHierbij bieden wij u een offerte aan voor schilderwerk.\n" } },
	{ "uitspraak van de rechter", "-", { .headings = 2, .text =
	    "Rechtbank Den Haag\nBestuursrecht\nDeze uitspraak gaat over de vraag of het college de aanvraag van eiser voor een "
	    "omgevingsvergunning terecht heeft afgewezen. Het beroep is gegrond.\n" } },
	{ "aanvraag van een burger", "-", { .declared = "Aanvraag omgevingsvergunning Dorpsstraat 12" } },
	{ "beschikking over een persoon", "-", { .declared = "Beschikking Wmo", .text =
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
	static const struct doc d = { .text = "Raadsvoorstel Parkeerverordening\nDe raad van de gemeente X; gelezen het voorstel; "
	    "gelet op artikel 149 van de Gemeentewet; besluit: vast te stellen de volgende verordening:\nDit convenant.\n"
	    "Wij verlenen u een subsidie.\n", .headings = 1 };
	struct rig r;
	const struct document *x = classify(&r, real, &d);

	(void)state;
	assert_true(x->nclasses >= 3);
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
}

/* A folder with a rule file made of a head and one or more rules. */
static const char *
rule_dir(const char *bytes)
{
	char dir[] = "/tmp/test-classify-XXXXXX";
	struct err e;

	assert_non_null(mkdtemp(dir));
	assert_int_equal(file_replace(str_c(mem, str_fmt(mem, "%s/woo.yaml", dir)), str_of(bytes), &e), 0);
	return str_c(mem, str_of(dir));
}

static struct rules *
load(const char *bytes)
{
	const char *dir = rule_dir(bytes);
	struct rules *r;
	struct err e;

	if (rules_load(dir, lists, mem, &r, &e) != 0)
		fail_msg("%s", e.msg);
	path_remove_tree(dir);
	return r;
}

#define HEAD	"version: 1\nname: t\nthreshold: 10\nmargin: 4\n"
#define RULE(id, cat, field, weight, pattern)	"- id: " id "\n  category: " cat "\n  field: " field "\n  weight: " \
	weight "\n  pattern: '" pattern "'\n  yes: ['aap noot mies 12']\n  no: ['wim']\n"

static void
bad_files(void **state)
{
	static const struct { const char *name, *bytes, *msg; } bad[] = {
		{ "bad regex", HEAD "rules:\n" RULE("A1", WOO, "titel", "5", "aap(noot"), "regel 6 (A1): missing closing" },
		{ "unknown category", HEAD "rules:\n" RULE("A1", "c_00000000", "titel", "5", "aap"),
		    "regel 6 (A1): ‘c_00000000’ is geen informatiecategorie" },
		{ "unknown field", HEAD "rules:\n" RULE("A1", WOO, "titels", "5", "aap"),
		    "regel 6 (A1): ‘titels’ bestaat niet; kies uit: zaaktype, titel" },
		{ "weight 0", HEAD "rules:\n" RULE("A1", WOO, "titel", "0", "aap"), "regel 6 (A1): weight" },
		{ "weight 101", HEAD "rules:\n" RULE("A1", WOO, "titel", "101", "aap"), "regel 6 (A1): weight" },
		{ "weight is a word", HEAD "rules:\n" RULE("A1", WOO, "titel", "veel", "aap"), "past hier niet" },
		{ "twice", HEAD "rules:\n" RULE("A1", WOO, "titel", "5", "aap") RULE("A1", WOO, "kop", "5", "aap"),
		    "(A1): er is al een regel met deze id" },
		{ "part of a title", HEAD "rules:\n- id: A1\n  category: " WOO "\n  field: titel\n  part: begin\n  weight: 5\n"
		    "  pattern: 'x'\n  yes: [x]\n  no: [y]\n", "regel 6 (A1): part kan alleen" },
		{ "unknown part", HEAD "rules:\n- id: A1\n  category: " WOO "\n  field: kop\n  part: midden\n  weight: 5\n"
		    "  pattern: 'x'\n  yes: [x]\n  no: [y]\n", "regel 6 (A1): ‘midden’ bestaat niet" },
		{ "no yes", HEAD "rules:\n- id: A1\n  category: " WOO "\n  field: kop\n  weight: 5\n  pattern: 'x'\n  no: [y]\n",
		    "regel 6 (A1): geef bij yes" },
		{ "no no", HEAD "rules:\n- id: A1\n  category: " WOO "\n  field: kop\n  weight: 5\n  pattern: 'x'\n  yes: [x]\n",
		    "regel 6 (A1): geef bij no" },
		{ "unknown key", HEAD "rules:\n- id: A1\n  category: " WOO "\n  field: kop\n  weight: 5\n  patern: 'x'\n",
		    "regel 10: onbekende sleutel ‘patern’" },
		{ "no pattern", HEAD "rules:\n- id: A1\n  category: " WOO "\n  field: kop\n  weight: 5\n  yes: [x]\n  no: [y]\n",
		    "verplichte sleutel ‘pattern’ ontbreekt" },
		{ "written another way", HEAD "rules:\n- {id: A1, category: c_1, field: kop, weight: 5, pattern: x, yes: [x], no: [y]}\n",
		    "woo.yaml (A1): ‘c_1’ is geen" },
		{ "no rules", HEAD, "verplichte sleutel ‘rules’ ontbreekt" },
		{ "rules empty", HEAD "rules: []\n", "de lijst is leeg" },
		{ "unknown part name", HEAD "rules:\n" RULE("A1", WOO, "titel", "5", "{aap}"),
		    "regel 6 (A1): ‘{aap}’ staat niet" },
		{ "part used too early", HEAD "patterns:\n- name: een\n  pattern: '{twee}'\n- name: twee\n  pattern: 'x'\nrules:\n"
		    RULE("A1", WOO, "titel", "5", "aap"), "regel 6 (een): ‘{twee}’ staat niet" },
		{ "part badly named", HEAD "patterns:\n- name: Een\n  pattern: 'x'\nrules:\n"
		    RULE("A1", WOO, "titel", "5", "aap"), "regel 6 (Een): een naam heeft alleen" },
		{ "explodes", HEAD "rules:\n" RULE("A1", WOO, "tekst", "5", "(?:a+)+[bc]"), "regel 6 (A1): het patroon kost te veel" },
		{ "version", "version: 2\nname: t\nthreshold: 10\nmargin: 4\nrules:\n" RULE("A1", WOO, "titel", "5", "aap"),
		    "version 2 wordt niet begrepen" },
		{ "threshold", "version: 1\nname: t\nthreshold: 0\nmargin: 4\nrules:\n" RULE("A1", WOO, "titel", "5", "aap"),
		    "threshold en margin" },
		{ "threshold of nobody", HEAD "thresholds:\n- category: c_1\n  threshold: 5\nrules:\n"
		    RULE("A1", WOO, "titel", "5", "aap"), "regel 6 (c_1): ‘c_1’ is geen" },
		{ "not YAML", "name: 'x\n", "dit is geen geldige YAML" },
		{ "not UTF-8", HEAD "rules:\n# \xff\n", "geen UTF-8" },
		{ "empty", "", "is leeg" },
	};
	struct rules *r;
	struct err e;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		const char *dir = rule_dir(bad[i].bytes);

		e = (struct err){ 0 };
		if (rules_load(dir, lists, mem, &r, &e) == 0)
			fail_msg("%s: geladen", bad[i].name);
		assert_int_equal(e.kind, E_CONFIG);
		if (strstr(e.msg, bad[i].msg) == NULL || strstr(e.msg, "woo.yaml") == NULL)
			fail_msg("%s: %s", bad[i].name, e.msg);
		path_remove_tree(dir);
	}
	assert_int_equal(rules_load("/nonexistent", lists, mem, &r, &e), -1);
}

/* \C can cut a character in two; it is refused however it is written. */
static void
single_bytes(void **state)
{
	const char *dir = rule_dir(HEAD "rules:\n" RULE("A1", WOO, "titel", "5", "a\\C"));
	struct rules *r;
	struct err e;

	(void)state;
	assert_int_equal(rules_load(dir, lists, mem, &r, &e), -1);
	assert_non_null(strstr(e.msg, "\\C"));
	path_remove_tree(dir);
}

static void
failing_examples(void **state)
{
	struct rules *r = load(HEAD "rules:\n" RULE("A1", WOO, "titel", "5", "aap") RULE("A2", WOO, "titel", "5", "wim|teun"));
	struct rule_fault *f;

	(void)state;
	assert_int_equal(rules_check(r, mem, &f), 2);
	assert_true(str_eq(f[0].rule->id, S("A2")) && f[0].should && str_eq(f[0].example, S("aap noot mies 12")));
	assert_true(str_eq(f[1].rule->id, S("A2")) && !f[1].should && str_eq(f[1].example, S("wim")));
	rules_free(r);
}

static void
patterns(void **state)
{
	static const struct pattern_part parts[] = { { S("jaar"), S("20\\d\\d") } };
	static const struct { const char *pattern, *text; bool yes; } t[] = {
		{ "de raad", "de raad", true },
		{ "de raad", "de\n   raad", true },
		{ "de raad", "de\xc2\xa0raad", true },
		{ "de raad", "deraad", false },
		{ "de  raad", "de raad", true },
		{ "b ?en ?w", "benw", true },
		{ "b ?en ?w", "B EN W", true },
		{ "b[- ]w", "b w", true },
		{ "b[- ]w", "b\tw", false },
		{ "in {jaar}", "in 2026", true },
		{ "\\b{jaar}\\b", "anno 2026.", true },
		{ "x{2}", "xx", true },
		{ "\\x{e9}\\p{Lu}", "éE", true },
		{ "één", "EÉN ÉÉN", true },
		{ "^twee$", "een\ntwee\ndrie", true },
		{ "a.b", "a\nb", true },
		{ "\\{jaar}", "{jaar}", true },
		{ "\\bk", "\xe2\x84\xaa", true },	/* KELVIN SIGN folds to k */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct str text, why = STR_NONE;
		struct matcher *m = matcher_new(mem);
		struct pattern *p;
		size_t off, len;
		int code;

		assert_int_equal(pattern_expand(str_of(t[i].pattern), parts, 1, mem, &text, &why), 0);
		p = pattern_compile(text, mem, &why);
		if (p == NULL)
			fail_msg("%s: %.*s", t[i].pattern, STRF(why));
		if (pattern_match(p, m, str_of(t[i].text), 0, &off, &len, &code) != (t[i].yes ? MATCH_YES : MATCH_NO))
			fail_msg("%s op %s", t[i].pattern, t[i].text);
		pattern_free(p);
		matcher_free(m);
	}
}

static void
places(void **state)
{
	struct rules *rules = load(HEAD "rules:\n" RULE("A1", WOO, "tekst", "10", "aap") RULE("A2", WOO, "kop", "3", "aap")
	    RULE("A3", WOO, "bestandsnaam", "2", "aap") RULE("A4", WOO, "zaaktype", "1", "aap"));
	static const struct doc d = { .path = "map.aap/01_aap-noot.pdf", .zaaktype = "aap",
		.text = "aap kop\nnoot é aap\faap aap aap\n", .headings = 1 };
	struct rig r;
	const struct document *x = classify(&r, rules, &d);
	const struct reason *w = x->classes[0].reasons;
	static const struct { const char *rule; uint32_t page, off, len; } want[] = {
		{ "A1", 1, 0, 3 }, { "A1", 1, 16, 3 }, { "A1", 2, 20, 3 }, { "A2", 1, 0, 3 }, { "A3", 0, 0, 0 }, { "A4", 0, 0, 0 },
	};

	(void)state;
	assert_int_equal(x->nclasses, 1);
	assert_int_equal(x->classes[0].score, 16);
	assert_int_equal(x->classes[0].nreasons, COUNT(want));
	for (size_t i = 0; i < COUNT(want); i++) {
		assert_true(str_eq(w[i].rule, str_of(want[i].rule)));
		assert_int_equal(w[i].at.page, want[i].page);
		assert_int_equal(w[i].at.off, want[i].off);
		assert_int_equal(w[i].at.len, want[i].len);
	}
	rig_close(&r);
	rules_free(rules);
}

static void
titles(void **state)
{
	static const struct { const char *name; struct doc d; int want; } t[] = {
		{ "declared", { .declared = "aap", .title = "wim" }, 10 },
		{ "declared wins", { .declared = "wim", .title = "aap" }, 0 },
		{ "of the dossier", { .dossier_title = "aap", .title = "wim" }, 10 },
		{ "of the dossier, annex", { .dossier_title = "aap", .role = ROLE_ANNEX }, 0 },
		{ "property", { .title = "Het aapje", .text = "wim\n", .headings = 1 }, 10 },
		{ "heading", { .text = "aap\n", .headings = 1 }, 10 },
		{ "Word's own", { .title = "Microsoft Word - aap", .text = "wim\n", .headings = 1 }, 0 },
		{ "Word's own, then heading", { .title = "Microsoft Word - x", .text = "aap\n", .headings = 1 }, 10 },
		{ "file name", { .title = "aap_def.docx" }, 0 },
		{ "file name, capitals", { .title = "AAP.PDF" }, 0 },
		{ "path", { .title = "C:\\stukken\\aap" }, 0 },
		{ "numbered", { .title = "Document12", .text = "aap\n", .headings = 1 }, 10 },
		{ "a title that begins so", { .title = "Documentatie aap" }, 10 },
		{ "too short", { .title = "aap" }, 0 },
		{ "dot in a title", { .title = "Besluit nr. 12 aap" }, 10 },
	};
	struct rules *rules = load(HEAD "rules:\n" RULE("A1", WOO, "titel", "10", "aap"));

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

static void
parts(void **state)
{
	struct rules *rules = load(HEAD "rules:\n"
	    "- {id: B, category: " WOO ", field: tekst, part: begin, weight: 1, pattern: aap, yes: [aap], no: [x]}\n"
	    "- {id: E, category: " WOO ", field: tekst, part: einde, weight: 2, pattern: aap, yes: [aap], no: [x]}\n"
	    "- {id: A, category: " WOO ", field: tekst, weight: 4, pattern: aap, yes: [aap], no: [x]}\n");
	static const struct { size_t n, at; int want; } t[] = {
		{ 100, 50, 7 }, { 20000, 0, 5 }, { 20000, 10000, 4 }, { 20000, 19990, 6 },
		/* Between front and back nobody looks. */
		{ 1 << 20, 200 << 10, 4 }, { 1 << 20, 500 << 10, 0 }, { 1 << 20, 1000 << 10, 4 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		char *p = NEW(mem, char, t[i].n + 1);
		struct doc d = { .text = p };
		struct rig r;
		const struct document *x;

		memset(p, '.', t[i].n);
		memcpy(p + t[i].at, "aap", 3);
		x = classify(&r, rules, &d);
		assert_int_equal(score(x, WOO), t[i].want);
		if (x->nclasses > 0)
			assert_int_equal(x->classes[0].reasons[0].at.off, t[i].at);
		rig_close(&r);
	}
	/* A character of two bytes across each edge. */
	for (size_t shift = 0; shift < 2; shift++) {
		size_t n = 1 << 20;
		char *p = NEW(mem, char, n + 3);
		struct doc d = { .text = p };
		struct rig r;

		memset(p, '.', shift);
		for (size_t i = shift; i < n; i += 2)
			memcpy(p + i, "é", 2);
		(void)classify(&r, rules, &d);
		assert_int_equal(rig_count(&r, F_CLS_RULE_FAILED, 0), 0);
		rig_close(&r);
	}
	rules_free(rules);
}

/* Threshold, margin, and what they ask of an annex. */
static void
decisions(void **state)
{
	static const struct { const char *name, *title, *want; enum doc_role role; enum finding_code f; bool found; } t[] = {
		{ "enough", "aap", WOO, ROLE_MAIN, F_CLS_UNDECIDED, false },
		{ "too little", "noot", "-", ROLE_MAIN, F_CLS_UNDECIDED, true },
		{ "nothing", "zus", "-", ROLE_MAIN, F_CLS_UNDECIDED, true },
		{ "margin", "aap mies", "-", ROLE_MAIN, F_CLS_TIED, true },
		{ "margin not reached below threshold", "noot mies", "-", ROLE_MAIN, F_CLS_TIED, false },
		{ "annex, too little", "aap", "-", ROLE_ANNEX, F_CLS_UNDECIDED, false },
		{ "annex, strong", "aap noot", WOO, ROLE_ANNEX, F_CLS_UNDECIDED, false },
		{ "inventory, tied", "aap noot mies vuur", "-", ROLE_INVENTORY, F_CLS_TIED, false },
		{ "own threshold", "boek", BES, ROLE_MAIN, F_CLS_UNDECIDED, false },
	};
	struct rules *rules = load(HEAD "thresholds: [{category: " BES ", threshold: 3}]\nrules:\n"
	    RULE("A1", WOO, "titel", "10", "aap") RULE("A2", WOO, "titel", "9", "noot") RULE("A3", COL, "titel", "7", "mies")
	    RULE("A4", COL, "titel", "10", "vuur") RULE("A5", BES, "titel", "4", "boek"));

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct doc d = { .declared = t[i].title, .role = t[i].role };
		struct rig r;
		const struct document *x = classify(&r, rules, &d);

		if (strcmp(chosen(x), t[i].want) != 0 || rig_count(&r, t[i].f, 0) != t[i].found)
			fail_msg("%s: %s", t[i].name, chosen(x));
		if (t[i].role != ROLE_MAIN)
			assert_int_equal(r.dossier.findings.n, 0);
		if (t[i].found && t[i].f == F_CLS_TIED) {
			assert_true(str_eq(r.dossier.findings.v[0].arg[0], S("Woo-verzoeken en -besluiten")));
			assert_true(str_eq(r.dossier.findings.v[0].arg[1],
			    S("agenda\xe2\x80\x99s en besluitenlijsten bestuurscolleges")));
		}
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

static void
filenames(void **state)
{
	static const struct { const char *path, *want; } t[] = {
		{ "map/2026-03_Woo-besluit.def.pdf", "2026 03 Woo besluit def" }, { "besluit nr. 12 van de raad", "besluit nr  12 van de raad" },
		{ ".pdf", " pdf" }, { "a", "a" }, { "", "" }, { "a\xff.pdf", "a\\xff" }, { "Raad.docx", "Raad" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		assert_string_equal(str_c(mem, rule_filename(mem, str_of(t[i].path))), t[i].want);
}

/* A rule that gives up says so; the others still count. */
static void
rule_fails(void **state)
{
	struct rules *rules = load(HEAD "rules:\n" RULE("A1", WOO, "tekst", "10", "(?:x+x+)+y|aap")
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

/* Bytes that are no UTF-8 are never shown to PCRE2, and never pass. */
static void
not_utf8(void **state)
{
	static const struct { const char *name; struct doc d; } t[] = {
		{ "text", { .text = "Raadsvoorstel \xff\xfe\n" } },
		{ "cut character", { .text = "Raadsvoorstel \xc3" } },
		{ "declared", { .declared = "Raadsvoorstel \xed\xa0\x80" } },
		{ "zaaktype", { .zaaktype = "Woo-verzoek \xc0\x80" } },
		{ "heading", { .text = "\x80\x80\nRaad", .headings = 1 } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rig r;

		(void)classify(&r, real, &t[i].d);
		if (rig_count(&r, F_CLS_RULE_FAILED, 0) != 1)
			fail_msg("%s", t[i].name);
		rig_close(&r);
	}
}

/* Pages and headings that lie outside the text are the machine's fault, not the document's. */
static void
props_lie(void **state)
{
	struct rig r;
	int fd, doc;

	(void)state;
	rig_open(&r);
	r.tools.rules = real;
	doc = rig_add_bytes(&r, "a.pdf", S("x"));
	give_text(&r, doc, S("aap"), 0);
	assert_int_equal(fd_of_str("props", S("{\"pages\":[0],\"headings\":[0,4,1]}"), &fd, &r.err), 0);
	rig_set(&r, doc, A_PROPS, fd);
	assert_int_equal(rig_run(&r, ST_classify, classify_run, doc), -1);
	rig_close(&r);
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(examples), cmocka_unit_test(boundaries), cmocka_unit_test(ranking), cmocka_unit_test(bad_files),
		cmocka_unit_test(single_bytes), cmocka_unit_test(failing_examples), cmocka_unit_test(patterns),
		cmocka_unit_test(places), cmocka_unit_test(titles), cmocka_unit_test(parts), cmocka_unit_test(decisions),
		cmocka_unit_test(weights), cmocka_unit_test(filenames), cmocka_unit_test(rule_fails), cmocka_unit_test(hostile),
		cmocka_unit_test(not_utf8), cmocka_unit_test(props_lie), cmocka_unit_test(repeatable),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
