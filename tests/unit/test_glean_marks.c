/* SPDX-License-Identifier: EUPL-1.2 */
/* test_glean_marks.c - kenmerken, zaaknummers and the other documents that a text names; and what is none of these. */
#include "gleaning.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "glean/entries.h"

#include "base/banned.h"

struct reading { const char *text, *want; };

/* "kind text uri date" of the statements that are no dates, a semicolon between them. */
static struct str
others_of(const char *text)
{
	const struct statements *all = gleaned(text);
	struct buf b;

	buf_init(&b, r.mem, 10000);
	for (size_t k = 0; k < all->n; k++) {
		const struct statement *s = &all->v[k];

		if (s->what != SAY_KENMERK && s->what != SAY_ZAAKNUMMER && s->what != SAY_DOSSIER && say_shape(s->what) != SHAPE_REF)
			continue;
		buf_addf(&b, "%s%s %.*s", b.n == 0 ? "" : "; ", say_name(s->what), STRF(s->text));
		if (s->uri.n != 0)
			buf_addf(&b, " (%.*s)", STRF(s->uri));
		if (date_valid(s->date))
			buf_addf(&b, " %.*s", STRF(date_iso(r.mem, s->date)));
	}
	return buf_str(&b);
}

static void
check(const struct reading *cases, size_t n)
{
	size_t bad = 0;

	for (size_t i = 0; i < n; i++) {
		struct str got = others_of(cases[i].text);

		if (!str_eq(got, str_of(cases[i].want)))
			bad += (size_t)!!printf("‘%s’\n is ‘%.*s’\nnot ‘%s’\n", cases[i].text, STRF(got), cases[i].want);
	}
	assert_int_equal(bad, 0);
}

static void
marks(void **state)
{
	static const struct reading cases[] = {
		{ "Ons kenmerk: Z/24/123456", "kenmerk Z/24/123456" },
		{ "Ons kenmerk\nIENW/BSK-2025/293508\nBijlage(n)\n2\n", "kenmerk IENW/BSK-2025/293508" },
		{ "KENMERK\tDGA-PAV / 21286882", "kenmerk DGA-PAV / 21286882" },
		{ "Kenmerk 2024 - 0123", "kenmerk 2024 - 0123" },
		{ "Registratienummer : Z / 3702 Agendanummer : 11", "kenmerk Z / 3702" },
		{ "Zaaknummer: 2021-00731", "zaaknummer 2021-00731" },
		{ "Zaak 2022-Z8801", "zaaknummer 2022-Z8801" },
		{ "Vermeld bij uw reactie het zaaknummer Z24-01877.", "zaaknummer Z24-01877" },
		{ "Dossiernummer 2016.0284", "dossierkenmerk 2016.0284" },
		{ "Raadsvoorstel over de haven\nRIS 123456\n", "kenmerk RIS 123456" },
		{ "Besluitenlijst\nBW2024-0123\n", "kenmerk BW2024-0123" },
		{ "Besluit van 1 juli 2016, nr. 915229, houdende instelling", "kenmerk 915229" },
		{ "Documentnummer: *21/uit/0442*", "kenmerk 21/uit/0442" },
		{ "Datum\tKenmerk\n12 maart 2026\tZ/24/1\n", "kenmerk Z/24/1" },
		/* of the other party */
		{ "Uw kenmerk: WJZ/2018-551", "reactie-op kenmerk WJZ/2018-551 (WJZ/2018-551)" },
		{ "Uw zaaknummer: AB-12", "reactie-op kenmerk AB-12 (AB-12)" },
		/* a number of a person is never a mark; nor an account, a telephone, a postcode, a date, a time */
		{ "Kenmerk: 111222333", "" },
		{ "Kenmerk: 1112.22.333", "" },
		{ "Zaaknummer 123456782", "" },
		{ "Ons kenmerk 111 222 333", "" },
		{ "BSN: 111222333", "" },
		{ "Kenmerk: 0612345678", "" },
		{ "Kenmerk: NL91 ABNA 0417 1643 00", "" },
		{ "Kenmerk: 2311 AB", "" },
		{ "Kenmerk: 12 maart 2026", "" },
		{ "Kenmerk: 12-03-2026", "" },
		{ "Kenmerk: 14:00 uur", "" },
		{ "Kenmerk: jansen1@voorbeeld.example", "" },
		{ "Kenmerk: 5 4 2 3 3 0 7", "" },
		{ "Kenmerk: nog niet bekend", "" },
		{ "Kenmerk:", "" },
		{ "Kenmerkend is dat 12/34 voorkomt", "" },
		{ "Een kenmerk van deze 24 woningen is de tuin", "" },
		{ "Telefoon 071-5165000", "" },
		{ "In het stuk RIS 123456 staat meer, zegt de fractie.", "" },
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void
relations(void **state)
{
	static const struct reading cases[] = {
		{ "Bijlage 2 bij raadsvoorstel 2026-012", "bijlage-bij raadsvoorstel 2026-012" },
		{ "Bijlage bij het besluit van burgemeester en wethouders van 9 oktober 2023",
		    "bijlage-bij het besluit van burgemeester en wethouders van 9 oktober 2023 2023-10-09" },
		{ "TARIEVENTABEL\nbehorende bij de Legesverordening 2025\nArtikel 1", "bijlage-bij de Legesverordening 2025" },
		{ "Uw brief van 3 april 2024", "reactie-op Uw brief van 3 april 2024 2024-04-03" },
		{ "Geachte mevrouw,\nIn uw e-mail van 6 augustus 2020 klaagt u", "reactie-op uw e-mail van 6 augustus 2020 2020-08-06" },
		{ "Uw brief van: 8 december 2004\nuw kenmerk: DCE/04/55912",
		    "reactie-op kenmerk DCE/04/55912 (DCE/04/55912); reactie-op Uw brief van: 8 december 2004 2004-12-08" },
		{ "Naar aanleiding van uw verzoek van 3 april 2024 berichten wij", "reactie-op uw verzoek van 3 april 2024 2024-04-03" },
		{ "In reactie op uw brief d.d. 3 april 2024, kenmerk AB-77, delen wij",
		    "reactie-op uw brief d.d. 3 april 2024 (AB-77) 2024-04-03" },
		{ "Bij brief van 2 juli 2025 heeft u gevraagd", "reactie-op Bij brief van 2 juli 2025 2025-07-02" },
		{ "Vragen van het lid De Vries (ingezonden 3 juni 2021)", "reactie-op ingezonden 3 juni 2021 2021-06-03" },
		{ "handelend ter uitvoering van het besluit van het college van 8 december 2015",
		    "uitwerking-van het besluit van het college van 8 december 2015 2015-12-08" },
		{ "Deze regeling vervangt de organisatieregeling van 2014.", "vervangt de organisatieregeling van 2014" },
		{ "Besluit tot intrekking van de Verordening hondenbelasting 2010", "vervangt de Verordening hondenbelasting 2010" },
		/* a person's name is not repeated */
		{ "Naar aanleiding van uw brief namens de heer Jansen van 3 april 2024", "reactie-op uw brief 2024-04-03" },
		{ "Bijlage bij bezwaarschrift van mevrouw De Boer", "bijlage-bij bezwaarschrift" },
		/* nothing that can be found again */
		{ "naar aanleiding van het overleg", "" },
		{ "in reactie op de zienswijze", "" },
		{ "Op grond van artikel 3 vervangt hij de voorzitter.", "" },
		{ "Wij zien uw advies graag uiterlijk 19 april 2019 tegemoet.", "" },
		{ "Zie de bijlage bij deze brief.", "" },
		{ "Bijlage bij dit besluit", "" },
		{ "Bijlage 1: kaart", "" },
		{ "ter uitvoering van artikel 2:9 APV", "" },
		{ "uw brief van 12 maart jl.", "" },
		{ "", "" },
	};

	(void)state;
	check(cases, COUNT(cases));
}

/* What a reading of pictures spoiled, or a cut left, is less sure; as is a label among other words. */
static void
doubts(void **state)
{
	static const struct { const char *text; int least, most; } cases[] = {
		{ "Ons kenmerk: Z/24/123456", 90, 95 },
		{ "Ons kenmerk\nZ/24/123456", 85, 94 },
		{ "Kenmerk: OPTA/COL/2012/", 1, 59 },
		{ "Kenmerk: 03/1l7", 1, 59 },
		{ "Kenmerk: 2OO4-19", 1, 59 },
		{ "Betreft bezwaar nummer: 6114/87", 1, 59 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct statement *s = statement_of(gleaned(cases[i].text), SAY_KENMERK, 0);

		assert_non_null(s);
		if (s->sure < cases[i].least || s->sure > cases[i].most)
			fail_msg("‘%s’: %d", cases[i].text, s->sure);
	}
}

static int
load(const char *list)
{
	char path[] = "/tmp/etiketten-XXXXXX";
	int fd = mkstemp(path), rc;
	struct labels *l;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, list, strlen(list)), strlen(list));
	(void)close(fd);
	rc = labels_load(path, r.mem, &l, &r.err);
	(void)unlink(path);
	return rc;
}

static void
lists(void **state)
{
	static const struct { const char *list, *says; } bad[] = {
		{ "", ":1: de eerste regel" },
		{ "Datum\tdagtekening\t95\n", ":1: de eerste regel" },
		{ "# x\nDatum\n", ":2: een rij heeft drie" },
		{ "# x\nDatum\tdagtekening\t95\tx\n", ":2: een rij heeft drie" },
		{ "# x\n\n# y\nDatum\tverjaardag\t95\n", ":4: de soort" },
		{ "# x\nDatum\tdagtekening\t101\n", ":2: de zekerheid" },
		{ "# x\nDatum\tdagtekening\t-1\n", ":2: de zekerheid" },
		{ "# x\nDatum\tdagtekening\t95\nDATUM\tdagtekening\t90\n", ":3: het etiket staat er al" },
		{ "# x\n: \tdagtekening\t95\n", ":2: het etiket" },
		{ "# x\n\xff\tdagtekening\t95\n", ":1: " },
	};
	struct labels *l;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_int_equal(load(bad[i].list), -1);
		assert_int_equal(r.err.kind, E_CONFIG);
		if (strstr(r.err.msg, bad[i].says) == NULL)
			fail_msg("‘%s’: %s", bad[i].list, r.err.msg);
	}
	assert_int_equal(load("# x\nDatum\tdagtekening\t95\n"), 0);
	assert_int_equal(labels_load("/nergens/etiketten.tsv", r.mem, &l, &r.err), -1);
	assert_int_equal(r.err.kind, E_CONFIG);
	assert_int_equal(labels_load("templates/glean/etiketten.tsv", r.mem, &l, &r.err), 0);
	assert_true(labels_size(l) > 300);
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, glean_setup, glean_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(marks), TEST(relations), TEST(doubts), TEST(lists) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
