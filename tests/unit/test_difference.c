/* SPDX-License-Identifier: EUPL-1.2 */
/* test_difference.c - what is different between two accounts of one dossier. */
#include "rig.h"

#include "base/fd.h"
#include "base/utf8.h"
#include "report/difference.h"
#include "report/wording.h"

#define DOC(path, sha, more)	"{\"path\":\"" path "\",\"sha256\":\"" sha "\",\"role\":\"main\"" more "}"
#define ONE(more)		"{\"verdict\":\"publish\",\"documents\":[" DOC("a.pdf", "1", more) "]}"
#define BSN(page)		"{\"code\":\"SCR-501\",\"text\":\"Nummer gevonden\",\"masked\":\"111*****3\",\"page\":" page "}"
#define FOUND(list)		",\"findings\":[" list "]"
#define CHOSEN(label)		"{\"label\":\"" label "\",\"chosen\":true}"
#define TITLE(value, origin)	",\"metadata\":{\"officieleTitel\":[{\"value\":\"" value "\",\"origin\":\"" origin "\"}]}"
#define TEN			"tien teken"
#define HUNDRED			TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static struct arena *mem;

static int
setup(void **state)
{
	(void)state;
	mem = arena_new("test", MIB(256));
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

static struct series *
parse(const char *text)
{
	struct series *s = NULL;
	struct err e;
	int fd;

	if (text == NULL)
		return NULL;
	assert_int_equal(fd_of_str("verslag", str_of(text), &fd, &e), 0);
	assert_int_equal(series_read(fd, "documents", &s, &e), 0);
	return s;
}

static json_t *
compare(const char *before, const char *now)
{
	AUTO_SERIES a = parse(before);
	AUTO_SERIES b = parse(now);
	json_t *j;
	struct err e;

	assert_int_equal(difference_of(a, b, mem, &j, &e), 0);
	return j;
}

/* "what: text" of each change, a line each. */
static struct str
lines(const json_t *difference)
{
	const json_t *list = json_list(difference, "changes");
	struct buf b;

	buf_init(&b, mem, MIB(1));
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *c = json_array_get(list, i);

		buf_addf(&b, "%.*s: %.*s\n", STRF(json_str(c, "what")), STRF(json_str(c, "text")));
	}
	return buf_str(&b);
}

static void
differences(void **state)
{
	static const struct { const char *name, *before, *now, *lines; } cases[] = {
		{ "nothing", ONE(""), ONE(""), "" },
		{ "verdict", ONE(""), "{\"verdict\":\"hold\",\"documents\":[" DOC("a.pdf", "1", "") "]}",
		    "verdict: Oordeel: was ‘mag openbaar’, nu ‘vasthouden’\n" },
		{ "other bytes", ONE(""), "{\"verdict\":\"publish\",\"documents\":[" DOC("a.pdf", "2", "") "]}",
		    "document-changed: Andere inhoud: a.pdf\n" },
		{ "a document more", ONE(""), "{\"verdict\":\"publish\",\"documents\":[" DOC("a.pdf", "1", "") "," DOC("b.pdf", "2", "") "]}",
		    "document-added: Document erbij: b.pdf\n" },
		{ "a document less", "{\"verdict\":\"publish\",\"documents\":[" DOC("a.pdf", "1", "") "," DOC("b.pdf", "2", "") "]}", ONE(""),
		    "document-removed: Document weg: b.pdf\n" },
		{ "renamed", ONE(""), "{\"verdict\":\"publish\",\"documents\":[" DOC("b.pdf", "1", "") "]}",
		    "document-removed: Document weg: a.pdf\ndocument-added: Document erbij: b.pdf\n" },
		{ "names that are shown alike", "{\"verdict\":\"publish\",\"documents\":[" DOC("\\\\x01", "1", "") "]}",
		    "{\"verdict\":\"publish\",\"documents\":[" DOC("\\\\x01", "1", ",\"raw\":\"\\\\x5cx01\"") "]}",
		    "document-removed: Document weg: \\x01\ndocument-added: Document erbij: \\x01\n" },
		{ "role", ONE(""), "{\"verdict\":\"publish\",\"documents\":[{\"path\":\"a.pdf\",\"sha256\":\"1\",\"role\":\"annex\"}]}",
		    "role: Rol van a.pdf: was ‘hoofddocument’, nu ‘bijlage’\n" },
		{ "finding comes", ONE(FOUND("")), ONE(FOUND(BSN("2"))),
		    "finding-added: Bevinding erbij: SCR-501, a.pdf, 111*****3: Nummer gevonden\n" },
		{ "finding goes", ONE(FOUND(BSN("2"))), ONE(FOUND("")),
		    "finding-removed: Bevinding weg: SCR-501, a.pdf, 111*****3: Nummer gevonden\n" },
		{ "finding elsewhere", ONE(FOUND(BSN("2"))), ONE(FOUND(BSN("3"))), "" },
		{ "finding twice more", ONE(FOUND(BSN("2"))), ONE(FOUND(BSN("2") "," BSN("3") "," BSN("4"))),
		    "finding-added: Bevinding erbij: SCR-501, a.pdf, 111*****3 (2 keer): Nummer gevonden\n" },
		{ "finding of the dossier", "{\"verdict\":\"hold\",\"findings\":[],\"documents\":[]}",
		    "{\"verdict\":\"hold\",\"findings\":[{\"code\":\"SID-505\",\"text\":\"Geen vrijgave\"}],\"documents\":[]}",
		    "finding-added: Bevinding erbij: SID-505: Geen vrijgave\n" },
		{ "finding of a new document", "{\"verdict\":\"hold\",\"documents\":[]}",
		    "{\"verdict\":\"hold\",\"documents\":[" DOC("a.pdf", "1", FOUND(BSN("1"))) "]}",
		    "document-added: Document erbij: a.pdf\n"
		    "finding-added: Bevinding erbij: SCR-501, a.pdf, 111*****3: Nummer gevonden\n" },
		{ "category", ONE(",\"categories\":[" CHOSEN("convenanten") "]"), ONE(",\"categories\":[" CHOSEN("beschikkingen") "]"),
		    "category: Informatiecategorie van a.pdf: was ‘convenanten’, nu ‘beschikkingen’\n" },
		{ "a category more", ONE(",\"categories\":[" CHOSEN("a") "]"), ONE(",\"categories\":[" CHOSEN("a") "," CHOSEN("b") "]"),
		    "category: Informatiecategorie van a.pdf: was ‘a’, nu ‘a; b’\n" },
		{ "no category", ONE(",\"categories\":[" CHOSEN("a") "]"), ONE(",\"categories\":[{\"label\":\"a\",\"chosen\":false}]"),
		    "category: Informatiecategorie van a.pdf: was ‘a’, nu niets\n" },
		{ "value", ONE(TITLE("Oud", "document")), ONE(TITLE("Nieuw", "operator")),
		    "metadata: a.pdf, officieleTitel: was ‘Oud (uit het document)’, nu ‘Nieuw (opgegeven door een medewerker)’\n" },
		{ "the same value from elsewhere", ONE(TITLE("Oud", "document")), ONE(TITLE("Oud", "default")),
		    "metadata: a.pdf, officieleTitel: was ‘Oud (uit het document)’, nu ‘Oud (standaardwaarde)’\n" },
		{ "value comes", ONE(",\"metadata\":{}"), ONE(TITLE("Nieuw", "rule")),
		    "metadata: a.pdf, officieleTitel: nu ‘Nieuw (door een regel)’\n" },
		{ "value goes", ONE(TITLE("Oud", "source")), ONE(",\"metadata\":{}"),
		    "metadata: a.pdf, officieleTitel: was ‘Oud (uit de bron)’, nu niets\n" },
		{ "value of two lines", ONE(",\"metadata\":{}"), ONE(TITLE("een\\ntwee", "nowhere")),
		    "metadata: a.pdf, officieleTitel: nu ‘een twee (herkomst onbekend)’\n" },
		{ "our own id", ONE(TITLE("urn:uuid:1", "rule")), ONE(TITLE("urn:uuid:2", "rule")), "" },
		{ "an id of others", ONE(TITLE("urn:uuid:1", "source")), ONE(TITLE("urn:uuid:2", "source")),
		    "metadata: a.pdf, officieleTitel: was ‘urn:uuid:1 (uit de bron)’, nu ‘urn:uuid:2 (uit de bron)’\n" },
		{ "bundle", "{\"verdict\":\"publish\",\"bundle\":{\"sha256\":\"1\"}}", "{\"verdict\":\"publish\",\"bundle\":{\"sha256\":\"2\"}}",
		    "bundle: Wat er naar het portaal gaat is anders\n" },
		{ "bundle comes", "{\"verdict\":\"publish\"}", "{\"verdict\":\"publish\",\"bundle\":{\"sha256\":\"2\"}}",
		    "bundle: Er is nu een bundel voor het portaal\n" },
		{ "bundle goes", "{\"verdict\":\"publish\",\"bundle\":{\"sha256\":\"2\"}}", "{\"verdict\":\"publish\"}",
		    "bundle: Er is geen bundel meer voor het portaal\n" },
		{ "what became of it", "{\"verdict\":\"publish\",\"sent\":{\"answer\":\"sent\"},\"documents\":[" DOC("a", "1", ",\"outcome\":\"published\"") "]}",
		    "{\"verdict\":\"publish\",\"documents\":[" DOC("a", "1", ",\"outcome\":\"unchanged\"") "]}", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO_JSON j = compare(cases[i].before, cases[i].now);

		if (!str_eq(lines(j), str_of(cases[i].lines)))
			fail_msg("%s: %.*s", cases[i].name, STRF(lines(j)));
		assert_false(json_flag(j, "first"));
		assert_int_equal(difference_none(j), cases[i].lines[0] == '\0');
	}
}

static void
members(void **state)
{
	AUTO_JSON j = compare(ONE(FOUND("") TITLE("Oud", "document")), ONE(FOUND(BSN("1")) TITLE("Nieuw", "document")));
	const json_t *finding = json_array_get(json_list(j, "changes"), 0), *value = json_array_get(json_list(j, "changes"), 1);

	(void)state;
	assert_int_equal(json_array_size(json_list(j, "changes")), 2);
	assert_true(str_eq(json_str(finding, "code"), S("SCR-501")));
	assert_true(str_eq(json_str(finding, "masked"), S("111*****3")));
	assert_true(str_eq(json_str(finding, "says"), S("Nummer gevonden")));
	assert_true(str_eq(json_str(finding, "document"), S("a.pdf")));
	assert_true(json_str(finding, "old").p == NULL);
	assert_true(str_eq(json_str(value, "field"), S("officieleTitel")));
	assert_true(str_eq(json_str(value, "old"), S("Oud (uit het document)")));
	assert_true(str_eq(json_str(value, "new"), S("Nieuw (uit het document)")));
}

/* Every line fits, whatever a municipality calls its files, and the whole value stays in the JSON. */
static void
widths(void **state)
{
	AUTO_JSON j = compare(ONE(TITLE("kort", "rule")), ONE(TITLE(HUNDRED HUNDRED HUNDRED, "rule") FOUND(BSN("1"))));
	struct str rest, line;
	struct buf b;

	(void)state;
	buf_init(&b, mem, MIB(1));
	difference_show(&b, j, 79);
	rest = buf_str(&b);
	assert_true(rest.n != 0 && str_ends(rest, S("\n")));
	while (str_next(&rest, '\n', &line))
		assert_true(utf8_width(line) <= 79);
	/* the sentence is cut, the value is not */
	assert_true(json_str(json_array_get(json_list(j, "changes"), 1), "new").n > 300);
	assert_true(utf8_width(json_str(json_array_get(json_list(j, "changes"), 1), "text")) <= DIFFERENCE_COLUMNS);
}

static struct str
shown(const char *before, const char *now)
{
	AUTO_JSON j = compare(before, now);
	struct buf b;

	buf_init(&b, mem, MIB(1));
	difference_show(&b, j, 79);
	return buf_str(&b);
}

static void
shows(void **state)
{
	AUTO_JSON first = compare(NULL, ONE(""));

	(void)state;
	assert_true(json_flag(first, "first"));
	assert_false(difference_none(first));
	assert_true(str_eq(shown(NULL, ONE("")), S("Eerste keer: er is nog niets om mee te vergelijken.\n")));
	assert_true(str_eq(shown(ONE(""), ONE("")), S("Geen verschil met de vorige keer.\n")));
	assert_true(str_eq(shown(ONE(FOUND("")), ONE(FOUND(BSN("2")))),
	    S("- Bevinding erbij: SCR-501, a.pdf, 111*****3: Nummer gevonden\n")));
}

static void
words(void **state)
{
	(void)state;
	assert_true(str_eq(wording_verdict(S("hold")), S("vasthouden")));
	assert_true(str_eq(wording_verdict(S("verzonnen")), S("verzonnen")));
	assert_true(str_eq(wording_role(S("annex")), S("bijlage")));
	assert_true(str_eq(wording_outcome(S("rejected")), S("geweigerd of apart gezet")));
	assert_true(str_eq(wording_origin(S("default")), S("standaardwaarde")));
	assert_int_equal(wording_origin(STR_NONE).n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(differences),
		cmocka_unit_test(members),
		cmocka_unit_test(widths),
		cmocka_unit_test(shows),
		cmocka_unit_test(words),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
