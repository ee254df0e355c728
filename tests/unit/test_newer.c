/* SPDX-License-Identifier: EUPL-1.2 */
/* test_newer.c - a newer value list, in our form and in that of KOOP, and what it would change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fd.h"
#include "base/path.h"
#include "config/newer.h"

#define ID	"https://identifier.overheid.nl/tooi/id/so/"
#define ONT	"https://identifier.overheid.nl/tooi/def/ont/"
#define RDFS	"http://www.w3.org/2000/01/rdf-schema#label"
#define SKOS	"http://www.w3.org/2004/02/skos/core#prefLabel"

/* {"@id": ..., "@type": [...], label, rest} */
#define NODE(code, type, label, rest)						\
	"{\"@id\": \"" ID code "\", \"@type\": [\"" ONT "Samenwerkingsorganisatie\"" type "], \"" RDFS "\": "	\
	"[{\"@language\": \"nl\", \"@value\": \"" label "\"}]" rest "}"
#define DAY(name, day)	", \"" ONT name "\": [{\"@type\": \"http://www.w3.org/2001/XMLSchema#date\", \"@value\": \"" day "\"}]"

static struct arena *mem;
static char dir[] = "/tmp/test-newer-XXXXXX";
static const char *file;
static struct catalog *real;

static int
setup(void **state)
{
	struct err e;

	(void)state;
	mem = arena_new("test", MIB(512));
	file = NULL;
	if (mkdtemp(dir) != NULL)
		file = str_c(mem, str_fmt(mem, "%s/lijst", dir));
	return file == NULL ? -1 : catalog_load("templates/lists", mem, &real, &e);
}

static int
teardown(void **state)
{
	(void)state;
	path_remove_tree(dir);
	arena_free(mem);
	return 0;
}

static void
write_file(struct str s)
{
	struct err e;

	assert_int_equal(file_replace(file, s, &e), 0);
}

static struct list_diff
compare(struct str s, struct newer *n)
{
	struct list_diff d;
	struct err e = { 0 };

	write_file(s);
	if (newer_read(file, mem, n, &e) != 0 || newer_compare(real, n, mem, &d, &e) != 0)
		fail_msg("%s", e.msg);
	return d;
}

/* "added so9", in the order of the result. */
static const char *
told(const struct list_diff *d)
{
	static const char *const kinds[CHANGE__COUNT] = { "added", "gone", "renamed", "ended" };
	struct buf b;

	buf_init(&b, mem, KIB(8));
	for (size_t i = 0; i < d->n; i++) {
		const struct list_change *c = &d->v[i];

		buf_addf(&b, "%s%s %.*s", i == 0 ? "" : ", ", kinds[c->what], STRF(path_base(c->uri)));
		if (c->what == CHANGE_RENAMED)
			buf_addf(&b, " = %.*s", STRF(c->now));
		if (c->what == CHANGE_ENDED)
			buf_addf(&b, " %.*s", STRF(c->last.year == 0 ? S("-") : date_iso(mem, c->last)));
		if (c->former)
			buf_addf(&b, " (former)");
	}
	return str_c(mem, buf_str(&b));
}

/* Our own lists, read as if they were new: nothing changes, whatever the list. */
static void
unchanged(void **state)
{
	const struct list_about *a;
	struct newer n;
	struct list_diff d;
	struct err e;

	(void)state;
	for (size_t i = 0; (a = catalog_list(real, i)) != NULL; i++) {
		if (str_eq(a->name, S("organisaties-later")))
			continue;
		assert_int_equal(newer_read(str_c(mem, str_fmt(mem, "templates/lists/%.*s.tsv", STRF(a->name))), mem, &n, &e), 0);
		assert_int_equal(newer_compare(real, &n, mem, &d, &e), 0);
		assert_int_equal(d.n, 0);
		assert_ptr_equal(d.ours, a);
		assert_int_equal(d.both, catalog_size(real, str_c(mem, a->name)));
		assert_int_equal(n.n, d.both);
	}
}

static void
tsv(void **state)
{
	struct newer n;
	struct list_diff d = compare(S("# list=" NEWER_SETS "scw_documentrelatie/2 | datum=2026-06-01 | columns=uri,label\n"
				       "https://identifier.overheid.nl/tooi/def/thes/kern/c_05f4a5f3\theeft bijlage\n"
				       "https://identifier.overheid.nl/tooi/def/thes/kern/c_07748060\tis antwoord op\n"
				       "https://identifier.overheid.nl/tooi/def/thes/kern/c_24ddfb9b\tis uitwerking van\n"
				       "https://identifier.overheid.nl/tooi/def/thes/kern/c_nieuw\tvervangt\n"),
	    &n);

	(void)state;
	assert_string_equal(told(&d), "added c_nieuw, gone c_75fac459, renamed c_07748060 = is antwoord op");
	assert_string_equal(str_c(mem, d.ours->name), "documentrelaties");
	assert_string_equal(str_c(mem, n.uri), NEWER_SETS "scw_documentrelatie/2");
	assert_int_equal(d.both, 3);
	for (int k = 0; k < CHANGE__COUNT; k++)
		assert_int_equal(d.count[k], k == CHANGE_ENDED ? 0 : 1);
}

/* Only the folders that the new list has are compared; ends; former names; what organisaties-later knows is not new. */
static void
json(void **state)
{
	struct newer n;
	struct list_diff d = compare(S(" \n[ " NODE("so0507", "", "Regio Holland Rijnland", "")
			", " NODE("so0896", "", "1Stroom", DAY("einddatum", "2026-12-31"))
			", " NODE("so1104", "", "Omgevingsdienst Utrecht", DAY("begindatum", "2025-10-14"))
			", " NODE("so2000", "", "Regio \\u00e9\\u00e9n", "")
			", " NODE("hv_1", ", \"" ONT "HistorischeVersie\"", "Vroeger", DAY("einddatumHV", "2026-01-01"))
			/* An event, the list itself, a group: no terms. */
			", {\"@id\": \"" ID "wzg_1\", \"@type\": [\"" ONT "Uitbreiding\"]}"
			", {\"@id\": \"" NEWER_SETS "rwc_so/4\", \"@type\": [\"" ONT "Lijst\"], \"" RDFS "\": [{\"@value\": \"Lijst\"}]}"
			", " NODE("groep", ", \"" ONT "Groeperingsconcept\"", "Groep", "") " ]\n"),
	    &n);
	size_t so = 0;

	(void)state;
	for (size_t i = 0; i < catalog_size(real, "organisaties"); i++)
		so += str_starts(catalog_at(real, "organisaties", i)->uri, S(ID));
	assert_int_equal(d.count[CHANGE_GONE], so - 2);
	assert_int_equal(d.both, 2);
	assert_int_equal(n.n, 5);
	assert_string_equal(str_c(mem, n.uri), NEWER_SETS "rwc_so/4");
	/* Without those that are gone. */
	memmove(&d.v[2], &d.v[2 + so - 2], (d.n - 2 - (so - 2)) * sizeof *d.v);
	d.n -= so - 2;
	assert_string_equal(told(&d), "added hv_1 (former), added so2000, renamed so0507 = Regio Holland Rijnland, ended so0896 2026-12-31");
	assert_string_equal(str_c(mem, d.v[1].label), "Regio één");
}

/* A term with several labels keeps its name when ours is one of them; other languages are none. */
static void
names(void **state)
{
#define CAT(labels)	S("[{\"@id\": \"https://identifier.overheid.nl/tooi/def/thes/kern/c_8fc2335c\", " labels "}]")
	static const struct { struct str json; const char *want; } table[] = {
		{ CAT("\"" SKOS "\": [{\"@value\": \"convenant\"}], \"" ONT "prefLabelVoorGroepen\": [{\"@value\": \"convenanten\"}]"),
		    "" },
		{ CAT("\"" SKOS "\": [{\"@language\": \"en\", \"@value\": \"covenant\"}, {\"@language\": \"nl\", \"@value\": \"convenanten\"}]"),
		    "" },
		{ CAT("\"" SKOS "\": [{\"@value\": \"overeenkomst\"}]"), "renamed c_8fc2335c = overeenkomst" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct newer n;
		struct list_diff d = compare(table[i].json, &n);

		assert_int_equal(d.count[CHANGE_GONE], 17);
		memmove(d.v, &d.v[17], (d.n - 17) * sizeof *d.v);
		d.n -= 17;
		assert_string_equal(told(&d), table[i].want);
	}
}

/* An end that is moved or taken away. */
static void
ends(void **state)
{
	struct newer n;
	struct list_diff d = compare(S("# list=x | columns=uri,label,einddatum\n"
				       "https://identifier.overheid.nl/tooi/id/gemeente/gm0003\tgemeente Appingedam\t\n"
				       "https://identifier.overheid.nl/tooi/id/gemeente/gm0305\tgemeente Abcoude\t2010-12-31\n"
				       "https://identifier.overheid.nl/tooi/id/gemeente/gm0546\tgemeente Leiden\t2030-12-31\n"),
	    &n);

	(void)state;
	assert_int_equal(d.count[CHANGE_ENDED], 2);
	d.v = &d.v[d.n - 2];
	d.n = 2;
	assert_string_equal(told(&d), "ended gm0003 -, ended gm0546 2030-12-31");
	/* A list that does not speak of ends takes none away. */
	d = compare(S("# list=x | columns=uri,label\nhttps://identifier.overheid.nl/tooi/id/gemeente/gm0003\tgemeente Appingedam\n"), &n);
	assert_int_equal(d.count[CHANGE_ENDED], 0);
}

static void
faults(void **state)
{
	static const struct { const char *what; struct str bytes; const char *msg; } bad[] = {
		{ "empty", S(""), "dit is geen waardelijst" },
		{ "text", S("Leiden\n"), "dit is geen waardelijst" },
		{ "binary", S("\x7f""ELF\0\0\1\2\xff"), "dit is geen waardelijst" },
		{ "html", S("<html>404</html>"), "dit is geen waardelijst" },
		{ "zip", S("PK\3\4"), "dit is geen waardelijst" },
		{ "tsv cut off", S("# list=x\nu\tl\nv\t"), "is het bestand heel" },
		{ "tsv without tabs", S("# list=x\nu l\n"), "regel 2: er staat geen tab" },
		{ "tsv without rows", S("# list=x\n"), "de lijst is leeg" },
		{ "tsv twice", S("# list=x\nu\tl\nu\tm\n"), "twee keer" },
		{ "tsv bad end", S("# list=x | columns=uri,label,einddatum\nu\tl\t31-02-2026\n"), "regel 2: begindatum of einddatum" },
		{ "tsv bytes", S("# list=x\nu\tl\xff\n"), "geen UTF-8" },
		{ "json cut off", S("[{\"@id\": \"x\""), "geen goede JSON (regel 1" },
		{ "json object", S("{\"a\": []}"), "niet de JSON van een waardelijst" },
		{ "json empty", S("[]"), "geen enkele term" },
		{ "json numbers", S("[1, 2]"), "onderdeel 1: er staat geen adres" },
		{ "json trailing", S("[] x"), "geen goede JSON" },
		{ "json name twice", S("[{\"@id\": \"a\", \"@id\": \"b\"}]"), "geen goede JSON" },
		{ "json nul", S("[{\"@id\": \"a\\u0000b\"}]"), "geen goede JSON" },
		{ "json bytes", S("[{\"@id\": \"a\xff\"}]"), "geen goede JSON" },
		{ "json id of another type", S("[{\"@id\": [\"a\"]}]"), "onderdeel 1: er staat geen adres" },
		{ "json second", S("[{\"@id\": \"a\"}, {}]"), "onderdeel 2: er staat geen adres" },
		{ "json label no list", S("[{\"@id\": \"a\", \"" RDFS "\": \"x\"}]"), "onderdeel 1: een label" },
		{ "json label no text", S("[{\"@id\": \"a\", \"" RDFS "\": [{\"@value\": 7}]}]"), "onderdeel 1: een label" },
		{ "json label empty", S("[{\"@id\": \"a\", \"" RDFS "\": [{\"@value\": \"\"}]}]"), "onderdeel 1: een label" },
		{ "json label control", S("[{\"@id\": \"a\", \"" RDFS "\": [{\"@value\": \"\\u001b[31m\"}]}]"), "een label" },
		{ "json bad end", S("[" NODE("so1", "", "x", DAY("einddatum", "gisteren")) "]"), "de einddatum is geen datum" },
		{ "json ambiguous end", S("[" NODE("so1", "", "x", DAY("einddatum", "01/02/2026")) "]"), "de einddatum" },
		{ "json twice", S("[" NODE("so1", "", "x", "") ", " NODE("so1", "", "y", "") "]"), "so1 staat er twee keer" },
		{ "json events only", S("[{\"@id\": \"a\"}]"), "geen enkele term" },
	};
	struct newer n;
	struct list_diff d;
	struct err e;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		write_file(bad[i].bytes);
		e = (struct err){ 0 };
		if (newer_read(file, mem, &n, &e) == 0)
			fail_msg("%s: read", bad[i].what);
		assert_int_equal(e.kind, E_CONFIG);
		if (strstr(e.msg, bad[i].msg) == NULL)
			fail_msg("%s: %s", bad[i].what, e.msg);
	}
	/* A list, but not one of ours. */
	write_file(S("# list=x\nhttp://example.nl/1\teen\n"));
	assert_int_equal(newer_read(file, mem, &n, &e), 0);
	assert_int_equal(newer_compare(real, &n, mem, &d, &e), -1);
	assert_int_equal(e.kind, E_CONFIG);
	assert_non_null(strstr(e.msg, "geen enkele term"));
	assert_int_equal(newer_read("/tmp/bestaat-niet/lijst", mem, &n, &e), -1);
	assert_int_equal(e.kind, E_USAGE);
	assert_int_equal(newer_read(dir, mem, &n, &e), -1);
}

/* Too many bytes, too many parts, too deep. */
static void
limits(void **state)
{
	size_t most = MIB(9);
	char *p = NEW(mem, char, most);
	struct newer n;
	struct err e;

	(void)state;
	memset(p, ' ', most);
	p[0] = '[';
	write_file((struct str){ p, most });
	assert_int_equal(newer_read(file, mem, &n, &e), -1);
	assert_int_equal(e.kind, E_CONFIG);
	assert_non_null(strstr(e.msg, "te groot"));
	for (size_t i = 1; i < MIB(2); i++)
		p[i] = "{},"[i % 3];
	write_file((struct str){ p, MIB(2) });
	assert_int_equal(newer_read(file, mem, &n, &e), -1);
	assert_non_null(strstr(e.msg, "te veel onderdelen"));
	memset(p, '[', 100000);
	write_file((struct str){ p, 100000 });
	assert_int_equal(newer_read(file, mem, &n, &e), -1);
	assert_non_null(strstr(e.msg, "geen goede JSON"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unchanged), cmocka_unit_test(tsv), cmocka_unit_test(json), cmocka_unit_test(names),
		cmocka_unit_test(ends), cmocka_unit_test(faults), cmocka_unit_test(limits),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
