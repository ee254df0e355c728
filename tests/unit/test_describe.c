/* SPDX-License-Identifier: EUPL-1.2 */
/* test_describe.c - the record of each document, its origins, and the DiWoo XML made of it. */
#include "describing.h"

#include "base/banned.h"

static const char main_want[] =
    "identifier|source|0:0+0||Z/26/001\n"
    "identifier|rule|0:0+0||urn:uuid:@MAIN@\n"
    "publisher|operator|0:0+0|https://identifier.overheid.nl/tooi/id/gemeente/gm0546|gemeente Leiden\n"
    "officieleTitel|source|0:0+0||Besluit Woo-verzoek <A&B>\n"
    "omschrijving|source|0:0+0||Besluit op een verzoek over A & B\n"
    "informatiecategorie|document|1:30+11|" WOO "|Woo-verzoeken en -besluiten\n"
    "creatiedatum|document|2:90+15||2026-01-12\n"
    "language|document|0:0+0|http://publications.europa.eu/resource/authority/language/NLD|Nederlands\n"
    "format|document|0:0+0|http://publications.europa.eu/resource/authority/file-type/PDF|PDF\n"
    "aggregatiekenmerk|source|0:0+0||Z/26/001\n"
    "hasPart|rule|0:0+0|urn:uuid:@ANNEX@|Kaart van het gebied\n"
    "soortHandeling|rule|0:0+0|" KERN "c_641ecd76|vaststelling\n"
    "atTime|rule|0:0+0||2026-01-12T00:00:00+01:00\n";
static const char annex_want[] =
    "identifier|rule|0:0+0||urn:uuid:@ANNEX@\n"
    "publisher|operator|0:0+0|https://identifier.overheid.nl/tooi/id/gemeente/gm0546|gemeente Leiden\n"
    "officieleTitel|source|0:0+0||Kaart van het gebied\n"
    "informatiecategorie|rule|0:0+0|" WOO "|Woo-verzoeken en -besluiten\n"
    "creatiedatum|default|0:0+0||2026-01-12\n"
    "language|default|0:0+0|http://publications.europa.eu/resource/authority/language/NLD|Nederlands\n"
    "format|document|0:0+0|http://publications.europa.eu/resource/authority/file-type/PDF|PDF\n"
    "aggregatiekenmerk|source|0:0+0||Z/26/001\n"
    "isPartOf|rule|0:0+0|urn:uuid:@MAIN@|Besluit Woo-verzoek <A&B>\n"
    "soortHandeling|rule|0:0+0|" KERN "c_641ecd76|vaststelling\n"
    "atTime|rule|0:0+0||2026-01-12T00:00:00+01:00\n";
static const char xml_want[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<diwoo:Document xmlns:diwoo=\"https://standaarden.overheid.nl/diwoo/metadata/\">\n"
    "  <diwoo:DiWoo>\n"
    "    <diwoo:identifiers>\n"
    "      <diwoo:identifier>Z/26/001</diwoo:identifier>\n"
    "      <diwoo:identifier>urn:uuid:@MAIN@</diwoo:identifier>\n"
    "    </diwoo:identifiers>\n"
    "    <diwoo:publisher resource=\"https://identifier.overheid.nl/tooi/id/gemeente/gm0546\">"
    "gemeente Leiden</diwoo:publisher>\n"
    "    <diwoo:titelcollectie>\n"
    "      <diwoo:officieleTitel>Besluit Woo-verzoek &lt;A&amp;B&gt;</diwoo:officieleTitel>\n"
    "    </diwoo:titelcollectie>\n"
    "    <diwoo:omschrijvingen>\n"
    "      <diwoo:omschrijving>Besluit op een verzoek over A &amp; B</diwoo:omschrijving>\n"
    "    </diwoo:omschrijvingen>\n"
    "    <diwoo:classificatiecollectie>\n"
    "      <diwoo:informatiecategorieen>\n"
    "        <diwoo:informatiecategorie resource=\"" WOO "\">Woo-verzoeken en -besluiten"
    "</diwoo:informatiecategorie>\n"
    "      </diwoo:informatiecategorieen>\n"
    "    </diwoo:classificatiecollectie>\n"
    "    <diwoo:creatiedatum>2026-01-12</diwoo:creatiedatum>\n"
    "    <diwoo:language resource=\"http://publications.europa.eu/resource/authority/language/NLD\">"
    "Nederlands</diwoo:language>\n"
    "    <diwoo:format resource=\"http://publications.europa.eu/resource/authority/file-type/PDF\">"
    "PDF</diwoo:format>\n"
    "    <diwoo:aggregatiekenmerk>Z/26/001</diwoo:aggregatiekenmerk>\n"
    "    <diwoo:hasParts>\n"
    "      <diwoo:hasPart resource=\"urn:uuid:@ANNEX@\">Kaart van het gebied</diwoo:hasPart>\n"
    "    </diwoo:hasParts>\n"
    "    <diwoo:documenthandelingen>\n"
    "      <diwoo:documenthandeling>\n"
    "        <diwoo:soortHandeling resource=\"" KERN "c_641ecd76\">vaststelling</diwoo:soortHandeling>\n"
    "        <diwoo:atTime>2026-01-12T00:00:00+01:00</diwoo:atTime>\n"
    "      </diwoo:documenthandeling>\n"
    "    </diwoo:documenthandelingen>\n"
    "  </diwoo:DiWoo>\n"
    "</diwoo:Document>\n";

static void
golden(void **state)
{
	const char *want[] = { main_want, annex_want, xml_want };
	const char *got[3];
	struct str all;

	(void)state;
	run();
	got[0] = dump(&r.dossier.docs[0].record);
	got[1] = dump(&r.dossier.docs[1].record);
	got[2] = str_c(mem, xml_of(0));
	for (size_t i = 0; i < COUNT(want); i++) {
		struct str rest = str_of(want[i]), part;
		struct buf b;

		buf_init(&b, mem, KIB(64));
		while (str_next(&rest, '@', &part)) {
			if (str_eq(part, S("MAIN")))
				part = uuid_text(mem, document_uuid(&r.dossier, &r.dossier.docs[0]));
			else if (str_eq(part, S("ANNEX")))
				part = uuid_text(mem, document_uuid(&r.dossier, &r.dossier.docs[1]));
			buf_add(&b, part);
		}
		assert_string_equal(got[i], str_c(mem, buf_str(&b)));
	}
	all = rig_read(&r, DOC_NONE, A_METADATA);
	assert_int_equal(r.dossier.docs[0].record.at, 0);
	assert_int_equal(r.dossier.docs[1].record.at, r.dossier.docs[0].record.len);
	assert_int_equal(r.dossier.object.at, r.dossier.docs[1].record.at + r.dossier.docs[1].record.len);
	assert_int_equal(r.dossier.docs[0].object.at, r.dossier.object.at + r.dossier.object.len);
	assert_int_equal(r.dossier.docs[1].file.at + r.dossier.docs[1].file.len, all.n);
	assert_int_equal(rig_count(&r, F_DSC_FOLLOWS_MAIN, 1), 1);
	assert_int_equal(rig_count(&r, F_DSC_FIELD_DEFAULTED, 1), 2);	/* creatiedatum and language */
	assert_int_equal(r.dossier.findings.n, 3);
	assert_int_equal(verdict(&r.dossier.findings), V_PUBLISH);
}

/* Run twice, also on its own answer: the same bytes, the same records, the same classes. */
static void
again(void **state)
{
	const char *record, *annex;
	struct str xml;
	size_t findings;

	(void)state;
	run();
	xml = rig_read(&r, DOC_NONE, A_METADATA);
	record = dump(&r.dossier.docs[0].record);
	annex = dump(&r.dossier.docs[1].record);
	findings = r.dossier.findings.n;
	assert_int_equal(r.dossier.docs[1].nclasses, 1);
	r.dossier.findings.n = 0;
	run();
	assert_true(str_eq(xml, rig_read(&r, DOC_NONE, A_METADATA)));
	assert_string_equal(record, dump(&r.dossier.docs[0].record));
	assert_string_equal(annex, dump(&r.dossier.docs[1].record));
	assert_int_equal(r.dossier.findings.n, findings);
	assert_int_equal(r.dossier.docs[1].nclasses, 1);
	assert_int_equal(r.dossier.docs[1].classes[0].nreasons, 1);
}

/* An annex: follows, with the reason in its classes; or goes by its own category. */
static void
follows(void **state)
{
	struct document *annex = &r.dossier.docs[1];
	struct class_score two[2];

	(void)state;
	two[0] = *class_of("c_fdaee95e", (struct span){ 0 });
	two[1] = *class_of("c_3baef532", (struct span){ 3, 5, 4 });
	two[0].chosen = two[1].chosen = false;
	annex->classes = two;
	annex->nclasses = 2;
	run();
	annex = &r.dossier.docs[1];
	assert_int_equal(annex->nclasses, 2);
	assert_false(annex->classes[0].chosen);
	assert_true(annex->classes[1].chosen);
	assert_int_equal(annex->classes[1].nreasons, 2);
	assert_true(str_eq(annex->classes[1].reasons[1].rule, S(REASON_FOLLOWS)));
	assert_value(1, INFORMATIECATEGORIE, "Woo-verzoeken en -besluiten", FROM_RULE);
	assert_false(two[1].chosen);		/* what was given is not touched */
	assert_int_equal(two[1].nreasons, 1);

	r.dossier.findings.n = 0;
	annex->classes = two;
	two[0].chosen = true;			/* the annex is a research report of its own */
	run();
	assert_value(1, INFORMATIECATEGORIE, "onderzoeksrapporten", FROM_RULE);	/* its reason is no text */
	assert_int_equal(rig_count(&r, F_DSC_FOLLOWS_MAIN, 1), 0);
	assert_int_equal(r.dossier.docs[1].classes[0].nreasons, 1);
}

static void
categories(void **state)
{
	struct class_score *two = NEW(mem, struct class_score, 2);
	const struct record *rec;

	(void)state;
	two[0] = *class_of("c_8fc2335c", (struct span){ 0 });
	two[1] = *class_of("c_8c840238", (struct span){ 4, 8, 2 });
	r.dossier.docs[0].classes = two;
	r.dossier.docs[0].nclasses = 2;
	run();
	rec = &r.dossier.docs[0].record;
	assert_int_equal(rec->f[MD_INFORMATIECATEGORIE].n, 2);
	assert_int_equal(rec->f[MD_INFORMATIECATEGORIE].v[0].origin, FROM_RULE);
	assert_int_equal(rec->f[MD_INFORMATIECATEGORIE].v[1].origin, FROM_DOCUMENT);
	assert_int_equal(rec->f[MD_INFORMATIECATEGORIE].v[1].evidence.page, 4);
	assert_value(0, SOORT_HANDELING, "ondertekening", FROM_RULE);
	assert_int_equal(r.dossier.docs[1].record.f[MD_INFORMATIECATEGORIE].n, 2);
	assert_int_equal(rig_count(&r, F_DSC_FOLLOWS_MAIN, 1), 1);
	assert_true(r.dossier.docs[1].record.len != 0);

	two[1].uri = S(KERN "c_00000000");	/* a category that TOOI does not have */
	r.dossier.docs[0].classes = two;
	run();
	assert_int_equal(rig_count(&r, F_DSC_SCHEMA, 0), 1);
}

static struct class_score *
of_list(const char *list, const char *name, const char *rule, struct span at)
{
	struct class_score *c = NEW(mem, struct class_score, 1);
	const struct term *t = catalog_named(lists, list, str_of(name));

	assert_non_null(t);
	*c = (struct class_score){ .uri = t->uri, .label = t->label, .chosen = true, .nreasons = 1 };
	c->reasons = NEW(mem, struct reason, 1);
	c->reasons[0] = (struct reason){ .rule = str_of(rule), .at = at };
	return c;
}

/* Documentsoort and thema are in the record and in the XML, after the categories, of their own document only. */
static void
other_lists(void **state)
{
	static const struct { const char *name, *rule; struct span at; enum origin from; } t[] = {
		{ "by a fact", "S1", { 0 }, FROM_RULE },
		{ "by the text", "S1", { 1, 7, 5 }, FROM_DOCUMENT },
		{ "a person", REASON_SAID, { 0 }, FROM_SOURCE },
	};
	static const char *const order[] = { "<diwoo:informatiecategorieen>", "</diwoo:informatiecategorieen>",
		"<diwoo:documentsoorten>", "/tooi/def/thes/kern/", ">brief</diwoo:documentsoort>", "</diwoo:documentsoorten>",
		"<diwoo:themas>", ">geluid</diwoo:thema>", "</diwoo:themas>", "</diwoo:classificatiecollectie>" };

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct document *d = &r.dossier.docs[0];
		const char *at;

		r.dossier.findings.n = 0;
		d->soorten = of_list("documentsoorten", "brief", t[i].rule, t[i].at);
		d->themas = of_list("themas", "geluid", t[i].rule, t[i].at);
		d->nsoorten = d->nthemas = 1;
		run();
		assert_value(0, DOCUMENTSOORT, "brief", t[i].from);
		assert_value(0, THEMA, "geluid", t[i].from);
		assert_int_equal(only(0, MD_DOCUMENTSOORT)->evidence.off, t[i].at.off);
		assert_none(1, DOCUMENTSOORT);
		assert_none(1, THEMA);
		assert_int_equal(rig_count(&r, F_DSC_SCHEMA, 0), 0);
		at = str_c(mem, xml_of(0));
		for (size_t k = 0; k < COUNT(order); k++) {
			at = strstr(at, order[k]);
			if (at == NULL)
				fail_msg("%s: %s is not there, or not there yet", t[i].name, order[k]);
		}
		assert_null(strstr(str_c(mem, xml_of(1)), "documentsoort"));
		assert_null(strstr(str_c(mem, xml_of(1)), "thema"));
	}
	/* What was not chosen stays out, and so does a documentsoort that TOOI does not have. */
	r.dossier.docs[0].soorten[0].chosen = false;
	r.dossier.docs[0].themas[0].chosen = false;
	run();
	assert_none(0, DOCUMENTSOORT);
	assert_none(0, THEMA);
	r.dossier.docs[0].soorten[0].chosen = true;
	r.dossier.docs[0].soorten[0].uri = S(KERN "c_00000000");
	run();
	assert_none(0, DOCUMENTSOORT);
}

/* A category that a person chose comes from the source; where an annex follows it, from the rule that says so. */
static void
said_category(void **state)
{
	(void)state;
	r.dossier.docs[0].classes = of_list("informatiecategorieen", "2i", REASON_SAID, (struct span){ 0 });
	run();
	assert_value(0, INFORMATIECATEGORIE, "Woo-verzoeken en -besluiten", FROM_SOURCE);
	assert_value(1, INFORMATIECATEGORIE, "Woo-verzoeken en -besluiten", FROM_RULE);
}

static void
acts(void **state)
{
	static const struct { const char *tail, *want; } table[] = {
		{ "c_8c840238", "ontvangst" }, { "c_8fc2335c", "ondertekening" }, { "c_46a81018", "vaststelling" },
		{ "c_a870c43d", "vaststelling" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		r.dossier.docs[0].classes = class_of(table[i].tail, (struct span){ 0 });
		run();
		assert_value(0, SOORT_HANDELING, table[i].want, FROM_RULE);
	}
	r.dossier.declared.datum = (struct date){ 2025, 7, 1 };
	run();
	assert_value(0, AT_TIME, "2025-07-01T00:00:00+02:00", FROM_RULE);
}

static void
titles(void **state)
{
	static const struct { const char *what, *declared, *dossier, *said, *text; int sure; const char *title, *path, *want; enum origin from; } table[] = {
		{ "of the document", "Eigen titel", "Dossier", "Bron", "Tekst", 90, "Titel van bestand", "a.pdf", "Eigen titel", FROM_SOURCE },
		{ "of the dossier", "", "Dossier", "Bron", "Tekst", 90, "Titel van bestand", "a.pdf", "Dossier", FROM_SOURCE },
		{ "of a source", "", "", "Titel volgens de bron", "Tekst", 90, "Titel van bestand", "a.pdf", "Titel volgens de bron",
		    FROM_SOURCE },
		{ "of a source, naming somebody", "", "", "Bezwaarschrift van mevrouw Jansen", "Beslissing op bezwaar", 90, "", "a.pdf",
		    "Beslissing op bezwaar", FROM_DOCUMENT },
		{ "who declares it may name", "Portret van mevrouw Jansen", "", "", "Tekst", 90, "", "a.pdf", "Portret van mevrouw Jansen",
		    FROM_SOURCE },
		{ "blank is none", " \t", "\xc2\xa0 \xe2\x80\x8b", "", "", 0, "Titel van bestand", "a.pdf", "Titel van bestand",
		    FROM_DOCUMENT },
		{ "of the text", "", "", "", "Beleidsplan  Sport", 70, "Titel van bestand", "a.pdf", "Beleidsplan Sport", FROM_DOCUMENT },
		{ "of a text that is not sure", "", "", "", "Bezwaar van ...", 10, "Titel van bestand", "een_brief.pdf", "een brief",
		    FROM_DEFAULT },
		{ "of the file", "", "", "", "", 0, "Titel van bestand", "a.pdf", "Titel van bestand", FROM_DOCUMENT },
		{ "of the file, naming somebody", "", "", "", "", 0, "Klacht J. Jansen", "a.pdf", "a", FROM_DEFAULT },
		{ "one long word", "", "", "", "", 0, "Jaarverslag", "a.pdf", "Jaarverslag", FROM_DOCUMENT },
		{ "one short word", "", "", "", "", 0, "Brief", "a.pdf", "a", FROM_DEFAULT },
		{ "word", "", "", "", "", 0, "Microsoft Word - Jaarverslag 2025", "a.pdf", "a", FROM_DEFAULT },
		{ "file name", "", "", "", "", 0, "brief aan de raad.DOCX", "a.pdf", "a", FROM_DEFAULT },
		{ "site name is no file", "", "", "", "", 0, "Gebruik van leiden.nl", "a.pdf", "Gebruik van leiden.nl", FROM_DOCUMENT },
		{ "windows path", "", "", "", "", 0, "C:\\Users\\x\\brief aan raad", "a.pdf", "a", FROM_DEFAULT },
		{ "unix path", "", "", "", "", 0, "/home/x/brief aan raad", "a.pdf", "a", FROM_DEFAULT },
		{ "address", "", "", "", "", 0, "https://example.nl/een brief", "a.pdf", "a", FROM_DEFAULT },
		{ "slash in words", "", "", "", "", 0, "Beleid en/of plan", "a.pdf", "Beleid en/of plan", FROM_DOCUMENT },
		{ "untitled", "", "", "", "", 0, "Untitled Document", "a.pdf", "a", FROM_DEFAULT },
		{ "document1", "", "", "", "", 0, "Document12", "a.pdf", "a", FROM_DEFAULT },
		{ "naamloos", "", "", "", "", 0, "Naamloos (2)", "a.pdf", "a", FROM_DEFAULT },
		{ "numbers", "", "", "", "", 0, "2025 001 12345678", "a.pdf", "a", FROM_DEFAULT },
		{ "name", "", "", "", "", 0, "", "map/raads_brief 12.pdf", "raads brief 12", FROM_DEFAULT },
		{ "name without extension", "", "", "", "", 0, "", "verslag v1.2", "verslag v1.2", FROM_DEFAULT },
		{ "name that is an extension", "", "", "", "", 0, "", ".pdf", ".pdf", FROM_DEFAULT },
		{ "broken utf-8 in name", "", "", "", "", 0, "", "be\xe9sluit\x01""x.pdf", "be sluit x", FROM_DEFAULT },
		{ "bidi in name", "", "", "", "", 0, "", "besluit\xe2\x80\xae""fdp.exe.pdf", "besluitfdp.exe", FROM_DEFAULT },
		{ "decomposed name", "", "", "", "", 0, "", "cafe\xcc\x81.pdf", "caf\xc3\xa9", FROM_DEFAULT },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct document *d = &r.dossier.docs[0];

		d->declared_title = str_of(table[i].declared);
		r.dossier.declared.titel = str_of(table[i].dossier);
		d->props.title = str_of(table[i].title);
		d->path = str_of(table[i].path);
		d->said.n = 0;
		d->gleaned.n = 1; /* its date */
		if (table[i].said[0] != '\0')
			statement_add(&d->said,
			    (struct statement){ .what = SAY_TITLE, .text = str_of(table[i].said), .source = SOURCE_MDTO, .sure = 100 }, mem);
		if (table[i].text[0] != '\0')
			statement_add(&d->gleaned,
			    (struct statement){ .what = SAY_TITLE,
				.text = str_of(table[i].text),
				.source = SOURCE_TEXT,
				.sure = table[i].sure,
				.at = { 1, 7, 21 } },
			    mem);
		r.dossier.findings.n = 0;
		run();
		if (!str_eq(only(0, MD_OFFICIELE_TITEL)->text, str_of(table[i].want)))
			fail_msg("%s: '%.*s'", table[i].what, STRF(only(0, MD_OFFICIELE_TITEL)->text));
		assert_int_equal(only(0, MD_OFFICIELE_TITEL)->origin, table[i].from);
		assert_int_equal(rig_count(&r, F_DSC_TITLE_FROM_NAME, 0), table[i].from == FROM_DEFAULT);
		assert_int_equal(only(0, MD_OFFICIELE_TITEL)->evidence.len,
		    table[i].from == FROM_DOCUMENT && table[i].text[0] != '\0' ? 21 : 0);
		if (r.dossier.docs[0].record.len == 0)
			fail_msg("%s: no metadata", table[i].what);
	}
	r.dossier.docs[0].path = S("a.pdf");
	r.dossier.docs[0].props.title = S("Kop van het stuk");
	r.dossier.docs[0].role = ROLE_ANNEX;		/* the title of the dossier is that of the main document only */
	r.dossier.docs[1].role = ROLE_MAIN;
	r.dossier.declared.titel = S("Dossier");
	run();
	assert_value(0, OFFICIELE_TITEL, "Kop van het stuk", FROM_DOCUMENT);
	statement_add(&r.dossier.docs[0].said,
	    (struct statement){ .what = SAY_TITLE, .text = S("naam van het bestand"), .source = SOURCE_NAME, .sure = 50 }, mem);
	run();					/* a name says less than the file itself */
	assert_value(0, OFFICIELE_TITEL, "Kop van het stuk", FROM_DOCUMENT);
}

/* The name of a file is no title when a system says it either. */
static void
title_of_file_name(void **state)
{
	(void)state;
	r.dossier.docs[1].declared_title = STR_NONE;
	r.dossier.docs[1].props.title = S("Kop van het stuk");
	statement_add(&r.dossier.docs[1].said,
	    (struct statement){ .what = SAY_TITLE, .text = S("kaart_def.pdf"), .source = SOURCE_DIWOO, .sure = 40 }, mem);
	run();
	assert_value(1, OFFICIELE_TITEL, "Kop van het stuk", FROM_DOCUMENT);
}

static void
title_lengths(void **state)
{
	char *long_title = arena_alloc(mem, 1400, 1);
	struct str got;

	(void)state;
	for (int i = 0; i < 700; i++)
		memcpy(long_title + 2 * i, "\xc3\xab", 2);
	long_title[0] = 'x';			/* characters now start at odd offsets */
	long_title[1] = 'y';
	long_title[2] = 'z';
	r.dossier.declared.titel = (struct str){ long_title, 1400 };
	run();
	got = only(0, MD_OFFICIELE_TITEL)->text;
	assert_true(got.n <= TITLE_MOST && got.n >= TITLE_MOST - 1);
	assert_true(utf8_valid(got));

	/* Nothing at all to call it: no title, no XML, and a finding that says so. */
	r.dossier.declared.titel = STR_NONE;
	r.dossier.docs[0].props = (struct props){ 0 };
	r.dossier.docs[0].gleaned.n = 1; /* its date */
	r.dossier.docs[0].path = S("\xe2\x80\x8b");
	r.dossier.findings.n = 0;
	run();
	assert_none(0, OFFICIELE_TITEL);
	assert_int_equal(r.dossier.docs[0].record.len, 0);
	assert_int_equal(rig_count(&r, F_DSC_SCHEMA, 0), 1);
	assert_int_equal(verdict(&r.dossier.findings), V_HOLD);
}

static void
publishers(void **state)
{
	static const struct {
		const char *what, *set, *said;
		const char *want;		/* NULL: unknown */
		enum origin from;
		enum finding_code code;		/* F__COUNT: none */
		const char *arg;		/* part of its sentence */
	} table[] = {
		{ "code", "gm0546", "", "gemeente Leiden", FROM_OPERATOR, F__COUNT, "" },
		{ "name", "Leiden", "", "gemeente Leiden", FROM_OPERATOR, F__COUNT, "" },
		{ "only said", "", "gemeente Leiden", "gemeente Leiden", FROM_SOURCE, F__COUNT, "" },
		{ "both", "gm0546", "Leiden", "gemeente Leiden", FROM_OPERATOR, F__COUNT, "" },
		{ "differs", "gm0546", "Delft", NULL, FROM_NOWHERE, F_DSC_PUBLISHER_DIFFERS, "gemeente Leiden" },
		{ "said is unknown", "gm0546", "Madurodam", NULL, FROM_NOWHERE, F_DSC_PUBLISHER_DIFFERS, "Madurodam" },
		{ "none", "", " ", NULL, FROM_NOWHERE, F_DSC_PUBLISHER_UNKNOWN, "geen organisatie" },
		{ "unknown", "", "Madurodam", NULL, FROM_NOWHERE, F_DSC_PUBLISHER_UNKNOWN, "Madurodam" },
		{ "wrong setting", "gm9999", "Leiden", NULL, FROM_NOWHERE, F_DSC_PUBLISHER_UNKNOWN, "gm9999" },
		{ "abolished", "gm0003", "", NULL, FROM_NOWHERE, F_DSC_PUBLISHER_UNKNOWN, "31 december 2020" },
		{ "abolished, said", "", "Appingedam", NULL, FROM_NOWHERE, F_DSC_PUBLISHER_UNKNOWN, "Appingedam" },
		{ "by its newer name", "so0507", "Regio Holland Rijnland", "Samenwerkingsorgaan Holland Rijnland", FROM_OPERATOR, F__COUNT, "" },
		{ "too new", "so1104", "", NULL, FROM_NOWHERE, F_DSC_PUBLISHER_UNKNOWN, "TOOI-lijst van 29 januari 2026, maar DiWoo" },
		{ "too new, said", "", "Omgevingsdienst Utrecht", NULL, FROM_NOWHERE, F_DSC_PUBLISHER_UNKNOWN, "TOOI-lijst van" },
		{ "not yet", "oorg12367", "", NULL, FROM_NOWHERE, F_DSC_PUBLISHER_UNKNOWN, "TOOI-lijst van" },
		{ "two bear it", "", "ministerie van Economische Zaken", NULL, FROM_NOWHERE, F_DSC_PUBLISHER_UNKNOWN, "noem de code" },
		{ "two bear it, one is set", "mnre1040", "ministerie van Economische Zaken", "ministerie van Economische Zaken",
		    FROM_OPERATOR, F__COUNT, "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		r.org.tooi = str_of(table[i].set);
		r.dossier.declared.organisatie = str_of(table[i].said);
		r.dossier.findings.n = 0;
		run();
		print_message("  %s\n", table[i].what);
		if (table[i].want == NULL)
			assert_none(0, PUBLISHER);
		else
			assert_value(0, PUBLISHER, table[i].want, table[i].from);
		assert_int_equal(r.dossier.docs[0].record.len != 0, table[i].want != NULL);
		assert_int_equal(r.dossier.docs[1].record.len != 0, table[i].want != NULL);
		assert_int_equal(verdict(&r.dossier.findings), table[i].want != NULL ? V_PUBLISH : V_HOLD);
		if (table[i].code == F__COUNT)
			continue;
		assert_int_equal(rig_count(&r, table[i].code, DOC_NONE), 1);
		for (size_t k = 0; k < r.dossier.findings.n; k++) {
			if (r.dossier.findings.v[k].code == table[i].code)
				assert_non_null(strstr(str_c(mem, finding_text(mem, &r.dossier.findings.v[k])), table[i].arg));
		}
		assert_int_equal(rig_count(&r, F_DSC_SCHEMA, 0), 0);	/* one cause, one finding */
	}
	r.org.tooi = S("gm0003");		/* on its last day it still could */
	r.dossier.declared.organisatie = STR_NONE;
	r.job.now = 1609365600;			/* 2020-12-30T22:00:00Z */
	date_in_text(0, (struct date){ 2020, 12, 1 }, (struct span){ 0 });
	r.dossier.findings.n = 0;
	run();
	assert_value(0, PUBLISHER, "gemeente Appingedam", FROM_OPERATOR);
}

static void
dates(void **state)
{
	(void)state;
	/* The sidecar is heard before the text; an annex has its own, or that of the dossier. */
	r.dossier.declared.datum = (struct date){ 2025, 12, 31 };
	date_in_text(1, (struct date){ 2024, 2, 29 }, (struct span){ 1, 2, 3 });
	run();
	assert_value(0, CREATIEDATUM, "2025-12-31", FROM_SOURCE);
	assert_value(1, CREATIEDATUM, "2024-02-29", FROM_DOCUMENT);
	assert_int_equal(only(1, MD_CREATIEDATUM)->evidence.off, 2);
	date_in_text(1, (struct date){ 0 }, (struct span){ 0 });
	run();
	assert_value(1, CREATIEDATUM, "2025-12-31", FROM_DEFAULT);
	assert_value(1, AT_TIME, "2025-12-31T00:00:00+01:00", FROM_RULE);

	/* No date anywhere. */
	r.dossier.declared.datum = (struct date){ 0 };
	date_in_text(0, (struct date){ 0 }, (struct span){ 0 });
	r.dossier.findings.n = 0;
	run();
	assert_none(0, CREATIEDATUM);
	assert_none(0, AT_TIME);
	assert_int_equal(rig_count(&r, F_DSC_DATE_UNKNOWN, 0), 1);
	assert_int_equal(rig_count(&r, F_DSC_DATE_UNKNOWN, 1), 0);
	assert_int_equal(r.dossier.docs[0].record.len + r.dossier.docs[1].record.len, 0);
	assert_int_equal(rig_count(&r, F_DSC_SCHEMA, 0), 0);

	/* No day at all, as if extract had read nonsense. */
	date_in_text(0, (struct date){ 2026, 2, 30 }, (struct span){ 0 });
	r.dossier.findings.n = 0;
	run();
	assert_int_equal(rig_count(&r, F_DSC_DATE_UNKNOWN, 0), 1);
}

/* What day it is, is what day it is in the Netherlands. */
static void
future(void **state)
{
	static const struct { const char *now; struct date d; bool late; } table[] = {
		{ "2026-01-15T08:00:00Z", { 2026, 1, 15 }, false }, { "2026-01-15T08:00:00Z", { 2026, 1, 16 }, true },
		{ "2026-01-15T22:59:59Z", { 2026, 1, 16 }, true }, { "2026-01-15T23:00:00Z", { 2026, 1, 16 }, false },
		{ "2026-07-15T21:59:59Z", { 2026, 7, 16 }, true }, { "2026-07-15T22:00:00Z", { 2026, 7, 16 }, false },
		{ "2026-03-29T22:30:00Z", { 2026, 3, 30 }, false }, { "2026-10-25T22:30:00Z", { 2026, 10, 26 }, true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		assert_int_equal(time_parse(str_of(table[i].now), &r.job.now), 0);
		date_in_text(0, table[i].d, (struct span){ 0 });
		r.dossier.findings.n = 0;
		run();
		assert_int_equal(rig_count(&r, F_DSC_DATE_FUTURE, 0), table[i].late);
		assert_int_equal(rig_count(&r, F_DSC_DATE_FUTURE, 1), 0);	/* it has none of its own */
	}
}

static void
languages(void **state)
{
	static const struct { const char *tag, *want; enum origin from; } table[] = {
		{ "nl", "Nederlands", FROM_DOCUMENT }, { "NL-be", "Nederlands", FROM_DOCUMENT },
		{ "en-US", "Engels", FROM_DOCUMENT }, { "fy", "Fries", FROM_DOCUMENT }, { "deu", "Duits", FROM_DOCUMENT },
		{ "", "Nederlands", FROM_DEFAULT }, { "und", "Nederlands", FROM_DEFAULT },
		{ "x-klingon", "Nederlands", FROM_DEFAULT }, { "\xc3\xa9", NULL, FROM_NOWHERE }, { "tr", NULL, FROM_NOWHERE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		r.dossier.docs[0].props.language = str_of(table[i].tag);
		r.dossier.findings.n = 0;
		run();
		if (table[i].want == NULL)
			assert_none(0, LANGUAGE);
		else
			assert_value(0, LANGUAGE, table[i].want, table[i].from);
		assert_int_equal(rig_count(&r, F_DSC_FIELD_DEFAULTED, 0), table[i].from == FROM_DEFAULT);
		assert_true(r.dossier.docs[0].record.len != 0);
	}
}

static void
formats(void **state)
{
	static const struct { const char *type, *want; } table[] = {
		{ "application/pdf", "PDF" }, { "text/rtf", "RTF" }, { "application/rtf", "RTF" }, { "text/plain", "Plain text" },
		{ "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word DOCX" },
		{ "", NULL }, { "image/png", NULL }, { "application/pd", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		r.dossier.docs[0].media_type = str_of(table[i].type);
		run();
		if (table[i].want == NULL)
			assert_none(0, FORMAT);
		else
			assert_value(0, FORMAT, table[i].want, FROM_DOCUMENT);
		assert_int_equal(r.dossier.docs[0].record.len != 0, table[i].want != NULL);
		assert_true(r.dossier.docs[1].record.len != 0);
	}
}

static void
marks(void **state)
{
	const struct record *rec;

	(void)state;
	r.dossier.declared.kenmerk = S("Z1");		/* too short for an identifier */
	run();
	assert_int_equal(r.dossier.docs[0].record.f[MD_IDENTIFIER].n, 1);
	assert_value(0, AGGREGATIEKENMERK, "Z1", FROM_SOURCE);
	r.dossier.declared.kenmerk = S(" \n");
	run();
	rec = &r.dossier.docs[0].record;
	assert_true(str_starts(only(0, MD_AGGREGATIEKENMERK)->text, S("urn:uuid:")));
	assert_int_equal(only(0, MD_AGGREGATIEKENMERK)->origin, FROM_RULE);
	assert_true(str_eq(only(0, MD_AGGREGATIEKENMERK)->text, only(1, MD_AGGREGATIEKENMERK)->text));
	assert_false(str_eq(only(0, MD_IDENTIFIER)->text, only(1, MD_IDENTIFIER)->text));
	assert_false(str_eq(only(0, MD_IDENTIFIER)->text, only(0, MD_AGGREGATIEKENMERK)->text));
	assert_int_equal(rec->f[MD_OMSCHRIJVING].n, 1);
	assert_none(1, OMSCHRIJVING);
}

/* What stays here has no record; nor is it a part. */
static void
stays(void **state)
{
	static const enum doc_role roles[] = { ROLE_WITHHELD, ROLE_SIDECAR, ROLE_JUNK };

	(void)state;
	for (size_t i = 0; i < COUNT(roles); i++) {
		r.dossier.docs[1].role = roles[i];
		run();
		assert_none(0, HAS_PART);
		for (int f = 0; f < MD__COUNT; f++)
			assert_int_equal(r.dossier.docs[1].record.f[f].n, 0);
		assert_int_equal(r.dossier.docs[1].record.len, 0);
		assert_int_equal(r.dossier.docs[1].nclasses, 0);
	}
}

/* Without main document or category: what is known, but no XML, and nothing said twice. */
static void
incomplete(void **state)
{
	(void)state;
	r.dossier.docs[0].nclasses = 0;
	run();
	assert_none(0, INFORMATIECATEGORIE);
	assert_none(0, SOORT_HANDELING);
	assert_value(0, CREATIEDATUM, "2026-01-12", FROM_DOCUMENT);
	assert_int_equal(r.dossier.docs[0].record.len + r.dossier.docs[1].record.len, 0);
	assert_int_equal(verdict(&r.dossier.findings), V_PUBLISH);	/* classify holds it */

	r.dossier.docs[0].classes = class_of("c_3baef532", (struct span){ 1, 30, 11 });
	r.dossier.docs[0].nclasses = 1;
	r.dossier.docs[0].role = ROLE_ANNEX;
	r.dossier.findings.n = 0;
	run();
	assert_none(0, HAS_PART);
	assert_none(1, IS_PART_OF);
	assert_value(0, INFORMATIECATEGORIE, "Woo-verzoeken en -besluiten", FROM_DOCUMENT);
	assert_none(1, INFORMATIECATEGORIE);
	assert_int_equal(r.dossier.docs[0].record.len + r.dossier.docs[1].record.len, 0);
	assert_int_equal(verdict(&r.dossier.findings), V_PUBLISH);	/* the sidecar stage holds it */

	r.dossier.ndocs = 0;
	run();
}

/* A value list that was changed without its schema: the metadata is made, refused and not written. */
static void
stale_lists(void **state)
{
	static const char *const names[] = { "documenthandelingen", "formats", "informatiecategorieen", "organisaties", "talen" };
	char dir[] = "/tmp/woostraat-XXXXXX";
	struct describer *d;
	struct catalog *other;
	struct err e = { 0 };
	struct str bytes;

	(void)state;
	assert_non_null(mkdtemp(dir));
	for (size_t i = 0; i < COUNT(names); i++) {
		const char *at;

		assert_int_equal(file_read(str_c(mem, str_fmt(mem, "templates/lists/%s.tsv", names[i])), MIB(1), mem, &bytes,
		    &e), 0);
		at = strstr(bytes.p, "Woo-verzoeken en");
		if (at != NULL)
			bytes = str_fmt(mem, "%.*sWOO%s", (int)(at - bytes.p), bytes.p, at + 3);
		assert_int_equal(file_replace(str_c(mem, str_fmt(mem, "%s/%s.tsv", dir, names[i])), bytes, &e), 0);
	}
	assert_int_equal(catalog_load(dir, mem, &other, &e), 0);
	path_remove_tree(dir);
	assert_int_equal(describe_load("templates", other, mem, &d, &e), 0);
	r.tools.lists = other;
	r.tools.describer = d;
	run();
	assert_value(0, INFORMATIECATEGORIE, "WOO-verzoeken en -besluiten", FROM_DOCUMENT);
	assert_int_equal(r.dossier.docs[0].record.len + r.dossier.docs[1].record.len, 0);
	assert_int_equal(r.dossier.have_set & A_BIT(A_METADATA), 0);
	for (int i = 0; i < 2; i++)
		assert_int_equal(rig_count(&r, F_DSC_SCHEMA, i), 1);
	for (size_t i = 0; i < r.dossier.findings.n; i++) {
		if (r.dossier.findings.v[i].code == F_DSC_SCHEMA)
			assert_non_null(strstr(str_c(mem, r.dossier.findings.v[i].arg[0]), ", informatiecategorie"));
	}
	describe_free(d);
}

/* Documents with many parts take no more than their share of time and stack. */
static void
many(void **state)
{
	struct document *all = NEW(r.mem, struct document, 1500);

	(void)state;
	for (size_t i = 0; i < 1500; i++) {
		all[i] = r.dossier.docs[i != 0];
		all[i].path = str_fmt(r.mem, "%zu.pdf", i);
	}
	r.dossier.docs = all;
	r.dossier.ndocs = 1499;
	run();
	assert_int_equal(r.dossier.docs[0].record.f[MD_HAS_PART].n, 1498);
	for (size_t i = 0; i < r.dossier.ndocs; i++)
		assert_true(r.dossier.docs[i].record.len != 0);
	assert_int_equal(rig_count(&r, F_DSC_SCHEMA, 0), 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		T(golden), T(again), T(follows), T(categories), T(other_lists), T(said_category), T(acts), T(titles), T(title_of_file_name), T(title_lengths), T(publishers), T(dates),
		T(future), T(languages), T(formats), T(marks), T(stays), T(incomplete), T(stale_lists),
		T(many),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
