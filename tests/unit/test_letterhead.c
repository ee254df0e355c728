/* SPDX-License-Identifier: EUPL-1.2 */
/* test_letterhead.c - documents of others in a dossier: what holds, what is worth a look, and what is as it should be. */
#include "rig.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/path.h"
#include "config/catalog.h"
#include "describe/letterhead.h"

#include "base/banned.h"

#define TOOI	"https://identifier.overheid.nl/tooi/id/"
#define LEIDEN	TOOI "gemeente/gm0546"
#define UTRECHT	TOOI "gemeente/gm0344"
#define PROVINCE	TOOI "provincie/pv28"
#define GONE	TOOI "gemeente/gm0517"		/* 's-Gravendeel, until 2006 */
#define INCOMING	"https://identifier.overheid.nl/tooi/def/thes/kern/c_8c840238"

static struct arena *mem;
static struct catalog *lists;
static struct rig r;

static int
setup(void **state)
{
	struct err e;

	(void)state;
	mem = arena_new("test", MIB(64));
	return catalog_load("templates/lists", mem, &lists, &e);
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

/* text NULL: it has none. */
static void
add(const char *path, const char *makers, int sure, const char *text)
{
	struct str rest = str_of(makers), one;
	int doc = rig_add_bytes(&r, path, S("x")), fd;

	while (makers != NULL && str_next(&rest, ' ', &one))
		statement_add(&r.dossier.docs[doc].gleaned,
		    (struct statement){ .what = SAY_MAKER, .uri = one, .source = SOURCE_TEXT, .sure = sure, .at = { 1, 2, 3 } }, r.mem);
	if (text == NULL)
		return;
	assert_int_equal(fd_of_str("test", str_of(text), &fd, &r.err), 0);
	rig_set(&r, doc, A_TEXT, fd);
	assert_int_equal(fd_of_str("test", S("{\"pages\":[0],\"headings\":[],\"origins\":[]}"), &fd, &r.err), 0);
	rig_set(&r, doc, A_PROPS, fd);
}

static void
begin(const char *makers, int sure, const char *text)
{
	rig_open(&r);
	add("besluit.pdf", makers, sure, text);
	record_add(&r.dossier.docs[0].record, MD_PUBLISHER, (struct value){ .text = S("gemeente Leiden"), .uri = S(LEIDEN), .origin = FROM_OPERATOR }, r.mem);
}

static const char *
found(const struct partners *partners)
{
	struct result res = { .mem = r.mem, .findings = { .mem = r.mem }, .dossier = r.dossier };
	struct buf b;

	if (letterhead_run(&r.job, lists, partners, &res, &r.err) != 0)
		fail_msg("%s", r.err.msg);
	buf_init(&b, r.mem, 1 << 16);
	for (size_t i = 0; i < res.findings.n; i++) {
		const struct finding *f = &res.findings.v[i];

		assert_true(str_eq(f->arg[1], S("gemeente Leiden")));
		buf_addf(&b, "%s%s:%d %.*s", i == 0 ? "" : " ", finding_tag(f->code), f->doc, STRF(f->arg[0]));
	}
	return str_c(r.mem, buf_str(&b));
}

static const struct { const char *name, *makers; int sure; const char *text, *want; } mains[] = {
	{ "ours", LEIDEN, 95, "Gemeente Leiden", "" },
	{ "of another", UTRECHT, 85, "Gemeente Utrecht", "DSC-530:0 gemeente Utrecht" },
	{ "of another, without text", UTRECHT, 85, NULL, "DSC-530:0 gemeente Utrecht" },
	{ "not sure", UTRECHT, 84, "Gemeente Utrecht", "" },
	{ "of both", UTRECHT " " LEIDEN, 95, "Convenant", "" },
	{ "to us, by our name", UTRECHT, 95, "Gemeente Utrecht\nAan: GEMEENTE LEIDEN", "DSC-330:0 gemeente Utrecht" },
	{ "to our college", UTRECHT, 95, "Utrecht\nAan burgemeester en wethouders van Leiden", "DSC-330:0 gemeente Utrecht" },
	{ "Leiden is also a town", UTRECHT, 95, "De heer Voorbeeld te Leiden", "DSC-530:0 gemeente Utrecht" },
	{ "of a province", PROVINCE, 95, "Provincie", "DSC-330:0 provincie Zuid-Holland" },
	{ "of a province and a municipality", PROVINCE " " UTRECHT, 95, "x", "DSC-530:0 gemeente Utrecht" },
	{ "of one that is no more", GONE, 95, "x", "" },
	{ "of nobody", NULL, 0, "Besluit", "" },
	{ "of nobody, without text", NULL, 0, NULL, "" },
	{ "an address of another", NULL, 0, "Vragen? gemeente@utrecht.nl", "DSC-330:0 gemeente Utrecht" },
	{ "a site of another", NULL, 0, "Zie www.gemeente-utrecht.nl/woo.", "DSC-330:0 gemeente Utrecht" },
	{ "a desk of another", NULL, 0, "woo@loket.utrecht.nl", "DSC-330:0 gemeente Utrecht" },
	{ "both addresses", NULL, 0, "a@utrecht.nl, b@leiden.nl", "" },
	{ "another, and our name", NULL, 0, "gemeente Leiden, a@utrecht.nl", "" },
	{ "addresses of nobody", NULL, 0, "a@voorbeeld.nl www.x.com @ www. a@.nl @nl www..nl", "" },
};

static void
of_main(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(mains); i++) {
		const char *got;

		begin(mains[i].makers, mains[i].sure, mains[i].text);
		got = found(NULL);
		if (strcmp(got, mains[i].want) != 0)
			fail_msg("%s: %s", mains[i].name, got);
		rig_close(&r);
	}
}

static void
of_annex(void **state)
{
	(void)state;
	begin(LEIDEN, 95, "Gemeente Leiden");
	add("a.pdf", UTRECHT, 95, "x");
	add("b.pdf", PROVINCE, 95, "x");
	add("c.pdf", UTRECHT " " LEIDEN, 95, "x");
	add("d.pdf", UTRECHT, 95, "x");
	r.dossier.docs[4].role = ROLE_WITHHELD;
	assert_string_equal(found(NULL), "DSC-330:1 gemeente Utrecht");
	rig_close(&r);
}

/* A letter to the council is of another by its nature. */
static void
incoming(void **state)
{
	struct class_score c = { .uri = S(INCOMING), .chosen = true };

	(void)state;
	begin(UTRECHT, 95, "x");
	r.dossier.docs[0].classes = &c;
	r.dossier.docs[0].nclasses = 1;
	assert_string_equal(found(NULL), "DSC-330:0 gemeente Utrecht");
	c.chosen = false;
	assert_string_equal(found(NULL), "DSC-530:0 gemeente Utrecht");
	rig_close(&r);
}

/* Who says that another made it, or answers for it, knows. */
static void
said(void **state)
{
	static const enum say kinds[] = { SAY_MAKER, SAY_RESPONSIBLE, SAY_CORESPONSIBLE, SAY_PUBLISHER };

	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		begin(UTRECHT, 95, "x");
		statement_add(i % 2 == 0 ? &r.dossier.docs[0].said : &r.dossier.said,
		    (struct statement){ .what = kinds[i], .text = S("Utrecht"), .source = SOURCE_DOSSIER_YAML, .sure = 100 }, r.mem);
		statement_add(&r.dossier.said, (struct statement){ .what = kinds[i], .text = S("gemeente Leiderdorp") }, r.mem);
		assert_string_equal(found(NULL), kinds[i] == SAY_PUBLISHER ? "DSC-530:0 gemeente Utrecht" : "");
		rig_close(&r);
	}
}

/* Without a publisher or a main document something else holds. */
static void
unknown(void **state)
{
	(void)state;
	begin(UTRECHT, 95, "x");
	r.dossier.docs[0].record = (struct record){ 0 };
	assert_string_equal(found(NULL), "");
	r.dossier.docs[0].role = ROLE_ANNEX;
	assert_string_equal(found(NULL), "");
	rig_close(&r);
}

static char dir[] = "/tmp/woostraat-test-XXXXXX";

static void
write_partners(const char *folder, const char *text)
{
	const char *to = str_c(mem, str_fmt(mem, "%s/organisations/%s", dir, folder));
	struct err e;
	int fd;

	assert_int_equal(path_mkdirs(to, &e), 0);
	fd = open(str_c(mem, str_fmt(mem, "%s/" PARTNERS_FILE, to)), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	(void)close(fd);
}

static void
partners(void **state)
{
	struct partners *p;
	struct err e;

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_int_equal(partners_load(dir, lists, mem, &p, &e), 0);
	begin(UTRECHT, 95, "x");
	assert_string_equal(found(p), "DSC-530:0 gemeente Utrecht");
	write_partners("delft", "gm0344\n");
	assert_int_equal(partners_load(dir, lists, mem, &p, &e), 0);
	assert_string_equal(found(p), "DSC-530:0 gemeente Utrecht");
	write_partners("leiden", "# buren\n\n gemeente Utrecht \n");
	assert_int_equal(partners_load(dir, lists, mem, &p, &e), 0);
	assert_string_equal(found(p), "");
	write_partners("leiden", "");
	write_partners("gm0546", "Utrecht\n");
	assert_int_equal(partners_load(dir, lists, mem, &p, &e), 0);
	assert_string_equal(found(p), "");
	rig_close(&r);
	write_partners("leiden", "gm0344\ngemeente Nergens\n");
	assert_int_equal(partners_load(dir, lists, mem, &p, &e), -1);
	assert_int_equal(e.kind, E_CONFIG);
	assert_non_null(strstr(e.msg, "leiden/" PARTNERS_FILE ":2:"));
	path_remove_tree(dir);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_main), cmocka_unit_test(of_annex), cmocka_unit_test(incoming), cmocka_unit_test(said),
		cmocka_unit_test(unknown), cmocka_unit_test(partners),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
