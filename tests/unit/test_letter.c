/* SPDX-License-Identifier: EUPL-1.2 */
/* test_letter.c - what stands beside the documents in a bundle: LEESMIJ.txt and the table of origins. */
#include "rig.h"

#include <stdlib.h>

#include "base/csv.h"
#include "base/utf8.h"
#include "bundle/letter.h"
#include "bundle/origins.h"
#include "config/catalog.h"

static struct catalog *lists;
static struct rig r;
static struct sip sip;

static int
begin(void **state)
{
	static const char *const titles[] = { "Besluit over \"a;b\"", "=1+1" };
	struct err e = { 0 };

	(void)state;
	rig_open(&r);
	assert_int_equal(catalog_load("templates/lists", r.mem, &lists, &e), 0);
	for (size_t i = 0; i < COUNT(titles); i++) {
		int k = rig_add_bytes(&r, i == 0 ? "a Jansen.pdf" : "b.pdf", i == 0 ? S("besluit") : S("bijlage 1"));
		struct record *rec = &r.dossier.docs[k].record;

		record_add(rec, MD_OFFICIELE_TITEL, (struct value){ .text = str_of(titles[i]), .origin = FROM_SOURCE, .source = i == 0 ? SOURCE_DOSSIER_YAML : SOURCE_MDTO }, r.mem);
		record_add(rec, MD_FORMAT, (struct value){ .text = S("PDF"), .origin = FROM_DOCUMENT,
			.uri = S("http://publications.europa.eu/resource/authority/file-type/PDF") }, r.mem);
	}
	record_add(&r.dossier.docs[0].record, MD_PUBLISHER, (struct value){ .text = S("gemeente Leiden"), .origin = FROM_OPERATOR }, r.mem);
	record_add(&r.dossier.docs[0].record, MD_AGGREGATIEKENMERK, (struct value){ .text = S("Z/26/001"), .origin = FROM_SOURCE, .source = SOURCE_OPEN_ZAAK }, r.mem);
	record_add(&r.dossier.docs[0].record, MD_CREATIEDATUM, (struct value){ .text = S("2026-01-12"), .origin = FROM_DOCUMENT, .evidence = { 3, 10, 4 } }, r.mem);
	record_add(&r.dossier.docs[0].record, MD_INFORMATIECATEGORIE, (struct value){ .text = S("convenanten"), .origin = FROM_RULE }, r.mem);
	record_add(&r.dossier.docs[0].record, MD_INFORMATIECATEGORIE, (struct value){ .text = S("adviezen"), .origin = FROM_DEFAULT }, r.mem);
	sip_of(&r.dossier, lists, r.mem, &sip);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	rig_close(&r);
	return 0;
}

/* Every line ends in CRLF and in nothing else, and is text. */
static void
lines(struct str s)
{
	assert_true(str_ends(s, S("\r\n")));
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n')
			assert_true(i > 0 && s.p[i - 1] == '\r');
		if (s.p[i] == '\r')
			assert_true(i + 1 < s.n && s.p[i + 1] == '\n');
	}
	assert_true(utf8_xml(s));
}

static void
letter(void **state)
{
	static const char *const has[] = { "Titel:         Besluit over \"a;b\"\r\n", "Organisatie:   gemeente Leiden\r\n",
		"Kenmerk:       Z/26/001\r\n", "Categorie:     convenanten\r\n               adviezen\r\n",
		"Bestanden:     2, samen 16 bytes\r\n", "1. Besluit over", "2. =1+1\r\n", "/01-besluit-over-a-b/01-besluit-over-a-b.pdf\r\n",
		"    9 bytes\r\n", "sha256sum -c manifest-sha256.txt\r\n", "woostraat bundle verify ", "diwoo/\r\n", "bewijs/herkomst.csv\r\n" };
	struct str s = letter_text(&r.dossier, &sip, r.mem);
	const char *text = str_c(r.mem, s);

	(void)state;
	lines(s);
	for (size_t i = 0; i < COUNT(has); i++) {
		if (strstr(text, has[i]) == NULL)
			fail_msg("no ‘%s’ in\n%s", has[i], text);
	}
	assert_non_null(strstr(text, str_c(r.mem, digest_hex(r.mem, digest_of(S("besluit"))))));
	assert_null(strstr(text, "Jansen"));
	/* On another day it is the same; of other bytes it is another. */
	r.job.now += 86400;
	assert_true(str_eq(s, letter_text(&r.dossier, &sip, r.mem)));
	r.dossier.docs[1].have[A_ORIGINAL].sha256 = digest_of(S("anders"));
	assert_false(str_eq(s, letter_text(&r.dossier, &sip, r.mem)));

	/* What has no file says so. */
	r.dossier.docs[1].have_set = 0;
	sip_of(&r.dossier, lists, r.mem, &sip);
	text = str_c(r.mem, letter_text(&r.dossier, &sip, r.mem));
	assert_non_null(strstr(text, "2. =1+1\r\n    zonder bestand\r\n"));
	assert_non_null(strstr(text, "Bestanden:     1, samen 7 bytes\r\n"));
}

static void
origins(void **state)
{
	static const char *const want[][7] = {
		{ "document", "veld", "waarde", "adres", "herkomst", "bron", "bladzijde" },
		{ "01-besluit-over-a-b", "publisher", "gemeente Leiden", "", "instelling", "woostraat.yaml", "" },
		{ "01-besluit-over-a-b", "officieleTitel", "Besluit over \"a;b\"", "", "aangeleverd", "dossier.yaml", "" },
		{ "01-besluit-over-a-b", "informatiecategorie", "convenanten", "", "bepaald door een regel", "woostraat", "" },
		{ "01-besluit-over-a-b", "informatiecategorie", "adviezen", "", "standaardwaarde", "woostraat", "" },
		{ "01-besluit-over-a-b", "creatiedatum", "2026-01-12", "", "gelezen in het document", "01-besluit-over-a-b.pdf", "3" },
		{ "01-besluit-over-a-b", "format", "PDF", "http://publications.europa.eu/resource/authority/file-type/PDF", "gelezen in het document", "01-besluit-over-a-b.pdf", "" },
		{ "01-besluit-over-a-b", "aggregatiekenmerk", "Z/26/001", "", "aangeleverd", "een importbestand van Open Zaak", "" },
		{ "02-1-1", "officieleTitel", "'=1+1", "", "aangeleverd", "een MDTO-bestand", "" },
		{ "02-1-1", "format", "PDF", "http://publications.europa.eu/resource/authority/file-type/PDF", "gelezen in het document", "02-1-1.pdf", "" },
	};
	struct str s = origins_table(&sip, r.mem), v[8];
	struct csv csv;
	size_t n;

	(void)state;
	lines(s);
	assert_true(str_starts(s, S("\xef\xbb\xbf")));
	csv_open(&csv, s, r.mem);
	for (size_t i = 0; i < COUNT(want); i++) {
		assert_true(csv_row(&csv, v, COUNT(v), &n));
		assert_int_equal(n, 7);
		for (size_t k = 0; k < n; k++)
			assert_string_equal(str_c(r.mem, v[k]), want[i][k]);
	}
	assert_false(csv_row(&csv, v, COUNT(v), &n));
	assert_null(memmem(s.p, s.n, "Jansen", 6));
}

int
main(void)
{
#define T(name)	cmocka_unit_test_setup_teardown(name, begin, end)
	static const struct CMUnitTest tests[] = { T(letter), T(origins) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
