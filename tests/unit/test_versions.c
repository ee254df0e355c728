/* SPDX-License-Identifier: EUPL-1.2 */
/* test_versions.c - which file is the original of another that was redacted: by names, by dossier.yaml, and what is held. */
#include "rig.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/path.h"
#include "base/xml.h"
#include "config/catalog.h"
#include "sidecar/sidecar.h"
#include "sidecar/versions.h"

#include "base/banned.h"

static struct arena *mem;
static struct catalog *lists;
static struct versions *words;

static int
setup(void **state)
{
	struct err e;

	(void)state;
	mem = arena_new("test", MIB(64));
	xml_load();
	return catalog_load("templates/lists", mem, &lists, &e) != 0 || versions_load("templates", mem, &words, &e) != 0 ? -1 : 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

#define FREE	"vrijgave: ja\n"
#define ROW(file, more)	"  - {bestand: " file ", " more "}\n"
#define HOME(file)	ROW(file, "rol: niet publiceren")

/* Files between bars; then who is the original of whom ("a>b"), and the findings but SID-201, -202 and -507. */
static const struct { const char *yaml, *files, *pairs, *findings; } cases[] = {
	/* a pair by its names */
	{ FREE, "besluit.pdf|besluit_gelakt.pdf", "besluit.pdf>besluit_gelakt.pdf", "SID-541:besluit.pdf" },
	{ FREE, "Besluit.pdf|besluit-geanonimiseerd.pdf", "Besluit.pdf>besluit-geanonimiseerd.pdf", "SID-541:Besluit.pdf" },
	{ FREE, "besluit.docx|besluit (gelakt).pdf", "besluit.docx>besluit (gelakt).pdf", "SID-541:besluit.docx" },
	{ FREE, "besluit.pdf|besluit_anon.pdf", "besluit.pdf>besluit_anon.pdf", "SID-541:besluit.pdf" },
	{ FREE, "besluit.pdf|besluit openbare versie.pdf", "besluit.pdf>besluit openbare versie.pdf", "SID-541:besluit.pdf" },
	{ FREE, "besluit.pdf|Woo-versie besluit.pdf", "besluit.pdf>Woo-versie besluit.pdf", "SID-541:besluit.pdf" },
	{ FREE, "besluit.pdf|besluit.redacted.pdf", "besluit.pdf>besluit.redacted.pdf", "SID-541:besluit.pdf" },
	{ FREE, "besluit.pdf|besluit [zwartgelakt].pdf", "besluit.pdf>besluit [zwartgelakt].pdf", "SID-541:besluit.pdf" },
	{ FREE, "nota nr. 12.pdf|nota nr. 12 gelakt", "nota nr. 12.pdf>nota nr. 12 gelakt", "SID-541:nota nr. 12.pdf" },
	{ FREE, "besluit_ongelakt.pdf|besluit_gelakt.pdf", "besluit_ongelakt.pdf>besluit_gelakt.pdf", "SID-541:besluit_ongelakt.pdf" },
	{ FREE, "besluit.pdf|besluit niet gelakt.pdf", "besluit niet gelakt.pdf>besluit.pdf", "SID-541:besluit niet gelakt.pdf" },
	{ FREE, "besluit.pdf|besluit niet-openbare versie.pdf", "besluit niet-openbare versie.pdf>besluit.pdf", "SID-541:besluit niet-openbare versie.pdf" },
	{ FREE, "origineel.pdf|gelakt.pdf", "origineel.pdf>gelakt.pdf", "SID-541:origineel.pdf" },
	{ FREE, "besluit.docx|besluit.pdf|besluit_gelakt.pdf", "besluit.docx>besluit_gelakt.pdf besluit.pdf>besluit_gelakt.pdf", "SID-541:besluit.docx SID-541:besluit.pdf" },
	{ FREE, "a.pdf|a_gelakt.docx|a_gelakt.pdf", "a.pdf>a_gelakt.pdf", "SID-541:a.pdf" },
	/* by their folders */
	{ FREE, "origineel/1.pdf|gelakt/1.pdf", "origineel/1.pdf>gelakt/1.pdf", "SID-541:origineel/1.pdf" },
	{ FREE, "1.pdf|gelakt/1.pdf", "1.pdf>gelakt/1.pdf", "SID-541:1.pdf" },
	{ FREE, "x/originele stukken/1.pdf|x/gelakte stukken/1.pdf", "x/originele stukken/1.pdf>x/gelakte stukken/1.pdf", "SID-541:x/originele stukken/1.pdf" },
	{ FREE, "origineel.zip/1.pdf|gelakt.zip/1.pdf", "origineel.zip/1.pdf>gelakt.zip/1.pdf", "SID-541:origineel.zip/1.pdf" },
	{ FREE, "stukken.zip/besluit.pdf|stukken.zip/besluit_gelakt.pdf", "stukken.zip/besluit.pdf>stukken.zip/besluit_gelakt.pdf", "SID-541:stukken.zip/besluit.pdf" },
	{ FREE, "a/besluit.pdf|b/besluit_gelakt.pdf", "a/besluit.pdf>b/besluit_gelakt.pdf", "SID-541:a/besluit.pdf" },
	/* no pair */
	{ FREE, "a/1.pdf|b/1_gelakt.pdf", "", "" },
	{ FREE, "besluit 1.pdf|besluit 2_gelakt.pdf", "", "" },
	{ FREE, "besluit.pdf|besluit.docx", "", "" },
	{ FREE, "besluit_gelakt.pdf|besluit_geanonimiseerd.docx", "", "" },
	{ FREE, "a/besluit.pdf|b/besluit.pdf", "", "" },
	{ FREE, "canon.pdf|anonimiseren.pdf|aanvraag.pdf|volledig.pdf", "", "" },
	{ FREE, "besluit_gelakt.pdf", "", "" },
	/* an original by itself */
	{ FREE, "besluit_origineel.pdf", "", "SID-542:besluit_origineel.pdf" },
	{ FREE, "besluit ONGELAKT.pdf|bijlage.pdf", "", "SID-542:besluit ONGELAKT.pdf" },
	{ FREE, "besluit (niet gelakt).pdf", "", "SID-542:besluit (niet gelakt).pdf" },
	{ FREE, "origineel/a.pdf|b.pdf", "", "SID-542:origineel/a.pdf" },
	{ FREE, "originele aanvraag.pdf", "", "" },
	{ FREE, "originele aanvraag.pdf|aanvraag.pdf", "originele aanvraag.pdf>aanvraag.pdf", "SID-541:originele aanvraag.pdf" },
	/* what stays here is no leak, and is compared */
	{ FREE "documenten:\n" HOME("besluit.pdf"), "besluit.pdf|besluit_gelakt.pdf", "besluit.pdf>besluit_gelakt.pdf", "" },
	{ FREE "documenten:\n" HOME("a_origineel.pdf"), "a_origineel.pdf|b.pdf", "", "" },
	/* withheld is the wrong one of the two: the original still does not pass */
	{ FREE "documenten:\n" HOME("besluit_gelakt.pdf"), "besluit.pdf|besluit_gelakt.pdf", "besluit.pdf>besluit_gelakt.pdf", "SID-541:besluit.pdf" },
	/* as dossier.yaml says it */
	{ FREE "documenten:\n" ROW("a.pdf", "origineel-van: b.pdf"), "a.pdf|b.pdf", "a.pdf>b.pdf", "SID-540:a.pdf" },
	{ FREE "documenten:\n" ROW("a.pdf", "origineel-van: B.PDF, rol: niet publiceren"), "a.pdf|b.pdf", "a.pdf>b.pdf", "" },
	{ FREE "documenten:\n" ROW("a.pdf", "origineel-van: c.pdf"), "a.pdf|a_gelakt.pdf|c.pdf", "a.pdf>c.pdf", "SID-540:a.pdf" },
	{ FREE "documenten:\n" ROW("a.pdf", "origineel-van: x.pdf"), "a.pdf|b.pdf", "", "SID-502" },
	{ FREE "documenten:\n" ROW("a.pdf", "origineel-van: a.pdf"), "a.pdf|b.pdf", "", "SID-504" },
	{ FREE "documenten:\n" ROW("a.pdf", "origineel-van: dossier.yaml"), "a.pdf|b.pdf", "", "SID-504" },
	{ FREE "documenten:\n" ROW("a.pdf", "origineel-van: ''"), "a.pdf|b.pdf", "", "" },
};

static void
run(struct rig *r, const char *yaml, const char *files)
{
	struct str rest = str_of(files), one;

	rig_open(r);
	r->tools.lists = lists;
	r->tools.versions = words;
	(void)rig_add_bytes(r, "dossier.yaml", str_of(yaml));
	while (str_next(&rest, '|', &one))
		(void)rig_add_bytes(r, str_c(r->mem, one), S("x"));
	for (size_t i = 0; i < r->dossier.ndocs; i++)
		r->dossier.docs[i].redacted = 9; /* nothing of before stays */
	if (rig_run(r, ST_sidecar, sidecar_run, DOC_NONE) != 0)
		fail_msg("%s", r->err.msg);
}

static const char *
pairs_of(struct rig *r)
{
	struct buf b;

	buf_init(&b, r->mem, 1 << 16);
	for (size_t i = 0; i < r->dossier.ndocs; i++) {
		const struct document *x = &r->dossier.docs[i];

		if (x->redacted != 0)
			buf_addf(&b, "%s%.*s>%.*s", b.n == 0 ? "" : " ", STRF(x->path), STRF(r->dossier.docs[x->redacted - 1].path));
	}
	return str_c(r->mem, buf_str(&b));
}

static const char *
findings_of(struct rig *r)
{
	struct buf b;

	buf_init(&b, r->mem, 1 << 16);
	for (size_t i = 0; i < r->dossier.findings.n; i++) {
		const struct finding *f = &r->dossier.findings.v[i];

		if (f->code == F_SID_SIDECAR_READ || f->code == F_SID_WITHHELD || f->code == F_SID_MAIN_UNKNOWN)
			continue;
		buf_addf(&b, "%s%s", b.n == 0 ? "" : " ", finding_tag(f->code));
		if (f->doc != DOC_NONE && r->dossier.docs[f->doc].role != ROLE_SIDECAR)
			buf_addf(&b, ":%.*s", STRF(r->dossier.docs[f->doc].path));
	}
	return str_c(r->mem, buf_str(&b));
}

static void
pairs(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct rig r;

		run(&r, cases[i].yaml, cases[i].files);
		if (strcmp(pairs_of(&r), cases[i].pairs) != 0 || strcmp(findings_of(&r), cases[i].findings) != 0)
			fail_msg("%s\n%s: %s, %s", cases[i].yaml, cases[i].files, pairs_of(&r), findings_of(&r));
		rig_close(&r);
	}
}

/* The original is not in the way of its redacted version where the main document is guessed. */
static void
main_document(void **state)
{
	struct rig r;

	(void)state;
	run(&r, FREE, "besluit.pdf|besluit_gelakt.pdf|bijlage.pdf");
	assert_int_equal(rig_count(&r, F_SID_MAIN_UNKNOWN, DOC_NONE), 0);
	assert_int_equal(r.dossier.docs[2].role, ROLE_MAIN);
	rig_close(&r);
}

/* Who may let it pass, and what is to be done. */
static void
weight(void **state)
{
	(void)state;
	assert_int_equal(finding_waive(F_SID_ORIGINAL), WAIVE_NEVER);
	assert_int_equal(finding_waive(F_SID_ORIGINAL_GUESSED), WAIVE_TWO);
	assert_int_equal(finding_waive(F_SID_ORIGINAL_ALONE), WAIVE_ONE);
}

/* Every fault of the list names its line. */
static void
list(void **state)
{
	static const struct { const char *file, *want; } bad[] = {
		{ "gelakt\tgelakt\n", ":1:" }, { "# x\ngelakt\n", ":2:" }, { "# x\n\ngelakt\tlak\n", ":3:" },
		{ "# x\ngelakt\t\n", ":2:" }, { "# x\n--\tgelakt\n", ":2:" }, { "# x\na b\tgelakt\nA-B\torigineel\n", ":3:" },
		{ "# x\ngelakt\tgelakt\tx\n", ":2:" }, { "# \xff\n", ":1:" },
	};
	char dir[] = "/tmp/woostraat-test-XXXXXX";
	struct versions *v;
	struct err e;

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_int_equal(versions_load(dir, mem, &v, &e), -1);
	assert_int_equal(e.kind, E_CONFIG);
	for (size_t i = 0; i < COUNT(bad); i++) {
		const char *path = str_c(mem, str_fmt(mem, "%s/" VERSIONS_FILE, dir));
		int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

		assert_true(fd >= 0 && write(fd, bad[i].file, strlen(bad[i].file)) == (ssize_t)strlen(bad[i].file));
		(void)close(fd);
		assert_int_equal(versions_load(dir, mem, &v, &e), -1);
		assert_int_equal(e.kind, E_CONFIG);
		if (strstr(e.msg, bad[i].want) == NULL)
			fail_msg("%s: %s", bad[i].file, e.msg);
	}
	path_remove_tree(dir);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs), cmocka_unit_test(main_document), cmocka_unit_test(weight), cmocka_unit_test(list),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
