/* SPDX-License-Identifier: EUPL-1.2 */
/* test_catalog.c - the value lists: what stands in templates/lists, and lists that are wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/fd.h"
#include "base/path.h"
#include "config/catalog.h"

#define LISTS	"templates/lists"

static struct arena *mem;
static struct catalog *real;

static int
setup(void **state)
{
	struct err e;

	(void)state;
	mem = arena_new("test", MIB(64));
	if (catalog_load(LISTS, mem, &real, &e) != 0) {
		print_error("%s\n", e.msg);
		return -1;
	}
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

static void
sizes(void **state)
{
	static const struct { const char *list; size_t n; } want[] = {
		{ "informatiecategorieen", 18 }, { "documentsoorten", 91 }, { "talen", 27 }, { "formats", 19 },
		{ "documenthandelingen", 3 }, { "documentrelaties", 4 }, { "redenen", 2 }, { "themas", 92 },
		{ "organisaties", 1398 }, { "organisaties-later", 53 }, { "mdto", 44 }, { "bestaat-niet", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++)
		assert_int_equal(catalog_size(real, want[i].list), want[i].n);
	assert_null(catalog_at(real, "redenen", 2));
	assert_null(catalog_at(real, "bestaat-niet", 0));
	assert_non_null(catalog_at(real, "redenen", 1));
}

/* Each term is found by its uri and by its label; uri and label are not mixed up. */
static void
round_trip(void **state)
{
	static const char *const lists[] = { "informatiecategorieen", "documentsoorten", "talen", "formats",
		"documenthandelingen", "documentrelaties", "redenen", "themas", "organisaties", "organisaties-later" };

	(void)state;
	for (size_t k = 0; k < COUNT(lists); k++) {
		for (size_t i = 0; i < catalog_size(real, lists[k]); i++) {
			const struct term *t = catalog_at(real, lists[k], i);

			assert_true(str_starts(t->uri, S("http")));
			assert_ptr_equal(catalog_uri(real, lists[k], t->uri), t);
			assert_true(str_eq(catalog_label(real, lists[k], t->label)->label, t->label));
			assert_null(catalog_uri(real, lists[k], t->label));
			assert_null(catalog_label(real, lists[k], t->uri));
		}
	}
}

static void
labels(void **state)
{
	static const struct { const char *list, *label, *tail; } want[] = {
		/* U+2019, not an apostrophe. */
		{ "informatiecategorieen", "agenda\xe2\x80\x99s en besluitenlijsten bestuurscolleges", "c_3a248e3a" },
		{ "informatiecategorieen", "Woo-verzoeken en -besluiten", "c_3baef532" },
		{ "informatiecategorieen", "inspanningsverplichting art 3.1 Woo", "c_816e508d" },
		{ "documenthandelingen", "vaststelling", "c_641ecd76" },
		{ "talen", "Nederlands", "NLD" },
		{ "formats", "PDF", "PDF" },
		{ "organisaties", "gemeente Leiden", "gm0546" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		const struct term *t = catalog_label(real, want[i].list, str_of(want[i].label));

		assert_non_null(t);
		assert_string_equal(str_c(mem, path_base(t->uri)), want[i].tail);
	}
	assert_null(catalog_label(real, "informatiecategorieen", S("agenda's en besluitenlijsten bestuurscolleges")));
	assert_null(catalog_label(real, "informatiecategorieen", S("convenant")));
	assert_null(catalog_label(real, "informatiecategorieen", STR_NONE));
	assert_null(catalog_uri(real, "bestaat-niet", S("x")));
}

static void
columns(void **state)
{
	const struct term *t = catalog_label(real, "formats", S("Word DOCX"));

	(void)state;
	assert_int_equal(t->nmore, 2);
	assert_string_equal(str_c(mem, t->more[0]),
	    "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
	assert_string_equal(str_c(mem, t->more[1]), "docx");
	t = catalog_label(real, "informatiecategorieen", S("convenanten"));
	assert_string_equal(str_c(mem, t->more[0]), "3.3 lid 2 f");
	assert_string_equal(str_c(mem, t->more[1]), "infocat011");
	assert_string_equal(str_c(mem, t->more[2]), "convenant");
}

/* By what people call it. */
static void
names(void **state)
{
#define CAT	"informatiecategorieen"
#define KERN	"https://identifier.overheid.nl/tooi/def/thes/kern/"
	static const struct { const char *list, *name, *tail; } want[] = {
		{ CAT, KERN "c_46a81018", "c_46a81018" }, { CAT, "c_46a81018", "c_46a81018" }, { CAT, "C_46A81018", "c_46a81018" },
		{ CAT, "beschikkingen", "c_46a81018" }, { CAT, " BESCHIKKINGEN ", "c_46a81018" }, { CAT, "beschikking", "c_46a81018" },
		{ CAT, "2k", "c_46a81018" }, { CAT, "2K", "c_46a81018" }, { CAT, "2k-beschikkingen", "c_46a81018" },
		{ CAT, "2k: vergunningen", "c_46a81018" }, { CAT, "3.3 lid 2 k", "c_46a81018" }, { CAT, "3.3-lid-2-k", "c_46a81018" },
		{ CAT, "infocat016", "c_46a81018" }, { CAT, "InfoCat016", "c_46a81018" },
		{ CAT, "1a", "c_139c6280" }, { CAT, "2l", "c_a870c43d" }, { CAT, "3.1", "c_816e508d" }, { CAT, "31", "c_816e508d" },
		{ CAT, "31-inspanningsverplichting", "c_816e508d" },
		{ CAT, "agenda's en besluitenlijsten bestuurscolleges", "c_3a248e3a" },
		{ CAT, "agenda\xe2\x80\x99s en besluitenlijsten bestuurscolleges", "c_3a248e3a" },
		{ CAT, "vergaderstukken-decentrale-overheden", "c_db4862c3" },
		{ CAT, "Vergaderstukken decentrale overheden", "c_db4862c3" },
		{ CAT, "woo-verzoeken-en-besluiten", "c_3baef532" },
		{ "documentsoorten", "Besluitenlijst", "" }, { "documentsoorten", "beschikking-tot-handhaving", "" },
		{ "themas", "Inrichting van de overheid", "" }, { "themas", "natuur--en-landschapsbeheer", "" },
		{ "talen", "nederlands", "NLD" }, { "talen", "nld", "NLD" },
		{ CAT, "2", NULL }, { CAT, "k", NULL }, { CAT, "2kk", NULL }, { CAT, "2m", NULL }, { CAT, "3.3", NULL }, { CAT, "lid 2 k", NULL },
		{ CAT, "beschik", NULL }, { CAT, "beschikkingen en adviezen", NULL }, { CAT, "infocat016x", NULL }, { CAT, "c_46a8101", NULL },
		{ CAT, "2k 2e", NULL }, { CAT, "2k/2e", NULL }, { CAT, "2k en 2e", NULL }, { CAT, "31-12-2026", NULL },
		{ CAT, "310", NULL }, { CAT, "", NULL }, { CAT, "  ", NULL }, { CAT, "-", NULL }, { CAT, "\xff", NULL },
		{ CAT, KERN, NULL }, { CAT, "besluitenlijst", NULL },
		/* Places are those of informatiecategorieen. */
		{ "documentsoorten", "2k", NULL }, { "themas", "2k", NULL }, { "bestaat-niet", "2k", NULL },
	};
	char *longname = NEW(mem, char, 1 << 20);

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		const struct term *t = catalog_named(real, want[i].list, str_of(want[i].name));

		if ((t == NULL) != (want[i].tail == NULL))
			fail_msg("%s", want[i].name);
		if (t != NULL && want[i].tail[0] != '\0')
			assert_string_equal(str_c(mem, path_base(t->uri)), want[i].tail);
	}
	memset(longname, 'a', 1 << 20);
	assert_null(catalog_named(real, CAT, (struct str){ longname, 1 << 20 }));
	assert_string_equal(str_c(mem, catalog_place(mem, catalog_named(real, CAT, S("beschikkingen")))), "2k");
	assert_string_equal(str_c(mem, catalog_place(mem, catalog_named(real, CAT, S("31")))), "3.1");
	assert_string_equal(str_c(mem, catalog_place(mem, catalog_named(real, "talen", S("nld")))), "");
	/* No category answers to another's name. */
	for (size_t i = 0; i < catalog_size(real, CAT); i++) {
		const struct term *t = catalog_at(real, CAT, i);

		assert_ptr_equal(catalog_named(real, CAT, t->uri), t);
		assert_ptr_equal(catalog_named(real, CAT, path_base(t->uri)), t);
		assert_ptr_equal(catalog_named(real, CAT, t->label), t);
		for (size_t k = 0; k < t->nmore; k++)
			assert_ptr_equal(catalog_named(real, CAT, t->more[k]), t);
	}
}

/* What the first lines say, and the columns by their names. */
static void
heads(void **state)
{
	const struct list_about *a = NULL, *l;
	const struct term *t;
	size_t n = 0;

	(void)state;
	for (; (l = catalog_list(real, n)) != NULL; n++) {
		assert_true(l->uri.n > 0 && l->source.n > 0 && l->ncolumns >= 2);
		assert_true(date_valid(l->day) || str_eq(l->name, S("mdto")));	/* its source bears no date */
		a = str_eq(l->name, S("organisaties")) ? l : a;
	}
	assert_int_equal(n, 11);
	assert_null(catalog_list(real, SIZE_MAX));
	assert_non_null(a);
	t = catalog_uri(real, "organisaties", S("https://identifier.overheid.nl/tooi/id/so/so0507"));
	assert_string_equal(str_c(mem, catalog_column(a, t, "latere-naam")), "Regio Holland Rijnland");
	assert_string_equal(str_c(mem, catalog_column(a, t, "soort")), "samenwerkingsorganisatie");
	assert_null(catalog_column(a, t, "label").p);
	assert_null(catalog_column(a, t, "geen-kolom").p);
	assert_int_equal(date_cmp(t->first, (struct date){ 2010, 4, 1 }), 0);
	assert_int_equal(t->last.year, 0);
	t = catalog_uri(real, "mdto", S("Waarderingen/Tijdelijk te bewaren"));
	assert_string_equal(str_c(mem, t->more[1]), "V");
}

/* A folder with one file; the caller removes it. */
static const char *
folder(const char *name, struct str bytes)
{
	char *dir = strdup("/tmp/test-catalog-XXXXXX");
	const char *copy;
	struct err e;

	assert_non_null(mkdtemp(dir));
	copy = str_c(mem, str_of(dir));
	free(dir);
	assert_int_equal(file_replace(str_c(mem, path_join(mem, str_of(copy), str_of(name))), bytes, &e), 0);
	return copy;
}

static void
faults(void **state)
{
	static const struct { const char *name, *file; struct str bytes; const char *msg; } bad[] = {
		{ "twice", "a.tsv", S("# list=x\nu1\tl1\nu2\tl2\nu1\tl3\n"), "a.tsv, regel 4: deze uri" },
		{ "no tab", "a.tsv", S("# list=x\nu1\tl1\nu2 l2\n"), "a.tsv, regel 3: er staat geen tab" },
		{ "no label", "a.tsv", S("# list=x\nu1\t\n"), "regel 2: uri of label is leeg" },
		{ "no uri", "a.tsv", S("# list=x\n\tl1\n"), "regel 2: uri of label is leeg" },
		{ "empty line", "a.tsv", S("# list=x\nu1\tl1\n\nu2\tl2\n"), "regel 3: er staat geen tab" },
		{ "bad utf-8", "a.tsv", S("# list=x\nu1\tl\xff\n"), "regel 2: dit is geen UTF-8" },
		{ "nul", "a.tsv", S("# list=x\nu1\tl\0l\n"), "regel 2: dit is geen UTF-8" },
		{ "no head", "a.tsv", S("u1\tl1\n"), "regel 1: de eerste regel" },
		{ "crlf", "a.tsv", S("# list=x\nu1\tl1\r\n"), "regel 2: de regel eindigt op CR LF" },
		{ "cut off", "a.tsv", S("# list=x\nu1\tl1\nu2\tl"), "is het bestand heel" },
		{ "empty file", "a.tsv", S(""), "is het bestand heel" },
		{ "no rows", "a.tsv", S("# list=x\n"), "de lijst is leeg" },
		{ "column missing", "a.tsv", S("# list=x | columns=uri,label,soort\nu1\tl1\n"), "aantal kolommen" },
		{ "column too many", "a.tsv", S("# list=x | columns=uri,label\nu1\tl1\tx\n"), "aantal kolommen" },
		{ "columns beyond all", "a.tsv", S("# list=x\nu\tl\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14\t15\t16\t17\n"),
		    "te veel kolommen" },
		{ "day of a list", "a.tsv", S("# list=x | datum=gisteren\nu1\tl1\n"), "regel 1: achter ‘datum=’" },
		{ "no day", "a.tsv", S("# list=x | columns=uri,label,einddatum\nu1\tl1\t01/02/2024\n"), "regel 2: begindatum of" },
		{ "nor this", "a.tsv", S("# list=x | columns=uri,label,begindatum\nu1\tl1\t2024-02-30\n"), "regel 2: begindatum of" },
		{ "ends before it begins", "a.tsv",
		    S("# list=x | columns=uri,label,begindatum,einddatum\nu1\tl1\t2024-02-02\t2024-02-01\n"), "regel 2: de einddatum" },
		{ "no list", "a.txt", S("# list=x\nu1\tl1\n"), "bevat 0 waardelijsten" },
	};
	struct catalog *c;
	struct err e;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		const char *dir = folder(bad[i].file, bad[i].bytes);

		e = (struct err){ 0 };
		assert_int_equal(catalog_load(dir, mem, &c, &e), -1);
		assert_int_equal(e.kind, E_CONFIG);
		if (strstr(e.msg, bad[i].msg) == NULL)
			fail_msg("%s: %s", bad[i].name, e.msg);
		path_remove_tree(dir);
	}
	assert_int_equal(catalog_load("/nonexistent", mem, &c, &e), -1);
	assert_int_equal(e.kind, E_CONFIG);
}

static void
long_line(void **state)
{
	size_t n = 20000;
	char *p = NEW(mem, char, n);
	struct catalog *c;
	struct err e;
	const char *dir;

	(void)state;
	memset(p, 'x', n);
	memcpy(p, "# list=x\nu\t", 11);
	p[n - 1] = '\n';
	dir = folder("a.tsv", (struct str){ p, n });
	assert_int_equal(catalog_load(dir, mem, &c, &e), -1);
	assert_non_null(strstr(e.msg, "regel 2: de regel is te lang"));
	path_remove_tree(dir);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sizes), cmocka_unit_test(round_trip), cmocka_unit_test(labels),
		cmocka_unit_test(columns), cmocka_unit_test(heads), cmocka_unit_test(faults),
		cmocka_unit_test(long_line), cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
