/* SPDX-License-Identifier: EUPL-1.2 */
/* test_whatif.c - what would have changed the category: sentences that are true of the points. */
#include "rig.h"

#include "report/whatif.h"

static struct arena *mem;

static int
setup(void **state)
{
	(void)state;
	mem = arena_new("test", MIB(16));
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

/* A candidate of 10 points to be reached and a lead of 4; reasons: "RULE",weight pairs as JSON. */
#define C(name, points, is, why)	"{\"label\":\"" name "\",\"score\":" #points ",\"need\":10,\"lead\":4,\"chosen\":" #is \
	",\"reasons\":[" why "]}"
#define R(rule, w)	"{\"rule\":\"" rule "\",\"weight\":" #w "}"
#define DOC(list, found)	"{\"categories\":[" list "],\"findings\":[" found "]}"
#define FOUND(code)	"{\"code\":\"" code "\"}"

#define PERSON		"Een mens kiest met ‘categorie’ in dossier.yaml; dat gaat voor de regels."
#define LAPSES		"Met ‘categorie’ in dossier.yaml kiest een mens, dezelfde of een andere; dan vervalt dat."

static void
sentences(void **state)
{
	static const struct { const char *doc; const char *says[5]; } t[] = {
		{ DOC("", ""), { NULL } },
		{ DOC(C("a", 14, true, R("A1", 12) "," R("A2", 2)), ""),
		    { "Zonder een van deze regels was dit niet gekozen: A1 (+12)." } },
		{ DOC(C("a", 14, true, R("A1", 3) "," R("A2", 2)) "," C("b", 6, false, R("B1", 6)), ""),
		    { "Geen enkele regel is alleen beslissend: er zijn 4 punten over.",
			"Met 5 punten meer voor ‘b’ was dit niet gekozen." } },
		/* alone: no lead is asked for */
		{ DOC(C("a", 3, false, R("A1", 3)), ""), { "Met 7 punten meer was het ‘a’.", PERSON } },
		{ DOC(C("a", 8, false, R("A1", 12) "," R("A9", -4)) "," C("b", 2, false, R("B1", 2)), ""),
		    { "Met 2 punten meer was het ‘a’.", "Zonder een van deze regels was het ‘a’: A9 (-4).", PERSON } },
		/* the lead lacks: a rule against all changes nothing, one against the best does */
		{ DOC(C("a", 12, false, R("A1", 17) "," R("G1", -5)) "," C("b", 10, false, R("B1", 15) "," R("G1", -5)), ""),
		    { "Met 2 punten meer was het ‘a’.", "‘a’ staat 2 voor op ‘b’; nodig is een voorsprong van 4.", PERSON } },
		{ DOC(C("a", 12, false, R("A1", 17) "," R("A9", -5)) "," C("b", 10, false, R("B1", 10)), ""),
		    { "Met 2 punten meer was het ‘a’.", "‘a’ staat 2 voor op ‘b’; nodig is een voorsprong van 4.",
			"Zonder een van deze regels was het ‘a’: A9 (-5).", PERSON } },
		/* points and lead both lack: what gives the points does not give the lead */
		{ DOC(C("a", 8, false, R("A1", 13) "," R("G1", -5)) "," C("b", 7, false, R("B1", 12) "," R("G1", -5)), ""),
		    { "Met 3 punten meer was het ‘a’.", "‘a’ staat 1 voor op ‘b’; nodig is een voorsprong van 4.", PERSON } },
		/* words count as a rule does, but do not choose by themselves */
		{ DOC(C("a", 14, true, R("A1", 3) "," R(REASON_WORDS, 11)), ""),
		    { "Zonder een van deze regels was dit niet gekozen: A1 (+3), woorden (+11)." } },
		{ DOC(C("a", 16, true, R("A1", 3) "," R("A2", 2) "," R(REASON_WORDS, 11)), ""),
		    { "Zonder een van deze regels was dit niet gekozen: woorden (+11)." } },
		{ DOC(C("a", 14, false, R(REASON_WORDS, 14)) "," C("b", 6, false, R("B1", 6)), ""),
		    { "Alleen de woorden wijzen op ‘a’; er moet ook een regel voor passen.", PERSON } },
		/* two together */
		{ DOC(C("a", 14, true, R("A1", 14)) "," C("b", 12, true, R("B1", 12)) "," C("c", 5, false, R("C1", 5)), ""),
		    { "Zonder een van deze regels was dit niet gekozen: A1 (+14).",
			"Met 4 punten meer voor ‘c’ was dit niet gekozen." } },
		/* chosen, and left to a person */
		{ DOC(C("a", 14, true, R("A1", 14)), FOUND("CLS-505")),
		    { "Zonder een van deze regels was dit niet gekozen: A1 (+14).",
			"Gekozen, maar vastgehouden (CLS-505): een regel laat dit aan een mens over.", LAPSES } },
		{ DOC(C("a", 14, true, R("A1", 14)), FOUND("SCR-501") "," FOUND("CLS-504")),
		    { "Zonder een van deze regels was dit niet gekozen: A1 (+14).",
			"Gekozen, maar vastgehouden (CLS-504): wat van het stuk bekend is en de tekst wijzen elk een andere kant op.",
			LAPSES } },
		{ DOC(C("a", 14, true, R(REASON_SAID, 0) "," R("A1", 14)), ""),
		    { "Een mens koos dit in dossier.yaml; zonder die keuze telden alleen de regels." } },
		{ DOC(C("b", 9, false, R("B1", 9)) "," C("a", 0, true, R(REASON_FOLLOWS, 0)), ""),
		    { "Dit stuk volgt het hoofddocument; een eigen categorie kiest u met ‘categorie’ in dossier.yaml." } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct err e;
		AUTO_JSON doc = json_read(str_of(t[i].doc), &e);
		AUTO_JSON said = whatif_of(doc, mem);
		size_t n = 0;

		assert_non_null(doc);
		for (; n < COUNT(t[i].says) && t[i].says[n] != NULL; n++) {
			const char *got = json_string_value(json_array_get(said, n));

			if (got == NULL || strcmp(got, t[i].says[n]) != 0)
				fail_msg("%zu: %s", i, got == NULL ? "-" : got);
		}
		assert_int_equal(json_array_size(said), n);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
