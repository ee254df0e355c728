/* SPDX-License-Identifier: EUPL-1.2 */
/* test_report.c - the account of a run: JSON, totals, table, progress, page. */
#include "html.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/path.h"
#include "plan.h"
#include "report/layout.h"
#include "report/page.h"
#include "report/progress.h"
#include "report/table.h"

#define assert_str(got, want)	assert_string_equal(str_c(mem, (got)), (want))
#define MANY			2000	/* dossiers in a large run */
#define PATIENCE_MS		10000	/* before a terminal that says nothing is given up */
#define STARTED			1768464000	/* 2026-01-15T08:00:00Z */

static struct organisation leiden = { .key = S("leiden") };

static int
setup(void **state)
{
	(void)state;
	mem = arena_new("test", GIB(1));
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	xmlCleanupParser();
	return 0;
}

/* Building dossiers. */

static struct dossier
a_dossier(struct str key)
{
	return (struct dossier){ .org = &leiden, .key = key, .mem = mem, .findings = { .mem = mem } };
}

static struct document *
add_doc(struct dossier *d, struct str path, enum doc_role role, enum outcome o)
{
	struct document *doc = PUSH(mem, d->docs, d->ndocs, d->docs_cap);

	*doc = (struct document){ .path = path, .role = role, .outcome = o };
	return doc;
}

static void
add_class(struct document *doc, struct str label, bool chosen)
{
	struct class_score *c = NEW(mem, struct class_score, 1);

	*c = (struct class_score){ .uri = S("https://example.nl/c"), .label = label, .score = 12, .need = 10, .lead = 4, .chosen = chosen };
	c->reasons = NEW(mem, struct reason, 2);
	c->reasons[0] = (struct reason){ .rule = S("titelwoord"), .weight = 12, .at = { 1, 4, 9 } };
	c->reasons[1] = (struct reason){ .rule = S("zaaktype") };
	c->nreasons = 2;
	doc->classes = c;
	doc->nclasses = 1;
}

static void
add_title(struct document *doc, struct str title)
{
	record_add(&doc->record, MD_OFFICIELE_TITEL, (struct value){ .text = title, .origin = FROM_DOCUMENT }, mem);
}

static struct str
repeat(const char *s, size_t n)
{
	struct buf b;

	buf_init(&b, mem, MIB(1));
	while (n-- != 0)
		buf_add(&b, str_of(s));
	return buf_str(&b);
}

/* Held: twice a number, once possibly one, and a dossier-wide reason. */
static struct dossier
a_held(void)
{
	struct dossier d = a_dossier(S("2026-0042-woo-verzoek-parkeren-binnenstad"));
	struct document *doc = add_doc(&d, S("besluit.pdf"), ROLE_MAIN, O_HELD);

	add_class(doc, S("Woo-verzoeken en -besluiten"), true);
	add_title(doc, S("Besluit parkeren"));
	(void)add_doc(&d, S("stukken/bijlage 2.pdf"), ROLE_ANNEX, O_HELD);
	(void)add_doc(&d, S(".DS_Store"), ROLE_JUNK, O_PUBLISHED);	/* whatever it says: junk is skipped */
	finding_add(&d.findings, (struct finding){ F_EXT_PAGES_EMPTY, 0, .arg = { S("7") } });
	finding_add(&d.findings, (struct finding){ F_SCR_BSN_POSSIBLE, 0, 2, 10, 9, { S("de tekst"), S("los getal") }, .masked = S("123*****2") });
	finding_add(&d.findings, (struct finding){ F_SCR_BSN, 1, 12, 30, 9, { S("de tekst") }, .masked = S("123*****2") });
	finding_add(&d.findings, (struct finding){ F_SCR_BSN, 1, 3, 10, 9, { S("de tekst") }, .masked = S("111*****3") });
	finding_add(&d.findings, (struct finding){ .code = F_SID_RELEASE_UNKNOWN, .doc = DOC_NONE });
	finding_add(&d.findings, (struct finding){ F_ING_JUNK, 2, .arg = { S(".DS_Store") } });
	return d;
}

static struct dossier
a_public(void)
{
	struct dossier d = a_dossier(S("2026-0123"));
	struct document *doc = add_doc(&d, S("convenant.pdf"), ROLE_MAIN, O_PUBLISHED);

	add_class(doc, S("convenanten"), true);
	add_title(doc, S("Convenant Veiligheid"));
	(void)add_doc(&d, S("dossier.yaml"), ROLE_SIDECAR, O_SKIPPED);
	finding_add(&d.findings, (struct finding){ .code = F_SID_SIDECAR_READ, .doc = 1 });
	return d;
}

static struct dossier
a_look(void)
{
	struct dossier d = a_dossier(S("jaarverslag"));

	add_class(add_doc(&d, S("jaar.docx"), ROLE_MAIN, O_PUBLISHED), S("jaarplannen en jaarverslagen"), true);
	finding_add(&d.findings, (struct finding){ F_IDN_EXTENSION_LIES, 0, .arg = { S("docx"), S("een PDF") } });
	return d;
}

static struct dossier
a_later(void)
{
	struct dossier d = a_dossier(S("besluitenlijst"));

	(void)add_doc(&d, S("lijst.pdf"), ROLE_MAIN, O_LATER);
	finding_add(&d.findings, (struct finding){ F_ING_UNSTABLE, 0, .arg = { S("12") } });
	return d;
}

static struct dossier
an_unchanged(void)
{
	struct dossier d = a_dossier(S("register"));

	(void)add_doc(&d, S("register.pdf"), ROLE_MAIN, O_UNCHANGED);
	return d;
}

/* JSON. */

static struct str
account(const struct dossier *d, const struct sending *sent)
{
	AUTO_JSON j = account_dossier(d, sent, mem);

	return json_write(mem, j);
}

static void
account_everything(void **state)
{
	struct dossier d = a_dossier(S("2026-7"));
	struct document *doc = add_doc(&d, S("besluit.pdf"), ROLE_MAIN, O_REJECTED);
	const struct sending sent = { .url = S("https://portaal.example.nl/7"), .answer = S("409 Conflict") };

	(void)state;
	doc->have[A_ORIGINAL] = (struct artefact){ digest_of(S("abc")), 3 };
	doc->have[A_TEXT] = (struct artefact){ digest_of(S("abc")), 812 };
	doc->have[A_PROPS] = (struct artefact){ digest_of(S("abc")), 9 };
	doc->have_set = A_BIT(A_ORIGINAL) | A_BIT(A_TEXT) | A_BIT(A_PROPS);
	doc->declared_title = d.declared.titel = S("Besluit 7");
	doc->declared_soort = S("besluit");
	doc->declared_categories = S("https://example.nl/c");
	doc->props.title = S("besluit def");
	doc->props.heading = S("Besluit");
	d.declared.zaaktype = S("Ontheffing");
	d.declared.bron = S("zaaksysteem");
	doc->media_type = S("application/pdf");
	doc->format_version = S("1.7");
	doc->pdf_claim = S("PDF/A-2b");
	doc->pages = 2;
	doc->text_bytes = 812;
	add_class(doc, S("beschikkingen"), true);
	add_title(doc, S("Besluit “7”"));
	record_add(&doc->record, MD_PUBLISHER, (struct value){ .text = S("gemeente Leiden"),
	    .uri = S("https://example.nl/gm0546"), .origin = FROM_SOURCE }, mem);
	record_add(&doc->record, MD_OMSCHRIJVING, (struct value){ .text = S("een\ntwee"), .origin = FROM_RULE,
	    .evidence = { 2, 40, 8 } }, mem);
	d.have[A_BUNDLE] = (struct artefact){ digest_of(S("")), 4096 };
	d.have_set = A_BIT(A_BUNDLE);
	finding_add(&d.findings, (struct finding){ F_SCR_BSN, 0, 2, 100, 9, { S("de tekst") }, .masked = S("111*****3") });
	finding_add(&d.findings, (struct finding){ F_PUB_PORTAL_REFUSES, DOC_NONE, .arg = { S("409") } });
	finding_add(&d.findings, (struct finding){ F_ING_UNSTABLE, 0, .arg = { S("5") } });
	assert_str(account(&d, &sent), str_c(mem, str_fmt(mem,
	    "{\"bundle\":{\"bytes\":4096,"
	    "\"sha256\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"},"
	    "\"declared\":{\"bron\":\"zaaksysteem\",\"titel\":\"Besluit 7\",\"zaaktype\":\"Ontheffing\"},"
	    "\"documents\":[{\"categories\":[{\"chosen\":true,\"label\":\"beschikkingen\",\"lead\":4,\"need\":10,\"reasons\":["
	    "{\"length\":9,\"offset\":4,\"page\":1,\"rule\":\"titelwoord\",\"weight\":12},{\"rule\":\"zaaktype\",\"weight\":0}],"
	    "\"score\":12,\"uri\":\"https://example.nl/c\"}],"
	    "\"facts\":{\"categories\":\"https://example.nl/c\",\"documentsoort\":\"besluit\",\"heading\":\"Besluit\","
	    "\"property\":\"besluit def\",\"props_bytes\":9,"
	    "\"props_sha256\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\",\"title\":\"Besluit 7\"},"
	    "\"findings\":[{\"code\":\"SCR-501\",\"gravity\":5,\"length\":9,\"masked\":\"111*****3\",\"offset\":100,"
	    "\"page\":2,\"text\":\"Burgerservicenummer gevonden in de tekst (Woo art. 5.1 lid 1 onder e); lak of "
	    "verwijder het bij de bron\",\"waive\":\"never\"},"
	    "{\"code\":\"ING-401\",\"gravity\":4,\"text\":\"Nog in beweging: korter dan 5 seconden geleden "
	    "gewijzigd, of het verandert nog; volgende keer opnieuw\"}],"
	    "\"format_version\":\"1.7\",\"gleaned\":[],\"media_type\":\"application/pdf\",\"metadata\":{"
	    "\"officieleTitel\":[{\"origin\":\"document\",\"value\":\"Besluit “7”\"}],"
	    "\"omschrijving\":[{\"length\":8,\"offset\":40,\"origin\":\"rule\",\"page\":2,\"value\":\"een\\ntwee\"}],"
	    "\"publisher\":[{\"origin\":\"source\",\"uri\":\"https://example.nl/gm0546\","
	    "\"value\":\"gemeente Leiden\"}]},"
	    "\"outcome\":\"rejected\",\"pages\":2,\"path\":\"besluit.pdf\",\"pdf_claim\":\"PDF/A-2b\",\"role\":\"main\","
	    "\"sha256\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\",\"text_bytes\":812,"
	    "\"text_sha256\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"}],"
	    "\"dossier\":\"2026-7\",\"findings\":[{\"code\":\"PUB-501\",\"gravity\":5,"
	    "\"text\":\"Het portaal weigert de bundel (409)\",\"waive\":\"one\"}],"
	    "\"organisation\":\"leiden\",\"plan\":\"%.*s\",\"sent\":{\"answer\":\"409 Conflict\","
	    "\"url\":\"https://portaal.example.nl/7\"},\"title\":\"Besluit “7”\",\"verdict\":\"hold\"}", STRF(plan_digest(&d, mem)))));
}

/* Nothing known, nothing said; whose it is comes from dossier.yaml when the settings are silent. */
static void
account_bare(void **state)
{
	struct organisation nobody = { .key = STR_NONE };
	struct dossier d = a_dossier(S("leeg"));
	const struct sending nothing = { 0 };

	(void)state;
	d.org = NULL;
	assert_str(account(&d, NULL),
	    "{\"declared\":{},\"documents\":[],\"dossier\":\"leeg\",\"findings\":[],\"organisation\":\"\",\"verdict\":\"publish\"}");
	d.org = &nobody;
	d.declared.organisatie = S("Oegstgeest");
	(void)add_doc(&d, S("a"), ROLE_UNKNOWN, O_HELD);
	assert_str(account(&d, &nothing),
	    "{\"declared\":{},\"documents\":[{\"categories\":[],\"facts\":{},\"findings\":[],\"gleaned\":[],\"metadata\":{},\"outcome\":\"held\",\"path\":\"a\","
	    "\"role\":\"unknown\"}],\"dossier\":\"leeg\",\"findings\":[],\"organisation\":\"Oegstgeest\","
	    "\"verdict\":\"publish\"}");
}

/* Raw names do not break the JSON and do not steer what prints it. */
static void
account_hostile(void **state)
{
	struct dossier d = a_dossier(S("d\xff\n\x1b[2J"));
	struct document *doc = add_doc(&d, S("a\xe2\x80\xae\xc3" "fdp.exe"), ROLE_MAIN, O_HELD);
	struct str s;
	struct err e;

	(void)state;
	add_title(doc, S("\x9b" "2J \xc2\x9b" "2J"));
	finding_add(&d.findings, (struct finding){ F_SID_FILE_MISSING, DOC_NONE, .arg = { S("\xf0\x28 \x07") } });
	s = account(&d, NULL);
	assert_true(utf8_valid(s));
	for (size_t i = 0; i < s.n; i++)
		assert_true((unsigned char)s.p[i] >= 0x20);
	AUTO_JSON j = json_read(s, &e);
	assert_non_null(j);
	assert_str(json_str(j, "dossier"), "d\\xff\\x0a\\x1b[2J");
	assert_str(json_str(j, "title"), "\\x9b2J \\xc2\\x9b2J");
	assert_str(json_str(json_array_get(json_list(j, "documents"), 0), "path"),
	    "a\\xe2\\x80\\xae\\xc3fdp.exe");
	assert_str(json_str(json_array_get(json_list(j, "findings"), 0), "text"),
	    "dossier.yaml noemt ‘\\xf0( \\x07’, maar dat bestand is er niet");
}

/* Totals. */

static void
totals_of_all(void **state)
{
	struct dossier all[] = { a_held(), a_public(), a_look(), a_later(), an_unchanged() };
	struct totals t = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++)
		totals_add(&t, &all[i]);
	assert_int_equal(t.dossiers, 5);
	assert_int_equal(t.seen, 8);
	assert_int_equal(t.published, 2);
	assert_int_equal(t.unchanged, 1);
	assert_int_equal(t.held, 2);
	assert_int_equal(t.rejected, 0);
	assert_int_equal(t.later, 1);
	assert_int_equal(t.skipped, 2);
	assert_int_equal(t.hold, 1);
	assert_int_equal(t.look, 1);
	assert_int_equal(t.wait, 1);
	assert_true(totals_balanced(&t));
	AUTO_JSON j = account_run(&t, "check", STARTED, 0, STR_NONE, mem);
	AUTO_JSON with = account_run(&t, "run", STARTED, 7, S("abc"), mem);
	assert_str(json_write(mem, json_map(with, "evidence")), "{\"leaf\":\"abc\",\"seq\":7}");
	assert_str(json_write(mem, j), "{\"run\":{\"balanced\":true,\"dossiers\":5,\"held\":2,\"later\":1,"
	    "\"mode\":\"check\",\"published\":2,\"rejected\":0,\"seen\":8,\"skipped\":2,"
	    "\"started\":\"2026-01-15T08:00:00Z\",\"unchanged\":1}}");
}

/* What may not be: public in a dossier that is held, or that waits. */
static void
totals_contradiction(void **state)
{
	static const enum finding_code codes[] = { F_SCR_BSN, F_ING_UNSTABLE };

	(void)state;
	for (size_t i = 0; i < COUNT(codes); i++) {
		struct dossier d = a_public();
		struct totals t = { 0 };

		totals_add(&t, &d);
		assert_true(totals_balanced(&t));
		finding_add(&d.findings, (struct finding){ .code = codes[i] });
		t = (struct totals){ 0 };
		totals_add(&t, &d);
		assert_int_equal(t.published, 0);
		assert_false(totals_balanced(&t));
		AUTO_JSON j = account_run(&t, "run", STARTED, 0, STR_NONE, mem);
		assert_false(json_flag(json_map(j, "run"), "balanced"));
	}
}

static void
totals_lost_and_double(void **state)
{
	struct totals t = { .seen = 3, .published = 1, .skipped = 1 };

	(void)state;
	assert_false(totals_balanced(&t));
	t.held = 1;
	assert_true(totals_balanced(&t));
	t.later = 1;
	assert_false(totals_balanced(&t));
}

/* Table. */

static struct str
table_of(const struct dossier *d, size_t n, bool colour, bool rehearsal)
{
	struct buf *out = NEW(mem, struct buf, 1);
	struct arena *work = arena_new("tabel", MIB(64));
	const struct table t = { .out = out, .mem = work, .colour = colour, .rehearsal = rehearsal };
	struct totals sum = { 0 };

	buf_init(out, mem, MIB(16));
	table_head(&t);
	for (size_t i = 0; i < n; i++) {
		table_dossier(&t, &d[i]);
		totals_add(&sum, &d[i]);
	}
	table_totals(&t, &sum);
	assert_false(out->cut);
	arena_free(work);
	return buf_str(out);
}

static void
table_golden(void **state)
{
	struct dossier all[] = { a_public(), a_held(), a_look(), a_later(), an_unchanged() };

	(void)state;
	assert_str(table_of(all, COUNT(all), false, true),
	    "  STATUS       DOSSIER                  VAN        DOCS CATEGORIE\n"
	    "+ PUBLICEREN   2026-0123                leiden        1 convenanten\n"
	    "! VASTGEHOUDEN 2026-0042-woo-verzoek-p… leiden        2 Woo-verzoeken en -besl…\n"
	    "    2026-0042-woo-verzoek-parkeren-binnenstad\n"
	    "    SCR-501 Burgerservicenummer gevonden in de tekst (Woo art. 5.1 lid 1 onder\n"
	    "            e); lak of verwijder het bij de bron\n"
	    "            stukken/bijlage 2.pdf, blz. 3: 111*****3\n"
	    "            stukken/bijlage 2.pdf, blz. 12: 123*****2\n"
	    "    SCR-502 Mogelijk een burgerservicenummer in de tekst: negen cijfers die aan\n"
	    "            de elfproef voldoen (los getal)\n"
	    "            besluit.pdf, blz. 2: 123*****2\n"
	    "    SID-505 De vrijgave is niet vastgelegd; zet ‘vrijgave: ja’ in dossier.yaml\n"
	    "            als het openbaar mag worden\n"
	    "? BEKIJKEN     jaarverslag              leiden        1 jaarplannen en jaarver…\n"
	    "    IDN-301 De bestandsnaam eindigt op .docx, maar de inhoud is een PDF\n"
	    "            jaar.docx\n"
	    "~ LATER        besluitenlijst           leiden        1 -\n"
	    "    ING-401 Nog in beweging: korter dan 12 seconden geleden gewijzigd, of het\n"
	    "            verandert nog; volgende keer opnieuw\n"
	    "            lijst.pdf\n"
	    "= ONGEWIJZIGD  register                 leiden        1 -\n"
	    "\n"
	    "5 dossiers, 8 bestanden gezien = 2 zouden worden gepubliceerd + 1 ongewijzigd +\n"
	    "2 zouden worden vastgehouden + 0 geweigerd door het portaal + 1 later opnieuw +\n"
	    "2 overgeslagen: klopt.\n"
	    "\n"
	    "Wat nu?\n"
	    "- 1 dossier wacht op een mens. Herstel wat bij ‘VASTGEHOUDEN’ staat, in het\n"
	    "  bronbestand of in dossier.yaml; daarna wordt het hele dossier opnieuw\n"
	    "  gecontroleerd.\n"
	    "- 1 dossier met een opmerking (‘BEKIJKEN’). Dat houdt publicatie niet tegen;\n"
	    "  kijk of het zo bedoeld is.\n"
	    "- 1 dossier komt bij de volgende run vanzelf weer aan de beurt.\n"
	    "- Dit was een proef: er is niets verzonden en niets vastgelegd.\n"
	    "- Er is gezocht naar persoonsgegevens en verborgen tekst. Namen worden niet\n"
	    "  volledig gevonden, handtekeningen en gezichten niet: of die erin mogen staan,\n  beoordeelt u.\n");
}

/* A rehearsal differs from the night below the dossiers only, and colour adds nothing but colour. */
static void
table_modes(void **state)
{
	struct dossier all[] = { a_public(), a_held(), a_look() };
	const char *night = str_c(mem, table_of(all, COUNT(all), false, false));
	const char *proof = str_c(mem, table_of(all, COUNT(all), false, true));
	struct str colour = table_of(all, COUNT(all), true, false);
	size_t upto = (size_t)(strstr(night, "\n\n") - night);
	struct buf plain;

	(void)state;
	assert_int_equal(strncmp(night, proof, upto), 0);
	assert_null(strstr(night, "zou"));
	assert_non_null(strstr(night, "= 2 gepubliceerd + 0 ongewijzigd + 2\nvastgehouden + "));
	assert_null(strstr(night, "\x1b"));
	assert_non_null(memchr(colour.p, '\x1b', colour.n));
	buf_init(&plain, mem, MIB(1));
	for (size_t i = 0; i < colour.n; i++) {
		if (colour.p[i] == '\x1b') {
			while (colour.p[i] != 'm')
				i++;
			continue;
		}
		buf_addc(&plain, colour.p[i]);
	}
	assert_str(buf_str(&plain), night);
}

/* Long, odd and many: every line within its columns, every place and reason counted. */
static void
table_odd(void **state)
{
	struct dossier d = a_dossier(repeat("ÿ", 300));
	struct str s, line;
	const char *c;

	(void)state;
	d.declared.organisatie = S("x");
	add_class(add_doc(&d, repeat("\x1b]0;", 80), ROLE_MAIN, O_HELD), repeat("é", 90), true);
	for (uint32_t i = 0; i < 9; i++) {
		finding_add(&d.findings, (struct finding){ F_SID_FILE_MISSING, DOC_NONE,
		    .arg = { str_fmt(mem, "%.*s%u", STRF(repeat("lang", 400)), (unsigned)i) } });
		finding_add(&d.findings, (struct finding){ F_SCR_BSN, 0, 9 - i, i, 9, .masked = S("111*****3") });
	}
	s = table_of(&d, 1, false, false);
	assert_true(utf8_valid(s));
	c = str_c(mem, s);
	assert_non_null(strstr(c, "! VASTGEHOUDEN ÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿ… leiden"));
	assert_non_null(strstr(c, "\n            en nog 6 plaatsen\n"));
	assert_non_null(strstr(c, "\n    en nog 4 redenen\n"));
	assert_null(strchr(c, '\x1b'));
	while (str_next(&s, '\n', &line)) {
		if (utf8_width(line) > TABLE_COLUMNS)
			fail_msg("te breed: %.*s", STRF(line));
	}
}

/* The word follows the documents where the findings let the dossier pass. */
static void
table_words(void **state)
{
	static const struct { enum outcome a, b; enum finding_code f; const char *line; } cases[] = {
		{ O_PUBLISHED, O_UNCHANGED, F_DSC_FOLLOWS_MAIN, "\n+ PUBLICEREN " },
		{ O_UNCHANGED, O_UNCHANGED, F_DSC_FOLLOWS_MAIN, "\n= ONGEWIJZIGD " },
		{ O_UNCHANGED, O_UNCHANGED, F_EXT_PAGES_EMPTY, "\n= ONGEWIJZIGD " },
		{ O_SKIPPED, O_SKIPPED, F_DSC_FOLLOWS_MAIN, "\n- OVERGESLAGEN " },
		{ O_PUBLISHED, O_HELD, F_DSC_FOLLOWS_MAIN, "\n! VASTGEHOUDEN " },
		{ O_REJECTED, O_REJECTED, F_DSC_FOLLOWS_MAIN, "\n! VASTGEHOUDEN " },
		{ O_PUBLISHED, O_LATER, F_DSC_FOLLOWS_MAIN, "\n~ LATER " },
		{ O_PUBLISHED, O_PUBLISHED, F_EXT_PAGES_EMPTY, "\n? BEKIJKEN " },
		{ O_PUBLISHED, O_PUBLISHED, F_SCR_BSN, "\n! VASTGEHOUDEN " },
		{ O_PUBLISHED, O_PUBLISHED, F_ING_UNSTABLE, "\n~ LATER " },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct dossier d = a_dossier(S("x"));
		const char *c;

		(void)add_doc(&d, S("a"), ROLE_MAIN, cases[i].a);
		(void)add_doc(&d, S("b"), ROLE_ANNEX, cases[i].b);
		(void)add_doc(&d, S("w"), ROLE_WITHHELD, O_SKIPPED);
		finding_add(&d.findings, (struct finding){ .code = cases[i].f });
		c = str_c(mem, table_of(&d, 1, false, false));
		if (strstr(c, cases[i].line) == NULL)
			fail_msg("%zu: %s", i, c);
	}
}

static void
table_unbalanced(void **state)
{
	struct dossier d = a_public();
	const char *c;

	(void)state;
	finding_add(&d.findings, (struct finding){ .code = F_SCR_BSN });
	c = str_c(mem, table_of(&d, 1, false, false));
	assert_non_null(strstr(c, ": KLOPT NIET."));
	assert_non_null(strstr(c, "- De telling klopt niet"));
	c = str_c(mem, table_of(NULL, 0, false, false));
	assert_non_null(strstr(c, "0 dossiers, 0 bestanden gezien = "));
	assert_non_null(strstr(c, "- Niets: er is niets blijven liggen."));
}

static void
layout(void **state)
{
	struct buf b;

	(void)state;
	assert_str(layout_cut(mem, S("één twee"), 8), "één twee");
	assert_str(layout_cut(mem, S("één twee"), 4), "één…");
	assert_str(layout_cut(mem, S("één"), 1), "…");
	assert_str(layout_cut_middle(mem, S("abcdefghij.pdf"), 9), "abcd….pdf");
	assert_str(layout_cut_middle(mem, S("ab"), 2), "ab");
	assert_str(layout_cut_middle(mem, S("abc"), 1), "…");
	buf_init(&b, mem, 1000);
	layout_wrap(&b, S("een  twee drieëntwintig x"), S("-"), 2, 10);
	layout_wrap(&b, S(""), S("+"), 2, 10);
	assert_str(buf_str(&b), "- een twee\n  drieëntw\n  intig x\n+ \n");
}

/* Progress. */

static void
progress_lines(void **state)
{
	struct str s;

	(void)state;
	assert_str(progress_line(mem, 12, 24, -1, S("leiden"), S("convenant"), 78),
	    "[############............] 12/24 dossiers  leiden/convenant");
	assert_str(progress_line(mem, 0, 1, -1, STR_NONE, STR_NONE, 78), "[........................] 0/1 dossier");
	assert_str(progress_line(mem, 9, 3, -1, STR_NONE, S("a\n\x1b[2Jb"), 78),
	    "[########################] 3/3 dossiers  a\\x0a\\x1b[2Jb");
	s = progress_line(mem, SIZE_MAX - 1, SIZE_MAX, -1, repeat("ü", 200), repeat("ü", 300), 78);
	assert_int_equal(utf8_width(s), 78);
	assert_true(utf8_valid(s));
}

static void
progress_terminal(void **state)
{
	struct progress p;
	struct str want;
	char got[2000];
	size_t n = 0;
	AUTO_FD file = memfd_create("geen terminal", MFD_CLOEXEC);
	AUTO_FD boss = posix_openpt(O_RDWR | O_NOCTTY);
	AUTO_FD tty = -1;

	(void)state;
	progress_start(&p, file, 10, mem);
	progress_show(&p, 1, S("leiden"), S("a"));
	progress_wipe(&p);
	assert_int_equal(lseek(file, 0, SEEK_END), 0);
	if (boss < 0) {
		print_message("no pseudo terminals here\n");
		skip();
	}
	assert_int_equal(grantpt(boss), 0);
	assert_int_equal(unlockpt(boss), 0);
	tty = open(ptsname(boss), O_RDWR | O_NOCTTY);
	assert_true(tty >= 0);
	progress_start(&p, tty, 0, mem);
	assert_false(p.on);
	progress_start(&p, tty, 10, mem);
	progress_show(&p, 5, S("leiden"), repeat("x", 300));
	progress_wipe(&p);
	want = str_fmt(mem, "\r%.*s \r\r%79s\r", STRF(progress_line(mem, 5, 10, -1, S("leiden"), repeat("x", 300), 78)), "");
	/* The kernel hands it over in pieces, when it likes. */
	while (n < want.n && poll(&(struct pollfd){ .fd = boss, .events = POLLIN }, 1, PATIENCE_MS) == 1) {
		ssize_t k = read(boss, got + n, sizeof got - n);

		assert_true(k > 0);
		n += (size_t)k;
	}
	assert_str(((struct str){ got, n }), str_c(mem, want));
}

/* Page. */

/* The lines of these dossiers and of their run. */
static struct str
lines_of(const struct dossier *d, size_t n, const char *mode)
{
	struct buf b;
	struct totals t = { 0 };
	const struct sending sent = { .url = S("https://open.example.nl/1?a=1&b=2"), .answer = S("201 Created") };

	buf_init(&b, mem, MIB(256));
	for (size_t i = 0; i < n; i++) {
		struct arena *work = arena_new("regel", MIB(64));
		AUTO_JSON j = account_dossier(&d[i], i == 0 && strcmp(mode, "run") == 0 ? &sent : NULL, work);

		buf_add(&b, json_write(work, j));
		buf_addc(&b, '\n');
		totals_add(&t, &d[i]);
		arena_free(work);
	}
	AUTO_JSON run = account_run(&t, mode, STARTED, 0, STR_NONE, mem);
	buf_add(&b, json_write(mem, run));
	buf_addc(&b, '\n');
	assert_false(b.cut);
	return buf_str(&b);
}

/* The page of these lines, or absent with *e set. */
static struct str
page_of(struct str lines, const char *templates, struct err *e)
{
	struct rig r;
	struct str page = STR_NONE;

	rig_open(&r);
	r.job.dossier = NULL;
	if (page_load(templates, r.mem, &r.tools.pager, &r.err) == 0) {
		if (lines.n != 0 && !str_ends(lines, S("\n")))
			lines = str_fmt(mem, "%.*s\n", STRF(lines));
		assert_int_equal(fd_of_str("run", lines, &r.fd[0][A_RUN], &r.err), 0);
		if (rig_run(&r, ST_report, report_run, DOC_NONE) == 0)
			page = str_dup(mem, rig_read(&r, DOC_NONE, A_PAGE));
		page_unload(r.tools.pager);
	}
	*e = r.err;
	rig_close(&r);
	return page;
}

/* libxml2 knows HTML 4: the elements of HTML 5 are the only fault it may find. */
static void
on_fault(void *count, xmlError *fault)
{
	if (fault->code != XML_HTML_UNKNOWN_TAG) {
		print_error("%d: %s", fault->line, fault->message);
		++*(int *)count;
	}
}

static htmlDocPtr
parse(struct str page)
{
	htmlDocPtr doc;
	int faults = 0;

	xmlSetStructuredErrorFunc(&faults, (xmlStructuredErrorFunc)(void (*)(void))on_fault);
	doc = htmlReadMemory(page.p, (int)page.n, "page", "UTF-8", HTML_PARSE_NONET);
	xmlSetStructuredErrorFunc(NULL, NULL);
	assert_non_null(doc);
	assert_int_equal(faults, 0);
	return doc;
}

/* What a page must be, whatever it says. */
static void
sound(htmlDocPtr doc)
{
	holds(doc, 1, "/html[@lang='nl']/head/title");
	holds(doc, 1, "//h1");
	holds(doc, 1, "//main[@id='inhoud']");
	holds(doc, 1, "/html/body/*[1][self::a][@class='skip'][@href='#inhoud']");
	holds(doc, 1, "//header");
	holds(doc, 1, "//footer");
	holds(doc, 0, "//nav[not(@aria-label)] | //section[not(@aria-labelledby)] | //table[not(caption)]");
	holds(doc, 0, "//section[not(@aria-labelledby = h2/@id)]");
	holds(doc, 0, "//th[not(@scope)]");
	holds(doc, 0, "//@id[. = (preceding::*/@id | ancestor::*[position() > 1]/@id)]");
	holds(doc, 0, "//a[starts-with(@href, '#')][not(substring(@href, 2) = //@id)]");
	holds(doc, 0, "//h3[not(preceding::h2)] | //h4[not(preceding::h3)] | //h5 | //h6");
	holds(doc, 0, "//script | //link | //img | //iframe | //object | //form | //base | //@src | //@style");
	holds(doc, 0, "//@*[starts-with(name(), 'on')]");
	holds(doc, 1, "//style");
	holds(doc, 0, "//style[contains(., 'url(') or contains(., '@import')]");
	holds(doc, 0, "//a[not(starts-with(@href, '#') or starts-with(@href, 'https://') or "
	    "starts-with(@href, 'http://'))]");
}

static void
page_says(void **state)
{
	struct dossier all[] = { a_public(), a_held(), a_look(), a_later(), an_unchanged() };
	struct err e;
	htmlDocPtr doc = parse(page_of(lines_of(all, COUNT(all), "check"), "templates", &e));

	(void)state;
	sound(doc);
	assert_string_equal(string(doc, "//h1"), "Proefverslag openbaarmaking");
	assert_string_equal(string(doc, "//p[@class='moment']"), "15 januari 2026, 09:00 uur");
	assert_non_null(strstr(string(doc, "//p[@class='lead']"),
	    "Van 8 bestanden in 5 dossiers zouden er 2 openbaar worden. "));
	assert_string_equal(string(doc, "//p[@class='lead']/strong"), "1 dossier wacht op een mens.");
	/* In this order: what needs a person comes first, then what went public and the numbers. */
	assert_string_equal(string(doc, "concat(//h2[1]/@id, ' ', //section[2]/h2/@id, ' ', //section[3]/h2/@id, ' ', "
	    "//section[4]/h2/@id, ' ', //section[5]/h2/@id, ' ', //section[6]/h2/@id, ' ', //section[7]/h2/@id, ' ', "
	    "//section[8]/h2/@id)"), "vandaag kort openbaar cijfers nodig bekijken later ongewijzigd");
	/* The reasons, gravest first, with file, page and mask. */
	holds(doc, 1, "//section[h2/@id='nodig']/article");
	holds(doc, 4, "//section[h2/@id='nodig']//li[contains(@class, 'reason ')]");
	assert_string_equal(string(doc, "//section[h2/@id='nodig']//ul[@class='reasons']/li[1]//span[@class='code']"),
	    "code SCR-501");
	assert_string_equal(string(doc, "//section[h2/@id='nodig']//ul[@class='reasons']/li[1]//span[@class='tag']"),
	    "Moet worden hersteld");
	assert_string_equal(string(doc, "normalize-space(//section[h2/@id='nodig']//ul[@class='places']/li[2])"),
	    "stukken/bijlage 2.pdf, bladzijde 3: 111*****3");
	assert_string_equal(string(doc, "//section[h2/@id='nodig']//ul[@class='reasons']/li[4]//span[@class='code']"),
	    "code EXT-301");
	/* What goes public, with category and title; the rest of the sections. */
	holds(doc, 2, "//section[h2/@id='openbaar']//tbody/tr");
	assert_string_equal(string(doc, "normalize-space(//section[h2/@id='openbaar']//tbody/tr[1]/th)"),
	    "2026-0123Convenant Veiligheidleiden");
	assert_string_equal(string(doc, "normalize-space(//section[h2/@id='openbaar']//tbody/tr[1]/td[1])"),
	    "convenantenvolgens titelwoord (blz. 1), zaaktype");
	holds(doc, 1, "//section[h2/@id='bekijken']/article[h3='jaarverslag']");
	holds(doc, 1, "//section[h2/@id='later']/article[h3='besluitenlijst']");
	holds(doc, 1, "//section[h2/@id='ongewijzigd']//tbody/tr[contains(th, 'register')]");
	holds(doc, 2, "//section[h2/@id='overgeslagen']//tbody/tr");
	assert_string_equal(string(doc, "normalize-space(//table[@class='sum']/tfoot)"), "Samen8Gezien8");
	holds(doc, 1, "//p[@class='good']");
	holds(doc, 0, "//*[@class='alarm']");
	xmlFreeDoc(doc);
}

/* What changed since people could see it: the first eight, and how many more. */
static void
page_changed(void **state)
{
	const struct totals n = { .dossiers = 1, .seen = 1, .published = 1 };
	AUTO_JSON run = account_run(&n, "run", STARTED, 0, STR_NONE, mem);
	struct buf b;
	struct err e;
	htmlDocPtr doc;

	(void)state;
	buf_init(&b, mem, MIB(1));
	buf_add(&b, S("{\"dossier\":\"x\",\"organisation\":\"leiden\",\"verdict\":\"publish\",\"revision\":3,\"changed\":["));
	for (int i = 1; i <= 10; i++)
		buf_addf(&b, "%s{\"what\":\"document-changed\",\"text\":\"Andere inhoud: <%d>.pdf\"}", i == 1 ? "" : ",", i);
	buf_add(&b, S("],\"difference\":{\"first\":false,\"changes\":[]},\"findings\":[],\"documents\":[{\"path\":\"a\","
	    "\"role\":\"main\",\"outcome\":\"published\",\"categories\":[],\"findings\":[],\"metadata\":{}}]}\n"));
	buf_addf(&b, "%.*s\n", STRF(json_write(mem, run)));
	doc = parse(page_of(buf_str(&b), "templates", &e));
	sound(doc);
	holds(doc, 9, "//section[h2/@id='openbaar']//tbody//ul/li");
	assert_string_equal(string(doc, "//section[h2/@id='openbaar']//tbody//ul/li[1]"), "Andere inhoud: <1>.pdf");
	assert_string_equal(string(doc, "//section[h2/@id='openbaar']//tbody//ul/li[9]"), "en nog 2 verschillen");
	assert_non_null(strstr(string(doc, "//section[h2/@id='openbaar']//tbody"), "(versie 3)"));
	xmlFreeDoc(doc);
}

/* A name that is not shown as it is stands there in a form that can be read back. */
static void
account_raw(void **state)
{
	static const struct { struct str path; const char *shown, *raw; } cases[] = {
		{ S("plat é.pdf"), "plat é.pdf", NULL },
		{ S("a\x1b.pdf"), "a\\x1b.pdf", "a\\x1b.pdf" },
		{ S("a\\x1b.pdf"), "a\\x1b.pdf", "a\\x5cx1b.pdf" },
		{ S("\xff"), "\\xff", "\\xff" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct dossier d = a_dossier(S("x"));
		AUTO_JSON j = NULL;
		const json_t *doc;

		(void)add_doc(&d, cases[i].path, ROLE_MAIN, O_PUBLISHED);
		j = account_dossier(&d, NULL, mem);
		doc = json_array_get(json_list(j, "documents"), 0);
		assert_str(json_str(doc, "path"), cases[i].shown);
		assert_true(str_eq(json_str(doc, "raw"), str_of(cases[i].raw)));
	}
}

static void
page_of_a_night(void **state)
{
	struct dossier all[] = { a_public(), an_unchanged() };
	struct err e;
	htmlDocPtr doc = parse(page_of(lines_of(all, COUNT(all), "run"), "templates", &e));

	(void)state;
	sound(doc);
	assert_string_equal(string(doc, "//h1"), "Verslag openbaarmaking");
	assert_non_null(strstr(string(doc, "//p[@class='lead']"), " is er 1 openbaar gemaakt. Er wacht niets op een mens."));
	assert_null(strstr(string(doc, "//body"), "zou"));
	assert_string_equal(string(doc, "//section[h2/@id='openbaar']//a/@href"), "https://open.example.nl/1?a=1&b=2");
	xmlFreeDoc(doc);
}

/* A sum that does not balance, a held dossier without a reason, a dossier that went nowhere: all are said. */
static void
page_alarms(void **state)
{
	struct dossier all[] = { a_public(), a_dossier(S("zonder reden")), a_dossier(S("nergens")) };
	struct err e;
	htmlDocPtr doc;

	(void)state;
	finding_add(&all[0].findings, (struct finding){ .code = F_SCR_BSN });
	(void)add_doc(&all[1], S("a.pdf"), ROLE_MAIN, O_HELD);
	doc = parse(page_of(lines_of(all, COUNT(all), "run"), "templates", &e));
	sound(doc);
	holds(doc, 2, "//p[@class='alarm'][contains(., 'telling klopt niet')]");
	holds(doc, 1, "//article[h3='zonder reden']/p[@class='alarm']");
	holds(doc, 1, "//section[h2/@id='overgeslagen']/ul/li[.='nergens']");
	holds(doc, 0, "//section[h2/@id='openbaar']//tbody/tr");
	xmlFreeDoc(doc);
}

static void
page_hostile(void **state)
{
	struct dossier all[] = { a_held(), a_public(), a_dossier(repeat("ü<b>", 75)) };
	struct str page, lines;
	struct err e;
	htmlDocPtr doc;

	(void)state;
	all[0].key = S("<script>alert(1)</script>\xe2\x80\xae&amp;");
	all[0].docs[1].path = S("\"><img src=x onerror=alert(1)>\x01.pdf");
	all[1].docs[0].record.f[MD_OFFICIELE_TITEL].v[0].text = S("</style></title><!-- ]]> een\ntwee \xe2\x80\xae");
	add_class(all[1].docs, S("<svg onload=alert(1)>"), true);
	(void)add_doc(&all[2], S("' onclick='x"), ROLE_MAIN, O_HELD);
	finding_add(&all[2].findings, (struct finding){ F_SID_VALUE_BAD, 0,
	    .arg = { S("{$css}</p>"), S("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;") } });
	lines = lines_of(all, COUNT(all), "run");
	page = page_of(lines, "templates", &e);
	doc = parse(page);
	sound(doc);
	assert_string_equal(string(doc, "//section[h2/@id='nodig']/article[1]/h3"),
	    "<script>alert(1)</script>\\xe2\\x80\\xae&amp;");
	holds(doc, 2, "//bdi[@class='file'][. = '\"><img src=x onerror=alert(1)>\\x01.pdf']");
	assert_string_equal(string(doc, "//section[h2/@id='openbaar']//span[@class='title']"),
	    "</style></title><!-- ]]> een twee \\xe2\\x80\\xae");
	assert_string_equal(string(doc, "//section[h2/@id='nodig']/article[2]/h3"), str_c(mem, repeat("ü<b>", 75)));
	assert_non_null(strstr(string(doc, "//section[h2/@id='nodig']/article[2]//p[@class='reason-text']"), "&e;"));
	assert_null(memmem(page.p, page.n, "\xe2\x80\xae", 3));
	assert_null(memmem(page.p, page.n, "root:", 5));
	xmlFreeDoc(doc);
}

/* A portal's answer is no reason to run something. */
static void
page_links(void **state)
{
	static const struct { const char *url; int links; } cases[] = {
		{ "https://example.nl/", 1 }, { "http://example.nl/", 1 }, { "javascript:alert(1)", 0 },
		{ "data:text/html,x", 0 }, { " https://example.nl/", 0 }, { "file:///etc/passwd", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct dossier d = a_public();
		const struct sending sent = { .url = str_of(cases[i].url) };
		AUTO_JSON run = account_run(&(struct totals){ 0 }, "run", STARTED, 0, STR_NONE, mem);
		struct err e;
		htmlDocPtr doc = parse(page_of(str_fmt(mem, "%.*s\n%.*s\n", STRF(account(&d, &sent)),
		    STRF(json_write(mem, run))), "templates", &e));

		sound(doc);
		holds(doc, cases[i].links, "//a[not(starts-with(@href, '#'))]");
		assert_non_null(strstr(string(doc, "//section[h2/@id='openbaar']//tbody"), cases[i].url));
		xmlFreeDoc(doc);
	}
}

static void
page_moment(void **state)
{
	/* By the clock on the wall in the Netherlands; it changed on 29 March and 25 October 2026, 01:00 UTC. */
	static const struct { const char *utc, *wall; } cases[] = {
		{ "2026-01-14T23:30:00Z", "15 januari 2026, 00:30 uur" },
		{ "2026-07-14T22:05:00Z", "15 juli 2026, 00:05 uur" },
		{ "2026-03-29T00:59:59Z", "29 maart 2026, 01:59 uur" },
		{ "2026-03-29T01:00:00Z", "29 maart 2026, 03:00 uur" },
		{ "2026-10-25T00:59:59Z", "25 oktober 2026, 02:59 uur" },
		{ "2026-10-25T01:00:00Z", "25 oktober 2026, 02:00 uur" },
		{ "2026-12-31T23:00:00Z", "1 januari 2027, 00:00 uur" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err e;
		struct str page = page_of(str_fmt(mem, "{\"run\":{\"started\":\"%s\"}}", cases[i].utc), "templates", &e);
		htmlDocPtr doc = parse(page);

		assert_string_equal(string(doc, "//p[@class='moment']"), cases[i].wall);
		xmlFreeDoc(doc);
	}
}

static void
page_refuses(void **state)
{
#define RUN_LINE "{\"run\":{\"started\":\"2026-01-15T08:00:00Z\"}}"
	static const struct { const char *lines, *says; } cases[] = {
		{ "", "regel van de run ontbreekt" },
		{ "{\"dossier\":\"a\"}\n", "regel van de run ontbreekt" },
		{ "{\"dossier\":\"a\"\n" RUN_LINE, "A_RUN, 1" },
		{ "\n" RUN_LINE, "A_RUN, 1" },
		{ "{}\n" RUN_LINE, "dossier of run verwacht" },
		{ "{\"dossier\":\"a\",\"run\":{}}\n" RUN_LINE, "dossier of run verwacht" },
		{ RUN_LINE "\n{\"dossier\":\"a\"}\n", "A_RUN, 2" },
		{ RUN_LINE "\n" RUN_LINE, "A_RUN, 2" },
		{ "{\"run\":{\"started\":\"gisteren\"}}", "begintijd" },
		{ "{\"dossier\":\"a\",\"x\":null}\n" RUN_LINE, "A_RUN, 1" },
		{ "{\"dossier\":\"a\",\"x\":1.5}\n" RUN_LINE, "A_RUN, 1" },
		{ "{\"dossier\":\"a\",\"x\":[1]}\n" RUN_LINE, "geen object" },
		{ "{\"dossier\":\"a\",\"x y\":1}\n" RUN_LINE, "naam van een lid" },
		{ "{\"dossier\":\"a\",\"x\":\"\\u0000\"}\n" RUN_LINE, "A_RUN, 1" },
		{ "{\"dossier\":\"a\",\"x\":\"\xff\"}\n" RUN_LINE, "A_RUN, 1" },
	};
	struct str deep = str_fmt(mem, "{\"dossier\":\"a\",\"x\":%.*s1%.*s}\n" RUN_LINE, STRF(repeat("{\"x\":", 1000)),
	    STRF(repeat("}", 1000)));
	struct err e;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_null(page_of(str_of(cases[i].lines), "templates", &e).p);
		assert_int_equal(e.kind, E_BUG);
		if (strstr(e.msg, cases[i].says) == NULL)
			fail_msg("%zu: %s", i, e.msg);
	}
	assert_null(page_of(deep, "templates", &e).p);
	assert_non_null(strstr(e.msg, "te diep"));
}

/* A folder of templates made for a test; removed by the caller. */
static const char *
templates_with(char *dir, const char *xsl, const char *css)
{
	struct err e;

	assert_non_null(mkdtemp(dir));
	assert_int_equal(path_mkdirs(str_c(mem, str_fmt(mem, "%s/xsl", dir)), &e), 0);
	assert_int_equal(path_mkdirs(str_c(mem, str_fmt(mem, "%s/css", dir)), &e), 0);
	assert_int_equal(file_replace(str_c(mem, str_fmt(mem, "%s/xsl/report.xsl", dir)), str_of(xsl), &e), 0);
	assert_int_equal(file_replace(str_c(mem, str_fmt(mem, "%s/css/report.css", dir)), str_of(css), &e), 0);
	return dir;
}

#define XSL(body) "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform' " \
	"xmlns:exsl='http://exslt.org/common' extension-element-prefixes='exsl'>" \
	"<xsl:output method='html'/><xsl:template match='/'><p>" body "</p></xsl:template></xsl:stylesheet>"

static void
page_templates(void **state)
{
	static const struct { const char *xsl, *css; enum errkind kind; } cases[] = {
		{ XSL("goed"), "p {}", E_NONE },
		{ XSL("goed"), "p {} </style>", E_CONFIG },
		{ XSL("<xsl:value-of/>"), "p {}", E_CONFIG },
		{ "<xsl:stylesheet", "p {}", E_CONFIG },
		{ "<geen/>", "p {}", E_CONFIG },
		{ XSL("<xsl:message terminate='yes'>op</xsl:message>"), "p {}", E_BUG },
		/* Neither read nor written, though both paths would do. */
		{ XSL("<xsl:value-of select=\"document('/proc/self/status')\"/>"), "p {}", E_BUG },
		{ XSL("<xsl:document href='/tmp/woostraat-test-uit' method='text'>x</xsl:document>"), "p {}", E_BUG },
	};
	struct err e;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char dir[] = "/tmp/woostraat-test-XXXXXX";
		struct str page;

		e = (struct err){ E_NONE };
		page = page_of(S(RUN_LINE), templates_with(dir, cases[i].xsl, cases[i].css), &e);
		path_remove_tree(dir);
		if (e.kind != cases[i].kind || (page.p != NULL) != (cases[i].kind == E_NONE))
			fail_msg("%zu: %d %s", i, (int)e.kind, e.msg);
	}
	assert_int_equal(access("/tmp/woostraat-test-uit", F_OK), -1);
	assert_null(page_of(S(RUN_LINE), "/nergens", &e).p);
	assert_non_null(strstr(e.msg, "report.xsl"));
	page_unload(NULL);
}

/* The same lines, the same page; and a night of 2,000 dossiers. */
static void
page_many(void **state)
{
	struct dossier *all = NEW(mem, struct dossier, MANY);
	struct str lines, page;
	struct err e;
	htmlDocPtr doc;

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		all[i] = i % 5 == 0 ? a_held() : i % 5 == 1 ? a_look() : a_public();
		all[i].key = str_fmt(mem, "dossier-%zu", i);
		for (uint32_t k = 0; k < 20; k++)
			finding_add(&all[i].findings, (struct finding){ i % 5 == 0 ? F_SCR_BSN : F_DSC_FOLLOWS_MAIN,
			    0, 20 + k, k, 9, { S("de tekst") }, .masked = S("111*****3") });
	}
	lines = lines_of(all, MANY, "run");
	page = page_of(lines, "templates", &e);
	assert_non_null(page.p);
	assert_true(str_eq(page, page_of(lines, "templates", &e)));
	doc = parse(page);
	holds(doc, MANY / 5, "//section[h2/@id='nodig']/article");
	holds(doc, MANY / 5, "//li[. = 'en nog 12 plaatsen']");
	holds(doc, MANY / 5 * 4, "//section[h2/@id='openbaar']//tbody/tr");
	holds(doc, 1, "//p[@class='good']");
	xmlFreeDoc(doc);
}

/* Rows that are made by themselves, of some lines at a time, stand where they belong, in the order of the lines. */
static void
page_rows(void **state)
{
	struct str page;
	struct buf b;
	struct err e;
	htmlDocPtr doc;

	(void)state;
	buf_init(&b, mem, MIB(4));
	for (int i = 0; i < MANY; i++)
		buf_addf(&b, "{\"dossier\":\"d%d\",\"organisation\":\"unchanged-here-\",\"verdict\":\"publish\",\"documents\":["
		    "{\"path\":\"a\",\"role\":\"main\",\"outcome\":\"%s\"},"
		    "{\"path\":\"b%d\",\"role\":\"sidecar\",\"outcome\":\"skipped\",\"findings\":[{\"text\":\"%0200d\"}]}]}\n",
		    i, i % 4 == 0 ? "published" : "unchanged", i, i);
	buf_add(&b, S(RUN_LINE));
	page = page_of(buf_str(&b), "templates", &e);
	assert_true(str_starts(page, S("<!DOCTYPE html")) && str_ends(page, S("</html>\n")));
	doc = parse(page);
	holds(doc, MANY / 4, "//section[h2/@id='openbaar']//tbody/tr");
	holds(doc, MANY / 4 * 3, "//section[h2/@id='ongewijzigd']//tbody/tr[td[2] = '1']");
	holds(doc, MANY, "//section[h2/@id='overgeslagen']//tbody/tr");
	assert_string_equal(string(doc, "//a[@href='#overgeslagen']/span[@class='tile-number']"), "2000");
	assert_string_equal(string(doc, "//section[h2/@id='ongewijzigd']//tbody/text()"), "");
	for (int i = 0; i < MANY; i += 97) {
		assert_string_equal(string(doc, str_c(mem, str_fmt(mem, "//section[h2/@id='overgeslagen']//tbody/tr[%d]/th", i + 1))),
		    str_c(mem, str_fmt(mem, "b%d", i)));
		assert_string_equal(string(doc, str_c(mem, str_fmt(mem, "//section[h2/@id='ongewijzigd']//tbody/tr[%d]/th/bdi", i + 1))),
		    i < MANY / 4 * 3 ? str_c(mem, str_fmt(mem, "d%d", i / 3 * 4 + i % 3 + 1)) : "");
	}
	xmlFreeDoc(doc);
}

/* A picture, and why there is none, beside the place. */
static void
page_pictures(void **state)
{
	struct dossier d = a_held();
	struct str lines = str_from(lines_of(&d, 1, "check"), 1);
	struct buf b;
	struct err e;
	htmlDocPtr doc;

	(void)state;
	buf_init(&b, mem, MIB(4));
	for (struct str part; str_next(&lines, '{', &part); buf_add(&b, part)) {
		buf_addc(&b, '{');
		if (str_holds_nocase(part, S("\"code\":\"SCR-501\"")))
			buf_add(&b, S("\"picture\":{\"png\":\"iVBO\",\"width\":827,\"height\":390},"));
		else if (str_holds_nocase(part, S("\"code\":\"SCR-502\"")))
			buf_add(&b, S("\"picture\":{\"why\":\"een <b>scan</b>\"},"));
	}
	doc = parse(page_of(buf_str(&b), "templates", &e));
	holds(doc, 2, "//li/img[@src='data:image/png;base64,iVBO' and @width='827' and contains(@alt, 'Burgerservice')]");
	holds(doc, 1, "//li/span[. = 'Geen beeld: een <b>scan</b>.']");
	holds(doc, 1, "//meta[contains(@content, \"default-src 'none'\") and contains(@content, 'img-src data:')]");
	xmlFreeDoc(doc);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(account_everything), cmocka_unit_test(account_bare),
		cmocka_unit_test(account_hostile), cmocka_unit_test(totals_of_all),
		cmocka_unit_test(totals_contradiction), cmocka_unit_test(totals_lost_and_double),
		cmocka_unit_test(table_golden), cmocka_unit_test(table_modes), cmocka_unit_test(table_odd),
		cmocka_unit_test(table_words), cmocka_unit_test(table_unbalanced), cmocka_unit_test(layout),
		cmocka_unit_test(progress_lines), cmocka_unit_test(progress_terminal), cmocka_unit_test(page_says),
		cmocka_unit_test(page_changed), cmocka_unit_test(account_raw),
		cmocka_unit_test(page_of_a_night), cmocka_unit_test(page_alarms), cmocka_unit_test(page_hostile),
		cmocka_unit_test(page_links), cmocka_unit_test(page_moment), cmocka_unit_test(page_refuses),
		cmocka_unit_test(page_templates), cmocka_unit_test(page_many), cmocka_unit_test(page_rows),
		cmocka_unit_test(page_pictures),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
