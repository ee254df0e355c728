/* SPDX-License-Identifier: EUPL-1.2 */
/* test_places.c - where the dossiers stand: the intake, and what a person names. */
#include "scratch.h"

#include "base/utf8.h"
#include "ingest/ingest.h"

static struct organisation orgs[] = { { .key = S("zoeterwoude") }, { .key = S("leiden") }, { .key = S("weg") } };
static struct settings settings = { .orgs = orgs, .norgs = COUNT(orgs) };
static const struct organisation otherwise = { .key = S("anders") };

/* "organisation: key path-below" for each. */
static const char *
told(const struct places *p, const char *root)
{
	char *real = realpath(in(root), NULL);
	size_t n = strlen(real);
	struct buf b;

	buf_init(&b, mem, MIB(1));
	for (size_t i = 0; i < p->n; i++) {
		assert_memory_equal(p->v[i].path.p, real, n);
		assert_true(str_eq(path_base(p->v[i].path), p->v[i].key));
		buf_addf(&b, "%.*s:%.*s\n", STRF(p->v[i].org->key), STRF(utf8_show(mem, str_from(p->v[i].path, n))));
	}
	free(real);
	return str_c(mem, buf_str(&b));
}

static const char *
named(const char *name, const char *root)
{
	struct places p = { .mem = mem };

	assert_ok(places_of_path(in(name), &settings, &otherwise, &p, &err));
	return told(&p, root);
}

static void
intake(void **state)
{
	struct places p = { .mem = mem };

	(void)state;
	settings.intake = str_of(make_folder("bak"));
	(void)put("bak/leiden/b/x.pdf", S("x"));
	(void)put("bak/leiden/a/sub/x.pdf", S("x"));
	(void)put("bak/leiden/.DS_Store", S("x"));
	(void)put("bak/leiden/__MACOSX/x.pdf", S("x"));
	(void)put("bak/leiden/los.pdf", S("x"));
	(void)make_folder("bak/leiden/leeg");
	(void)put("bak/zoeterwoude/\xff\n/x.pdf", S("x"));
	(void)put("bak/zoeterwoude/.verborgen/x.pdf", S("x"));
	(void)put("bak/delft/a/x.pdf", S("x"));		/* of nobody */
	(void)put("bak/los.pdf", S("x"));
	assert_int_equal(symlink("/etc", in("bak/leiden/link")), 0);
	assert_int_equal(symlink("leiden", in("bak/weg")), 0);		/* an organisation is a folder of its own */
	assert_ok(places_of_intake(&settings, &p, &err));
	assert_string_equal(told(&p, "bak"), "zoeterwoude:/zoeterwoude/.verborgen\nzoeterwoude:/zoeterwoude/\\xff\\x0a\n"
	    "leiden:/leiden/a\nleiden:/leiden/b\nleiden:/leiden/leeg\nleiden:/leiden/link\nleiden:/leiden/los.pdf\n");
	assert_ptr_equal(p.v[0].org, &orgs[0]);
}

static void
no_intake(void **state)
{
	struct places p = { .mem = mem };

	(void)state;
	settings.intake = str_of(in("geen bak"));
	assert_err(E_CONFIG, places_of_intake(&settings, &p, &err));
	assert_non_null(strstr(err.msg, "intakemap"));
	settings.intake = str_of(put("bestand", S("x")));
	assert_err(E_CONFIG, places_of_intake(&settings, &p, &err));
	settings.intake = str_of(make_folder("lege bak"));
	assert_ok(places_of_intake(&settings, &p, &err));
	assert_int_equal(p.n, 0);
}

static void
what_a_person_names(void **state)
{
	static const struct { const char *name, *want; } cases[] = {
		{ "p/overig/los.pdf", "anders:/overig/los.pdf\n" },	/* a file is a dossier */
		{ "p/overig", "anders:/overig\n" },			/* with a file in it, it is one itself */
		{ "p/leeg", "anders:/leeg\n" },
		{ "p/rommel", "anders:/rommel\n" },		/* nothing but junk: an empty dossier, which is said */
		{ "p/rommel en map", "anders:/rommel en map/een\n" },
		{ "p/pijp", "anders:/pijp\n" },			/* what is no file is not nothing */
		{ "p/links", "anders:/links\n" },
		{ "p/verzameling", "anders:/verzameling/jaar/een\nanders:/verzameling/jaar/twee\n"
		    "zoeterwoude:/verzameling/zoeterwoude/drie\n" },
		/* An organisation's folder, as at night: each thing in it is a dossier, however it is divided. */
		{ "p/leiden", "leiden:/leiden/een\nleiden:/leiden/los.pdf\nleiden:/leiden/weg\nleiden:/leiden/zoeterwoude\n" },
		{ "p/leiden/een", "leiden:/leiden/een\n" },
		{ "p/leiden/een/", "leiden:/leiden/een\n" },
		{ "p/leiden/../leiden/een/.", "leiden:/leiden/een\n" },
		{ "p/leiden/los.pdf", "leiden:/leiden/los.pdf\n" },
		{ "p/leiden/zoeterwoude", "leiden:/leiden/zoeterwoude\n" },
		{ "p/leiden/weg", "leiden:/leiden/weg\n" },
		{ "p/leiden/een/sub", "anders:/leiden/een/sub\n" },	/* part of a dossier, named by itself */
		{ "p/link", "anders:/leiden/een/sub/b.pdf\n" },	/* a person may name a link */
	};

	(void)state;
	settings.intake = STR_NONE;
	(void)put("p/leiden/een/sub/b.pdf", S("x"));
	(void)put("p/leiden/los.pdf", S("x"));
	(void)put("p/leiden/.DS_Store", S("x"));
	(void)put("p/leiden/__MACOSX/x.pdf", S("x"));
	(void)put("p/leiden/zoeterwoude/x.pdf", S("x"));
	(void)put("p/leiden/weg/a/x.pdf", S("x"));
	(void)put("p/leiden/weg/b/x.pdf", S("x"));
	(void)put("p/verzameling/jaar/twee/x.pdf", S("x"));
	(void)put("p/verzameling/jaar/een/x.pdf", S("x"));
	(void)put("p/verzameling/zoeterwoude/drie/x.pdf", S("x"));
	(void)make_folder("p/leeg");
	(void)put("p/rommel/Thumbs.db", S("x"));
	(void)put("p/rommel en map/Thumbs.db", S("x"));
	(void)put("p/rommel en map/een/x.pdf", S("x"));
	(void)put("p/overig/los.pdf", S("x"));
	(void)put("p/overig/map/x.pdf", S("x"));
	(void)make_folder("p/pijp");
	assert_int_equal(mkfifo(in("p/pijp/x"), 0600), 0);
	assert_int_equal(symlink("leiden/een/sub/b.pdf", in("p/link")), 0);
	(void)make_folder("p/links");
	assert_int_equal(symlink("/", in("p/links/wortel")), 0);	/* not followed */
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *got = named(cases[i].name, "p");

		if (strcmp(got, cases[i].want) != 0)
			fail_msg("%s: %s", cases[i].name, got);
	}
}

/* Without settings nobody is known by name; the folder above a dossier is told, for who can use it. */
static void
without_settings(void **state)
{
	struct settings none;
	struct places p = { .mem = mem };

	(void)state;
	settings_default(&none);
	(void)put("q/gemeente Leiden/een/x.pdf", S("x"));
	(void)put("q/gemeente Leiden/twee/x.pdf", S("x"));
	assert_ok(places_of_path(in("q"), &none, NULL, &p, &err));
	assert_int_equal(p.n, 2);
	assert_null(p.v[0].org);
	assert_str(p.v[0].key, "een");
	assert_str(p.v[1].folder, "gemeente Leiden");
}

static void
limits(void **state)
{
	struct places p = { .mem = mem };

	(void)state;
	(void)put("d/1/2/3/4/5/6/x.pdf", S("x"));
	assert_string_equal(named("d", "d"), "anders:/1/2/3/4/5/6\n");
	(void)put("e/1/2/3/4/5/6/7/x.pdf", S("x"));
	assert_err(E_USAGE, places_of_path(in("e"), &settings, &otherwise, &p, &err));
	assert_string_equal(named("e/1", "e"), "anders:/1/2/3/4/5/6/7\n");
	assert_err(E_USAGE, places_of_path(in("nergens"), &settings, &otherwise, &p, &err));
	assert_non_null(strstr(err.msg, "nergens"));
	assert_err(E_USAGE, places_of_path("", &settings, &otherwise, &p, &err));
	assert_int_equal(symlink("kring", in("kring")), 0);
	assert_err(E_USAGE, places_of_path(in("kring"), &settings, &otherwise, &p, &err));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(intake), cmocka_unit_test(no_intake), cmocka_unit_test(what_a_person_names),
		cmocka_unit_test(without_settings), cmocka_unit_test(limits),
	};

	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
