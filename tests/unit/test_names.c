/* SPDX-License-Identifier: EUPL-1.2 */
/* test_names.c - what names of files and folders say: the patterns, their examples, and what is told of it. */
#include "told.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/path.h"
#include "describe/describe.h"
#include "detect/bsn.h"
#include "sidecar/names.h"

#include "base/banned.h"

#define FORM	"version: 1\npatterns:\n- id: X1\n  of: bestand\n  pattern: '^(?<kenmerk>K\\d+) (?<titel>.+)$'\n"
#define GOOD	FORM "  yes:\n  - name: 'K1 Brief'\n    kenmerk: K1\n    titel: Brief\n  no: ['Brief K1']\n"

static struct names *names;
static char scratch[] = "/tmp/woostraat-names-XXXXXX";

static int
setup(void **state)
{
	struct err e;

	if (told_setup(state) != 0 || mkdtemp(scratch) == NULL)
		return -1;
	if (names_load("templates", mem, &names, &e) == 0)
		return 0;
	print_error("%s\n", e.msg);
	return -1;
}

static int
teardown(void **state)
{
	names_free(names);
	path_remove_tree(scratch);
	return told_teardown(state);
}

static const struct { const char *name; bool folder; const char *said; } reads[] = {
	{ "Besluit parkeren", false, "" },
	{ "2024-03-12 Besluit parkeren", false, "datum=2024-03-12 titel=Besluit parkeren " },
	{ "2024-03-12_Besluit_parkeren", false, "datum=2024-03-12 titel=Besluit parkeren " },
	{ "Besluit parkeren 2024-03-12", true, "datum=2024-03-12 titel=Besluit parkeren " },
	{ "01. 2024-03-12 Besluit", false, "datum=2024-03-12 titel=Besluit volgnummer=01 " },
	{ "Z-24-123456 Bijlage 2 - Kaart 2024-03-12", false,
	    "zaaknummer=Z-24-123456 datum=2024-03-12 titel=Kaart rol=Bijlage volgnummer=2 " },
	{ "Bijlage 2 - Kaart", true, "" },
	{ "Brief aan Z-24-123456", false, "zaaknummer=Z-24-123456 " },
	{ "Bijlagen bij 2024", false, "" },
	{ "12-03-2024 Besluit", false, "" },
	{ "20240312 Besluit", false, "" },
	{ "2024-13-45 Besluit", false, "datum=2024-13-45 titel=Besluit " },
	{ "", false, "" },
	{ "\xff\xfe 2024-03-12 Besluit", false, "datum=2024-03-12 titel=Besluit " },
};

static void
parts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(reads); i++) {
		struct str part[NAME__COUNT];
		struct buf b;

		buf_init(&b, mem, 4096);
		assert_true(names_read(names, S("leiden"), reads[i].folder, str_of(reads[i].name), mem, part));
		for (int k = 0; k < NAME__COUNT; k++) {
			if (part[k].n != 0)
				buf_addf(&b, "%s=%.*s ", name_part((enum name_part)k), STRF(part[k]));
		}
		if (!str_eq(buf_str(&b), str_of(reads[i].said)))
			fail_msg("%s: %.*s", reads[i].name, STRF(buf_str(&b)));
	}
}

static void
put(const char *path, const char *text)
{
	struct err e;
	struct str full = str_fmt(mem, "%s/%s", scratch, path);

	assert_int_equal(path_mkdirs(str_c(mem, str_sub(full, 0, full.n - path_base(full).n - 1)), &e), 0);
	if (file_replace(str_c(mem, full), str_of(text), &e) != 0)
		fail_msg("%s", e.msg);
}

static const struct { const char *text, *msg; } bad[] = {
	{ "", "leeg" },
	{ "version: 2\npatterns:\n- id: X\n  of: map\n  pattern: '(?<titel>x)'\n  yes: [{name: x, titel: x}]\n  no: [y]\n", "version is 1" },
	{ "version: 1\npatterns: []\n", "regel" },
	{ "version: 1\npatterns:\n- id: X\n  of: mappen\n  pattern: '(?<titel>x)'\n  yes: [{name: x, titel: x}]\n  no: [y]\n", "‘bestand’, ‘map’ of ‘beide’" },
	{ "version: 1\npatterns:\n- id: X\n  of: map\n  pattern: '(?<titel>x'\n  yes: [{name: x, titel: x}]\n  no: [y]\n", "missing closing parenthesis" },
	{ "version: 1\npatterns:\n- id: X\n  of: map\n  pattern: '(?<naam>x)'\n  yes: [{name: x}]\n  no: [y]\n", "‘naam’ is geen onderdeel" },
	{ "version: 1\npatterns:\n- id: X\n  of: map\n  pattern: 'x'\n  yes: [{name: x}]\n  no: [y]\n", "noemt geen onderdeel" },
	{ "version: 1\npatterns:\n- id: X\n  of: map\n  pattern: '(?<titel>x)'\n  no: [y]\n", "yes" },
	{ "version: 1\npatterns:\n- id: X\n  of: map\n  pattern: '(?<titel>x)'\n  yes: [{name: x, titel: x}]\n", "no" },
	{ FORM "  yes: [{name: 'K1 Brief', kenmerk: K1, titel: Brieven}]\n  no: [y]\n", "is titel ‘Brief’ en niet ‘Brieven’" },
	{ FORM "  yes: [{name: 'K1 Brief', kenmerk: K1}]\n  no: [y]\n", "is titel ‘Brief’ en niet ‘’" },
	{ FORM "  yes: [{name: 'Brief', titel: Brief}]\n  no: [y]\n", "past niet op zijn voorbeeld ‘Brief’" },
	{ FORM "  yes: [{name: 'K1 Brief', kenmerk: K1, titel: Brief}]\n  no: ['K2 Brief']\n", "past op ‘K2 Brief’ en dat mag niet" },
	{ FORM "  rol: x\n  yes: [{name: 'K1 Brief', kenmerk: K1, titel: Brief}]\n  no: ['y']\n", "onbekende sleutel ‘rol’" },
};

static void
faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct names *x = NULL;
		struct err e;

		put(NAMES_FILE, bad[i].text);
		assert_int_equal(names_load(scratch, mem, &x, &e), -1);
		assert_int_equal(e.kind, E_CONFIG);
		if (strstr(e.msg, bad[i].msg) == NULL)
			fail_msg("%zu: %s", i, e.msg);
	}
}

/* An organisation's own patterns go first, and are nobody else's. */
static void
own(void **state)
{
	struct str part[NAME__COUNT];
	struct names *x;
	struct err e;

	(void)state;
	put(NAMES_FILE, GOOD);
	put("organisations/leiden/" NAMES_FILE, "version: 1\npatterns:\n- id: L1\n  of: bestand\n  pattern: '^(?<zaaknummer>K\\d+) (?<titel>.+)$'\n"
	    "  yes: [{name: 'K1 Brief', zaaknummer: K1, titel: Brief}]\n  no: [Brief]\n");
	put("organisations/LEESMIJ", "een briefje\n");
	put("organisations/oegstgeest/rules.yaml", "x\n");
	if (names_load(scratch, mem, &x, &e) != 0)
		fail_msg("%s", e.msg);
	assert_int_equal(names_size(x), 2);
	assert_true(names_read(x, S("leiden"), false, S("K1 Brief"), mem, part));
	assert_true(str_eq(part[NAME_ZAAKNUMMER], S("K1")) && part[NAME_KENMERK].n == 0);
	assert_true(names_read(x, S("leiderdorp"), false, S("K1 Brief"), mem, part));
	assert_true(str_eq(part[NAME_KENMERK], S("K1")) && part[NAME_ZAAKNUMMER].n == 0);
	names_free(x);
	put("organisations/leiden/" NAMES_FILE, "stuk");
	assert_int_equal(names_load(scratch, mem, &x, &e), -1);
	assert_non_null(strstr(e.msg, "organisations/leiden/" NAMES_FILE));
}

/* A pattern that explodes says nothing, and that is told. */
static void
explodes(void **state)
{
	struct rig r;
	struct names *x;
	struct err e;

	(void)state;
	put("organisations/leiden/" NAMES_FILE, "version: 1\npatterns:\n- id: L1\n  of: bestand\n  pattern: '^(?:a+)+(?<titel>b)$'\n"
	    "  yes: [{name: 'ab', titel: b}]\n  no: [c]\n");
	put(NAMES_FILE, GOOD);
	if (names_load(scratch, mem, &x, &e) != 0)
		fail_msg("%s", e.msg);
	rig_open(&r);
	r.tools.names = x;
	told_fill(&r, (const struct told_file[TOLD_FILES]){ { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabc.pdf", "x" }, YES });
	told_run(&r);
	assert_int_equal(rig_count(&r, F_SID_ROW_LOOK, 0), 1);
	assert_string_equal(told_said(&r), "");
	rig_close(&r);
	names_free(x);
}

static const struct { const char *key; struct told_file files[TOLD_FILES]; const char *findings, *said, *roles; } cases[] = {
	{ "Parkeren", { { "Besluit.pdf", "x" }, YES }, "", "", "main" },
	{ "Z-24-123456 Parkeren", { { "2024-03-12 Besluit.pdf", "x" }, YES }, "",
	    "*: zaaknummer=Z-24-123456 60\n*: titel=Parkeren 30\n2024-03-12 Besluit.pdf: titel=Besluit 30\n2024-03-12 Besluit.pdf: datum= 2024-03-12 60\n", "main" },
	{ "p", { { "Z-24-123456/a.pdf", "x" }, { "Z-24-123456/b Z-25-654321.pdf", "x" }, YES }, "SID-507",
	    "Z-24-123456/a.pdf: zaaknummer=Z-24-123456 60\nZ-24-123456/b Z-25-654321.pdf: zaaknummer=Z-25-654321 60\n", "unknown unknown" },
	{ "p", { { "2024-02-30 Brief.pdf", "x" }, YES }, "2024-02-30 Brief.pdf:SID-340", "2024-02-30 Brief.pdf: titel=Brief 30\n", "main" },
	{ "p", { { "Bijlage 2 - Kaart.pdf", "x" }, YES }, "", "Bijlage 2 - Kaart.pdf: titel=Kaart 30\nBijlage 2 - Kaart.pdf: extra=2 <volgnummer> 60\n", "main" },
	{ "p", { { "Besluit.pdf", "x" }, { "Bijlage 2 - Kaart.pdf", "x" }, YES }, "",
	    "Bijlage 2 - Kaart.pdf: titel=Kaart 30\nBijlage 2 - Kaart.pdf: extra=2 <volgnummer> 60\n", "main annex" },
	/* A title of a name is never declared; a better source goes before it. */
	{ "p", { { "01. Besluit.pdf", "x" }, { "01. Besluit.xml", "<simpledc><title>Besluit over parkeren</title></simpledc>" }, YES }, "",
	    "01. Besluit.pdf: titel=Besluit over parkeren 85\n01. Besluit.pdf: titel=Besluit 30\n01. Besluit.pdf: extra=01 <volgnummer> 60\n", "main" },
};

static void
told(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct rig r;
		struct buf b;

		rig_open(&r);
		r.tools.names = names;
		r.dossier.key = str_of(cases[i].key);
		told_fill(&r, cases[i].files);
		told_run(&r);
		assert_string_equal(told_findings(&r), cases[i].findings);
		assert_string_equal(told_said(&r), cases[i].said);
		buf_init(&b, mem, 400);
		for (size_t k = 0; k < r.dossier.ndocs; k++) {
			const struct document *x = &r.dossier.docs[k];

			if (x->role != ROLE_SIDECAR)
				buf_addf(&b, "%s%s", b.n == 0 ? "" : " ", role_name(x->role));
			if (statement_best(&x->said, SAY_TITLE) != NULL && statement_best(&x->said, SAY_TITLE)->sure < 50)
				assert_int_equal(x->declared_title.n, 0);
		}
		assert_string_equal(str_c(mem, buf_str(&b)), cases[i].roles);
		rig_close(&r);
	}
}

/* A name's day counts where the text is not sure of another; where it is, that is told. */
static void
days(void **state)
{
	static const struct { int sure; const char *day; enum origin origin; size_t differs; } rows[] = {
		{ 90, "2025-03-04", FROM_DOCUMENT, 1 },
		{ 70, "2025-03-05", FROM_SOURCE, 0 },
		{ 0, "2025-03-05", FROM_SOURCE, 0 },
	};
	struct describer *describer;
	struct bsn *bsn;
	struct err e;

	(void)state;
	if (describe_load("templates", lists, mem, &describer, &e) != 0 || bsn_load(mem, &bsn, &e) != 0)
		fail_msg("%s", e.msg);
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct record *rec;
		struct rig r;

		rig_open(&r);
		r.tools.lists = lists;
		r.tools.names = names;
		r.tools.describer = describer;
		r.tools.bsn = bsn;
		told_fill(&r, (const struct told_file[TOLD_FILES]){ { "2025-03-05 Brief.pdf", "x" }, YES });
		told_run(&r);
		r.dossier.docs[0].media_type = S("application/pdf");
		if (rows[i].sure != 0)
			statement_add(&r.dossier.docs[0].gleaned, (struct statement){ .what = SAY_DATE, .date = { 2025, 3, 4 },
			    .source = SOURCE_TEXT, .sure = rows[i].sure }, r.mem);
		assert_int_equal(rig_run(&r, ST_describe, describe_run, DOC_NONE), 0);
		rec = &r.dossier.docs[0].record;
		assert_int_equal(rec->f[MD_CREATIEDATUM].n, 1);
		assert_true(str_eq(rec->f[MD_CREATIEDATUM].v[0].text, str_of(rows[i].day)));
		assert_int_equal(rec->f[MD_CREATIEDATUM].v[0].origin, rows[i].origin);
		assert_int_equal(rig_count(&r, F_DSC_DIFFERS, 0) != 0, rows[i].differs != 0);
		rig_close(&r);
	}
	describe_free(describer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts),
		cmocka_unit_test(faults),
		cmocka_unit_test(own),
		cmocka_unit_test(explodes),
		cmocka_unit_test(told),
		cmocka_unit_test(days),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
